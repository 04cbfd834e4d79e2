"""Minimal pairs on whether a decision is stated at all: announced, wished for, supposed, denied, due by a day."""

from __future__ import annotations

import pytest

from tests.unit.language.letters import kind

A, C, R, V, N, X = "approved", "conditional", "rejected", "revoked", "needs_confirmation", "none"

ANNOUNCED = [
    ("Информируем об утверждении медиаплана.", A),
    ("Проинформируйте об утверждении медиаплана.", X),
    ("Письмо об утверждении медиаплана получите завтра.", X),
    ("Хочу подтвердить, что медиаплан согласован.", A),
    ("Можете подтвердить, что медиаплан согласован.", X),
    ("Подтвердите, что медиаплан согласован.", X),
]

SUPPOSED_OR_DENIED = [
    ("Положим, медиаплан утверждён.", X),
    ("Олег, медиаплан утверждён.", A),
    ("Я не писала, что медиаплан утверждён.", X),
    ("Я писала, что медиаплан утверждён.", A),
    ("We never said the media plan is approved.", X),
    ("We said it before: the media plan is approved.", A),
    ("That doesn't mean the media plan is approved.", X),
    ("Утверждён или нет, а счёт нужен.", X),
    ("Approved or not, send us the invoice.", X),
    ("Считать план утверждённым преждевременно.", X),
    ("Считаем план утверждённым.", A),
    ("Do not treat the media plan as approved.", X),
    ("Please treat the media plan as approved.", A),
    ("Haven't we signed this off already", X),
    ("We have signed this off already.", A),
]

DECIDED = [
    ("Решили утвердить медиаплан.", A),
    ("Директор решил утвердить медиаплан.", N),
    ("Ещё не решили, утвердить ли медиаплан.", X),
    ("We have decided to approve the media plan.", A),
    ("We have not decided to approve the media plan.", X),
    ("Как и просили, медиаплан согласован.", A),
    ("Как просил директор, медиаплан согласован.", N),
    ("Считайте, что медиаплан утверждён.", A),
    ("Не считайте, что медиаплан утверждён.", X),
]

UNPUNCTUATED_AND_AFTERWARDS = [
    ("согласовано даты сдвиньте", C),
    ("медиаплан утвердили, мне только что из дирекции позвонили", N),
    ("медиаплан утвердили, я только что из дирекции", A),
    ("Утверждён. Раньше было совсем не то.", A),
    ("Утверждён. Радио совсем не то.", C),
    ("Утвердим, как только увидим в нём Казань.", C),
    ("План утверждён условно, ждём совета.", C),
    ("ничего не запускайте снимаю согласование", V),
    ("не снимаю согласование", X),
    ("Please do not consider the media plan approved any more.", V),
    ("Please do not consider the media plan approved.", X),
    ("The media plan was voted down.", R),
    ("Approved. The clip made us laugh, and that doesn't happen often.", A),
    ("Approved. The clip doesn't play every time.", C),
]

HABITS_AND_AFTERTHOUGHTS = [
    ("Обычно утверждаем медиаплан за два дня.", X),
    ("Как всегда, утверждаем медиаплан за два дня.", A),
    ("We always approve the media plan in May.", X),
    ("As always, we approve the media plan.", A),
    ("Медиаплан утверждён, говорит Игорь.", N),
    ("Медиаплан утверждён, говорю вам.", A),
    ("Approved, said our director.", N),
    ("Директор медиаплан не утвердил, сказал переделать.", R),
    ("Директор медиаплан утвердил, сказал запускать.", N),
    ("Утверждено, вроде.", N),
    ("Утверждено, ура.", A),
]

DUE = [
    ("I'd like it approved by the end of June.", X),
    ("The media plan is approved by us.", A),
    ("We are getting the media plan approved.", X),
    ("Whoever approved the media plan has left.", X),
    ("In the media plan approved in March there was radio.", X),
    ("The media plan approved, go on.", A),
]

WHAT_IS_TAKEN_BACK = [
    ("Вопрос по охвату снят, медиаплан утверждаем.", A),
    ("Утверждение медиаплана снимаем.", V),
    ("Approved on the terms that we can cancel any time.", A),
    ("We cancel the approval of the media plan.", V),
    ("Уведомляем об отмене утверждения медиаплана.", V),
    ("Правление постановило отклонить медиаплан.", R),
    ("Правление может отклонить медиаплан.", X),
]

CONDITIONS = [
    ("Утверждено, если что - я на связи.", A),
    ("Утверждено, если что-то изменится, скажите сразу.", A),
    ("Утвердим, как только поменяете даты.", C),
    ("Approved on this condition: no prices in the ads.", C),
    ("Approved, and make sure the total stays below 5k.", C),
    ("Please start from scratch with the media plan.", R),
]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *ANNOUNCED,
        *SUPPOSED_OR_DENIED,
        *DECIDED,
        *UNPUNCTUATED_AND_AFTERWARDS,
        *HABITS_AND_AFTERTHOUGHTS,
        *DUE,
        *WHAT_IS_TAKEN_BACK,
        *CONDITIONS,
    ],
)
def test_whether_a_decision_is_stated(text: str, expected: str) -> None:
    assert kind(text) == expected

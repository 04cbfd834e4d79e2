"""Minimal pairs on what a decision reaches: whose word it is, what it is about, and where a condition ends."""

from __future__ import annotations

import pytest

from tests.unit.language.letters import kind, verdict

A, C, R, V, N, X = "approved", "conditional", "rejected", "revoked", "needs_confirmation", "none"

MONTHS_AND_LETTERS = [
    ("The media plan for May and June is approved.", A),
    ("Approval of the June media plan dated 12 May is hereby given.", A),
    ("We may approve the media plan.", X),
    ("The media plan may be approved.", X),
    ("Согласовываем вариант Б. Спасибо за оба!", A),
    ("Согласовала б медиаплан, да директор в отпуске.", X),
]

WHOSE_WORD = [
    ("I am writing to let you know that she has approved the media plan.", N),
    ("I am writing to let you know that we have approved the media plan.", A),
    ("Per Deborah: the media plan is approved.", N),
    ("Approved, per our managing director.", N),
    ("Media plan approved as per your email of Monday.", A),
    ("Legal: approved.", N),
    ("Status: approved.", X),
    ("Игорь Петрович: медиаплан согласован.", N),
    ("Медиаплан: согласован.", A),
    ("The media plan is approved by our board.", N),
    ("The media plan is approved, on condition that the fee is confirmed by our board.", C),
]

STATED_OR_THOUGHT = [
    ("Рада сообщить, что медиаплан согласован.", A),
    ("Прошу проверить, что медиаплан согласован.", X),
    ("Не думайте, что медиаплан согласован.", X),
    ("Хорошо, что медиаплан согласован.", X),
    ("Спасибо, что дождались: медиаплан согласован.", A),
    ("Suppose we approved the media plan tonight.", X),
    ("We approved the media plan tonight.", A),
    ("You think we approved the media plan.", X),
    ("I hope we approve the media plan soon.", X),
    ("So the media plan is approved or not.", X),
    ("Медиаплан утверждён или нет.", X),
    ("Мы посмотрели план ещё раз и утверждаем его.", A),
    ("Мы ещё утверждаем медиаплан.", X),
    ("В прошлом сезоне согласовали за день.", X),
    ("Насколько мне известно, медиаплан утверждён.", N),
    ("В головном офисе согласовали.", N),
    ("They've signed off the media plan.", N),
    ("To my knowledge the media plan is approved.", N),
    ("Instagram approved our banners.", X),
    ("Instagram banners approved.", A),
    ("Медиаплан согласован? Как же. Дед Мороз согласовал.", X),
    ("We can only approve the media plan once the board has met.", X),
    ("Сможем согласовать медиаплан только после праздников.", X),
]

ASKED_WITHOUT_A_MARK = [
    ("Верно ли, что медиаплан уже согласован.", X),
    ("Верно, медиаплан уже согласован.", A),
    ("Неужели медиаплан согласован.", X),
    ("Am I right that the media plan is approved.", X),
    ("You were right, the media plan is approved.", A),
]

WHOSE_PLAN = [
    ("The office budget has been approved, so come and see the new rooms.", X),
    ("The media budget has been approved, so let us start.", A),
    ("The floor plan is approved.", X),
    ("План эвакуации утвердили.", X),
    ("План рекламной кампании утвердили.", A),
    ("Бюджет на ремонт согласован.", X),
    ("Бюджет на рекламу согласован.", A),
]

WHERE_A_CONDITION_ENDS = [
    ("Once the rates are lowered the media plan is approved.", C),
    ("Once the media plan is approved we can talk about rates.", X),
    ("Если уберёте ночные показы медиаплан согласован.", C),
    ("Если медиаплан согласован, почему нет счёта?", X),
    ("Our approval of the media plan stands so long as the rates do not rise.", C),
    ("Our approval of the media plan stands.", A),
]

PARTS = [
    ("Approved for the first two weeks only.", C),
    ("Approved, not only for the price but for the reach.", A),
    ("Approved only now, sorry.", A),
    ("Germany is approved. Austria is not.", C),
    ("Медиаплан согласован. Обидно, что радио не поместилось.", A),
    ("Медиаплан согласован. Радио не нужно.", C),
    ("План по трафику согласован.", A),
    ("Трафик согласован.", N),
]

TAKEN_BACK = [
    ("Our approval of the media plan has been cancelled.", V),
    ("Our meeting about the media plan has been cancelled.", X),
    ("Прошу считать данное нами ранее в письме от среды согласование медиаплана аннулированным.", V),
    ("Прошу считать данное нами ранее в письме от среды согласование медиаплана действующим.", X),
]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *MONTHS_AND_LETTERS,
        *WHOSE_WORD,
        *STATED_OR_THOUGHT,
        *ASKED_WITHOUT_A_MARK,
        *WHOSE_PLAN,
        *WHERE_A_CONDITION_ENDS,
        *PARTS,
        *TAKEN_BACK,
    ],
)
def test_what_a_decision_reaches(text: str, expected: str) -> None:
    request = (
        "Два варианта медиаплана, А и Б. Какой согласовываете?"
        if "вариант" in text
        else "Спасибо, учли."
        if expected is V and "cancel" not in text
        else None
    )
    assert kind(text, request=request) == expected


@pytest.mark.parametrize(
    ("text", "request_text", "expected"),
    [
        ("Посты согласованы.", "Посты на неделю готовы, согласуете?", (A, "content_plan")),
        ("Посты согласованы.", "Медиаплан: поиск, посты, видео. Согласуете?", (C, "media_plan")),
        ("Медийка согласована.", "Медийка на май. Согласуете?", (A, "media_plan")),
        ("Медийка согласована.", "Медиаплан на май: поиск и медийка. Согласуете?", (C, "media_plan")),
        ("Posts are approved.", "Posts for week 12 are ready. Do you approve?", (A, "content_plan")),
        ("Posts are approved.", "The media plan: search, posts, video. Do you approve?", (C, "media_plan")),
        ("KV утверждаем.", "Ключевой визуал готов, утверждаете?", (A, "creative")),
        ("Wrap-up approved.", "The July wrap-up is attached, please sign off.", (A, "report")),
        ("Отчёт принимаем, если поправите сноску.", "Отчёт за май, просим принять.", (C, "report")),
        ("Отчёт принимаем.", "Отчёт за май, просим принять.", (A, "report")),
    ],
)
def test_what_was_put_up_says_whether_a_word_names_the_whole(
    text: str, request_text: str, expected: tuple[str, str]
) -> None:
    found = verdict(text, request=request_text, subject="Re: наш разговор")
    assert (found.kind.value, found.about and found.about.value) == expected


def test_our_signature_does_not_say_what_was_put_up() -> None:
    request = "Готово. Согласуете?\n\nС уважением,\nАнна Орлова\nМедиапланы, креативы, отчёты"
    assert verdict("Согласовано.", request=request, subject="Re: Лендинг акции").about == "landing"


@pytest.mark.parametrize("text", ["ок", "LGTM"])
def test_half_a_word_is_about_what_the_subject_line_names(text: str) -> None:
    request = "Ready. Do you approve?\n\nBest regards,\nAnna Orlova\nMedia plans and reports"
    assert verdict(text, request=request, subject="Re: Banners").about == "creative"

"""Answers between the lines of our letter, each judged with the passage it stands under."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from syncd.data.lexicon import default_lexicon
from syncd.domain.language.read import read_letter
from syncd.domain.language.reading import Reading
from tests.unit.mail.layouts import message

AT = datetime(2026, 6, 1, 12, tzinfo=UTC)


def read(text: str, *, subject: str = "Re: Вопросы", earlier: tuple[str, ...] = ()) -> Reading:
    letter = message(text=text, subject=subject)
    return read_letter(letter, ours=False, sent_at=AT, lexicon=default_lexicon(), earlier=earlier)


def answers(*pairs: tuple[str, str]) -> str:
    lines = [f"> {asked}\n\n{said}\n" for asked, said in pairs]
    return "01.06.2026 10:12, Анна Орлова пишет:\n" + "\n".join(lines)


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ((("Согласуете медиаплан?", "Да"), ("Логотип пришлёте?", "Завтра пришлю")), "needs_confirmation"),
        ((("Логотип пришлёте?", "Да"), ("Когда созвонимся?", "Завтра")), "none"),
        ((("Согласуете медиаплан?", "Согласован."), ("Счёт дошёл?", "Ждём.")), "approved"),
        ((("Согласуете медиаплан?", "Согласован."), ("Согласуете баннеры?", "Нет, переделайте.")), "conditional"),
        ((("Согласуете медиаплан?", "Согласован."), ("Баннеры пришлём в среду.", "Добавьте казахскую версию.")), "approved"),
        ((("Согласуете медиаплан?", "Согласован."), ("В нём 20% на радио.", "Радио уберите.")), "conditional"),
        ((("Согласуете медиаплан?", "Отвечу завтра."), ("Счёт дошёл?", "Да, оплачен.")), "none"),
        ((("Do you approve the media plan?", "Yes."), ("Will you be in on Friday?", "No.")), "needs_confirmation"),
        ((("Согласуете медиаплан?", "Согласован."), ("Счёт дошёл?", "Нет.")), "approved"),
        ((("Do you approve the media plan?", "Approved."), ("Is the logo final?", "It is.")), "approved"),
    ],
)  # fmt: skip
def test_an_answer_belongs_to_the_passage_above_it(pairs: tuple[tuple[str, str], ...], expected: str) -> None:
    assert read(answers(*pairs)).verdict.kind == expected


def test_what_stands_in_an_earlier_letter_of_the_thread_is_quoted_without_a_mark_too() -> None:
    ours = "Марина, для запуска кампании нам нужен от вас письменный ответ на это письмо.\nНапишите словами, что медиаплан на июнь полностью согласован вами и можно запускать."
    text = f"Получила, спасибо.\n\n{ours}"
    assert read(text, earlier=(ours,)).new_text == "Получила, спасибо."
    assert read(text, earlier=(ours,)).verdict.kind == "none"


@pytest.mark.parametrize("text", ["", "\n\n"])
def test_a_letter_without_a_word_is_read_like_any_other(text: str) -> None:
    """People send a file and nothing else."""
    reading = read(text, subject="Правки")
    assert (reading.new_text, reading.verdict.kind) == ("", "none")

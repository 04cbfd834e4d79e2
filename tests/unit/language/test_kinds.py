from __future__ import annotations

import pytest

from syncd.domain.language.kinds import Remark, find_remarks, letter_kinds
from syncd.domain.language.questions import find_questions
from syncd.domain.language.reading import NO_VERDICT, LetterKind, Promise, Verdict, VerdictKind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Замените телефон на 8 800 555-01-41.", LetterKind.REMARK_FACTUAL),
        ("В тексте опечатка, исправьте.", LetterKind.REMARK_FACTUAL),
        ("Исправьте название города: Копейск, а не Копейка.", LetterKind.REMARK_FACTUAL),
        ("Поменяйте цену на 4 990.", LetterKind.REMARK_FACTUAL),
        ("Уберите товар, его больше нет в наличии.", LetterKind.REMARK_FACTUAL),
        ("The name is misspelled, please correct it.", LetterKind.REMARK_FACTUAL),
        ("Please change the date to 5 December.", LetterKind.REMARK_FACTUAL),
        ("Сделайте поярче.", LetterKind.REMARK_TASTE),
        ("Логотип сделайте побольше.", LetterKind.REMARK_TASTE),
        ("Не нравится фон, сделайте теплее.", LetterKind.REMARK_TASTE),
        ("Шрифт скучный, замените на что-нибудь повеселее.", LetterKind.REMARK_TASTE),
        ("make the logo bigger", LetterKind.REMARK_TASTE),
        ("Could you make the headline a bit bolder?", LetterKind.REMARK_TASTE),
        ("Поправьте второй абзац.", LetterKind.REMARK_UNCLEAR),
        ("Please rewrite the second paragraph.", LetterKind.REMARK_UNCLEAR),
    ],
)
def test_an_edit_is_factual_or_taste_or_unclear(text: str, kind: LetterKind) -> None:
    assert find_remarks(text) == (Remark(text, kind),)


@pytest.mark.parametrize(
    "text",
    [
        "Медиаплан согласован, запускайте.",
        "Спасибо, всё получили!",
        "Когда выйдет отчёт?",
        "Пришлите, пожалуйста, счёт.",
        "Посмотрю завтра и вернусь.",
        "Please send the report.",
        "Баннеры очень нравятся, спасибо!",
    ],
)
def test_what_changes_nothing_is_no_edit(text: str) -> None:
    assert find_remarks(text) == ()


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Когда выйдет отчёт?", {LetterKind.QUESTION}),
        ("Пришлите, пожалуйста, счёт.", {LetterKind.REQUEST}),
        ("Напоминаю про отчёт за июнь.", {LetterKind.REMINDER}),
        ("Кстати, ещё хотим каталог для печати.", {LetterKind.NEW_WISH, LetterKind.REQUEST}),
        ("Новые фото во вложении.", {LetterKind.MATERIAL}),
        ("Никто не отвечает на письма, я недоволен.", {LetterKind.COMPLAINT}),
        ("Спасибо, получили!", {LetterKind.ACKNOWLEDGEMENT}),
        ("Мы переехали на второй этаж.", {LetterKind.INFORMATION}),
        ("Замените телефон на 8 800 555-01-41.", {LetterKind.REQUEST, LetterKind.REMARK_FACTUAL}),
    ],
)
def test_a_letter_is_all_that_it_holds(text: str, kinds: set[LetterKind]) -> None:
    found = letter_kinds(
        text, verdict=NO_VERDICT, has_attachments=False, questions=find_questions(text), promise=None, urgent=None
    )
    assert found == kinds


def test_a_decision_with_leave_to_begin_is_a_decision_only() -> None:
    verdict = Verdict(VerdictKind.APPROVED)
    text = "Медиаплан согласован, запускайте."
    found = letter_kinds(text, verdict=verdict, has_attachments=False, questions=(), promise=None, urgent=None)
    assert found == {LetterKind.DECISION}


def test_promise_and_trouble_are_taken_as_given() -> None:
    found = letter_kinds(
        "Вернусь завтра.",
        verdict=NO_VERDICT,
        has_attachments=False,
        questions=(),
        promise=Promise("Вернусь завтра."),
        urgent="стоп",
    )
    assert found == {LetterKind.PROMISE, LetterKind.URGENT_TROUBLE}


def test_a_file_without_a_word_is_material() -> None:
    found = letter_kinds("", verdict=NO_VERDICT, has_attachments=True, questions=(), promise=None, urgent=None)
    assert found == {LetterKind.MATERIAL}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Цена не 4 990, а 5 490, поправьте.", LetterKind.REMARK_FACTUAL),
        ("Давайте цвет потеплее.", LetterKind.REMARK_TASTE),
        ("Заголовок хочется поживее.", LetterKind.REMARK_TASTE),
        ("Поменяйте фото директора, он уволился.", LetterKind.REMARK_FACTUAL),
        ("Уберите, пожалуйста, третий слайд.", LetterKind.REMARK_UNCLEAR),
        ("Шрифт мелковат, увеличьте.", LetterKind.REMARK_TASTE),
        ("Сделайте как у Apple.", LetterKind.REMARK_TASTE),
        ("Адрес офиса: Лесная, 7. Исправьте на сайте.", LetterKind.REMARK_FACTUAL),
        ("Добавьте в текст пункт про доставку.", LetterKind.REMARK_UNCLEAR),
        ("The surname is Petersen, not Peterson.", LetterKind.REMARK_FACTUAL),
        ("Could the background be a bit lighter?", LetterKind.REMARK_TASTE),
        ("Please remove the second sentence.", LetterKind.REMARK_UNCLEAR),
        ("The photo shows a model we no longer sell, please replace it.", LetterKind.REMARK_FACTUAL),
        ("I don't like the music, try something calmer.", LetterKind.REMARK_TASTE),
        ("Make it pop.", LetterKind.REMARK_TASTE),
        ("Update the opening hours to 9-20.", LetterKind.REMARK_FACTUAL),
        ("Кнопку сделайте красной, так заметнее.", LetterKind.REMARK_TASTE),
        ("Логотип у вас старый, поставьте новый из архива.", LetterKind.REMARK_FACTUAL),
    ],
)
def test_the_register_tells_facts_from_taste(text: str, kind: LetterKind) -> None:
    assert {remark.kind for remark in find_remarks(text)} == {kind}

"""The register of edits: a row for each remark, and the same factual edit twice (PRODUCT.md section 8)."""

from __future__ import annotations

from syncd.domain.cases.find import decide
from syncd.domain.cases.findings import edits
from syncd.domain.language.reading import LetterKind
from syncd.domain.letter import Letter
from tests.unit.cases.world import at, theirs, view

NOW = "20.05 12:00"
FACTS = {"kinds": frozenset({LetterKind.REMARK_FACTUAL})}


def register(*letters: Letter) -> list[tuple[str, str, str | None]]:
    mail = decide(view(*letters, now=at(NOW)), at(NOW)).mail
    return [(each.kind, each.words, each.repeats) for each in edits(mail)]


def test_each_remark_is_a_row_in_its_own_words() -> None:
    text = "Добрый день! Исправьте телефон на баннере: 8 800 100. Сделайте фон поярче. Когда будет готово?"
    assert register(theirs("a", "12.05 10:00", text, **FACTS)) == [
        ("factual", "Исправьте телефон на баннере: 8 800 100.", None),
        ("taste", "Сделайте фон поярче.", None),
    ]


def test_the_same_factual_edit_in_a_later_letter_repeats_the_first() -> None:
    first = theirs("a", "12.05 10:00", "Исправьте адрес магазина на баннере. Уберите лишнюю запятую.", **FACTS)
    again = theirs("b", "14.05 10:00", "Коллеги, снова исправьте адрес магазина на баннере.", **FACTS)
    assert [repeats for _, _, repeats in register(first, again)] == [None, None, "a"]


def test_the_same_words_with_another_number_are_another_edit() -> None:
    first = theirs("a", "12.05 10:00", "Исправьте цену абонемента на баннере: 1200 рублей.", **FACTS)
    other = theirs("b", "14.05 10:00", "Исправьте цену абонемента на баннере: 1300 рублей.", **FACTS)
    assert [repeats for _, _, repeats in register(first, other)] == [None, None]


def test_one_letter_repeats_nothing_of_itself() -> None:
    text = "Исправьте адрес магазина на баннере. Пожалуйста, исправьте адрес магазина на баннере."
    assert [repeats for _, _, repeats in register(theirs("a", "12.05 10:00", text, **FACTS))] == [None, None]

"""A table of phrases finds what its expression would find, though it looks at few words only."""

from __future__ import annotations

from importlib import import_module

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from syncd.domain.language.beginnings import beginnings
from syncd.domain.language.patterns import Table, table

ROOMS = ("asks", "kinds", "promise", "questions", "reply", "requests", "signals", "urgent")
TABLES = [
    value
    for room in ROOMS
    for value in vars(import_module(f"syncd.domain.language.{room}")).values()
    if isinstance(value, Table)
]
WORDS = sorted(
    {word for one in TABLES for phrase in one.phrases for word in phrase.replace("*", "ы").split() if word.isalpha()}
)


@pytest.mark.parametrize(
    ("expression", "begin"),
    [
        (r"недовол\w*", {"недо"}),
        (r"не (?:, )?(та|тот)", {"не т", "не ,"}),
        (r"(?:верн\w*|по\w*|на) договор", {"верн", "по", "на д"}),
        (r"(the )?link", {"the ", "link"}),
        (r"ошибк[аи]", {"ошиб"}),
        (r"ок(?:ей)?", {"ок", "окей"}),
        (r"a+b", {"a"}),
        (r"colou?r", {"colo"}),
        (r"co?d", {"cod", "cd"}),
        (r"(?!меня)тебя", {"тебя"}),
        (r"[0-9]+ дней", {""}),
        (r"\w+ дней", {""}),
        (r"да|нет", {"да", "нет"}),
        (r"(?:да )?(?:нет )?", {""}),
    ],
)
def test_an_expression_tells_with_what_its_matches_begin(expression: str, begin: set[str]) -> None:
    assert beginnings(expression) == begin


def test_a_table_that_no_word_begins_like_is_never_compiled() -> None:
    complaints = table("недовол*;опять", "(awful|terrible) ~ (job|work)*")

    assert complaints.search("спасибо , все получили") is None
    assert "expression" not in vars(complaints)


def test_the_first_match_is_found_and_none_before_the_place_where_to_begin() -> None:
    line = "ждем отчет , ждем план"
    waiting = table("ждем (отчет|план)")

    first, second = waiting.search(line), waiting.search(line, 5)

    assert (first and first.span(), second and second.span()) == ((0, 10), (13, 22))


def test_nothing_begins_inside_a_word() -> None:
    found = table("да").search("когда , кое-да , а да")

    assert found is not None
    assert found.start() == 19


@settings(deadline=None, max_examples=60)  # the first example compiles every table
@given(st.lists(st.sampled_from([*WORDS, ",", ".", "12.06", "10:00", "_", "?"]), max_size=25).map(" ".join))
def test_every_table_finds_what_its_expression_finds(folded: str) -> None:
    for one in TABLES:
        found, expected = one.search(folded), one.expression.search(folded)
        assert (found and found.span()) == (expected and expected.span())

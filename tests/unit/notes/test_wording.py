"""Words, dates and plural forms, the shipped ones and an agency's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from syncd.data.wording import load_wording
from syncd.domain.agency import Language, Subject
from syncd.domain.errors import ConfigError
from syncd.domain.notes.names import dative
from syncd.domain.notes.wording import ClientFacts
from tests.unit.cases.world import MOSCOW, WORDING, at

RU, EN = WORDING[Language.RU], WORDING[Language.EN]


@pytest.mark.parametrize(
    ("subject", "period", "version", "ru", "en"),
    [
        (Subject.MEDIA_PLAN, "июнь", "3", "медиаплан на июнь, версия 3", "June media plan, version 3"),
        (Subject.MEDIA_PLAN, "на июнь", "v3", "медиаплан на июнь, версия 3", "June media plan, version 3"),
        (Subject.MEDIA_PLAN, "June", "3.1", "медиаплан на июнь, версия 3.1", "June media plan, version 3.1"),
        (Subject.REPORT, "мае", None, "отчёт за май, версия не названа", "May report, version not named"),
        (Subject.CREATIVE, None, "вторую версию", "креативы, версия 2", "creatives, version 2"),
        (Subject.CREATIVE, None, "2", "креативы, версия 2", "creatives, version 2"),
        (Subject.BUDGET, "Q3", "1", "бюджет на Q3, версия 1", "Q3 budget, version 1"),
        (None, None, None, "материалы, версия не названа", "materials, version not named"),
    ],
)
def test_things_are_called_as_people_call_them(
    subject: Subject | None, period: str | None, version: str | None, ru: str, en: str
) -> None:
    assert (RU.thing(subject, period, version), EN.thing(subject, period, version)) == (ru, en)


def test_dates_are_in_the_languages_form_and_the_agencys_zone() -> None:
    assert (RU.when(at("14.05 15:42")), EN.when(at("14.05 15:42"))) == ("14.05, 15:42", "14 May, 15:42")
    assert RU.due_after(at("14.05 15:05"), at("14.05 11:05")) == "15:05"
    assert RU.due_after(at("15.05 11:05"), at("14.05 18:05")) == "15.05, 11:05"


def test_plural_forms() -> None:
    forms = ("письмо", "письма", "писем")
    assert [RU.plural(count, *forms) for count in (1, 2, 5, 11, 21)] == ["письмо", "письма", "писем", "писем", "письмо"]
    assert [EN.plural(count, "letter", "letters") for count in (1, 2)] == ["letter", "letters"]


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("Ольга Жукова", "Ольге Жуковой"),
        ("Пётр Ильин", "Петру Ильину"),
        ("Марина Белова", "Марине Беловой"),
        ("John Smith", None),
        ("", None),
    ],
)
def test_names_in_the_dative(name: str, form: str | None) -> None:
    assert (dative(name) or "").replace("ё", "е") == (form or "")


def test_both_languages_have_the_same_lines() -> None:
    assert {name: sorted(table) for name, table in RU.tables.items()} == {
        name: sorted(table) for name, table in EN.tables.items()
    }
    assert RU.subjects.keys() == EN.subjects.keys() == {each.value for each in Subject} | {"other"}


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ('approved = "{{ assignee }}"', "client.approved: there is no value assignee"),
        ('approved = "{{ thing | shout }}"', "client.approved: No filter named 'shout'."),
        ('waiting = "Просрочено: {{ thing }}"', "client.waiting: blame, «Просрочено»"),
        ('approved = "{% if money %}Завтра пришлём счёт.{% endif %}"', "client.approved: a promise, «Завтра пришлём»"),
        ('nothing = "Ура!"', "client.nothing: exclamation or emoji, «!»"),
    ],
)
def test_what_a_client_must_not_read_is_found_at_the_start(tmp_path: Path, line: str, what: str) -> None:
    (tmp_path / "ru.toml").write_text(f"[client]\n{line}\n", "utf-8")
    with pytest.raises(ConfigError) as raised:
        load_wording(MOSCOW, tmp_path)
    assert [problem.what for problem in raised.value.problems] == [what]


def test_a_value_that_the_shipped_line_does_not_know_is_found_at_the_start(tmp_path: Path) -> None:
    (tmp_path / "en.toml").write_text('[team]\nreply_name = "{{ client }} {{ sum }}"\n', "utf-8")
    with pytest.raises(ConfigError, match=r"team\.reply_name: there is no value sum"):
        load_wording(MOSCOW, tmp_path)


def test_an_agencys_own_line_replaces_the_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "ru.toml").write_text('[client]\napproved = "Спасибо, {{ thing }}"\n', "utf-8")
    words = load_wording(MOSCOW, tmp_path)[Language.RU]
    assert words.client("approved", ClientFacts(thing="план")) == "Спасибо, план"
    assert words.client("nothing", ClientFacts()) == "Нет"


def test_every_mistake_in_own_words_is_named_at_once(tmp_path: Path) -> None:
    (tmp_path / "ru.toml").write_text('[client]\naproved = "x"\nwaiting = "{{ thing"\n[clint]\nx = "y"\n', "utf-8")
    (tmp_path / "en.toml").write_text("[client\n", "utf-8")
    with pytest.raises(ConfigError) as raised:
        load_wording(MOSCOW, tmp_path)
    assert [problem.what.split(":")[0] for problem in raised.value.problems] == [
        "unknown name client.aproved",
        "unknown name clint.x",
        "client.waiting",
        "Expected ']' at the end of a table declaration (at line 1, column 8)",
    ]


def test_a_template_cannot_reach_into_the_program(tmp_path: Path) -> None:
    (tmp_path / "ru.toml").write_text('[client]\nnothing = "{{ thing.__class__.__mro__ }}"\n', "utf-8")
    words = load_wording(MOSCOW, tmp_path)[Language.RU]
    with pytest.raises(Exception, match=r"unsafe|attribute"):
        words.client("nothing", ClientFacts(thing="x"))

"""The pages from rows of a database: hostile text stays text, answer times are in working time, news are noticed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path
from threading import Event
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlite_utils import Database

from syncd.app.fresh_page import FreshPage
from syncd.domain.agency import Agency, Client, Language, Manager, Representative, Stretch, Subject, WorkingWeek
from syncd.domain.clocks import Calendar
from syncd.domain.errors import ConfigError
from syncd.page.answers import Answer, Measure, measure
from syncd.page.desk import file_of, lay_out
from syncd.page.load import Load, loads
from syncd.page.people import writers
from syncd.page.rows import read_rows
from syncd.page.site import site_files, write_site
from syncd.page.words import load_words
from syncd.page.worktime import WorkTime
from syncd.store.schema import open_database

MOSCOW = ZoneInfo("Europe/Moscow")
NOW = datetime(2026, 5, 14, 13, 40, tzinfo=UTC)  # Thursday 16:40 in Moscow
ANNA = Manager("Анна Орлова", ("anna@agency.example",), "anna@agency.example")
OLGA = Representative("Ольга Жукова", "olga@kot.example", frozenset({Subject.MEDIA_PLAN}))
KOT = Client("Лунный Кот", "42", "anna@agency.example", ("kot.example",), representatives=(OLGA,))
AGENCY = Agency("Example Agency", ("agency.example",), MOSCOW, Language.RU, "1", managers=(ANNA,), clients=(KOT,))
HOSTILE = (
    """</td><script>alert(1)</script><img src=x onerror=alert(1)>" onmouseover='x' {{ 7*7 }} {% raw %} \x00 ]]> &lt;"""
)


@pytest.fixture
def db(tmp_path: Path) -> Database:
    return open_database(tmp_path / "syncd.db")


def letter(db: Database, number: int, at: str, *, ours: bool = False, **other: Any) -> None:
    row = {
        "identity": f"i{number}",
        "message_id": f"m{number}@kot.example",
        "subject": "Цены на июнь",
        "from_address": "anna@agency.example" if ours else "olga@kot.example",
        "from_name": "Анна Орлова" if ours else "Ольга Жукова",
        "received_at": at,
        "client": "Лунный Кот",
        "thread": "t1",
        "side": "ours" if ours else "client",
        "kind": "person",
    }
    db.table("letters").insert(row | other)


def case(db: Database, ref: str, started_at: str, closed_at: str | None = None, **other: Any) -> None:
    row = {
        "ref": ref,
        "key": f"reply:{ref}",
        "kind": "reply",
        "client": "Лунный Кот",
        "state": "closed" if closed_at else "open",
        "started_at": started_at,
        "due_at": "2026-05-14T12:00:00Z",
        "closed_at": closed_at,
        "closed_by": "answer" if closed_at else None,
        "thread": "t1",
        "subject": "Цены на июнь",
        "person": "Ольга Жукова",
    }
    db.table("cases").insert(row | other)


def found_answers(db: Database, agency: Agency = AGENCY) -> list[Answer]:
    return list(lay_out(read_rows(db, agency, NOW), agency, NOW).answers)


class Seen(HTMLParser):
    """Tags, attributes and text as a browser would take them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.text += data


# ---- what people wrote stays text


@pytest.mark.parametrize("language", list(Language))
def test_hostile_names_subjects_and_quotes_stay_text(db: Database, language: Language):
    olga = Representative(HOSTILE, "olga@kot.example")
    client = replace(KOT, name=HOSTILE, representatives=(olga,), scope=(HOSTILE,))
    agency = replace(
        AGENCY, name=HOSTILE, language=language, clients=(client,), managers=(replace(ANNA, name=HOSTILE),)
    )
    letter(db, 1, "2026-05-14T08:00:00Z", client=HOSTILE, subject=HOSTILE, from_name=HOSTILE, message_id=HOSTILE)
    case(db, HOSTILE, "2026-05-14T08:00:00Z", client=HOSTILE, subject=HOSTILE, person=HOSTILE, task_gid='"><b>')
    case(db, "A-2", "2026-05-12T08:00:00Z", "2026-05-12T09:00:00Z", client=HOSTILE, subject=HOSTILE)
    case(db, "A-3", "2026-05-12T08:00:00Z", kind="silence", client=HOSTILE, subject=HOSTILE)
    approval = {"ref": "A-1", "key": "k", "client": HOSTILE, "about": HOSTILE, "version": HOSTILE, "state": "rejected"}
    words = {"author": HOSTILE, "quote": HOSTILE, "received_at": "2026-05-14T08:00:00Z", "voided_by": HOSTILE}
    db.table("approvals").insert(approval | words | {"in_force": 0, "source": "letter"})
    edit = {"client": HOSTILE, "received_at": "2026-05-14T08:00:00Z", "author": HOSTILE, "kind": HOSTILE}
    db.table("edits").insert(edit | {"words": HOSTILE, "message_id": HOSTILE})
    db.table("sources").insert({"name": HOSTILE, "problem": HOSTILE, "refused": 0, "failures": 0})
    db.table("notes").insert(
        {"ref": "A-9", "key": "n", "audience": "team", "surface": "team_task", "kind": HOSTILE, "client": HOSTILE}
        | {"state": "held", "reason": HOSTILE, "text": "", "attempts": 0}
    )
    for content in site_files(db, agency, NOW).values():
        seen = Seen(content.decode())
        assert seen.tags.isdisjoint({"script", "img", "iframe", "object"})
        assert not [name for name in seen.attributes if name.startswith("on") or name in ("style", "src")]
        assert "<script>alert(1)</script><img src=x onerror=alert(1)>" in seen.text
        assert "{{ 7*7 }}" in seen.text


def test_a_length_in_a_tile_may_take_two_lines_and_one_in_a_table_does_not(db: Database):
    case(db, "A-1", "2026-05-12T07:00:00Z", "2026-05-13T12:00:00Z")
    director = site_files(db, AGENCY, NOW)["director.html"].decode()
    assert "<b>1 раб. день 5 ч</b>" in director
    assert ">1\u00a0раб.\u00a0день\u00a05\u00a0ч</td>" in director


def test_a_plan_that_may_not_be_spent_on_says_why_beside_the_no(db: Database):
    gate = {
        "client": "Лунный Кот",
        "about": "budget",
        "plan": "версия 2",
        "open": 0,
        "why": "second_hand",
        "ref": "A-1",
    }
    db.table("money_gates").insert(gate)
    assert (
        '<td class="bad">нет<small>слова переданы другим человеком</small></td>'
        in site_files(db, AGENCY, NOW)["index.html"].decode()
    )


def test_only_tasks_that_are_numbers_become_links(db: Database):
    case(db, "A-1", "2026-05-14T08:00:00Z", task_gid="120")
    case(db, "A-2", "2026-05-14T08:00:00Z", task_gid="javascript:alert(1)")
    index = site_files(db, AGENCY, NOW)["index.html"].decode()
    assert '<a href="https://app.asana.com/0/0/120/f"><code>A-1</code></a>' in index
    assert "<code>A-2</code>" in index
    assert "javascript:" not in index


def test_an_empty_database_gives_whole_pages(db: Database):
    pages = site_files(db, AGENCY, NOW)
    assert sorted(pages) == sorted(["index.html", "director.html", file_of("Лунный Кот")])
    assert "Ничего не ждёт." in pages["index.html"].decode()
    assert "Пока нечего показать." in pages["director.html"].decode()


def test_what_came_after_the_moment_asked_for_is_not_shown(db: Database):
    letter(db, 1, "2026-05-14T15:00:00Z", subject="Завтрашнее письмо")
    case(db, "A-1", "2026-05-14T15:00:00Z", subject="Завтрашнее письмо")
    assert not [name for name, content in site_files(db, AGENCY, NOW).items() if "Завтрашнее" in content.decode()]


def test_an_approval_that_no_longer_counts_is_not_shown_as_one(db: Database):
    row = {"client": "Лунный Кот", "about": "budget", "state": "approved", "source": "letter", "author": "Ольга Жукова"}
    row |= {"quote": "Бюджет согласован.", "received_at": "2026-05-14T08:00:00Z"}
    db.table("approvals").insert_all(
        [
            row | {"ref": "A-1", "key": "k1", "in_force": 0, "voided_by": "revoked A-9"},
            row | {"ref": "A-2", "key": "k2", "in_force": 1, "voided_by": None},
        ]
    )
    page = site_files(db, AGENCY, NOW)[file_of("Лунный Кот")].decode()
    assert '<th scope="row" class="warn">согласовано<small>согласование отозвано A-9</small>' in page
    assert '<th scope="row" class="good">согласовано<small>действует</small>' in page


# ---- answer times


def test_an_answer_is_measured_in_working_time(db: Database):
    letter(db, 1, "2026-05-12T15:30:00Z")  # Tuesday 18:30, half an hour before closing
    case(db, "A-1", "2026-05-12T15:30:00Z", "2026-05-13T07:40:00Z")  # Wednesday 10:40
    assert found_answers(db) == [
        Answer(
            ref="A-1",
            client="Лунный Кот",
            asked_at=datetime(2026, 5, 12, 15, 30, tzinfo=UTC),
            week=date(2026, 5, 11),
            took=timedelta(hours=1, minutes=10),
            waits=timedelta(hours=1, minutes=10),
            target=timedelta(hours=4),
            title="Цены на июнь",
            person="Ольга Жукова",
        )
    ]


def test_the_target_is_longer_once_we_have_written_and_short_when_urgent(db: Database):
    letter(db, 1, "2026-05-12T08:00:00Z", ours=True)
    case(db, "A-1", "2026-05-12T07:30:00Z", "2026-05-12T08:00:00Z")
    case(db, "A-2", "2026-05-12T09:00:00Z", "2026-05-12T10:00:00Z")
    case(db, "A-3", "2026-05-12T09:30:00Z", "2026-05-12T10:00:00Z", urgent=1)
    targets = {answer.ref: answer.target for answer in found_answers(db)}
    assert targets == {"A-1": timedelta(hours=4), "A-2": timedelta(hours=8), "A-3": timedelta(hours=1)}


def test_a_snooze_makes_no_answer_punctual(db: Database):
    case(db, "A-1", "2026-05-12T07:30:00Z", "2026-05-13T08:00:00Z", due_at="2026-05-20T08:00:00Z")
    assert [answer.is_late for answer in found_answers(db)] == [True]


def test_a_case_that_vanished_was_not_answered(db: Database):
    case(db, "A-1", "2026-05-12T07:30:00Z", "2026-05-12T08:00:00Z", closed_by="gone")
    case(db, "A-2", "2026-05-12T07:30:00Z", "2026-05-12T08:00:00Z", closed_by="person")
    assert [answer.ref for answer in found_answers(db)] == ["A-2"]


def answer(took_h: float | None, waits_h: float) -> Answer:
    took = None if took_h is None else timedelta(hours=took_h)
    return Answer("A", "c", NOW, date(2026, 5, 11), took, timedelta(hours=waits_h), timedelta(hours=4), None, None)


def test_median_nine_of_ten_and_share():
    hours = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0]
    assert measure(answer(each, each) for each in hours) == Measure(
        10, 0, timedelta(hours=5, minutes=30), timedelta(hours=9), 0.4
    )


def test_who_still_waits_beyond_the_target_lowers_the_share_and_who_waits_within_it_does_not():
    found = [answer(1, 1), answer(None, 5), answer(None, 3)]
    assert measure(found) == Measure(1, 1, timedelta(hours=1), timedelta(hours=1), 0.5)
    assert measure([answer(None, 3)]) == Measure(0, 0, None, None, None)


def instants() -> st.SearchStrategy[datetime]:
    seconds = st.integers(0, 500 * 86400)
    return seconds.map(lambda each: datetime(2025, 8, 1, tzinfo=UTC) + timedelta(seconds=each))


@given(instants(), instants(), st.sampled_from(["Europe/Moscow", "Europe/Berlin", "America/New_York"]))
def test_sums_by_day_give_what_the_calendar_gives(start: datetime, end: datetime, zone: str):
    week = WorkingWeek(stretches=(Stretch(0, 120), Stretch(600, 1140), Stretch(1380, 1440)), days=frozenset(range(7)))
    calendar = Calendar(week, ZoneInfo(zone))
    assert WorkTime(calendar, date(2025, 9, 1)).worked(start, end) == calendar.worked(start, end)


# ---- people and load


def test_a_person_is_as_fast_as_their_answers_to_our_letters(db: Database):
    letter(db, 1, "2026-05-12T08:00:00Z", ours=True)
    letter(db, 2, "2026-05-12T10:00:00Z")
    letter(db, 3, "2026-05-12T10:30:00Z")  # a second letter answers nothing more
    letter(db, 4, "2026-05-12T11:00:00Z", from_address="igor@kot.example", from_name="Игорь")
    record = {"ref": "A-1", "key": "k", "client": "Лунный Кот", "state": "approved", "in_force": 1, "source": "letter"}
    db.table("approvals").insert(record | {"author_address": "Olga@kot.example", "received_at": "2026-05-12T10:00:00Z"})
    desk = lay_out(read_rows(db, AGENCY, NOW), AGENCY, NOW)
    own = desk.of_client["Лунный Кот"]
    found = writers(KOT, own.letters, own.approvals, desk.time)
    assert [(each.name, each.letters, each.median, dict(each.decisions)) for each in found] == [
        ("Ольга Жукова", 2, timedelta(hours=2), {"approved": 1}),
        ("Игорь", 1, None, {}),
    ]


def test_a_managers_load_is_counted_by_his_clients_and_his_letters(db: Database):
    letter(db, 1, "2026-05-12T08:00:00Z", ours=True)
    letter(db, 2, "2026-05-12T09:00:00Z")
    letter(db, 3, "2026-03-12T09:00:00Z")
    case(db, "A-1", "2026-05-12T08:00:00Z")
    case(db, "A-2", "2026-05-12T08:00:00Z", kind="silence")
    note = {"ref": "A-1", "key": "n", "audience": "team", "surface": "team_task", "kind": "reply", "state": "written"}
    db.table("notes").insert(note | {"client": "Лунный Кот", "text": "", "written_at": "2026-05-13T08:00:00Z"})
    desk = lay_out(read_rows(db, AGENCY, NOW), AGENCY, NOW)
    assert loads(desk, NOW - timedelta(weeks=4)) == [Load("Анна Орлова", 1, 2, 1, 1, 1, 1)]


# ---- words


@pytest.mark.parametrize(
    ("minutes", "russian", "english"),
    [
        (25, "25 мин", "25 min"),
        (60, "1 ч", "1 h"),
        (185, "3 ч 05 мин", "3 h 05 min"),
        (540, "1 раб. день", "1 work day"),
        (720, "1 раб. день 3 ч", "1 work day 3 h"),
        (1260, "2 раб. дн. 3 ч", "2 work days 3 h"),
        (5640, "10 раб. дн.", "10 work days"),
    ],
)
def test_lengths_of_working_time(minutes: int, russian: str, english: str):
    for language, expected in ((Language.RU, russian), (Language.EN, english)):
        words = load_words(language, MOSCOW, timedelta(hours=9), NOW)
        assert words.length(timedelta(minutes=minutes)).replace("\u00a0", " ") == expected


def test_both_languages_have_the_same_words():
    russian, english = (load_words(language, MOSCOW, timedelta(hours=9), NOW).table for language in Language)
    assert russian.keys() == english.keys()
    assert russian["values"].keys() == english["values"].keys()


# ---- the folder


def test_a_client_that_left_takes_its_page_along_and_other_files_stay(tmp_path: Path, db: Database):
    folder = tmp_path / "site"
    write_site(folder, site_files(db, AGENCY, NOW))
    (folder / "notes.txt").write_text("mine")
    (folder / "client-mine.html").write_text("mine")
    write_site(folder, site_files(db, replace(AGENCY, clients=()), NOW))
    left = sorted(each.name for each in folder.iterdir())
    assert left == ["client-mine.html", "director.html", "index.html", "notes.txt"]


def test_a_writing_that_was_broken_off_leaves_nothing_behind(tmp_path: Path, db: Database):
    folder = tmp_path / "site"
    (folder / ".syncd-page").mkdir(parents=True)
    (folder / ".syncd-page" / "half.html").write_text("half")
    pages = site_files(db, AGENCY, NOW)
    write_site(folder, pages)
    assert sorted(each.name for each in folder.iterdir()) == sorted(pages)


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path):
    (tmp_path / "file").write_text("")
    with pytest.raises(ConfigError):
        write_site(tmp_path / "file" / "site", {"index.html": b""})


class Watch:
    """A clock that is put forward by hand."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


def test_the_daemon_writes_after_news_at_most_once_a_minute_and_for_ages_every_ten(tmp_path: Path, db: Database):
    clock, folder = Watch(), tmp_path / "site"
    page = FreshPage(folder, tmp_path / "syncd.db", AGENCY, clock, Event())

    def is_written() -> bool:
        before = (folder / "index.html").stat().st_mtime_ns if folder.exists() else 0
        page.look()
        return folder.exists() and (folder / "index.html").stat().st_mtime_ns != before

    assert not is_written()  # nothing was decided yet
    db.table("cycles").insert({"started_at": "2026-05-14T13:39:00Z", "ended_at": "2026-05-14T13:39:30Z", "ok": 1})
    assert is_written()
    clock.now += timedelta(minutes=2)
    assert not is_written()
    case(db, "A-1", "2026-05-14T08:00:00Z")
    assert is_written()
    case(db, "A-2", "2026-05-14T08:00:00Z")
    clock.now += timedelta(seconds=30)
    assert not is_written()
    clock.now += timedelta(seconds=31)
    assert is_written()
    clock.now += timedelta(minutes=10)
    assert is_written()

"""What holds for any correspondence: order of arrival, repetition, later letters, whose values reach whom."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from syncd.domain.agency import Subject
from syncd.domain.approvals import ApprovalRecord, approval_records, gate_of, money_gate
from syncd.domain.cases.find import decide, find_cases
from syncd.domain.cases.things import things
from syncd.domain.client import ClientView
from syncd.domain.language.reading import MachineKind, VerdictKind
from syncd.domain.letter import Letter, Side
from syncd.domain.mail.invitation import Invitation, Span
from syncd.domain.mail.message import Address
from syncd.domain.notes.note import Audience
from syncd.domain.notes.wanted import wanted_notes
from syncd.domain.spreadsheet import Sheet, Spreadsheet
from tests.unit.cases.world import (
    AGENCY,
    CLIENT,
    MARINA,
    OLGA,
    PETR,
    WORDING,
    approved,
    asks,
    conditional,
    file,
    machine,
    ok,
    ours,
    ours_asks,
    promise,
    rejected,
    request,
    revoked,
    theirs,
    view,
    with_client,
)

BEGIN = datetime(2026, 5, 12, 7, tzinfo=UTC)
MEETING = Invitation(
    "m1", "REPLY", "Созвон", PETR.addr_spec, ((OLGA.addr_spec, True),),
    (Span(BEGIN + timedelta(hours=5), BEGIN + timedelta(hours=6)),),
)  # fmt: skip
KINDS = (
    lambda n, **m: asks(n, "12.05 10:00", **m),
    lambda n, **m: ours(n, "12.05 10:00", **m),
    lambda n, **m: ours_asks(n, "12.05 10:00", **m),
    lambda n, **m: request(n, "12.05 10:00", **m),
    lambda n, **m: request(n, "12.05 10:00", "4", **m),
    lambda n, **m: approved(n, "12.05 10:00", **m),
    lambda n, **m: approved(n, "12.05 10:00", from_=MARINA, **m),
    lambda n, **m: ok(n, "12.05 10:00", **m),
    lambda n, **m: conditional(n, "12.05 10:00", **m),
    lambda n, **m: rejected(n, "12.05 10:00", from_=MARINA, **m),
    lambda n, **m: revoked(n, "12.05 10:00", **m),
    lambda n, **m: theirs(n, "12.05 10:00", "Спасибо", **m),
    lambda n, **m: theirs(n, "12.05 10:00", **promise(), **m),
    lambda n, **m: machine(n, "12.05 10:00", **m),
    lambda n, **m: request(n, "12.05 10:00", None, period=None, **m),
    lambda n, **m: request(n, "12.05 10:00", None, attachments=(file("Медиаплан.xlsx", "aa"),), **m),
    lambda n, **m: request(n, "12.05 10:00", "3", period=None, attachments=(file("Медиаплан.xlsx", "bb"),), **m),
    lambda n, **m: ours(n, "12.05 10:00", attachments=(file("Медиаплан финал.xlsx", "cc"),), **m),
    lambda n, **m: approved(n, "12.05 10:00", attachments=(file("Медиаплан.xlsx", "bb"),), **m),
    lambda n, **m: theirs(n, "12.05 10:00", "Логотип сделайте больше.", **m),
    lambda n, **m: theirs(n, "12.05 10:00", "Логотип поменьше, запуск не раньше 10 июня.", from_=MARINA, **m),
    lambda n, **m: theirs(n, "12.05 10:00", "Запускаем 1 июня.", **m),
    lambda n, **m: theirs(n, "12.05 10:00", invitation=MEETING, machine=MachineKind.CALENDAR, **m),
)
SHEETS = {
    sha: Spreadsheet((Sheet("Лист1", (("Площадка", "Сумма"), ("Яндекс", total))),))
    for sha, total in (("aa", "100"), ("bb", "900"), ("cc", "100"))
}


@st.composite
def letters(draw: st.DrawFn) -> tuple[Letter, ...]:
    """A correspondence in up to three threads; a letter may answer any earlier one of its thread."""
    found: list[Letter] = []
    at = BEGIN
    for number in range(draw(st.integers(1, 9))):
        at += timedelta(minutes=draw(st.integers(1, 40 * 60)))
        thread = draw(st.sampled_from(["t1", "t1", "t2", "t3"]))
        earlier = [each.identity for each in found if each.thread == thread]
        answers = draw(st.sampled_from([None, *earlier]))
        made = draw(st.sampled_from(KINDS))(f"l{number}", thread=thread, answers=answers)
        found.append(replace(made, received_at=at))
    return tuple(found)


def seen(found: tuple[Letter, ...], now: datetime) -> ClientView:
    return view(*found, now=now, spreadsheets=SHEETS)


def later(found: tuple[Letter, ...], hours: int) -> datetime:
    return max(each.received_at for each in found) + timedelta(hours=hours)


def as_judged(record: ApprovalRecord) -> ApprovalRecord:
    return replace(record, in_force=False, voided_by=None, voided_by_key=None)


@given(letters(), st.randoms(use_true_random=False), st.integers(0, 200))
@settings(max_examples=60, deadline=None)
def test_the_order_of_arrival_does_not_matter(found: tuple[Letter, ...], random: object, hours: int) -> None:
    now = later(found, hours)
    shuffled = list(found)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = seen(found, now), replace(seen(found, now), letters=tuple(shuffled))
    assert find_cases(one, now) == find_cases(other, now)
    assert wanted_notes(one, WORDING, now) == wanted_notes(other, WORDING, now)


@given(letters(), st.integers(0, 200))
@settings(max_examples=60, deadline=None)
def test_a_later_letter_never_changes_an_earlier_record(found: tuple[Letter, ...], hours: int) -> None:
    whole = approval_records(seen(found, later(found, hours)), later(found, hours))
    by_key = {record.key: as_judged(record) for record in whole}
    for number in range(1, len(found)):
        part = found[:number]
        now = later(part, 0)
        for record in approval_records(seen(part, now), now):
            assert by_key[record.key] == as_judged(record)


@given(letters(), st.integers(0, 200))
@settings(max_examples=60, deadline=None)
def test_every_record_is_of_one_thing_and_each_thing_has_one_answer(found: tuple[Letter, ...], hours: int) -> None:
    """A newer request that is more than a reminder shuts the gate: no approval from before it opens its thing."""
    now = later(found, hours)
    records = approval_records(seen(found, now), now)
    grouped = things(records)
    assert sorted(r.key for thing in grouped for r in thing.records) == sorted(record.key for record in records)
    for thing in grouped:
        assert all(record.about == thing.about for record in thing.records)
        gate = gate_of(thing)
        last = max((r.received_at for r in thing.records if r.source == "request" and r.version == "4"), default=BEGIN)
        if gate.open and gate.record and gate.record.version in ("3", None):
            assert gate.record.received_at > last


@given(letters(), st.integers(0, 200))
@settings(max_examples=60, deadline=None)
def test_asking_twice_changes_nothing(found: tuple[Letter, ...], hours: int) -> None:
    now = later(found, hours)
    one = decide(seen(found, now), now)
    assert decide(seen(found, now), now) == one
    assert [note.key for note in wanted_notes(one.view, WORDING, now)] == list(
        dict.fromkeys(note.key for note in wanted_notes(one.view, WORDING, now))
    )


@given(letters(), st.integers(0, 200))
@settings(max_examples=60, deadline=None)
def test_the_gate_is_open_only_on_a_letter_that_says_approved_by_one_who_may(
    found: tuple[Letter, ...], hours: int
) -> None:
    now = later(found, hours)
    gate = money_gate(approval_records(seen(found, now), now), Subject.MEDIA_PLAN)
    if gate.open:
        assert gate.record is not None
        letter = next(each for each in found if each.identity == gate.record.identity)
        assert letter.reading.verdict.kind is VerdictKind.APPROVED
        assert letter.from_ == OLGA


@given(letters(), st.integers(0, 100), st.integers(1, 100))
@settings(max_examples=60, deadline=None)
def test_time_alone_takes_steps_forward_and_closes_nothing(found: tuple[Letter, ...], hours: int, more: int) -> None:
    now, after = later(found, hours), later(found, hours + more)
    before = {case.key: case for case in find_cases(seen(found, now), now)}
    for case in find_cases(seen(found, after), after):
        assert case.closed == before[case.key].closed
        assert case.step >= before[case.key].step


@given(letters(), st.integers(0, 200))
@settings(max_examples=60, deadline=None)
def test_one_thread_has_at_most_one_open_task(found: tuple[Letter, ...], hours: int) -> None:
    now = later(found, hours)
    open_tasks = {(case.thread, case.task_key) for case in find_cases(seen(found, now), now) if case.closed is None}
    assert len({thread for thread, _ in open_tasks}) == len(open_tasks)


HOSTILE = st.sampled_from(
    [
        "{{ 7*7 }}",
        "{% raw %}",
        "<b>x</b>",
        "Не отвечает",
        "Секрет: 5 дней",
        "evil@client2.example",
        "'; DROP TABLE",
        "\u202eabc",
    ]
)


@given(letters(), HOSTILE, st.integers(0, 200))
@settings(max_examples=60, deadline=None)
def test_no_value_of_the_team_stands_in_a_clients_note(found: tuple[Letter, ...], word: str, hours: int) -> None:
    now = later(found, hours)
    secret = f"{word} ТАЙНА"
    marked = tuple(
        replace(each, subject=secret, from_=Address(secret, PETR.addr_spec), reading=replace(each.reading, new_text=secret))
        if each.side is Side.OURS
        else replace(each, subject=secret, reading=replace(each.reading, new_text=secret, questions=(secret,)))
        for each in found
    )  # fmt: skip
    agency = replace(AGENCY, managers=tuple(replace(m, name=secret) for m in AGENCY.managers), head=secret)
    known = replace(seen(marked, now), agency=agency, forbidden_words=(secret,), head=secret)
    for note in wanted_notes(known, WORDING, now):
        if note.audience is Audience.CLIENT:
            assert "ТАЙНА" not in note.text.plain
            assert note.project_gid == CLIENT.project


@given(letters(), st.integers(0, 200))
@settings(max_examples=30, deadline=None)
def test_two_clients_with_the_same_letters_get_their_own_notes_only(found: tuple[Letter, ...], hours: int) -> None:
    now = later(found, hours)
    other = with_client(name="Другой", project="301")
    for note in wanted_notes(replace(seen(found, now), client=other), WORDING, now):
        assert note.client == "Другой"
        assert getattr(note, "project_gid", "301") == "301"
        assert CLIENT.name not in note.text.plain

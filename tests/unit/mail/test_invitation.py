"""Calendar letters as Google, Outlook and Yandex write them, and as nobody should (RFC 5545, RFC 5546)."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from syncd.domain.mail.invitation import Invitation, Span, find_invitation

GOOGLE = """BEGIN:VCALENDAR
PRODID:-//Google Inc//Google Calendar 70.9054//EN
VERSION:2.0
METHOD:REQUEST
BEGIN:VEVENT
DTSTART:20260514T110000Z
DTEND:20260514T120000Z
UID:7kukuqrfedlm2f9t@calendar.example
ORGANIZER;CN=Ольга Жукова:mailto:Olga.Zhukova@client1.example
ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=TRUE;CN=Ол
 ьга:mailto:olga.zhukova@client1.example
ATTENDEE;CUTYPE=INDIVIDUAL;PARTSTAT=NEEDS-ACTION:mailto:anna.orlova@agency.example
SEQUENCE:2
SUMMARY:Обсуждение  медиаплана\\, июнь
END:VEVENT
END:VCALENDAR
"""
OUTLOOK = """BEGIN:VCALENDAR
METHOD:REPLY
BEGIN:VTIMEZONE
TZID:Russian Standard Time
BEGIN:STANDARD
DTSTART:16010101T000000
TZOFFSETFROM:+0300
TZOFFSETTO:+0300
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
ATTENDEE;PARTSTAT=DECLINED:MAILTO:marina.belova@client1.example
UID:040000008200E00074C5B7101A82E008
DTSTART;TZID=Russian Standard Time:20260514T140000
DURATION:PT30M
SUMMARY:Declined: созвон
END:VEVENT
END:VCALENDAR
"""


def span(start: str, end: str) -> Span:
    return Span(*(datetime.fromisoformat(text).replace(tzinfo=UTC) for text in (start, end)))


def test_an_invitation() -> None:
    assert find_invitation(GOOGLE) == Invitation(
        uid="7kukuqrfedlm2f9t@calendar.example",
        method="REQUEST",
        title="Обсуждение медиаплана, июнь",
        organizer="olga.zhukova@client1.example",
        answers=(("olga.zhukova@client1.example", True),),
        spans=(span("2026-05-14T11:00", "2026-05-14T12:00"),),
        sequence=2,
    )


def test_an_answer_in_a_zone_of_its_own() -> None:
    found = find_invitation(OUTLOOK)
    assert found is not None
    assert (found.method, found.answers) == ("REPLY", (("marina.belova@client1.example", False),))
    assert found.spans == (span("2026-05-14T11:00", "2026-05-14T11:30"),)


def test_a_status_of_cancelled_is_a_cancellation() -> None:
    found = find_invitation(GOOGLE.replace("SEQUENCE:2", "SEQUENCE:3\nSTATUS:CANCELLED"))
    assert (found.method if found else None) == "CANCEL"


def test_a_weekly_meeting_but_for_the_days_taken_out() -> None:
    weekly = "RRULE:FREQ=WEEKLY;COUNT=3;BYDAY=TH\nEXDATE:20260521T110000Z"
    found = find_invitation(GOOGLE.replace("SEQUENCE:2", weekly))
    assert [each.start.day for each in (found.spans if found else ())] == [14, 28]


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "BEGIN:VCALENDAR",
        "BEGIN:VCALENDAR\nMETHOD:REPLY\nBEGIN:VEVENT\nUID:x\nEND:VEVENT\nEND:VCALENDAR",
        GOOGLE.replace("DTSTART:20260514T110000Z", "DTSTART;VALUE=DATE:20260514"),
        GOOGLE.replace("T110000Z", "T110000"),
        GOOGLE.replace("METHOD:REQUEST", "METHOD:PUBLISH"),
        GOOGLE.replace("20260514T110000Z", "29990000T000000Z"),
        GOOGLE + " " * 300_000,
        "\0" * 1000,
    ],
    ids=["none", "empty", "cut", "no time", "whole day", "no zone", "published", "no such day", "too long", "noughts"],
)
def test_what_tells_no_meeting(text: str | None) -> None:
    assert find_invitation(text) is None


@pytest.mark.parametrize("rule", ["FREQ=SECONDLY", "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "FREQ=WEEKLY;COUNT=999999999"])
def test_no_rule_of_repetition_runs_on(rule: str) -> None:
    found = find_invitation(GOOGLE.replace("SEQUENCE:2", f"RRULE:{rule}"))
    assert found is not None
    assert len(found.spans) <= 60

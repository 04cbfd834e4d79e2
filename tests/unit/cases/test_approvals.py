"""What stands in `approvals`, and whether money may be spent: PRODUCT.md sections 7 and 13.7 as a table."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import NamedTuple

import pytest

from syncd.domain.agency import Client, Representative, Subject
from syncd.domain.approvals import ApprovalRecord, approval_records, gate_of, money_gate
from syncd.domain.asana import Story, Task
from syncd.domain.cases.force import contradictions
from syncd.domain.cases.things import things
from syncd.domain.client import OwnTask
from syncd.domain.language.reading import Ask, AskKind
from syncd.domain.letter import Letter, SenderCheck, SenderLevel, Side
from syncd.domain.spreadsheet import Sheet, Spreadsheet
from tests.unit.cases.world import (
    CLIENT,
    IGOR,
    MARINA,
    OLGA,
    STRANGER,
    approved,
    at,
    conditional,
    file,
    ok,
    ours,
    own,
    rejected,
    request,
    revoked,
    task,
    theirs,
    view,
    with_client,
)

NOW = "20.05 12:00"
BOTH_PLANNERS = with_client(
    representatives=(
        Representative("Ольга Жукова", OLGA.addr_spec, frozenset({Subject.MEDIA_PLAN})),
        Representative("Марина Белова", MARINA.addr_spec, frozenset({Subject.MEDIA_PLAN})),
    )
)


class Scenario(NamedTuple):
    name: str
    facts: tuple[Letter | OwnTask | Task, ...]
    rows: list[str]
    gate: str
    client: Client = CLIENT


R3 = request("r3", "12.05 10:00", "3")
R4 = request("r4", "13.05 10:00", "4", answers="r3")
ASKED = "requested v3"

SCENARIOS = [
    Scenario("a request alone", (R3,), [ASKED], "closed: requested"),
    Scenario("the phrase", (R3, approved("a", "12.05 12:00", answers="r3")), [ASKED, "approved v3 +"], "open: approved"),
    Scenario(
        "no version known at all",
        (request("r", "12.05 10:00", None), approved("a", "12.05 12:00", answers="r")),
        ["requested v-", "approved v- +"],
        "open: approved",
    ),
    Scenario(
        "by a colleague without the right",
        (R3, approved("a", "12.05 12:00", answers="r3", from_=MARINA)),
        [ASKED, "needs_confirmation not_authorised v3"],
        "closed: not_authorised",
    ),
    Scenario(
        "by an unknown address at the client's domain",
        (R3, approved("a", "12.05 12:00", answers="r3", from_=IGOR)),
        [ASKED, "needs_confirmation not_authorised v3"],
        "closed: not_authorised",
    ),
    Scenario(
        "by a stranger in the thread",
        (R3, approved("a", "12.05 12:00", answers="r3", from_=STRANGER, side=Side.STRANGER)),
        [ASKED, "needs_confirmation not_authorised v3"],
        "closed: not_authorised",
    ),
    Scenario(
        "nobody is configured for it",
        (
            request("r", "12.05 10:00", about=Subject.LANDING),
            approved("a", "12.05 12:00", answers="r", about=Subject.LANDING),
        ),
        ["requested v3", "needs_confirmation no_approver v3"],
        "closed: nothing",
    ),
    Scenario(
        "the sender's check failed",
        (R3, approved("a", "12.05 12:00", answers="r3", sender=SenderCheck(SenderLevel.FAILED, "dmarc=fail"))),
        [ASKED, "needs_confirmation sender_failed v3"],
        "closed: sender_failed",
    ),
    Scenario(
        "Reply-To leads elsewhere",
        (
            R3,
            approved(
                "a", "12.05 12:00", answers="r3",
                sender=SenderCheck(SenderLevel.STRONG, "dmarc=pass", warnings=("Reply-To: x@evil.example",)),
            ),
        ),
        [ASKED, "needs_confirmation sender_failed v3"],
        "closed: sender_failed",
    ),
    Scenario(
        "an unverified sender counts and is shown",
        (R3, approved("a", "12.05 12:00", answers="r3", sender=SenderCheck(SenderLevel.UNVERIFIED, "none"))),
        [ASKED, "approved v3 +"],
        "open: approved",
    ),
    Scenario(
        "second-hand words",
        (R3, ok("a", "12.05 12:00", "Марина сказала, что согласовано", answers="r3", second_hand=True)),
        [ASKED, "needs_confirmation second_hand v3"],
        "closed: second_hand",
    ),
    Scenario("a bare ok", (R3, ok("a", "12.05 12:00", answers="r3")), [ASKED, "needs_confirmation v3"], "closed: needs_confirmation"),
    Scenario(
        "two versions outstanding in two threads, a new letter that names none",
        (
            R3,
            request("q", "12.05 11:00", "1", period="июль", thread="t2"),
            approved("a", "12.05 12:00", thread="t3"),
        ),
        [ASKED, "requested v1", "needs_confirmation version_unknown v-"],
        "closed: version_unknown",
    ),
    Scenario(
        "two outstanding, the answered one counts",
        (
            R3,
            request("q", "12.05 11:00", "1", period="июль", thread="t2"),
            approved("a", "12.05 12:00", answers="r3"),
        ),
        [ASKED, "requested v1", "approved v3 +"],
        "open: approved",
    ),
    Scenario(
        "two put up in one letter",
        (
            ours(
                "r", "12.05 10:00",
                asks=tuple(Ask(AskKind.APPROVAL, "", Subject.MEDIA_PLAN, "1", month) for month in ("июнь", "июль")),
            ),
            approved("a", "12.05 12:00", answers="r"),
        ),
        ["requested v1", "requested v1", "needs_confirmation version_unknown v-"],
        "closed: version_unknown",
    ),
    Scenario(
        "two put up in one letter, one named",
        (
            ours(
                "r", "12.05 10:00",
                asks=tuple(Ask(AskKind.APPROVAL, "", Subject.MEDIA_PLAN, "1", month) for month in ("июнь", "июль")),
            ),
            approved("a", "12.05 12:00", answers="r", period="июль"),
        ),
        ["requested v1", "requested v1", "approved v1 +"],
        "open: approved",
    ),
    Scenario(
        "words about an older version than the last sent",
        (R3, R4, approved("a", "14.05 12:00", version="3", answers="r4")),
        [ASKED, "requested v4", "needs_confirmation older_version v3"],
        "closed: older_version",
    ),
    Scenario(
        "an answer to the older letter",
        (R3, R4, approved("a", "14.05 12:00", answers="r3")),
        [ASKED, "requested v4", "needs_confirmation older_version v3"],
        "closed: older_version",
    ),
    Scenario(
        "the newer version named in a new letter",
        (R3, R4, approved("a", "14.05 12:00", version="v4", thread="t2")),
        [ASKED, "requested v4", "approved vv4 +"],
        "open: approved",
    ),
    Scenario(
        "the only one outstanding, in a new letter",
        (R3, approved("a", "14.05 12:00", thread="t2")),
        [ASKED, "approved v3 +"],
        "open: approved",
    ),
    Scenario(
        "a newer version after the words",
        (R3, approved("a", "12.05 12:00", answers="r3"), R4),
        [ASKED, "approved v3 superseded by request:r4", "requested v4"],
        "closed: requested",
    ),
    Scenario(
        "asked again for the same version after the words",
        (R3, approved("a", "12.05 12:00", answers="r3"), request("r4", "13.05 10:00", "3", answers="a")),
        [ASKED, "approved v3 +", "requested v3"],
        "open: approved",
    ),
    Scenario(
        "a newer version of another month",
        (R3, approved("a", "12.05 12:00", answers="r3"), request("r4", "13.05 10:00", "4", period="июль", thread="t2")),
        [ASKED, "approved v3 +", "requested v4"],
        "open: approved",
    ),
    Scenario(
        "a newer version of another month with its file",
        (
            R3,
            approved("a", "12.05 12:00", answers="r3"),
            request("r4", "13.05 10:00", "4", period="июль", thread="t2", attachments=(file("media_plan_v4.xlsx"),)),
        ),
        [ASKED, "approved v3 +", "requested v4"],
        "open: approved",
    ),
    Scenario(
        "the plan's file changed after the words",
        (
            request("r3", "12.05 10:00", "3", attachments=(file("media_plan.xlsx", "aa"),)),
            approved("a", "12.05 12:00", answers="r3"),
            ours("o", "13.05 10:00", answers="a", attachments=(file("media_plan.xlsx", "bb"),)),
        ),
        [ASKED, "approved v3 superseded by letter:o"],
        "closed: superseded",
    ),
    Scenario(
        "the plan's file under another name with other content",
        (
            request("r3", "12.05 10:00", "3", attachments=(file("Медиаплан_июнь.xlsx", "aa"),)),
            approved("a", "12.05 12:00", answers="r3"),
            ours("o", "13.05 10:00", answers="a", attachments=(file("Медиаплан финал.xlsx", "bb"),)),
        ),
        [ASKED, "approved v3 superseded by letter:o"],
        "closed: superseded",
    ),
    Scenario(
        "the plan of another month, by its file's name",
        (
            request("r3", "12.05 10:00", "3", attachments=(file("Медиаплан_июнь.xlsx", "aa"),)),
            approved("a", "12.05 12:00", answers="r3"),
            ours("o", "13.05 10:00", answers="a", attachments=(file("Медиаплан_июль.xlsx", "bb"),)),
        ),
        [ASKED, "approved v3 +"],
        "open: approved",
    ),
    Scenario(
        "the same plan as PDF, and an older version for comparison",
        (
            request("r3", "12.05 10:00", "3", attachments=(file("Медиаплан_июнь_v3.xlsx", "aa"),)),
            approved("a", "12.05 12:00", answers="r3"),
            ours(
                "o", "13.05 10:00", answers="a",
                attachments=(file("Медиаплан_июнь_v3.pdf", "bb"), file("Медиаплан_июнь_v2.xlsx", "cc")),
            ),
        ),
        [ASKED, "approved v3 +"],
        "open: approved",
    ),
    Scenario(
        "the file was sent in the letter before the request",
        (
            ours("o", "12.05 09:00", attachments=(file("Медиаплан_июнь.xlsx", "aa"),)),
            request("r3", "12.05 10:00", "3", answers="o"),
            approved("a", "12.05 12:00", answers="r3"),
            ours("p", "13.05 10:00", answers="a", attachments=(file("Медиаплан_июнь.xlsx", "bb"),)),
        ),
        [ASKED, "approved v3 superseded by letter:p"],
        "closed: superseded",
    ),
    Scenario(
        "a reminder that crossed the words",
        (R3, approved("a", "12.05 12:00", answers="r3"), request("r4", "12.05 12:05", None, answers="r3")),
        [ASKED, "approved v3 +", "requested v-"],
        "open: approved",
    ),
    Scenario(
        "a newer version of a plan of another name",
        (
            request("r3", "12.05 10:00", "1", period=None, subject="Медиаплан «Ваниль», версия 1"),
            approved("a", "12.05 12:00", answers="r3"),
            request("r4", "13.05 10:00", "2", period=None, thread="t2", subject="Медиаплан «Корица», версия 2"),
        ),
        ["requested v1", "approved v1 +", "requested v2"],
        "open: approved",
    ),
    Scenario(
        "a plan of another name taken back",
        (
            request("r3", "12.05 10:00", "1", period=None, subject="Медиаплан «Ваниль», версия 1"),
            approved("a", "12.05 12:00", answers="r3", subject="Re: Медиаплан «Ваниль», версия 1"),
            revoked("b", "13.05 12:00", thread="t2", subject="Медиаплан «Корица»"),
        ),
        ["requested v1", "approved v1 +", "revoked v-"],
        "open: approved",
    ),
    Scenario(
        "a newer version of the plan of that name",
        (
            request("r3", "12.05 10:00", "1", period=None, subject="Медиаплан «Ваниль», версия 1"),
            approved("a", "12.05 12:00", answers="r3"),
            request("r4", "13.05 10:00", "2", period=None, thread="t2", subject="Медиаплан «Ваниль», версия 2"),
        ),
        ["requested v1", "approved v1 superseded by request:r4", "requested v2"],
        "closed: requested",
    ),
    Scenario(
        "another plan in the same thread, without a number",
        (
            request("r", "12.05 10:00", None, attachments=(file("plan.xlsx", "aa"),)),
            approved("a", "12.05 12:00", answers="r"),
            request("q", "13.05 10:00", None, period=None, answers="a", attachments=(file("plan2.xlsx", "bb"),)),
        ),
        ["requested v-", "approved v- superseded by request:q", "requested v-"],
        "closed: requested",
    ),
    Scenario(
        "a plan without a name in March says nothing of one without a name in May",
        (
            request("r", "12.03 10:00", None, period=None),
            approved("a", "12.03 12:00", answers="r"),
            request("q", "12.05 10:00", None, period=None, thread="t2"),
        ),
        ["requested v-", "approved v- superseded by request:q", "requested v-"],
        "closed: requested",
    ),
    Scenario(
        "a new version that only its file numbers",
        (
            R3,
            approved("a", "12.05 12:00", answers="r3"),
            request("n", "13.05 10:00", "новую версию", answers="a", attachments=(file("Медиаплан_v4.xlsx"),)),
        ),
        [ASKED, "approved v3 superseded by request:n", "requested v4"],
        "closed: requested",
    ),
    Scenario(
        "a new version that nothing numbers",
        (
            R3,
            approved("a", "12.05 12:00", answers="r3"),
            request("n", "13.05 10:00", "новую версию", answers="a", text="Высылаем новую версию, просим согласовать."),
            approved("b", "13.05 12:00", version="новую версию", answers="n"),
        ),
        [ASKED, "approved v3 superseded by request:n", "requested v-", "approved v- +"],
        "open: approved",
    ),
    Scenario(
        "«последняя версия» is the one sent last, whichever letter is answered",
        (R3, R4, approved("a", "14.05 12:00", version="последнюю версию", answers="r3")),
        [ASKED, "requested v4", "approved v4 +"],
        "open: approved",
    ),
    Scenario(
        "«третья версия» is version 3",
        (R3, R4, approved("a", "14.05 12:00", version="третью версию", answers="r4")),
        [ASKED, "requested v4", "needs_confirmation older_version vтретью версию"],
        "closed: older_version",
    ),
    Scenario(
        "words in answer to the file before the last",
        (
            request("r", "12.05 10:00", None, attachments=(file("plan.xlsx", "aa"),)),
            request("q", "13.05 10:00", None, answers="r", attachments=(file("plan.xlsx", "bb"),)),
            approved("a", "13.05 12:00", answers="r"),
        ),
        ["requested v-", "requested v-", "needs_confirmation older_version v-"],
        "closed: older_version",
    ),
    Scenario(
        "the first version of the next plan is not older than the last of the one before",
        (
            R3,
            approved("a", "12.05 12:00", answers="r3"),
            request("q", "20.05 10:00", "1", thread="t2"),
            approved("b", "20.05 11:00", version="1", answers="q", thread="t2"),
        ),
        [ASKED, "approved v3 +", "requested v1", "approved v1 +"],
        "open: approved",
    ),
    Scenario(
        "the same file once more",
        (
            request("r3", "12.05 10:00", "3", attachments=(file("media_plan.xlsx", "aa"),)),
            approved("a", "12.05 12:00", answers="r3"),
            ours("o", "13.05 10:00", answers="a", attachments=(file("media_plan.xlsx", "aa"),)),
        ),
        [ASKED, "approved v3 +"],
        "open: approved",
    ),
    Scenario(
        "a newer version as a file only",
        (
            R3,
            approved("a", "12.05 12:00", answers="r3"),
            ours("o", "13.05 10:00", answers="a", attachments=(file("Медиаплан_июнь_v4.xlsx"),)),
        ),
        [ASKED, "approved v3 superseded by letter:o"],
        "closed: superseded",
    ),
    Scenario(
        "taken back by anybody of their side",
        (R3, approved("a", "12.05 12:00", answers="r3"), revoked("b", "13.05 12:00", answers="a", from_=MARINA)),
        [ASKED, "approved v3 revoked by approval:b", "revoked v3"],
        "closed: revoked",
    ),
    Scenario(
        "taken back and given again",
        (
            R3,
            approved("a", "12.05 12:00", answers="r3"),
            revoked("b", "13.05 12:00", answers="a"),
            approved("c", "14.05 12:00", version="3", answers="b"),
        ),
        [ASKED, "approved v3 revoked by approval:b", "revoked v3", "approved v3 +"],
        "open: approved",
    ),
    Scenario(
        "a condition first, then the phrase with the version",
        (R3, conditional("a", "12.05 12:00", answers="r3"), approved("b", "13.05 12:00", version="3", answers="a")),
        [ASKED, "conditional v3", "approved v3 +"],
        "open: approved",
    ),
    Scenario(
        "a condition first, then words that name no version",
        (R3, conditional("a", "12.05 12:00", answers="r3"), approved("b", "13.05 12:00", answers="a")),
        [ASKED, "conditional v3", "needs_confirmation version_unknown v3"],
        "closed: version_unknown",
    ),
    Scenario(
        "a condition, a new version, its own words",
        (R3, conditional("a", "12.05 12:00", answers="r3"), R4, approved("b", "14.05 12:00", answers="r4")),
        [ASKED, "conditional v3", "requested v4", "approved v4 +"],
        "open: approved",
    ),
    Scenario(
        "a second thought of the same person",
        (R3, approved("a", "12.05 12:00", answers="r3"), conditional("b", "13.05 12:00", answers="a")),
        [ASKED, "approved v3 revoked by approval:b", "conditional v3"],
        "closed: conditional",
    ),
    Scenario(
        "a colleague says no afterwards",
        (R3, approved("a", "12.05 12:00", answers="r3"), rejected("b", "13.05 12:00", answers="a", from_=MARINA)),
        [ASKED, "approved v3 contradicted by approval:b", "rejected v3"],
        "closed: rejected",
    ),
    Scenario(
        "a colleague said no before",
        (R3, rejected("b", "12.05 12:00", answers="r3", from_=MARINA), approved("a", "13.05 12:00", version="3", answers="r3")),
        [ASKED, "rejected v3", "approved v3 contradicted by approval:b"],
        "closed: contradicted",
    ),
    Scenario(
        "the one with the right decides",
        (
            R3,
            approved("a", "12.05 12:00", answers="r3"),
            rejected("b", "13.05 12:00", answers="a", from_=MARINA),
            approved("c", "14.05 12:00", version="3", answers="b"),
        ),
        [ASKED, "approved v3 +", "rejected v3", "approved v3 +"],
        "open: approved",
    ),
    Scenario(
        "a no to version 3, a yes to version 4",
        (R3, rejected("b", "12.05 12:00", answers="r3", from_=MARINA), R4, approved("a", "14.05 12:00", answers="r4")),
        [ASKED, "rejected v3", "requested v4", "approved v4 +"],
        "open: approved",
    ),
    Scenario(
        "a manager records it by hand",
        (
            R3,
            ok("a", "12.05 12:00", answers="r3"),
            own("a", "12.05 12:00", kind="confirm", by_person="13.05 12:00", comments=[("13.05 11:59", "Подтвердила по телефону")]),
        ),
        [ASKED, "needs_confirmation v3", "approved v3 +"],
        "open: approved_by_person",
    ),
    Scenario(
        "the same in a task that began as an unanswered request",
        (
            R3,
            ok("a", "14.05 12:00", answers="r3"),
            own(
                "r3", "13.05 10:00", kind="approval", by_person="15.05 12:00",
                comments=[("15.05 11:59", "Подтвердила по телефону")],
            ),
        ),
        [ASKED, "needs_confirmation v3", "approved v3 +"],
        "open: approved_by_person",
    ),
    Scenario(
        "a comment from before the words records nothing",
        (
            R3,
            ok("a", "14.05 12:00", answers="r3"),
            own("r3", "13.05 10:00", kind="approval", by_person="15.05 12:00", comments=[("13.05 11:59", "Звонила")]),
        ),
        [ASKED, "needs_confirmation v3"],
        "closed: needs_confirmation",
    ),
    Scenario(
        "a comment from after the completion records nothing",
        (
            R3,
            ok("a", "14.05 12:00", answers="r3"),
            own("r3", "13.05 10:00", kind="approval", by_person="15.05 12:00", comments=[("18.05 11:59", "А почему?")]),
        ),
        [ASKED, "needs_confirmation v3"],
        "closed: needs_confirmation",
    ),
    Scenario(
        "closing the confirm task without a word records nothing",
        (R3, ok("a", "12.05 12:00", answers="r3"), own("a", "12.05 12:00", kind="confirm", by_person="13.05 12:00")),
        [ASKED, "needs_confirmation v3"],
        "closed: needs_confirmation",
    ),
    Scenario(
        "a click in Asana by a representative",
        (
            task(
                "1", "Медиаплан на июнь v3", resource_subtype="approval",
                stories=(Story("s1", "1", at("12.05 12:00"), "u-olga", "approval_status_changed", "", None, "approved"),),
            ),
        ),
        ["needs_confirmation asana_click v3"],
        "closed: asana_click",
    ),
    Scenario(
        "a click by the manager is nothing",
        (
            task(
                "1", "Медиаплан на июнь v3", resource_subtype="approval",
                stories=(Story("s1", "1", at("12.05 12:00"), "u-anna", "approval_status_changed", "", None, "approved"),),
            ),
        ),
        [],
        "closed: nothing",
    ),
    Scenario(
        "a letter without a decision is no row",
        (R3, theirs("a", "12.05 12:00", "Спасибо", answers="r3")),
        [ASKED],
        "closed: requested",
    ),
]  # fmt: skip


def shown(record: ApprovalRecord) -> str:
    """`approved v3 +`: state, reason, version, and `+` in force or by what it was voided."""
    parts = [record.state.value, record.reason or "", f"v{record.version or '-'}"]
    if record.in_force:
        parts.append("+")
    elif record.voided_by:
        parts += [record.voided_by, "by", record.voided_by_key or ""]
    return " ".join(part for part in parts if part)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda each: each.name)
def test_records_and_the_money_gate(scenario: Scenario) -> None:
    records = approval_records(view(*scenario.facts, now=at(NOW), client=scenario.client), at(NOW))
    gate = money_gate(records, Subject.MEDIA_PLAN)
    assert [shown(record) for record in records] == scenario.rows
    assert f"{'open' if gate.open else 'closed'}: {gate.why}" == scenario.gate


def test_the_gate_of_one_version_is_not_opened_by_another() -> None:
    records = approval_records(view(R3, approved("a", "12.05 12:00", answers="r3"), now=at(NOW)), at(NOW))
    assert money_gate(records, Subject.MEDIA_PLAN, version="3").open
    assert not money_gate(records, Subject.MEDIA_PLAN, version="4").open
    assert not money_gate(records, Subject.MEDIA_PLAN, period="июль").open
    assert not money_gate(records, Subject.BUDGET).open


def sheet(total: int) -> Spreadsheet:
    return Spreadsheet((Sheet("Лист1", (("Площадка", "Сумма"), ("Яндекс", f"{total}"))),))


SHEETS = {"aa": sheet(100), "bb": sheet(900), "cc": sheet(100)}


@pytest.mark.parametrize(
    ("facts", "gate"),
    [
        ((ours("o", "13.05 10:00", attachments=(file("Медиаплан финал.xlsx", "bb"),)),), "superseded"),
        ((ours("o", "13.05 10:00", attachments=(file("Медиаплан финал.xlsx", "cc"),)),), "approved"),
        ((ours("o", "13.05 10:00", attachments=(file("Медиаплан.xlsx", "cc"),)),), "superseded"),
    ],
    ids=["other values under another name", "the same values under another name", "the same name, saved anew"],
)
def test_a_renamed_table_counts_by_its_values_and_one_of_the_same_name_by_its_bytes(
    facts: tuple[Letter, ...], gate: str
) -> None:
    asked = request("r3", "12.05 10:00", "3", attachments=(file("Медиаплан.xlsx", "aa"),))
    seen = view(asked, approved("a", "12.05 12:00", answers="r3"), *facts, now=at(NOW), spreadsheets=SHEETS)
    assert money_gate(approval_records(seen, at(NOW)), Subject.MEDIA_PLAN).why == gate


@pytest.mark.parametrize(
    ("returned", "state"), [("bb", "needs_confirmation version_unknown v3"), ("cc", "approved v3 +")]
)
def test_an_approval_with_our_table_changed_is_not_clear_about_which(returned: str, state: str) -> None:
    asked = request("r3", "12.05 10:00", "3", attachments=(file("Медиаплан.xlsx", "aa"),))
    words = approved("a", "12.05 12:00", answers="r3", attachments=(file("Медиаплан правки.xlsx", returned),))
    seen = view(asked, words, now=at(NOW), spreadsheets=SHEETS)
    assert [shown(record) for record in approval_records(seen, at(NOW))] == [ASKED, state]


def test_one_plan_is_one_whether_or_not_a_letter_names_its_month() -> None:
    facts = [
        request("r1", "12.05 10:00", "1", period=None),
        conditional("c", "12.05 12:00", answers="r1"),
        request("r2", "13.05 10:00", "2", answers="c"),
        request("r3", "14.05 10:00", "3", period=None, answers="r2"),
        request("q", "14.05 10:00", "1", period="июль", thread="t2"),
    ]
    found = things(approval_records(view(*facts, now=at(NOW)), at(NOW)))
    assert [(each.period, [record.key for record in each.records]) for each in found] == [
        ("июнь", ["request:r1", "approval:c", "request:r2", "request:r3"]),
        ("июль", ["request:q"]),
    ]


def test_last_years_december_opens_nothing_this_year() -> None:
    asked = replace(request("r", "12.05 10:00", None), received_at=at("12.05 10:00") - timedelta(days=365))
    words = replace(approved("a", "12.05 12:00", answers="r"), received_at=at("12.05 12:00") - timedelta(days=365))
    anew = request("q", "12.05 10:00", None, thread="t2")
    records = approval_records(view(asked, words, anew, now=at(NOW)), at(NOW))
    first, second = things(records)
    assert (gate_of(first).why, gate_of(second).why) == ("approved", "requested")


def test_two_who_may_both_decide_contradict_each_other_until_one_speaks_again() -> None:
    facts = [
        R3,
        approved("a", "12.05 12:00", answers="r3"),
        rejected("b", "13.05 12:00", answers="a", from_=MARINA),
    ]
    before = view(*facts, now=at(NOW), client=BOTH_PLANNERS)
    clashes = contradictions(before, approval_records(before, at(NOW)))
    assert [(each.first.author, each.second.author, each.resolved) for each in clashes] == [
        ("Ольга Жукова", "Марина Белова", None)
    ]
    later = view(*facts, rejected("c", "14.05 12:00", version="3", answers="b"), now=at(NOW), client=BOTH_PLANNERS)
    clashes = contradictions(later, approval_records(later, at(NOW)))
    assert [each.resolved is not None for each in clashes] == [True]


def test_a_contradiction_is_one_within_ten_working_days() -> None:
    facts = [R3, approved("a", "12.05 12:00", answers="r3"), rejected("b", "29.05 12:00", answers="a", from_=MARINA)]
    late = view(*facts, now=at("30.05 12:00"))
    assert contradictions(late, approval_records(late, at("30.05 12:00"))) == []

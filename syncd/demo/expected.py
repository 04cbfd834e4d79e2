"""What a careful account director would see in the demo's letters: the truth that tests compare with."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Expected:
    """`letter` is the script's key. `case`: the kind of case of this letter that is open in the end, None for none.

    `verdict` and `state` as in the corpus labels and PRODUCT.md section 7; None where nothing is expected.
    """

    letter: str
    client: str
    case: str | None = None
    verdict: str | None = None
    state: str | None = None
    why: str = ""


EXPECTED: tuple[Expected, ...] = (
    Expected("kot-plan-conditional", "kot", None, "conditional", "conditional", "a condition, met later by version 3"),
    Expected("kot-plan-approved", "kot", None, "approved", "approved", "version 3 is named by one who may approve"),
    Expected("kot-banners-rejected", "kot", None, "rejected", "rejected", "answered, and a new version was sent"),
    Expected("kot-banners-ok", "kot", "confirm", "needs_confirmation", "needs_confirmation", "a bare «Ок»"),
    Expected("kot-new-marketer", "kot", "reply", "none", None, "unknown sender at the client's domain, overdue"),
    Expected("kot-old-prices", "kot", "reply", "none", None, "urgent: wrong prices run"),
    Expected("kot-report-thanks", "kot", None, "none", None, "a thank-you"),
    Expected("bereg-budget-yes", "bereg", None, "approved", "approved", "contradicted: the other one says no"),
    Expected("bereg-budget-no", "bereg", "reply", "rejected", "rejected", "our automatic answer is no answer"),
    Expected("bereg-logo", "bereg", "silence", None, None, "asked for material, no answer but an absence note"),
    Expected("bereg-when-report", "bereg", None, "none", None, "answered from a colleague's mailbox"),
    Expected("bereg-landing", "bereg", "reply", "none", None, "a day without an answer"),
    Expected("bereg-fresh", "bereg", "reply", "none", None, "came an hour ago: the case is open and not due yet"),
    Expected("bright-plan-approved", "bright", None, "approved", "approved", "approved, withdrawn later"),
    Expected("bright-plan-revoked", "bright", None, "revoked", "revoked", "takes the approval back"),
    Expected(
        "bright-content-second-hand",
        "bright",
        "confirm",
        "needs_confirmation",
        "needs_confirmation",
        "somebody else's word",
    ),
    Expected("bright-landing-conditional", "bright", None, "conditional", "conditional", "a number is to be fixed"),
    Expected("bright-cpl", "bright", None, "none", None, "answered"),
    Expected("korka-plan", "korka", "approval", None, "requested", "our request, four days of silence"),
    Expected("orbita-content-approved", "orbita", None, "approved", "approved", "the request quoted names the plan"),
    Expected("orbita-post-holding", "orbita", "promise", None, None, "we said tomorrow, and did not"),
    Expected("orbita-new", "orbita", "reply", "none", None, "first letter of the thread, over four hours ago"),
    Expected("orbita-later", "orbita", None, "none", None, "a promise of theirs: nobody waits for us"),
    Expected("vektor-forged", "vektor", "confirm", "approved", "needs_confirmation", "the sender's check fails"),
    Expected("vektor-crane", "vektor", "reply", "none", None, "raw cp1251, two days without an answer"),
    Expected(
        "vektor-budget-bookkeeper",
        "vektor",
        "confirm",
        "approved",
        "needs_confirmation",
        "the bookkeeper may not approve budgets",
    ),
)

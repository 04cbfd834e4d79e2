"""A statement about a decision: what is said, with what force, about what. Rules make them, the verdict weighs them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from syncd.domain.agency import Subject


class Act(StrEnum):
    """What is said to be done."""

    APPROVE = "approve"  # in a word of approval
    LEAVE = "leave"  # an idiom that gives leave: «даём добро», "green light"
    GO = "go"  # an order to begin: «запускайте»
    AGREE = "agree"  # «согласны», "agree", "accept"
    CHOOSE = "choose"  # «берём вторую»
    REJECT = "reject"
    REDO = "redo"
    REVOKE = "revoke"
    OK = "ok"  # contentment without a decision


class Force(StrEnum):
    """How it is said. Only what is asserted counts as the author's decision."""

    ASSERTED = "asserted"
    UNSURE = "unsure"  # «вроде», "I think"; or leave to be given, not given
    SECOND_HAND = "second_hand"
    NOT_YET = "not_yet"
    PROMISE = "promise"
    QUESTION = "question"
    HYPOTHETICAL = "hypothetical"
    MENTION = "mention"  # the phrase is spoken about, not spoken
    PAST = "past"
    REQUEST = "request"
    PASSING = "passing"  # «в согласованном медиаплане»


class Target(StrEnum):
    """What the statement is about, as far as its own clause says."""

    OURS = "ours"
    PART = "part"
    GENERIC = "generic"
    OTHER = "other"
    UNKNOWN = "unknown"
    UNSAID = "unsaid"


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement at tokens `[first, last]` of sentence `clause`."""

    act: Act
    force: Force
    rule: str
    clause: int
    first: int
    last: int
    words: str
    target: Target = Target.UNSAID
    about: Subject | None = None

    def but(self, *, force: Force | None = None, act: Act | None = None, rule: str | None = None) -> Statement:
        """The same with another force, act or rule."""
        return replace(self, force=force or self.force, act=act or self.act, rule=rule or self.rule)

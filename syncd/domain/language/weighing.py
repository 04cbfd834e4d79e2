"""The statements of a letter weighed, rule by rule; the first rule that decides wins."""

from __future__ import annotations

from dataclasses import dataclass

from syncd.domain.agency import Subject
from syncd.domain.language.beside_en import beside_en
from syncd.domain.language.beside_ru import beside_ru
from syncd.domain.language.changes import changes
from syncd.domain.language.clauses import Clause
from syncd.domain.language.conditions import content_reservations, reader_conditions, reservations
from syncd.domain.language.contentment import is_content, is_refusal
from syncd.domain.language.heard import Heard
from syncd.domain.language.limits_en import limits_en
from syncd.domain.language.matter import matter
from syncd.domain.language.months import months_in
from syncd.domain.language.objections import (
    complains,
    dropped,
    is_complaint,
    left_out,
    other_sum,
    refused_part,
    refuses_whole,
)
from syncd.domain.language.reading import VerdictKind
from syncd.domain.language.reservation import Reservation
from syncd.domain.language.statement import Act, Force, Statement, Target
from syncd.domain.language.subject import things
from syncd.domain.language.version import find_version

_PARTIAL = frozenset(("an exception", "without a part", "held back", "in part"))
_PREPARE = frozenset(("подготовить", "сделать", "предложить", "разработать", "составить"))
_SPOKEN_OF = (Force.HYPOTHETICAL, Force.QUESTION, Force.MENTION, Force.PASSING, Force.PAST)


@dataclass(frozen=True, slots=True)
class Decision:
    kind: VerdictKind
    rule: str = ""
    statement: Statement | None = None
    reservation: Reservation | None = None
    words: str = ""
    second_hand: bool = False


_NONE = Decision(VerdictKind.NONE)


def decide(letter: Heard) -> Decision:
    for rule in (_revoked, _astray, _approved, _second_hand, _promised_in_part, _rejected, _half_said, _content):
        decision = rule(letter)
        if decision is not None:
            return decision
    return _none(letter)


def _astray(letter: Heard) -> Decision | None:
    """A letter whose author says that it was meant for somebody else decides nothing of ours."""
    if letter.said and any(clause.has("astray") for clause in letter.read):
        return Decision(VerdictKind.NONE, "meant for somebody else", letter.said[0])
    return None


def _revoked(letter: Heard) -> Decision | None:
    taken = letter.of(Act.REVOKE)
    if taken and (letter.about(taken[0]) is not None):
        return Decision(VerdictKind.REVOKED, taken[0].rule, taken[0])
    undone = [s for s in letter.of(Act.REJECT) if s.rule == "declared not approved"]
    if undone and not letter.is_asked and letter.about(undone[0]) is not None:
        return Decision(VerdictKind.REVOKED, undone[0].rule, undone[0])
    minds = letter.of(Act.REVOKE, force=Force.UNSURE)
    approved = letter.of(Act.APPROVE, Act.CHOOSE)
    if minds and approved and all((s.clause, s.first) < (minds[0].clause, minds[0].first) for s in approved):
        return Decision(VerdictKind.REVOKED, minds[0].rule, minds[0])
    if minds and letter.names(minds[0]) and not approved:
        return Decision(VerdictKind.REVOKED, minds[0].rule, minds[0])
    return None


def _approved(letter: Heard) -> Decision | None:
    """Plain approvals, weighed against refusals, reservations and complaints."""
    approvals = _approvals(letter)
    if not approvals:
        return None
    statement = next((s for s in approvals if s.target not in {Target.PART, Target.UNKNOWN}), approvals[0])
    if complains(letter, approvals):
        return Decision(VerdictKind.NONE, "a complaint about what was approved before", statement)
    if letter.about(statement) is None:
        return Decision(
            VerdictKind.NEEDS_CONFIRMATION if letter.is_asked else VerdictKind.NONE, "nothing named", statement
        )
    if not letter.is_asked and not _can_stand_alone(letter, statement):
        return None
    if any(clause.has("hearsay") for clause in letter.read):
        return Decision(VerdictKind.NEEDS_CONFIRMATION, "somebody else's word", statement, second_hand=True)
    other = _of_another_month(letter, statement)
    if other is not None:
        return other
    against = refused_part(letter, approvals)
    whole = refuses_whole(letter, approvals)
    if whole is not None:
        return Decision(VerdictKind.REJECTED, whole.rule, whole)
    if against is not None:
        return Decision(
            VerdictKind.CONDITIONAL, "in part", statement, Reservation("in part", against.words, against.clause)
        )
    found = _reserved(letter, approvals)
    if found:
        return Decision(VerdictKind.CONDITIONAL, found[0].rule, statement, found[0])
    unclear = [
        s for s in letter.said if s.act is Act.APPROVE and s.force is Force.NOT_YET and s.clause > statement.clause
    ]
    if unclear:
        return Decision(VerdictKind.CONDITIONAL, unclear[0].rule, statement)
    if statement.target is Target.UNKNOWN and statement.act is Act.APPROVE:
        return (
            Decision(VerdictKind.NEEDS_CONFIRMATION, "what was approved is not clear", statement)
            if letter.is_asked
            else None
        )
    return Decision(VerdictKind.APPROVED, statement.rule, statement)


def _reserved(letter: Heard, approvals: list[Statement]) -> list[Reservation]:
    """What makes the approvals less; the net of `matter` last, for what no other rule has a name."""
    return (
        reservations(letter.read, approvals, letter.lexicon)
        or list(beside_en(letter.read, approvals, letter.lexicon))
        or list(beside_ru(letter.read, approvals, letter.lexicon))
        or list(limits_en(letter.read, approvals, f"{letter.answered.text} {letter.line}"))
        or dropped(letter, approvals[0].clause, approvals[0].last)
        or left_out(letter, approvals[0].clause, approvals[0].last)
        or other_sum(letter, approvals)
        or matter(letter, approvals)
    )


def _of_another_month(letter: Heard, statement: Statement) -> Decision | None:
    """«Согласован только июньский», where July was asked for: no answer, or one that must be asked about."""
    clause = letter.read[statement.clause]
    segment = clause.segment_of(statement.first)
    terms = (m.first for m in clause.found("condition", first=statement.last + 1, last=segment.last))
    named = months_in(clause.words(segment.first, max(segment.first, next(terms, segment.last + 1) - 1)))
    asked = months_in(f"{letter.answered.text}\n{letter.line}")
    if not named or not asked or named & asked or not letter.is_asked:
        return None
    if clause.has("adversative") or clause.has("not_yet") or clause.has("no_word"):
        return Decision(VerdictKind.NONE, "another month than asked for", statement)
    return Decision(VerdictKind.NEEDS_CONFIRMATION, "another month than asked for", statement)


def _can_stand_alone(letter: Heard, statement: Statement) -> bool:
    """An approval that nobody asked for names its thing, and is no report in the past tense beside a question."""
    if statement.target in {Target.UNKNOWN, Target.PART}:
        return False
    clause = letter.read[statement.clause]
    among_them = {"у", "нас"} <= {token.lower for token in clause.tokens[: statement.first]}
    if among_them and any(token.lemmas & _PREPARE for c in letter.read for token in c.tokens):
        return False  # «у нас утверждён бюджет, подготовьте под него медиаплан»
    is_past = any("past" in parse.tags and "VERB" in parse.tags for parse in clause.tokens[statement.first].parses)
    asks = any(c.sentence.is_question or c.has("trouble") for c in letter.read)
    return not (is_past and asks)


def _approvals(letter: Heard) -> list[Statement]:
    """Approvals in words; leave and orders to begin where they name the thing; a choice among what we offered."""
    found = letter.of(Act.APPROVE)
    found += [s for s in letter.of(Act.LEAVE) if letter.names(s) or (letter.is_asked and _names_version(letter, s))]
    found += [s for s in letter.of(Act.AGREE) if _accepts_report(letter, s)]
    found += _said_with_order(letter)
    if letter.is_asked:
        found += [
            s
            for s in letter.of(Act.GO)
            if s.target is Target.OURS and s.about is not None and _orders_thing(letter, s) and _was_put_up(letter, s)
        ]
        if letter.of(Act.GO, Act.LEAVE):
            found += [s for s in letter.of(Act.AGREE) if s.target is Target.OURS and _orders_thing(letter, s)]
        found += [s for s in letter.of(Act.CHOOSE) if _chooses(letter, s)]
    return sorted(found, key=lambda s: (s.clause, s.first))


def _said_with_order(letter: Heard) -> list[Statement]:
    """«Согласуем, пускайте в работу»: no promise, for the order to begin comes with it and no day is named."""
    if not letter.is_asked or not letter.of(Act.GO) or any(clause.has("wait_word") for clause in letter.read):
        return []
    return [
        statement.but(force=Force.ASSERTED)
        for statement in letter.of(Act.APPROVE, force=Force.PROMISE)
        if statement.rule == "future: a promise" and not _names_time(letter.read[statement.clause], statement)
    ]


def _names_time(clause: Clause, statement: Statement) -> bool:
    segment = clause.segment_of(statement.first)
    names = ("beside.day_word", "condition", "if_word", "not_yet", "hold")
    numbered = any("NUMB" in token.tags for token in clause.tokens[segment.first : segment.last + 1])
    return numbered or any(clause.has(name, first=segment.first, last=segment.last) for name in names)


def _was_put_up(letter: Heard, statement: Statement) -> bool:
    """An order to begin with something else than the request put up approves neither."""
    return letter.answered.about in {None, statement.about}


def _accepts_report(letter: Heard, statement: Statement) -> bool:
    """«Отчёт принимаем», "the report is accepted": that is how a report is approved, and what we asked to accept."""
    accepts = letter.read[statement.clause].tokens[statement.first].lemmas & {"принимать", "принять", "accept"}
    in_our_words = "accept" in accepts and "accept" in letter.answered.text.lower()
    return bool(accepts) and statement.target is Target.OURS and (statement.about is Subject.REPORT or in_our_words)


def _names_version(letter: Heard, statement: Statement) -> bool:
    """ "Green light on v4": the version asked for names the thing."""
    named = find_version(letter.read[statement.clause].sentence.text)
    return statement.target is Target.GENERIC and named is not None


def _orders_thing(letter: Heard, statement: Statement) -> bool:
    """The thing is in the order's own segment."""
    clause = letter.read[statement.clause]
    segment = clause.segment_of(statement.first)
    return bool(things(clause, segment.first, segment.last))


def _chooses(letter: Heard, statement: Statement) -> bool:
    clause = letter.read[statement.clause]
    return letter.answered.offers_alternatives and find_version(clause.sentence.text) is not None


def _second_hand(letter: Heard) -> Decision | None:
    told = [
        s
        for s in letter.of(Act.APPROVE, Act.LEAVE, Act.AGREE, force=Force.SECOND_HAND)
        if s.target is not Target.UNKNOWN
    ]
    told = [s for s in told if letter.is_asked or letter.names(s) or letter.line_about]
    if told and letter.about(told[0]) is not None and not letter.of(Act.REJECT):
        if any(is_complaint(clause) for clause in letter.read):
            return Decision(VerdictKind.NONE, "a complaint about what was approved before", told[0])
        limits = [r for r in reservations(letter.read, told, letter.lexicon) if r.clause == told[0].clause]
        limits = [r for r in limits if r.rule in _PARTIAL | {"a condition"}]
        if limits and told[0].act is Act.APPROVE:
            return Decision(VerdictKind.CONDITIONAL, limits[0].rule, told[0], limits[0], second_hand=True)
        return Decision(VerdictKind.NEEDS_CONFIRMATION, told[0].rule, told[0], second_hand=True)
    return None


def _rejected(letter: Heard) -> Decision | None:
    against = letter.of(Act.REJECT)
    half = letter.of(Act.AGREE, Act.CHOOSE, Act.GO, Act.LEAVE) + letter.of(Act.APPROVE, force=Force.UNSURE)
    half = sorted((s for s in half if letter.about(s) is not None), key=lambda s: (s.clause, s.first))
    if half and letter.of(Act.REJECT, Act.REDO) and letter.is_asked and (limits := _conditions_of(letter, half)):
        return Decision(VerdictKind.CONDITIONAL, limits[0].rule, half[0], limits[0])
    refused = [s for s in (*against, *letter.of(Act.REDO)) if s.target is not Target.OURS]
    if half and refused and letter.is_asked and (half[0].clause, half[0].first) < (refused[0].clause, refused[0].first):
        return Decision(
            VerdictKind.CONDITIONAL, "in part", half[0], Reservation("in part", refused[0].words, refused[0].clause)
        )
    if (
        against
        and (letter.is_asked or letter.names(against[0]) or letter.line_about)
        and letter.about(against[0]) is not None
    ):
        return Decision(VerdictKind.REJECTED, against[0].rule, against[0])
    if not letter.is_asked:
        return None
    redo = letter.of(Act.REDO) or ([] if letter.of(Act.APPROVE) else letter.of(Act.REJECT, force=Force.UNSURE))
    if redo and letter.about(redo[0]) is not None:
        return Decision(VerdictKind.REJECTED, redo[0].rule, redo[0])
    no = is_refusal(letter.read)
    if no and not letter.answered.asks_remarks_last:
        return Decision(VerdictKind.REJECTED, "a plain no", words=no[1])
    return None


def _conditions_of(letter: Heard, half: list[Statement]) -> list[Reservation]:
    """«согласен на бюджет, но не больше 150»."""
    first = {s.clause for s in half[:1]}
    return [
        r
        for r in reservations(letter.read, half, letter.lexicon)
        if r.clause in first and r.rule in {"a condition", *_PARTIAL}
    ]


def _promised_in_part(letter: Heard) -> Decision | None:
    """«Согласуем за вычетом наружки»: a future that names its exception is an answer now."""
    for statement in letter.of(Act.APPROVE, force=Force.PROMISE):
        found = [r for r in reservations(letter.read, [statement], letter.lexicon) if r.rule in _PARTIAL]
        if found and letter.is_asked and letter.about(statement):
            return Decision(VerdictKind.CONDITIONAL, found[0].rule, statement, found[0])
    return None


def _half_said(letter: Heard) -> Decision | None:
    """Promises with a change first are conditional; leave without a thing, doubt and agreement need the phrase."""
    promised = letter.of(Act.APPROVE, Act.LEAVE, force=Force.PROMISE)
    todo = [r for clause in letter.read for r in changes(clause, letter.lexicon)]
    todo += [r for s in promised for r in reader_conditions(letter.read[s.clause])]
    if promised and todo and letter.is_asked:
        return Decision(VerdictKind.CONDITIONAL, todo[0].rule, promised[0], todo[0])
    partial = [s for s in letter.of(Act.APPROVE, force=Force.NOT_YET) if s.rule == "not wholly approved"]
    if partial and letter.about(partial[0]):
        return Decision(VerdictKind.CONDITIONAL, "in part", partial[0])
    half = [s for s in letter.of(Act.LEAVE, Act.GO, Act.AGREE) if letter.is_asked]
    half += [
        s
        for s in letter.of(Act.APPROVE, Act.LEAVE, Act.AGREE, force=Force.UNSURE)
        if letter.is_asked or s.about is not None
    ]
    half = [s for s in half if letter.about(s) is not None]
    spoken_of = any(letter.of(Act.APPROVE, force=force) for force in _SPOKEN_OF)
    if _is_half_with_condition(letter, half) and not promised:
        return Decision(VerdictKind.CONDITIONAL, "a condition", half[0])
    if half and half[0].act is Act.LEAVE and half[0].target is Target.PART and not promised:
        return Decision(VerdictKind.CONDITIONAL, "only a part approved", half[0])
    if not half or promised or (spoken_of and half[0].act is Act.GO):
        return None
    found = reservations(letter.read, half, letter.lexicon) or other_sum(letter, half)
    if found and not (_puts_off(letter) and half[0].act is Act.GO):
        return Decision(VerdictKind.CONDITIONAL, found[0].rule, half[0], found[0])
    if _puts_off(letter):
        return None
    return Decision(VerdictKind.NEEDS_CONFIRMATION, half[0].rule, half[0])


def _is_half_with_condition(letter: Heard, half: list[Statement]) -> bool:
    """«согласован условно: ждём юристов»: conditional, whatever is waited for."""
    if not half or half[0].act is not Act.APPROVE or not letter.is_asked:
        return False
    return letter.read[half[0].clause].has("condition")


def _puts_off(letter: Heard) -> bool:
    return bool(letter.of(Act.APPROVE, force=Force.NOT_YET)) or any(clause.has("wait_word") for clause in letter.read)


def _content(letter: Heard) -> Decision | None:
    if not letter.is_asked or _puts_off(letter) or letter.of(Act.APPROVE, force=Force.PROMISE):
        return None
    if any(
        letter.of(Act.APPROVE, Act.LEAVE, force=force)
        for force in (Force.MENTION, Force.HYPOTHETICAL, Force.REQUEST, Force.QUESTION, Force.PAST)
    ):
        return None
    found = is_content(letter.read)
    if found is None:
        return None
    todo = content_reservations(letter.read, letter.lexicon) or dropped(letter, 0, 0)
    if todo:
        return Decision(VerdictKind.CONDITIONAL, todo[0].rule, words=found[1])
    return Decision(VerdictKind.NEEDS_CONFIRMATION, "contentment, no word of approval", words=found[1])


def _none(letter: Heard) -> Decision:
    weak = next((s for s in letter.said if s.act in {Act.APPROVE, Act.REJECT, Act.REVOKE, Act.LEAVE}), None)
    return Decision(VerdictKind.NONE, weak.rule, weak) if weak else _NONE

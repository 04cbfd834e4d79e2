"""The verdict: what the author of a letter decides, weighed from the statements of the new text (docs/verdicts.md)."""

from __future__ import annotations

from dataclasses import dataclass

from syncd.domain.agency import Language, Subject
from syncd.domain.language.answered import Answered, read_answered
from syncd.domain.language.clauses import Clause, clauses
from syncd.domain.language.conditions import Reservation, changes, content_reservations, reader_conditions, reservations
from syncd.domain.language.contentment import is_content, is_refusal
from syncd.domain.language.lexicon import Lexicon, Mark
from syncd.domain.language.reading import FiredRule, Verdict, VerdictKind
from syncd.domain.language.statement import Act, Force, Statement, Target
from syncd.domain.language.statements import statements
from syncd.domain.language.subject import head, kind_of, things
from syncd.domain.language.sums import sums_in
from syncd.domain.language.version import find_period, find_version
from syncd.domain.language.why import why


@dataclass(frozen=True, slots=True)
class Judged:
    """A verdict with every rule that spoke on the way."""

    verdict: Verdict
    rules: tuple[FiredRule, ...]


@dataclass(frozen=True, slots=True)
class _Letter:
    """What the weighing looks at."""

    text: str
    read: tuple[Clause, ...]
    said: list[Statement]
    answered: Answered
    line: str
    line_about: Subject | None
    is_reply: bool
    lexicon: Lexicon

    def of(self, *acts: Act, force: Force = Force.ASSERTED) -> list[Statement]:
        return [s for s in self.said if s.act in acts and s.force is force]

    @property
    def is_asked(self) -> bool:
        """A request for approval is answered, or, nothing being quoted, a reply names a thing of ours in its subject."""
        if self.answered.text:
            return self.answered.asks_approval
        return self.is_reply and self.line_about is not None

    def about(self, statement: Statement) -> Subject | None:
        """What a statement is about: its own words, those before it, the request, the subject line."""
        if statement.about is not None:
            return statement.about
        before = [
            mark
            for clause in self.read[: statement.clause + 1]
            for mark in [head(clause, _things_before(clause, statement))]
            if mark
        ]
        if before:
            return kind_of(before[-1])
        anywhere = [m for c in self.read for m in [head(c, things(c))] if m]
        return self.answered.about or self.line_about or (kind_of(anywhere[0]) if anywhere else None)

    def names(self, statement: Statement) -> bool:
        """Whether the statement's own sentence names a thing of ours."""
        return bool(things(self.read[statement.clause]))


@dataclass(frozen=True, slots=True)
class _Decision:
    kind: VerdictKind
    rule: str = ""
    statement: Statement | None = None
    reservation: Reservation | None = None
    words: str = ""
    second_hand: bool = False


_SPOKEN_OF = (Force.HYPOTHETICAL, Force.QUESTION, Force.MENTION, Force.PASSING, Force.PAST)
_NONE = _Decision(VerdictKind.NONE)


def _things_before(clause: Clause, statement: Statement) -> list[Mark]:
    """The things named up to a statement, not what its sentence speaks of afterwards."""
    return things(clause) if clause.number < statement.clause else things(clause, 0, statement.last)


def find_verdict(
    new_text: str,
    quoted_text: str,
    subject_line: str,
    *,
    is_reply: bool,
    asked: str | None,
    lexicon: Lexicon,
    language: Language,
) -> Judged:
    """What the author decides. `asked` is the letter of ours it answers, used where nothing is quoted."""
    letter = _letter(
        new_text, read_answered(quoted_text, asked, lexicon), subject_line, is_reply=is_reply, lexicon=lexicon
    )
    decision = _decide(letter)
    if decision.kind is VerdictKind.NONE and not is_reply and not letter.said:
        line = _letter(subject_line, Answered(), "", is_reply=False, lexicon=lexicon)
        decided = _decide(line)
        if decided.kind in {VerdictKind.APPROVED, VerdictKind.REJECTED, VerdictKind.REVOKED, VerdictKind.CONDITIONAL}:
            return _judged(line, _with_letter(decided, letter), language)
    return _judged(letter, decision, language)


def _with_letter(decided: _Decision, letter: _Letter) -> _Decision:
    """A decision of the subject line, weakened by what the letter below it reserves."""
    reserved = [r for clause in letter.read for r in changes(clause, letter.lexicon)]
    if decided.kind is VerdictKind.APPROVED and reserved:
        return _Decision(VerdictKind.CONDITIONAL, reserved[0].rule, decided.statement)
    return decided


def _letter(text: str, answered: Answered, line: str, *, is_reply: bool, lexicon: Lexicon) -> _Letter:
    read = clauses(text, lexicon)
    marks = [m for c in clauses(line, lexicon) for m in [head(c, things(c))] if m]
    said = [s for s in statements(read, lexicon) if s.target is not Target.OTHER]
    return _Letter(text, read, said, answered, line, kind_of(marks[0]) if marks else None, is_reply, lexicon)


def _decide(letter: _Letter) -> _Decision:
    for rule in (_revoked, _approved, _second_hand, _promised_in_part, _rejected, _half_said, _content):
        decision = rule(letter)
        if decision is not None:
            return decision
    return _none(letter)


def _revoked(letter: _Letter) -> _Decision | None:
    taken = letter.of(Act.REVOKE)
    if taken and (letter.about(taken[0]) is not None):
        return _Decision(VerdictKind.REVOKED, taken[0].rule, taken[0])
    minds = letter.of(Act.REVOKE, force=Force.UNSURE)
    if minds and letter.names(minds[0]) and not letter.of(Act.APPROVE, Act.CHOOSE):
        return _Decision(VerdictKind.REVOKED, minds[0].rule, minds[0])
    return None


def _approved(letter: _Letter) -> _Decision | None:
    """Plain approvals, weighed against refusals, reservations and complaints."""
    approvals = _approvals(letter)
    if not approvals:
        return None
    statement = next((s for s in approvals if s.about is not None), approvals[0])
    if _complains(letter, approvals):
        return _Decision(VerdictKind.NONE, "a complaint about what was approved before", statement)
    if letter.about(statement) is None:
        return _Decision(
            VerdictKind.NEEDS_CONFIRMATION if letter.is_asked else VerdictKind.NONE, "nothing named", statement
        )
    against = _against(letter, approvals)
    if against is not None:
        return _Decision(
            VerdictKind.CONDITIONAL, "in part", statement, Reservation("in part", against.words, against.clause)
        )
    found = (
        reservations(letter.read, approvals, letter.lexicon)
        or _dropped(letter, approvals[0].clause, approvals[0].last)
        or _other_sum(letter, approvals)
    )
    if found:
        return _Decision(VerdictKind.CONDITIONAL, found[0].rule, statement, found[0])
    unclear = [
        s for s in letter.said if s.act is Act.APPROVE and s.force is Force.NOT_YET and s.clause > statement.clause
    ]
    if unclear:
        return _Decision(VerdictKind.CONDITIONAL, unclear[0].rule, statement)
    if statement.target is Target.UNKNOWN and statement.act is Act.APPROVE:
        return (
            _Decision(VerdictKind.NEEDS_CONFIRMATION, "what was approved is not clear", statement)
            if letter.is_asked
            else None
        )
    return _Decision(VerdictKind.APPROVED, statement.rule, statement)


def _approvals(letter: _Letter) -> list[Statement]:
    """Approvals in words; leave and orders to begin where they name the thing; a choice among what we offered."""
    found = letter.of(Act.APPROVE)
    found += [s for s in letter.of(Act.LEAVE) if letter.names(s)]
    if letter.is_asked:
        found += [
            s for s in letter.of(Act.GO) if s.target is Target.OURS and s.about is not None and _orders_thing(letter, s)
        ]
        if letter.of(Act.GO, Act.LEAVE):
            found += [s for s in letter.of(Act.AGREE) if s.target is Target.OURS and _orders_thing(letter, s)]
        found += [s for s in letter.of(Act.CHOOSE) if _chooses(letter, s)]
    return sorted(found, key=lambda s: (s.clause, s.first))


def _orders_thing(letter: _Letter, statement: Statement) -> bool:
    """The thing is in the order's own segment."""
    clause = letter.read[statement.clause]
    segment = clause.segment_of(statement.first)
    return bool(things(clause, segment.first, segment.last))


def _chooses(letter: _Letter, statement: Statement) -> bool:
    clause = letter.read[statement.clause]
    return letter.answered.offers_alternatives and find_version(clause.sentence.text) is not None


def _against(letter: _Letter, approvals: list[Statement]) -> Statement | None:
    """A refusal of another part. A refused alternative, and what was refused before and is approved now, are none."""
    for statement in letter.of(Act.REJECT, Act.REDO):
        clause = letter.read[statement.clause]
        if any(s.clause > statement.clause and letter.read[s.clause].has("now_word") for s in approvals):
            continue
        if find_version(clause.sentence.text) and any(
            find_version(letter.read[s.clause].sentence.text) for s in approvals
        ):
            continue
        return statement
    return None


def _dropped(letter: _Letter, number: int, last: int) -> list[Reservation]:
    """«февральский нет», «3 и 4 - нет», "No. Send it again without": a no beside an approval."""
    for clause in letter.read[number:]:
        for mark in clause.found("no_word"):
            if clause.number == number and mark.first < last:
                continue
            if (
                clause.tokens[mark.first].lower in {"не", "no"}
                and mark.first + 1 < len(clause.tokens)
                and clause.tokens[mark.first + 1].is_word
            ):
                continue
            segment = clause.segment_of(mark.first)
            if mark.first == segment.first or _names_part(clause, mark.first - 1):
                return [Reservation("in part", clause.words(segment.first, segment.last), clause.number)]
    return []


def _other_sum(letter: _Letter, approvals: list[Statement]) -> list[Reservation]:
    """A sum is approved that is none of those asked for."""
    asked = sums_in(letter.answered.text)
    for statement in approvals:
        sentence = letter.read[statement.clause].sentence.text
        named = sums_in(sentence)
        if asked and named and not named & asked:
            return [Reservation("another sum than asked for", sentence, statement.clause)]
    return []


def _names_part(clause: Clause, at: int) -> bool:
    """«февральский», «3 и 4», «баннеры»: what a «нет» behind it takes out."""
    token = clause.tokens[at]
    named = (
        clause.has("other.part", first=at, last=at)
        or clause.has("other.generic", first=at, last=at)
        or bool(things(clause, at, at))
    )
    return "NUMB" in token.tags or "ADJF" in token.tags or (named and "nomn" in token.tags)


def _complains(letter: _Letter, approvals: list[Statement]) -> bool:
    if any(letter.read[s.clause].has("now_word") for s in approvals):
        return False
    return any(_is_complaint(clause) for clause in letter.read)


def _is_complaint(clause: Clause) -> bool:
    return clause.has("complaint")


def _second_hand(letter: _Letter) -> _Decision | None:
    told = [
        s
        for s in letter.of(Act.APPROVE, Act.LEAVE, Act.AGREE, force=Force.SECOND_HAND)
        if s.target is not Target.UNKNOWN
    ]
    if told and letter.about(told[0]) is not None and not letter.of(Act.REJECT):
        if any(_is_complaint(clause) for clause in letter.read):
            return _Decision(VerdictKind.NONE, "a complaint about what was approved before", told[0])
        return _Decision(VerdictKind.NEEDS_CONFIRMATION, told[0].rule, told[0], second_hand=True)
    return None


def _rejected(letter: _Letter) -> _Decision | None:
    against = letter.of(Act.REJECT)
    if (
        against
        and (letter.is_asked or letter.names(against[0]) or letter.line_about)
        and letter.about(against[0]) is not None
    ):
        return _Decision(VerdictKind.REJECTED, against[0].rule, against[0])
    if not letter.is_asked:
        return None
    redo = letter.of(Act.REDO) or ([] if letter.of(Act.APPROVE) else letter.of(Act.REJECT, force=Force.UNSURE))
    if redo and letter.about(redo[0]) is not None:
        return _Decision(VerdictKind.REJECTED, redo[0].rule, redo[0])
    no = is_refusal(letter.read)
    if no and not letter.answered.asks_remarks_last:
        return _Decision(VerdictKind.REJECTED, "a plain no", words=no[1])
    return None


def _promised_in_part(letter: _Letter) -> _Decision | None:
    """«Согласуем за вычетом наружки»: a future that names its exception is an answer now."""
    for statement in letter.of(Act.APPROVE, force=Force.PROMISE):
        found = [
            r
            for r in reservations(letter.read, [statement], letter.lexicon)
            if r.rule in {"an exception", "without a part"}
        ]
        if found and letter.is_asked and letter.about(statement):
            return _Decision(VerdictKind.CONDITIONAL, found[0].rule, statement, found[0])
    return None


def _half_said(letter: _Letter) -> _Decision | None:
    """Promises with a change first are conditional; leave without a thing, doubt and agreement need the phrase."""
    promised = letter.of(Act.APPROVE, Act.LEAVE, force=Force.PROMISE)
    todo = [r for clause in letter.read for r in changes(clause, letter.lexicon)]
    todo += [r for s in promised for r in reader_conditions(letter.read[s.clause])]
    if promised and todo and letter.is_asked:
        return _Decision(VerdictKind.CONDITIONAL, todo[0].rule, promised[0], todo[0])
    partial = [s for s in letter.of(Act.APPROVE, force=Force.NOT_YET) if s.rule == "not wholly approved"]
    if partial and letter.about(partial[0]):
        return _Decision(VerdictKind.CONDITIONAL, "in part", partial[0])
    half = [s for s in letter.of(Act.LEAVE, Act.GO, Act.AGREE) if letter.is_asked]
    half += [s for s in letter.of(Act.APPROVE, Act.LEAVE, force=Force.UNSURE) if letter.is_asked or s.about is not None]
    half = [s for s in half if letter.about(s) is not None]
    spoken_of = any(letter.of(Act.APPROVE, force=force) for force in _SPOKEN_OF)
    if not half or promised or _puts_off(letter) or (spoken_of and half[0].act is Act.GO):
        return None
    found = reservations(letter.read, half, letter.lexicon) or _other_sum(letter, half)
    if found:
        return _Decision(VerdictKind.CONDITIONAL, found[0].rule, half[0], found[0])
    return _Decision(VerdictKind.NEEDS_CONFIRMATION, half[0].rule, half[0])


def _puts_off(letter: _Letter) -> bool:
    return bool(letter.of(Act.APPROVE, force=Force.NOT_YET)) or any(clause.has("wait_word") for clause in letter.read)


def _content(letter: _Letter) -> _Decision | None:
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
    todo = content_reservations(letter.read, letter.lexicon) or _dropped(letter, 0, 0)
    if todo:
        return _Decision(VerdictKind.CONDITIONAL, todo[0].rule, words=found[1])
    return _Decision(VerdictKind.NEEDS_CONFIRMATION, "contentment, no word of approval", words=found[1])


def _none(letter: _Letter) -> _Decision:
    weak = next((s for s in letter.said if s.act in {Act.APPROVE, Act.REJECT, Act.REVOKE, Act.LEAVE}), None)
    return _Decision(VerdictKind.NONE, weak.rule, weak) if weak else _NONE


def _judged(letter: _Letter, decision: _Decision, language: Language) -> Judged:
    rules = [FiredRule(f"{s.act}, {s.force}: {s.rule}", s.words) for s in letter.said]
    if decision.reservation:
        rules.append(FiredRule(decision.reservation.rule, decision.reservation.words))
    sentence = letter.read[decision.statement.clause].sentence.text if decision.statement else decision.words
    if decision.kind is VerdictKind.NONE:
        return Judged(
            Verdict(VerdictKind.NONE, why=why(decision.kind, None, decision.rule, sentence, language)), tuple(rules)
        )
    about = letter.about(decision.statement) if decision.statement else letter.answered.about or letter.line_about
    quote = _quote(letter, decision, sentence)
    return Judged(
        Verdict(
            decision.kind,
            about,
            find_version(sentence, letter.text, letter.line),
            find_period(sentence, letter.text, letter.line, letter.answered.text),
            quote,
            why(decision.kind, about, decision.rule, quote, language),
            decision.second_hand,
        ),
        tuple(rules) or (FiredRule(decision.rule, quote),),
    )


def _quote(letter: _Letter, decision: _Decision, sentence: str) -> str:
    """The decision's sentence; with a reservation of a later sentence, everything from the one to the other."""
    if decision.statement is None or decision.reservation is None:
        return sentence
    first, last = sorted((decision.statement.clause, decision.reservation.clause))
    return letter.text[letter.read[first].sentence.start : letter.read[last].sentence.end]

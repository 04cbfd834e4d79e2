"""What an English letter says beside an approval without any "but": wishes, holds, people who have still to decide.

Each is a reservation only where it touches the matter: a request beside it, a courtesy, a launch date, a regret are none.
"""

from __future__ import annotations

from collections.abc import Iterator

from syncd.domain.language.around import beside, is_separate
from syncd.domain.language.clauses import Clause, Segment
from syncd.domain.language.defects_en import asked_changes_en, defects_en, is_thing, stale_en
from syncd.domain.language.lexicon import Lexicon, Mark
from syncd.domain.language.orders_en import orders_en
from syncd.domain.language.remarks_en import remarks_en
from syncd.domain.language.reservation import Reservation, reserved
from syncd.domain.language.statement import Statement
from syncd.domain.language.subject import things

_SELF = frozenset(("i", "we"))
_OWN = frozenset(("my", "i'm", "i'll", "i've", "we'll", "we're", "we've", "still", "had"))
_CONTRACTED = frozenset(("i'd", "we'd"))
_NEGATIONS = frozenset(("not", "don't", "dont", "doesn't", "nothing", "nobody", "no", "never", "neither", "won't"))
_DUTY = frozenset(("should", "must", "needs", "need", "has", "have", "ought", "could", "wants"))
_NOT_DONE = frozenset(("hasn't", "haven't", "hasnt", "havent", "yet"))
_PROGRESS = frozenset(("is", "are", "was", "'s", "still", "currently", "now", "just", "also"))
_AHEAD = frozenset(
    ("will", "'ll", "to", "must", "should", "needs", "has", "shall", "can", "still", "going", "may", "might")
)
_BEFORE_ORDER = frozenset(("please", "so", "and", "then", "but", "just"))
_AFTER_NAME = frozenset(("is", "still", "has", "will", "needs", "must", "wants", "and", "from", "in", "also", "should"))
_NO_NEED = frozenset(("not", "no", "don't", "doesn't", "won't", "without", "never"))
_BEFORE_DAY = frozenset(("before", "until", "till", "earlier"))


def beside_en(read: tuple[Clause, ...], approvals: list[Statement], lexicon: Lexicon) -> Iterator[Reservation]:
    """Every reservation in the words beside the approvals, in order."""
    for clause in read:
        if clause.has("next_time") or not _is_english(clause):
            continue
        if clause.sentence.is_question:
            if all(s.clause != clause.number for s in approvals):
                yield from asked_changes_en(clause, lexicon)
            continue
        yield from _though(clause, approvals)
        for segment in beside(clause, approvals):
            yield from _wishes(clause, segment, lexicon)
            yield from orders_en(clause, segment, lexicon)
            yield from _duties(clause, segment)
            if any(s.clause <= clause.number for s in approvals):
                yield from defects_en(clause, segment)
            yield from stale_en(clause, segment)
            yield from remarks_en(clause, segment, lexicon)
            yield from _holds(clause, segment, is_later=any(s.clause <= clause.number for s in approvals))
            yield from _deciders(clause, segment)
    yield from _other_lines(read, approvals)


def _though(clause: Clause, approvals: list[Statement]) -> Iterator[Reservation]:
    """ "Pay it in two instalments though": an order or a fact that the last word sets against the approval."""
    words = [token.lower for token in clause.tokens if token.is_word]
    if len(words) < 3 or words[-1] not in {"though", "tho", "however"} or words[0] in _SELF | _CONTRACTED | _OWN:
        return
    harmless = ("regret", "ok_word", "thanks", "taste_verb", "separate_object", "matter.praise", "matter.harmless")
    if any(clause.has(name) for name in (*harmless, "past_be")) or all(s.clause >= clause.number for s in approvals):
        return
    yield reserved("something held against it", clause, 0, len(clause.tokens) - 1)


def _is_english(clause: Clause) -> bool:
    return all(token.text.isascii() or not token.is_word for token in clause.tokens)


def _separate_things(clause: Clause, segment: Segment) -> list[Mark]:
    return [
        mark
        for name in ("separate_object", "other.thing")
        for mark in clause.found(name, first=segment.first, last=segment.last)
        if not clause.has("beside.day_word", first=mark.first, last=mark.first)
    ]


def _wishes(clause: Clause, segment: Segment, lexicon: Lexicon) -> Iterator[Reservation]:
    """ "I'd still swap the picture", "we need a bigger logo"; "I would have liked more" is regret."""
    for at in range(segment.first, segment.last):
        wish = _wish_at(clause, at, segment)
        if wish is None or is_separate(clause, segment):
            continue
        if _wants_change(clause, Segment(wish, segment.last), lexicon):
            yield reserved("a change to be made", clause, at, segment.last)
            return


def _wish_at(clause: Clause, at: int, segment: Segment) -> int | None:
    """Where what is wished begins, if a wish opens at a token. "I'd have liked" wishes nothing any more."""
    token = clause.tokens[at].lower
    if token not in _SELF | _CONTRACTED:
        return None
    last = next((m.last for m in clause.found("beside.wish", first=at, last=min(at + 3, segment.last))), None)
    if last is None and token not in _CONTRACTED:
        return None
    if {t.lower for t in clause.tokens[at : (last or at) + 1]} & _NEGATIONS:
        return None
    verb = (last if last is not None else at) + 1
    while verb <= segment.last and clause.has("beside.wish_adverb", first=verb, last=verb):
        verb += 1
    is_past = (
        clause.tokens[verb - 1].lower in _CONTRACTED | {"would"}
        and clause.tokens[verb : verb + 1]
        and (clause.tokens[verb].lower == "have")
    )
    return verb if verb <= segment.last and not is_past else None


def _wants_change(clause: Clause, wished: Segment, lexicon: Lexicon) -> bool:
    """What is wished is a change: a verb that does something unforeseen, or more, less, another of something."""
    first = clause.tokens[wished.first]
    compares = clause.has("comparative", first=wished.first, last=wished.last) or clause.has(
        "beside.other_than_it", first=wished.first, last=wished.last
    )
    if compares:
        return not clause.has("beside.begin_verb", first=wished.first, last=wished.first)
    if _wants_of_others(clause, wished, lexicon):
        return True
    is_verb = wished.first > 0 and not clause.has("beside.noun_opening", first=wished.first, last=wished.first)
    return (
        is_verb
        and not first.lemmas & lexicon.words("harmless_verb")
        and not clause.has("beside.courtesy_verb", first=wished.first, last=wished.first)
    )


def _wants_of_others(clause: Clause, wished: Segment, lexicon: Lexicon) -> bool:
    """ "we expect the CPMs to come down": a thing is to do what it does not."""
    for at in range(wished.first + 1, wished.last):
        if clause.tokens[at].lower != "to":
            continue
        verb = clause.tokens[at + 1]
        benign = ("beside.courtesy_verb", "beside.duty_done", "beside.noun_opening", "beside.begin_verb")
        if any(clause.has(name, first=at + 1, last=at + 1) for name in benign):
            return False
        if verb.lower in {"come", "go", "be"}:
            return clause.has("beside.direction", first=at + 1, last=wished.last)
        return not verb.lemmas & lexicon.words("harmless_verb")
    return False


def _duties(clause: Clause, segment: Segment) -> Iterator[Reservation]:
    """ "The logo should be bigger", "the claim needs a source": a duty of a thing, not of a person."""
    if is_separate(clause, segment):
        return
    for at in range(segment.first + 1, segment.last):
        if clause.tokens[at].lower not in _DUTY or clause.has(
            "beside.duty_done", first=at, last=min(at + 5, segment.last)
        ):
            continue
        if clause.tokens[at].lower in {"has", "have"} and clause.tokens[at + 1].lower != "to":
            continue
        if clause.tokens[at].lower == "could" and clause.tokens[at + 1].lower not in {"be", "use"}:
            continue
        subject = Segment(segment.first, at - 1)
        if is_thing(clause, subject):
            yield reserved("a change to be made", clause, subject.first, segment.last)
            return


def _holds(clause: Clause, segment: Segment, *, is_later: bool) -> Iterator[Reservation]:
    """ "Please don't start anything", "hold on": leave taken back in part. A launch date is none."""
    if not is_later:
        return
    for mark in clause.found("beside.left_out", first=segment.first, last=segment.last):
        yield reserved("without a part", clause, mark.first, segment.last)
        return
    for mark in clause.found("beside.before_start", first=segment.first, last=segment.last):
        yield reserved("held back", clause, mark.first, segment.last)
        return
    for mark in clause.found("beside.hold_order", first=segment.first, last=segment.last):
        previous = clause.tokens[mark.first - 1]
        if mark.first == segment.first or not previous.is_word or previous.lower in _BEFORE_ORDER:
            yield reserved("held back", clause, mark.first, segment.last)
            return
    for mark in clause.found("beside.begin_verb", first=segment.first, last=segment.last):
        before = {token.lower for token in clause.tokens[max(segment.first, mark.first - 4) : mark.first]}
        separate = is_separate(clause, Segment(mark.first, min(mark.last + 2, segment.last)))
        if before & _NEGATIONS and not separate and not _names_day(clause, mark.last, segment.last):
            yield reserved("held back", clause, mark.first - 1, segment.last)
            return


def _names_day(clause: Clause, first: int, last: int) -> bool:
    """ "before 1 June", "until Monday"."""
    for at in range(first, last):
        if clause.tokens[at].lower in _BEFORE_DAY:
            after = clause.tokens[at + 1 : at + 4]
            return any("NUMB" in t.tags for t in after) or clause.has("beside.day_word", first=at + 1, last=at + 3)
    return False


def _deciders(clause: Clause, segment: Segment) -> Iterator[Reservation]:
    """ "Legal is looking at the claims", "Anna still has to sign", "waiting for finance": others have still to decide."""
    wants = any(t.lower in {"wants", "want"} for t in clause.tokens[segment.first : segment.last + 1])
    aside = [
        m
        for m in _separate_things(clause, segment)
        if not clause.has("beside.decide_verb", first=m.first, last=m.first)
    ]
    if aside and not wants:
        return
    awaited = clause.has("beside.awaited_noun", first=segment.first, last=segment.last)
    people = [m.first for m in clause.found("person", first=segment.first, last=segment.last)]
    people += [at for at in range(segment.first, segment.last + 1) if _may_be_name(clause, at)]
    waits = [
        m.first
        for m in clause.found("beside.awaiting", first=segment.first, last=segment.last)
        if not {t.lower for t in clause.tokens[max(segment.first, m.first - 2) : m.first]}
        & (_NO_NEED | {"nothing", "none"})
    ]
    if (awaited or people) and waits:
        yield reserved("others have still to decide", clause, segment.first, segment.last)
        return
    for mark in clause.found("beside.decide_verb", first=segment.first, last=segment.last):
        before = {token.lower for token in clause.tokens[max(segment.first, mark.first - 4) : mark.first]}
        if (
            _is_to_come(clause.tokens[mark.first].lower, before)
            and not (before & _NO_NEED and before & {"need", "have", "needs", "has"})
            and "no need" not in clause.words(segment.first, mark.first).lower()
            and any(at < mark.first for at in people)
            and not before & _SELF
        ):
            yield reserved("others have still to decide", clause, segment.first, segment.last)
            return


def _is_to_come(verb: str, before: set[str]) -> bool:
    """ "is looking", "will check", "has to sign"; "has looked" is over."""
    if verb.endswith("ing"):
        return bool(before & _PROGRESS)
    if verb in {"seen", "given", "said", "read"} and before & {"has", "have", "had"}:
        return False
    if before & _NOT_DONE or ("not" in before and before & {"has", "have"}):
        return True
    return not verb.endswith("ed") and bool(before & _AHEAD)


def _may_be_name(clause: Clause, at: int) -> bool:
    """A capital letter on a word of no class."""
    token = clause.tokens[at]
    if not token.is_word or not token.text[0].isupper() or len(token.text) < 3 or "'" in token.text:
        return False
    if at == 0 and clause.tokens[1:2] and clause.tokens[1].lower not in _AFTER_NAME:
        return False
    return not any(m.first <= at <= m.last for m in clause.marks) and token.lower not in {"the", "this", "our", "your"}


def _other_lines(read: tuple[Clause, ...], approvals: list[Statement]) -> Iterator[Reservation]:
    """A list whose lines are approved one by one, and one of them is not."""
    labels = {_label(read[s.clause], s.first) for s in approvals} - {None}
    if not labels:
        return
    approved = {s.clause for s in approvals}
    for clause in read:
        label = _label(clause, len(clause.tokens))
        if clause.number in approved or label not in labels or clause.has("ok_word"):
            continue
        yield reserved("in part", clause, 0, len(clause.tokens) - 1)


def _label(clause: Clause, until: int) -> str | None:
    """The first word of a line like "Banner 3 - ...", "TikTok: ..."."""
    first = clause.segments[0]
    closes = clause.tokens[first.last].text in {":", "-", "–", "—"}
    if not closes or first.last >= until or first.last - first.first > 3 or not clause.tokens[first.first].is_word:
        return None
    named = clause.has("other.part", last=first.last) or bool(things(clause, 0, first.last))
    if named and not any("NUMB" in token.tags for token in clause.tokens[: first.last]):
        return "part"
    return clause.tokens[first.first].lower

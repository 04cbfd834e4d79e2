"""What stands against a plain approval: conditions, exceptions, parts, things held back."""

from __future__ import annotations

from collections.abc import Iterator

from syncd.domain.language.around import is_separate
from syncd.domain.language.changes import changes, remarks, troubles
from syncd.domain.language.clauses import Clause, Segment
from syncd.domain.language.lexicon import Lexicon
from syncd.domain.language.parts import NOT_ONLY, ONLY, counted, only, only_parts, refused_parts
from syncd.domain.language.reservation import LATE, Reservation, reserved
from syncd.domain.language.statement import Statement
from syncd.domain.language.subject import things

_NEEDS = frozenset(
    (
        "want",
        "wants",
        "expect",
        "require",
        "need",
        "needs",
        "must",
        "нужно",
        "надо",
        "необходимо",
        "должен",
        "должна",
        "должны",
        "должно",
        "хотим",
        "хотелось",
    )
)
_LIMITS = {"hold": "held back", "condition": "a condition", "without": "without a part"}
_DEMANDS = frozenset(
    ("ждать", "хотеть", "просить", "настаивать", "требовать", "рассчитывать", "предлагать", "нуждаться")
)


def reservations(read: tuple[Clause, ...], approvals: list[Statement], lexicon: Lexicon) -> list[Reservation]:
    """Every reservation about the approvals of a letter, in order."""
    spoken = {statement.clause for statement in approvals}
    first = min(spoken, default=0)
    found: list[Reservation] = []
    for clause in read:
        if clause.number in spoken:
            found.extend(_in_sentence(clause, min(s.first for s in approvals if s.clause == clause.number)))
        elif clause.number > first:
            found.extend(_in_later_sentence(clause))
        elif not clause.sentence.is_question:
            found.extend(_exceptions(clause))
        found.extend(changes(clause, lexicon))
        found.extend(remarks(clause))
        found.extend(troubles(clause))
    found.extend(only_parts(read, approvals))
    return found


def content_reservations(read: tuple[Clause, ...], lexicon: Lexicon) -> list[Reservation]:
    """What an answer that is content reserves: changes, and needs after a «но»."""
    found: list[Reservation] = []
    for clause in read:
        for segment in clause.segments:
            if _opens_adversative(clause, segment):
                found.extend(r for r in _limits(clause, segment) if r.rule != "something held against it")
        found.extend(changes(clause, lexicon))
        if clause.has("ok_word"):
            found.extend(_exceptions(clause))
            found.extend(_conditions(clause))
    return found


def _in_sentence(clause: Clause, at: int) -> Iterator[Reservation]:
    yield from _exceptions(clause)
    yield from _conditions(clause, at)
    yield from _when_reader_does(clause)
    yield from _held_in_sentence(clause, at)
    yield from refused_parts(clause, clause.segment_of(at).last)
    yield from counted(clause)
    yield from _until(clause, at)
    yield from only(clause, at)
    for mark in clause.found("partly"):
        denied = (
            mark.first > 0
            and clause.tokens[mark.first].lower in ONLY
            and clause.tokens[mark.first - 1].lower in {"не", "not"}
        )
        if mark.first not in clause.quoted and not denied:
            yield reserved("in part", clause, mark.first, mark.last)
    for segment in clause.segments:
        if _opens_adversative(clause, segment) and segment.first > at:
            yield from _limits(clause, segment)


def _until(clause: Clause, at: int) -> Iterator[Reservation]:
    """«согласован до 15 апреля», "approved until 15 April": for a time only."""
    last = clause.segment_of(at).last
    for number in range(at + 1, last):
        if (
            clause.tokens[number].lower in {"до", "until", "till", "through"}
            and "NUMB" in clause.tokens[number + 1].tags
            and not _is_flight(clause, number)
        ):
            yield reserved("for a time only", clause, number, min(number + 2, last))


def _is_flight(clause: Clause, at: int) -> bool:
    """ "1 June until 15 July": how long it runs, not how long the word holds."""
    if clause.tokens[at].lower not in {"until", "till", "through"}:
        return False
    near = range(max(0, at - 3), at)
    return any("NUMB" in clause.tokens[n].tags for n in near) and clause.has("beside.day_word", first=near[0], last=at)


def _held_in_sentence(clause: Clause, at: int) -> Iterator[Reservation]:
    """«..., ноябрь обсудим отдельно»: a part held back in a segment of its own."""
    for mark in clause.found("hold_strong"):
        if is_separate(clause, clause.segment_of(mark.first)):
            continue  # "PO to follow"
        yield reserved("held back", clause, mark.first, mark.last)
    for mark in clause.found("hold", first=clause.segment_of(at).last + 1):
        segment = clause.segment_of(mark.first)
        names = ("other.part", "other.generic", "partly", "rest")
        if any(clause.has(name, first=segment.first, last=segment.last) for name in names):
            yield reserved("held back", clause, mark.first, mark.last)


def _in_later_sentence(clause: Clause) -> Iterator[Reservation]:
    yield from refused_parts(clause, -1)
    opens = _opens_adversative(clause, clause.segments[0]) if clause.segments else False
    beside = clause.has("other.thing") and not things(clause) and not clause.has("other.part")
    if not beside and (opens or _opens_condition(clause) or clause.has("exception", last=0)):
        yield from _exceptions(clause)
        yield from _conditions(clause)
        yield from _limits(clause, Segment(0, len(clause.tokens) - 1))
    about = clause.has("other.part") or clause.has("partly") or clause.has("rest") or bool(things(clause))
    if clause.sentence.is_question:
        return
    if about or clause.has("other.generic"):
        for mark in clause.found("hold_strong"):
            yield reserved("held back", clause, mark.first, mark.last)
    if about:
        for mark in clause.found("hold"):
            if mark.first and clause.tokens[mark.first - 1].lower in {"the", "a", "this", "that", "any"}:
                continue  # "the drop in week three was our fault"
            yield reserved("held back", clause, mark.first, mark.last)


def _opens_condition(clause: Clause) -> bool:
    """ "If the rate comes down", and not "If you need anything"."""
    harmless = [(mark.first, mark.last) for mark in clause.found("harmless_condition")]
    return any(
        not any(start <= mark.first <= end for start, end in harmless) for mark in clause.found("condition", last=1)
    )


def _exceptions(clause: Clause) -> Iterator[Reservation]:
    harmless = [(mark.first, mark.last) for mark in clause.found("no_exception")]
    for mark in clause.found("exception"):
        if not any(start <= mark.first <= end for start, end in harmless):
            yield reserved("an exception", clause, mark.first, min(mark.last + 3, len(clause.tokens) - 1))
    for mark in clause.found("without"):
        after = clause.tokens[mark.last + 1 : mark.last + 4]
        nothing = any(
            clause.has("without_nothing", first=mark.last + 1 + n, last=mark.last + 1 + n) for n in range(len(after))
        )
        if after and not nothing and not _tells_which(clause, mark.first):
            yield reserved("without a part", clause, mark.first, min(mark.last + 1, len(clause.tokens) - 1))


def _tells_which(clause: Clause, at: int) -> bool:
    """ "v5, the one without cinema", «ПЕРВУЮ версию медиаплана, без блогеров»: which one it is, not what is taken out."""
    before = clause.tokens[max(0, at - 4) : at]
    if before and before[-1].lower in {"one", "ones", "version", "variant"}:
        return True
    return any("версия" in token.lemmas or "вариант" in token.lemmas for token in before)


def _conditions(clause: Clause, at: int | None = None) -> Iterator[Reservation]:
    harmless = [(mark.first, mark.last) for mark in clause.found("harmless_condition")]
    for mark in clause.found("condition"):
        if (
            mark.first in clause.quoted
            or _is_flight(clause, mark.first)
            or any(start <= mark.first <= end for start, end in harmless)
            or _follows_day(clause, mark.first)
        ):
            continue
        if at is not None and _belongs_to_own_promise(clause, mark.first, at):
            continue
        yield reserved("a condition", clause, mark.first, min(mark.last + LATE, len(clause.tokens) - 1))


def _follows_day(clause: Clause, at: int) -> bool:
    """ "on Monday at 9, when the embargo lifts": the day is named, the clause explains it."""
    return clause.tokens[at].lower in {"when", "когда"} and clause.has("beside.day_word", last=at - 1)


def _belongs_to_own_promise(clause: Clause, condition: int, at: int) -> bool:
    """«согласован, документы подпишу, если курьер доедет»: the condition is of the author's own promise."""
    before = [s for s in clause.segments if s.last < clause.segment_of(condition).first]
    if not before or before[-1].first <= at <= before[-1].last or before[-1].first < at:
        return False
    tokens = clause.tokens[before[-1].first : before[-1].last + 1]
    return any({"VERB", "1per", "futr"} <= parse.tags for token in tokens for parse in token.parses)


def _when_reader_does(clause: Clause) -> Iterator[Reservation]:
    """«когда поменяете», «как поправите»: a time that is a condition."""
    for at, token in enumerate(clause.tokens[:-1]):
        if token.lower not in {"когда", "как"} or clause.sentence.is_question:
            continue
        for after in clause.tokens[at + 1 : at + 4]:
            if any({"2per", "futr", "perf"} <= parse.tags and "impr" not in parse.tags for parse in after.parses):
                yield reserved("a condition", clause, at, min(at + LATE, len(clause.tokens) - 1))


def reader_conditions(clause: Clause) -> Iterator[Reservation]:
    """A condition that the reader is to meet: «если сдвинете старт», "if you move the start"."""
    yield from _when_reader_does(clause)
    for mark in clause.found("condition"):
        after = clause.tokens[mark.last + 1 : mark.last + 1 + LATE]
        is_ours = any(token.lower in {"вы", "ты", "you"} or "2per" in token.tags for token in after)
        is_ours = is_ours or clause.has("receive_verb", first=mark.last + 1, last=mark.last + LATE)
        if is_ours or clause.tokens[mark.first].lower in {"при", "provided", "subject"}:
            yield reserved("a condition", clause, mark.first, min(mark.last + LATE, len(clause.tokens) - 1))


def _opens_adversative(clause: Clause, segment: Segment) -> bool:
    return clause.has("adversative", first=segment.first, last=min(segment.first + 1, segment.last))


def _limits(clause: Clause, segment: Segment) -> Iterator[Reservation]:
    """After «но», "but": a need, a refusal, a thing held back. Regret and wishes for another time are none."""
    if clause.has("next_time") or NOT_ONLY.search(clause.sentence.text):
        return
    until = len(clause.tokens) - 1
    for name in _LIMITS:
        if name == "hold" and clause.sentence.is_question:
            continue  # «а цифры увидим к десятому или позже?»
        for mark in clause.found(name, first=segment.first, last=until):
            harmless = any(m.first <= mark.first <= m.last for m in clause.found("harmless_condition"))
            nothing = name == "without" and clause.has("without_nothing", first=mark.last + 1, last=mark.last + 3)
            if not harmless and not nothing:
                yield reserved(_LIMITS[name], clause, mark.first, mark.last)
    if clause.has("need_word", first=segment.first) and (_compares(clause, segment) or _needs_more(clause, segment)):
        yield reserved("a change to be made", clause, segment.first, segment.last)
    if clause.has("plain_but", first=segment.first, last=segment.first) and not _is_own_matter(clause, segment):
        yield reserved("something held against it", clause, segment.first, segment.last)
        return
    if not clause.has("strong_adversative", first=segment.first, last=min(segment.first + 1, segment.last)):
        return
    if clause.has("separate_object", first=segment.first) or clause.has("go_order", first=segment.first):
        return
    names = ("other.part", "partly", "lack", "remarks")
    if any(clause.has(name, first=segment.first) for name in names) or things(clause, segment.first):
        yield reserved("something held against it", clause, segment.first, segment.last)


def _is_own_matter(clause: Clause, segment: Segment) -> bool:
    """Regret, an excuse, a thing of the author's own: told in the past or the first person, and asks nothing."""
    asking = clause.tokens[segment.first :]
    if any(token.lower in {"давайте", "давай", "let's"} or token.lemmas & _DEMANDS for token in asking):
        return False
    names = ("separate_object", "resend", "own_matter", "taste_verb")
    if any(clause.has(name, first=segment.first) for name in names):
        return True
    tokens = clause.tokens[segment.first :]
    if any(token.lower in {"не", "ни", "not", "don't"} for token in tokens) and not clause.has(
        "other.part", first=segment.first
    ):
        return True
    return any(
        "VERB" in parse.tags and parse.tags & {"past", "1per"} for token in tokens for parse in token.parses
    ) or any("учесть" in token.lemmas for token in tokens)


def _needs_more(clause: Clause, segment: Segment) -> bool:
    """«но нужно ...», "though we need ...": something of the matter itself."""
    if (
        clause.has("separate_object", first=segment.first)
        or clause.has("go_order", first=segment.first)
        or clause.has("resend", first=segment.first)
    ):
        return False
    return any(token.lower in _NEEDS for token in clause.tokens[segment.first :])


def _compares(clause: Clause, segment: Segment) -> bool:
    """«покрупнее», "bigger"."""
    tokens = clause.tokens[segment.first : segment.last + 1]
    return clause.has("comparative", first=segment.first) or any("COMP" in token.tags for token in tokens)

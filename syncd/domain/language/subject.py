"""What a statement is about: one of the six kinds of ours, a part of one, or something that is none of ours."""

from __future__ import annotations

from syncd.domain.agency import Subject
from syncd.domain.language.clauses import Clause, Segment
from syncd.domain.language.lexicon import Mark
from syncd.domain.language.statement import Target
from syncd.domain.language.words import Token

_PREPOSITIONS = frozenset(
    (
        "at",
        "in",
        "on",
        "after",
        "before",
        "with",
        "from",
        "during",
        "for",
        "via",
        "of",
        "to",
        "by",
        "over",
        "through",
        "until",
        "since",
        "about",
    )
)
_VERSION_WORDS = frozenset(
    ("версия", "вариант", "редакция", "version", "option", "variant", "draft", "revision", "rev")
)
_EVENTS = frozenset(
    (
        "day",
        "days",
        "shoot",
        "call",
        "calls",
        "conference",
        "session",
        "meeting",
        "booth",
        "trip",
        "editor",
        "competition",
    )
)
_ABOUT = frozenset(("about", "despite", "про", "о", "об", "насчет", "несмотря"))
_THEIRS = frozenset(("его", "ее", "их", "ихний", "his", "her", "their"))
_SUBJECT_CASES = frozenset(("nomn", "accs"))


def things(clause: Clause, first: int = 0, last: int | None = None) -> list[Mark]:
    """The kinds of ours named in tokens `[first, last]`; "content plan" is no media plan though it holds "plan"."""
    end = len(clause.tokens) - 1 if last is None else last
    found = [m for m in clause.marks if m.name.startswith("thing.") and first <= m.first <= end]
    return [m for m in found if not any(_covers(other, m) for other in found) and not is_foreign(clause, m)]


def is_foreign(clause: Clause, mark: Mark) -> bool:
    """ "the party budget", «план продаж», «смета на ремонт»: a plan or a budget of something that is not advertising."""
    behind = clause.tokens[mark.last + 1 : mark.last + 2]
    if behind and behind[0].lower in _EVENTS and mark.name.startswith("thing."):
        return True  # "the photo day", "a video call"
    if mark.first == mark.last and clause.tokens[mark.first].lower == "planning":
        return True  # "planning permission"
    is_plan = mark.name == "other.generic" and "план" in clause.tokens[mark.first].lemmas
    if mark.name not in {"thing.media_plan", "thing.budget"} and not is_plan:
        return False
    if any(m.last == mark.first - 1 for m in clause.found("foreign", last=mark.first - 1)):
        return True
    if clause.tokens[mark.first].lower == "planning":
        return True  # "planning permission"
    begins = mark.last + 1
    if begins < len(clause.tokens) and clause.tokens[begins].lower in {"на", "по", "для", "for"}:
        begins += 1
    return any(
        clause.tokens[m.last].text.isascii() or clause.tokens[m.last].tags & {"gent", "accs", "datv"}
        for m in clause.found("foreign", first=begins, last=begins)
        if begins > mark.last + 1 or not clause.tokens[m.last].text.isascii()
    )


def is_part_too(clause: Clause, mark: Mark) -> bool:
    """A word that may name the whole or a part of something else: «посты», «медийка»."""
    return any(m.last == mark.last for m in clause.found("other.part", first=mark.first, last=mark.first))


def _covers(other: Mark, mark: Mark) -> bool:
    return (
        other != mark
        and other.first <= mark.first
        and other.last >= mark.last
        and other.last - other.first > mark.last - mark.first
    )


def kind_of(mark: Mark) -> Subject:
    """The subject that a `thing.*` mark names."""
    return Subject(mark.name.removeprefix("thing."))


def target_of(clause: Clause, first: int, last: int) -> tuple[Target, Subject | None]:
    """What the decision at tokens `[first, last]` is about: by its own segment, else by what the sentence said before."""
    segment = _behind_condition(clause, _without_condition(clause, clause.segment_of(first), last), first)
    here = _target_in(clause, segment, first, last)
    if here[0] is not Target.UNSAID:
        return here
    before = [s for s in clause.segments if s.last < segment.first]
    for other in reversed(before):
        found = _target_in(clause, other, first, last)
        if found[0] in {Target.OURS, Target.OTHER}:
            return found
    after = [s for s in clause.segments if s.first > segment.last]
    for other in after[:1]:
        found = _target_in(clause, other, first, last)
        if (
            found[0] is Target.OURS
            and last == segment.last - 1
            and clause.tokens[segment.last].text in {":", "-", "–", "—"}
        ):
            return found
    return Target.UNSAID, None


def _without_condition(clause: Clause, segment: Segment, last: int) -> Segment:
    """The segment up to a condition that stands in it without a comma: "as soon as the banner works"."""
    names = ("condition", "exception", "without")
    after = [m.first for name in names for m in clause.found(name, first=last + 1, last=segment.last)]
    if any(_is_order(token) for token in clause.tokens[last + 1 : segment.last + 1]):
        after.append(last + 1)  # «согласовано даты сдвиньте»: what follows is the order's
    return Segment(segment.first, min(after) - 1) if after else segment


def _is_order(token: Token) -> bool:
    """An imperative and nothing else."""
    verbs = [parse.tags for parse in token.parses if "VERB" in parse.tags]
    return bool(verbs) and all("impr" in tags or {"perf", "2per"} <= tags for tags in verbs)


def _behind_condition(clause: Clause, segment: Segment, first: int) -> Segment:
    """The segment behind a condition that opens it without a comma: "once the banner is fixed the page is approved"."""
    opens = [m.last for m in clause.found("condition", first=segment.first, last=first - 1)]
    named = [m.first for m in things(clause, opens[-1], first - 1)] if opens else []
    return Segment(named[-1], segment.last) if len(named) > 1 else segment


def _target_in(clause: Clause, segment: Segment, first: int, last: int) -> tuple[Target, Subject | None]:
    named = things(clause, segment.first, segment.last)
    if any(m.first and clause.tokens[m.first - 1].lower in _THEIRS and m.first <= last + 3 for m in named):
        return Target.OTHER, None
    ours = head(clause, [m for m in named if not _comes_with(clause, m, last)])
    other = next(
        (
            m
            for m in clause.found("other.thing", first=segment.first, last=segment.last)
            if _is_argument(clause, m, first, last) and not _is_request_for(clause, m)
        ),
        None,
    )
    if segment.first <= first <= segment.last and _is_the_authors_own(clause, segment, first):
        return Target.OTHER, None
    if ours and _is_topic(clause, ours) and _has_unknown_subject(clause, segment, first, last):
        return Target.UNKNOWN, None  # «созвон по медиаплану согласовали»
    if ours and not (other and other.first < ours.first and _is_oblique(clause, ours)):
        return Target.OURS, kind_of(ours)
    if other or _names_foreign(clause, segment):
        return Target.OTHER, None
    if any(clause.tokens[n].lemmas & _VERSION_WORDS for n in range(segment.first, segment.last + 1)):
        return Target.GENERIC, None
    if any(_is_decided_part(clause, m) for m in clause.found("other.part", first=segment.first, last=segment.last)):
        return Target.PART, None
    if clause.has("other.generic", first=segment.first, last=segment.last):
        return Target.GENERIC, None
    if _has_unknown_subject(clause, segment, first, last):
        return Target.UNKNOWN, None
    return Target.UNSAID, None


def _is_request_for(clause: Clause, mark: Mark) -> bool:
    """ "The request for 60,000": what was asked for, whatever it is called."""
    after = [token.lower for token in clause.tokens[mark.last + 1 : mark.last + 2]]
    return "request" in clause.tokens[mark.last].lemmas and after == ["for"]


def _names_foreign(clause: Clause, segment: Segment) -> bool:
    return any(is_foreign(clause, m) for m in clause.marks if segment.first <= m.first <= segment.last)


def _comes_with(clause: Clause, mark: Mark, last: int) -> bool:
    """ "approve it with a lower budget": a circumstance."""
    return mark.first > last and "with" in {token.lower for token in clause.tokens[last + 1 : mark.first]}


def _is_decided_part(clause: Clause, mark: Mark) -> bool:
    """Not what a part is only talked of, nor the part in «план по трафику», «план кампании»: the whole named by it."""
    if _is_told_about(clause, mark):
        return False
    at = mark.first - 1
    if at > 0 and clause.tokens[at].lower in {"по", "для", "for"}:
        at -= 1
    return at < 0 or not clause.tokens[at].lemmas & {"план", "plan"}


def _is_told_about(clause: Clause, mark: Mark) -> bool:
    """ "my doubts about radio": talked of, not decided on."""
    return bool({t.lower for t in clause.tokens[max(0, mark.first - 3) : mark.first]} & _ABOUT)


def head(clause: Clause, found: list[Mark]) -> Mark | None:
    """The head of several things named: the first, but in an English compound ("media plan budget") the last of it."""
    if not found:
        return None
    found = [m for m in found if not is_part_too(clause, m)] or found
    chosen = next((m for m in found if not _is_oblique(clause, m)), found[0])
    for mark in found:
        if mark.first == chosen.last + 1 and clause.tokens[mark.first].text.isascii():
            chosen = mark
    return chosen


def _is_oblique(clause: Clause, mark: Mark) -> bool:
    """A Russian noun in a case that neither a subject nor an object takes."""
    token = clause.tokens[mark.last]
    if token.text.isascii() or not any("NOUN" in parse.tags for parse in token.parses):
        return False
    return not token.tags & _SUBJECT_CASES


def _is_topic(clause: Clause, mark: Mark) -> bool:
    """«по медиаплану»: what something else is about."""
    before = clause.tokens[mark.first - 1].lower if mark.first else ""
    return before in {"по", "о", "об", "насчет", "касательно"} and _is_oblique(clause, mark)


def _is_argument(clause: Clause, mark: Mark, first: int, last: int) -> bool:
    """Subject or object of the decision, not a circumstance: «на встрече», "at the meeting"."""
    token = clause.tokens[mark.last]
    if not token.text.isascii():
        if 0 < mark.first < first and "PREP" in clause.tokens[mark.first - 1].tags:
            return False
        if any("PREP" in t.tags for t in clause.tokens[max(last + 1, mark.first - 2) : mark.first]):
            return False  # «в связи с арестом счёта»
        return bool(token.tags & _SUBJECT_CASES) or (
            mark.first > last and mark.first - last <= 2 and "gent" in token.tags
        )
    before = {t.lower for t in clause.tokens[max(0, mark.first - 3) : mark.first]}
    if mark.first > last:
        return mark.first - last <= 4 and not before & _PREPOSITIONS
    if token.lower.endswith("ed"):
        return False
    if clause.has("beside.day_word", first=mark.first, last=mark.first) and before & {
        "on",
        "of",
        "from",
        "since",
        "last",
        "by",
    }:
        return False
    return mark.first < first and not before & (_PREPOSITIONS - {"for", "of", "on", "from"})


def _agrees(nouns: list[frozenset[str]], verb: Token) -> bool:
    """Gender and number of a subject and its participle; an active verb asks nothing of what it is about."""
    participles = [parse.tags for parse in verb.parses if {"PRTS", "past"} <= parse.tags]
    if not participles:
        return False
    kinds = {"masc", "femn", "neut", "plur"}
    return any(
        ("plur" in noun and "plur" in participle) or ("plur" not in noun and noun & participle & (kinds - {"plur"}))
        for noun in nouns
        for participle in participles
    )


def _is_the_authors_own(clause: Clause, segment: Segment, first: int) -> bool:
    """ "My planning permission got approved": a thing of the author's own life."""
    at = next((n for n in range(segment.first, first) if clause.tokens[n].is_word), first)
    if at + 1 >= first or clause.tokens[at].lower not in {"my", "his", "her"}:
        return False
    if clause.tokens[at + 1].lower in {"side", "end", "part"}:
        return False
    near = [m for m in clause.marks if at < m.first < first and not is_foreign(clause, m)]
    return not any(m.name.startswith(("thing.", "other.", "person", "approve_noun")) for m in near)


def _is_known(clause: Clause, at: int) -> bool:
    """Whether a word is of a class; what is only looked for beside an approval tells nothing of its subject."""
    return any(m.first <= at <= m.last and not m.name.startswith("beside.") for m in clause.marks)


def _has_unknown_subject(clause: Clause, segment: Segment, first: int, last: int) -> bool:
    """A noun of no class of ours in subject position beside the decision."""
    for number in range(segment.first, segment.last + 1):
        token = clause.tokens[number]
        if first <= number <= last or not token.is_word or _is_known(clause, number):
            continue
        if token.text.isascii():
            if (
                number < first
                and not {t.lower for t in clause.tokens[max(0, number - 2) : number]} & _PREPOSITIONS
                and number == first - 2
            ):
                return clause.tokens[first - 1].lower in {"is", "are", "was", "were"} and token.lower not in {
                    "what",
                    "there",
                }
            continue
        nouns = [parse.tags for parse in token.parses if "NOUN" in parse.tags and "nomn" in parse.tags]
        is_noun = bool(nouns) and len(token.lower) > 2 and not any(tags & {"Name", "Patr", "Surn"} for tags in nouns)
        if is_noun and number not in clause.quoted and _agrees(nouns, clause.tokens[first]):
            return True
    return False

"""What an English segment says of a part that it names, and no rule knows to be harmless (matter.py)."""

from __future__ import annotations

from syncd.domain.language.clauses import Clause, Segment
from syncd.domain.language.lexicon import Lexicon
from syncd.domain.language.reservation import NEGATIONS

_IS = frozenset(
    ("is", "are", "isn't", "aren't", "remains", "remain", "stays", "seems", "seem", "looks", "feels", "needs", "need")
)
_PAST_NOT = frozenset(("couldn't", "didn't", "wasn't", "weren't"))  # told of, over
_AHEAD = frozenset(("i'll", "we'll", "will", "let's", "shall", "gonna", "'ll", "won't", "they'll"))
_SELF = frozenset(("i", "we", "we've", "i've"))


def predicates_en(clause: Clause, segment: Segment, lexicon: Lexicon) -> bool:
    """Whether a segment that names a part says something of it that is not known to leave it alone."""
    if any(clause.has(name, first=segment.first, last=segment.last) for name in ("matter.praise", "taste_verb")):
        return False
    return any(_predicates(clause, segment, at, lexicon) for at in range(segment.first, segment.last + 1))


def _predicates(clause: Clause, segment: Segment, at: int, lexicon: Lexicon) -> bool:
    token = clause.tokens[at]
    lower = token.lower
    after = clause.tokens[at + 1 : min(at + 3, segment.last + 1)]
    if clause.has("matter.other", first=at, last=at):
        return True
    if lower in _PAST_NOT:
        return False
    if lower in _IS or lower in NEGATIONS or lower.endswith("n't"):
        return True
    if lower in _AHEAD:
        return not any(t.lemmas & lexicon.words("matter.harmless_ahead") for t in after)
    if lower == "to" and after and (after[0].lower in {"be", "follow", "come"}):
        return True
    if clause.has("comparative", first=at, last=at):
        return not {t.lower for t in clause.tokens[segment.first : at]} & {"has", "have", "had", "got"}
    if lower in _SELF:
        return any(t.lemmas & lexicon.words("matter.changed") for t in after)
    if lower.endswith("s") and any(
        m.last == at - 1
        for m in clause.marks
        if m.name in {"matter.part", "matter.visual", "matter.media"} or m.name.startswith("thing.")
    ):
        return not token.lemmas & lexicon.words("matter.harmless_verb") and not lower.endswith("'s")
    return False

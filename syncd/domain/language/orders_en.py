"""Orders in English that no list foresees: "lose the purple background", "brighten the sky"."""

from __future__ import annotations

from collections.abc import Iterator

from syncd.domain.language.clauses import Clause, Segment
from syncd.domain.language.lexicon import Lexicon
from syncd.domain.language.reservation import Reservation, reserved

_OBJECT_OPENS = frozenset(("the", "that", "this", "those", "these", "it", "them", "both", "our", "your", "my", "all"))
_BEFORE_ORDER = frozenset(
    ("oh", "and", "also", "but", "then", "so", "please", "just", "kindly", "ps", "p", "s", "now", "pls")
)


def orders_en(clause: Clause, segment: Segment, lexicon: Lexicon) -> Iterator[Reservation]:
    """A segment that opens with a word of no closed class and an object: an order to do something to the matter."""
    at = segment.first
    while at < segment.last and (clause.tokens[at].lower in _BEFORE_ORDER or not clause.tokens[at].is_word):
        at += 1
    if at >= segment.last or clause.tokens[at + 1].lower not in _OBJECT_OPENS:
        return
    token = clause.tokens[at]
    if clause.has("separate_object", first=at, last=segment.last) or clause.has("next_time"):
        return
    if token.lower.endswith(("ed", "ing", "ly", "s", "'ve", "'ll", "n't", "'re", "'m", "'d")):
        return
    is_foreseen = (
        token.lemmas & lexicon.words("harmless_verb")
        or clause.has("beside.courtesy_verb", first=at, last=at)
        or clause.has("beside.no_order", first=at, last=at)
        or any(m.first <= at <= m.last for m in clause.marks if m.name in {"ok_word", "thanks", "taste_verb", "person"})
    )
    if not is_foreseen:
        yield reserved("a change to be made", clause, at, segment.last)

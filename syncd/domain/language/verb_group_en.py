"""The English verb group: the auxiliaries, negations and adverbs to the left of a word, and whose verb it is."""

from __future__ import annotations

from dataclasses import dataclass

from syncd.domain.language.clauses import Clause

BE = frozenset(
    (
        "am",
        "is",
        "are",
        "be",
        "been",
        "'s",
        "'re",
        "it's",
        "that's",
        "they're",
        "i'm",
        "we're",
        "get",
        "gets",
        "got",
        "stays",
        "stands",
        "as",
        "remains",
        "looks",
    )
)
WAS = frozenset(("was", "were"))
HAVE = frozenset(("have", "has", "'ve", "i've", "we've", "had", "having", "they've", "he's", "she's"))
WILL = frozenset(
    ("will", "'ll", "i'll", "we'll", "shall", "gonna", "going", "won't", "they'll", "he'll", "she'll", "it'll")
)
MIGHT = frozenset(
    (
        "would",
        "could",
        "should",
        "may",
        "might",
        "must",
        "'d",
        "i'd",
        "we'd",
        "wouldn't",
        "couldn't",
        "shouldn't",
        "ought",
        "he'd",
        "she'd",
        "they'd",
    )
)
CAN = frozenset(("can", "able"))
NOT = frozenset(
    (
        "not",
        "never",
        "cannot",
        "neither",
        "nor",
        "unable",
        "can't",
        "don't",
        "doesn't",
        "didn't",
        "won't",
        "isn't",
        "aren't",
        "hasn't",
        "haven't",
        "wasn't",
        "weren't",
        "wouldn't",
        "couldn't",
        "shouldn't",
        "dont",
        "cant",
        "wont",
        "isnt",
        "n't",
        "refuse",
        "refused",
        "refusing",
        "hardly",
        "ain't",
    )
)
_ADVERBS = frozenset(
    (
        "also",
        "already",
        "now",
        "hereby",
        "fully",
        "officially",
        "formally",
        "finally",
        "just",
        "all",
        "both",
        "herewith",
        "today",
        "therefore",
        "gladly",
        "happily",
        "duly",
        "the",
        "only",
        "thus",
        "here",
        "so",
        "completely",
        "internally",
        "entirely",
        "really",
        "well",
        "very",
        "yet",
        "ever",
        "then",
        "definitely",
        "to",
        "do",
        "does",
        "did",
        "being",
        "longer",
        "no",
        "any",
        "even",
        "unfortunately",
        "afraid",
        "regrettably",
        "been",
        "it",
        "them",
        "this",
        "that",
    )
)
SELF = frozenset(("i", "we", "i've", "we've", "i'm", "we're", "i'd", "we'd", "i'll", "we'll", "me", "us"))
OTHERS = frozenset(("he", "she", "they", "he's", "she's", "they've", "they're", "everyone", "everybody", "somebody"))
NOUN_CLASSES = (
    "thing.media_plan",
    "thing.creative",
    "thing.budget",
    "thing.content_plan",
    "thing.landing",
    "thing.report",
    "other.thing",
    "person",
)
UNTIL = frozenset(("without", "yet", "until", "till", "before", "still", "pending", "awaiting"))


@dataclass(frozen=True, slots=True)
class Group:
    """The words to the left of the decision word that belong to its verb, and what stands before them."""

    words: frozenset[str]
    subject: int  # the token before the group, or -1
    first: int


def group_of(clause: Clause, at: int) -> Group:
    segment = clause.segment_of(at)
    position, words = at - 1, set[str]()
    while position >= segment.first and belongs(clause.tokens[position].lower):
        lower = clause.tokens[position].lower
        words.add(lower)
        words.update(_split(lower))
        position -= 1
    subject = position if position >= segment.first else -1
    if (
        subject >= 0
        and clause.tokens[subject].lower in SELF | {"you", "he", "she", "they"}
        and _is_inverted(clause, subject, segment.first)
    ):
        words |= {clause.tokens[subject - 1].lower}
    return Group(frozenset(words), subject, position + 1)


def belongs(lower: str) -> bool:
    return lower in BE | WAS | HAVE | WILL | MIGHT | CAN | NOT | _ADVERBS


def _split(lower: str) -> tuple[str, ...]:
    if "'" not in lower:
        return ()
    head, _, tail = lower.partition("'")
    return (f"'{tail}",) if head not in SELF else (head, f"'{tail}")


def _is_inverted(clause: Clause, subject: int, first: int) -> bool:
    return subject - 1 >= first and clause.tokens[subject - 1].lower in {
        "can",
        "could",
        "did",
        "do",
        "have",
        "will",
        "would",
        "cannot",
    }


def words_before(clause: Clause, at: int, reach: int) -> set[str]:
    segment = clause.segment_of(max(at - 1, 0))
    return {token.lower for token in clause.tokens[max(segment.first, at - reach) : at + 1]}


def names_other(clause: Clause, group: Group) -> bool:
    """A subject that is a person and not the author; a capital letter inside a sentence is a name."""
    if group.subject < 0:
        return False
    segment = clause.segment_of(group.first)
    words = clause.tokens[segment.first : group.subject + 1]
    lowers = {token.lower for token in words}
    if lowers & SELF:
        return False
    if lowers & OTHERS or clause.has("person", first=segment.first, last=group.subject):
        return True
    last = clause.tokens[group.subject]
    is_thing = any(
        clause.has(name, first=segment.first, last=group.subject)
        for name in (*NOUN_CLASSES[:7], "other.part", "other.generic", "ok_word")
    )
    return (
        last.text[:1].isupper()
        and last.is_word
        and not last.lower.endswith("ly")
        and not clause.has("unsure", first=group.subject, last=group.subject)
        and not is_thing
        and last.text.isascii()
    )

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
_BEFORE_MONTH = frozenset(
    (
        "for",
        "in",
        "of",
        "the",
        "from",
        "since",
        "until",
        "till",
        "by",
        "early",
        "mid",
        "late",
        "this",
        "next",
        "april",
        "and",
    )
)
UNTIL = frozenset(("without", "yet", "until", "till", "before", "still", "pending", "awaiting"))


@dataclass(frozen=True, slots=True)
class Group:
    """The words to the left of the decision word that belong to its verb, and what stands before them."""

    words: frozenset[str]
    subject: int  # the token before the group, or -1
    first: int


def is_month_of_may(clause: Clause, at: int) -> bool:
    """ "for May", "14 May", "the May plan": the month, not the verb."""
    token = clause.tokens[at]
    if token.lower != "may":
        return False
    before = clause.tokens[at - 1] if at else None
    after = clause.tokens[at + 1] if at + 1 < len(clause.tokens) else None
    if any(near is not None and "NUMB" in near.tags for near in (before, after)):
        return True
    return before is not None and (before.lower in _BEFORE_MONTH or (token.text == "May" and before.lower not in SELF))


def lowers_en(clause: Clause, first: int, last: int) -> set[str]:
    """The words of tokens `[first, last]` for rules about verbs: the month of May is none of them."""
    return {
        token.lower
        for at, token in enumerate(clause.tokens[first : last + 1], first)
        if not is_month_of_may(clause, at)
    }


def group_of(clause: Clause, at: int) -> Group:
    segment = clause.segment_of(at)
    position, words = at - 1, set[str]()
    while (
        position >= segment.first and belongs(clause.tokens[position].lower) and not is_month_of_may(clause, position)
    ):
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
    return lowers_en(clause, max(segment.first, at - reach), at)


def names_later_day(clause: Clause, first: int, last: int) -> bool:
    """ "on Friday", "next week", "tomorrow": what is said of a day to come is not done now."""
    for at in range(first, min(last, len(clause.tokens) - 1) + 1):
        lower = clause.tokens[at].lower
        if lower in {"tomorrow", "soon", "shortly", "later"}:
            return True
        if lower in {"on", "by", "next", "in", "within"} and clause.has("beside.day_word", first=at + 1, last=at + 2):
            return not is_month_of_may(clause, at + 1) and "for" not in {t.lower for t in clause.tokens[first:at]}
    return False


def names_other(clause: Clause, group: Group) -> bool:
    """A subject that is a person and not the author; a capital letter inside a sentence is a name."""
    if group.words & OTHERS:
        return True
    if group.subject < 0:
        return False
    segment = clause.segment_of(group.first)
    words = clause.tokens[segment.first : group.subject + 1]
    if words[-1].lower in OTHERS:
        return True
    reported = next((n for n in range(len(words) - 1, 0, -1) if words[n].lower == "that"), -1)
    words = words[reported + 1 :] or words
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

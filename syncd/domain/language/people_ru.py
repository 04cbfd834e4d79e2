"""Who acts in a Russian clause: the author, or somebody else as subject or agent."""

from __future__ import annotations

from syncd.domain.language.clauses import Clause, Segment
from syncd.domain.language.words import is_known

_WITH = frozenset(("с", "со", "перед", "у", "между"))


def has_agent(clause: Clause, segment: Segment) -> bool:
    """«согласован директором», «со стороны юристов», but not «с директором» and not «с нашей стороны»."""
    if clause.has("own_side", first=segment.first, last=segment.last):
        return False
    for mark in clause.found("person", first=segment.first, last=segment.last):
        token = clause.tokens[mark.first]
        if clause.has("platform", first=mark.first, last=mark.first):
            continue  # «при скидке от площадок»
        before = {t.lower for t in clause.tokens[max(segment.first, mark.first - 2) : mark.first]}
        if "ablt" in token.tags and not before & _WITH:
            return True
        if before & {"стороны", "от", "у"}:
            return True
    return any(
        token.lower in {"им", "ею", "ими"}
        or (
            n > 0
            and token.text[0].isupper()
            and "ablt" in token.tags
            and "Name" in token.tags
            and not _follows_with(clause, n)
        )
        for n, token in enumerate(clause.tokens[segment.first : segment.last + 1], segment.first)
    )


def _follows_with(clause: Clause, at: int) -> bool:
    return bool({t.lower for t in clause.tokens[max(0, at - 3) : at]} & _WITH)


def has_other_subject(clause: Clause, segment: Segment, at: int) -> bool:
    """A person in the nominative who is not «я» or «мы», in this segment or, unnamed here, in the ones before."""
    own = {"я", "мы"}
    if {t.lower for t in clause.tokens[segment.first : segment.last + 1]} & own:
        return False
    if _names_person(clause, segment):
        return True
    plural = any("plur" in parse.tags and "VERB" in parse.tags for parse in clause.tokens[at].parses)
    for other in clause.segments:
        if other.last >= segment.first or _is_vocative(clause, other):
            continue
        if {t.lower for t in clause.tokens[other.first : other.last + 1]} & own:
            return False
        if _names_person(clause, other) and not plural:
            return True
    return False


def _is_vocative(clause: Clause, segment: Segment) -> bool:
    """A name alone before a comma at the start: the reader."""
    words = [token for token in clause.tokens[segment.first : segment.last + 1] if token.is_word]
    return segment.first == 0 and len(words) <= 3 and not any("VERB" in t.tags and "Name" not in t.tags for t in words)


def _names_person(clause: Clause, segment: Segment) -> bool:
    for number in range(segment.first, segment.last + 1):
        token = clause.tokens[number]
        if token.lower in {"он", "она", "они"}:
            return True
        is_person = (
            clause.has("person", first=number, last=number) or _is_name(clause, number) or _is_doer(clause, number)
        )
        if (
            is_person
            and "nomn" in token.tags
            and not _follows_with(clause, number)
            and not _is_governed(clause, number)
        ):
            return True
    return False


def _is_governed(clause: Clause, at: int) -> bool:
    """«про розы», «на Анну»: an accusative that looks like a nominative."""
    return at > 0 and clause.tokens[at - 1].lower in {"про", "на", "за", "через", "в", "под", "о"}


def _is_doer(clause: Clause, at: int) -> bool:
    """An animate noun of no class of ours, or one in a hyphened title: «бренд-менеджер»."""
    token = clause.tokens[at]
    nouns = [parse for parse in token.parses if "NOUN" in parse.tags]
    if (
        not nouns
        or "CONJ" in token.tags
        or any(m.first <= at <= m.last and m.name.startswith(("thing.", "other.")) for m in clause.marks)
    ):
        return False
    return "anim" in nouns[0].tags and "nomn" in nouns[0].tags and is_known(token.lower.rpartition("-")[2])


def _is_name(clause: Clause, at: int) -> bool:
    token = clause.tokens[at]
    if not token.text[0].isupper():
        return False
    return any(parse.tags & {"Name", "Surn", "Patr"} and "nomn" in parse.tags for parse in token.parses) and not any(
        clause.has(name, first=at, last=at)
        for name in (
            "thing.media_plan",
            "thing.creative",
            "thing.landing",
            "thing.content_plan",
            "thing.budget",
            "thing.report",
            "approve_verb",
        )
    )

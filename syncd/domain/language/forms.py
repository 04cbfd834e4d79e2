"""What the form of a Russian decision verb says: a state, a promise, a request ... (MAIL.md section 11's table, as code)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache

from syncd.domain.language.words import Parse, Token, analyse


class Form(StrEnum):
    """How a verb of decision stands in its sentence."""

    STATE = "state"  # согласован, утверждено
    PERFORMATIVE = "performative"  # согласовываем, утверждаю
    PRESENT_OTHER = "present_other"  # утверждает, одобряют
    PRESENT_YOU = "present_you"  # согласовываете
    PAST = "past"  # согласовали
    PROMISE = "promise"  # согласуем
    ORDER = "order"  # согласуйте
    INFINITIVE = "infinitive"  # согласовать
    ATTRIBUTE = "attribute"  # согласованный, согласовав
    NOUN = "noun"


_CAREFUL_FIRST = (
    Form.PROMISE,
    Form.ORDER,
    Form.STATE,
    Form.PERFORMATIVE,
    Form.PAST,
    Form.PRESENT_YOU,
    Form.PRESENT_OTHER,
    Form.INFINITIVE,
    Form.ATTRIBUTE,
    Form.NOUN,
)
_SLANG = re.compile(r"(?P<done>за|под)?ап+рув(?P<once>н)?(?P<ending>\w*)")
_SLANG_ENDINGS = (
    (Form.STATE, re.compile(r"лен[аоы]?|ут[аоы]?|ано|е?д")),
    (Form.PAST, re.compile(r"(?:и|у|а)л[аи]?")),
    (Form.INFINITIVE, re.compile(r"(?:и|у|а)ть")),
    (Form.ORDER, re.compile(r"ь(?:те)?|и(?:те)?|ай(?:те)?")),
    (Form.PRESENT_YOU, re.compile(r"ишь|аешь|аете")),
    (Form.PRESENT_OTHER, re.compile(r"ит|ят|ает|ают")),
    (Form.PERFORMATIVE, re.compile(r"лю|им|аю|аем|ем|у")),
)
_BOTH_ASPECTS = frozenset(("акцептовать", "визировать", "санкционировать", "аннулировать"))


def form_of(token: Token, verbs: frozenset[str]) -> Form | None:
    """The form of a verb of the class `verbs`; of several readings the careful one (a promise before a present)."""
    return _form_of(token.lower, verbs) if token.is_word else None


@lru_cache(maxsize=16384)
def _form_of(lower: str, verbs: frozenset[str]) -> Form | None:
    slang = _SLANG.fullmatch(lower)
    if slang:
        return _slang_form(slang)
    parses = [parse for parse in analyse(lower).parses if parse.lemma in verbs]
    forms = {_form(parse) for parse in (analyse(lower).parses if lower in verbs else parses)}
    if {Form.PROMISE, Form.ORDER} <= forms and _is_only_yours(parses):
        return Form.ORDER
    return next((form for form in _CAREFUL_FIRST if form in forms), None)


def _is_only_yours(parses: Iterable[Parse]) -> bool:
    """«отмените»: a future only in the second person, hence an order."""
    futures = [parse.tags for parse in parses if "futr" in parse.tags]
    return bool(futures) and all("2per" in tags for tags in futures)


def _slang_form(slang: re.Match[str]) -> Form | None:
    ending = slang["ending"]
    form = next((form for form, pattern in _SLANG_ENDINGS if pattern.fullmatch(ending)), None)
    if slang["once"] is None and ending == "ите":
        return Form.PRESENT_YOU
    if form is Form.PERFORMATIVE and (slang["done"] or slang["once"]):
        return Form.PROMISE
    return form


def _form(parse: Parse) -> Form | None:
    tags = parse.tags
    if "PRTS" in tags:
        return None if "pres" in tags else Form.STATE
    if tags & {"ADVB", "ADJS"}:
        return Form.STATE
    if "VERB" in tags:
        return Form.PERFORMATIVE if parse.lemma in _BOTH_ASPECTS and tags & {"1per", "incl"} else _verb_form(tags)
    if "INFN" in tags:
        return Form.INFINITIVE
    if tags & {"PRTF", "ADJF", "GRND"}:
        return Form.ATTRIBUTE
    return Form.NOUN if "NOUN" in tags else None


def _verb_form(tags: frozenset[str]) -> Form:
    if "impr" in tags:
        return Form.ORDER
    if "futr" in tags:
        return Form.PROMISE
    if "past" in tags:
        return Form.PAST
    if "1per" in tags:
        return Form.PERFORMATIVE
    return Form.PRESENT_YOU if "2per" in tags else Form.PRESENT_OTHER

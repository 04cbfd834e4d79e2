"""What `syncd init` proposes for a client: domains and people met in the mail, where a project is named like them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

ALIKE = 0.75
SHORTEST = 4  # letters that a name must share with a domain, to be in it
# Where anybody may have an address: nothing about a client's domain.
FOR_EVERYBODY = frozenset(
    [
        *(
            "gmail.com",
            "googlemail.com",
            "mail.ru",
            "bk.ru",
            "inbox.ru",
            "list.ru",
            "internet.ru",
            "yandex.ru",
            "ya.ru",
        ),
        *("yandex.com", "rambler.ru", "outlook.com", "hotmail.com", "live.com", "icloud.com", "me.com", "yahoo.com"),
        *("proton.me", "protonmail.com", "gmx.de"),
    ]
)
_LATIN = {"а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh", "з": "z", "и": "i", "й": "y",
          "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f",
          "х": "h", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class MetDomain:
    """A domain outside the agency, and how many letters went to and fro."""

    name: str
    letters: int


def domains_met(letters: Mapping[str, int], agency_domains: Iterable[str]) -> list[MetDomain]:
    """The domains of others, those written with most first; without those where anybody may have an address."""
    own = {domain.casefold() for domain in agency_domains}
    counted: Counter[str] = Counter()
    for address, times in letters.items():
        domain = address.rpartition("@")[2]
        if domain not in own and domain not in FOR_EVERYBODY:
            counted[domain] += times
    return [MetDomain(name, times) for name, times in sorted(counted.items(), key=lambda each: (-each[1], each[0]))]


def named_alike(project: str, met: Iterable[MetDomain]) -> list[str]:
    """Domains whose name reads like the project's, in Latin letters or Cyrillic."""
    return [domain.name for domain in met if _is_alike(_plain(project), _plain(_label(domain.name)))]


def _is_alike(project: str, label: str) -> bool:
    if min(len(project), len(label)) < SHORTEST:
        return project == label
    return label in project or project in label or SequenceMatcher(None, project, label).ratio() >= ALIKE


def _label(domain: str) -> str:
    """The part that is a name: `bereg` of `mail.bereg.example`."""
    parts = domain.split(".")
    return parts[-2] if len(parts) > 1 else domain


def _plain(text: str) -> str:
    latin = "".join(_LATIN.get(letter, letter) for letter in text.casefold())
    return re.sub(r"[^a-z0-9]", "", latin)

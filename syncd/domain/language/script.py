"""Letters: one script for a word that mixes two, and Russian that was typed in Latin letters."""

from __future__ import annotations

import re
from functools import lru_cache

_TO_CYRILLIC = str.maketrans("aceopxykmthb", "асеорхукмтнв")
_TO_LATIN = str.maketrans("асеорхукмтнв", "aceopxykmthb")
_CYRILLIC = re.compile(r"[а-яё]")
_LATIN_LETTER = re.compile(r"[a-z]")


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """Lower case, `ё` as `е`, odd hyphens plain, and look-alike letters in the script that most of the word is in."""
    lower = word.lower().replace("ё", "е").replace("‑", "-").replace("’", "'")
    cyrillic, latin = len(_CYRILLIC.findall(lower)), len(_LATIN_LETTER.findall(lower))
    if not cyrillic or not latin or "-" in lower:
        return lower
    mended = lower.translate(_TO_CYRILLIC)
    if not _LATIN_LETTER.search(mended):
        return mended
    mended = lower.translate(_TO_LATIN)
    return mended if not _CYRILLIC.search(mended) else lower


# Longest first. Several habits live side by side: `j`, `y` and `i` for й, `sch` and `shh` for щ, `c` and `ts` for ц.
_LETTERS = (
    ("shch", "щ"),
    ("sch", "щ"),
    ("shh", "щ"),
    ("yo", "е"),
    ("jo", "е"),
    ("zh", "ж"),
    ("kh", "х"),
    ("ts", "ц"),
    ("ch", "ч"),
    ("sh", "ш"),
    ("yu", "ю"),
    ("ju", "ю"),
    ("ya", "я"),
    ("ja", "я"),
    ("ey", "ей"),
    ("ej", "ей"),
    ("iy", "ий"),
    ("ij", "ий"),
    ("yj", "ый"),
    ("yy", "ый"),
    ("ay", "ай"),
    ("aj", "ай"),
    ("oy", "ой"),
    ("oj", "ой"),
    ("uy", "уй"),
    ("uj", "уй"),
    *zip("abcdefghijklmnoprstuvwxyz'", "абцдефгхийклмнопрстувшхызь", strict=True),
)
# Words that no English text holds, at least one of which a transliterated sentence is sure to have.
_SIGNS = re.compile(
    r"(?:ne)?(?:soglas\w+|coglas\w+|utver[zj]h?d\w+|odobr\w+|zapusk\w+|mediaplan(?:a|u|om|e|y)|byudzhet\w*|bjudzhet\w*|"
    r"dobr(?:yj|yy|oe|iy|ij|ogo)|zdravstvu\w+|spasibo|pozhalu\w+|pozhaluj\w+|privet|poka|nuzhno|nado|mozhno|esli|"
    r"uzhe|eshche|eschjo|eshe|tolko|kogda|prishlite|ispravte|davajte|davayte|rabotaj\w*|horosho|khorosho)"
)


def is_translit(word: str) -> bool:
    """Whether the word is Russian in Latin letters beyond doubt."""
    return word.isascii() and bool(_SIGNS.fullmatch(word.lower()))


@lru_cache(maxsize=8192)
def from_translit(word: str) -> str:
    """A Latin word of a transliterated sentence in Cyrillic; English words that Russians leave in stay."""
    if not word.isascii() or _ENGLISH_GUESTS.fullmatch(word):
        return word
    out, at = [], 0
    while at < len(word):
        latin, cyrillic = next(
            ((a, b) for a, b in _LETTERS if word.startswith(a, at)),
            (word[at], word[at]),
        )
        out.append(cyrillic)
        at += len(latin)
    return "".join(out)


_ENGLISH_GUESTS = re.compile(
    r"hi|hello|dear|ok|okay|go|thanks|regards|approved?|the|and|is|are|asap|media|plan|budget|sorry|stop|please"
)

"""Address lists (RFC 5322 section 3.4) as programs really write them."""

from __future__ import annotations

import re

import idna

from syncd.domain.mail.header import decode_words, tidy, unfold
from syncd.domain.mail.message import Address

ADDRESSES_LIMIT = 1_000

_TOKEN = re.compile(
    r"""\s+|"(?:[^"\\]|\\.)*"|<[^<>]*>|=\?[^?\s]{1,60}\?[bBqQ]\?[^?]*(?:\?(?!=)[^?]*){0,3}\?=|[,;:()]|[^\s",;:<>()]+|.""",
    re.DOTALL,
)
_BARE = re.compile(r"[^\s<>,;:\"]+@[^\s<>,;:\"]+")


def parse_addresses(value: bytes) -> tuple[Address, ...]:
    """Every address in a field. The list is taken apart before encoded words are decoded: a name may hold a comma."""
    return parse_address_text(unfold(value))


def parse_address_text(text: str) -> tuple[Address, ...]:
    """As `parse_addresses`, of an unfolded field. Groups are opened; a comment serves where there is no other name."""
    reader = _Reader()
    for piece in _TOKEN.findall(text):
        reader.take(piece)
        if len(reader.addresses) >= ADDRESSES_LIMIT:
            break
    reader.close()
    return tuple(reader.addresses)


class _Reader:
    """Collects the pieces of one address until a comma, or the beginning of the next, closes it."""

    def __init__(self) -> None:
        self.addresses: list[Address] = []
        self._words: list[str] = []
        self._comment: list[str] = []
        self._spec: str | None = None  # what stood between < and >
        self._is_bare = False  # an address without brackets is among the words
        self._depth = 0

    def take(self, piece: str) -> None:
        if piece == "(":
            self._depth += 1
        elif piece == ")":
            self._depth = max(0, self._depth - 1)
        elif self._depth:
            self._comment.append(piece)
        elif piece in (",", ";"):
            self._take_separator(piece)
        elif piece == ":" and self._spec is None and not self._is_bare:
            self._words.clear()  # the name of a group
        else:
            self._take_word(piece)

    def close(self) -> None:
        address = _address(self._words, self._spec, self._comment)
        if address is not None:
            self.addresses.append(address)
        self._words.clear()
        self._comment.clear()
        self._spec, self._is_bare = None, False

    def _take_separator(self, piece: str) -> None:
        if self._spec is None and piece == "," and not self._is_bare:
            self._words.append(piece)  # «Жукова, Ольга <a@b>» without quotes
        else:
            self.close()

    def _take_word(self, piece: str) -> None:
        is_spec = piece.startswith("<") and piece.endswith(">")
        if self._spec is not None and piece.strip():
            self.close()
        if is_spec:
            self._spec = piece[1:-1]
            return
        if "@" in piece and not piece.startswith('"'):
            if self._is_bare:
                self.close()  # two addresses without a comma are two
            self._is_bare = True
        self._words.append(piece)


def _address(words: list[str], spec: str | None, comment: list[str]) -> Address | None:
    if spec is None:
        bare = next((found for word in reversed(words) if (found := _BARE.fullmatch(word.strip("'")))), None)
        if bare is None:
            return None
        rest = [word for word in words if bare.group() not in word]
        return Address(_display_name(rest) or _display_name(comment), normalise_spec(bare.group()))
    name = _display_name(words) or _display_name(comment)
    normal = normalise_spec(spec)
    return Address(name, normal) if normal or name else None


def _display_name(words: list[str]) -> str:
    text = "".join(_plain(word) for word in words)
    return tidy(decode_words(text)).strip(" ,'\"")


def _plain(word: str) -> str:
    if len(word) >= 2 and word[0] == word[-1] == '"':
        return re.sub(r"\\(.)", r"\1", word[1:-1])
    return word


def normalise_spec(spec: str) -> str:
    """`local@domain` with the domain in lower case and as Unicode; the local part as written. Empty where it is none."""
    text = tidy(decode_words(spec)).strip(" '\"<>")
    if text.lower().startswith("mailto:"):
        text = text[7:]
    if text.startswith("@") and ":" in text:  # a source route
        text = text.partition(":")[2]
    local, at, domain = text.rpartition("@")
    if not at:
        return text if " " not in text else ""
    return f"{local.strip()}@{normalise_domain(domain)}"


def normalise_domain(domain: str) -> str:
    """Lower case, without a final dot, `xn--` labels as Unicode (where they are valid)."""
    name = domain.strip().strip(".").lower()
    if "xn--" not in name:
        return name
    return ".".join(_unicode_label(label) for label in name.split(".")[:50])


def _unicode_label(label: str) -> str:
    if not label.startswith("xn--") or len(label) > 63:
        return label
    try:
        return idna.decode(label)
    except (idna.IDNAError, UnicodeError):
        return label

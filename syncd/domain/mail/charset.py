"""Bytes to text: the charset that was declared, or the one that the letters themselves show (MAIL.md section 5)."""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from syncd.domain.mail.bigrams import PAIR_COST

_SAMPLE = 4_000  # characters that are weighed; more makes no choice better
_FEW_LETTERS = 12
_GIBBERISH = 24  # cost of a letter on average; Russian has about 14
_CYRILLIC = ("cp1251", "koi8-r", "cp866")
_SAYS_NOTHING = frozenset({"ascii", "iso8859-1", "cp1252", "utf-8", "iso8859-15"})  # declared by default, over anything
_MISTAKEN = frozenset({"cp1251", "koi8-r", "koi8-u", "cp866", "iso8859-5", "mac-cyrillic", "cp855"})
_ALIASES = {
    "utf8mb4": "utf-8",
    "utf-8-sig": "utf-8",
    "unicode-1-1-utf-7": "utf-7",
    "unicode": "utf-8",
    "windows1251": "cp1251",
    "win-1251": "cp1251",
    "win1251": "cp1251",
    "cp-1251": "cp1251",
    "ansi_x3.110-1983": "cp1252",
    "x-mac-cyrillic": "mac-cyrillic",
    "koi8": "koi8-r",
    "koi-8-r": "koi8-r",
    "dos-866": "cp866",
    "ks_c_5601-1987": "cp949",
    "gb2312": "gb18030",
    "x-sjis": "cp932",
    "iso-8859-8-i": "iso8859-8",
    "iso-8859-8-e": "iso8859-8",
    "cp-850": "cp850",
}
# Codecs of Python that are no charsets, or whose work grows with the square of the text.
_NO_CHARSETS = frozenset({"idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined", "mbcs", "oem"})

_WORD = re.compile(r"[А-Яа-яЁё]+")
_STRAY = re.compile(r"[^\x00-\x7fА-Яа-яЁё\u00a0«»\u2010-\u203a№€©®°·…„“”•™§ІіЇїЄєҐґЎў]")
_TYPOGRAPHY = re.compile(r"[^\x00-\x7fА-Яа-яЁё]")
_MIXED = re.compile(r"[A-Za-z][А-Яа-яЁё]|[А-Яа-яЁё][A-Za-z]")
_CAPITAL = re.compile(r"[А-ЯЁ]")
_SMALL = re.compile(r"[а-яё]")
_LOWER_UPPER = re.compile(r"[а-яё][А-ЯЁ]")
_INVISIBLE = re.compile("[\u200b\ufeff\u00ad\x00]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_GAP = re.compile(
    r"([^\S\n]{40})[^\S\n]+"
)  # what pushes words out of sight; every rule that skips blanks would crawl through it
_UTF8_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = re.compile(rb"[\x80-\xff]")
_LATIN_WORD_WITH_HIGH = re.compile(rb"[A-Za-z][\x80-\xff](?![\x80-\xff])")
_HIGH_RUN = re.compile(rb"[\x80-\xff]{3,}")
_LOOKS_DOUBLE = re.compile(  # begins with one class of characters, which makes the search quick
    "[\u00c0-\u00ff\u00a8\u00b8РС](?:"
    "(?<=[\u00c0-\u00ff\u00a8\u00b8])[\u00c0-\u00ff\u00a8\u00b8]{2}"
    "|(?<=[РС])[^\\sА-Яа-яЁёA-Za-z0-9.,:;!?)»][РС][^\\sА-Яа-яЁёA-Za-z0-9.,:;!?)»]"
    "|(?<=[ÐÑ])[^\\sA-Za-z][ÐÑ][^\\sA-Za-z]"
    "|(?<=[РС])[\u0400-\u04ff\u0080-\u00bf\u2010-\u2122][РС])"
)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, and an honest remark on how it was come by where that was not as declared."""

    text: str
    note: str | None = None


def decode(content: bytes, declared: str | None) -> Decoded:
    """The text of `content`; every byte string is some text. Double encoding is undone."""
    decoded = _decode_once(content, declared)
    repaired = undo_double_encoding(decoded.text)
    if repaired is decoded.text:
        return decoded
    return Decoded(repaired, "double encoding undone")


def charset_name(declared: str | None) -> str | None:
    """Python's name of a declared charset, or None for one that is unknown or is no charset at all."""
    if not declared:
        return None
    name = declared.strip(" \t\"'").lower().lstrip("_").partition("$")[0]
    return _python_name(name) if name and len(name) <= 40 and name.isascii() else None


@lru_cache(maxsize=256)
def _python_name(name: str) -> str | None:
    try:
        found = codecs.lookup(_ALIASES.get(name, name))
    except (LookupError, ValueError):
        return None
    normal = found.name.replace("_", "-")
    return normal if normal not in _NO_CHARSETS and _is_text_encoding(normal) else None


def _is_text_encoding(name: str) -> bool:
    """Python calls `hex`, `zip` and `rot13` codecs too."""
    try:
        b"a".decode(name)
    except LookupError:
        return False
    except (UnicodeError, ValueError):
        return True
    return True


def normalise_text(text: str) -> str:
    """A body as everybody reads it: NFC, LF, no invisible characters, no lone surrogates, no endless gaps; else exact."""
    text = _SURROGATE.sub("\ufffd", _INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))
    text = _GAP.sub(r"\1", text)
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def _decode_once(content: bytes, declared: str | None) -> Decoded:
    for bom, codec in _BOMS:
        if content.startswith(bom):
            return Decoded(content.decode(codec, "replace"))
    name = charset_name(declared)
    if content.isascii() and not _is_seven_bit_code(name):
        return Decoded(content.decode("ascii"))
    if name is None or name in _SAYS_NOTHING:
        return _undeclared(content, name)
    text = _strict(content, name)
    if text is None:
        return _undeclared(content, None)
    return _mistaken(content, name, text) if name in _MISTAKEN else Decoded(text)


def _is_seven_bit_code(name: str | None) -> bool:
    """Charsets that write other letters in ASCII bytes."""
    return name is not None and name.startswith(("utf-7", "hz", "iso2022", "utf-16", "utf-32"))


def _undeclared(content: bytes, name: str | None) -> Decoded:
    exact = _strict(content, "utf-8")
    if exact is not None:
        return Decoded(exact, None if name in ("utf-8", None) else "charset guessed: utf-8")
    mostly = _mostly_utf8(content)
    if mostly is not None:
        return Decoded(mostly, "charset broken: utf-8")
    mixed = _mixed(content)
    if mixed is not None:
        return mixed
    if _is_western(content, name):
        return Decoded(
            content.decode("cp1252", "replace"), None if name in ("iso8859-1", "cp1252") else "charset guessed: cp1252"
        )
    guess = guess_cyrillic(content)
    return Decoded(content.decode(guess, "replace"), f"charset guessed: {guess}")


def _mistaken(content: bytes, name: str, text: str) -> Decoded:
    """A Cyrillic charset declared over another one: every byte decodes, but to no words."""
    utf8 = _strict(content, "utf-8")
    if utf8 is not None:
        return Decoded(utf8, f"charset guessed: utf-8, declared {name}")
    guess = guess_cyrillic(content, favourite=name) if _looks_wrong(text) else name
    if guess == name or guess.replace("-r", "-u") == name:
        return Decoded(text)
    return Decoded(content.decode(guess, "replace"), f"charset guessed: {guess}, declared {name}")


def _looks_wrong(text: str) -> bool:
    """Capitals inside words or in their majority (koi8-r and cp1251 swap the case), odd signs, or no Russian at all."""
    sample = text[:_SAMPLE]
    capitals, small = len(_CAPITAL.findall(sample)), len(_SMALL.findall(sample))
    if capitals >= small or _LOWER_UPPER.search(sample) or _TYPOGRAPHY.search(sample):
        return True
    return small >= _FEW_LETTERS and russian_cost(sample) > _GIBBERISH * (capitals + small)


def guess_cyrillic(content: bytes, *, favourite: str | None = None) -> str:
    """Which of cp1251, koi8-r and cp866 reads most like Russian; a favourite gives way only to a clear difference."""
    sample = _weigh_sample(content)
    names = _CYRILLIC if favourite is None or favourite in _CYRILLIC else (*_CYRILLIC, favourite)
    costs = {name: russian_cost(sample.decode(name, "replace")) for name in names}
    best = min(names, key=lambda name: costs[name])
    if favourite is not None and (len(_HIGH.findall(sample)) < 4 or costs[favourite] <= costs[best] * 1.25 + 8):
        return favourite
    return best


def russian_cost(text: str) -> int:
    """What the text costs as Russian, in quarter bits: pairs of letters, odd case, and characters that are no letters."""
    cost = 24 * len(_LOWER_UPPER.findall(text)) + 40 * len(_MIXED.findall(text))
    cost += 56 * len(_STRAY.findall(text)) + 14 * len(_TYPOGRAPHY.findall(text))
    for word in _WORD.findall(text):
        padded = f" {word.lower().replace('ё', 'е')} "
        cost += sum(map(PAIR_COST.__getitem__, map("".join, pairwise(padded))))
        if len(word) == 1 and word.islower() and word not in "авикосуяжб":
            cost += 16
    return cost


def undo_double_encoding(text: str) -> str:
    """Undo «Ïëàí» (cp1251 read as latin1) and «РџР»Р°РЅ» (utf-8 read as cp1251), line by line; else the same object."""
    if text.isascii() or _LOOKS_DOUBLE.search(text) is None:
        return text
    lines = text.split("\n")
    repaired = [_repair_line(line) if _LOOKS_DOUBLE.search(line) else line for line in lines]
    return text if repaired == lines else "\n".join(repaired)


def _repair_line(line: str) -> str:
    for wrong, right in (
        ("cp1251", "utf-8"),
        ("cp1252", "utf-8"),
        ("latin-1", "utf-8"),
        ("cp1252", "cp1251"),
        ("latin-1", "cp1251"),
    ):
        candidate = _reread(line, wrong, right)
        if candidate is not None and _is_clearly_better(candidate, line):
            return candidate
    return line


def _reread(line: str, wrong: str, right: str) -> str | None:
    try:
        raw = line.encode(wrong)
    except UnicodeEncodeError:
        if wrong != "cp1251":
            return None
        raw = _encode_cp1251_loosely(line)
    return _strict(raw, right)


def _encode_cp1251_loosely(line: str) -> bytes:
    """0x98 is undefined in cp1251: programs carry it over as U+0098, which the codec refuses («И» in utf-8 has it)."""
    return b"".join(b"\x98" if char == "\x98" else char.encode("cp1251", "replace") for char in line)


def _is_clearly_better(candidate: str, line: str) -> bool:
    words = _WORD.findall(candidate)
    letters = sum(map(len, words))
    if letters < 3:
        return False
    return russian_cost(candidate[:_SAMPLE]) * 1.5 < russian_cost(line[:_SAMPLE])


def _weigh_sample(content: bytes) -> bytes:
    """A stretch with the letters that matter: from shortly before the first byte beyond ASCII."""
    first = _HIGH.search(content)
    start = max(0, first.start() - 20) if first else 0
    return content[start : start + _SAMPLE]


def _mostly_utf8(content: bytes) -> str | None:
    """UTF-8 with a few broken places (cut in a character, a foreign footer) stays UTF-8."""
    good = len(_UTF8_SEQUENCE.findall(content))
    text = content.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    return text if good >= 2 and good >= 8 * bad else None


def _mixed(content: bytes) -> Decoded | None:
    """An answer in UTF-8 over a quotation pasted in another charset: each line by what it is."""
    lines = content.split(b"\n")
    exact = [_strict(line, "utf-8") for line in lines]
    if not any(
        text is not None and len(_UTF8_SEQUENCE.findall(line)) > 2 for line, text in zip(lines, exact, strict=True)
    ):
        return None
    guess = guess_cyrillic(b"\n".join(line for line, text in zip(lines, exact, strict=True) if text is None))
    joined = (
        text if text is not None else line.decode(guess, "replace") for line, text in zip(lines, exact, strict=True)
    )
    return Decoded("\n".join(joined), f"charset guessed: utf-8 and {guess}")


def _is_western(content: bytes, name: str | None) -> bool:
    """Bytes beyond ASCII that stand alone inside Latin words, or are mere typography."""
    sample = _weigh_sample(content)
    runs = sum(len(run) for run in _HIGH_RUN.findall(sample))
    singles = len(_LATIN_WORD_WITH_HIGH.findall(sample))
    if name in ("iso8859-1", "cp1252", "iso8859-15") and runs == 0:
        return True
    letters = len(re.findall(rb"[A-Za-z]", sample))
    return letters > 3 * runs and singles > runs


def _strict(content: bytes, name: str) -> str | None:
    try:
        return content.decode(name)
    except (UnicodeError, LookupError, ValueError):
        return None

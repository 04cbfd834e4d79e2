"""Text cut into sentences and words, each word with its possible lemmas and grammar, by offset in the text.

Grammar is pymorphy3's: tags are OpenCorpora's grammemes (`VERB`, `past`, `impr`, `1per`, ...). Beside them stand the
marks of this file: `PNCT` punctuation, `NUMB` a number, `EMOJ` an emoji, `LATN` a word in Latin letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from syncd.domain.language.english import english_lemmas
from syncd.domain.language.script import fold, from_translit, is_translit

if TYPE_CHECKING:
    from pymorphy3 import MorphAnalyzer


@dataclass(frozen=True, slots=True)
class Parse:
    """One way to understand a word form: its dictionary form and its grammemes."""

    lemma: str
    tags: frozenset[str]


@dataclass(frozen=True, slots=True)
class Grammar:
    """What a folded word may be. `lemmas` are those of every parse; so are `tags`: what it may be, not what it is."""

    parses: tuple[Parse, ...]
    lemmas: frozenset[str]
    tags: frozenset[str]

    @classmethod
    def of(cls, parses: Iterable[Parse]) -> Grammar:
        """Summed up once, for rules ask the same of a word again and again."""
        found = tuple(parses)
        return cls(
            found,
            frozenset(parse.lemma for parse in found),
            frozenset(tag for parse in found for tag in parse.tags),
        )


class Token(NamedTuple):
    """A word, number, emoji or punctuation mark. `lower` is folded: lower case, ё as е, look-alike letters mended.

    `grammar` follows from `lower`, so that what is found out about a word may be kept under it. `is_word`: it is no mark or number.
    """

    text: str
    start: int
    end: int
    lower: str
    grammar: Grammar
    is_word: bool

    @property
    def parses(self) -> tuple[Parse, ...]:
        """Every way to understand it."""
        return self.grammar.parses

    @property
    def lemmas(self) -> frozenset[str]:
        """The dictionary forms of every parse."""
        return self.grammar.lemmas

    @property
    def tags(self) -> frozenset[str]:
        """The grammemes of every parse together."""
        return self.grammar.tags


class Piece(NamedTuple):
    """A sentence before its words are looked at."""

    text: str
    start: int
    end: int
    is_question: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, or a line that stands for one. `text` is the exact piece `[start, end)` of the whole."""

    text: str
    start: int
    end: int
    tokens: tuple[Token, ...]
    is_question: bool

    @property
    def words(self) -> tuple[Token, ...]:
        """Its tokens without punctuation, numbers and emoji."""
        return tuple(token for token in self.tokens if token.is_word)


_TOKEN = re.compile(
    r"(?P<word>[^\W\d_]+(?:[-'’‑][^\W\d_]+)*)"
    r"|(?P<number>\d+(?:[.,:/]\d+)*(?:-?(?:го|й|я|е|ю|му|ми|м|х|ое|ый|ая|ого)(?![^\W_]))?)"
    r"|(?P<emoji>[\U0001F000-\U0001FAFF\u2600-\u27BF\u2B50\u2705\u2714][\uFE0F\u200D\U0001F3FB-\U0001F3FF]*)"
    r"|(?P<mark>\.{2,}|…|[^\w\s])"
    r"|(?P<odd>\w+?)"
)
KEPT_TEXTS = 32  # cut up, of those read last: a letter's own, its subject and quotes; each may take 200 KB
_MARKS = {"number": "NUMB", "emoji": "EMOJ"}
_LATIN_WORD = re.compile(r"[A-Za-z]{4,}")
_LONGEST_WORD = 100  # so far back it is looked for what a full stop belongs to
_ABBREVIATION = re.compile(
    r"(?:т\.е|т\.к|т\.д|т\.п|т\.ч|e\.g|i\.e|"
    r"г|гг|руб|коп|тыс|млн|млрд|стр|п|пп|ул|им|см|шт|кв|д|т|е|др|рис|табл|гл|ст|вкл|напр|мин|макс|mr|mrs|ms|dr|"
    r"prof|nr|inc|ltd|vs|rev|eg|ie|etc|approx|st|vol|fig|corp|ver|dtd|inst|ult|viz|resp|ref|incl|excl|dept|pvt|attn|avg|jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|"
    r"dec|янв|февр|фев|мар|апр|июн|июл|авг|сент|сен|окт|нояб|ноя|дек|пн|вт|ср|чт|пт|сб|вс|рев|ред|вер)",
    re.IGNORECASE,
)
_END = re.compile(r"[.!?…]+[)\]»\"”']*(?=\s|$)|(?<=[\w!?])[)]+(?=\s|$)|(?<=[.!?])[)»\"”]+(?=\s|$)")
_LIST_MARK = re.compile(r"\s*(?:[-–—•*·+]\s|\(?\d{1,2}[.)]\s|[а-яa-z][)]\s)")
_LIST_NUMBER = re.compile(r"(?:^|[\s.!?:;]\s)\s*\d{1,2}$")
_LAST_WORD = re.compile(r"[\w.]+$")
_WRAPPED_AT = 50  # a shorter line was ended by its author, not by a program


@lru_cache(maxsize=KEPT_TEXTS)
def sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences of a text in order. A line break ends one, unless a program has wrapped the line there."""
    return tuple(iter_sentences(text))


def iter_sentences(text: str) -> Iterator[Sentence]:
    """The same one by one, for who may stop early: to cut words and look them up takes time."""
    translit = sum(is_translit(match.group()) for match in _LATIN_WORD.finditer(text)) > 1
    for piece in pieces(text):
        tokens = _tokens(piece.text, piece.start, translit=translit)
        yield Sentence(piece.text, piece.start, piece.end, tokens, piece.is_question)


@lru_cache(maxsize=KEPT_TEXTS)
def pieces(text: str) -> tuple[Piece, ...]:
    """The sentences of a text without their words, for who looks at their letters only."""
    return tuple(_piece(text, start, end) for start, end in _spans(text))


def tokens(text: str) -> tuple[Token, ...]:
    """The tokens of a text that is taken as one sentence."""
    return _tokens(text, 0, translit=False)


def _piece(text: str, start: int, end: int) -> Piece:
    piece = text[start:end]
    return Piece(piece, start, end, "?" in piece.rstrip(" )\"»”'!.…")[-1:])


def _spans(text: str) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for first, last in _blocks(text):
        start = first
        for end in _ends(text, first, last):
            spans.append((start, end))
            start = end
        spans.append((start, last))
    return [span for span in (_stripped(text, *span) for span in spans) if span[0] < span[1]]


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _blocks(text: str) -> list[tuple[int, int]]:
    """The spans between line breaks that end a sentence."""
    blocks: list[tuple[int, int]] = []
    start = position = 0
    lines = text.splitlines(keepends=True)
    for line, following in zip(lines, [*lines[1:], ""], strict=False):
        position += len(line)
        if not _is_wrapped(line, following):
            blocks.append((start, position))
            start = position
    return blocks


def _is_wrapped(line: str, following: str) -> bool:
    after = following.lstrip()
    if not after or len(line.rstrip()) < _WRAPPED_AT or _LIST_MARK.match(following):
        return False
    return not line.rstrip().endswith((".", "!", "?", ":", ";", "…")) and not after[0].isupper()


def _ends(text: str, first: int, last: int) -> list[int]:
    """Where sentences end inside a block: after `.`, `!`, `?`, and after a lone `)` that smiles."""
    ends = []
    for match in _END.finditer(text, first, last):
        end = match.end()
        if match.group().startswith(")") and not _smiles(text, first, match.start()):
            continue
        if match.group() == "." and not _ends_here(text, first, match.start(), end):
            continue
        if end < last:
            ends.append(end)
    return ends


def _smiles(text: str, first: int, at: int) -> bool:
    before = text[first:at]
    return before.count("(") <= before.count(")")


def _ends_here(text: str, first: int, at: int, end: int) -> bool:
    """Whether a full stop is one: not after an abbreviation, an initial or a list number."""
    before = text[max(first, at - _LONGEST_WORD) : at]
    if _LIST_NUMBER.search(before):
        return False
    word = _LAST_WORD.search(before)
    last = word.group() if word else ""
    if _ABBREVIATION.fullmatch(last) or _ABBREVIATION.fullmatch(last.rpartition(".")[2]):
        return False
    is_initial = last[-1:].isupper() and (len(last) == 1 or last[-2] == ".")
    return not (is_initial and text[end:].lstrip()[:1].isupper())


def _tokens(piece: str, offset: int, *, translit: bool) -> tuple[Token, ...]:
    found = list(_TOKEN.finditer(piece))
    translit = translit or any(is_translit(match.group()) for match in found if match.lastgroup == "word")
    return tuple(_token(match, offset, translit=translit) for match in found)


def _token(match: re.Match[str], offset: int, *, translit: bool) -> Token:
    text, kind = match.group(), match.lastgroup
    start, end = match.start() + offset, match.end() + offset
    if kind != "word":
        lower = text.lower()
        return Token(text, start, end, lower, _mark(lower, _MARKS.get(kind or "", "PNCT")), text[0].isalpha())
    lower = fold(text)
    if translit:
        lower = from_translit(lower)
    return Token(text, start, end, lower, analyse(lower), is_word=True)


@lru_cache(maxsize=2048)
def _mark(lower: str, tag: str) -> Grammar:
    return Grammar.of([Parse(lower, frozenset({tag}))])


@lru_cache(maxsize=65536)
def analyse(word: str) -> Grammar:
    """The grammar of a folded word."""
    if word.isascii() or not "а" <= word[0] <= "я":
        return Grammar.of(Parse(lemma, frozenset({"LATN"})) for lemma in sorted(english_lemmas(word)))
    found = (Parse(fold(parse.normal_form), frozenset(parse.tag.grammemes)) for parse in _morph().parse(word))
    return Grammar.of(dict.fromkeys(found))


def is_known(word: str) -> bool:
    """Whether a dictionary has the folded word; English, which has none here, is taken to know no word."""
    return not word.isascii() and bool(_morph().word_is_known(word))


@cache
def _morph() -> MorphAnalyzer:
    """Loaded at the first Russian word: 0.1 s and 26 MB that English mail never pays."""
    from pymorphy3 import MorphAnalyzer

    return MorphAnalyzer()

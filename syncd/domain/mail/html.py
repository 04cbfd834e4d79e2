"""HTML to rows: what a reader sees, line by line, with quote depth and the anchors of mail programs.

The walk is iterative, since replies nest deeper than Python's stack, and keeps the structure that flat text loses.
"""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from syncd.domain.mail.attribution import is_date_line
from syncd.domain.mail.lines import Hint, Row, marked_row

MAX_CHARS = 2_000_000
MAX_NODES = 200_000
MAX_NESTING = 20_000  # the parser's time grows with the square of it

_MAX_STYLE = 2_000

_DROPPED = frozenset(
    {"style", "script", "head", "title", "template", "noscript", "object", "svg", "xml", "o:shapedefaults", "-comment"}
)
_BLOCKS = frozenset(
    {
        "div",
        "p",
        "table",
        "tr",
        "ul",
        "ol",
        "li",
        "blockquote",
        "pre",
        "hr",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "center",
        "section",
    }
    | {
        "article",
        "header",
        "footer",
        "form",
        "fieldset",
        "address",
        "dl",
        "dt",
        "dd",
        "tbody",
        "thead",
        "body",
        "main",
        "aside",
        "nav",
        "figure",
    }
)
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|font-size\s*:\s*0(?:px|pt|em|%)?\s*(?:;|!|$)"
    r"|max-height\s*:\s*0(?:px)?\s*;(?=.*overflow\s*:\s*hidden)|overflow\s*:\s*hidden(?=.*max-height\s*:\s*0(?:px)?\s*(?:;|!|$))",
    re.IGNORECASE | re.DOTALL,
)
_WORD_REPLY_HEADER = re.compile(r"border-top\s*:\s*solid.*padding\s*:\s*3\.0pt 0", re.IGNORECASE | re.DOTALL)
_FLAT_QUOTE = re.compile(
    r"border(?:-left)?\s*:\s*(?:none|0)|margin\s*:\s*0(?:px)?\s+0(?:px)?\s+0(?:px)?\s+40px", re.IGNORECASE
)
_BAR = re.compile(
    r"border-left(?:-width|-style|-color)?\s*:\s*(?!none|0)|border(?:-width)?\s*:[^;]*\b0(?:px)?\s+0(?:px)?\s+0(?:px)?\s+[1-9]",
    re.IGNORECASE,
)

_QUOTES = re.compile(
    r"yahoo_quoted|protonmail_quote|zmail_extra|OLK_SRC_BODY_SECTION|messageReplySection|moz-forward-container|mail-quote-collapse"
    r"|mail-app-auto-quote|previouse_content|isReplyContent|ms-outlook-mobile-reference-message|quoted-text|replied-message|freebirdFormviewerView",
    re.IGNORECASE,
)
_BOUNDARIES = re.compile(
    r"divRplyFwdMsg|appendonsend|mail-editor-reference-message|\breply-?forward-?msg|stopSpelling", re.IGNORECASE
)
_ATTRIBUTIONS = re.compile(
    r"gmail_attr|moz-cite-prefix|reply-intro|yahoo_quote_header|quote-header|cite-prefix", re.IGNORECASE
)
_SIGNATURES = re.compile(r"signature|\bsign(?:at)?\b|__SIG_", re.IGNORECASE)
_SPACES = re.compile(r" {2,}")
_SPACE = re.compile(r"[ \t\n\r\f]+")
_UNEVEN = re.compile(r"[\t\n\r\f]|  ")
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/<>]*)[^<>]*>")
_HUGE_TAG = re.compile(r"<[a-zA-Z/][^<>]{20000,}>")
_VOID = frozenset(
    {"br", "img", "hr", "meta", "link", "input", "area", "base", "col", "embed", "source", "track", "wbr"}
)
_ODD_SPACE = re.compile("[\u00a0\u202f\u200b\ufeff\u00ad\u200c\u2007]")
_FROM_NBSP = str.maketrans(
    {"\u00a0": " ", "\u202f": " ", "\u200b": "", "\ufeff": "", "\u00ad": "", "\u200c": "", "\u2007": " "}
)


def rows_of_html(html: str) -> list[Row]:
    """What is visible of an HTML body, as rows. Input beyond 2 MB, 200,000 nodes is cut off, and 20,000 levels are told apart."""
    body = LexborHTMLParser(_parsable(html[:MAX_CHARS])).body
    if body is None:
        return []
    layout = _Layout()
    _walk(body, layout)
    layout.end_row()
    return layout.rows


class _Layout:
    """Rows under construction: the pieces of the current one, and what surrounds it."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.pieces: list[str] = []
        self.depth = 0
        self.hint: Hint | None = None
        self.preformatted = 0
        self.boundary_ahead = False
        self._saved: list[tuple[int, int, Hint | None, int]] = []

    def save(self, level: int) -> None:
        """Remember what surrounds the element on this level of the tree."""
        self._saved.append((level, self.depth, self.hint, self.preformatted))

    def restore(self, level: int) -> None:
        """Leave the element on this level of the tree."""
        if self._saved and self._saved[-1][0] == level:
            if self._saved[-1][1] != self.depth:
                self.end_row()
            _, self.depth, self.hint, self.preformatted = self._saved.pop()

    def write(self, text: str) -> None:
        """Text as the source has it: white space collapses unless it is preformatted."""
        if not self.preformatted:
            self.pieces.append(_SPACE.sub(" ", text) if _UNEVEN.search(text) else text)
            return
        first, *others = text.split("\n")
        self.pieces.append(first)
        for line in others:
            self.end_row(always=True)
            self.pieces.append(line)

    def end_row(self, *, always: bool = False) -> None:
        """End the current row; an empty one counts only where a line break or a hard space made it."""
        text = "".join(self.pieces)
        self.pieces.clear()
        if not always and not text.strip(" \t\n"):
            return
        if _ODD_SPACE.search(text):
            text = text.translate(_FROM_NBSP)
        if not self.preformatted:
            text = _SPACES.sub(" ", text)
        hint = self.hint
        if self.boundary_ahead and text.strip():
            hint, self.boundary_ahead = Hint.BOUNDARY, False
        self.rows.append(marked_row(text if self.preformatted else text.strip(), self.depth, hint))

    def begin_cell(self) -> None:
        """Part a table's cells by a tab."""
        if self.pieces:
            self.pieces.append("\t")

    def last_words(self) -> str:
        """The last row with anything on it."""
        return next((row.text for row in reversed(self.rows) if row.text), "")


def _walk(root: LexborNode, layout: _Layout) -> None:
    above: list[tuple[LexborNode, str]] = []
    node, left = root, MAX_NODES
    while left:
        left -= 1
        tag = node.tag or ""
        if tag == "-text":
            layout.write(node.text_content or "")
        else:
            child = node.child if _enter(node, tag, layout, len(above)) else None
            if child is not None:
                above.append((node, tag))
                node = child
                continue
            _leave(node, tag, layout, len(above))
        while (sibling := node.next) is None or not above:
            if not above:
                return
            node, tag = above.pop()
            _leave(node, tag, layout, len(above))
        node = sibling


def _enter(node: LexborNode, tag: str, layout: _Layout, level: int) -> bool:
    """Begin an element; whether to go into it."""
    if tag in _DROPPED:
        return False
    if tag == "br":
        layout.end_row(always=True)
        return False
    attributes = node.attributes
    style = (attributes.get("style") or "")[:_MAX_STYLE]
    if "hidden" in attributes or (style and _HIDDEN.search(style)):
        return False
    if tag == "img":
        _write_emoji(attributes.get("alt") or "", layout)
        return False
    if tag in _BLOCKS:
        layout.end_row()
    elif tag in ("td", "th"):
        layout.begin_cell()
    if tag == "li":
        layout.write("- ")
    if attributes or tag in ("blockquote", "pre"):
        _surround(node, tag, attributes, style, layout, level)
    return True


def _leave(node: LexborNode, tag: str, layout: _Layout, level: int) -> None:
    if tag in _BLOCKS:
        layout.end_row()
        if tag == "p" and _has_margin(node):
            layout.end_row(always=True)
    layout.restore(level)


def _has_margin(node: LexborNode) -> bool:
    attributes = node.attributes
    return "mso" not in (attributes.get("class") or "").lower() and "margin" not in (attributes.get("style") or "")


def _surround(
    node: LexborNode, tag: str, attributes: dict[str, str | None], style: str, layout: _Layout, level: int
) -> None:
    """Take the element's anchors into account for everything inside it."""
    names = " ".join(
        filter(None, (attributes.get(key) for key in ("id", "class", "name", "data-marker", "data-smartmail")))
    )
    depth, hint = _quote_of(node, tag, names, attributes, style, layout)
    if (names and _BOUNDARIES.search(names)) or ("border-top" in style and _WORD_REPLY_HEADER.search(style)):
        layout.boundary_ahead = layout.depth == 0
    if names and _ATTRIBUTIONS.search(names):
        hint = Hint.ATTRIBUTION
    elif (names and _SIGNATURES.search(names)) or any(key.startswith("data-signature") for key in attributes):
        hint = Hint.SIGNATURE
    if depth:
        layout.end_row()
    if depth or hint is not None or tag == "pre" or "white-space:pre" in style.replace(" ", ""):
        layout.save(level)
        layout.depth += depth
        layout.hint = hint or layout.hint
        layout.preformatted += tag == "pre" or "white-space:pre" in style.replace(" ", "")


def _quote_of(
    node: LexborNode, tag: str, names: str, attributes: dict[str, str | None], style: str, layout: _Layout
) -> tuple[int, Hint | None]:
    """By how much the element deepens the quote, and whether that is uncertain."""
    if tag != "blockquote":
        if "gmail_quote" in names:
            return int(_is_whole_quote(node)), None
        barred = "border-left" in style and bool(_BAR.search(style)) and is_date_line(layout.last_words())
        return int(barred or (bool(names) and bool(_QUOTES.search(names)))), None
    if attributes.get("type") == "cite" or "quote" in names or "cite" in names or _BAR.search(style):
        return 1, None
    if is_date_line(layout.last_words()):
        return 1, None
    return 0, None if _FLAT_QUOTE.search(style) else Hint.INDENTED


def _is_whole_quote(node: LexborNode) -> bool:
    """Gmail puts answers between the blockquotes of one `gmail_quote`; without a blockquote, or forwarded, all is quoted."""
    if node.css_first("blockquote") is None:
        return True
    attribution = node.css_first(".gmail_attr")
    return attribution is not None and attribution.text().lstrip().startswith("---")


def _write_emoji(alt: str, layout: _Layout) -> None:
    if alt and len(alt) <= 4 and not any(char.isalnum() or char.isascii() for char in alt):
        layout.write(alt)


def _parsable(html: str) -> str:
    """The source without what the parser needs quadratic time for: tags deeper, or longer, than any letter's. Words stay."""
    html = _HUGE_TAG.sub(" ", html)
    if html.count("<") <= MAX_NESTING:
        return html
    level = 0

    def kept(tag: re.Match[str]) -> str:
        nonlocal level
        if tag.group(2).lower() in _VOID:
            return tag.group()
        level = max(0, level - 1) if tag.group(1) else level + 1
        return tag.group() if level <= MAX_NESTING else " "

    return _TAG.sub(kept, html)

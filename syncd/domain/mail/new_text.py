"""What the author of a letter newly wrote, told apart from everything else in it. Nothing is deleted: every line has a role."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from syncd.domain.mail.attribution import parted
from syncd.domain.mail.borders import Judged, mark_quotes
from syncd.domain.mail.html import rows_of_html
from syncd.domain.mail.known import known_rows, rows_quoted_in
from syncd.domain.mail.lines import Hint, Line, Role, Row, rows_of_text
from syncd.domain.mail.message import Message
from syncd.domain.mail.names import SenderName, sender_name
from syncd.domain.mail.roles import mark_surroundings, new_segments
from syncd.domain.mail.signature import signature_start

_QUOTED = (Role.QUOTE, Role.FORWARD)
_STUB = re.compile(
    r"html|просмотр\w* (?:этого )?(?:письма|сообщения)|does not support|не поддерживает|view (?:this|it) in (?:your|a) browser|откройте (?:его|письмо) в браузере",
    re.IGNORECASE,
)
_BLANK_ROWS = re.compile(r"\n{3,}")
_ABOVE_FIELDS = re.compile(r"message du [\d/. :à]+", re.IGNORECASE)
_REPLY_SUBJECT = re.compile(
    r"\s*(?:re|aw|sv|antw|ответ|отв|на|відп|fwd?|wg|tr|пер|пересл|переслано)\s*(?:\[\d+\]|\(\d+\))?\s*:", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Extract:
    """A letter taken apart. `quoted_text` is the nearest letter it quotes, with the subject that a header block names."""

    new_text: str
    quoted_text: str
    lines: tuple[Line, ...]
    source: Literal["text", "html"]


@dataclass(frozen=True, slots=True)
class Look:
    """What was seen of a letter as it came: whether its bytes are to be kept, and the letter taken apart."""

    keeps_raw: bool
    taken: Extract | None = None


def extract(message: Message, earlier: Sequence[str] = ()) -> Extract:
    """Tell the author's words from the rest. `earlier`: bodies of earlier letters of the thread that we hold."""
    sender = sender_name(message.from_)
    is_reply = message.in_reply_to is not None or bool(_REPLY_SUBJECT.match(message.subject))
    text = rows_of_text(message.text) if message.text else []
    html = rows_of_html(message.html) if message.html else []
    source: Literal["text", "html"] = "html" if html and _is_stub(text, html) else "text"
    judged = _judged(html if source == "html" else text, sender, earlier, is_reply=is_reply)
    if source == "text" and html:
        marked = mark_quotes([part for row in html for part in parted(row)], frozenset(), is_reply=is_reply)
        if _has_quote(marked) and not _has_quote(judged):
            judged, source = _judged(html, sender, earlier, is_reply=is_reply), "html"
        else:
            _disown(judged, marked)
    return _extract(judged, source)


def _disown(judged: Judged, marked: Judged) -> None:
    """What the HTML marks as quoted is not the author's, though the plain text has lost its marks."""
    new = [at for at, role in enumerate(judged.roles) if role is Role.NEW and judged.rows[at].text]
    by_role = list(zip(marked.roles, marked.rows, strict=True))
    quoted = [row for role, row in by_role if role in _QUOTED]
    for number in rows_quoted_in(
        [judged.rows[at] for at in new], quoted, [row for role, row in by_role if role is Role.NEW]
    ):
        judged.roles[new[number]] = Role.QUOTE
        judged.levels[new[number]] = max(1, judged.levels[new[number]])


def _judged(rows: Sequence[Row], sender: SenderName, earlier: Sequence[str], *, is_reply: bool) -> Judged:
    rows = [part for row in rows for part in parted(row)]
    known = _said_again(rows, known_rows(rows, earlier), is_reply=is_reply)
    judged = mark_quotes(rows, known, is_reply=is_reply)
    mark_surroundings(judged, sender, trust_anchors=True)
    if any(row.hint is Hint.SIGNATURE for row in rows) and not any(new_segments(judged)):
        judged = mark_quotes(rows, known, is_reply=is_reply)  # some people write inside the signature's element
        mark_surroundings(judged, sender, trust_anchors=False)
    return judged


def _said_again(rows: Sequence[Row], known: frozenset[int], *, is_reply: bool) -> frozenset[int]:
    """Without the rows with which a letter begins above a quotation that it marks: the author said the same once more."""
    first = next((at for at, row in enumerate(rows) if row.text), None)
    if first not in known:
        return known
    roles = mark_quotes(rows, frozenset(), is_reply=is_reply).roles
    border = next((at for at, role in enumerate(roles) if role in _QUOTED), -1)
    return frozenset(at for at in known if at > border)


def _is_stub(text: Sequence[Row], html: Sequence[Row]) -> bool:
    """Whether the plain text stands for nothing: empty, a pointer to the HTML, or much shorter than it."""
    written, shown = (sum(len(row.text) for row in rows) for rows in (text, html))
    if not shown:
        return False
    return (
        not written
        or written * 2 < shown
        or (written < 200 and written < shown and any(_STUB.search(row.text) for row in text))
    )


def _has_quote(judged: Judged) -> bool:
    return any(role is not Role.NEW and level for role, level in zip(judged.roles, judged.levels, strict=True))


def _extract(judged: Judged, source: Literal["text", "html"]) -> Extract:
    segments = list(new_segments(judged))
    answers = {
        at: passage for start, end in segments if (passage := _answered(judged, start)) for at in range(start, end)
    }
    lines = tuple(
        Line(role, row.text, level, answers.get(at))
        for at, (row, role, level) in enumerate(zip(judged.rows, judged.roles, judged.levels, strict=True))
    )
    new_text = "\n".join(_joined(judged.rows[start:end]) for start, end in segments)
    return Extract(new_text, _quoted_text(judged), lines, source)


def _joined(rows: Sequence[Row]) -> str:
    """Rows as text, with one blank line where there were several."""
    return _BLANK_ROWS.sub("\n\n", "\n".join(row.text for row in rows))


def _answered(judged: Judged, start: int) -> str | None:
    """The quoted passage that these new rows stand under: its last line, with the lines it was wrapped from."""
    begin = start
    while begin and (judged.roles[begin - 1] is Role.QUOTE or not judged.rows[begin - 1].text):
        begin -= 1
    quoted = [row.text for row in judged.rows[begin:start]]
    end = signature_start(quoted, SenderName(frozenset()), may_be_all=False)
    passage = _joined_last(quoted if end is None else quoted[:end])
    return passage or None


def _joined_last(lines: Sequence[str]) -> str:
    """The last line with anything on it, and above it those that are as long as a wrapped line."""
    kept = list(lines)
    while kept and not kept[-1]:
        kept.pop()
    first = len(kept) - 1
    while first > 0 and len(kept[first - 1]) >= 55:
        first -= 1
    return " ".join(kept[max(first, 0) :])


def _is_residue(text: str) -> bool:
    """A row that says nothing, or no more than a date: «...», "Message du 01/06/26 10:12" above a header block."""
    return not any(char.isalnum() for char in text) or (len(text) <= 40 and bool(_ABOVE_FIELDS.fullmatch(text)))


def _quoted_text(judged: Judged) -> str:
    """The nearest quoted letter: the rows of the first level that is quoted, under the subject that is named for it."""
    quoted = [at for at, role in enumerate(judged.roles) if role in _QUOTED and not _is_residue(judged.rows[at].text)]
    if not quoted:
        return "\n".join(f"Тема: {subject}" for _, subject in judged.subjects[:1])
    nearest = min(judged.levels[at] for at in quoted)
    subject = next((f"Тема: {subject}\n" for level, subject in judged.subjects if level == nearest), "")
    rows = [row for at, row in enumerate(judged.rows) if judged.roles[at] in _QUOTED and judged.levels[at] == nearest]
    return subject + _joined(rows).strip()

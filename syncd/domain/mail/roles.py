"""What programs put around the author's words, taken off by position: banners, signatures, notices."""

from __future__ import annotations

import re
from collections.abc import Iterator

from syncd.domain.mail.banners import goes_on_with, is_banner
from syncd.domain.mail.borders import Judged
from syncd.domain.mail.lines import Hint, Role
from syncd.domain.mail.meetings import meeting_block
from syncd.domain.mail.names import SenderName
from syncd.domain.mail.notices import trailing_notice
from syncd.domain.mail.separators import is_rule
from syncd.domain.mail.signature import afterthoughts, signature_start

_SMALL_PRINT = (Role.DISCLAIMER, Role.BANNER)
_PICTURE = re.compile(
    r"[\[<]\s*(?:cid:|image:|изображение:|https?://)[^\]>\s]*(?:\s[^\]>]*)?[\]>](?:\s*<https?://[^<>\s]+>)?",
    re.IGNORECASE,
)


def mark_surroundings(judged: Judged, sender: SenderName, *, trust_anchors: bool) -> None:
    """Give banners, signatures and notices among the new rows their roles. `trust_anchors`: believe the HTML's own marks."""
    if trust_anchors:
        _mark_anchored_signatures(judged)
    written = False
    for number, (start, end) in enumerate(list(new_segments(judged))):
        if written and sender.is_addressed(judged.rows[start].text):
            judged.roles[start:end] = [Role.QUOTE] * (end - start)  # a letter to the author, whose marks were lost
            continue
        start = _mark_rule(judged, start)
        if number == 0:
            start = _mark_banners(judged, start, end)
        end = _mark_meeting(judged, start, end)
        end = _mark_notices(judged, start, end, may_be_all=written)
        _mark_signature(judged, start, end, sender, may_be_all=written)
        written = written or _has_new_words(judged, start, end)
    _mark_pictures(judged)


def new_segments(judged: Judged) -> Iterator[tuple[int, int]]:
    """The runs of the author's rows, without blank rows at either end."""
    start: int | None = None
    last = 0
    for at, role in enumerate(judged.roles):
        if role is Role.NEW and judged.rows[at].text:
            start = at if start is None else start
            last = at
        elif role is not Role.NEW and start is not None:
            yield start, last + 1
            start = None
    if start is not None:
        yield start, last + 1


def _mark_pictures(judged: Judged) -> None:
    """A picture's place in plain text, such as `[cid:image001.png@01D9]`: programs write it, and most are logos."""
    for at, row in enumerate(judged.rows):
        if judged.roles[at] is Role.NEW and _is_picture(row.text):
            judged.roles[at] = Role.SIGNATURE


def _is_picture(text: str) -> bool:
    return text.startswith(("[", "<")) and bool(_PICTURE.fullmatch(text))


def _mark_anchored_signatures(judged: Judged) -> None:
    """What the HTML calls a signature, and what stands between it and the quote: slogans and small print."""
    for at, row in enumerate(judged.rows):
        if row.hint is Hint.SIGNATURE and judged.roles[at] is Role.NEW:
            judged.roles[at] = Role.SIGNATURE
    written = False
    for start, end in list(new_segments(judged)):
        above = next((judged.roles[at] for at in range(start - 1, -1, -1) if judged.rows[at].text), None)
        if above is Role.SIGNATURE and written:
            _sign(judged, start - 1, end)
        written = written or _has_new_words(judged, start, end)


def _sign(judged: Judged, start: int, end: int) -> None:
    """Call these rows a signature, but for a P.S. below its first row."""
    lines = [row.text for row in judged.rows[start:end]]
    judged.roles[start:end] = [Role.SIGNATURE] * (end - start)
    for begin, stop in afterthoughts(lines, 0):
        judged.roles[start + begin : start + stop] = [Role.NEW] * (stop - begin)


def _mark_banners(judged: Judged, start: int, end: int) -> int:
    """Take warnings off the top; the first row that is the author's."""
    while start < end:
        ruled = is_rule(judged.rows[start].text)
        length = ruled + _banner_length([row.text for row in judged.rows[start + ruled : end]])
        if length == ruled:
            break
        if start + length < end and is_rule(judged.rows[start + length].text):
            length += 1
        judged.roles[start : start + length] = [Role.BANNER] * length
        start += length
        while start < end and not judged.rows[start].text:
            start += 1
    return start


def _mark_rule(judged: Judged, start: int) -> int:
    """A rule between a quotation and the answer below it is the quotation's end; the first row that is the author's."""
    if is_rule(judged.rows[start].text) and start and judged.roles[start - 1] is not Role.NEW:
        judged.roles[start] = Role.HEADER_BLOCK
        return next((at for at in range(start + 1, len(judged.rows)) if judged.rows[at].text), start + 1)
    return start


def _banner_length(lines: list[str]) -> int:
    """How many of these lines are one warning: a line, or a wrapped paragraph."""
    if not lines or not lines[0]:
        return 0
    if is_banner(lines[0]):
        length = 1
        while length < len(lines) and lines[length] and goes_on_with(lines[length - 1], lines[length]):
            length += 1
        return length
    length = next((at for at, line in enumerate(lines) if not line), len(lines))
    wrapped = all(len(line) >= 50 for line in lines[: length - 1])
    return length if 1 < length <= 8 and wrapped and is_banner(" ".join(lines[:length])) else 0


def _mark_meeting(judged: Judged, start: int, end: int) -> int:
    """Take the block of a video meeting out; the end of what is left if it stood last."""
    found = meeting_block([row.text for row in judged.rows[start:end]])
    if found is None:
        return end
    begin, stop = start + found[0], start + found[1]
    judged.roles[begin:stop] = [Role.BANNER] * (stop - begin)
    return _trimmed(judged, start, begin) if stop == end else end


def _mark_notices(judged: Judged, start: int, end: int, *, may_be_all: bool) -> int:
    """Take notices off the bottom, paragraph by paragraph; the end of what is left."""
    for begin, stop in _paragraphs(judged, start, end):
        role = trailing_notice(" ".join(row.text for row in judged.rows[begin:stop]).lstrip("-=_*~ "))
        if role in _SMALL_PRINT and (begin > start or may_be_all):
            judged.roles[begin:end] = [role] * (end - begin)
            return _trimmed(judged, start, begin)
    return _mark_last_lines(judged, start, end)


def _mark_last_lines(judged: Judged, start: int, end: int) -> int:
    """Device lines and list footers, line by line from the bottom, also where they are all there is."""
    while end > start:
        role = trailing_notice(judged.rows[end - 1].text)
        if role is None or (role in _SMALL_PRINT and end - 1 == start):
            break
        judged.roles[end - 1] = role
        end = _trimmed(judged, start, end - 1)
    return end


def _mark_signature(judged: Judged, start: int, end: int, sender: SenderName, *, may_be_all: bool) -> None:
    lines = ["" if _is_picture(row.text) else row.text for row in judged.rows[start:end]]
    found = signature_start(lines, sender, may_be_all=may_be_all)
    if found is not None:
        _sign(judged, start + found, end)


def _has_new_words(judged: Judged, start: int, end: int) -> bool:
    return any(judged.roles[at] is Role.NEW and judged.rows[at].text for at in range(start, end))


def _paragraphs(judged: Judged, start: int, end: int) -> Iterator[tuple[int, int]]:
    begin = start
    for at in range(start, end + 1):
        if at == end or not judged.rows[at].text:
            if begin < at:
                yield begin, at
            begin = at + 1


def _trimmed(judged: Judged, start: int, end: int) -> int:
    while end > start and not judged.rows[end - 1].text:
        end -= 1
    return end

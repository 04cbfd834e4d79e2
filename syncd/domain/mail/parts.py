"""What each part of a message is to us: words to read, a machine's report, or an attachment known by name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

from syncd.domain.mail.header import ContentHeader
from syncd.domain.mail.message import Attachment

_SIGNATURES = frozenset({"application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature"})
_REPORTS = frozenset(
    {
        "message/delivery-status",
        "message/global-delivery-status",
        "message/disposition-notification",
        "message/global-disposition-notification",
        "text/rfc822-headers",
        "message/global-headers",
    }
)
_RETURNED = frozenset({"message/rfc822", "message/global", "text/rfc822-headers", "message/global-headers"})
# Text by its type, and yet nothing that a person writes into a letter.
_NO_LETTER_TEXT = frozenset(
    {
        "text/calendar", "text/vcard", "text/x-vcard", "text/directory", "text/csv", "text/xml", "text/css",
        "text/javascript", "text/rtf", "text/tab-separated-values", "text/x-amp-html", "text/watch-html",
    }
)  # fmt: skip
_OTHER_FORMS = frozenset({"text/x-amp-html", "text/watch-html", "text/rtf", "application/rtf", "text/enriched"})


class DescribedPart(Protocol):
    """What must be known of a part to tell what it is; a server's BODYSTRUCTURE says as much.

    `within` are the types of the multiparts around it, outermost first; a missing disposition has the value "".
    """

    @property
    def section(self) -> str: ...
    @property
    def content(self) -> ContentHeader: ...
    @property
    def disposition(self) -> ContentHeader: ...
    @property
    def content_id(self) -> str | None: ...
    @property
    def within(self) -> tuple[str, ...]: ...


Part = TypeVar("Part", bound=DescribedPart)


@dataclass(frozen=True, slots=True)
class SortedParts(Generic[Part]):
    """The parts of one message by what they are to us, each list in the message's order.

    Of a returned letter (`report`) only the header is wanted. A part may be both a report and an attachment.
    """

    text: list[Part] = field(default_factory=list)  # text/plain and text/html alike
    report: list[Part] = field(default_factory=list)
    calendar: list[Part] = field(default_factory=list)
    attachments: list[Part] = field(default_factory=list)


def sort_parts(parts: Iterable[Part]) -> SortedParts[Part]:
    """Tell words from attachments. The same rule serves whole messages and a server's BODYSTRUCTURE."""
    sorted_parts: SortedParts[Part] = SortedParts()
    taken: set[tuple[str, str]] = set()
    for number, part in enumerate(parts):
        kind = part.content.value
        if kind in _SIGNATURES:
            continue
        if "multipart/encrypted" in part.within:
            sorted_parts.attachments.append(part)
        elif kind == "text/calendar":
            _sort_calendar(part, sorted_parts)
        elif kind in _REPORTS:
            sorted_parts.report.append(part)
        elif _is_letter_text(part, is_first=number == 0):
            if _is_new_form(part, taken):
                sorted_parts.text.append(part)
        elif kind in _OTHER_FORMS and _is_alternative(part):
            continue
        else:
            if kind in _RETURNED and "multipart/report" in part.within:
                sorted_parts.report.append(part)
            sorted_parts.attachments.append(part)
    return sorted_parts


def is_returned_letter(part: DescribedPart) -> bool:
    """Whether a part of a report is the letter it is about, of which the header is enough."""
    return part.content.value in _RETURNED


def attachment_of(part: DescribedPart, size: int) -> Attachment:
    """A part by its name, type and size (as the server counts it: still encoded, lines ending in CRLF)."""
    return Attachment(
        filename=filename_of(part.content, part.disposition),
        content_type=part.content.value,
        size=size,
        section=part.section,
        inline=_is_shown_in_text(part),
    )


def filename_of(content: ContentHeader, disposition: ContentHeader) -> str:
    """The name without the folders that some programs leave in it, or empty."""
    name = disposition.param("filename") or content.param("name") or ""
    return name.replace("\\", "/").rpartition("/")[2].strip()


def _sort_calendar(part: Part, sorted_parts: SortedParts[Part]) -> None:
    sorted_parts.calendar.append(part)
    if part.disposition.value == "attachment":
        sorted_parts.attachments.append(part)


def _is_letter_text(part: DescribedPart, *, is_first: bool) -> bool:
    """Some programs name the body or call it an attachment: the first part is the body unless it is both."""
    kind = part.content.value
    if not kind.startswith("text/") or kind in _NO_LETTER_TEXT:
        return False
    attached, named = part.disposition.value == "attachment", bool(filename_of(part.content, part.disposition))
    return not (attached or named) or (is_first and not (attached and named))


def _is_new_form(part: DescribedPart, taken: set[tuple[str, str]]) -> bool:
    """Of two parts of one type in one multipart/alternative the first is read: they say the same."""
    if not _is_alternative(part):
        return True
    key = (part.section.rpartition(".")[0], part.content.value)
    is_new = key not in taken
    taken.add(key)
    return is_new


def _is_alternative(part: DescribedPart) -> bool:
    return bool(part.within) and part.within[-1] == "multipart/alternative"


def _is_shown_in_text(part: DescribedPart) -> bool:
    if part.disposition.value == "attachment" or not part.content.value.startswith("image/"):
        return False
    return part.content_id is not None or "multipart/related" in part.within

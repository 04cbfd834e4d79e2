"""What a mail system reports about a letter of ours (RFC 3464, RFC 8098), also in words of its own."""

from __future__ import annotations

import re

from syncd.domain.mail.header import RawField, decode_value, message_ids, split_fields
from syncd.domain.mail.message import DeliveryReport

_WORST_FIRST = ("failed", "delayed", "expanded", "relayed", "delivered")
_TEXT_ID = re.compile(r"(?im)^[> \t]{0,40}message-id:\s*<([^<>\s]{3,500})>")
_DELAYED = re.compile(
    r"\b(?:delayed|not\s+yet\s+been\s+delivered|will\s+(?:be\s+retried|continue)|still\s+(?:trying|being\s+retried))\b|задерж|попытки\s+будут|ещё\s+не\s+доставлен",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"[^\s<>;,\"]+@[^\s<>;,\"]+")


def parse_report(report: bytes) -> DeliveryReport | None:
    """The report's fields and the returned letter's header, in one piece of bytes; None where nothing is said."""
    fields = split_fields(report)
    actions = {decode_value(field.value).lower().partition(" ")[0] for field in fields if field.name == "action"}
    displayed = _disposition(fields)
    original = _original_id(fields)
    if not actions and displayed is None and original is None:
        return None
    action = next((name for name in _WORST_FIRST if name in actions), None) or displayed or "unknown"
    return DeliveryReport(action, _recipients(fields, action), original)


def report_in_words(text: str, recipients: tuple[str, ...]) -> DeliveryReport | None:
    """A report that follows no standard: the id of the returned letter stands in its text, or the recipients do."""
    found = _TEXT_ID.search(text)
    if found is None and not recipients:
        return None
    action = "delayed" if _DELAYED.search(text[:1_000]) else "failed"
    return DeliveryReport(action, recipients, found.group(1) if found else None)


def addresses_in(value: str) -> tuple[str, ...]:
    """The addresses a field names, each once, in lower case."""
    return tuple(dict.fromkeys(address.lower() for address in _ADDRESS.findall(value)))


def _disposition(fields: tuple[RawField, ...]) -> str | None:
    """`manual-action/MDN-sent-manually; displayed` -> displayed."""
    value = next((decode_value(field.value) for field in fields if field.name == "disposition"), None)
    if value is None:
        return None
    return value.rpartition(";")[2].strip().lower().partition("/")[0] or "displayed"


def _original_id(fields: tuple[RawField, ...]) -> str | None:
    for name in ("original-message-id", "x-original-message-id", "message-id"):
        for field in fields:
            ids = message_ids(decode_value(field.value)) if field.name == name else ()
            if ids:
                return ids[0]
    return None


def _recipients(fields: tuple[RawField, ...], action: str) -> tuple[str, ...]:
    """Those that met the reported fate; each group of fields names one recipient, then its action."""
    found: list[str] = []
    waiting: tuple[str, ...] = ()
    for field in fields:
        if field.name in ("final-recipient", "original-recipient"):
            waiting = addresses_in(decode_value(field.value)) or waiting
        elif field.name == "action" and decode_value(field.value).lower().startswith(action):
            found.extend(waiting)
    return tuple(dict.fromkeys(found or waiting))

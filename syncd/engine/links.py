"""What of a letter ties it to others: to its thread, to Asana's tasks, to notes of ours."""

from __future__ import annotations

import re
from datetime import datetime

from syncd.domain.mail.message import Message
from syncd.domain.mail.quotation import quoted_headers, quoted_message_ids
from syncd.domain.mail.thread import ThreadLink

_ASANA_LINK = re.compile(r"app\.asana\.com/[^\s\"'<>]+")
_GID = re.compile(r"\d{4,}")
_REFERENCE = re.compile(r"\bA-[0-9A-HJKMNP-TV-Z]{5}\b")


def thread_link(
    identity: str, message: Message, quoted: str, *, received_at: datetime, gmail: str | None
) -> ThreadLink:
    """The letter as threads are made of; `quoted` is the letter in it. Whose it is stands beside it, for the config may change that."""
    return ThreadLink(
        identity=identity,
        message_id=message.message_id,
        received_at=received_at,
        subject=message.subject,
        in_reply_to=message.in_reply_to,
        references=message.references,
        thread_index=message.thread_index,
        from_=message.from_[0].addr_spec if message.from_ else "",
        recipients=tuple(address.addr_spec for address in (*message.to, *message.cc)),
        sent_at=message.date,
        quotes=bool(quoted.strip()),
        quoted_message_ids=quoted_message_ids(quoted),
        quoted_headers=quoted_headers(quoted),
        gmail_threads=(gmail,) if gmail else (),
    )


def asana_links(message: Message) -> tuple[str, ...]:
    """Gids of Asana tasks whose address stands in the text, then references of our notes."""
    text = f"{message.text or ''}\n{message.html or ''}"
    gids = [found[-1] for link in _ASANA_LINK.findall(text) if (found := _GID.findall(link))]
    return tuple(dict.fromkeys([*gids, *_REFERENCE.findall(text)]))

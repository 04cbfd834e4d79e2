"""The list of commands that may be sent to a mail server. Nothing on it changes a mailbox."""

from __future__ import annotations

import re

BEFORE_LOGIN = frozenset({"CAPABILITY", "STARTTLS", "LOGIN", "AUTHENTICATE", "ID"})
AFTER_LOGIN = frozenset(
    {
        "CAPABILITY",
        "COMPRESS",
        "ID",
        "NOOP",
        "LIST",
        "XLIST",
        "STATUS",
        "EXAMINE",
        "UNSELECT",
        "IDLE",
        "LOGOUT",
        "UID FETCH",
        "UID SEARCH",
    }
)
_FETCH_ITEM = re.compile(
    r"UID|FLAGS|INTERNALDATE|RFC822\.SIZE|BODYSTRUCTURE|X-GM-THRID|X-GM-LABELS|BODY\.PEEK\[[0-9A-Z.]*\](<\d+\.\d+>)?"
)
_FETCH = re.compile(r"UID FETCH [0-9,:]+ \(([^()]*)\)", re.ASCII)


class ForbiddenCommand(AssertionError):
    """A command that might change a mailbox was about to be sent: a bug, stopped before the first byte."""


def require_allowed(command: bytes) -> None:
    """Raise unless this command line (without its tag) is on the list.

    A FETCH may ask for PEEKs and facts only: `BODY[...]`, `RFC822` and `RFC822.TEXT` set `\\Seen` (RFC 3501, 6.4.5).
    """
    line = command.decode("latin-1").removesuffix("\r\n")
    words = line.upper().split(" ", 2)
    verb = " ".join(words[:2]) if words[0] == "UID" else words[0]
    if verb not in BEFORE_LOGIN | AFTER_LOGIN:
        raise ForbiddenCommand(verb)
    if "\n" in line or "\r" in line or "\0" in line:
        raise ForbiddenCommand(f"{verb} with a line break inside")
    if verb == "UID FETCH":
        match = _FETCH.fullmatch(line)
        if match is None or not all(_FETCH_ITEM.fullmatch(item) for item in match[1].split(" ")):
            raise ForbiddenCommand(line)

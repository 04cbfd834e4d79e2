"""Which folders there are, what each is for, and which are read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from imapclient import imap_utf7

from connectors.imap.answer import Garbled, Untagged, take_apart

EXCLUDED_ROLES = frozenset({"drafts", "trash", "junk"})

# RFC 6154 (SPECIAL-USE), and XLIST's names for the same (Gmail's old extension, still Yandex's and Mail.ru's).
_ROLE_BY_FLAG = {
    b"\\sent": "sent",
    b"\\drafts": "drafts",
    b"\\trash": "trash",
    b"\\junk": "junk",
    b"\\spam": "junk",
    b"\\all": "all",
    b"\\allmail": "all",
    b"\\archive": "archive",
    b"\\inbox": "inbox",
}
_KNOWN_NAMES = {
    "sent": "sent|sent items|sent messages|sent mail|sent-mail|отправленные|отправленные сообщения|отправленные элементы|отправленные письма|исходящие",
    "drafts": "drafts|draft|черновики|шаблоны|templates",
    "trash": "trash|deleted|deleted items|deleted messages|bin|корзина|удаленные|удалённые|удаленные сообщения|удаленные элементы",
    "junk": "junk|spam|junk e-mail|junk email|junk mail|bulk mail|спам|нежелательная почта|нежелательные",
    "archive": "archive|archives|архив",
}
# Exchange shows these as mail folders; what lies in them are no letters.
NO_MAIL = frozenset(
    ["calendar", "contacts", "journal", "notes", "tasks", "календарь", "контакты", "дневник", "заметки", "задачи"]
)
ROLE_BY_NAME = {name: role for role, names in _KNOWN_NAMES.items() for name in names.split("|")}
_WELL_KNOWN = frozenset((name,) for name in ROLE_BY_NAME)


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder that can be opened. `raw` is its name as the server writes it, `name` as people do."""

    raw: bytes
    name: str
    delimiter: str
    role: str  # inbox, sent, archive, all, drafts, trash, junk or ""

    @property
    def path(self) -> tuple[str, ...]:
        """The name in levels, normalised for comparison."""
        name = unicodedata.normalize("NFC", self.name).casefold()
        return tuple(name.split(self.delimiter)) if self.delimiter else (name,)


def folders_of(responses: Iterable[Untagged]) -> tuple[Folder, ...]:
    """The folders of LIST or XLIST responses; what cannot be opened or taken apart is left out."""
    listed = [folder for folder in map(_listed, responses) if folder is not None]
    return tuple(dict.fromkeys(_known_below_prefix(listed)))


def chosen(folders: Sequence[Folder], wanted: Literal["auto"] | tuple[str, ...], *, gmail: bool) -> frozenset[Folder]:
    """Those that are read. "auto": every folder but drafts, trash and junk; on Gmail All Mail alone, which holds each letter once."""
    if wanted != "auto":
        return frozenset(folder for name in wanted for folder in _named(folders, name))
    if gmail and (everything := [folder for folder in folders if folder.role == "all"]):
        return frozenset(everything)
    return frozenset(folder for folder in folders if folder.role not in EXCLUDED_ROLES)


def missing(folders: Sequence[Folder], wanted: Literal["auto"] | tuple[str, ...]) -> tuple[str, ...]:
    """The configured names that no folder bears."""
    return () if wanted == "auto" else tuple(name for name in wanted if not _named(folders, name))


def _named(folders: Sequence[Folder], name: str) -> list[Folder]:
    """By name or pattern, whatever the delimiter and letter case; else a well-known name stands for the folder of that role."""
    for delimiter in ("/", ".", "|", "\\"):
        pattern = _pattern(name, delimiter)
        if found := [folder for folder in folders if pattern.fullmatch("\0".join(folder.path))]:
            return found
    role = ROLE_BY_NAME.get(name.casefold())
    return [folder for folder in folders if role and folder.role == role]


def _pattern(name: str, delimiter: str) -> re.Pattern[str]:
    """RFC 3501, 6.3.8: `*` matches anything, `%` anything but the delimiter (here NUL)."""
    wanted = unicodedata.normalize("NFC", name).casefold().replace(delimiter, "\0")
    parts = {"*": ".*", "%": "[^\0]*"}
    return re.compile("".join(parts.get(char) or re.escape(char) for char in wanted), re.DOTALL)


def _listed(response: Untagged) -> Folder | None:
    if not (response.is_a(b"LIST") or response.is_a(b"XLIST")):
        return None
    try:
        values = take_apart(response.pieces)
        flags, delimiter, raw = values[1], values[2], values[3]
    except (Garbled, IndexError):
        return None
    if not isinstance(flags, list) or not isinstance(raw, bytes):
        return None
    lowered = {flag.lower() for flag in flags if isinstance(flag, bytes)}
    if lowered & {b"\\noselect", b"\\nonexistent"} or re.search(rb"[\r\n\0]", raw):
        return None
    separator = delimiter.decode("latin-1") if isinstance(delimiter, bytes) else ""
    name = _decoded(raw)
    return Folder(raw, name, separator, _role(lowered, name, separator))


def _known_below_prefix(folders: Sequence[Folder]) -> Sequence[Folder]:
    """Where everything but the inbox lies below one level (`mail/`, a namespace's prefix), well-known names count there."""
    others = [folder for folder in folders if folder.path != ("inbox",)]
    roles = {folder: ROLE_BY_NAME[folder.path[1]] for folder in others if folder.path[1:] in _WELL_KNOWN}
    if (
        len({folder.path[0] for folder in others}) != 1 or len(set(roles.values())) < 2
    ):  # one may be a person's own naming
        return folders
    return [replace(folder, role=folder.role or roles.get(folder, "")) for folder in folders]


def _role(flags: set[bytes], name: str, delimiter: str) -> str:
    for flag, role in _ROLE_BY_FLAG.items():
        if flag in flags:
            return role
    levels = name.casefold().split(delimiter) if delimiter else [name.casefold()]
    if levels == ["inbox"]:
        return "inbox"
    if len(levels) > 1 and levels[0] in {"inbox", "[gmail]", "[google mail]"}:
        levels = levels[1:]
    return ROLE_BY_NAME.get(levels[0], "") if len(levels) == 1 else ""


def _decoded(raw: bytes) -> str:
    """Modified UTF-7 (RFC 3501, 5.1.3), per name: one that is broken must not hide the others. Some servers send UTF-8 as it is."""
    try:
        return str(imap_utf7.decode(raw)) if raw.isascii() else raw.decode("utf-8", "backslashreplace")
    except (ValueError, TypeError):
        return raw.decode("ascii", "backslashreplace")

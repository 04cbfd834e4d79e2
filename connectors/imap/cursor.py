"""What was read of a mailbox so far: the source's own cursor, JSON, committed with the facts it stands for."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Any

from connectors.imap.uids import as_sequence_set, from_sequence_set

VERSION = 1


class Listing(Enum):
    """Which folders are listed in a pass."""

    CHANGED = "those whose counters changed"
    ALL = "all, further back than before"
    DAILY = "all, as a proof that nothing was missed"


@dataclass(slots=True)
class FolderCursor:
    """One folder. `accounted` holds every uid whose letter was handed over, under `uidvalidity`.

    `messages`, `uidnext` and `modseq` are STATUS as of the last complete listing: equal again means nothing new.
    """

    uidvalidity: int = 0
    messages: int = -1
    uidnext: int = 0
    modseq: int = 0
    accounted: set[int] = field(default_factory=set)
    resets: list[str] = field(default_factory=list)  # days on which UIDVALIDITY changed, latest last
    client_letters: int = 0  # found at the last look into a folder that is not read
    late: int = 0  # letters that the last daily listing found to have been missed
    said: str = ""  # the last FolderState reported, so that an equal one is not repeated

    @property
    def is_begun(self) -> bool:
        """Whether reading it has begun; a folder that is not read has an entry for what was said of it."""
        return bool(self.accounted) or self.messages >= 0


@dataclass(slots=True)
class Cursor:
    """The whole mailbox. `listed_on` is the day of the last listing of every folder, back to `listed_since`; `peek_checked` whether reading was seen to leave \\Seen alone."""

    folders: dict[str, FolderCursor] = field(default_factory=dict)
    listed_on: date | None = None
    listed_since: date | None = None
    peek_checked: bool = False

    def client_letters(self, folder: str) -> int:
        """How many letters from clients were found there at the last look, if it is not read."""
        return self.folders[folder].client_letters if folder in self.folders else 0

    def listing(self, today: date, since: date) -> Listing:
        """Which folders a pass lists: all on the first pass of a day, and where the history now reaches further back."""
        if self.listed_since is None or since < self.listed_since:
            return Listing.ALL
        return Listing.CHANGED if self.listed_on == today else Listing.DAILY

    def dump(self) -> str:
        """As JSON."""
        return json.dumps(
            {
                "v": VERSION,
                "listed_on": self.listed_on.isoformat() if self.listed_on else None,
                "listed_since": self.listed_since.isoformat() if self.listed_since else None,
                "peek_checked": self.peek_checked,
                "folders": {name: _dump(folder) for name, folder in self.folders.items()},
            },
            ensure_ascii=False,
        )

    @classmethod
    def load(cls, text: str | None) -> Cursor:
        """From JSON; anything that is not ours begins from nothing, which is always safe."""
        try:
            data = json.loads(text or "{}")
            if not isinstance(data, dict) or data.get("v") != VERSION:
                return cls()
            listed_on, since = data["listed_on"], data["listed_since"]
            return cls(
                folders={name: _load(folder) for name, folder in data["folders"].items()},
                listed_on=date.fromisoformat(listed_on) if listed_on else None,
                listed_since=date.fromisoformat(since) if since else None,
                peek_checked=bool(data["peek_checked"]),
            )
        except (ValueError, KeyError, TypeError, AttributeError):
            return cls()


def _dump(folder: FolderCursor) -> dict[str, Any]:
    return {
        "uidvalidity": folder.uidvalidity,
        "messages": folder.messages,
        "uidnext": folder.uidnext,
        "modseq": folder.modseq,
        "accounted": as_sequence_set(folder.accounted),
        "resets": folder.resets,
        "client_letters": folder.client_letters,
        "late": folder.late,
        "said": folder.said,
    }


def _load(data: dict[str, Any]) -> FolderCursor:
    return FolderCursor(
        uidvalidity=int(data["uidvalidity"]),
        messages=int(data["messages"]),
        uidnext=int(data["uidnext"]),
        modseq=int(data["modseq"]),
        accounted=from_sequence_set(data["accounted"]),
        resets=[str(day) for day in data["resets"]],
        client_letters=int(data.get("client_letters", 0)),
        late=int(data.get("late", 0)),
        said=str(data["said"]),
    )

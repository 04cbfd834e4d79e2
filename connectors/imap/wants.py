"""What the app wants of letters: pure predicates that the connector asks and does not understand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from syncd.domain.mail.message import Message
from syncd.domain.mail.new_text import Look


@dataclass(frozen=True, slots=True)
class Wants:
    """What the app wants of letters; pure predicates.

    `look`: whose bytes are kept, and what was found out with that; it goes with the letter. `known`: letters spared when uids are given out anew. `html`: asked with the header
    alone; where it says no and there is plain text, the HTML form is not fetched. `client_senders`: addresses and
    domains that unread folders are looked through for, once a day.
    """

    look: Callable[[Message], Look]
    known: Callable[[Message], bool] | None = None
    html: Callable[[Message], bool] | None = None
    client_senders: Callable[[], tuple[str, ...]] = tuple

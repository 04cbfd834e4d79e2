"""What may have happened: errors of a look before a write, and of the write itself, as the engine tells them apart."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from connectors.asana.errors import AsanaRefused, RateLimited, ServerTrouble, Stopped
from connectors.asana.gate import Rank, ranked
from syncd.domain.errors import InDoubt, Interrupted, NotSent, PlaceGone, Rejected, Unavailable


@contextmanager
def looking() -> Iterator[None]:
    """Reads before a write: whatever goes wrong here, nothing was written."""
    try:
        with ranked(Rank.FIRST):
            yield
    except AsanaRefused as error:
        if error.is_about_one_object:
            raise Rejected(str(error)) from error
        raise NotSent(str(error)) from error
    except Unavailable as error:
        raise _later(error) from error


@contextmanager
def sending() -> Iterator[None]:
    """A write: told apart by whether it may have happened."""
    try:
        yield
    except AsanaRefused as error:
        if not error.is_about_one_object:
            raise NotSent(str(error)) from error
        if error.status == 404:
            raise PlaceGone(str(error)) from error
        raise Rejected(str(error)) from error
    except (RateLimited, Stopped) as error:
        raise _later(error) from error
    except ServerTrouble as error:
        if not error.sent:
            raise NotSent(str(error)) from error
        raise InDoubt(str(error)) from error


def _later(error: Unavailable) -> NotSent:
    """Where we are ending ourselves nothing is wrong; a long pause is Asana's wish."""
    kind = Interrupted if isinstance(error, Stopped) and error.retry_after is None else NotSent
    return kind(str(error), retry_after=error.retry_after)

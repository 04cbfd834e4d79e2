"""Sets of uids as IMAP writes them (`1:4,7`): compact in the cursor and on a command line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


def as_sequence_set(uids: Iterable[int]) -> str:
    """`{1, 2, 3, 7}` is `1:3,7`; nothing is the empty text."""
    return ",".join(str(low) if low == high else f"{low}:{high}" for low, high in _ranges(sorted(set(uids))))


def from_sequence_set(text: str) -> set[int]:
    """The uids of `1:3,7`. Raises ValueError on anything else."""
    uids: set[int] = set()
    for piece in filter(None, text.split(",")):
        low, _, high = piece.partition(":")
        first, last = sorted((int(low), int(high or low)))
        uids.update(range(first, last + 1))
    return uids


def in_chunks(uids: Iterable[int], *, most: int, max_chars: int = 7000) -> Iterator[list[int]]:
    """The uids in ascending order, cut so that each chunk has at most `most` and is written in at most `max_chars`.

    Servers refuse command lines beyond 8 KB (RFC 7162, section 4); a uid has at most ten digits.
    """
    ordered = sorted(set(uids))
    start = 0
    while start < len(ordered):
        chunk = ordered[start : start + most]
        while len(as_sequence_set(chunk)) > max_chars:
            chunk = chunk[: len(chunk) // 2]
        yield chunk
        start += len(chunk)


def _ranges(ordered: list[int]) -> Iterator[tuple[int, int]]:
    start = previous = None
    for uid in ordered:
        if start is None or previous is None:
            start = previous = uid
        elif uid == previous + 1:
            previous = uid
        else:
            yield start, previous
            start = previous = uid
    if start is not None and previous is not None:
        yield start, previous

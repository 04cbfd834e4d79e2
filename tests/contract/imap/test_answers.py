"""Taking answers apart: any bytes end in values or in `Garbled`, and uids survive being written down."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.imap.answer import Garbled, Untagged, Value, fetched, literal_size, take_apart
from connectors.imap.cursor import Cursor, FolderCursor
from connectors.imap.folders import folders_of
from connectors.imap.heads import internal_date
from connectors.imap.structure import parts_of
from connectors.imap.uids import as_sequence_set, from_sequence_set, in_chunks

UIDS = st.sets(st.integers(1, 2**32 - 1), max_size=300)
IMAPISH = st.lists(
    st.sampled_from(
        [
            b"(",
            b")",
            b'"',
            b"\\",
            b" ",
            b"NIL",
            b"BODY[1.2]<0>",
            b"{3}",
            b"UID 7",
            b'"TEXT"',
            b"[",
            b"]",
            b"\xff",
            b"12",
        ]
    )
).map(b"".join)


@given(UIDS)
def test_a_sequence_set_holds_exactly_the_uids_it_was_made_of(uids: set[int]) -> None:
    assert from_sequence_set(as_sequence_set(uids)) == uids


@given(UIDS, st.integers(1, 50))
def test_chunks_hold_every_uid_once_in_order_and_keep_to_their_limits(uids: set[int], most: int) -> None:
    chunks = list(in_chunks(uids, most=most, max_chars=200))

    assert [uid for chunk in chunks for uid in chunk] == sorted(uids)
    assert all(len(chunk) <= most and len(as_sequence_set(chunk)) <= 200 for chunk in chunks)


@given(st.lists(IMAPISH | st.binary(max_size=30), min_size=1, max_size=5))
def test_any_answer_ends_in_values_or_is_called_garbled(pieces: list[bytes]) -> None:
    response = Untagged(tuple(pieces))
    try:
        values = take_apart(response.pieces)
    except Garbled:
        values = []
    parts_of(values)
    fetched(response)
    folders_of([response])


NESTED: st.SearchStrategy[Value] = st.recursive(
    st.none() | st.sampled_from([b"TEXT", b"PLAIN", b"7BIT", b"12", b"", b"MULTIPART", b"\xd0\x9f", b"name*0*"]),
    lambda inner: st.lists(inner, max_size=9),
    max_leaves=40,
)


@given(NESTED)
def test_any_body_structure_ends_in_parts_or_in_none(structure: Value) -> None:
    parts = parts_of(structure)
    assert parts is None or all(part.size >= 0 and part.section for part in parts)


def test_a_structure_nested_ten_thousand_deep_costs_no_recursion() -> None:
    deep: Value = [b"TEXT", b"PLAIN", None, None, None, b"7BIT", b"1", b"1"]
    for _ in range(10_000):
        deep = [deep, b"MIXED"]
    assert parts_of(deep) is None
    with pytest.raises(Garbled):
        take_apart((b"(" * 10_000,))


def test_parts_have_the_section_numbers_that_fetch_wants() -> None:
    line = (
        b'((("TEXT" "PLAIN" ("CHARSET" "utf-8") NIL NIL "8BIT" 5 1)("TEXT" "HTML" NIL NIL NIL "8BIT" 9 1) "ALTERNATIVE")'
        b'("IMAGE" "PNG" ("NAME" "a.png") "<c1>" NIL "BASE64" 70 NIL ("inline" ("filename" "a.png")))'
        b'("MESSAGE" "RFC822" NIL NIL NIL "7BIT" 80 (NIL) ("TEXT" "PLAIN" NIL NIL NIL "7BIT" 3 1) 4) "MIXED")'
    )
    (structure,) = take_apart((line,))
    parts = parts_of(structure)

    assert parts is not None
    assert [(part.section, part.content.value, part.size, part.within) for part in parts] == [
        ("1.1", "text/plain", 5, ("multipart/mixed", "multipart/alternative")),
        ("1.2", "text/html", 9, ("multipart/mixed", "multipart/alternative")),
        ("2", "image/png", 70, ("multipart/mixed",)),
        ("3", "message/rfc822", 80, ("multipart/mixed",)),
    ]
    assert (parts[1].transfer_encoding, parts[2].content_id, parts[2].disposition.value) == ("8bit", "c1", "inline")


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        (b"31-May-2026 10:00:00 +0300", datetime(2026, 5, 31, 7, tzinfo=UTC)),
        (b" 1-Jan-2026 00:00:00 -0330", datetime(2026, 1, 1, 3, 30, tzinfo=UTC)),
        (b"31-Feb-2026 10:00:00 +0000", None),
        (b"yesterday", None),
        (None, None),
    ],
)
def test_internal_dates_become_instants_or_nothing(text: bytes | None, instant: datetime | None) -> None:
    assert internal_date(text) == instant


@pytest.mark.parametrize(
    ("line", "size"), [(b"* 1 FETCH (BODY[] {12}", 12), (b"x {7+}", 7), (b"x {12} ", None), (b"x {}", None)]
)
def test_a_literal_is_announced_at_the_end_of_a_line(line: bytes, size: int | None) -> None:
    assert literal_size(line) == size


@given(UIDS, st.integers(0, 2**32 - 1), st.text(max_size=20))
def test_a_cursor_comes_back_from_its_text_as_it_was(uids: set[int], uidvalidity: int, name: str) -> None:
    cursor = Cursor(
        folders={name: FolderCursor(uidvalidity, 3, 9, 12, uids, ["2026-06-01"], 2, 1, "x")}, peek_checked=True
    )

    assert Cursor.load(cursor.dump()) == cursor


@given(st.text(max_size=50) | st.sampled_from(["{}", "[]", '{"v": 1}', '{"v": 1, "folders": {"a": {}}}', "null"]))
def test_a_cursor_that_is_not_ours_begins_from_nothing(text: str) -> None:
    assert Cursor.load(text) == Cursor()

"""Bytes to text, whatever was declared."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syncd.domain.mail.charset import Decoded, charset_name, decode, normalise_text, undo_double_encoding

LINES = (
    "Согласовано",
    "Добрый день!",
    "Медиаплан согласован, запускайте с понедельника",
    "Не согласовываем: пришлите новый расчёт до пятницы",
    "ВАЖНО: БЮДЖЕТ НА МАЙ",
    "Бюджет: 500 тыс. руб. + НДС",
    "С уважением, Жукова",
)


@pytest.mark.parametrize("charset", ["utf-8", "cp1251", "koi8-r", "cp866"])
@pytest.mark.parametrize("line", LINES)
def test_undeclared_russian_is_read_in_every_charset_of_old_programs(line: str, charset: str) -> None:
    assert decode(line.encode(charset), None).text == line


@pytest.mark.parametrize(
    "declared", ["us-ascii", "iso-8859-1", "utf-8", "x-unknown", "unknown-8bit", "_iso-2022-jp$ESC", ""]
)
def test_a_default_or_unknown_charset_says_nothing_about_russian_bytes(declared: str) -> None:
    assert decode("Медиаплан согласован".encode("cp1251"), declared).text == "Медиаплан согласован"


@pytest.mark.parametrize(
    ("declared", "real"), [("koi8-r", "cp1251"), ("cp1251", "koi8-r"), ("cp1251", "cp866"), ("koi8-r", "utf-8")]
)
def test_a_cyrillic_charset_declared_over_another_is_seen_through(declared: str, real: str) -> None:
    line = "Добрый день! Медиаплан согласован, запускайте."
    assert decode(line.encode(real), declared) == Decoded(
        line, f"charset guessed: {real}, declared {charset_name(declared)}"
    )


@pytest.mark.parametrize(
    ("line", "charset"),
    [
        ("café à la carte, Müller", "iso-8859-1"),
        ("Let’s go – “ok”", "cp1252"),
        ("план узгоджено, її є ще дві", "koi8-u"),
        ("аапс", "koi8-r"),
        ("СССР, РФ", "windows-1251"),
        ("計画を承認します", "iso-2022-jp"),
        ("计划批准", "gb2312"),
    ],
)
def test_what_was_declared_rightly_is_taken_as_declared(line: str, charset: str) -> None:
    assert decode(line.encode(charset), charset) == Decoded(line)


@pytest.mark.parametrize(
    ("read_as", "real"), [("cp1251", "utf-8"), ("latin-1", "utf-8"), ("latin-1", "cp1251"), ("cp1252", "cp1251")]
)
@pytest.mark.parametrize("line", ["Медиаплан согласован", "План утверждаем, запускайте!", "Отчёт"])
def test_double_encoding_is_undone(line: str, read_as: str, real: str) -> None:
    damaged = line.encode(real).decode(read_as, "replace")
    if "\ufffd" in damaged:
        pytest.skip("this damage loses letters")
    assert undo_double_encoding(damaged) == line


def test_double_encoding_is_undone_in_one_line_of_many() -> None:
    damaged = "Медиаплан".encode().decode("cp1251")
    assert undo_double_encoding(f"Добрый день\n{damaged}\nА") == "Добрый день\nМедиаплан\nА"


@pytest.mark.parametrize(
    "line", [*LINES, "РСТ РСФСР, СССР", "Überprüfung äöü ÀÉÎÕÜ", "Россия: Рязань, Сочи", "100 £ ± 5 °C"]
)
def test_sound_text_is_left_alone(line: str) -> None:
    assert undo_double_encoding(line) is line


def test_utf8_with_a_broken_place_stays_utf8() -> None:
    content = "Медиаплан согласован, бюджет прежний".encode()
    assert decode(content[:-1], "utf-8") == Decoded(
        "Медиаплан согласован, бюджет прежни\ufffd", "charset broken: utf-8"
    )


def test_a_quotation_in_another_charset_is_read_line_by_line() -> None:
    content = "Медиаплан согласован\n".encode() + "> Просим согласовать медиаплан".encode("cp1251")
    assert decode(content, "utf-8") == Decoded(
        "Медиаплан согласован\n> Просим согласовать медиаплан", "charset guessed: utf-8 and cp1251"
    )


def test_text_is_normalised_and_else_exact() -> None:
    assert normalise_text("а\u0438\u0306\r\nб\rв\u200b\ufeff\u00ad\x00\u00a0 г") == "ай\nб\nв\u00a0 г"


@given(
    st.binary(max_size=300),
    st.one_of(
        st.none(),
        st.text(max_size=20),
        st.sampled_from(["hex", "zip", "idna", "utf-7", "utf-16", "unicode_escape", "undefined"]),
    ),
)
def test_every_bytes_are_some_text(content: bytes, declared: str | None) -> None:
    normalise_text(decode(content, declared).text).encode("utf-8")


@given(st.sampled_from(["utf-8", "cp1251", "koi8-r"]), st.lists(st.sampled_from(LINES), min_size=2, max_size=6))
def test_several_lines_are_always_told_apart(charset: str, lines: list[str]) -> None:
    text = "\n".join(lines)
    assert decode(text.encode(charset), None).text == text

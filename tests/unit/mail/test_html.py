"""HTML as a reader sees it: what is shown and what is not, line by line, however odd the source."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from syncd.domain.mail.html import rows_of_html
from syncd.domain.mail.lines import Hint, Row


def shown(html: str) -> list[str]:
    """The texts of all rows, without empty ones."""
    return [row.text for row in rows_of_html(html) if row.text]


@pytest.mark.parametrize(
    ("html", "lines"),
    [
        ("<div>один</div><div>два</div>", ["один", "два"]),
        ("один<br>два<br/>три", ["один", "два", "три"]),
        ("<p>слова\n   из\tисходника</p>", ["слова из исходника"]),
        ("<pre>как\n  есть</pre>", ["как", "есть"]),
        ('<span style="white-space: pre-wrap">раз\nдва</span>', ["раз", "два"]),
        (
            "<table><tr><td>План</td><td>420 000</td></tr><tr><td>Факт</td><td>400 000</td></tr></table>",
            ["План\t420 000", "Факт\t400 000"],
        ),
        ("<ul><li>радио</li><li>видео</li></ul>", ["- радио", "- видео"]),
        ("а<b>б</b>в<i> г</i>", ["абв г"]),
        ("не&nbsp;согласовано", ["не согласовано"]),
        ("согла\u00adсо\u200bвано", ["согласовано"]),
        ("<style>p{color:red}</style><script>var a='x'</script><title>т</title>текст", ["текст"]),
        ("<!--[if mso]>Outlook<![endif]-->текст<!-- примечание -->", ["текст"]),
        ('<img alt="👍"> ', ["👍"]),
        ('текст<img alt="Согласовано">', ["текст"]),
        ("<o:p>слово</o:p>", ["слово"]),
        ("", []),
        ("<div", []),
        ("a &lt; b &amp; c", ["a < b & c"]),
    ],
)
def test_a_reader_sees_these_lines(html: str, lines: list[str]) -> None:
    assert shown(html) == lines


@pytest.mark.parametrize(
    "style",
    [
        "display:none",
        "DISPLAY : NONE",
        "color:red;display:none!important",
        "visibility:hidden",
        "mso-hide:all",
        "font-size:0",
        "font-size: 0px; line-height: 1px",
        "max-height:0;overflow:hidden",
        "overflow:hidden; max-height:0px",
    ],
)
def test_what_is_hidden_is_not_read(style: str) -> None:
    assert shown(f'<div style="{style}">Медиаплан согласован<p>и это</p></div><div>Нет</div>') == ["Нет"]


@pytest.mark.parametrize(
    "style",
    ["display:block", "font-size:0.9em", "font-size:10pt", "max-height:0.5em", "color:#ffffff", "overflow:hidden"],
)
def test_what_is_only_styled_is_read(style: str) -> None:
    assert shown(f'<div style="{style}">Медиаплан не согласован</div>') == ["Медиаплан не согласован"]


def test_the_hidden_attribute_hides() -> None:
    assert shown("<p hidden>Согласовано</p><p>Нет</p>") == ["Нет"]


def test_empty_paragraphs_of_word_are_empty_lines() -> None:
    rows = rows_of_html("<p class=MsoNormal>а</p><p class=MsoNormal><o:p>&nbsp;</o:p></p><p class=MsoNormal>б</p>")
    assert rows == [Row("а"), Row(""), Row("б")]


@pytest.mark.parametrize(
    ("html", "rows"),
    [
        ('<blockquote type="cite">а</blockquote>б', [Row("а", 1), Row("б")]),
        ('<blockquote type="cite">а<blockquote type="cite">б</blockquote></blockquote>', [Row("а", 1), Row("б", 2)]),
        ('<blockquote style="margin:0 0 0 40px;border:none;padding:0px"><div>а</div></blockquote>', [Row("а")]),
        ("<blockquote>а</blockquote>", [Row("а", 0, Hint.INDENTED)]),
        ("<div>&gt; а<br>&gt;&gt; б</div>", [Row("а", 1), Row("б", 2)]),
        ('<div class="gmail_signature">а</div>', [Row("а", 0, Hint.SIGNATURE)]),
        ('<div data-signature-widget="container">а</div>б', [Row("а", 0, Hint.SIGNATURE), Row("б")]),
        ('а<div id="appendonsend"></div><hr><div>б</div>', [Row("а"), Row("б", 0, Hint.BOUNDARY)]),
        ('<div class="gmail_quote"><div>а</div></div>', [Row("а", 1)]),
    ],
)
def test_anchors_of_mail_programs_are_kept(html: str, rows: list[Row]) -> None:
    assert rows_of_html(html) == rows


def test_an_author_may_indent_words_and_they_stay_on_their_level() -> None:
    assert rows_of_html('<p style="margin-left:40px">а</p>') == [Row("а")]


@pytest.mark.parametrize("tag", ["div", "blockquote", "span", "table><tr><td", "b", "ul><li"])
def test_twenty_thousand_nested_elements_are_walked_to_the_bottom(tag: str) -> None:
    texts = shown("<p>начало</p>" + f"<{tag}>" * 20_000 + "дно")
    assert texts[0] == "начало"
    assert texts[-1].endswith("дно")


def test_input_beyond_two_megabytes_is_cut_off() -> None:
    rows = rows_of_html("<p>первая</p>" + "<p>" + "а" * 3_000_000 + "</p><p>последняя</p>")
    assert rows[0].text == "первая"
    assert all(row.text != "последняя" for row in rows)


def test_nodes_beyond_two_hundred_thousand_are_cut_off() -> None:
    texts = shown("<b>а</b><br>" * 100_000)
    assert 10_000 < len(texts) < 100_000


_PIECES = [
    *"<>/=\"' a&;!-#\n>",
    "<div",
    "<blockquote>",
    "</blockquote>",
    "<style>",
    "<td>",
    "<pre>",
    "<!--",
    "-->",
    "&nbsp;",
    "&#0;",
    'class="gmail_quote"',
    "<table>",
]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(_PIECES), max_size=60).map("".join))
def test_no_source_breaks_it(html: str) -> None:
    assert all("\n" not in row.text and row.depth >= 0 for row in rows_of_html(html))

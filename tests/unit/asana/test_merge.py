"""Our part of a description renewed beside people's words."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.asana.merge import as_notes, lines_of_description, lines_of_rich_text, merge
from syncd.domain.notes.note import RichText, Span, plain_text

REF = "A-7F3K2"


def merged(current: str, old: str | None, new: str) -> str:
    """All three as plain descriptions; the result as it would be sent."""
    lines = merge(
        lines_of_description(None, current),
        old=None if old is None else lines_of_rich_text(plain_text(old)),
        new=lines_of_rich_text(plain_text(new)),
        ref=REF,
    )
    return as_notes(lines)["notes"]


def test_an_untouched_description_becomes_the_new_one() -> None:
    assert merged(f"Было\n{REF}", f"Было\n{REF}", f"Стало\nдва\n{REF}") == f"Стало\nдва\n{REF}"


def test_words_above_and_below_stay_where_they_were() -> None:
    current = f"Сверху\n\nБыло\n{REF}\nСнизу\nещё"
    assert merged(current, f"Было\n{REF}", f"Стало\n{REF}") == f"Сверху\n\nСтало\n{REF}\nСнизу\nещё"


def test_a_line_between_ours_stays_between_them() -> None:
    current = f"Письмо\nя отвечу\nСрок 15:05\n{REF}"
    old, new = f"Письмо\nСрок 15:05\n{REF}", f"Письмо\nСрок 16:00\n{REF}"
    assert merged(current, old, new) == f"Письмо\nя отвечу\nСрок 16:00\n{REF}"


def test_a_line_of_ours_that_somebody_changed_stays_theirs() -> None:
    current = f"Причина: площадка\nИтог\n{REF}"
    old, new = f"Причина: —\nИтог\n{REF}", f"Причина: —\nИтог недели\n{REF}"
    assert merged(current, old, new) == f"Причина: площадка\nИтог недели\n{REF}"


def test_a_line_that_both_changed_is_there_twice() -> None:
    current, old, new = f"Срок: среда\n{REF}", f"Срок: —\n{REF}", f"Срок: пятница\n{REF}"
    assert merged(current, old, new) == f"Срок: пятница\nСрок: среда\n{REF}"


def test_words_beside_the_reference_stay() -> None:
    assert merged(f"Было\n{REF} позвонила", f"Было\n{REF}", f"Стало\n{REF}") == f"Стало\n{REF} позвонила"


def test_without_the_old_text_only_our_own_lines_are_ours() -> None:
    assert merged(f"Чужое\nНаше\n{REF}", None, f"Наше\n{REF}") == f"Чужое\nНаше\n{REF}"


def test_a_removed_reference_comes_back_below_what_they_wrote() -> None:
    assert merged("Всё стёрла, пишу сама", f"Было\n{REF}", f"Стало\n{REF}") == f"Стало\nВсё стёрла, пишу сама\n{REF}"


def test_peoples_formatting_stays() -> None:
    html = f"<body><strong>Важно</strong>\n<ul><li>раз</li><li>два</li></ul>Было\n{REF}\n<em>конец</em></body>"
    lines = merge(
        lines_of_description(html, "не читается"),
        old=lines_of_rich_text(plain_text(f"Было\n{REF}")),
        new=lines_of_rich_text(plain_text(f"Стало & <новое>\n{REF}")),
        ref=REF,
    )
    assert as_notes(lines) == {
        "html_notes": "<body><strong>Важно</strong>\n<ul><li>раз</li><li>два</li></ul>"
        f"Стало &amp; &lt;новое&gt;\n{REF}\n<em>конец</em></body>"
    }


def test_a_mention_that_asana_filled_in_is_still_our_line() -> None:
    ours = RichText(((Span("Ответить: "), Span("Анна", user_gid="12")), (Span(REF),)))
    html = f'<body>Ответить: <a href="https://x" data-asana-gid="12" data-asana-type="user">@Анна</a>\n{REF}</body>'
    lines = merge(
        lines_of_description(html, None),
        old=lines_of_rich_text(ours),
        new=lines_of_rich_text(plain_text(f"Готово\n{REF}")),
        ref=REF,
    )
    assert as_notes(lines) == {"notes": f"Готово\n{REF}"}


def test_html_that_is_no_xml_is_read_as_plain_text() -> None:
    assert [line.text for line in lines_of_description("<body>a<br>b</body>", "a\nb")] == ["a", "b"]


WORDS = st.lists(st.sampled_from(["альфа", "бета", "гамма", "дельта", ""]), max_size=5)
THEIRS = st.lists(st.text(alphabet="абв <>&\u00a0", min_size=1, max_size=6).filter(str.strip), max_size=6)


@settings(deadline=None)
@given(old=WORDS, new=WORDS, theirs=THEIRS, places=st.lists(st.integers(0, 12), max_size=6))
def test_every_line_people_wrote_survives(old: list[str], new: list[str], theirs: list[str], places: list[int]) -> None:
    marked = [f"§{number} {line}" for number, line in enumerate(theirs)]
    current = [*old, REF]
    for line, place in zip(marked, places, strict=False):
        current.insert(min(place, len(current)), line)
    written = [line for line in current if line.startswith("§")]
    result = merged("\n".join(current), "\n".join([*old, REF]), "\n".join([*new, REF])).split("\n")
    assert [line for line in result if line.startswith("§")] == written
    assert result.count(REF) == 1
    again = merged("\n".join(result), "\n".join([*new, REF]), "\n".join([*new, REF])).split("\n")
    assert again == result


@given(lines=st.lists(st.text(alphabet="аб <>&\"'\t", max_size=8), min_size=1, max_size=6))
def test_a_description_read_and_joined_is_the_same(lines: list[str]) -> None:
    text = RichText(tuple((Span(line, strong=bool(line) and number % 2 == 0),) for number, line in enumerate(lines)))
    from connectors.asana.richtext import to_xml

    html = to_xml(text)
    sent = as_notes(lines_of_description(html, None))
    assert sent.get("html_notes", html) == html or html == "<body />"

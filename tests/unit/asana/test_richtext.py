"""Our texts as Asana's XML, whatever they hold."""

from __future__ import annotations

from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from connectors.asana.richtext import shortened, to_plain, to_xml, with_reference
from syncd.domain.notes.note import RichText, Span, plain_text

REF = "A-7F3K2"
ALLOWED = {"body", "strong", "em", "a"}

spans = st.builds(
    Span,
    text=st.text(max_size=30),
    strong=st.booleans(),
    em=st.booleans(),
    href=st.none()
    | st.text(max_size=10).map(lambda rest: "https://x.example/" + rest)
    | st.just("javascript:alert(1)"),
)
texts = st.lists(st.lists(spans, max_size=3).map(tuple), max_size=5).map(lambda lines: RichText(tuple(lines)))


@given(text=texts)
def test_any_text_gives_well_formed_xml_that_says_the_same(text: RichText) -> None:
    body = ElementTree.fromstring(to_xml(text))
    assert {element.tag for element in body.iter()} <= ALLOWED
    assert "".join(body.itertext()) == to_plain(text)
    assert all(set(element.attrib) <= {"href"} for element in body.iter())
    assert all(element.get("href", "https:").startswith("https:") for element in body.iter())


@given(text=texts, limit=st.integers(40, 200))
def test_a_shortened_text_fits_and_ends_with_its_reference(text: RichText, limit: int) -> None:
    cut = shortened(with_reference(text, REF), limit)
    assert len(cut.plain) <= limit or len(cut.lines) == 1
    assert REF in cut.plain.rpartition("\n")[2]


def test_text_is_cut_behind_a_sentence() -> None:
    text = plain_text(f"Первое предложение. Второе предложение, которое длиннее.\n{REF}")
    assert shortened(text, 40).plain == f"Первое предложение.\n{REF}"


def test_text_without_a_sentence_is_cut_at_a_word() -> None:
    assert shortened(plain_text(f"одно два три четыре пять\n{REF}"), 25).plain == f"одно два три…\n{REF}"


def test_a_no_break_space_stays_and_control_characters_go() -> None:
    assert to_xml(plain_text("10\u00a0000 ₽\x00\x0b\ud800!")) == "<body>10\u00a0000 ₽!</body>"


def test_styles_and_mentions_become_elements() -> None:
    text = RichText(((Span("a", strong=True, em=True), Span("<b>"), Span("x", user_gid="12")), (Span(""),)))
    assert to_xml(text) == '<body><strong><em>a</em></strong>&lt;b&gt;<a data-asana-gid="12" />\n</body>'


def test_a_reference_that_is_missing_is_added() -> None:
    assert with_reference(plain_text("Текст"), REF).plain == f"Текст\n{REF}"
    assert with_reference(plain_text(f"Текст\n{REF}"), REF).plain == f"Текст\n{REF}"

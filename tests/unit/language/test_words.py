"""Sentences and words, by offset."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syncd.domain.language.words import sentences


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Согласовано. Запускайте!", ["Согласовано.", "Запускайте!"]),
        ("План на II кв. 2025 г. согласован", ["План на II кв. 2025 г. согласован"]),
        ("согласовано, 450 тыс. руб. на май", ["согласовано, 450 тыс. руб. на май"]),
        ("И.И. Иванов согласен. Ждём", ["И.И. Иванов согласен.", "Ждём"]),
        ("The answer is no. Please redo", ["The answer is no.", "Please redo"]),
        ("все шесть, с краном) Ставьте", ["все шесть, с краном)", "Ставьте"]),
        ("план (весь) Годится", ["план (весь) Годится"]),
        (
            "Яна, добрый день!\n1. Контекст: да\n2. Радио: нет",
            ["Яна, добрый день!", "1. Контекст: да", "2. Радио: нет"],
        ),
        ("ок. запускайте", ["ок.", "запускайте"]),
        (
            "we confirm hereby that the approval of the media plan\nfor the CIS is given",
            ["we confirm hereby that the approval of the media plan\nfor the CIS is given"],
        ),
    ],
)
def test_text_is_cut_where_its_author_ended_a_sentence(text: str, pieces: list[str]) -> None:
    assert [sentence.text for sentence in sentences(text)] == pieces


@pytest.mark.parametrize("text", ["Согласован?", "согласован ?)", "«Согласован?»", "правда?!", "так?.."])
def test_a_question_is_seen_behind_what_follows_its_mark(text: str) -> None:
    assert sentences(text)[-1].is_question


@pytest.mark.parametrize(
    ("word", "lemma"),
    [
        ("COГЛAСОВАНО", "согласовать"),
        ("утверждён", "утвердить"),
        ("soglasovan", "согласовать"),
        ("withdrew", "withdraw"),
        ("approving", "approve"),
    ],
)
def test_a_word_is_known_in_whatever_letters_it_is_typed(word: str, lemma: str) -> None:
    (sentence,) = sentences(word)
    assert lemma in sentence.tokens[0].lemmas


@given(st.text(alphabet="абвАБВ .!?)(\n\t«»,12:;-👍ёЁiI’", max_size=80))
def test_every_sentence_and_token_is_an_exact_piece_of_the_text(text: str) -> None:
    for sentence in sentences(text):
        assert text[sentence.start : sentence.end] == sentence.text
        assert all(text[token.start : token.end] == token.text for token in sentence.tokens)

"""Names tell where a quoted letter goes on and where a signature begins."""

from __future__ import annotations

from syncd.domain.mail.new_text import extract
from tests.unit.mail.layouts import message

ATTRIBUTION = "On Mon, 1 Jun 2026 at 10:12, Anna Orlova <anna.orlova@agency.example> wrote:"


def new(text: str) -> str:
    return extract(message(text=text)).new_text


def test_a_quoted_letter_that_begins_with_a_quote_of_its_own_is_known_by_who_signs_it() -> None:
    quoted = (
        "> Is it approved?\n\nNot yet: please write that the media plan is approved.\n\nAnna Orlova\nExample Agency"
    )
    assert new(f"Let me ask my boss.\n\n{ATTRIBUTION}\n{quoted}") == "Let me ask my boss."


def test_answers_between_the_lines_stay_the_authors_under_their_own_name() -> None:
    quoted = "> Is it approved?\n\nNot yet, on Friday.\n\n> Where is the logo?\n\nAttached.\n\nMarina"
    assert new(f"Hello, see below.\n\n{ATTRIBUTION}\n{quoted}") == "Hello, see below.\nNot yet, on Friday.\nAttached."


def test_an_attribution_without_an_hour_is_one_with_date_address_and_verb() -> None:
    assert (
        new("Love it!\n\nOn June 1, 2026, Anna Orlova <anna@agency.example> wrote:\n\nDo you approve it?") == "Love it!"
    )
    assert new("On June 1, 2026, we approved it.") == "On June 1, 2026, we approved it."


def test_below_a_closing_with_the_senders_name_a_few_short_lines_are_the_signature() -> None:
    assert new("Согласовано\n\nС уважением, Марина Соколова\nвласниця, Вікна Соколова") == "Согласовано"
    told = "Согласовано\n\nС уважением, Марина Соколова\nи ещё: радио из плана, пожалуйста, уберите."
    assert "радио" in new(told)

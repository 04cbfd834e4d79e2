"""Words that an earlier letter of the thread has too: copied without a mark, or said once more."""

from __future__ import annotations

from syncd.domain.mail.new_text import extract
from syncd.domain.mail.parse import parse_message

AGAIN = "Денис, добрый день!\n\nБаннеры, версия 1, согласованы. Хорошей работы!\n\nХорошего дня!\nКсения Титова\nНовая линия"
HEAD = (
    "From: =?utf-8?b?0JrRgdC10L3QuNGPINCi0LjRgtC+0LLQsA==?= <kseniya@client1.example>\nSubject: Re: x\n"
    "Message-ID: <2@client1.example>\nIn-Reply-To: <1@agency.example>\nContent-Type: text/plain; charset=utf-8\n\n"
)


def new_text(body: str, *earlier: str) -> str:
    message = parse_message((HEAD + body).encode())
    return extract(message, earlier).new_text  # type: ignore[arg-type]


def test_what_a_letter_says_once_more_above_its_quotation_is_its_authors() -> None:
    body = f"{AGAIN}\n\n> Добрый день, Ксения! Направляем на согласование баннеры. Ждём вашего решения.\n"
    assert "Баннеры, версия 1, согласованы." in new_text(body, AGAIN)


def test_a_copy_without_marks_below_new_words_is_a_quotation() -> None:
    assert new_text(f"Когда начнём?\n\n{AGAIN}", AGAIN) == "Когда начнём?"


def test_a_letter_that_is_nothing_but_a_copy_says_nothing_new() -> None:
    assert "согласованы" not in new_text(AGAIN, AGAIN)

"""An explanation reads like a colleague's: complete, in the reader's language, with the words it rests on."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest

from syncd.data.lexicon import default_lexicon
from syncd.domain.agency import Language
from syncd.domain.language.explain import explain_reading
from syncd.domain.language.read import read_letter
from syncd.domain.language.verdict import find_verdict
from syncd.domain.mail.message import Message
from syncd.domain.mail.parse import parse_message


def _message(text: str) -> Message:
    mail = EmailMessage()
    mail["From"] = "Ольга Жукова <olga.zhukova@client1.example>"
    mail["Subject"] = "Re: Медиаплан на март"
    mail["In-Reply-To"] = "<1@agency.example>"
    mail.set_content(text)
    message = parse_message(mail.as_bytes())
    assert isinstance(message, Message)
    return message


def _explained(text: str, language: Language) -> str:
    message, sent_at = _message(text), datetime(2025, 2, 3, 9, tzinfo=UTC)
    reading = read_letter(message, ours=False, sent_at=sent_at, lexicon=default_lexicon(), language=language)
    return explain_reading(message, reading, language)


def test_it_says_what_was_decided_on_which_words_and_who_waits() -> None:
    told = _explained("Медиаплан согласован, кроме радио. Пришлите новый файл.", Language.RU)
    assert "Вердикт: conditional. Медиаплан: согласовано с условием" in told
    assert "есть исключение: «кроме радио" in told
    assert "От нас ждут ответа." in told


@pytest.mark.parametrize("text", ["Медиаплан согласован.", "Ок", "Директор согласовал медиаплан.", "Согласуем завтра."])
def test_an_english_reader_is_told_in_english(text: str) -> None:
    told = _explained(text, Language.EN).replace(text, "").replace(text.rstrip("."), "")
    assert told.startswith('Letter "Re: Медиаплан на март"')
    assert "Вердикт" not in told


ROWS = [
    json.loads(line)
    for name in ("answers_ru.jsonl", "answers_en.jsonl")
    for line in Path(__file__).with_name(name).read_text("utf-8").splitlines()
]


def test_every_rule_that_speaks_is_told_a_russian_reader_in_russian() -> None:
    untold = set()
    for row in ROWS:
        judged = find_verdict(
            row["text"],
            row["request"],
            row["subject"],
            is_reply=True,
            asked=None,
            lexicon=default_lexicon(),
            language=Language.RU,
        )
        untold |= {rule.rule for rule in judged.rules if any("a" <= letter <= "z" for letter in rule.rule.lower())}
    assert untold == set()

"""How well and how fast new text is told from the rest, beside three known packages, in one run on one corpus.

python benchmarks/new_text.py CORPUS             # a folder with cases/*.eml, newtext.jsonl and labels.jsonl
python benchmarks/new_text.py CORPUS --wrong     # and the letters that we get wrong

`mail-parser-reply`, `email-reply-parser` and `talon` are compared where they can be imported; run it with the python of
a venv that holds them, selectolax and idna. The packages get the plain text, or the text of the HTML where there is none
(talon gets the HTML itself), and take signatures off where they can. All are compared after folding white space.
"""

from __future__ import annotations

import argparse
import json
import logging
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from selectolax.lexbor import LexborHTMLParser

from syncd.domain.mail.message import Message
from syncd.domain.mail.new_text import extract
from syncd.domain.mail.parse import parse_message

RUSSIAN = ("_ru", "yandex", "mailru")


@dataclass(frozen=True)
class Case:
    """A letter and what its author newly wrote."""

    name: str
    layout: str
    message: Message
    new_words: list[str]


Extractor = Callable[[Message], str]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--wrong", action="store_true", help="print the letters that syncd gets wrong")
    arguments = parser.parse_args()
    logging.disable(logging.CRITICAL)
    cases = read_cases(arguments.corpus)
    html = sum(case.message.html is not None for case in cases)
    print(f"{len(cases)} letters, {html} of them with HTML")
    print(f"{'':20}{'exact':>8}{'Russian':>9}{'English':>9}{'lost':>7}{'leaked':>8}{'letters/s':>11}")
    for name, make in EXTRACTORS.items():
        try:
            extractor = make()
        except ImportError as error:
            print(f"{name:20}  not compared: {error}")
            continue
        compare(name, extractor, cases)
    if arguments.wrong:
        print_wrong(cases)


def read_cases(corpus: Path) -> list[Case]:
    """The letters that can be read and that have a new text in the key."""
    layouts = {row["id"]: row["layout"] for row in read_rows(corpus / "labels.jsonl")}
    cases = []
    for row in read_rows(corpus / "newtext.jsonl"):
        message = parse_message((corpus / "cases" / f"{row['id']}.eml").read_bytes())
        if isinstance(message, Message):
            cases.append(Case(row["id"], layouts[row["id"]], message, folded(row["new_text"])))
    return cases


def read_rows(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def folded(text: str) -> list[str]:
    return text.replace("\u200b", "").replace("\ufeff", "").split()


def compare(name: str, extractor: Extractor, cases: list[Case]) -> None:
    started = time.perf_counter()
    found = [folded(safely(extractor, case.message)) for case in cases]
    rate = len(cases) / (time.perf_counter() - started)
    exact = [case.new_words == words for case, words in zip(cases, found, strict=True)]
    lost = sum(bool(Counter(case.new_words) - Counter(words)) for case, words in zip(cases, found, strict=True))
    leaked = sum(bool(Counter(words) - Counter(case.new_words)) for case, words in zip(cases, found, strict=True))
    russian = [right for case, right in zip(cases, exact, strict=True) if is_russian(case.layout)]
    english = [right for case, right in zip(cases, exact, strict=True) if not is_russian(case.layout)]
    shares = "".join(
        f"{sum(part) / max(1, len(part)):>{width}.1%}" for part, width in ((exact, 8), (russian, 9), (english, 9))
    )
    print(f"{name:20}{shares}{lost:>7}{leaked:>8}{rate:>11,.0f}")


def safely(extractor: Extractor, message: Message) -> str:
    """What it finds; nothing where it fails, as its user would have nothing."""
    try:
        return extractor(message)
    except Exception as error:  # noqa: BLE001 - other people's packages raise what they like
        print(f"  {message.message_id}: {type(error).__name__}: {error}", file=sys.stderr)
        return ""


def is_russian(layout: str) -> bool:
    return any(mark in layout for mark in RUSSIAN)


def print_wrong(cases: list[Case]) -> None:
    for case in cases:
        found = folded(extract(case.message).new_text)
        if found != case.new_words:
            print(f"{case.name} {case.layout}\n  wanted {' '.join(case.new_words)}\n  found  {' '.join(found)}")


def plain(message: Message) -> str:
    if message.text and message.text.strip():
        return message.text
    body = LexborHTMLParser(message.html or "").body
    return body.text(separator="\n") if body else ""


def ours() -> Extractor:
    return lambda message: extract(message).new_text


def mail_parser_reply() -> Extractor:
    reader = import_module("mailparser_reply").EmailReplyParser(languages=["en", "de", "fr", "it", "es", "pl"])
    return lambda message: next((reply.body for reply in reader.read(text=plain(message)).replies), "")


def email_reply_parser() -> Extractor:
    reader = import_module("email_reply_parser").EmailReplyParser
    return lambda message: reader.parse_reply(plain(message))


def talon() -> Extractor:
    package = import_module("talon")
    package.init()
    quotations = import_module("talon.quotations")
    bruteforce = import_module("talon.signature.bruteforce")

    def read(message: Message) -> str:
        if message.text is None and message.html:
            reply = plain_of(quotations.extract_from_html(message.html))
        else:
            reply = quotations.extract_from_plain(plain(message))
        return bruteforce.extract_signature(reply)[0] or ""

    return read


def plain_of(html: str) -> str:
    body = LexborHTMLParser(html).body
    return body.text(separator="\n") if body else ""


EXTRACTORS: dict[str, Callable[[], Extractor]] = {
    "syncd": ours,
    "mail-parser-reply": mail_parser_reply,
    "email-reply-parser": email_reply_parser,
    "talon": talon,
}

if __name__ == "__main__":
    main()

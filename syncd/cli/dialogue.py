"""Questions to a person at a terminal, one at a time; answers may come from a pipe."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Callable, Sequence

from syncd.cli.printable import printable


def say(text: str = "") -> None:
    """A line to the person."""
    print(printable(text), flush=True)


def ask(question: str, default: str = "") -> str:
    """One answer; empty takes the default, and is asked again where there is none."""
    while True:
        shown = f" [{default}]" if default else ""
        answer = input(printable(f"{question}{shown}: ")).strip() or default
        if answer:
            return answer
        say("  An answer is needed.")


def ask_until(question: str, default: str, is_right: Callable[[str], bool], wanted: str) -> str:
    """One answer that is right; a wrong one is told what is `wanted`, and asked again."""
    while not is_right(answer := ask(question, default)):
        say(f"  {wanted}")
    return answer


def ask_optional(question: str) -> str:
    """One answer, or nothing."""
    return input(f"{question}: ").strip()


def ask_secret(question: str) -> str:
    """One answer that is not shown while it is typed."""
    while True:
        prompt = f"{question} (not shown): "
        answer = (getpass.getpass(prompt) if sys.stdin.isatty() else input(prompt)).strip()
        if answer:
            return answer
        say("  An answer is needed.")


def ask_yes(question: str, *, default: bool) -> bool:
    """Yes or no."""
    answer = input(f"{question} [{'Y/n' if default else 'y/N'}]: ").strip().casefold()
    return default if not answer else answer in ("y", "yes", "д", "да")


def choose(question: str, options: Sequence[str]) -> int:
    """The index of one of the options."""
    for number, option in enumerate(options, 1):
        say(f"  {number}. {option}")
    while True:
        answer = ask(question, "1" if len(options) == 1 else "")
        if answer.isdecimal() and 1 <= int(answer) <= len(options):
            return int(answer) - 1
        say(f"  A number from 1 to {len(options)}.")


def choose_some(question: str, options: Sequence[str]) -> list[int]:
    """The indices of several options: numbers with commas, `all`, or nothing."""
    for number, option in enumerate(options, 1):
        say(f"  {number}. {option}")
    while True:
        answer = ask_optional(f"{question} (numbers with commas, all, or Enter for none)").casefold()
        if answer in ("all", "все"):
            return list(range(len(options)))
        parts = [part.strip() for part in answer.split(",") if part.strip()]
        if all(part.isdecimal() and 1 <= int(part) <= len(options) for part in parts):
            return [int(part) - 1 for part in parts]
        say(f"  Numbers from 1 to {len(options)}.")

"""What stands in the repository is the product: nothing of the machine it was made on, and no real person's address."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEXT = {".py", ".md", ".toml", ".sql", ".jsonl", ".json", ".service", ".timer", ".sysusers", ".tmpfiles", ".j2", ".html",
        ".css", ".js", ".yaml", ".yml", ".cfg", ".run", ""}  # fmt: skip
MACHINE = re.compile(
    r"/(?:home|Users|root|mnt|work|workspace|builds|github)/|/opt/(?!syncd)\w+/"  # somebody's own folders
    r"|pypi\.org|pythonhosted|--(?:extra-)?index-url"  # somebody's own package index
    r"|\b(?:TODO|FIXME|XXX)\b"
)
ADDRESS = re.compile(r"(?<![\w.+%-])[\w.+%-]+@((?:[\w-]+\.)+[a-z][\w-]+)", re.IGNORECASE)
RESERVED = re.compile(
    r"(?:^|\.)(?:example|invalid|test|localhost)$|^(?:[\w-]+\.)*example\.(?:com|org|net)$"
)  # RFC 2606
MUST_BE_REAL = {
    "gmail.com": "the host whose dots and plus signs mean nothing",
    "googlemail.com": "its other name",
    "asana.com": "what Asana's own notifications come from",
    "client.com.ru": "a public suffix of two labels",
    "01d9.abc": "how Outlook names a picture inside a letter",
    "moonycat.com": "a look-alike of moonycat.example",
}
NOT_ADDRESSES = re.compile(r"\.(?:service|timer|socket|py|toml|md)$")  # syncd@moscow.service


def texts() -> Iterator[tuple[str, str]]:
    """Every file that is, or is about to be, in the repository; the working folders of tools are not."""
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True, check=True
        ).stdout.decode()  # fmt: skip
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this is no checkout")
    for name in filter(None, listed.split("\0")):
        path = ROOT / name
        if path.suffix in TEXT and path.is_file() and path != Path(__file__):
            yield name, path.read_text("utf-8")


def test_nothing_points_into_one_machine_or_is_left_for_later():
    found = [f"{name}: {match[0]}" for name, text in texts() for match in MACHINE.finditer(text)]
    assert found == []


def test_every_address_is_an_invented_one():
    found = {
        f"{name}: {match[0]}"
        for name, text in texts()
        for match in ADDRESS.finditer(text)
        if not RESERVED.search(match[1].lower())
        and match[1].lower() not in MUST_BE_REAL
        and not NOT_ADDRESSES.search(match[1])
    }
    assert found == set()


@pytest.mark.parametrize(
    ("line", "is_found"),
    [
        ("ivan@romashka.ru", True),
        ("Иван <ivan.petrov@agency-moscow.com>", True),
        ("olga@client1.example", False),
        ("olga@example.com", False),
        ("syncd@moscow.service", False),
        ("@pytest.mark.parametrize", False),
    ],
)
def test_a_real_address_would_be_found(line: str, is_found: bool):
    domains = [match[1] for match in ADDRESS.finditer(line)]
    assert bool([d for d in domains if not RESERVED.search(d) and not NOT_ADDRESSES.search(d)]) is is_found

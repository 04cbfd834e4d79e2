"""Which domains a project is named like."""

from __future__ import annotations

import pytest

from syncd.cli.proposals import MetDomain, domains_met, named_alike


@pytest.mark.parametrize(
    ("project", "domain", "alike"),
    [
        ("Лунный Кот", "lunny-kot.example", True),
        ("Северный берег, реклама", "bereg.example", True),
        ("Bright Windows", "mail.brightwindows.example", True),
        ("ООО «Ромашка»", "romashka.example", True),
        ("Лунный Кот", "bereg.example", False),
        ("Кот", "skoty.example", False),
        ("МТ", "mt.example", True),
    ],
)
def test_a_project_is_named_like_a_domain(project: str, domain: str, alike: bool):
    assert named_alike(project, [MetDomain(domain, 1)]) == ([domain] if alike else [])


def test_domains_come_by_the_number_of_their_letters_without_our_own_and_everybodys():
    letters = {
        "a@one.example": 1,
        "b@two.example": 2,
        "c@two.example": 3,
        "me@agency.example": 9,
        "friend@gmail.com": 9,
    }
    assert domains_met(letters, ["agency.example"]) == [MetDomain("two.example", 5), MetDomain("one.example", 1)]

"""Whose letter, whose client."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from syncd.domain.agency import Agency, Client, Language, Manager, Representative
from syncd.domain.letter import Side
from syncd.domain.mail.message import Address
from syncd.domain.mail.whose import Whose, address_book, authors, clients_named, whose
from tests.unit.mail.letters import raw_letter, read


def client(name: str, *domains: str, people: tuple[str, ...] = ()) -> Client:
    representatives = tuple(Representative(email.partition("@")[0], email) for email in people)
    return Client(
        name=name, project="1", manager="anna@agency.example", domains=domains, representatives=representatives
    )


AGENCY = Agency(
    name="A",
    domains=("agency.example",),
    timezone=ZoneInfo("Europe/Moscow"),
    language=Language.RU,
    internal_project="2",
    managers=(Manager("Анна", ("anna@agency.example", "anna.orlova@gmail.com"), "3"),),
    clients=(
        client("Кот", "client1.example", people=("olga@client1.example", "olga.zhukova@gmail.com")),
        client("Пёс", "client2.example", "branch.client1.example"),
        client("Дом", "дом.example", "shared.example"),
        client("Лес", "shared.example", people=("les@mail.example",)),
    ),
)


def of(*specs: str) -> tuple[Address, ...]:
    return tuple(Address("", spec) for spec in specs)


@pytest.mark.parametrize(
    ("author", "expected"),
    [
        ("olga@client1.example", Whose(Side.CLIENT, "Кот", ("Кот",))),
        ("new.person@client1.example", Whose(Side.CLIENT, "Кот", ("Кот",))),
        ("x@sub.client1.example", Whose(Side.CLIENT, "Кот", ("Кот",))),
        ("x@branch.client1.example", Whose(Side.CLIENT, "Пёс", ("Пёс",))),
        ("x@notclient1.example", Whose(Side.NOBODY, None)),
        ("Olga.Zhukova@GMAIL.com", Whose(Side.CLIENT, "Кот", ("Кот",))),
        ("olgazhukova+promo@googlemail.com", Whose(Side.CLIENT, "Кот", ("Кот",))),
        ("somebody@gmail.com", Whose(Side.NOBODY, None)),
        ("x@дом.example", Whose(Side.CLIENT, "Дом", ("Дом",))),
        ("x@xn--d1aqf.example", Whose(Side.CLIENT, "Дом", ("Дом",))),
        ("x@shared.example", Whose(Side.AMBIGUOUS, None, ("Дом", "Лес"))),
        ("les@mail.example", Whose(Side.CLIENT, "Лес", ("Лес",))),
    ],
)
def test_the_author_decides_whose_letter_it_is(author: str, expected: Whose) -> None:
    assert whose(of(author), of("anna@agency.example"), (), AGENCY) == expected


@pytest.mark.parametrize(
    ("to", "cc", "expected"),
    [
        (("olga@client1.example",), (), Whose(Side.OURS, "Кот", ("Кот",))),
        (
            ("olga@client1.example", "petr@agency.example"),
            ("x@client2.example",),
            Whose(Side.OURS, "Кот", ("Кот", "Пёс")),
        ),
        (("petr@agency.example",), ("x@client2.example",), Whose(Side.OURS, "Пёс", ("Пёс",))),
        (("olga@client1.example", "x@client2.example"), (), Whose(Side.OURS, None, ("Кот", "Пёс"))),
        (("petr@agency.example",), (), Whose(Side.OURS, None)),
    ],
)
def test_our_letter_is_the_clients_it_goes_to(to: tuple[str, ...], cc: tuple[str, ...], expected: Whose) -> None:
    assert whose(of("anna.orlova@gmail.com"), of(*to), of(*cc), AGENCY) == expected


def test_a_letter_with_people_of_two_clients_is_its_authors_clients() -> None:
    assert whose(of("olga@client1.example"), of("x@client2.example"), (), AGENCY) == Whose(Side.CLIENT, "Кот", ("Кот",))
    message = read(raw_letter("Cc: x@client2.example", from_="olga@client1.example"))
    assert clients_named(message, AGENCY) == ("Кот", "Пёс")


def test_a_stranger_beside_a_client_names_the_client_and_no_more() -> None:
    assert whose(of("x@studio.example"), of("anna@agency.example"), of("olga@client1.example"), AGENCY) == Whose(
        Side.NOBODY, None, ("Кот",)
    )


def test_a_letter_without_an_author_is_nobodys() -> None:
    assert whose((), of("anna@agency.example"), (), AGENCY) == Whose(Side.NOBODY, None)


def test_a_mailing_list_in_from_gives_way_to_the_person() -> None:
    message = read(
        raw_letter(
            "List-Post: <mailto:marketing@client1.example>",
            "X-Original-From: Olga <olga@client1.example>",
            from_="'Olga' via Marketing <marketing@client1.example>",
        )
    )
    assert authors(message) == (Address("Olga", "olga@client1.example"),)


def test_the_book_of_an_agency_is_made_once_and_never_by_comparing_all_its_clients():
    """A hash or a comparison of a thousand clients for each letter would cost more than the letter."""
    agency = replace(AGENCY)
    assert address_book(agency) is address_book(agency)
    assert address_book(replace(agency)) is not address_book(agency)

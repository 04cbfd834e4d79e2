"""Whose letter it is: the agency's, which client's, or nobody's (PRODUCT.md section 2)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from syncd.domain.agency import Agency, Client, Manager
from syncd.domain.letter import Side
from syncd.domain.mail.addresses import normalise_domain, normalise_spec, parse_address_text
from syncd.domain.mail.message import Address, Message
from syncd.domain.mail.sender import find_impostor

# Domains under which one account is reached by several names.
_SAME_HOUSE = {
    "googlemail.com": "gmail.com",
    "ya.ru": "yandex.ru",
    "yandex.com": "yandex.ru",
    "yandex.by": "yandex.ru",
    "yandex.kz": "yandex.ru",
    "narod.ru": "yandex.ru",
}


@dataclass(frozen=True, slots=True)
class Whose:
    """Who wrote a letter and whose business it is. `candidates` are the clients in question, in the config's order.

    A letter of ours has the client that it goes to; with people of several in `To` it has none. `NOBODY` may still be
    a stranger in a client's thread: the thread tells.
    """

    side: Side
    client: str | None
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AddressBook:
    """The agency's and its clients' addresses and domains, ready to be asked."""

    agency_addresses: frozenset[str]
    agency_domains: frozenset[str]
    representatives: Mapping[str, tuple[str, ...]]  # canonical address -> clients
    domains: Mapping[str, tuple[str, ...]]  # domain -> clients
    people: tuple[Address, ...]  # everybody that the config names
    impostors: dict[Address, str | None] = field(default_factory=dict, repr=False, compare=False)  # found out already

    def is_agency(self, address: Address) -> bool:
        """Whether somebody of the agency writes from here; the longest domain decides between it and a client."""
        if canonical_address(address.addr_spec) in self.agency_addresses:
            return True
        ours = _longest(address.domain, self.agency_domains)
        return ours is not None and len(ours) >= len(_longest(address.domain, self.domains) or "")

    def clients_of(self, address: Address) -> tuple[str, ...]:
        """The clients this address may be of: by representative, else by the longest domain; none for the agency's."""
        if self.is_agency(address):
            return ()
        by_address = self.representatives.get(canonical_address(address.addr_spec))
        if by_address is not None:
            return by_address
        domain = _longest(address.domain, self.domains)
        return self.domains[domain] if domain else ()


def impostor(address: Address, book: AddressBook) -> str | None:
    """What `find_impostor` says of it; a sender writes often, and is compared with everybody once."""
    if address not in book.impostors:
        if len(book.impostors) >= MOST_IMPOSTORS:
            book.impostors.clear()
        book.impostors[address] = find_impostor(address, book.people)
    return book.impostors[address]


def whose(from_: Sequence[Address], to: Iterable[Address], cc: Iterable[Address], agency: Agency) -> Whose:
    """Whose letter this is, by its author; by its recipients, where the author is of the agency."""
    book = address_book(agency)
    if not from_:
        return Whose(Side.NOBODY, None)
    author = from_[0]
    if book.is_agency(author):
        return _ours(book, to, cc)
    clients = book.clients_of(author)
    if len(clients) == 1:
        return Whose(Side.CLIENT, clients[0], clients)
    if clients:
        return Whose(Side.AMBIGUOUS, None, clients)
    return Whose(Side.NOBODY, None, _clients(book, [*to, *cc]))


def clients_named(message: Message, agency: Agency) -> tuple[str, ...]:
    """Every client with a person in From, To or Cc."""
    return _clients(address_book(agency), [*authors(message), *message.to, *message.cc])


def authors(message: Message) -> tuple[Address, ...]:
    """Who wrote it: From, or whom a mailing list put elsewhere when it set itself there (Google Groups, Mailman)."""
    if not message.from_ or not _is_list_address(message.from_[0], message):
        return message.from_
    for name in ("x-original-from", "x-original-sender", "original-from"):
        moved = parse_address_text(message.header(name) or "")
        if moved:
            return moved
    others = tuple(address for address in message.reply_to if not _is_list_address(address, message))
    return others if len(others) == 1 else message.from_


def canonical_address(addr_spec: str) -> str:
    """One account, one text: no plus-tag, no letter case, the providers' second names and dots undone."""
    local, _, domain = normalise_spec(addr_spec).casefold().rpartition("@")
    domain = _SAME_HOUSE.get(domain, domain)
    local = local.partition("+")[0] or local
    if domain == "gmail.com":
        local = local.replace(".", "")
    elif domain == "yandex.ru":
        local = local.replace("-", ".")
    return f"{local}@{domain}"


def address_book(agency: Agency) -> AddressBook:
    """The book of this agency; made once for each config.

    The config is known by its identity: to hash a thousand clients costs more than to read a letter.
    """
    kept = _BOOKS.get(id(agency))
    if kept is None:
        if len(_BOOKS) >= MOST_BOOKS:
            _BOOKS.clear()
        kept = _BOOKS[id(agency)] = (agency, _book(agency.domains, agency.managers, agency.clients))
    return kept[1]


MOST_BOOKS = 4
MOST_IMPOSTORS = 20_000
_BOOKS: dict[int, tuple[Agency, AddressBook]] = {}  # each with its agency, so that no other gets its identity


def _book(domains: tuple[str, ...], managers: tuple[Manager, ...], clients: tuple[Client, ...]) -> AddressBook:
    representatives: dict[str, tuple[str, ...]] = {}
    client_domains: dict[str, tuple[str, ...]] = {}
    for client in clients:
        for person in client.representatives:
            _add(representatives, canonical_address(person.email), client.name)
        for domain in client.domains:
            _add(client_domains, _domain(domain), client.name)
    return AddressBook(
        agency_addresses=frozenset(canonical_address(email) for manager in managers for email in manager.emails),
        agency_domains=frozenset(map(_domain, domains)),
        representatives=representatives,
        domains=client_domains,
        people=tuple(_people(managers, clients)),
    )


def _people(managers: Iterable[Manager], clients: Iterable[Client]) -> Iterable[Address]:
    for client in clients:
        yield from (Address(person.name, person.email) for person in client.representatives)
    for manager in managers:
        yield from (Address(manager.name, email) for email in manager.emails)


def _add(table: dict[str, tuple[str, ...]], key: str, client: str) -> None:
    if client not in table.get(key, ()):
        table[key] = (*table.get(key, ()), client)


def _domain(written: str) -> str:
    return normalise_domain(written.removeprefix("*.").lstrip("@"))


def _longest(domain: str, known: Iterable[str]) -> str | None:
    """The longest of the known domains that this one is, or lies below."""
    labels = normalise_domain(domain).split(".")[-30:]
    table = known if isinstance(known, (frozenset, Mapping)) else frozenset(known)
    return next((name for n in range(len(labels)) if (name := ".".join(labels[n:])) in table), None)


def _ours(book: AddressBook, to: Iterable[Address], cc: Iterable[Address]) -> Whose:
    to = tuple(to)
    first, every = _clients(book, to), _clients(book, [*to, *cc])
    meant = first or every
    return Whose(Side.OURS, meant[0] if len(meant) == 1 else None, every)


def _clients(book: AddressBook, addresses: Iterable[Address]) -> tuple[str, ...]:
    """The clients that are named beyond doubt."""
    found = (book.clients_of(address) for address in addresses)
    return tuple(dict.fromkeys(clients[0] for clients in found if len(clients) == 1))


def _is_list_address(address: Address, message: Message) -> bool:
    lists = " ".join(
        value for name, value in message.header_fields if name in ("list-post", "x-beenthere", "mailing-list")
    )
    return bool(lists) and address.addr_spec.casefold() in lists.casefold()

"""What must hold between tables: people that are named exist, places are not shared, nobody is on both sides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from syncd.config.table import Document
from syncd.config.values import Config
from syncd.domain.agency import Client

Note = Callable[..., None]


def crosscheck(config: Config, document: Document, extras: list[Document]) -> None:
    """Notes every problem in the documents' list."""
    _people(config, document)
    _mailboxes(config, document)
    places = _client_places(document, extras)
    for client, note in zip(config.agency.clients, places, strict=False):
        _client(config, client, note)
    _shared(config, places)


def _people(config: Config, document: Document) -> None:
    emails = [e.casefold() for m in config.agency.managers for e in m.emails]
    for index, manager in enumerate(config.agency.managers):
        at = ("manager", index)
        if manager.deputy and manager.deputy.casefold() not in emails:
            document.problem(
                (*at, "deputy"), f"deputy {manager.deputy} is no manager's address", "add a [[manager]] with it"
            )
        elif manager.deputy and config.agency.manager_of(manager.deputy) is manager:
            document.problem((*at, "deputy"), f"{manager.name} is their own deputy", "name another manager")
        for email in _twice(emails, manager.emails):
            document.problem((*at, "emails"), f"{email} stands with two managers", "leave it with one")


def _twice(all_emails: list[str], emails: Iterable[str]) -> list[str]:
    count = Counter(all_emails)
    return [email for email in emails if count[email.casefold()] > 1]


def _mailboxes(config: Config, document: Document) -> None:
    names = Counter(mailbox.name for mailbox in config.mailboxes)
    for index, mailbox in enumerate(config.mailboxes):
        if names[mailbox.name] > 1:
            document.problem(
                ("mailbox", index, "name"), f'two mailboxes are named "{mailbox.name}"', "give each its own name"
            )


def _client_places(document: Document, extras: list[Document]) -> list[Note]:
    """For each client a function that notes a problem at one of its keys."""
    places: list[Note] = []
    for each in (document, *extras):
        rows = each.data.get("client", [])
        places.extend(_noter(each, index) for index in range(len(rows) if isinstance(rows, list) else 0))
    return places


def _noter(document: Document, index: int) -> Note:
    def note(key: str, what: str, mend: str, severity: str = "error") -> None:
        document.problem(("client", index, key), what, mend, severity)

    return note


def _client(config: Config, client: Client, note: Note) -> None:
    agency = config.agency
    if client.manager and agency.manager_of(client.manager) is None:
        note(
            "manager", f"manager {client.manager} of {client.name} is no manager's address", "add a [[manager]] with it"
        )
    if client.project and client.project == agency.internal_project:
        note("project", f"{client.name} has the internal project as its own", "a client must never see that one")
    for domain in client.domains:
        if domain in agency.domains:
            note("domains", f"{domain} is the agency's own domain", "remove it from the client")
    for person in client.representatives:
        if person.email.rpartition("@")[2].lower() in agency.domains or agency.manager_of(person.email):
            note("representatives", f"{person.email} is an address of the agency", "remove it from the client")
    if client.has_mail and not any(person.approves for person in client.representatives):
        mend = 'give somebody approves = ["media_plan", …]'
        note(
            "representatives", f"nobody of {client.name} may approve anything: no approval will count", mend, "warning"
        )


def _shared(config: Config, places: list[Note]) -> None:
    clients = config.agency.clients
    names = Counter(client.name.casefold() for client in clients)
    projects = Counter(client.project for client in clients)
    domains = Counter(domain for client in clients for domain in set(client.domains))
    people = Counter(p.email.casefold() for client in clients for p in client.representatives)
    for client, note in zip(clients, places, strict=False):
        if names[client.name.casefold()] > 1:
            note("name", f'two clients are named "{client.name}"', "give each its own name")
        if client.project and projects[client.project] > 1:
            note(
                "project",
                f"project {client.project} belongs to two clients",
                "a client's project is that client's alone",
            )
        for domain in client.domains:
            if domains[domain] > 1:
                mend = "name the people as representatives instead; letters of others there belong to nobody"
                note("domains", f"{domain} belongs to two clients", mend, "warning")
        for person in client.representatives:
            if people[person.email.casefold()] > 1:
                note(
                    "representatives",
                    f"{person.email} stands with two clients",
                    "letters are listed as ambiguous",
                    "warning",
                )

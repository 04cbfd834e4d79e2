"""What no text may do, whoever wrote it: be read by the wrong people, name the wrong things, use refused words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from benchmarks.quarter.drive import Driver
from benchmarks.quarter.world import Seen

REFUSED = re.compile(
    r"не отвеча|забыл|просроч|failed to|still waiting|молчит|приступаем|завтра пришл[её]м|обязательно|!|@|срочно сообщите",
    re.IGNORECASE,
)
SUM = re.compile(r"\d[\d\s.,]*\s*(?:₽|руб|\$|€|тыс)", re.IGNORECASE)
ODD_VERSION = re.compile(r"(?:версия|version) (?!\d|не названа|not named)\S+")
TWICE = re.compile(r"^(?:Ждём согласования|Waiting for approval): ([^,]+),", re.MULTILINE)
REF = re.compile(r"^A-[0-9A-Z]{4,}$", re.MULTILINE)


def text_faults(driver: Driver) -> Iterator[tuple[str, str]]:
    """Each fault of each version of each text, once."""
    internal = driver.world.internal.name
    refs: dict[str, str] = {}
    for seen in driver.versions.values():
        found = REF.findall(seen.text)
        if len(found) != 1:
            yield "reference", f"{len(found)} in {seen.kind} «{seen.name}»: {seen.text[-120:]!r}"
        elif refs.setdefault(found[0], seen.gid) != seen.gid:
            yield "reference", f"{found[0]} in two notes"
        if seen.project == internal:
            if seen.guests:
                yield "guests read a team note", f"{seen.guests}: {seen.text[:100]!r}"
        else:
            yield from _client_faults(driver, seen)


def _client_faults(driver: Driver, seen: Seen) -> Iterator[tuple[str, str]]:
    client = next(client for client in driver.world.quarter.clients if client.name == seen.project)
    words = REFUSED.search(seen.text) or SUM.search(seen.text)
    if words:
        yield "section 11", f"{client.name}: {words.group()!r} in {seen.text!r}"
    if odd := ODD_VERSION.search(seen.text):
        yield "a version badly named", f"{client.name}: {odd.group()!r} in {seen.text!r}"
    for thing in filter(lambda name: " " in name, TWICE.findall(seen.text)):  # «креативы» may be others
        if f"Approval received: {thing}," in seen.text or f"Согласование получено: {thing}," in seen.text:
            yield "approved and waited for at once", f"{client.name}: {thing} in {seen.text!r}"
    for other in driver.world.quarter.clients:
        if other is not client and (other.name in seen.text or other.domain in seen.text):
            yield "another client named", f"{client.name}: {other.name} in {seen.text!r}"
    for person in driver.world.quarter.people:
        if person.email != client.manager.email and person.name in seen.text:
            yield "a colleague named to a client", f"{client.name}: {person.name} in {seen.text!r}"


def by_kind(faults: list[tuple[str, str]]) -> Counter[str]:
    """How many of each."""
    return Counter(kind for kind, _ in faults)

"""Who really sent it: the receiving server's own results, and names that only look right (MAIL.md section 10)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

import idna
import publicsuffix2

from syncd.domain.letter import SenderCheck, SenderLevel
from syncd.domain.mail.addresses import normalise_domain
from syncd.domain.mail.authentication import AuthenticationResults, MethodResult, parse_authentication_results
from syncd.domain.mail.lookalike import is_lookalike_domain
from syncd.domain.mail.message import Address, Message

_RECEIVED_BY = re.compile(r"\bby\s+\[?([^\s;()\]]+)", re.IGNORECASE)
_RECEIVED_FROM = re.compile(r"^\s*from\s", re.IGNORECASE)
_ADDRESS_LITERAL = re.compile(r"[\d.]+|[0-9a-f]*:[0-9a-f:.]+", re.IGNORECASE)
_UNNAMED = "outlook.com"  # Microsoft 365 writes its results without a name


def check_sender(message: Message, trusted_authserv: Sequence[str]) -> SenderCheck:
    """How well the trusted server proved that From is the sender. Without a usable result: unverified, never failed."""
    warnings = tuple(_reply_to_warnings(message))
    author = _only_author(message)
    if author is None:
        return SenderCheck(SenderLevel.UNVERIFIED, "From does not hold exactly one address", "", warnings)
    if not trusted_authserv:
        return SenderCheck(SenderLevel.UNVERIFIED, "no server is trusted for this mailbox", "", warnings)
    block = list(_trusted_block(message, trusted_authserv))
    if not block:
        return SenderCheck(SenderLevel.UNVERIFIED, "no Authentication-Results of a trusted server", "", warnings)
    level, why = _judge(_topmost([one for one, _ in block]), author.domain)
    return SenderCheck(level, why, "\n".join(raw for _, raw in block), warnings)


def find_impostor(address: Address, known: Iterable[Address]) -> str | None:
    """What is wrong with an address that is not one of the known ones and looks like one of them; None where nothing is."""
    people = list(known)
    domain = normalise_domain(address.domain)
    if any(person.addr_spec.casefold() == address.addr_spec.casefold() for person in people):
        return None
    domains = {normalise_domain(person.domain) for person in people}
    if not any(domain == one or domain.endswith(f".{one}") for one in domains if one):
        for one in sorted(domains):
            if is_lookalike_domain(domain, one):
                return f"domain {domain} looks like {one}"
    for person in people:
        if organisational_domain(domain) != organisational_domain(person.domain) and _is_one_name(address, person):
            return f"{address.display_name} is known as {person.addr_spec}, not {address.addr_spec}"
    return None


@lru_cache(maxsize=4_096)
def organisational_domain(domain: str) -> str:
    """The domain that somebody registered (`client.co.uk` of `mx.client.co.uk`), in ASCII."""
    name = _ascii(normalise_domain(domain))
    if not name:
        return ""
    registered: str | None = _suffixes().get_sld(name, strict=True)
    return registered or ".".join(name.split(".")[-2:])  # an ending that is on no list has one label


@lru_cache(maxsize=1)
def _suffixes() -> publicsuffix2.PublicSuffixList:
    return publicsuffix2.PublicSuffixList(idna=True)


def _ascii(domain: str) -> str:
    try:
        return idna.encode(domain, uts46=True).decode("ascii") if not domain.isascii() else domain
    except (idna.IDNAError, UnicodeError):
        return domain


def _only_author(message: Message) -> Address | None:
    fields = sum(name == "from" for name, _ in message.header_fields)
    if fields != 1 or len(message.from_) != 1 or "@" not in message.from_[0].addr_spec:
        return None
    return message.from_[0]


def _trusted_block(message: Message, trusted: Sequence[str]) -> Iterator[tuple[AuthenticationResults, str]]:
    """The topmost run of trusted fields, above any Received that the boundary did not write itself.

    A field deeper down was in the letter when it came, whoever it names. Where the operator trusts a whole family of
    hosts (`*.yandex.net`), the name must be one that took the letter: a forger cannot know which that will be.
    """
    found = False
    hosts: set[str] = set()
    for name, value in message.header_fields:
        if name == "received":
            host = _received_by(value)
            if found or not _is_own_hop(value, host, trusted, hosts):
                return
            hosts.add(host)
        elif name == "authentication-results":
            results = parse_authentication_results(value)
            if _is_trusted(results, trusted, hosts):
                found = True
                yield results, value


def _topmost(block: list[AuthenticationResults]) -> list[MethodResult]:
    """Servers that write a field for each method are believed in each; a method's second field is not theirs."""
    chosen: list[MethodResult] = []
    for number, field in enumerate(block):
        if number and field.authserv_id is None:
            break
        taken = {result.method for result in chosen}
        chosen.extend(result for result in field.results if result.method not in taken)
    return chosen


def _is_trusted(results: AuthenticationResults, trusted: Sequence[str], hosts: set[str]) -> bool:
    if results.authserv_id is None:
        return any(pattern.removeprefix("*.").lower().endswith(_UNNAMED) for pattern in trusted) and (
            not hosts or any(host.endswith(_UNNAMED) for host in hosts)
        )
    if any(pattern.lower() == results.authserv_id for pattern in trusted):
        return True
    in_family = any(_matches(pattern, results.authserv_id) for pattern in trusted)
    return in_family and (not hosts or results.authserv_id in hosts)


def _matches(pattern: str, name: str) -> bool:
    """`*.yandex.net` is every host below it."""
    return pattern.startswith("*.") and name.endswith(pattern[1:].lower())


def _received_by(value: str) -> str:
    found = _RECEIVED_BY.search(value)
    return found.group(1).lower().rstrip(".") if found else ""


def _is_own_hop(value: str, host: str, trusted: Sequence[str], hosts: set[str]) -> bool:
    """A host of the same organisation as a trusted name; before the first of those also nameless inner hops."""
    ours = {organisational_domain(pattern.removeprefix("*.")) for pattern in trusted}
    if host and organisational_domain(host) in ours:
        return True
    is_known = any(organisational_domain(one) in ours for one in hosts)
    is_inner = not host or host == "localhost" or _ADDRESS_LITERAL.fullmatch(host) is not None
    return is_inner and not is_known and (host == "localhost" or _RECEIVED_FROM.match(value) is None)


def _judge(results: list[MethodResult], domain: str) -> tuple[SenderLevel, str]:
    dmarc = [result for result in results if result.method == "dmarc" and _is_about(result, domain)]
    if any(result.result == "fail" for result in dmarc):
        return SenderLevel.FAILED, f"dmarc=fail for {domain}"
    if any(result.result == "pass" and _property(result, "header.from") for result in dmarc):
        return SenderLevel.STRONG, f"dmarc=pass for {domain}"
    signer = _aligned(results, domain, "dkim", ("header.d", "header.i"))
    if signer:
        return SenderLevel.STRONG, f"dkim=pass by {signer}"
    server = _aligned(results, domain, "spf", ("smtp.mailfrom", "smtp.mail", "smtp.envelope-from", "envelope-from"))
    if server:
        return SenderLevel.WEAK, f"spf=pass for {server}, no signature"
    return SenderLevel.UNVERIFIED, f"no result that proves {domain}"


def _is_about(result: MethodResult, domain: str) -> bool:
    """A dmarc result for another From is about another letter; one that names none is taken against us only."""
    named = _property(result, "header.from")
    return named is None or normalise_domain(named) == normalise_domain(domain)


def _aligned(results: list[MethodResult], domain: str, method: str, properties: Sequence[str]) -> str | None:
    """The domain of a pass that belongs to the organisation of From."""
    for result in results:
        if result.method != method or result.result != "pass":
            continue
        named = next((value for name in properties if (value := _property(result, name))), None)
        if named and organisational_domain(named) == organisational_domain(domain):
            return named
    return None


def _property(result: MethodResult, name: str) -> str | None:
    """A property's domain: some servers write the whole address."""
    value = dict(result.properties).get(name)
    return value.strip("<>").rpartition("@")[2] or None if value else None


def _reply_to_warnings(message: Message) -> Iterator[str]:
    if not message.from_:
        return
    ours = organisational_domain(message.from_[0].domain)
    for address in message.reply_to:
        if address.domain and organisational_domain(address.domain) != ours:
            yield f"Reply-To leads to another domain: {address.addr_spec}"


def _is_one_name(address: Address, person: Address) -> bool:
    """Two words at least, in any order."""
    words = sorted(re.findall(r"\w+", address.display_name.casefold().replace("ё", "е")))
    return len(words) > 1 and words == sorted(re.findall(r"\w+", person.display_name.casefold().replace("ё", "е")))

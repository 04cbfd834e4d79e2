"""One client's letters in their order, and what each of them is to the others."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from syncd.domain.cases.topics import plain
from syncd.domain.client import ClientView
from syncd.domain.language.reading import AskKind, LetterKind, MachineKind, VerdictKind
from syncd.domain.letter import Letter, Side
from syncd.domain.mail.message import Address
from syncd.domain.mail.subject import base_subject, is_trivial_subject

THEIRS = frozenset({Side.CLIENT, Side.STRANGER})
DECISIONS_TO_ACT_ON = frozenset({VerdictKind.CONDITIONAL, VerdictKind.REJECTED, VerdictKind.REVOKED})
# What our own mail programs put before the subject of an automatic answer, also where they set no header field.
_AUTOMATIC = re.compile(
    r"\s*(?:автоответ|автоматический ответ|automatic reply|auto(?:matic)?[- ]?reply|out of (?:the )?office)\b",
    re.IGNORECASE,
)
QUOTE_LENGTH = 20  # a shorter line is quoted by accident


@dataclass(frozen=True)
class Correspondence:
    """A client's letters, sorted so that none stands before one it refers to, with answers to questions about them."""

    view: ClientView
    letters: tuple[Letter, ...]

    @cached_property
    def threads(self) -> Mapping[str, tuple[Letter, ...]]:
        """The letters of each thread, in order."""
        found: dict[str, list[Letter]] = defaultdict(list)
        for letter in self.letters:
            found[letter.thread].append(letter)
        return {thread: tuple(letters) for thread, letters in found.items()}

    @cached_property
    def by_identity(self) -> Mapping[str, Letter]:
        """Each letter by its own key."""
        return {letter.identity: letter for letter in self.letters}

    @cached_property
    def position(self) -> Mapping[str, int]:
        """Each letter's place in the order."""
        return {letter.identity: number for number, letter in enumerate(self.letters)}

    @cached_property
    def ours_to(self) -> Mapping[str, tuple[Letter, ...]]:
        """Letters of our people to each outside address, in order."""
        found: dict[str, list[Letter]] = defaultdict(list)
        for letter in self.letters:
            if self.is_ours_to_client(letter):
                for address in {a.addr_spec.casefold() for a in self.outside(letter)}:
                    found[address].append(letter)
        return {address: tuple(letters) for address, letters in found.items()}

    @cached_property
    def files_sent(self) -> tuple[Letter, ...]:
        """Our letters that brought the client a file, in order."""
        return tuple(letter for letter in self.letters if letter.attachments and self.reaches_client(letter))

    @cached_property
    def bringing(self) -> tuple[Letter, ...]:
        """Letters of the client's people with a verdict or a file."""
        return tuple(
            letter
            for letter in self.letters
            if letter.side is Side.CLIENT
            and letter.is_human
            and (letter.attachments or letter.reading.verdict.kind is not VerdictKind.NONE)
        )

    @cached_property
    def bounced(self) -> frozenset[str]:
        """Identities of our letters that reached no client address at all."""
        texts: dict[str, str] = defaultdict(str)
        for letter in self.letters:
            if letter.bounced_message_id and letter.reading.machine in (MachineKind.BOUNCE, None):
                said = letter.reading.new_text if not letter.bounced_recipients else " ".join(letter.bounced_recipients)
                texts[letter.bounced_message_id] += " " + said.casefold()
        return frozenset(
            letter.identity
            for letter in self.letters
            if letter.side is Side.OURS and letter.message_id in texts and self._reached_nobody(letter, texts)
        )

    def _reached_nobody(self, letter: Letter, bounces: Mapping[str, str]) -> bool:
        outside = self.outside(letter)
        failed = [a for a in outside if a.addr_spec.casefold() in bounces[letter.message_id]]
        return len(failed) == len(outside) or (not failed and len(outside) == 1)

    def before(self, one: Letter, other: Letter) -> bool:
        """Whether the first letter stands before the second."""
        return self.position[one.identity] < self.position[other.identity]

    def is_agency(self, address: Address) -> bool:
        """Whether it is an address of the agency's."""
        if _in_domains(address.domain, self.view.agency.domains):
            return True
        return self.view.agency.manager_of(address.addr_spec) is not None

    def is_client_side(self, address: Address) -> bool:
        """Whether it is a representative's address or one at a domain of the client's."""
        wanted = address.addr_spec.casefold()
        if any(wanted == person.email.casefold() for person in self.view.client.representatives):
            return True
        return _in_domains(address.domain, self.view.client.domains)

    def outside(self, letter: Letter) -> tuple[Address, ...]:
        """Its recipients who are not of the agency."""
        return tuple(a for a in (*letter.to, *letter.cc) if not self.is_agency(a))

    def is_ours_to_client(self, letter: Letter) -> bool:
        """Whether a person of the agency wrote it to somebody outside who can have received it."""
        return (
            letter.side is Side.OURS
            and letter.is_human
            and letter.identity not in self.bounced
            and bool(self.outside(letter))
            and not is_reaction(letter)
            and not _AUTOMATIC.match(letter.subject)
        )

    @cached_property
    def _reaching(self) -> frozenset[str]:
        return frozenset(
            letter.identity
            for letter in self.letters
            if self.is_ours_to_client(letter) and any(self.is_client_side(a) for a in self.outside(letter))
        )

    def reaches_client(self, letter: Letter) -> bool:
        """Whether our letter went to at least one address of the client's side."""
        return letter.identity in self._reaching

    def is_addressed_to_us(self, letter: Letter) -> bool:
        """Whether somebody of the agency is in To, or one of its people is addressed by name."""
        return any(self.is_agency(a) for a in letter.to) or self._names_us(letter.reading.new_text)

    def _names_us(self, text: str) -> bool:
        words = set(re.findall(r"\w+", text.casefold()))
        names = (name for m in self.view.agency.managers for name in m.name.casefold().split())
        return any(name in words for name in names if len(name) > 2)

    def is_from_them(self, letter: Letter) -> bool:
        """Whether a person of the client's side, or a stranger in the client's thread, wrote it."""
        return letter.side in THEIRS and letter.is_human

    def wants_answer(self, letter: Letter) -> bool:
        """Whether a person there waits for us, whoever it is addressed to."""
        verdict = letter.reading.verdict.kind
        waits = letter.reading.needs_reply and not self._tells_what_we_asked(letter)
        return self.is_from_them(letter) and (waits or verdict in DECISIONS_TO_ACT_ON)

    def _tells_what_we_asked(self, letter: Letter) -> bool:
        """Whether it says no more than a fact right after a question of ours: «Только в Москве и Туле»."""
        if letter.reading.kinds != {LetterKind.INFORMATION} or letter.attachments or letter.reading.urgent:
            return False
        earlier = [each for each in self.threads.get(letter.thread, ()) if each.is_human and self.before(each, letter)]
        last = earlier[-1] if earlier else None
        if last is None or not self.reaches_client(last):
            return False
        kinds = {ask.kind for ask in last.reading.asks}
        asked = bool(last.reading.questions) or AskKind.ANSWER in kinds
        return asked and not kinds & {AskKind.APPROVAL, AskKind.DECISION}

    def waits_for_us(self, letter: Letter) -> bool:
        """Whether it starts a clock of ours. A decision against something does, whoever it is addressed to."""
        decides = letter.reading.verdict.kind in DECISIONS_TO_ACT_ON
        return self.wants_answer(letter) and (decides or self.is_addressed_to_us(letter))

    def asks_client(self, letter: Letter) -> bool:
        """Whether our letter asks the client for something."""
        return self.reaches_client(letter) and bool(letter.reading.asks or letter.reading.questions)

    def asks_approval(self, letter: Letter) -> bool:
        """Whether our letter asks the client to approve something."""
        return self.reaches_client(letter) and any(ask.kind is AskKind.APPROVAL for ask in letter.reading.asks)

    def answers_in_thread(self, answer: Letter, letter: Letter) -> bool:
        """PRODUCT.md section 3, rule 1, and 13.18: an answer to a stranger alone counts if he is the author."""
        if not self.is_ours_to_client(answer):
            return False
        return self.reaches_client(answer) or _is_to(answer, letter.from_)

    def answers_elsewhere(self, answer: Letter, letter: Letter) -> bool:
        """PRODUCT.md section 3, rule 2: a new letter to the author that quotes, attaches or repeats the subject."""
        if not self.is_ours_to_client(answer) or not _is_to(answer, letter.from_):
            return False
        subject = _telling_subject(letter)
        if subject and plain(base_subject(answer.subject)) == subject:
            return True
        return _quotes(answer, letter) or _attaches(answer, letter)


def correspondence(view: ClientView) -> Correspondence:
    """The view's letters in order. A letter that refers to another is the later, whatever its date says."""
    return Correspondence(view, _in_order(view.letters))


def is_reaction(letter: Letter) -> bool:
    """Whether it is an emoji alone: no word, no number, no file."""
    text = letter.reading.new_text
    return bool(text.strip()) and not any(c.isalnum() for c in text) and not letter.attachments


def _in_order(letters: Iterable[Letter]) -> tuple[Letter, ...]:
    arrived = sorted(letters, key=lambda each: (each.received_at, each.identity))
    by_message_id: dict[str, Letter] = {}
    for letter in arrived:
        by_message_id.setdefault(letter.message_id, letter)
    settled: dict[str, tuple[datetime, int]] = {}

    def settle(letter: Letter, seen: frozenset[str]) -> tuple[datetime, int]:
        if letter.identity not in settled:
            seen = seen | {letter.identity}
            parents = (by_message_id.get(each) for each in {letter.in_reply_to, *letter.references} if each)
            earlier = [settle(p, seen) for p in parents if p and p.identity not in seen]
            latest = max((at for at, _ in earlier), default=letter.received_at)
            depth = max((depth for at, depth in earlier if at == latest), default=-1) + 1
            at = max(letter.received_at, latest)
            settled[letter.identity] = (at, depth if at == latest else 0)
        return settled[letter.identity]

    at = {letter.identity: settle(letter, frozenset()) for letter in arrived}
    ordered = sorted(arrived, key=lambda each: (*at[each.identity], each.identity))
    return tuple(
        letter if letter.received_at == at[letter.identity][0] else replace(letter, received_at=at[letter.identity][0])
        for letter in ordered
    )


def _in_domains(domain: str, domains: Iterable[str]) -> bool:
    folded = domain.casefold()
    return any(folded == each.casefold() or folded.endswith("." + each.casefold()) for each in domains)


def _is_to(letter: Letter, address: Address) -> bool:
    wanted = address.addr_spec.casefold()
    return any(a.addr_spec.casefold() == wanted for a in (*letter.to, *letter.cc))


def _quotes(answer: Letter, letter: Letter) -> bool:
    quoted = plain(answer.reading.quoted_text.replace(">", " "))
    if not quoted:
        return False
    lines = [plain(line) for line in letter.reading.new_text.splitlines()]
    return any(len(line) >= QUOTE_LENGTH and line in quoted for line in lines)


def _attaches(answer: Letter, letter: Letter) -> bool:
    subject = _telling_subject(letter)
    return bool(subject) and any(
        a.content_type.lower() == "message/rfc822" and subject in plain(a.filename) for a in answer.attachments
    )


def _telling_subject(letter: Letter) -> str:
    """The base subject for comparing; empty where unrelated letters may share it."""
    subject = plain(base_subject(letter.subject))
    return "" if len(subject) < 3 or is_trivial_subject(letter.subject) else subject

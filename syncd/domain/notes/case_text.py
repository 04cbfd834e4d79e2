"""What stands in a case's internal task and in the comments on it, line by line (PRODUCT.md section 11)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from syncd.domain.agency import Subject
from syncd.domain.approvals import MONEY, Gate, gate_of, money_gate
from syncd.domain.cases.case import Case, CaseKind, Step
from syncd.domain.cases.find import Decision
from syncd.domain.cases.things import things
from syncd.domain.cases.topics import subject_of
from syncd.domain.language.reading import AskKind
from syncd.domain.mail.subject import base_subject
from syncd.domain.notes.facts import (
    greeting_name,
    in_sentence,
    name_of,
    named_deputy,
    subject_of_letter,
    thing_of,
    whom_to_call,
)
from syncd.domain.notes.plan_change import change_lines, plan_change
from syncd.domain.notes.wording import Wording, Words

NAME_LENGTH = 120
NOT_THEIR_OWN = frozenset({"not_authorised", "second_hand"})  # somebody else's words are needed
CALLED_ABOUT = frozenset({CaseKind.SILENCE, CaseKind.APPROVAL, CaseKind.CONFIRM})


@dataclass(frozen=True)
class CaseText:
    """The words about one client's cases, in the team's language; drafts and phrases in the client's."""

    decision: Decision
    wording: Wording

    @property
    def words(self) -> Words:
        """The team's language."""
        return self.wording[self.decision.view.agency.language]

    def name(self, case: Case) -> str:
        """The task's name."""
        assert case.letter is not None  # noqa: S101 - ladder cases have a letter
        name = self.words.team(
            "team",
            f"{case.kind}_name",
            client=case.client,
            subject=subject_of_letter(case.letter, self.words),
            words=self._forms(case),
        )
        return name if len(name) <= NAME_LENGTH else name[: NAME_LENGTH - 1] + "…"

    def closing_line(self, case: Case) -> str:
        """By what a case ended."""
        closed = case.closed
        assert closed is not None  # noqa: S101 - asked for closed cases only
        letter = self.decision.mail.by_identity.get(closed.letter or "")
        who = name_of(self.decision.view, letter.from_) if letter else closed.who
        quote = letter.reading.verdict.quote if letter else ""
        return self.words.team("closed", closed.how, at=closed.at, who=who, quote=quote)

    def lines(self, case: Case, *, call: bool) -> Iterator[str]:
        """All that the task says about an open or closed case; `call` adds what its later steps ask."""
        yield from self._gate_line(case)
        match case.kind:
            case CaseKind.REPLY:
                yield from self._reply_lines(case)
            case CaseKind.SILENCE | CaseKind.APPROVAL:
                yield from self._waiting_line(case, case.kind.value).split("\n")
            case CaseKind.CONFIRM:
                yield from self._confirm_lines(case)
            case _:
                yield self._promise_line(case)
        yield from self._absence_line(case)
        if call and case.kind in CALLED_ABOUT:
            yield self._call_line(case)

    def step_lines(self, case: Case, step: Step) -> Iterator[str]:
        """The comment of a step taken since the task was written."""
        if step.number == 1:
            yield from self.lines(case, call=False)
            return
        letter = case.letter
        assert letter is not None  # noqa: S101 - ladder cases have a letter
        if case.kind is CaseKind.REPLY:
            subject = subject_of_letter(letter, self.words)
            yield self.words.team("team", "reply_again", subject=subject, due=case.our_due_at or case.due_at)
        elif case.kind is CaseKind.PROMISE:
            yield self.words.team("team", "promise_again", due=case.our_due_at or case.due_at)
        else:
            yield self._call_line(case)
            yield from self._absence_line(case)
        if step.adds_head:
            yield self.words.team("team", "head")

    def _gate_line(self, case: Case) -> Iterator[str]:
        """May we spend? The first line of a task about money."""
        gate = self._gate(case)
        if gate is None:
            return
        author = gate.record.author if gate.record else ""
        why = self.words.team("reasons", gate.why, author=author)
        yield self.words.team("team", "gate_open" if gate.open else "gate_closed", why=why)
        change = plan_change(self.decision, gate.record) if gate.record else None
        if change:
            yield from change_lines(self.words, change)

    def _gate(self, case: Case) -> Gate | None:
        if case.kind is CaseKind.REPLY:
            return self._gate_of_decision(case)
        if case.about not in MONEY or case.kind is CaseKind.SILENCE:
            return None
        mine = {*case.letters, case.letter.identity if case.letter else ""}
        for thing in things(self.decision.records):
            if thing.about == case.about and any(each.identity in mine for each in thing.records):
                return gate_of(thing, case.version)
        return money_gate(self.decision.records, case.about, version=case.version, period=case.period)

    def _gate_of_decision(self, case: Case) -> Gate | None:
        """Where letters that wait for an answer decide about money: the answer as it stands after the last of them."""
        keys = {f"approval:{identity}" for identity in case.letters}
        decided = [record for record in self.decision.records if record.key in keys and record.about in MONEY]
        if not decided:
            return None
        last = decided[-1]
        thing = next(each for each in things(self.decision.records) if last in each.records)
        return gate_of(thing, last.version)

    def _reply_lines(self, case: Case) -> Iterator[str]:
        letter = case.letter
        assert letter is not None  # noqa: S101 - ladder cases have a letter
        yield from self._decision_lines(case.letters)
        yield self.words.team(
            "team",
            "reply",
            subject=subject_of_letter(letter, self.words),
            author=name_of(self.decision.view, letter.from_),
            at=letter.received_at,
            due=case.our_due_at or case.due_at,
            questions=list(dict.fromkeys(case.questions)),
        )
        yield from self._urgent_lines(case)
        yield from self._further_lines(case)

    def instant_lines(self, case: Case, identity: str) -> Iterator[str]:
        """What a letter that came into a written task says at once: a decision, or that something is urgent."""
        yield from self._decision_lines((identity,))
        letter = self.decision.mail.by_identity[identity]
        if letter.reading.urgent:
            yield self.words.team("team", "reply_urgent", urgent=letter.reading.urgent)
            yield self.words.team(
                "team",
                "reply",
                subject=subject_of_letter(letter, self.words),
                author=name_of(self.decision.view, letter.from_),
                at=letter.received_at,
                due=case.our_due_at or case.due_at,
                questions=list(letter.reading.questions),
            )

    def bounced_line(self, case: Case) -> str:
        """That our answer did not arrive."""
        assert case.bounced is not None  # noqa: S101 - asked for such cases only
        return self.words.team("team", "bounced", at=case.bounced.received_at)

    def _decision_lines(self, identities: Iterable[str]) -> Iterator[str]:
        for identity in identities:
            record = next((r for r in self.decision.records if r.key == f"approval:{identity}"), None)
            name = f"decision_{record.state}" if record else ""
            if record is None or not self.words.has("team", name):
                continue
            yield self.words.team(
                "team",
                name,
                thing=thing_of(self.words, record),
                author=record.author,
                at=record.received_at,
                quote=in_sentence(record.quote),
            )

    def _urgent_lines(self, case: Case) -> Iterator[str]:
        letters = [self.decision.mail.by_identity[identity] for identity in case.letters]
        for letter in letters:
            if letter.reading.urgent:
                yield self.words.team("team", "reply_urgent", urgent=letter.reading.urgent)
                return
        if any("срочно" in letter.reading.new_text.casefold() for letter in letters):
            yield self.words.team("team", "reply_said_urgent")

    def _further_lines(self, case: Case) -> Iterator[str]:
        later = [self.decision.mail.by_identity[identity] for identity in case.letters[1:]]
        if later:
            stamps = "; ".join(self.words.when(letter.received_at) for letter in later)
            yield self.words.team("team", "more_letters", count=len(later), times=stamps)
        if case.bounced:
            yield self.bounced_line(case)
        if case.probably:
            yield self.words.team(
                "team",
                "probably",
                at=case.probably.received_at,
                subject=base_subject(case.probably.subject),
                author=name_of(self.decision.view, case.probably.from_),
            )

    def _waiting_line(self, case: Case, template: str) -> str:
        letter = case.letter
        assert letter is not None  # noqa: S101 - ladder cases have a letter
        return self.words.team(
            "team",
            template,
            at=letter.received_at,
            subject=subject_of_letter(letter, self.words),
            thing=thing_of(self.words, case),
            draft=self._draft(case),
        )

    def _draft(self, case: Case) -> str:
        """A draft is for the client: in his language."""
        theirs = self.wording[self.decision.view.client.language]
        name = greeting_name(self.decision.mail, case)
        return theirs.team("draft", "silence", name=name, words=theirs.forms(_asked_about(case)))

    def _forms(self, case: Case) -> Mapping[str, str]:
        """The thing's forms in the team's language, with the phrase as the client has to write it."""
        theirs = self.wording[self.decision.view.client.language]
        return {**self.words.forms(case.about), "phrase": theirs.forms(case.about)["phrase"]}

    def _confirm_lines(self, case: Case) -> Iterator[str]:
        letter = case.letter
        assert letter is not None  # noqa: S101 - ladder cases have a letter
        forms = self._forms(case)
        quote = letter.reading.verdict.quote or letter.reading.new_text.strip()[:80]
        author = name_of(self.decision.view, letter.from_)
        reason = case.reason if case.reason and case.reason != "words" else ""
        why = self.words.team("reasons", reason, author=author) if reason else ""
        who = self._who_may(case) if reason in NOT_THEIR_OWN else ""
        gate = self._gate(case)
        said = gate is not None and gate.why == reason  # by the first line
        money = case.about is None or case.about in MONEY
        yield self.words.team("team", "confirm", quote=quote, words=forms, money=money, why=why, said=said, who=who)
        yield self.words.team(
            "team", "confirm_from", author=author, at=letter.received_at, thing=thing_of(self.words, case)
        )

    def _who_may(self, case: Case) -> str:
        """Those whose words would be enough, by name."""
        people = self.decision.view.client.representatives
        return ", ".join(person.name for person in people if case.about in person.approves)

    def _promise_line(self, case: Case) -> str:
        letter = case.letter
        assert letter is not None  # noqa: S101 - ladder cases have a letter
        promise = letter.reading.promise
        return self.words.team(
            "team",
            "promise",
            at=letter.received_at,
            subject=subject_of_letter(letter, self.words),
            promise=promise.words.rstrip(". ") if promise else "",
            due=case.our_due_at or case.due_at,
            questions=list(dict.fromkeys(case.questions)),
        )

    def _absence_line(self, case: Case) -> Iterator[str]:
        note = case.absence
        absence = note.reading.absence if note else None
        if note and absence:
            who = name_of(self.decision.view, note.from_)
            deputy = named_deputy(self.decision.view, absence.deputy)
            yield self.words.team("team", "absence", who=who, until=absence.until, deputy=deputy)

    def _call_line(self, case: Case) -> str:
        return self.words.team("team", "call", whom=whom_to_call(self.decision.mail, case, self.words))


def _asked_about(case: Case) -> Subject | None:
    """The thing that our letter is about; a letter that asks for material is about that letter."""
    asks = case.letter.reading.asks if case.letter else ()
    if case.about or case.letter is None or any(ask.kind is AskKind.MATERIAL for ask in asks):
        return case.about
    return next((ask.about for ask in asks if ask.about), None) or subject_of(case.letter.subject)

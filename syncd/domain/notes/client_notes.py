"""What a client reads: the one task of approvals and wishes, and comments where a letter belongs (PRODUCT.md section 6)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from syncd.domain.approvals import MONEY
from syncd.domain.cases.find import Decision
from syncd.domain.cases.force import Contradiction, contradictions
from syncd.domain.cases.record import AGAINST, ApprovalRecord, ApprovalState
from syncd.domain.client import ClientView
from syncd.domain.language.reading import Ask, AskKind
from syncd.domain.notes.material import materials
from syncd.domain.notes.note import ClientComment, ClientTask, Note, OnNote, OnTask, TeamComment, TeamTask, plain_text
from syncd.domain.notes.place import task_of
from syncd.domain.notes.recent import is_recent, is_repetition
from syncd.domain.notes.starts import start_named
from syncd.domain.notes.wording import ClientFacts, Wording, Words

TASK_KEY = "client"
REMARKS = frozenset({ApprovalState.CONDITIONAL, ApprovalState.REJECTED})


def client_notes(decision: Decision, wording: Wording) -> Iterator[Note]:
    """The client's own task and the comments on verdicts; all of it internal where the client sees nothing."""
    surface = ClientSurface(decision, wording[decision.view.client.language])
    for note in surface.notes():
        yield note if decision.view.agency.notes.client_visible else _inside(decision.view, note)


def client_task_key(view: ClientView) -> str:
    """The key of the daemon's one task in the client's project."""
    return f"{TASK_KEY}:{view.client.project}"


def _inside(view: ClientView, note: ClientTask | ClientComment) -> Note:
    """The same note in the internal project (`client_visible = false`)."""
    if isinstance(note, ClientTask):
        name = f"{note.client}: {note.name}"
        assignee = view.manager.asana_user if view.manager else None
        return TeamTask(
            key=note.key, kind=note.kind, text=note.text, client=note.client, name=name, assignee=assignee,
            started_at=note.started_at, exempt_from_caps=True,
        )  # fmt: skip
    return TeamComment(
        key=note.key, kind=note.kind, text=note.text, client=note.client, on=OnNote(client_task_key(view)),
        exempt_from_caps=note.exempt_from_caps, started_at=note.started_at,
    )  # fmt: skip


@dataclass(frozen=True)
class ClientSurface:
    """One client's visible notes, in his language. Nothing but his own records goes in."""

    decision: Decision
    words: Words

    def notes(self) -> Iterator[ClientTask | ClientComment]:
        """What should exist at this moment."""
        lines = self._task_lines()
        comments = list(self._comments())
        view = self.decision.view
        if lines or comments or client_task_key(view) in view.written:
            yield ClientTask(
                key=client_task_key(view),
                kind="client",
                text=plain_text(lines or [self.words.client("nothing", ClientFacts())]),
                client=view.client.name,
                project_gid=view.client.project,
                name=self.words.client("task_name", ClientFacts()),
            )
        yield from comments

    def _task_lines(self) -> list[str]:
        approved = [self._approved(record) for record in self._visible() if self._stands_first(record)]
        waiting = [*self.requests(), *self._materials()]
        returned = [line for _, last in self._asked() if last and (line := self._told(last))]
        lines: list[str] = []
        for head, items in (("approved_head", approved), ("waiting_head", waiting), ("returned_head", returned)):
            if items:
                lines += [*([""] if lines else []), self.words.client(head, ClientFacts()), *items]
        return lines

    def _stands_first(self, record: ApprovalRecord) -> bool:
        """A letter's approval in force; the same said again is one line, a person's own record is no letter."""
        return record.in_force and record.source == "letter" and not is_repetition(self.decision, record)

    def _visible(self) -> list[ApprovalRecord]:
        """Records of letters between this client and us alone (section 13.18)."""
        letters = self.decision.mail.by_identity
        return [
            record
            for record in self.decision.records
            if (letter := letters.get(record.identity or "")) is not None and len(set(letter.clients_named)) < 2
        ]

    def requests(self) -> Iterator[str]:
        """What was put up for approval and waits for a decision."""
        return (self._waiting(request) for request, last in self._asked() if last is None)

    def _asked(self) -> Iterator[tuple[ApprovalRecord, ApprovalRecord | None]]:
        """Each thing that was put up for approval and is not approved, with the last decision against it, if any."""
        records = self._visible()
        clashing = {
            key for clash in self._clashes() if not clash.resolved for key in (clash.first.key, clash.second.key)
        }
        asked = [r for r in records if r.state is ApprovalState.REQUESTED and is_recent(self.decision, r)]
        for request in asked:
            later = [r for r in records if r.received_at > request.received_at]
            if any(_replaces(each, request) for each in later):
                continue
            decided = [r for r in later if r.source != "request" and r.key not in clashing and _decides(r, request)]
            if not any(record.in_force for record in decided):
                yield request, next((r for r in reversed(decided) if r.state in AGAINST), None)

    def _materials(self) -> Iterator[str]:
        for each in materials(self.decision):
            facts = ClientFacts(item=each.item, due=each.due if each.reason else None, reason=each.reason)
            yield self.words.client("material", facts)

    def _clashes(self) -> list[Contradiction]:
        """Those of remarks with an approval; a withdrawal is taken at once and told."""
        found = contradictions(self.decision.view, self.decision.records)
        return [clash for clash in found if ApprovalState.REVOKED not in (clash.first.state, clash.second.state)]

    def _comments(self) -> Iterator[ClientComment]:
        against = {
            clash.second.key for clash in self._clashes() if clash.second.state in REMARKS
        }  # section 8: of a contradiction nothing to the client
        for record in self._visible():
            key = f"verdict:{record.identity}"
            if record.source != "letter" or not is_recent(self.decision, record):
                continue
            unsaid = key not in self.decision.view.written
            if unsaid and (record.voided_by or is_repetition(self.decision, record) or self._is_past(record)):
                continue
            if unsaid and record.key in against:
                continue
            text = self._told(record)
            if text is not None:
                yield self._comment(key, record, text)

    def _is_past(self, record: ApprovalRecord) -> bool:
        """Remarks on what we have put up anew since: nobody is helped by reading them now."""
        later = [each for each in self.decision.records if each.received_at > record.received_at]
        return record.state in REMARKS and any(_replaces(each, record) for each in later)

    def _told(self, record: ApprovalRecord) -> str | None:
        match record.state:
            case ApprovalState.APPROVED:
                return self._approved(record)
            case ApprovalState.CONDITIONAL | ApprovalState.REJECTED:
                return self._remarks(record)
            case ApprovalState.REVOKED:
                return self._revoked(record)
            case _:
                return None

    def _comment(self, key: str, record: ApprovalRecord, text: str) -> ClientComment:
        view = self.decision.view
        gid = task_of(self.decision.mail, record)
        return ClientComment(
            key=key,
            kind=record.state.value,
            text=plain_text(text),
            client=view.client.name,
            project_gid=view.client.project,
            on=OnTask(gid) if gid else OnNote(client_task_key(view)),
            exempt_from_caps=record.state is ApprovalState.REVOKED,
            started_at=record.received_at,
        )

    def _facts(self, record: ApprovalRecord) -> ClientFacts:
        return ClientFacts(
            thing=self.words.thing(record.about, record.period, record.version),
            version=self.words.version(record.version),
            words=self.words.forms(record.about),
            author=record.author,
            at=record.received_at,
            money=record.about in MONEY,
        )

    def _approved(self, record: ApprovalRecord) -> str:
        return self.words.client("approved", self._facts(record))

    def _remarks(self, record: ApprovalRecord) -> str:
        return self.words.client("remarks", self._facts(record))

    def _revoked(self, record: ApprovalRecord) -> str:
        return self.words.client("revoked", self._facts(record))

    def _waiting(self, request: ApprovalRecord) -> str:
        letter = self.decision.mail.by_identity[request.identity or ""]
        ask = _ask(letter.reading.asks, request)
        start = start_named(letter.reading.new_text, self.decision.view.calendar.local_date(letter.received_at))
        facts = self._facts(request)
        return self.words.client(
            "waiting",
            ClientFacts(
                thing=facts.thing, version=facts.version, words=facts.words, at=facts.at, money=facts.money,
                due=ask.due_on if ask else None, start=start,
            ),
        )  # fmt: skip


def _ask(asks: Sequence[Ask], request: ApprovalRecord) -> Ask | None:
    return next((ask for ask in asks if ask.kind is AskKind.APPROVAL and ask.about in (request.about, None)), None)


def _replaces(later: ApprovalRecord, request: ApprovalRecord) -> bool:
    """Whether a later request puts up the same thing again."""
    if later.state is not ApprovalState.REQUESTED or later.about != request.about:
        return False
    same_item = later.period == request.period or later.thread == request.thread
    return same_item and later.identity != request.identity


def _decides(record: ApprovalRecord, request: ApprovalRecord) -> bool:
    if record.request_identity:
        return record.request_identity == request.identity
    return record.may_concern(request)

"""A small agency and one client's letters, written so that only what matters shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from syncd.data.wording import load_wording
from syncd.domain.agency import Agency, Client, Language, Manager, Representative, Subject
from syncd.domain.asana import Story, Task, User
from syncd.domain.cases.case import Case
from syncd.domain.cases.find import find_cases
from syncd.domain.client import ClientView, OwnTask
from syncd.domain.clocks import Calendar
from syncd.domain.language.reading import (
    Absence,
    Ask,
    AskKind,
    LetterKind,
    MachineKind,
    Promise,
    Reading,
    Verdict,
    VerdictKind,
)
from syncd.domain.letter import Letter, SenderCheck, SenderLevel, Side
from syncd.domain.mail.message import Address, Attachment
from syncd.domain.notes.note import Note
from syncd.domain.notes.wanted import wanted_notes

MOSCOW = ZoneInfo("Europe/Moscow")
WORDING = load_wording(MOSCOW)

ANNA = Address("Анна Орлова", "anna.orlova@agency.example")
PETR = Address("Пётр Ильин", "petr.ilyin@agency.example")
HEAD = "head@agency.example"
OLGA = Address("Ольга Жукова", "olga.zhukova@client1.example")
MARINA = Address("Марина Белова", "marina.belova@client1.example")
IGOR = Address("Игорь Новый", "igor@client1.example")  # at the client's domain, no representative
STRANGER = Address("Сергей Чужой", "sergey@elsewhere.example")

CLIENT = Client(
    name="Лунный Кот",
    project="300",
    manager=ANNA.addr_spec,
    domains=("client1.example",),
    representatives=(
        Representative("Ольга Жукова", OLGA.addr_spec, frozenset({Subject.MEDIA_PLAN, Subject.BUDGET})),
        Representative("Марина Белова", MARINA.addr_spec, frozenset({Subject.CREATIVE})),
    ),
)
AGENCY = Agency(
    name="Example Agency",
    domains=("agency.example",),
    timezone=MOSCOW,
    language=Language.RU,
    internal_project="200",
    managers=(
        Manager("Анна Орлова", (ANNA.addr_spec,), ANNA.addr_spec, deputy=PETR.addr_spec),
        Manager("Пётр Ильин", (PETR.addr_spec,), PETR.addr_spec),
    ),
    clients=(CLIENT,),
    head=HEAD,
)


def at(text: str) -> datetime:
    """`14.05 15:42` of 2026 in Moscow."""
    day, clock = text.split()
    number, month = day.split(".")
    hour, minute = clock.split(":")
    return datetime(2026, int(month), int(number), int(hour), int(minute), tzinfo=MOSCOW).astimezone(UTC)


def day(text: str) -> date:
    """`14.05` of 2026."""
    number, month = text.split(".")
    return date(2026, int(month), int(number))


def letter(name: str, when: str, from_: Address, to: Sequence[Address], side: Side, **more: Any) -> Letter:
    reading_fields = {key: more.pop(key) for key in list(more) if key in Reading.__dataclass_fields__}
    reading = Reading(**{"new_text": "", **reading_fields})
    reply_to = more.pop("answers", None)
    fields: dict[str, Any] = {
        "identity": name,
        "message_id": f"{name}@mail.example",
        "thread": "t1",
        "client": CLIENT.name,
        "side": side,
        "received_at": at(when),
        "sent_at": at(when),
        "subject": "Цены на июнь",
        "from_": from_,
        "to": tuple(to),
        "cc": (),
        "reading": reading,
        "sender": SenderCheck(SenderLevel.STRONG, "dmarc=pass"),
        "in_reply_to": f"{reply_to}@mail.example" if reply_to else None,
        "references": (f"{reply_to}@mail.example",) if reply_to else (),
        "mailboxes": ("anna",),
        "clients_named": (CLIENT.name,),
    }
    return Letter(**{**fields, **more})


def theirs(name: str, when: str, text: str = "", *, from_: Address = OLGA, **more: Any) -> Letter:
    """A letter of the client's side to Anna."""
    to = more.pop("to", (ANNA,))
    return letter(name, when, from_, to, more.pop("side", Side.CLIENT), new_text=text, **more)


def asks(name: str, when: str, text: str = "Успеваем ли к пятнице?", **more: Any) -> Letter:
    """A letter of theirs that waits for an answer."""
    questions = more.pop("questions", (text,) if text.endswith("?") else ())
    return theirs(name, when, text, needs_reply=True, questions=questions, **more)


def ours(name: str, when: str, text: str = "Да, успеваем.", *, from_: Address = ANNA, **more: Any) -> Letter:
    """A letter of ours to Olga."""
    to = more.pop("to", (OLGA,))
    return letter(name, when, from_, to, Side.OURS, new_text=text, **more)


def ours_asks(name: str, when: str, *kinds: AskKind, words: str = "пришлите логотип", **more: Any) -> Letter:
    """A letter of ours that asks for something, an answer unless said."""
    found = tuple(Ask(kind, words) for kind in kinds or (AskKind.ANSWER,))
    return ours(name, when, words, asks=found, **more)


def request(
    name: str,
    when: str,
    version: str | None = "3",
    about: Subject = Subject.MEDIA_PLAN,
    period: str | None = "июнь",
    **more: Any,
) -> Letter:
    """A letter of ours that asks to approve something."""
    due = more.pop("due_on", None)
    ask = Ask(AskKind.APPROVAL, "просим согласовать", about, version, period, due)
    more.setdefault("subject", "Медиаплан на июнь")
    return ours(name, when, more.pop("text", "Просим согласовать медиаплан."), asks=(ask,), **more)


def verdict(
    name: str,
    when: str,
    kind: VerdictKind,
    quote: str = "Медиаплан согласован",
    about: Subject | None = Subject.MEDIA_PLAN,
    **more: Any,
) -> Letter:
    """A letter of theirs with a decision."""
    fields = {key: more.pop(key) for key in ("version", "period", "second_hand") if key in more}
    more.setdefault("subject", "Re: Медиаплан на июнь")
    return theirs(name, when, quote, verdict=Verdict(kind, about, quote=quote, why="test", **fields), **more)


def approved(name: str, when: str, quote: str = "Медиаплан согласован", **more: Any) -> Letter:
    return verdict(name, when, VerdictKind.APPROVED, quote, **more)


def ok(name: str, when: str, quote: str = "Ок", **more: Any) -> Letter:
    return verdict(name, when, VerdictKind.NEEDS_CONFIRMATION, quote, **more)


def conditional(name: str, when: str, quote: str = "Согласован, кроме баннеров", **more: Any) -> Letter:
    return verdict(name, when, VerdictKind.CONDITIONAL, quote, **more)


def rejected(name: str, when: str, quote: str = "Не согласовываем", **more: Any) -> Letter:
    return verdict(name, when, VerdictKind.REJECTED, quote, **more)


def revoked(name: str, when: str, quote: str = "Отзываем согласование", **more: Any) -> Letter:
    return verdict(name, when, VerdictKind.REVOKED, quote, **more)


def machine(name: str, when: str, kind: MachineKind = MachineKind.AUTO_REPLY, **more: Any) -> Letter:
    return theirs(name, when, machine=kind, **more)


def promise(words: str = "вернусь завтра", due: str | None = None) -> dict[str, Any]:
    return {"promise": Promise(words, day(due) if due else None), "kinds": frozenset({LetterKind.PROMISE})}


def absence(until: str | None = None, deputy: str | None = None) -> Absence:
    return Absence(day(until) if until else None, deputy)


def file(name: str, sha: str | None = None) -> Attachment:
    return Attachment(name, "application/octet-stream", 1000, sha)


def own(
    name: str,
    written: str,
    *,
    kind: str = "reply",
    done: str | None = None,
    by_person: str | None = None,
    reopened: str | None = None,
    due: str | None = None,
    due_set: str | None = None,
    comments: Sequence[tuple[str, str]] = (),
    deleted: bool = False,
) -> OwnTask:
    """Our task for a letter, as it stands in Asana."""
    closed = by_person or done
    return OwnTask(
        key=f"case:{name}",
        kind=kind,
        task_gid=f"gid-{name}",
        written_at=at(written),
        ref="A-00001",
        completed=closed is not None,
        completed_by_person=by_person is not None,
        completed_at=at(closed) if closed else None,
        completed_by_gid="u-anna" if by_person else None,
        reopened_at=at(reopened) if reopened else None,
        due_at=at(due) if due else None,
        due_set_at=at(due_set) if due_set else None,
        comments=tuple(
            Story(f"s{number}", f"gid-{name}", at(when), "u-anna", "comment_added", text)
            for number, (when, text) in enumerate(comments)
        ),
        deleted=deleted,
    )


def task(gid: str, name: str, **more: Any) -> Task:
    """A task of the client's project."""
    fields: dict[str, Any] = {
        "gid": gid, "name": name, "notes": "", "resource_subtype": "default_task", "approval_status": None,
        "completed": False, "completed_at": None, "completed_by_gid": None, "created_at": at("01.04 12:00"),
        "created_by_gid": "u-anna", "modified_at": None, "assignee_gid": None, "due_on": None, "due_at": None,
        "start_on": None, "start_at": None, "parent_gid": None, "permalink_url": "", "project_gids": ("300",),
    }  # fmt: skip
    return Task(**{**fields, **more})


USERS = {
    "u-anna": User("u-anna", "Анна Орлова", ANNA.addr_spec),
    "u-olga": User("u-olga", "Ольга Жукова", OLGA.addr_spec),
}


def view(
    *facts: Letter | OwnTask | Task, now: datetime, client: Client = CLIENT, agency: Agency = AGENCY, **more: Any
) -> ClientView:
    """What is known at `now`: later letters and acts are left out, as the engine does; every mailbox was just read."""
    letters = tuple(sorted(
        (each for each in facts if isinstance(each, Letter) and each.received_at <= now), key=lambda each: each.received_at
    ))  # fmt: skip
    fields: dict[str, Any] = {
        "letters": letters,
        "tasks": tuple(each for each in facts if isinstance(each, Task)),
        "own_tasks": tuple(each for each in facts if isinstance(each, OwnTask) and each.written_at <= now),
        "users": USERS,
        "read_until": {"anna": now, "petr": now},
        "mailbox_of": {ANNA.addr_spec: "anna", PETR.addr_spec: "petr"},
        "head": agency.head,
    }
    fields["written"] = {each.key: each.written_at for each in fields["own_tasks"]} | more.pop("written", {})
    return ClientView(agency, client, Calendar(agency.week, agency.timezone), **{**fields, **more})


def with_client(**changes: Any) -> Client:
    return replace(CLIENT, **changes)


def cases_at(when: str, *facts: Letter | OwnTask | Task, **more: Any) -> tuple[Case, ...]:
    return find_cases(view(*facts, now=at(when), **more), at(when))


def notes_at(when: str, *facts: Letter | OwnTask | Task, **more: Any) -> tuple[Note, ...]:
    return wanted_notes(view(*facts, now=at(when), **more), WORDING, at(when))


def told(case: Case) -> str:
    """`reply 1 due 14.05 15:05` or `reply closed by answer`."""
    if case.closed:
        return f"{case.kind} closed by {case.closed.how}"
    due = case.due_at.astimezone(MOSCOW)
    return f"{case.kind} {case.step} due {due:%d.%m %H:%M}" + (" probably answered" if case.probably else "")

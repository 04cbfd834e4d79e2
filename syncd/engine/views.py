"""From rows to what one decision needs: one client's facts at one moment, one manager's digest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlite_utils import Database

from syncd.domain.agency import Agency, Client, Manager
from syncd.domain.asana import Task, User
from syncd.domain.client import Absent, ClientView, DigestLine, DigestView, OwnTask
from syncd.domain.clocks import Calendar
from syncd.domain.letter import Letter
from syncd.engine.absent import absent_managers
from syncd.engine.watch import is_current, stands_completed, watch
from syncd.store import asana, letters, outbox, sources
from syncd.store.acts import COMPLETION, DUE, Act, all_of
from syncd.store.codec import moment
from syncd.store.outbox import OutboxRow
from syncd.store.spreadsheets import KeptSpreadsheets

NEVER = datetime(1970, 1, 1, tzinfo=UTC)


class Letters:
    """Every client's letters, kept in memory as long as none of them changes in the database."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[tuple[int, int], tuple[Letter, ...]]] = {}
        self._revisions: dict[str, tuple[int, int]] = {}

    def look(self, db: Database) -> None:
        """See which clients' letters have changed."""
        self._revisions = letters.revisions(db)

    def revision(self, client: str) -> tuple[int, int]:
        """Equal as long as none of the client's letters has changed."""
        return self._revisions.get(client, (0, 0))

    def of(self, db: Database, client: str, now: datetime) -> tuple[Letter, ...]:
        """A client's letters up to a moment, oldest first."""
        revision = self.revision(client)
        known = self._known.get(client)
        if known is None or known[0] != revision:
            known = self._known[client] = revision, letters.letters_of(db, client)
        return tuple(letter for letter in known[1] if letter.received_at <= now)


@dataclass(frozen=True, slots=True)
class World:
    """What all views of one decision share."""

    db: Database
    agency: Agency
    now: datetime
    me: str | None
    users: Mapping[str, User]
    rows: tuple[OutboxRow, ...]
    read_until: Mapping[str, datetime]
    head: str | None
    absent: tuple[Absent, ...]
    letters: Letters
    acts: dict[tuple[str, str], Act]
    replays: bool = False  # the past is gone through again: our own tasks count as they stood at `now`

    @property
    def calendar(self) -> Calendar:
        """The agency's working time."""
        return Calendar(self.agency.week, self.agency.timezone)


def load_world(
    db: Database,
    agency: Agency,
    now: datetime,
    me: str | None,
    kept: Letters,
    *,
    look: bool = True,
    replays: bool = False,
) -> World:
    """Everything that is the same for all clients. Without `look` nothing is written: acts of people that no cycle has
    seen yet do not count."""
    kept.look(db)
    users = {user.gid: user for user in asana.users(db)}
    read_until = {state.name: state.last_success for state in sources.states(db) if state.last_success}
    return World(
        db=db,
        agency=agency,
        now=now,
        me=me,
        users=users,
        rows=outbox.rows(db),
        read_until={name: read_until.get(name, NEVER) for name in agency.mailbox_owners},
        head=agency.head or asana.project_owner(db, agency.internal_project),
        absent=absent_managers(db, agency, now),
        letters=kept,
        acts=watch(db, Calendar(agency.week, agency.timezone), now) if look else all_of(db),
        replays=replays,
    )


def client_view(world: World, client: Client) -> ClientView:
    """One client's facts up to `world.now`."""
    db, agency, now = world.db, world.agency, world.now
    own = tuple(row for row in world.rows if row.client == client.name)
    return ClientView(
        agency=agency,
        client=client,
        calendar=world.calendar,
        letters=world.letters.of(db, client.name, now),
        tasks=_tasks(db, client.project, now),
        own_tasks=own_tasks(world, own),
        written=_written(own),
        users=world.users,
        read_until=world.read_until,
        mailbox_of={user.casefold(): name for name, user in agency.mailbox_owners.items()},
        live_since=sources.live_since(db, f"client:{client.name}", now),
        head=world.head,
        absent=world.absent,
        me=world.me,
        forbidden_words=_others(agency, client),
        spreadsheets=KeptSpreadsheets(db, client.name),
        project_texts=tuple(status.text for status in asana.status_updates(db, client.project)),
    )


def _tasks(db: Database, project: str, now: datetime) -> tuple[Task, ...]:
    """The project's tasks as they were; as they are, where Asana's clock says that all of them were made later."""
    return tuple(asana.tasks_of_project(db, project, as_of=now) or asana.tasks_of_project(db, project))


def digest_view(
    world: World,
    manager: Manager,
    views: Iterable[ClientView],
    lines: tuple[DigestLine, ...],
    postponed: tuple[str, ...],
) -> DigestView:
    """One manager's clients and what else he should hear of."""
    own = tuple(row for row in world.rows if row.client is None)
    return DigestView(
        agency=world.agency,
        manager=manager,
        calendar=world.calendar,
        clients=tuple(view for view in views if view.manager is manager),
        lines=lines,
        own_tasks=own_tasks(world, own),
        written=_written(own),
        postponed=postponed,
        head=world.head,
    )


def _written(rows: Iterable[OutboxRow]) -> dict[str, datetime]:
    return {
        row.key: row.decided_at
        for row in rows
        if row.decided_at and row.state in (outbox.WRITTEN, outbox.CLAIMED, outbox.GONE)
    }


def _others(agency: Agency, client: Client) -> tuple[str, ...]:
    others = [other for other in agency.clients if other.name != client.name]
    words = {other.name for other in others} | {domain for other in others for domain in other.domains}
    return tuple(sorted(words - set(client.domains) - {client.name}))


def own_tasks(world: World, rows: Iterable[OutboxRow]) -> tuple[OwnTask, ...]:
    """What stands in Asana of our own tasks, as the mirror saw it last.

    Not as of `world.now`: people's acts on our tasks carry Asana's times, which are never compared with a moment that
    was asked for (PRODUCT.md section 13.4); only the times shown are kept from lying ahead of it.
    """
    return tuple(
        _own_task(world, row)
        for row in rows
        if row.surface.endswith("_task")
        and row.decided_at
        and row.state in (outbox.WRITTEN, outbox.CLAIMED, outbox.GONE)
    )


def _own_task(world: World, row: OutboxRow) -> OwnTask:
    decided = row.decided_at or world.now
    completed = stands_completed(row, world.acts)
    as_of = world.now if world.replays else None
    task = asana.task(world.db, row.place_gid, as_of=as_of) if row.place_gid else None
    if row.state == outbox.GONE:
        return OwnTask(row.key, row.kind, row.place_gid, decided, row.ref, completed=completed, deleted=True)
    if task is None or not (world.replays or is_current(task, row)):
        return OwnTask(row.key, row.kind, row.place_gid, decided, row.ref, completed=completed)
    completion, due = world.acts.get((row.key, COMPLETION)), world.acts.get((row.key, DUE))
    return OwnTask(
        key=row.key,
        kind=row.kind,
        task_gid=task.gid,
        written_at=decided,
        ref=row.ref,
        completed=completed,
        completed_by_person=completed and completion is not None,
        completed_at=completion.at if completion and completed else None,
        completed_by_gid=completion.by_gid if completion and completed else None,
        reopened_at=completion.at if completion and not completed else None,
        due_at=moment(due.value) if due else None,
        due_set_at=due.at if due else None,
        comments=tuple(
            s for s in task.stories if s.resource_subtype == "comment_added" and s.created_by_gid != world.me
        ),
        deleted=_is_deleted(task, as_of) or bool(row.project_gid and row.project_gid not in task.project_gids),
        approval_status=task.approval_status,
        approved_by_gid=task.decided_by_gid,
        description=task.notes,
    )


def _is_deleted(task: Task, as_of: datetime | None) -> bool:
    return task.deleted_at is not None and (as_of is None or task.deleted_at <= as_of)

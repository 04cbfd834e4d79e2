"""The whole program around one config: one cycle, or what the daemon runs."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime
from threading import Event
from types import TracebackType
from typing import Any

from connectors.asana.api import AsanaApi
from connectors.asana.audience import ClientPeople
from connectors.asana.source import ProjectSource
from connectors.asana.writer import AsanaWriter
from connectors.health import ping
from syncd import __version__
from syncd.app.sources import Sources
from syncd.config import Config
from syncd.data.lexicon import default_lexicon
from syncd.data.wording import load_wording
from syncd.domain.agency import Agency
from syncd.domain.errors import ConfigError, Problem
from syncd.domain.notes.wording import Wording
from syncd.domain.source import Source
from syncd.engine.cycle import Engine
from syncd.engine.reading import Progress
from syncd.engine.reassign import reassign
from syncd.engine.result import CycleResult
from syncd.store import asana as mirror
from syncd.store.lock import only_one
from syncd.store.schema import open_database

WORDING_FOLDER = "notes"  # beside the config: an agency's own note templates, ru.toml and en.toml


def wall_clock() -> datetime:
    """The machine's time, aware UTC."""
    return datetime.now(UTC)  # noqa: TID251 - the one place that reads the clock


class App:
    """The whole program around one config. Use as a context manager: it holds the database for this process alone."""

    def __init__(
        self, config: Config, *, as_of: datetime | None = None, clock: Callable[[], datetime] = wall_clock
    ) -> None:
        self.config = config
        self.clock = clock
        self.stop = Event()
        self._as_of = as_of
        self._resources = ExitStack()

    def __enter__(self) -> App:
        config = self.config
        token, wording = config.asana.token.read(), _wording(config)
        self._resources.enter_context(only_one(config.database))
        self.db = open_database(config.database)
        self._resources.callback(self.db.close)
        self.api = self._new_api(config, token)
        self._resources.callback(lambda: self.api.close())
        self.sources = Sources(config, self.api, self.now)
        self.mail: tuple[Source[Any], ...] = self.sources.mail()
        reassign(self.db, config.agency, self._mailboxes())
        self.engine = self._new_engine(wording)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._resources.close()

    def now(self) -> datetime:
        """The moment of decisions: as asked for, else the clock's."""
        return self._as_of or self.clock()

    def take(self, config: Config) -> bool:
        """Go on under another config, keeping what did not change. True where the mailboxes are to be read once more.

        Raises ConfigError, with everything as it was, where something that only this config needs is not to be had.
        """
        if config.database != self.config.database:
            mend = "restart syncd, or put the old path back"
            raise ConfigError((Problem("error", "agency.database", "cannot change while the daemon runs", mend),))
        token, wording = config.asana.token.read(), _wording(config)
        if (token, _wire(config)) != (self._token, _wire(self.config)):
            self.api.close()
            self.api = self._new_api(config, token)
        self.config = config
        self.sources.take(config, self.api)
        self.mail = self.sources.mail()
        read_again = reassign(self.db, config.agency, self._mailboxes())
        self.engine = self._new_engine(wording)
        return read_again

    def once(self, *, dry_run: bool, progress: Progress | None = None) -> CycleResult:
        """One full cycle."""
        sources: tuple[Source[Any], ...] = (self.sources.workspace(), *self.projects())
        return self.engine.once(self.mail, sources, self.projects, dry_run=dry_run, progress=progress)

    def ping(self) -> None:
        """Tell the outside watch, where there is one, that a cycle went well."""
        if self.config.health.ping_url:
            ping(self.config.health.ping_url)

    def projects(self) -> tuple[ProjectSource, ...]:
        """Every project to mirror that is known by now: those of the config first."""
        named = [self.config.asana.internal_project, *(client.project for client in self.config.agency.clients)]
        others = mirror.projects_in_sight(self.db) if self.config.asana.mirror == "all" else []
        return self.sources.projects(named, others)

    def stop_running(self) -> None:
        """What waits for Asana gives up; safe in a signal handler."""
        self.stop.set()
        self._api_stop.set()

    def _mailboxes(self) -> list[str]:
        return [mailbox.name for mailbox in self.config.mailboxes]

    def _new_api(self, config: Config, token: str) -> AsanaApi:
        self._token, self._api_stop = token, Event()
        return AsanaApi(
            lambda: token,
            base_url=config.asana.base_url,
            requests_per_minute=config.asana.requests_per_minute,
            stop=self._api_stop,
            user_agent=f"syncd/{__version__}",
        )

    def _new_engine(self, wording: Wording) -> Engine:
        return Engine(
            db=self.db,
            agency=self.config.agency,
            lexicon=default_lexicon(),
            wording=wording,
            trusted={mailbox.name: mailbox.trusted_authserv for mailbox in self.config.mailboxes},
            writer=self._writer(),
            clock=self.clock,
            as_of=self._as_of,
        )

    def _writer(self) -> AsanaWriter:
        agency = self.config.agency
        return AsanaWriter(
            self.api,
            workspace_gid=self.config.asana.workspace,
            internal_project=self.config.asana.internal_project,
            agency_domains=agency.domains,
            agency_people=agency_people(agency),
            clients=client_people(agency),
        )


def _wording(config: Config) -> Wording:
    return load_wording(config.agency.timezone, config.path.parent / WORDING_FOLDER)


def _wire(config: Config) -> tuple[str, int]:
    return config.asana.base_url, config.asana.requests_per_minute


def agency_people(agency: Agency) -> list[str]:
    """Addresses and gids that are the agency's whatever their domain."""
    head = [agency.head] if agency.head else []
    return [*head, *(who for manager in agency.managers for who in (*manager.emails, manager.asana_user))]


def client_people(agency: Agency) -> dict[str, ClientPeople]:
    """By project, whose people its client's are."""
    return {
        client.project: ClientPeople(
            frozenset(domain.casefold() for domain in client.domains),
            frozenset(person.email.casefold() for person in client.representatives),
        )
        for client in agency.clients
    }

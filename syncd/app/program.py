"""The whole program around one config: one cycle, or the daemon."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import UTC, date, datetime
from threading import Event, Thread
from types import TracebackType
from typing import Any

import structlog

from connectors.asana.api import AsanaApi
from connectors.asana.audience import ClientPeople
from connectors.asana.source import ProjectSource
from connectors.asana.workspace import WorkspaceSource
from connectors.asana.writer import AsanaWriter
from connectors.health import ping
from connectors.imap.idle import ImapBell
from connectors.imap.source import ImapSource
from syncd import __version__
from syncd.app.mailboxes import mailbox_settings
from syncd.app.metrics import serving
from syncd.bell import Bell
from syncd.config import Config, MailboxConfig
from syncd.data.lexicon import default_lexicon
from syncd.data.wording import load_wording
from syncd.domain.agency import Agency
from syncd.domain.mail.message import Message
from syncd.domain.mail.whose import clients_named
from syncd.domain.source import Source
from syncd.engine.cycle import Engine
from syncd.engine.keep import wants_raw
from syncd.engine.reading import Progress
from syncd.engine.reassign import reassign
from syncd.engine.result import CycleResult
from syncd.runner import Loop, Round
from syncd.store import asana as mirror
from syncd.store.lock import only_one
from syncd.store.mirror_reader import MirrorReader
from syncd.store.schema import open_database

MAIL_EVERY_S = 60.0  # where no IDLE rings
WORDING_FOLDER = "notes"  # beside the config: an agency's own note templates, ru.toml and en.toml


log = structlog.get_logger()


def wall_clock() -> datetime:
    """The machine's time, aware UTC."""
    return datetime.now(UTC)  # noqa: TID251 - the one place that reads the clock


class App:
    """The whole program around one config. Use as a context manager: it holds the database for this process alone."""

    def __init__(
        self, config: Config, *, as_of: datetime | None = None, clock: Callable[[], datetime] = wall_clock
    ) -> None:
        self.config = config
        self.stop = Event()
        self.bell = Bell()
        self._pinger = ThreadPoolExecutor(max_workers=1, thread_name_prefix="ping")
        self._as_of = as_of
        self._clock = clock
        self._resources = ExitStack()

    def __enter__(self) -> App:
        config = self.config
        token = config.asana.token.read()
        self._resources.enter_context(only_one(config.database))
        self.db = open_database(config.database)
        self._resources.callback(self.db.close)
        self.api = AsanaApi(
            lambda: token,
            base_url=config.asana.base_url,
            requests_per_minute=config.asana.requests_per_minute,
            stop=self.stop,
            user_agent=f"syncd/{__version__}",
        )
        self._resources.callback(self.api.close)
        self.settings = {mailbox.name: mailbox_settings(mailbox, config) for mailbox in config.mailboxes}
        self.mail = tuple(self._mail_source(mailbox) for mailbox in config.mailboxes)
        reassign(self.db, config.agency, self.settings)
        self.engine = Engine(
            db=self.db,
            agency=config.agency,
            lexicon=default_lexicon(),
            wording=load_wording(config.agency.timezone, config.path.parent / WORDING_FOLDER),
            trusted={mailbox.name: mailbox.trusted_authserv for mailbox in config.mailboxes},
            writer=self._writer(),
            clock=self._clock,
            as_of=self._as_of,
        )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pinger.shutdown(wait=False, cancel_futures=True)
        self._resources.close()

    def now(self) -> datetime:
        """The moment of decisions: as asked for, else the clock's."""
        return self._as_of or self._clock()

    def once(self, *, dry_run: bool, progress: Progress | None = None) -> CycleResult:
        """One full cycle."""
        sources: tuple[Source[Any], ...] = (self.workspace(), *self.projects())
        return self.engine.once(self.mail, sources, self.projects, dry_run=dry_run, progress=progress)

    def run(self) -> None:
        """The daemon, until `stop_running`."""
        mail = [Round(source, MAIL_EVERY_S) for source in self.mail]
        poll_s = self.config.asana.poll.total_seconds()
        asana = [Round(self.workspace(), poll_s), *(Round(source, poll_s) for source in self.projects())]
        loop = Loop(
            engine=self.engine,
            bell=self.bell,
            stop=self.stop,
            rounds={each.source.name: each for each in (*mail, *asana)},
            more=self._new_projects,
            after_good_cycle=self._ping,
        )
        bells = [ImapBell(settings, self.bell.ring, self.stop) for settings in self.settings.values()]
        threads = [Thread(target=bell.run, name=f"idle-{number}", daemon=True) for number, bell in enumerate(bells)]
        threads += self._fresh_page()
        for thread in threads:
            thread.start()
        try:
            with serving(
                self.config.health.metrics, self.config.database, lambda: self.api.requests_by_status, self._clock
            ):
                loop.run()
        finally:
            for bell in bells:
                bell.abort()
            for thread in threads:
                thread.join(timeout=5)

    def _fresh_page(self) -> list[Thread]:
        config = self.config
        if config.page is None:
            return []
        from syncd.app.fresh_page import FreshPage  # only here: what draws the plots is slow to load

        page = FreshPage(config.page, config.database, config.agency, self._clock, self.stop)
        return [Thread(target=page.run, name="page", daemon=True)]

    def stop_running(self) -> None:
        """End the daemon soon; safe in a signal handler."""
        self.stop.set()
        self.bell.ring()

    def _new_projects(self) -> list[Round]:
        if self.config.asana.mirror != "all":
            return []
        return [Round(source, self.config.asana.poll.total_seconds()) for source in self.projects()]

    def _ping(self) -> None:
        url = self.config.health.ping_url
        if url:
            self._pinger.submit(ping, url)

    def workspace(self) -> WorkspaceSource:
        """The workspace's people and, where all is mirrored, its projects."""
        return WorkspaceSource(
            self.api,
            self.config.asana.workspace,
            mirrors_all=self.config.asana.mirror == "all",
            absences_of=[manager.asana_user for manager in self.config.agency.managers],
        )

    def projects(self) -> tuple[ProjectSource, ...]:
        """Every project to mirror that is known by now: those of the config first."""
        named = [self.config.asana.internal_project, *(client.project for client in self.config.agency.clients)]
        if self.config.asana.mirror == "all":
            named += mirror.project_names(self.db)
        reader = MirrorReader(self.config.database)
        return tuple(ProjectSource(self.api, gid, reader) for gid in dict.fromkeys(named))

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

    def _mail_source(self, mailbox: MailboxConfig) -> ImapSource:
        lexicon, agency = default_lexicon(), self.config.agency
        senders = tuple(
            {
                *(d for c in agency.clients for d in c.domains),
                *(r.email for c in agency.clients for r in c.representatives),
            }
        )

        def is_wanted_raw(message: Message) -> bool:
            try:
                return wants_raw(message, agency, lexicon)
            except Exception:
                log.exception("letter.not_understood")  # its bytes are kept, and the letter is read again later
                return True

        return ImapSource(
            self.settings[mailbox.name],
            wants_raw=is_wanted_raw,
            wants_html=lambda message: bool(clients_named(message, agency)),
            client_senders=lambda: senders,
            today=self._today,
        )

    def _today(self) -> date:
        return self.now().astimezone(self.config.agency.timezone).date()


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

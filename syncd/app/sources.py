"""Everything that is read, as the config names it; under another config what did not change stays, connection and all."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime

import structlog

from connectors.asana.api import AsanaApi
from connectors.asana.source import ProjectSource
from connectors.asana.workspace import WorkspaceSource
from connectors.dkim import DkimProver
from connectors.imap.settings import MailboxSettings
from connectors.imap.source import ImapSource
from syncd.app.mailboxes import mailbox_settings
from syncd.config import Config, MailboxConfig
from syncd.data.lexicon import default_lexicon
from syncd.domain.agency import Agency
from syncd.domain.mail.message import Message
from syncd.domain.mail.new_text import Look
from syncd.domain.mail.whose import clients_named
from syncd.engine.keep import look_at
from syncd.store.mirror_reader import MirrorReader

log = structlog.get_logger()


class Sources:
    """The mailboxes, the workspace and the projects of one config, each made once."""

    def __init__(self, config: Config, api: AsanaApi, now: Callable[[], datetime]) -> None:
        self._config = config
        self._api = api
        self._now = now
        self._mail: dict[MailboxConfig, tuple[MailboxSettings, ImapSource]] = {}
        self._workspace: WorkspaceSource | None = None
        self._projects: dict[tuple[str, bool], ProjectSource] = {}
        self._prover = DkimProver()

    def take(self, config: Config, api: AsanaApi) -> None:
        """Go on under another config, with the same database."""
        before, self._config = self._config, config
        self._mail = {mailbox: found for mailbox, found in self._mail.items() if mailbox in config.mailboxes}
        if api is not self._api:
            self._api, self._workspace, self._projects = api, None, {}
        if (before.asana, before.agency.managers) != (config.asana, config.agency.managers):
            self._workspace = None

    def mail(self) -> tuple[ImapSource, ...]:
        """A source for each mailbox."""
        return tuple(self._mailbox(mailbox)[1] for mailbox in self._config.mailboxes)

    def settings(self) -> tuple[MailboxSettings, ...]:
        """How each mailbox is connected to; the same object as long as its table says the same."""
        return tuple(self._mailbox(mailbox)[0] for mailbox in self._config.mailboxes)

    def workspace(self) -> WorkspaceSource:
        """The workspace's people and, where all is mirrored, its projects."""
        if self._workspace is None:
            self._workspace = WorkspaceSource(
                self._api,
                self._config.asana.workspace,
                mirrors_all=self._config.asana.mirror == "all",
                absences_of=[manager.asana_user for manager in self._agency.managers],
            )
        return self._workspace

    def projects(self, named: Iterable[str], others: Iterable[str] = ()) -> tuple[ProjectSource, ...]:
        """A source for each project: those that the config names first."""
        reader = MirrorReader(self._config.database)
        wanted = dict.fromkeys(others, False) | dict.fromkeys(named, True)
        for gid, is_named in wanted.items():
            if (gid, is_named) not in self._projects:
                self._projects[gid, is_named] = ProjectSource(self._api, gid, reader, is_named=is_named)
        return tuple(self._projects[each] for each in sorted(wanted.items(), key=lambda each: not each[1]))

    @property
    def _agency(self) -> Agency:
        return self._config.agency

    def _mailbox(self, mailbox: MailboxConfig) -> tuple[MailboxSettings, ImapSource]:
        if mailbox not in self._mail:
            settings = mailbox_settings(mailbox, self._config)
            self._mail[mailbox] = (settings, self._mail_source(settings))
        return self._mail[mailbox]

    def _mail_source(self, settings: MailboxSettings) -> ImapSource:
        """It asks for the agency anew each time: a kept connection serves the config of its day."""
        lexicon = default_lexicon()

        def look(message: Message) -> Look:
            try:
                return look_at(message, self._agency, lexicon)
            except Exception:
                log.exception("letter.not_understood")  # its bytes are kept, and the letter is read again later
                return Look(keeps_raw=True)

        return ImapSource(
            settings,
            look=look,
            wants_html=lambda message: bool(clients_named(message, self._agency)),
            client_senders=self._senders,
            today=self._today,
            prove=self._prover.check,
        )

    def _senders(self) -> tuple[str, ...]:
        clients = self._agency.clients
        domains = {domain for client in clients for domain in client.domains}
        return tuple(domains | {person.email for client in clients for person in client.representatives})

    def _today(self) -> date:
        return self._now().astimezone(self._agency.timezone).date()

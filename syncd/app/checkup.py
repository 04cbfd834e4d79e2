"""`syncd check`: everything that could go wrong, looked at once; nothing is changed."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event

from connectors.asana.api import AsanaApi
from connectors.asana.catalogue import refused_values
from connectors.asana.writer import AsanaWriter
from connectors.imap.check import MailboxReport
from connectors.imap.check import check as check_mailbox
from syncd.app.login_mend import mend_of_login
from syncd.app.mailboxes import mailbox_settings
from syncd.app.program import WORDING_FOLDER, agency_people, client_people
from syncd.config import Config, MailboxConfig
from syncd.config.secret import FileSecret, PlainSecret, Secret
from syncd.data.lexicon import default_lexicon
from syncd.data.wording import load_wording
from syncd.domain.agency import Client
from syncd.domain.clocks import knows_moved_days
from syncd.domain.errors import ConfigError, PlaceGone, Problem, Refused, SourceError, WriteError
from syncd.domain.language.own_phrases import refuse_phrases
from syncd.domain.notes.note import Audience
from syncd.domain.notes.writer import Readers, Surface
from syncd.store.schema import open_readonly

LEAST_DISK = 500 * 1024 * 1024
CLOCK_SLACK = timedelta(seconds=60)
_ASANA_APPS = "in Asana: Settings > Apps > Developer console"


@dataclass(slots=True)
class Checkup:
    """What was found. `refused` says that a login was refused, `reached` that anything answered."""

    problems: list[Problem] = field(default_factory=list)
    refused: bool = False
    reached: bool = False

    def error(self, where: str, what: str, mend: str) -> None:
        """Something that keeps a part from working."""
        self.problems.append(Problem("error", where, what, mend))

    def warn(self, where: str, what: str, mend: str) -> None:
        """Something that works, and should be looked at."""
        self.problems.append(Problem("warning", where, what, mend))


def check_file(config: Config, now: datetime) -> Checkup:
    """What can be seen without leaving the machine."""
    found = Checkup(list(config.warnings))
    _check_secrets(config, found)
    _check_database(config, found)
    _check_calendar(config, now, found)
    _check_words(config, found)
    if not config.agency.head:
        found.warn(
            str(config.path),
            "no head is named",
            'add [escalation] to = "…"; without it the internal project\'s owner is told',
        )
    return found


def check_everything(config: Config, now: datetime, clock: Callable[[], datetime]) -> Checkup:
    """The file, then every login."""
    found = check_file(config, now)
    with ThreadPoolExecutor(max_workers=8) as pool:
        reports = list(pool.map(lambda mailbox: check_mailbox(mailbox_settings(mailbox, config)), config.mailboxes))
    for mailbox, report in zip(config.mailboxes, reports, strict=True):
        _judge_mailbox(mailbox, report, found)
    _check_asana(config, clock, found)
    return found


# -- this machine ------------------------------------------------------------------------------------------------------


def _secrets(config: Config) -> Iterator[tuple[str, Secret]]:
    yield "asana.token", config.asana.token
    for mailbox in config.mailboxes:
        if mailbox.password:
            yield f"mailbox {mailbox.name}: password", mailbox.password
        if mailbox.oauth2 and mailbox.oauth2.client_secret:
            yield f"mailbox {mailbox.name}: client_secret", mailbox.oauth2.client_secret


def _check_secrets(config: Config, found: Checkup) -> None:
    for where, secret in _secrets(config):
        try:
            secret.read()
        except ConfigError as error:
            found.problems += [Problem(p.severity, f"{where}, {p.where}", p.what, p.mend) for p in error.problems]
        if isinstance(secret, FileSecret):
            _check_mode(where, secret.path, found)
    if any(isinstance(secret, PlainSecret) for _, secret in _secrets(config)):
        _check_mode("secret in the config", config.path, found)


def _check_mode(where: str, path: Path, found: Checkup) -> None:
    with suppress(OSError):
        if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            found.warn(f"{where}, file {path}", "others on this machine may read it", f"chmod 600 {path}")


def _check_database(config: Config, found: Checkup) -> None:
    folder = next(parent for parent in config.database.parents if parent.exists())
    where = str(config.database)
    if not os.access(config.database if config.database.exists() else folder, os.W_OK):
        found.error(where, "cannot be written", f"give the user that syncd runs as the folder {config.database.parent}")
    if shutil.disk_usage(folder).free < LEAST_DISK:
        found.error(where, "less than 500 MB are free on its disk", "make room, or move agency.database")
    if config.database.exists():
        _check_schema(config.database, found)


def _check_schema(database: Path, found: Checkup) -> None:
    """Its version, and whether every page of it can be read."""
    try:
        db = open_readonly(database)
        damage = db.execute("PRAGMA quick_check(1)").fetchone()[0]
        db.close()
    except ConfigError as error:
        found.problems += error.problems
        return
    except sqlite3.Error as error:
        damage = str(error)
    if damage != "ok":
        found.error(str(database), f"is damaged: {damage}", "bring a copy back: syncd restore FILE")


def _check_calendar(config: Config, now: datetime, found: Checkup) -> None:
    week, today = config.agency.week, now.astimezone(config.agency.timezone).date()
    for year in [today.year, today.year + 1] if today.month == 12 else [today.year]:
        if not knows_moved_days(week.holidays, year):
            mend = "upgrade the package holidays, or list them in agency.extra_days_off and extra_workdays"
            found.warn(str(config.path), f"the moved days off of {year} are not known", mend)


def _check_words(config: Config, found: Checkup) -> None:
    """The agency's own note templates and phrases."""
    try:
        load_wording(config.agency.timezone, config.path.parent / WORDING_FOLDER)
    except ConfigError as error:
        found.problems += error.problems
    phrases = [*config.agency.phrases, *(phrase for client in config.agency.clients for phrase in client.phrases)]
    found.problems += refuse_phrases(tuple(phrases), default_lexicon())


# -- mailboxes ---------------------------------------------------------------------------------------------------------


def _judge_mailbox(mailbox: MailboxConfig, report: MailboxReport, found: Checkup) -> None:
    where = f"mailbox {mailbox.name}"
    if report.problem is not None:
        found.refused = found.refused or report.refused
        found.error(where, report.problem, mend_of_login(mailbox, report))
        return
    found.reached = True
    for name in report.missing:
        found.error(
            where, f'folder "{name}" does not exist', f"folders there: {', '.join(f.name for f in report.folders)}"
        )
    for folder in report.folders:
        if folder.read and folder.problem:
            found.error(
                f"{where}, folder {folder.name}", folder.problem, "look at the folder's rights in the mail program"
            )
    if not report.sent_found:
        mend = "name it in folders, or let the mail program keep sent letters on the server"
        found.warn(where, "no folder of sent letters is read: what was answered cannot be known", mend)
    if not mailbox.trusted_authserv:
        mend = "set trusted_authserv to the name in the Authentication-Results of received letters"
        found.warn(where, "no server's Authentication-Results are trusted: every sender stays unverified", mend)


# -- Asana -------------------------------------------------------------------------------------------------------------


def _check_asana(config: Config, clock: Callable[[], datetime], found: Checkup) -> None:
    try:
        token = config.asana.token.read()
    except ConfigError:
        return  # said already
    api = AsanaApi(lambda: token, base_url=config.asana.base_url, stop=Event(), read_waits_s=(1.0,))
    try:
        _check_with(config, api, clock, found)
    except Refused as error:
        found.refused = True
        found.error("asana.token", str(error), f"make a new token of the bot's own user, {_ASANA_APPS}")
    except SourceError as error:
        found.error("asana", str(error), f"check that {config.asana.base_url} can be reached from this machine")
    finally:
        api.close()


def _check_with(config: Config, api: AsanaApi, clock: Callable[[], datetime], found: Checkup) -> None:
    agency = config.agency
    writer = AsanaWriter(
        api,
        workspace_gid=config.asana.workspace,
        internal_project=config.asana.internal_project,
        agency_domains=agency.domains,
        agency_people=agency_people(agency),
        clients=client_people(agency),
    )
    me = writer.me()
    found.reached = True
    _check_clock(api, clock, found)
    if me.email and agency.manager_of(me.email):
        mend = "use a seat of the bot's own: a manager never hears of what their own token writes"
        found.warn("asana.token", "the token belongs to an account manager", mend)
    _check_project(writer, "asana.internal_project", Surface(Audience.TEAM, config.asana.internal_project), found)
    for client in agency.clients:
        _check_project(writer, f"client {client.name}: project", Surface(Audience.CLIENT, client.project), found)
        _check_fields(api, client, found)


def _check_clock(api: AsanaApi, clock: Callable[[], datetime], found: Checkup) -> None:
    theirs = api.server_time()
    if theirs and abs(theirs - clock()) > CLOCK_SLACK:
        found.error(
            "clock",
            f"this machine's clock is {abs(theirs - clock())} off Asana's",
            "switch on time synchronisation (timedatectl)",
        )


def _check_project(writer: AsanaWriter, where: str, surface: Surface, found: Checkup) -> None:
    try:
        readers = writer.readers(surface)
    except (PlaceGone, WriteError) as error:
        found.error(where, str(error), "correct the gid; it is the long number in the project's address")
        return
    except Refused as error:
        found.error(where, str(error), "add the token's user to the project as a member, or correct the gid")
        return
    if readers.archived:
        found.warn(
            where,
            "the project is archived: nothing is written there",
            "take it out of the archive, or out of the config",
        )
    if surface.audience is Audience.TEAM:
        _check_team_only(writer, where, readers, found)
    elif strangers := writer.of_other_clients(surface.project_gid, readers):
        names = ", ".join(user.name or user.gid for user in strangers)
        found.error(
            where,
            f"people of another client read it: {names}",
            "remove them from the project, or name them as this client's representatives; until then no note is written",
        )


def _check_fields(api: AsanaApi, client: Client, found: Checkup) -> None:
    """The custom fields that the config maps, against those that the project has."""
    fields = client.fields
    words = [word for _, word in fields.options] or ["requested"]
    wanted = [(fields.approval, word) for word in words] if fields.approval else []
    wanted += [(fields.waits_since, "2000-01-01")] if fields.waits_since else []
    with suppress(SourceError):  # the project itself was named above
        for reason in refused_values(api, client.project, wanted) if wanted else []:
            mend = "put the field on the project or correct [asana.fields]; until then its value is held"
            found.error(f"client {client.name}: fields", reason, mend)


def _check_team_only(writer: AsanaWriter, where: str, readers: Readers, found: Checkup) -> None:
    outsiders = writer.outsiders(readers)
    if outsiders:
        names = ", ".join(user.name or user.gid for user in outsiders)
        found.error(
            where, f"outsiders read it: {names}", "remove them from the project; until then nothing is written there"
        )
    for unknown in readers.unknown:
        found.error(
            where,
            f"who reads it is not known: {unknown}",
            "make the project private, with people of the agency as members",
        )

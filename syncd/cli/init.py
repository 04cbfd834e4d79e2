"""`syncd init`: asks, proves each part by logging in, proposes clients, and writes a config and its secret files."""

from __future__ import annotations

import argparse
import difflib
import os
import re
from pathlib import Path
from zoneinfo import available_timezones

from syncd.app.setup import AsanaAccount as Account
from syncd.app.setup import MailboxReport, Met, ProjectEntry, asana_of, prove_mailbox
from syncd.cli.dialogue import ask, ask_optional, ask_secret, ask_until, ask_yes, choose, choose_some, say
from syncd.cli.exits import Exit
from syncd.cli.options import add_config, config_path
from syncd.cli.proposals import FOR_EVERYBODY, domains_met, named_alike
from syncd.config import compose, load_config
from syncd.config.compose import NewAgency, NewClient, NewMailbox
from syncd.config.values import Config
from syncd.data.example import example_config
from syncd.domain.errors import ConfigError, Problem, SourceError

SECURITIES = ("tls", "starttls", "none")
MOST_SHOWN = 20  # domains met
MOST_PEOPLE = 10  # of one client, proposed by their letters
BASE_URL = "https://app.asana.com/api/1.0"
KNOWN_HOSTS = {
    "gmail.com": "imap.gmail.com",
    "yandex.ru": "imap.yandex.ru",
    "ya.ru": "imap.yandex.ru",
    "mail.ru": "imap.mail.ru",
    "outlook.com": "outlook.office365.com",
}


def add_parser(commands: argparse._SubParsersAction) -> None:  # type: ignore[type-arg]
    """Declare the command."""
    parser = commands.add_parser("init", help="write a configuration, asking and proving each part")
    parser.add_argument(
        "file", metavar="FILE", nargs="?", type=Path, help="where to write; default: the config's place"
    )
    add_config(parser)
    parser.add_argument("--defaults", action="store_true", help="write the commented example without asking")
    parser.add_argument("--base-url", default=BASE_URL, help=argparse.SUPPRESS)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Run it."""
    path = (args.file or config_path(args)).absolute()
    if args.defaults:
        _write_new(path, example_config())
        say(f"{path}: the commented example. Edit it, then: syncd check --config {path}")
        return Exit.DONE
    try:
        added = _extend(path) if path.exists() else _begin(path, args.base_url)
    except EOFError as error:
        raise _refused(
            path, "the answers ended before the questions; nothing was written", "answer all, or use --defaults"
        ) from error
    return _confirm_and_write(path, added)


def _refused(path: Path, what: str, mend: str) -> ConfigError:
    return ConfigError((Problem("error", str(path), what, mend),))


def _write_new(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError as error:
        raise _refused(path, "is there already and is not overwritten", "name another FILE, or move it away") from error
    except OSError as error:
        raise _refused(path, f"cannot be written: {error.strerror}", "choose a folder that you may write to") from error
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)


def _begin(path: Path, base_url: str) -> str:
    """Everything, for a file that does not exist yet."""
    say("A new configuration. Enter takes what stands in brackets.")
    name = ask("Name of the agency")
    language = ask_until("Language of notes for the team, ru or en", "ru", ("ru", "en").__contains__, "ru or en.")
    zone = ask_until("Time zone", "Europe/Moscow", available_timezones().__contains__, "A name like Europe/Moscow.")
    token, token_file = _ask_token(path, base_url)
    with asana_of(token, base_url) as account:
        workspaces = account.workspaces()
        workspace = workspaces[choose("Which workspace", [entry.name for entry in workspaces])]
        domains = tuple(ask("The agency's own mail domains", ", ".join(workspace.domains)).replace(",", " ").split())
        projects = account.projects(workspace.gid)
        say("The internal project is read by the team only; the daemon puts its tasks there.")
        internal = projects[choose("Which project is the internal one", [_shown(project) for project in projects])]
        text = compose.agency(
            NewAgency(
                name=name,
                domains=domains,
                timezone=zone,
                language=language,
                database=ask("Database", str(_database_for(path))),
                workspace=workspace.gid,
                internal_project=internal.gid,
                base_url=base_url,
                token_file=token_file,
                head=ask_optional(
                    "E-mail of the head, told when nothing else helped (Enter: the internal project's owner)"
                ),
            )
        )
        mailboxes, managers, met = _ask_mailboxes(path, known=())
        clients = _ask_clients(account, [p for p in projects if p != internal], managers, domains, language, met)
    return text + mailboxes + clients


def _database_for(path: Path) -> Path:
    """The unit lets the daemon write under /var/lib and not in /etc: /etc/syncd/moscow gets /var/lib/syncd/moscow."""
    folder = path.parent
    return (Path("/var/lib") / folder.relative_to("/etc") if folder.is_relative_to("/etc") else folder) / "syncd.db"


def _shown(project: ProjectEntry) -> str:
    return project.name + (" (private)" if project.is_private else "")


def _extend(path: Path) -> str:
    """More mailboxes and clients for a file that is there; what stands in it stays as it is."""
    config = load_config(path)
    say(f"{path} is there: its values and comments stay; mailboxes and clients can be added.")
    mailboxes, _, met = _ask_mailboxes(path, known=tuple(mailbox.user for mailbox in config.mailboxes))
    return mailboxes + _more_clients(config, met)


def _more_clients(config: Config, met: Met) -> str:
    taken = {client.project for client in config.agency.clients} | {config.asana.internal_project}
    with asana_of(config.asana.token.read(), config.asana.base_url) as account:
        free = [project for project in account.projects(config.asana.workspace) if project.gid not in taken]
        managers = tuple(manager.emails[0] for manager in config.agency.managers)
        return _ask_clients(account, free, managers, config.agency.domains, config.agency.language.value, met)


def _ask_token(path: Path, base_url: str) -> tuple[str, str]:
    say("Asana: a personal access token of a user of the bot's own (Settings > Apps > Developer console).")
    while True:
        token = ask_secret("Token")
        try:
            with asana_of(token, base_url) as account:
                account.workspaces()
        except SourceError as error:
            say(f"  That did not work: {error}")
            continue
        say("  The token works.")
        return token, _save_secret(path, "asana.token", token)


def _save_secret(path: Path, name: str, secret: str) -> str:
    """A file of mode 0600 beside the config; its name there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    target = path.parent / name
    descriptor = os.open(target, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(secret + "\n")
    target.chmod(0o600)
    return name


def _ask_mailboxes(path: Path, known: tuple[str, ...]) -> tuple[str, tuple[str, ...], Met]:
    """The tables of the mailboxes and of the managers who own them, the managers' addresses, and whom they write with."""
    text, managers, everybody = "", [], Met()
    while user := ask_optional("An account manager's mailbox, by its address (Enter: no more)"):
        if user in known:
            say("  That one stands in the file already.")
            continue
        mailbox, met = _prove(path, user)
        everybody.add(met)
        manager = ask("Name of the account manager", user.partition("@")[0])
        text += compose.manager(manager, user) + compose.mailbox(mailbox)
        managers.append(user)
    return text, tuple(managers), everybody


def _prove(path: Path, user: str) -> tuple[NewMailbox, Met]:
    domain, ca_file = user.rpartition("@")[2], ""
    while True:
        host = ask("IMAP server", KNOWN_HOSTS.get(domain, f"imap.{domain}"))
        security = ask_until(
            "Security: tls, starttls or none (none: this machine only)",
            "tls",
            SECURITIES.__contains__,
            "One of the three.",
        )
        port = int(ask_until("Port", {"tls": "993"}.get(security, "143"), str.isdecimal, "A number."))
        password = ask_secret("Password (an app password where the provider wants one)")
        report, met = prove_mailbox(host, port, security, user, password, ca_file)
        if report.problem is None:
            break
        say(f"  That did not work: {report.problem}")
        if "certificate" in report.problem.casefold():
            ca_file = ask_optional("The file of your own certificate authority, PEM (Enter: none)")
    _say_folders(report)
    trusted = met.checker
    if trusted and not ask_yes(
        f"  {trusted} checks the senders of its letters. Is that your own mail server", default=True
    ):
        trusted = ""
    name = re.sub(r"[^\w.-]", "-", user.partition("@")[0])
    password_file = _save_secret(path, f"{name}.pass", password)
    return NewMailbox(name, host, port, security, user, password_file, trusted, ca_file), met


def _say_folders(report: MailboxReport) -> None:
    read = [f"{folder.name} ({folder.messages})" for folder in report.folders if folder.read]
    left = [folder.name for folder in report.folders if not folder.read]
    say(f"  Logged in. Folders to be read: {', '.join(read)}")
    if left:
        say(f"  Not read: {', '.join(left)}")
    if not report.sent_found:
        say("  No folder of sent letters was found: without it nobody can know what was answered.")


def _ask_clients(
    account: Account,
    projects: list[ProjectEntry],
    managers: tuple[str, ...],
    agency_domains: tuple[str, ...],
    language: str,
    met: Met,
) -> str:
    if not projects or not managers:
        return ""
    say("Each client has one project that the client watches.")
    others = domains_met(met.letters, agency_domains)
    if others:
        say("Met in the mail: " + ", ".join(f"{domain.name} ({domain.letters})" for domain in others[:MOST_SHOWN]))
    chosen = choose_some(
        "Which projects are clients'", [_with_alike(project, met, agency_domains) for project in projects]
    )
    return "".join(_ask_client(account, projects[index], managers, agency_domains, language, met) for index in chosen)


def _with_alike(project: ProjectEntry, met: Met, agency_domains: tuple[str, ...]) -> str:
    alike = named_alike(project.name, domains_met(met.letters, agency_domains))
    return _shown(project) + (f", named like {', '.join(alike)}" if alike else "")


def _ask_client(
    account: Account,
    project: ProjectEntry,
    managers: tuple[str, ...],
    agency_domains: tuple[str, ...],
    language: str,
    met: Met,
) -> str:
    """One client; its people as the project's outside members name them, then those of its domains met in the mail."""
    outside = [
        (name, email) for name, email in account.people(project.gid) if email.rpartition("@")[2] not in agency_domains
    ]
    say(f"{project.name}: " + (", ".join(f"{name} <{email}>" for name, email in outside) or "no outside member"))
    proposed = [email.rpartition("@")[2] for _, email in outside if email.rpartition("@")[2] not in FOR_EVERYBODY]
    proposed += named_alike(project.name, domains_met(met.letters, agency_domains))
    shown = ", ".join(dict.fromkeys(proposed))
    answer = ask("  Mail domains of the client", shown) if shown else ask_optional("  Mail domains")
    domains = tuple(answer.replace(",", " ").split())
    outside += _met_there(met, domains, known={email.casefold() for _, email in outside})
    manager = managers[0] if len(managers) == 1 else managers[choose("  Account manager", managers)]
    allowed = choose_some("  Who may approve media plans and budgets", [name for name, _ in outside]) if outside else []
    people = tuple(
        (name, email, ("media_plan", "budget") if index in allowed else ())
        for index, (name, email) in enumerate(outside)
    )
    return compose.client(NewClient(project.name, project.gid, manager, domains, language, people))


def _met_there(met: Met, domains: tuple[str, ...], known: set[str]) -> list[tuple[str, str]]:
    """People of these domains by their letters, those written with most first."""
    return [
        (met.names.get(address) or address.partition("@")[0], address)
        for address, _ in met.letters.most_common()
        if address.rpartition("@")[2] in domains and address not in known
    ][:MOST_PEOPLE]


def _confirm_and_write(path: Path, added: str) -> int:
    before = path.read_text("utf-8") if path.exists() else ""
    after = before + added
    if after == before:
        say("Nothing to add.")
        return Exit.DONE
    say()
    for line in difflib.unified_diff(before.splitlines(), after.splitlines(), str(path), str(path), lineterm="", n=1):
        say(line)
    if not ask_yes("Write it", default=True):
        say("Nothing was written. Secret files that were saved stay beside it.")
        return Exit.DONE
    part = path.with_name(path.name + ".part")
    part.unlink(missing_ok=True)
    _write_new(part, after)
    part.replace(path)
    say(f"Written. Next: syncd check --config {path}")
    return Exit.DONE

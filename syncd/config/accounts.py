"""The tables that name the outside worlds: `[asana]`, `[[mailbox]]`, `[health]`, and the forms of a secret."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from syncd.config import read
from syncd.config.secret import CommandSecret, CredentialSecret, EnvSecret, FileSecret, PlainSecret, Secret
from syncd.config.table import Table
from syncd.config.values import AsanaConfig, HealthConfig, MailboxConfig, OAuthConfig
from syncd.domain.agency import APPROVAL_STATUSES, SHOWN_STATES, FieldMap

_BASE_URL = "https://app.asana.com/api/1.0"
_PORTS = {"tls": 993, "starttls": 143, "none": 143}
_FORMS = '{ credential = "NAME" }, { file = "PATH" }, { env = "NAME" }, { command = ["pass", "show", "x"] } or a text'


def read_asana(root: Table) -> AsanaConfig:
    """`[asana]`."""
    folder = root.document.path.parent
    with root.table("asana") as table:
        return AsanaConfig(
            token=secret(table, "token", folder) or _missing(table, "token"),
            workspace=table.required("workspace", read.gid, ""),
            internal_project=table.required("internal_project", read.gid, ""),
            base_url=table.optional("base_url", read.base_url, _BASE_URL),
            poll=table.optional("poll", read.duration, timedelta(seconds=60)),
            requests_per_minute=table.optional("requests_per_minute", read.whole(1, 100_000), 1200),
            mirror=table.optional("mirror", read.one_of("clients", "all"), "clients"),
            fields=read_fields(table, FieldMap()),
        )


def read_fields(parent: Table, default: FieldMap) -> FieldMap:
    """`[asana.fields]`, or `fields = {...}` of a client, whose keys win one by one."""
    with parent.table("fields") as table:
        options = dict(default.options)
        with table.table("approval_options") as words:
            for state in SHOWN_STATES:
                word = words.optional(state, read.some_text, options.get(state, ""))
                options |= {state: word} if word else {}
        statuses = dict(default.statuses)
        with table.table("approval_status") as set_by:
            for state in SHOWN_STATES:
                status = set_by.optional(state, read.one_of(*APPROVAL_STATUSES), statuses.get(state, ""))
                statuses |= {state: status} if status else {}
        found = FieldMap(
            approval=table.optional("approval", read.gid, default.approval),
            waits_since=table.optional("waits_since", read.gid, default.waits_since),
            options=tuple(options.items()),
            statuses=tuple(statuses.items()),
        )
        if table.has("approval_options") and not found.approval:
            table.problem("approval_options", "approval_options names words for no field", 'add approval = "GID"')
        if table.data and found.approval and found.approval == found.waits_since:
            table.problem("waits_since", "one field cannot hold both the state and a date", "name another field")
        return found


def read_mailbox(table: Table, folder: Path) -> MailboxConfig:
    """One `[[mailbox]]`."""
    with table:
        security = table.optional("security", read.one_of("tls", "starttls", "none"), "tls")
        host = table.required("host", read.some_text, "")
        if security == "none" and host and not read.is_loopback(host):
            mend = "use tls or starttls; none is for this machine only"
            table.problem("security", f'security = "none" would send the password to {host} in the clear', mend)
        oauth2 = _oauth2(table, folder) if table.has("oauth2") else None
        password = secret(table, "password", folder)
        if password is None and oauth2 is None and not table.data.get("password"):
            _missing(table, "password")
        user = table.required("user", read.some_text, "")
        ca_file = table.optional("ca_file", read.text, "")
        return MailboxConfig(
            name=table.optional("name", read.some_text, user),
            host=host,
            port=table.optional("port", read.whole(1, 65535), _PORTS[security]),
            security=security,
            user=user,
            password=password,
            oauth2=oauth2,
            folders=_folders(table),
            history=table.optional("history", read.duration, timedelta(days=90)),
            ca_file=folder / ca_file if ca_file else None,
            trusted_authserv=table.optional("trusted_authserv", read.list_of(read.some_text), ()),
        )


def _folders(table: Table) -> tuple[str, ...] | None:
    if not table.has("folders") or table.data["folders"] == "auto":
        return None
    names = table.optional("folders", read.list_of(read.some_text), ())
    if not names:
        table.problem("folders", "folders names nothing to read", 'write "auto", or a list of folder names')
    return names


def _oauth2(table: Table, folder: Path) -> OAuthConfig:
    with table.table("oauth2") as oauth2:
        provider = oauth2.required("provider", read.one_of("google", "microsoft", "other"), "google")
        address = read.secret_address("https://login.agency.example/token")
        token_url, device_url = (oauth2.optional(key, address, "") for key in ("token_url", "device_url"))
        app_only = oauth2.optional("app_only", read.flag, False)
        needed = {"token_url": token_url} | ({} if app_only else {"device_url": device_url})
        for key in [key for key, url in needed.items() if provider == "other" and not url and key not in oauth2.data]:
            oauth2.problem(
                "provider", f'provider = "other" needs {key}', f"add {key} as the issuer's documentation names it"
            )
        token_file = oauth2.optional("token_file", read.text, "")
        return OAuthConfig(
            provider=provider,
            client_id=oauth2.required("client_id", read.some_text, ""),
            client_secret=secret(oauth2, "client_secret", folder),
            tenant=oauth2.optional("tenant", read.some_text, "common"),
            token_file=folder / token_file if token_file else None,
            app_only=app_only,
            token_url=token_url,
            device_url=device_url,
            scope=oauth2.optional("scope", read.text, ""),
        )


def read_health(root: Table) -> HealthConfig:
    """`[health]`."""
    with root.table("health") as table:
        return HealthConfig(
            ping_url=table.optional("ping_url", read.ping_url, ""),
            metrics=table.optional("metrics", read.listen_address, ""),
        )


def secret(table: Table, key: str, folder: Path) -> Secret | None:
    """A secret in any of its forms, or None where the key is missing or wrong (then the problem is noted)."""
    if not table.has(key):
        return None
    value = table.data[key]
    if isinstance(value, str):
        table.problem(
            key, f"{key} stands in the config file itself", 'better: { file = "PATH" } with mode 0600', "warning"
        )
        return PlainSecret(value) if value else _missing(table, key)
    if not isinstance(value, dict):
        table.problem(key, f"{key} is no secret", f"one of {_FORMS}")
        return None
    with table.table(key) as form:
        found: list[Secret] = [
            made
            for made in (
                form.optional("credential", lambda v: CredentialSecret(read.some_text(v)), None),
                form.optional("file", lambda v: FileSecret(folder / read.some_text(v)), None),
                form.optional("env", lambda v: EnvSecret(read.some_text(v)), None),
                form.optional("command", _command, None),
            )
            if made is not None
        ]
    if len(found) != 1:
        table.problem(
            key, f"{key} names {'no place' if not found else 'several places'} to find it", f"exactly one of {_FORMS}"
        )
        return None
    return found[0]


def _command(value: object) -> CommandSecret:
    argv = read.list_of(read.some_text)(value)
    if not argv:
        raise read.BadValue("is an empty command", 'write it like ["pass", "show", "x"]')
    return CommandSecret(argv)


def _missing(table: Table, key: str) -> PlainSecret:
    table.document.problem(table.at, f"{key} is missing in {table.name}", f"add {key} = {_FORMS}")
    return PlainSecret("")

"""What `syncd init` asks of the outside: whose token it is, which projects and guests there are, what a mailbox holds."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Event

from connectors.asana.api import AsanaApi
from connectors.asana.catalogue import ProjectEntry, WorkspaceEntry, list_projects, list_workspaces, project_people
from connectors.imap.check import MailboxReport, check
from connectors.imap.met import Met, meet
from connectors.imap.settings import MailboxSettings

__all__ = ["MailboxReport", "MailboxSettings", "Met", "ProjectEntry", "WorkspaceEntry", "asana_of", "prove_mailbox"]


@dataclass(frozen=True, slots=True)
class AsanaAccount:
    """A token that works. Everything raises what reads raise."""

    api: AsanaApi

    def workspaces(self) -> list[WorkspaceEntry]:
        """Those the token's user is in."""
        return list_workspaces(self.api)

    def projects(self, workspace: str) -> list[ProjectEntry]:
        """Projects the token sees, by name."""
        return list_projects(self.api, workspace)

    def people(self, project: str) -> list[tuple[str, str]]:
        """Names and e-mails of a project's members."""
        return project_people(self.api, project)


@contextmanager
def asana_of(token: str, base_url: str) -> Iterator[AsanaAccount]:
    """An account to ask; nothing is written through it."""
    api = AsanaApi(lambda: token, base_url=base_url, stop=Event(), read_waits_s=(1.0,))
    try:
        yield AsanaAccount(api)
    finally:
        api.close()


def prove_mailbox(
    host: str, port: int, security: str, user: str, password: str, ca_file: str
) -> tuple[MailboxReport, Met]:
    """Log in, look at the folders and at whom it writes with; every failure of the outside is in the report."""
    settings = MailboxSettings(
        name=user,
        host=host,
        port=port,
        user=user,
        security=security,  # type: ignore[arg-type] # chosen from a list
        password=lambda: password,
        ca_file=ca_file or None,
    )
    report = check(settings)
    return report, meet(settings) if report.problem is None else Met()

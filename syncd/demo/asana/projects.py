"""What can be done to projects, their sections, members and status updates."""

from __future__ import annotations

from typing import Any

from syncd.demo.asana.errors import bad_request
from syncd.demo.asana.model import Membership, Project, Section, StatusUpdate, Tag, Task, Team, User
from syncd.demo.asana.rich_text import COMMENT_TAGS, NOTES_TAGS, to_plain
from syncd.demo.asana.state import Mail, State
from syncd.demo.asana.stories import text_of

STATUS_TYPES = frozenset({"on_track", "at_risk", "off_track", "on_hold", "complete", "dropped"})
WRITABLE = frozenset(
    [
        "name",
        "notes",
        "html_notes",
        "archived",
        "color",
        "due_on",
        "due_date",
        "start_on",
        "owner",
        "privacy_setting",
        "default_access_level",
        "public",
        "default_view",
    ]
)
PRIVACY = frozenset({"private", "private_to_team", "public_to_workspace"})


def create_project(state: State, actor: User, data: dict[str, Any], *, gid: str | None = None) -> Project:
    """A new project with its first section; its creator is its owner and admin."""
    for name in data:
        if name not in WRITABLE | {"workspace", "team", "members", "followers"}:
            raise bad_request(f"{name}: Cannot write this property")
    now = state.now()
    project = Project(state.gid(gid), "", now, owner=actor.gid, modified_at=now, team=_team(state, data.get("team")))
    project.privacy_setting = "public_to_workspace"
    _fill(state, project, data)
    state.add(project)
    project.members.append(Membership(state.gid(), actor.gid, "admin"))
    section = state.add(Section(state.gid(), "Untitled section", now, project=project.gid))
    project.sections.append(section.gid)
    state.happened(actor.gid, "added", project)
    return project


def _team(state: State, gid: Any) -> str | None:
    """In an organisation every project has a team; the first one, where none is named."""
    if gid:
        return state.get(Team, str(gid)).gid
    return next((team.gid for team in state.all(Team)), None)


def update_project(state: State, actor: User, project: Project, data: dict[str, Any]) -> Project:
    for name in data:
        if name not in WRITABLE:
            raise bad_request(f"{name}: Cannot write this property")
    _fill(state, project, data)
    project.modified_at = state.now()
    for name in data:
        state.happened(actor.gid, "changed", project, change={"field": name, "action": "changed"})
    return project


def _fill(state: State, project: Project, data: dict[str, Any]) -> None:
    if "privacy_setting" in data and data["privacy_setting"] not in PRIVACY:
        raise bad_request(f"privacy_setting: Not a valid value: {data['privacy_setting']}")
    if {"notes", "html_notes"} & set(data):
        project.html_notes = text_of(state, data, "notes", "html_notes", NOTES_TAGS).html
    for name in ("name", "archived", "due_on", "start_on", "privacy_setting", "default_access_level"):
        if name in data:
            setattr(project, name, data[name])
    if "owner" in data:
        project.owner = state.user(str(data["owner"])).gid if data["owner"] else None


def delete_project(state: State, actor: User, project: Project) -> None:
    """Into the trash; tasks that stand nowhere else go too."""
    state.happened(actor.gid, "deleted", project)
    project.deleted_at = state.now()
    for gid in list(project.tasks):
        task = state.find(Task, gid)
        if task is not None and list(task.memberships) == [project.gid]:
            task.deleted_at = state.now()


def create_section(state: State, actor: User, project: Project, name: str) -> Section:
    section = state.add(Section(state.gid(), name, state.now(), project=project.gid))
    project.sections.append(section.gid)
    state.happened(actor.gid, "added", section, parent=project)
    return section


def rename_section(state: State, actor: User, section: Section, name: str) -> Section:
    section.name = name
    state.happened(actor.gid, "changed", section, change={"field": "name", "action": "changed"})
    return section


def delete_section(state: State, actor: User, section: Section) -> None:
    """Only an empty one, and never the last."""
    project = state.get(Project, section.project)
    used = any(section.gid in t.memberships.values() for t in state.all(Task))
    if used or len(project.sections) == 1:
        raise bad_request("section: You cannot delete a section that holds tasks or is the last one")
    state.happened(actor.gid, "deleted", section)
    project.sections.remove(section.gid)
    section.deleted_at = state.now()


def add_member(state: State, actor: str, project: Project, member: str, level: str = "editor") -> Membership:
    """A user or team joins, or changes its level."""
    known = next((m for m in project.members if m.member == member), None)
    if known is not None:
        known.level = level
        return known
    membership = Membership(state.gid(), member, level)
    project.members.append(membership)
    _membership_event(state, actor, project, membership, "added")
    return membership


def remove_member(state: State, actor: str, project: Project, member: str) -> None:
    """The member loses the project; whoever is left sees it in the stream."""
    for membership in [m for m in project.members if m.member == member]:
        project.members.remove(membership)
        _membership_event(state, actor, project, membership, "removed")


def _membership_event(state: State, actor: str, project: Project, membership: Membership, action: str) -> None:
    body = {
        "action": action,
        "type": "project_membership",
        "created_at": state.now().strftime("%Y-%m-%dT%H:%M:%S.000Z"),
        "user": {"gid": actor, "resource_type": "user"},
        "resource": {"gid": membership.gid, "resource_type": "project_membership"},
        "parent": state.brief(project),
    }
    state.put_event(body, frozenset({project.gid}))


def members_of(state: State, project: Project) -> list[User]:
    """The users who are members, teams expanded."""
    gids: dict[str, None] = {}
    for membership in project.members:
        team = state.find(Team, membership.member)
        gids |= dict.fromkeys(team.members if team else [membership.member])
    return [state.get(User, gid) for gid in gids]


def publish_status(state: State, actor: User, project: Project, data: dict[str, Any]) -> StatusUpdate:
    """A status update goes to every member; it becomes the project's current one. There is no event."""
    for name in data:
        if name not in {"parent", "title", "text", "html_text", "status_type"}:
            raise bad_request(f"{name}: Cannot write this property")
    if data.get("status_type") not in STATUS_TYPES:
        raise bad_request("status_type: Missing input or not a valid value")
    rich = text_of(state, data, "text", "html_text", COMMENT_TAGS)
    if not to_plain(rich.html):
        raise bad_request("text: Missing input")
    update = state.add(
        StatusUpdate(
            state.gid(),
            str(data.get("title", "")),
            state.now(),
            parent=project.gid,
            created_by=actor.gid,
            html_text=rich.html,
            status_type=str(data["status_type"]),
        )
    )
    project.current_status = update.gid
    project.completed = project.completed or update.status_type == "complete"
    for user in members_of(state, project):
        if user.gid != actor.gid:
            mail = Mail(state.now(), user.email, "status_update", project.gid, update.gid, to_plain(rich.html))
            state.mail_log.append(mail)
    return update


def withdraw_status(state: State, update: StatusUpdate) -> None:
    """Deleted; the one before it is current again."""
    update.deleted_at = state.now()
    project = state.get(Project, update.parent)
    left = [u for u in state.all(StatusUpdate) if u.parent == project.gid]
    project.current_status = left[-1].gid if left else None


def create_tag(state: State, name: str) -> Tag:
    return state.add(Tag(state.gid(), name, state.now()))

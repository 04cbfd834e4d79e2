"""Who sees what and may change it (ASANA.md section 14)."""

from __future__ import annotations

from syncd.demo.asana.errors import forbidden
from syncd.demo.asana.model import Project, Section, Task, Team, User
from syncd.demo.asana.state import State

LEVELS = ("viewer", "commenter", "editor", "admin")


def project_level(state: State, user: User, project: Project) -> str | None:
    """The best access level of the user in the project, through himself or a team; None: no access."""
    found = [m.level for m in project.members if m.member == user.gid or user.gid in team_of(state, m.member)]
    if not user.is_guest and project.privacy_setting == "public_to_workspace":
        found.append(project.default_access_level)
    if not user.is_guest and project.privacy_setting == "private_to_team" and user.gid in team_of(state, project.team):
        found.append(project.default_access_level)
    if user.is_view_only and found:
        return "viewer"
    return max(found, key=LEVELS.index, default=None)


def team_of(state: State, gid: str | None) -> list[str]:
    """The users of a team; empty for what is no team."""
    team = state.find(Team, gid) if gid else None
    return team.members if team is not None else []


def task_level(state: State, user: User, task: Task) -> str | None:
    """A project's level reaches its tasks; whoever has none edits as collaborator, assignee or maker of a loose task."""
    found = [
        level
        for project in state.projects_of(task)
        if project.deleted_at is None and (level := project_level(state, user, project))
    ]
    if not found and any(_collaborates(state, user, one) for one in state.ancestors(task)):
        return "editor"
    return max(found, key=LEVELS.index, default=None)


def _collaborates(state: State, user: User, task: Task) -> bool:
    made_it = task.created_by == user.gid and not state.projects_of(task)
    return made_it or user.gid in {task.assignee, *task.followers}


def require_project(state: State, user: User, gid: str, least: str = "viewer") -> Project:
    """The project, or Asana's refusal."""
    project = state.get(Project, gid)
    level = project_level(state, user, project)
    if level is None or LEVELS.index(level) < LEVELS.index(least):
        raise forbidden("You do not have access to this project.")
    return project


def require_section(state: State, user: User, gid: str, least: str = "viewer") -> Section:
    """The section of a project that the user may use."""
    section = state.get(Section, gid)
    require_project(state, user, section.project, least)
    return section


def require_task(state: State, user: User, gid: str, least: str = "viewer") -> Task:
    """The task, or Asana's refusal."""
    task = state.get(Task, gid)
    level = task_level(state, user, task)
    if level is None or LEVELS.index(level) < LEVELS.index(least):
        raise forbidden("You do not have access to this task.")
    return task


def readers_of_project(state: State, project: Project) -> list[User]:
    """Everybody who can open the project, oldest user first."""
    return [u for u in state.all(User) if u.is_active and project_level(state, u, project) is not None]


def readers_of_task(state: State, task: Task) -> list[User]:
    """Everybody who can open the task, oldest user first."""
    return [u for u in state.all(User) if u.is_active and task_level(state, u, task) is not None]

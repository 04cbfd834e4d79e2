"""Paths about tasks, their stories and attachments, and the events of everything."""

from __future__ import annotations

from typing import Any

from syncd.demo.asana import placing, stories, tasks
from syncd.demo.asana.access import require_project, require_section, require_task, task_level
from syncd.demo.asana.api_projects import moment
from syncd.demo.asana.errors import ApiError, bad_request, forbidden
from syncd.demo.asana.fields import told
from syncd.demo.asana.model import Attachment, Project, Section, Story, Tag, Task, User
from syncd.demo.asana.records import told_to
from syncd.demo.asana.routes import Call, route
from syncd.demo.asana.streams import read_events


@route("GET", "/tasks", query="assignee project section workspace completed_since modified_since", paged=True)
def get_tasks(call: Call) -> dict[str, Any]:
    """Top level only, in the project's order; `modified_since` exists only here."""
    if "project" in call.query:
        found = _of_project(call, require_project(call.state, call.user, call.query["project"]))
    elif "section" in call.query:
        found = _of_section(call, require_section(call.state, call.user, call.query["section"]))
    elif {"assignee", "workspace"} <= set(call.query):
        wanted = call.me(call.query["assignee"])
        found = [t for t in call.state.all(Task) if t.assignee == wanted and task_level(call.state, call.user, t)]
    else:
        raise bad_request("Must specify exactly one of project, tag, section, or assignee + workspace")
    if "modified_since" in call.query:
        since = moment(call.query["modified_since"], "modified_since")
        found = [t for t in found if (t.modified_at or t.created_at) >= since]
    return call.many(_open_since(call, found), "task")


def _of_project(call: Call, project: Project) -> list[Task]:
    everything = [t for gid in project.tasks if (t := call.state.find(Task, gid)) is not None]
    return [t for t in everything if t.deleted_at is None]


def _of_section(call: Call, section: Section) -> list[Task]:
    project = call.state.get(Project, section.project)
    return [t for t in _of_project(call, project) if t.memberships.get(project.gid) == section.gid]


def _open_since(call: Call, found: list[Task]) -> list[Task]:
    """`completed_since`: open tasks and those completed later."""
    since = call.query.get("completed_since")
    if since is None:
        return found
    if since == "now":
        return [t for t in found if not t.completed]
    limit = moment(since, "completed_since")
    return [t for t in found if t.completed_at is None or t.completed_at >= limit]


@route("GET", "/workspaces/{workspace}/tasks/search", query="text projects.any modified_at.after completed limit")
def search_tasks(call: Call) -> dict[str, Any]:
    """Premium only, no pages, newest change first. The real index lags behind; this one does not."""
    if not call.state.paid:
        raise ApiError(402, "Search is only available to premium users.")
    wanted = set(call.query.get("projects.any", "").split(",")) - {""}
    after = moment(call.query.get("modified_at.after", "1970-01-01T00:00:00Z"), "modified_at.after")
    found = [
        t
        for t in call.state.all(Task)
        if call.query.get("text", "").casefold() in t.name.casefold()
        and (not wanted or wanted & set(t.memberships))
        and (t.modified_at or t.created_at) > after
        and call.query.get("completed") in {None, str(t.completed).lower()}
        and task_level(call.state, call.user, t)
    ]
    return call.all(sorted(found, key=lambda t: t.modified_at or t.created_at, reverse=True), "task")


@route("GET", "/projects/{project}/tasks", query="completed_since", paged=True)
def get_project_tasks(call: Call) -> dict[str, Any]:
    project = require_project(call.state, call.user, call.gids["project"])
    return call.many(_open_since(call, _of_project(call, project)), "task")


@route("GET", "/sections/{section}/tasks", query="completed_since", paged=True)
def get_section_tasks(call: Call) -> dict[str, Any]:
    section = require_section(call.state, call.user, call.gids["section"])
    return call.many(_open_since(call, _of_section(call, section)), "task")


@route("POST", "/tasks", status=201)
def post_task(call: Call) -> dict[str, Any]:
    for gid in call.data.get("projects") or []:
        require_project(call.state, call.user, str(gid), "editor")
    for one in call.data.get("memberships") or []:
        require_project(call.state, call.user, str(one.get("project")), "editor")
    if call.data.get("parent"):
        require_task(call.state, call.user, str(call.data["parent"]), "editor")
    task = tasks.create_task(call.state, call.user, call.data)
    call.written = task.gid
    return call.one(task)


@route("GET", "/tasks/{task}")
def get_task(call: Call) -> dict[str, Any]:
    return call.one(require_task(call.state, call.user, call.gids["task"]))


@route("PUT", "/tasks/{task}")
def put_task(call: Call) -> dict[str, Any]:
    task = _mine(call, "editor")
    return call.one(tasks.update_task(call.state, call.user, task, call.data))


@route("DELETE", "/tasks/{task}")
def delete_task(call: Call) -> dict[str, Any]:
    tasks.delete_task(call.state, call.user, _mine(call, "editor"))
    return {"data": {}}


def _mine(call: Call, least: str) -> Task:
    task = require_task(call.state, call.user, call.gids["task"], least)
    call.written = task.gid
    return task


@route("GET", "/tasks/{task}/subtasks", paged=True)
def get_subtasks(call: Call) -> dict[str, Any]:
    task = require_task(call.state, call.user, call.gids["task"])
    found = [t for gid in task.subtasks if (t := call.state.find(Task, gid)) is not None and t.deleted_at is None]
    return call.many(found, "task")


@route("POST", "/tasks/{task}/subtasks", status=201)
def post_subtask(call: Call) -> dict[str, Any]:
    parent = require_task(call.state, call.user, call.gids["task"], "editor")
    task = tasks.create_task(call.state, call.user, call.data | {"parent": parent.gid})
    call.written = task.gid
    return call.one(task)


@route("GET", "/tasks/{task}/projects", paged=True)
def get_projects_of_task(call: Call) -> dict[str, Any]:
    task = require_task(call.state, call.user, call.gids["task"])
    found = [call.state.get(Project, gid) for gid in task.memberships]
    return call.many([p for p in found if told_to(call.state, call.user, p)], "project")


@route("GET", "/tasks/{task}/stories", paged=True)
def get_stories(call: Call) -> dict[str, Any]:
    """Oldest first."""
    task = require_task(call.state, call.user, call.gids["task"])
    return call.many([call.state.get(Story, gid) for gid in task.stories], "story")


@route("POST", "/tasks/{task}/stories", status=201)
def post_story(call: Call) -> dict[str, Any]:
    task = require_task(call.state, call.user, call.gids["task"], "commenter")
    story = stories.comment(call.state, call.user, task, call.data)
    call.written = story.gid
    return call.one(story)


def _story(call: Call, least: str) -> Story:
    story = call.state.get(Story, call.gids["story"])
    require_task(call.state, call.user, story.task, least)
    return story


@route("GET", "/stories/{story}")
def get_story(call: Call) -> dict[str, Any]:
    return call.one(_story(call, "viewer"))


@route("PUT", "/stories/{story}")
def put_story(call: Call) -> dict[str, Any]:
    story = _story(call, "commenter")
    call.written = story.gid
    return call.one(stories.edit_comment(call.state, call.user, story, call.data))


@route("DELETE", "/stories/{story}")
def delete_story(call: Call) -> dict[str, Any]:
    story = _story(call, "commenter")
    call.written = story.gid
    stories.delete_story(call.state, call.user, story)
    return {"data": {}}


@route("POST", "/tasks/{task}/addProject")
def add_project(call: Call) -> dict[str, Any]:
    task = _mine(call, "editor")
    project = require_project(call.state, call.user, str(call.data.get("project")), "editor")
    section = call.state.get(Section, str(call.data["section"])) if call.data.get("section") else None
    placing.add_to_project(call.state, call.user, task, project, section)
    return {"data": {}}


@route("POST", "/tasks/{task}/removeProject")
def remove_project(call: Call) -> dict[str, Any]:
    task = _mine(call, "editor")
    project = require_project(call.state, call.user, str(call.data.get("project")), "editor")
    placing.remove_from_project(call.state, call.user, task, project)
    return {"data": {}}


@route("POST", "/sections/{section}/addTask")
def add_task_to_section(call: Call) -> dict[str, Any]:
    section = require_section(call.state, call.user, call.gids["section"], "editor")
    task = require_task(call.state, call.user, str(call.data.get("task")), "editor")
    call.written = task.gid
    placing.add_to_project(call.state, call.user, task, call.state.get(Project, section.project), section)
    return {"data": {}}


@route("POST", "/tasks/{task}/setParent")
def set_parent(call: Call) -> dict[str, Any]:
    task = _mine(call, "editor")
    gid = call.data.get("parent")
    parent = require_task(call.state, call.user, str(gid), "editor") if gid else None
    placing.set_parent(call.state, call.user, task, parent)
    return call.one(task)


@route("POST", "/tasks/{task}/addFollowers")
def add_followers(call: Call) -> dict[str, Any]:
    task = _mine(call, "commenter")
    for who in call.needed("followers"):
        stories.follow(call.state, call.user.gid, task, call.me(str(who)))
    return call.one(task)


@route("POST", "/tasks/{task}/removeFollowers")
def remove_followers(call: Call) -> dict[str, Any]:
    task = _mine(call, "commenter")
    for who in call.needed("followers"):
        placing.unfollow(call.state, call.user, task, call.me(str(who)))
    return call.one(task)


@route("POST", "/tasks/{task}/addTag")
def add_tag(call: Call) -> dict[str, Any]:
    placing.set_tag(call.state, call.user, _mine(call, "editor"), _tag(call), on=True)
    return {"data": {}}


@route("POST", "/tasks/{task}/removeTag")
def remove_tag(call: Call) -> dict[str, Any]:
    placing.set_tag(call.state, call.user, _mine(call, "editor"), _tag(call), on=False)
    return {"data": {}}


def _tag(call: Call) -> Tag:
    return call.state.get(Tag, str(call.data.get("tag")))


@route("POST", "/tasks/{task}/addDependencies")
def add_dependencies(call: Call) -> dict[str, Any]:
    placing.set_dependencies(call.state, call.user, _mine(call, "editor"), call.needed("dependencies"), on=True)
    return {"data": {}}


@route("POST", "/tasks/{task}/removeDependencies")
def remove_dependencies(call: Call) -> dict[str, Any]:
    placing.set_dependencies(call.state, call.user, _mine(call, "editor"), call.needed("dependencies"), on=False)
    return {"data": {}}


@route("GET", "/attachments", query="parent", paged=True)
def get_attachments(call: Call) -> dict[str, Any]:
    if "parent" not in call.query:
        raise bad_request("parent: Missing input")
    task = require_task(call.state, call.user, call.query["parent"])
    return call.many([call.state.get(Attachment, gid) for gid in task.attachments], "attachment")


@route("GET", "/attachments/{attachment}")
def get_attachment(call: Call) -> dict[str, Any]:
    return call.one(_attachment(call, "viewer"))


@route("DELETE", "/attachments/{attachment}")
def delete_attachment(call: Call) -> dict[str, Any]:
    file = _attachment(call, "editor")
    call.written = file.gid
    placing.detach(call.state, call.user, file)
    return {"data": {}}


def _attachment(call: Call, least: str) -> Attachment:
    file = call.state.get(Attachment, call.gids["attachment"])
    require_task(call.state, call.user, file.parent, least)
    return file


@route("GET", "/events", query="resource sync")
def get_events(call: Call) -> dict[str, Any]:
    """Asking again with the same token gives the same events."""
    resource = call.query.get("resource") or ""
    if not resource:
        raise bad_request("resource: Missing input")
    return _events(call, resource)


@route("GET", "/projects/{project}/events", query="sync")
def get_project_events(call: Call) -> dict[str, Any]:
    return _events(call, call.gids["project"])


def _events(call: Call, resource: str) -> dict[str, Any]:
    match call.state.things.get(resource):
        case Task():
            require_task(call.state, call.user, resource)
        case User():
            raise forbidden("You do not have access to this resource.")
        case _:
            require_project(call.state, call.user, resource)
    answered = read_events(call.state, resource, call.query.get("sync"))
    tree = call.tree("event")
    if tree is not None:
        answered["data"] = [told(call.state, event, "event", tree, in_list=True) for event in answered["data"]]
    return answered


@route("GET", "/workspaces/{workspace}/events", query="sync")
def get_workspace_events(_: Call) -> dict[str, Any]:
    """For service accounts of Enterprise+ only (ASANA.md section 6)."""
    refusal = forbidden("Only service accounts can access workspace events.")
    refusal.error = "only_service_account_can_access"
    raise refusal

"""People who work in the simulated Asana: what they do by hand, without HTTP."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from syncd.demo.asana import custom_values, placing, projects, stories, tasks
from syncd.demo.asana.model import Attachment, Project, Section, StatusUpdate, Story, Task, User
from syncd.demo.asana.state import State, stamp


class Person:
    """One person. Tasks, stories and projects are given as themselves or by gid."""

    def __init__(self, state: State, user: User) -> None:
        self.state = state
        self.user = user

    def create_task(self, project: Project | str, name: str, *, section: str | None = None, **data: Any) -> Task:
        """A new task at the end of the project; `section` by name, `data` as in the API."""
        with self.state.lock:
            home = self._project(project)
            place = {"project": home.gid, "section": self._section(home, section).gid if section else None}
            return tasks.create_task(self.state, self.user, {"name": name, "memberships": [place], **data})

    def create_subtask(self, task: Task | str, name: str, **data: Any) -> Task:
        with self.state.lock:
            return tasks.create_task(self.state, self.user, {"name": name, "parent": self._task(task).gid, **data})

    def comment(self, task: Task | str, text: str) -> Story:
        with self.state.lock:
            return stories.comment(self.state, self.user, self._task(task), {"text": text})

    def edit_comment(self, story: Story | str, text: str) -> Story:
        with self.state.lock:
            return stories.edit_comment(self.state, self.user, self._story(story), {"text": text})

    def delete_comment(self, story: Story | str) -> None:
        with self.state.lock:
            stories.delete_story(self.state, self.user, self._story(story))

    def complete(self, task: Task | str) -> Task:
        """Tick it; an approval task becomes approved."""
        return self._update(task, completed=True)

    def reopen(self, task: Task | str) -> Task:
        return self._update(task, completed=False)

    def approve(self, task: Task | str) -> Task:
        return self._update(task, approval_status="approved")

    def reject(self, task: Task | str) -> Task:
        return self._update(task, approval_status="rejected")

    def request_changes(self, task: Task | str) -> Task:
        return self._update(task, approval_status="changes_requested")

    def set_subtype(self, task: Task | str, subtype: str) -> Task:
        """Make a plain task an approval or a milestone, or back."""
        return self._update(task, resource_subtype=subtype)

    def rename(self, task: Task | str, name: str) -> Task:
        return self._update(task, name=name)

    def edit_notes(self, task: Task | str, notes: str) -> Task:
        return self._update(task, notes=notes)

    def assign(self, task: Task | str, who: str | None) -> Task:
        return self._update(task, assignee=who)

    def move_due(self, task: Task | str, due: date | datetime | None) -> Task:
        """A day, an instant, or no due date at all."""
        if isinstance(due, datetime):
            return self._update(task, due_at=stamp(due))
        return self._update(task, due_on=None if due is None else due.isoformat())

    def set_field(self, task: Task | str, field: str, value: Any) -> None:
        """Write a custom field by its gid."""
        with self.state.lock:
            custom_values.write_values(self.state, self.user, self._task(task), {field: value})

    def delete(self, task: Task | str) -> None:
        with self.state.lock:
            tasks.delete_task(self.state, self.user, self._task(task))

    def undelete(self, task: Task | str) -> None:
        """Bring it back from the trash."""
        with self.state.lock:
            found = self.state.find(Task, task if isinstance(task, str) else task.gid)
            if found is not None:
                tasks.undelete_task(self.state, self.user, found)

    def move_to_section(self, task: Task | str, project: Project | str, section: str) -> None:
        with self.state.lock:
            home = self._project(project)
            placing.add_to_project(self.state, self.user, self._task(task), home, self._section(home, section))

    def add_to_project(self, task: Task | str, project: Project | str) -> None:
        with self.state.lock:
            placing.add_to_project(self.state, self.user, self._task(task), self._project(project))

    def remove_from_project(self, task: Task | str, project: Project | str) -> None:
        with self.state.lock:
            placing.remove_from_project(self.state, self.user, self._task(task), self._project(project))

    def add_follower(self, task: Task | str, who: str) -> None:
        with self.state.lock:
            stories.follow(self.state, self.user.gid, self._task(task), self.state.user(who).gid)

    def remove_follower(self, task: Task | str, who: str) -> None:
        with self.state.lock:
            placing.unfollow(self.state, self.user, self._task(task), self.state.user(who).gid)

    def attach(self, task: Task | str, name: str, size: int = 24_000) -> Attachment:
        with self.state.lock:
            return placing.attach(self.state, self.user, self._task(task), name, size)

    def add_member(self, project: Project | str, who: str, level: str = "editor") -> None:
        with self.state.lock:
            member = self.state.user_or_team(who)
            projects.add_member(self.state, self.user.gid, self._project(project), member.gid, level)

    def remove_member(self, project: Project | str, who: str) -> None:
        with self.state.lock:
            member = self.state.user_or_team(who)
            projects.remove_member(self.state, self.user.gid, self._project(project), member.gid)

    def archive(self, project: Project | str) -> None:
        with self.state.lock:
            projects.update_project(self.state, self.user, self._project(project), {"archived": True})

    def publish_status(self, project: Project | str, title: str, text: str, status: str = "on_track") -> StatusUpdate:
        with self.state.lock:
            data = {"title": title, "text": text, "status_type": status}
            return projects.publish_status(self.state, self.user, self._project(project), data)

    def _update(self, task: Task | str, **data: Any) -> Task:
        with self.state.lock:
            return tasks.update_task(self.state, self.user, self._task(task), data)

    def _task(self, task: Task | str) -> Task:
        return self.state.get(Task, task if isinstance(task, str) else task.gid)

    def _story(self, story: Story | str) -> Story:
        return self.state.get(Story, story if isinstance(story, str) else story.gid)

    def _project(self, project: Project | str) -> Project:
        return self.state.get(Project, project if isinstance(project, str) else project.gid)

    def _section(self, project: Project, name: str) -> Section:
        return next(s for gid in project.sections if (s := self.state.get(Section, gid)).name == name)

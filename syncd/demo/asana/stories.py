"""Stories: what Asana notes by itself, and comments, each with the events and mails that come with it."""

from __future__ import annotations

from typing import Any

from syncd.demo.asana.errors import bad_request, forbidden
from syncd.demo.asana.model import Project, Story, Task, User
from syncd.demo.asana.rich_text import COMMENT_TAGS, Named, Rich, accept, from_plain, to_plain
from syncd.demo.asana.state import Mail, State

MOST_TEXT = 65_535  # Asana documents no limit; there is one somewhere (ASANA.md section 12)


def lookup(state: State) -> Any:
    """What a mention's gid names."""

    def find(gid: str) -> Named | None:
        thing = state.things.get(gid)
        match thing:
            case User() | Task() | Project() if thing.deleted_at is None:
                return Named(type(thing).__name__.lower(), thing.name)
            case _:
                return None

    return find


def text_of(state: State, data: dict[str, Any], plain: str, html: str, tags: frozenset[str]) -> Rich:
    """The rich text that a write brings: one of the two forms."""
    if plain in data and html in data:
        raise bad_request(f"You may only provide one of {plain} or {html}!")
    if any(len(str(data.get(name) or "")) > MOST_TEXT for name in (plain, html)):
        raise bad_request(f"{plain}: Text is too long")
    if html in data:
        return accept(str(data[html]), tags, lookup(state))
    value = data.get(plain)
    if value is not None and not isinstance(value, str):
        raise bad_request(f"{plain}: Value is not a string")
    return from_plain(value or "")


def note_change(state: State, actor: str | None, task: Task, subtype: str, text: str, **details: Any) -> Story:
    """A system story. Only what ASANA.md section 7 lists moves `modified_at`; moves between places do not."""
    story = state.add(
        Story(
            state.gid(),
            "",
            state.now(),
            task=task.gid,
            created_by=actor,
            resource_subtype=subtype,
            html_text=from_plain(text).html,
            details=details,
        )
    )
    task.stories.append(story.gid)
    if subtype not in {"section_changed", "added_to_project", "removed_from_project"}:
        task.modified_at = state.now()
    state.happened(actor, "added", story, parent=task)
    return story


def comment(state: State, actor: User, task: Task, data: dict[str, Any]) -> Story:
    """A comment: the author and whom it mentions follow from now on, and every other follower gets one mail."""
    unwritable = sorted(set(data) - {"text", "html_text", "is_pinned", "sticker_name"})
    if unwritable:
        raise bad_request(f"{unwritable[0]}: Cannot write this property")
    rich = text_of(state, data, "text", "html_text", COMMENT_TAGS)
    if not to_plain(rich.html):
        raise bad_request("text: Missing input")
    for gid in (actor.gid, *rich.mentioned):
        follow(state, actor.gid, task, gid)
    story = state.add(
        Story(
            state.gid(),
            "",
            state.now(),
            task=task.gid,
            created_by=actor.gid,
            type="comment",
            html_text=rich.html,
            is_pinned=bool(data.get("is_pinned")),
        )
    )
    task.stories.append(story.gid)
    task.modified_at = state.now()
    state.happened(actor.gid, "added", story, parent=task)
    _tell(state, actor, task, story)
    return story


def _tell(state: State, actor: User, task: Task, story: Story) -> None:
    for gid in task.followers:
        follower = state.get(User, gid)
        if gid != actor.gid and follower.is_active:
            state.mail_log.append(
                Mail(state.now(), follower.email, "comment", task.gid, story.gid, to_plain(story.html_text))
            )


def follow(state: State, actor: str, task: Task, gid: str) -> None:
    """Make somebody a collaborator."""
    if gid in task.followers:
        return
    user = state.get(User, gid)
    task.followers.append(gid)
    change = {"field": "followers", "action": "added", "added_value": state.brief(user)}
    state.happened(actor, "changed", task, change=change)


def edit_comment(state: State, actor: User, story: Story, data: dict[str, Any]) -> Story:
    """Own comments only; nobody is told but those newly mentioned. Pinning is anybody's."""
    unwritable = sorted(set(data) - {"text", "html_text", "is_pinned"})
    if unwritable:
        raise bad_request(f"{unwritable[0]}: Cannot write this property")
    if {"text", "html_text"} & set(data):
        if story.type != "comment" or story.created_by != actor.gid:
            raise forbidden("You can only edit your own comments.")
        rich = text_of(state, data, "text", "html_text", COMMENT_TAGS)
        if not to_plain(rich.html):
            raise bad_request("text: Missing input")
        task = state.get(Task, story.task)
        for gid in rich.mentioned:
            follow(state, actor.gid, task, gid)
        story.html_text, story.is_edited = rich.html, True
    if "is_pinned" in data:
        story.is_pinned = bool(data["is_pinned"])
    change = {"field": "text", "action": "changed"}
    state.happened(actor.gid, "changed", story, change=change)
    return story


def delete_story(state: State, actor: User, story: Story) -> None:
    """Own comments only. The stream says `removed` from the task (ASANA.md section 6)."""
    if story.type != "comment" or story.created_by != actor.gid:
        raise forbidden("You can only delete your own comments.")
    task = state.get(Task, story.task)
    state.happened(actor.gid, "removed", story, parent=task)
    story.deleted_at = state.now()
    task.stories.remove(story.gid)
    task.modified_at = state.now()

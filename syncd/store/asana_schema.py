"""Tables of the mirror. Columns carry Asana's own field names; `raw` is the object as last seen."""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database

Columns = dict[str, type]


@dataclass(frozen=True, slots=True)
class TableShape:
    """One mirrored table: its own columns, its key, what is looked up by."""

    name: str
    columns: Columns
    key: tuple[str, ...] = ("gid",)
    indices: tuple[tuple[str, ...], ...] = ()


_KEPT: Columns = {"raw": str, "seen_at": str, "deleted_at": str, "lost_at": str}


def _texts(names: str) -> Columns:
    return dict.fromkeys(names.split(), str)


def _link(name: str, member: str) -> TableShape:
    columns = _texts(f"gid task_gid {member} name")
    return TableShape(name, columns, ("task_gid", member), ((member,),))


TABLES: tuple[TableShape, ...] = (
    TableShape(
        "asana_projects",
        _texts("gid name")
        | {"archived": int, "completed": int}
        | _texts("created_at modified_at owner_gid team_gid notes due_on start_on privacy_setting default_access_level")
        | _texts("current_status_update_gid permalink_url"),
    ),
    TableShape(
        "asana_sections",
        _texts("gid project_gid name created_at") | {"position": int},
        indices=(("project_gid",),),
    ),
    TableShape(
        "asana_tasks",
        _texts("gid name resource_subtype approval_status")
        | {"completed": int}
        | _texts("completed_at completed_by_gid created_at created_by_gid modified_at assignee_gid due_on due_at")
        | _texts("start_on start_at notes html_notes parent_gid project_gid")
        | {"num_subtasks": int, "is_rendered_as_separator": int}
        | _texts("permalink_url"),
        indices=(("parent_gid",), ("project_gid",), ("assignee_gid", "completed", "due_on"), ("modified_at",)),
    ),
    TableShape(
        "asana_memberships_of_tasks",
        _texts("gid task_gid project_gid project_name section_gid section_name"),
        ("task_gid", "project_gid"),
        (("project_gid",), ("section_gid",)),
    ),
    _link("asana_followers_of_tasks", "user_gid"),
    _link("asana_tags_of_tasks", "tag_gid"),
    _link("asana_dependencies_of_tasks", "dependency_gid"),
    TableShape(
        "asana_custom_field_values",
        _texts("gid task_gid custom_field_gid name resource_subtype display_value text_value")
        | {"number_value": float}
        | _texts("enum_value_gid enum_value_name date_value"),
        ("task_gid", "custom_field_gid"),
        (("custom_field_gid", "display_value"),),
    ),
    TableShape(
        "asana_custom_fields",
        _texts("gid name resource_subtype privacy_setting")
        | {"has_notifications_enabled": int, "is_value_read_only": int},
    ),
    TableShape(
        "asana_stories",
        _texts("gid task_gid type resource_subtype created_at created_by_gid text html_text")
        | {"is_pinned": int, "is_edited": int}
        | _texts("source assignee_gid custom_field_gid project_gid old_value new_value"),
        indices=(("task_gid", "created_at"), ("resource_subtype", "created_at"), ("created_by_gid",)),
    ),
    TableShape(
        "asana_attachments",
        _texts("gid task_gid name resource_subtype host") | {"size": int} | _texts("created_at permanent_url view_url"),
        indices=(("task_gid",),),
    ),
    TableShape(
        "asana_status_updates",
        _texts("gid project_gid title text html_text status_type created_at created_by_gid modified_at"),
        indices=(("project_gid", "created_at"),),
    ),
    TableShape(
        "asana_users",
        _texts("gid name email") | {"is_guest": int, "is_active": int, "is_admin": int},
        indices=(("email",),),
    ),
    TableShape(
        "asana_ooo_entries",
        _texts("gid user_gid start_date end_date"),
        indices=(("user_gid",),),
    ),
    TableShape(
        "asana_project_members",
        _texts("gid project_gid member_gid member_type name access_level"),
        ("project_gid", "member_gid"),
        (("member_gid",),),
    ),
)
KEYS = {shape.name: shape.key for shape in TABLES}

_READING: tuple[TableShape, ...] = (
    TableShape(
        "asana_due_reads",
        _texts("task_gid project_gid mark")
        | {"stories": int, "subtasks": int, "attachments": int}
        | _texts("problem problem_at"),
        ("task_gid",),
        (("project_gid", "mark"),),
    ),
    TableShape("asana_mirrored", _texts("project_gid mirrored_at complete_at"), ("project_gid",)),
    TableShape("asana_problems", _texts("source severity where what mend seen_at"), ("source", "where", "what")),
)


def create_tables(db: Database) -> None:
    """Make what is not there yet; what is there stays."""
    for shape in TABLES:
        _create(db, shape, shape.columns | _KEPT)
    for shape in _READING:
        _create(db, shape, shape.columns)
    stories = db.table("asana_stories")
    if stories.detect_fts() is None:
        stories.enable_fts(["text"], create_triggers=True, tokenize="unicode61 remove_diacritics 2")
    _create_views(db)


def _create(db: Database, shape: TableShape, columns: Columns) -> None:
    table = db.table(shape.name)
    table.create(columns, pk=shape.key if len(shape.key) > 1 else shape.key[0], if_not_exists=True)
    for index in shape.indices:
        table.create_index(list(index), if_not_exists=True)


def _create_views(db: Database) -> None:
    db.create_view(
        "asana_comments",
        """
        select stories.gid, stories.created_at, users.name as author, tasks.name as task, tasks.gid as task_gid,
               stories.text
        from asana_stories as stories
        left join asana_users as users on users.gid = stories.created_by_gid
        left join asana_tasks as tasks on tasks.gid = stories.task_gid
        where stories.resource_subtype = 'comment_added' and stories.deleted_at is null
        """,
        ignore=True,
    )
    db.create_view(
        "asana_due_date_changes",
        """
        select stories.created_at, users.name as moved_by, projects.name as project, tasks.name as task,
               tasks.gid as task_gid, stories.old_value as due_before, stories.new_value as due_after
        from asana_stories as stories
        join asana_tasks as tasks on tasks.gid = stories.task_gid
        left join asana_projects as projects on projects.gid = tasks.project_gid
        left join asana_users as users on users.gid = stories.created_by_gid
        where stories.resource_subtype = 'due_date_changed' and stories.deleted_at is null
        """,
        ignore=True,
    )

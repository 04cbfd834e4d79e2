"""Values of custom fields: what may be written and how it reads (ASANA.md section 13)."""

from __future__ import annotations

from datetime import date
from typing import Any

from syncd.demo.asana.errors import ApiError, bad_request, forbidden
from syncd.demo.asana.model import CustomField, EnumOption, Project, Task, User
from syncd.demo.asana.state import State
from syncd.demo.asana.stories import note_change

TEXT_LIMIT = 1024


def write_values(state: State, actor: User, task: Task, values: object) -> None:
    """Write the named fields; the others stay. Everything is checked before anything is written."""
    if not isinstance(values, dict):
        raise bad_request("custom_fields: Value is not an object")
    if not state.paid or actor.is_guest:
        raise ApiError(402, "Custom Fields are not available for free users or guests.")
    wanted = [(_writable(state, task, gid), value) for gid, value in values.items()]
    checked = [(definition, _checked(state, definition, value)) for definition, value in wanted]
    for definition, value in checked:
        old = task.values.get(definition.gid)
        if old == value:
            continue
        task.values[definition.gid] = value
        _tell(state, actor, task, definition, old, value)


def _writable(state: State, task: Task, gid: str) -> CustomField:
    definition = state.get(CustomField, gid, word="custom_field")
    fields = {field for p in state.projects_of(task) for field in state.get(Project, p.gid).custom_fields}
    if gid not in fields:
        raise bad_request(f"Custom field with ID {gid} is not on given object")
    if definition.is_value_read_only:
        raise bad_request(f"custom_fields: Cannot write this property: {gid} is read-only")
    if definition.locked:
        raise forbidden("You do not have access to edit this custom field.")
    return definition


def _checked(state: State, definition: CustomField, value: Any) -> Any:
    """The value in stored form, or 400."""
    if value is None:
        return None
    wrong = bad_request(f"custom_fields: Not a valid value for {definition.resource_subtype} field {definition.gid}")
    match definition.resource_subtype, value:
        case "text", str() if len(value) <= TEXT_LIMIT:
            return value
        case "number", int() | float() if not isinstance(value, bool):
            return value
        case "enum", str():
            return _option(definition, value).gid
        case "multi_enum", list():
            return [_option(definition, str(gid)).gid for gid in value]
        case "people", list():
            return [state.user(str(who)).gid for who in value]
        case "date", {"date": str(day)}:
            return _day(day)
        case "date", {"date_time": str(moment)}:
            return moment
        case _:
            raise wrong


def _option(definition: CustomField, gid: str) -> EnumOption:
    option = next((o for o in definition.options if o.gid == gid and o.enabled), None)
    if option is None:
        raise bad_request(f"custom_fields: Not an enabled option of {definition.gid}: {gid}")
    return option


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise bad_request(f"custom_fields: Not a date: {text}") from None


def _tell(state: State, actor: User, task: Task, definition: CustomField, old: Any, new: Any) -> None:
    kind = {"text": "text", "number": "number", "enum": "enum", "multi_enum": "multi_enum", "people": "people"}.get(
        definition.resource_subtype, "date"
    )
    details: dict[str, Any] = {
        "custom_field": {"gid": definition.gid, "resource_type": "custom_field", "name": definition.name}
    }
    if kind in {"text", "number"}:
        details |= {f"old_{kind}_value": old, f"new_{kind}_value": new}
    if kind == "enum":
        details |= {"old_enum_value": option_record(definition, old), "new_enum_value": option_record(definition, new)}
    shown = display(state, definition, new)
    task.modified_at = state.now()
    change = {"field": "custom_fields", "action": "changed", "new_value": {**details["custom_field"]}}
    state.happened(actor.gid, "changed", task, change=change)
    note_change(
        state,
        actor.gid,
        task,
        f"{kind}_custom_field_changed",
        f"{actor.name} changed {definition.name} to {shown or '—'}",
        **details,
    )


def option_record(definition: CustomField, gid: str | None) -> dict[str, Any] | None:
    """An enum option as the API tells it."""
    option = next((o for o in definition.options if o.gid == gid), None)
    if option is None:
        return None
    return {
        "gid": option.gid,
        "resource_type": "enum_option",
        "name": option.name,
        "enabled": option.enabled,
        "color": option.color,
    }


def display(state: State, definition: CustomField, value: Any) -> str | None:
    """`display_value`: always a string, or null."""
    if value is None or value == []:
        return None
    match definition.resource_subtype:
        case "enum":
            return str((option_record(definition, value) or {}).get("name"))
        case "multi_enum":
            return ", ".join(str((option_record(definition, gid) or {}).get("name")) for gid in value)
        case "people":
            return ", ".join(state.get(User, gid).name for gid in value)
        case "number":
            return f"{value:.{definition.precision}f}"
        case _:
            return str(value)


def value_record(state: State, definition: CustomField, value: Any) -> dict[str, Any]:
    """A field with its value, as it stands in a task's `custom_fields`."""
    kind = definition.resource_subtype
    record = definition_record(definition) | {"display_value": display(state, definition, value)}
    record["text_value"] = value if kind == "text" else None
    record["number_value"] = value if kind == "number" else None
    record["enum_value"] = option_record(definition, value) if kind == "enum" else None
    record["multi_enum_values"] = [option_record(definition, g) for g in value or []] if kind == "multi_enum" else []
    record["date_value"] = _date_record(value) if kind == "date" else None
    record["people_value"] = (
        [{"gid": g, "resource_type": "user", "name": state.get(User, g).name} for g in value or []]
        if kind == "people"
        else []
    )
    return record


def _date_record(value: str | None) -> dict[str, str | None] | None:
    if value is None:
        return None
    return {"date": value[:10], "date_time": value if "T" in value else None}


def definition_record(definition: CustomField) -> dict[str, Any]:
    """A field's definition."""
    return {
        "gid": definition.gid,
        "resource_type": "custom_field",
        "name": definition.name,
        "resource_subtype": definition.resource_subtype,
        "type": definition.resource_subtype,
        "enabled": True,
        "enum_options": [option_record(definition, o.gid) for o in definition.options],
        "precision": definition.precision,
        "privacy_setting": definition.privacy_setting,
        "has_notifications_enabled": definition.has_notifications_enabled,
        "is_value_read_only": definition.is_value_read_only,
        "is_formula_field": False,
        "is_global_to_workspace": True,
    }

"""A value for a custom field of a task, or its approval status: whether it can be had, and how Asana takes it."""

from __future__ import annotations

from connectors.asana.answers import Json
from connectors.asana.json_fields import has_gid, name_of, objects_in, text_of
from syncd.domain.errors import Rejected

FIELDS = (
    "custom_fields.name,custom_fields.resource_subtype,custom_fields.is_value_read_only,custom_fields.enabled,"
    "custom_fields.enum_options.name,custom_fields.enum_options.enabled,custom_fields.text_value,"
    "custom_fields.enum_value.name,custom_fields.date_value"
)
TEXT_LIMIT = 1024


def forms_of(task: Json, field_gid: str, value: str | None) -> list[Json]:
    """What to write, the likelier form first; nothing where the value stands there. `Rejected` says what is in the way."""
    field = next((each for each in objects_in(task.get("custom_fields")) if each.get("gid") == field_gid), None)
    if field is None:
        raise Rejected(f"custom field {field_gid} is not there")
    if standing(field) == value:
        return []
    if field.get("is_value_read_only") is True:
        raise Rejected(f"custom field {_name(field)} cannot be written: its value is read-only")
    if value is None:
        return [_wrapped(field_gid, None)]
    if field.get("enabled") is False:
        raise Rejected(f"custom field {_name(field)} is switched off on this task")
    match field.get("resource_subtype"):
        case "enum":
            return [_wrapped(field_gid, _option(field, value))]
        case "text":
            return [_wrapped(field_gid, value[:TEXT_LIMIT])]
        case "date":  # an object in practice, a string by the spec (ASANA.md section 13)
            return [_wrapped(field_gid, {"date": value}), _wrapped(field_gid, value)]
        case kind:
            raise Rejected(f"custom field {_name(field)} is of the kind {kind}; it must be an enum, a text or a date")


def forms_of_status(task: Json, status: str | None) -> list[Json]:
    """The same for the approval status. Never by `completed`, which would approve (ASANA.md section 13)."""
    if task.get("resource_subtype") != "approval":
        raise Rejected("the task is no approval task")
    return [] if task.get("approval_status") == status else [{"approval_status": status}]


def standing(field: Json) -> str | None:
    """The value that stands in a field, in the form in which a note has it."""
    match field.get("resource_subtype"):
        case "enum":
            return name_of(field.get("enum_value"))
        case "date":
            date = field.get("date_value")
            return text_of(date.get("date")) if isinstance(date, dict) else text_of(date)
        case _:
            return text_of(field.get("text_value")) or None


def _option(field: Json, name: str) -> str:
    options = [each for each in objects_in(field.get("enum_options")) if has_gid(each)]
    found = next((each for each in options if name_of(each) == name), None)
    if found is None:
        raise Rejected(f"custom field {_name(field)} has no option «{name}»")
    if found.get("enabled") is False:
        raise Rejected(f"option «{name}» of custom field {_name(field)} is switched off")
    return str(found["gid"])


def _wrapped(field_gid: str, value: object) -> Json:
    return {"custom_fields": {field_gid: value}}


def _name(field: Json) -> str:
    return f"«{text_of(field.get('name')) or field.get('gid')}»"

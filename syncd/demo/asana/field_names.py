"""Every name that Asana's OpenAPI file (June 2026) lists for `opt_fields`, by kind of answer.

A name that is not here is refused: in the real API a misspelt one seems to be ignored, and its column stays empty for
ever (ASANA.md section 4). A contract test compares these lists with the file itself.
"""

from __future__ import annotations

_OPTION = "{0} {0}.color {0}.enabled {0}.name"
_DATE = "{0}.date_value {0}.date_value.date {0}.date_value.date_time"
_SHORT_FIELD = (
    f"{_DATE} {{0}}.display_value {{0}}.enabled {_OPTION.format('{0}.enum_options')} {_OPTION.format('{0}.enum_value')} "
    f"{{0}}.id_prefix {{0}}.input_restrictions {{0}}.is_formula_field {_OPTION.format('{0}.multi_enum_values')} "
    "{0}.name {0}.number_value {0}.representation_type {0}.text_value {0}.type"
)
_FIELD = (
    _SHORT_FIELD + " {0}.asana_created_field {0}.created_by {0}.created_by.name {0}.currency_code {0}.custom_label "
    "{0}.custom_label_position {0}.default_access_level {0}.description {0}.format {0}.has_notifications_enabled "
    "{0}.html_text_value {0}.is_global_to_workspace {0}.is_value_read_only {0}.people_value {0}.people_value.name "
    "{0}.precision {0}.privacy_setting {0}.reference_value {0}.reference_value.name {0}.resource_subtype"
)
_LIKES = "hearted hearts hearts.user hearts.user.name liked likes likes.user likes.user.name num_hearts num_likes"
_TASK_REF = "{0} {0}.created_by {0}.name {0}.resource_subtype"
_REACTIONS = (
    "reaction_summary reaction_summary.count reaction_summary.emoji_base reaction_summary.reacted "
    "reaction_summary.variant"
)


def _names(*parts: str) -> frozenset[str]:
    return frozenset(" ".join(parts).split())


def _old_and_new(pattern: str) -> str:
    return f"{pattern.format('old')} {pattern.format('new')}"


FIELD_NAMES: dict[str, frozenset[str]] = {
    "task": _names(
        "actual_time_minutes approval_status assigned_by assigned_by.name assignee assignee.name assignee_section "
        "assignee_section.name assignee_status completed completed_at completed_by completed_by.name created_at "
        "created_by custom_fields",
        _FIELD.format("custom_fields"),
        "custom_type custom_type.name custom_type_status_option custom_type_status_option.name dependencies dependents "
        "due_at due_on external external.data followers followers.name",
        _LIKES,
        "html_notes is_rendered_as_separator memberships memberships.project memberships.project.name "
        "memberships.section memberships.section.name modified_at name notes num_subtasks",
        _TASK_REF.format("parent"),
        "permalink_url projects projects.name resource_subtype start_at start_on tags tags.name workspace "
        "workspace.name",
    ),
    "story": _names(
        "assignee assignee.name created_at created_by created_by.name custom_field",
        _SHORT_FIELD.format("custom_field"),
        _TASK_REF.format("dependency"),
        _TASK_REF.format("duplicate_of"),
        _TASK_REF.format("duplicated_from"),
        "follower follower.name",
        _LIKES,
        "html_text is_editable is_edited is_pinned",
        _old_and_new("{0}_approval_status {0}_date_value {0}_dates {0}_dates.due_at {0}_dates.due_on"),
        _old_and_new("{0}_dates.start_on {0}_name {0}_number_value {0}_people_value {0}_people_value.name"),
        _old_and_new("{0}_resource_subtype {0}_section {0}_section.name {0}_text_value"),
        _old_and_new(_OPTION.format("{0}_enum_value")),
        _old_and_new(_OPTION.format("{0}_multi_enum_values")),
        "previews previews.fallback previews.footer previews.header previews.header_link previews.html_text "
        "previews.text previews.title previews.title_link project project.name",
        _REACTIONS,
        "resource_subtype source sticker_name story story.created_at story.created_by story.created_by.name "
        "story.resource_subtype story.text tag tag.name",
        _TASK_REF.format("target"),
        _TASK_REF.format("task"),
        "text type",
    ),
    "project": _names(
        "archived color completed completed_at completed_by completed_by.name created_at created_from_template "
        "created_from_template.name current_status current_status.author current_status.author.name "
        "current_status.color current_status.created_at current_status.created_by current_status.created_by.name "
        "current_status.html_text current_status.modified_at current_status.text current_status.title "
        "current_status_update current_status_update.resource_subtype current_status_update.title "
        "custom_field_settings custom_field_settings.custom_field",
        _FIELD.format("custom_field_settings.custom_field"),
        "custom_field_settings.is_important custom_field_settings.parent custom_field_settings.parent.name "
        "custom_field_settings.project custom_field_settings.project.name custom_fields",
        _SHORT_FIELD.format("custom_fields"),
        "default_access_level default_view due_date due_on followers followers.name html_notes icon members "
        "members.name minimum_access_level_for_customization minimum_access_level_for_sharing modified_at name notes "
        "owner permalink_url privacy_setting project_brief public start_on team team.name workspace workspace.name",
    ),
    "section": _names("created_at name project project.name projects projects.name"),
    "user": _names(
        "custom_fields",
        _SHORT_FIELD.format("custom_fields"),
        "email name photo photo.image_1024x1024 photo.image_128x128 photo.image_21x21 photo.image_27x27 "
        "photo.image_36x36 photo.image_60x60 workspaces workspaces.name",
    ),
    "workspace": _names("email_domains is_organization name"),
    "workspace_membership": _names(
        "created_at is_active is_admin is_guest is_view_only user user.name user_task_list user_task_list.name "
        "user_task_list.owner user_task_list.workspace vacation_dates vacation_dates.end_on vacation_dates.start_on "
        "workspace workspace.name"
    ),
    "project_membership_list": _names("access_level member member.name parent parent.name"),
    "project_membership": _names(
        "access_level member member.name parent parent.name project project.name user user.name write_access"
    ),
    "status_update": _names(
        "author author.name created_at created_by created_by.name html_text modified_at parent parent.name "
        "resource_subtype status_type text title",
        _LIKES,
        _REACTIONS,
    ),
    "attachment": _names(
        "connected_to_app created_at download_url host name",
        _TASK_REF.format("parent"),
        "permanent_url resource_subtype size view_url",
    ),
    "event": _names(
        "action change change.action change.added_value change.field change.new_value change.removed_value created_at "
        "parent parent.name resource resource.name type user user.name"
    ),
    "tag": _names("color created_at followers followers.name name notes permalink_url workspace workspace.name"),
    "custom_field_setting": _names(
        "custom_field",
        _FIELD.format("custom_field"),
        "is_important parent parent.name project project.name",
    ),
    "task_counts": _names(
        "num_completed_milestones num_completed_tasks num_incomplete_milestones num_incomplete_tasks num_milestones "
        "num_tasks"
    ),
    "team": _names(
        "custom_field_settings custom_field_settings.custom_field",
        _FIELD.format("custom_field_settings.custom_field"),
        "custom_field_settings.is_important custom_field_settings.parent custom_field_settings.parent.name "
        "custom_field_settings.project custom_field_settings.project.name "
        "description html_description name organization organization.name permalink_url visibility "
        "edit_team_name_or_description_access_level edit_team_visibility_or_trash_team_access_level endorsed "
        "guest_invite_management_access_level join_request_management_access_level "
        "member_invite_management_access_level team_content_management_access_level team_member_removal_access_level",
    ),
}
ALWAYS = frozenset({"gid", "resource_type", "offset", "path", "uri"})

"""The field strings of our requests: only names that Asana's OpenAPI file lists (ASANA.md section 4)."""

from __future__ import annotations

TASK = (
    "name,resource_subtype,approval_status,completed,completed_at,completed_by.name,created_at,created_by,modified_at,"
    "assignee.name,due_on,due_at,start_on,start_at,notes,html_notes,followers.name,parent.name,num_subtasks,dependencies,"
    "is_rendered_as_separator,memberships.project.name,memberships.section.name,tags.name,permalink_url,"
    "custom_fields.name,custom_fields.resource_subtype,custom_fields.enabled,custom_fields.display_value,"
    "custom_fields.text_value,custom_fields.number_value,custom_fields.enum_value.name,"
    "custom_fields.multi_enum_values.name,custom_fields.date_value,custom_fields.people_value.name"
)
STORY = (
    "type,resource_subtype,created_at,created_by.name,text,html_text,is_pinned,is_edited,is_editable,source,"
    "old_approval_status,new_approval_status,assignee.name,custom_field.name,old_enum_value.name,new_enum_value.name,"
    "old_text_value,new_text_value,old_number_value,new_number_value,old_dates,new_dates,old_section.name,"
    "new_section.name,project.name,dependency.name"
)
ONE_STORY = STORY + ",target"
PROJECT = (
    "name,archived,completed,created_at,modified_at,owner,team.name,notes,html_notes,due_on,start_on,privacy_setting,"
    "default_access_level,permalink_url,members.name,followers.name,current_status_update.title,"
    "custom_fields.name,custom_fields.display_value,custom_field_settings.custom_field.name,"
    "custom_field_settings.custom_field.resource_subtype,custom_field_settings.custom_field.enum_options.name,"
    "custom_field_settings.custom_field.enum_options.enabled,custom_field_settings.custom_field.privacy_setting,"
    "custom_field_settings.custom_field.has_notifications_enabled,"
    "custom_field_settings.custom_field.is_value_read_only"
)
SECTION = "name,created_at"
STATUS = "title,text,html_text,status_type,created_at,created_by.name,modified_at"
ATTACHMENT = "name,resource_subtype,host,size,created_at,permanent_url,view_url"
ONE_ATTACHMENT = ATTACHMENT + ",parent"
USER = "name,email"
ME = "name,email,workspaces.name"
OOO_ENTRY = "start_date,end_date,user.name"
WORKSPACE_MEMBERSHIP = "user.name,is_guest,is_active,is_admin,is_view_only"

-- A database of version 3 as it was released: never changed. A change of the schema is a new step in
-- syncd/store/schema.py, and tests/integration/test_migrations.py brings this database up to date by it.
PRAGMA user_version = 3;
CREATE TABLE letters (
    identity TEXT PRIMARY KEY,
    message_id TEXT,
    subject TEXT,
    from_address TEXT,
    from_name TEXT,
    received_at TEXT NOT NULL,
    sent_at TEXT,
    client TEXT,
    thread TEXT,
    side TEXT,
    kind TEXT,
    needs_reply INTEGER,
    verdict TEXT,
    about TEXT,
    version TEXT,
    quote TEXT,
    why TEXT,
    new_text TEXT,
    unreadable TEXT,
    message BLOB,
    reading TEXT,
    read_in_context TEXT,
    sender TEXT,
    clients_named TEXT NOT NULL DEFAULT '[]',
    links TEXT NOT NULL DEFAULT '[]',
    raw BLOB,
    raw_sha256 TEXT,
    candidates TEXT NOT NULL DEFAULT '[]',
    link TEXT,
    envelope TEXT,
    revision INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX letters_by_client ON letters (client, received_at);
CREATE INDEX letters_by_thread ON letters (thread, received_at);
CREATE INDEX letters_by_message_id ON letters (message_id);
CREATE INDEX letters_by_revision ON letters (client, revision);
CREATE INDEX letters_newest ON letters (revision);
CREATE INDEX letters_to_read ON letters (identity) WHERE reading IS NULL AND link IS NOT NULL;
CREATE INDEX letters_of_ours ON letters (lower(from_address), received_at) WHERE side = 'ours';
CREATE TABLE sightings (
    mailbox TEXT NOT NULL,
    folder TEXT NOT NULL,
    uidvalidity INTEGER NOT NULL,
    uid INTEGER NOT NULL,
    identity TEXT NOT NULL REFERENCES letters (identity),
    internal_date TEXT NOT NULL,
    size INTEGER NOT NULL,
    PRIMARY KEY (mailbox, folder, uidvalidity, uid)
);
CREATE INDEX sightings_by_letter ON sightings (identity);
CREATE TABLE folders (
    mailbox TEXT NOT NULL,
    folder TEXT NOT NULL,
    role TEXT NOT NULL,
    read INTEGER NOT NULL,
    uidvalidity INTEGER NOT NULL,
    messages INTEGER NOT NULL,
    unaccounted TEXT NOT NULL DEFAULT '[]',
    client_letters INTEGER NOT NULL DEFAULT 0,
    client_letters_at TEXT,
    problem TEXT,
    PRIMARY KEY (mailbox, folder)
);
CREATE VIEW threads AS
    SELECT thread AS id, client, min(received_at) AS first_at, max(received_at) AS last_at, count(*) AS letters,
           (SELECT l.subject FROM letters l WHERE l.thread = letters.thread ORDER BY l.received_at, l.identity LIMIT 1) AS subject
    FROM letters WHERE thread IS NOT NULL AND client IS NOT NULL GROUP BY thread, client;
CREATE VIEW verdicts AS
    SELECT message_id, verdict, about, version, quote, why, client, received_at, identity
    FROM letters WHERE verdict IS NOT NULL AND side IN ('client', 'stranger');
CREATE TABLE refs (ref TEXT PRIMARY KEY, key TEXT NOT NULL UNIQUE);
CREATE TABLE approvals (
    ref TEXT PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    client TEXT NOT NULL,
    about TEXT,
    version TEXT,
    state TEXT NOT NULL,
    reason TEXT,
    message_id TEXT,
    author TEXT,
    quote TEXT,
    received_at TEXT,
    in_force INTEGER NOT NULL,
    voided_by TEXT,
    identity TEXT,
    period TEXT,
    sender_level TEXT,
    source TEXT NOT NULL DEFAULT 'letter',
    request_identity TEXT,
    author_address TEXT,
    why TEXT
, changes TEXT);
CREATE TABLE money_gates (
    client TEXT NOT NULL,
    about TEXT NOT NULL,
    plan TEXT NOT NULL,
    open INTEGER NOT NULL,
    why TEXT NOT NULL,
    ref TEXT,
    PRIMARY KEY (client, about, plan)
);
CREATE TABLE cases (
    ref TEXT PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    client TEXT,
    state TEXT NOT NULL,
    started_at TEXT,
    due_at TEXT,
    closed_at TEXT,
    message_id TEXT,
    task_gid TEXT,
    thread TEXT,
    step INTEGER NOT NULL DEFAULT 0,
    assignee TEXT,
    subject TEXT,
    closed_by TEXT,
    why TEXT,
    task_key TEXT,
    person TEXT,
    urgent INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE notes (
    ref TEXT PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    audience TEXT NOT NULL,
    surface TEXT NOT NULL,
    kind TEXT NOT NULL,
    client TEXT,
    state TEXT NOT NULL,
    reason TEXT,
    project_gid TEXT,
    place_gid TEXT,
    story_gid TEXT,
    text TEXT NOT NULL,
    sent TEXT,
    attempts INTEGER NOT NULL DEFAULT 0,
    decided_at TEXT,
    claimed_at TEXT,
    claim_run TEXT,
    written_at TEXT,
    edited_at TEXT
);
CREATE INDEX notes_by_state ON notes (state);
CREATE INDEX notes_by_place ON notes (place_gid);
CREATE TABLE acts (
    key TEXT NOT NULL,
    act TEXT NOT NULL,
    value TEXT NOT NULL,
    at TEXT,
    first_seen TEXT NOT NULL,
    by_gid TEXT,
    PRIMARY KEY (key, act)
);
CREATE TABLE edits (
    client TEXT NOT NULL,
    message_id TEXT,
    received_at TEXT NOT NULL,
    author TEXT,
    kind TEXT NOT NULL,
    words TEXT NOT NULL
);
CREATE TABLE sources (
    name TEXT PRIMARY KEY,
    cursor TEXT,
    last_success TEXT,
    last_pass TEXT,
    last_try TEXT,
    problem TEXT,
    refused INTEGER NOT NULL DEFAULT 0,
    failing_since TEXT,
    failures INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE live_since (name TEXT PRIMARY KEY, at TEXT NOT NULL);
CREATE TABLE cycles (
    id INTEGER PRIMARY KEY,
    started_at TEXT NOT NULL,
    ended_at TEXT,
    ok INTEGER,
    as_of TEXT,
    problems TEXT NOT NULL DEFAULT '[]'
);
CREATE INDEX cycles_by_start ON cycles (started_at);
CREATE TABLE erased (hash TEXT PRIMARY KEY, what TEXT NOT NULL, at TEXT NOT NULL);
CREATE TABLE evidence (
    identity TEXT PRIMARY KEY,
    dkim TEXT,
    kept_at TEXT
);
CREATE TABLE "asana_projects" (
   "gid" TEXT PRIMARY KEY,
   "name" TEXT,
   "archived" INTEGER,
   "completed" INTEGER,
   "created_at" TEXT,
   "modified_at" TEXT,
   "owner_gid" TEXT,
   "team_gid" TEXT,
   "notes" TEXT,
   "due_on" TEXT,
   "start_on" TEXT,
   "privacy_setting" TEXT,
   "default_access_level" TEXT,
   "current_status_update_gid" TEXT,
   "permalink_url" TEXT,
   "raw" TEXT,
   "seen_at" TEXT,
   "deleted_at" TEXT,
   "lost_at" TEXT
);
CREATE TABLE "asana_sections" (
   "gid" TEXT PRIMARY KEY,
   "project_gid" TEXT,
   "name" TEXT,
   "created_at" TEXT,
   "position" INTEGER,
   "raw" TEXT,
   "seen_at" TEXT,
   "deleted_at" TEXT,
   "lost_at" TEXT
);
CREATE INDEX "idx_asana_sections_project_gid"
    ON "asana_sections" ("project_gid");
CREATE TABLE "asana_tasks" (
   "gid" TEXT PRIMARY KEY,
   "name" TEXT,
   "resource_subtype" TEXT,
   "approval_status" TEXT,
   "completed" INTEGER,
   "completed_at" TEXT,
   "completed_by_gid" TEXT,
   "created_at" TEXT,
   "created_by_gid" TEXT,
   "modified_at" TEXT,
   "assignee_gid" TEXT,
   "due_on" TEXT,
   "due_at" TEXT,
   "start_on" TEXT,
   "start_at" TEXT,
   "notes" TEXT,
   "html_notes" TEXT,
   "parent_gid" TEXT,
   "project_gid" TEXT,
   "num_subtasks" INTEGER,
   "is_rendered_as_separator" INTEGER,
   "permalink_url" TEXT,
   "raw" TEXT,
   "seen_at" TEXT,
   "deleted_at" TEXT,
   "lost_at" TEXT
);
CREATE INDEX "idx_asana_tasks_parent_gid"
    ON "asana_tasks" ("parent_gid");
CREATE INDEX "idx_asana_tasks_project_gid"
    ON "asana_tasks" ("project_gid");
CREATE INDEX "idx_asana_tasks_assignee_gid_completed_due_on"
    ON "asana_tasks" ("assignee_gid", "completed", "due_on");
CREATE INDEX "idx_asana_tasks_modified_at"
    ON "asana_tasks" ("modified_at");
CREATE TABLE "asana_memberships_of_tasks" (
   "gid" TEXT,
   "task_gid" TEXT,
   "project_gid" TEXT,
   "project_name" TEXT,
   "section_gid" TEXT,
   "section_name" TEXT,
   "raw" TEXT,
   "seen_at" TEXT,
   "deleted_at" TEXT,
   "lost_at" TEXT,
   PRIMARY KEY ("task_gid", "project_gid")
);
CREATE INDEX "idx_asana_memberships_of_tasks_project_gid"
    ON "asana_memberships_of_tasks" ("project_gid");
CREATE INDEX "idx_asana_memberships_of_tasks_section_gid"
    ON "asana_memberships_of_tasks" ("section_gid");
CREATE TABLE "asana_followers_of_tasks" (
   "gid" TEXT,
   "task_gid" TEXT,
   "user_gid" TEXT,
   "name" TEXT,
   "raw" TEXT,
   "seen_at" TEXT,
   "deleted_at" TEXT,
   "lost_at" TEXT,
   PRIMARY KEY ("task_gid", "user_gid")
);
CREATE INDEX "idx_asana_followers_of_tasks_user_gid"
    ON "asana_followers_of_tasks" ("user_gid");
CREATE TABLE "asana_tags_of_tasks" (
   "gid" TEXT,
   "task_gid" TEXT,
   "tag_gid" TEXT,
   "name" TEXT,
   "raw" TEXT,
   "seen_at" TEXT,
   "deleted_at" TEXT,
   "lost_at" TEXT,
   PRIMARY KEY ("task_gid", "tag_gid")
);
CREATE INDEX "idx_asana_tags_of_tasks_tag_gid"
    ON "asana_tags_of_tasks" ("tag_gid");
CREATE TABLE "asana_dependencies_of_tasks" (
   "gid" TEXT,
   "task_gid" TEXT,
   "dependency_gid" TEXT,
   "name" TEXT,
   "raw" TEXT,
   "seen_at" TEXT,
   "deleted_at" TEXT,
   "lost_at" TEXT,
   PRIMARY KEY ("task_gid", "dependency_gid")
);
CREATE INDEX "idx_asana_dependencies_of_tasks_dependency_gid"
    ON "asana_dependencies_of_tasks" ("dependency_gid");
CREATE TABLE "asana_custom_field_values" (
   "gid" TEXT,
   "task_gid" TEXT,
   "custom_field_gid" TEXT,
   "name" TEXT,
   "resource_subtype" TEXT,
   "display_value" TEXT,
   "text_value" TEXT,
   "number_value" REAL,
   "enum_value_gid" TEXT,
   "enum_value_name" TEXT,
   "date_value" TEXT,
   "raw" TEXT,
   "seen_at" TEXT,
   "deleted_at" TEXT,
   "lost_at" TEXT,
   PRIMARY KEY ("task_gid", "custom_field_gid")
);
CREATE INDEX "idx_asana_custom_field_values_custom_field_gid_display_value"
    ON "asana_custom_field_values" ("custom_field_gid", "display_value");
CREATE TABLE "asana_custom_fields" (
   "gid" TEXT PRIMARY KEY,
   "name" TEXT,
   "resource_subtype" TEXT,
   "privacy_setting" TEXT,
   "has_notifications_enabled" INTEGER,
   "is_value_read_only" INTEGER,
   "raw" TEXT,
   "seen_at" TEXT,
   "deleted_at" TEXT,
   "lost_at" TEXT
);
CREATE TABLE "asana_stories" (
   "gid" TEXT PRIMARY KEY,
   "task_gid" TEXT,
   "type" TEXT,
   "resource_subtype" TEXT,
   "created_at" TEXT,
   "created_by_gid" TEXT,
   "text" TEXT,
   "html_text" TEXT,
   "is_pinned" INTEGER,
   "is_edited" INTEGER,
   "source" TEXT,
   "assignee_gid" TEXT,
   "custom_field_gid" TEXT,
   "project_gid" TEXT,
   "old_value" TEXT,
   "new_value" TEXT,
   "raw" TEXT,
   "seen_at" TEXT,
   "deleted_at" TEXT,
   "lost_at" TEXT
);
CREATE INDEX "idx_asana_stories_task_gid_created_at"
    ON "asana_stories" ("task_gid", "created_at");
CREATE INDEX "idx_asana_stories_resource_subtype_created_at"
    ON "asana_stories" ("resource_subtype", "created_at");
CREATE INDEX "idx_asana_stories_created_by_gid"
    ON "asana_stories" ("created_by_gid");
CREATE TABLE "asana_attachments" (
   "gid" TEXT PRIMARY KEY,
   "task_gid" TEXT,
   "name" TEXT,
   "resource_subtype" TEXT,
   "host" TEXT,
   "size" INTEGER,
   "created_at" TEXT,
   "permanent_url" TEXT,
   "view_url" TEXT,
   "raw" TEXT,
   "seen_at" TEXT,
   "deleted_at" TEXT,
   "lost_at" TEXT
);
CREATE INDEX "idx_asana_attachments_task_gid"
    ON "asana_attachments" ("task_gid");
CREATE TABLE "asana_status_updates" (
   "gid" TEXT PRIMARY KEY,
   "project_gid" TEXT,
   "title" TEXT,
   "text" TEXT,
   "html_text" TEXT,
   "status_type" TEXT,
   "created_at" TEXT,
   "created_by_gid" TEXT,
   "modified_at" TEXT,
   "raw" TEXT,
   "seen_at" TEXT,
   "deleted_at" TEXT,
   "lost_at" TEXT
);
CREATE INDEX "idx_asana_status_updates_project_gid_created_at"
    ON "asana_status_updates" ("project_gid", "created_at");
CREATE TABLE "asana_users" (
   "gid" TEXT PRIMARY KEY,
   "name" TEXT,
   "email" TEXT,
   "is_guest" INTEGER,
   "is_active" INTEGER,
   "is_admin" INTEGER,
   "raw" TEXT,
   "seen_at" TEXT,
   "deleted_at" TEXT,
   "lost_at" TEXT
);
CREATE INDEX "idx_asana_users_email"
    ON "asana_users" ("email");
CREATE TABLE "asana_ooo_entries" (
   "gid" TEXT PRIMARY KEY,
   "user_gid" TEXT,
   "start_date" TEXT,
   "end_date" TEXT,
   "raw" TEXT,
   "seen_at" TEXT,
   "deleted_at" TEXT,
   "lost_at" TEXT
);
CREATE INDEX "idx_asana_ooo_entries_user_gid"
    ON "asana_ooo_entries" ("user_gid");
CREATE TABLE "asana_project_members" (
   "gid" TEXT,
   "project_gid" TEXT,
   "member_gid" TEXT,
   "member_type" TEXT,
   "name" TEXT,
   "access_level" TEXT,
   "raw" TEXT,
   "seen_at" TEXT,
   "deleted_at" TEXT,
   "lost_at" TEXT,
   PRIMARY KEY ("project_gid", "member_gid")
);
CREATE INDEX "idx_asana_project_members_member_gid"
    ON "asana_project_members" ("member_gid");
CREATE TABLE "asana_due_reads" (
   "task_gid" TEXT PRIMARY KEY,
   "project_gid" TEXT,
   "mark" TEXT,
   "stories" INTEGER,
   "subtasks" INTEGER,
   "attachments" INTEGER,
   "problem" TEXT,
   "problem_at" TEXT
);
CREATE INDEX "idx_asana_due_reads_project_gid_mark"
    ON "asana_due_reads" ("project_gid", "mark");
CREATE TABLE "asana_mirrored" (
   "project_gid" TEXT PRIMARY KEY,
   "mirrored_at" TEXT,
   "complete_at" TEXT
);
CREATE TABLE "asana_problems" (
   "source" TEXT,
   "severity" TEXT,
   "where" TEXT,
   "what" TEXT,
   "mend" TEXT,
   "seen_at" TEXT,
   PRIMARY KEY ("source", "where", "what")
);
CREATE VIRTUAL TABLE "asana_stories_fts" USING FTS5 (
    "text",
    tokenize='unicode61 remove_diacritics 2',
    content="asana_stories"
);
CREATE TRIGGER "asana_stories_ai" AFTER INSERT ON "asana_stories" BEGIN
  INSERT INTO "asana_stories_fts" (rowid, "text") VALUES (new.rowid, new."text");
END;
CREATE TRIGGER "asana_stories_ad" AFTER DELETE ON "asana_stories" BEGIN
  INSERT INTO "asana_stories_fts" ("asana_stories_fts", rowid, "text") VALUES('delete', old.rowid, old."text");
END;
CREATE TRIGGER "asana_stories_au" AFTER UPDATE ON "asana_stories" BEGIN
  INSERT INTO "asana_stories_fts" ("asana_stories_fts", rowid, "text") VALUES('delete', old.rowid, old."text");
  INSERT INTO "asana_stories_fts" (rowid, "text") VALUES (new.rowid, new."text");
END;
CREATE VIEW "asana_comments" AS 
        select stories.gid, stories.created_at, users.name as author, tasks.name as task, tasks.gid as task_gid,
               stories.text
        from asana_stories as stories
        left join asana_users as users on users.gid = stories.created_by_gid
        left join asana_tasks as tasks on tasks.gid = stories.task_gid
        where stories.resource_subtype = 'comment_added' and stories.deleted_at is null;
CREATE VIEW "asana_due_date_changes" AS 
        select stories.created_at, users.name as moved_by, projects.name as project, tasks.name as task,
               tasks.gid as task_gid, stories.old_value as due_before, stories.new_value as due_after
        from asana_stories as stories
        join asana_tasks as tasks on tasks.gid = stories.task_gid
        left join asana_projects as projects on projects.gid = tasks.project_gid
        left join asana_users as users on users.gid = stories.created_by_gid
        where stories.resource_subtype = 'due_date_changed' and stories.deleted_at is null;
CREATE VIRTUAL TABLE "letters_fts" USING FTS5 (
    "subject",
    tokenize='unicode61 remove_diacritics 2',
    content="letters"
);
CREATE TRIGGER "letters_ai" AFTER INSERT ON "letters" BEGIN
  INSERT INTO "letters_fts" (rowid, "subject") VALUES (new.rowid, new."subject");
END;
CREATE TRIGGER "letters_ad" AFTER DELETE ON "letters" BEGIN
  INSERT INTO "letters_fts" ("letters_fts", rowid, "subject") VALUES('delete', old.rowid, old."subject");
END;
CREATE TRIGGER "letters_au" AFTER UPDATE ON "letters" BEGIN
  INSERT INTO "letters_fts" ("letters_fts", rowid, "subject") VALUES('delete', old.rowid, old."subject");
  INSERT INTO "letters_fts" (rowid, "subject") VALUES (new.rowid, new."subject");
END;
CREATE TABLE spreadsheets (
        identity TEXT NOT NULL REFERENCES letters (identity), sha256 TEXT NOT NULL, cells BLOB NOT NULL,
        PRIMARY KEY (identity, sha256));
CREATE INDEX spreadsheets_by_file ON spreadsheets (sha256);
INSERT INTO letters (identity, message_id, subject, from_address, received_at, client, thread, side, kind, verdict)
VALUES ('<media-plan-1@client1.example>', '<media-plan-1@client1.example>', 'Медиаплан', 'olga.zhukova@client1.example',
        '2026-05-14T09:00:00Z', 'Лунный Кот', '<media-plan-1@client1.example>', 'client', 'person', 'approved');
INSERT INTO notes (ref, key, audience, surface, kind, client, state, place_gid, text, written_at)
VALUES ('A-7F3K2', 'case:<media-plan-1@client1.example>', 'team', 'team_task', 'reply', 'Лунный Кот', 'written',
        '1200000000000004', 'Письмо без ответа: «Медиаплан»', '2026-05-14T13:00:00Z');
INSERT INTO sources (name, cursor) VALUES ('anna', '{"INBOX": 7}');

"""What a write to a task or comment leaves behind: stories, mails, rich text, modified times."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.contract.simulator.conftest import ANNA, OLGA, PETR, Office


def story_kinds(office: Office, gid: str) -> list[str]:
    return [s["resource_subtype"] for s in office.get(f"tasks/{gid}/stories", opt_fields="resource_subtype")]


def test_every_change_leaves_its_story(office: Office) -> None:
    anna, task = office.anna, office.anna.create_task(office.client, "Баннеры")
    before = len(story_kinds(office, task.gid))

    anna.rename(task, "Баннеры к акции")
    anna.edit_notes(task, "Два размера")
    anna.assign(task, PETR)
    anna.move_due(task, date(2026, 6, 10))
    anna.move_to_section(task, office.client, "Готово")
    anna.attach(task, "banner.png")
    anna.complete(task)
    anna.reopen(task)

    assert story_kinds(office, task.gid)[before:] == [
        "name_changed",
        "notes_changed",
        "assigned",
        "due_date_changed",
        "section_changed",
        "attachment_added",
        "marked_complete",
        "marked_incomplete",
    ]


def test_a_due_date_story_tells_both_dates(office: Office) -> None:
    office.anna.move_due(office.plan, date(2026, 6, 5))

    story = office.get(f"tasks/{office.plan.gid}/stories", opt_fields="resource_subtype,old_dates,new_dates")[-1]
    assert story["old_dates"] == {"due_on": "2026-06-01", "due_at": None, "start_on": None}
    assert story["new_dates"] == {"due_on": "2026-06-05", "due_at": None, "start_on": None}


def test_a_comment_is_one_mail_to_each_follower_but_its_author(office: Office) -> None:
    office.anna.add_follower(office.plan, OLGA)
    office.anna.add_follower(office.plan, PETR)

    office.post(f"tasks/{office.plan.gid}/stories", text="Согласование получено")

    assert [(m.to, m.kind, m.text) for m in office.asana.mail_log] == [
        (who, "comment", "Согласование получено") for who in (ANNA, OLGA, PETR)
    ]


def test_editing_a_comment_tells_nobody(office: Office) -> None:
    story = office.post(f"tasks/{office.plan.gid}/stories", text="Ждём").json()["data"]
    office.asana.mail_log.clear()

    changed = office.put(f"stories/{story['gid']}", text="Получено").json()["data"]

    assert (changed["text"], changed["is_edited"], office.asana.mail_log) == ("Получено", True, [])


def test_only_own_comments_can_be_edited_or_deleted(office: Office) -> None:
    story = office.anna.comment(office.plan, "Моё")

    assert office.put(f"stories/{story.gid}", text="Чужое").status_code == 403
    assert office.api.delete(f"stories/{story.gid}").status_code == 403


def test_a_no_break_space_is_kept(office: Office) -> None:
    made = office.post(f"tasks/{office.plan.gid}/stories", text="Бюджет 10\u00a0000 ₽\u00a0").json()["data"]

    assert made["text"] == "Бюджет 10\u00a0000 ₽\u00a0"


def test_a_mention_gets_a_name_a_link_and_makes_a_follower(office: Office) -> None:
    petr = office.user_of(PETR)
    html = f'<body>Передаю <a data-asana-gid="{petr.gid}"/></body>'

    made = office.post(f"tasks/{office.plan.gid}/stories", html_text=html).json()["data"]

    followers = office.get(f"tasks/{office.plan.gid}", opt_fields="followers.name")["followers"]
    assert made["text"] == "Передаю @Пётр Ильин"
    assert "Пётр Ильин" in [f["name"] for f in followers]


@pytest.mark.parametrize(
    "html",
    [
        "без корня",
        "<body>не закрыт <strong>тег</body>",
        "<body>перевод<br/>строки</body>",
        "<body><p>абзац</p></body>",
        '<body><strong style="x">атрибут</strong></body>',
        "<body>&nbsp;</body>",
        "<body><h1>заголовок в комментарии</h1></body>",
        '<body><a data-asana-gid="1"/></body>',
        "<body><a>без адреса</a></body>",
        "<body><!-- тайна -->текст</body>",
    ],
)
def test_rich_text_that_asana_refuses_is_a_400_and_nothing_is_written(office: Office, html: str) -> None:
    stories = story_kinds(office, office.plan.gid)

    answered = office.post(f"tasks/{office.plan.gid}/stories", html_text=html)

    assert answered.status_code == 400
    assert story_kinds(office, office.plan.gid) == stories
    assert office.asana.writes == []


def test_headings_are_for_descriptions_only(office: Office) -> None:
    answered = office.put(f"tasks/{office.plan.gid}", html_notes="<body><h1>План</h1>Директ &amp; VK</body>")

    assert answered.status_code == 200
    assert answered.json()["data"]["notes"] == "План\nДирект & VK"


def test_a_stray_top_level_key_an_unknown_property_and_bad_json_are_refused(office: Office) -> None:
    path = f"tasks/{office.plan.gid}"

    assert office.api.put(path, json={"name": "x"}).status_code == 400
    assert office.put(path, projects=[office.internal.gid]).json()["errors"][0]["message"] == (
        "projects: Cannot write this property"
    )
    assert office.api.put(path, content=b"{").json()["errors"][0]["message"] == (
        "Could not parse request data, invalid JSON"
    )


def test_a_text_too_long_is_refused(office: Office) -> None:
    assert office.post(f"tasks/{office.plan.gid}/stories", text="я" * 70_000).status_code == 400
    assert office.put(f"tasks/{office.plan.gid}", name="я" * 1025).status_code == 400


def test_a_refused_write_changes_nothing_at_all(office: Office) -> None:
    before = office.get(f"tasks/{office.plan.gid}")
    sync = office.sync(office.client.gid)

    answered = office.put(f"tasks/{office.plan.gid}", name="Другое", assignee="nobody@agency.example")

    assert answered.status_code == 400
    assert office.get(f"tasks/{office.plan.gid}") == before
    assert office.events(office.client.gid, sync) == []


def test_due_on_and_due_at_exclude_each_other(office: Office) -> None:
    answered = office.put(f"tasks/{office.plan.gid}", due_on="2026-06-01", due_at="2026-06-01T12:00:00Z")

    assert answered.json()["errors"][0]["message"] == "You may only provide one of due_on or due_at!"


def test_a_ticked_approval_task_is_approved_and_a_rejected_one_is_complete(office: Office) -> None:
    report = office.anna.create_task(office.internal, "Отчёт", resource_subtype="approval")
    fields = "approval_status,completed"

    assert office.get(f"tasks/{report.gid}", opt_fields=fields)["approval_status"] == "pending"
    office.anna.complete(report)
    assert office.get(f"tasks/{report.gid}", opt_fields=fields)["approval_status"] == "approved"
    office.anna.reopen(report)
    office.anna.reject(report)
    assert office.get(f"tasks/{report.gid}", opt_fields=fields) == {
        "gid": report.gid,
        "approval_status": "rejected",
        "completed": True,
    }
    story = office.get(f"tasks/{report.gid}/stories", opt_fields="old_approval_status,new_approval_status")[-1]
    assert (story["old_approval_status"], story["new_approval_status"]) == ("pending", "rejected")


def test_modified_at_moves_with_comments_and_not_with_moves(office: Office) -> None:
    clock = office.asana.clock
    modified = office.get(f"tasks/{office.plan.gid}", opt_fields="modified_at")["modified_at"]

    clock.advance(timedelta(minutes=1))
    office.anna.move_to_section(office.plan, office.client, "Готово")
    office.anna.add_to_project(office.plan, office.internal)
    assert office.get(f"tasks/{office.plan.gid}", opt_fields="modified_at")["modified_at"] == modified

    office.anna.comment(office.plan, "Передвинули")
    assert office.get(f"tasks/{office.plan.gid}", opt_fields="modified_at")["modified_at"] > modified


def test_a_parent_is_not_modified_with_its_subtask(office: Office) -> None:
    subtask = office.anna.create_subtask(office.plan, "Сверить цены")
    modified = office.get(f"tasks/{office.plan.gid}", opt_fields="modified_at")["modified_at"]

    office.asana.clock.advance(timedelta(minutes=1))
    office.anna.complete(subtask)

    assert office.get(f"tasks/{office.plan.gid}", opt_fields="modified_at")["modified_at"] == modified


def test_a_status_update_goes_to_every_member_and_cannot_be_edited(office: Office) -> None:
    made = office.post(
        "status_updates", parent=office.client.gid, title="Неделя", status_type="on_track", text="Идём по плану"
    )
    gid = made.json()["data"]["gid"]

    assert made.status_code == 201
    assert [(m.to, m.kind) for m in office.asana.mail_log] == [(w, "status_update") for w in (ANNA, PETR, OLGA)]
    assert office.put(f"status_updates/{gid}", text="иначе").status_code == 404
    assert office.get(f"projects/{office.client.gid}", opt_fields="current_status_update.title") == {
        "gid": office.client.gid,
        "current_status_update": {"gid": gid, "title": "Неделя"},
    }


def test_a_write_is_kept_in_the_log_with_its_author(office: Office) -> None:
    made = office.post(f"tasks/{office.plan.gid}/stories", text="Получено").json()["data"]

    write = office.asana.writes[-1]
    assert (write.method, write.path, write.body, write.by, write.gid) == (
        "POST",
        f"/tasks/{office.plan.gid}/stories",
        {"text": "Получено"},
        "syncd@agency.example",
        made["gid"],
    )

"""Reports as a manager and a client see them: made on Friday, edited and approved in Asana, published once or not at all."""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from syncd.demo.asana.rich_text import to_plain
from tests.e2e.program import argv, syncd
from tests.e2e.report_office import ANNA, MOSCOW, OLGA, PETR, ReportOffice, a_week, at, notes_of, report_office

pytestmark = [pytest.mark.e2e]

FRIDAY = "15.05 16:01"
MONDAY = "18.05 12:01"

WEEK = """\
Переходит на новую неделю:
- Тексты объявлений, срок 20.05
- Баннеры для РСЯ, новый срок 22.05

Не переходит на новую неделю:
- Медиаплан на июнь: сделано 13.05
- Посадочная страница: перенесено на 05.06, причина: «ждём фирменный стиль от дизайнера бренда»
- Съёмка ролика: перенесено на 15.06, причина: —

Не начато и пока не начинается:
- Ретаргетинг, срок 10.06, причина: «Запуск после согласования медиаплана на июнь»
- Отчёт по ретаргетингу, срок 20.06, причина: сначала нужна задача «Ретаргетинг»

Новые задачи:
- Иконки для соцсетей, срок 29.05, причина: —
- Квиз на сайте, срок 29.05, зачем: «снизить стоимость заявки»

Ждём от вас:
- Логотип в кривых, до 19.05. 20.05 площадка закрывает приём материалов."""
QUESTIONS = [
    "«Съёмка ролика»: почему не переходит на новую неделю?",
    "«Иконки для соцсетей»: зачем нужна эта задача?",
]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[ReportOffice]:
    with report_office(tmp_path) as found:
        yield found


def review_of(office: ReportOffice, client: str = "Лунный Кот"):
    (task,) = [task for task in office.reviews() if task.name.startswith(client)]
    return task


def published_texts(office: ReportOffice) -> list[str]:
    """Without the reference, which is the last line."""
    return [to_plain(status.html_text).rpartition("\n")[0] for status in office.published()]


def test_the_four_questions_of_a_replayed_week(office: ReportOffice):
    a_week(office)
    office.once("15.05 12:00")
    found = office.report("15.05 16:00")
    assert (found["text"], found["questions"]) == (WEEK, QUESTIONS)
    assert found == office.report("15.05 16:00")


def test_what_happened_later_does_not_change_the_week(office: ReportOffice):
    tasks = a_week(office)
    with office.then("16.05 12:00") as anna:
        anna.complete(tasks["working"])
        anna.move_to_section(tasks["progress"], office.project, "Готово")
        anna.move_due(tasks["later"], at("16.05 00:00").date())
        anna.comment(tasks["moved, no reason"], "Причина: погода.")
    office.once("18.05 12:00")
    assert office.report("15.05 16:00")["text"] == WEEK


def test_the_review_is_an_approval_task_for_the_manager_and_nothing_is_published_by_time(office: ReportOffice):
    a_week(office)
    assert office.once("15.05 15:59") == []
    office.once(FRIDAY)
    task = review_of(office)
    assert (task.resource_subtype, task.approval_status) == ("approval", "pending")
    assert task.assignee == office.asana.state.user(ANNA).gid
    assert task.due_at == "2026-05-18T09:00:00.000Z"
    assert WEEK in notes_of(task)
    assert all(question in notes_of(task) for question in QUESTIONS)
    for when in ("15.05 18:00", "18.05 11:59", MONDAY, "18.05 18:00", "19.05 12:00", "21.05 12:00"):
        office.once(when)
    assert len(office.comments_on(task)) == 1
    assert office.published() == []


def test_a_task_deleted_in_the_week_is_dropped(office: ReportOffice):
    """By the machine's clock: the mirror remembers when it saw the deletion."""
    now = datetime.now(MOSCOW)  # noqa: TID251
    with office.asana.clock.at(now - timedelta(days=20)):
        task = office.asana.person(ANNA).create_task(office.project, "Рассылка", section="Бэклог")
    office.run("once")
    with office.asana.clock.at(now - timedelta(minutes=5)):
        office.asana.person(ANNA).comment(task, "Отменили, так как услугу закрыли.")
    office.run("once")
    office.asana.person(ANNA).delete(task)
    office.run("once")
    printed = office.run("report", "weekly", "--client", "Лунный Кот")
    assert "- Рассылка: снято, причина: «Отменили, так как услугу закрыли»" in printed


def test_the_first_run_makes_no_report_that_was_due_on_an_earlier_day(office: ReportOffice):
    for when in ("18.05 10:00", "18.05 16:00", "22.05 15:59"):
        assert office.once(when) == []
    office.once("22.05 16:00")
    assert len(office.reviews()) == 2


def test_a_report_missed_while_the_program_was_down_is_made_late_with_the_words_of_its_hour(office: ReportOffice):
    office.once("15.05 12:00")
    tasks = a_week(office)
    with office.then("18.05 09:00") as anna:
        anna.complete(tasks["progress"])
    office.once("18.05 10:05")
    task = review_of(office)
    assert WEEK in notes_of(task)
    assert task.due_at == "2026-05-19T09:00:00.000Z"


def test_what_the_manager_edited_and_approved_is_published_once(office: ReportOffice):
    a_week(office)
    office.once(FRIDAY)
    task = review_of(office)
    with office.then("15.05 17:00") as anna:
        edited = notes_of(task).replace("перенесено на 15.06, причина: —", "перенесено на 15.06, причина: погода")
        anna.edit_notes(task, edited)
        anna.approve(task)
    for when in ("15.05 17:05", "15.05 18:00", MONDAY):
        office.once(when)
    expected = WEEK.replace("15.06, причина: —", "15.06, причина: погода").replace(
        "- Иконки для соцсетей, срок 29.05, причина: —\n", ""
    )
    assert published_texts(office) == [expected]
    (status,) = office.published()
    assert (status.name, status.status_type) == ("Итоги недели, 15.05", "on_track")
    assert len(office.comments_on(task)) == 0


def test_a_ticked_review_is_approved(office: ReportOffice):
    office.once(FRIDAY)
    with office.then("15.05 17:00") as anna:
        anna.complete(review_of(office))
    office.once("15.05 17:05")
    assert len(published_texts(office)) == 1


@pytest.mark.parametrize("decide", ["reject", "request_changes"])
def test_a_rejected_report_is_not_published_and_nobody_is_reminded(office: ReportOffice, decide: str):
    office.once(FRIDAY)
    task = review_of(office)
    with office.then("15.05 17:00") as anna:
        getattr(anna, decide)(task)
    for when in ("15.05 17:05", MONDAY, "19.05 13:00"):
        office.once(when)
    assert (office.published(), office.comments_on(task)) == ([], [])


def test_an_outsiders_approval_publishes_nothing(office: ReportOffice):
    office.once(FRIDAY)
    with office.then("15.05 17:00", OLGA) as olga:
        olga.approve(review_of(office))
    office.once("15.05 17:05")
    assert office.published() == []


def test_a_colleagues_approval_counts(office: ReportOffice):
    office.once(FRIDAY)
    with office.then("15.05 17:00", PETR) as petr:
        petr.approve(review_of(office))
    office.once("15.05 17:05")
    assert len(office.published()) == 1


def test_an_edited_text_that_a_client_must_not_read_is_told_and_published_when_mended(office: ReportOffice):
    a_week(office)
    office.once(FRIDAY)
    task = review_of(office)
    good = notes_of(task)
    with office.then("15.05 17:00") as anna:
        anna.edit_notes(task, good.replace("Логотип в кривых,", "Логотип в кривых, Пётр Ильин ждёт,"))
        anna.approve(task)
    office.once("15.05 17:05", expect=1)
    office.once("15.05 17:10", expect=1)
    assert office.published() == []
    (told,) = office.comments_on(task)
    assert "имя сотрудника: «Пётр Ильин»" in told
    with office.then("15.05 17:15") as anna:
        anna.edit_notes(task, good)
    office.once("15.05 17:20")
    assert len(published_texts(office)) == 1


def test_words_above_the_marks_and_below_the_reference_are_not_published(office: ReportOffice):
    a_week(office)
    office.once(FRIDAY)
    task = review_of(office)
    with office.then("15.05 17:00") as anna:
        anna.edit_notes(task, f"Пётр, глянь цифры\n{notes_of(task)}\nОльга капризничает")
        anna.approve(task)
    office.once("15.05 17:05")
    (text,) = published_texts(office)
    assert text.startswith("Переходит на новую неделю:")
    assert "Пётр" not in text
    assert "капризничает" not in text


def test_a_text_without_its_marks_is_held_until_they_are_back(office: ReportOffice):
    a_week(office)
    office.once(FRIDAY)
    task = review_of(office)
    good = notes_of(task)
    with office.then("15.05 17:00") as anna:
        anna.edit_notes(task, good.replace("————— конец текста —————\n", ""))
        anna.approve(task)
    office.once("15.05 17:05")
    assert office.published() == []
    assert len(office.comments_on(task)) == 1
    with office.then("15.05 17:15") as anna:
        anna.edit_notes(task, good)
    office.once("15.05 17:20")
    assert len(office.published()) == 1


def test_the_colour_is_the_last_one_a_person_set(office: ReportOffice):
    with office.then("05.05 12:00") as anna:
        anna.publish_status(office.project, "Осторожно", "Сроки под вопросом.", "at_risk")
    office.once(FRIDAY)
    with office.then("15.05 17:00") as anna:
        anna.approve(review_of(office))
    office.once("15.05 17:05")
    assert [status.status_type for status in office.published()] == ["at_risk"]


def test_automatically_it_is_published_without_the_lines_that_lack_a_reason_and_these_are_listed(office: ReportOffice):
    office.change_config('"after_review"', '"automatically"')
    a_week(office)
    for when in (FRIDAY, "15.05 17:00", MONDAY):
        office.once(when)
    (text,) = published_texts(office)
    assert "—" not in text
    assert "Съёмка ролика" not in text
    assert office.reviews() == []
    (gaps,) = [task for task in office.asana.tasks_in(office.internal) if "строки без причины" in task.name]
    assert "Съёмка ролика: перенесено на 15.06, причина: —" in notes_of(gaps)


def test_with_nothing_visible_to_clients_reports_stay_inside(office: ReportOffice):
    office.change_config("[notes]", "[notes]\nclient_visible = false")
    a_week(office)
    office.once(FRIDAY)
    with office.then("15.05 17:00") as anna:
        anna.approve(review_of(office))
    office.once("15.05 17:05")
    office.change_config('"after_review"', '"automatically"')
    office.once("22.05 16:01")
    assert office.published() == []
    assert [task.name for task in office.asana.tasks_in(office.internal) if "22.05" in task.name] == [
        "Лунный Кот: Итоги недели, 22.05",
        "Тихий Берег: Итоги недели, 22.05",
    ]
    refused = office.report("22.05 16:10", "weekly", "--publish", expect=2)
    assert refused["problems"][0]["what"] == "client_visible is false: nothing is published"


def test_never_means_no_review_tasks(office: ReportOffice):
    office.change_config('"after_review"', '"never"')
    a_week(office)
    for when in (FRIDAY, MONDAY):
        assert office.once(when) == []
    assert (office.reviews(), office.published()) == ([], [])


def test_published_by_hand_it_is_not_published_again_by_the_daemon(office: ReportOffice):
    a_week(office)
    office.once(FRIDAY)
    found = office.report("15.05 16:30", "weekly", "--publish")
    assert found["note"]["action"] == "created"
    assert found["left_out"] == [
        "Съёмка ролика: перенесено на 15.06, причина: —",
        "Иконки для соцсетей, срок 29.05, причина: —",
    ]
    again = office.report("15.05 16:40", "weekly", "--publish")
    assert (again["note"], again["published_before"]) == (None, found["note"]["ref"])
    with office.then("15.05 17:00") as anna:
        anna.approve(review_of(office))
    office.once("15.05 17:05")
    assert len(office.published()) == 1


def test_what_other_clients_people_would_read_is_not_published_by_hand(office: ReportOffice):
    office.once("15.05 12:00")
    with office.then("15.05 13:00") as anna:
        office.asana.add_user("Вера Белова", "vera@client2.example")
        anna.add_member(office.project, "vera@client2.example")
    found = office.report("15.05 16:30", "weekly", "--publish", expect=1)
    assert (found["ok"], found["note"]["action"], office.published()) == (False, "held", [])


def test_the_installed_command_prints_what_a_director_reads(office: ReportOffice):
    a_week(office)
    office.once("15.05 12:00")
    words = ("report", "weekly", "--client", "лунный кот", "--as-of", at("15.05 16:00").isoformat())
    done = syncd(*words, config=office.config)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"Итоги недели, 15.05\n\n{WEEK}\n")


def test_an_unknown_client_is_a_usage_error_that_names_the_clients(office: ReportOffice):
    office.once("15.05 12:00")
    done = syncd("report", "weekly", "--client", "Лунный Пёс", "--json", config=office.config)
    assert done.returncode == 2
    assert json.loads(done.stdout)["problems"][0]["mend"] == "one of: Лунный Кот, Тихий Берег"


def test_without_asana_nothing_is_published_and_the_exit_says_so(office: ReportOffice):
    office.once("15.05 12:00")
    office.asana.stop()
    try:
        found = office.report("15.05 16:30", "weekly", "--publish", expect=3)
    finally:
        office.asana.start()
    assert found["ok"] is False
    assert office.published() == []


def test_a_report_of_a_project_that_was_never_read_is_refused(office: ReportOffice):
    assert syncd("report", "weekly", "--client", "Лунный Кот", config=office.config).returncode == 2


def test_a_rehearsal_shows_the_draft_and_writes_nothing(office: ReportOffice):
    a_week(office)
    (kot, _) = office.once(FRIDAY, "--dry-run")
    assert (kot["action"], kot["audience"], WEEK in kot["text"]) == ("would_create", "team", True)
    assert office.reviews() == []
    assert next(note["text"] for note in office.once(FRIDAY, "--dry-run")) == kot["text"]


def test_reviews_over_the_days_ten_stand_in_the_digest_and_are_made_the_next_working_day(office: ReportOffice):
    for number in range(11):
        project = office.asana.add_project(f"Клиент {number:02}", members=[ANNA])
        with office.then("01.04 10:00") as anna:
            anna.complete(anna.create_task(project, "Договор"))
        with office.config.open("a", encoding="utf-8") as config:
            config.write(f'\n[[client]]\nname = "Клиент {number:02}"\nproject = "{project.gid}"\nmanager = "{ANNA}"\n')
    office.once(FRIDAY)
    hers = [task.name for task in office.reviews() if "Тихий Берег" not in task.name]
    assert len(hers) == 10
    (digest,) = [task for task in office.asana.tasks_in(office.internal) if task.name == "Сводка: Анна Орлова"]
    assert notes_of(digest).count("задача будет завтра, сегодня их уже десять") == 2
    office.once("18.05 10:01")
    assert len(office.reviews()) == 13
    office.once("19.05 10:01")
    assert "сегодня их уже десять" not in notes_of(digest)


@pytest.mark.parametrize("fault", ["commit_then_cut", "504_then_finish 0.2", "cut", "500"])
def test_a_publication_whose_end_nobody_saw_stands_once(office: ReportOffice, fault: str):
    office.once(FRIDAY)
    with office.then("15.05 17:00") as anna:
        anna.approve(review_of(office))
    office.asana.faults.add("POST */status_updates*", fault)
    for when in ("15.05 17:05", "15.05 17:10", "15.05 17:20", MONDAY):
        office.once(when, expect=None)  # 0 or 1, by the fault
    assert len(office.published()) == 1


def test_four_fridays_one_approved_one_edited_one_rejected_one_ignored(office: ReportOffice):
    """What was published is what should be, whatever else happened in between."""
    decided = {}
    office.task("20.04 12:00", "Сайт", due_on="2026-06-30", section="В работе")
    for friday, then in (("08.05", "approve"), ("15.05", "edit"), ("22.05", "reject"), ("29.05", "ignore")):
        new = office.task(f"{friday} 11:00", f"Баннеры {friday}", due_on="2026-06-19", notes="Цель: больше заявок")
        office.once(f"{friday} 16:01")
        task = next(task for task in office.reviews() if task.name.endswith(friday) and "Кот" in task.name)
        with office.then(f"{friday} 17:00") as anna:
            if then == "edit":
                anna.edit_notes(task, notes_of(task).replace("больше заявок", "вдвое больше заявок"))
            if then in ("approve", "edit"):
                anna.approve(task)
            elif then == "reject":
                anna.reject(task)
        office.once(f"{friday} 17:01")
        decided[friday] = task
        with office.then(f"{friday} 18:00") as anna:
            anna.complete(new)
    for when in ("01.06 12:01", "02.06 12:01"):
        office.once(when)
    assert [status.name for status in office.published()] == ["Итоги недели, 08.05", "Итоги недели, 15.05"]
    first, second = published_texts(office)
    assert "Новые задачи:\n- Баннеры 08.05, срок 19.06, зачем: «больше заявок»" in first
    assert "Новые задачи:\n- Баннеры 15.05, срок 19.06, зачем: «вдвое больше заявок»" in second
    assert "- Баннеры 08.05: сделано 08.05" in second
    assert {friday: len(office.comments_on(task)) for friday, task in decided.items()} == {
        "08.05": 0, "15.05": 0, "22.05": 0, "29.05": 1,
    }  # fmt: skip
    assert [task.name for task in office.reviews() if "Кот" in task.name][-1].endswith("Итоги за май, план на июнь")


def test_the_month_is_reviewed_on_its_first_working_day_and_published(office: ReportOffice):
    a_week(office)
    with office.then("20.05 12:00") as anna:
        hypothesis = anna.create_task(office.project, "Видео дешевле баннеров", section="Гипотезы")
        anna.comment(hypothesis, "Подтвердилась: заявка на 20 % дешевле.")
        anna.create_task(office.project, "Заявки 120 из 100", section="KPI", notes="КФУ: больше записей на приём")
    office.once("01.06 10:59")
    assert office.reviews() == []
    office.once("01.06 11:00")
    task = review_of(office)
    assert task.name == "Лунный Кот: отчёт на согласование, Итоги за май, план на июнь"
    with office.then("01.06 12:00") as anna:
        anna.edit_notes(
            task, notes_of(task).replace("Съёмка ролика: 18.05 → 15.06, причина: —", "Съёмка ролика: погода")
        )
        anna.approve(task)
    office.once("01.06 12:05")
    assert [status.name for status in office.published()] == ["Итоги за май, план на июнь"]
    (text,) = published_texts(office)
    assert text == MAY


MAY = """\
План на июнь:
- Тексты объявлений
- Баннеры для РСЯ
- Иконки для соцсетей
- Квиз на сайте
- Посадочная страница, срок 05.06
- Ретаргетинг, срок 10.06
- Съёмка ролика, срок 15.06
- Отчёт по ретаргетингу, срок 20.06

Итоги за май:
- Медиаплан на июнь

Гипотезы выдвинуты:
- Видео дешевле баннеров

Гипотезы подтверждены:
- Видео дешевле баннеров

Гипотезы опровергнуты:
Нет

Изменения плана:
- Посадочная страница: 15.05 → 05.06, причина: «ждём фирменный стиль от дизайнера бренда»
- Съёмка ролика: погода

KPI и вклад в ключевые факторы успеха:
- Заявки 120 из 100. Вклад: «больше записей на приём»"""


def test_by_hand_what_stands_in_the_review_is_published_and_not_what_was_rejected(office: ReportOffice):
    a_week(office)
    office.once(FRIDAY)
    task = review_of(office)
    with office.then("15.05 17:00") as anna:
        anna.edit_notes(task, notes_of(task).replace("15.06, причина: —", "15.06, причина: погода"))
        anna.request_changes(task)
    office.once("15.05 17:05")
    found = office.report("15.05 17:10", "weekly", "--publish", expect=1)
    assert (found["problems"][0]["what"], office.published()) == ("the review says changes_requested", [])
    with office.then("15.05 17:15") as anna:
        anna.reopen(task)
    office.once("15.05 17:20")
    whole = notes_of(task)
    with office.then("15.05 17:21") as anna:
        anna.edit_notes(task, whole.replace("————— конец текста —————", ""))
    office.once("15.05 17:22")
    office.report("15.05 17:23", "weekly", "--publish", expect=1)
    with office.then("15.05 17:24") as anna:
        anna.edit_notes(task, whole)
    office.once("15.05 17:24")
    office.report("15.05 17:25", "weekly", "--publish")
    (text,) = published_texts(office)
    assert "- Съёмка ролика: перенесено на 15.06, причина: погода" in text


def test_approved_in_the_evening_it_is_published_at_the_next_opening_as_it_stands_then(office: ReportOffice):
    a_week(office)
    office.once(FRIDAY)
    task = review_of(office)
    with office.then("15.05 20:00") as anna:
        anna.approve(task)
    office.once("15.05 20:05")
    office.once("16.05 12:00")
    assert office.published() == []
    with office.then("18.05 09:00") as anna:
        anna.edit_notes(task, notes_of(task).replace("15.06, причина: —", "15.06, причина: погода"))
    office.once("18.05 10:01")
    (text,) = published_texts(office)
    assert "причина: погода" in text


def test_an_approval_taken_back_before_the_opening_publishes_nothing(office: ReportOffice):
    office.once(FRIDAY)
    task = review_of(office)
    with office.then("15.05 20:00") as anna:
        anna.approve(task)
    office.once("15.05 20:05")
    with office.then("18.05 09:00") as anna:
        anna.reject(task)
    for when in ("18.05 10:01", "18.05 12:05"):
        office.once(when)
    assert office.published() == []


def test_the_daemon_publishes_soon_after_the_approval(office: ReportOffice):
    due = datetime.now(MOSCOW) - timedelta(minutes=1)  # noqa: TID251
    office.change_config(
        'timezone = "Europe/Moscow"',
        'timezone = "Europe/Moscow"\nworking_hours = "00:00-24:00"\nholidays = []\n'
        'working_days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]',
    )
    office.change_config("base_url", 'poll = "1s"\nbase_url')
    office.change_config(
        "[notes]",
        f'[reports]\nweekly = "{due:%a %H:%M}"\nmonthly = "last_working_day 23:59"\n\n[notes]\nquiet_hours = ""'.lower(),
    )
    office.task("20.04 12:00", "Баннеры", section="В работе")
    process = subprocess.Popen(argv("run", "--config", str(office.config)), stderr=subprocess.DEVNULL)
    try:
        wait_for(office.reviews)
        office.asana.person(ANNA).approve(review_of(office))
        wait_for(office.published)
        time.sleep(3)  # noqa: TID251 - three more turns
    finally:
        process.kill()
        process.wait()
    assert [text.splitlines()[:2] for text in published_texts(office)] == [["Переходит на новую неделю:", "- Баннеры"]]


def wait_for(what: Callable[[], object], seconds: float = 60) -> None:
    began = time.monotonic()
    while not what():
        assert time.monotonic() - began < seconds, "it did not happen"
        time.sleep(0.05)  # noqa: TID251


def test_a_project_nobody_works_in_has_nothing_to_report_on(tmp_path: Path):
    with report_office(tmp_path) as office:
        for project in (office.project, office.other):
            for task in office.asana.tasks_in(project):
                office.asana.person(ANNA).delete(task)
        assert office.once("15.05 16:30") == []

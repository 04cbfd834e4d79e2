"""Where each task stands in the four questions of a week (PRODUCT.md section 10)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from syncd.domain.agency import Language, Subject
from tests.unit.cases.world import AGENCY, CLIENT, at, day, request, task
from tests.unit.notes.report.week import a_task, moved, placed, put_in, report, says, story


def test_an_empty_week_says_no_five_times() -> None:
    assert report().text == (
        "Переходит на новую неделю:", "Нет", "", "Не переходит на новую неделю:", "Нет", "",
        "Не начато и пока не начинается:", "Нет", "", "Новые задачи:", "Нет", "", "Ждём от вас:", "Нет",
    )  # fmt: skip


@pytest.mark.parametrize(
    "begun",
    [
        a_task(due="20.05", start="10.05"),
        a_task(due="20.05", section="В работе"),
        a_task("Баннеры", says("06.05 12:00", "Готовы три размера.", "u-petr"), due="20.05", assignee_gid="u-petr"),
        a_task("Баннеры", story("06.05 12:00", "attachment_added", "u-petr"), due="20.05", assignee_gid="u-petr"),
    ],
)
def test_begun_and_open_is_carried_over_with_its_date(begun) -> None:
    assert placed(begun) == {"carried": ["Баннеры, срок 20.05"]}


def test_a_part_that_is_done_is_progress() -> None:
    part = task("9", "Размер 1", parent_gid="Баннеры", completed=True, completed_at=at("07.05 12:00"), project_gids=())
    assert placed(a_task(due="10.06"), part) == {"carried": ["Баннеры, срок 10.06"]}


def test_a_date_that_was_moved_within_reach_is_a_new_one() -> None:
    assert placed(a_task("Баннеры", moved("12.05 12:00", "14.05", "22.05"), due="22.05", section="В работе")) == {
        "carried": ["Баннеры, новый срок 22.05"]
    }


def test_a_date_that_has_passed_is_asked_for_and_the_line_stands_without_one() -> None:
    found = report(a_task(due="13.05", section="В работе"))
    assert (found.text[1], found.questions) == ("- Баннеры", ("«Баннеры»: какой новый срок?",))


def test_not_begun_but_due_in_the_new_week_is_carried_over() -> None:
    assert placed(a_task(due="24.05")) == {"carried": ["Баннеры, срок 24.05"]}
    assert list(placed(a_task(due="25.05"))) == ["later"]


def test_without_a_date_and_not_begun_it_is_nowhere() -> None:
    assert placed(a_task()) == {}


def test_done_this_week_is_not_carried_over_and_done_before_is_nowhere() -> None:
    done = a_task(completed=True, completed_at=at("13.05 12:00"))
    assert placed(done) == {"left": ["Баннеры: сделано 13.05"]}
    assert placed(replace(done, completed_at=at("08.05 15:59"))) == {}


def test_moved_to_the_section_of_what_is_done_it_is_done() -> None:
    assert placed(a_task("Баннеры", put_in("12.05 12:00", "Готово"), section="Готово")) == {
        "left": ["Баннеры: сделано 12.05"]
    }


def test_ready_to_be_launched_is_not_done() -> None:
    assert placed(a_task(section="Готово к запуску", due="20.05")) == {"carried": ["Баннеры, срок 20.05"]}


@pytest.mark.parametrize(
    ("given_up", "line"),
    [
        (
            a_task("Баннеры", put_in("12.05 12:00", "Отменено"), says("12.05 12:01", "Причина: смена площадки"), section="Отменено"),
            "Баннеры: снято, причина: «смена площадки»",
        ),
        (
            a_task("Баннеры", says("12.05 12:00", "Отменили по вашей просьбе."), completed=True, completed_at=at("12.05 12:01")),
            "Баннеры: снято, причина: «Отменили по вашей просьбе»",
        ),
        (a_task("Баннеры", put_in("12.05 12:00", "Отложено"), section="Отложено"), "Баннеры: отложено, причина: —"),
    ],
)  # fmt: skip
def test_given_up_or_put_off_needs_its_reason(given_up, line: str) -> None:
    assert placed(given_up) == {"left": [line]}


def test_a_deleted_task_is_dropped_unless_it_was_of_this_week_done_or_stands_there_again() -> None:
    gone = {"deleted_at": at("13.05 12:00")}
    found = placed(
        a_task("Рассылка", says("12.05 12:00", "Больше не нужна, так как услугу закрыли."), **gone),
        a_task("Черновик", created_at=at("12.05 12:00"), **gone),
        a_task("Аудит", completed=True, completed_at=at("12.05 12:00"), **gone),
        a_task("Баннеры", gid="old", **gone),
        a_task("Баннеры", due="20.05"),
    )
    assert found == {
        "carried": ["Баннеры, срок 20.05"],
        "left": ["Рассылка: снято, причина: «Больше не нужна, так как услугу закрыли»"],
    }


def test_moved_beyond_the_new_week_is_not_carried_over_whether_begun_or_not() -> None:
    for section in ("Бэклог", "В работе"):
        found = a_task(
            "Баннеры", moved("12.05 12:00", "20.05", "01.06"), says("12.05 12:05", "Ждём логотип."), due="01.06",
            section=section,
        )  # fmt: skip
        assert placed(found) == {"left": ["Баннеры: перенесено на 01.06, причина: «Ждём логотип»"]}


def test_a_date_taken_away_is_a_move_and_one_moved_last_week_is_none() -> None:
    assert placed(a_task("Баннеры", moved("12.05 12:00", "20.05"))) == {"left": ["Баннеры: перенесено, причина: —"]}
    assert list(placed(a_task("Баннеры", moved("07.05 12:00", "20.05", "01.06"), due="01.06"))) == ["later"]


def test_begun_and_due_far_ahead_it_is_carried_over_though_its_date_was_moved_there() -> None:
    assert placed(a_task("Сайт", moved("12.05 12:00", "10.06", "20.06"), due="20.06", section="В работе")) == {
        "carried": ["Сайт, новый срок 20.06"]
    }


def test_not_begun_and_not_to_be_begun_yet() -> None:
    found = placed(
        a_task("Ретаргетинг", start="01.06", due="20.06", notes="Начинаем после запуска сайта.\nПоток: 3."),
        a_task("Рассылка", due="10.06"),
        a_task("Отчёт", due="20.05", dependency_gids=("Ретаргетинг",)),
    )
    assert found == {
        "later": [
            "Отчёт, срок 20.05, причина: сначала нужна задача «Ретаргетинг»",
            "Рассылка, срок 10.06, причина: —",
            "Ретаргетинг, начало 01.06, причина: «Начинаем после запуска сайта»",
        ]
    }


def test_a_task_that_comes_first_is_named_only_while_it_is_open_and_in_the_project() -> None:
    first = a_task("Сайт", completed=True, completed_at=at("01.05 12:00"))
    assert placed(a_task("Отчёт", due="20.05", dependency_gids=("Сайт", "elsewhere")), first) == {
        "carried": ["Отчёт, срок 20.05"]
    }


def test_new_tasks_say_what_they_are_needed_for() -> None:
    found = placed(
        a_task("Квиз", created_at=at("12.05 12:00"), notes="Цель: больше заявок с мобильных"),
        a_task("Пиксель", created_at=at("12.05 12:00"), due="20.05", section="В работе",
               notes="Поставить, чтобы видеть заявки по дням."),
        a_task("Иконки", created_at=at("12.05 12:00"), notes="Пять штук."),
        a_task("Сделана сразу", created_at=at("12.05 12:00"), completed=True, completed_at=at("13.05 12:00")),
    )  # fmt: skip
    assert found == {
        "left": ["Сделана сразу: сделано 13.05"],
        "new": [
            "Пиксель, срок 20.05, зачем: «Поставить, чтобы видеть заявки по дням»",
            "Иконки, причина: —",
            "Квиз, зачем: «больше заявок с мобильных»",
        ],
    }


def test_what_the_client_has_to_do_stands_under_what_we_need_with_the_day_only_where_its_reason_is_known() -> None:
    found = placed(
        a_task("Логотип", due="19.05", assignee_gid="u-olga", notes="20.05 площадка закрывает приём."),
        a_task("Доступ к сайту", due="19.05", assignee_gid="u-olga"),
    )
    assert found == {"needed": ["Логотип, до 19.05. 20.05 площадка закрывает приём.", "Доступ к сайту"]}


def test_an_approval_we_wait_for_is_asked_with_the_phrase() -> None:
    found = report(request("m1", "12.05 12:00", about=Subject.MEDIA_PLAN))
    assert found.sections[-1].lines[0].text == (
        "Ждём согласования: медиаплан на июнь, версия 3, отправлен 12.05. Без письма со словами «Медиаплан согласован» "
        "деньги не зачисляются в рекламный кабинет и размещение не начнётся."
    )


def test_hypotheses_kpi_and_parts_are_not_tasks_of_the_week() -> None:
    part = replace(a_task("Часть", due="20.05", parent_gid="x"), project_gids=())
    assert (
        placed(a_task("CPL", section="KPI", due="20.05"), a_task("Видео", section="Гипотезы", due="20.05"), part) == {}
    )


def test_a_line_that_a_client_must_not_read_is_left_out_and_told() -> None:
    found = report(
        a_task("Передать Пётр Ильин", due="20.05"),
        a_task("Как у Тихий Берег", due="20.05"),
        forbidden_words=("Тихий Берег",),
    )
    assert found.text[1] == "Нет"
    asked = "«{}»: строка не попала в текст, клиент её прочесть не должен ({}: «{}»). Назвать иначе?"
    assert found.questions == (
        asked.format("Как у Тихий Берег", "другой клиент", "Тихий Берег"),
        asked.format("Передать Пётр Ильин", "имя сотрудника", "Пётр Ильин"),
    )


def test_exclamations_and_emoji_in_a_name_do_not_reach_the_client() -> None:
    assert placed(a_task("🔥 Срочно! Баннеры.", due="20.05")) == {"carried": ["Срочно Баннеры, срок 20.05"]}


def test_a_name_with_quotation_marks_has_the_inner_ones_within_a_question_and_as_the_task_that_comes_first() -> None:
    first = a_task("Баннеры «Топаз»", created_at=at("12.05 12:00"))
    found = report(first, a_task("Запуск", due="20.05", dependency_gids=("Баннеры «Топаз»",)))
    assert found.questions == ("«Баннеры „Топаз“»: зачем нужна эта задача?",)
    assert "- Запуск, срок 20.05, причина: сначала нужна задача «Баннеры „Топаз“»" in found.text


def test_in_english() -> None:
    client, agency = replace(CLIENT, language=Language.EN), replace(AGENCY, language=Language.EN)
    found = report(
        a_task("Banners", due="20.05", section="In progress"),
        a_task("Landing", moved("12.05 12:00", "14.05", "05.06"), says("12.05 12:01", "Moved because the brand book is late."), due="05.06"),
        a_task("Quiz", created_at=at("12.05 12:00")),
        client=client, agency=agency,
    )  # fmt: skip
    assert found.title == "Weekly report, 15 May"
    assert found.text == (
        "Carried over to the new week:", "- Banners, due 20 May", "",
        "Not carried over:", '- Landing: moved to 5 June, reason: "Moved because the brand book is late"', "",
        "Not begun and not to be begun yet:", "None", "", "New tasks:", "- Quiz, reason: —", "", "We need from you:", "None",
    )  # fmt: skip
    assert found.questions == ('"Quiz": why is this task needed?',)


def test_the_new_week_of_a_monday_report_is_the_one_that_begins() -> None:
    assert list(placed(a_task(due="24.05"), when="18.05 10:00")) == ["carried"]
    assert list(placed(a_task(due="25.05"), when="18.05 10:00")) == ["later"]


def test_due_at_an_hour_is_told_by_its_day() -> None:
    assert placed(replace(a_task(section="В работе"), due_at=at("20.05 18:00"), due_on=day("20.05"))) == {
        "carried": ["Баннеры, срок 20.05"]
    }

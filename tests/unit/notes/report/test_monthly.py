"""The monthly report: what Asana holds is told, the rest is asked for (PRODUCT.md section 10)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from syncd.domain.agency import Agency
from syncd.domain.asana import Task
from syncd.domain.cases.find import decide
from syncd.domain.notes.report.layout import Report, count_words
from syncd.domain.notes.report.monthly import monthly_report
from tests.unit.cases.world import AGENCY, WORDING, at, view
from tests.unit.notes.report.week import PEOPLE, a_task, moved, says, story

WHEN = "01.06 11:00"
NOTHING_KEPT = (
    "Какие гипотезы за май выдвинуты, подтверждены, опровергнуты?",
    "Какие KPI за май и как их выполнение приближает клиента к ключевым факторам успеха?",
)


def month(*facts: Task, agency: Agency = AGENCY, **more: Any) -> Report:
    known = view(*facts, now=at(WHEN), agency=agency, **{"users": PEOPLE, **more})
    return monthly_report(decide(known, at(WHEN)), WORDING, at(WHEN), date(2026, 5, 1), date(2026, 6, 1))


def told(*facts: Task, **more: Any) -> dict[str, list[str]]:
    found = month(*facts, **more)
    return {section.name: [line.text for line in section.lines] for section in found.sections if section.lines}


def hypothesis(name: str, *stories: Any, **more: Any) -> Task:
    return a_task(name, *stories, section=more.pop("section", "Гипотезы"), **more)


def test_what_asana_does_not_hold_is_asked_for_and_left_open() -> None:
    found = month()
    assert (found.title, found.questions) == (
        "Итоги за май, план на июнь",
        ("Какой план на июнь? В проекте нет открытых задач с датами этого месяца.", *NOTHING_KEPT),
    )
    assert found.text == (
        "План на июнь:", "Нет", "", "Итоги за май:", "Нет", "", "Гипотезы выдвинуты:", "- Гипотезы за май: —", "",
        "Изменения плана:", "Нет", "", "KPI и вклад в ключевые факторы успеха:", "- KPI за май: —",
    )  # fmt: skip


def test_plan_and_results() -> None:
    found = told(
        a_task("Запуск", due="15.06"),
        a_task("Начало сезона", start="29.06", due="10.07"),
        a_task("Не успели", due="25.05"),
        a_task("Осень", due="10.09"),
        a_task("Отложено всё", due="10.06", section="Отложено"),
        a_task("Медиаплан", completed=True, completed_at=at("31.05 23:00")),
        a_task("Апрельский отчёт", completed=True, completed_at=at("30.04 23:00")),
        a_task("Уже июнь", completed=True, completed_at=at("01.06 10:00")),
    )
    assert found["plan"] == ["Не успели", "Запуск, срок 15.06", "Начало сезона, срок 10.07"]
    assert found["results"] == ["Медиаплан"]


def test_changes_of_plan_are_dates_moved_out_of_their_month() -> None:
    found = told(
        a_task("Сайт", moved("12.05 12:00", "20.05", "10.06"), says("12.05 12:01", "Причина: новый хостинг"), due="10.06"),
        a_task("Ролик", moved("13.05 12:00", "20.05", "05.06"), moved("20.05 12:00", "05.06", "12.07"), due="12.07"),
        a_task("Внутри месяца", moved("12.05 12:00", "20.05", "25.05"), due="25.05"),
        a_task("Апрель", moved("28.04 12:00", "20.04", "10.06"), due="10.06"),
    )  # fmt: skip
    assert found["changes"] == [
        "Сайт: 20.05 → 10.06, причина: «новый хостинг»",
        "Ролик: 20.05 → 12.07, причина: —",
    ]


def test_hypotheses_are_put_forward_confirmed_and_refuted_by_section_tag_field_or_comment() -> None:
    found = told(
        hypothesis("Видео дешевле", says("20.05 12:00", "Гипотеза подтвердилась."), created_at=at("05.05 12:00")),
        hypothesis("Ночные показы", says("20.05 12:00", "Не подтвердилась: заявок нет")),
        a_task("Карусель", tag_names=("Гипотезы", "опровергнута"), completed=True, completed_at=at("22.05 12:00")),
        a_task(
            "Квиз", story("21.05 12:00", "enum_custom_field_changed", new="Подтверждена"),
            custom_fields=(("Гипотезы", "Подтверждена"),),
        ),
        hypothesis("Апрельская", says("20.04 12:00", "Подтверждена")),
        hypothesis("Новая", says("28.05 12:00", "Подтвердилась?"), created_at=at("28.05 12:00")),
    )  # fmt: skip
    assert found["proposed"] == ["Видео дешевле", "Новая"]
    assert found["confirmed"] == ["Видео дешевле", "Квиз"]
    assert found["refuted"] == ["Карусель", "Ночные показы"]


def test_a_hypothesis_that_ended_without_a_verdict_is_asked_about() -> None:
    found = month(hypothesis("Видео дешевле", completed=True, completed_at=at("20.05 12:00")))
    assert "Гипотеза «Видео дешевле»: подтверждена или опровергнута?" in found.questions


def test_a_kpi_says_what_it_does_for_the_success_factors_or_waits_for_it() -> None:
    found = month(
        a_task(
            "Заявки", section="KPI", custom_fields=(("План", "100"), ("Факт", "120")),
            notes="КФУ: больше записей на приём, загрузка клиники растёт",
        ),
        a_task("CPL", section="KPI", custom_fields=(("Факт", "900"),)),
    )  # fmt: skip
    kpi = found.sections[-1]
    assert [line.text for line in kpi.lines] == [
        "CPL: Факт 900. Вклад: —",
        "Заявки: План 100, Факт 120. Вклад: «больше записей на приём, загрузка клиники растёт»",
    ]
    assert kpi.lines[0].question == "«CPL»: как этот показатель приближает клиента к ключевым факторам успеха?"


def test_places_are_where_the_config_says() -> None:
    agency = replace(AGENCY, hypotheses="Тесты", kpi="Цифры")
    found = told(
        hypothesis("Видео", section="Тесты", created_at=at("05.05 12:00")),
        a_task("Заявки", section="Цифры", notes="CSF: more visits"),
        hypothesis("Не гипотеза", created_at=at("05.05 12:00"), due="10.06"),
        agency=agency,
    )
    assert (found["proposed"], found["kpi"]) == (["Видео"], ["Заявки. Вклад: «more visits»"])
    assert found["plan"] == ["Не гипотеза, срок 10.06"]


def test_a_busy_month_is_under_250_words() -> None:
    tasks = [a_task(f"Задача номер {n} о чём-то важном", due="10.06", gid=f"p{n}") for n in range(80)]
    assert count_words(month(*tasks).text) < 250

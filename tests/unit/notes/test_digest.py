"""What a manager finds in the standing digest task, and when he is told (PRODUCT.md sections 2, 3, 5, 8)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from syncd.domain.agency import Away, Manager
from syncd.domain.asana import Story
from syncd.domain.client import DigestLine, DigestView, OwnTask
from syncd.domain.language.reading import LetterKind, MachineKind
from syncd.domain.notes.digest import digest_notes
from syncd.domain.notes.note import Note, OnNote, TeamComment, TeamTask
from tests.unit.cases.world import (
    AGENCY,
    ANNA,
    IGOR,
    MARINA,
    PETR,
    WORDING,
    approved,
    asks,
    at,
    day,
    machine,
    ours,
    ours_asks,
    own,
    request,
    task,
    theirs,
    view,
    with_client,
)

KEY = f"digest:{ANNA.addr_spec}"


def digest(
    when: str,
    *facts: Any,
    manager: Manager = AGENCY.managers[0],
    lines: Sequence[DigestLine] = (),
    own_tasks: Sequence[OwnTask] = (),
    postponed: tuple[str, ...] = (),
    written: dict[str, str] | None = None,
    **more: Any,
) -> tuple[Note, ...]:
    known = view(*facts, now=at(when), **more)
    every = DigestView(
        known.agency, manager, known.calendar, (known,), tuple(lines), tuple(own_tasks),
        {key: at(moment) for key, moment in (written or {}).items()}, postponed,
    )  # fmt: skip
    return digest_notes(every, WORDING, at(when))


def lines_of(notes: tuple[Note, ...]) -> list[str]:
    return [line for note in notes if isinstance(note, TeamTask) for line in note.text.plain.split("\n")]


def standing(when: str, **more: Any) -> OwnTask:
    return replace(own("x", when, kind="digest", **more), key=KEY)


IN_COPY = asks("a", "14.05 11:05", "Когда пришлёте?", to=(MARINA,), cc=(ANNA,))


def test_the_first_digest_tells_what_came_before_the_first_run() -> None:
    old = asks("b", "20.04 11:05", "Когда пришлёте?", to=(MARINA,), cc=(ANNA,), subject="Давно", thread="t2")
    live = at("19.05 11:00")
    told = ["- Лунный Кот: в копии, «Цены на июнь», Ольга Жукова, 14.05, 11:05."]
    assert lines_of(digest("19.05 11:00", old, IN_COPY, live_since=live)) == told
    assert digest("21.05 11:00", old, IN_COPY, live_since=live) == ()


def test_the_days_comment_stays_when_its_lines_are_past() -> None:
    answered = (asks("a", "14.05 10:30"), ours("o", "15.05 12:00", answers="a"))
    notes = digest(
        "15.05 13:00", *answered, own_tasks=(standing("13.05 10:00"),), written={f"{KEY}:2026-05-15": "15.05 10:00"}
    )
    assert [note for note in notes if isinstance(note, TeamComment)] == []


def test_nothing_to_say_is_no_digest() -> None:
    assert digest("14.05 12:00", asks("a", "14.05 11:05")) == ()


def test_a_letter_in_copy_is_a_line() -> None:
    (note,) = digest("15.05 12:00", IN_COPY)
    assert isinstance(note, TeamTask)
    assert (note.key, note.kind, note.client, note.assignee, note.name, note.completed) == (
        KEY,
        "digest",
        None,
        ANNA.addr_spec,
        "Сводка: Анна Орлова",
        False,
    )
    assert note.text.plain == "- Лунный Кот: в копии, «Цены на июнь», Ольга Жукова, 14.05, 11:05."


def test_the_days_comment_comes_at_the_opening_and_only_with_news() -> None:
    def comments(when: str) -> list[tuple[str, object]]:
        notes = digest(when, IN_COPY, own_tasks=[standing("13.05 10:00")])
        return [(note.key, note.on) for note in notes if isinstance(note, TeamComment)]

    assert comments("14.05 12:00") == []
    assert comments("15.05 09:59") == []
    assert comments("15.05 10:00") == [(f"{KEY}:2026-05-15", OnNote(KEY))]
    assert comments("18.05 10:00") == []


def test_a_line_told_once_leaves_after_its_day() -> None:
    assert lines_of(digest("15.05 12:00", IN_COPY, own_tasks=[standing("14.05 12:00")])) == [
        "- Лунный Кот: в копии, «Цены на июнь», Ольга Жукова, 14.05, 11:05."
    ]
    assert lines_of(digest("18.05 12:00", IN_COPY, own_tasks=[standing("14.05 12:00")])) == ["Сейчас здесь пусто."]


def test_a_probable_answer_is_a_line_and_no_task() -> None:
    facts = (asks("a", "14.05 11:05"), ours("o", "14.05 12:00", thread="t2", subject="Новые цены июня"))
    assert digest("14.05 18:00", *facts) == ()  # it waits for the opening
    assert lines_of(digest("15.05 12:00", *facts)) == [
        (
            "- Лунный Кот: «Цены на июнь», Ольга Жукова, 14.05, 11:05: вероятно, отвечено письмом «Новые цены июня» "
            "от 14.05, 12:00."
        )
    ]


def test_a_case_whose_steps_are_all_taken_stays_in_the_digest() -> None:
    facts = (asks("a", "14.05 11:05"), own("a", "14.05 15:05"))
    assert lines_of(digest("18.05 12:00", *facts)) == [
        "- Лунный Кот: письмо без ответа «Цены на июнь» с 14.05, 11:05, все шаги пройдены."
    ]


def test_silence_is_repeated_weekly() -> None:
    facts = (ours_asks("o", "05.05 10:00"), own("o", "06.05 19:00", kind="silence"))
    days = ["13.05 12:00", "14.05 12:00", "15.05 12:00", "18.05 12:00", "19.05 12:00", "25.05 12:00"]
    assert [bool(digest(when, *facts)) for when in days] == [False, True, False, True, False, True]


def test_a_deleted_task_goes_on_here() -> None:
    facts = (asks("a", "14.05 11:05"), own("a", "14.05 15:05", deleted=True))
    assert lines_of(digest("15.05 12:00", *facts)) == [
        "- Лунный Кот: письмо без ответа «Цены на июнь» с 14.05, 11:05, задача удалена или перенесена."
    ]


def test_what_the_days_cap_put_off_stands_here() -> None:
    facts = (asks("a", "14.05 11:05"),)
    assert "задача будет завтра" in lines_of(digest("14.05 18:00", *facts, postponed=("case:a",)))[0]


def test_an_unknown_address_of_theirs_is_proposed_once() -> None:
    facts = (theirs("a", "13.05 11:00", from_=IGOR), theirs("b", "14.05 12:00", from_=IGOR))
    expected = "- Лунный Кот: новый адрес клиента, Игорь Новый <igor@client1.example>. Добавить в представители?"
    assert lines_of(digest("14.05 12:00", *facts)) == [expected]
    assert lines_of(digest("15.05 12:00", *facts)) == []


def test_an_unreadable_letter_is_shown_with_what_is_known() -> None:
    assert lines_of(digest("14.05 12:00", theirs("a", "14.05 11:00", unreadable="broken"))) == [
        "- Лунный Кот: Письмо не удалось прочитать, откройте его в почте. Ольга Жукова, 14.05, 11:00."
    ]


def test_our_letter_that_did_not_arrive_is_a_line() -> None:
    facts = (
        ours("o", "14.05 10:00"),
        machine("b", "14.05 10:01", MachineKind.BOUNCE, bounced_message_id="o@mail.example"),
    )
    assert lines_of(digest("14.05 12:00", *facts)) == [
        "- Лунный Кот: письмо «Цены на июнь» от 14.05, 10:00 не доставлено."
    ]


def test_lines_from_elsewhere_are_told_too() -> None:
    line = DigestLine("letter:1", "Письмо подходит нескольким клиентам", at("14.05 11:00"))
    assert lines_of(digest("14.05 12:00", lines=[line])) == ["- Письмо подходит нескольким клиентам"]


def test_the_task_stands_for_an_approval_that_is_told_on_it() -> None:
    facts = (request("r", "14.05 10:00"), approved("a", "14.05 11:00", answers="r"))
    (note,) = digest("14.05 11:00", *facts)
    assert (note.key, note.text.plain) == (KEY, "Сейчас здесь пусто.")


def test_a_digest_that_a_person_completed_opens_again_with_something_new() -> None:
    done = standing("13.05 10:00", by_person="14.05 10:30")
    assert [note.key for note in digest("14.05 18:00", IN_COPY, own_tasks=[done])] == []
    notes = digest("15.05 12:00", IN_COPY, own_tasks=[done])
    assert [note.completed for note in notes if isinstance(note, TeamTask)] == [False]


def test_the_deputy_sees_the_open_cases_of_the_one_away() -> None:
    away = Manager(
        "Анна Орлова", (ANNA.addr_spec,), ANNA.addr_spec, PETR.addr_spec, (Away(day("14.05"), day("15.05")),)
    )
    agency = replace(AGENCY, managers=(away, AGENCY.managers[1]))
    facts = (asks("a", "13.05 11:05"), own("a", "13.05 15:05"))
    notes = digest("14.05 12:00", *facts, manager=agency.managers[1], agency=agency)
    assert lines_of(notes) == ["- Лунный Кот: письмо без ответа «Цены на июнь» с 13.05, 11:05, срок 13.05, 15:05."]


def test_on_return_there_is_one_list_of_what_was_handed_over() -> None:
    away = Manager(
        "Анна Орлова", (ANNA.addr_spec,), ANNA.addr_spec, PETR.addr_spec, (Away(day("14.05"), day("15.05")),)
    )
    agency = replace(AGENCY, managers=(away, AGENCY.managers[1]))
    facts = (asks("a", "14.05 11:05"), own("a", "14.05 15:05"))
    notes = digest("18.05 12:00", *facts, manager=away, agency=agency)
    assert "за время отсутствия передано" in "\n".join(lines_of(notes))


def test_what_had_piled_up_before_the_first_run_is_one_list() -> None:
    live = at("14.05 10:00")
    notes = digest("14.05 12:00", asks("a", "20.04 11:05"), live_since=live)
    (note,) = notes
    assert isinstance(note, TeamTask)
    assert (note.key, note.name, note.exempt_from_caps) == (
        f"backlog:{ANNA.addr_spec}",
        "Накопилось до запуска",
        True,
    )
    assert note.text.plain.split("\n") == [
        "Ждало ответа ещё до запуска. Отдельных напоминаний об этом не будет.",
        "- Лунный Кот: письмо без ответа «Цены на июнь» с 20.04, 11:05, срок 20.04, 15:05.",
    ]


def test_a_wish_beyond_the_contract_is_for_sales() -> None:
    client = with_client(scope=("контекст", "таргет", "телеграм"))
    wish = asks("a", "14.05 11:05", "Сколько будет стоить реклама у блогеров?")
    assert lines_of(digest("15.05 12:00", wish, client=client)) == [
        "- Лунный Кот: запрос вне договора («блогеров»), Ольга Жукова, 14.05, 11:05. В этом месяце: 1."
    ]
    inside = asks("a", "14.05 11:05", "Запустите, пожалуйста, телеграм")
    assert digest("15.05 12:00", inside, client=client) == ()
    assert digest("15.05 12:00", wish) == ()


def test_the_same_factual_edit_twice_proposes_a_policy_line() -> None:
    text = "Название пишется «Лунный Кот» с заглавной буквы, исправьте, пожалуйста"
    edit = {"kinds": frozenset({LetterKind.REMARK_FACTUAL})}
    facts = (
        theirs("a", "12.05 11:00", text, **edit),
        theirs("b", "14.05 11:00", text + " ещё раз", thread="t2", **edit),
    )
    assert [line for line in lines_of(digest("15.05 12:00", *facts)) if "редполитику" in line] == [
        (
            "- Лунный Кот: правка повторилась, добавьте строку в редполитику: «Название пишется «Лунный Кот» с заглавной "
            "буквы, исправьте, пожалуйста ещё раз»."
        )
    ]


def test_the_manager_is_asked_why_material_is_needed_by_a_day() -> None:
    plan = task("9", "Логотип", assignee_gid="u-olga", due_on=day("17.05"), notes="В кривых")
    assert lines_of(digest("14.05 12:00", plan)) == [
        "- Лунный Кот: материал «Логотип» нужен до 17.05. Укажите клиенту причину срока в описании задачи."
    ]
    assert digest("14.05 12:00", replace(plan, notes="18.05 площадка закрывает приём материалов")) == ()


def test_a_call_without_a_letter_is_a_line_after_a_day() -> None:
    call = Story(
        "s", "1", at("13.05 12:00"), "u-anna", "comment_added", "Созвонились с клиентом, договорились о макетах"
    )
    plan = task("1", "Макеты", stories=(call,), notes="-", assignee_gid="u-anna", due_on=day("30.06"))
    assert digest("14.05 12:00", plan) == ()
    assert "после встречи 13.05, 12:00 нет письма клиенту" in lines_of(digest("15.05 12:00", plan))[0]
    assert digest("15.05 12:00", plan, ours("o", "13.05 18:00", "По итогам звонка…")) == ()

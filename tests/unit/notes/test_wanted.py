"""Which notes should exist, where, and in which words: PRODUCT.md sections 5, 6, 11 and 13."""

from __future__ import annotations

from dataclasses import replace

import pytest

from syncd.domain.agency import Away, Category, Language, Manager, NotePolicy, Subject
from syncd.domain.language.reading import Ask, AskKind, MachineKind
from syncd.domain.letter import SenderCheck, SenderLevel
from syncd.domain.notes.note import (
    Audience,
    ClientComment,
    ClientTask,
    Note,
    OnNote,
    OnTask,
    TeamComment,
    TeamTask,
)
from tests.unit.cases.world import (
    AGENCY,
    ANNA,
    CLIENT,
    HEAD,
    MARINA,
    PETR,
    absence,
    approved,
    asks,
    at,
    conditional,
    day,
    machine,
    notes_at,
    ok,
    ours,
    ours_asks,
    own,
    promise,
    rejected,
    request,
    revoked,
    task,
    theirs,
    with_client,
)

ENGLISH = with_client(language=Language.EN)
ENGLISH_AGENCY = replace(AGENCY, language=Language.EN)
R = request("r", "12.05 10:00", answers=None)


def team_tasks(notes: tuple[Note, ...]) -> list[TeamTask]:
    return [note for note in notes if isinstance(note, TeamTask)]


def team_comments(notes: tuple[Note, ...]) -> list[TeamComment]:
    return [note for note in notes if isinstance(note, TeamComment)]


def client_comments(notes: tuple[Note, ...]) -> list[ClientComment]:
    return [note for note in notes if isinstance(note, ClientComment)]


def client_task(notes: tuple[Note, ...]) -> list[str]:
    return [line for note in notes if isinstance(note, ClientTask) for line in note.text.plain.split("\n")]


def one_line(note: Note) -> str:
    return " ".join(note.text.plain.split("\n"))


UNANSWERED = asks("a", "14.05 11:05")


def test_an_unanswered_letter_is_a_task_of_the_manager_from_its_due_time_on() -> None:
    assert notes_at("14.05 15:04", UNANSWERED) == ()
    (note,) = team_tasks(notes_at("14.05 15:05", UNANSWERED))
    assert (note.key, note.kind, note.assignee, note.followers, note.due_at, note.completed) == (
        "case:a",
        "reply",
        ANNA.addr_spec,
        (),
        at("14.05 15:05"),
        False,
    )
    assert note.text.plain == (
        "Письмо без ответа: «Цены на июнь», Ольга Жукова, 14.05, 11:05. Срок ответа: 15:05. "
        "Спрашивает: «Успеваем ли к пятнице?»"
    )


def test_the_team_reads_in_the_agencys_language() -> None:
    letter = asks("a", "14.05 11:05", "Will we make Friday?", subject="June prices")
    (note,) = team_tasks(notes_at("14.05 15:05", letter, agency=ENGLISH_AGENCY))
    assert note.text.plain == (
        'Unanswered: "June prices", Ольга Жукова, 14 May, 11:05. Answer due: 15:05. Asks: "Will we make Friday?"'
    )


def test_a_case_answered_before_it_was_written_leaves_none() -> None:
    assert notes_at("14.05 18:00", UNANSWERED, ours("o", "14.05 12:00", answers="a")) == ()


def test_one_answered_after_is_completed_with_the_line_that_says_by_what() -> None:
    facts = (UNANSWERED, own("a", "14.05 15:05"), ours("o", "14.05 16:20", from_=PETR, answers="a"))
    (note,) = team_tasks(notes_at("14.05 18:00", *facts))
    assert note.completed
    assert note.text.plain.split("\n")[0] == "Ответ отправлен 14.05 в 16:20, Пётр Ильин"


def test_a_task_that_a_person_completed_is_left_alone() -> None:
    assert notes_at("14.05 18:00", UNANSWERED, own("a", "14.05 15:05", by_person="14.05 16:00")) == ()


def test_a_deleted_task_is_not_written_again() -> None:
    assert notes_at("18.05 18:00", UNANSWERED, own("a", "14.05 15:05", deleted=True)) == ()


def test_the_second_step_is_one_comment_and_the_third_adds_the_head() -> None:
    written = own("a", "14.05 15:05")
    (second,) = team_comments(notes_at("14.05 17:05", UNANSWERED, written))
    assert (second.key, second.on, second.add_follower) == ("reply:a:2", OnNote("case:a"), None)
    third = team_comments(notes_at("15.05 10:05", UNANSWERED, written, written={"reply:a:2": at("14.05 17:05")}))
    assert [(note.key, note.add_follower) for note in third] == [("reply:a:2", None), ("reply:a:3", HEAD)]


def test_after_an_outage_only_the_highest_step_is_taken() -> None:
    (comment,) = team_comments(notes_at("18.05 12:00", UNANSWERED, own("a", "14.05 15:05")))
    assert (comment.key, comment.add_follower) == ("reply:a:3", HEAD)
    (task_note,) = team_tasks(notes_at("18.05 12:00", UNANSWERED))
    assert task_note.followers == (HEAD,)
    assert team_comments(notes_at("18.05 12:00", UNANSWERED)) == []


def test_a_silence_found_late_says_in_its_task_what_the_lower_steps_ask() -> None:
    (note,) = team_tasks(notes_at("18.05 12:00", ours_asks("o", "12.05 10:00")))
    assert "Позвоните Ольге Жуковой. После звонка подтвердите договорённости письмом." in note.text.plain


def test_no_mailbox_read_since_the_due_time_says_nothing() -> None:
    unread = {"anna": at("14.05 15:00"), "petr": at("14.05 15:30")}
    assert notes_at("14.05 15:30", UNANSWERED, read_until=unread) == ()
    another_broken = {"anna": at("14.05 15:30"), "petr": at("14.05 15:30"), "third": at("01.05 12:00")}
    assert len(notes_at("14.05 15:30", UNANSWERED, read_until=another_broken)) == 1


def test_silence_names_the_letter_and_drafts_in_the_clients_language() -> None:
    letter = ours_asks("o", "12.05 10:00", subject="Медиаплан v3")
    (note,) = team_tasks(notes_at("14.05 18:00", letter))
    assert note.text.plain == (
        "Нет ответа на письмо от 12.05 «Медиаплан v3». Черновик: «Ольга, добрый день! "
        "Подскажите, всё ли понятно в медиаплане, нужна ли помощь?»"
    )
    (note,) = team_tasks(notes_at("14.05 18:00", letter, client=ENGLISH))
    assert "Черновик: «Hello Ольга, is everything clear in the media plan, can we help?»" in note.text.plain


def test_the_second_step_of_silence_says_call_and_confirm_by_mail() -> None:
    facts = (ours_asks("o", "12.05 10:00"), own("o", "13.05 19:00", kind="silence"))
    (comment,) = team_comments(notes_at("18.05 10:00", *facts))
    assert comment.text.plain == "Позвоните Ольге Жуковой. После звонка подтвердите договорённости письмом."


def test_an_approval_waits_with_the_gate_as_its_first_line() -> None:
    (note,) = team_tasks(notes_at("13.05 12:00", R))
    lines = note.text.plain.split("\n")
    assert lines[0] == "Тратить деньги нельзя: согласование запрошено, ответа нет."
    assert lines[1] == (
        "Нет ответа на письмо от 12.05 «Медиаплан на июнь». "
        "Черновик: «Ольга, добрый день! Подскажите, всё ли понятно в медиаплане, нужна ли помощь?»"
    )
    assert lines[2] == "Ждём согласования: медиаплан на июнь, версия 3."


def test_words_that_are_not_enough_are_told_at_once_with_the_phrase_to_ask_for() -> None:
    (note,) = team_tasks(notes_at("12.05 15:00", R, ok("a", "12.05 15:00", answers="r")))
    assert (note.key, note.kind) == ("case:r", "confirm")
    assert (
        "Похоже на согласование («Ок»), но тратить деньги по этим словам нельзя. "
        "Попросите написать: «Медиаплан согласован»."
    ) in note.text.plain.split("\n")


def test_words_of_one_without_the_right_ask_for_a_letter_of_one_who_has_it() -> None:
    said = approved("a", "12.05 12:00", answers="r", from_=MARINA)
    (note,) = team_tasks(notes_at("12.05 12:00", R, said))
    assert note.text.plain.split("\n") == [
        "Тратить деньги нельзя: Марина Белова не вправе это согласовывать.",
        (
            "Похоже на согласование («Медиаплан согласован»). "
            "Нужно письмо того, кто вправе согласовать (Ольга Жукова): «Медиаплан согласован»."
        ),
        "Марина Белова, письмо от 12.05, 12:00. Медиаплан на июнь, версия 3.",
    ]


def test_for_creatives_nobody_speaks_of_money() -> None:
    asked = request("r", "12.05 10:00", "2", Subject.CREATIVE, None)
    (note,) = team_tasks(notes_at("12.05 12:00", asked, ok("a", "12.05 12:00", answers="r", about=Subject.CREATIVE)))
    assert note.text.plain.split("\n") == [
        "Похоже на согласование («Ок»), но этих слов недостаточно. Попросите написать: «Креативы согласованы».",
        "Ольга Жукова, письмо от 12.05, 12:00. Креативы, версия 2.",
    ]


def test_confirm_goes_on_in_the_task_of_the_approval_with_a_comment() -> None:
    facts = (R, own("r", "13.05 10:00", kind="approval"), ok("a", "13.05 15:00", answers="r"))
    notes = notes_at("13.05 15:00", *facts)
    assert [(note.key, note.kind, note.completed) for note in team_tasks(notes)] == [("case:r", "confirm", False)]
    assert [(note.key, note.on) for note in team_comments(notes)] == [("confirm:a:1", OnNote("case:r"))]
    assert client_comments(notes) == []


@pytest.mark.parametrize(
    ("client", "text"),
    [
        (
            CLIENT,
            (
                "Согласование получено: медиаплан на июнь, версия 3. Ольга Жукова, письмо от 14.05, 15:42. "
                "Если это не так, напишите нам."
            ),
        ),
        (
            ENGLISH,
            (
                "Approval received: June media plan, version 3. Ольга Жукова, letter of 14 May, 15:42. "
                "If this is not right, please write to us."
            ),
        ),
    ],
)
def test_an_approval_is_told_to_the_client_word_for_word(client: object, text: str) -> None:
    notes = notes_at("14.05 15:42", R, approved("a", "14.05 15:42", answers="r"), client=client)
    (comment,) = client_comments(notes)
    assert (comment.key, comment.project_gid, comment.text.plain) == ("verdict:a", "300", text)
    assert text in client_task(notes)


def test_without_a_version_the_note_says_so() -> None:
    facts = (request("r", "12.05 10:00", None), approved("a", "14.05 15:42", answers="r"))
    (comment,) = client_comments(notes_at("14.05 15:42", *facts))
    assert comment.text.plain.startswith("Согласование получено: медиаплан на июнь, версия не названа.")


def test_the_task_of_the_thread_is_completed_with_the_words_of_the_approval() -> None:
    facts = (R, own("r", "13.05 10:00", kind="approval"), approved("a", "13.05 15:42", answers="r"))
    notes = notes_at("13.05 15:42", *facts)
    (note,) = team_tasks(notes)
    assert note.completed
    first, second, *_ = note.text.plain.split("\n")
    assert first == "Согласование получено 13.05 в 15:42, Ольга Жукова: «Медиаплан согласован»"
    assert second == "Тратить деньги можно: согласовано письмом."
    assert team_comments(notes) == []


def test_an_approval_of_money_without_a_task_is_told_in_the_digest_task() -> None:
    notes = notes_at("12.05 15:42", R, approved("a", "12.05 15:42", answers="r"))
    assert team_tasks(notes) == []
    (comment,) = team_comments(notes)
    assert (comment.key, comment.on) == ("approved:a", OnNote(f"digest:{ANNA.addr_spec}"))
    creative = (
        request("r", "12.05 10:00", about=Subject.CREATIVE, subject="Креативы"),
        approved("a", "12.05 15:42", about=Subject.CREATIVE, answers="r", from_=MARINA),
    )
    notes = notes_at("12.05 15:42", *creative)
    assert (len(client_comments(notes)), team_comments(notes), team_tasks(notes)) == (1, [], [])


def test_remarks_are_told_to_both_sides_each_in_its_place() -> None:
    notes = notes_at("14.05 15:42", R, rejected("a", "14.05 15:42", answers="r"))
    (comment,) = client_comments(notes)
    assert comment.text.plain == "Замечания к медиаплану, версия 3, получены 14.05. Согласование ещё не оформлено."
    (note,) = team_tasks(notes)
    assert "Не согласовано: медиаплан на июнь, версия 3. Ольга Жукова, письмо от 14.05, 15:42: «Не согласовываем»." in (
        note.text.plain
    )
    english = notes_at("14.05 15:42", R, conditional("a", "14.05 15:42", answers="r"), client=ENGLISH)
    assert client_comments(english)[0].text.plain == (
        "Remarks on the media plan, version 3, received 14 May. It is not approved yet."
    )


def test_an_approval_taken_back_is_told_at_once_and_counts_against_no_cap() -> None:
    facts = (R, approved("a", "14.05 15:42", answers="r"), revoked("b", "15.05 11:20", answers="a"))
    notes = notes_at("15.05 11:20", *facts, written={"verdict:a": at("14.05 15:42")})
    told = {note.key: note for note in client_comments(notes)}
    assert told["verdict:b"].text.plain == "Согласование медиаплана, версия 3, отозвано: письмо от 15.05, 11:20."
    assert told["verdict:b"].exempt_from_caps
    (note,) = team_tasks(notes)
    assert note.urgent
    assert note.text.plain.startswith(
        "Тратить деньги нельзя: согласование отозвано.\n"
        "Согласование отозвано, остановите расходы: медиаплан на июнь, версия 3."
    )
    english = notes_at("15.05 11:20", *facts, client=ENGLISH)
    assert client_comments(english)[-1].text.plain == (
        "Approval of the media plan, version 3, withdrawn: letter of 15 May, 11:20."
    )


def test_the_same_approval_said_again_is_no_news() -> None:
    facts = (R, approved("a", "12.05 15:42", answers="r"), approved("b", "13.05 11:00", answers="a"))
    notes = notes_at("13.05 12:00", *facts)
    assert [note.key for note in client_comments(notes)] == ["verdict:a"]
    assert [note.key for note in team_comments(notes)] == ["approved:a"]
    assert len(client_task(notes)) == 2


def test_an_approval_already_taken_back_is_not_announced_any_more() -> None:
    facts = (R, approved("a", "14.05 15:42", answers="r"), revoked("b", "15.05 11:20", answers="a"))
    assert [note.key for note in client_comments(notes_at("15.05 11:20", *facts))] == ["verdict:b"]


def test_remarks_stand_under_a_heading_of_their_own() -> None:
    facts = (R, rejected("a", "14.05 15:42", answers="r"))
    assert client_task(notes_at("14.05 16:00", *facts)) == [
        "Замечания и отозванные согласования:",
        "Замечания к медиаплану, версия 3, получены 14.05. Согласование ещё не оформлено.",
    ]


def test_remarks_on_a_version_replaced_since_are_not_announced_any_more() -> None:
    facts = (R, rejected("a", "13.05 15:42", answers="r"), request("r4", "14.05 12:00", "4", answers="a"))
    assert client_comments(notes_at("14.05 13:00", *facts)) == []
    said = {"verdict:a": at("13.05 15:42")}
    assert [note.key for note in client_comments(notes_at("14.05 13:00", *facts, written=said))] == ["verdict:a"]


def test_the_clients_task_waits_for_the_phrase_and_says_why() -> None:
    letter = request(
        "r", "12.05 10:00", due_on=day("16.05"), text="Просим согласовать медиаплан до 16.05. Старт кампании 20.05."
    )
    assert client_task(notes_at("12.05 12:00", letter)) == [
        "Ждём от вас:",
        (
            "Ждём согласования: медиаплан на июнь, версия 3, отправлен 12.05. Без письма со словами «Медиаплан согласован» "
            "деньги не зачисляются в рекламный кабинет и размещение не начнётся. Для старта 20.05 ответ нужен до 16.05."
        ),
    ]
    assert client_task(notes_at("12.05 12:00", letter, client=ENGLISH)) == [
        "We need from you:",
        (
            'Waiting for approval: June media plan, version 3, sent 12 May. Without a letter saying "Media plan approved" '
            "the ad account is not funded and the campaign cannot start. To start on 20 May we need it by 16 May."
        ),
    ]


def test_the_second_of_two_campaigns_is_told_as_well_as_the_first() -> None:
    facts = [
        fact
        for name, thread, when in (("Ваниль", "t1", "12.05"), ("Бузина", "t2", "13.05"))
        for fact in (
            request(
                f"r-{thread}", f"{when} 10:00", "1", Subject.BUDGET, None, subject=f"Бюджет «{name}»", thread=thread
            ),
            approved(
                f"a-{thread}", f"{when} 12:00", about=Subject.BUDGET, version="1", answers=f"r-{thread}", thread=thread
            ),
        )
    ]
    assert [note.key for note in client_comments(notes_at("13.05 13:00", *facts))] == ["verdict:a-t1", "verdict:a-t2"]


def test_of_a_contradiction_the_client_reads_nothing() -> None:
    facts = (R, approved("a", "13.05 15:42", answers="r"), rejected("b", "14.05 11:00", answers="r", from_=MARINA))
    notes = notes_at("14.05 12:00", *facts, written={"verdict:a": at("13.05 15:42")})
    assert [note.key for note in client_comments(notes)] == ["verdict:a"]
    (head, line) = client_task(notes)
    assert (head, line.split(",")[0]) == ("Ждём от вас:", "Ждём согласования: медиаплан на июнь")


def test_a_quoted_sentence_brings_no_second_full_stop() -> None:
    said = rejected("a", "14.05 15:42", "Не согласовываем.", answers="r")
    (note,) = team_tasks(notes_at("14.05 15:42", R, said))
    assert note.text.plain.split("\n")[1].endswith("«Не согласовываем».")


def test_a_decision_about_money_begins_with_whether_it_may_be_spent() -> None:
    said = conditional("a", "14.05 15:42", answers="r")
    (note,) = team_tasks(notes_at("14.05 15:42", R, said))
    assert note.text.plain.split("\n")[0] == "Тратить деньги нельзя: согласовано с условием."
    sure = approved("b", "14.05 16:00", version="3", answers="a")
    (after,) = team_tasks(notes_at("14.05 16:00", R, said, sure, written={"case:a": at("14.05 15:42")}))
    assert after.text.plain.split("\n")[0] == "Тратить деньги можно: согласовано письмом."
    other = rejected("a", "14.05 15:42", answers="r", about=Subject.LANDING)
    (silent,) = team_tasks(notes_at("14.05 15:42", request("r", "12.05 10:00", about=Subject.LANDING), other))
    assert "Тратить" not in silent.text.plain


def test_creatives_wait_without_talk_of_money() -> None:
    letter = request("r", "12.05 10:00", "2", Subject.CREATIVE, None)
    assert client_task(notes_at("12.05 12:00", letter))[1:] == [
        "Ждём согласования: креативы, версия 2, отправлены 12.05."
    ]


def test_what_the_client_owes_stands_without_a_day_while_no_reason_is_known() -> None:
    letter = ours_asks("o", "12.05 10:00", AskKind.MATERIAL, words="пришлите, пожалуйста, логотип в кривых")
    assert client_task(notes_at("12.05 12:00", letter)) == ["Ждём от вас:", "Нужно от вас: логотип в кривых."]


def test_with_a_reason_the_day_stands_too() -> None:
    words = "Пришлите, пожалуйста, логотип в кривых до 17.05. 18.05 площадка закрывает приём материалов."
    ask = Ask(AskKind.MATERIAL, "пришлите, пожалуйста, логотип в кривых", due_on=day("17.05"))
    letter = ours("o", "12.05 10:00", words, asks=(ask,))
    assert client_task(notes_at("12.05 12:00", letter))[1:] == [
        "Нужно от вас: логотип в кривых, до 17.05. 18.05 площадка закрывает приём материалов."
    ]
    plan = task(
        "9", "Логотип в кривых", assignee_gid="u-olga", due_on=day("17.05"),
        notes="18.05 площадка закрывает приём материалов.",
    )  # fmt: skip
    assert client_task(notes_at("12.05 12:00", plan))[1:] == [
        "Нужно от вас: Логотип в кривых, до 17.05. 18.05 площадка закрывает приём материалов."
    ]
    assert client_task(notes_at("12.05 12:00", replace(plan, notes="")))[1:] == ["Нужно от вас: Логотип в кривых."]


def test_a_comment_goes_to_the_task_whose_link_the_letter_carries() -> None:
    plan = task("77", "Размещение")
    letter = approved("a", "14.05 15:42", answers="r", links=("77",))
    (comment,) = client_comments(notes_at("14.05 15:42", R, letter, plan))
    assert comment.on == OnTask("77")


def test_or_to_the_task_that_our_letter_linked() -> None:
    plan = task("77", "Размещение")
    linked = request("r", "12.05 10:00", links=("77",))
    (comment,) = client_comments(notes_at("14.05 15:42", linked, approved("a", "14.05 15:42", answers="r"), plan))
    assert comment.on == OnTask("77")


@pytest.mark.parametrize(
    ("names", "place"),
    [
        (["Медиаплан на июнь"], OnTask("0")),
        (["Медиаплан июнь v3", "Медиаплан июль"], OnTask("0")),
        (["Медиаплан июль"], OnNote("client:300")),
        (["Медиаплан на июнь", "Медиаплан июнь, запасной"], OnNote("client:300")),
        (["Отчёт за июнь"], OnNote("client:300")),
    ],
)
def test_or_to_the_only_open_task_of_that_name_never_a_guess(names: list[str], place: object) -> None:
    tasks = [task(str(number), name) for number, name in enumerate(names)]
    letter = approved("a", "14.05 15:42", answers="r", period="июнь")
    (comment,) = client_comments(notes_at("14.05 15:42", R, letter, *tasks))
    assert comment.on == place


def test_nothing_is_visible_to_the_client_where_the_config_says_so() -> None:
    quiet = replace(AGENCY, notes=NotePolicy(client_visible=False))
    notes = notes_at("14.05 15:42", R, approved("a", "14.05 15:42", answers="r"), agency=quiet)
    assert {note.audience for note in notes} == {Audience.TEAM}
    assert [note.on for note in team_comments(notes) if note.key == "verdict:a"] == [OnNote("client:300")]


def test_a_letter_between_two_clients_makes_no_visible_note() -> None:
    both = (CLIENT.name, "Другой")
    notes = notes_at("14.05 15:42", R, approved("a", "14.05 15:42", answers="r", clients_named=both))
    assert client_comments(notes) == []
    assert not any("получено" in line for line in client_task(notes))


def test_a_manager_away_hands_new_cases_to_the_deputy() -> None:
    away = Manager(
        "Анна Орлова", (ANNA.addr_spec,), ANNA.addr_spec, PETR.addr_spec, (Away(day("14.05"), day("15.05")),)
    )
    agency = replace(AGENCY, managers=(away, AGENCY.managers[1]))
    (note,) = team_tasks(notes_at("14.05 15:05", UNANSWERED, agency=agency))
    assert (note.assignee, note.followers) == (PETR.addr_spec, (ANNA.addr_spec,))
    (back,) = team_tasks(notes_at("18.05 12:00", UNANSWERED, own("a", "14.05 15:05"), agency=agency))
    assert back.assignee == PETR.addr_spec  # nothing is moved back


def test_an_open_case_goes_to_the_deputy_at_its_next_step() -> None:
    away = Manager(
        "Анна Орлова", (ANNA.addr_spec,), ANNA.addr_spec, PETR.addr_spec, (Away(day("15.05"), day("15.05")),)
    )
    agency = replace(AGENCY, managers=(away, AGENCY.managers[1]))
    client = with_client(category=Category.RECONSIDER)
    letter = asks("a", "14.05 13:00")
    (note,) = team_tasks(notes_at("14.05 18:59", letter, own("a", "14.05 17:00"), agency=agency, client=client))
    assert note.assignee == ANNA.addr_spec
    notes = notes_at("15.05 12:00", letter, own("a", "14.05 17:00"), agency=agency, client=client)
    assert [note.assignee for note in team_tasks(notes)] == [PETR.addr_spec]
    assert [note.add_follower for note in team_comments(notes)] == [PETR.addr_spec]


def test_an_auto_reply_of_the_manager_makes_him_away_until_he_is_seen() -> None:
    gone = ours("x", "14.05 10:00", machine=MachineKind.AUTO_REPLY, absence=absence())
    (note,) = team_tasks(notes_at("14.05 15:05", gone, asks("a", "14.05 11:05", thread="t2")))
    assert note.assignee == PETR.addr_spec
    seen = ours("y", "14.05 10:30", thread="t3")
    (note,) = team_tasks(notes_at("14.05 15:05", gone, seen, asks("a", "14.05 11:05", thread="t2")))
    assert note.assignee == ANNA.addr_spec


def test_a_client_to_reconsider_is_told_to_no_head() -> None:
    facts = (UNANSWERED, own("a", "14.05 15:05"))
    notes = notes_at("18.05 18:00", *facts, client=with_client(category=Category.RECONSIDER))
    assert [(note.key, note.add_follower) for note in team_comments(notes)] == [("reply:a:2", None)]


def test_what_is_older_than_the_first_runs_ten_days_makes_no_task() -> None:
    live = at("14.05 10:00")
    assert notes_at("14.05 15:00", asks("a", "24.04 11:05"), live_since=live) == ()
    assert len(notes_at("14.05 15:00", asks("a", "29.04 11:05"), live_since=live)) == 1
    old = (request("r", "20.04 10:00"), approved("a", "21.04 15:42", answers="r"))
    assert client_comments(notes_at("14.05 15:00", *old, live_since=live)) == []


def test_more_letters_are_added_to_the_note() -> None:
    facts = (UNANSWERED, asks("b", "14.05 14:00", "А баннеры?", answers="a"))
    (note,) = team_tasks(notes_at("14.05 15:05", *facts))
    assert "Спрашивает: «Успеваем ли к пятнице?» «А баннеры?»" in note.text.plain
    assert "Ещё 1 письмо в переписке: 14.05, 14:00." in note.text.plain


def test_an_answer_that_did_not_arrive_is_said() -> None:
    facts = (
        UNANSWERED,
        ours("o", "14.05 12:00", answers="a"),
        machine("b", "14.05 12:05", MachineKind.BOUNCE, bounced_message_id="o@mail.example"),
    )
    (note,) = team_tasks(notes_at("14.05 15:05", *facts))
    assert "Ответ от 14.05, 12:00 не доставлен." in note.text.plain


def test_an_absence_is_told_with_the_deputy() -> None:
    facts = (
        R,
        machine("x", "12.05 10:01", absence=absence("12.08", "Марина Белова, marina@client1.example"), answers="r"),
    )
    (note,) = team_tasks(notes_at("12.05 10:20", *facts))
    assert "Ольга Жукова в отпуске до 12.08, замещает Марина Белова, marina@client1.example." in note.text.plain


def test_a_deputy_is_called_in_the_nominative() -> None:
    away = machine("x", "12.05 10:01", absence=absence("12.08", "Марине Беловой"), answers="r")
    (note,) = team_tasks(notes_at("12.05 10:20", R, away))
    assert "замещает Марина Белова, marina.belova@client1.example." in note.text.plain
    away = machine("x", "12.05 10:01", absence=absence("12.08", "Игорю Тарасову"), answers="r")
    (note,) = team_tasks(notes_at("12.05 10:20", R, away))
    assert "замещает Игорь Тарасов." in note.text.plain


def test_a_promise_of_ours_is_a_task_at_its_date() -> None:
    facts = (UNANSWERED, ours("o", "14.05 12:00", answers="a", **promise("вернёмся завтра", "15.05")))
    assert team_tasks(notes_at("15.05 18:59", *facts)) == []
    (note,) = team_tasks(notes_at("15.05 19:00", *facts))
    assert (note.kind, note.due_at) == ("promise", at("15.05 19:00"))
    assert "«вернёмся завтра»" in note.text.plain
    assert "Спрашивали: «Успеваем ли к пятнице?»" in note.text.plain


def test_a_snooze_leaves_the_due_date_that_the_person_set() -> None:
    facts = (UNANSWERED, own("a", "14.05 15:05", due="18.05 12:00", due_set="14.05 15:30"))
    notes = notes_at("15.05 18:00", *facts)
    assert [note.due_at for note in team_tasks(notes)] == [at("14.05 15:05")]  # what we sent: nothing to edit
    assert team_comments(notes) == []


def test_a_late_older_letter_changes_no_key() -> None:
    older = asks("z", "14.05 10:30", "Есть новости?")
    (note,) = team_tasks(notes_at("14.05 15:05", older, replace(UNANSWERED, in_reply_to=None), own("a", "14.05 14:30")))
    assert note.key == "case:a"


def test_something_urgent_in_a_written_task_is_told_at_once() -> None:
    facts = (UNANSWERED, own("a", "14.05 15:05"), asks("b", "14.05 15:20", "Старые цены!", urgent="Старые цены"))
    comments = team_comments(notes_at("14.05 15:20", *facts))
    assert [(note.key, note.urgent) for note in comments] == [("reply:a:b", True)]
    assert comments[0].text.plain.split("\n")[0] == "Срочно: «Старые цены»."


def test_a_decision_in_a_written_task_is_told_at_once() -> None:
    facts = (UNANSWERED, own("a", "14.05 15:05"), revoked("b", "14.05 15:20"))
    comments = team_comments(notes_at("14.05 15:20", *facts))
    assert [(note.key, note.urgent) for note in comments] == [("reply:a:b", True)]
    assert comments[0].text.plain.startswith("Согласование отозвано, остановите расходы")


def test_an_answer_that_comes_back_opens_the_task_again_and_is_told() -> None:
    facts = (
        UNANSWERED,
        ours("o", "14.05 15:30", answers="a"),
        own("a", "14.05 15:05", done="14.05 15:40"),
        machine("b", "14.05 15:50", MachineKind.BOUNCE, bounced_message_id="o@mail.example"),
    )
    notes = notes_at("14.05 16:00", *facts)
    assert [(note.key, note.completed) for note in team_tasks(notes)] == [("case:a", False)]
    assert [(note.key, note.text.plain) for note in team_comments(notes)] == [
        ("bounced:o", "Ответ от 14.05, 15:30 не доставлен. Отправьте его ещё раз или позвоните.")
    ]


def test_two_threads_that_turn_out_to_be_one_keep_one_task() -> None:
    facts = (UNANSWERED, asks("b", "14.05 11:30"), own("a", "14.05 15:05"), own("b", "14.05 15:30"))
    notes = {note.key: (note.completed, one_line(note)) for note in team_tasks(notes_at("14.05 16:00", *facts))}
    assert notes.keys() == {"case:a", "case:b"}
    assert notes["case:a"][0] is False
    assert notes["case:b"] == (True, "Больше ничего не ждёт")


def test_managers_are_named_as_asana_knows_them() -> None:
    agency = replace(AGENCY, managers=(replace(AGENCY.managers[0], asana_user="1201"), AGENCY.managers[1]))
    (note,) = team_tasks(notes_at("14.05 15:05", UNANSWERED, agency=agency))
    assert note.assignee == "1201"


def test_a_contradiction_shows_both_positions_word_for_word() -> None:
    facts = (R, approved("a", "12.05 12:00", answers="r"), rejected("b", "13.05 12:00", answers="a", from_=MARINA))
    notes = notes_at("13.05 12:00", *facts, written={"verdict:a": at("12.05 12:00")})
    (note,) = [each for each in team_tasks(notes) if each.kind == "contradiction"]
    assert note.text.plain.split("\n") == [
        "Разные решения представителей клиента: медиаплан.",
        "Ольга Жукова, 12.05, 12:00: «Медиаплан согласован»",
        "Марина Белова, 13.05, 12:00: «Не согласовываем»",
        "Наша рекомендация:",
        (
            "Черновик: «Добрый день! По медиаплану получено два разных ответа. Подскажите, пожалуйста, какой из них взять "
            "в работу?»"
        ),
    ]


def test_a_failed_sender_says_why_the_words_are_not_enough() -> None:
    failed = approved("a", "12.05 12:00", answers="r", sender=SenderCheck(SenderLevel.FAILED, "dmarc=fail"))
    (note,) = team_tasks(notes_at("12.05 12:00", R, failed))
    assert note.text.plain.split("\n")[:2] == [
        "Тратить деньги нельзя: отправитель не подтверждён почтовым сервером.",
        "Похоже на согласование («Медиаплан согласован»). Попросите написать: «Медиаплан согласован».",
    ]


def test_an_approval_that_also_asks_goes_on_as_a_reply_in_the_same_task() -> None:
    facts = (
        R,
        own("r", "13.05 10:00", kind="approval"),
        approved("a", "13.05 15:00", answers="r", needs_reply=True, questions=("Когда старт?",)),
    )
    (note,) = team_tasks(notes_at("13.05 15:10", *facts))
    assert (note.key, note.kind, note.completed) == ("case:r", "reply", False)
    assert "Согласование получено: медиаплан на июнь, версия 3." in note.text.plain


def test_a_question_to_our_request_completes_its_task_and_becomes_a_case_of_its_own() -> None:
    facts = (R, own("r", "13.05 10:00", kind="approval"), asks("a", "13.05 15:00", answers="r"))
    assert [(note.key, note.completed) for note in team_tasks(notes_at("13.05 16:00", *facts))] == [("case:r", True)]
    later = {note.key: (note.completed, note.kind) for note in team_tasks(notes_at("15.05 12:00", *facts))}
    assert later == {"case:r": (True, "approval"), "case:a": (False, "reply")}


def test_asking_twice_gives_the_same() -> None:
    facts = (R, ok("a", "13.05 15:00", answers="r"), theirs("t", "14.05 10:00", thread="t2"), UNANSWERED)
    assert notes_at("18.05 12:00", *facts) == notes_at("18.05 12:00", *reversed(facts))

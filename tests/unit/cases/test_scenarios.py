"""Letters and acts in Asana, a moment, and the cases there are: PRODUCT.md sections 3-5 as a table."""

from __future__ import annotations

from datetime import timedelta
from typing import NamedTuple

import pytest

from syncd.domain.agency import Category, Client, Sla, Subject, WorkSpan
from syncd.domain.asana import Task
from syncd.domain.client import OwnTask
from syncd.domain.language.reading import AskKind, LetterKind, MachineKind
from syncd.domain.letter import Letter, SenderCheck, SenderLevel, Side
from tests.unit.cases.world import (
    ANNA,
    CLIENT,
    MARINA,
    OLGA,
    PETR,
    STRANGER,
    absence,
    approved,
    asks,
    cases_at,
    conditional,
    file,
    machine,
    ok,
    ours,
    ours_asks,
    own,
    promise,
    rejected,
    request,
    revoked,
    theirs,
    told,
    with_client,
)


class Scenario(NamedTuple):
    """`at` maps moments to the cases there are, in the order they began."""

    name: str
    facts: tuple[Letter | OwnTask | Task, ...]
    at: dict[str, list[str]]
    client: Client = CLIENT


REPLY = [
    Scenario(
        "a first letter is due in four working hours",
        (asks("a", "14.05 11:05"),),
        {
            "14.05 15:04": ["reply 0 due 14.05 15:05"],
            "14.05 15:05": ["reply 1 due 14.05 15:05"],
            "14.05 17:05": ["reply 2 due 14.05 15:05"],
            "14.05 19:00": ["reply 2 due 14.05 15:05"],
            "15.05 10:05": ["reply 3 due 14.05 15:05"],
        },
    ),
    Scenario(
        "a later letter of the thread is due in eight",
        (ours("o", "13.05 10:00"), asks("a", "14.05 10:00", answers="o")),
        {"14.05 17:59": ["reply 0 due 14.05 18:00"], "14.05 18:00": ["reply 1 due 14.05 18:00"]},
    ),
    Scenario(
        "a letter at night counts from the opening",
        (asks("a", "13.05 23:30"),),
        {"14.05 14:00": ["reply 1 due 14.05 14:00"]},
    ),
    Scenario(
        "holidays are not worked",
        (asks("a", "08.05 18:00"),),
        {"11.05 18:00": ["reply 0 due 12.05 13:00"], "12.05 13:00": ["reply 1 due 12.05 13:00"]},
    ),
    Scenario(
        "an answer stops the clock",
        (asks("a", "14.05 11:05"), ours("o", "14.05 12:00", answers="a")),
        {"14.05 18:00": ["reply closed by answer"]},
    ),
    Scenario(
        "an answer at night stops it at once",
        (asks("a", "14.05 18:00"), ours("o", "14.05 23:00", answers="a")),
        {"15.05 15:00": ["reply closed by answer"]},
    ),
    Scenario(
        "a colleague's answer from another mailbox is one",
        (asks("a", "14.05 11:05"), ours("o", "14.05 12:00", from_=PETR, answers="a", mailboxes=("petr",))),
        {"14.05 18:00": ["reply closed by answer"]},
    ),
    Scenario(
        "a new letter with the same subject is an answer",
        (asks("a", "14.05 11:05"), ours("o", "14.05 12:00", thread="t2", subject="Цены на июнь")),
        {"14.05 18:00": ["reply closed by answer"]},
    ),
    Scenario(
        "a new letter with a trivial subject is none",
        (asks("a", "14.05 11:05", subject="Отчёт"), ours("o", "14.05 12:00", thread="t2", subject="Отчёт")),
        {"14.05 18:00": ["reply 2 due 14.05 15:05"]},
    ),
    Scenario(
        "a new letter that quotes it is an answer",
        (
            asks("a", "14.05 11:05", "Успеваем ли с баннерами к пятнице?", subject="Вопрос"),
            ours(
                "o", "14.05 12:00", thread="t2", subject="Баннеры", quoted_text="> Успеваем ли с баннерами к пятнице?"
            ),
        ),
        {"14.05 18:00": ["reply closed by answer"]},
    ),
    Scenario(
        "a new letter to somebody else of theirs is none",
        (asks("a", "14.05 11:05"), ours("o", "14.05 12:00", thread="t2", to=(MARINA,))),
        {"14.05 18:00": ["reply 2 due 14.05 15:05"]},
    ),
    Scenario(
        "our auto-reply is no answer",
        (asks("a", "14.05 11:05"), ours("o", "14.05 11:06", machine=MachineKind.AUTO_REPLY, answers="a")),
        {"14.05 16:00": ["reply 1 due 14.05 15:05"]},
    ),
    Scenario(
        "a forward to a colleague is no answer",
        (asks("a", "14.05 11:05"), ours("o", "14.05 12:00", to=(PETR,), answers="a")),
        {"14.05 16:00": ["reply 1 due 14.05 15:05"]},
    ),
    Scenario(
        "an emoji is no answer",
        (asks("a", "14.05 11:05"), ours("o", "14.05 12:00", "👍", answers="a")),
        {"14.05 16:00": ["reply 1 due 14.05 15:05"]},
    ),
    Scenario(
        "an answer that bounced opens the case again with its first start",
        (
            asks("a", "14.05 11:05"),
            ours("o", "14.05 12:00", answers="a"),
            machine("b", "14.05 12:05", MachineKind.BOUNCE, bounced_message_id="o@mail.example", answers="o"),
        ),
        {"14.05 12:04": ["reply closed by answer"], "14.05 15:05": ["reply 1 due 14.05 15:05"]},
    ),
    Scenario(
        "an answer that reached one of two addresses is one",
        (
            asks("a", "14.05 11:05"),
            ours("o", "14.05 12:00", to=(OLGA, MARINA), answers="a"),
            theirs(
                "b",
                "14.05 12:05",
                "undeliverable: marina.belova@client1.example",
                machine=MachineKind.BOUNCE,
                bounced_message_id="o@mail.example",
            ),
        ),
        {"14.05 16:00": ["reply closed by answer"]},
    ),
    Scenario(
        "a person completed the task: answered by telephone",
        (asks("a", "14.05 11:05"), own("a", "14.05 15:05", by_person="14.05 16:00")),
        {"14.05 18:00": ["reply closed by person"]},
    ),
    Scenario(
        "reopening opens the case with its first start",
        (
            asks("a", "14.05 11:05"),
            ours("o", "14.05 15:30", answers="a"),
            own("a", "14.05 15:05", reopened="14.05 16:00"),
        ),
        {"14.05 16:00": ["reply 1 due 14.05 15:05"]},
    ),
    Scenario(
        "an answer after the reopening closes it",
        (
            asks("a", "14.05 11:05"),
            ours("o", "14.05 15:30", answers="a"),
            own("a", "14.05 15:05", reopened="14.05 16:00"),
            ours("o2", "14.05 16:30", answers="a"),
        ),
        {"14.05 18:00": ["reply closed by answer"]},
    ),
    Scenario(
        "more letters neither restart nor double it",
        (asks("a", "14.05 11:05"), asks("b", "14.05 14:00", answers="a")),
        {"14.05 15:05": ["reply 1 due 14.05 15:05"]},
    ),
    Scenario(
        "a letter after the answer is a new case",
        (asks("a", "14.05 10:00"), ours("o", "14.05 11:00", answers="a"), asks("b", "14.05 12:00", answers="o")),
        {"15.05 11:00": ["reply closed by answer", "reply 1 due 15.05 11:00"]},
    ),
    Scenario(
        "a thank-you after our answer starts nothing",
        (asks("a", "14.05 10:00"), ours("o", "14.05 11:00", answers="a"), theirs("b", "14.05 12:00", "Спасибо!")),
        {"18.05 18:00": ["reply closed by answer"]},
    ),
    Scenario(
        "a newsletter starts nothing", (machine("a", "14.05 11:05", MachineKind.NEWSLETTER),), {"15.05 18:00": []}
    ),
    Scenario(
        "we are in copy only: no case",
        (asks("a", "14.05 11:05", "Когда пришлёте?", to=(MARINA,), cc=(ANNA,)),),
        {"15.05 18:00": []},
    ),
    Scenario(
        "in copy, but addressed by name",
        (asks("a", "14.05 11:05", "Анна, успеваем ли к пятнице?", to=(MARINA,), cc=(ANNA,)),),
        {"14.05 15:05": ["reply 1 due 14.05 15:05"]},
    ),
    Scenario(
        "an urgent letter is written at once, due in an hour",
        (asks("a", "14.05 11:05", "Остановите кампанию!", urgent="Остановите кампанию"),),
        {"14.05 11:05": ["reply 1 due 14.05 12:05"], "14.05 12:35": ["reply 2 due 14.05 12:05"]},
    ),
    Scenario(
        "but for urgent ones nothing is said in the first ten minutes",
        (asks("a", "14.05 11:05"),),
        {"14.05 11:14": ["reply 0 due 14.05 11:10"], "14.05 11:15": ["reply 3 due 14.05 11:10"]},
        with_client(sla=Sla(first_reply=WorkSpan(time=timedelta(minutes=5)))),
    ),
    Scenario(
        "an urgent letter hurries a case that waits",
        (asks("a", "14.05 11:05"), asks("b", "14.05 12:00", "Старые цены в объявлении!", urgent="Старые цены")),
        {"14.05 12:10": ["reply 1 due 14.05 13:00"]},
    ),
    Scenario(
        "a stranger in the thread waits too",
        (ours("o", "13.05 10:00"), asks("a", "14.05 10:00", from_=STRANGER, side=Side.STRANGER, answers="o")),
        {"14.05 18:00": ["reply 1 due 14.05 18:00"]},
    ),
    Scenario(
        "an answer to a stranger alone answers not the client",
        (asks("a", "14.05 11:05"), ours("o", "14.05 12:00", to=(STRANGER,), answers="a")),
        {"14.05 15:05": ["reply 1 due 14.05 15:05"]},
    ),
    Scenario(
        "an answer to the stranger who wrote is one",
        (
            asks("a", "14.05 11:05", from_=STRANGER, side=Side.STRANGER),
            ours("o", "14.05 12:00", to=(STRANGER,), answers="a"),
        ),
        {"14.05 15:05": ["reply closed by answer"]},
    ),
    Scenario(
        "an answer that claims an earlier date than its letter is still later",
        (asks("a", "14.05 11:05"), ours("o", "14.05 10:00", answers="a")),
        {"14.05 15:05": ["reply closed by answer"]},
    ),
    Scenario(
        "a holding answer is an answer and opens a promise",
        (asks("a", "14.05 11:05"), ours("o", "14.05 12:00", answers="a", **promise("вернёмся завтра", "15.05"))),
        {
            "15.05 18:59": ["reply closed by answer", "promise 0 due 15.05 19:00"],
            "15.05 19:00": ["reply closed by answer", "promise 1 due 15.05 19:00"],
            "18.05 19:00": ["reply closed by answer", "promise 2 due 15.05 19:00"],
        },
    ),
    Scenario(
        "a promise without a day is due in one",
        (asks("a", "14.05 11:05"), ours("o", "14.05 12:00", answers="a", **promise("вернёмся"))),
        {"15.05 12:00": ["reply closed by answer", "promise 1 due 15.05 12:00"]},
    ),
    Scenario(
        "the promised letter closes the promise",
        (
            asks("a", "14.05 11:05"),
            ours("o", "14.05 12:00", answers="a", **promise("вернёмся завтра", "15.05")),
            ours("p", "15.05 12:00", answers="a"),
        ),
        {"18.05 12:00": ["reply closed by answer", "promise closed by answer"]},
    ),
    Scenario(
        "the client's own target counts",
        (asks("a", "14.05 11:05"),),
        {"14.05 13:05": ["reply 1 due 14.05 13:05"]},
        with_client(sla=Sla(first_reply=WorkSpan(time=timedelta(hours=2)))),
    ),
    Scenario(
        "a client to strengthen escalates sooner",
        (asks("a", "14.05 10:00"),),
        {"14.05 15:00": ["reply 2 due 14.05 14:00"], "14.05 16:00": ["reply 3 due 14.05 14:00"]},
        with_client(category=Category.STRENGTHEN),
    ),
    Scenario(
        "warn_at makes the task before it is due",
        (asks("a", "14.05 10:00"),),
        {"14.05 12:59": ["reply 0 due 14.05 14:00"], "14.05 13:00": ["reply 1 due 14.05 14:00"]},
        with_client(sla=Sla(warn_at=0.75)),
    ),
    Scenario(
        "a later due date set by a person is a snooze",
        (asks("a", "14.05 11:05"), own("a", "14.05 15:05", due="18.05 12:00", due_set="14.05 15:30")),
        {"15.05 18:00": ["reply 1 due 18.05 12:00"], "18.05 14:00": ["reply 2 due 18.05 12:00"]},
    ),
    Scenario(
        "a new letter of the client ends the snooze",
        (
            asks("a", "14.05 11:05"),
            own("a", "14.05 15:05", due="18.05 12:00", due_set="14.05 15:30"),
            asks("b", "15.05 09:00", answers="a"),
        ),
        {"15.05 10:05": ["reply 3 due 14.05 15:05"]},
    ),
    Scenario(
        "conditions and refusals are written at once",
        (request("r", "13.05 10:00"), rejected("a", "14.05 11:00", answers="r")),
        {"14.05 11:00": ["approval closed by verdict", "reply 1 due 14.05 19:00"]},
    ),
]

SILENCE = [
    Scenario(
        "our question waits two days",
        (ours_asks("o", "12.05 15:00"),),
        {
            "14.05 14:59": ["silence 0 due 14.05 15:00"],
            "14.05 15:00": ["silence 1 due 14.05 15:00"],
            "18.05 15:00": ["silence 2 due 14.05 15:00"],
            "20.05 15:00": ["silence 3 due 14.05 15:00"],
        },
    ),
    Scenario(
        "a letter that asks for nothing starts nothing",
        (ours("o", "12.05 15:00", "Отчёт во вложении."),),
        {"20.05 15:00": []},
    ),
    Scenario(
        "a question to a colleague starts nothing", (ours_asks("o", "12.05 15:00", to=(PETR,)),), {"20.05 15:00": []}
    ),
    Scenario(
        "any letter of theirs in the thread ends it",
        (ours_asks("o", "12.05 15:00"), theirs("a", "13.05 12:00", "Спасибо", answers="o", from_=MARINA)),
        {"20.05 15:00": ["silence closed by letter"]},
    ),
    Scenario(
        "a letter in another thread does not",
        (ours_asks("o", "12.05 15:00"), theirs("a", "13.05 12:00", "Спасибо", thread="t2")),
        {"14.05 15:00": ["silence 1 due 14.05 15:00"]},
    ),
    Scenario(
        "what was asked for comes in another thread",
        (
            ours_asks("o", "12.05 15:00", AskKind.MATERIAL, words="пришлите логотип в кривых"),
            theirs("a", "13.05 12:00", thread="t2", from_=MARINA, attachments=(file("logo_final.ai"),)),
        ),
        {"20.05 15:00": ["silence closed by elsewhere"]},
    ),
    Scenario(
        "another kind of file does not end it",
        (
            ours_asks("o", "12.05 15:00", AskKind.MATERIAL, words="пришлите логотип в кривых"),
            theirs("a", "13.05 12:00", thread="t2", attachments=(file("договор.docx"),)),
        ),
        {"14.05 15:00": ["silence 1 due 14.05 15:00"]},
    ),
    Scenario(
        "writing again starts the clock anew",
        (ours_asks("o", "12.05 15:00"), ours("p", "13.05 12:00", "Дополняю.", answers="o")),
        {"14.05 15:00": ["silence 0 due 15.05 12:00"], "15.05 12:00": ["silence 1 due 15.05 12:00"]},
    ),
    Scenario(
        "anew, but at the step already reached",
        (ours_asks("o", "12.05 15:00"), ours("p", "15.05 12:00", "Напоминаю.", answers="o")),
        {"15.05 18:00": ["silence 1 due 19.05 12:00"], "21.05 12:00": ["silence 2 due 19.05 12:00"]},
    ),
    Scenario(
        "an absence note answers nothing",
        (ours_asks("o", "12.05 15:00"), machine("x", "12.05 15:01", absence=absence("20.05"), answers="o")),
        {
            "14.05 15:00": ["silence 1 due 14.05 15:00"],
            "20.05 18:00": ["silence 1 due 14.05 15:00"],
            "21.05 10:00": ["silence 3 due 14.05 15:00"],
        },
    ),
    Scenario(
        "«посмотрю в понедельник» moves it to the end of that day",
        (ours_asks("o", "12.05 15:00"), theirs("a", "13.05 12:00", answers="o", **promise("посмотрю", "18.05"))),
        {"18.05 18:59": ["silence 0 due 18.05 19:00"], "18.05 19:00": ["silence 1 due 18.05 19:00"]},
    ),
    Scenario(
        "«посмотрю и вернусь» starts it anew",
        (ours_asks("o", "12.05 15:00"), theirs("a", "13.05 12:00", answers="o", **promise("вернусь"))),
        {"14.05 15:00": ["silence 0 due 15.05 12:00"]},
    ),
    Scenario(
        "our letter that did not arrive waits for nobody",
        (
            ours_asks("o", "12.05 15:00"),
            machine("b", "12.05 15:01", MachineKind.BOUNCE, bounced_message_id="o@mail.example"),
        ),
        {"20.05 15:00": []},
    ),
    Scenario(
        "our answer that asks begins a silence",
        (asks("a", "12.05 11:00"), ours_asks("o", "12.05 12:00", answers="a")),
        {"14.05 12:00": ["reply closed by answer", "silence 1 due 14.05 12:00"]},
    ),
    Scenario(
        "a person closes it",
        (ours_asks("o", "12.05 15:00"), own("o", "14.05 15:00", kind="silence", by_person="14.05 16:00")),
        {"20.05 15:00": ["silence closed by person"]},
    ),
]

APPROVAL = [
    Scenario(
        "a request waits a day",
        (request("r", "12.05 15:00"),),
        {
            "13.05 14:59": ["approval 0 due 13.05 15:00"],
            "13.05 15:00": ["approval 1 due 13.05 15:00"],
            "14.05 15:00": ["approval 2 due 13.05 15:00"],
            "15.05 15:00": ["approval 3 due 13.05 15:00"],
        },
    ),
    Scenario(
        "the phrase ends it",
        (request("r", "12.05 15:00"), approved("a", "12.05 18:00", answers="r")),
        {"18.05 15:00": ["approval closed by approved"]},
    ),
    Scenario(
        "a thank-you does not",
        (request("r", "12.05 15:00"), theirs("a", "12.05 18:00", "Спасибо, получили", answers="r")),
        {"13.05 15:00": ["approval 1 due 13.05 15:00"]},
    ),
    Scenario(
        "a question of theirs stops it, our answer starts it anew",
        (
            request("r", "12.05 15:00"),
            asks("a", "12.05 16:00", answers="r"),
            ours("o", "13.05 11:00", answers="a"),
        ),
        {
            "12.05 18:00": ["approval closed by letter", "reply 0 due 13.05 15:00"],
            "14.05 11:00": ["approval closed by letter", "reply closed by answer", "approval 1 due 14.05 11:00"],
        },
    ),
    Scenario(
        "«Ок» is asked about at once and goes on",
        (request("r", "12.05 15:00"), ok("a", "12.05 18:00", answers="r")),
        {
            "12.05 18:00": ["approval closed by verdict", "confirm 1 due 13.05 13:00"],
            "14.05 18:00": ["approval closed by verdict", "confirm 2 due 13.05 13:00"],
            "15.05 18:00": ["approval closed by verdict", "confirm 3 due 13.05 13:00"],
        },
    ),
    Scenario(
        "the phrase after «Ок» ends the confirm",
        (request("r", "12.05 15:00"), ok("a", "12.05 18:00", answers="r"), approved("b", "13.05 11:00", answers="a")),
        {"18.05 18:00": ["approval closed by verdict", "confirm closed by approved"]},
    ),
    Scenario(
        "a fact that we asked for waits for no answer of ours",
        (
            ours_asks("o", "12.05 10:00", words="какие магазины участвуют?"),
            machine("x", "12.05 10:01", absence=absence("11.05"), answers="o"),
            asks("a", "12.05 12:00", "Только в Москве и Туле.", answers="o", kinds=frozenset({LetterKind.INFORMATION})),
        ),
        {"18.05 18:00": ["silence closed by letter"]},
    ),
    Scenario(
        "a question beside the fact that we asked for waits",
        (
            ours_asks("o", "12.05 10:00", words="какие магазины участвуют?"),
            asks("a", "12.05 12:00", "Только в Туле. А что?", answers="o", kinds=frozenset({LetterKind.QUESTION})),
        ),
        {"12.05 18:00": ["silence closed by letter", "reply 0 due 13.05 11:00"]},
    ),
    Scenario(
        "the phrase about another month's plan ends no confirm",
        (
            request("r", "12.05 15:00"),
            ok("a", "12.05 18:00", answers="r"),
            request("q", "13.05 12:00", period="июль", thread="t2"),
            approved("b", "13.05 13:00", answers="q", thread="t2"),
        ),
        {"13.05 18:00": ["approval closed by verdict", "confirm 1 due 13.05 13:00", "approval closed by approved"]},
    ),
    Scenario(
        "the phrase about another campaign ends no confirm",
        (
            request("r", "12.05 15:00", "1", Subject.BUDGET, None, subject="Бюджет «Ваниль», версия 1"),
            ok("a", "12.05 18:00", answers="r", about=Subject.BUDGET),
            request("q", "13.05 12:00", "1", Subject.BUDGET, None, subject="Бюджет «Бузина», версия 1", thread="t2"),
            approved("b", "13.05 13:00", answers="q", about=Subject.BUDGET, thread="t2"),
        ),
        {"13.05 18:00": ["approval closed by verdict", "confirm 1 due 13.05 13:00", "approval closed by approved"]},
    ),
    Scenario(
        "asking for the phrase starts the confirm anew and no silence",
        (
            request("r", "12.05 15:00"),
            ok("a", "12.05 18:00", answers="r"),
            request("q", "13.05 12:00", None, answers="a"),
        ),
        {"14.05 18:00": ["approval closed by verdict", "confirm 1 due 13.05 16:00"]},
    ),
    Scenario(
        "a newer version ends the confirm and asks anew",
        (
            request("r", "12.05 15:00"),
            ok("a", "12.05 18:00", answers="r"),
            request("q", "13.05 12:00", "4", answers="a"),
        ),
        {
            "14.05 12:00": [
                "approval closed by verdict",
                "confirm closed by newer_version",
                "approval 1 due 14.05 12:00",
            ]
        },
    ),
    Scenario(
        "an approval by somebody without the right is confirmed",
        (request("r", "12.05 15:00"), approved("a", "12.05 18:00", from_=MARINA, answers="r")),
        {"12.05 18:00": ["approval closed by verdict", "confirm 1 due 13.05 13:00"]},
    ),
    Scenario(
        "an absence note is told at once",
        (request("r", "12.05 15:00"), machine("x", "12.05 15:01", absence=absence("20.05"), answers="r")),
        {"12.05 15:10": ["approval 1 due 13.05 15:00"], "14.05 15:00": ["approval 2 due 13.05 15:00"]},
    ),
    Scenario(
        "a verdict in another thread ends it",
        (request("r", "12.05 15:00"), approved("a", "12.05 18:00", thread="t2", subject="Медиаплан на июнь")),
        {"18.05 15:00": ["approval closed by approved"]},
    ),
    Scenario(
        "a verdict on another thing does not",
        (request("r", "12.05 15:00"), approved("a", "12.05 18:00", thread="t2", about=Subject.BUDGET)),
        {"13.05 15:00": ["approval 1 due 13.05 15:00"]},
    ),
    Scenario(
        "a request runs no silence beside the approval",
        (request("r", "12.05 15:00", questions=("Всё верно?",)),),
        {"20.05 15:00": ["approval 3 due 13.05 15:00"]},
    ),
    Scenario(
        "a condition waits for us",
        (request("r", "12.05 15:00"), conditional("a", "13.05 11:00", answers="r")),
        {"13.05 11:00": ["approval closed by verdict", "reply 1 due 13.05 19:00"]},
    ),
    Scenario(
        "taken back in a letter that has us in copy only",
        (
            request("r", "12.05 15:00"),
            approved("a", "12.05 18:00", answers="r"),
            revoked("b", "13.05 11:00", answers="a", to=(MARINA,), cc=(ANNA,)),
        ),
        {"13.05 11:00": ["approval closed by approved", "reply 1 due 13.05 19:00"]},
    ),
    Scenario(
        "taken back: written at once",
        (
            request("r", "12.05 15:00"),
            approved("a", "12.05 18:00", answers="r"),
            revoked("b", "13.05 11:00", answers="a"),
        ),
        {"13.05 11:00": ["approval closed by approved", "reply 1 due 13.05 19:00"]},
    ),
]


MORE = [
    Scenario(
        "a new letter that shares a word makes it probably answered",
        (asks("a", "14.05 11:05"), ours("o", "14.05 12:00", thread="t2", subject="Новые цены июня")),
        {"14.05 15:05": ["reply 1 due 14.05 15:05 probably answered"]},
    ),
    Scenario(
        "the answer to another letter of theirs does not, whatever words it shares",
        (
            asks("a", "14.05 11:05"),
            asks("b", "14.05 11:30", thread="t2", subject="Новые цены июня"),
            ours("o", "14.05 12:00", thread="t2", subject="Re: Новые цены июня"),
        ),
        {"14.05 15:05": ["reply 1 due 14.05 15:05", "reply closed by answer"]},
    ),
    Scenario(
        "nor does the answer to a letter that was deleted before we read it",
        (
            asks("a", "14.05 11:05"),
            ours("o", "14.05 12:00", thread="t2", subject="Re: Новые цены июня", answers="gone"),
        ),
        {"14.05 15:05": ["reply 1 due 14.05 15:05"]},
    ),
    Scenario(
        "one that asks for something itself does not",
        (asks("a", "14.05 11:05"), ours_asks("o", "14.05 12:00", thread="t2", subject="Новые цены июня")),
        {"14.05 15:05": ["reply 1 due 14.05 15:05", "silence 0 due 18.05 12:00"]},
    ),
    Scenario(
        "one that comes more than a working day later does not",
        (asks("a", "14.05 11:05"), ours("o", "15.05 12:00", thread="t2", subject="Новые цены июня")),
        {"15.05 15:05": ["reply 3 due 14.05 15:05"]},
    ),
    Scenario(
        "one that shares no telling word does not",
        (asks("a", "14.05 11:05"), ours("o", "14.05 12:00", thread="t2", subject="Новый отчёт")),
        {"14.05 15:05": ["reply 1 due 14.05 15:05"]},
    ),
    Scenario(
        "an English thread",
        (
            asks("a", "14.05 11:05", "Will we make Friday?", subject="June prices"),
            ours("o", "14.05 12:00", "Yes, we will.", thread="t2", subject="RE: June prices"),
        ),
        {"14.05 18:00": ["reply closed by answer"]},
    ),
    Scenario(
        "an English holding answer",
        (
            asks("a", "14.05 11:05", "Will we make Friday?", subject="June prices"),
            ours("o", "14.05 12:00", "We'll get back to you by Monday.", answers="a", **promise("by Monday", "18.05")),
        ),
        {"18.05 19:00": ["reply closed by answer", "promise 1 due 18.05 19:00"]},
    ),
    Scenario(
        "a colleague answers one of two: the other goes on with its own clock",
        (
            asks("a", "14.05 11:05", from_=STRANGER, side=Side.STRANGER),
            asks("b", "14.05 12:00"),
            ours("o", "14.05 13:00", to=(STRANGER,), answers="a"),
        ),
        {"14.05 16:00": ["reply closed by answer", "reply 1 due 14.05 16:00"]},
    ),
    Scenario(
        "two threads wait for themselves",
        (asks("a", "14.05 11:05"), asks("b", "14.05 12:00", thread="t2", subject="Баннеры")),
        {"14.05 16:00": ["reply 1 due 14.05 15:05", "reply 1 due 14.05 16:00"]},
    ),
    Scenario(
        "an unreadable letter starts nothing here",
        (theirs("a", "14.05 11:05", unreadable="broken", needs_reply=True),),
        {"14.05 18:00": []},
    ),
    Scenario(
        "a delayed answer on a day off counts at once",
        (asks("a", "15.05 18:30"), ours("o", "16.05 12:00", answers="a")),
        {"18.05 18:00": ["reply closed by answer"]},
    ),
    Scenario(
        "urgent, but answered before anybody looked",
        (asks("a", "14.05 11:05", "Остановите!", urgent="Остановите"), ours("o", "14.05 11:08", answers="a")),
        {"14.05 12:00": ["reply closed by answer"]},
    ),
    Scenario(
        "an earlier due date set by a person changes nothing",
        (asks("a", "14.05 11:05"), own("a", "14.05 15:05", due="14.05 12:00", due_set="14.05 15:10")),
        {"14.05 17:05": ["reply 2 due 14.05 15:05"]},
    ),
    Scenario(
        "a client to earn: silence goes slowly, approvals do not",
        (ours_asks("o", "12.05 10:00"), request("r", "12.05 10:00", thread="t2")),
        {
            "15.05 19:00": ["approval 3 due 12.05 19:00", "silence 1 due 13.05 19:00"],
            "18.05 19:00": ["approval 3 due 12.05 19:00", "silence 2 due 13.05 19:00"],
        },
        with_client(category=Category.EARN),
    ),
    Scenario(
        "a client to strengthen: silence goes fast",
        (ours_asks("o", "12.05 10:00"),),
        {"14.05 19:00": ["silence 2 due 13.05 19:00"], "15.05 19:00": ["silence 3 due 13.05 19:00"]},
        with_client(category=Category.STRENGTHEN),
    ),
    Scenario(
        "a request after a question of ours takes its place",
        (ours_asks("o", "12.05 10:00"), request("r", "12.05 12:00", answers="o")),
        {"13.05 12:00": ["silence closed by later_letter", "approval 1 due 13.05 12:00"]},
    ),
    Scenario(
        "«согласуем в понедельник» moves an approval",
        (request("r", "12.05 10:00"), theirs("a", "12.05 12:00", answers="r", **promise("согласуем", "18.05"))),
        {"18.05 18:59": ["approval 0 due 18.05 19:00"], "18.05 19:00": ["approval 1 due 18.05 19:00"]},
    ),
    Scenario(
        "two things asked for in one letter wait until both are decided",
        (
            request("r", "12.05 10:00"),
            request("q", "12.05 10:30", "1", Subject.CREATIVE, None, answers="r"),
            approved("a", "12.05 12:00", answers="r"),
        ),
        {
            "12.05 13:00": ["approval 0 due 13.05 10:30"],
        },
    ),
    Scenario(
        "a person closes the confirm",
        (
            request("r", "12.05 15:00"),
            ok("a", "12.05 18:00", answers="r"),
            own("r", "12.05 18:00", kind="confirm", by_person="13.05 12:00"),
        ),
        {"15.05 18:00": ["approval closed by verdict", "confirm closed by person"]},
    ),
    Scenario(
        "a refusal ends the confirm and waits for us",
        (request("r", "12.05 15:00"), ok("a", "12.05 18:00", answers="r"), rejected("b", "13.05 11:00", answers="a")),
        {
            "13.05 11:00": [
                "approval closed by verdict",
                "confirm closed by verdict",
                "reply 1 due 13.05 19:00",
            ]
        },
    ),
    Scenario(
        "«Ок» after the phrase is a thank-you",
        (
            request("r", "12.05 15:00"),
            approved("a", "12.05 18:00", answers="r"),
            ok("b", "13.05 11:00", answers="a"),
        ),
        {"15.05 18:00": ["approval closed by approved"]},
    ),
    Scenario(
        "a failed sender is confirmed",
        (
            request("r", "12.05 15:00"),
            approved("a", "12.05 18:00", answers="r", sender=SenderCheck(SenderLevel.FAILED, "dmarc=fail")),
        ),
        {"12.05 18:00": ["approval closed by verdict", "confirm 1 due 13.05 13:00"]},
    ),
]


@pytest.mark.parametrize("scenario", REPLY + SILENCE + APPROVAL + MORE, ids=lambda each: each.name)
def test_scenario(scenario: Scenario) -> None:
    found = {
        when: [told(case) for case in cases_at(when, *scenario.facts, client=scenario.client)] for when in scenario.at
    }
    assert found == scenario.at

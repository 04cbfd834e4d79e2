"""The table of PRODUCT.md section 11, row by row, in both languages."""

from __future__ import annotations

from dataclasses import replace

import pytest

from syncd.domain.agency import Language, Representative, Subject
from syncd.domain.mail.message import Address
from syncd.domain.notes.note import Note
from tests.unit.cases.world import (
    AGENCY,
    ANNA,
    CLIENT,
    approved,
    asks,
    day,
    notes_at,
    ok,
    ours_asks,
    own,
    rejected,
    request,
    revoked,
    task,
)

ENGLISH = replace(AGENCY, language=Language.EN)
OLGA_EN = Address("Olga Zhukova", "olga.zhukova@client1.example")
CLIENT_EN = replace(
    CLIENT,
    language=Language.EN,
    representatives=(Representative("Olga Zhukova", OLGA_EN.addr_spec, frozenset({Subject.MEDIA_PLAN})),),
)
PLAN = request("r", "12.05 10:00", due_on=day("16.05"), text="Старт кампании 20.05. The campaign starts on 20 May.")
LOGO = task(
    "9", "логотип в кривых", assignee_gid="u-olga", due_on=day("17.05"),
    notes="18.05 площадка закрывает приём материалов.",
)  # fmt: skip
LOGO_EN = replace(LOGO, name="vector logo", notes="The publisher closes submissions on 18 May.")

ROWS = [
    (
        "approved",
        "14.05 16:00",
        (PLAN, approved("a", "14.05 15:42", answers="r")),
        "Согласование получено: медиаплан на июнь, версия 3. Ольга Жукова, письмо от 14.05, 15:42. Если это не так, напишите нам.",
        "Approval received: June media plan, version 3. Olga Zhukova, letter of 14 May, 15:42. If this is not right, please write to us.",
    ),
    (
        "waiting for the phrase",
        "12.05 12:00",
        (PLAN,),
        "Ждём согласования: медиаплан на июнь, версия 3, отправлен 12.05. Без письма со словами «Медиаплан согласован» деньги не зачисляются в рекламный кабинет и размещение не начнётся. Для старта 20.05 ответ нужен до 16.05.",
        'Waiting for approval: June media plan, version 3, sent 12 May. Without a letter saying "Media plan approved" the ad account is not funded and the campaign cannot start. To start on 20 May we need it by 16 May.',
    ),
    (
        "remarks",
        "14.05 16:00",
        (PLAN, rejected("a", "14.05 15:42", answers="r")),
        "Замечания к медиаплану, версия 3, получены 14.05. Согласование ещё не оформлено.",
        "Remarks on the media plan, version 3, received 14 May. It is not approved yet.",
    ),
    (
        "revoked",
        "15.05 12:00",
        (PLAN, approved("a", "14.05 15:42", answers="r"), revoked("b", "15.05 11:20", answers="a")),
        "Согласование медиаплана, версия 3, отозвано: письмо от 15.05, 11:20.",
        "Approval of the media plan, version 3, withdrawn: letter of 15 May, 11:20.",
    ),
    (
        "team: unanswered",
        "14.05 15:05",
        (asks("a", "14.05 11:05"),),
        "Письмо без ответа: «Цены на июнь», Ольга Жукова, 14.05, 11:05. Срок ответа: 15:05. Спрашивает: «Успеваем ли к пятнице?»",
        'Unanswered: "Цены на июнь", Olga Zhukova, 14 May, 11:05. Answer due: 15:05. Asks: "Успеваем ли к пятнице?"',
    ),
    (
        "team: step 2",
        "18.05 12:00",
        (ours_asks("o", "12.05 10:00"), own("o", "13.05 19:00", kind="silence")),
        "Позвоните Ольге Жуковой. После звонка подтвердите договорённости письмом.",
        "Please call Olga Zhukova. After the call, confirm by e-mail.",
    ),
    (
        "team: not enough",
        "14.05 16:00",
        (PLAN, ok("a", "14.05 15:42", answers="r")),
        "Похоже на согласование («Ок»), но тратить деньги по этим словам нельзя. Попросите написать: «Медиаплан согласован».",
        'Looks like an approval ("Ок"), but these words do not allow spending. Ask for: "Media plan approved".',
    ),
]


def texts(notes: tuple[Note, ...]) -> list[str]:
    return [line for note in notes for line in note.text.plain.split("\n")]


@pytest.mark.parametrize(("when", "facts", "ru", "en"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_row(when: str, facts: tuple[object, ...], ru: str, en: str) -> None:
    assert ru in texts(notes_at(when, *facts))  # type: ignore[arg-type]
    assert en in texts(notes_at(when, *facts, client=CLIENT_EN, agency=ENGLISH))  # type: ignore[arg-type]


def test_material() -> None:
    assert "Нужно от вас: логотип в кривых, до 17.05. 18.05 площадка закрывает приём материалов." in texts(
        notes_at("14.05 12:00", LOGO)
    )
    assert "Needed from you: vector logo, by 17 May. The publisher closes submissions on 18 May." in texts(
        notes_at("14.05 12:00", LOGO_EN, client=CLIENT_EN)
    )


def test_silence() -> None:
    letter = ours_asks("o", "12.05 10:00", subject="Медиаплан v3", to=(OLGA_EN,))
    (ru,) = texts(notes_at("14.05 12:00", letter))
    assert ru == (
        "Нет ответа на письмо от 12.05 «Медиаплан v3». "
        "Черновик: «Ольга, добрый день! Подскажите, всё ли понятно в медиаплане, нужна ли помощь?»"
    )
    (en,) = texts(notes_at("14.05 12:00", letter, client=CLIENT_EN, agency=ENGLISH))
    assert en == (
        'No answer to our letter of 12 May "Медиаплан v3". '
        'Draft: "Hello Olga, is everything clear in the media plan, can we help?"'
    )


def test_the_draft_for_a_plan_asks_about_the_plan() -> None:
    lines = texts(notes_at("14.05 12:00", PLAN))
    assert any("Подскажите, всё ли понятно в медиаплане, нужна ли помощь?" in line for line in lines)
    lines = texts(notes_at("14.05 12:00", PLAN, client=CLIENT_EN, agency=ENGLISH))
    assert any('"Hello Olga, is everything clear in the media plan, can we help?"' in line for line in lines)


def test_every_team_line_of_the_gallery_is_in_one_language() -> None:
    facts = (
        PLAN,
        own("r", "13.05 10:00", kind="approval"),
        ok("a", "13.05 15:42", "Ok", answers="r"),
        asks("b", "13.05 11:05", "Will we make Friday?", thread="t2", subject="June prices"),
    )
    notes = notes_at("18.05 12:00", *facts, client=replace(CLIENT_EN, name="Moon Cat"), agency=ENGLISH)
    team = [note for note in notes if note.audience == "team"]
    words = "\n".join(f"{getattr(note, 'name', '')}\n{note.text.plain}" for note in team)
    for shown in ("Медиаплан на июнь", "Ольга Жукова", ANNA.display_name):
        words = words.replace(shown, "")
    assert len(team) >= 2
    assert not any("а" <= c <= "я" for c in words.casefold())

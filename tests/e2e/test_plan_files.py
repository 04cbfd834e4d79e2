"""A plan whose file was changed after the client's words does not count as approved any more."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

import pytest

from tests.e2e.program import syncd_json
from tests.e2e.small_office import ANNA, OLGA, SmallOffice, small_office
from tests.support.dovecot import needs_dovecot
from tests.support.workbooks import plan

pytestmark = [pytest.mark.e2e, pytest.mark.dovecot, needs_dovecot]

MORNING = datetime(2026, 5, 14, 7, 0, tzinfo=UTC)


def send_plan(office: SmallOffice, content: bytes, at: datetime, text: str, name: str = "Медиаплан_июнь_v3.xls") -> str:
    message = EmailMessage()
    message_id = f"<plan-{at:%H%M}@agency.example>"
    message["From"], message["To"], message["Subject"] = ANNA, OLGA, "Медиаплан на июнь, версия 3"
    message["Date"], message["Message-ID"] = format_datetime(at), message_id
    message.set_content(text)
    message.add_attachment(content, maintype="application", subtype="vnd.ms-excel", filename=name)
    office.dovecot.deliver(ANNA, "Sent", message.as_bytes(), at)
    return message_id


def media_plan_gate(office: SmallOffice, at: datetime) -> tuple[bool, str]:
    syncd_json("once", "--as-of", at.isoformat(), config=office.config)
    (gate,) = [row for row in syncd_json("status", config=office.config)["money"] if row["about"] == "media_plan"]
    return bool(gate["open"]), gate["why"]


@pytest.mark.parametrize(("later", "gate"), [(b"sum 100", (True, "approved")), (b"sum 900", (False, "superseded"))])
def test_only_the_file_that_was_approved_opens_the_budget(tmp_path: Path, later: bytes, gate: tuple[bool, str]):
    with small_office(tmp_path) as office:
        request = send_plan(
            office, b"sum 100", MORNING, "Ольга, просим согласовать медиаплан на июнь, версия 3, во вложении."
        )
        words = "Медиаплан на июнь, версия 3, согласован."
        office.letter("Re: Медиаплан на июнь, версия 3", words, at=MORNING + timedelta(hours=1), answers=request)
        assert media_plan_gate(office, MORNING + timedelta(hours=2)) == (True, "approved")
        send_plan(office, later, MORNING + timedelta(hours=3), "Ольга, дублируем медиаплан во вложении.")
        assert media_plan_gate(office, MORNING + timedelta(hours=4)) == gate


def test_of_a_spreadsheet_the_cells_that_changed_are_named_to_the_manager_at_once(tmp_path: Path):
    with small_office(tmp_path) as office:
        name, rubles = "Медиаплан_июнь_v3.xlsx", '#,##0 "₽"'
        text = "Ольга, просим согласовать медиаплан на июнь, версия 3, во вложении."
        request = send_plan(office, plan(number_format=rubles), MORNING, text, name)
        words = "Медиаплан на июнь, версия 3, согласован."
        office.letter("Re: Медиаплан на июнь, версия 3", words, at=MORNING + timedelta(hours=1), answers=request)
        assert media_plan_gate(office, MORNING + timedelta(hours=2)) == (True, "approved")
        changed = plan(search=150_000, number_format=rubles)
        send_plan(office, changed, MORNING + timedelta(hours=3), "Ольга, дублируем медиаплан во вложении.", name)
        assert media_plan_gate(office, MORNING + timedelta(hours=4)) == (False, "superseded")
        record = next(r for r in syncd_json("status", config=office.config)["approvals"] if r["state"] == "approved")
        syncd_json("evidence", record["ref"], "--output", str(tmp_path / "evidence"), config=office.config)
        page = (tmp_path / "evidence" / "page.html").read_text("utf-8")
        assert "Сумма, Яндекс, Поиск, D4: 120000 ₽ → 150000 ₽" in page
        (digest,) = [task for task in office.team_tasks() if task.name.startswith("Сводка")]
        told = [text for text in office.comments_on(digest) if "больше не действует" in text]
        assert [text.replace("\N{NO-BREAK SPACE}", " ").split("\n")[:4] for text in told] == [
            [
                (
                    "Согласование больше не действует: медиаплан на июнь, версия 3 (Ольга Жукова, письмо от 14.05, 11:00). "
                    "После него клиенту отправлен другой файл: «Медиаплан_июнь_v3.xlsx», 14.05, 13:00, Анна Орлова. "
                    "Деньги по нему не тратить, пока клиент не напишет: «Медиаплан согласован»."
                ),
                "Изменилось в таблице:",
                "- Сумма, строка «Яндекс, Поиск»: 120 000 → 150 000 ₽",
                "- Сумма, строка «Итого»: 250 000 → 280 000 ₽",
            ]
        ]

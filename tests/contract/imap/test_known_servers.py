"""Yandex, Mail.ru, Gmail and Exchange as they are met: their capabilities, folder names and habits."""

from __future__ import annotations

import threading

import pytest

from connectors.imap.idle import ImapBell
from syncd.domain.errors import Refused
from tests.contract.imap.mailbox import letter, letters, one_pass, settings, source, states, subjects
from tests.contract.imap.odd import inbox
from tests.support.scripted_imap import ScriptedFolder, ScriptedImap

YANDEX = "IMAP4rev1 CHILDREN UNSELECT LITERAL+ NAMESPACE XLIST BINARY UIDPLUS ENABLE ID IDLE MOVE"
MAIL_RU = "IMAP4rev1 ID XLIST UIDPLUS UNSELECT MOVE LIST-STATUS"
GMAIL = "IMAP4rev1 UNSELECT IDLE NAMESPACE QUOTA ID XLIST CHILDREN X-GM-EXT-1 UIDPLUS ENABLE MOVE CONDSTORE ESEARCH SPECIAL-USE"


def test_yandex_is_read_by_xlist_with_its_russian_folders_and_its_delimiter() -> None:
    folders = {
        "INBOX": inbox(2, flags="\\Inbox"),
        "Отправленные": ScriptedFolder({1: letter(11)}, flags="\\Sent"),
        "Спам": ScriptedFolder({1: letter(12)}, flags="\\Spam"),
        "Удаленные": ScriptedFolder({1: letter(13)}, flags="\\Trash"),
        "Черновики": ScriptedFolder({1: letter(14)}, flags="\\Drafts"),
        "INBOX|Рассылки": ScriptedFolder({1: letter(15)}),
    }
    with ScriptedImap(folders, capabilities=YANDEX, delimiter="|") as server:
        facts, _ = one_pass(source(server.port))

    assert subjects(facts) == ["Letter 1", "Letter 11", "Letter 15", "Letter 2"]
    assert {name: state.role for name, state in states(facts).items()} == {
        "INBOX": "inbox",
        "Отправленные": "sent",
        "Спам": "junk",
        "Удаленные": "trash",
        "Черновики": "drafts",
        "INBOX|Рассылки": "",
    }


def test_mail_ru_is_read_with_list_status_and_its_bell_stays_silent() -> None:
    rings: list[str] = []
    with ScriptedImap({"INBOX": inbox(2), "Отправленные": inbox(1)}, capabilities=MAIL_RU) as server:
        facts, cursor = one_pass(source(server.port))
        again, _ = one_pass(source(server.port), cursor)
        ImapBell(settings(server.port), rings.append, threading.Event()).run()

    assert subjects(facts) == ["Letter 1", "Letter 1", "Letter 2"]
    assert (again, rings) == ([], [])
    assert not any(command.startswith(("STATUS", "IDLE")) for command in server.commands)


def test_list_status_that_is_offered_and_then_refused_is_done_without() -> None:
    with ScriptedImap({"INBOX": inbox(2)}, capabilities=MAIL_RU) as server:
        server.interrupt('LIST "" "*" RETURN', lambda tag, _: tag + b" BAD syntax error\r\n")
        assert subjects(one_pass(source(server.port))[0]) == ["Letter 1", "Letter 2"]


def test_of_gmail_all_mail_is_read_without_its_drafts_and_labels_are_no_unread_folders() -> None:
    everything = inbox(3, flags="\\All", labels={1: '"\\\\Inbox"', 2: '"\\\\Draft"', 3: '"\\\\Sent" "Клиенты"'})
    folders = {
        "INBOX": inbox(1),
        "[Gmail]/Вся почта": everything,
        "[Gmail]/Спам": ScriptedFolder({1: letter(12)}, flags="\\Junk"),
        "Клиенты": inbox(1),
    }
    with ScriptedImap(folders, capabilities=GMAIL) as server:
        facts, _ = one_pass(source(server.port))

    assert [(seen.sighting.folder, seen.message.subject, seen.gmail_thread) for seen in letters(facts)] == [
        ("[Gmail]/Вся почта", "Letter 1", "1001"),
        ("[Gmail]/Вся почта", "Letter 3", "1003"),
    ]
    assert {name: (state.role, state.read) for name, state in states(facts).items()} == {
        "[Gmail]/Вся почта": ("all", True),
        "[Gmail]/Спам": ("junk", False),
    }


def test_exchanges_calendar_is_no_mail_folder_and_a_mailbox_without_licence_is_refused() -> None:
    folders = {"INBOX": inbox(1), "Календарь": inbox(2), "Отправленные": inbox(1)}
    with ScriptedImap(folders, greeting=b"The Microsoft Exchange IMAP4 service is ready.") as server:
        assert set(states(one_pass(source(server.port))[0])) == {"INBOX", "Отправленные"}
        server.interrupt("LIST", lambda tag, _: tag + b" BAD User is authenticated but not connected.\r\n")
        with pytest.raises(Refused, match="not connected"):
            source(server.port).fetch(None)


@pytest.mark.parametrize("prefix_is_listed", [False, True])
def test_below_a_prefix_that_holds_every_folder_names_mean_what_they_mean_at_the_top(prefix_is_listed: bool) -> None:
    """GNU Mailutils' and UW's `mail/`, Dovecot's namespaces with a prefix."""
    names = ("Sent", "Drafts", "Trash", "Spam", "Клиенты", "Клиенты/Корзина")
    folders = {"INBOX": inbox(1)} | ({"mail": inbox(1)} if prefix_is_listed else {})
    folders |= {f"mail/{name}": ScriptedFolder({1: letter(5)}) for name in names}
    with ScriptedImap(folders) as server:
        facts, _ = one_pass(source(server.port))

    assert {name: (state.role, state.read) for name, state in states(facts).items() if name != "mail"} == {
        "INBOX": ("inbox", True),
        "mail/Sent": ("sent", True),
        "mail/Drafts": ("drafts", False),
        "mail/Trash": ("trash", False),
        "mail/Spam": ("junk", False),
        "mail/Клиенты": ("", True),
        "mail/Клиенты/Корзина": ("", True),
    }


def test_names_sent_as_utf_8_are_names_too() -> None:
    folders = {
        name: ScriptedFolder({1: letter(1)}, raw_name=name.encode())
        for name in ("INBOX", "Отправленные", "Планы & идеи")
    }
    with ScriptedImap(folders) as server:
        facts, _ = one_pass(source(server.port))

    assert {name: (state.role, state.problem) for name, state in states(facts).items()} == {
        "INBOX": ("inbox", None),
        "Отправленные": ("sent", None),
        "Планы & идеи": ("", None),
    }


def test_a_persons_own_folder_is_no_prefix() -> None:
    folders = {"INBOX": inbox(1), "Клиенты": inbox(1), "Клиенты/Архив": inbox(1), "Клиенты/Шаблоны": inbox(1)}
    with ScriptedImap({name: folder for name, folder in folders.items() if name != "Клиенты/Шаблоны"}) as server:
        assert {state.role for state in states(one_pass(source(server.port))[0]).values()} == {"inbox", ""}
    with ScriptedImap(folders | {"Sent": inbox(1)}) as server:
        assert states(one_pass(source(server.port))[0])["Клиенты/Шаблоны"].role == ""


def test_a_folder_whose_name_cannot_be_decoded_hides_no_other() -> None:
    broken = inbox(1, raw_name=b"&broken")
    with ScriptedImap({"INBOX": inbox(1), "broken": broken, "Проекты": ScriptedFolder({1: letter(5)})}) as server:
        facts, _ = one_pass(source(server.port))

    assert subjects(facts) == ["Letter 1", "Letter 1", "Letter 5"]
    assert {"INBOX", "Проекты", "&broken"} == set(states(facts))

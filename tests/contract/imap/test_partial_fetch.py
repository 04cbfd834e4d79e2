"""Servers that mishandle a FETCH up to a limit (`<0.n>`): what does not come so is asked for in another way."""

from __future__ import annotations

from tests.contract.imap.mailbox import letter, letters, one_pass, source, subjects
from tests.support.scripted_imap import ScriptedFolder, ScriptedImap


class FirstOnly(ScriptedImap):
    """Cuts only the first letter of a command rightly, and sends nothing of the others (hoodiecrow)."""

    def letter(self, uid: int, items: list[bytes], folder: ScriptedFolder) -> bytes:
        whole = super().letter(uid, items, folder)
        is_first = self.commands[-1].split(" ")[2].partition(",")[0].partition(":")[0] == str(uid)
        if is_first or not any(b"<0." in item for item in items):
            return whole
        kept = [item for item in items if b"PEEK" not in item]
        empty = b"".join(b" %s<0> {0}\r\n" % item[:-1].replace(b".PEEK", b"") for item in _sections(items))
        return super().letter(uid, kept, folder)[:-3] + empty + b")\r\n"


def _sections(items: list[bytes]) -> list[bytes]:
    return [item.partition(b"<")[0] + b"<" for item in items if b"PEEK" in item]


def test_a_server_that_cuts_only_the_first_letter_is_asked_for_whole_sections() -> None:
    with FirstOnly({"INBOX": ScriptedFolder({number: letter(number) for number in range(1, 9)})}) as server:
        facts, _ = one_pass(source(server.port))

    assert subjects(facts) == [f"Letter {number}" for number in range(1, 9)]
    assert [seen.message.text.strip() for seen in letters(facts)] == [f"Добрый день! {n}" for n in range(1, 9)]
    assert len([line for line in server.commands if line.startswith("UID FETCH")]) <= 5  # not one by one


def test_of_a_server_that_cannot_cut_a_long_text_is_still_taken_up_to_the_limit() -> None:
    long = letter(2, text="слово " * 60_000)
    with FirstOnly({"INBOX": ScriptedFolder({1: letter(1), 2: long, 3: letter(3), 4: long})}) as server:
        facts, _ = one_pass(source(server.port))
        asked = [line for line in server.commands if "BODY.PEEK[1]" in line]

    assert [len(seen.message.text) > 1000 for seen in letters(facts)] == [False, True, False, True]
    assert {("<0." in line, line.split(" ")[2]) for line in asked} == {(False, "1,3"), (True, "2"), (True, "4")}

"""A letter's own signatures, checked when it comes with the key that the domain publishes then."""

from __future__ import annotations

import base64
import subprocess

import dkim
import pytest

from connectors.dkim import DkimProver
from syncd.domain.mail.dkim import DkimResult, DkimSignature

LETTER = b"From: olga@client1.example\r\nTo: anna@agency.example\r\nSubject: plan\r\n\r\nMedia plan approved.\r\n"


def openssl(*words: str, given: bytes = b"") -> bytes:
    return subprocess.run(["openssl", *words], input=given, capture_output=True, check=True).stdout


def key_pair() -> tuple[bytes, str]:
    pem = openssl("genrsa", "-traditional", "1024")
    public = openssl("rsa", "-pubout", "-outform", "DER", given=pem)
    return pem, "v=DKIM1; k=rsa; p=" + base64.b64encode(public).decode()


PRIVATE, PUBLIC = key_pair()
SIGNED = dkim.sign(LETTER, b"s1", b"client1.example", PRIVATE) + LETTER
NAME = "s1._domainkey.client1.example."


def found(raw: bytes, records: dict[str, str]) -> tuple[DkimSignature, ...]:
    return DkimProver(records.get).check(raw)


def test_a_valid_signature_is_kept_with_its_key() -> None:
    expected = DkimSignature("client1.example", "s1", DkimResult.PASS, PUBLIC)
    assert found(SIGNED, {NAME: PUBLIC}) == (expected,)


@pytest.mark.parametrize(
    ("raw", "records", "result"),
    [
        (SIGNED.replace(b"approved", b"rejected"), {NAME: PUBLIC}, DkimResult.FAIL),
        (SIGNED, {NAME: key_pair()[1]}, DkimResult.FAIL),
        (SIGNED, {}, DkimResult.NO_KEY),
        (SIGNED, {NAME: "p=" + "A" * 100_000}, DkimResult.NO_KEY),
        (SIGNED, {NAME: "v=DKIM1; p="}, DkimResult.FAIL),
        (b"DKIM-Signature: nonsense\r\n" + LETTER, {NAME: PUBLIC}, DkimResult.BROKEN),
    ],
    ids=["changed text", "another key", "no key", "a huge key", "a key withdrawn", "no signature at all"],
)
def test_what_is_not_proved_is_not_called_so(raw: bytes, records: dict[str, str], result: DkimResult) -> None:
    assert [each.result for each in found(raw, records)] == [result]


def test_a_letter_without_a_signature_asks_nobody() -> None:
    assert DkimProver(lambda name: pytest.fail(name)).check(LETTER) == ()


def test_of_many_signatures_a_few_are_looked_at() -> None:
    assert len(found(SIGNED.partition(b"From:")[0] * 20 + LETTER, {NAME: PUBLIC})) == 3


def test_where_nobody_answers_nobody_is_asked_for_a_while() -> None:
    asked, now = [], [0.0]

    def silent(name: str) -> None:
        asked.append(name)
        raise OSError("timed out")

    prover = DkimProver(silent, lambda: now[0])
    assert [prover.check(SIGNED)[0].result for _ in range(3)] == [DkimResult.NO_ANSWER] * 3
    now[0] = 601.0
    prover.check(SIGNED)
    assert asked == [NAME, NAME]

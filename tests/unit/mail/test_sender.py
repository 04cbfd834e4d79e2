"""Who really sent it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syncd.domain.letter import SenderCheck, SenderLevel
from syncd.domain.mail.authentication import parse_authentication_results
from syncd.domain.mail.message import Address
from syncd.domain.mail.sender import check_sender, find_impostor
from tests.unit.mail.letters import raw_letter, read

TRUSTED = ("mx.agency.example",)
OWN_HOP = "Received: from mail.client1.example by mx.agency.example with ESMTPS id 1; Thu, 14 May 2026 15:42:01 +0300"
FOREIGN_HOP = "Received: from laptop by mail.client1.example with ESMTPA id 2; Thu, 14 May 2026 15:42:00 +0300"


def level(*fields: str, trusted: tuple[str, ...] = TRUSTED, from_: str = "olga@client1.example") -> SenderLevel:
    return check_sender(read(raw_letter(*fields, from_=from_)), trusted).level


def results(text: str, authserv: str = "mx.agency.example") -> str:
    return f"Authentication-Results: {authserv}; {text}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("dmarc=pass (p=reject sp=none dis=none) header.from=client1.example", SenderLevel.STRONG),
        ("dmarc=pass header.from=olga@client1.example", SenderLevel.STRONG),
        ("dmarc=pass(p=REJECT) header.from=CLIENT1.example;", SenderLevel.STRONG),
        ("dkim=pass header.d=client1.example header.s=s1 header.b=abc", SenderLevel.STRONG),
        ("dkim=pass header.i=@mail.client1.example header.s=s1", SenderLevel.STRONG),
        ("dkim=pass header.i=@client2.example", SenderLevel.UNVERIFIED),
        ("dkim=fail header.d=client1.example; spf=pass smtp.mailfrom=olga@client1.example", SenderLevel.WEAK),
        ("spf=pass (x) smtp.mail=bounce.client1.example", SenderLevel.WEAK),
        ("spf=pass smtp.mailfrom=olga@other.example", SenderLevel.UNVERIFIED),
        ("spf=pass smtp.helo=mail.client1.example", SenderLevel.UNVERIFIED),
        (
            "dmarc=fail (p=reject) header.from=client1.example; spf=pass smtp.mailfrom=client1.example",
            SenderLevel.FAILED,
        ),
        ("dmarc=pass header.from=other.example", SenderLevel.UNVERIFIED),
        ("dmarc=pass", SenderLevel.UNVERIFIED),
        ("arc=pass (i=1)", SenderLevel.UNVERIFIED),
        ("none", SenderLevel.UNVERIFIED),
        ("spf=none (evil dkim=pass header.d=client1.example; dmarc=pass) smtp.mailfrom=x", SenderLevel.UNVERIFIED),
        ("spf=none (never closed; dkim=pass header.d=client1.example", SenderLevel.UNVERIFIED),
        ('spf=none reason="x; dkim=pass header.d=client1.example" smtp.mailfrom=x', SenderLevel.UNVERIFIED),
        ('spf=none reason="x; dkim=pass header.d=client1.example', SenderLevel.UNVERIFIED),
    ],
)
def test_the_trusted_results_decide(text: str, expected: SenderLevel) -> None:
    assert level(results(text), OWN_HOP) == expected
    assert level(OWN_HOP, results(text), FOREIGN_HOP) == expected


def test_the_proof_is_kept_as_it_was_received() -> None:
    field = "mx.agency.example; dkim=pass header.d=client1.example"
    assert check_sender(
        read(raw_letter(f"Authentication-Results: {field}", from_="o@client1.example")), TRUSTED
    ) == SenderCheck(SenderLevel.STRONG, "dkim=pass by client1.example", field)


PROOF = "dmarc=pass header.from=client1.example; dkim=pass header.d=client1.example"


@pytest.mark.parametrize(
    "fields",
    [
        (results(PROOF, "mx.evil.example"),),
        (OWN_HOP, FOREIGN_HOP, results(PROOF)),
        (FOREIGN_HOP, results(PROOF)),
        (results("dkim=none; dmarc=none; spf=none"), OWN_HOP, results(PROOF)),
        (results("dkim=none; dmarc=none"), results(PROOF), OWN_HOP),
        (results(PROOF, "mx.agency.example.evil.example"),),
        (results(PROOF, "evil.mx.agency.example"),),
        (f"ARC-Authentication-Results: i=1; mx.agency.example; {PROOF}", OWN_HOP),
        (f"Authentication-Results: {PROOF}", OWN_HOP),
        (f"X-Authentication-Results: mx.agency.example; {PROOF}",),
    ],
)
def test_a_forged_field_proves_nothing(fields: tuple[str, ...]) -> None:
    assert level(*fields) == SenderLevel.UNVERIFIED


def test_nothing_is_trusted_where_nothing_is_configured() -> None:
    assert level(results(PROOF), OWN_HOP, trusted=()) == SenderLevel.UNVERIFIED


@pytest.mark.parametrize(
    "from_",
    [
        "olga@client1.example, anna@agency.example",
        "x@y.example olga@client1.example",
        "<x@y.example> <olga@client1.example>",
        "",
        "Olga",
        '"x" <olga@client1.example>, <b@client1.example>',
    ],
)
def test_from_must_hold_exactly_one_address(from_: str) -> None:
    assert level(results(PROOF), from_=from_) == SenderLevel.UNVERIFIED
    assert level(results(PROOF), "From: olga@client1.example", from_="anna@client1.example") == SenderLevel.UNVERIFIED


def test_microsofts_nameless_field_counts_only_where_the_mailbox_says_so() -> None:
    hop = "Received: from client1.example by AM9.mail.protection.outlook.com with Microsoft SMTP Server; Thu, 14 May 2026 12:42:01 +0000"
    field = "Authentication-Results: spf=pass (sender IP is 192.0.2.1)\r\n smtp.mailfrom=client1.example; dkim=pass (signature was verified)\r\n header.d=client1.example;dmarc=pass action=none header.from=client1.example;compauth=pass reason=100"
    for trusted in (("protection.outlook.com",), ("*.outlook.com",)):
        assert level(field, hop, trusted=trusted) == SenderLevel.STRONG
    assert level(field, hop) == SenderLevel.UNVERIFIED
    nothing = "Authentication-Results: spf=none; dkim=none; dmarc=none; compauth=pass"
    assert level(nothing, field, hop, trusted=("*.outlook.com",)) == SenderLevel.UNVERIFIED
    assert level(hop, FOREIGN_HOP, field, trusted=("*.outlook.com",)) == SenderLevel.UNVERIFIED


def test_yandex_has_a_name_for_each_host_and_a_forger_cannot_know_it() -> None:
    hop = "Received: from client1.example by mxfront8g.mail.yandex.net (mxfront/Yandex) with ESMTPS id 1; Thu, 14 May 2026 12:42:01 +0000"
    proof = "spf=pass (mxfront8g.mail.yandex.net: domain of x) smtp.mail=o@client1.example; dkim=pass header.i=@client1.example"
    assert level(hop, results(proof, "mxfront8g.mail.yandex.net"), trusted=("*.yandex.net",)) == SenderLevel.STRONG
    assert level(hop, results(proof, "mxfront1.mail.yandex.net"), trusted=("*.yandex.net",)) == SenderLevel.UNVERIFIED


PROVIDERS = {
    "Gmail": (
        ("mx.google.com",),
        "Received: by 2002:a05:6a10:1234:b0:1:2:3 with SMTP id x; Thu, 14 May 2026 05:42:02 -0700 (PDT)",
        "X-Received: by 2002:adf:f101:0:b0:1:2:3 with SMTP id y; Thu, 14 May 2026 05:42:02 -0700 (PDT)",
        "ARC-Authentication-Results: i=1; mx.google.com;\r\n       dkim=pass header.i=@client1.example",
        "Received: from mail.client1.example (mail.client1.example. [192.0.2.1])\r\n        by mx.google.com with ESMTPS id z; Thu, 14 May 2026 05:42:01 -0700 (PDT)",
        ('Authentication-Results: mx.google.com;\r\n       dkim=pass header.i=@client1.example header.s=mail header.b="k4k4P0Z/";\r\n'
        "       spf=pass (google.com: domain of o@client1.example designates 192.0.2.1 as permitted sender) smtp.mailfrom=o@client1.example;\r\n"
        "       dmarc=pass (p=NONE sp=NONE dis=NONE) header.from=client1.example"),
    ),
    "Mail.ru": (
        ("mxs.mail.ru",),
        "Received: from mail.client1.example ([192.0.2.1]:33) by rx142.mail.ru with esmtps id 1; Thu, 14 May 2026 15:42:01 +0300",
        ("Authentication-Results: mxs.mail.ru; spf=pass (mx273.i.mail.ru: domain of client1.example designates 192.0.2.1 as permitted sender) smtp.mailfrom=o@client1.example smtp.helo=mail.client1.example;\r\n"
        "\t dkim=pass header.d=client1.example; dmarc=pass header.from=o@client1.example"),
    ),
    "Yahoo": (
        ("*.yahoo.com",),
        ("Authentication-Results: atlas-production.v2-mail-prod1-gq1.omega.yahoo.com;\r\n dkim=pass header.i=@client1.example header.s=2021;\r\n"
        " spf=pass smtp.mailfrom=client1.example;\r\n dmarc=pass(p=NONE,sp=QUARANTINE) header.from=client1.example;"),
        "Received: from 192.0.2.1 (EHLO mail.client1.example) by 10.217.150.85 with SMTPs; Thu, 14 May 2026 12:42:01 +0000",
    ),
    "Fastmail": (
        ("mx3.messagingengine.com",),
        "Authentication-Results: mx3.messagingengine.com;\r\n    x-csa=none;\r\n    x-ptr=pass smtp.helo=m.example policy.ptr=m.example",
        "Authentication-Results: mx3.messagingengine.com;\r\n    arc=none (no signatures found)",
        ("Authentication-Results: mx3.messagingengine.com;\r\n    dkim=pass (2048-bit rsa key sha256) header.d=client1.example header.i=@client1.example\r\n"
        "      header.b=0EDw+VrK header.a=rsa-sha256 x-bits=2048;\r\n    dmarc=pass policy.published-domain-policy=reject\r\n      (p=reject,d=none,d.eval=none) policy.policy-from=p\r\n"
        "      header.from=client1.example;\r\n    iprev=pass smtp.remote-ip=192.0.2.1 (m.example)"),
    ),
    "rspamd": (
        ("mx.agency.example",),
        ("Authentication-Results: mx.agency.example;\r\n\tdkim=pass header.d=client1.example header.s=s1 header.b=X1;\r\n\tdmarc=pass (policy=none) header.from=client1.example;\r\n"
        '\tspf=pass (mx.agency.example: domain of "o@client1.example" designates 192.0.2.1 as permitted sender) smtp.mailfrom="o@client1.example"'),
        OWN_HOP,
    ),
    "OpenDKIM and OpenDMARC": (
        ("mx.agency.example",),
        "Authentication-Results: mx.agency.example; dmarc=pass (p=none dis=none) header.from=client1.example",
        "Authentication-Results: mx.agency.example;\r\n\tdkim=pass (2048-bit key; unprotected) header.d=client1.example header.i=@client1.example header.a=rsa-sha256 header.b=abc",
        OWN_HOP,
    ),
}  # fmt: skip


@pytest.mark.parametrize("provider", PROVIDERS)
def test_each_providers_own_way_of_writing_is_understood(provider: str) -> None:
    trusted, *fields = PROVIDERS[provider]
    check = check_sender(read(raw_letter(*fields, from_="o@client1.example")), trusted)
    assert (check.level, check.why) == (SenderLevel.STRONG, "dmarc=pass for client1.example")


@pytest.mark.parametrize("provider", PROVIDERS)
def test_no_providers_field_proves_another_sender(provider: str) -> None:
    trusted, *fields = PROVIDERS[provider]
    forged = [results("dkim=pass header.i=@victim.example; dmarc=pass header.from=victim.example", "aaa.example")]
    message = read(raw_letter(*fields, FOREIGN_HOP, *forged, from_="o@victim.example"))
    assert check_sender(message, trusted).level == SenderLevel.UNVERIFIED


def test_several_fields_of_one_server_are_read_together() -> None:
    one, two = results("spf=none smtp.mailfrom=x"), results("dkim=pass header.d=client1.example")
    assert level(one, two, OWN_HOP) == SenderLevel.STRONG


def test_organisations_and_not_public_suffixes_align() -> None:
    assert level(results("dkim=pass header.d=other.com.ru"), from_="o@client.com.ru") == SenderLevel.UNVERIFIED
    assert level(results("dkim=pass header.d=com.ru"), from_="o@client.com.ru") == SenderLevel.UNVERIFIED
    assert level(results("dkim=pass header.d=mail.client.com.ru"), from_="o@client.com.ru") == SenderLevel.STRONG
    assert level(results("dkim=pass header.d=xn--d1aqf.example"), from_="o@дом.example") == SenderLevel.STRONG


def test_a_reply_to_of_another_organisation_is_a_warning() -> None:
    message = read(raw_letter("Reply-To: olga@evil.example", from_="olga@client1.example"))
    assert check_sender(message, ()).warnings == ("Reply-To leads to another domain: olga@evil.example",)


KNOWN = (Address("Ольга Жукова", "olga@moonycat.example"), Address("Пётр Ильин", "petr@mail.client7.example"))


@pytest.mark.parametrize(
    ("name", "spec", "is_impostor"),
    [
        ("Ольга", "olga@moonycat.example", False),
        ("Ира", "ira@moonycat.example", False),
        ("Ира", "ira@sub.moonycat.example", False),
        ("Ольга", "olga@m\u043e\u043enycat.example", True),
        ("Ольга", "olga@mo0nycat.example", True),
        ("Ольга", "olga@rnoonycat.example", True),
        ("Ольга", "olga@moonycatt.example", True),
        ("Ольга", "olga@moonyact.example", True),
        ("Ольга", "olga@moonycat.com", True),
        ("Ольга Жукова", "olga.zhukova@free.example", True),
        ("Жукова Ольга", "x@free.example", True),
        ("Ольга", "x@free.example", False),
        ("Вера", "vera@suncat.example", False),
        ("Вера", "vera@mail.client8.example", False),
    ],
)  # fmt: skip
def test_what_looks_like_a_known_person_is_told(name: str, spec: str, is_impostor: bool) -> None:
    assert (find_impostor(Address(name, spec), KNOWN) is not None) is is_impostor


@given(st.text(alphabet=st.sampled_from(list('abd=;.() "\\/@:\r\n\tpasskimdrc')) | st.characters(), max_size=200))
def test_no_field_raises(value: str) -> None:
    parse_authentication_results(value)


WORDS = st.sampled_from(
    [
        "mx.agency.example",
        "dkim=pass",
        "dmarc=pass",
        "header.d=client1.example",
        "header.from=client1.example",
        ";",
        "(",
        ")",
        '"',
        "\\",
        "=",
        "\t",
    ]
)


@given(st.lists(WORDS, max_size=12).map(" ".join), st.booleans())
def test_a_forged_field_under_a_foreign_hop_never_proves(forged: str, has_genuine: bool) -> None:
    genuine = (results("spf=none smtp.mailfrom=evil.example; dkim=none; dmarc=none"),) if has_genuine else ()
    assert level(*genuine, OWN_HOP, FOREIGN_HOP, f"Authentication-Results: {forged}") == SenderLevel.UNVERIFIED

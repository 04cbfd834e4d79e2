"""Which letters make one thread."""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syncd.domain.mail.quotation import QuotedHeader, quoted_headers, quoted_message_ids
from syncd.domain.mail.subject import base_subject, is_reply_subject, is_trivial_subject
from syncd.domain.mail.thread import ThreadLink, join_threads

START = datetime(2026, 5, 12, 7, 12, tzinfo=UTC)
ANNA, OLGA, PETR = "anna@agency.example", "olga@client1.example", "petr@client2.example"


def link(name: str, *, day: float = 0, client: str | None = "Кот", **fields: object) -> ThreadLink:
    plain = ThreadLink(
        identity=name,
        message_id=f"{name}@x.example",
        received_at=START + timedelta(days=day),
        subject="Цены на июнь в наружке",
        client=client,
        from_=OLGA,
        recipients=(ANNA,),
    )
    return replace(plain, **fields)  # type: ignore[arg-type]


def groups(*links: ThreadLink) -> set[frozenset[str]]:
    threads: dict[str, set[str]] = defaultdict(set)
    for identity, thread in join_threads(links).items():
        threads[thread].add(identity)
    return {frozenset(names) for names in threads.values()}


def together(*names: str) -> frozenset[str]:
    return frozenset(names)


def test_an_answer_joins_whatever_its_subject() -> None:
    assert groups(link("a"), link("b", day=1, subject="Совсем другое", in_reply_to="A@X.example")) == {
        together("a", "b")
    }


def test_letters_that_refer_to_one_unseen_letter_are_one_thread() -> None:
    assert groups(link("a", references=("ghost@x",)), link("b", day=40, in_reply_to="ghost@x")) == {together("a", "b")}


def test_equal_subjects_alone_join_nothing() -> None:
    assert groups(link("a"), link("b", day=1)) == {together("a"), together("b")}


def test_no_thread_spans_two_clients_though_both_answer_one_letter_of_ours() -> None:
    ours = link("o", client=None, from_=ANNA, recipients=(OLGA, PETR))
    cat = link("c", day=1, in_reply_to="o@x.example")
    dog = link("d", day=2, client="Пёс", from_=PETR, in_reply_to="o@x.example")
    dog_again = link("e", day=3, client="Пёс", from_=PETR, in_reply_to="o@x.example")
    found = groups(ours, cat, dog, dog_again)
    assert together("d", "e") in found or together("o", "d", "e") in found
    assert not any({"c", "d"} <= names for names in found)


def test_a_stranger_joins_the_thread_he_writes_in() -> None:
    stranger = link("s", day=1, client=None, from_="s@studio.example", in_reply_to="a@x.example")
    answer = link("b", day=2, in_reply_to="s@x.example")
    assert groups(link("a"), stranger, answer) == {together("a", "s", "b")}


def test_a_reply_to_an_old_letter_about_something_new_is_a_new_thread() -> None:
    old = link("a")
    new = link("n", day=45, subject="Баннеры к осени", in_reply_to="a@x.example", references=("a@x.example",))
    answer = link(
        "b",
        day=46,
        subject="Re: Баннеры к осени",
        in_reply_to="n@x.example",
        references=("a@x.example", "n@x.example"),
        quotes=True,
    )
    assert groups(old, new, answer) == {together("a"), together("n", "b")}


@pytest.mark.parametrize(
    "change",
    [{"quotes": True}, {"subject": "RE: Цены на июнь в наружке"}, {"received_at": START + timedelta(days=20)}],
)
def test_an_old_thread_goes_on_if_it_is_quoted_or_named_or_not_that_old(change: dict[str, object]) -> None:
    new = link("n", day=45, subject="Баннеры к осени", in_reply_to="a@x.example")
    assert groups(link("a"), replace(new, **change)) == {together("a", "n")}  # type: ignore[arg-type]


def test_outlooks_index_joins_letters_without_references_in_one_client() -> None:
    one = link("a", thread_index="01" * 22)
    assert groups(one, link("b", day=1, subject="RE: Цены", thread_index="01" * 22)) == {together("a", "b")}
    assert groups(one, link("b", day=1, client="Пёс", thread_index="01" * 22)) == {together("a"), together("b")}
    assert groups(one, link("b", day=60, subject="Другое", thread_index="01" * 22)) == {together("a"), together("b")}


def test_gmails_thread_joins_answers_and_not_equal_trivial_subjects() -> None:
    one = link("a", subject="Отчёт", gmail_threads=("anna:1",))
    assert groups(one, link("b", day=1, subject="Re: Отчёт", gmail_threads=("anna:1",))) == {together("a", "b")}
    assert groups(one, link("b", day=1, subject="Отчёт", gmail_threads=("anna:1",))) == {together("a"), together("b")}


def test_an_answer_without_any_header_joins_by_mark_people_and_time() -> None:
    ours = link("a", from_=ANNA, recipients=(OLGA,))
    assert groups(ours, link("b", day=1, subject="Re: Цены на июнь в наружке")) == {together("a", "b")}
    assert groups(ours, link("b", day=1, quotes=True)) == {together("a", "b")}
    assert groups(ours, link("b", day=15, quotes=True)) == {together("a"), together("b")}
    assert groups(
        ours, link("b", day=1, quotes=True, recipients=("boris@agency.example",), from_="z@client1.example")
    ) == {together("a"), together("b")}
    trivial = replace(ours, subject="Медиаплан")
    assert groups(trivial, link("b", day=1, subject="Re: Медиаплан")) == {together("a"), together("b")}


def test_a_rewritten_id_is_overcome_by_the_quoted_header() -> None:
    ours = link("a", from_=ANNA, recipients=(OLGA,), subject="Медиаплан", sent_at=START)
    text = '> 12.05.2026, 10:12, "Анна" <anna@agency.example>:\n> Медиаплан во вложении'
    answer = link(
        "b",
        day=1,
        subject="Re: Медиаплан",
        in_reply_to="rewritten@ses",
        quotes=True,
        quoted_headers=quoted_headers(text),
    )
    assert groups(ours, answer) == {together("a", "b")}
    other_minute = replace(answer, quoted_headers=(QuotedHeader(ANNA, START + timedelta(minutes=190)),))
    assert groups(ours, other_minute) == {together("a"), together("b")}


def test_a_quoted_message_id_joins() -> None:
    ids = quoted_message_ids("> *Message-ID:* <a@x.example>\n> Тема: план")
    assert groups(link("a"), link("b", day=1, subject="Другое", quoted_message_ids=ids)) == {together("a", "b")}


def test_one_id_on_every_letter_of_a_broken_sender_joins_only_equal_subjects() -> None:
    same = "constant@crm"
    one, two = link("a", message_id=same), link("b", day=1, message_id=same, subject="Другое письмо")
    assert groups(one, two, link("c", day=2, message_id=same)) == {together("a", "c"), together("b")}


def test_loops_and_self_references_hurt_nothing() -> None:
    one = link("a", in_reply_to="a@x.example", references=("b@x.example", "a@x.example"))
    assert groups(one, link("b", day=1, references=("a@x.example", "b@x.example"))) == {together("a", "b")}


def test_a_thread_keeps_its_name_when_letters_are_added() -> None:
    first = join_threads([link("a"), link("b", day=1, in_reply_to="a@x.example")])
    later = join_threads(
        [link("a"), link("b", day=1, in_reply_to="a@x.example"), link("c", day=2, references=("b@x.example",))]
    )
    assert first == {"a": "a", "b": "a"}
    assert later == {"a": "a", "b": "a", "c": "a"}


@pytest.mark.parametrize(
    "text",
    [
        "> От: Анна Орлова <anna@agency.example>\n> Отправлено: 12 мая 2026 г. 10:12\n> Кому: Ольга\n> Тема: Медиаплан",
        "*From:* Anna <anna@agency.example>\n*Sent:* Tuesday, May 12, 2026 10:12 AM\n*To:* Olga\n*Subject:* Медиаплан",
        "From: anna@agency.example\n\nDate: 2026-05-12 10:12:33\nSubject: Медиаплан",
    ],
)
def test_a_header_block_is_read_in_the_layouts_of_programs(text: str) -> None:
    assert quoted_headers(text) == (QuotedHeader(ANNA, datetime(2026, 5, 12, 10, 12, tzinfo=UTC), "Медиаплан"),)


@pytest.mark.parametrize(
    "text",
    [
        "вт, 12 мая 2026 г. в 10:12, Анна <anna@agency.example>:",
        "On May 12, 2026, at 10:12 AM, Anna\n<anna@agency.example> wrote:",
    ],
)
def test_an_attribution_line_names_author_and_minute(text: str) -> None:
    assert quoted_headers(text) == (QuotedHeader(ANNA, datetime(2026, 5, 12, 10, 12, tzinfo=UTC)),)


@pytest.mark.parametrize(
    ("subject", "base"),
    [
        ("Re: Fwd: Цены", "Цены"),
        ("Re[2]: Отв: Цены", "Цены"),
        ("НА: Цены", "Цены"),
        ("FW:Цены", "Цены"),
        ("RE: [External] Цены", "Цены"),
        ("***SPAM*** Re: [list] Цены", "Цены"),
        ("(без темы)", ""),
        ("Re:", ""),
        ("Рекламный план", "Рекламный план"),
        ("На июнь: план", "На июнь: план"),
        ("[Кот]", "[Кот]"),
    ],
)
def test_the_base_subject_is_what_the_author_wrote(subject: str, base: str) -> None:
    assert base_subject(subject) == base


def test_trivial_subjects_are_known() -> None:
    assert [
        one
        for one in ("", "Re:", "Медиаплан", "Re: Счёт № 15", "Hello", "Цены на наружку", "Медиаплан Лунный Кот")
        if not is_trivial_subject(one)
    ] == ["Цены на наружку", "Медиаплан Лунный Кот"]
    assert [one for one in ("Re: a", "Отв: a", "Re[3]: a", "Ремонт", "[list] a") if is_reply_subject(one)] == [
        "Re: a",
        "Отв: a",
        "Re[3]: a",
    ]


IDS = [f"m{n}" for n in range(8)]


@st.composite
def many_links(draw: st.DrawFn) -> list[ThreadLink]:
    ids = st.sampled_from([f"{name}@x.example" for name in [*IDS, "ghost"]])
    return [
        link(
            name,
            day=draw(st.integers(0, 90)),
            client=draw(st.sampled_from([None, "Кот", "Пёс"])),
            in_reply_to=draw(st.one_of(st.none(), ids)),
            references=tuple(draw(st.lists(ids, max_size=3))),
            subject=draw(st.sampled_from(["Цены на июнь в наружке", "Re: Цены на июнь в наружке", "Другое дело"])),
            thread_index=draw(st.sampled_from([None, "aa", "bb"])),
            quotes=draw(st.booleans()),
        )
        for name in IDS
    ]


@given(many_links(), st.randoms(use_true_random=False))
def test_any_order_of_arrival_gives_the_same_threads(links: list[ThreadLink], shuffle: random.Random) -> None:
    expected = join_threads(links)
    shuffle.shuffle(links)
    assert join_threads(links) == expected


@given(many_links())
def test_no_thread_ever_holds_two_clients(links: list[ThreadLink]) -> None:
    clients: dict[str, set[str]] = defaultdict(set)
    threads = join_threads(links)
    for one in links:
        clients[threads[one.identity]] |= {one.client} - {None}  # type: ignore[arg-type]
    assert all(len(names) <= 1 for names in clients.values())

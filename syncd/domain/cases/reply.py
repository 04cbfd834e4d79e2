"""Clients' letters that wait for our answer, and promises that a holding answer makes (PRODUCT.md sections 3 and 4)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from syncd.domain.cases.case import CaseKind
from syncd.domain.cases.correspondence import Correspondence, is_reaction
from syncd.domain.cases.running import END, Acts, Running, acts_in
from syncd.domain.cases.topics import telling_words
from syncd.domain.client import ClientView
from syncd.domain.letter import Letter, Side


def reply_cases(mail: Correspondence, thread: str) -> list[Running]:
    """Every case of this thread in which a letter of theirs waits or waited for us, oldest first."""
    acts, done = acts_in(mail, thread), list[Running]()
    running: Running | None = None
    for letter in _events(mail, thread):
        if running and acts.close(running, letter.received_at):
            done.append(running)
            running = None
        if letter.side is Side.OURS:
            if running:
                answered, rest = _answer(mail, acts, running, letter)
                done += [answered] if answered else []
                running = rest
        elif mail.waits_for_us(letter):
            running = _wait(running, letter)
    if running:
        acts.close(running, END)
        done.append(running)
    for case in done:
        _look_for_probable_answer(mail, case)
    return done


def _events(mail: Correspondence, thread: str) -> list[Letter]:
    """The thread's letters, and ours in other threads to the authors of those that wait."""
    mine = mail.threads[thread]
    authors = {each.from_.addr_spec.casefold() for each in mine if mail.waits_for_us(each)}
    elsewhere = [
        letter for author in sorted(authors) for letter in mail.ours_to.get(author, ()) if letter.thread != thread
    ]
    unique = {letter.identity: letter for letter in (*mine, *elsewhere)}
    return sorted(unique.values(), key=lambda each: mail.position[each.identity])


def _wait(running: Running | None, letter: Letter) -> Running:
    if running is None:
        return Running(CaseKind.REPLY, letter.thread, letter, [letter], letter.received_at)
    running.letters.append(letter)
    return running


def _answer(mail: Correspondence, acts: Acts, running: Running, ours: Letter) -> tuple[Running | None, Running | None]:
    """What this letter of ours answers, and what still waits after it."""
    if ours.thread == running.thread and ours.identity in mail.bounced:
        running.bounced = ours
        return None, running
    answered = [letter for letter in running.letters if _answers(mail, ours, letter, running.thread)]
    if not answered or acts.keep_open(running, ours.received_at):
        return None, running
    rest = [letter for letter in running.letters if letter not in answered]
    if rest and running.letters[0] in rest:
        running.letters = rest
        return None, running
    running.letters = answered
    running.bounced = None
    running.close_by(ours, "answer")
    return running, _again(rest)


def _again(rest: list[Letter]) -> Running | None:
    if not rest:
        return None
    return Running(CaseKind.REPLY, rest[0].thread, rest[0], rest, rest[0].received_at)


def _answers(mail: Correspondence, ours: Letter, letter: Letter, thread: str) -> bool:
    if ours.thread == thread:
        return mail.answers_in_thread(ours, letter)
    return mail.before(letter, ours) and mail.answers_elsewhere(ours, letter)


def _look_for_probable_answer(mail: Correspondence, running: Running) -> None:
    """PRODUCT.md section 13.1: probably answered by a new letter of ours that fits none of the rules."""
    if running.closed:
        return
    found = [_probable_answer(mail, letter) for letter in running.letters]
    if all(found):
        running.probably = found[0]


def _probable_answer(mail: Correspondence, letter: Letter) -> Letter | None:
    calendar = mail.view.calendar
    words = telling_words(" ".join((letter.subject, *letter.reading.questions)))
    for ours in mail.ours_to.get(letter.from_.addr_spec.casefold(), ()):
        if ours.thread == letter.thread or not mail.before(letter, ours) or mail.asks_client(ours):
            continue
        soon = calendar.worked(letter.received_at, ours.received_at) <= calendar.day_length
        if soon and not is_reaction(ours) and not _answers_another(mail, ours) and words & telling_words(ours.subject):
            return ours
    return None


def _answers_another(mail: Correspondence, ours: Letter) -> bool:
    """Whether it is no new letter, but the answer to another one, which it is about: one of theirs, or one we never saw."""
    thread = mail.threads[ours.thread]
    to_one_unseen = bool(ours.in_reply_to) and all(each.message_id != ours.in_reply_to for each in thread)
    return to_one_unseen or any(mail.is_from_them(each) and mail.before(each, ours) for each in thread)


def promise_cases(mail: Correspondence, replies: Iterable[Running]) -> list[Running]:
    """A case for each holding answer of ours, until a later letter of ours in the thread."""
    found = []
    for reply in replies:
        ours = mail.by_identity.get(reply.closed.letter or "") if reply.closed else None
        if ours is None or ours.reading.promise is None:
            continue
        due = promised_at(mail.view, ours)
        running = Running(CaseKind.PROMISE, ours.thread, ours, [ours], ours.received_at, promised_at=due)
        running.asked = tuple(q for letter in reply.letters for q in letter.reading.questions)
        _end_promise(mail, running)
        found.append(running)
    return found


def _end_promise(mail: Correspondence, running: Running) -> None:
    acts = acts_in(mail, running.thread)
    for letter in mail.threads[running.thread]:
        if not mail.before(running.letter, letter) or not mail.is_ours_to_client(letter):
            continue
        if acts.close(running, letter.received_at):
            return
        if not acts.keep_open(running, letter.received_at):
            running.close_by(letter, "answer")
            return
    acts.close(running, END)


def promised_at(view: ClientView, letter: Letter) -> datetime:
    """When what a letter promises is due: the hour, the close of the day (13.13), or a working day later."""
    promise = letter.reading.promise
    if promise and promise.due_at:
        return promise.due_at
    if promise and promise.due_on:
        return max(letter.received_at, view.calendar.closing_of(promise.due_on))
    return view.calendar.add(letter.received_at, view.calendar.day_length)


def follows_ours(mail: Correspondence, running: Running) -> bool:
    """Whether a person of ours had written in the thread before the clock's letter: then `follow_up` counts."""
    return any(
        letter.side is Side.OURS and letter.is_human and mail.before(letter, running.letters[0])
        for letter in mail.threads[running.thread]
    )

"""The internal task on two representatives who decided, or wish, different things (PRODUCT.md section 8)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from syncd.domain.cases.find import Decision
from syncd.domain.cases.force import Contradiction, contradictions
from syncd.domain.cases.people import assignee_and_followers
from syncd.domain.cases.wishes import Voice, WishClash, opposite_wishes
from syncd.domain.notes.note import TeamTask, plain_text
from syncd.domain.notes.recent import is_recent
from syncd.domain.notes.wording import Wording


def contradiction_notes(decision: Decision, wording: Wording) -> Iterator[TeamTask]:
    """At once, both positions word for word; nothing to the client. Completed once the one who may decide has decided."""
    for clash in contradictions(decision.view, decision.records):
        if _is_wanted(decision, clash, is_news=is_recent(decision, clash.second)):
            yield _on_decisions(decision, wording, clash)
    for wishes in opposite_wishes(decision.mail):
        if _is_wanted(decision, wishes, is_news=is_recent(decision, wishes.second.letter)):
            yield _on_wishes(decision, wording, wishes)


def _is_wanted(decision: Decision, clash: Contradiction | WishClash, *, is_news: bool) -> bool:
    view = decision.view
    own = view.own_task(clash.key)
    if own and (own.deleted or (own.completed and own.completed_by_person)):
        return False
    return own is not None or clash.key in view.written or (clash.resolved is None and is_news)


def _on_decisions(decision: Decision, wording: Wording, clash: Contradiction) -> TeamTask:
    words, theirs = wording[decision.view.agency.language], wording[decision.view.client.language]
    forms = words.forms(clash.second.about)
    lines = [
        words.team("team", "contradiction", words=forms),
        *(_position(wording, decision, x.author, x.received_at, x.quote) for x in (clash.first, clash.second)),
        words.team("team", "recommendation"),
        words.team(
            "team", "draft", draft=theirs.team("draft", "contradiction", words=theirs.forms(clash.second.about))
        ),
    ]
    name = words.team("team", "contradiction_name", client=decision.view.client.name, words=forms)
    return _task(decision, wording, clash, name, lines, clash.second.received_at)


def _on_wishes(decision: Decision, wording: Wording, clash: WishClash) -> TeamTask:
    words, theirs = wording[decision.view.agency.language], wording[decision.view.client.language]
    thing = clash.second.wish.thing
    lines = [
        words.team("team", "wishes", thing=words.team("wishes", thing)),
        *(_voice(wording, decision, each) for each in (clash.first, clash.second)),
        words.team("team", "recommendation"),
        words.team("team", "draft", draft=theirs.team("draft", "wishes", thing=theirs.team("wishes", thing))),
    ]
    name = words.team("team", "wishes_name", client=decision.view.client.name, thing=words.team("wishes", thing))
    return _task(decision, wording, clash, name, lines, clash.second.letter.received_at)


def _task(
    decision: Decision,
    wording: Wording,
    clash: Contradiction | WishClash,
    name: str,
    lines: list[str],
    started_at: datetime,
) -> TeamTask:
    view = decision.view
    if closed := clash.resolved:
        lines.insert(0, wording[view.agency.language].team("closed", "resolved", at=closed.at, who=closed.who))
    assignee, followers = assignee_and_followers(view, [view.written.get(clash.key, decision.now)])
    return TeamTask(
        key=clash.key,
        kind="contradiction",
        text=plain_text(lines),
        client=view.client.name,
        name=name,
        assignee=assignee,
        followers=followers,
        completed=clash.resolved is not None,
        started_at=started_at,
    )


def _voice(wording: Wording, decision: Decision, voice: Voice) -> str:
    return _position(wording, decision, voice.author, voice.letter.received_at, voice.wish.words)


def _position(wording: Wording, decision: Decision, author: str, at: datetime, quote: str) -> str:
    return wording[decision.view.agency.language].team("team", "position", author=author, at=at, quote=quote)

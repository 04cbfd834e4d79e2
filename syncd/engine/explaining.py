"""Why cases are as they are, in words: which clock runs until when, in working time."""

from __future__ import annotations

from datetime import datetime

from sqlite_utils import Database

from syncd.domain.agency import Agency
from syncd.domain.cases.find import decide
from syncd.domain.notes.explain import explain_case
from syncd.domain.notes.wording import Wording
from syncd.engine.views import Letters, client_view, load_world
from syncd.store import outbox


def explained_cases(db: Database, agency: Agency, wording: Wording, client: str, now: datetime) -> dict[str, list[str]]:
    """The lines about each case of a client, by the case's key; nothing is written."""
    found = next((each for each in agency.clients if each.name == client), None)
    if found is None:
        return {}
    world = load_world(db, agency, now, outbox.author_gid(db), Letters(), look=False)
    decision = decide(client_view(world, found), now)
    words = wording[agency.language]
    return {case.key: explain_case(case, words, world.calendar, now).split("\n") for case in decision.cases}

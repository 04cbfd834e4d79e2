"""One line of a report about one task, with its reason or the question for it; no line that a client must not read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from syncd.domain.asana import Task
from syncd.domain.client import ClientView
from syncd.domain.errors import Problem
from syncd.domain.notes.checks import check_client_text
from syncd.domain.notes.report.layout import Line, inner_quotes, tidy
from syncd.domain.notes.report.reasons import Why, reason_for
from syncd.domain.notes.report.stage import blocker
from syncd.domain.notes.wording import Words

_QUOTED = re.compile(r"«.+»", re.DOTALL)


@dataclass(frozen=True)
class Lines:
    """Makes the lines of one report. `refused` gathers the questions about lines that were left out."""

    view: ClientView
    theirs: Words
    ours: Words
    until: datetime
    quote: int  # words of a quoted reason
    refused: list[str] = field(default_factory=list)

    def line(
        self,
        task: Task,
        template: str,
        facts: Mapping[str, object],
        why: Why | None = None,
        since: datetime | None = None,
        *,
        ask: str = "",
    ) -> Line | None:
        """The task's line, or None where its words would be refused in a client's text.

        A line that must give a reason and has none asks for it, with the question `ask` or that of the reason's kind.
        """
        reason = self._reason(task, why, since) if why else ""
        name = tidy(task.name)
        text = self.theirs.team("report", template, name=name, reason=reason, **facts)
        problem = check_client_text(text, self.view)
        if problem is not None:
            self.refused.append(self._asked("refused", name, why=refusal(self.ours, problem)))
            return None
        if why and not reason:
            return Line(text, self._asked(ask or why.value, name))
        return Line(text, self._asked(ask, name) if ask and not why else None)

    def allowed(self, texts: Iterable[str]) -> list[str]:
        """Those of the lines that a client may read."""
        kept = []
        for text in texts:
            problem = check_client_text(text, self.view)
            if problem is None:
                kept.append(text)
            else:
                self.refused.append(self._asked("refused", text, why=refusal(self.ours, problem)))
        return kept

    def asked(self, question: str, task: Task) -> str:
        """A question for the manager about a task."""
        return self._asked(question, tidy(task.name))

    def _asked(self, question: str, name: str, **more: object) -> str:
        return self.ours.team("report", f"ask_{question}", name=inner_quotes(name), **more)

    def _reason(self, task: Task, why: Why, since: datetime | None) -> str:
        """As somebody wrote it; else the task that Asana says must be done first."""
        found = reason_for(self.view, task, why, since, self.until, self.quote)
        if found:
            return f"«{found}»" if self.theirs.language.value == "ru" else f'"{found}"'
        first = blocker(self.view, task) if why is Why.WAITS else None
        return self.theirs.team("report", "blocked", other=inner_quotes(tidy(first.name))) if first else ""


_RULES = {
    "an e-mail address": "email",
    "days of silence": "silence",
    "blame": "blame",
    "a promise": "promise",
    "exclamation or emoji": "tone",
    "another client": "client",
    "a name of the team": "team",
    "a sum that stands nowhere in the project": "sum",
}


def refusal(words: Words, problem: Problem) -> str:
    """Why a text must not go to the client, for the manager, with the words in question."""
    rule = _RULES.get(problem.what.rpartition(": ")[2])
    quoted = _QUOTED.search(problem.mend)
    said = words.team("report", f"rule_{rule}") if rule else problem.what
    return f"{said}: {quoted.group()}" if quoted else said

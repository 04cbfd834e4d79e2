"""A letter heard: its statements, what it answers and what each statement is about."""

from __future__ import annotations

from dataclasses import dataclass

from syncd.domain.agency import Subject
from syncd.domain.language.answered import Answered
from syncd.domain.language.clauses import Clause, clauses
from syncd.domain.language.lexicon import Lexicon, Mark
from syncd.domain.language.statement import Act, Force, Statement, Target
from syncd.domain.language.statements import statements
from syncd.domain.language.subject import head, kind_of, things


@dataclass(frozen=True, slots=True)
class Heard:
    """What the weighing looks at."""

    text: str
    read: tuple[Clause, ...]
    said: list[Statement]
    answered: Answered
    line: str
    line_about: Subject | None
    is_reply: bool
    lexicon: Lexicon

    def of(self, *acts: Act, force: Force = Force.ASSERTED) -> list[Statement]:
        return [s for s in self.said if s.act in acts and s.force is force]

    @property
    def is_asked(self) -> bool:
        """A request for approval is answered, or, nothing being quoted, a reply names a thing of ours in its subject."""
        if self.answered.text:
            return self.answered.asks_approval
        return self.is_reply and self.line_about is not None

    def about(self, statement: Statement) -> Subject | None:
        """What a statement is about: its own words, those before it, the request, the subject line."""
        if statement.about is not None:
            return statement.about
        before = [
            mark
            for clause in self.read[: statement.clause + 1]
            for mark in [head(clause, _things_before(clause, statement))]
            if mark
        ]
        if before:
            return kind_of(before[-1])
        anywhere = [m for c in self.read for m in [head(c, things(c))] if m]
        return self.answered.about or self.line_about or (kind_of(anywhere[0]) if anywhere else None)

    def names(self, statement: Statement) -> bool:
        """Whether the statement's own sentence names a thing of ours."""
        return bool(things(self.read[statement.clause]))


def hear(text: str, answered: Answered, line: str, *, is_reply: bool, lexicon: Lexicon) -> Heard:
    read = clauses(text, lexicon)
    marks = [m for c in clauses(line, lexicon) for m in [head(c, things(c))] if m]
    said = [s for s in statements(read, lexicon) if s.target is not Target.OTHER]
    return Heard(text, read, said, answered, line, kind_of(marks[0]) if marks else None, is_reply, lexicon)


def _things_before(clause: Clause, statement: Statement) -> list[Mark]:
    """The things named up to a statement, not what its sentence speaks of afterwards."""
    return things(clause) if clause.number < statement.clause else things(clause, 0, statement.last)

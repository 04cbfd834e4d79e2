"""A letter heard: its statements, what it answers and what each statement is about."""

from __future__ import annotations

from dataclasses import dataclass, replace

from syncd.domain.agency import Subject
from syncd.domain.language.answered import Answered
from syncd.domain.language.clauses import Clause, clauses
from syncd.domain.language.lexicon import Lexicon, Mark
from syncd.domain.language.statement import Act, Force, Statement, Target
from syncd.domain.language.statements import statements
from syncd.domain.language.subject import head, is_part_too, kind_of, things
from syncd.domain.language.sums import sums_in
from syncd.domain.language.words import tokens

_STEM = 6  # letters of a noun that all its cases share
_BARE_PLAN = frozenset(("plan", "plan's", "план", "плана", "плану", "планом", "плане"))


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
            return self._short_for(statement.about, statement)
        if statement.target is Target.PART and (self.answered.about or self.line_about):
            return self.answered.about or self.line_about
        before = [
            mark
            for clause in self.read[: statement.clause + 1]
            for mark in [head(clause, _things_before(clause, statement))]
            if mark
        ]
        if before:
            return self._short_for(kind_of(before[-1]), statement)
        anywhere = [m for c in self.read for m in [head(c, things(c))] if m]
        return self.answered.about or self.line_about or (kind_of(anywhere[0]) if anywhere else None)

    def _short_for(self, about: Subject, statement: Statement) -> Subject:
        """ "The plan", where a content plan was put up, is the content plan."""
        put_up = self.answered.about or self.line_about
        if about is not Subject.MEDIA_PLAN or put_up is not Subject.CONTENT_PLAN:
            return about
        clause = self.read[statement.clause]
        bare = all(
            m.first == m.last and clause.tokens[m.first].lower in _BARE_PLAN
            for m in things(clause)
            if kind_of(m) is about
        )
        return put_up if bare else about

    def names(self, statement: Statement) -> bool:
        """Whether the statement's own sentence names a thing of ours."""
        return bool(things(self.read[statement.clause]))


def hear(text: str, answered: Answered, line: str, *, is_reply: bool, lexicon: Lexicon) -> Heard:
    read = clauses(text, lexicon)
    marks = [m for c in clauses(line, lexicon) for m in [head(c, things(c))] if m]
    said = [_as_put_up(s, read[s.clause], answered) for s in statements(read, lexicon)]
    said = [s for s in said if s.target is not Target.OTHER]
    said = [_as_part(s, read[s.clause], (answered.text, line), lexicon) for s in said]
    return Heard(text, read, said, answered, line, kind_of(marks[0]) if marks else None, is_reply, lexicon)


def _as_put_up(statement: Statement, clause: Clause, answered: Answered) -> Statement:
    """«Все карточки утверждаю»: none of the six kinds, and yet what our request put up."""
    if statement.target is Target.UNKNOWN and answered.asks_approval and _repeats(clause, statement, answered.text):
        return replace(statement, target=Target.UNSAID)
    if statement.target is not Target.OTHER or not answered.asks_approval:
        return statement
    put_up = answered.text.lower()
    made = (m for name in ("makes.creative", "makes.budget") for m in clause.found(name))
    if any(lemma[:_STEM] in put_up for mark in made for lemma in clause.tokens[mark.last].lemmas):
        return replace(statement, target=Target.UNSAID)
    return statement


def _repeats(clause: Clause, statement: Statement, put_up: str) -> bool:
    """ "The motifs are approved", where our request calls them so."""
    asked = {token.lower.removesuffix("s") for token in tokens(put_up) if token.is_word and token.text.isascii()}
    subject = clause.tokens[clause.segment_of(statement.first).first : statement.first]
    return any(len(t.lower) >= _STEM - 1 and t.lower.removesuffix("s") in asked for t in subject)


def _as_part(statement: Statement, clause: Clause, asked: tuple[str, str], lexicon: Lexicon) -> Statement:
    """«посты согласованы» decides on a part where something else was put up, and on the whole where posts were."""
    segment = clause.segment_of(statement.first)
    mark = head(clause, things(clause, segment.first, segment.last))
    if statement.target is Target.PART and _is_whole_sum(clause, asked[0]):
        return replace(statement, target=Target.UNSAID)
    if statement.target is not Target.OURS or mark is None or not is_part_too(clause, mark):
        return statement
    named = [
        one.tokens[m.last].lemmas
        for text in asked
        for one in clauses(text, lexicon)
        for m in [head(one, things(one))]
        if m is not None
    ]
    if not named or clause.tokens[mark.last].lemmas & named[0]:
        return statement
    return replace(statement, target=Target.PART, about=None)


def _is_whole_sum(clause: Clause, asked: str) -> bool:
    """ "the extra £1,800 for final week is approved", where that sum and no other was asked for."""
    named, wanted = sums_in(clause.sentence.text), sums_in(asked)
    return bool(named) and named == wanted


def _things_before(clause: Clause, statement: Statement) -> list[Mark]:
    """The things named up to a statement, not what its sentence speaks of afterwards."""
    return things(clause) if clause.number < statement.clause else things(clause, 0, statement.last)

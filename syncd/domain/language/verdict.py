"""The verdict: what the author of a letter decides, weighed from the statements of the new text (docs/verdicts.md)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from syncd.domain.agency import Language
from syncd.domain.language.answered import Answered, read_answered
from syncd.domain.language.changes import changes
from syncd.domain.language.heard import Heard, hear
from syncd.domain.language.lexicon import Lexicon
from syncd.domain.language.reading import FiredRule, Verdict, VerdictKind
from syncd.domain.language.rule_names import rule_name, statement_name
from syncd.domain.language.statement import Act
from syncd.domain.language.version import find_period, find_version
from syncd.domain.language.weighing import Decision, decide
from syncd.domain.language.why import why

_FORWARD = re.compile(r"\s*(?:\[[^\]]*\]\s*)?(?:fwd?|пересл|wg|tr)\s*:", re.IGNORECASE)
_COVERING = 200  # characters of the line that covers a forward
_NEWEST = 600


@dataclass(frozen=True, slots=True)
class Judged:
    """A verdict with every rule that spoke on the way."""

    verdict: Verdict
    rules: tuple[FiredRule, ...]


def find_verdict(
    new_text: str,
    quoted_text: str,
    subject_line: str,
    *,
    is_reply: bool,
    asked: str | None,
    lexicon: Lexicon,
    language: Language,
) -> Judged:
    """What the author decides. `asked` is the letter of ours it answers, used where nothing is quoted."""
    letter = hear(
        new_text, read_answered(quoted_text, asked, lexicon), subject_line, is_reply=is_reply, lexicon=lexicon
    )
    decision = decide(letter)
    if decision.kind is VerdictKind.NONE and not is_reply and not letter.said:
        line = hear(subject_line, Answered(), "", is_reply=False, lexicon=lexicon)
        decided = decide(line)
        if decided.kind in {VerdictKind.APPROVED, VerdictKind.REJECTED, VerdictKind.REVOKED, VerdictKind.CONDITIONAL}:
            return _judged(line, _with_letter(decided, letter), language)
    if decision.kind is VerdictKind.NONE and _passes_on(letter, quoted_text, lexicon):
        decision = Decision(
            VerdictKind.NEEDS_CONFIRMATION, "somebody else's word", words=new_text.strip(), second_hand=True
        )
    return _judged(letter, decision, language)


def _passes_on(letter: Heard, quoted_text: str, lexicon: Lexicon) -> bool:
    """A forward with a line or two above somebody's approval: it is passed on, not given."""
    if not _FORWARD.match(letter.line) or len(letter.text) > _COVERING:
        return False
    asks = any(clause.sentence.is_question for clause in letter.read)
    if asks or not any(clause.has("passes_on") for clause in letter.read):
        return False
    theirs = hear(quoted_text[:_NEWEST], Answered(), letter.line, is_reply=True, lexicon=lexicon)
    return any(s.about is not None or theirs.about(s) is not None for s in theirs.of(Act.APPROVE))


def _with_letter(decided: Decision, letter: Heard) -> Decision:
    """A decision of the subject line, weakened by what the letter below it reserves."""
    reserved = [r for clause in letter.read for r in changes(clause, letter.lexicon)]
    if decided.kind is VerdictKind.APPROVED and reserved:
        return Decision(VerdictKind.CONDITIONAL, reserved[0].rule, decided.statement)
    return decided


def _judged(letter: Heard, decision: Decision, language: Language) -> Judged:
    rules = [FiredRule(statement_name(s.act, s.force, s.rule, language), s.words) for s in letter.said]
    if decision.reservation:
        rules.append(FiredRule(rule_name(decision.reservation.rule, language), decision.reservation.words))
    sentence = letter.read[decision.statement.clause].sentence.text if decision.statement else decision.words
    if decision.kind is VerdictKind.NONE:
        return Judged(
            Verdict(VerdictKind.NONE, why=why(decision.kind, None, decision.rule, sentence, language)), tuple(rules)
        )
    about = letter.about(decision.statement) if decision.statement else letter.answered.about or letter.line_about
    quote = _quote(letter, decision, sentence)
    return Judged(
        Verdict(
            decision.kind,
            about,
            find_version(sentence, letter.text, letter.line),
            find_period(sentence, letter.text, letter.line, letter.answered.text),
            quote,
            why(decision.kind, about, decision.rule, quote, language),
            decision.second_hand,
        ),
        tuple(rules) or (FiredRule(rule_name(decision.rule, language), quote),),
    )


def _quote(letter: Heard, decision: Decision, sentence: str) -> str:
    """The decision's sentence; with a reservation of a later sentence, everything from the one to the other."""
    if decision.statement is None or decision.reservation is None:
        return sentence
    first, last = sorted((decision.statement.clause, decision.reservation.clause))
    return letter.text[letter.read[first].sentence.start : letter.read[last].sentence.end]

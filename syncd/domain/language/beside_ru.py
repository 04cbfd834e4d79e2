"""What a Russian letter says beside an approval without any «но»: wishes, holds, topics put off, others still to decide.

Each is a reservation only where it touches the matter: a request beside it, a courtesy, a launch date, a regret are none.
"""

from __future__ import annotations

from collections.abc import Iterator

from syncd.domain.language.around import beside, is_separate
from syncd.domain.language.clauses import Clause, Segment
from syncd.domain.language.lexicon import Lexicon
from syncd.domain.language.reservation import Reservation, reserved
from syncd.domain.language.statement import Statement
from syncd.domain.language.subject import things
from syncd.domain.language.words import Token

_ABOUT = frozenset(("по", "насчет", "про", "о", "об", "с", "со", "касательно", "относительно"))
_SHORT = 6  # tokens of a segment that says a thing and when, and no more
_DUTY = frozenset(("должен", "должна", "должно", "должны"))
_UNDONE = frozenset(("еще", "пока"))


def beside_ru(read: tuple[Clause, ...], approvals: list[Statement], lexicon: Lexicon) -> Iterator[Reservation]:
    """Every reservation in the words beside the approvals, in order."""
    for clause in read:
        if clause.sentence.is_question or clause.has("next_time") or clause.sentence.text.isascii():
            continue
        here = [s for s in approvals if s.clause == clause.number]
        is_later = any(s.clause <= clause.number for s in approvals)
        for segment in beside(clause, here):
            yield from _wishes(clause, segment, lexicon)
            if is_later:
                yield from _holds(clause, segment)
                yield from _put_off(clause, segment)
                yield from _later(clause, segment)
                yield from _without_it(clause, segment)
                yield from _duties(clause, segment)
            yield from _deciders(clause, segment)
        for statement in here:
            yield from _until(clause, statement.last)


def _wishes(clause: Clause, segment: Segment, lexicon: Lexicon) -> Iterator[Reservation]:
    """«я бы только заголовок поменяла», «лучше бы убрать»: a change wished for; «хотелось бы больше» alone is regret."""
    lowers = [token.lower for token in clause.tokens[segment.first : segment.last + 1]]
    if "бы" not in lowers or "не" in lowers or is_separate(clause, segment):
        return
    verbs = lexicon.words("change_verb")
    for at in range(segment.first, segment.last + 1):
        parses = [p for p in clause.tokens[at].parses if p.lemma in verbs and p.tags & {"VERB", "INFN"}]
        if any(p.tags & {"past", "INFN"} for p in parses):
            yield reserved("a change to be made", clause, segment.first, segment.last)
            return


def _holds(clause: Clause, segment: Segment) -> Iterator[Reservation]:
    """«ничего пока не запускайте», «стоп»: leave taken back in part. A launch date is none."""
    for mark in clause.found("beside.hold_order", first=segment.first, last=segment.last):
        yield reserved("held back", clause, mark.first, segment.last)
        return
    if is_separate(clause, segment):
        return
    for mark in clause.found("beside.begin_verb", first=segment.first, last=segment.last):
        forbids = (
            mark.first > segment.first
            and clause.tokens[mark.first - 1].lower == "не"
            and "impr" in clause.tokens[mark.first].tags
        )
        if forbids and not _names_day(clause, segment):
            yield reserved("held back", clause, mark.first - 1, segment.last)
            return


def _names_day(clause: Clause, segment: Segment) -> bool:
    """«раньше 3 сентября», «до понедельника»."""
    for at in range(segment.first, segment.last):
        if clause.tokens[at].lower in {"раньше", "ранее", "до"}:
            after = clause.tokens[at + 1 : at + 3]
            return any("NUMB" in t.tags for t in after) or clause.has("beside.day_word", first=at + 1, last=at + 2)
    return False


def _put_off(clause: Clause, segment: Segment) -> Iterator[Reservation]:
    """«по ТикТоку вернёмся в четверг»: a part of what was put up, left open by the author."""
    if clause.tokens[segment.first].lower not in _ABOUT or is_separate(clause, segment):
        return
    topic = clause.tokens[segment.first + 1] if segment.first < segment.last else None
    if topic is None or clause.has("other.generic", first=segment.first + 1, last=segment.first + 2):
        return
    named = (
        clause.has("platform", first=segment.first + 1, last=segment.first + 2)
        or clause.has("other.part", first=segment.first + 1, last=segment.first + 2)
        or (topic.is_word and topic.text[0].isupper() and not topic.tags & {"Name", "Patr", "Surn"})
    )
    if named and any(
        {"VERB", "1per"} <= p.tags and p.lemma in _PUT_OFF
        for t in clause.tokens[segment.first : segment.last + 1]
        for p in t.parses
    ):
        yield reserved("held back", clause, segment.first, segment.last)


_PUT_OFF = frozenset(
    (
        "вернуться",
        "обсудить",
        "решить",
        "подумать",
        "отписаться",
        "ответить",
        "посмотреть",
        "сообщить",
        "уточнить",
        "думать",
    )
)


def _later(clause: Clause, segment: Segment) -> Iterator[Reservation]:
    """«календарь постов потом»: a part put off without a verb."""
    tokens = clause.tokens[segment.first : segment.last + 1]
    ours = things(clause, segment.first, segment.last)
    is_part = clause.has("other.part", first=segment.first, last=segment.last) and not is_separate(clause, segment)
    if not (ours or is_part) or len(tokens) > _SHORT:
        return
    has_verb = any({"VERB", "INFN"} & tags for token in tokens for tags in [token.parses[0].tags])
    if not has_verb and clause.has("beside.later_word", first=segment.first, last=segment.last):
        yield reserved("held back", clause, segment.first, segment.last)


def _without_it(clause: Clause, segment: Segment) -> Iterator[Reservation]:
    """«Телега – давайте без неё»: the part stands before its pronoun."""
    for at in range(segment.first, segment.last):
        if clause.tokens[at].lower == "без" and clause.tokens[at + 1].lower in {"него", "нее", "них"}:
            yield reserved("without a part", clause, at, at + 1)
            return


def _duties(clause: Clause, segment: Segment) -> Iterator[Reservation]:
    """«Кот должен быть рыжим»: what a thing is to be and is not yet."""
    for at in range(segment.first + 1, segment.last - 1):
        if "должный" not in clause.tokens[at].lemmas and clause.tokens[at].lower not in _DUTY:
            continue
        after = clause.tokens[at + 2]
        if clause.tokens[at + 1].lower != "быть" or clause.has("beside.done_state", first=at + 2, last=at + 2):
            continue
        if "COMP" in after.tags or any("ADJF" in p.tags and "ablt" in p.tags for p in after.parses):
            yield reserved("a change to be made", clause, segment.first, segment.last)
            return


def _deciders(clause: Clause, segment: Segment) -> Iterator[Reservation]:
    """«юристы ещё смотрят», «ждём финансы», «не хватает визы»: others have still to decide."""
    others = [
        m.first
        for name in ("person", "beside.office")
        for m in clause.found(name, first=segment.first, last=segment.last)
    ]
    others += [at for at in range(segment.first, segment.last + 1) if _is_name(clause.tokens[at])]
    awaited = clause.has("beside.awaited_noun", first=segment.first, last=segment.last)
    waits = clause.has("beside.awaiting", first=segment.first, last=segment.last)
    if waits and not is_separate(clause, segment) and (awaited or others):
        yield reserved("others have still to decide", clause, segment.first, segment.last)
        return
    if not others or is_separate(clause, segment):
        return
    lowers = {token.lower for token in clause.tokens[segment.first : segment.last + 1]}
    for mark in clause.found("beside.decide_verb", first=segment.first, last=segment.last):
        tags = clause.tokens[mark.first].tags
        to_come = "VERB" in tags and "3per" in tags and not tags & {"1per"}
        undone = "past" in tags and "не" in lowers and bool(lowers & _UNDONE)
        if (to_come and not (lowers & {"не"} and "против" in lowers)) or undone:
            yield reserved("others have still to decide", clause, segment.first, segment.last)
            return


def _is_name(token: Token) -> bool:
    return token.text[0].isupper() and len(token.text) > 2 and bool(token.parses[0].tags & {"Name", "Patr", "Surn"})


def _until(clause: Clause, at: int) -> Iterator[Reservation]:
    """«согласовано до конца сентября»: for a time only."""
    last = clause.segment_of(at).last
    for number in range(at + 1, last):
        if clause.tokens[number].lower != "до":
            continue
        opens = clause.tokens[number + 1].lower in {"конца", "середины", "начала", "особого"}
        if opens or clause.has("beside.day_word", first=number + 1, last=min(number + 2, last)):
            yield reserved("for a time only", clause, number, last)
            return

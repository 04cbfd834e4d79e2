"""Why a letter is read as it is, told as a colleague would tell it."""

from __future__ import annotations

from collections.abc import Iterator

from syncd.domain.agency import Language
from syncd.domain.language.reading import LetterKind, MachineKind, Reading, VerdictKind
from syncd.domain.mail.message import Message

_MACHINES = {
    MachineKind.AUTO_REPLY: ("автоответ", "an automatic reply"),
    MachineKind.BOUNCE: ("отчёт о недоставке", "a delivery report"),
    MachineKind.RECEIPT: ("уведомление о прочтении", "a read receipt"),
    MachineKind.CALENDAR: ("ответ календаря", "a calendar answer"),
    MachineKind.NEWSLETTER: ("рассылка", "a newsletter"),
    MachineKind.NOTIFICATION: ("уведомление программы", "a program's notification"),
}
_KINDS = {
    LetterKind.QUESTION: ("вопрос", "a question"),
    LetterKind.REQUEST: ("просьба", "a request"),
    LetterKind.REMARK_FACTUAL: ("правка по фактам", "an edit of facts"),
    LetterKind.REMARK_TASTE: ("правка по вкусу", "an edit of taste"),
    LetterKind.REMARK_UNCLEAR: ("правка", "an edit"),
    LetterKind.NEW_WISH: ("новое пожелание", "a new wish"),
    LetterKind.COMPLAINT: ("жалоба", "a complaint"),
    LetterKind.URGENT_TROUBLE: ("срочная беда", "urgent trouble"),
    LetterKind.MATERIAL: ("материалы", "material"),
    LetterKind.REMINDER: ("напоминание", "a reminder"),
    LetterKind.ACKNOWLEDGEMENT: ("подтверждение получения", "an acknowledgement"),
    LetterKind.PROMISE: ("обещание", "a promise"),
    LetterKind.DECISION: ("решение", "a decision"),
    LetterKind.INFORMATION: ("информация", "information"),
}


def explain_reading(message: Message, reading: Reading, language: Language) -> str:
    """Everything that was read and why, one thought a line. Quotes stand as written."""
    told = _russian(message, reading) if language is Language.RU else _english(message, reading)
    return "\n".join(told)


def _russian(message: Message, reading: Reading) -> Iterator[str]:
    yield f"Письмо «{message.subject or 'без темы'}», {_author(message) or 'отправитель не указан'}."
    if reading.machine is not None:
        yield f"Это {_MACHINES[reading.machine][0]}: {reading.machine_why}. Такое письмо ничего не согласует и ответа не ждёт."
        if reading.absence is not None:
            yield f"Отсутствие: {_absence(reading, 'до', 'замещает')}."
        return
    yield f"Автор сам написал: «{_short(reading.new_text)}»." if reading.new_text else "Автор ничего не написал сам."
    if reading.quoted_text:
        yield f"Он отвечает на: «{_short(reading.quoted_text)}». Слова из цитаты ничего не решают."
    yield (
        f"Вердикт: {reading.verdict.kind.value}. {reading.verdict.why}."
        if reading.verdict.why
        else "Решения в письме нет."
    )
    verdict = reading.verdict
    if verdict.version or verdict.period:
        yield f"Названо: {', '.join(part for part in (verdict.version, verdict.period) if part)}."
    if verdict.second_hand:
        yield "Это чужие слова в пересказе: нужна фраза от того, кто согласует."
    if reading.rules:
        yield "Что сработало:"
        yield from (f"  - {rule.rule}" + (f": «{_short(rule.words)}»" if rule.words else "") for rule in reading.rules)
    if reading.kinds:
        yield f"По сути это: {', '.join(sorted(_KINDS[kind][0] for kind in reading.kinds))}."
    yield "От нас ждут ответа." if reading.needs_reply else "Ответа никто не ждёт."
    if verdict.kind is VerdictKind.NEEDS_CONFIRMATION:
        yield "Попросите написать: «Медиаплан согласован» (с тем, что согласуется)."
    if reading.urgent:
        yield f"Срочно: «{_short(reading.urgent)}»."
    if reading.promise is not None:
        until = f" до {reading.promise.due_on:%d.%m.%Y}" if reading.promise.due_on else ""
        yield f"Обещание{until}: «{_short(reading.promise.words)}»."


def _english(message: Message, reading: Reading) -> Iterator[str]:
    yield f'Letter "{message.subject or "no subject"}", {_author(message) or "no sender named"}.'
    if reading.machine is not None:
        yield f"This is {_MACHINES[reading.machine][1]}: {reading.machine_why}. Such a letter approves nothing and waits for no answer."
        if reading.absence is not None:
            yield f"Away: {_absence(reading, 'until', 'deputy')}."
        return
    yield (
        f'The author wrote: "{_short(reading.new_text)}".'
        if reading.new_text
        else "The author wrote nothing of their own."
    )
    if reading.quoted_text:
        yield f'It answers: "{_short(reading.quoted_text)}". Quoted words decide nothing.'
    yield (
        f"Verdict: {reading.verdict.kind.value}. {reading.verdict.why}."
        if reading.verdict.why
        else "There is no decision in it."
    )
    verdict = reading.verdict
    if verdict.version or verdict.period:
        yield f"Named: {', '.join(part for part in (verdict.version, verdict.period) if part)}."
    if verdict.second_hand:
        yield "These are somebody else's words passed on: the phrase must come from the one who approves."
    if reading.rules:
        yield "What spoke:"
        yield from (f"  - {rule.rule}" + (f': "{_short(rule.words)}"' if rule.words else "") for rule in reading.rules)
    if reading.kinds:
        yield f"It is: {', '.join(sorted(_KINDS[kind][1] for kind in reading.kinds))}."
    yield "They wait for our answer." if reading.needs_reply else "Nobody waits for an answer."
    if verdict.kind is VerdictKind.NEEDS_CONFIRMATION:
        yield 'Ask for the phrase: "Media plan approved" (naming what is approved).'
    if reading.urgent:
        yield f'Urgent: "{_short(reading.urgent)}".'
    if reading.promise is not None:
        until = f" by {reading.promise.due_on:%d %b %Y}" if reading.promise.due_on else ""
        yield f'A promise{until}: "{_short(reading.promise.words)}".'


def _author(message: Message) -> str:
    if not message.from_:
        return ""
    address = message.from_[0]
    return f"{address.display_name} <{address.addr_spec}>".strip() if address.display_name else address.addr_spec


def _absence(reading: Reading, until: str, deputy: str) -> str:
    absence = reading.absence
    parts = []
    if absence is not None and absence.until is not None:
        parts.append(f"{until} {absence.until:%d.%m.%Y}")
    if absence is not None and absence.deputy:
        parts.append(f"{deputy} {absence.deputy}")
    return ", ".join(parts) or "—"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 200 else line[:197] + "..."

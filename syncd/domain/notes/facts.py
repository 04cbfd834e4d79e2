"""What note templates need to know of letters and cases, in one place for team and digest."""

from __future__ import annotations

from datetime import date, datetime

from syncd.domain.agency import Language
from syncd.domain.cases.case import Case
from syncd.domain.cases.correspondence import THEIRS, Correspondence
from syncd.domain.cases.record import ApprovalRecord, representative_of
from syncd.domain.client import ClientView
from syncd.domain.letter import Letter
from syncd.domain.mail.message import Address
from syncd.domain.mail.subject import base_subject
from syncd.domain.notes.names import dative, first_name, nominative
from syncd.domain.notes.names_in_text import holds_name
from syncd.domain.notes.wording import Words


def name_of(view: ClientView, address: Address) -> str:
    """How a person is called: as the config names them, else by the display name, else the address."""
    person = representative_of(view, address.addr_spec)
    manager = view.agency.manager_of(address.addr_spec)
    named = person or manager
    return named.name if named else address.display_name or address.addr_spec


def named_deputy(view: ClientView, deputy: str | None) -> str | None:
    """Who stands in, by the config's name where the words hold a representative's address or name, in any case."""
    if not deputy:
        return deputy
    for person in view.client.representatives:
        if person.email.casefold() in deputy.casefold():
            return f"{person.name}, {person.email}"
    if "@" in deputy:
        return deputy
    named = [person for person in view.client.representatives if holds_name(deputy, person.name)]
    return f"{named[0].name}, {named[0].email}" if len(named) == 1 else nominative(deputy)


def subject_of_letter(letter: Letter, words: Words) -> str:
    """The subject for people."""
    return base_subject(letter.subject) or ("без темы" if words.language is Language.RU else "no subject")


def written_day(view: ClientView, text: str) -> date | None:
    """The day a story's ISO date or moment names, in the agency's time zone; None for other words."""
    try:
        return view.calendar.local_date(datetime.fromisoformat(text)) if "T" in text else date.fromisoformat(text[:10])
    except ValueError:
        return None


def partner(mail: Correspondence, case: Case) -> Address | None:
    """The person of the client's side a case is about: who wrote, or to whom we wrote."""
    letter = case.letter
    if letter is None:
        return None
    if letter.side in THEIRS:
        return letter.from_
    return next((a for a in letter.to if mail.is_client_side(a)), None) or next(iter(mail.outside(letter)), None)


def whom_to_call(mail: Correspondence, case: Case, words: Words) -> str:
    """The partner's name as the call line needs it; empty where grammar is not certain."""
    address = partner(mail, case)
    if address is None:
        return ""
    name = name_of(mail.view, address)
    if words.language is Language.EN:
        return name
    return dative(name) or ""


def greeting_name(mail: Correspondence, case: Case) -> str:
    """The first name for a draft's greeting."""
    address = partner(mail, case)
    if address is None:
        return ""
    name = name_of(mail.view, address)
    return "" if "@" in name else first_name(name)


def in_sentence(quote: str) -> str:
    """Words of a letter as they stand in a sentence of ours, which has its own full stop."""
    return quote.removesuffix(".") if not quote.endswith("..") else quote


def thing_of(words: Words, record: ApprovalRecord | Case) -> str:
    """«медиаплан на июнь, версия 3»."""
    return words.thing(record.about, record.period, record.version)

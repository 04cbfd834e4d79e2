"""Templates into words: dates, plural forms, names of things. What a client reads is built of `ClientFacts` alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, get_month_names
from babel.numbers import format_decimal
from jinja2 import StrictUndefined, Template
from jinja2.exceptions import TemplateError
from jinja2.meta import find_undeclared_variables
from jinja2.sandbox import ImmutableSandboxedEnvironment

from syncd.domain.agency import Language, Subject
from syncd.domain.cases.topics import period_key, version_key

Table = Mapping[str, Mapping[str, str]]
Forms = Mapping[str, Mapping[str, str]]
_NUMBER, _DATE = re.compile(r"-?\d+(?:\.\d+)?"), re.compile(r"\d{4}-\d\d-\d\d")
_DAY = {Language.RU: "dd.MM", Language.EN: "d MMMM"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientFacts:
    """All that a client's template can see. It is filled from the values of that client alone."""

    thing: str = ""
    version: str = ""
    words: Mapping[str, str] | None = None
    author: str = ""
    at: datetime | None = None
    due: date | None = None
    start: date | None = None
    money: bool = False
    item: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Words:
    """One language: its templates and the forms of the things that are approved."""

    language: Language
    tables: Table
    subjects: Forms
    tz: ZoneInfo

    def team(self, section: str, name: str, /, **facts: object) -> str:
        """A text for the team. An unknown name or value is an error."""
        return self._template(section, name).render(facts).strip()

    def client(self, name: str, facts: ClientFacts) -> str:
        """A text for the client, from `ClientFacts` and nothing else."""
        return self._template("client", name).render({f.name: getattr(facts, f.name) for f in fields(facts)}).strip()

    def has(self, section: str, name: str) -> bool:
        """Whether there is such a template."""
        return name in self.tables.get(section, {})

    def forms(self, subject: Subject | None) -> Mapping[str, str]:
        """The grammatical forms of a thing to approve."""
        return self.subjects[subject.value if subject else "other"]

    def version(self, version: str | None) -> str:
        """«версия 3», or that none is named."""
        if not version:
            return self.tables["words"]["no_version"]
        number = ".".join(str(part) for part in version_key(version) or ()) or version
        return f"{self.tables['words']['version']} {number}"

    def thing(self, subject: Subject | None, period: str | None, version: str | None) -> str:
        """«медиаплан на июнь, версия 3» / "June media plan, version 3"."""
        forms, named = self.forms(subject), self._period(period)
        if not named:
            name = forms["nom"]
        elif self.language is Language.EN:
            name = f"{named} {forms['nom']}"
        else:
            name = f"{forms['nom']} {named if named.split()[0] in ('на', 'за', 'с') else forms['for'] + ' ' + named}"
        return f"{name}, {self.version(version)}"

    def _period(self, period: str | None) -> str:
        """A month by its name in this language, anything else as it was named."""
        key = period_key(period)
        if not key or not period:
            return ""
        if key.startswith("m") and key[1:].isdigit() and not any(c.isdigit() for c in period):
            names = get_month_names("wide", context="stand-alone", locale=self.language.value)
            return str(names[int(key[1:])])
        return period.strip()

    @cached_property
    def _environment(self) -> ImmutableSandboxedEnvironment:
        environment = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False)
        environment.filters.update(
            day=self.day, when=self.when, clock=self.clock, due_after=self.due_after, plural=self.plural,
            first_upper=lambda text: text[:1].upper() + text[1:],
        )  # fmt: skip
        return environment

    @cached_property
    def _compiled(self) -> dict[tuple[str, str], Template]:
        return {}

    def _template(self, section: str, name: str) -> Template:
        key = (section, name)
        if key not in self._compiled:
            self._compiled[key] = self._environment.from_string(self.tables[section][name])
        return self._compiled[key]

    def _local(self, at: date) -> date:
        return at.astimezone(self.tz) if isinstance(at, datetime) else at

    def day(self, at: date) -> str:
        """14.05 / 14 May."""
        return format_date(self._local(at), _DAY[self.language], locale=self.language.value)

    def cell(self, text: str) -> str:
        """What stands in a cell of a table: a number with its thousands apart, a date in this language's form."""
        number, _, unit = text.partition(" ")
        if _NUMBER.fullmatch(number) and len(unit) < 2:
            shown = format_decimal(Decimal(number), locale=self.language.value)
            return f"{shown}\N{NO-BREAK SPACE}{unit}" if unit else shown
        if _DATE.fullmatch(text):
            return self.day(date.fromisoformat(text))
        return text

    def clock(self, at: datetime) -> str:
        """15:42."""
        return f"{self._local(at):%H:%M}"

    def when(self, at: datetime) -> str:
        """14.05, 15:42 / 14 May, 15:42."""
        return f"{self.day(at)}, {self.clock(at)}"

    def due_after(self, due: datetime, at: datetime) -> str:
        """The hour alone on the same day, else day and hour."""
        return (
            self.clock(due) if self._local(due).timetuple()[:3] == self._local(at).timetuple()[:3] else self.when(due)
        )

    def plural(self, count: int, *forms: str) -> str:
        """The form that goes with this number: one, few, many (Russian) or one, other (English)."""
        rule = Locale.parse(self.language.value).plural_form(count)
        order = {"one": 0, "few": 1, "many": 2, "other": len(forms) - 1}
        return forms[min(order[rule], len(forms) - 1)]

    def problems(self, values: Callable[[str, str], Container[str]]) -> list[str]:
        """What is wrong with the templates: each as `section.name: what`. `values` names what one may use."""
        return [
            f"{section}.{name}: {what}"
            for section, names in self.tables.items()
            for name, source in names.items()
            for what in self._wrong_in(source, values(section, name))
        ]

    def _wrong_in(self, source: str, known: Container[str]) -> Iterator[str]:
        try:
            self._environment.from_string(source)
        except TemplateError as error:
            yield str(error)
            return
        for value in sorted(self.values_in(source)):
            if value not in known:
                yield f"there is no value {value}"

    def values_in(self, source: str) -> set[str]:
        """The values that a template uses."""
        return find_undeclared_variables(self._environment.parse(source))


@dataclass(frozen=True)
class Wording:
    """The words of all notes in every language, in the agency's time zone."""

    languages: Mapping[Language, Words]

    def __getitem__(self, language: Language) -> Words:
        return self.languages[language]

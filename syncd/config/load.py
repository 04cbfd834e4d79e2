"""Reads `syncd.toml` and `clients.d/*.toml`: CONTRACT's keys, their defaults, and what must hold between them."""

from __future__ import annotations

from datetime import time
from pathlib import Path
from zoneinfo import ZoneInfo

from syncd.config import read
from syncd.config.accounts import read_asana, read_fields, read_health, read_mailbox
from syncd.config.crosscheck import crosscheck
from syncd.config.table import Document, Table
from syncd.config.values import Config
from syncd.domain.agency import (
    Agency,
    Away,
    Category,
    Client,
    FieldMap,
    Language,
    Manager,
    NotePolicy,
    Publish,
    Representative,
    Sla,
    Stretch,
    Subject,
    WorkingWeek,
)
from syncd.domain.errors import ConfigError, Problem

DEFAULT_DATABASE = Path("/var/lib/syncd/syncd.db")
CLIENTS_FOLDER = "clients.d"


def load_config(path: Path) -> Config:
    """The whole configuration; raises ConfigError with every problem found, in the order of the files' lines."""
    problems: list[Problem] = []
    document = Document.read(path, problems)
    extras = [Document.read(extra, problems) for extra in sorted((path.parent / CLIENTS_FOLDER).glob("*.toml"))]
    config = _read_all(document, extras)
    crosscheck(config, document, extras)
    if any(problem.severity == "error" for problem in problems):
        raise ConfigError(tuple(sorted(problems, key=_place)))
    return Config(**{**{name: getattr(config, name) for name in Config.__slots__}, "warnings": tuple(problems)})


def _place(problem: Problem) -> tuple[str, int]:
    file, _, line = problem.where.rpartition(":")
    return file, int(line) if line.isdecimal() else 0


def _read_all(document: Document, extras: list[Document]) -> Config:
    with Table(document, (), document.data) as root:
        sla = _sla(root, "sla", Sla())
        with root.table("agency") as table:
            database = document.path.parent / table.optional(
                "database", lambda v: Path(read.some_text(v)), DEFAULT_DATABASE
            )
            page = table.optional("page", read.text, "")
            name, domains, zone, language, week, phrases = _agency_basics(table)
        asana = read_asana(root)
        managers = tuple(_manager(row) for row in root.tables("manager"))
        mailboxes = tuple(read_mailbox(row, document.path.parent) for row in root.tables("mailbox"))
        clients = [_client(row, sla, language, asana.fields) for row in root.tables("client")]
        with root.table("escalation") as table:
            head = table.optional("to", read.some_text, "")
        notes = _notes(root)
        with root.table("reports") as table:
            weekly = table.optional("weekly", read.moment(*read.DAYS), "fri 16:00")
            monthly = table.optional(
                "monthly", read.moment("first_working_day", "last_working_day"), "first_working_day 11:00"
            )
            hypotheses = table.optional("hypotheses", read.some_text, "Гипотезы")
            kpi = table.optional("kpi", read.some_text, "KPI")
        with root.table("watch") as table:
            deadline_check = table.optional("deadline_check", read.share, 0.35)
        health = read_health(root)
    for extra in extras:
        with Table(extra, (), extra.data) as root:
            clients += [_client(row, sla, language, asana.fields) for row in root.tables("client")]
    agency = Agency(
        name=name,
        domains=domains,
        timezone=zone,
        language=language,
        internal_project=asana.internal_project,
        week=week,
        managers=managers,
        clients=tuple(clients),
        head=head or None,
        notes=notes,
        phrases=phrases,
        deadline_check=deadline_check,
        weekly=weekly,
        monthly=monthly,
        mailbox_owners={mailbox.name: mailbox.user for mailbox in mailboxes},
        hypotheses=hypotheses,
        kpi=kpi,
    )
    return Config(
        path=document.path,
        agency=agency,
        database=database,
        page=document.path.parent / page if page else None,
        asana=asana,
        mailboxes=mailboxes,
        health=health,
        warnings=(),
    )


def _agency_basics(table: Table) -> tuple[str, tuple[str, ...], ZoneInfo, Language, WorkingWeek, tuple[str, ...]]:
    week = WorkingWeek(
        stretches=table.optional("working_hours", read.stretches, (Stretch(600, 1140),)),
        days=frozenset(table.optional("working_days", read.list_of(read.weekday), (0, 1, 2, 3, 4))),
        holidays=table.optional("holidays", read.country, "RU"),
        extra_days_off=frozenset(table.optional("extra_days_off", read.list_of(read.day), ())),
        extra_workdays=frozenset(table.optional("extra_workdays", read.list_of(read.day), ())),
    )
    if not week.days:
        table.problem("working_days", "working_days is empty: no clock would ever run", "name at least one day")
    return (
        table.required("name", read.some_text, ""),
        table.required("domains", read.list_of(read.domain), ()),
        table.optional("timezone", read.zone, ZoneInfo("Europe/Moscow")),
        table.optional("language", read.choice(Language), Language.RU),
        week,
        table.optional("phrases", read.list_of(read.some_text), ()),
    )


def _manager(table: Table) -> Manager:
    with table:
        emails = table.required("emails", read.list_of(read.email), ())
        return Manager(
            name=table.required("name", read.some_text, ""),
            emails=emails,
            asana_user=table.optional("asana_user", read.some_text, emails[0] if emails else ""),
            deputy=table.optional("deputy", read.email, "") or None,
            away=tuple(_away(row) for row in table.tables("away")),
        )


def _away(table: Table) -> Away:
    with table:
        away = Away(table.required("from", read.day, _NO_DAY), table.required("to", read.day, _NO_DAY))
        if away.last < away.first:
            table.problem("to", "the absence ends before it begins", "swap the two days")
        return away


_NO_DAY = read.day("2000-01-01")


def _client(table: Table, sla: Sla, language: Language, fields: FieldMap) -> Client:
    with table:
        return Client(
            name=table.required("name", read.some_text, ""),
            project=table.required("project", read.gid, ""),
            manager=table.required("manager", read.email, ""),
            domains=table.optional("domains", read.list_of(read.domain), ()),
            language=table.optional("language", read.choice(Language), language),
            category=table.optional("category", read.choice(Category), Category.PROTECT),
            representatives=tuple(_representative(row) for row in table.tables("representatives")),
            sla=_sla(table, "sla", sla),
            fields=read_fields(table, fields),
            scope=table.optional("scope", read.list_of(read.some_text), ()),
            phrases=table.optional("phrases", read.list_of(read.some_text), ()),
        )


def _representative(table: Table) -> Representative:
    with table:
        return Representative(
            name=table.required("name", read.some_text, ""),
            email=table.required("email", read.email, ""),
            approves=frozenset(table.optional("approves", read.list_of(read.choice(Subject)), ())),
        )


def _sla(parent: Table, key: str, default: Sla) -> Sla:
    with parent.table(key) as table:
        return Sla(
            first_reply=table.optional("first_reply", read.work_span, default.first_reply),
            follow_up=table.optional("follow_up", read.work_span, default.follow_up),
            client_silence=table.optional("client_silence", read.work_span, default.client_silence),
            approval_silence=table.optional("approval_silence", read.work_span, default.approval_silence),
            urgent=table.optional("urgent", read.work_span, default.urgent),
            warn_at=table.optional("warn_at", read.share, default.warn_at),
        )


def _notes(root: Table) -> NotePolicy:
    with root.table("notes") as table:
        return NotePolicy(
            client_visible=table.optional("client_visible", read.flag, True),
            quiet=table.optional("quiet_hours", read.quiet, (time(19), time(10))),
            urgent_anytime=table.optional("urgent_anytime", read.flag, False),
            publish_reports=table.optional("publish_reports", read.choice(Publish), Publish.AFTER_REVIEW),
        )

"""An agency that only mirrors Asana, with one client's project and the history of a week in it."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from syncd.cli.frame import main
from syncd.demo.asana import AsanaSimulator
from syncd.demo.asana.model import Project, StatusUpdate, Task
from syncd.demo.asana.people import Person
from syncd.demo.asana.rich_text import to_plain

ANNA = "anna.orlova@agency.example"
PETR = "petr.ilin@agency.example"
OLGA = "olga.zhukova@client1.example"
MOSCOW = ZoneInfo("Europe/Moscow")

CONFIG = """\
[agency]
name = "Example Agency"
domains = ["agency.example"]
timezone = "Europe/Moscow"
database = "{home}/syncd.db"

[asana]
token = {{ file = "{home}/asana.token" }}
workspace = "{workspace}"
internal_project = "{internal}"
base_url = "{base_url}"

[[manager]]
name = "Анна Орлова"
emails = ["{anna}"]
asana_user = "{anna}"

[[manager]]
name = "Пётр Ильин"
emails = ["{petr}"]

[[client]]
name = "Лунный Кот"
project = "{project}"
manager = "{anna}"
domains = ["client1.example"]
representatives = [ {{ name = "Ольга Жукова", email = "{olga}", approves = ["media_plan"] }} ]

[[client]]
name = "Тихий Берег"
project = "{other}"
manager = "{petr}"
domains = ["client2.example"]

[notes]
publish_reports = "after_review"
"""


def at(text: str) -> datetime:
    """`14.05 15:42` of 2026 in Moscow."""
    return datetime.strptime(f"2026 {text}", "%Y %d.%m %H:%M").replace(tzinfo=MOSCOW)


@dataclass
class ReportOffice:
    home: Path
    asana: AsanaSimulator
    internal: Project = field(init=False)
    project: Project = field(init=False)
    other: Project = field(init=False)

    def __post_init__(self) -> None:
        sections = ["Бэклог", "В работе", "Готово", "Гипотезы", "KPI"]
        with self.asana.clock.at(at("01.04 10:00")):
            for name, email in (("Анна Орлова", ANNA), ("Пётр Ильин", PETR), ("Ольга Жукова", OLGA)):
                self.asana.add_user(name, email)
            self.internal = self.asana.add_project("Работа с почтой", members=[ANNA, PETR])
            self.project = self.asana.add_project("Лунный Кот", members=[ANNA, OLGA], sections=sections)
            self.other = self.asana.add_project("Тихий Берег", members=[PETR])
            for project, who in ((self.project, ANNA), (self.other, PETR)):  # long done: work goes on in both
                person = self.asana.person(who)
                person.complete(person.create_task(project, "Договор"))
        (self.home / "asana.token").write_text(self.asana.token)
        self.config.write_text(
            CONFIG.format(
                home=self.home, workspace=self.asana.workspace, internal=self.internal.gid, project=self.project.gid,
                other=self.other.gid, base_url=self.asana.base_url, anna=ANNA, petr=PETR, olga=OLGA,
            ),
            "utf-8",
        )  # fmt: skip

    @property
    def config(self) -> Path:
        return self.home / "syncd.toml"

    def change_config(self, old: str, new: str) -> None:
        text = self.config.read_text("utf-8")
        assert old in text
        self.config.write_text(text.replace(old, new), "utf-8")

    @contextmanager
    def then(self, when: str, who: str = ANNA) -> Iterator[Person]:
        """Somebody at work in Asana at a moment."""
        with self.asana.clock.at(at(when)):
            yield self.asana.person(who)

    def task(self, when: str, name: str, section: str = "Бэклог", **data: Any) -> Task:
        with self.then(when) as anna:
            return anna.create_task(self.project, name, section=section, **data)

    def run(self, *words: str, expect: int | None = 0) -> str:
        """A command in this process, which starts sooner; what it printed. `expect` None: any exit code will do."""
        printed = io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True)
        with redirect_stdout(printed):
            code = main([*words, "--config", str(self.config)])
        text = printed.buffer.getvalue().decode("utf-8")  # type: ignore[attr-defined] - a BytesIO
        assert expect in (None, code), f"exit {code}\n{text}"
        return text

    def once(self, when: str, *words: str, expect: int | None = 0) -> list[dict[str, Any]]:
        """One cycle as of a moment, by Asana's clock too; the reports' notes that it has to tell of."""
        with self.asana.clock.at(at(when)):
            found = json.loads(self.run("once", "--as-of", at(when).isoformat(), "--json", *words, expect=expect))
        notes: list[dict[str, Any]] = [note for note in found["notes"] if note["kind"] == "report"]
        return notes

    def report(self, when: str, kind: str = "weekly", *words: str, expect: int | None = 0) -> dict[str, Any]:
        """`syncd report --json`, as of a moment."""
        with self.asana.clock.at(at(when)):
            found: dict[str, Any] = json.loads(self.run(*self._report(when, kind), "--json", *words, expect=expect))
        return found

    def printed(self, when: str, kind: str = "weekly") -> str:
        """`syncd report` for a person."""
        return self.run(*self._report(when, kind))

    def _report(self, when: str, kind: str) -> list[str]:
        return ["report", kind, "--client", "Лунный Кот", "--as-of", at(when).isoformat()]

    def reviews(self) -> list[Task]:
        """The approval tasks in the internal project."""
        return [task for task in self.asana.tasks_in(self.internal) if task.resource_subtype == "approval"]

    def published(self, project: Project | None = None) -> list[StatusUpdate]:
        """The daemon's status updates in the client's project."""
        gid = (project or self.project).gid
        return [
            status
            for status in self.asana.state.all(StatusUpdate)
            if status.parent == gid and status.created_by == self.asana.bot.gid
        ]

    def comments_on(self, task: Task) -> list[str]:
        stories = [self.asana.state.things[gid] for gid in task.stories]
        return [to_plain(s.html_text) for s in stories if s.resource_subtype == "comment_added"]


def notes_of(task: Task) -> str:
    return to_plain(task.html_notes)


def a_week(office: ReportOffice) -> dict[str, Task]:
    """Seven days to Friday 15.05 16:00; a task for each way in which one can stand."""
    tasks = {
        "working": office.task("20.04 12:00", "Баннеры для РСЯ", due_on="2026-05-14", assignee=PETR),
        "progress": office.task("20.04 12:00", "Тексты объявлений", due_on="2026-05-20", assignee=PETR),
        "done": office.task("20.04 12:00", "Медиаплан на июнь", due_on="2026-05-15"),
        "long done": office.task("20.04 12:00", "Аудит рекламы", due_on="2026-04-30"),
        "moved": office.task("20.04 12:00", "Посадочная страница", due_on="2026-05-15"),
        "moved, no reason": office.task("20.04 12:00", "Съёмка ролика", due_on="2026-05-18"),
        "later": office.task(
            "20.04 12:00", "Ретаргетинг", due_on="2026-06-10", notes="Запуск после согласования медиаплана на июнь."
        ),
        "blocked": office.task("20.04 12:00", "Отчёт по ретаргетингу", due_on="2026-06-20"),
        "owed": office.task(
            "20.04 12:00", "Логотип в кривых", due_on="2026-05-19", assignee=OLGA,
            notes="20.05 площадка закрывает приём материалов.",
        ),
        "new": office.task(
            "13.05 12:00", "Квиз на сайте", due_on="2026-05-29", notes="Зачем: снизить стоимость заявки.\nТри вопроса."
        ),
        "new, no why": office.task("13.05 13:00", "Иконки для соцсетей", due_on="2026-05-29"),
    }  # fmt: skip
    with office.then("30.04 12:00") as anna:
        anna.complete(tasks["long done"])
    with office.then("12.05 11:00", PETR) as petr:
        petr.move_to_section(tasks["working"], office.project, "В работе")
        petr.comment(tasks["progress"], "Готовы 12 из 20 текстов.")
    with office.then("13.05 15:00") as anna:
        anna.move_due(tasks["working"], at("22.05 00:00").date())
        anna.complete(tasks["done"])
        anna.move_due(tasks["moved"], at("05.06 00:00").date())
        anna.comment(tasks["moved"], "Перенесли на июнь: ждём фирменный стиль от дизайнера бренда.")
        anna.move_due(tasks["moved, no reason"], at("15.06 00:00").date())
        anna.comment(tasks["moved, no reason"], "Оператор занят, стоит в очереди на студию.")
        tasks["blocked"].dependencies.append(tasks["later"].gid)
    return tasks


@contextmanager
def report_office(folder: Path) -> Iterator[ReportOffice]:
    home = folder / "home"
    home.mkdir()
    with AsanaSimulator(requests_per_minute=None) as asana:
        yield ReportOffice(home, asana)

"""The agency's and the clients' people. All are invented, all write from `*.example`."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date

from syncd.demo.letters.cast import Person

AGENCY = "agency.example"
PROGRAMS = ("gmail", "outlook", "yandex", "mailru", "apple", "iphone", "thunderbird", "thebat")
CATEGORIES = ("strengthen", "invest", "invest_in_loyal", "protect", "earn", "reconsider", "")
FACTORS = {
    "strengthen": 0.5,
    "invest": 0.75,
    "invest_in_loyal": 0.75,
    "protect": 1.0,
    "": 1.0,
    "earn": 1.5,
    "reconsider": 2.0,
}

_MANAGERS = (
    "Анна Орлова", "Пётр Ильин", "Мария Соколова", "Денис Кравцов", "Юлия Зорина", "Олег Мартынов", "Вера Ланская",
    "Глеб Панин", "Алла Шумова", "Роман Верхов",
)  # fmt: skip
_LATIN = {
    "Анна Орлова": "anna.orlova", "Пётр Ильин": "petr.ilin", "Мария Соколова": "maria.sokolova",
    "Денис Кравцов": "denis.kravtsov", "Юлия Зорина": "yulia.zorina", "Олег Мартынов": "oleg.martynov",
    "Вера Ланская": "vera.lanskaya", "Глеб Панин": "gleb.panin", "Алла Шумова": "alla.shumova",
    "Роман Верхов": "roman.verkhov", "Виктор Лебедев": "viktor.lebedev",
}  # fmt: skip
_RU_WOMEN = ("Ольга", "Марина", "Елена", "Ирина", "Татьяна", "Светлана", "Наталья", "Ксения", "Дарья", "Полина")
_RU_MEN = ("Игорь", "Сергей", "Андрей", "Никита", "Павел", "Максим", "Артём", "Тимур", "Фёдор", "Борис")
_RU_LAST = (
    "Жуков",
    "Белов",
    "Рогов",
    "Тарасов",
    "Громов",
    "Чернов",
    "Власов",
    "Носков",
    "Лапин",
    "Горин",
    "Титов",
    "Юдин",
)
_EN_FIRST = ("Helen", "Mark", "Sophie", "Daniel", "Grace", "Oliver", "Emma", "Thomas", "Nora", "Lewis")
_EN_LAST = ("Marsh", "Porter", "Whitfield", "Barnes", "Holloway", "Quinn", "Ashdown", "Fletcher", "Lowe", "Granger")
_TRANSLIT = dict(zip("абвгдезийклмнопрстуфхыэёжчшщюяьъц", [*"abvgdeziyklmnoprstufhyee", "zh", "ch", "sh", "sch", "yu", "ya", "", "", "ts"], strict=True))  # fmt: skip
_CLIENTS_RU = (
    "Лунный Кот", "Северный берег", "Корка", "Орбита", "Вектор-Строй", "Тёплый дом", "Синяя птица", "Гранит", "Подсолнух",
    "Чайная лавка", "Морозко", "Дубрава", "Ветеран-Мед", "Кедр", "Новая линия", "Фабрика снов", "Пчела", "Маяк", "Ромашка", "Арсенал",
    "Планета детства", "Золотой ключ", "Тихая роща", "Белый парус",
)  # fmt: skip
_CLIENTS_EN = (
    "Brightwater Clinics", "Copperfield Bikes", "Nordlight Travel", "Applegate Foods", "Stonebridge Homes",
    "Larkspur Books", "Greenway Solar", "Fairholt Bank", "Redwing Shoes", "Quayside Hotels",
)  # fmt: skip


@dataclass(frozen=True)
class Manager:
    """A manager with a mailbox; `away` is the vacation the config knows of."""

    person: Person
    name: str
    away: tuple[date, date] | None = None

    @property
    def email(self) -> str:
        return self.person.email


@dataclass
class Client:
    """A client: the first representative may approve everything, the second creative things, the third nothing."""

    name: str
    domain: str
    language: str
    category: str
    manager: Manager
    deputy: Manager
    chief: Person
    brand: Person
    clerk: Person
    approves: dict[str, tuple[str, ...]]
    words: list[str] = field(default_factory=list)  # campaign names not used yet

    @property
    def factor(self) -> float:
        return FACTORS[self.category]

    @property
    def people(self) -> tuple[Person, ...]:
        return self.chief, self.brand, self.clerk


HEAD = Person("Виктор Лебедев", f"viktor.lebedev@{AGENCY}", "gmail", "В. Лебедев")
EVERYTHING = ("media_plan", "creative", "budget", "content_plan", "landing", "report")
CREATIVE = ("creative", "content_plan", "landing")


def managers(count: int) -> list[Manager]:
    """The agency's account managers, each with a mail program and a signature of their own."""
    found = []
    for number, name in enumerate(_MANAGERS[:count]):
        signature = f"С уважением,\n{name}\nаккаунт-менеджер, Example Agency\n+7 495 000-00-{10 + number}"
        person = Person(name, f"{_LATIN[name]}@{AGENCY}", PROGRAMS[number % len(PROGRAMS)], signature)
        found.append(Manager(person, _LATIN[name].partition(".")[0]))
    return found


def clients(count: int, staff: list[Manager], campaigns: tuple[str, ...], rng: random.Random) -> list[Client]:
    """Every fourth client writes English; categories, programs and names are drawn."""
    found = []
    for number in range(count):
        english = number % 4 == 2 and number // 4 < len(_CLIENTS_EN)
        name = _CLIENTS_EN[number // 4] if english else _CLIENTS_RU[number - (number + 1) // 4]
        domain = f"client{number + 1}.example"
        manager = staff[number % len(staff)]
        people = _people(name, domain, english=english, rng=rng)
        words = rng.sample(campaigns, len(campaigns))
        found.append(
            Client(
                name, domain, "en" if english else "ru", CATEGORIES[number % len(CATEGORIES)], manager,
                staff[(number + 1) % len(staff)], *people,
                approves={people[0].email: EVERYTHING, people[1].email: CREATIVE, people[2].email: ()}, words=words,
            )
        )  # fmt: skip
    return found


def _people(client: str, domain: str, *, english: bool, rng: random.Random) -> list[Person]:
    people = []
    firsts = rng.sample(_EN_FIRST if english else (*_RU_WOMEN, *_RU_MEN), 3)
    lasts = rng.sample(_EN_LAST if english else _RU_LAST, 3)
    for first, last in zip(firsts, lasts, strict=True):
        full = f"{first} {last}" + ("а" if first in _RU_WOMEN else "")
        local = ".".join("".join(_TRANSLIT.get(letter, letter) for letter in word) for word in full.casefold().split())
        regards, language = (
            ("Kind regards,", "en") if english else (rng.choice(("С уважением,", "--", "Хорошего дня!")), "ru")
        )
        program = rng.choice(PROGRAMS)
        signature = "" if program == "iphone" else f"{regards}\n{full}\n{client}"
        people.append(Person(full, f"{local}@{domain}", program, signature, language))
    return people

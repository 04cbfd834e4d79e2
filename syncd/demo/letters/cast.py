"""Everybody who writes in the demo world, with the mail program each uses. All are invented."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Person:
    """One writer. `program` names a layout; `signature` ends each letter."""

    name: str
    email: str
    program: str
    signature: str = ""
    language: str = "ru"

    @property
    def domain(self) -> str:
        return self.email.rpartition("@")[2]


AGENCY = "agency.example"

ANNA = Person(
    "Анна Орлова",
    "anna.orlova@agency.example",
    "gmail",
    "С уважением,\nАнна Орлова\nаккаунт-менеджер, Example Agency\n+7 495 000-00-11",
)
PETR = Person(
    "Пётр Ильин",
    "petr.ilin@agency.example",
    "thunderbird",
    "-- \nПётр Ильин\nExample Agency\n+7 495 000-00-12",
)
MARIA = Person(
    "Мария Соколова",
    "maria.sokolova@agency.example",
    "outlook",
    "С уважением,\nМария Соколова | Maria Sokolova\nExample Agency",
)
VIKTOR = Person("Виктор Лебедев", "viktor.lebedev@agency.example", "gmail", "В. Лебедев")
DASHA = Person("Дарья Нечаева", "darya.nechaeva@agency.example", "gmail", "Даша")

OLGA = Person(
    "Ольга Жукова",
    "olga.zhukova@lunny-kot.example",
    "outlook",
    "С уважением,\nОльга Жукова\nдиректор по маркетингу, «Лунный Кот»",
)
MARINA = Person("Марина Белова", "marina.belova@lunny-kot.example", "iphone", "")
NIKITA = Person(
    "Никита Рогов", "nikita.rogov@lunny-kot.example", "yandex", "--\nНикита Рогов\nинтернет-маркетолог, «Лунный Кот»"
)

IGOR = Person(
    "Игорь Тарасов", "igor.tarasov@severny-bereg.example", "mailru", "--\nИгорь Тарасов\nкоммерческий директор"
)
ELENA = Person(
    "Елена Громова",
    "elena.gromova@severny-bereg.example",
    "yandex",
    "-- \nС уважением,\nЕлена Громова\nотель «Северный берег»",
)

HELEN = Person(
    "Helen Marsh",
    "helen.marsh@brightwater.example",
    "outlook",
    "Kind regards,\nHelen Marsh\nHead of Marketing, Brightwater Clinics\n\nThis e-mail and any attachment are "
    "confidential and intended solely for the named recipient. Nothing in it is approved or agreed unless confirmed "
    "in a signed contract.",
    "en",
)
TOM = Person("Tom Reed", "tom.reed@brightwater.example", "apple", "Best,\nTom", "en")

ALEXEY = Person("Алексей Дронов", "a.dronov@korka.example", "iphone", "")
SVETLANA = Person("Светлана Ким", "s.kim@orbita-fit.example", "gmail", "Светлана Ким\nфитнес-клуб «Орбита»")
DENIS = Person("Денис Волков", "d.volkov@orbita-fit.example", "apple", "Денис")
DMITRY = Person(
    "Дмитрий Панов",
    "panov@vektor-stroy.example",
    "thebat",
    "-- \nС уважением,\n Дмитрий                mailto:panov@vektor-stroy.example",
)
GALINA = Person(
    "Галина Сомова", "buh@vektor-stroy.example", "outlook", "Галина Сомова\nглавный бухгалтер\nООО «Вектор Строй»"
)

KATYA = Person("Катя", "katya.private@mail.example", "iphone", "")
GLEB = Person("Глеб Осин", "gleb.osin@startap.example", "gmail", "Глеб")

PEOPLE = {
    person.email: person
    for person in (
        ANNA, PETR, MARIA, VIKTOR, DASHA, OLGA, MARINA, NIKITA, IGOR, ELENA, HELEN, TOM, ALEXEY, SVETLANA, DENIS,
        DMITRY, GALINA, KATYA, GLEB,
    )
}  # fmt: skip
MANAGERS = (ANNA, PETR, MARIA)


@dataclass(frozen=True, slots=True)
class Company:
    """A client as the config names it. `approves` by the representative's e-mail."""

    key: str
    name: str
    domain: str
    manager: Person
    category: str
    language: str
    approves: dict[str, tuple[str, ...]]
    watch: tuple[Person, ...]  # who of them is a guest in the project


COMPANIES = (
    Company(
        "kot",
        "Лунный Кот",
        "lunny-kot.example",
        ANNA,
        "strengthen",
        "ru",
        {OLGA.email: ("media_plan", "budget", "report"), MARINA.email: ("creative", "content_plan", "landing")},
        (OLGA, MARINA),
    ),
    Company(
        "bereg",
        "Северный берег",
        "severny-bereg.example",
        PETR,
        "protect",
        "ru",
        {IGOR.email: ("media_plan", "budget"), ELENA.email: ("budget", "creative", "landing")},
        (IGOR, ELENA),
    ),
    Company(
        "bright",
        "Brightwater Clinics",
        "brightwater.example",
        MARIA,
        "invest",
        "en",
        {HELEN.email: ("media_plan", "budget", "content_plan", "landing"), TOM.email: ("report",)},
        (HELEN, TOM),
    ),
    Company("korka", "Корка", "korka.example", ANNA, "earn", "ru", {ALEXEY.email: ("media_plan", "budget")}, (ALEXEY,)),
    Company(
        "orbita",
        "Орбита",
        "orbita-fit.example",
        MARIA,
        "reconsider",
        "ru",
        {SVETLANA.email: ("content_plan", "creative", "media_plan", "budget"), DENIS.email: ()},
        (SVETLANA,),
    ),
    Company(
        "vektor",
        "Вектор Строй",
        "vektor-stroy.example",
        PETR,
        "invest_in_loyal",
        "ru",
        {DMITRY.email: ("media_plan", "budget", "landing"), GALINA.email: ()},
        (DMITRY,),
    ),
)

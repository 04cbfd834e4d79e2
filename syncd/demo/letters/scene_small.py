"""Three smaller clients: «Корка» (silence, junk, a bounce), «Орбита» (a promise of ours), «Вектор Строй» (old charset)."""

from __future__ import annotations

from syncd.demo.letters.cast import ALEXEY, ANNA, DENIS, DMITRY, GALINA, MARIA, PETR, SVETLANA
from syncd.demo.letters.script import Item, Machine, Script, pdf, png, xlsx

KORKA: list[Item] = [
    Script("korka-plan", ANNA, (ALEXEY,), -4, "12:15", """
Алексей, добрый день!

Во вложении медиаплан на {month}, версия 1. Просим согласовать: старт {d+3}, площадкам нужно два дня.
""", subject="Медиаплан на {month}, версия 1", files=(xlsx("media_plan_korka_v1.xlsx"),)),
    Script("korka-hours", ALEXEY, (ANNA,), -6, "13:20", """
Анна, с понедельника открываемся в 8 утра. Поменяйте, пожалуйста, часы в карточках на картах.
""", subject="Часы работы"),
    Script("korka-hours-done", ANNA, (ALEXEY,), -6, "15:00", """
Алексей, готово: часы обновлены в Яндекс Картах и 2ГИС.
""", answers="korka-hours"),
    Script("korka-hours-thanks", ALEXEY, (ANNA,), -6, "15:20", "Супер, спасибо!", answers="korka-hours-done"),
    Script("korka-junk", ALEXEY, (ANNA,), -1, "09:10", """
Анна, скиньте, пожалуйста, счёт за {last_month} ещё раз, бухгалтер потеряла.
""", subject="Счёт", folder="Spam"),
    Script("korka-photo", ANNA, (ALEXEY,), -2, "11:00", """
Алексей, добрый день! Фотограф свободен {d+2}. Подойдёт ли вам этот день?
""", subject="Съёмка хлеба"),
    Machine("korka-bounce", "bounce", "Mail Delivery System <mailer-daemon@agency.example>", ANNA, -2, "11:01",
            "Undelivered Mail Returned to Sender", """
This is the mail system at mx.agency.example. Your message could not be delivered: no such user.
""", about="korka-photo"),
]  # fmt: skip

ORBITA: list[Item] = [
    Script("orbita-content", MARIA, (SVETLANA,), -9, "12:30", """
Светлана, добрый день!

Контент-план на {month} во вложении. Просим согласовать контент-план на {month}.
""", subject="Контент-план на {month}", files=(pdf("content_plan.pdf"),)),
    Script("orbita-content-approved", SVETLANA, (MARIA,), -8, "11:45", "Согласовано.", answers="orbita-content"),
    Script("orbita-post", SVETLANA, (MARIA,), -3, "15:10", """
Мария, в посте про йогу замените, пожалуйста, фото и телефон: сейчас старый номер клуба.
""", subject="Пост про йогу", files=(png("yoga.png"),)),
    Script("orbita-post-holding", MARIA, (SVETLANA,), -3, "16:00", """
Светлана, приняли, вернёмся завтра с исправленным постом.
""", answers="orbita-post"),
    Script("orbita-new", DENIS, (MARIA,), 0, "10:20", """
Мария, добрый день! Сколько будет стоить добавить рекламу в лифтах на {month}? Нужна оценка для директора.
""", subject="Реклама в лифтах"),
    Script("orbita-later", SVETLANA, (MARIA,), -1, "18:20", """
Мария, макет абонементов посмотрю завтра, сегодня весь день в зале.
""", subject="Макет абонементов"),
    Machine("orbita-news", "newsletter", "Фитнес-клуб Орбита <news@orbita-fit.example>", MARIA, -2, "10:00",
            "Скидка 20 % на абонемент до конца недели", """
Только до воскресенья: абонемент на год со скидкой 20 %.
Отписаться можно по ссылке в письме.
"""),
    Script("orbita-stats", SVETLANA, (MARIA,), -12, "14:00", """
Мария, пришлите, пожалуйста, статистику по охватам за {last_month}.
""", subject="Охваты"),
    Script("orbita-stats-answer", MARIA, (SVETLANA,), -12, "16:45", """
Светлана, добрый день! Таблица по охватам во вложении.
""", answers="orbita-stats", files=(xlsx("reach.xlsx"),)),
]  # fmt: skip

VEKTOR: list[Item] = [
    Script("vektor-crane", DMITRY, (PETR,), -2, "12:50", """
Пётр, добрый день!

Подскажите, когда появится реклама второй очереди? Отдел продаж спрашивает каждый день.
""", subject="Вторая очередь", charset="cp1251", declared=False),
    Script("vektor-budget", PETR, (DMITRY,), -6, "16:20", """
Дмитрий, добрый день!

Бюджет на {month}: 480 000 рублей, разбивка во вложении. Просим согласовать бюджет.
""", subject="Бюджет на {month}", files=(xlsx("budget.xlsx"),)),
    Script("vektor-budget-bookkeeper", GALINA, (PETR,), -5, "10:05", """
Добрый день!

Бюджет на {month} согласован, счёт можно выставлять.
""", answers="vektor-budget", cc=(DMITRY,)),
    Script("vektor-contract", PETR, (DMITRY,), -2, "10:40", """
Дмитрий, договор на вторую очередь отправил курьером, трек-номер в приложении.
""", subject="Договор", files=(pdf("courier.pdf"),)),
    Script("vektor-forged", DMITRY, (PETR,), -1, "15:50", """
Пётр, бюджет на {month} согласован.
""", subject="Бюджет на {month}", forged=True),
    Script("vektor-plan-ready", DMITRY, (PETR,), -10, "11:30", """
Пётр, план работ на квартал получил, изучаю. Вопросов пока нет.
""", subject="План на квартал"),
    Machine("vektor-1c", "notification", "1С <robot@vektor-stroy.example>", PETR, -4, "08:00",
            "Сформирован акт сверки", "Это автоматическое сообщение, не отвечайте на него. Акт сверки сформирован."),
    Script("vektor-meeting", DMITRY, (PETR,), -7, "15:00", """
Пётр, приглашаю обсудить вторую очередь.
""", subject="Встреча по второй очереди", invitation="REQUEST"),
]  # fmt: skip

LETTERS: list[Item] = [*KORKA, *ORBITA, *VEKTOR]

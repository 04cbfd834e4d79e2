"""«Северный берег», Petr's hotel: two people who contradict each other, an answer from a colleague's mailbox."""

from __future__ import annotations

from syncd.demo.letters.cast import ANNA, ELENA, IGOR, PETR, VIKTOR
from syncd.demo.letters.script import Item, Machine, Script, pdf

LETTERS: list[Item] = [
    Script("bereg-budget", PETR, (IGOR, ELENA), -5, "12:00", """
Игорь, Елена, добрый день!

Предлагаем перенести 30 % бюджета на {month} из поиска в VK Рекламу: там заявки дешевле на четверть.
Просим согласовать бюджет.
""", subject="Бюджет на {month}: перенос в VK"),
    Script("bereg-budget-yes", IGOR, (PETR,), -4, "10:20", """
Пётр, добрый день! Бюджет на {month} согласован, можно переносить 30 % в VK.
""", answers="bereg-budget", cc=(ELENA,)),
    Script("bereg-budget-no", ELENA, (PETR,), -3, "16:45", """
Пётр, здравствуйте!

Я против переноса. Бюджет не согласовываю, оставляем прежнюю схему: поиск приносит нам бронирования.
""", answers="bereg-budget", cc=(IGOR,)),
    Machine("petr-away", "auto_reply", "Пётр Ильин <petr.ilin@agency.example>", ELENA, -3, "16:46",
            "Автоответ: Бюджет на {month}: перенос в VK", """
Здравствуйте! Сегодня весь день на площадке, почту читаю вечером. Срочное: Анна Орлова, +7 495 000-00-11.
""", about="bereg-budget-no"),
    Script("bereg-logo", PETR, (ELENA,), -5, "15:30", """
Елена, добрый день!

Пришлите, пожалуйста, логотип в кривых и фото новых номеров. Ждём до {d-2}: {d-1} площадка закрывает приём материалов.
""", subject="Материалы для журнала"),
    Machine("bereg-absence", "auto_reply", "Елена Громова <elena.gromova@severny-bereg.example>", PETR, -5, "15:31",
            "Автоответ: Материалы для журнала", """
Здравствуйте! Я в отпуске до {d-4}. По срочным вопросам пишите Игорю Тарасову: igor.tarasov@severny-bereg.example.
""", about="bereg-logo"),
    Script("bereg-when-report", ELENA, (PETR,), -3, "11:10", """
Пётр, добрый день! Когда будет отчёт за {last_month}? Он нужен к совещанию.
""", subject="Отчёт за {last_month}", cc=(ANNA,)),
    Script("bereg-report-by-anna", ANNA, (ELENA,), -3, "12:25", """
Елена, добрый день! Пётр сегодня на площадке, отвечаю за него: отчёт во вложении, вопросы можно задать мне.
""", answers="bereg-when-report", cc=(PETR,), files=(pdf("report_{last_month_en}.pdf"),)),
    Script("bereg-landing", ELENA, (PETR,), -1, "11:40", """
Пётр, успеваем ли с лендингом к пятнице? И поправьте, пожалуйста, телефон в шапке: последние цифры 45-67.
""", subject="Лендинг к сезону"),
    Script("bereg-fresh", IGOR, (PETR,), 0, "15:35", """
Пётр, какой сейчас остаток на кабинете VK? Хватит до конца недели?
""", subject="Остаток на кабинете"),
    Script("bereg-call", PETR, (IGOR, ELENA), -8, "18:05", """
Игорь, Елена, спасибо за созвон! Договорились: до {d-6} мы готовим два варианта заголовков, вы присылаете фото бассейна.
""", subject="Итоги созвона", cc=(VIKTOR,)),
    Script("bereg-call-photos", ELENA, (PETR,), -7, "10:15", """
Фото бассейна во вложении.
""", answers="bereg-call", files=(pdf("pool.pdf"),)),
    Script("bereg-call-photos-answer", PETR, (ELENA,), -7, "10:40", """
Елена, спасибо, фото получили, отличные. Заголовки пришлём {d-6}.
""", answers="bereg-call-photos"),
    Script("bereg-headlines", PETR, (ELENA, IGOR), -6, "17:00", """
Игорь, Елена, оба варианта заголовков во вложении. Выберем на пробном запуске.
""", answers="bereg-call-photos-answer", subject="Re: Итоги созвона", files=(pdf("headlines.pdf"),)),
    Machine("bereg-accepted", "calendar", "Игорь Тарасов <igor.tarasov@severny-bereg.example>", PETR, -9, "13:00",
            "Принято: Созвон по сезону", "Игорь Тарасов принял приглашение."),
]  # fmt: skip

"""What else lies in managers' mailboxes: colleagues, private letters, strangers, machines."""

from __future__ import annotations

from syncd.demo.letters.cast import ANNA, DASHA, GLEB, KATYA, MARIA, PETR, VIKTOR
from syncd.demo.letters.script import Item, Machine, Script, pdf

LETTERS: list[Item] = [
    Script("office-plan", VIKTOR, (ANNA, PETR, MARIA), -8, "10:00", """
Коллеги, в пятницу в 17:00 планёрка. Подготовьте, пожалуйста, цифры по своим клиентам.
""", subject="Планёрка"),
    Script("office-plan-anna", ANNA, (VIKTOR,), -8, "10:25", "Виктор, цифры подготовлю к четвергу.",
           answers="office-plan"),
    Script("office-banners", DASHA, (ANNA,), -5, "17:30", """
Аня, новый фон для баннеров готов, лежит в задаче.
""", subject="Баннеры Кота"),
    Script("office-banners-thanks", ANNA, (DASHA,), -5, "17:45", "Даша, огонь, спасибо!", answers="office-banners"),
    Script("office-cover", PETR, (ANNA,), -4, "18:30", """
Аня, завтра весь день на площадке. Ответь, пожалуйста, Елене из «Северного берега», если напишет про отчёт.
""", subject="Подстрахуй завтра"),
    Script("private-birthday", KATYA, (ANNA,), -2, "20:15", """
Анют, ты в субботу придёшь? Купить торт или сама испечёшь?
""", subject="День рождения"),
    Script("private-birthday-answer", ANNA, (KATYA,), -2, "21:40", "Приду! Торт с меня.", answers="private-birthday"),
    Script("stranger-offer", GLEB, (MARIA,), -1, "16:10", """
Мария, добрый день!

Запускаем сервис доставки обедов, ищем агентство. Сколько стоит ведение рекламы и когда можно созвониться?
""", subject="Ищем агентство", files=(pdf("brief.pdf"),)),
    Machine("ads-limit", "notification", "Реклама <no-reply@ads.example>", PETR, -3, "07:30",
            "Остаток средств ниже порога", "Средств на кампании осталось на 3 дня. Это автоматическое уведомление."),
    Machine("ads-moderation", "notification", "Реклама <no-reply@ads.example>", ANNA, -4, "13:05",
            "Объявление прошло модерацию", "Объявление № 1178 прошло модерацию. Не отвечайте на это письмо."),
    Machine("bank-paid", "notification", "Банк <noreply@bank.example>", MARIA, -6, "12:00",
            "Поступление средств", "На счёт поступила оплата по счёту № 214. Письмо сформировано автоматически."),
    Machine("news-digest", "newsletter", "Рекламный дайджест <digest@news.example>", ANNA, -3, "09:00",
            "Что нового в контекстной рекламе", "Главное за неделю.\nНовые форматы в поиске.\nОтписаться"),
    Machine("news-webinar", "newsletter", "Вебинары <hello@webinar.example>", PETR, -11, "09:30",
            "Согласовано! Место на вебинаре за вами", "Ждём вас на вебинаре по аналитике.\nОтписаться"),
    Machine("asana-note", "notification", "Asana <no-reply@asana.example>", MARIA, -2, "10:30",
            "Новая задача: Макет абонементов", "Вам назначена задача «Макет абонементов»."),
    Machine("petr-own-ooo", "auto_reply_bare", "Доставка воды <office@water.example>", PETR, -7, "14:00",
            "Автоответ: Заказ воды", "Ответ сгенерирован автоматически. Мы получили ваше письмо и вернёмся в течение часа."),
]  # fmt: skip

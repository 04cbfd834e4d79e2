"""Machines known by their words alone, and people who use the same words."""

from __future__ import annotations

from datetime import date

import pytest

from syncd.domain.language.reading import MachineKind
from syncd.domain.mail.machine import MachineFinding, find_machine
from syncd.domain.mail.new_text import extract
from tests.unit.mail.letters import raw_letter, read

AWAY, BOUNCE, RECEIPT = MachineKind.AUTO_REPLY, MachineKind.BOUNCE, MachineKind.RECEIPT
CALENDAR, NEWS, NOTE = MachineKind.CALENDAR, MachineKind.NEWSLETTER, MachineKind.NOTIFICATION


def found(subject: str, body: str, from_: str = "Ольга Жукова <olga.zhukova@client1.example>") -> MachineFinding | None:
    raw = raw_letter(
        subject=subject, body=body.replace("\n", "\r\n"), from_=from_, date="Mon, 6 Jul 2026 10:00:00 +0300"
    )
    message = read(raw)
    return find_machine(message, extract(message).new_text)


# fmt: off
ABSENCES = [  # subject, text, last day away, who stands in
    ("Автоматический ответ: Медиаплан", "Добрый день! Нахожусь в отпуске по 17.07.2026 включительно. По срочным вопросам пишите Елене Дроздовой, e.drozdova@client1.example.\n\nС уважением,\nОльга Жукова", date(2026, 7, 17), "Елене Дроздовой, e.drozdova@client1.example"),
    ("Re: Медиаплан", "Здравствуйте!\n\nС 6 по 19 июля я в отпуске, почту читаю нерегулярно. Меня замещает Елена Дроздова (e.drozdova@client1.example).", date(2026, 7, 19), "Елена Дроздова, e.drozdova@client1.example"),
    ("Re: Медиаплан", "Спасибо за письмо! Я на больничном, вернусь ориентировочно 13 июля. Срочные вопросы - Кириллу Белову.", date(2026, 7, 12), "Кириллу Белову"),
    ("Нет на месте Re: Медиаплан", "Я в командировке до 10 июля. Отвечу по возвращении.", date(2026, 7, 10), None),
    ("Отпуск", "Коллеги, я в отпуске с 06.07 до 20.07. Доступа к почте нет. Вопросы по рекламе: Дроздова Елена, +7 900 555-01-11.", date(2026, 7, 20), "Дроздова Елена"),
    ("Re: Медиаплан", "Добрый день. Меня не будет в офисе до 13.07. При срочной необходимости звоните на мобильный.", date(2026, 7, 13), None),
    ("Re: Медиаплан", "Вы написали Ольге Жуковой. Я в декретном отпуске. Все вопросы теперь решает Елена Дроздова, e.drozdova@client1.example", None, "Елена Дроздова, e.drozdova@client1.example"),
    ("Re: Медиаплан", "Здравствуйте! Ольга Жукова больше не работает в нашей компании. По вопросам маркетинга обращайтесь к Елене Дроздовой: e.drozdova@client1.example", None, "Елене Дроздовой, e.drozdova@client1.example"),
    ("Re: Медиаплан", "Этот почтовый ящик больше не используется. Пишите на marketing@client1.example.", None, "marketing@client1.example"),
    ("Re: Медиаплан", "Наш офис закрыт на каникулы с 6 по 12 июля. Мы ответим на ваше письмо 13 июля.", date(2026, 7, 12), None),
    ("Out of office", "Hello,\n\nI am out of office until July 17 with no access to email. For anything urgent please contact Helen Drozd (h.drozd@client1.example).\n\nBest,\nOlga", date(2026, 7, 17), "Helen Drozd, h.drozd@client1.example"),
    ("Re: Media plan", "Thanks for your message! I'm on vacation through July 19th and will reply when I'm back. If it can't wait, Helen Drozd is covering for me.", date(2026, 7, 19), "Helen Drozd"),
    ("Re: Media plan", "Hi there! I'm currently on parental leave and will return on 1 September. Please reach out to Helen Drozd at h.drozd@client1.example.", date(2026, 8, 31), "Helen Drozd, h.drozd@client1.example"),
    ("Re: Media plan", "I am travelling this week with limited access to e-mail and will respond upon my return on Monday, 13 July.", date(2026, 7, 12), None),
    ("Re: Media plan", "Please note I have left the company. For marketing requests write to marketing@client1.example.", None, "marketing@client1.example"),
    ("Abwesenheitsnotiz: Mediaplan", "Guten Tag,\n\nich bin bis zum 17.07.2026 nicht im Büro. In dringenden Fällen wenden Sie sich bitte an Helene Drost, h.drost@client1.example.\n\nMit freundlichen Grüßen", date(2026, 7, 17), "Helene Drost, h.drost@client1.example"),
    ("Re: Mediaplan", "Vielen Dank für Ihre Nachricht. Ich bin im Urlaub und ab dem 20. Juli wieder erreichbar. Ihre E-Mail wird nicht weitergeleitet.", date(2026, 7, 19), None),
    ("Réponse automatique : Plan média", "Bonjour,\n\nJe suis absente jusqu'au 17 juillet inclus. En cas d'urgence, merci de contacter Hélène Durand (h.durand@client1.example).", date(2026, 7, 17), "Hélène Durand, h.durand@client1.example"),
    ("Re: Plan media", "Dzień dobry,\n\nprzebywam na urlopie do 17.07.2026. W pilnych sprawach proszę o kontakt z Heleną Drozd, h.drozd@client1.example.", date(2026, 7, 17), "Heleną Drozd, h.drozd@client1.example"),
    ("Re: Медіаплан", "Вітаю! Я у відпустці до 17.07.2026. З термінових питань звертайтеся до Олени Дрозд, o.drozd@client1.example.", date(2026, 7, 17), "Олени Дрозд, o.drozd@client1.example"),
    ("Re: Media plan", "Merhaba, 17.07.2026 tarihine kadar izindeyim. Acil durumlarda h.drozd@client1.example adresine yazabilirsiniz.", date(2026, 7, 17), "h.drozd@client1.example"),
    ("Re: Media plan", "Ik ben afwezig tot en met 17 juli. Voor dringende zaken kunt u contact opnemen met Helena Drost (h.drost@client1.example).", date(2026, 7, 17), "Helena Drost, h.drost@client1.example"),
    ("Automatická odpověď: Media plan", "Dobrý den, do 17. 7. 2026 čerpám dovolenou. V naléhavých případech kontaktujte Helenu Drozdovou, h.drozdova@client1.example.", date(2026, 7, 17), "Helenu Drozdovou, h.drozdova@client1.example"),
    ("Re: Медиаплан", "Сәлеметсіз бе! Мен 17.07.2026 дейін демалыстамын. Шұғыл сұрақтар бойынша: h.drozd@client1.example\n\nЗдравствуйте! Я в отпуске до 17.07.2026. По срочным вопросам: h.drozd@client1.example", date(2026, 7, 17), "h.drozd@client1.example"),
]

MACHINES = [
    (BOUNCE, "Недоставленное сообщение: Медиаплан", "Сообщение не доставлено следующим получателям: olga@client1.example. Почтовый ящик переполнен."),
    (BOUNCE, "Undelivered Mail Returned to Sender", "I'm sorry to have to inform you that your message could not be delivered to one or more recipients."),
    (BOUNCE, "Не удалось доставить: Медиаплан", "Не удалось выполнить доставку следующим получателям или группам:\nolga@client1.example\nАдрес получателя не найден."),
    (BOUNCE, "Unzustellbar: Mediaplan", "Ihre Nachricht konnte nicht an folgende Empfänger zugestellt werden."),
    (NOTE, "Задержка доставки: Медиаплан", "Доставка сообщения задерживается. Отправлять его повторно не нужно, система повторит попытку."),
    (RECEIPT, "Прочтено: Медиаплан на июль", "Ваше сообщение\nКому: Ольга Жукова\nТема: Медиаплан на июль\nОтправлено: 06.07.2026 9:12\nбыло прочтено 06.07.2026 9:40."),
    (RECEIPT, "Read: Media plan", "Your message\n\n   To: Olga\n   Subject: Media plan\n   Sent: Monday, July 6, 2026 9:12 AM\n\n was read on Monday, July 6, 2026 9:40 AM."),
    (RECEIPT, "Не прочтено: Медиаплан", "Ваше сообщение\nТема: Медиаплан\nбыло удалено без прочтения 06.07.2026."),
    (RECEIPT, "Gelesen: Mediaplan", "Ihre Nachricht\nBetreff: Mediaplan\nwurde am Montag, 6. Juli 2026 09:40 gelesen."),
    (RECEIPT, "Re: Медиаплан", "Это уведомление о том, что ваше письмо было открыто на компьютере получателя. Это не гарантирует, что оно было прочитано."),
    (NOTE, "[#48213] Медиаплан", "Здравствуйте! Ваше обращение зарегистрировано под номером 48213. Мы ответим в течение рабочего дня."),
    (NOTE, "Заявка SD-1024 получена", "Ваша заявка SD-1024 принята. Отслеживать её можно в личном кабинете. Пожалуйста, не отвечайте на это письмо."),
    (NOTE, "[Request received] Media plan", "Your request (5521) has been received and is being reviewed by our support staff. To add additional comments, reply to this email."),
    (NOTE, "Ticket #5521 closed", "Your ticket has been closed. If you feel it is not resolved, reopen it in the portal."),
    (NOTE, "Документ подписан", "Контур.Диакрит: документ «Договор № 15» подписан контрагентом ООО «Покупатель». Посмотреть документ: https://edo.example/d/15"),
    (NOTE, "Входящий документ: счёт № 81", "Вам поступил документ «Счёт № 81» от ООО «Покупатель». Перейдите в личный кабинет, чтобы подписать или отклонить его."),
    (NOTE, "Olga completed: Media plan", "All parties have completed Please sign: Media plan. View completed document https://sign.example/1. Do not share this email."),
    (NOTE, "Задача «Медиаплан» согласована", "Ольга Жукова изменила статус задачи «Медиаплан»: «Согласовано». Открыть задачу: https://tasks.example/1\nВы получили это письмо, потому что подписаны на задачу."),
    (NOTE, "Вас упомянули в задаче «Баннеры»", "Ольга Жукова упомянула вас в комментарии: «Согласовано, запускайте». Ответить в Планфиксе: https://tasks.example/2"),
    (NOTE, "Olga Zhukova assigned you a task", "Olga Zhukova assigned you «Approve banners». Due: July 8. View task https://tasks.example/3"),
    (NOTE, "Новый комментарий к макету", "В макете «Главная» новый комментарий: «ок». Открыть в Figma https://design.example/1. Настроить уведомления"),
    (NOTE, "Olga shared \"Media plan\" with you", "Olga Zhukova (olga.zhukova@client1.example) has invited you to edit the following spreadsheet: Media plan. Open https://docs.example/1"),
    (NOTE, "Доступ к файлу «Медиаплан»", "Пользователь Ольга Жукова предоставил вам доступ к файлу «Медиаплан.xlsx». Открыть: https://disk.example/1"),
    (CALENDAR, "Принято: Созвон по медиаплану", "Ольга Жукова приняла приглашение на это мероприятие."),
    (CALENDAR, "Accepted: Call on media plan @ Tue Jul 7, 2026 3pm", "Olga Zhukova has accepted this invitation."),
    (CALENDAR, "Отклонено: Созвон", "Ольга Жукова отклонила приглашение."),
    (CALENDAR, "Zugesagt: Mediaplan", ""),
    (NEWS, "Скидки недели", "Только до воскресенья скидка 20 %!\n\nВы получили это письмо, так как подписались на новости на сайте. Отписаться: https://news.example/u/1"),
    (NEWS, "Our July digest", "Five stories of the month.\n\nView in browser | Unsubscribe: https://news.example/u/1"),
    (NEWS, "Приглашаем на вебинар", "7 июля расскажем о трендах. Регистрация: https://news.example/w\n\nОткрыть в браузере. Отказаться от рассылки: https://news.example/u/2"),
    (NOTE, "Код подтверждения", "Ваш код подтверждения: 481 223. Никому его не сообщайте. Письмо отправлено автоматически."),
    (NOTE, "Счёт оплачен", "Платёж по счёту № 81 поступил. Это письмо сформировано системой, отвечать на него не нужно."),
    (AWAY, "Re: Медиаплан", "Спасибо за обращение! Мы получили ваше письмо и ответим в ближайшее время. Это автоматический ответ."),
    (AWAY, "Re: Media plan", "Thank you for contacting Client One. This is an automatic confirmation that your message has been received."),
]

PEOPLE = [
    ("Re: Медиаплан", "Анна, я в отпуске с понедельника, поэтому жду медиаплан до пятницы."),
    ("Re: Медиаплан", "Анна, добрый день! Вернулась из отпуска, смотрю план, отвечу до 15:00."),
    ("Отпуск", "Анна, мы с 6 по 19 июля не работаем, рекламу на это время остановите, пожалуйста."),
    ("Re: Медиаплан", "Я на больничном, но почту читаю. Медиаплан согласован."),
    ("Re: Медиаплан", "Пока меня нет, решает Елена. Бюджет прежний, 420 тысяч."),
    ("Re: Медиаплан", "Елена в отпуске до 17 июля, ответит после. Я пока посмотрю сам."),
    ("Re: Медиаплан", "Ольга больше не работает в компании, теперь рекламой занимаюсь я. Пришлите, пожалуйста, план ещё раз."),
    ("Re: Медиаплан", "Ваше письмо получено, план у директора, ответим во вторник."),
    ("Re: Медиаплан", "Спасибо за письмо! План получили, читаем."),
    ("Re: Медиаплан", "Наш магазин закрыт на ремонт до 20 июля, баннеры «Мы открыты» снимите."),
    ("Re: Медиаплан", "Буду в офисе после 15, позвоню."),
    ("Re: Медиаплан", "Не отвечала, потому что была в командировке. Давайте созвонимся 10 июля."),
    ("Re: Media plan", "I'm on vacation from Friday, so please send the plan by Thursday."),
    ("Re: Media plan", "I was out of office last week, sorry. The plan looks fine, let me read it again."),
    ("Re: Media plan", "Helen is on leave until 17 July. I decide meanwhile: no radio."),
    ("Re: Media plan", "I no longer work with that production house, so we need another one. Any ideas?"),
    ("Re: Media plan", "Thank you for your email. We will discuss it on Monday with the board."),
    ("Re: Media plan", "Our offices are closed for the holiday on 4 July; let us move the launch to the 6th."),
    ("Re: Media plan", "I'll be travelling until the 10th but reading mail. Approved."),
    ("Read this before Friday", "Anna, attached is the brief. Questions to me."),
    ("Прочитано, есть вопросы", "Анна, план прочитан, вопросов два: радио и даты."),
    ("Принято", "Анна, приняли, спасибо."),
    ("Принято: ваш вариант 2", "Анна, берём второй вариант баннера, первый не нужен."),
    ("Отклонено советом директоров", "Анна, бюджет отклонён. Готовьте вариант на 300 тысяч."),
    ("Accepted: option two", "We take the second banner, drop the first."),
    ("Заявка на баннеры", "Анна, оставляю заявку: три баннера к пятнице, статус прошу писать в этой ветке."),
    ("Re: [#48213] Медиаплан", "Анна, номер обращения тот же. Когда ждать план?"),
    ("Счёт № 81", "Анна, счёт оплатили вчера, проверьте поступление."),
    ("Документы", "Анна, документы подписали в Диадоке, посмотрите у себя."),
    ("Re: Договор", "Договор подписан и отправлен через ЭДО."),
    ("Рассылка", "Анна, в рассылке замените «отписаться» на «отказаться от писем», ссылка та же."),
    ("Тексты рассылки", "Текст: «Вы получили это письмо, потому что подписались». Проверьте, пожалуйста, с юристом."),
    ("Re: Лендинг", "Кнопка «Unsubscribe» в письме не работает. View in browser тоже ведёт не туда."),
    ("Автоответчик", "Анна, поставьте, пожалуйста, автоответчик на форму: «Спасибо, мы получили ваше обращение»."),
    ("Re: Автоматический ответ на форме", "Анна, в автоматическом ответе опечатка, поправьте."),
    ("Доступ", "Анна, дала вам доступ к таблице, ссылка: https://docs.example/1"),
    ("Re: Доставка баннеров", "Курьер не доставил баннеры: получатель не найден. Что делаем?"),
    ("Доставка не удалась", "Анна, курьер не смог доставить образцы, отправьте ещё раз."),
    ("Задача по баннерам", "Анна, назначаю вам задачу: три баннера до пятницы. Ольга"),
    ("Re: Media plan", "This is not an automatic answer :) I really read it. Radio is too much."),
    ("Re: Медиаплан", "Отвечать на это письмо не обязательно, просто чтобы вы знали: офис переехал."),
    ("Re: Mediaplan", "Ich bin ab Montag im Urlaub, bitte schicken Sie den Plan bis Freitag."),
    ("Re: Медіаплан", "Я у відпустці з понеділка, тому надішліть план до п'ятниці."),
]
# fmt: on


@pytest.mark.parametrize(("subject", "body", "until", "deputy"), ABSENCES)
def test_an_absence_note_tells_until_when_and_who_stands_in(
    subject: str, body: str, until: date | None, deputy: str | None
) -> None:
    finding = found(subject, body)
    assert finding is not None
    absence = finding.absence
    assert (finding.kind, absence and absence.until, absence and absence.deputy) == (AWAY, until, deputy)


@pytest.mark.parametrize(("kind", "subject", "body"), MACHINES)
def test_a_machine_is_known_by_its_words(kind: MachineKind, subject: str, body: str) -> None:
    finding = found(subject, body)
    assert finding is not None
    assert finding.kind == kind


@pytest.mark.parametrize(("subject", "body"), PEOPLE)
def test_a_person_who_uses_a_machines_words_stays_a_person(subject: str, body: str) -> None:
    assert found(subject, body) is None

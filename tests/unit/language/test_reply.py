from __future__ import annotations

import pytest

from syncd.domain.language.lexicon import Lexicon
from syncd.domain.language.reading import NO_VERDICT, Verdict, VerdictKind
from syncd.domain.language.reply import ReplyNeed, needs_reply


def need(
    text: str, verdict: Verdict = NO_VERDICT, *, attached: bool = False, subject_line: str = "Re: план"
) -> ReplyNeed:
    return needs_reply(text, "", verdict=verdict, has_attachments=attached, subject_line=subject_line)


@pytest.mark.parametrize(
    "text",
    [
        "Артём, у меня в рекламном кабинете со вчерашнего вечера ни одного показа. Карта привязана, деньги есть.",
        "Девочки, на баннере наша старая вывеска.",
        "Добрый день. В отчёте не бьётся сумма по Яндексу: у вас 312 тысяч, в счёте 321.",
        "Шапку сайта надо бы перекрасить в корпоративный синий, сейчас она какая-то фиолетовая.",
        "Скинула на диск исходники роликов, можно монтировать.",
        "Так что там с договором? Третий раз спрашиваю.",
        "Нам бы ещё посадочную под Казань.",
        "У Веры Павловны с 3 марта другая фамилия, на сайте и в подписи экспертов теперь Соколова.",
        "Хотелось бы увидеть разбивку по полу и возрасту.",
        "С вашим новым менеджером работать невозможно: на письма не реагирует, сроки не называет.",
        "Жду от вас смету до вторника.",
        "напомните пароль от кабинета",
        "В тексте два раза «скидка», и буква ё пропущена в слове «ещё».",
        "Мне нужен акт за август с печатью, бухгалтерия закрывает квартал.",
        "Коллега пишет, что по ссылке из рассылки открывается страница с ошибкой.",
        "не поняла зачем мы тратим 40% на охват если задача заявки",
        "С 1 апреля доставка по области платная, 300 рублей.",
        "Можем ли мы перенести созвон на пятницу?",
        "The tracking link in Tuesday's newsletter goes to a blank page.",
        "Our opening hours change on 1 December: Mon-Sat 9 to 8, Sundays closed.",
        "Please find enclosed the product shots for the spring catalogue.",
        "We'd like the headline to be a bit bolder.",
        "I'm struggling to see how these numbers relate to the ones you showed us in June.",
        "It has been two weeks and I still don't have a proposal.",
        "Just a nudge on the below.",
        "Grateful for a revised timeline when you have a moment.",
        "The spelling of our CEO's name is Katharina, with a K.",
        "My boss keeps asking me what the campaign has brought in so far.",
        "Would love to see a version with the blue background too.",
        "Costs per lead have doubled since Monday. This can't go on.",
    ],
)
def test_somebody_waits(text: str) -> None:
    assert need(text).needs


@pytest.mark.parametrize(
    "text",
    [
        "Коллеги, добрый день! Документ у меня, вернусь с комментариями после совещания у генерального.",
        "Принял, изучаю. Если что-то понадобится — напишу.",
        "Аня, приветик! Файлы скачались, всё открылось, спасибо ❤️",
        "Ольга на совещании до обеда, я ей всё передала. Она сама вам напишет.",
        "Деньги ушли вчера вечером, платёжка в приложении.",
        "Добро, до встречи в среду в 12:00 у нас на Лесной.",
        "Ребята, с прошедшим днём рекламиста! Вы лучшие 🎉",
        "Согласование затягивается, у нас ещё тендерный комитет на следующей неделе.",
        "Мы пока не определились, нужно ещё раз показать собственнику. Как только будет понятно, дам знать.",
        "Понял вас. Тогда ждём обновлённую версию к пятнице, как договорились.",
        "Для вашего сведения: с понедельника я работаю из дома, телефон тот же.",
        "Извините, что пропал: болел. Сегодня вечером всё посмотрю.",
        "Видео чумовое, пересматриваем всем отделом!",
        "Отправила договор на подпись директору, он в Москве, подпишет в четверг.",
        "Ок, тогда без изменений.",
        "Thanks for the update, that's really helpful.",
        "All good on our end. Speak soon!",
        "I've passed this on to Priya in finance, she will take it from here.",
        "Sorry for the radio silence, we had an audit. I'm going through the deck tonight.",
        "The purchase order went out this morning, you should have it by tomorrow.",
        "Still with legal I'm afraid. No date yet.",
        "Great call today, thank you all for your time.",
        "No need to do anything, just keeping you in the loop: our CFO resigned yesterday.",
        "Noted with thanks. We shall revert in due course.",
        "Perfect, Thursday at 3 it is.",
        "Both invoices have been settled today.",
        "I will be on site all day and can only look at it in the evening.",
        "Happy Easter to the whole team!",
        "Окей, got it, спасибо за breakdown!",
        "Dr. Feld is still travelling, we expect his decision early next week.",
    ],
)
def test_nobody_waits(text: str) -> None:
    assert not need(text).needs


@pytest.mark.parametrize(
    ("waits", "does_not"),
    [
        ("Ждём отчёт.", "Ждём отчёт от бухгалтера."),
        ("Согласуйте с юристом текст акции.", "Согласуем с юристом текст акции."),
        ("Пришлите до пятницы.", "Пришлём до пятницы."),
        ("Посмотрите завтра.", "Посмотрю завтра."),
        ("Вам нужно посмотреть цифры ещё раз.", "Нам нужно посмотреть цифры ещё раз."),
        ("Нужно что-то ещё?", "Больше ничего не нужно."),
        ("Есть проблема со ссылкой.", "Проблем нет."),
        ("Акт не получили, где он?", "Акт получили."),
        ("Когда вернётесь, напишите.", "Когда вернусь, напишу."),
        ("Решаете вы или ваш директор?", "Решаем, нужен ли нам ещё месяц."),
        ("Хотим изменить заголовок.", "Хотим поблагодарить за заголовок."),
        ("Хочу спросить про заголовок.", "Хочу сказать спасибо за заголовок."),
        ("Волнуйтесь о сроках, их осталось мало, сдайте раньше.", "Не волнуйтесь о сроках."),
        ("Новые фото во вложении.", "Акт с подписью во вложении."),
        ("Обещали вчера, до сих пор нет.", "Как обещал, подумаю до завтра."),
        ("Please send it by Friday.", "I will send it by Friday."),
        ("Let me know what you think.", "Let me know if you have any questions."),
        ("We need the final files.", "We need to discuss it with our board."),
        ("Waiting for your quote.", "Waiting for our legal department."),
        ("Still no answer from you.", "No answer needed."),
        ("Could you check the link?", "I checked the link, it works."),
        ("We'd like to change the headline.", "We'd like to thank you for the headline."),
        ("The link doesn't work.", "The link works, thanks."),
        ("New photos attached.", "Signed copy of the act attached."),
    ],
)
def test_one_word_decides(waits: str, does_not: str) -> None:
    assert (need(waits).needs, need(does_not).needs) == (True, False)


@pytest.mark.parametrize(
    ("text", "waits"),
    [
        ("Медиаплан согласован.", False),
        ("Медиаплан согласован, запускайте.", False),
        ("Approved, please go ahead.", False),
        ("Согласовано, ничего не меняйте.", False),
        ("Медиаплан согласован. Пришлите счёт.", True),
        ("Approved. When do we start?", True),
        ("Согласовано. Просим приступить к размещению.", False),
    ],
)
def test_an_approval_waits_only_where_it_also_asks(text: str, waits: bool) -> None:
    assert need(text, Verdict(VerdictKind.APPROVED)).needs is waits


@pytest.mark.parametrize("kind", [VerdictKind.REJECTED, VerdictKind.REVOKED, VerdictKind.CONDITIONAL])
def test_a_decision_that_leaves_something_to_do_waits(kind: VerdictKind) -> None:
    assert need("Так не пойдёт.", Verdict(kind, quote="Так не пойдёт")).needs


@pytest.mark.parametrize(
    ("text", "waits"), [("Ок", False), ("👍", False), ("Супер, спасибо!", False), ("Ок. А когда старт?", True)]
)
def test_half_a_yes_waits_only_where_it_also_asks(text: str, waits: bool) -> None:
    assert need(text, Verdict(VerdictKind.NEEDS_CONFIRMATION)).needs is waits


def test_a_file_without_words_is_material() -> None:
    assert need("", attached=True).needs
    assert not need("").needs


def test_the_subject_of_a_new_letter_speaks_and_that_of_an_answer_does_not() -> None:
    assert need("", subject_line="Когда будет отчёт?").needs
    assert not need("", subject_line="Re: Когда будет отчёт?").needs


def test_the_words_it_rests_on_are_the_authors() -> None:
    text = "Артур, добрый день! Успеваем ли к пятнице? Спасибо."
    assert need(text) == ReplyNeed(True, "вопрос", "a question", "Успеваем ли к пятнице?")


def test_own_phrases_of_the_config_decide() -> None:
    lexicon = Lexicon.of({"no_reply": ["для учета"], "needs_reply": ["на контроль"]})

    def judged(text: str) -> bool:
        return needs_reply(text, "", verdict=NO_VERDICT, has_attachments=False, lexicon=lexicon).needs

    assert (judged("Пришлите отчёт, для учёта."), judged("Ставлю на контроль.")) == (False, True)

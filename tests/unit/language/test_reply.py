from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from syncd.domain.language.lexicon import Lexicon
from syncd.domain.language.reading import NO_VERDICT, Verdict, VerdictKind
from syncd.domain.language.reply import ReplyNeed, needs_reply
from tests.unit.language.settled_letters import SETTLED
from tests.unit.language.waiting_letters import WAITING


def need(
    text: str, verdict: Verdict = NO_VERDICT, *, attached: bool = False, subject_line: str = "Re: план"
) -> ReplyNeed:
    return needs_reply(text, "", verdict=verdict, has_attachments=attached, subject_line=subject_line)


@pytest.mark.parametrize("text", WAITING)
def test_somebody_waits(text: str) -> None:
    assert need(text).needs


@pytest.mark.parametrize("text", SETTLED)
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


def test_our_own_question_repeated_is_not_theirs() -> None:
    ours = "Подскажите, успеваете ли вы прислать тексты к пятнице?"
    found = needs_reply(f"{ours}\nДа, успеваем.", f"> {ours}", verdict=NO_VERDICT, has_attachments=False)
    assert not found.needs


def test_own_phrases_of_the_config_decide() -> None:
    lexicon = Lexicon.of({"no_reply": ["для учета"], "needs_reply": ["на контроль"]})

    def judged(text: str) -> bool:
        return needs_reply(text, "", verdict=NO_VERDICT, has_attachments=False, lexicon=lexicon).needs

    assert (judged("Пришлите отчёт, для учёта."), judged("Ставлю на контроль.")) == (False, True)


@given(st.text(max_size=300), st.sampled_from(list(VerdictKind)), st.booleans())
def test_any_text_gets_an_answer_that_rests_on_its_own_words(text: str, kind: VerdictKind, attached: bool) -> None:
    found = need(text, Verdict(kind), attached=attached)
    assert found.words in text


@given(st.sampled_from(SETTLED), st.sampled_from(WAITING))
def test_a_question_or_request_is_found_behind_anything(settled: str, waiting: str) -> None:
    assume(need(waiting).why_en in {"a question", "a request"})
    assert need(f"{settled}\n{waiting}").needs


@given(st.sampled_from([text for text in WAITING if "«" not in text and '"' not in text and "\n" not in text]))
def test_words_that_are_only_cited_ask_nothing(text: str) -> None:
    assert not need(f"Вчера вы писали: «{text}» Спасибо, всё понятно.").needs

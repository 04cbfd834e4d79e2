"""What is said of a part beside an approval counts unless it is known to leave the part alone: each letter with its near twin."""

from __future__ import annotations

import pytest

from syncd.data.lexicon import default_lexicon
from syncd.domain.agency import Language
from syncd.domain.language.verdict import find_verdict

PLAN_RU = "Добрый день! Направляем медиаплан на ноябрь, версия 2, бюджет 850 000 руб. Просим согласовать до четверга."
BANNERS_RU = "Добрый день! Во вложении баннеры и ролик к кампании «Зима». Ждём согласования."
PLAN_EN = "Hi, please find attached the media plan for November, v2. Please approve by Thursday."
BANNERS_EN = "Hi, attached are the banners and the video for the Winter campaign. Could you please approve?"

STATES = [
    (BANNERS_RU, "Согласовано. На втором баннере цена прошлогодняя.", "conditional"),
    (BANNERS_RU, "Согласовано. Цена на втором баннере верная.", "approved"),
    (BANNERS_RU, "Утверждаем. Логотип у партнёра сменился, новый пришлю.", "conditional"),
    (BANNERS_RU, "Утверждаем. Ролик получился смешной.", "approved"),
    (BANNERS_RU, "Согласовано, шрифт на кнопке покрупнее.", "conditional"),
    (BANNERS_RU, "Согласовано. QR-код ведёт не туда.", "conditional"),
    (BANNERS_RU, "Согласовано. QR проверила, ведёт куда надо.", "approved"),
    (BANNERS_EN, "Approved. The price on banner two is last year's.", "conditional"),
    (BANNERS_EN, "Approved. The price on banner two is right.", "approved"),
    (BANNERS_EN, "Approved, the QR code leads nowhere.", "conditional"),
    (BANNERS_EN, "Approved, the video had the whole office laughing.", "approved"),
]
TO_COME = [
    (BANNERS_RU, "Баннеры утверждаю. Ролик ещё раз посмотрю вечером.", "conditional"),
    (BANNERS_RU, "Утверждаю. Ролик смотрели всем отделом.", "approved"),
    (BANNERS_RU, "Согласовываю баннеры, по ролику отпишусь отдельно.", "conditional"),
    (BANNERS_RU, "Баннеры согласованы. Ролик — с другой музыкой.", "conditional"),
    (BANNERS_EN, "Happy to approve the banners. The video I'll look at tonight.", "conditional"),
    (BANNERS_EN, "Banners approved. Video with another track.", "conditional"),
    (PLAN_EN, "Plan approved, CPMs to be renegotiated.", "conditional"),
]
CHANGED_BY_THE_AUTHOR = [
    (PLAN_RU, "Медиаплан согласован, VK исключаем.", "conditional"),
    (PLAN_RU, "Согласовано. Рады, что Дзен вернули в план.", "approved"),
    (PLAN_RU, "Согласован. Старт сдвигаем на неделю.", "conditional"),
    (PLAN_RU, "Согласовано. Вместо Дзена возьмём Пикабу.", "conditional"),
    (PLAN_RU, "Согласовано. По Самаре остальное решим позже.", "conditional"),
    (PLAN_EN, "Approved. We took radio out, everything else can run.", "conditional"),
    (PLAN_EN, "Thanks for taking radio out. Approved.", "approved"),
]
TERMS = [
    (PLAN_EN, "Approved with my mark-ups in the attached.", "conditional"),
    (PLAN_EN, "Approved with pleasure.", "approved"),
    (PLAN_EN, "Plan is approved on last year's terms.", "conditional"),
    (PLAN_RU, "Согласовано, файл с моими пометками во вложении.", "conditional"),
    (PLAN_RU, "Медиаплан согласован без учёта бонусных размещений.", "conditional"),
    (PLAN_RU, "Медиаплан согласован без учёта НДС.", "approved"),
]
EVENTS_AND_PARTS = [
    (PLAN_RU, "Ок, согласовываем, но стартуем, когда придёт товар.", "conditional"),
    (PLAN_RU, "Согласовываем, стартуем, когда вам удобно.", "approved"),
    (PLAN_RU, "Согласован. Директ в этот раз без ретаргетинга.", "conditional"),
    (PLAN_RU, "Согласован. Директ без замечаний.", "approved"),
    (BANNERS_RU, "Баннеры утверждаем, ролик показали директору — просит другую концовку.", "conditional"),
    (BANNERS_RU, "Баннеры утверждаем, ролик показали директору — смеялся.", "approved"),
    (BANNERS_RU, "Первые три баннера согласованы.", "conditional"),
    (BANNERS_RU, "Утверждаю. Цвета пусть будут наши, а не чужие.", "conditional"),
    (PLAN_RU, "Согласован на две недели, потом посмотрим.", "conditional"),
    (PLAN_RU, "Утверждаем 850 тысяч. Если останутся деньги, перенесём на март.", "approved"),
    (PLAN_RU, "Согласовано. Ошибок не нашёл.", "approved"),
    (PLAN_RU, "Согласовано. Ошибка в строке 4.", "conditional"),
]
NOES_THAT_REFUSE_NOTHING = [
    (PLAN_RU, "Утверждаем: 850 тысяч и ни рублём больше.", "approved"),
    (PLAN_RU, "Утверждаем: радио не больше двух недель.", "conditional"),
    (BANNERS_RU, "Баннер с котом утверждаю, а с собакой нет.", "conditional"),
    (BANNERS_RU, "Баннер с котом утверждаю, а возражений нет.", "approved"),
    (PLAN_EN, "Media plan approved. No need to keep the other option warm.", "approved"),
    (PLAN_EN, "Media plan approved. No radio this time.", "conditional"),
    (PLAN_EN, "Media plan approved by me, PO to follow.", "approved"),
    (PLAN_EN, "Media plan approved by me, search to follow.", "conditional"),
    (BANNERS_EN, "Our head has seen the banners. I approve them.", "approved"),
    (BANNERS_EN, "Our head has to see the banners. I approve them.", "conditional"),
]
LEFT_AS_IT_IS = [
    (BANNERS_RU, "Согласовано. Музыка мне не близка, но это вкусовщина, оставляйте.", "approved"),
    (BANNERS_RU, "Согласовано. Музыка мне не близка.", "conditional"),
    (PLAN_RU, "Согласован. CPA чуть выше, чем хотелось, но в декабре отыграем.", "approved"),
    (PLAN_RU, "Медиаплан утверждаем. Охваты впечатляют.", "approved"),
    (PLAN_RU, "Медиаплан согласован. По поводу новых фото напишу отдельно.", "approved"),
    (PLAN_EN, "Approved. CPA is a touch higher than I hoped.", "approved"),
    (PLAN_EN, "Approved, glad TikTok is back in.", "approved"),
]


@pytest.mark.parametrize(
    ("asked", "text", "expected"),
    [*STATES, *TO_COME, *CHANGED_BY_THE_AUTHOR, *TERMS, *EVENTS_AND_PARTS, *NOES_THAT_REFUSE_NOTHING, *LEFT_AS_IT_IS],
)
def test_what_is_said_of_a_part_counts_unless_it_is_known_to_be_harmless(asked: str, text: str, expected: str) -> None:
    judged = find_verdict(text, asked, "", is_reply=True, asked=None, lexicon=default_lexicon(), language=Language.RU)
    assert judged.verdict.kind == expected

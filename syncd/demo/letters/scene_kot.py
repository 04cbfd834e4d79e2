"""«Лунный Кот», Anna's first client: a plan approved by version, banners with a bare «Ок», old prices today."""

from __future__ import annotations

from syncd.demo.letters.cast import ANNA, DASHA, MARINA, NIKITA, OLGA
from syncd.demo.letters.script import Item, Machine, Script, png, xlsx

LETTERS: list[Item] = [
    Script("kot-old-question", OLGA, (ANNA,), -15, "12:10", """
Анна, добрый день!

Подскажите, можно ли подключить второй счётчик к лендингу акции? Когда это удобно сделать?
""", subject="Второй счётчик"),
    Script("kot-plan-v2", ANNA, (OLGA,), -13, "11:20", """
Ольга, добрый день!

Во вложении медиаплан на {month}, версия 2. Просим согласовать: напишите, пожалуйста, в ответ «Медиаплан согласован».
""", subject="Медиаплан на {month}, версия 2", files=(xlsx("media_plan_{month_en}_v2.xlsx"),)),
    Script("kot-plan-conditional", OLGA, (ANNA,), -12, "12:40", """
Анна, здравствуйте.

Медиаплан согласован при условии, что доля Директа будет не больше 60 %. Пришлите, пожалуйста, исправленный файл.
""", answers="kot-plan-v2"),
    Script("kot-plan-v3", ANNA, (OLGA,), -11, "10:35", """
Ольга, добрый день!

Исправили: Директ 58 %, VK 42 %. Во вложении медиаплан на {month}, версия 3. Просим согласовать.
""", subject="Медиаплан на {month}, версия 3", answers="kot-plan-conditional",
           files=(xlsx("media_plan_{month_en}_v3.xlsx"),)),
    Script("kot-plan-approved", OLGA, (ANNA,), -9, "15:42", """
Анна, добрый день.

Медиаплан на {month}, версия 3, согласован. Можно запускать с первого числа.
""", answers="kot-plan-v3", cc=(MARINA,)),
    Script("kot-plan-thanks", ANNA, (OLGA,), -9, "16:05", """
Ольга, спасибо! Ставим кампанию в план.
""", answers="kot-plan-approved"),
    Script("kot-banners", ANNA, (MARINA,), -7, "14:15", """
Марина, добрый день!

Во вложении баннеры к акции «Тёплый плед». Просим согласовать до {d-5}.
""", subject="Баннеры к акции", files=(png("banner_300x250.png"), png("banner_728x90.png"))),
    Script("kot-banners-rejected", MARINA, (ANNA,), -6, "11:30", """
Анна, баннеры не согласовываем: фон не наш, кот обрезан. Переделайте, пожалуйста, фон и верните хвост.
""", answers="kot-banners"),
    Script("kot-banners-holding", ANNA, (MARINA,), -6, "12:05", """
Марина, приняли, переделаем и пришлём к {d-4}.
""", answers="kot-banners-rejected", cc=(DASHA,)),
    Script("kot-banners-v2", ANNA, (MARINA,), -4, "16:30", """
Марина, добрый день!

Новые баннеры во вложении: фон фирменный, хвост на месте. Просим согласовать баннеры, версия 2.
""", subject="Баннеры к акции, версия 2", answers="kot-banners-rejected",
           files=(png("banner_v2_300x250.png"), png("banner_v2_728x90.png"))),
    Script("kot-banners-ok", MARINA, (ANNA,), -1, "17:20", "Ок", answers="kot-banners-v2"),
    Script("kot-new-marketer", NIKITA, (ANNA,), -1, "10:45", """
Здравствуйте, Анна!

Я новый маркетолог «Лунного Кота». Пришлите, пожалуйста, гостевой доступ к счётчику Метрики. Сможете сегодня?
""", subject="Доступ к Метрике"),
    Script("kot-old-prices", OLGA, (ANNA,), 0, "11:05", """
Анна, срочно! В объявлениях висят старые цены, покупатели ругаются. Остановите, пожалуйста, кампанию, пока не поправите.
""", subject="Старые цены в объявлениях"),
    Script("kot-report", ANNA, (OLGA, MARINA), -5, "18:10", """
Ольга, Марина, добрый вечер!

Отчёт за неделю во вложении, для информации. Конверсия выросла до 3,1 %.
""", subject="Отчёт за неделю", files=(xlsx("weekly_report.xlsx"),)),
    Script("kot-report-thanks", OLGA, (ANNA,), -4, "09:50", """
Спасибо, получили!
""", answers="kot-report"),
    Machine("kot-receipt", "receipt", "Ольга Жукова <olga.zhukova@lunny-kot.example>", ANNA, -5, "18:12",
            "Прочитано: Отчёт за неделю", "Ваше сообщение было показано на экране компьютера получателя.",
            about="kot-report"),
]  # fmt: skip

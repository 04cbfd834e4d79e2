"""The tasks that stand in the clients' projects when the demo begins."""

from __future__ import annotations

from syncd.demo.letters.cast import ANNA, ELENA, HELEN, IGOR, MARIA, OLGA, PETR, SVETLANA
from syncd.demo.office import Work

KOT = "kot"
TASKS: tuple[Work, ...] = (
    Work(KOT, "Медиаплан на {month}", 2, -13, 9, None, ANNA, "Медиаплан на {month}: Директ и VK.",
         ((-11, "10:40", ANNA, "Версия 3 отправлена клиенту."),)),
    Work(KOT, "Баннеры к акции «Тёплый плед»", 2, -8, 1, None, ANNA, "Размеры 300×250 и 728×90.",
         ((-6, "13:00", OLGA, "Кота обрезать нельзя :)"),), moves=((-6, -2), (-4, 6))),
    Work(KOT, "Запуск кампании в Директе", 0, 2, 6, None, ANNA, "После согласования медиаплана."),
    Work(KOT, "Отчёт за неделю", 3, -8, -5, -5, ANNA, "Еженедельный отчёт."),
    Work(KOT, "Настроить второй счётчик", 0, None, None, None, None),
    Work(KOT, "Карточки товаров: фото", 1, -9, 1, None, ANNA, "Снять 20 товаров для каталога."),
    Work("bereg", "Бюджет на {month}", 2, -6, 8, None, PETR, "Перенос 30 % в VK."),
    Work("bereg", "Медиаплан на {month}, версия 1", 2, -4, 6, None, PETR, "Поиск, карты, VK.", clicked=(-1, IGOR)),
    Work("bereg", "Лендинг к сезону", 1, -7, 1, None, PETR, "Посадочная к сезону: шапка, номера, бронирование.",
         ((-2, "16:00", PETR, "Шапка готова, верстаем номера."),)),
    Work("bereg", "Фото новых номеров и логотип", 0, -5, -1, None, ELENA,
         "Нужны для журнала: {d-1} площадка закрывает приём материалов."),
    Work("bereg", "Отчёт за {last_month}", 3, -6, -3, -3, PETR, "Полный отчёт."),
    Work("bright", "Media plan for {month_en}", 2, -10, 9, None, MARIA, "Search and social, version 1.",
         ((-2, "13:00", MARIA, "On hold: the client has withdrawn the approval."),)),
    Work("bright", "Content plan for {month_en}", 2, -8, 7, None, MARIA, "Eight posts, two videos."),
    Work("bright", "Landing page for the dental offer", 2, -6, 7, None, MARIA, "Draft, then phone number in the footer."),
    Work("bright", "Photo of the new reception", 0, -3, 3, None, HELEN, "We need it by {D+3}: the printer closes then."),
    Work("korka", "Медиаплан на {month}", 2, -5, 3, None, ANNA, "Карты и VK, версия 1."),
    Work("korka", "Часы работы в картах", 3, -6, -6, -6, ANNA, "Открытие в 8:00."),
    Work("orbita", "Контент-план на {month}", 3, -10, -8, -8, MARIA, "Двенадцать публикаций."),
    Work("orbita", "Пост про йогу", 1, -3, 0, None, MARIA, "Заменить фото и телефон.",
         ((-1, "11:00", MARIA, "Ждём новое фото от фотографа."),)),
    Work("orbita", "Макет абонементов", 2, -4, 4, None, SVETLANA, "Два варианта на выбор."),
    Work("vektor", "Реклама второй очереди", 0, -4, 5, None, PETR, "Ждёт разрешения на строительство в кабинете.",
         moves=((-12, -6), (-7, 0), (-2, 5))),
    Work("vektor", "Бюджет на {month}", 2, -7, 6, None, PETR, "480 000 рублей."),
)  # fmt: skip

"""Attribution lines, header blocks and separators in the languages that clients' programs are set to."""

from __future__ import annotations

from tests.unit.mail.layouts import Layout

_ANNA = "Anna Orlova <anna.orlova@agency.example>"


def _marked(name: str, attribution: str) -> Layout:
    return Layout(name, f"{{new}}\n\n{attribution}\n\n{{quoted}}", "> ")


def _bare(name: str, attribution: str) -> Layout:
    """The attribution above a letter whose marks a gateway has taken off."""
    return Layout(f"{name}, no marks", f"{{new}}\n\n{attribution}\n\n{{quoted}}")


def _block(language: str, *fields: str) -> Layout:
    return Layout(f"Outlook, {language}", "{new}\n\n" + "\n".join(fields) + "\n\n{quoted}")


_ATTRIBUTIONS = {
    "Gmail, German": f"Am Mo., 1. Juni 2026 um 10:12 Uhr schrieb {_ANNA}:",
    "Gmail, French": f"Le lun. 1 juin 2026 à 10:12, {_ANNA} a écrit :",
    "Gmail, Dutch": f"Op ma 1 jun 2026 om 10:12 schreef {_ANNA}:",
    "Gmail, Czech": f"po 1. 6. 2026 v 10:12 odesílatel {_ANNA} napsal:",
    "Gmail, Slovak": f"po 1. 6. 2026 o 10:12 {_ANNA} napísal(a):",
    "Gmail, Polish": f"pon., 1 cze 2026 o 10:12 {_ANNA} napisał(a):",
    "Gmail, Italian": f"Il giorno lun 1 giu 2026 alle ore 10:12 {_ANNA} ha scritto:",
    "Gmail, Portuguese": f"Em seg., 1 de jun. de 2026 às 10:12, {_ANNA} escreveu:",
    "Gmail, Spanish": "El lun, 1 jun 2026 a las 10:12, Anna Orlova (<anna.orlova@agency.example>) escribió:",
    "Gmail, Swedish": f"Den mån 1 juni 2026 kl 10:12 skrev {_ANNA}:",
    "Gmail, Norwegian": f"man. 1. juni 2026 kl. 10:12 skrev {_ANNA}:",
    "Gmail, Danish": f"Den man. 1. jun. 2026 kl. 10.12 skrev {_ANNA}:",
    "Gmail, Finnish": "ma 1. kesäk. 2026 klo 10.12 Anna Orlova (anna.orlova@agency.example) kirjoitti:",
    "Gmail, Hungarian": f"{_ANNA} ezt írta (időpont: 2026. jún. 1., H, 10:12):",
    "Gmail, Romanian": f"În lun., 1 iun. 2026 la 10:12, {_ANNA} a scris:",
    "Gmail, Bulgarian": f"На пн, 1.06.2026 г. в 10:12 {_ANNA} написа:",
    "Gmail, Serbian": f"пон, 1. јун 2026. у 10:12 {_ANNA} је написао/ла:",
    "Gmail, Croatian": f"pon, 1. lip 2026. u 10:12 {_ANNA} napisao je:",
    "Gmail, Turkish": f"{_ANNA}, 1 Haz 2026 Pzt, 10:12 tarihinde şunu yazdı:",
    "Gmail, Greek": f"Στις Δευ 1 Ιουν 2026 στις 10:12 π.μ., ο χρήστης {_ANNA} έγραψε:",
    "Gmail, Latvian": "pirmd., 2026. g. 1. jūn., plkst. 10:12 — lietotājs Anna Orlova (<anna.orlova@agency.example>) rakstīja:",
    "Gmail, Lithuanian": f"2026-06-01, pr, 10:12 {_ANNA} rašė:",
    "Gmail, Estonian": f"Kuupäev E, 1. juuni 2026 kell 10:12 kirjutas {_ANNA}:",
    "Gmail, Kazakh": "дс, 1 мау. 2026 ж., 10:12 Анна Орлова <anna.orlova@agency.example> жазды:",
    "Gmail, Belarusian": "пн, 1 чэр. 2026 г. у 10:12 Анна Орлова <anna.orlova@agency.example> піша:",
    "Gmail, Chinese": f"{_ANNA} 于2026年6月1日周一 10:12写道：",
    "Gmail, Vietnamese": f"Vào Th 2, 1 thg 6, 2026 vào lúc 10:12 {_ANNA} đã viết:",
    "Apple, German": f"Am 01.06.2026 um 10:12 schrieb {_ANNA}:",
    "Apple, Polish": f"Wiadomość napisana przez {_ANNA} w dniu 1 cze 2026, o godz. 10:12:",
    "Apple, Czech": f"1. 6. 2026 v 10:12, {_ANNA}:",
    "Apple, Dutch": f"Op 1 jun. 2026 om 10:12 heeft {_ANNA} het volgende geschreven:",
    "Apple, Turkish": f"{_ANNA} şunları yazdı (1 Haz 2026 10:12):",
    "Apple, Ukrainian": "1 черв. 2026 р. о 10:12 Анна Орлова <anna.orlova@agency.example> пише:",
    "Apple, French": f"Le 1 juin 2026 à 10:12, {_ANNA} a écrit :",
    "Apple, Italian": f"Il giorno 1 giu 2026, alle ore 10:12, {_ANNA} ha scritto:",
}
_UNNAMED_ADDRESS = {
    "Thunderbird, Polish": "W dniu 01.06.2026 o 10:12, Anna Orlova pisze:",
    "Thunderbird, Czech": "Dne 01. 06. 26 v 10:12 Anna Orlova napsal(a):",
    "Thunderbird, French": "Le 01/06/2026 à 10:12, Anna Orlova a écrit :",
    "Thunderbird, Italian": "Il 01/06/2026 10:12, Anna Orlova ha scritto:",
    "Thunderbird, Dutch": "Op 01-06-2026 om 10:12 schreef Anna Orlova:",
    "Thunderbird, Ukrainian": "01.06.2026 10:12, Анна Орлова пише:",
    "Thunderbird, Turkish": "01.06.2026 10:12 tarihinde Anna Orlova yazdı:",
    "Thunderbird, Spanish": "El 01/06/2026 a las 10:12, Anna Orlova escribió:",
    "Thunderbird, Portuguese": "Em 01/06/2026 10:12, Anna Orlova escreveu:",
    "Thunderbird, Hungarian": "2026. 06. 01. 10:12 keltezéssel, Anna Orlova írta:",
    "Roundcube, German": "Am 2026-06-01 10:12, schrieb Anna Orlova:",
    "Roundcube, Polish": "W dniu 2026-06-01 10:12, Anna Orlova napisał(a):",
    "Roundcube, Czech": "Dne 2026-06-01 10:12, Anna Orlova napsal:",
    "Roundcube, Ukrainian": "Анна Орлова написав 2026-06-01 10:12:",
    "Roundcube, Kazakh": "2026-06-01 10:12, Анна Орлова жазды:",
}
_TO = "Marina Sokolova <marina.sokolova@buyer.example>"
_BLOCKS = (
    _block("Dutch", "Van: Anna Orlova", "Verzonden: maandag 1 juni 2026 10:12", f"Aan: {_TO}", "Onderwerp: Media plan v3"),
    _block("Polish", f"Od: {_ANNA}", "Wysłano: poniedziałek, 1 czerwca 2026 10:12", f"Do: {_TO}", "DW: Jan Nowak", "Temat: Media plan v3"),
    _block("Czech", "Od: Anna Orlova", "Odesláno: pondělí 1. června 2026 10:12", "Komu: Marina Sokolova", "Předmět: Media plan v3"),
    _block("Slovak", "Od: Anna Orlova", "Odoslané: pondelok 1. júna 2026 10:12", "Komu: Marina Sokolova", "Predmet: Media plan v3"),
    _block("Italian", "Da: Anna Orlova", "Inviato: lunedì 1 giugno 2026 10:12", "A: Marina Sokolova", "Oggetto: Media plan v3"),
    _block("Spanish", "De: Anna Orlova", "Enviado el: lunes, 1 de junio de 2026 10:12", "Para: Marina Sokolova", "Asunto: Media plan v3"),
    _block("Portuguese", "De: Anna Orlova", "Enviada em: segunda-feira, 1 de junho de 2026 10:12", "Para: Marina Sokolova", "Assunto: Media plan v3"),
    _block("Hungarian", "Feladó: Anna Orlova", "Elküldve: 2026. június 1., hétfő 10:12", "Címzett: Marina Sokolova", "Tárgy: Media plan v3"),
    _block("Romanian", "De la: Anna Orlova", "Trimis: luni, 1 iunie 2026 10:12", "Către: Marina Sokolova", "Subiect: Media plan v3"),
    _block("Bulgarian", "От: Анна Орлова", "Изпратено: понеделник, 1 юни 2026 г. 10:12", "До: Марина Соколова", "Относно: Медиаплан v3"),
    _block("Serbian", "Od: Anna Orlova", "Poslato: ponedeljak, 1. jun 2026. 10:12", "Za: Marina Sokolova", "Tema: Media plan v3"),
    _block("Croatian", "Od: Anna Orlova", "Poslano: ponedjeljak, 1. lipnja 2026. 10:12", "Prima: Marina Sokolova", "Predmet: Media plan v3"),
    _block("Danish", "Fra: Anna Orlova", "Sendt: 1. juni 2026 10:12", "Til: Marina Sokolova", "Emne: Media plan v3"),
    _block("Greek", "Από: Anna Orlova", "Στάλθηκε: Δευτέρα, 1 Ιουνίου 2026 10:12", "Προς: Marina Sokolova", "Θέμα: Media plan v3"),
    _block("Latvian", "No: Anna Orlova", "Nosūtīts: pirmdiena, 2026. gada 1. jūnijs 10:12", "Kam: Marina Sokolova", "Tēma: Media plan v3"),
    _block("Lithuanian", "Nuo: Anna Orlova", "Išsiųsta: 2026 m. birželio 1 d., pirmadienis 10:12", "Kam: Marina Sokolova", "Tema: Media plan v3"),
    _block("Estonian", "Saatja: Anna Orlova", "Saadetud: esmaspäev, 1. juuni 2026 10:12", "Adressaat: Marina Sokolova", "Teema: Media plan v3"),
    _block("Kazakh", "Кімнен: Анна Орлова", "Жіберілді: 2026 ж. 1 маусым, дүйсенбі 10:12", "Кімге: Марина Соколова", "Тақырып: Медиаплан v3"),
    _block("Uzbek", "Kimdan: Anna Orlova", "Yuborildi: 1-iyun, 2026 10:12", "Kimga: Marina Sokolova", "Mavzu: Media plan v3"),
    _block("Azerbaijani", "Kimdən: Anna Orlova", "Göndərildi: 1 iyun 2026 10:12", "Kimə: Marina Sokolova", "Mövzu: Media plan v3"),
    _block("Chinese", "发件人: Anna Orlova", "发送时间: 2026年6月1日 10:12", "收件人: Marina Sokolova", "主题: Media plan v3"),
    _block("German with a copy and importance", "Von: Anna Orlova", "Gesendet: Montag, 1. Juni 2026 10:12", f"An: {_TO}", "Cc: Ivan Lebedev", "Betreff: AW: Mediaplan v3", "Wichtigkeit: Hoch"),
)  # fmt: skip
_SEPARATORS = {
    "German": ("-----Ursprüngliche Nachricht-----", "Von: Anna Orlova", "Gesendet: Montag, 1. Juni 2026 10:12", "An: Marina Sokolova", "Betreff: Mediaplan"),
    "French": ("-----Message d'origine-----", "De : Anna Orlova", "Envoyé : lundi 1 juin 2026 10:12", "À : Marina Sokolova", "Objet : Plan média"),
    "Dutch": ("-----Oorspronkelijk bericht-----", "Van: Anna Orlova", "Verzonden: maandag 1 juni 2026 10:12", "Aan: Marina Sokolova", "Onderwerp: Media plan"),
    "Polish": ("-----Oryginalna wiadomość-----", "Od: Anna Orlova", "Wysłano: 1 czerwca 2026 10:12", "Do: Marina Sokolova", "Temat: Media plan"),
    "Seznam": ("---------- Původní e-mail ----------", "Od: Anna Orlova <anna.orlova@agency.example>", "Komu: marina.sokolova@buyer.example", "Datum: 1. 6. 2026 10:12:12", "Předmět: Media plan"),
    "Czech": ("-----Původní zpráva-----", "Od: Anna Orlova", "Odesláno: 1. června 2026 10:12", "Komu: Marina Sokolova", "Předmět: Media plan"),
    "Ukrainian": ("-----Оригінальне повідомлення-----", "Від: Анна Орлова", "Надіслано: 1 червня 2026 р. 10:12", "Кому: Марина Соколова", "Тема: Медіаплан"),
    "Turkish": ("-----Orijinal Mesaj-----", "Kimden: Anna Orlova", "Gönderilmiş: 1 Haziran 2026 10:12", "Kime: Marina Sokolova", "Konu: Media plan"),
    "Hungarian": ("-----Eredeti üzenet-----", "Feladó: Anna Orlova", "Küldve: 2026. június 1. 10:12", "Címzett: Marina Sokolova", "Tárgy: Media plan"),
    "Swedish": ("-----Ursprungligt meddelande-----", "Från: Anna Orlova", "Skickat: den 1 juni 2026 10:12", "Till: Marina Sokolova", "Ämne: Media plan"),
    "Kazakh": ("-----Бастапқы хабар-----", "Кімнен: Анна Орлова", "Жіберілді: 01.06.2026 10:12", "Кімге: Марина Соколова", "Тақырып: Медиаплан"),
}  # fmt: skip
_DEVICES = {
    "German iPhone": "Von meinem iPhone gesendet",
    "French iPhone": "Envoyé de mon iPhone",
    "Polish iPhone": "Wysłane z iPhone'a",
    "Czech iPhone": "Odesláno z iPhonu",
    "Dutch iPhone": "Verstuurd vanaf mijn iPhone",
    "Turkish iPhone": "iPhone'umdan gönderildi",
    "Spanish iPhone": "Enviado desde mi iPhone",
    "Italian iPhone": "Inviato da iPhone",
    "Kazakh iPhone": "iPhone құрылғысынан жіберілді",
    "Ukrainian Outlook": "Отримати Outlook для Android",
    "German Outlook": "Outlook für Android herunterladen",
    "German Outlook, newer": "Holen Sie sich Outlook für iOS",
    "Polish Outlook": "Pobierz program Outlook dla systemu Android",
    "French Outlook": "Obtenir Outlook pour iOS",
    "Czech Outlook": "Získat Outlook pro Android",
    "Turkish Outlook": "iOS için Outlook'u edinin",
    "German GMX": "Diese Nachricht wurde von meinem Android Mobiltelefon mit GMX Mail gesendet.",
    "Samsung, German": "Von meinem Samsung Galaxy Smartphone gesendet.",
    "Swedish iPhone": "Skickat från min iPhone",
}

FOREIGN_LAYOUTS = (
    *(_marked(name, line) for name, line in (_ATTRIBUTIONS | _UNNAMED_ADDRESS).items()),
    *(_bare(name, line) for name, line in (_ATTRIBUTIONS | _UNNAMED_ADDRESS).items()),
    *_BLOCKS,
    *(
        Layout(f"a separator, {name}", "{new}\n\n" + "\n".join(lines) + "\n\n{quoted}")
        for name, lines in _SEPARATORS.items()
    ),
    *(
        Layout(f"a device line, {name}", f"{{new}}\n\n{line}\n\n> Am 01.06.2026 um 10:12 schrieb {_ANNA}:\n> \n{{quoted}}", "> ")
        for name, line in _DEVICES.items()
    ),
)  # fmt: skip

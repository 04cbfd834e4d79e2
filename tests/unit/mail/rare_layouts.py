"""Answers as less common programs and providers lay them out."""

from __future__ import annotations

from tests.unit.mail.layouts import Layout

# fmt: off
RARE_LAYOUTS = (
    Layout("Outlook for iOS, Russian and English mixed", "{new}\n\n\n\nПолучить Outlook для iOS<https://aka.example/o0ukef>\n________________________________\nFrom: Анна Орлова <anna.orlova@agency.example>\nSent: Monday, June 1, 2026 10:12:12 AM\nTo: Марина <m@buyer.example>\nSubject: Медиаплан\n\n{quoted}"),
    Layout("Delta Chat", "{new}\n\n> Анна Орлова:\n{quoted}\n\n-- \nОтправлено моим мессенджером Delta Chat", "> "),
    Layout("Gmail through a group", '{new}\n\nпн, 1 июн. 2026 г. в 10:12, "Анна Орлова" via Agency <anna.orlova@agency.example>:\n\n{quoted}', "> "),
    Layout("Gmail, a narrow space before AM", "{new}\n\nOn Mon, Jun 1, 2026 at 10:12\u202fAM Anna Orlova <anna.orlova@agency.example> wrote:\n\n{quoted}", "> "),
    Layout("Mailspring", "{new}\n\nOn Jun 1 2026, at 10:12 am, Anna Orlova <anna.orlova@agency.example> wrote:\n{quoted}", "> "),
    Layout("Airmail", "{new}\n\nOn 1 June 2026 at 10:12:12, Anna Orlova (anna.orlova@agency.example) said:\n\n{quoted}"),
    Layout("Newton", "{new}\n\nSent using Newton\n\nOn Mon, Jun 01, 2026 at 10:12am, Anna Orlova <anna.orlova@agency.example> wrote:\n\n{quoted}"),
    Layout("Edison", "{new}\n\nSent from Edison Mail\n\nOn Jun 1, 2026 at 10:12 AM, Anna Orlova <anna.orlova@agency.example> wrote:\n\n{quoted}"),
    Layout("Canary", "{new}\n\nSent with Canary\n\nOn Monday, Jun 01, 2026 at 10:12, Anna Orlova <anna.orlova@agency.example> wrote:\n{quoted}"),
    Layout("GMX", "{new}\n \n \n\nGesendet: Montag, 01. Juni 2026 um 10:12 Uhr\nVon: \"Anna Orlova\" <anna.orlova@agency.example>\nAn: marina.sokolova@buyer.example\nBetreff: Media plan v3\n\n{quoted}"),
    Layout("T-Online", "{new}\n\n-----Original-Nachricht-----\nBetreff: Media plan\nDatum: 2026-06-01T10:12:12+0200\nVon: \"Anna Orlova\" <anna.orlova@agency.example>\nAn: \"m\" <m@buyer.example>\n\n{quoted}"),
    Layout("WP.pl", "{new}\n\nDnia 01 czerwca 2026 10:12 Anna Orlova <anna.orlova@agency.example> napisał(a):\n\n{quoted}"),
    Layout("Onet", "{new}\n\nW dniu 2026-06-01 10:12:12 użytkownik Anna Orlova <anna.orlova@agency.example> napisał:\n{quoted}"),
    Layout("Orange", "{new}\n\n> Message du 01/06/26 10:12\n> De : \"Anna Orlova\" <anna.orlova@agency.example>\n> A : marina\n> Objet : Plan\n> \n{quoted}", "> "),
    Layout("Laposte", "{new}\n\n________________________________\nDe: Anna Orlova <anna.orlova@agency.example>\nÀ: marina@buyer.example\nDate: 1 juin 2026 10:12\nObjet: Plan\n\n{quoted}"),
    Layout("Libero", "{new}\n\n----Messaggio originale----\nDa: anna.orlova@agency.example\nData: 1-giu-2026 10.12\nA: <m@buyer.example>\nOgg: Media plan\n\n{quoted}"),
    Layout("Tutanota", "{new}\n\n--\nSecured with Tuta Mail\n\n\n1 июн. 2026 г., 10:12, от anna.orlova@agency.example:\n\n{quoted}", "> "),
    Layout("Kopano", "{new}\n\n-----Original message-----\nFrom: Anna Orlova <anna.orlova@agency.example>\nSent: Monday 1st June 2026 10:12\nTo: Marina\nSubject: Media plan\n\n{quoted}"),
    Layout("Open-Xchange", "{new}\n\n> On 06/01/2026 10:12 AM MSK Anna Orlova <anna.orlova@agency.example> wrote:\n> \n>  \n{quoted}", "> "),
    Layout("Open-Xchange, German, HTML", '<div>{new}</div><blockquote type="cite"><div>Anna Orlova &lt;anna.orlova@agency.example&gt; hat am 01.06.2026 10:12 MSK geschrieben:</div><div><br></div>{quoted}</blockquote>', is_html=True),
    Layout("GroupWise", '{new}\n\n>>> Anna Orlova <anna.orlova@agency.example> 01.06.26 10.12 >>>\n{quoted}'),
    Layout("an unknown program, name and verb alone", "{new}\n\nАнна Орлова <anna.orlova@agency.example> пишет:\n{quoted}", "> "),
    Layout("an unknown program, in answer to a letter of a date", "{new}\n\nВ ответ на ваше письмо от 01.06.2026 10:12:\n{quoted}", "> "),
    Layout("an unknown program, fields between rules", "{new}\n\n=======================\nОт кого: Анна Орлова\nКому: Марина Соколова\nДата: 01.06.2026 10:12\nТема: Медиаплан v3\n=======================\n{quoted}"),
    Layout("an unknown program, a rule above the attribution", "{new}\n\n--------------------\nПонедельник, 01.06.2026, 10:12, Анна Орлова <anna.orlova@agency.example> написала:\n{quoted}", "> "),
    Layout("Mail.ru, English", "{new}\n \n--\nMarina\n \nMonday, 1 June 2026, 10:12 +03:00 from Anna Orlova <anna.orlova@agency.example>:\n \n{quoted}"),
    Layout("Apple, Russian, attribution on two lines", "{new}\n\n> 1 июня 2026 г., в 10:12, Анна Орлова\n> <anna.orlova@agency.example> написала:\n> \n{quoted}", "> "),
    Layout("fields in a table, HTML", '<p>{new}</p><table><tr><td>От:</td><td>Анна Орлова</td></tr><tr><td>Отправлено:</td><td>01.06.2026 10:12</td></tr><tr><td>Кому:</td><td>Марина</td></tr><tr><td>Тема:</td><td>Медиаплан</td></tr></table><p>{quoted}</p>', is_html=True),
    Layout("a quotation folded away, HTML", '<div>{new}</div><details class="quoted-text"><summary>...</summary><div>01.06.2026 10:12, Анна Орлова пишет:</div>{quoted}</details>', is_html=True),
)

"""Answers as programs lay them out that offices, phones and providers use, in plain text and HTML."""

from __future__ import annotations

from tests.unit.mail.layouts import Layout

_MAILTO = '&lt;<a href="mailto:anna.orlova@agency.example">anna.orlova@agency.example</a>&gt;'
_RU_FIELDS = "<b>От:</b> Анна Орлова &lt;anna.orlova@agency.example&gt;<br><b>Отправлено:</b> понедельник, 1 июня 2026 г. 10:12<br><b>Кому:</b> Марина Соколова<br><b>Тема:</b> Медиаплан v3"
_DE_FIELDS = "<b>Von:</b> Anna Orlova &lt;anna.orlova@agency.example&gt;<br><b>Gesendet:</b> Montag, 1. Juni 2026 10:12<br><b>An:</b> Marina<br><b>Betreff:</b> Mediaplan v3"


def _text(name: str, template: str, mark: str = "") -> Layout:
    return Layout(name, template, mark)


def _html(name: str, template: str) -> Layout:
    return Layout(f"{name}, HTML", template, is_html=True)


# fmt: off
PROGRAM_LAYOUTS = (
    # Outlook, its many faces
    _html("Outlook on the web", '<div class="elementToProof" style="font-family:Aptos">{new}</div><div class="elementToProof"><br></div><div id="Signature">{signature}</div><div id="appendonsend"></div><hr tabindex="-1" style="display:inline-block; width:98%"><div id="divRplyFwdMsg" dir="ltr"><font face="Calibri, sans-serif" style="font-size:11pt">' + _RU_FIELDS + '</font><div>&nbsp;</div></div><div>{quoted}</div>'),
    _html("Outlook on the web, seen through a second Exchange", '<div class="x_elementToProof">{new}</div><div id="x_Signature">{signature}</div><div id="x_appendonsend"></div><hr tabindex="-1" style="display:inline-block; width:98%"><div id="x_divRplyFwdMsg" dir="ltr">' + _DE_FIELDS + '</div><div>{quoted}</div>'),
    _html("Outlook for iOS", '<div dir="ltr"><div></div><div><div dir="ltr">{new}</div><div dir="ltr"><br></div><div id="ms-outlook-mobile-signature"><div>Отправлено из <a href="https://aka.example/o0ukef">Outlook для iOS</a></div></div></div></div><hr style="display:inline-block;width:98%" tabindex="-1"><div id="divRplyFwdMsg" dir="ltr">' + _RU_FIELDS + '<div>&nbsp;</div></div>{quoted}'),
    _html("Outlook for iOS, no signature element", '<div dir="auto">{new}</div><div><br></div><div>Get <a href="https://aka.example/o0ukef">Outlook for iOS</a></div><div class="ms-outlook-mobile-reference-message"><hr style="display:inline-block;width:98%"><div dir="ltr">' + _RU_FIELDS + '</div>{quoted}</div>'),
    _html("Outlook for Android, separator line", '<div dir="auto">{new}</div><div id="ms-outlook-mobile-body-separator-line" dir="auto"><br></div><div id="ms-outlook-mobile-signature" dir="auto">Скачать <a href="https://aka.example/AAb9ysg">Outlook для Android</a></div><div id="mail-editor-reference-message-container" dir="auto"><br><hr style="display:inline-block;width:98%"><div id="divRplyFwdMsg"><font face="Calibri">' + _DE_FIELDS + '</font><br></div>{quoted}</div>'),
    _html("Outlook for the Mac, new", '<div class="WordSection1"><p class="MsoNormal">{new}</p><p class="MsoNormal"><o:p>&nbsp;</o:p></p><div id="mail-editor-reference-message-container"><div><div style="border-top:solid #B5C4DF 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal" style="mso-margin-top-alt:0cm;margin-bottom:12.0pt"><b><span>From: </span></b><span>Anna Orlova<br><b>Date: </b>Monday, 1 June 2026 at 10:12<br><b>To: </b>Marina<br><b>Subject: </b>Media plan v3</span></p></div>{quoted}</div></div></div>'),
    _html("Word without a border", '<p class=MsoNormal>{new}<o:p></o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p><p class=MsoNormal><b>From:</b> Anna Orlova [mailto:anna.orlova@agency.example] <br><b>Sent:</b> Monday, June 01, 2026 10:12 AM<br><b>To:</b> Marina Sokolova<br><b>Cc:</b> Ivan Lebedev<br><b>Subject:</b> Media plan v3</p><p class=MsoNormal>{quoted}</p>'),
    _text("Outlook, plain text, old Russian", "{new}\n\n-----Исходное сообщение-----\nОт: Анна Орлова [mailto:anna.orlova@agency.example] \nОтправлено: 1 июня 2026 г. 10:12\nКому: Марина Соколова\nТема: Медиаплан v3\n\n{quoted}"),
    _text("Outlook, plain text from a meeting's answer", "{new}\n\n-----Original Appointment-----\nFrom: Anna Orlova\nSent: Monday, June 1, 2026 10:12 AM\nTo: Marina Sokolova\nSubject: Media plan v3\nWhen: Tuesday, June 2, 2026 3:00 PM-3:30 PM\nWhere: Microsoft Teams Meeting\n\n{quoted}"),
    _text("Outlook, a block with no blank line above it", "{new}\nFrom: Anna Orlova <anna.orlova@agency.example>\nSent: Monday, June 1, 2026 10:12 AM\nTo: Marina Sokolova\nSubject: Media plan v3\n{quoted}"),
    _text("Outlook through a gateway, links twice", "{new}\n\nFrom: Anna Orlova <anna.orlova@agency.example<mailto:anna.orlova@agency.example>>\nSent: Monday, June 1, 2026 10:12 AM\nTo: Marina <marina.sokolova@buyer.example<mailto:marina.sokolova@buyer.example>>\nSubject: Media plan v3\n\n{quoted}"),
    _text("Outlook, Russian, the web's plain text", "{new}\n\nС уважением,\nМарина\n________________________________\nОт: Анна Орлова\nОтправлено: понедельник, 1 июня 2026 г. 10:12:12\nКому: Марина Соколова\nКопия: Иван Лебедев; Ольга Жукова\nТема: Re: Медиаплан v3\n\n{quoted}"),
    _text("Exchange, fields marked with stars and a rule", "{new}\n\n* * *\n**От:** Анна Орлова <anna.orlova@agency.example>\n**Отправлено:** понедельник, 1 июня 2026 г. 10:12\n**Кому:** Марина Соколова\n**Тема:** Медиаплан v3\n\n{quoted}"),
    # phones
    _html("Gmail for Android", '<div dir="auto">{new}</div><br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">пн, 1 июн. 2026 г., 10:12 Анна Орлова ' + _MAILTO + ':<br></div><blockquote class="gmail_quote" style="margin:0 0 0 .8ex;border-left:1px #ccc solid;padding-left:1ex">{quoted}</blockquote></div>'),
    _html("Gmail for iOS", '<div dir="auto">{new}</div><div><br></div><div dir="auto">Отправлено с мобильного устройства</div><div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">On Mon, 1 Jun 2026 at 10:12, Анна Орлова ' + _MAILTO + ' wrote:<br></div><blockquote class="gmail_quote">{quoted}</blockquote></div></div>'),
    _html("Samsung Mail", '<html><body dir="auto"><div dir="auto">{new}</div><div dir="auto"><br></div><div id="composer_signature" dir="auto"><div style="font-size:12px;color:#575757" dir="auto">Отправлено с устройства Galaxy</div></div><div dir="auto"><br></div><div align="left" dir="auto" style="font-size:100%;color:#000000"><div>-------- Исходное сообщение --------</div><div>От: Анна Орлова &lt;anna.orlova@agency.example&gt; </div><div>Дата: 01.06.2026  10:12  (GMT+03:00) </div><div>Кому: marina.sokolova@buyer.example </div><div>Тема: Медиаплан v3 </div><div><br></div></div>{quoted}</body></html>'),
    _text("Samsung Mail, German", "{new}\n\nVon meinem Galaxy gesendet\n\n-------- Ursprüngliche Nachricht --------\nVon: Anna Orlova <anna.orlova@agency.example> \nDatum: 01.06.26 10:12 (GMT+03:00) \nAn: marina.sokolova@buyer.example \nBetreff: Media plan v3 \n\n{quoted}"),
    _html("iPhone", '<html><body dir="auto">{new}<div><br id="lineBreakAtBeginningOfSignature"><div dir="ltr">Отправлено с iPhone</div><div dir="ltr"><br><blockquote type="cite">1 июня 2026 г., в 10:12, Анна Орлова ' + _MAILTO + ' написал(а):<br><br></blockquote></div><blockquote type="cite"><div dir="ltr">﻿{quoted}</div></blockquote></div></body></html>'),
    _text("iPhone, signed in two languages", "{new}\n\nОтправлено с iPhone / Sent from my iPhone\n\n> 1 июня 2026 г., в 10:12, Анна Орлова <anna.orlova@agency.example> написал(а):\n> \n{quoted}", "> "),
    _text("iPhone, forwarded", "{new}\n\nОтправлено с iPhone\n\nНачало переадресованного сообщения:\n\n> От: Анна Орлова <anna.orlova@agency.example>\n> Дата: 1 июня 2026 г. в 10:12:12 GMT+3\n> Кому: Марина Соколова <marina.sokolova@buyer.example>\n> Тема: Медиаплан v3\n> \n{quoted}", "> "),
    _text("Xiaomi Mail", "{new}\n\n\n\nОтправлено с моего Xiaomi\nАнна Орлова <anna.orlova@agency.example> 1 июня 2026 г. 10:12 написал:\n\n{quoted}"),
    _text("Huawei Mail", "{new}\n\n\n-------- Исходное сообщение --------\nОт: Анна Орлова <anna.orlova@agency.example>\nДата: пн, 1 июня 2026 г., 10:12\nКому: marina.sokolova@buyer.example\nТема: Медиаплан v3\n{quoted}"),
    _text("Mail.ru for phones", "{new}\n\n--\nОтправлено из мобильной Почты Mail.ru\n\nпонедельник, 1 июня 2026 г., 10:12 +0300 от Анна Орлова <anna.orlova@agency.example>:\n{quoted}", "> "),
    _text("Mail for Android by VK", "{new}\n\n\nОтправлено из Почты Mail для Android\nпонедельник, 1 июня 2026г., 10:12 +03:00 от Анна Орлова anna.orlova@agency.example:\n\n{quoted}"),
    _text("Yandex Mail for phones", "{new}\n\n\nОтправлено из мобильного приложения Яндекс Почты\n\n\n\n10:12, 1 июня 2026 г., Анна Орлова <anna.orlova@agency.example>:\n\n{quoted}"),
    _html("Yandex Mail for phones", '<div>{new}</div><div><br></div>-- <br>Отправлено из мобильного приложения Яндекс Почты<div><br></div><div>10:12, 1 июня 2026 г., Анна Орлова ' + _MAILTO + ':</div><blockquote class="210e7a848e8fcb45wmi-quote">{quoted}</blockquote>'),
    _text("Yahoo for Android", "{new}\n\nОтправлено из Yahoo Почты для Android \n \n  пн, 1 июня 2026 г. в 10:12 Анна Орлова<anna.orlova@agency.example> написал(-а):   {quoted}"),
    _text("Yahoo for iPhone", "{new}\n\nSent from Yahoo Mail for iPhone\n\n\nOn Monday, June 1, 2026, 10:12 AM, Anna Orlova <anna.orlova@agency.example> wrote:\n\n{quoted}"),
    _text("Spark for the Mac, Russian", "{new}\n\nС уважением,\nМарина\n1 июня 2026 г., 10:12 +0300, Анна Орлова <anna.orlova@agency.example>, писал:\n{quoted}", "> "),
    _text("Spark, no marks", "{new}\nOn Jun 1, 2026 at 10:12 +0300, Anna Orlova <anna.orlova@agency.example>, wrote:\n\n{quoted}"),
    _text("BlackBerry Hub", "{new}\n\nSent from my BlackBerry — the most secure mobile device\n\n\nFrom: anna.orlova@agency.example\nSent: June 1, 2026 10:12\nTo: marina.sokolova@buyer.example\nSubject: Media plan v3\n\n{quoted}"),
    # providers on the web
    _text("Proton, Russian without marks", "{new}\n\nОтправлено с помощью Proton Mail для мобильных устройств\n\n\n-------- Исходное сообщение --------\n1 июня 2026 г., 10:12, Анна Орлова написал(а):\n\n>\n{quoted}", "> "),
    _text("Zoho, Russian", "{new}\n\n\n\n---- Включено Пн, 01 июн. 2026 10:12:12 +0300 Анна Орлова <anna.orlova@agency.example> написал(а) ----\n\n{quoted}"),
    _html("Zoho Mail, Russian", '<div style="font-family: Verdana">{new}</div><div class="zmail_extra_hr" style="height: 0px;"><br></div><div class="zmail_extra" data-zbluepencil-ignore="true"><br><div id="Zm-_Id_-Sgn1">---- В Пн, 01 июн. 2026 10:12:12 +0300 <b>Анна Орлова ' + _MAILTO + '</b> написал ----<br></div><br><blockquote id="blockquote_zmail">{quoted}</blockquote></div>'),
    _html("Yahoo on the web, Russian", '<div class="yahoo-style-wrap"><div dir="ltr">{new}</div></div><div id="ydp5yahoo_quoted_1" class="ydp5yahoo_quoted"><div><div>понедельник, 1 июня 2026 г. в 10:12:12 GMT+3, Анна Орлова ' + _MAILTO + ' написал(-а):</div><div><br></div><div><div dir="ltr">{quoted}</div></div></div></div>'),
    _html("Mail.ru on the web, since 2024", '<div><div>{new}</div><div>&nbsp;</div><div data-signature-widget="container"><div data-signature-widget="content"><div>--<br>{signature}</div></div></div><div>&nbsp;</div><blockquote id="mail-app-auto-quote" style="border-left:1px solid #0857A6;margin:0 0 0 10px;padding:0 0 0 10px">Понедельник, 1 июня 2026, 10:12 +03:00 от «Анна Орлова» ' + _MAILTO + ':<br>&nbsp;<div><div>{quoted}</div></div></blockquote></div>'),
    _html("Mail.ru, the quote's line outside", '<div>{new}</div><div>&nbsp;</div><div>Понедельник, 1 июня 2026, 10:12 +03:00 от Анна Орлова ' + _MAILTO + ':</div><div><br></div><div>{quoted}</div>'),
    _html("Yandex 360", '<div>{new}</div><div> </div><div>-- </div><div>{signature}</div><div> </div><div> </div><div>01.06.2026, 10:12, "Анна Орлова" ' + _MAILTO + ':</div><blockquote><div>{quoted}</div></blockquote>'),
    _html("Yandex 360, forwarded", '<div>{new}</div><div> </div><div>-------- Пересылаемое сообщение --------</div><div>01.06.2026, 10:12, "Анна Орлова" ' + _MAILTO + ':</div><div> </div><div>{quoted}</div><div> </div><div>-------- Завершение пересылаемого сообщения --------</div>'),
    _html("Yandex, fields above the quote", '<div>{new}</div><div> </div><div>----------------</div><div>Кому: Марина Соколова (marina.sokolova@buyer.example);</div><div>Копия: Иван;</div><div>Тема: Медиаплан v3;</div><div>01.06.2026, 10:12, "Анна Орлова" ' + _MAILTO + ':</div><blockquote>{quoted}</blockquote>'),
    _text("VK WorkMail, plain text", "{new}\n\n--\nМарина Соколова\nПокупатель\n \n>Понедельник, 1 июня 2026, 10:12 +03:00 от Анна Орлова <anna.orlova@agency.example>:\n> \n{quoted}", ">"),
    _text("Rambler, new", "{new}\n\n1 июня 2026 г. в 10:12 Анна Орлова <anna.orlova@agency.example> написал(а):\n{quoted}"),
    _text("UKR.NET", '{new}\n\n1 червня 2026, 10:12:12, від "Анна Орлова" <anna.orlova@agency.example>:\n\n{quoted}'),
    # desktops and servers
    _text("iNotes", '{new}\n\n-----"Anna Orlova" <anna.orlova@agency.example> wrote: -----\nTo: marina.sokolova@buyer.example\nFrom: "Anna Orlova" <anna.orlova@agency.example>\nDate: 06/01/2026 10:12AM\nSubject: Media plan v3\n\n{quoted}'),
    _text("iNotes, Russian", '{new}\n\n-----Anna Orlova/Agency написал(а): -----\nКому: Marina Sokolova/Buyer@BUYER\nОт: Anna Orlova/Agency\nДата: 01.06.2026 10:12\nТема: Медиаплан v3\n\n{quoted}'),
    _text("HCL Notes, name above its fields", "{new}\n\n\nС уважением,\nМарина Соколова\n\n\n\nAnna Orlova/Agency \n01.06.2026 10:12\n\nКому\nMarina Sokolova/Buyer@BUYER\nКопия\n\nТема\nМедиаплан v3\n\n\n\n{quoted}"),
    _text("The Bat! with a name and its date", "{new}\n\nAnna Orlova <anna.orlova@agency.example> 1 июня 2026 г., 10:12:12, написал(а):\n\n{quoted}", "> "),
    _text("The Bat!, forwarded", "{new}\n\n===8<==============Original message text===============\nМарина, добрый день!\n{quoted}\n===8<===========End of original message text==========="),
    _text("The Bat!, forwarded in Russian", "{new}\n\n===8<==============Исходный текст сообщения==============\n{quoted}\n===8<===========Конец исходного текста сообщения==========="),
    _text("Zimbra, English", '{new}\n\n{signature}\n\nFrom: "Anna Orlova" <anna.orlova@agency.example>\nTo: "Marina Sokolova" <marina.sokolova@buyer.example>\nSent: Monday, 1 June, 2026 10:12:12\nSubject: Media plan v3\n\n{quoted}'),
    _html("Zimbra, bar", '<div style="font-family: arial">{new}</div><div><br></div><hr id="zwchr" data-marker="__DIVIDER__"><div data-marker="__HEADERS__"><blockquote style="border-left:2px solid #1010FF;margin-left:5px;padding-left:5px"><b>От: </b>"Анна Орлова" &lt;anna.orlova@agency.example&gt;<br><b>Кому: </b>"Марина"<br><b>Отправленные: </b>Понедельник, 1 Июнь 2026 г 10:12:12<br><b>Тема: </b>Медиаплан v3<br></blockquote></div><div data-marker="__QUOTED_TEXT__"><blockquote style="border-left:2px solid #1010FF;margin-left:5px;padding-left:5px">{quoted}</blockquote></div>'),
    _text("Roundcube, forwarded", "{new}\n\n-------- Исходное сообщение --------\nТема: Медиаплан v3\nДата: 2026-06-01 10:12\nОт: Анна Орлова <anna.orlova@agency.example>\nКому: marina.sokolova@buyer.example\n\n{quoted}"),
    _html("Roundcube 1.6", '<p id="v1">{new}</p><p><br></p><div id="v1_rc_sig">---<br>{signature}</div><p id="reply-intro">01.06.2026 10:12, Анна Орлова пишет:</p><blockquote type="cite" style="padding: 0 0.4em; border-left: #1010ff 2px solid; margin: 0"><div id="replybody1"><div class="pre">{quoted}</div></div></blockquote>'),
    _text("eM Client 10, Russian", '{new}\n\n\n------ Исходное сообщение ------\nОт "Анна Орлова" <anna.orlova@agency.example>\nКому "Марина Соколова" <marina.sokolova@buyer.example>\nДата 01.06.2026 10:12:12\nТема Медиаплан v3\n\n{quoted}'),
    _html("eM Client 10", '<div>{new}</div><div><br></div><div id="xe6" style="padding:0"><br></div><div>------ Original Message ------</div><div>From "Anna Orlova" &lt;anna.orlova@agency.example&gt;</div><div>To "Marina"</div><div>Date 6/1/2026 10:12:12 AM</div><div>Subject Media plan v3</div><div><br></div><div>{quoted}</div>'),
    _html("Mailbird", '<div><div>{new}</div><br><div class="__sigBody">{signature}</div><br><div class="__mbquote">01.06.2026 10:12:12, Анна Орлова ' + _MAILTO + ' написал(а):</div><blockquote class="history_container" type="cite" style="border-left-style:solid;border-width:1px;margin-top:20px;padding-left:10px">{quoted}</blockquote></div>'),
    _text("Mailbird, English", "{new}\n\nOn 01/06/2026 10:12:12, Anna Orlova <anna.orlova@agency.example> wrote:\n{quoted}"),
    _text("MyOffice Mail, block", "{new}\n\n{signature}\n\n-------- Исходное письмо --------\nОт: Анна Орлова <anna.orlova@agency.example>\nДата: Пн, 1 июн. 2026, 10:12\nКому: Марина Соколова\nТема: Медиаплан v3\n\n{quoted}"),
    _html("MyOffice Mail", '<p>{new}</p><p>&nbsp;</p><p>Анна Орлова ' + _MAILTO + ' 01.06.2026 10:12:</p><blockquote style="margin:0 0 0 8px;border-left:2px solid #ddd">{quoted}</blockquote>'),
    _text("RuPost", "{new}\n\nПонедельник, 1 июня 2026 10:12 MSK, Анна Орлова <anna.orlova@agency.example> пишет:\n \n{quoted}", "> "),
    _html("RuPost", '<div>{new}</div><br><br>Понедельник, 1 июня 2026 10:12 MSK, Анна Орлова ' + _MAILTO + ' пишет:<br>&nbsp;<blockquote type="cite" cite="m1@agency.example">{quoted}</blockquote>'),
    _html("Samoware", '<div>{new}</div><div><br></div><div class="cgp-quote-header">Анна Орлова ' + _MAILTO + ' 01.06.2026 10:12 написал(а):</div><blockquote type="cite" style="border-left:solid 2px #00f">{quoted}</blockquote>'),
    _text("Samoware, block", "{new}\n\n----- Исходное сообщение -----\nОтправитель: Анна Орлова <anna.orlova@agency.example>\nПолучатель: Марина Соколова\nДата: 1 июня 2026, 10:12\nТема: Медиаплан v3\n\n{quoted}"),
    _text("1C document flow", "{new}\n\n01.06.2026 10:12:12, Анна Орлова <anna.orlova@agency.example> писал(а):\n\n> {quoted}", "> "),
    _html("amoCRM", '<p>{new}</p><p><br></p><div class="quoted-text">1 июня 2026, 10:12 Анна Орлова ' + _MAILTO + ':<br>{quoted}</div>'),
    _text("Thunderbird, forwarded in Russian", "{new}\n\n\n-------- Перенаправленное сообщение --------\nТема: \tМедиаплан v3\nДата: \tMon, 1 Jun 2026 10:12:12 +0300\nОт: \tАнна Орлова <anna.orlova@agency.example>\nКому: \tmarina.sokolova@buyer.example\n\n\n\n{quoted}"),
    _text("Thunderbird, a day of the week and no address", "{new}\n\nАнна Орлова написал 01.06.2026 10:12:\n{quoted}", "> "),
    _text("Evolution, forwarded", "{new}\n\n-------- Перенаправленное сообщение --------\nОт: Анна Орлова <anna.orlova@agency.example>\nКому: marina.sokolova@buyer.example\nТема: Медиаплан v3\nДата: Mon, 01 Jun 2026 10:12:12 +0300\n\n{quoted}"),
    _text("Superhuman", "{new}\n\nSent via Superhuman ( https://sprh.example/?vip )\n\nOn Mon, Jun 01, 2026 at 10:12 AM, Anna Orlova < anna.orlova@agency.example > wrote:\n\n{quoted}", "> "),
    _text("Missive", "{new}\n\nOn June 1, 2026 at 10:12 AM, Anna Orlova (anna.orlova@agency.example) wrote:\n\n{quoted}"),
    _text("Front, plain text", "{new}\n\nOn June 1, 2026 at 10:12 AM GMT+3 anna.orlova@agency.example wrote:\n\n{quoted}", "> "),
    _text("Zendesk's reply line", "{new}\n\n##- Пожалуйста, введите ответ выше этой линии -##\n\n{quoted}"),
    _text("HubSpot", "{new}\n\nOn Mon, Jun 1, 2026, 10:12 AM, Anna Orlova <anna.orlova@agency.example> wrote:\n\n{quoted}"),
    _text("an unknown program, name and time in brackets", "{new}\n\n[01.06.2026 10:12] Анна Орлова <anna.orlova@agency.example>:\n{quoted}", "> "),
    _text("an unknown program, pipes as marks", "{new}\n\n01.06.2026 10:12, Анна Орлова пишет:\n{quoted}", "| "),
    # where answers stand
    _text("below the quote, a rule between", "01.06.2026 10:12, Анна Орлова пишет:\n{quoted}\n----------\n{new}\n\n-- \nМарина", "> "),
    _text("between two quotes", "Анна Орлова писал(а) 2026-06-01 10:12:\n{quoted}\n\n{new}\n\n{quoted}", "> "),
)
THREADS = (  # letters that quote more than one
    _text("forwarded twice", "{new}\n\n---------- Forwarded message ---------\nОт: Иван Лебедев <ivan@buyer.example>\nDate: пн, 1 июн. 2026 г. в 11:00\nSubject: Fwd: Медиаплан v3\nTo: Марина\n\n\nМарина, посмотри.\n\n---------- Forwarded message ---------\nОт: Анна Орлова <anna.orlova@agency.example>\nDate: пн, 1 июн. 2026 г. в 10:12\nSubject: Медиаплан v3\nTo: Иван\n\n\n{quoted}"),
    _text("a thread of three in Outlook", "{new}\n\nFrom: Ivan Lebedev\nSent: Monday, June 1, 2026 11:00 AM\nTo: Marina Sokolova\nSubject: RE: Media plan v3\n\nMarina, please look.\n\nIvan\n\nFrom: Anna Orlova\nSent: Monday, June 1, 2026 10:12 AM\nTo: Ivan Lebedev\nSubject: Media plan v3\n\n{quoted}"),
    _text("a thread of three by marks", "{new}\n\n01.06.2026 11:00, Иван Лебедев пишет:\n> Марина, посмотри.\n>\n> 01.06.2026 10:12, Анна Орлова пишет:\n{quoted}", ">> "),
)

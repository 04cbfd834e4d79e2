"""Letters as many mail programs lay them out: one template a program, filled with the same words.

`{new}` stands for what the author writes, `{signature}` for the signature and `{quoted}` for the letter that is
answered; in plain text each quoted line gets the layout's `mark`. The HTML templates get lines joined by `<br>`.
"""

from __future__ import annotations

import html
from dataclasses import dataclass

from syncd.domain.mail.message import Address, Message

AUTHOR = Address("Марина Соколова", "marina.sokolova@buyer.example")
SIGNATURE = "С уважением,\nМарина Соколова\nдиректор по рекламе\nтел. +7 (999) 555-01-02"
SIGNATURE_EN = "Kind regards,\nMarina Sokolova\nHead of Marketing | Buyer Ltd\n+44 20 7946 0102"
QUOTED = (
    "Марина, добрый день!\nНаправляю медиаплан v3 на июнь. Прошу согласовать до пятницы.\n\nС уважением,\nАнна Орлова"
)


@dataclass(frozen=True, slots=True)
class Layout:
    """How one program puts an answer and the letter it answers on a page."""

    name: str
    template: str
    mark: str = ""
    is_html: bool = False

    def letter(
        self, new: str, *, quoted: str = QUOTED, signature: str = SIGNATURE, subject: str = "Re: Медиаплан v3"
    ) -> Message:
        """The letter with these words in it."""
        filled = (
            self.template.replace("{new}", self._written(new))
            .replace("{signature}", self._written(signature))
            .replace("{quoted}", self._quoted(quoted))
        )
        return message(html=filled, subject=subject) if self.is_html else message(text=filled, subject=subject)

    def _written(self, words: str) -> str:
        return "<br>".join(html.escape(line) for line in words.split("\n")) if self.is_html else words

    def _quoted(self, words: str) -> str:
        if self.is_html:
            return self._written(words)
        return "\n".join((self.mark + line).rstrip() for line in words.split("\n"))


def message(
    *,
    text: str | None = None,
    html: str | None = None,
    subject: str = "Re: Медиаплан v3",
    from_: Address = AUTHOR,
    in_reply_to: str | None = "m1@agency.example",
) -> Message:
    """A message with this text and nothing remarkable in its header."""
    return Message(
        message_id="m2@buyer.example",
        message_id_made_up=False,
        in_reply_to=in_reply_to,
        references=(),
        thread_index=None,
        subject=subject,
        date=None,
        received=None,
        from_=(from_,),
        sender=None,
        reply_to=(),
        to=(),
        cc=(),
        header_fields=(),
        content_type="text/plain",
        content_params=(),
        text=text,
        html=html,
    )

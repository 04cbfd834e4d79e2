"""What the files of a letter are, by their content: so that a plan that was changed after the words is noticed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from syncd.domain.mail.mime import find_leaves
from syncd.domain.mail.parts import filename_of, sort_parts
from syncd.domain.mail.transfer import undo_transfer_encoding

LARGEST = 20 * 1024 * 1024
_ENDINGS = (".xlsx", ".xls", ".xlsm", ".ods", ".csv", ".pdf", ".docx", ".doc", ".pptx", ".ppt", ".odt", ".odp")


@dataclass(frozen=True, slots=True)
class Document:
    """A document in a letter; `section` is its number (RFC 9051, section 6.4.5.1)."""

    section: str
    filename: str
    content: bytes

    @property
    def sha256(self) -> str:
        """Of its content, the transfer encoding undone."""
        return hashlib.sha256(self.content).hexdigest()


def is_document(filename: str) -> bool:
    """Whether a file of this name may be a plan: a spreadsheet, a PDF, a text or a presentation."""
    return filename.casefold().endswith(_ENDINGS)


def documents(raw: bytes) -> Iterator[Document]:
    """The documents of a letter, but for the very large."""
    for leaf in sort_parts(find_leaves(raw)).attachments:
        filename = filename_of(leaf.content, leaf.disposition)
        if is_document(filename) and leaf.end - leaf.start <= LARGEST:
            content, _ = undo_transfer_encoding(raw[leaf.start : leaf.end], leaf.transfer_encoding)
            yield Document(leaf.section, filename, content)

"""What the files of a letter are, by their content: so that a plan that was changed after the words is noticed."""

from __future__ import annotations

import hashlib

from syncd.domain.mail.mime import Leaf, find_leaves
from syncd.domain.mail.parts import filename_of, sort_parts
from syncd.domain.mail.transfer import undo_transfer_encoding

LARGEST = 20 * 1024 * 1024
_ENDINGS = (".xlsx", ".xls", ".xlsm", ".ods", ".csv", ".pdf", ".docx", ".doc", ".pptx", ".ppt", ".odt", ".odp")


def is_document(filename: str) -> bool:
    """Whether a file of this name may be a plan: a spreadsheet, a PDF, a text or a presentation."""
    return filename.casefold().endswith(_ENDINGS)


def file_hashes(raw: bytes) -> dict[str, str]:
    """SHA-256 of each document in a letter, by its section number (RFC 9051, section 6.4.5.1)."""
    return {
        leaf.section: _digest(raw, leaf)
        for leaf in sort_parts(find_leaves(raw)).attachments
        if is_document(filename_of(leaf.content, leaf.disposition)) and leaf.end - leaf.start <= LARGEST
    }


def _digest(raw: bytes, leaf: Leaf) -> str:
    content, _ = undo_transfer_encoding(raw[leaf.start : leaf.end], leaf.transfer_encoding)
    return hashlib.sha256(content).hexdigest()

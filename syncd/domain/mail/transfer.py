"""Transfer encodings undone, also the wrong ones: declared and not used, used and not declared (RFC 2045 section 6)."""

from __future__ import annotations

import binascii
import re

from syncd.domain.mail.charset import decode
from syncd.domain.mail.header import decode_base64

_QUOTED_RUN = re.compile(rb"(?:=[0-9A-F]{2}){4}")
_SOFT_BREAK = re.compile(rb"=\r?\n")
_BASE64_ONLY = re.compile(rb"\s*(?:[A-Za-z0-9+/]{40,100}\r?\n)+[A-Za-z0-9+/]*={0,2}\s*")
_BASE64_AND_BLANK = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/= \t\n\r\f\v"
_INNER_BLANK = re.compile(rb"[^\s] +[^\s]")
_UU_BEGIN = re.compile(rb"(?m)^begin [0-7]{3,4} .*$\n?")


def undo_transfer_encoding(content: bytes, declared: str) -> tuple[bytes, str | None]:
    """The bytes as they were before transport, and a remark where they were not encoded as declared."""
    encoding = declared.strip().lower()
    if encoding.startswith("base64"):
        if _is_no_base64(content):
            return content, "transfer encoding wrong: base64 declared"
        return decode_base64(content), None
    if encoding.startswith(("quoted-printable", "quoted")):
        return binascii.a2b_qp(content), None
    if encoding in ("x-uuencode", "uuencode", "x-uue", "x-uu"):
        return _decode_uu(content), None
    return _undeclared(content)


def _undeclared(content: bytes) -> tuple[bytes, str | None]:
    if _QUOTED_RUN.search(content) and not any(byte > 127 for byte in content[:2000]):
        return binascii.a2b_qp(content), "transfer encoding guessed: quoted-printable"
    if _BASE64_ONLY.fullmatch(content):
        decoded = decode_base64(content)
        if _is_text(decoded):
            return decoded, "transfer encoding guessed: base64"
    return content, None


def _is_no_base64(content: bytes) -> bool:
    """Plain words under a base64 label: blanks within lines and signs that base64 has not."""
    sample = content[:4000]
    strange = len(sample.translate(None, _BASE64_AND_BLANK))
    strange += len(_INNER_BLANK.findall(sample)) if b" " in sample else 0
    if strange * 20 <= len(sample):
        return False
    decoded = decode_base64(sample)
    return not _is_text(decoded)


def _is_text(content: bytes) -> bool:
    sample = decode(content[:2000], None).text
    odd = sum(char < " " and char not in "\t\r\n" for char in sample)
    return bool(sample) and odd * 50 <= len(sample)


def _decode_uu(content: bytes) -> bytes:
    begin = _UU_BEGIN.search(content)
    lines = content[begin.end() if begin else 0 :].split(b"\n")
    decoded: list[bytes] = []
    for line in lines:
        if line.startswith((b"end", b"`")):
            break
        try:
            decoded.append(binascii.a2b_uu(line.rstrip(b"\r")))
        except binascii.Error:
            continue
    return b"".join(decoded)

"""What our own look at a letter's DKIM signatures found when it came (RFC 6376): kept, for keys are changed and withdrawn."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class DkimResult(StrEnum):
    """How one signature stood the test."""

    PASS = "pass"  # noqa: S105 - no password
    FAIL = "fail"  # another text, or another key
    NO_KEY = "no_key"  # the domain has none under this selector
    NO_ANSWER = "no_answer"  # DNS could not be asked
    BROKEN = "broken"  # the signature itself cannot be read


@dataclass(frozen=True, slots=True)
class DkimSignature:
    """One signature. `key` is the public key's record as DNS gave it then."""

    domain: str
    selector: str
    result: DkimResult
    key: str | None = None

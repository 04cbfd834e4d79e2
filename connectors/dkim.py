"""Checks the DKIM signatures of letters that are kept as evidence, and fetches the keys that prove them (RFC 6376)."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

import dkim
import dns.exception
import dns.resolver

from syncd.domain.mail.dkim import DkimResult, DkimSignature

SIGNATURES = 3  # of one letter; mailing lists and providers add their own
LARGEST_KEY = 2048  # characters: an RSA key of 4096 bits has some 740
LONGEST_S = 3.0  # for one question
PAUSE_S = 600.0  # without questions, where nobody answers

Resolve = Callable[[str], str | None]
"""The TXT record of a name; None where there is none. Raises OSError where nobody answers."""


def txt_record(name: str) -> str | None:
    """As DNS has it."""
    try:
        answers = dns.resolver.resolve(name, "TXT", lifetime=LONGEST_S, search=False)
    except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
        return None
    except (dns.exception.DNSException, OSError) as error:
        raise OSError(str(error)) from error
    return b"".join(next(iter(answers)).strings).decode("ascii", "replace")


@dataclass(slots=True)
class DkimProver:
    """Looks at letters as they come, in the thread that read them."""

    resolve: Resolve = txt_record
    clock: Callable[[], float] = time.monotonic
    _silent_until: float = field(default=0.0, init=False)

    def check(self, raw: bytes) -> tuple[DkimSignature, ...]:
        """Each signature of the letter; nothing for a letter without one."""
        try:
            letter = dkim.DKIM(raw)
            fields = [value for name, value in letter.headers if name.lower() == b"dkim-signature"]
        except dkim.DKIMException:
            return ()
        return tuple(self._signature(raw, number, value) for number, value in enumerate(fields[:SIGNATURES]))

    def _signature(self, raw: bytes, number: int, value: bytes) -> DkimSignature:
        try:
            tags = dkim.util.parse_tag_value(value)
            domain, selector = (tags[tag].decode("ascii").strip() for tag in (b"d", b"s"))
        except (dkim.util.InvalidTagValueList, KeyError, UnicodeDecodeError):
            return DkimSignature("", "", DkimResult.BROKEN)
        try:
            key = self._key(f"{selector}._domainkey.{domain}.")
        except OSError:
            return DkimSignature(domain, selector, DkimResult.NO_ANSWER)
        if key is None or len(key) > LARGEST_KEY:
            return DkimSignature(domain, selector, DkimResult.NO_KEY)
        return DkimSignature(domain, selector, _result(raw, number, key), key)

    def _key(self, name: str) -> str | None:
        if self.clock() < self._silent_until:
            raise OSError("nobody answered lately")
        try:
            return self.resolve(name)
        except OSError:
            self._silent_until = self.clock() + PAUSE_S
            raise


def _result(raw: bytes, number: int, key: str) -> DkimResult:
    try:
        valid = dkim.DKIM(raw).verify(idx=number, dnsfunc=lambda name, timeout=5: key.encode("ascii", "replace"))  # noqa: ARG005
    except dkim.ValidationError:
        return DkimResult.FAIL
    except Exception:  # noqa: BLE001 - a stranger's signature and key in a library's hands
        return DkimResult.BROKEN
    return DkimResult.PASS if valid else DkimResult.FAIL

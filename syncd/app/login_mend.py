"""What the operator can do about a mailbox that could not be opened."""

from __future__ import annotations

from connectors.imap.check import MailboxReport
from syncd.config import MailboxConfig

# The words are OpenSSL's, as Python passes them on; the first that stands in the problem says what to mend.
_BY_WORDS = {
    "ca_file": "correct ca_file: the certificate of the authority, as PEM, readable for the daemon's user",
    "certificate has expired": "renew the server's certificate",
    "certificate is not yet valid": "set this machine's clock, or wait",
    "certificate is not valid for": "write host as the certificate names the server",
    "self-signed certificate": "set ca_file to this certificate or to the authority that issued it, as PEM",
    "unable to get local issuer": "set ca_file to the certificate of the authority that issued the server's, as PEM",
    "certificate verify failed": "let the server have a certificate that this machine trusts, or set ca_file",
    "WRONG_VERSION_NUMBER": 'this port does not begin with TLS: set security = "starttls", or the port of IMAP over TLS (993)',
    "does not support STARTTLS": 'set security = "tls" and the port of IMAP over TLS (993)',
}


def mend_of_login(mailbox: MailboxConfig, report: MailboxReport) -> str:
    """One line for the operator."""
    problem = report.problem or ""
    for words, mend in _BY_WORDS.items():
        if words in problem:
            return mend
    if not report.refused:
        return f"check host, port and security ({mailbox.host}:{mailbox.port}, {mailbox.security})"
    if mailbox.oauth2 is None:
        return (
            "correct the user or the password; IMAP may have to be switched on in the mailbox, or an app password made"
        )
    if mailbox.oauth2.app_only:
        return "look at the app's secret, its permission for IMAP, and its right to this mailbox"
    return f"give consent anew: syncd login {mailbox.name}"

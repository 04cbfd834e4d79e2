"""A real Dovecot on loopback, in a directory of its own, with users, Maildir folders and letters as a test wants them.

    with Dovecot(tmp_path, users={"anna@agency.example": "secret"}) as server:
        server.deliver("anna@agency.example", "INBOX", raw, internal_date=..., flags=("\\Seen",))
        before = server.snapshot("anna@agency.example")
        ...  # read from 127.0.0.1, server.port (STARTTLS offered) or server.tls_port (with ca_file=server.ca_file)
        assert server.snapshot("anna@agency.example") == before

Runs as root or not; needs Debian's dovecot-imapd. Letters are put into the Maildir, as a delivery agent does.
"""

from __future__ import annotations

import contextlib
import grp
import itertools
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

import pytest
from imapclient import imap_utf7

_FLAG_LETTERS = {"\\Seen": "S", "\\Answered": "R", "\\Flagged": "F", "\\Deleted": "T", "\\Draft": "D"}
SPECIAL_USE = {"Sent": "\\Sent", "Drafts": "\\Drafts", "Trash": "\\Trash", "Junk": "\\Junk"}

needs_dovecot = pytest.mark.skipif(
    shutil.which("dovecot") is None, reason="Dovecot is not installed (Debian: dovecot-imapd)"
)


class Dovecot:
    """A running server. `users` maps user names to passwords; each has INBOX and the folders of `special_use`."""

    def __init__(
        self,
        directory: Path,
        users: Mapping[str, str],
        *,
        separator: str = "/",
        special_use: Mapping[str, str] = SPECIAL_USE,
        without: Iterable[str] = (),
        extra: str = "",
        mechanisms: str = "plain login",
        introspection_url: str = "",
    ) -> None:
        """`without` names capabilities that are not offered ("CONDSTORE", "IDLE" ...); `extra` is added to the configuration.

        Bearer tokens (`mechanisms` "xoauth2", "oauthbearer") are asked about at `introspection_url` (RFC 7662).
        """
        self._own_directory = None if _all_may_enter(directory) else tempfile.TemporaryDirectory(prefix="dovecot-")
        self.directory = (Path(self._own_directory.name) if self._own_directory else directory) / "dovecot"
        self.separator = separator
        self._special_use = dict(special_use)
        self._without = frozenset(without)
        self._extra = extra
        self._mechanisms = mechanisms
        self._introspection_url = introspection_url
        self._serial = itertools.count(1)
        self._process: subprocess.Popen[bytes] | None = None
        self.directory.mkdir(parents=True)
        for place in (self.directory.parent, self.directory) if self._own_directory else (self.directory,):
            place.chmod(0o755)
        self.port, self.tls_port = _free_ports(2)
        self.ca_file = str(self.directory / "cert.pem")
        self._owner = _mail_owner()
        _make_certificate(self.directory)
        self._users = dict(users)
        self._admit(users)
        for user in users:
            for folder in ("INBOX", *self._special_use):
                self.create(user, folder)
        self.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        if self._own_directory is not None:
            self._own_directory.cleanup()

    def start(self) -> None:
        """Start the server on the ports it has; returns when it listens."""
        config = self.directory / "dovecot.conf"
        config.write_text(self._configuration(), encoding="utf-8")
        stderr = (self.directory / "stderr").open("ab")
        self._process = subprocess.Popen(
            [shutil.which("dovecot") or "dovecot", "-F", "-c", str(config)],
            stdout=subprocess.DEVNULL,
            stderr=stderr,
            start_new_session=True,
        )
        stderr.close()
        deadline = time.monotonic() + 20
        while not _listens(self.port):
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"Dovecot did not start: {self.log()}")
            time.sleep(0.02)  # noqa: TID251

    def stop(self) -> None:
        """Stop the server with all its connections; the letters stay, and `start` brings it back on the same ports."""
        process, self._process = self._process, None
        if process is not None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            while _listens(self.port):  # its children hold the port a moment longer
                time.sleep(0.01)  # noqa: TID251

    def log(self) -> str:
        """What the server wrote into its log."""
        texts = [
            path.read_text(errors="replace") for name in ("log", "stderr") if (path := self.directory / name).exists()
        ]
        return "\n".join(texts)

    def create(self, user: str, folder: str) -> Path:
        """The folder's Maildir, made if there was none. Levels are written with the server's separator."""
        path = self._maildir(user, folder)
        for part in ("", "cur", "new", "tmp"):
            self._make_directory(path / part)
        return path

    def deliver(
        self,
        user: str,
        folder: str,
        raw: bytes,
        internal_date: datetime | None = None,
        flags: Iterable[str] = (),
    ) -> str:
        """Put a letter into a folder, made if there is none; returns the name of its file, without the flags."""
        path = self.create(user, folder)
        received = internal_date or datetime.now(UTC)  # noqa: TID251
        letters = "".join(sorted(_FLAG_LETTERS[flag] for flag in flags))
        name = f"{int(received.timestamp())}.M{next(self._serial):08d}.test"
        place = path / "cur" / f"{name}:2,{letters}" if letters else path / "new" / name
        arriving = path / "tmp" / name
        arriving.write_bytes(raw)
        os.chown(arriving, *self._owner)
        os.utime(arriving, (received.timestamp(), received.timestamp()))
        arriving.rename(place)
        return name

    def remove(self, user: str, folder: str, name: str) -> None:
        """Take a letter away, as another program's expunge does."""
        for path in self._letters(user, folder):
            if path.name.partition(":")[0] == name:
                path.unlink()

    def move(self, user: str, source: str, target: str, name: str) -> None:
        """Another program files a letter away; its flags go with it."""
        path = self.create(user, target)
        for letter in self._letters(user, source):
            if letter.name.partition(":")[0] == name:
                letter.rename(path / letter.parent.name / letter.name)

    def delete(self, user: str, folder: str) -> None:
        """A folder is deleted with everything in it."""
        shutil.rmtree(self._maildir(user, folder))

    def shut_out(self, *users: str) -> None:
        """These accounts are gone: their logins are refused. Without names everybody may log in again."""
        self._admit({user: password for user, password in self._users.items() if user not in users})

    def _admit(self, users: Mapping[str, str]) -> None:
        lines = [f"{user}:{{PLAIN}}{password}::::::" for user, password in users.items()]
        (self.directory / "users").write_text("\n".join(lines) + "\n", encoding="utf-8")

    def forget_uids(self, user: str, folder: str) -> None:
        """Give all uids out anew: UIDVALIDITY changes, as after a restore."""
        path = self._maildir(user, folder)
        for kept in path.glob("dovecot*"):
            kept.unlink()

    def flags(self, user: str) -> dict[tuple[str, str], str]:
        """The flags of every letter, by folder and file name: "S" is \\Seen; the place (new or cur) is told too."""
        return {
            (folder, path.name.partition(":")[0]): f"{path.parent.name} {path.name.partition(':2,')[2]}"
            for folder in self._folders(user)
            for path in self._letters(user, folder)
        }

    def snapshot(self, user: str) -> dict[tuple[str, str], tuple[str, int, int]]:
        """Flags, size and time of every letter: equal before and after says that nothing was touched."""
        found = {}
        for folder in self._folders(user):
            for path in self._letters(user, folder):
                stat = path.stat()
                found[folder, path.name.partition(":")[0]] = (
                    f"{path.parent.name} {path.name.partition(':2,')[2]}",
                    stat.st_size,
                    int(stat.st_mtime),
                )
        return found

    def files(self, user: str) -> list[Path]:
        """The file of every letter."""
        return [path for folder in self._folders(user) for path in self._letters(user, folder)]

    def _folders(self, user: str) -> list[str]:
        home = self._home(user)
        names = [imap_utf7.decode(path.name[1:].encode("ascii")) for path in home.glob(".*") if (path / "cur").is_dir()]
        return ["INBOX", *(name.replace(".", self.separator) for name in sorted(names))]

    def _letters(self, user: str, folder: str) -> list[Path]:
        path = self._maildir(user, folder)
        return sorted([*(path / "new").iterdir(), *(path / "cur").iterdir()])

    def _home(self, user: str) -> Path:
        return self.directory / "mail" / user

    def _maildir(self, user: str, folder: str) -> Path:
        """Maildir++: levels are joined by dots on disk, whatever the separator is."""
        home = self._home(user)
        if folder.upper() == "INBOX":
            return home
        encoded = [imap_utf7.encode(level).decode("ascii") for level in folder.split(self.separator)]
        return home / ("." + ".".join(encoded))

    def _make_directory(self, path: Path) -> None:
        missing = [place for place in (path, *path.parents) if not place.exists()]
        path.mkdir(parents=True, exist_ok=True)
        for place in missing:
            os.chown(place, *self._owner)

    def _bearer_passdb(self) -> str:
        if not self._introspection_url:
            return ""
        path = self.directory / "oauth2.conf"
        path.write_text(
            f"introspection_mode = post\nintrospection_url = {self._introspection_url}\n"
            "username_attribute = username\nactive_attribute = active\nactive_value = true\n",
            encoding="utf-8",
        )
        return f"passdb {{\n  driver = oauth2\n  mechanisms = xoauth2 oauthbearer\n  args = {path}\n}}"

    def _configuration(self) -> str:
        uid, gid = self._owner
        me = pwd.getpwuid(os.getuid()).pw_name
        group = grp.getgrgid(os.getgid()).gr_name
        is_root = os.getuid() == 0
        folders = "\n".join(
            f'  mailbox "{name}" {{\n    special_use = {use}\n  }}' for name, use in self._special_use.items()
        )
        capability = ""
        if self._without:
            kept = [word for word in _CAPABILITIES.split() if word not in self._without]
            capability = f"imap_capability = {' '.join(kept)}"
        internal = (
            ""
            if is_root
            else f"default_internal_user = {me}\ndefault_login_user = {me}\ndefault_internal_group = {group}"
        )
        unchained = "" if is_root else "service anvil {\n  chroot =\n}"
        chroot = "" if is_root else "chroot ="
        return f"""
base_dir = {self.directory}/run
state_dir = {self.directory}/state
log_path = {self.directory}/log
protocols = imap
listen = 127.0.0.1
{internal}
ssl = yes
ssl_cert = <{self.directory}/cert.pem
ssl_key = <{self.directory}/key.pem
disable_plaintext_auth = no
auth_mechanisms = {self._mechanisms}
auth_failure_delay = 0
first_valid_uid = 0
mail_location = maildir:{self.directory}/mail/%u
maildir_stat_dirs = no
mail_max_userip_connections = 50
mailbox_list_index = no
passdb {{
  driver = passwd-file
  args = scheme=PLAIN username_format=%u {self.directory}/users
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={self.directory}/mail/%u
}}
namespace inbox {{
  inbox = yes
  separator = {self.separator}
{folders}
}}
service imap-login {{
  {chroot}
  process_min_avail = 1
  inet_listener imap {{
    port = {self.port}
  }}
  inet_listener imaps {{
    port = {self.tls_port}
    ssl = yes
  }}
}}
{unchained}
{capability}
{self._bearer_passdb()}
{self._extra}
"""


_CAPABILITIES = """
    IMAP4rev1 SASL-IR LOGIN-REFERRALS ID ENABLE IDLE SORT SORT=DISPLAY THREAD=REFERENCES THREAD=REFS
    THREAD=ORDEREDSUBJECT MULTIAPPEND URL-PARTIAL CATENATE UNSELECT CHILDREN NAMESPACE UIDPLUS LIST-EXTENDED
    I18NLEVEL=1 CONDSTORE QRESYNC ESEARCH ESORT SEARCHRES WITHIN CONTEXT=SEARCH LIST-STATUS BINARY MOVE
    SNIPPET=FUZZY PREVIEW=FUZZY PREVIEW STATUS=SIZE SAVEDATE LITERAL+ NOTIFY SPECIAL-USE
"""


def _all_may_enter(directory: Path) -> bool:
    """Started as root, Dovecot works as users of its own, who cannot enter what pytest makes for root alone."""
    return os.getuid() != 0 or all(place.stat().st_mode & 0o001 for place in (directory, *directory.parents))


def _mail_owner() -> tuple[int, int]:
    """Dovecot serves no mail as root: then the letters belong to nobody."""
    if os.getuid() != 0:
        return os.getuid(), os.getgid()
    nobody = pwd.getpwnam("nobody")
    return nobody.pw_uid, nobody.pw_gid


def _make_certificate(directory: Path) -> None:
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"),
            *("-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"),
            *("-keyout", str(directory / "key.pem"), "-out", str(directory / "cert.pem")),
        ],
        check=True,
        capture_output=True,
    )


def _free_ports(count: int) -> list[int]:
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]


def _listens(port: int) -> bool:
    try:
        connection = socket.create_connection(("127.0.0.1", port), timeout=1)
    except OSError:
        return False
    with connection, contextlib.suppress(OSError):
        connection.recv(4)
    return True

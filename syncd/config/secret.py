"""Where a secret is found. The value is read when it is needed, and never shown."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from syncd.domain.errors import ConfigError, Problem, SecretAway

COMMAND_TIMEOUT_S = 30


@dataclass(frozen=True, slots=True)
class PlainSecret:
    """Stands in the config file itself: allowed, and `check` warns."""

    value: str = field(repr=False)

    def read(self) -> str:
        """The secret."""
        return self.value


@dataclass(frozen=True, slots=True)
class FileSecret:
    """The first line of a file."""

    path: Path

    def read(self) -> str:
        """The secret; raises ConfigError where the file cannot be read or is empty."""
        return _read_file(self.path, f"file {self.path}")


@dataclass(frozen=True, slots=True)
class CredentialSecret:
    """A systemd credential (`LoadCredential=`), found in `$CREDENTIALS_DIRECTORY`."""

    name: str

    def read(self) -> str:
        """The secret; raises ConfigError outside a unit that loads this credential."""
        folder = os.environ.get("CREDENTIALS_DIRECTORY")
        if not folder:
            raise _error(
                f"credential {self.name}",
                "no credentials directory: syncd was not started by a systemd unit that loads it",
                f"start it as the unit does, or: systemd-run -p LoadCredential={self.name}:PATH …, or name a file instead",
            )
        return _read_file(Path(folder) / self.name, f"credential {self.name}")


@dataclass(frozen=True, slots=True)
class EnvSecret:
    """An environment variable."""

    name: str

    def read(self) -> str:
        """The secret; raises ConfigError where the variable is not set."""
        value = os.environ.get(self.name, "")
        if not value:
            raise _error(f"environment variable {self.name}", "is not set", "set it, or name a file instead")
        return value


@dataclass(frozen=True, slots=True)
class CommandSecret:
    """What a command prints on its first line."""

    argv: tuple[str, ...]

    def read(self) -> str:
        """The secret; raises SecretAway where the command fails, takes over 30 s or prints nothing."""
        where = f"command {self.argv[0]}"
        try:
            done = subprocess.run(self.argv, capture_output=True, timeout=COMMAND_TIMEOUT_S, check=True)  # noqa: S603 - the operator's own command
        except (OSError, subprocess.SubprocessError) as error:
            raise _away(where, f"failed: {type(error).__name__}") from error
        first = done.stdout.decode("utf-8", "replace").partition("\n")[0].strip("\r")
        if not first:
            raise _away(where, "printed nothing")
        return first


Secret = PlainSecret | FileSecret | CredentialSecret | EnvSecret | CommandSecret


def _read_file(path: Path, where: str) -> str:
    try:
        first = path.read_text("utf-8").partition("\n")[0].strip("\r")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "is not UTF-8 text"
        raise _error(
            where, f"cannot be read: {reason}", "create it, readable for the user syncd runs as, mode 0600"
        ) from error
    if not first:
        raise _error(where, "is empty", "put the secret on its first line")
    return first


def _away(where: str, what: str) -> SecretAway:
    return SecretAway((Problem("error", where, what, "run it by hand as the user syncd runs as"),))


def _error(where: str, what: str, mend: str) -> ConfigError:
    return ConfigError((Problem("error", where, what, mend),))

"""Telling systemd how the daemon is (sd_notify(3)): ready, status, alive, stopping. Does nothing elsewhere."""

from __future__ import annotations

import os
import socket


def notify(*lines: str) -> None:
    """Send state lines such as `READY=1`; a socket that does not answer is no reason to stop."""
    path = os.environ.get("NOTIFY_SOCKET")
    if not path:
        return
    address = "\0" + path[1:] if path.startswith("@") else path
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as connection:
        connection.settimeout(1)
        try:
            connection.sendto("\n".join(lines).encode(), address)
        except OSError:
            return


def watchdog_s() -> float | None:
    """How often systemd wants to hear that we are alive, in seconds; None where it does not watch."""
    microseconds = os.environ.get("WATCHDOG_USEC", "")
    pid = os.environ.get("WATCHDOG_PID")
    if not microseconds.isdecimal() or (pid and pid != str(os.getpid())):
        return None
    return int(microseconds) / 1_000_000

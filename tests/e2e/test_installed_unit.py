"""The units, installed by the command and started by a real systemd: hardened, with a credential, watched, reloaded, ended."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.e2e.small_office import SmallOffice, small_office
from tests.support.dovecot import needs_dovecot
from tests.support.machine import Machine, machine, needs_machine

ROOT = Path(__file__).parents[2]
PACKAGES = [ROOT, *(Path(path) for path in sys.path if path.endswith("site-packages"))]
PROGRAM = """\
#!/opt/syncd/bin/python
from syncd.__main__ import main
raise SystemExit(main())
"""
pytestmark = [
    pytest.mark.e2e,
    pytest.mark.dovecot,
    needs_dovecot,
    needs_machine,
    pytest.mark.skipif(
        any(path.is_relative_to(hidden) for path in PACKAGES for hidden in ("/home", "/root", "/tmp")),
        reason="the unit sees no homes",
    ),
]
URGENT = "Анна, в объявлениях висят старые цены, остановите рекламу, пожалуйста!"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SmallOffice]:
    with small_office(tmp_path_factory.mktemp("office")) as found:
        yield found


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory, office: SmallOffice) -> Iterator[Machine]:
    """A machine on which syncd is set up as docs/setup.md says, with the token as a credential; the daemon runs."""
    with machine(tmp_path_factory.mktemp("machine")) as found:
        install(found)
        config = office.config.read_text("utf-8")
        config = config.replace(f'{{ file = "{office.home}/asana.token" }}', '{ credential = "asana-token" }')
        config = config.replace(f"{office.home}/anna.pass", "anna.pass")
        config = config.replace(f"{office.home}/syncd.db", "/var/lib/syncd/syncd.db")
        found.write("/etc/syncd/syncd.toml", config, owner="syncd")
        found.write("/etc/syncd/anna.pass", "secret\n", owner="syncd")
        found.run("install", "-d", "-m", "0700", "/etc/credstore")
        found.write("/etc/credstore/asana-token", office.asana.token)
        found.run("mkdir", "-p", "/etc/systemd/system/syncd.service.d")
        found.write("/etc/systemd/system/syncd.service.d/quick.conf", "[Service]\nWatchdogSec=8s\nRestartSec=1s\n")
        found.run("systemctl", "daemon-reload")
        found.run("systemctl", "start", "syncd", check=False)
        assert found.property_of("syncd", "ActiveState") == "active", log(found)
        yield found


def install(host: Machine) -> None:
    """An environment of the system's own Python, with the packages of this one."""
    ours = f"{sys.version_info.major}.{sys.version_info.minor}"
    if ours not in host.run("/usr/bin/python3", "--version", check=False):
        pytest.skip("the system's Python is of another version")
    host.run("/usr/bin/python3", "-m", "venv", "--without-pip", "/opt/syncd")
    packages = "\n".join(map(str, PACKAGES))
    host.write(f"/opt/syncd/lib/python{ours}/site-packages/all.pth", f"{packages}\n", mode="644")
    host.write("/opt/syncd/bin/syncd", PROGRAM, mode="755")
    host.run("/opt/syncd/bin/syncd", "install-units")


def wait_for(what: Callable[[], object], seconds: float = 60) -> None:
    began = time.monotonic()
    while not what():
        assert time.monotonic() - began < seconds, "it did not happen"
        time.sleep(0.2)  # noqa: TID251


def log(host: Machine) -> str:
    return host.run("journalctl", "--unit", "syncd", "--output", "cat", "--no-pager")


def test_it_is_ready_says_so_and_writes_a_note_from_within_its_walls(host: Machine, office: SmallOffice):
    office.letter("Старые цены", URGENT)
    wait_for(office.team_tasks)
    wait_for(lambda: "sources read, 0 problems" in host.property_of("syncd", "StatusText"))
    status = host.run("cat", f"/proc/{host.property_of('syncd', 'MainPID')}/status")
    words = dict(line.split(":\t", 1) for line in status.splitlines() if ":\t" in line)
    user = host.run("id", "-u", "syncd").strip()
    assert (words["Uid"].split()[0], words["CapEff"], words["Seccomp"], words["NoNewPrivs"]) == (
        user,
        "0" * 16,
        "2",
        "1",
    )
    assert host.run("stat", "-c", "%U %a", "/etc/syncd", "/var/lib/syncd/syncd.db") == "syncd 700\nsyncd 600\n"


def test_reload_is_heard_and_a_wrong_config_ends_nothing(host: Machine):
    before = host.property_of("syncd", "MainPID")
    host.run("systemctl", "reload", "syncd")
    wait_for(lambda: "config.reloaded" in log(host))
    host.run("sh", "-c", "echo '[agncy]' >> /etc/syncd/syncd.toml")
    host.run("systemctl", "reload", "syncd")
    wait_for(lambda: "did you mean agency?" in log(host))
    host.run("sed", "-i", "$d", "/etc/syncd/syncd.toml")
    assert (host.property_of("syncd", "MainPID"), host.property_of("syncd", "ActiveState")) == (before, "active")


def test_it_feeds_the_watchdog_and_one_that_hangs_is_started_again(host: Machine):
    time.sleep(10)  # noqa: TID251 - longer than WatchdogSec
    assert host.property_of("syncd", "NRestarts") == "0"
    host.run("systemctl", "kill", "--signal", "STOP", "syncd")
    wait_for(lambda: host.property_of("syncd", "NRestarts") == "1")
    wait_for(lambda: host.property_of("syncd", "ActiveState") == "active")
    assert "Watchdog timeout" in log(host)


def test_an_instance_of_its_own_runs_beside_it(host: Machine):
    host.run("install", "-d", "-o", "syncd", "-g", "syncd", "-m", "0700", "/etc/syncd/moscow")
    host.run("install", "-o", "syncd", "-g", "syncd", "-m", "0600", "/etc/syncd/anna.pass", "/etc/syncd/moscow/")
    config = host.run("cat", "/etc/syncd/syncd.toml").replace("/var/lib/syncd/", "/var/lib/syncd/moscow/")
    host.write("/etc/syncd/moscow/syncd.toml", config, owner="syncd")
    host.run("cp", "-p", "/etc/credstore/asana-token", "/etc/credstore/asana-token-moscow")
    host.run("systemctl", "start", "syncd@moscow")
    wait_for(lambda: "sources read" in host.property_of("syncd@moscow", "StatusText"))
    host.run("systemctl", "stop", "syncd@moscow")
    assert host.property_of("syncd@moscow", "Result") == "success"


def test_one_cycle_does_for_the_timer_and_the_end_is_clean(host: Machine):
    host.run("systemctl", "stop", "syncd")
    assert host.property_of("syncd", "Result") == "success"
    host.run("systemctl", "start", "syncd-once")
    assert host.property_of("syncd-once", "ExecMainStatus") == "0"
    host.run("systemctl", "start", "syncd-once.timer")
    assert host.property_of("syncd-once.timer", "ActiveState") == "active"
    assert host.run("ls", "/var/lib/syncd/moscow/syncd.db")

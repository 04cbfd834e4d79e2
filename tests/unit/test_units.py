"""The units of systemd/: systemd knows every word of them, and they leave a daemon little to harm."""

from __future__ import annotations

import configparser
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from syncd.cli.frame import main

UNITS = Path(__file__).parents[2] / "systemd"
SERVICES = sorted(UNITS.glob("*.service"), key=lambda path: path.name)
MOST_EXPOSED = 1.5
NEWER_THAN_DEBIAN_12 = ("RestartSteps", "RestartMaxDelaySec")

needs_systemd = pytest.mark.skipif(
    shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed (Debian: systemd)"
)
each_service = pytest.mark.parametrize("unit", SERVICES, ids=lambda unit: unit.name)


def analyze(*words: str) -> str:
    done = subprocess.run(["systemd-analyze", *words], capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


@needs_systemd
@pytest.mark.parametrize("unit", [*SERVICES, UNITS / "syncd-once.timer"], ids=lambda unit: unit.name)
def test_systemd_knows_every_word_of_it(unit: Path):
    said = analyze("verify", "--man=no", str(unit)).splitlines()
    ours = [line for line in said if str(UNITS) in line or "syncd" in line]
    assert [line for line in ours if not any(f"'{word}'" in line for word in NEWER_THAN_DEBIAN_12)] == []


@needs_systemd
@each_service
def test_little_is_left_that_it_could_harm(unit: Path):
    said = analyze("security", "--offline=true", "--no-pager", str(unit))
    found = re.search(r"Overall exposure level for \S+: ([\d.]+)", said)
    assert found, said
    assert float(found[1]) <= MOST_EXPOSED


def read_unit(path: Path) -> dict[str, dict[str, str]]:
    parser = configparser.ConfigParser(strict=False, interpolation=None, delimiters=("=",))
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read_string(path.read_text("utf-8"))
    return {name: dict(parser[name]) for name in parser.sections()}


@each_service
def test_its_command_is_one_of_ours_and_its_place_is_its_own(unit: Path):
    service = read_unit(unit)["Service"]
    env, command, *words = service["ExecStart"].split()
    assert (env, command) == ("/usr/bin/env", "syncd")
    with pytest.raises(SystemExit) as ended:
        main([*words, "--help"])
    assert ended.value.code == 0
    instance = "/%i" if "@" in unit.name else ""
    assert service["StateDirectory"] == f"syncd{instance}"
    assert f"/etc/syncd{instance}/syncd.toml" in words
    assert (service["User"], service["StateDirectoryMode"]) == ("syncd", "0700")


@each_service
def test_no_dump_of_its_memory_is_written(unit: Path):
    assert read_unit(unit)["Service"]["LimitCORE"] == "0"


def test_they_are_installed_with_the_place_of_the_program_that_installs_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(sys, "executable", "/srv/syncd/bin/python")
    assert main(["install-units", "--root", str(tmp_path)]) == 0
    written = {str(path.relative_to(tmp_path)): path for path in tmp_path.rglob("*") if path.is_file()}
    services = {f"etc/systemd/system/{path.name}" for path in [*SERVICES, UNITS / "syncd-once.timer"]}
    assert written.keys() == services | {"etc/sysusers.d/syncd.conf", "etc/tmpfiles.d/syncd.conf"}
    assert {path.stat().st_mode & 0o777 for path in written.values()} == {0o644}
    for name in (path.name for path in SERVICES):
        service = read_unit(written[f"etc/systemd/system/{name}"])["Service"]
        assert service["Environment"].startswith("PATH=/srv/syncd/bin:")


def test_a_program_in_somebodys_home_is_refused_for_the_unit_could_not_see_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    link = tmp_path / "python"
    link.symlink_to(Path("/root") / ".local/share/python3.11/bin/python3.11")
    for program in (str(Path("/home") / "anna/.local/pipx/venvs/syncd/bin/python"), str(link)):
        monkeypatch.setattr(sys, "executable", program)
        assert main(["install-units", "--root", str(tmp_path / "etc")]) == 2
        assert "homes" in capsys.readouterr().err
    assert not (tmp_path / "etc").exists()


def test_one_instance_many_and_a_single_cycle_are_held_as_tightly():
    one, many, once = (read_unit(UNITS / f"{name}.service")["Service"] for name in ("syncd", "syncd@", "syncd-once"))
    differ = {key for key in one.keys() | many.keys() if one.get(key) != many.get(key)}
    assert differ == {"ExecStart", "StateDirectory", "ConfigurationDirectory", "LoadCredential", "SyslogIdentifier"}
    lacking = {key for key in one if one[key] != once.get(key)}
    assert lacking == {"Type", "NotifyAccess", "ExecStart", "ExecReload", "WatchdogSec", "TimeoutStartSec", "TimeoutStopSec",
                       "Restart", "RestartSec", "RestartSteps", "RestartMaxDelaySec", "RestartPreventExitStatus"}  # fmt: skip

"""What is released: a wheel and a source archive that bring everything along, and run where the repository is not."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import time
import venv
import zipfile
from pathlib import Path

import pytest

from syncd import __version__

pytestmark = pytest.mark.e2e

ROOT = Path(__file__).parents[2]
TOP = ("pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md", "SECURITY.md", "Makefile", ".ci", ".gitignore",
       "syncd", "connectors", "config", "systemd", "tests", "docs", "benchmarks")  # fmt: skip
DATA_SUFFIXES = {".toml", ".j2", ".typed", ".txt", ".html", ".css", ".js"}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Built from a copy of the sources, with the build backend that is installed here: no network."""
    pytest.importorskip("build")
    sources, target = tmp_path_factory.mktemp("sources"), tmp_path_factory.mktemp("dist")
    for name in TOP:
        place = ROOT / name
        if place.is_dir():
            shutil.copytree(place, sources / name, ignore=shutil.ignore_patterns("__pycache__", ".*cache"))
        else:
            shutil.copy(place, sources / name)
    subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", target, sources],
        check=True,
        capture_output=True,
        cwd=target,
    )
    (wheel,), (archive,) = target.glob("*.whl"), target.glob("*.tar.gz")
    return {"wheel": wheel, "sdist": archive}


def test_the_wheel_holds_every_module_and_every_data_file(built: dict[str, Path]):
    inside = set(zipfile.ZipFile(built["wheel"]).namelist())
    expected = {
        str(path.relative_to(ROOT))
        for package in ("syncd", "connectors")
        for path in (ROOT / package).rglob("*")
        if path.suffix in {".py", *DATA_SUFFIXES} and "__pycache__" not in path.parts
    }
    expected |= {f"syncd/data/systemd/{path.name}" for path in (ROOT / "systemd").iterdir()}
    assert expected | {"syncd/data/syncd.example.toml"} <= inside
    assert {name.partition("/")[0] for name in inside} == {"syncd", "connectors", f"syncd-{__version__}.dist-info"}


def test_the_source_archive_holds_what_a_packager_needs(built: dict[str, Path]):
    with tarfile.open(built["sdist"]) as archive:
        inside = {name.partition("/")[2].partition("/")[0] for name in archive.getnames()}
    assert set(TOP) - {".ci"} <= inside


def installed(wheel: Path, folder: Path) -> Path:
    """The wheel in an environment of its own; what it depends on is taken from this one."""
    venv.create(folder, with_pip=False)
    packages = folder / "lib" / f"python{sys.version_info.major}.{sys.version_info.minor}" / "site-packages"
    subprocess.run(
        [sys.executable, "-m", "pip", "--python", folder / "bin" / "python", "install", "--quiet", "--no-deps", "--no-index", wheel],
        check=True,
    )  # fmt: skip
    ours = [path for path in sys.path if path.endswith("site-packages")]
    (packages / "dependencies.pth").write_text("\n".join(ours) + "\n", "utf-8")
    return folder / "bin" / "syncd"


def test_what_is_installed_runs_where_the_repository_is_not(built: dict[str, Path], tmp_path: Path):
    command, home = installed(built["wheel"], tmp_path / "venv"), tmp_path / "home"
    home.mkdir()
    environment = {"HOME": str(home), "PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}

    def run(*words: str, expect: int = 0) -> str:
        done = subprocess.run(
            [command, *words], env=environment, cwd=home, capture_output=True, text=True, timeout=60, check=False
        )
        assert done.returncode == expect, done.stdout + done.stderr
        return done.stdout

    python = command.with_name("python")
    where = [python, "-c", "import syncd; print(syncd.__file__)"]
    origin = subprocess.run(where, env=environment, cwd=home, capture_output=True, text=True, check=True)
    assert origin.stdout.startswith(str(tmp_path / "venv"))
    assert run("--version") == f"syncd {__version__}\n"
    began = time.monotonic()
    story = run("demo")
    assert time.monotonic() - began < 30
    assert "for the team only" in story
    assert "the client reads this" in story
    config = home / "syncd.toml"
    run("init", str(config), "--defaults")
    config.write_text(config.read_text("utf-8").replace("/var/lib/syncd/", f"{home}/"), "utf-8")
    said = run("check", "--offline", "--config", str(config), expect=1)
    assert said.count("error: ") == 2, "the two secrets of the example, which nobody has: " + said


def test_the_version_is_in_the_changelog_or_still_to_come():
    heads = [line for line in (ROOT / "CHANGELOG.md").read_text("utf-8").splitlines() if line.startswith("## ")]
    assert heads[0] == "## Unreleased" or __version__ in heads[0]

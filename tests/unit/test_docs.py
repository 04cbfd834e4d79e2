"""The documents say only what is so: commands parse, configs load, links lead somewhere, tests that are named exist."""

from __future__ import annotations

import ast
import re
import shlex
import subprocess
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from syncd.cli.completion import commands_of, script
from syncd.cli.frame import COMMANDS, command_line
from syncd.config import load_config
from syncd.data.wording import load_wording

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
FENCE = re.compile(r"^( *)```(\w*) ?(\w*)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
OTHER_PROGRAMS = {"python3", "python", "pip", "pipx", "make", "cd", "cat", "install", "systemctl", "systemd-run",
                  "systemd-sysusers", "systemd-tmpfiles", "journalctl", "runuser", "env", "export", "datasette"}  # fmt: skip


@dataclass(frozen=True)
class Snippet:
    place: str
    form: str
    kind: str
    text: str


def snippets() -> Iterator[Snippet]:
    for document in DOCUMENTS:
        text = document.read_text("utf-8")
        for match in FENCE.finditer(text):
            line = text.count("\n", 0, match.start()) + 1
            indent, form, kind, body = match.groups()
            lines = (each.removeprefix(indent) for each in body.splitlines())
            yield Snippet(f"{document.relative_to(ROOT)}:{line}", form, kind, "\n".join(lines) + "\n")


def of_form(form: str) -> list[Snippet]:
    return [snippet for snippet in snippets() if snippet.form == form]


def commands() -> Iterator[tuple[str, list[str]]]:
    """Every command line of every `sh` snippet, in words."""
    for snippet in of_form("sh"):
        for line in snippet.text.splitlines():
            words = shlex.split(line, comments=True)
            if words:
                yield f"{snippet.place}: {line}", words


def our_words(words: list[str]) -> list[str] | None:
    """What follows `syncd`, up to a redirection; None where something else is called."""
    if Path(words[0]).name in ("runuser", "systemd-run"):
        words = words[next((i for i, word in enumerate(words) if word.endswith("/bin/syncd")), 0) :]
    if Path(words[0]).name != "syncd":
        return None
    return words[1 : words.index(">")] if ">" in words else words[1:]


@pytest.mark.parametrize(("place", "words"), list(commands()))
def test_a_command_line_is_one(place: str, words: list[str]):
    ours = our_words(words)
    if ours is None:
        assert Path(words[0]).name in OTHER_PROGRAMS
    elif ours != ["--version"]:
        command_line({ours[0]}).parse_args(ours)


def test_every_command_stands_in_the_readme():
    readme = (ROOT / "README.md").read_text("utf-8")
    assert [name for name in COMMANDS if f"`syncd {name}" not in readme] == []


def test_shell_snippets_are_shell():
    for snippet in of_form("sh"):
        done = subprocess.run(["bash", "-n"], input=snippet.text, text=True, capture_output=True, check=False)
        assert done.returncode == 0, f"{snippet.place}: {done.stderr}"


def merged(snippet: str) -> str:
    """The example with a snippet's keys in the place of its own, and the snippet's rows after them."""
    own = tomllib.loads(snippet)
    lines: list[str] = []
    section = ""
    for line in (ROOT / "config" / "syncd.example.toml").read_text("utf-8").splitlines():
        section = line.strip() if line.startswith("[") else section
        table = own.get(section.strip("[]"), {})
        key = line.partition("=")[0].strip()
        if not (isinstance(table, dict) and key in table):
            lines.append(line)
    text = "\n".join(lines) + "\n"
    for part in re.split(r"^(?=\[)", snippet, flags=re.MULTILINE):
        head, _, body = part.partition("\n")
        if head.startswith("[["):
            text += part
        elif head.startswith("["):
            text = text.replace(f"{head}\n", f"{head}\n{body}", 1)
    return text


@pytest.mark.parametrize(
    "snippet", [s for s in of_form("toml") if s.kind != "notes"], ids=lambda snippet: snippet.place
)
def test_a_piece_of_config_is_accepted(snippet: Snippet, tmp_path: Path):
    path = tmp_path / "syncd.toml"
    path.write_text(merged(snippet.text), "utf-8")
    load_config(path)


@pytest.mark.parametrize(
    "snippet", [s for s in of_form("toml") if s.kind == "notes"], ids=lambda snippet: snippet.place
)
def test_words_of_your_own_are_accepted(snippet: Snippet, tmp_path: Path):
    (tmp_path / "ru.toml").write_text(snippet.text, "utf-8")
    config = ROOT / "config" / "syncd.example.toml"
    load_wording(load_config(config).agency.timezone, tmp_path)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_leads_somewhere(document: Path):
    targets = re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", document.read_text("utf-8"))
    assert [target for target in targets if "://" not in target and not (document.parent / target).exists()] == []


def test_every_document_can_be_found_from_the_readme():
    readme = (ROOT / "README.md").read_text("utf-8")
    assert [str(path) for path in DOCUMENTS if path.name != "README.md" and path.name not in readme] == []


def test_every_file_that_a_document_names_is_there():
    named = {
        (document.name, name)
        for document in DOCUMENTS
        for name in re.findall(r"`((?:syncd|tests|docs|config|systemd|connectors|benchmarks)/[\w./@-]+\.\w+)", document.read_text("utf-8"))
    }  # fmt: skip
    assert len(named) > 20
    assert [pair for pair in named if not (ROOT / pair[1]).exists()] == []


def test_every_test_that_is_named_as_a_proof_is_there():
    named = re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", (ROOT / "SECURITY.md").read_text("utf-8"))
    missing = []
    for file, name in named:
        tree = ast.parse((ROOT / file).read_text("utf-8"))
        if name and name not in {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}:
            missing.append(f"{file}::{name}")
    assert len(named) > 20
    assert missing == []


# -- completion --------------------------------------------------------------------------------------------------------


def completed(*words: str) -> list[str]:
    """What bash proposes for the last of the words."""
    line = " ".join(shlex.quote(word) for word in words)
    asked = f'{script()}\nCOMP_WORDS=({line}); COMP_CWORD={len(words) - 1}; _syncd; printf "%s\\n" "${{COMPREPLY[@]}}"'
    done = subprocess.run(["bash", "-c", asked], capture_output=True, text=True, check=True)
    return done.stdout.split()


def test_the_shell_completes_commands_and_their_options():
    assert completed("syncd", "re") == ["replay", "retry", "report", "restore"]
    assert completed("syncd", "once", "--d") == ["--dry-run"]
    assert completed("syncd", "status", "--a") == []
    assert set(commands_of(command_line())) == set(COMMANDS)

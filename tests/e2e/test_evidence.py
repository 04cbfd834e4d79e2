"""`syncd evidence`: what a lawyer gets verifies without syncd, and holds the letter byte for byte."""

from __future__ import annotations

import json
import subprocess
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from syncd.config import load_config
from syncd.demo.letters.post import folders
from syncd.demo.world import DemoWorld
from syncd.domain.mail.dkim import DkimResult, DkimSignature
from syncd.store.evidence import keep
from syncd.store.schema import open_database
from tests.e2e.program import syncd, syncd_json

pytestmark = pytest.mark.e2e


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with DemoWorld(tmp_path_factory.mktemp("world"), date(2026, 5, 14)) as world:
        path = world.write_config()
        syncd_json("once", "--as-of", world.now.isoformat(), config=path)
        yield path


def approval(config: Path) -> dict[str, str]:
    records = syncd_json("status", config=config)["approvals"]
    return next(record for record in records if record["in_force"] and record["about"] == "media_plan")


def test_the_folder_verifies_with_ordinary_tools_and_holds_the_letter_as_it_came(config: Path, tmp_path: Path):
    record, folder = approval(config), tmp_path / "evidence"
    assert syncd("evidence", record["ref"], "--output", str(folder), config=config).returncode == 0
    checked = subprocess.run(["sha256sum", "-c", "SHA256SUMS"], cwd=folder, capture_output=True, text=True, check=True)
    assert checked.stdout.count(": OK") == len(list(folder.iterdir())) - 1
    original = [letter.raw for letter in folders(DemoWorld(tmp_path, date(2026, 5, 14)).calendar)]
    assert _normal((folder / "letter.eml").read_bytes()) in [_normal(raw) for raw in original]
    assert _normal((folder / "request.eml").read_bytes()) in [_normal(raw) for raw in original]


def _normal(raw: bytes) -> bytes:
    return raw.replace(b"\r\n", b"\n").strip()


def test_the_page_marks_the_words_and_says_what_is_not_proved(config: Path, tmp_path: Path):
    record, folder = approval(config), tmp_path / "evidence"
    syncd("evidence", record["ref"], "--output", str(folder), config=config)
    page = (folder / "page.html").read_text("utf-8")
    assert f"<mark>{record['quote']}</mark>" in page
    assert "Что этим не доказано" in page
    assert "<script" not in page
    assert "http://" not in page.replace("http://www.w3.org", "")
    kept = json.loads((folder / "record.json").read_text("utf-8"))
    assert kept["record"]["ref"] == record["ref"]
    assert kept["letter"]["new_text"][kept["letter"]["quote_offset_in_new_text"] :].startswith(record["quote"])


def test_the_signature_as_it_stood_at_arrival_is_shown_and_its_key_kept(config: Path, tmp_path: Path):
    record, folder = approval(config), tmp_path / "evidence"
    syncd("evidence", record["ref"], "--output", str(folder), config=config)
    assert "Своей проверкой при получении подпись DKIM" in (folder / "page.html").read_text("utf-8")
    signature = DkimSignature("client1.example", "s1", DkimResult.PASS, "v=DKIM1; p=AAAA")
    database = load_config(config).database
    db = open_database(database)
    (identity,) = db.execute("SELECT identity FROM approvals WHERE ref = ?", [record["ref"]]).fetchone()
    with db.atomic():
        keep(db, identity, (signature,), datetime(2026, 5, 14, 9, 0, tzinfo=UTC))
    db.close()
    syncd("evidence", record["ref"], "--output", str(tmp_path / "again"), config=config)
    page = (tmp_path / "again" / "page.html").read_text("utf-8")
    assert "client1.example, s1: подпись верна, ключ сохранён, 14.05.2026 12:00:00 +0300" in page
    assert "Своей проверкой при получении подпись DKIM" not in page
    kept = json.loads((tmp_path / "again" / "record.json").read_text("utf-8"))["letter"]["dkim_at_arrival"]
    assert kept["signatures"][0]["key"] == "v=DKIM1; p=AAAA"


def test_a_zip_holds_the_same_files(config: Path, tmp_path: Path):
    record = approval(config)
    found = syncd_json("evidence", record["ref"], "--output", str(tmp_path / "e.zip"), config=config)
    with zipfile.ZipFile(tmp_path / "e.zip") as archive:
        assert sorted(Path(name).name for name in archive.namelist()) == found["files"]


def test_what_is_no_approval_is_refused(config: Path):
    done = syncd("evidence", "A-00000", config=config)
    assert (done.returncode, "no approval stands behind" in done.stderr) == (2, True)

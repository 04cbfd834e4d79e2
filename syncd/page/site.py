"""All pages as files, and how they come into a folder: each whole, readable by their owner alone."""

from __future__ import annotations

import base64
import hashlib
import re
import shutil
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup
from sqlite_utils import Database

from syncd import __version__
from syncd.domain.agency import Agency
from syncd.domain.errors import ConfigError, Problem
from syncd.page.desk import Desk, lay_out
from syncd.page.director import director_sheet
from syncd.page.handover import handover_sheet
from syncd.page.index import index_sheet
from syncd.page.rows import read_rows
from syncd.page.sheet import Sheet

MARK = '<meta name="generator" content="syncd'  # what a page of ours begins with
COMING = ".syncd-page"  # where the files stand before they replace the old ones


def site_files(db: Database, agency: Agency, now: datetime) -> dict[str, bytes]:
    """Every page by its file name. The same rows and `now` give the same bytes."""
    desk = lay_out(read_rows(db, agency, now), agency, now)
    pages = [index_sheet(desk), director_sheet(desk), *(handover_sheet(desk, client) for client in agency.clients)]
    return {page.file: _html(page, desk) for page in pages}


def _html(page: Sheet, desk: Desk) -> bytes:
    css = _style()
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    text = _template().render(
        page=page,
        w=desk.words,
        agency=desk.agency.name,
        language=desk.agency.language.value,
        made_at=desk.now.astimezone(UTC).isoformat(timespec="seconds"),
        made=desk.words.moment(desk.now),
        zone=desk.agency.timezone.key,
        version=__version__,
        css=Markup(css),  # noqa: S704 - the shipped style sheet
        digest=digest,
    )
    return text.encode("utf-8", "replace")


@lru_cache(maxsize=1)
def _template() -> Template:
    source = (files("syncd.data") / "page" / "page.html.j2").read_text("utf-8")
    return Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True).from_string(
        source
    )


@lru_cache(maxsize=1)
def _style() -> str:
    text = (files("syncd.data") / "page" / "page.css").read_text("utf-8")
    short = re.sub(r"\s*([{};,])\s*", r"\1", text).replace(";}", "}")  # it stands in every page
    return re.sub(r":\s+", ":", short).strip()


def write_site(folder: Path, pages: Mapping[str, bytes]) -> None:
    """Put the pages into a folder: all are written beside it first, then each replaces its elder at once.

    Pages of clients that are no more go. A folder whose index.html is somebody else's is left alone: `ConfigError`.
    """
    try:
        _refuse_foreign(folder)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)
        coming = folder / COMING
        shutil.rmtree(coming, ignore_errors=True)
        coming.mkdir(mode=0o700)
        for name, content in pages.items():
            (coming / name).touch(mode=0o600)
            (coming / name).write_bytes(content)
        for name in sorted(pages, reverse=True):
            (coming / name).replace(folder / name)
        coming.rmdir()
        for old in folder.glob("client-*.html"):
            if old.name not in pages and _is_ours(old):
                old.unlink()
    except OSError as error:
        what = f"cannot be written: {error.strerror or error}"
        raise ConfigError((Problem("error", str(folder), what, "name a folder that may be written to"),)) from error


def _refuse_foreign(folder: Path) -> None:
    index = folder / "index.html"
    if index.exists() and not _is_ours(index):
        what = "holds an index.html that syncd did not write"
        raise ConfigError((Problem("error", str(folder), what, "name an empty folder"),))


def _is_ours(path: Path) -> bool:
    with path.open("rb") as file:
        return MARK.encode() in file.read(2000)

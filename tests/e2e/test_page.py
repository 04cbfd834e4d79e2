"""`syncd page`: a site for the team, looked at in a real browser where there is one."""

from __future__ import annotations

import re
import shutil
import stat
import subprocess
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from syncd.demo.world import DemoWorld
from tests.e2e.program import argv, syncd, syncd_json

pytestmark = pytest.mark.e2e

CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
QUIET = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
DESKTOP, PHONE = (1280, 900), (390, 844)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    with DemoWorld(tmp_path_factory.mktemp("world"), date(2026, 5, 14)) as world:
        path = world.write_config()
        syncd_json("once", "--as-of", world.now.isoformat(), config=path)
        yield path, world.now.isoformat()


@pytest.fixture(scope="module")
def sites(world: tuple[Path, str], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The same world in both languages."""
    config, now = world
    english = config.with_name("english.toml")
    english.write_text(
        config.read_text("utf-8").replace('language = "ru"\ndatabase', 'language = "en"\ndatabase'), "utf-8"
    )
    found = {}
    for language, path in (("ru", config), ("en", english)):
        found[language] = tmp_path_factory.mktemp(language) / "site"
        syncd_json("page", str(found[language]), "--as-of", now, config=path)
    return found


def pages(site: Path) -> list[Path]:
    return sorted(site.glob("*.html"))


def test_the_site_has_a_page_for_the_team_the_director_and_each_client(sites: dict[str, Path]):
    names = [page.name for page in pages(sites["ru"])]
    assert [name for name in names if not name.startswith("client-")] == ["director.html", "index.html"]
    titles = {re.search(r"<h1><bdi>(.+?)</bdi>", page.read_text("utf-8"))[1] for page in pages(sites["ru"])}  # type: ignore[index]
    assert titles >= {"Лунный Кот", "Северный берег", "Brightwater Clinics", "Корка", "Орбита", "Вектор Строй"}


def test_only_the_owner_can_read_it(sites: dict[str, Path]):
    assert stat.S_IMODE(sites["ru"].stat().st_mode) == 0o700
    assert {stat.S_IMODE(page.stat().st_mode) for page in sites["ru"].iterdir()} == {0o600}


@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_page_says_that_it_is_for_the_team_only_and_loads_nothing(sites: dict[str, Path], language: str):
    for page in pages(sites[language]):
        text = page.read_text("utf-8")
        assert {"ru": "Только для команды.", "en": "For the team only."}[language] in text
        assert "default-src 'none'" in text
        assert not re.search(r"<script|<link(?! rel=\"icon\" href=\"data:,\")|<img|style=|\son\w+=|@import|url\(", text)
        assert not re.findall(r"(?:src|href)=\"(?!#|https://app\.asana\.com/|[\w-]+\.html|data:,)[^\"]*", text)


def test_what_status_shows_stands_on_the_page(world: tuple[Path, str], sites: dict[str, Path]):
    found, text = syncd_json("status", config=world[0]), (sites["ru"] / "index.html").read_text("utf-8")
    shown = [row["ref"] for part in ("cases", "money", "held") for row in found[part] if row["ref"]]
    assert shown
    assert [ref for ref in shown if ref not in text] == []


def test_the_same_database_and_moment_give_the_same_bytes(
    world: tuple[Path, str], sites: dict[str, Path], tmp_path: Path
):
    syncd_json("page", str(tmp_path / "again"), "--as-of", world[1], config=world[0])
    assert [page.read_bytes() for page in pages(tmp_path / "again")] == [
        page.read_bytes() for page in pages(sites["ru"])
    ]


def test_a_folder_with_somebody_elses_page_is_left_alone(world: tuple[Path, str], tmp_path: Path):
    (tmp_path / "index.html").write_text("<h1>Mine</h1>", "utf-8")
    done = syncd("page", str(tmp_path), config=world[0])
    assert done.returncode == 2
    assert "did not write" in done.stderr
    assert [each.name for each in tmp_path.iterdir()] == ["index.html"]
    assert (tmp_path / "index.html").read_text("utf-8") == "<h1>Mine</h1>"


# ---- in a browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    if not (CHROMIUM and DRIVER):
        pytest.skip("chromium and chromedriver are not installed (Debian: chromium, chromium-driver)")
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        for flag in (*QUIET, f"--user-data-dir={profile}"):
            options.add_argument(flag)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        driver = webdriver.Chrome(options=options, service=Service(DRIVER))
        try:
            yield driver
        finally:
            driver.quit()


@pytest.fixture(scope="module")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    """axe-core's source, from npm."""
    if not shutil.which("npm"):
        pytest.skip("npm is not installed: no axe-core")
    home = tmp_path_factory.mktemp("axe")
    done = subprocess.run(
        ["npm", "install", "--no-fund", "--no-audit", "--prefix", str(home), "axe-core@4"],
        capture_output=True,
        text=True,
    )
    if done.returncode:
        pytest.skip(f"axe-core could not be installed: {done.stderr[-200:]}")
    return (home / "node_modules/axe-core/axe.min.js").read_text("utf-8")


def show(browser: Any, page: Path, size: tuple[int, int], scheme: str = "light", media: str = "") -> None:
    width, height = size
    metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    feature = {"name": "prefers-color-scheme", "value": scheme}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": media, "features": [feature]})
    browser.get(page.resolve().as_uri())


def each_kind(site: Path) -> list[Path]:
    fullest = max(site.glob("client-*.html"), key=lambda page: page.stat().st_size)
    return [site / "index.html", site / "director.html", fullest]


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_nothing_is_wrong_in_the_console_and_the_page_does_not_scroll_sideways(
    browser: Any, sites: dict[str, Path], language: str, size: tuple[int, int]
):
    for page in each_kind(sites[language]):
        show(browser, page, size)
        assert browser.get_log("browser") == []
        assert browser.execute_script("return document.documentElement.scrollWidth") <= size[0], page.name
        styled = "return getComputedStyle(document.querySelector('header')).backgroundColor"
        assert browser.execute_script(styled) == "rgb(31, 42, 55)"  # the policy lets the style sheet in


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_axe_finds_nothing(
    browser: Any, axe: str, sites: dict[str, Path], language: str, scheme: str, size: tuple[int, int]
):
    for page in each_kind(sites[language]):
        show(browser, page, size, scheme)
        browser.execute_script(axe)
        found = browser.execute_async_script("axe.run().then(arguments[arguments.length - 1])")
        broken = [(each["id"], [node["target"] for node in each["nodes"]][:3]) for each in found["violations"]]
        assert broken == [], page.name
        assert len(found["passes"]) > 20


def test_the_first_tab_leads_past_the_navigation(browser: Any, sites: dict[str, Path]):
    from selenium.webdriver.common.keys import Keys

    show(browser, sites["ru"] / "index.html", DESKTOP)
    body = browser.find_element("tag name", "body")
    body.send_keys(Keys.TAB)
    first = browser.switch_to.active_element
    assert first.text == "К содержанию"
    assert first.rect["x"] >= 0
    first.send_keys(Keys.ENTER)
    assert browser.switch_to.active_element.get_attribute("id") == "main"


def test_every_link_leads_somewhere(browser: Any, sites: dict[str, Path]):
    for page in pages(sites["ru"]):
        for target in set(re.findall(r'href="([^"#]*)#?([\w-]*)"', page.read_text("utf-8"))):
            if target[0].startswith(("https:", "data:")):
                continue
            file = sites["ru"] / (target[0] or page.name)
            assert file.is_file(), target
            assert not target[1] or f'id="{target[1]}"' in file.read_text("utf-8"), target


def test_on_paper_a_page_is_a4_and_tables_are_whole(browser: Any, sites: dict[str, Path]):
    for page in each_kind(sites["ru"]):
        width = 1032 if page.name == "director.html" else 702  # A4 without its margins, lying for the director's tables
        show(browser, page, (width, 1123), media="print")
        assert browser.execute_script("return getComputedStyle(document.querySelector('nav')).display") == "none"
        hidden = (
            "return [...document.querySelectorAll('.scroll')].filter(e => e.scrollWidth > e.clientWidth + 1).length"
        )
        assert browser.execute_script(hidden) == 0, page.name


def test_the_daemon_keeps_the_page_fresh_where_the_config_names_a_folder(tmp_path: Path):
    a_week_ago = datetime.now(UTC).date() - timedelta(days=7)  # noqa: TID251 - the daemon reads the clock too
    with DemoWorld(tmp_path, a_week_ago) as world:  # at whatever hour this runs, its letters have come
        config = world.write_config()
        config.write_text(config.read_text("utf-8").replace("[agency]\n", '[agency]\npage = "site"\n', 1), "utf-8")
        daemon = subprocess.Popen(argv("run", "--config", str(config)), stderr=subprocess.DEVNULL)
        try:
            index, ends = tmp_path / "site" / "index.html", time.monotonic() + 150  # a minute lies between two writings
            while not (index.exists() and "Старые цены в объявлениях" in index.read_text("utf-8")):
                assert time.monotonic() < ends, "no page tells of the letter"
                time.sleep(0.2)  # noqa: TID251
        finally:
            daemon.terminate()
            assert daemon.wait(timeout=15) == 0

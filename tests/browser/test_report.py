"""The report in a browser: Debian's chromium, driven by its own chromedriver. Skipped where they are not installed."""

import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
EXTRACT = Path(sys.executable).with_name("extract")
CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
pytestmark = pytest.mark.skipif(not (CHROMIUM and DRIVER), reason="needs chromium and chromedriver (Debian: chromium chromium-driver)")

HOSTILE = """Minsk frees 14 <script>window.ran = 1</script><img src=x onerror="window.ran = 1">

MINSK, Belarus, Dec. 12, 2025 (Agency) — President <b onmouseover="window.ran = 1">Ann</b> Okoth freed 14 </script>
<script>window.ran = 1</script> prisoners on Friday in <a href="javascript:window.ran = 1">Minsk</a>, {{ 7 * 7 }} said. -->
<svg onload="window.ran = 1"> Over 30 "><script>window.ran = 1</script> remain in jail.
"""


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of the samples and of a hostile article."""
    folder = tmp_path_factory.mktemp("report")
    (folder / 'hostile"><script>window.ran = 1<').mkdir()
    bad = folder / 'hostile"><script>window.ran = 1<' / "a.txt"
    bad.write_text(HOSTILE, encoding="utf-8")
    subprocess.run([EXTRACT, "report", SAMPLES, bad, "-o", folder / "report.html", "-q"], check=True)
    return folder / "report.html"


@pytest.fixture(scope="module")
def driver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    from selenium.webdriver import Chrome, ChromeOptions, ChromeService

    options = ChromeOptions()
    options.binary_location = CHROMIUM or ""
    profile = tmp_path_factory.mktemp("profile")
    for argument in ("headless", "no-sandbox", "disable-gpu", "disable-quic", "no-first-run", "disable-background-networking",
                     "disable-component-update", "disable-sync", "window-size=1200,900", f"user-data-dir={profile}"):  # fmt: skip
        options.add_argument(f"--{argument}")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    chrome = Chrome(options=options, service=ChromeService(DRIVER))
    yield chrome
    chrome.quit()


@pytest.fixture
def opened(driver: Any, page: Path) -> Any:
    driver.get("about:blank")
    driver.get(page.as_uri())
    wait(lambda: len(driver.find_elements("css selector", "[data-drawn]")) == 2)
    yield driver
    assert driver.get_log("browser") == []
    assert driver.execute_script("return window.ran") is None


def wait(ready: Callable[[], object]) -> None:
    until = time.monotonic() + 20
    while not ready():
        assert time.monotonic() < until, "the page was not ready in time"
        time.sleep(0.05)


def rows(driver: Any) -> list[Any]:
    return [row for row in driver.find_elements("css selector", "#count-table tbody tr") if row.is_displayed()]


def test_the_charts_are_drawn(opened: Any) -> None:
    points = opened.find_elements("css selector", "#timeline-chart .mark-symbol.role-mark path")
    assert len(points) >= 100
    assert len(opened.find_elements("css selector", "#world-chart .mark-shape path")) == 177


def test_the_table_is_filtered_by_words_and_status(opened: Any) -> None:
    from selenium.webdriver.support.ui import Select

    every = len(rows(opened))
    opened.find_element("id", "words").send_keys("behind bars")
    few = rows(opened)
    assert 0 < len(few) < every
    assert all("behind" in row.text.lower() and "bars" in row.text.lower() for row in few)
    assert opened.find_element("id", "shown").text == f"{len(few)} of {every}"
    opened.find_element("id", "words").clear()
    opened.find_element("id", "words").send_keys(" ")
    Select(opened.find_element("id", "status")).select_by_visible_text("died")
    assert {row.get_attribute("data-status") for row in rows(opened)} == {"died"}


def test_the_table_is_sorted_by_number_both_ways_with_the_keyboard(opened: Any) -> None:
    from selenium.webdriver.common.keys import Keys

    head = opened.find_element("css selector", 'th[data-key="number"]')
    button = head.find_element("tag name", "button")
    for order, reverse in (("ascending", False), ("descending", True)):
        button.send_keys(Keys.ENTER)
        assert head.get_attribute("aria-sort") == order
        shown = opened.execute_script("return [...document.querySelectorAll('#count-table td.number')].map(cell => cell.dataset.sort)")
        numbers = [int(number) for number in shown if number]
        assert numbers == sorted(numbers, reverse=reverse)
        assert shown[len(numbers) :] == [""] * (len(shown) - len(numbers))


def test_pointing_at_a_point_shows_its_sentence_and_a_click_leads_there(opened: Any) -> None:
    from selenium.webdriver.common.action_chains import ActionChains

    point = opened.find_elements("css selector", "#timeline-chart .mark-symbol.role-mark path")[0]
    opened.execute_script("arguments[0].scrollIntoView({block: 'center'})", point)
    ActionChains(opened).move_to_element(point).perform()
    tip = opened.find_element("id", "tip")
    wait(tip.is_displayed)
    said = tip.text.splitlines()[1]
    ActionChains(opened).click(point).perform()
    wait(lambda: "#count-" in opened.current_url)
    target = opened.find_element("css selector", ":target")
    assert target.tag_name == "a"
    article = target.find_element("xpath", "ancestor::article")
    assert said[:40] in " ".join(article.text.split())
    top = opened.execute_script("return arguments[0].getBoundingClientRect().top", target)
    assert 0 <= top < 900


def test_days_are_the_same_west_of_greenwich(opened: Any) -> None:
    opened.execute_cdp_cmd("Emulation.setTimezoneOverride", {"timezoneId": "America/New_York"})
    try:
        opened.refresh()
        wait(lambda: len(opened.find_elements("css selector", "[data-drawn]")) == 2)
        read = "return [...document.querySelectorAll('#timeline-chart .mark-symbol.role-mark path')].map((e) => e.ariaLabel)"
        days = {re.search(r"day: (\w{3} \d\d, \d{4})", label)[1] for label in opened.execute_script(read)}
        sorted_days = opened.execute_script("return [...document.querySelectorAll('#count-table td.day')].map((e) => e.dataset.sort)")
        assert days <= {date.fromisoformat(day).strftime("%b %d, %Y") for day in sorted_days if day}
    finally:
        opened.execute_cdp_cmd("Emulation.setTimezoneOverride", {"timezoneId": ""})


def test_a_link_to_a_row_that_the_filter_hides_shows_it(opened: Any) -> None:
    opened.find_element("id", "words").send_keys("no such words")
    assert not rows(opened)
    opened.execute_script("location.hash = '#row-3'")
    wait(lambda: opened.find_element("id", "row-3").is_displayed())


def test_a_click_on_the_map_leads_to_the_tables(opened: Any) -> None:
    from selenium.webdriver.common.action_chains import ActionChains

    circle = opened.find_elements("css selector", "#world-chart .mark-symbol.role-mark path")[-1]
    opened.execute_script("arguments[0].scrollIntoView({block: 'center'})", circle)
    ActionChains(opened).move_to_element(circle).click().perform()
    wait(lambda: "#place-" in opened.current_url or "#country-" in opened.current_url)
    assert opened.find_element("css selector", ":target").is_displayed()


def test_the_hostile_article_is_text(opened: Any) -> None:
    text = opened.find_element("tag name", "main").text
    assert '<img src=x onerror="window.ran = 1">' in text
    assert "{{ 7 * 7 }}" in text
    assert opened.execute_script("return document.querySelectorAll('img, iframe, svg [onload], [onerror], [onmouseover]').length") == 0
    assert opened.execute_script("return [...document.links].every((link) => link.getAttribute('href').startsWith('#'))")


def test_the_policy_stops_what_is_not_the_pages_own(driver: Any, page: Path) -> None:
    driver.get(page.as_uri())
    driver.execute_script("const s = document.createElement('script'); s.textContent = 'window.ran = 1'; document.body.append(s)")
    assert driver.execute_script("return window.ran") is None
    log = driver.get_log("browser")
    assert any("Content Security Policy" in entry["message"] for entry in log)


@pytest.mark.parametrize("width", [360, 1200])
def test_the_page_is_no_wider_than_the_window(opened: Any, width: int) -> None:
    opened.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride", {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500}
    )
    try:
        opened.refresh()
        wait(lambda: len(opened.find_elements("css selector", "[data-drawn]")) == 2)
        assert opened.execute_script("return document.documentElement.scrollWidth <= innerWidth")
    finally:
        opened.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_every_control_and_landmark_has_a_name(opened: Any) -> None:
    unnamed = """
        const named = (e) => e.textContent.trim() || e.ariaLabel || e.labels?.length || e.getAttribute("aria-labelledby");
        const all = [...document.querySelectorAll("a, button, input, select, section, nav, [role=region], article")];
        return all.filter((e) => !named(e)).length"""
    assert opened.execute_script(unnamed) == 0
    assert opened.execute_script("return [...document.querySelectorAll('thead th')].every((head) => head.scope === 'col')")
    assert opened.execute_script("return document.querySelectorAll('main').length === 1 && document.documentElement.lang === 'en'")


@pytest.mark.parametrize("options", [[], ["--dark", "--width", "400"]])
def test_the_readmes_pictures_can_be_made(tmp_path: Path, options: list[str]) -> None:
    subprocess.run([sys.executable, SAMPLES.parent / "docs" / "pictures.py", "--to", tmp_path, *options], check=True)
    for name in ("show.png", "report.png"):
        assert (tmp_path / name).read_bytes().startswith(b"\x89PNG")
        assert (tmp_path / name).stat().st_size > 20_000

#!/usr/bin/env python3
"""Makes the README's pictures from the samples: `show.png` and `report.png`. Needs the test group, chromium and chromedriver.

python docs/pictures.py [--dark] [--width 1200] [--to FOLDER]
"""

import argparse
import io
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import MONOKAI
from selenium.webdriver import Chrome, ChromeOptions, ChromeService

from extract.cli.show import Found
from extract.writing.terminal import show

DOCS = Path(__file__).resolve().parent
SAMPLES = DOCS.parent / "samples"
EXTRACT = Path(sys.executable).with_name("extract")
COLUMNS = 100
PAGE = """<!doctype html><meta charset="utf-8"><style>body {{ margin: 0; background: #1b1d21; color: #e6e6e6; }}
pre {{ margin: 0; padding: 18px 22px; font: 15px/1.35 "DejaVu Sans Mono", monospace; display: inline-block; }}</style>{code}"""


def terminal_page() -> str:
    """What `extract show` prints of a sample to a terminal, as HTML."""
    console = Console(record=True, width=COLUMNS, force_terminal=True, color_system="truecolor", highlight=False, file=io.StringIO())
    for record, finds in Found(str(SAMPLES / "minsk-release.txt"), None, None, 0):
        show(console, record, finds)
    return PAGE.format(code=console.export_html(theme=MONOKAI, inline_styles=True, code_format="<pre>{code}</pre>"))


def browser(profile: str) -> Chrome:
    """Chromium without a window."""
    options = ChromeOptions()
    options.binary_location = shutil.which("chromium") or sys.exit("install Debian's chromium and chromium-driver first")
    for argument in (
        "headless",
        "no-sandbox",
        "disable-gpu",
        "hide-scrollbars",
        "disable-background-networking",
        f"user-data-dir={profile}",
    ):
        options.add_argument(f"--{argument}")
    return Chrome(options=options, service=ChromeService(shutil.which("chromedriver")))


def main() -> None:
    """Writes the pictures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--dark", action="store_true", help="the report as a dark screen shows it")
    parser.add_argument("--width", type=int, default=1200, help="the report's width in pixels")
    parser.add_argument("--to", type=Path, default=DOCS)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        report, terminal = Path(folder) / "report.html", Path(folder) / "show.html"
        subprocess.run([EXTRACT, "report", SAMPLES, "-o", report, "-q"], check=True)
        terminal.write_text(terminal_page(), encoding="utf-8")
        chrome = browser(str(Path(folder) / "profile"))
        scheme = {"name": "prefers-color-scheme", "value": "dark" if args.dark else "light"}
        chrome.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme]})
        for page, name, width, height in ((report, "report.png", args.width, 1500), (terminal, "show.png", 960, 1340)):
            size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500}
            chrome.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
            chrome.get(page.as_uri())
            until = time.monotonic() + 20
            while page is report and len(chrome.find_elements("css selector", "[data-drawn]")) < 2 and time.monotonic() < until:
                time.sleep(0.1)
            chrome.save_screenshot(str(args.to / name))
        chrome.quit()


if __name__ == "__main__":
    main()

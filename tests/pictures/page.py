"""Make the pictures of the page: a finished CSV summary, in two widths, light and dark."""

from __future__ import annotations

import base64
import io
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

PLACE = Path(__file__).resolve().parent.parent.parent / "docs/pictures"
WIDTHS = (1200, 400)
SCHEMES = ("light", "dark")
TALLEST = 1600
COLOURS = 96


@contextmanager
def site(folder: Path) -> Iterator[str]:
    """Serve the examples, and give the address."""
    process = subprocess.Popen(
        [sys.executable, "-m", "shipway_web", "--port", "0"],
        env=os.environ | {"TMPDIR": str(folder)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        for line in process.stdout:
            if found := re.search(r" at (http://\S+)", line):
                yield found[1]
                return
        raise SystemExit("the site did not start")
    finally:
        process.terminate()
        process.wait(20)


@contextmanager
def browser(folder: Path) -> Iterator[webdriver.Chrome]:
    """Open Chromium without a window."""
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or ""
    for argument in ("--headless=new", "--no-sandbox", "--hide-scrollbars", f"--user-data-dir={folder / 'profile'}"):
        options.add_argument(argument)
    chrome = webdriver.Chrome(options, webdriver.ChromeService(shutil.which("chromedriver") or ""))
    try:
        yield chrome
    finally:
        chrome.quit()


def made_up(folder: Path) -> Path:
    """Write the CSV file that is shown."""
    draw = random.Random(7)
    path = folder / "orders.csv"
    lines = ["day,customer,city,amount"]
    for number in range(240):
        customer, city = draw.choice(["Ann", "Bob", "Cyd", "Dee", "Eve"]), draw.choice(["Rome", "Oslo", "Lima"])
        lines.append(f"2026-11-{number % 28 + 1:02},{customer},{city},{draw.gauss(60, 18):.2f}")
    path.write_text("\n".join(lines) + "\n")
    return path


def fill_and_run(chrome: webdriver.Chrome, address: str, data: Path) -> None:
    """Open the tool's page, give it the file, and wait for its table and chart."""
    chrome.get(address + "t/csv-summary/summarise")
    chrome.find_element(By.CSS_SELECTOR, "form[method=post] input[type=file]").send_keys(str(data))
    chrome.find_element(By.CSS_SELECTOR, "input[name=column]").send_keys("amount")
    chrome.find_element(By.CSS_SELECTOR, "form[method=post]:has(input[type=file]) button").click()
    WebDriverWait(chrome, 60).until(
        lambda shown: (
            shown.find_elements(By.CSS_SELECTOR, "table")
            and shown.execute_script("return [...document.images].some(one => one.complete && one.naturalWidth > 200)")
        )
    )


def take(chrome: webdriver.Chrome, width: int, scheme: str) -> None:
    """Save one picture of the page as it is, with few colours, so that it stays small."""
    features = [{"name": "prefers-color-scheme", "value": scheme}]
    chrome.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    metrics = {"width": width, "height": 600, "deviceScaleFactor": 1, "mobile": False}
    chrome.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    chrome.execute_script("document.activeElement.blur(); scrollTo(0, 0)")
    height = min(TALLEST, chrome.execute_script("return document.documentElement.scrollHeight"))
    clip = {"x": 0, "y": 0, "width": width, "height": height, "scale": 1}
    wanted = {"format": "png", "captureBeyondViewport": True, "clip": clip}
    shot = base64.b64decode(chrome.execute_cdp_cmd("Page.captureScreenshot", wanted)["data"])
    picture = Image.open(io.BytesIO(shot)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    path = PLACE / f"page-{scheme}-{width}.png"
    picture.save(path, optimize=True)
    print(f"{path.name}: {width} × {height}, {path.stat().st_size // 1000} kB")


def main() -> None:
    PLACE.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="shipway-pictures-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        with site(folder) as address, browser(folder) as chrome:
            fill_and_run(chrome, address, made_up(folder))
            for width in WIDTHS:
                for scheme in SCHEMES:
                    take(chrome, width, scheme)


if __name__ == "__main__":
    main()

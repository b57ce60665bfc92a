"""The page in a real Chromium, once with JavaScript and once without."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from selenium import webdriver
from selenium.common.exceptions import StaleElementReferenceException, WebDriverException
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement

from served import served

ROOT = Path(__file__).resolve().parent.parent
NAMES = ("web_form", "asks_twice", "getpass_it", "sleeps", "all_kinds", "web_ticks", "terminal_menu", "long_choices")
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1200,900",
)
WEIGHT = 15_000
REQUESTS = 3


@dataclass
class Page:
    """A browser on a site."""

    browser: webdriver.Chrome
    url: str
    js: bool
    downloads: Path

    def open(self, path: str) -> None:
        """Go to a page, and wait until its script has run."""
        self.browser.get(self.url + path.lstrip("/"))
        if self.js:
            self.wait(lambda: self.browser.find_elements(By.CSS_SELECTOR, "html.js"))

    def field(self, name: str) -> WebElement:
        """Find a control by its parameter's name."""
        return self.browser.find_element(By.CSS_SELECTOR, f'[name="{name}"]')

    def type(self, name: str, text: str) -> None:
        """Put a text in a field."""
        self.field(name).clear()
        self.field(name).send_keys(text)

    def press(self, word: str, within: str = "body") -> None:
        """Press a button by its word."""
        self.browser.find_element(By.XPATH, f"//{within}//button[normalize-space()='{word}']").click()

    def result(self) -> str:
        """Give what stands in the result."""
        return self.browser.find_element(By.ID, "result").text

    def shows(self, text: str, seconds: float = 20) -> None:
        """Wait until the result shows a text."""
        self.wait(lambda: text in self.result(), seconds)

    def wait(self, holds: Callable[[], Any], seconds: float = 20) -> None:
        """Wait until something holds; what is replaced while it is looked at is looked at again."""
        deadline = time.monotonic() + seconds
        while True:
            try:
                if holds():
                    return
            except (StaleElementReferenceException, WebDriverException):
                pass
            assert time.monotonic() < deadline, self.browser.find_element(By.TAG_NAME, "body").text
            time.sleep(0.05)

    def requests(self) -> dict[str, dict[str, Any]]:
        """Give the requests since the last look: their address and the bytes that came."""
        found: dict[str, dict[str, Any]] = {}
        for entry in self.browser.get_log("performance"):
            message = json.loads(entry["message"])["message"]
            params = message["params"]
            match message["method"]:
                case "Network.requestWillBeSent":
                    found[params["requestId"]] = {"url": params["request"]["url"], "bytes": 0}
                case "Network.loadingFinished" if params["requestId"] in found:
                    found[params["requestId"]]["bytes"] = params["encodedDataLength"]
        return found


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, need: Callable[[str], None]) -> Iterator[str]:
    need("chromium")
    scripts = [ROOT / f"tests/scripts/{name}.py" for name in NAMES]
    with served(tmp_path_factory.mktemp("site"), *scripts) as running:
        yield running.url


@pytest.fixture(scope="module", params=[True, False], ids=["JavaScript on", "JavaScript off"])
def page(request: pytest.FixtureRequest, site: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    folder = tmp_path_factory.mktemp("browser")
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or ""
    for flag in (*FLAGS, f"--user-data-dir={folder / 'profile'}"):
        options.add_argument(flag)
    settings: dict[str, object] = {"download.default_directory": str(folder)}
    if not request.param:
        settings["profile.managed_default_content_settings.javascript"] = 2
    options.add_experimental_option("prefs", settings)
    options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
    browser = webdriver.Chrome(options, webdriver.ChromeService(shutil.which("chromedriver") or ""))
    browser.implicitly_wait(5)
    try:
        yield Page(browser, site, request.param, folder)
        # Whatever the tests above did: nothing was asked of another site, and no policy was broken.
        strange = [text for text in (entry["message"] for entry in browser.get_log("browser")) if "Security" in text]
        assert not strange
    finally:
        browser.quit()


def test_the_form_page_is_light(page: Page) -> None:
    page.browser.execute_cdp_cmd("Network.clearBrowserCache", {})
    page.browser.get("about:blank")
    page.requests()
    page.open("/t/web-form/echo")
    time.sleep(1)
    asked = [one for one in page.requests().values() if not one["url"].startswith("data:")]
    assert all(one["url"].startswith(page.url) for one in asked), asked
    assert len(asked) <= REQUESTS, asked
    assert sum(one["bytes"] for one in asked) <= WEIGHT, asked


def test_fill_submit_result_with_the_inputs_kept(page: Page) -> None:
    page.open("/t/web-form/echo")
    page.type("word", "hello")
    page.type("times", "3")
    page.field("loud").click()
    page.press("Run")
    page.shows("hello!hello!hello!")
    assert "Done in" in page.result()
    assert page.field("word").get_attribute("value") == "hello"
    assert not page.field("loud").is_selected()


def test_enter_runs(page: Page) -> None:
    page.open("/t/web-form/echo")
    page.field("word").send_keys("enter" + Keys.ENTER)
    page.shows("ENTER!")


def test_an_error_is_shown_at_its_field(page: Page) -> None:
    page.open("/t/web-form/echo")
    page.type("word", "kept")
    page.type("times", "12o0")
    page.press("Run")
    page.wait(lambda: page.field("times").get_attribute("aria-invalid") == "true")
    why = page.browser.find_element(By.CSS_SELECTOR, ".bad .why")
    assert why.text == "“12o0” is not a whole number"
    assert page.field("times").get_attribute("value") == "12o0"
    assert page.field("word").get_attribute("value") == "kept"
    if page.js:
        assert page.browser.switch_to.active_element == page.field("times")


def test_an_upload_is_kept_over_an_error_and_used(page: Page, tmp_path: Path) -> None:
    paper = tmp_path / "a paper.txt"
    paper.write_text("12345")
    page.open("/t/web-form/weigh")
    page.field("paper").send_keys(str(paper))
    page.type("least", "x")
    page.press("Run")
    page.wait(lambda: page.browser.find_elements(By.CSS_SELECTOR, ".bad .why"))
    page.type("least", "7")
    page.press("Run")
    page.shows("a paper.txt: 5 bytes, at least 7")


def test_a_folder_is_uploaded_as_it_is(page: Page, tmp_path: Path) -> None:
    (tmp_path / "box/inner").mkdir(parents=True)
    (tmp_path / "box/a.txt").write_text("a")
    (tmp_path / "box/inner/b.txt").write_text("b")
    page.open("/t/web-form/copy")
    page.field("folder").send_keys(str(tmp_path / "box"))
    page.press("Run")
    page.shows("inner/b.txt")
    assert "a.txt" in page.result()


def test_a_file_is_downloaded_and_not_opened(page: Page) -> None:
    page.open("/t/web-form/page")
    page.type("name", "made here.html")
    page.press("Run")
    page.shows("made here.html")
    page.browser.find_element(By.LINK_TEXT, "made here.html").click()
    page.wait((page.downloads / "made here.html").exists)
    assert (page.downloads / "made here.html").read_text().startswith("<script>")
    assert "caught" not in page.browser.title


def test_questions_are_asked_and_answered(page: Page) -> None:
    page.open("/t/getpass-it/getpass_it")
    page.press("Run")
    page.shows("User:")
    page.wait(lambda: page.browser.find_element(By.ID, "answer").is_displayed())
    page.type("text", "ann")
    page.press("Answer")
    page.wait(lambda: page.browser.find_element(By.ID, "answer").get_attribute("type") == "password")
    page.type("text", "hunter22")
    page.press("Answer")
    page.shows("ann's password has 8 characters.")
    assert "hunter22" not in page.browser.page_source


def test_a_run_that_goes_on_is_followed_and_stopped(page: Page) -> None:
    page.open("/t/sleeps/sleeps")
    page.type("seconds", "60")
    page.press("Run")
    page.shows("asleep")
    page.press("Stop")
    page.shows("Stopped after")


def test_a_run_that_goes_on_shows_its_end_by_itself(page: Page) -> None:
    page.open("/t/web-form/slow")
    page.press("Run")
    # What it gave may be there a moment before its end.
    page.shows("Done in")
    assert "rested" in page.result()


@pytest.mark.parametrize("page", [True], ids=["JavaScript on"], indirect=True)
def test_what_is_focused_scrolled_or_pressed_outlives_the_polls(page: Page) -> None:
    page.open("/t/web-ticks/web_ticks")
    page.press("Run")
    page.shows("tick 3")
    find = page.browser.find_element
    stop, output = find(By.XPATH, "//button[.='Stop']"), find(By.CSS_SELECTOR, "#result pre")
    page.browser.execute_script("arguments[0].style.maxHeight = '80px'", output)
    page.browser.execute_script("arguments[0].focus(); arguments[1].scrollTop = 24", stop, output)
    page.shows("tick 14")
    assert page.browser.switch_to.active_element == stop
    assert output.get_property("scrollTop") == 24
    page.browser.execute_script("arguments[0].scrollTop = 1e9", output)
    page.shows("tick 20")
    left = "const at = arguments[0]; return at.scrollHeight - at.clientHeight - at.scrollTop"
    assert page.browser.execute_script(left, output) < 2
    ActionChains(page.browser).click_and_hold(stop).pause(0.7).release().perform()
    page.shows("Stopped after")


@pytest.mark.parametrize(
    ("tool", "text", "shown"),
    [
        ("day", "11222026", "datetime.date(2026, 11, 22)"),
        ("time_of_day", "0230PM", "datetime.time(14, 30)"),
        ("long_text", "", "'first line\\nsecond line'"),
        ("colour", "", "'#0b6b6f'"),
    ],
)
def test_the_browsers_own_pickers_send_what_the_script_takes(page: Page, tool: str, text: str, shown: str) -> None:
    page.open(f"/t/all-kinds/{tool}")
    if text:
        control = page.browser.find_element(By.CSS_SELECTOR, "#f0")
        control.send_keys(text)
    page.press("Run")
    page.shows(shown)


def test_on_a_phone_nothing_is_wider_than_the_screen(page: Page) -> None:
    page.browser.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride", {"width": 400, "height": 800, "deviceScaleFactor": 1, "mobile": False}
    )
    try:
        for path in ("/", "/t/web-form/echo", "/t/web-form/weigh", "/t/all-kinds/choice", "/runs", "/about", "/none"):
            page.open(path)
            size = page.browser.execute_cdp_cmd("Page.getLayoutMetrics", {})["cssContentSize"]
            assert size["width"] <= 400, path
    finally:
        page.browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})

"""A script on a terminal in a real Chromium, once with JavaScript and once without."""

from __future__ import annotations

from selenium.webdriver.common.by import By

from test_browser import Page, page, site

__all__ = ["page", "site"]


def press(page: Page, word: str, shows: str) -> None:
    page.browser.find_element(By.CSS_SELECTOR, f'.keys [value="{word}"]').click()
    page.shows(shows)


def test_a_menu_is_operated_by_its_keys(page: Page) -> None:
    page.open("/t/terminal-menu/terminal_menu")
    page.press("Run")
    page.shows("❯ Solarized")
    page.wait(lambda: page.browser.find_element(By.CSS_SELECTOR, ".keys").is_displayed())
    press(page, "Down", "❯ Gruvbox")
    assert "❯ Solarized" not in page.result(), "it is drawn over, not once more"
    press(page, "Down", "❯ Nord")
    press(page, "Up", "❯ Gruvbox")
    press(page, "Enter", "Using Gruvbox.")
    assert page.browser.find_elements(By.CSS_SELECTOR, "#result .good")
    assert not page.browser.find_elements(By.CSS_SELECTOR, ".keys")


def test_what_is_typed_there_arrives_without_enter_where_a_key_is_enough(page: Page) -> None:
    page.open("/t/terminal-menu/terminal_menu")
    page.press("Run")
    page.shows("❯ Solarized")
    page.type("text", "q")
    page.press("Answer")
    page.shows("Nothing chosen.")

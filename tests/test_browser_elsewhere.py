"""The disclosure below a form in a real Chromium, once with JavaScript and once without."""

from __future__ import annotations

from selenium.webdriver.common.by import By

from test_browser import Page, page, site

__all__ = ["page", "site"]


def opened(page: Page) -> None:
    page.browser.find_element(By.CSS_SELECTOR, "#elsewhere summary").click()


def test_the_values_are_shown_and_can_be_copied(page: Page) -> None:
    page.open("/t/web-form/echo")
    page.type("word", "hello")
    page.press("Run")
    page.shows("HELLO!")
    page.type("word", "other")
    opened(page)
    page.press("Show")
    page.wait(lambda: "word=other" in page.browser.find_element(By.CSS_SELECTOR, "#elsewhere").text)
    assert page.field("word").get_attribute("value") == "other"
    buttons = [one for one in page.browser.find_elements(By.CSS_SELECTOR, ".copy") if one.is_displayed()]
    assert len(buttons) == (4 if page.js else 0), "what cannot work is not there"
    if page.js:
        assert "HELLO!" in page.result(), "the result stays"
        buttons[1].click()
        page.wait(lambda: buttons[1].text in ("Copied", "Selected"))


def test_showing_leaves_a_secret_where_it_is(page: Page) -> None:
    page.open("/t/all-kinds/secret")
    page.type("password", "hunter2")
    opened(page)
    page.press("Show")
    page.wait(lambda: "comes your own: Password" in page.browser.find_element(By.CSS_SELECTOR, "#elsewhere").text)
    assert "hunter2" not in page.browser.page_source
    if page.js:
        assert page.field("password").get_attribute("value") == "hunter2"


def test_a_pasted_line_fills_the_form_it_calls(page: Page) -> None:
    page.open("/t/all-kinds/text")
    opened(page)
    page.type(":line", "$ python all_kinds.py whole_number 7")
    page.press("Fill the form")
    page.wait(lambda: page.browser.current_url.endswith("/t/all-kinds/whole_number?value=7"))
    assert page.field("value").get_attribute("value") == "7"
    opened(page)
    page.type(":line", "--value 8 --valve 9")
    page.press("Fill the form")
    page.wait(lambda: "--valve is not a parameter" in page.browser.find_element(By.CSS_SELECTOR, "#elsewhere").text)
    assert page.field(":line").get_attribute("value") == "--value 8 --valve 9"
    assert page.field("value").get_attribute("value") == "7"
    page.type(":line", "--value 8")
    page.press("Fill the form")
    page.wait(lambda: page.field("value").get_attribute("value") == "8")


def test_a_long_list_is_narrowed_by_typing(page: Page) -> None:
    page.open("/t/long-choices/long_choices")
    boxes = page.browser.find_elements(By.CSS_SELECTOR, '.tick:has([name="to"])')
    assert len(boxes) == 31
    search = page.browser.find_element(By.CSS_SELECTOR, ".filter")
    assert search.is_displayed() == page.js
    if not page.js:
        return
    next(box for box in boxes if box.text == "CHF").click()
    search.send_keys("us\n")
    page.wait(lambda: [box.text for box in boxes if box.is_displayed()] == ["CHF", "USD"])
    assert "Fill in the form" in page.result(), "Enter in a search runs nothing"
    search.clear()
    search.send_keys("x")
    page.wait(lambda: [box.text for box in boxes if box.is_displayed()] == ["CHF", "MXN"])

"""What people do with the list of cameras, done in a real browser: search, narrow, compare."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser

DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
BOX = "Model, series, alias or part number"


def cameras(page: Page) -> Locator:
    """The names in the list; `expect` waits for them, as what a click starts takes its time."""
    return page.locator("table.cameras th[scope=row] a")


def box(page: Page) -> Locator:
    return page.get_by_label(BOX)


def offered(page: Page) -> Locator:
    """What stands under the search box."""
    return page.get_by_role("listbox", name="Makers and cameras").get_by_role("option")


def same_after_reload(page: Page) -> None:
    """The address says everything: whoever is sent it sees the same."""
    before = page.locator(".results").inner_text()
    page.reload()
    assert page.locator(".results").inner_text() == before


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE])
def test_typing_finds_and_leaves_no_trace_in_the_history(open_page: Any, viewport: Any) -> None:
    page = open_page("/about", viewport=viewport)
    page.goto("/")
    length = page.evaluate("history.length")
    box(page).press_sequentially("e1", delay=20)
    expect(page.locator("#count")).to_have_text("3 cameras")
    expect(page).to_have_url(re.compile(r"/\?text=e1$"))
    box(page).press_sequentially("10", delay=20)
    expect(cameras(page)).to_have_text(["E110 Mk II"])
    expect(page).to_have_url(re.compile(r"/\?text=e110$"))
    assert page.evaluate("history.length") == length
    same_after_reload(page)
    page.go_back()
    expect(page).to_have_url(re.compile("/about$"))


def test_back_brings_text_and_list_together(open_page: Any) -> None:
    page = open_page("/")
    for text, total in (("e1", "3 cameras"), ("e2", "2 cameras")):
        box(page).fill(text)
        box(page).press("Enter")
        expect(page.locator("#count")).to_have_text(total)
        expect(page).to_have_url(re.compile(f"text={text}$"))
    page.go_back()
    expect(page.locator("#count")).to_have_text("3 cameras")
    expect(box(page)).to_have_value("e1")


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE])
def test_a_maker_that_is_typed_is_a_chip_and_never_sticks_unseen(
    open_real: Any, viewport: Any
) -> None:
    """The trap: `axis p32`, a pause, then all anew, and again with another maker's camera."""
    page = open_real("/", viewport=viewport)
    box(page).press_sequentially("axis p32", delay=20)
    chip = page.locator(".chip", has_text="Manufacturer: Axis")
    expect(chip).to_be_visible()
    expect(box(page)).to_have_value("p32")
    box(page).press_sequentially("45", delay=20)
    expect(cameras(page).first).to_have_text("P3245-V")
    box(page).fill("axis p3245")
    expect(box(page)).to_have_value("p3245")
    expect(chip).to_have_count(1)
    expect(cameras(page).first).to_have_text("P3245-V")
    box(page).fill("ipc-hfw")
    nothing = page.locator(".nothing")
    expect(nothing).to_contain_text("No Axis camera fits")
    box(page).press("Escape")  # what is offered under the box may lie above it
    nothing.get_by_role("link", name=re.compile("others do")).click()
    expect(chip).to_have_count(0)
    expect(box(page)).to_have_value("ipc-hfw")
    expect(page.locator("table.cameras .of").first).to_contain_text("Dahua")
    box(page).fill("bosch nbe")
    expect(page.locator(".chip")).to_have_text(re.compile("Manufacturer: Bosch"))


def test_makers_and_cameras_are_offered_under_the_box(open_real: Any) -> None:
    page = open_real("/")
    box(page).press_sequentially("hik", delay=20)
    expect(offered(page).first).to_have_text(re.compile(r"^Hikvision [\d,]+ cameras$"))
    expect(box(page)).to_have_attribute("aria-expanded", "true")
    box(page).press("ArrowDown")
    expect(offered(page).first).to_have_attribute("aria-selected", "true")
    box(page).press("Enter")
    expect(page.locator(".chip")).to_have_text(re.compile("Manufacturer: Hikvision"))
    expect(box(page)).to_have_attribute("aria-expanded", "false")
    page = open_real("/?plugin=ONVIF")
    box(page).press_sequentially("p3265-lve", delay=20)
    expect(offered(page).first).to_contain_text("P3265-LVE")
    box(page).press("Escape")
    expect(offered(page)).to_have_count(0)
    box(page).press_sequentially(" ", delay=20)
    offered(page).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("P3265-LVE")
    expect(page).to_have_url(re.compile("plugin=ONVIF"))


def test_names_complete_while_they_are_typed(open_page: Any) -> None:
    page = open_page("/predict")
    field = page.get_by_label("Camera", exact=True)
    field.press_sequentially("e21", delay=20)
    option = page.get_by_role("listbox", name="Cameras").get_by_role("option")
    expect(option).to_have_text(["E210 Exemplar"])
    field.press("ArrowDown")
    field.press("Enter")
    expect(field).to_have_value("Exemplar E210")
    expect(page).to_have_url(re.compile("/predict$"))


def test_what_comes_near_is_perhaps_meant(open_real: Any) -> None:
    page = open_real("/?text=P3245-LVX")
    expect(page.get_by_text("Perhaps you mean")).to_be_visible()
    page.locator(".near a").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("P3245")


def tick(page: Page, name: str, value: str) -> Locator:
    return page.locator(f".facets input[name={name}][value='{value}']")


@pytest.mark.parametrize("script", [True, False])
def test_several_boxes_then_a_chip(open_page: Any, script: bool) -> None:
    page = open_page("/", java_script_enabled=script)

    def apply() -> None:
        if not script:
            page.get_by_role("button", name="Apply what is ticked").first.click()

    tick(page, "manufacturer", "Sample Optics").check()
    apply()
    expect(page.locator("#count")).to_have_text("4 cameras")
    tick(page, "manufacturer", "Exemplar").check()
    apply()
    expect(page.locator(".chip")).to_have_count(2)
    expect(page.locator("#count")).to_have_text("9 cameras")
    tick(page, "https", "no").check()
    apply()
    expect(page.locator(".chip")).to_have_count(3)
    expect(page).to_have_url(re.compile("manufacturer=Exemplar.*manufacturer=Sample"))
    same_after_reload(page)
    page.get_by_role("link", name=re.compile("Manufacturer: Sample Optics")).click()
    expect(page).not_to_have_url(re.compile("Sample"))
    expect(tick(page, "manufacturer", "Exemplar")).to_be_checked()
    expect(tick(page, "manufacturer", "Sample Optics")).not_to_be_checked()


def test_who_ticks_with_the_keyboard_stays_where_he_is(open_page: Any) -> None:
    page = open_page("/")
    tick(page, "manufacturer", "Exemplar").focus()
    page.keyboard.press("Space")
    expect(page.locator("#count")).to_have_text("5 cameras")
    expect(tick(page, "manufacturer", "Exemplar")).to_be_focused()


@pytest.mark.parametrize("script", [True, False])
def test_the_switch_for_https(open_page: Any, script: bool) -> None:
    page = open_page("/?manufacturer=Sample+Optics", java_script_enabled=script)
    switch = page.get_by_role("checkbox", name="Supports HTTPS")
    switch.check()
    if not script:
        page.get_by_role("button", name="Search").click()
    expect(page.locator("#count")).to_have_text("1 camera")
    expect(cameras(page)).to_have_text(["S40"])
    firmware = page.locator("table.cameras .firmware")
    expect(firmware).to_have_text("build ≥ 2023-09-21 (if it runs it)", use_inner_text=True)
    expect(page).to_have_url(re.compile("https=yes"))
    expect(page).not_to_have_url(re.compile("ssl"))
    same_after_reload(page)
    expect(switch).to_be_checked()
    switch.uncheck()
    if not script:
        page.get_by_role("button", name="Search").click()
    expect(page.locator("#count")).to_have_text("4 cameras")


def test_what_the_recorder_shows_narrows_the_list(open_page: Any) -> None:
    page = open_page("/?plugin=Closed")
    tick(page, "symbol", "empty").check()
    expect(page.get_by_role("status")).to_contain_text("symbol empty")
    page.get_by_text("More filters").click()
    page.get_by_label("Protocol setting").select_option("http")
    expect(page.get_by_role("status")).to_contain_text("with http")
    page.get_by_label("also where it is only possible").check()
    expect(page.get_by_role("status")).to_contain_text("possibly empty")
    expect(page).to_have_url(re.compile("protocol=http.*possible=yes"))


def test_the_order_of_the_list(open_page: Any) -> None:
    page = open_page("/")
    page.get_by_role("link", name="model", exact=True).click()
    page.wait_for_url("**sort=model")
    expect(cameras(page).first).to_have_text("B7")
    page.get_by_role("link", name="reverse the order").click()
    page.wait_for_url("**sort=-model")
    expect(cameras(page).first).to_have_text("S40")


def test_pages_letters_and_lengths(open_real: Any) -> None:
    page = open_real("/")
    first = cameras(page).first.inner_text()
    expect(cameras(page)).to_have_count(50)
    page.get_by_role("link", name="Next →").click()
    page.wait_for_url("**offset=50")
    expect(cameras(page).first).not_to_have_text(first)
    page.get_by_role("link", name="← Previous").click()
    expect(cameras(page).first).to_have_text(first)
    expect(page).to_have_url(re.compile("/$"))
    page.get_by_role("navigation", name="Letters").get_by_role("link", name="M").click()
    expect(page.locator("table.cameras .of").first).to_have_text(re.compile("^M"))
    page.get_by_role("link", name="25", exact=True).click()
    expect(cameras(page)).to_have_count(25)
    page.get_by_role("link", name="Page 3", exact=True).click()
    page.wait_for_url("**offset=50")


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE])
def test_ticked_rows_are_compared_over_pages(open_real: Any, viewport: Any) -> None:
    page = open_real("/?manufacturer=Axis&plugin=ONVIF", viewport=viewport)
    bar = page.get_by_role("form", name="Compare cameras")
    expect(bar).to_be_hidden()
    boxes = page.locator("table.cameras input[type=checkbox]")
    boxes.nth(0).check()
    expect(bar).to_contain_text("Tick another camera")
    page.get_by_role("link", name="Next →").click()
    page.wait_for_url("**offset=50")
    boxes.nth(1).check()
    boxes.nth(2).check()
    button = bar.get_by_role("button", name="Compare 3")
    expect(button).to_be_in_viewport()
    boxes.nth(3).check()
    expect(boxes.nth(4)).to_be_disabled()
    bar.get_by_role("button", name=re.compile("Do not compare")).last.click()
    button.click()
    expect(page.locator("table.compare thead a")).to_have_count(3)
    expect(page).to_have_url(re.compile("plugin=ONVIF"))


def test_on_a_phone_the_verdict_comes_first_and_nothing_runs_off(open_real: Any) -> None:
    page = open_real("/?manufacturer=Axis&text=p3245", viewport=PHONE)
    row = page.locator("table.cameras tbody tr").first
    assert [cell.get_attribute("class") for cell in row.locator("td").all()][0] == "comes-to whole"
    shown = row.locator(".comes-to .lvl").first.bounding_box()
    assert shown is not None
    assert shown["y"] < PHONE["height"]
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


SHIFTS = """() => new Promise((done) => {
  let sum = 0;
  new PerformanceObserver((list) => {
    for (const one of list.getEntries()) if (!one.hadRecentInput) sum += one.value;
  }).observe({ type: 'layout-shift', buffered: true });
  requestAnimationFrame(() => setTimeout(() => done(sum), 200));
})"""


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE])
def test_nothing_moves_while_the_list_loads(open_real: Any, viewport: Any) -> None:
    page = open_real("/", viewport=viewport)
    assert page.evaluate(SHIFTS) < 0.05


def test_the_keyboard_is_enough(open_page: Any) -> None:
    page = open_page("/")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Skip to the content")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_attribute("name", "text")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.locator("#count")).to_have_text("6 cameras")
    seen: list[str] = []
    for _ in range(80):
        page.keyboard.press("Tab")
        text = page.evaluate(
            "(e => e.innerText || e.value || e.name || '')(document.activeElement)"
        )
        ring = page.evaluate(
            "(e => getComputedStyle(e).outlineStyle !== 'none' || e.name === 'ssl')"
            "(document.activeElement)"
        )
        assert ring or page.evaluate("document.activeElement === document.body"), text
        seen.append(" ".join(text.split()))
    order = [seen.index(name) for name in ("Search", "Exemplar", "E100", "Sources")]
    assert order == sorted(order)
    page.get_by_role("link", name="E100", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Exemplar E100")


def test_focus_goes_to_what_a_link_changed(open_page: Any) -> None:
    page = open_page("/?manufacturer=Exemplar&https=yes")
    page.get_by_role("link", name=re.compile("^HTTPS support: yes")).focus()
    page.keyboard.press("Enter")
    expect(page.locator(":focus")).to_have_text("5 cameras")

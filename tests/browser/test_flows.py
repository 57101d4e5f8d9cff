"""What people do on the pages, done in a real browser."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

NO_SCRIPT: dict[str, Any] = {"java_script_enabled": False}


def cameras(page: Page) -> list[str]:
    return page.locator("table.cameras th[scope=row] a").all_inner_texts()


def same_after_reload(page: Page) -> None:
    """The address says everything: whoever is sent it sees the same."""
    before = page.locator("#main").inner_text()
    page.reload()
    assert page.locator("#main").inner_text() == before


def test_search_as_one_types(open_page: Any) -> None:
    page = open_page("/")
    page.get_by_label("Model, series, alias or part number").type("e1")
    expect(page.locator("#count")).to_have_text("3 cameras")
    assert cameras(page) == ["E100", "E100-V", "E110 Mk II"]
    assert page.url.endswith("/?text=e1")
    same_after_reload(page)
    page.go_back()
    expect(page.locator("#count")).not_to_have_text("3 cameras")


def test_a_maker_in_the_search_box_becomes_a_filter(open_page: Any) -> None:
    page = open_page("/")
    page.get_by_role("searchbox").fill("exemplar e2")
    page.keyboard.press("Enter")
    expect(page.locator("#count")).to_have_text("2 cameras")
    expect(page.locator(".chip")).to_have_count(2)
    assert cameras(page) == ["E200", "E210"]


def test_what_fits_nothing_offers_what_comes_near(open_page: Any) -> None:
    page = open_page("/?text=E100V")
    expect(page.get_by_text("No camera matches all of this")).to_be_visible()
    page.locator(".near a").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Exemplar E100-V")


@pytest.mark.parametrize("script", [True, False])
def test_facet_then_chip(open_page: Any, script: bool) -> None:
    page = open_page("/", java_script_enabled=script)
    facet = page.get_by_role("complementary", name="Narrow the list")
    facet.get_by_role("link", name="Sample Optics 4 cameras").click()
    expect(page.locator("#count")).to_have_text("4 cameras")
    expect(page.get_by_role("status")).to_have_text("manufacturer Sample Optics")
    facet.get_by_role("link", name=re.compile("^no ")).first.click()
    expect(page.locator("#count")).to_have_text("1 camera")
    assert cameras(page) == ["S20"]
    same_after_reload(page)
    page.get_by_role("link", name=re.compile("Manufacturer: Sample Optics")).click()
    expect(page.get_by_role("status")).to_have_text("HTTPS support no")
    assert "manufacturer" not in page.url


@pytest.mark.parametrize("script", [True, False])
def test_the_switch_for_https(open_page: Any, script: bool) -> None:
    page = open_page("/?manufacturer=Sample+Optics", java_script_enabled=script)
    switch = page.get_by_role("checkbox", name="Supports HTTPS")
    switch.check()
    if not script:
        page.get_by_role("button", name="Search").click()
    expect(page.locator("#count")).to_have_text("1 camera")
    assert cameras(page) == ["S40"]
    assert page.locator("table.cameras .firmware").inner_text() == "build ≥ 2023-09-21"
    assert "https=yes" in page.url
    assert "ssl" not in page.url
    same_after_reload(page)
    expect(switch).to_be_checked()
    switch.uncheck()
    if not script:
        page.get_by_role("button", name="Search").click()
    expect(page.locator("#count")).to_have_text("4 cameras")


def test_more_filters_and_their_order(open_page: Any) -> None:
    page = open_page("/")
    page.get_by_text("More filters").click()
    page.get_by_label("Through the plugin").select_option(label="Native")
    page.get_by_label("Certain to show").select_option("gear")
    expect(page.locator("#count")).to_have_text("1 camera")
    assert cameras(page) == ["E110 Mk II"]
    assert "plugin=Native" in page.url
    page.goto("/")
    page.get_by_role("link", name="model", exact=True).click()
    expect(page.get_by_role("link", name="reverse the order")).to_be_visible()
    page.wait_for_url("**sort=model")
    assert cameras(page)[0] == "B7"
    page.get_by_role("link", name="reverse the order").click()
    page.wait_for_url("**sort=-model")
    assert cameras(page)[0] == "S40"


def test_pages_of_the_list(open_real: Any) -> None:
    page = open_real("/")
    first = cameras(page)
    assert len(first) == 50
    page.get_by_role("link", name="Next →").click()
    page.wait_for_url("**offset=50")
    assert not set(first) & set(cameras(page))
    page.get_by_role("link", name="← Previous").click()
    expect(page.locator("table.cameras th[scope=row] a").first).to_have_text(first[0])
    assert page.url.endswith("/")


def test_a_camera_from_old_to_new(open_page: Any) -> None:
    page = open_page("/?text=E100")
    page.get_by_role("link", name="E100", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Exemplar E100")
    ladder = page.get_by_role("region", name="Capabilities by firmware")
    rows = ladder.locator("tbody th").all_inner_texts()
    assert [row.strip() for row in rows] == [
        "< 7.20",
        "≥ 7.20, < 9.80.3.9",
        "≥ 9.80.3.9, < 10",
        "≥ 10, < 10.12.91",
        "≥ 10.12.91",
    ]
    bars = ladder.locator("td").evaluate_all("all => all.map(b => [b.innerText, b.rowSpan])")
    assert ["yes", 5] in bars  # HTTPS, whatever the firmware
    assert [text.strip() for text, _ in bars].count("unknown") == 3
    expect(page.get_by_text("01593-001")).to_be_visible()
    expect(page.get_by_role("link", name="E100-V")).to_be_visible()
    expect(page.get_by_text("seen on one unit")).to_be_visible()
    expect(page.get_by_role("link", name="JSON")).to_have_attribute(
        "href", "/api/v1/cameras/Exemplar/E100"
    )
    same_after_reload(page)


@pytest.mark.parametrize("script", [True, False])
def test_a_prediction_shows_three_settings(open_page: Any, script: bool) -> None:
    page = open_page("/predict", java_script_enabled=script)
    page.get_by_label("Camera", exact=True).fill("exemplar e100")
    page.get_by_label("Firmware").fill("10.12.114")
    page.get_by_label("Recorder and plugin").select_option(label="ONVIF")
    page.get_by_label("Own certificate installed").select_option(label="Yes")
    page.get_by_role("button", name="Predict").click()
    settings = page.locator("article.column")
    expect(settings).to_have_count(3)
    shown = [
        [symbol.strip() for symbol in one.locator(".sym .word").all_inner_texts()]
        for one in settings.all()
    ]
    assert shown == [["Empty"], ["Gear", "Padlock"], ["Gear", "Padlock"]]
    expect(settings.nth(2).get_by_role("img")).to_have_count(2)
    expect(settings.nth(2)).to_contain_text("What would settle it")
    expect(page.locator(".evidence .decisive").first).to_be_visible()
    assert page.url.partition("?")[2].partition("#")[0] == (
        "model=exemplar+e100&firmware=10.12.114&plugin=ONVIF&cert_installed=yes"
    )
    same_after_reload(page)


def test_a_mistake_stands_beside_its_field(open_page: Any) -> None:
    page = open_page("/predict?model=E10&https_port=99999", status=404)
    field = page.get_by_label("Camera", exact=True)
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#model-mistake")).to_contain_text("E10")
    expect(page.locator("#https_port-mistake")).to_contain_text("1 to 65535")
    page = open_page("/predict?model=E100&protocol=https-if-available&port=8443", status=400)
    page.locator("#port-mistake").get_by_role("link", name="https-required").click()
    expect(page.locator("article.column")).to_have_count(1)
    expect(page.locator("article.column h3")).to_have_text("HTTPS Required")


def test_comparing_marks_what_differs(open_page: Any) -> None:
    page = open_page("/compare")
    page.get_by_label("Camera 1").fill("E100")
    page.get_by_label("Camera 2").fill("E210")
    page.get_by_role("button", name="Compare").click()
    expect(page.locator("table.compare thead a")).to_have_text(["Exemplar E100", "Exemplar E210"])
    differs = page.locator("tr.differs th").all_inner_texts()
    assert [text.split("\n")[0].removesuffix(" differs") for text in differs] == [
        "Series",
        "Video encryption",
        "New certificate after IP change",
    ]
    same_after_reload(page)


LIST = "Model,Firmware,Quantity\nExemplar E100,10.12.114,3\nNixcam 9,1,1\n"


@pytest.mark.parametrize("script", [True, False])
def test_a_pasted_list_becomes_a_report(open_page: Any, script: bool) -> None:
    page = open_page("/check", java_script_enabled=script)
    page.get_by_label("Paste a list").fill(LIST)
    page.get_by_label("Recorder and plugin").select_option(label="ONVIF")
    page.get_by_role("button", name="Check the list").click()
    report = page.locator(".report")
    expect(report).to_contain_text("Exemplar E100")
    expect(report).to_contain_text("not found")
    assert report.locator("h2").first.is_visible()


def test_an_uploaded_list_becomes_a_report(open_page: Any, tmp_path: Path) -> None:
    path = tmp_path / "site <b>A<b>.csv"
    path.write_text(LIST)
    page = open_page("/check")
    page.get_by_label("Or choose a file").set_input_files(path)
    page.get_by_label("Every camera must reach").select_option("padlock")
    page.get_by_role("button", name="Check the list").click()
    expect(page.locator(".report")).to_contain_text("site <b>A<b>.csv")
    expect(page.locator(".report")).to_contain_text("undetermined")


def test_a_report_to_hand_over(open_page: Any, tmp_path: Path) -> None:
    page = open_page("/check")
    page.get_by_label("Paste a list").fill(LIST)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Report as a file").click()
    assert waiting.value.suggested_filename == "encryption-check.html"
    waiting.value.save_as(tmp_path / "report.html")
    assert "Exemplar E100" in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_names_complete_while_they_are_typed(open_page: Any) -> None:
    page = open_page("/predict")
    page.get_by_label("Camera", exact=True).type("e21")
    option = page.locator("#model-names option")
    expect(option).to_have_count(1)
    assert option.get_attribute("value") == "Exemplar E210"


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
        text = page.evaluate("document.activeElement.innerText || document.activeElement.name")
        ring = page.evaluate(
            "(e => getComputedStyle(e).outlineStyle !== 'none' || e.name === 'ssl')"
            "(document.activeElement)"
        )
        assert ring or page.evaluate("document.activeElement === document.body"), text
        seen.append(" ".join((text or "").split()))
    order = [seen.index(name) for name in ("Search", "Exemplar 5 cameras", "E100", "Sources")]
    assert order == sorted(order)
    page.get_by_role("link", name="E100", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Exemplar E100")


def test_focus_goes_to_what_a_link_changed(open_page: Any) -> None:
    page = open_page("/")
    page.get_by_role("link", name="Exemplar 5 cameras").focus()
    page.keyboard.press("Enter")
    expect(page.locator(":focus")).to_have_text("5 cameras")


def test_without_a_script_every_form_works(open_page: Any) -> None:
    page = open_page("/", **NO_SCRIPT)
    page.get_by_role("searchbox").fill("E200")
    page.get_by_role("button", name="Search").click()
    assert cameras(page) == ["E200"]
    assert page.url.endswith("/?text=E200")
    page = open_page("/compare?model=E100&model=E200&firmware=", **NO_SCRIPT)
    expect(page.locator("table.compare")).to_be_visible()

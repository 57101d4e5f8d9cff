"""What people do on the pages, done in a real browser."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser

NO_SCRIPT: dict[str, Any] = {"java_script_enabled": False}


def cameras(page: Page) -> Locator:
    """The names in the list; `expect` waits for them, as what a click starts takes its time."""
    return page.locator("table.cameras th[scope=row] a")


def same_after_reload(page: Page) -> None:
    """The address says everything: whoever is sent it sees the same."""
    before = page.locator("#main").inner_text()
    page.reload()
    assert page.locator("#main").inner_text() == before


def test_a_camera_from_old_to_new(open_page: Any) -> None:
    page = open_page("/?text=E100")
    page.get_by_role("link", name="E100", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Exemplar E100")
    ladder = page.get_by_role("region", name="Capabilities by firmware")
    rows = ladder.locator("tbody th").all_inner_texts()
    assert [" ".join(row.split()) for row in rows] == [
        "< 7.20",
        "≥ 7.20, < 9.80.3.9",
        "≥ 9.80.3.9, < 10",
        "≥ 10, < 10.12.91",
        "≥ 10.12.91 newest shown to run",
    ]
    bars = ladder.locator("td").evaluate_all("all => all.map(b => [b.innerText, b.rowSpan])")
    assert ["yes", 5] in bars  # HTTPS, whatever the firmware
    assert [text.strip() for text, _ in bars].count("unknown") == 3
    expect(page.get_by_text("01593-001")).to_be_visible()
    expect(page.get_by_role("link", name="E100-V")).to_be_visible()
    expect(page.get_by_text("tried by the maker on one unit")).to_be_visible()
    expect(page.get_by_role("link", name="JSON")).to_have_attribute(
        "href", "/api/v1/cameras/Exemplar/E100"
    )
    same_after_reload(page)


def words_of(levels: Any) -> list[str]:
    """The levels in a cell as they are read."""
    return [" ".join(one.split()) for one in levels.locator(".lvl").all_inner_texts()]


@pytest.mark.parametrize("script", [True, False])
def test_a_prediction_shows_three_settings(open_page: Any, script: bool) -> None:
    page = open_page("/predict", java_script_enabled=script)
    page.get_by_label("Camera", exact=True).fill("exemplar e100")
    page.get_by_label("Firmware", exact=True).fill("10.12.114")
    page.get_by_label("Recorder and plugin").select_option(label="exacqVision › ONVIF")
    page.get_by_label("Certificate on the camera").select_option("self_signed")
    page.get_by_role("button", name="Predict").click()
    expect(page.locator(".verdict .said")).to_contain_text("HTTPS Required through ONVIF")
    rows = page.locator("table.moments tbody tr")
    expect(rows).to_have_count(3)
    both = ["Gear control", "Padlock control and video"]
    assert [words_of(row.locator("td").nth(1)) for row in rows.all()] == [
        ["Empty not encrypted"],
        both,
        both,
    ]
    opened = page.locator("details.setting[open]")
    expect(opened).to_have_count(1)
    expect(opened).to_contain_text("What would settle it")
    expect(opened).to_contain_text("Taken for granted")
    first = opened.locator(".tasks li").first
    expect(first).to_contain_text("At the recorder")
    expect(first).to_contain_text("The answer rests on it")
    expect(first).to_contain_text("Done when")
    expect(page.locator(".evidence .decisive").first).to_be_visible()
    asked = "model=exemplar+e100&firmware=10.12.114&plugin=ONVIF&certificate=self_signed"
    expect(page).to_have_url(re.compile(rf"\?{re.escape(asked)}(#|$)"))
    same_after_reload(page)


def test_a_task_that_is_done_is_ticked_off(open_page: Any) -> None:
    page = open_page("/predict?model=E100&firmware=10.12.114&plugin=ONVIF")
    tasks = page.locator("details.setting[open] .tasks")
    expect(tasks).to_contain_text("page over https")
    page.get_by_text("More of the site").click()
    page.get_by_label("Check HTTPS").check()
    page.get_by_role("button", name="Predict").click()
    page.wait_for_url("**done=check_https")
    expect(tasks).not_to_contain_text("page over https")
    expect(page.get_by_label("Check HTTPS")).to_be_checked()


def test_a_form_offers_what_the_chosen_recorder_has(open_real: Any) -> None:
    page = open_real("/predict")
    setting = page.get_by_label("Protocol setting")
    expect(setting.get_by_role("option", name="HTTPS If Available")).to_have_count(1)
    page.get_by_label("Camera", exact=True).fill("AXIS P3245-LVE")
    page.get_by_label("Recorder and plugin").select_option("Milestone XProtect › ONVIF")
    expect(setting.get_by_role("option", name="HTTPS If Available")).to_have_count(0)
    option = page.locator("#offered select[name=option]").first
    expect(option).to_be_visible()
    option.select_option(index=1)
    page.get_by_role("button", name="Predict").click()
    page.wait_for_url("**option=*")
    expect(page.locator(".verdict .said")).to_contain_text("on Milestone XProtect")
    expect(page.get_by_label("Camera", exact=True)).to_have_value("AXIS P3245-LVE")


def test_a_mistake_stands_beside_its_field(open_page: Any) -> None:
    page = open_page("/predict?model=E10&https_port=99999", status=404)
    field = page.get_by_label("Camera", exact=True)
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#model-mistake")).to_contain_text("E10")
    expect(page.locator("#https_port-mistake")).to_contain_text("1 to 65535")
    page = open_page("/predict?model=E100&protocol=https-if-available&port=8443", status=400)
    page.locator("#port-mistake").get_by_role("link", name="https-required").click()
    expect(page.locator("details.setting")).to_have_count(1)
    expect(page.locator("details.setting h3")).to_have_text("HTTPS Required")


def test_comparing_marks_what_differs(open_page: Any) -> None:
    page = open_page("/compare")
    page.get_by_label("Camera 1").fill("E100")
    page.get_by_label("Camera 2").fill("E210")
    page.get_by_role("button", name="Compare").click()
    expect(page.locator("table.compare thead a")).to_have_text(["Exemplar E100", "Exemplar E210"])
    differs = page.locator("tr.differs th").all_inner_texts()
    assert [text.split("\n")[0].removesuffix(" differs") for text in differs] == [
        "Video encryption",
        "Certificate after an address change",
    ]
    same_after_reload(page)


LIST = "Model,Firmware,Quantity\nExemplar E100,10.12.114,3\nNixcam 9,1,1\n"


@pytest.mark.parametrize("script", [True, False])
def test_a_pasted_list_becomes_a_report(open_page: Any, script: bool) -> None:
    page = open_page("/check", java_script_enabled=script)
    page.get_by_label("Paste a list").fill(LIST)
    page.get_by_label("Recorder and plugin").select_option(label="exacqVision › ONVIF")
    page.get_by_role("button", name="Check the list").click()
    report = page.locator(".report")
    expect(report).to_contain_text("Exemplar E100")
    expect(report).to_contain_text("not found")
    expect(report.locator("h2").first).to_be_visible()


def test_an_uploaded_list_becomes_a_report(open_page: Any, tmp_path: Path) -> None:
    path = tmp_path / "site <b>A<b>.csv"
    path.write_text(LIST)
    page = open_page("/check")
    page.get_by_label("Or choose a file").set_input_files(path)
    page.get_by_label("Every camera must reach").select_option("full")
    page.get_by_role("button", name="Check the list").click()
    expect(page.locator(".report")).to_contain_text("site <b>A<b>.csv")
    expect(page.locator(".report")).to_contain_text("open")


def test_a_report_to_hand_over(open_page: Any, tmp_path: Path) -> None:
    page = open_page("/check")
    page.get_by_label("Paste a list").fill(LIST)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="As a file").click()
    assert waiting.value.suggested_filename == "encryption-check.html"
    waiting.value.save_as(tmp_path / "report.html")
    assert "Exemplar E100" in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_without_a_script_every_form_works(open_page: Any) -> None:
    page = open_page("/", **NO_SCRIPT)
    page.get_by_role("searchbox").fill("E200")
    page.get_by_role("button", name="Search").click()
    expect(cameras(page)).to_have_text(["E200"])
    expect(page).to_have_url(re.compile(r"/\?text=E200$"))
    page = open_page("/compare?model=E100&model=E200&firmware=", **NO_SCRIPT)
    expect(page.locator("table.compare")).to_be_visible()

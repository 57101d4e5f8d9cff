"""Checking a list in a real browser: the steps, the files, the address, and the sheet of paper."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from integration_db import Catalog
from integration_db.web import create_app
from integration_db.web.apart.pool import Allowance
from integration_db.web.kept_reports import KeptReports

from .conftest import Open, _opener

pytestmark = pytest.mark.browser

LIST = "Model,Firmware,Quantity\nExemplar E100,10.12.114,3\nNixcam 9,1,1\n"


@pytest.fixture
def open_keeping(
    browser: Browser, catalog: Catalog, tmp_path: Path, serving: Callable[..., Any]
) -> Iterator[Open]:
    """Open a page of a server that keeps reports."""
    kept = KeptReports(tmp_path / "kept", 3_600)
    kept.prepare(0)
    with serving(
        create_app(catalog, kept=kept, allowance=Allowance(seconds=60.0, patience=60.0))
    ) as client:
        yield from _opener(browser, str(client.base_url))


def checked(page: Page, text: str = LIST) -> None:
    page.get_by_label("Paste a list").fill(text)
    page.get_by_role("button", name="Check the list").click()
    expect(page.locator(".report")).to_be_visible()


@pytest.mark.parametrize("script", [True, False])
def test_a_report_is_handed_over_without_sending_the_list_by_hand(
    open_page: Any, script: bool
) -> None:
    page = open_page("/check", java_script_enabled=script)
    checked(page)
    for name, file in (("CSV", "encryption-check.csv"), ("Report (HTML)", "encryption-check.html")):
        with page.expect_download() as waiting:
            page.get_by_role("button", name=name, exact=True).click()
        assert waiting.value.suggested_filename == file
    expect(page.locator(".report")).to_be_visible()


def test_a_file_with_secrets_is_handed_over_too(open_page: Any, tmp_path: Path) -> None:
    """It is not in the page; the browser still has it."""
    path = tmp_path / "site.csv"
    path.write_text("Model,Password\nE100,Geheim7xQ\n")
    page = open_page("/check")
    page.get_by_label("Or choose a file").set_input_files(path)
    page.get_by_role("button", name="Check the list").click()
    expect(page.locator(".report")).to_contain_text("Exemplar E100")
    assert "Geheim7xQ" not in page.content()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="CSV", exact=True).click()
    text = Path(waiting.value.path()).read_text(encoding="utf-8-sig")
    assert "E100" in text
    assert "Geheim7xQ" not in text


def test_back_leads_to_the_form_as_it_was(open_page: Any) -> None:
    page = open_page("/check")
    checked(page)
    page.get_by_role("link", name="Check another list").click()
    expect(page.get_by_label("Paste a list")).to_have_value(LIST)


def test_a_mistake_stands_beside_the_field_and_the_file_stays_chosen(
    open_page: Any, tmp_path: Path
) -> None:
    path = tmp_path / "odd.csv"
    path.write_text("1;E100;3;450,00\n2;E200;4;12,00\n")
    page = open_page("/check")
    page.get_by_label("Or choose a file").set_input_files(path)
    page.get_by_role("button", name="Check the list").click()
    expect(page.locator("#list-mistake")).to_be_visible()
    expect(page.get_by_label("Column 2 means")).to_have_value("1=model")
    page.get_by_label("Column 3 means").select_option("2=quantity")
    page.get_by_role("button", name="Check the list").click()
    expect(page.locator(".report")).to_contain_text("7 cameras")


@pytest.mark.parametrize("script", [True, False])
def test_a_report_has_an_address_until_somebody_has_it_forgotten(
    open_keeping: Any, script: bool
) -> None:
    page = open_keeping("/check", java_script_enabled=script)
    checked(page)
    page.get_by_role("button", name="An address, for 1 hour").click()
    expect(page).to_have_url(re.compile(r"/check/kept/[0-9a-f]{32}$"))
    expect(page.locator(".report")).to_contain_text("Exemplar E100")
    expect(page.get_by_text("Kept until")).to_be_visible()
    page.get_by_role("button", name="Forget it now").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The report is forgotten")


def test_on_paper_a_report_is_unfolded(open_page: Any) -> None:
    page = open_page("/check")
    checked(page)
    folded = page.locator(".report article .findings").first
    expect(folded).not_to_be_visible()
    page.emulate_media(media="print")
    expect(folded).to_be_visible()

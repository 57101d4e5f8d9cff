"""The site opened from a disk: the script finds what the catalogue finds."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Page, expect

from integration_db import Catalog, files
from integration_db.database.opening import open_catalogue_database
from integration_db.environment import default_seed_root
from integration_db.prediction.levels import ENCRYPTED
from integration_db.vocabulary import SUPPORT
from integration_db.web.pages.camera_list.state import CAPABILITY_OF
from integration_db.web.site import write_site

from .conftest import PATIENCE, Watch
from .test_looks import accessible_in_light_dark_and_narrow

pytestmark = pytest.mark.browser


Site = tuple[Catalog, Path]


def site_of(catalog: Catalog, folder: Path) -> Site:
    """Write the pages of a catalogue, unless another worker has."""
    with files.lock(folder.with_name(f"{folder.name}.lock")):
        if not folder.exists():
            write_site(catalog, folder)
    return catalog, folder


@pytest.fixture(scope="session")
def example(catalog: Catalog, common_folder: Path) -> Site:
    """The site of the example seed."""
    return site_of(catalog, common_folder / "site-example")


MAKERS = ("axis", "bosch", "dahua", "illustra", "reolink", "tp-link")
"""Some of the cameras that ship, with every kind of answer: a site of all takes minutes."""


@pytest.fixture(scope="session")
def real(kept_folder: Path, common_folder: Path) -> Iterator[Site]:
    """The site of a part of the seed that ships."""
    shipped, part = Path(default_seed_root()), common_folder / "part-of-seed"
    with files.lock(part.with_name("part-of-seed.lock")):
        if not part.exists():
            for kind in ("sources", "manufacturers", "recorders"):
                shutil.copytree(shipped / kind, part / kind)
            for maker in MAKERS:
                shutil.copytree(shipped / "cameras" / maker, part / "cameras" / maker)
    with Catalog(open_catalogue_database([part], cache_folder=kept_folder)) as catalog:
        yield site_of(catalog, common_folder / "site-real")


@pytest.fixture
def opened(browser: Browser) -> Iterator[Any]:
    watch = Watch("file://")
    contexts = []

    def open_file(path: Path, after: str = "", **options: Any) -> Page:
        context = browser.new_context(offline=True, **options)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        watch.over(context)
        page = context.new_page()
        page.goto(path.as_uri() + after)
        return page

    yield open_file
    for context in contexts:
        context.close()
    assert watch.seen == []


SAY = """text => {
  history.replaceState(null, "", "#" + text);
  dispatchEvent(new Event("popstate"));
}"""


def count(page: Page, **values: Any) -> int:
    """How many cameras the list has for what the address says."""
    page.evaluate(SAY, urlencode(values))
    text = page.locator("#count").text_content() or ""
    return int(text.split()[0].replace(",", ""))


@pytest.mark.parametrize("name", ["example", "real"])
def test_the_list_finds_what_the_catalogue_finds(
    request: pytest.FixtureRequest, opened: Any, name: str
) -> None:
    catalog, folder = request.getfixturevalue(name)
    page = opened(folder / "index.html")
    for asked, capability in CAPABILITY_OF.items():
        for value in SUPPORT:
            found = count(page, **{capability: value})
            assert found == catalog.count(**{asked: value}), (asked, value)
    both = {"https_support": "yes", "video_encryption": "yes", "needs_custom_cert": "no"}
    assert count(page, **both) == catalog.count(
        https="yes", video_encryption="yes", custom_cert="no"
    )
    for level in ENCRYPTED:  # with the usual recorder
        assert count(page, level=level) == catalog.count(level=level), level
        assert count(page, possible=level) == catalog.count(level=level, possible=True), level


@pytest.mark.parametrize(("name", "step"), [("example", 1), ("real", 7)])
def test_the_list_finds_through_a_plugin_what_the_catalogue_finds(
    request: pytest.FixtureRequest, opened: Any, name: str, step: int
) -> None:
    catalog, folder = request.getfixturevalue(name)
    page = opened(folder / "index.html")
    sides = [
        (recorder.name, plugin.name)
        for recorder in catalog.recorders()
        for plugin in catalog.plugins_of(recorder)
    ]
    for recorder, plugin in sides[::step]:
        asked = {"recorder": recorder, "plugin": plugin}
        for level in ENCRYPTED:
            found = count(page, **asked, level=level)
            assert found == catalog.count(**asked, level=level), (asked, level)
        found = count(page, **asked, video_encryption="unknown")
        assert found == catalog.count(**asked, video_encryption="unknown"), asked


SEARCHES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[1] / "cases" / "searches.json").read_text(encoding="utf-8")
)["searches"]

SOUGHT = """cases => cases.map(({ text, manufacturer }) => {
  const among = manufacturer ? new Set([manufacturer]) : null;
  const { maker, exact, found } = names().sought(text, among);
  const called = (one) => `${one.manufacturer} ${one.model}`;
  return {
    maker: maker?.name ?? null,
    exact: exact !== null,
    number: found.length,
    first: found.slice(0, 3).map(called),
    near: found.length ? [] : names().near(text, 12).map(called),
  };
})"""


def test_a_search_finds_what_it_finds_everywhere(shipped_page: Page, real_catalog: Catalog) -> None:
    """The searches that the command, the API and the pages are asked."""
    wrong = []
    for case, got in zip(SEARCHES, shipped_page.evaluate(SOUGHT, SEARCHES), strict=True):
        if case.get("by") == "resolver" or not case["text"].strip():
            continue
        first = case.get("first", [])
        fits = got["first"][: len(first)] == first[:3]
        fits &= got["number"] >= case.get("at_least", 0)
        fits &= got["number"] == case.get("number", got["number"])
        if "exact" in case:
            fits &= got["exact"] == case["exact"]
        if "maker" in case:
            fits &= got["maker"] == case["maker"]
        if "all_of" in case:
            fits &= got["number"] == real_catalog.count(manufacturer=case["all_of"])
        if not fits:
            wrong.append((case, got))
    assert wrong == []


@pytest.fixture(scope="module")
def shipped_page(
    browser: Browser, real_catalog: Catalog, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Page]:
    """The first page over all cameras that ship, without the other pages."""
    folder = tmp_path_factory.mktemp("shipped") / "site"
    write_site(real_catalog, folder, pages=False)
    watch = Watch("file://")
    context = browser.new_context(offline=True)
    context.set_default_timeout(PATIENCE)
    watch.over(context)
    page = context.new_page()
    page.goto((folder / "index.html").as_uri())
    yield page
    context.close()
    assert watch.seen == []


def test_one_search_and_one_tap_answer_the_question(real: Site, opened: Any) -> None:
    """Will the P3265-LVE show a padlock on exacqVision with ONVIF, and what must I do?"""
    page = opened(real[1] / "index.html", viewport={"width": 390, "height": 844}, has_touch=True)
    page.get_by_label("Your recorder").select_option(label="exacqVision › ONVIF")
    page.get_by_role("searchbox").fill("p3265 lve")
    page.get_by_role("link", name="P3265-LVE", exact=True).tap()
    verdict = page.get_by_label("The answer in one sentence")
    catalog = real[0]
    answer = catalog.predict("P3265-LVE", plugin="ONVIF")
    assert answer.verdict is not None
    expect(verdict).to_contain_text(answer.verdict.text.split(":")[0])
    assert answer.prediction is not None
    expect(page.locator("details[open] .tasks > li")).to_have_count(len(answer.prediction.tasks))
    expect(page.get_by_label("Your recorder")).to_have_value("exacqVision › ONVIF")


def test_the_answer_is_asked_in_place_and_kept_in_the_address(real: Site, opened: Any) -> None:
    page = opened(real[1] / "cameras" / "axis" / "p3245-lve.html")
    page.get_by_text("ask for your site").click()
    page.get_by_label("Firmware", exact=True).fill("10.12.114")
    expect(page.locator(".verdict .said")).to_contain_text("on firmware 10.12.114")
    page.get_by_label("Protocol setting").select_option(label="HTTP")
    expect(page.locator(".verdict .said")).to_contain_text("nothing is encrypted")
    expect(page).to_have_url(re.compile("firmware=10.12.114"))
    page.reload()
    expect(page.locator(".verdict .said")).to_contain_text("nothing is encrypted")
    page.get_by_text("More of the site").click()
    page.get_by_label("HTTPS port under which").fill("70000")
    expect(page.get_by_role("alert")).to_contain_text("'70000': a port is a number")


def test_show_more_goes_where_all_is_shown(real: Site, opened: Any) -> None:
    page = opened(real[1] / "index.html")
    page.get_by_role("searchbox").fill("axis p32")
    total = real[0].count(text="axis p32")
    assert 50 < total <= 100
    expect(page.locator("#rows tbody tr")).to_have_count(50)
    page.get_by_role("button", name="more").click()
    expect(page.locator("#rows tbody tr")).to_have_count(total)
    expect(page.locator("#more")).to_have_count(0)
    expect(page).to_have_url(re.compile("shown=100"))


def test_facets_take_several_and_nothing_found_is_explained(real: Site, opened: Any) -> None:
    page = opened(real[1] / "index.html")
    for maker in ("Axis", "Bosch"):
        page.get_by_role("group", name="Manufacturer").get_by_label(maker).check()
    both = real[0].count(manufacturer="Axis") + real[0].count(manufacturer="Bosch")
    expect(page.locator("#count")).to_have_text(f"{both:,} cameras")
    page.get_by_role("searchbox").fill("p3425-lve")
    expect(page.get_by_text("No camera matches all of this")).to_be_visible()
    expect(page.locator(".near a", has_text="P3245-LVE").first).to_be_visible()
    page.go_back()
    expect(page.locator("#count")).to_have_text(f"{both:,} cameras")


def test_cameras_are_compared_each_at_its_firmware(real: Site, opened: Any) -> None:
    page = opened(real[1] / "cameras" / "axis" / "p3245-lve.html")
    page.get_by_role("link", name="Compare", exact=True).last.click()
    page.get_by_label("Camera 2").fill("dahua IPC-HFW2431S-S-S2")
    expect(page.locator(".compare thead th")).to_have_count(2)
    page.get_by_label("Firmware").first.fill("10.12.114")
    expect(page.locator(".compare")).to_contain_text("on firmware 10.12.114")
    page.get_by_label("Camera 2").fill("no such camera")
    expect(page.get_by_role("alert")).to_contain_text("'no such camera' is no one camera")


def test_a_list_is_checked_and_downloaded(real: Site, opened: Any) -> None:
    page = opened(real[1] / "check.html")
    page.get_by_label("Paste a list").fill(
        "model;manufacturer;quantity\np3245 lve;axis;3\n=1+1;;1\n<b>x</b>;;2"
    )
    page.get_by_role("button", name="Check the list").click()
    expect(page.locator("#report")).to_have_text("3 lines, 6 cameras: control encrypted")
    expect(page.get_by_role("link", name="Axis P3245-LVE")).to_be_visible()
    expect(page.get_by_text("<b>x</b>")).to_be_visible()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download as CSV").click()
    rows = Path(waiting.value.path()).read_text(encoding="utf-8-sig").splitlines()
    assert rows[1].startswith("2,p3245 lve,Axis,P3245-LVE,,3,")
    assert rows[2].startswith("3,'=1+1,,,,1,not found")


def test_without_a_script_the_lists_and_the_answers_remain(example: Site, opened: Any) -> None:
    page = opened(example[1] / "index.html", java_script_enabled=False)
    page.get_by_role("link", name="cameras by manufacturer").click()
    page.get_by_role("link", name="Exemplar", exact=True).click()
    page.get_by_role("link", name="E110 Mk II", exact=True).click()
    expect(page.get_by_label("The answer in one sentence")).to_be_visible()
    page.get_by_role("link", name="Every statement behind this").click()
    expect(page.get_by_role("heading", name="Evidence")).to_be_visible()


PAGES = {
    "list": "index.html",
    "found": "index.html#text=axis&manufacturer=Axis",
    "camera": "cameras/axis/p3245-lve.html",
    "predict": "predict.html#model=P3245-LVE&plugin=ONVIF&nat=yes",
    "compare": "compare.html#model=P3245-LVE&model=IPC-HFW2431S-S-S2",
    "check": "check.html",
    "maker": "manufacturers/illustra.html",
    "recorders": "recorders.html",
    "about": "about.html",
}


@pytest.mark.parametrize("name", PAGES)
def test_files_are_accessible_and_fit_a_narrow_screen(real: Site, opened: Any, name: str) -> None:
    path, _, after = PAGES[name].partition("#")
    accessible_in_light_dark_and_narrow(opened(real[1] / path, f"#{after}" if after else ""))


def test_a_page_of_evidence_is_accessible(real: Site, opened: Any) -> None:
    largest = max((real[1] / "evidence").iterdir(), key=lambda path: path.stat().st_size)
    accessible_in_light_dark_and_narrow(opened(largest))

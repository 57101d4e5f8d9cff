"""The site opened from a disk: the script finds what the catalogue finds."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from integration_db import Catalog, files
from integration_db.database.opening import open_catalogue_database
from integration_db.environment import default_seed_root
from integration_db.prediction.levels import ENCRYPTED
from integration_db.vocabulary import CAPABILITIES, SUPPORT
from integration_db.web.pages.cameras import CAPABILITY_OF
from integration_db.web.site import write_site

from .conftest import PATIENCE, Watch
from .test_flows import same_after_reload
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


COUNT = """values => {
  ask.reset();
  fields.via.value = values.via ?? "";
  offer();
  for (const [name, value] of Object.entries(values)) {
    const field = ask.elements[name];
    if (field.type === "checkbox") field.checked = value; else field.value = value;
  }
  return find(question()).length;
}"""


def count(page: Page, **values: Any) -> int:
    """How many cameras the script finds for these values of its form."""
    found: int = page.evaluate(COUNT, values)
    return found


@pytest.mark.parametrize("name", ["example", "real"])
def test_the_script_finds_what_the_catalogue_finds(
    request: pytest.FixtureRequest, opened: Any, name: str
) -> None:
    catalog, folder = request.getfixturevalue(name)
    page = opened(folder / "index.html")
    assert count(page, ssl=True) == catalog.count(https="yes")
    names = list(CAPABILITY_OF)
    for index in range(len(CAPABILITIES)):
        for value in SUPPORT:
            found = count(page, **{f"cap{index}": value})
            assert found == catalog.count(**{names[index]: value})
    both = count(page, cap0="yes", cap1="yes", cap2="no")
    assert both == catalog.count(https="yes", video_encryption="yes", custom_cert="no")
    for level in ENCRYPTED:  # with the usual recorder
        assert count(page, level=level) == catalog.count(level=level)


@pytest.mark.parametrize(("name", "step"), [("example", 1), ("real", 5)])
def test_the_script_finds_levels_and_symbols_as_the_catalogue_does(
    request: pytest.FixtureRequest, opened: Any, name: str, step: int
) -> None:
    """With every setting, certain and possible; plugins that pairings speak of are all asked."""
    catalog, folder = request.getfixturevalue(name)
    page = opened(folder / "index.html")
    sides = page.evaluate(
        "CATALOGUE.vias.map(v => [v.recorder, v.plugin, v.symbols, Object.keys(v.own).length])"
    )
    for number, (recorder, plugin, symbols, paired) in enumerate(sides):
        if not recorder or (number % step and not paired):
            continue
        through = {"recorder": recorder, **({"plugin": plugin} if plugin else {})}
        via = str(number)
        assert count(page, via=via, cap1="unknown") == catalog.count(
            **through, video_encryption="unknown"
        )
        settings = catalog.select(**through).context.settings
        for place, setting in [("", None), *enumerate(settings)]:
            asked = {**through, **({"protocol": setting.id} if setting else {})}
            chosen = {"via": via, "protocol": str(place)}
            for level, symbol in symbols:
                found = count(page, **chosen, symbol=level)
                assert found == catalog.count(**asked, symbol=symbol), (asked, symbol)
            for possible in ({}, {"possible": True}):
                found = count(page, **chosen, **possible, level="control")
                assert found == catalog.count(**asked, **possible, level="control"), asked
                found = count(page, **chosen, **possible, level="stream")
                assert found == catalog.count(**asked, **possible, level="stream"), asked


def test_searching_without_a_network(example: Site, opened: Any) -> None:
    page = opened(example[1] / "index.html")
    page.get_by_role("searchbox").fill("exemplar e-100")
    expect(page.locator("#count")).to_have_text("2 cameras")
    page.get_by_label("Recorder and plugin").select_option(label="Native")
    expect(page.locator("#rows .lvl.l-full").first).to_contain_text("Padlock")
    page.get_by_label("Protocol setting").select_option(label="HTTP")
    expect(page.locator("#rows .lvl.l-full")).to_have_count(0)
    page.get_by_label("Protocol setting").select_option(label="The best one")
    expect(page.locator("#rows .lvl.l-full").first).to_be_visible()
    expect(page).to_have_url(re.compile(r"#text=exemplar\+e-100&via=3$"))
    same_after_reload(page)
    page.get_by_role("link", name="E100", exact=True).click()
    expect(page.locator("li:target")).to_contain_text("E100")
    expect(page.get_by_text("tried by the maker on one unit")).to_be_visible()
    page.get_by_role("link", name="Exemplar", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Exemplar")


def test_without_a_script_the_lists_remain(example: Site, opened: Any) -> None:
    page = opened(example[1] / "index.html", java_script_enabled=False)
    page.get_by_role("link", name="cameras by manufacturer").click()
    page.get_by_role("link", name="Exemplar", exact=True).click()
    page.get_by_role("link", name="E110 Mk II", exact=True).click()
    expect(page.get_by_role("heading", level=2).first).to_be_visible()


def largest(folder: Path) -> Path:
    return max(folder.iterdir(), key=lambda path: path.stat().st_size)


PAGES: dict[str, Callable[[Path], Path]] = {
    "list": lambda site: site / "index.html",
    "cameras": lambda site: largest(site / "cameras"),
    "maker": lambda site: site / "makers" / "illustra.html",
    "about": lambda site: site / "about.html",
}


@pytest.mark.parametrize("name", PAGES)
def test_files_are_accessible_and_fit_a_narrow_screen(real: Site, opened: Any, name: str) -> None:
    accessible_in_light_dark_and_narrow(opened(PAGES[name](real[1])))

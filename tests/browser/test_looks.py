"""Accessibility, light and dark, narrow screens and paper: on every page, with the real seed."""

from __future__ import annotations

import re
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, ViewportSize, expect

from integration_db.web.pages import NAVIGATION

pytestmark = pytest.mark.browser

PAGES = {
    "cameras": "/",
    "filtered": "/?manufacturer=Axis&https=yes&text=P32",
    "nothing": "/?text=zzzz",
    "camera": "/cameras/Axis/P3245-LVE",
    "several lines": "/cameras/Hikvision/DS-2CD2T46G2-ISU%2FSL",
    "form": "/predict",
    "prediction": "/predict?model=P3245-LVE&firmware=12.1.60&plugin=ONVIF&address_changed=yes",
    "without symbols": "/predict?model=P3245-LVE&recorder=Milestone+XProtect&strict=yes",
    "not listed": "/predict?model=AXIS+P9999-LVE",
    "several of one name": "/predict?model=FLEXIDOME+IP+starlight+8000i",
    "camera alone": "/predict?model=P3245-LVE&recorder=none",
    "levels": "/?level=control&plugin=ONVIF&possible=yes",
    "comparison": "/compare?model=P3245-LVE&model=P3245-LV&model=Q6075-E",
    "check": "/check",
    "manufacturers": "/manufacturers",
    "a letter": "/manufacturers?letter=H&plugin=ONVIF",
    "no manufacturer fits": "/manufacturers?text=axsi",
    "manufacturer": "/cameras/Axis",
    "recorders": "/recorders",
    "recorder": "/recorders/exacqVision?plugin=ONVIF",
    "recorder without symbols": "/recorders/Mirasys%20VMS",
    "sources": "/sources",
    "source": "/sources/exacq-kb-1342",
    "no source fits": "/sources?text=zzzz",
    "about": "/about",
    "documentation of the API": "/api/v1/docs",
}
MISTAKEN = {
    "no page": ("/nix", 404),
    "no manufacturer": ("/cameras/Axsi", 404),
    "no recorder": ("/recorders/exacqvison", 404),
    "no source": ("/sources/zzz", 404),
    "no camera": ("/cameras/Axis/zzz", 404),
    "mistakes": ("/predict?model=P3245-LX&port=0", 404),
    "bad filter": ("/?plugin=Nix&manufacturer=Axi", 400),
}
NARROW: ViewportSize = {"width": 400, "height": 800}
LIST = "Model,Firmware,Quantity\nAXIS P3245-LVE,12.1.60,3\nNixcam 9,1,1\n"

FEW_OF_EACH_LOOK = """() => {
  const numbers = new Map(), shown = [];
  const visit = (element, around) => {
    const s = getComputedStyle(element);
    const look = [around, s.color, s.backgroundColor, s.backgroundImage, s.fontSize, s.fontWeight,
      s.opacity, s.textShadow, s.position, s.visibility, s.display].join('|');
    if (!numbers.has(look)) numbers.set(look, numbers.size);
    const number = numbers.get(look);
    const speaks = [...element.childNodes].some((one) => one.nodeType === 3 && one.data.trim());
    if (speaks || !element.children.length) {
      shown[number] = (shown[number] ?? 0) + 1;
      if (shown[number] <= 3) element.dataset.look = number;
    }
    for (const child of element.children) visit(child, number);
  };
  visit(document.body, '');
  axe.configure({rules: [{id: 'color-contrast', selector: '[data-look]'}]});
  return numbers.size;
}"""
"""Marks three elements of every look: their own colours and font, and those of all around them.

Contrast is measured there alone: the thousandth row of a list that looks like the first takes most
of the time and tells nothing new. All other rules see the whole page.
"""


SERIOUS = ("serious", "critical")


def violations(page: Page, *rules: str) -> list[str]:
    """What axe-core calls serious or critical, with the first element that shows it.

    By all its rules, or by those that are named.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    assert page.evaluate(FEW_OF_EACH_LOOK) > 0
    asked = {"resultTypes": ["violations"], "preload": False}
    if rules:
        asked["runOnly"] = list(rules)
    found = page.evaluate("asked => axe.run(asked)", asked)["violations"]
    return [
        f"{one['id']}: {one['nodes'][0]['html'][:200]} {one['nodes'][0]['failureSummary'][:300]}"
        for one in found
        if one["impact"] in SERIOUS
    ]


def accessible_in_light_dark_and_narrow(page: Page) -> None:
    """A page that is open in light and wide, looked at in the three ways in which people see it.

    Nothing but colours changes in the dark, so contrast alone is measured there.
    """
    assert violations(page) == []
    page.emulate_media(color_scheme="dark")
    assert violations(page, "color-contrast") == []
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(NARROW)
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
    assert violations(page) == []


def test_pale_words_are_found_wherever_they_stand(open_real: Any) -> None:
    page = open_real(PAGES["cameras"])
    last = page.locator("table.cameras tbody tr").last.locator("td, th").last
    last.evaluate("cell => { cell.textContent = 'pale'; cell.style.color = '#eee'; }")
    (found,) = violations(page, "color-contrast")
    assert found.startswith("color-contrast")
    assert "pale" in found


def test_so_are_words_that_are_pale_in_the_dark_alone(open_real: Any) -> None:
    page = open_real(PAGES["about"])
    page.locator("main p").first.evaluate("one => { one.style.color = 'black'; }")
    assert violations(page) == []
    with pytest.raises(AssertionError, match="color-contrast"):
        accessible_in_light_dark_and_narrow(page)


@pytest.mark.parametrize("name", PAGES)
def test_accessible_and_nothing_runs_off(open_real: Any, name: str) -> None:
    accessible_in_light_dark_and_narrow(open_real(PAGES[name]))


@pytest.mark.parametrize("name", MISTAKEN)
def test_so_are_mistakes(open_real: Any, name: str) -> None:
    path, status = MISTAKEN[name]
    accessible_in_light_dark_and_narrow(open_real(path, status=status))


def test_so_is_a_report(open_real: Any) -> None:
    page = open_real("/check")
    page.get_by_label("Paste a list").fill(LIST)
    page.get_by_role("button", name="Check the list").click()
    page.wait_for_selector(".report")
    accessible_in_light_dark_and_narrow(page)


def test_dark_is_dark(open_real: Any) -> None:
    shades = {}
    for scheme in ("light", "dark"):
        page = open_real("/", color_scheme=scheme)
        colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
        shades[scheme] = sum(int(part) for part in colour[4:-1].split(","))
    assert shades["dark"] < 120
    assert shades["light"] > 650


def test_a_symbol_that_is_only_possible_does_not_look_like_one_that_is_certain(
    open_real: Any,
) -> None:
    page = open_real("/predict?model=P3245-LVE&firmware=12.1.60&plugin=ONVIF")
    gear, padlock = page.locator(".verdict .reached .lvl").all()
    shade = "e => getComputedStyle(e).backgroundColor"
    assert padlock.evaluate(shade) == "rgba(0, 0, 0, 0)"
    assert gear.evaluate(shade) != padlock.evaluate(shade)


def test_on_paper_only_what_is_worth_it(open_real: Any) -> None:
    page = open_real(PAGES["filtered"])
    page.emulate_media(media="print")
    assert not page.locator(".search input").first.is_visible()
    assert not page.locator(".facets").is_visible()
    assert page.locator("table.cameras").is_visible()
    assert page.locator(".chip").first.is_visible()  # what the list was narrowed by
    assert len(page.pdf()) > 1000


ON_PAPER = ("several lines", "prediction", "comparison", "manufacturer", "recorder", "about")

SEEN = """() => {
  const shown = (one) => one.checkVisibility({ visibilityProperty: true });
  const folded = [...document.querySelectorAll('main details:not([open])')];
  const asked = (one) => one.closest('form, .facets, .rest');
  return {
    lost: folded.filter((one) => !asked(one) && ![...one.children].every(shown)).length,
    sheet: document.querySelector('.sheet').innerText,
    paper: getComputedStyle(document.body).backgroundColor,
    ink: getComputedStyle(document.body).color,
  };
}"""


@pytest.mark.parametrize("name", ON_PAPER)
@pytest.mark.parametrize("scripts", [True, False])
def test_on_paper_everything_is_unfolded_and_signed(
    open_real: Any, name: str, scripts: bool
) -> None:
    page = open_real(PAGES[name], color_scheme="dark", java_script_enabled=scripts)
    page.emulate_media(media="print", color_scheme="dark")
    assert page.locator(".sheet").is_visible()
    seen = page.evaluate(SEEN)
    assert seen["lost"] == 0
    assert PAGES[name].partition("?")[0] in seen["sheet"]
    assert "data version" in seen["sheet"]
    assert ("printed on" in seen["sheet"]) == scripts
    assert page.url in seen["sheet"] or not scripts
    assert seen["paper"] == "rgba(0, 0, 0, 0)"
    assert seen["ink"] == "rgb(0, 0, 0)"


def test_what_paper_unfolds_is_folded_again(open_real: Any) -> None:
    page = open_real(PAGES["several lines"])
    folded = page.locator("main details:not([open])")
    before = folded.count()
    assert before
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(folded).to_have_count(0)
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(folded).to_have_count(before)
    assert not page.locator(".sheet").is_visible()


def test_mistakes_are_read_first(open_real: Any) -> None:
    path, status = MISTAKEN["mistakes"]
    expect(open_real(path, status=status).locator("main .summary")).to_be_focused()


def test_every_page_is_reached_from_the_head_by_tapping(open_real: Any) -> None:
    page = open_real("/about", viewport=NARROW, has_touch=True)
    for path, label in NAVIGATION:
        link = page.locator("header").get_by_role("link", name=label, exact=True)
        if not link.is_visible():
            page.locator("header .menu > summary").tap()
        link.tap()
        expect(page).to_have_url(re.compile(rf"//[^/]+{re.escape(path)}(\?.*)?$"))


def test_the_end_of_a_page_is_not_far_down_on_a_phone(open_real: Any) -> None:
    for name in ("manufacturers", "recorders"):
        page = open_real(PAGES[name], viewport=NARROW)
        assert page.evaluate("document.querySelector('footer').offsetTop") < 8 * NARROW["height"]


def test_shape_and_word_stand_where_colour_does(open_real: Any) -> None:
    page = open_real(PAGES["camera"])
    for kind in (".v", ".step", ".lvl"):
        found = page.locator(kind).all()
        assert found, kind
        for one in found:
            assert one.locator("svg use:not([popover] *)").count() == 1
            assert (one.text_content() or "").strip()


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("name", ["camera", "prediction", "manufacturers"])
def test_nothing_moves_while_a_page_is_loaded(open_real: Any, name: str, width: int) -> None:
    page = open_real("/about")
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(page.url.removesuffix("/about") + PAGES[name], wait_until="networkidle")
    assert page.evaluate(_MOVED) == []


_MOVED = """() => new Promise((done) => {
  const moved = [];
  new PerformanceObserver((list) => {
    for (const one of list.getEntries()) {
      moved.push(...one.sources.map(({ node }) => node && (node.id || node.nodeName)));
    }
  }).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(moved), 200);
})"""
"""What moved after it was painted first."""

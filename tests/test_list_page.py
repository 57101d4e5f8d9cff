"""The list of cameras as a page: what it asks, counts, shows and leads to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest
from html5lib import HTMLParser

from integration_db import Catalog
from integration_db.vocabulary import SUPPORT
from integration_db.web.pages.cameras import ListPage, list_page


def tree_of(response: httpx.Response) -> Any:
    assert response.status_code == 200
    return HTMLParser(namespaceHTMLElements=False).parse(response.text)


def text_of(element: Any) -> str:
    return " ".join(" ".join(element.itertext()).split())


def shown(catalog: Catalog, **state: str | tuple[str, ...]) -> ListPage:
    return list_page(catalog, {n: (v,) if isinstance(v, str) else v for n, v in state.items()})


def test_a_form_is_sent_to_its_short_address(api: httpx.Client) -> None:
    response = api.get("/?text=&ssl=yes&via=exacqVision+%E2%80%BA+ONVIF&symbol=&protocol=http")
    assert response.status_code == 303
    assert response.headers["location"] == "/?https=yes&plugin=ONVIF"
    again = api.get(response.headers["location"])
    assert again.status_code == 200


def boxes(page: Any) -> Iterator[tuple[str, str, str]]:
    """Name, value and count of every box beside the list that may be ticked."""
    for row in page.iterfind(".//aside//label"):
        box, tally = row.find("input"), row.find("b")
        if tally is not None and box is not None and box.get("disabled") is None:
            yield box.get("name"), box.get("value"), tally.text


@pytest.mark.parametrize("beside", [{}, {"manufacturer": "Exemplar"}, {"https": "yes"}])
def test_every_facet_counts_what_it_leads_to(api: httpx.Client, beside: dict[str, str]) -> None:
    """A number beside a box is the number on the page that it alone leads to."""
    checked = 0
    for name, value, count in boxes(tree_of(api.get("/", params=beside))):
        rest = {n: v for n, v in beside.items() if n != name}
        behind = api.get("/", params={**rest, name: value}, follow_redirects=True)
        total = re.search(r'id="count"[^>]*>([\d,]+) camera', behind.text)
        assert total is not None
        assert total[1] == count, (name, value)
        checked += 1
    assert checked > len(SUPPORT)


def test_several_values_of_a_field_mean_either(api: httpx.Client) -> None:
    each = [shown_total(api, {"manufacturer": one}) for one in ("Exemplar", "Sample Optics")]
    both = {"manufacturer": ["Exemplar", "Sample Optics"]}
    assert shown_total(api, both) == sum(each)
    page = tree_of(api.get("/", params=both))
    ticked = [box.get("value") for box in page.iterfind(".//aside//input[@checked]")]
    assert ticked == ["Exemplar", "Sample Optics"]
    chips = [text_of(chip) for chip in page.iterfind(".//a[@class='chip']")]
    assert chips == [
        "Manufacturer: Exemplar remove this filter",
        "Manufacturer: Sample Optics remove this filter",
    ]


def shown_total(api: httpx.Client, asked: dict[str, Any]) -> int:
    page = tree_of(api.get("/", params=asked, follow_redirects=True))
    return int(text_of(page.find(".//h2[@id='count']")).split()[0].replace(",", ""))


def test_a_facet_in_which_cameras_count_twice_says_so(real_catalog: Catalog) -> None:
    facet = next(one for one in shown(real_catalog).facets if one.name == "https")
    total = len(real_catalog.filter())
    assert facet.several > 0
    assert sum(one.cameras for one in facet.choices) >= total + facet.several


def test_what_is_only_possible_stands_beside_what_is_certain(real_catalog: Catalog) -> None:
    """Of most cameras a padlock is possible and of none certain: both numbers lead somewhere."""
    facet = next(one for one in shown(real_catalog, plugin="ONVIF").facets if one.name == "symbol")
    for one in facet.choices:
        assert one.cameras == shown(real_catalog, plugin="ONVIF", symbol=one.value).total
        maybe = shown(real_catalog, plugin="ONVIF", symbol=one.value, possible="yes").total
        assert one.possible == maybe
    assert any(one.cameras < (one.possible or 0) for one in facet.choices)


def test_a_list_without_a_camera_says_why_none_has_the_level(real_catalog: Catalog) -> None:
    none = shown(real_catalog, symbol="padlock", plugin="ONVIF")
    assert (none.total, none.rows) == (0, ())
    assert "whether the video stream is encrypted" in none.why_none
    assert "connect one" not in none.why_none
    assert shown(real_catalog, level="control", plugin="ONVIF").why_none == ""


def test_a_chip_takes_away_all_that_belongs_to_it(real_catalog: Catalog) -> None:
    asked = {"level": "control", "plugin": "ONVIF", "recorder": "Milestone XProtect"}
    more = {"protocol": "https-required", "possible": "yes", "https": "yes"}
    page = shown(real_catalog, **asked, **more)
    assert [(chip.label, chip.value, chip.without) for chip in page.chips] == [
        (
            "HTTPS support",
            "yes",
            "/?level=control&plugin=ONVIF&recorder=Milestone+XProtect&protocol=https-required"
            "&possible=yes",
        ),
        (
            "Level",
            "possibly at least control encrypted with HTTPS Enabled: Yes",
            "/?https=yes&plugin=ONVIF&recorder=Milestone+XProtect",
        ),
        (
            "Plugin",
            "ONVIF of Milestone XProtect",
            "/?https=yes&level=control&protocol=https-required&possible=yes",
        ),
    ]
    both = shown(real_catalog, symbol="gear", level="control", protocol="http")
    symbol, level = both.chips
    assert symbol.without == "/?level=control&protocol=http"  # still needed by the other
    assert level.without == "/?symbol=gear&protocol=http"


def test_only_filters_that_nobody_knows_are_left_out(catalog: Catalog) -> None:
    page = shown(catalog, https="yes", manufacturer="Nobody", recorder="Nothing")
    assert set(page.mistakes) == {"manufacturer", "recorder"}
    assert page.total == shown(catalog, https="yes").total
    page = shown(catalog, symbol="gear", protocol="telnet")
    assert set(page.mistakes) == {"protocol"}
    page = shown(catalog, symbol="shield")
    assert set(page.mistakes) == {"symbol"}


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ({"text": "exemplar"}, {"manufacturer": "Exemplar"}),
        ({"text": "EXEMPLAR e2"}, {"manufacturer": "Exemplar", "text": "e2"}),
        ({"text": "e210 exemplar"}, {"manufacturer": "Exemplar", "text": "e210"}),
        # Another maker takes the place of the one that was chosen.
        (
            {"text": "exemplar e2", "manufacturer": "Sample Optics"},
            {"manufacturer": "Exemplar", "text": "e2"},
        ),
        # A maker as somebody writes it is the one that the catalogue prints.
        ({"manufacturer": "exemplar"}, {"manufacturer": "Exemplar"}),
    ],
)
def test_a_maker_in_the_text_is_a_filter_that_is_seen(
    api: httpx.Client, asked: dict[str, str], meant: dict[str, str]
) -> None:
    page = api.get("/", params=asked, follow_redirects=True)
    assert dict(parse_qsl(urlsplit(str(page.url)).query)) == meant
    tree = tree_of(page)
    assert tree.find(".//input[@id='text']").get("value") == meant.get("text", "")
    (chip,) = tree.findall(".//a[@class='chip']")
    assert text_of(chip).startswith("Manufacturer: Exemplar")


def test_a_text_that_the_maker_has_not_offers_the_others(real_catalog: Catalog) -> None:
    page = shown(real_catalog, text="ipc-hfw", manufacturer="Axis")
    assert page.total == 0
    others = page.near.of_others
    assert others is not None
    assert others.address == "/?text=ipc-hfw"
    assert others.cameras == shown(real_catalog, text="ipc-hfw").total > 0


def test_near_names_are_only_perhaps_meant(real_catalog: Catalog) -> None:
    near = shown(real_catalog, text="P3245-LVX").near
    assert near.perhaps
    assert near.fitting == ()
    near = shown(real_catalog, text="P3245-LVE", https="no").near
    assert [hit.model for hit in near.fitting][:1] == ["P3245-LVE"]
    assert near.perhaps == ()


def test_the_best_fit_comes_first(real_catalog: Catalog) -> None:
    assert shown(real_catalog, text="P3245-LV").rows[0].model == "P3245-LV"


def test_a_row_says_what_the_recorder_comes_to(real_catalog: Catalog) -> None:
    """As the verdict of a prediction does: as many tasks, as sure, not red but where it is."""
    for name in ("P3245-LVE", "M3045-V"):
        page = shown(real_catalog, text=name, manufacturer="Axis", plugin="ONVIF")
        row = next(one for one in page.rows if one.model == name)
        verdict = real_catalog.predict(f"Axis {name}", plugin="ONVIF").verdict
        assert row.reached is not None
        assert verdict is not None
        assert row.reached.levels[-1] == verdict.ceiling
        assert ("fails" in row.reached.levels) is (verdict.code == "does_not_connect")
        sure = "open" if verdict.code == "not_known" else "between"
        assert row.reached.sureness in (sure, "certain")


def test_a_level_that_is_not_sure_is_not_known(real_catalog: Catalog) -> None:
    page = shown(real_catalog, manufacturer="Axis", model="205")
    (row,) = page.rows
    assert row.reached is not None
    assert row.reached.sureness == "open"
    assert row.reached.may_not_connect
    assert shown(real_catalog, recorder="none", model="205").rows[0].reached is None


def test_letters_and_pages_lead_to_where_they_say(real_catalog: Catalog) -> None:
    paging = shown(real_catalog).paging
    assert [one.label for one in paging.letters][:3] == ["0–9", "A", "B"]
    letter = next(one for one in paging.letters if one.label == "M")
    behind = shown(real_catalog, **dict(parse_qsl(urlsplit(letter.address).query)))
    assert behind.rows[0].manufacturer.upper().startswith("M")
    assert [one.label for one in behind.paging.letters if one.here] == ["M"]
    letter = next(one for one in shown(real_catalog, manufacturer="Axis").paging.letters[2:])
    behind = shown(real_catalog, **dict(parse_qsl(urlsplit(letter.address).query)))
    assert behind.rows[0].model.upper().startswith(letter.label)
    pages = [one for one in paging.pages if one is not None]
    assert pages[0].here
    last = shown(real_catalog, **dict(parse_qsl(urlsplit(pages[-1].address).query)))
    assert last.paging.last == last.total == shown(real_catalog).total
    assert last.paging.next is None


@pytest.mark.parametrize("limit", ["25", "100", "200"])
def test_a_page_is_as_long_as_was_chosen(real_catalog: Catalog, limit: str) -> None:
    page = shown(real_catalog, limit=limit)
    assert len(page.rows) == int(limit)
    assert [one.label for one in page.paging.lengths if one.here] == [limit]
    assert f"limit={limit}" in (page.paging.next or "")


@pytest.mark.parametrize("name", ["limit", "offset"])
@pytest.mark.parametrize("value", ["x", "-1", "1.5", "9" * 30, "²"])
def test_a_place_that_is_no_number_is_refused(api: httpx.Client, name: str, value: str) -> None:
    response = api.get("/", params={name: value})
    assert response.status_code == 400
    assert name in response.text
    assert "whole number" in response.text


def test_what_is_shown_is_there_for_programs(api: httpx.Client) -> None:
    asked = {"manufacturer": "Exemplar", "https": ["yes", "unknown"], "symbol": "gear"}
    page = tree_of(api.get("/", params={**asked, "possible": "yes"}, follow_redirects=True))
    total = int(text_of(page.find(".//h2[@id='count']")).split()[0])
    files = {text_of(a): a.get("href") for a in page.iterfind(".//p[@class='files']/a")}
    assert list(files) == ["CSV", "JSON"]
    assert api.get(files["JSON"]).json()["total"] == total
    models = {line.split(",")[1] for line in api.get(files["CSV"]).text.splitlines()[1:]}
    assert len(models) == total


def test_without_a_script_ticked_rows_go_to_the_comparison(api: httpx.Client) -> None:
    page = tree_of(api.get("/", params={"plugin": "ONVIF"}))
    bar = page.find(".//form[@id='picked']")
    assert bar.get("action") == "/compare"
    kept = [(one.get("name"), one.get("value")) for one in bar.iterfind("input")]
    assert kept == [("plugin", "ONVIF")]
    names = [one.get("value") for one in page.iterfind(".//input[@form='picked']")]
    behind = api.get("/compare", params=[*(("model", one) for one in names[:2]), *kept])
    assert behind.status_code == 200


def test_a_page_of_the_list_is_light(real_catalog: Catalog, serving: Any) -> None:
    from integration_db.web import create_app

    with serving(create_app(real_catalog)) as client:
        for asked in ({}, {"manufacturer": "Axis"}, {"manufacturer": "Hikvision"}, {"text": "p"}):
            page = client.get("/", params=asked, follow_redirects=True)
            assert len(page.content) < 150_000, asked

"""What the catalogue holds, as pages: sources, makers, and the addresses that people guess."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from html5lib import HTMLParser

from integration_db import Catalog
from integration_db.web import create_app
from integration_db.web.pages.maker import maker_page
from integration_db.web.pages.manufacturers import letter_of, manufacturers_page
from integration_db.web.pages.sources import PAGE_LENGTH, source_list


@pytest.fixture(scope="module")
def real_client(real_catalog: Catalog, serving: Any) -> Iterator[httpx.Client]:
    """A client of a server with the seed that ships."""
    with serving(create_app(real_catalog)) as client:
        yield client


def _links(page: httpx.Response) -> dict[str, str]:
    tree = HTMLParser(namespaceHTMLElements=False).parse(page.text)
    return {
        str(a.get("href")): "".join(a.itertext()).strip() for a in tree.findall(".//main//a[@href]")
    }


def test_every_source_leads_to_what_rests_on_it(catalog: Catalog, api: httpx.Client) -> None:
    for listed in catalog.sources():
        page = api.get(f"/sources/{listed.source.id}")
        assert page.status_code == 200
        assert listed.source.title in page.text
        led = [address for address in _links(page) if address.startswith("/cameras/")]
        assert bool(led) >= bool(listed.cameras)
        found = catalog.source(listed.source.id)
        assert len(found.statements) == min(listed.statements, PAGE_LENGTH)
        assert {one.statement.source for one in found.statements} <= {listed.source.id}


def test_what_rests_on_a_source_is_found_part_by_part(real_catalog: Catalog) -> None:
    listed = max(real_catalog.sources(), key=lambda one: one.cameras)
    cameras: set[Any] = set()
    statements: list[int] = []
    for skip in range(0, max(listed.cameras, listed.statements), 1000):
        part = real_catalog.source(
            listed.source.id, limit=1000, skip_statements=skip, skip_cameras=skip
        )
        cameras.update(part.cameras)
        statements += [one.statement.id for one in part.statements]
    assert len(cameras) == listed.cameras > 1000
    assert len(set(statements)) == len(statements) == listed.statements


def test_sources_are_narrowed_by_what_is_known_of_them(real_catalog: Catalog) -> None:
    everything = real_catalog.sources()
    whole = source_list(everything, {}, None)
    assert whole.fitting == whole.total == len(everything)
    assert whole.used < whole.total, "some were read and carry nothing, and the page says so"
    of_axis = source_list(everything, {"manufacturer": "Axis", "kind": "manual"}, None)
    shown = [one for _, group in of_axis.groups for one in group]
    assert 0 < len(shown) < whole.total
    assert all("Axis" in one.manufacturers and one.source.kind == "manual" for one in shown)
    by_kind = dict(source_list(everything, {"manufacturer": "Axis"}, None).kinds)
    assert by_kind["manual"] == len(shown), "a kind says how many it would show"
    titled = source_list(everything, {"text": "onvif STREAMING"}, None)
    assert "onvif-streaming-specification" in [
        one.source.id for _, group in titled.groups for one in group
    ]


def test_a_source_that_is_not_there_and_a_kind_that_is_none_are_told(api: httpx.Client) -> None:
    assert api.get("/sources/nope").status_code == 404
    wrong = api.get("/sources", params={"kind": "novel"})
    assert wrong.status_code == 400
    assert "manual" in wrong.text
    assert api.get("/sources", params={"offset": "-1"}).status_code == 400
    assert api.get("/sources", params={"offset": "999999"}).status_code == 200
    assert "No source fits" in api.get("/sources", params={"text": "zzz"}).text


@pytest.mark.parametrize(
    ("guessed", "meant"),
    [
        ("/cameras", "/"),
        ("/cameras/", "/"),
        ("/cameras/exemplar", "/cameras/Exemplar"),
        ("/cameras/EXEMPLAR/", "/cameras/Exemplar"),
        ("/manufacturers/exemplar", "/cameras/Exemplar"),
        ("/manufacturers/", "/manufacturers"),
        ("/cameras/exemplar/e-100/", "/cameras/Exemplar/E100"),
        ("/cameras/exemplar/e100?plugin=ONVIF", "/cameras/Exemplar/E100?plugin=ONVIF"),
        ("/plugins", "/recorders"),
        ("/plugins?plugin=ONVIF", "/recorders?plugin=ONVIF"),
        ("/about/", "/about"),
        ("/cameras/Exemplar/E100.json", "/api/v1/cameras/Exemplar/E100"),
    ],
)
def test_addresses_that_people_guess_lead_to_the_page(
    api: httpx.Client, guessed: str, meant: str
) -> None:
    page = api.get(guessed, follow_redirects=True)
    assert page.status_code == 200
    assert page.url.raw_path.decode() == meant


def test_the_latest_firmware_has_an_address(api: httpx.Client) -> None:
    page = api.get("/cameras/exemplar/e100/latest?plugin=ONVIF", follow_redirects=True)
    assert page.url.path == "/predict"
    assert page.url.params["firmware"] == "newest"
    assert page.url.params["plugin"] == "ONVIF"
    assert page.status_code == 200


@pytest.mark.parametrize("path", ["//evil.example/", "///evil.example//", "/\\evil.example/"])
def test_no_slash_leads_to_another_server(api: httpx.Client, path: str) -> None:
    answer = api.send(api.build_request("GET", str(api.base_url).rstrip("/") + path))
    to = answer.headers.get("location", "/")
    assert to.startswith("/")
    assert not to.startswith(("//", "/\\"))


def test_a_maker_has_a_page_with_its_series(api: httpx.Client, real_catalog: Catalog) -> None:
    page = api.get("/cameras/Exemplar")
    assert any(address.startswith("/?manufacturer=Exemplar") for address in _links(page))
    near = api.get("/cameras/Exemplr")
    assert near.status_code == 404
    assert "/cameras/Exemplar" in _links(near)
    made = maker_page(real_catalog, "Axis")
    assert sum(number for _, number in made.series) == made.listed.models
    name, number = made.series[0]
    assert real_catalog.count(manufacturer="Axis", series=name) == number
    assert all("Axis" in one.manufacturers for one in made.sources)


def _names(catalog: Catalog, **values: str) -> list[str]:
    page = manufacturers_page(catalog, values, length=None)
    return [row.manufacturer for _, group in page.groups for row, _ in group]


def test_manufacturers_are_found_by_part_of_any_spelling(real_catalog: Catalog) -> None:
    assert _names(real_catalog, text="hik") == ["Hikvision"]
    assert _names(real_catalog, text="DLINK") == ["D-Link"]
    assert _names(real_catalog, text="telekomunikace") == ["2N"]
    assert _names(real_catalog, text="axsi") == []
    assert "Axis" in manufacturers_page(real_catalog, {"text": "axsi"}).near


def test_every_manufacturer_stands_under_one_letter_and_on_one_part(real_catalog: Catalog) -> None:
    everybody = [one.manufacturer for one in real_catalog.manufacturers()]
    letters = manufacturers_page(real_catalog, {}).letters
    assert [name for letter in letters for name in _names(real_catalog, letter=letter)] == everybody
    assert _names(real_catalog, letter="b") == _names(real_catalog, letter="B") != []
    parts = [
        manufacturers_page(real_catalog, {}, offset, 50) for offset in range(0, len(everybody), 50)
    ]
    assert [
        row.manufacturer for part in parts for _, group in part.groups for row, _ in group
    ] == everybody


@pytest.mark.parametrize(
    ("name", "letter"), [("axis", "A"), ("\u00c9clair", "E"), ("3S Vision", "0-9"), ("(x)", "#")]
)
def test_a_name_stands_under_its_letter_without_accent(name: str, letter: str) -> None:
    assert letter_of(name) == letter


def test_the_page_of_manufacturers_is_narrowed_by_its_address(api: httpx.Client) -> None:
    assert "/cameras/Exemplar" in _links(api.get("/manufacturers?text=exem"))
    assert "/cameras/Exemplar" in _links(api.get("/manufacturers?text=exemplr"))
    kept = _links(api.get("/manufacturers?letter=E&plugin=ONVIF"))
    assert "/cameras/Exemplar?plugin=ONVIF" in kept
    wrong = api.get("/manufacturers?letter=%22%3E")
    assert wrong.status_code == 400
    assert "etter is one of" in wrong.text
    assert api.get("/manufacturers?offset=x").status_code == 400


def test_every_recorder_has_a_page_with_all_that_is_told_of_it(
    real_catalog: Catalog, real_client: httpx.Client
) -> None:
    listed = _links(real_client.get("/recorders"))
    for recorder in real_catalog.recorders():
        address = f"/recorders/{recorder.name.replace(' ', '%20')}"
        assert listed[address] == recorder.name
        page = real_client.get(address)
        text = "".join(HTMLParser(namespaceHTMLElements=False).parse(page.text).itertext())
        for told in (
            *(one.label for one in recorder.settings),
            *(one.name for one in real_catalog.plugins_of(recorder)),
            *(symbol.capitalize() for _, symbol in recorder.shows),
            *(one.code for one in real_catalog.advisories(recorder)),
        ):
            assert told in text, (recorder.name, told)
        assert recorder.source is None or f"/sources/{recorder.source}" in _links(page)


def test_a_recorder_is_made_ones_own_and_said_so(real_client: httpx.Client) -> None:
    links = _links(real_client.get("/recorders/exacqVision"))
    assert links["/recorders/exacqVision?recorder=exacqVision"] == "Make it my recorder"
    own = real_client.get("/recorders/exacqVision?plugin=ONVIF")
    assert "Your recorder" in own.text
    assert "Your choice" in own.text
    assert "Make it my recorder" not in own.text
    other = real_client.get("/recorders/Frigate?plugin=ONVIF")
    assert "/recorders/Frigate?recorder=Frigate" in _links(other)
    assert "Your choice" not in other.text


def test_other_spellings_of_a_recorder_lead_to_it_and_near_ones_are_offered(
    real_client: httpx.Client,
) -> None:
    for written in ("exacq", "EXACQVISION", "exacq%20vision", "exacqVision/"):
        page = real_client.get(f"/recorders/{written}", follow_redirects=True)
        assert page.url.path == "/recorders/exacqVision"
    near = real_client.get("/recorders/exacqvison")
    assert near.status_code == 404
    assert "/recorders/exacqVision" in _links(near)
    assert "/recorders/Frigate" not in _links(near)

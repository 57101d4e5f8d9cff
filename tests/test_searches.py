"""One rule of searching: what people type finds the same on every surface.

`cases/searches.json` has the searches; the static site's script is tested on the same file.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import httpx
import pytest
from conftest import Run, Serving

from integration_db import Catalog, open_catalog
from integration_db.errors import UsageError
from integration_db.web import create_app

SEARCHES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parent / "cases" / "searches.json").read_text(encoding="utf-8")
)["searches"]

searches = pytest.mark.parametrize("case", SEARCHES, ids=lambda case: ascii(case["text"])[:40])


def _beside(case: dict[str, Any]) -> dict[str, str]:
    return {"manufacturer": case["manufacturer"]} if "manufacturer" in case else {}


@searches
def test_a_search_finds_what_people_mean(real_catalog: Catalog, case: dict[str, Any]) -> None:
    hits = real_catalog.search(case["text"], **_beside(case), limit=1000)
    found = [f"{one.manufacturer} {one.model}" for one in hits if one.level != "suggest"]
    near = [f"{one.manufacturer} {one.model}" for one in hits if one.level == "suggest"]
    assert found[: len(case.get("first", ()))] == case.get("first", [])
    assert {*near} >= {*case.get("near", ())}
    if case.get("number") == 0:
        assert found == []
    if "exact" in case:
        certain = {"prefix", "substring", "suggest"}
        assert [one.level not in certain for one in hits[:1]] == [case["exact"]] * len(hits[:1])


@searches
def test_a_list_with_a_text_has_all_that_a_search_finds(
    real_catalog: Catalog, case: dict[str, Any]
) -> None:
    chosen = real_catalog.select(text=case["text"], **_beside(case))
    cameras = [(one.manufacturer, one.model) for one in chosen.part(50).cameras]
    hits = real_catalog.search(case["text"], **_beside(case), limit=50)
    assert cameras == [(one.manufacturer, one.model) for one in hits if one.level != "suggest"]
    if "number" in case:
        assert chosen.total == case["number"]
    assert chosen.total >= case.get("at_least", 0)
    if "all_of" in case:
        assert chosen.total == real_catalog.count(manufacturer=case["all_of"])
        assert {maker for maker, _ in cameras} == {case["all_of"]}
    assert chosen.sought is not None
    assert chosen.sought.manufacturer == case.get("maker")
    if "rest" in case:
        assert chosen.sought.rest == case["rest"]


@pytest.mark.parametrize("text", ["axis p3245-lve", "P3245 LVE", "dahua ipc-hfw2431s-s-s2"])
def test_typing_on_never_loses_the_camera(real_catalog: Catalog, text: str) -> None:
    (meant,) = [one for one in real_catalog.search(text, limit=1) if one.score == 1]
    found = []
    for end in range(1, len(text) + 1):
        cameras = real_catalog.filter(text=text[:end])
        found.append(any(one[:2] == (meant.manufacturer, meant.model) for one in cameras))
    assert found == sorted(found), "once found, always found"
    assert found[2]


def test_a_list_is_ordered_by_fit_only_with_a_text(real_catalog: Catalog) -> None:
    with pytest.raises(UsageError, match="sort 'fit' goes with a text"):
        real_catalog.filter(sort="fit")
    best = [one.model for one in real_catalog.filter(text="p3245-lv")]
    assert best == ["P3245-LV", "P3245-LVE", "P3245-LVE-3"]
    assert [one.model for one in real_catalog.filter(text="p3245-lv", sort=("-fit",))] == best[::-1]
    by_name = real_catalog.filter(text="2146", sort=("manufacturer", "model"))
    assert by_name[0].manufacturer == "Arecont Vision"
    assert real_catalog.filter(text="2146")[0].model == "DS-2CD2146G1-I"


def test_a_text_beside_other_filters_counts_what_they_leave(real_catalog: Catalog) -> None:
    chosen = real_catalog.select(text="2146", manufacturer="Hikvision")
    assert {one.manufacturer for one in chosen.cameras} == {"Hikvision"}
    facet = dict(chosen.without("manufacturer").facet("manufacturer"))
    assert facet == dict(real_catalog.select(text="2146").facet("manufacturer"))


def test_makers_are_offered_from_their_first_letters_on(real_catalog: Catalog) -> None:
    every = real_catalog.count(manufacturer="Hikvision")
    for text in ("hik", "hikvision", "HIKVISION 2146", "2146 hikvision"):
        assert [one.to_dict() for one in real_catalog.named_makers(text)] == [
            {"name": "Hikvision", "cameras": every}
        ]
    assert [one.name for one in real_catalog.named_makers("ax")] == ["Axis"]
    assert real_catalog.named_makers("p3245") == real_catalog.named_makers("%") == []


# --- The same on every surface ------------------------------------------------------------------


@pytest.fixture(scope="module")
def shipped(real_database: str, serving: Serving) -> Iterator[httpx.Client]:
    with open_catalog(real_database) as opened, serving(create_app(opened)) as client:
        yield client


SENT = [case for case in SEARCHES if case["text"].isprintable() and case["text"].strip()]
sent = pytest.mark.parametrize("case", SENT, ids=lambda case: ascii(case["text"])[:40])
"""What an address and an argument can hold; a text of blanks says nothing."""


def _is_as_said(case: dict[str, Any], first: list[str], total: int) -> None:
    asked = case.get("first", [])
    assert first[: len(asked)] == asked
    assert total == case.get("number", total)
    assert total >= case.get("at_least", 0)


@sent
def test_the_api_finds_the_same(shipped: httpx.Client, case: dict[str, Any]) -> None:
    parameters = {"text": case["text"], "limit": "5", **_beside(case)}
    found = shipped.get("/api/v1/search", params=parameters).json()
    models = [
        f"{one['manufacturer']} {one['model']}"
        for one in found["models"]
        if one["level"] != "suggest"
    ]
    listed = shipped.get("/api/v1/cameras", params=parameters).json()
    assert models == [f"{one['manufacturer']} {one['model']}" for one in listed["cameras"]]
    _is_as_said(case, models, listed["total"])
    if "maker" in case and "manufacturer" not in case:
        assert case["maker"] in [one["name"] for one in found["manufacturers"]]


@pytest.mark.parametrize("case", SENT[::3], ids=lambda case: ascii(case["text"])[:40])
def test_the_page_finds_the_same(shipped: httpx.Client, case: dict[str, Any]) -> None:
    asked = {"text": case["text"], **_beside(case)}
    page = shipped.get("/", params=asked, follow_redirects=True)
    assert page.status_code == 200
    if "manufacturer" in page.url.params:  # said, or taken out of the text, which is a chip then
        assert page.url.params["manufacturer"] in (case.get("manufacturer"), case.get("maker"))
    names = re.findall(r"<a [^>]*><bdi>([^<]+)</bdi></a>", page.text.partition("<table")[2])
    if case.get("first"):
        assert case["first"][0].endswith(f" {unescape(names[0])}")
    if case.get("number") == 0:
        assert "No camera matches" in page.text
        assert ("Perhaps you mean" in page.text) == bool(case.get("near"))


@pytest.mark.parametrize("case", SENT[::7], ids=lambda case: ascii(case["text"])[:40])
def test_the_commands_find_the_same(run: Run, real_database: str, case: dict[str, Any]) -> None:
    given = [f"--{name}={value}" for name, value in _beside(case).items()]
    database = ("--database", real_database)
    search = ("search", *given, "--limit=5", "--format=csv", "--", case["text"])
    done = run(*database, *search)
    found = [
        f"{row['manufacturer']} {row['model']}"
        for row in csv.DictReader(io.StringIO(done.stdout))
        if row["level"] != "suggest"
    ]
    done = run(*database, "filter", *given, f"--text={case['text']}", "--format=csv")
    listed = [
        f"{row['manufacturer']} {row['model']}" for row in csv.DictReader(io.StringIO(done.stdout))
    ]
    each = list(dict.fromkeys(listed))
    assert found == each[:5]
    _is_as_said(case, each, len(each))


def test_near_names_are_said_to_be_near(run: Run, real_database: str) -> None:
    done = run("--database", real_database, "search", "P3245-LVF")
    assert "No model fits 'P3245-LVF'; these are near." in done.stderr

"""One rule of searching: what people type finds the same on every surface.

`cases/searches.json` has the searches; the static site's script is tested on the same file.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from integration_db import Catalog
from integration_db.errors import UsageError

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

"""A filter is one entry: what is registered is read, narrows, is said, and is on every surface."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest
from integration_db_cli.commands.filter import filter_command

from integration_db import Catalog, NotFound, UsageError
from integration_db.catalog.filter_request import OPTIONS
from integration_db.catalog.queries.filters import (
    COMPANIONS,
    FILTERS,
    Companion,
    Conditions,
    Filter,
    conditions_of,
)
from integration_db.web.api.camera_list import CameraList
from integration_db.web.pages.camera_list.state import LABELS, LIST_FIELDS
from integration_db.web.pages.cameras import list_page

EXAMPLES: dict[str, Any] = {
    "https": "yes",
    "video_encryption": "unknown",
    "custom_cert": "no",
    "regen_cert": "unknown",
    "manufacturer": "exemplar ab",
    "series": "e1",
    "model": "E100",
    "symbol": "empty",
    "level": "control",
    "grade": "vendor_document",
    "text": "mk",
    "plugin": "Native",
    "recorder": "exacqVision",
    "recorder_version": "24.06",
    "firmware": "10.12.114",
    "protocol": "http",
    "possible": True,
    "sort": "-model",
    "limit": "3",
    "offset": "2",
}
"""A value for everything that a question to the whole catalogue may say, on the example seed."""


def test_every_option_has_an_example() -> None:
    assert set(OPTIONS) == set(EXAMPLES)
    assert len(set(OPTIONS)) == len(OPTIONS)


@pytest.mark.parametrize("item", FILTERS, ids=lambda item: item.name)
def test_every_filter_is_read_narrows_and_is_said(catalog: Catalog, item: Filter) -> None:
    chosen = catalog.select(**{item.name: EXAMPLES[item.name]})
    assert list(chosen.values) == [item.name]
    assert vars(conditions_of(chosen.values)) != vars(Conditions())
    assert chosen.words == item.say(chosen.values[item.name]) != ""
    assert 0 < chosen.total == len(chosen.cameras) <= catalog.count()


BESIDE: dict[str, tuple[str, Any, dict[str, str]]] = {
    "plugin": ("catalog", "Native", {}),
    "recorder": ("real_catalog", "Milestone XProtect", {"plugin": "ONVIF"}),
    "recorder_version": ("catalog", "24.06", {"plugin": "Native"}),
    "firmware": ("catalog", "10.12.114", {}),
    "protocol": ("catalog", "http", {"symbol": "gear"}),
    "possible": ("catalog", True, {"symbol": "gear"}),
}
"""The seed, a value that changes the answer, and what it has to be said with."""


@pytest.mark.parametrize("item", COMPANIONS, ids=lambda item: item.name)
def test_what_is_said_beside_the_filters_changes_the_question(
    item: Companion, request: pytest.FixtureRequest
) -> None:
    """Alone, or with what it goes with; without that it is refused."""
    seed, value, beside = BESIDE[item.name]
    opened: Catalog = request.getfixturevalue(seed)
    assert opened.select(**beside, **{item.name: value}) != opened.select(**beside)
    if item.goes_with:
        assert set(beside) <= set(item.goes_with)
        with pytest.raises(UsageError) as refused:
            opened.select(**{item.name: value})
        assert refused.value.option == item.name
        assert " or ".join(item.goes_with) in refused.value.message


def test_a_recorder_that_is_named_joins_the_capabilities(catalog: Catalog) -> None:
    """Unnamed, the usual one gives the levels, and the capabilities are the camera's alone."""
    alone, named = catalog.select(), catalog.select(recorder="exacqVision")
    assert alone.context.recorder == named.context.recorder
    assert (alone.context.named, named.context.named) == (False, True)
    assert alone.words == "all cameras"
    assert named.words == "recorder exacqVision"
    with pytest.raises(NotFound):
        catalog.select(recorder="Nobody")


def test_a_setting_that_the_recorder_has_not_is_refused(catalog: Catalog) -> None:
    with pytest.raises(UsageError, match="exacqVision has no protocol setting") as refused:
        catalog.count(level="full", protocol="nonsense")
    assert refused.value.option == "protocol"


def test_the_words_say_what_is_looked_through(catalog: Catalog) -> None:
    said = {"plugin": "native", "recorder": "exacqvision", "recorder_version": "24.06"}
    words = "plugin Native, recorder exacqVision, recorder version 24.06"
    assert catalog.describe(**said) == words
    assert catalog.describe(plugin="native") == "plugin Native, recorder exacqVision"


def test_a_symbol_in_place_of_another_is_the_question_that_asks_for_it(catalog: Catalog) -> None:
    asked = {"symbol": "gear", "protocol": "https-required", "possible": True}
    chosen = catalog.select(**asked)
    other = chosen.with_level("symbol", "padlock")
    assert other == catalog.select(**{**asked, "symbol": "padlock"})
    assert other.words != chosen.words


def test_a_facet_counts_all_cameras_and_not_the_page(catalog: Catalog) -> None:
    whole = catalog.select(https="yes")
    assert whole.part(1, offset=2).facet("manufacturer") == whole.facet("manufacturer")


def test_the_order_and_the_part_are_parts_of_the_question(catalog: Catalog) -> None:
    for name in ("sort", "limit", "offset"):
        value: Any = EXAMPLES[name] if name == "sort" else int(EXAMPLES[name])
        assert catalog.select(**{name: value}) != catalog.select()


@pytest.mark.parametrize("item", [*FILTERS, *COMPANIONS], ids=lambda item: item.name)
def test_everything_is_offered_and_explained_on_every_surface(item: Filter | Companion) -> None:
    (option,) = [one for one in filter_command.params if one.name == item.name]
    assert getattr(option, "help", None)
    assert CameraList.model_fields[item.name].description == item.help
    assert LABELS[item.name] == item.label
    assert item.name in LIST_FIELDS


@pytest.mark.parametrize("firmware", [None, "10.12.114"])
def test_a_question_without_a_filter_is_the_question_that_never_had_it(
    catalog: Catalog, firmware: str | None
) -> None:
    asked: dict[str, Any] = {"https": "yes", "manufacturer": "Exemplar", "plugin": "Native"}
    chosen = catalog.select(**asked, firmware=firmware)
    for name in ("https", "manufacturer"):
        rest = {other: value for other, value in asked.items() if other != name}
        assert chosen.without(name) == catalog.select(**rest, firmware=firmware)
        assert chosen.without(name).cameras == catalog.filter(**rest, firmware=firmware)
    assert chosen.without("series") is chosen


def test_a_part_of_the_list_keeps_the_total(catalog: Catalog) -> None:
    chosen = catalog.select(manufacturer="Exemplar")
    part = chosen.part(2, offset=1)
    assert part.cameras == chosen.cameras[1:3]
    assert part.total == chosen.total == len(chosen.cameras)


def test_the_page_reads_a_name_once(catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    find = Catalog.manufacturer

    def counting(self: Catalog, written: str) -> tuple[int, str]:
        asked.append(written)
        return find(self, written)

    monkeypatch.setattr(Catalog, "manufacturer", counting)
    shown = list_page(
        catalog, {"https": ("yes",), "manufacturer": ("Exemplar",), "custom_cert": ("no",)}
    )
    assert asked == ["Exemplar"]
    said = "HTTPS support yes, certificate for HTTPS from the factory, manufacturer Exemplar"
    assert shown.words == said


PRETEND = """
import json, sys
from integration_db.catalog.queries import filters

def narrow(conditions, text):
    conditions.where.append(f"m.hardware_versions LIKE {conditions.bind(text)}")

filters.FILTERS = (*filters.FILTERS, filters.Filter(
    "board", "Board", "A board that the model has.",
    lambda _, written, __: f'%"{written}"%', narrow, lambda text: f"board like {text}",
    metavar="TEXT",
))
from click.testing import CliRunner
from integration_db_cli.main import main
from starlette.testclient import TestClient
from integration_db import open_catalog
from integration_db.web import create_app

def run(*arguments):
    return CliRunner().invoke(main, ["--database", sys.argv[1], "filter", *arguments]).output

with open_catalog(sys.argv[1]) as catalog:
    client = TestClient(create_app(catalog))  # not started: other processes lack the filter
    print(json.dumps({
        "help": run("--help"),
        "found": run("--board", "2.0"),
        "described": client.get("/api/v1/openapi.json").json()
            ["paths"]["/api/v1/cameras"]["get"]["parameters"],
        "api": client.get("/api/v1/cameras?board=2.0").json()["total"],
        "page": client.get("/?board=2.0").text,
    }))
"""


def test_a_filter_that_is_only_registered_is_on_every_surface(good_database: str) -> None:
    """One entry in the registry, and nothing else: command, help, API, page and words have it."""
    done = subprocess.run(
        [sys.executable, "-c", PRETEND, good_database], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert "--board TEXT" in found["help"]
    assert "A board that the model has." in found["help"]
    assert '1 camera: board like %"2.0"%' in found["found"]
    (described,) = [one for one in found["described"] if one["name"] == "board"]
    assert described["description"] == "A board that the model has."
    assert found["api"] == 1
    assert '<input id="board" name="board" value="2.0"' in found["page"]
    assert "<span>Board: <b>2.0</b></span>" in found["page"]
    assert "board like" in found["page"]

"""The reference reader: alone in its file, exact in its answers, clear about what it refuses."""

from __future__ import annotations

import ast
import csv
import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from integration_db import Catalog, feed_reader
from integration_db.export import feed_document, sealed
from integration_db.export.conformance import conformance
from integration_db.feed_reader import (
    Feed,
    FeedError,
    Firmware,
    compare,
    holds,
    load,
    outcomes,
    parse,
    place,
)

TESTS = Path(__file__).parent
SOURCE = Path(feed_reader.__file__)


def feed_of(catalog: Catalog) -> Feed:
    return parse(sealed(feed_document(catalog)).encode("utf-8"))


@pytest.fixture(scope="module")
def real_feed(real_catalog: Catalog) -> Feed:
    return feed_of(real_catalog)


@pytest.fixture(scope="module")
def feed(catalog: Catalog) -> Feed:
    return feed_of(catalog)


# --- It can be copied -----------------------------------------------------------------------------


def test_it_is_one_file_that_needs_only_the_standard_library(
    catalog: Catalog, tmp_path: Path
) -> None:
    text = SOURCE.read_text(encoding="utf-8")
    tree = ast.parse(text, feature_version=(3, 8))
    names = {a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names}
    names |= {str(n.module) for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)}
    assert names == {"__future__", "hashlib", "json", "re", "typing"}
    assert len(text.splitlines()) < 410
    shutil.copy(SOURCE, tmp_path / "reader.py")
    (tmp_path / "feed.json").write_text(sealed(feed_document(catalog)), encoding="utf-8")
    script = (
        "import sys; sys.path.insert(0, '.'); import reader\n"
        "feed = reader.load('feed.json')\n"
        "answer = feed.answer(feed.find('Exemplar', 'E100'), '10.12.114', 'ONVIF')\n"
        "print(reader.outcomes(answer, 'https-required'), 'integration_db' in sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-c", script],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "['gear', 'padlock'] False\n"


# --- It conforms ----------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", ["catalog", "real_catalog"])
def test_it_gives_every_answer_of_the_conformance_file(
    seed: str, request: pytest.FixtureRequest
) -> None:
    catalog = request.getfixturevalue(seed)
    text = conformance(catalog)
    assert text == conformance(catalog)
    asked, feed = json.loads(text), feed_of(catalog)
    assert asked["feed"] == json.loads(sealed(feed_document(catalog)))["sha256"]
    schemes = feed.payload["schemes"]

    def put(q: dict[str, Any], text: str, device: bool = True) -> Firmware:
        return place(text, schemes[q["scheme"]], q["line"], device)

    def found(q: dict[str, Any]) -> list[str] | None:
        camera = feed.find(q["manufacturer"], q["model"])
        return [camera.manufacturer, camera.model] if camera else None

    def placed(q: dict[str, Any]) -> dict[str, Any] | None:
        version = put(q, q["text"], q["device"])
        return (
            dict(zip(("line", "lo", "hi", "built"), version[1:], strict=True))
            if version.line
            else None
        )

    def answered(q: dict[str, Any]) -> list[str]:
        given = {k: v for k, v in q.items() if k not in ("manufacturer", "model", "capabilities")}
        camera = feed.find(q["manufacturer"], q["model"])
        assert camera is not None
        return list(feed.answer(camera, **given).values())

    def predicted(q: dict[str, Any]) -> list[str]:
        values = dict(zip(feed.payload["capabilities"], q["capabilities"], strict=True))
        return outcomes(values, q["protocol"], **q["site"])

    kinds: dict[str, tuple[str, Callable[[dict[str, Any]], Any]]] = {
        "names": ("found", found),
        "firmware": ("place", placed),
        "order": ("order", lambda q: compare(put(q, q["a"]), put(q, q["b"]))),
        "ranges": ("holds", lambda q: holds(q["stretch"], put(q, q["text"]))),
        "answers": ("capabilities", answered),
        "predictions": ("outcomes", predicted),
    }
    assert asked.keys() == {"format", "format_version", "data_version", "feed", *kinds}
    for kind, (answer, ask) in kinds.items():
        assert asked[kind], kind
        for question in asked[kind]:
            assert ask(question) == question[answer], f"{kind}: {question}"


def test_the_conformance_file_asks_for_everything_that_can_go_wrong(real_catalog: Catalog) -> None:
    asked = json.loads(conformance(real_catalog))
    assert {q["order"] for q in asked["order"]} == {-1, 0, 1, None}
    assert {q["holds"] for q in asked["ranges"]} == {"yes", "no", "unknown"}
    assert {q["scheme"] for q in asked["firmware"]} == {*feed_of(real_catalog).payload["schemes"]}
    assert None in [q["found"] for q in asked["names"]]
    assert None in [q["place"] for q in asked["firmware"]]
    words = {word for q in asked["answers"] for word in q["capabilities"]}
    assert words == {"yes", "no", "unknown"}
    shown = {tuple(q["outcomes"]) for q in asked["predictions"]}
    assert {("fails",), ("empty",), ("gear",), ("padlock",), ("gear", "padlock")} <= shown
    assert len({q.get("plugin") for q in asked["answers"]}) > 2


# --- It does not guess ----------------------------------------------------------------------------


def test_every_printed_name_finds_its_own_camera(real_catalog: Catalog, real_feed: Feed) -> None:
    for maker, model in real_catalog.reader.rows(
        "SELECT f.name, m.name FROM model m JOIN manufacturer f ON f.id = m.manufacturer_id"
    ):
        camera = real_feed.find(maker, model)
        assert camera is not None, f"{maker} {model}"
        assert (camera.manufacturer, camera.model) == (maker, model)


def test_names_of_devices_find_what_the_library_finds_or_nothing(
    real_catalog: Catalog, real_feed: Feed
) -> None:
    pairs: list[tuple[str, str]] = []
    with (TESTS / "cases/onvif_identities.csv").open(newline="", encoding="utf-8") as lines:
        pairs += [(row["manufacturer"], row["model"]) for row in csv.DictReader(lines)]
    with (TESTS / "cases/model_variants.csv").open(newline="", encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            pairs += [(row["manufacturer"], row["written"]), ("", row["written"])]
    with (TESTS / "cases/hard_negatives.csv").open(newline="", encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            for text in (row["a"], row["b"]):
                pairs += [("", text), (text.split()[0], text), text.partition(" ")[::2]]
    found = 0
    for maker, model in pairs:
        camera = real_feed.find(maker or None, model)
        if camera is not None:
            match = real_catalog.resolve(model, maker or None)
            assert (camera.manufacturer, camera.model) == (match.manufacturer_name, match.name)
            found += 1
    assert found > 20


def test_what_a_device_says_must_agree_with_itself(feed: Feed) -> None:
    def name(*said: Any) -> str | None:
        camera = feed.find(*said)
        return camera.model if camera else None

    assert name("exemplar ab", "e100") == "E100"
    assert name("Exemplar Communications Co., Ltd.", "Exemplar E100") == "E100"
    assert name("Exemplar", "E110 MkII") == "E110 Mk II"
    assert name("Exemplar", "E110-2") == "E110 Mk II"
    assert name("Exemplar", "E10-0") is None, "a dash where the name has none"
    assert name(None, "E100") == "E100"
    assert name("Exemplar", None, ["01593-001"]) == "E100"
    assert name("Exemplar", "E100", ["01593-001", "a serial number"]) == "E100"
    assert name("Exemplar", "E200", ["01593-001"]) is None
    assert name("Exemplar", "E1") is None, "a series"
    assert name("Exemplar", "E one") is None, "another name of a series"
    assert name("Sample Optics", "E100") is None, "another maker's"
    assert name("Nobody", "E100") is None
    assert name("Exemplar", "E10") is None
    assert name("Exemplar", "") is None
    assert name(None, None) is None


def test_two_cameras_of_one_key_are_none() -> None:
    maker = {"name": "M", "scheme": "generic", "line": "m"}
    models = [{"name": "A-1", "answers": 0}, {"name": "A 1", "answers": 0}]
    series = [{"name": "A", "models": models}]
    payload = {"manufacturers": [maker | {"series": series}], "company_words": []}
    feed = Feed({"data_version": "x", "payload": payload})
    camera = feed.find("M", "A-1")
    assert camera is not None
    assert camera.model == "A-1"
    assert feed.find("M", "A1") is None


def test_unknown_plugins_recorders_and_protocols_are_told(feed: Feed) -> None:
    camera = feed.find("Exemplar", "E100")
    assert camera is not None
    for plugin, recorder in (("No such", None), ("ONVIF", "No such")):
        with pytest.raises(FeedError, match="No such"):
            feed.answer(camera, plugin=plugin, recorder=recorder)
    answer = feed.answer(camera)
    for protocol, port in (("ftp", None), ("https-if-available", 8443)):
        with pytest.raises(FeedError, match="protocol"):
            outcomes(answer, protocol, port)


# --- It refuses what it cannot trust --------------------------------------------------------------


def resealed(text: str, **changes: Any) -> str:
    found = json.loads(text) | changes
    del found["sha256"]
    return sealed(found)


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (lambda text: "", "not JSON"),
        (lambda text: text[: len(text) // 2], "not JSON"),
        (lambda text: text[:-3], "not JSON"),
        (lambda text: "<html>404</html>", "not JSON"),
        (lambda text: "[" * 100_000, "not JSON"),
        (lambda text: "[]", "no feed"),
        (lambda text: "null", "no feed"),
        (lambda text: '{"format": "something else"}', "no feed"),
        (lambda text: resealed(text, format_version=2), "format version 2"),
        (lambda text: resealed(text, format_version="1"), "format version '1'"),
        (lambda text: text.replace('"no"', '"yes"', 1), "checksum is wrong"),
        (lambda text: text.replace("Exemplar", "Exemplaz", 1), "checksum is wrong"),
        (lambda text: text[:-4] + ("1" if text[-4] == "0" else "0") + text[-3:], "is wrong"),
        (lambda text: json.dumps(json.loads(text), indent=1), "written anew"),
        (
            lambda text: json.dumps({k: v for k, v in json.loads(text).items() if k != "sha256"}),
            "written anew",
        ),
        (lambda text: text.replace("{", "{ ", 1), "checksum is wrong"),
    ],
)
def test_a_file_that_cannot_be_trusted_gives_one_clear_error(
    catalog: Catalog, tmp_path: Path, damage: Callable[[str], str], words: str
) -> None:
    text = sealed(feed_document(catalog))
    (tmp_path / "feed.json").write_text(damage(text), encoding="utf-8")
    with pytest.raises(FeedError, match=words) as told:
        load(str(tmp_path / "feed.json"))
    assert "\n" not in str(told.value)


def test_bytes_that_are_no_text_are_no_feed() -> None:
    with pytest.raises(FeedError, match="not JSON"):
        parse(b"\xff\xfe\x00")


def test_members_that_it_does_not_know_are_left_aside(catalog: Catalog) -> None:
    text = sealed(feed_document(catalog) | {"a_new_one": 1})
    assert parse(text.encode()).data_version == catalog.data_version
    body = text.rpartition(',"sha256":"')[0] + "}"
    assert json.loads(text)["sha256"] == hashlib.sha256(body.encode()).hexdigest()

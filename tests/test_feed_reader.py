"""The reference reader: alone in its file, exact in its answers, clear about what it refuses."""

from __future__ import annotations

import ast
import csv
import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from integration_db import Catalog, feed_reader
from integration_db.export import Issue, feed_document, sealed
from integration_db.export.conformance import VERDICT, conformance
from integration_db.feed_reader import (
    Answer,
    Feed,
    FeedError,
    Firmware,
    Site,
    compare,
    holds,
    load,
    parse,
    place,
    predict,
    predictions,
    verdict,
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
    shutil.copy(SOURCE, tmp_path / "reader.py")
    (tmp_path / "feed.json").write_text(sealed(feed_document(catalog)), encoding="utf-8")
    script = (
        "import sys; sys.path.insert(0, '.'); import reader\n"
        "feed = reader.load('feed.json')\n"
        "answer = feed.answer(feed.find('Exemplar', 'E100'), '10.12.114', 'ONVIF')\n"
        "print(reader.predict(answer, 'https-required').after, 'integration_db' in sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-c", script],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "['control', 'full'] False\n"


# --- It conforms ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def asked(catalog: Catalog) -> dict[str, Any]:
    """The small file; what the example is asked stands in each."""
    return dict(json.loads(conformance(catalog)))


PREDICTED = ("setting", "now", "after", "tasks", "counted", "assumes", "if_runs")


def wrong_answers(reader: ModuleType, text: str, questions: list[dict[str, Any]]) -> Iterator[str]:
    """Yield what a reader, in whatever language, answers otherwise than the library."""
    feed = reader.parse(text.encode())
    said = ("firmware", "hardware_version", "recorder", "plugin", "recorder_version") + (
        ("options", "device")
    )
    for question in questions:
        camera = feed.find(question["manufacturer"], question["model"])
        answer = feed.answer(camera, **{name: question[name] for name in said if name in question})
        made = reader.predictions(answer, reader.Site(**question.get("site", {})))
        got: dict[str, Any] = {
            "camera": list(answer.camera.values()),
            "capabilities": list(answer.camera.values()),
            "predictions": [{name: getattr(one, name) for name in PREDICTED} for one in made],
        }
        if made:
            best = reader.verdict(answer, made)
            got["capabilities"] = list(best["capabilities"].values())
            got["verdict"] = {name: best[name] for name in VERDICT}
        if got != {name: question[name] for name in got}:
            yield f"{question} is answered {got}"


@pytest.mark.parametrize("seed", ["catalog", "real_catalog"])
def test_it_gives_every_answer_of_the_conformance_file(
    seed: str, request: pytest.FixtureRequest
) -> None:
    catalog = request.getfixturevalue(seed)
    if seed == "real_catalog":
        text = request.getfixturevalue("real_conformance").read_text(encoding="utf-8")
    else:
        text = conformance(catalog)
    asked, feed = json.loads(text), feed_of(catalog)
    assert asked["feed"] == json.loads(sealed(feed_document(catalog)))["sha256"]
    schemes = feed.payload["schemes"]

    def put(q: dict[str, Any], text: str, device: bool = True) -> Firmware:
        return place(text, schemes[q["scheme"]], q["line"], device)

    def named(camera: Any) -> list[str] | None:
        return [camera.manufacturer, camera.model] if camera else None

    def placed(q: dict[str, Any]) -> dict[str, Any] | None:
        version = put(q, q["text"], q["device"])
        return (
            dict(zip(("line", "lo", "hi", "built"), version[1:], strict=True))
            if version.line
            else None
        )

    kinds: dict[str, tuple[str, Callable[[dict[str, Any]], Any]]] = {
        "names": ("found", lambda q: named(feed.find(q["manufacturer"], q["model"]))),
        "ids": ("found", lambda q: named(feed.by_id(q["id"]))),
        "firmware": ("place", placed),
        "order": ("order", lambda q: compare(put(q, q["a"]), put(q, q["b"]))),
        "ranges": ("holds", lambda q: holds(q["stretch"], put(q, q["text"]))),
    }
    head = {"format", "format_version", "data_version", "license", "feed", "example"}
    assert asked.keys() == head | kinds.keys() | {"answers", "example_answers"}
    for kind, (answer, ask) in kinds.items():
        assert asked[kind], kind
        for question in asked[kind]:
            assert ask(question) == question[answer], f"{kind}: {question}"
    own = sealed(feed_document(catalog))
    assert next(wrong_answers(feed_reader, own, asked["answers"]), None) is None
    told = asked["example_answers"]
    assert next(wrong_answers(feed_reader, asked["example"], told), None) is None


def test_the_same_data_give_the_same_conformance_file(catalog: Catalog) -> None:
    assert conformance(catalog) == conformance(catalog)


def test_the_conformance_file_asks_for_everything_that_can_go_wrong(asked: dict[str, Any]) -> None:
    assert {q["order"] for q in asked["order"]} == {-1, 0, 1, None}
    assert {q["holds"] for q in asked["ranges"]} == {"yes", "no", "unknown"}
    assert None in [q["found"] for q in asked["names"]]
    assert None in [q["place"] for q in asked["firmware"]]
    told = [*asked["answers"], *asked["example_answers"]]
    assert {word for q in told for word in q["capabilities"]} == {"yes", "no", "unknown"}
    made = [one for q in told for one in q["predictions"]]
    assert {level for one in made for level in one["after"]} == {*feed_reader.LEVELS}
    assert len({task for one in made for task in one["tasks"]}) == 17
    assert len({name for one in made for name in one["assumes"]}) == 6
    codes = {q["verdict"]["code"] for q in told if "verdict" in q}
    known = {"certain", "at_least", "not_known", "not_encrypted", "does_not_connect"}
    assert codes == known


MUTATIONS = {
    "pairings": ('camera.entry.get("pairings", ())', "()"),
    "recorder versions": (
        'if written is None:\n            return [how["newest"]]',
        'if True:\n            return [how["newest"]]',
    ),
    "which version is meant": ('return [how["newest"]]', "return [0]"),
    "options said": ("chosen.get(name, value) == value", "True"),
    "options that one setting has": ('one.setting in (None, chosen["id"])', "True"),
    "options not said": ('enumerate(how["choices"])', 'enumerate(how["choices"][:1])'),
    "shown, for what is answered": ('one.get("shown", True) and wish', "True and wish"),
    "shown, for what is promised": ("not place.shown and len(run)", "False and len(run)"),
    "the newest": ('if wish == "newest"', "if False"),
    "any firmware": (' and wish != "any"', ""),
    "firmware that it cannot run": ('not (spoken or one["line"])', 'not one["line"]'),
    "boards": ('entry.get("hardware_versions", ())', "()"),
    "no such plugin": ('_named(whole["plugins"], plugin) if', 'whole["plugins"][0] if'),
    "other makers' plugins": (
        "if makers and camera.manufacturer",
        "if False and camera.manufacturer",
    ),
    "no recorder": ("if recorder == NO_RECORDER or", "if"),
    "transports": ('if video == "yes" and side', "if False and side"),
    "stream addresses": ('how.get("takes", "camera")', '"camera"'),
    "a plugin's own settings": ('how.get("settings") or', ""),
    "HTTPS under video": ("video = min(video, https)", "pass"),
    "interfaces": ('how.get("uses", ())', "()"),
    "ports of interfaces": ('link.details.get("ports", {})', "{}"),
    "interfaces with HTTPS": ('link.details.get("https_on", ())', "()"),
    "observations": ('bool(self.kind.get("seen"))', "False"),
    "how often it was seen": ('best.place.link.kind.get("seen", 0)', "0"),
    "records that disagree": ('best.place.link.kind.get("disputed", False)', "False"),
    "TLS": ("MET if set(own) & set(recorders) else UNMET", "MET"),
    "checks": ('link.side.get("checks", {}).get(check)', "None"),
    "checks chosen": ("if check in options", "if False"),
    "checks by default": ('link.side.get("checks_default", {}).get(check)', "None"),
    "issuers": ('link.details.get("certificate_issuer") == "self"', "False"),
    "names of a certificate": ('(shipped and link.details.get("certificate_names"))', "()"),
    "assumptions": ('("yes", "yes", (), (name,))', '("yes", "yes")'),
    "strict": ("return OPEN if site.strict else", "return"),
    "nat, streams": ("if _closed(site) else port", "if False else port"),
    "nat, video": ("if _closed(site) and", "if False and"),
    "nat, strict": ("or (site.nat is None and site.strict)", ""),
    "nat, ports": ("outside = site.nat or site.https_port", "outside = False"),
    "video through HTTPS": ('link.ways != {"rtsp_over_https"}', "True"),
    "certificates that cameras make": ("return makes_it or", "return"),
    "as shipped, HTTPS": ('if site.as_shipped and default == "on"', "if False"),
    "as shipped, HTTPS off": (
        '"switch_on_https", now="no" if site.as_shipped else',
        '"switch_on_https", now=',
    ),
    "as shipped, HTTP": ("(default if site.as_shipped else None)", "None"),
    "as shipped, video": ("in link.ways} if site.as_shipped else", "in link.ways} if False else"),
    "as shipped, ways of video": ("by_way.get(way) for way in link.ways", "*by_way.values()"),
    "ways in common": ('own & {*self.side.get("video_via", ())} or own', "own"),
    "as shipped, certificate": ('(held == "factory" or bool(site.as_shipped))', "False"),
    "how a certificate comes about": ('link.details.get("certificate_setup") == "upload"', "False"),
    "addresses that changed": ('link.capabilities["regen_cert_on_ip_change"]', '"no"'),
    "certificates needed": ('link.capabilities["needs_custom_cert"]', '"no"'),
    "redirecting": ('if state == "redirect" or default in ("off", "redirect")', "if False"),
    "HTTP off": ('if state == "off":\n        return UNMET', "if False:\n        return UNMET"),
    "the camera's HTTPS port": ("site.https_port is not None:", "False:"),
    "the recorder's port": ("(site.port if self.first else None) or", ""),
    "what is done": ('"check_https" in site.done', "False"),
    "the order of tasks": ("[code for code in _TASKS if code in tasks]", "sorted(tasks)"),
    "tasks that count": ("encrypted and code in needed", "code in needed"),
    "newer firmware": ("newer and not all(", "False and not all("),
    "options to set": ("    if choice:", "    if False:"),
    "short versions": ("here = _wherever(", "_wherever("),
    "what persons type": (
        "device: bool = True,\n    ) -> Answer:",
        "device: bool = True,\n    ) -> Answer:\n        device = True",
    ),
    "tasks of other firmware": ("not all(_is_enough(here, other) for other in others)", "False"),
    "checks that are off": ("if not _unchecked(one[0], checked)", ""),
    "choices of the verdict": (" if one.choice == best.place.choice", ""),
    "symbols": ('whole["shows"],', "{},"),
    "grades": ("known = {grade for grade in grades if grade is not None}", "known = {*()}"),
    "what is seen before what is possible": ("proven and observed", "False"),
    "what does not go on in clear before what is possible": ("proven and strict", "False"),
    "firmware that is no worse": ("return level == least or _RANK", "return True or _RANK"),
    "firmware that is better": ("return level == least or", "return level == least and"),
    "going on in clear": ('not {"http", "rtsp"} & set(menu[one.setting])', "False"),
}
"""What a reader may leave out, and the place where it would."""


@pytest.mark.parametrize("ignored", MUTATIONS)
def test_a_reader_that_ignores_one_thing_does_not_conform(
    ignored: str, asked: dict[str, Any]
) -> None:
    source = SOURCE.read_text(encoding="utf-8")
    old, new = MUTATIONS[ignored]
    assert old in source
    reader = ModuleType("mutated")
    sys.modules["mutated"] = reader
    exec(compile(source.replace(old, new), "mutated", "exec"), vars(reader))
    try:
        wrong = next(wrong_answers(reader, asked["example"], asked["example_answers"]), None)
    except (LookupError, ValueError):  # it stumbles
        return
    assert wrong is not None


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


def test_a_renamed_camera_keeps_the_id_that_was_stored(catalog: Catalog, good_seed: Path) -> None:
    stored = feed_of(catalog).find("Exemplar", "E200")
    assert stored is not None
    payload = feed_document(catalog)
    for maker in payload["payload"]["manufacturers"]:
        for model in (m for series in maker["series"] for m in series["models"]):
            if model["name"] == "E200":
                model |= {"name": "E200 Plus", "aliases": ["E200", *model.get("aliases", ())]}
    later = parse(sealed(payload).encode())
    found = later.by_id(stored.id)
    assert found is not None
    assert (found.manufacturer, found.model) == ("Exemplar", "E200 Plus")
    again = later.by_id(found.id)
    assert again is not None
    assert again.model == found.model
    for wrong in ("", "/", "EXEMPLAR", "EXEMPLAR/", "/E200", "EXEMPLAR/NO SUCH", "NOBODY/E200"):
        assert later.by_id(wrong) is None


def test_two_cameras_of_one_key_are_none() -> None:
    maker = {"name": "M", "scheme": "generic", "line": "m"}
    models = [{"name": "A-1", "table": 0}, {"name": "A 1", "table": 0}]
    series = [{"name": "A", "models": models}]
    payload = {"manufacturers": [maker | {"series": series}], "company_words": [], "sources": []}
    feed = Feed({"data_version": "x", "edition": 1, "payload": payload})
    camera = feed.find("M", "A-1")
    assert camera is not None
    assert camera.model == "A-1"
    assert feed.find("M", "A1") is None


def answer_of(feed: Feed, **asked: Any) -> Answer:
    camera = feed.find("Exemplar", "E100")
    assert camera is not None
    return feed.answer(camera, **asked)


def test_unknown_recorders_settings_and_options_are_told(feed: Feed) -> None:
    with pytest.raises(FeedError, match="No such"):
        answer_of(feed, plugin="ONVIF", recorder="No such")
    for option in ("streaming", "chain"):
        with pytest.raises(FeedError, match=f"no option '{option}'"):
            answer_of(feed, options={option: "on"})
    answer = answer_of(feed)
    for setting, port, words in (("ftp", None, "ftp"), ("https-if-available", 8443, "port")):
        with pytest.raises(FeedError, match=words):
            predict(answer, setting, Site(port=port))
    assert len(predictions(answer, Site(port=8443))) == 3
    for site in (
        Site(certificate="selfsigned"),
        Site(http="yes"),
        Site(done=["close_clear"]),
        Site(certificate_names=["ip"]),
    ):
        with pytest.raises(FeedError, match="choose from"):
            predictions(answer, site)


def test_a_plugin_that_the_feed_lacks_adds_nothing(feed: Feed) -> None:
    unlisted, none = answer_of(feed, plugin="No such"), answer_of(feed)
    assert not unlisted.plugin_listed
    assert none.plugin_listed
    assert unlisted.capabilities == none.capabilities
    assert predictions(unlisted) == predictions(none)


def test_a_camera_alone_has_no_levels(feed: Feed) -> None:
    answer = answer_of(feed, recorder=feed_reader.NO_RECORDER)
    assert answer.camera == answer.capabilities
    assert predictions(answer) == []


def test_a_ladder_has_what_the_library_says_of_each_stretch(catalog: Catalog, feed: Feed) -> None:
    questions: list[dict[str, Any]] = [{"recorder": "none"}, {}, {"plugin": "ONVIF"}]
    for asked in questions:
        told = catalog.predict(manufacturer="Exemplar", model="E100", **asked)
        cells = [cell for cell in told.all_cells if cell.region.lineage != ""]
        for firmware in (None, "10.12.114", "any"):
            ladder = answer_of(feed, firmware=firmware, **asked).ladder
            values = [tuple(cell.values if told.predictions else cell.own) for cell in cells]
            assert [tuple(rung.values.values()) for rung in ladder] == values
            assert len({rung.text for rung in ladder}) == len(cells) > 1


def test_a_rung_names_the_evidence_of_both_sides(feed: Feed) -> None:
    for asked in ({"recorder": "none"}, {"plugin": "ONVIF"}):
        for rung in answer_of(feed, **asked).ladder:
            for name, value in rung.values.items():
                known = value != "unknown"
                assert (rung.grades[name] is not None) == known
                assert rung.sources[name] or not known
                assert all(feed.source(one) for one in rung.sources[name])
    assert feed.source("no such source") is None


def test_a_short_version_of_a_recorder_with_different_answers_promises_nothing(
    asked: dict[str, Any],
) -> None:
    example = parse(asked["example"].encode())
    camera = example.find("Lumen", "L1-A")
    assert camera is not None

    def after(version: str, device: bool) -> list[str]:
        answer = example.answer(camera, "3.5", "Native", None, version, device=device)
        return predict(answer, "strict").after

    assert after("4.0", True) == ["full"]
    assert after("4.1", False) == ["full"]
    assert after("4", False) == ["fails", "control", "full"], "3.9 would be something else"


def test_the_verdict_is_for_the_best_setting(feed: Feed) -> None:
    answer = answer_of(feed, firmware="10.12.114", plugin="ONVIF")
    best = verdict(answer, predictions(answer))
    assert (best["setting"], best["code"]) == ("https-required", "at_least")
    assert best["symbols"] == ["gear", "padlock"]
    alone = verdict(answer, [predict(answer, "http")])
    assert (alone["code"], alone["floor"]) == ("not_encrypted", "nothing")


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
        (lambda text: resealed(text, format_version=1), "format version 1"),
        (lambda text: resealed(text, format_version="2"), "format version '2'"),
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


# --- Editions -------------------------------------------------------------------------------------


def test_an_older_edition_is_refused_and_an_expired_one_is_told(catalog: Catalog) -> None:
    text = sealed(feed_document(catalog, Issue(number=7, expires="2027-06-30"))).encode()
    feed = parse(text, least_edition=7)
    assert feed.edition == 7
    assert not feed.expired("2027-06-30")
    assert feed.expired("2027-07-01")
    with pytest.raises(FeedError, match="edition 7, and 8 was there before"):
        parse(text, least_edition=8)
    assert not feed_of(catalog).expired("2999-12-31"), "nobody said when"

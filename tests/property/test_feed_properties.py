"""The feed against the library: whatever is asked, the reader answers as the catalogue does."""

from __future__ import annotations

import re
import shutil
import tempfile
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from integration_db import Catalog
from integration_db.database.opening import open_in_memory
from integration_db.errors import UsageError
from integration_db.export import feed_document, sealed
from integration_db.export.conformance import EXAMPLE, VERDICT
from integration_db.feed_reader import (
    NO_RECORDER,
    Camera,
    Feed,
    FeedError,
    Firmware,
    Site,
    parse,
    place,
    predictions,
    verdict,
)
from integration_db.firmware import SCHEMES, parse_firmware
from integration_db.firmware.reading import Reading
from integration_db.firmware.schemes import lineage_of, notations_of
from integration_db.prediction.site import ANY_SITE, TICKED_OFF
from integration_db.prediction.site import Site as LibrarySite
from integration_db.vocabulary import (
    CERTIFICATES,
    CHECKS,
    HTTP_STATES,
    CertificateName,
    by_name,
)

GOOD_SEED = Path(__file__).parent.parent / "good_seed"
JOINED = "dahua+bosch+uniview+generic+tiandy"
NOTATIONS = {name: tuple(notations_of(name).portable()) for name in (*SCHEMES, JOINED)}
TABLES = {name: [one.to_dict() for one in found] for name, found in NOTATIONS.items()}

PIECES = st.sampled_from(
    ["v", "V", ".", "..", "_", "-", " ", "build ", "Build", "rel.", "n", "r", "b", "beta", "rc"]
    + [
        "t",
        ".R.",
        ".T.",
        "u1",
        "d00",
        "(",
        ")",
        "x",
        "ac",
        "os ",
        "mx-v",
        "vvtk-",
        "illustra.",
        "ss016",
    ]
    + ["0", "00", "1", "7", "9", "10", "11", "12", "14", "15", "42", "80", "622", "0000000", "1001"]
    + ["190909", "20190909", "190931", "2019-09-09", "86399", "86400", "2402", "qipc-b", "-nx", "/"]
)


def written_in(scheme: str) -> st.SearchStrategy[str]:
    """Text made by one of a scheme's patterns, of pieces of versions, or anything."""
    return st.one_of(
        st.lists(PIECES, max_size=14).map("".join),
        st.lists(st.integers(0, 15), min_size=1, max_size=6).map(lambda n: ".".join(map(str, n))),
        st.text(max_size=30),
        *(
            st.from_regex(re.compile(one.pattern, re.ASCII), fullmatch=True)
            for one in NOTATIONS[scheme]
        ),
    )


WRITTEN = st.one_of(
    *(st.tuples(st.just(scheme), written_in(scheme)) for scheme in sorted(NOTATIONS))
)
"""A scheme, and text."""


@given(WRITTEN, st.booleans())
@settings(deadline=None, max_examples=1500, suppress_health_check=[HealthCheck.too_slow])
@example(("mobotix", "MX-V5.4.6.3 (1999-09-21)"), True)
@example(("axis", "10.1.2.0.5"), True)
def test_firmware_is_read_to_the_librarys_key_or_not_at_all(
    asked: tuple[str, str], device: bool
) -> None:
    scheme, text = asked
    line = lineage_of(Reading("", "", "full"), scheme, "Sony")
    got = place(text, TABLES[scheme], line, device)
    want = parse_firmware(
        text, manufacturer="Sony", scheme=scheme, provenance="device" if device else "human"
    )
    if got.line is None and want.lineage is not None:
        old = scheme == "mobotix" and not "2000" <= (want.build_date or "2000")[:4] <= "2049"
        assert not text.isascii() or old, f"{scheme} {text!r} is not read"
    else:
        known = (want.lineage, want.lo, want.hi, want.build_date)
        assert got == Firmware(text, *known)


PAIRINGS = """
  - {plugin: Native, manufacturer: Exemplar, series: E1, model: E100, recorder_version: ">=23.03",
     firmware: ">=10.12", https_support: false, source: example-reading, grade: lab_test}
  - {plugin: Native, manufacturer: Exemplar, series: E1, recorder_version: "<22.12",
     needs_custom_cert: true, source: example-reading, grade: field_report}
  - {plugin: ONVIF, manufacturer: Sample Optics, series: S, model: S10, hardware_version: "2.0",
     video_encryption: true, recorder_version: ">=9.6,<19.03 | >=22.06",
     source: example-reading, grade: device_reading}
  - {plugin: ONVIF, manufacturer: Blank, series: B, model: B7, video_encryption: true,
     video_via: [rtsps], when: {setting: https-required}, source: example-reading,
     grade: field_report}
advisories:
"""
"""More pairings than the example seed has: along the recorder's versions, for one board, with one
setting, and of video alone where nobody speaks of HTTPS."""


@lru_cache(maxsize=1)
def example_seed() -> tuple[Catalog, Feed, list[Camera]]:
    with tempfile.TemporaryDirectory() as folder:
        seed = Path(shutil.copytree(GOOD_SEED, f"{folder}/seed"))
        file = seed / "recorders/exacqvision.yaml"
        text = file.read_text(encoding="utf-8")
        assert "\nadvisories:\n" in text
        file.write_text(text.replace("\nadvisories:\n", PAIRINGS), encoding="utf-8")
        catalog = Catalog(open_in_memory([seed]))
    feed = parse(sealed(feed_document(catalog)).encode())
    return catalog, feed, cameras(feed)


@lru_cache(maxsize=1)
def conformance_example() -> tuple[Catalog, Feed, list[Camera]]:
    catalog = Catalog(open_in_memory([EXAMPLE]))
    feed = parse(sealed(feed_document(catalog)).encode())
    return catalog, feed, cameras(feed)


def cameras(feed: Feed) -> list[Camera]:
    return [
        Camera(maker["name"], series["name"], model["name"], maker, model)
        for maker in feed.payload["manufacturers"]
        for series in maker["series"]
        for model in series["models"]
    ]


FIRMWARE = st.one_of(
    st.none(),
    st.sampled_from(["newest", "any"]),
    st.sampled_from(["9.80.3.9", "10.12.91", "10.12.114", "10", "9", "9.80", "7.20", "7.19.5.1"]),
    st.sampled_from(["10.5.1", "5.50beta3", "no version", "", "1.2", "2.4-r3", "15.1.1"]),
    st.lists(st.integers(0, 13), min_size=1, max_size=4).map(lambda n: ".".join(map(str, n))),
)
VERSIONS = st.sampled_from(
    [None, "22.06", "22.05.1.0", "24.03", "22", "9.6", "no version", "23.06.77777.0", "3.5", "4.0"]
)
PORTS = st.sampled_from([None, None, 80, 443, 8443])
KNOWN = st.sampled_from([None, True, False])


@st.composite
def sites(draw: st.DrawFn) -> LibrarySite:
    certificate = draw(st.sampled_from([None, *CERTIFICATES]))
    words: tuple[CertificateName, ...] = ("address", "host_name", "serial")
    names = st.lists(st.sampled_from(words), unique=True)
    return LibrarySite(
        port=draw(PORTS),
        https_port=draw(PORTS),
        nat=draw(KNOWN),
        as_shipped=draw(KNOWN),
        http=draw(st.sampled_from([None, *HTTP_STATES])),
        https_on=draw(KNOWN),
        video_on=draw(KNOWN),
        certificate=certificate,
        certificate_names=() if certificate in (None, "none") else tuple(draw(names)),
        address_changed=draw(KNOWN),
        done=tuple(draw(st.lists(st.sampled_from(TICKED_OFF), unique=True))),
        strict=draw(st.booleans()),
    )


@st.composite
def questions(draw: st.DrawFn, feed: Feed, known: list[Camera]) -> tuple[Camera, dict[str, Any]]:
    """A camera, and what may be asked about it, as the reader takes it."""
    camera = draw(st.sampled_from(known))
    asked: dict[str, Any] = {"firmware": draw(FIRMWARE), "device": draw(st.booleans())}
    boards = [board["name"] for board in camera.entry.get("hardware_versions", ())]
    asked["hardware_version"] = draw(st.sampled_from([None, *boards]))
    recorder = draw(st.sampled_from([None, *feed.payload["recorders"]]))
    if recorder is None:
        return camera, asked | {"recorder": NO_RECORDER}
    asked |= {"recorder": recorder["name"], "recorder_version": draw(VERSIONS)}
    plugin = draw(st.sampled_from([None, "No such plugin", *recorder["plugins"]]))
    asked["plugin"] = plugin["name"] if isinstance(plugin, dict) else plugin
    options = {check: ["on", "off"] for check in CHECKS}
    if isinstance(plugin, dict):
        options |= {one["id"]: one["values"] for one in plugin.get("options", ())}
    names = draw(st.lists(st.sampled_from(sorted(options)), unique=True, max_size=2))
    asked["options"] = {name: draw(st.sampled_from(options[name])) for name in names}
    return camera, asked


def agree(
    catalog: Catalog, feed: Feed, camera: Camera, asked: dict[str, Any], site: LibrarySite
) -> None:
    """The reader says what the catalogue says, or where a short version of a recorder may mean
    several with other answers, nothing."""
    if asked["recorder"] == NO_RECORDER:
        site = site._replace(port=None)
    library = {k: v for k, v in asked.items() if k not in ("options", "device") and v is not None}
    try:
        want = catalog.predict(
            camera.model,
            manufacturer=camera.manufacturer,
            site=site._replace(options=tuple(asked.get("options", {}).items())),
            provenance="device" if asked["device"] else "human",
            **library,
        )
    except UsageError:  # a check that is no choice at this version
        with pytest.raises(FeedError, match="has no option"):
            feed.answer(camera, **asked)
        return
    got = feed.answer(camera, **asked)
    here = Site(**{name: getattr(site, name) for name in Site._fields})
    made = predictions(got, here)
    assert got.camera == by_name(want.camera)
    version = want.question.recorder_version
    best = verdict(got, made) if made else {"capabilities": got.camera}
    if camera.entry.get("pairings") and version is not None and version.lo != version.hi:
        for name, value in by_name(want.capabilities).items():
            assert best["capabilities"][name] in (value, "unknown")
        return
    assert best["capabilities"] == by_name(want.capabilities)
    for one, prediction in zip(made, want.predictions, strict=True):
        assert one.setting == prediction.setting.id
        assert one.now == list(prediction.now.levels)
        assert one.after == list(prediction.after.levels)
        assert one.tasks == [task.code for task in prediction.tasks]
        assert one.counted == [task.code for task in prediction.tasks if task.counts]
        assert one.assumes == list(prediction.assumes)
        assert one.if_runs == prediction.if_runs
    if want.verdict is not None:
        told = want.verdict.to_dict()
        assert {name: best[name] for name in VERDICT} == {name: told[name] for name in VERDICT}


@given(st.data())
@settings(deadline=None, max_examples=500)
@pytest.mark.parametrize("seed", [example_seed, conformance_example])
def test_the_reader_answers_as_the_catalogue(seed: Any, data: st.DataObject) -> None:
    catalog, feed, known = seed()
    agree(catalog, feed, *data.draw(questions(feed, known)), data.draw(sites()))


def test_what_versions_of_a_recorder_do_not_share_is_no_evidence() -> None:
    """A short version that means several, of which only some have video encryption."""
    catalog, feed, known = example_seed()
    asked = dict.fromkeys(("firmware", "hardware_version"), None)
    how = {"recorder": "exacqVision", "recorder_version": "22", "plugin": "Native"}
    camera = next(one for one in known if one.model == "S20")
    for site in (LibrarySite(), LibrarySite(as_shipped=True)):
        agree(catalog, feed, camera, {**asked, **how, "device": False, "options": {}}, site)


@pytest.fixture(scope="module")
def shipped(real_catalog: Catalog) -> tuple[Catalog, Feed, list[Camera], list[str]]:
    feed = parse(sealed(feed_document(real_catalog)).encode())
    rows = real_catalog.reader.rows("SELECT DISTINCT version FROM release ORDER BY version")
    return real_catalog, feed, cameras(feed), [version for (version,) in rows]


@given(st.data())
@settings(
    deadline=None, max_examples=500, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_so_it_does_with_the_shipped_catalogue(
    shipped: tuple[Catalog, Feed, list[Camera], list[str]], data: st.DataObject
) -> None:
    catalog, feed, known, versions = shipped
    camera, asked = data.draw(questions(feed, known))
    asked["firmware"] = data.draw(st.one_of(st.none(), st.sampled_from(versions), FIRMWARE))
    agree(catalog, feed, camera, asked, data.draw(sites()))


def test_every_camera_of_the_shipped_catalogue_through_every_side(
    shipped: tuple[Catalog, Feed, list[Camera], list[str]],
) -> None:
    """One camera of each table and each recorder and plugin, at a site of which nothing is said."""
    catalog, feed, known, _ = shipped
    first: dict[tuple[Any, ...], Camera] = {}
    for camera in known:
        key = (camera.entry["table"], *camera.entry.get("pairings", ()))
        if "hardware_versions" not in camera.entry:
            first.setdefault(key, camera)
    sides = [
        (recorder["name"], plugin)
        for recorder in feed.payload["recorders"]
        for plugin in (None, *(one["name"] for one in recorder["plugins"]))
    ]
    for number, camera in enumerate(first.values()):
        for recorder, plugin in sides[number % 5 :: 5]:
            asked = {"firmware": None, "device": True, "recorder": recorder, "plugin": plugin}
            agree(catalog, feed, camera, asked, ANY_SITE)


MARKS = st.sampled_from(["-", " ", "_", ".", "", "/", "(4MM)", "AXIS ", "mk ii", " Mk2", "V", "2"])


@given(st.data())
@settings(
    deadline=None, max_examples=500, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_a_camera_is_found_only_where_the_library_finds_the_same(
    shipped: tuple[Catalog, Feed, list[Camera], list[str]], data: st.DataObject
) -> None:
    catalog, feed, known, _ = shipped
    camera = data.draw(st.sampled_from(known))
    spellings = [camera.manufacturer, *camera.maker.get("aliases", ())]
    maker = data.draw(st.sampled_from([None, *spellings, f"{camera.manufacturer} Co., Ltd."]))
    text = data.draw(st.sampled_from([camera.model, f"{spellings[-1]} {camera.model}"]))
    cut = data.draw(st.integers(0, len(text)))
    text = text[:cut] + data.draw(MARKS) + text[cut + data.draw(st.integers(0, 1)) :]
    found = feed.find(maker, text.lower() if data.draw(st.booleans()) else text)
    match = catalog.resolve(text, maker)
    if found is not None:
        assert (found.manufacturer, found.model) == (match.manufacturer_name, match.name), text

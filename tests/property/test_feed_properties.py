"""The feed against the library: whatever is asked, the reader answers as the catalogue does."""

from __future__ import annotations

import re
import shutil
import tempfile
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from integration_db import Catalog
from integration_db.database.opening import open_in_memory
from integration_db.export import feed_document, sealed
from integration_db.feed_reader import Camera, Feed, Firmware, outcomes, parse, place
from integration_db.firmware import SCHEMES, parse_firmware
from integration_db.firmware.reading import Reading
from integration_db.firmware.schemes import lineage_of, notations_of
from integration_db.prediction.outcomes import check_site
from integration_db.prediction.prediction import predict
from integration_db.prediction.site import Site
from integration_db.vocabulary import CAPABILITIES, PROTOCOLS, SUPPORT, by_name

GOOD_SEED = Path(__file__).parent.parent / "good_seed"
NOTATIONS = {name: tuple(notations_of(name).portable()) for name in SCHEMES}
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


WRITTEN = st.one_of(*(st.tuples(st.just(scheme), written_in(scheme)) for scheme in sorted(SCHEMES)))
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
     source: example-reading, grade: field_report}
advisories:
"""
"""More pairings than the example seed has: along the recorder's versions, for one board, and
of video alone where nobody speaks of HTTPS."""


@lru_cache(maxsize=1)
def example_seed() -> tuple[Catalog, Feed, list[Camera]]:
    with tempfile.TemporaryDirectory() as folder:
        seed = Path(shutil.copytree(GOOD_SEED, f"{folder}/seed"))
        box = seed / "recorders/exacqvision.yaml"
        text = box.read_text(encoding="utf-8")
        assert "\nadvisories:\n" in text
        box.write_text(text.replace("\nadvisories:\n", PAIRINGS), encoding="utf-8")
        catalog = Catalog(open_in_memory([seed]))
    feed = parse(sealed(feed_document(catalog)).encode())
    return catalog, feed, cameras(feed)


def cameras(feed: Feed) -> list[Camera]:
    return [
        Camera(maker["name"], model["name"], maker, model)
        for maker in feed.payload["manufacturers"]
        for series in maker["series"]
        for model in series["models"]
    ]


FIRMWARE = st.one_of(
    st.none(),
    st.sampled_from(["9.80.3.9", "10.12.91", "10.12.114", "10", "9", "9.80", "7.20", "7.19.5.1"]),
    st.sampled_from(["10.5.1", "5.50beta3", "no version", "", "1.2", "2.4-r3", "15.1.1"]),
    st.lists(st.integers(0, 13), min_size=1, max_size=4).map(lambda n: ".".join(map(str, n))),
)
VERSIONS = st.sampled_from(
    [None, "22.06", "22.05.1.0", "24.03", "22", "9.6", "no version", "23.06.77777.0"]
)


@given(
    st.integers(0, 10**6),
    FIRMWARE,
    st.sampled_from([None, "ONVIF", "Native", "exemplar native", "Closed"]),
    VERSIONS,
    st.sampled_from([None, "1.0", "2.0"]),
    st.booleans(),
)
@settings(deadline=None, max_examples=600)
def test_the_reader_answers_as_the_catalogue(
    number: int,
    firmware: str | None,
    plugin: str | None,
    version: str | None,
    board: str | None,
    device: bool,
) -> None:
    catalog, feed, known = example_seed()
    camera = known[number % len(known)]
    board = board if "hardware_versions" in camera.entry else None
    through: dict[str, Any] = (
        {} if plugin is None else {"plugin": plugin, "recorder_version": version}
    )
    want = catalog.predict(
        camera.model,
        manufacturer=camera.manufacturer,
        firmware=firmware,
        hardware_version=board,
        provenance="device" if device else "human",
        **through,
    )
    got = feed.answer(camera, firmware, hardware_version=board, device=device, **through)
    recorder = want.question.recorder_version
    if "pairings" in camera.entry and recorder is not None and recorder.lo != recorder.hi:
        # a version that may lie in several stretches counts as none: at worst less is known
        for name, value in by_name(want.capabilities).items():
            assert got[name] in (value, "unknown")
        return
    assert got == by_name(want.capabilities)
    for prediction in want.predictions:
        assert outcomes(got, prediction.protocol) == list(prediction.outcomes)


@pytest.fixture(scope="module")
def shipped(real_catalog: Catalog) -> tuple[Catalog, Feed, list[Camera], list[str]]:
    feed = parse(sealed(feed_document(real_catalog)).encode())
    rows = real_catalog.reader.rows("SELECT DISTINCT version FROM release ORDER BY version")
    return real_catalog, feed, cameras(feed), [version for (version,) in rows]


@given(st.data())
@settings(
    deadline=None, max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_so_it_does_with_the_shipped_catalogue(
    shipped: tuple[Catalog, Feed, list[Camera], list[str]], data: st.DataObject
) -> None:
    catalog, feed, known, versions = shipped
    camera = data.draw(st.sampled_from(known))
    firmware = data.draw(st.one_of(st.none(), st.sampled_from(versions), FIRMWARE))
    boards = [board["name"] for board in camera.entry.get("hardware_versions", ())]
    board = data.draw(st.sampled_from([None, *boards]))
    plugins = [(b["name"], p["name"]) for b in feed.payload["recorders"] for p in b["plugins"]]
    chosen = data.draw(st.sampled_from([None, *plugins]))
    through: dict[str, Any] = {}
    if chosen is not None:
        version = data.draw(VERSIONS)
        through = {"recorder": chosen[0], "plugin": chosen[1], "recorder_version": version}
    want = catalog.predict(
        camera.model,
        manufacturer=camera.manufacturer,
        firmware=firmware,
        hardware_version=board,
        provenance="device",
        **through,
    )
    got = feed.answer(camera, firmware, hardware_version=board, **through)
    assert got == by_name(want.capabilities)


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
    found = feed.find(maker, data.draw(st.sampled_from([text, text.lower()])))
    match = catalog.resolve(text, maker)
    if found is not None:
        assert (found.manufacturer, found.model) == (match.manufacturer_name, match.name), text


@given(
    st.tuples(*[st.sampled_from(SUPPORT)] * len(CAPABILITIES)),
    st.sampled_from(PROTOCOLS),
    st.builds(
        Site,
        st.sampled_from([None, 80, 443, 8443]),
        st.sampled_from([None, 443, 8443]),
        *[st.sampled_from([None, True, False])] * 3,
    ),
)
@settings(deadline=None)
def test_outcomes_are_those_of_the_prediction(values: Any, protocol: Any, site: Site) -> None:
    assume(site.port is None or protocol != "https-if-available")
    check_site(protocol, site)
    got = outcomes(by_name(values), protocol, **site._asdict())
    assert got == list(predict(values, protocol, site).outcomes)

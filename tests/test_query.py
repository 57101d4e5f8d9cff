"""Filters in SQL and answers in Python are two ways to one result."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from integration_db import Catalog, NotFound, UsageError, open_catalog
from integration_db.catalog.answer import Answer
from integration_db.catalog.queries.filter_query import EVERYTHING, FIT, SORTS
from integration_db.curation.shared_observations import load_generation
from integration_db.database.opening import open_in_memory
from integration_db.database.readers import (
    DatabaseRow,
    Reader,
    SqliteReader,
    open_database,
    open_file,
)
from integration_db.evidence.regions import OTHER_LINE
from integration_db.firmware import Firmware
from integration_db.names import loose_key
from integration_db.prediction.levels import at_least
from integration_db.vocabulary import (
    GRADES,
    LEVELS,
    NO_RECORDER,
    SUPPORT,
    VIDEO_ENCRYPTION,
    Level,
    by_name,
)

FIRMWARE = [
    *("7.10.1", "7.20", "7.2", "9.80.3.8", "9.80.3.9", "9.80", "9", "10.5.1", "10.12", "10.12.91"),
    *("10.12.114", "10", "12.0.0-beta1", "", "garbage", "V5.7.1 build 230920", "2023-09-21"),
]
ASKED: list[dict[str, str]] = [
    {},
    {"plugin": "ONVIF"},
    {"plugin": "Native"},
    {"plugin": "Native", "recorder_version": "22.03"},
    {"plugin": "Native", "recorder_version": "24.06"},
    {"plugin": "Native", "recorder_version": "garbage"},
    {"plugin": "Closed"},
]


def answer_of(catalog: Catalog, maker: str, model: str, **asked: Any) -> Answer:
    """The answer to what a filter asks: about the camera alone unless a recorder is named."""
    if not {"plugin", "recorder", "recorder_version"} & set(asked):
        asked["recorder"] = NO_RECORDER
    return catalog.predict(model, manufacturer=maker, **asked)


def models(catalog: Catalog) -> list[tuple[str, str]]:
    return [(camera.manufacturer, camera.model) for camera in catalog.filter()]


@pytest.mark.parametrize("asked", ASKED, ids=str)
@pytest.mark.parametrize("firmware", FIRMWARE)
def test_at_one_firmware_the_filter_says_what_the_prediction_says(
    catalog: Catalog, asked: dict[str, str], firmware: str
) -> None:
    cameras = {(n.manufacturer, n.model): n for n in catalog.filter(firmware=firmware, **asked)}
    for maker, model in models(catalog):
        answer = answer_of(catalog, maker, model, firmware=firmware, **asked)
        assert cameras[maker, model].ranges[0].answers == answer.capabilities, model


@pytest.mark.parametrize("asked", ASKED, ids=str)
def test_without_firmware_the_filter_shows_the_intervals_of_the_answer(
    catalog: Catalog, asked: dict[str, str]
) -> None:
    cameras = catalog.filter(**asked)
    assert len(cameras) == len(models(catalog))
    for camera in cameras:
        answer = answer_of(catalog, camera.manufacturer, camera.model, **asked)
        assert camera.ranges == answer.intervals, camera.model


@pytest.mark.parametrize("asked", ASKED, ids=str)
@pytest.mark.parametrize(
    ("option", "index"),
    [("https", 0), ("video_encryption", 1), ("custom_cert", 2), ("regen_cert", 3)],
)
def test_a_capability_filter_finds_just_the_ranges_with_that_value(
    catalog: Catalog, asked: dict[str, str], option: str, index: int
) -> None:
    for value in SUPPORT:
        found = {
            (n.model, span.text)
            for n in catalog.filter(**{option: value}, **asked)
            for span in n.ranges
        }
        wanted = {
            (n.model, span.text)
            for n in catalog.filter(**asked)
            for span in n.ranges
            if span.answers[index] == value
        }
        assert found == wanted


PROTOCOLS = ("http", "https-if-available", "https-required")


def after(catalog: Catalog, **question: Any) -> dict[str, tuple[Level, ...]]:
    """What every camera comes to after the tasks."""
    return {
        model: catalog.predict(model, manufacturer=maker, **question).predictions[0].after.levels
        for maker, model in models(catalog)
    }


@pytest.mark.parametrize("protocol", PROTOCOLS)
@pytest.mark.parametrize("firmware", ["10.12.114", "7.10.1", "10.12", "garbage"])
def test_a_filter_by_levels_finds_what_is_predicted(
    catalog: Catalog, protocol: str, firmware: str
) -> None:
    shows = dict(catalog.recorder().shows)
    for asked in ASKED:
        question = {"protocol": protocol, "firmware": firmware, **asked}
        predicted = after(catalog, **question)
        for level in LEVELS:
            certain = {
                m for m, found in predicted.items() if all(at_least(x, level) for x in found)
            }
            possible = {
                m for m, found in predicted.items() if any(at_least(x, level) for x in found)
            }
            assert {n.model for n in catalog.filter(level=level, **question)} == certain
            listed = catalog.filter(level=level, possible=True, **question)
            assert {n.model for n in listed} == possible
        for level, symbol in shows.items():
            certain = {m for m, found in predicted.items() if set(found) == {level}}
            possible = {m for m, found in predicted.items() if level in found}
            assert {n.model for n in catalog.filter(symbol=symbol, **question)} == certain
            listed = catalog.filter(symbol=symbol, possible=True, **question)
            assert {n.model for n in listed} == possible


def test_with_no_setting_the_best_one_counts(catalog: Catalog) -> None:
    at = {"firmware": "10.12.114", "plugin": "Native", "recorder_version": "24.06"}
    padlocks = {n.model for n in catalog.filter(symbol="padlock", **at)}
    assert padlocks
    assert padlocks == {
        n.model for n in catalog.filter(symbol="padlock", protocol="https-required", **at)
    }
    assert catalog.filter(symbol="padlock", protocol="http", **at) == []


def test_a_symbol_that_the_recorder_has_not_is_refused_with_its_own(catalog: Catalog) -> None:
    with pytest.raises(UsageError, match="exacqVision has no symbol 'star'; it has empty, gear"):
        catalog.filter(symbol="star")
    with pytest.raises(UsageError, match="level 'half'"):
        catalog.filter(level="half")


def test_counting_is_the_length_of_the_list(catalog: Catalog) -> None:
    for options in ({}, {"https": "yes"}, {"text": "e1"}, {"https": "no", "plugin": "Closed"}):
        assert catalog.count(**options) == len(catalog.filter(**options))
        at = {**options, "firmware": "10.12.114"}
        assert catalog.count(**at) == len(catalog.filter(**at))


def test_pages_put_together_are_the_whole_list(catalog: Catalog) -> None:
    whole = [n.model for n in catalog.filter()]
    pages = [n.model for at in range(0, 12, 2) for n in catalog.filter(limit=2, offset=at)]
    assert pages == whole
    assert catalog.filter(limit=0) == []


@pytest.mark.parametrize("many", [1, 10_000], ids=["gone through", "sorted"])
@pytest.mark.parametrize(
    "asked",
    [
        *ASKED,
        *({"https": value} for value in SUPPORT),
        {"https": "yes", "firmware": "any", "manufacturer": "Sample Optics"},
        {"plugin": "Native", "level": "control", "text": "1"},
    ],
    ids=str,
)
def test_pages_in_the_order_of_the_catalogue_make_the_whole_list(
    catalog: Catalog, asked: dict[str, str], many: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("integration_db.catalog.queries.filter_query._MANY", many)
    whole = catalog.filter(**asked)
    pages = [catalog.filter(limit=3, offset=at, **asked) for at in range(0, len(whole) + 3, 3)]
    assert [camera for page in pages for camera in page] == whole


SORTED = [",".join(way) for n in (1, 2) for way in permutations(sorted({*SORTS} - {FIT}), n)]
"""What a list may be ordered by first, and then."""


@pytest.mark.parametrize("many", [1, 10_000], ids=["gone through", "sorted"])
def test_pages_in_any_order_make_the_whole_list(
    catalog: Catalog, many: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("integration_db.catalog.queries.filter_query._MANY", many)
    for fields in [*SORTED, *[f"-{way}".replace(",", ",-") for way in SORTED], "-series,model"]:
        asked = {"sort": tuple(fields.split(",")), "https": "yes"}
        whole = catalog.filter(**asked)
        pages = [catalog.filter(limit=2, offset=at, **asked) for at in range(0, len(whole) + 2, 2)]
        assert [camera for page in pages for camera in page] == whole, fields


@pytest.mark.parametrize("firmware", [None, "10.12.114"])
def test_pages_at_a_firmware_make_the_whole_list(catalog: Catalog, firmware: str | None) -> None:
    for asked in ({}, {"https": "yes"}, {"text": "1"}, {"plugin": "Native", "level": "control"}):
        whole = catalog.filter(firmware=firmware, **asked)
        for limit in (1, 3, 100_000):
            starts = range(0, len(whole) + 1, limit)
            pages = [
                catalog.filter(firmware=firmware, limit=limit, offset=n, **asked) for n in starts
            ]
            assert [camera for page in pages for camera in page] == whole, (asked, limit)


def test_a_page_at_a_firmware_that_many_cameras_may_run_does_not_read_them_all(
    real_database: str,
) -> None:
    with Catalog(open_file(Path(real_database))) as opened:
        at = partial(opened.filter, firmware="10.12.114")
        assert _steps(opened, partial(at, limit=50)) * 20 < _steps(opened, at)


def test_a_page_of_many_cameras_does_not_read_them_all(real_database: str) -> None:
    with Catalog(open_file(Path(real_database))) as opened:
        every = _steps(opened, opened.filter)
        for fields in (EVERYTHING.sort, *(way.split(",") for way in SORTED), ("-model",)):
            page = _steps(opened, partial(opened.filter, limit=50, sort=tuple(fields)))
            assert page * 20 < every, fields


@pytest.mark.parametrize("text", ["DS", "DS-2", "DS-2CD2"])
def test_a_search_that_thousands_fit_does_not_read_them_all(real_database: str, text: str) -> None:
    with Catalog(open_file(Path(real_database))) as opened:
        ((names,),) = opened.reader.rows(
            "SELECT COUNT(*) FROM name WHERE loose_key LIKE :begins", {"begins": f"{text[:2]}%"}
        )
        assert _steps(opened, lambda: opened.search(text, limit=5)) * 100 < 10 * names


def test_a_search_finds_the_shortest_names_first(real_catalog: Catalog) -> None:
    """Whatever is read of them at a time, on both databases."""
    sql = (
        "SELECT n.loose_key, f.name, m.name FROM name n JOIN model m ON m.id = n.model_id "
        "JOIN manufacturer f ON f.id = m.manufacturer_id "
        "WHERE n.kind IN ('name', 'alias', 'identifier') ORDER BY f.name, m.sort_key, m.id"
    )
    names = real_catalog.reader.rows(sql)
    for text, maker in [
        *(("DS-2CD2", None), ("DS-2", "Hikvision"), ("2CD2", None), ("WD-IZ", None), ("Z4", None)),
        *(("P3", "Axis"), ("45-L", "Axis"), ("IPC-", "Uniview"), ("-2", "Dahua"), ("VIP-32", None)),
    ]:
        key = loose_key(text)
        fitting = sorted(
            (one for one in names if key in one[0] and maker in (None, one[1])),
            key=lambda one: (not one[0].startswith(key), len(one[0])),
        )
        expected = list(dict.fromkeys(one[1:] for one in fitting))[:20]
        found = real_catalog.search(text, manufacturer=maker, limit=20)
        assert [(hit.manufacturer, hit.model) for hit in found] == expected, text


def _steps(catalog: Catalog, ask: Callable[[], object]) -> int:
    """How many hundred instructions of SQLite's machine a question takes."""
    reader = catalog.reader
    assert isinstance(reader, SqliteReader)
    taken: list[None] = []
    reader.connection.set_progress_handler(lambda: taken.append(None), 100)
    ask()
    reader.connection.set_progress_handler(None, 0)
    return len(taken)


@pytest.mark.parametrize("number", [-1, 2**63, 10**30])
def test_a_list_that_cannot_be_cut_so_is_refused(catalog: Catalog, number: int) -> None:
    for name in ("limit", "offset"):
        with pytest.raises(UsageError, match=f"{name} {number}"):
            catalog.filter(**{name: number})
    with pytest.raises(UsageError, match=str(number)):
        catalog.select().part(1, number)
    with pytest.raises(UsageError, match=str(number)):
        catalog.search("E100", limit=number)


def test_sorting_is_natural_and_can_be_reversed(catalog: Catalog) -> None:
    names = [n.model for n in catalog.filter(sort="model")]
    assert names == [*reversed([n.model for n in catalog.filter(sort="-model")])]
    assert names.index("E100") < names.index("E110 Mk II") < names.index("E200")


def test_evidence_of_a_grade_is_asked_of_the_value_that_is_asked_for(catalog: Catalog) -> None:
    def found(**options: str) -> set[str]:
        return {n.model for n in catalog.filter(**options)}

    assert "S40" in found(https="yes", grade="field_report")
    assert "S40" not in found(https="yes", grade="vendor_document")
    assert "E100" in found(video_encryption="yes", grade="vendor_document")
    assert "E100" not in found(video_encryption="yes", grade="lab_test")
    for grade in ("field_report", "vendor_document"):  # the camera's; the recorder's is inferred
        assert found(https="yes", plugin="ONVIF", grade=grade) == found(https="yes", grade=grade)
    at = {"plugin": "Native", "recorder_version": "24.06", "firmware": "10.12.114"}
    assert found(symbol="padlock", **at)
    assert found(symbol="padlock", **at, grade="field_report") == set(), "levels rest on both sides"


def test_text_is_taken_literally(catalog: Catalog) -> None:
    assert {n.model for n in catalog.filter(text="e11")} == {"E110 Mk II"}
    for text in ("%", "_", "!", "'", '"', "100%", "\\", "E1%0", "E11%"):
        assert catalog.filter(text=text) == []


class _Telling:
    """A reader that keeps what it was asked."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.dialect = reader.dialect
        self.asked: list[str] = []

    def rows(self, sql: str, parameters: Mapping[str, object] | None = None) -> list[DatabaseRow]:
        self.asked.append(sql)
        return self.reader.rows(sql, parameters)

    def current(self) -> bool:
        return True

    def close(self) -> None:
        """Leave the reader to whoever opened it."""


def test_list_total_and_facets_read_the_kinds_of_cell_once(catalog: Catalog) -> None:
    reader = _Telling(catalog.reader)
    selection = Catalog(reader).select(https="yes", manufacturer="Exemplar")
    assert selection.part(1).cameras
    assert selection.total == len(selection.cameras)
    assert selection.facet("series")
    assert selection.part(1).facet("manufacturer")
    assert sum("FROM kind" in sql for sql in reader.asked) == 1


def test_facets_count_cameras(catalog: Catalog) -> None:
    counts = dict(catalog.select().facet("manufacturer"))
    assert counts == {"Exemplar": 5, "Sample Optics": 4, "Blank": 1}
    by_value = dict(catalog.select().facet("https_support"))
    assert set(by_value) <= set(SUPPORT)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"https": "maybe"}, "choose one of unknown, no, yes"),
        ({"sort": "size"}, "choose from manufacturer, series, model"),
        ({"colour": "red"}, "filter has no option 'colour'"),
        ({"symbol": "gear", "protocol": "ftp"}, "no protocol setting 'ftp'"),
        ({"protocol": "http"}, "goes with a symbol or level"),
        ({"possible": True}, "goes with a symbol or level"),
        ({"grade": "good"}, "choose one of inferred"),
    ],
)
def test_a_wrong_option_is_refused_with_what_is_valid(
    catalog: Catalog, options: dict[str, Any], words: str
) -> None:
    for ask in (catalog.filter, catalog.count, catalog.describe):
        with pytest.raises(UsageError, match=words):
            ask(**options)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"manufacturer": "Exemplr"}, "did you mean Exemplar"),
        ({"recorder": "Nobody"}, "the catalogue has exacqVision"),
        ({"model": "E1"}, "names a family of models"),
    ],
)
def test_an_unknown_name_is_refused_with_those_that_are_known(
    catalog: Catalog, options: dict[str, Any], words: str
) -> None:
    with pytest.raises(NotFound, match=words):
        catalog.filter(**options)


def test_a_plugin_that_the_catalogue_lacks_counts_as_none(catalog: Catalog) -> None:
    for options in ({"https": "yes"}, {"symbol": "gear"}, {"firmware": "10.12.114"}):
        unnamed = catalog.filter(recorder="exacqVision", **options)
        assert catalog.filter(plugin="Nativ", **options) == unnamed
    assert "plugin Nativ" in catalog.describe(plugin="Nativ")
    answer = catalog.predict("Exemplar E100", plugin="Nativ")
    alone = catalog.predict("Exemplar E100")
    assert answer.capabilities == alone.capabilities
    assert [p.after for p in answer.predictions] == [p.after for p in alone.predictions]
    assert any("Nativ" in note.text for note in answer.notes)


def test_a_firmware_that_nobody_can_read_leaves_the_answer_open_and_says_why(
    catalog: Catalog,
) -> None:
    answer = catalog.predict("Exemplar E100", firmware="rolling release")
    assert set(answer.capabilities) == {"unknown"}
    assert "cannot be placed" in answer.gaps[0].text
    for prediction in answer.predictions:
        assert len(prediction.after.levels) > 1 or not prediction.setting.encrypts


def test_the_cells_of_the_database_are_those_of_the_core(real_catalog: Catalog) -> None:
    """The stored answers and the computed ones come from the same cells, on the real seed too."""
    stored = {(n.manufacturer, n.model): n.ranges for n in real_catalog.filter(firmware="any")}
    names = sorted(stored)[::23]
    for maker, model in names:
        assert answer_of(real_catalog, maker, model).intervals == stored[maker, model]


def test_every_answer_about_a_known_value_shows_its_evidence(real_catalog: Catalog) -> None:
    for maker, model in sorted((n.manufacturer, n.model) for n in real_catalog.filter())[::29]:
        answer = real_catalog.predict(model, manufacturer=maker, plugin="ONVIF")
        decided = {r.capability for r in answer.explanation if r.decisive}
        missing = {gap.capability for gap in answer.gaps}
        follows = {why.capability.name for why in answer.whys if why.follows_from is not None}
        for capability, value in by_name(answer.capabilities).items():
            known = decided | follows
            assert capability in (known if value != "unknown" else missing | decided)
        for reason in answer.explanation:
            assert reason.source is not None


@pytest.mark.postgresql
def test_a_server_gives_the_same_answers(
    catalog: Catalog, good_seed: Any, postgresql_url: str
) -> None:
    load_generation(postgresql_url, [good_seed])
    load_generation(postgresql_url, [good_seed])  # a second build replaces the first
    with Catalog(open_database(postgresql_url)) as server:
        assert server.data_version == catalog.data_version
        for asked in ASKED:
            for options in ({}, {"https": "yes"}, {"firmware": "10.12.114"}, {"text": "e1"}):
                one = [n.to_dict() for n in catalog.filter(**options, **asked)]
                assert [n.to_dict() for n in server.filter(**options, **asked)] == one
                assert server.count(**options, **asked) == len(one)
        for maker, model in models(catalog):
            for firmware in FIRMWARE[:6]:
                question = {"manufacturer": maker, "firmware": firmware, "plugin": "Native"}
                one_answer = catalog.predict(model, **question).to_dict()  # type: ignore[arg-type]
                assert server.predict(model, **question).to_dict() == one_answer  # type: ignore[arg-type]
        assert server.stats() == catalog.stats()
        assert server.show("E100").to_dict() == catalog.show("E100").to_dict()
        assert [h.model for h in server.search("E1")] == [h.model for h in catalog.search("E1")]
        assert server.resolve("sample optics s-10").name == "S10"


UNWRITABLE = ["\ud800", "\udfff x", "E100\udcff", "\x00", "a\x00b"]
"""Text that no database takes: halves of characters, and NUL."""


def ask_everywhere(catalog: Catalog, text: str) -> None:
    """Ask with the text in the place of every name: nothing has it, and nothing breaks."""
    assert not catalog.resolve(text).resolved
    assert not catalog.resolve("E200", text).resolved
    assert {hit.level for hit in catalog.search(text)} <= {"suggest"}
    catalog.search("E200", manufacturer=text)  # looks everywhere, as for any unknown maker
    assert catalog.filter(series=text) == []
    assert catalog.filter(text=text) == []
    for name in ("manufacturer", "model", "recorder"):
        with pytest.raises(NotFound):
            catalog.filter(**{name: text})
    for name in ("manufacturer", "recorder"):
        with pytest.raises(NotFound):
            catalog.predict("Exemplar E100", **{name: text})  # type: ignore[arg-type]
    through_none = catalog.filter(recorder="exacqVision")
    assert (
        catalog.filter(plugin=text) == through_none
    )  # one that the catalogue lacks counts as none
    assert catalog.predict("Exemplar E100", plugin=text).question.plugin is None
    assert len(catalog.filter(firmware=text)) == catalog.count()


@pytest.mark.parametrize("text", UNWRITABLE)
def test_text_that_no_database_takes_is_no_name(catalog: Catalog, text: str) -> None:
    ask_everywhere(catalog, text)


@pytest.mark.postgresql
@pytest.mark.parametrize("text", UNWRITABLE)
def test_text_that_no_database_takes_is_no_name_on_a_server(
    good_seed: Any, postgresql_url: str, text: str
) -> None:
    load_generation(postgresql_url, [good_seed])
    with Catalog(open_database(postgresql_url)) as server:
        ask_everywhere(server, text)


def test_as_many_models_are_confirmed_as_their_profiles_say(catalog: Catalog) -> None:
    profiles = [catalog.show(model, manufacturer=maker) for maker, model in models(catalog)]
    confirmed = [profile.confirmed for profile in profiles]
    assert set(confirmed) == {True, False}
    assert catalog.stats()["confirmed_models"] == sum(confirmed)


def test_firmware_of_another_line_is_in_the_cell_for_other_lines(catalog: Catalog) -> None:
    answer = catalog.predict("Exemplar E100", firmware="garbage")
    assert [c.region.lineage for c in answer.cells] == [OTHER_LINE]
    assert isinstance(answer.question.firmware, Firmware)


def test_a_recorder_is_predicted_with_the_settings_that_it_has(real_catalog: Catalog) -> None:
    answer = real_catalog.predict("P3245-LVE", recorder="Milestone XProtect", plugin="ONVIF")
    own = [setting.id for setting in real_catalog.recorder("Milestone XProtect").settings]
    assert [p.setting.id for p in answer.predictions] == own
    assert "https-if-available" not in own
    with pytest.raises(UsageError, match="it has 'HTTPS Enabled: No', 'HTTPS Enabled: Yes'"):
        real_catalog.predict(
            "P3245-LVE", recorder="Milestone XProtect", protocol="https-if-available"
        )


def test_a_no_that_follows_rests_on_the_evidence_of_what_it_follows_from(
    real_catalog: Catalog,
) -> None:
    alone = real_catalog.count(https="no", video_encryption="no")
    assert alone > 0
    assert real_catalog.count(https="no", video_encryption="no", grade="inferred") == alone


def test_a_grade_alone_asks_for_cameras_of_which_https_is_known(real_catalog: Catalog) -> None:
    for grade in ("inferred", "vendor_document"):
        known = {n.model for v in ("yes", "no") for n in real_catalog.filter(https=v, grade=grade)}
        assert {n.model for n in real_catalog.filter(grade=grade)} == known
        somewhere = {n.model for n in real_catalog.filter(grade=grade, firmware="any")}
        here = {n.model for n in real_catalog.filter(grade=grade, firmware="10.12.114")}
        assert here <= somewhere


OVERLAY = """\
name: exacqVision
plugins:
  - name: Careless
    statements:
      - {https_support: false, source: example-reading, grade: inferred}
pairings:
  - {plugin: ONVIF, manufacturer: Blank, series: B, model: B7, video_encryption: true,
     source: example-reading, grade: lab_test}
"""


@pytest.fixture
def with_pairing(good_seed: Path, tmp_path: Path) -> Iterator[Catalog]:
    file = tmp_path / "recorders" / "exacqvision.yaml"
    file.parent.mkdir()
    file.write_text(OVERLAY)
    with Catalog(open_in_memory([good_seed, tmp_path])) as opened:
        yield opened


@pytest.mark.parametrize("firmware", [None, "1.2"])
def test_a_pairing_is_found_by_what_it_says(with_pairing: Catalog, firmware: str | None) -> None:
    through = {"model": "Blank B7", "plugin": "ONVIF", "firmware": firmware}
    through = {name: value for name, value in through.items() if value is not None}
    (camera,) = with_pairing.filter(**through, video_encryption="yes")
    assert VIDEO_ENCRYPTION.of(camera.spans[0].answers) == "yes"
    assert with_pairing.count(**through, video_encryption="unknown") == 0
    assert with_pairing.count(**through, video_encryption="yes", grade="lab_test") == 1


@pytest.mark.parametrize("firmware", [None, "10.12.114"])
def test_a_no_of_the_plugin_rests_on_the_plugins_evidence(
    with_pairing: Catalog, firmware: str | None
) -> None:
    asked = {"model": "Exemplar E100", "plugin": "Careless", "https": "no"}
    if firmware is not None:
        asked["firmware"] = firmware
    assert with_pairing.count(**asked) == 1
    assert with_pairing.count(**asked, grade="field_report") == 0


def test_a_stream_address_needs_no_https_in_a_filter_either(real_catalog: Catalog) -> None:
    """A camera without HTTPS may still send its stream encrypted: nobody says that it does not."""
    named: dict[str, Any] = {"recorder": "MediaMTX", "plugin": "RTSP source"}
    without = [c for c in real_catalog.filter(https="no") if len(c.spans) == 1]
    assert without
    for camera in without[:40]:
        asked = {**named, "manufacturer": camera.manufacturer}
        answer = real_catalog.predict(camera.model, **asked)
        value = VIDEO_ENCRYPTION.of(answer.capabilities)
        found = real_catalog.filter(**asked, model=camera.model, video_encryption=value)
        assert [one.model for one in found] == [camera.model], (camera, value)


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("XXXXXXXXXX", "no listed model is called like that"),
        ("\U0001d54f" * 4, "no listed model is called like that"),
        ("Foo Series", "no series of this name is listed"),
    ],
)
def test_a_placeholder_that_stands_for_no_model_is_not_found(
    catalog: Catalog, written: str, reason: str
) -> None:
    for ask in (catalog.predict, catalog.show):
        with pytest.raises(NotFound, match=reason):
            ask(written)


def test_a_grade_is_not_asked_of_a_side_that_decided_nothing(real_catalog: Catalog) -> None:
    """A plugin without encrypted video says no by itself, whatever is known of the camera's."""
    asked: dict[str, Any] = {"recorder": "Home Assistant", "plugin": "axis"}
    verdict = real_catalog.predict("Q6075-E", manufacturer="Axis", **asked).verdict
    assert verdict is not None
    assert verdict.rests_on == ("vendor_document", "recorder_document")
    found = real_catalog.filter(**asked, model="Axis Q6075-E", level="control", grade=GRADES[2])
    assert [camera.model for camera in found] == ["Q6075-E"]
    assert not real_catalog.filter(**asked, model="Axis Q6075-E", level="control", grade="lab_test")


def test_a_yes_that_the_recorder_cannot_use_does_not_lower_the_grade(
    real_catalog: Catalog,
) -> None:
    """From 12 on the camera's encrypted video is inferred, and the plugin takes none."""
    asked: dict[str, Any] = {"recorder": "Home Assistant", "plugin": "axis", "firmware": "12.1.60"}
    verdict = real_catalog.predict("Q6075-E", manufacturer="Axis", **asked).verdict
    assert verdict is not None
    assert verdict.rests_on == ("vendor_document", "recorder_document")
    found = real_catalog.filter(**asked, model="Axis Q6075-E", level="control", grade=GRADES[2])
    assert [camera.model for camera in found] == ["Q6075-E"]


def test_the_coverage_is_worked_out_once_for_all_who_ask(
    good_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_catalog(good_database) as opened:
        asked: list[str] = []
        read = opened.reader.rows

        def watched(sql: str, parameters: Mapping[str, object] | None = None) -> list[DatabaseRow]:
            asked.append(sql)
            return read(sql, parameters)

        monkeypatch.setattr(opened.reader, "rows", watched)
        coverages = opened.coverage()
        assert coverages
        assert opened.stats()["coverage"][1:] == [one.to_dict() for one in coverages]  # type: ignore[index]
        assert opened.coverage() == coverages
        assert sum("FROM coverage" in sql for sql in asked) == 1
        # What was counted when the database was built is not counted again.
        assert not any(table in sql for sql in asked for table in ("cell", "run_evidence"))


@pytest.mark.parametrize("value", SUPPORT)
def test_the_coverage_counts_the_cameras_that_a_list_shows(catalog: Catalog, value: str) -> None:
    """A list shows a camera with each value that it has on some firmware; yes counts before no."""
    found: dict[str, int] = {}
    for one in catalog.filter(recorder="none"):
        shown = {by_name(span.answers)["https_support"] for span in one.ranges}
        if value == next(word for word in ("yes", "no", "unknown") if word in shown):
            found[one.manufacturer] = found.get(one.manufacturer, 0) + 1
    counted = {c.manufacturer: c.counts["https_support"][value] for c in catalog.coverage()}  # type: ignore[index]
    assert {maker: count for maker, count in counted.items() if count} == found


def test_makers_and_series_come_in_the_order_in_which_people_sort(real_catalog: Catalog) -> None:
    """Whatever the case, and numbers by their size: AirLive before AVTECH, P9 before P10."""
    makers = [one.manufacturer for one in real_catalog.manufacturers()]
    assert makers.index("AirLive") < makers.index("AVTECH")
    assert [one.manufacturer for one in real_catalog.coverage()] == makers
    listed = [camera.manufacturer for camera in real_catalog.filter()]
    assert list(dict.fromkeys(listed)) == makers
    series = [camera.series.upper() for camera in real_catalog.filter(sort=("series",))]
    alone = [name for name in dict.fromkeys(series) if name.isalpha()]
    assert alone == sorted(alone)

"""Cameras that are alike are counted together: each number is that of the list, one by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any, Final

import pytest

from integration_db import Catalog, UsageError
from integration_db.catalog.queries.filter_query import FACETS, SelectedCamera
from integration_db.curation.shared_observations import load_generation
from integration_db.database.readers import open_database
from integration_db.prediction.levels import ENCRYPTED
from integration_db.vocabulary import CAPABILITIES, GRADES, SUPPORT

FILTER_OF: Final = {one.name: one.filter_name for one in CAPABILITIES}
OF_LEVELS: Final = ("symbol", "level")

OF_EXAMPLES: Final[list[dict[str, Any]]] = [
    {},
    {"https": "yes"},
    {"https": ("yes", "unknown"), "video_encryption": ("no", "unknown")},
    {"manufacturer": ("Exemplar", "Blank")},
    {"series": "e1", "manufacturer": "Exemplar", "custom_cert": "no"},
    {"text": "1", "https": "unknown"},
    {"plugin": "Native", "manufacturer": "Exemplar"},
    {"plugin": "Native", "level": "control", "possible": True},
    {"plugin": "Native", "symbol": ("gear", "empty"), "protocol": "https-required"},
    {"plugin": "ONVIF", "recorder_version": "24.06", "https": "yes"},
    {"firmware": "10.12.114"},
    {"firmware": "newest", "https": "yes"},
    {"firmware": "any", "level": "full", "possible": True},
    {"firmware": "7.20", "plugin": "Native", "https": ("no", "yes")},
    *({"grade": grade} for grade in GRADES),
    *({"grade": grade, "https": "yes", "level": "control"} for grade in GRADES[1:3]),
    {"model": ("E100", "S10"), "firmware": "9.80"},
]

OF_REAL: Final[list[dict[str, Any]]] = [
    {"manufacturer": ("Axis", "Mobotix"), "https": "yes"},
    {"plugin": "ONVIF", "level": "control", "text": "p32"},
    {"recorder": "Mirasys VMS", "plugin": "OnvifIPCapture", "video_encryption": "yes"},
    {"recorder": "Mirasys VMS", "plugin": "OnvifIPCapture", "firmware": "10.12.114"},
    {"recorder": "Kerberos Agent", "plugin": "RTSP", "level": ("control", "stream")},
    {"recorder": "Milestone XProtect", "plugin": "Axis", "custom_cert": "no"},
    {"recorder": "none", "regen_cert": ("yes", "no")},
    {"firmware": "9.80", "https": "yes", "grade": "vendor_document"},
]


def counted_one_by_one(cameras: Iterable[SelectedCamera], name: str) -> tuple[Counter[str], int]:
    """Return how many have each value, and how many have several."""
    counts: Counter[str] = Counter()
    several = 0
    for camera in cameras:
        values = {camera.manufacturer}
        if name == "series":
            values = {f"{camera.manufacturer} {camera.series}"}
        for capability in CAPABILITIES:
            if capability.name == name:
                values = {capability.of(span.answers) for span in camera.spans}
        counts.update(values)
        several += len(values) > 1
    return counts, several


def check_all_numbers(catalog: Catalog, asked: dict[str, Any]) -> None:
    chosen = catalog.select(**asked)
    through_recorder = chosen.context.recorder is not None
    found = chosen.facets([*FACETS, *(OF_LEVELS if through_recorder else ())])
    whole = catalog.filter(**asked)
    assert chosen.total == len(whole)
    for name in FACETS:
        own = chosen.facet(name)
        assert dict(own) == counted_one_by_one(whole, name)[0], (asked, name)
        assert own == sorted(own, key=lambda item: (-item[1], item[0]))
        others = {k: v for k, v in asked.items() if k != FILTER_OF.get(name, name)}
        counts, several = counted_one_by_one(catalog.filter(**others), name)
        assert dict(found[name].counts) == counts, (asked, name)
        assert found[name].several == several, (asked, name)
    for name in OF_LEVELS if through_recorder else ():
        expected, having = Counter[str](), Counter[tuple[str, str]]()
        for value, number in found[name].counts:
            cameras = catalog.filter(**{**asked, name: value})
            assert number == len(cameras), (asked, name, value)
            having.update((one.manufacturer, one.model) for one in cameras)
            expected[value] = len(cameras)
        assert found[name].several == sum(number > 1 for number in having.values())


@pytest.mark.parametrize("asked", OF_EXAMPLES, ids=str)
def test_what_is_counted_together_is_what_the_list_has(
    catalog: Catalog, asked: dict[str, Any]
) -> None:
    check_all_numbers(catalog, asked)


@pytest.mark.parametrize("asked", OF_REAL, ids=str)
def test_what_is_counted_together_is_what_the_list_of_the_real_catalogue_has(
    real_catalog: Catalog, asked: dict[str, Any]
) -> None:
    check_all_numbers(real_catalog, asked)


def test_a_number_alone_is_the_same_before_and_after_the_cohorts_are_read(
    good_database: str,
) -> None:
    for asked in OF_EXAMPLES:
        with Catalog(open_database(good_database)) as fresh:
            alone = fresh.count(**asked)
            fresh.select().facets()
            assert fresh.count(**asked) == alone, asked


TEXTS: Final = (
    *("a", "ip", "p32", "axis", "hik", "axis p", "dome", "axis network camera p3", "hanwha qn"),
    *("P3245-LVE", "AXIS P3245-LVE", "q60", "dahua ipc-hfw2431", "1 2 dome", "zz9", "%", "_"),
)
BESIDE_A_TEXT: Final[list[dict[str, Any]]] = [
    {},
    {"https": "yes"},
    {"manufacturer": ("Axis", "Bosch"), "custom_cert": "unknown"},
    {"recorder": "Milestone XProtect", "plugin": "Axis", "level": "control"},
    {"firmware": "10.12.114", "https": "yes"},
    {"firmware": "newest"},
]


@pytest.mark.parametrize("beside", BESIDE_A_TEXT, ids=str)
def test_a_page_of_what_fits_a_text_is_a_part_of_the_whole_list(
    real_catalog: Catalog, beside: dict[str, Any]
) -> None:
    real_catalog.select().facets()
    for text in TEXTS:
        chosen = real_catalog.select(text=text, **beside)
        whole = chosen.cameras
        assert chosen.total == len(whole), text
        for start in (0, 7, max(0, len(whole) - 3)):
            assert chosen.part(20, start).cameras == whole[start : start + 20], (text, start)


@pytest.mark.postgresql
def test_a_server_cuts_the_same(good_seed: Any, postgresql_url: str) -> None:
    load_generation(postgresql_url, [good_seed])
    with Catalog(open_database(postgresql_url)) as server:
        server.select().facets()
        for text in ("e", "1", "exemplar", "e10", "exemplar e"):
            chosen = server.select(text=text)
            assert chosen.part(2, 1).cameras == chosen.cameras[1:3], text


@pytest.mark.postgresql
def test_a_server_counts_the_same(good_seed: Any, postgresql_url: str) -> None:
    load_generation(postgresql_url, [good_seed])
    with Catalog(open_database(postgresql_url)) as server:
        for asked in OF_EXAMPLES:
            check_all_numbers(server, asked)


def test_several_values_of_a_filter_are_any_of_them(catalog: Catalog) -> None:
    for name in FILTER_OF.values():
        for left in SUPPORT:
            kept = tuple(value for value in SUPPORT if value != left)
            either = {(one.manufacturer, one.model) for one in catalog.filter(**{name: kept})}
            each = {
                (one.manufacturer, one.model)
                for value in kept
                for one in catalog.filter(**{name: value})
            }
            assert either == each
    both = catalog.select(manufacturer=["Exemplar", "exemplar", "Blank"], https=("yes", "unknown"))
    assert both.words == "HTTPS support yes or unknown, manufacturer Exemplar or Blank"


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"grade": ("inferred", "lab_test")}, "grade is given 2 times; it takes one value"),
        ({"https": ("yes", "maybe")}, "https 'maybe': choose one of unknown, no, yes"),
        ({"manufacturer": ["Exemplar"] * 101}, "manufacturer has 101 values; at most 100"),
    ],
)
def test_values_that_no_filter_takes_are_refused(
    catalog: Catalog, asked: dict[str, Any], words: str
) -> None:
    with pytest.raises(UsageError, match=words) as refused:
        catalog.select(**asked)
    assert refused.value.option == next(iter(asked))


def test_a_facet_that_there_is_not_is_refused(catalog: Catalog) -> None:
    with pytest.raises(UsageError, match="facet 'colour'"):
        catalog.select().facets(["colour"])


def test_the_recorder_has_a_prospect_for_each_camera_of_a_list(real_catalog: Catalog) -> None:
    """The levels are those by which the list is filtered, and none is left out."""
    for through in (
        {},
        {"plugin": "ONVIF"},
        {"recorder": "Mirasys VMS", "plugin": "OnvifIPCapture"},
    ):
        for level in ENCRYPTED:
            chosen = real_catalog.select(level=level, limit=40, **through)
            for camera in chosen.cameras:
                prospect = chosen.prospect(camera)
                assert prospect is not None
                assert set(prospect.after) <= {"control", "stream", "full"}
                assert prospect.tasks >= 0


@pytest.mark.parametrize(
    "through",
    [{}, {"plugin": "ONVIF"}, {"recorder": "Milestone XProtect", "plugin": "Axis"}],
    ids=str,
)
def test_a_prospect_in_a_list_says_what_the_verdict_on_the_camera_says(
    real_catalog: Catalog, through: dict[str, Any]
) -> None:
    chosen = real_catalog.select(**through)
    cameras = chosen.cameras
    for camera in cameras[:: max(1, len(cameras) // 150)]:
        prospect = chosen.prospect(camera)
        answer = real_catalog.predict(camera.model, manufacturer=camera.manufacturer, **through)
        made = answer.prediction
        assert made is not None
        if prospect is None:
            assert chosen.context.plugin is not None
            assert not chosen.context.plugin.accepts(camera.manufacturer)
            continue
        said = (made.setting, made.after.levels, made.counted_tasks)
        assert (prospect.setting, prospect.after, prospect.tasks) == said, camera.model
        assert prospect.now == made.now.levels, camera.model

"""The order of firmware is a strict partial one, and every engine of truth gives one answer."""

import contextlib
import sqlite3
from itertools import permutations

import pytest
from firmware_texts import a_version
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_statements import cells_for

from integration_db import feed_reader
from integration_db.catalog.queries.filter_query import SQL_MAY_LIE
from integration_db.database.stored_values import REGION_COLUMNS, write_region
from integration_db.errors import InvalidRange
from integration_db.evidence.cells import cells
from integration_db.evidence.statements import Statement
from integration_db.firmware import (
    SCHEMES,
    SQL_HOLDS,
    Firmware,
    FirmwareRange,
    Provenance,
    compare,
    explain_comparison,
    parse_firmware,
    parse_range,
)
from integration_db.vocabulary import CAPABILITIES, Support

ORIGINS: tuple[Provenance, ...] = ("device", "human")
VALUES: tuple[Support | None, ...] = ("yes", *[None] * (len(CAPABILITIES) - 1))
EVERY_SCHEME = pytest.mark.parametrize("scheme", [*sorted(SCHEMES), "generic+dahua+dynacolor"])
some = settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))


def versions(scheme: str) -> st.SearchStrategy[Firmware]:
    """Draw a version as a device or a person says it."""
    return st.builds(
        lambda text, origin: parse_firmware(text, scheme=scheme, provenance=origin),
        a_version(scheme),
        st.sampled_from(ORIGINS),
    )


def by_feed(version: Firmware) -> feed_reader.Firmware:
    return feed_reader.Firmware(
        version.raw, version.lineage, version.lo, version.hi, version.build_date
    )


def assert_in_order(found: list[Firmware]) -> None:
    """Nothing is older than itself, two are never older than each other, and three never gape."""
    for a, b in permutations(found, 2):
        forth, back = compare(a, b), compare(b, a)
        assert (forth is None) == (back is None)
        assert explain_comparison(a, b).endswith(".")
        assert forth is None or forth == -(back or 0)
    for a, b, c in permutations(found, 3):
        if compare(a, b) == -1 and compare(b, c) == -1:
            assert compare(a, c) == -1, (a.raw, b.raw, c.raw)
        if compare(a, b) == 0:
            assert compare(a, c) == compare(b, c), (a.raw, b.raw, c.raw)
        left, middle, right = by_feed(a), by_feed(b), by_feed(c)
        if feed_reader.compare(left, middle) == -1 and feed_reader.compare(middle, right) == -1:
            assert feed_reader.compare(left, right) == -1, (a.raw, b.raw, c.raw)


@EVERY_SCHEME
def test_the_older_of_an_older_one_is_older(scheme: str) -> None:
    @given(st.lists(versions(scheme), min_size=6, max_size=8))
    @some
    def check(found: list[Firmware]) -> None:
        assert_in_order(found)
        assert all(compare(version, version) == 0 for version in found)

    check()


@pytest.mark.parametrize(
    ("maker", "texts"),
    [
        ("Hanwha Vision", ["V4.6.19_240606", "4.42.0004", "V5.7.0_190530"]),
        ("Hikvision", ["5.4.0 build 160530", "5.4.0.5", "5.4.1 build 160525"]),
        ("Tapo", ["1.1.18 Build 230829 Rel.1n", "1.2", "1.3.6 Build 230424 Rel.1n"]),
        ("Dahua", ["3.210.0001.4.R.160623", "3.210.0001.5.R", "3.210.0001.10.R.160606"]),
        ("Reolink", ["v3.1.0.951_21041567", "21050712", "v3.0.0.2356_23062004"]),
        ("Reolink", ["v3.0.0.20_20052300", "20121102", "v2.0.0.4732_1728_21062800"]),
        ("Mobotix", ["MX-V5.4.6.3 (2021-09-21)", "MX-V5.4.6.3", "MX-V5.4.7.1 (2020-09-21)"]),
    ],
)
def test_dates_that_contradict_the_numbers_leave_no_gap(maker: str, texts: list[str]) -> None:
    assert_in_order([parse_firmware(text, manufacturer=maker) for text in texts])


def ranges(scheme: str) -> st.SearchStrategy[FirmwareRange]:
    """Draw a range of one to three clauses, by versions and by build dates."""
    bound = st.tuples(st.sampled_from([">=", ">", "<=", "<", "="]), a_version(scheme)).map("".join)
    dates = st.sampled_from(["build>=2018-05-27", "build<2024-06-06", "build=2019-05-30"])
    clause = st.lists(bound | dates, min_size=1, max_size=3).map(",".join)
    return st.lists(clause, min_size=1, max_size=3).map(lambda found: _range(found, scheme))


def _range(clauses: list[str], scheme: str) -> FirmwareRange:
    """Return the range of those clauses that are not empty of any version."""
    found = []
    for clause in clauses:
        with contextlib.suppress(InvalidRange):
            found.append(parse_range(clause, scheme=scheme).text)
    return parse_range("|".join(found) or "build<2019-05-30", scheme=scheme)


@EVERY_SCHEME
def test_python_and_sql_give_the_same_answers_of_a_range(scheme: str) -> None:
    @given(ranges(scheme), st.lists(versions(scheme), min_size=1, max_size=4))
    @some
    def check(wanted: FirmwareRange, found: list[Firmware]) -> None:
        for version in found:
            row = (version.lineage, version.lo, version.hi, version.build_date)
            answers = set()
            for r in wanted.intervals:
                bounds = (r.lineage, r.lo, r.hi, r.built_from, r.built_before)
                (answer,) = _BASE.execute(_HOLDS, (*row, *bounds)).fetchone()
                assert answer == r.holds(version)
                answers.add(answer)
            joined = "yes" if "yes" in answers else "unknown" if "unknown" in answers else "no"
            assert wanted.holds(version) == joined

    if scheme != "avtech":
        check()


@EVERY_SCHEME
def test_python_and_sql_see_a_version_in_the_same_cells(scheme: str) -> None:
    @given(
        st.lists(ranges(scheme), min_size=1, max_size=3),
        st.lists(versions(scheme), min_size=1, max_size=4),
    )
    @some
    def check(wanted: list[FirmwareRange], found: list[Firmware]) -> None:
        said = [
            Statement(number, "camera", "model", VALUES, "vendor_document", "example", one)
            for number, one in enumerate(wanted)
        ]
        own = cells(said)
        _BASE.executescript("DELETE FROM cell; DELETE FROM region")
        for number, region in enumerate(cell.region for cell in own):
            _BASE.execute("INSERT INTO cell VALUES (?, 1, 0, ?)", (number, number))
            row = (number, *write_region(region))
            _BASE.execute("INSERT INTO region VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
        for version in found:
            row = (version.lineage, version.lo, version.hi, version.build_date)
            rows = _BASE.execute(_LIES, row).fetchall()
            assert [own[number] for (number,) in rows] == list(cells_for(own, version))

    if scheme != "avtech":
        check()


_BASE = sqlite3.connect(":memory:")
_BASE.execute("CREATE TABLE cell (id, model_id, context_id, region_id)")
_BASE.execute(f"CREATE TABLE region (id, {', '.join(REGION_COLUMNS)})")
_HOLDS = (
    f"SELECT {SQL_HOLDS} FROM (SELECT ? AS lineage, ? AS lo, ? AS hi, ? AS built) AS f,"
    " (SELECT ? AS lineage, ? AS lo, ? AS hi, ? AS built_from, ? AS built_before) AS r"
)
_LIES = (
    "WITH v AS (SELECT ? AS lineage, ? AS lo, ? AS hi, ? AS built) "
    "SELECT c.id FROM cell c JOIN region g ON g.id = c.region_id, v "
    f"WHERE {SQL_MAY_LIE} ORDER BY c.id"
)

"""Lists of many different questions: what lines share, and what is asked of the database."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from integration_db import Catalog
from integration_db.catalog.answer import Answer
from integration_db.check import Checked, check, check_list, header_rules
from integration_db.check.answering import assessment
from integration_db.check.answering.identity import find_camera
from integration_db.check.formats import delimited
from integration_db.check.formats.shared import checked_sheet
from integration_db.check.reading.request import Request
from integration_db.database.readers import DatabaseRow
from integration_db.names import Match
from integration_db.sheets import open_list

VERSIONS = (
    *("", "newest", "any", "5", "5.0", "6.50.1.2", "V6.50.1.2", "7.10.1", "7.10.2", "9.80.1.1"),
    *("9.80.3.8", "9.80.3.9", "9.80.3.10", "10.5.1", "10.12.91", "10.12.100", "10.12.114"),
    *("10.12.114 build 7", "10.12", "11.0.1", "11.0.2", "99.1.1", "09.10.2019", "2019-10-09"),
    *(
        "10-12-91",
        "01.02.03",
        "1,5",
        "n/a",
        "beta",
        "9.80-rc1",
        "9.80-rc2",
        "10.x",
        "10.12.114%20a",
    ),
    *("1.2.3", "1.2.4", "v2", "2.800.0000000.1.R", "2.800.0000000.2.R", "5.5.3_build_170717"),
)
"""Versions as lists write them: of several stretches, unreadable ones, and what is none."""

CAMERAS = (("Exemplar", "E100"), ("Exemplar", "E110 Mk II"), ("Exemplar", "E200"), ("", "E100-V"))
REAL = (
    *(("Axis", "P3245-LVE"), ("Axis", "Q1656"), ("Bosch", "NDE-8504-R")),
    *(("Hikvision", "DS-2CD2143G2-I"), ("Nobody", "P3245"), ("Axis", "P3245")),
    *(("3S Vision", "3072-E"), ("Advidia", "A-17-F")),
)


def records(cameras: Sequence[tuple[str, str]]) -> list[dict[str, str]]:
    return [
        {"Manufacturer": maker, "Model": model, "Firmware": version}
        for version in VERSIONS
        for maker, model in cameras
    ]


def written(
    catalog: Catalog, rows: Sequence[Mapping[str, str]], folder: Path
) -> tuple[Checked, str]:
    """Check rows as a CSV file, and write them as one."""
    source = folder / "list.csv"
    with source.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    out = io.StringIO()
    with open_list(source, header_rules()) as opened:
        checked = check_list(catalog, opened)
        sheet = checked_sheet(
            checked, opened, list_name="", title="", data_version="", today=date(2026, 1, 1)
        )
        delimited.write(sheet, out)
    return checked, out.getvalue()


@pytest.mark.parametrize("cameras", [CAMERAS, REAL], ids=["example", "real"])
def test_a_line_of_many_gets_the_answer_that_it_gets_alone(
    cameras: Sequence[tuple[str, str]], catalog: Catalog, real_catalog: Catalog, tmp_path: Path
) -> None:
    catalogue = catalog if cameras is CAMERAS else real_catalog
    rows = records(cameras)
    checked, text = written(catalogue, rows, tmp_path)
    lines = list(csv.DictReader(io.StringIO(text)))
    assert len(lines) == len(rows)
    alone: list[dict[str, str]] = []
    for first in range(0, len(rows), len(cameras)):  # no two lines of a version share an answer
        of_version = written(catalogue, rows[first : first + len(cameras)], tmp_path)[1]
        alone += csv.DictReader(io.StringIO(of_version))
    assert lines == alone
    every = check(catalogue, rows)
    together = [line.to_dict() | {"line": 0} for line in every]
    singly = []
    for first in range(0, len(rows), len(cameras)):
        some = check(catalogue, rows[first : first + len(cameras)])
        singly += [line.to_dict() | {"line": 0} for line in some]
    assert together == singly
    assert checked.tally.to_dict() == every.tally.to_dict()
    assert checked.limits == every.limits
    steps = [(step.text, step.cameras) for step in every.plan]
    assert [(step.text, step.cameras) for step in checked.plan] == steps


def test_lines_with_firmware_of_one_stretch_share_an_answer(
    catalog: Catalog, tmp_path: Path
) -> None:
    rows = [
        {"Manufacturer": "Exemplar", "Model": "E100", "Firmware": f"10.12.{number}"}
        for number in range(200, 1200)
    ]
    checked, text = written(catalog, rows, tmp_path)
    lines = list(csv.DictReader(io.StringIO(text)))
    assert all(f"firmware {line['Firmware']}" in line["idb_verdict"] for line in lines)
    assert len(checked.kinds) == 1
    assert checked.tally.device_types == 1000


def test_lines_one_by_one_share_an_answer_too(
    catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    predict = catalog.predict

    def noted(model: str, **options: Any) -> Answer:
        asked.append(model)
        return predict(model, **options)

    monkeypatch.setattr(catalog, "predict", noted)
    rows = [
        {"Manufacturer": "Exemplar", "Model": "E100", "Firmware": f"10.12.{number}"}
        for number in range(200, 300)
    ]
    lines = list(check(catalog, rows))
    assert len(asked) < 5
    for row, line in zip(rows, lines, strict=True):
        said = line.to_dict()
        verdict = line.assessment.verdict
        assert said["firmware"] == row["Firmware"]
        assert verdict is not None
        assert f"firmware {row['Firmware']}" in verdict.text


def test_another_firmware_of_a_known_camera_does_not_look_for_the_camera_again(
    real_catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_for = []

    def noted(catalog: Catalog, request: Request) -> Match:
        looked_for.append(request.model)
        return find_camera(catalog, request)

    monkeypatch.setattr(assessment, "find_camera", noted)
    rows = [
        {"Manufacturer": "Axis", "Model": "P3245-LVE", "Firmware": version}
        for version in ("6.50.1.2", "9.80.3.8", "10.12.91", "11.0.1", "12.5.1")
    ]
    lines = list(check(real_catalog, rows))
    assert len({line.assessment.reason for line in lines}) > 1
    assert looked_for == ["P3245-LVE"]


class Counting:
    """A reader that counts how often it is asked."""

    def __init__(self, catalog: Catalog) -> None:
        self._reader = catalog.reader
        self.dialect = catalog.reader.dialect
        self.asked = 0

    def rows(
        self, sql: str, parameters: Mapping[str, object] | None = None
    ) -> Sequence[DatabaseRow]:
        self.asked += 1
        return self._reader.rows(sql, parameters or {})

    def __getattr__(self, name: str) -> object:
        return getattr(self._reader, name)


@pytest.fixture
def counted(real_catalog: Catalog) -> tuple[Catalog, Counting]:
    reader = Counting(real_catalog)
    return Catalog(reader), reader  # type: ignore[arg-type]


def test_a_long_list_of_unknown_names_hardly_asks_the_database(
    counted: tuple[Catalog, Counting],
) -> None:
    catalog, reader = counted
    makers = ("Axis", "Bosch", "Hanwha Vision", "Hikvision")
    rows = [
        {"Manufacturer": makers[n % 4], "Model": f"ZZ{n}-{n * 7 % 1000}Q"} for n in range(400, 1100)
    ]
    for _ in check(catalog, rows[:400]):
        pass
    before = reader.asked
    assert {line.status for line in check(catalog, rows[400:])} == {"not found"}
    assert reader.asked - before < 3 * 300


def test_names_that_look_alike_are_looked_for_among_so_many_only(
    counted: tuple[Catalog, Counting],
) -> None:
    catalog, _ = counted
    asked = []
    rows = catalog.reader.rows

    def noted(sql: str, parameters: Mapping[str, object] | None = None) -> Sequence[DatabaseRow]:
        if "text MATCH :pieces" in sql:
            asked.append(str((parameters or {})["pieces"]))
        return rows(sql, parameters)

    catalog.reader.rows = noted  # type: ignore[method-assign, assignment]
    match = catalog.resolve("DS-2CD3621G2-LIZSX", "Hikvision")
    assert "Hikvision DS-2CD3621G2-LIZSU" in match.suggestions
    sql = "SELECT COUNT(*) FROM name_search WHERE text MATCH :pieces"
    ((number,),) = rows(sql, {"pieces": asked[0]})
    assert number <= 2000

"""What a spreadsheet made of a version or a part number is not taken for one, in any form."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import openpyxl
import pytest
from click.testing import Result

from integration_db import Catalog
from integration_db.check import check
from integration_db.check.reading.altered_cells import altered

Run = Callable[..., Result]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        *((text, "a date") for text in ("09.10.2019", "12.01.1964", "1.10.2019", "12.1.1964")),
        *((text, "a date") for text in ("2019-10-09", "2019/10/9", "2019-10-09 00:00:00")),
        *(
            (text, "a date")
            for text in ("10/12/2019", "10/12/91", "9/10/2019", "10/12", "10-12-91")
        ),
        *((text, "a date") for text in ("10. Dez", "10. Dez.", "10. Dezember 1991", "10-Dec-91")),
        *((text, "a date") for text in ("Okt 10", "Jan 93", "Oct-10", "Okt. 10", "Dec 10, 1991")),
        *((text, "a date") for text in ("10-dic", "10 de diciembre de 1991", "dic-91", "ene-93")),
        *((text, "a date") for text in ("10-déc", "10 décembre 1991", "févr-93", "août-10")),
        *((text, "a date") for text in ("10-dic", "ott-10", "10 gennaio 1993", "gen-93")),
        *((text, "a date") for text in ("10/out", "10-dez", "10 de março de 1993", "fev-93")),
        *((text, "a date") for text in ("10-mrt", "mei-93", "10 oktober 2019", "10 aug")),
        *((text, "a number") for text in ("9,8", "10,1", "1,2E+11", "1.2E+11", "1e-5", "1.240,5")),
        *((text, "a time") for text in ("10:12", "10:12:00", "9:30 AM")),
        *((text, "a date") for text in ("10.12.91 00:00", "09.10.19 0:00", "10/12/91 0:00")),
        *((text, "a date") for text in ("2019-10-09T00:00:00+01:00", "2019-10-09T00:00:00Z")),
        *((text, "a date") for text in ("Mon Oct 09 2019", "Wed, 09 Oct 2019", "mer 9 oct. 2019")),
        *((text, "a date") for text in ("Wed Oct 09 2019 00:00:00 GMT+0100", "9 Oct 2019 0:00")),
        *((text, "yes or no") for text in ("TRUE", "falsch", "VERDADERO", "vrai", "FALSO")),
        ("=A1", "a formula"),
        *((text, "an error of a spreadsheet") for text in ("#####", "#REF!", "#NAME?", "#N/A")),
    ],
)
def test_what_a_spreadsheet_shows_is_known(text: str, what: str) -> None:
    assert altered(text, is_odd=False) == what
    assert altered(f" {text} ", is_odd=False, maker="Axis") == what
    assert altered(text.upper(), is_odd=False) == what


@pytest.mark.parametrize(
    "text",
    [
        *("10.12.91", "9.80", "9.80.3.9", "12", "660", "v9.80.1", "5.70", "21.27.3", ""),
        *("V5.7.17 build 240606", "1.41.02_20200710_R281", "2.800.0000000.12.R.240322"),
        *("2.420.AC00.15.R", "v3.12 2017-06-19", "1.3.11 Build 240110 Rel.64341n", "0101b"),
        *("A6.2.2_2020.10.14", "mb20230830UX", "7.80.0128", "23.09.6.0", "99.99.2019", "newest"),
        *("01593-001", "02333-001", "NDE-5704-AL", "F.01U.385.702", "2002.23.01", "MAR-10X", "1E5"),
        *("7.10.0076", "6.10.0017", "6.11.0021", "7.12.0030", "5.10.0095", "1/2/0076"),
        *("10.13.2019.1", "Mark 10", "1.2019", "31.02.2019", "decoder 5"),
    ],
)
def test_what_may_be_a_version_or_a_part_number_is_left_alone(text: str) -> None:
    assert altered(text, is_odd=False) is None
    assert altered(text, is_odd=False, maker="Axis") is None


def test_no_firmware_of_the_seed_is_taken_for_what_a_spreadsheet_made(
    real_catalog: Catalog,
) -> None:
    place = str(getattr(real_catalog.reader, "place"))  # noqa: B009 (not part of the protocol)
    with closing(sqlite3.connect(place)) as opened:
        rows = opened.execute(
            """
            SELECT DISTINCT m.name, f.version FROM (
                SELECT manufacturer_id, series_id, model_id, version FROM release
                UNION SELECT NULL, series_id, model_id, version FROM run_evidence
            ) f
            LEFT JOIN model ON model.id = f.model_id
            LEFT JOIN series ON series.id = coalesce(f.series_id, model.series_id)
            JOIN manufacturer m ON m.id = coalesce(f.manufacturer_id, series.manufacturer_id)
            """
        ).fetchall()
    taken = {row: altered(row[1], is_odd=False, maker=row[0]) for row in rows}
    assert len(taken) > 1000
    assert {row: what for row, what in taken.items() if what is not None} == {}


def test_a_day_of_two_digits_each_is_a_date_where_no_version_has_zeros_in_front() -> None:
    assert altered("09.10.19", is_odd=False, maker="Axis") == "a date"
    assert altered("09.10.19", is_odd=False, maker="Axis Communications AB") == "a date"
    assert altered("09.10.19", is_odd=False, maker="Bosch") is None
    assert altered("10.12.19", is_odd=False, maker="Axis") is None


def test_every_form_of_a_list_is_read_by_the_one_rule(
    run: Run, catalog: Catalog, tmp_path: Path
) -> None:
    said = "the firmware cell holds a date ('09.10.2019'), which a spreadsheet may have changed"
    (line,) = check(catalog, [{"Model": "Exemplar E100", "Firmware": "09.10.2019"}])
    assert (line.assessment.request.firmware, said in line.assessment.reason) == (None, True)
    rows = [["Model", "Firmware"], ["Exemplar E100", "09.10.2019"]]
    (tmp_path / "a.csv").write_text("\n".join(map(";".join, rows)))
    (tmp_path / "a.json").write_text(json.dumps([dict(zip(*rows, strict=True))]))
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(tmp_path / "a.xlsx")
    for name in ("a.csv", "a.json", "a.xlsx"):
        done = run("check", str(tmp_path / name), "--format", "json")
        (found,) = json.loads(done.stdout)["lines"]
        assert found["firmware"] is None
        assert said in found["reason"]
        assert "format the column as text and write the version again" in found["reason"]


def test_a_part_number_that_became_a_number_is_not_taken_and_the_rest_tells(
    catalog: Catalog,
) -> None:
    record = {"Part number": "1,2E+11", "Description": "Exemplar E100"}
    (line,) = check(catalog, [record])
    assert line.assessment.camera == ("Exemplar", "E100")
    assert "no part number was taken from it" in line.assessment.reason
    (alone,) = check(catalog, [{"Part number": "Jan 93", "Qty": 2}])
    assert alone.assessment.camera is None
    assert "the part number cell holds a date ('Jan 93')" in alone.assessment.reason
    assert alone.assessment.fails

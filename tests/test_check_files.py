"""The files of a checked list are the library's: command, page and Python write the same ones."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import httpx
import pytest
from click.testing import Result

from integration_db.catalog import Catalog
from integration_db.check import check
from integration_db.check.formats import LIST_FORMATS
from integration_db.check.formats.shared import checked_sheet

Run = Callable[..., Result]

LIST = "Name,Model,Firmware,Qty\nLobby,Exemplar E100,10.12.114,3\nYard,Blank B7,,1\n"
FORMS = {one.name: one for one in LIST_FORMATS}


@pytest.mark.parametrize("form", ["csv", "ndjson"])
def test_the_page_gives_the_file_of_the_command(run: Run, api: httpx.Client, form: str) -> None:
    response = api.post("/check", data={"list": LIST, "as": "file", "form": form})
    assert response.status_code == 200
    assert response.headers["content-disposition"].startswith("attachment; filename=")
    written = run("check", "-", "--format", form, input=LIST.encode()).stdout
    assert response.text == written


def test_the_page_offers_what_the_library_writes_and_nothing_else(api: httpx.Client) -> None:
    page = api.get("/check").text
    for one in LIST_FORMATS:
        assert f'value="{one.name}"' in page
    refused = api.post("/check", data={"list": LIST, "as": "file", "form": "docx"})
    assert refused.status_code == 400


def test_records_of_a_program_are_written_with_the_headings_that_it_keeps(
    catalog: Catalog,
) -> None:
    records: list[dict[str, object]] = [
        {"Name": "Lobby", "Model": "Exemplar E100", "Firmware": "10.12.114", "Qty": 3},
        {"Name": "=1+1", "Model": "Exemplar E100", "Password": "Geheim"},
    ]
    checked = check(catalog, records)
    sheet = checked_sheet(
        checked,
        None,
        list_name="a program",
        title="Check",
        today=date(2027, 1, 1),
        data_version=catalog.data_version,
        header=["Name", "Qty", "Password"],
    )
    out = io.StringIO()
    FORMS["csv"].write(sheet, out)
    rows = list(csv.DictReader(io.StringIO(out.getvalue())))
    assert [(row["Name"], row["Qty"], row["Password"]) for row in rows] == [
        ("Lobby", "3", ""),
        ("'=1+1", "", ""),
    ]
    assert [row["idb_status"] for row in rows] == ["meets after tasks"] * 2


def test_worksheets_are_named_where_there_are_several(run: Run, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for name, sheet in (("North", book.active), ("South", book.create_sheet())):
        sheet.title = name
        sheet.append(["Model", "IP"])
        sheet.append(["Exemplar E100", "10.0.0.1"])
        sheet.append(["Exemplar E100", "10.0.0.1"])
    path = tmp_path / "sites.xlsx"
    book.save(path)
    done = run("check", str(path), "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert [row["idb_sheet"] for row in rows] == ["North", "North", "South", "South"]
    assert [row["idb_same_device_as"] for row in rows] == ["", "2", "", "2"]
    printed = json.loads(run("check", str(path), "--format", "json").stdout)
    assert [line["sheet"] for line in printed["lines"]] == ["North", "North", "South", "South"]
    assert (printed["summary"]["cameras"], printed["summary"]["inputs"]) == (2, 4)
    table = run("check", str(path)).stdout
    assert "Worksheet North" in table
    assert "4 lines in, 4 lines out: 2 cameras in 4 lines with 4 inputs" in " ".join(table.split())
    one = run("check", "-", "--format", "csv", input=LIST.encode()).stdout
    assert "idb_sheet" not in one


PLAN = ("Exemplar E100,10.0.0.10", "Exemplar E100,10.0.0.11")


@pytest.mark.parametrize(
    ("heading", "sites", "cameras", "notes"),
    [
        ("Site", ("Store 101", "Store 102", "Store 103"), 6, []),
        ("Filiale", ("Kiel", "Bremen", ""), 6, []),
        ("Location", ("Store 101", "Store 102", "Store 103"), 6, []),
        ("Remark", ("", "", ""), 2, ["one_address"]),
    ],
)
def test_sites_with_one_address_plan_are_kept_apart_or_it_is_said(
    run: Run, heading: str, sites: tuple[str, ...], cameras: int, notes: list[str]
) -> None:
    lines = [f"{site},{line}" for site in sites for line in PLAN]
    text = "\n".join([f"{heading},Model,IP address", *lines, ""])
    answer = json.loads(run("check", "-", "--format", "json", input=text.encode()).stdout)
    assert (answer["summary"]["cameras"], answer["summary"]["inputs"]) == (cameras, 6)
    assert [one["code"] for one in answer["limits"] if one["code"] == "one_address"] == notes


def test_a_location_that_is_of_one_camera_alone_is_no_site(run: Run) -> None:
    text = "Location,Model,IP\nNorth,Exemplar E100,10.0.0.1\nSouth,Exemplar E100,10.0.0.1\n"
    answer = json.loads(run("check", "-", "--format", "json", input=text.encode()).stdout)
    assert (answer["summary"]["cameras"], answer["summary"]["inputs"]) == (1, 2)

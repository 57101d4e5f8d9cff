"""Lists as they are: several worksheets or headers in one answer, and lists without any header."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import Result

from integration_db import Catalog
from integration_db.check import check
from integration_db.check.reading.bare_list import bare_cells, is_bare_camera

Run = Callable[..., Result]

E100 = "Exemplar E100"


def book(path: Path, *merged: str, **sheets: list[list[Any]]) -> Path:
    made = openpyxl.Workbook()
    assert made.active is not None
    made.remove(made.active)
    for name, table in sheets.items():
        sheet = made.create_sheet(name)
        for row in table:
            sheet.append(row)
    for one in merged:
        made.worksheets[0].merge_cells(one)
    made.save(path)
    return path


def answer(run: Run, path: Path, *options: str) -> dict[str, Any]:
    done = run("check", str(path), "--format", "json", *options)
    assert done.exit_code in (0, 1), done.output
    return dict(json.loads(done.stdout))


def test_all_worksheets_are_one_answer_and_each_line_names_its_own(
    run: Run, tmp_path: Path
) -> None:
    path = book(
        tmp_path / "a.xlsx",
        North=[["Model", "Qty"], [E100, 2]],
        South=[["Menge", "Hersteller", "Modell"], [3, "Exemplar", "E100"]],
        Notes=[["Ask for the price"]],
    )
    found = answer(run, path)
    assert [(one["sheet"], one["line"], one["quantity"]) for one in found["lines"]] == [
        ("North", 2, 2),
        ("South", 2, 3),
    ]
    assert found["summary"]["cameras"] == 5
    assert found["summary"]["passed"] is None
    assert "Worksheet 'Notes' was left out" in str(found["limits"])
    written = run("check", str(path), "--format", "csv").stdout.splitlines()
    assert written[0].startswith("Model,Qty,Menge,Hersteller,Modell,")
    assert [line.split(",")[:5] for line in written[1:]] == [
        [E100, "2", "", "", ""],
        ["", "", "3", "Exemplar", "E100"],
    ]
    done = run("check", str(path), "--sheet", "North", "--sheet", "south")
    assert done.exit_code == 0
    assert "Worksheet 'Notes' was not chosen and was left out." in " ".join(done.output.split())
    book(tmp_path / "b.xlsx", North=[["Model"], [E100]], South=[["Model"], [E100]])
    assert answer(run, tmp_path / "b.xlsx")["summary"]["passed"] is True


def test_the_worksheets_of_a_workbook_are_named_read_or_not(run: Run, tmp_path: Path) -> None:
    path = book(
        tmp_path / "a.xlsx",
        North=[["Model", "Qty"], [E100, 2], [E100, 1]],
        South=[["Model"], [E100]],
        Notes=[["Ask for the price"]],
        Prices=[["Ask for the price"]],
    )
    workbook = openpyxl.load_workbook(path)
    workbook["North"].row_dimensions[3].hidden = True
    for name in ("Notes", "Prices"):
        workbook[name].sheet_state = "hidden"
    workbook.save(path)
    found = answer(run, path, "--sheet", "north")
    assert found["sheets"] == ["North"]
    assert found["sheets_left_out"] == [
        {"sheet": "South", "reason": "sheet_not_chosen"},
        {"sheet": "Notes", "reason": "sheet_hidden"},
        {"sheet": "Prices", "reason": "sheet_hidden"},
    ]
    limits = {limit["code"]: (limit["number"], limit["text"]) for limit in found["limits"]}
    assert limits["hidden_rows"] == (1, "1 hidden row was read like all others: row 3.")
    assert limits["sheet_hidden"][0] == 2
    for form in ("html", "markdown"):
        assert "1 hidden row was read" in run("check", str(path), "--format", form).stdout
    report = run("check", str(path), "--format", "html", "--for", "customer").stdout
    assert "2 worksheets were left out." in report
    workbook["North"].sheet_state = workbook["South"].sheet_state = "hidden"
    workbook["Notes"].sheet_state = "visible"
    workbook.active = workbook["Notes"]
    workbook.save(path)
    done = run("check", str(path))
    assert done.exit_code == 1
    assert "the hidden 'North' and others have one: say --sheet 'North'." in " ".join(
        done.stderr.split()
    )


TWICE = f"Model,Remark,Model,Remark,Qty\n{E100},a,{{}},b,2\n{E100},c,,d,1\n"


def test_of_two_columns_with_one_heading_the_one_that_is_read_is_said(
    run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "a.csv"
    path.write_text(TWICE.format(E100.upper()))
    found = answer(run, path)
    assert found["summary"]["cameras"] == 3
    assert "Column 'Model (2)' was left alone: 'Model' has the same heading and was read." in [
        limit["text"] for limit in found["limits"]
    ]
    done = run("check", str(path), "--format", "csv")
    assert done.stdout.startswith("Model,Remark,Model (2),Remark (2),Qty,")
    said = " ".join(done.stderr.split())
    assert "have a number behind them in the answer: 'Model (2)', 'Remark (2)'." in said
    assert "--map 'Model (2)=model' reads it so." in said


def test_two_columns_with_one_heading_that_differ_are_asked_about(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(TWICE.format("Exemplar E200"))
    done = run("check", str(path))
    assert done.exit_code == 2
    assert (
        "the columns 'Model' and 'Model (2)' have one heading and differ; only one can be the "
        "model: say --map 'Model=model' or --map 'Model (2)=model'."
        in " ".join(done.stderr.split())
    )
    lines = answer(run, path, "--map", "Model (2)=model")["lines"]
    assert [line["model"] for line in lines] == ["E200", None]
    path.write_text(f"Model,Qty,Qty\n{E100},4,pcs\n")  # a heading over both
    assert answer(run, path)["summary"]["cameras"] == 4


def test_records_with_two_headings_for_one_thing_are_not_refused(catalog: Catalog) -> None:
    (line,) = check(catalog, [{"Model": E100, "model": "Exemplar E200"}])
    assert line.assessment.camera == ("Exemplar", "E100")


def test_many_worksheets_are_told_in_few_words(run: Run, tmp_path: Path) -> None:
    two: list[list[list[Any]]] = [[["Model", "x", "x"], [E100, "a", "b"]], [["Model"], [E100]]]
    path = book(tmp_path / "a.xlsx", **{f"S{number}": two[number % 2] for number in range(60)})
    said = " ".join(run("check", str(path), "--format", "csv").stderr.split())
    assert "worksheet 'S38' and 10 more: " in said
    assert said.count("'x (2)'") == 1


def test_a_column_that_one_worksheet_has_can_be_mapped(run: Run, tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", A=[["Thing", "Model"], [4, E100]], B=[["Model"], [E100]])
    found = answer(run, path, "--map", "Thing=quantity")
    assert [one["quantity"] for one in found["lines"]] == [4, 1]
    done = run("check", str(path), "--map", "Thign=quantity")
    assert done.exit_code == 2
    assert "there is no column 'Thign'" in done.stderr


def test_a_worksheet_whose_columns_tell_no_model_is_left_out(run: Run, tmp_path: Path) -> None:
    path = book(
        tmp_path / "a.xlsx",
        Cameras=[["Model", "IP Address"], [E100, "10.0.0.1"]],
        Switches=[["Name", "IP Address", "MAC Address"], ["sw1", "10.0.0.2", "00:11:22:33:44:55"]],
    )
    found = answer(run, path)
    assert len(found["lines"]) == 1
    assert found["summary"]["passed"] is None
    assert "Worksheet 'Switches' was left out: no heading in it tells the model." in str(
        found["limits"]
    )


def test_each_worksheet_tells_how_its_columns_were_read(run: Run, tmp_path: Path) -> None:
    path = book(
        tmp_path / "a.xlsx",
        South=[["Model", "Part number", "Reference"], [E100, "", "x"]],
        North=[["Reference", "Qty"], [E100, 2]],
    )
    tables = {
        (table["sheet"], column["heading"]): column["field"]
        for table in answer(run, path)["tables"]
        for column in table["columns"]
    }
    assert tables["South", "Reference"] != tables["North", "Reference"]
    assert tables["North", "Qty"] == "quantity"
    told = run("check", str(path)).stderr
    assert "Worksheet 'South': Columns read: Model = model" in told
    assert "Worksheet 'North': Columns read: Reference = " in told
    report = run("check", str(path), "--format", "html").stdout
    assert "<h3>Worksheet &#39;South&#39;</h3>" in report
    assert "<h3>Worksheet &#39;North&#39;</h3>" in report


def test_lines_of_two_worksheets_are_named_with_them_in_the_order_of_the_list(
    run: Run, tmp_path: Path
) -> None:
    table: list[list[Any]] = [["Model", "Qty"], [E100, 1], [E100, 2]]
    path = book(tmp_path / "a.xlsx", South=table, North=table[:2])
    step = answer(run, path)["plan"][0]
    assert [(one["sheet"], one["line"]) for one in step["first_lines"]] == [
        ("South", 2),
        ("South", 3),
        ("North", 2),
    ]
    table_text = " ".join(run("check", str(path)).stdout.split())
    assert "lines 2 of South, 3 of South, 2 of North." in table_text
    assert "lines 2-3 of South; 2 of North." in table_text
    markdown = run("check", str(path), "--format", "markdown").stdout
    assert "| South | 2 | 1 |" in markdown
    assert "| North | 2 | 1 |" in markdown


def test_one_address_on_two_worksheets_is_two_devices(run: Run, tmp_path: Path) -> None:
    table = [["Model", "IP"], [E100, "10.0.0.1"], [E100, "10.0.0.1"]]
    found = answer(run, book(tmp_path / "a.xlsx", North=table, South=table))
    assert (found["summary"]["inputs"], found["summary"]["cameras"]) == (4, 2)


def test_a_merged_model_holds_for_all_its_rows_and_a_merged_quantity_counts_once(
    run: Run, tmp_path: Path
) -> None:
    table: list[list[Any]] = [
        ["Model", "Firmware", "Qty", "Name"],
        [E100, "10.12.114", 6, "a"],
        [None, None, None, "b"],
        [None, None, None, "c"],
    ]
    found = answer(run, book(tmp_path / "a.xlsx", "A2:A4", "B2:B4", "C2:C3", List=table))
    assert [(one["model"], one["firmware"], one["quantity"]) for one in found["lines"]] == [
        ("E100", "10.12.114", 6),
        ("E100", "10.12.114", 0),
        ("E100", "10.12.114", 1),
    ]
    assert found["summary"]["cameras"] == 7
    assert "counted once, in its first row" in str(found["limits"])


@pytest.mark.parametrize("heading", ["IP", "MAC", "Serial number"])
def test_rows_over_which_an_address_is_merged_are_one_device(
    run: Run, tmp_path: Path, heading: str
) -> None:
    one, other = {
        "IP": ("10.0.0.1", "10.0.0.2"),
        "MAC": ("00:40:8C:11:22:33", "00:40:8C:11:22:34"),
        "Serial number": ("ACCC8E112233", "ACCC8E112244"),
    }[heading]
    table: list[list[Any]] = [
        ["Model", heading, "Input"],
        [E100, one, 1],
        [None, None, 2],
        [E100, other, 1],
    ]
    found = answer(run, book(tmp_path / "a.xlsx", "A2:A3", "B2:B3", List=table))
    assert [one["same_device_as"] for one in found["lines"]] == [None, 2, None]
    assert (found["summary"]["inputs"], found["summary"]["cameras"]) == (3, 2)


def test_a_device_whose_address_is_merged_has_it_in_the_plan(run: Run, tmp_path: Path) -> None:
    table: list[list[Any]] = [
        ["Model", "IP", "New IP", "Input"],
        [E100, "10.0.0.1", "10.0.0.5", 1],
        [None, None, None, 2],
    ]
    merged = ("A2:A3", "B2:B3", "C2:C3")
    found = answer(run, book(tmp_path / "a.xlsx", *merged, List=table))
    (device,) = found["readdressing"]["devices"]
    assert [device["old_address"], device["new_address"]] == ["10.0.0.1", "10.0.0.5"]
    assert len(device["lines"]) == 2


def test_what_is_merged_over_rows_holds_for_each_of_them(run: Run, tmp_path: Path) -> None:
    table: list[list[Any]] = [
        ["Model", "Recorder", "Name", "Position type"],
        [E100, "exacqVision", "Gate", "optional"],
        [E100, None, None, None],
    ]
    found = answer(run, book(tmp_path / "a.xlsx", "B2:B3", "C2:C3", "D2:D3", List=table))
    one, other = found["lines"]
    assert (one["recorder"], one["name"]) == (other["recorder"], other["name"])
    assert one["subject"] == other["subject"] == "optional"


def test_a_merged_number_is_no_firmware_in_any_of_its_rows(run: Run, tmp_path: Path) -> None:
    table: list[list[Any]] = [["Model", "Firmware"], [E100, 10.1], [E100, None]]
    found = answer(run, book(tmp_path / "a.xlsx", "B2:B3", List=table))
    assert [one["firmware"] for one in found["lines"]] == [None, None]
    assert all("a number, a date or a formula" in one["reason"] for one in found["lines"])


def test_two_blocks_are_read_each_by_its_header(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        f"Model;Qty\n{E100};2\n;\nSwitches;\nMenge;Modell;Firmware\n3;{E100};10.12.114\n"
    )
    found = answer(run, path)
    lines = [(one["line"], one["quantity"], one["firmware"]) for one in found["lines"]]
    assert lines[0] == (2, 2, None)
    assert lines[-1] == (6, 3, "10.12.114")
    assert found["summary"]["cameras"] == 5
    written = run("check", str(path), "--format", "csv").stdout.splitlines()
    assert written[-1].startswith(f";;3;{E100};10.12.114;")


@pytest.mark.parametrize("written", ["99999999999999999999", "10000000000", "10000000000 pcs"])
def test_a_quantity_without_end_is_called_too_large(run: Run, tmp_path: Path, written: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"Model,Qty\n{E100},{written}\n")
    (line,) = answer(run, path)["lines"]
    assert line["status"] == "invalid"
    assert f"uantity '{written}' is too large" in line["reason"]


@pytest.mark.parametrize("written", ["４", "４ pcs", "１２"])
def test_full_width_digits_are_digits(run: Run, tmp_path: Path, written: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"Model,Qty\n{E100},{written}\n", encoding="utf-8")
    (line,) = answer(run, path)["lines"]
    assert line["quantity"] == (12 if "１" in written else 4)


def test_bytes_that_are_not_of_the_encoding_end_with_the_option_that_names_it(
    run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(b'[{"Model": "Exemplar E100", "Name": "T\xfcr"}]')
    told = " ".join(run("check", str(path)).output.split())
    assert "--encoding names what the whole text is in" in told
    (line,) = answer(run, path, "--encoding", "windows-1252")["lines"]
    assert (line["model"], line["name"]) == ("E100", "Tür")


def test_a_list_whose_answer_in_columns_cannot_be_checked_again_says_so(
    run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"Model,Qty\n{E100},2\nMenge,Modell,Qty\n8,{E100},\n")
    done = run("check", str(path))
    assert "no list to check again" in " ".join(done.output.split())
    path.write_text(f"Model,Qty\n{E100},2\nQty,Model\n8,{E100}\n")
    assert "no list to check again" not in " ".join(run("check", str(path)).output.split())


# --- lists without a header


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ("P3245-LVE", ["", "P3245-LVE"]),
        ("AXIS P3245-LVE", ["", "AXIS P3245-LVE"]),
        ("4x P3245-LVE", ["4", "P3245-LVE"]),
        ("4 x AXIS P3245-LVE", ["4", "AXIS P3245-LVE"]),
        ("12 pcs DS-2CD2146G2-ISU", ["12", "DS-2CD2146G2-ISU"]),
        ("3 Stk. M3045-V", ["3", "M3045-V"]),
        ("4 units AXIS P3245-LVE", ["4", "AXIS P3245-LVE"]),
        ("5 pièces AXIS M3045-V", ["5", "AXIS M3045-V"]),
        ("5 pie\u0300ces AXIS M3045-V", ["5", "AXIS M3045-V"]),
        ("3 PIEZAS AXIS M3045-V", ["3", "AXIS M3045-V"]),
        ("7 STÜCK Cámara M3045-V", ["7", "Cámara M3045-V"]),
        ("2 unidades M3045-V", ["2", "M3045-V"]),
        ("2 peças M3045-V", ["2", "M3045-V"]),
        ("2 unità M3045-V", ["2", "M3045-V"]),
        ("6 stuks M3045-V", ["6", "M3045-V"]),
        ("M3045-V, 5 pièces", ["5", "M3045-V"]),
        ("M3045-V; Menge: 5", ["5", "M3045-V"]),
        ("Caméra M3045-V - quantité 5", ["5", "Caméra M3045-V"]),
        ("3 NBE-3503-AL", ["3", "NBE-3503-AL"]),
        ("10 Hikvision DS-2CD2146G2-ISU", ["10", "Hikvision DS-2CD2146G2-ISU"]),
        ("P3245-LVE 4", ["4", "P3245-LVE"]),
        ("NDE-5704-AL = 2", ["2", "NDE-5704-AL"]),
        ("DS-2CD2146G2-ISU 2.8", ["", "DS-2CD2146G2-ISU 2.8"]),
        ("AXIS Q6135-LE 50 Hz", ["", "AXIS Q6135-LE 50 Hz"]),
        ("Axis;Q6135", ["", "Axis Q6135"]),
        ("P3245-LVE x4", ["4", "P3245-LVE"]),
        ("P3245-LVE; 4", ["4", "P3245-LVE"]),
        ("P3245-LVE, 4 Stk", ["4", "P3245-LVE"]),
        ("P3245-LVE (4)", ["4", "P3245-LVE"]),
        ("P3245-LVE\t4", ["4", "P3245-LVE"]),
        ("Axis;P3245-LVE", ["", "Axis P3245-LVE"]),
        ("- AXIS Q6135-LE", ["", "AXIS Q6135-LE"]),
        ("2. AXIS Q6135-LE", ["", "AXIS Q6135-LE"]),
        ("AXIS 211", ["", "AXIS 211"]),
        ("FLEXIDOME IP 5000", ["", "FLEXIDOME IP 5000"]),
        ('"AXIS P3245-LVE";"12";"pcs"', ["12", "AXIS P3245-LVE"]),
        ('"P3245-LVE","4"', ["4", "P3245-LVE"]),
        ('P3245-LVE\t"4"', ["4", "P3245-LVE"]),
        ("'P3245-LVE';4", ["4", "P3245-LVE"]),
        ('"Bosch NDE-3703-AL, 2.8 mm";"20"', ["20", "Bosch NDE-3703-AL, 2.8 mm"]),
        ('"12";"Stk";"AXIS P3245-LVE"', ["12", "AXIS P3245-LVE"]),
        ('"say ""P3245-LVE""";2', ["2", 'say "P3245-LVE"']),
        ('Axis;"P3245-LVE";4', ["4", "Axis P3245-LVE"]),
        ("01593-001", ["", "01593-001"]),
        ("2 x 01593-001", ["2", "01593-001"]),
        ("01593-001;12", ["12", "01593-001"]),
        ("P3245-LVE;12;pcs", ["12", "P3245-LVE"]),
        ("12;AXIS P3245-LVE", ["12", "AXIS P3245-LVE"]),
        ('"AXIS P3245-LVE"', ["", "AXIS P3245-LVE"]),
    ],
)
def test_a_line_of_a_bare_list_is_a_camera_and_how_many(line: str, cells: list[str]) -> None:
    assert is_bare_camera(line)
    assert bare_cells(line) == cells


@pytest.mark.parametrize(
    "line",
    [
        *("", "Camera list", "10.0.0.1", "front;10.0.0.41;admin1", "00:11:22:33:44:55"),
        *("030-123456", "0431-555-777", "2026-11-20", "80331"),
        *("P3245-LVE;799,50", '"P3245-LVE";"12";"799,50"'),
        *("rtsp://user:pw1@10.0.0.1/1", "mail1@example.org", "E100,10.12.114", "a,b1c,d,e"),
        "1,Front,10.0.0.41,8000,admin,Geheim123!,AXIS P3245-LVE",
    ],
)
def test_other_lines_are_no_bare_list(line: str) -> None:
    assert not is_bare_camera(line)


def test_a_bare_list_is_a_list(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"{E100}\n\n4x {E100}\n{E100}; 2\n")
    found = answer(run, path)
    assert [(one["line"], one["model"], one["quantity"]) for one in found["lines"]] == [
        (1, "E100", 1),
        (3, "E100", 4),
        (4, "E100", 2),
    ]
    found = answer(run, book(tmp_path / "a.xlsx", List=[[E100], [f"2x {E100}"]]))
    assert [one["quantity"] for one in found["lines"]] == [1, 2]
    piped = run("check", "-", "--format", "json", input=f"{E100}\n{E100}\n")
    assert json.loads(piped.stdout)["summary"]["cameras"] == 2


@pytest.mark.parametrize(
    ("numbers", "quantities"), [((3, 1, 2), [3, 1, 2]), ((1, 2, 3), [1, 1, 1]), ((1, 2), [1, 2])]
)
def test_numbers_in_front_are_quantities_unless_they_count_the_lines(
    run: Run, tmp_path: Path, numbers: tuple[int, ...], quantities: list[int]
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("".join(f"{number} {E100}\n" for number in numbers))
    assert [one["quantity"] for one in answer(run, path)["lines"]] == quantities
    book_path = book(tmp_path / "a.xlsx", List=[[f"{number} {E100}"] for number in numbers])
    assert [one["quantity"] for one in answer(run, book_path)["lines"]] == quantities


@pytest.mark.parametrize("rule", ["|:--|---|--:|", "|--|--|--|", "|:-|-:|:-:|", "|-|-|-|"])
def test_a_rule_of_markdown_is_no_line(run: Run, tmp_path: Path, rule: str) -> None:
    path = tmp_path / "a.md"
    path.write_text(f"|Maker|Model|Qty|\n{rule}\n|Exemplar|E100|2|\n")
    (found,) = answer(run, path)["lines"]
    assert (found["model"], found["quantity"]) == ("E100", 2)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_list_without_a_header_is_refused_and_no_cell_is_quoted(
    run: Run, tmp_path: Path, form: str
) -> None:
    table = [[1, "Front", "10.0.0.41", "admin", "Geheim123!"], [2, "Back", "10.0.0.42", "a", "b"]]
    path = tmp_path / f"a.{form}"
    if form == "csv":
        path.write_text("\n".join(",".join(map(str, row)) for row in table))
    else:
        book(path, List=table)
    done = run("check", str(path))
    said = " ".join(done.stderr.split())
    assert done.exit_code == 1
    assert "Geheim" not in done.output
    assert "admin" not in done.output
    assert "the widest one has 5 cells" in said
    assert "--map 'Item=model'" in said


@pytest.mark.parametrize("is_merged_down", [True, False])
@pytest.mark.parametrize(
    "under", [("current", "target"), ("Ist", "Soll"), ("instalado", "recomendado")]
)
def test_headings_over_two_rows_tell_the_firmware_of_today(
    run: Run, tmp_path: Path, is_merged_down: bool, under: tuple[str, str]
) -> None:
    for way, turned in enumerate((False, True)):
        sub = list(reversed(under)) if turned else list(under)
        versions = ["2.0.0", "1.5.0"] if turned else ["1.5.0", "2.0.0"]
        workbook = openpyxl.Workbook()
        sheet = workbook.worksheets[0]
        if is_merged_down:
            sheet.append(["Device", None, "Firmware", None, "Qty"])
            sheet.append(["Maker", "Model", *sub, None])
            merged = ["A1:B1", "C1:D1", "E1:E2"]
        else:
            sheet.append(["Maker", "Model", "Firmware", None, "Qty"])
            sheet.append([None, None, *sub, None])
            merged = ["C1:D1"]
        sheet.append(["Exemplar", "E100", *versions, 3])
        for cells in merged:
            sheet.merge_cells(cells)
        path = tmp_path / f"{way}.xlsx"
        workbook.save(path)
        (found,) = answer(run, path)["lines"]
        assert (found["model"], found["firmware"], found["quantity"]) == ("E100", "1.5.0", 3)


STACKED = {
    "groups over all": (
        [
            ["Camera", "", "Firmware", "", "Qty"],
            ["Make", "Model", "today", "target", ""],
        ],
        ["Exemplar", "E100", "1.5.0", "2.0.0", "3"],
    ),
    "one group, written twice": (
        [
            ["", "", "Firmware", "Firmware", ""],
            ["Make", "Model", "current", "target", "Qty"],
        ],
        ["Exemplar", "E100", "1.5.0", "2.0.0", "3"],
    ),
    "one group, written once": (
        [
            ["", "", "", "Firmware", ""],
            ["Qty", "Make", "Model", "Soll", "Ist"],
        ],
        ["3", "Exemplar", "E100", "2.0.0", "1.5.0"],
    ),
    "the lower row says what is under the group only": (
        [["Make", "Model", "Firmware", "", "Qty"], ["", "", "target", "today", ""]],
        ["Exemplar", "E100", "2.0.0", "1.5.0", "3"],
    ),
    "another device has a model too": (
        [
            ["Switch", "", "Camera", "", "", ""],
            ["Make", "Model", "Make", "Model", "Firmware", "Qty"],
        ],
        ["Other", "R1", "Exemplar", "E100", "1.5.0", "3"],
    ),
    "a group that says nothing more": (
        [
            ["Camera", "", "", "Network", "", "Qty"],
            ["Make", "Model", "Firmware", "IP", "MAC", ""],
        ],
        ["Exemplar", "E100", "1.5.0", "10.0.0.1", "", "3"],
    ),
}


@pytest.mark.parametrize("form", ["csv", "xlsx", "titled.csv", "titled.xlsx"])
@pytest.mark.parametrize("shape", STACKED)
def test_headings_over_two_rows_are_read_where_no_cell_is_merged(
    run: Run, tmp_path: Path, shape: str, form: str
) -> None:
    rows, cells = STACKED[shape]
    title = [["Cameras of the site"], ["Customer", "Site Ltd", "Date", "today"]]
    table = [*(title if "titled" in form else []), *rows, cells]
    path = tmp_path / f"a.{form}"
    if form.endswith("csv"):
        path.write_text("".join(",".join(row) + "\n" for row in table))
    else:
        book(path, List=[[cell or None for cell in row] for row in table])
    found = answer(run, path)
    (line,) = found["lines"]
    assert (line["line"], line["model"]) == (len(table), "E100")
    assert (line["firmware"], line["quantity"]) == ("1.5.0", 3)
    notes = str(found["limits"]) + run("check", str(path)).stderr
    assert f"two rows: {'line' if 'csv' in form else 'row'} {len(table) - 2} and" in notes
    fields = [column["field"] for column in found["tables"][0]["columns"]]
    assert ("ip" in fields) == ("IP" in rows[1])


def test_the_maker_of_a_recorder_does_not_tell_which_one_it_is(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Recorder (make),Recorder (IP),Model\nOther,10.0.0.1,E100\n")
    columns = answer(run, path)["tables"][0]["columns"]
    assert [one["field"] for one in columns] == [None, "site", "model"]


@pytest.mark.parametrize(
    "above",
    [
        ["Customer", "Site Ltd", "", ""],
        ["Cameras", "", "", ""],
        ["", "", "Camera list", ""],
        ["Site", "", "Date", ""],
        ["Project", "New", "Quotation", ""],
    ],
)
def test_a_title_above_the_header_is_no_part_of_it(
    run: Run, tmp_path: Path, above: list[str]
) -> None:
    path = tmp_path / "a.csv"
    header = ["Make", "Model", "Firmware", "Qty"]
    path.write_text("\n".join(map(",".join, [above, header, ["Exemplar", "E100", "1.5.0", "3"]])))
    assert [one["heading"] for one in answer(run, path)["tables"][0]["columns"]] == header


@pytest.mark.parametrize(
    "first", [["Camera", "Dome", "New", "two"], ["", "Dome", "current", "outside"]]
)
def test_a_row_of_words_below_a_header_is_no_part_of_it(
    run: Run, tmp_path: Path, first: list[str]
) -> None:
    path = tmp_path / "a.csv"
    path.write_text("\n".join(map(",".join, [["Type", "Model", "State", ""], first])))
    assert [one["line"] for one in answer(run, path)["lines"]] == [2]


@pytest.mark.parametrize(
    "heading",
    ["Aantal stuks", "EA", "St.", "N. pezzi", "# of cams", "Gesamtmenge", "Qty Ordered", "Unid."],
)
def test_a_heading_of_a_quantity_is_known(run: Run, tmp_path: Path, heading: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"Model;{heading}\n{E100};7\n", encoding="utf-8")
    assert [one["quantity"] for one in answer(run, path)["lines"]] == [7]


@pytest.mark.parametrize("heading", ["Benennung", "Denominazione", "Referência", "Cód. produto"])
def test_a_heading_of_what_is_offered_is_known(run: Run, tmp_path: Path, heading: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"{heading};Qty\n{E100};7\n", encoding="utf-8")
    assert [one["model"] for one in answer(run, path)["lines"]] == ["E100"]


@pytest.mark.parametrize(
    ("header", "rows", "is_said"),
    [
        ("Model,Zahl", (7, 2), True),
        ("Model,Line id", (1, 2, 3), False),
        ("Model,Zahl,Qty", ("7,1", "2,1"), False),
        ("Model,Zahl,IP", ("7,10.0.0.5", "2,10.0.0.6"), False),
    ],
)
def test_whole_numbers_that_were_left_alone_are_said_where_nothing_tells_how_many(
    run: Run, tmp_path: Path, header: str, rows: tuple[object, ...], is_said: bool
) -> None:
    path = tmp_path / "a.csv"
    path.write_text("\n".join([header, *(f"{E100},{row}" for row in rows)]))
    limits = [one["text"] for one in answer(run, path)["limits"]]
    assert any("each line counts once" in text for text in limits) == is_said


@pytest.mark.parametrize(
    ("quantity", "price", "total", "number"),
    [
        ("12,000", "799,00", "9.588,00", 12),
        ("12,000", "799,00", "", 12),
        ("1.200,000", "799,00", "", 1200),
        ("1.200", "799,00", "9.588,00", 1200),
        ("12.000", "799.00", "9,588.00", 12),
        ("1,200", "$799.00", "", 1200),
        ("12,000", "799", "", None),
        ("12,000", "799.00", "", None),
        ("12,000", "$799.00", "9.588,00", None),
        ("12,500", "799,00", "9.588,00", None),
    ],
)
def test_the_prices_of_a_list_tell_how_it_writes_decimals(
    run: Run, tmp_path: Path, quantity: str, price: str, total: str, number: int | None
) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        "OZ;Kurztext;Menge;ME;EP;GP\n01.01;Kameras;;;;\n"
        f"01.01.0010;{E100};{quantity};St;{price};{total}\n"
    )
    _, line = answer(run, path)["lines"]
    assert line["quantity"] == (number or 0)
    assert (line["status"] == "invalid") is (number is None)


@pytest.mark.parametrize("as_book", [False, True])
def test_a_header_without_a_model_names_the_column_that_holds_them(
    run: Run, tmp_path: Path, as_book: bool
) -> None:
    rows = [
        ["Zone", "Existing camera", "Proposed camera", "Qty"],
        ["Lobby", "analog", E100, "2"],
        ["Gate", "analog", E100, "1"],
    ]
    path = tmp_path / "a.csv"
    path.write_text("\n".join(";".join(row) for row in rows))
    if as_book:
        path = book(tmp_path / "a.xlsx", List=rows)
    done = run("check", str(path))
    assert done.exit_code == 2
    assert "--map 'Proposed camera=model'" in done.output
    mapped = run("check", str(path), "--map", "Proposed camera=model", "--format", "json")
    assert json.loads(mapped.stdout)["summary"]["cameras"] == 3


def test_one_word_over_several_columns_leaves_each_its_own_meaning(
    run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        "Artikel (Hersteller);Artikel (Typ);Artikel (Bezeichnung);Menge (Anzahl)\n"
        "Exemplar;E100;Fixdome;4\n"
    )
    found = answer(run, path)
    assert [one["field"] for one in found["tables"][0]["columns"]] == [
        *("manufacturer", "model", "description", "quantity")
    ]
    assert found["summary"]["cameras"] == 4

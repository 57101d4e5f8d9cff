"""The acceptance sheet as it is filled in on site: one row per camera, and read back as a list."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from click.testing import Result
from openpyxl import Workbook, load_workbook

from integration_db.check import columns_of
from integration_db.check.formats import acceptance

Run = Callable[..., Result]
Filled = Callable[..., Any]

LIST = """\
Name,IP Address,Make,Model,FW,Qty,Plugin,Recorder
Lobby 10.0.0.7,10.0.0.7,Exemplar,E100,10.12.114,2,ONVIF,
=1+1,gate,Exemplar,E100,7.10.1,1,,Rival Manager
Attic,10.0.0.9,Blank,B7,,1,,
Mount,,Sample,Wall mount for E100,,7,,
"""


@pytest.fixture
def filled(run: Run, tmp_path: Path) -> Filled:
    def write(text: str = LIST, *options: str) -> Path:
        listed, sheet = tmp_path / "list.csv", tmp_path / "acceptance.xlsx"
        listed.write_text(text, encoding="utf-8")
        arguments = ("--format", "acceptance", "-o", str(sheet), "--force", *options)
        done = run("check", str(listed), *arguments)
        assert sheet.exists(), done.output
        return sheet

    return write


def rows(path: Path) -> list[dict[str, Any]]:
    header, *lines = load_workbook(path).worksheets[0].iter_rows(values_only=True)
    return [dict(zip(map(str, header), line, strict=True)) for line in lines]


def test_each_camera_has_a_row_with_what_is_expected_and_room_for_what_is_seen(
    filled: Filled,
) -> None:
    lines = rows(filled())
    assert [one["Line"] for one in lines] == ["2 (1 of 2)", "2 (2 of 2)", "3", "4"]
    first, last = lines[0], lines[-1]
    assert (first["Manufacturer"], first["Model"]) == ("Exemplar", "E100")
    assert first["IP address"] == "10.0.0.7"
    assert first["Firmware"] == "10.12.114"
    assert (first["Recorder"], first["Plugin"]) == ("exacqVision", "ONVIF")
    assert first["Protocol setting"] == "HTTPS Required"
    assert first["Symbol expected"] == "gear or padlock"
    assert last["Symbol expected"] == acceptance.NOT_PLANNED
    for line in lines:
        assert not any(line[heading] for heading in acceptance.SEEN)


def test_several_inputs_of_one_device_have_one_row(filled: Filled) -> None:
    text = "Name,IP Address,Model\nA,10.0.0.7,Exemplar E100\nB,10.0.0.7,Exemplar E100\n"
    assert [one["Line"] for one in rows(filled(text))] == ["2"]


def test_headings_that_a_list_knows_mean_the_same_in_the_sheet() -> None:
    columns = columns_of(acceptance.HEADINGS)
    read = {field: acceptance.HEADINGS[place] for field, place in columns.places.items()}
    assert read == {
        "position": "Position",
        "manufacturer": "Manufacturer",
        "model": "Model",
        "name": "Name",
        "ip": "IP address",
        "firmware": "Firmware",
        "recorder": "Recorder",
        "recorder_version": "Recorder version",
        "plugin": "Plugin",
        "protocol": "Protocol setting",
        "found_firmware": "Firmware seen",
    }


def test_a_filled_in_sheet_is_read_back_as_the_cameras_that_it_came_from(
    run: Run, filled: Filled, tmp_path: Path
) -> None:
    path = filled(LIST.split("=1+1")[0] + "Attic,10.0.0.9,Blank,B7,,1,,\n")
    book = load_workbook(path)
    book.worksheets[0].cell(2, acceptance.HEADINGS.index("Symbol seen") + 1, "gear")
    book.save(path)
    read = json.loads(run("check", str(path), "--format", "json").stdout)["lines"]
    assert [(one["model"], one["firmware"], one["plugin"]) for one in read] == [
        ("E100", "10.12.114", "ONVIF"),
        ("E100", "10.12.114", "ONVIF"),
        ("B7", None, None),
    ]


def test_the_sheet_runs_nothing_prints_on_one_width_and_offers_the_recorders_own_words(
    filled: Filled,
) -> None:
    book = load_workbook(filled())
    sheet, guide = book.worksheets
    for row in (*sheet.iter_rows(), *guide.iter_rows()):
        assert all(cell.data_type in ("s", "inlineStr", "n") for cell in row)
    assert sheet.freeze_panes == "A2"
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    offered = {str(one.sqref): one.formula1 for one in sheet.data_validations.dataValidation}
    assert offered == {"L2:L3 L5": '"empty,gear,padlock,no connection"'}
    said = "\n".join(f"{what} {how}" for what, how in guide.iter_rows(values_only=True))
    assert "exacqVision: empty, gear, padlock, no connection" in said
    assert "Left out 1 line of the list: no camera." in said
    assert "Data version" in said
    assert "list.csv" in said


def test_a_recorder_without_symbols_is_asked_for_what_is_encrypted(
    run: Run, tmp_path: Path
) -> None:
    listed, sheet = tmp_path / "list.csv", tmp_path / "a.xlsx"
    listed.write_text("Model,Recorder\nAXIS P3245-LVE,\nAXIS P3245-LVE,Milestone XProtect\n")
    run("check", str(listed), "--format", "acceptance", "-o", str(sheet), real=True)
    choices = load_workbook(sheet).worksheets[0].data_validations.dataValidation
    offered = {str(one.sqref): one.formula1 for one in choices}
    assert offered["L2"] == '"empty,gear,padlock,no connection"'
    assert offered["L3"] == (
        '"not encrypted,control encrypted,video encrypted,control and video encrypted,'
        'no connection"'
    )


def test_a_customers_sheet_has_no_address_in_any_part_of_it(filled: Filled) -> None:
    path = filled(LIST, "--for", "customer", "--title", "Site 10.0.0.9, gate")
    with ZipFile(path) as parts:
        everything = b"".join(parts.read(name) for name in parts.namelist()).decode()
    for address in ("10.0.0.7", "10.0.0.9", ", gate", "IP address"):
        assert address not in everything
    assert [one["Name"] for one in rows(path)][0] == "Lobby (address left out)"


def test_an_address_in_brackets_is_left_out_with_them(filled: Filled) -> None:
    path = filled("Name,Model,IP\nLobby (10.0.0.7),Exemplar E100,10.0.0.7\n", "--for", "customer")
    assert [one["Name"] for one in rows(path)] == ["Lobby (address left out)"]


def test_other_formats_hand_the_list_back_and_are_refused_to_a_customer(
    run: Run, tmp_path: Path
) -> None:
    listed = tmp_path / "list.csv"
    listed.write_text(LIST)
    for form in ("csv", "json", "ndjson", "markdown", "xlsx", "table"):
        done = run("check", str(listed), "--for", "customer", "--format", form)
        assert done.exit_code == 2, form
        assert "for a customer choose html or acceptance" in " ".join(done.output.split())
        assert "10.0.0.7" not in done.output


def test_a_sheet_that_nobody_could_fill_in_is_refused_by_its_line(run: Run, tmp_path: Path) -> None:
    listed, sheet = tmp_path / "list.csv", tmp_path / "a.xlsx"
    listed.write_text("Model,Qty\nExemplar E100,3\nExemplar E100,900000000\n")
    done = run("check", str(listed), "--format", "acceptance", "-o", str(sheet))
    assert done.exit_code == 2
    assert "line 3 says 900,000,000" in done.stderr
    assert not sheet.exists()


def guide(path: Path) -> str:
    lines = load_workbook(path).worksheets[1].iter_rows(values_only=True)
    return "\n".join(f"{what}: {how}" for what, how in lines)


def test_a_list_without_a_camera_has_a_sheet_without_rows(filled: Filled) -> None:
    path = filled("Description,Qty\nWall mount for Exemplar E100,3\n")
    assert rows(path) == []
    assert "Rows: 0 cameras, one row each." in guide(path)


def test_rows_say_the_lists_own_position_and_it_is_read_back(
    run: Run, filled: Filled, tmp_path: Path
) -> None:
    path = filled("Pos.,Model,Qty\n1.6,Exemplar E100,2\n1.6a,Exemplar E100,1\n")
    read = [(one["Line"], one["Position"]) for one in rows(path)]
    assert read == [("2 (1 of 2)", "1.6"), ("2 (2 of 2)", "1.6"), ("3", "1.6a")]
    assert "pos. 1.6a" in " ".join(run("check", str(path)).stdout.split())


def test_rows_say_the_worksheet_where_the_list_has_several(run: Run, tmp_path: Path) -> None:
    book = Workbook()
    for name in ("North", "South"):
        sheet = book.create_sheet(name)
        sheet.append(["Model", "Qty"])
        sheet.append(["Exemplar E100", 1])
    book.remove(book.worksheets[0])
    book.save(tmp_path / "list.xlsx")
    path = tmp_path / "a.xlsx"
    run("check", str(tmp_path / "list.xlsx"), "--format", "acceptance", "-o", str(path))
    assert [(one["Worksheet"], one["Line"]) for one in rows(path)] == [
        ("North", "2"),
        ("South", "2"),
    ]


def test_a_customers_sheet_keeps_what_is_no_word_of_the_list(filled: Filled) -> None:
    site, customer = (
        next(one for one in guide(filled(LIST, *way)).splitlines() if "Data version" in one)
        for way in ((), ("--for", "customer"))
    )
    assert site == customer


def test_what_has_no_row_is_told_apart(filled: Filled) -> None:
    text = "Description,Qty\nOptional: Exemplar E100,1\nSomething or other 5,2\nWall mount,1\n"
    said = guide(filled(text))
    assert "1 line of the list: no camera." in said
    assert "1 line of the list: optional" in said
    assert "1 line of the list: without an answer" in said


def test_what_was_seen_is_read_back_where_it_is_filled_in(run: Run, filled: Filled) -> None:
    path = filled("Model,FW,Qty\nExemplar E100,10.12.114,2\n")
    book = load_workbook(path)
    header = [cell.value for cell in book.worksheets[0][1]]
    book.worksheets[0].cell(2, header.index("Firmware seen") + 1, "7.10.1")
    book.worksheets[0].cell(2, header.index("Symbol seen") + 1, "gear")
    book.save(path)
    read = json.loads(run("check", str(path), "--format", "json").stdout)
    assert [one["firmware"] for one in read["lines"]] == ["7.10.1", "10.12.114"]
    assert "seen_not_compared" in [one["code"] for one in read["limits"]]

"""Workbooks whole: every worksheet is read or named, of every format, merged cells and all.

`cases/workbooks/list.xls` and `list.ods` hold what `book` makes, saved by LibreOffice; of the ODS
only the parts with content and manifest were kept.
"""

from __future__ import annotations

import builtins
import datetime
import io
import re
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference
from xlsb import record, write_xlsb

from integration_db.errors import IntegrationDBError, OnlyHidden, SheetError, UsageError
from integration_db.sheets import (
    HeaderRules,
    MergedCell,
    OpenedList,
    ReadingNote,
    Row,
    Run,
    few_of_each,
    open_list,
)

CASES: Final = Path(__file__).parent / "cases" / "workbooks"


def is_header(cells: Sequence[str]) -> bool:
    return any(cell.strip().lower() == "model" for cell in cells)


def is_inner(cells: Sequence[str]) -> bool:
    return is_header(cells) and sum(map(bool, cells)) > 1


def opened(source: Any, *sheets: str, **options: Any) -> OpenedList:
    source = io.BytesIO(source) if isinstance(source, bytes) else source
    return open_list(source, HeaderRules(is_header, is_inner), sheets=sheets, **options)


def lines(source: Any, *sheets: str) -> list[tuple[str | None, int, list[str]]]:
    with opened(source, *sheets) as found:
        return list(_lines(found))


def _lines(found: OpenedList) -> Iterator[tuple[str | None, int, list[str]]]:
    for table, piece in found.pieces:
        for row in piece.rows if isinstance(piece, Run) else piece:
            yield table.sheet, row.line, list(row.cells)


def notes(source: Any, *sheets: str) -> dict[str, list[str]]:
    with opened(source, *sheets) as found:
        list(found.pieces)
        told: dict[str, list[str]] = {}
        for note in found.notes:
            told.setdefault(note.code, []).append(note.text)
        return told


def workbook(
    path: Path, change: Callable[[Any], object] | None = None, **sheets: Sequence[Sequence[Any]]
) -> Path:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.remove(book.active)
    for name, table in sheets.items():
        sheet = book.create_sheet(name)
        for row in table:
            sheet.append(row)
    if change is not None:
        change(book)
    book.save(path)
    return path


# --- which worksheets are read


def test_every_visible_worksheet_with_a_header_is_read_by_columns_of_its_own(
    tmp_path: Path,
) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        North=[["Model", "Count"], ["E100", 2]],
        South=[["For the south"], ["Maker", "Model"], ["Exemplar", "E200"]],
    )
    with opened(path) as found:
        assert found.sheets == ("North", "South")
        assert found.header == ("Model", "Count", "Maker")
        assert [found.places(table) for table in found.tables] == [(0, 1), (2, 0)]
        assert list(_lines(found)) == [
            ("North", 2, ["E100", "2"]),
            ("South", 3, ["Exemplar", "E200"]),
        ]
        assert found.is_whole
        assert [note.text for note in found.notes] == [
            "Worksheets 'North' and 'South' were read, of 2 in the workbook.",
            "1 row above the header passed over in worksheet 'South'.",
        ]


def test_what_is_left_out_is_named_and_hidden_ones_are_read_by_name_only(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        book["Old"].sheet_state = "hidden"
        book["Older"].sheet_state = "veryHidden"
        chart = BarChart()
        chart.add_data(Reference(book["List"], min_col=1, min_row=1, max_row=2))
        book.create_chartsheet("Diagram").add_chart(chart)

    path = workbook(
        tmp_path / "a.xlsx",
        change,
        Old=[["Model"], ["E1"]],
        List=[["Model"], ["E2"]],
        Older=[["Model"], ["E3"]],
        Cover=[["Quotation"]],
        Empty=[],
    )
    assert lines(path) == [(None, 2, ["E2"])]
    assert notes(path) == {
        "sheets_read": ["Worksheet 'List' was read, of 6 in the workbook."],
        "sheet_hidden": ["Worksheets 'Old' and 'Older' are hidden and were left out."],
        "sheet_without_header": [
            "Worksheet 'Cover' was left out: no heading in it tells the model."
        ],
        "sheet_without_cells": ["Worksheet 'Empty' is empty."],
        "chart_sheet": ["Sheet 'Diagram' is a chart and was left out."],
    }
    with opened(path) as found:
        assert not found.is_whole
    assert lines(path, "older", "LIST ") == [("List", 2, ["E2"]), ("Older", 2, ["E3"])]
    with opened(path, "List") as found:
        assert not found.is_whole
    assert "'Old' was not chosen" not in str(notes(path, "Old"))
    assert notes(path, "Old")["sheet_not_chosen"] == [
        "Worksheets 'List' and 'Cover' were not chosen and were left out.",
    ]
    with pytest.raises(UsageError, match="there are: Old, List, Older, Cover, Empty, Diagram"):
        opened(path, "List", "Liste")
    with pytest.raises(SheetError, match="no heading that tells the model"):
        opened(path, "Cover")


def test_a_workbook_whose_only_list_is_hidden_says_where_it_is(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        book["Stock"].sheet_state = "veryHidden"

    path = workbook(tmp_path / "a.xlsx", change, Cover=[["Quotation"]], Stock=[["Model"], ["E1"]])
    with pytest.raises(OnlyHidden, match="the hidden 'Stock' has one") as caught:
        opened(path)
    assert caught.value.worksheets == ("Stock",)
    assert lines(path, "Stock") == [(None, 2, ["E1"])]


def test_what_is_alike_of_many_worksheets_is_said_once(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        for sheet in book.worksheets[2:]:
            sheet.sheet_state = "hidden"

    many = {f"S{number}": [["Model"], ["E1"]] for number in range(402)}
    path = workbook(tmp_path / "a.xlsx", change, **many)
    with opened(path) as found:
        (told,) = [note for note in found.notes if note.code == "sheet_hidden"]
        assert [one.left_out for one in found.worksheets] == [None] * 2 + ["sheet_hidden"] * 400
    assert told.number == 400
    assert told.text.startswith("Worksheets 'S2', 'S3', ")
    assert told.text.endswith(" 'S21' and 380 more are hidden and were left out.")
    notes = [ReadingNote("rows_above", f"In {n}.", f"S{n}") for n in range(402)]
    notes.insert(3, ReadingNote("encoding", "As it is."))
    assert [note.text for note in few_of_each(notes)] == [
        *("In 0.", "In 1.", "In 2.", "In 3.", "In 4."),
        "Likewise in 397 more worksheets, the first 'S5'.",
        "As it is.",
    ]


# --- what is hidden in a worksheet


def hidden(path: Path) -> list[tuple[str, int | None]]:
    with opened(path) as found:
        assert [list(row.cells) for row in found.rows] == [
            *(["E1", "a", "x"], ["E2", "b", "x"], ["E3", "c", "x"]),
            *(["E4", "d", "x"], ["E5", "", "x"]),
        ]
        return [(note.text, note.number) for note in found.notes if note.code.startswith("hidden")]


HIDDEN: Final[Sequence[Sequence[str | float]]] = [
    ["Model", "Place", "Note"],
    *[["E1", "a", "x"], ["E2", "b", "x"], ["E3", "c", "x"], ["E4", "d", "x"], ["E5", "", "x"]],
]
SAID: Final = [
    ("3 hidden rows were read like all others: rows 3-4 and 6.", 3),
    ("1 hidden column was read like all others: B.", 1),
]


def test_hidden_rows_and_columns_are_read_and_said(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        sheet = book["List"]
        for row in (3, 4, 6, 9):  # the last one holds nothing
            sheet.row_dimensions[row].hidden = True
        for column in ("B", "E"):
            sheet.column_dimensions[column].hidden = True
        sheet.auto_filter.ref = "A1:C6"

    assert hidden(workbook(tmp_path / "a.xlsx", change, List=HIDDEN)) == SAID
    rows, columns = (2, 3, 5, 8), (1, 4)
    write_xlsb(tmp_path / "a.xlsb", {"List": HIDDEN}, "", hidden_rows=rows, hidden_columns=columns)
    assert hidden(tmp_path / "a.xlsb") == SAID
    assert hidden(ods(tmp_path / "a.ods", CONCEALED)) == SAID


def test_more_columns_than_letters_are_named(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        book["List"].column_dimensions["AB"].hidden = True

    table = [["Model", *[f"x{number}" for number in range(27)]], ["E1", *["x"] * 27]]
    path = workbook(tmp_path / "a.xlsx", change, List=table)
    assert notes(path)["hidden_columns"] == ["1 hidden column was read like all others: AB."]


def ods(path: Path, table: str) -> Path:
    """Write the content of an open document; the rest is that of the sample."""
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    content = (
        f"<office:document-content {names}><office:body><office:spreadsheet>"
        f'<table:table table:name="List">{table}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(CASES / "list.ods") as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            new.writestr(name, content if name == "content.xml" else old.read(name))
    return path


def cell(text: str, said: str = "") -> str:
    return (
        f'<table:table-cell office:value-type="string"{said}><text:p>{text}</text:p>'
        "</table:table-cell>"
    )


def table_row(said: str, *cells: str) -> str:
    return f"<table:table-row{said}>{''.join(cells)}</table:table-row>"


CONCEALED: Final = (
    '<table:table-column/><table:table-column table:visibility="collapse"/>'
    '<table:table-column table:number-columns-repeated="2"/>'
    '<table:table-column table:visibility="collapse"/>'
) + "".join(
    table_row(said, *map(cell, map(str, texts)))
    for said, texts in zip(
        (
            *("", "", ' table:visibility="collapse"', ' table:visibility="filter"', ""),
            ' table:visibility="collapse"',
        ),
        HIDDEN,
        strict=True,
    )
)


@pytest.mark.parametrize(
    ("repeated", "said"),
    [
        (("", ' table:number-columns-repeated="2000000000"'), "by 2,000,000,000 columns"),
        ((' table:number-rows-repeated="2000000000"', ""), "2,000,000,001 rows by"),
    ],
)
def test_what_an_open_document_repeats_without_end_is_refused_at_once(
    repeated: tuple[str, str], said: str, tmp_path: Path
) -> None:
    row, column = repeated
    last = table_row(row, cell("E1", column))
    path = ods(tmp_path / "a.ods", table_row("", cell("Model")) + last)
    with pytest.raises(SheetError, match=f"{said}.*save the list as XLSX"):
        opened(path)


def test_empty_cells_and_rows_may_be_repeated(tmp_path: Path) -> None:
    empty = '<table:table-cell table:number-columns-repeated="16383"/>'
    last = table_row(' table:number-rows-repeated="1048574"', empty)
    twice = table_row(' table:number-rows-repeated="2"', cell("E1"), empty)
    path = ods(tmp_path / "a.ods", table_row("", cell("Model"), empty) + twice + last)
    assert lines(path) == [(None, 2, ["E1"]), (None, 3, ["E1"])]


def test_a_list_that_is_no_workbook_has_no_worksheets() -> None:
    with pytest.raises(UsageError, match="has no worksheets, so 'A' cannot be one"):
        opened(b"Maker,Model\n", "A")


def test_a_workbook_of_pictures_is_said_to_be_one(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        chart = BarChart()
        chart.add_data(Reference(book["Plan"], min_col=1, min_row=1))
        book["Plan"].add_chart(chart)

    with pytest.raises(SheetError, match="there are pictures and no cells"):
        opened(workbook(tmp_path / "a.xlsx", change, Plan=[]))
    path = workbook(tmp_path / "b.xlsx", change, Plan=[], List=[["Model"], ["E1"]])
    assert notes(path)["sheet_of_pictures"] == ["Worksheet 'Plan' holds pictures and no cells."]
    assert lines(path) == [(None, 2, ["E1"])]


# --- merged cells


def merged(*ranges: str) -> Callable[[Any], None]:
    def change(book: Any) -> None:
        for one in ranges:
            book.worksheets[0].merge_cells(one)

    return change


def test_merged_cells_go_on_in_the_rows_below_and_make_no_row_of_their_own(tmp_path: Path) -> None:
    table: list[list[Any]] = [
        ["Model", "Firmware", "Count", "Place"],
        ["E100", 10.1, 6, "a"],
        [None, None, None, "b"],
        [None, None, None, None],
        ["E200", "1.2", 1, "c"],
    ]
    path = workbook(tmp_path / "a.xlsx", merged("A2:A4", "B2:B4", "C2:C3"), List=table)
    with opened(path) as found:
        rows = list(found.rows)
    assert rows == [
        Row(2, ["E100", "10.1", "6", "a"], None, (1,)),
        Row(
            *(3, ["", "", "", "b"], None, ()),
            (MergedCell(0, "E100"), MergedCell(1, "10.1", True), MergedCell(2, "6")),
        ),
        Row(5, ["E200", "1.2", "1", "c"]),
    ]
    assert notes(path)["merged_cells"] == [
        "1 row with cells merged with one above (the first: row 3): what is read of them holds "
        "for each."
    ]


def test_headings_over_two_rows_and_columns_are_read_as_they_look(tmp_path: Path) -> None:
    table: list[list[Any]] = [
        ["Cameras of the site", None, None, None],
        ["Model", "Firmware", None, "Count"],
        [None, "now", "wanted", None],
        ["E100", "1.0", "2.0", 3],
    ]
    path = workbook(tmp_path / "a.xlsx", merged("A1:D1", "A2:A3", "B2:C2", "D2:D3"), List=table)
    with opened(path) as found:
        assert found.header == ("Model", "Firmware (now)", "Firmware (wanted)", "Count")
        assert list(found.rows) == [Row(4, ["E100", "1.0", "2.0", "3"])]
    table = [["Count", "Device", None], [None, "Maker", "Model"], [3, "Exemplar", "E100"]]
    path = workbook(tmp_path / "b.xlsx", merged("A1:A2", "B1:C1"), List=table)
    with opened(path) as found:
        assert found.header == ("Count", "Maker", "Model")
        assert list(found.rows) == [Row(3, ["3", "Exemplar", "E100"])]


def test_merged_cells_of_a_binary_workbook_go_on(tmp_path: Path) -> None:
    table: list[list[str | float]] = [["Model", "Place"], ["E100", "a"], ["", "b"], ["E200", "c"]]
    write_xlsb(tmp_path / "a.xlsb", {"List": table}, "", merged=[(1, 2, 0, 0)])
    with opened(tmp_path / "a.xlsb") as found:
        assert [row.merged for row in found.rows] == [(), (MergedCell(0, "E100"),), ()]


def test_merged_cells_that_overlap_cost_no_time(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", List=[["Model", "Count"], *[["E100", 1]] * 3000])
    ranges = "".join(f'<mergeCell ref="B2:B{row}"/>' for row in range(3, 20_000))
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(tmp_path / "b.xlsx", "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                marks = f"</sheetData><mergeCells>{ranges}</mergeCells>"
                data = data.replace(b"</sheetData>", marks.encode())
            new.writestr(name, data)
    with opened(tmp_path / "b.xlsx") as found:
        begin = time.process_time()
        assert len(list(found.rows)) == 3000
        assert time.process_time() - begin < 5


def test_cells_merged_over_columns_stand_under_the_first(tmp_path: Path) -> None:
    table: list[list[Any]] = [["Model", None, "Count"], ["E100", None, 2]]
    path = workbook(tmp_path / "a.xlsx", merged("A1:B1", "A2:B2"), List=table)
    with opened(path) as found:
        assert found.header == ("Model", "Model (2)", "Count")
        assert list(found.rows) == [Row(2, ["E100", "", "2"])]


# --- two headers


def test_rows_below_another_header_are_read_by_it(tmp_path: Path) -> None:
    table: list[list[Any]] = [
        ["Maker", "Model", "Count"],
        ["Exemplar", "E100", 3],
        ["Maker", "Model", "Count"],
        [None, None, None],
        ["Model", "Firmware"],
        ["E200", "1.0"],
    ]
    path = workbook(tmp_path / "a.xlsx", List=table)
    with opened(path) as found:
        assert found.header == ("Maker", "Model", "Count", "Firmware")
        rows = [(under.header, row.line) for under, piece in found.pieces for row in _rows(piece)]
    assert rows == [(("Maker", "Model", "Count"), 2), (("Model", "Firmware"), 6)]
    told = notes(path)
    assert told["header_again"] == [
        "The header stands 1 time more (first in row 3); that is no line."
    ]
    assert told["other_header"] == [
        "Another header stands in row 5: the rows below are read by it."
    ]


def _rows(piece: Any) -> list[Row]:
    return list(piece.rows) if isinstance(piece, Run) else list(piece)


# --- old and open formats


@pytest.mark.parametrize("name", ["list.xls", "list.ods"])
def test_old_and_open_workbooks_are_read_with_the_same_care(name: str) -> None:
    path = CASES / name
    with opened(path) as found:
        assert found.kind == name.rpartition(".")[2]
        assert found.header == ("column 1", "Maker", "Model", "Firmware", "Count")
        assert list(found.rows) == [
            Row(4, ["", "Exemplar", "E100", "10.12.91", "4"]),
            Row(
                *(5, ["", "", "", "", "2"], None, ()),
                (MergedCell(1, "Exemplar"), MergedCell(2, "E100")),
            ),
            Row(6, ["", "Exemplar", "E200", "9.8", "1"], None, (3,)),
            Row(7, ["", "Exemplar", "E200", "2019-10-09", "1"], None, (3,)),
        ]
    assert notes(path)["sheet_hidden"] == ["Worksheet 'Old' is hidden and was left out."]
    assert lines(path, "old") == [(None, 2, ["E300"])]


def test_a_binary_workbook_is_read(tmp_path: Path) -> None:
    sheets: dict[str, Sequence[Sequence[str | float]]] = {
        "List": [["Model", "Firmware"], ["E100", 9.8], ["E200", "1.0"]],
        "Old": [["Model"]],
    }
    write_xlsb(tmp_path / "a.xlsb", sheets, "Old")
    with opened(tmp_path / "a.xlsb") as found:
        assert found.kind == "xlsb"
        assert list(found.rows) == [
            Row(2, ["E100", "9.8"], None, (1,)),
            Row(3, ["E200", "1.0"]),
        ]
    assert list(notes(tmp_path / "a.xlsb")) == ["sheets_read", "sheet_hidden"]


def test_a_binary_workbook_with_a_cell_far_out_is_refused(tmp_path: Path) -> None:
    write_xlsb(tmp_path / "a.xlsb", {"List": [["Model"], ["E100"]]}, "")
    with zipfile.ZipFile(tmp_path / "a.xlsb") as old:
        parts = {name: old.read(name) for name in old.namelist()}
    far = record(0, (1_048_575).to_bytes(4, "little") + bytes(13))
    far += record(6, (16_383).to_bytes(4, "little") + bytes(4) + b"\1\0\0\0x\0")
    sheet = parts["xl/worksheets/sheet1.bin"]
    parts["xl/worksheets/sheet1.bin"] = sheet.replace(record(146), far + record(146))
    with zipfile.ZipFile(tmp_path / "b.xlsb", "w") as new:
        for name, data in parts.items():
            new.writestr(name, data)
    with pytest.raises(SheetError, match="1,048,576 rows by 16,384 columns; save the list as XLSX"):
        opened(tmp_path / "b.xlsb")


STRICT: Final = (
    ("http://schemas.openxmlformats.org/spreadsheetml/2006/main", "spreadsheetml/main"),
    (
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "officeDocument/relationships",
    ),
)


def test_a_strict_workbook_is_read_with_merged_cells_and_formulas(tmp_path: Path) -> None:
    table: list[list[Any]] = [["Model", "Count"], ["E100", "=1+1"], [None, 3]]
    path = workbook(tmp_path / "a.xlsx", merged("A2:A3"), List=table)
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(tmp_path / "b.xlsx", "w") as new:
        for name in old.namelist():
            data = old.read(name)
            for usual, strict in STRICT:
                data = data.replace(
                    usual.encode(), b"http://purl.oclc.org/ooxml/" + strict.encode()
                )
            new.writestr(name, data)
    with opened(tmp_path / "b.xlsx") as found:
        assert list(found.rows) == [
            Row(2, ["E100", "=1+1"], None, (1,)),
            Row(3, ["", "3"], None, (), (MergedCell(0, "E100"),)),
        ]


# --- what cannot be read


def test_encrypted_workbooks_are_said_to_be_protected(tmp_path: Path) -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    xlsx = ole + bytes(5000) + "EncryptedPackage".encode("utf-16-le")
    xls = bytearray((CASES / "list.xls").read_bytes())
    begin = xls.find(b"\x09\x08\x10\x00\x00\x06\x05\x00") + 20
    xls[begin : begin + 2] = b"\x2f\x00"  # FILEPASS
    ods = io.BytesIO()
    with zipfile.ZipFile(CASES / "list.ods") as old, zipfile.ZipFile(ods, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "META-INF/manifest.xml":
                data = re.sub(rb'("content.xml"[^>]*)/>', rb"\1><x:encryption-data/></x>", data)
            new.writestr(name, data)
    for data in (xlsx, bytes(xls), ods.getvalue()):
        with pytest.raises(SheetError, match="is protected with a password") as caught:
            opened(data)
        assert caught.value.code == "protected-workbook"


@pytest.mark.parametrize("name", ["list.xls", "list.ods"])
def test_a_cut_off_workbook_is_one_sentence(name: str) -> None:
    data = (CASES / name).read_bytes()
    for end in range(40, len(data), len(data) // 12):
        with pytest.raises(SheetError, match="damaged") as caught, opened(data[:end]) as found:
            list(found.rows)
        assert "\n" not in caught.value.message


@pytest.mark.parametrize(("name", "what"), [("list.xls", "an old Excel"), ("list.ods", "an Open")])
def test_without_calamine_one_sentence_says_what_to_install(
    name: str, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = builtins.__import__

    def without(wanted: str, *rest: Any, **named: Any) -> Any:
        if wanted == "python_calamine":
            raise ModuleNotFoundError("missing", name=wanted)
        return real(wanted, *rest, **named)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(
        IntegrationDBError, match=rf"reading {what}.*pip install 'integration-db\[xlsx\]'"
    ):
        opened(CASES / name)


def test_a_workbook_at_which_the_reader_ends_its_process_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    script = "import os, sys; sys.stderr.write('panicked'); os.abort()"
    monkeypatch.setattr("integration_db.sheets.calamine_process._SCRIPT", script)
    with pytest.raises(SheetError, match="is damaged or cut off .it claims to hold more than"):
        opened(CASES / "list.xls")
    assert capfd.readouterr().err == ""


def test_two_worksheets_of_an_old_workbook_are_read_one_after_the_other() -> None:
    assert [(sheet, line) for sheet, line, _ in lines(CASES / "list.xls", "Site A", "Old")] == [
        *(("Site A", line) for line in (4, 5, 6, 7)),
        ("Old", 2),
    ]


def test_empty_rows_without_end_are_passed_over_at_once(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", List=[["Model"], ["E100"]])
    rows = "".join(
        f'<row r="{number}"><c r="A{number}" t="inlineStr"><is><t></t></is></c></row>'
        for number in range(3, 300_000)
    )
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(tmp_path / "b.xlsx", "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                data = data.replace(b"</sheetData>", rows.encode() + b"</sheetData>")
                data = re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1:XFD1048576"', data)
            new.writestr(name, data, zipfile.ZIP_DEFLATED)
    with opened(tmp_path / "b.xlsx") as found:
        assert found.expected == 1
        assert list(found.rows) == [Row(2, ["E100"])]


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ((1, 3, 2), "row 2 stands behind row 3"),
        ((1, 2, 2), "row 2 stands behind row 2"),
        ((1, 2, 10**13), "row 10000000000000, and 1,048,576 are the most"),
    ],
)
def test_rows_out_of_order_are_refused_and_never_left_out(
    tmp_path: Path, numbers: Sequence[int], said: str
) -> None:
    path = workbook(tmp_path / "a.xlsx", List=[["Model"], ["E100"], ["S20"]])
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(tmp_path / "b.xlsx", "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                before, *rows = data.split(b"<row r=")
                rows = [b'"%d"%s' % (n, row[3:]) for n, row in zip(numbers, rows, strict=True)]
                data = b"<row r=".join([before, *rows])
            new.writestr(name, data)
    with pytest.raises(SheetError, match=re.escape(said)):
        opened(tmp_path / "b.xlsx")


def test_a_workbook_of_all_columns_is_read(tmp_path: Path) -> None:
    wide = [f"x{number}" for number in range(16_383)]
    path = workbook(tmp_path / "a.xlsx", List=[["Model", *wide], ["E100", *wide]])
    with opened(path) as found:
        assert len(found.header) == 16_384
        assert [len(row.cells) for row in found.rows] == [16_384]


def test_dates_and_truth_in_old_workbooks_are_those_of_new_ones() -> None:
    (dated,) = [cells for _, line, cells in lines(CASES / "list.xls") if line == 7]
    assert dated[3] == str(datetime.date(2019, 10, 9))

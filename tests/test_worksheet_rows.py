"""The cells of an XLSX are what openpyxl says they are, of any workbook that it can write."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Mapping
from typing import Any, Final

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from integration_db.errors import SheetError
from integration_db.sheets import HeaderRules, Row, open_list
from integration_db.sheets.cell_values import cell_text, is_odd

MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHARED: Final = "xl/sharedStrings.xml"
SHARED_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
RULES: Final = HeaderRules(lambda cells: "Model" in cells, lambda _: False)
HEADER: Final = ("Model", "b", "c", "d")
TEXTS: Final = st.text("aZ09 .<&>\"'\n\t_x5FäÜ€😀", max_size=8).map(lambda text: f"t{text}")
VALUES: Final = st.one_of(
    *(st.none(), st.booleans(), TEXTS, st.integers(-(10**17), 10**17)),
    st.floats(-1e20, 1e20),
    st.datetimes(datetime.datetime(1905, 1, 1), datetime.datetime(2100, 1, 1)),
    st.dates(datetime.date(1905, 1, 1), datetime.date(2100, 1, 1)),
    *(st.times(), st.timedeltas(datetime.timedelta(0), datetime.timedelta(400))),
)
DAYS: Final = st.one_of(st.integers(0, 60_000), st.floats(0, 60_000))
CELLS: Final = st.one_of(
    st.tuples(VALUES, st.sampled_from([None, "0.00%", "@", '0 "d"'])),
    st.tuples(DAYS, st.sampled_from(["yyyy-mm-dd", "[h]:mm:ss", "h:mm", "[$-409]d-mmm"])),
)


def rows(data: bytes) -> list[Row]:
    with open_list(io.BytesIO(data), RULES) as found:
        return list(found.rows)


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def written(rows_as_xml: str, **parts: str) -> bytes:
    """Return a workbook with a header and rows of XML, and with other parts as they are given."""
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(HEADER)
    changed = {name.replace("__", "/") + ".xml": text for name, text in parts.items()}
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved(book))) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode()
            if name == "xl/worksheets/sheet1.xml":
                text = text.replace("</sheetData>", f"{rows_as_xml}</sheetData>")
            elif name == "[Content_Types].xml" and SHARED in changed:
                about = f'<Override PartName="/{SHARED}" ContentType="{SHARED_TYPE}"/>'
                text = text.replace("</Types>", f"{about}</Types>")
            new.writestr(name, changed.pop(name, text))
        for name, text in changed.items():
            new.writestr(name, text)
    return out.getvalue()


@settings(max_examples=25)
@given(
    table=st.lists(st.lists(CELLS, max_size=4), max_size=6),
    since_1904=st.booleans(),
)
def test_every_cell_is_what_openpyxl_reads(
    table: list[list[tuple[Any, str | None]]], since_1904: bool
) -> None:
    book = openpyxl.Workbook()
    if since_1904:
        book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    sheet: Any = book.active
    sheet.append(HEADER)
    for row, cells in enumerate(table, start=3):
        for column, (value, number_format) in enumerate(cells, start=1):
            cell = sheet.cell(row, column, value)
            if number_format is not None:
                cell.number_format = number_format
    data = saved(book)
    expected = []
    read: Any = openpyxl.load_workbook(io.BytesIO(data), data_only=True).active
    for line, values in enumerate(read.iter_rows(min_row=2, max_col=4, values_only=True), 2):
        texts = [cell_text(value) for value in values]
        if any(map(str.strip, texts)):
            expected.append(Row(line, texts, None, tuple(n for n in range(4) if is_odd(values[n]))))
    assert rows(data) == expected


@pytest.mark.parametrize(
    ("xml", "cells"),
    [
        ('<row r="2"><c t="str"><v>E1</v></c><c/><c><v>5</v></c></row>', ["E1", "", "5", ""]),
        ('<row r="2.0"><c r="B2"><v>007</v></c></row>', ["", "7", "", ""]),
        (
            '<row r="2"><c r="A2" t="inlineStr"><is><r><rPr><b/></rPr><t>E </t></r><r><t>1</t></r>'
            '<rPh sb="0" eb="1"><t>said</t></rPh></is></c><c r="B2" t="inlineStr"/></row>',
            ["E 1", "", "", ""],
        ),
        (
            '<row r="2"><c r="A2" t="str"><v> E<!-- - -->1\n&amp;<![CDATA[<2>]]></v></c>'
            '<c r="B2" t="e"><v>#REF!</v></c><c r="C2" t="d"><v>2019-10-09</v></c></row>',
            [" E1\n&<2>", "#REF!", "2019-10-09", ""],
        ),
        (
            '<row r="2"><c r="A2"><f t="shared" ref="A2:A3" si="0">D2+$D$1</f><v>1</v></c>'
            '<c r="B2"><f t="shared" si="0"/></c><c r="C2" t="str"><f>D2</f><v></v></c>'
            '<c r="D2"><f t="array" ref="D2">SUM(A1)</f></c></row>',
            ["1", "=E2+$D$1", "", "=SUM(A1)"],
        ),
    ],
)
def test_cells_as_other_programs_write_them(xml: str, cells: list[str]) -> None:
    (row,) = rows(written(xml))
    assert row.cells == cells


def test_shared_texts_are_read_without_their_formatting() -> None:
    texts = (
        f'<sst xmlns="{MAIN}"><si><t xml:space="preserve"> E1</t></si>'
        '<si><r><t>E</t></r><r><rPr><b/></rPr><t>2_x005F_</t></r><rPh sb="0" eb="1"><t>-</t></rPh>'
        "</si><si/></sst>"
    )
    cells = "".join(f'<c t="s"><v>{number}</v></c>' for number in (1, 0, 2))
    (row,) = rows(written(f'<row r="2">{cells}</row>', xl__sharedStrings=texts))
    assert row.cells == ["E2_", " E1", "", ""]


def test_names_may_have_a_prefix() -> None:
    sheet = (
        f'<x:worksheet xmlns:x="{MAIN}">'
        '<x:sheetData><x:row r="1"><x:c r="A1" t="str"><x:v>Model</x:v></x:c></x:row><x:row r="2">'
        '<x:c r="A2" t="inlineStr"><x:is><x:t>E1</x:t></x:is></x:c></x:row></x:sheetData>'
        "</x:worksheet>"
    )
    assert rows(written("", xl__worksheets__sheet1=sheet)) == [Row(2, ["E1"])]


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("<c><v>x</v></c>", "invalid literal"),
        ('<c t="s"><v>99</v></c>', "out of range"),
        ('<c r="AAAA7"><v>1</v></c>', "'AAAA' is not a valid column"),
        ("<c/>" * 16_385, "row 7 has more than 16,384 cells"),
    ],
)
def test_a_damaged_cell_is_refused_by_its_row(cell: str, said: str) -> None:
    data = written(f'<row r="6"><c><v>1</v></c></row><row r="7">{cell}<c t="b"><v>1</v></c></row>')
    with pytest.raises(SheetError, match=f", row 7: the workbook is damaged.*{re.escape(said)}"):
        rows(data)


@pytest.mark.parametrize(
    "part",
    [
        {"xl__sharedStrings": '<!DOCTYPE x [<!ENTITY a "E1">]><sst>&a;</sst>'},
        {"xl__sharedStrings": '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><sst/>'},
        {"xl__worksheets__sheet1": '<!DOCTYPE x [<!ENTITY a "E1">]><worksheet/>'},
    ],
)
def test_entities_are_refused_wherever_they_are(part: Mapping[str, str]) -> None:
    with pytest.raises(SheetError, match="damaged.*declares entities"):
        rows(written("", **part))


def test_what_is_no_part_of_a_list_may_be_damaged() -> None:
    data = written('<row r="2"><c><v>1</v></c></row>', docProps__core="<", xl__theme__theme1="<")
    assert [row.cells for row in rows(data)] == [["1", "", "", ""]]


@pytest.mark.parametrize(
    "piece", ["<row ", "<mergeCell ", '<col min="1" max="16384" hidden="1"/>'], ids=str.split
)
def test_elements_that_nobody_ends_or_counts_are_looked_through_in_one_go(piece: str) -> None:
    """A megabyte of them took minutes: from each one all of the rest was looked through."""
    data = written(piece * (1_000_000 // len(piece)))
    try:
        assert rows(data) == []
    except SheetError as refused:
        assert "not well-formed" in str(refused)  # noqa: PT017

"""Sheets: lists of every kind become rows, and no line is lost, doubled or silently changed."""

from __future__ import annotations

import builtins
import contextlib
import csv
import datetime
import io
import json
import os
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from integration_db.errors import IntegrationDBError, SheetError, UsageError
from integration_db.sheets import HeaderRules, IsHeader, OpenedList, Row, Run, open_list
from integration_db.sheets.tables import column_names
from integration_db.text.safe_text import no_formula, risky

HEADER = "Maker,Model,Firmware,Count"


def is_header(cells: Sequence[str]) -> bool:
    return any(cell.strip().lower() == "model" for cell in cells)


def is_inner(cells: Sequence[str]) -> bool:
    return is_header(cells) and sum(map(bool, cells)) > 1


def opened(source: Any, *, nearly: IsHeader = lambda _: False, **options: Any) -> OpenedList:
    if isinstance(source, str) and "\n" in source:
        source = source.encode()
    if isinstance(source, bytes):
        source = io.BytesIO(source)
    return open_list(source, HeaderRules(is_header, is_inner, nearly), **options)


def texts(opened: OpenedList) -> list[str]:
    return [note.text for note in opened.notes]


def rows(source: Any, **options: Any) -> list[Row]:
    with opened(source, **options) as sheet:
        return list(sheet.rows)


def cells(source: Any, **options: Any) -> list[list[str]]:
    return [list(row.cells) for row in rows(source, **options)]


def problems(source: Any, **options: Any) -> dict[int, str]:
    return {row.line: row.problem for row in rows(source, **options) if row.problem is not None}


def refusal(source: Any, *, code: str | None = None, **options: Any) -> str:
    with pytest.raises(SheetError) as caught:
        rows(source, **options)
    assert code is None or caught.value.code == code
    return caught.value.message


# delimiters and encodings


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_the_delimiter_is_seen_in_the_header(mark: str) -> None:
    text = f"Maker{mark}Model{mark}Note\nExemplar{mark}E100{mark}1,5 m; left\n"
    if mark in ",;":
        text = text.replace("1,5 m; left", '"1,5 m; left"')
    with opened(text) as sheet:
        assert (sheet.kind, sheet.delimiter) == ("csv", mark)
        assert sheet.header == ("Maker", "Model", "Note")
        assert list(sheet.rows) == [Row(2, ["Exemplar", "E100", "1,5 m; left"])]


def test_quoted_delimiters_in_the_header_do_not_count() -> None:
    with opened('"Maker, Brand, Vendor";Model\nExemplar;E100\n') as sheet:
        assert sheet.delimiter == ";"


def test_the_line_that_tells_excel_the_delimiter_is_honoured() -> None:
    with opened("sep=;\nMaker;Model\nExemplar;E100\n") as sheet:
        assert (sheet.delimiter, sheet.tables[0].line, sheet.tables[0].preamble) == (";", 2, ())
        assert [row.line for row in sheet.rows] == [3]
    assert cells("sep=^\nMaker^Model\nExemplar^E100\n") == [["Exemplar", "E100"]]


@pytest.mark.parametrize("word", ["tab", "\\t", "\t", "TAB"])
def test_a_delimiter_may_be_given_as_a_word(word: str) -> None:
    assert cells("Maker\tModel\nExemplar\tE100\n", delimiter=word) == [["Exemplar", "E100"]]


@pytest.mark.parametrize("word", ["xx", '"', "\n", "a", " ", "\0", "\ud800"])
def test_a_delimiter_that_cannot_be_one_is_wrong_usage(word: str) -> None:
    with pytest.raises(UsageError, match="comma, semicolon, tab, pipe"):
        opened("Maker,Model\n", delimiter=word)


def test_commas_in_an_only_column_are_text() -> None:
    assert cells('Model\nExemplar E100, white\n"E200, black"\n') == [
        ["Exemplar E100, white"],
        ["E200, black"],
    ]


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16-le"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-32", "utf-32-le"),
        ("cp1252", "windows-1252"),
    ],
)
def test_encodings_are_found_out(encoding: str, name: str, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes("Maker;Model;Ort\r\nExemplar;E100;Tür – Süd\r\n".encode(encoding))
    with opened(path) as sheet:
        assert sheet.encoding == name
        assert sheet.header == ("Maker", "Model", "Ort")
        assert list(sheet.rows) == [Row(2, ["Exemplar", "E100", "Tür – Süd"])]
        assert bool(sheet.notes) == (name != "utf-8")


def test_utf_16_with_its_mark_for_the_other_end_is_read() -> None:
    data = b"\xfe\xff" + "Maker,Model\nExemplar,E100\n".encode("utf-16-be")
    assert cells(data) == [["Exemplar", "E100"]]
    assert cells(data, encoding="utf-16") == [["Exemplar", "E100"]]


def test_mixed_encodings_mark_the_rows_that_are_not_utf_8() -> None:
    data = "Maker,Model,Place\nExemplar,E100,Süd\n".encode() + "Exemplar,E200,Süd\n".encode(
        "cp1252"
    )
    with opened(data + b"Exemplar,E300,x\n") as sheet:
        found = list(sheet.rows)
        assert any("two encodings" in text for text in texts(sheet))
    assert [row.problem for row in found] == [None, "holds bytes that are not utf-8", None]
    assert found[1].cells == ["Exemplar", "E200", "S\ufffdd"]


def test_a_row_of_utf_8_in_a_list_of_a_spreadsheet_spoils_none_of_the_others() -> None:
    old = "".join(f"Exemplar,E{n},Süd\n" for n in range(300)).encode("cp1252")
    with opened(b"Maker,Model,Place\n" + old + "Exemplar,E300,Süd\n".encode() + old) as sheet:
        found = list(sheet.rows)
        (note,) = [note for note in sheet.notes if note.code == "encodings_mixed"]
    assert note.is_limit
    assert len(found) == 601
    assert {(row.cells[2], row.problem) for row in found} == {("Süd", None)}
    damaged = b"Exemplar,E300,S\x81d\nExemplar,E301,caf\xe9\n"
    with opened(b"Maker,Model,Place\nA,B,\xc3\xbc\n" + damaged) as sheet:
        (first, second, third) = sheet.rows
    assert second.problem is not None
    assert (first.problem, third.cells[2]) == (None, "café")


def test_bytes_that_windows_1252_does_not_have_mark_their_row() -> None:
    data = b"Maker,Model\nS\xfcd,E100\nS\x81d,E200\n"
    assert problems(data) == {3: "holds bytes that are not windows-1252"}


@pytest.mark.parametrize("kind", ["ndjson", "json", "yaml"])
def test_json_and_yaml_that_are_not_utf_8_mark_their_rows_and_no_letter_is_made_up(
    kind: str,
) -> None:
    bad, good = b'{"Model": "E100\xff"}', b'{"Model": "E200"}'
    data = {
        "ndjson": bad + b"\n" + good + b"\n",
        "json": b"[" + bad + b", " + good + b"]",
        "yaml": b"- " + bad + b"\n- " + good + b"\n",
    }[kind]
    with opened(data, kind=kind) as sheet:
        found = [(row.cells, row.problem) for row in sheet.rows]
    assert found == [(["E100\ufffd"], "holds bytes that are not utf-8"), (["E200"], None)]
    with opened(data, kind=kind, encoding="cp1252") as sheet:
        assert [row.problem for row in sheet.rows] == [None, None]


@pytest.mark.parametrize("data", [b"\0" * 3000, b"\0" * 20 + b"Maker\n" + b"\0" * 20])
def test_a_file_of_nul_is_refused_as_that(data: bytes) -> None:
    with pytest.raises(SheetError, match="NUL") as caught:
        opened(data)
    assert caught.value.code != "no-header"


def test_an_encoding_may_be_given() -> None:
    assert cells("Maker,Model\nКамера,E100\n".encode("cp1251"), encoding="cp1251") == [
        ["Камера", "E100"]
    ]
    assert problems(b"Maker,Model\nS\xfcd,E1\n", encoding="utf-8").keys() == {2}


@pytest.mark.parametrize("encoding", ["klingon", "rot13", "zip", "unicode_escape", "a\0b", ""])
def test_an_unknown_encoding_is_wrong_usage(encoding: str) -> None:
    with pytest.raises(UsageError, match="windows-1252") as caught:
        opened("Maker,Model\n", encoding=encoding)
    assert "utf-8" in caught.value.suggestions


# the header


def test_rows_above_the_header_are_the_preamble() -> None:
    with opened(
        "Quotation 12,,\n,,\nfor a customer,,\nMaker,Model,Count\nExemplar,E1,2\n"
    ) as sheet:
        assert sheet.tables[0].preamble == (("Quotation 12", "", ""), ("for a customer", "", ""))
        assert sheet.tables[0].line == 4
        assert texts(sheet) == ["2 rows above the header passed over."]
        assert list(sheet.rows) == [Row(5, ["Exemplar", "E1", "2"])]


def test_names_of_columns_are_made_unique() -> None:
    with opened('Model,,model,Model,Model (2),"Two\nlines",\n') as sheet:
        assert sheet.header == (
            *("Model", "column 2", "model", "Model (2)", "Model (2) (2)"),
            *("Two lines", "column 7"),
        )


def test_a_header_over_two_lines_is_one_header() -> None:
    with opened('"Maker\nor brand",Model\nExemplar,E100\n') as sheet:
        assert sheet.header == ("Maker or brand", "Model")
        assert list(sheet.rows) == [Row(3, ["Exemplar", "E100"])]


def test_a_list_without_a_header_is_refused_and_none_of_its_cells_is_quoted() -> None:
    message = refusal("A list\nExemplar,E100,geheim\nExemplar,E200,10.12\n", code="no-header")
    assert message.endswith(
        "line 2: no heading that tells the model was found in the first 3 rows; the widest one has "
        "3 cells"
    )


def test_the_header_is_among_the_first_thirty_rows_with_content() -> None:
    late = "\n,,\n" * 40 + "a,b\n" * 29 + "Maker,Model\nExemplar,E100\n"
    assert cells(late) == [["Exemplar", "E100"]]
    assert "no heading" in refusal("a,b\n" + late)


def test_an_empty_file_is_refused() -> None:
    assert "empty" in refusal(b"")
    assert "empty" in refusal(b"\n \n\r\n")
    assert "empty" in refusal(b"\xef\xbb\xbf")


def test_a_list_of_a_header_only_has_no_rows() -> None:
    assert rows(b"Maker,Model") == rows(b"Maker,Model\n") == []


# rows of delimited text


def test_quoted_cells_over_several_lines_work() -> None:
    text = f'{HEADER}\nExemplar,E100,"1.0\r\n\r\nsecond ""line""",3\nExemplar,E200,1.1,4\n'
    with opened(text) as sheet:
        assert list(sheet.rows) == [
            Row(2, ["Exemplar", "E100", '1.0\r\n\r\nsecond "line"', "3"]),
            Row(5, ["Exemplar", "E200", "1.1", "4"]),
        ]
        assert texts(sheet) == ["1 row over several lines (the first: line 2)."]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end_counts_as_one(end: str) -> None:
    text = end.join([HEADER, "Exemplar,E100,1.0,1", "", "Exemplar,E200,1.0,1", ""])
    assert [row.line for row in rows(text.encode())] == [2, 4]


@pytest.mark.parametrize(
    "line",
    [
        'Exemplar,"E100,1.0,3',  # opens and never closes
        'Exemplar,E100,"1.0,3',
        '"Exemplar,E100,1.0,3',
        'Exemplar,E100,1.0,"',
        'Exemplar,"E100" dome,1.0,3',
    ],
)
def test_a_stray_quotation_mark_costs_no_other_line(line: str) -> None:
    after = [f"Exemplar,E{number},1.0,{number}" for number in range(5000)]
    found = rows("\n".join([HEADER, "Exemplar,E99,1.0,1", line, *after]) + "\n")
    assert [row.line for row in found] == list(range(2, 5004))
    assert [",".join(row.cells) for row in found[2:]] == after
    assert found[1].problem is None
    assert found[1].cells[0].strip('"') == "Exemplar"


def test_a_stray_mark_where_cells_are_missing_is_a_problem() -> None:
    found = problems(f'{HEADER}\nExemplar,"E100,1.0\nExemplar,E200,1.0,1\n')
    assert found == {2: "3 cells where the header has 4 and a quotation mark that has no other"}


def test_two_stray_marks_in_one_column_do_not_swallow_the_rows_between() -> None:
    text = f'{HEADER}\nExemplar,"E100,1.0,1\nExemplar,E200,1.0,2\nExemplar,E300",1.0,3\n'
    with opened(text) as sheet:
        assert [row.line for row in sheet.rows] == [2, 3, 4]
        assert "2 lines with stray quotation marks" in texts(sheet)[0].replace(
            "1 line ", "2 lines "
        )


def test_more_cells_than_columns_are_a_problem_unless_they_are_empty() -> None:
    text = f"{HEADER}\nExemplar,E100,1,0,3\nExemplar,E200,1.0,3,, \n"
    found = rows(text)
    assert found[0].problem == "5 cells where the header has 4: columns may have shifted"
    assert found[0].cells == ["Exemplar", "E100", "1", "0"]
    assert found[1] == Row(3, ["Exemplar", "E200", "1.0", "3"])


def test_fewer_cells_are_filled_up() -> None:
    assert rows(f"{HEADER}\nExemplar,E100\n") == [Row(2, ["Exemplar", "E100", "", ""])]


def test_empty_lines_and_lines_of_delimiters_are_no_rows() -> None:
    with opened(f"{HEADER}\n\n,,,\nExemplar,E100,1.0,1\n , ,,\n\n") as sheet:
        assert list(sheet.rows) == [Row(4, ["Exemplar", "E100", "1.0", "1"])]
        assert texts(sheet) == ["2 blank lines passed over (the first: line 3)."]


def test_nul_characters_mark_their_row() -> None:
    found = rows(f"{HEADER}\nExemplar,E1\0,1.0,1\nExemplar,E2,1.0,1\n")
    assert found[0].problem == "holds NUL characters: the file may be damaged"
    assert found[0].cells == ["Exemplar", "E1", "1.0", "1"]
    assert found[1] == Row(3, ["Exemplar", "E2", "1.0", "1"])


@pytest.mark.parametrize("quote", ["", '"'])
def test_a_cell_of_a_million_characters_marks_its_row(quote: str) -> None:
    found = rows(f"{HEADER}\nExemplar,{quote}{'E' * 1_000_000}{quote},1,1\nExemplar,E2,1.0,1\n")
    assert [row.line for row in found] == [2, 3]
    assert found[0].problem == "a cell of more than 131,072 characters"
    assert found[0].cells == ["Exemplar", (quote + "E" * 200)[:200] + "…", "1", "1"]
    assert found[1].problem is None


def test_a_line_that_never_ends_is_refused_with_its_number() -> None:
    data = f"{HEADER}\nExemplar,E1,1.0,1\n".encode() + b"x" * 17_000_000
    assert "line 3" in refusal(data)


def test_a_file_that_is_cut_off_inside_quotation_marks_says_so() -> None:
    found = rows(f'{HEADER}\nExemplar,E1,1.0,1\nExemplar,"E2, whi'.encode())
    assert found[1].problem == "the file ends inside quotation marks: it may be cut off"
    assert rows(f"{HEADER}\nExemplar,E1".encode()) == [Row(2, ["Exemplar", "E1", "", ""])]


def test_marks_after_a_blank_are_honoured() -> None:
    text = 'Maker, Model, Note\nExemplar, "E100, white", "x"\n'
    assert cells(text) == [["Exemplar", "E100, white", "x"]]


def test_a_file_of_nothing_but_stray_marks_is_read_in_time() -> None:
    text = f"{HEADER}\n" + 'a","b\n' * 20_000
    assert len(rows(text)) == 20_000


def test_expected_is_about_the_number_of_rows() -> None:
    with opened(f"{HEADER}\n" + "Exemplar,E1,1.0,1\n" * 70_000) as sheet:
        assert sheet.expected == 70_000
        assert sum(1 for _ in sheet.rows) == 70_000


# other headers, and lines that are wrapped up


def test_the_header_again_is_no_row_and_rows_below_another_are_read_by_it() -> None:
    text = (
        f"{HEADER}\nExemplar,E100,1.0,4\n,,,\nBuilding B,,,\n{HEADER}\nExemplar,E200,1.1,2\n"
        "Firmware,Model,Note,\n1.2,E300,old,\n1.3,E400\n"
    )
    with opened(text) as sheet:
        assert sheet.header == ("Maker", "Model", "Firmware", "Count", "Note")
        found = [
            (table.line, sheet.places(table), row)
            for table, piece in sheet.pieces
            for row in (piece.rows if isinstance(piece, Run) else piece)
        ]
        assert found == [
            (1, (0, 1, 2, 3), Row(2, ["Exemplar", "E100", "1.0", "4"])),
            (1, (0, 1, 2, 3), Row(4, ["Building B", "", "", ""])),
            (1, (0, 1, 2, 3), Row(6, ["Exemplar", "E200", "1.1", "2"])),
            (7, (2, 1, 4), Row(8, ["1.2", "E300", "old"])),
            (7, (2, 1, 4), Row(9, ["1.3", "E400", ""])),
        ]
        assert texts(sheet) == [
            "1 blank line passed over (the first: line 3).",
            "The header stands 1 time more (first in line 5); that is no line.",
            "Another header stands in line 7: the rows below are read by it.",
        ]


def test_another_header_far_below_is_seen_too() -> None:
    many = "Exemplar,E100,1.0,4\n" * 100_000
    with opened(f"{HEADER}\n{many}Model,Note\nE200,x\n") as sheet:
        assert sheet.header == ("Maker", "Model", "Firmware", "Count")
        *_, (table, piece) = sheet.pieces
        assert table.header == ("Model", "Note")
        assert sheet.places(table) == (1, None)
        assert piece == [Row(100_003, ["E200", "x"])]


def test_lines_that_are_one_quoted_cell_are_read_as_the_lines_in_them() -> None:
    text = '"Maker,""Model"",""Count"""\n"Exemplar,""E100, white"",""4"""\n"Exemplar,E200,2"\n'
    with opened(text) as sheet:
        assert sheet.header == ("Maker", "Model", "Count")
        assert list(sheet.rows) == [
            Row(2, ["Exemplar", "E100, white", "4"]),
            Row(3, ["Exemplar", "E200", "2"]),
        ]
    assert rows('Maker,Model,Count\n"Exemplar,""E100, white"",4"\n') == [
        Row(2, ["Exemplar", "E100, white", "4"])
    ]


def test_a_table_of_markdown_is_read_without_its_rule() -> None:
    text = "| Maker | Model |\n|:------|------:|\n| Exemplar | E100 |\n| Exemplar | E200 |\n"
    with opened(text) as sheet:
        assert (sheet.header, sheet.delimiter) == (("Maker", "Model"), "|")
        assert [(row.line, [cell.strip() for cell in row.cells]) for row in sheet.rows] == [
            (3, ["Exemplar", "E100"]),
            (4, ["Exemplar", "E200"]),
        ]


def test_what_is_nearly_a_header_is_taken_where_there_is_no_other() -> None:
    text = "Name,Address\nfront,10.0.0.1\n"
    nearly = {"nearly": lambda cells: "Address" in cells}
    with opened(text, **nearly) as sheet:
        assert sheet.header == ("Name", "Address")
    with opened(text + "Maker,Model\nExemplar,E100\n", **nearly) as sheet:
        assert sheet.header == ("Maker", "Model")
        assert sheet.tables[0].line == 3


def test_utf_16_behind_utf_8_is_said_and_no_line_is_lost() -> None:
    more = "Exemplar,E200\r\nExemplar,E300\r\n".encode("utf-16-le")
    with opened(b"Maker,Model\r\nExemplar,E100\r\n" + more) as sheet:
        found = list(sheet.rows)
        assert any("NUL" in text for text in texts(sheet))
    assert [row.problem is None for row in found] == [True, False, False]
    assert [row.cells[1].strip("\0\n") for row in found] == ["E100", "E200", "E300"]


# JSON and NDJSON


def test_a_list_of_objects_is_read_with_names_for_what_is_nested() -> None:
    items = [
        {"device_type": {"manufacturer": {"name": "Exemplar"}, "model": "E100"}, "model": "E100"},
        {"model": "E200", "tags": ["a", 2, None], "serial": None, "poe": True},
    ]
    with opened(json.dumps(items).encode()) as sheet:
        assert (sheet.kind, sheet.encoding, sheet.expected) == ("json", "utf-8", 2)
        assert sheet.header == (
            *("device_type.manufacturer.name", "device_type.model", "model"),
            *("tags", "serial", "poe"),
        )
        assert list(sheet.rows) == [
            Row(1, ["Exemplar", "E100", "E100", "", "", ""]),
            Row(2, ["", "", "E200", "a; 2; ", "", "TRUE"]),
        ]


@pytest.mark.parametrize(
    "text",
    [
        '{"data": {"cameras": [{"model": "E1"}, {"model": "E2"}], "next": null}}',
        '{"data": {"a": {"nodes": [{"model": "E1"}, {"model": "E2"}]}, "users": [{"id": 1}]}}',
        "data:\n  cameras:\n    - model: E1\n    - model: E2\n",
    ],
)
def test_a_list_deep_in_an_object_is_the_list(text: str) -> None:
    kind = "json" if text.startswith("{") else "yaml"
    assert cells(text.encode(), kind=kind) == [["E1"], ["E2"]]


def test_a_name_of_nothing_but_dots_costs_no_time() -> None:
    begin = time.process_time()
    text = json.dumps([{"model": "E1", "." * 1_000_000: "x"}]).encode()
    assert cells(text) == [["E1", "x"]]
    assert time.process_time() - begin < 5


def test_an_object_that_is_a_record_stays_one() -> None:
    text = b'{"model": "E1", "video": {"streams": [{"model": "x"}, {"model": "y"}]}}'
    assert cells(text)[0][0] == "E1"
    text = b'{"data": {"a": [{"model": "E1"}], "b": [{"model": "E2"}]}}'
    assert "no heading that tells the model" in refusal(text, code="no-header")


def test_an_object_where_others_have_a_text_is_a_problem_where_it_tells_the_model() -> None:
    text = (
        b'[{"model": "E1", "at": "x"}, {"model": {"name": "E2"}}, {"model": "E3", "at": {"a": 1}}]'
    )
    assert problems(text) == {
        2: "'model' is an object here ('model.name') and a text in other items"
    }
    text = b'[{"type": null, "model": "E1"}, {"type": {"id": "7"}, "model": "E2"}]'
    with opened(text) as sheet:
        assert sheet.header == ("model", "type.id")
        assert [list(row.cells) for row in sheet.rows] == [["E1", ""], ["E2", "7"]]


def test_numbers_in_json_keep_their_text_and_fractions_are_odd() -> None:
    (row,) = rows(b'[{"model": "E100", "fw": 10.10, "count": 3}]')
    assert row == Row(1, ["E100", "10.10", "3"], None, (1,))


def test_the_only_list_of_objects_in_an_object_is_the_list() -> None:
    text = b'{"count": 2, "ids": [1], "results": [{"model": "E1"}, {"model": "E2"}], "next": null}'
    assert cells(text) == [["E1"], ["E2"]]
    assert cells(b'{"model": "E1"}') == [["E1"]]
    assert "several lists ('a' and 'b')" in refusal(b'{"a": [{"model": "E"}], "b": [{}]}')


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ('[{"model": "E1"}, {"model": "E', "item 2"),
        ('[{"model": "E1"}, {"model": "E2"}', "item 2"),
        ('[{"model": "E1"}, {"model": "E2"},', "item 3"),
        ('{"results": [{"model": "E1"}, {"mod', "item 2"),
        ('[{"model": "E1"}] [', "item 1"),
        ("[" * 100_000, "nested too deep"),
        ("[]", "empty"),
        ("{}", "empty"),
        ("[1, 2]", "no heading"),
        ('[{"name": "E1"}]', "no heading"),
    ],
)
def test_broken_json_is_refused_with_the_item(text: str, where: str) -> None:
    assert where in refusal(text.encode())


def test_a_name_that_stands_twice_in_an_object_is_a_problem() -> None:
    text = (
        b'[{"model": "E1", "model": "E2"}, {"model": "E3", "x": {"a": 1, "a": 2}}, {"model": "E4"}]'
    )
    assert problems(text) == dict.fromkeys((1, 2), "a name stands twice in one object")
    assert cells(text)[-1][0] == "E4"


def test_what_is_no_object_is_a_row_with_a_problem() -> None:
    assert problems(b'[{"model": "E1"}, 5, {"model": "E2"}]') == {2: "the item is not an object"}


def test_ndjson_is_read_line_by_line_and_a_broken_line_is_marked() -> None:
    text = b'{"model": "E1"}\n\n{"model": \n{"model": "E2", "fw": "1.0"}\n{"mod'
    with opened(text) as sheet:
        assert (sheet.kind, sheet.header) == ("ndjson", ("model", "fw"))
        found = list(sheet.rows)
    assert [row.line for row in found] == [1, 3, 4, 5]
    assert [row.problem is None for row in found] == [True, False, True, False]


def test_a_broken_first_line_does_not_hide_that_each_line_is_an_object() -> None:
    text = b'{"model": "E1\n{"model": "E2"}\n{"model": "E3"}\n'
    with opened(text) as sheet:
        assert sheet.kind == "ndjson"
        assert [(row.line, row.problem is None) for row in sheet.rows] == [
            (1, False),
            (2, True),
            (3, True),
        ]


@pytest.mark.parametrize("name", ["a.txt", "a.ndjson", "a.json", "a"])
def test_a_first_line_that_is_no_json_is_a_broken_line_of_the_others(
    name: str, tmp_path: Path
) -> None:
    for text in ('made today\n{"model": "E2"}\n', '\n"x\n{"model": "E2"}\n{"model": "E3"}\n'):
        (tmp_path / name).write_text(text)
        with opened(tmp_path / name) as sheet:
            assert sheet.kind == "ndjson"
            first, *others = sheet.rows
        assert first.problem is not None
        assert first.line == text.count("\n", 0, 1) + 1
        assert [list(row.cells) for row in others][0] == ["E2"]


@pytest.mark.parametrize(
    "text",
    [
        '[\n{"model": "E1"},\n{"model": "E2"},\n{"model": "E3"}\n]',
        '[{"model": "E1"},\n{"model": "E2"},\n{"model": "E3"}]',
        '{"cameras": [\n{"model": "E1"},\n{"model": "E2"},\n{"model": "E3"}\n]}',
        '{"model": "E1"\n}',
    ],
)
def test_json_over_several_lines_is_no_json_lines(text: str) -> None:
    with opened(text.encode()) as sheet:
        assert sheet.kind == "json"
        assert all(row.problem is None for row in sheet.rows)


def test_half_characters_and_nul_in_json_are_a_problem() -> None:
    found = rows(b'[{"model": "E\\ud800"}, {"model": "E\\u0000"}, {"model": "\\ud83d\\ude00"}]')
    assert [row.problem is None for row in found] == [False, False, True]
    "".join(cell for row in found for cell in row.cells).encode()


def test_a_long_json_is_read_in_pieces() -> None:
    items = [{"model": f"E{number}", "note": "x" * 100} for number in range(30_000)]
    assert len(rows(json.dumps(items).encode())) == 30_000
    assert len(rows(json.dumps({"results": items}, indent=1).encode())) == 30_000


# what kind it is


def test_the_content_says_the_kind_before_the_name_does(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text('[{"model": "E1"}]')
    with opened(path) as sheet:
        assert sheet.kind == "json"
    path = tmp_path / "list.jsonl"
    path.write_text('{"model": "E1"}')
    with opened(path) as sheet:
        assert sheet.kind == "ndjson"


def test_a_kind_may_be_given() -> None:
    assert cells(b"[Maker],Model\nExemplar,E1\n", kind="csv") == [["Exemplar", "E1"]]
    with pytest.raises(UsageError, match="csv, xlsx, xls, xlsb, ods, json, ndjson"):
        opened("Maker,Model\n", kind="tsv")


@pytest.mark.parametrize(
    ("name", "data", "what"),
    [
        ("a.pdf", b"%PDF-1.7", "PDF"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old Excel workbook (.xls)"),
        ("a.xls", b"<html><table>", "web page"),
        ("a.ods", b"not one", "no workbook"),
        ("a.xlsx", b"Maker,Model\n", "damaged"),
        ("a.csv.gz", b"\x1f\x8b\x08", "gzip"),
    ],
)
def test_other_files_are_refused_with_the_way_out(
    name: str, data: bytes, what: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert what in refusal(path)


def test_a_workbook_with_a_password_is_refused() -> None:
    data = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 5000 + "EncryptedPackage".encode("utf-16-le")
    )
    assert "password" in refusal(data)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert "No such file" in refusal(tmp_path / "none.csv")
    assert "cannot be read" in refusal(tmp_path)
    assert "cannot be read" in refusal("a\0b")


# pipes and streams


def test_a_pipe_is_read(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_bytes, args=(b"Maker,Model\nExemplar,E1\n",))
    writer.start()
    assert cells(pipe) == [["Exemplar", "E1"]]
    writer.join()


def test_standard_input_is_read() -> None:
    script = (
        "from integration_db.sheets import HeaderRules, open_list\n"
        "with open_list('-', HeaderRules(lambda cells: 'Model' in cells)) as sheet:\n"
        "    print([list(row.cells) for row in sheet.rows])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], input="Maker,Model\nExemplar,E1\n", text=True,
        capture_output=True, check=True,
    )  # fmt: skip
    assert done.stdout == "[['Exemplar', 'E1']]\n"


def test_a_stream_of_the_caller_stays_open() -> None:
    for data in (b"Maker,Model\nExemplar,E1\n", b"no header\n", b'[{"model": "E1"}]', b"[1"):
        stream = io.BytesIO(data)
        with contextlib.suppress(SheetError):
            rows(stream)
        assert not stream.closed


# XLSX


def workbook(path: Path, *sheets: Sequence[Sequence[Any]]) -> Path:
    book = openpyxl.Workbook()
    for number, table in enumerate(sheets):
        sheet = book.active if number == 0 else book.create_sheet()
        assert sheet is not None
        for line in table:
            sheet.append(list(line))
    book.save(path)
    return path


def test_a_workbook_is_read_with_its_title_rows(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "list.xlsx",
        [["Quotation"], [], ["Maker", "Model", "Count"], ["Exemplar", "E1", 3], [], ["x", "E2"]],
    )
    with opened(path) as sheet:
        assert (sheet.kind, sheet.tables[0].sheet, sheet.tables[0].line) == ("xlsx", None, 3)
        assert sheet.header == ("Maker", "Model", "Count")
        assert sheet.tables[0].preamble == (("Quotation",),)
        assert sheet.expected == 3
        assert list(sheet.rows) == [Row(4, ["Exemplar", "E1", "3"]), Row(6, ["x", "E2", ""])]


def test_a_workbook_without_its_name_is_known_by_its_content(tmp_path: Path) -> None:
    path = workbook(tmp_path / "list.xlsx", [["Model"], ["E1"]])
    assert cells(path.read_bytes()) == [["E1"]]


def test_numbers_dates_and_truth_become_text_and_what_may_have_changed_is_odd(
    tmp_path: Path,
) -> None:
    table: list[list[Any]] = [
        ["Model", "a", "b", "c", "d", "e", "f"],
        ["E1", 10.1, 10.0, 7, datetime.datetime(2012, 10, 9), True, datetime.time(9, 30)],
    ]
    (row,) = rows(workbook(tmp_path / "list.xlsx", table))
    assert row.cells == ["E1", "10.1", "10", "7", "2012-10-09", "TRUE", "09:30:00"]
    assert row.odd == (1, 4, 6)


def test_hidden_rows_are_rows(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for line in (["Model"], ["E1"], ["E2"]):
        sheet.append(line)
    sheet.row_dimensions[2].hidden = True
    book.save(tmp_path / "list.xlsx")
    assert cells(tmp_path / "list.xlsx") == [["E1"], ["E2"]]


def test_a_formula_gives_its_stored_value_and_without_one_itself(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [["Model", "Count"], ["E1", "=1+1"], ["E2", 3]])
    with opened(path) as sheet:
        rows = list(sheet.rows)
        notes = texts(sheet)
    assert [(row.cells, row.odd) for row in rows] == [(["E1", "=1+1"], (1,)), (["E2", "3"], ())]
    assert "without a stored value" in notes[-1]
    stored = tmp_path / "b.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(stored, "w") as new:
        for name in old.namelist():
            data = old.read(name).replace(b"<f>1+1</f><v />", b"<f>1+1</f><v>2</v>")
            new.writestr(name, data.replace(b"<f>1+1</f><v></v>", b"<f>1+1</f><v>2</v>"))
    assert cells(stored) == [["E1", "2"], ["E2", "3"]]


def test_cells_right_of_the_header_are_told(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [["Maker", "Model"], ["x", "E1", None, "remark"]])
    with opened(path) as sheet:
        assert list(sheet.rows) == [Row(2, ["x", "E1"])]
        assert texts(sheet) == ["Cells right of the header were left out (the first: row 2)."]


def test_a_workbook_that_is_cut_off_is_refused(tmp_path: Path) -> None:
    data = workbook(tmp_path / "a.xlsx", [["Model"], ["E1"]]).read_bytes()
    for end in (10, 100, len(data) // 2, len(data) - 5):
        assert "damaged" in refusal(data[:end])


def test_a_workbook_with_damaged_parts_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [["Model"], ["E1"]])
    for part in ("xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml"):
        broken = tmp_path / "b.xlsx"
        with zipfile.ZipFile(path) as old, zipfile.ZipFile(broken, "w") as new:
            for name in old.namelist():
                new.writestr(name, old.read(name)[: 60 if name == part else None])
        assert "damaged" in refusal(broken)


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
        with archive.open("xl/worksheets/sheet1.xml", "w") as part:
            for _ in range(60):
                part.write(b" " * (1 << 20))
    assert "packed more than 200 times" in refusal(path)


def test_entities_in_a_workbook_are_not_expanded(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [["Model"], ["E1"]])
    laughs = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "Model">]><x>&a;</x>'
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(tmp_path / "b.xlsx", "w") as new:
        for name in old.namelist():
            new.writestr(name, laughs if name == "xl/worksheets/sheet1.xml" else old.read(name))
    assert "damaged" in refusal(tmp_path / "b.xlsx")


@pytest.mark.parametrize(
    ("member", "what"),
    [
        ("mimetype", "OpenDocument"),
        ("xl/workbook.bin", "binary Excel workbook (.xlsb)"),
        ("word/document.xml", "Word"),
        ("Index/Document.iwa", "Numbers"),
        ("a.csv", "no workbook"),
    ],
)
def test_other_archives_are_refused(member: str, what: str, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(member, "x")
    assert what in refusal(tmp_path / "a.zip")


def test_without_openpyxl_one_sentence_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = workbook(tmp_path / "a.xlsx", [["Model"], ["E1"]])
    real = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name.split(".")[0] == "openpyxl":
            raise ModuleNotFoundError("missing", name="openpyxl")
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(IntegrationDBError, match=r"pip install 'integration-db\[xlsx\]'"):
        rows(path)


# cells for spreadsheets


@pytest.mark.parametrize(
    "text", ["=1", "+1", "-5", "@x", " =1", "\t=1", "\r=1", "＝1", "－1", "＠x"]
)
def test_formulas_get_an_apostrophe(text: str) -> None:
    assert no_formula(text) == f"'{text}"
    assert risky(["Exemplar", text])
    assert risky([text, "Exemplar"])


def test_plain_cells_stay_as_they_are() -> None:
    plain = ["Exemplar", "E-100", "a=b", "", "10.12", "'=1", "mail@example.org"]
    assert [no_formula(text) for text in plain] == plain
    assert not risky(plain)


@pytest.mark.parametrize("blank", ["\n", " \n", "\t"])
def test_very_many_blanks_are_not_gone_through_from_each_one(blank: str) -> None:
    assert risky([blank * 100_000 + "=1"])
    assert risky([blank * 100_000 + "x"]), "as it may be: nobody looks behind so many"
    assert not risky(["x\n" * 100_000])


def test_a_defused_row_is_read_back_as_text() -> None:
    out = io.StringIO()
    csv.writer(out).writerows([["Model"], [no_formula("=cmd|' /C calc'!A0")]])
    assert cells(out.getvalue().encode()) == [["'=cmd|' /C calc'!A0"]]


@pytest.mark.skipif(sys.platform != "linux", reason="it has the devices")
def test_a_device_without_end_is_refused_at_once() -> None:
    with pytest.raises(SheetError, match="it is a device and no list"):
        open_list("/dev/zero", HeaderRules(is_header))
    with pytest.raises(SheetError, match="the file is empty"):
        open_list("/dev/null", HeaderRules(is_header))


def test_headings_that_are_alike_are_told_apart_in_a_time_that_grows_with_them() -> None:
    """A hundred thousand of them: each is named with one look at those before it."""
    names = column_names(["x"] * 100_000 + ["x (3)", "y", ""])
    assert names[:3] == ("x", "x (2)", "x (3)")
    assert names[-4:] == ("x (100000)", "x (3) (2)", "y", "column 100003")
    assert len(set(names)) == len(names)

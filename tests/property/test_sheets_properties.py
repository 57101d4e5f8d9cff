"""Sheets: any bytes give rows or one clear error, and what a writer wrote is read back."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import re
import zipfile
from typing import Any

import openpyxl
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from integration_db.errors import SheetError
from integration_db.sheets import HeaderRules, OpenedList, Row, open_list
from integration_db.text.safe_text import no_formula, risky

ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "windows-1252")

pieces = st.sampled_from(
    [b"Model", b",", b";", b"\t", b"|", b'"', b"\n", b"\r\n", b"\r", b"\0", b"\xff\xfe"]
    + [b"\xef\xbb\xbf", b"{", b"}", b"[", b"]", b":", b'{"Model": "x"}', b"\xe4", b"\xc3\xa4"]
    + [b"\x81", b"PK\x03\x04", b"sep=;\n", b"Maker,Model,Count\n", b'a,"b', b'c",d', b"1.5", b" "]
)
any_bytes = st.binary(max_size=200) | st.lists(pieces, max_size=40).map(b"".join)


def opened(data: bytes, **options: Any) -> OpenedList:
    return open_list(io.BytesIO(data), HeaderRules(lambda cells: True), **options)


def is_sound(row: Row, width: int) -> bool:
    return (
        row.line > 0
        and len(row.cells) == width
        and all(0 <= number < width for number in row.odd)
        and "\0" not in "".join(row.cells)
        and "".join(row.cells).encode() is not None
    )


@settings(max_examples=1000, deadline=None)
@given(any_bytes, st.sampled_from([None, "csv", "json", "ndjson", "xlsx"]))
def test_any_bytes_give_rows_or_one_error(data: bytes, kind: str | None) -> None:
    with contextlib.suppress(SheetError), opened(data, kind=kind) as sheet:
        rows = list(sheet.rows)
        assert all(is_sound(row, len(sheet.header)) for row in rows)
        lines = [row.line for row in rows]
        assert lines == sorted(set(lines))
        assert len(set(sheet.header)) == len(sheet.header)


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_a_damaged_workbook_gives_rows_or_one_error(data: st.DataObject) -> None:
    out = io.BytesIO()
    book = openpyxl.Workbook()
    book.worksheets[0].append(["Model", "Count"])
    book.worksheets[0].append(["E1", 1.5])
    book.save(out)
    part = data.draw(st.sampled_from(["xl/workbook.xml", "xl/worksheets/sheet1.xml"]))
    broken = io.BytesIO()
    with zipfile.ZipFile(out) as old, zipfile.ZipFile(broken, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == part:
                at = data.draw(st.integers(0, len(content)))
                until = data.draw(st.integers(at, min(len(content), at + 20)))
                content = content[:at] + data.draw(st.binary(max_size=9)) + content[until:]
            new.writestr(name, content)
    with contextlib.suppress(SheetError), opened(broken.getvalue()) as sheet:
        assert all(is_sound(row, len(sheet.header)) for row in sheet.rows)


text = st.text(
    st.sampled_from('abE1 ,;|"\t\n\r.-=äß€')
    | st.characters(codec="cp1252", exclude_characters="\0"),
    max_size=12,
)


@st.composite
def tables(draw: st.DrawFn) -> list[list[str]]:
    width = draw(st.integers(1, 6))
    header = [f"column {number + 1}" for number in range(width)]
    body = draw(st.lists(st.lists(text, min_size=width, max_size=width), max_size=12))
    return [header, *body]


def is_blank(row: list[str]) -> bool:
    """Whether a row is none: nothing stands there, or the rule of a table."""
    filled = [cell.strip() for cell in row if cell.strip()]
    return all(re.fullmatch(":?-+:?|={3,}|_{3,}", cell) for cell in filled)


def looks_like_rows(row: list[str], written: str, delimiter: str) -> bool:
    """The one case that is taken for two stray marks; see `_believed`."""
    lines = io.StringIO(written, newline="").readlines()
    return len(row) >= 4 and len(lines) > 1 and all(
        line.count(delimiter) == len(row) - 1 for line in lines
    )  # fmt: skip


@settings(max_examples=600, deadline=None)
@given(
    tables(),
    st.sampled_from(ENCODINGS),
    st.sampled_from(",;\t|"),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC]),
)
def test_what_a_writer_wrote_is_read_back(
    table: list[list[str]], encoding: str, delimiter: str, end: str, quoting: int
) -> None:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator=end, quoting=quoting)  # type: ignore[arg-type]
    for row in table:
        start = out.tell()
        writer.writerow(row)
        assume(not looks_like_rows(row, out.getvalue()[start:], delimiter))
    written = io.StringIO(out.getvalue(), newline="")
    own = csv.reader(written, delimiter=delimiter)
    assume(list(own) == table)  # some releases of Python do not quote what they should
    with opened(
        out.getvalue().encode(encoding), kind="csv", encoding=encoding, delimiter=delimiter
    ) as sheet:
        found = list(sheet.rows)
    assert list(sheet.header) == table[0]
    assert [row.problem for row in found] == [None] * len(found)
    assert [list(row.cells) for row in found] == [row for row in table[1:] if not is_blank(row)]


@settings(max_examples=300, deadline=None)
@given(tables(), st.sampled_from(ENCODINGS), st.sampled_from(",;\t|"))
def test_delimiter_and_encoding_are_found_out(
    table: list[list[str]], encoding: str, delimiter: str
) -> None:
    assume(len(table[0]) > 1)
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows(table)
    data = out.getvalue().encode(encoding)
    if encoding == "windows-1252":
        try:
            assume(data.isascii() or not data.decode("utf-8"))
        except UnicodeDecodeError:
            assume(data.decode("utf-8", "ignore").isascii())
    with opened(data) as sheet:
        assert sheet.delimiter == delimiter
        assert list(sheet.header) == table[0]
        whole = [row for row in table[1:] if not is_blank(row)]
        assert sum(1 for _ in sheet.rows) == len(whole) or len(table[0]) >= 4


@settings(max_examples=300, deadline=None)
@given(st.lists(st.text(st.sampled_from('aE1,;" \0ä'), max_size=30), max_size=60), st.booleans())
def test_no_line_is_lost_or_doubled_whatever_the_quotes(lines: list[str], ended: bool) -> None:
    """Each line holds its number; each number is in one row, and the rows stand in order."""
    numbered = [f"<{number}>,{line},<{number}>" for number, line in enumerate(lines)]
    text = "\n".join(["A,B,C,D", *numbered]) + ("\n" if ended else "")
    with opened(text.encode(), kind="csv", encoding="utf-8", delimiter=",") as sheet:
        found = list(sheet.rows)
    starts = [row.line - 2 for row in found]
    assert starts == sorted(set(starts))
    assert (starts[:1] == [0]) == bool(lines)
    for row, following in zip(found, [*starts[1:], len(lines)], strict=False):
        first = row.line - 2
        joined = ",".join(row.cells)
        for number in range(first, following):  # the lines of this row, nearly always one
            assert row.problem is not None or f"<{number}>" in joined


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.dictionaries(st.sampled_from("abc"), st.text(max_size=9), min_size=1), min_size=1),
    st.booleans(),
    st.sampled_from([None, 1]),
)
def test_objects_are_read_back(
    items: list[dict[str, str]], lines: bool, indent: int | None
) -> None:
    if lines:
        data = "\n".join(json.dumps(item) for item in items)
    else:
        data = json.dumps(items, indent=indent)
    with opened(data.encode(), kind="ndjson" if lines else "json") as sheet:
        found = list(sheet.rows)
    assert len(found) == len(items)
    for row, item in zip(found, items, strict=True):
        if row.problem is None:
            read = dict(zip(sheet.header, row.cells, strict=True))
            assert read == dict.fromkeys(sheet.header, "") | item
        else:
            assert any(mark in "".join(item.values()) for mark in "\0")


@given(st.lists(st.text(st.sampled_from("=+-@＝ \t\r\n'\"a1\0"), max_size=6)))
def test_a_row_that_is_not_risky_needs_nothing(row: list[str]) -> None:
    if not risky(row):
        assert [no_formula(cell) for cell in row] == row
    assert not any(
        no_formula(cell).lstrip()[:1] in ("=", "+", "-", "@", "＝") for cell in row if cell
    )

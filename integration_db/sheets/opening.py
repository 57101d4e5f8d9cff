"""From a path, a pipe or a stream to a sheet: which kind of list it is, by its content first."""

from __future__ import annotations

import io
import re
import shutil
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO, Final, cast

from integration_db.errors import SheetError, check_choice
from integration_db.sheets.delimited import open_delimited
from integration_db.sheets.encodings import CHUNK, find_decoding
from integration_db.sheets.json_items import open_items
from integration_db.sheets.sheet import IsHeader, Sheet

KINDS: Final = ("csv", "xlsx", "json", "ndjson")

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PASSWORD: Final = "EncryptedPackage".encode("utf-16-le")
_FOREIGN: Final = (
    (b"%PDF", "a PDF"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"{\\rtf", "an RTF document"),
    (b"SQLite format 3", "a database"),
)
_MARKUP: Final = re.compile(r"\s*<(\?xml|!doctype|html|table|workbook)\b", re.IGNORECASE)
_FOREIGN_SUFFIXES: Final = {
    ".xls": "an old Excel workbook",
    ".xlsb": "a binary Excel workbook",
    ".ods": "an OpenDocument spreadsheet",
    ".numbers": "a Numbers spreadsheet",
    ".pdf": "a PDF",
    ".doc": "a Word document",
    ".docx": "a Word document",
    ".odt": "an OpenDocument text",
}
_SUFFIXES: Final = {".json": "json", ".ndjson": "ndjson", ".jsonl": "ndjson"}
_JSON: Final = re.compile(r"\s*(\[\s*(\{|\[|\]|$)|\{\s*(\"|\}|$))")
_NDJSON: Final = re.compile(r"\s*\{[^\n]*\}[ \t\r]*\n\s*\{")
_HEAD: Final = 1 << 16


def open_sheet(
    source: str | Path | BinaryIO,
    *,
    kind: str | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    worksheet: str | None = None,
    is_header: IsHeader,
) -> Sheet:
    """Open a list of any kind and read it up to its header.

    `source` is a path, `-` for standard input, or a binary stream. Kind, encoding and delimiter
    are found out where they are not given; the worksheet is the first with a header. The header
    is the first row, among the first 30 with content, that `is_header` takes for one.

    Raises `UsageError` for a choice that does not exist and `SheetError` for a list that cannot
    be read; the latter also while rows are read.
    """
    if kind is not None:
        check_choice("kind", kind, KINDS)
    place = _place(source)
    with ExitStack() as resources:
        try:
            file = _seekable(source, resources)
            sheet = _read(file, place, kind, encoding, delimiter, worksheet, is_header, resources)
        except OSError as error:
            raise SheetError(place, f"cannot be read: {error.strerror or error}") from None
        sheet.resources = resources.pop_all()
        return sheet


def _place(source: str | Path | BinaryIO) -> str:
    """Return what the source is called in messages."""
    if isinstance(source, str | Path):
        return "standard input" if source == "-" else str(source) or repr(source)
    name = getattr(source, "name", None)
    return name if isinstance(name, str) else "the list"


def _seekable(source: str | Path | BinaryIO, resources: ExitStack) -> BinaryIO:
    """Return a file in which one can go back; a pipe is first written to a temporary file."""
    if source == "-":
        if sys.stdin is None:
            raise OSError("there is no standard input")
        file = cast("BinaryIO", sys.stdin.buffer)
    elif isinstance(source, str | Path):
        try:
            file = resources.enter_context(open(source, "rb"))  # noqa: SIM115
        except ValueError as error:  # NUL or half a character in the path
            raise OSError(str(error)) from None
    else:
        file = source
    if file.seekable():
        return file
    spooled = cast("BinaryIO", resources.enter_context(tempfile.TemporaryFile()))  # noqa: SIM115
    shutil.copyfileobj(file, spooled, CHUNK)
    return spooled


def _read(
    file: BinaryIO,
    place: str,
    kind: str | None,
    encoding: str | None,
    delimiter: str | None,
    worksheet: str | None,
    is_header: IsHeader,
    resources: ExitStack,
) -> Sheet:
    """Return the sheet of an open file, made by the reader of its kind."""
    file.seek(0)
    head = file.read(_HEAD)
    if not head:
        raise SheetError(place, "the file is empty")
    if kind == "xlsx" or (kind is None and head.startswith((b"PK\x03\x04", b"PK\x05\x06"))):
        from integration_db.sheets.workbook import open_workbook

        _refuse_foreign(file, place, head)
        return open_workbook(file, place, resources, worksheet=worksheet, is_header=is_header)
    if kind is None:
        _refuse_foreign(file, place, head)
    decoding = find_decoding(file, encoding)
    start = head[decoding.start :].decode(decoding.encoding, "replace")
    kind = kind or _text_kind(place, start)
    file.seek(decoding.start)
    text = io.TextIOWrapper(file, decoding.encoding, errors="replace", newline="")
    resources.callback(text.detach)  # else the stream of the caller would be closed with it
    if kind == "csv":
        return open_delimited(text, place, decoding, delimiter=delimiter, is_header=is_header)
    return open_items(text, place, decoding, kind=kind, is_header=is_header)


def _refuse_foreign(file: BinaryIO, place: str, head: bytes) -> None:
    """Raise `SheetError` for a file that is something else by its first bytes."""
    if head.startswith(_OLE):
        file.seek(0)
        if _PASSWORD in file.read(1 << 24):
            reason = "the workbook is protected with a password; save it without one"
            raise SheetError(place, reason)
        raise _foreign(place, "an old Excel workbook (.xls) or another old Office file")
    for magic, what in _FOREIGN:
        if head.startswith(magic):
            raise _foreign(place, what)


def _foreign(place: str, what: str) -> SheetError:
    return SheetError(place, f"this is {what}; save the list as XLSX or CSV")


def _text_kind(place: str, start: str) -> str:
    """Return the kind of a text by how it begins, then by the suffix of its name."""
    suffix = Path(place).suffix.lower()
    if _JSON.match(start):
        by_suffix = _SUFFIXES.get(suffix)
        if start.lstrip().startswith("{") and (by_suffix == "ndjson" or _NDJSON.match(start)):
            return "ndjson"
        return "json"
    if _MARKUP.match(start):
        raise _foreign(place, "a web page or XML")
    if suffix in _FOREIGN_SUFFIXES:
        raise _foreign(place, f"{_FOREIGN_SUFFIXES[suffix]} by its name")
    if suffix in (".xlsx", ".xlsm"):
        raise SheetError(place, "this is no workbook, whatever its name says; it may be damaged")
    return _SUFFIXES.get(suffix, "csv")

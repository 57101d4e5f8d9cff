"""From a path, a pipe or a stream to a list: which kind it is, by its content first."""

from __future__ import annotations

import io
import os
import re
import shutil
import stat
import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO, Final, cast

from integration_db.errors import SheetError, UsageError, check_choice
from integration_db.sheets.delimited import open_delimited
from integration_db.sheets.encodings import CHUNK, find_decoding
from integration_db.sheets.json_items import open_items
from integration_db.sheets.opened_list import OpenedList
from integration_db.sheets.tables import HeaderRules

KINDS: Final = ("csv", "xlsx", "xls", "xlsb", "ods", "json", "ndjson", "yaml")

_WORKBOOKS: Final = ("xlsx", "xls", "xlsb", "ods")

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
    ".numbers": "a Numbers spreadsheet",
    ".pdf": "a PDF",
    ".doc": "a Word document",
    ".docx": "a Word document",
    ".odt": "an OpenDocument text",
}
_WORKBOOK_SUFFIXES: Final = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
_LARGEST_OLE: Final = 1 << 28
"""Bytes of an old workbook that are looked through for the mark of a password."""
_SUFFIXES: Final = {
    **{".json": "json", ".ndjson": "ndjson", ".jsonl": "ndjson"},
    **{".yaml": "yaml", ".yml": "yaml"},
}
ENDINGS: Final = (".csv", ".tsv", ".txt", ".md", *_WORKBOOK_SUFFIXES, *_SUFFIXES)
"""The endings of files that may be lists."""

_JSON: Final = re.compile(r"\s*(\[\s*(\{|\[|\]|$)|\{\s*(\"|\}|$))")
_OBJECT: Final = re.compile(r"\{\s*(\"|\}|$)")
_GOES_ON: Final = (",", ":", "[", "{", "]")
"""How a line ends that is a part of something larger."""
_SETTINGS: Final = re.compile(r"^(?:cameras|go2rtc|streams):[ \t\r]*$", re.M)
"""A line of YAML that no other list has."""
_TELLING: Final = 20
"""Lines of a text that tell whether each of them is an object."""
_HEAD: Final = 1 << 16


def open_list(
    source: str | Path | BinaryIO,
    rules: HeaderRules,
    *,
    kind: str | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    sheets: Sequence[str] = (),
) -> OpenedList:
    """Open a list of any kind and read it up to its headers.

    `source` is a path, `-` for standard input, or a binary stream. Kind, encoding and delimiter
    are found out where they are not given. Of a workbook every visible worksheet with a header is
    read, or those that `sheets` names, hidden ones too. A header is the first row, among the first
    30 with content, that `rules` take for one; where there is none in the whole list, the first
    that is nearly one. Rows below an inner one are read by that one. A list of one column without a
    header is read as `rules.bare` says.

    Raises `UsageError` for a choice that does not exist and `SheetError` for a list that cannot
    be read; the latter also while rows are read.
    """
    if kind is not None:
        check_choice("kind", kind, KINDS)
    place = _place(source)
    with ExitStack() as resources:
        try:
            file = _seekable(source, resources)
            opened = _read(file, place, kind, encoding, delimiter, sheets, rules, resources)
        except OSError as error:
            raise SheetError(place, f"cannot be read: {error.strerror or error}") from None
        opened.resources = resources.pop_all()
        return opened


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
            if _is_endless(file):
                raise OSError("it is a device and no list")
        except ValueError as error:  # NUL or half a character in the path
            raise OSError(str(error)) from None
    else:
        file = source
    if file.seekable():
        return file
    spooled = cast("BinaryIO", resources.enter_context(tempfile.TemporaryFile()))  # noqa: SIM115
    shutil.copyfileobj(file, spooled, CHUNK)
    return spooled


def _is_endless(file: BinaryIO) -> bool:
    """Whether a file is a device such as /dev/zero; a terminal ends when somebody says so."""
    kind = os.fstat(file.fileno())
    empty = os.path.exists(os.devnull) and os.path.samestat(kind, os.stat(os.devnull))
    return stat.S_ISCHR(kind.st_mode) and not file.isatty() and not empty


def _read(
    file: BinaryIO,
    place: str,
    kind: str | None,
    encoding: str | None,
    delimiter: str | None,
    sheets: Sequence[str],
    rules: HeaderRules,
    resources: ExitStack,
) -> OpenedList:
    """Return the list of an open file, made by the reader of its kind."""
    file.seek(0)
    head = file.read(_HEAD)
    if not head:
        raise SheetError(place, "the file is empty")
    is_archive = head.startswith((b"PK\x03\x04", b"PK\x05\x06"))
    if kind in _WORKBOOKS or (kind is None and (is_archive or head.startswith(_OLE))):
        _refuse_foreign(place, head)
        return _workbook(file, place, head, sheets, rules, resources)
    if sheets:
        raise UsageError(
            f"{place} has no worksheets, so {sheets[0]!r} cannot be one", code="no-worksheets"
        )
    if kind is None:
        _refuse_foreign(place, head)
    decoding = find_decoding(file, encoding)
    start = head[decoding.start :].decode(decoding.encoding, decoding.errors)
    kind = kind or _text_kind(place, start)
    if encoding is None and kind != "csv" and decoding.is_guess:
        decoding = find_decoding(file, "utf-8")  # JSON and YAML are nothing else by their standards
    file.seek(decoding.start)
    text = io.TextIOWrapper(file, decoding.encoding, errors=decoding.errors, newline="")
    resources.callback(text.detach)  # else the stream of the caller would be closed with it
    if kind == "csv":
        return open_delimited(text, place, decoding, delimiter=delimiter, rules=rules)
    if kind == "yaml":
        from integration_db.sheets.yaml_items import open_yaml

        return open_yaml(text, place, decoding, rules=rules)
    return open_items(text, place, decoding, kind=kind, rules=rules)


def _workbook(
    file: BinaryIO,
    place: str,
    head: bytes,
    sheets: Sequence[str],
    rules: HeaderRules,
    resources: ExitStack,
) -> OpenedList:
    """Return the list of a workbook of any kind, which its content tells."""
    from integration_db.sheets import older_workbook, strict_workbook, workbook
    from integration_db.sheets.workbook_parts import Archive, looked_into, protected
    from integration_db.sheets.worksheets import open_worksheets

    if head.startswith(_OLE):
        file.seek(0)
        if _PASSWORD in file.read(_LARGEST_OLE):
            raise protected(place)
        archive = Archive("xls", {})
    else:
        archive = looked_into(file, place)
    if archive.kind in older_workbook.NAMES:
        found = older_workbook.older_worksheets(file, place, archive.kind, resources)
    else:
        if archive.kind == "strict":
            file = strict_workbook.as_transitional(file, resources)
        found = workbook.xlsx_worksheets(file, place, archive.parts, resources)
    kind = "xlsx" if archive.kind == "strict" else archive.kind
    return open_worksheets(place, kind, found, sheets, rules)


def _refuse_foreign(place: str, head: bytes) -> None:
    """Raise `SheetError` for a file that is something else by its first bytes."""
    for magic, what in _FOREIGN:
        if head.startswith(magic):
            raise _foreign(place, what)


def _foreign(place: str, what: str) -> SheetError:
    return SheetError(place, f"this is {what}; save the list as XLSX or CSV")


def _text_kind(place: str, start: str) -> str:
    """Return the kind of a text by how it begins, then by the suffix of its name."""
    suffix = Path(place).suffix.lower()
    if _is_by_line(start):
        return "ndjson"
    if _JSON.match(start):
        is_object = start.lstrip().startswith("{")
        return "ndjson" if is_object and _SUFFIXES.get(suffix) == "ndjson" else "json"
    if _MARKUP.match(start):
        raise _foreign(place, "a web page or XML")
    if suffix in _FOREIGN_SUFFIXES:
        raise _foreign(place, f"{_FOREIGN_SUFFIXES[suffix]} by its name")
    if suffix in _WORKBOOK_SUFFIXES and suffix != ".xls":  # by which many call text of tabs
        raise SheetError(place, "this is no workbook, whatever its name says; it may be damaged")
    return _SUFFIXES.get(suffix, "yaml" if _SETTINGS.search(start) else "csv")


def _is_by_line(start: str) -> bool:
    """Tell whether most lines are an object each; one of them may be broken, also the first."""
    lines = [line.rstrip() for line in start.splitlines()[:_TELLING] if line.strip()]
    if lines and not lines[0].startswith("{"):
        del lines[0]
    elif len(lines) < 2:
        return False
    objects = [one for one in lines if _OBJECT.match(one) and not one.endswith(_GOES_ON)]
    return len(objects) * 2 > len(lines)

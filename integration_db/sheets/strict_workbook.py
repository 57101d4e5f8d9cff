"""Strict Open XML as the XLSX that everybody reads: the same parts under the other namespaces.

ISO/IEC 29500-1 (strict) and -4 (transitional) differ in the names of namespaces, and in dates that
strict may write as text, which openpyxl reads too.
"""

from __future__ import annotations

import tempfile
import zipfile
from contextlib import ExitStack
from typing import IO, BinaryIO, Final, cast

from integration_db.sheets.encodings import CHUNK

MARK: Final = b"http://purl.oclc.org/ooxml/"
"""What is in the main part of a strict workbook, and of no other."""

_NAMESPACES: Final = (
    (
        b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/customProperties",
        b"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties",
    ),
)


def as_transitional(file: BinaryIO, resources: ExitStack) -> BinaryIO:
    """Return a temporary file with the workbook under the usual namespaces."""
    copy = cast("BinaryIO", resources.enter_context(tempfile.TemporaryFile()))  # noqa: SIM115
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            if member.filename.endswith((".xml", ".rels")):
                with old.open(member) as part, new.open(member.filename, "w") as out:
                    _renamed(part, out)
    return copy


def _renamed(part: IO[bytes], out: IO[bytes]) -> None:
    rest = b""
    while chunk := part.read(CHUNK):
        data = rest + chunk
        end = data.rfind(b">") + 1
        rest, data = data[end:], data[:end]
        for strict, usual in _NAMESPACES:
            data = data.replace(strict, usual)
        out.write(data)
    out.write(rest)

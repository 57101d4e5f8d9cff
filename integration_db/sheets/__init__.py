"""Lists that people have, as rows of text: CSV, XLSX, JSON and NDJSON, from a file or a pipe.

This package knows files and formats, and nothing of what the columns mean. It never loses a line
and never makes two of one: what cannot be trusted becomes a row that says why.
"""

from integration_db.sheets.opening import KINDS, open_sheet
from integration_db.sheets.sheet import IsHeader, Piece, Row, Run, Sheet
from integration_db.sheets.workbook_writing import Choice, Worksheet, write_workbook

__all__ = [
    "KINDS",
    "Choice",
    "IsHeader",
    "Piece",
    "Row",
    "Run",
    "Sheet",
    "Worksheet",
    "open_sheet",
    "write_workbook",
]

"""Lists that people have, as rows of text: CSV, workbooks, JSON and NDJSON, from a file or a pipe.

This package knows files and formats, and nothing of what the columns mean. It never loses a line
and never makes two of one: what cannot be trusted becomes a row that says why, and what is left out
becomes a note. A list has one table or several: each has a header of its own.
"""

from integration_db.sheets.encodings import LOST
from integration_db.sheets.opened_list import OpenedList
from integration_db.sheets.opening import ENDINGS, KINDS, open_list
from integration_db.sheets.reading_notes import ReadingNote, few_of_each
from integration_db.sheets.rows import MergedCell, Piece, Row, Run
from integration_db.sheets.tables import BareLists, HeaderRules, IsHeader, Table
from integration_db.sheets.workbook_writing import DropDown, Worksheet, write_workbook
from integration_db.sheets.worksheet_choice import SeenWorksheet, left_out_note

__all__ = [
    "ENDINGS",
    "KINDS",
    "LOST",
    "BareLists",
    "DropDown",
    "HeaderRules",
    "IsHeader",
    "MergedCell",
    "OpenedList",
    "Piece",
    "ReadingNote",
    "Row",
    "Run",
    "Table",
    "SeenWorksheet",
    "Worksheet",
    "few_of_each",
    "left_out_note",
    "open_list",
    "write_workbook",
]

"""The formats in which a checked list is written: a file each, and a row here.

Each file holds `write(sheet, out)`, where `sheet` is a `shared.CheckedSheet`. The table for a
terminal is the command line's own, and HTML is the business of `report`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import IO, TYPE_CHECKING, Any, Final

from integration_db.check.formats import (
    acceptance,
    delimited,
    json_document,
    json_lines,
    markdown,
    moves,
    workbook,
)
from integration_db.check.formats.shared import CheckedSheet
from integration_db.errors import UsageError
from integration_db.named_tuple import NamedTuple
from integration_db.text.sentences import any_of

if TYPE_CHECKING:
    from integration_db.vocabulary import Audience


class Format(NamedTuple):
    """One format: its name, what writes it, the endings of its files, and what it is to people.

    `writer` takes a list, which it answers line by line, and a file of text, or of bytes if binary.
    One that `covers` can be written without addresses; others hand back the list's own cells.
    One that `plans` has the plan for new addresses in it, or the addresses themselves.
    An ending that is shared tells no format, so it is not among the `suffixes`.
    """

    name: str
    writer: Callable[[CheckedSheet, IO[Any]], None]
    suffixes: tuple[str, ...]
    title: str
    media_type: str
    is_binary: bool = False
    covers: bool = False
    plans: bool = False

    def write(self, sheet: CheckedSheet, out: IO[Any]) -> None:
        """Write a list. Raises `UsageError` where it would show more than its reader may see."""
        check_audience(self.name, sheet.audience)
        self.writer(sheet, out)

    @property
    def ending(self) -> str:
        """Return how the name of a file of this format ends."""
        return self.suffixes[0] if self.suffixes else ".xlsx" if self.is_binary else ".csv"


_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

LIST_FORMATS: Final = (
    Format("csv", delimited.write, (".csv",), "list with its answers (CSV)", "text/csv"),
    Format(
        *("json", json_document.write, (".json",), "list with its answers (JSON)"),
        "application/json",
        plans=True,
    ),
    Format(
        *("ndjson", json_lines.write, (".ndjson", ".jsonl"), "lines with their answers (NDJSON)"),
        "application/x-ndjson",
    ),
    Format(
        *("markdown", markdown.write, (".md",), "list with its answers (Markdown)"),
        "text/markdown",
        plans=True,
    ),
    Format(
        *("xlsx", workbook.write, (".xlsx",), "list with its answers (XLSX)", _XLSX),
        is_binary=True,
        plans=True,
    ),
    Format("moves", moves.write, (), "plan for new addresses (CSV)", "text/csv", plans=True),
    Format(
        *("acceptance", acceptance.write, (), "acceptance sheet to fill in on site (XLSX)", _XLSX),
        is_binary=True,
        covers=True,
        plans=True,
    ),
)
"""Every format of a written list."""

REPORT: Final = "html"
"""The name of the report among the formats; the room `report` writes it."""

FOR_CUSTOMERS: Final = (REPORT, *(one.name for one in LIST_FORMATS if one.covers))
"""The formats that can be written without addresses."""


def check_audience(name: str, audience: Audience) -> None:
    """Raise `UsageError` where a format would show somebody more than is meant for them."""
    if audience == "customer" and name not in FOR_CUSTOMERS:
        raise UsageError(
            f"{name} does not leave addresses out: for a customer choose {any_of(FOR_CUSTOMERS)}",
            code="shows-addresses",
            option="for",
        )


def check_has_plan(name: str) -> None:
    """Raise `UsageError` where somebody asks for a plan in a format that has no place for it.

    The lines as CSV are no such case: the plan is a CSV of its own.
    """
    planning = [one for one in LIST_FORMATS if one.plans]
    endings = {one.ending for one in planning}
    if any(one.name == name and one.ending not in endings for one in LIST_FORMATS):
        names = [*(one.name for one in planning), REPORT]
        raise UsageError(
            f"{name} has lines only and no plan for new addresses: choose {any_of(names)}",
            code="no-place-for-plan",
            option="form",
        )

"""A list that was sent to be checked, with what is wanted of it, and how it is opened.

Nothing of it is kept. Where it comes back into a form, it comes without secrets.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, Final

from starlette.datastructures import FormData, UploadFile

from integration_db.check import FIELDS, header_rules
from integration_db.check.formats import REPORT
from integration_db.check.reading.knowing import Knowing
from integration_db.errors import NoSuchChoice, SheetError
from integration_db.named_tuple import NamedTuple
from integration_db.sheets import HeaderRules, OpenedList, Run, open_list
from integration_db.text.csv_text import csv_text
from integration_db.text.safe_text import printable
from integration_db.text.secrets import MASK, masked, masked_document, names_secret
from integration_db.vocabulary import AUDIENCES, Audience
from integration_db.web.api.list_files import FILE_KINDS, opened_list
from integration_db.web.api.list_limits import MOST_COLUMNS, within_limits
from integration_db.web.pages.parts import recorder_choice
from integration_db.web.pages.parts.asking import LONGEST
from integration_db.web.pages.parts.place_form import PLACE_FIELDS, SEVERAL
from integration_db.web.problems import ProblemDetails, Refused

FOR_ALL_LINES: Final = ("plugin", "recorder", "recorder_version", "protocol")
FORM_OPTIONS: Final = ("require", "for", "form", *FOR_ALL_LINES, *PLACE_FIELDS)

ADDRESS: Final = "address"
"""What is wanted of a report that is to be kept under an address."""
STEPS: Final = "steps"
"""What is wanted of the page where it is told meanwhile how far the list is answered."""
_A_FILE: Final = "file"
"""What is wanted where the field `form` says which file."""

_MEANS: Final = "means"
_HEADINGS: Final = "headings"
MOST_MEANT: Final = 40
"""Columns of which can be said what they mean."""
SHOWN_ROWS: Final = 3
"""Rows that are shown with them, below the first."""
_LONGEST_SHOWN: Final = 40
"""Characters of a cell that is shown."""
_MEANT: Final = re.compile(r"(\d{1,3})=(\w+)")

_HEADER_WITHIN: Final = 40
"""The lines of a pasted list that may be its header."""
_LONGEST_HEADING: Final = 60
"""Characters; a longer cell is no heading."""
_SEPARATOR: Final = re.compile(r"[,;\t|]")
_BINARY: Final = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
"""What no text has in it; the mark in front of a colour is for others to take out."""
_LOGIN: Final = re.compile(r"\s*(?:admin\w*|root|user(?:name)?|service|operator)\s*", re.I)
"""What a password stands behind."""
_HARMLESS: Final = re.compile(r"[^\W\d_]+(?:[ -][^\W\d_]+)*|[\d.:,/ -]*")
"""Words, and numbers such as an address or a version; a password has seldom only one of them."""
_MOST_DIGITS: Final = 2
"""Digits of headings, as in IPv4."""


class ShownColumns(NamedTuple):
    """The first rows of a list, by columns, for whoever says what these mean.

    `are_headings` tells that the first row looks like headings; `left` is how many columns more the
    list has. `means` is what is proposed, by the number of a column.
    """

    columns: tuple[tuple[str, ...], ...]
    are_headings: bool
    left: int
    means: Mapping[int, str]


class SentList(NamedTuple):
    """A list that was sent: its bytes and name, the options beside it, and what is wanted.

    `pasted` is what stood in the field for text. `means` holds the fields that columns mean, by
    their number from 0, as somebody said; the first row `has_headings` or is a line itself.
    """

    content: bytes
    name: str
    pasted: str
    options: dict[str, Any]
    wanted: str = ""
    means: Mapping[int, str] = {}
    has_headings: bool = True

    @property
    def is_blank(self) -> bool:
        """Whether nothing was sent."""
        return not self.content.strip()

    @property
    def is_text(self) -> bool:
        """Whether it is text, as far as its beginning tells."""
        try:
            return _BINARY.search(self.content.decode()) is None
        except UnicodeDecodeError:
            return False

    @property
    def audience(self) -> Audience:
        """Return for whom the answer is. Raises `NoSuchChoice`."""
        wanted = self.options.get("for", AUDIENCES[0])
        for one in AUDIENCES:
            if one == wanted:
                return one
        raise NoSuchChoice("audience", wanted, AUDIENCES, option="for")

    @property
    def form(self) -> str | None:
        """Return the format of the file that is wanted; None for a page. Raises `NoSuchChoice`."""
        if self.wanted in ("", STEPS, ADDRESS):
            return None
        asked = self.options.get("form", REPORT) if self.wanted == _A_FILE else self.wanted
        if asked not in FILE_KINDS:
            raise NoSuchChoice("format", str(asked), tuple(FILE_KINDS), option="form")
        return str(asked)

    @property
    def shown_again(self) -> str:
        """Return the list as text to go on with: without secrets; nothing where a column is one.

        Nothing too where it is no text, and where a line has more columns than a list may have:
        nobody looks through them.
        """
        text = self.pasted or (_as_text(self.content) if self.is_text else "")
        return "" if _BINARY.search(text) else _without_secrets(text)

    @property
    def to_send_again(self) -> str | None:
        """Return the list as a form can send it again, unseen; None where that would change it.

        A customer's page holds none: it may be handed on, and the list has addresses in it.
        """
        if self.audience == "customer":
            return None
        text = _as_text(self.content) if self.is_text else ""
        is_plain = all(one.isprintable() or one in "\n\t" for one in text)
        return text if text.strip() and is_plain and _without_secrets(text) == text else None

    def opened(self, mapped: Mapping[str, str]) -> AbstractContextManager[OpenedList]:
        """Return the list opened, some of whose columns were mapped. Raises as `open_list` does."""
        content = self.content
        if self.means and not self.has_headings:
            content = self._with_headings()
        return opened_list(content, mapped)

    def mapped(self) -> dict[str, str]:
        """Return the fields of the headings of which somebody said what they mean."""
        if not self.means or not self.has_headings:
            return {}
        with self._first_read() as opened:
            return {opened.header[n]: f for n, f in self.means.items() if n < len(opened.header)}

    def columns(self, knowing: Knowing) -> ShownColumns | None:
        """Return the first rows for whoever says what they mean; None where there are none.

        Without headings any cell may be a password, so only what is known to be none is shown.
        """
        try:
            with self._first_read() as opened:
                header = opened.header
                rows = [header, *opened.tables[0].sample[:SHOWN_ROWS]]
        except SheetError:
            return None
        are_headings = sum(map(str.isdigit, "".join(header))) <= _MOST_DIGITS
        hidden = {n for n, name in enumerate(header) if names_secret(name)}
        if not are_headings:
            hidden |= {
                n + 1 for row in rows for n, cell in enumerate(row) if _LOGIN.fullmatch(cell)
            }
        columns, model = [], None
        for n in range(min(len(header), MOST_MEANT)):
            cells = [row[n] if n < len(row) else "" for row in rows]
            below = [cell for cell in cells[are_headings:] if cell.strip()]
            cameras = sum(map(knowing.tells_camera, below))
            if model is None and 2 * cameras > len(below):
                model = n
            shown = [
                _shown(cell)
                if (row is header and are_headings)
                or (n not in hidden and (_HARMLESS.fullmatch(cell) or knowing.tells_camera(cell)))
                else MASK * bool(cell.strip())
                for row, cell in zip(rows, cells, strict=True)
            ]
            columns.append(tuple(shown))
        left = max(0, len(header) - MOST_MEANT)
        return ShownColumns(tuple(columns), are_headings, left, self._meant_of(model))

    def _meant_of(self, model: int | None) -> Mapping[int, str]:
        """Return what columns mean as far as somebody said, else which one has the models."""
        return self.means or ({} if model is None else {model: "model"})

    def _first_read(self) -> OpenedList:
        """Return the list by its headings where it has some, else by its first row.

        Raises `SheetError`.
        """
        rules = header_rules()._replace(bare=None)
        try:
            return open_list(io.BytesIO(self.content), within_limits(rules))
        except SheetError:
            first = HeaderRules(is_header=lambda cells: any(map(str.strip, cells)))
            return open_list(io.BytesIO(self.content), within_limits(first))

    def _with_headings(self) -> bytes:
        """Return a list without headings as CSV with those that somebody said."""
        with self._first_read() as opened:
            names = [self.means.get(n) for n in range(len(opened.header))]
            said = [
                FIELDS[name][0] if name else f"column {n}" for n, name in enumerate(names, start=1)
            ]
            rows: list[Sequence[str]] = [said, opened.header]
            for _, piece in opened.pieces:
                rows += piece.cells if isinstance(piece, Run) else [row.cells for row in piece]
        return csv_text(rows).encode()


def read_sent(fields: FormData, usual: str) -> SentList:
    """Return what a form sent. Raises `Refused` for a field that the form does not have."""
    known = ("list", "file", "as", _MEANS, _HEADINGS, recorder_choice.VIA, *FORM_OPTIONS)
    for name in fields:
        if name not in known:
            detail = f"This page does not know {name[:60]!r}."
            raise Refused(ProblemDetails(400, "unknown-parameter", detail, parameter=name[:60]))
    said: dict[str, tuple[str, ...]] = {}
    for name in (*FORM_OPTIONS, recorder_choice.VIA):
        values = [
            value.strip()[:LONGEST] for value in fields.getlist(name) if isinstance(value, str)
        ]
        if any(values):
            said[name] = tuple(filter(None, values))
    single = {name: values[0] for name, values in said.items() if name not in SEVERAL}
    several = {name: said[name] for name in SEVERAL if name in said}
    options = options_without_secrets({**recorder_choice.apart(single, usual), **several})
    return SentList(
        *_content_of(fields),
        options,
        str(fields.get("as", ""))[:LONGEST],
        _means_of(fields.getlist(_MEANS)),
        fields.get(_HEADINGS, "yes") == "yes",
    )


def options_without_secrets(options: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was filled in without secrets: it stands in the form and in links again."""
    return {name: masked_document(value) for name, value in options.items()}


def _content_of(fields: FormData) -> tuple[bytes, str, str]:
    """Return the bytes of a list, its name, and what was pasted."""
    upload, pasted = fields.get("file"), fields.get("list")
    text = pasted if isinstance(pasted, str) else ""
    if isinstance(upload, UploadFile) and upload.filename:
        return upload.file.read(), masked(upload.filename[:LONGEST]), text
    # A browser ends lines as the network does.
    return text.replace("\r\n", "\n").encode(errors="replace"), "pasted list", text


def _means_of(values: Sequence[str | UploadFile]) -> dict[int, str]:
    """Return the fields of columns by their numbers; of what is none, nothing is heard."""
    told = [_MEANT.fullmatch(value) for value in values if isinstance(value, str)]
    return {int(one[1]): one[2] for one in told if one is not None and one[2] in FIELDS}


def _as_text(content: bytes) -> str:
    return content.decode("utf-8-sig", "replace").replace("\r\n", "\n")


def _without_secrets(text: str) -> str:
    lines = text.splitlines()
    for line in lines[:_HEADER_WITHIN]:
        heads = _SEPARATOR.split(line, maxsplit=MOST_COLUMNS)
        if len(heads) > MOST_COLUMNS:
            return ""
        if any(len(cell) < _LONGEST_HEADING and names_secret(cell) for cell in heads):
            return ""
    end = "\n" * text.endswith("\n")
    return "\n".join(map(masked, lines)) + end


def _shown(cell: str) -> str:
    """Return a cell as somebody is shown it who knows the list."""
    text = printable(masked(" ".join(cell.split())))
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"

"""Lists that are sent as files, and the files that answer them: for the API and for the page."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from types import MappingProxyType
from typing import Final

from starlette.responses import Response

from integration_db.check import Checked, header_rules
from integration_db.check.formats import LIST_FORMATS, REPORT
from integration_db.check.formats.shared import checked_sheet
from integration_db.named_tuple import NamedTuple
from integration_db.report import write_html
from integration_db.sheets import OpenedList, open_list
from integration_db.text.sentences import capital
from integration_db.vocabulary import Audience
from integration_db.web.api.list_limits import within_limits

_TITLE: Final = "Encryption check"
_STEM: Final = "encryption-check"
_UNMAPPED: Final[Mapping[str, str]] = MappingProxyType({})


class FileKind(NamedTuple):
    """A file in which the answer to a list is handed over: what people call it, its name."""

    title: str
    name: str
    media_type: str

    @property
    def brief(self) -> str:
        """Return what a button says: of the list with its answers, only how it is written."""
        return self.title.partition(" answers (")[2].rstrip(")") or self.title


FILE_KINDS: Final = {
    REPORT: FileKind("Report (HTML)", f"{_STEM}.html", "text/html; charset=utf-8"),
    **{
        one.name: FileKind(
            capital(one.title),
            ("acceptance" if one.name == "acceptance" else _STEM) + one.ending,
            one.media_type,
        )
        for one in LIST_FORMATS
    },
}
"""Every such file by its format."""


class AboutList(NamedTuple):
    """What is said of a checked list as a whole: its name, the data, the day, and for whom."""

    list_name: str
    data_version: str
    today: date
    audience: Audience


@contextmanager
def opened_list(content: bytes, mapped: Mapping[str, str] = _UNMAPPED) -> Iterator[OpenedList]:
    """Open a list that was sent, whatever kind of file it is; some headings may be `mapped`.

    Raises `SheetError`, `UsageError`.
    """
    with open_list(io.BytesIO(content), within_limits(header_rules(mapped))) as opened:
        yield opened


def list_file(
    checked: Checked,
    opened: OpenedList | None,
    form: str,
    about: AboutList,
    header: tuple[str, ...] = (),
) -> bytes:
    """Return the answer as one file to hand over.

    `opened` is the list's own file; None for lines that came as JSON, whose headings are `header`.
    """
    out = io.BytesIO()
    text = io.TextIOWrapper(out, "utf-8", errors="replace", newline="", write_through=True)
    if form == REPORT:
        write_html(checked, text, heading=_TITLE, **about._asdict())
    else:
        chosen = next(one for one in LIST_FORMATS if one.name == form)
        sheet = checked_sheet(checked, opened, title=_TITLE, header=header, **about._asdict())
        chosen.write(sheet, out if chosen.is_binary else text)
    return out.getvalue()


def file_response(
    content: bytes, form: str, headers: Mapping[str, str] = MappingProxyType({})
) -> Response:
    """Return a file to be saved under the name of its kind, and kept by nobody on the way."""
    kind = FILE_KINDS[form]
    said = {
        "cache-control": "no-store",
        "content-disposition": f'attachment; filename="{kind.name}"',
    }
    return Response(content, headers={**said, **headers}, media_type=kind.media_type)

"""Lists that are sent as files, and the files that answer them: for the API and for the page."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Final

from starlette.responses import Response

from integration_db.check import Checked, header_rules
from integration_db.check.formats import LIST_FORMATS, REPORT
from integration_db.check.formats.shared import checked_sheet
from integration_db.named_tuple import NamedTuple
from integration_db.report import write_html
from integration_db.sheets import OpenedList, open_list
from integration_db.vocabulary import Audience
from integration_db.web.api.list_limits import within_limits

_TITLE: Final = "Encryption check"


class AboutList(NamedTuple):
    """What is said of a checked list as a whole: its name, the data, the day, and for whom."""

    list_name: str
    data_version: str
    today: date
    audience: Audience


@contextmanager
def opened_list(content: bytes) -> Iterator[OpenedList]:
    """Open a list that was sent, whatever kind of file it is. Raises `SheetError`, `UsageError`."""
    with open_list(io.BytesIO(content), within_limits(header_rules())) as opened:
        yield opened


def list_file(
    checked: Checked,
    opened: OpenedList | None,
    form: str,
    about: AboutList,
    header: tuple[str, ...] = (),
) -> Response:
    """Return the answer as one file to hand over, with the name that a browser keeps it under.

    `opened` is the list's own file; None for lines that came as JSON, whose headings are `header`.
    """
    out = io.BytesIO()
    text = io.TextIOWrapper(out, "utf-8", errors="replace", newline="", write_through=True)
    ending, media_type = ".html", "text/html; charset=utf-8"
    if form == REPORT:
        write_html(checked, text, heading=_TITLE, **about._asdict())
    else:
        chosen = next(one for one in LIST_FORMATS if one.name == form)
        sheet = checked_sheet(checked, opened, title=_TITLE, header=header, **about._asdict())
        chosen.write(sheet, out if chosen.is_binary else text)
        ending, media_type = chosen.ending, chosen.media_type
    stem = "acceptance" if form == "acceptance" else "encryption-check"
    headers = {
        "cache-control": "no-store",
        "content-disposition": f'attachment; filename="{stem}{ending}"',
    }
    return Response(out.getvalue(), headers=headers, media_type=media_type)

"""The files in which the answer to a list can be handed over."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any, Final

from starlette.responses import Response

from integration_db.check import Checked
from integration_db.check.formats import LIST_FORMATS, REPORT
from integration_db.check.formats.shared import checked_sheet
from integration_db.named_tuple import NamedTuple
from integration_db.report import write_html
from integration_db.sheets import OpenedList
from integration_db.text.sentences import capital

FILES: Final = {
    REPORT: "Report (HTML)",
    **{one.name: capital(one.title) for one in LIST_FORMATS},
}
"""The files that the page offers, each with what it is."""

_TITLE: Final = "Encryption check"
_STEM: Final = "encryption-check"
_HTML: Final = "text/html; charset=utf-8"

NAMES: Final = {
    REPORT: f"{_STEM}.html",
    **{
        one.name: ("acceptance" if one.name == "acceptance" else _STEM) + one.ending
        for one in LIST_FORMATS
    },
}
"""What the file of a format is called."""

MEDIA_TYPES: Final = {REPORT: _HTML, **{one.name: one.media_type for one in LIST_FORMATS}}


class ReportFile(NamedTuple):
    """The answer as one file: its name, what it is and its bytes."""

    name: str
    media_type: str
    content: bytes

    @classmethod
    def of(
        cls, checked: Checked, opened: OpenedList, form: str, about: Mapping[str, Any]
    ) -> ReportFile:
        """Return the file of a format; `about` is what `checked_sheet` takes beside the list.

        Raises `UsageError` as the format does.
        """
        out = io.BytesIO()
        text = io.TextIOWrapper(out, "utf-8", errors="replace", newline="", write_through=True)
        if form == REPORT:
            write_html(checked, text, heading=_TITLE, **about)
        else:
            chosen = next(one for one in LIST_FORMATS if one.name == form)
            sheet = checked_sheet(checked, opened, title=_TITLE, **about)
            chosen.write(sheet, out if chosen.is_binary else text)
        return cls(NAMES[form], MEDIA_TYPES[form], out.getvalue())

    def response(self, headers: Mapping[str, str] | None = None) -> Response:
        """Return it to be saved under its name, and to be kept by nobody on the way."""
        said = {
            "cache-control": "no-store",
            "content-disposition": f'attachment; filename="{self.name}"',
        }
        return Response(
            self.content, headers={**said, **(headers or {})}, media_type=self.media_type
        )

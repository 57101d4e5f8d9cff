"""A report that is kept under an address, as long as its time is not over.

Whoever has the address may read it and may have it forgotten; nobody finds it without.
"""

from __future__ import annotations

import time
from typing import Final

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from integration_db.web.api.list_files import FILE_KINDS, file_response
from integration_db.web.kept_reports import FoundReport, KeptReports
from integration_db.web.pages.parts.page import render_page
from integration_db.web.problems import ProblemDetails, Refused

_PRIVATE: Final = {"cache-control": "no-store", "x-robots-tag": "noindex, nofollow"}
"""Of what stands under the address of a report: nobody keeps it, and nobody lists it."""


async def kept(request: Request) -> Response:
    """Return the page of a kept report. Raises `Refused` where there is none."""
    name = request.path_params["report"]
    found = _found(request)
    return render_page(
        *(request, "kept.html", "/check", 200, _PRIVATE),
        yours=None,
        name=name,
        found=found,
        files=[FILE_KINDS[form] for form in found.report.files],
        # It was made by this program, escaped where it was made.
        report=Markup(found.report.body),
    )


async def kept_file(request: Request) -> Response:
    """Return a file of a kept report. Raises `Refused` where there is none."""
    name = request.path_params["file"]
    files = _found(request).report.files
    form = next((form for form in files if FILE_KINDS[form].name == name), None)
    if form is None:
        raise _gone()
    return file_response(files[form], form, _PRIVATE)


async def forget(request: Request) -> Response:
    """Forget a report now. Raises `Refused` where there is none."""
    if not _folder(request).forget(request.path_params["report"]):
        raise _gone()
    return render_page(request, "forgotten.html", "/check", 200, _PRIVATE, yours=None)


def _found(request: Request) -> FoundReport:
    found = _folder(request).find(request.path_params["report"], time.time())
    if found is None:
        raise _gone()
    return found


def _folder(request: Request) -> KeptReports:
    folder: KeptReports | None = request.app.state.kept
    if folder is None:
        raise _gone()
    return folder


def _gone() -> Refused:
    detail = "there is no such report here: its time is over, or somebody had it forgotten"
    return Refused(ProblemDetails(404, "no-report", detail))

"""Problems as pages: outside of the API people read them, so what they see is a page."""

from __future__ import annotations

from http import HTTPStatus
from typing import Final

from integration_db.web.pages.parts.rendering import Navigation, render
from integration_db.web.problems import ProblemDetails

_TITLES: Final = {
    400: "That question cannot be asked",
    404: "There is no such page",
    405: "That cannot be done here",
    408: "That took too long",
    413: "That is too large",
    414: "That address is too long",
    415: "That cannot be read",
    500: "Something went wrong",
    503: "That cannot be answered now",
}
_SENTENCES: Final = {
    404: "The address may be mistyped, or the page has moved.",
    405: "This page can only be looked at.",
    500: "The fault is ours, and the server's log says what it was. The other pages still work.",
}


def problem_page(problem: ProblemDetails, *, navigation: Navigation, data_version: str) -> str:
    """Return the page that says what is wrong."""
    status = problem.status
    return render(
        "problem.html",
        navigation=navigation,
        data_version=data_version,
        status=status,
        title=_TITLES.get(status, HTTPStatus(status).phrase),
        detail=_SENTENCES.get(status) or problem.detail,
    )

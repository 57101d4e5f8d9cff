"""`/check`: a list of cameras, line by line and in total; the objects of the command `check`."""

from __future__ import annotations

from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from integration_db.check import check
from integration_db.errors import IntegrationDBError, UsageError
from integration_db.web.api.answering import catalog_of, listing
from integration_db.web.api.checked_list import CheckedList
from integration_db.web.api.list_limits import check_objects
from integration_db.web.api.operation import Operation
from integration_db.web.middleware.limits import MOST_ENTRIES
from integration_db.web.problems import Refused, problem_of


async def check_list(request: Request, wanted: CheckedList) -> Response:
    """Return what every line comes to, in its place, and the totals."""
    try:
        check_objects(wanted.lines)
    except UsageError as error:
        raise Refused(problem_of(error)._replace(pointer="/lines")) from None
    try:
        checked = check(
            catalog_of(request),
            wanted.lines,
            require=wanted.require,
            settings=wanted.settings(),
            mapped=wanted.map.root,
        )
    except IntegrationDBError as error:
        problem = problem_of(error)
        pointer = f"/{problem.parameter}" if problem.parameter else "/map"
        raise Refused(problem._replace(parameter=None, pointer=pointer)) from None
    lines = [line.to_dict() for line in checked]
    return listing(
        request,
        require=checked.require,
        lines=lines,
        limits=[limit.to_dict() for limit in checked.limits],
        plan=[step.to_dict() for step in checked.plan],
        summary=checked.tally.to_dict(),
    )


OPERATIONS: Final = (
    Operation(check_list, CheckedList, f"Check a list of up to {MOST_ENTRIES:,} lines"),
)

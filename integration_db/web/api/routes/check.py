"""`/check`: a list of cameras, line by line and in total; the objects of the command `check`."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response

from integration_db.check import Checked, check
from integration_db.check import check_list as check_opened
from integration_db.check.formats import check_audience
from integration_db.errors import IntegrationDBError, SheetError, UsageError
from integration_db.sheets import OpenedList
from integration_db.web.api.answer_formats import JSON
from integration_db.web.api.answering import catalog_of, listing
from integration_db.web.api.checked_list import CheckedList
from integration_db.web.api.list_files import AboutList, file_response, list_file, opened_list
from integration_db.web.api.list_limits import ListSize, check_objects
from integration_db.web.api.operation import Operation
from integration_db.web.api.sent_list import (
    ANY_FILE,
    FORM,
    AnsweredAs,
    ListToCheck,
    ListUpload,
    sent_list,
)
from integration_db.web.middleware.limits import MOST_ENTRIES
from integration_db.web.problems import ProblemDetails, Refused, problem_of


async def check_list(request: Request, sent: ListToCheck) -> Response:
    """Return what every line comes to, in its place, and the totals; or the list as a file.

    The lines are JSON, or a file: in a form, or as it is. A file as it is may also say its own
    kind, as text/csv, and what the form has beside its file then stands in the address.
    """
    try:
        check_audience(sent.form, sent.audience)
    except UsageError as error:
        raise Refused(problem_of(error)._replace(parameter="audience")) from None
    return _of_file(request, sent) if sent.lines is None else _of_lines(request, sent, sent.lines)


def _of_lines(request: Request, sent: ListToCheck, lines: list[Any]) -> Response:
    try:
        check_objects(lines)
    except UsageError as error:
        raise Refused(problem_of(error)._replace(pointer="/lines")) from None
    try:
        checked = check(
            catalog_of(request),
            lines,
            require=sent.settings.require,
            settings=sent.settings.settings(),
            mapped=sent.settings.mapped,
        )
    except IntegrationDBError as error:
        problem = problem_of(error)
        pointer = f"/{problem.parameter}" if problem.parameter else "/map"
        raise Refused(problem._replace(parameter=None, pointer=pointer)) from None
    headings = {str(key): None for line in lines if isinstance(line, dict) for key in line}
    return _written(request, sent, checked, None, tuple(headings))


def _of_file(request: Request, sent: ListToCheck) -> Response:
    try:
        with opened_list(sent.content, sent.settings.mapped) as opened:
            checked = check_opened(
                catalog_of(request),
                opened,
                require=sent.settings.require,
                settings=sent.settings.settings(),
                mapped=sent.settings.mapped,
                told=ListSize(opened).add,
            )
            return _written(request, sent, checked, opened)
    except SheetError as error:
        detail = error.message.removeprefix(f"{error.place}: ")
        problem = ProblemDetails(400, error.code, f"the list: {detail}", parameter="file")
        raise Refused(problem) from None
    except IntegrationDBError as error:
        problem = problem_of(error)
        raise Refused(problem._replace(parameter=problem.parameter or "file")) from None


def _written(
    request: Request,
    sent: ListToCheck,
    checked: Checked,
    opened: OpenedList | None,
    header: tuple[str, ...] = (),
) -> Response:
    if sent.form != JSON:
        data_version = request.app.state.data_version
        about = AboutList(sent.name, data_version, date.today(), sent.audience)
        return file_response(list_file(checked, opened, sent.form, about, header), sent.form)
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
    Operation[Any](
        check_list,
        CheckedList,
        f"Check a list of up to {MOST_ENTRIES:,} lines, or a file",
        beside=AnsweredAs,
        bodies={FORM: ListUpload, ANY_FILE: None},
        read=sent_list,
    ),
)

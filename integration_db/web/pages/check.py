"""The page that takes a list, pasted or as a file, and shows its report.

The list is read, answered and forgotten. What is kept, where somebody asks for an address and the
operator allows it, is a customer's report alone.
"""

from __future__ import annotations

import json
import time
from collections.abc import AsyncIterator, Iterator, Mapping
from datetime import date
from typing import Any, Final

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse

from integration_db.check import FIELDS, CatalogKnowing, Checked, check_list
from integration_db.check.formats import FOR_CUSTOMERS, check_audience
from integration_db.check.reading.settings import settings_of
from integration_db.errors import (
    IntegrationDBError,
    NoModelColumn,
    NotFound,
    SheetError,
    UsageError,
)
from integration_db.named_tuple import NamedTuple
from integration_db.report import fragment
from integration_db.sheets import ENDINGS, OpenedList
from integration_db.text.sentences import sentence
from integration_db.vocabulary import REQUIREMENTS
from integration_db.web.api.answering import catalog_of
from integration_db.web.api.list_files import FILE_KINDS, AboutList, file_response, list_file
from integration_db.web.api.list_limits import MOST_LINES, ListSize
from integration_db.web.kept_reports import KeptReport
from integration_db.web.pages.parts import recorder_choice
from integration_db.web.pages.parts.asking import asked, one_each
from integration_db.web.pages.parts.mistakes import Mistake, instead
from integration_db.web.pages.parts.page import render_page, setups
from integration_db.web.pages.parts.place_form import OFFERED, PLACE_FIELDS, SEVERAL, site_of
from integration_db.web.pages.parts.sent_list import (
    ADDRESS,
    FOR_ALL_LINES,
    FORM_OPTIONS,
    MOST_MEANT,
    STEPS,
    SentList,
    options_without_secrets,
    read_sent,
)
from integration_db.web.problems import ProblemDetails, Refused

KEPT_AT: Final = "/check/kept"
"""Below this address stand the reports that are kept."""

_WAYS_OUT: Final = {
    "no-header": "; put a row with the names of the columns above the list, one of them Model",
    "no-model-column": ": call one Model",
    "only-hidden-worksheets": ": show it in the workbook",
    "same-heading": ": give the other one another heading",
    "no-moves": ": give the list a column New IP",
    "too-many-to-read": ": hide those that are no list",
}
"""Per code of an error, what follows its sentence on this page."""

_MEANT_BY_HAND: Final = frozenset({"no-header", "no-model-column"})
"""The codes of errors where it helps to say what the columns mean."""

_TOLD_EVERY: Final = 25
"""Lines after which is told how far a list is answered."""

EXAMPLE: Final = """\
Model,Firmware,Quantity
AXIS P3245-LVE,12.1.60,12
Hikvision DS-2CD2146G2-ISU,5.7.17 build 240606,4
"""


class LinesDone(NamedTuple):
    """How many lines are answered, of about how many."""

    done: int
    of: int


async def form(request: Request) -> Response:
    """Return the form; its options may be in the address, a list may not."""
    known = (*FORM_OPTIONS, recorder_choice.VIA)
    given = asked(request.scope["query_string"], known, several=SEVERAL)
    several = {name: tuple(given.pop(name)) for name in SEVERAL if name in given}
    said = one_each(given)
    usual = catalog_of(request).recorder().name
    options = options_without_secrets({**recorder_choice.apart(said, usual), **several})
    return _page(request, options=options)


async def report(request: Request) -> Response:
    """Return the report of a list, or the form with what is wrong beside its field."""
    _check_kind(request)
    largest, most = request.app.state.limits.body, 60 + MOST_MEANT
    async with request.form(max_files=1, max_fields=most, max_part_size=largest) as fields:
        sent = read_sent(fields, catalog_of(request).recorder().name)
    steps = _steps(request, sent)
    if sent.wanted == STEPS:
        said = {"cache-control": "no-store"}
        return StreamingResponse(_lines(steps), headers=said, media_type="application/x-ndjson")
    return next(step for step in steps if isinstance(step, Response))


async def _lines(steps: Iterator[LinesDone | Response]) -> AsyncIterator[str]:
    """Yield a line of JSON for each step, the last one with the page."""
    try:
        for step in steps:
            if isinstance(step, Response):
                yield f"{json.dumps({'page': bytes(step.body).decode()})}\n"
            else:
                yield f"{json.dumps({'done': step.done, 'of': step.of})}\n"
    except Refused as refused:
        yield f"{json.dumps(refused.problem.masked().to_dict())}\n"


def _steps(request: Request, sent: SentList) -> Iterator[LinesDone | Response]:
    """Yield how far a list is answered, and at last the answer."""
    if sent.is_blank:
        mistake = Mistake("Paste a list, or choose a file.")
        yield _wrong(request, sent, "list", mistake)
        return
    try:
        yield from _checked(request, sent)
    except NotFound as error:
        field = error.kind if error.kind in FOR_ALL_LINES else "list"
        near = instead(error.suggestions, sent.options, field, "/check")
        yield _wrong(request, sent, field, Mistake(sentence(error.message), near))
    except (UsageError, SheetError) as error:
        text = sentence(error.message + _way_out(error))
        option = error.option if isinstance(error, UsageError) else None
        field = option if option in FORM_OPTIONS else "list"
        yield _wrong(request, sent, field, Mistake(text), error)


def _way_out(error: UsageError | SheetError) -> str:
    """Return what can be done on this page about an error."""
    if isinstance(error, NoModelColumn) and error.columns:
        return ": call that column Model"
    return _WAYS_OUT.get(error.code, "")


def _checked(request: Request, sent: SentList) -> Iterator[LinesDone | Response]:
    form, audience = sent.form, sent.audience
    if form is not None:
        check_audience(form, audience)
    mistakes: dict[str, Mistake] = {}
    place = site_of(sent.options, mistakes)
    if mistakes:
        yield _page(request, 400, options=sent.options, sent=sent, mistakes=mistakes)
        return
    settings = {n: sent.options[n] for n in FOR_ALL_LINES if n in sent.options} | settings_of(place)
    mapped = sent.mapped()
    with sent.opened(mapped) as opened:
        checked = check_list(
            catalog_of(request),
            opened,
            require=sent.options.get("require", REQUIREMENTS[0]),
            settings=settings,
            mapped=mapped,
            told=ListSize(opened).add,
        )
        for number, _ in enumerate(checked.keep(), start=1):
            if number % _TOLD_EVERY == 0:
                yield LinesDone(number, max(number, opened.expected or 0))
        data_version = request.app.state.data_version
        about = AboutList(sent.name, data_version, date.today(), audience)
        if form is not None:
            yield file_response(list_file(checked, opened, form, about), form)
            return
        notes = tuple(note.text for note in checked.notes)
        if sent.wanted == ADDRESS:
            yield _kept(request, checked, opened, about)
            return
        body = "".join(fragment(checked, **about._asdict()))
        has_moves = checked.readdressing is not None
    offered = [
        (name, kind)
        for name, kind in FILE_KINDS.items()
        if (audience != "customer" or name in FOR_CUSTOMERS) and (name != "moves" or has_moves)
    ]
    # The report is markup of our own, escaped where it was made.
    yield _page(
        *(request, 200),
        options=sent.options,
        sent=sent,
        report=Markup(body),
        notes=notes,
        name=sent.name,
        offered_files=offered,
        again=sent.to_send_again,
        means=sent.means,
        has_headings=sent.has_headings,
    )


def _kept(
    request: Request,
    checked: Checked,
    opened: OpenedList,
    about: AboutList,
) -> Response:
    """Keep the customer's report of a list, and return the way to it. Raises `Refused`."""
    if request.app.state.kept is None:
        raise Refused(ProblemDetails(400, "not-kept", "This server keeps no reports."))
    covered = about._replace(audience="customer")
    body = "".join(fragment(checked, **covered._asdict()))
    files = {form: list_file(checked, opened, form, covered) for form in FOR_CUSTOMERS}
    kept = KeptReport(about.data_version, body, files)
    name = request.app.state.kept.keep(kept, time.time())
    return RedirectResponse(f"{KEPT_AT}/{name}", 303, {"cache-control": "no-store"})


def _check_kind(request: Request) -> None:
    """Raise `Refused` for a body that is no form."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in ("multipart/form-data", "application/x-www-form-urlencoded"):
        detail = "This page takes its own form, with a list pasted or as a file."
        raise Refused(ProblemDetails(415, "unsupported-media-type", detail))


def _wrong(
    request: Request,
    sent: SentList,
    field: str,
    mistake: Mistake,
    error: IntegrationDBError | None = None,
) -> Response:
    by_hand = error is not None and (error.code in _MEANT_BY_HAND or bool(sent.means))
    return _page(
        *(request, 400),
        options=sent.options,
        sent=sent,
        mistakes={field: mistake},
        columns=sent.columns(CatalogKnowing(catalog_of(request))) if by_hand else None,
    )


def _page(
    request: Request,
    status: int = 200,
    *,
    options: Mapping[str, Any],
    sent: SentList | None = None,
    mistakes: Mapping[str, Mistake] | None = None,
    **values: Any,
) -> Response:
    kept = request.app.state.kept
    return render_page(
        request,
        "check.html",
        "/check",
        status,
        {"cache-control": "no-store"},
        values=options,
        pasted=sent.shown_again if sent is not None else "",
        endings=",".join(ENDINGS),
        example=EXAMPLE,
        mistakes=mistakes or {},
        most=MOST_LINES,
        largest=request.app.state.limits.body,
        requirements=REQUIREMENTS,
        files=[(name, kind.title) for name, kind in FILE_KINDS.items()],
        fields=FIELDS,
        keeps=kept.how_long if kept is not None else "",
        place=OFFERED,
        place_fields=PLACE_FIELDS,
        **setups(request, options),
        **{"report": None, "notes": (), "name": "", "columns": None, **values},
    )

"""The page that takes a list, pasted or as a file, and shows its report. Nothing is kept."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from markupsafe import Markup
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import Response

from integration_db.check import check_list
from integration_db.check.formats import LIST_FORMATS, REPORT, check_audience
from integration_db.check.reading.settings import settings_of
from integration_db.errors import NoModelColumn, NoSuchChoice, NotFound, SheetError, UsageError
from integration_db.named_tuple import NamedTuple
from integration_db.report import fragment
from integration_db.sheets import ENDINGS
from integration_db.text.secrets import masked, masked_document, names_secret
from integration_db.text.sentences import capital, sentence
from integration_db.vocabulary import AUDIENCES, REQUIREMENTS, Audience
from integration_db.web.api.answering import catalog_of
from integration_db.web.api.list_files import AboutList, list_file, opened_list
from integration_db.web.api.list_limits import MOST_COLUMNS, MOST_LINES, ListSize
from integration_db.web.pages.parts import recorder_choice
from integration_db.web.pages.parts.asking import LONGEST, asked, one_each
from integration_db.web.pages.parts.mistakes import Mistake, instead
from integration_db.web.pages.parts.page import render_page, setups
from integration_db.web.pages.parts.place_form import OFFERED, PLACE_FIELDS, SEVERAL, site_of
from integration_db.web.problems import ProblemDetails, Refused

FOR_ALL_LINES: Final = ("plugin", "recorder", "recorder_version", "protocol")
FORM_OPTIONS: Final = ("require", "for", "form", *FOR_ALL_LINES, *PLACE_FIELDS)
FILES: Final = {
    REPORT: "Report (HTML)",
    **{one.name: capital(one.title) for one in LIST_FORMATS},
}
"""The files that the page offers, each with what it is."""

_WAYS_OUT: Final = {
    "no-header": "; put a row with the names of the columns above the list, one of them Model",
    "no-model-column": ": call one Model",
    "only-hidden-worksheets": ": show it in the workbook",
    "same-heading": ": give the other one another heading",
    "no-moves": ": give the list a column New IP",
    "too-many-to-read": ": hide those that are no list",
}
"""Per code of an error, what follows its sentence on this page."""

_HEADER_WITHIN: Final = 40
"""The lines of a pasted list that may be its header."""

_LONGEST_HEADING: Final = 60
"""Characters; a longer cell is no heading."""

_SEPARATOR: Final = re.compile(r"[,;\t|]")

EXAMPLE: Final = """\
Model,Firmware,Quantity
AXIS P3245-LVE,12.1.60,12
Hikvision DS-2CD2146G2-ISU,5.7.17 build 240606,4
"""


class SentList(NamedTuple):
    """A list that was sent: its bytes and name, the options beside it, and what is wanted."""

    content: bytes
    name: str
    pasted: str
    options: dict[str, Any]
    as_file: bool

    @property
    def audience(self) -> Audience:
        """Return for whom the answer is. Raises `NoSuchChoice`."""
        wanted = self.options.get("for", AUDIENCES[0])
        for one in AUDIENCES:
            if one == wanted:
                return one
        raise NoSuchChoice("audience", wanted, AUDIENCES, option="for")

    @property
    def form(self) -> str:
        """Return the format of a file. Raises `NoSuchChoice`."""
        wanted = str(self.options.get("form", REPORT)) if self.as_file else REPORT
        if wanted not in FILES:
            raise NoSuchChoice("format", wanted, tuple(FILES), option="form")
        return wanted


async def form(request: Request) -> Response:
    """Return the form; its options may be in the address, a list may not."""
    known = (*FORM_OPTIONS, recorder_choice.VIA)
    given = asked(request.scope["query_string"], known, several=SEVERAL)
    several = {name: tuple(given.pop(name)) for name in SEVERAL if name in given}
    said = one_each(given)
    usual = catalog_of(request).recorder().name
    return _page(
        request, options=_without_secrets({**recorder_choice.apart(said, usual), **several})
    )


async def report(request: Request) -> Response:
    """Return the report of a list, or the form with what is wrong beside its field."""
    _check_kind(request)
    largest = request.app.state.limits.body
    async with request.form(max_files=1, max_fields=60, max_part_size=largest) as fields:
        sent = _sent_list(fields, catalog_of(request).recorder().name)
    if not sent.content.strip():
        return _wrong(request, sent, "list", Mistake("Paste a list, or choose a file."))
    try:
        if sent.as_file:
            check_audience(sent.form, sent.audience)
        return _checked(request, sent)
    except NotFound as error:
        field = error.kind if error.kind in FOR_ALL_LINES else "list"
        near = instead(error.suggestions, sent.options, field, "/check")
        return _wrong(request, sent, field, Mistake(sentence(error.message), near))
    except (UsageError, SheetError) as error:
        text = sentence(error.message + _way_out(error))
        option = error.option if isinstance(error, UsageError) else None
        return _wrong(request, sent, option if option in FORM_OPTIONS else "list", Mistake(text))


def _way_out(error: UsageError | SheetError) -> str:
    """Return what can be done on this page about an error."""
    if isinstance(error, NoModelColumn) and error.columns:
        return ": call that column Model"
    return _WAYS_OUT.get(error.code, "")


def _checked(request: Request, sent: SentList) -> Response:
    catalog = catalog_of(request)
    mistakes: dict[str, Mistake] = {}
    place = site_of(sent.options, mistakes)
    if mistakes:
        return _page(request, 400, options=sent.options, pasted=sent.pasted, mistakes=mistakes)
    settings = {n: sent.options[n] for n in FOR_ALL_LINES if n in sent.options} | settings_of(place)
    with opened_list(sent.content) as opened:
        checked = check_list(
            catalog,
            opened,
            require=sent.options.get("require", REQUIREMENTS[0]),
            settings=settings,
            told=ListSize(opened).add,
        )
        for _ in checked.keep():
            pass
        data_version = request.app.state.data_version
        about = AboutList(sent.name, data_version, date.today(), sent.audience)
        if sent.as_file:
            return list_file(checked, opened, sent.form, about)
        body = "".join(fragment(checked, **about._asdict()))
        notes = tuple(note.text for note in checked.notes)
    # The report is markup of our own, escaped where it was made.
    return _page(request, options=sent.options, report=Markup(body), notes=notes, name=sent.name)


def _check_kind(request: Request) -> None:
    """Raise `Refused` for a body that is no form."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in ("multipart/form-data", "application/x-www-form-urlencoded"):
        detail = "This page takes its own form, with a list pasted or as a file."
        raise Refused(ProblemDetails(415, "unsupported-media-type", detail))


def _sent_list(fields: FormData, usual: str) -> SentList:
    """Return what was sent. Raises `Refused` for a field that the form does not have."""
    for name in fields:
        if name not in ("list", "file", "as", recorder_choice.VIA, *FORM_OPTIONS):
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
    options = _without_secrets({**recorder_choice.apart(single, usual), **several})
    as_file = fields.get("as") == "file"
    upload, pasted = fields.get("file"), fields.get("list")
    text = pasted if isinstance(pasted, str) else ""
    if isinstance(upload, UploadFile) and upload.filename:
        content = upload.file.read()
        return SentList(content, masked(upload.filename[:LONGEST]), text, options, as_file)
    # A browser ends lines as the network does.
    content = text.replace("\r\n", "\n").encode(errors="replace")
    return SentList(content, "pasted list", text, options, as_file)


def _without_secrets(options: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was filled in without secrets: it stands in the form and in links again."""
    return {name: masked_document(value) for name, value in options.items()}


def _shown_again(pasted: str) -> str:
    """Return a pasted list to go on with: without secrets; nothing where a column is one.

    Nothing too where a line has more columns than a list may have: nobody looks through them.
    """
    lines = pasted.splitlines()
    for line in lines[:_HEADER_WITHIN]:
        heads = _SEPARATOR.split(line, maxsplit=MOST_COLUMNS)
        if len(heads) > MOST_COLUMNS:
            return ""
        if any(len(cell) < _LONGEST_HEADING and names_secret(cell) for cell in heads):
            return ""
    return "\n".join(map(masked, lines))


def _wrong(request: Request, sent: SentList, field: str, mistake: Mistake) -> Response:
    return _page(request, 400, options=sent.options, pasted=sent.pasted, mistakes={field: mistake})


def _page(
    request: Request,
    status: int = 200,
    *,
    options: Mapping[str, Any],
    pasted: str = "",
    mistakes: Mapping[str, Mistake] | None = None,
    **values: Any,
) -> Response:
    return render_page(
        request,
        "check.html",
        "/check",
        status,
        {"cache-control": "no-store"},
        values=options,
        pasted=_shown_again(pasted),
        endings=",".join(ENDINGS),
        example=EXAMPLE,
        mistakes=mistakes or {},
        most=MOST_LINES,
        largest=request.app.state.limits.body,
        requirements=REQUIREMENTS,
        files=FILES.items(),
        place=OFFERED,
        place_fields=PLACE_FIELDS,
        **setups(request, options),
        **{"report": None, "notes": (), "name": "", **values},
    )

"""A list as it was sent to be checked: as JSON, as a form with a file, or as the file itself."""

from __future__ import annotations

from typing import Annotated, Any, Final

from pydantic import AfterValidator, Field
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request

from integration_db.check import FIELDS
from integration_db.named_tuple import NamedTuple
from integration_db.text.secrets import masked
from integration_db.vocabulary import AUDIENCES, Audience
from integration_db.web.api.answer_formats import JSON, OF_CHECKED_LISTS
from integration_db.web.api.bodies import check_uncompressed, json_parameters, media_type
from integration_db.web.api.checked_list import CheckedList, CheckSettings
from integration_db.web.api.parameters import (
    Parameters,
    TextParameter,
    address_parameters,
    one_of,
    parameters_from,
)
from integration_db.web.problems import ProblemDetails, Refused

FORM: Final = "multipart/form-data"
ANY_FILE: Final = "application/octet-stream"
FILES: Final = (
    ANY_FILE,
    "text/csv",
    "text/plain",
    "text/tab-separated-values",
    "application/x-ndjson",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.oasis.opendocument.spreadsheet",
    "application/vnd.ms-excel",
)
"""The media types of lists that are sent as they are; what they are, their content tells."""


class AnsweredAs(Parameters):
    """In which form a checked list is answered, and for whom."""

    format: one_of(OF_CHECKED_LISTS) = Field(  # type: ignore[valid-type]
        JSON, description="The form of the answer; the header Accept says it too."
    )
    audience: one_of(AUDIENCES) = Field(  # type: ignore[valid-type]
        AUDIENCES[0],
        description="For whom a file is: what is for a customer has no addresses.",
    )


def _mapping(text: str) -> str:
    heading, sign, field = text.rpartition("=")
    if not (heading and sign and field):
        raise ValueError("write HEADING=FIELD")
    return text


class FileSettings(AnsweredAs, CheckSettings):
    """What holds for a file that is sent as it is, said in the address."""

    map: list[Annotated[TextParameter, AfterValidator(_mapping)]] = Field(
        [], max_length=100, description=f"Headings as fields, HEADING=FIELD: {', '.join(FIELDS)}."
    )

    @property
    def mapped(self) -> dict[str, str]:
        """Return the fields by the headings that are meant."""
        pairs = (text.rpartition("=") for text in self.map)
        return {heading: field for heading, _, field in pairs}


class ListUpload(FileSettings):
    """A form with a list as a file, and beside it what holds for lines that do not say."""

    file: str = Field(
        description="The list: CSV, text, JSON lines or a workbook.",
        json_schema_extra={"format": "binary"},
    )


class ListToCheck(NamedTuple):
    """A list that was sent: either its `lines`, or its `content` as a file; and what is wanted."""

    settings: CheckedList | FileSettings
    form: str
    audience: Audience
    lines: list[Any] | None = None
    content: bytes = b""
    name: str = "list"


async def sent_list(request: Request) -> ListToCheck:
    """Return the list that a request carries. Raises `Refused`."""
    kind = media_type(request)
    check_uncompressed(request)
    if kind == "application/json":
        wanted = address_parameters(request, AnsweredAs)
        listed = await json_parameters(request, CheckedList)
        return ListToCheck(listed, wanted.format, wanted.audience, listed.lines)
    if kind == FORM:
        return await _from_form(request)
    if kind not in FILES:
        taken = ", ".join(("application/json", FORM, *FILES))
        detail = f"the body has to be one of {taken}, not {kind[:60] or 'of an unsaid type'}"
        raise Refused(ProblemDetails(415, "unsupported-media-type", detail))
    settings = address_parameters(request, FileSettings)
    content = await request.body()
    return _with_content(ListToCheck(settings, settings.format, settings.audience), content)


async def _from_form(request: Request) -> ListToCheck:
    wanted = address_parameters(request, AnsweredAs)
    largest = request.app.state.limits.body
    try:
        async with request.form(max_files=1, max_fields=100, max_part_size=largest) as fields:
            pairs = [(name, value) for name, value in fields.multi_items() if name != "file"]
            uploads = fields.getlist("file")
            file = uploads[0] if len(uploads) == 1 else None
            content, name = b"", ""
            if isinstance(file, UploadFile):
                content, name = await file.read(), file.filename or "list"
    except HTTPException as error:
        if error.status_code != 400:
            raise
        detail = f"the form cannot be read: {error.detail}"
        raise Refused(ProblemDetails(400, "bad-form", detail)) from None
    if not isinstance(file, UploadFile):
        detail = "file is missing: send the list as one file of that name"
        raise Refused(ProblemDetails(400, "missing-parameter", detail, parameter="file"))
    told = [(name, value) for name, value in pairs if isinstance(value, str)]
    if len(told) < len(pairs):
        detail = "only file may be a file"
        raise Refused(ProblemDetails(400, "bad-value", detail, parameter="file"))
    settings = parameters_from(told, FileSettings)
    said = settings.model_fields_set
    form = settings.format if "format" in said else wanted.format
    audience = settings.audience if "audience" in said else wanted.audience
    return _with_content(ListToCheck(settings, form, audience, name=masked(name[:200])), content)


def _with_content(sent: ListToCheck, content: bytes) -> ListToCheck:
    if not content.strip():
        raise Refused(ProblemDetails(400, "empty-list", "the list is empty", parameter="file"))
    return sent._replace(content=content)

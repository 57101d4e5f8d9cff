"""Reading JSON bodies that may hold anything: one clear problem instead of a failure."""

from __future__ import annotations

import json
from collections import Counter
from typing import Annotated, Any, NoReturn

from pydantic import Field, ValidationError
from starlette.requests import Request

from integration_db.check import FIELDS
from integration_db.text.labels import HELP
from integration_db.text.sentences import any_of
from integration_db.vocabulary import REQUIREMENTS
from integration_db.web.api.parameters import (
    Asked,
    Nothing,
    Parameters,
    SiteParameters,
    TextParameter,
    address_parameters,
)
from integration_db.web.middleware.limits import MOST_ENTRIES
from integration_db.web.problems import ProblemDetails, Refused, refusal, short


async def body_parameters(request: Request, kind: type[Asked]) -> Asked:
    """Return the parameters that the body holds; the address may hold none. Raises `Refused`."""
    address_parameters(request, Nothing)
    body = await json_object(request)
    try:
        return kind.model_validate(body, strict=True)
    except ValidationError as error:
        raise Refused(refusal(error, kind, "")) from None


async def json_object(request: Request) -> dict[str, Any]:
    """Return the JSON object that is the body. Raises `Refused`.

    Its size and the time that it takes are the business of `limits`.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        detail = f"the body has to be application/json, not {kind[:60] or 'of an unsaid type'}"
        raise Refused(ProblemDetails(415, "unsupported-media-type", detail))
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        raise Refused(
            ProblemDetails(415, "unsupported-media-type", "the body has to be uncompressed")
        )
    body = await request.body()
    try:
        value = json.loads(
            body.decode("utf-8"), parse_constant=_not_a_number, object_pairs_hook=_members
        )
    except UnicodeDecodeError as error:
        raise _refused("not-utf8", f"the body is not UTF-8 at byte {error.start}") from None
    except RecursionError:
        raise _refused("too-deep", "the body is nested too deeply") from None
    except json.JSONDecodeError as error:
        place = f"line {error.lineno} column {error.colno}"
        raise _refused("invalid-json", f"the body is not JSON: {error.msg} at {place}") from None
    except ValueError as error:
        raise _refused("invalid-json", f"the body is not JSON: {error}") from None
    if not isinstance(value, dict):
        raise _refused("not-an-object", "the body has to be a JSON object")
    return value


def _refused(code: str, detail: str) -> Refused:
    return Refused(ProblemDetails(400, code, detail, pointer=""))


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object; where a key stands twice nobody says which value is meant."""
    members = dict(pairs)
    if len(members) < len(pairs):
        counts = Counter(name for name, _ in pairs)
        name = next(name for name, _ in pairs if counts[name] > 1)
        raise _refused("repeated-key", f"the key {short(name)} stands twice in one object")
    return members


def _not_a_number(word: str) -> NoReturn:
    raise ValueError(f"{word} is no number in JSON")


class CheckedList(SiteParameters):
    """A list to check, and what holds for lines that do not say: the options of `check`."""

    lines: Annotated[list[Any], Field(min_length=1, max_length=MOST_ENTRIES)] = Field(
        description="The lines; each an object of headings to values, as in a file's header: "
        "Manufacturer, Model, Part Number, Firmware, Qty, Plugin, Protocol, Port, Name ..."
    )
    require: TextParameter = Field(
        "control",
        description=f"What a line must reach: {any_of(REQUIREMENTS)}, or the recorder's symbol.",
    )
    map: dict[str, str] = Field(
        {}, max_length=100, description=f"Headings to fields: {', '.join(FIELDS)}."
    )
    recorder: TextParameter | None = Field(None, description=HELP["recorder"])
    recorder_version: TextParameter | None = Field(None, description=HELP["recorder_version"])
    plugin: TextParameter | None = Field(None, description=HELP["plugin"])
    protocol: TextParameter | None = Field(None, description=HELP["protocol"])
    protocol_today: TextParameter | None = Field(None, description=HELP["protocol_today"])
    manufacturer: TextParameter | None = Field(None, description="The manufacturer.")
    override: list[str] = Field(
        [],
        max_length=100,
        description="What the parameters of these names say wins over the lines.",
    )

    def settings(self) -> dict[str, Any]:
        """Return what holds for lines that do not say."""
        said = self.model_dump(exclude={"lines", "require", "map"}, exclude_none=True)
        settings = {name: value for name, value in said.items() if value != []}
        if self.option:
            settings["option"] = dict(self.site().options)
        return settings


class Batch(Parameters):
    """Questions to answer; each is read for itself, so that a bad one spoils no other."""

    questions: list[Any] = Field(
        min_length=1,
        max_length=MOST_ENTRIES,
        description="Objects with the names of the GET parameters.",
    )

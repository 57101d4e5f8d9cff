"""What a request may say: the same names as on the command line, from the same registries.

Every parameter that is unknown, repeated or out of range is refused with its name. The
description of the API is made from the same classes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Annotated, Any, Final, Literal, TypeVar, get_origin
from urllib.parse import parse_qsl

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    create_model,
)
from starlette.requests import Request

from integration_db.catalog.queries.filter_query import FACETS, MOST_CAMERAS, SORTS
from integration_db.catalog.queries.filters import COMPANIONS, FILTERS, Companion, Filter
from integration_db.prediction.site import TICKED_OFF, Site, read_option
from integration_db.text.labels import HELP
from integration_db.vocabulary import Certificate, CertificateName, HttpState
from integration_db.web.problems import ProblemDetails, Refused, refusal

PAGE_SIZE: Final = 50
LARGEST_PAGE: Final = 500
MOST_PARAMETERS: Final = 100
MOST_NAMED: Final = 20
"""Values of a parameter that may be given several times."""

TextParameter = Annotated[
    str, StringConstraints(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]*$")
]
"""A name or a version; longer than any real one, and without characters that steer a terminal."""


def _digits(given: object) -> object:
    """Let text be a number only as digits: pydantic also takes `1_0`, `1.0` and ` 1`."""
    if isinstance(given, str) and not re.fullmatch("-?[0-9]+", given):
        raise ValueError("write a whole number")
    return given


_DIGITS: Final = BeforeValidator(_digits)
PortParameter = Annotated[int, Field(ge=1, le=65535), _DIGITS]
PageSize = Annotated[int, Field(ge=0, le=LARGEST_PAGE), _DIGITS]
Offset = Annotated[int, Field(ge=0, le=MOST_CAMERAS), _DIGITS]
MostHits = Annotated[int, Field(ge=1, le=LARGEST_PAGE), _DIGITS]
_FIELD: Final = "|".join(SORTS)


class Parameters(BaseModel):
    """Parameters of one route; any other is refused."""

    model_config = ConfigDict(extra="forbid", protected_namespaces=())


class CameraParameters(Parameters):
    """Which camera is meant."""

    model: TextParameter = Field(description="The camera as people write it.")
    manufacturer: TextParameter | None = Field(
        None, description="The manufacturer, where the model leaves it open."
    )


class Particulars(Parameters):
    """What is asked of a camera."""

    hardware_version: TextParameter | None = Field(None, description=HELP["hardware_version"])
    firmware: TextParameter | None = Field(None, description=HELP["firmware"])
    plugin: TextParameter | None = Field(None, description=HELP["plugin"])
    recorder: TextParameter | None = Field(None, description=HELP["recorder"])
    recorder_version: TextParameter | None = Field(None, description=HELP["recorder_version"])


def _one_of(choices: tuple[str, ...]) -> Any:
    return Literal.__getitem__(choices)


def _option(text: str) -> str:
    if read_option(text) is None:
        raise ValueError("write NAME=VALUE")
    return text


OptionParameter = Annotated[TextParameter, AfterValidator(_option)]


class SiteParameters(Parameters):
    """What is known of the place: the conditions of `prediction.site`, each left out if unknown."""

    port: PortParameter | None = Field(None, description=HELP["port"])
    https_port: PortParameter | None = Field(None, description=HELP["https_port"])
    nat: bool | None = Field(None, description=HELP["nat"])
    as_shipped: bool | None = Field(None, description=HELP["as_shipped"])
    http: HttpState | None = Field(None, description=HELP["http"])
    https_on: bool | None = Field(None, description=HELP["https_on"])
    video_on: bool | None = Field(None, description=HELP["video_on"])
    certificate: Certificate | None = Field(None, description=HELP["certificate"])
    certificate_names: list[CertificateName] = Field(
        [], max_length=MOST_NAMED, description=HELP["certificate_names"]
    )
    address_changed: bool | None = Field(None, description=HELP["address_changed"])
    done: list[_one_of(TICKED_OFF)] = Field(  # type: ignore[valid-type]
        [], max_length=MOST_NAMED, description=HELP["done"]
    )
    option: list[OptionParameter] = Field([], max_length=MOST_NAMED, description=HELP["option"])
    strict: bool = Field(False, description=HELP["strict"])

    def site(self) -> Site:
        """Return what is known of the place."""
        said: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value
            for name, value in self
            if name in SiteParameters.model_fields
        }
        options = map(read_option, said.pop("option"))
        return Site(**said, options=tuple([option for option in options if option is not None]))


class QuestionParameters(SiteParameters, Particulars, CameraParameters):
    """One prediction: the options of the command `predict`."""

    protocol: TextParameter | None = Field(None, description=HELP["protocol"])
    replaces: TextParameter | None = Field(None, description=HELP["replaces"])

    def options(self) -> dict[str, Any]:
        """Return the arguments of `predicted`."""
        others = self.model_dump(exclude=set(SiteParameters.model_fields))
        return {**others, "site": self.site()}


class SideBySide(Particulars):
    """Cameras to lay side by side: the options of the command `compare`."""

    model: list[TextParameter] = Field(
        min_length=2, max_length=10, description="The cameras; given once for each."
    )
    manufacturer: TextParameter | None = Field(None, description="The manufacturer of all of them.")


class FirmwarePair(Parameters):
    """Two versions to order."""

    manufacturer: TextParameter = Field(description="Whose notation it is.")
    a: TextParameter = Field(description="One version.")
    b: TextParameter = Field(description="The other version.")


class Search(Parameters):
    """Text to look for in names: the options of the command `search`."""

    text: TextParameter = Field(description="Part of a model name, alias or identifier.")
    manufacturer: TextParameter | None = Field(
        None, description="Only models of this manufacturer."
    )
    limit: MostHits = Field(20, description="At most so many models.")


class RecorderOnly(Parameters):
    """Narrows a list to one recorder."""

    recorder: TextParameter | None = Field(None, description="Only the plugins of this recorder.")


class Nothing(Parameters):
    """For routes that take no parameter."""


def _fields(items: Iterable[Filter | Companion]) -> dict[str, Any]:
    """Return one field per entry of the registry, so that commands, API and docs cannot drift."""
    return {item.name: (_kind(item) | None, Field(None, description=item.help)) for item in items}


def _kind(item: Filter | Companion) -> Any:
    """Return what the value of a filter is, or of what is said beside it."""
    if isinstance(item, Companion):
        return bool if item.flag else TextParameter
    return _one_of(item.choices) if item.choices else TextParameter


def _check_sort(text: str) -> str:
    for name in text.split(","):
        if name.removeprefix("-") not in SORTS:
            raise ValueError(f"choose from {', '.join(SORTS)}, with - in front to reverse")
    return text


_Filters: Any = create_model(
    "_Filters",
    __base__=Parameters,
    **_fields(FILTERS),
    ssl=(bool | None, Field(None, description="Cameras that support HTTPS; as https=yes.")),
    **_fields(COMPANIONS),
)


class CameraList(_Filters):  # type: ignore[misc]
    """Which cameras, how many of them, and what to count: the options of the command `filter`."""

    sort: Annotated[str, AfterValidator(_check_sort)] | None = Field(
        None,
        max_length=100,
        json_schema_extra={"pattern": rf"^-?({_FIELD})(,-?({_FIELD}))*$"},
        description=f"Order by {', '.join(SORTS)}; several with commas, - in front to reverse.",
    )
    limit: PageSize = Field(PAGE_SIZE, description="At most so many cameras.")
    offset: Offset = Field(0, description="Leave out the first ones.")
    facet: list[_one_of(FACETS)] = Field(  # type: ignore[valid-type]
        [],
        max_length=len(FACETS),
        description="Count all cameras found by this field; may be given several times.",
    )


Asked = TypeVar("Asked", bound=Parameters)


def address_parameters(request: Request, kind: type[Asked]) -> Asked:
    """Return the parameters of a request, those in the path among them. Raises `Refused`."""
    given: dict[str, Any] = dict(request.path_params)
    fields = kind.model_fields
    for name, value in _pairs(request.scope["query_string"]):
        field = fields.get(name)
        if field is not None and get_origin(field.annotation) is list:
            given.setdefault(name, []).append(value)
        elif name in given:
            raise Refused(
                ProblemDetails(400, "repeated-parameter", f"{name}: given twice", parameter=name)
            )
        else:
            given[name] = value
    try:
        return kind.model_validate(given)
    except ValidationError as error:
        raise Refused(refusal(error, kind)) from None


def _pairs(query: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(
            query.decode("utf-8"),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=MOST_PARAMETERS,
        )
    except UnicodeDecodeError:
        raise Refused(ProblemDetails(400, "not-utf8", "the query is not UTF-8")) from None
    except ValueError:
        detail = f"the query has more than {MOST_PARAMETERS} parameters"
        raise Refused(ProblemDetails(400, "too-many-parameters", detail)) from None

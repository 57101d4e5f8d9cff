"""What a request may say: the same names as on the command line, from the same registries.

Every parameter that is unknown, repeated or out of range is refused with its name. The
description of the API is made from the same classes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType
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
)
from starlette.requests import Request

from integration_db.prediction.site import ANY_SITE, TICKED_OFF, Site, read_option
from integration_db.text.labels import HELP
from integration_db.vocabulary import Certificate, CertificateName, HttpState
from integration_db.web.middleware.limits import MOST_ENTRIES
from integration_db.web.problems import ProblemDetails, Refused, refusal

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


DIGITS: Final = BeforeValidator(_digits)
"""What goes before each whole number."""
PortParameter = Annotated[int, Field(ge=1, le=65535), DIGITS]


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


def one_of(choices: tuple[str, ...]) -> Any:
    """Return the type of a parameter that is one of these words."""
    return Literal.__getitem__(choices)


def _option(text: str) -> str:
    if read_option(text) is None:
        raise ValueError("write NAME=VALUE")
    return text


OptionParameter = Annotated[TextParameter, AfterValidator(_option)]


_NONE: Final[dict[str, Any]] = {"default": []}
"""What describes a list that is empty by default: as a default it would be copied each time."""


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
        default_factory=list,
        json_schema_extra=_NONE,
        max_length=MOST_NAMED,
        description=HELP["certificate_names"],
    )
    address_changed: bool | None = Field(None, description=HELP["address_changed"])
    done: list[one_of(TICKED_OFF)] = Field(  # type: ignore[valid-type]
        default_factory=list,
        json_schema_extra=_NONE,
        max_length=MOST_NAMED,
        description=HELP["done"],
    )
    option: list[OptionParameter] = Field(
        default_factory=list,
        json_schema_extra=_NONE,
        max_length=MOST_NAMED,
        description=HELP["option"],
    )
    strict: bool = Field(False, description=HELP["strict"])

    def site(self) -> Site:
        """Return what is known of the place."""
        asked = self.model_fields_set & _OF_SITE
        if not asked:
            return ANY_SITE
        said: dict[str, Any] = {name: getattr(self, name) for name in asked}
        said = {name: tuple(v) if isinstance(v, list) else v for name, v in said.items()}
        options = map(read_option, said.pop("option", ()))
        return Site(**said, options=tuple([option for option in options if option is not None]))


_OF_SITE: Final = frozenset(SiteParameters.model_fields)


class QuestionParameters(SiteParameters, Particulars, CameraParameters):
    """One prediction: the options of the command `predict`."""

    protocol: TextParameter | None = Field(None, description=HELP["protocol"])
    replaces: TextParameter | None = Field(None, description=HELP["replaces"])

    def options(self) -> dict[str, Any]:
        """Return the arguments of `predicted`."""
        others = {name: getattr(self, name) for name in _OF_QUESTION}
        return {**others, "site": self.site()}


_OF_QUESTION: Final = tuple([one for one in QuestionParameters.model_fields if one not in _OF_SITE])


class Batch(Parameters):
    """Questions to answer; each is read for itself, so that a bad one spoils no other."""

    questions: list[Any] = Field(
        min_length=1,
        max_length=MOST_ENTRIES,
        description="Objects with the names of the GET parameters.",
    )


class Nothing(Parameters):
    """For routes that take no parameter."""


_NONE_KNOWN: Final[Mapping[str, Any]] = MappingProxyType({})
Asked = TypeVar("Asked", bound=Parameters)


def address_parameters(request: Request, kind: type[Asked]) -> Asked:
    """Return the parameters of a request, those in the path among them. Raises `Refused`."""
    return parameters_from(_pairs(request.scope["query_string"]), kind, request.path_params)


def parameters_from(
    pairs: Iterable[tuple[str, str]], kind: type[Asked], known: Mapping[str, Any] = _NONE_KNOWN
) -> Asked:
    """Return the parameters that pairs of name and text say, beside `known`. Raises `Refused`."""
    given: dict[str, Any] = dict(known)
    several = _several(kind)
    for name, value in pairs:
        if name in several:
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


@cache
def _several(kind: type[Parameters]) -> frozenset[str]:
    """Return the parameters that may be given several times."""
    fields = kind.model_fields.items()
    return frozenset([name for name, field in fields if get_origin(field.annotation) is list])


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

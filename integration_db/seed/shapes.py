"""The shape of a seed file, as dataclasses of pydantic; the editors' JSON schemas come from them.

Owns which keys there are, what they mean and which words they take. What holds between files is
the business of `rules`. The contract in words is docs/adding-a-camera.md.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, Final, Literal

from pydantic import (
    AfterValidator,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    TypeAdapter,
    model_validator,
)
from pydantic.dataclasses import dataclass

from integration_db.names.grammar import LONGEST_PATTERN
from integration_db.seed.yaml_text import Number
from integration_db.vocabulary import (
    SPAN_SIDES,
    CertificateIssuer,
    CertificateName,
    CertificateSetup,
    ChangeOfCamera,
    Check,
    CheckState,
    Grade,
    HttpState,
    Interface,
    Level,
    SigningPlace,
    SourceKind,
    SpanSide,
    Support,
    Switch,
    Takes,
    TlsVersion,
    UrlScheme,
    VideoTransport,
)

SLUG_FORM: Final = r"^[a-z0-9]+(-[a-z0-9]+)*$"
OPTION_FORM: Final = r"^[A-Za-z0-9]+([_-][A-Za-z0-9]+)*$"
DATE_FORM: Final = r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$"
URL_FORM: Final = r"^https?://[^\s]+$"
LONGEST_PHRASE: Final = 8
"""Words of a source that an anchor may repeat: enough to find the place, too few to copy it."""

LONGEST_VERSION: Final = 400

Slug = Annotated[str, StringConstraints(pattern=SLUG_FORM)]


def _text(value: Any) -> Any:
    if type(value) is Number:
        written = value if len(value) <= 60 else f"{value[:57]}..."
        raise ValueError(f'needs quotes: "{written}" (YAML would read a number)')
    if isinstance(value, str) and value.isspace():
        raise ValueError("is blank")
    return value


def _name(value: Any) -> Any:
    value = _text(value)
    if isinstance(value, str) and value and not _LETTER_OR_DIGIT.search(value):
        raise ValueError(f"{value!r} has no letter and no digit, so nobody could write it")
    return value


def _phrase(value: Any) -> Any:
    value = _name(value)
    if isinstance(value, str) and len(value.split()) > LONGEST_PHRASE:
        raise ValueError(f"has more than {LONGEST_PHRASE} words")
    return value


_LETTER_OR_DIGIT: Final = re.compile(r"[^\W_]")


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def _each_once(values: list[str]) -> list[str]:
    twice = next((one for one in values if values.count(one) > 1), None)
    if twice is not None:
        raise ValueError(f"names {twice!r} twice: two lists are two documents")
    return values


def _support(value: Any) -> Any:
    return "yes" if value is True else "no" if value is False else value


# Constraints stand before what looks at the value: there pydantic checks them without any Python.
_BOUNDED: Final = StringConstraints(min_length=1, max_length=2000)
Text = Annotated[str, _BOUNDED, BeforeValidator(_text)]
Name = Annotated[str, _BOUNDED, BeforeValidator(_name)]
"""A name by which people ask for a thing."""
Version = Annotated[
    str, StringConstraints(min_length=1, max_length=LONGEST_VERSION), BeforeValidator(_text)
]
Date = Annotated[str, StringConstraints(pattern=DATE_FORM)]
SeedSupport = Annotated[
    Support,
    BeforeValidator(_support, json_schema_input_type=bool | Support),
]
Port = Annotated[int, Field(ge=1, le=65535)]


def _switch(value: Any) -> Any:
    """Return a word that YAML takes for a truth (on, off) as the word."""
    return "on" if value is True else "off" if value is False else value


SeedSwitch = Annotated[Switch, BeforeValidator(_switch, json_schema_input_type=bool | Switch)]
SeedHttpState = Annotated[
    HttpState, BeforeValidator(_switch, json_schema_input_type=bool | HttpState)
]
SeedCheckState = Annotated[
    CheckState, BeforeValidator(_switch, json_schema_input_type=bool | CheckState)
]
# Dataclasses with slots and not pydantic's models: a seed of 100,000 statements takes a third of
# the memory.
_STRICT: Final = ConfigDict(extra="forbid")


@dataclass(config=_STRICT, frozen=True, slots=True, kw_only=True)
class SourceRecord:
    """A document that statements rest on: with an address, or with its full identity."""

    title: Text = Field(description="Title, as printed or in short words")
    url: Annotated[str, StringConstraints(pattern=URL_FORM)] | None = Field(
        None, description="Address where it can be read"
    )
    document: Text | None = Field(
        None, description="Where there is no address: maker, number, revision, page"
    )
    kind: SourceKind = Field(description="What sort of document it is")
    published: Date | None = Field(None, description="Date of the document: YYYY, -MM, -DD")
    accessed: Date | None = Field(None, description="When it was read")
    note: Text | None = None

    @model_validator(mode="after")
    def _can_be_found(self) -> SourceRecord:
        if self.url is None and self.document is None:
            raise ValueError("needs url, or document (maker, number, revision, page)")
        return self


SourcesFile = dict[Slug, SourceRecord]
"""`sources.yaml`, `sources/*.yaml`: identifier to document."""

NamedIn = Annotated[
    list[Slug],
    Field(min_length=1),
    AfterValidator(_each_once),
    BeforeValidator(_as_list, json_schema_input_type=Slug | list[Slug]),
]
"""Where it was read that a model exists: a document, or the lists that name it."""


@dataclass(config=_STRICT, frozen=True, slots=True, kw_only=True)
class AnchorRecord:
    """Where in its source a statement stands, so that a stored copy can be checked."""

    page: Text | None = Field(None, description="Page as it is counted there")
    section: Name | None = Field(None, description="Heading of the section, as printed")
    phrase: Annotated[Name, BeforeValidator(_phrase, json_schema_input_type=str)] | None = Field(
        None, description=f"At most {LONGEST_PHRASE} words, as printed"
    )

    @model_validator(mode="after")
    def _says_something(self) -> AnchorRecord:
        if self.page is None and self.section is None and self.phrase is None:
            raise ValueError("needs page, section or phrase")
        return self


@dataclass(config=_STRICT, frozen=True, slots=True, kw_only=True)
class Evidence:
    """Where a fact comes from."""

    source: Slug = Field(description="Identifier of the source")
    grade: Grade = Field(description="How good the source is")
    anchor: AnchorRecord | None = Field(None, description="Where it stands in the source")
    verified_on: Version | None = Field(None, description="Firmware on which it was seen")
    note: Text | None = Field(None, description="In our own words")


@dataclass(config=_STRICT, frozen=True, slots=True, kw_only=True)
class Claims(Evidence):
    """What a statement says."""

    https_support: SeedSupport | None = Field(None, description="Control over HTTPS is possible")
    video_encryption: SeedSupport | None = Field(
        None, description="The video stream can be encrypted"
    )
    needs_custom_cert: SeedSupport | None = Field(
        None, description="HTTPS does not work until somebody puts a certificate on the camera"
    )
    regen_cert_on_ip_change: SeedSupport | None = Field(
        None, description="A new self-signed certificate is needed after an address change"
    )
    certificate_setup: CertificateSetup | None = Field(
        None, description="How the camera comes to its certificate"
    )
    certificate_issuer: CertificateIssuer | None = Field(
        None, description="Who issued the certificate that it is shipped with"
    )
    certificate_names: list[CertificateName] | None = Field(
        None, description="What the certificate that it is shipped with is made out to"
    )
    https_default: SeedSwitch | None = Field(None, description="HTTPS at the factory setting")
    http_default: SeedHttpState | None = Field(None, description="HTTP at the factory setting")
    video_default: SeedSwitch | None = Field(
        None, description="Encrypted video, in the ways of video_via, at the factory setting"
    )
    video_via: list[VideoTransport] | None = Field(
        None, description="How the video stream is encrypted"
    )
    https_on: list[Interface] | None = Field(
        None, description="Interfaces known to be served over HTTPS; there may be more"
    )
    ports: dict[Interface, Port] | None = Field(None, description="Ports that are not the usual")
    tls: list[Annotated[TlsVersion, BeforeValidator(_text)]] | None = Field(
        None, description="TLS versions evidenced"
    )
    csr: SigningPlace | None = Field(
        None, description="Where a certificate signing request is made"
    )


@dataclass(config=_STRICT, frozen=True, slots=True, kw_only=True)
class StatementRecord(Claims):
    """One sourced fact about cameras."""

    firmware: Version | None = Field(
        None, description='Range, e.g. ">=9.80.3.9,<10 | >=10.12.91"; left out: every firmware'
    )
    hardware_version: Version | None = Field(None, description="Only this board")


OptionId = Annotated[str, StringConstraints(pattern=OPTION_FORM)]
"""The name of an option, as the recorder's own settings files spell it where it has some."""

When = dict[OptionId, Text | Annotated[list[Text], Field(min_length=1)]]
"""Choices of the recorder by the id of the option, any of several; `setting` is its setting."""


@dataclass(config=_STRICT, frozen=True, slots=True, kw_only=True)
class PluginStatementRecord(Evidence):
    """One sourced fact about a plugin, or about a recorder as a whole."""

    https_support: SeedSupport | None = Field(None, description="It can use HTTPS for control")
    video_encryption: SeedSupport | None = Field(
        None, description="It can take the video stream encrypted"
    )
    video_via: list[VideoTransport] | None = Field(None, description="How it takes encrypted video")
    tls: list[Annotated[TlsVersion, BeforeValidator(_text)]] | None = Field(
        None, description="TLS versions that it speaks"
    )
    checks: dict[Check, SeedCheckState] | None = Field(
        None, description="What it checks of a camera's certificate"
    )
    checks_default: dict[Check, SeedSwitch] | None = Field(
        None, description="How an optional check stands unless somebody chose"
    )
    recorder_version: Version | None = Field(None, description="Range of recorder versions")
    when: When | None = Field(None, description="Only with these choices of the recorder")


@dataclass(config=_STRICT, frozen=True, slots=True, kw_only=True)
class PairingRecord(Claims):
    """One sourced fact about a plugin together with cameras."""

    plugin: Text
    manufacturer: Text
    series: Text | None = None
    model: Text | None = None
    firmware: Version | None = Field(None, description="Range of camera firmware")
    hardware_version: Version | None = None
    recorder_version: Version | None = Field(None, description="Range of recorder versions")
    when: When | None = Field(None, description="Only with these choices of the recorder")


@dataclass(config=_STRICT, frozen=True, slots=True, kw_only=True)
class ReleaseRecord:
    """One firmware that a document says was released."""

    version: Version = Field(description="As the device or the download prints it")
    released: Date | None = Field(None, description="YYYY, YYYY-MM or YYYY-MM-DD")
    track: Text | None = Field(None, description="The maker's word for its line, as LTS 2022")
    hardware_version: Version | None = Field(None, description="Only for this board")
    source: Slug = Field(description="Identifier of the source")


@dataclass(config=_STRICT, frozen=True, slots=True, kw_only=True)
class SpanBoundRecord:
    """One bound of the firmware that a camera runs, as one source gives it."""

    first: Version | None = Field(None, description="The version that it was first shipped with")
    last: Version | None = Field(
        None, description='Up to which it runs: "11.11", or "<12"; all that the text may mean'
    )
    runs: Version | None = Field(None, description="A version that it is known to run")
    source: Slug = Field(description="Identifier of the source")
    grade: Grade = Field(description="How good the source is")
    note: Text | None = Field(None, description="In our own words")

    @model_validator(mode="after")
    def _says_one_thing(self) -> SpanBoundRecord:
        if sum(getattr(self, side) is not None for side in SPAN_SIDES) != 1:
            raise ValueError(f"needs exactly one of {', '.join(SPAN_SIDES)}")
        return self

    @property
    def said(self) -> tuple[SpanSide, str]:
        """Return which bound it is, and its text."""
        for side in SPAN_SIDES:
            text: str | None = getattr(self, side)
            if text is not None:
                return side, text
        raise AssertionError("a bound says one thing")


@dataclass(config=_STRICT, frozen=True, slots=True, kw_only=True)
class ExpectRecord:
    """A question and its answer: the record tests itself."""

    firmware: Version | None = None
    hardware_version: Version | None = None
    plugin: Text | None = None
    recorder: Text | None = None
    recorder_version: Version | None = None
    https_support: SeedSupport | None = None
    video_encryption: SeedSupport | None = None
    needs_custom_cert: SeedSupport | None = None
    regen_cert_on_ip_change: SeedSupport | None = None
    setting: Text | None = Field(None, description="One of the recorder's settings")
    now: list[Level] | None = Field(None, description="Levels with it, as things are")
    after: list[Level] | None = Field(None, description="Levels with it, after the tasks")


@dataclass(config=_STRICT, frozen=True, slots=True, kw_only=True)
class AliasRecord:
    """Another spelling of the same hardware, with where it was seen."""

    name: Name
    source: Slug | None = None


def alias_record(written: str | AliasRecord) -> AliasRecord:
    """Return a spelling in the long form."""
    return AliasRecord(name=written) if isinstance(written, str) else written


@dataclass(config=_STRICT, frozen=True, slots=True, kw_only=True)
class PatternRecord:
    """How names are built, with names that show it: the record tests itself."""

    pattern: Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_PATTERN)] = Field(
        description="# digit, @ letter, [..] optional, {..|..} one of, <lens> and other terms"
    )
    fits: list[Text] = Field(min_length=1, description="Names that are built like this")
    never: list[Text] = Field(min_length=1, description="Names that look alike, and are not")
    tells_maker: bool = Field(False, description="Whether no other maker's names are built so")
    source: Slug | None = Field(None, description="Where the maker says how its names are built")
    note: Text | None = None


@dataclass(config=_STRICT, frozen=True, slots=True, kw_only=True)
class ModelRecord:
    """One camera model, named as its maker prints it."""

    name: Name
    identifiers: list[Name] = Field(default_factory=list, description="Part numbers, order codes")
    aliases: list[Name | AliasRecord] = Field(
        default_factory=list, description="Curated other spellings"
    )
    hardware_versions: list[Version] = Field(
        default_factory=list, description="Boards under one name"
    )
    printed_as: list[Name | AliasRecord] = Field(
        default_factory=list, description="What the device prints, and other models may print too"
    )
    rebrand_of: Text | None = Field(None, description="Maker and model that it really is")
    source: NamedIn | None = Field(None, description="Where it was read that the model exists")
    note: Text | None = None
    firmware_span: list[SpanBoundRecord] = Field(
        default_factory=list, description="Which firmware it can run: first, last, runs"
    )
    releases: list[ReleaseRecord] = Field(
        default_factory=list, description="Firmware known to exist, in any order"
    )
    statements: list[StatementRecord] = Field(default_factory=list)
    expect: list[ExpectRecord] = Field(default_factory=list)


@dataclass(config=_STRICT, frozen=True, slots=True, kw_only=True)
class CameraFile:
    """`cameras/<manufacturer>/<series>.yaml`: a series, its facts once, then its models."""

    manufacturer: Text
    series: Name
    aliases: list[Name] = Field(default_factory=list)
    printed_as: list[Name | AliasRecord] = Field(
        default_factory=list, description="What all devices of the series print for their name"
    )
    patterns: list[PatternRecord] = Field(
        default_factory=list, description="How names of its cameras are built"
    )
    complete: bool = Field(False, description="Whether the list of models is complete")
    source: NamedIn | None = Field(None, description="Where it was read that the models exist")
    note: Text | None = None
    firmware_span: list[SpanBoundRecord] = Field(
        default_factory=list, description="Which firmware it can run: first, last, runs"
    )
    releases: list[ReleaseRecord] = Field(
        default_factory=list, description="Firmware known to exist, in any order"
    )
    statements: list[StatementRecord] = Field(default_factory=list)
    models: list[ModelRecord] = Field(default_factory=list)


@dataclass(config=_STRICT, frozen=True, slots=True, kw_only=True)
class ManufacturerFile:
    """`manufacturers/<manufacturer>.yaml`."""

    name: Name
    aliases: list[Name] = Field(default_factory=list)
    firmware_scheme: Text | None = Field(
        default=None,
        description="How its firmware is written; several schemes with + between them",
    )
    patterns: list[PatternRecord] = Field(
        default_factory=list, description="How names of its cameras are built"
    )
    written: list[PatternRecord] = Field(
        default_factory=list, description="What may stand around a name, e.g. DH-<name>"
    )
    other_products: list[PatternRecord] = Field(
        default_factory=list,
        description="How its products are named that no recorder connects to: mounts, recorders",
    )
    other_devices: list[PatternRecord] = Field(
        default_factory=list,
        description="How its other devices are named: encoders, intercoms, speakers, radars",
    )
    note: Text | None = None
    releases: list[ReleaseRecord] = Field(
        default_factory=list, description="Firmware known to exist, in any order"
    )
    statements: list[StatementRecord] = Field(default_factory=list)


@dataclass(config=_STRICT, frozen=True, slots=True, kw_only=True)
class SettingRecord:
    """One choice of the recorder's menu for the protocol."""

    id: Slug
    label: Text = Field(description="As the recorder spells it")
    tries: Annotated[list[UrlScheme], Field(min_length=1)] = Field(
        description="What it connects with, in order, until one is answered"
    )
    port: Literal["editable", "fixed"] = Field(
        "editable", description="Whether a port can be set for the first"
    )
    may_delay: bool = Field(False, description="Whether the first connection may take longer")


@dataclass(config=_STRICT, frozen=True, slots=True, kw_only=True)
class SymbolRecord:
    """How the recorder shows a level."""

    symbol: Text


@dataclass(config=_STRICT, frozen=True, slots=True, kw_only=True)
class OptionRecord:
    """Another choice of the recorder that decides."""

    id: OptionId
    label: Text = Field(description="As the recorder spells it")
    values: Annotated[list[Text], Field(min_length=2)]
    default: Text | None = Field(None, description="The value unless somebody chose")


@dataclass(config=_STRICT, frozen=True, slots=True, kw_only=True)
class ChangeRecord:
    """Something that the recorder changes at a camera."""

    what: ChangeOfCamera
    text: Text = Field(description="In our own words")
    source: Slug


@dataclass(config=_STRICT, frozen=True, slots=True, kw_only=True)
class PluginRecord:
    """A recorder's device-type plugin."""

    name: Name
    aliases: list[Name] = Field(default_factory=list)
    drivers: list[Name] = Field(
        default_factory=list,
        description="How the names of its drivers begin, where it is a group of drivers",
    )
    takes: Takes = Field("camera", description="What it is given: a camera or a stream's address")
    uses: list[Interface] = Field(
        default_factory=list, description="The interfaces that it talks to; empty: not known"
    )
    manufacturers: list[Text] = Field(
        default_factory=list, description="Whose cameras it takes; empty: anybody's"
    )
    settings: list[SettingRecord] = Field(
        default_factory=list, description="Its own menu, where the recorder's is not for it"
    )
    options: list[OptionRecord] = Field(default_factory=list)
    changes: list[ChangeRecord] = Field(default_factory=list)
    source: Slug | None = None
    note: Text | None = None
    statements: list[PluginStatementRecord] = Field(default_factory=list)


@dataclass(config=_STRICT, frozen=True, slots=True, kw_only=True)
class AdvisoryRecord:
    """A note about recorder versions that predictions pass on."""

    id: Text
    recorder_version: Version | None = None
    text: Text
    source: Slug


@dataclass(config=_STRICT, frozen=True, slots=True, kw_only=True)
class RecorderFile:
    """`recorders/<recorder>.yaml`."""

    name: Name
    aliases: list[Name] = Field(default_factory=list)
    version_scheme: Text | None = None
    settings: list[SettingRecord] = Field(
        default_factory=list, description="Its menu for the protocol"
    )
    shows: dict[Level, SymbolRecord] = Field(
        default_factory=dict, description="Its symbols by level; left out: it has none"
    )
    default: bool = False
    source: Slug | None = Field(None, description="Where the settings were read")
    note: Text | None = None
    statements: list[PluginStatementRecord] = Field(default_factory=list)
    plugins: list[PluginRecord] = Field(default_factory=list)
    pairings: list[PairingRecord] = Field(default_factory=list)
    advisories: list[AdvisoryRecord] = Field(default_factory=list)


FILE_KINDS: Final[dict[str, Any]] = {
    "sources": SourcesFile,
    "manufacturers": ManufacturerFile,
    "cameras": CameraFile,
    "recorders": RecorderFile,
}
"""The first folder of a path to the shape of its files; `sources.yaml` counts as `sources`."""


def schemas() -> dict[str, dict[str, Any]]:
    """Return the JSON schemas for editors, by file name."""
    by_file = {}
    for kind, shape in FILE_KINDS.items():
        schema = TypeAdapter(shape).json_schema(mode="validation")
        schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
        by_file[f"{kind}.schema.json"] = schema
    return by_file

"""The shape of a seed file, as pydantic models; the editors' JSON schemas come from them.

Owns which keys there are, what they mean and which words they take. What holds between files is
the business of `lint`. The contract in words is docs/adding-a-camera.md.
"""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    RootModel,
    StringConstraints,
    model_validator,
)

from integration_db.yaml_reader import Number

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]


def _text(value: Any) -> Any:
    if type(value) is Number:
        raise ValueError(f'needs quotes: "{value}" (YAML would read a number)')
    return value


def _support(value: Any) -> Any:
    if value is True or value == "yes":
        return "yes"
    if value is False or value == "no":
        return "no"
    return value


Text = Annotated[
    str,
    BeforeValidator(_text, json_schema_input_type=str),
    StringConstraints(min_length=1, max_length=2000),
]
Version = Annotated[
    str,
    BeforeValidator(_text, json_schema_input_type=str),
    StringConstraints(min_length=1, max_length=400),
]
Date = Annotated[str, StringConstraints(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")]
Value = Annotated[
    Literal["yes", "no", "unknown"],
    BeforeValidator(_support, json_schema_input_type=bool | Literal["yes", "no", "unknown"]),
]
Grade = Literal[
    "lab_test",
    "device_reading",
    "recorder_document",
    "vendor_document",
    "field_report",
    "inferred",
]
SourceKind = Literal[
    "vendor_page",
    "manual",
    "datasheet",
    "release_notes",
    "advisory",
    "hardening_guide",
    "knowledge_base",
    "device_dump",
    "source_code",
    "catalogue",
    "forum",
    "article",
    "standard",
    "lab_notes",
]
Switch = Literal["on", "off"]


class Record(BaseModel):
    """What all records share: no key that is not known, and no change once read."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class SourceRecord(Record):
    """A document that statements rest on: with an address, or with its full identity."""

    title: Text = Field(description="Title, as printed or in short words")
    url: Annotated[str, StringConstraints(pattern=r"^https?://[^\s]+$")] | None = Field(
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


class SourcesFile(RootModel[dict[Slug, SourceRecord]]):
    """`sources.yaml`, `sources/*.yaml`: identifier to document."""


class Evidence(Record):
    """Where a fact comes from."""

    source: Slug = Field(description="Identifier of the source")
    grade: Grade = Field(description="How good the source is")
    verified_on: Version | None = Field(None, description="Firmware on which it was seen")
    note: Text | None = Field(None, description="In our own words")


class Claims(Evidence):
    """What a statement says."""

    https_support: Value | None = Field(None, description="Control over HTTPS is possible")
    video_encryption: Value | None = Field(None, description="The video stream can be encrypted")
    needs_custom_cert: Value | None = Field(
        None, description="HTTPS does not work until somebody puts a certificate on the camera"
    )
    regen_cert_on_ip_change: Value | None = Field(
        None, description="A new self-signed certificate is needed after an address change"
    )
    certificate_setup: Literal["factory", "create_on_device", "upload", "remade_at_boot"] | None = (
        Field(None, description="How the camera comes to its certificate")
    )
    https_default: Switch | None = Field(None, description="HTTPS at the factory setting")
    video_default: Switch | None = Field(None, description="Encrypted video at the factory setting")
    video_via: list[Literal["rtsps", "srtp", "rtsp_over_https", "vendor"]] | None = Field(
        None, description="How the video stream is encrypted"
    )
    tls: list[Annotated[Literal["1.0", "1.1", "1.2", "1.3"], BeforeValidator(_text)]] | None = (
        Field(None, description="TLS versions evidenced")
    )
    csr: Literal["on_device", "elsewhere"] | None = Field(
        None, description="Where a certificate signing request is made"
    )


class StatementRecord(Claims):
    """One sourced fact about cameras."""

    firmware: Version | None = Field(
        None, description='Range, e.g. ">=9.80.3.9,<10 | >=10.12.91"; left out: every firmware'
    )
    hardware_version: Version | None = Field(None, description="Only this board")


class PluginStatementRecord(Claims):
    """One sourced fact about a plugin, or about a recorder as a whole."""

    recorder_version: Version | None = Field(None, description="Range of recorder versions")


class PairingRecord(Claims):
    """One sourced fact about a plugin together with cameras."""

    plugin: Text
    manufacturer: Text
    series: Text | None = None
    model: Text | None = None
    firmware: Version | None = Field(None, description="Range of camera firmware")
    hardware_version: Version | None = None
    recorder_version: Version | None = Field(None, description="Range of recorder versions")


class ExpectRecord(Record):
    """A question and its answer: the record tests itself."""

    firmware: Version | None = None
    hardware_version: Version | None = None
    plugin: Text | None = None
    recorder: Text | None = None
    recorder_version: Version | None = None
    https_support: Value | None = None
    video_encryption: Value | None = None
    needs_custom_cert: Value | None = None
    regen_cert_on_ip_change: Value | None = None
    protocol: Literal["http", "https-if-available", "https-required"] | None = None
    outcomes: list[Literal["empty", "gear", "padlock", "fails"]] | None = None


class AliasRecord(Record):
    """Another spelling of the same hardware, with where it was seen."""

    name: Text
    source: Slug | None = None


class ModelRecord(Record):
    """One camera model, named as its maker prints it."""

    name: Text
    identifiers: list[Text] = Field(default=[], description="Part numbers, order codes")
    aliases: list[Text | AliasRecord] = Field(default=[], description="Curated other spellings")
    hardware_versions: list[Version] = Field(default=[], description="Boards under one name")
    rebrand_of: Text | None = Field(None, description="Maker and model that it really is")
    source: Slug | None = Field(None, description="Where it was read that the model exists")
    note: Text | None = None
    statements: list[StatementRecord] = []
    expect: list[ExpectRecord] = []


class CameraFile(Record):
    """`cameras/<manufacturer>/<series>.yaml`: a series, its facts once, then its models."""

    manufacturer: Text
    series: Text
    aliases: list[Text] = []
    complete: bool = Field(False, description="Whether the list of models is complete")
    source: Slug | None = Field(None, description="Where it was read that the models exist")
    note: Text | None = None
    statements: list[StatementRecord] = []
    models: list[ModelRecord] = []


class NamingRecord(Record):
    """How the manufacturer's model names may be written."""

    optional_prefixes: list[Text] = []
    options: list[Text] = []
    descriptors: list[Text] = []
    meaningful_suffixes: list[Text] = []
    hardware_suffix: bool = False


class ManufacturerFile(Record):
    """`manufacturers/<manufacturer>.yaml`."""

    name: Text
    aliases: list[Text] = []
    firmware_scheme: Text | None = None
    naming: NamingRecord | None = None
    note: Text | None = None
    statements: list[StatementRecord] = []


class PluginRecord(Record):
    """A recorder's device-type plugin."""

    name: Text
    aliases: list[Text] = []
    source: Slug | None = None
    note: Text | None = None
    statements: list[PluginStatementRecord] = []


class AdvisoryRecord(Record):
    """A note about recorder versions that predictions pass on."""

    id: Text
    recorder_version: Version | None = None
    text: Text
    source: Slug


class RecorderFile(Record):
    """`recorders/<recorder>.yaml`."""

    name: Text
    aliases: list[Text] = []
    version_scheme: Text | None = None
    protocols: list[Literal["http", "https-if-available", "https-required"]] = [
        "http",
        "https-if-available",
        "https-required",
    ]
    default: bool = False
    note: Text | None = None
    statements: list[PluginStatementRecord] = []
    plugins: list[PluginRecord] = []
    pairings: list[PairingRecord] = []
    advisories: list[AdvisoryRecord] = []


FILE_KINDS: Final[dict[str, type[BaseModel]]] = {
    "sources": SourcesFile,
    "manufacturers": ManufacturerFile,
    "cameras": CameraFile,
    "recorders": RecorderFile,
}
"""The first folder of a path to the shape of its files; `sources.yaml` counts as `sources`."""


def schemas() -> dict[str, dict[str, Any]]:
    """Return the JSON schemas for editors, by file name."""
    found = {}
    for kind, shape in FILE_KINDS.items():
        schema = shape.model_json_schema(mode="validation")
        schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
        found[f"{kind}.schema.json"] = schema
    return found

"""The closed lists of words: one word for one thing, in code, seed, commands and JSON.

Values are plain strings, spelt as they appear in YAML and JSON, so that nothing has to be
translated on the way in or out. This module owns the words; what follows from them is decided
in `evidence` and `prediction`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Final, Literal, NamedTuple, TypeAlias, TypeVar, get_args

Support: TypeAlias = Literal["yes", "no", "unknown"]
Protocol: TypeAlias = Literal["http", "https-if-available", "https-required"]
Outcome: TypeAlias = Literal["empty", "gear", "padlock", "fails"]
Grade: TypeAlias = Literal[
    "inferred",
    "field_report",
    "vendor_document",
    "recorder_document",
    "device_reading",
    "lab_test",
]
SourceKind: TypeAlias = Literal[
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
MatchLevel: TypeAlias = Literal[
    "exact",
    "identifier",
    "normalised",
    "alias",
    "ambiguous",
    "family",
    "series",
    "manufacturer",
    "conflict",
    "suggest",
    "none",
]
Layer: TypeAlias = Literal["camera", "plugin", "pairing"]
Scope: TypeAlias = Literal["model", "series", "manufacturer", "plugin", "recorder"]
CertificateSetup: TypeAlias = Literal["factory", "create_on_device", "upload", "remade_at_boot"]
Switch: TypeAlias = Literal["on", "off"]
VideoTransport: TypeAlias = Literal["rtsps", "srtp", "rtsp_over_https", "vendor"]
TlsVersion: TypeAlias = Literal["1.0", "1.1", "1.2", "1.3"]
SigningPlace: TypeAlias = Literal["on_device", "elsewhere"]
SpanSide: TypeAlias = Literal["first", "last", "runs"]
FirmwareWish: TypeAlias = Literal["newest", "any"]
Requirement: TypeAlias = Literal["gear", "padlock"]
Status: TypeAlias = Literal[
    "ready", "ready after actions", "falls short", "undetermined", "not found", "invalid"
]
BuildStage: TypeAlias = Literal["reading", "answers", "writing", "done"]
Progress: TypeAlias = Callable[[int, int, BuildStage], None]
"""What is called while a database is built: with steps done, steps in all, and the stage."""

Value = TypeVar("Value")

SUPPORT: Final[tuple[Support, ...]] = ("unknown", "no", "yes")
"""Three-valued truth. The position is the digit of a packed answer (`evidence.packing`)."""


class Capability(NamedTuple):
    """One of the things that an answer is about.

    `name` is its word in seed, database and JSON, `filter_name` that of the filter and of the
    options which ask for it. `plugin_decides` tells that a plugin can limit it; `is_duty` that
    `yes` is a job for somebody and not a success. It can only be had together with the one that
    it `needs`.
    """

    name: str
    filter_name: str
    plugin_decides: bool = False
    is_duty: bool = False
    needs: Capability | None = None

    @property
    def position(self) -> int:
        """Return where it stands among `CAPABILITIES`."""
        return _POSITIONS[self.name]

    def of(self, values: Sequence[Value]) -> Value:
        """Return its own among values that stand in the order of `CAPABILITIES`."""
        return values[_POSITIONS[self.name]]


HTTPS_SUPPORT: Final = Capability("https_support", "https", plugin_decides=True)
VIDEO_ENCRYPTION: Final = Capability(
    "video_encryption", "video_encryption", plugin_decides=True, needs=HTTPS_SUPPORT
)
NEEDS_CUSTOM_CERT: Final = Capability("needs_custom_cert", "custom_cert", is_duty=True)
REGEN_CERT_ON_IP_CHANGE: Final = Capability("regen_cert_on_ip_change", "regen_cert", is_duty=True)

CAPABILITIES: Final[tuple[Capability, ...]] = (
    HTTPS_SUPPORT,
    VIDEO_ENCRYPTION,
    NEEDS_CUSTOM_CERT,
    REGEN_CERT_ON_IP_CHANGE,
)
"""What an answer is about, in the order in which it is always shown and packed.

A capability stands behind the one that it needs.
"""

CAPABILITY_NAMES: Final = tuple(capability.name for capability in CAPABILITIES)

OF_PLUGINS: Final = tuple(c for c in CAPABILITIES if c.plugin_decides)
"""The capabilities in which a plugin has a part."""

_POSITIONS: Final = {name: position for position, name in enumerate(CAPABILITY_NAMES)}

Answers: TypeAlias = tuple[Support, ...]
"""One value per capability, in the order of `CAPABILITIES`."""


def by_name(values: Sequence[Value]) -> dict[str, Value]:
    """Return values that stand in the order of `CAPABILITIES` by the capabilities' names."""
    return dict(zip(CAPABILITY_NAMES, values, strict=True))


SPAN_SIDES: Final[tuple[SpanSide, ...]] = get_args(SpanSide)
"""What a source says of the firmware that a camera runs: shipped with, runs up to, runs."""

FIRMWARE_WISHES: Final[tuple[FirmwareWish, ...]] = get_args(FirmwareWish)
"""What may be said in place of a firmware: the newest that the camera is shown to run, or any."""

GRADES: Final[tuple[Grade, ...]] = get_args(Grade)
"""How good a source is, weakest first; the position is the rank."""

PROTOCOLS: Final[tuple[Protocol, ...]] = get_args(Protocol)
"""The recorder's protocol setting."""

SYMBOLS: Final[tuple[Outcome, ...]] = ("empty", "gear", "padlock")
"""What the recorder's Protocol column can show, least encrypted first."""

OUTCOMES: Final[tuple[Outcome, ...]] = ("fails", *SYMBOLS)
"""A symbol, or before them `fails`: the recorder does not connect."""

UNDETERMINED: Final = "undetermined"
"""What stands in place of one outcome where several remain possible."""

REQUIREMENTS: Final[tuple[Requirement, ...]] = get_args(Requirement)
"""Levels that a list can be checked against: HTTPS for control, or with the video too."""

STATUSES: Final[tuple[Status, ...]] = get_args(Status)
"""What a line of a list comes to."""

MET: Final[frozenset[Status]] = frozenset(["ready", "ready after actions"])
"""The statuses of lines that meet the requirement."""

UNMET: Final = tuple(status for status in STATUSES if status not in MET)

CHANNELS: Final = ("credentials", "web_page", "cgi_commands", "video")
"""What travels between recorder and camera; the first three share one fate."""

CERTIFICATE_SETUPS: Final[Mapping[CertificateSetup, Support]] = MappingProxyType(
    {"factory": "no", "create_on_device": "yes", "upload": "yes", "remade_at_boot": "no"}
)
"""How the camera comes to the certificate that HTTPS needs; each settles `needs_custom_cert`."""

DETAILS: Final[dict[str, tuple[str, ...]]] = {
    "certificate_setup": tuple(CERTIFICATE_SETUPS),
    "https_default": get_args(Switch),
    "video_default": get_args(Switch),
    "video_via": get_args(VideoTransport),
    "tls": get_args(TlsVersion),
    "csr": get_args(SigningPlace),
}
"""What else a statement may say, with the words allowed. `video_via` and `tls` take lists.

Details never change an outcome; they become findings and actions.
"""

NO_DETAILS: Final[Mapping[str, object]] = MappingProxyType({})
"""What a statement without details has."""

RESOLVED_LEVELS: Final[tuple[MatchLevel, ...]] = ("exact", "identifier", "normalised", "alias")
"""How a written name met the one model that it means, surest first."""

UNLISTED_LEVELS: Final[tuple[MatchLevel, ...]] = ("series", "manufacturer")
"""A camera that the catalogue does not list, but whose name is built like one of this scope."""

MATCH_LEVELS: Final[tuple[MatchLevel, ...]] = get_args(MatchLevel)
"""How a written name met the catalogue; those after `RESOLVED_LEVELS` mean no single model."""

SEED_SUFFIXES: Final = (".yaml", ".yml")
"""How the name of a seed's file ends."""

SOURCE_KINDS: Final[tuple[SourceKind, ...]] = get_args(SourceKind)
"""What sort of document a source is."""

COMPANY_WORDS: Final = frozenset(
    ("CO", "LTD", "LTDA", "LIMITED", "INC", "INCORPORATED", "CORP", "CORPORATION")
    + ("COMPANY", "GMBH", "AG", "AB", "SA", "SAS", "BV", "NV", "SPA", "SRL", "LLC", "PLC")
    + ("KG", "OY", "AS", "PTY", "TECHNOLOGY", "TECHNOLOGIES", "TECH", "COMMUNICATIONS")
    + ("COMMUNICATION", "ELECTRONICS", "ELECTRONIC", "SYSTEMS", "SYSTEM", "SECURITY")
    + ("GROUP", "HOLDINGS", "INTERNATIONAL", "DIGITAL", "VISION", "HANGZHOU", "ZHEJIANG")
    + ("SHENZHEN", "THE", "OF")
)
"""Words of company names that do not tell companies apart, as `names` folds them."""

"""The closed lists of words: one word for one thing, in code, seed, commands and JSON.

Values are plain strings, spelt as they appear in YAML and JSON, so that nothing has to be
translated on the way in or out. This module owns the words; what follows from them is decided
in `evidence` and `prediction`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Final, Literal, TypeAlias, TypeVar, get_args

from integration_db.named_tuple import NamedTuple

Support: TypeAlias = Literal["yes", "no", "unknown"]
Level: TypeAlias = Literal["fails", "nothing", "control", "stream", "full"]
UrlScheme: TypeAlias = Literal["http", "https", "rtsp", "rtsps"]
Interface: TypeAlias = Literal["web", "vendor_api", "onvif", "rtsp"]
Takes: TypeAlias = Literal["camera", "stream_address"]
Check: TypeAlias = Literal["chain", "dates", "name", "pin"]
CheckState: TypeAlias = Literal["on", "off", "option"]
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
    "declaration",
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
CertificateIssuer: TypeAlias = Literal["self", "maker"]
CertificateName: TypeAlias = Literal["address", "host_name", "serial"]
Switch: TypeAlias = Literal["on", "off"]
HttpState: TypeAlias = Literal["on", "off", "redirect"]
VideoTransport: TypeAlias = Literal["rtsp_over_https", "rtsps", "rtsps_srtp", "vendor"]
TlsVersion: TypeAlias = Literal["1.0", "1.1", "1.2", "1.3"]
SigningPlace: TypeAlias = Literal["on_device", "elsewhere"]
SpanSide: TypeAlias = Literal["first", "last", "runs"]
FirmwareWish: TypeAlias = Literal["newest", "any"]
ChangeOfCamera: TypeAlias = Literal["https_on", "https_off", "https_port", "certificate", "other"]
Certificate: TypeAlias = Literal["none", "factory", "self_signed", "ca"]
Requirement: TypeAlias = Literal["control", "video", "full"]
Audience: TypeAlias = Literal["site", "customer"]
AnsweredStatus: TypeAlias = Literal[
    "meets",
    "meets after tasks",
    "may fall back",
    "open",
    "falls short",
    "not known",
]
Status: TypeAlias = Literal[AnsweredStatus, "not found", "not a camera", "invalid"]
Subject: TypeAlias = Literal[
    "camera",
    "unlisted",
    "probable",
    "unclear",
    "device",
    "other",
    "optional",
    "heading",
]
LineThing: TypeAlias = Literal[
    "camera",
    "device",
    "accessory",
    "fitting",
    "recorder",
    "licence",
    "network",
    "storage",
    "cable",
    "service",
]
Assumption: TypeAlias = Literal[
    "same_port",
    "same_interface",
    "http_on",
    "usual_ports",
    "tls_shared",
    "certificate_accepted",
]
TaskCode: TypeAlias = Literal[
    "use_firmware",
    "set_clock",
    "open_port",
    "trust_ca",
    "create_certificate",
    "upload_certificate",
    "ca_certificate",
    "remake_certificate",
    "pin_certificate",
    "switch_on_https",
    "check_https",
    "set_port",
    "set_option",
    "set_protocol",
    "switch_on_video",
    "verify",
    "close_clear",
]
FindingCode: TypeAlias = Literal[
    "one_leg_only",
    "still_in_clear",
    "self_signed_not_validated",
    "one_certificate_per_camera",
    "nothing_encrypted",
    "port_mismatch",
    "port_is_fixed",
    "http_is_off",
    "http_redirects",
    "may_fall_back",
    "video_in_clear",
    "certificate_remade_at_boot",
    "certificate_checked",
    "certificate_unchecked",
    "optional_check",
    "csr_on_device",
    "csr_elsewhere",
    "tls_versions",
]
AnswerNoteCode: TypeAlias = Literal[
    "other_maker",
    "recorder_changes_camera",
    "plugin_not_listed",
    "no_plugin_named",
    "advisory",
    "recorder",
    "hardware_not_listed",
]
LineNoteCode: TypeAlias = Literal[
    "camera_not_listed",
    "not_proven",
    "firmware_not_said",
    "not_seen",
    "camera_inferred",
    "recorder_inferred",
    "maker_set_aside",
    "described_otherwise",
    "cells_altered",
    "no_quantity",
    "overridden",
    "told_twice",
]
ListNoteCode: TypeAlias = Literal[
    "other_recorder",
    "recorder_of_export",
    "secret_columns",
    "secrets_masked",
    "device_named_twice",
    "two_serials_of_one_mac",
    "two_firmwares_of_one_device",
    "firmware_once",
    "one_address",
]
ReadingCode: TypeAlias = Literal[
    "encoding",
    "encodings_mixed",
    "rows_above",
    "header_in_two_rows",
    "wrapped_lines",
    "bare_list",
    "tall_rows",
    "stray_quotes",
    "blank_rows",
    "header_again",
    "other_header",
    "columns_not_copied",
    "headings_numbered",
    "headings_side_by_side",
    "cells_beside",
    "formulas",
    "merged_cells",
    "merged_quantity",
    "optional_section",
    "hidden_rows",
    "hidden_columns",
    "sheets_read",
    "sheet_hidden",
    "sheet_not_chosen",
    "sheet_without_header",
    "sheet_without_cells",
    "sheets_left_out",
    "sheet_of_pictures",
    "chart_sheet",
]
ColumnCode: TypeAlias = Literal[
    "same_heading",
    "seen_not_compared",
    "numbers_left_alone",
    "names_cameras_too",
    "boxes_no_recorder",
    "recorders_unknown",
    "found_not_wished",
    "column_left_alone",
]
AddressNoteCode: TypeAlias = Literal[
    "no_moves_in_table",
    "not_in_list",
    "one_old_address",
    "lines_differ",
    "undecided_address",
    "no_old_address",
    "unreadable_address",
    "no_pilot",
]
NoteCode: TypeAlias = Literal[
    FindingCode,
    AnswerNoteCode,
    LineNoteCode,
    ListNoteCode,
    ReadingCode,
    ColumnCode,
    AddressNoteCode,
]
"""What a note says, by what it is about: a prediction, an answer, a line, a list, how its file and
its columns were read, and new addresses."""
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
    `yes` is a task for somebody and not a success. It can only be had together with the one that
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

OBSERVED: Final[frozenset[Grade]] = frozenset({"lab_test", "device_reading"})
"""The grades of what somebody saw."""

NO_RECORDER: Final = "none"
"""Said in place of a recorder, it asks about the camera alone."""

LEVELS: Final[tuple[Level, ...]] = get_args(Level)
"""What is encrypted between recorder and camera, least first; see `prediction.levels`."""

SCHEMES: Final[tuple[UrlScheme, ...]] = get_args(UrlScheme)
"""What a recorder can try to connect with."""

INTERFACES: Final[tuple[Interface, ...]] = get_args(Interface)
"""What of a camera a plugin talks to."""

CHECKS: Final[tuple[Check, ...]] = get_args(Check)
"""What a recorder may check of a camera's certificate."""

HTTP_STATES: Final[tuple[HttpState, ...]] = get_args(HttpState)
"""How a camera answers over HTTP."""

CERTIFICATES: Final[tuple[Certificate, ...]] = get_args(Certificate)
"""Which certificate is on a camera; `factory` is none of the operator's own."""

ASSUMPTIONS: Final[tuple[Assumption, ...]] = get_args(Assumption)
"""All that an answer may take for granted because nobody said otherwise."""

TASKS: Final[tuple[TaskCode, ...]] = get_args(TaskCode)
"""What may be to do on site, in the order in which it is safe to do."""

REQUIREMENTS: Final[tuple[Requirement, ...]] = get_args(Requirement)
"""Levels that a list can be checked against: control, video (with or without it), or both."""

STATUSES: Final[tuple[Status, ...]] = get_args(Status)
"""What a line of a list comes to."""

AUDIENCES: Final[tuple[Audience, ...]] = get_args(Audience)
"""For whom a checked list is written: those who do the work, or somebody who is only to read it.

A customer's has no addresses in it: weak cameras with their addresses are a map for an attacker.
"""

MET: Final[frozenset[Status]] = frozenset(["meets", "meets after tasks"])
"""The statuses of lines that meet the requirement."""

UNMET: Final = tuple(status for status in STATUSES if status not in MET)

SUBJECTS: Final[tuple[Subject, ...]] = get_args(Subject)
"""What a line of a list is about.

`camera` is one of the catalogue, or a family of them; `unlisted` is named as its maker names
cameras; `probable` looks like one of a known or unknown maker; `unclear` cannot be told and is a
question; `device` is another device that recorders connect to, as an intercom; `other` is a mount,
licence, recorder, freight; `optional` may not be taken, or not as named; `heading`
is a heading, sum, note or blank.
"""

LINE_THINGS: Final[tuple[LineThing, ...]] = get_args(LineThing)
"""What the words of a line may speak of.

A `fitting` is an accessory that descriptions of cameras speak of too, as a mount or a lens.
"""

CAMERA_SUBJECTS: Final[tuple[Subject, ...]] = ("camera", "unlisted", "probable")
"""The subjects of lines whose quantities count as cameras."""

NO_CAMERA: Final[frozenset[Subject]] = frozenset(["device", "other", "heading"])
"""The subjects of lines that are about no camera, known or not."""

OPEN_SUBJECTS: Final[tuple[Subject, ...]] = (*CAMERA_SUBJECTS, "unclear")
"""The subjects of lines that have a requirement to reach."""

CHANNELS: Final = ("credentials", "web_page", "commands", "video", "video_login")
"""What travels between recorder and camera; `video_login` is the log-in of the stream itself."""

CERTIFICATE_SETUPS: Final[Mapping[CertificateSetup, Support]] = MappingProxyType(
    {"factory": "no", "create_on_device": "yes", "upload": "yes", "remade_at_boot": "no"}
)
"""How the camera comes to the certificate that HTTPS needs; each settles `needs_custom_cert`."""

DETAILS: Final[dict[str, tuple[str, ...]]] = {
    "certificate_setup": tuple(CERTIFICATE_SETUPS),
    "certificate_issuer": get_args(CertificateIssuer),
    "certificate_names": get_args(CertificateName),
    "https_default": get_args(Switch),
    "http_default": get_args(HttpState),
    "video_default": get_args(Switch),
    "video_via": get_args(VideoTransport),
    "https_on": get_args(Interface),
    "ports": get_args(Interface),
    "tls": get_args(TlsVersion),
    "csr": get_args(SigningPlace),
}
"""What else a statement may say of a camera, with the words allowed.

`certificate_names`, `video_via`, `https_on` and `tls` take lists, `ports` a number for each
interface. They decide where design and data model name them, and become tasks and findings.
"""

PLUGIN_DETAILS: Final[dict[str, tuple[str, ...]]] = {
    "video_via": DETAILS["video_via"],
    "tls": DETAILS["tls"],
    "checks": CHECKS,
    "checks_default": CHECKS,
}
"""What else a statement may say of a plugin or recorder; both `checks` map a check to its state."""

NO_DETAILS: Final[Mapping[str, object]] = MappingProxyType({})
"""What a statement without details has."""

RESOLVED_LEVELS: Final[tuple[MatchLevel, ...]] = ("exact", "identifier", "normalised", "alias")
"""How a written name met the one model that it means, surest first."""

UNLISTED_LEVELS: Final[tuple[MatchLevel, ...]] = ("series", "manufacturer")
"""A camera that the catalogue does not list, but whose name is built like one of this scope."""

SEED_SUFFIXES: Final = (".yaml", ".yml")
"""How the name of a seed's file ends."""

SOURCE_KINDS: Final[tuple[SourceKind, ...]] = get_args(SourceKind)
"""What sort of document a source is."""

CopyFinding: TypeAlias = Literal[
    "found", "no_pages", "other_page", "not_found", "unreadable", "no_anchor", "no_copy"
]
"""What became of a statement's anchor in a stored copy of its source.

`no_pages`: it is there, and the copy has no pages to compare.
"""

DATA_LICENSE: Final = "CC0-1.0"
"""The licence of the facts that come with the program (SPDX identifier; text: data/LICENSE)."""

COMPANY_WORDS: Final = frozenset(
    ("CO", "LTD", "LTDA", "LIMITED", "INC", "INCORPORATED", "CORP", "CORPORATION")
    + ("COMPANY", "GMBH", "AG", "AB", "SA", "SAS", "BV", "NV", "SPA", "SRL", "LLC", "PLC")
    + ("KG", "OY", "AS", "PTY", "TECHNOLOGY", "TECHNOLOGIES", "TECH", "COMMUNICATIONS")
    + ("COMMUNICATION", "ELECTRONICS", "ELECTRONIC", "SYSTEMS", "SYSTEM", "SECURITY")
    + ("GROUP", "HOLDINGS", "INTERNATIONAL", "DIGITAL", "VISION", "HANGZHOU", "ZHEJIANG")
    + ("SHENZHEN", "THE", "OF")
)
"""Words of company names that do not tell companies apart, as `names` folds them."""

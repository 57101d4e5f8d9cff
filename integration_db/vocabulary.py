"""The closed lists of words: one word for one thing, in code, seed, commands and JSON.

Values are plain strings, spelt as they appear in YAML and JSON, so that nothing has to be
translated on the way in or out. This module owns the words; what follows from them is decided
in `evidence` and `prediction`.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal, TypeAlias, get_args

Support: TypeAlias = Literal["yes", "no", "unknown"]
Capability: TypeAlias = Literal[
    "https_support", "video_encryption", "needs_custom_cert", "regen_cert_on_ip_change"
]
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
Layer: TypeAlias = Literal["camera", "plugin", "pairing"]
Scope: TypeAlias = Literal["model", "series", "manufacturer", "plugin", "recorder"]

Answers: TypeAlias = tuple[Support, Support, Support, Support]
"""One value per capability, in the order of `CAPABILITIES`."""

SUPPORT: Final[tuple[Support, ...]] = ("unknown", "no", "yes")
"""Three-valued truth. The position is the digit used by `pack`."""

CAPABILITIES: Final[tuple[Capability, ...]] = (
    "https_support",
    "video_encryption",
    "needs_custom_cert",
    "regen_cert_on_ip_change",
)
"""What an answer is about, in the order in which it is always shown and packed."""

GRADES: Final[tuple[Grade, ...]] = get_args(Grade)
"""How good a source is, weakest first; the position is the rank."""

PROTOCOLS: Final[tuple[Protocol, ...]] = ("http", "https-if-available", "https-required")
"""The recorder's protocol setting."""

SYMBOLS: Final = ("empty", "gear", "padlock")
"""What the recorder's Protocol column can show."""

OUTCOMES: Final[tuple[Outcome, ...]] = ("fails", "empty", "gear", "padlock")
"""A symbol, or `fails` (the recorder does not connect), least encrypted first."""

CHANNELS: Final = ("credentials", "web_page", "cgi_commands", "video")
"""What travels between recorder and camera; the first three share one fate."""

CERTIFICATE_SETUPS: Final = ("factory", "create_on_device", "upload", "remade_at_boot")
"""How the camera comes to the certificate that HTTPS needs."""

DETAILS: Final[dict[str, tuple[str, ...]]] = {
    "certificate_setup": CERTIFICATE_SETUPS,
    "https_default": ("on", "off"),
    "video_default": ("on", "off"),
    "video_via": ("rtsps", "srtp", "rtsp_over_https", "vendor"),
    "tls": ("1.0", "1.1", "1.2", "1.3"),
    "csr": ("on_device", "elsewhere"),
}
"""What else a statement may say, with the words allowed. `video_via` and `tls` take lists.

Details never change an outcome; they become findings and actions.
"""

NO_DETAILS: Final[Mapping[str, object]] = MappingProxyType({})
"""What a statement without details has."""

LIST_DETAILS: Final = ("video_via", "tls")
"""The details whose value is a list of words rather than one word."""

MATCH_LEVELS: Final = (
    "exact",
    "identifier",
    "normalised",
    "alias",
    "ambiguous",
    "family",
    "conflict",
    "suggest",
    "none",
)
"""How a written name met a model, surest first; only the first four name one model."""

RESOLVED_LEVELS: Final = frozenset(MATCH_LEVELS[:4])

SOURCE_KINDS: Final[tuple[SourceKind, ...]] = get_args(SourceKind)
"""What sort of document a source is."""

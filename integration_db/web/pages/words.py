"""Words and marks for people: what the pages call things, and how a value looks.

Labels only; what a value *is* was decided elsewhere. Everything that has a colour also has a word
and a shape, and the tone says what it means to a reader, not what its value is: a certificate that
is needed is a job, not a success.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from integration_db.check.tally import counted as counted
from integration_db.report import words as report
from integration_db.report.words import sentence as sentence
from integration_db.vocabulary import CAPABILITIES, PROTOCOLS, Outcome, Support

CAPABILITY_LABELS: Final = dict(
    zip(
        CAPABILITIES,
        (
            "HTTPS support",
            "Video encryption",
            "Own certificate needed",
            "New certificate after IP change",
        ),
        strict=True,
    )
)
SHORT_LABELS: Final = dict(
    zip(CAPABILITIES, ("HTTPS", "Video", "Own certificate", "New after IP change"), strict=True)
)

PROTOCOL_LABELS: Final = {name: report.PROTOCOL[name][0] for name in PROTOCOLS}
"""The protocol settings as the recorder's drop-down spells them."""

CHANNEL_LABELS: Final = {
    "credentials": "Credentials",
    "web_page": "Web page",
    "cgi_commands": "CGI commands",
    "video": "Video",
}

OUTCOME_LABELS: Final[dict[Outcome, str]] = {
    "fails": "Does not connect",
    "empty": "Empty",
    "gear": "Gear",
    "padlock": "Padlock",
}
OUTCOME_MEANINGS: Final[dict[Outcome, str]] = {
    "fails": "the recorder does not connect",
    "empty": "no symbol: nothing is encrypted",
    "gear": "control is encrypted, video is not",
    "padlock": "control and video are encrypted",
}

GRADE_LABELS: Final = {
    "lab_test": "lab test",
    "device_reading": "read from a device",
    "recorder_document": "recorder maker's document",
    "vendor_document": "camera maker's document",
    "field_report": "field report",
    "inferred": "inferred",
}

_DETAIL_LABELS: Final = {
    "csr": "Signing request",
    "https_default": "HTTPS at the factory",
    "tls": "TLS",
    "video_default": "Encrypted video at the factory",
    "video_via": "Encrypted video over",
}

_TONES: Final[dict[tuple[bool, Support], str]] = {
    (True, "yes"): "good",
    (True, "no"): "bad",
    (False, "yes"): "job",
    (False, "no"): "good",
}
_DUTIES: Final = frozenset(CAPABILITIES[2:])

_HINT: Final = re.compile(r"(?: \(try |; see )integration-db [a-z]+\)?")
_BOUND: Final = re.compile(r" ?([<>]=?)")
_SIGNS: Final = {">=": " ≥ ", "<=": " ≤ ", ">": " > ", "<": " < "}

EVERY: Final = "every firmware"

FIELD_LABELS: Final = {
    "model": "Camera",
    "manufacturer": "Manufacturer",
    "firmware": "Firmware",
    "hardware_version": "Hardware version",
    "recorder": "Recorder",
    "recorder_version": "Recorder version",
    "plugin": "Plugin",
    "protocol": "Protocol",
    "port": "Port in the recorder",
    "https_port": "HTTPS port of the camera",
    "http_off": "HTTP is off at the camera",
    "cert_installed": "Own certificate installed",
    "ip_changed": "Address changed since the certificate was made",
    "https": "HTTPS support",
    "video_encryption": "Video encryption",
    "custom_cert": "Own certificate needed",
    "regen_cert": "New certificate after IP change",
    "series": "Series",
    "symbol": "Symbol",
    "grade": "Evidence at least",
    "text": "Name",
    "require": "Required",
}
"""What a field of a question is called on the pages."""


def tone(capability: str, value: str) -> str:
    """Return what a capability's value means to a reader: good, bad, a job, or open."""
    found: Mapping[tuple[bool, str], str] = _TONES  # type: ignore[assignment]
    return found.get((capability not in _DUTIES, value), "open")


def range_words(text: str) -> str:
    """Return a firmware range as people read it: `*` is every firmware."""
    if text == "*":
        return EVERY
    return (
        _BOUND.sub(lambda sign: _SIGNS[sign[1]], text).replace(",", ", ").replace("  ", " ").strip()
    )


def for_a_page(text: str) -> str:
    """Return the library's sentence without its hints at commands, which a page has no use for."""
    return _HINT.sub("", report.plain(text))


def any_of(words: Iterable[str]) -> str:
    """Return words as in a sentence: `a, b or c`."""
    found: Sequence[str] = list(words)
    return " or ".join([", ".join(found[:-1]), found[-1]] if len(found) > 1 else found)


def detail_words(details: Mapping[str, object]) -> list[tuple[str, str]]:
    """Return details as pairs of name and value for people."""
    return [
        (
            _DETAIL_LABELS.get(name, name.replace("_", " ").capitalize()),
            ", ".join(map(_word, value)) if isinstance(value, (list, tuple)) else _word(value),
        )
        for name, value in details.items()
    ]


def _word(value: object) -> str:
    text = str(value).replace("_", " ")
    return {"rtsps": "RTSPS", "srtp": "SRTP", "rtsp over https": "RTSP over HTTPS"}.get(text, text)

"""Every label of a closed word, once: one table per kind of word.

A label is spelt as within a sentence. Where it stands alone or begins one, `sentences.capital`
raises its first letter.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from integration_db.text.sentences import word


class CapabilityLabel(NamedTuple):
    """How a capability is called: in full, on a narrow page, and in a column of a terminal.

    `said` stands before a value, as in `own certificate yes`; `asked` explains a filter for it,
    `seen` an observation of it.
    """

    name: str
    short: str
    heading: str
    said: str
    asked: str
    seen: str


class ProtocolLabel(NamedTuple):
    """A protocol setting as the recorder's drop-down spells it, what is tried, what it can show."""

    name: str
    tries: str
    shows: str


class OutcomeLabel(NamedTuple):
    """An outcome by what it comes to, and by what stands in the recorder's Protocol column.

    `meaning` is a clause, `explained` a sentence.
    """

    name: str
    symbol: str
    meaning: str
    explained: str


class OpenLabel(NamedTuple):
    """What stands in place of one outcome; explained where its name does not say it."""

    name: str
    explained: str = ""


class RequirementLabel(NamedTuple):
    """A required level as it is chosen, and what follows its symbol where it is explained."""

    choice: str
    explained: str


class GradeLabel(NamedTuple):
    """A grade of evidence by where it comes from, and in two words."""

    name: str
    brief: str


class ScopeLabel(NamedTuple):
    """What a statement speaks of, and the same with its `{series}` or `{manufacturer}` named."""

    name: str
    named: str


CAPABILITY: Final = {
    "https_support": CapabilityLabel(
        "HTTPS support",
        short="HTTPS",
        heading="HTTPS",
        said="HTTPS support",
        asked="HTTPS support",
        seen="HTTPS support that was seen",
    ),
    "video_encryption": CapabilityLabel(
        "video encryption",
        short="video",
        heading="video",
        said="video encryption",
        asked="video encryption",
        seen="video encryption seen",
    ),
    "needs_custom_cert": CapabilityLabel(
        "own certificate needed",
        short="own certificate",
        heading="own cert",
        said="own certificate",
        asked="needs an own certificate",
        seen="whether an own certificate was needed",
    ),
    "regen_cert_on_ip_change": CapabilityLabel(
        "new certificate after IP change",
        short="new after IP change",
        heading="new cert after IP",
        said="new certificate after IP change",
        asked="certificate to be made again after an IP change",
        seen="whether a new certificate was needed after an IP change",
    ),
}

CAPABILITY_HEADINGS: Final = {name: label.heading for name, label in CAPABILITY.items()}
"""The headings of the columns of a table in a terminal."""

PROTOCOL: Final = {
    "http": ProtocolLabel("HTTP", tries="HTTP on port 80", shows="nothing"),
    "https-if-available": ProtocolLabel(
        "HTTPS If Available",
        tries="HTTPS on port 443, then HTTP on port 80",
        shows="gear or padlock; nothing if it fell back to HTTP",
    ),
    "https-required": ProtocolLabel(
        "HTTPS Required",
        tries="HTTPS only, port 443 or the one that is set",
        shows="gear or padlock; otherwise it does not connect",
    ),
}

CHANNEL: Final = {
    "credentials": "credentials",
    "web_page": "web page",
    "cgi_commands": "CGI commands",
    "video": "video",
}

OUTCOME: Final = {
    "fails": OutcomeLabel(
        "does not connect",
        symbol="does not connect",
        meaning="the recorder does not connect",
        explained="The recorder does not connect to the camera.",
    ),
    "empty": OutcomeLabel(
        "nothing",
        symbol="empty",
        meaning="no symbol: nothing is encrypted",
        explained="Nothing is encrypted.",
    ),
    "gear": OutcomeLabel(
        "gear",
        symbol="gear",
        meaning="control is encrypted, video is not",
        explained="HTTPS for credentials, web page and commands. The video is not encrypted.",
    ),
    "padlock": OutcomeLabel(
        "padlock",
        symbol="padlock",
        meaning="control and video are encrypted",
        explained="HTTPS including the video: everything is encrypted.",
    ),
}

OPEN_OUTCOME: Final = {
    "gear or padlock": OpenLabel("gear or padlock"),
    "undetermined": OpenLabel("undetermined", "More than one of these is still possible."),
    "no answer": OpenLabel("no answer (not found or invalid)"),
}
"""What a camera of a list may come to beside the outcomes."""

ANY_OUTCOME: Final[Mapping[str, OutcomeLabel | OpenLabel]] = {**OUTCOME, **OPEN_OUTCOME}

REQUIREMENT: Final = {
    "gear": RequirementLabel(
        "Gear: control encrypted",
        " or better: credentials, web page and commands travel encrypted between recorder and "
        "camera; the video need not.",
    ),
    "padlock": RequirementLabel(
        "Padlock: video too",
        ": everything between recorder and camera travels encrypted, the video too.",
    ),
}

STATUS: Final = {
    "ready": "The required level is reached as things are.",
    "ready after actions": "The required level is reached once the listed jobs are done.",
    "falls short": "The required level is not reached, whatever is done on site with this "
    "firmware and this setting.",
    "undetermined": "The evidence leaves it open. The line says what would settle it. Unknown is "
    "never taken for no.",
    "not found": "The line does not name one camera model of the catalogue.",
    "invalid": "The line cannot be read as a question; it says why.",
}
"""What the status of a line means; its word is its label."""

GRADE: Final = {
    "inferred": GradeLabel("inferred", "inferred"),
    "field_report": GradeLabel("field report", "field report"),
    "vendor_document": GradeLabel("camera maker's document", "vendor document"),
    "recorder_document": GradeLabel("recorder maker's document", "recorder document"),
    "device_reading": GradeLabel("read from a device", "device reading"),
    "lab_test": GradeLabel("lab test", "lab test"),
}

BOUND: Final = {
    "first": "first shipped with",
    "last": "runs up to",
    "runs": "known to run",
    "seen": "seen to run",
}
"""What a source says of the firmware that a camera runs; a version follows."""

SCOPE: Final = {
    "model": ScopeLabel("this model", "this model"),
    "series": ScopeLabel("its series", "the series {series}"),
    "manufacturer": ScopeLabel("cameras of this maker", "cameras of {manufacturer}"),
    "plugin": ScopeLabel("the plugin", "the plugin"),
    "recorder": ScopeLabel("the recorder", "the recorder"),
}

DETAIL: Final = {
    "certificate_setup": "certificate setup",
    "https_default": "HTTPS at the factory",
    "video_default": "encrypted video at the factory",
    "video_via": "encrypted video over",
    "tls": "TLS",
    "csr": "signing request",
}

DETAIL_VALUE: Final = {"rtsps": "RTSPS", "srtp": "SRTP", "rtsp_over_https": "RTSP over HTTPS"}
"""The abbreviations among the values of details; see `detail_value`."""

FIELD: Final = {
    "model": "camera",
    "manufacturer": "manufacturer",
    "firmware": "firmware",
    "hardware_version": "hardware version",
    "via": "recorder and plugin",
    "recorder_version": "recorder version",
    "protocol": "protocol setting",
    "port": "port in the recorder",
    "https_port": "HTTPS port of the camera",
    "http_off": "HTTP is off at the camera",
    "cert_installed": "own certificate installed",
    "ip_changed": "address changed since the certificate was made",
}
"""What a question says, as forms ask for it."""


def detail_value(value: object) -> str:
    """Return one word of a detail as people read it."""
    return DETAIL_VALUE.get(str(value)) or word(str(value))


HELP: Final = {
    "hardware_version": "The board, where a model has several.",
    "firmware": "As the device prints it; or newest (of those it is shown to run), or any.",
    "plugin": "The recorder's device-type plugin.",
    "recorder": "The recorder; exacqVision if not said.",
    "recorder_version": "The recorder's version.",
    "port": "The recorder's port for the camera.",
    "https_port": "The camera's HTTPS port; 443 if not said.",
    "http_off": "Whether HTTP is off at the camera.",
    "cert_installed": "Whether the camera's own certificate is installed.",
    "ip_changed": "Whether the address changed since the certificate was made.",
}
"""What the parts of a question are, as commands and the API explain them."""

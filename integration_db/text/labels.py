"""Every label of a closed word, once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from integration_db.vocabulary import PROTOCOLS, Outcome


class CapabilityLabels(NamedTuple):
    """What a capability is called.

    `words` stand in a sentence, `phrase` before a value, as in `own certificate yes`; `heading`
    stands over a column of a table in a terminal, `short` on pages. `help` explains the filter,
    `seen` the option of an observation.
    """

    words: str
    phrase: str
    heading: str
    short: str
    help: str
    seen: str

    @property
    def label(self) -> str:
        """Return its words as they stand alone."""
        return self.words[0].upper() + self.words[1:]


CAPABILITY: Final[Mapping[str, CapabilityLabels]] = {
    "https_support": CapabilityLabels(
        words="HTTPS support",
        phrase="HTTPS support",
        heading="HTTPS",
        short="HTTPS",
        help="HTTPS support.",
        seen="HTTPS support that was seen.",
    ),
    "video_encryption": CapabilityLabels(
        words="video encryption",
        phrase="video encryption",
        heading="video",
        short="Video",
        help="Video encryption.",
        seen="Video encryption seen.",
    ),
    "needs_custom_cert": CapabilityLabels(
        words="own certificate needed",
        phrase="own certificate",
        heading="own cert",
        short="Own certificate",
        help="Needs an own certificate.",
        seen="Whether an own certificate was needed.",
    ),
    "regen_cert_on_ip_change": CapabilityLabels(
        words="new certificate after IP change",
        phrase="new certificate after IP change",
        heading="new cert after IP",
        short="New after IP change",
        help="Certificate to be made again after an IP change.",
        seen="Whether a new certificate was needed after an IP change.",
    ),
}

CAPABILITY_HEADINGS: Final = {name: labels.heading for name, labels in CAPABILITY.items()}
"""The headings of the columns of a table in a terminal."""

PROTOCOL: Final[Mapping[str, tuple[str, str, str]]] = {
    "http": ("HTTP", "HTTP on port 80", "nothing"),
    "https-if-available": (
        "HTTPS If Available",
        "HTTPS on port 443, then HTTP on port 80",
        "gear or padlock; nothing if it fell back to HTTP",
    ),
    "https-required": (
        "HTTPS Required",
        "HTTPS only, port 443 or the one that is set",
        "gear or padlock; otherwise it does not connect",
    ),
}
"""Each protocol setting: as the recorder names it, what is tried, what can be shown."""

PROTOCOL_LABELS: Final = {name: PROTOCOL[name][0] for name in PROTOCOLS}
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

DETAIL_LABELS: Final = {
    "csr": "Signing request",
    "https_default": "HTTPS at the factory",
    "tls": "TLS",
    "video_default": "Encrypted video at the factory",
    "video_via": "Encrypted video over",
}

REQUIREMENT: Final[Mapping[str, str]] = {
    "gear": " or better: credentials, web page and commands travel encrypted between recorder and "
    "camera; the video need not.",
    "padlock": ": everything between recorder and camera travels encrypted, the video too.",
}

STATUS: Final[Mapping[str, str]] = {
    "ready": "The required level is reached as things are.",
    "ready after actions": "The required level is reached once the listed jobs are done.",
    "falls short": "The required level is not reached, whatever is done on site with this "
    "firmware and this setting.",
    "undetermined": "The evidence leaves it open. The line says what would settle it. Unknown is "
    "never taken for no.",
    "not found": "The line does not name one camera model of the catalogue.",
    "invalid": "The line cannot be read as a question; it says why.",
}

OUTCOME: Final[Mapping[str, str]] = {
    "padlock": "HTTPS including the video: everything is encrypted.",
    "gear": "HTTPS for credentials, web page and commands. The video is not encrypted.",
    "empty": "Nothing is encrypted.",
    "fails": "The recorder does not connect to the camera.",
    "gear or padlock": "HTTPS at least for credentials, web page and commands. Nobody says whether "
    "the video is encrypted too.",
    "undetermined": "More than one of these is still possible.",
}

OUTCOME_NAMES: Final[Mapping[str, str]] = {
    "padlock": "padlock",
    "gear": "gear",
    "empty": "nothing",
    "fails": "does not connect",
    "gear or padlock": "gear or padlock",
    "undetermined": "undetermined",
    "no answer": "no answer (not found or invalid)",
}
"""Outcomes as the report prints them."""


SCOPE: Final[Mapping[str, str]] = {
    "model": "this model",
    "series": "its series",
    "manufacturer": "cameras of this maker",
    "plugin": "the plugin",
    "recorder": "the recorder",
}


SETTINGS: Final = {
    "http": "HTTP",
    "https-if-available": "HTTPS If Available",
    "https-required": "HTTPS Required",
}
"""The protocols as the recorder's drop-down spells them."""

CHANNEL_WORDS: Final = {"web_page": "web page", "cgi_commands": "CGI commands"}

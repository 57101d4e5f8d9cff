"""Every label of a closed word, once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from integration_db.vocabulary import CAPABILITY_NAMES, PROTOCOLS, Outcome

WORDS: Final = {
    "https_support": "HTTPS support",
    "video_encryption": "video encryption",
    "needs_custom_cert": "own certificate needed",
    "regen_cert_on_ip_change": "new certificate after IP change",
}
"""The capabilities as people read them."""


CAPABILITY_LABELS: Final = dict(
    zip(
        CAPABILITY_NAMES,
        (
            "HTTPS support",
            "Video encryption",
            "Own certificate needed",
            "New certificate after IP change",
        ),
        strict=True,
    )
)
CAPABILITY_SEEN: Final = {
    "https_support": "HTTPS support that was seen.",
    "video_encryption": "Video encryption seen.",
    "needs_custom_cert": "Whether an own certificate was needed.",
    "regen_cert_on_ip_change": "Whether a new certificate was needed after an IP change.",
}
"""What an observation of the capability is explained with."""

CAPABILITY_HELP: Final = {
    "https_support": "HTTPS support.",
    "video_encryption": "Video encryption.",
    "needs_custom_cert": "Needs an own certificate.",
    "regen_cert_on_ip_change": "Certificate to be made again after an IP change.",
}
"""What a filter for the capability is explained with."""

CAPABILITY_PHRASES: Final = WORDS | {"needs_custom_cert": "own certificate"}
"""The capabilities before a value, as in `own certificate yes`."""

SHORT_LABELS: Final = dict(
    zip(CAPABILITY_NAMES, ("HTTPS", "Video", "Own certificate", "New after IP change"), strict=True)
)

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


CAPABILITY_HEADINGS: Final = {
    "https_support": "HTTPS",
    "video_encryption": "video",
    "needs_custom_cert": "own cert",
    "regen_cert_on_ip_change": "new cert after IP",
}
"""Short headings for tables; `answers.WORDS` has the long ones."""


SETTINGS: Final = {
    "http": "HTTP",
    "https-if-available": "HTTPS If Available",
    "https-required": "HTTPS Required",
}
"""The protocols as the recorder's drop-down spells them."""

CHANNEL_WORDS: Final = {"web_page": "web page", "cgi_commands": "CGI commands"}

"""What a report says in words: sentences for a requirement, a status, an outcome, a site."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from integration_db.predict import Site

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

SCOPE: Final[Mapping[str, str]] = {
    "model": "this model",
    "series": "its series",
    "manufacturer": "cameras of this maker",
    "plugin": "the plugin",
    "recorder": "the recorder",
}


_BRIEF: Final = 100
_HINTS: Final = re.compile(
    r"(:| and) say --[a-z-]+| \([^()]*--[a-z-]+[^()]*\)"
    r"|, then (keep what you saw with 'integration-db record'|state what you saw in an overlay)"
)


def plain(text: str) -> str:
    """Return a clause of the library without its hints for those who type commands."""
    return _HINTS.sub("", text)


def sentence(text: str) -> str:
    """Return a clause as a sentence: a capital in front, a full stop behind."""
    if text[-1:] not in (".", "?", "!"):
        text += "."
    return text[:1].upper() + text[1:]


def brief(text: str) -> str:
    """Return text of the list as it stands among other text."""
    return text if len(text) <= _BRIEF else f"{text[:_BRIEF]}…"


def word(name: str) -> str:
    """Return a name of the vocabulary as people read it: `vendor_page` is a vendor page."""
    return name.replace("_", " ")


def firmware_words(text: str) -> str:
    """Return a firmware range as people read it."""
    return text.replace(">=", "≥ ").replace("<=", "≤ ").replace(" | ", " or ")


def web_address(url: str | None) -> bool:
    """Whether an address may be a link: a database of others can hold anything."""
    return url is not None and url.startswith(("https://", "http://"))


def site_words(site: Site) -> list[str]:
    """Return what a list says of the place."""
    said = [
        (site.port, f"the recorder uses port {site.port}"),
        (site.https_port, f"the camera's HTTPS port is {site.https_port}"),
    ]
    found = [text for value, text in said if value is not None]
    if site.http_off is not None:
        found.append("HTTP is off at the camera" if site.http_off else "HTTP is on at the camera")
    if site.cert_installed is not None:
        there = "is installed" if site.cert_installed else "is not installed yet"
        found.append(f"a certificate of its own {there}")
    if site.ip_changed:
        found.append("its address changed after the certificate was made")
    return found

"""What a report says of a site, and which addresses of sources it makes links."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from urllib.parse import urlsplit

from integration_db.prediction.site import Site
from integration_db.text.labels import CERTIFICATE, LEVEL, TASK
from integration_db.text.marks import LEVEL_MARKS, STATUS_TONES, UNKNOWN_LEVEL, Tone
from integration_db.text.safe_text import printable
from integration_db.text.sentences import brief, word


def web_address(url: str | None) -> bool:
    """Whether a browser may be sent to an address: a database of others can hold anything."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and parts.netloc != ""


def css_text(text: str) -> str:
    """Return text as a string of CSS; all but plain letters and digits is written as its code."""
    shown = printable(brief(text))
    codes = [one if one.isascii() and one.isalnum() else f"\\{ord(one):06x}" for one in shown]
    return f'"{"".join(codes)}"'


def reach_words(reach: str) -> str:
    """Return what cameras come to, as people read it; see `check.totals.tally.REACHES`."""
    return _REACHES.get(reach, reach)


_REACHES: Final = {
    **{level: label.name for level, label in LEVEL.items()},
    **{f"at least {level}": f"at least {label.name}" for level, label in LEVEL.items()},
}


def tone(word: str) -> Tone:
    """Return what a status, or what cameras come to, means to a reader."""
    return _TONES[word]


_TONES: Final[Mapping[str, Tone]] = {
    **{str(status): tone_of for status, tone_of in STATUS_TONES.items()},
    **{level: mark.tone for level, mark in LEVEL_MARKS.items()},
    **{f"at least {level}": LEVEL_MARKS[level].tone for level in LEVEL_MARKS},
    "not known": UNKNOWN_LEVEL.tone,
    "no answer": UNKNOWN_LEVEL.tone,
}


def site_words(site: Site) -> list[str]:
    """Return what a list says of the site, as clauses."""
    clauses = []
    if site.port is not None:
        clauses.append(f"the recorder uses port {site.port}")
    if site.https_port is not None:
        clauses.append(f"the camera is reached over HTTPS on port {site.https_port}")
    if site.nat is not None:
        through = "through" if site.nat else "without"
        clauses.append(f"the camera is reached {through} address translation")
    if site.as_shipped:
        clauses.append("what else is not said stands as shipped")
    if site.http is not None:
        states = {"on": "on", "off": "off", "redirect": "redirected to HTTPS"}
        clauses.append(f"HTTP is {states[site.http]} at the camera")
    if site.https_on is not None:
        clauses.append(f"HTTPS is {'on' if site.https_on else 'off'} at the camera")
    if site.video_on is not None:
        clauses.append(f"encrypted video is {'on' if site.video_on else 'off'} at the camera")
    if site.certificate is not None:
        names = ", ".join(map(word, site.certificate_names))
        made_out = f", made out to: {names}" if names else ""
        clauses.append(f"certificate on the camera: {CERTIFICATE[site.certificate]}{made_out}")
    if site.address_changed is not None:
        changed = "changed" if site.address_changed else "has not changed"
        clauses.append(f"its address {changed} since the certificate was made")
    clauses += [f"{name} is {value}" for name, value in site.options]
    if site.done:
        clauses.append(f"done: {', '.join(TASK[code] for code in site.done)}")
    if site.strict:
        clauses.append("nothing is assumed")
    return clauses

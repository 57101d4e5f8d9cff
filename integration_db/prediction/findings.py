"""What a person should know about a prediction, the most important first. No level rests on it.

The statements about certificates and about the reach of the symbols are those of
https://exacq-cms.johnsoncontrols.com/?p=1342.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from integration_db.prediction.case import Case
from integration_db.prediction.link import Link
from integration_db.prediction.note import Note
from integration_db.prediction.setting import Setting
from integration_db.prediction.site import Site
from integration_db.text.labels import CHECK
from integration_db.text.sentences import all_of, any_of, capital
from integration_db.vocabulary import CHECKS, FindingCode

GENERAL: Final = (
    Note(
        "one_leg_only",
        "This is the leg between recorder and camera only, not from recorder to client.",
    ),
    Note(
        "still_in_clear",
        "What the camera still offers in clear (HTTP, RTSP, multicast) is not told by it.",
    ),
    Note(
        "self_signed_not_validated",
        "A self-signed certificate encrypts but cannot be validated; validation needs one issued "
        "by a certificate authority that the recorder trusts.",
    ),
    Note(
        "one_certificate_per_camera",
        "Use one certificate per camera and no wildcard; one made out to an address has to be "
        "issued again after an address change, one made out to a host name not.",
    ),
)
"""True for every encrypted connection; said with every prediction."""


def findings(setting: Setting, link: Link, site: Site, here: Case) -> tuple[Note, ...]:
    """Return the findings of one prediction."""
    return (*_own(setting, link, site, here), *GENERAL)


def _own(setting: Setting, link: Link, site: Site, here: Case) -> Iterator[Note]:
    if not setting.encrypts:
        yield Note("nothing_encrypted", "Nothing between recorder and camera is encrypted.")
    elif here.reached is not None and site.https_port is not None:
        yield from _wrong_port(setting, site, here)
    if site.http == "off" and setting.in_clear:
        yield _obstacle(
            "http_is_off", "HTTP is off at the camera, so the recorder cannot go on in clear"
        )
    if site.http == "redirect" and setting.in_clear:
        yield Note(
            "http_redirects",
            "HTTP is redirected at the camera; whether the recorder follows, nobody says.",
        )
    if setting.encrypts and "nothing" in here.now and here.now != ("nothing",):
        yield Note(
            "may_fall_back",
            "If the encrypted connection is not reached, the recorder goes on in clear without "
            "asking.",
        )
    if here.after == ("control",):
        yield Note("video_in_clear", "The video stream itself is not encrypted.")
    if setting.encrypts:
        yield from _of_the_certificate(link, site)


def _wrong_port(setting: Setting, site: Site, here: Case) -> Iterator[Note]:
    tried = next((a.port for a in here.attempts if a.encrypts), None)
    if tried is None or tried == site.https_port:
        return
    text = f"the camera's HTTPS port is {site.https_port}, but the recorder tries {tried}"
    if setting.port_editable:
        yield _obstacle("port_mismatch", text)
    else:
        yield _obstacle(
            "port_is_fixed", f"{text}; a setting whose port can be edited has to be chosen"
        )


def _of_the_certificate(link: Link, site: Site) -> Iterator[Note]:
    if link.detail("certificate_setup") == "remade_at_boot":
        yield Note(
            "certificate_remade_at_boot",
            "The camera makes its certificate anew at each start: restart it after its address "
            "changed.",
        )
    made = {state: [c for c in CHECKS if link.check(c) == state] for state in ("on", "off")}
    if made["on"]:
        words = all_of(CHECK[check] for check in made["on"])
        yield Note("certificate_checked", f"Of the certificate the recorder checks {words}.")
    if made["off"]:
        words = any_of(CHECK[check] for check in made["off"])
        yield Note(
            "certificate_unchecked", f"Of the certificate the recorder does not check {words}."
        )
    for check in CHECKS:
        if link.check(check) == "option" and site.option(check) is None:
            default = link.check_default(check)
            stands = f"is {default} unless somebody chose" if default else "has an unknown default"
            yield Note(
                "optional_check",
                f"Whether the recorder checks the certificate ({CHECK[check]}) is a "
                f"choice: it {stands}.",
            )
    if link.detail("csr") is not None:
        yield _CSR[str(link.detail("csr"))]
    if tls := link.detail("tls"):
        yield Note("tls_versions", f"TLS versions evidenced: {', '.join(map(str, tls))}.")


_CSR: Final = {
    "on_device": Note(
        "csr_on_device",
        "For a certificate that can be validated: make the signing request on the camera, have "
        "it signed, upload the result.",
    ),
    "elsewhere": Note(
        "csr_elsewhere",
        "For a certificate that can be validated: make key and signing request outside the "
        "camera, have it signed, upload both.",
    ),
}


def _obstacle(code: FindingCode, clause: str) -> Note:
    return Note(code, f"{capital(clause)}.", clause)

"""What to tell people beside the outcome: jobs to do on site, and findings to know.

Nothing here changes an outcome. The statements about certificates and about the reach of the
symbols are those of https://exacq-cms.johnsoncontrols.com/?p=1342; what is derived from details of
the camera says so by naming the detail.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from integration_db.prediction.outcomes import SETTINGS, Setting
from integration_db.prediction.site import HTTPS_PORT
from integration_db.text.labels import detail_value
from integration_db.vocabulary import HTTPS_SUPPORT, NEEDS_CUSTOM_CERT, REGEN_CERT_ON_IP_CHANGE

if TYPE_CHECKING:
    from integration_db.prediction.site import Site
    from integration_db.vocabulary import Answers, Outcome, Support


class Note(NamedTuple):
    """One action or finding: a stable code, and a sentence for people.

    One that keeps the recorder from HTTPS, or from the camera, is also said as a clause: as an
    `obstacle`.
    """

    code: str
    text: str
    obstacle: str | None = None

    def to_dict(self) -> dict[str, str]:
        """Return the object of the JSON promise."""
        return {"code": self.code, "text": self.text}


GENERAL: Final = (
    Note(
        "one_leg_only",
        "The symbol covers only the leg between recorder and camera, not recorder to client.",
    ),
    Note(
        "self_signed_not_validated",
        "A self-signed certificate encrypts but cannot be validated; validation needs one issued "
        "by a certificate authority that the recorder trusts.",
    ),
    Note("one_certificate_per_camera", "Use one certificate per camera and no wildcard."),
)
"""True for every HTTPS connection; said with every prediction."""


def actions(
    capabilities: Answers,
    setting: Setting,
    outcomes: Sequence[Outcome],
    site: Site,
    details: Mapping[str, object],
) -> tuple[Note, ...]:
    """Return the jobs on site that the prediction takes for granted, in the order to do them."""
    if not setting.encrypts or HTTPS_SUPPORT.of(capabilities) == "no":
        return ()
    jobs = []
    if details.get("https_default") == "off":
        jobs.append(
            Note("enable_https", "Switch HTTPS on at the camera; its factory setting is off.")
        )
    if NEEDS_CUSTOM_CERT.of(capabilities) == "yes" and site.cert_installed is not True:
        jobs.append(_CERTIFICATE_JOBS.get(str(details.get("certificate_setup")), _ANY_CERTIFICATE))
        if details.get("csr") in _CSR_JOBS:
            jobs.append(_CSR_JOBS[str(details["csr"])])
    if site.ip_changed:
        jobs += _REMAKE_JOBS[REGEN_CERT_ON_IP_CHANGE.of(capabilities)]
    if "padlock" in outcomes and details.get("video_default") == "off":
        jobs.append(
            Note(
                "enable_video_encryption",
                f"Switch encrypted video on at the camera{_via(details)}; its factory setting "
                "is off.",
            )
        )
    return tuple(jobs)


def findings(
    capabilities: Answers,
    setting: Setting,
    outcomes: Sequence[Outcome],
    tried: int,
    site: Site,
    details: Mapping[str, object],
) -> tuple[Note, ...]:
    """Return what a person should know about this prediction, the most important first."""
    notes = []
    camera_port = site.https_port or HTTPS_PORT
    if not setting.encrypts:
        notes.append(Note("nothing_encrypted", "Nothing between recorder and camera is encrypted."))
    elif tried != camera_port and not setting.port_editable:
        notes.append(
            _obstacle(
                "custom_port_needs_https_required",
                f"The camera's HTTPS port is {camera_port}, but this setting tries only {tried}; "
                f"a custom port needs {_WITH_PORT}",
            )
        )
    elif tried != camera_port:
        said = "" if site.https_port else f" ({HTTPS_PORT} is taken where none is said)"
        notes.append(
            _obstacle(
                "port_mismatch",
                f"The recorder tries port {tried}, the camera's HTTPS port is {camera_port}{said}",
            )
        )
    if site.http_off and outcomes == ("fails",) and setting.in_clear:
        notes.append(
            _obstacle("http_is_off", "HTTP is off at the camera, so the recorder cannot fall back")
        )
    if "empty" in outcomes and len(outcomes) > 1:
        notes.append(
            Note(
                "may_fall_back",
                "If HTTPS is not reached, the recorder goes on over HTTP without asking.",
            )
        )
    if outcomes == ("gear",):
        notes.append(Note("video_in_clear", "The video stream itself is not encrypted."))
    needs_cert = NEEDS_CUSTOM_CERT.of(capabilities)
    if setting.encrypts and needs_cert == "yes" and site.cert_installed is None:
        notes.append(
            Note(
                "after_certificate_step",
                "The encrypted outcomes hold only after the certificate step.",
            )
        )
    if setting.encrypts and details.get("certificate_setup") == "remade_at_boot":
        notes.append(
            Note(
                "certificate_remade_at_boot",
                "The camera makes its certificate anew at each start: restart it after its address "
                "changed.",
            )
        )
    tls = details.get("tls")
    if setting.encrypts and isinstance(tls, (list, tuple)) and tls:
        notes.append(Note("tls_versions", f"TLS versions evidenced: {', '.join(map(str, tls))}."))
    return tuple(notes) + GENERAL


def _obstacle(code: str, clause: str) -> Note:
    return Note(code, f"{clause}.", clause)


def _via(details: Mapping[str, object]) -> str:
    via = details.get("video_via")
    if not isinstance(via, (list, tuple)) or not via:
        return ""
    return f" ({', '.join(map(detail_value, via))})"


_WITH_PORT: Final = " or ".join(
    name for name, setting in SETTINGS.items() if setting.encrypts and setting.port_editable
)
_ANY_CERTIFICATE: Final = Note(
    "put_certificate", "Put a certificate on the camera (create or upload one) before using HTTPS."
)
_CERTIFICATE_JOBS: Final = {
    "create_on_device": Note(
        "create_certificate", "Create a certificate on the camera before using HTTPS."
    ),
    "upload": Note("upload_certificate", "Upload a certificate to the camera before using HTTPS."),
}
_CSR_JOBS: Final = {
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
HANDOVER_JOBS: Final = frozenset(
    note.code for note in (_ANY_CERTIFICATE, *_CERTIFICATE_JOBS.values())
)
"""The codes of the jobs that put a certificate on a camera."""
CERTIFICATE_JOBS: Final = HANDOVER_JOBS | {note.code for note in _CSR_JOBS.values()}
"""The same, with those that tell how to have one that can be validated."""
_REMAKE_JOBS: Final[Mapping[Support, Sequence[Note]]] = {
    "yes": [Note("remake_certificate", "Make the camera's certificate again for its new address.")],
    "unknown": [
        Note(
            "check_certificate",
            "Check whether the camera's certificate must be made again for its new address: no "
            "source says.",
        )
    ],
    "no": [],
}

"""Which certificate a camera needs: the one word that the order of a whole list adds up.

It follows the tasks of the line, so that the order and the plan cannot disagree; a line that has no
tasks because it might not be reached needs one that nobody can name yet.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal, TypeAlias, get_args

from integration_db.prediction.levels import ENCRYPTED
from integration_db.prediction.prediction import Prediction
from integration_db.prediction.tasks import Task
from integration_db.vocabulary import HTTPS_SUPPORT, Answers

CertificateNeed: TypeAlias = Literal["authority", "upload", "camera", "look", "unknown", "none"]

CERTIFICATE_NEEDS: Final[tuple[CertificateNeed, ...]] = get_args(CertificateNeed)
"""What a camera may need: a certificate of an authority, one to be uploaded, one that the camera
makes; a look tells; nobody says; none. Each camera counts as one of them."""

PUT_THERE: Final[tuple[CertificateNeed, ...]] = ("authority", "upload", "camera")
"""The certificates that the plan puts on cameras."""


def certificate_need(
    leading: Prediction | None, tasks: Sequence[Task], camera: Answers
) -> CertificateNeed:
    """Return what a camera needs whose line has these tasks, which `leading` asks for.

    `leading` is None where nothing is sure enough to be led to; `camera` is what the camera can do.
    """
    codes = {task.code for task in tasks}
    if "ca_certificate" in codes:
        return "authority"
    if "upload_certificate" in codes:
        return "upload"
    if codes & {"create_certificate", "remake_certificate"}:
        return "camera"
    if HTTPS_SUPPORT.of(camera) == "no":
        return "none"
    if leading is None or leading.after.floor not in ENCRYPTED:
        return "unknown"
    return "look" if "certificate" in leading.looks_for else "none"

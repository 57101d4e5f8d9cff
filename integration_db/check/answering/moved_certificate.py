"""What a device's certificate is bound to, who says so, and what a new address makes of it.

The rules are those of the prediction: a certificate that the camera makes itself has to be made
again where the evidence says so, one of an authority is issued again where its names hold the old
address and not where they hold a host name only, one of the maker holds no address of a site.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from integration_db.evidence.details import shared_details
from integration_db.named_tuple import NamedTuple
from integration_db.prediction.site import Site
from integration_db.vocabulary import (
    HTTPS_SUPPORT,
    REGEN_CERT_ON_IP_CHANGE,
    Certificate,
    CertificateIssuer,
    CertificateName,
    Support,
    TaskCode,
)

if TYPE_CHECKING:
    from integration_db.catalog.answer import Answer


Fate: TypeAlias = Literal["stays", "remake", "reissue", "look", "unused", "none"]
"""What is to be done about a certificate after the move: nothing, made again, issued again by the
authority, a look tells; nothing, as the recorder does not use it today; there is none."""

SEEN_TO: Final[frozenset[TaskCode]] = frozenset(("remake_certificate", "check_https"))
"""The tasks that leave nothing to do for the certificate of a camera whose address has changed."""

TASK_AFTER: Final[dict[Fate, TaskCode | None]] = {
    "stays": None,
    "remake": "remake_certificate",
    "reissue": "ca_certificate",
    "look": "check_https",
    "unused": None,
    "none": None,
}
"""The task for what becomes of a certificate."""

SaidBy: TypeAlias = Literal["list", "evidence", "nobody"]


class Binding(NamedTuple):
    """What is known of the certificate that a device has.

    `held` is which one the list says it has. `names` is what it is made out to, as `said_by` says;
    what the evidence says is of the one as shipped, as is `issuer`.
    """

    held: Certificate | None = None
    names: tuple[CertificateName, ...] = ()
    issuer: CertificateIssuer | None = None
    said_by: SaidBy = "nobody"


class AfterMove(NamedTuple):
    """What a new address makes of a certificate, and why, a clause."""

    fate: Fate
    why: str


def binding_of(answer: Answer | None, site: Site) -> Binding:
    """Return what a certificate is bound to, as the list says, else as the evidence says.

    The evidence is about the one as shipped, and counts where all firmware that is meant agrees.
    """
    held = site.certificate or ("factory" if site.as_shipped else None)
    if site.certificate_names:
        return Binding(held, site.certificate_names, said_by="list")
    if answer is None or held not in (None, "factory"):
        return Binding(held)
    shipped = shared_details(cell.details for cell in answer.cells)
    names, issuer = shipped.get("certificate_names", ()), shipped.get("certificate_issuer")
    return Binding(held, names, issuer, "evidence" if names or issuer else "nobody")


def moved_certificate(
    answer: Answer | None, binding: Binding, *, by_name: bool = False
) -> AfterMove:
    """Return what a new address makes of the certificate of a camera that was asked about.

    `answer` is None for one of which nothing is known; `by_name` is as for `after_move`.
    """
    if answer is None:
        return after_move(binding, "unknown", "unknown", by_name=by_name)
    regen, https = (one.of(answer.camera) for one in (REGEN_CERT_ON_IP_CHANGE, HTTPS_SUPPORT))
    return after_move(binding, regen, https, by_name=by_name)


def may_stop(https_today: Support, after: AfterMove) -> bool:
    """Whether recording may stop by a new address until something is done for the certificate.

    One that the recorder reaches in clear today is reached so afterwards.
    """
    if https_today == "no" or after.fate == "stays":
        return False
    return after.fate != "none" or https_today == "yes"


def after_move(
    binding: Binding, regen: Support, https_support: Support, *, by_name: bool = False
) -> AfterMove:
    """Return what a new address makes of a certificate.

    `regen` is whether the evidence says that the camera's own one has to be made again, `by_name`
    whether the recorder reaches the camera by a host name afterwards.
    """
    held = binding.held
    if held == "none":
        return AfterMove("none", "the list says that it has no certificate")
    if https_support == "no" and held is None:
        return AfterMove("none", "the camera has no HTTPS")
    if held == "ca":
        return _of_an_authority(binding, by_name)
    if regen == "yes":
        return AfterMove("remake", "sources say that the camera's own one has to be made again")
    if regen == "no":
        return AfterMove("stays", "sources say that the camera's own one outlasts a new address")
    if held is None:
        return AfterMove("look", "nobody says which certificate it has")
    if held == "factory" and binding.said_by != "list" and binding.issuer == "maker":
        return AfterMove("stays", "its maker issued it, who cannot know an address of the site")
    return _made_at_the_camera(binding)


def _of_an_authority(binding: Binding, by_name: bool) -> AfterMove:
    if binding.said_by != "list":
        return AfterMove("look", "nobody says what it is made out to")
    if "address" not in binding.names:
        return AfterMove("stays", "its names hold no address")
    if by_name and "host_name" in binding.names:
        return AfterMove("stays", "its names hold the host name under which it is reached")
    return AfterMove("reissue", "its names hold the old address")


def _made_at_the_camera(binding: Binding) -> AfterMove:
    if not binding.names:
        return AfterMove("look", "nobody says what it is made out to, and whether that matters")
    if "address" not in binding.names:
        return AfterMove("stays", "its names hold no address")
    if binding.said_by == "list" and binding.held == "self_signed":
        return AfterMove("remake", "its names hold the old address")
    return AfterMove(
        "look", "its names hold the address, and nobody says whether the camera renews it"
    )

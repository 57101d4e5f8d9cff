"""What is to be done on site, so that an answer holds: where, how it is seen, what it interrupts.

The order of `vocabulary.TASKS` is the one in which tasks are safe: nothing that ends clear
connections comes before the recorder is on the encrypted one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from types import MappingProxyType
from typing import Final, Literal, TypeAlias

from integration_db.named_tuple import NamedTuple
from integration_db.text.sentences import sentence
from integration_db.vocabulary import INTERFACES, TASKS, TaskCode

TaskPlace: TypeAlias = Literal["camera", "recorder", "network"]


class TaskKind(NamedTuple):
    """A kind of task: where it is done, whether recording is interrupted, and its words.

    `text` says what to do, and may name parts in braces; `proof`, a clause, how to see that it is
    done. `because` are the capabilities and details that ask for it, each with the words that do.
    """

    where: TaskPlace
    interrupts: bool
    text: str
    proof: str
    because: tuple[tuple[str, frozenset[str]], ...] = ()


_YES: Final = frozenset({"yes"})

KINDS: Final[Mapping[TaskCode, TaskKind]] = MappingProxyType(
    {
        "use_firmware": TaskKind(
            "camera",
            True,
            "Use firmware {firmware}. This cannot always be undone, and may reset "
            "certificate and TLS.{instead}",
            "the camera's page shows the version",
            (("https_support", _YES), ("video_encryption", _YES)),
        ),
        "set_clock": TaskKind(
            "camera",
            False,
            "Set the clock of the camera (and of the recorder) by a time server.",
            "both show the same time",
            (("checks", frozenset({"dates"})),),
        ),
        "open_port": TaskKind(
            "network",
            False,
            "Let the ports of encrypted connections through (HTTPS 443; RTSPS 322 or as the "
            "camera says) to this camera.",
            "the ports answer from the recorder's side",
            (("video_via", frozenset({"rtsps", "rtsps_srtp", "vendor"})),),
        ),
        "trust_ca": TaskKind(
            "recorder",
            False,
            "Make the recorder trust the certificate authority that issues the cameras' "
            "certificates; once per recorder.",
            "the authority is in the recorder's list",
            (("checks", frozenset({"chain"})),),
        ),
        "create_certificate": TaskKind(
            "camera",
            False,
            "Put a certificate on the camera: create one on its page.",
            "the camera's page lists the certificate",
            (("needs_custom_cert", _YES), ("certificate_setup", frozenset({"create_on_device"}))),
        ),
        "upload_certificate": TaskKind(
            "camera",
            False,
            "Put a certificate on the camera: upload one.",
            "the camera's page lists the certificate",
            (("needs_custom_cert", _YES), ("certificate_setup", frozenset({"upload"}))),
        ),
        "ca_certificate": TaskKind(
            "camera",
            False,
            "Give the camera a certificate of an authority that the recorder trusts, made out to "
            "the address or host name under which the recorder reaches it; one that is "
            "self-signed or made out to something else may fail the recorder's check.",
            "the certificate's issuer and names are right",
            (
                ("checks", frozenset({"chain", "name"})),
                ("certificate_issuer", frozenset({"self"})),
                ("certificate_names", frozenset({"address", "serial"})),
            ),
        ),
        "remake_certificate": TaskKind(
            "camera",
            False,
            "Make the camera's certificate again for its new address.",
            "the certificate is younger than the address change",
            (("regen_cert_on_ip_change", _YES),),
        ),
        "pin_certificate": TaskKind(
            "recorder",
            False,
            "Store the camera's certificate in the recorder as the one to expect.",
            "the recorder shows the camera's fingerprint",
            (("checks", frozenset({"pin"})),),
        ),
        "switch_on_https": TaskKind(
            "camera",
            False,
            "Switch HTTPS on at the camera{meanwhile}.",
            "the camera's page opens over https",
            (("https_default", frozenset({"off"})),),
        ),
        "check_https": TaskKind(
            "camera",
            False,
            "Open the camera's page over https. If it does not open, {missing}.",
            "the page opens",
        ),
        "set_port": TaskKind(
            "recorder",
            True,
            "Set the recorder's port for this camera to {port}.",
            "the port stands in the recorder's settings of the camera",
            (("ports", frozenset(INTERFACES)),),
        ),
        "set_option": TaskKind(
            "recorder",
            True,
            "Set {choice} for this camera.",
            "the choice stands in the recorder's settings of the camera",
            (("video_encryption", _YES), ("https_support", _YES)),
        ),
        "set_protocol": TaskKind(
            "recorder",
            True,
            "Set the protocol of this camera to {setting}{when}.",
            "the recorder is connected again",
        ),
        "switch_on_video": TaskKind(
            "camera",
            True,
            "Switch encrypted video on at the camera{ways}.",
            "the camera's page shows it switched on",
            (("video_encryption", _YES), ("video_default", frozenset({"off"}))),
        ),
        "verify": TaskKind(
            "recorder",
            False,
            "Look at the result: {shown}.",
            "it is as predicted, or what was seen instead is noted",
        ),
        "close_clear": TaskKind(
            "camera",
            False,
            "Close what is still open in clear: {open}.",
            "the recorder stays connected, and what was closed no longer answers",
        ),
    }
)
"""Every kind of task, in the order of `vocabulary.TASKS`."""

CERTIFICATE_TASKS: Final[frozenset[TaskCode]] = frozenset(
    {"create_certificate", "upload_certificate", "ca_certificate", "remake_certificate"}
)
"""The tasks that leave a new certificate on a camera; one is enough."""


class Task(NamedTuple):
    """One thing to do; `parts` are what its words name. The floor rests on it if `counts`."""

    code: TaskCode
    counts: bool
    parts: tuple[tuple[str, str], ...] = ()

    @property
    def kind(self) -> TaskKind:
        """Return what all tasks of this code have in common."""
        return KINDS[self.code]

    @property
    def text(self) -> str:
        """Return what to do, as a sentence."""
        return self.kind.text.format_map(dict(self.parts))

    def to_dict(self) -> dict[str, object]:
        """Return the object of the JSON promise."""
        kind = self.kind
        return {
            "code": self.code,
            "text": self.text,
            "where": kind.where,
            "interrupts": kind.interrupts,
            "proof": sentence(kind.proof),
            "counts": self.counts,
        }


def without_double_work(tasks: Iterable[TaskCode]) -> frozenset[TaskCode]:
    """Return tasks without those of another certificate where an authority's is to be put there."""
    given = frozenset(tasks)
    return given - _NOT_OF_AN_AUTHORITY if "ca_certificate" in given else given


_NOT_OF_AN_AUTHORITY: Final = CERTIFICATE_TASKS - {"ca_certificate"}


def safe_order(tasks: AbstractSet[TaskCode]) -> tuple[TaskCode, ...]:
    """Return tasks in the order in which they are safe to do."""
    return tuple(code for code in TASKS if code in tasks)

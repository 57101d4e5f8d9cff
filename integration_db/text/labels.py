"""Every label of a closed word, once: one table per kind of word.

A label is spelt as within a sentence. Where it stands alone or begins one, `sentences.capital`
raises its first letter.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from integration_db.named_tuple import NamedTuple
from integration_db.text.sentences import word
from integration_db.vocabulary import (
    HTTPS_SUPPORT,
    Answers,
    Capability,
    CopyFinding,
    Layer,
    Scope,
)


class CapabilityLabel(NamedTuple):
    """How a capability is called: in full, on a narrow page, and in a column of a terminal.

    `asked` explains a filter for it, `seen` an observation of it.
    """

    name: str
    short: str
    heading: str
    asked: str
    seen: str


class DutyLabel(NamedTuple):
    """What yes and no mean where yes is something to do."""

    yes: str
    no: str


class LevelLabel(NamedTuple):
    """A level by what is encrypted, in a table, and as a sentence."""

    name: str
    brief: str
    explained: str


class RequirementLabel(NamedTuple):
    """A required level as it is chosen, and as a sentence."""

    choice: str
    explained: str


class SubjectLabel(NamedTuple):
    """What a line is about: of one line, of several, and as a sentence."""

    one: str
    many: str
    explained: str


class ThingLabel(NamedTuple):
    """A thing that a line speaks of, and several of them."""

    one: str
    many: str


class GradeLabel(NamedTuple):
    """A grade of evidence by where it comes from, and in two words."""

    name: str
    brief: str


class AssumptionLabel(NamedTuple):
    """What is taken for granted as a clause, and in a few words for a list."""

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
        asked="HTTPS support",
        seen="HTTPS support that was seen",
    ),
    "video_encryption": CapabilityLabel(
        "video encryption",
        short="video",
        heading="video",
        asked="video encryption",
        seen="video encryption seen",
    ),
    "needs_custom_cert": CapabilityLabel(
        "certificate for HTTPS",
        short="certificate",
        heading="certificate",
        asked="needs an own certificate",
        seen="whether an own certificate was needed",
    ),
    "regen_cert_on_ip_change": CapabilityLabel(
        "certificate after an address change",
        short="after address change",
        heading="after IP change",
        asked="certificate to be made again after an IP change",
        seen="whether a new certificate was needed after an IP change",
    ),
}


DUTY: Final = {
    "needs_custom_cert": DutyLabel("to be made", "from the factory"),
    "regen_cert_on_ip_change": DutyLabel("to be remade", "stays"),
}


def support_words(capability: str, value: str) -> str:
    """Return a capability's value as people read it: of a duty, what is to be done."""
    duty = DUTY.get(capability)
    return value if duty is None else {"yes": duty.yes, "no": duty.no}.get(value, value)


def answer_words(capability: Capability, answers: Answers) -> str:
    """Return the answer about one capability among those about all of them.

    What HTTPS asks for is asked only where there is HTTPS.
    """
    value = capability.of(answers)
    words = support_words(capability.name, value)
    if capability.is_duty and value == "yes" and HTTPS_SUPPORT.of(answers) != "yes":
        return f"{words}, if there is HTTPS"
    return words


CAPABILITY_HEADINGS: Final = {name: label.heading for name, label in CAPABILITY.items()}
"""The headings of the columns of a table in a terminal."""

CHANNEL: Final = {
    "credentials": "credentials",
    "web_page": "web page",
    "commands": "commands",
    "video": "video",
    "video_login": "log-in of the video",
}

LEVEL: Final = {
    "fails": LevelLabel(
        "no connection",
        "no connection",
        "The recorder does not connect to the camera.",
    ),
    "nothing": LevelLabel("not encrypted", "not encrypted", "Nothing is encrypted."),
    "control": LevelLabel(
        "control encrypted",
        "control",
        "HTTPS for credentials, web page and commands. The video is not encrypted.",
    ),
    "stream": LevelLabel(
        "video encrypted",
        "video",
        "The video stream is encrypted; there is no HTTPS for control.",
    ),
    "full": LevelLabel(
        "control and video encrypted",
        "control and video",
        "HTTPS including the video: everything is encrypted.",
    ),
}

REQUIREMENT: Final = {
    "control": RequirementLabel(
        "control encrypted",
        "Credentials, web page and commands travel encrypted between recorder and camera; the "
        "video need not.",
    ),
    "video": RequirementLabel(
        "video encrypted",
        "The video travels encrypted between recorder and camera, with or without control.",
    ),
    "full": RequirementLabel(
        "control and video encrypted",
        "Everything between recorder and camera travels encrypted, the video too.",
    ),
}

STATUS: Final = {
    "meets": "The required level is reached as things are.",
    "meets after tasks": "The required level is reached once the listed tasks are done.",
    "may fall back": "The setting goes on in clear, without asking, where HTTPS is not reached. "
    "It never meets a requirement for good: choose one that does not fall back.",
    "open": "The evidence leaves the required level open, but more than nothing is sure.",
    "falls short": "The required level is not reached with this firmware and this setting, "
    "whatever is done on site.",
    "not known": "No source says enough. Unknown is never taken for no.",
    "not found": "The line does not name one camera model of the catalogue.",
    "not a camera": "The line names something else than a camera.",
    "invalid": "The line cannot be read as a question; it says why.",
}
"""What the status of a line means; its word is its label."""

CLAIM: Final = {"megapixels": "{} megapixels", "generation": "generation {}"}
"""What a text claims of a camera, with its number."""

SUBJECT: Final = {
    "camera": SubjectLabel(
        "camera of the catalogue",
        "cameras of the catalogue",
        "A camera, or a family of them, that the catalogue lists.",
    ),
    "unlisted": SubjectLabel(
        "camera not listed",
        "cameras not listed",
        "Named as its maker names cameras, and not listed: answered as all of its maker or series.",
    ),
    "probable": SubjectLabel(
        "probable camera",
        "probable cameras",
        "Looks like a camera that the catalogue does not have.",
    ),
    "unclear": SubjectLabel(
        "question",
        "questions",
        "Whether it is a camera, and which, cannot be told.",
    ),
    "device": SubjectLabel(
        "other device",
        "other devices",
        "A device that recorders connect to and that is no "
        "camera, as an encoder, an intercom or a radar.",
    ),
    "other": SubjectLabel(
        "something else",
        "something else",
        "A mount, a recorder, a licence, a cable, labour, "
        "freight: nothing that a recorder connects to.",
    ),
    "optional": SubjectLabel(
        "optional",
        "optional",
        "An optional position, or one that leaves open which camera is meant: not counted.",
    ),
    "heading": SubjectLabel(
        "heading or sum",
        "headings or sums",
        "A heading, a sum, a note or a blank line.",
    ),
}
"""What a line is about; only the quantities of the first three count as cameras."""

LINE_THING: Final = {
    "camera": ThingLabel("camera", "cameras"),
    "device": ThingLabel("device", "devices"),
    "accessory": ThingLabel("accessory", "accessories"),
    "fitting": ThingLabel("mount or part", "mounts or parts"),
    "recorder": ThingLabel("recorder or computer", "recorders or computers"),
    "licence": ThingLabel("licence", "licences"),
    "network": ThingLabel("part of the network", "parts of the network"),
    "storage": ThingLabel("disk or card", "disks or cards"),
    "cable": ThingLabel("cable", "cables"),
    "service": ThingLabel("service", "services"),
}
"""What a line speaks of: one, and several of them."""

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
    "certificate_issuer": "certificate issued by",
    "certificate_names": "certificate made out to",
    "https_default": "HTTPS at the factory",
    "http_default": "HTTP at the factory",
    "video_default": "encrypted video at the factory",
    "video_via": "encrypted video over",
    "https_on": "served over HTTPS",
    "ports": "ports",
    "tls": "TLS",
    "csr": "signing request",
    "checks": "checks of the certificate",
    "checks_default": "checks unless somebody chose",
}

DETAIL_VALUE: Final = {
    "rtsps": "RTSPS",
    "rtsps_srtp": "RTSPS with SRTP",
    "rtsp_over_https": "RTSP over HTTPS",
    "onvif": "ONVIF",
    "vendor": "a way of the maker's own",
    "self": "the camera itself",
}
"""The values of details that are no words by themselves; see `detail_value`."""

CHECK: Final = {
    "chain": "its authority",
    "dates": "its dates",
    "name": "its names",
    "pin": "its fingerprint",
}
"""What a recorder checks of a certificate."""

ASSUMPTION: Final = {
    "same_port": AssumptionLabel(
        "the port given for the recorder is the one under which the camera is reached",
        "the recorder's port is the camera's",
    ),
    "same_interface": AssumptionLabel(
        "what the plugin talks to is served where the camera's web page is",
        "the plugin talks HTTPS where the web page does",
    ),
    "http_on": AssumptionLabel("HTTP is on at the camera", "HTTP is on"),
    "usual_ports": AssumptionLabel("the camera is reached on the usual ports", "usual ports"),
    "tls_shared": AssumptionLabel(
        "camera and recorder have a TLS version in common", "a shared TLS version"
    ),
    "certificate_accepted": AssumptionLabel(
        "the recorder accepts the camera's certificate", "the certificate is accepted"
    ),
}
"""What an answer takes for granted because nobody said otherwise."""

TASK: Final = {
    "use_firmware": "use firmware",
    "set_clock": "set the clock",
    "open_port": "open the ports",
    "trust_ca": "trust the authority",
    "create_certificate": "create a certificate",
    "upload_certificate": "upload a certificate",
    "ca_certificate": "certificate of an authority",
    "remake_certificate": "make the certificate again",
    "pin_certificate": "store the certificate",
    "switch_on_https": "switch HTTPS on",
    "check_https": "check HTTPS",
    "set_port": "set the port",
    "set_option": "set the option",
    "set_protocol": "set the protocol",
    "switch_on_video": "switch encrypted video on",
    "verify": "verify",
    "close_clear": "close what is in clear",
}
"""A task in a few words."""

JOB: Final = {
    "use_firmware": "install the firmware that the plan names",
    "set_clock": "set the clock by a time server",
    "open_port": "let the ports of encrypted connections through",
    "trust_ca": "trust the authority that issues the certificates",
    "create_certificate": "let the camera create a certificate",
    "upload_certificate": "upload a certificate",
    "ca_certificate": "install a certificate of an authority, one per camera",
    "remake_certificate": "make the certificate again for the new address",
    "pin_certificate": "store the camera's certificate as the one to expect",
    "switch_on_https": "switch HTTPS on",
    "check_https": "open the camera's page over https, to see that it is there",
    "set_port": "set the port",
    "set_option": "set the option that the plan names",
    "set_protocol": "set the protocol that the plan names",
    "switch_on_video": "switch encrypted video on",
    "verify": "look whether the recorder shows what is expected",
    "close_clear": "close what is still open in clear",
    "change_address": "change the address",
    "look_after_move": "look whether the recorder records a moved camera again",
}
"""A step of a plan as one line of what somebody has to do; see `check.totals.plan`."""

CERTIFICATE_NEED: Final = {
    "authority": "from an authority",
    "upload": "to be uploaded",
    "camera": "made by the camera",
    "look": "told by a look whether HTTPS opens",
    "unknown": "not known",
    "none": "none needed",
}
"""Which certificate a camera needs, in a few words; see `check.answering.certificates`."""

FIELD: Final = {
    "model": "camera",
    "manufacturer": "manufacturer",
    "firmware": "firmware",
    "hardware_version": "hardware version",
    "via": "recorder and plugin",
    "recorder_version": "recorder version",
    "protocol": "protocol setting",
    "port": "port in the recorder",
    "https_port": "HTTPS port under which the camera is reached",
    "nat": "behind address translation (NAT)",
    "as_shipped": "as shipped",
    "http": "HTTP at the camera",
    "https_on": "HTTPS is on at the camera",
    "video_on": "encrypted video is on at the camera",
    "certificate": "certificate on the camera",
    "certificate_names": "what it is made out to",
    "address_changed": "address changed since the certificate was made",
    "done": "tasks that are done",
    "strict": "assume nothing",
    "replaces": "in place of a unit with firmware",
}
"""What a question says, as forms ask for it."""

CERTIFICATE: Final = {
    "none": "none",
    "factory": "as shipped",
    "self_signed": "own, self-signed",
    "ca": "of a certificate authority",
}
"""Which certificate is on a camera."""


def detail_value(value: object) -> str:
    """Return one word of a detail as people read it."""
    return DETAIL_VALUE.get(str(value)) or word(str(value))


COPY_FINDING: Final[dict[CopyFinding, str]] = {
    "found": "found",
    "no_pages": "found, in a copy without pages",
    "other_page": "on another page",
    "not_found": "not found",
    "unreadable": "copy cannot be read",
    "no_anchor": "no anchor to look for",
    "no_copy": "no copy",
}

NAMED_BY_LISTS: Final = "only lists name it; no document of the model itself was found"


def said_for(layer: Layer, scope: Scope) -> str:
    """Return what a statement speaks of; one of a pairing, through which plugin too."""
    return f"{SCOPE[scope].name} with this plugin" if layer == "pairing" else SCOPE[scope].name


def detail_words(details: Mapping[str, object]) -> list[tuple[str, str]]:
    """Return details as people read them: the label and the value of each."""
    return [(DETAIL[name], _detail_words(value)) for name, value in details.items()]


def _detail_words(value: object) -> str:
    if isinstance(value, Mapping):
        value = tuple(value.items())
    if not isinstance(value, (list, tuple)):
        return detail_value(value)
    return ", ".join(
        f"{detail_value(one[0])} {one[1]}" if isinstance(one, (list, tuple)) else detail_value(one)
        for one in value
    )


HELP: Final = {
    "hardware_version": "The board, where a model has several.",
    "firmware": "As the device prints it; or newest (of those it is shown to run), or any.",
    "plugin": "The recorder's device-type plugin.",
    "recorder": "The recorder; the default one if not said. none: the camera alone.",
    "recorder_version": "The recorder's version; the newest with evidence if not said.",
    "protocol": "A setting of the recorder's protocol menu, by id or label; all if not said.",
    "protocol_today": "The setting that the recorder has now, which need not be set again.",
    "port": "The recorder's port for the camera.",
    "https_port": "The port under which the recorder reaches the camera over HTTPS.",
    "nat": "Whether the camera is reached through address translation.",
    "as_shipped": "Unsaid switches and certificate stand as at the factory.",
    "http": "HTTP at the camera: on, off, or redirected to HTTPS.",
    "https_on": "Whether HTTPS is switched on at the camera.",
    "video_on": "Whether encrypted video is switched on at the camera.",
    "certificate": "The certificate on the camera.",
    "certificate_names": "What the certificate is made out to; several.",
    "address_changed": "Whether the address changed since the certificate was made.",
    "option": "A choice of the recorder, as NAME=VALUE; several.",
    "done": "A task that is done; several.",
    "strict": "Take nothing for granted that nobody said.",
    "replaces": "The firmware of a unit that this one is put in place of: what differs.",
}
"""What the parts of a question are, as commands and the API explain them."""

"""What one line of a list asks: its cells, read as a question about one camera, pure.

A cell that cannot be read makes the line invalid and says which cell and why; nothing is guessed
and nothing is left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final, Literal, TypeAlias

from integration_db.check.reading.headings import folded
from integration_db.check.reading.sorts import names_sort
from integration_db.errors import NoSuchChoice, UsageError
from integration_db.named_tuple import NamedTuple
from integration_db.names.folding import plain
from integration_db.names.manufacturers import names_nobody
from integration_db.names.units import UNIT
from integration_db.prediction.site import (
    NO_PORT,
    TICKED_OFF,
    USUAL_PORTS,
    Site,
    is_port,
    read_option,
)
from integration_db.text.secrets import masked_document
from integration_db.text.sentences import any_of, brief, word
from integration_db.vocabulary import CERTIFICATES, DETAILS

ASKED: Final = (
    *("manufacturer", "model", "part_number", "description", "firmware", "hardware_version"),
    *("plugin", "driver_family", "recorder", "recorder_version", "protocol", "protocol_today"),
    *("port", "https_port", "nat", "as_shipped", "http", "http_off", "https_on", "video_on"),
    *("certificate", "certificate_names", "address_changed", "tasks_done", "option"),
    *("found_protocol", "found_port", "found_firmware", "scopes", "firmware_build"),
    "remark",
)
"""The fields that make one question; lines that agree in them have one answer."""

_OF_LINES: Final = (
    *("http_off", "tasks_done", "driver_family", "scopes", "firmware_build"),
    *("found_protocol", "found_port", "found_firmware", "remark"),
)
"""The fields that a line has and no setting; some are another way to say one that is."""

_ONE_CAMERA: Final = ("model", "part_number", "description")

_OVERRIDABLE: Final = (
    *(field for field in ASKED if field not in (*_OF_LINES, *_ONE_CAMERA)),
    "done",
)
"""What a setting may say against lines; which camera a line is about, only it says itself."""

SETTINGS: Final = (*_ONE_CAMERA, *_OVERRIDABLE, "strict", "override")
"""What may hold for all lines; `http` says what a column `http_off` says of a line."""

OF_RECORDER: Final = (
    *("plugin", "driver_family", "recorder_version", "protocol", "protocol_today", "option"),
)
"""The fields whose words mean something on one recorder only."""

HEARD: Final = ("description", "model", "part_number")
"""The fields that tell what a line is about, in the order in which they are heard."""

Counting: TypeAlias = Literal["counted", "priced", "bare", "no quantities"]
"""Whether a line says how many: it does; it has an amount only; neither; its list never does."""

Cells: TypeAlias = Mapping[str, str | bool]
"""What a line says, by fields of `ASKED`: text, and of what is so or not perhaps the truth."""

TRUTHS: Final = (
    *("nat", "as_shipped", "http", "http_off", "https_on", "video_on", "certificate"),
    *("address_changed", "found_protocol"),
)
"""The fields in which `True` and `False` say something."""

SEVERAL: Final = ("certificate_names", "tasks_done", "option")
"""The fields that may hold several words."""

_TEXTS: Final = ASKED[: ASKED.index("port")]
"""Those that are text of any kind."""
_NOTHING: Final = frozenset(
    ["", "-", "--", "---", "–", "—", "n/a", "na", "none", "null", "tbd", "?"]
)
_YES: Final = frozenset(
    word
    for words in (
        "yes y true 1 x on enabled active activated",
        "ja j wahr an ein aktiv aktiviert eingeschaltet installiert",
        "si s verdadero activo activa activado activada habilitado encendido instalado",
        "oui vrai actif active activee installe",
        "vero attivo attiva attivato attivata abilitato acceso installato",
        "sim verdadeiro ativo ativa ativado ativada ligado",
        "waar aan actief ingeschakeld geinstalleerd installed",
    )
    for word in words.split(" ")
)
_NO: Final = frozenset(
    word
    for words in (
        "no n false 0 off disabled inactive deactivated",
        "nein falsch aus inaktiv deaktiviert ausgeschaltet abgeschaltet",
        "falso inactivo inactiva desactivado desactivada deshabilitado apagado",
        "non faux inactif inactive desactive desactivee",
        "inattivo inattiva disattivato disattivata disabilitato spento",
        "nao inativo inativa desativado desativada desligado",
        "nee neen onwaar uit inactief uitgeschakeld",
    )
    for word in words.split(" ")
)
"""What is so and what is not, in the seven languages of lists; as `folded` leaves words."""
_WHOLE: Final = re.compile(r"(\d{1,9})(?:[.,]0{1,2})?", re.A)
_QUANTITY: Final = re.compile(rf"(\d{{1,9}})(?P<decimals>[.,]0+)? ?(?:{UNIT}\.?)?", re.A | re.I)
_GROUPED: Final = re.compile(
    r"(?<!\d)\d{1,3}(?:(?P<mark>[., '\u2019\u00a0\u202f])\d{3})(?:(?P=mark)\d{3})*"
    r"(?P<rest>[.,]0{1,2})?(?!\d)",
    re.A,
)
"""A number in groups of three digits, with decimals behind another mark."""
_AMOUNT: Final = re.compile(r"\d[.,]\d{2}(?!\d)|\d ?[€$£]|[€$£] ?\d|\b(?:EUR|USD|CHF|GBP)\b", re.A)
_SHORT: Final = (
    "manufacturer",
    *("firmware", "hardware_version", "plugin", "recorder", "recorder_version", "protocol"),
    "protocol_today",
)
_LONGEST: Final = 500
"""Characters of a cell that names something; longer ones are an accident."""


class Request(NamedTuple):
    """A question about one camera, as a line of a list asks it.

    Text fields are None where the line does not say. `driver_family` is what a recorder groups the
    drivers of one maker under. `found_protocol`, a scheme, and `found_port` are what a scan found,
    or how the recorder is connected today; they are no wish.
    `protocol` is the setting that is asked about, `protocol_today` the one that the recorder has
    now, both as they are written.
    `says` are the fields that the line itself says and no default, `is_named` tells that it calls
    the camera by a name or an address, `counting` whether it says how many.
    `problem` tells why the line is invalid. `title` is what a line says, in whatever column, that
    names nothing at all: the title of a chapter. `remark` holds what remarks beside the line, or a
    heading above it, say of its position: words of `Position`.
    """

    manufacturer: str | None = None
    model: str | None = None
    part_number: str | None = None
    description: str | None = None
    firmware: str | None = None
    hardware_version: str | None = None
    plugin: str | None = None
    recorder: str | None = None
    recorder_version: str | None = None
    protocol: str | None = None
    protocol_today: str | None = None
    site: Site = Site()
    problem: str | None = None
    driver_family: str | None = None
    found_protocol: str | None = None
    found_port: int | None = None
    says: tuple[str, ...] = ()
    is_named: bool = False
    counting: Counting = "no quantities"
    title: str = ""
    remark: str = ""

    @property
    def texts(self) -> tuple[str, ...]:
        """Return what the line itself says of what it is about, what tells most first.

        The maker's name does not, unless there is nothing else.
        """
        said = [getattr(self, field) for field in HEARD if field in self.says]
        if not said and "manufacturer" in self.says:
            said = [self.manufacturer]
        return tuple([text for text in said if text])

    @property
    def written(self) -> str:
        """Return the camera as the line writes it."""
        camera = (self.model,) if self.model else (self.part_number, self.description)
        return " ".join(part for part in (self.manufacturer, *camera) if part)

    @property
    def shown(self) -> str:
        """Return the camera as the line writes it, of long texts the beginning."""
        return brief(self.written or self.title)


class Unreadable(ValueError):
    """A cell that cannot be read; the message is one clause for people."""


NO_DEFAULTS: Final = Request()
"""Nothing holds for lines that do not say."""


def defaults_of(settings: Mapping[str, object]) -> Request:
    """Return what holds for lines that do not say, from fields of `SETTINGS` and their values.

    Ports are numbers, what is so or not is `True` or `False`; `certificate_names` and `done` are
    words, `option` maps names to values; all else is text. Raises `UsageError` for a field or a
    value that no line can have.
    """
    for field, value in settings.items():
        if field not in SETTINGS:
            raise UsageError(
                f"a list has no setting {field!r}; it has {', '.join(SETTINGS)}",
                code="unknown-option",
            )
        if field == "override":
            continue
        if value is not None and (wanted := _not_fitting(field, value)):
            raise UsageError(f"{field} {value!r}: {wanted}", code="bad-value", option=field)
    said: dict[str, Any] = {
        _SITE_FIELD.get(field, field): masked_document(value)
        for field, value in settings.items()
        if field != "override" and value is not None and value != ""
    }
    if "options" in said:
        said["options"] = tuple(said["options"].items())
    for field in ("certificate_names", "done"):
        if field in said:
            said[field] = tuple(said[field])
    facts = {field: said.pop(field) for field in Site._fields if field in said}
    return Request(**said, site=Site(**facts))


def overridden_by(settings: Mapping[str, object]) -> tuple[str, ...]:
    """Return the settings that win over what lines say: those that `override` names.

    Raises `UsageError` for one that does not exist, and for one that is not set.
    """
    names = settings.get("override") or ()
    if isinstance(names, str) or not isinstance(names, (list, tuple)):
        raise UsageError(
            f"override {names!r}: write any of {', '.join(_OVERRIDABLE)}",
            code="bad-value",
            option="override",
        )
    for name in names:
        if name not in _OVERRIDABLE:
            raise NoSuchChoice("override", name, _OVERRIDABLE)
        if settings.get(name) in (None, "", [], (), {}):
            raise UsageError(
                f"{word(name)} cannot win over the list: nothing was said of it",
                code="nothing-to-override",
                option="override",
            )
    return tuple(dict.fromkeys(names))


def passed_over(overridden: Sequence[str]) -> frozenset[str]:
    """Return the fields of lines that say nothing where these settings win over them."""
    fields = set(overridden)
    for setting, others in _SAYS_SAME.items():
        if setting in fields:
            fields |= set(others)
    return frozenset(fields)


def settings_of(site: Site) -> dict[str, object]:
    """Return what is said of a site as fields of `SETTINGS`; `defaults_of` reads them back."""
    said = {name: value for name, value in site._asdict().items() if value not in (None, ())}
    options = said.pop("options", None)
    return {**said, "option": dict(options)} if options else said


def read_request(cells: Cells, defaults: Request = NO_DEFAULTS) -> Request:
    """Return the question that the cells of a line ask; `defaults` where a cell says nothing."""
    said = {field: _said(field, cells.get(field)) for field in ASKED}
    for field in _ESCAPED:
        if said[field] is not None:
            said[field] = unescaped(said[field])
    _join(said)
    if said["plugin"] is not None and names_sort(said["plugin"]):
        said["plugin"] = None  # "Type" is the sort of thing in many lists
    remark = said.pop("remark") or ""
    says = tuple([field for field, cell in said.items() if cell is not None])
    for field in _TEXTS:
        said[field] = said[field] or getattr(defaults, field)
    found: dict[str, Any] = {
        "found_protocol": _scheme(said),
        "found_port": _found_port(said["found_port"]),
    }
    problem = None
    for field in _SHORT:
        text = said[field]
        if text is not None and len(text) > _LONGEST:
            problem = f"{word(field)} of {len(text):,} characters"
            said[field] = None
    maker = said["manufacturer"]
    if maker is not None and names_nobody(maker):
        said["manufacturer"] = None  # what devices print where nobody filled it in
    texts: dict[str, Any] = {field: said[field] for field in _TEXTS}
    request = Request(**texts, **found, says=says, remark=remark)
    if not (request.model or request.part_number or request.description):
        return request._replace(problem="no model in this line")
    if problem is not None:
        return request._replace(problem=problem)
    try:
        return request._replace(site=_site(said, defaults.site))
    except Unreadable as error:
        return request._replace(problem=str(error))


def says_quantity(text: str) -> bool:
    """Whether a cell of a column of quantities says anything."""
    return _said("quantity", text) is not None


def says_amount(text: str) -> bool:
    """Whether a cell holds an amount of money."""
    return _AMOUNT.search(text) is not None


def _without_groups(number: re.Match[str]) -> str:
    """Return a number without the marks of its groups, where they can be nothing else."""
    mark, rest = number["mark"], number["rest"] or ""
    if mark in ".," and rest[:1] in ("", mark):
        return number[0]  # `1.200` may be 1 or 1200
    return number[0].removesuffix(rest).replace(mark, "") + rest


@lru_cache(maxsize=4096)
def read_quantity(text: str) -> int:
    """Return how many cameras a cell means, 1 where it says nothing. Raises `Unreadable`."""
    said = _said("quantity", text)
    if said is None:
        return 1
    quantity = _QUANTITY.fullmatch(plain(_GROUPED.sub(_without_groups, said)))
    if quantity is None:
        raise Unreadable(f"quantity {said[:40]!r} is no whole number")
    number, decimals = quantity[1], quantity["decimals"]
    if decimals and len(decimals) > 3:
        raise Unreadable(f"quantity {said[:40]!r} may be {number} or {number}000: write one")
    return int(number)


def _not_fitting(field: str, value: object) -> str | None:
    """Return what a setting has to be instead of this value, None if it fits."""
    if field in ("port", "https_port"):
        return None if type(value) is int and is_port(value) else NO_PORT
    if field in ("nat", "as_shipped", "https_on", "video_on", "address_changed", "strict"):
        return None if isinstance(value, bool) else "write true or false"
    if field in _WORDS:
        words = _WORDS[field]
        if field in ("certificate_names", "done"):
            given = value if isinstance(value, (list, tuple)) else None
            right = given is not None and all(one in words for one in given)
            return None if right else f"write any of {', '.join(words)}"
        return None if value in words else f"write {any_of(words)}"
    if field == "option":
        right = isinstance(value, Mapping) and all(
            isinstance(part, str) for pair in value.items() for part in pair
        )
        return None if right else "write names with values"
    return None if isinstance(value, str) else "write text"


def _site(said: Mapping[str, Any], defaults: Site) -> Site:
    """Return what a line says of the site; `defaults` where it says nothing."""
    facts = defaults._asdict()
    if said["certificate"] is not None:
        facts["certificate_names"] = ()  # those of another certificate
    for field, (name, read) in _SITE.items():
        if said[field] is not None:
            facts[_SITE_FIELD.get(field, field)] = read(name, said[field])
    facts["options"] = tuple(dict([*defaults.options, *facts["options"]]).items())
    if facts["https_port"] is None and _scheme(said) == "https":
        port = _found_port(said["found_port"])
        facts["https_port"] = None if port == USUAL_PORTS["https"] else port
    return Site(**facts)


def unescaped(text: str) -> str:
    """Return a text without the escapes of a URL (`%20`), as devices print it in scopes."""
    if " " in text or "%" not in text:
        return text
    plain = _ESCAPES.sub(
        lambda m: bytes.fromhex(m[0].replace("%", "")).decode("utf-8", "replace"), text
    )
    return plain if plain.isprintable() else text


def _join(said: dict[str, Any]) -> None:
    """Put together what a line says of one thing in several cells."""
    if said["scopes"] is not None:
        scopes = {name.casefold(): unescaped(text) for name, text in _SCOPE.findall(said["scopes"])}
        hardware, name = scopes.get("hardware"), scopes.get("name")
        if said["model"] is None and hardware is not None and not names_nobody(hardware):
            said["model"] = hardware
        said["manufacturer"] = said["manufacturer"] or scopes.get("manufacturer")
        said["description"] = said["description"] or name
    said["firmware"] = said["found_firmware"] or said["firmware"]  # seen on the camera's own page
    build = said["firmware_build"]
    firmware = said["firmware"]
    if firmware is None or build is None or "build" in firmware.casefold():
        return
    if _BUILD.match(build):
        said["firmware"] = f"{firmware} {build}"


def _scheme(said: Mapping[str, Any]) -> str | None:
    """Return the scheme under which a camera was found: the encrypted one where it has both."""
    cell = said["found_protocol"]
    if cell is None:
        return None
    truth = _perhaps_truth(cell)
    if truth is not None:
        return "https" if truth else "http"
    words = re.findall(r"[a-z]+", str(cell).casefold())
    return next((one for one in ("https", "http", "rtsps", "rtsp") if one in words), None)


def _found_port(cell: str | None) -> int | None:
    """Return the port under which a camera was found; a cell with several says none."""
    number = _WHOLE.fullmatch(cell or "")
    return int(number[1]) if number is not None and is_port(int(number[1])) else None


def says_yes(text: str) -> bool:
    """Whether a cell is a yes or a cross."""
    return _perhaps_truth(text) is True


def says_truth(text: str) -> bool:
    """Whether a cell says that something is so, or that it is not."""
    return _perhaps_truth(text) is not None


def says_nothing(text: str) -> bool:
    """Whether a cell says nothing: it is empty, or holds what stands for that."""
    return text.strip().casefold() in _NOTHING


def _said(field: str, cell: str | bool | None) -> Any:
    """Return what a cell says, text without what stands around it; None where it says nothing."""
    if cell is None or isinstance(cell, bool):
        return cell
    text = cell.strip()
    if text[:1] == '"' and text[-1:] != '"':
        text = text[1:].lstrip()  # of a cell whose quotation was never closed
    if field == "certificate" and text.casefold() == "none":
        return text  # there is none, which says something
    return None if says_nothing(text) else text


def _port(name: str, text: str) -> int:
    number = _WHOLE.fullmatch(text)
    if number is None or not is_port(int(number[1])):
        raise Unreadable(f"{name} {text[:40]!r}: {NO_PORT}")
    return int(number[1])


def _truth(name: str, text: str | bool) -> bool | None:
    truth = _perhaps_truth(text)
    if truth is None and folded(str(text)) not in _UNKNOWN:
        raise Unreadable(f"{name} {str(text)[:40]!r}: write yes or no")
    return truth


def _perhaps_truth(text: str | bool) -> bool | None:
    if isinstance(text, bool):
        return text
    said = folded(text)
    return True if said in _YES else False if said in _NO else None


def _http(name: str, text: str | bool) -> str | None:
    """Return whether HTTP is on; a redirect to HTTPS is neither."""
    truth = _perhaps_truth(text)
    if truth is not None:
        return "on" if truth else "off"
    said = folded(str(text))
    if said.startswith("redirect"):
        return "redirect"
    if said in _UNKNOWN:
        return None
    raise Unreadable(f"{name} {str(text)[:40]!r}: write on, off or redirect")


def _http_off(name: str, text: str | bool) -> str | None:
    off = _truth(name, text)
    return None if off is None else "off" if off else "on"


def _certificate(name: str, text: str | bool) -> str | None:
    """Return which certificate is there; of one that is only said to be installed, the own one."""
    truth = _perhaps_truth(text)
    if truth is not None:
        return "self_signed" if truth else "factory"
    said = folded(str(text))
    if said in _UNKNOWN:
        return None
    if said not in _CERTIFICATE_WORDS:
        raise Unreadable(f"{name} {str(text)[:40]!r}: write {any_of(CERTIFICATES)}")
    return _CERTIFICATE_WORDS[said]


def _several(known: Sequence[str], also: Mapping[str, str]) -> Callable[[str, str], object]:
    """Return what reads words of a list out of a cell."""

    def read(name: str, text: str) -> tuple[str, ...]:
        found = []
        for part in _PARTS.split(text):
            said = _as_word(part)
            said = also.get(said, said)
            if said and said not in known:
                raise Unreadable(f"{name} {part.strip()[:40]!r}: write any of {', '.join(known)}")
            found += [said] if said else []
        return tuple(dict.fromkeys(found))

    return read


def _options(name: str, text: str) -> tuple[tuple[str, str], ...]:
    pairs = []
    for part in filter(str.strip, text.split(";")):
        pair = read_option(part)
        if pair is None:
            raise Unreadable(f"{name} {part.strip()[:40]!r}: write NAME=VALUE")
        pairs.append(pair)
    return tuple(pairs)


def _as_word(text: str) -> str:
    """Return a text as words of the vocabulary are spelt."""
    return re.sub(r"[\s-]+", "_", text.strip().casefold())


_SAYS_SAME: Final[dict[str, tuple[str, ...]]] = {
    "recorder": OF_RECORDER,
    "plugin": ("driver_family",),
    "http": ("http_off",),
    "done": ("tasks_done",),
    "firmware": ("firmware_build", "found_firmware"),
}
"""Per setting the fields of lines that mean the same, or mean nothing without the old value."""

_UNKNOWN: Final = frozenset(
    ("unknown", "unbekannt", "desconocido", "inconnu", "sconosciuto", "desconhecido", "onbekend")
)
_ESCAPED: Final = ("manufacturer", "model", "part_number", "description", "firmware")
_ESCAPES: Final = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_BUILD: Final = re.compile(r"build\b", re.I)
_SCOPE: Final = re.compile(r"onvif://www\.onvif\.org/(\w+)/([^\s;,]+)", re.I)
"""https://www.onvif.org/specs/core/ONVIF-Core-Specification.pdf, "Scope parameters"."""
_PARTS: Final = re.compile(r"[,;/|]")
_CERTIFICATE_WORDS: Final[dict[str, str]] = {
    **{folded(one): one for one in CERTIFICATES},
    **dict.fromkeys(("kein", "keins", "ninguno", "aucun", "nessuno", "nenhum", "geen"), "none"),
    **{"asshipped": "factory", "default": "factory"},
    **{"own": "self_signed", "selbstsigniert": "self_signed", "autofirmado": "self_signed"},
    **{"autosigne": "self_signed", "autofirmato": "self_signed", "autoassinado": "self_signed"},
    **{"zelfondertekend": "self_signed"},
    **{"casigned": "ca", "caissued": "ca", "certificateauthority": "ca"},
}
"""What is written for the certificates, as `folded` leaves it."""
_WORDS: Final[dict[str, Sequence[str]]] = {
    "http": DETAILS["http_default"],
    "certificate": CERTIFICATES,
    "certificate_names": DETAILS["certificate_names"],
    "done": TICKED_OFF,
}
"""The fields whose values are closed words."""

_SITE_FIELD: Final = {"http_off": "http", "option": "options", "tasks_done": "done"}
"""The fields that a site calls otherwise."""

_SITE: Final[dict[str, tuple[str, Callable[[str, Any], object]]]] = {
    "port": ("port", _port),
    "https_port": ("HTTPS port", _port),
    "nat": ("NAT", _truth),
    "as_shipped": ("as shipped", _truth),
    "http_off": ("HTTP off", _http_off),
    "http": ("HTTP", _http),
    "https_on": ("HTTPS on", _truth),
    "video_on": ("video encryption on", _truth),
    "certificate": ("certificate", _certificate),
    "certificate_names": (
        "certificate names",
        _several(_WORDS["certificate_names"], {"ip": "address", "hostname": "host_name"}),
    ),
    "address_changed": ("address changed", _truth),
    "tasks_done": ("tasks done", _several(TICKED_OFF, {})),
    "option": ("option", _options),
}
"""Each fact of the site with its name for people, and how a cell that says it is read."""

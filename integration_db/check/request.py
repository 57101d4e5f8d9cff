"""What one line of a list asks: its cells, read as a question about one camera, pure.

A cell that cannot be read makes the line invalid and says which cell and why; nothing is guessed
and nothing is left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, Final, NamedTuple, TypeAlias

from integration_db.errors import UsageError
from integration_db.names import exact_key, loose_key
from integration_db.names.manufacturers import PLACEHOLDERS
from integration_db.names.optional_words import DESCRIPTORS, SHAPES
from integration_db.prediction.outcomes import HTTPS_ONLY
from integration_db.prediction.site import NO_PORT, Site, is_port
from integration_db.text.sentences import brief, word
from integration_db.vocabulary import PROTOCOLS, Protocol

ASKED: Final = (
    *("manufacturer", "model", "part_number", "description", "firmware", "hardware_version"),
    *("plugin", "recorder", "recorder_version", "protocol", "port", "https_port", "http_off"),
    *("cert_installed", "ip_changed"),
)
"""The fields that make one question; lines that agree in them have one answer."""

Cells: TypeAlias = Mapping[str, str | bool]
"""What a line says, by fields of `ASKED`: text, and of what is so or not perhaps the truth."""

TRUTHS: Final = ("http_off", "cert_installed", "ip_changed")
"""The fields that say what is so or not."""

_TEXTS: Final = ASKED[: ASKED.index("protocol")]
"""Those that are text of any kind."""
_NOTHING: Final = frozenset(
    ["", "-", "--", "---", "–", "—", "n/a", "na", "none", "null", "tbd", "?"]
)
_YES: Final = frozenset(["yes", "y", "true", "1", "x", "on", "ja", "oui", "si"])
_NO: Final = frozenset(["no", "n", "false", "0", "off", "nein", "non"])
_PROTOCOL_WORDS: Final[dict[str, Protocol]] = {
    **{loose_key(protocol).lower(): protocol for protocol in PROTOCOLS},
    "https": HTTPS_ONLY,  # what is not HTTPS is not meant, so no falling back
}
_WHOLE: Final = re.compile(r"(\d{1,9})(?:[.,]0{1,2})?", re.A)
_QUANTITY: Final = re.compile(
    r"(\d{1,9})(?P<decimals>[.,]0+)? ?(?:x|pcs?\.?|pieces?|ea\.?|each|units?|st\.?|stk\.?|stück)?",
    re.A | re.I,
)
_SUM: Final = re.compile(
    r"(?:(?:sub|grand|net|gross|zwischen|gesamt|end|netto|brutto|sous|montant)[ -]?)?"
    r"(?:total|totals|totaux|summe|sum|betrag|vat|mwst|ust|tva|iva)\b[^a-z]*"
    r"(?:(?:excl|incl|exkl|inkl|net|netto|brutto|ht|ttc|vat|mwst)\b[^a-z]*)*",
    re.I,
)
"""What stands below a quotation."""
_SHORT: Final = (
    "manufacturer",
    *("firmware", "hardware_version", "plugin", "recorder", "recorder_version", "protocol"),
)
_LONGEST: Final = 500
"""Characters of a cell that names something; longer ones are an accident."""


class Request(NamedTuple):
    """A question about one camera, as a line of a list asks it.

    Text fields are None where the line does not say. `problem` tells why the line is invalid.
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
    protocol: Protocol | None = None
    site: Site = Site()
    problem: str | None = None

    @property
    def names_camera(self) -> bool:
        """Whether the line says at all which camera it is about."""
        return bool(self.model or self.part_number or self.description) and not self.is_sum

    @property
    def is_sum(self) -> bool:
        """Whether the line is a sum below a quotation."""
        texts = [text for text in (self.model, self.part_number, self.description) if text]
        return len(texts) == 1 and self.manufacturer is None and bool(_SUM.fullmatch(texts[0]))

    @property
    def written(self) -> str:
        """Return the camera as the line writes it."""
        camera = (self.model,) if self.model else (self.part_number, self.description)
        return " ".join(part for part in (self.manufacturer, *camera) if part)

    @property
    def shown(self) -> str:
        """Return the camera as the line writes it, of long texts the beginning."""
        return brief(self.written)


class Unreadable(ValueError):
    """A cell that cannot be read; the message is one clause for people."""


NO_DEFAULTS: Final = Request()
"""Nothing holds for lines that do not say."""


def defaults_of(settings: Mapping[str, object]) -> Request:
    """Return what holds for lines that do not say, from fields of `ASKED` and their values.

    Ports are numbers, what is so or not is `True` or `False`, all else is text. Raises
    `UsageError` for a field or a value that no line can have.
    """
    for field, value in settings.items():
        if field not in ASKED:
            raise UsageError(
                f"a list has no setting {field!r}; it has {', '.join(ASKED)}",
                code="unknown-option",
            )
        if value is not None and (wanted := _not_fitting(field, value)):
            raise UsageError(f"{field} {value!r}: {wanted}", code="bad-value")
    said: dict[str, Any] = {field: value for field, value in settings.items() if value != ""}
    site = Site(*(said.pop(field, None) for field in Site._fields))
    return Request(**said, site=site)


def read_request(cells: Cells, defaults: Request = NO_DEFAULTS) -> Request:
    """Return the question that the cells of a line ask; `defaults` where a cell says nothing."""
    said = {field: _said(cells.get(field)) for field in ASKED}
    if said["plugin"] is not None and _is_shape(said["plugin"]):
        said["plugin"] = None  # "Type" is the shape in many lists
    for field in _TEXTS:
        said[field] = said[field] or getattr(defaults, field)
    problem = None
    for field in _SHORT:
        text = said[field]
        if text is not None and len(text) > _LONGEST:
            problem = f"{word(field)} of {len(text):,} characters"
            said[field] = None
    maker = said["manufacturer"]
    if maker is not None and loose_key(maker) in PLACEHOLDERS:
        said["manufacturer"] = None  # what devices print where nobody filled it in
    texts: dict[str, Any] = {field: said[field] for field in _TEXTS}
    request = Request(**texts)
    if not (request.model or request.part_number or request.description):
        return request._replace(problem="no model in this line")
    if problem is not None:
        return request._replace(problem=problem)
    setting = said["protocol"]
    try:
        return request._replace(
            protocol=defaults.protocol if setting is None else read_protocol(setting),
            site=_site(said, defaults.site),
        )
    except Unreadable as error:
        return request._replace(problem=str(error))


def read_protocol(text: str) -> Protocol:
    """Return the protocol setting as the vocabulary spells it. Raises `Unreadable`."""
    protocol = _PROTOCOL_WORDS.get(loose_key(text).lower())
    if protocol is None:
        raise Unreadable(f"protocol {text!r}: write one of {', '.join(PROTOCOLS)}")
    return protocol


@lru_cache(maxsize=4096)
def read_quantity(text: str) -> int:
    """Return how many cameras a cell means, 1 where it says nothing. Raises `Unreadable`."""
    said = _said(text)
    if said is None:
        return 1
    quantity = _QUANTITY.fullmatch(said)
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
    if field in Site._fields:
        return None if isinstance(value, bool) else "write true or false"
    if field == "protocol":
        return None if value in PROTOCOLS else f"write one of {', '.join(PROTOCOLS)}"
    return None if isinstance(value, str) else "write text"


def _site(said: Mapping[str, Any], defaults: Site) -> Site:
    """Return what a line says of the site; `defaults` where it says nothing."""
    facts = defaults._asdict()
    for field, (name, read) in _SITE.items():
        if said[field] is not None:
            facts[field] = read(name, said[field])
    return Site(**facts)


def _is_shape(text: str) -> bool:
    """Whether a text only says what sort of camera it is, as `Fixed dome` does."""
    return all(word in DESCRIPTORS or word in SHAPES for word in exact_key(text).split())


def _said(cell: str | bool | None) -> Any:
    """Return what a cell says, text without what stands around it; None where it says nothing."""
    if cell is None or isinstance(cell, bool):
        return cell
    text = cell.strip()
    if text[:1] == '"' and text[-1:] != '"':
        text = text[1:].lstrip()  # of a cell whose quotation was never closed
    return None if text.casefold() in _NOTHING else text


def _port(name: str, text: str) -> int:
    number = _WHOLE.fullmatch(text)
    if number is None or not is_port(int(number[1])):
        raise Unreadable(f"{name} {text[:40]!r}: {NO_PORT}")
    return int(number[1])


def _truth(name: str, text: str | bool) -> bool | None:
    if isinstance(text, bool):
        return text
    said = text.casefold()
    if said in ("unknown", "unbekannt"):
        return None
    if said in _YES or said in _NO:
        return said in _YES
    raise Unreadable(f"{name} {text[:40]!r}: write yes or no")


_SITE: Final[dict[str, tuple[str, Callable[[str, Any], int | None]]]] = {
    "port": ("port", _port),
    "https_port": ("HTTPS port", _port),
    "http_off": ("HTTP off", _truth),
    "cert_installed": ("certificate installed", _truth),
    "ip_changed": ("IP changed", _truth),
}
"""Each fact of the site with its name for people, and how a cell that says it is read."""

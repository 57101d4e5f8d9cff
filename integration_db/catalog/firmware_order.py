"""Two firmware texts of a manufacturer in words: older, same, newer, or not to be ordered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from integration_db.errors import NotFound
from integration_db.firmware import (
    GENERIC,
    SCHEMES,
    Firmware,
    compare,
    explain_comparison,
    parse_firmware,
    scheme_for,
)
from integration_db.named_tuple import NamedTuple

if TYPE_CHECKING:
    from integration_db.catalog.catalog import Catalog


_WORDS: Final = {-1: "older", 0: "same", 1: "newer", None: "unknown"}


def read_firmware(catalog: Catalog, manufacturer: str, text: str) -> tuple[str, Firmware]:
    """Return the manufacturer's printed name, and the text as read by its scheme.

    A manufacturer whose scheme is known needs no camera in the catalogue. Raises `NotFound` for one
    that neither the catalogue nor a scheme knows.
    """
    name, scheme = _writes(catalog, manufacturer)
    return name, parse_firmware(text, manufacturer=name, scheme=scheme)


def _writes(catalog: Catalog, manufacturer: str) -> tuple[str, str]:
    """Return a manufacturer's printed name and scheme. Raises `NotFound`."""
    try:
        number, name = catalog.manufacturer(manufacturer)
    except NotFound:
        scheme = scheme_for(manufacturer)
        if scheme == GENERIC:
            raise
        written, title = " ".join(manufacturer.split()), SCHEMES[scheme].title
        return title if written.casefold() == title.casefold() else written, scheme
    return name, catalog.names.scheme(number)


class FirmwareOrder(NamedTuple):
    """How two texts of a manufacturer stand to each other: `a` is older, same, newer or unknown."""

    manufacturer: str
    a: str
    b: str
    result: str
    why: str

    def to_dict(self) -> dict[str, str]:
        """Return the object of the JSON promise."""
        return self._asdict()


def order(catalog: Catalog, manufacturer: str, a: str, b: str) -> FirmwareOrder:
    """Return how `a` stands to `b`. Raises `NotFound` for a manufacturer that is not known."""
    name, one = read_firmware(catalog, manufacturer, a)
    _, other = read_firmware(catalog, manufacturer, b)
    return FirmwareOrder(name, a, b, _WORDS[compare(one, other)], explain_comparison(one, other))

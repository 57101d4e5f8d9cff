"""Two firmware texts of a manufacturer in words: older, same, newer, or not to be ordered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from integration_db.firmware import Firmware, compare, explain_comparison, parse_firmware

if TYPE_CHECKING:
    from integration_db.catalog.catalog import Catalog


_WORDS: Final = {-1: "older", 0: "same", 1: "newer", None: "unknown"}


def read_firmware(catalog: Catalog, manufacturer: str, text: str) -> tuple[str, Firmware]:
    """Return the manufacturer's printed name, and the text as read by its scheme.

    Raises `NotFound` for a manufacturer that is not known.
    """
    number, name = catalog.manufacturer(manufacturer)
    scheme = catalog.names.scheme(number)
    return name, parse_firmware(text, manufacturer=name, scheme=scheme)


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

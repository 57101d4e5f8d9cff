"""Two firmware texts of a manufacturer in words: older, same, newer, or not to be ordered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

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


def order(catalog: Catalog, manufacturer: str, a: str, b: str) -> dict[str, str]:
    """Return the object of the JSON promise: `result` tells how `a` stands to `b`, and `why`.

    Raises `NotFound` for a manufacturer that is not known.
    """
    name, one = read_firmware(catalog, manufacturer, a)
    _, other = read_firmware(catalog, manufacturer, b)
    return {
        "manufacturer": name,
        "a": a,
        "b": b,
        "result": _WORDS[compare(one, other)],
        "why": explain_comparison(one, other),
    }

"""A line as people find it again."""

from __future__ import annotations

from typing import Final

from integration_db.named_tuple import NamedTuple

MOST_NAMED: Final = 10
"""How many lines of a kind are named; the others are counted."""

_LONGEST: Final = 60
"""Characters of a name or an address that are shown."""


def with_sheet(number: int, sheet: str | None) -> str:
    """Return the number of a line as it stands behind the word `line`, with its worksheet."""
    return str(number) if sheet is None else f"{number} of {sheet}"


class NamedLine(NamedTuple):
    """A line as people find it again: its number in the file, and what the list itself calls it.

    `sheet` is its worksheet; None where the list has only one. `sheet_number` is the place of that
    among the worksheets, in the order of the list. `new_address` is the one that its device gets,
    empty where it stays; `again` tells that an earlier line means the same device.
    """

    number: int
    name: str = ""
    position: str = ""
    address: str = ""
    sheet: str | None = None
    sheet_number: int = 0
    new_address: str = ""
    again: bool = False

    @property
    def text(self) -> str:
        """Return it as it stands behind the word `line`."""
        return self.text_with(self.address)

    def text_with(self, address: str) -> str:
        """Return it with the address under which its device is reached at the time."""
        position = f"pos. {self.position.strip()}" if self.position.strip() else ""
        own = [position, self.name.strip(), address.strip()]
        said = ", ".join(text[:_LONGEST] for text in own if text)
        number = with_sheet(self.number, self.sheet)
        return f"{number} ({said})" if said else number

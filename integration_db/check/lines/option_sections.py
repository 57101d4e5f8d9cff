"""The lines under a heading of optional positions (`Options`, `Eventualpositionen`), up to its end.

A section ends with a sum or the next heading. It goes on over notes, over headings numbered below
its own (`3` and `3.1`), and where another heading stands right under its own over all headings up
to a sum: they part it. What was taken for optional is told.
"""

from __future__ import annotations

import re
from typing import Final

from integration_db.named_tuple import NamedTuple
from integration_db.names.lines.things import adds_up, begins_sum, heads_options, is_note

_NUMBER: Final = re.compile(r"\W*(?:[^\W\d]+\W+)?(\d+(?:[.,]\d+)*)")
"""The number of a heading, before or behind its first word: `3.1 Cameras`, `Titel 3: Optionen`."""

_MOST_SUM_WORDS: Final = 4
"""Words of a sum that is said last: `Cameras total`; a note may end with that word too."""


class OptionSection(NamedTuple):
    """A section that was met: its heading, and the numbers of its first and last line."""

    title: str
    first: int
    last: int

    @property
    def sentence(self) -> str:
        """Return what was made of it, so that nobody has to guess."""
        first, last = self.first, self.last
        where = f"line {first:,}" if first == last else f"lines {first:,}-{last:,}"
        return (
            f"What stands under {self.title!r} ({where}) was taken for optional: it is not counted."
        )


class OptionSections:
    """Follows the headings of a table, or of records, in their order."""

    def __init__(self) -> None:
        self.is_open = False
        self._found: list[OptionSection] = []
        self._number = ""
        self._is_parted = False

    @property
    def found(self) -> tuple[OptionSection, ...]:
        """Return the sections so far that have lines."""
        return tuple(one for one in self._found if one.first)

    def heading(self, title: str, position: str) -> None:
        """Follow a heading, a sum or a note; `position` is the number of its line in the list."""
        if not title:
            return
        if begins_sum(title) or (adds_up(title) and len(title.split()) <= _MOST_SUM_WORDS):
            self.is_open = False
        elif heads_options(title):
            self.is_open, self._is_parted = True, False
            self._number = _number(title, position)
            self._found.append(OptionSection(title, 0, 0))
        elif self.is_open and not is_note(title) and not self._is_inside(title, position):
            if not self._found[-1].first:
                self._is_parted = True
            self.is_open = self._is_parted

    def _is_inside(self, title: str, position: str) -> bool:
        number = _number(title, position)
        return bool(self._number) and number.startswith(f"{self._number}.")

    def covers(self, number: int) -> bool:
        """Whether a line stands in such a section; `number` is that of the line in the file."""
        if self.is_open:
            section = self._found[-1]
            self._found[-1] = section._replace(first=section.first or number, last=number)
        return self.is_open


def _number(title: str, position: str) -> str:
    found = _NUMBER.match(title)
    written = position if any(map(str.isdigit, position)) else found[1] if found else ""
    return written.strip(" .)").replace(",", ".")

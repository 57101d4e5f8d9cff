"""Firmware notations as data: what the parsers beside them read, for readers in any language.

A notation is a pattern and a recipe that makes a key of the pattern's groups. The patterns of a
scheme are tried in order on lower-case text and have to match it whole; the first that does
decides. They use only what every engine of regular expressions has: literals, `[...]`, groups,
`?`, `*`, `+`, `{m,n}` and `|`. What they read they read exactly as the library does
(tests/test_feed_notations.py holds the two together); all else cannot be read, which is no answer.
docs/recorder-feed.md explains the parts.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from integration_db.named_tuple import NamedTuple

KeyStep = tuple[str | int, ...]
"""One step of a key's recipe: its name, then the numbers of groups, or a literal token."""

LineName = tuple[str | tuple[str, int, int], ...]
"""The end of a line's name: literals, and parts (text before, group, width)."""

# When a text names one version.
ALWAYS: Final = "always"
"""Whoever wrote it."""
DEVICE: Final = "device"
"""If a device wrote it."""
DATED: Final = "dated"
"""If it has its build date."""
NEVER: Final = "never"
"""Never: it may be any of several."""
REFUSED: Final = "refused"
"""It looks like a version and cannot be placed."""

NUMBER: Final = "[0-9]+"
DATE_PATTERN: Final = "([0-9]{8}|[0-9]{6})"

NUMBERS: Final[tuple[KeyStep, ...]] = (("numbers", 1),)
"""The key of a version whose first group has all its numbers."""

DATED_KEY: Final[tuple[KeyStep, ...]] = (("numbers", 1), ("date",))
"""The same with a build date behind the numbers."""

_PRE_RELEASE: Final = "~pre"
"""The end of the name of a line of pre-releases."""


class Notation(NamedTuple):
    """One way of writing a version.

    `exact` is one of the five words above. A part of `line` falls away with an empty group; width 0
    is the text itself, else each number is written with at least so many digits. `date` are the
    groups of the build date, year first.
    """

    pattern: str
    exact: str = REFUSED
    key: tuple[KeyStep, ...] = ()
    line: LineName = ()
    date: tuple[int, ...] = ()

    def to_dict(self) -> dict[str, object]:
        """Return the object of the feed; what is empty is left out."""
        entry: dict[str, object] = {"pattern": self.pattern, "exact": self.exact}
        if self.key:
            entry["key"] = [list(step) for step in self.key]
        if self.line:
            entry["line"] = [part if isinstance(part, str) else list(part) for part in self.line]
        if self.date:
            entry["date"] = list(self.date)
        return entry


def run_of(least: int, most: int | None = None, dot: str = r"\.") -> str:
    """Return the pattern of numbers joined by dots: from `least` to `most` of them."""
    if most == 1:
        return NUMBER
    return f"{NUMBER}(?:{dot}{NUMBER}){{{least - 1},{'' if most is None else most - 1}}}"


def dotted_notations(front: str, most: int, full: int) -> list[Notation]:
    """Return the notations of dotted numbers: with `full` or more of them they are complete."""
    notations = [Notation(f"{front}({NUMBER})", NEVER, NUMBERS)]
    if full <= most:
        notations.insert(0, Notation(f"{front}({run_of(full, most)})", ALWAYS, NUMBERS))
    if full > 2:
        shorter = run_of(2, min(full - 1, most))
        notations.insert(-1, Notation(f"{front}({shorter})", DEVICE, NUMBERS))
    return notations


def early_notation(
    numbers: str, words: str, exact: str = ALWAYS, line: tuple[str, ...] = ()
) -> Notation:
    """Return the notation of a pre-release: `5.50-beta3`."""
    key = (("numbers", 1), ("prerelease", 2, 3))
    return Notation(rf"{numbers}[-. ]?({words})[-. ]?([0-9]*)", exact, key, (*line, _PRE_RELEASE))


def platform_notations(first: str, given: int) -> Iterator[Notation]:
    """Yield up to four numbers of which the first ones, `given` of them, name a line."""
    key, line = (("numbers", 1), ("numbers", 2)), (("/", 1, 1),)
    for least, most, exact in ((4, 4, ALWAYS), (2, 3, DEVICE), (1, 1, NEVER)):
        if most >= given:
            more = f"{{{max(least - given, 0)},{most - given}}}"
            yield Notation(rf"v?({first})((?:\.[0-9]+){more})", exact, key, line)


def counted_notations(full: int) -> list[Notation]:
    """Return the notations of up to five numbers, pre-releases included."""
    words = "dev|alpha|beta|rc|preview"
    return [*dotted_notations("v?", 5, full), early_notation(f"v?({run_of(1, 5)})", words)]

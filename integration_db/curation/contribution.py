"""A contribution: what one row of a list, or one person, has to say of one camera or series.

Values only: `contribution_rows` reads them from lists, `intake` decides whether a seed takes them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from integration_db.named_tuple import NamedTuple
from integration_db.vocabulary import Grade, SourceKind, SpanSide


class NamedSource(NamedTuple):
    """The source of a contribution: one that the seed has, by its `id`, or a document."""

    id: str | None = None
    title: str | None = None
    url: str | None = None
    document: str | None = None
    kind: SourceKind | None = None
    published: str | None = None
    accessed: str | None = None

    @property
    def address(self) -> str | None:
        """Return where the document is found: its address, else its full identity."""
        return self.url or self.document


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """What is said of a model, or of a series where no model is named, with its source.

    `line` is where it stands in its list. `bounds` are sides and versions of the firmware span,
    `releases` versions and dates. `values` has capabilities (true, false or "unknown") and details
    as a seed file writes them; they hold for `firmware`, a range, on the board `hardware_version`.
    `anchor` is where they stand in the source.
    """

    line: int
    manufacturer: str
    model: str | None = None
    series: str | None = None
    part_numbers: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    printed_as: tuple[str, ...] = ()
    hardware_versions: tuple[str, ...] = ()
    rebrand_of: str | None = None
    bounds: tuple[tuple[SpanSide, str], ...] = ()
    releases: tuple[tuple[str, str | None], ...] = ()
    values: Mapping[str, Any] = field(default_factory=dict)
    firmware: str | None = None
    hardware_version: str | None = None
    verified_on: str | None = None
    grade: Grade | None = None
    note: str | None = None
    anchor: Mapping[str, str] = field(default_factory=dict)
    source: NamedSource = NamedSource()


class NotTaken(NamedTuple):
    """A contribution that is not taken: its line, what is wrong with it, and the way out."""

    line: int
    code: str
    message: str


class RefusedContribution(Exception):
    """Why a contribution is not taken, as a code and a sentence.

    `other` is an earlier one that it contradicts: nobody can tell which of the two is right, so
    that one is not taken either.
    """

    def __init__(self, code: str, message: str, other: NotTaken | None = None) -> None:
        super().__init__(message)
        self.code, self.message, self.other = code, message, other

"""What is to be added to a seed, before it is text: by series, by model, by statement.

Everything keeps the lines that it comes from, so that what a rule has to say of it can be said of
them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from integration_db.names import exact_key
from integration_db.seed.shapes import CameraFile, ModelRecord, StatementRecord
from integration_db.vocabulary import CAPABILITY_NAMES, DETAILS

CLAIMS: Final = (*CAPABILITY_NAMES, *DETAILS)
"""What a statement may say, in the order in which it is written."""

ItemKey = Literal[
    "identifiers",
    "aliases",
    "hardware_versions",
    "printed_as",
    "firmware_span",
    "releases",
]
"""The keys of lists that are added to, beside statements."""


@dataclass(slots=True)
class AddedItem:
    """One more item of a list, what it is told apart by, and the lines that it comes from."""

    value: Any
    identity: object
    lines: list[int]


@dataclass(slots=True)
class StatementDraft:
    """A statement that is added, or what is added to the one at `place` among those of a file.

    `said_in` has the line that said a value first.
    """

    head: StatementHead
    values: dict[str, Any]
    note: str | None
    lines: list[int]
    place: int | None
    said_in: dict[str, int]


@dataclass(frozen=True, slots=True)
class StatementHead:
    """For what a statement holds, and what stands behind it.

    `span` and `board` are firmware range and hardware version as they are compared, `firmware` and
    `hardware_version` as they are written.
    """

    span: object
    board: str | None
    firmware: str | None
    hardware_version: str | None
    source: str
    grade: str
    verified_on: str | None
    anchor: Mapping[str, str]

    def meets(self, other: StatementHead) -> bool:
        """Whether both hold for the same, by the same source and grade."""
        return (self.span, self.board, self.source, self.grade) == (
            *(other.span, other.board, other.source),
            other.grade,
        )

    def joins(self, other: StatementHead) -> bool:
        """Whether what both say may stand in one statement."""
        return self.meets(other) and (self.verified_on, self.anchor) == (
            *(other.verified_on, other.anchor),
        )


@dataclass(slots=True)
class ScopeDraft:
    """What is added to a model, or to a series as such.

    `known` are the records that the seed has of it, one per file, `own` the one in the file that
    is written, at `index` among its models. A model that is `entered` is new; `sources` is where
    it was read that it exists, `lines` who says so.
    """

    name: str
    known: Sequence[CameraFile | ModelRecord]
    own: CameraFile | ModelRecord | None
    index: int | None = None
    entered: bool = False
    lines: list[int] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    rebrand_of: str | None = None
    note: str | None = None
    items: dict[ItemKey, list[AddedItem]] = field(default_factory=dict)
    statements: list[StatementDraft] = field(default_factory=list)


@dataclass(slots=True)
class SeriesDraft:
    """What is added to the file of a series; `own` is what the file holds, if it is there."""

    maker: str
    series: str
    path: str
    own: CameraFile | None
    scope: ScopeDraft
    models: dict[str, ScopeDraft] = field(default_factory=dict)

    def position(self, name: str) -> int | None:
        """Return where a model stands in the file."""
        for number, model in enumerate(self.own.models if self.own else ()):
            if exact_key(model.name) == exact_key(name):
                return number
        return None


def said_by(statement: StatementRecord) -> dict[str, Any]:
    """Return what a statement of the seed says, as a seed file writes it."""
    found = {}
    for name in CLAIMS:
        value = getattr(statement, name)
        if value is not None:
            found[name] = _WORDS.get(value, value) if name in CAPABILITY_NAMES else value
    return found


def says_no_more(new: Any, old: Any) -> bool:
    """Whether a value is among what is said already."""
    if isinstance(new, list):
        return isinstance(old, list) and set(new) <= set(old)
    if isinstance(new, Mapping):
        return isinstance(old, Mapping) and dict(new).items() <= dict(old).items()
    return type(new) is type(old) and bool(new == old)


_WORDS: Final[Mapping[str, Any]] = {"yes": True, "no": False}

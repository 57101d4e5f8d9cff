"""The result of reading a name."""

from __future__ import annotations

from integration_db.named_tuple import NamedTuple
from integration_db.vocabulary import RESOLVED_LEVELS, MatchLevel


class Match(NamedTuple):
    """What a written name means.

    `model` and `name` are set only at a level that names one model. At the levels `series` and
    `manufacturer` the camera is not listed, and only the maker (and series) is certain. `rule` says
    in one clause how the match came about, or why there is none. `members` are the models that an
    ambiguous or family name may mean; `suggestions` are near names for people and carry no facts.
    `named_as` is the part of a line of text that names a family, or a camera that is not listed.
    """

    level: MatchLevel
    written: str
    rule: str = ""
    manufacturer: int | None = None
    manufacturer_name: str | None = None
    model: int | None = None
    name: str | None = None
    hardware_version: str | None = None
    members: tuple[tuple[int, str], ...] = ()
    suggestions: tuple[str, ...] = ()
    series: int | None = None
    series_name: str | None = None
    named_as: str | None = None

    def to_dict(self) -> dict[str, str | bool]:
        """Return the object of the JSON promise: what was written, and how it was understood."""
        return {
            "level": self.level,
            "written": self.written,
            "listed": self.listed,
            "rule": self.rule,
        }

    @property
    def listed(self) -> bool:
        """Whether the name is one of the catalogue, be it of one model or of several."""
        return self.model is not None or bool(self.members)

    @property
    def is_family(self) -> bool:
        """Whether several listed models of one maker share the name, so that they may answer."""
        return self.level == "family" and bool(self.members) and self.manufacturer is not None

    @property
    def resolved(self) -> bool:
        """Whether the name means one model, so that questions about it may be answered."""
        return self.level in RESOLVED_LEVELS

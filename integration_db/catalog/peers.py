"""How a maker's other cameras stand where a value is unknown. A statistic, never a value."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache, partial
from typing import Final

from integration_db.catalog.queries import peers as query
from integration_db.catalog.queries.cameras import Model
from integration_db.database.readers import Reader
from integration_db.named_tuple import NamedTuple
from integration_db.text.labels import CAPABILITY, GRADE
from integration_db.text.sentences import counted
from integration_db.vocabulary import CAPABILITIES, GRADES, Answers, Capability, Grade

REMEMBERED: Final = 1024
"""Questions about a maker or series that are remembered with their answers."""


class Peers(NamedTuple):
    """Of a capability: how many other cameras of a series or maker have it, and how many have not.

    Only values count that are said of a series or a model, for firmware that it is shown to run.
    `sources` is how many documents say so, `grade` the weakest evidence among them.
    """

    capability: Capability
    whose: str
    yes: int
    no: int
    sources: int
    grade: Grade

    @property
    def text(self) -> str:
        """Return it as a sentence."""
        known = counted(self.yes + self.no, f"other {self.whose} camera")
        by = f"by {counted(self.sources, 'source')} (weakest evidence: {GRADE[self.grade].brief})"
        return (
            f"{CAPABILITY[self.capability.name].name}: unknown for this camera; of {known}, named "
            f"by model or series, it is yes for {self.yes:,} and no for {self.no:,}, {by}."
        )

    def to_dict(self) -> dict[str, object]:
        """Return the object of the JSON promise."""
        return {
            "of": self.whose,
            "yes": self.yes,
            "no": self.no,
            "sources": self.sources,
            "grade": self.grade,
            "text": self.text,
        }


class PeerCounts:
    """How the cameras of each maker stand, counted when a camera of the maker is first asked for.

    Whose cameras they are decides, so that a thousand cameras of one maker are one question.
    """

    def __init__(self, reader: Reader) -> None:
        self._known = lru_cache(REMEMBERED)(partial(query.known_values, reader))
        self._sources = lru_cache(REMEMBERED)(partial(query.sources_of, reader))

    def peers_of(self, model: Model, values: Answers) -> tuple[Peers, ...]:
        """Return the peers for each capability that is unknown: of its series, else its maker."""
        unknown = [c for c in CAPABILITIES if c.of(values) == "unknown"]
        found = [self._peers(model, capability) for capability in unknown]
        return tuple([peers for peers in found if peers is not None])

    def _peers(self, model: Model, capability: Capability) -> Peers | None:
        maker, series = model.manufacturer_id, model.series_id
        of_maker = [one for one in self._known(maker, capability) if one.model_id != model.id]
        of_series = [one for one in of_maker if one.series_id == series]
        known = of_series or of_maker
        if not known:
            return None
        counts = Counter([one.value for one in known])
        whose = f"{model.manufacturer} {model.series}" if of_series else model.manufacturer
        sources = self._sources(capability, maker, series if of_series else None)
        grade = GRADES[min(one.rank for one in known) - 1]
        return Peers(capability, whose, counts["yes"], counts["no"], sources, grade)

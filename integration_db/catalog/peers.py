"""How a maker's other cameras stand where a value is unknown. A statistic, never a value."""

from __future__ import annotations

from collections import Counter

from integration_db.catalog.queries import peers as query
from integration_db.catalog.queries.cameras import Model
from integration_db.database.readers import Reader
from integration_db.named_tuple import NamedTuple
from integration_db.text.labels import CAPABILITY, GRADE
from integration_db.text.sentences import counted
from integration_db.vocabulary import CAPABILITIES, GRADES, Answers, Capability, Grade, Support


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
        return (
            f"{CAPABILITY[self.capability.name].name}: unknown for this camera; of {known} it is "
            f"yes for {self.yes:,} and no for {self.no:,}, by {counted(self.sources, 'source')} "
            f"(weakest evidence: {GRADE[self.grade].brief})."
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


def peers_of(reader: Reader, model: Model, values: Answers) -> tuple[Peers, ...]:
    """Return the peers for each capability that is unknown: of the series, else of the maker."""
    unknown = [c for c in CAPABILITIES if c.of(values) == "unknown"]
    found = [_peers(reader, model, capability) for capability in unknown]
    return tuple([peers for peers in found if peers is not None])


def _peers(reader: Reader, model: Model, capability: Capability) -> Peers | None:
    of_maker = query.known_values(reader, model, capability)
    of_series = [known for known in of_maker if known.series_id == model.series_id]
    known = of_series or of_maker
    if not known:
        return None
    counts: Counter[Support] = Counter()
    for one in known:
        counts[one.value] += one.cameras
    whose = f"{model.manufacturer} {model.series}" if of_series else model.manufacturer
    sources = query.sources_of(reader, model, capability, bool(of_series))
    grade = GRADES[min(one.rank for one in known) - 1]
    return Peers(capability, whose, counts["yes"], counts["no"], sources, grade)

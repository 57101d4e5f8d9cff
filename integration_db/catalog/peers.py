"""How a maker's other cameras stand where a value is unknown. A statistic, never a value."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from integration_db.catalog.queries import peers as query
from integration_db.catalog.queries.cameras import Model
from integration_db.database.readers import Reader
from integration_db.text.labels import CAPABILITY, GRADE
from integration_db.text.sentences import counted
from integration_db.vocabulary import CAPABILITIES, GRADES, Answers, Capability, Grade


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


def peers_of(
    reader: Reader,
    model: Model,
    values: Answers,
    known_values: Callable[[int], Sequence[query.KnownValue]],
) -> tuple[Peers, ...]:
    """Return the peers for each capability that is unknown: of the series, else of the maker.

    `known_values` gives what is known of each camera of a maker.
    """
    unknown = [c for c in CAPABILITIES if c.of(values) == "unknown"]
    if not unknown:
        return ()
    known = known_values(model.manufacturer_id)
    found = []
    for capability in unknown:
        for whose, models in (
            (f"{model.manufacturer} {model.series}", {model.series_id}),
            (model.manufacturer, None),
        ):
            peers = _counted(reader, model, capability, whose, models, known)
            if peers is not None:
                found.append(peers)
                break
    return tuple(found)


def _counted(
    reader: Reader,
    model: Model,
    capability: Capability,
    whose: str,
    series: set[int] | None,
    known: Iterable[query.KnownValue],
) -> Peers | None:
    counts = {"yes": 0, "no": 0}
    ranks = []
    for one in known:
        if one.model_id == model.id or (series is not None and one.series_id not in series):
            continue
        value, rank = capability.of(one.values), capability.of(one.grades)
        if value in counts and rank:
            counts[value] += 1
            ranks.append(rank)
    if not ranks:
        return None
    sources = query.sources_of(reader, model, capability, series is not None)
    return Peers(capability, whose, counts["yes"], counts["no"], sources, GRADES[min(ranks) - 1])

"""How a maker's other cameras stand where a value is unknown. A statistic, never a value."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cache, lru_cache, partial
from typing import Final, TypeAlias

from integration_db.catalog.queries import peers as query
from integration_db.catalog.queries.cameras import Model
from integration_db.catalog.queries.peers import KnownValue
from integration_db.database.readers import Reader
from integration_db.named_tuple import NamedTuple
from integration_db.text.labels import CAPABILITY, GRADE, support_words
from integration_db.text.sentences import counted
from integration_db.vocabulary import CAPABILITIES, GRADES, Answers, Capability, Grade, Support

REMEMBERED: Final = 4096
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
        name = self.capability.name
        yes, no = (support_words(name, value) for value in ("yes", "no"))
        return (
            f"{CAPABILITY[name].name}: unknown for this camera; of {known}, named by model or "
            f"series, it is {yes} for {self.yes:,} and {no} for {self.no:,}, {by}."
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


ValueAndRank: TypeAlias = tuple[Support, int]
"""What is said of a capability of a camera, and the rank of the weakest grade behind it."""


class _OfMaker:
    """How the cameras of one maker stand: each that is known, those of a series, and all."""

    def __init__(self, known: Iterable[KnownValue]) -> None:
        self.by_model: dict[int, ValueAndRank] = {}
        self.by_series: dict[int, Counter[ValueAndRank]] = defaultdict(Counter)
        self.every: Counter[ValueAndRank] = Counter()
        for one in known:
            said = self.by_model[one.model_id] = (one.value, one.rank)
            self.by_series[one.series_id][said] += 1
            self.every[said] += 1


class PeerCounts:
    """How the cameras of each maker stand, counted when a camera of the maker is first asked for.

    Whose cameras they are decides, so that a thousand cameras of one maker are one question.
    """

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._of_maker = lru_cache(REMEMBERED)(self._count)
        self._sources = lru_cache(REMEMBERED)(partial(query.sources_of, reader))
        self._peers = lru_cache(REMEMBERED)(self._find_all)

    def peers_of(self, model: Model, values: Answers) -> tuple[Peers, ...]:
        """Return the peers for each capability that is unknown: of its series, else its maker."""
        maker, unknown = model.manufacturer_id, _unknown(values)
        own = tuple([self._of_maker(maker, one).by_model.get(model.id) for one in unknown])
        names = (model.manufacturer, model.series)
        return self._peers(unknown, maker, model.series_id, *names, own)

    def _find_all(
        self,
        unknown: tuple[Capability, ...],
        maker: int,
        series: int,
        maker_name: str,
        series_name: str,
        own: tuple[ValueAndRank | None, ...],
    ) -> tuple[Peers, ...]:
        """Return the peers for some capabilities, of which the camera has its `own` values."""
        whose = (maker, series, maker_name, series_name)
        found = [self._find(one, *whose, said) for one, said in zip(unknown, own, strict=True)]
        return tuple([peers for peers in found if peers is not None])

    def _count(self, maker: int, capability: Capability) -> _OfMaker:
        return _OfMaker(query.known_values(self._reader, maker, capability))

    def _find(
        self,
        capability: Capability,
        maker: int,
        series: int,
        maker_name: str,
        series_name: str,
        own: ValueAndRank | None,
    ) -> Peers | None:
        """Return the peers of a camera, which itself has its `own` value or none."""
        known = self._of_maker(maker, capability)
        itself = Counter([own] if own else [])
        of_series = known.by_series.get(series, Counter()) - itself
        counts = of_series or known.every - itself
        if not counts:
            return None
        whose = f"{maker_name} {series_name}" if of_series else maker_name
        sources = self._sources(capability, maker, series if of_series else None)
        grade = GRADES[min(rank for _, rank in counts) - 1]
        yes, no = (sum(n for (said, _), n in counts.items() if said == v) for v in ("yes", "no"))
        return Peers(capability, whose, yes, no, sources, grade)


@cache
def _unknown(values: Answers) -> tuple[Capability, ...]:
    """Return the capabilities of which nothing is known."""
    return tuple([one for one in CAPABILITIES if one.of(values) == "unknown"])

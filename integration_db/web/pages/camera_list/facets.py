"""What the list may be narrowed by: the values of each field, and how many cameras have them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from integration_db.catalog.filter_request import Selection
from integration_db.database.stored_values import natural_key
from integration_db.named_tuple import NamedTuple
from integration_db.prediction.levels import ENCRYPTED
from integration_db.text import labels
from integration_db.text.sentences import capital
from integration_db.vocabulary import SUPPORT, Level
from integration_db.web.pages.camera_list.state import CAPABILITY_OF, LABELS, State


class Choice(NamedTuple):
    """One value of a facet: how many cameras have it, for certain and, of levels, possibly."""

    value: str
    cameras: int
    possible: int | None
    chosen: bool


class Facet(NamedTuple):
    """The values of one field, each as the other filters let it through.

    One about a capability names it; one about levels has them by its values. `several` cameras
    count under more than one value.
    """

    name: str
    label: str
    capability: str
    levels: Mapping[str, Level]
    choices: tuple[Choice, ...]
    several: int

    @property
    def chosen(self) -> int:
        """Return how many values are chosen."""
        return sum(one.chosen for one in self.choices)

    @property
    def hidden(self) -> int:
        """Return how many of the choices, which begin with the greatest, are folded away."""
        return max(0, len(self.choices) - _SHOWN) if len(self.choices) > _SHOWN + 2 else 0


_SHOWN: Final = 8
"""Values that stand open of a field that has many."""


def facets_of(chosen: Selection, filters: State) -> tuple[Facet, ...]:
    """Return the facets of a question; those of a recorder where one is meant."""
    makers = filters.get("manufacturer", ())
    names = ["manufacturer", *(["series"] if len(makers) == 1 else []), *CAPABILITY_OF.values()]
    shows = chosen.context.recorder.shows if chosen.context.recorder else ()
    symbols: Mapping[str, Level] = {symbol: level for level, symbol in shows}
    levels: Mapping[str, Level] = {level: level for level in ENCRYPTED}
    found = chosen.facets(names)
    facets = []
    if chosen.context.recorder is not None:
        if symbols:
            facets.append(_of_levels("symbol", symbols, chosen, filters))
        if not symbols or "level" in filters:
            facets.append(_of_levels("level", levels, chosen, filters))
    for field in names:
        name = next((one for one, own in CAPABILITY_OF.items() if own == field), field)
        counts = dict(found[field].counts)
        label = LABELS[name]
        if name in CAPABILITY_OF:
            counts = {value: counts.get(value, 0) for value in reversed(SUPPORT)}
            label = capital(labels.CAPABILITY[field].name)
        if name == "series":
            counts = {text.removeprefix(f"{makers[0]} "): n for text, n in counts.items()}
        own = filters.get(name, ())
        choices = [Choice(value, n, None, value in own) for value, n in counts.items()]
        if name not in CAPABILITY_OF:
            choices += [
                Choice(value, 0, None, True)
                for value in own
                if value not in counts and name == "manufacturer"
            ]
            choices = _in_sight(choices)
        capability = field if name in CAPABILITY_OF else ""
        facets.append(
            Facet(
                name,
                label,
                capability,
                MappingProxyType({}),
                tuple(choices),
                found[field].several,
            )
        )
    return tuple(facets)


def _in_sight(choices: list[Choice]) -> list[Choice]:
    """Return the chosen and the most frequent values first, all others by name."""
    first = sorted(choices, key=lambda one: (not one.chosen, -one.cameras))
    return first[:_SHOWN] + sorted(first[_SHOWN:], key=lambda one: natural_key(one.value))


def _of_levels(name: str, levels: Mapping[str, Level], chosen: Selection, filters: State) -> Facet:
    """Return the facet of symbols or levels: what is certain, and beside it what is possible."""
    certain = dict(chosen.supposing(possible=False).facets([name])[name].counts)
    maybe = chosen.supposing(possible=True).facets([name])[name]
    possible = dict(maybe.counts)
    own = filters.get(name, ())
    taken = possible if "possible" in filters else certain
    choices = [
        Choice(value, taken.get(value, 0), possible.get(value, 0), value in own) for value in levels
    ]
    label = "Recorder shows" if name == "symbol" else "Encrypted at least"
    if chosen.context.recorder is not None:
        recorder = chosen.context.recorder.name
        label = f"{recorder} shows" if name == "symbol" else f"{recorder} has encrypted at least"
    return Facet(
        name, label, "", levels, tuple(choices), maybe.several if "possible" in filters else 0
    )

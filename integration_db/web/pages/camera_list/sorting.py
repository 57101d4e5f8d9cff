"""The order of the list, as its column headings and its line of orders offer it."""

from __future__ import annotations

from typing import Final

from integration_db.catalog.queries.filter_query import FIT, SORTS
from integration_db.named_tuple import NamedTuple
from integration_db.web.pages.camera_list.state import (
    USUAL_SORT,
    State,
    list_address,
    sort_of,
    with_value,
)


class Sort(NamedTuple):
    """One order: the field, the address that sorts by it or turns it round, and whether it is it.

    `turned` tells that it is, the other way round.
    """

    field: str
    label: str
    address: str
    chosen: bool
    turned: bool


_LABELS: Final = {FIT: "best fit", "level": "best level"}


def sorts_of(state: State) -> tuple[Sort, ...]:
    """Return the fields to sort by; the chosen one leads to its reverse."""
    chosen = sort_of(state)
    sorts = []
    for field in SORTS:
        if field == FIT and "text" not in state:
            continue
        first = USUAL_SORT if field == "manufacturer" else field
        mine = chosen.removeprefix("-").split(",")[0] == field
        turned = mine and chosen.startswith("-")
        target = f"-{first}" if mine and not turned and field != FIT else first
        said = None if target == sort_of(with_value(state, "sort")) else target
        to = list_address(with_value(state, "sort", said))
        sorts.append(Sort(field, _LABELS.get(field, field), to, mine, turned))
    return tuple(sorts)

"""The text in the search box: the maker that it names, and what fits it where nothing is found."""

from __future__ import annotations

from typing import Final

from integration_db.catalog import Catalog
from integration_db.catalog.filter_request import Selection
from integration_db.catalog.queries.search import Hit
from integration_db.errors import NotFound
from integration_db.named_tuple import NamedTuple
from integration_db.web.pages.camera_list.state import (
    State,
    asked_of,
    filters_of,
    list_address,
    with_value,
)

_MOST_NEAR: Final = 8


class Elsewhere(NamedTuple):
    """How many cameras fit without one of the filters: its value, and the address without it."""

    value: str
    cameras: int
    address: str


class Near(NamedTuple):
    """What may be meant where no camera is found.

    `perhaps` are cameras whose names come near the text, `fitting` those that fit it and not the
    other filters. `of_others` is what other makers have.
    """

    perhaps: tuple[Hit, ...] = ()
    fitting: tuple[Hit, ...] = ()
    of_others: Elsewhere | None = None


def printed_makers(catalog: Catalog, state: State) -> State:
    """Return the state with makers by their printed names, where the catalogue knows them."""
    if "manufacturer" not in state:
        return state
    names = []
    for written in state["manufacturer"]:
        try:
            names.append(catalog.manufacturer(written)[1])
        except NotFound:
            names.append(written)
    return {**state, "manufacturer": tuple(dict.fromkeys(names))}


def maker_apart(catalog: Catalog, state: State) -> State:
    """Return the state with a maker that the text names as a filter, and the text without it.

    Another maker that was chosen goes, unless it has what the whole text says.
    """
    if "text" not in state:
        return state
    (text,), makers = state["text"], state.get("manufacturer", ())
    sought = catalog.sought(text)
    maker = sought.manufacturer
    if maker is None or sought.exact_maker not in (None, maker):
        return state
    if maker not in makers and any(catalog.sought(text, one).finds for one in makers):
        return state
    shorter = with_value(state, "text", sought.rest or None)
    return with_value(shorter, "manufacturer", maker)


def near_of(catalog: Catalog, state: State, filters: State) -> Near:
    """Return what may be meant where a text finds nothing under these filters."""
    if "text" not in filters:
        return Near()
    makers = filters.get("manufacturer", ())
    maker = makers[0] if len(makers) == 1 else None
    hits = catalog.search(filters["text"][0], manufacturer=maker, limit=_MOST_NEAR)
    of_others = None
    if makers:
        rest = with_value(state, "manufacturer")
        number = _number(catalog, with_value(filters, "manufacturer"))
        if number:
            of_others = Elsewhere(", ".join(makers), number, list_address(rest))
    perhaps = tuple(hit for hit in hits if hit.level == "suggest")
    return Near(perhaps, tuple(hit for hit in hits if hit not in perhaps), of_others)


def _number(catalog: Catalog, filters: State) -> int:
    chosen: Selection = catalog.select(**asked_of(filters_of(filters)))
    return chosen.total

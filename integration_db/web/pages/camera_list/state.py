"""What the address of the list says: its filters, each with one value or several, and its page.

A form sends every field that it has; what says nothing is left out, so that each state has one
address.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Final, TypeAlias

from integration_db.catalog.queries.filter_query import FIT
from integration_db.catalog.queries.filters import COMPANIONS, FILTERS
from integration_db.vocabulary import CAPABILITIES
from integration_db.web.pages.parts import recorder_choice
from integration_db.web.pages.parts.links import address
from integration_db.web.problems import ProblemDetails, Refused

State: TypeAlias = Mapping[str, tuple[str, ...]]
"""What an address says, by name."""

USUAL_SORT: Final = "manufacturer,model"
LENGTHS: Final = (50, 25, 100, 200)
"""How many cameras a page may have; the first is what is not said."""
_DIGITS: Final = 9

LABELS: Final = {item.name: item.label for item in FILTERS} | {
    item.name: item.label for item in COMPANIONS
}
"""All that a question to the whole catalogue may say, with what the page calls it."""
OF_THE_PAGE: Final = ("sort", "limit", "offset")
LIST_FIELDS: Final = (*LABELS, recorder_choice.VIA, "ssl", *OF_THE_PAGE)
SEVERAL: Final = frozenset(item.name for item in FILTERS if item.several)
"""The filters that take several values, of which a camera meets any."""

CAPABILITY_OF: Final = {one.filter_name: one.name for one in CAPABILITIES}
_FLAGS: Final = frozenset(item.name for item in COMPANIONS if item.flag)


def tidy(values: Mapping[str, Collection[str]], usual: str) -> State:
    """Return the state that a form meant: the switch as a filter, what says nothing left out.

    `usual` is the recorder that is meant where none is named.
    """
    single = {name: [*given][-1] for name, given in values.items() if name not in SEVERAL}
    state = {name: tuple(dict.fromkeys(given)) for name, given in values.items() if name in SEVERAL}
    if single.pop("ssl", None) is not None:
        state["https"] = ("yes", *(one for one in state.get("https", ()) if one != "yes"))
    for item in COMPANIONS:
        if item.goes_with and not any(name in state for name in item.goes_with):
            single.pop(item.name, None)
    for name in _FLAGS & single.keys():
        single[name] = "yes"
    for name, said_anyway in (("offset", "0"), ("limit", str(LENGTHS[0]))):
        if single.get(name) == said_anyway:
            del single[name]
    if single.get("sort") == usual_sort(single):
        del single["sort"]
    said = {n: (one,) for n, one in recorder_choice.apart(single, usual).items()} | state
    return {name: said[name] for name in LIST_FIELDS if name in said}


def usual_sort(said: Collection[str]) -> str:
    """Return the order where none is asked for: of what fits a text, the best fit first."""
    return FIT if "text" in said else USUAL_SORT


def sort_of(state: State) -> str:
    """Return the order of the list, as an address says it."""
    return state["sort"][0] if "sort" in state else usual_sort(state)


def filters_of(state: State) -> State:
    """Return what the question says, in the order in which it is shown."""
    return {name: state[name] for name in LABELS if name in state}


def asked_of(filters: State) -> dict[str, Any]:
    """Return filters as `Catalog.select` takes them: one that is said or not said is a truth."""
    return {
        name: True if name in _FLAGS else list(given) if name in SEVERAL else given[0]
        for name, given in filters.items()
    }


def with_value(state: State, name: str, *values: str | None) -> State:
    """Return a state that says something else of one thing, on its first page."""
    rest = {other: given for other, given in state.items() if other not in (name, "offset")}
    said = tuple(value for value in values if value is not None)
    return {**rest, name: said} if said else rest


def list_address(state: State, path: str = "/") -> str:
    """Return the address of a state; the same state always has the same one."""
    return address(path, {name: state[name] for name in LIST_FIELDS if name in state})


def whole(state: State, name: str, usual: int) -> int:
    """Return a whole number that a state says. Raises `Refused`."""
    text = state.get(name, (str(usual),))[0]
    if not (text.isascii() and text.isdigit() and len(text) <= _DIGITS):
        meaning = _WHOLE[name]
        detail = f"The {name} is {meaning}: a whole number."
        raise Refused(ProblemDetails(400, "bad-value", detail, parameter=name))
    return int(text)


_WHOLE: Final = {
    "offset": "how many cameras to leave out",
    "limit": f"how many cameras a page has, at most {max(LENGTHS)}",
}

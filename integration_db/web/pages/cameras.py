"""The page with the list of cameras: filters as chips, counts to narrow by, one row per camera.

Shapes what `Catalog.select` finds; which filters there are comes from their registry. A filter
that has no place of its own on the page stands in a plain field among the further ones.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response

from integration_db.catalog import Catalog
from integration_db.catalog.filter_request import Selection
from integration_db.catalog.queries.filter_query import FIT, SORTS, SelectedCamera
from integration_db.catalog.queries.filters import COMPANIONS, FILTERS
from integration_db.catalog.queries.search import Hit
from integration_db.errors import NotFound, UsageError
from integration_db.named_tuple import NamedTuple
from integration_db.prediction.levels import ENCRYPTED
from integration_db.text import labels, sentences
from integration_db.vocabulary import CAPABILITIES, GRADES, SUPPORT, Capability, Level
from integration_db.web.api.answering import catalog_of
from integration_db.web.pages.parts import recorder_choice
from integration_db.web.pages.parts.asking import asked
from integration_db.web.pages.parts.ladder import Stretch
from integration_db.web.pages.parts.links import address
from integration_db.web.pages.parts.mistakes import Mistake, instead
from integration_db.web.pages.parts.page import render_page, setups, to_short_address
from integration_db.web.pages.parts.recorder_choice import Chosen
from integration_db.web.problems import ProblemDetails, Refused

PAGE_LENGTH: Final = 50
DEFAULT_SORT: Final = "manufacturer,model"
_DIGITS: Final = 9

LABELS: Final = {item.name: item.label for item in FILTERS} | {
    item.name: item.label for item in COMPANIONS
}
"""All that a question to the whole catalogue may say, with what the page calls it."""
LIST_FIELDS: Final = (*LABELS, recorder_choice.VIA, "ssl", "sort", "offset")

CAPABILITY_OF: Final = {one.filter_name: one.name for one in CAPABILITIES}
FACETED: Final = ("manufacturer", *CAPABILITY_OF)
"""The filters that are chosen by what they would find; symbol and level are too."""
KEPT: Final = (*CAPABILITY_OF, "manufacturer", "model", "recorder_version")
"""What the form has no field for and sends on as it is."""
PLACED: Final = frozenset({"text", "symbol", "level", "grade", *KEPT})
FURTHER: Final = tuple(item for item in FILTERS if item.name not in PLACED)
"""The filters that need no more than a plain field."""
FOLDED: Final = (
    *("firmware", "recorder", "plugin", "symbol", "level", "grade"),
    *(item.name for item in FURTHER),
)
"""What stands in the part of the form that is folded until one of it is chosen."""


class Chip(NamedTuple):
    """One filter in force, and the address without it."""

    label: str
    value: str
    without: str


class Choice(NamedTuple):
    """One value of a facet: how many cameras have it, and the address that chooses it."""

    value: str
    cameras: int
    address: str
    chosen: bool


class Facet(NamedTuple):
    """The values of one field among the cameras found; `all` takes the choice back.

    One about a capability names it; one about levels has them by its values.
    """

    name: str
    label: str
    capability: str
    levels: Mapping[str, Level]
    choices: tuple[Choice, ...]
    all: str | None


class Sort(NamedTuple):
    """One order: the field, the address that sorts by it or turns it round."""

    label: str
    address: str
    chosen: bool


class CameraRow(NamedTuple):
    """One camera: the firmware that meets the filters, and per capability what is known there."""

    manufacturer: str
    model: str
    series: str
    firmware: tuple[str, ...]
    values: tuple[tuple[Stretch, ...], ...]


class ListPage(NamedTuple):
    """All that the page shows.

    Where no camera was found, `near` are models that fit the text or, if none does, near ones.

    `why_none` says why none has the level that was asked for.

    `unlisted` says that the catalogue lacks the plugin that was named.
    """

    filters: Mapping[str, str]
    total: int
    words: str
    chips: tuple[Chip, ...]
    clear: str
    facets: tuple[Facet, ...]
    rows: tuple[CameraRow, ...]
    sorts: tuple[Sort, ...]
    first: int
    last: int
    previous: str | None
    next: str | None
    near: tuple[Hit, ...]
    why_none: str
    mistakes: Mapping[str, Mistake]
    offered: Chosen
    unlisted: str


CHOICES: Final = {"level": ENCRYPTED, "grade": tuple(reversed(GRADES))}
"""The closed lists that the form offers; settings and symbols are the recorder's."""


def tidy(values: Mapping[str, str], usual: str) -> dict[str, str]:
    """Return the state that a form meant: the switch as a filter, what says nothing left out.

    `usual` is the recorder that is meant where none is named.
    """
    state = recorder_choice.apart(values, usual)
    if state.pop("ssl", None) is not None:
        state["https"] = "yes"
    for item in COMPANIONS:
        if item.goes_with and not any(name in state for name in item.goes_with):
            state.pop(item.name, None)
    if "possible" in state:
        state["possible"] = "yes"
    if state.get("offset") == "0":
        del state["offset"]
    return {name: state[name] for name in LIST_FIELDS if name in state}


def list_page(catalog: Catalog, values: Mapping[str, str]) -> ListPage:
    """Return the page for a state that `tidy` returned.

    A filter whose value nobody knows is left out of the question and named in `mistakes`.
    """
    filters = _filters(values)
    mistakes: dict[str, Mistake] = {}
    while True:
        kept = {name: value for name, value in filters.items() if name not in mistakes}
        try:
            chosen = catalog.select(**_asked(kept), sort=_sort(values, kept))
            break
        except (NotFound, UsageError) as error:
            name = error.option
            if name is None or name not in kept:
                raise
            near = instead(error.suggestions, values, name, "/")
            mistakes[name] = Mistake(f"{sentences.sentence(error.message)} It is left out.", near)
    offset = _offset(values)
    state = {name: value for name, value in values.items() if name != "offset"}
    facets = _facets(chosen, state, kept)  # what they are counted from counts the total as well
    total = chosen.total
    offset = min(offset, max(0, (total - 1) // PAGE_LENGTH * PAGE_LENGTH))
    shown = chosen.part(PAGE_LENGTH, offset).cameras
    why = "" if total else chosen.why_none
    hits: Sequence[Hit] = ()
    if not total and "text" in kept:
        hits = catalog.search(kept["text"], manufacturer=kept.get("manufacturer"), limit=8)
    offered = recorder_choice.offered(chosen.context)
    return ListPage(
        filters=filters,
        total=total,
        words=chosen.words,
        chips=_chips(state, filters, offered),
        clear=_to({"sort": values.get("sort")}),
        facets=facets,
        rows=tuple(row_of(camera) for camera in shown),
        sorts=_sorts(state),
        first=offset + 1 if shown else 0,
        last=offset + len(shown),
        previous=_page(state, max(0, offset - PAGE_LENGTH)) if offset else None,
        next=_page(state, offset + PAGE_LENGTH) if offset + PAGE_LENGTH < total else None,
        near=tuple(hits),
        why_none=sentences.sentence(why) if why else "",
        mistakes=mistakes,
        offered=offered,
        unlisted=chosen.context.unlisted,
    )


def row_of(camera: SelectedCamera) -> CameraRow:
    """Return a camera's row: a range is written beside a value only where values differ."""
    values = tuple(_stretches(camera, capability) for capability in CAPABILITIES)
    firmware = tuple(
        sentences.if_it_runs(sentences.range_words(span.clauses), span.in_doubt)
        for span in camera.ranges_by(())
    )
    return CameraRow(camera.manufacturer, camera.model, camera.series, firmware, values)


def _stretches(camera: SelectedCamera, capability: Capability) -> tuple[Stretch, ...]:
    stretches = [
        Stretch(capability.of(span.answers), sentences.range_words(span.clauses))
        for span in camera.ranges_by((capability,))
    ]
    alike = len({one.value for one in stretches}) == 1
    return (Stretch(stretches[0].value, None),) if alike else tuple(stretches)


def _filters(values: Mapping[str, str]) -> dict[str, str]:
    """Return what the question says, in the order in which it is shown."""
    return {name: values[name] for name in LABELS if name in values}


def _asked(filters: Mapping[str, str]) -> dict[str, Any]:
    """Return filters as `Catalog.select` takes them: one that is said or not said is a truth."""
    flags = {item.name for item in COMPANIONS if item.flag}
    return {name: name in flags or value for name, value in filters.items()}


def _sort(values: Mapping[str, str], filters: Mapping[str, str]) -> tuple[str, ...]:
    """Return the order that is asked for; of what fits a text, if none is, the best fit first."""
    usual = FIT if "text" in filters else DEFAULT_SORT
    return tuple(values.get("sort", usual).split(","))


def _offset(values: Mapping[str, str]) -> int:
    """Return how many cameras are left out before the page. Raises `Refused`."""
    text = values.get("offset", "0")
    if not (text.isascii() and text.isdigit() and len(text) <= _DIGITS):
        detail = "The offset is how many cameras to leave out: a whole number."
        raise Refused(ProblemDetails(400, "bad-value", detail, parameter="offset"))
    return int(text)


def _page(state: Mapping[str, str], offset: int) -> str:
    return _to({**state, "offset": str(offset) if offset else None})


def _to(state: Mapping[str, str | None]) -> str:
    """Return the address of a state; the same state always has the same one."""
    return address("/", {name: state[name] for name in LIST_FIELDS if name in state})


def _chips(
    state: Mapping[str, str], filters: Mapping[str, str], offered: Chosen
) -> tuple[Chip, ...]:
    chips = []
    of_levels = ("protocol", "possible")
    for name, value in filters.items():
        if name in of_levels or (name == "recorder" and "plugin" in filters):
            continue  # part of the symbol or level, of the plugin
        rest = {other: text for other, text in state.items() if other != name}
        shown = value
        if name in ("symbol", "level"):
            if not {"symbol", "level"} & set(rest):
                rest = {other: text for other, text in rest.items() if other not in of_levels}
            shown = _level_words(name, value, filters, offered)
        elif name == "plugin":
            rest.pop("recorder_version", None)
            if rest.pop("recorder", None) is not None:
                shown = f"{value} of {filters['recorder']}"
        elif name == "grade" and value in labels.GRADE:
            shown = labels.GRADE[value].name
        chips.append(Chip(LABELS[name], shown, _to(rest)))
    return tuple(chips)


def _level_words(name: str, value: str, filters: Mapping[str, str], offered: Chosen) -> str:
    """Return what a filter by symbol or level says, with the setting that it is for."""
    if name == "level" and value in labels.LEVEL:
        value = f"at least {labels.LEVEL[value].name}"
    if "possible" in filters:
        value = f"possibly {value}"
    setting = filters.get("protocol")
    label = next((one.label for one in offered.settings if one.id == setting), setting)
    return f"{value} with {label}" if label else value


def _facets(
    chosen: Selection, state: Mapping[str, str], filters: Mapping[str, str]
) -> tuple[Facet, ...]:
    """Return the facets; each counts the cameras that the other filters let through."""
    names = {CAPABILITY_OF.get(name, name): name for name in FACETED}
    recorder = chosen.context.recorder
    symbols = {symbol: level for level, symbol in recorder.shows} if recorder else {}
    of_levels: Mapping[str, Mapping[str, Level]] = {
        "symbol": symbols,
        "level": {level: level for level in ENCRYPTED},
    }
    facets = []
    for field, tally in chosen.facets([*names, *(of_levels if recorder else ())]).items():
        name, counts = names.get(field, field), dict(tally.counts)
        if name in CAPABILITY_OF:
            counts = {value: counts.get(value, 0) for value in reversed(SUPPORT)}
        capability = field if name in CAPABILITY_OF else ""
        facets.append(_facet(name, counts, state, filters, capability, of_levels.get(name, {})))
    return tuple(facets)


def _facet(
    name: str,
    counts: Mapping[str, int],
    state: Mapping[str, str],
    filters: Mapping[str, str],
    capability: str = "",
    levels: Mapping[str, Level] = MappingProxyType({}),
) -> Facet:
    """Return a facet with an address for each value."""
    rest = {other: text for other, text in state.items() if other != name}
    own = filters.get(name)
    return Facet(
        name,
        _FACET_LABELS["possible" in filters].get(name, LABELS[name]),
        capability,
        levels,
        tuple(
            Choice(value, number, _to({**rest, name: value}), value == own)
            for value, number in counts.items()
        ),
        _to(rest) if own is not None else None,
    )


_FACET_LABELS: Final = (
    {"symbol": "Certain to show", "level": "Certain to encrypt"},
    {"symbol": "May show", "level": "May encrypt"},
)
"""What stands above levels that are counted where they are certain, or possible."""


def _sorts(state: Mapping[str, str]) -> tuple[Sort, ...]:
    """Return the fields to sort by; the chosen one leads to its reverse."""
    usual = FIT if "text" in state else DEFAULT_SORT
    chosen = state.get("sort", usual)
    sorts = []
    for field in SORTS:
        if field == FIT and "text" not in state:
            continue
        first = DEFAULT_SORT if field == "manufacturer" else field
        mine = chosen.removeprefix("-").startswith(field)
        target = f"-{field}" if mine and not chosen.startswith("-") else first
        to = _to({**state, "sort": None if target == usual else target})
        sorts.append(Sort(field, to, mine))
    return tuple(sorts)


async def cameras(request: Request) -> Response:
    """Return the list of cameras; a state that can be said shorter is sent to its address."""
    given = asked(request.scope["query_string"], LIST_FIELDS, several=("https",))
    values = {name: listed[-1] for name, listed in given.items()}
    catalog = catalog_of(request)
    wanted = tidy(values, catalog.recorder().name)
    if (to := to_short_address(request, wanted)) is not None:
        return to
    listed = list_page(catalog, wanted)
    return render_page(
        request,
        "cameras.html",
        "/",
        400 if listed.mistakes else 200,
        list=listed,
        choices=CHOICES,
        also=KEPT,
        folded=FOLDED,
        further=FURTHER,
        **setups(request, listed.filters, listed.offered),
    )

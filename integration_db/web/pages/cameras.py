"""The page with the list of cameras: filters as chips, counts to narrow by, one row per camera.

Shapes what `Catalog.select` finds; which filters there are comes from their registry. A filter
that has no place of its own on the page stands in a plain field among the further ones.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from integration_db.catalog import Catalog
from integration_db.catalog.filter_request import Selection
from integration_db.catalog.queries.filter_query import SORTS, SelectedCamera
from integration_db.catalog.queries.filters import COMPANIONS, FILTERS
from integration_db.catalog.queries.search import Hit
from integration_db.errors import NotFound, UsageError
from integration_db.names import exact_key
from integration_db.names.manufacturers import split_maker
from integration_db.prediction.outcomes import HTTPS_ONLY
from integration_db.text import labels, sentences
from integration_db.vocabulary import CAPABILITIES, GRADES, PROTOCOLS, SUPPORT, SYMBOLS, Capability
from integration_db.web.api.answering import catalog_of
from integration_db.web.pages.parts import links, recorder_choice
from integration_db.web.pages.parts.asking import asked
from integration_db.web.pages.parts.ladder import Stretch
from integration_db.web.pages.parts.links import address
from integration_db.web.pages.parts.mistakes import Mistake, instead
from integration_db.web.pages.parts.page import render_page, setups, to_short_address
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
"""The filters that are chosen by what they would find."""
KEPT: Final = (*CAPABILITY_OF, "manufacturer", "model", "recorder_version")
"""What the form has no field for and sends on as it is."""
PLACED: Final = frozenset({"text", "symbol", "grade", *KEPT})
FURTHER: Final = tuple(item for item in FILTERS if item.name not in PLACED)
"""The filters that need no more than a plain field."""
FOLDED: Final = ("firmware", "plugin", "symbol", "grade", *(item.name for item in FURTHER))
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
    """The values of one field among the cameras found; `all` takes the choice back."""

    name: str
    label: str
    capability: str
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
    """All that the page shows. `near` are models that fit the text where no camera was found."""

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
    mistakes: Mapping[str, Mistake]


CHOICES: Final = {"symbol": SYMBOLS, "protocol": PROTOCOLS, "grade": tuple(reversed(GRADES))}
"""The closed lists that the form offers."""


def tidy(values: Mapping[str, str], usual: str) -> dict[str, str]:
    """Return the state that a form meant: the switch as a filter, what says nothing left out.

    `usual` is the recorder that is meant where none is named.
    """
    state = recorder_choice.apart(values, usual)
    if state.pop("ssl", None) is not None:
        state["https"] = "yes"
    for item in COMPANIONS:
        if item.goes_with is not None and item.goes_with not in state:
            state.pop(item.name, None)
    if state.get("offset") == "0":
        del state["offset"]
    return {name: state[name] for name in LIST_FIELDS if name in state}


def maker_apart(catalog: Catalog, values: Mapping[str, str]) -> dict[str, str] | None:
    """Return the state with a maker's name taken out of the text, if that finds cameras.

    People write "axis p3245" into one box; the filter on text looks at names of models only.
    """
    text = values.get("text")
    if text is None or "manufacturer" in values:
        return None
    for number, rest in split_maker(exact_key(text), catalog.names):
        maker = catalog.names.manufacturer_names(number)[0]
        state = {**values, "manufacturer": maker, "text": rest}
        if catalog.count(**_filters(state)):
            return state
    return None


def list_page(catalog: Catalog, values: Mapping[str, str]) -> ListPage:
    """Return the page for a state that `tidy` returned.

    A filter whose value nobody knows is left out of the question and named in `mistakes`.
    """
    filters = _filters(values)
    mistakes: dict[str, Mistake] = {}
    while True:
        kept = {name: value for name, value in filters.items() if name not in mistakes}
        try:
            chosen = catalog.select(**kept, sort=_sort(values))
            break
        except (NotFound, UsageError) as error:
            name = error.option
            if name is None or name not in kept:
                raise
            near = instead(error.suggestions, values, name, "/")
            mistakes[name] = Mistake(f"{sentences.sentence(error.message)} It is left out.", near)
    offset = _offset(values)
    total = len(chosen.cameras)
    offset = min(offset, max(0, (total - 1) // PAGE_LENGTH * PAGE_LENGTH))
    shown = chosen.cameras[offset : offset + PAGE_LENGTH]
    state = {name: value for name, value in values.items() if name != "offset"}
    hits: Sequence[Hit] = ()
    if not total and "text" in kept:
        hits = catalog.search(kept["text"], manufacturer=kept.get("manufacturer"), limit=8)
    return ListPage(
        filters=filters,
        total=total,
        words=chosen.words,
        chips=_chips(state, filters),
        clear=_to({"sort": values.get("sort")}),
        facets=_facets(chosen, state, kept),
        rows=tuple(row_of(camera) for camera in shown),
        sorts=_sorts(state),
        first=offset + 1 if shown else 0,
        last=offset + len(shown),
        previous=_page(state, max(0, offset - PAGE_LENGTH)) if offset else None,
        next=_page(state, offset + PAGE_LENGTH) if offset + PAGE_LENGTH < total else None,
        near=tuple(hits),
        mistakes=mistakes,
    )


def row_of(camera: SelectedCamera) -> CameraRow:
    """Return a camera's row: a range is written beside a value only where values differ."""
    values = tuple(_stretches(camera, capability) for capability in CAPABILITIES)
    firmware = tuple(sentences.range_words(span.clauses) for span in camera.ranges_by(()))
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


def _sort(values: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(values.get("sort", DEFAULT_SORT).split(","))


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


def _chips(state: Mapping[str, str], filters: Mapping[str, str]) -> tuple[Chip, ...]:
    chips = []
    for name, value in filters.items():
        if name == "protocol" or (name == "recorder" and "plugin" in filters):
            continue  # part of the symbol, of the plugin
        rest = {other: text for other, text in state.items() if other != name}
        shown = value
        if name == "symbol":
            rest.pop("protocol", None)
            shown = f"{value} with {_called(labels.PROTOCOL, filters.get('protocol', HTTPS_ONLY))}"
        elif name == "plugin":
            rest.pop("recorder_version", None)
            if rest.pop("recorder", None) is not None:
                shown = f"{value} of {filters['recorder']}"
        elif name == "grade":
            shown = _called(labels.GRADE, value)
        chips.append(Chip(LABELS[name], shown, _to(rest)))
    return tuple(chips)


def _called(
    table: Mapping[str, labels.ProtocolLabel] | Mapping[str, labels.GradeLabel], word: str
) -> str:
    """Return what a word is called; one that the address made up stays as it is."""
    return table[word].name if word in table else word


def _facets(
    chosen: Selection, state: Mapping[str, str], filters: Mapping[str, str]
) -> tuple[Facet, ...]:
    """Return the facets; each counts the cameras that the other filters let through."""
    facets = []
    for name in FACETED:
        counts = dict(chosen.without(name).facet(CAPABILITY_OF.get(name, name)))
        if name in CAPABILITY_OF:
            counts = {value: counts.get(value, 0) for value in reversed(SUPPORT)}
        rest = {other: text for other, text in state.items() if other != name}
        own = filters.get(name)
        facets.append(
            Facet(
                name,
                LABELS[name],
                CAPABILITY_OF.get(name, ""),
                tuple(
                    Choice(value, number, _to({**rest, name: value}), value == own)
                    for value, number in counts.items()
                ),
                _to(rest) if own is not None else None,
            )
        )
    return tuple(facets)


def _sorts(state: Mapping[str, str]) -> tuple[Sort, ...]:
    """Return the fields to sort by; the chosen one leads to its reverse."""
    chosen = state.get("sort", DEFAULT_SORT)
    sorts = []
    for field in SORTS:
        first = DEFAULT_SORT if field == "manufacturer" else field
        mine = chosen.removeprefix("-").startswith(field)
        target = f"-{field}" if mine and not chosen.startswith("-") else first
        to = _to({**state, "sort": None if target == DEFAULT_SORT else target})
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
    if not listed.total and not listed.mistakes:
        apart = maker_apart(catalog, wanted)
        if apart is not None:
            return RedirectResponse(links.address("/", apart), 303)
    return render_page(
        request,
        "cameras.html",
        "/",
        400 if listed.mistakes else 200,
        list=listed,
        choices=CHOICES,
        kept=KEPT,
        folded=FOLDED,
        further=FURTHER,
        **setups(request, listed.filters),
    )

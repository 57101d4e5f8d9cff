"""The page with the list of cameras: a search box, counts to narrow by, one row per camera.

Shapes what `Catalog.select` finds; which filters there are comes from their registry. A filter
that has no place of its own on the page stands in a plain field among the further ones.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from integration_db.catalog import Catalog
from integration_db.catalog.queries.filter_query import FIT
from integration_db.catalog.queries.filters import FILTERS
from integration_db.errors import NotFound, UsageError
from integration_db.named_tuple import NamedTuple
from integration_db.prediction.levels import ENCRYPTED
from integration_db.text import sentences
from integration_db.vocabulary import GRADES
from integration_db.web.api import API_PREFIX
from integration_db.web.api.answering import catalog_of
from integration_db.web.pages.camera_list.chips import Chip, chips_of
from integration_db.web.pages.camera_list.facets import Facet, facets_of
from integration_db.web.pages.camera_list.paging import Paging, page_length, page_offset, paging_of
from integration_db.web.pages.camera_list.rows import CameraRow, row_of
from integration_db.web.pages.camera_list.sorting import Sort, sorts_of
from integration_db.web.pages.camera_list.state import (
    CAPABILITY_OF,
    LIST_FIELDS,
    SEVERAL,
    State,
    asked_of,
    filters_of,
    list_address,
    sort_of,
    tidy,
)
from integration_db.web.pages.camera_list.text import Near, maker_apart, near_of, printed_makers
from integration_db.web.pages.compare import MOST_COMPARED
from integration_db.web.pages.parts import recorder_choice
from integration_db.web.pages.parts.asking import asked
from integration_db.web.pages.parts.links import address
from integration_db.web.pages.parts.mistakes import Mistake, instead
from integration_db.web.pages.parts.page import render_page, setups, to_short_address
from integration_db.web.pages.parts.recorder_choice import Chosen

KEPT: Final = ("model", *recorder_choice.RECORDER_FIELDS, "sort", "limit")
"""What the form has no field for and sends on as it is."""
TICKED: Final = ("manufacturer", "series", "symbol", *CAPABILITY_OF)
"""What is ticked beside the list."""
PLACED: Final = frozenset({"text", "level", "grade", *KEPT, *TICKED})
FURTHER: Final = tuple(item for item in FILTERS if item.name not in PLACED)
"""The filters that need no more than a plain field."""
FOLDED: Final = ("firmware", "level", "protocol", "possible", "grade", *(f.name for f in FURTHER))
"""What stands in the part of the form that is folded until one of it is chosen."""

CHOICES: Final = {"level": ENCRYPTED, "grade": tuple(reversed(GRADES))}
"""The closed lists that the form offers; settings and symbols are the recorder's."""


class ListPage(NamedTuple):
    """All that the page shows.

    `why_none` says why none has the level that was asked for, `unlisted` that the catalogue lacks
    the plugin that was named. `files` are what is shown for programs: a name and an address each.
    """

    filters: State
    total: int
    words: str
    chips: tuple[Chip, ...]
    clear: str
    facets: tuple[Facet, ...]
    rows: tuple[CameraRow, ...]
    sorts: tuple[Sort, ...]
    paging: Paging
    near: Near
    why_none: str
    mistakes: Mapping[str, Mistake]
    offered: Chosen
    unlisted: str
    files: tuple[tuple[str, str], ...]


def list_page(catalog: Catalog, state: State) -> ListPage:
    """Return the page for a state that `tidy` returned. Raises `Refused`.

    A filter whose value nobody knows is left out of the question and named in `mistakes`.
    """
    filters = filters_of(state)
    mistakes: dict[str, Mistake] = {}
    while True:
        kept = {name: given for name, given in filters.items() if name not in mistakes}
        sort = sort_of(state)
        if sort == FIT and "text" not in kept:
            sort = sort_of({})
        try:
            chosen = catalog.select(**asked_of(kept), sort=tuple(sort.split(",")))
            break
        except (NotFound, UsageError) as error:
            name = error.option
            if name is None or name not in kept:
                raise
            near = instead(error.suggestions, state, name, "/")
            mistakes[name] = Mistake(f"{sentences.sentence(error.message)} It is left out.", near)
    facets = facets_of(chosen, kept)  # what they are counted from counts the total as well
    total = chosen.total
    shown = chosen.part(page_length(state), page_offset(state, total)).cameras
    why = "" if total else chosen.why_none
    offered = recorder_choice.offered(chosen.context)
    in_force = {name: given for name, given in state.items() if name not in mistakes}
    return ListPage(
        filters=filters,
        total=total,
        words=chosen.words,
        chips=chips_of(state, offered),
        clear=list_address({n: v for n, v in state.items() if n in ("sort", "limit")}),
        facets=facets,
        rows=tuple(row_of(camera, chosen) for camera in shown),
        sorts=sorts_of(state),
        paging=paging_of(chosen, in_force, total),
        near=Near() if total else near_of(catalog, in_force, kept),
        why_none=sentences.sentence(why) if why else "",
        mistakes=mistakes,
        offered=offered,
        unlisted=chosen.context.unlisted,
        files=_files(in_force),
    )


def _files(state: State) -> tuple[tuple[str, str], ...]:
    """Return the addresses of the whole list for programs and spreadsheets."""
    asked_for = {n: given for n, given in state.items() if n not in ("limit", "offset", "possible")}
    if "possible" in state:
        asked_for["possible"] = ("true",)
    return tuple(
        (name, address(f"{API_PREFIX}/cameras", {**asked_for, **form}))
        for name, form in (("CSV", {"format": "csv"}), ("JSON", {}))
    )


async def cameras(request: Request) -> Response:
    """Return the list of cameras; a state that can be said shorter is sent to its address."""
    given = asked(request.scope["query_string"], LIST_FIELDS, several=(*SEVERAL, "via"))
    catalog = catalog_of(request)
    state = tidy(given, catalog.recorder().name)
    state = maker_apart(catalog, printed_makers(catalog, state))
    if (to := to_short_address(request, state)) is not None:
        return to
    listed = list_page(catalog, state)
    single = {name: given[0] for name, given in listed.filters.items()}
    return render_page(
        request,
        "cameras.html",
        "/",
        400 if listed.mistakes else 200,
        list=listed,
        values=single,
        state=state,
        choices=CHOICES,
        also=KEPT,
        folded=FOLDED,
        further=FURTHER,
        most_compared=MOST_COMPARED,
        **setups(request, single, listed.offered),
    )

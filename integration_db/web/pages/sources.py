"""The page of the sources, and the page of one: what it is, and what rests on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from integration_db.catalog.queries.sources import ListedSource, RestingOn
from integration_db.errors import NotFound
from integration_db.named_tuple import NamedTuple
from integration_db.names import exact_key
from integration_db.text.sentences import word
from integration_db.vocabulary import SOURCE_KINDS
from integration_db.web.api.answering import catalog_of
from integration_db.web.pages.parts.asking import left_out
from integration_db.web.pages.parts.page import asked_beside_recorder, render_page
from integration_db.web.problems import ProblemDetails, Refused

PAGE_LENGTH: Final = 50
_FIELDS: Final = ("text", "kind", "manufacturer", "rests", "offset")
RESTS: Final = {"statements": "Statements", "cameras": "Names of cameras", "firmware": "Firmware"}
"""What may rest on a source, as the page calls it."""
_OF_ONE: Final = ("statements", "cameras")
"""Where the lists on the page of one source begin."""


class SourcesPage(NamedTuple):
    """The sources that fit, those of one kind together, and what there is to choose from."""

    values: Mapping[str, str]
    total: int
    used: int
    fitting: int
    groups: tuple[tuple[str, tuple[ListedSource, ...]], ...]
    kinds: tuple[tuple[str, int], ...]
    makers: tuple[str, ...]
    first: int
    last: int


def source_list(
    sources: Sequence[ListedSource], values: Mapping[str, str], length: int | None = PAGE_LENGTH
) -> SourcesPage:
    """Return the page for what is asked: a text, a kind, a manufacturer, what rests on them.

    `length` is how many stand on a page at most; all of them if it is None.
    """
    beside_kind = [one for one in sources if _fits(one, {**values, "kind": ""})]
    fitting = [one for one in beside_kind if _fits(one, values)]
    order = {kind: number for number, kind in enumerate(_by_label(SOURCE_KINDS))}
    fitting.sort(key=lambda one: (order[one.source.kind], exact_key(one.source.title)))
    length = length or max(1, len(fitting))
    offset = min(left_out(values, "offset"), max(0, (len(fitting) - 1) // length * length))
    shown = fitting[offset : offset + length]
    makers = dict.fromkeys(maker for one in sources for maker in one.manufacturers)
    return SourcesPage(
        values,
        len(sources),
        sum(one.is_used for one in sources),
        len(fitting),
        tuple(
            (kind, tuple(group)) for kind, group in groupby(shown, key=lambda one: one.source.kind)
        ),
        tuple(
            (kind, sum(one.source.kind == kind for one in beside_kind))
            for kind in _by_label(SOURCE_KINDS)
        ),
        tuple(sorted(makers, key=exact_key)),
        offset + 1 if shown else 0,
        offset + len(shown),
    )


def _by_label(kinds: Sequence[str]) -> list[str]:
    return sorted(kinds, key=word)


def _fits(one: ListedSource, values: Mapping[str, str]) -> bool:
    """Whether a source has the kind, the manufacturer and every word that is asked for."""
    kind, maker, rests = (values.get(name) for name in ("kind", "manufacturer", "rests"))
    if kind and one.source.kind != kind:
        return False
    if maker and exact_key(maker) not in map(exact_key, one.manufacturers):
        return False
    if rests and not getattr(one, rests):
        return False
    source = one.source
    told = (source.id, source.title, source.url, source.document, *one.manufacturers)
    written = exact_key(" ".join(filter(None, told)))
    return all(word in written for word in exact_key(values.get("text", "")).split())


async def sources(request: Request) -> Response:
    """Return the sources that fit, grouped by their kind."""
    values, to = asked_beside_recorder(request, _FIELDS)
    if to is not None:
        return to
    for name, choices in (("kind", SOURCE_KINDS), ("rests", tuple(RESTS))):
        if name in values and values[name] not in choices:
            detail = f"{name} is one of {', '.join(choices)}."
            raise Refused(ProblemDetails(400, "bad-value", detail, choices, parameter=name))
    own: dict[str, str] = {name: values[name] for name in _FIELDS if name in values}
    listed = source_list(catalog_of(request).sources(), own)
    return render_page(request, "sources.html", "/sources", list=listed, rests=RESTS)


async def source(request: Request) -> Response:
    """Return one source with the statements and cameras that rest on it."""
    values, to = asked_beside_recorder(request, _OF_ONE)
    if to is not None:
        return to
    skip = {name: left_out(values, name) for name in _OF_ONE}
    try:
        found: RestingOn = catalog_of(request).source(
            request.path_params["name"],
            limit=PAGE_LENGTH,
            skip_statements=skip["statements"],
            skip_cameras=skip["cameras"],
        )
    except NotFound as error:
        raise Refused(ProblemDetails(404, error.code, error.message, error.suggestions)) from None
    return render_page(
        request, "source.html", "/sources", found=found, skip=skip, page_length=PAGE_LENGTH
    )

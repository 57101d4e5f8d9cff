"""The page of the recorders, and the page of one: its menu, its symbols, its plugins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from integration_db.catalog import Catalog
from integration_db.catalog.queries.facts import Source
from integration_db.catalog.queries.listed_plugins import ListedPlugin
from integration_db.catalog.queries.recorders import Advisory, Recorder
from integration_db.errors import NotFound
from integration_db.named_tuple import NamedTuple
from integration_db.names import loose_key
from integration_db.names.suggestions import near_words
from integration_db.text.sentences import counted
from integration_db.web.api.answering import catalog_of
from integration_db.web.pages.parts import links, recorder_choice
from integration_db.web.pages.parts.page import asked_of_recorder, render_page


class RecorderEntry(NamedTuple):
    """A recorder with its plugins, as the catalogue lists them, and its advisories.

    `sources` are all of which it tells, by their ids.
    """

    recorder: Recorder
    plugins: Sequence[ListedPlugin]
    advisories: Sequence[Advisory]
    sources: Mapping[str, Source]


def recorder_entries(catalog: Catalog) -> list[RecorderEntry]:
    """Return every recorder with its plugins and advisories."""
    return [recorder_entry(catalog, one) for one in catalog.recorders()]


def recorder_entry(catalog: Catalog, recorder: Recorder) -> RecorderEntry:
    """Return a recorder with its plugins and advisories."""
    plugins, advisories = catalog.plugins(recorder.name), catalog.advisories(recorder)
    told = {
        recorder.source,
        *(one.plugin.source for one in plugins),
        *(change.source for one in plugins for change in one.plugin.changes),
        *(one.source for one in advisories),
    }
    sources = {one.source.id: one.source for one in catalog.sources() if one.source.id in told}
    return RecorderEntry(recorder, plugins, advisories, sources)


async def recorders(request: Request) -> Response:
    """Return the page of the recorders."""
    _, to = asked_of_recorder(request)
    if to is not None:
        return to
    entries = recorder_entries(catalog_of(request))
    return render_page(request, "recorders.html", "/recorders", recorders=entries)


async def recorder(request: Request) -> Response:
    """Return a recorder's page; another spelling is sent to the catalogue's own."""
    kept, to = asked_of_recorder(request)
    if to is not None:
        return to
    catalog, written = catalog_of(request), request.path_params["recorder"]
    try:
        found = catalog.recorder(written)
    except NotFound as error:
        return render_page(
            request,
            "no_recorder.html",
            "/recorders",
            404,
            written=written,
            near=near_words(written, error.suggestions),
            total=counted(len(error.suggestions), "recorder"),
        )
    if found.name != written:
        return RedirectResponse(links.address(links.recorder(found.name), kept), 303)
    here, usual = links.recorder(found.name), catalog.recorder().name
    entry = recorder_entry(catalog, found)
    written_as = {
        name: recorder_choice.together({"recorder": found.name, "plugin": name}, usual)
        for name in (one.plugin.name for one in entry.plugins)
    }
    choices = {
        via: links.address(here, recorder_choice.apart({recorder_choice.VIA: via}, usual))
        for via in (found.name, *written_as.values())
    }
    return render_page(
        request,
        "recorder.html",
        "/recorders",
        entry=entry,
        choices=choices,
        written_as=written_as,
        is_yours=bool(kept) and loose_key(kept.get("recorder", usual)) in found.keys,
    )

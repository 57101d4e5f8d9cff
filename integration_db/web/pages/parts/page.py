"""What every page is made with: its frame, its one address, the recorders to choose from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from integration_db.catalog import Catalog
from integration_db.named_tuple import NamedTuple
from integration_db.web.api.answering import catalog_of
from integration_db.web.pages.parts import links, recorder_choice
from integration_db.web.pages.parts.asking import asked, one_each
from integration_db.web.pages.parts.rendering import render
from integration_db.web.problems import without_secrets


def render_page(
    request: Request,
    template: str,
    here: str,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    **values: Any,
) -> Response:
    """Return a page; `here` is the entry of the navigation that it belongs to."""
    state = request.app.state
    said = [(name, without_secrets(value)) for name, value in parse_qsl(request.url.query)]
    kept = recorder_choice.kept(dict(said))
    text = render(
        template,
        navigation=state.navigation,
        data_version=state.data_version,
        here=here,
        address=links.address(request.scope["raw_path"].decode("latin-1"), said),
        kept=kept,
        **{
            "yours": Yours.of(request.url.path, said, kept),
            **_recorders(request, kept),
            **values,
        },
    )
    return HTMLResponse(text, status, headers)


class Yours(NamedTuple):
    """The form in the head of a page that asks for the reader's recorder.

    `beside` is what the address says beside it, and keeps.
    """

    path: str
    beside: tuple[tuple[str, str], ...]
    version: str

    @classmethod
    def of(cls, path: str, said: Sequence[tuple[str, str]], kept: Mapping[str, str]) -> Yours:
        """Return the form on the page of this address."""
        left_out = {*recorder_choice.RECORDER_FIELDS, *recorder_choice.OF_A_RECORDER, "offset"}
        beside = tuple((name, value) for name, value in said if name not in left_out)
        return cls(path, beside, kept.get("recorder_version", ""))


def asked_of_recorder(request: Request) -> tuple[dict[str, str], Response | None]:
    """Return what the address of a page that asks nothing else says of the reader's recorder.

    With the way to its short address, if it is another one. Raises `Refused`.
    """
    return asked_beside_recorder(request, ())


def asked_beside_recorder(
    request: Request, fields: Sequence[str]
) -> tuple[dict[str, str], Response | None]:
    """Return what an address says of a page's own fields and of the reader's recorder.

    With the way to its short address, if it is another one. Raises `Refused`.
    """
    known = (*fields, *recorder_choice.RECORDER_FIELDS, recorder_choice.VIA)
    given = one_each(asked(request.scope["query_string"], known))
    said = recorder_choice.apart(given, catalog_of(request).recorder().name)
    values = {name: said[name] for name in known if name in said}
    if values.get("offset") == "0":
        del values["offset"]
    return values, to_short_address(request, values)


def to_short_address(
    request: Request, wanted: Mapping[str, Any] | Sequence[tuple[str, str]]
) -> Response | None:
    """Return the way to the one address of a state, if another one was asked for.

    A form sends every field that it has; what is shared and kept is the short address.
    """
    address = links.address(request.url.path, wanted)
    said = address.partition("?")[2].split("&")
    if sorted(said) == sorted(request.scope["query_string"].decode("latin-1").split("&")):
        return None
    return RedirectResponse(address, 303)


def setups(
    request: Request, values: Mapping[str, Any], offered: recorder_choice.Chosen | None = None
) -> dict[str, Any]:
    """Return the recorders and plugins to choose from, which is chosen, and what that offers."""
    offers = offered or recorder_choice.chosen(catalog_of(request), values)
    return {**_recorders(request, values), "offered": offers}


def _recorders(request: Request, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the recorders and plugins to choose from, and which is chosen: what every head has."""
    catalog = catalog_of(request)
    usual = catalog.recorder().name
    return {
        "setups": _choices(request, catalog),
        "usual": usual,
        "chosen": recorder_choice.together(values, usual),
    }


def _choices(request: Request, catalog: Catalog) -> tuple[recorder_choice.RecorderChoices, ...]:
    """Return the recorders to choose from; they are the same as long as the catalogue is open."""
    state = request.app.state
    if not hasattr(state, "recorder_choices"):
        state.recorder_choices = recorder_choice.recorder_choices(catalog)
    found: tuple[recorder_choice.RecorderChoices, ...] = state.recorder_choices
    return found

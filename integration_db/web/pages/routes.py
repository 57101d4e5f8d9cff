"""The addresses of the pages. What stands on a page is shaped in the modules beside this one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from integration_db import holdings
from integration_db.errors import IntegrationDBError, NotFound
from integration_db.recorders import advisories, recorders
from integration_db.vocabulary import CAPABILITIES, PROTOCOLS
from integration_db.web.answering import catalog_of
from integration_db.web.pages import assets, checking, forms, links, setup, words
from integration_db.web.pages.asking import asked, one_each
from integration_db.web.pages.camera import answered, camera_page, compared
from integration_db.web.pages.listing import (
    CHOICES,
    PARAMETERS,
    listing,
    maker_apart,
    tidy,
)
from integration_db.web.pages.rendering import render

MOST_COMPARED: Final = 4
_COMPARED: Final = ("model", "firmware", "plugin", "recorder", "recorder_version")


def page(
    request: Request, template: str, here: str = "", status: int = 200, **values: Any
) -> Response:
    """Return a page."""
    text = render(template, data_version=request.app.state.data_version, here=here, **values)
    return HTMLResponse(text, status)


async def cameras(request: Request) -> Response:
    """Return the list of cameras; a state that can be said shorter is sent to its address."""
    given = asked(request.scope["query_string"], PARAMETERS, several=("https",))
    values = {name: found[-1] for name, found in given.items()}
    catalog = catalog_of(request)
    wanted = tidy(values, catalog.recorder().name)
    if (to := _shorter(request, wanted)) is not None:
        return to
    found = listing(catalog, wanted)
    if not found.total and not found.errors:
        apart = maker_apart(catalog, wanted)
        if apart is not None:
            return RedirectResponse(links.address("/", apart), 303)
    return page(
        request,
        "cameras.html",
        "/",
        400 if found.errors else 200,
        list=found,
        choices=CHOICES,
        **_setups(request, found.filters),
    )


def _shorter(
    request: Request, wanted: Mapping[str, str] | Sequence[tuple[str, str]]
) -> Response | None:
    """Return the way to the one address of a state, if another one was asked for.

    A form sends every field that it has; what is shared and kept is the short address.
    """
    address = links.address(request.url.path, wanted)
    if address.partition("?")[2].encode() == request.scope["query_string"]:
        return None
    return RedirectResponse(address, 303)


async def camera(request: Request) -> Response:
    """Return a camera's page; another spelling is sent to the catalogue's own."""
    asked(request.scope["query_string"], ())
    maker, model = request.path_params["manufacturer"], request.path_params["model"]
    try:
        profile = catalog_of(request).show(model, manufacturer=maker)
    except NotFound as error:
        wanted = error.suggestions if error.kind == "model" else ()
        near = [catalog_of(request).resolve(name) for name in wanted[:12]]
        near += [catalog_of(request).resolve(name, maker) for name in wanted[:12]]
        known = dict.fromkeys((m.manufacturer_name or "", m.name or "") for m in near if m.resolved)
        return page(
            request,
            "no_camera.html",
            "/",
            404,
            message=words.sentence(words.for_a_page(error.message)),
            written=f"{maker} {model}",
            near=list(known),
        )
    found = profile.answer.question.model
    if (found.manufacturer, found.name) != (maker, model):
        return RedirectResponse(links.camera(found.manufacturer, found.name), 303)
    return page(
        request,
        "camera.html",
        "/",
        camera=camera_page(profile),
        **_setups(request, {}),
    )


async def predict(request: Request) -> Response:
    """Return the form of a prediction and, if it asks something, the answer."""
    given = one_each(asked(request.scope["query_string"], (*forms.PARAMETERS, setup.FIELD)))
    apart = setup.apart(given, catalog_of(request).recorder().name)
    values: dict[str, str] = {name: apart[name] for name in forms.PARAMETERS if name in apart}
    if (to := _shorter(request, values)) is not None:
        return to
    found = forms.ask(catalog_of(request), values)
    return page(
        request,
        "predict.html",
        "/predict",
        found.status,
        values=values,
        mistakes=found.mistakes,
        answered=answered(found.answer) if found.answer else None,
        protocols=PROTOCOLS,
        **_setups(request, values),
    )


async def compare(request: Request) -> Response:
    """Return two to four cameras side by side, and the form that asks for them."""
    given = asked(request.scope["query_string"], (*_COMPARED, setup.FIELD), several=("model",))
    models = given.pop("model", [])
    apart = setup.apart(one_each(given), catalog_of(request).recorder().name)
    options: dict[str, str] = {name: apart[name] for name in _COMPARED if name in apart}
    pairs = [*(("model", one) for one in models), *options.items()]
    if (to := _shorter(request, pairs)) is not None:
        return to
    mistakes: dict[str, forms.Mistake] = {}
    rows, answers = None, ()
    status = 200
    if len(models) == 1:
        mistakes["model-1"] = forms.Mistake("Name a second camera to compare with.")
    elif len(models) > MOST_COMPARED:
        mistakes["model-0"] = forms.Mistake(f"At most {MOST_COMPARED} cameras fit side by side.")
        status = 400
    elif models:
        comparison, mistakes, status = _comparison(request, models, options)
        if comparison is not None:
            rows, answers = compared(comparison), comparison.answers
    return page(
        request,
        "compare.html",
        "/compare",
        status,
        models=(models + [""] * MOST_COMPARED)[:MOST_COMPARED],
        values=options,
        mistakes=mistakes,
        rows=rows,
        answers=answers,
        **_setups(request, options),
    )


def _comparison(
    request: Request, models: list[str], options: dict[str, str]
) -> tuple[Any, dict[str, forms.Mistake], int]:
    """Return the comparison, or what is wrong with each field, and the status."""
    catalog = catalog_of(request)
    mistakes: dict[str, forms.Mistake] = {}
    for number, written in enumerate(models):
        try:
            catalog.model(written)
        except NotFound as error:
            instead = []
            for text in error.suggestions[:6]:
                others = [text if n == number else m for n, m in enumerate(models)]
                pairs = [*(("model", m) for m in others), *options.items()]
                instead.append((text, links.address("/compare", pairs)))
            mistakes[f"model-{number}"] = forms.Mistake(
                words.sentence(words.for_a_page(error.message)), tuple(instead)
            )
    if mistakes:
        return None, mistakes, 404
    try:
        return catalog.compare(*models, **options), {}, 200
    except IntegrationDBError as error:
        field, mistake = forms.mistake_of(error, options, "/compare")
        plain = forms.Mistake(mistake.text)
        return None, {field if field in _COMPARED[1:] else "model-0": plain}, 400


def _setups(request: Request, values: Mapping[str, str]) -> dict[str, Any]:
    """Return the recorders and plugins to choose from, and which is chosen."""
    catalog = catalog_of(request)
    return {
        "setups": setup.groups(catalog.reader),
        "chosen": setup.together(values, catalog.recorder().name),
    }


async def manufacturers(request: Request) -> Response:
    """Return every manufacturer with how much is known of its cameras."""
    asked(request.scope["query_string"], ())
    reader = catalog_of(request).reader
    known = {one.manufacturer: one for one in holdings.coverage(reader)}
    rows = [(row, known.get(str(row["manufacturer"]))) for row in holdings.manufacturers(reader)]
    return page(request, "manufacturers.html", "/manufacturers", rows=rows)


async def plugins(request: Request) -> Response:
    """Return every recorder with its plugins and advisories."""
    asked(request.scope["query_string"], ())
    reader = catalog_of(request).reader
    boxes = [
        (box, holdings.plugins(reader, box.name), advisories(reader, box))
        for box, _ in recorders(reader)
    ]
    return page(request, "plugins.html", "/plugins", boxes=boxes)


async def sources(request: Request) -> Response:
    """Return every source with the number of statements that rest on it."""
    asked(request.scope["query_string"], ())
    return page(
        request, "sources.html", "/sources", sources=holdings.sources(catalog_of(request).reader)
    )


async def about(request: Request) -> Response:
    """Return what the symbols mean, and how far the answers go."""
    asked(request.scope["query_string"], ())
    stats = catalog_of(request).stats()
    return page(request, "about.html", "/about", stats=stats, capabilities=CAPABILITIES)


async def static(request: Request) -> Response:
    """Return a file that pages load; its name says what is in it."""
    found = assets.BY_ADDRESS.get(request.path_params["name"])
    if found is None:
        raise HTTPException(404)
    kept = {"cache-control": "public, max-age=31536000, immutable"}
    return Response(found.content, headers=kept, media_type=found.media_type)


ROUTES: Final = (
    Route("/", cameras),
    Route("/cameras/{manufacturer}/{model:path}", camera),
    Route("/predict", predict),
    Route("/compare", compare),
    Route("/check", checking.form, methods=["GET"]),
    Route("/check", checking.report, methods=["POST"]),
    Route("/manufacturers", manufacturers),
    Route("/plugins", plugins),
    Route("/sources", sources),
    Route("/about", about),
    Route("/static/{name}", static),
)

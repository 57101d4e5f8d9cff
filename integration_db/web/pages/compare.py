"""The page that shows two to four cameras side by side."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from starlette.requests import Request
from starlette.responses import Response

from integration_db.catalog.profile import ComparedValue, Comparison
from integration_db.errors import IntegrationDBError, NotFound
from integration_db.text import labels, sentences
from integration_db.web.api.answering import catalog_of
from integration_db.web.pages.parts import links, recorder_choice
from integration_db.web.pages.parts.asking import asked, one_each
from integration_db.web.pages.parts.ladder import Stretch
from integration_db.web.pages.parts.mistakes import Mistake, mistake_of
from integration_db.web.pages.parts.page import render_page, setups, to_short_address


class Compared(NamedTuple):
    """One field of several cameras: what each has in it, and whether they differ."""

    name: str
    label: str
    cells: tuple[tuple[Stretch, ...], ...]
    differs: bool


MOST_COMPARED: Final = 4
_COMPARED: Final = ("model", "firmware", "plugin", "recorder", "recorder_version")


def compared(comparison: Comparison) -> tuple[Compared, ...]:
    """Return the rows of a comparison."""
    return tuple(
        Compared(
            name,
            _label(name),
            tuple(tuple(map(_stretch, values)) for values in cells),
            name in comparison.differences,
        )
        for name, cells in comparison.rows
    )


def _label(name: str) -> str:
    """Return what a row is called: a protocol setting, a capability, or a field of the camera."""
    if name in labels.PROTOCOL:
        return labels.PROTOCOL[name].name
    return sentences.capital(labels.CAPABILITY[name].name if name in labels.CAPABILITY else name)


def _stretch(value: ComparedValue) -> Stretch:
    firmware = None if value.clauses is None else sentences.range_words(value.clauses)
    return Stretch(value.value, firmware)


async def compare(request: Request) -> Response:
    """Return two to four cameras side by side, and the form that asks for them."""
    given = asked(
        request.scope["query_string"], (*_COMPARED, recorder_choice.VIA), several=("model",)
    )
    models = given.pop("model", [])
    apart = recorder_choice.apart(one_each(given), catalog_of(request).recorder().name)
    options: dict[str, str] = {name: apart[name] for name in _COMPARED if name in apart}
    pairs = [*(("model", one) for one in models), *options.items()]
    if (to := to_short_address(request, pairs)) is not None:
        return to
    mistakes: dict[str, Mistake] = {}
    rows, answers = None, ()
    status = 200
    if len(models) == 1:
        mistakes["model-1"] = Mistake("Name a second camera to compare with.")
    elif len(models) > MOST_COMPARED:
        mistakes["model-0"] = Mistake(f"At most {MOST_COMPARED} cameras fit side by side.")
        status = 400
    elif models:
        comparison, mistakes, status = _comparison(request, models, options)
        if comparison is not None:
            rows, answers = compared(comparison), comparison.answers
    return render_page(
        request,
        "compare.html",
        "/compare",
        status,
        models=(models + [""] * MOST_COMPARED)[:MOST_COMPARED],
        values=options,
        mistakes=mistakes,
        rows=rows,
        answers=answers,
        **setups(request, options),
    )


def _comparison(
    request: Request, models: list[str], options: dict[str, str]
) -> tuple[Any, dict[str, Mistake], int]:
    """Return the comparison, or what is wrong with each field, and the status."""
    catalog = catalog_of(request)
    mistakes: dict[str, Mistake] = {}
    for number, written in enumerate(models):
        try:
            catalog.model(written)
        except NotFound as error:
            instead = []
            for text in error.suggestions[:6]:
                others = [text if n == number else m for n, m in enumerate(models)]
                pairs = [*(("model", m) for m in others), *options.items()]
                instead.append((text, links.address("/compare", pairs)))
            mistakes[f"model-{number}"] = Mistake(sentences.sentence(error.message), tuple(instead))
    if mistakes:
        return None, mistakes, 404
    try:
        return catalog.compare(*models, **options), {}, 200
    except IntegrationDBError as error:
        field, mistake = mistake_of(error, options, "/compare", _COMPARED)
        plain = Mistake(mistake.text)
        return None, {field if field in _COMPARED[1:] else "model-0": plain}, 400

"""The page that shows two to four cameras side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from integration_db.catalog import Catalog
from integration_db.catalog.answer import Answer
from integration_db.catalog.profile import ComparedValue, Comparison
from integration_db.errors import NotFound, UsageError
from integration_db.named_tuple import NamedTuple
from integration_db.prediction.prediction import NO_SYMBOLS, Shows
from integration_db.text import labels, sentences
from integration_db.web.api.answering import catalog_of
from integration_db.web.pages.parts import links, recorder_choice
from integration_db.web.pages.parts.asking import asked, one_each
from integration_db.web.pages.parts.ladder import Stretch
from integration_db.web.pages.parts.mistakes import Mistake, mistake_of
from integration_db.web.pages.parts.page import render_page, setups, to_short_address


class Compared(NamedTuple):
    """One field of several cameras: what each has in it, and whether they differ.

    What `is_levels` is a setting of the recorder, with the levels after the tasks.
    """

    name: str
    label: str
    cells: tuple[tuple[Stretch, ...], ...]
    differs: bool
    is_levels: bool


class SentComparison(NamedTuple):
    """A form that was sent: the comparison or the mistakes, and the status to send."""

    comparison: Comparison | None = None
    mistakes: Mapping[str, Mistake] = MappingProxyType({})
    status: int = 200


MOST_COMPARED: Final = 4
OWN_FIRMWARE: Final = tuple(f"firmware-{number}" for number in range(1, MOST_COMPARED + 1))
"""The firmware of each camera by its place; `firmware` is that of those without one."""
_COMPARED: Final = (
    *("model", "firmware", *OWN_FIRMWARE),
    *("plugin", "recorder", "recorder_version"),
)


def compared(comparison: Comparison) -> tuple[Compared, ...]:
    """Return the rows of a comparison."""
    settings = {one.setting.id: one.setting.label for one in comparison.answers[0].predictions}
    return tuple(
        Compared(
            name,
            settings.get(name) or _label(name),
            tuple(tuple(map(_stretch, values)) for values in cells),
            name in comparison.differences,
            name in settings,
        )
        for name, cells in comparison.rows
    )


def _label(name: str) -> str:
    """Return what a row is called: a capability, or a field of the camera."""
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
    sent = ask_all(catalog_of(request), models, options)
    answers = sent.comparison.answers if sent.comparison else ()
    return render_page(
        request,
        "compare.html",
        "/compare",
        sent.status,
        models=(models + [""] * MOST_COMPARED)[:MOST_COMPARED],
        near=beside_first(catalog_of(request), models, options),
        values=options,
        mistakes=sent.mistakes,
        rows=compared(sent.comparison) if sent.comparison else None,
        answers=answers,
        shows=_shows(answers),
        **setups(request, options),
    )


def beside_first(
    catalog: Catalog, models: Sequence[str], options: Mapping[str, str]
) -> tuple[tuple[str, str], ...]:
    """Return what one camera alone may be compared with, each with the address that does so."""
    if len(models) != 1:
        return ()
    try:
        profile = catalog.show(models[0])
    except NotFound:
        return ()
    camera = profile.answer.question.model
    series = catalog.select(manufacturer=camera.manufacturer, series=camera.series, limit=_NEAR + 1)
    names = dict.fromkeys((*profile.near, *(one.model for one in series.cameras)))
    others = [f"{camera.manufacturer} {name}" for name in names if name != camera.name]
    return tuple(
        (
            other,
            links.address("/compare", [("model", models[0]), ("model", other), *options.items()]),
        )
        for other in others[:_NEAR]
    )


_NEAR: Final = 8
"""How many cameras are offered beside a first one."""


def _shows(answers: Sequence[Answer]) -> Shows:
    """Return the symbols of the recorder that all answers are about."""
    return answers[0].question.side.shows if answers else NO_SYMBOLS


def ask_all(catalog: Catalog, models: list[str], options: Mapping[str, str]) -> SentComparison:
    """Return the comparison, or what is wrong with it; an empty form asks nothing."""
    if not models:
        return SentComparison()
    if len(models) > MOST_COMPARED:
        many = Mistake(f"At most {MOST_COMPARED} cameras fit side by side.")
        return SentComparison(mistakes={"model-0": many}, status=400)
    mistakes: dict[str, Mistake] = {}
    for number, written in enumerate(models):
        try:
            catalog.predict(written)
        except NotFound as error:
            instead = []
            for text in error.suggestions[:6]:
                others = [text if n == number else m for n, m in enumerate(models)]
                pairs = [*(("model", m) for m in others), *options.items()]
                instead.append((text, links.address("/compare", pairs)))
            mistakes[f"model-{number}"] = Mistake(sentences.sentence(error.message), tuple(instead))
    if mistakes:
        return SentComparison(mistakes=mistakes, status=404)
    if len(models) == 1:
        return SentComparison()  # the page asks for the second
    of_all = {name: value for name, value in options.items() if name not in OWN_FIRMWARE}
    firmware = of_all.pop("firmware", None)
    own = [options.get(name, firmware) for name in OWN_FIRMWARE[: len(models)]]
    try:
        return SentComparison(catalog.compare(*models, firmware=own, **of_all))
    except (NotFound, UsageError) as error:
        field, mistake = mistake_of(error, options, "/compare", _COMPARED)
        plain = Mistake(mistake.text)
        field = "model-0" if field == "model" else field
        return SentComparison(mistakes={field: plain}, status=400)

"""A camera's page, and an answer on any page: what the library found, in the order of reading."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from integration_db.catalog.answer import Answer
from integration_db.catalog.explanation import Why
from integration_db.catalog.profile import Profile
from integration_db.catalog.queries.cameras import Release
from integration_db.catalog.queries.facts import Source
from integration_db.catalog.verdict import Verdict
from integration_db.errors import NotFound
from integration_db.evidence.statements import Statement
from integration_db.named_tuple import NamedTuple
from integration_db.prediction.findings import GENERAL
from integration_db.prediction.levels import RANK
from integration_db.prediction.note import Note
from integration_db.prediction.prediction import Prediction
from integration_db.text import sentences
from integration_db.web.api.answering import catalog_of
from integration_db.web.pages.parts import links
from integration_db.web.pages.parts.correction import correction_of
from integration_db.web.pages.parts.ladder import Ladder, ladders
from integration_db.web.pages.parts.page import asked_of_recorder, render_page

RELEASES: Final = 12
"""How many releases are shown at once; the rest are folded away."""

_GENERAL: Final = frozenset(note.code for note in GENERAL)


class Shared(NamedTuple):
    """A finding, and the settings that it is for where it is not for all of them."""

    note: Note
    settings: tuple[str, ...]


class Answered(NamedTuple):
    """An answer as a page shows it.

    `best` is the prediction that the `verdict` is about; both are None where the question is about
    the camera alone. `findings` are said once for all settings, the `general` ones (true for every
    encrypted connection) apart.
    """

    answer: Answer
    verdict: Verdict | None
    best: Prediction | None
    predictions: tuple[Prediction, ...]
    ladders: tuple[Ladder, ...]
    whys: tuple[Why, ...]
    findings: tuple[Shared, ...]
    general: tuple[Note, ...]


class CameraPage(NamedTuple):
    """A camera's page."""

    profile: Profile
    answered: Answered
    statements: tuple[tuple[Statement, Source | None], ...]
    releases: tuple[Release, ...]
    older: tuple[Release, ...]
    plugins: tuple[Answer, ...] = ()


def camera_page(profile: Profile, plugins: tuple[Answer, ...] = ()) -> CameraPage:
    """Return the page; statements of the narrowest scope come first, new releases too.

    `plugins` are the answers through each plugin of the recorder, the best first, where none was
    said.
    """
    newest = tuple(reversed(profile.releases))
    ordered = sorted(profile.statements, key=lambda s: s.strength, reverse=True)
    return CameraPage(
        profile,
        answered(profile.answer),
        tuple((one, profile.sources.get(one.source)) for one in ordered),
        newest[:RELEASES],
        newest[RELEASES:],
        tuple(sorted(plugins, key=_promise, reverse=True)),
    )


def _promise(answer: Answer) -> tuple[int, int, int]:
    """Return what a verdict promises, to sort by: what is sure, what is possible, what it costs."""
    verdict = answer.verdict
    if verdict is None:
        return 0, 0, 0
    known = verdict.code != "not_known"
    return RANK[verdict.floor] if known else 0, RANK[verdict.ceiling], -verdict.tasks


def answered(answer: Answer) -> Answered:
    """Return an answer in the order of reading."""
    shared = _shared(answer.predictions)
    return Answered(
        answer,
        answer.verdict,
        answer.prediction,
        answer.predictions,
        ladders(answer.all_cells),
        answer.whys,
        tuple(one for one in shared if one.note.code not in _GENERAL),
        tuple(one.note for one in shared if one.note.code in _GENERAL),
    )


def _shared(predictions: Sequence[Prediction]) -> Iterable[Shared]:
    shown_with: dict[Note, list[str]] = {}
    for prediction in predictions:
        for note in prediction.findings:
            shown_with.setdefault(note, []).append(prediction.setting.label)
    every = len(predictions)
    return [
        Shared(note, tuple(own) if len(own) < every else ()) for note, own in shown_with.items()
    ]


async def camera(request: Request) -> Response:
    """Return a camera's page; another spelling is sent to the catalogue's own.

    Of a camera that is not listed, and of several that share a name, the prediction tells.
    """
    kept, to = asked_of_recorder(request)
    if to is not None:
        return to
    maker, model = request.path_params["manufacturer"], request.path_params["model"]
    try:
        profile = catalog_of(request).show(model, manufacturer=maker, **kept)
    except NotFound as error:
        wanted = error.suggestions if error.kind == "model" else ()
        near = [catalog_of(request).resolve(name) for name in wanted[:12]]
        near += [catalog_of(request).resolve(name, maker) for name in wanted[:12]]
        known = dict.fromkeys((m.manufacturer_name or "", m.name or "") for m in near if m.resolved)
        return render_page(
            request,
            "no_camera.html",
            "/",
            404,
            message=sentences.sentence(error.message),
            written=f"{maker} {model}",
            near=list(known),
        )
    match, model_asked = profile.answer.question.match, profile.answer.question.model
    if not match.resolved:  # a name that no camera has gets no page, but an answer that says so
        asking = {"model": model, "manufacturer": maker, **kept}
        return RedirectResponse(links.address("/predict", asking), 303)
    if (model_asked.manufacturer, model_asked.name) != (maker, model):
        here = links.camera(model_asked.manufacturer, model_asked.name)
        return RedirectResponse(links.address(here, kept), 303)
    recorder = profile.answer.question.recorder
    plugins: tuple[Answer, ...] = ()
    if recorder is not None and "plugin" not in kept:
        options = {**kept, "recorder": recorder.name}
        plugins = catalog_of(request).by_plugin(model, manufacturer=maker, **options)
    return render_page(
        request,
        "camera.html",
        "/",
        camera=camera_page(profile, plugins),
        correction=correction_of(profile, kept, request.app.state.data_version),
    )

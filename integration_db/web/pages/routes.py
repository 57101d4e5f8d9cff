"""The addresses of the pages. What stands on a page is shaped in the modules beside this one."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from starlette.routing import Route

from integration_db.named_tuple import NamedTuple
from integration_db.web.api import API_PREFIX, DOCUMENTATION
from integration_db.web.later import Handler, Later
from integration_db.web.pages.guesses import GUESSES


def _cameras() -> Handler:
    from integration_db.web.pages.cameras import cameras

    return cameras


def _camera() -> Handler:
    from integration_db.web.pages.camera import camera

    return _with_templates(camera, "camera.html", "no_camera.html")


def _predict() -> Handler:
    from integration_db.web.pages.predict import predict

    return _with_templates(predict, "predict.html")


def _compare() -> Handler:
    from integration_db.web.pages.compare import compare

    return compare


def _form() -> Handler:
    from integration_db.web.pages.check import form

    return _with_templates(form, "check.html")


def _report() -> Handler:
    from integration_db.web.pages.check import report

    return report


def _kept() -> Handler:
    from integration_db.web.pages.kept import kept

    return kept


def _kept_file() -> Handler:
    from integration_db.web.pages.kept import kept_file

    return kept_file


def _forget() -> Handler:
    from integration_db.web.pages.kept import forget

    return forget


def _manufacturers() -> Handler:
    from integration_db.web.pages.manufacturers import manufacturers

    return manufacturers


def _recorders() -> Handler:
    from integration_db.web.pages.recorders import recorders

    return _with_templates(recorders, "recorders.html")


def _recorder() -> Handler:
    from integration_db.web.pages.recorders import recorder

    return _with_templates(recorder, "recorder.html", "no_recorder.html")


def _sources() -> Handler:
    from integration_db.web.pages.sources import sources

    return sources


def _source() -> Handler:
    from integration_db.web.pages.sources import source

    return _with_templates(source, "source.html")


def _maker() -> Handler:
    from integration_db.web.pages.maker import maker

    return _with_templates(maker, "maker.html", "no_maker.html")


def _guess(path: str) -> Handler:
    return GUESSES[path]


def _about() -> Handler:
    from integration_db.web.pages.about import about

    return about


def _api_docs() -> Handler:
    from integration_db.web.pages.api_docs import api_docs

    return api_docs


def _static() -> Handler:
    from integration_db.web.pages.static_files import static

    return static


def _with_templates(handler: Handler, *templates: str) -> Handler:
    """Return a handler when its templates are compiled, which takes longer than the page."""
    from integration_db.web.pages.parts.rendering import compile_templates

    compile_templates(templates)
    return handler


class PageAt(NamedTuple):
    """A page: its address, what answers there, and what it is called in the navigation.

    `load` imports what answers. What `takes_long` the first time is answered apart from others:
    a list in some milliseconds as a rule, but its first page, a letter as its text and a level that
    few cameras have take up to a second, for which nobody else shall wait.
    """

    path: str
    load: Callable[[], Handler]
    label: str | None = None
    methods: tuple[str, ...] = ("GET",)
    takes_long: bool = False

    def route(self) -> Route:
        """Return the route that answers here."""
        return Route(self.path, Later(self.load).answer, methods=list(self.methods))


SERVED: Final = (
    *(PageAt(path, partial(_guess, path)) for path in GUESSES),
    PageAt("/", _cameras, "Cameras", takes_long=True),
    PageAt("/cameras/{manufacturer}", _maker),
    PageAt("/cameras/{manufacturer}/{model:path}", _camera),
    PageAt("/predict", _predict, "Predict"),
    PageAt("/compare", _compare, "Compare", takes_long=True),
    PageAt("/check", _form, "Check a list"),
    PageAt("/check", _report, methods=("POST",), takes_long=True),
    PageAt("/check/kept/{report}", _kept),
    PageAt("/check/kept/{report}/forget", _forget, methods=("POST",)),
    PageAt("/check/kept/{report}/{file}", _kept_file),
    PageAt("/manufacturers", _manufacturers, "Manufacturers", takes_long=True),
    PageAt("/recorders", _recorders, "Recorders", takes_long=True),
    PageAt("/recorders/{recorder}", _recorder),
    PageAt("/sources", _sources, "Sources", takes_long=True),
    PageAt("/sources/{name}", _source),
    PageAt("/about", _about, "About", takes_long=True),
    PageAt(f"{API_PREFIX}{DOCUMENTATION}", _api_docs, "API", takes_long=True),
    PageAt("/static/{name}", _static),
)
"""Every page; those with a label are what each page leads to, in this order."""

NAVIGATION: Final = tuple((one.path, one.label) for one in SERVED if one.label is not None)
"""Address and label of the pages that every page leads to."""

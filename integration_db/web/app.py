"""The application: routes, and the layers that every request goes through.

Handlers run on the event loop, one at a time, so the catalogue's connection is never used by two
at once and needs neither lock nor pool: a look-up takes less time than handing it to a thread
would. One on a server may keep whoever asks it waiting, so there they run on a loop of their own.
What takes long is handed to processes that open the same catalogue.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Sequence
from functools import partial
from importlib.metadata import version
from typing import Final

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from integration_db.catalog import Catalog, open_catalog
from integration_db.catalog.written_answers import WrittenAnswers
from integration_db.errors import UsageError
from integration_db.web import problems
from integration_db.web.apart.pool import ALLOWANCE, Allowance
from integration_db.web.api import API_PREFIX, DESCRIPTION
from integration_db.web.api.routes import RESOURCES
from integration_db.web.beside import Beside
from integration_db.web.kept_reports import KeptReports
from integration_db.web.later import Handler, Later
from integration_db.web.middleware import failures
from integration_db.web.middleware.answer_cache import AnswerCache
from integration_db.web.middleware.asked_format import AskedFormat
from integration_db.web.middleware.compression import Compression
from integration_db.web.middleware.headers import SafeHeaders
from integration_db.web.middleware.heavy import Heavy
from integration_db.web.middleware.limits import LIMITS, Limits, RequestLimits
from integration_db.web.middleware.waiting import Waiting
from integration_db.web.pages import NAVIGATION, SERVED
from integration_db.web.served_catalog import CurrentApplication, ServedCatalog

_PROGRAM: Final = "integration-db"
_ORIGIN: Final = re.compile(r"https?://[A-Za-z0-9.\-\[\]:]+")


def create_app(
    catalog: Catalog | None = None,
    *,
    database: str | None = None,
    data: Sequence[str | os.PathLike[str]] = (),
    cors_origins: Sequence[str] = (),
    limits: Limits = LIMITS,
    allowance: Allowance = ALLOWANCE,
    reopen: Callable[[], Catalog] | None = None,
    kept: KeptReports | None = None,
) -> CurrentApplication:
    """Return the application for an open catalogue, or for one that it opens and closes itself.

    `database` and `data` are those of `open_catalog`, with the same settings. When the database
    was built anew it opens that; for a catalogue that is given `reopen` says how. `cors_origins`
    are the web origins whose scripts may read answers, `*` for any; none if not said. `kept` is
    where reports of lists are kept; without it none is. Raises what `open_catalog` raises, and
    `UsageError` for an origin that is none.

    What takes long is answered by processes of its own (see `apart`) while a server runs it, if
    the catalogue has a file, or a URL, or is SQLite in memory; else here, one after the other.
    """
    check_origins(cors_origins)
    if catalog is None:
        reopen = partial(open_catalog, database, data)

    def served(opened: Catalog, *, owned: bool = True) -> ServedCatalog:
        data_version = opened.data_version
        beside = Beside() if opened.is_on_server else None
        # The first of these is the outermost.
        layers = [
            Middleware(SafeHeaders, data_version=data_version),
            Middleware(failures.Failures),
            *_cors(cors_origins),
            Middleware(RequestLimits, limits=limits),
            Middleware(AskedFormat, offered=_OFFERED),
            Middleware(AnswerCache, edition=f"{version(_PROGRAM)} {data_version}"),
            Middleware(Heavy, addresses=_TAKES_LONG),
            Middleware(Waiting, beside=beside),
            Middleware(Compression),
        ]
        return ServedCatalog(
            opened, _application(opened, limits, layers, kept), beside, owned=owned
        )

    def start(one: ServedCatalog) -> None:
        one.start_pools(allowance, limits, kept)

    def next_one() -> ServedCatalog:
        assert reopen is not None
        return served(reopen())

    first = served(catalog or open_catalog(database, data), owned=catalog is None)
    chores = [] if kept is None else [partial(kept.sweep_always, time.time)]
    return CurrentApplication(first, start, None if reopen is None else next_one, chores)


def app_inside(catalog: Catalog, limits: Limits, kept: KeptReports | None) -> Starlette:
    """Return the application for a process that answers for another one (see `apart`).

    What stands around every request stands around it there.
    """
    layers = [Middleware(failures.Failures), Middleware(Compression)]
    return _application(catalog, limits, layers, kept)


def _application(
    catalog: Catalog,
    limits: Limits,
    layers: Sequence[Middleware],
    kept: KeptReports | None,
) -> Starlette:
    app = Starlette(
        routes=[
            *(one.route(API_PREFIX) for addresses in RESOURCES.values() for one in addresses),
            Route(f"{API_PREFIX}{DESCRIPTION}", Later(_description).answer),
            Route(API_PREFIX, _to_index),
            *(page.route() for page in SERVED),
        ],
        middleware=layers,
        exception_handlers=problems.HANDLERS,
    )
    app.router.redirect_slashes = False
    app.state.catalog = catalog
    app.state.written_answers = WrittenAnswers(catalog)
    app.state.limits = limits
    app.state.kept = kept
    app.state.version = version(_PROGRAM)
    app.state.data_version = data_version = catalog.data_version
    app.state.resources = RESOURCES
    app.state.navigation = NAVIGATION
    app.state.problem_page = partial(_problem_page, data_version)
    app.state.pools = None  # until a server starts
    return app


def _problem_page(data_version: str, problem: problems.ProblemDetails) -> str:
    from integration_db.web.pages.problem import problem_page  # slow to import

    return problem_page(problem, navigation=NAVIGATION, data_version=data_version)


async def _to_index(_: Request) -> Response:
    return RedirectResponse(f"{API_PREFIX}/", 308)


def _description() -> Handler:
    from integration_db.web.api.description import description

    return description


_TAKES_LONG: Final = frozenset(
    [
        *(
            (one.method, f"{API_PREFIX}{one.path}")
            for addresses in RESOURCES.values()
            for one in addresses
            if one.takes_long
        ),
        ("GET", f"{API_PREFIX}{DESCRIPTION}"),
        *((method, one.path) for one in SERVED if one.takes_long for method in one.methods),
    ]
)
"""Method and path of what may take long."""


_OFFERED: Final[dict[tuple[str, str], tuple[str, ...]]] = {
    (one.method, f"{API_PREFIX}{one.path}"): one.formats
    for addresses in RESOURCES.values()
    for one in addresses
    if len(one.formats) > 1
}
"""The forms of the answer, by method and path, where there are several."""


def check_origins(origins: Sequence[str]) -> None:
    """Raise `UsageError` for a web origin that is none."""
    for origin in origins:
        if origin != "*" and not _ORIGIN.fullmatch(origin):
            raise UsageError(
                f"web origin {origin!r}: write scheme and host as in https://portal.example, or *",
                code="bad-origin",
            )


def _cors(origins: Sequence[str]) -> list[Middleware]:
    if not origins:
        return []
    return [
        Middleware(
            CORSMiddleware,
            allow_origins=list(origins),
            allow_methods=["GET", "POST"],
            allow_headers=["Content-Type", "If-None-Match"],
            expose_headers=["ETag", "X-Data-Version"],
        )
    ]

"""The application: routes, and the layers that every request goes through.

One catalogue per process, opened once, for reading. Handlers run on the event loop, one at a
time, so the connection is never used by two at once and needs neither lock nor pool: a look-up
takes less time than handing it to a thread would. More cores are used by more workers.
"""

from __future__ import annotations

import os
import re
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from functools import partial
from importlib.metadata import version
from typing import Final

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware

from integration_db.catalog import Catalog, open_catalog
from integration_db.errors import UsageError
from integration_db.web import problems
from integration_db.web.api import API_PREFIX, description
from integration_db.web.api.routes import RESOURCES
from integration_db.web.middleware import failures
from integration_db.web.middleware.answer_cache import AnswerCache
from integration_db.web.middleware.compression import Compression
from integration_db.web.middleware.headers import SafeHeaders
from integration_db.web.middleware.limits import LIMITS, Limits, RequestLimits
from integration_db.web.pages import NAVIGATION, ROUTES
from integration_db.web.pages.problem import problem_page

_ORIGIN: Final = re.compile(r"https?://[A-Za-z0-9.\-\[\]:]+")


def create_app(
    catalog: Catalog | None = None,
    *,
    database: str | None = None,
    data: Sequence[str | os.PathLike[str]] = (),
    cors_origins: Sequence[str] = (),
    limits: Limits = LIMITS,
) -> Starlette:
    """Return the application for an open catalogue, or for one that it opens and closes itself.

    `database` and `data` are those of `open_catalog`, with the same settings. `cors_origins` are
    the web origins whose scripts may read answers, `*` for any; none if not said. Raises what
    `open_catalog` raises, and `UsageError` for an origin that is none.
    """
    check_origins(cors_origins)
    opened = catalog if catalog is not None else open_catalog(database, data)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        if catalog is None:
            opened.close()

    program, data_version = version("integration-db"), opened.data_version
    app = Starlette(
        routes=[
            *(one.route(API_PREFIX) for operations in RESOURCES.values() for one in operations),
            description.route(RESOURCES, API_PREFIX),
            *ROUTES,
        ],
        # The first of these is the outermost.
        middleware=[
            Middleware(SafeHeaders, data_version=data_version),
            Middleware(failures.Failures),
            *_cors(cors_origins),
            Middleware(RequestLimits, limits=limits),
            Middleware(AnswerCache, edition=f"{program} {data_version}"),
            Middleware(Compression),
        ],
        exception_handlers=problems.HANDLERS,
        lifespan=lifespan,
    )
    app.router.redirect_slashes = False
    app.state.catalog = opened
    app.state.limits = limits
    app.state.version = program
    app.state.data_version = data_version
    app.state.navigation = NAVIGATION
    app.state.problem_page = partial(problem_page, navigation=NAVIGATION, data_version=data_version)
    return app


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

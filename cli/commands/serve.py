"""The command `serve`: the catalogue over HTTP."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Final

import click

from integration_db.environment import KEEP_FOR, KEEP_REPORTS
from integration_db.errors import ServerError

from ..command import command
from ..output import note
from ..session import Session

if TYPE_CHECKING:
    from types import ModuleType


BACKLOG: Final = 2048
"""Connections that may wait until they are taken, as many as uvicorn has."""

LOG_LEVELS: Final = ("critical", "error", "warning", "info", "debug")


@command("serve")
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    metavar="ADDRESS",
    help="The address to listen on; this machine alone if not said.",
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    metavar="N",
    help="The port to listen on; 0 takes a free one.",
)
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=1,
    show_default=True,
    metavar="N",
    help="How many processes answer.",
)
@click.option(
    "--cors-origin",
    "cors_origins",
    multiple=True,
    metavar="ORIGIN",
    help="A web origin whose scripts may read the answers, such as https://portal.example; * for "
    "any; may be given again.",
)
@click.option(
    "--keep-reports",
    metavar="FOLDER",
    help="Let people keep the report of a list in this folder for a while, under an address that "
    "they can hand on. It is written as for a customer: no address of a camera, and never the "
    "list. Not said, nothing is kept.",
)
@click.option(
    "--keep-for",
    metavar="TIME",
    help="How long such a report is kept: 7d if not said; d, h or m, up to 366d.",
)
@click.option(
    "--log-level",
    type=click.Choice(LOG_LEVELS),
    default="warning",
    show_default=True,
    help="How much is written to stderr; debug has every request.",
)
@click.pass_obj
def serve_command(
    session: Session,
    host: str,
    port: int,
    workers: int,
    cors_origins: tuple[str, ...],
    keep_reports: str | None,
    keep_for: str | None,
    log_level: str,
) -> None:
    """Answer over HTTP: pages for people, and the API below /api/v1.

    Needs the extra: pip install 'integration-db[web]'. Ends at Ctrl+C or SIGTERM, after the
    requests that it is at.

    \b
    Examples:
      integration-db serve
      integration-db serve --port 8080 --workers 4
      integration-db serve --cors-origin https://portal.example
      integration-db serve --keep-reports /var/lib/integration-db/reports --keep-for 14d
    """
    server = _server()
    server.check_origins(cors_origins)
    keep_reports = keep_reports or os.environ.get(KEEP_REPORTS)
    if keep_for is not None and not keep_reports:
        raise click.UsageError("--keep-for needs --keep-reports FOLDER: where reports are kept")
    kept = server.kept_reports(keep_reports, keep_for or os.environ.get(KEEP_FOR))
    catalog = session.catalog  # built and checked once, before any worker starts
    # A service manager's stop is the normal end, as Ctrl+C is.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with suppress(KeyboardInterrupt), server.bind(host, port) as bound:
        port = bound.getsockname()[1]
        if workers == 1:
            bound.listen(BACKLOG)  # from here on a client waits and is not refused
        place = f"[{host}]" if ":" in host else host
        version = catalog.data_version
        note(f"Listening on http://{place}:{port}/, data version {version}.")
        if workers == 1:
            server.serve(
                bound,
                catalog,
                reopen=session.reopened,
                cors_origins=cors_origins,
                kept=kept,
                log_level=log_level,
            )
            return
        bound.close()  # the workers' parent binds it again
        database = session.database
        with server.workers_told(catalog, database, cors_origins=cors_origins, kept=kept):
            server.serve_with_workers(host, port, workers=workers, log_level=log_level)


def _server() -> ModuleType:
    """Return the module that serves; the extra is only needed here."""
    try:
        from integration_db.web import server
    except ModuleNotFoundError as error:
        raise ServerError(
            f"serve needs {error.name}, which is not installed: pip install 'integration-db[web]'"
        ) from None
    return server

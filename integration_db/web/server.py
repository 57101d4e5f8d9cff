"""Running the application: the socket, one process or several, a clean end."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.process import BaseProcess
from typing import Any, Final

import uvicorn

from integration_db.catalog import Catalog
from integration_db.environment import DATABASE, KEEP_FOR, KEEP_REPORTS, ORIGINS, chosen_database
from integration_db.errors import ServerError
from integration_db.web.apart.held_database import HeldDatabase
from integration_db.web.app import check_origins, create_app
from integration_db.web.connections import LimitedConnection
from integration_db.web.kept_reports import USUALLY_KEPT, KeptReports, seconds_kept
from integration_db.web.served_catalog import CurrentApplication

__all__ = [
    "bind",
    "check_origins",
    "kept_reports",
    "serve",
    "serve_with_workers",
    "settings",
    "workers_told",
]

_COLLECT_AFTER: Final = (700, 10, 500)
"""New objects before those are looked through for rings, times of that before the objects that
were left are, and times of that before everything is. The first two are Python's own."""

_PATIENCE: Final = 5
"""Seconds for requests that are being answered at the end, and for idle connections."""


def bind(host: str, port: int) -> socket.socket:
    """Return a socket that is bound to the place. Raises `ServerError` where it cannot be had."""
    bound: socket.socket | None = None
    try:
        ((family, kind, _, _, place), *_) = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )
        bound = socket.socket(family, kind)
        if os.name == "posix":  # elsewhere it would let two programs share the port
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(place)
    except (OSError, UnicodeError) as error:
        if bound is not None:
            bound.close()
        why = getattr(error, "strerror", None) or "that is no address"
        raise ServerError(f"cannot listen on {host} port {port}: {why}") from None
    return bound


def serve(
    bound: socket.socket,
    catalog: Catalog,
    *,
    reopen: Callable[[], Catalog] | None = None,
    cors_origins: Sequence[str],
    kept: KeptReports | None = None,
    log_level: str,
) -> None:
    """Answer requests in this process until a signal says stop. Raises as `create_app` does.

    `reopen` opens the catalogue again when its database was built anew.

    `bound` should listen already: then who was told the address may ask at once, and waits.
    """
    _collect_rarely()
    app = create_app(catalog, cors_origins=cors_origins, reopen=reopen, kept=kept)
    uvicorn.Server(uvicorn.Config(app, **settings(log_level))).run(sockets=[bound])


@contextmanager
def workers_told(
    catalog: Catalog,
    database: str | None,
    *,
    cors_origins: Sequence[str],
    kept: KeptReports | None = None,
) -> Iterator[None]:
    """Write down what workers are to serve, until the block ends. Raises `ServerError`.

    They start from nothing but the environment, so it is where they find what was said. A database
    that was named they open by its name, and move to the next one together. What was made from
    seed folders is held for them: it stays the same for as long as they serve, whatever is edited.
    """
    os.environ[ORIGINS] = " ".join(cors_origins)
    if kept is not None:
        os.environ[KEEP_REPORTS] = os.path.abspath(kept.folder)
        os.environ[KEEP_FOR] = f"{kept.seconds // 60}m"
    named = chosen_database(database, os.environ)
    if named is not None:
        os.environ[DATABASE] = named
        yield
        return
    try:
        held = HeldDatabase(catalog)
    except OSError as error:
        raise ServerError(
            f"cannot hold the database for several workers: {error.strerror}"
        ) from None
    try:
        assert held.place is not None  # it was made from files
        os.environ[DATABASE] = held.place
        yield
    finally:
        held.close()


def serve_with_workers(
    host: str,
    port: int,
    *,
    workers: int,
    log_level: str,
) -> None:
    """Answer requests in several processes, as `workers_told` said, each with its own catalogue."""
    uvicorn.run(
        f"{__name__}:app_of_the_environment",
        factory=True,
        host=host,
        port=port,
        workers=workers,
        **settings(log_level),
    )


def app_of_the_environment() -> CurrentApplication:
    """Return the application that the settings describe: for workers, and for other servers."""
    started_by = multiprocessing.parent_process()
    if started_by is not None:
        threading.Thread(target=_end_with, args=(started_by,), daemon=True).start()
    _collect_rarely()
    return create_app(
        cors_origins=os.environ.get(ORIGINS, "").split(),
        kept=kept_reports(os.environ.get(KEEP_REPORTS), os.environ.get(KEEP_FOR)),
    )


def kept_reports(folder: str | None, how_long: str | None) -> KeptReports | None:
    """Return where reports are kept, ready to be used; None where they are not.

    Raises `UsageError` for how long, and `ServerError` for a folder that takes none.
    """
    seconds = seconds_kept(how_long or USUALLY_KEPT)
    if not folder:
        return None
    kept = KeptReports(folder, seconds)
    kept.prepare(time.time())
    return kept


def _collect_rarely() -> None:
    """Look for rings in what is new, often, and seldom in everything.

    Nobody is answered meanwhile, and everything is some hundred thousand objects where many
    connections are open. What a request or a connection leaves is found while it is new. The
    modules are never looked through again: they stay.
    """
    gc.set_threshold(*_COLLECT_AFTER)
    gc.freeze()


def _end_with(other: BaseProcess) -> None:
    """End this worker as a signal does when another process is no more, however that ended."""
    other.join()
    os.kill(os.getpid(), signal.SIGTERM)


def settings(log_level: str) -> dict[str, Any]:
    """Return how uvicorn is run: limited, no banner, no web sockets, no trust in a proxy."""
    return {
        "http": LimitedConnection,
        "log_level": log_level,
        "access_log": log_level == "debug",
        "server_header": False,
        "proxy_headers": False,
        "ws": "none",
        "timeout_keep_alive": _PATIENCE,
        "timeout_graceful_shutdown": _PATIENCE,
    }

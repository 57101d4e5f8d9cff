"""Running the application: the socket, the workers, and a clean end."""

from __future__ import annotations

import os
import socket
from collections.abc import Sequence
from typing import Any

import uvicorn

from integration_db.catalog import Catalog
from integration_db.errors import UsageError
from integration_db.web.app import create_app

ORIGINS = "INTEGRATION_DB_CORS_ORIGINS"
"""The setting by which workers learn the web origins; separated by spaces."""


def serve(
    catalog: Catalog,
    *,
    host: str,
    port: int,
    cors_origins: Sequence[str] = (),
    log_level: str = "info",
) -> None:
    """Answer requests in this process until a signal says stop."""
    with bind(host, port) as bound:
        config = uvicorn.Config(create_app(catalog, cors_origins=cors_origins), **_how(log_level))
        uvicorn.Server(config).run(sockets=[bound])


def serve_with_workers(*, host: str, port: int, workers: int, log_level: str = "info") -> None:
    """Answer requests in several processes, each of which opens the catalogue of the settings."""
    bind(host, port).close()  # a port that cannot be had is said here, in one sentence
    uvicorn.run(
        "integration_db.web.server:app_of_the_settings",
        factory=True,
        host=host,
        port=port,
        workers=workers,
        **_how(log_level),
    )


def app_of_the_settings() -> Any:
    """Return the application that the environment describes: for workers and other servers."""
    return create_app(cors_origins=os.environ.get(ORIGINS, "").split())


def bind(host: str, port: int) -> socket.socket:
    """Return a socket bound to the place. Raises `UsageError` where it cannot be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_STREAM)
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((host, port))
    except (OSError, OverflowError) as error:
        bound.close()
        why = getattr(error, "strerror", None) or str(error)
        raise UsageError(f"cannot listen on {host} port {port}: {why}") from None
    return bound


def _how(log_level: str) -> dict[str, Any]:
    return {
        "log_level": log_level,
        "access_log": log_level in ("debug", "trace"),
        "server_header": False,
        "proxy_headers": False,
        "ws": "none",
        "timeout_graceful_shutdown": 5,
    }

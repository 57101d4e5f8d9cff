"""The command `serve`: the catalogue over HTTP."""

from __future__ import annotations

import click

from integration_db.errors import UsageError

from .output import note
from .session import Session


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
@click.pass_obj
def serve_command(session: Session, host: str, port: int) -> None:
    """Answer over HTTP."""
    try:
        from integration_db.web import server
    except ModuleNotFoundError as error:
        raise UsageError(
            f"serve needs {error.name}: pip install 'integration-db[web]'", code="no-extra"
        ) from None
    note(f"Listening on http://{host}:{port}/api/v1/version")
    server.serve(session.catalog, host=host, port=port)

"""The command `search`: models by their names, aliases and identifiers."""

from __future__ import annotations

import click

from integration_db.catalog.list_rows import OF_HITS, object_rows

from .. import completion
from ..command import command
from ..output import STREAM_FORMATS, format_option, note, write_rows
from ..session import Session
from ..values import TEXT


@command("search")
@click.argument("text", shell_complete=completion.cameras)
@click.option("--manufacturer", type=TEXT, metavar="NAME", help="Only models of this manufacturer.")
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True, metavar="N")
@format_option(STREAM_FORMATS)
@click.pass_obj
def search_command(
    session: Session, text: str, manufacturer: str | None, limit: int, form: str
) -> None:
    """Find models by name, alias or identifier.

    The level says how a model fits. Prefix, substring and suggest name no model for certain.

    \b
    Examples:
      integration-db search P3245
      integration-db search 01593-001
      integration-db search "hikvision 2146"
    """
    if manufacturer is not None:
        session.holdings.manufacturer(manufacturer)
    hits = session.holdings.search(text, manufacturer=manufacturer, limit=limit)
    write_rows(
        form,
        {name: name for name in OF_HITS},
        object_rows((hit.to_dict() for hit in hits), OF_HITS),
        lambda: (hit.to_dict() for hit in hits),
    )
    if not hits:
        note(
            f"No model fits {text!r}. A camera that is not listed is answered as all of its maker: "
            "integration-db predict 'MAKER MODEL'."
        )

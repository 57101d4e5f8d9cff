"""The command `search`: cameras by what people type."""

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
    """Find cameras by maker, name, series or part number.

    Spelling does not matter, nor what only says a lens. The level says how a camera fits: prefix
    and substring name none for certain; suggest means that none fits, and that this one is near.
    filter --text finds the same cameras.

    \b
    Examples:
      integration-db search "p3245 lve"
      integration-db search 01593-001
      integration-db search "hikvision 2146"
      integration-db search "DS-2CD2146G2-ISU 2.8mm"
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
    if hits and hits[0].level == "suggest":
        note(f"No model fits {text!r}; these are near.")
    if not hits:
        note(
            f"No model fits {text!r}. A camera that is not listed is answered as all of its maker: "
            "integration-db predict 'MAKER MODEL'."
        )

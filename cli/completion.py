"""What a shell may complete a word of the user to: names that the catalogue knows.

A shell waits for this at each press of a key. So nothing is built, no server is asked, and where
something is wrong nothing is offered: the command itself will say what.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

import click

from integration_db.errors import IntegrationDBError

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from integration_db.database.readers import Reader

Completion = Callable[[click.Context, click.Parameter, str], "list[CompletionItem]"]


def _known(kind: str, *, of_recorder: bool = False) -> Completion:
    """Return the completion by a function of `beginnings`."""

    def complete(ctx: click.Context, _: click.Parameter, typed: str) -> list[CompletionItem]:
        from click.shell_completion import CompletionItem

        from integration_db.catalog.queries import beginnings

        more = (ctx.params.get("recorder"),) if of_recorder else ()
        try:
            reader = _reader(ctx)
            if reader is None:
                return []
            try:
                names = getattr(beginnings, f"{kind}_from")(reader, typed, *more)
            finally:
                reader.close()
        except (IntegrationDBError, OSError):
            return []
        return [CompletionItem(name) for name in names]

    return complete


def _reader(ctx: click.Context) -> Reader | None:
    """Open the database that the command would read, if it is a file that is there already."""
    from integration_db.database import opening, readers, urls
    from integration_db.environment import chosen_database, seed_folders

    options = ctx.find_root().params
    chosen = chosen_database(options.get("database"), os.environ)
    if chosen is None:
        return opening.open_at_hand(seed_folders(options.get("data") or (), os.environ))
    path = urls.file_named(chosen)
    return None if path is None else readers.open_file(path)


cameras: Final = _known("cameras")
makers: Final = _known("makers")

BY_NAME: Final[Mapping[str, Completion]] = {
    "manufacturer": makers,
    "model": cameras,
    "plugin": _known("plugins", of_recorder=True),
    "protocol": _known("settings", of_recorder=True),
    "recorder": _known("recorders"),
    "source": _known("sources"),
}
"""The completion of an option by its name, whatever the command."""

"""What the values of options and arguments may be, and what a shell may complete them to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import click

from . import completion

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


class Place(click.Path):
    """A path, or what may stand for one; empty, it would mean the folder that we are in."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path. Raises `click.BadParameter` for an empty one."""
        if value == "":
            self.fail("it is empty: name a place, or leave it out", param, ctx)
        return super().convert(value, param, ctx)


class Folder(Place):
    """A folder, as the object that walks in it: an answer from the catalogue needs none."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the folder. Raises `click.BadParameter` for an empty one."""
        from pathlib import Path  # takes as long to import as an answer to find

        return Path(super().convert(value, param, ctx))


class Text(click.types.StringParamType):
    """A name, a version or a remark; an empty one would be passed over."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the text. Raises `click.BadParameter` for one that says nothing."""
        text = str(super().convert(value, param, ctx))
        if not text.strip():
            self.fail(f"{text!r} says nothing: say what it is, or leave it out", param, ctx)
        return text

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Return what the catalogue knows of the kind that the parameter is called after."""
        complete = completion.BY_NAME.get(param.name or "")
        return complete(ctx, param, incomplete) if complete else []


TEXT: Final = Text()

FOLDER: Final = Folder()
"""A folder, given as a path."""

PLACE: Final = Place(readable=False, allow_dash=True)
"""A file, a folder, a URL or - for a stream, given as it was written."""

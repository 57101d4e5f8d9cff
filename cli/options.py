"""Options that several commands share, so that they are spelt and explained once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import click

from integration_db.text.labels import HELP

Command = Callable[..., Any]


class Place(click.Path):
    """A path, or what may stand for one; empty, it would mean the folder that we are in."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path. Raises `click.BadParameter` for an empty one."""
        if value == "":
            self.fail("it is empty: name a place, or leave it out", param, ctx)
        return super().convert(value, param, ctx)


class Text(click.types.StringParamType):
    """A name, a version or a remark; an empty one would be passed over."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the text. Raises `click.BadParameter` for one that says nothing."""
        text = str(super().convert(value, param, ctx))
        if not text.strip():
            self.fail(f"{text!r} says nothing: say what it is, or leave it out", param, ctx)
        return text


TEXT: Final = Text()

FOLDER: Final = Place(path_type=Path)
"""A folder, given as a path."""

PLACE: Final = Place(readable=False, allow_dash=True)
"""A file, a folder, a URL or - for a stream, given as it was written."""

_MODEL: Final = (
    click.option(
        "--manufacturer",
        type=TEXT,
        metavar="NAME",
        help="The manufacturer, where MODEL leaves it open.",
    ),
    click.option("--hardware-version", type=TEXT, metavar="TEXT", help=HELP["hardware_version"]),
)
_QUESTION: Final = (
    click.option("--firmware", type=TEXT, metavar="VERSION", help=HELP["firmware"]),
    click.option("--plugin", type=TEXT, metavar="NAME", help=HELP["plugin"]),
    click.option("--recorder", type=TEXT, metavar="NAME", help=HELP["recorder"]),
    click.option("--recorder-version", type=TEXT, metavar="VERSION", help=HELP["recorder_version"]),
)


def _adding(options: tuple[Callable[[Command], Command], ...]) -> Callable[[Command], Command]:
    def add(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return add


model_options = _adding(_MODEL)
"""Options that say which camera is meant."""

question_options = _adding(_QUESTION)
"""Options that say what is asked of a camera."""

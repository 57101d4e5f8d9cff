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


FOLDER: Final = Place(path_type=Path)
"""A folder, given as a path."""

PLACE: Final = Place(readable=False, allow_dash=True)
"""A file, a folder, a URL or - for a stream, given as it was written."""

_MODEL: Final = (
    click.option(
        "--manufacturer", metavar="NAME", help="The manufacturer, where MODEL leaves it open."
    ),
    click.option("--hardware-version", metavar="TEXT", help=HELP["hardware_version"]),
)
_QUESTION: Final = (
    click.option("--firmware", metavar="VERSION", help=HELP["firmware"]),
    click.option("--plugin", metavar="NAME", help=HELP["plugin"]),
    click.option("--recorder", metavar="NAME", help=HELP["recorder"]),
    click.option("--recorder-version", metavar="VERSION", help=HELP["recorder_version"]),
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

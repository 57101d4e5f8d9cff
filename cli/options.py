"""Options that several commands share, so that they are spelt and explained once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import click

Command = Callable[..., Any]

_MODEL: Final = (
    click.option(
        "--manufacturer", metavar="NAME", help="The manufacturer, where MODEL leaves it open."
    ),
    click.option(
        "--hardware-version", metavar="TEXT", help="The board, where a model has several."
    ),
)
_QUESTION: Final = (
    click.option("--firmware", metavar="VERSION", help="The firmware as the device prints it."),
    click.option("--plugin", metavar="NAME", help="The recorder's device-type plugin."),
    click.option("--recorder", metavar="NAME", help="The recorder; exacqVision if not said."),
    click.option("--recorder-version", metavar="VERSION", help="The recorder's version."),
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

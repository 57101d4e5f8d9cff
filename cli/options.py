"""Options that several commands share, so that they are spelt and explained once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

import click

from integration_db.errors import UsageError
from integration_db.prediction.site import TICKED_OFF, Site, read_option
from integration_db.text.labels import HELP
from integration_db.vocabulary import CERTIFICATES, DETAILS, HTTP_STATES

from .values import TEXT

Command = Callable[..., Any]


def mapping(_: click.Context, __: click.Parameter, values: Sequence[str]) -> dict[str, str]:
    """Return what `--map` was given, as headings and names of columns."""
    fields: dict[str, str] = {}
    for text in values:
        column, sign, field = text.rpartition("=")
        if not sign or not column:
            raise click.BadParameter(f"{text!r}: write COLUMN=FIELD, as in 'Item=model'")
        fields[column] = field.strip().lower().replace("-", "_").replace(" ", "_")
    return fields


def names(_: click.Context, __: click.Parameter, values: Sequence[str]) -> list[str] | None:
    """Return what an option was given that takes names with commas between them, None if nothing.

    Names are written as options or as fields are.
    """
    given = [part.strip().lower() for text in values for part in text.split(",")]
    return [name.lstrip("-").replace("-", "_") for name in given if name] or None


manufacturer_option: Final = click.option(
    "--manufacturer",
    type=TEXT,
    metavar="NAME",
    help="The manufacturer, where MODEL leaves it open.",
)

_MODEL: Final = (
    manufacturer_option,
    click.option("--hardware-version", type=TEXT, metavar="TEXT", help=HELP["hardware_version"]),
)
_QUESTION: Final = (
    click.option("--firmware", type=TEXT, metavar="VERSION", help=HELP["firmware"]),
    click.option("--plugin", type=TEXT, metavar="NAME", help=HELP["plugin"]),
    click.option("--recorder", type=TEXT, metavar="NAME", help=HELP["recorder"]),
    click.option("--recorder-version", type=TEXT, metavar="VERSION", help=HELP["recorder_version"]),
)


_SITE: Final = (
    click.option(
        "--protocol",
        type=TEXT,
        metavar="SETTING",
        help=HELP["protocol"],
    ),
    click.option(
        "--option", "options", multiple=True, type=TEXT, metavar="NAME=VALUE", help=HELP["option"]
    ),
    click.option("--port", type=int, metavar="N", help=HELP["port"]),
    click.option("--https-port", type=int, metavar="N", help=HELP["https_port"]),
    click.option("--nat/--no-nat", default=None, help=HELP["nat"]),
    click.option("--as-shipped", is_flag=True, default=None, help=HELP["as_shipped"]),
    click.option("--http", type=click.Choice(HTTP_STATES), help=HELP["http"]),
    click.option("--https-on/--https-off", default=None, help=HELP["https_on"]),
    click.option("--video-on/--video-off", default=None, help=HELP["video_on"]),
    click.option("--certificate", type=click.Choice(CERTIFICATES), help=HELP["certificate"]),
    click.option(
        "--certificate-names",
        multiple=True,
        type=click.Choice(DETAILS["certificate_names"]),
        help=HELP["certificate_names"],
    ),
    click.option(
        "--ip-changed/--address-unchanged",
        "address_changed",
        default=None,
        help=HELP["address_changed"],
    ),
    click.option("--done", multiple=True, type=click.Choice(TICKED_OFF), help=HELP["done"]),
    click.option("--strict", is_flag=True, help=HELP["strict"]),
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

site_options = _adding(_SITE)
"""Options that say how camera and recorder are set up on site."""


def site_of(options: dict[str, Any]) -> Site:
    """Return the site that options say, and take them out of `options`.

    Raises `UsageError` for an option of the recorder without a value.
    """
    said = {name: options.pop(name) for name in Site._fields if name in options}
    said["options"] = choices_of(said["options"])
    return Site(**said)


def choices_of(texts: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Return what `--option` was given as names and values. Raises `UsageError`."""
    return tuple(_choice(text) for text in texts)


def _choice(text: str) -> tuple[str, str]:
    option = read_option(text)
    if option is None:
        raise UsageError(
            f"option {text!r}: write it as NAME=VALUE", code="bad-value", option="option"
        )
    return option


sheets_option = click.option(
    "--sheet",
    "sheets",
    multiple=True,
    metavar="NAME",
    help="Read this worksheet of a workbook, also a hidden one, and no other. May be given again.",
)

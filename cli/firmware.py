"""The commands `firmware compare` and `firmware parse`: how versions are read and ordered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from integration_db.firmware import compare, explain_comparison, parse_firmware
from integration_db.harmless import printable

from .evidence import room
from .output import format_option, grid, paragraph, say, to_json, write_rows
from .session import Session

if TYPE_CHECKING:
    from integration_db.firmware import Firmware

_WORDS: Final = {-1: "older", 0: "same", 1: "newer", None: "unknown"}


@click.group("firmware")
def firmware_command() -> None:
    """Read and order firmware versions.

    \b
    Examples:
      integration-db firmware compare Axis 9.80.3.9 10.12.91
      integration-db firmware parse Hikvision "V5.7.17 build 240606"
    """


def _read(session: Session, manufacturer: str, text: str) -> tuple[str, Firmware]:
    number, name = session.catalog.manufacturer(manufacturer)
    scheme = session.catalog.names.scheme(number)
    return name, parse_firmware(text, manufacturer=name, scheme=scheme)


@firmware_command.command("compare")
@click.argument("manufacturer")
@click.argument("a")
@click.argument("b")
@format_option()
@click.pass_obj
def compare_command(session: Session, manufacturer: str, a: str, b: str, form: str) -> None:
    """Say whether firmware A is older than B, the same, newer, or not to be ordered, and why.

    \b
    Examples:
      integration-db firmware compare Axis 9.80.3.9 10.12.91
      integration-db firmware compare Bosch 6.32.0111 7.10.0074 --format json
    """
    name, one = _read(session, manufacturer, a)
    _, other = _read(session, manufacturer, b)
    word = _WORDS[compare(one, other)]
    why = explain_comparison(one, other)
    found = {"manufacturer": name, "a": a, "b": b, "result": word, "why": why}
    if form == "json":
        say(to_json(found))
    elif form == "table":
        say(paragraph(why, room()))
    else:
        write_rows(form, dict(zip(found, found, strict=True)), [list(found.values())], list)


@firmware_command.command("parse")
@click.argument("manufacturer")
@click.argument("text")
@format_option()
@click.pass_obj
def parse_command(session: Session, manufacturer: str, text: str, form: str) -> None:
    """Show how a firmware text is read.

    \b
    Examples:
      integration-db firmware parse Axis 10.12.114
      integration-db firmware parse Hikvision "V5.7.17 build 240606"
    """
    name, read = _read(session, manufacturer, text)
    found = {
        "manufacturer": name,
        "text": read.raw,
        "scheme": read.scheme,
        "canonical": read.canonical if read.lineage is not None else None,
        "lineage": read.lineage,
        "build_date": read.build_date,
        "channel": read.channel,
        "key": read.lo if read.lineage is not None else None,
        "reason": read.reason,
    }
    if form == "json":
        say(to_json(found))
    elif form == "table":
        rows = [[key.replace("_", " "), printable(str(v))] for key, v in found.items() if v]
        say(grid(rows, room()))
        if read.lineage is None:
            say("Not read: answers that depend on this firmware are unknown.")
    else:
        cells = ["" if value is None else str(value) for value in found.values()]
        write_rows(form, dict(zip(found, found, strict=True)), [cells], list)

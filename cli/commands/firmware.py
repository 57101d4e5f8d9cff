"""The commands `firmware compare` and `firmware parse`: how versions are read and ordered."""

from __future__ import annotations

import click

from integration_db.catalog.firmware_order import order, read_firmware
from integration_db.text.safe_text import printable
from integration_db.text.sentences import word

from .. import completion
from ..answer_parts import room
from ..command import CommandGroup
from ..output import format_option, grid, paragraph, say, to_json, write_rows
from ..session import Session


@click.group("firmware", cls=CommandGroup)
def firmware_command() -> None:
    """Read and order firmware versions.

    \b
    Examples:
      integration-db firmware compare Axis 9.80.3.9 10.12.91
      integration-db firmware parse Hikvision "V5.7.17 build 240606"
    """


@firmware_command.command("compare")
@click.argument("manufacturer", shell_complete=completion.makers)
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
    compared = order(session.catalog, manufacturer, a, b)
    if form == "json":
        say(to_json(compared.to_dict()))
    elif form == "table":
        say(paragraph(compared.why, room()))
    else:
        write_rows(form, {name: name for name in compared._fields}, [compared], list)


@firmware_command.command("parse")
@click.argument("manufacturer", shell_complete=completion.makers)
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
    name, version = read_firmware(session.catalog, manufacturer, text)
    parsed = {
        "manufacturer": name,
        "text": version.raw,
        "scheme": version.scheme,
        "canonical": version.canonical if version.lineage is not None else None,
        "lineage": version.lineage,
        "build_date": version.build_date,
        "channel": version.channel,
        "key": version.lo if version.lineage is not None else None,
        "reason": version.reason,
    }
    if form == "json":
        say(to_json(parsed))
    elif form == "table":
        rows = [[word(key), printable(str(v))] for key, v in parsed.items() if v]
        say(grid(rows, room()))
        if version.lineage is None:
            say("Not read: answers that depend on this firmware are unknown.")
    else:
        cells = ["" if value is None else str(value) for value in parsed.values()]
        write_rows(form, dict(zip(parsed, parsed, strict=True)), [cells], list)

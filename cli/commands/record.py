"""The command `record`: keep what was seen on a real camera in the user's own overlay."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, Final

import click

from integration_db.catalog.recorder_side import RecorderSide
from integration_db.errors import UsageError
from integration_db.names.suggestions import near_words
from integration_db.prediction.site import Site
from integration_db.text.labels import CAPABILITY
from integration_db.text.safe_text import printable
from integration_db.text.sentences import hint, sentence
from integration_db.vocabulary import CAPABILITIES, GRADES, SUPPORT

from .. import completion
from ..command import command
from ..options import choices_of, model_options, question_options
from ..output import format_option, note, say, to_json
from ..session import Session
from ..values import FOLDER, TEXT

_OF_A_PLUGIN: Final = ("recorder", "recorder_version", "symbol", "video_on", "protocol", "options")
"""What is only kept with what was seen through a plugin."""


def _capability_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add one option per capability, called like its filter."""
    for capability in reversed(CAPABILITIES):
        command = click.option(
            f"--{capability.filter_name.replace('_', '-')}",
            type=click.Choice(SUPPORT),
            help=sentence(CAPABILITY[capability.name].seen),
        )(command)
    return command


@command("record")
@click.argument("model", shell_complete=completion.cameras)
@model_options
@question_options
@click.option(
    "--symbol",
    type=TEXT,
    metavar="SYMBOL",
    help="The symbol that the recorder showed. An empty one proves nothing; see --https no.",
)
@click.option(
    "--protocol",
    type=TEXT,
    metavar="SETTING",
    help="The recorder's setting with which it was seen; any if not said.",
)
@click.option(
    "--option",
    "options",
    multiple=True,
    type=TEXT,
    metavar="NAME=VALUE",
    help="A choice of the recorder with which it was seen; several.",
)
@click.option(
    "--video-on",
    is_flag=True,
    default=None,
    help="Encrypted video was on at the camera; only then a symbol without it says no to video.",
)
@_capability_options
@click.option("--onwards", is_flag=True, help="For this firmware and every later one.")
@click.option(
    "--grade",
    type=click.Choice(GRADES[::-1]),
    default="lab_test",
    show_default=True,
    help="How good the evidence is.",
)
@click.option(
    "--note", "remark", type=TEXT, metavar="TEXT", help="Anything that a reader should know."
)
@click.option("--title", type=TEXT, metavar="TEXT", help="What the evidence is called.")
@click.option("--url", type=TEXT, metavar="URL", help="Where the evidence is to be found.")
@click.option(
    "--data",
    "folder",
    type=FOLDER,
    metavar="DIR",
    help="The overlay folder to write to; the last one of the global --data if not said.",
)
@click.option("--yes", "sure", is_flag=True, help="Do not ask before writing.")
@format_option(("table", "json"))
@click.pass_obj
def record_command(
    session: Session,
    /,
    model: str,
    manufacturer: str | None,
    hardware_version: str | None,
    firmware: str | None,
    plugin: str | None,
    recorder: str | None,
    recorder_version: str | None,
    symbol: str | None,
    protocol: str | None,
    options: tuple[str, ...],
    video_on: bool | None,
    onwards: bool,
    grade: str,
    remark: str | None,
    title: str | None,
    url: str | None,
    folder: Path | None,
    sure: bool,
    form: str,
    **seen: str | None,
) -> None:
    """Keep an observation as a statement in your overlay.

    With --plugin it is about camera and plugin together, which is what turns "gear or padlock"
    into one answer. Files keep every comment and line that is already there; the former content
    stays beside them as .bak.

    \b
    Examples:
      integration-db record "Axis P3245-LVE" --firmware 10.12.114 --plugin ONVIF \\
        --symbol padlock --data my-data
      integration-db record "Axis P3245-LVE" --firmware 10.12.114 --regen-cert no \\
        --note "by DNS name" --data my-data
    """
    from integration_db import curation

    _refuse_what_would_be_dropped()
    if folder is not None:
        session.read_too(folder)
    catalog = session.catalog
    owner = catalog.recorder(recorder) if plugin else None
    chosen, new = catalog.plugin_or_name(plugin, owner)
    values: dict[str, str] = {}
    if symbol is not None and owner is not None:
        values = curation.values_of_symbol(owner, symbol, video_on=bool(video_on))
    for capability in CAPABILITIES:
        name, value = capability.name, seen[capability.filter_name]
        if value is not None and values.setdefault(name, value) != value:
            raise UsageError(f"--symbol {symbol} says {name} {values[name]}, not {value}")
    if not values:
        raise UsageError("nothing observed: say --symbol, or a capability such as --https yes")
    target = folder or (Path(session.data[-1]) if session.data else _from_setting())
    if target is None:
        raise UsageError("say where to keep it: --data DIR, a folder of your own")
    match, camera = catalog.model(model, manufacturer)
    today = date.today().isoformat()
    observation = curation.Observation(
        manufacturer=camera.manufacturer,
        series=camera.series,
        model=camera.name,
        firmware=firmware,
        onwards=onwards,
        hardware_version=hardware_version or match.hardware_version,
        plugin=chosen.name if chosen else new,
        is_new_plugin=new is not None,
        recorder=owner.name if owner else None,
        recorder_version=recorder_version,
        when=_choices(RecorderSide(owner, chosen), protocol, options),
        values=values,
        grade=grade,
        source_title=title or f"Own observation of {today}",
        source_url=url,
        date=today,
        note=remark,
    )
    if new is not None and owner is not None:
        near = hint(near_words(new, [one.name for one in catalog.plugins_of(owner)]))
        note(f"The catalogue has no plugin {new!r} of {owner.name}{near}; your overlay gets it.")
    if not sure and not sys.stdin.isatty():
        raise UsageError("nobody is there to be asked before it is written: say --yes")
    if not sure:
        shown = ", ".join(f"{name} {value}" for name, value in values.items())
        note(f"{camera.manufacturer} {camera.name}: {shown} ({grade}), to {target}")
        click.confirm("Write this?", abort=True, err=True)
    recorded = curation.record_observation(target, observation, session.folders or ())
    if form == "json":
        say(to_json(recorded.to_dict()))
        return
    if not recorded.files:
        note(f"{target} says just that already; nothing was written.")
        return
    for path in recorded.files:
        say(printable(str(path)))
    note(f"Kept. Use it with: integration-db --data {target} predict ...")


def _choices(side: RecorderSide, protocol: str | None, options: tuple[str, ...]) -> dict[str, str]:
    """Return the recorder's choices as its file spells them. Raises `UsageError`."""
    setting = side.setting(protocol)
    said = dict(side.site(Site(options=choices_of(options))).options)
    return {"setting": setting.id, **said} if setting is not None else said


def _refuse_what_would_be_dropped() -> None:
    """Raise `UsageError` for an option that has nothing to go with."""
    given = click.get_current_context().params
    if given["plugin"] is not None:
        return
    for name in _OF_A_PLUGIN:
        if given[name] not in (None, ()):
            flag = f"--{name.replace('_', '-')}"
            raise UsageError(
                f"{flag} {given[name]!r} belongs to a plugin: say --plugin, or leave {flag} out"
            )


def _from_setting() -> Path | None:
    from integration_db.environment import overlay_folders

    folders = overlay_folders((), os.environ)
    return folders[-1] if folders else None

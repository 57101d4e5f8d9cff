"""The command `record`: keep what was seen on a real camera, in an overlay or on a server."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from integration_db.catalog.recorder_side import RecorderSide
from integration_db.errors import UsageError
from integration_db.names.suggestions import near_words
from integration_db.prediction.site import Site
from integration_db.text.labels import CAPABILITY
from integration_db.text.safe_text import printable
from integration_db.text.sentences import counted, hint, sentence
from integration_db.vocabulary import CAPABILITIES, GRADES, SUPPORT

from .. import completion
from ..command import command
from ..options import choices_of, model_options, question_options
from ..output import format_option, note, say, to_json
from ..session import Session
from ..values import FOLDER, TEXT

if TYPE_CHECKING:
    from integration_db.curation import Observation

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
@click.argument("model", required=False, shell_complete=completion.cameras)
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
@click.option("--by", "person", type=TEXT, metavar="NAME", help="Who saw it; on a server.")
@click.option(
    "--replaces",
    type=click.IntRange(min=1),
    metavar="ID",
    help="The observation on the server that this one corrects.",
)
@click.option(
    "--withdraw",
    type=click.IntRange(min=1),
    metavar="ID",
    help="Take back an observation on the server, in place of MODEL.",
)
@click.option(
    "--from",
    "source_folder",
    type=FOLDER,
    metavar="DIR",
    help="Take all observations of an overlay folder to the server, in place of MODEL.",
)
@click.option("--yes", "sure", is_flag=True, help="Do not ask before writing.")
@format_option(("table", "json"))
@click.pass_obj
def record_command(
    session: Session,
    /,
    model: str | None,
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
    person: str | None,
    replaces: int | None,
    withdraw: int | None,
    source_folder: Path | None,
    sure: bool,
    form: str,
    **seen: str | None,
) -> None:
    """Keep an observation as a statement in your overlay, or on your team's server.

    With --plugin it is about camera and plugin together, which is what turns "gear or padlock"
    into one answer. Files keep every comment and line that is already there; the former content
    stays beside them as .bak.

    With --database URL it is kept on the server, where the answers of all follow at once
    (docs/postgresql.md). Nothing there is ever changed: --replaces and --withdraw add a row that
    says so.

    \b
    Examples:
      integration-db record "Axis P3245-LVE" --firmware 10.12.114 --plugin ONVIF \\
        --symbol padlock --data my-data
      integration-db record "Axis P3245-LVE" --firmware 10.12.114 --regen-cert no \\
        --note "by DNS name" --data my-data
      integration-db --database postgresql://host/catalogue record "Axis P3245-LVE" \\
        --firmware 10.12.114 --plugin ONVIF --symbol padlock --by "Ann Lee"
    """
    from integration_db import curation

    given = click.get_current_context().params
    server = _server(session, folder, given)
    if model is None:
        _record_without_model(server, given)
        return
    for name in ("withdraw", "source_folder"):
        if given[name] is not None:
            flag = _FLAGS[name]
            raise UsageError(f"{flag} stands in place of MODEL: leave one of them out")
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
    target = None if server else _folder(session, folder)
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
        gets = "it gets it with this" if server else "your overlay gets it"
        note(f"The catalogue has no plugin {new!r} of {owner.name}{near}; {gets}.")
    shown = ", ".join(f"{name} {value}" for name, value in values.items())
    where = target or "the server"
    _ask_before(sure, f"{camera.manufacturer} {camera.name}: {shown} ({grade}), to {where}")
    if target is None:
        _keep(server, [observation], given, replaces)
        return
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


_OF_A_SERVER: Final = ("person", "replaces", "withdraw", "source_folder")
"""What only a server keeps."""

_FLAGS: Final = {
    "person": "--by",
    "replaces": "--replaces",
    "withdraw": "--withdraw",
    "source_folder": "--from",
}
_WITH_ANY: Final = frozenset(("withdraw", "source_folder", "person", "sure", "form", "grade"))
"""Options that may stand where no camera is named."""


def _server(session: Session, folder: Path | None, given: Mapping[str, Any]) -> str:
    """Return the URL of the server to write to, nothing where it is a folder. Raises `UsageError`.

    A folder that is named for it is where it is kept, whatever the camera is looked up in.
    """
    from integration_db.database.urls import file_named

    database = session.chosen_database if folder is None else None
    if database is not None and file_named(database) is None:
        return database
    for name in _OF_A_SERVER:
        if given[name] is not None:
            raise UsageError(
                f"{_FLAGS[name]} is for what is kept on a server: name it with --database URL, "
                "and no --data",
                code="not-a-server",
            )
    if database is not None:
        raise UsageError(
            f"{database} is a file that is built from a seed, and nothing is recorded in it: say "
            "--data DIR, a folder of your own, or --database with the URL of a server"
        )
    return ""


def _folder(session: Session, folder: Path | None) -> Path:
    """Return the overlay to write to. Raises `UsageError` where none is named."""
    target = folder or (Path(session.data[-1]) if session.data else _from_setting())
    if target is None:
        raise UsageError(
            "say where to keep it: --data DIR, a folder of your own, or --database with the URL of "
            "a server"
        )
    return target


def _record_without_model(server: str, given: Mapping[str, Any]) -> None:
    """Take an observation back, or take those of a folder to the server. Raises `UsageError`."""
    withdraw, source = given["withdraw"], given["source_folder"]
    if withdraw is None and source is None:
        raise UsageError("say which MODEL was seen")
    if withdraw is not None and source is not None:
        raise UsageError("--withdraw and --from cannot go together")
    context = click.get_current_context()
    for name in given:
        said = context.get_parameter_source(name) is click.core.ParameterSource.COMMANDLINE
        if said and (name not in _WITH_ANY or name == "grade"):
            flag = _FLAGS.get(name, f"--{name.replace('_', '-')}")
            raise UsageError(f"{flag} is about a camera: say which MODEL, or leave {flag} out")
    if withdraw is not None:
        _ask_before(given["sure"], f"observation {withdraw} is taken back, for all who ask")
        _keep(server, [], given, withdraw)
        return
    from integration_db.curation.observations_of_files import observations_in

    found = observations_in(source)
    if not found:
        raise UsageError(f"there is no observation in {source}", code="no-observation")
    _ask_before(given["sure"], f"{counted(len(found), 'observation')} of {source}, to the server")
    _keep(server, found, given, None)


def _ask_before(sure: bool, what: str) -> None:
    """Have a person say yes to what is written, unless that was said. Raises `UsageError`."""
    if sure:
        return
    if not sys.stdin.isatty():
        raise UsageError("nobody is there to be asked before it is written: say --yes")
    note(what)
    click.confirm("Write this?", abort=True, err=True)


def _keep(
    server: str, found: Sequence[Observation], given: Mapping[str, Any], replaces: int | None
) -> None:
    """Keep observations on a server, and say under which numbers."""
    from integration_db.curation.shared_observations import record_shared

    kept = record_shared(server, found, person=given["person"], replaces=replaces)
    if given["form"] == "json":
        say(to_json(kept.to_dict()))
        return
    for number in kept.ids:
        say(str(number))
    what = counted(len(kept.ids), "observation") if found else f"Observation {replaces} withdrawn"
    note(f"{f'Kept {what}' if found else what} in {kept.place}; data version {kept.data_version}.")


def _from_setting() -> Path | None:
    from integration_db.environment import overlay_folders

    folders = overlay_folders((), os.environ)
    return Path(folders[-1]) if folders else None

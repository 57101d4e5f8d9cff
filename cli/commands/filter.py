"""The command `filter`: the cameras of the catalogue that meet conditions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final

import click

from integration_db.catalog.list_rows import OF_CAMERAS, camera_columns, camera_rows
from integration_db.catalog.queries.cut import MOST_CAMERAS
from integration_db.catalog.queries.filter_query import FACETS, SORTS
from integration_db.catalog.queries.filters import FILTERS
from integration_db.errors import UsageError
from integration_db.text.labels import CAPABILITY_HEADINGS
from integration_db.text.sentences import capital, counted

from ..command import command
from ..options import question_options
from ..output import STREAM_FORMATS, format_option, note, say, to_json, write_rows
from ..session import Session
from ..values import TEXT

if TYPE_CHECKING:
    from integration_db.catalog.queries.filter_query import SelectedCamera


COLUMNS: Final = {**{name: name for name in OF_CAMERAS}, **CAPABILITY_HEADINGS}
"""The columns that a list of cameras can have, with their headings for people."""

_COUNT: Final = click.IntRange(0, MOST_CAMERAS)


def _filter_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add one option per filter of the registry, so that help, API and docs cannot drift."""
    for item in reversed(FILTERS):
        kind = click.Choice(item.choices) if item.choices else TEXT
        command = click.option(
            f"--{item.name.replace('_', '-')}",
            type=kind,
            metavar=item.metavar,
            multiple=item.several,
            help=item.help,
        )(command)
    return command


def _columns(_: click.Context, __: click.Parameter, text: str | None) -> tuple[str, ...] | None:
    if text is None:
        return None
    names = tuple(name.strip() for name in text.split(",") if name.strip())
    for name in names:
        if name not in COLUMNS:
            raise click.BadParameter(f"{name!r}: choose from {', '.join(COLUMNS)}")
    if not names:
        raise click.BadParameter(f"names no column; choose from {', '.join(COLUMNS)}")
    return names


@command("filter")
@click.option("--ssl", is_flag=True, help="Cameras that support HTTPS; the same as --https yes.")
@_filter_options
@click.option(
    "--protocol",
    type=TEXT,
    metavar="SETTING",
    help="The setting that --symbol and --level are for; the best one if not said.",
)
@click.option("--possible", is_flag=True, help="Also what is only possible, with these two.")
@question_options
@click.option(
    "--sort",
    metavar="FIELDS",
    help=f"Order by {', '.join(SORTS)} (with --text); several with commas, - in front to reverse.",
)
@click.option("--limit", type=_COUNT, metavar="N", help="At most so many cameras.")
@click.option("--offset", type=_COUNT, metavar="N", help="Leave out the first ones.")
@click.option(
    "--columns", callback=_columns, metavar="NAMES", help="Columns of table, CSV and Markdown."
)
@click.option("--count", is_flag=True, help="Only how many cameras there are.")
@click.option(
    "--facet", "facet_field", type=click.Choice(FACETS), help="Count the cameras by a field."
)
@format_option(STREAM_FORMATS)
@click.pass_obj
def filter_command(
    session: Session,
    /,
    ssl: bool,
    columns: tuple[str, ...] | None,
    count: bool,
    facet_field: str | None,
    form: str,
    **options: Any,
) -> None:
    """List the cameras whose capabilities match.

    One row per camera, with the firmware for which all conditions hold together. An option that is
    given several times means any of its values.

    \b
    Examples:
      integration-db filter --ssl
      integration-db filter --ssl --manufacturer Axis --firmware 10.12.114
      integration-db filter --plugin ONVIF --level control
      integration-db filter --plugin ONVIF --protocol https-required --symbol padlock --possible
      integration-db filter --video-encryption yes --grade vendor_document --format csv
      integration-db filter --https unknown --facet manufacturer
      integration-db filter --manufacturer Axis --manufacturer Bosch --https yes --https unknown
      integration-db filter --text "hikvision 2146" --https yes
    """
    if ssl:
        if others := [value for value in options["https"] if value != "yes"]:
            raise UsageError(f"--ssl means --https yes; it cannot go with --https {others[0]}")
        options["https"] = ("yes",)
    options["possible"] = options["possible"] or None
    if options["sort"]:
        options["sort"] = tuple(part.strip() for part in options["sort"].split(","))
    chosen = session.catalog.select(**options)
    if count:
        total = chosen.total
        say(to_json({"count": total}) if form in ("json", "ndjson") else str(total))
        return
    if facet_field:
        _write_facet(form, facet_field, chosen.facet(facet_field))
        number = chosen.total
    else:
        cameras = chosen.cameras
        number = len(cameras)
        _write_cameras(form, cameras, columns or camera_columns(options))
    version = session.catalog.data_version
    why = ""
    if number:
        said = counted(number, "camera") if form == "table" else None
    elif total := chosen.total:
        said = f"None of the {counted(total, 'camera')} that match is in this part of the list"
    else:
        said = "No camera matches"
        if why := chosen.why_none:
            certainly = chosen.possible and not options["possible"]
            said += " for certain" if certainly else ""
            why = f" {capital(why)}{' (--possible lists them)' if certainly else ''}."
    if unlisted := chosen.context.unlisted:
        note(unlisted)
    if said:
        note(f"{said}: {chosen.words}.{why} Data version {version}.")


def _write_cameras(form: str, cameras: Sequence[SelectedCamera], columns: Sequence[str]) -> None:
    write_rows(
        form,
        {name: COLUMNS[name] for name in columns},
        camera_rows(cameras, columns, in_words=form != "csv"),
        lambda: (camera.to_dict() for camera in cameras),
    )


def _write_facet(form: str, name: str, counts: Sequence[tuple[str, int]]) -> None:
    write_rows(
        form,
        {name: CAPABILITY_HEADINGS.get(name, name), "cameras": "cameras"},
        ([value, str(number)] for value, number in counts),
        lambda: ({name: value, "cameras": number} for value, number in counts),
    )

"""The command `check`: a list of cameras, line by line and in total."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final

import click

from integration_db.check.formats import LIST_FORMATS, REPORT, check_audience, check_has_plan
from integration_db.check.reading.known_exports import KNOWN_EXPORTS
from integration_db.errors import UsageError
from integration_db.named_tuple import NamedTuple
from integration_db.text.labels import HELP
from integration_db.text.secrets import masked
from integration_db.text.sentences import any_of
from integration_db.vocabulary import AUDIENCES, REQUIREMENTS, Audience

from ..check_progress import progress
from ..command import command
from ..options import mapping, names, sheets_option, site_of, site_options
from ..output import file_on_stdout, note, stdout
from ..session import Session
from ..values import PLACE, TEXT
from ..ways_out import of_column

if TYPE_CHECKING:
    from integration_db.check import Checked, Waiver
    from integration_db.check.readdressing.moves import Moves
    from integration_db.sheets import OpenedList


FORMS: Final = ("table", *(one.name for one in LIST_FORMATS), REPORT)
_SUFFIXES: Final = {
    **{suffix: one.name for one in LIST_FORMATS for suffix in one.suffixes},
    **{".html": REPORT, ".htm": REPORT, ".txt": "table"},
}
_LARGEST_WAIVERS: Final = 16 << 20
_MOST_WAIVERS: Final = 10


@command("check")
@click.argument("file", type=PLACE, metavar="FILE")
@click.option(
    "--require",
    type=TEXT,
    default="control",
    show_default=True,
    metavar="LEVEL",
    help=f"The level that every line must reach: {any_of(REQUIREMENTS)}; or the recorder's symbol "
    "for it, as in gear or padlock.",
)
@click.option("--recorder", type=TEXT, metavar="NAME", help="The recorder, for lines without one.")
@click.option(
    "--recorder-version", type=TEXT, metavar="VERSION", help="The recorder's version, likewise."
)
@click.option(
    "--plugin",
    type=TEXT,
    metavar="NAME",
    help="The device-type plugin, likewise. A plugin of one maker takes no cameras of others: give "
    "a list of several makers a column of plugins (Device type).",
)
@click.option("--manufacturer", type=TEXT, metavar="NAME", help="The manufacturer, likewise.")
@click.option(
    "--firmware",
    type=TEXT,
    metavar="VERSION",
    help="The firmware, likewise; newest or any where nobody knows it.",
)
@site_options
@click.option(
    "--protocol-today", type=TEXT, metavar="SETTING", help=f"{HELP['protocol_today']} Likewise."
)
@click.option(
    "--map",
    "mapped",
    multiple=True,
    callback=mapping,
    metavar="COLUMN=FIELD",
    help="Read a column as a field; with nothing behind = it is left alone. May be given again.",
)
@click.option(
    "--override",
    multiple=True,
    callback=names,
    metavar="FIELD,...",
    help="What an option says of these wins over the list: plugin, recorder, protocol ... May be "
    "given again.",
)
@click.option(
    "--profile",
    metavar="NAME",
    help=f"Read FILE as an export of {any_of(known.name for known in KNOWN_EXPORTS)}; else its "
    "header tells.",
)
@sheets_option
@click.option("--encoding", metavar="NAME", help="The encoding of a text file; else it is found.")
@click.option("--delimiter", metavar="MARK", help="What separates cells; else it is found.")
@click.option("--waivers", type=PLACE, metavar="FILE", help="A YAML file of accepted lines.")
@click.option(
    "--readdress",
    type=PLACE,
    metavar="MAP",
    help="A list of old and new addresses: plan how the devices of FILE get the new ones. A column "
    "of new addresses in FILE does so too.",
)
@click.option(
    "--spare",
    "spares",
    multiple=True,
    metavar="ADDRESS",
    help="A free address under which a device may wait, where several swap theirs. May be given "
    "again.",
)
@click.option(
    "--for",
    "audience",
    type=click.Choice(AUDIENCES),
    default=AUDIENCES[0],
    show_default=True,
    help="For whom html and acceptance are written; a customer's have no addresses in them.",
)
@click.option("--title", metavar="TEXT", help="The heading of the HTML report.")
@click.option(
    "-o",
    "--output",
    type=PLACE,
    metavar="FILE",
    help="Where to write; its ending tells the format. XLSX is the list with its answers, if "
    "--format does not say moves or acceptance.",
)
@click.option("--force", is_flag=True, help="Replace the file of --output if there is one.")
@click.option("--format", "form", type=click.Choice(FORMS), help="table if nothing else tells.")
@click.pass_obj
def check_command(
    session: Session,
    /,
    file: str,
    require: str,
    mapped: dict[str, str],
    profile: str | None,
    sheets: tuple[str, ...],
    encoding: str | None,
    delimiter: str | None,
    waivers: str | None,
    readdress: str | None,
    spares: tuple[str, ...],
    audience: Audience,
    title: str | None,
    output: str | None,
    force: bool,
    form: str | None,
    **settings: Any,
) -> None:
    """Check a list of cameras: a bill of materials, a camera list, a report.

    FILE is CSV, TSV, XLSX, XLS, XLSB, ODS, JSON, NDJSON or YAML; - reads from stdin. Of a workbook
    every visible worksheet with a header is read. Columns are known by their headings in seven
    languages (manufacturer, model, part number, firmware, quantity, device type ...); lists of
    exacqVision, Milestone, Genetec, NetBox, SADP and more as they are exported. A text such as
    "Axis P3245-LVE Network Camera 01593-001" in one cell is read too.

    Every line gets a status: meets, meets after tasks, may fall back, open, falls short, not known,
    not found, not a camera or invalid. What is to be done on site stands below, in the order in
    which it is safe. What the options say of the site holds where a line does not say. Exit code 0
    if every line with a camera that was read reaches the requirement or is waived, else 1.

    \b
    Examples:
      integration-db check quotation.csv
      integration-db check cameras.xlsx --require full --plugin ONVIF -o report.html
      integration-db check list.csv --map "Item=model" --waivers waivers.yaml -o checked.csv
      integration-db check milestone.csv --recorder exacqVision --plugin ONVIF
      integration-db check cameras.csv --readdress addresses.csv -o moves.xlsx
      exporter | integration-db check - --format ndjson
    """
    from integration_db.check import check_list, header_rules
    from integration_db.check.reading.settings import settings_of
    from integration_db.sheets import open_list

    if output == "-":
        output = None
    named, form = form, form or _form_of(output)
    check_audience(form, audience)
    if readdress is not None:
        check_has_plan(form)
    today = date.today()
    settings |= settings_of(site_of(settings))
    accepted = _waivers(waivers)
    moves = _moves(readdress)
    if output is not None:
        _check_target(Path(output), file, force)
    with open_list(
        file, header_rules(mapped), encoding=encoding, delimiter=delimiter, sheets=sheets
    ) as opened:
        with progress(opened, output) as step:
            checked = check_list(
                session.catalog,
                opened,
                mapped=mapped,
                profile=profile,
                require=require,
                settings={name: value for name, value in settings.items() if value is not None},
                waivers=accepted,
                today=today,
                told=step,
                moves=moves,
                spares=spares,
            )
            checked.plan_moves()  # what cannot be is refused before anything is out
            if named is None and form == "csv" and readdress is not None:
                form = "moves"  # one row per device; all other forms have the lines as well
            _write(
                session, form, output, force, checked, opened, _about(file, title, today, audience)
            )
        _talk(opened, checked, told=form == "table" and output is None)
    if checked.tally.passed is False:
        click.get_current_context().exit(1)


class _About(NamedTuple):
    """What is said of the list as a whole: its name, the heading, the day, and for whom it is."""

    name: str
    title: str
    today: date
    audience: Audience


def _about(file: str, title: str | None, today: date, audience: Audience) -> _About:
    name = "standard input" if file == "-" else masked(Path(file).name)
    return _About(name, masked(title or f"Encryption check: {name}"), today, audience)


def _form_of(output: str | None) -> str:
    if output is None:
        return "table"
    form = _SUFFIXES.get(Path(output).suffix.lower())
    if form is None:
        raise UsageError(
            f"the ending of '{output}' tells no format: name one with --format, or end it in "
            f"{', '.join(_SUFFIXES)}"
        )
    return form


def _check_target(target: Path, source: str, force: bool) -> None:
    from integration_db import files

    both = source != "-" and os.path.exists(target) and os.path.exists(source)
    if both and target.samefile(source):
        raise UsageError(f"'{target}' is the list itself; write the answer somewhere else")
    files.check_free(target, force=force)


def _waivers(path: str | None) -> tuple[Waiver, ...]:
    if path is None:
        return ()
    from integration_db.check import read_waivers

    try:
        with open(path, "rb") as file:
            data = file.read(_LARGEST_WAIVERS + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise UsageError(f"cannot read waivers '{path}': {reason}") from None
    if len(data) > _LARGEST_WAIVERS:
        limit = _LARGEST_WAIVERS >> 20
        raise UsageError(f"cannot read waivers '{path}': larger than {limit} MB")
    return read_waivers(path, data)


def _moves(path: str | None) -> Moves | None:
    """Return the moves of a map of addresses."""
    if path is None:
        return None
    from integration_db.check import read_moves

    return read_moves(path, f"the map '{masked(Path(path).name)}'")


def _write(
    session: Session,
    form: str,
    output: str | None,
    force: bool,
    checked: Checked,
    opened: OpenedList,
    about: _About,
) -> None:
    from integration_db.check.formats.shared import checked_sheet

    sheet = checked_sheet(
        checked,
        opened,
        list_name=about.name,
        title=about.title,
        data_version=session.catalog.data_version,
        today=about.today,
        audience=about.audience,
    )
    of_library = next((one for one in LIST_FORMATS if one.name == form), None)
    binary = of_library is not None and of_library.is_binary
    out: Any
    with _target(output, form, force=force, binary=binary) as out:
        if of_library is not None:
            of_library.write(sheet, out)
        elif form == "table":
            from ..check_table import write_table

            write_table(sheet, out)
        else:
            from integration_db.report import write_html

            write_html(
                checked,
                out,
                heading=about.title,
                list_name=about.name,
                data_version=session.catalog.data_version,
                today=about.today,
                audience=about.audience,
            )


@contextmanager
def _target(output: str | None, form: str, *, force: bool, binary: bool) -> Iterator[IO[Any]]:
    """Open where the answer goes; a file is written beside its place and moved there at the end."""
    if output is None:
        if binary and stdout().isatty():
            raise UsageError("a workbook is no text for a terminal: name a file with --output")
        if binary:
            yield stdout().buffer
        else:
            yield stdout() if form == "table" else file_on_stdout()
        stdout().flush()  # what cannot be written is not talked about as if it were
        return
    from integration_db import files

    mode: dict[str, Any] = (
        {} if binary else {"encoding": "utf-8", "errors": "replace", "newline": ""}
    )
    with (
        files.placed(Path(output), force=force) as place,
        place.open("wb" if binary else "w", **mode) as out,
    ):
        yield out


def _talk(opened: OpenedList, checked: Checked, *, told: bool) -> None:
    """Say on stderr how the list was read, and what it comes to unless the answer `told` it."""
    from integration_db.check.reading.columns import read_alike

    from ..check_table import column_words, totals

    for one in read_alike(checked.columns):
        note(column_words(one), wrap=True)
    for column in dict.fromkeys(column for one in checked.columns for column in one.notes):
        note(f"{column.text}{of_column(column)}", wrap=True)
    for known in checked.notes:
        if not known.is_limit:  # those stand among the totals
            note(known.text, wrap=True)
    if not told:
        for text in totals(checked):
            note(text, wrap=True)
    if not checked.tally.lines:
        return
    unused = checked.unused_waivers
    for waiver in unused[:_MOST_WAIVERS]:
        note(f"No line needed the waiver for {waiver.subject}.", wrap=True)
    if len(unused) > _MOST_WAIVERS:
        note(f"Nor were {len(unused) - _MOST_WAIVERS:,} more waivers needed.", wrap=True)

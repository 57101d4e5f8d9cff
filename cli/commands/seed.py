"""The commands around the seed: check it, print its schemas, scaffold an entry, build."""

from __future__ import annotations

import os
import sys
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from integration_db.errors import OverlayError, UsageError
from integration_db.text.safe_text import printable, printable_lines
from integration_db.text.sentences import all_of, capital, counted, runs_of
from integration_db.vocabulary import GRADES, SOURCE_KINDS

from .. import completion, ways_out
from ..command import CommandGroup
from ..options import mapping, sheets_option
from ..output import file_on_stdout, format_option, note, say, to_json, write_rows
from ..session import ProgressBar, Session
from ..values import FOLDER, PLACE, TEXT

if TYPE_CHECKING:
    from integration_db.curation import Imported
    from integration_db.curation.shared_observations import Load


@click.group("seed", cls=CommandGroup)
def seed_command() -> None:
    """Check, extend and build the seed.

    \b
    Examples:
      integration-db seed check
      integration-db seed check my-data
      integration-db seed new "Axis" "P3245-LVE" --series P32 --data my-data
      integration-db seed import models.csv --data my-data --dry-run
      integration-db seed build --database catalogue.sqlite
    """


@seed_command.command("check")
@click.argument("folder", required=False, type=FOLDER)
@click.option("--alone", is_flag=True, help="FOLDER is a whole seed, not an overlay.")
@format_option()
@click.pass_obj
def check_command(session: Session, folder: Path | None, alone: bool, form: str) -> None:
    """Check a seed: shape, rules across files, and the expectations of the records.

    FOLDER is checked as an overlay on the built-in seed; without it the built-in seed and the
    overlays of --data are checked. Exit code 1 if there is an error; notes alone leave it 0.

    \b
    Examples:
      integration-db seed check
      integration-db seed check my-data --format json
    """
    from integration_db import environment
    from integration_db.curation import seed_check

    if alone and folder is None:
        raise UsageError("--alone needs the folder of a seed")
    base = [] if alone else [environment.default_seed_root()]
    own = [folder] if folder else []
    overlays = [] if alone else environment.overlay_folders(session.data, os.environ)
    checked = seed_check.check_seed(
        [Path(place) for place in (*base, *overlays, *environment.overlay_folders(own, {}))]
    )
    findings = checked.told
    headings = {"place": "place", "code": "code", "severity": "severity", "message": "message"}
    if form == "table":
        for problem, severity in findings:
            word = "" if severity == "error" else f"{severity}: "
            say(
                printable(
                    f"{problem.path}:{problem.line}:{problem.column}: {problem.code} "
                    f"{word}{problem.message}"
                )
            )
    else:
        write_rows(
            form,
            headings,
            (
                [f"{p.path}:{p.line}:{p.column}", p.code, severity, p.message]
                for p, severity in findings
            ),
            lambda: (
                {
                    "path": p.path,
                    "line": p.line,
                    "column": p.column,
                    "code": p.code,
                    "severity": severity,
                    "message": p.message,
                }
                for p, severity in findings
            ),
        )
    note(checked.summary)
    if checked.errors:
        click.get_current_context().exit(1)


@seed_command.command("schema")
@click.option("--write", "target", type=FOLDER, metavar="DIR", help="Write one file per schema.")
@click.option("--check", "against", type=FOLDER, metavar="DIR", help="Exit 1 if DIR differs.")
def schema_command(target: Path | None, against: Path | None) -> None:
    """Print the JSON schemas of the seed files, for editors.

    \b
    Examples:
      integration-db seed schema
      integration-db seed schema --write my-data/schema
    """
    from integration_db.seed.shapes import schemas

    if target and against:
        raise UsageError("--write and --check cannot go together")
    texts = {name: to_json(body) + "\n" for name, body in schemas().items()}
    if against is not None:
        for name, text in texts.items():
            path = against / name
            if (
                not os.path.isfile(path)
                or path.read_bytes().replace(b"\r\n", b"\n") != text.encode()
            ):
                raise UsageError(
                    f"{path} is not what the code says; run 'integration-db seed schema --write "
                    f"{against}'",
                    code="stale-schema",
                )
        note(f"{len(texts)} schemas are up to date.")
    elif target is not None:
        _write_schemas(target, texts)
        note(f"{len(texts)} schemas written to {target}.")
    else:
        say(to_json(schemas()))


def _write_schemas(folder: Path, texts: Mapping[str, str]) -> None:
    """Write each schema whole or not at all. Raises `OverlayError`."""
    from integration_db import files

    def refusal(error: OSError) -> OverlayError:
        why = error.strerror or error
        return OverlayError(str(folder), f"cannot write schemas to '{folder}': {why}")

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise refusal(error) from None
    for name, text in texts.items():
        with files.replacing(folder / name, refusal) as temporary:
            temporary.write_bytes(text.encode("utf-8"))


@seed_command.command("build")
@click.option(
    "--database",
    "target",
    type=PLACE,
    metavar="PATH|URL",
    help="Where to build: an SQLite file or the URL of a PostgreSQL database. The cache folder "
    "if not said.",
)
@click.pass_obj
def build_command(session: Session, target: str | None) -> None:
    """Build the database from the seed and the overlays of --data, and say where it is.

    A file is replaced only when the new database is complete. On a server the catalogue is loaded
    beside the one that others read (docs/postgresql.md).

    \b
    Examples:
      integration-db seed build
      integration-db --data my-data seed build --database catalogue.sqlite
      integration-db seed build --database postgresql://user@host/catalogue
    """
    from integration_db import environment
    from integration_db.database import building, opening, urls

    folders = [Path(folder) for folder in environment.seed_folders(session.data, os.environ)]
    loaded: Load | None = None
    bar = ProgressBar()
    try:
        place = target or session.database
        if place is None:
            reader = opening.open_catalogue_database(folders, progress=bar)
            where = getattr(reader, "place", "")
            reader.close()
        elif (path := urls.file_named(place)) is None:
            from integration_db.curation.shared_observations import load_generation

            loaded = load_generation(place, folders, progress=bar)
            where = loaded.place
        else:
            where = str(building.replace_file(Path(path), folders, progress=bar))
    finally:
        bar.close()
    say(where)
    if loaded is not None:
        _tell_observations(loaded)


def _tell_observations(loaded: Load) -> None:
    """Say on stderr what became of a team's observations."""
    if loaded.laid:
        note(f"{capital(counted(loaded.laid, 'observation'))} of the team laid over it.")
    for number, why in loaded.not_laid:
        note(f"Observation {number} does not fit and is not laid, but kept: {why}", wrap=True)


@seed_command.command("new")
@click.argument("manufacturer", required=False, shell_complete=completion.makers)
@click.argument("model", required=False)
@click.option("--series", metavar="NAME", help="The series; the model's name if not said.")
@click.option(
    "--data",
    "folder",
    type=FOLDER,
    metavar="DIR",
    help="The folder to write to; stdout if not said.",
)
@click.pass_obj
def new_command(
    session: Session,
    manufacturer: str | None,
    model: str | None,
    series: str | None,
    folder: Path | None,
) -> None:
    """Scaffold the files for a camera, with a comment on every field.

    On a terminal, what is not said is asked for.

    \b
    Examples:
      integration-db seed new
      integration-db seed new Axis "P9999-LVE" --series P99
      integration-db seed new Axis "P9999-LVE" --series P99 --data my-data
    """
    from integration_db import curation
    from integration_db.names import resolve_manufacturer

    asked = manufacturer is None or model is None
    manufacturer = manufacturer or _ask("Manufacturer", "MANUFACTURER")
    model = model or _ask("Model, as the maker prints it", "MODEL")
    if asked and series is None:
        series = click.prompt("Series", default=model, err=True)
    names = session.catalog.names
    number = resolve_manufacturer(manufacturer, names)
    listed = None
    if number is not None:
        manufacturer = names.manufacturer_names(number)[0]
        match = session.catalog.resolve(model, manufacturer)
        if match.resolved:
            _, listed = session.catalog.model(model, manufacturer)
            model, series = listed.name, series or listed.series
    entry = (manufacturer, series or model, model)
    if folder is None:
        file_on_stdout()
        for name, text in curation.scaffold(*entry, known=number is not None).items():
            say(f"# {name}")
            say(printable_lines(text))
    else:
        for path in curation.write_scaffold(folder, *entry, known=number is not None):
            say(printable(str(path)))
    if listed is not None:
        note(f"{manufacturer} {listed.name} is listed already, in the series {listed.series}.")


def _ask(question: str, name: str) -> str:
    """Return what a person at a terminal answers. Raises `UsageError` where nobody sits there."""
    if sys.stdin is None or not sys.stdin.isatty():
        raise UsageError(f"missing {name}; only a terminal is asked for it")
    answer: str = click.prompt(question, err=True)
    return answer


@seed_command.command("import")
@click.argument("file", type=PLACE, metavar="FILE")
@click.option(
    "--data",
    "folder",
    type=FOLDER,
    metavar="DIR",
    help="The folder to write to; the last one of the global --data if not said.",
)
@click.option("--alone", is_flag=True, help="DIR is a whole seed, not an overlay.")
@click.option("--dry-run", is_flag=True, help="Write nothing; print what would change as a patch.")
@click.option(
    "--map",
    "mapped",
    multiple=True,
    callback=mapping,
    metavar="COLUMN=NAME",
    help="Read a column as another one; with nothing behind = it is left out. May be given again.",
)
@click.option(
    "--series",
    type=TEXT,
    metavar="NAME",
    help="Where models go that are not listed, name none, and are built as those of none.",
)
@click.option("--manufacturer", type=TEXT, metavar="NAME", help="For rows that say none.")
@click.option("--grade", type=click.Choice(GRADES[::-1]), help="For rows that say none.")
@click.option("--source", type=TEXT, metavar="ID", help="For rows that name none.")
@click.option("--source-kind", type=click.Choice(SOURCE_KINDS), help="For rows that say none.")
@click.option("--published", type=TEXT, metavar="DATE", help="Of the sources that say none.")
@click.option("--accessed", type=TEXT, metavar="DATE", help="Of the sources that say none.")
@click.option("--new-manufacturers", is_flag=True, help="Take makers that the seed lacks.")
@sheets_option
@click.option("--encoding", metavar="NAME", help="The encoding of a text file; else it is found.")
@click.option("--delimiter", metavar="MARK", help="What separates cells; else it is found.")
@format_option(("table", "json"))
@click.pass_obj
def import_command(
    session: Session,
    /,
    file: str,
    folder: Path | None,
    alone: bool,
    dry_run: bool,
    mapped: dict[str, str],
    series: str | None,
    new_manufacturers: bool,
    sheets: tuple[str, ...],
    encoding: str | None,
    delimiter: str | None,
    form: str,
    **said: str | None,
) -> None:
    """Bring a list of models, part numbers or facts into the seed files of a folder.

    FILE is CSV, TSV, XLSX, JSON or NDJSON; - reads from stdin. A row says something of a model,
    or of a series, with its source; docs/adding-a-camera.md has the columns. What is known already
    is not doubled, lines and comments of files that are there stay, and the former content of a
    changed file is kept beside it as .bak.

    Rows that are not taken are told with their line and the reason, and the exit code is 1; the
    others are taken. What is written was tried by the rules of the seed before, and all of it or
    nothing is written.

    \b
    Examples:
      integration-db seed import models.csv --data my-data --dry-run
      integration-db seed import facts.csv --data my-data --map family=series --map confidence= \\
        --grade vendor_document --source-kind manual --accessed 2026-11
    """
    from integration_db import curation, environment
    from integration_db.errors import SheetError
    from integration_db.sheets import HeaderRules, open_list

    target = folder or (Path(session.data[-1]) if session.data else None)
    if target is None:
        raise UsageError("say which folder to write to: --data DIR, a folder of your own")
    folders = [target] if alone else environment.seed_folders(session.data, os.environ)
    below = [Path(folder) for folder in folders]
    defaults = {name: text for name, text in said.items() if text is not None}
    curation.check_defaults(defaults)
    with open_list(
        file,
        HeaderRules(curation.is_contribution_header_of(mapped)),
        encoding=encoding,
        delimiter=delimiter,
        sheets=sheets,
    ) as opened:
        rows = list(curation.contributions(file, opened, mapped=mapped, defaults=defaults))
        notes = opened.notes
    if not rows:
        raise SheetError(file, "there is no row under the header")
    options = curation.IntakeOptions(series, new_manufacturers)
    imported = curation.import_contributions(target, below, rows, options, write=not dry_run)
    if form == "json":
        say(to_json(imported.to_dict()))
    else:
        for changed in imported.files:
            say(printable_lines(changed.diff) if dry_run else printable(str(changed.path)))
    for one in notes:
        note(one.text, wrap=True)
    _tell(file, imported, dry_run)
    if imported.not_taken:
        click.get_current_context().exit(1)


def _tell(file: str, imported: Imported, dry_run: bool) -> None:
    """Say on stderr which rows were not taken, which say nothing new, and what it comes to."""
    reasons: defaultdict[str, list[int]] = defaultdict(list)
    for line, code, message in imported.not_taken:
        reasons[message + ways_out.ROWS.get(code, "")].append(line)
    for line, first in imported.repeated:
        reasons[f"says what line {first} says; taken once"].append(line)
    for reason, lines in reasons.items():
        which = f" ({len(lines):,} rows: lines {runs_of(lines)})" if len(lines) > 1 else ""
        note(f"{file}:{lines[0]}: {reason}{which}")
    for one, several, names in (
        ("maker", "makers", imported.manufacturers),
        ("series", "series", imported.series),
    ):
        if names:
            are = "would be" if dry_run else "is" if len(names) == 1 else "are"
            kind = one if len(names) == 1 else several
            note(f"New {are} the {kind} {all_of(map(repr, names))}.", wrap=True)
    added = [counted(count, noun) for noun, count in imported.added.items()]
    done = "would be added" if dry_run else "added"
    parts = [f"{', '.join(added) or 'nothing'} {done}", counted(imported.rows, "row")]
    if imported.known:
        which = f" (lines {runs_of(imported.known)})" if len(imported.known) < imported.rows else ""
        parts.append(f"{len(imported.known):,} known already{which}")
    parts += [f"{len(imported.not_taken):,} not taken"] if imported.not_taken else []
    note(capital(f"{'; '.join(parts)}."), wrap=True)


@seed_command.command("format")
@click.argument("folder", type=FOLDER)
@click.option("--check", "only_check", is_flag=True, help="Change nothing; exit 1 if needed.")
def format_command(folder: Path, only_check: bool) -> None:
    """Put the white space of the YAML files in FOLDER in order.

    Line ends, spaces at the end of lines, blank lines: never a value, a quote or a comment. The
    former content of a changed file is kept beside it as .bak.

    \b
    Examples:
      integration-db seed format my-data
      integration-db seed format data --check
    """
    from integration_db.curation import tidy_folder

    if not os.path.isdir(folder):
        raise UsageError(f"'{folder}' is no folder")
    changed = tidy_folder(folder, write=not only_check)
    for path in changed:
        say(printable(str(path)))
    verb = "to be put in order" if only_check else "put in order"
    note(f"{len(changed)} files {verb}." if len(changed) != 1 else f"1 file {verb}.")
    if only_check and changed:
        click.get_current_context().exit(1)

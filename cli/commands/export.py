"""The command `export`: the catalogue as files to be shipped."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from integration_db.errors import ExportError, UsageError
from integration_db.named_tuple import NamedTuple

from ..command import command
from ..output import file_on_stdout, note, stdout, to_json
from ..session import ProgressBar, Session
from ..values import PLACE

if TYPE_CHECKING:
    from integration_db.catalog import Catalog
    from integration_db.export import Issue


STDOUT: Final = "-"


class Order(NamedTuple):
    """What is to be written, from which catalogue, and where to."""

    catalog: Catalog
    database: str | None
    folders: list[Path] | None
    target: str
    force: bool
    date: str | None
    since: str | None
    edition: int | None
    expires: str | None
    sign: Path | None


def _issue(order: Order) -> Issue:
    """Return what is said of the edition, with what is no longer answered as in an older one."""
    from integration_db.export import Issue

    withdrawn = _compared(order)[0] if order.since is not None else None
    return Issue(order.date, order.edition, order.expires, withdrawn)


def _write_feed(order: Order) -> str:
    """Write the feed, and beside it its signature where a key is named."""
    from integration_db import files
    from integration_db.export import feed_document, sealed

    text = sealed(feed_document(order.catalog, _issue(order)))
    write = _text(lambda _: [text])
    if order.sign is None:
        return write(order)
    if order.target == STDOUT:
        raise UsageError("a signature stands beside a file: name one", code="not-a-text")
    from integration_db.export.signing import SUFFIX, signature

    beside = Path(order.target + SUFFIX)
    files.check_free(beside, force=order.force)
    signed = signature(text.encode("utf-8"), order.sign)
    said = write(order)
    with files.placed(beside, force=order.force) as temporary:
        temporary.write_bytes(signed)
    return f"{said}; signature in {beside.name}"


def _ndjson(order: Order) -> Iterable[str]:
    from integration_db.export import flat

    return flat.ndjson(order.catalog.filter(firmware="any"))


def _csv(order: Order) -> Iterable[str]:
    from integration_db.export import flat

    return flat.csv(order.catalog.filter(firmware="any"))


def _atom(order: Order) -> Iterable[str]:
    from integration_db.export import changes

    return [changes.atom(*_compared(order))]


def _changes(order: Order) -> Iterable[str]:
    from integration_db.export import changes

    return [to_json(changes.changes_document(*_compared(order))) + "\n"]


def _conformance(order: Order) -> Iterable[str]:
    from integration_db.export.conformance import conformance

    return [conformance(order.catalog, _issue(order))]


def _compared(order: Order) -> tuple[Any, Any, Any]:
    """Return what changed since the older edition, and the two editions."""
    from integration_db.curation.difference import difference
    from integration_db.curation.editions import edition
    from integration_db.export import data_date
    from integration_db.export.changes import Edition

    assert order.since is not None
    bar = ProgressBar()
    new = order.catalog
    try:
        with edition(order.since, progress=bar) as old:
            before = Edition(old.data_version, data_date(old), old.data_license)
            after = Edition(new.data_version, data_date(new, order.date), new.data_license)
            return difference(old, new), before, after
    finally:
        bar.close()


def _text(make: Callable[[Order], Iterable[str]]) -> Callable[[Order], str]:
    """Return what writes one text, given what makes it."""

    def write(order: Order) -> str:
        from integration_db import files

        if order.target == STDOUT:
            done = files.pour(make(order), stdout().buffer.write)
            stdout().flush()  # before anybody is told that it is written
        else:
            files.check_free(Path(order.target), force=order.force)
            done = files.write_text(Path(order.target), make(order), force=order.force)
        return f"{done.size:,} bytes, SHA-256 {done.digest}"

    return write


def _write_database(order: Order) -> str:
    """Write a copy of the database, and beside it its checksum as `sha256sum -c` reads it."""
    from integration_db import files

    if order.target == STDOUT:
        raise UsageError("a database is not written to stdout: name a file", code="not-a-text")
    target = Path(order.target)
    beside = target.with_name(f"{target.name}.sha256")
    files.check_free(beside, force=order.force)
    with files.placed(target, force=order.force) as temporary:
        _fill(temporary, order)
        done = files.digest_of(temporary)
        # a checksum of another file would be worse than none
        Path(os.path.realpath(beside)).unlink(missing_ok=True)
    files.write_text(beside, [f"{done.digest}  {target.name}\n"], force=order.force)
    return f"{done.size:,} bytes, SHA-256 {done.digest} (in {beside.name} too)"


def _fill(path: Path, order: Order) -> None:
    """Write the database into a new file.

    From a seed it is built whole, because the one at hand may have been brought up to date after
    an edit, and its rows then lie in another order. One that was named is copied as it is.
    """
    from integration_db.database.building import fill_file

    if order.folders is None:
        order.catalog.copy_to(path)
        return
    bar = ProgressBar()
    try:
        fill_file(path, order.folders, target=Path(order.target), progress=bar)
    finally:
        bar.close()


def _write_site(order: Order) -> str:
    """Write the pages as a folder that opens from a disk."""
    if order.target == STDOUT:
        raise UsageError("a site is a folder: name one", code="not-a-text")
    try:
        from integration_db.web.site import write_site
    except ModuleNotFoundError as error:
        raise ExportError(
            order.target,
            f"the site needs the extra web, and {error.name!r} is missing: "
            "pip install 'integration-db[web]'",
        ) from None
    bar = ProgressBar("Writing the site")
    try:
        done = write_site(
            order.catalog,
            Path(order.target),
            force=order.force,
            step=lambda number, total: bar(number, total, "cameras"),
        )
    finally:
        bar.close()
    return f"{done.files} files, {done.size:,} bytes, {done.cameras:,} cameras"


def _team(order: Order) -> str:
    """Return the URL of the server whose observations are meant. Raises `UsageError`."""
    from integration_db.database.urls import file_named

    if order.database is None or file_named(order.database) is not None:
        raise UsageError(
            "a team's observations are kept on a server: name it with --database URL",
            code="not-a-server",
        )
    return order.database


def _write_overlay(order: Order) -> str:
    """Write what a team observed as an overlay folder, as `record --data` would have made it."""
    from integration_db import files
    from integration_db.curation.shared_observations import shared_overlay

    texts = shared_overlay(_team(order))
    if order.target == STDOUT:
        whole = [f"# {path}\n{text}" for path, text in texts.items()]
        files.pour(["---\n".join(whole)], stdout().buffer.write)
        stdout().flush()
    else:
        folder = Path(order.target)
        if os.path.lexists(folder) and not order.force and not _is_empty_folder(folder):
            raise UsageError(f"{folder} is there already: name another folder", code="exists")
        for path, text in texts.items():
            _make_folder((folder / path).parent)
            files.write_text(folder / path, [text], force=order.force)
    return f"{len(texts)} files" if texts else "nothing is recorded yet"


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        why = error.strerror or error
        raise ExportError(str(folder), f"cannot write {folder}: {why}") from None


def _is_empty_folder(folder: Path) -> bool:
    return folder.is_dir() and not any(folder.iterdir())


def _observations(order: Order) -> Iterable[str]:
    from integration_db.curation.shared_observations import shared_observations

    kept = [one.to_dict() for one in shared_observations(_team(order))]
    return [to_json(kept) + "\n"]


class Export(NamedTuple):
    """A form of the catalogue: what writes it and returns what there is to say of that.

    `takes` are the options that it may have, `needs` those without which it is nothing.
    """

    write: Callable[[Order], str]
    takes: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()


_OF_THE_EDITION: Final = ("date", "since", "edition", "expires")
EXPORTS: Final = {
    "feed": Export(_write_feed, (*_OF_THE_EDITION, "sign")),
    "conformance": Export(_text(_conformance), _OF_THE_EDITION),
    "ndjson": Export(_text(_ndjson)),
    "csv": Export(_text(_csv)),
    "atom": Export(_text(_atom), ("date", "since"), ("since",)),
    "changes": Export(_text(_changes), ("date", "since"), ("since",)),
    "site": Export(_write_site),
    "sqlite": Export(_write_database),
    "overlay": Export(_write_overlay),
    "observations": Export(_text(_observations)),
}
"""Every form by its name."""


def _refuse_options(form: str, given: dict[str, object]) -> None:
    """Raise `UsageError` for an option that a form does not take, or needs and has not."""
    for name, value in given.items():
        if value is not None and name not in EXPORTS[form].takes:
            forms = [other for other, one in EXPORTS.items() if name in one.takes]
            raise UsageError(f"{form} takes no --{name}; it is for {', '.join(forms)}")
        if value is None and name in EXPORTS[form].needs:
            raise UsageError(f"{form} needs --{name}")


def _schema(ctx: click.Context, _: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        from integration_db.export.feed_schema import schema_text

        file_on_stdout().write(schema_text())
        ctx.exit()


@command("export")
@click.argument("form", type=click.Choice(list(EXPORTS)))
@click.argument("target", type=PLACE)
@click.option(
    "--since",
    type=PLACE,
    metavar="OLD",
    help="The edition to compare with; a feed lists what is withdrawn since.",
)
@click.option("--date", metavar="YYYY-MM-DD", help="The data's date; that of the newest source.")
@click.option(
    "--edition",
    type=int,
    metavar="NUMBER",
    help="The feed's number, above the last one's; unsaid, made of the date.",
)
@click.option(
    "--expires", metavar="YYYY-MM-DD", help="The day after which the feed is to be replaced."
)
@click.option(
    "--sign",
    type=click.Path(path_type=Path),
    metavar="KEYFILE",
    help="Write TARGET.sig with this Ed25519 key (PEM, mode 0600).",
)
@click.option("--force", is_flag=True, help="Replace a file that is there.")
@click.option(
    "--schema",
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=_schema,
    help="Print the JSON Schema of the feed and exit.",
)
@click.pass_obj
def export_command(
    session: Session, /, form: str, target: str, force: bool, **options: Any
) -> None:
    """Write the catalogue as a file to be shipped.

    TARGET is the file, - is stdout. The same data give the same bytes.

    \b
    feed         one small JSON file for recorders; see docs/recorder-feed.md
    conformance  questions and answers with which a reader of the feed is tested
    ndjson, csv  one line per camera, or per camera and firmware range
    sqlite       the database itself, with TARGET.sha256 beside it
    site         the pages of serve as a folder that opens from a disk, without a network
    atom         changed answers since an edition OLD (as in diff), for news readers
    changes      the same as JSON
    overlay      what a team recorded on a server, as a folder for --data
    observations the same as JSON, with who and when, and what was taken back or does not fit

    \b
    Examples:
      integration-db export feed feed.json
      integration-db export feed feed.json --expires 2027-06-30 --sign key.pem
      integration-db export csv - | head
      integration-db export sqlite catalogue.sqlite
      integration-db export site catalogue-pages
      integration-db export atom changes.xml --since HEAD~1:data --date 2026-11-01
    """
    _refuse_options(form, options)
    order = Order(
        session.catalog, session.chosen_database, session.folders, target, force, **options
    )
    said = EXPORTS[form].write(order)
    place = "stdout" if target == STDOUT else target
    catalog = order.catalog
    licence = f", licence {catalog.data_license}" if catalog.data_license else ""
    note(f"Wrote {form} to {place}: {said}; data version {catalog.data_version}{licence}.")

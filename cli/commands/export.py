"""The command `export`: the catalogue as files to be shipped."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import click

from integration_db.errors import ExportError, UsageError

from ..output import note, to_json
from ..session import ProgressBar, Session

if TYPE_CHECKING:
    from integration_db.catalog import Catalog


STDOUT: Final = "-"


class Order(NamedTuple):
    """What is to be written, from which catalogue, and where to."""

    catalog: Catalog
    folders: list[Path] | None
    date: str | None
    since: str | None
    target: str
    force: bool


def _feed(order: Order) -> Iterable[str]:
    from integration_db.export import feed_document, sealed

    return [sealed(feed_document(order.catalog, date=order.date))]


def _ndjson(order: Order) -> Iterable[str]:
    from integration_db.export import flat

    return flat.ndjson(order.catalog.filter())


def _csv(order: Order) -> Iterable[str]:
    from integration_db.export import flat

    return flat.csv(order.catalog.filter())


def _atom(order: Order) -> Iterable[str]:
    from integration_db.export import changes

    return [changes.atom(*_compared(order))]


def _changes(order: Order) -> Iterable[str]:
    from integration_db.export import changes

    return [to_json(changes.changes_document(*_compared(order))) + "\n"]


def _conformance(order: Order) -> Iterable[str]:
    from integration_db.export.conformance import conformance

    return [conformance(order.catalog, date=order.date)]


TEXTS: Final[dict[str, Callable[[Order], Iterable[str]]]] = {
    "feed": _feed,
    "conformance": _conformance,
    "ndjson": _ndjson,
    "csv": _csv,
    "atom": _atom,
    "changes": _changes,
}
"""The forms that are one text, each with what makes it."""

NEWS: Final = ("atom", "changes")
DATED: Final = ("feed", "conformance", *NEWS)


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
            before = Edition(old.data_version, data_date(old))
            after = Edition(new.data_version, data_date(new, order.date))
            return difference(old, new), before, after
    finally:
        bar.close()


def _write_text(form: str, order: Order) -> str:
    """Write a text and return what there is to say of it."""
    from integration_db import files

    if order.target == STDOUT:
        done = files.pour(TEXTS[form](order), partial(click.echo, nl=False))
    else:
        files.check_free(Path(order.target), force=order.force)
        done = files.write_text(Path(order.target), TEXTS[form](order), force=order.force)
    return f"{done.size:,} bytes, SHA-256 {done.digest}"


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
        beside.unlink(missing_ok=True)  # a checksum of another file would be worse than none
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


FILES: Final[dict[str, Callable[[Order], str]]] = {"site": _write_site, "sqlite": _write_database}
"""The forms that are more than one text, each with what writes it and tells what it wrote."""


def _schema(ctx: click.Context, _: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        from integration_db.export.feed_schema import schema_text

        click.echo(schema_text(), nl=False)
        ctx.exit()


@click.command("export")
@click.argument("form", type=click.Choice([*TEXTS, *FILES]))
@click.argument("target")
@click.option("--since", metavar="OLD", help="For atom and changes: the edition to compare with.")
@click.option("--date", metavar="YYYY-MM-DD", help="The data's date; that of the newest source.")
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
    session: Session, form: str, target: str, since: str | None, date: str | None, force: bool
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

    \b
    Examples:
      integration-db export feed feed.json
      integration-db export csv - | head
      integration-db export sqlite catalogue.sqlite
      integration-db export site catalogue-pages
      integration-db export atom changes.xml --since HEAD~1:data --date 2026-11-01
    """
    if (since is None) == (form in NEWS):
        words = "needs" if form in NEWS else "takes no"
        raise UsageError(f"{form} {words} --since; it is for {' and '.join(NEWS)}")
    if date is not None and form not in DATED:
        raise UsageError(f"{form} takes no --date; it is for {', '.join(DATED)}")
    order = Order(session.catalog, session.folders, date, since, target, force)
    said = FILES[form](order) if form in FILES else _write_text(form, order)
    place = "stdout" if target == STDOUT else target
    note(f"Wrote {form} to {place}: {said}; data version {order.catalog.data_version}.")

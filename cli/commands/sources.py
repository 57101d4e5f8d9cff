"""The commands about sources: list them, and look for what statements point to in copies."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click

from integration_db.text.labels import COPY_FINDING
from integration_db.text.sentences import anchor_words, counted

from ..command import CommandGroup
from ..options import FOLDER
from ..output import format_option, note, say, write_rows
from ..session import Session
from .contents import listed

_BAD = ("other_page", "not_found", "unreadable")
_SILENT = ("no_copy", "no_anchor")


@click.group("sources", cls=CommandGroup, invoke_without_command=True)
@format_option()
@click.pass_context
def sources_command(ctx: click.Context, form: str) -> None:
    """List the documents behind the statements, and how many statements rest on each.

    \b
    Examples:
      integration-db sources --format markdown
      integration-db sources check my-copies
    """
    if ctx.invoked_subcommand is not None:
        return
    session: Session = ctx.obj
    sources = [one.to_dict() for one in session.catalog.sources()]
    headings = {"id": "id", "title": "title", "kind": "kind", "statements": "used"}
    if form != "table":
        headings |= {"published": "published", "accessed": "accessed", "place": "place"}
    if form != "json":
        sources = [{**one, "place": one["url"] or one.get("document")} for one in sources]
    listed(form, headings, sources, "source")


@sources_command.command("check")
@click.argument("folder", type=FOLDER)
@format_option()
@click.pass_obj
def check_command(session: Session, folder: Path, form: str) -> None:
    """Look for what statements point to in stored copies of their sources.

    FOLDER holds the copies, each a text, HTML or PDF file called after the source's id:
    axis-some-guide.pdf. Nothing is fetched. A table leaves out statements without a copy or
    without an anchor; the other formats have all. Exit code 1 if something is not found where
    its statement says.

    \b
    Example:
      integration-db sources check my-copies --format csv
    """
    from integration_db.curation.copies import Copies

    copies = Copies(folder)
    citations = session.catalog.citations()
    checked = list(copies.check(citations))
    headings = {
        "source": "source",
        "said_of": "said of",
        "firmware": "firmware",
        "anchor": "where",
        "finding": "finding",
        "detail": "detail",
    }
    shown = [one for one in checked if form != "table" or one.finding not in _SILENT]
    rows = [
        [
            *(one.citation.source, one.citation.said_of, one.citation.firmware),
            anchor_words(one.citation.anchor.to_dict()) if one.citation.anchor else "",
            COPY_FINDING[one.finding] if form == "table" else one.finding,
            one.detail or "",
        ]
        for one in shown
    ]
    write_rows(form, headings, rows, lambda: [one.to_dict() for one in shown])
    sources = {one.source.id for one in session.catalog.sources()}
    for name in copies.without_source(sources):
        note(f"{name} is called after no source and was not looked at.")
    found = Counter(one.finding for one in checked)
    told = [f"{found[name]} {words}" for name, words in COPY_FINDING.items() if found[name]]
    (say if form == "table" else note)(f"{counted(len(checked), 'statement')}: {'; '.join(told)}.")
    if any(one.finding in _BAD for one in checked):
        click.get_current_context().exit(1)

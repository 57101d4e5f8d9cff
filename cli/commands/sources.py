"""The commands about sources: list them, and look for what statements point to in copies."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from integration_db.catalog.list_rows import with_place
from integration_db.text.labels import COPY_FINDING
from integration_db.text.sentences import anchor_words, counted

from ..command import CommandGroup
from ..output import format_option, note, say, write_rows
from ..session import Session
from ..values import FOLDER
from .contents import listed

if TYPE_CHECKING:
    from integration_db.catalog.queries.facts import Citation
    from integration_db.curation.copies import CheckedCitation

_BAD = ("other_page", "not_found", "unreadable")
_SILENT = ("no_copy", "no_anchor")
_MOST_NAMED = 20
"""Files that are called after no source, each told in a line of its own."""


@click.group("sources", cls=CommandGroup, invoke_without_command=True)
@format_option()
@click.pass_context
def sources_command(ctx: click.Context, form: str) -> None:
    """List the documents, how many statements rest on each, and how many cameras it names.

    \b
    Examples:
      integration-db sources --format markdown
      integration-db sources check my-copies
    """
    if ctx.invoked_subcommand is not None:
        return
    session: Session = ctx.obj
    sources = [one.to_dict() for one in session.holdings.sources()]
    headings = {"id": "id", "title": "title", "kind": "kind"}
    headings |= {"statements": "used", "cameras": "names"}
    if form != "table":
        headings |= {
            "firmware": "firmware",
            "published": "published",
            "accessed": "accessed",
            "place": "place",
        }
    if form != "json":
        sources = [with_place(one) for one in sources]
    listed(form, headings, sources, "source")


@sources_command.command("check")
@click.argument("folder", type=FOLDER)
@click.option(
    "--data",
    "overlay",
    type=FOLDER,
    metavar="DIR",
    help="An overlay whose statements are looked at too, beside those of the global --data.",
)
@format_option()
@click.pass_obj
def check_command(session: Session, folder: Path, overlay: Path | None, form: str) -> None:
    """Look for what statements point to in stored copies of their sources.

    FOLDER holds the copies, each a text, HTML or PDF file called after the source's id:
    axis-some-guide.pdf. A text has pages where form feeds part them. Nothing is fetched. A table
    has one line for all statements of one place, and leaves out those without a copy or without an
    anchor; the other formats have all. Exit code 1 if something is not found where its statement
    says, or if nothing could be looked for.

    \b
    Examples:
      integration-db sources check my-copies --format csv
      integration-db sources check my-copies --data my-data
    """
    from integration_db.curation.copies import Copies

    copies = Copies(folder)
    if overlay is not None:
        session.add_overlay(overlay)
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
    rows = _by_place(checked) if form == "table" else [_cells(one) for one in checked]
    write_rows(form, headings, rows, lambda: [one.to_dict() for one in checked])
    sources = {one.source.id for one in session.holdings.sources()}
    strangers = copies.without_source(sources)
    for name in strangers[:_MOST_NAMED]:
        note(f"{name} is called after no source and was not looked at.")
    if len(strangers) > _MOST_NAMED:
        note(f"Nor are {len(strangers) - _MOST_NAMED:,} more.")
    found = Counter(one.finding for one in checked)
    told = [f"{found[name]} {words}" for name, words in COPY_FINDING.items() if found[name]]
    (say if form == "table" else note)(f"{counted(len(checked), 'statement')}: {'; '.join(told)}.")
    if all(one.finding in _SILENT for one in checked):
        note(
            f"Nothing was looked for: in '{folder}' no file is called after a source whose "
            "statements have an anchor. Call each copy after the id of its source "
            "('integration-db sources' lists them).",
            wrap=True,
        )
        click.get_current_context().exit(1)
    if any(one.finding in _BAD for one in checked):
        click.get_current_context().exit(1)


def _cells(one: CheckedCitation) -> list[str]:
    anchor = one.citation.anchor
    return [
        *(one.citation.source, one.citation.said_of, one.citation.firmware),
        *(anchor_words(anchor.to_dict()) if anchor else "", one.finding, one.detail or ""),
    ]


def _by_place(checked: Sequence[CheckedCitation]) -> list[list[str]]:
    """Return one row for all statements that point to one place, as a table shows them."""
    of_place: defaultdict[tuple[str, ...], list[Citation]] = defaultdict(list)
    for one in checked:
        if one.finding not in _SILENT:
            source, _, _, where, _, detail = _cells(one)
            of_place[source, where, COPY_FINDING[one.finding], detail].append(one.citation)
    return [
        [
            source,
            _first_of([c.said_of for c in said]),
            _first_of([c.firmware for c in said]),
            *place,
        ]
        for (source, *place), said in of_place.items()
    ]


def _first_of(texts: Sequence[str]) -> str:
    first, *others = dict.fromkeys(texts)
    return f"{first} and {len(others):,} more" if others else first

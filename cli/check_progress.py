"""The bar that is shown while a long list is checked."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from .output import stdout

if TYPE_CHECKING:
    from integration_db.sheets import Piece, Row, Sheet


@contextmanager
def progress(sheet: Sheet, output: str | None) -> Iterator[Callable[[int], object] | None]:
    """Show a bar on a terminal that nothing else is written to."""
    shown = sys.stderr is not None and sys.stderr.isatty()
    if not shown or (output is None and stdout().isatty()) or not sheet.expected:
        yield None
        return
    with click.progressbar(length=sheet.expected, label="Checking", file=sys.stderr) as bar:
        yield bar.update
        bar.update(max(0, sheet.expected - bar.pos))  # how many there would be was estimated


def stepping(pieces: Iterator[Piece], step: Callable[[int], object] | None) -> Iterator[Piece]:
    """Pass the pieces of a list on, and tell `step` how many lines have passed."""
    if step is None:
        return pieces
    return _stepped(pieces, step)


def _stepped(pieces: Iterator[Piece], step: Callable[[int], object]) -> Iterator[Piece]:
    from integration_db.sheets import Run

    for piece in pieces:
        if isinstance(piece, Run):
            yield piece
            step(len(piece.lines))
        else:
            yield _told(piece, step)


def _told(rows: Iterable[Row], step: Callable[[int], object]) -> Iterator[Row]:
    number = 0
    for number, row in enumerate(rows, 1):
        yield row
        if not number % 1000:
            step(1000)
    step(number % 1000)

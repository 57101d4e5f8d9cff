"""The bar that is shown while a long list is checked."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from .output import stdout

if TYPE_CHECKING:
    from integration_db.sheets import OpenedList


@contextmanager
def progress(
    opened: OpenedList, output: str | None
) -> Iterator[Callable[[Sequence[Sequence[str]]], object] | None]:
    """Show a bar on a terminal that nothing else is written to."""
    shown = sys.stderr is not None and sys.stderr.isatty()
    if not shown or (output is None and stdout().isatty()) or not opened.expected:
        yield None
        return
    with click.progressbar(length=opened.expected, label="Checking", file=sys.stderr) as bar:
        yield lambda cells: bar.update(len(cells))
        bar.update(max(0, opened.expected - bar.pos))  # how many there would be was estimated

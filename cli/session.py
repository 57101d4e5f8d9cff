"""What one run of the command line shares: the catalogue, opened when it is first needed."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from pathlib import Path

    from integration_db.catalog import Catalog
    from integration_db.catalog.holdings import Holdings
    from integration_db.database.readers import Reader


class Session:
    """The global options, and the catalogue that they lead to."""

    def __init__(self, database: str | None, data: Sequence[str]) -> None:
        self.database = database
        self.data = tuple(data)
        self._catalog: Catalog | None = None
        self._holdings: Holdings | None = None

    @property
    def catalog(self) -> Catalog:
        """Return the catalogue. Raises what `open_catalog` raises."""
        if self._catalog is None:
            from integration_db.catalog import Catalog

            self._catalog = Catalog(self._open())
        return self._catalog

    @property
    def holdings(self) -> Holdings:
        """Return what the catalogue holds, for commands that ask for no answer: they start sooner.

        Raises what `open_catalog` raises.
        """
        if self._holdings is None:
            from integration_db.catalog.holdings import Holdings

            self._holdings = Holdings(self._open())
        return self._holdings

    def _open(self) -> Reader:
        from integration_db.catalog.holdings import open_reader

        bar = ProgressBar()
        try:
            return open_reader(self.database, self.data, progress=bar)
        finally:
            bar.close()

    def reopened(self) -> Catalog:
        """Return the catalogue opened again, for a new build. Raises what `open_catalog` raises."""
        from integration_db.catalog import open_catalog

        return open_catalog(self.database, self.data)

    def add_overlay(self, folder: Path) -> None:
        """Have the catalogue read one more overlay. Raises `UsageError` where there is none."""
        from integration_db.environment import overlay_folders

        read = overlay_folders(self.data, os.environ)
        (new,) = overlay_folders([folder], {})
        if os.path.realpath(new) not in map(os.path.realpath, read):
            self.data = (*read, new)

    def read_too(self, folder: Path) -> None:
        """Have the catalogue read an overlay that is written to, where there is one already."""
        if not self.chosen_database and os.path.isdir(folder):
            self.add_overlay(folder)

    @property
    def chosen_database(self) -> str | None:
        """The database that was named, or that of the setting; None where a seed is read."""
        from integration_db.environment import chosen_database

        return chosen_database(self.database, os.environ)

    @property
    def folders(self) -> list[Path] | None:
        """Return the seed folders that the catalogue is made from; None where it is a database."""
        from pathlib import Path

        from integration_db.environment import seed_folders

        if self.chosen_database:
            return None
        return [Path(folder) for folder in seed_folders(self.data, os.environ)]

    def close(self) -> None:
        """Close the catalogue if it was opened."""
        for opened in (self._catalog, self._holdings):
            if opened is not None:
                opened.close()


class ProgressBar:
    """A bar on a terminal for what takes long; says nothing anywhere else."""

    def __init__(self, what: str = "Building the database") -> None:
        self._what = what
        self._bar: Any = None
        self._shown = sys.stderr is not None and sys.stderr.isatty()
        self._stage = ""

    def __call__(self, done: int, total: int, stage: str) -> None:
        """Show that `done` of `total` steps of a stage are finished."""
        if not self._shown or not total:
            return
        if self._bar is None or stage != self._stage:
            self.close()
            self._stage = stage
            self._bar = click.progressbar(
                length=total, label=f"{self._what}: {stage:<10}", file=sys.stderr
            )
        self._bar.update(done - self._bar.pos)

    def close(self) -> None:
        """Leave the line of the bar."""
        if self._bar is not None:
            self._bar.render_finish()
            self._bar = None

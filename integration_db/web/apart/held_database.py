"""The database of a catalogue, held where other processes open it."""

from __future__ import annotations

from typing import Final

from integration_db.catalog import Catalog
from integration_db.web.apart.held_folder import HeldFolder

_FILE: Final = "catalogue.sqlite"


class HeldDatabase:
    """What others open to read the very data of a catalogue, whatever becomes of its own place.

    `place` is None where there is no such thing. Raises `OSError` where it cannot be held.
    """

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._folder = HeldFolder()
        try:
            self.place = catalog.place_for_others(self._folder.path / _FILE)
        except OSError:
            self._folder.close()
            raise

    def close(self) -> None:
        """Hold it no longer."""
        self._catalog.give_back(self._folder.path / _FILE)
        self._folder.close()

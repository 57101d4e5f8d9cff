"""What the catalogue knows of the cells of a list, for those who read its columns.

Cheap, because many cells are asked about: what stands in a text under a name of the catalogue is
taken for the camera, where the answer to a line looks much further.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Final, Protocol

from integration_db.names import exact_key, loose_key, resolve, resolve_manufacturer
from integration_db.vocabulary import UNLISTED_LEVELS

if TYPE_CHECKING:
    from integration_db.catalog import Catalog

_NUMBERED: Final = re.compile(r"\s*\d+$")
"""What stands behind a maker's name where a recorder has several plugins for its cameras."""

_SHORTEST: Final = 4
"""Characters of a name that tells a camera without its maker."""

_MOST_WORDS: Final = 12
"""The words of a text that are looked at."""

_MOST_OF_NAME: Final = 4
"""The words that a name may have."""


class Knowing(Protocol):
    """What the catalogue knows of the cells of a list."""

    def model(self, text: str) -> object | None:
        """Return a camera of the catalogue whose name stands in a text, None if there is none."""

    def tells_camera(self, text: str) -> bool:
        """Whether a text names a camera, a family, or is built like the names of a maker."""

    def plugin(self, text: str) -> bool:
        """Whether a text names a plugin of any recorder, or a maker, as plugins are called."""

    def recorder(self, text: str) -> bool:
        """Whether a text names a recorder of the catalogue."""

    def maker(self, text: str) -> bool:
        """Whether a text names a maker of cameras."""


class CatalogKnowing:
    """Answers from a catalogue; each text is looked up once."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._models: dict[str, object | None] = {}

    def model(self, text: str) -> object | None:
        """Return a camera of the catalogue whose name stands in a text, None if there is none."""
        if text not in self._models:
            self._models[text] = next(self._named_in(text), None)
        return self._models[text]

    def tells_camera(self, text: str) -> bool:
        """Whether a text names a camera, a family, or is built like the names of a maker."""
        if self.model(text) is not None:
            return True
        match = resolve(text, self._catalog.names, suggest=False)
        return match.resolved or match.is_family or match.level in UNLISTED_LEVELS

    def plugin(self, text: str) -> bool:
        """Whether a text names a plugin of any recorder, or a maker, as plugins are called."""
        if loose_key(text) in self._plugins:
            return True
        return self.maker(_NUMBERED.sub("", text))

    def recorder(self, text: str) -> bool:
        """Whether a text names a recorder of the catalogue."""
        return loose_key(text) in self._recorders

    def maker(self, text: str) -> bool:
        """Whether a text names a maker of cameras."""
        return bool(text) and resolve_manufacturer(text, self._catalog.names) is not None

    @cached_property
    def _recorders(self) -> frozenset[str]:
        return frozenset(key for one in self._catalog.recorders() for key in one.keys)

    @cached_property
    def _plugins(self) -> frozenset[str]:
        catalog = self._catalog
        plugins = [plugin for one in catalog.recorders() for plugin in catalog.plugins_of(one)]
        return frozenset(key for plugin in plugins for key in plugin.keys)

    def _named_in(self, text: str) -> Iterator[object]:
        """Yield the models whose names stand in a text, those of more words first."""
        words = exact_key(text).split(" ")[:_MOST_WORDS]
        for number in range(min(len(words), _MOST_OF_NAME), 0, -1):
            for first in range(len(words) - number + 1):
                key = loose_key(" ".join(words[first : first + number]).strip("(),;:"))
                if len(key) < _SHORTEST or key.isdigit() or not any(map(str.isdigit, key)):
                    continue
                for entry in self._catalog.names.by_key("loose", key, None):
                    if entry.model is not None:
                        yield entry.model

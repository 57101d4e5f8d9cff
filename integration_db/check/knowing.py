"""What the catalogue knows of the cells of a list, for those who read its columns."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Final

from integration_db.check.identity import find_camera
from integration_db.check.request import Request
from integration_db.names import Match, loose_key, resolve_manufacturer
from integration_db.vocabulary import UNLISTED_LEVELS

if TYPE_CHECKING:
    from integration_db.catalog import Catalog

_NUMBERED: Final = re.compile(r"\s*\d+$")
"""What stands behind a maker's name where a recorder has several plugins for its cameras."""


class CatalogKnowing:
    """Answers from a catalogue; each text is looked up once."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._matches: dict[str, Match] = {}

    def model(self, text: str) -> object | None:
        """Return the one camera of the catalogue that a text names, None where it names none."""
        match = self._match(text)
        return match.model if match.resolved else None

    def tells_camera(self, text: str) -> bool:
        """Whether a text names a camera, a family, or is built like the names of a maker."""
        match = self._match(text)
        return match.resolved or match.is_family or match.level in UNLISTED_LEVELS

    def plugin(self, text: str) -> bool:
        """Whether a text names a plugin of any recorder, or a maker, as plugins are called."""
        if loose_key(text) in self._plugins:
            return True
        maker = _NUMBERED.sub("", text)
        return bool(maker) and resolve_manufacturer(maker, self._catalog.names) is not None

    @cached_property
    def _plugins(self) -> frozenset[str]:
        catalog = self._catalog
        plugins = [plugin for one in catalog.recorders() for plugin in catalog.plugins_of(one)]
        return frozenset(key for plugin in plugins for key in plugin.keys)

    def _match(self, text: str) -> Match:
        if text not in self._matches:
            self._matches[text] = find_camera(self._catalog, Request(description=text))
        return self._matches[text]

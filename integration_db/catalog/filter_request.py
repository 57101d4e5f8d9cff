"""Filters as they are asked for, in words and names, turned into a question about the database.

Resolves manufacturers, models and plugins, so that `filter_query` only sees numbers and conditions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Protocol

from integration_db.catalog.queries import filter_query
from integration_db.catalog.queries.cameras import Model
from integration_db.catalog.queries.filter_query import Line, Page
from integration_db.catalog.queries.filters import CAMERA_ALONE, Conditions, Context, conditions_of
from integration_db.catalog.queries.recorders import Plugin, Recorder
from integration_db.database.readers import Reader
from integration_db.errors import UsageError
from integration_db.firmware import parse_firmware
from integration_db.names import Match, loose_key
from integration_db.names.suggestions import near_words


class Resolver(Protocol):
    """What a filter needs of an open catalogue: its reader, and its way from names to things."""

    @property
    def reader(self) -> Reader:
        """The database that is asked."""

    def manufacturer(self, written: str) -> tuple[int, str]:
        """Return number and printed name of a manufacturer. Raises `NotFound`."""

    def model(self, written: str, manufacturer: str | None = None) -> tuple[Match, Model]:
        """Return the one model that is meant. Raises `NotFound`."""

    def plugin(self, written: str, recorder: str | None = None) -> Plugin:
        """Return a plugin of a recorder. Raises `NotFound`."""

    def recorder(self, written: str | None = None) -> Recorder:
        """Return a recorder, or the default one. Raises `NotFound`."""


@dataclass(frozen=True)
class Selection:
    """A question about the whole catalogue, ready to be asked; an answer is fetched once."""

    reader: Reader
    conditions: Conditions
    context: Context
    firmware: str | None
    page: Page

    @cached_property
    def lines(self) -> list[Line]:
        """Return the cameras that meet the conditions."""
        return filter_query.run(
            self.reader, self.conditions, self.context, self.firmware, self.page
        )

    @cached_property
    def total(self) -> int:
        """Return how many cameras meet the conditions."""
        return filter_query.count(self.reader, self.conditions, self.context, self.firmware)

    def facet(self, name: str) -> list[tuple[str, int]]:
        """Return how many of the cameras have each value of a field. Raises `UsageError`."""
        return filter_query.facet(self.lines, name)

    def part(self, limit: int | None, offset: int = 0) -> Selection:
        """Return the question about a part of the list."""
        return replace(self, page=self.page._replace(limit=limit, offset=offset))

    @property
    def words(self) -> str:
        """Return the conditions as words."""
        words = list(self.conditions.words)
        if self.context.name:
            words.append(f"plugin {self.context.name}")
        if self.firmware is not None:
            words.append(f"firmware {self.firmware}")
        return ", ".join(words) or "all cameras"


def selection(catalog: Resolver, options: Mapping[str, Any]) -> Selection:
    """Return the question that `Catalog.filter` is asked with these options.

    Raises `UsageError`, `NotFound`.
    """
    unknown = set(options) - set(filter_query.OPTIONS)
    if unknown:
        raise UsageError(
            f"filter has no option {sorted(unknown)[0]!r}; it has "
            f"{', '.join(filter_query.OPTIONS)}",
            code="unknown-option",
            suggestions=near_words(sorted(unknown)[0], filter_query.OPTIONS),
        )
    given = {key: value for key, value in options.items() if value is not None}
    values = {k: v for k, v in given.items() if k in filter_query.PLAIN_FILTERS}
    maker = given.get("manufacturer")
    if maker is not None:
        values["manufacturer"] = catalog.manufacturer(maker)
    if "series" in given:
        values["series"] = loose_key(given["series"])
    if "model" in given:
        _, model = catalog.model(given["model"], maker)
        values["model"] = (model.id, f"{model.manufacturer} {model.name}")
    if "symbol" in given:
        values["symbol"] = (given["symbol"], given.get("protocol", "https-required"))
    context = CAMERA_ALONE
    if "plugin" in given:
        plugin = catalog.plugin(given["plugin"], given.get("recorder"))
        version = given.get("recorder_version")
        box = plugin.recorder
        read = (
            parse_firmware(version, manufacturer=box.name, scheme=box.scheme) if version else None
        )
        context = filter_query.context_for(catalog.reader, plugin.id, plugin.name, read)
    elif "recorder" in given:
        catalog.recorder(given["recorder"])
    sort = given.get("sort", filter_query.EVERYTHING.sort)
    page = filter_query.Page(
        (sort,) if isinstance(sort, str) else tuple(sort),
        given.get("limit"),
        given.get("offset", 0),
    )
    return Selection(catalog.reader, conditions_of(values), context, given.get("firmware"), page)

"""Filters as they are asked for, in words and names, turned into a question about the database.

Everything that is given is read here, through the registry of filters, so that `filter_query`
only sees numbers and conditions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from integration_db.catalog.queries import filter_query
from integration_db.catalog.queries.cohorts import Cohorts, Crowd, FacetCounts
from integration_db.catalog.queries.context import (
    CAMERA_ALONE,
    Context,
    context_of,
)
from integration_db.catalog.queries.filter_query import (
    EVERYTHING,
    FACETS,
    FIT,
    Page,
    SelectedCamera,
)
from integration_db.catalog.queries.filters import (
    COMPANIONS,
    FILTERS,
    LEVEL_FILTERS,
    AskedLevel,
    Conditions,
    Given,
    Resolver,
    conditions_of,
    read_filters,
    words_of,
)
from integration_db.catalog.queries.prospect import CameraProspect, prospect_of
from integration_db.catalog.queries.recorders import symbols_of, unlisted_plugin
from integration_db.database.readers import Reader
from integration_db.database.stored_values import natural_key
from integration_db.errors import NotFound, UsageError, check_choice
from integration_db.evidence.firmware_span import firmware_wish
from integration_db.firmware import parse_firmware
from integration_db.names.suggestions import near_words
from integration_db.prediction.levels import ENCRYPTED
from integration_db.prediction.open_points import OF_LEVELS, what_is_open
from integration_db.prediction.setting import Setting
from integration_db.text.labels import LEVEL
from integration_db.text.sentences import all_of, any_of, counted, word
from integration_db.vocabulary import CAPABILITIES, LEVELS, NO_RECORDER

_FILTER_OF: Final = {one.name: one.filter_name for one in CAPABILITIES}
"""The filter of each capability."""

_OF_LEVELS: Final = tuple(item.name for item in COMPANIONS if item.goes_with)
"""What is said beside symbol and level."""

if TYPE_CHECKING:
    from integration_db.catalog.queries.sought_cameras import Sought

OPTIONS: Final = (
    *(item.name for item in FILTERS),
    *(item.name for item in COMPANIONS),
    *Page._fields,
)
"""Everything that a question to the whole catalogue may say."""


class Selection:
    """A question about the whole catalogue, ready to be asked; an answer is fetched once.

    `values` are the filters by name, as they were read; `beside` says what levels are asked for:
    with which setting, for certain or possibly. Two are equal that ask the same of one catalogue.
    No data class: declaring one is a part of each start that is felt.
    """

    def __init__(
        self,
        cohorts: Cohorts,
        values: Mapping[str, Any],
        context: Context,
        firmware: str | None,
        page: Page,
        beside: Given,
    ) -> None:
        self.cohorts = cohorts
        self.values = values
        self.context = context
        self.firmware = firmware
        self.page = page
        self.beside = beside

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Selection) and self.asked == other.asked

    @property
    def asked(self) -> tuple[object, ...]:
        """Return all that makes the question what it is, in one order."""
        return (
            *(self.cohorts, self.values, self.context, self.firmware, self.page),
            self.beside if self._levels else None,
        )

    def _asking(self, values: Mapping[str, Any], page: Page | None = None) -> Selection:
        """Return the question with other filters, and of another page."""
        return Selection(
            self.cohorts, values, self.context, self.firmware, page or self.page, self.beside
        )

    @cached_property
    def cameras(self) -> list[SelectedCamera]:
        """Return the cameras that meet the conditions, those of the page."""
        known, page = self.cohorts, self.page
        asked = (known.reader, known.readings(self.context), self._conditions, self.firmware)
        if known.at_hand and self.sought and page.limit is not None and tuple(page.sort) == (FIT,):
            fitting = known.best_first(self._conditions, self.context, self.firmware)
            end = page.offset + page.limit
            return filter_query.run_of_models(*asked, list(islice(fitting, page.offset, end)))
        return filter_query.run(*asked, page)

    @cached_property
    def total(self) -> int:
        """Return how many cameras meet the conditions, on all pages."""
        known = self.cohorts
        wish = firmware_wish(self.firmware)
        if known.at_hand or (self.firmware is not None and wish is None):
            return self.crowd.total(self.let_through)
        # One number alone the database counts sooner than the cohorts are read.
        readings = known.readings(self.context)
        return filter_query.count(known.reader, readings, self._conditions, wish)

    @cached_property
    def crowd(self) -> Crowd:
        """Return the cameras that meet the conditions on their names, with all firmware."""
        return self.cohorts.crowd(self._conditions, self.context, self.firmware)

    @cached_property
    def let_through(self) -> list[int]:
        """Return per course of firmware what the conditions let through of it."""
        return self.cohorts.view(self.context, self.firmware).let_through(self._conditions)

    @property
    def words(self) -> str:
        """Return the conditions as words."""
        words = words_of(self.values)
        words += self.context.words
        if self.firmware is not None:
            words.append(f"firmware {self.firmware}")
        return ", ".join(words) or "all cameras"

    def facet(self, name: str) -> list[tuple[str, int]]:
        """Return how many cameras on all pages have each value of a field. Raises `UsageError`."""
        check_choice("facet", name, FACETS)
        return list(self.crowd.tally(name, self.let_through).counts)

    def facets(self, names: Iterable[str] = FACETS) -> dict[str, FacetCounts]:
        """Return per field how many cameras have each value, as the other filters let them through.

        What is chosen of a field does not narrow its own facet. Beside `FACETS` there are `symbol`
        and `level`, with every value that may be asked for. Raises `UsageError`.
        """
        found = {}
        for name in names:
            if name in LEVEL_FILTERS:
                found[name] = self._facet_of_levels(name)
                continue
            check_choice("facet", name, (*FACETS, *LEVEL_FILTERS))
            others = self.without(_FILTER_OF.get(name, name))
            found[name] = others.crowd.tally(name, others.let_through)
        return found

    def _facet_of_levels(self, name: str) -> FacetCounts:
        """Return how many cameras each symbol, or each level at least, would find."""
        recorder = self.context.recorder
        if recorder is None:
            return FacetCounts((), 0)
        shown = tuple(symbols_of(recorder).values())
        asked = {
            one: self.with_level(name, one) for one in (shown if name == "symbol" else ENCRYPTED)
        }
        held: list[set[str]] = [set() for _ in self._courses]
        for value, one in asked.items():
            for course, through in enumerate(one.let_through):
                if through:
                    held[course].add(value)
        tally = self.without(name).crowd.told_apart(held)
        counts = dict(tally.counts)
        return tally._replace(counts=tuple([(value, counts.get(value, 0)) for value in asked]))

    @property
    def _courses(self) -> Sequence[object]:
        return self.cohorts.view(self.context, self.firmware).courses

    def prospect(self, camera: SelectedCamera) -> CameraProspect | None:
        """Return what the recorder has encrypted with one of the cameras, at best.

        None where there is no recorder, or none of its settings is for this camera.
        """
        settings = self.settings
        if not settings or not self.context.takes(camera.manufacturer):
            return None
        readings = self.cohorts.readings(self.context)
        return prospect_of(camera, [readings.of(cells) for cells in camera.cells], settings)

    def supposing(self, *, possible: bool) -> Selection:
        """Return the question about levels that are certain, or also about possible ones."""
        beside = {name: value for name, value in self.beside.items() if name != "possible"}
        asked = self._asking(self._with(possible=possible).values)
        asked.beside = {**beside, "possible": True} if possible else beside
        return asked

    @cached_property
    def initials(self) -> list[tuple[str, int]]:
        """Return how many cameras on all pages begin with each sign, in the order of models.

        A number stands by its length first, as models are sorted by the size of their numbers.
        """
        known, wish = self.cohorts, firmware_wish(self.firmware)
        if self.firmware is not None and wish is None:
            begun = Counter(natural_key(one.model)[:1] for one in self.part(None).cameras)
            return sorted(begun.items())
        readings = known.readings(self.context)
        return filter_query.initials(known.reader, readings, self._conditions, wish)

    @property
    def settings(self) -> tuple[Setting, ...]:
        """Return the settings among which the best one counts: the one asked for, or all."""
        asked = next((one[0] for one in self._levels.values()), None)
        return asked.settings if asked else self.context.settings

    @property
    def sought(self) -> Sought | None:
        """Return what the text is understood to look for, where the question has one."""
        return self.values.get("text")

    def without(self, name: str) -> Selection:
        """Return the question without one of its filters; nothing is looked up anew."""
        if name not in self.values:
            return self
        return self._asking({n: v for n, v in self.values.items() if n != name})

    def with_level(self, name: str, value: str) -> Selection:
        """Return the question with this symbol or level; no name is looked up anew."""
        given = {**self.beside, "context": self.context}
        return self._asking({**self.values, name: (LEVEL_FILTERS[name](value, given),)})

    @cached_property
    def possible(self) -> int:
        """Return how many cameras may have the level that is asked for, if one is."""
        return self._with(possible=True).total if self._levels else 0

    @property
    def why_none(self) -> str:
        """Return why no camera has the level that is asked for, and what is possible.

        A clause for people; empty where no level is asked for, or where it is not the level.
        """
        if not self._levels:
            return ""
        if self.possible:
            open_for = {one: self._with(possible=True, settled_by=one).total for one in OF_LEVELS}
            by_number = sorted(OF_LEVELS, key=lambda one: -open_for[one])
            parts = [
                f"{what_is_open(one)} ({open_for[one]:,})" for one in by_number if open_for[one]
            ]
            return f"possible for {counted(self.possible, 'camera')}; open is {all_of(parts)}"
        if "grade" in self.values and (weaker := self.without("grade").total):
            return f"weaker evidence leads to {counted(weaker, 'camera')}"
        left = [one for one in LEVELS if self._with(possible=True, levels=frozenset({one})).total]
        return f"possible is {any_of(LEVEL[one].name for one in left)}" if left else ""

    @property
    def _levels(self) -> dict[str, tuple[AskedLevel, ...]]:
        return {name: self.values[name] for name in LEVEL_FILTERS if name in self.values}

    def _with(self, **changed: Any) -> Selection:
        """Return the question about all cameras, with another one about their levels."""
        levels = {
            name: tuple([one._replace(**changed) for one in asked])
            for name, asked in self._levels.items()
        }
        whole = self.page._replace(limit=None, offset=0)
        return self._asking({**self.values, **levels}, whole)

    def part(self, limit: int | None, offset: int = 0) -> Selection:
        """Return the question about a part of the list. Raises `UsageError`."""
        page = self.page._replace(limit=limit, offset=offset)
        filter_query.check_page(page)
        return self._asking(self.values, page)

    @cached_property
    def _conditions(self) -> Conditions:
        return conditions_of(self.values)


def selection(cohorts: Cohorts, resolver: Resolver, options: Mapping[str, Any]) -> Selection:
    """Return the question that these options make. Raises `UsageError`, `NotFound`."""
    unknown = sorted(set(options) - set(OPTIONS))
    if unknown:
        raise UsageError(
            f"filter has no option {unknown[0]!r}; it has {', '.join(OPTIONS)}",
            code="unknown-option",
            suggestions=near_words(unknown[0], OPTIONS),
        )
    given = {key: value for key, value in options.items() if value not in (None, (), [])}
    _check_given(given)
    context = _context(cohorts.reader, resolver, given)
    values = read_filters(resolver, {**given, "context": context})
    beside = {name: given[name] for name in _OF_LEVELS if name in given}
    firmware = given.get("firmware")
    return Selection(cohorts, values, context, firmware, _page(given), beside)


def _check_given(given: Given) -> None:
    """Raise `UsageError` for what would be passed over."""
    for item in COMPANIONS:
        if item.name not in given:
            continue
        if item.goes_with and not any(name in given for name in item.goes_with):
            said = word(item.name) if item.flag else f"{word(item.name)} {given[item.name]!r}"
            raise UsageError(
                f"{said} goes with a {any_of(item.goes_with)}, and none is given",
                code="nothing-to-go-with",
                option=item.name,
            )


def _context(reader: Reader, resolver: Resolver, given: Given) -> Context:
    """Return what is looked through; capabilities are the camera's unless a recorder is named."""
    named = any(name in given for name in ("recorder", "plugin", "recorder_version"))
    if given.get("recorder") == NO_RECORDER:
        if "plugin" in given or "recorder_version" in given:
            raise UsageError(
                "a plugin goes with a recorder, and the question is about the camera alone",
                code="nothing-to-go-with",
                option="plugin",
            )
        return CAMERA_ALONE
    try:
        recorder = resolver.recorder(given.get("recorder"))
    except NotFound:
        if named:
            raise
        return CAMERA_ALONE  # a catalogue without recorders
    plugin, written = resolver.plugin_or_name(given.get("plugin"), recorder)
    version = None
    if text := given.get("recorder_version"):
        version = parse_firmware(text, manufacturer=recorder.name, scheme=recorder.scheme)
    context = context_of(reader, recorder, plugin, version)
    return context._replace(
        named=named,
        plugin_written=written,
        recorder_version=given.get("recorder_version", ""),
        unlisted=unlisted_plugin(reader, written, recorder) if written else "",
    )


def _page(given: Given) -> Page:
    page = EVERYTHING._replace(**{name: given[name] for name in Page._fields if name in given})
    if isinstance(page.sort, str):
        page = page._replace(sort=(page.sort,))
    if "text" in given and "sort" not in given:
        page = page._replace(sort=(FIT,))
    filter_query.check_page(page)
    if "text" not in given and any(name.removeprefix("-") == FIT for name in page.sort):
        raise UsageError(
            f"sort {FIT!r} goes with a text that cameras may fit, and none is given",
            code="nothing-to-go-with",
            option="sort",
        )
    return page

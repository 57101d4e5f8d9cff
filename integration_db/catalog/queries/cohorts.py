"""Cameras that answer alike, counted together: what a list counts, and all its facets at once.

Models of one maker and series that are `alike` share all answers, names apart: a cohort. What the
filters let through of it is decided once, and cameras are numbers here. Which cameras a series or
a name leaves is asked of the database; what fits a text is asked once, and counted and cut here.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from integration_db.catalog.queries.context import Context, ReadCells, Readings
from integration_db.catalog.queries.filter_query import (
    EVERYTHING,
    JOINED_MODEL,
    ORDER,
    at_firmware_rows,
    of_cameras,
)
from integration_db.catalog.queries.filters import Conditions, HasValue
from integration_db.catalog.queries.remembered import remembered
from integration_db.database.readers import Reader
from integration_db.evidence.firmware_span import LEAST_STANDING, firmware_wish
from integration_db.evidence.packing import Kind
from integration_db.named_tuple import NamedTuple
from integration_db.vocabulary import CAPABILITIES, SUPPORT, Capability

if TYPE_CHECKING:
    from integration_db.catalog.queries.sought_cameras import Sought


_Home: TypeAlias = tuple[int, int, int]
"""Where a camera belongs: the numbers of its maker and series, and of the cameras it is like."""


class Cohort(NamedTuple):
    """So many cameras of a maker's series that are alike, by the numbers of all three."""

    maker_id: int
    series_id: int
    alike: int
    cameras: int


class FacetCounts(NamedTuple):
    """How many cameras have each value of a field; `several` have more than one of the values.

    A camera whose value changes with its firmware counts under each of its values.
    """

    counts: tuple[tuple[str, int], ...]
    several: int


class CohortView:
    """The cohorts through one context and at one firmware.

    Each of `courses` is how the firmware of some cohorts goes: a stretch for each answer on its
    way, with the recorder's choices there, the first one first. `course_of` has them by `alike`.
    """

    def __init__(
        self, readings: Readings, stretches: Mapping[int, Iterable[Sequence[ReadCells]]]
    ) -> None:
        self.readings = readings
        bits = readings.bits
        numbers: dict[frozenset[tuple[int, ...]], int] = {}
        self.course_of = {
            alike: numbers.setdefault(
                frozenset(tuple([bits[one] for one in choices]) for choices in own), len(numbers)
            )
            for alike, own in stretches.items()
        }
        self.courses = list(numbers)
        self._whole = [sum({choices[0] for choices in course}) for course in self.courses]
        self._choosing = [
            number
            for number, course in enumerate(self.courses)
            if any(len(choices) > 1 for choices in course)
        ]

    def let_through(self, conditions: Conditions) -> list[int]:
        """Return per course the readings in it that the conditions let through."""
        passed = self.readings.passing(conditions.tests)
        through = [passed & whole for whole in self._whole]
        for number in self._choosing:  # of several choices of the recorder, the first one counts
            first = {
                next((one for one in choices if one & passed), 0)
                for choices in self.courses[number]
            }
            through[number] = sum(first)
        return through

    def values(self, capability: Capability, through: Sequence[int]) -> list[set[str]]:
        """Return per course which values a capability has in what is let through of it."""
        having = {
            value: self.readings.passing([HasValue(capability, (value,))]) for value in SUPPORT
        }
        return [{value for value in SUPPORT if having[value] & own} for own in through]


class Crowd:
    """Some of the cohorts, by their courses in a view; `makers` and `series` are their names."""

    def __init__(self, view: CohortView, cohorts: Iterable[Cohort], names: PrintedNames) -> None:
        self._view = view
        self._names = names
        placed = ((one, view.course_of.get(one.alike)) for one in cohorts)
        self._placed = [(one, course) for one, course in placed if course is not None]

    @cached_property
    def by_course(self) -> dict[int, int]:
        """Return how many cameras have each course."""
        return _added((course, one.cameras) for one, course in self._placed)

    @cached_property
    def by_maker(self) -> dict[tuple[int, int], int]:
        """Return how many cameras of each maker have each course."""
        return _added(((one.maker_id, course), one.cameras) for one, course in self._placed)

    @cached_property
    def by_series(self) -> dict[tuple[int, int], int]:
        """Return how many cameras of each series have each course."""
        return _added(((one.series_id, course), one.cameras) for one, course in self._placed)

    def total(self, through: Sequence[int]) -> int:
        """Return how many cameras are let through."""
        return sum(number for course, number in self.by_course.items() if through[course])

    def tally(self, name: str, through: Sequence[int]) -> FacetCounts:
        """Return how many of the cameras let through have each value of one of `FACETS`."""
        if name in ("manufacturer", "series"):
            by_maker = name == "manufacturer"
            names = self._names.makers if by_maker else self._names.series
            held = self.by_maker if by_maker else self.by_series
            counts = _added(
                (names[number], cameras)
                for (number, course), cameras in held.items()
                if through[course]
            )
            return FacetCounts(_by_number(counts), 0)
        (capability,) = (one for one in CAPABILITIES if one.name == name)
        return self.told_apart(self._view.values(capability, through))

    def told_apart(self, values: Sequence[set[str]]) -> FacetCounts:
        """Return how many of the cameras have each value; `values` are those of each course."""
        counts: dict[str, int] = {}
        several = 0
        for course, cameras in self.by_course.items():
            for value in values[course]:
                counts[value] = counts.get(value, 0) + cameras
            if len(values[course]) > 1:
                several += cameras
        return FacetCounts(_by_number(counts), several)


def _added(numbers: Iterable[tuple[Any, int]]) -> dict[Any, int]:
    sums: dict[Any, int] = {}
    for key, number in numbers:
        sums[key] = sums.get(key, 0) + number
    return sums


def _by_number(counts: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    """Return the most frequent first."""
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


class PrintedNames(NamedTuple):
    """The printed names of makers and series by their numbers; a series' has its maker's."""

    makers: Mapping[int, str]
    series: Mapping[int, str]


class Cohorts:
    """All cohorts of an open catalogue, read when they are first asked for, and kept.

    `kinds` are those of `kinds_of`, which do not change while a database is open. `at_hand` tells
    whether they were read.
    """

    def __init__(self, reader: Reader, kinds: Mapping[int, Kind]) -> None:
        self.reader = reader
        self.kinds = kinds
        self.at_hand = False
        self._readings: dict[object, Readings] = {}
        self._views: dict[object, CohortView] = {}
        self._crowds: dict[object, Crowd] = {}
        self._fitting: dict[object, array[int]] = {}

    def readings(self, context: Context) -> Readings:
        """Return what each kind of cell comes to in a context by itself."""
        return remembered(
            self._readings,
            context.key,
            lambda: Readings(
                context,
                self.kinds,
                (((number, kind),) for number in (0, *context.paired) for kind in self.kinds),
            ),
        )

    def view(self, context: Context, firmware: str | None) -> CohortView:
        """Return the cohorts through a context and at a firmware."""

        def made() -> CohortView:
            wish = firmware_wish(firmware)
            if firmware is None or wish is not None:
                stretches = self._stretches(context, LEAST_STANDING[wish])
                return CohortView(self.readings(context), stretches)
            there = self._at_firmware(context, firmware)
            read = Readings(context, self.kinds, there.values())
            return CohortView(read, {alike: [(cells,)] for alike, cells in there.items()})

        return remembered(self._views, (context.key, firmware), made)

    def crowd(self, conditions: Conditions, context: Context, firmware: str | None) -> Crowd:
        """Return the cohorts that meet the conditions on names, makers and series."""
        where = of_cameras(context, conditions)
        parameters = conditions.parameters if conditions.where or conditions.fitting else {}

        def made() -> Crowd:
            cohorts: Iterable[Cohort]
            if conditions.sought is not None:
                cohorts = _living_at(home for _, home in self._fitting_in(context, conditions))
            elif conditions.where:
                cohorts = self._where(where, parameters)
            else:
                cohorts = self._of(context, conditions.makers)
            return Crowd(self.view(context, firmware), cohorts, self._names)

        key = (context.key, firmware, *where, *parameters.items())
        return remembered(self._crowds, key, made)

    def best_first(
        self, conditions: Conditions, context: Context, firmware: str | None
    ) -> Iterator[int]:
        """Yield the numbers of the models that fit a text and meet all conditions, best first."""
        view = self.view(context, firmware)
        through = view.let_through(conditions)
        met = {alike for alike, course in view.course_of.items() if through[course]}
        return (model for model, home in self._fitting_in(context, conditions) if home[2] in met)

    def _fitting_in(self, context: Context, conditions: Conditions) -> Iterator[tuple[int, _Home]]:
        """Yield the models that fit a text and meet the other conditions on cameras, best first."""
        assert conditions.sought is not None
        homes = self._homes
        makers = {
            maker
            for maker in conditions.makers or self._names.makers
            if context.takes(self._names.makers[maker])
        }
        others: set[int] | None = None
        if conditions.where:
            where = " AND ".join(conditions.where)
            rows = self.reader.rows(
                f"SELECT m.id FROM {JOINED_MODEL} WHERE {where}", conditions.parameters
            )
            others = {model for (model,) in rows}
        for model in self._fitting_first(conditions.sought):
            _, home = homes[model]
            if home[0] in makers and (others is None or model in others):
                yield model, home

    def _fitting_first(self, sought: Sought) -> array[int]:
        """Return the models that fit a text, the best fit first."""

        def made() -> array[int]:
            from integration_db.catalog.queries.sought_cameras import fit_of_models

            found, homes = fit_of_models(self.reader, sought), self._homes
            many = len(homes)
            place = {model: fit * many + homes[model][0] for model, fit in found.items()}
            return array("l", sorted(place, key=place.__getitem__))

        return remembered(self._fitting, (sought.way, sought.models, sought.match.resolved), made)

    @cached_property
    def _homes(self) -> dict[int, tuple[int, _Home]]:
        """Return for every model its place in the order of the catalogue, and its home."""
        rows = self.reader.rows(
            "SELECT m.id, m.manufacturer_id, m.series_id, m.alike FROM model m "
            "JOIN manufacturer f ON f.id = m.manufacturer_id "
            f"ORDER BY {', '.join(map(ORDER.__getitem__, EVERYTHING.sort))}, m.id"
        )
        self.at_hand = True
        shared: dict[_Home, _Home] = {}
        return {
            model: (place, shared.setdefault((*home,), (*home,)))
            for place, (model, *home) in enumerate(rows)
        }

    def _of(self, context: Context, makers: Sequence[int]) -> Iterable[Cohort]:
        """Return the cohorts of some makers, or of all that a recorder's side takes."""
        names = self._names.makers
        chosen = makers or self._all
        return (
            one
            for maker in chosen
            if context.takes(names[maker])
            for one in self._all.get(maker, ())
        )

    @cached_property
    def _all(self) -> dict[int, list[Cohort]]:
        """Return all cohorts by their makers."""
        found: dict[int, list[Cohort]] = {}
        for one in _living_at(home for _, home in self._homes.values()):
            found.setdefault(one.maker_id, []).append(one)
        return found

    def _where(self, where: Sequence[str], parameters: Mapping[str, object]) -> list[Cohort]:
        by = "m.manufacturer_id, m.series_id, m.alike"
        rows = self.reader.rows(
            f"SELECT {by}, COUNT(*) FROM {JOINED_MODEL} WHERE {' AND '.join(where)} GROUP BY {by}",
            parameters,
        )
        return list(map(Cohort._make, rows))

    @cached_property
    def _names(self) -> PrintedNames:
        makers: dict[int, str] = dict(self.reader.rows("SELECT id, name FROM manufacturer"))
        series = self.reader.rows("SELECT id, manufacturer_id, name FROM series")
        return PrintedNames(makers, {own: f"{makers[maker]} {name}" for own, maker, name in series})

    @cached_property
    def _cells(self) -> dict[int, list[tuple[int, int, int, int]]]:
        """Return the cells of one camera for all that are alike: context, region, standing, kind.

        The number that they share need not be that of one of them: see `laying`.
        """
        rows = self.reader.rows(
            "SELECT o.alike, c.context_id, c.region_id, c.standing, c.kind_id FROM "
            f"({_ONE_OF_EACH}) o JOIN cell c ON c.model_id = o.id ORDER BY o.alike, c.id"
        )
        return {
            alike: [(*cell,) for _, *cell in own] for alike, own in groupby(rows, key=itemgetter(0))
        }

    def _stretches(self, context: Context, least: int) -> dict[int, Iterable[list[ReadCells]]]:
        """Return by `alike` what stands for each stretch of firmware of which answers speak."""
        paired = frozenset(context.paired)
        found: dict[int, Iterable[list[ReadCells]]] = {}
        for alike, cells in self._cells.items():
            here = paired if any(cell[0] in paired for cell in cells) else _ALONE
            own: dict[int, list[ReadCells]] = {}
            for number, region, standing, kind in cells:
                if number in here and standing >= least:
                    own.setdefault(region, []).append(((number, kind),))
            if own:
                found[alike] = own.values()
        return found

    def _at_firmware(self, context: Context, firmware: str) -> dict[int, ReadCells]:
        """Return by `alike` the cells in which a firmware may lie."""
        where = [*of_cameras(context, Conditions()), f"m.id IN (SELECT id FROM ({_ONE_OF_EACH}) o)"]
        rows = at_firmware_rows(
            self.reader, context, firmware, "m.alike", where, {}, "m.alike, c.id"
        )
        return {
            alike: tuple([(number, kind) for *_, number, kind in own])
            for alike, own in groupby(rows, key=itemgetter(0))
        }


def _living_at(homes: Iterable[_Home]) -> list[Cohort]:
    """Return the cohorts of cameras, given the home of each."""
    return [Cohort(*home, cameras) for home, cameras in Counter(homes).items()]


_ALONE: Final = frozenset({0})

_ONE_OF_EACH: Final = "SELECT MIN(id) AS id, alike FROM model GROUP BY alike"

"""Questions to the whole catalogue: which cameras meet the filters, and for which firmware.

How a plugin enters: the cells of context 0 are the camera alone. What a plugin can do is the same
for all cameras, so it only changes which kinds of cell are let through; only cameras that a
pairing statement speaks of have cells of their own for the plugin. This module is given a reader
and never opens one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache, partial
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import Final

from integration_db.catalog.queries.context import CellReading, Context, ReadCells, Readings
from integration_db.catalog.queries.cut import check_count
from integration_db.catalog.queries.filters import Conditions
from integration_db.database.readers import DatabaseRow, Reader
from integration_db.database.stored_kinds import KIND_COLUMNS, read_kind
from integration_db.database.stored_values import read_bound
from integration_db.errors import UsageError
from integration_db.evidence.firmware_span import LEAST_STANDING, firmware_wish
from integration_db.evidence.packing import Kind
from integration_db.evidence.spans import Span, interval_objects, join_spans
from integration_db.firmware import parse_firmware
from integration_db.named_tuple import NamedTuple
from integration_db.vocabulary import (
    CAPABILITIES,
    CAPABILITY_NAMES,
    Answers,
    Capability,
    FirmwareWish,
)

ORDER: Final = {"manufacturer": "f.sort_key", "series": "s.sort_key", "model": "m.sort_key"}
"""What a list may be ordered by, as columns."""

FIT: Final = "fit"
"""The order of a list that is asked for with a text: the best fit first."""

FACETS: Final = ("manufacturer", "series", *CAPABILITY_NAMES)
SORTS: Final = (*ORDER, FIT)

SQL_MAY_LIE: Final = """\
(g.built_from IS NULL OR v.built IS NULL OR v.built >= g.built_from)
AND (g.built_before IS NULL OR v.built IS NULL OR v.built < g.built_before)
AND (g.lineage IS NULL
  OR (g.lineage = v.lineage AND (g.lo IS NULL OR v.hi >= g.lo) AND (g.hi IS NULL OR v.lo < g.hi))
  OR (g.lineage = '' AND NOT EXISTS (SELECT 1 FROM cell x JOIN region y ON y.id = x.region_id
    WHERE x.model_id = c.model_id AND x.context_id = c.context_id AND y.lineage = v.lineage)))"""
"""`regions_for` in SQL: whether a version `v` may lie in a cell `c` of its camera and context.

The cell's region is `g`.
"""


def spoken_of(wish: FirmwareWish | None = None) -> str:
    """Return the condition in SQL on cells `c` of which an answer without a firmware speaks."""
    return f"c.standing >= {LEAST_STANDING[wish]}"


class Page(NamedTuple):
    """How a list is cut and ordered."""

    sort: Sequence[str] = ("manufacturer", "model")
    limit: int | None = None
    offset: int = 0


EVERYTHING: Final = Page()


def check_page(page: Page) -> None:
    """Raise `UsageError` unless a list can be cut and ordered so.

    What it is ordered by are fields, each perhaps with - in front.
    """
    if page.limit is not None:
        check_count("limit", page.limit)
    check_count("offset", page.offset)
    for name in page.sort:
        if name.removeprefix("-") not in SORTS:
            raise UsageError(
                f"sort {name!r}: choose from {', '.join(SORTS)}, with - in front to reverse",
                code="bad-value",
                suggestions=SORTS,
                option="sort",
            )


class SelectedCamera(NamedTuple):
    """One camera of a selection, with the stretches of its firmware that meet all conditions.

    `cells` are those that may be meant in each stretch.
    """

    manufacturer: str
    model: str
    series: str
    spans: tuple[Span, ...]
    cells: tuple[ReadCells, ...]
    several_lines: bool = False

    @property
    def ranges(self) -> tuple[Span, ...]:
        """Return the firmware ranges, each with the answers there."""
        return self.ranges_by(CAPABILITIES)

    def ranges_by(self, capabilities: tuple[Capability, ...]) -> tuple[Span, ...]:
        """Return the ranges cut only where one of these capabilities changes.

        The values of the other capabilities are those at the begin of each range.
        """
        return join_spans(self.spans, capabilities, several_lines=self.several_lines)

    def to_dict(self) -> dict[str, object]:
        """Return the object of the JSON promise."""
        return {
            "manufacturer": self.manufacturer,
            "model": self.model,
            "series": self.series,
            "ranges": interval_objects(self.ranges),
        }


def run(
    reader: Reader,
    readings: Readings,
    conditions: Conditions,
    firmware: str | None = None,
    page: Page = EVERYTHING,
) -> list[SelectedCamera]:
    """Return the cameras that meet all conditions, each with its firmware ranges.

    `readings` has every kind of cell in the context.
    """
    context, kinds = readings.context, readings.kinds
    wish = firmware_wish(firmware)
    if firmware is not None and wish is None:
        return _at_firmware(reader, kinds, conditions, context, firmware, page)
    cells = f"{_cell_conditions(conditions, readings)} AND {spoken_of(wish)}"
    cameras = of_cameras(context, conditions)
    source, where = _IN_REGIONS, " AND ".join([cells, *cameras])
    if page.limit is not None or page.offset:
        source = (
            f"({_models(reader, cells, cameras, page, conditions)}) AS page CROSS JOIN {source}"
        )
        where = f"c.model_id = page.id AND {cells}"
    order = f"{_order(page, conditions)}, c.id"
    rows = reader.rows(
        f"SELECT {_CELL_COLUMNS} FROM {source} WHERE {where} ORDER BY {order}",
        conditions.parameters,
    )
    return _selected(reader, list(map(_CellRow._make, rows)), readings)


def run_of_models(
    reader: Reader,
    readings: Readings,
    conditions: Conditions,
    firmware: str | None,
    models: Sequence[int],
) -> list[SelectedCamera]:
    """Return some cameras that fit a text, the best fit first, which is how they are given.

    They meet the conditions on names, makers and series already.
    """
    if not models:
        return []
    some = f"c.model_id IN ({', '.join(map(str, models))})"
    wish = firmware_wish(firmware)
    if firmware is not None and wish is None:
        return _of_models_at_firmware(
            *(reader, readings.kinds, conditions, readings.context, firmware, Page((FIT,))), models
        )
    cells = f"{_cell_conditions(conditions, readings)} AND {spoken_of(wish)}"
    rows = map(
        _CellRow._make,
        reader.rows(
            f"SELECT {_CELL_COLUMNS} FROM {_IN_REGIONS} WHERE {some} AND {cells} ORDER BY c.id"
        ),
    )
    place = {model: number for number, model in enumerate(models)}
    return _selected(reader, sorted(rows, key=lambda cell: place[cell.model_id]), readings)


def count(
    reader: Reader,
    readings: Readings,
    conditions: Conditions,
    wish: FirmwareWish | None = None,
) -> int:
    """Return how many cameras meet all conditions, not at a firmware but by a wish for one."""
    context = readings.context
    cells = _cell_conditions(conditions, readings)
    narrowed = of_cameras(context, conditions)
    if not narrowed:
        sql = f"SELECT COUNT(DISTINCT c.model_id) FROM cell c WHERE {cells} AND {spoken_of(wish)}"
    else:
        where = " AND ".join([cells, spoken_of(wish), *narrowed])
        sql = f"SELECT COUNT(DISTINCT c.model_id) FROM {_JOINED} WHERE {where}"
    return int(reader.rows(sql, conditions.parameters)[0][0])


def initials(
    reader: Reader,
    readings: Readings,
    conditions: Conditions,
    wish: FirmwareWish | None = None,
) -> list[tuple[str, int]]:
    """Return how many models that meet all conditions begin with each sign of their sort keys.

    In the order of the keys.
    """
    cells = _cell_conditions(conditions, readings)
    where = " AND ".join([cells, spoken_of(wish), *of_cameras(readings.context, conditions)])
    rows = reader.rows(
        f"SELECT SUBSTR(m.sort_key, 1, 1), COUNT(DISTINCT m.id) FROM {_JOINED} WHERE {where} "
        "GROUP BY SUBSTR(m.sort_key, 1, 1)",
        conditions.parameters,
    )
    return sorted((sign, int(number)) for sign, number in rows)


JOINED_MODEL: Final = (
    "model m JOIN manufacturer f ON f.id = m.manufacturer_id JOIN series s ON s.id = m.series_id"
)
"""Where conditions on cameras are asked of."""

_JOINED: Final = (
    "cell c JOIN model m ON m.id = c.model_id JOIN manufacturer f ON f.id = m.manufacturer_id "
    "JOIN series s ON s.id = m.series_id"
)
_IN_REGIONS: Final = f"{_JOINED} JOIN region g ON g.id = c.region_id"


def _order(page: Page, conditions: Conditions) -> str:
    """Return SQL for the order of a list; what fits as well comes in the catalogue's order."""
    parts = []
    for name in page.sort:
        field, turned = name.removeprefix("-"), " DESC" if name.startswith("-") else ""
        if field == FIT:
            parts += [f"{conditions.best_first}{turned}", *[ORDER[one] for one in EVERYTHING.sort]]
        else:
            parts.append(ORDER[field] + turned)
    return ", ".join([*parts, "m.id"])


def _models(
    reader: Reader, cells: str, cameras: Sequence[str], page: Page, conditions: Conditions
) -> str:
    """Return SQL for the models of one page, in order.

    Few cells are sorted. Of many, cameras are gone through in the order that is asked for, for
    which there are indexes, until the page is full: of any number of cameras it takes the same
    time.
    """
    limit = page.limit if page.limit is not None else (1 << 62)
    cut = f"ORDER BY {_order(page, conditions)} LIMIT {int(limit)} OFFSET {int(page.offset)}"
    if not _are_many(reader, cells):
        source = "cell c CROSS JOIN model m CROSS JOIN manufacturer f CROSS JOIN series s"
        where = " AND ".join(["m.id = c.model_id", *_WAYS["model"][1:], cells, *cameras])
        names = "m.id, f.sort_key, s.sort_key, m.sort_key"
        return f"SELECT m.id AS id FROM {source} WHERE {where} GROUP BY {names} {cut}"
    of_one = cells.replace("c.kind_id", "+c.kind_id")  # no index but that of its few cells
    there = f"EXISTS (SELECT 1 FROM cell c WHERE c.model_id = m.id AND {of_one})"
    way, *homes = _way(page)
    where = " AND ".join([*homes, *cameras, there])
    return f"SELECT m.id AS id FROM {way} WHERE {where} {cut}"


def _way(page: Page) -> Sequence[str]:
    """Return the way through all cameras on which they come in order, and how its parts join."""
    first, then, *_ = (*(name.removeprefix("-") for name in page.sort), "", "")
    return _WAYS.get(f"{first}, {then}") or _WAYS.get(first) or _WAYS["model"]


_WAYS: Final[Mapping[str, Sequence[str]]] = {
    "manufacturer": (
        "manufacturer f CROSS JOIN model m CROSS JOIN series s",
        *("m.manufacturer_id = f.id", "s.id = m.series_id"),
    ),
    "manufacturer, series": (
        "manufacturer f CROSS JOIN series s CROSS JOIN model m",
        *("s.manufacturer_id = f.id", "m.series_id = s.id"),
    ),
    "series": (
        "series s CROSS JOIN model m CROSS JOIN manufacturer f",
        *("m.series_id = s.id", "f.id = m.manufacturer_id"),
    ),
    "model": (
        "model m CROSS JOIN manufacturer f CROSS JOIN series s",
        *("f.id = m.manufacturer_id", "s.id = m.series_id"),
    ),
    FIT: (  # no index has this order: from the cameras that fit to all else
        "model m, manufacturer f, series s",
        *("f.id = m.manufacturer_id", "s.id = m.series_id"),
    ),
}
"""By what a list is ordered first: the tables as they are gone through, and what joins them."""


def _are_many(reader: Reader, cells: str) -> bool:
    """Whether so many cells meet a condition that it is not worth sorting them for one page."""
    found = f"SELECT 1 FROM cell c WHERE {cells} LIMIT {_MANY}"
    ((number,),) = reader.rows(f"SELECT COUNT(*) FROM ({found}) AS found")
    return int(number) == _MANY


_MANY: Final = 500
"""Cells that are sorted faster than a page of them is found along the whole catalogue."""


def kinds_of(reader: Reader) -> dict[int, Kind]:
    """Return every kind of cell by its number."""
    columns = ", ".join(KIND_COLUMNS)
    return {
        number: read_kind(kind) for number, *kind in reader.rows(f"SELECT id, {columns} FROM kind")
    }


def _cell_conditions(conditions: Conditions, readings: Readings) -> str:
    """Return SQL for the cells `c` whose kind the filters let through in the context."""
    context = readings.context
    passing = readings.kinds_passing(conditions.tests)

    def let_through(number: int) -> str:
        own = passing[number]
        if len(own) == len(readings.kinds):
            return f"c.context_id = {number}"
        if not own:
            return "1 = 0"  # not every database takes an empty list
        return f"c.context_id = {number} AND c.kind_id IN ({', '.join(map(str, own))})"

    alone = let_through(0)
    if not context.paired:
        return alone
    paired = " OR ".join(let_through(number) for number in context.paired)
    return f"(({alone} AND {_unpaired(context)}) OR {paired})"


def _unpaired(context: Context) -> str:
    """Return SQL for the cells of cameras that have none of their own in the context."""
    return (
        "NOT EXISTS (SELECT 1 FROM cell o WHERE o.model_id = c.model_id AND "
        f"o.context_id IN ({', '.join(map(str, context.paired))}))"
    )


_CELL_COLUMNS: Final = (
    "m.id, f.name, m.name, s.name, g.lineage, g.since, g.until, g.built_from, g.built_before, "
    "c.shown, c.kind_id, c.context_id"
)


class _CellRow(NamedTuple):
    """A cell with its camera, as the database gives it; `since` and `until` as they are stored."""

    model_id: int
    manufacturer: str
    model: str
    series: str
    line: str | None
    since: str | None
    until: str | None
    built_from: str | None
    built_before: str | None
    shown: bool
    kind_id: int
    context_id: int

    def span(self, answers: Answers) -> Span:
        """Return the stretch of firmware with these answers."""
        place = (self.line, self.since, self.until, self.built_from, self.built_before)
        return _span(*place, bool(self.shown), answers)


@lru_cache(maxsize=16384)
def _span(
    line: str | None,
    since: str | None,
    until: str | None,
    built_from: str | None,
    built_before: str | None,
    shown: bool,
    answers: Answers,
) -> Span:
    """Return a stretch from its columns; thousands of cameras share a few dozen."""
    bounds = (read_bound(since), read_bound(until), built_from, built_before)
    return Span(line, *bounds, answers, shown=shown)


def _selected(reader: Reader, rows: Sequence[_CellRow], readings: Readings) -> list[SelectedCamera]:
    """Return each camera once from its cells, which stand together in firmware order."""
    several = _models_of_several_lines(reader, rows)
    cameras: list[SelectedCamera] = []
    for model_id, own in groupby(rows, key=attrgetter("model_id")):
        cells = list(own)
        first: dict[object, _CellRow] = {}
        for cell in cells:  # of several choices of the recorder, the first that is let through
            first.setdefault(cell[4:9], cell)
        read = tuple([((one.context_id, one.kind_id),) for one in first.values()])
        spans = tuple(
            [
                one.span(readings.of(these).answers)
                for one, these in zip(first.values(), read, strict=True)
            ]
        )
        _, maker, model, series = cells[0][:4]
        cameras.append(SelectedCamera(maker, model, series, spans, read, model_id in several))
    return cameras


def _models_of_several_lines(reader: Reader, rows: Sequence[_CellRow]) -> set[int]:
    """Return the models whose firmware comes in more than one line, as far as it matters here.

    It matters only where a whole line meets the filters: then the line has to be named.
    """
    ids = sorted({row.model_id for row in rows if row.line is not None})
    several: set[int] = set()
    for start in range(0, len(ids), 5000):
        marks = ", ".join(map(str, ids[start : start + 5000]))
        several.update(
            model_id
            for (model_id,) in reader.rows(
                "SELECT c.model_id FROM cell c JOIN region g ON g.id = c.region_id "
                f"WHERE c.model_id IN ({marks}) AND c.context_id = 0 AND g.lineage <> '' "
                "GROUP BY c.model_id HAVING COUNT(DISTINCT g.lineage) > 1"
            )
        )
    return several


def of_cameras(context: Context, conditions: Conditions) -> list[str]:
    """Return the conditions in SQL on models `m`, manufacturers `f` and series `s`."""
    makers = ", ".join(map(str, conditions.makers))
    whose = [f"m.manufacturer_id IN ({makers})"] if makers else []
    return [*whose, *_taken(context), *conditions.where, *conditions.fitting]


def _taken(context: Context) -> list[str]:
    """Return the condition in SQL that the plugin takes the maker's cameras, if it is choosy."""
    makers = context.plugin.manufacturers if context.plugin else ()
    if not makers:
        return []
    names = ", ".join("'" + name.replace("'", "''") + "'" for name in makers)
    return [f"f.name IN ({names})"]


def _at_firmware(
    reader: Reader,
    kinds: Mapping[int, Kind],
    conditions: Conditions,
    context: Context,
    firmware: str,
    page: Page,
) -> list[SelectedCamera]:
    """Return the cameras that meet all conditions at one firmware.

    For a page, cameras are gone through in its order until it is full; where few of the first ones
    meet them, all are read together, which takes less than looking for a few among many.
    """
    found = partial(_of_models_at_firmware, reader, kinds, conditions, context, firmware, page)
    if page.limit is None:
        return found()[page.offset :]
    end = page.offset + page.limit
    way, *homes = _way(page)
    where = " AND ".join([*homes, *of_cameras(context, conditions)])
    cameras: list[SelectedCamera] = []
    seen = 0
    for first in (2 * end, 10 * end):
        if len(cameras) >= end or first > _MOST_AT_ONCE:
            break
        rows = reader.rows(
            f"SELECT m.id FROM {way} WHERE {where} ORDER BY {_order(page, conditions)} "
            f"LIMIT {first - seen} OFFSET {seen}",
            conditions.parameters,
        )
        if rows:
            cameras += found([number for (number,) in rows])
        if len(rows) < first - seen:  # that were all
            return cameras[page.offset : end]
        seen = first
    if len(cameras) < end:
        cameras = found()
    return cameras[page.offset : end]


_MOST_AT_ONCE: Final = 5_000
"""Cameras whose numbers are written into one question at most."""


def _of_models_at_firmware(
    reader: Reader,
    kinds: Mapping[int, Kind],
    conditions: Conditions,
    context: Context,
    firmware: str,
    page: Page,
    models: Sequence[int] | None = None,
) -> list[SelectedCamera]:
    """Return those that meet all conditions at one firmware, of some models or of all.

    Where its text may lie in several cells, a value counts only if all of them agree, as in
    `cells.agreed_answers`.
    """
    where, makers = of_cameras(context, conditions), ""
    if models is not None:  # they meet these conditions
        numbers = ", ".join(map(str, models))
        where = [f"c.model_id IN ({numbers})"]
        makers = f"WHERE id IN (SELECT manufacturer_id FROM model WHERE id IN ({numbers})) "
    rows = at_firmware_rows(
        *(reader, context, firmware, "m.id, f.name, m.name, s.name", where, conditions.parameters),
        *(_order(page, conditions), makers),
    )
    cameras: list[SelectedCamera] = []
    for _, of_camera in groupby(rows, key=itemgetter(0)):
        here = list(of_camera)
        reading = CellReading(context, [(number, kinds[kind]) for *_, number, kind in here])
        if conditions.fit(reading):
            span = Span(None, None, None, None, None, reading.answers, firmware, shown=True)
            cells = tuple([(number, kind) for *_, number, kind in here])
            _, maker, model, series, *_ = here[0]
            cameras.append(SelectedCamera(maker, model, series, (span,), (cells,)))
    return cameras


def at_firmware_rows(
    reader: Reader,
    context: Context,
    firmware: str,
    columns: str,
    where: Sequence[str],
    parameters: Mapping[str, object],
    order: str,
    makers: str = "",
) -> list[DatabaseRow]:
    """Return the cells in which a firmware may lie: the columns, and context and kind of each.

    The text is read anew for each manufacturer; `makers` is a condition that leaves some of them.
    """
    parameters = dict(parameters)
    versions = []
    for number, (maker_id, name, scheme) in enumerate(
        reader.rows(f"SELECT id, name, scheme FROM manufacturer {makers}ORDER BY id")
    ):
        version = parse_firmware(firmware, manufacturer=name, scheme=scheme)
        place = {
            f"lineage{number}": version.lineage,
            f"lo{number}": version.lo,
            f"hi{number}": version.hi,
            f"built{number}": version.build_date,
        }
        parameters |= place
        marks = ", ".join(f"CAST(:{mark} AS TEXT)" for mark in place)
        versions.append(f"({int(maker_id)}, {marks})")
    if not versions:
        return []
    chosen = "c.context_id = 0"
    if context.paired:
        own = f"c.context_id IN ({', '.join(map(str, context.paired))})"
        chosen = f"({own} OR (c.context_id = 0 AND {_unpaired(context)}))"
    conditions = " AND ".join([*where, chosen, SQL_MAY_LIE])
    return reader.rows(
        f"WITH v(maker, lineage, lo, hi, built) AS (VALUES {', '.join(versions)}) "
        f"SELECT {columns}, c.context_id, c.kind_id FROM {_IN_REGIONS} "
        f"JOIN v ON v.maker = m.manufacturer_id WHERE {conditions} ORDER BY {order}",
        parameters,
    )

"""Questions to the whole catalogue: which cameras meet the filters, and for which firmware.

How a plugin enters: the cells of context 0 are the camera alone. What a plugin can do is the same
for all cameras, so it only changes which camera codes are let through; only cameras that a
pairing statement speaks of have cells of their own for the plugin. This module is given a reader
and never opens one.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from typing import Final, NamedTuple

from integration_db.catalog.queries.cell_conditions import cells_sql, has_grounds
from integration_db.catalog.queries.filters import (
    CAMERA_ALONE,
    Conditions,
    Context,
)
from integration_db.catalog.queries.recorders import Plugin
from integration_db.database.readers import Reader
from integration_db.database.stored_values import GRADE_COLUMNS, read_bound
from integration_db.errors import UsageError
from integration_db.evidence.cells import agreed_answers
from integration_db.evidence.firmware_span import LEAST_STANDING, firmware_wish
from integration_db.evidence.packing import unpack
from integration_db.evidence.regions import Region
from integration_db.evidence.spans import Span, interval_objects, join_spans
from integration_db.firmware import Firmware, parse_firmware
from integration_db.vocabulary import (
    CAPABILITIES,
    CAPABILITY_NAMES,
    Answers,
    Capability,
    FirmwareWish,
)

_ORDER: Final = {"manufacturer": "f.name", "series": "s.name", "model": "m.sort_key"}

FACETS: Final = ("manufacturer", "series", *CAPABILITY_NAMES)
SORTS: Final = tuple(_ORDER)

SQL_MAY_LIE: Final = """\
(c.built_from IS NULL OR v.built IS NULL OR v.built >= c.built_from)
AND (c.built_before IS NULL OR v.built IS NULL OR v.built < c.built_before)
AND (c.lineage IS NULL
  OR (c.lineage = v.lineage AND (c.lo IS NULL OR v.hi >= c.lo) AND (c.hi IS NULL OR v.lo < c.hi))
  OR (c.lineage = '' AND NOT EXISTS (SELECT 1 FROM cell x WHERE x.model_id = c.model_id
    AND x.context_id = c.context_id AND x.lineage = v.lineage)))"""
"""`cells_for` in SQL: whether a version `v` may lie in a cell `c` of its camera and context."""


def spoken_of(wish: FirmwareWish | None = None) -> str:
    """Return the condition in SQL on cells `c` of which an answer without a firmware speaks."""
    return f"c.standing >= {LEAST_STANDING[wish]}"


class Page(NamedTuple):
    """How a list is cut and ordered."""

    sort: Sequence[str] = ("manufacturer", "model")
    limit: int | None = None
    offset: int = 0


EVERYTHING: Final = Page()

MOST_CAMERAS: Final = 10_000_000
"""No list is longer; servers and the standard library cannot count to just any number."""


def check_count(option: str, number: int, least: int = 0) -> None:
    """Raise `UsageError` unless a list can be cut at this number."""
    if not least <= number <= MOST_CAMERAS:
        raise UsageError(
            f"{option} {number}: a number from {least} to {MOST_CAMERAS}",
            code="bad-value",
            option=option,
        )


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
    """One camera of a selection, with the stretches of its firmware that meet all conditions."""

    manufacturer: str
    model: str
    series: str
    spans: tuple[Span, ...]
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


def context_for(reader: Reader, plugin: Plugin, version: Firmware | None = None) -> Context:
    """Return the context of a plugin at a recorder version, or where none is said."""
    unsaid, *said = [
        _Stretch(number, Region(lineage, lo, hi), packed, tuple(grades))
        for number, lineage, lo, hi, packed, *grades in reader.rows(
            f"SELECT id, lineage, lo, hi, packed, {', '.join(GRADE_COLUMNS)} FROM context "
            "WHERE plugin_id = :plugin ORDER BY said, id",
            {"plugin": plugin.id},
        )
    ]
    chosen = unsaid
    if version is not None:
        own = [one for one in said if one.region.meets(version)]
        other = [one for one in said if not one.region.lineage]
        # A version text that may lie in several stretches is as good as no version.
        fitting = own or other
        chosen = fitting[0] if len(fitting) == 1 else unsaid
    paired = reader.rows("SELECT 1 FROM cell WHERE context_id = :id LIMIT 1", {"id": chosen.id})
    return Context(chosen.id, plugin.name, unpack(chosen.packed), chosen.grades, bool(paired))


class _Stretch(NamedTuple):
    """A plugin along its recorder's versions: one stretch of them, or that no version is said."""

    id: int
    region: Region
    packed: int
    grades: tuple[int, ...]


def run(
    reader: Reader,
    conditions: Conditions,
    context: Context = CAMERA_ALONE,
    firmware: str | None = None,
    page: Page = EVERYTHING,
) -> list[SelectedCamera]:
    """Return the cameras that meet all conditions, each with its firmware ranges."""
    wish = firmware_wish(firmware)
    if firmware is not None and wish is None:
        return _at_firmware(reader, conditions, context, firmware, page)
    cells = _cell_conditions(conditions, context)
    where = " AND ".join([cells, spoken_of(wish), *conditions.where])
    if page.limit is not None or page.offset:
        where += f" AND m.id IN (SELECT id FROM ({_models(where, page)}) AS page)"
    rows = reader.rows(
        "SELECT m.id, f.name, m.name, s.name, c.lineage, c.since, c.until, c.built_from, "
        f"c.built_before, c.shown, c.packed, c.context_id FROM {_JOINED} WHERE {where} "
        f"ORDER BY {_order(page)}, c.id",
        conditions.parameters,
    )
    return _selected(reader, list(map(_CellRow._make, rows)), context)


def count(
    reader: Reader,
    conditions: Conditions,
    context: Context = CAMERA_ALONE,
    firmware: str | None = None,
) -> int:
    """Return how many cameras meet all conditions."""
    wish = firmware_wish(firmware)
    if firmware is not None and wish is None:
        return len(_at_firmware(reader, conditions, context, firmware, EVERYTHING))
    cells = _cell_conditions(conditions, context)
    if not conditions.where:
        sql = f"SELECT COUNT(DISTINCT c.model_id) FROM cell c WHERE {cells} AND {spoken_of(wish)}"
    else:
        where = " AND ".join([cells, spoken_of(wish), *conditions.where])
        sql = f"SELECT COUNT(DISTINCT c.model_id) FROM {_JOINED} WHERE {where}"
    return int(reader.rows(sql, conditions.parameters)[0][0])


def facet(cameras: Sequence[SelectedCamera], name: str) -> list[tuple[str, int]]:
    """Return how many of the cameras have each value of a field, the most frequent first.

    A camera whose value changes with its firmware counts once under each value.
    """
    if name not in FACETS:
        raise UsageError(
            f"facet {name!r}: choose one of {', '.join(FACETS)}",
            code="bad-value",
            suggestions=FACETS,
        )
    capability = next((one for one in CAPABILITIES if one.name == name), None)
    counts: dict[str, int] = {}
    for camera in cameras:
        if capability is not None:
            values: set[str] = {capability.of(span.answers) for span in camera.spans}
        elif name == "series":
            values = {f"{camera.manufacturer} {camera.series}"}
        else:
            values = {camera.manufacturer}
        for value in values:
            counts[value] = counts.get(value, 0) + 1
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


_JOINED: Final = (
    "cell c JOIN model m ON m.id = c.model_id JOIN manufacturer f ON f.id = m.manufacturer_id "
    "JOIN series s ON s.id = m.series_id"
)


def _order(page: Page) -> str:
    parts = [
        _ORDER[name.removeprefix("-")] + (" DESC" if name.startswith("-") else "")
        for name in page.sort
    ]
    return ", ".join([*parts, "m.id"])


def _models(where: str, page: Page) -> str:
    """Return SQL for the models of one page, in order."""
    names = "m.id, f.name, s.name, m.sort_key"
    sql = f"SELECT m.id AS id FROM {_JOINED} WHERE {where} GROUP BY {names} ORDER BY {_order(page)}"
    limit = page.limit if page.limit is not None else (1 << 62)
    return f"{sql} LIMIT {int(limit)} OFFSET {int(page.offset)}"


def _cell_conditions(conditions: Conditions, context: Context) -> str:
    """Return SQL for the cells of one context whose code and evidence the filters let through."""
    through = f"c.context_id = 0 AND {cells_sql(conditions, context)}"
    if not context.has_pairings:
        return through
    paired = f"c.context_id = {context.id} AND {cells_sql(conditions, CAMERA_ALONE)}"
    return f"(({through} AND {_unpaired(context)}) OR ({paired}))"


def _unpaired(context: Context) -> str:
    """Return SQL for the cells of cameras that have none of their own in the context."""
    return (
        "NOT EXISTS (SELECT 1 FROM cell o WHERE o.model_id = c.model_id AND "
        f"o.context_id = {context.id})"
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
    packed: int
    context_id: int

    def span(self, context: Context) -> Span:
        """Return the stretch of firmware with its answers in the context."""
        answers = context.of_cell(self.context_id).answers(self.packed)
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


def _selected(reader: Reader, rows: Sequence[_CellRow], context: Context) -> list[SelectedCamera]:
    """Return each camera once from its cells, which stand together in firmware order."""
    several = _models_of_several_lines(reader, rows)
    cameras: list[SelectedCamera] = []
    for model_id, own in groupby(rows, key=attrgetter("model_id")):
        cells = list(own)
        spans = tuple([cell.span(context) for cell in cells])
        _, maker, model, series = cells[0][:4]
        cameras.append(SelectedCamera(maker, model, series, spans, model_id in several))
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
                f"SELECT model_id FROM cell WHERE model_id IN ({marks}) AND context_id = 0 AND "
                "lineage <> '' GROUP BY model_id HAVING COUNT(DISTINCT lineage) > 1"
            )
        )
    return several


class _EvidenceRow(NamedTuple):
    """A cell with its camera, and the rank of the evidence behind each capability."""

    model_id: int
    manufacturer: str
    model: str
    series: str
    context_id: int
    packed: int
    grades: tuple[int, ...]

    def answers(self, context: Context) -> Answers:
        """Return the answers in the context."""
        return context.of_cell(self.context_id).answers(self.packed)

    def has_grounds(self, conditions: Conditions, context: Context, answers: Answers) -> bool:
        """Whether the evidence behind these answers in the context has the grade asked for."""
        seen_through = context.of_cell(self.context_id)
        return has_grounds(conditions, seen_through, self.packed, self.grades, answers)


def _at_firmware(
    reader: Reader, conditions: Conditions, context: Context, firmware: str, page: Page
) -> list[SelectedCamera]:
    """Return the cameras that meet all conditions at one firmware.

    The text is read anew for each manufacturer. Where it may lie in several cells, a value
    counts only if all of them agree, as in `cells.collapse`.
    """
    where = " AND ".join(["1 = 1", *conditions.where])
    parameters = dict(conditions.parameters)
    versions = []
    for number, (maker_id, name, scheme) in enumerate(
        reader.rows("SELECT id, name, scheme FROM manufacturer ORDER BY id")
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
    if context.id and context.has_pairings:
        own = f"c.context_id = {context.id}"
        chosen = f"({own} OR (c.context_id = 0 AND {_unpaired(context)}))"
    rows = reader.rows(
        f"WITH v(maker, lineage, lo, hi, built) AS (VALUES {', '.join(versions)}) "
        "SELECT m.id, f.name, m.name, s.name, c.context_id, c.packed, "
        f"{', '.join('c.' + column for column in GRADE_COLUMNS)} FROM {_JOINED} "
        f"JOIN v ON v.maker = m.manufacturer_id WHERE {where} AND {chosen} AND "
        f"{SQL_MAY_LIE} ORDER BY {_order(page)}",
        parameters,
    )
    cameras: list[SelectedCamera] = []
    cells = [
        _EvidenceRow(number, maker, model, series, context_id, packed, tuple(grades))
        for number, maker, model, series, context_id, packed, *grades in rows
    ]
    for _, of_camera in groupby(cells, key=attrgetter("model_id")):
        here = list(of_camera)
        values = agreed_answers({c.answers(context) for c in here})
        if not all(accepts(values) for accepts in conditions.accepts):
            continue
        if all(cell.has_grounds(conditions, context, values) for cell in here):
            span = Span(None, None, None, None, None, values, firmware, shown=True)
            _, maker, model, series = here[0][:4]
            cameras.append(SelectedCamera(maker, model, series, (span,)))
    end = None if page.limit is None else page.offset + page.limit
    return cameras[page.offset : end]

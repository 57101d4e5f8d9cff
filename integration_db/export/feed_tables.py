"""Tables for the feed: every camera's firmware in stretches, and what holds in each.

Equal kinds, equal tables and equal sides of recorders are kept once and named by their number,
because thousands of cameras share a few dozen.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from integration_db.evidence.cells import Cell, cells
from integration_db.evidence.details import Details, as_written
from integration_db.evidence.firmware_span import FirmwareSpan
from integration_db.evidence.plugin_layer import NO_PLUGIN, PluginLayer
from integration_db.evidence.regions import OTHER_LINE, OtherVersions, Region, join_neighbours
from integration_db.evidence.statements import NOTHING, Decision, Statement
from integration_db.firmware.ranges import range_text, terms
from integration_db.named_tuple import NamedTuple
from integration_db.vocabulary import GRADES, OF_PLUGINS, PLUGIN_DETAILS, Support

Object = dict[str, Any]


class Collected:
    """Objects, each once; they are named by their place."""

    def __init__(self) -> None:
        self.objects: list[Any] = []
        self._numbers: dict[str, int] = {}

    def number(self, value: Any) -> int:
        """Return the number of an object, adding it where it is new."""
        key = json.dumps(value, sort_keys=True)
        number = self._numbers.get(key)
        if number is None:
            number = self._numbers[key] = len(self.objects)
            self.objects.append(value)
        return number


class SideView(NamedTuple):
    """A recorder's side at one version, with its choices made."""

    beside: OtherVersions
    side: PluginLayer


_ALONE = (SideView(OtherVersions(), NO_PLUGIN),)


class FeedTables:
    """All kinds, tables and sides of a feed, and the ids of the sources that they rest on.

    `regions` are those of each table, as its stretches were cut.
    """

    def __init__(self) -> None:
        self.kinds, self.sides = Collected(), Collected()
        self.tables: list[list[Object]] = []
        self.regions: list[tuple[Region, ...]] = []
        self.sources: set[str] = set()
        self._tables: dict[object, int] = {}
        self._known: dict[object, int] = {}

    def side(self, layer: PluginLayer) -> int:
        """Return the number of a recorder's side."""
        decisions = [capability.of(layer.decisions) for capability in OF_PLUGINS]
        values: Object = {c.name: c.of(layer.values) for c in OF_PLUGINS}
        known = {one.name: one for one in layer.details if one.name in PLUGIN_DETAILS}
        details = {name: as_written(one.value) for name, one in known.items()}
        for one in known.values():
            self.sources.update(s.source for s in one.statements)
        return self.sides.number(values | details | self._evidence(decisions))

    def table(
        self,
        statements: Sequence[Statement],
        span: FirmwareSpan,
        board: str | None = None,
        views: Sequence[SideView] = _ALONE,
    ) -> int:
        """Return the number of a camera's table, alone or with a kind for each view of a plugin.

        `span` is the firmware that it can run, `board` its hardware version.
        """
        sides = tuple([(beside, self.side(side)) for beside, side in views if side.asked])
        case = (tuple([s.id for s in statements]), sides, board, span)
        number = self._known.get(case)
        if number is None:
            columns = [
                cells(statements, side, beside._replace(hardware_version=board), span)
                for beside, side in views
            ]
            stretches = join_neighbours(
                (row[0].region, tuple([self._kind(cell, bool(sides)) for cell in row]))
                for row in zip(*columns, strict=True)
            )
            number = self._known[case] = self._number(tuple(stretches), bool(sides))
        return number

    def _number(self, stretches: tuple[tuple[Region, tuple[int, ...]], ...], paired: bool) -> int:
        number = self._tables.get((stretches, paired))
        if number is None:
            number = self._tables[stretches, paired] = len(self.tables)
            self.regions.append(tuple([region for region, _ in stretches]))
            several = len({region.lineage for region in self.regions[-1]} - {OTHER_LINE}) > 1
            self.tables.append(
                [
                    stretch(region, several)
                    | ({} if region.shown else {"shown": False})
                    | ({"kinds": list(kinds)} if paired else {"kind": kinds[0]})
                    for region, kinds in stretches
                ]
            )
        return number

    def _kind(self, cell: Cell, paired: bool) -> int:
        """Return the number of what holds in a cell: of the camera's own, or of both together."""
        spoke = [paired and one.value is not None for one in cell.pairing]
        decisions: Sequence[Decision] = cell.camera
        if paired:
            decisions = list(map(_behind, cell.values, cell.camera, cell.pairing))
        seen = {s.id for one in cell.pairing for s in one.seen if paired}
        said = [one.value or "unknown" for one in cell.camera]
        kind: Object = {"values": list(cell.values) if paired else said}
        kind |= self._evidence(decisions)
        put(kind, "paired", spoke if any(spoke) else None)
        put(kind, "seen", len(seen))
        put(kind, "disputed", paired and cell.disputed)
        put(kind, "details", self._details(cell.details))
        return self.kinds.number(kind)

    def _evidence(self, decisions: Iterable[Decision]) -> Object:
        """Return the grade behind each decision, and the ids of its sources."""
        grades: list[str | None] = []
        ids: list[list[str]] = []
        for decision in decisions:
            grades.append(_grade_word(decision.grade))
            ids.append(sorted({s.source for s in decision.deciding}))
            self.sources.update(ids[-1])
        return {"grades": grades, "sources": ids}

    def _details(self, details: Details) -> Object:
        told = {}
        for one in details:
            ids = sorted({s.source for s in one.statements})
            self.sources.update(ids)
            told[one.name] = {
                "value": as_written(one.value),
                "grade": _grade_word(one.grade),
                "sources": ids,
            }
        return told


def stretch(region: Region, several_lines: bool) -> Object:
    """Return where a stretch of versions lies, as text and as keys; open ends are left out."""
    line = region.lineage
    bounds = (region.since, region.until, region.built_from, region.built_before)
    text = range_text((terms(*bounds, line if several_lines else None),))
    where: Object = {"line": line, "text": "any other" if line == OTHER_LINE else text}
    keys = {
        "from": region.lo,
        "before": region.hi,
        "built_from": region.built_from,
        "built_before": region.built_before,
    }
    return where | {name: key for name, key in keys.items() if key is not None}


def put(entry: Object, name: str, value: object) -> None:
    """Set a member that is left out where there is nothing to say."""
    if value:
        entry[name] = value


def _behind(value: Support, own: Decision, pairing: Decision) -> Decision:
    """Return what is behind a joined value beside the recorder, which may say no by itself."""
    if pairing.value is not None:
        return pairing
    return NOTHING if value == "no" != own.value else own


def _grade_word(rank: int) -> str | None:
    """Return the grade of a rank; None for no evidence."""
    return GRADES[rank - 1] if rank else None

"""Answers for the feed: every camera's firmware in stretches, each with values and evidence.

Equal answers and equal tables of stretches are kept once and named by their number, because
thousands of cameras share a few dozen.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from integration_db.evidence.cells import Cell, cells, grades
from integration_db.evidence.firmware_span import FirmwareSpan
from integration_db.evidence.plugin_layer import PluginLayer
from integration_db.evidence.regions import OTHER_LINE, OtherVersions, Region, join_neighbours
from integration_db.evidence.statements import Decision, Statement
from integration_db.firmware.ranges import range_text, terms
from integration_db.vocabulary import CAPABILITIES, GRADES, Capability

_Value = tuple[str, str | None, tuple[str, ...]]
"""One capability's value, the grade behind it, and the ids of the sources."""


class AnswerBook:
    """All answers and tables of a feed, each once, and the ids of the sources they rest on.

    `places` are the tables' stretches as they were cut.
    """

    def __init__(self) -> None:
        self.answers: list[dict[str, Any]] = []
        self.tables: list[list[dict[str, Any]]] = []
        self.places: list[tuple[Region, ...]] = []
        self.sources: set[str] = set()
        self._answers: dict[tuple[_Value, ...], int] = {}
        self._tables: dict[tuple[tuple[Region, int], ...], int] = {}
        self._known: dict[object, int] = {}

    def table(
        self,
        statements: Sequence[Statement],
        plugin: PluginLayer,
        beside: OtherVersions,
        span: FirmwareSpan,
    ) -> int:
        """Return the number of the table that answers for these statements and this firmware."""
        limits = (plugin.asked, plugin.values, plugin.grades)
        case = (tuple(s.id for s in statements), limits, beside, span)
        number = self._known.get(case)
        if number is None:
            stretches = join_neighbours(
                (cell.region, self._answer(cell, plugin))
                for cell in cells(statements, plugin, beside, span)
            )
            number = self._known[case] = self._number(tuple(stretches))
        return number

    def evidence(self, decisions: Iterable[Decision]) -> tuple[list[str | None], list[list[str]]]:
        """Return the grade behind each decision, and the ids of its sources."""
        grades: list[str | None] = []
        ids: list[list[str]] = []
        for decision in decisions:
            grades.append(grade_word(decision.grade))
            ids.append(sorted({s.source for s in decision.deciding}))
            self.sources.update(ids[-1])
        return grades, ids

    def _answer(self, cell: Cell, plugin: PluginLayer) -> int:
        values = tuple(_value(cell, capability, plugin) for capability in CAPABILITIES)
        number = self._answers.get(values)
        if number is None:
            number = self._answers[values] = len(self.answers)
            words, grades, ids = zip(*values, strict=True)
            self.sources.update(*ids)
            self.answers.append(
                {"values": list(words), "grades": list(grades), "sources": [list(i) for i in ids]}
            )
        return number

    def _number(self, stretches: tuple[tuple[Region, int], ...]) -> int:
        number = self._tables.get(stretches)
        if number is None:
            number = self._tables[stretches] = len(self.tables)
            self.places.append(tuple([region for region, _ in stretches]))
            several = len({region.lineage for region in self.places[-1]} - {OTHER_LINE}) > 1
            self.tables.append(
                [
                    stretch(region, several) | {"shown": region.shown, "answer": answer}
                    for region, answer in stretches
                ]
            )
        return number


def _value(cell: Cell, capability: Capability, plugin: PluginLayer) -> _Value:
    """Return a capability's value with its evidence, which is the pairing's where it speaks."""
    pairing = capability.of(cell.pairing)
    decisions = [pairing]
    if pairing.value is None:
        decisions = [capability.of(cell.camera)]
        if plugin.limits(capability):
            decisions.append(capability.of(plugin.decisions))
    value = capability.of(cell.values)
    if value == "no":
        # Where none says no, it follows from another capability.
        decisions = [d for d in decisions if d.value == "no"]
    ids = {s.source for decision in decisions for s in decision.deciding}
    rank = capability.of(grades(cell.camera, cell.pairing, plugin))
    return value, grade_word(rank) if decisions else None, tuple(sorted(ids))


def grade_word(rank: int) -> str | None:
    """Return the grade of a rank as `cells.grades` counts them; None for no evidence."""
    return GRADES[rank - 1] if rank else None


def stretch(region: Region, several_lines: bool) -> dict[str, Any]:
    """Return where a stretch of versions lies, as text and as keys; open ends are left out."""
    line = region.lineage
    bounds = (region.since, region.until, region.built_from, region.built_before)
    text = range_text((terms(*bounds, line if several_lines else None),))
    where: dict[str, Any] = {"line": line, "text": "any other" if line == OTHER_LINE else text}
    keys = {
        "from": region.lo,
        "before": region.hi,
        "built_from": region.built_from,
        "built_before": region.built_before,
    }
    return where | {name: key for name, key in keys.items() if key is not None}

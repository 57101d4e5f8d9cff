"""Cells as numbers, as the database stores them: the same answers without the evidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Final

from integration_db.evidence.cells import cell_of, grades, layers_of
from integration_db.evidence.firmware_span import NO_SPAN, FirmwareSpan
from integration_db.evidence.plugin_layer import NO_PLUGIN, PluginLayer
from integration_db.evidence.regions import NOTHING_SAID, OtherVersions, Region, marks_by_region
from integration_db.evidence.statements import Statement
from integration_db.vocabulary import CAPABILITIES, SUPPORT, Answers, Support

Packed = tuple[int, ...]
"""The values in one number (`pack`), then the grade behind each."""

CODES: Final = len(SUPPORT) ** len(CAPABILITIES)
"""How many numbers `pack` makes: all below this one."""


class Packer:
    """Cells as numbers, for the database: the same answers without the evidence.

    What a cell answers depends only on what the statements say and how strong they are, not on
    which ones they are, so equal cases are decided once.
    """

    def __init__(self) -> None:
        self._known: dict[object, Packed] = {}
        self._kinds: dict[object, int] = {}

    def cells(
        self,
        statements: Sequence[Statement],
        plugin: PluginLayer = NO_PLUGIN,
        beside: OtherVersions = NOTHING_SAID,
        span: FirmwareSpan = NO_SPAN,
    ) -> Iterator[tuple[Region, Packed]]:
        """Yield region and numbers of what `cells` returns for the same question."""
        limits = (plugin.values, plugin.grades)
        places, layers = layers_of(statements, beside, span)
        marks = [
            marks_by_region([self._marks(s) for s in layer], columns, len(places))
            for layer, columns in layers
        ]
        for n, (region, camera, pairing) in enumerate(zip(places, *marks, strict=True)):
            case = (limits, tuple(camera), tuple(pairing))
            packed = self._known.get(case)
            if packed is None:
                held = [
                    [(s, column[n] == "yes") for s, column in zip(*layer, strict=True)
                     if column[n] != "no"]
                    for layer in layers
                ]  # fmt: skip
                cell = cell_of(region, held[0], held[1], plugin)
                ranks = grades(cell.camera, cell.pairing, plugin)
                packed = self._known[case] = (pack(cell.values), *ranks)
            yield region, packed

    def _marks(self, statement: Statement) -> tuple[int, int]:
        """Return two numbers that all statements which say and weigh the same have in common."""
        kind = (statement.values, statement.scope, statement.grade)
        number = self._kinds.setdefault(kind, 2 * len(self._kinds))
        return number, number + 1


def pack(values: Sequence[Support]) -> int:
    """Return one number below `CODES` for the values, so that an index can hold it."""
    code = 0
    for value in reversed(values):
        code = code * len(SUPPORT) + SUPPORT.index(value)
    return code


def unpack(code: int) -> Answers:
    """Return the values that `pack` made into a number."""
    return _UNPACKED[code]


_UNPACKED: Final = tuple(
    tuple(reversed(values)) for values in product(SUPPORT, repeat=len(CAPABILITIES))
)

"""Cells as numbers, as the database stores them: the same answers without the evidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from integration_db.evidence.cells import cell_of, grades, layers_of
from integration_db.evidence.plugin_layer import NO_PLUGIN, PluginLayer
from integration_db.evidence.regions import NOTHING_SAID, Region, Setting, marks_by_region
from integration_db.evidence.statements import Statement
from integration_db.vocabulary import SUPPORT, Support

Packed = tuple[int, int, int, int, int]
"""The four values in one number (`pack`), then the grade behind each."""


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
        setting: Setting = NOTHING_SAID,
    ) -> Iterator[tuple[Region, Packed]]:
        """Yield region and numbers of what `cells` returns for the same question."""
        limits = (plugin.asked, *plugin.values, plugin.https.grade, plugin.video.grade)
        places, layers = layers_of(statements, setting)
        marks = [
            marks_by_region([self._marks(s) for s in layer], columns, len(places))
            for layer, columns in layers
        ]
        for n, (region, camera, pairing) in enumerate(zip(places, *marks, strict=True)):
            case = (limits, tuple(camera), tuple(pairing))
            found = self._known.get(case)
            if found is None:
                held = [
                    [(s, column[n] == "yes") for s, column in zip(*layer, strict=True)
                     if column[n] != "no"]
                    for layer in layers
                ]  # fmt: skip
                cell = cell_of(region, held[0], held[1], plugin)
                ranks = grades(cell.camera, cell.pairing, plugin)
                found = self._known[case] = (pack(cell.values), *ranks)
            yield region, found

    def _marks(self, statement: Statement) -> tuple[int, int]:
        """Return two numbers that all statements which say and weigh the same have in common."""
        kind = (statement.values, statement.scope, statement.grade)
        number = self._kinds.setdefault(kind, 2 * len(self._kinds))
        return number, number + 1


def pack(values: tuple[Support, ...] | list[Support]) -> int:
    """Return one number from 0 to 80 for the four capabilities, so that an index can hold it."""
    code = 0
    for value in reversed(values):
        code = code * 3 + SUPPORT.index(value)
    return code


def unpack(code: int) -> tuple[Support, Support, Support, Support]:
    """Return the four capability values that `pack` made into a number."""
    return _UNPACKED[code]


def _digits(code: int) -> tuple[Support, Support, Support, Support]:
    first, code = SUPPORT[code % 3], code // 3
    second, code = SUPPORT[code % 3], code // 3
    return first, second, SUPPORT[code % 3], SUPPORT[code // 3]


_UNPACKED: Final = tuple(_digits(code) for code in range(81))

"""Cells as kinds, as the database stores them: the same answers without the statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import product
from typing import Any, Final

from integration_db.evidence.cells import Cell, cell_of, grades, layers_of, through
from integration_db.evidence.firmware_span import NO_SPAN, FirmwareSpan
from integration_db.evidence.plugin_layer import NO_PLUGIN, PluginLayer
from integration_db.evidence.regions import (
    NOTHING_SAID,
    Holding,
    OtherVersions,
    Region,
    marks_by_region,
)
from integration_db.evidence.statements import Decision, Held, Statement
from integration_db.named_tuple import NamedTuple
from integration_db.vocabulary import CAPABILITIES, SUPPORT, VIDEO_ENCRYPTION, Answers, Support


class Kind(NamedTuple):
    """All that a cell says, its place apart; thousands of cells are of a few hundred kinds.

    `grades` are the ranks behind the values. `ways` is how the camera sends encrypted video, as
    its own layer says, and `video` whether, be it without HTTPS: what a plugin that takes a stream
    address needs. `observed` tells that somebody saw this pairing. `specific` tells per
    capability whether its value is said of the camera's series or of itself, and not of all cameras
    of its maker.
    """

    values: Answers
    grades: tuple[int, ...]
    details: tuple[tuple[str, Any, int], ...] = ()
    ways: tuple[str, ...] = ()
    observed: bool = False
    specific: tuple[bool, ...] = ()
    video: Support = "unknown"

    def through(self, plugin: PluginLayer) -> Answers:
        """Return what a camera of this kind answers through a plugin; not for a pairing's kind."""
        values = self.values
        if plugin.takes == "stream_address":
            values = tuple(
                [
                    self.video if capability == VIDEO_ENCRYPTION else value
                    for capability, value in zip(CAPABILITIES, values, strict=True)
                ]
            )
        return through(values, plugin, self.ways)

    def detail(self, name: str) -> Any:
        """Return a detail, None where nobody says."""
        return next((value for known, value, _ in self.details if known == name), None)


def kind_of_cell(cell: Cell, plugin: PluginLayer) -> Kind:
    """Return all that a cell says, its place apart."""
    return Kind(
        cell.values,
        grades(cell.camera, cell.pairing, plugin),
        tuple([(one.name, one.value, one.grade) for one in cell.details]),
        cell.ways,
        cell.observed,
        tuple([_is_specific(decision) for decision in cell.camera]),
        VIDEO_ENCRYPTION.of(cell.camera).value or "unknown",
    )


def _is_specific(decision: Decision) -> bool:
    return bool(decision.deciding) and all(s.scope != "manufacturer" for s in decision.deciding)


class Packer:
    """Cells as kinds, for the database: the same answers without the statements.

    What a cell answers depends only on what the statements say and how strong they are, not on
    which ones they are, so equal cases are decided once.
    """

    def __init__(self) -> None:
        self._known: dict[object, dict[object, Kind]] = defaultdict(dict)
        self._kinds: dict[object, int] = {}

    def cells(
        self,
        statements: Sequence[Statement],
        plugin: PluginLayer = NO_PLUGIN,
        beside: OtherVersions = NOTHING_SAID,
        span: FirmwareSpan = NO_SPAN,
    ) -> Iterator[tuple[Region, Kind]]:
        """Yield region and kind of what `cells` returns for the same question."""
        limits = (plugin.values, plugin.grades, plugin.takes, plugin.detail("video_via"))
        known = self._known[limits]
        possible, layers = layers_of(statements, beside, span)
        marks = [
            marks_by_region([self._marks(s) for s in layer], where, len(possible))
            for layer, where in layers
        ]
        for n, (region, camera, pairing) in enumerate(zip(possible, *marks, strict=True)):
            case = (tuple(camera), tuple(pairing))
            packed = known.get(case)
            if packed is None and not pairing and not any(map(_is_sure, camera)):
                case = ((), ())  # what only may hold for the camera alone, decides nothing
                packed = known.get(case)
            if packed is None:
                held = [_held_in(n, *layer) for layer in layers]
                cell = cell_of(region, held[0], held[1], plugin)
                packed = known[case] = kind_of_cell(cell, plugin)
            yield region, packed

    def _marks(self, statement: Statement) -> tuple[int, int]:
        """Return two numbers that all statements which say and weigh the same have in common."""
        said = statement.details
        details = tuple([(name, repr(value)) for name, value in said.items()]) if said else ()
        kind = (statement.values, statement.scope, statement.grade, details)
        number = self._kinds.setdefault(kind, 2 * len(self._kinds))
        return number, number + 1  # the first is where it certainly holds: see `_is_sure`


def _is_sure(mark: int) -> bool:
    return mark % 2 == 0


def _held_in(
    region: int, statements: Sequence[Statement], where: Sequence[Sequence[Holding]]
) -> list[Held]:
    """Return the statements that may hold in a region, each with whether it certainly does."""
    return [
        (statement, sure)
        for statement, own in zip(statements, where, strict=True)
        for start, end, sure in own
        if start <= region < end
    ]


def pack(values: Sequence[Support]) -> int:
    """Return one number for the values."""
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

"""The answer along a camera's firmware lines, one cell per stretch in which it cannot change.

A *cell* is the answer in one region (see `regions`): four values, with each layer's decision
behind them. The same cells are stored in the database for filters and computed
here for predictions, so both give the same answer. docs/data-model.md has the algorithm in words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from integration_db.evidence.plugin_layer import NO_PLUGIN, PluginLayer
from integration_db.evidence.regions import (
    NOTHING_SAID,
    OTHER_LINE,
    Columns,
    Region,
    Setting,
    as_marks,
    marks_by_region,
    regions,
    truths,
)
from integration_db.evidence.statements import (
    NOTHING,
    Decision,
    Held,
    Statement,
    agreed,
    both,
    by_strength,
    decide,
)
from integration_db.firmware import Firmware
from integration_db.vocabulary import CAPABILITIES, Answers


class Cell(NamedTuple):
    """The answer inside one region: four values, and each layer's decision behind them."""

    region: Region
    values: Answers
    camera: tuple[Decision, ...]
    pairing: tuple[Decision, ...]


def combine(
    camera: Sequence[Decision], pairing: Sequence[Decision], plugin: PluginLayer
) -> Answers:
    """Join the layers: a pairing that speaks wins, else camera AND plugin (docs/data-model.md)."""
    plugin_https, plugin_video = plugin.values
    https = pairing[0].value_or(both(camera[0].value or "unknown", plugin_https), 0)
    video = pairing[1].value_or(both(https, camera[1].value or "unknown", plugin_video), 1)
    return (
        https,
        video,
        pairing[2].value_or(camera[2].value or "unknown", 2),
        pairing[3].value_or(camera[3].value or "unknown", 3),
    )


def grades(
    camera: Sequence[Decision], pairing: Sequence[Decision], plugin: PluginLayer
) -> tuple[int, int, int, int]:
    """Return, per capability, the rank of the weakest evidence that its value rests on.

    Ranks count from 1 (`inferred`); 0 means that nothing was decided.
    """
    found = []
    for index in range(len(CAPABILITIES)):
        if pairing[index].value is not None:
            found.append(pairing[index].grade)
            continue
        parts = [camera[index]]
        if plugin.asked and index == 0:
            parts.append(plugin.https)
        elif plugin.asked and index == 1:
            parts += [plugin.video]
        speaking = [d for d in parts if d.value == "no"] or parts
        found.append(min(d.grade for d in speaking))
    return found[0], found[1], found[2], found[3]


def cells(
    statements: Sequence[Statement],
    plugin: PluginLayer = NO_PLUGIN,
    setting: Setting = NOTHING_SAID,
) -> tuple[Cell, ...]:
    """Return the whole answer for a camera: one cell per region of its firmware lines.

    `statements` are those of the camera layer and the pairing layer, in any order.
    """
    return tuple(
        cell_of(region, by_camera, by_pairing, plugin)
        for region, by_camera, by_pairing in _held_by_region(statements, setting)
    )


def _held_by_region(
    statements: Sequence[Statement], setting: Setting
) -> Iterator[tuple[Region, Sequence[Held], Sequence[Held]]]:
    """Yield every region with the statements of both layers that may hold there."""
    found, layers = layers_of(statements, setting)
    held = [marks_by_region(as_marks(layer), columns, len(found)) for layer, columns in layers]
    return zip(found, *held, strict=True)


def layers_of(
    statements: Sequence[Statement], setting: Setting
) -> tuple[tuple[Region, ...], list[tuple[tuple[Statement, ...], Columns]]]:
    """Return the regions, and camera and pairing layer, strongest first, with where they hold."""
    layers = [by_strength([s for s in statements if s.layer == n]) for n in ("camera", "pairing")]
    found = regions((*layers[0], *layers[1]))
    return found, [(layer, [truths(s, found, setting) for s in layer]) for layer in layers]


def cell_of(
    region: Region, camera: Sequence[Held], pairing: Sequence[Held], plugin: PluginLayer
) -> Cell:
    """Return the answer in one region, from what may hold there in each layer."""
    indexes = range(len(CAPABILITIES))
    by_camera = tuple([decide(camera, index) for index in indexes])
    by_pairing = tuple([decide(pairing, index) for index in indexes]) if pairing else _UNPAIRED
    return Cell(region, combine(by_camera, by_pairing, plugin), by_camera, by_pairing)


_UNPAIRED: Final = (NOTHING,) * len(CAPABILITIES)
"""What the pairing layer says where nobody speaks of the pairing: nearly everywhere."""


def cells_for(cells: Sequence[Cell], firmware: Firmware | None) -> tuple[Cell, ...]:
    """Return the cells that the firmware may lie in; for None, every cell of the known lines."""
    if len(cells) == 1:
        return tuple(cells)
    if firmware is None:
        return tuple(c for c in cells if c.region.lineage != OTHER_LINE)
    line, lo, hi = firmware.lineage, firmware.lo, firmware.hi
    own = [
        c
        for c in cells
        if (r := c.region)[0] is None
        or (r[0] == line and (r[2] is None or lo < r[2]) and (r[1] is None or hi >= r[1]))
    ] or [c for c in cells if c.region.lineage == OTHER_LINE]
    if firmware.build_date is not None:
        own = [c for c in own if c.region.meets_date(firmware.build_date)]
    return tuple(own)


def collapse(cells: Sequence[Cell]) -> Answers:
    """Return per capability the value that all cells share, else `unknown`."""
    if len(cells) == 1:
        return cells[0].values
    return (
        agreed(c.values[0] for c in cells),
        agreed(c.values[1] for c in cells),
        agreed(c.values[2] for c in cells),
        agreed(c.values[3] for c in cells),
    )

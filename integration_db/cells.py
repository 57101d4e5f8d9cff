"""The answer along a camera's firmware lines, one cell per stretch in which it cannot change.

A *cell* is the answer in one region (see `regions`): four values, with each layer's decision
behind them. The same cells are stored in the database for filters and computed
here for predictions, so both give the same answer. docs/data-model.md has the algorithm in words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple, TypeVar

from integration_db.firmware import Firmware
from integration_db.regions import (
    NOTHING_SAID,
    OTHER_LINE,
    Region,
    Setting,
    covered,
    regions,
    truths,
)
from integration_db.statements import (
    NOTHING,
    Decision,
    Held,
    Statement,
    agreed,
    both,
    by_strength,
    decide,
)
from integration_db.vocabulary import CAPABILITIES, Support, pack

Answers = tuple[Support, Support, Support, Support]


Mark = TypeVar("Mark")
Columns = Sequence[Sequence[Support]]
"""Per statement, whether it holds in each region."""


def _held(marks: Iterable[tuple[Mark, Mark]], truths: Columns, regions: int) -> list[list[Mark]]:
    """Return, for every region, the marks of the statements that may hold there, in their order.

    Each statement has two marks: for where it certainly holds, and for where it only may.
    """
    found: list[list[Mark]] = [[] for _ in range(regions)]
    for (sure, unsure), column in zip(marks, truths, strict=True):
        for here, truth in zip(found, column, strict=True):
            if truth == "yes":
                here.append(sure)
            elif truth == "unknown":
                here.append(unsure)
    return found


def _truly(statements: Iterable[Statement]) -> list[tuple[Held, Held]]:
    """Return the statements as their own marks."""
    return [((statement, True), (statement, False)) for statement in statements]


class PluginLayer(NamedTuple):
    """What a plugin can do, for one recorder version; both parts None: no plugin was asked for."""

    https: Decision = NOTHING
    video: Decision = NOTHING
    asked: bool = False

    @property
    def values(self) -> tuple[Support, Support]:
        """Return HTTPS support and video encryption; `yes` for both when no plugin is asked for.

        Without a plugin the answer is about the camera alone, so the plugin must not limit it.
        """
        if not self.asked:
            return "yes", "yes"
        return self.https.value or "unknown", self.video.value or "unknown"


NO_PLUGIN: Final = PluginLayer()
"""No plugin was asked for."""


class Cell(NamedTuple):
    """The answer inside one region: four values, and each layer's decision behind them."""

    region: Region
    values: Answers
    camera: tuple[Decision, ...]
    pairing: tuple[Decision, ...]


def combine(
    camera: Sequence[Decision], pairing: Sequence[Decision], plugin: PluginLayer
) -> Answers:
    """Join the layers: a pairing that speaks wins, else camera AND plugin (design, section 3.2)."""
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
        _cell(region, by_camera, by_pairing, plugin)
        for region, by_camera, by_pairing in _held_by_region(statements, setting)
    )


def _held_by_region(
    statements: Sequence[Statement], setting: Setting
) -> Iterator[tuple[Region, Sequence[Held], Sequence[Held]]]:
    """Yield every region with the statements of both layers that may hold there."""
    found, layers = _layers(statements, setting)
    held = [_held(_truly(layer), columns, len(found)) for layer, columns in layers]
    return zip(found, *held, strict=True)


def _layers(
    statements: Sequence[Statement], setting: Setting
) -> tuple[tuple[Region, ...], list[tuple[tuple[Statement, ...], Columns]]]:
    """Return the regions, and camera and pairing layer, strongest first, with where they hold."""
    layers = [by_strength([s for s in statements if s.layer == n]) for n in ("camera", "pairing")]
    found = regions((*layers[0], *layers[1]))
    return found, [(layer, [truths(s, found, setting) for s in layer]) for layer in layers]


def _cell(
    region: Region, camera: Sequence[Held], pairing: Sequence[Held], plugin: PluginLayer
) -> Cell:
    indexes = range(len(CAPABILITIES))
    by_camera = tuple([decide(camera, index) for index in indexes])
    by_pairing = tuple([decide(pairing, index) for index in indexes]) if pairing else _UNPAIRED
    return Cell(region, combine(by_camera, by_pairing, plugin), by_camera, by_pairing)


_UNPAIRED: Final = (NOTHING,) * len(CAPABILITIES)
"""What the pairing layer says where nobody speaks of the pairing: nearly everywhere."""


Packed = tuple[int, int, int, int, int]
"""The four values in one number (`vocabulary.pack`), then the grade behind each."""


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
        places, layers = _layers(statements, setting)
        marks = [
            _held([self._marks(s) for s in layer], columns, len(places))
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
                cell = _cell(region, held[0], held[1], plugin)
                ranks = grades(cell.camera, cell.pairing, plugin)
                found = self._known[case] = (pack(cell.values), *ranks)
            yield region, found

    def _marks(self, statement: Statement) -> tuple[int, int]:
        """Return two numbers that all statements which say and weigh the same have in common."""
        kind = (statement.values, statement.scope, statement.grade)
        number = self._kinds.setdefault(kind, 2 * len(self._kinds))
        return number, number + 1


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


def plugin_layer(statements: Sequence[Statement], recorder_version: Firmware | None) -> PluginLayer:
    """Return what the plugin can do at a recorder version; all versions must agree for None."""
    ordered = by_strength(statements)
    layers = []
    for region in regions(ordered, axis="recorder_version"):
        if recorder_version is None:
            if region.lineage == OTHER_LINE:
                continue
        elif region.lineage is not None and not (
            region.lineage == (recorder_version.lineage or OTHER_LINE)
            and region.meets(recorder_version)
        ):
            continue
        layers.append(_plugin_in(ordered, region))
    if not layers:
        layers.append(_plugin_in(ordered, Region(OTHER_LINE)))
    return PluginLayer(_joined([x[0] for x in layers]), _joined([x[1] for x in layers]), True)


def _plugin_in(statements: Sequence[Statement], region: Region) -> tuple[Decision, Decision]:
    (found,) = _held(
        _truly(statements), [covered(s.recorder_version, [region]) for s in statements], 1
    )
    return decide(found, 0), decide(found, 1)


def _joined(decisions: Sequence[Decision]) -> Decision:
    """One decision out of those of several regions: certain only where all say the same."""
    first = decisions[0]
    if all(d.value == first.value and not d.undecided for d in decisions):
        deciding = {s.id: s for d in decisions for s in d.deciding}
        overruled = {s.id: s for d in decisions for s in d.overruled if s.id not in deciding}
        return Decision(first.value, tuple(deciding.values()), tuple(overruled.values()))
    open_ = {s.id: s for d in decisions for s in (*d.deciding, *d.undecided)}
    return Decision(undecided=tuple(open_.values()))


def details(
    statements: Sequence[Statement], cells: Sequence[Cell], setting: Setting
) -> dict[str, object]:
    """Return the details (certificate set-up, defaults ...) that hold in all the cells given.

    A pairing's word goes before the camera's; inside a layer the strongest statement that
    speaks decides; words that contradict each other at equal strength are left out.
    """
    speaking = [s for s in statements if s.details]
    if not speaking:
        return {}
    ordered = by_strength(s for s in speaking if s.layer == "pairing")
    ordered += by_strength(s for s in speaking if s.layer == "camera")
    found: list[dict[str, object]] = []
    places = [cell.region for cell in cells]
    columns = [truths(statement, places, setting) for statement in ordered]
    for statements_here in _held(_truly(ordered), columns, len(places)):
        here: dict[str, object] = {}
        settled: dict[str, tuple[str, int, int]] = {}
        for statement, sure in statements_here:
            if not sure:
                continue
            rank = (statement.layer, *statement.strength)
            for name, value in statement.details.items():
                if settled.setdefault(name, rank) != rank:
                    continue
                if here.setdefault(name, value) != value:
                    here[name] = _union(here[name], value)
        found.append(here)
    if not found:
        return {}
    shared = found[0]
    return {
        name: value
        for name, value in shared.items()
        if value is not None and all(other.get(name) == value for other in found[1:])
    }


def _union(one: object, other: object) -> object:
    """Add lists up (a camera can speak two ways); let two different single words cancel out."""
    if isinstance(one, (list, tuple)) and isinstance(other, (list, tuple)):
        return sorted({*one, *other})
    return None

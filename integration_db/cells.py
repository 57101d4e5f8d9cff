"""The answer along a camera's firmware lines, one cell per stretch in which it cannot change.

A *region* is a stretch of one firmware line that no statement's bound cuts, so that inside it
every statement either holds or does not. A *cell* is the answer there: four values, with each
layer's decision behind them. The same cells are stored in the database for filters and computed
here for predictions, so both give the same answer. docs/data-model.md has the algorithm in words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from integration_db.firmware import Firmware, FirmwareRange, Interval
from integration_db.statements import (
    NOTHING,
    Decision,
    Statement,
    agreed,
    both,
    by_strength,
    decide,
)
from integration_db.vocabulary import CAPABILITIES, Support

Answers = tuple[Support, Support, Support, Support]

OTHER_LINE: Final = ""
"""The lineage of the cell for firmware that is in no line which the statements speak of."""


@dataclass(frozen=True, slots=True)
class Region:
    """A piece of one firmware line, half open: keys `lo` to `hi`, build dates likewise.

    `lineage` None means every line of firmware; `OTHER_LINE` any firmware outside the lines
    that are spoken of, unreadable ones included. `since` and `until` are the bounds as text.
    """

    lineage: str | None = None
    lo: str | None = None
    hi: str | None = None
    since: str | None = None
    until: str | None = None
    built_from: str | None = None
    built_before: str | None = None

    def meets(self, firmware: Firmware) -> bool:
        """Whether some firmware that the text may mean lies in here; the line must be right."""
        date = firmware.build_date
        if self.lineage and (
            (self.lo is not None and firmware.hi < self.lo)
            or (self.hi is not None and firmware.lo >= self.hi)
        ):
            return False
        return date is None or (
            (self.built_from is None or date >= self.built_from)
            and (self.built_before is None or date < self.built_before)
        )

    def holds(self, interval: Interval) -> Support:
        """Whether the interval covers this region; cells are cut so that it is all or nothing."""
        if not _starts_by(interval.built_from, self.built_from):
            return "no"
        if not _ends_by(interval.built_before, self.built_before):
            return "no"
        if interval.lineage is None:
            return "yes"
        if interval.lineage != self.lineage:
            return "unknown"
        inside = _starts_by(interval.lo, self.lo) and _ends_by(interval.hi, self.hi)
        return "yes" if inside else "no"


def _starts_by(outer: str | None, inner: str | None) -> bool:
    return outer is None or (inner is not None and outer <= inner)


def _ends_by(outer: str | None, inner: str | None) -> bool:
    return outer is None or (inner is not None and inner <= outer)


def regions(statements: Iterable[Statement], *, axis: str = "firmware") -> tuple[Region, ...]:
    """Cut the firmware lines at every bound that a statement names.

    Returns regions without a line where no statement names one (a single region where none names
    a date either); otherwise the regions of each line from old to new, and last those of
    `OTHER_LINE`.
    """
    keys: dict[str, dict[str, str]] = {}
    dates: set[str] = set()
    for statement in statements:
        ranges: FirmwareRange = getattr(statement, axis)
        for interval in ranges.intervals:
            if interval.lineage is not None:
                line = keys.setdefault(interval.lineage, {})
                if interval.lo is not None:
                    line[interval.lo] = (interval.since or "").lstrip(">=")
                if interval.hi is not None:
                    line[interval.hi] = (interval.until or "").lstrip("<=")
            dates.update(d for d in (interval.built_from, interval.built_before) if d is not None)
    if not keys and not dates:
        return (Region(),)
    spans = list(pairwise([None, *sorted(dates), None]))
    found = []
    for lineage in [*sorted(keys), OTHER_LINE] if keys else [None]:
        texts = keys.get(lineage or OTHER_LINE, {})
        for lo, hi in pairwise([None, *sorted(texts), None]):
            since = None if lo is None else (">" if lo.endswith("zz") else ">=") + texts[lo]
            until = None if hi is None else ("<=" if hi.endswith("zz") else "<") + texts[hi]
            found += [Region(lineage, lo, hi, since, until, *span) for span in spans]
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known beside the camera's firmware when statements are weighed."""

    hardware_version: str | None = None
    recorder_version: Firmware | None = None


def truth_in(region: Region, setting: Setting) -> Callable[[Statement], Support]:
    """Return the test whether a statement holds in a region of the camera's firmware."""

    def holds(statement: Statement) -> Support:
        return both(
            _firmware_holds(statement, region),
            _hardware_holds(statement, setting),
            statement.recorder_version.holds(setting.recorder_version),
        )

    return holds


def _firmware_holds(statement: Statement, region: Region) -> Support:
    intervals = statement.firmware.intervals
    if not intervals:
        return "yes"
    truths = [region.holds(interval) for interval in intervals]
    if "yes" in truths:
        return "yes"
    return "unknown" if "unknown" in truths else "no"


def _hardware_holds(statement: Statement, setting: Setting) -> Support:
    if statement.hardware_version is None:
        return "yes"
    if setting.hardware_version is None:
        return "unknown"
    return "yes" if statement.hardware_version == setting.hardware_version else "no"


@dataclass(frozen=True, slots=True)
class PluginLayer:
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


@dataclass(frozen=True, slots=True)
class Cell:
    """The answer inside one region: four values, and each layer's decision behind them."""

    region: Region
    values: Answers
    camera: tuple[Decision, ...]
    pairing: tuple[Decision, ...]
    grades: tuple[int, int, int, int]


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
    plugin: PluginLayer = PluginLayer(),
    setting: Setting = Setting(),
) -> tuple[Cell, ...]:
    """Return the whole answer for a camera: one cell per region of its firmware lines.

    `statements` are those of the camera layer and the pairing layer, in any order.
    """
    camera = by_strength(s for s in statements if s.layer == "camera")
    pairing = by_strength(s for s in statements if s.layer == "pairing")
    indexes = range(len(CAPABILITIES))
    found = []
    for region in regions((*camera, *pairing)):
        holds = truth_in(region, setting)
        by_camera = tuple(decide(camera, index, holds) for index in indexes)
        by_pairing = tuple(decide(pairing, index, holds) for index in indexes)
        found.append(
            Cell(
                region,
                combine(by_camera, by_pairing, plugin),
                by_camera,
                by_pairing,
                grades(by_camera, by_pairing, plugin),
            )
        )
    return tuple(found)


def cells_for(cells: Sequence[Cell], firmware: Firmware | None) -> tuple[Cell, ...]:
    """Return the cells that the firmware may lie in; for None, every cell of the known lines."""
    if len(cells) == 1:
        return tuple(cells)
    if firmware is None:
        return tuple(c for c in cells if c.region.lineage != OTHER_LINE)
    lineage = firmware.lineage
    own = tuple(
        c for c in cells if c.region.lineage in (lineage, None) and c.region.meets(firmware)
    )
    return own or tuple(
        c for c in cells if c.region.lineage == OTHER_LINE and c.region.meets(firmware)
    )


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
    def holds(statement: Statement) -> Support:
        intervals = statement.recorder_version.intervals
        truths = [region.holds(interval) for interval in intervals]
        if not intervals or "yes" in truths:
            return "yes"
        return "unknown" if "unknown" in truths else "no"

    return decide(statements, 0, holds), decide(statements, 1, holds)


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
    ordered = by_strength(s for s in statements if s.details and s.layer == "pairing")
    ordered += by_strength(s for s in statements if s.details and s.layer == "camera")
    found: list[dict[str, object]] = []
    for cell in cells:
        holds = truth_in(cell.region, setting)
        here: dict[str, object] = {}
        settled: dict[str, tuple[str, int, int]] = {}
        for statement in ordered:
            if holds(statement) != "yes":
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

"""The answer along a camera's firmware lines, one cell per stretch in which it cannot change.

A *cell* is the answer in one region (see `regions`): a value per capability, with each layer's
decision behind it. The same cells are stored in the database for filters and computed here for
predictions, so both give the same answer. docs/data-model.md has the algorithm in words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from integration_db.evidence.details import Details, details_of, value_of
from integration_db.evidence.firmware_span import (
    LEAST_STANDING,
    NO_SPAN,
    FirmwareSpan,
    possible_regions,
    standings,
)
from integration_db.evidence.observations import with_reach
from integration_db.evidence.plugin_layer import NO_PLUGIN, PluginLayer
from integration_db.evidence.regions import (
    NOTHING_SAID,
    OTHER_LINE,
    Holding,
    OtherVersions,
    Region,
    as_marks,
    holdings,
    marks_by_region,
    regions,
)
from integration_db.evidence.statements import (
    NOTHING,
    Decision,
    Held,
    Statement,
    agreed,
    by_strength,
    conjunction,
    decide,
)
from integration_db.firmware import Firmware
from integration_db.named_tuple import NamedTuple
from integration_db.vocabulary import (
    CAPABILITIES,
    VIDEO_ENCRYPTION,
    Answers,
    Capability,
    FirmwareWish,
    Support,
)


class Cell(NamedTuple):
    """The answer inside one region: the values, each layer's decisions, and the details there.

    `ways` are those in which the camera's own layer says that it sends encrypted video.
    """

    region: Region
    values: Answers
    camera: tuple[Decision, ...]
    pairing: tuple[Decision, ...]
    details: Details = ()
    ways: tuple[str, ...] = ()

    @property
    def own(self) -> Answers:
        """Return what the camera can do by itself."""
        said: Answers = tuple([decision.value or "unknown" for decision in self.camera])
        return through(said, NO_PLUGIN, self.ways)

    @property
    def observed(self) -> bool:
        """Whether somebody saw this camera connected by this plugin."""
        return any(decision.seen for decision in self.pairing)

    @property
    def disputed(self) -> bool:
        """Whether equally good records of this camera with this plugin contradict each other."""
        return any(decision.conflict for decision in self.pairing)


def combine(
    camera: Sequence[Decision],
    pairing: Sequence[Decision],
    plugin: PluginLayer,
    ways: Sequence[str] = (),
) -> Answers:
    """Join the layers: a pairing that speaks wins, else camera AND plugin (docs/data-model.md).

    A pairing that is wider than a model never raises what the camera's own layer says (a duty is
    no gain, so of one it may speak), and one that is only inferred from what was seen elsewhere
    never overrules its no. `ways` are those in which the camera is known to send encrypted video.
    """
    joined: list[Support] = []
    for capability, own, paired, limit in zip(
        CAPABILITIES, camera, pairing, plugin.values, strict=True
    ):
        alone = own.value or "unknown"
        value = _joined(capability, joined, alone, limit, plugin, ways)
        said = paired.value_or(value, capability)
        raises = said == "yes" and not capability.is_duty
        if raises and any(s.scope != "model" for s in paired.deciding):
            said = conjunction(said, alone)
        elif said == "yes" and alone == "no" and all(s.drawn_out for s in paired.deciding):
            said = "no"
        joined.append(said)
    return tuple(joined)


def through(values: Answers, plugin: PluginLayer, ways: Sequence[str]) -> Answers:
    """Return what a camera with these values answers through a plugin.

    `ways` are those in which the camera is known to send encrypted video.
    """
    joined: list[Support] = []
    for capability, own, limit in zip(CAPABILITIES, values, plugin.values, strict=True):
        joined.append(_joined(capability, joined, own, limit, plugin, ways))
    return tuple(joined)


def _joined(
    capability: Capability,
    before: Sequence[Support],
    own: Support,
    limit: Support,
    plugin: PluginLayer,
    ways: Sequence[str],
) -> Support:
    """Return camera AND plugin AND the capability that this one needs, if any.

    A plugin that takes a stream address needs no HTTPS for it. A yes of both sides is one only
    where both name the same way: SRTP here and RTSP over HTTPS there do not meet.
    """
    needed = capability.needs if plugin.takes == "camera" else None
    value = (
        conjunction(own, limit) if needed is None else conjunction(needed.of(before), own, limit)
    )
    if value == "yes" and capability == VIDEO_ENCRYPTION and plugin.limits(capability):
        meet = set(ways) & set(plugin.detail("video_via") or ())
        return "yes" if meet else "unknown"
    return value


def grades(
    camera: Sequence[Decision], pairing: Sequence[Decision], plugin: PluginLayer
) -> tuple[int, ...]:
    """Return, per capability, the rank of the weakest evidence that its value rests on.

    Ranks count from 1 (`inferred`); 0 means that nothing was decided.
    """
    own = _weakest(
        [d.value for d in camera], [d.grade for d in camera], plugin.values, plugin.grades
    )
    return tuple(
        [
            alone if paired.value is None else paired.grade
            for paired, alone in zip(pairing, own, strict=True)
        ]
    )


def _weakest(
    values: Sequence[Support | None],
    grades: Sequence[int],
    limits: Sequence[Support],
    limit_grades: Sequence[int],
) -> tuple[int, ...]:
    """Return the weaker of the grades behind what the camera and the plugin say, per capability.

    Where only one of them says no, that alone decides.
    """
    ranks = []
    for value, grade, limit, limit_grade in zip(values, grades, limits, limit_grades, strict=True):
        if value == limit or "no" not in (value, limit):
            ranks.append(min(grade, limit_grade))
        else:
            ranks.append(grade if value == "no" else limit_grade)
    return tuple(ranks)


def cells(
    statements: Sequence[Statement],
    plugin: PluginLayer = NO_PLUGIN,
    beside: OtherVersions = NOTHING_SAID,
    span: FirmwareSpan = NO_SPAN,
) -> tuple[Cell, ...]:
    """Return the whole answer for a camera: one cell per region of the firmware that it can run.

    `statements` are those of the camera layer and the pairing layer, in any order.
    """
    return tuple(
        cell_of(region, by_camera, by_pairing, plugin)
        for region, by_camera, by_pairing in _held_by_region(statements, beside, span)
    )


def _held_by_region(
    statements: Sequence[Statement], beside: OtherVersions, span: FirmwareSpan
) -> Iterator[tuple[Region, Sequence[Held], Sequence[Held]]]:
    """Yield every region with the statements of both layers that may hold there."""
    possible, layers = layers_of(statements, beside, span)
    held = [marks_by_region(as_marks(layer), where, len(possible)) for layer, where in layers]
    return zip(possible, *held, strict=True)


def layers_of(
    statements: Sequence[Statement], beside: OtherVersions, span: FirmwareSpan = NO_SPAN
) -> tuple[tuple[Region, ...], list[tuple[tuple[Statement, ...], list[list[Holding]]]]]:
    """Return the regions, and camera and pairing layer, strongest first, with where they hold."""
    known = with_reach(statements)
    layers = [by_strength([s for s in known if s.layer == n]) for n in ("camera", "pairing")]
    possible = possible_regions(regions((*layers[0], *layers[1]), cuts=span.cuts), span)
    return possible, [(layer, holdings(layer, possible, beside)) for layer in layers]


def cell_of(
    region: Region, camera: Sequence[Held], pairing: Sequence[Held], plugin: PluginLayer
) -> Cell:
    """Return the answer in one region, from what may hold there in each layer."""
    by_camera = tuple([decide(camera, capability) for capability in CAPABILITIES])
    by_pairing = UNPAIRED
    if pairing:
        by_pairing = tuple([decide(pairing, capability) for capability in CAPABILITIES])
    details = details_of(pairing, camera)
    ways = value_of(details_of(camera) if pairing else details, "video_via") or ()
    values = combine(by_camera, by_pairing, plugin, ways)
    return Cell(region, values, by_camera, by_pairing, details, ways)


UNPAIRED: Final = (NOTHING,) * len(CAPABILITIES)
"""What the pairing layer says where nobody speaks of the pairing: nearly everywhere."""


def regions_for(cells: Sequence[Cell], said: Firmware | FirmwareWish | None) -> tuple[int, ...]:
    """Return the numbers of the regions that an answer speaks of, among those of the cells.

    For a firmware those in which it may lie, none at all where the camera cannot run it. For None
    those that the camera is shown to run, for `newest` the newest of them in each line; where none
    is shown, and for `any`, all of the known lines.
    """
    if len(cells) == 1:
        return (0,)
    if isinstance(said, Firmware):
        return _at_firmware([cell.region for cell in cells], said)
    least = LEAST_STANDING[said]
    ranks = standings([cell.region for cell in cells])
    return tuple([number for number, rank in enumerate(ranks) if rank >= least])


def _at_firmware(regions: Sequence[Region], firmware: Firmware) -> tuple[int, ...]:
    line, lo, hi = firmware.lineage, firmware.lo, firmware.hi
    own = [
        n
        for n, r in enumerate(regions)
        if r.lineage is None
        or (r.lineage == line and (r.hi is None or lo < r.hi) and (r.lo is None or hi >= r.lo))
    ]
    if not own and all(r.lineage != line for r in regions):
        own = [n for n, r in enumerate(regions) if r.lineage == OTHER_LINE]
    if firmware.build_date is not None:
        own = [n for n in own if regions[n].meets_date(firmware.build_date)]
    return tuple(own)


def said_to_run(cells: Sequence[Cell], here: Sequence[Cell]) -> tuple[Cell, ...]:
    """Return all cells, those `here` as shown: somebody said that the camera runs that firmware."""
    run = {c.region for c in here}
    return tuple(
        [c._replace(region=c.region._replace(shown=True)) if c.region in run else c for c in cells]
    )


def agreed_answers(answers: Iterable[Answers]) -> Answers:
    """Return per capability the value that all answers share, else `unknown`; so for none."""
    return tuple([agreed(values) for values in zip(*answers, strict=True)]) or ALL_UNKNOWN


ALL_UNKNOWN: Final[Answers] = tuple(["unknown" for _ in CAPABILITIES])

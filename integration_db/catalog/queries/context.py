"""Through what the catalogue is looked at: a recorder's side, and what a kind of cell comes to.

Thousands of cells are of a few hundred kinds, so a filter decides about each kind once, here, in
Python, by the same rules as a prediction, and SQL only picks the cells of the kinds let through.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from typing import Final, Protocol

from integration_db.catalog.queries.recorders import (
    Plugin,
    Recorder,
    choices_left,
    menu_of,
    side_at,
    side_statements,
)
from integration_db.catalog.queries.remembered import remembered
from integration_db.database.readers import Reader
from integration_db.database.stored_values import as_tuples
from integration_db.evidence.cells import agreed_answers
from integration_db.evidence.packing import Kind
from integration_db.evidence.plugin_layer import NO_PLUGIN, PluginLayer
from integration_db.evidence.regions import OTHER_LINE, OtherVersions, Region
from integration_db.firmware import Firmware
from integration_db.named_tuple import NamedTuple
from integration_db.prediction.case import Case, case
from integration_db.prediction.levels import Worth, in_order, worth
from integration_db.prediction.link import Link, link_through
from integration_db.prediction.prediction import settling
from integration_db.prediction.setting import Setting
from integration_db.prediction.site import ANY_SITE
from integration_db.vocabulary import OF_PLUGINS, Answers, Capability, Level, TaskCode


class ChosenSide(NamedTuple):
    """The recorder's side with its choices made; `context_id` is where its pairings' cells are."""

    options: tuple[tuple[str, str], ...]
    side: PluginLayer
    context_id: int = 0


class Context(NamedTuple):
    """Through what cells are looked at.

    Capabilities are the camera's alone unless a recorder or plugin was `named`; levels are always
    those of a recorder. `plugin_written` is the name of a plugin that the catalogue lacks, and
    `unlisted` says so. `views` has the recorder's side for each of its choices that nobody made.
    """

    named: bool
    recorder: Recorder | None
    plugin: Plugin | None
    plugin_written: str | None
    recorder_version: str
    settings: tuple[Setting, ...]
    views: tuple[ChosenSide, ...]
    unlisted: str = ""

    @property
    def words(self) -> list[str]:
        """Return a phrase for each thing that was said of it."""
        if not self.named:
            return []
        said = {
            "plugin": self.plugin.name if self.plugin else self.plugin_written,
            "recorder": self.recorder.name if self.recorder else None,
            "recorder version": self.recorder_version,
        }
        return [f"{what} {name}" for what, name in said.items() if name]

    @property
    def key(self) -> tuple[object, ...]:
        """Return what tells it apart from any other context of one catalogue."""
        recorder, plugin = self.recorder, self.plugin
        return (
            self.named,
            recorder.name if recorder else None,
            plugin.name if plugin else None,
            self.recorder_version,
        )

    def takes(self, manufacturer: str) -> bool:
        """Return whether a recorder's side takes this maker's cameras."""
        return self.plugin is None or self.plugin.accepts(manufacturer)

    @property
    def paired(self) -> tuple[int, ...]:
        """Return the contexts in which cameras may have cells of their own."""
        return tuple(view.context_id for view in self.views if view.context_id)


CAMERA_ALONE: Final = Context(False, None, None, None, "", (), (ChosenSide((), NO_PLUGIN),))


def context_of(
    reader: Reader,
    recorder: Recorder,
    plugin: Plugin | None,
    version: Firmware | None,
) -> Context:
    """Return the context of a recorder's side at a version of it, None for the newest known."""
    spoken = side_statements(reader, recorder, plugin)
    if version is None:
        region = spoken.newest
        version = region.begin(recorder.scheme) if region else None
    stored = _stored(reader, plugin, version) if spoken.pairings else {}
    views = []
    for chosen in choices_left(recorder, plugin, spoken.all, {}):
        side = side_at(spoken.alone, plugin, OtherVersions(None, version, chosen))
        views.append(ChosenSide(chosen, side, stored.get(chosen, 0)))
    return Context(True, recorder, plugin, None, "", menu_of(recorder, plugin), tuple(views))


def _stored(
    reader: Reader, plugin: Plugin | None, version: Firmware | None
) -> dict[tuple[tuple[str, str], ...], int]:
    """Return by choices the contexts whose cells hold at a recorder version.

    A version text that may lie in several stretches has none: there the pairings do not agree.
    """
    found: dict[tuple[tuple[str, str], ...], list[tuple[str | None, int]]] = {}
    for number, lineage, lo, hi, options in reader.rows(
        "SELECT id, lineage, lo, hi, options FROM context WHERE plugin_id = :plugin ORDER BY id",
        {"plugin": plugin.id if plugin else None},
    ):
        if version is None or lineage in (None, "") or Region(lineage, lo, hi).meets(version):
            found.setdefault(as_tuples(json.loads(options)), []).append((lineage, number))
    chosen = {}
    for options, contexts in found.items():
        own = [number for lineage, number in contexts if lineage != OTHER_LINE]
        fitting = own or [number for _, number in contexts]
        if len(fitting) == 1:
            chosen[options] = fitting[0]
    return chosen


class _Tried(NamedTuple):
    """What one setting comes to in one kind of cell, with the recorder's other choices made."""

    order: int
    setting: Setting
    view: ChosenSide
    link: Link
    case: Case

    @property
    def levels(self) -> tuple[Level, ...]:
        return self.case.after

    @property
    def observed(self) -> bool:
        return self.link.observed


class Outcome(NamedTuple):
    """What one setting comes to after the tasks, with the best choices, in all cells together."""

    number: int
    order: int
    setting: Setting
    levels: tuple[Level, ...]
    observed: bool


class Prospect(NamedTuple):
    """What the recorder has encrypted with one setting: now, and after the tasks.

    Now with any of its other choices, after with the best of them. `tasks` are those at the camera
    and on the way to it that lead there, `needed` those without which the least of it is not sure,
    with the recorder's option that decides.
    """

    setting: Setting
    now: tuple[Level, ...]
    after: tuple[Level, ...]
    tasks: frozenset[TaskCode] = frozenset()
    needed: frozenset[TaskCode] = frozenset()


def worth_of(one: _Tried | Outcome) -> tuple[Worth, int]:
    """Return by what the best setting is chosen: of two that are worth the same, the last one."""
    strict = not one.setting.in_clear
    return worth(one.levels, strict=strict, observed=one.observed), one.order


class CellReading:
    """What one kind of cell, or several that may be meant, come to in a context."""

    def __init__(self, context: Context, cells: Sequence[tuple[int, Kind]]) -> None:
        self.context = context
        self.cells = cells
        self._best: dict[Sequence[Setting], Outcome | None] = {}

    @cached_property
    def answers(self) -> Answers:
        """Return per capability the value that all cells agree on, else unknown.

        Of several contexts, each a way to make the recorder's choices, the best one counts.
        """
        number, *others = self._by_context
        if others:
            best = self.best(self.context.settings)
            number = best.number if best is not None else number
        return agreed_answers(self._answers(number, kind) for kind in self._by_context[number])

    def _answers(self, number: int, kind: Kind) -> Answers:
        return self._through_side(number, kind) if self.context.named else kind.values

    def _through_side(self, number: int, kind: Kind) -> Answers:
        """Return the answers through the recorder's side, with the choices that are best."""
        if number:
            return kind.values  # joined already
        views = self.context.views
        found = {kind.through(view.side) for view in views}
        if len(found) == 1:
            return found.pop()
        return kind.through(self._best_view(number, kind).side)

    def grounds(self, capability: Capability) -> int:
        """Return the rank of the camera's evidence behind the answer about a capability.

        A yes rests on what says so; a no on the best of what refuses it, be it a capability that
        it needs.
        """
        value = capability.of(self.answers)
        return min(_grounds(kind, capability, value) for _, kind in self.cells)

    def after(self, settings: Sequence[Setting]) -> tuple[Level, ...]:
        """Return the levels after the tasks, with the best of the settings and options.

        Each context of the plugin is one way to choose them; in one of these, all cells count.
        """
        best = self.best(settings)
        return best.levels if best is not None else ("fails",)

    def best(self, settings: Sequence[Setting]) -> Outcome | None:
        """Return what the best of the settings comes to, None where none can be chosen."""
        settings = tuple(settings)
        if settings not in self._best:
            self._best[settings] = max(self._outcomes(settings), key=worth_of, default=None)
        return self._best[settings]

    def prospect(self, setting: Setting) -> Prospect:
        """Return what the recorder has encrypted with a setting, now and after the tasks."""
        cases = self.cases(setting)
        after = self.after([setting])
        now = in_order(level for one in cases for level in one.now)
        case = next((one for one in cases if one.after == after), None)
        if case is None:
            return Prospect(setting, now, after)
        chosen = frozenset[TaskCode]({"set_option"} if self._hangs_on_options(setting) else ())
        return Prospect(setting, now, after, case.tasks, case.needed | chosen)

    def _hangs_on_options(self, setting: Setting) -> bool:
        """Return whether other choices of the recorder lead to other levels."""
        return any(
            len({one.after for one in CellReading(self.context, [cell]).cases(setting)}) > 1
            for cell in self.cells
        )

    def _outcomes(self, settings: Sequence[Setting]) -> Iterator[Outcome]:
        """Yield what each setting comes to in each context, wherever in its cells it may be."""
        for number, kinds in self._by_context.items():
            for order, setting in enumerate(settings):
                tried = [list(self._tried(number, kind, [setting])) for kind in kinds]
                if all(tried):
                    best = [max(one, key=worth_of) for one in tried]
                    levels = in_order(level for one in best for level in one.levels)
                    observed = all(one.observed for one in best)
                    yield Outcome(number, order, setting, levels, observed)

    def settling(self, settings: Sequence[Setting]) -> frozenset[str]:
        """Return the codes of what would settle the levels after the tasks, each cell by itself."""
        points = set()
        for number, kind in self.cells:
            best = max(self._tried(number, kind, settings), key=worth_of, default=None)
            if best is not None:
                points.add(settling(best.link, best.case))
        return frozenset(point.code for point in points if point is not None)

    @cached_property
    def _by_context(self) -> dict[int, list[Kind]]:
        found: dict[int, list[Kind]] = {}
        for number, kind in self.cells:
            found.setdefault(number, []).append(kind)
        return found

    def cases(self, setting: Setting) -> list[Case]:
        """Return what one setting comes to with each of the recorder's other choices."""
        return [
            case(setting, link_of_kind(number, kind, view.side), ANY_SITE)
            for number, kind in self.cells
            for view in _views(self.context, setting)
            if number in (0, view.context_id)
        ]

    def _tried(self, number: int, kind: Kind, settings: Sequence[Setting]) -> Iterator[_Tried]:
        """Yield what settings come to with the choices among which the best one is."""
        for order, setting in enumerate(settings):
            for view in _checked(_views(self.context, setting)):
                if number in (0, view.context_id):
                    link = link_of_kind(number, kind, view.side)
                    yield _Tried(order, setting, view, link, case(setting, link, ANY_SITE))

    def _best_view(self, number: int, kind: Kind) -> ChosenSide:
        """Return the recorder's side with the choices on which a verdict rests."""
        tried = self._tried(number, kind, self.context.settings)
        best = max(tried, key=worth_of, default=None)
        return best.view if best is not None else self.context.views[0]

    @cached_property
    def level_grounds(self) -> int:
        """Return the rank of the weakest evidence behind the levels, on either side.

        Where only one side says no, the other need not have decided anything. Of several contexts
        it is that of the one with the best evidence.
        """
        return max(self._ground(number, kinds) for number, kinds in self._by_context.items())

    def _ground(self, number: int, kinds: Sequence[Kind]) -> int:
        ranks = []
        for kind in kinds:
            for capability in OF_PLUGINS:
                value = capability.of(self._through_side(number, kind))
                if value == "unknown":
                    continue
                if number or capability.of(kind.values) == value:
                    ranks.append(capability.of(kind.grades))
                side = self._best_view(number, kind).side if not number else NO_PLUGIN
                if capability.of(side.values) == value:
                    ranks.append(capability.of(side.grades))
        return min([rank for rank in ranks if rank], default=0)


def _views(context: Context, setting: Setting) -> list[ChosenSide]:
    """Return the ways to make the recorder's other choices with one setting."""
    return [v for v in context.views if dict(v.options).get("setting", setting.id) == setting.id]


def _checked(views: list[ChosenSide]) -> list[ChosenSide]:
    """Return those that switch no check of the certificate off which another one makes."""
    made = {pair for view in views for pair in view.side.detail("checks") or ()}
    kept = [v for v in views if not any((check, "on") in made for check in v.side.unchecked)]
    return kept or views


def _grounds(kind: Kind, capability: Capability, value: str) -> int:
    if value != "no":
        return capability.of(kind.grades)
    ranks = []
    one: Capability | None = capability
    while one is not None:
        if one.of(kind.values) == "no":
            ranks.append(one.of(kind.grades))
        one = one.needs
    return max(ranks, default=0)


class Test(Protocol):
    """What asks something of a reading; equal ones ask the same."""

    def passes(self, reading: CellReading) -> bool:
        """Return whether a reading is as it is asked for."""


ReadCells = tuple[tuple[int, int], ...]
"""Cells that may be meant in one stretch of firmware, as context and kind of each."""


class Readings:
    """What some cells come to in a context, each worked out once.

    A set of them is a number, with a bit for each; what passes a test is kept.
    """

    def __init__(
        self, context: Context, kinds: Mapping[int, Kind], cells: Iterable[ReadCells]
    ) -> None:
        self.context = context
        self.kinds = kinds
        self.bits = {one: 1 << place for place, one in enumerate(dict.fromkeys(cells))}
        self._all = [
            CellReading(context, [(number, kinds[kind]) for number, kind in one])
            for one in self.bits
        ]
        self._passing: dict[object, int] = {}

    def of(self, cells: ReadCells) -> CellReading:
        """Return what these cells come to where any of them may be meant."""
        if cells in self.bits:
            return self._all[self.bits[cells].bit_length() - 1]
        # A firmware may lie in several cells of a camera; few do, and few are looked at.
        return CellReading(self.context, [(number, self.kinds[kind]) for number, kind in cells])

    def kinds_passing(self, tests: Iterable[Test]) -> dict[int, list[int]]:
        """Return the kinds of cell by context that pass all tests, each by itself."""
        passed = self.passing(tests)
        found: dict[int, list[int]] = {number: [] for number in (0, *self.context.paired)}
        for one, bit in self.bits.items():
            if bit & passed:
                ((number, kind),) = one
                found[number].append(kind)
        return found

    def passing(self, tests: Iterable[Test]) -> int:
        """Return those that pass all tests."""
        passed = (1 << len(self._all)) - 1
        for test in tests:
            passed &= remembered(self._passing, test, partial(self._passing_one, test))
        return passed

    def _passing_one(self, test: Test) -> int:
        return sum(1 << place for place, one in enumerate(self._all) if test.passes(one))


def link_of_kind(number: int, kind: Kind, side: PluginLayer) -> Link:
    """Return the leg between a recorder's side and a camera of this kind; see `prediction.link`.

    `number` is the cell's context: in one of a plugin the values are joined already.
    """
    values = kind.values if number else kind.through(side)
    details = tuple([(name, value) for name, value, _ in kind.details])
    return link_through(side, values, details, kind.observed)

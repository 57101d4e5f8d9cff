"""Pieces of a camera's firmware lines in which no answer can change.

A *region* is a stretch of one firmware line that no statement's bound cuts, so that inside it
every statement either holds or does not. What follows from the statements there is in `cells`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from types import MappingProxyType
from typing import Final, Literal, TypeAlias, TypeVar

from integration_db.evidence.statements import Held, Statement, conjunction
from integration_db.firmware import Bound, Firmware, FirmwareRange, Interval, keys
from integration_db.named_tuple import NamedTuple
from integration_db.vocabulary import Support

Mark = TypeVar("Mark")
Found = TypeVar("Found")

Axis: TypeAlias = Literal["firmware", "recorder_version"]
"""Which versions of a statement are meant: those of the camera, or of the recorder."""

Cuts: TypeAlias = Mapping[str, Mapping[str, str]]
"""Per line the places at which it is cut: each key with the version that it stands for."""

_NO_CUTS: Final[Cuts] = MappingProxyType({})

OTHER_LINE: Final = ""
"""The lineage of the cell for firmware that is in no line which the statements speak of."""


class Region(NamedTuple):
    """A piece of one firmware line, half open: keys `lo` to `hi`, build dates likewise.

    `lineage` None means every line of firmware; `OTHER_LINE` any firmware outside the lines
    that are spoken of, unreadable ones included. `since` and `until` are the same bounds as they
    are written. `shown` tells that the camera is known to run firmware of it (`firmware_span`).
    """

    lineage: str | None = None
    lo: str | None = None
    hi: str | None = None
    since: Bound | None = None
    until: Bound | None = None
    built_from: str | None = None
    built_before: str | None = None
    shown: bool = False

    @property
    def place(self) -> tuple[object, ...]:
        """Return where it lies, whoever is shown to run firmware of it."""
        return self[:-1]

    def meets(self, firmware: Firmware) -> bool:
        """Return whether some version that the text may mean lies in here.

        One in a line that no statement speaks of lies in `OTHER_LINE` only if it has no line.
        """
        if self.lineage is not None and (
            self.lineage != (firmware.lineage or OTHER_LINE)
            or (self.lo is not None and firmware.hi < self.lo)
            or (self.hi is not None and firmware.lo >= self.hi)
        ):
            return False
        return firmware.build_date is None or self.meets_date(firmware.build_date)

    def meets_date(self, date: str) -> bool:
        """Return whether a build date lies in here."""
        return (self.built_from is None or date >= self.built_from) and (
            self.built_before is None or date < self.built_before
        )

    def begin(self, scheme: str) -> Firmware:
        """Return a version that stands for all in here, as no statement tells them apart."""
        lo = self.lo or ""
        line = self.lineage or None
        return Firmware("", scheme, "", line, lo, lo, None, "release", None)


def regions(
    statements: Iterable[Statement], *, axis: Axis = "firmware", cuts: Cuts = _NO_CUTS
) -> tuple[Region, ...]:
    """Cut the lines of an axis at every bound that a statement names, and at further `cuts`.

    Returns regions without a line where no statement names one (a single region where none names
    a date either); otherwise the regions of each line from old to new, and last those of
    `OTHER_LINE`.
    """
    lines = {line: dict(places) for line, places in cuts.items()}
    dates: set[str] = set()
    for statement in statements:
        versions: FirmwareRange = getattr(statement, axis)
        for lineage, lo, hi, since, until, built_from, built_before in versions.intervals:
            if lineage is not None:
                bounds = lines.setdefault(lineage, {})
                if lo is not None and since is not None:
                    bounds[lo] = since.version
                if hi is not None and until is not None:
                    bounds[hi] = until.version
            if built_from is not None:
                dates.add(built_from)
            if built_before is not None:
                dates.add(built_before)
    if not lines and not dates:
        return (Region(),)
    spans = list(pairwise([None, *sorted(dates), None]))
    make = Region._make  # a build makes a few hundred thousand
    return tuple(
        [
            make((line, lo, hi, since, until, *span, False))
            for line in ([*sorted(lines), OTHER_LINE] if lines else [None])
            for (lo, since, _), (hi, _, until) in pairwise(_cuts(lines.get(line or OTHER_LINE, {})))
            for span in spans
        ]
    )


def join_neighbours(pairs: Iterable[tuple[Region, Found]]) -> list[tuple[Region, Found]]:
    """Return regions in order with what was found there, adjoining ones of equal find as one."""
    joined: list[tuple[Region, Found]] = []
    for region, here in pairs:
        if joined:
            last, same = joined[-1]
            if (
                here == same
                and last.hi is not None
                and last.hi == region.lo
                and last.lineage == region.lineage
                and last.built_from == region.built_from
                and last.built_before == region.built_before
                and last.shown == region.shown
            ):
                joined[-1] = (last._replace(hi=region.hi, until=region.until), here)
                continue
        joined.append((region, here))
    return joined


class Cut(NamedTuple):
    """A place in a line: its key, and the bound of what begins and of what ends there."""

    key: str | None = None
    since: Bound | None = None
    until: Bound | None = None


_END: Final = Cut()
"""Either end of a line."""


def _cuts(bounds: Mapping[str, str]) -> list[Cut]:
    """Return the cuts of a line from end to end; each key is given with its version."""
    return [_END, *[_cut(key, bounds[key]) for key in sorted(bounds)], _END]


@lru_cache(maxsize=16384)
def _cut(key: str, version: str) -> Cut:
    if key.endswith(keys.PAST):  # the place behind the version, not before it
        return Cut(key, Bound(">", version), Bound("<=", version))
    return Cut(key, Bound(">=", version), Bound("<", version))


class OtherVersions(NamedTuple):
    """What is known beside the camera's firmware when statements are weighed.

    `options` are choices of the recorder by name, its setting as `setting` among them.
    """

    hardware_version: str | None = None
    recorder_version: Firmware | None = None
    options: tuple[tuple[str, str], ...] = ()


NOTHING_SAID: Final = OtherVersions()
"""Nothing known beside the firmware."""


def truths(statement: Statement, regions: Sequence[Region], beside: OtherVersions) -> list[Support]:
    """Return, for every region of the camera's firmware, whether the statement holds there."""
    by_firmware = covered(statement.firmware, regions)
    otherwise = _holds_beside(statement, beside)
    return by_firmware if otherwise == "yes" else [conjunction(t, otherwise) for t in by_firmware]


def _holds_beside(statement: Statement, beside: OtherVersions) -> Support:
    """Return whether a statement holds as far as the camera's firmware does not decide."""
    if (
        statement.hardware_version is None
        and not statement.recorder_version.intervals
        and not statement.when
    ):
        return "yes"
    recorder = statement.recorder_version.holds(beside.recorder_version)
    hardware = _hardware_holds(statement, beside)
    return conjunction(hardware, recorder, chosen_for(statement, beside.options))


def chosen_for(statement: Statement, options: Iterable[tuple[str, str]]) -> Support:
    """Return whether the recorder's options are those for which the statement holds."""
    if not statement.when:
        return "yes"
    said = dict(options)
    return conjunction(
        *(
            "unknown" if name not in said else "yes" if said[name] in values else "no"
            for name, values in statement.when
        )
    )


def _hardware_holds(statement: Statement, beside: OtherVersions) -> Support:
    if statement.hardware_version is None:
        return "yes"
    if beside.hardware_version is None:
        return "unknown"
    return "yes" if statement.hardware_version == beside.hardware_version else "no"


def covered(versions: FirmwareRange, regions: Sequence[Region]) -> list[Support]:
    """Return, for every region, whether the range covers it; unknown in lines it is silent of."""
    intervals = versions.intervals
    if not intervals:
        return ["yes"] * len(regions)
    if len(intervals) == 1:
        return _covered_by_one(intervals[0], regions)
    columns = zip(*[_covered_by_one(interval, regions) for interval in intervals], strict=True)
    return [
        "yes" if "yes" in column else "unknown" if "unknown" in column else "no"
        for column in columns
    ]


def _covered_by_one(interval: Interval, regions: Sequence[Region]) -> list[Support]:
    """Return, for every region, whether the interval covers it: all or nothing, as they are cut."""
    lineage, start, end, _, _, first, last = interval
    covers: list[Support] = ["yes"] * len(regions)
    if lineage is not None:
        covers = [
            "unknown"
            if r.lineage != lineage
            else "no"
            if (start is not None and (r.lo is None or r.lo < start))
            or (end is not None and (r.hi is None or r.hi > end))
            else "yes"
            for r in regions
        ]
    if first is None and last is None:
        return covers
    return [
        "no"
        if (first is not None and (r.built_from is None or r.built_from < first))
        or (last is not None and (r.built_before is None or r.built_before > last))
        else truth
        for truth, r in zip(covers, regions, strict=True)
    ]


Holding: TypeAlias = tuple[int, int, bool]
"""Regions by their numbers, from one up to another, and whether a statement certainly holds there.

What lies in none of them is where it does not hold.
"""

_Places: TypeAlias = Mapping[str | None, tuple[int, Sequence[str]]]
"""Per line the number of its first region, and where each of its regions begins."""


def holdings(
    statements: Sequence[Statement], regions: Sequence[Region], beside: OtherVersions
) -> list[list[Holding]]:
    """Return, for every statement, where it may hold: what `truths` says, and many times faster.

    The regions are in order, and cut at the bounds of all the statements.
    """
    places = _places(regions) if statements else None
    return [_holdings(statement, regions, places, beside) for statement in statements]


def _places(regions: Iterable[Region]) -> _Places | None:
    """Return where the regions of each line are; None where build dates cut them too."""
    places: dict[str | None, tuple[int, list[str]]] = {}
    for number, (lineage, lo, _, _, _, built_from, built_before, _) in enumerate(regions):
        if built_from is not None or built_before is not None:
            return None
        if lineage not in places:
            places[lineage] = number, []
        places[lineage][1].append(lo or "")
    return places


def _holdings(
    statement: Statement, regions: Sequence[Region], places: _Places | None, beside: OtherVersions
) -> list[Holding]:
    otherwise = _holds_beside(statement, beside)
    if otherwise == "no":
        return []
    sure = otherwise == "yes"
    intervals = statement.firmware.intervals
    if not intervals:
        return [(0, len(regions), sure)]
    if places is None or len(intervals) > 1:
        column = covered(statement.firmware, regions)
        return [(n, n + 1, sure and t == "yes") for n, t in enumerate(column) if t != "no"]
    lineage, lo, hi, *_ = intervals[0]
    first, begins = places.get(lineage, (0, ()))
    start = first if lo is None else first + bisect_left(begins, lo)
    last = first + len(begins)
    end = last if hi is None else first + bisect_left(begins, hi)
    found = [(start, end, sure)] if start < end else []
    if first > 0:  # of other lines the statement is silent
        found.append((0, first, False))
    if last < len(regions):
        found.append((last, len(regions), False))
    return found


def marks_by_region(
    marks: Iterable[tuple[Mark, Mark]], held: Iterable[Sequence[Holding]], regions: int
) -> list[list[Mark]]:
    """Return, for every region, the marks of the statements that may hold there, in their order.

    Each statement has two marks: for where it certainly holds, and for where it only may.
    """
    by_region: list[list[Mark]] = [[] for _ in range(regions)]
    for (sure, unsure), own in zip(marks, held, strict=True):
        for start, end, certain in own:
            mark = sure if certain else unsure
            for number in range(start, end):
                by_region[number].append(mark)
    return by_region


def as_marks(statements: Iterable[Statement]) -> list[tuple[Held, Held]]:
    """Return the statements as their own marks."""
    return [((statement, True), (statement, False)) for statement in statements]

"""Which firmware a camera can run: what sources say of it, and what follows for its regions.

A camera is shipped *first* with one version, runs up to a *last* one, and is known to *run* some;
its releases and the versions on which somebody looked at it were *seen*. What lies outside first
and last is no part of any answer. What lies inside is *shown* as far as that evidence reaches.
docs/data-model.md has the rules in words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from types import MappingProxyType
from typing import Final, Literal, TypeAlias

from integration_db.evidence.regions import OTHER_LINE, Region
from integration_db.firmware import Bound, Firmware, Interval, keys
from integration_db.firmware.ranges import Clauses, terms
from integration_db.named_tuple import NamedTuple
from integration_db.vocabulary import FIRMWARE_WISHES, OBSERVED, FirmwareWish, Grade, SpanSide

EvidenceOfFirmware: TypeAlias = Literal[SpanSide, "seen"]
"""A bound of a seed, or a version that a document or a person saw on the model."""


class RunEvidence(NamedTuple):
    """One thing that one source says of the firmware that a camera runs.

    `key` is its place in the line: where `first` begins and `last` ends, else the lowest version
    that the text may mean. `version` is its one spelling. A release has no grade.
    """

    side: EvidenceOfFirmware
    version: str
    lineage: str
    key: str
    build_date: str | None
    grade: Grade | None
    source: str

    @property
    def text(self) -> str:
        """Return the version as a seed writes it: `last` below a version with its sign."""
        below = self.side == "last" and not self.key.endswith(keys.PAST)
        return f"<{self.version}" if below else self.version

    @property
    def is_sure(self) -> bool:
        """Whether somebody saw it on a unit, so that no document can exclude it."""
        return self.side in ("runs", "seen") and self.grade in OBSERVED


def bound_evidence(side: SpanSide, at: Interval, grade: Grade, source: str) -> RunEvidence:
    """Return what a bound of the seed says; `at` is the firmware that it leaves."""
    bound, key = (at.until, at.hi) if side == "last" else (at.since, at.lo)
    assert bound is not None, "a bound has a version"
    assert key is not None, "and so a place"
    assert at.lineage is not None, "in a line"
    return RunEvidence(side, bound.version, at.lineage, key, None, grade, source)


def seen_evidence(version: Firmware, grade: Grade | None, source: str) -> RunEvidence | None:
    """Return what a release or a look at a unit says; None for text that has no place."""
    if version.lineage is None:
        return None
    place = (version.canonical, version.lineage, version.lo, version.build_date)
    return RunEvidence._make(("seen", *place, grade, source))


class LineSpan(NamedTuple):
    """One line of a camera's firmware: its bounds, and what shows where between them it runs.

    The stretch from `begin` to `end` is shown, and every version in `seen`.
    """

    lineage: str
    first: RunEvidence | None = None
    last: RunEvidence | None = None
    begin: RunEvidence | None = None
    end: RunEvidence | None = None
    seen: tuple[RunEvidence, ...] = ()

    @property
    def cuts(self) -> dict[str, str]:
        """Return the places at which the bounds cut the line, each with its version."""
        return {bound.key: bound.version for bound in (self.first, self.last) if bound}

    def excludes(self, region: Region) -> bool:
        """Return whether a region of this line lies outside the bounds, which cut the regions."""
        return (self.first is not None and (region.lo is None or region.lo < self.first.key)) or (
            self.last is not None and (region.hi is None or region.hi > self.last.key)
        )

    def excludes_key(self, key: str) -> bool:
        """Return whether the version at this place of the line lies outside the bounds."""
        return (self.first is not None and key < self.first.key) or (
            self.last is not None and key >= self.last.key
        )

    @property
    def clauses(self) -> Clauses:
        """Return the bounds as those of a firmware range."""
        since = Bound(">=", self.first.version) if self.first else None
        until = None
        if self.last:
            is_run = self.last.key.endswith(keys.PAST)
            until = Bound("<=" if is_run else "<", self.last.version)
        return (terms(since, until, None, None),)

    def possible(self, regions: Iterable[Region]) -> Iterator[Region]:
        """Yield the regions of this line inside the bounds, old to new, with what is shown."""
        is_bounded, has_stretch = self.first or self.last, self.begin is not None
        seen, passed = self.seen, 0  # how many versions were seen below the region at hand
        count = len(seen)
        for region in regions:
            if is_bounded and self.excludes(region):
                continue
            lo, hi = region.lo, region.hi
            while lo is not None and passed < count and seen[passed].key < lo:
                passed += 1
            some = passed < count and (hi is None or seen[passed].key < hi)
            if (has_stretch and self._is_in_stretch(region)) or (
                some and self._seen_in(region, passed)
            ):
                yield _as_shown(region)
            else:
                yield region

    def shown_by(self, region: Region) -> tuple[RunEvidence, ...]:
        """Return what shows that the camera runs firmware of a region of this line."""
        seen = self._seen_in(region, 0)
        if seen is not None:
            return (seen,)
        begin, end = self.begin, self.end
        if begin is None or end is None or not self._is_in_stretch(region):
            return ()
        return (begin,) if begin == end else (begin, end)

    def _is_in_stretch(self, region: Region) -> bool:
        begin, end = self.begin, self.end
        if begin is None or end is None or (region.hi is not None and begin.key >= region.hi):
            return False
        return end.side == "last" or region.lo is None or region.lo <= end.key

    def _seen_in(self, region: Region, start: int) -> RunEvidence | None:
        """Return a version of the region that was seen; none before `start` lies there."""
        for number in range(start, len(self.seen)):
            one = self.seen[number]
            if region.hi is not None and one.key >= region.hi:
                break
            if (region.lo is None or one.key >= region.lo) and _dated_in(one, region):
                return one
        return None


class FirmwareSpan(NamedTuple):
    """The firmware that a camera can run, line by line; lines nobody speaks of are left out."""

    lines: tuple[LineSpan, ...] = ()

    @property
    def cuts(self) -> dict[str, dict[str, str]]:
        """Return per line the places at which bounds cut it, each with its version."""
        return {line.lineage: cuts for line in self.lines if (cuts := line.cuts)}

    @property
    def evidence(self) -> tuple[RunEvidence, ...]:
        """Return what bounds the firmware, and what shows where between the bounds it runs."""
        own = [one for line in self.lines for one in (line.first, line.last, line.begin, line.end)]
        said: dict[tuple[str, str], RunEvidence] = {}
        for one in own:
            if one is not None:
                said.setdefault((one.version, one.source), one)
        return tuple(said.values())

    def line_of(self, lineage: str | None) -> LineSpan | None:
        """Return what is known of a line."""
        return next((line for line in self.lines if line.lineage == lineage), None)

    def excludes(self, lineage: str | None, key: str) -> bool:
        """Return whether the camera cannot run the version at this place of a line."""
        line = self.line_of(lineage)
        return line is not None and line.excludes_key(key)

    def shown_by(self, region: Region) -> tuple[RunEvidence, ...]:
        """Return what shows that the camera runs firmware of a region.

        Their grades count for an answer that rests on the region being run.
        """
        if region.lineage is None:
            every = (one for line in self.lines for one in line.seen)
            return tuple([one for one in every if _dated_in(one, region)][:1])
        line = self.line_of(region.lineage)
        return () if line is None else line.shown_by(region)


NO_SPAN: Final = FirmwareSpan()
"""Nobody says which firmware the camera runs."""


def firmware_span(evidence: Iterable[RunEvidence]) -> FirmwareSpan:
    """Return what all that is known of a model's firmware comes to.

    The earliest `first` and the latest `last` win. A version that was read from a unit outside
    them wins over both.
    """
    by_line: dict[str, list[RunEvidence]] = {}
    for one in evidence:
        by_line.setdefault(one.lineage, []).append(one)
    return FirmwareSpan(tuple([_line_span(line, by_line[line]) for line in sorted(by_line)]))


def _line_span(lineage: str, evidence: Sequence[RunEvidence]) -> LineSpan:
    by_side: dict[EvidenceOfFirmware, list[RunEvidence]] = {
        "first": [],
        "last": [],
        "runs": [],
        "seen": [],
    }
    in_order = sorted(evidence, key=_key)
    for one in in_order:
        by_side[one.side].append(one)
    sure = [one for one in in_order if one.is_sure]
    first = next(iter(by_side["first"]), None)
    if first and sure and sure[0].key < first.key:
        first = sure[0]._replace(side="first")
    last = next(iter(by_side["last"][::-1]), None)
    if last and sure and sure[-1].key >= last.key:
        last = sure[-1]._replace(side="last", key=sure[-1].key + keys.PAST)
    named = [one for one in by_side["last"] if one.key.endswith(keys.PAST)]  # and so it is run
    run = [*by_side["runs"]]
    run += [one._replace(side="runs", key=one.key.removesuffix(keys.PAST)) for one in named]
    begin = first or min(run, key=_key, default=None)
    end = last or max([*by_side["first"][:1], *run], key=_key, default=None)
    return LineSpan(lineage, first, last, begin, end, tuple(by_side["seen"]))


def possible_regions(regions: Sequence[Region], span: FirmwareSpan) -> tuple[Region, ...]:
    """Return the regions that the camera can run, each with whether it is shown to.

    They have to be cut at the span's bounds. The only region of a camera is shown, as whatever it
    runs lies there.
    """
    if len(regions) == 1:
        return (_as_shown(regions[0]),)
    if not span.lines:
        return tuple(regions)
    found: list[Region] = []
    for lineage, own in groupby(regions, _lineage):
        line = span.line_of(lineage)
        if lineage is None:
            found += [region._replace(shown=bool(span.shown_by(region))) for region in own]
        elif line is None:
            found += own
        else:
            found += line.possible(own)
    return tuple(found)


NOT_SPOKEN_OF: Final = 0
"""The standing of `OTHER_LINE`: it takes part only where a firmware of no known line is said."""

LEAST_STANDING: Final[Mapping[FirmwareWish | None, int]] = MappingProxyType(
    {"any": 1, None: 2, "newest": 3}
)
"""What a region has to have to take part in an answer for which no firmware is said."""


def firmware_wish(written: str | None) -> FirmwareWish | None:
    """Return the wish that was written in place of a firmware, if it is one."""
    word = written.strip().lower() if written else None
    return next((wish for wish in FIRMWARE_WISHES if wish == word), None)


def standings(regions: Sequence[Region]) -> list[int]:
    """Return of each region of a camera, in order, in which answers without a firmware it is.

    Those that are shown are in the answer where nothing is said, and of them the newest of each
    line is where `newest` is; the others are only where `any` is. Where none is shown, all of the
    known lines are in all three.
    """
    newest = {region.lineage: number for number, region in enumerate(regions) if region.shown}
    found = []
    for number, region in enumerate(regions):
        if region.lineage == OTHER_LINE:
            found.append(NOT_SPOKEN_OF)
        elif not newest or newest.get(region.lineage) == number:
            found.append(LEAST_STANDING["newest"])
        else:
            found.append(LEAST_STANDING[None if region.shown else "any"])
    return found


def _as_shown(region: Region) -> Region:
    return Region._make((*region.place, True))


def _dated_in(one: RunEvidence, region: Region) -> bool:
    """Whether a version is of a region's build dates; one without a date is of no such region."""
    if one.build_date is None:
        return region.built_from is None and region.built_before is None
    return region.meets_date(one.build_date)


def _key(one: RunEvidence) -> str:
    return one.key


def _lineage(region: Region) -> str | None:
    return region.lineage

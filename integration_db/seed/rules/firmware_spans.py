"""Rules about which firmware cameras run: bounds can be read, agree, and leave what was seen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

from integration_db.errors import InvalidRange
from integration_db.firmware import Interval, parse_range
from integration_db.firmware.span_bounds import bound_interval
from integration_db.named_tuple import NamedTuple
from integration_db.seed.rules.rule import Complaints, Rule, Said, View, each
from integration_db.seed.yaml_text import Where
from integration_db.vocabulary import SpanSide


class _Bound(NamedTuple):
    """A bound that can be read; `at` is the firmware that it leaves."""

    said: Said
    side: SpanSide
    at: Interval

    @property
    def name(self) -> str:
        """Return the bound as it is written."""
        return f"{self.side} {self.said.record.said[1]!r}"

    @property
    def where(self) -> Where:
        """Return the way to it in its file."""
        return (*self.said.where, self.side)


class _Line(NamedTuple):
    """The bounds of a series or a model in one line: the earliest first, the latest last."""

    lineage: str
    first: _Bound | None
    last: _Bound | None
    runs: tuple[_Bound, ...]

    def excludes(self, key: str) -> _Bound | None:
        """Return the bound outside of which a version lies, if it lies outside one."""
        if self.first and key < (self.first.at.lo or ""):
            return self.first
        if self.last and key >= (self.last.at.hi or ""):
            return self.last
        return None


def _read(said: Said) -> _Bound:
    """Return a bound. Raises `InvalidRange`."""
    side, text = said.record.said
    return _Bound(
        said, side, bound_interval(side, text, manufacturer=said.maker, scheme=said.scheme)
    )


def _unreadable_bounds(view: View) -> Complaints:
    for said in each(view.bounds):
        try:
            _read(said)
        except InvalidRange as error:
            yield said.file, (*said.where, said.record.said[0]), str(error)


def _spans(view: View) -> dict[tuple[str, ...], dict[str, _Line]]:
    """Return the bounds of every scope that has some of its own, with those of its series."""
    own: dict[tuple[str, ...], list[_Bound]] = defaultdict(list)
    for said in each(view.bounds):
        try:
            own[said.scope].append(_read(said))
        except InvalidRange:
            continue  # that is the business of another rule
    return {
        scope: _lines([*bounds, *(own.get(scope[:2], ()) if len(scope) > 2 else ())])
        for scope, bounds in list(own.items())
    }


def _lines(bounds: list[_Bound]) -> dict[str, _Line]:
    by_line: dict[str, dict[str, list[_Bound]]] = defaultdict(lambda: defaultdict(list))
    for bound in bounds:
        by_line[bound.at.lineage or ""][bound.side].append(bound)
    return {
        lineage: _Line(
            lineage,
            min(sides["first"], key=lambda bound: bound.at.lo or "", default=None),
            max(sides["last"], key=lambda bound: bound.at.hi or "", default=None),
            tuple(sides["runs"]),
        )
        for lineage, sides in by_line.items()
    }


def _empty_spans(view: View) -> Complaints:
    for scope, lines in _spans(view).items():
        for line in lines.values():
            first, last = line.first, line.last
            if first and last and (first.at.lo or "") >= (last.at.hi or ""):
                own = last if last.said.scope == scope else first
                message = f"{first.name} is above {last.name}: no firmware is left"
                yield own.said.file, own.where, message


def _split_spans(view: View) -> Complaints:
    for scope, lines in _spans(view).items():
        halves = [line for line in lines.values() if bool(line.first) != bool(line.last)]
        firsts = [line.first for line in halves if line.first]
        for line in halves:
            last = line.last
            if last and firsts and last.said.scope == scope:
                first = firsts[0]
                message = (
                    f"{last.name} is of the line {line.lineage} and {first.name} of the line "
                    f"{first.at.lineage}: give each line both, or both in one line"
                )
                yield last.said.file, last.where, message


def _runs_outside(view: View) -> Complaints:
    for scope, lines in _spans(view).items():
        for line in lines.values():
            for run in line.runs:
                bound = line.excludes(run.at.lo or "")
                if bound and scope in (run.said.scope, bound.said.scope):
                    message = f"{run.name} lies outside {bound.name}: one of the two is wrong"
                    yield run.said.file, run.where, message


def _seen_outside(view: View) -> Complaints:
    spans = _spans(view)
    for said, key, version in _seen(view) if spans else ():
        lines = spans.get(said.scope) or spans.get(said.scope[:2]) or {}
        firmware = said.firmware(version)
        line = lines.get(firmware.lineage or "")
        bound = line.excludes(firmware.lo) if line else None
        if bound is not None:
            message = f"{key} {version!r} lies outside {bound.name} of {bound.said.file.shown}"
            yield said.file, (*said.where, key), message


def _seen(view: View) -> Iterator[tuple[Said, str, str]]:
    """Yield what was seen of single models: the key under which it stands, and the version."""
    for said in each(view.releases):
        if len(said.scope) > 2:
            yield said, "version", said.record.version
    for said in each(view.statements):
        if len(said.scope) > 2 and said.record.verified_on is not None:
            yield said, "verified_on", said.record.verified_on


def _said_outside(view: View) -> Complaints:
    """Find statements about a model that speak only of firmware which its span excludes."""
    spans = _spans(view)
    for said in each(view.statements if spans else ()):
        text = getattr(said.record, "firmware", None)
        lines = spans.get(said.scope) or spans.get(said.scope[:2]) or {}
        if text is None or len(said.scope) < 3:
            continue
        try:
            versions = parse_range(text, manufacturer=said.maker, scheme=said.scheme)
        except InvalidRange:
            continue  # that is the business of another rule
        outside = [bound for one in versions.intervals if (bound := _excluding(one, lines))]
        if outside and len(outside) == len(versions.intervals):
            bound = outside[0]
            message = f"firmware {text!r} lies outside {bound.name} of {bound.said.file.shown}"
            yield said.file, (*said.where, "firmware"), message


def _excluding(interval: Interval, lines: Mapping[str, _Line]) -> _Bound | None:
    """Return the bound outside of which a whole interval lies, if there is one."""
    line = lines.get(interval.lineage or "")
    if line is None:
        return None
    if line.first and interval.hi is not None and interval.hi <= (line.first.at.lo or ""):
        return line.first
    if line.last and interval.lo is not None and interval.lo >= (line.last.at.hi or ""):
        return line.last
    return None


_READ: Final = frozenset(("manufacturers", "cameras"))

RULES: Final = (
    Rule(
        "L050",
        "unreadable bound of a firmware span",
        "it would bound nothing",
        "error",
        _unreadable_bounds,
        needs=frozenset(("manufacturers",)),
    ),
    Rule("L051", "first above last", "no firmware would be left", "error", _empty_spans, _READ),
    Rule(
        "L052",
        "bounds of two lines of firmware",
        "they do not bound each other",
        "error",
        _split_spans,
        _READ,
    ),
    Rule(
        "L053",
        "known to run what its span excludes",
        "both cannot be true",
        "error",
        _runs_outside,
        _READ,
    ),
    Rule(
        "L054",
        "firmware seen outside the span",
        "what was read from a unit wins; else one of the two is wrong",
        "note",
        _seen_outside,
    ),
    Rule(
        "L055",
        "said of firmware outside the span",
        "it holds for nothing that the camera runs",
        "note",
        _said_outside,
        _READ,
    ),
)

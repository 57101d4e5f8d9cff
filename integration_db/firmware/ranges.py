"""Which firmware a statement is about: a union of half-open intervals, asked three-valued.

This module owns the range grammar and the one rule of containment, in Python and in SQL. It
does not decide what follows from a firmware that may or may not be inside.

    range    = "*" | clause ("|" clause)*
    clause   = bound ("," bound)*
    bound    = (">=" | ">" | "<=" | "<" | "=") version
             | "build" (">=" | ">" | "<=" | "<" | "=") yyyy-mm-dd

A version in a bound stands for all that begin with it: ">=10.12" starts at the lowest 10.12.x,
"<10" ends below every 10.x, "<=1.3.6" ends above every build of 1.3.6.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, Literal, TypeAlias

from integration_db.errors import InvalidRange
from integration_db.firmware import keys
from integration_db.firmware.dates import day_after, is_day
from integration_db.firmware.reading import Reading
from integration_db.firmware.schemes import (
    clean,
    is_own,
    lineage_of,
    read_version,
    scheme_for,
    scheme_named,
)
from integration_db.firmware.version import CONTINUED_BY, Firmware
from integration_db.named_tuple import NamedTuple
from integration_db.vocabulary import Support

_EVERY: Final = "*"
_LONGEST_RANGE: Final = 4000
_COMPARATORS: Final = ">=, >, <=, < or ="

Comparator: TypeAlias = Literal[">=", ">", "<=", "<", "="]

SQL_HOLDS: Final = """\
CASE
  WHEN f.built < r.built_from OR f.built >= r.built_before
    OR (f.lineage = r.lineage AND (f.hi < r.lo OR f.lo >= r.hi)) THEN 'no'
  WHEN (r.built_from IS NULL OR f.built >= r.built_from)
    AND (r.built_before IS NULL OR f.built < r.built_before)
    AND (r.lineage IS NULL OR (f.lineage = r.lineage
      AND (r.lo IS NULL OR f.lo >= r.lo) AND (r.hi IS NULL OR f.hi < r.hi))) THEN 'yes'
  ELSE 'unknown'
END"""
"""`Interval.holds` as standard SQL, over a firmware `f` and an interval `r`.

Columns: f.lineage, f.lo, f.hi, f.built (ISO text); r.lineage, r.lo, r.hi, r.built_from,
r.built_before. A firmware that was not given is a row of NULLs.
"""


class Bound(NamedTuple):
    """Where a range begins or ends: a comparator, and the version as the maker's scheme has it."""

    comparator: Comparator
    version: str

    def __str__(self) -> str:
        """Return the bound in the range grammar."""
        return self.comparator + self.version


Term: TypeAlias = tuple[str, str]
"""A part of a clause as it is written: a sign such as `<` or `build>=`, and what stands behind it.

Every bound is one.
"""

Clauses: TypeAlias = tuple[tuple[Term, ...], ...]
"""A whole range; no clause at all is every version."""


@lru_cache(maxsize=16384)  # thousands of cameras share a few dozen ranges
def terms(
    since: Bound | None,
    until: Bound | None,
    built_from: str | None,
    built_before: str | None,
    line: str | None = None,
) -> tuple[Term, ...]:
    """Return the parts of a clause in their order; none at all where nothing is bounded.

    A `line` is named where no version tells it.
    """
    clause: list[Term] = [bound for bound in (since, until) if bound]
    if line and not clause:
        clause.append(("any ", line))
    if built_from:
        clause.append(("build>=", built_from))
    if built_before:
        clause.append(("build<", built_before))
    return tuple(clause)


@lru_cache(maxsize=16384)
def range_text(clauses: Clauses) -> str:
    """Return a range in the range grammar."""
    return (
        " | ".join([",".join(["".join(term) for term in clause]) for clause in clauses]) or _EVERY
    )


class Interval(NamedTuple):
    """A half-open piece of one line, or of all time where only build dates bound it.

    `lo` and `hi` are keys, None where unbounded; `since` and `until` the same bounds as they are
    written. `built_from` is an ISO date inclusive, `built_before` exclusive.
    """

    lineage: str | None
    lo: str | None
    hi: str | None
    since: Bound | None
    until: Bound | None
    built_from: str | None
    built_before: str | None

    def holds(self, firmware: Firmware) -> Support:
        """Return whether the firmware is inside; unknown in another line or if it is vague."""
        by_date = self._date_holds(firmware.build_date)
        if by_date == "no" or self.lineage is None:
            return by_date
        if firmware.lineage != self.lineage:
            return "unknown"
        lo, hi = self.lo, self.hi
        if (lo is not None and firmware.hi < lo) or (hi is not None and firmware.lo >= hi):
            return "no"
        if (lo is None or firmware.lo >= lo) and (hi is None or firmware.hi < hi):
            return by_date
        return "unknown"

    def _date_holds(self, date: str | None) -> Support:
        start, end = self.built_from, self.built_before
        if start is None and end is None:
            return "yes"
        if date is None:
            return "unknown"
        inside = (start is None or date >= start) and (end is None or date < end)
        return "yes" if inside else "no"

    @property
    def terms(self) -> tuple[Term, ...]:
        """Return the clause in its shortest form: one version or one day is written with `=`."""
        since, until = self.since, self.until
        if since and until == Bound("<=", since.version) and since.comparator == ">=":
            since, until = Bound("=", since.version), None
        if self.built_from and self.built_before == day_after(self.built_from):
            return (*terms(since, until, None, None), ("build=", self.built_from))
        return terms(since, until, self.built_from, self.built_before)


class FirmwareRange(NamedTuple):
    """A union of intervals; none at all means every firmware. `text` reads back as an equal."""

    text: str
    intervals: tuple[Interval, ...]

    def holds(self, firmware: Firmware | None) -> Support:
        """Return whether a firmware is in the range; unknown for None unless all are."""
        if not self.intervals:
            return "yes"
        if firmware is None:
            return "unknown"
        truths = {interval.holds(firmware) for interval in self.intervals}
        return "yes" if "yes" in truths else "unknown" if "unknown" in truths else "no"

    @property
    def clauses(self) -> Clauses:
        """Return what `text` says, as `range_text` writes it."""
        return tuple([interval.terms for interval in self.intervals])


def interval_holds(interval: Interval, firmware: Firmware | None) -> Support:
    """Return what `SQL_HOLDS` gives for the two; None is a firmware that was not given."""
    if firmware is None:
        whole = interval.lineage is None and not (interval.built_from or interval.built_before)
        return "yes" if whole else "unknown"
    return interval.holds(firmware)


def parse_range(
    text: str, *, manufacturer: str | None = None, scheme: str | None = None
) -> FirmwareRange:
    """Read a range of firmware versions as the manufacturer (or the scheme) writes them.

    Raises InvalidRange when it cannot be read or is empty of any version.
    """
    name = scheme or scheme_for(manufacturer)
    return _parse(text, name, manufacturer if is_own(name) else None)


@lru_cache(maxsize=16384)
def _parse(text: str, name: str, manufacturer: str | None) -> FirmwareRange:
    """Read a range; the manufacturer counts only where lines are its own."""
    if len(text) > _LONGEST_RANGE:
        raise InvalidRange(text[:60] + "...", f"it is longer than {_LONGEST_RANGE} characters")
    if text.strip() == _EVERY:
        return FirmwareRange(_EVERY, ())
    if scheme_named(name) is None:
        raise InvalidRange(text, f"there is no firmware scheme {name!r}")
    clauses = re.split(r"\|\|?", text)
    distinct = {
        interval
        for clause in clauses
        for interval in _Clause(text, name, manufacturer).intervals(clause)
    }
    intervals = tuple(sorted(distinct, key=_place))
    return FirmwareRange(range_text(tuple([one.terms for one in intervals])), intervals)


def _place(interval: Interval) -> tuple[str, str, str]:
    return interval.lineage or "", interval.lo or "", range_text((interval.terms,))


class _Clause:
    """Reads one clause of the range `text`; keeps what every error has to name."""

    def __init__(self, text: str, scheme: str, manufacturer: str | None) -> None:
        self.text = text
        self.scheme = scheme
        self.manufacturer = manufacturer
        self.lineages: list[str] = []
        self.lower: tuple[str, Bound] | None = None
        self.upper: tuple[str, Bound] | None = None
        self.begins: tuple[str, str] | None = None  # the line of the lower bound, and its first day
        self.built_from: str | None = None
        self.built_before: str | None = None

    def intervals(self, clause: str) -> tuple[Interval, ...]:
        """Return the pieces of lines, or of time, that the clause bounds. Raises `InvalidRange`."""
        if not clause.strip():
            raise InvalidRange(self.text, "a part of it is empty; every firmware is written *")
        if clause.strip() == _EVERY:
            raise InvalidRange(self.text, "* stands alone, as it is every firmware already")
        # a comma before anything but a comparator belongs to the version text
        for bound in re.split(r",(?=\s*(?:build\s*)?[<>=]|\s*\Z)", clause, flags=re.IGNORECASE):
            self.add(bound.strip())
        (lo, since), (hi, until) = self.lower or (None, None), self.upper or (None, None)
        if len(self.lineages) > 1:
            first, second = sorted(self.lineages, key=len)
            if is_own(self.scheme) and second == first + "/int":
                self.lineages = [first]  # beside 9.80 a bound of 10 means 10.x
        if self.is_continued():
            return self.and_after()
        if len(self.lineages) > 1:
            raise InvalidRange(
                self.text, f"{since} and {until} are of different lines ({first} and {second})"
            )
        if lo is not None and hi is not None and lo >= hi:
            raise InvalidRange(self.text, f"no version is both {since} and {until}")
        if self.built_from and self.built_before and self.built_from >= self.built_before:
            raise InvalidRange(self.text, "its build dates leave no day")
        line = self.lineages[0] if self.lineages else None
        return (Interval(line, lo, hi, since, until, self.built_from, self.built_before),)

    def is_continued(self) -> bool:
        """Whether the clause begins in a line of build dates and ends in the one that followed."""
        return bool(
            self.begins
            and len(self.lineages) > 1
            and {CONTINUED_BY.get(self.begins[0]), self.begins[0]} == {*self.lineages}
            and not (self.built_from or self.built_before)
        )

    def and_after(self) -> tuple[Interval, ...]:
        """Return what follows the lower bound in its line, and by date in the one that followed."""
        (lo, since), (hi, until) = self.lower or (None, None), self.upper or (None, None)
        line, day = self.begins or ("", "")
        return (
            Interval(line, lo, None, since, None, None, None),
            Interval(CONTINUED_BY[line], None, hi, None, until, day, None),
        )

    def add(self, bound: str) -> None:
        """Read one bound."""
        match = re.fullmatch(r"(build)?\s*(>=|<=|==|>|<|=)\s*([^\s<>=].*)", bound, re.IGNORECASE)
        if not match:
            raise InvalidRange(
                self.text, f"{bound!r} has no bound; write {_COMPARATORS} and then a version"
            )
        build, comparator, value = match.groups()
        comparator = "=" if comparator == "==" else comparator
        if build:
            self.add_date(comparator, value)
        else:
            self.add_version(comparator, value)

    def add_version(self, comparator: str, value: str) -> None:
        """Bound the clause by a version, with `=` on both sides."""
        reading = self.read(value)
        lineage = lineage_of(reading, self.scheme, self.manufacturer)
        if lineage not in self.lineages:
            self.lineages.append(lineage)
        if comparator in (">=", ">", "="):
            past = keys.PAST if comparator == ">" else ""
            lower = Bound(">" if comparator == ">" else ">=", reading.canonical)
            self.lower = self.once(self.lower, reading.key + past, lower)
            day = reading.build_date
            if day:
                self.begins = lineage, day_after(day) if past else day
        if comparator in ("<=", "<", "="):
            past = "" if comparator == "<" else keys.PAST
            upper = Bound("<" if comparator == "<" else "<=", reading.canonical)
            self.upper = self.once(self.upper, reading.key + past, upper)

    def add_date(self, comparator: str, value: str) -> None:
        """Bound the clause by a build date, with `=` on both sides."""
        # the day after has to be readable too
        last = "9999" if comparator in (">=", "<") else "9998"
        written = re.fullmatch(r"\d{4}-\d\d-\d\d", value, re.ASCII)
        if not (written and is_day(value) and "1990" <= value[:4] <= last):
            raise InvalidRange(self.text, f"{value!r} is not a date like 2023-09-21")
        start = value if comparator in (">=", "=") else day_after(value)
        end = value if comparator == "<" else day_after(value)
        if comparator in (">=", ">", "="):
            if self.built_from:
                raise InvalidRange(self.text, "a part of it has two lower build dates")
            self.built_from = start
        if comparator in ("<=", "<", "="):
            if self.built_before:
                raise InvalidRange(self.text, "a part of it has two upper build dates")
            self.built_before = end

    def once(self, before: tuple[str, Bound] | None, key: str, bound: Bound) -> tuple[str, Bound]:
        """Return a bound with its key, unless one stands on its side `before` it."""
        if before is not None:
            raise InvalidRange(
                self.text, f"{before[1]} and {bound} bound the same side; keep one of them"
            )
        return key, bound

    def read(self, value: str) -> Reading:
        """Return the version in a bound, as the scheme reads it."""
        cleaned, reason = clean(value)
        reading = reason or read_version(cleaned, self.scheme)
        if isinstance(reading, Reading) and reading.precision == "vague":
            reading = f"it is too vague for a bound, as {reading.reason}"
        if isinstance(reading, Reading):
            return reading
        known = scheme_named(self.scheme)
        examples = " or ".join(known.examples if known else ())
        hint = f"; what can be read looks like {examples}" if examples else ""
        raise InvalidRange(self.text, f"{value!r} cannot be read: {reading}{hint}")

"""A firmware version as a place on a line of versions, and how two of them compare.

This module owns the value and its order. It does not read text: `schemes` does.
"""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

from integration_db.named_tuple import NamedTuple

Provenance: TypeAlias = Literal["device", "human"]
"""Who gave the text of a version."""

ReleaseChannel: TypeAlias = Literal["release", "beta", "dev", "test"]
"""What a version was made for; only releases share a line."""

CONTINUED_BY: Final = {"reolink/bare": "reolink"}
"""Lines of build dates alone, and the line that the maker went on with.

In https://github.com/AT0myks/reolink-fw-archive no camera goes back from the second to the first.
"""


class Firmware(NamedTuple):
    """What is known of a version from its text.

    `lineage` is the line on which it can be ordered, None for opaque text that no parser
    knows. `lo` and `hi` are the lowest and highest key that it may stand for, equal when
    fully specified and "" when opaque. `canonical` is one spelling for all notations,
    `build_date` ISO text. `reason` says in one clause why the text is opaque or not exact.
    """

    raw: str
    scheme: str
    canonical: str
    lineage: str | None
    lo: str
    hi: str
    build_date: str | None
    channel: ReleaseChannel
    reason: str | None

    @property
    def exact(self) -> bool:
        """Whether it names one version, rather than several or an unreadable one."""
        return self.lineage is not None and self.lo == self.hi


def compare(a: Firmware, b: Firmware) -> int | None:
    """Return -1 if `a` is older, 0 if the same, 1 if newer, None if that cannot be said.

    It cannot be said across lines, where the texts may mean the same or different builds, and
    where the lower number is not known to have been built no later (a maintained older branch).
    Opaque text is only the same as itself. The order is a strict partial one: what is older than
    an older one is older, whichever three texts are taken.
    """
    return _judge(a, b)[0]


def explain_comparison(a: Firmware, b: Firmware) -> str:
    """Return one sentence for people: how the two compare, and why."""
    order, why = _judge(a, b)
    left, right = _name(a), _name(b)
    if order is None:
        return f"Which of {left} and {right} is newer cannot be said: {why}."
    if order == 0:
        return f"{left} is the same as {right}: {why}."
    return f"{left} is {'older' if order < 0 else 'newer'} than {right}: {why}."


def is_numbered_above(a: Firmware, b: Firmware) -> bool:
    """Whether all that `a` may stand for has a higher number than all that `b` may stand for.

    This is how ranges see versions: along the numbers of one line, whenever they were built.
    """
    return a.lineage is not None and a.lineage == b.lineage and b.hi < a.lo


def _judge(a: Firmware, b: Firmware) -> tuple[int | None, str]:
    if a.lineage is None or b.lineage is None:
        if a.lineage == b.lineage and (a.scheme, a.canonical) == (b.scheme, b.canonical):
            return 0, "the text is identical"
        opaque = a if a.lineage is None else b
        return None, f"{_name(opaque)} cannot be read ({opaque.reason})"
    if _precedes(a, b):
        return -1, _why(a, b)
    if _precedes(b, a):
        return 1, _why(b, a)
    if (a.lineage, a.lo, a.hi, a.build_date) == (b.lineage, b.lo, b.hi, b.build_date):
        if a.canonical == b.canonical:
            return 0, "both are the same version"
        return None, "they differ only in a part that has no order"
    return None, _why_not(a, b)


# https://github.com/JurajNyiri/HomeAssistant-Tapo-Control/releases and other archives have old
# branches rebuilt after newer ones; then neither number nor date tells the whole story. So a
# version has a place on two axes, number and date, and precedes what it precedes on both: such a
# product of orders is an order itself. A text without a build date has its place on the second
# axis before all days. It needs one: if it stood beside every day, it would join versions
# whose dates contradict their numbers. A build date alone stands likewise before all numbers.
def _precedes(a: Firmware, b: Firmware) -> bool:
    if a.lineage == b.lineage:
        return a.hi < b.lo and _day(a) <= _day(b)
    return CONTINUED_BY.get(a.lineage or "") == b.lineage and _day(a) < _day(b)


def _day(version: Firmware) -> str:
    return version.build_date or ""


def _why(lower: Firmware, higher: Firmware) -> str:
    if lower.lineage != higher.lineage:
        return f"they were built on {lower.build_date} and {higher.build_date}"
    return f"{higher.canonical} is the higher version in the line {higher.lineage}"


def _why_not(a: Firmware, b: Firmware) -> str:
    """Return why two versions, both read, are in no order."""
    if a.lineage != b.lineage:
        if a.lineage in CONTINUED_BY.values() and CONTINUED_BY.get(b.lineage or "") == a.lineage:
            a, b = b, a
        if CONTINUED_BY.get(a.lineage or "") != b.lineage:
            return f"they are of different lines ({a.lineage} and {b.lineage})"
        if not b.build_date:
            return f"{a.canonical} tells nothing but its build date, and {b.canonical} has none"
        if a.build_date == b.build_date:
            return "they are written in two ways, and both were built on the same day"
        return (
            f"{a.canonical} tells nothing but its build date, which is after that of {b.canonical}"
        )
    if a.hi < b.lo or b.hi < a.lo:
        lower, higher = (a, b) if a.hi < b.lo else (b, a)
        but = f"{higher.canonical} has the higher number, but {lower.canonical}"
        if higher.build_date:
            return f"{but} a later date"
        return f"{but} has a build date and may be an older branch built later; give both dates"
    vague = b if a.exact else a
    return f"{vague.canonical} may stand for either side ({vague.reason})"


def _name(firmware: Firmware) -> str:
    known = firmware.raw if firmware.lineage is None else firmware.canonical
    return known or "(empty)"

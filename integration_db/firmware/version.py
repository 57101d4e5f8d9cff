"""A firmware version as a place on a line of versions, and how two of them compare.

This module owns the value and its order. It does not read text: `schemes` does.
"""

from __future__ import annotations

from typing import Final, Literal, NamedTuple, TypeAlias

Provenance: TypeAlias = Literal["device", "human"]
"""Who gave the text of a version."""

ReleaseChannel: TypeAlias = Literal["release", "beta", "dev", "test"]
"""What a version was made for; only releases share a line."""

_DATED_TWINS: Final = frozenset({"reolink", "reolink/bare"})
"""Two notations of one maker that share nothing but the build date."""


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
    where the higher number was built earlier (a maintained older branch). Opaque text is only
    the same as itself. Three versions never close a circle; but that a < b and b < c are known
    does not promise that a < c is.
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


def _judge(a: Firmware, b: Firmware) -> tuple[int | None, str]:
    if a.lineage is None or b.lineage is None:
        if a.lineage == b.lineage and (a.scheme, a.canonical) == (b.scheme, b.canonical):
            return 0, "the text is identical"
        opaque = a if a.lineage is None else b
        return None, f"{_name(opaque)} cannot be read ({opaque.reason})"
    if a.lineage != b.lineage:
        if a.lineage in _DATED_TWINS and b.lineage in _DATED_TWINS:
            return _by_date(a, b)
        return None, f"they are of different lines ({a.lineage} and {b.lineage})"
    if (a.lo, a.hi) == (b.lo, b.hi):
        if a.canonical == b.canonical:
            return 0, "both are the same version"
        return None, "they differ only in a part that has no order"
    if a.hi < b.lo:
        order, lower, higher = -1, a, b
    elif b.hi < a.lo:
        order, lower, higher = 1, b, a
    else:
        vague = b if a.exact else a
        return None, f"{vague.canonical} may stand for either side ({vague.reason})"
    # https://github.com/JurajNyiri/HomeAssistant-Tapo-Control/releases and other archives have
    # old branches rebuilt after newer ones; then neither number nor date tells the whole story.
    if lower.build_date and higher.build_date and lower.build_date > higher.build_date:
        return None, f"{higher.canonical} has the higher number, but {lower.canonical} a later date"
    return order, f"{higher.canonical} is the higher version in the line {a.lineage}"


def _name(firmware: Firmware) -> str:
    known = firmware.raw if firmware.lineage is None else firmware.canonical
    return known or "(empty)"


def _by_date(a: Firmware, b: Firmware) -> tuple[int | None, str]:
    if not a.build_date or not b.build_date:
        return None, "they are written in two ways that share only a build date, and one has none"
    if a.build_date == b.build_date:
        return None, "they are written in two ways, and both were built on the same day"
    order = -1 if a.build_date < b.build_date else 1
    return order, f"they were built on {a.build_date} and {b.build_date}"

"""How far an observation of a pairing reaches beyond what was seen.

Somebody saw one camera through one plugin, at one firmware and one recorder version. That holds as
itself for what was seen. It is taken on, as inferred, to later firmware up to the next place where
the camera's own sources see a change, and to later recorder versions; never to earlier ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from integration_db.evidence.statements import Statement
from integration_db.firmware import Bound, FirmwareRange, Interval
from integration_db.vocabulary import OBSERVED


def with_reach(statements: Sequence[Statement]) -> list[Statement]:
    """Return the statements, and behind each observation of a pairing how far it reaches."""
    found = []
    for statement in statements:
        found.append(statement)
        if statement.layer == "pairing" and statement.grade in OBSERVED:
            firmware = _onwards(statement.firmware, _bounds(statements))
            recorder = _onwards(statement.recorder_version, ())
            if (firmware, recorder) != (statement.firmware, statement.recorder_version):
                found.append(
                    statement._replace(
                        grade="inferred",
                        firmware=firmware,
                        recorder_version=recorder,
                        drawn_out=True,
                    )
                )
    return found


def _bounds(statements: Iterable[Statement]) -> list[tuple[str, str, Bound]]:
    """Return line, key and words of every place where a camera's own statement begins or ends."""
    found = []
    for statement in statements:
        if statement.layer != "camera":
            continue
        for interval in statement.firmware.intervals:
            if interval.lineage is None:
                continue
            if interval.lo is not None and interval.since is not None:
                begins = Bound("<", interval.since.version)
                found.append((interval.lineage, interval.lo, begins))
            if interval.hi is not None and interval.until is not None:
                found.append((interval.lineage, interval.hi, interval.until))
    return found


def _onwards(versions: FirmwareRange, bounds: Iterable[tuple[str, str, Bound]]) -> FirmwareRange:
    """Return a range with each stretch that has a begin drawn out to the next bound above it."""
    changed = tuple([_drawn_out(interval, bounds) for interval in versions.intervals])
    return versions if changed == versions.intervals else FirmwareRange(versions.text, changed)


def _drawn_out(interval: Interval, bounds: Iterable[tuple[str, str, Bound]]) -> Interval:
    if interval.lineage is None or interval.lo is None or interval.hi is None:
        return interval
    above = [
        (key, bound)
        for lineage, key, bound in bounds
        if lineage == interval.lineage and key >= interval.hi
    ]
    key, bound = min(above, default=(None, None))
    return interval._replace(hi=key, until=bound)

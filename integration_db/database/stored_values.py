"""How values stand in the columns of the database, for who writes them and who reads them.

Bounds, ranges, sort keys, evidence; which names are searched, and of which cameras documents speak.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final, cast

from integration_db.evidence.regions import Region
from integration_db.evidence.statements import EVERY_FIRMWARE, Anchor, Statement
from integration_db.firmware import Bound, FirmwareRange, Interval
from integration_db.firmware.ranges import Comparator
from integration_db.names import exact_key
from integration_db.vocabulary import CAPABILITY_NAMES, SUPPORT

DOCUMENTED: Final = (
    "(EXISTS (SELECT 1 FROM statement t JOIN source s ON s.id = t.source WHERE t.model_id = m.id "
    "AND t.layer = 'camera' AND t.grade <> 'inferred' AND s.kind <> 'catalogue') OR "
    "EXISTS (SELECT 1 FROM run_evidence r JOIN source s ON s.id = r.source WHERE "
    "r.model_id = m.id AND s.kind <> 'catalogue'))"
)
"""Whether a document speaks of a model `m`: a statement about it that is no conclusion, or what
firmware it is said to run. A source of the kind `catalogue` is a list that somebody compiled."""

STATEMENT_COLUMNS: Final = (
    *("id", "layer", "scope", "grade", "source", "firmware", "recorder_version"),
    *("hardware_version", "verified_on", "note", "details", "choices", "anchor"),
    *CAPABILITY_NAMES,
)
"""The columns of a statement that tell what it says; whom it is about is in others."""

REGION_COLUMNS: Final = ("lineage", "lo", "hi", "since", "until", "built_from", "built_before")
"""The columns of a region, behind its number."""


INDEXES_FOLLOW: Final = "-- Indexes, made when the rows are there.\n"
"""The line of schema.sql between the tables and the indexes."""


def natural_key(text: str) -> str:
    """Return text that sorts names by their numbers' size: P9 before P10."""
    return re.sub(r"\d+", lambda digits: f"{len(digits[0]):02}{digits[0]}", exact_key(text))


def read_bound(stored: str | None) -> Bound | None:
    """Return a bound from its column; null where nothing bounds."""
    if stored is None:
        return None
    end = 2 if stored[1:2] == "=" else 1
    return Bound(cast(Comparator, stored[:end]), stored[end:])


def write_bound(bound: Bound | None) -> str | None:
    """Return a bound as its column holds it."""
    return "".join(bound) if bound else None


def read_range(stored: str | None) -> FirmwareRange:
    """Return a range from its column; null means every version."""
    if stored is None:
        return EVERY_FIRMWARE
    text, intervals = json.loads(stored)
    return FirmwareRange(
        text,
        tuple(
            [
                Interval(line, lo, hi, read_bound(since), read_bound(until), *built)
                for line, lo, hi, since, until, *built in intervals
            ]
        ),
    )


def write_range(versions: FirmwareRange) -> str | None:
    """Return a range as its column holds it."""
    if not versions.intervals:
        return None
    parts = [
        [line, lo, hi, write_bound(since), write_bound(until), *built]
        for line, lo, hi, since, until, *built in versions.intervals
    ]
    return json.dumps([versions.text, parts])


def read_region(columns: Sequence[Any]) -> Region:
    """Return a region from its `REGION_COLUMNS`."""
    lineage, lo, hi, since, until, *built = columns
    return Region(lineage, lo, hi, read_bound(since), read_bound(until), *built)


def write_region(region: Region) -> tuple[str | None, ...]:
    """Return a region as its `REGION_COLUMNS` hold it."""
    lineage, lo, hi, since, until, built_from, built_before, _ = region
    bounds = (write_bound(since), write_bound(until))
    return (lineage, lo, hi, *bounds, built_from, built_before)


@lru_cache(maxsize=8192)
def read_statement(*columns: Any) -> Statement:
    """Return a statement from its `STATEMENT_COLUMNS`.

    Most are said of a series or a maker, and read often.
    """
    number, layer, scope, grade, source, firmware, recorder_version, *more = columns
    hardware_version, verified_on, note, details, choices, anchor, *digits = more
    return Statement(
        id=number,
        layer=layer,
        scope=scope,
        values=tuple([None if digit is None else SUPPORT[digit] for digit in digits]),
        grade=grade,
        source=source,
        firmware=read_range(firmware),
        recorder_version=read_range(recorder_version),
        hardware_version=hardware_version,
        verified_on=verified_on,
        note=note,
        details=json.loads(details) if details else {},
        when=as_tuples(json.loads(choices)) if choices else (),
        anchor=Anchor(**json.loads(anchor)) if anchor else None,
    )


def as_tuples(value: Any) -> Any:
    """Return what JSON has made lists of as the tuples that it was."""
    return tuple([as_tuples(item) for item in value]) if isinstance(value, list) else value

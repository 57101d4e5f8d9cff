"""How values stand in the columns of the database, for who writes them and who reads them.

Ranges, naming rules, sort keys, evidence, and which names are searched.
"""

from __future__ import annotations

import json
import re
from typing import Any, Final

from integration_db.evidence.statements import EVERY_FIRMWARE
from integration_db.firmware import FirmwareRange, Interval
from integration_db.names import NamingRules, exact_key
from integration_db.vocabulary import CAPABILITY_NAMES

Row = tuple[Any, ...]


SEARCHED_KINDS: Final = ("name", "alias", "identifier")
"""The names that full-text search looks through."""


GRADE_COLUMNS: Final = tuple(f"{name}_grade" for name in CAPABILITY_NAMES)
"""The columns beside `packed` for the grades behind its values, in the order of `CAPABILITIES`."""


INDEXES_FOLLOW: Final = "-- Indexes, made when the rows are there.\n"
"""The line of schema.sql between the tables and the indexes."""


def natural_key(text: str) -> str:
    """Return text that sorts names by their numbers' size: P9 before P10."""
    return re.sub(r"\d+", lambda digits: f"{len(digits[0]):02}{digits[0]}", exact_key(text))


def naming_rules(written: dict[str, Any]) -> NamingRules:
    """Return the naming rules that a manufacturer's file gives, as the ladder takes them."""
    values: dict[str, Any] = {
        key: tuple(v) if isinstance(v, list) else v for key, v in written.items()
    }
    return NamingRules(**values)


def read_range(stored: str | None) -> FirmwareRange:
    """Return a range from its column; null means every version."""
    if stored is None:
        return EVERY_FIRMWARE
    text, intervals = json.loads(stored)
    return FirmwareRange(text, tuple(Interval(*parts) for parts in intervals))


def write_range(found: FirmwareRange) -> str | None:
    """Return a range as its column holds it."""
    if not found.intervals:
        return None
    parts = [
        [i.lineage, i.lo, i.hi, i.since, i.until, i.built_from, i.built_before]
        for i in found.intervals
    ]
    return json.dumps([found.text, parts])

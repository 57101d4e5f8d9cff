"""How kinds of cells stand in the database: whoever asks about all cameras reads them, no other."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Final

from integration_db.database.stored_values import as_tuples
from integration_db.evidence.packing import Kind, pack, unpack
from integration_db.vocabulary import CAPABILITY_NAMES

KIND_COLUMNS: Final = (
    "packed",
    *(f"{name}_grade" for name in CAPABILITY_NAMES),
    "details",
    "ways",
    "observed",
    "specific",
    "video",
)
"""The columns of a kind, behind its number."""


def read_kind(columns: Sequence[Any]) -> Kind:
    """Return a kind of cell from its `KIND_COLUMNS`."""
    packed, *grades, details, ways, observed, specific, video = columns
    return Kind(
        unpack(packed),
        tuple(grades),
        tuple([(name, as_tuples(value), grade) for name, value, grade in json.loads(details)]),
        tuple(json.loads(ways)),
        bool(observed),
        tuple([digit == "1" for digit in specific]),
        video,
    )


def write_kind(kind: Kind) -> tuple[Any, ...]:
    """Return a kind of cell as its `KIND_COLUMNS` hold it."""
    details, ways = json.dumps(kind.details), json.dumps(kind.ways)
    specific = "".join("01"[said] for said in kind.specific)
    return (pack(kind.values), *kind.grades, details, ways, kind.observed, specific, kind.video)

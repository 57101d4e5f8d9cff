"""The whole catalogue as flat text: one JSON object a line, or rows for a spreadsheet.

The objects and names are those of `integration-db filter`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from integration_db.catalog.queries.filter_query import Line
from integration_db.text.csv_text import csv_text
from integration_db.vocabulary import CAPABILITY_NAMES

COLUMNS = ("manufacturer", "model", "series", "firmware", *CAPABILITY_NAMES)


def ndjson(lines: Iterable[Line]) -> Iterator[str]:
    """Yield one line per camera, as `integration-db filter --format ndjson` writes it."""
    for line in lines:
        yield json.dumps(line.to_dict()) + "\n"


def csv(lines: Iterable[Line]) -> Iterator[str]:
    """Yield a heading, then one row per camera and firmware range; no cell is a formula."""
    yield csv_text([COLUMNS])
    for line in lines:
        camera = (line.manufacturer, line.model, line.series)
        yield csv_text([(*camera, span.text, *span.answers) for span in line.ranges])

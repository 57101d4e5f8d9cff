"""The whole catalogue as flat text: one JSON object a line, or rows for a spreadsheet.

The objects and names are those of `integration-db filter`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from integration_db.catalog.queries.filter_query import SelectedCamera
from integration_db.text.csv_text import csv_text
from integration_db.vocabulary import CAPABILITY_NAMES

COLUMNS = ("manufacturer", "model", "series", "firmware", "shown", *CAPABILITY_NAMES)


def ndjson(cameras: Iterable[SelectedCamera]) -> Iterator[str]:
    """Yield one line per camera, as `integration-db filter --format ndjson` writes it."""
    for camera in cameras:
        yield json.dumps(camera.to_dict()) + "\n"


def csv(cameras: Iterable[SelectedCamera]) -> Iterator[str]:
    """Yield a heading, then one row per camera and firmware range; no cell is a formula.

    `shown` is yes where the camera is known to run firmware of the range.
    """
    yield csv_text([COLUMNS])
    for camera in cameras:
        names = (camera.manufacturer, camera.model, camera.series)
        yield csv_text(
            [
                (*names, span.text, "yes" if span.shown else "no", *span.answers)
                for span in camera.ranges
            ]
        )

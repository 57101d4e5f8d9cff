"""A checked list as NDJSON: one JSON object per line."""

from __future__ import annotations

import json
from typing import IO

from integration_db.check.formats.shared import CheckedSheet


def write(sheet: CheckedSheet, out: IO[str]) -> None:
    """Write one JSON object per line of the list."""
    for line in sheet.checked:
        out.write(json.dumps(line.to_dict()) + "\n")

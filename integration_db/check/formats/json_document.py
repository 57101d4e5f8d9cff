"""A checked list as one JSON object: what was read, the lines, the totals."""

from __future__ import annotations

import json
from typing import IO

from integration_db.check.formats.shared import CheckedSheet
from integration_db.text.json_text import json_text


def write(sheet: CheckedSheet, out: IO[str]) -> None:
    """Write the object line by line, so that no list is too long."""
    head = json_text(sheet.about)
    out.write(head[:-2] + ',\n  "lines": [')
    separator = "\n"
    for line in sheet.checked:
        out.write(separator + "    " + json.dumps(line.to_dict()))
        separator = ",\n"
    summary = json_text(sheet.checked.tally.to_dict()).replace("\n", "\n  ")
    out.write(f'\n  ],\n  "summary": {summary}\n}}\n')

"""A checked list as JSON: one object a line, or one array."""

from __future__ import annotations

import json
from typing import IO

from integration_db.check.formats.shared import ListWriter
from integration_db.text.json_text import json_text


def write_ndjson(job: ListWriter, out: IO[str]) -> None:
    """Write one JSON object per line of the list."""
    for line in job.checked:
        out.write(json.dumps(line.to_dict()) + "\n")


def write_json(job: ListWriter, out: IO[str]) -> None:
    """Write one JSON object: what was read, the lines, the totals."""
    head = json_text(job.about)
    out.write(head[:-2] + ',\n  "lines": [')
    separator = "\n"
    for line in job.checked:
        out.write(separator + "    " + json.dumps(line.to_dict()))
        separator = ",\n"
    summary = json_text(job.checked.tally.to_dict()).replace("\n", "\n  ")
    out.write(f'\n  ],\n  "summary": {summary}\n}}\n')

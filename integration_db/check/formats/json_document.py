"""A checked list as one JSON object: what was read, the lines, the totals."""

from __future__ import annotations

import json
from typing import IO

from integration_db.check.formats.shared import ListWriter
from integration_db.text.json_text import json_text


def write(job: ListWriter, out: IO[str]) -> None:
    """Write the object line by line, so that no list is too long."""
    head = json_text(job.about)
    out.write(head[:-2] + ',\n  "lines": [')
    separator = "\n"
    for line in job.checked:
        out.write(separator + "    " + json.dumps(line.to_dict()))
        separator = ",\n"
    summary = json_text(job.checked.tally.to_dict()).replace("\n", "\n  ")
    out.write(f'\n  ],\n  "summary": {summary}\n}}\n')

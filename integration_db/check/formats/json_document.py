"""A checked list as one JSON object: what was read, the lines, what limits them, the totals."""

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
    checked = sheet.checked
    behind = {
        "tables": [columns.to_dict() for columns in checked.columns],
        "limits": [limit.to_dict() for limit in checked.limits],
        "plan": [step.to_dict() for step in checked.plan],
        "readdressing": checked.readdressing.to_dict() if checked.readdressing else None,
        "summary": checked.tally.to_dict(),
    }
    out.write("\n  ]," + json_text(behind).removeprefix("{") + "\n")

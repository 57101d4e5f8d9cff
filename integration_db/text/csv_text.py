"""Rows as CSV that steers no spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from integration_db.text.safe_text import defused


def csv_text(rows: Iterable[Sequence[str]]) -> str:
    """Return rows as CSV with every cell defused; line breaks in a cell become ` | `."""
    import csv  # only where CSV is written
    from io import StringIO

    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for row in rows:
        writer.writerow([defused(text.replace("\n", " | ")) for text in row])
    return out.getvalue()

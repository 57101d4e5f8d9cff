"""A checked list as a Markdown table."""

from __future__ import annotations

from typing import IO

from integration_db.check.formats.shared import HEADINGS, ListWriter, shown
from integration_db.text.markdown import markdown_row


def write(job: ListWriter, out: IO[str]) -> None:
    """Write a Markdown table and the totals."""
    out.write(markdown_row(HEADINGS) + "\n" + markdown_row(["---"] * len(HEADINGS)) + "\n")
    for line in job.checked:
        out.write(markdown_row(shown(line), escape=True) + "\n")
    tally = job.checked.tally
    out.write(f"\n{tally.sentence}\n\n{tally.certificate_sentence}\n")

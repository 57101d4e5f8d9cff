"""Rows as Markdown tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from integration_db.text.safe_text import printable


def markdown_table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table; what stands in its rows is not ours and is escaped."""
    lines = [markdown_row(headings), markdown_row(["---"] * len(headings))]
    lines += [markdown_row(row, escape=True) for row in rows]
    return "\n".join(lines)


def markdown_row(cells: Sequence[str], *, escape: bool = False) -> str:
    """Return one row of a Markdown table; `escape` for text that is not ours."""
    if escape:
        cells = [markdown_text(text) for text in cells]
    return f"| {' | '.join(cells)} |"


def markdown_text(text: str) -> str:
    """Return text that is not ours as it can stand in Markdown, on one line."""
    text = "; ".join(printable(line) for line in text.split("\n"))
    for mark in "\\`*_[]<>|":
        text = text.replace(mark, f"\\{mark}")
    return text

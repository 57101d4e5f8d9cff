"""Parts of answers that several commands draw: capabilities per firmware, and sources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

import click

from integration_db.evidence.spans import only_if_run
from integration_db.text.labels import CAPABILITY_HEADINGS, answer_words, detail_words
from integration_db.text.safe_text import printable
from integration_db.text.sentences import anchor_words, if_it_runs
from integration_db.vocabulary import CAPABILITIES, CAPABILITY_NAMES

from .output import coloured_support, grid, paragraph, width

if TYPE_CHECKING:
    from integration_db.catalog.queries.facts import Source
    from integration_db.evidence.spans import Span
    from integration_db.evidence.statements import Anchor
    from integration_db.vocabulary import Answers


DEFAULT_WIDTH: Final = 100
"""Columns for text that nobody sees on a screen (a pipe, a file)."""


def room() -> int:
    """Return how many columns an answer in words may take."""
    return min(width() or DEFAULT_WIDTH, DEFAULT_WIDTH)


def heading(text: str) -> str:
    """Return a heading of a part of an answer."""
    return click.style(text, bold=True)


def coloured_answers(answers: Answers) -> list[str]:
    """Return the answer about each capability in its colour."""
    return [
        coloured_support(one.name, one.of(answers), answer_words(one, answers))
        for one in CAPABILITIES
    ]


def interval_grid(spans: Sequence[Span]) -> str:
    """Return the capabilities per firmware range as columns."""
    rows = [["firmware", *(CAPABILITY_HEADINGS[name] for name in CAPABILITY_NAMES)]]
    for span, is_doubtful in zip(spans, only_if_run(spans), strict=True):
        text = printable(span.text) if span.clauses else "any"
        rows.append([if_it_runs(text, is_doubtful), *coloured_answers(span.answers)])
    return grid(rows, room(), indent="  ")


def source_lines(
    source: Source | None, identifier: str, indent: str, anchor: Anchor | None = None
) -> list[str]:
    """Return a source's title, where it is to be found, and the place in it."""
    if source is None:
        return [f"{indent}source {printable(identifier)}"]
    place = source.url or source.document or ""
    at = anchor_words(anchor.to_dict(), source.title) if anchor else ""
    named = f"{source.title}, {at}" if at else source.title
    lines = [paragraph(named, room(), first=indent, rest=indent)]
    if source.url:
        lines.append(indent + printable(place))  # an address is never wrapped: it is for copying
    elif place:
        lines.append(paragraph(place, room(), first=indent, rest=indent))
    return lines


def detail_clauses(details: Mapping[str, object]) -> list[str]:
    """Return details as clauses, each with its name."""
    return [f"{name}: {value}" for name, value in detail_words(details)]

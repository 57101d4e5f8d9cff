"""How answers are written: tables, JSON, CSV, Markdown, and text that a terminal can be given.

stdout has its home here. What people read is shown as well as the terminal can show it; what
programs read, and is kept as a file, is UTF-8 whatever the terminal.

Text from the seed and from users may hold anything; what would steer a terminal, a spreadsheet or
a Markdown reader is made harmless here, for the place that the output goes to.
"""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import IO, Any, Final, TextIO

import click

from integration_db.named_tuple import NamedTuple
from integration_db.text.labels import LEVEL
from integration_db.text.safe_text import printable, printable_lines
from integration_db.text.sentences import any_of
from integration_db.vocabulary import Level

FORMATS: Final = ("table", "json", "csv", "markdown")
STREAM_FORMATS: Final = (*FORMATS, "ndjson")


class LevelLook(NamedTuple):
    """How a level looks: a plain mark, which tells it apart without colour too, and a colour."""

    mark: str
    colour: str


_LEVELS: Final[Mapping[Level, LevelLook]] = {
    "fails": LevelLook("[x]", "red"),
    "nothing": LevelLook("[ ]", "yellow"),
    "control": LevelLook("[*]", "cyan"),
    "stream": LevelLook("[~]", "cyan"),
    "full": LevelLook("[#]", "green"),
}
_SUPPORT_COLOURS: Final = {"yes": "green", "no": "red", "unknown": "yellow"}

_GAP: Final = 2
_NARROWEST: Final = 8


def stdout() -> TextIO:
    """Return where the answer goes. Raises `OSError` where whoever called us closed it."""
    if sys.stdout is None:
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))
    return sys.stdout


def show_what_can_be_shown() -> None:
    """Let stdout replace what the terminal has no sign for, as stderr does anyway."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")


def file_on_stdout() -> TextIO:
    """Return stdout for an answer that is a file: UTF-8, as the files are that we write.

    What has no form in UTF-8, such as a byte of a file's name, is replaced.
    """
    stream = stdout()
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(encoding="utf-8", errors="replace")
    return stream


def _for_programs(_: click.Context, __: click.Parameter, form: str) -> str:
    if form != "table":
        file_on_stdout()
    return form


def format_option(formats: Sequence[str] = FORMATS) -> Callable[[Any], Any]:
    """Return the `--format` option."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(formats),
        default="table",
        show_default=True,
        callback=_for_programs,
        help="How the answer is written.",
    )


def say(text: str = "", out: IO[str] | None = None) -> None:
    """Write a line of the answer to stdout, or to a file that takes its place."""
    click.echo(text, file=out or stdout(), color=False if os.environ.get("NO_COLOR") else None)


def note(text: str) -> None:
    """Write a line of talk to stderr."""
    click.echo(printable(text), err=True)


def width() -> int | None:
    """Return how many columns a table may take; None where nobody looks at a screen."""
    columns = os.environ.get("COLUMNS", "")
    if columns.isdecimal() and int(columns) > 0:
        return max(40, int(columns))
    try:
        return max(40, os.get_terminal_size(sys.stdout.fileno()).columns)
    except (OSError, ValueError, AttributeError):
        return None


def coloured_levels(levels: Sequence[Level], shows: Mapping[Level, str]) -> str:
    """Return levels with their mark, by the recorder's symbols where it has some.

    Several are joined after `[?]`.
    """
    words = level_words(levels, shows)
    if len(levels) == 1:
        look = _LEVELS[levels[0]]
        return click.style(f"{look.mark} {words}", fg=look.colour)
    return click.style(f"[?] {words}", fg="yellow")


def level_words(levels: Sequence[Level], shows: Mapping[Level, str]) -> str:
    """Return levels by the recorder's symbols where it has some, else in words."""
    return any_of([shows.get(level) or LEVEL[level].brief for level in levels])


def coloured_support(value: str, words: str | None = None) -> str:
    """Return yes, no or unknown, or words for it, in its colour."""
    return click.style(words or value, fg=_SUPPORT_COLOURS.get(value))


def to_json(value: object) -> str:
    """Return indented JSON in plain ASCII, safe on any terminal."""
    from integration_db.text.json_text import json_text

    return json_text(value)


def to_json_line(value: object) -> str:
    """Return JSON as one line of NDJSON, in plain ASCII."""
    import json

    return json.dumps(value)


def write_rows(
    form: str,
    headings: Mapping[str, str],
    rows: Iterable[Sequence[str]],
    objects: Callable[[], Iterable[object]],
) -> None:
    """Write a list in the form asked for.

    `headings` maps the stable column names (CSV) to those for people; `rows` hold text, with line
    breaks between the parts of a cell; `objects` gives the JSON objects.
    """
    if form == "json":
        say(to_json(list(objects())))
    elif form == "ndjson":
        for one in objects():
            say(to_json_line(one))
    elif form == "csv":
        from integration_db.text.csv_text import csv_text

        say(csv_text([list(headings), *rows]).rstrip("\n"))
    elif form == "markdown":
        from integration_db.text.markdown import markdown_table

        say(markdown_table(list(headings.values()), rows))
    else:
        cells = [[printable_lines(text) for text in row] for row in rows]
        if cells:
            say(_table(list(headings.values()), cells))


def _table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    import tabulate  # 50 ms: only where a table is written

    tabulate.MIN_PADDING = 0  # else every heading is two columns wider than it looks
    limits = _limits([headings, *rows], width())
    return tabulate.tabulate(
        rows,
        headers=headings,
        tablefmt="simple",
        disable_numparse=True,
        maxcolwidths=limits,
        maxheadercolwidths=limits,
    )


def _limits(rows: Sequence[Sequence[str]], room: int | None) -> list[int] | None:
    """Return the greatest width of each column so that the table fits; None if it does anyway."""
    widths = [
        max(len(line) for text in column for line in text.split("\n"))
        for column in zip(*rows, strict=True)
    ]
    if room is None:
        return None
    room -= _GAP * (len(widths) - 1)
    if sum(widths) <= room:
        return None
    while sum(widths) > room and max(widths) > _NARROWEST:
        widths[widths.index(max(widths))] -= 1
    return list(widths)


def grid(rows: Sequence[Sequence[str]], room: int, *, indent: str = "") -> str:
    """Return rows as aligned columns; cells may be coloured and are wrapped to fit.

    For the small tables of `predict` and `show`, which have to be quick. The first column, which
    says what a row is, stays whole, and so do words: columns that find no room beside the others
    stand below them, with the first one again.
    """
    columns = list(zip(*rows, strict=True))
    spare = room - len(indent) - max(map(_seen, columns[0]))
    blocks: list[list[int]] = []
    left = 0
    for number, column in enumerate(columns[1:], 1):
        least = _GAP + max(_longest_word(text) for text in column)
        if not blocks or left < least:
            blocks.append([])
            left = spare
        blocks[-1].append(number)
        left -= least
    return "\n\n".join(
        _block([columns[0], *(columns[number] for number in block)], room, indent)
        for block in blocks or [[]]
    )


def _block(columns: Sequence[Sequence[str]], room: int, indent: str) -> str:
    """Return columns side by side; the widest are narrowed first, none below its longest word."""
    widths = [max(map(_seen, column)) for column in columns]
    least = [widths[0], *(max(map(_longest_word, column)) for column in columns[1:])]
    spare = room - len(indent) - _GAP * (len(widths) - 1)
    while sum(widths) > spare:
        wide = [number for number, width in enumerate(widths) if width > least[number]]
        if not wide:
            break
        widths[max(wide, key=widths.__getitem__)] -= 1
    rows = list(zip(*columns, strict=True))
    lines = []
    for row in rows:
        cells = [wrapped(text, size) for text, size in zip(row, widths, strict=True)]
        for number in range(max(len(cell) for cell in cells)):
            parts = [
                _padded(cell[number] if number < len(cell) else "", size)
                for cell, size in zip(cells, widths, strict=True)
            ]
            lines.append((indent + (" " * _GAP).join(parts)).rstrip())
    return "\n".join(lines)


def _longest_word(text: str) -> int:
    """Return how many columns the longest word of a text takes."""
    return max(map(len, click.unstyle(text).split(" ")))


def _seen(text: str) -> int:
    """Return how many columns text takes; colours take none."""
    return len(click.unstyle(text)) if "\x1b" in text else len(text)


def _padded(text: str, size: int) -> str:
    return text + " " * (size - _seen(text))


def wrapped(text: str, size: int) -> list[str]:
    """Return text in lines of at most `size`; coloured text is wrapped without its colour."""
    return [text] if _seen(text) <= size else _filled(click.unstyle(text).split(" "), size)


def _filled(words: Iterable[str], size: int) -> list[str]:
    """Return words in lines of at most `size`; a word that is coloured is shorter than that."""
    lines = [""]
    for word in words:
        while _seen(word) > size:
            room = size - len(lines[-1]) - bool(lines[-1])
            if room > _NARROWEST or not lines[-1]:
                lines[-1] += (" " if lines[-1] else "") + word[:room]
                word = word[room:]
            lines.append("")
        if lines[-1] and _seen(lines[-1]) + 1 + _seen(word) > size:
            lines.append("")
        lines[-1] += (" " if lines[-1] else "") + word
    return [line for line in lines if line] or [""]


def paragraph(text: str, room: int, *, first: str = "", rest: str = "", end: str = "") -> str:
    """Return text wrapped to `room` columns, with what stands before the first and other lines.

    `end` follows the text, in colour if it has one.
    """
    size = room - max(len(first), len(rest))
    text = printable(text)
    lines = _filled([*text.split(" "), *end.split(" ")], size) if end else wrapped(text, size)
    return "\n".join((first if number == 0 else rest) + line for number, line in enumerate(lines))

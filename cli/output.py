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
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import IO, Any, Final, TextIO

import click

from integration_db.text.labels import LEVEL
from integration_db.text.marks import LEVEL_MARKS, SUPPORT_MARKS, UNKNOWN_LEVEL, Tone
from integration_db.text.safe_text import printable, printable_lines
from integration_db.text.sentences import any_of
from integration_db.vocabulary import Level, Support

FORMATS: Final = ("table", "json", "csv", "markdown")
STREAM_FORMATS: Final = (*FORMATS, "ndjson")


_LEVELS: Final[Mapping[Level, str]] = {
    "fails": "[x]",
    "nothing": "[ ]",
    "control": "[*]",
    "stream": "[~]",
    "full": "[#]",
}
"""The shape of a level on a terminal, which tells it apart without colour too."""

_COLOURS: Final[Mapping[Tone, str | None]] = {
    "good": "green",
    "part": "cyan",
    "plain": None,
    "task": "yellow",
    "open": "bright_black",
    "bad": "red",
}

_GAP, _NARROW_GAP = "  ", " "


def stdout() -> TextIO:
    """Return where the answer goes. Raises `OSError` where whoever called us closed it."""
    if sys.stdout is None:
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))
    return sys.stdout


def show_what_can_be_shown() -> None:
    """Let stdout replace what the terminal has no sign for, as stderr does anyway.

    And let it have a buffer where it has none (PYTHONUNBUFFERED): of what is written without one,
    the system may take only a part, and nobody would be told.
    """
    stream = sys.stdout
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="replace")
        raw: object = stream.buffer
        if isinstance(raw, io.RawIOBase):
            encoding, lines = stream.encoding, stream.isatty()
            stream.detach()
            sys.stdout = io.TextIOWrapper(
                io.BufferedWriter(raw), encoding, "replace", line_buffering=lines
            )


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


def note(text: str, *, wrap: bool = False) -> None:
    """Write a sentence of talk to stderr; a long one can be wrapped where somebody looks at it."""
    size = width(sys.stderr) if wrap else None
    click.echo(paragraph(text, size) if size else printable(text), err=True)


def width(stream: TextIO | None = None) -> int | None:
    """Return how many columns there are on stdout, or another stream; None where nobody looks."""
    columns = os.environ.get("COLUMNS", "")
    if columns.isdecimal() and int(columns) > 0:
        return max(40, int(columns))
    try:
        return max(40, os.get_terminal_size((stream or sys.stdout).fileno()).columns)
    except (OSError, ValueError, AttributeError):
        return None


def coloured_levels(levels: Sequence[Level], shows: Mapping[Level, str]) -> str:
    """Return levels with their mark, by the recorder's symbols where it has some.

    Several are joined after `[?]`.
    """
    words = level_words(levels, shows)
    if len(levels) == 1:
        return _toned(f"{_LEVELS[levels[0]]} {words}", LEVEL_MARKS[levels[0]].tone)
    return _toned(f"[?] {words}", UNKNOWN_LEVEL.tone)


def level_words(levels: Sequence[Level], shows: Mapping[Level, str]) -> str:
    """Return levels by the recorder's symbols where it has some, else in words."""
    return any_of([shows.get(level) or LEVEL[level].brief for level in levels])


def coloured_support(capability: str, value: Support, words: str | None = None) -> str:
    """Return what a capability's value means, or other words for it, in its colour."""
    mark = SUPPORT_MARKS[capability][value]
    return _toned(words or mark.word, mark.tone)


def _toned(text: str, tone: Tone) -> str:
    return click.style(text, fg=_COLOURS[tone])


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
    """Return a table with its headings underlined; it is as wide as the screen where it can be."""
    cells = [headings, *rows]
    widths, gap = _widths(cells, width(), whole=0)
    head, *others = ["\n".join(_row_lines(row, widths, gap)) for row in cells]
    rule = gap.join("-" * size for size in widths)
    return "\n".join([head, rule, *others])


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
        least = len(_GAP) + max(map(_longest_word, column))
        if not blocks or left < least:
            blocks.append([])
            left = spare
        blocks[-1].append(number)
        left -= least
    return "\n\n".join(
        _block([[row[0], *(row[number] for number in block)] for row in rows], room, indent)
        for block in blocks or [[]]
    )


def _block(rows: Sequence[Sequence[str]], room: int, indent: str) -> str:
    """Return the rows of columns that stand side by side; the first one stays whole."""
    widths, gap = _widths(rows, room - len(indent), whole=1)
    lines = (line for row in rows for line in _row_lines(row, widths, gap))
    return "\n".join((indent + line).rstrip() for line in lines)


def _widths(
    rows: Sequence[Sequence[str]], room: int | None, *, whole: int
) -> tuple[list[int], str]:
    """Return the width of each column, the widest made narrower until all fit, and the gap.

    The first `whole` columns are not, and none becomes too narrow for one of its words: a name or
    a version that is cut is another one. So a table of long names may be wider than the screen.
    """
    columns = list(zip(*rows, strict=True))
    widths = [
        max(_seen(part) for cell in column for part in cell.split("\n")) for column in columns
    ]
    gaps = len(widths) - 1
    if room is None or sum(widths) + len(_GAP) * gaps <= room:
        return widths, _GAP
    least = [
        widths[number] if number < whole else max(_longest_word(cell) for cell in column)
        for number, column in enumerate(columns)
    ]
    gap = _GAP if sum(least) + len(_GAP) * gaps <= room else _NARROW_GAP
    while sum(widths) + len(gap) * gaps > room and widths != least:
        number = max(range(len(widths)), key=lambda n: (widths[n] > least[n], widths[n]))
        widths[number] -= 1
    return widths, gap


def _longest_word(cell: str) -> int:
    return max(len(word) for part in _plain(cell).split("\n") for _, word in _words(part))


def _row_lines(row: Sequence[str], widths: Sequence[int], gap: str) -> Iterator[str]:
    """Yield the lines of a row. Where several cells have parts, those parts stay side by side."""
    parts = [
        [wrapped(part, size) for part in cell.split("\n")]
        for cell, size in zip(row, widths, strict=True)
    ]
    several = [cell for cell in parts if len(cell) > 1]
    heights = [max(map(len, beside)) for beside in zip_longest(*several, fillvalue=())]
    cells = [_column(cell, heights) if len(cell) > 1 else cell[0] for cell in parts]
    for line in zip_longest(*cells, fillvalue=""):
        padded = [_padded(text, size) for text, size in zip(line, widths, strict=True)]
        yield gap.join(padded).rstrip()


def _column(parts: Sequence[Sequence[str]], heights: Sequence[int]) -> list[str]:
    """Return the lines of one cell, each of its parts filled up to its height."""
    filled = zip(parts, heights, strict=False)
    return [line for part, height in filled for line in (*part, *[""] * (height - len(part)))]


def _seen(text: str) -> int:
    """Return how many columns text takes; colours take none."""
    return len(_plain(text))


def _plain(text: str) -> str:
    return click.unstyle(text) if "\x1b" in text else text


def _padded(text: str, size: int) -> str:
    return text + " " * (size - _seen(text))


def wrapped(text: str, size: int) -> list[str]:
    """Return text in lines of at most `size`; coloured text is wrapped without its colour."""
    return [text] if _seen(text) <= size else _filled(_words(_plain(text)), size, size)


def _words(text: str) -> list[tuple[str, str]]:
    """Return words with what stands before each; a range may be parted between its bounds."""
    words = []
    for word in text.split(" "):
        first, *others = re.split(_BETWEEN_BOUNDS, word) if "," in word else (word,)
        words += [(" ", first), *(("", other) for other in others)]
    return words


_BETWEEN_BOUNDS: Final = r"(?<=,)(?=[<>=])"


def _filled(words: Iterable[tuple[str, str]], first: int, size: int) -> list[str]:
    """Return words in lines of at most `size`, the first line of at most `first`.

    Only a word that is longer than a line is cut; one that is coloured is shorter than that.
    """
    lines = [""]
    room = first
    for gap, word in words:
        gap = gap if lines[-1] else ""
        if lines[-1] and _seen(lines[-1]) + len(gap) + _seen(word) > room:
            lines.append("")
            gap, room = "", size
        while _seen(word) > room:
            lines[-1] += word[:room]
            word, room = word[room:], size
            lines.append("")
        lines[-1] += gap + word
    return [line for line in lines if line] or [""]


def paragraph(text: str, room: int, *, first: str = "", rest: str = "", end: str = "") -> str:
    """Return text wrapped to `room` columns, with what stands before the first and other lines.

    `end` follows the text, in colour if it has one.
    """
    words = _words(printable(text))
    if end:
        words += [(" ", word) for word in end.split(" ")]
    lines = _filled(words, room - len(first), room - len(rest))
    return "\n".join((first if number == 0 else rest) + line for number, line in enumerate(lines))

"""A header in two rows that nothing but its gaps joins: `Firmware`, a gap, over `today`, `target`.

Programs that write CSV have no merged cells, and people who type a sheet often leave them alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from integration_db.sheets.reading_notes import ReadingNote, of_sheet
from integration_db.sheets.rows import MOST_COLUMNS
from integration_db.sheets.tables import HeaderRules, has_many_digits


def joined_rows(upper: Sequence[str], lower: Sequence[str], rules: HeaderRules) -> list[str] | None:
    """Return the headings of two rows, the one right below the other; None where they are not one.

    They are one where the upper row leaves gaps over the lower one, which holds more headings than
    other texts, and where the texts above are known to stand over others, or more becomes known
    by them. A title stands alone at the beginning of its row.
    """
    width = max(len(upper), len(lower))
    if width > MOST_COLUMNS:
        return None
    above = [text.strip() for text in upper] + [""] * (width - len(upper))
    below = [text.strip() for text in lower] + [""] * (width - len(lower))
    if has_many_digits(above) or has_many_digits(below) or not _most(below, rules):
        return None
    groups = spread(above, below)
    over = [group for group, text in zip(groups, below, strict=True) if group and text]
    if all(len(list(same)) < 2 for _, same in groupby(over)):
        return None
    texts = list(dict.fromkeys(filter(None, above)))
    known = sum(map(rules.may_be_over, texts))
    headings = rules.joined(groups, below)
    gains = rules.fields_of(headings) > max(rules.fields_of(above), rules.fields_of(below))
    if len(texts) == 1:
        is_one = known == 1 and gains and not above[0]
    else:
        is_one = known == len(texts) or (gains and 2 * known >= len(texts))
    return headings if is_one and rules.is_header(headings) else None


def spread(above: Sequence[str], below: Sequence[str]) -> list[str]:
    """Return the texts that stand over each cell: one with a cell below also over a gap beside."""
    groups: list[str] = []
    group = ""
    for over, text in zip(above, below, strict=True):
        if over:
            group = over if text else ""
        groups.append(over or (group if text else ""))
    return groups


def two_rows_note(line: int, unit: str, sheet: str | None = None) -> ReadingNote:
    """Return the note that a header was read from a row, `line`, and the one below it."""
    text = f"The header was read from two rows: {unit} {line:,} and the one below{of_sheet(sheet)}."
    return ReadingNote("header_in_two_rows", text, sheet)


def _most(below: Sequence[str], rules: HeaderRules) -> bool:
    filled = [text for text in below if text]
    return len(filled) > 1 and sum(map(rules.may_be_under, filled)) * 2 > len(filled)

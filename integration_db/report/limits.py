"""What limits the answers of a report, as far as it concerns those for whom it is written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, get_args

from integration_db.check import Limit
from integration_db.check.lines.devices import DeviceNote
from integration_db.text.sentences import counted
from integration_db.vocabulary import Audience

_FOR_ALL: Final = frozenset(
    (
        *("encodings_mixed", "cells_beside", "formulas", "merged_quantity"),
        *("hidden_rows", "hidden_columns", "overridden", "other_recorder"),
        "recorder_of_export",
        *get_args(DeviceNote),
    )
)
"""What of the list as a whole a customer is told too: it quotes no heading, title or worksheet.

All else is for somebody who has the list, and can read it otherwise.
"""

_SHEETS: Final = frozenset(("sheet_hidden", "sheet_not_chosen", "sheet_without_header"))
"""Worksheets that were left out, of which a customer is told the number."""


def limits_for(audience: Audience, limits: Sequence[Limit]) -> list[Limit]:
    """Return the limits that a report names; a customer's quotes nothing of how a list was read."""
    if audience != "customer":
        return list(limits)
    left_out = sum(limit.number or 1 for limit in limits if limit.code in _SHEETS)
    verb = "was" if left_out == 1 else "were"
    text = f"{counted(left_out, 'worksheet')} {verb} left out."
    sheets = [Limit("sheets_left_out", text, False, None)] if left_out else []
    return sheets + [one for one in limits if one.cameras is not None or one.code in _FOR_ALL]

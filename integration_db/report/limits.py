"""What limits the answers of a report, as far as it concerns those for whom it is written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from integration_db.check import Limit
from integration_db.text.sentences import counted
from integration_db.vocabulary import Audience

_OF_WHO_CHECKS: Final = frozenset(
    (
        *("column_left_alone", "found_not_wished", "seen_not_compared", "columns_not_copied"),
        "same_heading",
        *("secret_columns", "secrets_masked"),
    )
)
"""How columns were read, for somebody who has the list and can read it otherwise."""

_SHEETS: Final = frozenset(("sheet_hidden", "sheet_not_chosen", "sheet_without_header"))
"""Worksheets that were left out; their names may be nobody's business."""


def limits_for(audience: Audience, limits: Sequence[Limit]) -> list[Limit]:
    """Return the limits that a report names; a customer's names no worksheet that was left out."""
    if audience != "customer":
        return list(limits)
    left_out = sum(limit.number or 1 for limit in limits if limit.code in _SHEETS)
    verb = "was" if left_out == 1 else "were"
    text = f"{counted(left_out, 'worksheet')} {verb} left out."
    sheets = [Limit("sheets_left_out", text, False, None)] if left_out else []
    internal = _OF_WHO_CHECKS | _SHEETS
    return sheets + [limit for limit in limits if limit.code not in internal]

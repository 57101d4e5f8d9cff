"""The bounds of the firmware that a camera runs, as they are written.

`first` and `runs` take a version, `last` a version or `<` and a version. Each stands for all that
its text may mean: `first: "8.50"` begins at the lowest 8.50.x, `last: "11.11"` ends above every
11.11.x, `last: "<12"` below every 12.x.
"""

from __future__ import annotations

from integration_db.errors import InvalidRange, assert_never
from integration_db.firmware.ranges import Interval, parse_range
from integration_db.vocabulary import SpanSide


def bound_interval(
    side: SpanSide, text: str, *, manufacturer: str | None = None, scheme: str | None = None
) -> Interval:
    """Return the firmware that a bound leaves: from, up to, or just the version that it names.

    Raises InvalidRange where the text is no version of the manufacturer's or the scheme's.
    """
    written = text.strip()
    if written.startswith((">", "=", "*")) or (written.startswith("<") and side != "last"):
        raise InvalidRange(
            text, f"{side} takes a version alone{_OR_BELOW if side == 'last' else ''}"
        )
    match side:
        case "first":
            clause = f">={written}"
        case "last":
            clause = written if written.startswith("<") else f"<={written}"
        case "runs":
            clause = f"={written}"
        case _:
            assert_never(side)
    try:
        (interval,) = parse_range(clause, manufacturer=manufacturer, scheme=scheme).intervals
    except InvalidRange as error:
        raise InvalidRange(text, error.reason) from None  # what was written, and no sign before it
    return interval


_OR_BELOW = ', or "<" and a version'

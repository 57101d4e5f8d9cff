"""Build dates as ISO text, which sorts by time. No clock, no time of day, no time zone.

By hand, in thirty lines, because `datetime` would bring the clock into the pure core.
"""

from typing import Final

_DAYS: Final = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def build_date(digits: str) -> str | None:
    """Return `yymmdd` or `yyyymmdd` as ISO text, None if it is no day from 2000 to 2049."""
    if len(digits) == 6:
        digits = "20" + digits
    if len(digits) != 8:
        return None
    iso = f"{digits[:4]}-{digits[4:6]}-{digits[6:]}"
    return iso if "2000" <= digits[:4] <= "2049" and is_day(iso) else None


def is_day(iso: str) -> bool:
    """Whether text of ASCII digits in the form `yyyy-mm-dd` is a day of the calendar."""
    year, month, day = int(iso[:4]), int(iso[5:7]), int(iso[8:])
    return 1 <= month <= 12 and 1 <= day <= _days(year, month)


def day_after(iso: str) -> str:
    """Return the next day; the day must be one."""
    year, month, day = int(iso[:4]), int(iso[5:7]), int(iso[8:]) + 1
    if day > _days(year, month):
        month, day = month + 1, 1
    if month > 12:
        year, month = year + 1, 1
    return f"{year:04}-{month:02}-{day:02}"


def _days(year: int, month: int) -> int:
    leap = month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return _DAYS[month - 1] + leap

"""Firmware versions: read them, order them, and ask whether they are in a range.

Pure: no disk, no database, no clock. How versions are written is in `notations`, and by whom in
`schemes`; nothing here knows which capability a firmware brings.
"""

from integration_db.firmware.ranges import (
    SQL_HOLDS,
    Bound,
    FirmwareRange,
    Interval,
    interval_holds,
    parse_range,
)
from integration_db.firmware.schemes import (
    GENERIC,
    SCHEMES,
    Scheme,
    has_line,
    is_own,
    main_line,
    parse_firmware,
    scheme_for,
    scheme_named,
)
from integration_db.firmware.version import (
    Firmware,
    Provenance,
    compare,
    explain_comparison,
    is_numbered_above,
)

__all__ = [
    "GENERIC",
    "SCHEMES",
    "SQL_HOLDS",
    "Bound",
    "Firmware",
    "FirmwareRange",
    "Interval",
    "Provenance",
    "Scheme",
    "compare",
    "explain_comparison",
    "has_line",
    "interval_holds",
    "is_own",
    "is_numbered_above",
    "main_line",
    "parse_firmware",
    "parse_range",
    "scheme_for",
    "scheme_named",
]

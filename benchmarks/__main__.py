"""Print the ratios of docs/performance.md. Usage: python -m benchmarks [PART ...] [--quick]

Everything is measured beside its floor in the same run; `--quick` takes small catalogues and
few rounds, to see that the benchmarks themselves work.
"""

from __future__ import annotations

import argparse
import platform
import sys
import tempfile
from pathlib import Path

from benchmarks import (
    build,
    checking,
    crowd,
    filtering,
    growth,
    pages,
    postgresql,
    rate,
    serving,
    startup,
)
from benchmarks.measure import table

PARTS = {
    "startup": startup.results,
    "filter": filtering.results,
    "build": build.results,
    "rate": rate.results,
    "check": checking.results,
    "serve": serving.results,
    "pages": pages.results,
    "postgresql": postgresql.results,
    "crowd": crowd.results,
    "growth": growth.results,
}
UNLESS_NAMED = frozenset({"crowd", "growth"})
"""What takes minutes, and is measured only where it is named."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "parts",
        nargs="*",
        choices=[*PARTS, []],
        help="which parts; all but crowd and growth if none",
    )
    parser.add_argument("--quick", action="store_true", help="small and rough")
    options = parser.parse_args()
    print(f"CPython {platform.python_version()}, {platform.machine()}", file=sys.stderr)
    found, notes = [], []
    with tempfile.TemporaryDirectory(prefix="integration-db-bench-") as folder:
        for name in options.parts or [one for one in PARTS if one not in UNLESS_NAMED]:
            place = Path(folder) / name
            place.mkdir()
            print(f"measuring {name} ...", file=sys.stderr)
            results, more = PARTS[name](place, options.quick)
            found += results
            notes += more
    print(table(found))
    print()
    for note in notes:
        print(f"- {note}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

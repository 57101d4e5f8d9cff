"""`filter --ssl --count` over 100,000 cameras beside the same SQL in the sqlite3 shell."""

from __future__ import annotations

import shutil
import sys
import time
from pathlib import Path

from benchmarks.measure import Ratio, paired, process
from benchmarks.startup import EMPTY
from benchmarks.synthetic import model_name, write_seed
from integration_db.catalog import Catalog
from integration_db.database.building import build_file
from integration_db.database.readers import open_file


def results(folder: Path, quick: bool) -> tuple[list[Ratio], list[str]]:
    shell = shutil.which("sqlite3")
    if shell is None:
        return [], ["the sqlite3 shell is not installed, so `filter` was left out"]
    models = 2_000 if quick else 100_000
    write_seed(folder / "seed", models)
    database = folder / "catalogue.sqlite"
    build_file(database, [folder / "seed"])
    script = folder / "empty.py"
    script.write_text(EMPTY, encoding="utf-8")
    # Written by hand from the meaning of the columns: HTTPS support is the lowest digit to base 3.
    sql = (
        "SELECT COUNT(DISTINCT model_id) FROM cell WHERE context_id = 0 AND kind_id IN "
        "(SELECT id FROM kind WHERE packed % 3 = 2) AND standing >= 2"
    )
    by_hand = process(shell, str(database), sql)
    empty = process(sys.executable, str(script))

    def floor() -> None:
        by_hand()
        empty()

    ours = process(
        *(sys.executable, "-m", "integration_db_cli", "--database", str(database)),
        *("filter", "--ssl", "--count", "--format", "json"),
    )
    result = paired(
        f"`filter --ssl --count`, {models:,} cameras",
        ours,
        "same SQL in the sqlite3 shell, plus an empty click command",
        floor,
        target=1.5,
        rounds=3 if quick else 9,
    )
    size = database.stat().st_size / 1e6
    return [result], [
        f"the database of {models:,} cameras with ten statements each is {size:.0f} MB",
        *_names(database, models),
    ]


def _names(database: Path, models: int) -> list[str]:
    """Tell how long a name takes that was not met before, one that is there and one that is not."""
    notes = []
    with Catalog(open_file(database)) as catalog:
        for what, ending in (("a known name", ""), ("an unknown name, with suggestions,", "Q7")):
            numbers = range(0, models, max(1, models // 300))
            start = time.perf_counter()
            for number in numbers:
                catalog.resolve(f"maker{number // 10 % 40:02} {model_name(number).lower()}{ending}")
            each = (time.perf_counter() - start) / len(numbers)
            notes.append(f"{what} among {models:,}: {each * 1e3:.2f} ms")
    return notes

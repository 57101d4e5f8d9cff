"""`check` over a million lines, CSV to CSV, beside Python's csv module and a pandas merge."""

from __future__ import annotations

import csv
import importlib.util
import sys
from itertools import islice
from pathlib import Path

from benchmarks.measure import Ratio, output, paired, process, program
from integration_db import environment
from integration_db.database import opening

CSV_ONLY = """\
import csv, sys
with open(sys.argv[1], newline="", encoding="utf-8") as source:
    with open(sys.argv[2], "w", newline="", encoding="utf-8") as target:
        csv.writer(target, lineterminator="\\n").writerows(csv.reader(source))
"""

PANDAS = """\
import sys
import pandas
lines = pandas.read_csv(sys.argv[1], dtype=str)
types = pandas.read_csv(sys.argv[2], dtype=str)
joined = lines.merge(types, how="left", on=["Manufacturer", "Model", "Firmware"])
joined.to_csv(sys.argv[3], index=False)
"""

LINES_OF_ONE_TYPE = 500
_CODES = (0, 1)  # 1: not every line reaches the requirement
HEADER = ("Input", "Camera Name", "IP Address", "Manufacturer", "Model", "Firmware", "Qty")


def results(folder: Path, quick: bool) -> tuple[list[Ratio], list[str]]:
    lines = 20_000 if quick else 1_000_000
    kinds = lines // LINES_OF_ONE_TYPE  # each is a question, so they weigh alike in a small list
    source, types = folder / "list.csv", folder / "types.csv"
    database = _write_list(folder, source, types, lines, kinds)
    floor = folder / "csv_only.py"
    floor.write_text(CSV_ONLY, encoding="utf-8")
    quarter = folder / "quarter.csv"
    with source.open(encoding="utf-8") as whole:
        quarter.write_text("".join(islice(whole, lines // 4 + 1)), encoding="utf-8")

    def of(file: Path) -> list[str]:
        target = str(folder / "checked.csv")
        return [*program(), "--database", database, "check", str(file), "-o", target, "--force"]

    ours = of(source)
    rounds = 2 if quick else 5
    ratios = [
        paired(
            f"`check`, {lines:,} lines of {kinds:,} device types, CSV to CSV, whole process",
            process(*ours, codes=_CODES),
            "csv module reading and writing the same file, whole process",
            process(sys.executable, str(floor), str(source), str(folder / "copy.csv")),
            target=4,
            rounds=rounds,
        ),
        paired(
            f"`check`, {lines:,} lines, as above",
            process(*ours, codes=_CODES),
            f"`check`, the first {lines // 4:,} of these lines",
            process(*of(quarter), codes=_CODES),
            target=4,
            rounds=rounds,
        ),
    ]
    notes = []
    if importlib.util.find_spec("pandas") is not None:
        merge = folder / "pandas_merge.py"
        merge.write_text(PANDAS, encoding="utf-8")
        ratios.append(
            paired(
                f"`check`, {lines:,} lines, as above",
                process(*ours, codes=_CODES),
                "pandas merge with a table of the types, no prediction, whole process",
                process(
                    *(sys.executable, str(merge), str(source), str(types)),
                    str(folder / "merged.csv"),
                ),
                target=1,
                rounds=rounds,
            )
        )
    else:
        notes.append("pandas is not installed, so that comparison was left out")
    once = ("-m", "benchmarks.check_once", database)
    for file, number in ((source, lines), (quarter, lines // 4)):
        peak = output(sys.executable, *once, str(file), str(folder / "checked.csv")).strip()
        if peak:
            text = f"peak memory of `check` over {number:,} lines: {float(peak):.0f} MB (≤ 200)"
            notes.append(text)
    return ratios, notes


def _write_list(folder: Path, source: Path, types: Path, lines: int, of_types: int) -> str:
    """Write a camera list of real models, and the table that a merge would join it with.

    Returns the place of the database with these models.
    """
    reader = opening.open_catalogue_database(
        [environment.default_seed_root()], cache_folder=folder / "cache"
    )
    models = reader.rows(
        "SELECT f.name, m.name FROM model m JOIN manufacturer f ON f.id = m.manufacturer_id "
        "ORDER BY m.id LIMIT :kinds",
        {"kinds": of_types},
    )
    kinds = [
        (maker, model, f"{5 + number % 9}.{number % 90}.1")
        for number, (maker, model) in enumerate(models)
    ]
    place = str(getattr(reader, "place"))  # noqa: B009 (not part of the protocol)
    reader.close()
    with types.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(("Manufacturer", "Model", "Firmware", "https", "video", "cert", "regen"))
        writer.writerows((*kind, "yes", "no", "yes", "no") for kind in kinds)
    with source.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        for number in range(lines):
            kind = kinds[number * 7 % of_types]
            address = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
            writer.writerow((number, f"Camera {number}", address, *kind, 1 + number % 4))
    return place

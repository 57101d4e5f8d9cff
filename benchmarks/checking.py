"""`check` over a million lines, CSV to CSV, beside Python's csv module and a pandas merge."""

from __future__ import annotations

import csv
import importlib.util
import sys
from pathlib import Path

from benchmarks.measure import Ratio, output, paired, process
from benchmarks.synthetic import model_name, write_seed
from integration_db.build import build_file

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
lines.merge(types, how="left", on=["Model", "Firmware"]).to_csv(sys.argv[3], index=False)
"""

KINDS = 2_000
HEADER = ("Input", "Camera Name", "IP Address", "Manufacturer", "Model", "Firmware", "Qty")


def results(folder: Path, quick: bool) -> tuple[list[Ratio], list[str]]:
    lines = 20_000 if quick else 1_000_000
    write_seed(folder / "seed", KINDS)
    database = folder / "catalogue.sqlite"
    build_file(database, [folder / "seed"])
    source, types = folder / "list.csv", folder / "types.csv"
    _write_list(source, types, lines)
    floor = folder / "csv_only.py"
    floor.write_text(CSV_ONLY, encoding="utf-8")
    ours = (
        *(sys.executable, "-m", "benchmarks.check_once", str(database), str(source)),
        str(folder / "checked.csv"),
    )
    rounds = 2 if quick else 5
    found = [
        paired(
            f"`check`, {lines:,} lines of {KINDS:,} device types, CSV to CSV, whole process",
            process(*ours),
            "csv module reading and writing the same file, whole process",
            process(sys.executable, str(floor), str(source), str(folder / "copy.csv")),
            target=4,
            rounds=rounds,
        )
    ]
    notes = []
    if importlib.util.find_spec("pandas") is not None:
        merge = folder / "pandas_merge.py"
        merge.write_text(PANDAS, encoding="utf-8")
        found.append(
            paired(
                f"`check`, {lines:,} lines, as above",
                process(*ours),
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
    peak = output(*ours).strip()
    if peak:
        notes.append(f"peak memory of `check` over {lines:,} lines: {float(peak):.0f} MB (≤ 200)")
    return found, notes


def _write_list(source: Path, types: Path, lines: int) -> None:
    """Write a camera list, and the table of device types that a merge would join it with."""
    kinds = [
        (f"Maker{number // 10 % 40:02}", model_name(number), f"{5 + number % 9}.{number % 90}.1")
        for number in range(KINDS)
    ]
    with types.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(("Model", "Firmware", "https", "video", "cert", "regen"))
        writer.writerows(
            (model, firmware, "yes", "no", "yes", "no") for _, model, firmware in kinds
        )
    with source.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        for number in range(lines):
            maker, model, firmware = kinds[number * 7 % KINDS]
            address = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
            row = (number, f"Camera {number}", address, maker, model, firmware, 1 + number % 4)
            writer.writerow(row)

"""`check` of long lists beside Python's csv module, python-calamine and a pandas merge.

Lines of few device types, lines that are all different, names that nobody knows, prose, a workbook.
All of it is measured in processor time of whole processes.
"""

from __future__ import annotations

import csv
import importlib.util
import sys
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from pathlib import Path
from typing import Final

from benchmarks.measure import Ratio, output, paired, process, processor_time, program, seconds
from integration_db import environment
from integration_db.database import opening

CSV_ONLY = """\
import csv, sys
with open(sys.argv[1], newline="", encoding="utf-8") as source:
    with open(sys.argv[2], "w", newline="", encoding="utf-8") as target:
        csv.writer(target, lineterminator="\\n").writerows(csv.reader(source))
"""

CALAMINE_ONLY = """\
import sys
from python_calamine import CalamineWorkbook
CalamineWorkbook.from_path(sys.argv[1]).get_sheet_by_index(0).to_python()
"""

PANDAS = """\
import sys
import pandas
lines = pandas.read_csv(sys.argv[1], dtype=str)
types = pandas.read_csv(sys.argv[2], dtype=str)
joined = lines.merge(types, how="left", on=["Manufacturer", "Model", "Firmware"])
joined.to_csv(sys.argv[3], index=False)
"""

SCRIPTS: Final = {"csv_only": CSV_ONLY, "calamine_only": CALAMINE_ONLY, "pandas_merge": PANDAS}
"""What lists are measured beside, each a process of its own."""

LINES_OF_ONE_TYPE: Final = 500
_CODES: Final = (0, 1)  # 1: not every line reaches the requirement
HEADER: Final = ("Input", "Camera Name", "IP Address", "Manufacturer", "Model", "Firmware", "Qty")
PROSE: Final = (
    "{maker} {model} Network Camera, outdoor, with mount",
    "Supply and install {maker} {model} dome camera, PoE, incl. bracket",
    "{model} IP-Kamera von {maker}, 5 MP, mit Wandhalter",
    "Fixed dome camera {maker} {model}, 1080p, vandal-resistant, for the main entrance",
)
"""How quotations write a camera."""

Row = Sequence[object]
Kind = tuple[str, str, str]


def results(folder: Path, quick: bool) -> tuple[list[Ratio], list[str]]:
    kinds, database = _kinds(folder, 40 if quick else 2_000)
    check = _Check(folder, database)
    rounds = 2 if quick else 5
    ratios, notes = _of_few_types(check, folder, kinds, rounds)
    for part in (_different, _workbook):
        more, told = part(check, folder, kinds, rounds)
        ratios += more
        notes += told
    return ratios, [*notes, *_by_line(check, folder, kinds)]


class _Check:
    """The command over a list, and what it is measured beside."""

    def __init__(self, folder: Path, database: str) -> None:
        self._folder, self._database = folder, database
        self._target = str(folder / "checked.csv")

    def of(self, file: Path) -> Callable[[], None]:
        """Return work that checks a list into a CSV file."""
        own = ["--database", self._database, "check", str(file), "-o", self._target, "--force"]
        return process(*program(), *own, codes=_CODES)

    def script(self, name: str, *arguments: Path) -> Callable[[], None]:
        """Return work that runs one of `SCRIPTS` in a process of its own."""
        script = self._folder / f"{name}.py"
        script.write_text(SCRIPTS[name], encoding="utf-8")
        return process(sys.executable, str(script), *map(str, arguments))

    def copy(self, file: Path) -> Callable[[], None]:
        """Return work that reads and writes a file by the csv module alone."""
        return self.script("csv_only", file, self._folder / "copy.csv")

    def memory_note(self, file: Path, lines: int, of: str) -> list[str]:
        """Return the most memory that checking a list takes, as a sentence, where that is known."""
        once = ("-m", "benchmarks.check_once", self._database, str(file), self._target)
        peak = output(sys.executable, *once).strip()
        return [f"peak memory of `check` over {lines:,} {of}: {float(peak):.0f} MB (≤ 200)"] * bool(
            peak
        )

    def answers(self, file: Path) -> list[list[str]]:
        """Return the rows of a checked list."""
        self.of(file)()
        with open(self._target, newline="", encoding="utf-8") as checked:
            return list(csv.reader(checked))


def _of_few_types(
    check: _Check, folder: Path, kinds: Sequence[Kind], rounds: int
) -> tuple[list[Ratio], list[str]]:
    lines = len(kinds) * LINES_OF_ONE_TYPE  # each type is a question, so they weigh alike
    source, quarter = folder / "list.csv", folder / "quarter.csv"
    _write(source, (_line(n, *kinds[n * 7 % len(kinds)]) for n in range(lines)))
    with source.open(encoding="utf-8") as whole:
        quarter.write_text("".join(islice(whole, lines // 4 + 1)), encoding="utf-8")
    told = f"`check`, {lines:,} lines of {len(kinds):,} device types, CSV to CSV"
    beside: list[tuple[str, Callable[[], None], float]] = [
        ("csv module reading and writing the same file", check.copy(source), 4),
        (f"`check`, the first {lines // 4:,} of these lines", check.of(quarter), 4),
    ]
    notes = []
    if importlib.util.find_spec("pandas") is not None:
        types = _table_of_types(check, folder, kinds)
        merge = check.script("pandas_merge", source, types, folder / "merged.csv")
        beside.append(("pandas merge with the same answers, writing the same columns", merge, 1))
    else:
        notes.append("pandas is not installed, so that comparison was left out")
    ratios = [
        paired(
            told,
            check.of(source),
            *(floor, work),
            target=target,
            rounds=rounds,
            clock=processor_time,
        )
        for floor, work, target in beside
    ]
    for file, number in ((source, lines), (quarter, lines // 4)):
        notes += check.memory_note(file, number, "lines")
    return ratios, notes


def _table_of_types(check: _Check, folder: Path, kinds: Sequence[Kind]) -> Path:
    """Write the table that a merge would join a list with: each type with its answer."""
    types, table = folder / "types.csv", folder / "answers.csv"
    _write(types, kinds, ("Manufacturer", "Model", "Firmware"))
    header, *rows = check.answers(types)
    _write(table, rows, header)
    return table


def _different(
    check: _Check, folder: Path, kinds: Sequence[Kind], rounds: int
) -> tuple[list[Ratio], list[str]]:
    """Measure lines each of which asks what no other one does, by the firmware of its camera."""
    source, lines = folder / "different.csv", len(kinds) * 50

    def line(number: int) -> Row:
        maker, model, _ = kinds[number * 7 % len(kinds)]
        firmware = f"{5 + number % 9}.{number % 90}.{number // 90}"
        return _line(number, maker, model, firmware)

    _write(source, map(line, range(lines)))
    ratio = paired(
        f"`check`, {lines:,} lines, each different: {len(kinds):,} cameras with 50 versions",
        check.of(source),
        "csv module reading and writing the same file",
        check.copy(source),
        target=8,
        rounds=rounds,
        clock=processor_time,
    )
    return [ratio], check.memory_note(source, lines, "different lines")


def _workbook(
    check: _Check, folder: Path, kinds: Sequence[Kind], rounds: int
) -> tuple[list[Ratio], list[str]]:
    missing = [one for one in ("openpyxl", "python_calamine") if not importlib.util.find_spec(one)]
    if missing:
        return [], [f"{missing[0]} is not installed, so workbooks were left out"]
    from openpyxl import Workbook

    lines = len(kinds) * 50
    source, book = folder / "workbook.csv", folder / "workbook.xlsx"
    rows = [_line(n, *kinds[n * 7 % len(kinds)]) for n in range(lines)]
    _write(source, rows)
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("List")
    for row in (HEADER, *rows):
        sheet.append(row)
    workbook.save(book)
    read, checked = check.script("calamine_only", book), check.of(source)
    ratio = paired(
        f"`check`, {lines:,} lines of {len(kinds):,} device types, XLSX to CSV",
        check.of(book),
        "python-calamine reading it, and `check` of the same lines as CSV",
        lambda: (read(), checked()),
        target=2,
        rounds=rounds,
        clock=processor_time,
    )
    return [ratio], []


def _by_line(check: _Check, folder: Path, kinds: Sequence[Kind]) -> list[str]:
    """Return what a line costs that nobody can answer quickly, beside a list of one line."""

    def unknown(number: int) -> Row:
        maker = kinds[number * 7 % len(kinds)][0]
        return _line(number, maker, f"{'XYZQ'[number % 4]}X{number}-{'ABCD'[number % 3]}", "1.2.3")

    def prose(number: int) -> Row:
        maker, model, _ = kinds[number * 7 % len(kinds)]
        return number, PROSE[number % len(PROSE)].format(maker=maker, model=model), 1 + number % 4

    prose_header = ("Pos", "Description", "Qty")
    notes = []
    for what, line, header, lines, most in (
        ("names that nobody knows", unknown, HEADER, len(kinds) * 10, 150),
        ("lines of prose", prose, prose_header, len(kinds), 1_000),
    ):
        whole, one = folder / "whole.csv", folder / "one.csv"
        _write(whole, map(line, range(lines)), header)
        _write(one, map(line, range(1)), header)
        floor = seconds(check.of(one), processor_time)
        each = (seconds(check.of(whole), processor_time) - floor) / lines * 1e6
        copy = seconds(check.copy(whole), processor_time)
        notes.append(
            f"`check` of {lines:,} {what}: {each:.0f} µs a line (≤ {most:,}), beside a list of one "
            f"line, {floor:.2f} s; the csv module copies it in {copy:.2f} s"
        )
    return notes


def _line(number: int, maker: str, model: str, firmware: str) -> Row:
    """Return a line of a list of cameras."""
    address = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
    return number, f"Camera {number}", address, maker, model, firmware, 1 + number % 4


def _write(file: Path, rows: Iterable[Row], header: Sequence[str] = HEADER) -> None:
    with file.open("w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out)
        writer.writerow(header)
        writer.writerows(rows)


def _kinds(folder: Path, number: int) -> tuple[list[Kind], str]:
    """Return cameras of the seed that ships, each with a firmware, and where its database is."""
    reader = opening.open_catalogue_database(
        [environment.default_seed_root()], cache_folder=folder / "cache"
    )
    models = reader.rows(
        "SELECT f.name, m.name FROM model m JOIN manufacturer f ON f.id = m.manufacturer_id "
        "ORDER BY m.id LIMIT :kinds",
        {"kinds": number},
    )
    place = str(getattr(reader, "place"))  # noqa: B009 (not part of the protocol)
    reader.close()
    kinds = [
        (maker, model, f"{5 + number % 9}.{number % 90}.1")
        for number, (maker, model) in enumerate(models)
    ]
    return kinds, place

"""How times grow with the catalogue: the exponent of each, from thousand to 100,000 cameras.

The exponent is the slope between the smallest and the largest catalogue, both in logarithms: 1 is
twice the time for twice the cameras, 0 the same time for any number. `GROWTH_SIZES` names other
sizes; with `GROWTH_PICTURE` the run draws the picture of docs/performance.md into that file.
"""

from __future__ import annotations

import math
import os
import shutil
import statistics
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from itertools import cycle
from pathlib import Path

from benchmarks.measure import Ratio, output, program
from benchmarks.serving import server
from benchmarks.synthetic import maker_of, model_name, write_seed
from integration_db.catalog import Catalog
from integration_db.database.readers import open_file

Times = dict[str, float]
"""Seconds (or MB) by what was measured."""

FLAT, LINEAR = 0.1, 1.0

TARGETS: Mapping[str, float] = {
    "build": LINEAR,
    "memory of the build": LINEAR,
    "look-up": FLAT,
    "unknown name, with suggestions": FLAT,
    "search": FLAT,
    "`filter --limit 50`, whole process": FLAT,
    "`filter --count`, whole process": LINEAR,
    "list page": FLAT,
    "facets": LINEAR,
    "export of the feed": LINEAR,
    "`serve` to its first answer": FLAT,
}
"""What is measured, and the exponent that it may have."""


def results(folder: Path, quick: bool) -> tuple[list[Ratio], list[str]]:
    said = os.environ.get("GROWTH_SIZES")
    sizes = [300, 1_200] if quick else [1_000, 10_000, 100_000]
    if said:
        sizes = sorted(int(size) for size in said.split(","))
    found = {size: _measured(folder / str(size), size, 3 if quick else 7) for size in sizes}
    low, high = found[sizes[0]], found[sizes[-1]]
    step = math.log(sizes[-1] / sizes[0])
    rows = [
        Ratio(
            f"growth of {what}: exponent; {sizes[-1]:,} cameras",
            high[what],
            f"{sizes[0]:,} cameras",
            low[what],
            math.log(high[what] / low[what]) / step,
            target,
        )
        for what, target in TARGETS.items()
        if what != "memory of the build"
    ]
    memory = ", ".join(
        f"{found[size]['memory of the build']:.0f} MB for {size:,}" for size in sizes
    )
    picture = os.environ.get("GROWTH_PICTURE")
    if picture:
        Path(picture).write_text(drawn(found), encoding="utf-8")
    return rows, [f"peak memory of the build: {memory} cameras"]


def _measured(folder: Path, models: int, rounds: int) -> Times:
    """Return what each thing takes with so many cameras."""
    seed = folder / "seed"
    write_seed(seed, models, hard=False)
    start = time.perf_counter()
    peak = output(sys.executable, "-m", "benchmarks.build_once", str(seed), str(folder / "cache"))
    times = {"build": time.perf_counter() - start, "memory of the build": float(peak or "nan")}
    built = next((folder / "cache").rglob("*.sqlite"))
    database = folder / "catalogue.sqlite"
    shutil.copy(built, database)
    ours = [*program(), "--database", str(database)]
    filtered = ("filter", "--ssl", "--format", "json")
    for what, command in {
        "`filter --limit 50`, whole process": (*filtered, "--limit", "50"),
        "`filter --count`, whole process": (*filtered, "--count"),
        "export of the feed": ("export", "feed", "-"),
    }.items():
        times[what] = _median(lambda command=command: output(*ours, *command), rounds)  # type: ignore[misc]
    with Catalog(open_file(database)) as catalog:
        for what, work in _questions(catalog, models).items():
            times[what] = _median(work, 5 * rounds)
    times |= _served(database, rounds)
    return times


def _questions(catalog: Catalog, models: int) -> dict[str, Callable[[], object]]:
    """Return what is asked in one process; no question is asked twice.

    The cameras asked about stand far apart in a small catalogue as well: neighbours share answers.
    """
    names = cycle(
        (maker_of(number, hard=False), model_name(number))
        for first in range(3)
        for number in range(first, models, max(1, models // _ASKED))
    )

    def look_up() -> None:
        maker, model = next(names)
        catalog.predict(model, manufacturer=maker, firmware="7.10.1", plugin="ONVIF")

    def unknown() -> None:
        maker, model = next(names)
        catalog.resolve(f"{maker} {model}Q7")

    def search() -> None:
        _, model = next(names)
        catalog.search(model[:4], limit=20)

    def facets() -> None:
        catalog.select(https="yes").facet("manufacturer")

    return {
        "look-up": look_up,
        "unknown name, with suggestions": unknown,
        "search": search,
        "facets": facets,
    }


def _served(database: Path, rounds: int) -> Times:
    """Return the time of a server's first answer, and of list pages that nobody asked before."""
    first, pages = [], []
    command = ("-m", "integration_db_cli", "--database", str(database), "serve", "--port")
    for turn in range(3):
        start = time.perf_counter()
        with server(*command) as port:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/api/v1/version").read()
            first.append(time.perf_counter() - start)
            for number in range(rounds if turn == 0 else 0):
                start = time.perf_counter()
                urllib.request.urlopen(f"http://127.0.0.1:{port}/?https=yes&offset={number}").read()
                pages.append(time.perf_counter() - start)
    return {
        "`serve` to its first answer": statistics.median(first),
        "list page": statistics.median(pages),
    }


def _median(work: Callable[[], object], rounds: int) -> float:
    """Return the median time of some rounds; of fewer where they take long."""
    work()
    times: list[float] = []
    while len(times) < rounds and sum(times) < _LONG:
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


_ASKED = 36
"""Cameras of each question: as many as are asked about, each of a series of its own."""

_LONG = 5
"""Seconds after which no further round is begun."""

_WIDE, _HIGH, _LEFT, _TOP, _RIGHT = 720, 400, 60, 20, 270
"""The picture in points, and the edges around its lines."""


def drawn(found: Mapping[int, Times]) -> str:
    """Return the picture: time over cameras, both in powers of ten, a line for each thing."""
    lines = {
        what: [(math.log10(size), math.log10(times[what])) for size, times in found.items()]
        for what in TARGETS
        if what != "memory of the build"
    }
    points = [point for line in lines.values() for point in line]
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south = math.floor(min(y for _, y in points))
    north = math.ceil(max(y for _, y in points))

    def place(point: tuple[float, float]) -> str:
        x = _LEFT + (point[0] - west) / (east - west) * (_WIDE - _LEFT - _RIGHT)
        y = _HIGH - 30 - (point[1] - south) / (north - south) * (_HIGH - 30 - _TOP)
        return f"{x:.1f} {y:.1f}"

    parts = list(_scales(found, south, north, place, east))
    heights: list[float] = []
    for what, line in sorted(lines.items(), key=lambda item: -item[1][-1][1]):
        x, y = map(float, place(line[-1]).split())
        height = max(y, heights[-1] + 15 if heights else y)  # one name never over the other
        heights.append(height)
        parts.append(f'<path d="M{" L".join(map(place, line))}" fill="none" stroke="#345"/>')
        parts.append(f'<text x="{x + 8:.1f}" y="{height + 4:.1f}">{what.replace("`", "")}</text>')
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDE} {_HIGH}" role="img" '
        'font-family="sans-serif" font-size="12">\n'
        "<title>Time over the number of cameras</title>\n"
        f'<rect width="{_WIDE}" height="{_HIGH}" fill="#fff"/>\n' + "\n".join(parts) + "\n</svg>\n"
    )


def _scales(
    found: Mapping[int, Times],
    south: int,
    north: int,
    place: Callable[[tuple[float, float]], str],
    east: float,
) -> Iterator[str]:
    west = math.log10(min(found))
    for power in range(south, north + 1):
        (x, y), (end, _) = (place((at, power)).split() for at in (west, east))
        yield f'<path d="M{x} {y} H{end}" stroke="#ddd"/>'
        said, height = _seconds(power), float(y) + 4
        yield f'<text x="{_LEFT - 8}" y="{height:.1f}" text-anchor="end">{said}</text>'
    for size in found:
        x, y = place((math.log10(size), south)).split()
        yield f'<text x="{x}" y="{float(y) + 18:.1f}" text-anchor="middle">{size:,}</text>'


def _seconds(power: int) -> str:
    unit, left = (
        ("s", power) if power >= 0 else ("ms", power + 3) if power >= -3 else ("µs", power + 6)
    )
    return f"{10**left:,} {unit}"

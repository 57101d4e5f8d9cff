"""Paired timing: both sides in turn, round by round, so that a drifting machine harms neither."""

from __future__ import annotations

import os
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Ratio:
    """How long one thing takes beside another: medians in seconds, median of the paired ratios."""

    what: str
    seconds: float
    floor: str
    floor_seconds: float
    ratio: float
    target: float
    at_least: bool = False

    @property
    def met(self) -> bool:
        return self.ratio >= self.target if self.at_least else self.ratio <= self.target


def paired(
    what: str,
    work: Callable[[], object],
    floor: str,
    floor_work: Callable[[], object],
    *,
    target: float,
    rounds: int,
    at_least: bool = False,
    clock: Callable[[], float] = time.perf_counter,
) -> Ratio:
    """Time both in turn after one warm-up. With `at_least` the ratio is floor/work (speed-up).

    `clock` gives seconds; `processor_time` is that of a machine with other things to do.
    """
    work(), floor_work()
    pairs = []
    for _ in range(rounds):
        pairs.append((seconds(work, clock), seconds(floor_work, clock)))
    ours = statistics.median(a for a, _ in pairs)
    theirs = statistics.median(b for _, b in pairs)
    quotients = [b / a if at_least else a / b for a, b in pairs]
    return Ratio(what, ours, floor, theirs, statistics.median(quotients), target, at_least)


def seconds(work: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    """Return how long something takes by a clock."""
    start = clock()
    work()
    return clock() - start


def processor_time() -> float:
    """Return the seconds that whole processes of ours have kept a processor busy."""
    times = os.times()
    return times.children_user + times.children_system


def process(
    *command: str, environment: dict[str, str] | None = None, codes: Sequence[int] = (0,)
) -> Callable[[], None]:
    """Return work that runs a whole process and throws its output away."""

    def run() -> None:
        output(*command, environment=environment, codes=codes)

    return run


def output(
    *command: str, environment: dict[str, str] | None = None, codes: Sequence[int] = (0,)
) -> str:
    """Run a whole process that ends with one of the exit codes, and return what it prints."""
    done = subprocess.run(
        command,
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=_surroundings(environment or {}),
    )
    if done.returncode not in codes:
        done.check_returncode()
    return done.stdout


def program() -> list[str]:
    """Return the command line's own start, as users start it where it is installed."""
    installed = Path(sys.executable).parent / "integration-db"
    return [str(installed)] if installed.exists() else [sys.executable, "-m", "integration_db_cli"]


def print_peak_memory() -> None:
    """Print the most memory in MB that this process had, where Linux counts it."""
    status = Path("/proc/self/status")
    if status.exists():
        kilobytes = re.search(r"VmHWM:\s+(\d+)", status.read_text(encoding="ascii"))
        print(int(kilobytes[1]) / 1024 if kilobytes else "")


def _surroundings(more: dict[str, str]) -> dict[str, str]:
    """Return this environment, with compiled modules kept as an installed tool has them."""
    found = {**os.environ, **more}
    found.pop("PYTHONDONTWRITEBYTECODE", None)
    return found


def table(results: Sequence[Ratio]) -> str:
    """Return the results as a Markdown table."""
    lines = [
        "| what | time | floor, same run | its time | ratio | target | met |",
        "|---|---|---|---|---|---|---|",
    ]
    for r in results:
        sign = "≥" if r.at_least else "≤"
        lines.append(
            f"| {r.what} | {_human(r.seconds)} | {r.floor} | {_human(r.floor_seconds)} "
            f"| {r.ratio:.2f} | {sign} {r.target:g} | {'yes' if r.met else 'NO'} |"
        )
    return "\n".join(lines)


def _human(seconds: float) -> str:
    if seconds < 0.001:
        return f"{seconds * 1e6:.0f} µs"
    return f"{seconds * 1000:.0f} ms" if seconds < 10 else f"{seconds:.1f} s"

"""Seed to database beside parsing the same YAML; after an edit beside the whole build; memory."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from benchmarks.measure import Ratio, output, paired, process
from benchmarks.synthetic import write_seed

PARSE = """\
import pathlib, sys, yaml
for path in pathlib.Path(sys.argv[1]).rglob("*.yaml"):
    with path.open("rb") as file:
        yaml.load(file, yaml.CSafeLoader)
"""


def results(folder: Path, quick: bool) -> tuple[list[Ratio], list[str]]:
    models = 500 if quick else 10_000
    seed = folder / "seed"
    write_seed(seed, models)
    parse = folder / "parse.py"
    parse.write_text(PARSE, encoding="utf-8")
    caches = iter(range(1_000))
    build = [sys.executable, "-m", "benchmarks.build_once", str(seed)]

    def whole() -> None:
        process(*build, str(folder / f"cache{next(caches)}"))()

    rounds = 2 if quick else 5
    found = [
        paired(
            f"build, {models:,} cameras, whole process",
            whole,
            "PyYAML's C loader on the same files, whole process",
            process(sys.executable, str(parse), str(seed)),
            target=1.5,
            rounds=rounds,
        )
    ]
    kept = folder / "kept"
    process(*build, str(kept))()
    edits = iter(range(1_000))
    edited = next((seed / "cameras").rglob("*.yaml"))

    def after_edit() -> None:
        text = re.sub("        note: .*\n", "", edited.read_text(encoding="utf-8"))
        note = f"        note: edit {next(edits)}\n"
        edited.write_text(text.replace("        https_support", note + "        https_support", 1))
        process(*build, str(kept))()

    found.append(
        paired(
            "build after editing one file, whole process",
            after_edit,
            "the whole build",
            whole,
            target=0.1,
            rounds=rounds,
        )
    )
    peak = output(*build, str(folder / "memory")).strip()
    return found, [f"peak memory of the build: {float(peak):.0f} MB (target 300)"] if peak else []

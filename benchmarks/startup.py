"""A cold process: one look-up beside an empty click command, and beside sqlite-utils."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from benchmarks.measure import Ratio, paired, process, program
from integration_db import environment
from integration_db.database import opening

EMPTY = "import click\n@click.command()\ndef main(): click.echo('hello')\nmain()\n"


def results(folder: Path, quick: bool) -> tuple[list[Ratio], list[str]]:
    rounds = 3 if quick else 25
    cache = folder / "cache"
    settings = {"INTEGRATION_DB_CACHE": str(cache)}
    os.environ.update(settings)
    reader = opening.open_catalogue_database([environment.default_seed_root()], cache_folder=cache)
    database = str(getattr(reader, "place"))  # noqa: B009
    reader.close()
    script = folder / "empty.py"
    script.write_text(EMPTY, encoding="utf-8")
    empty = process(sys.executable, str(script))
    ours = program()
    predict = process(
        *ours, "predict", "AXIS P3245-LVE", "--firmware", "10.12.114", "--plugin", "ONVIF"
    )
    predict()  # writes the stamp that a second look-up finds
    found = [
        paired(
            "cold `predict`, whole process",
            predict,
            "empty click command",
            empty,
            target=1.6,
            rounds=rounds,
        ),
        paired(
            "cold `show`, whole process",
            process(*ours, "show", "AXIS P3245-LVE"),
            "empty click command",
            empty,
            target=1.6,
            rounds=rounds,
        ),
    ]
    notes = []
    tool = shutil.which("sqlite-utils") or str(Path(sys.executable).parent / "sqlite-utils")
    if Path(tool).exists():
        query = "SELECT * FROM model WHERE name = 'P3245-LVE'"
        found.append(
            paired(
                "cold `predict`, whole process",
                predict,
                "`sqlite-utils query`, same file",
                process(tool, "query", database, query),
                target=2,
                rounds=rounds,
                at_least=True,
            )
        )
    else:
        notes.append("sqlite-utils is not installed, so that comparison was left out")
    return found, notes

"""A cold process of the installed wheel beside an empty click command, and beside sqlite-utils."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks.installed import install
from benchmarks.measure import Ratio, paired, process
from integration_db import environment
from integration_db.database import opening

EMPTY = "import click\n@click.command()\ndef main(): click.echo('hello')\nmain()\n"

CAMERA = "AXIS P3245-LVE"
PREDICT = ("predict", CAMERA, "--firmware", "10.12.114", "--plugin", "ONVIF")
LIST = ("filter", "--ssl", "--limit", "50")
JSON = ("--format", "json")


def results(folder: Path, quick: bool) -> tuple[list[Ratio], list[str]]:
    rounds = 3 if quick else 25
    python, ours = install(folder)
    script = folder / "empty.py"
    script.write_text(EMPTY, encoding="utf-8")
    empty = process(python, str(script))
    settings = {"INTEGRATION_DB_CACHE": str(folder / "cache")}

    def row(what: str, work: Callable[[], None], target: float) -> Ratio:
        return paired(
            f"{what}, whole process",
            work,
            "empty click command",
            empty,
            target=target,
            rounds=rounds,
        )

    def asked(*arguments: str) -> Callable[[], None]:
        return process(ours, *arguments, environment=settings)

    def completed(*words: str) -> Callable[[], None]:
        shell = {
            "_INTEGRATION_DB_COMPLETE": "bash_complete",
            "COMP_WORDS": " ".join(("integration-db", *words)),
            "COMP_CWORD": str(len(words)),
        }
        return process(ours, environment=settings | shell)

    def first() -> None:
        shutil.rmtree(folder / "first", ignore_errors=True)
        process(ours, *PREDICT, environment={"INTEGRATION_DB_CACHE": str(folder / "first")})()

    predict = asked(*PREDICT)
    found = [
        row("first `predict` after the installation", first, 1.4),
        row("cold `predict`", predict, 1.35),
        row("cold `predict`, JSON", asked(*PREDICT, *JSON), 1.35),
        row("cold `show`", asked("show", CAMERA), 1.35),
        row("`filter`, a table of 50", asked(*LIST), 1.6),
        row("`filter`, JSON of 50", asked(*LIST, *JSON), 1.6),
        row("`search`, a table", asked("search", "P3245"), 1.6),
        row("`search`, JSON", asked("search", "P3245", *JSON), 1.6),
        row("`stats`, a table", asked("stats"), 1.6),
        row("`stats`, JSON", asked("stats", *JSON), 1.6),
        row("`-h`", asked("-h"), 1.4),
        row("completion of a command", completed("pre"), 1.6),
        row("completion of a camera", completed("predict", "p3245l"), 1.6),
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
                process(tool, "query", _database(folder), query),
                target=2,
                rounds=rounds,
                at_least=True,
            )
        )
    else:
        notes.append("sqlite-utils is not installed, so that comparison was left out")
    return found, notes


def _database(folder: Path) -> str:
    """Return the database of the shipped seed as a file."""
    seed = environment.default_seed_root()
    reader = opening.open_catalogue_database([seed], cache_folder=folder / "cache")
    place = str(getattr(reader, "place"))  # noqa: B009
    reader.close()
    return place

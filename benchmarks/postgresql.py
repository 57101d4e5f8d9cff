"""A catalogue on a server: loading beside building the file, a look-up beside `psql` and click."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from benchmarks.measure import Ratio, paired, process, program
from benchmarks.startup import EMPTY
from benchmarks.synthetic import write_seed
from integration_db.curation.shared_observations import load_generation
from integration_db.environment import default_seed_root

sys.path.append(str(Path(__file__).parent.parent / "tests"))  # servers are started as for tests

from servers import make_template, new_server, server_programs

LOAD = """\
import sys
from pathlib import Path
from integration_db.curation.shared_observations import load_generation
load_generation(sys.argv[2], [Path(sys.argv[1])])
"""
ASKED = ("predict", "AXIS P3245-LVE", "--firmware", "10.12.114", "--plugin", "ONVIF")


def results(folder: Path, quick: bool) -> tuple[list[Ratio], list[str]]:
    programs = server_programs()
    if programs is None:
        return [], ["no PostgreSQL server is installed, so its comparisons were left out"]
    models, rounds = (500, 2) if quick else (10_000, 5)
    seed, script, empty = folder / "seed", folder / "load.py", folder / "empty.py"
    write_seed(seed, models)
    script.write_text(LOAD, encoding="utf-8")
    empty.write_text(EMPTY, encoding="utf-8")
    make_template(programs, folder / "template")
    with new_server(programs, folder / "template") as server:
        url = server.new_database("synthetic")

        def build() -> None:
            cache = folder / "cache"
            process(sys.executable, "-m", "benchmarks.build_once", str(seed), str(cache))()
            shutil.rmtree(cache)

        load = paired(
            f"load of {models:,} cameras onto PostgreSQL, whole process",
            process(sys.executable, str(script), str(seed), url),
            "the build of the file",
            build,
            target=1.5,
            rounds=rounds,
        )
        real = server.new_database("real")
        load_generation(real, [Path(default_seed_root())])
        click = process(sys.executable, str(empty))
        psql = process(str(programs / "psql"), real, "-c", "select 1")
        look_up = paired(
            "cold `predict` from PostgreSQL, whole process",
            process(*program(), "--database", real, *ASKED),
            "`psql -c 'select 1'` and an empty click command",
            lambda: (psql(), click()),
            target=1.5,
            rounds=3 if quick else 25,
        )
    return [load, look_up], []

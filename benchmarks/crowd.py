"""Five hundred ordinary clients, alone and beside ten attackers: right answers, and how soon.

Clients and attackers are processes of their own beside the server, on this machine alone. Where
that is too much for the machine, clients wait for themselves too; the notes say how busy they were.
"""

from __future__ import annotations

import asyncio
import json
import shutil
import statistics
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote, urlencode

from benchmarks.crowd_clients import Expected, Plan, Seen
from benchmarks.measure import Ratio
from benchmarks.serving import server
from integration_db import environment
from integration_db.catalog import Catalog, open_catalog
from integration_db.database import opening
from integration_db.web import create_app
from integration_db.web.api.inside import exchange

ROOT = Path(__file__).parent.parent
EVERY = 2.0
"""Seconds after which a client asks again."""


def results(folder: Path, quick: bool) -> tuple[list[Ratio], list[str]]:
    reader = opening.open_catalogue_database(
        [environment.default_seed_root()], cache_folder=folder / "cache"
    )
    database = folder / "catalogue.sqlite"
    with Catalog(reader):
        shutil.copy(str(getattr(reader, "place")), database)  # noqa: B009
    clients, seconds = (200, 20.0) if quick else (500, 300.0)
    alone, beside = run(database, clients=clients, alone=min(seconds, 60.0), beside=seconds)
    found = Ratio(
        f"{clients} clients beside ten attackers, the 99th percentile of {len(beside.waits):,}",
        slowest(beside),
        "the same clients alone",
        slowest(alone),
        slowest(beside) / slowest(alone),
        target=10,
    )
    notes = [
        f"answers other than the right one, byte for byte: {len(alone.wrong)} of "
        f"{len(alone.waits):,} alone, {len(beside.wrong)} of {len(beside.waits):,} in company",
        f"median wait {statistics.median(alone.waits) * 1e3:.1f} ms alone and "
        f"{statistics.median(beside.waits) * 1e3:.1f} ms beside attackers; connections opened "
        f"again: {alone.reconnected} and {beside.reconnected}; the clients' process was busy for "
        f"{alone.busy:.0%} and {beside.busy:.0%} of its time",
        *beside.wrong[:3],
    ]
    return [found], notes


def run(database: Path, *, clients: int, alone: float, beside: float) -> tuple[Seen, Seen]:
    """Return what the clients see of a server, alone and beside attackers."""
    questions = expected(database, new=int(clients * max(alone, beside) / EVERY) // 10)
    command = ("-m", "integration_db_cli", "--database", str(database), "serve", "--port")
    with server(*command) as port:
        _crowd(
            port, Plan(clients, min(alone, 10.0), EVERY, questions[0])
        )  # templates, kept answers
        quiet = _crowd(port, Plan(clients, alone, EVERY, questions[0]))
        attackers = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.attackers", str(port), str(beside + 10)], cwd=ROOT
        )
        try:
            with suppress(subprocess.TimeoutExpired):
                raise RuntimeError(f"the attackers ended with {attackers.wait(timeout=3)}")
            loud = _crowd(port, Plan(clients, beside, EVERY, questions[1]))
        finally:
            attackers.kill()
            attackers.wait()
    return quiet, loud


def _crowd(port: int, plan: Plan) -> Seen:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.crowd_clients", str(port)],
        input=json.dumps(asdict(plan)),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        cwd=ROOT,
    )
    return Seen(**json.loads(done.stdout))


def slowest(seen: Seen) -> float:
    """Return the 99th percentile of the waits."""
    return statistics.quantiles(seen.waits, n=100)[98]


def expected(database: Path, new: int) -> tuple[list[dict[str, object]], list[dict[str, object]]]:
    """Return questions with the right answers, for clients alone and beside attackers.

    Cameras' pages and predictions, most asked again and again, so many asked once; worked out in
    this process, without server or network.
    """
    with open_catalog(str(database)) as catalog:
        app = create_app(catalog)
        names = [(one.manufacturer, one.model) for one in catalog.filter()][::7]
        pages = [f"/cameras/{quote(maker)}/{quote(model)}" for maker, model in names][:40]
        again = [*pages, "/api/v1/version", "/check", "/predict"]
        again += [_prediction(maker, model, "1.2.3") for maker, model in names[:40]]
        once = [
            _prediction(*names[number % len(names)], f"{number}.7")
            for number in range(2 * max(new, 1))
        ]

        async def answers() -> list[dict[str, object]]:
            return [await _answered(app, target) for target in (*again, *once)]

        every = asyncio.run(answers())
    repeated, unique = every[: len(again)], every[len(again) :]
    return _mixed(repeated, unique[: len(unique) // 2]), _mixed(
        repeated, unique[len(unique) // 2 :]
    )


def _mixed(
    repeated: Sequence[dict[str, object]], unique: Sequence[dict[str, object]]
) -> list[dict[str, object]]:
    """Return nine questions that are asked again before each that is not."""
    mixed = []
    for number, one in enumerate(unique):
        mixed += [repeated[(9 * number + turn) % len(repeated)] for turn in range(9)]
        mixed.append(one)
    return mixed


def _prediction(maker: str, model: str, firmware: str) -> str:
    asked = {"manufacturer": maker, "model": model, "firmware": firmware, "plugin": "ONVIF"}
    return f"/api/v1/predictions?{urlencode(asked)}"


async def _answered(app: object, target: str) -> dict[str, object]:
    answer = await exchange(app, "GET", target.encode())  # type: ignore[arg-type]
    digest = sha256(answer.body).hexdigest()
    request = f"GET {target} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
    return asdict(Expected(request, answer.status, digest))

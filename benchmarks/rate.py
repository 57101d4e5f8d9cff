"""Resolve and predict in one process, warm: names and firmware differ from call to call."""

from __future__ import annotations

import time
from pathlib import Path

from benchmarks.measure import Ratio
from benchmarks.synthetic import model_name, write_seed
from integration_db.catalog import Catalog
from integration_db.database.opening import open_catalogue_database


def results(folder: Path, quick: bool) -> tuple[list[Ratio], list[str]]:
    models = 200 if quick else 2_000
    write_seed(folder / "seed", models)
    reader = open_catalogue_database([folder / "seed"], cache_folder=folder / "cache")
    questions = [
        (model_name(number).lower(), f"{5 + number % 9}.{number % 90}.{turn}")
        for turn in range(2 if quick else 5)
        for number in range(models)
    ]
    with Catalog(reader) as catalog:
        for name, firmware in questions:
            catalog.predict(name, firmware=firmware, plugin="ONVIF", protocol="https-required")
        start = time.perf_counter()
        for name, firmware in questions:
            catalog.predict(name, firmware=firmware, plugin="ONVIF", protocol="https-required")
        one = (time.perf_counter() - start) / len(questions)
    result = Ratio(
        "resolve + predict, warm, one core",
        one,
        "20,000 a second",
        1 / 20_000,
        (1 / 20_000) / one,
        1.0,
        at_least=True,
    )
    return [result], [f"resolve + predict: {1 / one:,.0f} a second over {models:,} cameras"]

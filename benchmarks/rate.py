"""Resolve and predict in one process, warm: names and firmware differ from call to call."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from benchmarks.measure import Ratio, paired
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

        def predict() -> None:
            for name, firmware in questions:
                catalog.predict(name, firmware=firmware, plugin="ONVIF", protocol="https-required")

        def rows() -> None:
            for number in range(10 * len(questions)):
                reader.rows("SELECT name FROM model WHERE id = :id", {"id": number % models})

        result = paired(
            "resolve + predict, warm, one core",
            predict,
            "ten rows of SQLite by their numbers",
            rows,
            target=2,
            rounds=3 if quick else 7,
        )
    many = len(questions)
    each = replace(result, seconds=result.seconds / many, floor_seconds=result.floor_seconds / many)
    return [each], [f"resolve + predict: {1 / each.seconds:,.0f} a second over {models:,} cameras"]

"""The seed that ships: every file tests itself, and every statement leads to its evidence."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from integration_db import Catalog
from integration_db.curation import seed_check
from integration_db.environment import default_seed_root
from integration_db.seed import loading, reading, rules
from integration_db.seed.shapes import schemas

ROOT = Path(default_seed_root())
CAMERAS = sorted(ROOT.glob("cameras/*/*.yaml"))


@lru_cache(maxsize=1)
def shipped() -> reading.Seed:
    return loading.load([ROOT])


def camera_file(path: Path) -> reading.File[Any]:
    name = path.relative_to(ROOT).as_posix()
    return next(file for file in shipped().cameras if file.path == name)


@pytest.mark.parametrize("path", CAMERAS, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_the_records_of_a_file_answer_as_they_expect(path: Path, real_catalog: Catalog) -> None:
    file = camera_file(path)
    assert [str(p) for p in seed_check.broken_expectations(file, real_catalog)] == []
    for model in file.record.models:
        match = real_catalog.resolve(model.name, file.record.manufacturer)
        assert match.name == model.name, f"the printed name {model.name!r} finds its own record"


def test_a_file_that_states_something_about_models_says_what_it_expects() -> None:
    without = [
        file.path
        for file in shipped().cameras
        if any(model.statements for model in file.record.models)
        and not any(model.expect for model in file.record.models)
    ]
    assert without == []


def test_the_seed_breaks_no_rule() -> None:
    assert [str(found.problem) for found in rules.apply_rules(shipped())] == []


def test_the_makers_of_the_first_release_are_there(real_catalog: Catalog) -> None:
    names = ["Axis", "Hikvision", "Dahua", "Amcrest", "Bosch", "Hanwha Vision", "i-PRO", "Pelco"]
    names += ["Panasonic", "MOBOTIX", "Reolink", "Illustra", "TP-Link", "TP-Link Tapo"]
    for name in names:
        real_catalog.manufacturer(name)
    assert real_catalog.count() >= 500


def test_no_plugin_of_exacqvision_claims_what_no_public_source_says() -> None:
    """Gear or padlock is measured and recorded in an overlay; the shipped seed never guesses it."""
    (exacq,) = [file for file in shipped().recorders if file.record.name == "exacqVision"]
    assert exacq.record.default
    for plugin in exacq.record.plugins:
        for statement in plugin.statements:
            assert statement.video_encryption in (None, "unknown"), plugin.name


def test_no_source_is_a_bare_ip_mirror_or_a_list_whose_licence_forbids_it() -> None:
    for file in shipped().sources:
        for name, record in file.record.items():
            address = record.url or ""
            assert "ispysoftware" not in address.lower(), name
            assert not any(part.replace(".", "").isdigit() for part in address.split("/")[2:3])


@pytest.mark.parametrize("name", sorted(schemas()))
def test_the_schema_files_are_what_the_code_says(name: str) -> None:
    assert json.loads((ROOT / "schema" / name).read_text(encoding="utf-8")) == schemas()[name]


def test_every_camera_is_found_by_its_own_full_name(real_catalog: Catalog) -> None:
    rows = real_catalog.reader.rows(
        "SELECT f.name, m.name, m.id FROM model m JOIN manufacturer f ON f.id = m.manufacturer_id"
    )
    lost = [
        f"{maker} {name}"
        for maker, name, number in rows
        if real_catalog.resolve(f"{maker} {name}").model != number
        or real_catalog.resolve(name, maker).model != number
    ]
    assert lost == []

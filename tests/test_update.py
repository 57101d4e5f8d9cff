"""After an edit of camera files the database is brought up to date, and equals one built whole."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from damage import flip

from integration_db.database.building import build_file
from integration_db.database.opening import open_catalogue_database
from integration_db.database.seal import seal
from integration_db.database.stored_kinds import KIND_COLUMNS
from integration_db.database.updating import update_file

SERIES = "cameras/sample-optics/s.yaml"


@pytest.fixture
def folder(good_seed: Path, tmp_path: Path) -> Path:
    return shutil.copytree(good_seed, tmp_path / "seed")


def edit(folder: Path, change: Callable[[str], str], path: str = SERIES) -> None:
    text = (folder / path).read_text(encoding="utf-8")
    assert change(text) != text
    (folder / path).write_text(change(text), encoding="utf-8")


def content(database: Path) -> dict[str, list[Any]]:
    """Everything in a database, with names in place of the numbers that differ between builds."""
    with closing(sqlite3.connect(database)) as connection:

        def sorted_rows(sql: str) -> list[Any]:
            return sorted(connection.execute(sql).fetchall(), key=repr)

        def number_to_name(table: str) -> dict[int, str]:
            return dict(connection.execute(f"SELECT id, name FROM {table}").fetchall())

        models, series = number_to_name("model"), number_to_name("series")
        found = {
            "model": sorted_rows(
                "SELECT f.name, s.name, m.name, m.sort_key, hardware_versions, rebrand_of, "
                "m.sources, m.note, m.file_id FROM model m JOIN series s ON s.id = series_id "
                "JOIN manufacturer f ON f.id = m.manufacturer_id"
            ),
            "alike": sorted_rows(
                "SELECT f.name, m.name, (SELECT MIN(o.name) FROM model o WHERE o.alike = m.alike) "
                "FROM model m JOIN manufacturer f ON f.id = m.manufacturer_id"
            ),
            "word": sorted_rows("SELECT manufacturer_id, word, file_id FROM word"),
            "cell": sorted_rows(
                "SELECT m.name, context_id, lineage, lo, hi, since, until, built_from, "
                f"built_before, shown, standing, {', '.join(KIND_COLUMNS)} "
                "FROM cell c JOIN model m ON m.id = model_id JOIN kind k ON k.id = kind_id "
                "JOIN region g ON g.id = region_id"
            ),
            "context": sorted_rows("SELECT * FROM context"),
            "run_evidence": sorted_rows(
                "SELECT m.name, side, version, lineage, key, build_date, grade, r.source, "
                "r.file_id FROM run_evidence r LEFT JOIN model m ON m.id = model_id"
            ),
            "coverage": sorted_rows("SELECT * FROM coverage"),
            "meta": sorted_rows("SELECT * FROM meta"),
            "seed_file": sorted_rows("SELECT * FROM seed_file"),
            "search": sorted_rows(
                "SELECT n.text, n.kind, n.model_id IS NULL FROM name_search t JOIN name n "
                "ON n.id = t.rowid WHERE t.text MATCH 's20 OR s10'"
            ),
            "searched": sorted_rows("SELECT count(*) FROM name_search"),
        }
        found["name"] = sorted(
            (
                *rest,
                models.get(model),
                sorted(models[number] for number in json.loads(members or "[]")),
            )
            for model, members, *rest in connection.execute(
                "SELECT model_id, members, manufacturer_id, kind, text, exact_key, loose_key, "
                "base_key, file_id FROM name"
            )
        )
        found["release"] = [
            (models.get(model), *rest)
            for model, *rest in connection.execute(
                "SELECT model_id, version, released, track, lineage, lo, source, file_id "
                "FROM release ORDER BY file_id, id"
            )
        ]
        columns = [row[1] for row in connection.execute("PRAGMA table_info(statement)")]
        kept = [c for c in columns if c not in ("id", "model_id", "series_id")]
        found["statement"] = [
            (models.get(model), series.get(one), *rest)  # in the order of their numbers
            for model, one, *rest in connection.execute(
                f"SELECT model_id, series_id, {', '.join(kept)} FROM statement ORDER BY file_id, id"
            )
        ]
        return found


def added(text: str) -> str:
    return text + (
        "  - name: S2000 Quadruple\n"
        "    identifiers: ['77-123']\n"
        "    statements:\n"
        "      - {video_encryption: true, source: example-datasheet, grade: vendor_document}\n"
    )


@pytest.mark.parametrize(
    "change",
    [
        added,
        lambda text: text + "# only a comment\n",
        lambda text: text.replace("series: S\n", "series: S\naliases: ['S line']\n"),
        lambda text: text[: text.rindex("  - name:")],
        lambda text: text.replace("name: S", "name: T"),
        lambda text: text.replace(
            "  - name: S20\n",
            "  - name: S20\n    firmware_span:\n      - {last: '1.5', source: example-guide, "
            "grade: vendor_document}\n",
        ),
    ],
    ids=[
        "model added",
        "comment",
        "alias of the series",
        "model removed",
        "models renamed",
        "firmware span",
    ],
)
def test_an_updated_database_equals_one_built_whole(
    change: Callable[[str], str], folder: Path, tmp_path: Path
) -> None:
    before, updated, whole = (tmp_path / name for name in ("before", "updated", "whole"))
    build_file(before, [folder])
    edit(folder, change)
    assert update_file(updated, [folder], before)
    build_file(whole, [folder])
    assert content(updated) == content(whole)


def test_edits_one_after_the_other_add_up(folder: Path, tmp_path: Path) -> None:
    build_file(tmp_path / "0", [folder])
    for turn in range(1, 4):
        text = f"  - name: S20{turn}\n    aliases: [S-twenty-{turn}]\n"
        edit(folder, lambda old, text=text: old + text)  # type: ignore[misc]
        assert update_file(tmp_path / str(turn), [folder], tmp_path / str(turn - 1))
        seal(tmp_path / str(turn))
    build_file(tmp_path / "whole", [folder])
    assert content(tmp_path / "3") == content(tmp_path / "whole")


PATTERN = "patterns: [{pattern: 'S##', fits: [S99], never: [S9]}]\n"


def touch_series_twice(folder: Path) -> None:
    overlay = folder.parent / "overlay"
    (overlay / "cameras/sample-optics").mkdir(parents=True)
    (overlay / SERIES).write_text(
        "manufacturer: Sample Optics\nseries: S\naliases: ['more']\nmodels: []\n", encoding="utf-8"
    )


@pytest.mark.parametrize(
    ("path", "change"),
    [
        ("cameras/exemplar/e1.yaml", lambda text: text + "# a pairing speaks of this maker\n"),
        ("manufacturers/exemplar.yaml", lambda text: text + "# every camera of it may change\n"),
        ("sources.yaml", lambda text: text + "# evidence of anything\n"),
        ("recorders/exacqvision.yaml", lambda text: text + "# a plugin\n"),
        (SERIES, lambda text: text + "  - name: broken: yaml\n"),
        (
            SERIES,
            lambda text: text + "  - name: X\n    note: no key of that name\n    colour: red\n",
        ),
        (SERIES, lambda text: text + "  - name: X\n    source: nobody-knows\n"),
        (SERIES, lambda text: text.replace("series: S", "series: s")),
        (SERIES, lambda text: text.replace("series: S\n", f"series: S\n{PATTERN}")),
        (SERIES, lambda text: text + "  - name: EX-911\n"),
        (SERIES, lambda text: text + "  - name: X\n    aliases: [EX-911-V]\n"),
        (SERIES, lambda text: text + "  - name: X\n    printed_as: [S20]\n"),
    ],
    ids=[
        *("pairing", "maker", "source", "recorder", "YAML", "shape", "rule", "series renamed"),
        *("pattern", "name that a pattern fits", "alias that a pattern fits", "printed name"),
    ],
)
def test_what_cannot_be_seen_plainly_is_built_whole(
    path: str, change: Callable[[str], str], folder: Path, tmp_path: Path
) -> None:
    build_file(tmp_path / "before", [folder])
    edit(folder, change, path)
    assert not update_file(tmp_path / "updated", [folder], tmp_path / "before")


def test_files_that_came_or_went_are_built_whole(folder: Path, tmp_path: Path) -> None:
    build_file(tmp_path / "before", [folder])
    (folder / "cameras/sample-optics/new.yaml").write_text(
        "manufacturer: Sample Optics\nseries: New\nmodels: []\n", encoding="utf-8"
    )
    assert not update_file(tmp_path / "updated", [folder], tmp_path / "before")
    (folder / "cameras/sample-optics/new.yaml").unlink()
    (folder / SERIES).unlink()
    assert not update_file(tmp_path / "updated", [folder], tmp_path / "before")


def test_a_series_of_two_files_is_built_whole(folder: Path, tmp_path: Path) -> None:
    touch_series_twice(folder)
    folders = [folder, folder.parent / "overlay"]
    build_file(tmp_path / "before", folders)
    edit(folder, added)
    assert not update_file(tmp_path / "updated", folders, tmp_path / "before")


def test_a_name_that_another_file_has_is_built_whole(folder: Path, tmp_path: Path) -> None:
    (folder / "cameras/sample-optics/new.yaml").write_text(
        "manufacturer: Sample Optics\nseries: New\nmodels: [{name: N9}]\n", encoding="utf-8"
    )
    build_file(tmp_path / "before", [folder])
    edit(folder, lambda text: text + "  - name: N-9\n")
    assert not update_file(tmp_path / "updated", [folder], tmp_path / "before")


def test_another_library_or_a_damaged_database_is_built_whole(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build_file(tmp_path / "before", [folder])
    edit(folder, added)
    (tmp_path / "damaged").write_bytes((tmp_path / "before").read_bytes()[:5000])
    assert not update_file(tmp_path / "updated", [folder], tmp_path / "damaged")
    shutil.copyfile(tmp_path / "before", tmp_path / "flipped")
    flip(tmp_path / "flipped", b"E200")
    assert not update_file(tmp_path / "updated", [folder], tmp_path / "flipped")
    monkeypatch.setattr("integration_db.database.updating.library_digest", lambda: "another")
    assert not update_file(tmp_path / "updated", [folder], tmp_path / "before")


def test_an_edit_shows_in_the_next_answer(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = tmp_path / "cache"
    monkeypatch.setattr(
        "integration_db.database.notes.RACY_NS", 0
    )  # or the first stamp needs two seconds
    open_catalogue_database([folder], cache_folder=cache).close()
    edit(folder, added)
    used: list[bool] = []

    def watched(path: Path, folders: list[Path], previous: Path) -> bool:
        used.append(update_file(path, folders, previous))
        return used[-1]

    monkeypatch.setattr("integration_db.database.building.update_file", watched)
    with closing(open_catalogue_database([folder], cache_folder=cache)) as reader:
        assert reader.rows("SELECT 1 FROM model WHERE name = 'S2000 Quadruple'") == [(1,)]
    assert used == [True]

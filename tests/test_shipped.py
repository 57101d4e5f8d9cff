"""The database that an installed program brings along, and when it is not used."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from damage import flip

from integration_db.database.notes import LOOK_AGAIN_NS, RACY_NS, Notes
from integration_db.database.shipped import APART_NS, open_shipped, ship
from integration_db.environment import LIBRARY as PLACE

LIBRARY = Path(PLACE)
COMMANDS = LIBRARY.parent / "cli"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory, good_seed: Path) -> Path:
    """What a wheel holds, with the example seed, and with its database."""
    place = tmp_path_factory.mktemp("wheel")
    no_compiled = shutil.ignore_patterns("__pycache__", "shipped.sqlite")
    shutil.copytree(LIBRARY, place / "integration_db", ignore=no_compiled)
    shutil.copytree(COMMANDS, place / "integration_db_cli", ignore=no_compiled)
    library = place / "integration_db"
    shutil.copytree(good_seed, library / "data")
    ship(library / "database" / "shipped.sqlite", library / "data", library)
    return place


@pytest.fixture
def installed(wheel: Path, tmp_path: Path) -> Path:
    """An installation from the wheel, that a test may change."""
    site = tmp_path / "site"
    shutil.copytree(wheel, site, copy_function=shutil.copyfile)
    for folder in site.rglob("*/"):
        folder.touch()  # it got the times of the one that was copied
    return site


def shipped_in(site: Path) -> Path:
    return site / "integration_db" / "database" / "shipped.sqlite"


def series_file(site: Path) -> Path:
    return site / "integration_db" / "data" / "cameras" / "exemplar" / "e2.yaml"


def is_used(site: Path, cache: Notes) -> bool:
    reader = open_shipped(shipped_in(site), notes=cache)
    if reader is not None:
        reader.close()
    return reader is not None


def ask(site: Path, cache: Path, *arguments: str) -> str:
    command = [sys.executable, "-m", "integration_db_cli", *arguments]
    settings = {**os.environ, "PYTHONPATH": str(site), "INTEGRATION_DB_CACHE": str(cache)}
    done = subprocess.run(command, capture_output=True, text=True, cwd=site, env=settings)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_first_question_is_answered_without_building(
    installed: Path, tmp_path: Path, good_database: str
) -> None:
    question = ("predict", "Exemplar E100", "--explain")
    first = ask(installed, tmp_path / "cache", *question)
    assert not list((tmp_path / "cache").glob("*.sqlite"))
    assert first == ask(installed, tmp_path / "cache", "--database", good_database, *question)


ANSWERS = [
    ("predict", "Exemplar E100"),
    ("show", "Exemplar E100"),
    ("filter", "--ssl"),
    ("search", "E100"),
    ("stats",),
]


@pytest.mark.parametrize("question", ANSWERS, ids=lambda question: question[0])
@pytest.mark.parametrize("named", [False, True], ids=["shipped", "named"])
def test_an_answer_loads_nothing_that_walks_in_folders(
    installed: Path, good_database: str, tmp_path: Path, question: tuple[str, ...], named: bool
) -> None:
    place = ["--database", good_database] if named else []
    script = (
        "import sys; before = set(sys.modules)\n"
        "from integration_db_cli.main import main\n"
        f"try: main({[*place, *question]!r})\n"
        "except SystemExit as done: assert not done.code\n"
        "print('\\nloaded:', *sys.modules.keys() - before)\n"
    )
    settings = {"PYTHONPATH": str(installed), "INTEGRATION_DB_CACHE": str(tmp_path / "cache")}
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        cwd=installed,
        env={**os.environ, **settings},
    )
    assert done.returncode == 0, done.stderr
    loaded = set(done.stdout.splitlines()[-1].split())
    assert "integration_db.database.notes" in loaded
    assert not loaded & {
        *("pathlib", "urllib", "ipaddress", "integration_db.files", "integration_db.listing"),
        *("integration_db.database.cache_folder", "integration_db.database.code"),
    }
    if question[0] in ("predict", "show"):  # nobody asked why, or about all cameras
        unwanted = ("catalog.explanation", "evidence.packing", "database.stored_kinds")
        assert not loaded & {f"integration_db.{name}" for name in unwanted}
    if question[0] == "filter":
        assert not loaded & {f"integration_db.names.{name}" for name in ("ladder", "index")}
    if question[0] in ("search", "stats"):  # they answer nothing
        rooms = {".".join(name.split(".")[:2]) for name in loaded}
        assert not rooms & {"integration_db.prediction", "integration_db.evidence", "json"}
        assert "integration_db.firmware" not in rooms


def test_it_is_the_same_each_time_it_is_made(wheel: Path, tmp_path: Path) -> None:
    library = wheel / "integration_db"
    ship(tmp_path / "again.sqlite", library / "data", library)
    assert (tmp_path / "again.sqlite").read_bytes() == shipped_in(wheel).read_bytes()


def edit(path: Path, old: bytes = b"", new: bytes = b"# a remark\n") -> None:
    """Write into the file as an editor does that keeps the file."""
    content = path.read_bytes()
    assert old in content
    with path.open("r+b") as file:
        file.write(content.replace(old, new, 1) if old else content + new)


def later(path: Path) -> None:
    """Say that a file or a folder was changed longer after the installation."""
    when = path.stat().st_mtime_ns + APART_NS + 1
    os.utime(path, ns=(when, when))


def edit_at_once(site: Path) -> None:
    edit(series_file(site))


def edit_of_the_same_length(site: Path) -> None:
    edit(series_file(site), b"true", b"TRUE")
    later(series_file(site))


def new_file(site: Path) -> None:
    later(shutil.copyfile(series_file(site), series_file(site).with_name("zz.yaml")).parent)


def file_taken_away(site: Path) -> None:
    series_file(site).unlink()


def edit_of_the_code(site: Path) -> None:
    edit(site / "integration_db" / "firmware" / "reading.py")


@pytest.mark.parametrize(
    "change",
    [edit_at_once, edit_of_the_same_length, new_file, file_taken_away, edit_of_the_code],
)
def test_it_is_not_used_where_what_it_was_made_of_was_changed(
    installed: Path, tmp_path: Path, change: Callable[[Path], None]
) -> None:
    cache = Notes(tmp_path / "cache")
    assert is_used(installed, cache)
    change(installed)
    assert not is_used(installed, cache)


def test_where_no_look_begins_at_an_open_folder_an_edit_is_noticed_too(
    installed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "supports_dir_fd", set())
    assert is_used(installed, Notes(tmp_path / "cache"))
    edit_at_once(installed)
    assert not is_used(installed, Notes(tmp_path / "cache"))


def test_an_edited_seed_is_what_is_answered_from(installed: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    before = ask(installed, cache, "show", "Exemplar E200", "--format", "json")
    file, content = series_file(installed), series_file(installed).read_bytes()
    edit(file, b"grade: field_report", b"grade: vendor_document")
    edited = ask(installed, cache, "show", "Exemplar E200", "--format", "json")
    assert "field_report" in before
    assert "field_report" not in edited
    file.write_bytes(content)
    assert before == ask(installed, cache, "show", "Exemplar E200", "--format", "json")


def test_an_overlay_is_answered_from(installed: Path, tmp_path: Path) -> None:
    overlay = tmp_path / "overlay"
    (overlay / "cameras" / "exemplar").mkdir(parents=True)
    text = "manufacturer: Exemplar\nseries: Mine\nmodels: [{name: E777}]\n"
    (overlay / "cameras" / "exemplar" / "mine.yaml").write_text(text, encoding="utf-8")
    found = ask(installed, tmp_path / "cache", "--data", str(overlay), "search", "E777")
    assert "E777" in found
    assert "Mine" not in ask(installed, tmp_path / "cache", "search", "Exemplar")


def test_a_damaged_one_is_not_used(installed: Path, tmp_path: Path) -> None:
    cache = Notes(tmp_path / "cache", now_ns=lambda: time.time_ns() + LOOK_AGAIN_NS)
    flip(shipped_in(installed))
    assert not is_used(installed, cache)


def test_one_that_changes_after_it_was_used_is_used_no_more(
    installed: Path, tmp_path: Path
) -> None:
    cache = Notes(tmp_path / "cache", now_ns=lambda: time.time_ns() + 2 * RACY_NS)
    assert is_used(installed, cache)
    flip(shipped_in(installed))
    assert not is_used(installed, cache)


def test_a_wheel_that_brings_none_builds_one(installed: Path, tmp_path: Path) -> None:
    shipped_in(installed).unlink()
    assert "E100" in ask(installed, tmp_path / "cache", "search", "E100")
    assert len(list((tmp_path / "cache").glob("*.sqlite"))) == 1


def test_one_of_another_make_is_not_used(installed: Path, tmp_path: Path) -> None:
    shipped_in(installed).unlink()
    with sqlite3.connect(shipped_in(installed)) as other:
        other.execute("CREATE TABLE meta (key TEXT, value TEXT)")
    other.close()
    assert not is_used(installed, Notes(tmp_path / "cache"))

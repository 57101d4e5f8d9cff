"""The walls hold (tests/walls.py has the table), and a cold look-up loads nothing heavy."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from imports import hidden_imports, imports_of, within
from rings import behind, rings
from walls import (
    ASK_A_READER,
    COMMANDS,
    IMPORTS_BY_NAME,
    INNER_WALLS,
    LIBRARY,
    OUTSIDE,
    PURE,
    WALLS,
    breaches,
    file_name,
    files_of,
    imported,
    printed,
    private_of_others,
    reached_for,
    room_of,
)

from integration_db.database.cache_folder import scan
from integration_db.database.code import DECIDING, SUFFIXES, code_of
from integration_db.database.inputs import library_digest


@pytest.mark.parametrize("path", files_of(LIBRARY), ids=lambda path: file_name(LIBRARY, path))
def test_no_import_goes_through_a_wall(path: Path) -> None:
    assert list(breaches(LIBRARY, path)) == []


def test_no_files_import_each_other_in_a_ring() -> None:
    assert rings(LIBRARY) == []


def test_the_table_names_no_room_that_is_not_there() -> None:
    for room in {*WALLS, *(room for rooms in WALLS.values() for room in rooms)}:
        place = LIBRARY.joinpath(*room.split("."))
        assert place.is_dir() or place.with_suffix(".py").is_file(), room
    for folder in INNER_WALLS:
        assert (LIBRARY / folder).is_dir(), folder


def test_the_table_gives_no_package_to_a_room_that_leaves_it_alone() -> None:
    used = {
        (file_name(LIBRARY, path), module.split(".")[0])
        for path in files_of(LIBRARY)
        for _, module in imported(LIBRARY, path)
    }
    for package, rooms in OUTSIDE.items():
        for room in rooms:
            assert any(top == package and within(name, {room}) for name, top in used), (
                package,
                room,
            )


def ways_in(line: str) -> list[str]:
    """An import at the top, inside a function, and for types only."""
    return [
        line,
        f"def late():\n    {line}\n",
        f"from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    {line}\n",
    ]


def wrong_for(room: str) -> str:
    """A room that this one must not import."""
    return next(other for other in ("web", "curation", "seed") if other not in {*WALLS[room], room})


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("copy") / "integration_db"
    shutil.copytree(LIBRARY, place, ignore=shutil.ignore_patterns("__pycache__", "data"))
    return place


def plant(library: Path, folder: str, text: str) -> list[str]:
    """Put a file into a folder of the copy and return the breaches."""
    file = library / folder / "planted.py"
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, encoding="utf-8")
    try:
        return list(breaches(library, file))
    finally:
        file.unlink()


@pytest.mark.parametrize("room", sorted(room for room in WALLS if (LIBRARY / room).is_dir()))
def test_a_wrong_import_is_found_in_every_folder(room: str, copy: Path) -> None:
    wrong = wrong_for(room)
    for line in (
        f"import integration_db.{wrong}",
        f"from integration_db import {wrong}",
        f"from integration_db.{wrong} import something",
        f"from ..{wrong} import something",
        "import integration_db_cli",
        "from integration_db import open_catalog",
    ):
        for text in ways_in(line):
            found = plant(copy, room, text)
            assert len(found) == 1, (room, text, found)
            assert found[0].startswith(f"{room}/planted.py:")


@pytest.mark.parametrize("folder", sorted(INNER_WALLS))
def test_a_wrong_import_is_found_in_every_inner_folder(folder: str, copy: Path) -> None:
    wrong = wrong_for(folder.split("/")[0])
    for text in ways_in(f"from integration_db.{wrong} import something"):
        assert len(plant(copy, folder, text)) == 1


@pytest.mark.parametrize("package", sorted(OUTSIDE))
def test_a_package_is_found_outside_its_rooms(package: str, copy: Path) -> None:
    for text in ways_in(f"import {package}"):
        assert plant(copy, "names", text), package


@pytest.mark.parametrize("room", sorted(room for room in PURE if (LIBRARY / room).is_dir()))
@pytest.mark.parametrize("module", ["os", "time", "datetime", "pathlib", "sqlite3", "sys", "click"])
def test_a_pure_room_gets_no_disk_no_clock_no_terminal(room: str, module: str, copy: Path) -> None:
    for text in ways_in(f"import {module}"):
        assert len(plant(copy, room, text)) == 1


@pytest.mark.parametrize("room", ["report", "seed", "names", "firmware"])
@pytest.mark.parametrize(
    "text",
    [
        "from importlib import import_module\nimport_module('integration_db.web.app')\n",
        "from importlib import import_module as load\nload('integration_db.web.app')\n",
        "import importlib as i\nlate = lambda: i.import_module('integration_db.web.app')\n",
        "import importlib\ngetattr(importlib, 'import_module')('integration_db.web.app')\n",
        "from importlib import import_module\nimport_module('.web.app', 'integration_db')\n",
    ],
)
def test_an_import_by_a_literal_name_is_an_import(room: str, text: str, copy: Path) -> None:
    assert [found for found in plant(copy, room, text) if "import_module" not in found] != []


@pytest.mark.parametrize(
    "text",
    [
        "__import__('integration_db.web.app')",
        "late = lambda: __import__('os')",
        "late = __builtins__['__import__']",
        "exec('import os')",
        "import builtins\nlate = builtins.eval",
        "import importlib\nimportlib.import_module(f'integration_db.{room}')",
        "import importlib\nload = getattr(importlib, 'import_module')",
        "from importlib import import_module\nload = import_module",
        "from importlib.util import find_spec",
        "import sys\nsys.modules['integration_db.web.app']",
        "import runpy",
    ],
)
def test_an_import_that_nobody_can_read_is_found(text: str, copy: Path) -> None:
    for room in ("report", "seed", "names"):
        assert any("is not written" in found for found in plant(copy, room, text))


def test_who_imports_by_a_name_that_is_worked_out_does() -> None:
    names = {file_name(LIBRARY, path) for path in files_of(LIBRARY) if hidden_imports(path)}
    assert names == set(IMPORTS_BY_NAME)


@pytest.mark.parametrize("package", ["click", "httpx", "requests", "tabulate"])
def test_a_package_that_the_table_does_not_name_is_for_nobody(package: str, copy: Path) -> None:
    for text in ways_in(f"import {package}"):
        for folder in ("catalog", "report", "web"):
            assert len(plant(copy, folder, text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "text = open('x').read()",
        "late = lambda: open('x')",
        "read = open",
        "import builtins\nbuiltins.open('x')",
        "import io\nio.open('x')",
        "from io import open as read",
        "from codecs import open",
    ],
)
def test_a_pure_room_opens_no_file(text: str, copy: Path) -> None:
    for room in ("text", "firmware", "evidence"):
        assert plant(copy, room, text)
    assert plant(copy, "text", "from io import StringIO\nout = StringIO()\n") == []


@pytest.mark.parametrize("folder", ["annex", "web/annex", "check/formats/annex"])
def test_a_folder_that_the_table_does_not_name_is_found(folder: str, copy: Path) -> None:
    try:
        assert plant(copy, folder, "") == [f"{folder}/planted.py: no wall is written for {folder}"]
    finally:
        (copy / folder).rmdir()


def test_a_file_in_the_root_that_the_table_does_not_name_is_found(copy: Path) -> None:
    assert plant(copy, "", "") == ["planted.py: no wall is written for planted"]


@pytest.mark.parametrize(
    "line",
    [
        "from integration_db.names.one import a",
        "from integration_db.names import one",
        "import integration_db.names.one",
        "import integration_db.names.one as first",
        "import importlib; importlib.import_module('integration_db.names.one')",
    ],
)
def test_a_ring_is_found(line: str, copy: Path) -> None:
    """Two files of one room that need each other, one of them only late."""
    one, other = copy / "names" / "one.py", copy / "names" / "other.py"
    one.write_text("from integration_db.names.other import b\na = 1\n", encoding="utf-8")
    other.write_text(f"b = 1\ndef late():\n    {line}\n", encoding="utf-8")
    try:
        assert ["names.one", "names.other"] in rings(copy)
    finally:
        one.unlink()
        other.unlink()


EVERYTHING = [*files_of(LIBRARY), *sorted(COMMANDS.rglob("*.py"))]
ASK_THE_CATALOGUE = [
    *(path for path in files_of(LIBRARY) if WALLS[room_of(file_name(LIBRARY, path))] & {"catalog"}),
    *sorted(COMMANDS.rglob("*.py")),
]


@pytest.mark.parametrize("path", ASK_THE_CATALOGUE, ids=lambda path: "/".join(path.parts[-2:]))
def test_who_has_a_catalogue_asks_it_and_not_its_reader(path: Path) -> None:
    inside = path.is_relative_to(LIBRARY) and room_of(file_name(LIBRARY, path)) in ASK_A_READER
    assert inside or reached_for(path) == []


def test_a_reader_taken_out_of_a_catalogue_is_found(tmp_path: Path) -> None:
    planted = tmp_path / "planted.py"
    planted.write_text(
        "def late(request):\n"
        "    rows = catalog_of(request).reader.rows('SELECT 1')\n"
        "    return sources(session.catalog.reader), rows\n"
        "first = getattr(catalog, 'reader')\n"
        "from operator import attrgetter as get\n"
        "second = get('catalog.reader')(session)\n",
        encoding="utf-8",
    )
    assert reached_for(planted) == [2, 3, 4, 6]


@pytest.mark.parametrize("path", EVERYTHING, ids=lambda path: "/".join(path.parts[-2:]))
def test_what_is_private_is_its_own(path: Path) -> None:
    assert private_of_others(path) == []


def test_what_is_private_of_another_is_found(tmp_path: Path) -> None:
    planted = tmp_path / "planted.py"
    planted.write_text(
        "def late(catalog, pair):\n"
        "    dossier = catalog._dossier(1)\n"
        "    return getattr(session.catalog, '_model')(2), pair._replace(a=1)\n"
        "class Thing:\n"
        "    def one(self):\n"
        "        return self._one, type(self).__name__\n"
        "    def other(self):\n"
        "        return self.catalog._model(1)\n",
        encoding="utf-8",
    )
    assert private_of_others(planted) == [2, 3, 8]


def undecided(library: Path) -> set[str]:
    """What building a database imports, and `DECIDING` does not name."""
    rooms = frozenset(name.removesuffix(".py") for name in DECIDING)
    found = behind(library, "database.building", "database.updating")
    return {name for name in found if not within(name, rooms)}


def test_all_that_decides_what_is_in_a_database_is_its_input() -> None:
    assert undecided(LIBRARY) == set()
    assert {name.split(".")[0] for name in DECIDING} <= {
        room_of(name) for name in behind(LIBRARY, "database.building", "database.updating")
    }


@pytest.mark.parametrize("file", ["evidence/cells.py", "database/camera_rows.py"])
@pytest.mark.parametrize(
    "line",
    [
        "from integration_db.prediction.site import Site",
        "from integration_db.prediction import site",
        "import integration_db.prediction.site as s",
        "import importlib; importlib.import_module('integration_db.prediction.site')",
    ],
)
def test_more_code_that_decides_is_found(file: str, line: str, copy: Path) -> None:
    deciding = copy / file
    text = deciding.read_text(encoding="utf-8")
    try:
        deciding.write_text(f"{text}\n{line}\n")
        assert "prediction.site" in undecided(copy)
    finally:
        deciding.write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("file", "changes"),
    [
        ("web/app.py", False),
        ("catalog/catalog.py", False),
        ("evidence/cells.py", True),
        ("seed/rules/names.py", True),
        ("firmware/notations/axis.py", True),
        ("vocabulary.py", True),
        ("database/schema.sql", True),
    ],
)
def test_only_code_that_decides_makes_another_database(
    copy: Path, file: str, changes: bool
) -> None:
    def state() -> tuple[str, str]:
        library_digest.cache_clear()
        return library_digest(copy), scan(code_of(copy), SUFFIXES).signature

    before, text = state(), (copy / file).read_bytes()
    try:
        (copy / file).write_bytes(text + b"# a remark\n")
        assert [new != old for new, old in zip(state(), before, strict=True)] == [changes] * 2
    finally:
        (copy / file).write_bytes(text)


def test_a_list_of_text_is_read_without_what_workbooks_need() -> None:
    script = (
        "import sys, integration_db.sheets\n"
        "heavy = {'openpyxl', 'defusedxml', 'zipfile', 'sqlmodel', 'pydantic', 'yaml', 'sqlite3'}\n"
        "sys.stderr.write(','.join(sorted(heavy & set(sys.modules))))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert done.stderr == ""


def test_a_kept_database_is_found_without_what_only_a_new_one_needs() -> None:
    script = (
        "import sys, integration_db.database.opening\n"
        "heavy = {'hashlib', 'tempfile', 'shutil', 'integration_db.database.building', 'yaml'}\n"
        "sys.stderr.write(','.join(sorted(heavy & set(sys.modules))))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert done.stderr == ""


def test_the_reader_of_the_feed_can_be_copied_alone() -> None:
    alone = {"__future__", "hashlib", "json", "re", "typing"}
    assert {name for _, name in imported(LIBRARY, LIBRARY / "feed_reader.py")} == alone


def test_the_feed_is_never_made_with_its_own_reader() -> None:
    """Its answers are tested against the library's, not shared with them."""
    for path in sorted((LIBRARY / "export").glob("*.py")):
        assert not any("feed_reader" in name for _, name in imported(LIBRARY, path))


@pytest.mark.parametrize("path", files_of(LIBRARY), ids=lambda path: file_name(LIBRARY, path))
def test_the_library_never_prints_and_never_exits(path: Path) -> None:
    assert printed(path) == []


@pytest.mark.parametrize(
    "text",
    [
        "print(1)",
        "p = print",
        "import builtins as b; b.print(1)",
        "from builtins import print as say",
        "getattr(builtins, 'print')(1)",
        "input()",
        "exit()",
        "raise SystemExit(1)",
        "def late(): raise SystemExit",
        "import sys; sys.exit(1)",
        "import sys as s; s.exit(1)",
        "from sys import exit as leave",
        "import sys; out = sys.stdout",
        "import sys; sys.stderr.write('x')",
        "import sys; sys.__stdout__.write('x')",
        "import os; os._exit(1)",
        "import traceback; traceback.print_exc()",
    ],
)
def test_what_prints_or_exits_is_found(text: str, tmp_path: Path) -> None:
    planted = tmp_path / "planted.py"
    planted.write_text(text + "\n", encoding="utf-8")
    assert printed(planted) != []


@pytest.mark.parametrize("path", sorted(COMMANDS.rglob("*.py")), ids=lambda path: path.stem)
def test_the_command_line_knows_no_database(path: Path) -> None:
    tops = {name.split(".")[0] for _, name in imported(LIBRARY, path)}
    assert not tops & {"sqlite3", "sqlalchemy", "sqlmodel", "yaml", "pydantic"}


@pytest.mark.parametrize("path", EVERYTHING, ids=lambda path: "/".join(path.parts[-2:]))
def test_no_start_pays_for_the_named_tuples_of_the_standard_library(path: Path) -> None:
    if path.name not in ("named_tuple.py", "feed_reader.py"):  # the one is ours, the other copied
        dear = {"typing.NamedTuple", "collections.namedtuple"}
        assert not dear & {one.dotted for one in imports_of(path)}


QUESTIONS = [
    ("predict", "Exemplar E100"),
    ("show", "Exemplar E100"),
    ("filter", "--ssl"),
    ("search", "E100"),
    ("stats",),
]


@pytest.mark.parametrize("command", QUESTIONS, ids=lambda command: command[0])
def test_a_cold_look_up_loads_nothing_heavy(command: tuple[str, ...], good_database: str) -> None:
    script = (
        "import sys\n"
        "from integration_db_cli.main import main\n"
        f"try: main({['--database', good_database, *command]!r})\n"
        "except SystemExit as done: assert not done.code\n"
        "heavy = {'sqlmodel', 'sqlalchemy', 'pydantic', 'yaml', 'tabulate', 'jinja2',"
        " 'importlib.metadata', 'starlette', 'uvicorn', 'csv', 'openpyxl', 'dataclasses',"
        " 'integration_db.database.server'}\n"
        "sys.stderr.write('loaded: ' + ','.join(sorted(heavy & set(sys.modules))))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr.splitlines()[-1] == "loaded: "

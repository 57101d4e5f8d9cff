"""The walls (docs/design.md): who may import whom, and what a cold look-up must not load."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "integration_db"
COMMANDS = Path(__file__).parent.parent / "cli"

PURE = {
    *("errors", "vocabulary", "firmware", "names"),
    *("statements", "regions", "cells", "predict", "advice", "harmless", "json_text"),
}
STANDARD_FOR_PURE = {
    "__future__",
    "collections",
    "csv",
    "dataclasses",
    "functools",
    "io",
    "ipaddress",
    "itertools",
    "json",
    "re",
    "types",
    "typing",
    "unicodedata",
}

MAY_IMPORT: dict[str, set[str]] = {
    "harmless": set(),
    "json_text": set(),
    "errors": set(),
    "vocabulary": set(),
    "firmware": {"errors", "vocabulary"},
    "names": {"errors", "vocabulary"},
    "statements": {"firmware", "vocabulary"},
    "regions": {"firmware", "statements", "vocabulary"},
    "cells": {"firmware", "regions", "statements", "vocabulary"},
    "advice": {"vocabulary", "cells", "predict"},  # the last two for their types only
    "predict": {"advice", "cells", "errors", "vocabulary"},
}
"""What the pure modules may import of this library; everything else is in `RULES`."""

FORBIDDEN: dict[str, set[str]] = {
    # who knows YAML, pydantic, SQLModel, SQLAlchemy, sqlite3, click
    "yaml": {"yaml_reader", "overlay"},
    "pydantic": {"records", "seed", "web"},
    "sqlmodel": {"tables"},
    "sqlalchemy": {"tables", "storage", "build"},
    "sqlite3": {"storage", "build", "update"},
    "fastapi": {"web"},
    "starlette": {"web"},
    "uvicorn": {"web"},
    "click": set(),
    "jinja2": {"report", "templates", "web"},
    "markupsafe": {"web"},
    "tabulate": set(),
    # who knows files of lists
    "csv": {"sheets", "harmless"},
    "openpyxl": {"sheets"},
    "defusedxml": {"sheets"},
    "zipfile": {"sheets"},
    "integration_db_cli": set(),
}
"""Each outside package, and the only modules that may import it."""


def modules() -> list[Path]:
    return sorted(
        p for p in PACKAGE.rglob("*.py") if p.name != "__init__.py" or p.parent != PACKAGE
    )


def room(path: Path) -> str:
    relative = path.relative_to(PACKAGE)
    return relative.parts[0].removesuffix(".py")


def imports(path: Path) -> set[str]:
    """Every module that a file imports, inside functions too, dotted."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}: import the library by its full name"
            assert node.module is not None
            found.add(node.module)
            if node.module == "integration_db":
                found |= {f"integration_db.{alias.name}" for alias in node.names}
    return found


def ids(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


@pytest.mark.parametrize("path", modules(), ids=ids)
def test_outside_packages_stay_in_their_rooms(path: Path) -> None:
    for name in imports(path):
        outside = name.split(".")[0]
        if outside in FORBIDDEN:
            assert room(path) in FORBIDDEN[outside], f"{ids(path)} imports {outside}"


@pytest.mark.parametrize("path", [p for p in modules() if room(p) in PURE], ids=ids)
def test_the_core_is_pure(path: Path) -> None:
    own = room(path)
    for name in imports(path):
        top, *rest = name.split(".")
        if top == "integration_db":
            inside = rest[0] if rest else None
            assert inside is None or inside == own or inside in MAY_IMPORT[own], f"{name}"
        else:
            assert top in STANDARD_FOR_PURE, f"{ids(path)} imports {name}"


@pytest.mark.parametrize("path", [p for p in modules() if room(p) == "sheets"], ids=ids)
def test_sheets_know_nothing_of_cameras(path: Path) -> None:
    inside = {name for name in imports(path) if name.split(".")[0] == "integration_db"}
    allowed = ("integration_db.errors", "integration_db.sheets")
    assert all(name.startswith(allowed) for name in inside), inside


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


def test_the_reader_of_the_feed_can_be_copied_alone() -> None:
    alone = {"__future__", "hashlib", "json", "re", "typing"}
    assert imports(PACKAGE / "feed_reader.py") == alone


@pytest.mark.parametrize("path", sorted((PACKAGE / "feed").glob("*.py")), ids=ids)
def test_the_feed_is_given_a_reader_and_never_opens_or_builds_one(path: Path) -> None:
    builders = {"build", "cache", "editions", "origin", "records", "rows", "seed", "update"}
    assert not {name.split(".")[1] for name in imports(path) if "." in name} & builders
    assert "feed_reader" not in "".join(imports(path)), "its answers are tested, not shared"


def test_nothing_but_the_server_leads_to_the_web() -> None:
    """The web asks the library; the library and its look-ups never ask the web."""
    for path in modules():
        if room(path) != "web":
            assert not any(name.startswith("integration_db.web") for name in imports(path))


def test_the_library_never_prints_and_never_exits() -> None:
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                assert node.func.id not in ("print", "exit", "input"), ids(path)


def test_a_report_draws_what_it_is_given() -> None:
    asking = {"build", "catalog", "query", "seed", "storage"}
    for path in modules():
        if room(path) == "report":
            rooms = {name.split(".")[1] for name in imports(path) if "integration_db." in name}
            assert not rooms & asking, f"{ids(path)} imports {rooms & asking}"


def test_modules_stay_small() -> None:
    for folder in (PACKAGE, COMMANDS):
        for path in folder.rglob("*.py"):
            lines = len(path.read_text(encoding="utf-8").splitlines())
            assert lines <= 400, f"{path.name} has {lines} lines: split it by noun"


@pytest.mark.parametrize("command", [("predict", "Exemplar E100"), ("show", "Exemplar E100")])
def test_a_cold_look_up_loads_nothing_heavy(command: tuple[str, ...], good_database: str) -> None:
    script = (
        "import sys\n"
        "from integration_db_cli.main import main\n"
        f"try: main({['--database', good_database, *command]!r})\n"
        "except SystemExit as done: assert not done.code\n"
        "heavy = {'sqlmodel', 'sqlalchemy', 'pydantic', 'yaml', 'tabulate', 'jinja2',"
        " 'importlib.metadata', 'fastapi', 'starlette', 'uvicorn', 'csv', 'openpyxl'}\n"
        "sys.stderr.write(','.join(sorted(heavy & set(sys.modules))))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""

"""The walls of docs/design.md: which room may import which, and how a breach is found.

A room is a folder of the library, or a file in its root. Imports count wherever they stand: at
the top, inside a function, under `TYPE_CHECKING`.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

LIBRARY: Final = Path(__file__).parent.parent / "integration_db"
COMMANDS: Final = Path(__file__).parent.parent / "cli"
NAME: Final = "integration_db"

GROUND: Final = frozenset({"errors", "vocabulary", "environment", "files", "text"})
CORE: Final = frozenset({"firmware", "names", "evidence", "prediction"})
DATA: Final = frozenset({"seed", "database", "catalog"})

WALLS: Final[dict[str, frozenset[str]]] = {
    "__init__": frozenset({"errors", "catalog", "prediction"}),
    "errors": frozenset(),
    "vocabulary": frozenset(),
    "feed_reader": frozenset(),
    "environment": frozenset({"errors"}),
    "files": frozenset({"errors"}),
    "text": frozenset({"errors", "vocabulary"}),
    "firmware": frozenset({"errors", "vocabulary"}),
    "names": frozenset({"errors", "vocabulary"}),
    "evidence": frozenset({"vocabulary", "firmware"}),
    "prediction": frozenset({"errors", "vocabulary", "text.labels", "firmware", "evidence"}),
    "seed": frozenset({"errors", "vocabulary", "text", "firmware", "names"}),
    "database": GROUND | CORE | {"seed"},
    "catalog": (GROUND | CORE | {"database"}) - {"files"},
    "sheets": frozenset({"errors", "text", "seed.yaml_text"}),
    "check": GROUND | CORE | {"catalog", "sheets", "seed.yaml_text"},
    "report": GROUND | CORE | {"catalog", "check"},
    "curation": GROUND | CORE | DATA | {"sheets", "check"},
    "export": GROUND | CORE | {"catalog", "database.readers", "curation"},
    "web": GROUND | CORE | {"catalog", "database", "sheets", "check", "report", "export"},
}
"""Each room, and the rooms (or single files, `folder.file`) that it may import beside itself."""

INNER_WALLS: Final[dict[str, frozenset[str]]] = {
    "catalog/queries": frozenset(),
    "check/formats": frozenset({"check"}),
    "firmware/notations": frozenset({"firmware"}),
    "seed/rules": frozenset({"seed"}),
    "web/middleware": frozenset({"web"}),
    "web/api": frozenset({"web", "web/middleware"}),
    "web/api/routes": frozenset({"web", "web/api", "web/middleware"}),
    "web/pages": frozenset({"web", "web/api", "web/pages/parts"}),
    "web/pages/parts": frozenset({"web", "web/api"}),
    "web/site": frozenset({"web", "web/api", "web/pages", "web/pages/parts"}),
}
"""Each folder inside a room, and the folders of its room that its files may import."""

OUTSIDE: Final[dict[str, frozenset[str]]] = {
    "sqlite3": frozenset({"database"}),
    "sqlalchemy": frozenset({"database"}),
    "sqlmodel": frozenset({"database.tables"}),
    "yaml": frozenset({"seed.yaml_text", "curation.editing"}),
    "pydantic": frozenset({"seed", "web"}),
    "pydantic_core": frozenset({"web"}),
    "starlette": frozenset({"web"}),
    "uvicorn": frozenset({"web"}),
    "httptools": frozenset({"web"}),
    "jinja2": frozenset({"text.templates", "report", "web"}),
    "markupsafe": frozenset({"text.templates", "web"}),
    "difflib": frozenset({"names.suggestions"}),
    "csv": frozenset({"sheets", "text.csv_text", "check.formats"}),
    "openpyxl": frozenset({"sheets"}),
    "defusedxml": frozenset({"sheets"}),
    "zipfile": frozenset({"sheets"}),
}
"""Every package outside the standard library, and some of it, with the only rooms that know it."""

PURE: Final[dict[str, frozenset[str]]] = {
    "errors": frozenset(),
    "vocabulary": frozenset(),
    "text": frozenset({"text.templates"}),
    "firmware": frozenset(),
    "names": frozenset(),
    "evidence": frozenset(),
    "prediction": frozenset(),
    "check.status": frozenset(),
    "check.request": frozenset(),
    "catalog.gaps": frozenset(),
}
"""Rooms and files without disk, clock, database or terminal; each with its files that are not."""

STANDARD_FOR_PURE: Final = frozenset(
    ("__future__", "ast", "collections", "csv", "dataclasses", "difflib", "functools", "io")
    + ("ipaddress", "itertools", "json", "re", "types", "typing", "unicodedata")
)
ASK_A_READER: Final = frozenset({"catalog", "export"})
"""Who may take the reader out of an open catalogue; all others ask the catalogue itself."""
IMPORTS_BY_NAME: Final = frozenset({"firmware.schemes", "names"})
"""Who may load modules by a computed name, which no reader of imports can follow."""


def files_of(library: Path) -> list[Path]:
    """Return every Python file of the library."""
    return sorted(library.rglob("*.py"))


def file_name(library: Path, path: Path) -> str:
    """Return a file as `room` or `folder.file`, without the library's own name."""
    parts = list(path.relative_to(library).with_suffix("").parts)
    if parts[-1] == "__init__" and len(parts) > 1:
        parts.pop()
    return ".".join(parts)


def room_of(name: str) -> str:
    """Return the room of a file."""
    return name.partition(".")[0]


def imported(library: Path, path: Path) -> Iterator[tuple[int, str]]:
    """Yield line and dotted name of all that a file imports; `integration_db.` is left out.

    `from package import name` names the file where there is one of that name, else the package's.
    """
    for node in ast.walk(_parsed(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom):
            module = node.module or ""
            if node.level:
                yield node.lineno, "." * node.level + module
            elif module.split(".")[0] != NAME:
                yield node.lineno, module
            else:
                for alias in node.names:
                    inside = f"{module}.{alias.name}"
                    place = library.joinpath(*inside.split(".")[1:])
                    is_file = place.with_suffix(".py").is_file() or place.is_dir()
                    yield node.lineno, inside if is_file else module


def allowed(name: str, rooms: frozenset[str]) -> bool:
    """Whether a dotted name lies in one of the rooms."""
    return any(name == room or name.startswith(f"{room}.") for room in rooms)


def folder_of(library: Path, name: str) -> str:
    """Return the folder that a file of the library lies in, as `INNER_WALLS` writes it."""
    parts = name.split(".")
    inside = parts if library.joinpath(*parts).is_dir() else parts[:-1]
    return "/".join(inside)


def breaches(library: Path, path: Path) -> Iterator[str]:
    """Yield every import of a file that goes through a wall; its place if the table lacks it."""
    name = file_name(library, path)
    room = room_of(name)
    place = path.relative_to(library).as_posix()
    folder = folder_of(library, name)
    if room not in WALLS:
        yield f"{place}: no wall is written for {room}"
    elif "/" in folder and folder not in INNER_WALLS:
        yield f"{place}: no wall is written for {folder}"
    else:
        for line, module in imported(library, path):
            why = _breach(library, name, folder, module)
            if why:
                yield f"{place}:{line}: {why}"


def _breach(library: Path, name: str, folder: str, module: str) -> str | None:
    """Return what is wrong with an import, if anything is."""
    room = room_of(name)
    top = module.split(".")[0]
    if module.startswith("."):
        return "the library is imported by its full name"
    if top == "integration_db_cli":
        return "the library imports the command line"
    if top != NAME:
        if top in OUTSIDE and not allowed(name, OUTSIDE[top]):
            return f"{room} imports {top}"
        if top == "importlib" and name in IMPORTS_BY_NAME:
            return None
        if _is_pure(name) and top not in STANDARD_FOR_PURE:
            return f"{name} is pure and imports {top}"
        return None
    inside = module.partition(".")[2]
    if not inside:
        return None if room == "__init__" else "the library imports its own public names"
    if room_of(inside) == room:
        other = folder_of(library, inside)
        inner = INNER_WALLS.get(folder)
        if inner is not None and other not in inner | {folder}:
            return f"{folder} imports {other or inside}"
        return None
    return None if allowed(inside, WALLS[room]) else f"{room} imports {inside}"


def reached_for(path: Path) -> list[int]:
    """Return the lines in which a file takes the reader out of an open catalogue."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = (n for n in ast.walk(tree) if isinstance(n, ast.Attribute) and n.attr == "reader")
    return sorted(node.lineno for node in found)


def _is_pure(name: str) -> bool:
    return any(allowed(name, frozenset({room})) and name not in PURE[room] for room in PURE)


def rings(library: Path) -> list[list[str]]:
    """Return every set of files that import each other, directly or round about.

    A name taken from a package is taken from the file that the package has it from.
    """
    graph = _graph(library)
    reachable = {name: _reachable(graph, name) for name in graph}
    found = {
        tuple(sorted(other for other in reachable[name] if name in reachable[other]))
        for name in graph
        if name in reachable[name]
    }
    return sorted(map(list, found))


def behind(library: Path, *names: str) -> set[str]:
    """Return the files that these files import, directly or round about, and themselves."""
    graph = _graph(library)
    return set(names).union(*(_reachable(graph, name) for name in names))


def _graph(library: Path) -> dict[str, set[str]]:
    return {
        file_name(library, path): _files_behind(library, path)
        for path in files_of(library)
        if path.parent != library or path.name != "__init__.py"
    }


@cache
def _parsed(text: str) -> ast.Module:
    return ast.parse(text)


def _files_behind(library: Path, path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(_parsed(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.ImportFrom) or (node.module or "").split(".")[0] != NAME:
            continue
        assert node.module is not None
        for alias in node.names:
            found.add(_behind(library, node.module, alias.name))
    return found


def _behind(library: Path, module: str, name: str) -> str:
    """Return the file in which a name is defined."""
    inside = [*module.split(".")[1:], name]
    place = library.joinpath(*inside)
    if place.with_suffix(".py").is_file() or place.is_dir():
        return ".".join(inside)
    package = library.joinpath(*inside[:-1])
    if package.is_dir():
        tree = _parsed((package / "__init__.py").read_text(encoding="utf-8"))
        for node in ast.walk(tree):  # some packages import a name when it is first asked for
            if isinstance(node, ast.ImportFrom) and name in [a.name for a in node.names]:
                assert node.module is not None
                return _behind(library, node.module, name)
    return ".".join(inside[:-1])


def _reachable(graph: dict[str, set[str]], start: str) -> set[str]:
    found: set[str] = set()
    waiting = list(graph.get(start, ()))
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += graph.get(name, ())
    return found

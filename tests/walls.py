"""The walls of docs/design.md: which room may import which, and how a breach is found.

A room is a folder of the library, or a file in its root. Imports count wherever they stand and
however they are written (tests/imports.py): at the top, inside a function, under `TYPE_CHECKING`.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from imports import BY_NAME, Import, hidden_imports, imports_of, names_in, within

LIBRARY: Final = Path(__file__).parent.parent / "integration_db"
COMMANDS: Final = Path(__file__).parent.parent / "cli"
NAME: Final = "integration_db"

GROUND: Final = frozenset({"errors", "vocabulary", "environment", "files", "listing", "text"})
CORE: Final = frozenset({"firmware", "names", "evidence", "prediction"})
DATA: Final = frozenset({"seed", "database", "catalog"})

FOR_ALL: Final = frozenset({"named_tuple"})
"""What stands in for a part of the standard library; every room may import it."""

WALLS: Final[dict[str, frozenset[str]]] = {
    "__init__": frozenset({"errors", "catalog", "prediction"}),
    "named_tuple": frozenset(),
    "errors": frozenset(),
    "vocabulary": frozenset(),
    "feed_reader": frozenset(),
    "environment": frozenset({"errors"}),
    "files": frozenset({"errors"}),
    "listing": frozenset(),
    "text": frozenset({"errors", "vocabulary"}),
    "firmware": frozenset({"errors", "vocabulary"}),
    "names": frozenset({"errors", "vocabulary"}),
    "evidence": frozenset({"vocabulary", "firmware"}),
    "prediction": frozenset(
        {"errors", "vocabulary", "text.labels", "text.sentences", "firmware", "evidence"}
    ),
    "seed": frozenset({"errors", "vocabulary", "listing", "text", "firmware", "names"}),
    "database": GROUND | CORE | {"seed"},
    "catalog": (GROUND | CORE | {"database"}) - {"files"},
    "sheets": frozenset({"errors", "vocabulary", "text", "seed.yaml_text"}),
    "check": GROUND | CORE | {"catalog", "sheets", "seed.yaml_text"},
    "report": GROUND | CORE | {"catalog", "check"},
    "curation": GROUND | CORE | DATA | {"sheets", "check"},
    "export": GROUND | CORE | {"catalog", "database.readers", "database.opening", "curation"},
    "web": GROUND | CORE | {"catalog", "database", "sheets", "check", "report", "export"},
}
"""Each room, and the rooms (or single files, `folder.file`) that it may import beside itself."""

INNER_WALLS: Final[dict[str, frozenset[str]]] = {
    "catalog/queries": frozenset(),
    "check/reading": frozenset({"check/reading/known_exports"}),
    "check/reading/known_exports": frozenset(),
    "check/answering": frozenset({"check/reading"}),
    "check/lines": frozenset({"check/reading", "check/answering"}),
    "check/totals": frozenset({"check/answering", "check/lines"}),
    "check/readdressing": frozenset({"check/reading", "check/answering", "check/lines"}),
    "check/formats": frozenset(
        ("check", "check/answering", "check/lines", "check/reading", "check/readdressing")
    ),
    "database/server": frozenset({"database"}),
    "firmware/notations": frozenset({"firmware"}),
    "names/lines": frozenset({"names"}),
    "seed/rules": frozenset({"seed"}),
    "web/apart": frozenset({"web", "web/api", "web/middleware"}),
    "web/middleware": frozenset({"web", "web/api", "web/apart"}),
    "web/api": frozenset({"web", "web/middleware"}),
    "web/api/routes": frozenset({"web", "web/api", "web/middleware"}),
    "web/pages": frozenset({"web", "web/api", "web/pages/camera_list", "web/pages/parts"}),
    "web/pages/camera_list": frozenset({"web", "web/api", "web/pages/parts"}),
    "web/pages/parts": frozenset({"web", "web/api"}),
    "web/site": frozenset(
        {"web", "web/api", "web/pages", "web/pages/camera_list", "web/pages/parts"}
    ),
}
"""Each folder inside a room, and the folders of its room that its files may import."""

OUTSIDE: Final[dict[str, frozenset[str]]] = {
    "sqlite3": frozenset({"database"}),
    "psycopg2": frozenset({"database.server"}),
    "sqlalchemy": frozenset({"database.tables"}),
    "sqlmodel": frozenset({"database.tables"}),
    "yaml": frozenset({"seed.yaml_text", "curation.editing"}),
    "pydantic": frozenset({"seed", "web"}),
    "pydantic_core": frozenset({"web"}),
    "starlette": frozenset({"web"}),
    "uvicorn": frozenset({"web"}),
    "jinja2": frozenset({"text.templates", "report", "web"}),
    "markupsafe": frozenset({"web"}),
    "difflib": frozenset({"names.suggestions", "curation.changed_files"}),
    "csv": frozenset({"sheets", "text.csv_text", "check.formats"}),
    "openpyxl": frozenset({"sheets"}),
    "python_calamine": frozenset({"sheets"}),
    "pypdf": frozenset({"curation.copies"}),
    "defusedxml": frozenset({"sheets"}),
    "zipfile": frozenset({"sheets", "web.kept_reports"}),
    "cryptography": frozenset({"export.signing"}),
}
"""Every package outside the standard library, and some of it, with the only rooms that know it.

A package that stands nowhere in the table is for nobody.
"""

PURE: Final[dict[str, frozenset[str]]] = {
    "errors": frozenset(),
    "vocabulary": frozenset(),
    "text": frozenset({"text.templates"}),
    "firmware": frozenset(),
    "names": frozenset(),
    "evidence": frozenset(),
    "prediction": frozenset(),
    "check.reading": frozenset({"check.reading.altered_cells"}),
    "check.answering": frozenset(),
    "check.lines": frozenset({"check.lines.waivers"}),
    "check.totals": frozenset(),
    "check.readdressing": frozenset({"check.readdressing.moves"}),
    "catalog.gaps": frozenset(),
}
"""Rooms and files without disk, clock, database or terminal; each with its files that are not."""

STANDARD_FOR_PURE: Final = frozenset(
    ("__future__", "array", "ast", "base64", "bisect", "collections", "contextlib.suppress", "csv")
    + ("dataclasses", "difflib", "functools", "heapq", "io.StringIO", "ipaddress", "itertools")
    + ("json", "re", "types", "typing", "unicodedata", BY_NAME)
)
BUILT_IN_BUT_NOT_PURE: Final = frozenset({"open"})

ASK_A_READER: Final = frozenset({"catalog", "export"})
"""Who may take the reader out of an open catalogue; all others ask the catalogue itself."""

NOT_PRIVATE: Final = frozenset({"_asdict", "_fields", "_make", "_replace", "_exit"})
"""What named tuples, and `os`, offer under names that look private."""

TERMINAL: Final = frozenset(
    ("print", "input", "breakpoint", "exit", "quit", "SystemExit", "os._exit", "os.abort")
    + ("sys.exit", "sys.stdout", "sys.stderr", "sys.__stdout__", "sys.__stderr__")
    + ("getpass", "traceback")
)
"""What prints, asks at the terminal or ends the program; the library has none of it."""

IMPORTS_BY_NAME: Final = {
    "__init__": "a public name is loaded when it is first asked for",
    "check": "a public name is loaded when it is first asked for",
    "firmware.schemes": "a notation is loaded when the first text is read by it",
}
"""Who may import by a name that is worked out, which no reader of imports can follow, and why."""


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
    """Yield line and dotted name of every module that a file imports.

    `from package import name` names the file where there is one of that name, else the package.
    """
    for one in imports_of(path):
        yield one.line, _module(library, one)


def _module(library: Path, one: Import) -> str:
    inside = one.dotted.split(".")[1:]
    is_one = one.name and is_inside(one) and is_file(library.joinpath(*inside))
    return one.dotted if is_one else one.module


def is_inside(one: Import) -> bool:
    """Whether an import is one of the library."""
    return one.module.split(".")[0] == NAME


def is_file(place: Path) -> bool:
    """Whether a place without its ending is a file or a folder of the library."""
    return place.with_suffix(".py").is_file() or place.is_dir()


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
        found = [(one.line, _breach(library, name, folder, one)) for one in imports_of(path)]
        if name not in IMPORTS_BY_NAME:
            found += [(line, "what is imported is not written") for line in hidden_imports(path)]
        if _is_pure(name):
            found += [(n, f"{name} is pure and uses {one}") for n, one in _not_pure(path)]
        for line, why in dict.fromkeys(found):
            if why:
                yield f"{place}:{line}: {why}"


def _breach(library: Path, name: str, folder: str, one: Import) -> str | None:
    """Return what is wrong with an import, if anything is."""
    room = room_of(name)
    top = one.module.split(".")[0]
    if one.module.startswith("."):
        return "the library is imported by its full name"
    if top == "integration_db_cli":
        return "the library imports the command line"
    if not is_inside(one):
        if top in OUTSIDE and not within(name, OUTSIDE[top]):
            return f"{room} imports {top}"
        if _is_pure(name) and not within(one.dotted, STANDARD_FOR_PURE):
            return f"{name} is pure and imports {one.dotted}"
        return None if top in OUTSIDE or top in sys.stdlib_module_names else f"{top} is for nobody"
    inside = _module(library, one).partition(".")[2]
    if not inside:
        return None if room == "__init__" else "the library imports its own public names"
    if room_of(inside) == room:
        other = folder_of(library, inside)
        inner = INNER_WALLS.get(folder)
        if inner is not None and other not in inner | {folder}:
            return f"{folder} imports {other or inside}"
        return None
    return None if within(inside, WALLS[room] | FOR_ALL) else f"{room} imports {inside}"


def _is_pure(name: str) -> bool:
    return any(within(name, {room}) and name not in PURE[room] for room in PURE)


def _not_pure(path: Path) -> list[tuple[int, str]]:
    return [(line, name) for line, name in names_in(path) if name in BUILT_IN_BUT_NOT_PURE]


def reached_for(path: Path) -> list[int]:
    """Return the lines in which a file takes the reader out of an open catalogue."""
    return sorted({line for line, name in names_in(path) if name.endswith(".reader")})


def private_of_others(path: Path) -> list[int]:
    """Return the lines in which a file takes what is private of something that is not itself."""
    found: set[int] = set()
    for line, name in names_in(path):
        whose, _, taken = name.rpartition(".")
        is_private = re.fullmatch("_[a-z]+(_[a-z]+)*", taken) and taken not in NOT_PRIVATE
        if whose and is_private and whose not in ("self", "cls"):
            found.add(line)
    return sorted(found)


def printed(path: Path) -> list[int]:
    """Return the lines in which a file reaches for the terminal or for the end of the program."""
    return sorted({line for line, name in names_in(path) if within(name, TERMINAL)})

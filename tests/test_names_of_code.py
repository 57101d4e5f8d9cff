"""A class, a type or a public function has a name that nothing else in the library has.

Some names are shared on purpose, each kind for a reason that `part_of` tells.
"""

from __future__ import annotations

import ast
import builtins
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

import pytest
from walls import LIBRARY, files_of

MAKERS_OF_TYPES: Final = frozenset(
    ("NewType", "TypeVar", "ParamSpec", "NamedTuple", "namedtuple", "TypedDict", "Enum", "type")
)
"""What is called to make a type."""
BUILT_IN: Final = frozenset(name for name, one in vars(builtins).items() if isinstance(one, type))
"""The types whose names are written small, and others."""
NAMED: Final = (ast.Name, ast.Attribute)
DEFINITIONS: Final = (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


class Part(NamedTuple):
    """What a definition is for, where that gives it a name which others may have too.

    `often` says whether several definitions of the part may have one name.
    """

    why: str
    often: bool = False


OWN: Final = Part("a thing of its own")
SCHEMA: Final = Part("called like the thing whose JSON it describes; clients know it by that name")
TABLE: Final = Part("called like the noun whose rows it holds")
OPERATION: Final = Part("called like what it answers; clients know it by that name")
PAGE: Final = Part("called like what it answers")
OFFERED: Final = Part("offered by every file of a shelf", often=True)
STANDS_ALONE: Final = Part("handed to others as one file, which says again what it needs")
SHARED: Final = (SCHEMA, TABLE, OPERATION, PAGE, OFFERED, STANDS_ALONE)

FILES: Final = {
    "web/api/schemas.py": SCHEMA,
    "web/api/check_schemas.py": SCHEMA,
    "database/tables.py": TABLE,
    "feed_reader.py": STANDS_ALONE,
}
HANDLERS: Final = {"web/api/routes": OPERATION, "web/pages": PAGE}
SHELVES: Final = {"firmware/notations": ("read", "portable"), "check/formats": ("write",)}


def part_of(place: str, node: ast.stmt, name: str) -> Part:
    """Return what a definition in a file is for."""
    folder = place.rpartition("/")[0]
    if place in FILES:
        return FILES[place]
    if folder in HANDLERS and isinstance(node, ast.AsyncFunctionDef):
        return HANDLERS[folder]
    return OFFERED if name in SHELVES.get(folder, ()) else OWN


def defined(body: list[ast.stmt], library: Path = LIBRARY) -> Iterator[tuple[str, ast.stmt]]:
    """Yield the public names that a file defines, without its constants."""
    for node in statements(body):
        names: list[str] = []
        if isinstance(node, DEFINITIONS):
            names = [node.name]
        elif isinstance(node, ast.ImportFrom):
            names = [alias.asname or "" for alias in node.names if renamed(library, node, alias)]
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            is_constant = not is_type(node)
            assigned = [name for target in targets for name in names_of(target)]
            names = [name for name in assigned if not (is_constant and name.isupper())]
        yield from ((name, node) for name in names if not name.startswith("_"))


def statements(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """Yield the statements of a file, those under others too, but not those of what it defines."""
    for node in body:
        yield node
        if not isinstance(node, DEFINITIONS):
            parts = [node, *getattr(node, "handlers", ()), *getattr(node, "cases", ())]
            for part in parts:
                for inner in ("body", "orelse", "finalbody"):
                    yield from statements(getattr(part, inner, []))


def names_of(target: ast.expr) -> list[str]:
    """Return the names that an assignment gives."""
    if isinstance(target, ast.Tuple | ast.List):
        return [name for one in target.elts for name in names_of(one)]
    if isinstance(target, ast.Starred):
        return names_of(target.value)
    return [target.id] if isinstance(target, ast.Name) else []


def renamed(library: Path, node: ast.ImportFrom, alias: ast.alias) -> bool:
    """Whether an import gives a thing of another file a name of its own; files are no things."""
    place = library.joinpath(*(node.module or "").split(".")[1:], alias.name)
    is_file = place.with_suffix(".py").is_file() or place.is_dir()
    return alias.asname not in (None, alias.name) and not is_file


def is_type(node: ast.Assign | ast.AnnAssign) -> bool:
    """Whether what is assigned is a type, not a value: `RGB = tuple[int, int, int]`."""
    if isinstance(node, ast.AnnAssign) and "TypeAlias" in ast.unparse(node.annotation):
        return True
    value = node.value
    if isinstance(value, ast.BinOp) and isinstance(value.op, ast.BitOr):
        value = value.left
    if isinstance(value, ast.Call):
        return ast.unparse(value.func).rpartition(".")[2] in MAKERS_OF_TYPES
    whole = value.value if isinstance(value, ast.Subscript) else value
    name = ast.unparse(whole).rpartition(".")[2] if isinstance(whole, NAMED) else ""
    return name in BUILT_IN or (name[:1].isupper() and not name.isupper())


def places(library: Path) -> dict[str, dict[Part, set[str]]]:
    """Return for every public name the files that define it, by what for."""
    known: dict[str, dict[Part, set[str]]] = defaultdict(lambda: defaultdict(set))
    for path in files_of(library):
        place = path.relative_to(library).as_posix()
        for name, node in defined(ast.parse(path.read_text(encoding="utf-8")).body, library):
            known[name][part_of(place, node, name)].add(place)
    return known


def clashes(library: Path) -> dict[str, list[str]]:
    """Return the names that are given twice, with the files that give them."""
    return {
        name: sorted(files)
        for name, parts in places(library).items()
        for part, files in parts.items()
        if len(files) > 1 and not part.often
    }


def test_a_name_is_given_once() -> None:
    assert clashes(LIBRARY) == {}


@pytest.mark.parametrize("part", SHARED, ids=lambda part: part.why)
def test_every_reason_to_share_a_name_is_one_that_is_used(part: Part) -> None:
    sharing = [parts for parts in places(LIBRARY).values() if part in parts]
    assert any(len(parts) > 1 or len(parts[part]) > 1 for parts in sharing)


def test_every_place_with_names_of_its_own_is_there() -> None:
    for place in (*FILES, *HANDLERS, *SHELVES):
        assert (LIBRARY / place).exists(), place


@pytest.mark.parametrize(
    ("one", "other", "caught"),
    [
        (("seed/x.py", "class Thing: ..."), ("check/y.py", "class Thing: ..."), True),
        (("seed/x.py", "class Thing: ..."), ("check/y.py", "Thing = tuple[int, str]"), True),
        (("seed/x.py", "Thing: TypeAlias = int"), ("check/y.py", "class Thing: ..."), True),
        (("seed/x.py", "def thing(): ..."), ("check/y.py", "async def thing(): ..."), True),
        (("seed/x.py", "if A:\n    def thing(): ..."), ("check/y.py", "def thing(): ..."), True),
        (("seed/x.py", "thing = lambda: 1"), ("check/y.py", "def thing(): ..."), True),
        (("seed/x.py", "A, Thing = int, str"), ("check/y.py", "class Thing: ..."), True),
        (("seed/x.py", "[A, *thing] = f()"), ("check/y.py", "def thing(): ..."), True),
        (("seed/x.py", "RGB = tuple[int, int]"), ("check/y.py", "class RGB: ..."), True),
        (("seed/x.py", "RGB: TypeAlias = str"), ("check/y.py", "RGB = int | None"), True),
        (("seed/x.py", "RGB = Colour"), ("check/y.py", "class RGB: ..."), True),
        (("seed/x.py", "ID = NewType('ID', int)"), ("check/y.py", "class ID: ..."), True),
        (("seed/x.py", "from a import b as thing"), ("check/y.py", "def thing(): ..."), True),
        (("seed/x.py", "from a import b as Thing"), ("check/y.py", "class Thing: ..."), True),
        (("seed/x.py", "from a import Thing"), ("check/y.py", "class Thing: ..."), False),
        (("seed/x.py", "from a import b as _thing"), ("check/y.py", "def _thing(): ..."), False),
        (("web/pages/x.py", "def thing(): ..."), ("check/y.py", "def thing(): ..."), True),
        (("check/formats/x.py", "def thing(): ..."), ("files.py", "def thing(): ..."), True),
        (
            ("web/api/schemas.py", "class Thing: ..."),
            ("web/api/check_schemas.py", "class Thing: ..."),
            True,
        ),
        (("web/pages/x.py", "async def a(): ..."), ("web/pages/y.py", "async def a(): ..."), True),
        (("seed/x.py", "class Thing: ..."), ("database/tables.py", "class Thing: ..."), False),
        (("web/pages/x.py", "async def thing(): ..."), ("check/y.py", "def thing(): ..."), False),
        (("firmware/notations/x.py", "def read(): ..."), ("y.py", "def read(): ..."), False),
        (("seed/x.py", "def _thing(): ..."), ("check/y.py", "def _thing(): ..."), False),
        (("seed/x.py", "THINGS = 1"), ("check/y.py", "THINGS = 2"), False),
        (("seed/x.py", "class A:\n    def b(self): ..."), ("check/y.py", "def b(): ..."), False),
    ],
)
def test_a_name_that_is_given_twice_is_seen(
    tmp_path: Path, one: tuple[str, str], other: tuple[str, str], caught: bool
) -> None:
    for place, text in (one, other):
        (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / place).write_text(text + "\n", encoding="utf-8")
    assert bool(clashes(tmp_path)) == caught


@pytest.mark.parametrize(
    "over",
    [
        "if A:\n    {}",
        "if A:\n    pass\nelse:\n    {}",
        "try:\n    {}\nfinally:\n    pass",
        "try:\n    pass\nexcept E:\n    {}",
        "try:\n    pass\nexcept E:\n    pass\nelse:\n    pass\nfinally:\n    {}",
        "with a():\n    {}",
        "for a in b:\n    {}",
        "while a:\n    {}",
        "match a:\n    case 1:\n        {}",
        "try:\n    with a():\n        {}\nexcept E:\n    pass",
    ],
)
@pytest.mark.parametrize("definition", ["def thing(): ...", "class thing: ...", "thing = f"])
def test_a_definition_is_seen_under_every_statement(over: str, definition: str) -> None:
    found = defined(ast.parse(over.format(definition)).body)
    assert [name for name, _ in found] == ["thing"]

"""What a Python file imports and names, read from its text and never run.

One reading serves all who ask: walls, rings, what decides a database, what the library reaches for.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

LOADERS: Final = (
    *("__import__", "exec", "eval", "__builtins__", "sys.modules"),
    *("runpy", "pkgutil", "zipimport"),
)
"""What can bring in a module behind the back of every reader of imports, beside `importlib`."""
BY_NAME: Final = "importlib.import_module"
NO_LOADER: Final = ("importlib.metadata", "importlib.resources", BY_NAME)
"""What may be taken out of `importlib`: of this what `BY_NAME` imports by a literal is followed."""
ASKED_BY_NAME: Final = ("getattr", "attrgetter", "methodcaller")
"""Functions that take an attribute by a name in quotes."""


class Import(NamedTuple):
    """A module that is imported, as it is written, and the name that is taken out of it, if any."""

    line: int
    module: str
    name: str = ""

    @property
    def dotted(self) -> str:
        """Module and name."""
        return f"{self.module}.{self.name}" if self.name else self.module


def imports_of(path: Path) -> tuple[Import, ...]:
    """Return all that a file imports, wherever it stands: as statements, and by a literal name."""
    return _imports(path.read_text(encoding="utf-8"))


def names_in(path: Path) -> list[tuple[int, str]]:
    """Return line and dotted name of all that a file mentions, called or not.

    What was imported has its full name (`s.exit` after `import sys as s` is `sys.exit`), what is
    built in its short one, and an attribute that is taken by a name in quotes stands as if it were
    written with a dot.
    """
    text = path.read_text(encoding="utf-8")
    written = [(one.line, _short(one.dotted)) for one in _statements(text)]
    return written + [(node.lineno, name) for node, name in _mentions(text)]


def hidden_imports(path: Path) -> list[int]:
    """Return the lines in which something is imported that `imports_of` cannot follow."""
    text = path.read_text(encoding="utf-8")
    followed = {id(call.func) for call in _calls_by_name(text)}
    unread = {
        node.lineno
        for node, name in _mentions(text)
        if name == BY_NAME and id(node) not in followed
    }
    return sorted(unread | {line for line, name in names_in(path) if _loads(name)})


@cache
def _parsed(text: str) -> ast.Module:
    """Return the tree of a Python text."""
    return ast.parse(text)


def within(name: str, wholes: Collection[str]) -> bool:
    """Whether a dotted name is one of these, or lies in one."""
    return any(name == whole or name.startswith(f"{whole}.") for whole in wholes)


def _loads(name: str) -> bool:
    return within(name, LOADERS) or (name.startswith("importlib.") and not within(name, NO_LOADER))


@cache
def _imports(text: str) -> tuple[Import, ...]:
    literal = (Import(call.lineno, _literal(call)) for call in _calls_by_name(text))
    return (*_statements(text), *literal)


@cache
def _statements(text: str) -> tuple[Import, ...]:
    found: list[Import] = []
    for node in ast.walk(_parsed(text)):
        if isinstance(node, ast.Import):
            found += [Import(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            found += [Import(node.lineno, module, alias.name) for alias in node.names]
    return tuple(found)


def _calls_by_name(text: str) -> Iterator[ast.Call]:
    """Yield the calls of `BY_NAME` that say in quotes what they import."""
    functions = {id(node) for node, name in _mentions(text) if name == BY_NAME}
    if functions:
        for node in ast.walk(_parsed(text)):
            if isinstance(node, ast.Call) and id(node.func) in functions and _literal(node):
                yield node


def _literal(call: ast.Call) -> str:
    """Return the text that is a call's first argument; "" where it is worked out."""
    first = call.args[0] if call.args else None
    return first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else ""


@cache
def _mentions(text: str) -> tuple[tuple[ast.expr, str], ...]:
    known = _bindings(text)
    found: list[tuple[ast.expr, str]] = []
    for node in ast.walk(_parsed(text)):
        if isinstance(node, ast.Name | ast.Attribute):
            found.append((node, _dotted(node, known)))
        elif isinstance(node, ast.Call):
            found += [(node, name) for name in _taken_by_name(node, known)]
    return tuple(found)


def _bindings(text: str) -> dict[str, str]:
    """Return what each imported name stands for, by its full dotted name."""
    known: dict[str, str] = {}
    for node in ast.walk(_parsed(text)):
        if isinstance(node, ast.Import):
            known |= {alias.asname: alias.name for alias in node.names if alias.asname}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            for alias in node.names:
                known[alias.asname or alias.name] = f"{node.module}.{alias.name}"
    return known


def _taken_by_name(call: ast.Call, known: dict[str, str]) -> Iterator[str]:
    function = _dotted(call.func, known).rpartition(".")[2]
    if function in ASKED_BY_NAME:
        whose = _dotted(call.args[0], known) if function == "getattr" and call.args else "?"
        for argument in call.args:
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                yield _short(f"{whose}.{argument.value}")


def _dotted(node: ast.expr, known: dict[str, str]) -> str:
    """Return a name with its attributes; `?` stands for what has no name."""
    if isinstance(node, ast.Name):
        return _short(known.get(node.id, node.id))
    if isinstance(node, ast.Attribute):
        return _short(f"{_dotted(node.value, known)}.{node.attr}")
    return "?"


def _short(name: str) -> str:
    return name.removeprefix("builtins.")

"""Which files of the library stand behind which: rings among them, and what decides a database."""

from __future__ import annotations

from pathlib import Path

from imports import Import, imports_of
from walls import file_name, files_of, is_file, is_inside


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


def _files_behind(library: Path, path: Path) -> set[str]:
    return {_behind(library, one) for one in imports_of(path) if is_inside(one)}


def _behind(library: Path, one: Import) -> str:
    """Return the file that is imported, or in which the imported name is defined."""
    inside = one.dotted.split(".")[1:]
    if not one.name or is_file(library.joinpath(*inside)):
        return ".".join(inside)
    package = library.joinpath(*inside[:-1])
    if package.is_dir():
        for other in imports_of(package / "__init__.py"):  # also what is first imported when asked
            if other.name == one.name and is_inside(other):
                return _behind(library, other)
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

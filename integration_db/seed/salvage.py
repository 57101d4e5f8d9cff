"""What is left of a seed file whose shape is wrong, so that rules can speak of it in the same run.

A statement that cannot be read is taken out, and so is a key that is not known; names stay. Only
checking uses this: nothing salvaged is ever built into a database.
"""

from __future__ import annotations

import copy
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from integration_db.errors import MOST_TOLD, FileProblems, Problem
from integration_db.seed import reading, shapes, yaml_text
from integration_db.seed.yaml_text import Where

_WHOLE: Final = frozenset(("statements", "releases", "expect", "pairings", "advisories"))
"""Lists whose entries mean something else without one of their keys."""


@dataclass(frozen=True, slots=True, eq=False)
class TornFile(reading.File[Any]):
    """A file without its unreadable parts; `gone` has what was taken out of each list."""

    gone: Mapping[Where, Sequence[int]]
    lossy: bool

    def problem(self, code: str, message: str, *where: str | int) -> Problem:
        """Return a problem at a place, counted as in the file and not as in the record."""
        return reading.File.problem(self, code, message, *_as_written(where, self.gone))


def with_rests(
    loaded: reading.Seed, folders: Sequence[Path]
) -> tuple[reading.Seed, frozenset[str]]:
    """Return a seed with what is left of its unread files, and the kinds of file with losses.

    A statement that was taken out is no loss for the rules; a model or a source is.
    """
    read = {(file.root, file.path) for file in loaded.files}
    whole = replace(loaded, **{name: list(getattr(loaded, name)) for name in loaded.__slots__})
    torn = set()
    for root, folder in enumerate(folders):
        for path in reading.list_files(folder):
            relative = reading.path_in(folder, path)
            kind = reading.kind_of(relative)
            if kind is not None and (root, relative) not in read:
                rest = _rest(kind, root, folder, path)
                if rest is None or rest.lossy:
                    torn.add(kind)
                if rest is not None:
                    getattr(whole, kind).append(rest)
    for kind in shapes.FILE_KINDS:
        getattr(whole, kind).sort(key=lambda file: (file.root, file.path))
    return whole, frozenset(torn)


def _rest(kind: str, root: int, folder: Path, path: Path) -> TornFile | None:
    relative, shown = reading.path_in(folder, path), reading.shown_as(root, folder, path)
    try:
        content = yaml_text.read_yaml(shown, reading.data_of(path, shown))
    except FileProblems:
        return None
    if not isinstance(content, dict):
        return None
    _, errors = reading.validated(kind, content)
    if len(errors) > MOST_TOLD:
        return None  # nobody is told of them all, and none of the rest is missed
    parts = list(map(_unreadable, errors))
    content, gone = _without(content, parts)
    record, errors = reading.validated(kind, content)
    if errors:
        return None
    lossy = any(len(part) < 2 or part[-2] not in _WHOLE for part in parts)
    return TornFile(root, relative, shown, "", record, path, gone, lossy)


def _unreadable(error: reading.WrongShape) -> Where:
    """Return the part of a file to take out for an error."""
    where = error.where
    for n in range(len(where) - 1):
        if where[n] in _WHOLE and isinstance(where[n + 1], int):
            return where[: n + 2]
    whole_model = error.missing or (where and where[-1] == "name")
    return where[:-1] if whole_model and len(where) > 1 else where


def _without(content: Any, parts: Sequence[Where]) -> tuple[Any, Mapping[Where, Sequence[int]]]:
    """Return a copy of plain data without some parts of it, and which list entries are gone."""
    left = copy.deepcopy(content)
    gone: dict[Where, list[int]] = defaultdict(list)
    outermost = {p for p in parts if p and not any(p[:n] in parts for n in range(1, len(p)))}
    for part in sorted(outermost, key=lambda p: [(isinstance(k, int), k) for k in p], reverse=True):
        holder = left
        try:
            for key in part[:-1]:
                holder = holder[key]
            del holder[part[-1]]
        except (KeyError, IndexError, TypeError):
            continue
        if isinstance(part[-1], int):
            gone[part[:-1]].append(part[-1])
    return left, gone


def _as_written(where: Where, gone: Mapping[Where, Sequence[int]]) -> Where:
    """Return the place in the file of a place in what is left of it."""
    written: list[str | int] = []
    for key in where:
        place = key
        if isinstance(place, int):
            for taken in sorted(gone.get(tuple(written), ())):
                place += taken <= place
        written.append(place)
    return tuple(written)

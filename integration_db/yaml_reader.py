"""Strict YAML: bytes to plain data, or problems with line and column.

Owns the subset of YAML that a seed may use: mappings, lists and text, with `true`, `false`,
`null` and whole numbers; no anchors, tags or second documents. What the data means is not known
here. Positions cost time, so the fast way works without them and a file with a problem is read a
second time.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import yaml

from integration_db.errors import Problem

LARGEST: Final = 8_000_000
"""Bytes; no seed file is larger."""
DEEPEST: Final = 32
"""Levels; no seed file is nested deeper."""

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Number(str):
    """A plain scalar that YAML would make a number, date or time; only fit where text is not meant.

    Kept as text, because `10.10` and `10.1` are different firmware; the shape check refuses it
    and asks for quotes.
    """

    __slots__ = ()


class _Strict(_Loader):  # type: ignore[misc]
    """Plain scalars stay text but for true, false, null and whole numbers; keys are unique."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}


def _resolve(tag: str, pattern: str, first: str) -> None:
    for character in first:
        _Strict.yaml_implicit_resolvers.setdefault(character, []).append((tag, re.compile(pattern)))


_resolve("tag:yaml.org,2002:bool", r"^(?:true|false|True|False|TRUE|FALSE)$", "tTfF")
_resolve("tag:yaml.org,2002:null", r"^(?:~|null|Null|NULL|)$", "~nN")
_Strict.yaml_implicit_resolvers.setdefault("", []).append(
    ("tag:yaml.org,2002:null", re.compile(r"^$"))
)
_resolve(
    "!number",
    r"^[-+]?[0-9][0-9_]*(?:[.:][0-9_.:]*)?(?:[eE][-+]?[0-9]+)?$|^0[xob][0-9a-fA-F_]+$",
    "-+0123456789",
)


def _mapping(loader: Any, node: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    construct = loader.construct_object
    for key_node, value_node in node.value:
        key = construct(key_node, True)
        if not isinstance(key, str):
            raise _Refused(key_node.start_mark, "Y005", "a key must be text", key)
        if key in found:
            raise _Refused(key_node.start_mark, "Y004", f"key {key!r} stands twice", key)
        found[key] = construct(value_node, True)
    return found


def _number(loader: Any, node: Any) -> Number:
    return Number(node.value)


def _unknown_tag(loader: Any, node: Any) -> Any:
    raise _Refused(node.start_mark, "Y006", f"tag {node.tag!r}: tags are not used here", node.tag)


_Strict.add_constructor("tag:yaml.org,2002:map", _mapping)
_Strict.add_constructor("!number", _number)
_Strict.add_constructor(None, _unknown_tag)


class _Refused(Exception):
    def __init__(self, mark: Any, code: str, message: str, value: object) -> None:
        super().__init__(message)
        self.mark, self.code, self.message, self.value = mark, code, message, value


@dataclass(frozen=True, slots=True)
class Place:
    """A position in a file, counted from 1."""

    line: int
    column: int


def read(path: str, data: bytes) -> Any | list[Problem]:
    """Return the plain data of a file, or the problems that keep it from being read."""
    problem = _bytes_problem(path, data)
    if problem is not None:
        return [problem]
    loader = None
    try:
        loader = _Strict(data)
        found = loader.get_single_data()
    except _Refused as refused:
        mark = refused.mark
        return [Problem(path, mark.line + 1, mark.column + 1, refused.code, refused.message)]
    except yaml.MarkedYAMLError as error:
        where = error.problem_mark or error.context_mark
        line, column = (where.line + 1, where.column + 1) if where else (0, 0)
        what = str(error.problem or error.context or "cannot be read")
        return [Problem(path, line, column, "Y001", f"not valid YAML: {what}")]
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        return [Problem(path, 0, 0, "Y001", f"not valid YAML: {_first_line(error)}")]
    finally:
        if loader is not None:
            loader.dispose()
    return found


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]


_SUSPECT: Final = re.compile(rb"[&*]|<<|\t")
_CONTROL: Final = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_OPENERS: Final = re.compile(rb"[\[{]")
_DASHES: Final = re.compile(rb"^(?: *(?:- |\? |: ))+", re.MULTILINE)


def _bytes_problem(path: str, data: bytes) -> Problem | None:
    """Return what is wrong with the bytes before any YAML parser sees them."""
    if len(data) > LARGEST:
        return Problem(path, 0, 0, "Y002", f"larger than {LARGEST:,} bytes; no seed file is")
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        place = _place(data, error.start)
        return Problem(path, place.line, place.column, "Y003", "not UTF-8 text")
    control = _CONTROL.search(data)
    if control:
        place = _place(data, control.start())
        return Problem(
            path, place.line, place.column, "Y003", f"control character {control[0]!r} in the text"
        )
    if _too_deep(data):
        return Problem(path, 0, 0, "Y007", f"nested deeper than {DEEPEST} levels")
    return _anchors(path, data) if _SUSPECT.search(data) else None


def _too_deep(data: bytes) -> bool:
    """Whether brackets or dashes could nest deep enough to hurt the parser; errs towards yes."""
    if len(_OPENERS.findall(data)) > DEEPEST:
        depth = 0
        for line in data.splitlines():
            depth = 0 if line[:1].isalpha() else depth
            for character in line:
                depth += character in b"[{"
                depth -= character in b"]}" and depth > 0
                if depth > DEEPEST:
                    return True
    if any(
        match[0].count(b"-") + match[0].count(b"?") > DEEPEST for match in _DASHES.finditer(data)
    ):
        return True
    return any(len(line) - len(line.lstrip(b" ")) > 8 * DEEPEST for line in data.splitlines())


def _anchors(path: str, data: bytes) -> Problem | None:
    """Return a problem for an anchor or alias: they can explode, and nobody needs them."""
    try:
        for event in yaml.parse(data, Loader=_Loader):
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                mark: Any = event.start_mark
                return Problem(
                    path,
                    mark.line + 1,
                    mark.column + 1,
                    "Y006",
                    "anchors and aliases (&, *) are not used here; write the value out",
                )
    except yaml.YAMLError:
        return None  # the parse that follows says where and why
    return None


def _place(data: bytes, offset: int) -> Place:
    before = data[:offset]
    return Place(before.count(b"\n") + 1, offset - (before.rfind(b"\n") + 1) + 1)


@lru_cache(maxsize=4)  # a file with one problem often has many
def positions(data: bytes) -> Mapping[tuple[str | int, ...], Place]:
    """Return the place of every value by its path of keys and list positions.

    The place of a mapping's entry is that of its key. Raises nothing: what cannot be read has
    no positions.
    """
    found: dict[tuple[str | int, ...], Place] = {}
    try:
        root = yaml.compose(data, Loader=_Loader)
    except (yaml.YAMLError, ValueError, RecursionError):
        return found
    pending: list[tuple[tuple[str | int, ...], Any]] = [((), root)]
    while pending:
        path, node = pending.pop()
        if node is None:
            continue
        found.setdefault(path, Place(node.start_mark.line + 1, node.start_mark.column + 1))
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                own = (*path, str(key.value))
                found[own] = Place(key.start_mark.line + 1, key.start_mark.column + 1)
                pending.append((own, value))
        elif isinstance(node, yaml.SequenceNode):
            pending += [((*path, n), value) for n, value in enumerate(node.value)]
    return found

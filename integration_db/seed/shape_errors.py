"""What is wrong with the shape of a seed file, in this project's words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any, Final

from pydantic import ValidationError

from integration_db.errors import Problem
from integration_db.names.suggestions import near_words
from integration_db.seed import shapes, yaml_text

_WANTED: Final = {
    "string_type": "text",
    "list_type": "a list",
    "dict_type": "a mapping",
    "dataclass_type": "a mapping",
    "bool_type": "true or false",
}
_DATE_FORM: Final = "a date is YYYY-MM-DD, YYYY-MM or YYYY"
_PATTERNS: Final = {
    "published": _DATE_FORM,
    "accessed": _DATE_FORM,
    "url": "an address begins with http:// or https://",
    "source": "an identifier has small letters, digits and hyphens",
}
_KNOWN_KEYS: Final = sorted(
    {
        key.name
        for shape in vars(shapes).values()
        if isinstance(shape, type) and is_dataclass(shape)
        for key in fields(shape)
    }
)


def one_per_place(error: ValidationError) -> list[Any]:
    """Return one error per place: alternatives of a union each complain."""
    seen: dict[tuple[Any, ...], Any] = {}
    for one in error.errors(include_url=False):
        seen.setdefault(path_of(one), one)
    return list(seen.values())


def path_of(error: Any) -> tuple[str | int, ...]:
    """Return the place in the file that an error of shape is about."""
    return tuple(part for part in error["loc"] if not _is_alternative(part))


def _is_alternative(part: object) -> bool:
    """Whether a part of pydantic's location names a type and not a key of the file."""
    return isinstance(part, str) and (
        part.startswith(("constrained-", "function-", "literal", "union"))
        or part in ("str", "AliasRecord", "[key]")
    )


def in_words(shown: str, places: Mapping[Any, Any], error: Any) -> Problem:
    """Return a problem of shape in this project's words, with the choices where there are any."""
    path = path_of(error)
    spot = path
    while spot and spot not in places:
        spot = spot[:-1]
    place = places.get(spot, yaml_text.Place(1, 1))
    key = str(path[-1]) if path else "the file"
    code, message = _message(key, error)
    return Problem(shown, place.line, place.column, code, message)


def _message(key: str, error: Any) -> tuple[str, str]:
    kind, value, context = error["type"], error.get("input"), error.get("ctx", {})
    written = _shortened(value)
    if kind == "missing":
        return "R001", f"{key} is missing"
    if kind == "unexpected_keyword_argument":
        near = near_words(key, _KNOWN_KEYS)
        hint = f"; did you mean {near[0]!r}?" if near else ""
        return "R002", f"unknown key {key!r}{hint}"
    if kind in ("literal_error", "enum"):
        return "R003", f"{key} {written}: choose {context.get('expected', 'a known word')}"
    if kind == "value_error":
        return "R004", f"{key} {str(context.get('error', error['msg']))}"
    if kind == "string_pattern_mismatch":
        return "R005", f"{key} {written}: {_PATTERNS.get(key, 'has another form')}"
    if kind in ("string_type", "list_type", "dict_type", "dataclass_type", "bool_type"):
        wanted = _WANTED[kind]
        return "R006", f"{key} {written}: {wanted} was expected"
    if kind in ("string_too_short", "too_short"):
        return "R007", f"{key} is empty"
    if kind == "string_too_long":
        return "R007", f"{key} is longer than {context.get('max_length')} characters"
    return "R006", f"{key} {written}: {error['msg'].lower()}"


def _shortened(value: object) -> str:
    text = repr(str(value)) if isinstance(value, str) else repr(value)
    return text if len(text) <= 60 else text[:57] + "..."

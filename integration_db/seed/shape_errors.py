"""What is wrong with the shape of a seed file, in this project's words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from typing import Any, Final

from pydantic import ValidationError

from integration_db.errors import MOST_TOLD, Problem
from integration_db.names.suggestions import near_words
from integration_db.seed import shapes
from integration_db.seed.yaml_text import Place, Where, place_of
from integration_db.text.sentences import hint

_WANTED: Final = {
    "string_type": "text",
    "list_type": "a list",
    "dict_type": "a mapping",
    "dataclass_type": "a mapping",
    "bool_type": "true or false",
}
_FORMS: Final = {
    shapes.DATE_FORM: "a date is YYYY-MM-DD, YYYY-MM or YYYY",
    shapes.URL_FORM: "an address begins with http:// or https://",
    shapes.SLUG_FORM: "an identifier has small letters and digits, joined by hyphens",
    shapes.OPTION_FORM: "an option has letters and digits, joined by hyphens or underscores",
}
_KNOWN_KEYS: Final = sorted(
    {
        key.name
        for shape in vars(shapes).values()
        if isinstance(shape, type) and is_dataclass(shape)
        for key in fields(shape)
    }
)


def in_words(shown: str, places: Mapping[Where, Place], errors: Iterable[Any]) -> list[Problem]:
    """Return pydantic's errors in this project's words, with the choices if there are any.

    `shown` is how problems name the file, `places` are the places of its values. Keys that are near
    to unknown ones are looked for as long as somebody is told of them.
    """
    placed = [(place_of(where_of(one), places) or Place(1, 1), one) for one in errors]
    placed.sort(key=lambda pair: (pair[0].line, pair[0].column))
    problems: list[Problem] = []
    for place, error in placed:
        code, message = _message(_called(where_of(error)), error, len(problems) < MOST_TOLD)
        problems.append(Problem(shown, place.line, place.column, code, message))
    return problems


def _called(where: Where) -> str:
    """Return what people call a value: its key, and which entry of a list it is."""
    entries = [str(part + 1) for part in where if isinstance(part, int)]
    keys = [part for part in where if isinstance(part, str)]
    if not keys:
        return "the file"
    key = _shortened(keys[-1])
    return f"{key}, entry {entries[-1]}," if isinstance(where[-1], int) else key


def one_per_place(refusal: ValidationError) -> list[Any]:
    """Return pydantic's errors, one per place: alternatives of a union each complain."""
    firsts: dict[Where, Any] = {}
    for error in refusal.errors(include_url=False):
        firsts.setdefault(where_of(error), error)
    return list(firsts.values())


def where_of(error: Any) -> Where:
    """Return the way to the value that one of pydantic's errors is about."""
    return tuple(part for part in error["loc"] if not _is_alternative(part))


def _is_alternative(part: object) -> bool:
    """Whether a part of pydantic's location names a type and not a key of the file."""
    return isinstance(part, str) and (
        part.startswith(("constrained-", "function-", "literal", "union"))
        or part in ("str", "AliasRecord", "[key]")
    )


def _message(key: str, error: Any, suggest: bool) -> tuple[str, str]:
    kind, value, context = error["type"], error.get("input"), error.get("ctx", {})
    written = _shortened(repr(str(value)) if isinstance(value, str) else repr(value))
    if kind == "missing":
        return "R001", f"{key} is missing"
    if kind == "unexpected_keyword_argument":
        known = [name for name in _KNOWN_KEYS if name != key]
        near = near_words(key, known, 1) if suggest else ()
        return "R002", f"unknown key {key!r}{hint([repr(name) for name in near])}"
    if kind in ("literal_error", "enum"):
        return "R003", f"{key} {written}: choose {context.get('expected', 'a known word')}"
    if kind == "value_error":
        return "R004", f"{key} {str(context.get('error', error['msg']))}"
    if kind == "string_pattern_mismatch":
        return "R005", f"{key} {written}: {_FORMS[context['pattern']]}"
    if kind in _WANTED:
        return "R006", f"{key} {written}: {_WANTED[kind]} was expected"
    if kind in ("string_too_short", "too_short"):
        return "R007", f"{key} is empty"
    if kind == "string_too_long" or (kind == "too_long" and isinstance(value, str)):
        return "R007", f"{key} is longer than {context.get('max_length')} characters"
    return "R006", f"{key} {written}: {error['msg'].lower()}"


def _shortened(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "..."

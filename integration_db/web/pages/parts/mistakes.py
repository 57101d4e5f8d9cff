"""What is wrong with a field of a form, and what may have been meant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from integration_db.errors import NotFound, UsageError
from integration_db.named_tuple import NamedTuple
from integration_db.text import sentences
from integration_db.web.pages.parts.links import address


class Mistake(NamedTuple):
    """What is wrong with one field, and the addresses of what may have been meant."""

    text: str
    instead: tuple[tuple[str, str], ...] = ()


def mistake_of(
    error: NotFound | UsageError, values: Mapping[str, Any], path: str, fields: Sequence[str]
) -> tuple[str, Mistake]:
    """Return which of the form's fields an error is about, and what to say beside it."""
    field = next((name for name in fields if name == error.option), "model")
    target = "protocol" if field == "port" else field
    # What is given several times is chosen from a list, so nothing need be offered beside it.
    several = isinstance(values.get(field), tuple)
    near = () if several else instead(error.suggestions, values, target, path)
    if field == "model" and not near:
        near = (("Search for it", address("/", {"text": values.get("model")})),)
    return field, Mistake(sentences.sentence(error.message), near)


def instead(
    suggestions: Sequence[str], values: Mapping[str, Any], field: str, path: str
) -> tuple[tuple[str, str], ...]:
    """Return what may have been meant, each with the address that asks it."""
    return tuple((text, address(path, {**values, field: text})) for text in suggestions[:6])

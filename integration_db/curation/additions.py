"""What is added to one seed file: made in its text and in its data, and the two held together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from pathlib import Path
from typing import Any

from integration_db.curation import editing, trial
from integration_db.curation.editing import Addition
from integration_db.errors import FileProblems, OverlayError
from integration_db.seed import yaml_text


def data_of_text(path: Path, text: str) -> dict[str, Any]:
    """Return what the text of a file says. Raises `OverlayError`."""
    try:
        document = yaml_text.read_yaml(str(path), trial.as_bytes(path, text))
    except FileProblems as refused:
        why = refused.problems[0]
        raise OverlayError(str(path), f"overlay file {path} cannot be added to: {why}") from None
    if not isinstance(document, dict):
        if document is None:
            return {}
        raise OverlayError(str(path), f"overlay file {path} does not hold a mapping")
    return document


def items_of(path: Path, data: Mapping[str, Any], key: str) -> list[Any]:
    """Return the list under a key, empty where there is none. Raises `OverlayError`."""
    items = data.get(key) or []
    if not isinstance(items, list):
        raise OverlayError(str(path), f"overlay file {path}: {key!r} is not a list")
    return list(items)


def added_to(path: Path, text: str, additions: Sequence[Addition]) -> str:
    """Return the text of a file with what is added, all that was there left byte for byte.

    Raises `OverlayError` where the file is laid out so that this cannot be done safely.
    """
    try:
        new = editing.add_all(text, additions)
    except editing.NotEditable as error:
        raise OverlayError(
            str(path), f"overlay file {path} cannot be added to: {error}; edit it by hand"
        ) from None
    if data_of_text(path, new) != _added_data(path, data_of_text(path, text), additions):
        raise OverlayError(
            str(path),
            f"overlay file {path} is laid out so that nothing can be added safely; edit it by hand",
        )
    return new


def _added_data(
    path: Path, data: Mapping[str, Any], additions: Sequence[Addition]
) -> dict[str, Any]:
    """Return what a file says once additions are made."""
    wanted = deepcopy(dict(data))
    for where, key, value, _ in additions:
        holder: Any = wanted
        for step in where:
            holder = holder[step]
        value = deepcopy(value)
        holder[key] = [*items_of(path, holder, key), *value] if isinstance(value, list) else value
    return wanted

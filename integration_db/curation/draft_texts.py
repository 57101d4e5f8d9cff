"""Drafts as the texts of seed files, and which lines of a list each value in them comes from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any, Final

from integration_db.curation import additions, editing, overlay_files
from integration_db.curation.changed_files import ChangedFile
from integration_db.curation.drafts import (
    CLAIMS,
    ScopeDraft,
    SeriesDraft,
    StatementDraft,
)
from integration_db.curation.editing import Addition
from integration_db.curation.intake import Intake
from integration_db.curation.seed_contents import manufacturer_file, source_file
from integration_db.names import exact_key
from integration_db.seed import shapes
from integration_db.seed.rules import Breach
from integration_db.seed.yaml_text import Number, Where

_MODEL_KEYS: Final = tuple(one.name for one in fields(shapes.ModelRecord))
_SERIES_KEYS: Final = tuple(one.name for one in fields(shapes.CameraFile))
_STATEMENT_KEYS: Final = (
    *("firmware", "hardware_version", *CLAIMS),
    *("source", "grade", "anchor", "verified_on", "note"),
)
"""The keys of records in the order in which they are written."""


class Blame:
    """The lines of a list that values come from, by file and the way to them there."""

    def __init__(self) -> None:
        self._places: dict[tuple[Path, Where], list[int]] = {}
        self._scopes: dict[tuple[str, str], dict[str, list[int]]] = {}

    def add(self, path: Path, where: Where, lines: list[int]) -> None:
        """Note where a value comes from."""
        self._places[path, where] = lines

    def add_to_scope(self, path: str, model: str, key: str, lines: list[int]) -> None:
        """Note who added to a list of a model, or of a series where `model` is empty."""
        lists = self._scopes.setdefault((path, exact_key(model)), {})
        lists.setdefault(key, []).extend(lines)

    def lines(self, breach: Breach) -> list[int]:
        """Return the lines that a breach comes from; none where it is of no line.

        Those of the value that it is at; else of what was added beside it, or to its series, since
        one of two that contradict each other is blamed.
        """
        where = breach.where
        for size in range(len(where), 0, -1):
            lines = self._places.get((breach.file.on_disk, where[:size]))
            if lines:
                return lines
        is_of_model = where[:1] == ("models",) and len(where) > 2
        model = breach.file.record.models[where[1]].name if is_of_model else ""
        key = str(where[2] if is_of_model else where[0]) if where else ""
        for scope in (exact_key(model), ""):
            lines = self._scopes.get((breach.file.path, scope), {}).get(key)
            if lines:
                return lines
        return []


def draft_texts(folder: Path, intake: Intake) -> tuple[list[ChangedFile], Blame]:
    """Return the files that drafts change, in the order in which they are written, and the blame.

    Sources come first and cameras last: what is written is right at any moment. Raises
    `OverlayError` where a file is laid out so that it cannot be added to.
    """
    blame = Blame()
    files = [*_sources(folder, intake), *_manufacturers(folder, intake)]
    for draft in intake.series.values():
        for scope in (draft.scope, *draft.models.values()):
            for key, items in scope.items.items():
                lines = [line for item in items for line in item.lines]
                blame.add_to_scope(draft.path, scope.name, key, lines)
            lines = [line for statement in scope.statements for line in statement.lines]
            blame.add_to_scope(draft.path, scope.name, "statements", lines)
        changed = _cameras(folder / draft.path, draft, blame)
        if changed is not None:
            files.append(changed)
    return files, blame


def _sources(folder: Path, intake: Intake) -> Iterator[ChangedFile]:
    by_path: dict[str, dict[str, Any]] = {}
    for name, (maker, record) in intake.sources.items():
        by_path.setdefault(source_file(maker), {})[name] = record
    for path, records in by_path.items():
        yield _changed(
            folder / path, records, [Addition((), name, one) for name, one in records.items()]
        )


def _manufacturers(folder: Path, intake: Intake) -> Iterator[ChangedFile]:
    for maker in intake.makers.values():
        yield _changed(folder / manufacturer_file(maker), {"name": maker}, [])


def _changed(path: Path, new: Mapping[str, Any], added: Sequence[Addition]) -> ChangedFile:
    """Return a file with additions; where there is none, one with what is `new`."""
    old = overlay_files.read_text(path)
    if not old:
        return ChangedFile(path, old, editing.document(new))
    return ChangedFile(path, old, additions.added_to(path, old, added))


def _cameras(path: Path, draft: SeriesDraft, blame: Blame) -> ChangedFile | None:
    """Return the file of a series with what is added; None where that is nothing."""
    own = draft.own
    common = _common_source(draft) if own is None else own.source
    entered = [model for model in draft.models.values() if model.entered]
    listed = [model for model in draft.models.values() if not model.entered]
    at = len(own.models) if own else 0
    added = list(_of_scope((), draft.scope, _SERIES_KEYS, path, blame))
    models = []
    for model in listed:
        if model.index is not None:
            where: Where = ("models", model.index)
            added += _of_scope(where, model, _MODEL_KEYS, path, blame)
        elif model.items or model.statements:  # known below this folder
            models.append(model)
    models += entered
    records: list[dict[str, Any]] = []
    for model in models:
        place: Where = ("models", at + len(records))
        record = _entered(model, common)
        blame.add(path, place, model.lines)
        for addition in _of_scope(place, model, _MODEL_KEYS, path, blame):
            record[addition.key] = addition.value
        records.append({key: record[key] for key in _MODEL_KEYS if key in record})
    if records:
        added.append(Addition((), "models", records, _before("models", _SERIES_KEYS)))
    if not added:
        return None
    head: dict[str, Any] = {"manufacturer": draft.maker, "series": draft.series}
    if own is None and common:
        head["source"] = _one_or_list(common)
    new = {**head, **{addition.key: addition.value for addition in added}}
    return _changed(path, {key: new[key] for key in _SERIES_KEYS if key in new}, added)


def _common_source(draft: SeriesDraft) -> list[str] | None:
    """Return what most of the new models of a file rest on, which is said once for all."""
    entered = [tuple(model.sources) for model in draft.models.values() if model.entered]
    return list(Counter(entered).most_common(1)[0][0]) if entered else None


def _entered(model: ScopeDraft, common: Sequence[str] | None) -> dict[str, Any]:
    """Return what a new model is by itself; where its series was read stands above it."""
    record: dict[str, Any] = {"name": model.name}
    if model.rebrand_of is not None:
        record["rebrand_of"] = model.rebrand_of
    if model.sources and model.sources != common:
        record["source"] = _one_or_list(model.sources)
    if model.note is not None:
        record["note"] = model.note
    return record


def _one_or_list(sources: Sequence[str]) -> str | list[str]:
    return sources[0] if len(sources) == 1 else list(sources)


def _of_scope(
    where: Where, scope: ScopeDraft, order: Sequence[str], path: Path, blame: Blame
) -> Iterator[Addition]:
    """Yield what is added to a model or a series."""
    for key, items in scope.items.items():
        _note_lines(blame, path, where, key, scope, [item.lines for item in items])
        yield Addition(where, key, [item.value for item in items], _before(key, order))
    new = [draft for draft in scope.statements if draft.place is None]
    _note_lines(blame, path, where, "statements", scope, [draft.lines for draft in new])
    if new:
        records = [_record(draft) for draft in new]
        yield Addition(where, "statements", records, _before("statements", order))
    for draft in scope.statements:
        if draft.place is not None:
            place = (*where, "statements", draft.place)
            blame.add(path, place, draft.lines)
            for name, value in draft.values.items():
                yield Addition(place, name, _short(value), _before(name, _STATEMENT_KEYS))


def _note_lines(
    blame: Blame,
    path: Path,
    where: Where,
    key: str,
    scope: ScopeDraft,
    lines: Sequence[list[int]],
) -> None:
    """Note which lines the items come from that are added behind those of a list."""
    there = len(getattr(scope.own, key, ()) or ()) if scope.own is not None else 0
    for number, own in enumerate(lines):
        blame.add(path, (*where, key, there + number), own)


def _before(key: str, order: Sequence[str]) -> Sequence[str]:
    """Return the keys behind which one stands."""
    return order[: order.index(key)]


def _record(draft: StatementDraft) -> dict[str, Any]:
    """Return a statement as a seed file writes it."""
    head = draft.head
    said = {
        **{name: _short(value) for name, value in draft.values.items()},
        "firmware": head.firmware,
        "hardware_version": head.hardware_version,
        "source": head.source,
        "grade": head.grade,
        "anchor": _short(head.anchor) if head.anchor else None,
        "verified_on": head.verified_on,
        "note": draft.note,
    }
    return {key: said[key] for key in _STATEMENT_KEYS if said.get(key) is not None}


def _short(value: Any) -> Any:
    """Return a value as a seed file has it, on one line."""
    if not isinstance(value, Mapping):
        return value
    numbers = {key: Number(one) for key, one in value.items() if isinstance(one, int)}
    return editing.OneLine({**value, **numbers})

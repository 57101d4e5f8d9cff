"""Why a task is asked for: what statements say that it answers, each with its source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from integration_db.catalog.queries.facts import Source, SourceLookup
from integration_db.evidence.cells import Cell
from integration_db.evidence.plugin_layer import PluginLayer
from integration_db.evidence.statements import Statement
from integration_db.named_tuple import NamedTuple
from integration_db.prediction.tasks import Task
from integration_db.text.labels import CAPABILITY, GRADE, detail_words, support_words
from integration_db.vocabulary import CAPABILITIES, Capability


class Ground(NamedTuple):
    """What one statement says for which a task is asked for: capabilities and details, by name.

    `source` is None where the catalogue does not list it.
    """

    said: tuple[tuple[str, Any], ...]
    statement: Statement
    source: Source | None

    @property
    def text(self) -> str:
        """Return it as a clause for people."""
        clauses = [f"{label} {value}" for label, value in map(_in_words, self.said)]
        title = self.source.title if self.source else self.statement.source
        return f"{', '.join(clauses)} ({title}, {GRADE[self.statement.grade].brief})"


class GroundedTask(NamedTuple):
    """A task with what asks for it, in words, and the sources of that."""

    task: Task
    because: str | None
    sources: tuple[Source, ...]

    def to_dict(self) -> dict[str, object]:
        """Return the object of the JSON promise."""
        sources = [source.to_dict() for source in self.sources]
        return {**self.task.to_dict(), "because": self.because, "sources": sources}


def _in_words(said: tuple[str, Any]) -> tuple[str, str]:
    """Return a capability or detail, and its value, as people read them."""
    name, value = said
    if name in CAPABILITY:
        return CAPABILITY[name].name, support_words(name, value)
    return detail_words({name: value})[0]


def grounds_of(
    task: Task,
    cell: Cell,
    side: PluginLayer,
    find_sources: SourceLookup,
    below: Cell | None = None,
) -> tuple[Ground, ...]:
    """Return what asks for a task in one stretch of firmware; nothing where nobody says it.

    What holds of older firmware (`below`) too does not ask for newer. What was said of the site
    asks for tasks too, and is no statement.
    """
    asking: dict[int, tuple[Statement, dict[str, Any]]] = {}
    for name, words in task.kind.because:
        older = [value for value, _ in _said(name, task, below, side)] if below else []
        for value, statement in _said(name, task, cell, side):
            if value in older:
                continue
            if _words(value) & words:
                asking.setdefault(statement.id, (statement, {}))[1][name] = value
    sources = find_sources(frozenset(statement.source for statement, _ in asking.values()))
    return tuple(
        [
            Ground(tuple(said.items()), statement, sources.get(statement.source))
            for statement, said in asking.values()
        ]
    )


def _said(name: str, task: Task, cell: Cell, side: PluginLayer) -> Iterator[tuple[Any, Statement]]:
    """Yield what is said of a capability or detail, each with the statement that decided."""
    capability = next((one for one in CAPABILITIES if one.name == name), None)
    if capability is not None:
        at_recorder = task.kind.where == "recorder"
        deciding = _by_choice(capability, side) if at_recorder else _deciding(capability, cell)
        for statement in deciding:
            yield capability.of(statement.values), statement
        return
    for detail in (*cell.details, *side.details):
        if detail.name == name:
            for statement in detail.statements:
                yield statement.details[name], statement


def _deciding(capability: Capability, cell: Cell) -> Iterable[Statement]:
    """Return what decided about a capability: the pairing where it speaks, else the camera."""
    paired = capability.of(cell.pairing)
    return (paired if paired.value is not None else capability.of(cell.camera)).deciding


def _by_choice(capability: Capability, side: PluginLayer) -> Iterable[Statement]:
    """Return what decided about the recorder's side, as far as a choice of it has to be made."""
    return [one for one in capability.of(side.decisions).deciding if one.when]


def _words(value: Any) -> frozenset[Any]:
    """Return the words that a value is made of."""
    if isinstance(value, Mapping):
        return frozenset(value) | frozenset(value.values())
    return frozenset(value) if isinstance(value, (list, tuple)) else frozenset({value})

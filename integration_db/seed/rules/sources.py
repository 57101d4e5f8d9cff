"""Rules about sources: every statement leads to one dated document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from integration_db.names.suggestions import near_words
from integration_db.seed.addresses import why_it_changes
from integration_db.seed.rules.rule import Complaints, Rule, View
from integration_db.seed.shapes import AliasRecord, alias_record
from integration_db.seed.yaml_text import Where
from integration_db.text.sentences import hint

if TYPE_CHECKING:
    from integration_db.seed.reading import File


def _unknown_sources(view: View) -> Complaints:
    known = {name for file in view.seed.sources for name in file.record}
    for file, where, name in _source_uses(view):
        if name not in known:
            near = near_words(name, sorted(known))
            yield file, where, f"unknown source {name!r}{hint(near)}"


def _source_uses(view: View) -> Iterator[tuple[File[Any], Where, str]]:
    for group in (*view.statements, *view.releases, *view.bounds):
        for n, record in group.numbered():
            yield group.file, (*group.where, n, "source"), record.source
    for cameras in view.seed.cameras:
        for source in cameras.record.source or ():
            yield cameras, ("source",), source
        for m, model in enumerate(cameras.record.models):
            for source in model.source or ():
                yield cameras, ("models", m, "source"), source
            for key in ("aliases", "printed_as"):
                yield from _of_spellings(cameras, ("models", m, key), getattr(model, key))
        yield from _of_spellings(cameras, ("printed_as",), cameras.record.printed_as)
    of_patterns: list[File[Any]] = [*view.seed.manufacturers, *view.seed.cameras]
    for file in of_patterns:
        for n, pattern in enumerate(file.record.patterns):
            if pattern.source:
                yield file, ("patterns", n, "source"), pattern.source
    for recorder in view.seed.recorders:
        if recorder.record.source:
            yield recorder, ("source",), recorder.record.source
        for p, plugin in enumerate(recorder.record.plugins):
            if plugin.source:
                yield recorder, ("plugins", p, "source"), plugin.source
            for c, change in enumerate(plugin.changes):
                yield recorder, ("plugins", p, "changes", c, "source"), change.source
        for n, advisory in enumerate(recorder.record.advisories):
            yield recorder, ("advisories", n, "source"), advisory.source


def _of_spellings(
    file: File[Any], where: Where, spellings: Sequence[str | AliasRecord]
) -> Iterator[tuple[File[Any], Where, str]]:
    for n, one in enumerate(spellings):
        source = alias_record(one).source
        if source:
            yield file, (*where, n), source


def _repeated_sources(view: View) -> Complaints:
    first: dict[str, tuple[File[Any], Any]] = {}
    for file in view.seed.sources:
        for name, record in file.record.items():
            if name in first:
                other = first[name][0].shown
                yield file, (name,), f"source {name!r} is given in {other} already"
            first.setdefault(name, (file, record))


def _unused_sources(view: View) -> Complaints:
    used = {name for _, _, name in _source_uses(view)}
    for file in view.seed.sources:
        for name in file.record:
            if name not in used:
                yield file, (name,), f"source {name!r} is used by no statement, bound or model"


def _undated_sources(view: View) -> Complaints:
    for file in view.seed.sources:
        for name, record in file.record.items():
            if record.published is None and record.accessed is None:
                yield file, (name,), f"source {name!r} has neither published nor accessed"


def _addresses_that_move(view: View) -> Complaints:
    """Find addresses on code hosts that show whatever stands there today."""
    for file in view.seed.sources:
        for name, record in file.record.items():
            told = why_it_changes(record.url) if record.url else None
            if told is not None:
                yield file, (name, "url"), f"source {name!r}: {told}; give the address of a commit"


RULES: Final = (
    Rule(
        "L001",
        "unknown source",
        "evidence must be found",
        "error",
        _unknown_sources,
        needs=frozenset(("sources",)),
    ),
    Rule("L002", "source given twice", "one id, one document", "error", _repeated_sources),
    Rule("L003", "unused source", "nobody would miss it", "note", _unused_sources),
    Rule(
        "L005", "address that changes", "it must show what was read", "error", _addresses_that_move
    ),
    Rule("L004", "source without a date", "its age cannot be told", "note", _undated_sources),
)

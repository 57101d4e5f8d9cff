"""The plugins of recorders as they are listed, each with the best that it can do."""

from __future__ import annotations

from collections.abc import Iterable

from integration_db.catalog.queries import facts, recorders
from integration_db.catalog.queries.context import context_of
from integration_db.catalog.queries.facts import Source
from integration_db.catalog.queries.recorders import Plugin, Recorder
from integration_db.database.readers import Reader
from integration_db.named_tuple import NamedTuple
from integration_db.vocabulary import OF_PLUGINS, Answers, Support


class ListedPlugin(NamedTuple):
    """A plugin with the best that it can do, the choices that this depends on, and its source.

    It is meant at the newest recorder version of which something is known.
    """

    plugin: Plugin
    limits: Answers
    depends_on: tuple[str, ...]
    source: Source | None

    def to_dict(self) -> dict[str, object]:
        """Return the object of the JSON promise, with the choices that a question may name."""
        plugin, symbols = self.plugin, dict(self.plugin.recorder.shows)
        return {
            "recorder": plugin.recorder.name,
            "plugin": plugin.name,
            "takes": plugin.takes,
            "uses": list(plugin.uses),
            "manufacturers": list(plugin.manufacturers),
            **{capability.name: capability.of(self.limits) for capability in OF_PLUGINS},
            "depends_on": list(self.depends_on),
            "settings": [{"id": one.id, "label": one.label} for one in plugin.settings],
            "options": [{**one._asdict(), "values": list(one.values)} for one in plugin.options],
            "symbols": symbols or None,
            "source": self.source.to_dict() if self.source else None,
            "note": self.plugin.note,
        }


def plugins(reader: Reader, asked: Iterable[Recorder]) -> list[ListedPlugin]:
    """Return the plugins of some recorders."""
    listed = []
    for one in asked:
        for plugin in recorders.plugins_of(reader, one):
            known_from = plugin.source or ""
            source = facts.sources_by_id(reader, [known_from]).get(known_from)
            views = context_of(reader, one, plugin, None).views
            values = [view.side.values for view in views]
            depends_on = tuple(name for name, _ in views[0].options) if len(set(values)) > 1 else ()
            listed.append(ListedPlugin(plugin, _best(values), depends_on, source))
    return listed


def _best(values: Iterable[Answers]) -> Answers:
    """Return per capability the best of several values: yes, else unknown."""
    best: list[Support] = []
    for column in zip(*values, strict=True):
        best.append("yes" if "yes" in column else "unknown" if "unknown" in column else "no")
    return tuple(best)

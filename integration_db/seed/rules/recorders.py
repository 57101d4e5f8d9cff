"""Rules about recorders: pairings name what exists, and one recorder is the default."""

from __future__ import annotations

from collections import defaultdict
from typing import Final

from integration_db.names import exact_key, loose_key
from integration_db.seed.rules.rule import Breaches, Rule, View


def _unknown_pairings(view: View) -> Breaches:
    series, models = set(), set()
    for file in view.seed.cameras:
        maker = loose_key(file.record.manufacturer)
        series.add((maker, loose_key(file.record.series)))
        models |= {(maker, exact_key(model.name)) for model in file.record.models}
    plugins: dict[str, set[str]] = defaultdict(set)
    for box in view.seed.recorders:
        for plugin in box.record.plugins:
            texts = (plugin.name, *plugin.aliases)
            plugins[loose_key(box.record.name)] |= {loose_key(t) for t in texts}
    for box in view.seed.recorders:
        known = plugins[loose_key(box.record.name)]
        for n, p in enumerate(box.record.pairings):
            maker = loose_key(p.manufacturer)
            if loose_key(p.plugin) not in known:
                names = ", ".join(plugin.name for plugin in box.record.plugins)
                yield (
                    box,
                    ("pairings", n, "plugin"),
                    (f"{box.record.name} has no plugin {p.plugin!r}; it has {names}"),
                )
            if p.series is not None and (maker, loose_key(p.series)) not in series:
                yield box, ("pairings", n, "series"), f"{p.manufacturer} has no series {p.series!r}"
            if p.model is not None and (maker, exact_key(p.model)) not in models:
                yield box, ("pairings", n, "model"), f"{p.manufacturer} has no model {p.model!r}"


def _default_recorders(view: View) -> Breaches:
    chosen = [box for box in view.seed.recorders if box.record.default]
    for box in chosen[1:]:
        if loose_key(box.record.name) != loose_key(chosen[0].record.name):
            yield box, ("default",), f"{chosen[0].record.name} is the default recorder already"
    if view.seed.recorders and not chosen:
        yield view.seed.recorders[0], (), "no recorder is the default; one must say default: true"


RULES: Final = (
    Rule(
        "L040",
        "unknown pairing",
        "it would apply to nothing",
        "error",
        _unknown_pairings,
        needs=frozenset(("cameras", "recorders")),
    ),
    Rule(
        "L041",
        "default recorder",
        "exactly one is meant when none is named",
        "error",
        _default_recorders,
        needs=frozenset(("recorders",)),
    ),
)

"""Rules about recorders: pairings name what exists, and one recorder is the default."""

from __future__ import annotations

from collections import defaultdict
from typing import Final

from integration_db.names import exact_key, loose_key
from integration_db.seed.rules.rule import Complaints, Rule, View


def _unknown_pairings(view: View) -> Complaints:
    series, models = set(), set()
    for file in view.seed.cameras:
        maker = loose_key(file.record.manufacturer)
        series.add((maker, loose_key(file.record.series)))
        models |= {(maker, exact_key(model.name)) for model in file.record.models}
    plugins: dict[str, set[str]] = defaultdict(set)
    for recorder in view.seed.recorders:
        for plugin in recorder.record.plugins:
            texts = (plugin.name, *plugin.aliases)
            plugins[loose_key(recorder.record.name)] |= {loose_key(t) for t in texts}
    for recorder in view.seed.recorders:
        known = plugins[loose_key(recorder.record.name)]
        for n, pairing in enumerate(recorder.record.pairings):
            where, owner = ("pairings", n), pairing.manufacturer
            maker = loose_key(owner)
            if loose_key(pairing.plugin) not in known:
                names = ", ".join(plugin.name for plugin in recorder.record.plugins)
                has = f"has no plugin {pairing.plugin!r}; it has {names}"
                yield recorder, (*where, "plugin"), f"{recorder.record.name} {has}"
            if pairing.series is not None and (maker, loose_key(pairing.series)) not in series:
                yield recorder, (*where, "series"), f"{owner} has no series {pairing.series!r}"
            if pairing.model is not None and (maker, exact_key(pairing.model)) not in models:
                yield recorder, (*where, "model"), f"{owner} has no model {pairing.model!r}"


def _default_recorders(view: View) -> Complaints:
    chosen = [recorder for recorder in view.seed.recorders if recorder.record.default]
    for recorder in chosen[1:]:
        if loose_key(recorder.record.name) != loose_key(chosen[0].record.name):
            yield recorder, ("default",), f"{chosen[0].record.name} is the default recorder already"
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

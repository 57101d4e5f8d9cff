"""Rules about recorders: pairings name what exists, and one recorder is the default."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from integration_db.names import exact_key, loose_key
from integration_db.seed.rules.rule import Complaints, Rule, Said, View
from integration_db.seed.shapes import PluginStatementRecord
from integration_db.seed.yaml_text import Where

if TYPE_CHECKING:
    from integration_db.seed.reading import File


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


def _own_plugins(view: View) -> Complaints:
    """Find plugin records that contradict themselves, and recorders without a menu."""
    with_menu = {loose_key(f.record.name) for f in view.seed.recorders if f.record.settings}
    for file in view.seed.recorders:
        for n, plugin in enumerate(file.record.plugins):
            where = ("plugins", n)
            names = [option.id for option in plugin.options]
            for m, option in enumerate(plugin.options):
                if names.index(option.id) < m or option.id == "setting":
                    told = f"{plugin.name} has an option {option.id!r} already"
                    yield file, (*where, "options", m, "id"), told
                if option.default is not None and option.default not in option.values:
                    told = f"{option.default!r} is none of {', '.join(option.values)}"
                    yield file, (*where, "options", m, "default"), told
            yield from _twice(file, (*where, "settings"), plugin.settings)
        yield from _twice(file, ("settings",), file.record.settings)
        if loose_key(file.record.name) not in with_menu:
            yield file, (), f"{file.record.name} has no setting; its menu has one at least"


def _twice(file: File[Any], where: Where, settings: Sequence[Any]) -> Complaints:
    ids = [setting.id for setting in settings]
    for n, setting in enumerate(ids):
        if ids.index(setting) < n:
            yield file, (*where, n, "id"), f"the setting {setting!r} is there already"


def _unknown_choices(view: View) -> Complaints:
    """Find `when:` with an option, a setting or a value that there is not."""
    menus: dict[tuple[str, str | None], dict[str, tuple[str, ...]]] = defaultdict(dict)
    for file in view.seed.recorders:
        box = loose_key(file.record.name)
        if file.record.settings:
            ids = tuple(setting.id for setting in file.record.settings)
            menus[box, None].setdefault("setting", ids)
        for plugin in file.record.plugins:
            own = menus[box, loose_key(plugin.name)]
            own |= {option.id: tuple(option.values) for option in plugin.options}
            if plugin.settings:
                own["setting"] = tuple(setting.id for setting in plugin.settings)
    for said in view.statements:
        when = getattr(said.record, "when", None)
        if not when:
            continue
        box, driver = loose_key(said.file.record.name), _plugin_of(said)
        menu = menus[box, None] | (menus[box, driver] if driver else {})
        whose = f"{driver} of {said.file.record.name}" if driver else said.file.record.name
        for name, values in when.items():
            if name not in menu:
                told = f"{whose} has no option {name!r}; it has {', '.join(menu) or 'none'}"
                yield said.file, (*said.where, "when"), told
                continue
            for value in [values] if isinstance(values, str) else values:
                if value not in menu[name]:
                    told = f"{name} has no value {value!r}; it has {', '.join(menu[name])}"
                    yield said.file, (*said.where, "when", name), told


def _plugin_of(said: Said) -> str | None:
    """Return the loose key of the plugin that a statement is about, None for none."""
    if said.where[0] == "plugins":
        return loose_key(said.file.record.plugins[said.where[1]].name)
    return loose_key(said.record.plugin) if said.where[0] == "pairings" else None


def _video_without_transport(view: View) -> Complaints:
    for said in view.statements:
        if not isinstance(said.record, PluginStatementRecord):
            continue
        if said.record.video_encryption == "yes" and not said.record.video_via:
            told = "how the video comes encrypted is not said: give video_via"
            yield said.file, (*said.where, "video_encryption"), told


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
        "L042",
        "recorder contradicts itself",
        "a choice would mean two things, or none",
        "error",
        _own_plugins,
        needs=frozenset(("recorders",)),
    ),
    Rule(
        "L043",
        "unknown choice",
        "the statement would never hold",
        "error",
        _unknown_choices,
        needs=frozenset(("recorders",)),
    ),
    Rule(
        "L044",
        "encrypted video without a transport",
        "camera and recorder could never be seen to meet",
        "error",
        _video_without_transport,
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

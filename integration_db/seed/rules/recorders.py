"""Rules about recorders: pairings name what exists, and one recorder is the default."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from math import prod
from typing import TYPE_CHECKING, Any, Final

from integration_db.names import exact_key, loose_key
from integration_db.seed.rules.rule import Complaints, Rule, Said, View
from integration_db.seed.shapes import (
    PairingRecord,
    PluginRecord,
    SettingRecord,
)
from integration_db.seed.yaml_text import Where
from integration_db.vocabulary import CHECKS, NO_RECORDER, OBSERVED

if TYPE_CHECKING:
    from integration_db.seed.reading import File


def _unknown_pairings(view: View) -> Complaints:
    series: set[tuple[str, str]] = set()
    models: dict[tuple[str, str], set[str]] = defaultdict(set)
    for file in view.seed.cameras:
        maker = loose_key(file.record.manufacturer)
        series.add((maker, loose_key(file.record.series)))
        for model in file.record.models:
            models[maker, exact_key(model.name)].add(loose_key(file.record.series))
    plugins: dict[str, dict[str, list[str]]] = defaultdict(dict)
    for recorder in view.seed.recorders:
        for plugin in recorder.record.plugins:
            for text in (plugin.name, *plugin.aliases):
                takes = plugins[loose_key(recorder.record.name)].setdefault(loose_key(text), [])
                takes += plugin.manufacturers
    for recorder in view.seed.recorders:
        known = plugins[loose_key(recorder.record.name)]
        for n, pairing in enumerate(recorder.record.pairings):
            where, owner = ("pairings", n), pairing.manufacturer
            maker = loose_key(owner)
            if loose_key(pairing.plugin) not in known:
                names = ", ".join(plugin.name for plugin in recorder.record.plugins)
                has = f"has no plugin {pairing.plugin!r}; it has {names}"
                yield recorder, (*where, "plugin"), f"{recorder.record.name} {has}"
            makers = known.get(loose_key(pairing.plugin), [])
            if makers and maker not in map(loose_key, makers):
                told = f"{pairing.plugin} takes cameras of {', '.join(makers)} only, not of {owner}"
                yield recorder, (*where, "manufacturer"), told
            if pairing.series is not None and (maker, loose_key(pairing.series)) not in series:
                yield recorder, (*where, "series"), f"{owner} has no series {pairing.series!r}"
            if pairing.model is None:
                continue
            homes = models.get((maker, exact_key(pairing.model)), set())
            if not homes:
                yield recorder, (*where, "model"), f"{owner} has no model {pairing.model!r}"
            elif pairing.series is not None and loose_key(pairing.series) not in homes:
                told = f"series {pairing.series!r} of {owner} has no model {pairing.model!r}"
                yield recorder, (*where, "model"), told


def _contradictions(view: View) -> Complaints:
    """Find recorders of which a written word would mean two things, and those without a menu."""
    with_menu = {loose_key(f.record.name) for f in view.seed.recorders if f.record.settings}
    owners: dict[str, str] = {}
    for file in view.seed.recorders:
        for n, text in enumerate((file.record.name, *file.record.aliases)):
            place = ("aliases", n - 1) if n else ("name",)
            if loose_key(text) == loose_key(NO_RECORDER):
                told = f"{text!r} asks about the camera alone, so no recorder is named so"
                yield file, place, told
            other = owners.setdefault(loose_key(text), file.record.name)
            if loose_key(other) != loose_key(file.record.name):
                yield file, place, f"{text!r} is a name of {other} already"
        yield from _settings_twice(file, ("settings",), file.record.settings)
        symbols = _Names()
        for n, (level, shown) in enumerate(file.record.shows.items()):
            if symbols.taken(shown.symbol, n):
                told = f"the symbol {shown.symbol!r} stands for another level already"
                yield file, ("shows", level), f"{told}; leave both out where nobody can tell them"
        plugins = _Names()
        for n, plugin in enumerate(file.record.plugins):
            where = ("plugins", n)
            for text in (plugin.name, *plugin.aliases):
                if plugins.taken(text, n):
                    yield file, (*where, "name"), f"the plugin {text!r} is there already"
            yield from _settings_twice(file, (*where, "settings"), plugin.settings)
            yield from _options_twice(file, where, plugin)
        if loose_key(file.record.name) not in with_menu:
            yield file, (), f"{file.record.name} has no setting; its menu has one at least"


class _Names:
    """Whose each name is, as people may write it."""

    def __init__(self) -> None:
        self.owners: dict[str, int] = {}

    def taken(self, written: str, owner: int) -> bool:
        """Return whether another one is named so already; if not, this is its owner's."""
        return self.owners.setdefault(loose_key(written), owner) != owner


def _options_twice(file: File[Any], where: Where, plugin: PluginRecord) -> Complaints:
    names = _Names()
    for reserved in ("setting", *CHECKS):
        names.taken(reserved, -1)
    for m, option in enumerate(plugin.options):
        place = (*where, "options", m)
        for key in ("id", "label"):
            written = getattr(option, key)
            if names.taken(written, m):
                yield file, (*place, key), f"{plugin.name} has an option {written!r} already"
                break
        values = _Names()
        for v, value in enumerate(option.values):
            if values.taken(value, v):
                yield file, (*place, "values", v), f"{option.id} has the value {value!r} already"
        if option.default is not None and option.default not in option.values:
            told = f"{option.default!r} is none of {', '.join(option.values)}"
            yield file, (*place, "default"), told


def _settings_twice(file: File[Any], where: Where, settings: Sequence[SettingRecord]) -> Complaints:
    names = _Names()
    for n, setting in enumerate(settings):
        for key in ("id", "label"):
            written = getattr(setting, key)
            if names.taken(written, n):
                yield file, (*where, n, key), f"the setting {written!r} is there already"
                break
        if len(set(setting.tries)) < len(setting.tries):
            yield file, (*where, n, "tries"), f"{setting.id} tries the same twice"


def _described_anew(view: View) -> Complaints:
    """Find overlays that describe a recorder's menu or a plugin otherwise than its own file.

    Statements of the file below were made with the menu there, and would change their meaning.
    """
    menus: dict[str, File[Any]] = {}
    symbols: dict[tuple[str, str], tuple[File[Any], str]] = {}
    plugins: dict[tuple[str, str], tuple[File[Any], PluginRecord]] = {}
    for file in view.seed.recorders:
        recorder = loose_key(file.record.name)
        if file.record.settings:
            first = menus.setdefault(recorder, file)
            if first is not file and first.record.settings != file.record.settings:
                told = f"{first.record.name} has its menu in {first.shown}"
                yield file, ("settings",), f"{told}; an overlay adds statements, or a new recorder"
        for level, shown in file.record.shows.items():
            shower, symbol = symbols.setdefault((recorder, level), (file, shown.symbol))
            if symbol != shown.symbol:
                told = f"{level} is shown as {symbol!r} by {shower.shown} already"
                yield (
                    file,
                    ("shows", level),
                    f"{told}; an overlay adds statements, or a new recorder",
                )
        for n, plugin in enumerate(file.record.plugins):
            before = plugins.get((recorder, loose_key(plugin.name)))
            if before is None:
                keys = [(recorder, loose_key(text)) for text in (plugin.name, *plugin.aliases)]
                plugins |= dict.fromkeys(keys, (file, plugin))
                continue
            owner, known = before
            for key in _DESCRIBES:
                said = getattr(plugin, key)
                if said != _DESCRIBES[key] and said != getattr(known, key) and owner is not file:
                    told = f"{known.name} is described in {owner.shown} already, with other {key}"
                    place = ("plugins", n, key)
                    yield file, place, f"{told}; an overlay adds statements, or a new plugin"


_DESCRIBES: Final[dict[str, object]] = {
    "drivers": [],
    "takes": "camera",
    "uses": [],
    "manufacturers": [],
    "settings": [],
    "options": [],
    "changes": [],
}
"""What describes a plugin, with what it is where nothing was said."""

MOST_CHOICES: Final = 64
"""How many ways there may be to make the choices of a plugin on which its statements rest.

Every question goes through all of them; the menus of real recorders have a few dozen.
"""


def _too_many_choices(view: View) -> Complaints:
    """Find plugins with so many choices that a question about them would take minutes."""
    menus = _menus(view)
    named: dict[tuple[str, str | None], set[str]] = defaultdict(set)
    last: dict[tuple[str, str | None], Said] = {}
    for said in view.of_recorders:
        when = getattr(said.record, "when", None)
        if when:
            plugin = _plugin_of(said)
            whose = (loose_key(said.file.record.name), loose_key(plugin) if plugin else None)
            named[whose] |= set(when)
            last[whose] = said
    for (recorder, plugin_key), names in named.items():
        menu = menus[recorder, None] | menus.get((recorder, plugin_key), {})
        names = names | named.get((recorder, None), set())
        ways = prod(len(menu.get(name, ())) or 1 for name in names)
        if ways > MOST_CHOICES:
            told = (
                f"{len(names)} choices that can be made in {ways} ways, where {MOST_CHOICES} are "
                "allowed; name fewer options"
            )
            said = last[recorder, plugin_key]
            yield said.file, (*said.where, "when"), told


def _menus(view: View) -> dict[tuple[str, str | None], dict[str, tuple[str, ...]]]:
    """Return what can be chosen, by recorder and plugin, None for the recorder as a whole.

    A plugin is known by all its names, and has its options and the menu of its own, if any.
    """
    menus: dict[tuple[str, str | None], dict[str, tuple[str, ...]]] = defaultdict(dict)
    for file in view.seed.recorders:
        recorder = loose_key(file.record.name)
        if file.record.settings:
            ids = tuple(setting.id for setting in file.record.settings)
            menus[recorder, None].setdefault("setting", ids)
        for plugin in file.record.plugins:
            own = {option.id: tuple(option.values) for option in plugin.options}
            if plugin.settings:
                own["setting"] = tuple(setting.id for setting in plugin.settings)
            for text in (plugin.name, *plugin.aliases):
                menus.setdefault((recorder, loose_key(text)), own)
    return menus


def _unknown_choices(view: View) -> Complaints:
    """Find `when:` with an option, a setting or a value that there is not."""
    menus = _menus(view)
    for said in view.of_recorders:
        when = getattr(said.record, "when", None)
        if not when:
            continue
        whose, plugin = said.file.record.name, _plugin_of(said)
        menu = menus[loose_key(whose), None]
        if plugin is not None:
            menu = menu | menus.get((loose_key(whose), loose_key(plugin)), {})
            whose = f"{plugin} of {whose}"
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
    """Return the plugin that a statement is about as its file writes it, None for none."""
    if said.where[0] == "plugins":
        return str(said.file.record.plugins[said.where[1]].name)
    return str(said.record.plugin) if said.where[0] == "pairings" else None


def _video_without_transport(view: View) -> Complaints:
    for said in view.of_recorders:
        if said.record.grade in OBSERVED and isinstance(said.record, PairingRecord):
            continue  # who saw it need not know how it came
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
        _contradictions,
        needs=frozenset(("recorders",)),
    ),
    Rule(
        "L045",
        "recorder described anew",
        "statements made with the one menu would be read with the other",
        "error",
        _described_anew,
        needs=frozenset(("recorders",)),
    ),
    Rule(
        "L046",
        "too many choices",
        "one question would keep all others waiting",
        "error",
        _too_many_choices,
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

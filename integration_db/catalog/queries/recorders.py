"""Reading recorders and their plugins: by name, with what is said of them.

Everything here is given a reader and asks it a few indexed questions.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from integration_db.catalog.queries.facts import statements
from integration_db.database.readers import Reader
from integration_db.database.stored_values import read_range
from integration_db.errors import NotFound, UsageError
from integration_db.evidence.plugin_layer import (
    PluginLayer,
    choices,
    newest_with_evidence,
    plugin_layer,
)
from integration_db.evidence.regions import OtherVersions, Region
from integration_db.evidence.statements import Statement
from integration_db.firmware import Firmware, FirmwareRange
from integration_db.named_tuple import NamedTuple
from integration_db.names import exact_key, loose_key
from integration_db.names.suggestions import near_words
from integration_db.prediction.note import Note
from integration_db.prediction.prediction import NO_SYMBOLS, Shows
from integration_db.prediction.setting import Setting
from integration_db.text.labels import CHECK
from integration_db.text.sentences import capital, did_you_mean, spoken_range
from integration_db.vocabulary import CHECKS, Interface, Level, Takes


class Option(NamedTuple):
    """A choice of the recorder beside its protocol menu; `default` is None where nobody says."""

    id: str
    label: str
    values: tuple[str, ...]
    default: str | None


class CameraChange(NamedTuple):
    """Something that the recorder changes at a camera; `source` is an id."""

    what: str
    text: str
    source: str


class Recorder(NamedTuple):
    """A recorder with its version scheme; `keys` are the loose keys of its names.

    `settings` is its menu for the protocol, `shows` its symbols by level (none: it has none).
    """

    id: int
    name: str
    keys: tuple[str, ...]
    scheme: str
    is_default: bool
    settings: tuple[Setting, ...]
    shows: tuple[tuple[Level, str], ...]
    source: str | None
    note: str | None


class Plugin(NamedTuple):
    """A recorder's device-type plugin; `keys` are the loose keys of its names.

    `drivers` are how the names of its drivers begin, where it is a group of drivers.
    `own_settings` is its menu, where the recorder's is not for it; `manufacturers` are those whose
    cameras it takes (none: anybody's).
    """

    id: int
    name: str
    keys: tuple[str, ...]
    recorder: Recorder
    takes: Takes
    uses: tuple[Interface, ...]
    manufacturers: tuple[str, ...]
    own_settings: tuple[Setting, ...]
    options: tuple[Option, ...]
    changes: tuple[CameraChange, ...]
    source: str | None
    note: str | None
    drivers: tuple[str, ...] = ()

    @property
    def settings(self) -> tuple[Setting, ...]:
        """Return the menu from which a setting is chosen for its cameras."""
        return self.own_settings or self.recorder.settings

    def accepts(self, manufacturer: str) -> bool:
        """Return whether it takes this maker's cameras."""
        return not self.manufacturers or manufacturer in self.manufacturers


def recorders(reader: Reader) -> list[Recorder]:
    """Return every recorder, the default one first."""
    return [
        Recorder(
            number,
            name,
            tuple(json.loads(keys)),
            scheme,
            bool(default),
            _settings(json.loads(settings)),
            tuple(json.loads(shows).items()),
            source,
            note,
        )
        for number, name, keys, scheme, default, settings, shows, source, note in reader.rows(
            "SELECT id, name, names, scheme, is_default, settings, shows, source, note "
            "FROM recorder ORDER BY is_default DESC, name"
        )
    ]


def _settings(written: Iterable[dict[str, Any]]) -> tuple[Setting, ...]:
    return tuple(
        Setting(
            one["id"],
            one["label"],
            tuple(one["tries"]),
            one["port"] == "editable",
            one["may_delay"],
        )
        for one in written
    )


def find_recorder(known: Sequence[Recorder], written: str | None) -> Recorder:
    """Return the recorder of that name, or the default one for None. Raises `NotFound`."""
    key = loose_key(written) if written is not None else None
    for recorder in known:
        if key in recorder.keys or (key is None and recorder.is_default):
            return recorder
    names = tuple(recorder.name for recorder in known)
    raise NotFound(
        "recorder",
        written or "",
        f"unknown recorder {written!r}; the catalogue has {', '.join(names)}"
        if written and names
        else "the catalogue has no recorder",
        suggestions=names,
    )


def plugins_of(reader: Reader, recorder: Recorder) -> list[Plugin]:
    """Return the recorder's plugins by name."""
    return [
        _plugin(recorder, *row)
        for row in reader.rows(
            "SELECT id, name, names, record, source, note FROM plugin WHERE recorder_id = :id "
            "ORDER BY name",
            {"id": recorder.id},
        )
    ]


def _plugin(
    recorder: Recorder,
    number: int,
    name: str,
    keys: str,
    record: str,
    source: str | None,
    note: str | None,
) -> Plugin:
    how = json.loads(record)
    return Plugin(
        number,
        name,
        tuple(json.loads(keys)),
        recorder,
        how["takes"],
        tuple(how["uses"]),
        tuple(how["manufacturers"]),
        _settings(how["settings"]),
        tuple(
            Option(o["id"], o["label"], tuple(o["values"]), o["default"]) for o in how["options"]
        ),
        tuple(CameraChange(**change) for change in how["changes"]),
        source,
        note,
        tuple(how["drivers"]),
    )


def find_plugin(reader: Reader, written: str, recorder: Recorder) -> Plugin:
    """Return the recorder's plugin of that name, or whose driver has it.

    Raises `NotFound` with those it has.
    """
    known = plugins_of(reader, recorder)
    key = loose_key(written)
    for plugin in known:
        if key in plugin.keys:
            return plugin
    words = exact_key(written).split(" ")
    for plugin in known:
        if any(words[: len(start)] == start for start in map(_words, plugin.drivers)):
            return plugin
    names = tuple(plugin.name for plugin in known)
    raise NotFound(
        "plugin",
        written,
        f"unknown plugin {written!r} of {recorder.name}; "
        f"the catalogue has {', '.join(names) or 'none'}",
        suggestions=near_words(written, names) or names,
    )


def unlisted_plugin(reader: Reader, written: str, recorder: Recorder) -> str:
    """Return that the catalogue lacks a recorder's plugin, and which one may have been meant."""
    near = near_words(written, [plugin.name for plugin in plugins_of(reader, recorder)])
    question = f" {capital(did_you_mean(near))}" if near else ""
    return (
        f"The catalogue has no plugin {written!r} of {recorder.name}: nothing is known of it."
        f"{question}"
    )


def _words(text: str) -> list[str]:
    return exact_key(text).split(" ")


def symbols_of(recorder: Recorder | None) -> Shows:
    """Return a recorder's symbols by level; none for a camera alone."""
    return dict(recorder.shows) if recorder is not None else NO_SYMBOLS


def menu_of(recorder: Recorder, plugin: Plugin | None) -> tuple[Setting, ...]:
    """Return the menu from which a setting is chosen: the plugin's, or the recorder's."""
    return plugin.settings if plugin is not None else recorder.settings


def setting_of(settings: Sequence[Setting], written: str, whose: str) -> Setting:
    """Return the setting that is meant, by id or label. Raises `UsageError` with those there are.

    `whose` names the recorder, or its plugin.
    """
    key = loose_key(written)
    for setting in settings:
        if key in (loose_key(setting.id), loose_key(setting.label)):
            return setting
    there = ", ".join(repr(setting.label) for setting in settings)
    raise UsageError(
        f"{whose} has no protocol setting {written!r}; it has {there or 'none'}",
        code="no-such-protocol",
        suggestions=tuple(setting.id for setting in settings),
        option="protocol",
    )


def optional_checks(sides: Iterable[PluginLayer]) -> tuple[Option, ...]:
    """Return the checks of a certificate that are a choice on one of these sides, as options."""
    found = {pair for side in sides for pair in side.detail("checks") or ()}
    return tuple(
        Option(check, f"Check of the certificate: {CHECK[check]}", ("on", "off"), None)
        for check in CHECKS
        if (check, "option") in found
    )


def option_of(options: Sequence[Option], name: str, value: str, whose: str) -> tuple[str, str]:
    """Return an option and its value as the catalogue spells them, by id or label.

    Raises `UsageError` with what there is.
    """
    for option in options:
        if loose_key(name) in (loose_key(option.id), loose_key(option.label)):
            for known in option.values:
                if loose_key(known) == loose_key(value):
                    return option.id, known
            raise UsageError(
                f"{option.label} of {whose} has no value {value!r}; it has "
                f"{', '.join(option.values)}",
                code="bad-value",
                suggestions=option.values,
                option="option",
            )
    there = ", ".join(repr(option.label) for option in options)
    raise UsageError(
        f"{whose} has no option {name!r}; it has {there or 'none'}",
        code="no-such-option",
        suggestions=tuple(option.id for option in options),
        option="option",
    )


class SideStatements(NamedTuple):
    """All that is said of a recorder's side.

    `alone` are the statements about the recorder as a whole and about the plugin that is meant,
    `pairings` those about the plugin together with any cameras.
    """

    alone: tuple[Statement, ...]
    pairings: tuple[Statement, ...]

    @property
    def all(self) -> tuple[Statement, ...]:
        """Return all of them."""
        return (*self.alone, *self.pairings)

    @property
    def newest(self) -> Region | None:
        """Return the newest recorder versions of which something is known.

        They are meant where no version is said. None where no statement names one.
        """
        return newest_with_evidence(self.all)


def side_statements(reader: Reader, recorder: Recorder, plugin: Plugin | None) -> SideStatements:
    """Return what is said of a recorder, and of its plugin if one is meant."""
    known = statements(
        reader,
        "plugin_id = :plugin OR (layer = 'plugin' AND recorder_id = :recorder)",
        {"plugin": plugin.id if plugin else None, "recorder": recorder.id},
    )
    alone = tuple([statement for statement in known if statement.layer == "plugin"])
    pairings = tuple([statement for statement in known if statement.layer == "pairing"])
    return SideStatements(alone, pairings)


def side_at(
    statements: Sequence[Statement], plugin: Plugin | None, beside: OtherVersions
) -> PluginLayer:
    """Return what these statements come to at a version and with options of the recorder."""
    if plugin is None:
        return plugin_layer(statements, beside)
    return plugin_layer(statements, beside, plugin.takes, plugin.uses)


def choices_left(
    recorder: Recorder,
    plugin: Plugin | None,
    statements: Iterable[Statement],
    said: dict[str, str],
) -> Iterable[tuple[tuple[str, str], ...]]:
    """Return every way to make the choices that statements tell apart; those `said` stand."""
    named = dict.fromkeys(name for statement in statements for name, _ in statement.when)
    known: dict[str, tuple[str, ...]] = {
        option.id: option.values for option in (plugin.options if plugin else ())
    }
    known["setting"] = tuple(setting.id for setting in menu_of(recorder, plugin))
    return choices({name: (said[name],) if name in said else known.get(name, ()) for name in named})


class Advisory(NamedTuple):
    """What holds for every camera on some versions of a recorder; `source` is an id."""

    code: str
    versions: FirmwareRange
    text: str
    source: str


def advisories(reader: Reader, recorder: Recorder) -> list[Advisory]:
    """Return the recorder's advisories."""
    return [
        Advisory(code, read_range(versions), text, source)
        for code, versions, text, source in reader.rows(
            "SELECT code, versions, text, source FROM advisory WHERE recorder_id = :id ORDER BY id",
            {"id": recorder.id},
        )
    ]


def advisory_notes(known: Iterable[Advisory], version: Firmware | None) -> tuple[Note, ...]:
    """Return the recorder's advisories that apply, or may apply, to its version."""
    notes = []
    for advisory in known:
        truth = advisory.versions.holds(version)
        if truth == "no":
            continue
        spoken = spoken_range(advisory.versions.clauses)
        maybe = "" if truth == "yes" else f" Applies to recorder versions {spoken}."
        notes.append(Note("advisory", f"{advisory.code}: {advisory.text}{maybe}"))
    return tuple(notes)

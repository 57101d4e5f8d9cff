"""Reading recorders and their plugins: by name, with what is said of them.

Everything here is given a reader and asks it a few indexed questions.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import NamedTuple

from integration_db.catalog.queries.facts import statements
from integration_db.database.readers import Reader
from integration_db.database.stored_values import read_range
from integration_db.errors import NotFound
from integration_db.evidence.statements import Statement
from integration_db.firmware import Firmware, FirmwareRange
from integration_db.names import loose_key
from integration_db.names.suggestions import near_words
from integration_db.prediction.notes import Note
from integration_db.vocabulary import Protocol


class Recorder(NamedTuple):
    """A recorder with its version scheme; `keys` are the loose keys of its names."""

    id: int
    name: str
    keys: tuple[str, ...]
    scheme: str
    is_default: bool
    protocols: tuple[Protocol, ...]
    note: str | None


class Plugin(NamedTuple):
    """A recorder's device-type plugin; `keys` are the loose keys of its names."""

    id: int
    name: str
    keys: tuple[str, ...]
    recorder: Recorder
    source: str | None
    note: str | None


def recorders(reader: Reader) -> list[Recorder]:
    """Return every recorder, the default one first."""
    return [
        Recorder(
            number,
            name,
            tuple(json.loads(keys)),
            scheme,
            bool(default),
            tuple(json.loads(protocols)),
            note,
        )
        for number, name, keys, scheme, default, protocols, note in reader.rows(
            "SELECT id, name, names, scheme, is_default, protocols, note FROM recorder "
            "ORDER BY is_default DESC, name"
        )
    ]


def find_recorder(reader: Reader, written: str | None) -> Recorder:
    """Return the recorder of that name, or the default one for None. Raises `NotFound`."""
    known = recorders(reader)
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
        Plugin(number, name, tuple(json.loads(keys)), recorder, source, note)
        for number, name, keys, source, note in reader.rows(
            "SELECT id, name, names, source, note FROM plugin WHERE recorder_id = :id "
            "ORDER BY name",
            {"id": recorder.id},
        )
    ]


def find_plugin(reader: Reader, written: str, recorder: Recorder) -> Plugin:
    """Return the recorder's plugin of that name. Raises `NotFound` with those it has."""
    known = plugins_of(reader, recorder)
    key = loose_key(written)
    for plugin in known:
        if key in plugin.keys:
            return plugin
    names = tuple(plugin.name for plugin in known)
    raise NotFound(
        "plugin",
        written,
        f"unknown plugin {written!r} of {recorder.name}; "
        f"the catalogue has {', '.join(names) or 'none'}",
        suggestions=near_words(written, names) or names,
    )


def plugin_statements(reader: Reader, plugin: Plugin) -> list[Statement]:
    """Return the plugin layer: what is said of the plugin, and of its recorder as a whole."""
    return statements(
        reader,
        "layer = 'plugin' AND (plugin_id = :plugin OR recorder_id = :recorder)",
        {"plugin": plugin.id, "recorder": plugin.recorder.id},
    )


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
        spoken = advisory.versions.text
        maybe = "" if truth == "yes" else f" Applies to recorder versions {spoken}."
        notes.append(Note(advisory.code, advisory.text + maybe))
    return tuple(notes)

"""From an observation to a statement in the overlay, with its source.

An observation of a camera goes to the camera's record, one of a camera with a plugin to the
recorder's pairings. It is about the firmware on which it was made, and only with `onwards` about
later ones.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from integration_db.catalog.queries.recorders import Recorder
from integration_db.curation import additions, editing, overlay_files, trial
from integration_db.curation.editing import Addition
from integration_db.errors import OverlayError, UsageError
from integration_db.firmware import Bound
from integration_db.names import exact_key, loose_key
from integration_db.prediction.levels import ENCRYPTED
from integration_db.text.sentences import any_of
from integration_db.text.slugs import slug
from integration_db.vocabulary import CAPABILITY_NAMES, HTTPS_SUPPORT, OBSERVED, VIDEO_ENCRYPTION

SOURCES: Final = "sources/observations.yaml"
_WORDS: Final = {"yes": True, "no": False, "unknown": "unknown"}


@dataclass(frozen=True, slots=True)
class Observation:
    """What somebody saw on a real device; names as the catalogue prints them.

    `values` maps capabilities to yes, no or unknown. With `is_new_plugin` the catalogue lacks the
    plugin, and it comes into the overlay with the observation. `when` are the recorder's choices at
    that time, by the id of the option; `setting` is its protocol setting. `date` is ISO text and
    comes from the caller. `source_note` is for whoever looks at the source: who kept it, and when.
    """

    manufacturer: str
    series: str
    model: str
    values: Mapping[str, str]
    grade: str
    source_title: str
    date: str
    firmware: str | None = None
    onwards: bool = False
    hardware_version: str | None = None
    plugin: str | None = None
    is_new_plugin: bool = False
    recorder: str | None = None
    recorder_version: str | None = None
    when: Mapping[str, str] = field(default_factory=dict)
    source_url: str | None = None
    note: str | None = None
    source_note: str | None = None


@dataclass(frozen=True, slots=True)
class Recorded:
    """What was written: the files, the backups of those that were there before, the statement.

    There are no files where the overlay says just that already.
    """

    files: tuple[Path, ...]
    backups: tuple[Path, ...]
    statement: Mapping[str, object]

    def to_dict(self) -> dict[str, object]:
        """Return the object that is printed as JSON."""
        return {
            "files": [str(path) for path in self.files],
            "backups": [str(path) for path in self.backups],
            "statement": dict(self.statement),
        }


def values_of_symbol(recorder: Recorder, symbol: str, *, video_on: bool) -> dict[str, str]:
    """Return what a symbol of a recorder proves, by capability. Raises `UsageError`.

    One for an unencrypted connection proves nothing: a missing certificate looks the same. One
    for control alone says no to video only where encrypted video was on at the camera.
    """
    known = {loose_key(own): level for level, own in recorder.shows}
    level = known.get(loose_key(symbol))
    if level in ("full", "stream"):
        values = {VIDEO_ENCRYPTION.name: "yes"}
        return values if level == "stream" else {HTTPS_SUPPORT.name: "yes", **values}
    if level == "control":
        values = {HTTPS_SUPPORT.name: "yes"}
        return {**values, VIDEO_ENCRYPTION.name: "no"} if video_on else values
    proving = tuple(own for level, own in recorder.shows if level in ENCRYPTED)
    says = f"{symbol!r} proves nothing" if level else f"{recorder.name} has no symbol {symbol!r}"
    raise UsageError(
        f"{says}; what can be recorded is {any_of(proving) or 'no symbol'}",
        code="bad-value",
        suggestions=proving,
        option="symbol",
    )


def record_observation(
    folder: Path, observation: Observation, below: Sequence[Path] = ()
) -> Recorded:
    """Keep an observation in an overlay folder. Raises `OverlayError`; then nothing changed.

    `below` are the seed folders that the overlay lies on, base first: what is kept has to fit them.
    Without them it is held to the rules that the overlay alone can break. What the overlay says
    already, word for word and with the same source, is not written again.
    """
    with overlay_files.lock_overlay(folder):
        source_id, source_text = _with_source(folder / SOURCES, observation)
        statement = _statement(observation, source_id)
        if observation.plugin is None:
            path = folder / _camera_path(observation)
            text = _with_camera_statement(path, observation, statement)
        else:
            path = folder / _recorder_path(observation)
            statement = _pairing(observation, statement)
            text = _with_pairing(path, observation, statement)
        if text is None:
            return Recorded((), (), statement)
        # The source first: if only that is written, nothing is wrong but a source without use.
        changes = {folder / SOURCES: source_text, path: text}
        trial.refuse_what_breaks(folder, changes, below)
        backups = [overlay_files.replace_overlay_file(place, new) for place, new in changes.items()]
    return Recorded(tuple(changes), tuple(b for b in backups if b is not None), statement)


def _statement(observation: Observation, source: str) -> dict[str, Any]:
    statement: dict[str, Any] = {}
    if observation.firmware is None:
        _refuse_without_firmware(observation)
    else:
        bound = Bound(">=" if observation.onwards else "=", observation.firmware)
        statement["firmware"] = str(bound)
    if observation.hardware_version is not None:
        statement["hardware_version"] = observation.hardware_version
    for capability in CAPABILITY_NAMES:
        if capability in observation.values:
            statement[capability] = _WORDS[observation.values[capability]]
    statement["source"] = source
    statement["grade"] = observation.grade
    if observation.firmware is not None:
        statement["verified_on"] = observation.firmware
    if observation.note:
        statement["note"] = observation.note
    return statement


def _refuse_without_firmware(observation: Observation) -> None:
    """Raise `OverlayError` where a statement about every firmware would say more than was seen."""
    if observation.onwards:
        raise OverlayError(
            observation.model, "onwards from which firmware? None is said", code="no-firmware"
        )
    if observation.grade in OBSERVED:
        raise OverlayError(
            observation.model,
            f"a {observation.grade} holds for the firmware on which it was seen, and none is said",
            code="no-firmware",
        )


def _pairing(observation: Observation, statement: Mapping[str, Any]) -> dict[str, Any]:
    if observation.hardware_version is not None:
        raise OverlayError(
            observation.model,
            "an observation with a plugin cannot name a board yet",
            code="board-with-plugin",
        )
    record = {
        "plugin": observation.plugin,
        "manufacturer": observation.manufacturer,
        "series": observation.series,
        "model": observation.model,
        **statement,
    }
    if observation.recorder_version is not None:
        record["recorder_version"] = str(Bound("=", observation.recorder_version))
    if observation.when:
        record["when"] = dict(observation.when)
    return record


def _camera_path(observation: Observation) -> str:
    return f"cameras/{slug(observation.manufacturer)}/{slug(observation.series)}.yaml"


def _recorder_path(observation: Observation) -> str:
    return f"recorders/{slug(observation.recorder or '')}.yaml"


def _source(observation: Observation) -> dict[str, str]:
    """Return the source that an observation is."""
    entry = {"title": observation.source_title}
    if observation.source_url:
        entry["url"] = observation.source_url
    else:
        entry["document"] = f"unpublished notes of {observation.date}"
    entry |= {"kind": "lab_notes", "published": observation.date}
    return entry | ({"note": observation.source_note} if observation.source_note else {})


def _source_id(
    observation: Observation, known: Mapping[str, Any], taken: Collection[str] = ()
) -> str:
    """Return the identifier of an observation's source among those of its file.

    That of the same source where it is there already; never one that is `taken` elsewhere.
    """
    entry = _source(observation)
    stem = f"own-{observation.date}-{slug(observation.model)}"
    number, name = 1, stem
    while name in taken or (name in known and known[name] != entry):
        number += 1
        name = f"{stem}-{number}"
    return name


def _with_source(path: Path, observation: Observation) -> tuple[str, str]:
    """Return the source's identifier, and the text of the sources file with it in."""
    entry = _source(observation)
    text = overlay_files.read_text(path)
    data = additions.data_of_text(path, text) if text else {}
    name = _source_id(observation, data)
    if name in data and text is not None:
        return name, text
    if not text:
        return name, editing.document({name: entry}, _OVER_SOURCES)
    return name, additions.added_to(path, text, [Addition((), name, entry)])


_OVER_SOURCES: Final = "What was observed with this overlay."


def retold(observation: Observation, source: str) -> tuple[dict[str, Any], dict[str, str]]:
    """Return the statement and the source that an observation comes to in an overlay.

    `source` is the identifier of the latter. Raises `OverlayError`, `KeyError` for unknown words.
    """
    statement = _statement(observation, source)
    if observation.plugin is not None:
        statement = _pairing(observation, statement)
    return statement, _source(observation)


def new_plugin(name: str | None) -> dict[str, str | None]:
    """Return what an overlay says of a plugin that the catalogue does not list."""
    return {"name": name, "note": "named in an observation; the catalogue does not list it"}


def overlay_texts(
    observations: Iterable[Observation], taken: Collection[str] = ()
) -> dict[str, str]:
    """Return the files of an overlay that holds observations, by path.

    They are what `record_observation` makes of a new folder, one observation after the other.
    Sources get no identifier that is `taken`. Raises `OverlayError`.
    """
    sources: dict[str, Any] = {}
    contents: dict[str, dict[str, Any]] = {}
    for one in observations:
        source = _source_id(one, sources, taken)
        statement, sources[source] = retold(one, source)
        if one.plugin is None:
            head = {"manufacturer": one.manufacturer, "series": one.series, "models": []}
            models = contents.setdefault(_camera_path(one), head)["models"]
            if _position(models, one.model) is None:
                models.append({"name": one.model, "statements": []})
            said = models[_position(models, one.model)]["statements"]
        else:
            content = contents.setdefault(_recorder_path(one), {"name": one.recorder})
            plugins = content.setdefault("plugins", []) if one.is_new_plugin else None
            if plugins is not None and _position(plugins, one.plugin) is None:
                plugins.append(new_plugin(one.plugin))
            said = content.setdefault("pairings", [])
        if statement not in said:
            said.append(statement)
    texts = {path: editing.document(content) for path, content in contents.items()}
    return {SOURCES: editing.document(sources, _OVER_SOURCES), **texts} if sources else {}


def _with_camera_statement(
    path: Path, observation: Observation, statement: Mapping[str, Any]
) -> str | None:
    """Return the text of a series' file with a statement, None where it stands there already."""
    text, data = _read(path)
    model = {"name": observation.model, "statements": [statement]}
    head = {"manufacturer": observation.manufacturer, "series": observation.series}
    if not data:
        return _filled(path, text, {**head, "models": [model]})
    for key, value in head.items():
        if loose_key(str(data.get(key, ""))) != loose_key(value):
            raise OverlayError(str(path), f"overlay file {path} is not about {key} {value!r}")
    models = additions.items_of(path, data, "models")
    index = _position(models, observation.model)
    if index is None:
        return additions.added_to(path, text, [Addition((), "models", [model])])
    if statement in additions.items_of(path, models[index], "statements"):
        return None
    added = Addition(("models", index), "statements", [statement])
    return additions.added_to(path, text, [added])


def _with_pairing(path: Path, observation: Observation, pairing: Mapping[str, Any]) -> str | None:
    """Return the text of a recorder's file with a pairing, None where it stands there already."""
    text, data = _read(path)
    plugin = new_plugin(observation.plugin)
    if not data:
        plugins = {"plugins": [plugin]} if observation.is_new_plugin else {}
        head = {"name": observation.recorder}
        return _filled(path, text, {**head, **plugins, "pairings": [pairing]})
    if loose_key(str(data.get("name", ""))) != loose_key(observation.recorder or ""):
        raise OverlayError(str(path), f"overlay file {path} is not about {observation.recorder}")
    if pairing in additions.items_of(path, data, "pairings"):
        return None
    added = [Addition((), "pairings", [pairing])]
    known = additions.items_of(path, data, "plugins")
    if observation.is_new_plugin and _position(known, plugin["name"]) is None:
        added.insert(0, Addition((), "plugins", [plugin]))
    return additions.added_to(path, text, added)


def _read(path: Path) -> tuple[str, dict[str, Any]]:
    """Return the text of a file and what it says; both are empty where there is none."""
    text = overlay_files.read_text(path) or ""
    return text, additions.data_of_text(path, text)


def _filled(path: Path, text: str, content: Mapping[str, Any]) -> str:
    """Return the text of a file that says nothing yet, which may hold remarks, with content."""
    if not text:
        return editing.document(content)
    return additions.added_to(path, text, [Addition((), key, one) for key, one in content.items()])


def _position(records: list[Any], name: str | None) -> int | None:
    for number, record in enumerate(records):
        named = str(record.get("name", "")) if isinstance(record, dict) else ""
        if name is not None and exact_key(named) == exact_key(name):
            return number
    return None

"""From the files of an overlay back to the observations that they hold.

Only what `record` writes is read: each statement is told again from the observation that was read
from it, and has to come out the same. So nothing is lost on the way.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from types import NoneType
from typing import Any, Final

from integration_db.curation import additions, overlay_files
from integration_db.curation.observations import Observation, new_plugin, retold
from integration_db.errors import OverlayError
from integration_db.names import loose_key
from integration_db.seed import reading
from integration_db.vocabulary import CAPABILITY_NAMES

_ARE_SO: Final = frozenset(("is_new_plugin",))
"""What is so or not, of the things that a statement is about; all others have names."""
_SAID: Final = {"True": "yes", "False": "no"}


def observations_in(folder: Path) -> list[Observation]:
    """Return what an overlay folder holds, in the order of its sources: in which it was recorded.

    Raises `OverlayError` where there is more in it than observations, `SeedError` where it cannot
    be listed.
    """
    if not folder.is_dir():
        raise OverlayError(str(folder), f"overlay '{folder}': there is no such folder")
    files = {path: _data(path) for path in reading.list_files(folder)}
    kinds = {path: reading.kind_of(reading.path_in(folder, path)) for path in files}
    sources: dict[str, Any] = {}
    for path, data in files.items():
        if kinds[path] == "sources":
            sources |= data
    order = {name: number for number, name in enumerate(sources)}
    found: list[tuple[int, Observation]] = []
    for path, data in files.items():
        if kinds[path] == "sources":
            continue
        read = {"cameras": _of_cameras, "recorders": _of_recorder}.get(kinds[path] or "")
        if read is None:
            raise _more(path, "it is about neither cameras nor a recorder")
        at = 0  # a statement that shares an older source was recorded after those before it
        for about, said in read(path, data):
            name = str(said.get("source"))
            source = sources.get(name)
            if not isinstance(source, Mapping):
                raise _more(path, f"the source {name!r} is in another folder")
            at = max(at, order[name])
            found.append((at, _observation(path, about, said, source)))
    return [one for _, one in sorted(found, key=lambda pair: pair[0])]


def _data(path: Path) -> dict[str, Any]:
    return additions.data_of_text(path, overlay_files.read_text(path) or "")


def _of_cameras(path: Path, data: Mapping[str, Any]) -> Iterator[tuple[dict[str, Any], Any]]:
    """Yield the statements of a file about cameras, each with the camera that it is about."""
    _refuse_keys(path, data, {"manufacturer", "series", "models"})
    for model in _mappings(path, data, "models"):
        _refuse_keys(path, model, {"name", "statements"})
        about = {"manufacturer": data.get("manufacturer"), "series": data.get("series")}
        for said in _mappings(path, model, "statements"):
            yield {**about, "model": model.get("name")}, said


def _of_recorder(path: Path, data: Mapping[str, Any]) -> Iterator[tuple[dict[str, Any], Any]]:
    """Yield the pairings of a recorder's file, each with what it is about."""
    _refuse_keys(path, data, {"name", "plugins", "pairings"})
    new = set()
    for plugin in _mappings(path, data, "plugins"):
        if plugin != new_plugin(plugin.get("name")):
            raise _more(path, f"the plugin {plugin.get('name')!r} is described")
        new.add(loose_key(str(plugin["name"])))
    for said in _mappings(path, data, "pairings"):
        about = {key: said.get(key) for key in ("manufacturer", "series", "model", "plugin")}
        about |= {"recorder": data.get("name")}
        yield {**about, "is_new_plugin": loose_key(str(said.get("plugin"))) in new}, said


def _observation(
    path: Path, about: Mapping[str, Any], said: Mapping[str, Any], source: Mapping[str, Any]
) -> Observation:
    """Return the observation that a statement holds. Raises `OverlayError` where it holds more."""
    if not all(isinstance(name, bool if key in _ARE_SO else str) for key, name in about.items()):
        raise _more(path, "it does not say which camera was seen")
    when = said.get("when") or {}
    texts = (said.get("hardware_version"), said.get("note"), source.get("url"), source.get("note"))
    if not isinstance(when, Mapping) or not all(
        isinstance(one, (str, NoneType)) for one in (*texts, *when, *when.values())
    ):
        raise _more(path, f"a statement about {about['model']} has something else than texts in it")
    firmware, version = str(said.get("firmware") or ""), str(said.get("recorder_version") or "")
    told = Observation(
        **about,
        values={
            name: _SAID.get(str(said[name]), str(said[name]))
            for name in CAPABILITY_NAMES
            if name in said
        },
        grade=str(said.get("grade")),
        source_title=str(source.get("title")),
        date=str(source.get("published")),
        firmware=firmware.lstrip(">=") or None,
        onwards=firmware.startswith(">="),
        hardware_version=said.get("hardware_version"),
        recorder_version=version.lstrip("=") or None,
        when=when,
        source_url=source.get("url"),
        note=said.get("note"),
        source_note=source.get("note"),
    )
    try:
        again = retold(told, str(said["source"]))
    except (OverlayError, KeyError, TypeError, ValueError):
        again = None
    if again != (dict(said), dict(source)):
        raise _more(path, f"a statement about {about['model']} is none that 'record' writes")
    return told


def _mappings(path: Path, data: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    """Return the list under a key. Raises `OverlayError` where there is something else in it."""
    items = additions.items_of(path, data, key)
    if not all(isinstance(item, Mapping) for item in items):
        raise _more(path, f"not all {key} are mappings")
    return items


def _refuse_keys(path: Path, data: Mapping[str, Any], known: set[str]) -> None:
    for key in data:
        if key not in known:
            raise _more(path, f"it says {key!r}")


def _more(path: Path, what: str) -> OverlayError:
    return OverlayError(
        str(path),
        f"overlay file {path} holds more than observations: {what}",
        code="not-observations",
    )

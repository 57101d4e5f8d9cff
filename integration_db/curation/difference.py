"""What changed between two editions of the catalogue: answers, not lines.

Compares what people are told, per camera and capability: the answers along the firmware of the
camera alone, and those through each plugin where the camera's own did not change.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from integration_db.catalog import Catalog
from integration_db.catalog.queries.filter_query import SelectedCamera
from integration_db.named_tuple import NamedTuple
from integration_db.text.sentences import counted
from integration_db.vocabulary import CAPABILITIES, OF_PLUGINS, Capability, Support

CameraName = tuple[str, str]
"""Manufacturer and model, as printed."""

DEPENDS: Final = "depends on firmware"


class Course(NamedTuple):
    """One capability along a camera's firmware: `yes`, or `unknown <7.20; yes >=7.20`.

    `value` is None where it is not the same for all firmware.
    """

    value: Support | None
    text: str

    @property
    def brief(self) -> str:
        """Return the course without its firmware."""
        return self.value or DEPENDS


class AnswerChange(NamedTuple):
    """One answer that is another now; `plugin` is None for the camera alone."""

    camera: CameraName
    plugin: str | None
    capability: str
    before: Course
    after: Course

    @property
    def kind(self) -> str:
        """Return the change without its firmware: `unknown → yes`."""
        return f"{self.before.brief} → {self.after.brief}"

    def to_dict(self) -> dict[str, object]:
        """Return the object that is printed as JSON."""
        maker, model = self.camera
        return {
            "manufacturer": maker,
            "model": model,
            "plugin": self.plugin,
            "capability": self.capability,
            "before": self.before.text,
            "after": self.after.text,
        }


class Difference(NamedTuple):
    """All that changed between two editions."""

    added: tuple[CameraName, ...]
    removed: tuple[CameraName, ...]
    changes: tuple[AnswerChange, ...]

    @property
    def summary(self) -> str:
        """Return one sentence, as in `12 answers changed: 12 unknown → yes; 3 cameras added`."""
        parts = []
        if self.changes:
            kinds = Counter(change.kind for change in self.changes).most_common()
            listed = ", ".join(f"{number:,} {kind}" for kind, number in kinds)
            parts.append(f"{counted(len(self.changes), 'answer')} changed: {listed}")
        if self.added:
            parts.append(f"{counted(len(self.added), 'camera')} added")
        if self.removed:
            parts.append(f"{counted(len(self.removed), 'camera')} removed")
        return ("; ".join(parts) or "no answer changed") + "."

    def to_dict(self) -> dict[str, object]:
        """Return the object that is printed as JSON."""
        return {
            "summary": self.summary,
            "added": [{"manufacturer": maker, "model": model} for maker, model in self.added],
            "removed": [{"manufacturer": maker, "model": model} for maker, model in self.removed],
            "changes": [change.to_dict() for change in self.changes],
        }


def difference(old: Catalog, new: Catalog) -> Difference:
    """Return what changed from one edition to another, in the order of the cameras' names."""
    before, after = _cameras(old), _cameras(new)
    both = [camera for camera in after if camera in before]
    changes = list(_changes(before, after, both, None, CAPABILITIES))
    moved = {(change.camera, change.capability) for change in changes}
    known = _plugins(new)
    for name, options in _plugins(old).items():
        if name in known:
            was, now = _cameras(old, **options), _cameras(new, **known[name])
            through = _changes(was, now, both, name, OF_PLUGINS)
            changes += [c for c in through if (c.camera, c.capability) not in moved]
    return Difference(
        tuple(camera for camera in after if camera not in before),
        tuple(camera for camera in before if camera not in after),
        tuple(changes),
    )


def _cameras(catalog: Catalog, **options: str) -> dict[CameraName, SelectedCamera]:
    found = catalog.filter(firmware="any", **options)
    return {(camera.manufacturer, camera.model): camera for camera in found}


def _plugins(catalog: Catalog) -> dict[str, dict[str, str]]:
    """Return every plugin as the options of a filter, by what it is called."""
    return {
        f"{plugin.name} of {recorder.name}": {"plugin": plugin.name, "recorder": recorder.name}
        for recorder in catalog.recorders()
        for plugin in catalog.plugins_of(recorder)
    }


def _changes(
    before: Mapping[CameraName, SelectedCamera],
    after: Mapping[CameraName, SelectedCamera],
    cameras: list[CameraName],
    plugin: str | None,
    capabilities: Sequence[Capability],
) -> Iterator[AnswerChange]:
    for camera in cameras:
        one, other = before.get(camera), after.get(camera)
        if one == other or (one and other and one.spans == other.spans):
            continue
        for capability in capabilities:
            was, now = _course(one, capability), _course(other, capability)
            if was != now:
                yield AnswerChange(camera, plugin, capability.name, was, now)


def _course(camera: SelectedCamera | None, capability: Capability) -> Course:
    """Return what is answered about a camera; nothing where a plugin does not take it."""
    if camera is None:
        return _NOTHING_KNOWN
    spans = camera.ranges_by((capability,))
    values = {capability.of(span.answers) for span in spans}
    if len(values) == 1:
        (value,) = values
        return Course(value, value)
    return Course(None, "; ".join(f"{capability.of(s.answers)} {s.text}" for s in spans))


_NOTHING_KNOWN: Final = Course("unknown", "unknown")

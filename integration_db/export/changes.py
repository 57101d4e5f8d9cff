"""Changed answers between two editions, as JSON and as an Atom feed (RFC 4287).

Dates are given: no clock is asked, so that the same two editions give the same bytes.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final
from xml.etree import ElementTree as ET

from integration_db.curation.difference import AnswerChange, CameraName, Difference
from integration_db.named_tuple import NamedTuple
from integration_db.text.labels import CAPABILITY
from integration_db.text.safe_text import printable, printable_lines

FORMAT: Final = "integration-db-changes"
FORMAT_VERSION: Final = 1
ATOM: Final = "http://www.w3.org/2005/Atom"

_NAMESPACE: Final = uuid.uuid5(uuid.NAMESPACE_OID, "integration-db")


class Edition(NamedTuple):
    """One edition: its data version, and its date as `yyyy-mm-dd`."""

    data_version: str
    date: str
    license: str | None = None


def changes_document(changed: Difference, before: Edition, after: Edition) -> dict[str, object]:
    """Return the object of `integration-db diff`, with the two editions."""
    return {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "before": before._asdict(),
        "after": after._asdict(),
        **changed.to_dict(),
    }


def atom(changed: Difference, before: Edition, after: Edition) -> str:
    """Return the changed answers as an Atom feed with an entry per camera, the newest edition's.

    An entry's id is made of what it says and of its date, so that the same news keeps its id
    whichever older edition it is told against.
    """
    root = ET.Element("feed", xmlns=ATOM)
    _text(root, "id", _urn("changes"))
    _text(root, "title", "integration-db: changed answers")
    _text(root, "subtitle", f"{before.data_version} to {after.data_version}: {changed.summary}")
    updated = f"{after.date}T00:00:00Z"
    if after.license is not None:
        _text(root, "rights", after.license)
    _text(root, "updated", updated)
    _text(ET.SubElement(root, "author"), "name", "integration-db")
    for title, lines in _news(changed):
        entry = ET.SubElement(root, "entry")
        _text(entry, "id", _urn(after.date, title, *lines))
        _text(entry, "title", title)
        _text(entry, "updated", updated)
        _text(entry, "content", "\n".join(lines)).set("type", "text")
    ET.indent(root)
    body = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{body}\n'


def _news(changed: Difference) -> Iterator[tuple[str, list[str]]]:
    """Yield a title and lines: first what changed for each camera, then which came and went."""
    for (camera, plugin), group in groupby(changed.changes, key=lambda c: (c.camera, c.plugin)):
        changes = list(group)
        through = f" through the plugin {plugin}" if plugin else ""
        title = f"{' '.join(camera)}{through}: {_brief(changes)}"
        yield title, [_line(change) for change in changes]
    for word, cameras in (("added", changed.added), ("removed", changed.removed)):
        if cameras:
            yield f"Cameras {word}: {len(cameras)}", _listed(cameras)


def _line(change: AnswerChange) -> str:
    name = CAPABILITY[change.capability].name
    return f"{name}: {change.before.text} → {change.after.text}"


def _brief(changes: Sequence[AnswerChange]) -> str:
    return ", ".join(f"{CAPABILITY[change.capability].name} {change.kind}" for change in changes)


def _listed(cameras: Iterable[CameraName]) -> list[str]:
    return [" ".join(camera) for camera in cameras]


def _text(parent: ET.Element, name: str, text: str) -> ET.Element:
    """Add an element; what XML cannot hold is made visible, the rest is escaped when written."""
    element = ET.SubElement(parent, name)
    element.text = printable_lines(text)
    return element


def _urn(*parts: str) -> str:
    return uuid.uuid5(_NAMESPACE, "\x00".join(map(printable, parts))).urn

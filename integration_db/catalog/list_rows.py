"""Lists of the catalogue as rows of text: the stable names of columns, and the cells below them.

Commands and the API write the same CSV because both write these. Parts of a cell are parted by line
breaks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from integration_db.text.labels import support_words
from integration_db.text.sentences import if_it_runs
from integration_db.vocabulary import CAPABILITIES, CAPABILITY_NAMES, OF_PLUGINS, by_name

if TYPE_CHECKING:
    from integration_db.catalog.queries.filter_query import SelectedCamera

OF_CAMERAS: Final = ("manufacturer", "model", "series", "firmware")
"""The columns of a list of cameras beside the capabilities."""

OF_HITS: Final = ("manufacturer", "model", "level", "score")
OF_MANUFACTURERS: Final = ("manufacturer", "aliases", "firmware_scheme", "models")
OF_SOURCES: Final = (
    *("id", "title", "kind", "statements", "cameras", "firmware", "published", "accessed", "place"),
)
OF_RECORDER_PLUGINS: Final = (
    *("recorder", "plugin", *(capability.name for capability in OF_PLUGINS)),
    *("depends_on", "manufacturers", "takes", "note", "source"),
)
"""The columns of the other lists, each of the list that it is named after."""


def camera_columns(options: Mapping[str, object]) -> tuple[str, ...]:
    """Return the columns for a question: of capabilities those that it asks for, else all."""
    asked = [one.name for one in CAPABILITIES if options.get(one.filter_name)]
    return (*OF_CAMERAS, *(asked or CAPABILITY_NAMES))


def camera_rows(
    cameras: Iterable[SelectedCamera], columns: Sequence[str], *, in_words: bool = False
) -> Iterator[list[str]]:
    """Yield the cells of each camera; one that depends on the firmware has a part per range.

    `in_words` says values as people read them, else they are the vocabulary's own.
    """
    shown = tuple(one for one in CAPABILITIES if one.name in columns)
    for camera in cameras:
        ranges = camera.ranges_by(shown)
        cells = {
            "manufacturer": camera.manufacturer,
            "model": camera.model,
            "series": camera.series,
            "firmware": "\n".join(if_it_runs(span.text, span.in_doubt) for span in ranges),
        }
        row = []
        for name in columns:
            of_ranges = cells.get(name)
            if of_ranges is None:
                values = [by_name(span.answers)[name] for span in ranges]
                said = [support_words(name, one) for one in values] if in_words else values
                of_ranges = "\n".join(said)
            row.append(of_ranges)
        yield row


def with_place(source: Mapping[str, Any]) -> dict[str, Any]:
    """Return the object of a source with its `place`: its address, else where it is to be found."""
    return {**source, "place": source["url"] or source.get("document")}


def object_rows(
    objects: Iterable[Mapping[str, Any]], columns: Sequence[str]
) -> Iterator[list[str]]:
    """Yield the cells of objects whose members are the columns."""
    for one in objects:
        yield [_text(one[name]) for name in columns]


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, dict):
        return str(value.get("url") or value.get("document") or value.get("title") or "")
    return "\n".join(map(str, value)) if isinstance(value, list) else str(value)

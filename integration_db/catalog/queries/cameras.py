"""Reading one camera: what identifies it, its other names, its known firmware."""

from __future__ import annotations

import json
from typing import Final

from integration_db.database.readers import Reader
from integration_db.evidence.firmware_span import FirmwareSpan
from integration_db.named_tuple import NamedTuple


class Model(NamedTuple):
    """A camera model with what identifies it.

    Cameras that are `alike` share all answers, names apart; each such group has its number.
    """

    id: int
    name: str
    manufacturer_id: int
    manufacturer: str
    scheme: str
    series_id: int
    series: str
    hardware_versions: tuple[str, ...]
    note: str | None
    rebrand_of: str | None
    sources: tuple[str, ...]
    alike: int


NOT_LISTED: Final = 0
"""The number of no model and of no series."""


class Release(NamedTuple):
    """A firmware that a document says was released."""

    version: str
    released: str | None
    track: str | None
    hardware_version: str | None
    source: str


def model_by_id(reader: Reader, model_id: int) -> Model:
    """Return the model; the number must come from the same database."""
    row = reader.rows(
        "SELECT m.id, m.name, f.id, f.name, f.scheme, s.id, s.name, m.hardware_versions, "
        "m.note, m.rebrand_of, m.sources, m.alike FROM model m JOIN manufacturer f ON f.id = "
        "m.manufacturer_id JOIN series s ON s.id = m.series_id WHERE m.id = :id",
        {"id": model_id},
    )[0]
    number, name, maker_id, maker, scheme, series_id, series, boards, *more = row
    note, really, sources, alike = more
    versions = tuple(json.loads(boards)) if boards else ()
    named_in = tuple((sources or "").split())
    camera = (number, name, maker_id, maker, scheme, series_id, series)
    return Model(*camera, versions, note, really, named_in, alike)


def unlisted(reader: Reader, name: str, maker_id: int, series_id: int | None) -> Model:
    """Return a camera that is not listed, of which maker and perhaps series are known.

    Its number is that of no model, so that only what is said of all of them is about it.
    """
    maker, scheme = reader.rows(
        "SELECT name, scheme FROM manufacturer WHERE id = :id", {"id": maker_id}
    )[0]
    series = ""
    if series_id is not None:
        ((series,),) = reader.rows("SELECT name FROM series WHERE id = :id", {"id": series_id})
    names = (maker_id, maker, scheme, series_id or NOT_LISTED, series)
    return Model(NOT_LISTED, name, *names, (), None, None, (), NOT_LISTED)


def other_names(reader: Reader, model_id: int) -> dict[str, list[str]]:
    """Return identifiers and aliases of a model, by kind."""
    names: dict[str, list[str]] = {"identifier": [], "alias": []}
    for kind, text in reader.rows(
        "SELECT kind, text FROM name WHERE model_id = :id ORDER BY id", {"id": model_id}
    ):
        if kind in names:
            names[kind].append(text)
    return names


def releases(reader: Reader, model: Model, span: FirmwareSpan) -> list[Release]:
    """Return the firmware known for a model, its series and its maker, line by line, old to new.

    What lies outside the span is none of the model's.
    """
    rows = reader.rows(
        f"SELECT {', '.join(Release._fields)}, lineage, lo FROM release WHERE "
        "model_id = :model OR series_id = :series OR manufacturer_id = :maker "
        "ORDER BY lineage, lo, id",
        {"model": model.id, "series": model.series_id, "maker": model.manufacturer_id},
    )
    return [Release(*row) for *row, lineage, lo in rows if not span.excludes(lineage, lo)]

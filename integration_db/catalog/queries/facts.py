"""Reading statements, the sources that they rest on, and which data they are."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Final, TypeAlias

from integration_db.catalog.queries.cameras import Model
from integration_db.database.readers import Reader
from integration_db.database.stored_values import (
    DOCUMENTED,
    STATEMENT_COLUMNS,
    read_range,
    read_statement,
)
from integration_db.evidence.firmware_span import (
    NO_SPAN,
    FirmwareSpan,
    RunEvidence,
    firmware_span,
)
from integration_db.evidence.statements import Anchor, Statement
from integration_db.named_tuple import NamedTuple


class Source(NamedTuple):
    """A document that statements rest on."""

    id: str
    title: str
    url: str | None
    document: str | None
    kind: str
    published: str | None
    accessed: str | None
    note: str | None

    def to_dict(self) -> dict[str, str | None]:
        """Return the object of the JSON promise; `document` only where there is no address."""
        short = {"id": self.id, "title": self.title, "url": self.url}
        return short if self.document is None else short | {"document": self.document}


SourceLookup: TypeAlias = Callable[[frozenset[str]], dict[str, Source]]
"""What finds sources by their ids."""

RUN_COLUMNS: Final = ", ".join(RunEvidence._fields)
"""The columns of `run_evidence` in SQL, as `RunEvidence` takes them."""

_STATEMENT: Final = f"SELECT {', '.join(STATEMENT_COLUMNS)} FROM statement WHERE "


def camera_statements(reader: Reader, model: Model, plugin_id: int | None) -> list[Statement]:
    """Return the camera layer of a model, and the pairing layer with the plugin if one is asked."""
    return statements(
        reader,
        "(model_id = :model OR series_id = :series OR manufacturer_id = :maker) "
        "AND (layer = 'camera' OR plugin_id = :plugin)",
        {
            "model": model.id,
            "series": model.series_id,
            "maker": model.manufacturer_id,
            "plugin": plugin_id,
        },
    )


def span_of_model(reader: Reader, model: Model) -> FirmwareSpan:
    """Return which firmware a model can run, as far as that is known."""
    rows = reader.rows(
        f"SELECT {RUN_COLUMNS} FROM run_evidence WHERE model_id = :model OR series_id = :series "
        "ORDER BY id",
        {"model": model.id, "series": model.series_id},
    )
    return firmware_span(map(RunEvidence._make, rows)) if rows else NO_SPAN


def statements(reader: Reader, where: str, parameters: dict[str, object]) -> list[Statement]:
    """Return the statements that a condition in SQL picks, in the order of the seed.

    Those about cameras come first there, whenever what lies over it was recorded.
    """
    rows = reader.rows(f"{_STATEMENT}{where} ORDER BY layer, id", parameters)
    return [read_statement(*row) for row in rows]


def sources_by_id(reader: Reader, ids: Iterable[str]) -> dict[str, Source]:
    """Return the sources with these ids."""
    wanted = sorted(set(ids))
    if not wanted:
        return {}
    marks = ", ".join(f":s{n}" for n in range(len(wanted)))
    rows = reader.rows(
        f"SELECT {', '.join(Source._fields)} FROM source WHERE id IN ({marks})",
        {f"s{n}": source for n, source in enumerate(wanted)},
    )
    return {row[0]: Source(*row) for row in rows}


def is_confirmed(reader: Reader, model: Model, sources: Mapping[str, Source]) -> bool:
    """Return whether a document names a model or speaks of it, and not only lists.

    `sources` holds at least those that name the model.
    """
    if any(sources[name].kind != "catalogue" for name in model.sources):
        return True
    rows = reader.rows(f"SELECT {DOCUMENTED} FROM model m WHERE m.id = :model", {"model": model.id})
    return any(documented for (documented,) in rows)


class Citation(NamedTuple):
    """That a statement rests on a source: what it is said of, for which firmware, and where."""

    source: str
    said_of: str
    firmware: str
    anchor: Anchor | None


def citations(reader: Reader) -> list[Citation]:
    """Return one citation per statement, those of one source together."""
    rows = reader.rows(
        "SELECT t.source, t.firmware, t.anchor, r.name, p.name, f.name, s.name, m.name "
        "FROM statement t LEFT JOIN model m ON m.id = t.model_id "
        "LEFT JOIN series s ON s.id = t.series_id "
        "LEFT JOIN manufacturer f ON f.id = coalesce(t.manufacturer_id, s.manufacturer_id, "
        "m.manufacturer_id) LEFT JOIN plugin p ON p.id = t.plugin_id "
        "LEFT JOIN recorder r ON r.id = coalesce(t.recorder_id, p.recorder_id) "
        "ORDER BY t.source, t.id"
    )
    return [
        Citation(
            source,
            " ".join(filter(None, (recorder, plugin, maker, series, model))),
            read_range(firmware).text,
            Anchor(**json.loads(anchor)) if anchor else None,
        )
        for source, firmware, anchor, recorder, plugin, maker, series, model in rows
    ]

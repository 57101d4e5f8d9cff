"""The recorder feed: the whole catalogue as one small object, answers already worked out.

The shape is promised in docs/recorder-feed.md and described by feed.schema.json. This module
is given an open catalogue and asks its reader a few questions about everything at once.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import Any, Final, NamedTuple

from integration_db.catalog import Catalog
from integration_db.catalog.queries import facts, recorders
from integration_db.catalog.queries.recorders import Plugin
from integration_db.database.readers import Reader
from integration_db.errors import UsageError
from integration_db.evidence.firmware_span import (
    NO_SPAN,
    FirmwareSpan,
    RunEvidence,
    firmware_span,
)
from integration_db.evidence.plugin_layer import NO_PLUGIN, PluginLayer, plugin_layer
from integration_db.evidence.regions import OtherVersions, Region, regions
from integration_db.evidence.statements import Statement
from integration_db.export.feed_answers import AnswerBook, stretch
from integration_db.firmware.dates import is_day
from integration_db.firmware.reading import Reading
from integration_db.firmware.schemes import SCHEMES, lineage_of, notations_of
from integration_db.vocabulary import CAPABILITY_NAMES, COMPANY_WORDS, OF_PLUGINS

FORMAT: Final = "integration-db-feed"
FORMAT_VERSION: Final = 1

Object = dict[str, Any]


class VersionedPlugin(NamedTuple):
    """A plugin at each stretch of its recorder's versions.

    `layers` are first for no version said, then one per stretch; `paired` tells that statements
    speak of the plugin together with cameras.
    """

    plugin: Plugin
    places: tuple[Region, ...]
    layers: tuple[tuple[OtherVersions, PluginLayer], ...]
    paired: bool


class Feed(NamedTuple):
    """The feed without its checksum (see `sealing`), and the values behind its texts.

    `places` are the stretches of each of its tables, `plugins` those of recorders' versions.
    """

    document: Object
    places: Sequence[tuple[Region, ...]]
    plugins: Sequence[VersionedPlugin]


def feed_document(catalog: Catalog, *, date: str | None = None) -> Object:
    """Return the feed without its checksum. Raises as `feed_of` does."""
    return feed_of(catalog, date=date).document


def feed_of(catalog: Catalog, *, date: str | None = None) -> Feed:
    """Return the feed with the values behind it.

    `date` is that of the data, the newest of its sources if not given. Raises `UsageError` for
    a date that is none.
    """
    book, reader = AnswerBook(), catalog.reader
    statements = _Statements(reader)
    boxes, plugins = _recorders(reader, book, statements)
    makers = _manufacturers(reader, book, statements, [one for one in plugins if one.paired])
    document = {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "data_version": catalog.data_version,
        "date": data_date(catalog, date),
        "payload": {
            "capabilities": list(CAPABILITY_NAMES),
            "manufacturers": makers,
            "recorders": boxes,
            "tables": book.tables,
            "answers": book.answers,
            "sources": _sources(reader, book.sources),
            "schemes": {
                name: [one.to_dict() for one in notations_of(name).portable()]
                for name in sorted(SCHEMES)
            },
            "company_words": sorted(COMPANY_WORDS),
        },
    }
    return Feed(document, book.places, plugins)


def data_date(catalog: Catalog, given: str | None = None) -> str:
    """Return the date of the data as `yyyy-mm-dd`: the one given, else that of its newest source.

    No clock is asked, so that the same data give the same bytes. A source that says only a year
    or a month counts as of its first day. Raises `UsageError`.
    """
    if given is not None:
        digits = given.replace("-", "")
        shape = len(given) == 10 and given[4] == given[7] == "-" and digits.isdigit()
        if not (shape and given.isascii() and len(digits) == 8 and is_day(given)):
            raise UsageError(f"date {given!r}: write a day as yyyy-mm-dd", code="bad-date")
        return given
    rows = catalog.reader.rows("SELECT published, accessed FROM source")
    dates = [date for row in rows for date in row if date]
    return max((date + "-01-01"[len(date) - 4 :] for date in dates), default="1970-01-01")


def line_of(scheme: str, maker: str) -> str:
    """Return what the lines of a manufacturer's or recorder's versions begin with."""
    return lineage_of(Reading("", "", "full"), scheme, maker)


class _Statements:
    """The statements about cameras, by what they speak of."""

    def __init__(self, reader: Reader) -> None:
        by_id = {s.id: s for s in facts.statements(reader, "layer <> 'plugin'", {})}
        self.camera: dict[tuple[str, int], list[Statement]] = defaultdict(list)
        self.pairing: dict[int, dict[tuple[str, int], list[Statement]]] = {}
        for number, layer, maker, series, model, plugin in reader.rows(
            "SELECT id, layer, manufacturer_id, series_id, model_id, plugin_id FROM statement "
            "WHERE layer <> 'plugin' ORDER BY id"
        ):
            scope = ("model", model) if model else ("series", series) if series else ("", maker)
            if layer == "pairing":
                of_plugin = self.pairing.setdefault(plugin, defaultdict(list))
                of_plugin[scope].append(by_id[number])
            else:
                self.camera[scope].append(by_id[number])

        self.runs: dict[tuple[str, int], list[RunEvidence]] = defaultdict(list)
        for model, series, *columns in reader.rows(
            f"SELECT model_id, series_id, {facts.RUN_COLUMNS} FROM run_evidence ORDER BY id"
        ):
            scope = ("model", model) if model else ("series", series)
            self.runs[scope].append(RunEvidence._make(columns))

    def span(self, home: Sequence[tuple[str, int]]) -> FirmwareSpan:
        """Return which firmware a model can run that is at home in these scopes."""
        evidence = [one for scope in home for one in self.runs.get(scope, ())]
        return firmware_span(evidence) if evidence else NO_SPAN

    def of_camera(self, home: Sequence[tuple[str, int]]) -> list[Statement]:
        """Return the camera layer of a model that is at home in these scopes."""
        return [s for scope in home for s in self.camera.get(scope, ())]

    def of_pairing(self, plugin: int, home: Sequence[tuple[str, int]]) -> list[Statement]:
        """Return what is said of a plugin together with the model."""
        of_plugin = self.pairing.get(plugin, {})
        return [s for scope in home for s in of_plugin.get(scope, ())]

    def of_plugin(self, plugin: int) -> list[Statement]:
        """Return what is said of a plugin together with any camera."""
        return [s for statements in self.pairing.get(plugin, {}).values() for s in statements]


def _recorders(
    reader: Reader, book: AnswerBook, statements: _Statements
) -> tuple[list[Object], list[VersionedPlugin]]:
    entries: list[Object] = []
    versioned: list[VersionedPlugin] = []
    # By name as Python sorts it, which is the same with every database.
    for recorder in sorted(recorders.recorders(reader), key=attrgetter("name")):
        plugins: list[Object] = []
        for plugin in sorted(recorders.plugins_of(reader, recorder), key=attrgetter("name")):
            layer = recorders.plugin_statements(reader, plugin)
            pairings = statements.of_plugin(plugin.id)
            cuts = regions([*layer, *pairings], axis="recorder_version")
            places = dict.fromkeys(r._replace(built_from=None, built_before=None) for r in cuts)
            versions = [r.begin(recorder.scheme) for r in places]
            layers = [plugin_layer(layer, version) for version in versions]
            silent = plugin_layer(layer, None)
            told: Object = {"name": plugin.name, "keys": list(plugin.keys)} | _limits(book, silent)
            told["versions"] = [
                stretch(place, False) | _limits(book, there)
                for place, there in zip(places, layers, strict=True)
            ]
            plugins.append(told)
            at = [(OtherVersions(), silent)]
            at += [
                (OtherVersions(None, v), there) for v, there in zip(versions, layers, strict=True)
            ]
            versioned.append(VersionedPlugin(plugin, tuple(places), tuple(at), bool(pairings)))
        entry: Object = {
            "name": recorder.name,
            "keys": list(recorder.keys),
            "protocols": list(recorder.protocols),
            "scheme": recorder.scheme,
            "line": line_of(recorder.scheme, recorder.name),
            "plugins": plugins,
        }
        entries.append(entry | ({"default": True} if recorder.is_default else {}))
    return entries, versioned


def _limits(book: AnswerBook, layer: PluginLayer) -> Object:
    """Return what a plugin can do, with the evidence."""
    values = {capability.name: capability.of(layer.values) for capability in OF_PLUGINS}
    grades, ids = book.evidence(capability.of(layer.decisions) for capability in OF_PLUGINS)
    return {**values, "grades": grades, "sources": ids}


def _manufacturers(
    reader: Reader, book: AnswerBook, statements: _Statements, paired: Sequence[VersionedPlugin]
) -> list[Object]:
    spellings = _grouped(
        reader.rows("SELECT manufacturer_id, text FROM manufacturer_name ORDER BY id")
    )
    series = _grouped(
        (maker, (number, name))
        for number, maker, name in reader.rows(
            "SELECT id, manufacturer_id, name FROM series ORDER BY key, id"
        )
    )
    models = _grouped(
        (series_id, _ModelRow(*columns))
        for series_id, *columns in reader.rows(
            "SELECT series_id, id, name, hardware_versions, rebrand_of FROM model "
            "ORDER BY sort_key, id"
        )
    )
    names = _Names(reader)
    makers: list[Object] = []
    for maker, printed, scheme in sorted(
        reader.rows("SELECT id, name, scheme FROM manufacturer"), key=lambda row: (row[1], row[0])
    ):
        entry: Object = {"name": printed, "scheme": scheme, "line": line_of(scheme, printed)}
        _put(entry, "aliases", [t for t in dict.fromkeys(spellings[maker]) if t != printed])
        entry["series"] = []
        for number, name in series[maker]:
            own = models[number]
            of_series: Object = {"name": name, "models": []}
            _put(of_series, "aliases", [text for text in names.of_series(own) if text != name])
            for model in own:
                home = (("", maker), ("series", number), ("model", model.id))
                of_series["models"].append(_model(model, home, names, book, statements, paired))
            entry["series"].append(of_series)
        makers.append(entry)
    return makers


class _Names:
    """The other names of models and series."""

    def __init__(self, reader: Reader) -> None:
        self.models: dict[tuple[int, str], list[str]] = defaultdict(list)
        self._families: dict[int, list[str]] = defaultdict(list)
        for model, kind, text, members in reader.rows(
            "SELECT model_id, kind, text, members FROM name WHERE kind <> 'name' ORDER BY id"
        ):
            if kind != "family":
                self.models[model, kind].append(text)
            elif first := json.loads(members)[:1]:
                self._families[first[0]].append(text)

    def of_series(self, models: Sequence[_ModelRow]) -> list[str]:
        """Return the names of the series that has these models."""
        return [text for model in models for text in self._families.get(model.id, ())]


class _ModelRow(NamedTuple):
    """A model as the database gives it; its hardware versions are a JSON list."""

    id: int
    name: str
    hardware_versions: str | None
    rebrand_of: str | None


def _model(
    row: _ModelRow,
    home: Sequence[tuple[str, int]],
    names: _Names,
    book: AnswerBook,
    statements: _Statements,
    paired: Sequence[VersionedPlugin],
) -> Object:
    number, name, boards, rebrand_of = row
    camera, span = statements.of_camera(home), statements.span(home)
    entry: Object = {"name": name}
    _put(entry, "identifiers", names.models.get((number, "identifier"), []))
    _put(entry, "aliases", names.models.get((number, "alias"), []))
    _put(entry, "rebrand_of", rebrand_of)
    pairings = [(one, statements.of_pairing(one.plugin.id, home)) for one in paired]
    spoken = [*camera, *(s for _, more in pairings for s in more)]
    known = sorted({s.hardware_version for s in spoken if s.hardware_version})
    known = json.loads(boards) if boards else known

    def answers(more: Sequence[Statement], layer: PluginLayer, beside: OtherVersions) -> Object:
        both = [*camera, *more]
        here: Object = {"answers": book.table(both, layer, beside, span)}
        of_boards = []
        for board in known:
            on_board = beside._replace(hardware_version=board)
            of_boards.append({"name": board, "answers": book.table(both, layer, on_board, span)})
        _put(here, "hardware_versions", of_boards)
        return here

    entry |= answers([], NO_PLUGIN, OtherVersions())
    told: list[Object] = []
    for one, more in pairings:
        if more:
            silent, *at = (answers(more, layer, beside) for beside, layer in one.layers)
            of_whom = {"recorder": one.plugin.recorder.name, "plugin": one.plugin.name}
            told.append(of_whom | silent | {"versions": at})
    _put(entry, "pairings", told)
    return entry


def _sources(reader: Reader, ids: Iterable[str]) -> list[dict[str, str | None]]:
    by_id = facts.sources_by_id(reader, ids)
    return [
        {key: text for key, text in by_id[name].to_dict().items() if text is not None}
        for name in sorted(by_id)
    ]


def _grouped(pairs: Iterable[Sequence[Any]]) -> defaultdict[int, list[Any]]:
    groups: defaultdict[int, list[Any]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return groups


def _put(entry: Object, name: str, value: object) -> None:
    """Set a member that is left out where there is nothing to say."""
    if value:
        entry[name] = value

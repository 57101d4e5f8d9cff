"""The recorder feed: the whole catalogue as one small object, statements already weighed.

The shape is promised in docs/recorder-feed.md and described by feed.schema.json. This module
is given an open catalogue and asks its reader a few questions about everything at once.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final

from integration_db.catalog import Catalog
from integration_db.catalog.queries import facts, recorders
from integration_db.catalog.queries.recorders import Option, Plugin, Recorder
from integration_db.database.readers import Reader
from integration_db.errors import UsageError
from integration_db.evidence.firmware_span import (
    NO_SPAN,
    FirmwareSpan,
    RunEvidence,
    firmware_span,
)
from integration_db.evidence.regions import OtherVersions, Region, regions
from integration_db.evidence.statements import Statement
from integration_db.export.feed_tables import FeedTables, Object, SideView, put, stretch
from integration_db.firmware.dates import is_day
from integration_db.firmware.reading import Reading
from integration_db.firmware.schemes import SCHEMES, lineage_of, notations_of
from integration_db.named_tuple import NamedTuple
from integration_db.prediction.setting import Setting
from integration_db.vocabulary import CAPABILITY_NAMES, COMPANY_WORDS

if TYPE_CHECKING:
    from integration_db.curation.difference import Difference

FORMAT: Final = "integration-db-feed"
FORMAT_VERSION: Final = 2

MOST_EDITIONS: Final = 2**53 - 1
"""No number of an edition is higher: every reader of JSON can hold this one."""


class Issue(NamedTuple):
    """What only who issues a feed can know; no clock is asked.

    `date` is that of the data, None for the newest of its sources. `number` rises with every
    edition, None for one made of the date. After the day `expires` the feed is to be replaced.
    `withdrawn` is what changed since a former edition.
    """

    date: str | None = None
    number: int | None = None
    expires: str | None = None
    withdrawn: Difference | None = None


UNDATED: Final = Issue()
"""Nothing was said about the edition."""


class FeedSide(NamedTuple):
    """A recorder, or a plugin of it, in each region of the recorder's versions.

    `views` has, per region, one view for each of the `choices` that statements tell apart;
    `newest` numbers the region that is meant where no version is said. `paired` tells that
    statements speak of the plugin together with cameras.
    """

    recorder: Recorder
    plugin: Plugin | None
    regions: tuple[Region, ...]
    choices: tuple[tuple[tuple[str, str], ...], ...]
    views: tuple[tuple[SideView, ...], ...]
    newest: int
    paired: bool


class Feed(NamedTuple):
    """The feed without its checksum (see `sealing`), and the values behind its texts.

    `regions` are those of each of its tables, `sides` the recorders and their plugins.
    """

    document: Object
    regions: Sequence[tuple[Region, ...]]
    sides: Sequence[FeedSide]


def feed_document(catalog: Catalog, issue: Issue = UNDATED) -> Object:
    """Return the feed without its checksum. Raises as `feed_of` does."""
    return feed_of(catalog, issue).document


def feed_of(catalog: Catalog, issue: Issue = UNDATED) -> Feed:
    """Return the feed with the values behind it.

    Raises `UsageError` for a date or number that is none.
    """
    tables, reader = FeedTables(), catalog.reader
    statements = _Statements(reader)
    entries, sides = _recorders(reader, tables)
    pairings = _Pairings(tables, statements, sides)
    makers = _manufacturers(reader, tables, statements, pairings)
    date = data_date(catalog, issue.date)
    document: Object = {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "data_version": catalog.data_version,
        "date": date,
        "edition": _number(issue.number, date),
        "payload": {
            "capabilities": list(CAPABILITY_NAMES),
            "manufacturers": makers,
            "recorders": entries,
            "pairings": pairings.entries,
            "sides": tables.sides.objects,
            "tables": tables.tables,
            "kinds": tables.kinds.objects,
            "sources": _sources(reader, tables.sources),
            "schemes": {
                name: [one.to_dict() for one in notations_of(name).portable()]
                for name in sorted({*SCHEMES, *[maker["scheme"] for maker in makers]})
            },
            "company_words": sorted(COMPANY_WORDS),
            "withdrawn": _withdrawn(issue.withdrawn),
        },
    }
    if catalog.data_license is not None:
        document["license"] = catalog.data_license
    if issue.expires is not None:
        document["expires"] = _day(issue.expires)
    return Feed(document, tables.regions, sides)


def data_date(catalog: Catalog, given: str | None = None) -> str:
    """Return the date of the data as `yyyy-mm-dd`: the one given, else that of its newest source.

    No clock is asked, so that the same data give the same bytes. A source that says only a year
    or a month counts as of its first day. Raises `UsageError`.
    """
    if given is not None:
        return _day(given)
    rows = catalog.reader.rows("SELECT published, accessed FROM source")
    dates = [date for row in rows for date in row if date]
    return max((date + "-01-01"[len(date) - 4 :] for date in dates), default="1970-01-01")


def _day(given: str) -> str:
    """Return a day as it was given. Raises `UsageError` for text that is none."""
    digits = given.replace("-", "")
    shape = len(given) == 10 and given[4] == given[7] == "-" and digits.isdigit()
    if not (shape and given.isascii() and len(digits) == 8 and is_day(given)):
        raise UsageError(f"date {given!r}: write a day as yyyy-mm-dd", code="bad-date")
    return given


def _number(given: int | None, date: str) -> int:
    """Return the number of an edition; unsaid, the date with two digits for others of its day."""
    if given is None:
        return int(date.replace("-", "")) * 100
    if not 0 <= given <= MOST_EDITIONS:
        raise UsageError(
            f"edition {given}: a number from 0 to {MOST_EDITIONS}",
            code="bad-value",
            option="edition",
        )
    return given


def _withdrawn(changed: Difference | None) -> list[Object]:
    """Return what a former edition answered and this one does not answer so any more.

    An answer that was unknown promised nothing; a camera that went takes its answers along.
    """
    if changed is None:
        return []
    gone: list[Object] = [
        {"manufacturer": maker, "model": model} for maker, model in changed.removed
    ]
    for change in changed.changes:
        if change.before.value != "unknown":
            entry: Object = {"manufacturer": change.camera[0], "model": change.camera[1]}
            put(entry, "plugin", change.plugin)
            entry |= {
                "capability": change.capability,
                "before": change.before.text,
                "after": change.after.text,
            }
            gone.append(entry)
    return gone


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


def _recorders(reader: Reader, tables: FeedTables) -> tuple[list[Object], list[FeedSide]]:
    entries: list[Object] = []
    sides: list[FeedSide] = []
    # By name as Python sorts it, which is the same with every database.
    for recorder in sorted(recorders.recorders(reader), key=attrgetter("name")):
        whole = _side(reader, recorder, None)
        of_plugins = [
            _side(reader, recorder, plugin)
            for plugin in sorted(recorders.plugins_of(reader, recorder), key=attrgetter("name"))
        ]
        entry: Object = {"name": recorder.name, "keys": list(recorder.keys)}
        put(entry, "default", recorder.is_default)
        entry |= {
            "scheme": recorder.scheme,
            "line": line_of(recorder.scheme, recorder.name),
            "settings": [_setting(one) for one in recorder.settings],
            "shows": dict(recorder.shows),
            **_described(tables, whole),
            "plugins": [_plugin(tables, side) for side in of_plugins],
        }
        entries.append(entry)
        sides += [whole, *of_plugins]
    return entries, sides


def _side(reader: Reader, recorder: Recorder, plugin: Plugin | None) -> FeedSide:
    spoken = recorders.side_statements(reader, recorder, plugin)
    cut = tuple(dict.fromkeys(map(_undated, regions(spoken.all, axis="recorder_version"))))
    choices = tuple(recorders.choices_left(recorder, plugin, spoken.all, {}))
    views = []
    for region in cut:
        version = region.begin(recorder.scheme)
        seen = [OtherVersions(None, version, chosen) for chosen in choices]
        sides = [recorders.side_at(spoken.alone, plugin, one) for one in seen]
        views.append(tuple(map(SideView, seen, sides)))
    newest = cut.index(_undated(spoken.newest)) if spoken.newest else 0
    return FeedSide(recorder, plugin, cut, choices, tuple(views), newest, bool(spoken.pairings))


def _undated(region: Region) -> Region:
    """Return a stretch of recorder versions for all build dates; the feed does not cut at those."""
    return region._replace(built_from=None, built_before=None)


def _described(tables: FeedTables, side: FeedSide) -> Object:
    """Return what a recorder or plugin can do: per stretch of versions, for each of its choices."""
    return {
        "choices": [dict(chosen) for chosen in side.choices],
        "versions": [
            stretch(region, False) | {"sides": [tables.side(view.side) for view in views]}
            for region, views in zip(side.regions, side.views, strict=True)
        ],
        "newest": side.newest,
    }


def _plugin(tables: FeedTables, side: FeedSide) -> Object:
    plugin = side.plugin
    assert plugin is not None
    entry: Object = {"name": plugin.name, "keys": list(plugin.keys), "takes": plugin.takes}
    entry["uses"] = list(plugin.uses)
    put(entry, "manufacturers", list(plugin.manufacturers))
    put(entry, "settings", [_setting(one) for one in plugin.own_settings])
    put(entry, "options", [_option(one) for one in plugin.options])
    put(entry, "changes", [change._asdict() for change in plugin.changes])
    tables.sources.update(change.source for change in plugin.changes)
    return entry | _described(tables, side)


def _setting(setting: Setting) -> Object:
    return setting._asdict() | {"tries": list(setting.tries)}


def _option(option: Option) -> Object:
    entry: Object = {"id": option.id, "label": option.label, "values": list(option.values)}
    put(entry, "default", option.default)
    return entry


class _Pairings:
    """What is known of cameras together with plugins; equal entries are kept once."""

    def __init__(
        self, tables: FeedTables, statements: _Statements, sides: Iterable[FeedSide]
    ) -> None:
        self.entries: list[Object] = []
        self._tables = tables
        self._statements = statements
        self._sides = [side for side in sides if side.paired]
        self._numbers: dict[str, int] = {}

    def spoken(self, home: Sequence[tuple[str, int]]) -> list[Statement]:
        """Return what is said of any plugin together with a model at home in these scopes."""
        return [s for side in self._sides for s in self._of(side, home)]

    def of_model(
        self,
        maker: str,
        home: Sequence[tuple[str, int]],
        boards: Iterable[str],
    ) -> list[int]:
        """Return the numbers of a model's entries, one per plugin that something is said of."""
        numbers = []
        camera, span = self._statements.of_camera(home), self._statements.span(home)
        for side in self._sides:
            more = self._of(side, home)
            plugin = side.plugin
            assert plugin is not None
            if more and plugin.accepts(maker):
                both = [*camera, *more]
                entry: Object = {"recorder": side.recorder.name, "plugin": plugin.name}
                entry["tables"] = self._per_version(side, both, span, None)
                of_boards = [
                    {"name": board, "tables": self._per_version(side, both, span, board)}
                    for board in boards
                ]
                put(entry, "hardware_versions", of_boards)
                numbers.append(self._number(entry))
        return numbers

    def _of(self, side: FeedSide, home: Sequence[tuple[str, int]]) -> list[Statement]:
        assert side.plugin is not None
        return self._statements.of_pairing(side.plugin.id, home)

    def _per_version(
        self,
        side: FeedSide,
        statements: Sequence[Statement],
        span: FirmwareSpan,
        board: str | None,
    ) -> list[int]:
        return [self._tables.table(statements, span, board, views) for views in side.views]

    def _number(self, entry: Object) -> int:
        key = json.dumps(entry)
        if key not in self._numbers:
            self._numbers[key] = len(self.entries)
            self.entries.append(entry)
        return self._numbers[key]


def _manufacturers(
    reader: Reader, tables: FeedTables, statements: _Statements, pairings: _Pairings
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
        put(entry, "aliases", [t for t in dict.fromkeys(spellings[maker]) if t != printed])
        entry["series"] = []
        for number, name in series[maker]:
            own = models[number]
            of_series: Object = {"name": name, "models": []}
            put(of_series, "aliases", [text for text in names.of_series(own) if text != name])
            for model in own:
                home = (("", maker), ("series", number), ("model", model.id))
                told = _model(printed, model, home, names, tables, statements, pairings)
                of_series["models"].append(told)
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
    maker: str,
    row: _ModelRow,
    home: Sequence[tuple[str, int]],
    names: _Names,
    tables: FeedTables,
    statements: _Statements,
    pairings: _Pairings,
) -> Object:
    number, name, boards, rebrand_of = row
    camera, span = statements.of_camera(home), statements.span(home)
    entry: Object = {"name": name}
    put(entry, "identifiers", names.models.get((number, "identifier"), []))
    put(entry, "aliases", names.models.get((number, "alias"), []))
    put(entry, "rebrand_of", rebrand_of)
    spoken = [*camera, *pairings.spoken(home)]
    known = sorted({s.hardware_version for s in spoken if s.hardware_version})
    known = json.loads(boards) if boards else known
    entry["table"] = tables.table(camera, span)
    of_boards = [{"name": board, "table": tables.table(camera, span, board)} for board in known]
    put(entry, "hardware_versions", of_boards)
    put(entry, "pairings", pairings.of_model(maker, home, known))
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

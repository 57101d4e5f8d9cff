"""From a recorder's record to rows: plugins, what they can do per version, pairings, advisories.

The part of `camera_rows` that is about recorders; it needs every camera to be there already.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from integration_db.database.camera_rows import Rows, WrittenBy, ranged
from integration_db.evidence.plugin_layer import choices, plugin_layer
from integration_db.evidence.regions import OtherVersions, Region, regions
from integration_db.evidence.statements import Statement
from integration_db.firmware import scheme_for
from integration_db.named_tuple import NamedTuple
from integration_db.names import exact_key, loose_key
from integration_db.seed import shapes
from integration_db.vocabulary import Interface, Scope, Takes

Options = tuple[tuple[str, str], ...]
"""Choices of a recorder, each with what was chosen."""


class PairedPlugin(NamedTuple):
    """A plugin together with cameras: what its cells are worked out from.

    `scheme` reads the recorder's versions, `menu` has the values of its options by id, `layer` has
    what is said of the plugin and its recorder, `pairings` what is said of it together with
    cameras, each with the models that it speaks of.
    """

    recorder: int
    plugin: int
    scheme: str
    takes: Takes
    uses: tuple[Interface, ...]
    menu: Mapping[str, Sequence[str]]
    layer: Sequence[Statement]
    pairings: Sequence[tuple[Sequence[int], Statement]]

    def stretches(self) -> Iterator[tuple[Region, Options]]:
        """Yield the stretches of recorder versions and the choices in which no answer changes."""
        if not self.pairings:
            return
        spoken = [*self.layer, *(statement for _, statement in self.pairings)]
        named = dict.fromkeys(name for statement in spoken for name, _ in statement.when)
        for region in regions(spoken, axis="recorder_version"):
            for options in choices({name: self.menu[name] for name in named}):
                yield region, options

    def context(self, region: Region, options: Options) -> tuple[Any, ...]:
        """Return the columns of the context of a stretch, behind its number."""
        return (
            *(self.recorder, self.plugin, region.lineage, region.lo, region.hi),
            json.dumps(options),
        )

    def add_cells(
        self,
        rows: Rows,
        number: int,
        region: Region,
        options: Options,
        only: Collection[int] | None = None,
    ) -> None:
        """Add the cells of a context, of all models that pairings speak of or `only` of some."""
        beside = OtherVersions(None, region.begin(self.scheme), options)
        side = plugin_layer(self.layer, beside, self.takes, self.uses)
        of_model: dict[int, list[Statement]] = defaultdict(list)
        for touched, statement in self.pairings:
            for model in touched:
                of_model[model].append(statement)
        for model, statements in of_model.items():
            if only is None or model in only:
                both = [*rows.camera_statements(model), *statements]
                bodies = rows.cell_bodies(rows.packer.cells(both, side, beside, rows.span(model)))
                rows.append_cells(model, number, bodies)


class RecorderRows:
    """The rows of one recorder: its file in the base seed, and what overlays say more about it.

    Of its plugins, by number: `layers` has the statements, `pairings` those about a plugin together
    with cameras, each with the models that it speaks of.
    """

    def __init__(self, rows: Rows, files: Sequence[tuple[int, shapes.RecorderFile]]) -> None:
        self.rows = rows
        self.files = files
        self.file, first = files[0]
        schemes = (record.version_scheme for _, record in files if record.version_scheme)
        self.written_by = WrittenBy.of(first.name, next(schemes, None) or scheme_for(first.name))
        self.recorder = rows.number("recorder")
        self.settings = next((r.settings for _, r in files if r.settings), [])
        self.own: list[Statement] = []
        self.plugins: dict[str, int] = {}
        self.records: dict[int, shapes.PluginRecord] = {}
        self.layers: dict[int, list[Statement]] = defaultdict(list)
        self.pairings: dict[int, list[tuple[list[int], Statement]]] = defaultdict(list)

    @staticmethod
    def note_pairings(rows: Rows, recorders: Iterable[tuple[int, shapes.RecorderFile]]) -> None:
        """Tell of which cameras pairings speak, and on which firmware they were seen.

        Cells need both, so it has to be known before the cameras are added.
        """
        for file, record in recorders:
            for pairing in record.pairings:
                maker = rows.manufacturers[loose_key(pairing.manufacturer)]
                rows.paired.setdefault(maker, {})
                if pairing.series is not None:
                    rows.paired_series.add((maker, loose_key(pairing.series)))
                if pairing.model is not None:
                    looks = rows.paired[maker].setdefault(exact_key(pairing.model), [])
                    looks.append((file, pairing))

    def add(self) -> None:
        """Add everything in the files."""
        records = [record for _, record in self.files]
        names = [loose_key(text) for record in records for text in (record.name, *record.aliases)]
        self.rows.tables["recorder"].append(
            (
                *(self.recorder, records[0].name, self.written_by.scheme),
                any(record.default for record in records),
                json.dumps(next((settings for r in records if (settings := _settings(r))), [])),
                json.dumps(
                    {level: shown.symbol for r in records for level, shown in r.shows.items()}
                ),
                json.dumps(list(dict.fromkeys(names))),
                *(next((r.source for r in records if r.source), None),),
                next((record.note for record in records if record.note), None),
            )
        )
        for file, record in self.files:
            self.file = file
            self._add_file(record)
        for plugin in dict.fromkeys(self.plugins.values()):
            self._add_contexts(plugin)

    def _add_file(self, record: shapes.RecorderFile) -> None:
        for statement in record.statements:
            self.own.append(self._add_statement(statement, "recorder", recorder=self.recorder))
        for plugin in record.plugins:
            self._add_plugin(plugin)
        for pairing in record.pairings:
            self._add_pairing(pairing)
        for advisory in record.advisories:
            _, versions = ranged(advisory.recorder_version, self.written_by)
            number = self.rows.number("advisory")
            self.rows.tables["advisory"].append(
                (
                    *(number, self.recorder, advisory.id, versions),
                    *(advisory.text, advisory.source, self.file),
                )
            )

    def _add_statement(
        self, record: Any, scope: Scope, *, recorder: int | None = None, plugin: int | None = None
    ) -> Statement:
        return self.rows.add_statement(
            self.file, record, "plugin", scope, self.written_by, recorder=recorder, plugin=plugin
        )

    def _add_plugin(self, record: shapes.PluginRecord) -> None:
        number = self.plugins.get(loose_key(record.name))
        if number is None:
            number = self.rows.number("plugin")
            self.plugins.update(dict.fromkeys(keys_of_plugin(record), number))
            self.records[number] = record
            self.rows.tables["plugin"].append((number, self.recorder, *plugin_columns(record)))
        for statement in record.statements:
            self.layers[number].append(self._add_statement(statement, "plugin", plugin=number))

    def _add_pairing(self, record: shapes.PairingRecord) -> None:
        rows = self.rows
        plugin = self.plugins[loose_key(record.plugin)]
        maker = rows.manufacturers[loose_key(record.manufacturer)]
        series = model = None
        scope: Scope = "manufacturer"
        touched = rows.of_maker[maker]
        if record.series is not None:
            series = rows.series[maker, loose_key(record.series)]
            scope, touched = "series", rows.in_series[series]
        if record.model is not None:
            model = rows.models[maker, exact_key(record.model)]
            scope, touched = "model", [model]
        statement = rows.add_statement(
            *(self.file, record, "pairing", scope, rows.schemes[maker]),
            maker=maker,
            series=series,
            model=model,
            plugin=plugin,
            versions_of=self.written_by,
        )
        self.pairings[plugin].append((touched, statement))

    def _add_contexts(self, plugin: int) -> None:
        """Add what pairings say: for each stretch of versions and the choices that they name."""
        paired = self.paired(plugin)
        for region, options in paired.stretches():
            number = self.rows.number("context")
            self.rows.tables["context"].append((number, *paired.context(region, options)))
            paired.add_cells(self.rows, number, region, options)

    def paired(self, plugin: int) -> PairedPlugin:
        """Return a plugin with all that is said of it and of cameras through it."""
        record = self.records[plugin]
        known = {option.id: option.values for option in record.options}
        known["setting"] = [setting.id for setting in record.settings or self.settings]
        return PairedPlugin(
            *(self.recorder, plugin, self.written_by.scheme, record.takes, tuple(record.uses)),
            *(known, [*self.own, *self.layers[plugin]], self.pairings[plugin]),
        )


def keys_of_plugin(record: shapes.PluginRecord) -> list[str]:
    """Return the loose keys of all names of a plugin."""
    return [loose_key(text) for text in (record.name, *record.aliases)]


def plugin_columns(record: shapes.PluginRecord) -> tuple[Any, ...]:
    """Return the columns of a plugin, behind its number and its recorder's."""
    keys, described = json.dumps(keys_of_plugin(record)), json.dumps(_described(record))
    return record.name, keys, described, record.source, record.note


def _settings(record: shapes.RecorderFile | shapes.PluginRecord) -> list[dict[str, Any]]:
    return [asdict(setting) for setting in record.settings]


def _described(record: shapes.PluginRecord) -> dict[str, Any]:
    """Return how a plugin connects, as its column holds it."""
    return {
        "drivers": record.drivers,
        "takes": record.takes,
        "uses": record.uses,
        "manufacturers": record.manufacturers,
        "settings": _settings(record),
        "options": [asdict(option) for option in record.options],
        "changes": [asdict(change) for change in record.changes],
    }

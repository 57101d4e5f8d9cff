"""What the first page needs to search and filter without a server, as compact data.

No rule goes into the script: thousands of stretches of firmware are of a few dozen kinds, and what
a recorder, its plugin and a setting make of each kind is worked out here, by the code that filters
and predictions use.
"""

from __future__ import annotations

import json
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any, Final, TypeVar

from integration_db.catalog import Catalog
from integration_db.catalog.queries.context import CellReading, Context
from integration_db.catalog.queries.filter_query import CameraKinds
from integration_db.catalog.queries.recorders import Recorder, symbols_of
from integration_db.evidence.packing import Kind, pack
from integration_db.evidence.spans import join_spans
from integration_db.names import exact_key, loose_key
from integration_db.prediction.levels import ENCRYPTED, at_least
from integration_db.prediction.setting import Setting
from integration_db.text import labels, sentences
from integration_db.text.marks import SUPPORT_MARKS
from integration_db.vocabulary import CAPABILITIES, CAPABILITY_NAMES, LEVELS, SUPPORT, TASKS, Level
from integration_db.web.pages.parts import words

_MARKS: Final = str.maketrans("", "", " -_.")

_Entry = TypeVar("_Entry", bound=Hashable)


class Numbered(dict[_Entry, int]):
    """Things that occur again and again, each written once and named by its number."""

    def number(self, entry: _Entry) -> int:
        """Return the number of a thing."""
        return self.setdefault(entry, len(self))


class _Tables:
    """What the parts of the data share."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self.kinds = catalog.kinds()
        self.known: Numbered[tuple[int, int]] = Numbered()
        """The kinds of cell that occur, with the contexts that they are in."""
        self.patterns: Numbered[tuple[Any, ...]] = Numbered()
        """Firmware with its kinds of cell: many cameras share one."""
        self.cases: Numbered[tuple[int, int, int]] = Numbered()
        """What a setting comes to: levels now, levels after the tasks, and the tasks, as bits."""
        self.rows: Numbered[tuple[int, ...]] = Numbered()
        """What a kind comes to: its answers, the best setting, and the case of each setting."""

    def pattern(self, camera: CameraKinds) -> int:
        """Return the number of a camera's pattern.

        It has the kind per stretch of firmware, and the text of each run of stretches: `runs[i][j]`
        is stretch i to i + j as one range, None where they make several.
        """
        stretches = camera.stretches

        def run(first: int, last: int) -> str | None:
            contexts = {context for _, context, _ in stretches[first : last + 1]}
            spans = tuple([span for span, _, _ in stretches[first : last + 1]])
            joined = join_spans(spans, (), several_lines=camera.several_lines)
            if len(joined) != 1 or len(contexts) != 1:
                return None
            (span,) = joined
            return sentences.if_it_runs(sentences.range_words(span.clauses), span.in_doubt)

        kinds = tuple([self.known.number((context, kind)) for _, context, kind in stretches])
        runs = tuple(
            tuple(run(i, j) for j in range(i, len(stretches))) for i in range(len(stretches))
        )
        return self.patterns.number((kinds, runs))

    def row(self, context: Context, number: int, kind: Kind) -> int:
        """Return the number of the row of a kind of cell, seen in a context."""
        reading = CellReading(context, [(number, kind)])
        cases = [self._case(reading, setting) for setting in context.settings]
        best = reading.best(context.settings)
        place = context.settings.index(best.setting) if best is not None else 0
        return self.rows.number((pack(reading.answers), place, *cases))

    def _case(self, reading: CellReading, setting: Setting) -> int:
        """Return the number of the case of a setting: now with any option, after with the best."""
        found = reading.prospect(setting)
        return self.cases.number(
            (bits(LEVELS, found.now), bits(LEVELS, found.after), bits(TASKS, found.tasks))
        )


def bits(order: Sequence[str], chosen: Iterable[str]) -> int:
    """Return some words of a closed list as bits, the first word as the lowest."""
    given = set(chosen)
    return sum(1 << number for number, name in enumerate(order) if name in given)


def catalogue(catalog: Catalog, links: Mapping[tuple[str, str], str]) -> dict[str, Any]:
    """Return the data: cameras, patterns, recorders, and the tables of what each kind comes to.

    `links` leads from manufacturer and model to the camera's page.
    """
    tables = _Tables(catalog)
    cameras = catalog.cameras_by_kind()
    makers = list(dict.fromkeys(camera.manufacturer for camera in cameras))
    places = {(one.manufacturer, one.model): number for number, one in enumerate(cameras)}
    cells = [
        [
            makers.index(camera.manufacturer),
            camera.model,
            camera.series,
            tables.pattern(camera),
            links[camera.manufacturer, camera.model],
            _keys(catalog, camera),
        ]
        for camera in cameras
    ]
    contexts = [catalog.select().context]
    for recorder in catalog.recorders():
        contexts.append(catalog.select(recorder=recorder.name).context)
        for plugin in catalog.plugins_of(recorder):
            contexts.append(catalog.select(recorder=recorder.name, plugin=plugin.name).context)
    return {
        "dataVersion": catalog.data_version,
        "makers": makers,
        "cameras": cells,
        "vias": [_via(tables, context, makers, places) for context in contexts],
        "patterns": [{"kinds": kinds, "runs": runs} for kinds, runs in tables.patterns],
        "rows": list(tables.rows),
        "cases": list(tables.cases),
        "values": list(SUPPORT),
        "marks": [[list(SUPPORT_MARKS[c.name][value]) for value in SUPPORT] for c in CAPABILITIES],
        "enough": [
            [level, sentences.capital(labels.LEVEL[level].name), _at_least(level)]
            for level in ENCRYPTED
        ],
        "labels": {
            "capabilities": [
                sentences.capital(labels.CAPABILITY[name].short) for name in CAPABILITY_NAMES
            ],
            "levels": list(LEVELS),
            "meanings": [labels.LEVEL[name].explained for name in LEVELS],
            "tasks": [labels.TASK[name] for name in TASKS],
            "every": sentences.EVERY,
        },
    }


def _at_least(least: Level) -> int:
    return bits(LEVELS, [level for level in LEVELS if at_least(level, least)])


def _via(
    tables: _Tables,
    context: Context,
    makers: Sequence[str],
    places: Mapping[tuple[str, str], int],
) -> dict[str, Any]:
    """Return a recorder's side: what each kind comes to, and the cameras with kinds of their own.

    In `rows` stand those of the kinds that occur there.
    """
    paired = tables.catalog.cameras_by_kind(context.paired) if context.paired else []
    own = {places[one.manufacturer, one.model]: tables.pattern(one) for one in paired}
    here = {0, *context.paired}
    rows = {
        place: tables.row(context, number, tables.kinds[kind])
        for (number, kind), place in tables.known.items()
        if number in here
    }
    recorder, plugin = context.recorder, context.plugin
    taken = plugin.manufacturers if plugin else ()
    return {
        "recorder": recorder.name if recorder and context.named else "",
        "plugin": plugin.name if plugin else "",
        "settings": [setting.label for setting in context.settings],
        "drawn": _drawn(recorder),
        "symbols": [[level, symbol] for level, symbol in symbols_of(recorder).items()],
        "makers": [makers.index(name) for name in taken if name in makers] if taken else None,
        "rows": [rows.get(place) for place in range(max(rows, default=-1) + 1)],
        "own": own,
    }


def _drawn(recorder: Recorder | None) -> list[list[str]]:
    """Return per level its picture, its word and what that means, as pages draw it."""
    shows = symbols_of(recorder)
    return [list(words.drawn(level, shows)) for level in LEVELS]


def _keys(catalog: Catalog, camera: CameraKinds) -> str:
    """Return what a search looks into: maker, model, series, aliases and identifiers, folded."""
    _, model = catalog.model(camera.model, camera.manufacturer)
    other = catalog.other_names(model)
    texts = [
        camera.manufacturer + camera.model,
        camera.series,
        *other["alias"],
        *other["identifier"],
    ]
    keys = [key for text in texts for key in (loose_key(text), exact_key(text).translate(_MARKS))]
    return " ".join(dict.fromkeys(keys))


def script(table: Mapping[str, Any]) -> str:
    """Return the data as a script that a page loads from a disk, where fetching is not allowed."""
    text = json.dumps(table, ensure_ascii=True, separators=(",", ":"))
    return f'"use strict";\nconst CATALOGUE = {text};\n'

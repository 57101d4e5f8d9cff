"""What the first page needs to search and filter without a server, as compact data.

No rule goes into the script: what a plugin lets through and what the recorder shows are tables
over the 81 codes of answers, worked out here by the code that predictions use.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from integration_db.catalog import Catalog
from integration_db.catalog.queries.filter_query import SelectedCamera
from integration_db.evidence.packing import CODES, pack, unpack
from integration_db.evidence.spans import join_spans
from integration_db.names import exact_key, loose_key
from integration_db.prediction.prediction import predict
from integration_db.text import labels, sentences
from integration_db.vocabulary import CAPABILITIES, CAPABILITY_NAMES, OUTCOMES, PROTOCOLS, SUPPORT
from integration_db.web.pages.parts import words

_MARKS: Final = str.maketrans("", "", " -_.")


def outcomes() -> list[list[int]]:
    """Return per code and protocol setting the outcomes as bits, in the order of `OUTCOMES`."""
    return [
        [_bits(predict(unpack(code), protocol).outcomes) for protocol in PROTOCOLS]
        for code in range(CODES)
    ]


def _bits(outcomes: Iterable[str]) -> int:
    return sum(1 << number for number, outcome in enumerate(OUTCOMES) if outcome in outcomes)


class Patterns:
    """Firmware with its answers, each different one once: many cameras share one."""

    def __init__(self) -> None:
        self.all: list[dict[str, Any]] = []
        self._known: dict[object, int] = {}

    def number(self, camera: SelectedCamera) -> int:
        """Return the number of a camera's pattern."""
        key = (camera.spans, camera.several_lines)
        if key not in self._known:
            self._known[key] = len(self.all)
            self.all.append(_pattern(camera))
        return self._known[key]


def _pattern(camera: SelectedCamera) -> dict[str, Any]:
    """Return codes per stretch of firmware, and the text of each run of stretches.

    `runs[i][j]` is stretch i to i + j as one range, null where they make several.
    """
    spans = camera.spans

    def run(first: int, last: int) -> str | None:
        joined = join_spans(spans[first : last + 1], (), several_lines=camera.several_lines)
        return sentences.range_words(joined[0].clauses) if len(joined) == 1 else None

    return {
        "codes": [pack(span.answers) for span in spans],
        "runs": [[run(i, j) for j in range(i, len(spans))] for i in range(len(spans))],
    }


def catalogue(catalog: Catalog, links: Mapping[tuple[str, str], str]) -> dict[str, Any]:
    """Return the data: cameras, patterns, plugins, and the tables of answers.

    `links` leads from manufacturer and model to the camera's page.
    """
    cameras = catalog.filter()
    makers = list(dict.fromkeys(camera.manufacturer for camera in cameras))
    patterns = Patterns()
    rows = [
        [
            makers.index(camera.manufacturer),
            camera.model,
            camera.series,
            patterns.number(camera),
            links[camera.manufacturer, camera.model],
            _keys(catalog, camera),
        ]
        for camera in cameras
    ]
    contexts = [
        _through(catalog, recorder.name, plugin.name, cameras)
        for recorder in catalog.recorders()
        for plugin in catalog.plugins_of(recorder)
    ]
    for context in contexts:
        context["own"] = {n: patterns.number(camera) for n, camera in context["own"].items()}
    return {
        "dataVersion": catalog.data_version,
        "makers": makers,
        "cameras": rows,
        "patterns": patterns.all,
        "plugins": contexts,
        "outcomes": outcomes(),
        "values": list(SUPPORT),
        "tones": [[words.tone(c.name, value) for value in SUPPORT] for c in CAPABILITIES],
        "labels": {
            "capabilities": [
                sentences.capital(labels.CAPABILITY[name].short) for name in CAPABILITY_NAMES
            ],
            "protocols": [labels.PROTOCOL[name].name for name in PROTOCOLS],
            "outcomes": [
                [name, sentences.capital(labels.OUTCOME[name].symbol)] for name in OUTCOMES
            ],
            "meanings": [labels.OUTCOME[name].meaning for name in OUTCOMES],
            "every": sentences.EVERY,
        },
    }


def _keys(catalog: Catalog, camera: SelectedCamera) -> str:
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


def _through(
    catalog: Catalog, recorder: str, plugin: str, cameras: Sequence[SelectedCamera]
) -> dict[str, Any]:
    """Return a plugin: what each code becomes through it, and the cameras that differ from that."""
    chosen = catalog.select(plugin=plugin, recorder=recorder)
    table = [pack(chosen.context.answers(code)) for code in range(CODES)]
    own = {}
    if chosen.context.has_pairings:
        for number, (alone, through) in enumerate(zip(cameras, chosen.cameras, strict=True)):
            shown = [pack(span.answers) for span in through.spans]
            if [table[pack(span.answers)] for span in alone.spans] != shown:
                own[number] = through
    return {"recorder": recorder, "plugin": plugin, "answers": table, "own": own}


def script(table: Mapping[str, Any]) -> str:
    """Return the data as a script that a page loads from a disk, where fetching is not allowed."""
    text = json.dumps(table, ensure_ascii=True, separators=(",", ":"))
    return f'"use strict";\nconst CATALOGUE = {text};\n'

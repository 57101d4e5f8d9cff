"""All kinds of question at once, so that what two databases answer can be compared as a whole."""

from __future__ import annotations

import json
from collections.abc import Iterator

from integration_db import Catalog

FIRMWARE = (None, "5.51.7", "10.12.114", "newest", "any")


def answers(catalog: Catalog) -> str:
    """What a catalogue answers to questions of every kind, as one text."""
    return json.dumps(list(_answers(catalog)), ensure_ascii=False, default=_shown)


def _answers(catalog: Catalog) -> Iterator[object]:
    yield catalog.data_version
    yield catalog.stats()
    yield [listed.to_dict() for listed in catalog.manufacturers()]
    yield [listed.to_dict() for listed in catalog.plugins()]
    yield [listed.to_dict() for listed in catalog.sources()]
    yield catalog.citations()
    for sort in ("manufacturer", "series", "model", "-manufacturer", "-series", "-model"):
        yield [one.to_dict() for one in catalog.filter(sort=sort)]
    found = catalog.filter()
    yield [one.to_dict() for one in catalog.filter(firmware="10.12.114", plugin="Native")]
    yield [one.to_dict() for one in catalog.filter(https="yes", possible=True, level="control")]
    for name in ("manufacturer", "series", "https_support"):
        yield catalog.select().facet(name)
    for text in ("e", "E1", "s1", "100", "exem", "nobody"):
        yield [hit.to_dict() for hit in catalog.search(text)]
    for one in found:
        yield catalog.show(one.model, manufacturer=one.manufacturer).to_dict()
        for firmware in FIRMWARE:
            question = {"manufacturer": one.manufacturer, "firmware": firmware}
            yield catalog.predict(one.model, **question, plugin="Native").to_dict()  # type: ignore[arg-type]
    for written in ("Exemplar E1", "E10", "EX-911", "Exemplar nothing"):
        yield catalog.resolve(written)


def _shown(value: object) -> object:
    return list(value) if isinstance(value, (set, frozenset)) else str(value)

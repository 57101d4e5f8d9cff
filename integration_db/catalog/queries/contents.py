"""What the catalogue holds: manufacturers, and how much is known.

Counts and lists over everything. Which cameras meet a condition is the business of `filter_query`.
"""

from __future__ import annotations

from typing import Final

from integration_db.catalog.queries import meta
from integration_db.database.coverage_columns import COUNTS, COVERAGE_COLUMNS
from integration_db.database.readers import Reader
from integration_db.named_tuple import NamedTuple
from integration_db.vocabulary import (
    CAPABILITY_NAMES,
    GRADES,
    SUPPORT,
    Support,
)


class ListedManufacturer(NamedTuple):
    """A manufacturer with its other spellings, and how many models of it are known."""

    manufacturer: str
    aliases: tuple[str, ...]
    firmware_scheme: str
    models: int

    def to_dict(self) -> dict[str, object]:
        """Return the object of the JSON promise."""
        return {**self._asdict(), "aliases": list(self.aliases)}


class Coverage(NamedTuple):
    """How many models of a manufacturer have each value of each capability.

    A model whose firmware versions differ counts as `yes` if some firmware has yes, else as `no`
    if some has no, else as `unknown`. Only firmware that it is shown to run counts; where none is,
    all that it can run. `inferred` counts the models whose yes or no is inferred and no more,
    `confirmed` those that a document names and not only a list that somebody compiled.
    """

    manufacturer: str
    models: int
    confirmed: int
    counts: dict[str, dict[Support, int]]
    inferred: dict[str, int]

    def share_known(self, capability: str) -> float:
        """Return the share of models, 0 to 1, for which the capability of this name is known."""
        if not self.models:
            return 0.0
        return 1 - self.counts[capability]["unknown"] / self.models

    def share_inferred(self, capability: str) -> float:
        """Return the share of models, 0 to 1, for which the capability is inferred and no more."""
        return self.inferred[capability] / self.models if self.models else 0.0

    def to_dict(self) -> dict[str, object]:
        """Return the object that is printed as JSON."""
        counts = {n: {**c, "inferred": self.inferred[n]} for n, c in self.counts.items()}
        return {"manufacturer": self.manufacturer, "models": self.models, **counts}


def coverage(reader: Reader) -> list[Coverage]:
    """Return the coverage of every manufacturer by name; the camera alone, without a plugin."""
    columns = ", ".join(f"v.{name}" for name in COVERAGE_COLUMNS)
    rows = reader.rows(
        f"SELECT f.name, {columns} FROM coverage v JOIN manufacturer f "
        "ON f.id = v.manufacturer_id ORDER BY f.sort_key"
    )
    return [_coverage(*row) for row in rows]


def _coverage(manufacturer: str, models: int, confirmed: int, *numbers: int) -> Coverage:
    size = len(COUNTS)
    counts: dict[str, dict[Support, int]] = {}
    inferred: dict[str, int] = {}
    for position, name in enumerate(CAPABILITY_NAMES):
        *values, inferred[name] = numbers[position * size : (position + 1) * size]
        counts[name] = dict(zip(SUPPORT, values, strict=True))
    return Coverage(manufacturer, models, confirmed, counts, inferred)


def total(coverages: list[Coverage]) -> Coverage:
    """Return the sum over all manufacturers."""
    return Coverage(
        "all",
        sum(one.models for one in coverages),
        sum(one.confirmed for one in coverages),
        {
            name: {word: sum(one.counts[name][word] for one in coverages) for word in SUPPORT}
            for name in CAPABILITY_NAMES
        },
        {name: sum(one.inferred[name] for one in coverages) for name in CAPABILITY_NAMES},
    )


def stats(reader: Reader, coverages: list[Coverage]) -> dict[str, object]:
    """Return the sizes of the catalogue, the evidence by grade, and its `coverage`."""
    sizes = {
        table: int(reader.rows(f"SELECT COUNT(*) FROM {table}")[0][0])
        for table in (
            "manufacturer",
            "series",
            "model",
            "statement",
            "source",
            "recorder",
            "plugin",
        )
    }
    by_grade: dict[str, int] = dict(
        reader.rows("SELECT grade, COUNT(*) FROM statement GROUP BY grade")
    )
    whole = total(coverages)
    return {
        "data_version": meta.data_version(reader),
        "license": meta.data_license(reader),
        "confirmed_models": whole.confirmed,
        **{f"{table}s" if table != "series" else table: size for table, size in sizes.items()},
        "statements_by_grade": {grade: by_grade.get(grade, 0) for grade in reversed(GRADES)},
        "coverage": [one.to_dict() for one in [whole, *coverages]],
    }


def manufacturers(reader: Reader) -> list[ListedManufacturer]:
    """Return every manufacturer with its spellings and how many models it has."""
    spellings: dict[int, list[str]] = {}
    for number, text in reader.rows(
        "SELECT manufacturer_id, text FROM manufacturer_name ORDER BY id"
    ):
        spellings.setdefault(number, []).append(text)
    return [
        ListedManufacturer(
            name,
            tuple(text for text in spellings.get(number, ()) if text != name),
            scheme,
            int(models),
        )
        for number, name, scheme, models in reader.rows(
            "SELECT f.id, f.name, f.scheme, COUNT(m.id) FROM manufacturer f LEFT JOIN model m ON "
            "m.manufacturer_id = f.id GROUP BY f.id ORDER BY f.sort_key"
        )
    ]


def said_of_models(reader: Reader) -> dict[tuple[str, str], tuple[str, ...]]:
    """Return what statements say of a model alone, by manufacturer and model.

    Two models of which the same is said have the same texts, which are for no other use.
    """
    columns = ", ".join(_SAID)
    rows = reader.rows(
        f"SELECT f.name, m.name, {columns} FROM statement s JOIN model m ON m.id = s.model_id "
        "JOIN manufacturer f ON f.id = m.manufacturer_id ORDER BY s.id"
    )
    said: dict[tuple[str, str], tuple[str, ...]] = {}
    for maker, model, *values in rows:
        said[maker, model] = (*said.get((maker, model), ()), repr(values))
    return said


_SAID: Final = (
    *("layer", "plugin_id", *CAPABILITY_NAMES, "firmware", "recorder_version"),
    *("s.hardware_version", "details", "choices", "grade", "source", "anchor"),
    *("verified_on", "s.note"),
)
"""The columns of a statement that tell what it says, and how that is known."""

"""The SQLModel tables, all of them, and nothing else.

The database is derived from the seed and can be thrown away. Keys of firmware are columns (`lo`,
`hi`), so that ranges are tested in SQL; the texts beside them are for people. `cell` holds the
resolved answers: one row per model, context and firmware region, with the number of the `region`
and of the `kind` of answer; of each there are a few hundred for thousands of cells. The
capability values of a kind are packed into one number (`evidence.packing`). Context 0 is the
camera alone; a context of a plugin has rows only for models that a pairing statement speaks of.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Column, Index, Text, text
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable
from sqlmodel import Field, SQLModel

from integration_db.database.searched import SEARCHED
from integration_db.database.stored_values import INDEXES_FOLLOW
from integration_db.vocabulary import CAPABILITY_NAMES, GRADES, SUPPORT


def _key(**options: Any) -> Any:
    """Return a text column that sorts by bytes on every database, as keys have to."""
    return Field(
        sa_column=Column(Text().with_variant(Text(collation="C"), "postgresql"), **options)
    )


def _index_of_few(table: str, column: str) -> Index:
    """Return an index that leaves out the rows in which the column is null."""
    there = text(f"{column} IS NOT NULL")
    name = f"ix_{table}_{column.removesuffix('_id')}"
    return Index(name, column, sqlite_where=there, postgresql_where=there)


def _index_of_searched() -> Index:
    """Return the index that finds the shortest of the searched names that begin alike."""
    length, searched = text("LENGTH(loose_key)"), text(SEARCHED)
    return Index(
        *("ix_name_searched", length, "loose_key"),
        sqlite_where=searched,
        postgresql_where=searched,
    )


class Meta(SQLModel, table=True):
    """Facts about the database itself: data version, counts."""

    __tablename__ = "meta"
    key: str = Field(primary_key=True)
    value: str


class SeedFile(SQLModel, table=True):
    """One file that the rows came from; `root` 0 is the base seed, overlays count up."""

    __tablename__ = "seed_file"
    id: int = Field(primary_key=True)
    root: int
    path: str
    digest: str


class Source(SQLModel, table=True):
    """A document that statements rest on."""

    __tablename__ = "source"
    id: str = Field(primary_key=True)
    title: str
    url: str | None
    document: str | None
    kind: str
    published: str | None
    accessed: str | None
    note: str | None
    file_id: int = Field(index=True)


class Manufacturer(SQLModel, table=True):
    """Who makes the camera; `scheme` reads its firmware, `sort_key` is its place among makers."""

    __tablename__ = "manufacturer"
    id: int = Field(primary_key=True)
    name: str = Field(unique=True)
    sort_key: str = _key(unique=True, nullable=False)
    slug: str = Field(unique=True)
    scheme: str


class ManufacturerName(SQLModel, table=True):
    """A spelling of a manufacturer; `key` is its loose key."""

    __tablename__ = "manufacturer_name"
    id: int = Field(primary_key=True)
    manufacturer_id: int = Field(index=True)
    key: str = _key(index=True, nullable=False)
    text: str
    file_id: int = Field(index=True)


class Series(SQLModel, table=True):
    """Models that share firmware and facts; `sort_key` is their natural order."""

    __tablename__ = "series"
    id: int = Field(primary_key=True)
    manufacturer_id: int
    name: str
    sort_key: str = _key(nullable=False)
    key: str = _key(nullable=False)
    __table_args__ = (
        Index("ix_series_manufacturer", "manufacturer_id", "sort_key"),
        Index("ix_series_sort_key", "sort_key"),
    )


class Model(SQLModel, table=True):
    """One camera model as its maker prints it; `sort_key` is its natural order in its maker.

    `sources` are the ids of the documents that name it, with a blank between them. `alike` is the
    number of a model of the same maker with which it shares all answers, names apart: whoever
    changes what is said of one of them has to give it another number. Those of a file that was
    edited since the whole build share with their file's alone.
    """

    __tablename__ = "model"
    id: int = Field(primary_key=True)
    manufacturer_id: int
    series_id: int
    name: str
    sort_key: str = _key(nullable=False)
    hardware_versions: str | None
    rebrand_of: str | None
    sources: str | None
    note: str | None
    file_id: int = Field(index=True)
    alike: int
    __table_args__ = (
        Index("ix_model_order", "manufacturer_id", "sort_key"),
        Index("ix_model_series", "series_id", "sort_key"),
        Index("ix_model_sort_key", "sort_key"),
    )


class Name(SQLModel, table=True):
    """Anything that may be written for a model or a set of models, with its look-up keys."""

    __tablename__ = "name"
    id: int = Field(primary_key=True)
    manufacturer_id: int
    model_id: int | None = Field(index=True)
    kind: str
    text: str
    members: str | None
    exact_key: str = _key(index=True, nullable=False)
    loose_key: str = _key(index=True, nullable=False)
    base_key: str = _key(index=True, nullable=False)
    file_id: int = Field(index=True)
    __table_args__ = (_index_of_searched(),)


class NamePattern(SQLModel, table=True):
    """How names of cameras are built (`camera`), or what may stand around one (`written`).

    A `product` or a `device` is none: how what its maker sells beside cameras is named.
    `pattern` is in the notation of `names.grammar`; `series_id` is null where it is about all
    cameras of the maker. One that tells the maker is built like no other maker's.
    """

    __tablename__ = "name_pattern"
    id: int = Field(primary_key=True)
    manufacturer_id: int = Field(index=True)
    series_id: int | None
    kind: str
    pattern: str
    tells_maker: bool
    file_id: int = Field(index=True)


class Word(SQLModel, table=True):
    """A word that occurs in some model name of the manufacturer (never a mere description)."""

    __tablename__ = "word"
    id: int = Field(primary_key=True)
    manufacturer_id: int
    word: str = _key(nullable=False)
    file_id: int = Field(index=True)
    __table_args__ = (Index("ix_word_word", "word", "manufacturer_id"),)


class Recorder(SQLModel, table=True):
    """A product that records; `names` (JSON) are all its loose keys.

    `settings` (JSON) are the choices of its protocol menu, `shows` (JSON) its symbols by level.
    """

    __tablename__ = "recorder"
    id: int = Field(primary_key=True)
    name: str
    scheme: str
    is_default: bool
    settings: str
    shows: str
    names: str
    source: str | None
    note: str | None


class Plugin(SQLModel, table=True):
    """A recorder's device-type plugin; `names` (JSON) are all its loose keys.

    `record` (JSON) is how it connects: what it takes and uses, whose cameras, its own settings,
    its options, and what it changes at a camera.
    """

    __tablename__ = "plugin"
    id: int = Field(primary_key=True)
    recorder_id: int = Field(index=True)
    name: str
    names: str
    record: str
    source: str | None
    note: str | None


class Advisory(SQLModel, table=True):
    """A note about a recorder version that predictions pass on; `versions` is a JSON range."""

    __tablename__ = "advisory"
    id: int = Field(primary_key=True)
    recorder_id: int = Field(index=True)
    code: str
    versions: str | None
    text: str
    source: str
    file_id: int = Field(index=True)


class Statement(SQLModel, table=True):
    """One sourced fact. Capability values: 0 unknown, 1 no, 2 yes, null says nothing.

    Of the camera columns only the narrowest is set that the statement speaks of; a plugin's or
    pairing's statement has `plugin_id`, a recorder's `recorder_id`. `firmware` and
    `recorder_version` are JSON ranges (text and intervals with keys), null for every version;
    `choices` (JSON) the recorder's choices for which alone it holds, `anchor` (JSON) where it
    stands in its source.
    """

    __tablename__ = "statement"
    id: int = Field(primary_key=True)
    layer: str
    scope: str
    manufacturer_id: int | None
    series_id: int | None
    model_id: int | None
    recorder_id: int | None
    plugin_id: int | None
    https_support: int | None
    video_encryption: int | None
    needs_custom_cert: int | None
    regen_cert_on_ip_change: int | None
    firmware: str | None
    recorder_version: str | None
    hardware_version: str | None
    details: str | None
    choices: str | None
    grade: str
    source: str
    anchor: str | None
    verified_on: str | None
    note: str | None
    file_id: int = Field(index=True)
    __table_args__ = (
        _index_of_few("statement", "model_id"),
        _index_of_few("statement", "series_id"),
        _index_of_few("statement", "manufacturer_id"),
        _index_of_few("statement", "plugin_id"),
        _index_of_few("statement", "recorder_id"),
    )


class Release(SQLModel, table=True):
    """A firmware known to exist; of the camera columns only the narrowest is set."""

    __tablename__ = "release"
    id: int = Field(primary_key=True)
    manufacturer_id: int | None
    series_id: int | None
    model_id: int | None
    version: str
    released: str | None
    track: str | None
    hardware_version: str | None
    lineage: str | None
    lo: str = _key(nullable=False)
    source: str
    file_id: int = Field(index=True)
    __table_args__ = (
        _index_of_few("release", "model_id"),
        _index_of_few("release", "series_id"),
        _index_of_few("release", "manufacturer_id"),
    )


class RunEvidence(SQLModel, table=True):
    """What one source says of the firmware that cameras run; see `evidence.firmware_span`.

    Of the camera columns only the narrowest is set. `key` is the place in the line, `version` its
    text; a release has no grade.
    """

    __tablename__ = "run_evidence"
    id: int = Field(primary_key=True)
    series_id: int | None
    model_id: int | None
    side: str
    version: str
    lineage: str
    key: str = _key(nullable=False)
    build_date: str | None
    grade: str | None
    source: str
    file_id: int = Field(index=True)
    __table_args__ = (
        _index_of_few("run_evidence", "model_id"),
        _index_of_few("run_evidence", "series_id"),
    )


class Context(SQLModel, table=True):
    """A plugin at a stretch of recorder versions with choices made; 0 is the camera alone.

    `lineage`, `lo` and `hi` are the stretch; `options` (JSON) the choices, the setting among them.
    Only plugins with pairings have contexts.
    """

    __tablename__ = "context"
    id: int = Field(primary_key=True)
    recorder_id: int | None
    plugin_id: int | None = Field(index=True)
    lineage: str | None
    lo: str | None = _key(nullable=True)
    hi: str | None = _key(nullable=True)
    options: str


class Kind(SQLModel, table=True):
    """All that cells of one kind say; see `evidence.packing.Kind`.

    `details` (JSON) are lists of name, value and grade, `ways` (JSON) how the camera sends
    encrypted video, `specific` a digit per capability: 1 where more is said than of all cameras of
    the maker. `video` is whether the camera sends encrypted video, be it without HTTPS.
    """

    __tablename__ = "kind"
    id: int = Field(primary_key=True)
    packed: int
    https_support_grade: int
    video_encryption_grade: int
    needs_custom_cert_grade: int
    regen_cert_on_ip_change_grade: int
    details: str
    ways: str
    observed: bool
    specific: str
    video: str


class Region(SQLModel, table=True):
    """A stretch of a firmware line, whoever's cells lie there; see `evidence.regions.Region`."""

    __tablename__ = "region"
    id: int = Field(primary_key=True)
    lineage: str | None
    lo: str | None = _key(nullable=True)
    hi: str | None = _key(nullable=True)
    since: str | None
    until: str | None
    built_from: str | None
    built_before: str | None


class Cell(SQLModel, table=True):
    """The resolved answer of one model in one context and firmware region; see `evidence.cells`.

    `shown` tells that the model is known to run firmware of it; `standing` in which answers without
    a firmware it takes part (`evidence.firmware_span.standings`).
    """

    __tablename__ = "cell"
    id: int = Field(primary_key=True)
    model_id: int
    context_id: int
    region_id: int
    shown: bool
    standing: int
    kind_id: int
    __table_args__ = (
        Index("ix_cell_answer", "context_id", "kind_id", "model_id", "standing"),
        Index("ix_cell_model", "model_id", "context_id"),
    )


class Coverage(SQLModel, table=True):
    """How many models of a manufacturer have each value; see `catalog.queries.contents.Coverage`.

    It is counted from the other tables. `confirmed` are those that a document names.
    """

    __tablename__ = "coverage"
    manufacturer_id: int = Field(primary_key=True)
    models: int
    confirmed: int
    https_support_unknown: int
    https_support_no: int
    https_support_yes: int
    https_support_inferred: int
    video_encryption_unknown: int
    video_encryption_no: int
    video_encryption_yes: int
    video_encryption_inferred: int
    needs_custom_cert_unknown: int
    needs_custom_cert_no: int
    needs_custom_cert_yes: int
    needs_custom_cert_inferred: int
    regen_cert_on_ip_change_unknown: int
    regen_cert_on_ip_change_no: int
    regen_cert_on_ip_change_yes: int
    regen_cert_on_ip_change_inferred: int


METADATA = SQLModel.metadata
"""All tables together, as SQLAlchemy knows them."""


def sqlite_schema() -> str:
    """Return what schema.sql holds: the tables, then the indexes, as SQLite is told."""
    spoken = sqlite.dialect()
    tables = METADATA.sorted_tables
    made = [str(CreateTable(table).compile(dialect=spoken)).strip() for table in tables]
    indexes = [
        str(CreateIndex(index).compile(dialect=spoken)).strip()
        for table in tables
        for index in sorted(table.indexes, key=lambda index: str(index.name))
    ]
    head = "-- Made from integration_db/database/tables.py by 'make fix'; do not edit.\n"
    text = f"{head}{_joined(made)}\n{INDEXES_FOLLOW}{_joined([*indexes, _answers_in_words()])}"
    return "\n".join(line.rstrip() for line in text.split("\n"))


def _joined(statements: list[str]) -> str:
    return "".join(f"{statement};\n" for statement in statements)


def _answers_in_words() -> str:
    """Return the view `answer`: every cell with its values and grades as words, for people.

    Nothing here reads it; whoever opens the file with any tool for SQLite need not unpack numbers.
    """
    words = [
        column
        for position, name in enumerate(CAPABILITY_NAMES)
        for column in (
            _in_words(f"k.packed / {len(SUPPORT) ** position} % {len(SUPPORT)}", SUPPORT, 0, name),
            _in_words(f"k.{name}_grade", GRADES, 1, f"{name}_grade"),
        )
    ]
    columns = [
        "c.id AS cell_id",
        *("f.name AS manufacturer", "m.name AS model", "s.name AS series"),
        *("r.name AS recorder", "p.name AS plugin", "x.options AS options"),
        *("x.lo AS recorder_version_from_key", "x.hi AS recorder_version_before_key"),
        *("g.lineage AS line", "g.since AS since", "g.until AS until"),
        *("g.built_from AS built_from", "g.built_before AS built_before", "c.shown AS shown"),
        *words,
        *("k.details AS details", "k.ways AS ways", "k.observed AS observed"),
    ]
    joins = (
        ("region g", "g.id = c.region_id"),
        ("kind k", "k.id = c.kind_id"),
        ("model m", "m.id = c.model_id"),
        ("manufacturer f", "f.id = m.manufacturer_id"),
        ("series s", "s.id = m.series_id"),
        ("context x", "x.id = c.context_id"),
    )
    joined = "".join(f"\n\tJOIN {table} ON {condition}" for table, condition in joins)
    joined += "\n\tLEFT JOIN plugin p ON p.id = x.plugin_id"
    joined += "\n\tLEFT JOIN recorder r ON r.id = x.recorder_id"
    listed = ",\n\t".join(columns)
    return f"CREATE VIEW answer AS SELECT\n\t{listed}\nFROM cell c{joined}"


def _in_words(number: str, words: Sequence[str], first: int, name: str) -> str:
    """Return a column with the word that a number stands for; null where it stands for none."""
    cases = " ".join(f"WHEN {place} THEN '{word}'" for place, word in enumerate(words, start=first))
    return f"CASE {number} {cases} END AS {name}"

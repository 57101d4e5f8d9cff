"""From seed records to rows: numbers given out, names keyed, ranges parsed, cells worked out.

Takes validated records file by file and fills one list of rows per table. It knows what the
columns mean, but no database: `building` writes the rows somewhere.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from operator import attrgetter
from typing import Any, Final

from integration_db.database.readers import DatabaseRow
from integration_db.database.stored_kinds import write_kind
from integration_db.database.stored_values import (
    natural_key,
    write_range,
    write_region,
)
from integration_db.evidence.firmware_span import (
    NO_SPAN,
    FirmwareSpan,
    RunEvidence,
    bound_evidence,
    firmware_span,
    seen_evidence,
    standings,
)
from integration_db.evidence.likeness import likeness
from integration_db.evidence.packing import Kind, Packer
from integration_db.evidence.regions import Region, join_neighbours
from integration_db.evidence.statements import EVERY_FIRMWARE, Anchor, Statement, Values
from integration_db.firmware import FirmwareRange, is_own, parse_firmware, parse_range, scheme_for
from integration_db.firmware.span_bounds import bound_interval
from integration_db.named_tuple import NamedTuple
from integration_db.names import entry_keys, exact_key, loose_key
from integration_db.names.index import NameKind, PatternKind
from integration_db.names.optional_words import is_title
from integration_db.seed import shapes
from integration_db.text.slugs import slug
from integration_db.vocabulary import (
    CAPABILITY_NAMES,
    CERTIFICATE_SETUPS,
    DETAILS,
    NEEDS_CUSTOM_CERT,
    PLUGIN_DETAILS,
    SUPPORT,
    Grade,
    Layer,
    Scope,
    Support,
)


class WrittenBy(NamedTuple):
    """Whose versions and by which scheme; the maker counts only where lines are its own."""

    maker: str | None
    scheme: str

    @classmethod
    def of(cls, maker: str, scheme: str) -> WrittenBy:
        """Return how the versions of a maker or recorder are read."""
        return cls(maker if is_own(scheme) else None, scheme)


LOOKS_OF_RECORDERS: Final = 1 << 30
"""The first number of what recorders' files tell of the firmware that cameras run.

What is recorded on a server later about cameras alone comes before it, as in a whole build.
"""


class NameRow(NamedTuple):
    """A row of the table `name`."""

    id: int
    manufacturer_id: int
    model_id: int | None
    kind: NameKind
    text: str
    members: str | None
    exact_key: str
    loose_key: str
    base_key: str
    file_id: int


class Rows:
    """Rows of every table, filled in the order sources, manufacturers, cameras, recorders.

    `manufacturers`, `series` and `models` lead from loose or exact keys to numbers, `home` from a
    model to its manufacturer and series. `by_model`, `by_series`, `by_manufacturer` hold the camera
    statements, and `runs_of_series` and `runs_of_model` what is known of the firmware that they
    run, which cells need. The rows of models are `unfinished` until their cells are known: then it
    shows which of them are `alike`. `paired` are the makers of whose cameras a pairing speaks, each
    with the pairings of single models by exact key; `paired_series` are series of which one speaks.
    """

    def __init__(self) -> None:
        self.tables: dict[str, list[DatabaseRow]] = defaultdict(list)
        self.schemes: dict[int, WrittenBy] = {}
        self.spellings: dict[int, list[str]] = {}
        self.manufacturers: dict[str, int] = {}
        self.series: dict[tuple[int, str], int] = {}
        self.models: dict[tuple[int, str], int] = {}
        self.families: dict[int, tuple[int, list[str]]] = {}
        self.printed: dict[int, tuple[int, list[str]]] = {}
        self.maker_of_series: dict[int, int] = {}
        self.in_series: dict[int, list[int]] = defaultdict(list)
        self.of_maker: dict[int, list[int]] = defaultdict(list)
        self.home: dict[int, tuple[int, int]] = {}
        self.unfinished: dict[int, DatabaseRow] = {}
        self.alike: dict[object, int] = {}
        self.paired: dict[int, dict[str, list[tuple[int, shapes.PairingRecord]]]] = {}
        self.paired_series: set[tuple[int, str]] = set()
        self.by_model: dict[int, list[Statement]] = defaultdict(list)
        self.by_series: dict[int, list[Statement]] = defaultdict(list)
        self.by_manufacturer: dict[int, list[Statement]] = defaultdict(list)
        self.runs_of_series: dict[int, list[RunEvidence]] = defaultdict(list)
        self.runs_of_model: dict[int, list[RunEvidence]] = defaultdict(list)
        self.next_id: dict[str, int] = defaultdict(lambda: 1)
        self.next_id["recorder_look"] = LOOKS_OF_RECORDERS
        self.packer = Packer()
        self.kinds: dict[Kind, int] = {}
        self.regions: dict[tuple[object, ...], int] = {}

    def number(self, table: str) -> int:
        """Return the next free number of a table."""
        number = self.next_id[table]
        self.next_id[table] = number + 1
        return number

    def add_file(self, root: int, path: str, digest: str) -> int:
        """Note a file that rows come from and return its number."""
        number = self.number("seed_file")
        self.tables["seed_file"].append((number, root, path, digest))
        return number

    def add_sources(self, file: int, sources: Iterable[tuple[str, shapes.SourceRecord]]) -> None:
        """Add the documents of one file."""
        for name, r in sources:
            row = (name, r.title, r.url, r.document, r.kind, r.published, r.accessed, r.note, file)
            self.tables["source"].append(row)

    def add_manufacturer(self, file: int, record: shapes.ManufacturerFile) -> None:
        """Add a manufacturer, or what an overlay says more about one."""
        key = loose_key(record.name)
        number = self.manufacturers.get(key)
        if number is None:
            number = self.manufacturers[key] = self.number("manufacturer")
            scheme = record.firmware_scheme or scheme_for(record.name)
            self.schemes[number] = WrittenBy.of(record.name, scheme)
            self.spellings[number] = [record.name]
            row = (number, record.name, natural_key(record.name), slug(record.name), scheme)
            self.tables["manufacturer"].append(row)
            self._add_spelling(file, number, record.name)
        for alias in record.aliases:
            self._add_spelling(file, number, alias)
        self._add_patterns(file, number, None, "written", record.written)
        self._add_patterns(file, number, None, "camera", record.patterns)
        self._add_patterns(file, number, None, "product", record.other_products)
        self._add_patterns(file, number, None, "device", record.other_devices)
        self._add_releases(file, record.releases, number)
        written_by = self.schemes[number]
        for statement in record.statements:
            self.by_manufacturer[number].append(
                self.add_statement(
                    file, statement, "camera", "manufacturer", written_by, maker=number
                )
            )

    def _add_releases(
        self,
        file: int,
        releases: Iterable[shapes.ReleaseRecord],
        maker: int,
        series: int | None = None,
        model: int | None = None,
    ) -> None:
        name, scheme = self.schemes[maker]
        scope = _narrowest(maker, series, model)
        for r in releases:
            read = parse_firmware(r.version, manufacturer=name, scheme=scheme, provenance="device")
            self.tables["release"].append(
                (
                    *(self.number("release"), *scope, r.version, r.released, r.track),
                    *(r.hardware_version, read.lineage, read.lo, r.source, file),
                )
            )
            if model is not None:
                self._add_run(file, seen_evidence(read, None, r.source), model=model)

    def _add_span(
        self,
        file: int,
        bounds: Iterable[shapes.SpanBoundRecord],
        maker: int,
        *,
        series: int | None = None,
        model: int | None = None,
    ) -> None:
        name, scheme = self.schemes[maker]
        for bound in bounds:
            side, text = bound.said
            at = bound_interval(side, text, manufacturer=name, scheme=scheme)
            said = bound_evidence(side, at, bound.grade, bound.source)
            self._add_run(file, said, series=series, model=model)

    def add_look(
        self,
        file: int,
        record: shapes.Claims,
        maker: int,
        model: int,
        *,
        numbered: str = "run_evidence",
    ) -> None:
        """Add the firmware on which a statement about the model was seen to hold, if it says so.

        `numbered` tells in which row of numbers it is: recorders' files have one of their own.
        """
        if record.verified_on is not None:
            said = _seen(record.verified_on, self.schemes[maker], record.grade, record.source)
            self._add_run(file, said, model=model, numbered=numbered)

    def _add_run(
        self,
        file: int,
        said: RunEvidence | None,
        *,
        series: int | None = None,
        model: int | None = None,
        numbered: str = "run_evidence",
    ) -> None:
        if said is None:
            return
        if model is not None:
            self.runs_of_model[model].append(said)
        elif series is not None:
            self.runs_of_series[series].append(said)
        row = (self.number(numbered), series, model, *said, file)
        self.tables["run_evidence"].append(row)

    def _add_patterns(
        self,
        file: int,
        maker: int,
        series: int | None,
        kind: PatternKind,
        patterns: Iterable[shapes.PatternRecord],
    ) -> None:
        for r in patterns:
            row = (self.number("name_pattern"), maker, series, kind, r.pattern, r.tells_maker, file)
            self.tables["name_pattern"].append(row)

    def _add_spelling(self, file: int, number: int, text: str) -> None:
        if text not in self.spellings[number]:
            self.spellings[number].append(text)
        row = (self.number("manufacturer_name"), number, loose_key(text), text, file)
        self.tables["manufacturer_name"].append(row)

    def add_cameras(self, file: int, record: shapes.CameraFile) -> None:
        """Add a series with its models, or what an overlay says more about them."""
        maker = self.manufacturers[loose_key(record.manufacturer)]
        key = (maker, loose_key(record.series))
        series = self.series.get(key)
        if series is None:
            series = self.series[key] = self.number("series")
            self.maker_of_series[series] = maker
            row = (series, maker, record.series, natural_key(record.series), key[1])
            self.tables["series"].append(row)
        written_by = self.schemes[maker]
        for statement in record.statements:
            self.by_series[series].append(
                self.add_statement(file, statement, "camera", "series", written_by, series=series)
            )
        self._add_releases(file, record.releases, maker, series)
        self._add_span(file, record.firmware_span, maker, series=series)
        self._add_patterns(file, maker, series, "camera", record.patterns)
        for model in record.models:
            self._add_model(file, maker, series, record, model)
        _, spellings = self.families.setdefault(series, (file, []))
        called = [text for text in (record.series, *record.aliases) if not is_title(text)]
        spellings += [text for text in called if text not in spellings]
        _, printed = self.printed.setdefault(series, (file, []))
        texts = [shapes.alias_record(one).name for one in record.printed_as]
        printed += [text for text in texts if text not in printed]

    def add_families(self) -> None:
        """Add the names of all series and what all in one print, once every model was added."""
        for series, (file, spellings) in self.families.items():
            members = json.dumps(self.in_series[series])
            maker = self.maker_of_series[series]
            for text in spellings:
                self._add_name(file, maker, None, "family", text, members)
        for series, (file, texts) in self.printed.items():
            for model in self.in_series[series]:
                for text in texts:
                    self._add_name(file, self.maker_of_series[series], model, "printed", text)

    def _add_model(
        self,
        file: int,
        maker: int,
        series: int,
        record: shapes.CameraFile,
        model: shapes.ModelRecord,
    ) -> None:
        key = (maker, exact_key(model.name))
        number = self.models.get(key)
        if number is None:
            number = self.models[key] = self.number("model")
            versions = json.dumps(model.hardware_versions) if model.hardware_versions else None
            named_in = " ".join(model.source or record.source or ())
            row = (
                *(number, maker, series, model.name, natural_key(model.name), versions),
                *(model.rebrand_of, named_in or None, model.note, file),
            )
            self.unfinished[number] = row
            self.home[number] = (maker, series)
            self.in_series[series].append(number)
            self.of_maker[maker].append(number)
            self._add_name(file, maker, number, "name", model.name)
            for word in sorted(set(exact_key(model.name).split())):
                self.tables["word"].append((self.number("word"), maker, word, file))
        for text in model.identifiers:
            self._add_name(file, maker, number, "identifier", text)
        for board in model.hardware_versions:
            self._add_name(file, maker, number, "hardware", board)
        for alias in model.aliases:
            self._add_name(file, maker, number, "alias", shapes.alias_record(alias).name)
        for printed in model.printed_as:
            self._add_name(file, maker, number, "printed", shapes.alias_record(printed).name)
        self._add_releases(file, model.releases, maker, model=number)
        self._add_span(file, model.firmware_span, maker, model=number)
        written_by = self.schemes[maker]
        for statement in model.statements:
            self.by_model[number].append(
                self.add_statement(file, statement, "camera", "model", written_by, model=number)
            )
            self.add_look(file, statement, maker, number)

    def _add_name(
        self,
        file: int,
        maker: int,
        model: int | None,
        kind: NameKind,
        text: str,
        members: str | None = None,
    ) -> None:
        keys = entry_keys(text, self.spellings[maker])
        self.tables["name"].append(
            NameRow(self.number("name"), maker, model, kind, text, members, *keys, file)
        )

    def add_statement(
        self,
        file: int,
        record: Any,
        layer: Layer,
        scope: Scope,
        written_by: WrittenBy,
        *,
        maker: int | None = None,
        series: int | None = None,
        model: int | None = None,
        recorder: int | None = None,
        plugin: int | None = None,
        versions_of: WrittenBy | None = None,
    ) -> Statement:
        """Add one statement's row and return the statement as the pure core sees it.

        `versions_of` tells how its recorder versions are written, where that is not like its
        firmware.
        """
        number = self.number("statement")
        firmware, firmware_column = ranged(getattr(record, "firmware", None), written_by)
        versions, versions_column = ranged(
            getattr(record, "recorder_version", None), versions_of or written_by
        )
        details = details_said(record)
        when = getattr(record, "when", None)
        choices = choices_of(when) if when else ()
        values = capability_values(record)
        noted = record.anchor
        anchor = Anchor(noted.page, noted.section, noted.phrase) if noted else None
        statement = Statement._make(
            (
                number,
                layer,
                scope,
                values,
                record.grade,
                record.source,
                firmware,
                versions,
                getattr(record, "hardware_version", None),
                record.verified_on,
                record.note,
                details,
                choices,
                False,
                anchor,
            )
        )
        cameras = _narrowest(maker, series, model)
        self.tables["statement"].append(
            (
                *(number, layer, scope, *cameras, recorder, plugin, *map(_DIGIT.get, values)),
                *(firmware_column, versions_column, statement.hardware_version),
                json.dumps(details) if details else None,
                json.dumps(choices) if choices else None,
                *(record.grade, record.source, json.dumps(anchor.to_dict()) if anchor else None),
                *(record.verified_on, record.note, file),
            )
        )
        return statement

    def camera_statements(self, model: int) -> list[Statement]:
        """Return the camera layer of a model, every scope."""
        maker, series = self.home[model]
        return [*self.by_manufacturer[maker], *self.by_series[series], *self.by_model[model]]

    def span(self, model: int) -> FirmwareSpan:
        """Return which firmware a model can run, as far as that is known."""
        own, of_series = self.runs_of_model.get(model), self.runs_of_series.get(self.home[model][1])
        if not own and not of_series:
            return NO_SPAN
        return _span((*(of_series or ()), *(own or ())))

    def taken(self) -> Iterator[tuple[str, list[DatabaseRow]]]:
        """Yield the rows that there are, table by table, and let go of them."""
        for table in list(self.tables):
            yield table, self.tables.pop(table)

    def finish_cameras(self) -> None:
        """Work out the answers of the cameras added since, on their own (context 0).

        All that is said of their makers' cameras has to be there.
        """
        for model, row in self.unfinished.items():
            maker = self.home[model][0]
            for file, pairing in self.paired.get(maker, {}).get(exact_key(row[_NAME]), ()):
                self.add_look(file, pairing, maker, model, numbered="recorder_look")
        self._add_cells()

    def let_go(self) -> None:
        """Forget what is known of the cameras that were finished, but for those of pairings."""
        for model, row in self.unfinished.items():
            maker = self.home[model][0]
            if maker not in self.paired:
                del self.home[model], self.models[maker, exact_key(row[_NAME])]
                self.by_model.pop(model, None)
                self.runs_of_model.pop(model, None)
        self.unfinished.clear()
        self.alike.clear()

    def _add_cells(self) -> None:
        shared: dict[object, tuple[list[DatabaseRow], int]] = {}
        for model, row in self.unfinished.items():
            span = self.span(model)
            # Cameras about which nothing of their own is said answer like their series.
            own = self.by_model.get(model) or self._is_paired(model, row)
            same = None if own else (*self.home[model], span, row[_BOARDS])
            known = shared.get(same) if same else None
            if known is None:
                cells = list(self.packer.cells(self.camera_statements(model), span=span))
                regions = [region for region, _ in cells]
                known = (self.cell_bodies(cells), self._alike(model, row, regions, span))
                if same:
                    shared[same] = known
            bodies, alike = known
            self.append_cells(model, 0, bodies)
            self.tables["model"].append((*row, alike))

    def _is_paired(self, model: int, row: DatabaseRow) -> bool:
        """Whether a pairing speaks of just this model."""
        return exact_key(row[_NAME]) in self.paired.get(self.home[model][0], {})

    def _alike(
        self, model: int, row: DatabaseRow, regions: list[Region], span: FirmwareSpan
    ) -> int:
        """Return the number of the maker's first camera that answers like this, names apart."""
        maker, series = self.home[model]
        of_series = [*self.by_series[series], *self.by_model.get(model, ())]
        paired = (
            span if maker in self.paired else None,
            series if series in map(self.series.get, self.paired_series) else None,
            model if self._is_paired(model, row) else None,
        )
        basis = (maker, row[_BOARDS], likeness(of_series, regions, span), paired)
        return self.alike.setdefault(basis, model)

    def cell_bodies(self, cells: Iterable[tuple[Region, Kind]]) -> list[DatabaseRow]:
        """Return cells as columns, neighbours that say the same on like evidence joined."""
        joined = join_neighbours(cells)
        ranks = standings([region for region, _ in joined])
        known, kinds = self.regions.get, self.kinds.get
        return [
            (
                known(region.place) or self._new_region(region),
                int(region.shown),  # to the driver a truth is a kind of its own, and takes its time
                rank,
                kinds(kind) or self._new_kind(kind),
            )
            for (region, kind), rank in zip(joined, ranks, strict=True)
        ]

    def _new_region(self, region: Region) -> int:
        """Add a region and return its number; shown or not it is the same."""
        number = self.regions[region.place] = self.number("region")
        self.tables["region"].append((number, *write_region(region)))
        return number

    def _new_kind(self, kind: Kind) -> int:
        """Add a kind of cell and return its number."""
        number = self.kinds[kind] = self.number("kind")
        self.tables["kind"].append((number, *write_kind(kind)))
        return number

    def append_cells(self, model: int, context: int, bodies: Iterable[DatabaseRow]) -> None:
        """Add the cells of one camera in one context."""
        table = self.tables["cell"]
        number = self.next_id["cell"]
        for body in bodies:
            table.append((number, model, context, *body))
            number += 1
        self.next_id["cell"] = number


_NAME: Final = 3
_BOARDS: Final = 5
"""The places of name and hardware versions in a row of the table `model`."""

_span = lru_cache(maxsize=4096)(firmware_span)
"""Which firmware a camera can run; remembered, because many cameras have the same evidence."""

_DETAILS: Final = tuple(dict.fromkeys((*DETAILS, *PLUGIN_DETAILS)))
_DIGIT: Final[dict[Support | None, int]] = {word: digit for digit, word in enumerate(SUPPORT)}


def _narrowest(
    maker: int | None, series: int | None, model: int | None
) -> tuple[int | None, int | None, int | None]:
    """Return only the narrowest of the three, so that one look-up per scope finds a row once."""
    if model is not None:
        return None, None, model
    return (None, series, None) if series is not None else (maker, None, None)


@lru_cache(maxsize=16384)
def ranged(text: str | None, written_by: WrittenBy) -> tuple[FirmwareRange, str | None]:
    """Return the range that a record gives, and its column. Raises `InvalidRange`."""
    if text is None:
        return EVERY_FIRMWARE, None
    versions = parse_range(text, manufacturer=written_by.maker, scheme=written_by.scheme)
    return versions, write_range(versions)


def choices_of(when: shapes.When) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the choices of the recorder that a record gives, each with all that it may be."""
    return tuple(
        [
            (name, (values,) if isinstance(values, str) else tuple(values))
            for name, values in when.items()
        ]
    )


def capability_values(record: Any) -> Values:
    """Return the values of a statement record, None where it says nothing.

    `certificate_setup` alone settles `needs_custom_cert` (docs/data-model.md, capabilities).
    """
    said: Values = _SAID(record) if isinstance(record, shapes.Claims) else _said_in_part(record)
    setup = getattr(record, "certificate_setup", None)
    if setup and NEEDS_CUSTOM_CERT.of(said) is None:
        at = NEEDS_CUSTOM_CERT.position
        said = (*said[:at], CERTIFICATE_SETUPS[setup], *said[at + 1 :])
    return said


_SAID: Final = attrgetter(*CAPABILITY_NAMES)


def _said_in_part(record: Any) -> Values:
    return tuple([getattr(record, name, None) for name in CAPABILITY_NAMES])


def details_said(record: Any) -> dict[str, Any]:
    """Return the details that a statement record gives, by name."""
    names, values_of = _details_in(record.__class__)
    values = values_of(record)
    if values.count(None) == len(values):
        return {}  # as most statements
    return {k: v for k, v in zip(names, values, strict=True) if v is not None}


@cache
def _details_in(sort: type) -> tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]]]:
    """Return which details a sort of statement record can give, and what reads all of them."""
    names = tuple([name for name in _DETAILS if hasattr(sort, name)])
    return names, attrgetter(*names)


@lru_cache(maxsize=16384)
def _seen(version: str, written_by: WrittenBy, grade: Grade, source: str) -> RunEvidence | None:
    """Return what the firmware on which a statement was seen tells of what the camera runs."""
    maker, scheme = written_by
    read = parse_firmware(version, manufacturer=maker, scheme=scheme, provenance="device")
    return seen_evidence(read, grade, source)

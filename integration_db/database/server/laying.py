"""Laying an overlay over a generation: rows come and go, and the cells that they touch follow.

The overlay is what all observations that stand come to as files of a seed. The rows that it comes
to are held beside those that lay there before; only what differs changes, and whatever read the
revision before goes on seeing it. What is written is worked out in one transaction, by the code
that builds a database whole.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from integration_db.database import building
from integration_db.database.camera_rows import LOOKS_OF_RECORDERS, Rows, WrittenBy
from integration_db.database.coverage_rows import coverage_rows
from integration_db.database.inputs import SeedFile, meta_rows
from integration_db.database.recorder_rows import (
    PairedPlugin,
    keys_of_plugin,
    plugin_columns,
)
from integration_db.database.server import guarding, seed_texts
from integration_db.database.server.connection import query
from integration_db.database.server.generations import Generation
from integration_db.database.server.loading import copy_rows
from integration_db.database.server.revisions import (
    ALIVE,
    REVISED,
    SETTING,
    columns_made,
    stored,
    table_of,
)
from integration_db.database.stored_kinds import KIND_COLUMNS, read_kind
from integration_db.database.stored_values import (
    REGION_COLUMNS,
    STATEMENT_COLUMNS,
    read_region,
    read_statement,
)
from integration_db.errors import Problem, SeedError
from integration_db.evidence.firmware_span import RunEvidence
from integration_db.evidence.statements import Statement
from integration_db.names import exact_key, loose_key
from integration_db.seed import reading, rules, shapes
from integration_db.seed.reading import File, Seed

if TYPE_CHECKING:
    from integration_db.database.server.connection import Connection

_RECORDERS: Final = "recorders"
_LACKING: Final = frozenset(("sources",))
"""Kinds of file that are not read: each observation brings its source."""


def lay(connection: Connection, generation: Generation, texts: Mapping[str, str]) -> Generation:
    """Make the files of an overlay, by path, what lies over a generation; return the new revision.

    It is current when it is written down (`generations.revise`) and the transaction commits. The
    connection reads it from now on. Raises `SeedError` where a load would refuse the overlay.
    """
    return _Laying(connection, generation).run(texts)


def check_over(connection: Connection, generation: Generation, texts: Mapping[str, str]) -> None:
    """Raise `SeedError` where an overlay does not fit a generation, as `lay` would."""
    _Laying(connection, generation).check(texts)


def base_sources(connection: Connection) -> frozenset[str]:
    """Return the identifiers of sources that came with the load."""
    return frozenset(
        one for (one,) in query(connection, "SELECT id FROM source_rows WHERE born = 0")
    )


class _Laying:
    """One run over one generation."""

    def __init__(self, connection: Connection, generation: Generation) -> None:
        self.connection = connection
        self.before = generation
        self.born = generation.revision + 1
        tables, _ = building.definitions()
        self.columns = {table_of(one): columns_made(one) for one in tables}
        self.rows = Rows()  # what cells are worked out with
        self.models: set[int] = set()
        self.plugins: set[int] = set()

    def check(self, texts: Mapping[str, str]) -> Seed:
        """Return the files that are not as they were. Raises `SeedError` where they do not fit."""
        self.ask("SELECT set_config(%s, %s, true)", SETTING, str(self.born))
        ((last,),) = self.ask("SELECT max(root) FROM seed_file_rows WHERE born = 0")
        self.root = (last or 0) + 1
        self._read_makers()
        files = self._changed(texts)
        self._refuse_unlisted(files)
        self._refuse_what_breaks(files)
        return files

    def run(self, texts: Mapping[str, str]) -> Generation:
        files = self.check(texts)
        guarding.allow(self.connection)
        self._lay_files(texts)
        for file in files.sources:
            self._lay_sources(file)
        for cameras in files.cameras:
            self._lay_statements([cameras.path], self._of_cameras([cameras]), below=True)
        if self.recorders_differ:
            self._lay_plugins(files.recorders)
            looks = self._of_recorders(files.recorders)
            self._lay_statements(self.recorder_paths, looks, below=False)
        for path in self.gone:
            kind = reading.kind_of(path)
            if kind == "cameras":
                self._lay_statements([path], Rows(), below=True)
            elif kind == "sources":
                self._kill("source", "file_id = %s", self.numbers[path])
        if self.models:
            self._lay_cells()
            self._lay_coverage()
        return self._lay_meta()

    def ask(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """Return the rows of a statement with its values."""
        return query(self.connection, sql, values)

    # What differs

    def _changed(self, texts: Mapping[str, str]) -> Seed:
        """Return the files that are not as they were; of recorders all, where one is not.

        What recorders' files say stands in the order of the files.
        """
        rows = self.ask("SELECT path, id, digest FROM seed_file WHERE root = %s", self.root)
        self.there = {path: (number, digest) for path, number, digest in rows}
        data = {path: text.encode("utf-8") for path, text in texts.items()}
        digests = {path: hashlib.sha256(data[path]).hexdigest() for path in texts}
        changed = {path for path in texts if self.there.get(path, (0, ""))[1] != digests[path]}
        self.gone = self.there.keys() - texts.keys()
        self.digests = digests
        self.recorders_differ = any(
            reading.kind_of(path) == _RECORDERS for path in (*changed, *self.gone)
        )
        if self.recorders_differ:
            changed |= {path for path in texts if reading.kind_of(path) == _RECORDERS}
        seed = Seed()
        for path in sorted(changed):
            seed.add(seed_texts.file_of_text(self.root, path, data[path]))
        self.recorder_paths = [
            path for path in (*self.there, *texts) if reading.kind_of(path) == _RECORDERS
        ]
        return seed

    def _refuse_unlisted(self, files: Seed) -> None:
        """Raise `SeedError` for a camera that is not listed: in a folder it would be a new one."""
        said: list[tuple[File[Any], str, str, str]] = []
        for file in files.cameras:
            record = file.record
            said += [(file, record.manufacturer, record.series, one.name) for one in record.models]
        for one in files.recorders:
            for pairing in one.record.pairings:
                told = (pairing.manufacturer, pairing.series or "", pairing.model or "")
                said.append((one, *told))
        problems: list[Problem] = []
        for file, maker, series, model in said:
            if loose_key(maker) not in self.makers:
                why = f"there is no manufacturer {maker!r}"
            elif self._model(maker, series, model) is None:
                why = f"series {series!r} of {maker} has no model {model!r}"
            else:
                continue
            problems.append(Problem(file.shown, 0, 0, "L040", why))
        if problems:
            raise SeedError(problems)

    def _refuse_what_breaks(self, files: Seed) -> None:
        """Raise `SeedError` where a load would refuse what the files say.

        Only the files about the same cameras and recorders are read, so what a rule says of others
        that are missing then is left out; it was right when they were laid.
        """
        whom: set[str] = set()
        for file in files.cameras:
            maker, series = file.record.manufacturer, file.record.series
            whom |= {_maker(maker), _series(maker, series)}
        for one in files.recorders:
            whom.add(f"recorder {loose_key(one.record.name)}")
            for pairing in one.record.pairings[self._laid_pairings(one) :]:
                whom |= {_maker(pairing.manufacturer)}
                whom |= {_series(pairing.manufacturer, pairing.series or "")}
        laid = {file.path: self._laid_pairings(file) for file in files.recorders}
        below = seed_texts.seed_about(self.connection, whom)
        known = {(p.code, p.message) for p in rules.refusals(below, torn=_LACKING)}
        after = Seed()
        for file in (*below.files, *files.files):
            if reading.kind_of(file.path) != "sources":
                after.add(file)
        problems: list[Problem] = []
        for breach in rules.refusing_breaches(after, torn=_LACKING):
            is_pairing = breach.file.root == self.root and breach.where[:1] == ("pairings",)
            if is_pairing and int(breach.where[1]) < laid.get(breach.file.path, 0):
                continue
            if (breach.problem.code, breach.problem.message) not in known:
                problems.append(breach.problem)
        if problems:
            raise SeedError(problems)

    def _laid_pairings(self, file: File[shapes.RecorderFile]) -> int:
        """Return how many pairings of a file lie there already; new ones come behind them."""
        number, digest = self.there.get(file.path, (0, ""))
        if not number:
            return 0
        if digest == file.digest:
            return len(file.record.pairings)
        ((count,),) = self.ask("SELECT count(*) FROM statement WHERE file_id = %s", number)
        # One that was taken back leaves the others to be looked at again.
        return int(count) if count < len(file.record.pairings) else 0

    # Files, sources, plugins, statements

    def _lay_files(self, texts: Mapping[str, str]) -> None:
        self.numbers = {path: number for path, (number, _) in self.there.items()}
        free = self._free("seed_file")
        rows = []
        for path in sorted(texts):
            if path not in self.numbers:
                self.numbers[path], free = free, free + 1
            if self.there.get(path, (0, ""))[1] != self.digests[path]:
                self._kill("seed_file", "id = %s", self.numbers[path])
                rows.append((self.numbers[path], self.root, path, self.digests[path]))
        for path in self.gone:
            self._kill("seed_file", "id = %s", self.numbers[path])
        self._bear("seed_file", rows)

    def _lay_sources(self, file: File[shapes.SourcesFile]) -> None:
        number = self.numbers[file.path]
        rows = Rows()
        rows.add_sources(number, file.record.items())
        new = set(rows.tables["source"])
        old = set(self.ask(f"{self._all('source')} WHERE file_id = %s", number))
        for row in old - new:
            self._kill("source", "id = %s", row[0])
        self._bear("source", [row for row in rows.tables["source"] if row not in old])

    def _lay_plugins(self, files: Iterable[File[shapes.RecorderFile]]) -> None:
        """Have the plugins that observations name beside those that the load knows."""
        recorders = self._recorders()
        named: set[tuple[int, str]] = set()
        free, rows = self._free("plugin"), []
        there = self._plugins()
        for file in files:
            recorder = recorders[loose_key(file.record.name)][0]
            for plugin in file.record.plugins:
                named.add((recorder, loose_key(plugin.name)))
                if not any((recorder, key) in there for key in keys_of_plugin(plugin)):
                    rows.append((free, recorder, *plugin_columns(plugin)))
                    free += 1
        for number, recorder, name in self.ask(
            "SELECT id, recorder_id, name FROM plugin_rows WHERE born > 0 AND died = %s", ALIVE
        ):
            if (recorder, loose_key(name)) not in named:
                self._kill("plugin", "id = %s", number)
        self._bear("plugin", rows)

    def _recorders(self) -> dict[str, tuple[int, str, list[dict[str, Any]]]]:
        """Return number, scheme and menu of each recorder, by all its names."""
        rows = self.ask("SELECT id, scheme, settings, names FROM recorder")
        return {
            key: (number, scheme, json.loads(settings))
            for number, scheme, settings, names in rows
            for key in json.loads(names)
        }

    def _plugins(self) -> dict[tuple[int, str], int]:
        """Return the number of each plugin, by its recorder and all its names."""
        rows = self.ask("SELECT id, recorder_id, names FROM plugin")
        return {(owner, key): number for number, owner, names in rows for key in json.loads(names)}

    def _of_cameras(self, files: Iterable[File[shapes.CameraFile]]) -> Rows:
        """Return the statements of files about cameras as rows, with numbers of their own."""
        rows = Rows()
        self._add_makers(rows)
        for file in files:
            record, number = file.record, self.numbers[file.path]
            maker = rows.manufacturers[loose_key(record.manufacturer)]
            for model in record.models:
                one = self._listed(record.manufacturer, record.series, model.name)
                for said in model.statements:
                    by = rows.schemes[maker]
                    rows.add_statement(number, said, "camera", "model", by, model=one)
                    rows.add_look(number, said, maker, one)
        return rows

    def _of_recorders(self, files: Iterable[File[shapes.RecorderFile]]) -> Rows:
        """Return the pairings of recorders' files as rows, with numbers of their own."""
        rows = Rows()
        self._add_makers(rows)
        recorders, plugins = self._recorders(), self._plugins()
        for file in files:
            record, number = file.record, self.numbers[file.path]
            recorder, scheme, _ = recorders[loose_key(record.name)]
            for pairing in record.pairings:
                maker = rows.manufacturers[loose_key(pairing.manufacturer)]
                model = self._listed(
                    pairing.manufacturer, pairing.series or "", pairing.model or ""
                )
                rows.add_statement(
                    *(number, pairing, "pairing", "model", rows.schemes[maker]),
                    model=model,
                    plugin=plugins[recorder, loose_key(pairing.plugin)],
                    versions_of=WrittenBy.of(record.name, scheme),
                )
                rows.add_look(number, pairing, maker, model)
        return rows

    def _read_makers(self) -> None:
        self.makers: dict[str, tuple[int, WrittenBy]] = {
            loose_key(name): (number, WrittenBy.of(name, scheme))
            for number, name, scheme in self.ask("SELECT id, name, scheme FROM manufacturer")
        }
        self.models_by_name: dict[tuple[str, str, str], int | None] = {}

    def _add_makers(self, rows: Rows) -> None:
        for key, (number, written_by) in self.makers.items():
            rows.manufacturers[key] = number
            rows.schemes[number] = written_by

    def _model(self, maker: str, series: str, name: str) -> int | None:
        """Return the number of a model, None for one that the catalogue does not list there."""
        asked = (loose_key(maker), loose_key(series), exact_key(name))
        if asked not in self.models_by_name:
            rows = self.ask(
                "SELECT m.id, m.name FROM name n JOIN model m ON m.id = n.model_id "
                "JOIN series s ON s.id = m.series_id WHERE n.kind = 'name' AND n.exact_key = %s "
                "AND s.key = %s AND m.manufacturer_id = %s",
                *(asked[2], asked[1], self.makers[asked[0]][0]),
            )
            found = [number for number, listed in rows if exact_key(listed) == asked[2]]
            self.models_by_name[asked] = next(iter(found), None)
        return self.models_by_name[asked]

    def _listed(self, maker: str, series: str, name: str) -> int:
        number = self._model(maker, series, name)
        assert number is not None, "what is not listed was refused"
        return number

    def _lay_statements(self, paths: Sequence[str], rows: Rows, *, below: bool) -> None:
        """Have the statements of files, with the looks that they tell of, be these and no others.

        What stands before the first difference stays, so that all keep their order. Looks `below`
        are about cameras alone, and come before what recorders' files tell.
        """
        files = [self.numbers[path] for path in paths]
        for table, floor in (("statement", 0), ("run_evidence", LOOKS_OF_RECORDERS - 1)):
            new = rows.tables[table]
            old = self.ask(f"{self._all(table)} WHERE file_id = ANY(%s) ORDER BY id", files)
            same = 0
            while same < min(len(old), len(new)) and old[same][1:] == new[same][1:]:
                same += 1
            if table == "statement":
                free = self._free(table)
            elif below:
                free = self._free(table, f"WHERE id <= {floor}")
            else:
                free = max(self._free(table), floor + 1)
            changed = [row[1:] for row in new[same:]]
            added = [(free + n, *columns) for n, columns in enumerate(changed)]
            self._kill(table, "id = ANY(%s)", [row[0] for row in old[same:]])
            self._bear(table, added)
            at = self.columns[table].index("model_id")
            touched = [row for row in (*old[same:], *added) if row[at] is not None]
            self.models |= {row[at] for row in touched}
            if table == "statement":
                of_plugin = self.columns[table].index("plugin_id")
                self.plugins |= {row[of_plugin] for row in touched} - {None}

    # Cells

    def _lay_cells(self) -> None:
        """Work out the cells of what was touched, from what the server holds now."""
        models = sorted(self.models)
        rows = self.rows
        for table in ("region", "kind", "cell", "context"):
            rows.next_id[table] = self._free(table)
        for number, *columns in self.ask(f"SELECT id, {', '.join(REGION_COLUMNS)} FROM region"):
            rows.regions[read_region(columns).place] = number
        for number, *columns in self.ask(f"SELECT id, {', '.join(KIND_COLUMNS)} FROM kind"):
            rows.kinds[read_kind(columns)] = number
        also = self.ask(
            "SELECT DISTINCT x.plugin_id FROM cell c JOIN context x ON x.id = c.context_id "
            "WHERE c.model_id = ANY(%s) AND x.plugin_id IS NOT NULL",
            models,
        )
        asked = sorted(self.plugins | {one for (one,) in also})
        there = {one for (one,) in self.ask("SELECT id FROM plugin WHERE id = ANY(%s)", asked)}
        for gone in set(asked) - there:
            self._kill_contexts([row[0] for row in self._contexts(gone)])
        plugins = [self._paired(one) for one in asked if one in there]
        new: list[tuple[PairedPlugin, bool]] = []
        needed = set(models)
        for paired in plugins:
            stretches = [paired.context(*one) for one in paired.stretches()]
            same = stretches == [row[1:] for row in self._contexts(paired.plugin)]
            new.append((paired, same))
            if not same:
                needed |= {model for touched, _ in paired.pairings for model in touched}
        self._read_evidence(needed)
        self._kill("cell", "model_id = ANY(%s)", models)
        for model in models:
            cells = rows.packer.cells(rows.camera_statements(model), span=rows.span(model))
            rows.append_cells(model, 0, rows.cell_bodies(cells))
        for paired, same in new:
            self._lay_contexts(paired, self.models if same else None)
        self._part(models)
        for table in ("region", "kind"):
            copy_rows(self.connection, table, rows.tables[table])
        for table in ("context", "cell"):
            self._bear(table, rows.tables[table])

    def _lay_coverage(self) -> None:
        """Count anew how much is known of the cameras of the makers that were touched."""
        whose = "SELECT DISTINCT manufacturer_id FROM model WHERE id = ANY(%s)"
        makers = [maker for (maker,) in self.ask(whose, list(self.models))]
        self._kill("coverage", "manufacturer_id = ANY(%s)", makers)
        self._bear("coverage", coverage_rows(partial(query, self.connection), makers))

    def _part(self, models: Sequence[int]) -> None:
        """Have models share their answers with no other one: about each something is said now."""
        at = self.columns["model"].index("alike")
        where = "id = ANY(%s) AND alike <> -id"
        rows = self.ask(f"{self._all('model')} WHERE {where}", models)
        self._kill("model", where, models)
        self._bear("model", [(*row[:at], -row[0], *row[at + 1 :]) for row in rows])

    def _contexts(self, plugin: int) -> list[tuple[Any, ...]]:
        return self.ask(f"{self._all('context')} WHERE plugin_id = %s ORDER BY id", plugin)

    def _lay_contexts(self, paired: PairedPlugin, only: Collection[int] | None) -> None:
        """Have the cells of `only` these models in a plugin's contexts; all, with new contexts."""
        there = [row[0] for row in self._contexts(paired.plugin)]
        if only is None:
            self._kill_contexts(there)
        for n, stretch in enumerate(paired.stretches()):
            if only is None:
                number = self.rows.number("context")
                self.rows.tables["context"].append((number, *paired.context(*stretch)))
            else:
                number = there[n]
            paired.add_cells(self.rows, number, *stretch, only)

    def _kill_contexts(self, contexts: Sequence[int]) -> None:
        self._kill("cell", "context_id = ANY(%s)", contexts)
        self._kill("context", "id = ANY(%s)", contexts)

    def _paired(self, plugin: int) -> PairedPlugin:
        """Return a plugin with all that is said of it and of cameras through it."""
        (found,) = self.ask(
            "SELECT p.recorder_id, p.record, r.scheme, r.settings FROM plugin p "
            "JOIN recorder r ON r.id = p.recorder_id WHERE p.id = %s",
            plugin,
        )
        recorder, described, scheme, settings = found
        record = json.loads(described)
        menu = {option["id"]: option["values"] for option in record["options"]}
        menu["setting"] = [one["id"] for one in record["settings"] or json.loads(settings)]
        layer = [
            *self._statements("recorder_id = %s", recorder),
            *self._statements("plugin_id = %s AND layer = 'plugin'", plugin),
        ]
        where = "plugin_id = %s AND layer = 'pairing'"
        said = {one.id: one for one in self._statements(where, plugin)}
        whose = self.ask(
            f"SELECT id, manufacturer_id, series_id, model_id FROM statement WHERE {where} "
            "ORDER BY id",
            plugin,
        )
        pairings = [(self._spoken_of(*scope), said[number]) for number, *scope in whose]
        return PairedPlugin(
            *(recorder, plugin, scheme, record["takes"], tuple(record["uses"])),
            *(menu, layer, pairings),
        )

    def _spoken_of(self, maker: int | None, series: int | None, model: int | None) -> list[int]:
        """Return the models in the narrowest of three scopes."""
        if model is not None:
            return [model]
        column = "series_id" if series is not None else "manufacturer_id"
        of = series if series is not None else maker
        rows = self.ask(f"SELECT id FROM model WHERE {column} = %s ORDER BY id", of)
        return [number for (number,) in rows]

    def _statements(self, where: str, *values: object) -> list[Statement]:
        columns = ", ".join(STATEMENT_COLUMNS)
        rows = self.ask(f"SELECT {columns} FROM statement WHERE {where} ORDER BY id", *values)
        return [read_statement(*row) for row in rows]

    def _read_evidence(self, models: Collection[int]) -> None:
        """Read what is said of cameras, and of the firmware that they run."""
        rows = self.rows
        homes = self.ask(
            "SELECT id, manufacturer_id, series_id FROM model WHERE id = ANY(%s)", list(models)
        )
        rows.home |= {model: (maker, series) for model, maker, series in homes}
        makers = list({maker for maker, _ in rows.home.values()})
        series = list({one for _, one in rows.home.values()})
        columns = ", ".join(STATEMENT_COLUMNS)
        for column, into, numbers in (
            ("manufacturer_id", rows.by_manufacturer, makers),
            ("series_id", rows.by_series, series),
            ("model_id", rows.by_model, list(models)),
        ):
            for whose, *said in self.ask(
                f"SELECT {column}, {columns} FROM statement WHERE layer = 'camera' "
                f"AND {column} = ANY(%s) ORDER BY id",
                numbers,
            ):
                into[whose].append(read_statement(*said))
        told = ", ".join(RunEvidence._fields)
        for column, runs, numbers in (
            ("series_id", rows.runs_of_series, series),
            ("model_id", rows.runs_of_model, list(models)),
        ):
            for whose, *said in self.ask(
                f"SELECT {column}, {told} FROM run_evidence WHERE {column} = ANY(%s) ORDER BY id",
                numbers,
            ):
                runs[whose].append(RunEvidence._make(said))

    # Rows

    def _lay_meta(self) -> Generation:
        """Write down what the catalogue is made from now."""
        files = [SeedFile(*row) for row in self.ask("SELECT root, path, digest FROM seed_file")]
        before: dict[str, str] = dict(self.ask("SELECT key, value FROM meta"))
        ((last,),) = self.ask("SELECT max(id) FROM statement")
        counts = {name: int(before[name]) for name in ("manufacturer", "model")}
        # What is counted of names stays; whether there is a licence is told anew.
        new = {key: value for key, value in before.items() if key != "license"}
        new |= dict(meta_rows(files, {**counts, "statement": last or 0}))
        self._kill("meta", "true")
        self._bear("meta", list(new.items()))
        return self.before._replace(data_version=new["data_version"], revision=self.born)

    def _all(self, table: str) -> str:
        return f"SELECT {', '.join(self.columns[table])} FROM {table}"

    def _free(self, table: str, where: str = "") -> int:
        """Return the next number of a table that no row ever had, those that went included."""
        ((last,),) = self.ask(f"SELECT max(id) FROM {stored(table)} {where}")
        return (last or 0) + 1

    def _kill(self, table: str, where: str, *values: object) -> None:
        """Have rows that are there no longer be there from this revision on."""
        assert table in REVISED
        self.ask(
            f"UPDATE {stored(table)} SET died = %s WHERE died = %s AND born < %s AND {where}",
            *(self.born, ALIVE, self.born, *values),
        )

    def _bear(self, table: str, rows: Sequence[tuple[Any, ...]]) -> None:
        """Add rows that are there from this revision on."""
        assert table in REVISED
        if rows:
            columns = ", ".join((*self.columns[table], "born"))
            target = f"{stored(table)} ({columns})"
            copy_rows(self.connection, target, [(*row, self.born) for row in rows])


def _maker(name: str) -> str:
    return f"manufacturer {loose_key(name)}"


def _series(maker: str, series: str) -> str:
    return f"series {loose_key(maker)} {loose_key(series)}"

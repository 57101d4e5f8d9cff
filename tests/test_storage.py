"""Building and opening: killed builds, ten at once, full and read-only places, foreign files."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from damage import flip
from servers import Server

from integration_db import Catalog, DatabaseError, SeedError, UsageError, open_catalog
from integration_db.curation.shared_observations import load_generation
from integration_db.database.building import rows_of
from integration_db.database.opening import open_catalogue_database, open_in_memory
from integration_db.database.readers import (
    SCHEMA_VERSION,
    SqliteReader,
    executemany,
    open_database,
    open_file,
)
from integration_db.database.seal import seal
from integration_db.database.tables import sqlite_schema
from integration_db.environment import LIBRARY
from integration_db.names import loose_key
from integration_db.seed import loading

PATIENCE = 60
"""Seconds after which a reader hangs."""

ASK = """\
import sys
from pathlib import Path
from integration_db.catalog import Catalog
from integration_db.database.opening import open_catalogue_database
with Catalog(open_catalogue_database([Path(sys.argv[1])], cache_folder=Path(sys.argv[2]))) as found:
    print(found.count(), found.data_version)
"""

BUILD = """\
import sys
from pathlib import Path
from integration_db.database.opening import open_catalogue_database
def tell(done, total, stage):
    print(stage, flush=True)
    sys.stdin.readline()
open_catalogue_database([Path(sys.argv[1])], cache_folder=Path(sys.argv[2]), progress=tell)
"""
"""Goes on with the next step when it is sent a line."""


def ask(seed: Path, cache: Path, program: str = ASK, **options: object) -> subprocess.Popen[str]:
    return subprocess.Popen(  # type: ignore[call-overload, no-any-return]
        [sys.executable, "-c", program, str(seed), str(cache)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **options,
    )


def answer(child: subprocess.Popen[str]) -> str:
    out, errors = child.communicate(timeout=120)
    assert child.returncode == 0, errors
    return out


@pytest.fixture
def seed(tmp_path: Path, good_seed: Path) -> Path:
    """A copy of the example seed that a test may change; not freshly edited."""
    folder = tmp_path / "seed"
    shutil.copytree(good_seed, folder)
    return folder


@pytest.fixture(scope="module")
def expected(catalog: Catalog) -> str:
    return f"{catalog.count()} {catalog.data_version}\n"


def databases(cache: Path) -> list[Path]:
    return sorted(cache.glob("*.sqlite"))


def test_the_second_opening_finds_what_the_first_built(seed: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    open_catalogue_database([seed], cache_folder=cache).close()
    (built,) = databases(cache)
    before = built.stat().st_mtime_ns
    open_catalogue_database([seed], cache_folder=cache).close()
    assert databases(cache) == [built]
    assert built.stat().st_mtime_ns == before


def test_an_edit_shows_at_once_and_undoing_it_finds_the_old_database(
    seed: Path, tmp_path: Path
) -> None:
    cache = tmp_path / "cache"

    def version() -> str:
        with Catalog(open_catalogue_database([seed], cache_folder=cache)) as found:
            return found.data_version

    file = next((seed / "cameras").rglob("*.yaml"))
    before, original = version(), file.read_bytes()
    file.write_bytes(original + b"# a remark\n")
    assert version() != before
    file.write_bytes(original)
    assert version() == before
    assert len(databases(cache)) == 2


def test_a_broken_seed_is_reported_and_the_old_database_kept(seed: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    open_catalogue_database([seed], cache_folder=cache).close()
    kept = databases(cache)
    file = next((seed / "cameras").rglob("*.yaml"))
    file.write_bytes(b"manufacturer: [\n")
    with pytest.raises(SeedError) as caught:
        open_catalogue_database([seed], cache_folder=cache)
    assert caught.value.problems
    assert file.name in caught.value.problems[0].path
    assert databases(cache) == kept
    assert not list(cache.glob("*.tmp"))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes with names")
@pytest.mark.parametrize("kind", ["a pipe", "a device", "a folder"])
def test_what_is_no_file_is_never_read(seed: Path, tmp_path: Path, kind: str) -> None:
    place = next((seed / "cameras").rglob("*.yaml")).with_name("x.yaml")
    if kind == "a pipe":
        os.mkfifo(place)
    elif kind == "a device":
        place.symlink_to("/dev/zero")
    else:
        place.mkdir()
    child = ask(seed, tmp_path / "cache")
    assert child.wait(PATIENCE) == 1
    assert child.stderr is not None
    assert "the seed has 1 problem" in child.stderr.read()
    child.communicate()


@pytest.mark.skipif(sys.platform != "linux", reason="names there may be any bytes")
def test_names_of_folders_and_files_may_be_any_bytes(seed: Path, tmp_path: Path) -> None:
    (seed / "sources").mkdir()
    (seed / "sources.yaml").rename(seed / "sources" / os.fsdecode(b"caf\xe9.yaml"))
    folder = seed.rename(seed.with_name(os.fsdecode(b"seed-\xff")))
    assert answer(ask(folder, tmp_path / "cache")).startswith("10 ")
    file = folder / "sources" / os.fsdecode(b"caf\xe9.yaml")
    file.write_bytes(file.read_bytes() + b"# a remark\n")
    assert answer(ask(folder, tmp_path / "cache")).startswith("10 ")
    file.write_bytes(b"[")
    with pytest.raises(SeedError) as caught:
        open_catalogue_database([folder], cache_folder=tmp_path / "cache")
    assert "caf\\xe9.yaml" in caught.value.problems[0].path


def test_ten_processes_at_once_give_ten_right_answers(
    good_seed: Path, tmp_path: Path, expected: str
) -> None:
    children = [ask(good_seed, tmp_path / "cache") for _ in range(10)]
    assert {answer(child) for child in children} == {expected}
    assert len(databases(tmp_path / "cache")) == 1


@pytest.mark.parametrize("stage", ["reading", "answers", "writing", "done"])
def test_a_build_that_was_killed_does_no_harm(
    good_seed: Path, tmp_path: Path, expected: str, stage: str
) -> None:
    cache = tmp_path / "cache"
    child = ask(good_seed, cache, BUILD, stdin=subprocess.PIPE)
    assert child.stdin
    assert child.stdout
    while child.stdout.readline() != f"{stage}\n":
        assert child.poll() is None, "it ended before"
        child.stdin.write("\n")
        child.stdin.flush()
    child.kill()
    child.communicate()
    assert answer(ask(good_seed, cache)) == expected
    assert not list(cache.glob("*.tmp"))


def test_a_cache_that_cannot_be_written_is_done_without(
    good_seed: Path, tmp_path: Path, expected: str
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder", encoding="utf-8")
    assert answer(ask(good_seed, blocked / "cache")) == expected
    assert blocked.read_text(encoding="utf-8") == "not a folder"


def test_a_full_disk_is_done_without(good_seed: Path, tmp_path: Path, expected: str) -> None:
    def no_large_files() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    child = ask(good_seed, tmp_path / "cache", preexec_fn=no_large_files)
    assert answer(child) == expected
    assert not databases(tmp_path / "cache")


@pytest.mark.parametrize("damage", ["truncate", "flip", "foreign", "empty", "text"])
def test_a_damaged_or_foreign_file_in_its_place_is_replaced(
    good_seed: Path, tmp_path: Path, expected: str, damage: str
) -> None:
    cache = tmp_path / "cache"
    answer(ask(good_seed, cache))
    (path,) = databases(cache)
    content = bytearray(path.read_bytes())
    if damage == "truncate":
        path.write_bytes(content[: len(content) // 2])
    elif damage == "flip":
        content[len(content) // 2] ^= 0xFF
        path.write_bytes(content)
    elif damage == "foreign":
        path.unlink()
        with sqlite3.connect(path) as other:
            other.execute("CREATE TABLE meta (key TEXT, value TEXT)")
        other.close()
    else:
        path.write_bytes(b"" if damage == "empty" else b"hello")
    assert answer(ask(good_seed, cache)) == expected


def test_a_folder_in_place_of_the_database_is_coped_with(
    good_seed: Path, tmp_path: Path, expected: str
) -> None:
    cache = tmp_path / "cache"
    answer(ask(good_seed, cache))
    (path,) = databases(cache)
    path.unlink()
    path.mkdir()
    assert answer(ask(good_seed, cache)) == expected


def test_a_flipped_byte_is_neither_believed_nor_copied_into_the_next_database(
    seed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("integration_db.database.notes.RACY_NS", 0)
    cache = tmp_path / "cache"

    def models() -> list[tuple[str]]:
        with Catalog(open_catalogue_database([seed], cache_folder=cache)) as found:
            return found.reader.rows("SELECT name FROM model ORDER BY name")

    before = models()
    assert ("E200",) in before
    flip(databases(cache)[0], b"E200")
    assert models() == before
    flip(databases(cache)[0], b"E200")
    file = seed / "cameras" / "sample-optics" / "s.yaml"
    file.write_bytes(file.read_bytes() + b"# a remark\n")
    assert models() == before


# --- a database that the user names


def test_a_damaged_file_is_refused_however_large_it_is(good_database: str, tmp_path: Path) -> None:
    path = tmp_path / "large.sqlite"
    shutil.copyfile(good_database, path)
    with sqlite3.connect(path) as grown:
        grown.execute("PRAGMA journal_mode = OFF")
        grown.execute("CREATE TABLE ballast (filler)")
        grown.execute("INSERT INTO ballast VALUES (zeroblob(?))", (33 << 20,))
    grown.close()
    seal(path)
    open_database(str(path)).close()
    flip(path)
    with pytest.raises(DatabaseError, match="not as it was built"):
        open_database(str(path))


def test_damage_is_not_copied(good_database: str, tmp_path: Path) -> None:
    path, copy = tmp_path / "damaged.sqlite", tmp_path / "copy.sqlite"
    shutil.copyfile(good_database, path)
    with open_catalog(str(path)) as found:
        flip(path)
        with pytest.raises(DatabaseError, match="cannot be copied: it is not as it was built"):
            found.copy_to(copy)


def test_a_named_database_is_opened_without_the_cache(good_database: str) -> None:
    with open_catalog(good_database) as found:
        assert found.count() > 0


@pytest.mark.parametrize(
    ("make", "word"),
    [
        (lambda path: None, "does not exist"),
        (lambda path: path.mkdir(), "is a folder"),
        (lambda path: path.write_bytes(b"hello, this is no database at all" * 40), "cannot open"),
        (lambda path: path.write_bytes(b""), "not an integration-db database"),
    ],
    ids=["missing", "folder", "text", "empty"],
)
def test_what_is_no_database_is_refused_in_one_sentence(
    tmp_path: Path, make: object, word: str
) -> None:
    path = tmp_path / "some.sqlite"
    make(path)  # type: ignore[operator]
    with pytest.raises(DatabaseError, match=word):
        open_database(str(path))


def test_a_database_of_another_version_is_refused(good_database: str, tmp_path: Path) -> None:
    path = tmp_path / "old.sqlite"
    shutil.copy(good_database, path)
    with sqlite3.connect(path) as changed:
        changed.execute("UPDATE meta SET value = ? WHERE key = 'schema'", (SCHEMA_VERSION + 1,))
    changed.close()
    with pytest.raises(DatabaseError, match="schema"):
        open_database(str(path))


def test_a_database_cannot_be_changed_by_reading(good_database: str) -> None:
    reader = open_file(Path(good_database))
    with pytest.raises(DatabaseError, match="readonly|read-only"):
        reader.rows("DELETE FROM meta")
    reader.close()


@pytest.mark.parametrize(
    "url", ["nonsense://here", "postgresql://user:secret@127.0.0.1:1/none", "://", "postgresql://["]
)
def test_a_url_that_leads_nowhere_is_one_sentence_without_the_password(url: str) -> None:
    with pytest.raises(DatabaseError) as caught:
        open_database(url)
    assert "secret" not in str(caught.value)


def test_a_database_and_overlays_exclude_each_other(good_database: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be combined"):
        open_catalog(good_database, [tmp_path])


def test_an_overlay_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no-such-folder"):
        open_catalog(data=[tmp_path / "no-such-folder"])


def test_the_setting_names_the_overlays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTEGRATION_DB_DATA", os.pathsep.join([str(tmp_path / "gone"), ""]))
    with pytest.raises(UsageError, match="gone"):
        open_catalog()


def test_the_progress_is_told(seed: Path, tmp_path: Path) -> None:
    told: list[tuple[int, int, str]] = []
    reader = open_catalogue_database(
        [seed], cache_folder=tmp_path / "cache", progress=lambda *step: told.append(step)
    )
    reader.close()
    assert told
    assert all(0 <= done <= total for done, total, _ in told)


def test_memory_is_the_last_resort_and_not_the_first(seed: Path, tmp_path: Path) -> None:
    reader = open_catalogue_database([seed], cache_folder=tmp_path / "cache")
    assert isinstance(reader, SqliteReader)
    assert reader.place != "(in memory)"
    reader.close()


def test_the_schema_that_is_written_down_is_that_of_the_tables() -> None:
    """`make fix` writes it."""
    assert Path(LIBRARY, "database", "schema.sql").read_text(encoding="utf-8") == sqlite_schema()


def test_building_does_not_import_sqlmodel(seed: Path, tmp_path: Path) -> None:
    script = (
        "import sys\nfrom pathlib import Path\n"
        "from integration_db.database.opening import open_catalogue_database\n"
        f"open_catalogue_database([Path({str(seed)!r})], cache_folder=Path({str(tmp_path)!r}))"
        ".close()\n"
        "assert not {'sqlmodel', 'sqlalchemy'} & set(sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://u:p@h:notaport/db",
        "postgresql://u:p@[::1/db",
        "sqlite://",
        "sqlite:///:memory:",
        "sqlite:///some.sqlite?mode=rwc",
    ],
)
def test_a_url_that_means_no_database_is_refused_in_one_sentence(url: str) -> None:
    with pytest.raises(DatabaseError, match="cannot be read") as caught:
        open_database(url)
    assert caught.value.code == "bad-database-url"


def test_reading_never_makes_a_file(tmp_path: Path) -> None:
    with pytest.raises(DatabaseError, match="does not exist"):
        open_database(f"sqlite:///{tmp_path}/none.sqlite")
    assert not list(tmp_path.iterdir())


def test_the_url_of_a_file_is_the_file(good_database: str, catalog: Catalog) -> None:
    with open_catalog(f"sqlite:///{good_database}") as found:
        assert found.search("e1") == catalog.search("e1") != []


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM meta WHERE key = 'data_version'",
        "DELETE FROM model",
        "DELETE FROM cell",
        "UPDATE manufacturer SET scheme = 'x'",
        "DROP TABLE statement",
    ],
)
def test_a_file_that_was_changed_since_it_was_built_is_refused(
    good_database: str, tmp_path: Path, change: str
) -> None:
    path = tmp_path / "changed.sqlite"
    shutil.copy(good_database, path)
    with sqlite3.connect(path) as changed:
        changed.execute(change)
    changed.close()
    with pytest.raises(DatabaseError, match="not as it was built") as caught:
        open_database(str(path))
    assert caught.value.code == "changed-database"


@pytest.mark.postgresql
@pytest.mark.parametrize(
    "change", ["DELETE FROM meta WHERE key = 'data_version'", "DELETE FROM cell; DELETE FROM model"]
)
def test_a_server_that_lost_what_it_was_built_with_is_refused(
    good_seed: Path, server: Server, change: str
) -> None:
    database = f"changed{len(change)}"
    postgresql_url = server.new_database(database)
    load_generation(postgresql_url, [good_seed])
    ((place,),) = server.ask("SELECT max(place) FROM integration_db.generation", database)
    unguarded = "SET session_replication_role TO replica"  # as a restore of a dump works
    server.ask(f"SET search_path TO {place}; {unguarded}; {change}", database)
    with pytest.raises(DatabaseError, match="not as it was built"):
        open_database(postgresql_url)


def test_a_copy_opens_like_what_it_was_copied_from(good_database: str, tmp_path: Path) -> None:
    path = tmp_path / "copy.sqlite"
    with open_catalog(good_database) as found:
        found.copy_to(path)
        with open_catalog(str(path)) as copied:
            assert copied.stats() == found.stats()


@pytest.mark.postgresql
def test_a_server_that_ends_the_connection_is_asked_again_and_no_trouble_at_the_end(
    good_seed: Path, postgresql_url: str
) -> None:
    load_generation(postgresql_url, [good_seed])

    def end_others() -> None:
        with open_catalog(postgresql_url) as other:
            other.reader.rows(
                "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity "
                "WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'"
            )

    with open_catalog(postgresql_url) as lost:
        before = lost.stats()
        end_others()
        assert lost.stats() == before, "it is asked again over a new connection"
        end_others()


def test_a_reader_knows_whether_its_file_was_replaced(good_database: str, tmp_path: Path) -> None:
    named, other = tmp_path / "named.sqlite", tmp_path / "other.sqlite"
    shutil.copy(good_database, named)
    shutil.copy(good_database, other)
    with closing(open_database(str(named))) as reader:
        assert reader.current()
        other.replace(named)
        assert not reader.current()
        with closing(open_database(str(named))) as newer:
            assert newer.current()
            named.unlink()
            assert not newer.current()
        assert reader.rows("SELECT COUNT(*) FROM model") != [(0,)]


def test_a_database_of_seed_folders_stays_what_it_is(good_seed: Path, tmp_path: Path) -> None:
    with closing(open_catalogue_database([good_seed], cache_folder=tmp_path / "cache")) as reader:
        shutil.rmtree(tmp_path / "cache")
        assert reader.current()
    with closing(open_in_memory([good_seed])) as reader:
        assert reader.current()


def test_rows_come_maker_by_maker_and_nothing_waits_for_the_last(good_seed: Path) -> None:
    """So memory holds the rows of one maker and not those of all."""
    loaded = loading.load([good_seed])
    makers = {loose_key(file.record.manufacturer) for file in loaded.cameras}
    batches = [(table, [row[0] for row in rows]) for table, rows in rows_of(loaded, _say_nothing)]
    tables = [table for table, _ in batches]
    assert tables.count("model") == tables.count("word") == len(makers) > 1
    assert tables[-1] == "meta"
    assert loaded.cameras == [], "the records are let go"
    for table in {*tables} - {"source", "meta", "run_evidence"}:
        numbers = [number for name, some in batches if name == table for number in some]
        first = 0 if table == "context" else 1
        assert numbers == list(range(first, first + len(numbers))), table


def _say_nothing(done: int, total: int, stage: str) -> None:
    pass


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [(1, None), (2, None)],
        [(1, None), (2, "")],
        [(1, "x"), (2, None)],
    ],
)
def test_rows_stand_as_they_were_given_whichever_columns_are_empty(
    rows: list[tuple[int, str | None]],
) -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute('CREATE TABLE t (id INTEGER, "key" TEXT, third TEXT)')
        given = [(*row, None) for row in rows]
        executemany(connection, "t", given)
        assert connection.execute("SELECT * FROM t ORDER BY id").fetchall() == given


@pytest.mark.parametrize("name", ["a?mode=rwc", "a#b", "a%20b", "é", "\udcff"])
def test_a_database_is_opened_whatever_its_name(
    good_database: str, tmp_path: Path, name: str
) -> None:
    place = shutil.copyfile(good_database, tmp_path / f"{name}.sqlite")
    with closing(open_file(place)) as reader:
        assert reader.rows("SELECT COUNT(*) FROM model") != [(0,)]
    assert os.listdir(tmp_path) == [place.name]

"""A catalogue on a server: loads beside readers, and nobody ever gets an answer of two loads."""

from __future__ import annotations

import shutil
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path
from threading import Event

import psycopg2
import pytest
from asked import answers
from conftest import Serving
from integration_db_cli import ways_out
from servers import PATIENCE, Server

from integration_db import Catalog, DatabaseError, open_catalog
from integration_db.curation.shared_observations import load_generation
from integration_db.database.opening import open_in_memory
from integration_db.database.server.generations import KEPT
from integration_db.database.server.reader import ServerReader
from integration_db.web import create_app

pytestmark = pytest.mark.postgresql

CSV = {"Content-Type": "text/csv"}
NUMBERS = count(1)
END_OTHERS = (
    "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity "
    "WHERE pid <> pg_backend_pid() AND datname = current_database()"
)


@pytest.fixture
def database(server: Server) -> str:
    """The name of an empty database."""
    name = f"generations{next(NUMBERS)}"
    server.new_database(name)
    return name


@pytest.fixture
def url(server: Server, database: str) -> str:
    """The URL of an empty database."""
    return server.url(database)


@pytest.fixture(scope="module")
def other_seed(good_seed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example seed with other facts and another number of cameras."""
    folder = tmp_path_factory.mktemp("other") / "seed"
    shutil.copytree(good_seed, folder)
    cameras = folder / "cameras" / "sample-optics" / "s.yaml"
    text = cameras.read_text().replace("  - name: S20\n", "  - name: S15\n  - name: S20\n")
    cameras.write_text(text)
    (folder / "manufacturers" / "added.yaml").write_text("name: Added\n")
    return folder


def places(server: Server, database: str) -> list[str]:
    """The schemas of generations."""
    sql = "SELECT nspname FROM pg_namespace WHERE nspname LIKE 'integration#_db#_g%' ESCAPE '#'"
    return sorted(place for (place,) in server.ask(sql, database))


def known(server: Server, database: str) -> list[str]:
    """The schemas that are written down as generations."""
    rows = server.ask("SELECT place FROM integration_db.generation", database)
    return sorted(place for (place,) in rows)


def answers_of_seed(seed: Path) -> str:
    with Catalog(open_in_memory([seed])) as catalog:
        return answers(catalog)


def test_a_reader_stays_with_what_it_opened_and_knows_that_there_is_more(
    server: Server, database: str, url: str, good_seed: Path, other_seed: Path
) -> None:
    load_generation(url, [good_seed])
    with open_catalog(url) as before:
        assert before.reader.current()
        load_generation(url, [other_seed])
        assert not before.reader.current()
        assert answers(before) == answers_of_seed(good_seed)
        server.ask(END_OTHERS, database)
        assert answers(before) == answers_of_seed(good_seed), "over a new connection too"
        with open_catalog(url) as after:
            assert after.reader.current()
            assert answers(after) == answers_of_seed(other_seed)


@contextmanager
def suppress_replaced() -> Iterator[None]:
    """On a busy machine three loads may pass while one answer is read; then that is said."""
    try:
        yield
    except DatabaseError as error:
        if error.code != "replaced-database":
            raise


def test_what_is_read_during_five_loads_is_of_one_seed_and_says_of_which(
    url: str, good_seed: Path, other_seed: Path
) -> None:
    load_generation(url, [good_seed])
    right, versions = {}, {}
    for seed in (good_seed, other_seed):
        with Catalog(open_in_memory([seed])) as catalog:
            versions[seed] = catalog.data_version
            right[catalog.data_version] = answers(catalog)
    ended = Event()
    told: list[tuple[str, str]] = []

    def read(stay: bool) -> None:
        while not ended.is_set():
            with open_catalog(url) as catalog, suppress_replaced():
                while True:
                    told.append((catalog.data_version, answers(catalog)))
                    if ended.is_set() or not (stay and catalog.reader.current()):
                        break

    with ThreadPoolExecutor() as pool:
        readers = [pool.submit(read, stay) for stay in (False, True, True)]
        try:
            for seed in (other_seed, good_seed, other_seed, good_seed, other_seed):
                before = len(told)
                load_generation(url, [seed])
                until = time.monotonic() + PATIENCE  # the next load comes when this one is read
                while versions[seed] not in dict(told[before:]) and time.monotonic() < until:
                    time.sleep(0.01)
        finally:
            ended.set()
        for reader in readers:
            reader.result()
    assert {version for version, _ in told} == set(right)
    assert all(answer == right[version] for version, answer in told)


def test_old_generations_go_and_who_reads_one_is_told_so(
    server: Server, database: str, url: str, good_seed: Path, other_seed: Path
) -> None:
    load_generation(url, [good_seed])
    with open_catalog(url) as first:
        for _ in range(KEPT - 1):
            load_generation(url, [other_seed])
        assert answers(first) == answers_of_seed(good_seed)
        load_generation(url, [other_seed])
        assert len(places(server, database)) == KEPT
        with pytest.raises(DatabaseError, match="loaded anew.*ask again") as caught:
            first.stats()
        assert caught.value.code == "replaced-database"
        assert not first.reader.current()


def test_a_name_of_a_generation_never_holds_other_data(
    server: Server, database: str, url: str, good_seed: Path, other_seed: Path
) -> None:
    """Even after somebody has deleted everything, so that numbers begin again."""
    load_generation(url, [good_seed])
    with open_catalog(url) as first:
        before = known(server, database)
        server.ask(f"DROP SCHEMA {before[0]} CASCADE; DROP SCHEMA integration_db CASCADE", database)
        load_generation(url, [other_seed])
        with pytest.raises(DatabaseError, match="loaded anew"):
            first.stats()


def test_who_reads_in_a_transaction_keeps_nobody_waiting_and_its_generation_stays(
    server: Server, database: str, url: str, good_seed: Path
) -> None:
    load_generation(url, [good_seed])
    (first,) = places(server, database)
    with closing(psycopg2.connect(url)) as reading, reading.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {first}.model")
        for _ in range(KEPT + 1):
            load_generation(url, [good_seed])
        assert first in places(server, database)
    load_generation(url, [good_seed])
    assert len(places(server, database)) == KEPT


def test_nothing_of_others_is_touched(
    server: Server, database: str, url: str, good_seed: Path
) -> None:
    server.ask(
        "CREATE TABLE model (own text); INSERT INTO model VALUES ('mine');"
        "CREATE SCHEMA integration_db_g1_abc; CREATE TABLE integration_db_g1_abc.cell (own text)",
        database,
    )
    load_generation(url, [good_seed])
    (first,) = known(server, database)
    server.ask(f"CREATE VIEW names AS SELECT name FROM {first}.model", database)
    for _ in range(KEPT + 1):
        load_generation(url, [good_seed])
    assert server.ask("SELECT own FROM model", database) == [("mine",)]
    assert server.ask("SELECT own FROM integration_db_g1_abc.cell", database) == []
    assert server.ask("SELECT count(*) > 0 FROM names", database) == [(True,)]
    with open_catalog(url) as catalog:
        assert answers(catalog) == answers_of_seed(good_seed)


def test_a_catalogue_is_not_changed_by_hand(
    server: Server, database: str, url: str, good_seed: Path
) -> None:
    load_generation(url, [good_seed])
    (place,) = known(server, database)
    for edit in (
        f"UPDATE {place}.kind SET packed = 999",
        f"UPDATE {place}.model SET name = 'another'",
        f"INSERT INTO {place}.cell_rows SELECT * FROM {place}.cell_rows",
        f"DELETE FROM {place}.manufacturer",
        f"TRUNCATE {place}.word",
    ):
        with pytest.raises(psycopg2.Error, match="is not changed by hand") as refused:
            server.ask(edit, database)
        assert "Record what was seen" in str(refused.value)
    with open_catalog(url) as catalog:
        assert answers(catalog) == answers_of_seed(good_seed)


@pytest.mark.parametrize(
    ("there", "code", "words"),
    [
        ("SELECT", "no-catalogue", "holds no integration-db catalogue"),
        (
            "CREATE TABLE meta (key text, value text); INSERT INTO meta VALUES ('schema', '6')",
            "other-schema",
            "older version of this program",
        ),
        (
            "CREATE SCHEMA integration_db; CREATE TABLE integration_db.generation (own text)",
            "no-catalogue",
            "holds no integration-db catalogue",
        ),
    ],
    ids=["nothing", "tables of old", "a foreign schema"],
)
def test_a_database_without_generations_says_what_it_is_and_what_mends_it(
    server: Server, database: str, url: str, there: str, code: str, words: str
) -> None:
    server.ask(there, database)
    with pytest.raises(DatabaseError, match=words) as caught:
        open_catalog(url)
    assert caught.value.code == code
    assert "seed build --database" in ways_out.of_error(caught.value)


def test_a_generation_of_another_schema_is_loaded_again(
    server: Server, database: str, url: str, good_seed: Path
) -> None:
    load_generation(url, [good_seed])
    server.ask("UPDATE integration_db.generation SET schema_version = 1", database)
    with pytest.raises(DatabaseError, match="has schema 1, this program reads") as caught:
        open_catalog(url)
    assert "seed build --database" in ways_out.of_error(caught.value)
    load_generation(url, [good_seed])
    with open_catalog(url) as catalog:
        assert answers(catalog) == answers_of_seed(good_seed)


@pytest.mark.parametrize(
    ("options", "there", "words"),
    [
        ("", "CREATE SCHEMA integration_db; CREATE TABLE integration_db.generation (own text)",
         "schema integration_db .* is not of this program"),
        ("ENCODING 'SQL_ASCII' LOCALE 'C'", "SELECT", "has the encoding SQL_ASCII"),
        ("", "ALTER DATABASE {} SET default_transaction_read_only = on", "read-only transaction"),
    ],
    ids=["a foreign schema", "an encoding", "read-only"],
)  # fmt: skip
def test_a_load_that_cannot_be_is_refused_before_the_work(
    server: Server, good_seed: Path, options: str, there: str, words: str
) -> None:
    name = f"refused{next(NUMBERS)}"
    url = server.new_database(name, options)
    server.ask(there.format(name), name)
    begun: list[object] = []
    with pytest.raises(DatabaseError, match=words):
        load_generation(url, [good_seed], progress=lambda *step: begun.append(step))
    assert not begun


def test_of_two_loads_at_once_the_second_is_refused_in_one_sentence(
    url: str, good_seed: Path, other_seed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("integration_db.database.server.loading._PATIENCE", 0.1)
    refused: list[str] = []

    def load_too(*_: object) -> None:
        if not refused:
            with pytest.raises(DatabaseError, match="another load of .* is under way") as caught:
                load_generation(url, [other_seed])
            refused.append(caught.value.message)

    load_generation(url, [good_seed], progress=load_too)
    assert refused
    with open_catalog(url) as catalog:
        assert answers(catalog) == answers_of_seed(good_seed)


def test_what_is_served_is_of_the_new_load_at_once_and_a_mark_of_the_old_one_is_worth_nothing(
    server: Server, database: str, url: str, good_seed: Path, other_seed: Path, serving: Serving
) -> None:
    load_generation(url, [good_seed])
    place = "/api/v1/predictions?model=Exemplar+E100&firmware=10.12.114&plugin=ONVIF"
    with serving(create_app(database=url)) as client:
        before = client.get(place)
        mark = {"If-None-Match": before.headers["etag"]}
        assert client.get(place, headers=mark).status_code == 304
        load_generation(url, [other_seed])
        after = client.get(place, headers=mark)
        assert after.status_code == 200
        assert after.headers["etag"] != before.headers["etag"]
        assert after.headers["x-data-version"] == catalog_version(url)
        assert before.headers["x-data-version"] != after.headers["x-data-version"]
        server.ask(END_OTHERS, database)
        assert client.get("/api/v1/stats").json()["data_version"] == catalog_version(url)
        many = client.post("/api/v1/check", content="Model\nExemplar E100\n", headers=CSV)
        assert many.headers["x-data-version"] == catalog_version(url)


PREDICTION = "/api/v1/predictions?model=Exemplar+E100&firmware=10.12.114&plugin=ONVIF"


def test_who_waits_for_the_database_keeps_no_other_connection_waiting(
    server: Server, database: str, url: str, good_seed: Path, serving: Serving
) -> None:
    load_generation(url, [good_seed])
    with serving(create_app(database=url)) as client, ThreadPoolExecutor(1) as another:
        before = client.get(PREDICTION)
        with closing(psycopg2.connect(server.url(database))) as locking:
            locking.cursor().execute("LOCK TABLE integration_db.generation")
            waits = another.submit(client.get, PREDICTION, timeout=60)
            while not server.ask("SELECT 1 FROM pg_locks WHERE NOT granted", database):
                assert not waits.done()
            place = (client.base_url.host, client.base_url.port or 0)
            with socket.create_connection(place, 20) as line:
                line.sendall(b"nonsense\r\n\r\n")
                assert line.recv(1000).startswith(b"HTTP/1.1 400 ")
            assert not waits.done()
        assert waits.result().content == before.content


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_what_was_swept_away_while_it_was_asked_is_answered_from_what_came(
    url: str,
    good_seed: Path,
    other_seed: Path,
    serving: Serving,
    monkeypatch: pytest.MonkeyPatch,
    method: str,
) -> None:
    """The loads come after it was seen that there is nothing newer, and before anything is read."""
    load_generation(url, [good_seed])
    current = ServerReader.current
    loads: list[int] = []

    def load_and_say_no(reader: ServerReader) -> bool:
        if loads:
            return current(reader)
        loads.append(1)
        for number in range(KEPT + 1):
            load_generation(url, [other_seed if number % 2 else good_seed])
        return True

    question = {"model": "Exemplar E100", "firmware": "10.12.114", "plugin": "ONVIF"}
    with serving(create_app(database=url)) as client:
        old = client.get("/api/v1/version").headers["x-data-version"]
        monkeypatch.setattr(ServerReader, "current", load_and_say_no)
        if method == "GET":
            found = client.get(PREDICTION, timeout=60)
        else:
            body = {"questions": [question]}
            found = client.post("/api/v1/predictions", json=body, timeout=60)
        assert loads
        assert found.status_code == 200, found.text
        assert found.headers["x-data-version"] == catalog_version(url) != old


def test_where_nothing_came_for_what_was_swept_away_it_is_said_when_to_ask_again(
    server: Server, database: str, url: str, good_seed: Path, serving: Serving
) -> None:
    load_generation(url, [good_seed])
    with serving(create_app(database=url)) as client:
        assert client.get("/api/v1/health").status_code == 200
        server.ask("DELETE FROM integration_db.generation", database)
        server.ask(f"DROP SCHEMA {places(server, database)[0]} CASCADE", database)
        found = client.get(PREDICTION)
        assert (found.status_code, found.json()["code"]) == (503, "busy")
        assert int(found.headers["retry-after"]) > 0
        assert found.json()["detail"].endswith("; ask again")


def catalog_version(url: str) -> str:
    with open_catalog(url) as catalog:
        return catalog.data_version

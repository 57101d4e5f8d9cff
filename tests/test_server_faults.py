"""A server that is killed, gone, full or a copy: the right answer, or one sentence."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg2
import pytest
from asked import answers
from click.testing import CliRunner
from conftest import StartServer
from servers import PATIENCE, Server

from integration_db import Catalog, DatabaseError, open_catalog
from integration_db.curation.shared_observations import load_generation
from integration_db.database.opening import open_in_memory

pytestmark = pytest.mark.postgresql


@pytest.fixture(scope="module")
def mortal(start_server: StartServer) -> Iterator[Server]:
    """A server to be killed."""
    with start_server() as started:
        yield started


@pytest.fixture(scope="module")
def right(good_seed: Path) -> str:
    """What is answered to everything from the example seed."""
    with Catalog(open_in_memory([good_seed])) as catalog:
        return answers(catalog)


def answered(url: str) -> str:
    with open_catalog(url) as catalog:
        return answers(catalog)


@pytest.mark.parametrize("stage", [("answers", 0), ("answers", 2), ("writing", 0)])
def test_a_server_killed_in_a_load_has_the_catalogue_of_before(
    mortal: Server, good_seed: Path, right: str, stage: tuple[str, int]
) -> None:
    url = mortal.new_database("killed_{}{}".format(*stage))
    load_generation(url, [good_seed])

    def kill(done: int, _: int, now: str) -> None:
        if (now, done) == stage:
            mortal.kill()

    with pytest.raises(DatabaseError, match="cannot write database") as caught:
        load_generation(url, [good_seed], progress=kill)
    assert "\n" not in caught.value.message
    mortal.start()
    assert answered(url) == right
    load_generation(url, [good_seed])
    assert answered(url) == right


def test_a_loader_killed_in_the_middle_leaves_nothing_and_keeps_nobody_out(
    server: Server, good_seed: Path, right: str
) -> None:
    database = "killed_loader"
    url = server.new_database(database)
    load_generation(url, [good_seed])
    script = (
        "import os, signal\nfrom pathlib import Path\n"
        "from integration_db.curation.shared_observations import load_generation\n"
        "def kill(done, total, stage):\n"
        "    if (stage, done) == ('writing', 0):\n"
        "        os.kill(os.getpid(), signal.SIGKILL)\n"
        f"load_generation({url!r}, [Path({str(good_seed)!r})], progress=kill)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], check=False)
    assert done.returncode == -signal.SIGKILL
    assert answered(url) == right
    load_generation(url, [good_seed])
    sql = "SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'integration#_db#_g%' ESCAPE '#'"
    assert server.ask(sql, database) == [(2,)]


def test_who_has_a_catalogue_open_does_not_notice_that_the_server_started_anew(
    mortal: Server, good_seed: Path, right: str
) -> None:
    url = mortal.new_database("started_anew")
    load_generation(url, [good_seed])
    with open_catalog(url) as catalog:
        catalog.stats()
        mortal.kill()
        mortal.start()
        assert answers(catalog) == right
        assert catalog.reader.current()


def test_a_server_that_is_gone_is_one_sentence(
    start_server: StartServer, good_seed: Path, right: str
) -> None:
    from integration_db_cli.main import main

    with start_server() as lost:
        url = lost.url()
        load_generation(url, [good_seed])
        catalog = open_catalog(url)
        lost.stop()
        for ask in (catalog.stats, catalog.ping, catalog.reader.current):
            with pytest.raises(DatabaseError, match="cannot reach database postgresql:///postgres"):
                ask()
        for words in (["stats"], ["seed", "build"]):
            done = CliRunner().invoke(main, ["--database", url, *words])
            assert done.exit_code == 1
            assert done.stderr.startswith("Error: cannot reach database postgresql:///postgres: ")
            assert done.stderr.count("\n") == done.stderr.rstrip().count("\n") + 1
            assert done.stdout == ""
        lost.start()
        assert answers(catalog) == right
        catalog.close()


def test_a_password_is_never_said(mortal: Server, good_seed: Path) -> None:
    url = f"{mortal.new_database('secret')}&password=zqSecretqz"
    load_generation(url, [good_seed])
    with open_catalog(url) as catalog:
        mortal.stop()
        with pytest.raises(DatabaseError) as caught:
            catalog.stats()
        mortal.start()
    assert "zqSecretqz" not in caught.value.message


def test_a_full_disk_leaves_the_catalogue_of_before(
    mortal: Server, good_seed: Path, tmp_path: Path, right: str
) -> None:
    """A file that may not grow stands for the disk: the server is told so at the same place."""
    large = tmp_path / "overlay"
    large.mkdir()
    entry = "  title: Large\n  url: https://example.com\n  kind: manual\n  accessed: 2026-01-01\n"
    note = f"  note: {'x ' * 900}\n"
    (large / "sources.yaml").write_text("".join(f"s{n}:\n{entry}{note}" for n in range(900)))
    url = mortal.new_database("full_disk")
    load_generation(url, [good_seed])
    mortal.stop()
    mortal.start(largest=1 << 20)
    with pytest.raises(DatabaseError, match="cannot write database .* could not ") as caught:
        load_generation(url, [good_seed, large])
    assert "\n" not in caught.value.message
    assert answered(url) == right
    mortal.stop()
    mortal.start()
    load_generation(url, [good_seed, large])
    assert answered(url) != right


def test_a_standby_answers_and_takes_no_load(
    start_server: StartServer, good_seed: Path, right: str
) -> None:
    with start_server() as primary:
        load_generation(primary.url(), [good_seed])
        with primary.standby() as standby:
            assert answered(standby.url()) == right
            with pytest.raises(DatabaseError, match="is a standby") as caught:
                load_generation(standby.url(), [good_seed])
            assert caught.value.code == "standby"
            with open_catalog(standby.url()) as catalog:
                assert catalog.reader.current()
                load_generation(primary.url(), [good_seed])
                end = time.monotonic() + PATIENCE
                while catalog.reader.current():
                    assert time.monotonic() < end, "the load never came to the standby"
                    time.sleep(0.02)
                assert answers(catalog) == right
            assert answered(standby.url()) == right


def test_a_read_that_takes_too_long_is_one_sentence_and_the_next_one_answers(
    server: Server, good_seed: Path, right: str
) -> None:
    url = server.new_database("slow")
    load_generation(url, [good_seed])
    with open_catalog(url) as catalog:
        catalog.reader.rows("SELECT set_config('statement_timeout', '50ms', false)")
        with pytest.raises(DatabaseError, match="cannot read .* statement timeout"):
            catalog.reader.rows("SELECT pg_sleep(60)")
        catalog.reader.rows("SELECT set_config('statement_timeout', '0', false)")
        assert answers(catalog) == right


def test_a_reader_cannot_write(server: Server, good_seed: Path) -> None:
    url = server.new_database("written")
    load_generation(url, [good_seed])
    with open_catalog(url) as catalog:
        for sql in ("DELETE FROM model", "CREATE TABLE own (id int)", "DROP TABLE cell"):
            with pytest.raises(DatabaseError, match="read-only transaction"):
                catalog.reader.rows(sql)


def test_a_load_waits_for_no_reader_and_no_reader_for_a_load(
    server: Server, good_seed: Path, right: str
) -> None:
    url = server.new_database("waiting")
    load_generation(url, [good_seed])
    seen: list[str] = []

    def read(done: int, _: int, stage: str) -> None:
        if (stage, done) == ("writing", 0):
            seen.append(answered(url))

    with closing(psycopg2.connect(url)) as idle, idle.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM integration_db.generation")  # and stays at it
        load_generation(url, [good_seed], progress=read)
    assert seen == [right]

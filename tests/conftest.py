"""Fixtures: the small example seed, a catalogue built from it, the commands, a real server."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from glob import glob
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest
import uvicorn
from click.testing import CliRunner, Result
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from integration_db import Catalog, open_catalog
from integration_db.database.opening import open_catalogue_database
from integration_db.environment import default_seed_root
from integration_db.web import create_app
from integration_db.web.server import bind, settings

if TYPE_CHECKING:
    from starlette.applications import Starlette


hypothesis_settings.register_profile(
    "without a clock", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.load_profile("without a clock")  # a busy machine fails no test

TESTS = Path(__file__).parent
GOOD_SEED = TESTS / "good_seed"

PATIENCE = 120
"""Seconds after which something has come to a stop; no test is about less."""

Run = Callable[..., Result]
Serving = Callable[..., contextlib.AbstractContextManager[httpx.Client]]


@pytest.fixture(scope="session")
def good_seed() -> Path:
    """The folder of the small example seed; its facts are examples, not facts."""
    return GOOD_SEED


@pytest.fixture(scope="session")
def cache_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache folder that the tests of one session share."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(autouse=True)
def _own_settings(cache_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or writes the settings and the cache of the person who runs it."""
    monkeypatch.setenv("INTEGRATION_DB_CACHE", str(cache_folder))
    monkeypatch.delenv("INTEGRATION_DB_DATABASE", raising=False)
    monkeypatch.delenv("INTEGRATION_DB_DATA", raising=False)


@pytest.fixture(scope="session")
def common_folder(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A folder that all workers of one run share: what takes long to make is made once."""
    base = tmp_path_factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / "common"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def kept_folder(common_folder: Path) -> Path:
    """A cache folder for databases that last as long as the tests; the other lets old ones go."""
    return common_folder / "kept"


@pytest.fixture(scope="session")
def catalog(kept_folder: Path) -> Iterator[Catalog]:
    """A catalogue of the example seed."""
    with Catalog(open_catalogue_database([GOOD_SEED], cache_folder=kept_folder)) as opened:
        yield opened


@pytest.fixture(scope="session")
def real_catalog(kept_folder: Path) -> Iterator[Catalog]:
    """A catalogue of the seed that ships."""
    reader = open_catalogue_database([default_seed_root()], cache_folder=kept_folder)
    with Catalog(reader) as opened:
        yield opened


@pytest.fixture(scope="session")
def good_database(catalog: Catalog) -> str:
    """The path of the database file made from the example seed."""
    return str(getattr(catalog.reader, "place"))  # noqa: B009 (not part of the protocol)


@pytest.fixture
def run(good_database: str) -> Run:
    """Run the command line in this process on the example seed; `real=True` on the real one."""
    from integration_db_cli.main import main

    def invoke(*arguments: str, real: bool = False, **options: Any) -> Result:
        own = real or arguments[:1] == ("--database",)  # it is said once
        place = [] if own else ["--database", good_database]
        return CliRunner().invoke(main, [*place, *arguments], prog_name="integration-db", **options)

    return invoke


@contextlib.contextmanager
def _serving(app: Starlette) -> Iterator[httpx.Client]:
    with bind("127.0.0.1", 0) as bound:
        server = uvicorn.Server(uvicorn.Config(app, **settings("critical")))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]})
        thread.start()
        try:
            while not server.started:
                assert thread.is_alive(), "the server did not start"
                time.sleep(0.01)
            address = f"http://127.0.0.1:{bound.getsockname()[1]}"
            with httpx.Client(base_url=address, timeout=PATIENCE) as client:
                yield client
        finally:
            server.should_exit = True
            thread.join(timeout=10)


@pytest.fixture(scope="session")
def serving() -> Serving:
    """Serve an application on a free port of this machine; gives a client that talks to it."""
    return _serving


@pytest.fixture(scope="session")
def api(good_database: str) -> Iterator[httpx.Client]:
    """A client of a real server with the example seed."""
    with open_catalog(good_database) as opened, _serving(create_app(opened)) as client:
        yield client


def _server_programs() -> Path | None:
    found = shutil.which("pg_ctl")
    if found and shutil.which("initdb"):
        return Path(found).resolve().parent
    places = sorted(glob("/usr/lib/postgresql/*/bin/pg_ctl"), reverse=True)
    return Path(places[0]).parent if places else None


@pytest.fixture(scope="session")
def postgresql_url() -> Iterator[str]:
    """The URL of an empty database on a real PostgreSQL server, started for the tests.

    `INTEGRATION_DB_TEST_POSTGRESQL` names a server to use instead. Where there is neither, the
    test skips; with `INTEGRATION_DB_TEST_REQUIRE=postgresql` (as in CI) it fails.
    """
    named = os.environ.get("INTEGRATION_DB_TEST_POSTGRESQL")
    if named:
        yield named
        return
    programs = _server_programs()
    if programs is None:
        reason = "no PostgreSQL server: install one, or set INTEGRATION_DB_TEST_POSTGRESQL"
        if "postgresql" in os.environ.get("INTEGRATION_DB_TEST_REQUIRE", ""):
            pytest.fail(reason)
        pytest.skip(reason)
    with tempfile.TemporaryDirectory(prefix="idb-pg-", ignore_cleanup_errors=True) as folder:
        user: dict[str, str] = {}
        if os.geteuid() == 0:  # the server refuses to run as root
            shutil.chown(folder, "postgres")
            user = {"user": "postgres"}
        data = f"{folder}/data"

        def call(*command: str) -> None:
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=folder, **user)  # type: ignore[call-overload]

        call(f"{programs}/initdb", "-D", data, "-U", "tester", "--auth=trust", "-E", "UTF8")
        options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off"
        call(f"{programs}/pg_ctl", "-D", data, "-o", options, "-w", "-l", f"{folder}/log", "start")
        try:
            yield f"postgresql://tester@/postgres?host={folder}"
        finally:
            with contextlib.suppress(subprocess.CalledProcessError):
                call(f"{programs}/pg_ctl", "-D", data, "-m", "immediate", "stop")

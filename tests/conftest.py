"""Fixtures: the small example seed, a catalogue built from it, the commands, a real server."""

from __future__ import annotations

import contextlib
import os
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import httpx
import pytest
import uvicorn
from click.testing import CliRunner, Result
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from servers import PATIENCE, Server, make_template, new_server, server_programs

from integration_db import Catalog, files, open_catalog
from integration_db.database.opening import open_catalogue_database
from integration_db.environment import default_seed_root
from integration_db.export.conformance import conformance
from integration_db.web import create_app
from integration_db.web.server import bind, settings

if TYPE_CHECKING:
    from starlette.types import ASGIApp


hypothesis_settings.register_profile(
    "without a clock", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.load_profile("without a clock")  # a busy machine fails no test

TESTS = Path(__file__).parent
GOOD_SEED = TESTS / "good_seed"

Run = Callable[..., Result]
StartServer = Callable[..., contextlib.AbstractContextManager[Server]]
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


ON_BOTH = frozenset(
    ("test_answers", "test_filters", "test_names", "test_names_without_makers", "test_query")
    + ("test_quotation",)
)
"""The files whose questions to a catalogue are asked of a file and of a server."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "engine" in metafunc.fixturenames and Path(metafunc.module.__file__ or "").stem in ON_BOTH:
        server = pytest.param("postgresql", marks=pytest.mark.postgresql)
        metafunc.parametrize("engine", ["sqlite", server], indirect=True, scope="session")


@pytest.fixture(scope="session")
def engine(request: pytest.FixtureRequest) -> str:
    """What the catalogues are read from: `sqlite`, or `postgresql` where a test is for both."""
    return str(getattr(request, "param", "sqlite"))


@pytest.fixture(scope="session")
def catalog(engine: str, good_database: str, request: pytest.FixtureRequest) -> Iterator[Catalog]:
    """A catalogue of the example seed."""
    if engine == "postgresql":
        good_database = request.getfixturevalue("loaded_server").url("example")
    with open_catalog(good_database) as opened:
        yield opened


@pytest.fixture(scope="session")
def real_catalog(
    engine: str, real_database: str, request: pytest.FixtureRequest
) -> Iterator[Catalog]:
    """A catalogue of the seed that ships."""
    if engine == "postgresql":
        real_database = request.getfixturevalue("loaded_server").url("real")
    with open_catalog(real_database) as opened:
        yield opened


@pytest.fixture(scope="session")
def good_database(kept_folder: Path) -> str:
    """The path of the database file made from the example seed."""
    return _file_of(GOOD_SEED, kept_folder)


@pytest.fixture(scope="session")
def real_database(kept_folder: Path) -> str:
    """The path of the database file made from the seed that ships."""
    return _file_of(Path(default_seed_root()), kept_folder)


def _file_of(seed: Path, folder: Path) -> str:
    with contextlib.closing(open_catalogue_database([seed], cache_folder=folder)) as reader:
        return str(getattr(reader, "place"))  # noqa: B009 (not part of the protocol)


@pytest.fixture
def run(good_database: str) -> Run:
    """Run the command line in this process on the example seed; `real=True` on the real one."""
    from integration_db_cli.main import main

    def invoke(*arguments: str, real: bool = False, **options: Any) -> Result:
        own = real or arguments[:1] == ("--database",)  # it is said once
        place = [] if own else ["--database", good_database]
        return CliRunner().invoke(main, [*place, *arguments], prog_name="integration-db", **options)

    return invoke


@pytest.fixture
def small_shipped_seed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the example seed be the one that ships: overlays over it are built in no time."""
    for module in ("environment", "database.opening"):
        monkeypatch.setattr(f"integration_db.{module}.default_seed_root", lambda: str(GOOD_SEED))


@pytest.fixture(scope="session")
def real_conformance(real_catalog: Catalog, common_folder: Path) -> Path:
    """The conformance file of the seed that ships, worked out once for all workers."""
    place = common_folder / "conformance.json"
    with files.lock(place.with_suffix(".lock")):
        if not place.exists():
            place.write_text(conformance(real_catalog), encoding="utf-8")
    return place


@contextlib.contextmanager
def _serving(app: ASGIApp) -> Iterator[httpx.Client]:
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


def without_servers(reason: str) -> NoReturn:
    """Skip a test that needs a real server; with `INTEGRATION_DB_TEST_REQUIRE` (as in CI) fail."""
    if "postgresql" in os.environ.get("INTEGRATION_DB_TEST_REQUIRE", ""):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def programs() -> Path:
    """The folder of the programs of a PostgreSQL server."""
    found = server_programs()
    if found is None or find_spec("psycopg2") is None:
        without_servers("no PostgreSQL server, or its driver (the extra 'postgresql') is missing")
    return found


@pytest.fixture(scope="session")
def start_server(programs: Path, common_folder: Path) -> StartServer:
    """Start a real PostgreSQL server of its own for a test, which may do to it what it likes."""
    template = common_folder / "postgresql"
    make_template(programs, template)
    return partial(new_server, programs, template)


@pytest.fixture(scope="session")
def loaded_server(programs: Path, common_folder: Path) -> Iterator[Server]:
    """A server with the databases `example` and `real`, for reading alone."""
    from integration_db.curation.shared_observations import load_generation

    def fill(server: Server) -> None:
        for name, seed in (("example", GOOD_SEED), ("real", Path(default_seed_root()))):
            load_generation(server.new_database(name), [seed])

    template = common_folder / "loaded"
    make_template(programs, template, fill)
    with new_server(programs, template) as started:
        yield started


@pytest.fixture(scope="session")
def server(start_server: StartServer) -> Iterator[Server]:
    """A real PostgreSQL server that the tests of one worker share."""
    with start_server() as started:
        yield started


@pytest.fixture(scope="session")
def postgresql_url(server: Server) -> str:
    """The URL of a database on a real server, empty until a test loads something."""
    return server.url()

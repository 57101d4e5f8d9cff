"""The command `serve` as a process: where it listens, what it says, how it ends."""

from __future__ import annotations

import contextlib
import gc
import os
import re
import shutil
import signal
import socket
import struct
import subprocess
import sys
import time
import weakref
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

import httpx
import pytest
from click.testing import Result

from integration_db import Catalog, open_catalog
from integration_db.database.building import build_file
from integration_db.database.opening import open_catalogue_database
from integration_db.database.readers import open_database
from integration_db.web import create_app, served_catalog, server

Run = Callable[..., Result]

PATIENCE = 120
"""Seconds after which something has come to a stop; no test is about less."""


@contextlib.contextmanager
def process(
    *arguments: str, program: Sequence[str] = ("-m", "integration_db_cli")
) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Run `serve` on a free port until it listens; give the process and its address."""
    command = [sys.executable, *program, *arguments, "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as started:
        try:
            assert started.stderr is not None
            line = started.stderr.readline()
            found = re.match(r"Listening on (http://\S+)/, data version \w+", line)
            assert found, line
            yield started, found.group(1)
        finally:
            started.kill()


def answer(address: str) -> httpx.Response:
    """Return an answer; workers need a moment until they take requests."""
    headers = {"Origin": "https://portal.example"}
    for _ in range(10 * PATIENCE):
        with contextlib.suppress(httpx.ConnectError):
            return httpx.get(f"{address}/api/v1/health", headers=headers, timeout=PATIENCE)
        time.sleep(0.1)
    raise AssertionError("nobody listens")


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_it_listens_on_this_machine_alone_and_ends_cleanly(
    good_database: str, sign: signal.Signals
) -> None:
    with process("--database", good_database, "serve") as (started, address):
        assert address.startswith("http://127.0.0.1:")
        assert answer(address).json()["status"] == "ok"
        started.send_signal(sign)
        _, said = started.communicate(timeout=PATIENCE)
        assert (started.returncode, said) == (0, "")


def test_a_first_prediction_waits_for_nothing_that_it_does_not_need(good_database: str) -> None:
    """No page, no description, no checker of lists is imported until somebody asks for it."""
    script = f"""
import asyncio, sys
from integration_db.web import create_app
from integration_db.web.api.inside import exchange
import integration_db.web.server
app = create_app(database={good_database!r})
asked = b"/api/v1/predictions?model=E100"
print(asyncio.run(exchange(app, "GET", asked)).status, *sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    status, *loaded = done.stdout.split()
    assert status == "200", done.stderr
    slow = (
        *("jinja2", "openpyxl", "integration_db.check", "integration_db.report"),
        *("integration_db.text.secrets", "integration_db.web.api.schemas"),
        *("integration_db.web.api.camera_list", "integration_db.web.pages.parts"),
    )
    assert [name for name in loaded if name.startswith(slow)] == []


def test_what_masks_secrets_is_loaded_beside_before_a_problem_needs_it(good_database: str) -> None:
    script = f"""
import asyncio, sys, threading
from integration_db.web import create_app, served_catalog

class Watch:
    def find_spec(self, name, *_):
        if name == "integration_db.text.secrets":
            told.append(threading.current_thread() is threading.main_thread())

async def serve():
    asked, said = asyncio.Queue(), asyncio.Queue()
    running = asyncio.ensure_future(
        create_app(database={good_database!r})({{"type": "lifespan"}}, asked.get, said.put)
    )
    asked.put_nowait({{"type": "lifespan.startup"}})
    await said.get()
    print(told)
    for _ in range(500):
        if told:
            break
        await asyncio.sleep(0.02)
    print(told)
    asked.put_nowait({{"type": "lifespan.shutdown"}})
    await running

told = []
sys.meta_path.insert(0, Watch())
served_catalog.SETTLED = 0
asyncio.run(serve())
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.stdout.split() == ["[]", "[False]"], done.stderr


def test_who_reads_the_address_may_ask_at_once(good_database: str) -> None:
    with process("--database", good_database, "serve") as (_, address):
        found = httpx.get(f"{address}/api/v1/health", timeout=PATIENCE)
        assert found.status_code == 200


def test_several_workers_answer_the_same_and_all_end(good_database: str, catalog: Catalog) -> None:
    """They learn from the command what data they serve, and to whom."""
    origin = ("--cors-origin", "https://portal.example")
    command = ("--database", good_database, "serve", "--workers", "2", *origin)
    with process(*command) as (started, address):
        for _ in range(6):
            found = answer(address).headers
            assert found["x-data-version"] == catalog.data_version
            assert found["access-control-allow-origin"] == "https://portal.example"
        started.send_signal(signal.SIGTERM)
        started.communicate(timeout=PATIENCE)
        assert started.returncode == 0
        with pytest.raises(httpx.ConnectError):
            httpx.get(f"{address}/api/v1/health")


def versions(address: str, times: int) -> list[str]:
    """Return the data versions of so many answers, each over a connection of its own."""
    found = []
    for _ in range(times):
        shown = answer(address)
        assert shown.json()["data_version"] == shown.headers["x-data-version"]
        found.append(shown.headers["x-data-version"])
    return found


@pytest.fixture
def next_database(good_seed: Path, tmp_path: Path) -> Path:
    """A database of other data than those of the example."""
    seed = tmp_path / "seed"
    shutil.copytree(good_seed, seed)
    for path in (seed / "cameras").rglob("*.yaml"):
        text = path.read_text(encoding="utf-8").replace("E100", "E101")
        path.write_text(text, encoding="utf-8")
    path = tmp_path / "next.sqlite"
    build_file(path, [seed])
    return path


def test_all_workers_move_to_new_data_together(
    good_database: str, next_database: Path, tmp_path: Path, catalog: Catalog
) -> None:
    """In the middle of asking, one of them dies too; no mark of the old data is worth anything."""
    named = tmp_path / "named.sqlite"
    shutil.copy(good_database, named)
    with closing(open_database(str(next_database))) as reader:
        new = Catalog(reader).data_version
    old = catalog.data_version
    asked = "/api/v1/predictions?model=Exemplar+E210"
    with process("--database", str(named), "serve", "--workers", "2") as (started, address):
        assert set(versions(address, 6)) == {old}
        mark = {"If-None-Match": httpx.get(address + asked).headers["etag"]}
        assert httpx.get(address + asked, headers=mark).status_code == 304
        next_database.replace(named)
        assert set(versions(address, 12)) == {new}
        killed = max(workers_of(started.pid))
        os.kill(killed, signal.SIGKILL)
        seen = []
        for _ in range(40):
            with contextlib.suppress(httpx.TransportError):
                seen.append(httpx.get(address + asked, headers=mark, timeout=PATIENCE))
        assert {(one.status_code, one.headers["x-data-version"]) for one in seen} == {(200, new)}
        assert {
            httpx.get(address + asked, headers={"If-None-Match": one.headers["etag"]}).status_code
            for one in seen
        } == {304}

        left = children_of(started.pid)
        started.kill()
        started.wait(PATIENCE)
        for _ in range(10 * PATIENCE):  # workers end with their parent, however that ends
            if all(not Path(f"/proc/{one}/fd/0").exists() for one in left):
                break
            time.sleep(0.1)
        else:
            raise AssertionError("a worker is left")


def test_old_data_are_let_go(
    good_database: str,
    next_database: Path,
    tmp_path: Path,
    serving: Callable[..., contextlib.AbstractContextManager[httpx.Client]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """With all that was kept of their answers, however seldom a server looks for rings."""
    monkeypatch.setattr(served_catalog, "_LET_GO", 0.01)
    named = tmp_path / "named.sqlite"
    shutil.copy(good_database, named)
    app = create_app(database=str(named))
    asked = "/api/v1/predictions?model=E100"
    gc.disable()
    try:
        with serving(app) as api:
            assert api.get(asked).status_code == 200
            old = weakref.ref(app.state.written_answers)
            next_database.replace(named)
            assert api.get(asked).status_code == 404
            for _ in range(100 * PATIENCE):
                if old() is None:
                    break
                time.sleep(0.01)
            assert old() is None
    finally:
        gc.enable()


def test_what_comes_and_goes_is_collected_in_small_pieces(
    good_database: str, tmp_path: Path
) -> None:
    """A command lets rings gather; a server that did would stop for all of them at once."""
    told = tmp_path / "told.txt"
    script = f"""
import gc
out = open({str(told)!r}, "w")
def tell(phase, found):
    if phase == "stop" and found["generation"] == 0:
        print(found["collected"], file=out, flush=True)
gc.callbacks.append(tell)
from integration_db_cli.__main__ import run
run()
"""
    with process("--database", good_database, "serve", program=("-c", script)) as (_, address):
        place = ("127.0.0.1", int(address.rpartition(":")[2]))
        for _ in range(1000):
            with socket.create_connection(place, PATIENCE) as line:
                line.sendall(b"GET /api/v1/version HTTP/1.1\r\nHost: x\r\n\r\n")
                assert line.recv(1000).startswith(b"HTTP/1.1 200 ")
    pieces = [int(one) for one in told.read_text().split()]
    assert len(pieces) > 20
    assert max(pieces) < 5_000


def test_who_leaves_before_the_answers_is_no_failure(good_database: str) -> None:
    """A client that asked for much over one connection, read nothing, and resets it."""
    asked = b"GET /api/v1/openapi.json HTTP/1.1\r\nHost: x\r\n\r\n"
    with process("--database", good_database, "serve") as (started, address):
        place = ("127.0.0.1", int(address.rpartition(":")[2]))
        for _ in range(5):
            with socket.socket() as line:
                line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
                line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                line.connect(place)
                line.sendall(asked * 16)
                assert line.recv(1)
                assert answer(address).status_code == 200
        assert answer(address).status_code == 200
        started.send_signal(signal.SIGTERM)
        _, said = started.communicate(timeout=PATIENCE)
    assert said == ""


def test_what_cannot_be_opened_leaves_the_old_data(
    good_database: str, next_database: Path, tmp_path: Path
) -> None:
    named, broken = tmp_path / "named.sqlite", tmp_path / "broken.sqlite"
    shutil.copy(good_database, named)
    broken.write_bytes(b"nothing" * 1000)
    with process("--database", str(named), "serve") as (started, address):
        (old,) = set(versions(address, 2))
        broken.replace(named)
        assert set(versions(address, 6)) == {old}
        next_database.replace(named)
        for _ in range(10 * PATIENCE):  # it is tried again now and then
            if versions(address, 1) != [old]:
                break
            time.sleep(0.1)
        assert old not in versions(address, 4)
        started.send_signal(signal.SIGTERM)
        _, said = started.communicate(timeout=PATIENCE)
    assert said.count("\n") == 1, said
    assert said.startswith("the new data cannot be opened, the old ones stay: ")


def test_workers_keep_the_data_that_the_service_started_with(
    good_seed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Overlays may be edited, and the cache emptied, while it runs; a new worker has the same."""
    monkeypatch.setenv("INTEGRATION_DB_DATABASE", "")
    monkeypatch.setenv("INTEGRATION_DB_DATA", str(tmp_path / "an overlay that is gone"))
    cache, held = tmp_path / "cache", tmp_path / "held"
    held.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(held))
    with Catalog(open_catalogue_database([good_seed], cache_folder=cache)) as first:
        with server.workers_told(first, None, cors_origins=()):
            shutil.rmtree(cache)
            for _ in range(2):
                with open_catalog() as worker:
                    assert worker.data_version == first.data_version
                    assert worker.predict("E100").to_dict() == first.predict("E100").to_dict()
                    assert worker.current()
        assert not list(held.iterdir())


def workers_of(number: int) -> list[int]:
    """Return the workers of a service: the processes that it started and that start no others."""
    return [child for child in children_of(number) if "spawn_main" in command_of(child)]


def command_of(number: int) -> str:
    return Path(f"/proc/{number}/cmdline").read_text(encoding="utf-8", errors="replace")


def children_of(number: int) -> list[int]:
    """Return the processes that a process started, and those that they started."""
    found = []
    for place in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            fields = place.read_text().rpartition(")")[2].split()
            if int(fields[1]) == number and fields[0] != "Z":
                found.append(int(place.parent.name))
    return found + [below for child in found for below in children_of(child)]


def test_a_port_in_use_is_one_sentence(run: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = run("serve", "--port", str(port))
    assert done.exit_code == 1
    assert done.stderr == (f"Error: cannot listen on 127.0.0.1 port {port}: {os.strerror(98)}.\n")


@pytest.mark.parametrize("host", ["192.0.2.1", "no-such-host.invalid", "x" * 300, "a..b"])
def test_an_address_that_is_not_ours_is_one_sentence(run: Run, host: str) -> None:
    done = run("serve", "--host", host)
    assert done.exit_code == 1
    assert done.stderr.startswith(f"Error: cannot listen on {host} port 8000: ")
    assert done.stderr.count("\n") == 1


def test_a_wrong_origin_is_wrong_usage(run: Run) -> None:
    done = run("serve", "--cors-origin", "portal.example")
    assert done.exit_code == 2
    assert "https://portal.example" in done.stderr


@pytest.mark.parametrize("missing", ["starlette", "uvicorn"])
def test_without_the_extra_it_says_how_to_get_it(
    run: Run, monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    class Absent:
        @staticmethod
        def find_spec(name: str, *_: object) -> None:
            if name.partition(".")[0] == missing:
                raise ModuleNotFoundError(name=missing)

    for name in list(sys.modules):
        if name.startswith("integration_db.web") or name.partition(".")[0] == missing:
            monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "meta_path", [Absent, *sys.meta_path])
    done = run("serve")
    assert done.exit_code == 1
    assert done.stderr == (
        f"Error: serve needs {missing}, which is not installed: "
        "pip install 'integration-db[web]'.\n"
    )

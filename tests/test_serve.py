"""The command `serve` as a process: where it listens, what it says, how it ends."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

import httpx
import pytest
from click.testing import Result

from integration_db import Catalog

Run = Callable[..., Result]

PATIENCE = 120
"""Seconds after which something has come to a stop; no test is about less."""


@contextlib.contextmanager
def process(*arguments: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Run `serve` on a free port until it listens; give the process and its address."""
    command = [sys.executable, "-m", "integration_db_cli", *arguments, "--port", "0"]
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

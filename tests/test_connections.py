"""Clients that drip, do not read, ask all at once or come in crowds: others are answered."""

from __future__ import annotations

import contextlib
import socket
import time
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from test_api_refusals import line_to

from integration_db import Catalog
from integration_db.web import connections, create_app
from integration_db.web.connections import LimitedConnection
from integration_db.web.middleware.limits import LIMITS

Serving = Callable[..., Any]

ADDRESSES = ("/api/v1/version", "/check", "/api/v1/predictions")
VERSION = b"GET /api/v1/version HTTP/1.1\r\nHost: x\r\n\r\n"
LARGE = b"GET /api/v1/openapi.json HTTP/1.1\r\nHost: x\r\n\r\n"


@pytest.fixture
def hasty(
    catalog: Catalog, serving: Serving, monkeypatch: pytest.MonkeyPatch
) -> Iterator[httpx.Client]:
    """A server that gives everybody a fifth of a second."""
    with serving(create_app(catalog, limits=LIMITS._replace(seconds=0.1))) as api:
        for address in ADDRESSES:
            api.get(address)  # the first answer of each loads what it needs
        monkeypatch.setattr(LimitedConnection, "seconds", 0.2)
        monkeypatch.setattr(connections, "_GRACE", 0.0)
        yield api


def everything_of(line: socket.socket) -> bytes:
    """Return all that comes until the server hangs up, however it does."""
    parts = []
    with contextlib.suppress(ConnectionError):
        while part := line.recv(1 << 16):
            parts.append(part)
    return b"".join(parts)


@pytest.mark.parametrize("method", [b"GET", b"POST"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_a_body_that_drips_ends_with_its_connection(
    hasty: httpx.Client, method: bytes, address: str
) -> None:
    """Before the answer, and after it where nobody reads the body."""
    with line_to(hasty) as line:
        line.sendall(
            method + f" {address} HTTP/1.1\r\nHost: x\r\nContent-Length: 900\r\n\r\n".encode()
        )
        line.settimeout(0.05)
        received = b""
        for _ in range(600):
            try:
                line.sendall(b"x")
                part = line.recv(1 << 16)
            except TimeoutError:
                continue
            except ConnectionError:
                break
            received += part
            if not part:
                break
        else:
            raise AssertionError("the connection is held for ever")
        assert received.startswith(b"HTTP/1.1 ")


def test_a_client_that_does_not_read_is_not_kept(hasty: httpx.Client) -> None:
    whole = len(hasty.get("/api/v1/openapi.json").content)
    place = (hasty.base_url.host, hasty.base_url.port or 0)
    with socket.socket() as line:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        line.settimeout(60)
        line.connect(place)
        asked = LimitedConnection.most_at_once
        line.sendall(LARGE * asked)
        time.sleep(1.0)  # what is slow here is the client
        assert len(everything_of(line)) < asked * whole
    assert hasty.get("/api/v1/version").status_code == 200


def test_a_client_that_reads_slowly_has_everything_in_the_end(
    catalog: Catalog, serving: Serving, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(LimitedConnection, "seconds", 0.2)
    with serving(create_app(catalog)) as api:
        whole = len(
            api.get("/api/v1/openapi.json", headers={"accept-encoding": "identity"}).content
        )
        place = (api.base_url.host, api.base_url.port or 0)
        with socket.socket() as line:
            line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            line.settimeout(60)
            line.connect(place)
            line.sendall(LARGE.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"))
            received = 0
            while part := line.recv(1 << 14):
                received += len(part)
                time.sleep(0.005)
            assert received > whole


def test_only_so_many_may_be_slow_to_read_at_a_time(
    api: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "MOST_UNREAD", 2)
    place = (api.base_url.host, api.base_url.port or 0)
    with contextlib.ExitStack() as lines:
        slow = []
        for _ in range(5):
            line = lines.enter_context(socket.socket())
            line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            line.settimeout(60)
            line.connect(place)
            line.sendall(LARGE * LimitedConnection.most_at_once)
            assert line.recv(1)
            slow.append(line)
        lengths = [len(everything_of(line)) for line in slow[:2]]
        assert max(lengths) < 16 * len(api.get("/api/v1/openapi.json").content)
    assert api.get("/api/v1/version").status_code == 200


def test_requests_that_come_at_once_are_answered_in_their_order(api: httpx.Client) -> None:
    targets = ["version", "plugins", "nothing", "version", "stats", "health"] * 2
    with line_to(api) as line:
        asked = [f"GET /api/v1/{one} HTTP/1.1\r\nHost: x\r\n" for one in targets]
        line.sendall("\r\n".join(asked).encode() + b"Connection: close\r\n\r\n")
        answers = everything_of(line).split(b"HTTP/1.1 ")[1:]
    assert [int(one[:3]) for one in answers] == [404 if t == "nothing" else 200 for t in targets]


def test_thousands_of_requests_at_once_are_refused(api: httpx.Client) -> None:
    with line_to(api) as line:
        with contextlib.suppress(ConnectionError):
            line.sendall(VERSION * 20_000)
        answers = everything_of(line).split(b"HTTP/1.1 ")[1:]
    assert len(answers) <= LimitedConnection.most_at_once + 2
    assert api.get("/api/v1/version").status_code == 200


def connected(api: httpx.Client, source: str, many: int) -> list[socket.socket]:
    """Return so many connections from an address of this machine, each with half a head sent."""
    lines = []
    for _ in range(many):
        line = socket.create_connection(
            (api.base_url.host, api.base_url.port or 0), 60, source_address=(source, 0)
        )
        line.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n")
        lines.append(line)
    return lines


def is_open(line: socket.socket) -> bool:
    line.settimeout(0)
    try:
        return line.recv(1) != b""
    except BlockingIOError:
        return True
    except ConnectionError:
        return False


def test_slow_connections_do_not_lock_others_out(
    api: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As many as there may be, and more: who comes then is answered, from their address too."""
    monkeypatch.setattr(LimitedConnection, "most_open", 50)
    modest = connected(api, "127.0.0.2", 5)
    crowd = connected(api, "127.0.0.3", 110)
    for _ in range(5):
        assert httpx.get(f"{api.base_url}/api/v1/version").status_code == 200
    assert all(map(is_open, modest))  # they are older, but few
    assert not is_open(crowd[0])
    line = crowd[-1]
    line.settimeout(60)
    line.sendall(b"Connection: close\r\n\r\n")
    assert everything_of(line).startswith(b"HTTP/1.1 200 ")
    for one in (*modest, *crowd):
        one.close()

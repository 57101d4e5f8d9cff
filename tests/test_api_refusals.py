"""What the API does with input that it cannot use, and what it lets nobody do."""

from __future__ import annotations

import json
import logging
import select
import socket
import time
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import httpx
import pytest

from integration_db import Catalog, UsageError, open_catalog
from integration_db.database.readers import DatabaseRow
from integration_db.errors import DatabaseError
from integration_db.web import create_app
from integration_db.web.api import schemas
from integration_db.web.connections import LimitedConnection
from integration_db.web.middleware.limits import LIMITS

Serving = Callable[..., Any]

BATCH = "/api/v1/predictions"
JSON = {"Content-Type": "application/json"}


def problem(found: httpx.Response) -> dict[str, Any]:
    """Return the problem document, which has to be one in every respect."""
    assert found.headers["content-type"] == "application/problem+json"
    assert found.headers["cache-control"] == "no-store"
    assert found.headers["x-data-version"]
    assert "etag" not in found.headers
    body: dict[str, Any] = found.json()
    schemas.ProblemDocument.model_validate(body, strict=True)
    assert body["status"] == found.status_code
    assert body["detail"]
    return body


@pytest.mark.parametrize(
    ("address", "status", "code", "parameter", "suggestion"),
    [
        ("/cameras?manufactuer=x", 400, "unknown-parameter", "manufactuer", "manufacturer"),
        ("/version?x=1", 400, "unknown-parameter", "x", None),
        ("/cameras/Exemplar/E100?sort=model", 400, "unknown-parameter", "sort", None),
        ("/cameras?https=maybe", 400, "bad-value", "https", "unknown"),
        ("/cameras?firmware=1&firmware=2", 400, "repeated-parameter", "firmware", None),
        ("/cameras?https=", 400, "bad-value", "https", "yes"),
        ("/cameras?limit=ten", 400, "bad-value", "limit", None),
        ("/cameras?limit=501", 400, "bad-value", "limit", None),
        ("/cameras?limit=1_0", 400, "bad-value", "limit", None),
        ("/cameras?limit=1.0", 400, "bad-value", "limit", None),
        ("/cameras?offset=%201", 400, "bad-value", "offset", None),
        ("/predictions?model=E100&port=%2B80", 400, "bad-value", "port", None),
        ("/cameras?limit=-1", 400, "bad-value", "limit", None),
        ("/cameras?offset=99999999999999999999", 400, "bad-value", "offset", None),
        ("/cameras?sort=colour", 400, "bad-value", "sort", None),
        ("/cameras?facet=colour", 400, "bad-value", "facet", "series"),
        ("/cameras?ssl=true&https=no", 400, "contradiction", "ssl", None),
        ("/cameras?protocol=http", 400, "nothing-to-go-with", "protocol", None),
        ("/cameras?possible=true", 400, "nothing-to-go-with", "possible", None),
        ("/cameras?symbol=shield", 400, "bad-value", "symbol", "padlock"),
        ("/cameras?level=much", 400, "bad-value", "level", "full"),
        ("/cameras?level=full&protocol=ftp", 400, "no-such-protocol", "protocol", "http"),
        ("/cameras?manufacturer=Exemplary", 404, "unknown-manufacturer", "manufacturer", None),
        ("/cameras?recorder=Genie", 404, "unknown-recorder", "recorder", "exacqVision"),
        ("/predictions", 400, "missing-parameter", "model", None),
        ("/predictions?model=", 400, "bad-value", "model", None),
        ("/predictions?model=E1000", 404, "unknown-model", "model", "Exemplar E100"),
        (f"/predictions?model={'x' * 201}", 400, "bad-value", "model", None),
        ("/predictions?model=E100%00", 400, "bad-value", "model", None),
        ("/predictions?model=E100%1b[2J", 400, "bad-value", "model", None),
        ("/predictions?model=%ff%fe", 400, "not-utf8", None, None),
        ("/predictions?model=%ed%a0%80", 400, "not-utf8", None, None),
        ("/predictions?model=E100&port=0", 400, "bad-value", "port", None),
        ("/predictions?model=E100&http=perhaps", 400, "bad-value", "http", "redirect"),
        ("/predictions?model=E100&nat=perhaps", 400, "bad-value", "nat", None),
        ("/predictions?model=E100&protocol=ftp", 400, "no-such-protocol", "protocol", "http"),
        ("/predictions?model=E100&option=streaming", 400, "bad-value", "option", None),
        ("/predictions?model=E100&option=a%3Db", 400, "no-such-option", "option", None),
        ("/predictions?model=E100&done=verify", 400, "bad-value", "done", "set_clock"),
        (
            "/predictions?model=E100&certificate_names=address",
            *(400, "nothing-to-go-with", "certificate_names", None),
        ),
        (
            "/predictions?model=E100&recorder=none&plugin=A",
            400,
            "nothing-to-go-with",
            "plugin",
            None,
        ),
        (
            "/predictions?model=E100&port=80&protocol=https-if-available",
            *(400, "port-not-allowed", "port", "https-required"),
        ),
        (f"/predictions?{'&'.join(['a=1'] * 101)}", 400, "too-many-parameters", None, None),
        ("/compare?model=E100", 400, "bad-value", "model", None),
        ("/compare?model=E100&model=nothing", 404, "unknown-model", "model", None),
        ("/search?text=E&limit=0", 400, "bad-value", "limit", None),
        ("/cameras/Exemplar/", 400, "bad-value", "model", None),
        ("/cameras/Exemplar/E999", 404, "unknown-model", "model", None),
        ("/cameras/Nobody/E100", 404, "unknown-manufacturer", "manufacturer", None),
        ("/cameras/Exemplar/..%2f..%2fetc%2fpasswd", 404, "unknown-model", "model", None),
        ("/cameras/Exemplar", 404, "not-found", None, None),
        ("/nothing", 404, "not-found", None, None),
        ("/../etc/passwd", 404, "not-found", None, None),
    ],
)
def test_bad_questions_are_told_what_is_wrong(
    api: httpx.Client,
    address: str,
    status: int,
    code: str,
    parameter: str | None,
    suggestion: str | None,
) -> None:
    found = problem(api.get(f"/api/v1{address}"))
    assert (found["status"], found["code"]) == (status, code), found
    assert found.get("parameter") == parameter
    if suggestion is not None:
        assert suggestion in found["suggestions"]


@pytest.mark.parametrize(
    ("body", "code", "pointer"),
    [
        (b"", "invalid-json", ""),
        (b"{", "invalid-json", ""),
        (b'{"questions": [NaN]}', "invalid-json", ""),
        (b'{"questions": [-Infinity]}', "invalid-json", ""),
        (b"1" * 10_000, "invalid-json", ""),
        (b"\xff\xfe", "not-utf8", ""),
        (b"[" * 100_000, "too-deep", ""),
        (b'{"questions":' * 50_000, "too-deep", ""),
        (b"[]", "not-an-object", ""),
        (b"null", "not-an-object", ""),
        (b"{}", "missing-parameter", "/questions"),
        (b'{"questions": []}', "bad-value", "/questions"),
        (b'{"questions": {"0": {}}}', "bad-value", "/questions"),
        (b'{"questions": [], "question": 1}', "unknown-parameter", "/question"),
        (b'{"\\ud800": 1}', "bad-value", ""),
        (b'{"questions": [], "questions": [{"model": "E100"}]}', "repeated-key", ""),
        (b'{"questions": [{"model": "E100", "model": "E210"}]}', "repeated-key", ""),
    ],
)
def test_bodies_that_are_no_batch_are_told_what_is_wrong(
    api: httpx.Client, body: bytes, code: str, pointer: str
) -> None:
    found = problem(api.post(BATCH, content=body, headers=JSON))
    assert (found["status"], found["code"], found["pointer"]) == (400, code, pointer)


@pytest.mark.parametrize(
    "line",
    [
        b"null",
        b"[]",
        b'"E100"',
        b"1e999",
        b'{"model": "\\ud800"}',
        b'{"model": "E100", "\\udfff": 1}',
        b'{"model": "E100", "a/b~c": 1}',
        b'{"model": "\\u0000"}',
        b'{"model": ["E100"]}',
        b'{"model": null}',
        b'{"model": "E100", "port": 80.5}',
        b'{"model": "E100", "port": 1' + b"0" * 4000 + b"}",
        b'{"model": "E100", "nat": "yes"}',
        b'{"model": "E100", "done": "trust_ca"}',
        b'{"model": "E100", "option": [["a", "b"]]}',
        b'{"model": "E100", "strict": null}',
        b'{"model": "' + b"x" * 500_000 + b'"}',
        b'{"model": ' + b"[" * 900 + b"]" * 900 + b"}",
    ],
    ids=lambda line: repr(line[:30]),
)
def test_one_bad_line_does_not_spoil_the_others(api: httpx.Client, line: bytes) -> None:
    body = b'{"questions": [{"model": "E100"}, ' + line + b', {"model": "E210"}]}'
    results = api.post(BATCH, content=body, headers=JSON).json()["results"]
    assert [one["status"] for one in results] == [200, 400, 200]
    found = results[1]["problem"]
    assert found["pointer"].startswith("/questions/1")
    assert len(json.dumps(found)) < 2_000
    schemas.ProblemDocument.model_validate(found, strict=True)


@pytest.mark.parametrize(
    ("path", "body", "key"),
    [
        (BATCH, b'{"questions": [{"model": "E100", "port": 1, "port": 2, "port": 3}]}', "port"),
        ("/api/v1/check", b'{"lines": [{"Model": "E100"}], "map": {"A": "", "A": ""}}', "A"),
        ("/api/v1/check", b'{"lines": [{"Model": "E100", "Model": "E210"}]}', "Model"),
    ],
)
def test_a_key_that_stands_twice_is_named(
    api: httpx.Client, path: str, body: bytes, key: str
) -> None:
    found = problem(api.post(path, content=body, headers=JSON))
    assert found["detail"] == f"the key {key!r} stands twice in one object"


def test_a_pointer_escapes_what_it_must(api: httpx.Client) -> None:
    question = {"model": "E100", "a/b~c": 1}
    results = api.post(BATCH, json={"questions": [question]}).json()["results"]
    assert results[0]["problem"]["pointer"] == "/questions/0/a~1b~0c"


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", None])
def test_only_json_is_read(api: httpx.Client, kind: str | None) -> None:
    headers = {"Content-Type": kind} if kind else {}
    found = problem(api.post(BATCH, content=b"{}", headers=headers))
    assert (found["status"], found["code"]) == (415, "unsupported-media-type")


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("PUT", "/api/v1/predictions", {"GET", "HEAD", "POST"}),
        ("POST", "/api/v1/version", {"GET", "HEAD"}),
        ("DELETE", "/api/v1/cameras/Exemplar/E100", {"GET", "HEAD"}),
        ("TRACE", "/api/v1/openapi.json", {"GET", "HEAD"}),
    ],
)
def test_other_methods_are_told_which_ones_there_are(
    api: httpx.Client, method: str, path: str, allowed: set[str]
) -> None:
    found = api.request(method, path)
    assert problem(found)["status"] == 405
    assert set(found.headers["allow"].split(", ")) == allowed


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("POST", "/predict", {"GET", "HEAD"}),
        ("PUT", "/check", {"GET", "HEAD", "POST"}),
        ("DELETE", "/cameras/Exemplar/E100", {"GET", "HEAD"}),
    ],
)
def test_pages_tell_which_methods_there_are(
    api: httpx.Client, method: str, path: str, allowed: set[str]
) -> None:
    found = api.request(method, path)
    assert found.status_code == 405
    assert found.headers["content-type"].startswith("text/html")
    assert set(found.headers["allow"].split(", ")) == allowed


def test_long_addresses_and_headers_are_refused(api: httpx.Client) -> None:
    found = api.get(f"/api/v1/search?text={'x' * LIMITS.target}")
    assert problem(found)["status"] == 414
    found = api.get("/api/v1/version", headers={"X-Long": "x" * LIMITS.headers})
    assert problem(found)["status"] == 431


def test_a_body_that_says_it_is_too_long_is_refused_unread(api: httpx.Client) -> None:
    found = api.post(BATCH, content=b"x" * (LIMITS.body + 1), headers=JSON)
    assert problem(found)["status"] == 413


def line_to(api: httpx.Client) -> socket.socket:
    return socket.create_connection((api.base_url.host, api.base_url.port or 0), 60)


def talk(api: httpx.Client, head: str, parts: Iterator[bytes]) -> tuple[bytes, int]:
    """Send a head, and parts of a body until the server answers or hangs up.

    Returns the answer and how much of the body was sent.
    """
    sent = 0
    with line_to(api) as line:
        line.sendall(f"POST {BATCH} HTTP/1.1\r\nHost: x\r\n{head}".encode())
        for part in parts:
            if select.select([line], [], [], 0.001)[0]:
                break
            try:
                line.sendall(part)
            except OSError:
                break
            sent += len(part)
        try:
            return line.recv(100_000), sent
        except OSError:
            return b"", sent


def test_a_body_of_ten_megabytes_is_refused_while_it_comes_in(api: httpx.Client) -> None:
    """Sent in pieces, without a length; only a part of it is ever read."""
    piece = b"10000\r\n" + b"x" * 0x10000 + b"\r\n"
    head = "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
    answer, sent = talk(api, head, (piece for _ in range(160)))
    assert answer.startswith(b"HTTP/1.1 413 ")
    assert sent < 5_000_000
    assert problem(api.get("/api/v1/nothing"))["status"] == 404  # others go on


def test_a_compressed_body_is_not_read(api: httpx.Client) -> None:
    found = api.post(BATCH, content=b"{}", headers={**JSON, "Content-Encoding": "gzip"})
    assert problem(found)["status"] == 415


@pytest.mark.parametrize("length", ["-1", "1e9", "9" * 400, "x"])
def test_a_length_that_is_none_does_not_pass(api: httpx.Client, length: str) -> None:
    head = f"Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n"
    answer, _ = talk(api, head, iter([b"{}"]))
    assert answer.split(b" ")[1] in (b"400", b"413")


@pytest.mark.parametrize(
    "said",
    [b"\x16\x03\x01\x02\x00\r\n\r\n", b"get / HTTP/1.1\r\n\r\n", b"GET /\xc3 HTTP/1.1\r\n\r\n"],
)
def test_what_is_no_http_is_refused_in_the_same_shape(api: httpx.Client, said: bytes) -> None:
    with line_to(api) as line:
        line.sendall(said)
        head, _, body = line.recv(100_000).partition(b"\r\n\r\n")
        first, *lines = head.decode().split("\r\n")
        assert first == "HTTP/1.1 400 Bad Request"
        headers = dict(text.split(": ", 1) for text in lines)
        assert problem(httpx.Response(400, headers=headers, content=body))["code"] == "invalid-http"
        assert headers["x-content-type-options"] == "nosniff"
        assert line.recv(1) == b""


def test_a_body_that_does_not_come_is_not_waited_for(good_database: str, serving: Serving) -> None:
    with open_catalog(good_database) as opened:
        app = create_app(opened, limits=LIMITS._replace(seconds=0.2))
        with serving(app) as api:
            head = "Content-Type: application/json\r\nContent-Length: 100\r\n\r\n"
            answer, _ = talk(api, head, iter([b"{"]))
            assert answer.startswith(b"HTTP/1.1 408 ")


@pytest.mark.parametrize("part", [b"x" * 10_000, b"X-A: y\r\n" * 1000], ids=["one", "many"])
def test_a_head_without_end_is_refused_while_it_comes_in(api: httpx.Client, part: bytes) -> None:
    answer, sent = talk(api, "X-Long: ", (part for _ in range(1000)))
    assert answer == b"" or answer.startswith(b"HTTP/1.1 400 ")
    assert sent < 5_000_000


def test_trailers_without_end_are_cut_off(api: httpx.Client) -> None:
    head = "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n"
    part = b"X-A: y\r\n" * 10_000
    answer, sent = talk(api, head, (part for _ in range(1000)))
    assert answer == b"" or answer.startswith(b"HTTP/1.1 431 ")
    assert sent < 40_000_000


@pytest.mark.parametrize("said", [b"", b"GET /api/v1/version HTTP/1.1\r\nHost: x\r\n"])
def test_a_head_that_does_not_come_is_not_waited_for(
    catalog: Catalog, serving: Serving, monkeypatch: pytest.MonkeyPatch, said: bytes
) -> None:
    with serving(create_app(catalog)) as api:
        assert api.get("/api/v1/version").status_code == 200  # its line stays open
        monkeypatch.setattr(LimitedConnection, "seconds", 0.2)
        with line_to(api) as line:
            line.sendall(said)
            assert line.recv(1000) == b""
        assert api.get("/api/v1/version").status_code == 200
        time.sleep(0.3)
        assert api.get("/api/v1/version").status_code == 200  # between requests no clock runs


def test_a_client_that_leaves_in_the_middle_harms_nobody(api: httpx.Client) -> None:
    with line_to(api) as line:
        head = f"POST {BATCH} HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n{'X: y'}\r\n\r\n{{"
        line.sendall(head.encode())
    time.sleep(0.05)
    assert api.get("/api/v1/health").status_code == 200


class BrokenReader:
    """A reader whose disk fails after the start."""

    dialect = "sqlite"

    def __init__(self) -> None:
        self.broken = False

    def rows(self, sql: str, parameters: Mapping[str, object] | None = None) -> list[DatabaseRow]:
        if self.broken:
            raise DatabaseError("/secret/place", "cannot read database /secret/place: disk error")
        return [("example",)]

    def current(self) -> bool:
        return True

    def close(self) -> None:
        pass


def test_a_failure_tells_the_log_and_not_the_client(
    serving: Serving, caplog: pytest.LogCaptureFixture
) -> None:
    reader = BrokenReader()
    app = create_app(Catalog(reader))
    reader.broken = True
    with serving(app) as api, caplog.at_level(logging.ERROR, "integration_db"):
        found = api.get("/api/v1/stats")
        assert problem(found)["status"] == 500
        assert "secret" not in found.text
        assert found.headers["x-content-type-options"] == "nosniff"
        for address, body in (
            (BATCH, {"questions": [{"model": "E100"}]}),
            ("/api/v1/check", {"lines": [{"Model": "E100"}]}),
            ("/api/v1/check", {"lines": [{"Model": "E100"}], "plugin": "Bosch"}),
        ):
            batch = api.post(address, json=body)
            assert problem(batch)["code"] == "internal"
            assert "secret" not in batch.text
        for page in ("/", "/?manufacturer=x", "/predict?model=E100", "/compare?model=a&model=b"):
            shown = api.get(page)
            assert shown.status_code == 500
            assert "secret" not in shown.text
    assert "/secret/place" in caplog.text


@pytest.mark.parametrize("address", ["/api/v1/version", "/api/v1/nothing", "/", "/docs"])
def test_every_response_has_the_safe_headers(api: httpx.Client, address: str) -> None:
    found = api.get(address).headers
    policy = dict(part.split(" ", 1) for part in found["content-security-policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["frame-ancestors"] == "'none'"
    assert "unsafe" not in found["content-security-policy"]
    assert found["x-content-type-options"] == "nosniff"
    assert found["referrer-policy"] == "no-referrer"
    assert "server" not in found


def test_no_page_of_another_origin_may_read_unless_said(api: httpx.Client) -> None:
    headers = {"Origin": "https://portal.example"}
    found = api.get("/api/v1/version", headers=headers)
    assert "access-control-allow-origin" not in found.headers


def test_only_the_origins_that_were_said_may_read(catalog: Catalog, serving: Serving) -> None:
    app = create_app(catalog, cors_origins=["https://portal.example", "http://[::1]:3000"])
    with serving(app) as api:
        for _ in range(2):  # the second answer is one that was kept
            friend = api.get("/api/v1/version", headers={"Origin": "https://portal.example"})
            other = api.get("/api/v1/version", headers={"Origin": "https://evil.example"})
            nobody = api.get("/api/v1/version")
            assert friend.headers["access-control-allow-origin"] == "https://portal.example"
            assert "ETag" in friend.headers["access-control-expose-headers"]
            assert "origin" in friend.headers["vary"].lower()
            assert "access-control-allow-origin" not in other.headers
            assert "access-control-allow-origin" not in nobody.headers
        ask = {"Origin": "https://portal.example", "Access-Control-Request-Method": "POST"}
        assert api.options(BATCH, headers=ask).status_code == 200


@pytest.mark.parametrize("origin", ["portal.example", "https://x/path", "null", "https://", ""])
def test_an_origin_that_is_none_is_refused(catalog: Catalog, origin: str) -> None:
    with pytest.raises(UsageError, match="web origin"):
        create_app(catalog, cors_origins=[origin])

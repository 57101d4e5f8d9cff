"""Asking an application without a network: for the examples of its own description and docs.

By hand, so that the program needs no client of HTTP.
"""

from __future__ import annotations

from urllib.parse import unquote

from starlette.types import ASGIApp, Message


async def exchange(
    app: ASGIApp, method: str, target: str, body: bytes = b""
) -> tuple[int, dict[str, str], bytes]:
    """Return status, headers and body of the answer to one request (a body is JSON)."""
    path, _, query = target.partition("?")
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method.upper(),
        "scheme": "http",
        "path": unquote(path),
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(b"content-type", b"application/json")] if body else [],
        "client": None,
        "server": None,
    }
    await app(scope, receive, send)
    start, *rest = sent
    headers = {name.decode(): value.decode() for name, value in start["headers"]}
    return start["status"], headers, b"".join(part.get("body", b"") for part in rest)

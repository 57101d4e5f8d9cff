"""Long answers compressed, for those who say that they can read it.

Starlette compresses. Who wants it is decided here, because it takes `gzip;q=0`, which refuses
gzip, for a wish.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

SHORTEST: Final = 1_000
"""Bytes from which an answer is worth compressing."""

_NEVER: Final = re.compile(rb"q=0(\.0*)?")


class Compression:
    """Compresses answers where the client takes gzip; all others pass as they are."""

    def __init__(self, app: ASGIApp) -> None:
        self.plain = app
        self.packing = GZipMiddleware(app, minimum_size=SHORTEST, compresslevel=6)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, through Starlette's compression only where it is wanted."""
        wanted = scope["type"] == "http" and takes_gzip(scope["headers"])
        await (self.packing if wanted else self.plain)(scope, receive, send)


def takes_gzip(headers: Iterable[tuple[bytes, bytes]]) -> bool:
    """Whether the last Accept-Encoding that names gzip takes it; `gzip;q=0` refuses it."""
    wanted = False
    for name, value in headers:
        if name == b"accept-encoding":
            for part in value.lower().replace(b" ", b"").split(b","):
                coding, _, weight = part.partition(b";")
                if coding == b"gzip":
                    wanted = _NEVER.fullmatch(weight) is None
    return wanted

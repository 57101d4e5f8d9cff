"""Answers that are kept, and the mark by which a client shows that it has one already.

While a catalogue is open the same question has the same answer. So an answer is worked out once,
and its mark (ETag) is made from the question, the data version and the program's version alone:
whoever shows the mark was given the answer before, and nothing needs to be looked up to say 304.

By hand: a cache for any application would have to keep to what answers say of themselves, and
has the answer worked out before it can compare marks.
"""

from __future__ import annotations

from collections import OrderedDict
from hashlib import blake2b
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from integration_db.named_tuple import NamedTuple
from integration_db.web.middleware.compression import takes_gzip

KEPT_BYTES: Final = 32_000_000
LARGEST: Final = 1_000_000
"""Bytes of all answers kept, and of the largest one that is."""

_FOR_THE_ASKED_AGAIN: Final = 0.75
"""Part of the room that answers which were asked for again may take from those that were not."""

_OVERHEAD: Final = 1_000
"""About what an answer takes beside its body."""

Key = tuple[bytes, bytes, bool]


class Kept(NamedTuple):
    """One answer as it goes out."""

    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes

    @property
    def size(self) -> int:
        """Return about how many bytes it takes."""
        return len(self.body) + _OVERHEAD


class AnswerCache:
    """Remembers answers to GET, and answers If-None-Match.

    Where there is no room, answers go that were asked for once, the oldest first: who asks for
    everything in turn pushes out nothing that others come back for.

    Handlers look at nothing but path and query, or else say `Cache-Control` or `ETag` themselves;
    then their answers pass as they are.
    """

    def __init__(self, app: ASGIApp, edition: str, kept_bytes: int = KEPT_BYTES) -> None:
        self.app = app
        self.edition = edition.encode()
        self._once = _Part(kept_bytes)
        self._again = _Part(int(kept_bytes * _FOR_THE_ASKED_AGAIN))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from what is kept, or pass the request on and keep the answer."""
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            await self.app(scope, receive, send)
            return
        if scope["method"] == "HEAD":
            scope, send = {**scope, "method": "GET"}, _without_body(send)
        path, query = scope["raw_path"], scope["query_string"]
        shown = b",".join(value for name, value in scope["headers"] if name == b"if-none-match")
        if shown:
            tag = self.tag(path, query)
            if holds(shown, tag):
                await send({"type": "http.response.start", "status": 304, "headers": _meta(tag)})
                await send({"type": "http.response.body", "body": b""})
                return
        key = (path, query, takes_gzip(scope["headers"]))
        kept = self._asked_again(key)
        if kept is not None:
            # A new list: layers outside may add to it for one client only.
            headers = list(kept.headers)
            await send({"type": "http.response.start", "status": 200, "headers": headers})
            await send({"type": "http.response.body", "body": kept.body})
            return
        await self.app(scope, receive, self._keeping(key, send))

    @property
    def size(self) -> int:
        """Return about how many bytes the answers take that are kept."""
        return self._once.size + self._again.size

    def tag(self, path: bytes, query: bytes) -> bytes:
        """Return the mark of an answer; weak, because its compressed form has the same."""
        text = b"\n".join((self.edition, path, query))
        return b'W/"' + blake2b(text, digest_size=12).hexdigest().encode() + b'"'

    def _keeping(self, key: Key, send: Send) -> Send:
        """Return a `send` that marks an answer and keeps it, if it comes in one piece."""
        headers: tuple[tuple[bytes, bytes], ...] | None = None

        async def keep(message: Message) -> None:
            nonlocal headers
            if message["type"] == "http.response.start":
                if message["status"] == 200 and not _says(message, b"cache-control", b"etag"):
                    own = [h for h in message["headers"] if h[0] != b"vary"]
                    headers = (*own, *_meta(self.tag(*key[:2])))
                    message = {**message, "headers": list(headers)}
            elif message.get("more_body"):
                headers = None
            elif headers is not None:
                self._add(key, Kept(headers, message.get("body", b"")))
            await send(message)

        return keep

    def _asked_again(self, key: Key) -> Kept | None:
        """Return what is kept of an answer, and hold it among those that are asked for again."""
        kept = self._again.take(key) or self._once.take(key)
        if kept is not None:
            self._again.add(key, kept)
            for old in self._again.take_surplus():
                self._once.add(*old)
            self._make_room()
        return kept

    def _add(self, key: Key, kept: Kept) -> None:
        if kept.size > LARGEST or key in self._again.kept:
            return
        self._once.add(key, kept)
        self._make_room()

    def _make_room(self) -> None:
        """Let answers go, so that both parts together have no more than the room."""
        self._once.take_surplus(beside=self._again.size)


class _Part:
    """Answers in the order in which they were asked for last, with the bytes that they may take."""

    def __init__(self, room: int) -> None:
        self.room = room
        self.size = 0
        self.kept: OrderedDict[Key, Kept] = OrderedDict()

    def add(self, key: Key, kept: Kept) -> None:
        """Keep an answer as the last one that was asked for."""
        self.take(key)
        self.kept[key] = kept
        self.size += kept.size

    def take(self, key: Key) -> Kept | None:
        """Remove an answer and return it, if it is kept."""
        kept = self.kept.pop(key, None)
        if kept is not None:
            self.size -= kept.size
        return kept

    def take_surplus(self, beside: int = 0) -> list[tuple[Key, Kept]]:
        """Remove and return what is too much beside so many bytes of others, the oldest first."""
        surplus = []
        while self.kept and self.size + beside > self.room:
            key, kept = self.kept.popitem(last=False)
            self.size -= kept.size
            surplus.append((key, kept))
        return surplus


def holds(shown: bytes, tag: bytes) -> bool:
    """Whether an If-None-Match header names the mark (weak comparison, lists).

    `*` never does: whether there is an answer at all is not known here.
    """
    plain = tag.removeprefix(b"W/")
    return any(part.strip().removeprefix(b"W/") == plain for part in shown.split(b","))


def _meta(tag: bytes) -> list[tuple[bytes, bytes]]:
    return [(b"etag", tag), (b"cache-control", b"no-cache"), (b"vary", b"accept-encoding")]


def _says(message: Message, *names: bytes) -> bool:
    return any(name in names for name, _ in message["headers"])


def _without_body(send: Send) -> Send:
    async def bare(message: Message) -> None:
        if message["type"] == "http.response.body":
            message = {**message, "body": b""}
        await send(message)

    return bare

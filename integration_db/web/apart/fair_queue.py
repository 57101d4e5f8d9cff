"""Who comes next where many wait: whoever had the least of the work lately."""

from __future__ import annotations

from collections import OrderedDict, deque
from typing import Final, Generic, TypeVar

from integration_db.named_tuple import NamedTuple

HALF_LIFE: Final = 30.0
"""Seconds after which half of what a client had is forgotten."""

LITTLE: Final = 2.0
"""Seconds of work up to which a client is served before those who had more."""

_FORGOTTEN: Final = 0.01
_MOST_KNOWN: Final = 10_000
"""Clients whose share is remembered; of more, those who had the least are forgotten."""

_Entry = TypeVar("_Entry")


class _Share(NamedTuple):
    """What a client had, in seconds of work, and when that was reckoned."""

    seconds: float
    when: float


class FairQueue(Generic[_Entry]):
    """Entries of clients that wait. Every `now` is a time in seconds, of one clock."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._waiting: OrderedDict[str, deque[_Entry]] = OrderedDict()
        self._had: dict[str, _Share] = {}
        self._size = 0

    def __len__(self) -> int:
        """How many entries wait."""
        return self._size

    def add(self, client: str, entry: _Entry) -> _Entry | None:
        """Let an entry wait; return the one that has to give way where the queue is full.

        That is the last one of the client with the most entries, which may be the new one. So a
        client that is alone has the whole queue, and none keeps others out.
        """
        own = self._waiting.get(client, ())
        if self._size >= self.most:
            crowd = max(self._waiting, key=lambda name: len(self._waiting[name]), default=client)
            if len(self._waiting.get(crowd, ())) <= len(own) + 1:
                return entry
            given_way = self._waiting[crowd].pop()
            self._size -= 1
        else:
            given_way = None
        self._waiting.setdefault(client, deque()).append(entry)
        self._size += 1
        return given_way

    def take(self, now: float, *, only_little: bool = False) -> _Entry | None:
        """Return the next entry, that of the client who had least; of equals, who waits longest.

        With `only_little` clients that had more than a little get none.
        """
        client = min(self._waiting, key=lambda name: self.had(name, now), default=None)
        if client is None or (only_little and self.had(client, now) > LITTLE):
            return None
        entries = self._waiting[client]
        entry = entries.popleft()
        self._size -= 1
        if entries:
            self._waiting.move_to_end(client)
        else:
            del self._waiting[client]
        return entry

    def remove(self, client: str, entry: _Entry) -> None:
        """Let an entry go that nobody waits for any more; nothing where it was taken already."""
        entries = self._waiting.get(client)
        if entries is None or entry not in entries:
            return
        entries.remove(entry)
        self._size -= 1
        if not entries:
            del self._waiting[client]

    def had(self, client: str, now: float) -> float:
        """Return how many seconds of work a client had lately."""
        share = self._had.get(client)
        if share is None:
            return 0.0
        left = share.seconds * 0.5 ** ((now - share.when) / HALF_LIFE)
        return left if left > _FORGOTTEN else 0.0

    def reckon(self, client: str, seconds: float, now: float) -> None:
        """Note the work that a client had."""
        if len(self._had) >= _MOST_KNOWN and client not in self._had:
            del self._had[min(self._had, key=lambda name: self.had(name, now))]
        self._had[client] = _Share(self.had(client, now) + seconds, now)

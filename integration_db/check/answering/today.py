"""Whether a recorder is connected to a device by HTTPS today, and what says so.

The setting that the recorder has says it, what a scan found, and the scheme of an address.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from integration_db.named_tuple import NamedTuple
from integration_db.vocabulary import Support

_ENCRYPTED: Final = frozenset({"https", "rtsps"})
_CLEAR: Final = frozenset({"http", "rtsp"})


class Saying(NamedTuple):
    """One thing that tells how a device is reached: a clause, and the schemes that it allows."""

    clause: str
    schemes: tuple[str, ...]


class Today(NamedTuple):
    """Whether the recorder is connected by HTTPS; `says` are the clauses that say anything."""

    https: Support = "unknown"
    says: tuple[str, ...] = ()


def today_of(sayings: Iterable[Saying]) -> Today:
    """Return what several sayings come to.

    Where they disagree, and where one allows both ways, nobody knows. A stream that is encrypted by
    itself counts as HTTPS: it rests on the same certificate.
    """
    values: set[Support] = set()
    says = []
    for clause, schemes in sayings:
        tried = {one.casefold() for one in schemes}
        if not tried & (_ENCRYPTED | _CLEAR):
            continue
        values.add("yes" if tried <= _ENCRYPTED else "no" if tried <= _CLEAR else "unknown")
        says.append(clause)
    told = values - {"unknown"}
    return Today(told.pop() if len(told) == 1 else "unknown", tuple(dict.fromkeys(says)))

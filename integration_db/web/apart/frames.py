"""What goes to a process and comes back: a head in JSON and a body of bytes, each with its length.

No pickles: what comes from a process that was given a stranger's file is data and nothing else.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Sequence
from typing import Any, BinaryIO, Final

from integration_db.named_tuple import NamedTuple

_LENGTHS: Final = struct.Struct(">II")

Headers = Sequence[tuple[bytes, bytes]]


IN_PARTS: Final = "in_parts"
"""In the head of a request whose answer may come in parts, as it is made."""

MORE: Final = "more"
"""In the head of a part of an answer after which another one comes."""


class Frame(NamedTuple):
    """One message."""

    head: dict[str, Any]
    body: bytes = b""

    @property
    def is_last(self) -> bool:
        """Whether no other part of the answer comes behind it."""
        return MORE not in self.head

    def write(self, out: BinaryIO) -> None:
        """Write it. Raises `OSError` where nobody reads any more."""
        head = json.dumps(self.head).encode("ascii")
        out.write(b"%b%b%b" % (_LENGTHS.pack(len(head), len(self.body)), head, self.body))
        out.flush()


def read_frame(source: BinaryIO) -> Frame | None:
    """Return the next message; None where there is none, or not the whole of it."""
    lengths = source.read(_LENGTHS.size)
    if len(lengths) < _LENGTHS.size:
        return None
    head_length, body_length = _LENGTHS.unpack(lengths)
    content = source.read(head_length + body_length)
    if len(content) < head_length + body_length:
        return None
    return Frame(json.loads(content[:head_length]), content[head_length:])


def as_text(headers: Headers) -> list[list[str]]:
    """Return headers as JSON can hold them."""
    return [[name.decode("latin-1"), value.decode("latin-1")] for name, value in headers]


def as_headers(text: Sequence[Sequence[str]]) -> list[tuple[bytes, bytes]]:
    """Return what `as_text` was given."""
    return [(name.encode("latin-1"), value.encode("latin-1")) for name, value in text]

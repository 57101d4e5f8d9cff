"""JSON with one spelling, and with its own checksum at its end.

The spelling is that of RFC 8785 for what the feed is made of: text, whole numbers, lists and
objects. So the same data give the same bytes, and any language can make them again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Final

CHECKSUM: Final = "sha256"


def canonical(payload: object) -> str:
    """Return the one spelling: keys in order, no spaces, only control characters escaped."""
    return json.dumps(
        payload, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
    )


def sealed(payload: Mapping[str, object]) -> str:
    """Return the canonical text with the SHA-256 of itself as its last member, and a line end.

    The checksum is that of the text without it, `{...}` in UTF-8. Every other key has to come
    before it in order, so that a reader can cut it off without taking the JSON apart.
    """
    assert all(key < CHECKSUM for key in payload), "the checksum stands last"
    text = canonical(payload)
    digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
    return f'{text[:-1]},"{CHECKSUM}":"{digest}"}}\n'

"""Addresses of sources: whether two are the same, and whether what one shows may change."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit


def why_it_changes(url: str) -> str | None:
    """Return why what an address shows may change, None if it may not, or nobody can tell."""
    try:
        parts = urlsplit(url)
    except ValueError:  # a bracket that opens no address
        return None
    host, path = (parts.hostname or "").removeprefix("www."), parts.path.strip("/").split("/")
    if host == "raw.githubusercontent.com":
        kind, state = "raw", path[2:3]
    elif host in ("github.com", "gitlab.com", "bitbucket.org", "codeberg.org"):
        if len(path) <= 2:
            return "a repository as a whole changes with every commit"
        after = [one for one in path[2:] if one != "-"]
        kind, state = after[0], after[1:2]
        if host == "codeberg.org" and kind == "src":
            state = after[2:3]
    else:
        return None
    if kind not in _SHOWS_FILES or (state and _STANDS_STILL.fullmatch(state[0])):
        return None
    return f"{'/'.join(state) or kind!r} is a branch, which changes with every commit"


_SHOWS_FILES: Final = frozenset(("blob", "tree", "raw", "blame", "src", "edit"))
_STANDS_STILL: Final = re.compile(r"[0-9a-f]{7,40}|[A-Za-z_-]*\d+([._-]\d+)+[A-Za-z0-9._-]*")
"""A commit, or a tag with a version in it; a branch has a name."""


def same_address(address: str) -> str:
    """Return an address, or a document's identity, as two of them are compared."""
    text = " ".join(address.split())
    return text.rstrip("/") if "://" in text else text.casefold()

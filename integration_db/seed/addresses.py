"""Addresses of sources: whether two are the same, and whether what one shows may change."""

from __future__ import annotations

import re
from collections.abc import Sequence
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
        kind, state = "raw", path[2:]
    elif host in ("github.com", "gitlab.com", "bitbucket.org", "codeberg.org"):
        if len(path) <= 2:
            return "a repository as a whole changes with every commit"
        kind, *state = path[path.index("-") + 1 :] if "-" in path[:-1] else path[2:]
    else:
        return None
    if kind not in _SHOWS_FILES:
        return None
    for words, stands_still in _SAYS_WHICH.items():
        if tuple(state[: len(words)]) == words and (host == "codeberg.org" or len(words) > 1):
            return None if stands_still else _branch(state[len(words) :] or [kind])
    is_fixed = bool(state) and _STANDS_STILL.fullmatch(state[0])
    return None if is_fixed else _branch(state or [kind])


def _branch(names: Sequence[str]) -> str:
    return f"{names[0]!r} is a branch, which changes with every commit"


_SAYS_WHICH: Final = {
    ("refs", "heads"): False,
    ("refs", "tags"): True,
    ("branch",): False,
    ("commit",): True,
    ("tag",): True,
}
"""What stands before the name of a branch, a tag or a commit; and whether that stands still."""
_SHOWS_FILES: Final = frozenset(("blob", "tree", "raw", "blame", "src", "edit"))
_STANDS_STILL: Final = re.compile(r"[0-9a-f]{7,40}|[A-Za-z_-]*\d+[._-]\d[A-Za-z0-9._-]*")
"""A commit, or a tag with a version in it; a branch has a name."""


def same_address(address: str) -> str:
    """Return an address, or a document's identity, as two of them are compared."""
    text = " ".join(address.split())
    return text.rstrip("/") if "://" in text else text.casefold()

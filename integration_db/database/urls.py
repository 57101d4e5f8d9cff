"""The URL of a database: what of it may be shown, and the rest taken out of what others say.

A URL can hold a password in many places, and drivers repeat in their messages what they were
given. Only driver, host, port and the name of the database are ever shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, unquote_plus

from integration_db.errors import DatabaseError
from integration_db.named_tuple import NamedTuple

if TYPE_CHECKING:
    from sqlalchemy.engine import URL

MARK: Final = "://"
"""What tells a URL from a path."""

_SHORT: Final = 4
"""A word shorter than this is taken out only where it stands alone; it is part of many others."""


class ShownUrl(NamedTuple):
    """A URL as it may be shown; `secrets` are the words that may not."""

    shown: str
    secrets: tuple[str, ...]

    def cause(self, error: Exception) -> str:
        """Return the first line of a driver's message without secrets; the rest is SQL and values.

        A driver may say what it was given as a whole, in part, or decoded.
        """
        said = str(getattr(error, "orig", None) or error).strip()
        text = said.splitlines()[0] if said else type(error).__name__
        if not self.secrets:
            return text
        words = (
            re.escape(word) if len(word) >= _SHORT else rf"(?<!\w){re.escape(word)}(?!\w)"
            for word in self.secrets
        )
        return re.sub("|".join(words), "...", text, flags=re.IGNORECASE)

    def unreadable(self) -> DatabaseError:
        """Return the error for a URL that means no database."""
        return DatabaseError(
            self.shown, f"database URL {self.shown} cannot be read", code="bad-database-url"
        )


def read_url(url: str) -> tuple[URL, ShownUrl]:
    """Return a URL in its parts, and what may be shown of it. Raises `DatabaseError`."""
    from sqlalchemy.engine import make_url
    from sqlalchemy.exc import ArgumentError

    driver, _, rest = url.partition(MARK)
    if not re.fullmatch(r"[\w+]+", driver, re.ASCII):
        driver = "..."
    hidden = ShownUrl(f"{driver}{MARK}...", _words([url, rest]))
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        raise hidden.unreadable() from None
    host = parsed.host or ""
    may_mislead = rest.count("@") > 1 or "@" in rest.partition("?")[2]
    if may_mislead or re.search("[@=]", f"{host}{parsed.database}"):
        return parsed, hidden  # a secret with an @ or a ? of its own may be taken for host or name
    host = f"[{host}]" if ":" in host else host
    port = "" if parsed.port is None else f":{parsed.port}"
    name = "" if parsed.database is None else f"/{parsed.database}"
    before, at, _ = rest.partition("@")
    values = [parsed.username or "", str(parsed.password or ""), before if at else ""]
    values += [rest.partition("?")[2], *_values(parsed)]
    return parsed, ShownUrl(f"{driver}{MARK}{host}{port}{name}", _words(values))


def _values(parsed: URL) -> Iterator[str]:
    for value in parsed.query.values():
        yield from (value,) if isinstance(value, str) else value


def _words(texts: list[str]) -> tuple[str, ...]:
    """Return texts as a driver may say them, and every word in them; the longest first."""
    words: set[str] = set()
    for text in texts:
        for form in (text, unquote(text), unquote_plus(text)):
            words |= {form, *re.split(r"\W+", form, flags=re.ASCII)}
    return tuple(sorted(words - {""}, key=lambda word: (-len(word), word)))


def file_named(database: str) -> Path | None:
    """Return the file that a text names: a path, or the URL of an SQLite file; None for a server.

    Raises `DatabaseError` for a URL that cannot be read, and for one of SQLite without a file.
    """
    if MARK not in database:
        return Path(database)
    parsed, url = read_url(database)
    if parsed.get_backend_name() != "sqlite":
        return None
    if parsed.query or parsed.database in (None, "", ":memory:"):
        raise url.unreadable()
    return Path(parsed.database)

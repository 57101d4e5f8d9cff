"""The URL of a database: what of it may be shown, and the rest taken out of what others say.

A URL can hold a password in many places, and drivers repeat in their messages what they were
given. Only driver, host, port and the name of the database are ever shown.
"""

from __future__ import annotations

import re
from typing import Final

from integration_db.errors import DatabaseError
from integration_db.named_tuple import NamedTuple

MARK: Final = "://"
"""What tells a URL from a path."""

SERVERS: Final = ("postgresql", "postgres", "postgresql+psycopg", "postgresql+psycopg2")
"""What a URL of a server may begin with; the longer ones are written for other programs."""

_SHORT: Final = 4
"""A word shorter than this is taken out only where it stands alone; it is part of many others."""

_HOST: Final = r"(?:\[[^\[\]]*\]|[^:\[\]@/?]*)(?::\d*)?"
_SERVER: Final = re.compile(
    rf"(?:(?P<user>[^@/?]*)@)?(?P<hosts>{_HOST}(?:,{_HOST})*)(?:/(?P<name>[^?]*))?"
    r"(?:\?(?P<query>.*))?",
    re.DOTALL,
)
"""What follows the mark, as the PostgreSQL library itself takes it apart."""


class ShownUrl(NamedTuple):
    """A URL as it may be shown; `secrets` are the words that may not."""

    shown: str
    secrets: tuple[str, ...]

    def cause(self, error: Exception) -> str:
        """Return the first line of a driver's message without secrets; the rest is SQL and values.

        A driver may say what it was given as a whole, in part, or decoded.
        """
        said = str(error).strip()
        text = said.splitlines()[0] if said else type(error).__name__
        if not self.secrets:
            return text
        words = (
            re.escape(word) if len(word) >= _SHORT else rf"(?<!\w){re.escape(word)}(?!\w)"
            for word in self.secrets
        )
        return re.sub("|".join(words), "...", text, flags=re.IGNORECASE)

    def unreadable(self, why: str = "cannot be read") -> DatabaseError:
        """Return the error for a URL that means no database."""
        return DatabaseError(
            self.shown, f"database URL {self.shown} {why}", code="bad-database-url"
        )


def read_server(url: str) -> tuple[str, ShownUrl]:
    """Return the URL of a server as its driver takes it, and what may be shown of it.

    Raises `DatabaseError` where the URL means no server that is known.
    """
    from urllib.parse import unquote  # who names a file waits for it in vain

    driver, _, rest = url.partition(MARK)
    named = driver if re.fullmatch(r"[\w+]+", driver, re.ASCII) else "..."
    hidden = ShownUrl(f"{named}{MARK}...", _words([url, rest]))
    if driver not in SERVERS:
        raise hidden.unreadable("means no server that is known: only postgresql:// is read")
    found = _SERVER.fullmatch(rest)
    if found is None or "\0" in url:
        raise hidden.unreadable()
    given = f"postgresql{MARK}{rest}"
    user, hosts, name, query = (found[part] or "" for part in ("user", "hosts", "name", "query"))
    may_mislead = rest.count("@") > 1 or "@" in query
    if may_mislead or re.search("[@=]", unquote(f"{hosts}{name}")):
        return given, hidden  # a secret with an @ or a ? of its own may be taken for host or name
    path = "" if found["name"] is None else f"/{name}"
    values = [value for pair in re.split("[&;]", query) for value in (pair, pair.partition("=")[2])]
    secrets = _words([user, *user.split(":", 1), query, *values])
    return given, ShownUrl(f"{driver}{MARK}{hosts}{path}", secrets)


def _words(texts: list[str]) -> tuple[str, ...]:
    """Return texts as a driver may say them, and every word in them; the longest first."""
    from urllib.parse import unquote, unquote_plus

    words: set[str] = set()
    for text in texts:
        for form in (text, unquote(text), unquote_plus(text)):
            words |= {form, *re.split(r"\W+", form, flags=re.ASCII)}
    return tuple(sorted(words - {""}, key=lambda word: (-len(word), word)))


def file_named(database: str) -> str | None:
    """Return the file that a text names: a path, or the URL of an SQLite file; None for a server.

    Raises `DatabaseError` for a URL of SQLite that means no file.
    """
    driver, mark, rest = database.partition(MARK)
    if not mark:
        return database
    if driver != "sqlite":
        return None
    path = rest.removeprefix("/")
    if path == rest or "?" in path or path in ("", ":memory:"):
        raise ShownUrl(f"sqlite{MARK}...", ()).unreadable()
    return path

"""How many connections a process may have."""

from __future__ import annotations

from contextlib import suppress


def allow_connections(many: int) -> None:
    """Let this process have so many, where the system asks for that to be said."""
    with suppress(ImportError, OSError, ValueError):
        import resource  # not on Windows

        given, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        if given != resource.RLIM_INFINITY and given < many + 100:
            resource.setrlimit(resource.RLIMIT_NOFILE, (many + 100, most))

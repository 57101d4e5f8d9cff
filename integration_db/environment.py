"""The settings from the environment, and the folders that they lead to.

Seed, overlays and cache have their places here, and nowhere else. The platform's place for
caches is found by hand: importing `platformdirs` takes 3 ms, which every look-up would pay. Places
are plain text for the same reason: importing `pathlib` takes another 3 ms.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from typing import Final

from integration_db.errors import UsageError

LIBRARY: Final = os.path.dirname(os.path.abspath(__file__))
"""The folder of this package."""

DATABASE: Final = "INTEGRATION_DB_DATABASE"
"""The setting that names a database which was built before: a path or a URL."""

OVERLAYS: Final = "INTEGRATION_DB_DATA"
"""The setting that names overlay folders, separated as in PATH."""

CACHE: Final = "INTEGRATION_DB_CACHE"
"""The setting that names the cache folder."""

ORIGINS: Final = "INTEGRATION_DB_CORS_ORIGINS"
"""The setting by which workers of the server learn the web origins, separated by spaces."""

KEEP_REPORTS: Final = "INTEGRATION_DB_KEEP_REPORTS"
"""The setting that names the folder in which the server keeps reports; without it none is kept."""

KEEP_FOR: Final = "INTEGRATION_DB_KEEP_FOR"
"""The setting that says how long the server keeps reports."""


def chosen_database(named: str | None, environment: Mapping[str, str]) -> str | None:
    """Return the database that was named, or else that of the setting `DATABASE`."""
    return named or environment.get(DATABASE) or None


def default_seed_root() -> str:
    """Return the seed that comes with the program: inside the wheel, or `data/` of a checkout."""
    library = os.path.realpath(LIBRARY)
    packaged = os.path.join(library, "data")
    return packaged if os.path.isdir(packaged) else os.path.join(os.path.dirname(library), "data")


def seed_folders(
    named: Sequence[str | os.PathLike[str]], environment: Mapping[str, str]
) -> list[str]:
    """Return the folders of a catalogue: the built-in seed, then its overlays. Raises `UsageError`.

    The overlays are those that were named, or else those of the setting; see `overlay_folders`.
    """
    return [default_seed_root(), *overlay_folders(named, environment)]


def overlay_folders(
    named: Sequence[str | os.PathLike[str]], environment: Mapping[str, str]
) -> list[str]:
    """Return the overlay folders that were named, or else those of the setting.

    The setting is `OVERLAYS`. Raises `UsageError` for one that is not a folder.
    """
    if not named:
        named = [f for f in environment.get(OVERLAYS, "").split(os.pathsep) if f]
    folders = [os.fspath(folder) for folder in named]
    for folder in folders:
        if not os.path.isdir(folder):
            raise UsageError(f"overlay '{folder}': there is no such folder", code="no-overlay")
    return folders


def default_cache_folder(environment: Mapping[str, str] | None = None) -> str:
    """Return the folder of the setting `CACHE`, else the platform's place for caches."""
    env = os.environ if environment is None else environment
    if env.get(CACHE):
        return env[CACHE]
    home = env.get("HOME") or os.path.expanduser("~")
    if sys.platform == "win32":
        base = env.get("LOCALAPPDATA") or os.path.join(home, "AppData", "Local")
    elif sys.platform == "darwin":
        base = os.path.join(home, "Library", "Caches")
    else:
        base = env.get("XDG_CACHE_HOME") or os.path.join(home, ".cache")
    return os.path.join(base, "integration-db")

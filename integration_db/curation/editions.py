"""Editions of the catalogue by what people write for them: a seed folder, a database, a revision.

`data/`, `catalogue.sqlite`, `postgresql://host/name`, and `v1.2:data` for a seed folder as it was
at a revision of git. Reads; writes nothing but a temporary copy.
"""

from __future__ import annotations

import io
import os
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from integration_db.catalog import Catalog
from integration_db.database.opening import open_catalogue_database
from integration_db.database.readers import open_database
from integration_db.errors import UsageError
from integration_db.vocabulary import Progress


@contextmanager
def edition(written: str, *, progress: Progress | None = None) -> Iterator[Catalog]:
    """Open an edition for reading.

    Raises `UsageError` where nothing is found under the text, `SeedError`, `DatabaseError`.
    """
    path = Path(written)
    if "://" in written or os.path.isfile(path):
        opened = Catalog(open_database(written))
    elif os.path.isdir(path):
        opened = Catalog(open_catalogue_database([_seed_folder(path, written)], progress=progress))
    elif ":" in written:
        revision, _, folder = written.partition(":")
        with tempfile.TemporaryDirectory(prefix="integration-db-") as place:
            _extract(revision, folder, Path(place))
            seed = _seed_folder(Path(place) / folder, written)
            with Catalog(open_catalogue_database([seed], progress=progress)) as opened:
                yield opened
        return
    else:
        raise _nothing(written, "there is no such folder or file")
    with opened:
        yield opened


def _seed_folder(path: Path, written: str) -> Path:
    if not any((path / part).is_dir() for part in ("cameras", "manufacturers")):
        raise _nothing(written, "the folder holds no seed (no cameras/, no manufacturers/)")
    return path


def _extract(revision: str, folder: str, place: Path) -> None:
    """Write a folder as it was at a revision of the git repository that we are in."""
    if not revision or revision.startswith("-") or not folder or ".." in Path(folder).parts:
        raise _nothing(f"{revision}:{folder}", "write REVISION:FOLDER, as in v1.2:data")
    try:
        done = subprocess.run(
            ["git", "archive", "--format=tar", revision, "--", folder],
            capture_output=True,
            check=False,
        )
    except OSError:
        raise _nothing(f"{revision}:{folder}", "git is not installed") from None
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines() or ["git failed"]
        raise _nothing(f"{revision}:{folder}", said[-1])
    with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
        for member in archive.getmembers():
            if member.isfile() and not Path(member.name).is_absolute():
                target = place / member.name
                target.parent.mkdir(parents=True, exist_ok=True)
                content = archive.extractfile(member)
                target.write_bytes(content.read() if content else b"")


def _nothing(written: str, reason: str) -> UsageError:
    return UsageError(
        f"edition '{written}': {reason}; give a seed folder, a database or REVISION:FOLDER",
        code="no-edition",
    )

"""A site put into its folder: what this program wrote there is replaced, and nothing else.

The file `MARK` lists what was written with a digest of each. A file that it does not list, or that
is no longer as it was written, is somebody's own: it stays, and where a page would have to be in
its place nothing is done at all.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any, Final

from integration_db import files
from integration_db.errors import ExportError, UsageError

MARK: Final = "site.json"
"""The file by which a site is known again: what it is of, and what was written."""

FIRST_PAGE: Final = "index.html"

Digests = Mapping[str, Sequence[str]]
"""Files by their path in the folder, each with the SHA-256 that it has while it is ours.

There are several while a site is being put in the place of another one.
"""


@contextmanager
def placing(folder: Path, *, force: bool) -> Iterator[Path]:
    """Yield a new folder to fill, and put what is in it into `folder` if all goes well.

    It needs room in `folder`, where it lies unseen. What is filled in is put in place file by file
    once all is there, the first page last; `MARK` gets the digests. `force` lets it be put in the
    place of an older site. Raises `UsageError` where something else is in the way, `ExportError`
    where it cannot be written.
    """
    before = _written_before(folder, force=force)
    is_new = not os.path.lexists(folder)
    try:
        with files.staging(folder, partial(_refusal, folder)) as new:
            yield new
            _put_in_place(new, folder, before)
    finally:
        if is_new:
            with suppress(OSError):
                folder.rmdir()  # where nothing came of it


def _refusal(folder: Path, error: Exception) -> ExportError:
    reason = getattr(error, "strerror", None) or error
    return ExportError(str(folder), f"cannot write {folder}: {reason}")


def _written_before(folder: Path, *, force: bool) -> Digests:
    """Return what an older site in the folder wrote; nothing where there is none."""
    try:
        there = [name for name in os.listdir(folder) if not files.is_staged(name)]
    except FileNotFoundError:
        if os.path.lexists(folder):  # a link to nothing
            raise _in_the_way(folder) from None
        return {}
    except NotADirectoryError:
        raise _in_the_way(folder) from None
    except (OSError, ValueError) as error:  # a name that is too long, or holds a NUL
        raise _refusal(folder, error) from None
    if not there:
        return {}
    mark = _read_mark(folder / MARK)
    if mark is None:
        raise _in_the_way(folder)
    if not force:
        raise UsageError(f"'{folder}' holds a site already: name another folder", code="exists")
    if "files" not in mark:
        raise UsageError(
            f"'{folder}' holds a site of an older version, which did not keep what it wrote; "
            "remove it, or name another folder",
            code="in-the-way",
        )
    listed = mark["files"]
    if not isinstance(listed, dict) or not all(isinstance(one, list) for one in listed.values()):
        raise _in_the_way(folder)
    return {path: [str(digest) for digest in listed[path]] for path in listed if _is_inside(path)}


def _in_the_way(folder: Path) -> UsageError:
    return UsageError(
        f"'{folder}' is there and is no site of this program; name another folder",
        code="in-the-way",
    )


def _read_mark(path: Path) -> dict[str, Any] | None:
    try:
        mark = json.loads(path.read_bytes()) if path.is_file() else None
    except (OSError, ValueError, RecursionError):
        return None
    return mark if isinstance(mark, dict) and "data_version" in mark else None


def _is_inside(path: str) -> bool:
    """Whether a path of a mark, which anybody may have edited, leads to a place in the folder."""
    pure = PurePosixPath(path)
    return not pure.is_absolute() and ".." not in pure.parts and "\\" not in path


def _put_in_place(new: Path, folder: Path, before: Digests) -> None:
    """Move what is in `new` to its place. Raises `UsageError` before anything is done."""
    mark = json.loads((new / MARK).read_bytes())
    paths = [path.relative_to(new).as_posix() for path in new.rglob("*") if path.is_file()]
    paths.sort(key=lambda path: (path == FIRST_PAGE, path))
    paths.remove(MARK)
    written = {path: [files.digest_of(new / path).digest] for path in paths}
    for path in paths:
        if not _is_free(folder, path, [*before.get(path, ()), *written[path]]):
            raise UsageError(
                f"'{folder / path}' is in the way and was not written by this program, or was "
                "changed since; move it away, or name another folder",
                code="in-the-way",
            )
    # Whoever is ended in the middle leaves a mark that knows the files of both.
    both = {path: [*before.get(path, ()), *written.get(path, ())] for path in {**before, **written}}
    _write_mark(new, folder, mark, both)
    for path in paths:
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        if place.exists():
            files.make_like(new / path, place.stat())
        os.replace(new / path, place)
    for path in before:
        if path not in written:
            _remove(folder, path, before[path])
    _write_mark(new, folder, mark, written)


def _is_free(folder: Path, path: str, digests: Sequence[str]) -> bool:
    """Whether a file can be put there: nothing is, or one with one of these digests."""
    place = folder / path
    around = [folder / parent for parent in PurePosixPath(path).parents]
    if any(os.path.lexists(parent) and not parent.is_dir() for parent in around):
        return False
    return not os.path.lexists(place) or _is_ours(place, digests)


def _is_ours(place: Path, digests: Sequence[str]) -> bool:
    return place.is_file() and files.digest_of(place).digest in digests


def _write_mark(new: Path, folder: Path, mark: Mapping[str, Any], digests: Digests) -> None:
    text = json.dumps({**mark, "files": digests}, indent=1, sort_keys=True) + "\n"
    (new / MARK).write_bytes(text.encode("ascii"))
    os.replace(new / MARK, folder / MARK)


def _remove(folder: Path, path: str, digests: Sequence[str]) -> None:
    """Remove a file that is ours, and the folders that it leaves empty."""
    if not _is_ours(folder / path, digests):
        return
    (folder / path).unlink()
    for parent in PurePosixPath(path).parents:
        if parent.parts:
            with suppress(OSError):  # it holds something still
                (folder / parent).rmdir()

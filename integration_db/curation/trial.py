"""What an overlay would become, held to the rules of the seed before anything is written."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from integration_db.errors import FileProblems, OverlayError
from integration_db.seed import reading, rules, salvage, shapes
from integration_db.seed.reading import File, Seed

_ALONE: Final = frozenset(shapes.FILE_KINDS)
"""An overlay without the seed below it: every kind of file may lack what stands there."""


def refuse_what_breaks(folder: Path, changes: Mapping[Path, str], below: Sequence[Path]) -> None:
    """Raise `OverlayError` for changed files that a load would refuse, and the folder as it is not.

    `changes` are new texts by path, `below` the seed folders under the overlay, base first. What is
    wrong there already is no reason: an overlay can be added to while something else in it waits.
    """
    folders = [*(path for path in below if path.resolve() != folder.resolve()), folder]
    root = len(folders) - 1
    changed = [_changed(root, folder, path, text) for path, text in changes.items()]
    before, problems = reading.read_all([path for path in folders if path.is_dir()])
    torn: frozenset[str] = frozenset()
    if problems:
        before, torn = salvage.with_rests(before, folders)
    if not below:
        torn = _ALONE
    replaced = {(file.root, file.path) for file in changed}
    kept = [file for file in before.files if (file.root, file.path) not in replaced]
    after = Seed()
    for file in (*kept, *changed):
        after.add(file)
    complaints = _complaints(after, torn)
    known = _complaints(before, torn) if complaints else []
    for complaint in complaints:
        if complaint not in known:
            raise OverlayError(str(folder), f"this cannot be kept: {complaint[1]}")


def as_bytes(path: Path, text: str) -> bytes:
    """Return the bytes that a file with this text has. Raises `OverlayError`."""
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        raise OverlayError(str(path), "this cannot be kept: half a character in the text") from None


def _changed(root: int, folder: Path, path: Path, text: str) -> File[object]:
    """Return a file as it would be read. Raises `OverlayError` where it would not be."""
    relative, data = reading.path_in(folder, path), as_bytes(path, text)
    shown = reading.shown_as(root, folder, path)
    try:
        record = reading.parse(relative, shown, data)
    except FileProblems as refused:
        raise OverlayError(str(path), f"this cannot be kept: {refused.problems[0]}") from None
    return File(root, relative, shown, hashlib.sha256(data).hexdigest(), record, path)


def _complaints(seed: Seed, torn: frozenset[str]) -> list[tuple[str, str]]:
    """Return code and message of everything that refuses a seed, sorted by place."""
    return [(problem.code, problem.message) for problem in rules.refusals(seed, torn=torn)]

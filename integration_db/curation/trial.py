"""What an overlay would become, held to the rules of the seed before anything is written."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from integration_db.curation.changed_files import ChangedFile
from integration_db.curation.overlay_files import changed_meanwhile
from integration_db.errors import FileProblems, OverlayError
from integration_db.seed import reading, rules, salvage, shapes
from integration_db.seed.reading import File, Seed
from integration_db.seed.rules import Breach

_ALONE: Final = frozenset(shapes.FILE_KINDS)
"""An overlay without the seed below it: every kind of file may lack what stands there."""


class Trial:
    """An overlay folder and the seed below it, read once to see what changes would do to them.

    `below` are the seed folders under the overlay, base first; the overlay itself may be among
    them. `before` is what all of them hold, `root` the number of the overlay among them, and
    `problems` are those of files that cannot be read.
    """

    def __init__(self, folder: Path, below: Sequence[Path]) -> None:
        own = folder.resolve()
        folders = [*(path for path in below if path.resolve() != own), folder]
        self.folder, self.root = folder, len(folders) - 1
        self.before, self.problems = reading.read_all([path for path in folders if path.is_dir()])
        self._torn: frozenset[str] = frozenset()
        if self.problems:
            self.before, self._torn = salvage.with_rests(self.before, folders)
        if not below:
            self._torn = _ALONE
        self._known: list[tuple[str, str]] | None = None

    def breaches(self, changes: Mapping[Path, str]) -> list[Breach]:
        """Return what a load would refuse, sorted by place, once files have new texts.

        What is wrong already is left out: an overlay can be added to while something else in it
        waits. Raises `OverlayError` for a text that is no file of a seed.
        """
        changed = [self._changed(path, text) for path, text in changes.items()]
        replaced = {(file.root, file.path) for file in changed}
        kept = [file for file in self.before.files if (file.root, file.path) not in replaced]
        after = Seed()
        for file in (*kept, *changed):
            after.add(file)
        found = rules.refusing_breaches(after, torn=self._torn)
        if found and self._known is None:
            known = rules.refusals(self.before, torn=self._torn)
            self._known = [(problem.code, problem.message) for problem in known]
        return [b for b in found if (b.problem.code, b.problem.message) not in (self._known or ())]

    def check_read(self, files: Sequence[ChangedFile]) -> None:
        """Raise `OverlayError` where a file is not as it was when the overlay was read.

        What is added then would be added to something else than was looked at.
        """
        read = {file.on_disk: file.digest for file in self.before.files if file.root == self.root}
        for one in files:
            digest = _digest(as_bytes(one.path, one.old)) if one.old is not None else None
            if read.get(one.path) != digest:
                raise changed_meanwhile(one.path)

    def _changed(self, path: Path, text: str) -> File[object]:
        """Return a file as it would be read. Raises `OverlayError` where it would not be."""
        relative, data = reading.path_in(self.folder, path), as_bytes(path, text)
        shown = reading.shown_as(self.root, self.folder, path)
        try:
            record = reading.parse(relative, shown, data)
        except FileProblems as refused:
            raise cannot_be_kept(path, str(refused.problems[0])) from None
        return File(self.root, relative, shown, _digest(data), record, path)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def refuse_what_breaks(folder: Path, changes: Mapping[Path, str], below: Sequence[Path]) -> None:
    """Raise `OverlayError` for changed files that a load would refuse, and the folder as it is not.

    `changes` are new texts by path, `below` is as in `Trial`; without it the overlay is held to
    the rules that it alone can break.
    """
    for breach in Trial(folder, below).breaches(changes):
        raise cannot_be_kept(folder, breach.problem.message)


def cannot_be_kept(path: Path, why: str) -> OverlayError:
    """Return the error for what an overlay would not load with."""
    return OverlayError(str(path), f"this cannot be kept: {why}")


def as_bytes(path: Path, text: str) -> bytes:
    """Return the bytes that a file with this text has. Raises `OverlayError`."""
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        raise cannot_be_kept(path, "half a character in the text") from None

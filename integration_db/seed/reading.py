"""Reading a seed: folders of YAML to records, with every problem of every file in one run.

Owns which files belong to a seed, and in which order their records count. What holds between files
is in `rules`; rows are made in `database`.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, Generic, TypeVar

from pydantic import TypeAdapter, ValidationError

from integration_db.errors import FileProblems, Problem, SeedError
from integration_db.listing import below
from integration_db.named_tuple import NamedTuple
from integration_db.seed import shapes, yaml_text
from integration_db.seed.shape_errors import in_words, one_per_place, where_of
from integration_db.seed.yaml_text import Where
from integration_db.text.safe_text import legible
from integration_db.vocabulary import SEED_SUFFIXES, Progress

R = TypeVar("R")

_ADAPTERS: Final = {kind: TypeAdapter(shape) for kind, shape in shapes.FILE_KINDS.items()}


@dataclass(frozen=True, slots=True, eq=False)
class File(Generic[R]):
    """One file of a seed: where it is, a digest of its bytes, and its record.

    `root` counts the folders: 0 is the base, overlays follow. `path` is relative to its root,
    `shown` is how problems name it, `on_disk` where it can be read again.
    """

    root: int
    path: str
    shown: str
    digest: str
    record: R
    on_disk: Path

    def problem(self, code: str, message: str, *where: str | int) -> Problem:
        """Return a problem with the value that `where` leads to."""
        place = yaml_text.place_of(where, _places_in(self.on_disk)) or yaml_text.Place(0, 0)
        return Problem(self.shown, place.line, place.column, code, message)


def _places_in(path: Path) -> Mapping[Where, yaml_text.Place]:
    """Return the places of all values in a file as it is now; none where it cannot be read."""
    try:
        status = path.stat()
        return _places_of(path, status.st_size, status.st_mtime_ns, status.st_ino)
    except (OSError, FileProblems):
        return {}


@lru_cache(maxsize=4)  # a file with one problem often has many, and reading it takes its time
def _places_of(path: Path, *_state: int) -> Mapping[Where, yaml_text.Place]:
    return yaml_text.positions(data_of(path, str(path)))


@dataclass(slots=True)
class Seed:
    """All records of all folders, by kind, the base's first."""

    sources: list[File[shapes.SourcesFile]] = field(default_factory=list)
    manufacturers: list[File[shapes.ManufacturerFile]] = field(default_factory=list)
    cameras: list[File[shapes.CameraFile]] = field(default_factory=list)
    recorders: list[File[shapes.RecorderFile]] = field(default_factory=list)

    @property
    def files(self) -> list[File[Any]]:
        """Return every file in the order in which its rows are made."""
        return [*self.sources, *self.manufacturers, *self.cameras, *self.recorders]

    def add(self, file: File[Any]) -> None:
        """Add a file to those of its kind."""
        kind = kind_of(file.path)
        assert kind is not None, "a file of no kind has no record"
        getattr(self, kind).append(file)


def read_all(
    folders: Sequence[Path],
    *,
    wanted: Callable[[int, str], bool] | None = None,
    progress: Progress | None = None,
) -> tuple[Seed, list[Problem]]:
    """Return the records of all files that can be read, and the problems of those that cannot.

    `wanted` picks files by the number of their folder and their path in it.
    """
    seed = Seed()
    problems: list[Problem] = []
    paths = [
        (n, folder, path)
        for n, folder in enumerate(folders)
        for path in list_files(folder)
        if wanted is None or wanted(n, path_in(folder, path))
    ]
    for number, (root, folder, path) in enumerate(paths):
        if progress is not None and number % 16 == 0:
            progress(number, len(paths), "reading")
        try:
            seed.add(read_file(root, folder, path))
        except FileProblems as refused:
            problems += refused.problems
    return seed, problems


def list_files(folder: Path) -> Iterator[Path]:
    """Yield the YAML files of a seed folder in the order of their names.

    Raises `SeedError` where what is in a folder would be passed over: it cannot be listed, or is a
    link, which is not followed.
    """
    found = []
    for place, is_linked_folder in below(folder, SEED_SUFFIXES, _refuse_folder):
        path = Path(place)
        if not is_linked_folder:
            found.append(path)
        elif kind_of(path_in(folder, path)) is not None:
            told = "is a link to a folder, which is not followed: put the folder itself there"
            raise SeedError([Problem(legible(place), 0, 0, "F001", told)])
    yield from sorted(found)


def _refuse_folder(error: OSError) -> None:
    place = legible(os.fspath(error.filename))
    message = f"cannot be listed: {error.strerror}"
    raise SeedError([Problem(place, 0, 0, "F001", message)]) from None


def read_file(root: int, folder: Path, path: Path) -> File[Any]:
    """Return one file with its record. Raises `FileProblems` where it cannot be read."""
    relative = path_in(folder, path)
    shown = shown_as(root, folder, path)
    data = data_of(path, shown)
    record = parse(relative, shown, data)
    return File(root, relative, shown, hashlib.sha256(data).hexdigest(), record, path)


def data_of(path: Path, shown: str) -> bytes:
    """Return the bytes of a file. Raises `FileProblems` where there are none to be had.

    Looks before it reads: a pipe would be waited for, and a device might never end.
    """
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise _refusal(shown, "F001", "is a folder; a file was expected")
        if not stat.S_ISREG(status.st_mode):
            raise _refusal(shown, "F001", "is not an ordinary file")
        with path.open("rb") as file:
            data = file.read(yaml_text.LARGEST_FILE + 1)
    except OSError as error:
        raise _refusal(shown, "F001", f"cannot be read: {error.strerror}") from None
    if len(data) > yaml_text.LARGEST_FILE:
        raise FileProblems([yaml_text.too_large(shown)])
    return data


def path_in(folder: Path, path: Path) -> str:
    r"""Return the path of a file in its seed folder, as text that can be stored and digested.

    What is not UTF-8 in a name becomes visible, as in `caf\xe9.yaml`.
    """
    return legible(path.relative_to(folder).as_posix())


def _refusal(shown: str, code: str, message: str) -> FileProblems:
    return FileProblems([Problem(shown, 0, 0, code, message)])


def shown_as(root: int, folder: Path, path: Path) -> str:
    """Return how problems name a file: an overlay's with the name of its folder."""
    relative = path_in(folder, path)
    return relative if root == 0 else os.path.join(legible(folder.name), relative)


def kind_of(path: str) -> str | None:
    """Return what sort of file the path is by its first folder, None if of no sort."""
    kind = path.split("/")[0]
    for suffix in SEED_SUFFIXES:
        kind = kind.removesuffix(suffix)
    return kind if kind in shapes.FILE_KINDS else None


def parse(path: str, shown: str, data: bytes) -> Any:
    """Return the record in the bytes of a file.

    Raises `FileProblems` with the problem of its YAML, or all those of its shape.
    """
    kind = kind_of(path)
    if kind is None:
        known = ", ".join(f"{name}/" for name in shapes.FILE_KINDS)
        raise _refusal(shown, "F002", f"belongs to no part of a seed; those are {known}")
    content = yaml_text.read_yaml(shown, data)
    if content is None:
        if kind != "sources":
            raise _refusal(shown, "R006", "says nothing; fill it in, or remove it")
        content = {}  # one that names none yet: all is comments
    try:
        return _ADAPTERS[kind].validate_python(content)
    except ValidationError as refusal:
        places = yaml_text.positions(data)
        errors = one_per_place(refusal)
    raise FileProblems(in_words(shown, places, errors))


class WrongShape(NamedTuple):
    """A place where plain data has another shape than a record; `missing` tells that a key is."""

    where: Where
    missing: bool


def validated(kind: str, content: Any) -> tuple[Any, list[WrongShape]]:
    """Return the record in plain data, or where it has another shape.

    Lets `salvage` look at a shape without knowing how it is checked.
    """
    try:
        return _ADAPTERS[kind].validate_python(content), []
    except ValidationError as refusal:
        errors = one_per_place(refusal)
        return None, [WrongShape(where_of(error), error["type"] == "missing") for error in errors]

"""The cache folder: found by content, damaged files known, nothing of the user's touched."""

from __future__ import annotations

import os
import time
from functools import partial
from pathlib import Path

import pytest
from damage import flip

from integration_db.database import cache_folder, notes
from integration_db.database.seal import is_sealed, seal
from integration_db.environment import default_cache_folder


def write(path: Path, content: bytes = b"x", age: float = 60) -> Path:
    """A file that was last changed a while ago, as files mostly are."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    when = path.stat().st_mtime - age
    os.utime(path, (when, when))
    return path


DIGEST = "0123456789abcdef" * 4


def adopted(
    folder: cache_folder.CacheFolder, content: bytes = b"database", digest: str = DIGEST
) -> Path:
    temporary = folder.temporary()
    temporary.write_bytes(content)
    return folder.adopt(temporary, digest)


def test_a_database_is_found_by_what_it_was_made_from(tmp_path: Path) -> None:
    folder = cache_folder.CacheFolder(tmp_path / "cache")
    path = adopted(folder)
    assert folder.find(DIGEST) == path
    assert folder.find("f" * 64) is None


@pytest.mark.parametrize("damage", [b"", b"databasf", b"database and more"])
def test_a_damaged_database_is_not_found_and_goes(tmp_path: Path, damage: bytes) -> None:
    folder = cache_folder.CacheFolder(tmp_path)
    path = adopted(folder)
    path.write_bytes(damage)
    assert folder.find(DIGEST) is None
    assert not path.exists()


def test_files_that_are_not_ours_are_left_alone(tmp_path: Path) -> None:
    folder = cache_folder.CacheFolder(tmp_path)
    strange = write(tmp_path / f"{DIGEST[:20]}.notes.sqlite", b"mine")
    with folder.lock():
        adopted(folder)
    assert folder.find(DIGEST) is not None
    assert strange.read_bytes() == b"mine"


def test_what_killed_builds_left_is_swept(tmp_path: Path) -> None:
    folder = cache_folder.CacheFolder(tmp_path)
    left = write(tmp_path / "build-1-2.tmp")
    journal = write(tmp_path / "build-1-2.tmp-journal")
    with folder.lock():
        assert not left.exists()
        assert not journal.exists()


def test_only_the_newest_databases_stay(tmp_path: Path) -> None:
    folder = cache_folder.CacheFolder(tmp_path)
    paths = []
    for number in range(cache_folder.KEEP + 3):
        path = adopted(folder, b"%d" % number, f"{number:064x}")
        os.utime(path, (1_000_000 + number, 1_000_000 + number))
        paths.append(path)
    last = adopted(folder, b"last")
    assert last.exists()
    assert sum(path.exists() for path in paths) == cache_folder.KEEP - 1


DAY_NS = notes.LOOK_AGAIN_NS
INPUTS = cache_folder.Inputs((("a.yaml", 1, 0, 0, 1),))


class Clock:
    """What time it is for a cache folder: some seconds after the files of a test were written."""

    def __init__(self) -> None:
        self.ahead = 10_000_000_000

    def __call__(self) -> int:
        return time.time_ns() + self.ahead


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def folder(tmp_path: Path, clock: Clock) -> cache_folder.CacheFolder:
    return cache_folder.CacheFolder(tmp_path / "cache", now_ns=clock)


@pytest.fixture
def database(folder: cache_folder.CacheFolder) -> Path:
    """A sealed file in the cache, remembered for `INPUTS` under "key"."""
    temporary = folder.temporary()
    temporary.write_bytes(b"Exemplar" * 100)
    seal(temporary)
    path = folder.adopt(temporary, DIGEST)
    folder.remember("key", INPUTS, path)
    return path


def test_the_quick_way_needs_untouched_inputs(
    folder: cache_folder.CacheFolder, database: Path
) -> None:
    assert folder.quick("key", INPUTS) == database
    changed = cache_folder.Inputs(tuple((p, s + 1, m, c, i) for p, s, m, c, i in INPUTS.files))
    assert folder.quick("key", changed) is None
    assert folder.quick("other", INPUTS) is None


def as_if_nothing_had_been_written(database: Path, clock: Clock) -> None:
    """Damage the file, and have the folder's note say what the file system says now."""
    note = next(database.parent.glob("*.looked"))
    before = str(database.stat().st_ctime_ns)
    flip(database)
    when = note.stat().st_mtime_ns
    note.write_text(note.read_text().replace(before, str(database.stat().st_ctime_ns)))
    os.utime(note, ns=(when, when))


def test_a_byte_that_was_written_is_noticed_though_size_time_and_inode_are_the_same(
    folder: cache_folder.CacheFolder, database: Path
) -> None:
    before = database.stat()
    flip(database)
    after = database.stat()
    assert (after.st_size, after.st_mtime_ns, after.st_ino) == (
        *(before.st_size, before.st_mtime_ns, before.st_ino),
    )
    assert folder.quick("key", INPUTS) is None


@pytest.mark.parametrize("ahead", [DAY_NS, -DAY_NS], ids=["a day later", "the clock was set back"])
def test_a_byte_that_the_disk_changed_is_noticed_within_a_day(
    folder: cache_folder.CacheFolder, database: Path, clock: Clock, ahead: int
) -> None:
    assert folder.quick("key", INPUTS) == database
    as_if_nothing_had_been_written(database, clock)
    clock.ahead += ahead
    assert folder.quick("key", INPUTS) is None


def test_a_sound_database_is_looked_through_once_a_day(
    folder: cache_folder.CacheFolder,
    database: Path,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looked: list[Path] = []

    def watched(path: Path) -> bool:
        looked.append(path)
        return is_sealed(path)

    monkeypatch.setattr("integration_db.database.seal.is_sealed", watched)
    for _ in range(3):
        assert folder.quick("key", INPUTS) == database
    assert not looked
    clock.ahead += DAY_NS
    for _ in range(3):
        assert folder.quick("key", INPUTS) == database
    assert looked


def test_a_database_that_is_held_by_a_link_need_not_be_looked_through_again(
    folder: cache_folder.CacheFolder,
    database: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Nor when the link goes; but what was written meanwhile is noticed, and a day is a day."""
    kept, link = notes.Notes(folder.path), tmp_path / "link"
    noted = next(folder.path.glob("*.looked")).stat().st_mtime_ns
    for change in (partial(os.link, database, link), link.unlink):
        with kept.linking(database):
            change()
        with monkeypatch.context() as patch:
            patch.setattr("integration_db.database.seal.is_sealed", lambda _: pytest.fail("read"))
            assert folder.quick("key", INPUTS) == database
        assert next(folder.path.glob("*.looked")).stat().st_mtime_ns == noted
    with kept.linking(database):
        flip(database)
        os.link(database, link)
        os.utime(database)
    assert folder.quick("key", INPUTS) is None


def test_a_stamp_that_cannot_be_written_leaves_nothing(
    folder: cache_folder.CacheFolder, database: Path, tmp_path: Path
) -> None:
    (folder.path / "other.stamp").mkdir()
    folder.remember("other", INPUTS, database)
    assert not list(folder.path.glob("*.tmp"))
    assert not list(folder.path.glob(".*.tmp"))


def test_files_of_a_time_to_come_do_not_make_every_start_slow() -> None:
    ahead = cache_folder.Inputs((("a.yaml", 1, 10 * DAY_NS, 10 * DAY_NS, 1),))
    assert ahead.settled(DAY_NS)
    assert not ahead.settled(10 * DAY_NS)
    assert not ahead.settled(10 * DAY_NS - 1_000_000)


def test_old_notes_are_swept(
    folder: cache_folder.CacheFolder, database: Path, clock: Clock
) -> None:
    assert len(list(folder.path.glob("*.looked"))) == 1
    clock.ahead += 2 * DAY_NS
    with folder.lock():
        assert not list(folder.path.glob("*.looked"))


def test_a_fresh_edit_is_not_trusted_to_its_time_stamp(tmp_path: Path) -> None:
    write(tmp_path / "seed" / "a.yaml", age=0)
    folder = cache_folder.CacheFolder(tmp_path / "cache")
    inputs = scan(tmp_path)
    folder.remember("key", inputs, adopted(folder))
    assert folder.quick("key", inputs) is None


@pytest.mark.parametrize("text", [b"", b"[]", b"{}", b"\xff", b'["a", "../../x.sqlite", [1,2,3]]'])
def test_a_damaged_stamp_is_as_good_as_none(tmp_path: Path, text: bytes) -> None:
    folder = cache_folder.CacheFolder(tmp_path)
    write(tmp_path / "key.stamp", text)
    assert folder.quick("key", cache_folder.Inputs(())) is None
    assert folder.previous("key") is None


def test_a_folder_that_cannot_be_made_is_coped_with(tmp_path: Path) -> None:
    blocked = write(tmp_path / "file")
    folder = cache_folder.CacheFolder(blocked / "cache")
    with folder.lock():
        assert folder.find(DIGEST) is None
    assert folder.quick("key", cache_folder.Inputs(())) is None
    with pytest.raises(OSError, match="cache"):
        folder.temporary()


def test_scan_sees_every_change(tmp_path: Path) -> None:
    path = write(tmp_path / "seed" / "deep" / "a.yaml")
    write(tmp_path / "seed" / "b.txt")
    before = scan(tmp_path)
    assert [Path(f[0]).name for f in before.files] == ["a.yaml"]
    path.write_bytes(b"y")
    assert scan(tmp_path).signature != before.signature
    write(tmp_path / "seed" / "c.yaml")
    assert len(scan(tmp_path).files) == 2


def scan(tmp_path: Path) -> cache_folder.Inputs:
    return cache_folder.scan([tmp_path / "seed"], (".yaml",))


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"INTEGRATION_DB_CACHE": "/a/b"}, "/a/b"),
        ({"XDG_CACHE_HOME": "/c", "HOME": "/h"}, "/c/integration-db"),
        ({"HOME": "/h"}, "/h/.cache/integration-db"),
    ],
)
@pytest.mark.skipif(os.name != "posix" or os.uname().sysname != "Linux", reason="Linux's places")
def test_where_the_cache_is(environment: dict[str, str], expected: str) -> None:
    assert default_cache_folder(environment) == expected

"""Files are replaced whole or not at all; what is raised is said by whoever replaces them."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from integration_db import files


class Refused(Exception):
    """What the caller of these tests wants to see."""


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_replaced_when_all_went_well(tmp_path: Path) -> None:
    target = tmp_path / "target"
    target.write_text("old")
    with files.replacing(target, Refused) as new:
        new.write_text("new")
        assert target.read_text() == "old"
    assert target.read_text() == "new"
    assert names(tmp_path) == ["target"]


@pytest.mark.parametrize(("trouble", "seen"), [(OSError, Refused), (ValueError, ValueError)])
def test_a_file_stays_where_something_went_wrong(
    tmp_path: Path, trouble: type[Exception], seen: type[Exception]
) -> None:
    target = tmp_path / "target"
    target.write_text("old")
    with pytest.raises(seen), files.replacing(target, Refused) as new:  # noqa: PT012
        new.write_text("half")
        raise trouble
    assert target.read_text() == "old"
    assert names(tmp_path) == ["target"]


KILLED = """\
import os, signal, sys
from pathlib import Path
from integration_db import files
with files.replacing(Path(sys.argv[1]), RuntimeError) as new:
    new.write_text("half")
    if sys.argv[2] == "killed":
        os.kill(os.getpid(), signal.SIGKILL)
    print(new.name, flush=True)
    sys.stdin.readline()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="no file is held there")
def test_what_a_killed_writer_left_goes_with_the_next(tmp_path: Path) -> None:
    target = tmp_path / "kb[1].sqlite"
    for name in (".kb[1].sqlite.notes.tmp", ".other.0123abcd.tmp", "kb[1].sqlite.0123abcd.tmp"):
        (tmp_path / name).touch()
    foreign = names(tmp_path)
    command = [sys.executable, "-c", KILLED, str(target)]
    assert subprocess.run([*command, "killed"], check=False).returncode == -9
    assert len(names(tmp_path)) == len(foreign) + 1
    with files.replacing(target, Refused) as new:
        new.write_text("new")
        assert names(tmp_path) == sorted([*foreign, new.name])
    assert names(tmp_path) == sorted([*foreign, target.name])


@pytest.mark.skipif(sys.platform != "linux", reason="no file is held there")
def test_what_another_writer_is_at_stays(tmp_path: Path) -> None:
    target = tmp_path / "target"
    other = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(target), "waits"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert other.stdout
    theirs = other.stdout.readline().strip()
    with files.replacing(target, Refused) as new:
        new.write_text("ours")
    assert names(tmp_path) == sorted([theirs, "target"])
    other.communicate("go on\n")
    assert other.returncode == 0
    assert target.read_text() == "half"
    assert names(tmp_path) == ["target"]


def test_no_file_where_none_can_be(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(Refused), files.replacing(tmp_path / "file" / "target", Refused):
        pass
    with pytest.raises(Refused):
        files.replace_text(tmp_path / "file" / "target", "text", Refused)


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664])
def test_a_text_keeps_its_permissions_and_so_does_its_backup(tmp_path: Path, mode: int) -> None:
    target = tmp_path / "target"
    target.write_text("old")
    target.chmod(mode)
    backup = files.replace_text(target, "new", Refused)
    assert backup is not None
    assert (target.read_text(), backup.read_text()) == ("new", "old")
    assert [path.stat().st_mode & 0o777 for path in (target, backup)] == [mode, mode]


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o755])
def test_a_file_that_is_exported_again_keeps_its_permissions(tmp_path: Path, mode: int) -> None:
    target = tmp_path / "target"
    target.write_text("old")
    target.chmod(mode)
    files.write_text(target, ["new"], force=True)
    assert (target.read_text(), target.stat().st_mode & 0o777) == ("new", mode)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives away")
def test_a_file_keeps_its_owner(tmp_path: Path) -> None:
    target = tmp_path / "target"
    target.write_text("old")
    os.chown(target, 1234, 2345)
    backup = files.replace_text(target, "new", Refused)
    assert backup is not None
    assert [(p.stat().st_uid, p.stat().st_gid) for p in (target, backup)] == [(1234, 2345)] * 2


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs users")
def test_a_file_that_may_not_be_written_is_not_replaced() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        target = folder / "target"
        target.write_text("old")
        target.chmod(0o444)
        child = os.fork()
        if child == 0:
            if os.geteuid() == 0:  # who may write everything lets somebody else try
                os.chown(folder, 65534, 65534)
                os.setuid(65534)
            try:
                files.replace_text(target, "new", Refused)
            except Refused as refused:
                os._exit(17 if "Permission denied" in str(refused) else 1)
            os._exit(0)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 17
        assert target.read_text() == "old"
        assert names(folder) == ["target"]


WAITER = """\
import sys
from pathlib import Path
from integration_db import files
print("waiting", flush=True)
with files.lock(Path(sys.argv[1])):
    print(Path(sys.argv[2]).read_text())
"""


def test_one_process_holds_a_lock_at_a_time(tmp_path: Path) -> None:
    lock, word = tmp_path / "lock", tmp_path / "word"
    word.write_text("too early")
    command = [sys.executable, "-c", WAITER, str(lock), str(word)]
    with files.lock(lock) as held:
        assert held
        other = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert other.stdout
        assert other.stdout.readline() == "waiting\n"
        word.write_text("in time")
    assert other.communicate()[0] == "in time\n"


def test_a_lock_that_cannot_be_had_is_refused_or_done_without(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    place = tmp_path / "file" / "lock"
    with pytest.raises(Refused), files.lock(place, Refused):
        pass
    with files.lock(place) as held:
        assert not held

"""What else may lie in an overlay: every command refuses it in the same words, at any moment."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from integration_db.curation import Observation, record_observation
from integration_db.database import cache_folder
from integration_db.database.opening import open_catalogue_database
from integration_db.errors import SeedError

pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes with names")

NAME = "cameras/exemplar/e9.yaml"


def linked(path: Path) -> None:
    path.with_suffix(".d").mkdir()
    path.parent.joinpath("others").symlink_to(path.with_suffix(".d"))


STRANGE: dict[str, tuple[Callable[[Path], object], str]] = {
    "a pipe": (os.mkfifo, "is not an ordinary file"),
    "a device": (lambda path: path.symlink_to("/dev/zero"), "is not an ordinary file"),
    "a folder": (Path.mkdir, "is a folder; a file was expected"),
    "a link to a folder": (linked, "is a link to a folder, which is not followed"),
    "a link to itself": (lambda path: path.symlink_to(path), "cannot be read: "),
    "a link to nothing": (lambda path: path.symlink_to("nowhere"), "cannot be read: No such file"),
    "a file of 20 GB": (
        lambda path: os.truncate(_made(path), 20 << 30),
        "is larger than 8,000,000",
    ),
    "a blank file": (Path.touch, "says nothing"),
}


def _made(path: Path) -> Path:
    path.touch()
    return path


@pytest.fixture
def overlay(good_seed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An overlay on the example seed, which takes the place of the one that ships."""
    monkeypatch.setattr("integration_db.environment.default_seed_root", lambda: good_seed)
    folder = tmp_path / "own"
    (folder / NAME).parent.mkdir(parents=True)
    return folder


def command(*arguments: str) -> Result:
    from integration_db_cli.main import main

    return CliRunner().invoke(main, arguments, prog_name="integration-db")


@pytest.mark.parametrize(("plant", "words"), STRANGE.values(), ids=STRANGE)
def test_every_command_refuses_it_in_the_same_words(
    plant: Callable[[Path], object], words: str, overlay: Path, tmp_path: Path
) -> None:
    plant(overlay / NAME)
    rows = tmp_path / "rows.csv"
    rows.write_text("manufacturer,model,series\nExemplar,E100,E1\n")
    own = str(overlay)
    seen = ["--firmware", "10.12.114", "--https", "yes", "--yes"]
    for arguments in (
        ["--data", own, "predict", "E100"],
        ["--data", own, "show", "E100"],
        ["--data", own, "filter", "--ssl"],
        ["--data", own, "check", str(rows)],
        ["--data", own, "export", "feed", "-"],
        ["--data", own, "seed", "build"],
        ["--data", own, "seed", "check"],
        ["seed", "check", own],
        ["seed", "import", str(rows), "--data", own],
        ["diff", own, own],
        ["record", "E100", "--data", own, *seen],
    ):
        result = command(*arguments)
        assert (result.exit_code, words in result.output) == (1, True), (arguments, result.output)
    if words != "says nothing":  # it has no white space to be put in order
        result = command("seed", "format", own)
        assert (result.exit_code, words in result.output) == (1, True), result.output


@pytest.mark.parametrize(("plant", "words"), STRANGE.values(), ids=STRANGE)
def test_it_is_refused_too_where_the_database_is_at_hand(
    plant: Callable[[Path], object],
    words: str,
    overlay: Path,
    good_seed: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(cache_folder, "RACY_NS", 0)
    folders, cache = [good_seed, overlay], tmp_path / "cache"
    open_catalogue_database(folders, cache_folder=cache).close()
    plant(overlay / NAME)
    with pytest.raises(SeedError) as caught:
        open_catalogue_database(folders, cache_folder=cache)
    assert words in str(caught.value.problems)


def test_what_is_hidden_is_nobodys(overlay: Path, good_seed: Path) -> None:
    os.mkfifo(overlay / ".e1.yaml")
    (overlay / ".git" / "x.yaml").mkdir(parents=True)
    (overlay / ".link").symlink_to(overlay)
    open_catalogue_database([good_seed, overlay]).close()


def test_a_name_that_is_not_utf_8_is_said_and_read(overlay: Path, good_seed: Path) -> None:
    own = overlay / "sources" / os.fsdecode(b"caf\xe9.yaml")
    own.parent.mkdir()
    own.write_text("a: [\n")
    with pytest.raises(SeedError) as caught:
        open_catalogue_database([good_seed, overlay])
    assert r"caf\xe9.yaml:2:1" in str(caught.value.problems[0])
    own.write_text("# none yet   \n")
    open_catalogue_database([good_seed, overlay]).close()
    result = command("seed", "format", str(overlay))
    assert (result.exit_code, own.read_text()) == (0, "# none yet\n"), result.output


def test_nothing_is_written_where_it_would_not_be_read(overlay: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (overlay / "recorders").symlink_to(elsewhere)
    seen = Observation(
        "Exemplar", "E1", "E100", {"https_support": "yes"}, "lab_test", "x", "2026-01-02",
        firmware="10.12.114", plugin="ONVIF", recorder="exacqVision",
    )  # fmt: skip
    with pytest.raises(SeedError):
        record_observation(overlay, seen)
    result = command("seed", "new", "Exemplar", "E900", "--data", str(overlay))
    assert (result.exit_code, "is a link to a folder" in result.output) == (1, True)
    assert not any(elsewhere.iterdir())
    assert [path.name for path in overlay.rglob("*.yaml")] == []

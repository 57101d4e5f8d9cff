"""What else may lie in an overlay: every command refuses it in the same words, at any moment."""

from __future__ import annotations

import csv
import json
import os
import re
import signal
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from conftest import Run
from openpyxl import load_workbook

from integration_db.curation import Observation, record_observation
from integration_db.database import notes
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
    monkeypatch.setattr("integration_db.environment.default_seed_root", lambda: str(good_seed))
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
    monkeypatch.setattr(notes, "RACY_NS", 0)
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


BYTES = os.fsdecode(b"caf\xe9")
"""Python's text for the name of a file that is not UTF-8; such a text cannot be written out."""


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", f"{BYTES}.csv"],
        ["check", "list.csv", "--readdress", f"{BYTES}.csv"],
        ["check", "list.csv", "--waivers", BYTES],
        ["check", "list.csv", "-o", f"list.{BYTES}"],
        ["--database", BYTES, "show", "E100"],
        ["--data", BYTES, "show", "E100"],
        ["diff", BYTES, BYTES],
        ["seed", "check", BYTES],
        ["seed", "format", BYTES],
        ["sources", "check", BYTES],
        ["export", "feed", f"nowhere/{BYTES}"],
        ["export", "feed", "feed.json", "--sign", BYTES],
        ["record", "E100", "--https", "yes", "--yes", "--data", f"list.csv/{BYTES}"],
    ],
    ids=lambda arguments: " ".join(arguments).replace(BYTES, "NAME"),
)
def test_a_name_that_is_not_utf_8_is_told_one_way_everywhere(
    arguments: list[str], overlay: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(overlay)
    Path("list.csv").write_text("Model,IP\nE100,10.0.0.1\n")
    result = command(*arguments)
    assert (result.exit_code in (1, 2), r"caf\xe9" in result.output) == (True, True), result.output
    assert r"\udce9" not in result.output
    if arguments[0] == "check" and "-o" not in arguments:
        told = json.loads(command(*arguments, "--format", "json").stdout)["error"]["message"]
        assert r"caf\xe9" in told


@pytest.mark.parametrize("plant", ["a pipe", "a device", "a link to nothing"])
def test_what_is_there_and_is_no_file_is_not_called_missing(
    plant: str, overlay: Path, tmp_path: Path
) -> None:
    place = tmp_path / "strange"
    STRANGE[plant][0](place)
    own = ["record", "E100", "--https", "yes", "--yes", "--data", str(place)]
    for arguments, words in (
        (["--database", str(place), "show", "E100"], "is not a file"),
        (["export", "feed", str(tmp_path / "feed.json"), "--sign", str(place)], "is not a file"),
        (["export", "site", str(place)], "is there and is no site"),
        (own, "is no folder"),
    ):
        result = command(*arguments)
        assert (result.exit_code in (1, 2), words in result.output) == (True, True), result.output


def test_a_list_in_yaml_that_is_too_large_is_not_read_to_its_end(tmp_path: Path) -> None:
    place = tmp_path / "list.yaml"
    place.write_text("- model: E100\n")
    os.truncate(place, 64_000_000)
    tracemalloc.start()
    result = command("check", str(place))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (result.exit_code, "is larger than 8,000,000 bytes" in result.output) == (1, True)
    assert most < 64_000_000


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


NASTY = ["=1+1", "+1", "-1", "@x", "\t=1", " =1", "\r=1", "=cmd|' /C calc'!A0"]


@pytest.mark.parametrize("form", ["csv", "xlsx", "acceptance", "moves"])
def test_no_cell_of_a_written_list_is_a_formula(form: str, run: Run, tmp_path: Path) -> None:
    """Whatever stands in the list: in a heading, in a cell that is read, or in one that is not."""
    place = tmp_path / "list.csv"
    head = ["Model", "Position", "Name", "IP", "Notes", "=note", "Other"]
    rows = [["E100", text, text, f"10.0.0.{n}", text, text, text] for n, text in enumerate(NASTY)]
    rows += [[text, "1", "a", "10.0.0.99", "", "", ""] for text in NASTY]
    with place.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([head, *rows])
    (tmp_path / "map.csv").write_text("Old address,New address\n10.0.0.1,10.0.1.1\n")
    ending = "xlsx" if form in ("xlsx", "acceptance") else "csv"
    out = tmp_path / f"out.{ending}"
    moves = ["--readdress", str(tmp_path / "map.csv")] if form == "moves" else []
    run("check", str(place), "--format", form, "-o", str(out), *moves)
    if ending == "csv":
        with out.open(encoding="utf-8-sig", newline="") as file:
            cells = {cell: False for row in csv.reader(file) for cell in row}
    else:
        written = [
            cell for sheet in load_workbook(out) for row in sheet.iter_rows() for cell in row
        ]
        assert {cell.data_type for cell in written} <= {"s", "inlineStr", "n", "d", "b"}
        cells = {
            str(cell.value): cell.quotePrefix for cell in written if isinstance(cell.value, str)
        }
    assert any("+1" in cell for cell in cells)
    risky = [cell for cell in cells if re.match(r"[\s]*[=+@\t\r-]", cell)]
    assert [cell for cell in risky if not cells[cell]] == []


def test_a_report_killed_while_it_is_written_leaves_the_old_one(run: Run, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("Model\n" + "E100\n" * 50)
    out = tmp_path / "out.csv"
    asked = ("check", str(tmp_path / "list.csv"), "-o", str(out), "--force")
    out.write_text("the old one")
    out.chmod(0o640)
    for name in ("fsync", "replace"):
        child = os.fork()
        if child == 0:
            setattr(os, name, lambda *_: os.kill(os.getpid(), signal.SIGKILL))
            run(*asked)
            os._exit(0)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
        assert out.read_text() == "the old one"
    assert run(*asked).exit_code == 0
    assert out.read_text().count("E100") >= 50
    assert out.stat().st_mode & 0o777 == 0o640
    assert sorted(path.name for path in tmp_path.iterdir()) == ["list.csv", "out.csv"]


LONG_CELLS = {
    "a position that ends as none": f"Item,Model\n{'1' * 100_000}zz,E100\n",
    "tabs": "E100" + "\t" * 100_000 + "x\nE100\n",
    "tabs in a list of names": "Exemplar E100\n" * 9 + "E100" + "\t" * 100_000 + "x\n",
    "blanks in a list of names": "Exemplar E100\n" * 9 + "E100" + " " * 100_000 + "x\n",
    "numbered blanks": "".join(f"{n} Exemplar E100\n" for n in range(1, 9))
    + "9 E100"
    + " \t" * 50_000
    + "x\n",
}


@pytest.mark.parametrize("text", LONG_CELLS.values(), ids=LONG_CELLS)
def test_a_long_line_is_gone_through_in_one_go(text: str, run: Run, tmp_path: Path) -> None:
    """It took minutes: from each of its characters all others were looked through."""
    (tmp_path / "list.csv").write_text(text)
    result = run("check", str(tmp_path / "list.csv"), "--format", "csv")
    assert result.exit_code in (0, 1), result.output
    assert "E100" in result.output or "no heading" in result.output


LINKED: tuple[tuple[str, ...], ...] = (
    ("check", "list.csv", "-o"),
    ("export", "csv"),
    ("export", "feed"),
    ("export", "sqlite"),
)


@pytest.mark.parametrize("arguments", LINKED, ids=" ".join)
def test_a_link_to_write_to_is_followed_and_stays(
    arguments: tuple[str, ...], run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One rule for what is written, as a shell follows links: to a file, to where none is yet."""
    monkeypatch.chdir(tmp_path)
    Path("list.csv").write_text("Model\nE100\n")
    Path("real").mkdir()
    Path("real/old.csv").write_text("old")
    for name in ("old.csv", "new.csv"):
        link = Path(f"to-{name}")
        link.symlink_to(f"real/{name}")
        result = run(*arguments, str(link), "--force")
        assert result.exit_code in (0, 1), result.output
        assert "cannot" not in result.output
        assert link.is_symlink()
        assert Path("real", name).stat().st_size > len("old")
    loop = Path("loop.csv")
    loop.symlink_to(loop.name)
    result = run(*arguments, str(loop), "--force")
    assert result.exit_code == 1
    assert "Too many levels of symbolic links" in result.output
    assert loop.is_symlink()


def test_the_checksum_beside_a_database_is_followed_where_it_is_a_link(
    run: Run, tmp_path: Path
) -> None:
    (tmp_path / "real").write_text("old")
    beside = tmp_path / "a.sqlite.sha256"
    beside.symlink_to("real")
    result = run("export", "sqlite", str(tmp_path / "a.sqlite"), "--force")
    assert result.exit_code == 0, result.output
    assert beside.is_symlink()
    assert "a.sqlite" in (tmp_path / "real").read_text()


def test_addresses_are_looked_for_in_one_go(run: Run, tmp_path: Path) -> None:
    """From each of its words all others were looked through: a minute and more for this cell."""
    listed, sheet = tmp_path / "list.csv", tmp_path / "a.xlsx"
    listed.write_text(f"Name,Model\n{'a-' * 50_000}!,E100\n")
    options = ("--for", "customer", "--format", "acceptance", "-o", str(sheet))
    assert run("check", str(listed), *options).exit_code == 0

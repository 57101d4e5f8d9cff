"""Help and completion: nothing is imported for them; a shell is told what the catalogue knows."""

from __future__ import annotations

import os
import pty
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest
from integration_db_cli.main import COMMANDS, main

from integration_db import Catalog
from integration_db.catalog.queries import beginnings

PROGRAM = str(Path(sys.executable).parent / "integration-db")


def completed(words: str, database: str, *, shell: str = "bash", **settings: str) -> list[str]:
    """What the program tells a shell of the last word; the last sign but spaces is the cursor."""
    arguments = words.split(" ") if '"' not in words else [words]
    number = len(arguments) if '"' not in words else words.split('"')[0].count(" ") + 1
    done = subprocess.run(
        [PROGRAM],
        capture_output=True,
        text=True,
        env={
            **os.environ,
            "_INTEGRATION_DB_COMPLETE": f"{shell}_complete",
            "COMP_WORDS": f"integration-db {words}",
            "COMP_CWORD": str(number) if shell != "fish" else arguments[-1],
            "INTEGRATION_DB_DATABASE": database,
            **settings,
        },
        check=False,
    )
    assert done.stderr == ""
    assert done.returncode == 0
    return [line.removeprefix("plain,") for line in done.stdout.splitlines() if line]


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_is_listed_with_its_own_summary(name: str) -> None:
    command = main.get_command(click.Context(main), name)
    assert command is not None
    assert command.help
    assert COMMANDS[name].summary == command.help.split("\n\n")[0].replace("\n", " ")


@pytest.mark.parametrize(
    ("arguments", "settings"),
    [(["-h"], {}), ([], {"COMP_WORDS": "integration-db s", "COMP_CWORD": "1"})],
    ids=["help", "completion"],
)
def test_no_command_is_imported_for(arguments: list[str], settings: dict[str, str]) -> None:
    script = (
        "import sys, atexit\n"
        "from integration_db_cli.main import main\n"
        f"try: main({arguments!r}, prog_name='integration-db')\n"
        "except SystemExit as done: assert not done.code\n"
        "ours = 'integration_db.'\n"
        "rooms = 'integration_db_cli.commands.', ours + 'catalog', ours + 'database',"
        " ours + 'prediction'\n"
        "sys.stderr.write(','.join(one for one in sys.modules if one.startswith(rooms)))\n"
    )
    complete = {"_INTEGRATION_DB_COMPLETE": "bash_complete"} if settings else {}
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        env={**os.environ, **settings, **complete},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "stats" in done.stdout
    assert done.stderr == ""


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("pre", ["predict"]),
        ("predict --firm", ["--firmware"]),
        ("predict e1", ["E100", "E100-V", "E110-2", "E110 Mk II"]),
        ('predict "exemplar e1', ["Exemplar E100", "Exemplar E110 Mk II"]),
        ('predict "exemplar ', ["Exemplar E100", "Exemplar E200"]),
        ("show e-100", ["E100"]),
        ("compare E100 e20", ["E200"]),
        ("search e20", ["E200"]),
        ("filter --manufacturer sampleo", ["Sample Optics"]),
        ("predict E100 --plugin on", ["ONVIF"]),
        ("check list.csv --plugin on", ["ONVIF"]),
        ("predict E100 --recorder EXACQ", ["exacqVision"]),
        ("predict E100 --protocol https", ["https-if-available", "https-required"]),
        ("predict E100 --recorder exacqvision --protocol https-r", ["https-required"]),
        ("predict E100 --recorder nobody --protocol https-r", []),
        ("firmware compare sam", ["Sample Optics"]),
        ("seed import list.csv --source example-d", ["example-datasheet"]),
        ("predict zzz", []),
        ("predict %", []),
    ],
)
def test_what_is_completed(words: str, wanted: list[str], good_database: str) -> None:
    found = completed(words, good_database)
    assert set(wanted) <= set(found)
    assert bool(found) == bool(wanted)


def test_every_shell_is_told(good_database: str) -> None:
    assert "E200" in completed("predict e20", good_database)
    assert "E200" in " ".join(completed("predict e20", good_database, shell="zsh"))
    assert "E200" in " ".join(completed("predict e20", good_database, shell="fish"))


@pytest.mark.parametrize(
    "place", ["nowhere.sqlite", "postgresql://user:secret@127.0.0.1:1/none", "://"]
)
def test_nothing_is_offered_and_nothing_said_where_there_is_no_database(place: str) -> None:
    assert completed("predict e20", place) == []


def test_nothing_is_built_for_a_completion(good_seed: Path, tmp_path: Path) -> None:
    settings = {"INTEGRATION_DB_CACHE": str(tmp_path), "INTEGRATION_DB_DATA": str(good_seed)}
    assert completed("predict e20", "", **settings) == []
    assert not list(tmp_path.iterdir())


def test_a_part_of_too_many_is_not_offered_as_all(
    catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = beginnings.cameras_from(catalog.reader, "e")
    assert len(found) > 2
    monkeypatch.setattr(beginnings, "MOST", len(found) - 1)
    assert beginnings.cameras_from(catalog.reader, "e") == []


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("predict e100-v\t", "predict E100-V "),
        ("predict e110m\t", "predict E110\\ Mk\\ II "),
        ("predict exemplar\\ e110m\t", "predict Exemplar\\ E110\\ Mk\\ II "),
        ('predict "exemplar e110m\t', 'predict "Exemplar E110 Mk II" '),
        ("filter --manufacturer sampleo\t", "filter --manufacturer Sample\\ Optics "),
        ("predict E100 --plugin=onv\t", "predict E100 --plugin=ONVIF "),
        ("predict E100 --plugin=ONVIF --proto\t", "predict E100 --plugin=ONVIF --protocol "),
    ],
)
def test_a_real_bash_completes(typed: str, line: str, good_database: str, tmp_path: Path) -> None:
    """Ctrl+G writes down what stands on the line then."""
    shown = tmp_path / "shown"
    start = tmp_path / "start"
    start.write_text(
        f'eval "$(env _INTEGRATION_DB_COMPLETE=bash_source {PROGRAM})"\n'
        f'bind -x \'"\\C-g": printf %s "$READLINE_LINE" > {shown}; exit\'\n'
        "PS1=ready\n",
        encoding="utf-8",
    )
    bin_folder = str(Path(PROGRAM).parent)
    environment = {
        **os.environ,
        "PATH": f"{bin_folder}{os.pathsep}{os.environ['PATH']}",
        "INTEGRATION_DB_DATABASE": good_database,
        "TERM": "dumb",
        "HISTFILE": "/dev/null",
    }
    ours, its = pty.openpty()
    child = subprocess.Popen(
        ["bash", "--noprofile", "--rcfile", str(start), "-i"],
        stdin=its,
        stdout=its,
        stderr=its,
        env=environment,
        start_new_session=True,
    )
    os.close(its)
    said = b""
    while b"ready" not in said:
        said += os.read(ours, 1000)
    os.write(ours, f"integration-db {typed}\x07".encode())
    try:
        while os.read(ours, 1000):
            pass
    except OSError:
        pass  # bash has ended
    os.close(ours)
    child.wait(60)
    assert shown.read_text(encoding="utf-8") == f"integration-db {line}"

"""What the pages say is so: programs run, links lead somewhere, commands and options exist."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from integration_db_cli.main import COMMANDS, main
from walls import WALLS

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
PROGRAM = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\((?!<?https?://)([^)#]+)")
WRITTEN = re.compile(r"integration-db ([^`'\n]+)")


def ids(path: Path) -> str:
    return path.name


@pytest.mark.parametrize("page", PAGES, ids=ids)
def test_the_programs_on_the_pages_run(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    programs = PROGRAM.findall(page.read_text(encoding="utf-8"))
    monkeypatch.chdir(tmp_path)
    for form in ("feed", "conformance") if page.name == "recorder-feed.md" else ():
        done = CliRunner().invoke(main, ["export", form, f"{form}.json"])
        assert done.exit_code == 0, done.stderr
    for program in programs:
        exec(compile(program, page.name, "exec"), {})


@pytest.mark.parametrize("page", PAGES, ids=ids)
def test_links_lead_to_files(page: Path) -> None:
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), f"{page.name} links to {target}"


def options_of(words: list[str]) -> tuple[set[str], set[str]]:
    """The options that a written command uses, and those that it has."""
    context = click.Context(main)
    command: click.Command = main
    known = {"-h", *(option for p in main.get_params(context) for option in p.opts)}
    for word in words:
        found = command.get_command(context, word) if isinstance(command, click.Group) else None
        if found is not None:
            command = found
            known |= {
                option
                for p in command.get_params(context)
                for option in (*p.opts, *p.secondary_opts)
            }
    return {word.split("=")[0] for word in words if re.match(r"--?[a-z]", word)}, known


@pytest.mark.parametrize("page", PAGES, ids=ids)
def test_commands_and_options_that_are_written_exist(page: Path) -> None:
    for written in WRITTEN.findall(page.read_text(encoding="utf-8")):
        try:
            words = shlex.split(written, comments=True)
        except ValueError:  # a command inside a sentence, with an apostrophe behind it
            words = written.split()
        used, known = options_of(words)
        assert used <= known, f"{page.name}: {written}"


def test_every_command_is_in_the_reference() -> None:
    reference = (ROOT / "docs/cli-reference.md").read_text(encoding="utf-8")
    for name in COMMANDS:
        assert f"## integration-db {name}\n" in reference


def test_the_design_names_every_room_and_no_other() -> None:
    design = (ROOT / "docs/design.md").read_text(encoding="utf-8")
    named = re.findall(r"^\| `(\w+)/?` \|", design, re.MULTILINE)
    assert sorted(named) == sorted(set(WALLS) - {"__init__"})


def test_the_picture_of_the_coverage_is_what_the_seed_says() -> None:
    """`make docs` draws it; the pages beside it are checked by `make docs-check`."""
    program = "import generate, sys; sys.stdout.write(generate.picture())"
    drawn = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT / "docs",
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert (ROOT / "docs/coverage.svg").read_text(encoding="utf-8") == drawn

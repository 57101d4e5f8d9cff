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
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    programs = PROGRAM.findall(page.read_text(encoding="utf-8"))
    monkeypatch.chdir(tmp_path)
    if page.name == "recorder-feed.md":
        (tmp_path / "conformance.json").symlink_to(request.getfixturevalue("real_conformance"))
        done = CliRunner().invoke(main, ["export", "feed", "feed.json"])
        assert done.exit_code == 0, done.stderr
    for program in programs:
        exec(compile(program, page.name, "exec"), {})


def dead_links(page: Path) -> list[str]:
    """The files that a page links to and that are not there."""
    found = LINK.findall(page.read_text(encoding="utf-8"))
    return [target for target in found if not (page.parent / target).exists()]


@pytest.mark.parametrize("page", PAGES, ids=ids)
def test_links_lead_to_files(page: Path) -> None:
    assert dead_links(page) == []


def test_a_dead_link_is_found(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("See [it](gone.md#part), [this](page.md), [that](https://example.com/).")
    assert dead_links(page) == ["gone.md"]


def options_of(words: list[str]) -> tuple[set[str], set[str]]:
    """The options that a written command uses, and those that it has."""
    context = click.Context(main, **main.context_settings)
    command: click.Command = main
    known = {option for p in main.get_params(context) for option in p.opts}
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


def wrong_commands(text: str) -> list[str]:
    """The commands in a text that have an option which they do not know."""
    wrong = []
    for written in WRITTEN.findall(text):
        try:
            words = shlex.split(written, comments=True)
        except ValueError:  # a command inside a sentence, with an apostrophe behind it
            words = written.split()
        used, known = options_of(words)
        if not used <= known:
            wrong.append(written)
    return wrong


@pytest.mark.parametrize("page", PAGES, ids=ids)
def test_options_that_are_written_exist(page: Path) -> None:
    assert wrong_commands(page.read_text(encoding="utf-8")) == []


def test_an_option_that_a_command_does_not_know_is_found() -> None:
    text = "`integration-db filter --ssl`, `integration-db show E100 --ssl`, integration-db -x"
    assert wrong_commands(text) == ["show E100 --ssl", "-x"]


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

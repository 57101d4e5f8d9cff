"""What the pages in this folder show of the program, made by running it.

The pages call `command` and `reference` between cog's marks; `make docs` writes them anew and
`make docs-check` (and a test) fails where they are out of step.
"""

from __future__ import annotations

import contextlib
import io
import os
import shlex
import tempfile
from functools import lru_cache

import click
from click.testing import CliRunner
from integration_db_cli.main import COMMANDS, main

WIDTH = "80"


@lru_cache(maxsize=1)
def _environment() -> dict[str, str | None]:
    cache = os.environ.get("INTEGRATION_DB_CACHE") or tempfile.mkdtemp(prefix="integration-db-")
    return {
        "COLUMNS": WIDTH,
        "NO_COLOR": "1",
        "INTEGRATION_DB_CACHE": cache,
        "INTEGRATION_DB_DATA": None,
        "INTEGRATION_DB_DATABASE": None,
    }


def run(line: str) -> tuple[str, int]:
    """Return what a command line prints on stdout (or, if it fails, on stderr), and its code."""
    words = shlex.split(line)
    assert words[0] == "integration-db", line
    done = CliRunner().invoke(main, words[1:], env=_environment(), prog_name="integration-db")
    return (done.stdout if done.stdout else done.stderr), done.exit_code


def command(line: str, *, lines: int | None = None, fails: bool = False) -> str:
    """Return a block with the command and what it prints, cut after so many lines."""
    output, code = run(line)
    assert (code != 0) == fails, f"{line}: exit code {code}\n{output}"
    shown = output.rstrip("\n").splitlines()
    if lines is not None and len(shown) > lines:
        shown = [*shown[:lines], "..."]
    return "\n".join(["```console", f"$ {line}", *(s.rstrip() for s in shown), "```"])


def reference() -> str:
    """Return the help of every command."""
    parts = [_help("integration-db", main)]
    context = click.Context(main)
    for name in sorted(COMMANDS):
        found = main.get_command(context, name)
        assert found is not None
        parts.append(_help(f"integration-db {name}", found))
        if isinstance(found, click.Group):
            for inner in sorted(found.commands):
                parts.append(_help(f"integration-db {name} {inner}", found.commands[inner]))
    return "\n\n".join(parts)


def _help(name: str, found: click.Command) -> str:
    output, code = run(f"{name} --help")
    assert code == 0, name
    level = "##" if name.count(" ") < 2 else "###"
    return f"{level} {name}\n\n```text\n{output.rstrip()}\n```"


def python(source: str) -> str:
    """Return what an example program prints."""
    printed = io.StringIO()
    for name, value in _environment().items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value
    with contextlib.redirect_stdout(printed):
        exec(compile(source, "example", "exec"), {})
    return printed.getvalue()

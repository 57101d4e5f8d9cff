"""The process: how it is interrupted, and what it says where its output has no room."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from integration_db_cli import INTERRUPTED

posix_only = pytest.mark.skipif(os.name != "posix", reason="needs POSIX signals and limits")

SWALLOWED = """\
import os, signal
try:
    os.kill(os.getpid(), signal.SIGINT)
    for _ in range(1000): pass
except BaseException:
    pass  # as an interrupt is lost in a callback, or where an import is tried
raise ImportError("it went on")
"""
"""Stands in for a library that is being imported when somebody presses Ctrl+C."""


def program(*arguments: str, **options: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # type: ignore[call-overload, no-any-return]
        [sys.executable, "-m", "integration_db_cli", *arguments],
        text=True,
        check=False,
        **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options},
    )


def _hears_interrupts() -> None:
    """Be as what is started at a terminal; what a script starts in the background hears none."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@posix_only
@pytest.mark.parametrize("library", ["click", "ast"])
def test_an_interrupt_while_it_starts_ends_it_without_a_word(tmp_path: Path, library: str) -> None:
    (tmp_path / f"{library}.py").write_text(SWALLOWED, encoding="utf-8")
    done = program(
        "--version",
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        preexec_fn=_hears_interrupts,
    )
    assert (done.returncode, done.stdout, done.stderr) == (INTERRUPTED, "", "")


@posix_only
def test_who_was_started_in_the_background_goes_on() -> None:
    script = (
        "import os, signal, sys\n"
        "signal.signal(signal.SIGINT, signal.SIG_IGN)\n"
        "from integration_db_cli import __main__ as process\n"
        "os.kill(os.getpid(), signal.SIGINT)\n"
        "sys.argv[1:] = ['--version']\n"
        "process.run()\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.stdout.startswith("integration-db ")


@posix_only
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_file_that_may_not_grow_is_one_clear_error(
    good_database: str, tmp_path: Path, unbuffered: str
) -> None:
    """Without a buffer the system takes the first bytes, and of the others Python says nothing."""
    import resource

    with (tmp_path / "answer").open("w") as answer:
        done = program(
            *("--database", good_database, "show", "E100"),
            stdout=answer,
            env={**os.environ, "PYTHONUNBUFFERED": unbuffered, "PYTHONDONTWRITEBYTECODE": "1"},
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100)),
        )
    assert done.returncode == 1
    assert done.stderr == "Error: cannot write the answer: File too large\n"

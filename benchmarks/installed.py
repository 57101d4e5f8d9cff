"""The program as users have it: the wheel of this checkout in an environment of its own."""

from __future__ import annotations

import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).parent.parent


def install(folder: Path) -> tuple[str, str]:
    """Install the wheel below a folder; return its Python and its program."""
    wheels, place = folder / "wheels", folder / "installed"
    pip = (sys.executable, "-m", "pip")
    subprocess.run([*pip, "wheel", "-q", "--no-deps", "-w", wheels, ROOT], check=True)
    venv.create(place, with_pip=True)
    programs = place / ("Scripts" if sys.platform == "win32" else "bin")
    python = str(programs / "python")
    subprocess.run([python, "-m", "pip", "install", "-q", *wheels.glob("*.whl")], check=True)
    return python, str(programs / "integration-db")

"""Damage to a file as a failing disk does it: a byte inside a value, and nothing that tells."""

from __future__ import annotations

import os
from pathlib import Path


def flip(path: Path, value: bytes = b"Exemplar") -> None:
    """Change a letter wherever a value stands, and put the time of modification back."""
    before = path.stat()
    content = path.read_bytes()
    assert value in content
    with path.open("r+b") as file:
        file.write(content.replace(value, bytes([value[0] ^ 1]) + value[1:]))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))

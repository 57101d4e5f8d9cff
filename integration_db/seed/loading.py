"""The seed read and checked by the rules: all problems of a run together."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from integration_db.errors import SeedError
from integration_db.seed import rules
from integration_db.seed.reading import Progress, Seed, read_all


def load(folders: Sequence[Path], *, progress: Progress | None = None) -> Seed:
    """Read and check the seed folders, base first. Raises `SeedError` with every problem."""
    seed, problems = read_all(folders, progress=progress)
    if not problems:
        problems = [found.problem for found in rules.check(seed) if found.refuses]
    if problems:
        raise SeedError(problems)
    return seed

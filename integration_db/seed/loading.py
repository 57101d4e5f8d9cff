"""Loading a seed: read, and held to the rules; all problems are raised together."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from integration_db.errors import SeedError
from integration_db.seed import rules
from integration_db.seed.reading import Seed, read_all
from integration_db.vocabulary import Progress


def load(folders: Sequence[Path], *, progress: Progress | None = None) -> Seed:
    """Read and check the seed folders, base first. Raises `SeedError` with every problem."""
    seed, problems = read_all(folders, progress=progress)
    if not problems:
        problems = rules.refusals(seed)
    if problems:
        raise SeedError(problems)
    return seed

"""Ordinary clients beside attackers: every answer is the right one. How soon is for benchmarks."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from benchmarks import crowd


@pytest.mark.skipif(sys.platform != "linux", reason="every client has an address of its own")
def test_every_answer_beside_attackers_is_the_right_one(good_database: str) -> None:
    alone, beside = crowd.run(Path(good_database), clients=50, alone=1, beside=5)
    assert (alone.wrong, beside.wrong) == ([], [])
    assert len(beside.waits) >= 50

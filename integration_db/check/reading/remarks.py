"""What the remarks beside a line say of its position: that it is optional, or left open; pure.

Nothing else of them is heard: a remark names no camera and makes no line something else.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Final

from integration_db.check.reading.cells import says_truth, says_yes
from integration_db.names.lines.things import Position, heads_options, positions_in_remark

Remarks = tuple[str, ...]
"""The cells of one row in all columns of remarks."""

RemarksReader = Callable[[Remarks], frozenset[Position]]
"""What reads them."""

_MOST_KNOWN: Final = 1 << 15


def is_mark(cell: str) -> bool:
    """Whether a cell says yes or no, or that a position is optional or left open."""
    return says_truth(cell) or bool(positions_in_remark(cell))


def remarks_reader(headings: Sequence[str]) -> RemarksReader:
    """Return what reads the cells of the columns of remarks under these headings.

    Under a heading that is itself a word for such a position (`Optional`) a cross or a yes is one.
    """
    crossed = [heads_options(heading) for heading in headings]

    @lru_cache(maxsize=_MOST_KNOWN)
    def read(cells: Remarks) -> frozenset[Position]:
        said = frozenset().union(*map(positions_in_remark, filter(None, cells)))
        if any(says_yes(cell) for cell, may in zip(cells, crossed, strict=True) if may):
            return said | {"optional"}
        return said

    return read

"""Near names and near words: shown to people, never chosen.

Owns how far one name is from another; whether a suggestion is shown at all, the ladder decides.
For names edits are counted, by hand: `difflib`, which is good enough for words, measures the share
of what is alike, by which two long names are near however many of their digits differ.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from integration_db.names.folding import exact_key, loose_key

if TYPE_CHECKING:
    from integration_db.names.index import Index, ListedModel
    from integration_db.names.match import Match

SUGGESTED: Final = 5
"""Names that are suggested at most."""

_MEASURED: Final = 60
"""Models that are looked at before the nearest are chosen."""

_MOST_EDITS: Final = 2
"""Names more than this many edits away are no suggestion, unless one begins with the other."""

_SHORTEST_NEAR: Final = 6
"""Characters of a text that can be called near to a name."""

_WRITTEN: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 -_./()+#&"
"""The characters of printed names, in the shape of exact keys."""

# Cyrillic letters that look Latin: folded for suggestions only.
_LOOKALIKES: Final = str.maketrans("АВЕКМНОРСТУХ", "ABEKMHOPCTYX")


def near_names(match: Match, index: Index, limit: int = SUGGESTED) -> tuple[str, ...]:
    """Return other models of the same maker that are easily taken for the one matched."""
    if match.model is None or match.name is None:
        return ()
    near = nearest(match.name, index, match.manufacturer, limit + 1)
    return tuple(name for _, model, name in near if model != match.model)[:limit]


def near_words(written: str, known: Sequence[str], limit: int = 3) -> tuple[str, ...]:
    """Return the known words that look most like what was written; suggestions, never choices."""
    from difflib import get_close_matches  # slow to import, and only wanted when something is wrong

    folded = {word.casefold(): word for word in known}
    close = get_close_matches(written.casefold(), folded, n=limit, cutoff=0.6)
    return tuple(folded[word] for word in close)


def nearest(
    written: str, index: Index, manufacturer: int | None, limit: int = SUGGESTED
) -> list[ListedModel]:
    """Return the models, of one manufacturer or of all, that look like the text; the nearest first.

    Only those that share most pieces with it are measured.
    """
    key = loose_key(written).translate(_LOOKALIKES)
    ranked = []
    for candidate in index.similar(loose_key(written), manufacturer, _MEASURED):
        other = loose_key(candidate.name)
        edits = _distance(key, other)
        begins = other.startswith(key) or key.startswith(other)
        if edits <= _MOST_EDITS or (begins and len(min(key, other, key=len)) >= 4):
            ranked.append(
                (0 if begins else edits, abs(len(key) - len(other)), candidate.name, candidate)
            )
    return [candidate for *_, candidate in sorted(ranked)[:limit]]


def one_edit_away(written: str, index: Index, manufacturer: int | None) -> set[int]:
    """Return the models whose printed names one change of one character makes of the text.

    Each such text is looked up: of short names the pieces that `nearest` goes by tell too little.
    """
    return {
        entry.model
        for key in _changed_once(exact_key(written))
        for entry in index.by_key("exact", key, manufacturer)
        if entry.kind == "name" and entry.model is not None
    }


def _changed_once(key: str) -> set[str]:
    """Return the keys that one edit makes of a key: insert, drop, change, swap neighbours."""
    parts = [(key[:at], key[at:]) for at in range(len(key) + 1)]
    swapped = {a + b[1] + b[0] + b[2:] for a, b in parts if len(b) > 1}
    dropped = {a + b[1:] for a, b in parts if b}
    changed = {a + c + b[1:] for a, b in parts if b for c in _WRITTEN}
    inserted = {a + c + b for a, b in parts for c in _WRITTEN}
    return (swapped | dropped | changed | inserted) - {key, ""}


def _distance(one: str, other: str) -> int:
    """Return the edits between two keys (insert, drop, change, swap neighbours), three at most."""
    limit = _MOST_EDITS
    if abs(len(one) - len(other)) > limit:
        return limit + 1
    one, other = _without_shared_ends(one, other)
    beyond, width = limit + 1, len(other)
    # One edit brings in one character and takes one away.
    if len(set(one).difference(other)) > limit or len(set(other).difference(one)) > limit:
        return beyond
    before: list[int] = []
    last = [min(j, beyond) for j in range(width + 1)]
    for i, a in enumerate(one, 1):
        row = [min(i, beyond), *[beyond] * width]
        # Away from the diagonal by more than the limit, everything is beyond it.
        for j in range(max(1, i - limit), min(width, i + limit) + 1):
            b = other[j - 1]
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            row[j] = cost
        if min(row) > limit:
            return beyond
        before, last = last, row
    return min(last[-1], beyond)


def _without_shared_ends(one: str, other: str) -> tuple[str, str]:
    """Return both without what they begin and end with alike, which costs nothing to edit."""
    start, shortest = 0, min(len(one), len(other))
    while start < shortest and one[start] == other[start]:
        start += 1
    end = 0
    while end < shortest - start and one[-1 - end] == other[-1 - end]:
        end += 1
    return one[start : len(one) - end], other[start : len(other) - end]


def is_near(written: str, name: str) -> bool:
    """Whether one edit makes a name of what was written, which says enough to be one."""
    key = loose_key(written)
    return len(key) >= _SHORTEST_NEAR and _distance(key, loose_key(name)) <= 1

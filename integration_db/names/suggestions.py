"""Near names and near words: shown to people, never chosen.

Owns how far one name is from another; whether a suggestion is shown at all, the ladder decides.
For names edits are counted, by hand: `difflib`, which is good enough for words, measures the share
of what is alike, by which two long names are near however many of their digits differ.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from integration_db.names.folding import SHORTEST_BEGINNING, exact_key, loose_key

if TYPE_CHECKING:
    from integration_db.names.index import Index, ListedModel
    from integration_db.names.match import Match

SUGGESTED: Final = 5
"""Names that are suggested at most."""

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
    return tuple(one.name for one in near if one.model != match.model)[:limit]


def near_words(written: str, known: Sequence[str], limit: int = 3) -> tuple[str, ...]:
    """Return the known words that look most like what was written; suggestions, never choices."""
    from difflib import get_close_matches  # slow to import, and only wanted when something is wrong

    folded = {word.casefold(): word for word in known}
    close = get_close_matches(written.casefold(), folded, n=limit, cutoff=0.6)
    return tuple(folded[word] for word in close)


def nearest(
    written: str, index: Index, manufacturer: int | None, limit: int = SUGGESTED
) -> list[ListedModel]:
    """Return the models, of one manufacturer or of all, that look like the text; nearest first."""
    key = loose_key(written).translate(_LOOKALIKES)
    signs = set(key)
    ranked = []
    for candidate in index.similar(key, manufacturer, _MOST_EDITS):
        other = candidate.key
        if len(signs.difference(other)) > _MOST_EDITS and not key.startswith(other):
            continue  # as of most, and soon known: an edit takes one away
        begins = other.startswith(key) or key.startswith(other)
        longer = abs(len(key) - len(other))
        edits = longer if begins else _distance(key, other)
        if edits <= _MOST_EDITS or (begins and min(len(key), len(other)) >= SHORTEST_BEGINNING):
            ranked.append((0 if begins else edits, longer, candidate.name, candidate))
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


def _distance(one: str, other: str, most: int = _MOST_EDITS) -> int:
    """Return the edits between two keys (insert, drop, change, swap neighbours), or `most` + 1."""
    longer = abs(len(one) - len(other))
    if longer > most:
        return most + 1
    at = 0
    for ours, theirs in zip(one, other, strict=False):
        if ours != theirs:
            break
        at += 1
    else:
        return longer
    if not most:
        return 1
    # The first characters that differ are changed, or one of them is too many, or they are swapped.
    rests = [
        (one[at + 1 :], other[at + 1 :]),
        (one[at + 1 :], other[at:]),
        (one[at:], other[at + 1 :]),
    ]
    if one[at : at + 2] == other[at : at + 2][::-1]:
        rests.append((one[at + 2 :], other[at + 2 :]))
    if most == 1:
        return 1 if any(ours == theirs for ours, theirs in rests) else 2
    return 1 + min(_distance(ours, theirs, most - 1) for ours, theirs in rests)


def is_near(written: str, name: str) -> bool:
    """Whether one edit makes a name of what was written, which says enough to be one."""
    key = loose_key(written)
    return len(key) >= _SHORTEST_NEAR and _distance(key, loose_key(name)) <= 1

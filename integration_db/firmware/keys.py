"""Sort keys: a version as text of `[0-9a-z]` whose text order is the order of versions.

The same key sorts alike in Python, in SQLite and under any PostgreSQL collation, because it has
no punctuation and no upper case. This module knows nothing of manufacturers.

A key is a run of tokens, each of which says where it ends, and then `END` or `TOP`:

    0 r L D   pre-release of rank r (dev 0, alpha 1, beta 2, rc 3), number D of L digits
    1         END: closes an exact version
    2 w 0     letter w
    3 L D     patch, build number or build date
    4 L D     number
    z         TOP: closes an upper bound

So pre-release < the version itself < letter < patch < a further number. L is one base-36 digit,
which is why a number has at most `MOST_DIGITS` digits.
"""

from functools import lru_cache
from typing import Final

END: Final = "1"
TOP: Final = "z"
PAST: Final = TOP + TOP
"""Closes a bound that lies above a prefix, its `TOP` included."""
MOST_DIGITS: Final = 35

_LENGTHS: Final = "0123456789abcdefghijklmnopqrstuvwxyz"
_RANKS: Final = {"dev": "0", "alpha": "1", "test": "1", "beta": "2", "preview": "2", "rc": "3"}


@lru_cache(maxsize=4096)
def number(digits: str) -> str:
    """Return the token of a number; leading zeros do not count."""
    return "4" + _measured(digits)


def numbers(parts: list[str]) -> str:
    """Return the tokens of a dotted version's parts."""
    return "".join(map(number, parts))


def patch(digits: str) -> str:
    """Return the token of what comes after a version's numbers: patch, build or date."""
    return "3" + _measured(digits)


def letter(character: str) -> str:
    """Return the token of one ASCII letter; case does not count."""
    return "2" + character.lower() + "0"


def prerelease(word: str, digits: str) -> str:
    """Return the token of a word such as `beta` and its number, 0 if it has none."""
    return "0" + _RANKS[word.lower()] + _measured(digits)


def _measured(digits: str) -> str:
    """Return digits behind their count, so that text order is the order of numbers."""
    bare = digits.lstrip("0") or "0"
    return _LENGTHS[len(bare)] + bare

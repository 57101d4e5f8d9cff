"""Reading a line of a quotation: maker, model, part number and prose in one text.

    Axis P3245-LVE Network Camera, outdoor dome, 01593-001

The ladder comes first and decides where it can. What is added here accepts a text only if exactly
one model is named in it, and nothing else in it can change which camera that is: a part number of
the catalogue beside the name settles it; without one, no other word may be part of any model name
of that maker, and the words in front of the name must be of the kind that quotations begin with.
A bracket *for* a camera is no camera.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from integration_db.names.folding import LONGEST, exact_key, loose_key
from integration_db.names.index import Index
from integration_db.names.ladder import resolve
from integration_db.names.makers import resolve_manufacturer
from integration_db.names.match import Match
from integration_db.names.rules import DESCRIPTORS, SHAPES
from integration_db.vocabulary import RESOLVED_LEVELS

LONGEST_NAME: Final = 4
"""Words of the longest model name that is looked for (`P1375-E Mk II` has three)."""

_MOST_WORDS: Final = 40
_MARKS: Final = " ,;:.|\"'"
_QUANTITY: Final = re.compile(r"\d{1,5} ?(?:X|PCS|PC|EA|ST|STK)?[.:)]?", re.A)
_LEADING: Final = frozenset(
    ["SUPPLY", "DELIVER", "DELIVERY", "INSTALL", "INSTALLATION", "AND", "OF", "A", "THE", "NEW"]
    + [
        "ITEM",
        "POS",
        "QTY",
        "EACH",
        "PCS",
        "PC",
        "EA",
        "ST",
        "STK",
        "INDOOR",
        "OUTDOOR",
        "MODEL",
        "TYPE",
        "-",
        "&",
        "+",
        "/",
    ]
)
_GENERATION: Final = re.compile(
    r"M(?:AR)?K[-.]?(?:[1-5]|I{1,3}|IV|V)?|I{2,3}|IV|V\d?|GEN\d?|REV", re.A
)
_ACCESSORIES: Final = frozenset(
    [
        "FOR",
        "MOUNT",
        "MOUNTING",
        "BRACKET",
        "HOUSING",
        "COVER",
        "COVERS",
        "KIT",
        "ADAPTER",
        "ADAPTOR",
    ]
    + ["LICENSE", "LICENCE", "SPARE", "REPLACEMENT", "CABLE", "BASE", "PLATE", "CAP", "SHIELD"]
    + ["POLE", "BUBBLE", "INJECTOR", "MIDSPAN", "BOX", "WARRANTY", "ILLUMINATOR", "LENS"]
)
_WITH: Final = frozenset(["WITH", "W/", "INCL", "INCLUDING", "INCLUDES", "PLUS", "+", "&", "AND"])


class _Found(NamedTuple):
    """A name in the text: the words `first` up to `last`, and the one model that they name."""

    first: int
    last: int
    match: Match


def resolve_line(written: str, index: Index, *, manufacturer: str | None = None) -> Match:
    """Return what a line of text means; like `resolve`, never raises and never guesses."""
    whole = resolve(written, index, manufacturer=manufacturer)
    if whole.level not in ("suggest", "none") or len(written) > LONGEST:
        return whole
    words = [word.strip(_MARKS) for word in exact_key(written).split(" ")]
    words = [word for word in words if word][:_MOST_WORDS]
    if len(words) < 2:
        return whole
    maker, words = _without_maker(words, index, manufacturer)
    by_number = _by_part_number(words, index, maker)
    names = _names(words, index, maker)
    models = {found.match.model for found in names} | set(by_number)
    if len(models) != 1:
        return _several(whole, names) if len(models) > 1 else whole
    if by_number and names:
        return _accepted(names[0].match, written, "name and part number in a line of text agree")
    if by_number:
        (match,) = by_number.values()
        return _accepted(match, written, "part number in a line of text")
    (found,) = names[:1]
    owner = found.match.manufacturer
    assert owner is not None
    before, after = words[: found.first], words[found.last :]
    if all(_may_lead(w) for w in before) and not _changes(after, index, owner):
        return _accepted(found.match, written, "name in a line of text")
    return whole._replace(
        suggestions=tuple(
            dict.fromkeys(
                (f"{found.match.manufacturer_name} {found.match.name}", *whole.suggestions)
            )
        )
    )


def _without_maker(
    words: list[str], index: Index, manufacturer: str | None
) -> tuple[str | None, list[str]]:
    """Return the maker's name and the words that are not it; the first maker named is meant."""
    if manufacturer is not None:
        return manufacturer, words
    for first in range(len(words)):
        for length in range(3, 0, -1):
            text = " ".join(words[first : first + length])
            number = resolve_manufacturer(text, index) if len(text) > 1 else None
            if number is not None:
                kept = words[:first] + words[first + length :]
                return index.manufacturer_names(number)[0], kept
    return None, words


def _by_part_number(words: Sequence[str], index: Index, maker: str | None) -> dict[int, Match]:
    """Return the models whose part numbers stand in the text as words of their own."""
    found: dict[int, Match] = {}
    for word in words:
        word = word.strip("()[]#")
        if len(word) >= 6 and sum(character.isdigit() for character in word) >= 3:
            match = resolve(word, index, manufacturer=maker)
            if match.level == "identifier" and match.model is not None:
                found[match.model] = match
    return found


def _names(words: Sequence[str], index: Index, maker: str | None) -> list[_Found]:
    """Return the model names in the text, the longest reading of each place."""
    found: list[_Found] = []
    at = 0
    while at < len(words):
        for length in range(min(LONGEST_NAME, len(words) - at), 0, -1):
            text = " ".join(words[at : at + length]).strip("()[]")
            match = resolve(text, index, manufacturer=maker) if _telling(text, maker) else None
            if match is not None and match.level in ("exact", "normalised", "alias"):
                if (
                    length > 1
                    and match.level != "exact"
                    and _shorter(match, words, at, index, maker)
                ):
                    return []
                found.append(_Found(at, at + length, match))
                at += length - 1
                break
        at += 1
    return found


def _shorter(match: Match, words: Sequence[str], at: int, index: Index, maker: str | None) -> bool:
    """Whether the first word alone is another model, so that a space would decide between two."""
    alone = resolve(words[at], index, manufacturer=maker)
    return alone.level in RESOLVED_LEVELS and alone.model != match.model


def _telling(text: str, maker: str | None) -> bool:
    """Whether the text can be a name: without a maker it must look like nothing else."""
    key = loose_key(text)
    return any(c.isdigit() for c in key) and len(key) >= (2 if maker is not None else 5)


def _may_lead(word: str) -> bool:
    """Whether quotations begin with such a word before they name the camera."""
    return (
        word in _LEADING
        or word in DESCRIPTORS
        or word in SHAPES
        or _QUANTITY.fullmatch(word) is not None
        or word == "X"
    )


def _changes(words: Sequence[str], index: Index, maker: int) -> bool:
    """Whether some word behind the name could make it the name of something else."""
    accompanied = False
    for word in words:
        bare = word.strip("()[]")
        if bare in _WITH or bare.rstrip(".") in _WITH:
            accompanied = True
            continue
        letter = len(bare) == 1 and bare.isalpha()
        other_thing = bare in _ACCESSORIES and not accompanied
        part_of_names = bare not in DESCRIPTORS and index.has_word(maker, bare)
        if letter or other_thing or part_of_names or _GENERATION.fullmatch(bare):
            return True
    return False


def _accepted(match: Match, written: str, rule: str) -> Match:
    level = match.level if match.level in ("identifier", "alias") else "normalised"
    return match._replace(level=level, written=written, rule=rule)


def _several(whole: Match, names: Sequence[_Found]) -> Match:
    """Return an ambiguous match: the text names more than one camera."""
    members = tuple(
        dict.fromkeys(
            (f.match.model, f"{f.match.manufacturer_name} {f.match.name}")
            for f in names
            if f.match.model is not None
        )
    )
    if len(members) < 2:
        return whole._replace(level="conflict", rule="name and part number are of different models")
    return whole._replace(level="ambiguous", rule="the text names several models", members=members)

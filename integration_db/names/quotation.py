"""Reading a line of a quotation: maker, model, part number and prose in one text.

    Axis P3245-LVE Network Camera, outdoor dome, 01593-001

The ladder comes first and decides where it can. What is added here accepts a text only if exactly
one model is named in it, and nothing else in it can change which camera that is. A part number of
the catalogue beside the name settles that. Without one the words in front of the name must be of
the kind that quotations begin with, and those behind it must describe a camera: all of them are
understood, or the text says that it is a camera; none may be part of any model name of that maker.
A bracket *for* a camera is no camera, nor is one *or similar*.

A name that several models share (`FLEXIDOME IP starlight 8000i NDE-8504-R`) may stand beside one of
them. Where nothing is named but such a family, or a camera that is not listed, the same is asked of
the words around it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from integration_db.named_tuple import NamedTuple
from integration_db.names import quotation_words
from integration_db.names.folding import LONGEST_NAME, exact_key, loose_key
from integration_db.names.index import Index
from integration_db.names.ladder import has_number, resolve, tells_apart
from integration_db.names.manufacturers import names_nobody, resolve_manufacturer
from integration_db.names.match import Match
from integration_db.names.optional_words import DESCRIPTORS, SHAPES, only_describes
from integration_db.vocabulary import UNLISTED_LEVELS, MatchLevel

_MOST_NAME_WORDS: Final = 4
"""Words of the longest model name that is looked for (`P1375-E Mk II` has three)."""

_MOST_FAMILY_WORDS: Final = 5
"""Words of the longest name of a family (`FLEXIDOME IP panoramic 5000 MP`)."""

_SHORTEST_FAMILY: Final = 8
"""Characters of a family's name that stands for itself; `200` may be a number of pieces."""

_UNREAD: Final[tuple[MatchLevel, ...]] = ("suggest", "none", *UNLISTED_LEVELS)
"""The levels at which a text as a whole names no camera of the catalogue."""

_MOST_LINE_WORDS: Final = 40
_MEASURE: Final = r"(?a)\b(\d{1,2}(?:[.,]\d{1,2})?) (MPX?|MEGAPIXEL|MM)\b"
"""A number and its unit, which are one word."""

_IN_LINE: Final = "name in a line of text"
_MARKS: Final = " ,;:.|\"'"


class _Name(NamedTuple):
    """A name in the text: the words `first` up to `last`, and what they name."""

    first: int
    last: int
    match: Match


def resolve_line(written: str, index: Index, *, manufacturer: str | None = None) -> Match:
    """Return what a line of text means; like `resolve`, never raises and never guesses."""
    if manufacturer is not None and names_nobody(manufacturer):
        manufacturer = None
    whole = resolve(written, index, manufacturer=manufacturer)
    if whole.level not in _UNREAD or len(written) > LONGEST_NAME:
        return whole
    text = re.sub(_MEASURE, r"\1\2", exact_key(written))
    words = [word.strip(_MARKS) for word in text.split(" ")]
    words = [word for word in words if word][:_MOST_LINE_WORDS]
    if len(words) < 2:
        return whole
    maker, words = _without_maker(words, index, manufacturer)
    by_number = _by_part_number(words, index, maker)
    found = _names(words, index, maker)
    names = [name for name in found if name.match.resolved]
    models = {name.match.model for name in names} | set(by_number)
    if not models:
        return _of_several_or_unlisted(whole, words, found, index)
    families = [name for name in found if name.match.level == "family"]
    if len(models) > 1 or any(not _agrees(name.match, models) for name in families):
        return _several(whole, [*names, *families])
    words, names = _without(words, families, names)
    match = names[0].match if names else next(iter(by_number.values()))
    if by_number:
        if not _other_thing(words):
            number = "name and part number" if names else "part number"
            agree = " agree" if names else ""
            return _accepted(match, written, f"{number} in a line of text{agree}")
    elif _describes_camera(words, names[0], index):
        return _accepted(match, written, _IN_LINE)
    camera = f"{match.manufacturer_name} {match.name}"
    return whole._replace(suggestions=tuple(dict.fromkeys((camera, *whole.suggestions))))


def _of_several_or_unlisted(
    whole: Match, words: Sequence[str], found: Sequence[_Name], index: Index
) -> Match:
    """Return the one family, or else the one camera that is not listed, that a text speaks of."""
    families = [name for name in found if name.match.level == "family"]
    for named in (families, [name for name in found if name.match.level in UNLISTED_LEVELS]):
        if len(named) == 1 and _describes_camera(words, named[0], index):
            match = named[0].match
            return match._replace(written=whole.written, named_as=match.written)
        if named:
            return whole
    return whole


def _agrees(family: Match, models: set[int | None]) -> bool:
    return models <= {model for model, _ in family.members}


def _without(
    words: Sequence[str], families: Sequence[_Name], names: Sequence[_Name]
) -> tuple[list[str], list[_Name]]:
    """Return words and names without the words of families."""
    cut = {at for family in families for at in range(family.first, family.last)}
    kept = [word for at, word in enumerate(words) if at not in cut]
    moved = [(sum(at < name.first for at in cut), name) for name in names]
    return kept, [_Name(n.first - by, n.last - by, n.match) for by, n in moved]


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
    matches: dict[int, Match] = {}
    for word in words:
        word = word.strip("()[]#")
        if len(word) >= 6 and sum(character.isdigit() for character in word) >= 3:
            match = resolve(word, index, manufacturer=maker, suggest=False)
            if match.level == "identifier" and match.model is not None:
                matches[match.model] = match
    return matches


def _names(words: Sequence[str], index: Index, maker: str | None) -> list[_Name]:
    """Return the names in the text, the longest reading of each place."""
    names: list[_Name] = []
    at = 0
    while at < len(words):
        for length in range(min(_MOST_FAMILY_WORDS, len(words) - at), 0, -1):
            match = _match(words[at : at + length], index, maker)
            if match is not None and _is_name(match, length):
                if (
                    length > 1
                    and match.level in ("normalised", "alias")
                    and _shorter(match, words, at, index, maker)
                ):
                    return []
                if match.level in UNLISTED_LEVELS:
                    match, length = _listed_in(match, words, at, length, index, maker)
                last = _undescribed(match, words, at, at + length, index, maker)
                names.append(_Name(at, last, match))
                at = last - 1
                break
        at += 1
    return names


def _listed_in(
    match: Match, words: Sequence[str], at: int, length: int, index: Index, maker: str | None
) -> tuple[Match, int]:
    """Return the listed camera that a name which is not listed begins with, and its words.

    Only where the next word describes a camera, or all of them say what one has: `4MP` is built
    like letters of a name too.
    """
    for shorter in range(length - 1, 0, -1):
        behind = words[at + shorter : at + length]
        if not (only_describes(behind[0]) or all(map(_is_quality, behind))):
            continue
        listed = _match(words[at : at + shorter], index, maker)
        if listed is not None and listed.resolved and _is_name(listed, shorter):
            return listed, shorter
    return match, length


def _match(words: Sequence[str], index: Index, maker: str | None) -> Match | None:
    """Return what some words together name; None where they cannot be a name."""
    text = " ".join(words)
    if text[:1] in "([" or text.count("(") != text.count(")"):
        text = text.strip("()[]")
    if not _telling(text, maker):
        return None
    return resolve(text, index, manufacturer=maker, suggest=False)


def _undescribed(
    match: Match, words: Sequence[str], first: int, last: int, index: Index, maker: str | None
) -> int:
    """Return where a name ends without words that only describe it: those tell of a camera."""
    while last - first > 1 and (words[last - 1] in DESCRIPTORS or words[last - 1] in SHAPES):
        shorter = _match(words[first : last - 1], index, maker)
        if shorter is None or (shorter.model, shorter.series) != (match.model, match.series):
            break
        if shorter.listed != match.listed:
            break
        last -= 1
    return last


def _is_name(match: Match, words: int) -> bool:
    """Whether a line of text may be about what so many of its words mean."""
    if match.level == "family":
        return bool(match.members) and len(loose_key(match.written)) >= _SHORTEST_FAMILY
    levels = ("exact", "normalised", "alias", *UNLISTED_LEVELS)
    return words <= _MOST_NAME_WORDS and match.level in levels


def _shorter(match: Match, words: Sequence[str], at: int, index: Index, maker: str | None) -> bool:
    """Whether the first word alone is another model, so that a space would decide between two."""
    alone = resolve(words[at], index, manufacturer=maker, suggest=False)
    return alone.resolved and alone.model != match.model


def _telling(text: str, maker: str | None) -> bool:
    """Whether the text can be a name: without a maker it must look like nothing else."""
    key = loose_key(text)
    return any(c.isdigit() for c in key) and len(key) >= (2 if maker is not None else 5)


def _describes_camera(words: Sequence[str], name: _Name, index: Index) -> bool:
    """Whether the words around a name leave no doubt that the line is about that camera."""
    owner = name.match.manufacturer
    if owner is None:
        return False
    before, after = words[: name.first], [_bare(word) for word in words[name.last :]]
    if not all(_may_lead(word) for word in before):
        return False
    # Of a camera that is not listed no more is said than of all of its maker, whichever it is.
    unlisted = name.match.level in UNLISTED_LEVELS
    if _other_thing(after) if unlisted else _changes(after, name.match.name or "", index, owner):
        return False
    told = any(_tells_camera(_bare(word)) for word in (*before, *after))
    return told or all(_is_quality(word) for word in _until_with(after))


def _bare(word: str) -> str:
    return word.strip("()[]" + _MARKS)


def _tells_camera(word: str) -> bool:
    """Whether a word says that the line is about a camera."""
    described = word in DESCRIPTORS or (word in SHAPES and word != "BOX")
    return described or quotation_words.CAMERA_WORD.fullmatch(word) is not None


def _is_quality(word: str) -> bool:
    """Whether a word only says what a camera has or comes in, and how many of them."""
    known = word in quotation_words.QUALITIES or word in SHAPES or _tells_camera(word)
    return known or any(
        shape.fullmatch(word) for shape in (quotation_words.QUALITY, quotation_words.QUANTITY)
    )


def _may_lead(word: str) -> bool:
    """Whether quotations begin with such a word before they name the camera."""
    known = word in quotation_words.LEADING or _tells_camera(_bare(word))
    return known or word in SHAPES or quotation_words.QUANTITY.fullmatch(word) is not None


def _until_with(words: Sequence[str]) -> Sequence[str]:
    """Return the words before one that tells what comes along with the camera."""
    places = [n for n, word in enumerate(words) if word in quotation_words.WITH]
    return words[: places[0]] if places else words


def _other_thing(words: Sequence[str]) -> bool:
    """Whether the words are about something else, such as what is sold for a camera."""
    bare = [_bare(word) for word in _until_with(words)]
    return any(
        word in quotation_words.OTHER_THINGS
        or quotation_words.OTHER_THING.fullmatch(word) is not None
        for word, following in zip(bare, [*bare[1:], ""], strict=False)
        if not (word == "BOX" and quotation_words.CAMERA_WORD.fullmatch(following))
    )


def _changes(words: Sequence[str], name: str, index: Index, maker: int) -> bool:
    """Whether some word behind the name could make it the name of something else."""
    if not words:
        return False
    counted = len(words) > 1 and words[1] in quotation_words.QUALITIES
    mini_shape = words[0] == "MINI" and len(words) > 1 and words[1] in SHAPES
    if (
        (words[0] in quotation_words.VARIANTS and not mini_shape)
        or words[0] == "LENS"
        or (words[0].isdigit() and not counted)
    ):
        return True
    if _other_thing(words):
        return True
    if not (has_number(name) or words[0] in quotation_words.WITH or _is_quality(words[0])):
        return True  # `E1 Zom camera`: what follows a short name may be more of a name, mistyped
    return any(
        (len(word) == 1 and word.isalpha() and not _counts(word, words, at))
        or _is_of_another(word, name, index, maker)
        or quotation_words.GENERATION.fullmatch(word) is not None
        for at, word in enumerate(words)
        if word not in quotation_words.WITH
    )


def _is_of_another(word: str, name: str, index: Index, maker: int) -> bool:
    """Whether a word may belong to the name of another camera of the maker."""
    return word not in DESCRIPTORS and tells_apart(word, exact_key(name), index, maker)


def _counts(word: str, words: Sequence[str], at: int) -> bool:
    """Whether a word is the sign between a thing and how many of it there are."""
    beside = (*words[max(0, at - 1) : at], *words[at + 1 : at + 2])
    return word == "X" and any(other[:1].isdigit() for other in beside)


def _accepted(match: Match, written: str, rule: str) -> Match:
    level = match.level if match.level in ("identifier", "alias") else "normalised"
    return match._replace(level=level, written=written, rule=rule)


def _several(whole: Match, names: Sequence[_Name]) -> Match:
    """Return an ambiguous match: the text names more than one camera."""
    several: dict[int, str] = {}
    for _, _, match in names:
        members = match.members if match.model is None else ((match.model, match.name or ""),)
        several |= {model: f"{match.manufacturer_name} {name}" for model, name in members}
    if len(several) < 2:
        return whole._replace(level="conflict", rule="name and part number are of different models")
    members = tuple(several.items())
    return whole._replace(level="ambiguous", rule="the text names several models", members=members)

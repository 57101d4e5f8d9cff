"""Reading a line of a quotation: maker, model, part number and prose in one text.

    Axis P3245-LVE Network Camera, outdoor dome, 01593-001

The ladder comes first and decides where it can. What is added here accepts a text only if exactly
one model is named in it, and nothing else in it can change which camera that is. A part number of
the catalogue beside the name settles that. Without one the words in front of the name must be of
the kind that quotations begin with, and those behind it must describe a camera: all of them are
understood, or the text says that it is a camera. What stands right behind the name must be no
variant, number or ending; no word around it may be part of another model name of that maker, in
whichever language it is said. A bracket *for* a camera is no camera, nor is one *or similar*.

A name that several models share (`FLEXIDOME IP starlight 8000i NDE-8504-R`), or that the camera
prints, may stand beside its order code. Where nothing is named but such a family, or a camera that
is not listed, the same is asked of the words around it. Several cameras are all named, and none is
chosen.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from integration_db.named_tuple import NamedTuple
from integration_db.names.folding import LONGEST_NAME, exact_key, loose_key, plain
from integration_db.names.index import Index, KeyName
from integration_db.names.ladder import (
    BEGINNING,
    has_number,
    is_product_name,
    is_product_word,
    read_name,
    resolve,
    tells_apart,
    with_near_names,
)
from integration_db.names.lines.other_products import other_product
from integration_db.names.lines.quotation_words import (
    CAMERA_WORD,
    COUNTED,
    FOR,
    GENERATION,
    JOINING,
    LEADING,
    MARKS,
    ORDER_NUMBER,
    OTHER_THING,
    OTHER_THINGS,
    PACK,
    PHRASES,
    QUALITIES,
    VARIANTS,
    WITH,
    in_english,
    is_feature,
    is_known,
    is_quality,
    may_lead,
    parts,
    tells_camera,
)
from integration_db.names.lines.things import names_other_thing, parted, without_what_comes_along
from integration_db.names.manufacturers import names_nobody, resolve_manufacturer, split_maker
from integration_db.names.match import Match
from integration_db.names.optional_words import DESCRIPTORS, SHAPES, only_describes
from integration_db.vocabulary import UNLISTED_LEVELS, MatchLevel

_MOST_NAME_WORDS: Final = 6
"""Words of the longest name that is looked for (`FLEXIDOME IP panoramic 7000 MP outdoor`)."""

_SHORTEST_WORD: Final = 3
"""Letters of a word that is one, and no ending of a name."""

_WHOLE: Final[tuple[KeyName, ...]] = ("loose", "base")
"""The keys by which words are a name as a whole, with the maker's name in front or not."""

_MOST_MAKER_WORDS: Final = 3
"""Words of the longest name of a maker that is looked for."""

_SHORTEST_FAMILY: Final = 8
"""Characters of a family's name that stands for itself; `200` may be a number of pieces."""

_UNREAD: Final[tuple[MatchLevel, ...]] = ("suggest", "none", *UNLISTED_LEVELS)
"""The levels at which a text as a whole names no camera of the catalogue."""

_MOST_LINE_WORDS: Final = 40
_PARTED: Final = re.compile(r"[;|]|,(?!\d)|(?<!\d),")
"""Signs between the parts of a line that stand in no name."""

_JOINED: Final = (
    r"(?i)\s*[,;+|]\s+"
    r"|\s+(?:/|\+|&|und|and|y|e|et|en|mit|with|w/|con|avec|com|met|incl\.?|inkl\.?)\s+"
)
"""What stands between a camera and what is sold with it."""

_PLAIN_NUMBER: Final = re.compile(r"\d+(?:[.,/-]\d+)*", re.A)
_IN_LINE: Final = "name in a line of text"
_SEVERAL: Final = "the text names several models"


class _Name(NamedTuple):
    """A name in the text: the words `first` up to `last`, and what they name."""

    first: int
    last: int
    match: Match


def resolve_line(written: str, index: Index, *, manufacturer: str | None = None) -> Match:
    """Return what a line of text means; like `resolve`, never raises and never guesses."""
    return read_line(read_name(written, index, manufacturer), written, index, manufacturer)


def read_line(left: Match, written: str, index: Index, manufacturer: str | None) -> Match:
    """Return what a line of text means that `read_name` has read as a name; see `resolve_line`."""
    if manufacturer is not None and names_nobody(manufacturer):
        manufacturer = None
    match = whole = left._replace(written=written)
    if whole.level in _UNREAD and len(written) <= LONGEST_NAME:
        words = _words(written)
        match = whole if len(words) < 2 else _in_words(whole, words, index, manufacturer)
        if match.level in _UNREAD:
            alone = _without_companions(written, index, manufacturer)
            if alone is not None:
                return resolve_line(alone, index, manufacturer=manufacturer)._replace(
                    written=written
                )
    return _with_near_names(match, left.written, index) if match.level in _UNREAD else match


def _without_companions(written: str, index: Index, manufacturer: str | None) -> str | None:
    """Return a text without the parts that name what the camera's maker sells beside cameras.

    None where no part behind the first one does, or the first one does: it is what is sold.
    """
    first, *rest = re.split(_JOINED, written)
    if not rest:
        return None
    if manufacturer is not None:
        maker = resolve_manufacturer(manufacturer, index)
    else:
        maker, _ = next(split_maker(exact_key(first), index), (None, ""))
    if maker is None or other_product([first, *first.split()], maker, index) is not None:
        return None
    kept = [part for part in rest if other_product(part.split(), maker, index) != "product"]
    return ", ".join((first, *kept)) if len(kept) < len(rest) else None


def _with_near_names(match: Match, left: str, index: Index) -> Match:
    """Return a match of no listed camera with near names behind those that may be meant."""
    near = with_near_names(match._replace(written=match.named_as or left), index)
    called = dict.fromkeys((*match.suggestions, *near.suggestions))
    return near._replace(written=match.written, suggestions=tuple(called))


def _words(written: str) -> list[str]:
    """Return the words of a text, each a part of names or one of the lists of words."""
    text = _PARTED.sub(" ; ", plain(exact_key(without_what_comes_along(written))))
    for phrase, one in PHRASES:
        text = phrase.sub(one, text)
    words = [word.strip(MARKS) for word in text.split(" ")]
    return [word for word in words if word][:_MOST_LINE_WORDS]


def _in_words(whole: Match, words: list[str], index: Index, manufacturer: str | None) -> Match:
    """Return what the words of a text mean, else `whole` with the camera that may be meant."""
    maker, words = _without_maker(words, index, manufacturer)
    by_number = _by_part_number(words, index, maker)
    found = _names(words, index, maker)
    names = [name for name in found if name.match.resolved]
    models = {name.match.model for name in names} | set(by_number)
    if not models:
        return _of_several_or_unlisted(whole, words, found, index)
    families = [name for name in found if name.match.level == "family"]
    others = [name for name in found if name.match.level in UNLISTED_LEVELS]
    if len(models) > 1 or any(not _agrees(name.match, models) for name in families):
        return _several(whole, [*names, *families])
    if names and _beside(names[0], others, words):
        return whole._replace(
            level="ambiguous", rule=_SEVERAL, suggestions=_called([*names, *others])
        )
    words, names = _without(words, [*families, *others, *names[1:]], names[:1])
    match = names[0].match if names else next(iter(by_number.values()))
    if _is_called_otherwise(whole):
        return whole._replace(suggestions=_called([_Name(0, 0, match)]))
    if by_number:
        if not _other_thing(words):
            number = "name and part number" if names else "part number"
            agree = " agree" if names else ""
            return _accepted(match, whole.written, f"{number} in a line of text{agree}")
    elif _describes_camera(words, names[0], index):
        return _accepted(match, whole.written, _IN_LINE)
    return whole._replace(suggestions=_called([_Name(0, 0, match)]))


def _called(names: Sequence[_Name]) -> tuple[str, ...]:
    """Return the cameras that names mean, each once, as they are called with their makers."""
    called = (f"{m.manufacturer_name} {m.name or m.named_as or m.written}" for *_, m in names)
    return tuple(dict.fromkeys(called))


def _beside(name: _Name, others: Sequence[_Name], words: Sequence[str]) -> bool:
    """Whether a camera that is not listed is named beside one, and does not come with it.

    An order code that is not listed beside the name of the product is the same camera.
    """
    end = name.last + len(_until_with(list(map(in_english, words[name.last :]))))
    return any(
        other.first < end and not (_is_product(name) and not _is_product(other)) for other in others
    )


def _is_product(name: _Name) -> bool:
    return is_product_name(name.match.name or name.match.written)


def _of_several_or_unlisted(
    whole: Match, words: Sequence[str], found: Sequence[_Name], index: Index
) -> Match:
    """Return the one camera that is not listed, or else the one family, that a text speaks of.

    A code that is not listed beside the name of its family is none of the cameras listed there.
    """
    families = [name for name in found if name.match.level == "family"]
    unlisted = [name for name in found if name.match.level in UNLISTED_LEVELS]
    named = unlisted or families
    if len(named) > 1:
        return whole._replace(level="ambiguous", rule=_SEVERAL, suggestions=_called(named))
    if named:
        kept, named = _without(words, families if unlisted else (), named)
        if not _is_called_otherwise(whole) and _describes_camera(kept, named[0], index):
            match = named[0].match
            return match._replace(written=whole.written, named_as=match.written)
    return whole


def _is_called_otherwise(whole: Match) -> bool:
    """Whether a text calls what it names no camera, but something that is used with one."""
    return names_other_thing(without_what_comes_along(whole.written))


def _agrees(family: Match, models: set[int | None]) -> bool:
    return models <= {model for model, _ in family.members}


def _without(
    words: Sequence[str], families: Sequence[_Name], names: Sequence[_Name]
) -> tuple[list[str], list[_Name]]:
    """Return words and names without the words of other names, which agree with them."""
    cut = {at for family in families for at in range(family.first, family.last)}
    kept = [word for at, word in enumerate(words) if at not in cut]
    moved = [(sum(at < name.first for at in cut), name) for name in names]
    return kept, [_Name(n.first - by, n.last - by, n.match) for by, n in moved]


def _without_maker(
    words: list[str], index: Index, manufacturer: str | None
) -> tuple[str | None, list[str]]:
    """Return the maker's name and the words that are not it; the first maker named is meant."""
    maker = None if manufacturer is None else resolve_manufacturer(manufacturer, index)
    kept: list[str] = []
    at = 0
    while at < len(words):
        for length in range(min(_MOST_MAKER_WORDS, len(words) - at), 0, -1):
            text = " ".join(words[at : at + length])
            number = resolve_manufacturer(text, index) if len(text) > 1 else None
            if number is not None and (manufacturer is None or number == maker):
                maker = number
                manufacturer = manufacturer or index.manufacturer_names(number)[0]
                at += length
                break
        else:
            kept.append(words[at])
            at += 1
    return manufacturer, kept


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
    owner = None if maker is None else resolve_manufacturer(maker, index)
    in_no_name = [_is_in_no_name(word, index, owner) for word in words]
    at = 0
    while at < len(words):
        longest = 0 if in_no_name[at] else min(_MOST_NAME_WORDS, len(words) - at)
        for length in range(longest, 0, -1):
            holds_word = owner is not None and any(in_no_name[at : at + length])
            if holds_word and not _is_printed(words[at : at + length], index, owner):
                continue
            match = _match(words[at : at + length], index, maker)
            if match is not None and _is_name(match):
                if length > 1 and is_known(in_english(words[at])):
                    behind = _match(words[at + 1 : at + length], index, maker)
                    if match.model is not None and behind and behind.model == match.model:
                        break  # the name begins behind this word, and may be longer
                if (
                    length > 1
                    and match.level in ("normalised", "alias")
                    and _shorter(match, words, at, index, maker)
                ):
                    return []
                if match.level in UNLISTED_LEVELS:
                    match, length = _listed_in(match, words, at, length, index, maker)
                last = _undescribed(match, words, at, at + length, index, maker)
                if match.level in UNLISTED_LEVELS:
                    match = match._replace(written=" ".join(words[at:last]))
                names.append(_Name(at, last, match))
                at = last - 1
                break
        at += 1
    return names


def _is_printed(words: Sequence[str], index: Index, maker: int | None) -> bool:
    """Whether words are as a whole what devices of a maker print, or a name of its cameras."""
    key = loose_key(" ".join(words))
    return any(index.by_key(column, key, maker) for column in _WHOLE)


def _is_in_no_name(word: str, index: Index, maker: int | None) -> bool:
    """Whether a word of the lists is in no model name of a maker; names of any begin with none."""
    english = in_english(word)
    return is_known(english) and (
        maker is None or not (index.has_word(maker, word) or index.has_word(maker, english))
    )


def _listed_in(
    match: Match, words: Sequence[str], at: int, length: int, index: Index, maker: str | None
) -> tuple[Match, int]:
    """Return the listed name that one which is not listed begins with, and its words.

    Only where the next word is one of a language, or all of them say what a camera has: `4MP` is
    built like letters of a name too.
    """
    for shorter in range(length - 1, 0, -1):
        behind = words[at + shorter : at + length]
        if not (
            is_product_word(behind[0]) or only_describes(behind[0]) or all(map(_describes, behind))
        ):
            continue
        listed = _match(words[at : at + shorter], index, maker)
        if listed is not None and listed.listed and _is_name(listed):
            return listed, shorter
    return match, length


def _describes(word: str) -> bool:
    """Whether a word says what a camera has or is, whatever name it may fit into as well."""
    word = in_english(word)
    return is_quality(word) or is_feature(word)


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
    while last - first > 1 and _may_fall(in_english(words[last - 1]), match):
        shorter = _match(words[first : last - 1], index, maker)
        if shorter is None or (shorter.model, shorter.series) != (match.model, match.series):
            break
        if shorter.listed != match.listed:
            break
        last -= 1
    return last


def _may_fall(word: str, match: Match) -> bool:
    """Whether a word may be no part of the name that it ends."""
    if word in DESCRIPTORS or word in SHAPES:
        return True
    # Of a camera that is not listed no more is said than of all of its maker or series.
    return match.level in UNLISTED_LEVELS and (word in VARIANTS or is_quality(word))


def _is_name(match: Match) -> bool:
    """Whether a line of text may be about what some of its words mean."""
    if match.level == "family":
        told = len(loose_key(match.written)) >= _SHORTEST_FAMILY or match.rule == BEGINNING
        return bool(match.members) and told
    levels = ("exact", "normalised", "alias", *UNLISTED_LEVELS)
    return match.level in levels


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
    before = [in_english(word) for word in words[: name.first]]
    after = [in_english(word) for word in words[name.last :]]
    if (
        after
        and words[name.last][0] in "(["
        and after[0].isalpha()
        and len(after[0]) < _SHORTEST_WORD
    ):
        return False  # `(LA)` is no article but a mark of the maker's
    after = _until_for(before, after)
    if not all(map(may_lead, before)):
        return False
    called = name.match.name or name.match.written
    # Of a camera that is not listed no more is said than of all of its maker, whichever it is.
    if name.match.level in UNLISTED_LEVELS:
        changes = _other_thing(after)
    else:
        changes = _changes(after, called, index, owner) or any(
            word not in LEADING and _is_of_another(word, called, index, owner) for word in before
        )
    if changes:
        return False
    told = any(map(tells_camera, (*before, *after)))
    return told or all(_says_nothing(word, called, index, owner) for word in _until_with(after))


def _says_nothing(word: str, name: str, index: Index, maker: int) -> bool:
    """Whether a word tells no other camera of the maker from the one of this name.

    One that may be part of names does so beside a short name (`G5 Bullet Outdoor`), and where some
    name of that maker has it.
    """
    if is_quality(word):
        return True
    if not is_feature(word) or not (has_number(name) or _is_short_code(name)):
        return False
    return not any(index.has_word(maker, part) for part in (word, *parts(word)))


def _is_short_code(name: str) -> bool:
    """Whether a name is one word with two digits in it, as `M73` and `V26B` are."""
    return " " not in name and sum(character.isdigit() for character in name) >= 2


def _until_with(words: Sequence[str]) -> Sequence[str]:
    """Return the words before one that tells what comes along with the camera."""
    places = [n for n, word in enumerate(words) if word in WITH]
    return words[: places[0]] if places else words


def _until_for(before: Sequence[str], after: list[str]) -> list[str]:
    """Return the words behind a name before one that tells which place it is for.

    A camera for the main entrance is one, and so is what is not called a camera, unless it is for
    something else that is sold.
    """
    place = next((n for n, word in enumerate(after) if word in FOR), len(after))
    called = any(CAMERA_WORD.fullmatch(word) for word in (*before, *after[:place]))
    is_place = not parted(" ".join(after[place:]))[0]
    return after[:place] if called or is_place else after


def _other_thing(words: Sequence[str]) -> bool:
    """Whether the words are about something else, such as what is sold for a camera."""
    about = _until_with([in_english(word) for word in words])
    return any(
        (word in OTHER_THINGS or OTHER_THING.fullmatch(word) is not None)
        and not (word == "BOX" and CAMERA_WORD.fullmatch(following))
        for word, following in zip(about, [*about[1:], ""], strict=False)
    )


def _changes(words: Sequence[str], name: str, index: Index, maker: int) -> bool:
    """Whether some word behind the name could make it the name of something else."""
    if not words:
        return False
    if _changes_at_once(words) or _other_thing(words):
        return True
    understood = words[0] in WITH or _says_nothing(words[0], name, index, maker)
    of_lists = understood or is_known(words[0]) or is_feature(words[0])
    if not understood and not has_number(name):
        return True  # `E1 Zom camera`: what follows a short name may be more of a name, mistyped
    if not of_lists and _goes_on(name, index, maker):
        return True
    return any(
        (len(word) == 1 and word.isalpha() and not _joins(words, at))
        or _is_of_another(word, name, index, maker)
        or GENERATION.fullmatch(word) is not None
        or PACK.fullmatch(word) is not None
        for at, word in enumerate(words)
        if word not in WITH
    )


def _goes_on(name: str, index: Index, maker: int) -> bool:
    """Whether the maker has a name that is this one and another word."""
    key = f"{exact_key(name)} "
    return any(
        exact_key(one.text).startswith(key) for one in index.beginning(loose_key(name), maker)
    )


def _changes_at_once(words: Sequence[str]) -> bool:
    """Whether the word right behind a name may belong to it: a variant, a number, an ending."""
    word, following = words[0], words[1] if len(words) > 1 else ""
    if word == "LENS" or (word in VARIANTS and not (word == "MINI" and following in SHAPES)):
        return True
    if _PLAIN_NUMBER.fullmatch(word):
        counts = following in QUALITIES or following in COUNTED
        return not counts and ORDER_NUMBER.fullmatch(word) is None
    ending = len(word) < _SHORTEST_WORD or any(character.isdigit() for character in word)
    understood = is_quality(word) or is_feature(word) or word in WITH or word in JOINING
    return ending and not understood and any(map(str.isalnum, word))


def _is_of_another(word: str, name: str, index: Index, maker: int) -> bool:
    """Whether a word may belong to the name of another camera of the maker."""
    return word not in DESCRIPTORS and tells_apart(word, exact_key(name), index, maker)


def _joins(words: Sequence[str], at: int) -> bool:
    """Whether a letter is the sign between a thing and how many of it, or joins two words."""
    beside = (*words[max(0, at - 1) : at], *words[at + 1 : at + 2])
    if words[at] == "X":
        return any(other[:1].isdigit() for other in beside)
    return words[at] in "AEY" and len(beside) == 2 and all(other.isalpha() for other in beside)


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
    return whole._replace(level="ambiguous", rule=_SEVERAL, members=members)

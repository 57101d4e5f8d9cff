"""What a searched text may mean: the rule of every search, without a catalogue's rows.

The command, the API, the pages and the lists of Python look for cameras by this rule, and the
static site's script is the same rule translated. It speaks of keys only, which both have.

**The rule.** A camera *has* these names: its model name, its aliases and part numbers, and the
name of its series. All are compared by their loose keys (`folding.loose_key`: no case, no spaces,
dashes, underscores and dots). A text is looked for in these ways; the first that finds a camera
decides, and finds all of them:

1. The text is a maker's name, in any of its spellings: all cameras of the maker.
2. HELD. The text names a maker in front or behind (`manufacturers.split_maker`, its longest name
   first): the maker's cameras of which a name holds the key of the rest. Where no such reading
   finds one: the cameras of which a name holds the key of the whole text, and those of every maker
   of which a spelling begins with that key (`hik`).
3. WORDS. The same readings, word by word: the cameras of which every word is held, each by any of
   its names, or by a spelling of its maker. Words end at blanks, commas and semicolons; more than
   `MOST_WORDS` find nothing, nor do words that all have less than `LEAST_TELLING` signs.
4. All of this again with the text without what is only an option (`telling_part`: lens lengths,
   colours, `network camera`, quotation marks), if that is another text and its loose key has at
   least `LEAST_TELLING` signs.

A text whose loose key is empty, or longer than any name, finds nothing. Beside a filter by
manufacturer, only its cameras are looked through, and no other maker is read from the text.

What the resolver takes the text for is found too, whatever the ways find: one model, or the
members of a family or of an ambiguous name. **The one model is the exact hit**. Where there is no
resolver (the static site), it is the only camera of which a model name, alias or part number has
the key that decided, by HELD.

**Best fit first**: the exact hit; then cameras of which a model name, alias or part number begins
with the key; then those of which one holds it; of each the shortest such name first; then all
others. What is alike comes in the catalogue's order: by manufacturer, then by model.

Near names are in no set: they are what somebody perhaps means, where nothing is found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, Literal, TypeAlias

from integration_db.named_tuple import NamedTuple
from integration_db.names.folding import LONGEST_NAME, exact_key, loose_key
from integration_db.names.index import Index
from integration_db.names.manufacturers import resolve_manufacturer, split_maker
from integration_db.names.optional_words import DESCRIPTORS, SHAPES

SoughtBy: TypeAlias = Literal["maker", "held", "words"]

MOST_WORDS: Final = 12
"""More words than any name has are not looked for one by one."""

WORD_ENDS: Final = r"[ ,;]+"
"""Where a word of an exact key ends."""

PARTS: Final = r"^[\"'*]+|[\"'*]+$|[()\[\]]|/(?=[0-9.]+(?:-[0-9.]+)?MM\b)"
"""What parts an option from the name that it stands behind, and what people put around names."""

LEAST_TELLING: Final = 3
"""Signs of a word that tell something: one word of WORDS has them, and the key of rule 4."""

_LENGTH: Final = r"[0-9]{1,3}(?:\.[0-9]{0,2})?"
OPTION_WORD: Final = (
    # A lens, also one that is still being typed: 2.8, 2.8-12M, 4MM.
    rf"F?(?=[0-9]*[.M]|[0-9]+[-~/][0-9]+[.M]){_LENGTH}(?:[-~/](?:{_LENGTH})?)?M{{0,2}}"
    r"|MM"
    r"|[0-9]{1,2}(?:\.[0-9])?(?:MP|MPX|MEGAPIXEL)"
    r"|BLACK|WHITE|GREY|GRAY|SILVER"
    rf"|{'|'.join(sorted(DESCRIPTORS | SHAPES))}"
)
"""A word of an exact key that is only an option, whole; it is a pattern in JavaScript too."""


class Way(NamedTuple):
    """One way of looking for cameras.

    `maker` is the number of the manufacturer that the text names, `rest` the exact key of what is
    left of the text (nothing by `maker`), `key` its loose key, `words` the loose keys of its words.
    """

    by: SoughtBy
    maker: int | None
    rest: str

    @property
    def key(self) -> str:
        """Return the loose key of the rest."""
        return loose_key(self.rest)

    @property
    def words(self) -> tuple[str, ...]:
        """Return the loose keys of the words of the rest, each once, the longest first."""
        words = filter(None, map(loose_key, re.split(WORD_ENDS, self.rest)))
        return tuple(sorted(dict.fromkeys(words), key=lambda word: (-len(word), word)))


def ways(text: str, index: Index, manufacturer: int | None = None) -> Iterator[Way]:
    """Yield the ways of looking for a text, in the order in which they are tried.

    `manufacturer` says whose cameras are looked through anyway: another maker in the text is then
    no maker but a part of the name.
    """
    if len(text) > LONGEST_NAME:
        return
    written = exact_key(text)
    yield from _ways(written, index, manufacturer)
    shorter = telling_part(written)
    if shorter != written and len(loose_key(shorter)) >= LEAST_TELLING:
        yield from _ways(shorter, index, manufacturer)


def telling_part(key: str) -> str:
    """Return an exact key without what is only an option."""
    words = re.split(WORD_ENDS, re.sub(PARTS, " ", re.sub(r"(?<=[0-9]) (?=MM\b)", "", key)))
    return " ".join(word for word in words if not _is_option(word))


def _is_option(word: str) -> bool:
    """Whether a word tells nothing of which camera is meant: an option, or no letter and digit."""
    return not any(map(str.isalnum, word)) or re.fullmatch(OPTION_WORD, word) is not None


def _ways(text: str, index: Index, manufacturer: int | None) -> Iterator[Way]:
    if not loose_key(text):
        return
    whole = resolve_manufacturer(text, index)
    if whole is not None and manufacturer in (None, whole):
        yield Way("maker", whole, "")
    readings = [
        *((maker, rest) for maker, rest in split_maker(text, index) if loose_key(rest)),
        (None, text),
    ]
    readings = [one for one in readings if one[0] is None or manufacturer in (None, one[0])]
    for maker, rest in readings:
        yield Way("held", maker, rest)
    for maker, rest in readings:
        way = Way("words", maker, rest)
        words = way.words
        if len(words) <= MOST_WORDS and len(words[0]) >= LEAST_TELLING:  # the longest is first
            yield way


def left_of(text: str, way: Way) -> str:
    """Return what a way leaves of a text, in the spelling in which it was typed if it can be."""
    typed = " ".join(text.split())
    key = exact_key(typed)
    if len(typed) == len(key) and way.rest:
        if key.endswith(way.rest):
            return typed[len(typed) - len(way.rest) :]
        if key.startswith(way.rest):
            return typed[: len(way.rest)]
    return way.rest

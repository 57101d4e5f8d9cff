"""Patterns: how names are built, in one small notation for seed files, resolution and lists.

    #  one digit             [..]     may be missing        <name>    a name of the catalogue
    @  one letter            {..|..}  one of these          <WORD>    one of `TERMS`
    space or dash            a dash, space or underscore, or nothing
    _                        one of these, and not nothing
    <<..>>                   this stands inside a name of the catalogue, and is no part of it
    anything else            itself

A pattern always means the whole text. It cannot run away: there is no repetition in the notation
and no term within its own meaning, so every part of a pattern stands in it once; a part is asked
once for the set of all places that are reached, and never for one place twice. The work is at most
parts times characters, for a pattern with `<name>` or `<<..>>` that of every stretch of the text
which may be it, and a text longer than `LONGEST_FITTING` fits nothing unread.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, Literal, TypeAlias

from integration_db.errors import assert_never
from integration_db.named_tuple import NamedTuple
from integration_db.names.folding import exact_key

LONGEST_PATTERN: Final = 400
"""Characters of the longest pattern."""

LONGEST_FITTING: Final = 80
"""Characters of the longest text that can fit a pattern."""

MARKS: Final = frozenset("#@[]{}|<>")
"""Characters with a meaning of their own in a pattern."""

SEPARATORS: Final = frozenset(" -_")
"""What people write, or leave out, between the parts of a name."""


class PatternTerm(NamedTuple):
    """A word for a pattern that many patterns use, and what it stands for."""

    pattern: str
    meaning: str


_ONE: Final = "{#|@}"
TERMS: Final = {
    "number": PatternTerm("#[#[#]][.#[#]]", "up to three digits, and two behind a dot"),
    "lens": PatternTerm(
        "[F]<number>[[ ]{-|/|~}[ ]<number>[[ ]{-|/|~}[ ]<number>]][ ]MM",
        "a focal length, or a range of them: `2.8mm`, `2.8-12 mm`",
    ),
    "colour": PatternTerm("{BLACK|WHITE|GREY|GRAY|SILVER}", "a colour"),
    "market": PatternTerm("{EU|USA|US|UK|UN|CA|AU|JP|NA|INT}", "a market, as devices are labelled"),
    "letters": PatternTerm("@[@[@[@[@]]]]", "up to five letters"),
    "options": PatternTerm(f"{_ONE}{f'[{_ONE}' * 7}{']' * 7}", "up to eight letters and digits"),
    "board": PatternTerm(
        "{B|C|E|EF|H|{C|S|T}#}[/###[L]]",
        "a hardware revision, of those signs that are no letters for options: `C`, `EF`, `S6`, "
        "`T5/316L`",
    ),
    "mark": PatternTerm("V#[.#]", "a hardware version with its letter: `V2`, `V2.0`"),
    "version": PatternTerm("{V#[.#]|#.#}", "a hardware version with or without it: `V2`, `2.0`"),
    "address": PatternTerm("#[#[#]].#[#[#]].#[#[#]].#[#[#]]", "an address of the network"),
}
"""What may stand in names or around them, by the word for it."""

_NAME: Final = "name"
_OF_HARDWARE: Final = ("board", "mark", "version")
_SHORTEST_NAME: Final = 2
_MOST_HEADS: Final = 500

_Kind: TypeAlias = Literal["text", "digit", "letter", "gap", "break", "all", "one", "term", "aside"]


class BadPattern(ValueError):
    """A pattern that cannot be read; the message is one clause for people."""


class NamePart(NamedTuple):
    """A piece of a pattern: characters (`text`), a class of them, or pieces made of others.

    `all` are pieces one after the other, `one` are choices, `term` is a piece with a word for it,
    `aside` one that stands inside a name and is no part of it.
    """

    kind: _Kind
    text: str = ""
    parts: tuple[NamePart, ...] = ()


class NameReading(NamedTuple):
    """A text read as a name of the catalogue and what stands around or inside it."""

    name: str
    version: str | None
    aside: tuple[str, ...]


_EMPTY: Final = NamePart("text")
_NAME_TERM: Final = NamePart("term", _NAME)


@lru_cache(maxsize=4096)
def parse_pattern(pattern: str) -> NamePart:
    """Return a pattern as its parts. Raises `BadPattern`."""
    text = exact_key(pattern)
    if not text:
        raise BadPattern("is empty")
    part, at = _choices(text, 0, "")
    if at != len(text):
        raise BadPattern(f"has {text[at]!r} with nothing to close")
    if sum(map(_parts_text, _sequence(part))) > 1:
        raise BadPattern("has more than one of <name> and <<..>>")
    return part


def fits(pattern: str, text: str) -> bool:
    """Whether a whole text is built like a pattern without `<name>`."""
    key = exact_key(text)
    return _signs(pattern).allow(key) and fits_key(parse_pattern(pattern), key)


def fits_key(pattern: NamePart, key: str) -> bool:
    """Whether the exact key of a text is built like a pattern; see `fits`."""
    return len(key) <= LONGEST_FITTING and _reaches_end(pattern, _Text.of(key), _START)


@lru_cache(maxsize=8192)
def readings(pattern: str, written: str) -> tuple[NameReading, ...]:
    """Return every way of reading a text by a pattern that holds one `<name>`, or one `<<..>>`.

    Where the pattern has a hardware version more than once, all that is written must agree.
    """
    key = exact_key(written)
    if len(key) > LONGEST_FITTING or not _signs(pattern).allow(key):
        return ()
    before, parted, after = _parted(pattern)
    text = _Text.of(key)
    starts = _ends(before, text, _START)
    if not starts or not _reaches_end(after, text, text.everywhere):
        return ()  # as of most texts, and soon known
    found: list[NameReading] = []
    for start in _each(starts):
        for end in _stretch(parted, text, start):
            if _reaches_end(after, text, 1 << end):
                outside, inside = (key[:start], key[end:]), key[start:end]
                if parted.kind == "aside":
                    reading = _reading("".join(outside), (inside,), parted.parts[0], inside)
                else:
                    reading = _reading(inside, outside, after, key[end:])
                found += reading
    return tuple(found)


def _stretch(parted: NamePart, text: _Text, start: int) -> Iterator[int]:
    """Yield the places where a name, or what is no part of one, may end."""
    key = text.key
    if parted.kind == "aside":
        yield from _each(_ends(parted, text, 1 << start) & ~(1 << start))
    elif key[start : start + 1] not in SEPARATORS:
        for end in range(start + _SHORTEST_NAME, len(key) + 1):
            if key[end - 1] not in SEPARATORS:
                yield end


def _reading(
    name: str, aside: tuple[str, ...], part: NamePart, fitting: str
) -> Iterator[NameReading]:
    """Yield the reading with the hardware version in the text that fits a part, if it has one."""
    versions = set(_versions(part, fitting))
    if len(versions) <= 1:
        kept = tuple(filter(None, (text.strip(" -_") for text in aside)))
        yield NameReading(name, next(iter(versions), None), kept)


def is_readable(pattern: str) -> bool:
    """Whether a pattern can be read."""
    try:
        parse_pattern(pattern)
    except BadPattern:
        return False
    return True


def names_camera(pattern: str) -> bool:
    """Whether a pattern tells how names are built, and not what may stand around or inside one."""
    return not any(map(_parts_text, _sequence(parse_pattern(pattern))))


def heads(pattern: str) -> tuple[str, ...]:
    """Return texts with one of which every name that fits begins; ("",) where nothing is sure.

    None begins with another one. There are `_MOST_HEADS` at most, so that they are short where a
    pattern leaves much open.
    """
    found: list[str] = []
    for head in sorted(set(_heads(parse_pattern(pattern))[0])):
        if not (found and head.startswith(found[-1])):
            found.append(head)
    return tuple(found)


def _heads(part: NamePart) -> tuple[tuple[str, ...], bool]:
    """Return the beginnings of what fits a part, and whether they are all of it."""
    heads: tuple[str, ...] = ("",)
    is_all = True
    match part.kind:
        case "text":
            heads = (part.text,)
        case "digit":
            heads = tuple(_DIGITS)
        case "letter":
            heads = tuple(_LETTERS)
        case "gap":
            heads = ("", *SEPARATORS)
        case "break":
            heads = tuple(SEPARATORS)
        case "all" | "term" | "aside":
            is_all = part.kind == "all" or bool(part.parts)
            for piece in part.parts:
                following, is_all = _heads(piece)
                if len(heads) * len(following) > _MOST_HEADS:
                    is_all = False
                    break
                heads = tuple([begun + then for begun in heads for then in following])
                if not is_all:
                    break
        case "one":
            choices = [_heads(choice) for choice in part.parts]
            heads = tuple([head for begun, _ in choices for head in begun])
            is_all = all(is_whole for _, is_whole in choices)
        case _:
            assert_never(part.kind)
    return heads, is_all


class WrittenForms:
    """What may stand around names: patterns with `<name>` or `<<..>>`, each with whose it is.

    A text is soon told which of them may leave something of it: by its first and last character.
    """

    def __init__(self, forms: Sequence[tuple[str, int]]) -> None:
        self.forms = tuple(forms)
        self._signs = [_signs(form) for form, _ in forms]
        self._edges = frozenset(c for one in self._signs for c in (*one.begins, *one.ends))
        self._between: dict[tuple[str, str], list[tuple[str, int, frozenset[str]]]] = {}

    def that_may_leave(self, key: str) -> list[tuple[str, int]]:
        """Return the forms by which `readings` may find a way of reading an exact key."""
        first, last = key[:1], key[-1:]
        edges = first if first in self._edges else "", last if last in self._edges else ""
        between = self._between.get(edges)
        if between is None:
            between = self._between[edges] = [
                (form, owner, signs.holds)
                for (form, owner), signs in zip(self.forms, self._signs, strict=True)
                if signs.allow_edges(*edges)
            ]
        characters = frozenset(key)
        return [(form, owner) for form, owner, holds in between if holds <= characters]


class _Signs(NamedTuple):
    """By what most texts are soon known not to fit a pattern.

    A text that fits begins and ends with one of these characters, where there are any, and has each
    of those that it `holds`.
    """

    begins: frozenset[str]
    ends: frozenset[str]
    holds: frozenset[str]

    def allow(self, key: str) -> bool:
        """Whether a text may fit."""
        return self.allow_edges(key[:1], key[-1:]) and self.holds.issubset(key)

    def allow_edges(self, first: str, last: str) -> bool:
        """Whether a text with these characters at its ends may fit."""
        return (not self.begins or first in self.begins) and (not self.ends or last in self.ends)


@lru_cache(maxsize=4096)
def _signs(pattern: str) -> _Signs:
    pieces = _sequence(parse_pattern(pattern))
    held = frozenset(character for piece in pieces for character in _held(piece))
    return _Signs(_edge(pieces), _edge(pieces[::-1], last=True), held)


def _edge(pieces: Sequence[NamePart], *, last: bool = False) -> frozenset[str]:
    """Return the characters with one of which pieces begin, or end; none where nothing is sure.

    They are given from that end on.
    """
    found: set[str] = set()
    for piece in pieces:
        if _parts_text(piece) and piece.kind == "term":
            return frozenset()  # a name begins and ends with anything
        characters, may_lack = _outermost(piece, last=last)
        found |= characters
        if not may_lack:
            return frozenset(found)
    return frozenset()


def _outermost(part: NamePart, *, last: bool) -> tuple[frozenset[str], bool]:
    """Return the characters that a part begins, or ends, with; and whether it may be nothing."""
    characters: frozenset[str]
    may_lack = False
    match part.kind:
        case "text":
            characters = frozenset(part.text[-1:] if last else part.text[:1])
            may_lack = not part.text
        case "digit":
            characters = _DIGITS
        case "letter":
            characters = _LETTERS
        case "gap":
            characters, may_lack = SEPARATORS, True
        case "break":
            characters = SEPARATORS
        case "all" | "term" | "aside":
            found: set[str] = set()
            may_lack = True
            for piece in part.parts[::-1] if last else part.parts:
                more, may_lack = _outermost(piece, last=last)
                found |= more
                if not may_lack:
                    break
            characters = frozenset(found)
        case "one":
            choices = [_outermost(choice, last=last) for choice in part.parts]
            characters = frozenset(character for more, _ in choices for character in more)
            may_lack = any(lacking for _, lacking in choices)
        case _:
            assert_never(part.kind)
    return characters, may_lack


def _held(part: NamePart) -> frozenset[str]:
    """Return the characters that every text has that fits a part."""
    if part.kind == "text":
        return frozenset(part.text)
    held = list(map(_held, part.parts))
    if part.kind == "one":
        return frozenset.intersection(*held)
    return frozenset().union(*held)


_Places: TypeAlias = int
"""Places of a text: bit 3 is the place before its fourth character."""

_START: Final[_Places] = 1


class _Text(NamedTuple):
    """A text, and the places before its digits, its letters and its separators."""

    key: str
    digits: _Places
    letters: _Places
    separators: _Places

    @classmethod
    def of(cls, key: str) -> _Text:
        """Return the text of an exact key."""
        digits = letters = separators = 0
        place = 1
        for character in key:
            if character in _DIGITS:
                digits |= place
            elif character in _LETTERS:
                letters |= place
            elif character in SEPARATORS:
                separators |= place
            place <<= 1
        return cls(key, digits, letters, separators)

    @property
    def everywhere(self) -> _Places:
        """Return all of its places, its end with them."""
        return (2 << len(self.key)) - 1


def _each(places: _Places) -> Iterator[int]:
    """Yield the numbers of places, the first one first."""
    while places:
        last = places & -places
        yield last.bit_length() - 1
        places ^= last


def _reaches_end(part: NamePart, text: _Text, starts: _Places) -> bool:
    """Whether a part can lead to the end of a text."""
    return bool(_ends(part, text, starts) >> len(text.key))


def _ends(part: NamePart, text: _Text, starts: _Places) -> _Places:
    """Return the places that a part can lead to from these places of a text."""
    match part.kind:
        case "text":
            piece, ends = part.text, 0
            while starts:
                last = starts & -starts
                if text.key.startswith(piece, last.bit_length() - 1):
                    ends |= last << len(piece)
                starts ^= last
        case "digit":
            ends = (starts & text.digits) << 1
        case "letter":
            ends = (starts & text.letters) << 1
        case "gap":
            ends = starts | (starts & text.separators) << 1
        case "break":
            ends = (starts & text.separators) << 1
        case "all":
            ends = starts
            for piece_of_it in part.parts:
                ends = _ends(piece_of_it, text, ends)
                if not ends:
                    break
        case "one":
            ends = 0
            for choice in part.parts:
                ends |= _ends(choice, text, starts)
        case "term" | "aside":
            ends = _ends(part.parts[0], text, starts) if part.parts else 0
        case _:
            assert_never(part.kind)
    return ends


def _versions(part: NamePart, key: str) -> Iterator[str]:
    """Yield the hardware versions in a text that fits a part."""
    pieces, text, starts = _sequence(part), _Text.of(key), _START
    for n, piece in enumerate(pieces):
        ends = _ends(piece, text, starts)
        if _tells_hardware(piece):
            rest = NamePart("all", parts=pieces[n + 1 :])
            at = max(_each(starts))
            end = max(end for end in _each(ends) if _reaches_end(rest, text, 1 << end))
            yield _hardware(key[at:end])
        starts = ends


def _tells_hardware(piece: NamePart) -> bool:
    """Whether a part is a hardware version, or a choice between one and other signs for it."""
    if piece.kind == "one":
        return any(map(_tells_hardware, piece.parts))
    return piece.kind == "term" and piece.text in _OF_HARDWARE


def _hardware(written: str) -> str:
    """Return a hardware version in one shape: `V2` and `2.0` are one, a board stays as it is."""
    number = written.removeprefix("V")
    return f"{number}.0" if number.isdigit() else number


@lru_cache(maxsize=256)
def _parted(pattern: str) -> tuple[NamePart, NamePart, NamePart]:
    """Return what parts a text, `<name>` or `<<..>>`, with the parts before and after it."""
    pieces = _sequence(parse_pattern(pattern))
    at = next(n for n, piece in enumerate(pieces) if _parts_text(piece))
    return NamePart("all", parts=pieces[:at]), pieces[at], NamePart("all", parts=pieces[at + 1 :])


def _parts_text(piece: NamePart) -> bool:
    return piece.kind == "aside" or piece == _NAME_TERM


def _sequence(part: NamePart) -> tuple[NamePart, ...]:
    return part.parts if part.kind == "all" else (part,)


_DIGITS: Final = frozenset("0123456789")
_LETTERS: Final = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
_CLASSES: Final[dict[str, NamePart]] = {
    "#": NamePart("digit"),
    "@": NamePart("letter"),
    " ": NamePart("gap"),
    "-": NamePart("gap"),
    "_": NamePart("break"),
}
_CLOSING: Final = {"[": "]", "{": "}"}


def _choices(text: str, at: int, closing: str) -> tuple[NamePart, int]:
    """Read up to the closing mark, or to the end; return the part and where it ends."""
    choices: list[NamePart] = []
    pieces: list[NamePart] = []
    while at < len(text) and text[at] != closing:
        mark = text[at]
        if mark in _CLOSING:
            inner, end = _choices(text, at + 1, _CLOSING[mark])
            if end == len(text):
                raise BadPattern(f"has {mark!r} without {_CLOSING[mark]!r}")
            pieces.append(NamePart("one", parts=(inner, _EMPTY)) if mark == "[" else inner)
            at = end
        elif mark in "]}>":
            break
        elif mark == "|":
            if closing != "}":
                raise BadPattern("has '|' outside of {..|..}")
            choices.append(_joined(pieces))
            pieces = []
        elif text.startswith("<<", at):
            aside, at = _aside(text, at, inside=bool(closing))
            pieces.append(aside)
        elif mark == "<":
            term, at = _term(text, at, inside=bool(closing))
            pieces.append(term)
        elif mark in _CLASSES:
            pieces.append(_CLASSES[mark])
        elif pieces and pieces[-1].kind == "text":
            pieces[-1] = NamePart("text", pieces[-1].text + mark)
        else:
            pieces.append(NamePart("text", mark))
        at += 1
    if not choices:
        return _joined(pieces), at
    return NamePart("one", parts=(*choices, _joined(pieces))), at


def _aside(text: str, at: int, *, inside: bool) -> tuple[NamePart, int]:
    part, end = _choices(text, at + 2, ">")
    if not text.startswith(">>", end):
        raise BadPattern("has '<<' without '>>'")
    if inside:
        raise BadPattern("has <<..>> inside of brackets")
    return NamePart("aside", parts=(part,)), end + 1


def _term(text: str, at: int, *, inside: bool) -> tuple[NamePart, int]:
    end = text.find(">", at)
    word = text[at + 1 : end].lower()
    if end < 0:
        raise BadPattern("has '<' without '>'")
    if word == _NAME:
        if inside:
            raise BadPattern("has <name> inside of brackets")
        return _NAME_TERM, end
    if word not in TERMS:
        raise BadPattern(f"has no such term as <{word}>; there are <name>, <{'>, <'.join(TERMS)}>")
    return NamePart("term", word, (parse_pattern(TERMS[word].pattern),)), end


def _joined(pieces: list[NamePart]) -> NamePart:
    return pieces[0] if len(pieces) == 1 else NamePart("all", parts=tuple(pieces))

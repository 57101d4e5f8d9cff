"""The ladder: text as people write it to one model, or an honest word why not.

Owns the order of the rules (exact, identifier, normalised, alias, pattern, family, series or maker
of a camera that is not listed, suggestion). No score takes part in a decision; what is not fully
understood is not accepted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from integration_db.named_tuple import NamedTuple
from integration_db.names import patterns
from integration_db.names.folding import LONGEST_NAME, exact_key, loose_key, parted_alike
from integration_db.names.grammar import WrittenForms, fits, readings
from integration_db.names.index import Index, NameEntry, NameKind, base_key
from integration_db.names.manufacturers import names_nobody, resolve_manufacturer, split_maker
from integration_db.names.match import Match
from integration_db.names.optional_words import DESCRIPTORS, SHAPES, only_describes, without_options
from integration_db.names.suggestions import SUGGESTED, nearest, one_edit_away
from integration_db.vocabulary import UNLISTED_LEVELS, MatchLevel

_AS_PRINTED: Final = "as printed"
_LOOSELY: Final = "spaces and dashes ignored"
_IN_FRONT: Final = "letters and number parted"
_PART_NUMBER: Final = "part number"
_LISTED: Final = "listed spelling"
READ_BY_KEY: Final = frozenset([_AS_PRINTED, _LOOSELY, _PART_NUMBER, _LISTED])
"""The rules by which the whole text is looked up under one of its keys, with nothing set aside."""

_TELLING_ALONE: Final[tuple[MatchLevel, ...]] = ("exact", "normalised", "identifier")
"""The levels by which a name is known for that of another maker's camera."""

BEGINNING: Final = "what the names of several variants begin with"
_VARIANT: Final = r"[A-Z]{1,6}"
"""Letters behind the number of a camera that tell its variants apart."""

PRINTED: Final = "what the device prints"
_PLACEHOLDER: Final = "a placeholder for several models"
_EMPTY_PLACEHOLDER: Final = "a placeholder, and no listed model is called like that"
_NO_SERIES: Final = "no series of this name is listed"
_WITH_NEAR_NAMES: Final[tuple[MatchLevel, ...]] = ("none", *UNLISTED_LEVELS)

_SHORTEST_PRODUCT_WORD: Final = 5

_LONG_CODE: Final = 7
"""Characters of a word that with a digit in it is no word of a language: `MX-BC1A-4-IR`."""

SERIES: Final = "a series, not a model"
# Patterns are kept as text: they compile when they are first used, in most look-ups never.
_FRONT: Final = r"(?a)^([A-Z]+)[ _-](?=\d)"
_PARTED: Final = r"( )|[-_](?=([^ _-]+)$)"
_BOARD: Final = r"(?a)(?P<name>.+?) *\((?P<board>[^()]+)\)"


class Candidate(NamedTuple):
    """What a text may mean by one way of reading it: the entries, and how sure that makes them."""

    level: MatchLevel
    rule: str
    entries: tuple[NameEntry, ...]
    hardware_version: str | None = None

    @property
    def models(self) -> tuple[int, ...]:
        """Return the models without repeats."""
        models = dict.fromkeys(m for e in self.entries for m in _models(e))
        return tuple(models)


def resolve(
    written: str, index: Index, *, manufacturer: str | None = None, suggest: bool = True
) -> Match:
    """Return what a written name means. Never raises, whatever the text.

    `manufacturer` narrows the look-up; one that the text contradicts is a conflict, and what
    devices print where nobody filled it in (`ONVIF`, `General`) says nothing. Near names take
    longer to find than all else: who has no use for them says so with `suggest`.
    """
    match = read_name(written, index, manufacturer)
    if suggest and match.level in _WITH_NEAR_NAMES:
        match = with_near_names(match, index)
    return match._replace(written=written)


def read_name(written: str, index: Index, manufacturer: str | None) -> Match:
    """Return what a written name means, without near names; see `resolve`.

    A match that names no model has as `written` the part of the text that was left, which is
    nothing where the text, or its maker, cannot be read.
    """
    text = exact_key(written.replace("\\", ""))
    if len(written) > LONGEST_NAME:
        return Match("none", "", f"longer than {LONGEST_NAME} characters")
    if not any(c.isalnum() for c in text):
        return Match("none", "", "no letter and no digit in it")
    if manufacturer is None or names_nobody(manufacturer):
        return _read(text, index, None)
    if (maker := resolve_manufacturer(manufacturer, index)) is not None:
        return _read(text, index, maker)
    match = _behind_brand(exact_key(manufacturer), text, index)
    if match.level == "none":
        return Match("none", "", f"unknown manufacturer {manufacturer!r}")
    return match


def _read(text: str, index: Index, maker: int | None) -> Match:
    """Read the whole text as a name, then what is left of it without each maker's name in it."""
    whole = _by_keys(text, index, maker)
    if whole is not None and whole.level != "family":
        return _finish(whole, index, maker)
    split = list(split_maker(text, index))
    for named, rest in split:
        # A listed name behind its maker's comes before all that could be set aside.
        behind = _by_keys(rest, index, named) if maker in (None, named) else None
        if behind is not None and behind.level != "family":
            return _finish(behind, index, named)
    whole = whole or _climb_further(text, index, maker)
    if whole is not None and whole.level != "family":
        return _finish(whole, index, maker)
    unread: list[tuple[int, str]] = []
    for named, rest in split:
        if maker is not None and named != maker:
            if _climb(rest, index, named) is None and _climb(rest, index, maker) is None:
                continue
            asked, other = _printed(maker, index), _printed(named, index)
            return Match("conflict", text, f"manufacturer {asked} was asked for, {other} written")
        candidate = _climb(rest, index, named)
        if candidate is not None:
            return _finish(candidate, index, named)
        # A brand may belong to the maker's name or to the model's: TP-Link VIGI C240, Tapo C200.
        unread.append((named, rest))
    if unread:
        named, rest = unread[0]
        stranger = _climb(rest, index, None) if maker is None else None
        if stranger is not None and stranger.level in _TELLING_ALONE:
            return _wrong_maker(stranger, index, named)
        longest_first = sorted([*unread, (named, text)], key=lambda reading: -len(reading[1]))
        return _unlisted(longest_first, index) or _nothing(rest, index, named)
    if whole is not None:
        return _finish(whole, index, maker)
    if maker is not None:
        stranger = _climb(text, index, None)
        if stranger is not None and stranger.level in _TELLING_ALONE:
            return _wrong_maker(stranger, index, maker)
    return _unlisted([(maker, text)], index) or _nothing(text, index, maker)


def _behind_brand(brand: str, text: str, index: Index) -> Match:
    """Read a name behind what was said for its maker and is none, but may be part of the name.

    `TP-Link VIGI` is no maker: VIGI is a brand, and the first word of what such a camera is called.
    """
    words = brand.split()
    if not words:
        return _nothing(text, index, None)
    if text.split(" ")[0] == words[-1]:
        words.pop()
    return _read(" ".join((*words, text)), index, None)


def _climb(text: str, index: Index, maker: int | None) -> Candidate | None:
    """Return the surest reading of a text from which the maker's name has been taken."""
    if not text:
        return None
    return _by_keys(text, index, maker) or _climb_further(text, index, maker)


def _climb_further(text: str, index: Index, maker: int | None) -> Candidate | None:
    """Return the surest reading of a text that as a whole is no name."""
    for rung in (_combined, _one_of_several, _as_written, _optional_parts, _family):
        candidate = rung(text, index, maker)
        if candidate is not None:
            return candidate
    return None


def _by_keys(text: str, index: Index, maker: int | None) -> Candidate | None:
    """Look the whole text up by its keys, exact before loose before base."""
    entries = index.by_key("exact", text, maker)
    candidate = _choose(entries, "exact", _AS_PRINTED)
    if candidate is not None:
        return candidate
    loose = loose_key(text)
    loosely = index.by_key("loose", loose, maker)
    entries = [e for e in loosely if parted_alike(text, e.text)]
    rule = _LOOSELY
    if loosely and not entries:
        entries, rule = _parted_in_front(text, loosely, index, maker), _IN_FRONT
    candidate = _choose(entries, "normalised", rule)
    if candidate is not None:
        return candidate
    entries = [
        e
        for e in _without_maker(text, loose, index, maker)
        if e.kind != "family" and parted_alike(text, e.text)
    ]
    return _choose(entries, "normalised", "the maker's name set aside")


def _parted_in_front(
    text: str, entries: Sequence[NameEntry], index: Index, maker: int | None
) -> list[NameEntry]:
    """Return the names that a text parts from their number, as in `Q-6155E`.

    None where the text may be another camera's name with one character mistyped.
    """
    closed = re.sub(_FRONT, r"\1", text)
    meant = [e for e in entries if parted_alike(closed, e.text)]
    if not meant or one_edit_away(text, index, maker) - {m for e in meant for m in _models(e)}:
        return []
    return meant


def _without_maker(text: str, loose: str, index: Index, maker: int | None) -> list[NameEntry]:
    """Return the names that are the text but for the maker's name in front of either.

    Where no maker was said, what is left must be long enough to be nobody else's.
    """
    if maker is not None:
        keys = {loose, base_key(text, index.manufacturer_names(maker))}
        return [e for key in keys for e in index.by_key("base", key, maker)]
    return index.by_key("base", loose, None) if _telling(loose) else []


def _telling(key: str) -> bool:
    return len(key) >= 8 or (len(key) >= 4 and any(character.isdigit() for character in key))


def _choose(entries: Sequence[NameEntry], level: MatchLevel, rule: str) -> Candidate | None:
    """Keep the entries of the surest kind: a printed name before a part number before an alias.

    What devices print is a spelling where one model prints it, and else the name of a family.
    """
    if not entries:
        return None
    surest: tuple[tuple[NameKind, MatchLevel, str], ...] = (
        ("name", level, rule),
        ("identifier", "identifier", _PART_NUMBER),
        ("alias", "alias", _LISTED),
    )
    for kind, level_of_kind, why in surest:
        of_kind = tuple(e for e in entries if e.kind == kind)
        if of_kind:
            return Candidate(level_of_kind, why, of_kind)
    families = tuple(e for e in entries if e.kind == "family")
    printed = Candidate("alias", PRINTED, tuple(e for e in entries if e.kind == "printed"))
    if len(printed.models) == 1:
        return printed
    if printed.entries:
        return printed._replace(level="family", entries=(*printed.entries, *families))
    return Candidate("family", SERIES, families) if families else None


def _combined(text: str, index: Index, maker: int | None) -> Candidate | None:
    """Read a name followed or preceded by a part number of the same model."""
    words = text.split(" ")
    for cut in range(1, len(words)):
        left, right = " ".join(words[:cut]), " ".join(words[cut:])
        for number, rest in ((right, left), (left, right)):
            part = [e for e in index.by_key("exact", number, maker) if e.kind == "identifier"]
            if not part:
                continue
            candidate = _climb(rest, index, maker)
            if candidate is None or candidate.level == "family":
                continue
            shared = {m for e in part for m in _models(e)} & set(candidate.models)
            if len(candidate.models) == 1 and shared:
                return candidate._replace(rule=f"{candidate.rule}; part number agrees")
            return Candidate(
                "conflict",
                f"name and part number {number} are of different models",
                candidate.entries,
            )
    return None


def _as_written(text: str, index: Index, maker: int | None) -> Candidate | None:
    """Read what the maker lets stand around a name (`DH-`, `V2`), and a listed board in brackets.

    Where no maker was said, what is left must be long enough to be nobody else's.
    """
    board = re.fullmatch(_BOARD, text) if text.endswith(")") else None
    if board is not None:
        boards = [
            e
            for e in index.by_key("loose", loose_key(board["board"]), maker)
            if e.kind == "hardware"
        ]
        candidate = _by_keys(board["name"], index, maker) if boards else None
        if (
            candidate is not None
            and len(candidate.models) == 1
            and any(e.model in candidate.models for e in boards)
        ):
            return _of_hardware(candidate, boards[0].text)
    for left in _names_within(text, index, maker):
        found = [c for c in (_listed_within(one, index, maker) for one in left) if c is not None]
        if len({candidate.models for candidate in found}) > 1:
            entries = tuple(e for candidate in found for e in candidate.entries)
            return Candidate("ambiguous", "may be read in several ways", entries)
        if found:
            return found[0]  # what needs more to be set aside is not asked
    return None


class _Within(NamedTuple):
    """What the written forms of a maker leave of a text, and which of them were used."""

    name: str
    version: str | None
    aside: tuple[str, ...]
    owner: int
    forms: frozenset[str]


def _names_within(text: str, index: Index, maker: int | None) -> Iterator[list[_Within]]:
    """Yield what makers' written forms leave of a text: by one of them, by two, and so on.

    No form is used twice, and hardware versions must agree.
    """
    left = _left_by(index.written_forms(maker), _Within(text, None, (), 0, frozenset()))
    while left:
        yield left
        found: dict[tuple[str, str | None, int], _Within] = {}
        for one in left:
            for shorter in _left_by(index.written_forms(one.owner), one):
                found.setdefault((shorter.name, shorter.version, shorter.owner), shorter)
        left = list(found.values())


def _left_by(forms: WrittenForms, before: _Within) -> list[_Within]:
    """Return what each form that was not used yet leaves of what was left before."""
    return [
        _Within(
            *(name, version or before.version, (*before.aside, *aside)),
            *(owner, before.forms | {form}),
        )
        for form, owner in forms.that_may_leave(before.name)
        if form not in before.forms
        for name, version, aside in readings(form, before.name)
        if name != before.name and (None in (version, before.version) or version == before.version)
    ]


def _listed_within(one: _Within, index: Index, maker: int | None) -> Candidate | None:
    """Return the listed name that was left of a text, if it is one."""
    if maker is None and not _telling(loose_key(one.name)):
        return None
    candidate = _by_keys(one.name, index, one.owner)
    if candidate is None or candidate.level == "family":
        return None
    if one.version is not None:
        return _of_hardware(candidate, one.version)
    rule = f"{' '.join(one.aside)!r} set aside"
    return candidate._replace(level=_at_most("normalised", candidate.level), rule=rule)


def _of_hardware(candidate: Candidate, version: str) -> Candidate:
    level = _at_most("normalised", candidate.level)
    return candidate._replace(
        level=level, rule=f"hardware version {version}", hardware_version=version
    )


def _optional_parts(text: str, index: Index, maker: int | None) -> Candidate | None:
    """Read the text without options, then without describing words at either end."""
    stripped, aside = without_options(text)
    words = stripped.split(" ")
    for first, last in [(0, len(words)), *_spans(words)]:
        left_out = [*words[:first], *words[last:], *aside]
        rest = " ".join(words[first:last])
        if not left_out or not rest:
            continue
        candidate = (
            _by_keys(rest, index, maker)
            or _combined(rest, index, maker)
            or _as_written(rest, index, maker)
        )
        if candidate is None:
            continue
        if candidate.level == "family":
            if last - first < len(words):
                continue  # what describes a camera may be part of the names of a family
            return candidate
        dropped = [word.strip(",;()") for word in (*words[:first], *words[last:])]
        owners = {entry.manufacturer for entry in candidate.entries}
        if not any(tells_apart(word, rest, index, one) for one in owners for word in dropped):
            rule = f"{' '.join(left_out)!r} set aside"
            return candidate._replace(level=_at_most("normalised", candidate.level), rule=rule)
    return None


def tells_apart(word: str, name: str, index: Index, maker: int) -> bool:
    """Whether a word may make another camera of the maker of the one that a name names.

    It may where some name of the maker has it: beside a word of this name, or anywhere, if this
    name has no number to tell it by.
    """
    if not index.has_word(maker, word):
        return False
    if not has_number(name):
        return True
    kept = {loose_key(one) for one in name.split(" ") if one not in DESCRIPTORS}
    names = index.names_with_word(maker, word)
    return any(loose_key(one) in kept for known in names for one in known.split(" "))


def has_number(name: str) -> bool:
    """Whether a word of a name holds a number of three digits or more, or is a long code."""
    return any(
        sum(map(str.isdigit, word)) >= 3
        or (any(map(str.isdigit, word)) and len(loose_key(word)) >= _LONG_CODE)
        for word in name.split(" ")
    )


def is_product_name(name: str) -> bool:
    """Whether a name is one of words, as FLEXIDOME IP turret 3000i is, and no code."""
    words = name.split(" ")
    return len(words) > 1 and any(map(is_product_word, words))


def is_product_word(word: str) -> bool:
    """Whether a word is one of a language, and no letters that end a code."""
    return word.isalpha() and len(word) >= _SHORTEST_PRODUCT_WORD


def _spans(words: list[str]) -> list[tuple[int, int]]:
    """Return which words to keep, most first, so that only describing words fall away."""

    def telling(kept: list[str], dropped: list[str]) -> bool:
        """Whether the kept words name a camera by number, so that shapes may fall away."""
        if not any(word.strip(",;()") in SHAPES for word in dropped):
            return True
        return has_number(" ".join(kept))

    described = [only_describes(word.strip(",;()")) for word in words]
    front = next((at for at, falls in enumerate(described) if not falls), len(words))
    behind = next((at for at, falls in enumerate(described[::-1]) if not falls), len(words))
    spans = []
    for length in range(len(words) - 1, 0, -1):
        longest = len(words) - length
        for first in range(max(0, longest - behind), min(front, longest) + 1):
            last = first + length
            if telling(words[first:last], [*words[:first], *words[last:]]):
                spans.append((first, last))
    return spans


def _one_of_several(text: str, index: Index, maker: int | None) -> Candidate | None:
    """Read letters in brackets that stand for several models: `-I(S)`."""
    stripped, _ = without_options(text)
    for pattern in dict.fromkeys((text, stripped)):
        entries: list[NameEntry] = []
        for spelling in patterns.spellings(pattern):
            candidate = _by_keys(spelling, index, maker)
            if candidate is not None and candidate.level != "family":
                entries += candidate.entries
        if len({m for e in entries for m in _models(e)}) > 1:
            return Candidate("family", "a pattern that stands for several models", tuple(entries))
    return None


def _family(text: str, index: Index, maker: int | None) -> Candidate | None:
    """Read wildcards and series: names of several models."""
    stripped, _ = without_options(text)
    series = patterns.series_name(stripped)
    if series is not None:
        named = index.by_key("loose", loose_key(series), maker)
        families = tuple(e for e in named if e.kind == "family")
        return Candidate("family", SERIES if families else _NO_SERIES, families)
    if patterns.is_wildcard(stripped):
        standing = _standing_for(stripped, index, maker)
        if standing or " " not in stripped:  # signs of that kind stand in prose too
            rule = _PLACEHOLDER if standing else _EMPTY_PLACEHOLDER
            return Candidate("family", rule, standing)
    return None


def _standing_for(text: str, index: Index, maker: int | None) -> tuple[NameEntry, ...]:
    """Return the names of the models that a placeholder such as `DS-2CD21xxG2` stands for."""
    family = patterns.wildcard_family(text)
    if family is None:
        return ()
    beginning, pattern = family
    names = index.beginning(loose_key(beginning), maker)
    return tuple(name for name in names if fits(pattern, name.text))


def _at_most(level: MatchLevel, reached: MatchLevel) -> MatchLevel:
    return level if reached == "exact" else reached


def _models(entry: NameEntry) -> tuple[int, ...]:
    return (entry.model,) if entry.model is not None else entry.members


def _finish(candidate: Candidate, index: Index, maker: int | None) -> Match:
    """Return the match that a candidate makes: one model, or why not one."""
    named = [(m, *index.model_name(m)) for m in candidate.models]
    level = candidate.level
    if level not in ("family", "conflict") and len(named) > 1:
        level = "ambiguous"
    if level == "family" and not named and candidate.entries:
        return _of_empty_series(candidate.entries[0], index)
    several = len({owner for _, owner, _ in named}) > 1
    members = tuple(
        (m, f"{_printed(owner, index)} {name}" if several else name) for m, owner, name in named
    )
    if level in ("ambiguous", "family", "conflict"):
        owner_of = named[0][1] if named and not several else maker
        name_of = _printed(owner_of, index) if owner_of is not None else None
        return Match(level, "", candidate.rule, owner_of, name_of, members=members)
    ((model, owner, name),) = named
    maker_name = _printed(owner, index)
    return Match(
        level, "", candidate.rule, owner, maker_name, model, name, candidate.hardware_version
    )


def _of_empty_series(entry: NameEntry, index: Index) -> Match:
    """Return the match with a series of which no model is listed: what holds for it is known."""
    maker, series = entry.manufacturer, index.series_called(entry.manufacturer, entry.text)
    match = _of_scope(entry.text, maker, set() if series is None else {series}, index)
    return match._replace(rule="a series of which no model is listed")


def _wrong_maker(candidate: Candidate, index: Index, maker: int) -> Match:
    owners = {index.model_name(m)[0] for m in candidate.models}
    other = " or ".join(sorted(_printed(owner, index) for owner in owners))
    own = _printed(maker, index)
    models = map(index.model_name, candidate.models[:SUGGESTED])
    suggestions = tuple(f"{_printed(owner, index)} {name}" for owner, name in models)
    return Match(
        "conflict", "", f"{own} has no such model, {other} has", maker, own, suggestions=suggestions
    )


def _unlisted(texts: Sequence[tuple[int | None, str]], index: Index) -> Match | None:
    """Return the maker or series of a camera that is not listed, if its name is built like theirs.

    The texts are tried in turn, each with the maker that is certain; without a maker the name must
    be built as no other maker's are.
    """
    for maker, text in texts:
        known = index.camera_patterns(maker)
        for name in _bare_names(text, index, maker) if known else ():
            fitting = [one for one in known if fits(one.pattern, name)]
            makers = {one.manufacturer for one in fitting}
            if len(makers) == 1:
                (owner,) = makers
                variants = _variants(name, index, owner)
                if variants:
                    family = _finish(Candidate("family", BEGINNING, variants), index, owner)
                    return family._replace(named_as=name)
                told = any(" " in one.pattern for one in fitting)  # words of its own are meant
                if not told and _begins_listed(name, index, owner):
                    return None
                return _of_scope(text, owner, _series_of(text, index, owner), index)
    return None


def _variants(name: str, index: Index, maker: int) -> tuple[NameEntry, ...]:
    """Return the listed cameras whose names are this one and a dash with letters, if several are.

    `P3245` is what people call each of P3245-V, P3245-LV and P3245-LVE.
    """
    if not has_number(name):
        return ()
    ending = re.compile(rf"{re.escape(name.replace('_', '-'))}-{_VARIANT}")
    named = index.beginning(loose_key(name), maker)
    kept = tuple(e for e in named if e.kind == "name" and ending.fullmatch(exact_key(e.text)))
    return kept if len({model for e in kept for model in _models(e)}) > 1 else ()


def _begins_listed(name: str, index: Index, maker: int) -> bool:
    """Whether a name is that of a listed camera with more words behind it: nobody knows which."""
    if "(" in name:
        return False  # a mark that nobody explains is of another camera
    parted = (part for part in re.finditer(_PARTED, name) if part[1] or is_product_word(part[2]))
    shorter = (_by_keys(name[: part.start()], index, maker) for part in parted)
    return any(found is not None and found.level != "family" for found in shorter)


def _series_of(text: str, index: Index, maker: int) -> set[int]:
    """Return the series of a maker whose cameras are named as a text, or what it leaves, is."""
    own = [one for one in index.camera_patterns(maker) if one.series is not None]
    for name in _bare_names(text, index, maker) if own else ():
        named = {one.series for one in own if one.series is not None and fits(one.pattern, name)}
        if named:
            return named
    return set()


def _bare_names(text: str, index: Index, maker: int | None) -> Iterator[str]:
    """Yield what a text may leave as a name, the most of it first."""
    stripped, _ = without_options(text)
    words = stripped.split(" ")
    spans = (" ".join(words[first:last]) for first, last in _spans(words))
    for name in dict.fromkeys((text, stripped, *spans)):
        yield name
        yield from (one.name for left in _names_within(name, index, maker) for one in left)


def _of_scope(text: str, maker: int, series: set[int], index: Index) -> Match:
    """Return the match with the one series that is meant, or with the maker alone."""
    name = _printed(maker, index)
    if len(series) != 1:
        rule = f"not listed; built like the names of {name} cameras"
        return Match("manufacturer", text, rule, maker, name)
    (number,) = series
    printed = index.series_name(number)
    rule = f"not listed; built like the names of the {printed} series"
    return Match("series", text, rule, maker, name, series=number, series_name=printed)


def _nothing(text: str, index: Index, maker: int | None) -> Match:
    return Match(
        "none", text, "no such name", maker, None if maker is None else _printed(maker, index)
    )


def with_near_names(match: Match, index: Index) -> Match:
    """Return a match of no model with the names that look like what was written."""
    near = nearest(match.written, index, match.manufacturer) if match.written else []
    shown = tuple(f"{_printed(one.manufacturer, index)} {one.name}" for one in near)
    if match.level == "none" and near:
        return match._replace(level="suggest", rule="only near names", suggestions=shown)
    return match._replace(suggestions=shown)


def _printed(maker: int, index: Index) -> str:
    """Return the printed name of a manufacturer."""
    return index.manufacturer_names(maker)[0]

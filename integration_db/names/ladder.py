"""The ladder: text as people write it to one model, or an honest word why not.

Owns the order of the rules (exact, identifier, normalised, alias, pattern, family, suggestion).
No score takes part in a decision; what is not fully understood is not accepted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from integration_db.names import patterns
from integration_db.names.folding import LONGEST, exact_key, loose_key
from integration_db.names.index import Index, NameEntry, base_key
from integration_db.names.manufacturers import resolve_manufacturer, split_maker
from integration_db.names.match import Match
from integration_db.names.optional_words import DESCRIPTORS, SHAPES, NamingRules, without_options
from integration_db.names.suggestions import nearest

SUGGESTED: Final = 5
_NO_RULES: Final = NamingRules()
_HARDWARE_WORD: Final = re.compile(
    r"(?P<name>.+?)(?:[ _-]*V(?P<v>\d)(?:\.(?P<w>\d))?|[ _]+(?P<n>\d)\.(?P<m>\d))", re.A
)
_BOARD: Final = re.compile(r"(?P<name>.+?) *\((?P<board>[^()]+)\)", re.A)


class Hit(NamedTuple):
    """The entries that one reading of the text found, and how sure that makes them."""

    level: str
    rule: str
    entries: tuple[NameEntry, ...]
    hardware_version: str | None = None

    @property
    def models(self) -> tuple[int, ...]:
        """Return the models without repeats."""
        found = dict.fromkeys(m for e in self.entries for m in _models(e))
        return tuple(found)


def _models(entry: NameEntry) -> tuple[int, ...]:
    return (entry.model,) if entry.model is not None else entry.members


def resolve(written: str, index: Index, *, manufacturer: str | None = None) -> Match:
    """Return what a written name means. Never raises, whatever the text.

    `manufacturer` narrows the look-up; one that the text contradicts is a conflict.
    """
    text = exact_key(written.replace("\\", ""))
    if len(written) > LONGEST:
        return Match("none", written, f"longer than {LONGEST} characters")
    if not any(c.isalnum() for c in text):
        return Match("none", written, "no letter and no digit in it")
    maker: int | None = None
    if manufacturer is not None:
        maker = resolve_manufacturer(manufacturer, index)
        if maker is None:
            return Match("none", written, f"unknown manufacturer {manufacturer!r}")
    return _read(text, index, maker)._replace(written=written)


def _read(text: str, index: Index, maker: int | None) -> Match:
    whole = _climb(text, index, maker)
    if whole is not None and whole.level != "family":
        return _finish(whole, index, maker)
    unread: tuple[int, str] | None = None
    for found, rest in split_maker(text, index):
        if maker is not None and found != maker:
            if _climb(rest, index, found) is None and _climb(rest, index, maker) is None:
                continue
            names = [index.manufacturer_names(m)[0] for m in (maker, found)]
            return Match(
                "conflict", text, f"manufacturer {names[0]} was asked for, {names[1]} written"
            )
        hit = _climb(rest, index, found)
        if hit is not None:
            return _finish(hit, index, found)
        # A brand may belong to the maker's name or to the model's: TP-Link VIGI C240.
        unread = unread or (found, rest)
    if unread is not None:
        found, rest = unread
        stranger = _climb(rest, index, None) if maker is None else None
        if stranger is not None and stranger.level in ("exact", "normalised", "identifier"):
            return _wrong_maker(stranger, index, found)
        return _suggest(rest, index, found)
    if whole is not None:
        return _finish(whole, index, maker)
    if maker is not None:
        stranger = _climb(text, index, None)
        if stranger is not None and stranger.level in ("exact", "normalised", "identifier"):
            return _wrong_maker(stranger, index, maker)
    return _suggest(text, index, maker)


def _climb(text: str, index: Index, maker: int | None) -> Hit | None:
    """Return the surest reading of a text from which the maker's name has been taken."""
    if not text:
        return None
    for rung in (_by_keys, _combined, _with_hardware, _optional_parts, _several):
        hit = rung(text, index, maker)
        if hit is not None:
            return hit
    return None


def _by_keys(text: str, index: Index, maker: int | None) -> Hit | None:
    """Return the hit of the whole text by its keys, exact before loose before base."""
    entries = index.by_key("exact", text, maker)
    hit = _choose(entries, "exact", "as printed")
    if hit is not None:
        return hit
    loose = loose_key(text)
    hit = _choose(index.by_key("loose", loose, maker), "normalised", "spaces and dashes ignored")
    if hit is not None:
        return hit
    found = [e for e in _without_prefix(text, loose, index, maker) if e.kind != "family"]
    return _choose(found, "normalised", "the maker's prefix set aside")


def _without_prefix(text: str, loose: str, index: Index, maker: int | None) -> Iterable[NameEntry]:
    """Return the names that are the text but for a maker's name or optional prefix in front.

    Where no maker was said, what is left must be long enough to be nobody else's.
    """
    if maker is not None:
        base = base_key(text, index.rules(maker), index.manufacturer_names(maker))
        return [e for key in {loose, base} for e in index.by_key("base", key, maker)]
    found = []
    if _telling(loose):
        found += index.by_key("base", loose, None)
    for prefix, owner in index.optional_prefixes():
        if loose.startswith(prefix) and _telling(loose[len(prefix) :]):
            base = base_key(text, index.rules(owner), index.manufacturer_names(owner))
            found += index.by_key("base", base, owner)
    return found


def _telling(key: str) -> bool:
    return len(key) >= 8 or (len(key) >= 4 and any(character.isdigit() for character in key))


_LEVEL_OF_KIND: Final = {"name": None, "identifier": "identifier", "alias": "alias"}


def _choose(entries: Iterable[NameEntry], level: str, rule: str) -> Hit | None:
    """Return a hit of the surest kind: a printed name before a part number before an alias."""
    found = list(entries)
    for kind, own in _LEVEL_OF_KIND.items():
        of_kind = tuple(e for e in found if e.kind == kind)
        if of_kind:
            words = {"identifier": "part number", "alias": "listed spelling"}
            return Hit(own or level, words.get(kind, rule), of_kind)
    families = tuple(e for e in found if e.kind == "family")
    return Hit("family", "a series, not a model", families) if families else None


def _combined(text: str, index: Index, maker: int | None) -> Hit | None:
    """Read a name followed or preceded by a part number of the same model."""
    words = text.split(" ")
    for cut in range(1, len(words)):
        left, right = " ".join(words[:cut]), " ".join(words[cut:])
        for number, rest in ((right, left), (left, right)):
            part = [e for e in index.by_key("exact", number, maker) if e.kind == "identifier"]
            if not part:
                continue
            hit = _climb(rest, index, maker)
            if hit is None or hit.level == "family":
                continue
            shared = {m for e in part for m in _models(e)} & set(hit.models)
            if len(hit.models) == 1 and shared:
                return hit._replace(rule=f"{hit.rule}; part number agrees")
            return Hit(
                "conflict", f"name and part number {number} are of different models", hit.entries
            )
    return None


def _with_hardware(text: str, index: Index, maker: int | None) -> Hit | None:
    """Read `C200 V3`, `C210 2.0`, and a listed board in brackets."""
    board = _BOARD.fullmatch(text)
    if board is not None:
        boards = [
            e
            for e in index.by_key("loose", loose_key(board["board"]), maker)
            if e.kind == "hardware"
        ]
        hit = _by_keys(board["name"], index, maker) if boards else None
        if hit is not None and len(hit.models) == 1 and any(e.model in hit.models for e in boards):
            return _of_hardware(hit, boards[0].text)
    word = _HARDWARE_WORD.fullmatch(
        re.sub(r" (?:IPC|FIRMWARE)$", "", text).replace("_FIRMWARE", "")
    )
    if word is None:
        return None
    hit = _by_keys(word["name"].rstrip(" _-"), index, maker)
    if hit is None or len(hit.models) != 1 or hit.level == "family":
        return None
    if not index.rules(hit.entries[0].manufacturer).hardware_suffix:
        return None
    version = f"{word['v'] or word['n']}.{word['w'] or word['m'] or '0'}"
    return _of_hardware(hit, version)


def _of_hardware(hit: Hit, version: str) -> Hit:
    level = _at_most("normalised", hit.level)
    return hit._replace(level=level, rule=f"hardware version {version}", hardware_version=version)


def _at_most(level: str, found: str) -> str:
    return level if found == "exact" else found


def _optional_parts(text: str, index: Index, maker: int | None) -> Hit | None:
    """Read the text without options, then without describing words at either end."""
    stripped, aside = without_options(text, _rules(index, maker))
    words = stripped.split(" ")
    for first, last in [(0, len(words)), *_spans(words, index, maker)]:
        left_out = [*words[:first], *words[last:], *aside]
        rest = " ".join(words[first:last])
        if not left_out or not rest:
            continue
        hit = (
            _by_keys(rest, index, maker)
            or _combined(rest, index, maker)
            or _with_hardware(rest, index, maker)
        )
        if hit is not None and hit.level != "family":
            rule = f"{' '.join(left_out)!r} set aside"
            return hit._replace(level=_at_most("normalised", hit.level), rule=rule)
    return None


def _rules(index: Index, maker: int | None) -> NamingRules:
    return _NO_RULES if maker is None else index.rules(maker)


def _spans(words: list[str], index: Index, maker: int | None) -> list[tuple[int, int]]:
    """Return which words to keep, most first, so that only describing words fall away."""

    def describes(word: str) -> bool:
        word = word.strip(",;()")
        if maker is None:
            return word in DESCRIPTORS or word in SHAPES
        own = {w for d in index.rules(maker).descriptors for w in exact_key(d).split()}
        usual = word in DESCRIPTORS or word in SHAPES or word in own
        return usual and not index.has_word(maker, word)

    def telling(kept: list[str], dropped: list[str]) -> bool:
        """Whether the kept words name a camera by number, so that shapes may fall away."""
        if not any(word.strip(",;()") in SHAPES for word in dropped):
            return True
        return any(sum(c.isdigit() for c in word) >= 3 for word in kept)

    described = [describes(word) for word in words]
    found = []
    for length in range(len(words) - 1, 0, -1):
        for first in range(len(words) - length + 1):
            last = first + length
            falls = all(described[:first]) and all(described[last:])
            if falls and telling(words[first:last], [*words[:first], *words[last:]]):
                found.append((first, last))
    return found


def _several(text: str, index: Index, maker: int | None) -> Hit | None:
    """Read patterns, wildcards and series: names of several models."""
    stripped, _ = without_options(text, _rules(index, maker))
    for candidate in dict.fromkeys((text, stripped)):
        entries: list[NameEntry] = []
        for spelling in patterns.spellings(candidate):
            hit = _by_keys(spelling, index, maker)
            if hit is not None and hit.level != "family":
                entries += hit.entries
        if entries:
            return Hit("ambiguous", "a pattern that stands for several models", tuple(entries))
    series = patterns.series_name(stripped)
    if series is not None:
        found = index.by_key("loose", loose_key(series), maker)
        families = tuple(e for e in found if e.kind == "family")
        return Hit("family", "a series, not a model", families)
    if patterns.is_wildcard(stripped):
        return Hit("family", "a placeholder for several models", ())
    return None


def _finish(hit: Hit, index: Index, maker: int | None) -> Match:
    """Return the match of a hit: one model, or why not one."""
    named = [(m, *index.model_name(m)) for m in hit.models]
    level = hit.level
    if level not in ("family", "conflict") and len(named) > 1:
        level = "ambiguous"
    several = len({owner for _, owner, _ in named}) > 1
    members = tuple(
        (m, f"{index.manufacturer_names(owner)[0]} {name}" if several else name)
        for m, owner, name in named
    )
    if level in ("ambiguous", "family", "conflict"):
        owner_of = named[0][1] if named and not several else maker
        name_of = index.manufacturer_names(owner_of)[0] if owner_of is not None else None
        return Match(level, "", hit.rule, owner_of, name_of, members=members)
    ((model, owner, name),) = named
    maker_name = index.manufacturer_names(owner)[0]
    return Match(level, "", hit.rule, owner, maker_name, model, name, hit.hardware_version)


def _wrong_maker(hit: Hit, index: Index, maker: int) -> Match:
    owners = {index.model_name(m)[0] for m in hit.models}
    other = " or ".join(sorted(index.manufacturer_names(o)[0] for o in owners))
    own = index.manufacturer_names(maker)[0]
    suggestions = tuple(_display(index, m) for m in hit.models)[:SUGGESTED]
    return Match(
        "conflict", "", f"{own} has no such model, {other} has", maker, own, suggestions=suggestions
    )


def _suggest(text: str, index: Index, maker: int | None) -> Match:
    near = nearest(text, index.similar(loose_key(text), maker, 60), SUGGESTED)
    name = index.manufacturer_names(maker)[0] if maker is not None else None
    if not near:
        return Match("none", "", "no such name", maker, name)
    shown = tuple(f"{index.manufacturer_names(owner)[0]} {model}" for owner, _, model in near)
    return Match("suggest", "", "only near names", maker, name, suggestions=shown)


def near_names(match: Match, index: Index, limit: int = SUGGESTED) -> tuple[str, ...]:
    """Return other models of the same maker that are easily taken for the one matched."""
    if match.model is None or match.name is None:
        return ()
    near = nearest(
        match.name, index.similar(loose_key(match.name), match.manufacturer, 60), limit + 1
    )
    return tuple(name for _, model, name in near if model != match.model)[:limit]


def _display(index: Index, model: int) -> str:
    owner, name = index.model_name(model)
    return f"{index.manufacturer_names(owner)[0]} {name}"

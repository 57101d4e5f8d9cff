"""What the ladder asks of a catalogue, and a catalogue in memory that answers it.

Owns the keys under which names are stored. What an entry means for a text is for the ladder to say.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Final, Literal, NamedTuple, Protocol, TypeAlias

from integration_db.names.folding import exact_key, loose_key

NameKind: TypeAlias = Literal["name", "identifier", "alias", "hardware", "family"]
KeyName: TypeAlias = Literal["exact", "loose", "base"]

TRIGRAM: Final = 3
"""Characters in a piece of a key, by which names that look alike are found."""


class NameEntry(NamedTuple):
    """Something that may be written for a model, or (kind `family`) for its `members`."""

    manufacturer: int
    model: int | None
    kind: NameKind
    text: str
    members: tuple[int, ...] = ()


class NamingRules(NamedTuple):
    """How one manufacturer's model names may be written.

    `optional_prefixes` may be there or not on either side; `options` are tokens known not to
    change a capability; `descriptors` are further describing words; `meaningful_suffixes` may not
    be the only difference of an alias; `hardware_suffix` allows `C200 V3` and `C210 2.0`.
    """

    optional_prefixes: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    descriptors: tuple[str, ...] = ()
    meaningful_suffixes: tuple[str, ...] = ()
    hardware_suffix: bool = False


class Keys(NamedTuple):
    """The look-up keys of a name; `base` is without the maker's name and optional prefixes."""

    exact: str
    loose: str
    base: str


class ListedModel(NamedTuple):
    """A model of the catalogue: its maker's number, its own, its printed name."""

    manufacturer: int
    model: int
    name: str


class Index(Protocol):
    """The questions that the ladder asks; each is one indexed look-up."""

    def manufacturer(self, key: str) -> int | None:
        """Return the manufacturer with this loose key among its spellings."""

    def manufacturer_names(self, manufacturer: int) -> tuple[str, ...]:
        """Return the printed name, then other spellings."""

    def rules(self, manufacturer: int) -> NamingRules:
        """Return how the manufacturer's names may be written."""

    def optional_prefixes(self) -> Sequence[tuple[str, int]]:
        """Return the loose keys of all makers' optional prefixes, each with its maker."""

    def by_key(self, column: KeyName, key: str, manufacturer: int | None) -> list[NameEntry]:
        """Return every name with this key, of one manufacturer or of all."""

    def has_word(self, manufacturer: int, word: str) -> bool:
        """Whether the word stands in some model name of the manufacturer."""

    def model_name(self, model: int) -> tuple[int, str]:
        """Return manufacturer and printed name of a model."""

    def similar(self, key: str, manufacturer: int | None, limit: int) -> list[ListedModel]:
        """Return models whose names share pieces with the key, most of them first."""


class MemoryIndex:
    """An index held in memory: for tests, and for lists without a database."""

    def __init__(self) -> None:
        self._makers: dict[str, int] = {}
        self._spellings: list[tuple[str, ...]] = []
        self._rules: list[NamingRules] = []
        self._models: list[tuple[int, str]] = []
        self._keys: dict[tuple[str, str], list[NameEntry]] = defaultdict(list)
        self._words: set[tuple[int, str]] = set()
        self._pieces: dict[str, set[int]] = defaultdict(set)

    def add_manufacturer(self, name: str, *aliases: str, rules: NamingRules | None = None) -> int:
        """Add a manufacturer and return its number."""
        number = len(self._spellings)
        self._spellings.append((name, *aliases))
        self._rules.append(rules or NamingRules())
        for text in (name, *aliases):
            self._makers[loose_key(text)] = number
        return number

    def add_model(self, manufacturer: int, name: str) -> int:
        """Add a model under its printed name and return its number."""
        number = len(self._models)
        self._models.append((manufacturer, name))
        self.add_name(manufacturer, number, "name", name)
        self._words.update((manufacturer, word) for word in exact_key(name).split())
        for piece in pieces(loose_key(name)):
            self._pieces[piece].add(number)
        return number

    def add_name(
        self,
        manufacturer: int,
        model: int | None,
        kind: NameKind,
        text: str,
        members: tuple[int, ...] = (),
    ) -> None:
        """Add another name: an identifier, an alias, a hardware id, a family."""
        keys = entry_keys(text, self._rules[manufacturer], self._spellings[manufacturer])
        entry = NameEntry(manufacturer, model, kind, text, members)
        self._keys["exact", keys.exact].append(entry)
        self._keys["loose", keys.loose].append(entry)
        self._keys["base", keys.base].append(entry)

    def manufacturer(self, key: str) -> int | None:
        """Return the manufacturer with this loose key among its spellings."""
        return self._makers.get(key)

    def manufacturer_names(self, manufacturer: int) -> tuple[str, ...]:
        """Return the printed name, then other spellings."""
        return self._spellings[manufacturer]

    def rules(self, manufacturer: int) -> NamingRules:
        """Return how the manufacturer's names may be written."""
        return self._rules[manufacturer]

    def optional_prefixes(self) -> list[tuple[str, int]]:
        """Return the loose keys of all makers' optional prefixes, each with its maker."""
        return [
            (loose_key(prefix), maker)
            for maker, rules in enumerate(self._rules)
            for prefix in rules.optional_prefixes
        ]

    def by_key(self, column: KeyName, key: str, manufacturer: int | None) -> list[NameEntry]:
        """Return every name with this key, of one manufacturer or of all."""
        entries = self._keys.get((column, key), [])
        return [e for e in entries if manufacturer is None or e.manufacturer == manufacturer]

    def has_word(self, manufacturer: int, word: str) -> bool:
        """Whether the word stands in some model name of the manufacturer."""
        return (manufacturer, word) in self._words

    def model_name(self, model: int) -> tuple[int, str]:
        """Return manufacturer and printed name of a model."""
        return self._models[model]

    def similar(self, key: str, manufacturer: int | None, limit: int) -> list[ListedModel]:
        """Return models whose names share pieces with the key, most of them first."""
        shared: dict[int, int] = defaultdict(int)
        for piece in pieces(key):
            for model in self._pieces.get(piece, ()):
                shared[model] += 1
        ranked = sorted(shared, key=lambda m: (-shared[m], m))
        models: list[ListedModel] = []
        for model in ranked:
            maker, name = self._models[model]
            if manufacturer is None or maker == manufacturer:
                models.append(ListedModel(maker, model, name))
            if len(models) == limit:
                break
        return models


def entry_keys(text: str, rules: NamingRules, manufacturer_names: Sequence[str]) -> Keys:
    """Return the keys under which a name of the catalogue is stored."""
    return Keys(exact_key(text), loose_key(text), base_key(text, rules, manufacturer_names))


def base_key(text: str, rules: NamingRules, manufacturer_names: Sequence[str]) -> str:
    """Return the loose key without the maker's name and optional prefixes in front."""
    key = loose_key(text)
    prefixes = [loose_key(p) for p in (*manufacturer_names, *rules.optional_prefixes)]
    prefixes.sort(key=len, reverse=True)
    shortened = True
    while shortened:
        shortened = False
        for prefix in prefixes:
            # One character alone names no model.
            rest = key[len(prefix) :]
            if prefix and key.startswith(prefix) and len(rest) >= 2:
                key, shortened = rest, True
                break
    return key


def pieces(key: str) -> tuple[str, ...]:
    """Return the trigrams of a key, each once; of a shorter key the key itself."""
    starts = range(max(1, len(key) - TRIGRAM + 1))
    return tuple(dict.fromkeys(key[start : start + TRIGRAM] for start in starts))

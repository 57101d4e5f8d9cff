"""What the ladder asks of a catalogue, and a catalogue in memory that answers it.

Owns the keys under which names are stored. What an entry means for a text is for the ladder to say.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Final, Literal, Protocol, TypeAlias

from integration_db.named_tuple import NamedTuple
from integration_db.names.folding import exact_key, loose_key
from integration_db.names.grammar import SEPARATORS, WrittenForms

NameKind: TypeAlias = Literal["name", "identifier", "alias", "hardware", "printed", "family"]
PatternKind: TypeAlias = Literal["camera", "written", "product", "device"]
OtherKind: TypeAlias = Literal["product", "device"]
KeyName: TypeAlias = Literal["exact", "loose", "base"]

TRIGRAM: Final = 3
"""Characters in a piece of a key, by which names that look alike are found."""


class NameEntry(NamedTuple):
    """Something that may be written for a model, or (kind `family`) for its `members`.

    What a device prints (kind `printed`) stands once for each model that prints it.
    """

    manufacturer: int
    model: int | None
    kind: NameKind
    text: str
    members: tuple[int, ...] = ()


class CameraPattern(NamedTuple):
    """How names of a maker's cameras are built, or of one series; see `grammar`."""

    manufacturer: int
    series: int | None
    pattern: str


class OtherProduct(NamedTuple):
    """How a maker names what it sells beside cameras: a `device` is what recorders connect to."""

    kind: OtherKind
    pattern: str


class Keys(NamedTuple):
    """The look-up keys of a name; `base` is without the maker's name in front."""

    exact: str
    loose: str
    base: str


class ListedModel(NamedTuple):
    """A model of the catalogue: its maker's number, its own, its printed name and loose key."""

    manufacturer: int
    model: int
    name: str
    key: str


class Index(Protocol):
    """The questions that the ladder asks; each is one indexed look-up."""

    def manufacturer(self, key: str) -> int | None:
        """Return the manufacturer with this loose key among its spellings."""

    def manufacturer_names(self, manufacturer: int) -> tuple[str, ...]:
        """Return the printed name, then other spellings."""

    def written_forms(self, manufacturer: int | None) -> WrittenForms:
        """Return what may stand around the maker's names; without a maker, those of all."""

    def camera_patterns(self, manufacturer: int | None) -> Sequence[CameraPattern]:
        """Return how a maker's names are built; without a maker, patterns that tell the maker."""

    def other_products(self, manufacturer: int | None) -> Sequence[OtherProduct]:
        """Return how a maker's other products are named; without a maker, what tells the maker."""

    def series_name(self, series: int) -> str:
        """Return the printed name of a series."""

    def series_called(self, manufacturer: int, name: str) -> int | None:
        """Return the maker's series of this printed name."""

    def by_key(self, column: KeyName, key: str, manufacturer: int | None) -> list[NameEntry]:
        """Return every name with this key, of one manufacturer or of all."""

    def beginning(self, key: str, manufacturer: int | None) -> list[NameEntry]:
        """Return the printed names whose loose keys begin with this one."""

    def has_word(self, manufacturer: int, word: str) -> bool:
        """Whether the word stands in some model name of the manufacturer."""

    def names_with_word(self, manufacturer: int, word: str) -> Sequence[str]:
        """Return the model names of the manufacturer in which the word stands, as exact keys."""

    def model_name(self, model: int) -> tuple[int, str]:
        """Return manufacturer and printed name of a model."""

    def similar(self, key: str, manufacturer: int | None, edits: int) -> Sequence[ListedModel]:
        """Return models whose names may be so many edits from a key, or begin it, or go on from it.

        It may be more of them, and of many not all.
        """


class MemoryIndex:
    """An index held in memory: for tests, and for lists without a database."""

    def __init__(self) -> None:
        self._makers: dict[str, int] = {}
        self._spellings: list[tuple[str, ...]] = []
        self._forms: list[tuple[str, ...]] = []
        self._written: dict[int | None, WrittenForms] = {}
        self._patterns: list[tuple[CameraPattern, bool]] = []
        self._others: list[tuple[int, OtherProduct, bool]] = []
        self._series: list[str] = []
        self._models: list[tuple[int, str]] = []
        self._keys: dict[tuple[str, str], list[NameEntry]] = defaultdict(list)
        self._words: set[tuple[int, str]] = set()

    def add_manufacturer(self, name: str, *aliases: str, written: Sequence[str] = ()) -> int:
        """Add a manufacturer and return its number; `written` are patterns with `<name>`."""
        number = len(self._spellings)
        self._spellings.append((name, *aliases))
        self._forms.append(tuple(written))
        self._written.clear()
        for text in (name, *aliases):
            self._makers[loose_key(text)] = number
        return number

    def add_model(self, manufacturer: int, name: str) -> int:
        """Add a model under its printed name and return its number."""
        number = len(self._models)
        self._models.append((manufacturer, name))
        self.add_name(manufacturer, number, "name", name)
        self._words.update((manufacturer, word) for word in exact_key(name).split())
        return number

    def add_pattern(
        self, manufacturer: int, pattern: str, series: str | None = None, *, tells: bool = False
    ) -> None:
        """Add how names are built; `tells`: no other maker's are built like this."""
        number = None
        if series is not None:
            number = len(self._series)
            self._series.append(series)
        self._patterns.append((CameraPattern(manufacturer, number, pattern), tells))

    def add_other_product(
        self, manufacturer: int, kind: OtherKind, pattern: str, *, tells: bool = False
    ) -> None:
        """Add how other products are named; `tells`: no other maker's are named like this."""
        self._others.append((manufacturer, OtherProduct(kind, pattern), tells))

    def add_name(
        self,
        manufacturer: int,
        model: int | None,
        kind: NameKind,
        text: str,
        members: tuple[int, ...] = (),
    ) -> None:
        """Add another name: an identifier, an alias, a hardware id, a family."""
        keys = entry_keys(text, self._spellings[manufacturer])
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

    def written_forms(self, manufacturer: int | None) -> WrittenForms:
        """Return what may stand around the maker's names; without a maker, those of all."""
        if manufacturer not in self._written:
            self._written[manufacturer] = WrittenForms(
                [
                    (form, maker)
                    for maker, forms in enumerate(self._forms)
                    if manufacturer in (None, maker)
                    for form in forms
                ]
            )
        return self._written[manufacturer]

    def camera_patterns(self, manufacturer: int | None) -> list[CameraPattern]:
        """Return how a maker's names are built; without a maker, patterns that tell the maker."""
        if manufacturer is None:
            return [one for one, tells in self._patterns if tells]
        return [one for one, _ in self._patterns if one.manufacturer == manufacturer]

    def other_products(self, manufacturer: int | None) -> list[OtherProduct]:
        """Return how a maker's other products are named; without a maker, what tells the maker."""
        if manufacturer is None:
            return [one for _, one, tells in self._others if tells]
        return [one for maker, one, _ in self._others if maker == manufacturer]

    def series_name(self, series: int) -> str:
        """Return the printed name of a series."""
        return self._series[series]

    def series_called(self, manufacturer: int, name: str) -> int | None:
        """Return the maker's series of this printed name."""
        own = {one.series for one, _ in self._patterns if one.manufacturer == manufacturer}
        found = (n for n, series in enumerate(self._series) if series == name and n in own)
        return next(found, None)

    def by_key(self, column: KeyName, key: str, manufacturer: int | None) -> list[NameEntry]:
        """Return every name with this key, of one manufacturer or of all."""
        entries = self._keys.get((column, key), [])
        return [e for e in entries if manufacturer is None or e.manufacturer == manufacturer]

    def beginning(self, key: str, manufacturer: int | None) -> list[NameEntry]:
        """Return the printed names whose loose keys begin with this one."""
        return [
            NameEntry(maker, model, "name", name)
            for model, (maker, name) in enumerate(self._models)
            if manufacturer in (None, maker) and loose_key(name).startswith(key)
        ]

    def has_word(self, manufacturer: int, word: str) -> bool:
        """Whether the word stands in some model name of the manufacturer."""
        return (manufacturer, word) in self._words

    def names_with_word(self, manufacturer: int, word: str) -> list[str]:
        """Return the model names of the manufacturer in which the word stands, as exact keys."""
        names = [exact_key(name) for maker, name in self._models if maker == manufacturer]
        return [name for name in names if word in name.split()]

    def model_name(self, model: int) -> tuple[int, str]:
        """Return manufacturer and printed name of a model."""
        return self._models[model]

    def similar(self, key: str, manufacturer: int | None, edits: int) -> list[ListedModel]:
        """Return the models, of one manufacturer or of all."""
        return [
            ListedModel(maker, model, name, loose_key(name))
            for model, (maker, name) in enumerate(self._models)
            if manufacturer in (None, maker)
        ]


def entry_keys(text: str, manufacturer_names: Sequence[str]) -> Keys:
    """Return the keys under which a name of the catalogue is stored."""
    return Keys(exact_key(text), loose_key(text), base_key(text, manufacturer_names))


def base_key(text: str, manufacturer_names: Sequence[str]) -> str:
    """Return the loose key without the maker's name in front, where a space or dash parts it."""
    rest = exact_key(text)
    names = sorted(map(exact_key, manufacturer_names), key=len, reverse=True)
    for name in names:
        behind = rest[len(name) :]
        if rest.startswith(name) and behind[:1] in SEPARATORS and len(loose_key(behind)) >= 2:
            return loose_key(behind)
    return loose_key(rest)


def pieces(key: str) -> tuple[str, ...]:
    """Return the trigrams of a key, each once; of a shorter key the key itself."""
    starts = range(max(1, len(key) - TRIGRAM + 1))
    return tuple(dict.fromkeys(key[start : start + TRIGRAM] for start in starts))

"""What a rule is, and the walks over a seed that several rules share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from integration_db.errors import Problem
from integration_db.firmware import Firmware, parse_firmware, scheme_for
from integration_db.named_tuple import NamedTuple
from integration_db.names import exact_key, loose_key
from integration_db.seed.yaml_text import Where

if TYPE_CHECKING:
    from integration_db.seed.reading import File, Seed


Severity = Literal["error", "note"]

Complaints = Iterator[tuple["File[Any]", Where, str]]
"""What a rule has to say of a seed: each time the file, the way to the value in it, a message."""


class Said(NamedTuple):
    """A statement, a release or a bound: its file, the way to it there, its record, whose it is.

    `maker`, `scheme` and `scope` are those of its group.
    """

    file: File[Any]
    where: Where
    record: Any
    maker: str
    scheme: str
    scope: tuple[str, ...]

    def firmware(self, version: str) -> Firmware:
        """Return a version of the same maker, as its scheme reads it."""
        return parse_firmware(version, manufacturer=self.maker, scheme=self.scheme)


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """Statements, releases or bounds of one list in a file: a seed has a hundred thousand.

    `where` leads to the list, in which the first of the `records` has the number `start`. `maker`
    is the name of a camera's manufacturer, of a recorder's statements that of the recorder;
    `scheme` reads the versions. `scope` are manufacturer, series and model, as far as it goes.
    """

    file: File[Any]
    where: Where
    records: Sequence[Any]
    maker: str
    scheme: str
    scope: tuple[str, ...]
    start: int = 0

    @property
    def is_of_recorder(self) -> bool:
        """Whether it is said of a recorder, a plugin or a plugin and cameras together."""
        return hasattr(self.file.record, "plugins")

    def numbered(self) -> Iterator[tuple[int, Any]]:
        """Return the records with their numbers in the list."""
        return enumerate(self.records, self.start)

    def said(self, number: int, record: Any) -> Said:
        """Return one of the records by itself."""
        where = (*self.where, number)
        return Said(self.file, where, record, self.maker, self.scheme, self.scope)

    def firmware(self, version: str) -> Firmware:
        """Return a version of the same maker, as its scheme reads it."""
        return parse_firmware(version, manufacturer=self.maker, scheme=self.scheme)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: `check` yields a complaint for every breach."""

    code: str
    title: str
    reason: str
    severity: Severity
    check: Callable[[View], Complaints]
    needs: frozenset[str] = frozenset()
    """Kinds of file that must all be read before the rule can be asked."""


@dataclass(frozen=True, slots=True)
class Breach:
    """A breach of a rule: the file, the way to the value in it, and both as a problem."""

    rule: Rule
    file: File[Any]
    where: Where
    problem: Problem


@dataclass(frozen=True, slots=True)
class View:
    """What rules look at: the seed, and its statements, releases and bounds, each list a group."""

    seed: Seed
    statements: Sequence[Group]
    releases: Sequence[Group]
    bounds: Sequence[Group]

    @classmethod
    def of(cls, seed: Seed) -> View:
        """Return the view of a seed."""
        statements = [*_of_cameras(seed, "statements"), *_of_recorders(seed)]
        releases, bounds = _of_cameras(seed, "releases"), _of_cameras(seed, "firmware_span")
        return cls(seed, statements, list(releases), list(bounds))

    @property
    def of_recorders(self) -> Iterator[Said]:
        """Yield what is said of recorders, plugins, and plugins and cameras together."""
        return each(group for group in self.statements if group.is_of_recorder)


def each(groups: Iterable[Group]) -> Iterator[Said]:
    """Yield all that is said in groups; rules that every build asks go by the group instead."""
    for group in groups:
        for number, record in group.numbered():
            yield group.said(number, record)


def _of_recorders(seed: Seed) -> Iterator[Group]:
    """Yield the statements of recorders and plugins, and the pairings: each may be of a maker."""
    schemes = _schemes_of(seed)
    for file in seed.recorders:
        r = file.record
        scheme = r.version_scheme or scheme_for(r.name)
        scope = (loose_key(r.name), "recorder")
        if r.statements:
            yield Group(file, ("statements",), r.statements, r.name, scheme, scope)
        for p, plugin in enumerate(r.plugins):
            if plugin.statements:
                where = ("plugins", p, "statements")
                yield Group(file, where, plugin.statements, r.name, scheme, scope)
        for n, pairing in enumerate(r.pairings):
            maker = loose_key(pairing.manufacturer)
            known = schemes.get(maker, scheme_for(pairing.manufacturer))
            scope = (maker, "recorder")
            yield Group(file, ("pairings",), [pairing], pairing.manufacturer, known, scope, n)


def _of_cameras(
    seed: Seed, key: Literal["statements", "releases", "firmware_span"]
) -> Iterator[Group]:
    """Yield what makers, series and models have under a key: where, and whose firmware it is."""
    schemes = _schemes_of(seed)
    for maker in seed.manufacturers:
        name = maker.record.name
        own = loose_key(name)
        records = getattr(maker.record, key, ())
        if records:
            yield Group(maker, (key,), records, name, schemes[own], (own,))
    for file in seed.cameras:
        r = file.record
        name = r.manufacturer
        own = loose_key(name)
        scheme, scope = schemes.get(own, scheme_for(name)), (own, loose_key(r.series))
        records = getattr(r, key)
        if records:
            yield Group(file, (key,), records, name, scheme, scope)
        for m, model in enumerate(r.models):
            records = getattr(model, key)
            if records:
                where, whose = ("models", m, key), (*scope, exact_key(model.name))
                yield Group(file, where, records, name, scheme, whose)


def _schemes_of(seed: Seed) -> dict[str, str]:
    """Return the firmware scheme of every manufacturer by loose key."""
    schemes: dict[str, str] = {}
    for file in seed.manufacturers:
        r = file.record
        schemes.setdefault(loose_key(r.name), r.firmware_scheme or scheme_for(r.name))
    return schemes

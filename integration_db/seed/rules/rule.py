"""What a rule is, and the walks over a seed that several rules share."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
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

    `maker` is the name of a camera's manufacturer, of a recorder's statements that of the recorder;
    `scheme` reads the versions.
    """

    file: File[Any]
    where: Where
    record: Any
    maker: str
    scheme: str

    @property
    def scope(self) -> tuple[str, ...]:
        """Return manufacturer, series and model of what is said, as far as its scope goes."""
        record = self.file.record
        parts = [loose_key(self.maker)]
        if hasattr(record, "series"):
            parts.append(loose_key(record.series))
            if self.where[0] == "models":
                parts.append(exact_key(record.models[self.where[1]].name))
        elif hasattr(record, "plugins"):
            parts.append("recorder")
        return tuple(parts)

    @property
    def is_of_recorder(self) -> bool:
        """Whether it is said of a recorder, a plugin or a plugin and cameras together."""
        return hasattr(self.file.record, "plugins")

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
    """What rules look at: the seed, and its statements, releases and bounds in one list each."""

    seed: Seed
    statements: Sequence[Said]
    releases: Sequence[Said]
    bounds: Sequence[Said]

    @classmethod
    def of(cls, seed: Seed) -> View:
        """Return the view of a seed."""
        statements, releases = list(_statements(seed)), list(_of_cameras(seed, "releases"))
        return cls(seed, statements, releases, list(_of_cameras(seed, "firmware_span")))


def _statements(seed: Seed) -> Iterator[Said]:
    yield from _of_cameras(seed, "statements")
    schemes = _schemes_of(seed)
    for recorder in seed.recorders:
        name = recorder.record.name
        scheme = recorder.record.version_scheme or scheme_for(name)
        for n, claim in enumerate(recorder.record.statements):
            yield Said(recorder, ("statements", n), claim, name, scheme)
        for p, plugin in enumerate(recorder.record.plugins):
            for n, claim in enumerate(plugin.statements):
                yield Said(recorder, ("plugins", p, "statements", n), claim, name, scheme)
        for n, pairing in enumerate(recorder.record.pairings):
            maker_name = pairing.manufacturer
            maker_scheme = schemes.get(loose_key(maker_name), scheme_for(maker_name))
            yield Said(recorder, ("pairings", n), pairing, maker_name, maker_scheme)


def _of_cameras(
    seed: Seed, key: Literal["statements", "releases", "firmware_span"]
) -> Iterator[Said]:
    """Yield what makers, series and models have under a key: where, and whose firmware it is."""
    schemes = _schemes_of(seed)
    for maker in seed.manufacturers:
        name = maker.record.name
        for n, said in enumerate(getattr(maker.record, key, ())):
            yield Said(maker, (key, n), said, name, schemes[loose_key(name)])
    for file in seed.cameras:
        name = file.record.manufacturer
        scheme = schemes.get(loose_key(name), scheme_for(name))
        for n, said in enumerate(getattr(file.record, key)):
            yield Said(file, (key, n), said, name, scheme)
        for m, model in enumerate(file.record.models):
            for n, said in enumerate(getattr(model, key)):
                yield Said(file, ("models", m, key, n), said, name, scheme)


def _schemes_of(seed: Seed) -> dict[str, str]:
    """Return the firmware scheme of every manufacturer by loose key."""
    schemes: dict[str, str] = {}
    for file in seed.manufacturers:
        r = file.record
        schemes.setdefault(loose_key(r.name), r.firmware_scheme or scheme_for(r.name))
    return schemes

"""What a seed holds, as somebody asks who has something to add: names, series, sources by key."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from integration_db.firmware import scheme_for
from integration_db.named_tuple import NamedTuple
from integration_db.names import exact_key, loose_key
from integration_db.names.grammar import fits, heads, is_readable, names_camera
from integration_db.names.manufacturers import manufacturer_keys
from integration_db.seed.addresses import same_address
from integration_db.seed.reading import File, Seed
from integration_db.seed.shapes import CameraFile, ModelRecord, alias_record
from integration_db.text.slugs import slug

MakerKey = tuple[str, str]
"""The loose key of a maker, and that of one of its series, models or names."""


class ListedCamera(NamedTuple):
    """A model of the seed, and the series that it stands in, as printed."""

    name: str
    series: str


class OtherName(NamedTuple):
    """What a name is that is no model's own: "an alias", "a part number"; and whose."""

    what: str
    owner: str


class _BuiltNames(NamedTuple):
    """A pattern of names, and what it tells: of which maker, and of which series if of one."""

    pattern: str
    heads: tuple[str, ...]
    maker: str
    series: str | None


class SeedContents:
    """The names, series and sources of a seed.

    `makers` leads from every spelling to the printed name, `series` to the printed name too,
    `models` to `ListedCamera`s, `other_names` to what else a name is, `makers_of` from a model's
    loose key to all who have one called so; of `rebrands` that is known. `scopes` has the records
    of each series (by an empty model) and model, one per file.
    """

    def __init__(self, seed: Seed) -> None:
        self.makers: dict[str, str] = {}
        self.schemes: dict[str, str] = {}
        self.series: dict[MakerKey, str] = {}
        self.models: dict[MakerKey, ListedCamera] = {}
        self.other_names: dict[MakerKey, OtherName] = {}
        self.makers_of: dict[str, set[str]] = defaultdict(set)
        self.rebrands: set[str] = set()
        self.scopes: dict[tuple[str, str, str], list[Any]] = defaultdict(list)
        self.source_ids: set[str] = set()
        self._addresses: dict[str, dict[str, str]] = defaultdict(dict)
        self._built: dict[str, list[_BuiltNames]] = defaultdict(list)
        self._read_sources(seed)
        for maker in seed.manufacturers:
            r = maker.record
            for text in (r.name, *r.aliases):
                self.makers.setdefault(loose_key(text), r.name)
            self.schemes.setdefault(loose_key(r.name), r.firmware_scheme or scheme_for(r.name))
            self._read_patterns(r, loose_key(r.name), None)
        for file in seed.cameras:
            self._read_cameras(file)

    def maker(self, written: str) -> str | None:
        """Return the printed name of a maker, None where nobody is called so."""
        return self.makers.get(loose_key(written))

    def maker_meant(self, written: str) -> str | None:
        """Return the maker whose name is written otherwise, as with `Inc.` behind it."""
        return next((m for key in manufacturer_keys(written) if (m := self.makers.get(key))), None)

    def models_of(self, maker: str) -> list[str]:
        """Return the names of a maker's models."""
        own = loose_key(maker)
        return [one.name for (key, _), one in self.models.items() if key == own]

    def scheme(self, maker: str) -> str:
        """Return the scheme that reads a maker's firmware."""
        return self.schemes.get(loose_key(maker)) or scheme_for(maker)

    def built_as(self, maker: str, name: str) -> list[str]:
        """Return the series of a maker whose patterns a name fits."""
        own = loose_key(maker)
        found = [one.series for one in self._fitting(name) if one.maker == own and one.series]
        return list(dict.fromkeys(found))

    def built_as_of_others(self, maker: str, name: str) -> list[str]:
        """Return the other makers whose patterns a name fits."""
        own = loose_key(maker)
        others = [self.makers[one.maker] for one in self._fitting(name) if one.maker != own]
        return list(dict.fromkeys(others))

    def source_at(self, address: str, maker: str) -> str | None:
        """Return the id of the source with this address, one of the maker's own file first."""
        found = self._addresses.get(same_address(address), {})
        return found.get(source_file(maker)) or next(iter(found.values()), None)

    def _read_sources(self, seed: Seed) -> None:
        for file in seed.sources:
            for name, record in file.record.items():
                self.source_ids.add(name)
                address = same_address(record.url or record.document or "")
                self._addresses[address].setdefault(file.path, name)

    def _read_patterns(self, record: Any, maker: str, series: str | None) -> None:
        for one in record.patterns:
            if is_readable(one.pattern) and names_camera(one.pattern):
                built = _BuiltNames(one.pattern, heads(one.pattern), maker, series)
                for first in {head[:1] for head in built.heads}:
                    self._built[first].append(built)

    def _fitting(self, name: str) -> Iterator[_BuiltNames]:
        key = exact_key(name)
        for one in (*self._built.get(key[:1], ()), *self._built.get("", ())):
            if key.startswith(one.heads) and one.maker in self.makers and fits(one.pattern, name):
                yield one

    def _read_cameras(self, file: File[CameraFile]) -> None:
        r = file.record
        maker = loose_key(r.manufacturer)
        for text in (r.series, *r.aliases):
            self.series.setdefault((maker, loose_key(text)), r.series)
        self._read_patterns(r, maker, r.series)
        self.scopes[maker, loose_key(r.series), ""].append(r)
        for one in r.printed_as:
            self._other_name(maker, alias_record(one).name, "a name that devices print", r.series)
        for model in r.models:
            self._read_model(maker, r, model)

    def _read_model(self, maker: str, r: CameraFile, model: ModelRecord) -> None:
        self.models.setdefault((maker, loose_key(model.name)), ListedCamera(model.name, r.series))
        self.makers_of[loose_key(model.name)].add(r.manufacturer)
        if model.rebrand_of is not None:
            self.rebrands.add(loose_key(model.name))
        self.scopes[maker, loose_key(r.series), exact_key(model.name)].append(model)
        for alias in model.aliases:
            self._other_name(maker, alias_record(alias).name, "another spelling", model.name)
        for identifier in model.identifiers:
            self._other_name(maker, identifier, "a part number", model.name)
        for one in model.printed_as:
            self._other_name(maker, alias_record(one).name, "a name that devices print", model.name)

    def _other_name(self, maker: str, text: str, what: str, owner: str) -> None:
        self.other_names.setdefault((maker, loose_key(text)), OtherName(what, owner))


def source_file(maker: str) -> str:
    """Return the path of the file with the sources about a maker's cameras."""
    return f"sources/{slug(maker)}.yaml"


def camera_file(maker: str, series: str) -> str:
    """Return the path of the file of a series."""
    return f"cameras/{slug(maker)}/{slug(series)}.yaml"


def manufacturer_file(maker: str) -> str:
    """Return the path of a maker's own file."""
    return f"manufacturers/{slug(maker)}.yaml"

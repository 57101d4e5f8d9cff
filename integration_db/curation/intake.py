"""Which contributions a seed takes, and where they go: drafts, and a reason for each that is not.

Names are this module's business: that a camera is one camera, in one series, under one maker.
Whether firmware can be read and statements agree is asked of the rules of the seed, once the drafts
are text (`importing`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, Final

from integration_db.curation.contribution import (
    Contribution,
    NamedSource,
    NotTaken,
    RefusedContribution,
)
from integration_db.curation.drafts import (
    AddedItem,
    ItemKey,
    ScopeDraft,
    SeriesDraft,
    StatementDraft,
    StatementHead,
    said_by,
    says_no_more,
)
from integration_db.curation.editing import OneLine
from integration_db.curation.seed_contents import (
    MakerKey,
    OtherName,
    SeedContents,
    camera_file,
    manufacturer_file,
)
from integration_db.errors import InvalidRange
from integration_db.firmware import parse_range
from integration_db.named_tuple import NamedTuple
from integration_db.names import exact_key, loose_key
from integration_db.names.patterns import placeholder_in
from integration_db.names.suggestions import near_words
from integration_db.seed.addresses import same_address, why_it_changes
from integration_db.seed.rules.names import LONG_NAME
from integration_db.seed.shapes import CameraFile, ModelRecord, StatementRecord, alias_record
from integration_db.text.sentences import all_of, any_of, brief, hint, with_article
from integration_db.text.slugs import slug, why_no_slug

_LONGEST_NOTE: Final = 2000
_LONGEST_ID: Final = 60
_MOST_ASKED: Final = 100
"""Names for which near ones are looked up, which takes a while."""
_ONE_OF_TWO: Final = "correct one of the two"


class IntakeOptions(NamedTuple):
    """What is taken beside what is sure.

    `series` is where models go that name none and are built as those of none; with
    `new_manufacturers` a maker that the seed lacks gets a file.
    """

    series: str | None = None
    new_manufacturers: bool = False


CERTAIN: Final = IntakeOptions()
"""Takes what is sure."""


class _Met(NamedTuple):
    """What a contribution says is said already: by that line, or by the seed where it is 0."""

    line: int


_Step = Callable[[], None]
"""What is done for a contribution once nothing of it is refused."""


class Intake:
    """Takes contributions one after the other into drafts, without those that were refused before.

    `not_taken` has who is refused, by line, `repeated` the lines that say what an earlier one said,
    with that one, `known` those that say what the seed has. `makers` and `sources` are new.
    """

    def __init__(
        self,
        contents: SeedContents,
        own: Mapping[str, CameraFile],
        rows: Sequence[Contribution],
        options: IntakeOptions,
        refused: Mapping[int, NotTaken],
    ) -> None:
        self._contents = contents
        self._own = own
        self._options = options
        self.series: dict[MakerKey, SeriesDraft] = {}
        self.makers: dict[str, str] = {}
        self.sources: dict[str, tuple[str, dict[str, str]]] = {}
        self.not_taken: dict[int, NotTaken] = {}
        self.repeated: list[tuple[int, int]] = []
        self.known: list[int] = []
        self._entered: dict[MakerKey, tuple[SeriesDraft, ScopeDraft]] = {}
        self._names: dict[MakerKey, tuple[OtherName, int]] = {}
        self._makers_of: dict[str, dict[str, int]] = defaultdict(dict)
        self._addresses: dict[str, str] = {}
        self._questions: dict[tuple[str, str], str] = {}
        self._rebrands = contents.rebrands | {
            loose_key(row.model) for row in rows if row.model and row.rebrand_of is not None
        }
        self._lost: dict[MakerKey, int] = {}
        for row in rows:
            if row.line in refused and row.model is not None:
                maker = contents.maker(row.manufacturer) or row.manufacturer
                self._lost.setdefault((loose_key(maker), loose_key(row.model)), row.line)
                if refused[row.line].code == "shared-name":  # it is still open whose camera it is
                    self._makers_of[loose_key(row.model)].setdefault(maker, row.line)
        self._contradicted: dict[int, NotTaken] = {}
        for take in (self._enter, self._take):
            for row in rows:
                if row.line not in refused and row.line not in self.not_taken:
                    self._try(take, row)
        # only now: what else they are in the way of was to be found too
        self.not_taken = {**self._contradicted, **self.not_taken}

    def _try(self, take: Callable[[Contribution], None], row: Contribution) -> None:
        try:
            take(row)
        except RefusedContribution as why:
            self.not_taken[row.line] = NotTaken(row.line, why.code, why.message)
            if why.other is not None:
                self._contradicted.setdefault(why.other.line, why.other)

    # Which camera is meant

    def _maker(self, row: Contribution) -> str:
        found = self._contents.maker(row.manufacturer) or self.makers.get(
            loose_key(row.manufacturer)
        )
        if found is not None:
            return found
        meant = self._contents.maker_meant(row.manufacturer)
        if meant is not None:
            told = f"manufacturer {row.manufacturer!r} is listed as {meant}: write it like that"
            raise RefusedContribution("spelling", told)
        if not self._options.new_manufacturers:
            near = self._near("", row.manufacturer, self._contents.makers.values)
            told = f"no manufacturer is called {row.manufacturer!r}{near}"
            raise RefusedContribution("unknown-manufacturer", told)
        _check_file_name("manufacturer", row.manufacturer)
        self._check_own_file(row.manufacturer)
        return row.manufacturer

    def _check_own_file(self, maker: str) -> None:
        """Raise `RefusedContribution` where another maker's file is called like a new one's."""
        for other in {*self._contents.makers.values(), *self.makers.values()}:
            if manufacturer_file(other) == manufacturer_file(maker):
                told = f"manufacturer {maker!r} would share a file with {other!r}"
                raise RefusedContribution("maker-alike", f"{told}: write it like that")

    def _enter(self, row: Contribution) -> None:
        """Enter the model that a row adds, if it adds one."""
        if row.model is None:
            return
        maker = self._maker(row)
        key = (loose_key(maker), loose_key(row.model))
        if key in self._contents.models or key in self._contents.other_names:
            return
        is_named = row.series is not None or self._options.series is not None
        if key in self._entered or (not is_named and (row.values or row.bounds)):
            return  # a fact about a mistyped name would make a camera of it
        series = self._series_of_new(maker, row.model, row.series)
        self._check_alone(maker, series, row)
        self._makers_of[key[1]].setdefault(maker, row.line)
        if self._contents.maker(maker) is None:
            self.makers[key[0]] = maker
        draft = self._series_draft(maker, series)
        scope = ScopeDraft(row.model, (), None, entered=True, lines=[row.line])
        draft.models[exact_key(row.model)] = scope
        self._entered[key] = draft, scope

    def _series_of_new(self, maker: str, model: str, named: str | None) -> str:
        """Return the series into which a model goes that is not listed."""
        if named is not None:
            return self._spelt_series(maker, named)
        fitting = self._contents.built_as(maker, model)
        if len(fitting) == 1:
            return fitting[0]
        if not fitting and self._options.series is not None:
            return self._spelt_series(maker, self._options.series)
        self._check_not_lost((loose_key(maker), loose_key(model)), model)
        told = (
            f"its name is built as those of {all_of(fitting)}"
            if fitting
            else "no series is named, and the name is built as those of none"
        )
        raise RefusedContribution(
            "no-series", f"{model!r} is not listed, and {told}: name the series"
        )

    def _spelt_series(self, maker: str, named: str) -> str:
        """Return a series as it is printed: of the seed, of this list, or as it is written."""
        key = (loose_key(maker), loose_key(named))
        draft = self.series.get(key)
        known = self._contents.series.get(key) or (draft.series if draft else None)
        if known is None:
            _check_file_name("series", named)
            path = camera_file(maker, named)
            for other in self.series.values():
                if other.path == path:
                    told = f"series {named!r} would share a file with {other.series!r}"
                    raise RefusedContribution("series-alike", f"{told}: spell both alike")
            if path in self._own:
                told = f"series {named!r} would share a file with {self._own[path].series!r}"
                raise RefusedContribution("series-alike", f"{told}: write it like that")
        return known or named

    def _check_alone(self, maker: str, series: str, row: Contribution) -> None:
        """Raise `RefusedContribution` where a new model's name is built or used for another."""
        model = str(row.model)
        _check_file_name("model", model)
        others = [one for one in self._contents.built_as(maker, model) if one != series]
        if others:
            raise RefusedContribution(
                "other-series",
                f"{model!r} is built as the cameras of {all_of(others)}, and not of {series}: "
                "correct the series, or the pattern of names in its file",
            )
        makers = self._contents.built_as_of_others(maker, model)
        if makers:
            raise RefusedContribution(
                "other-maker",
                f"{model!r} is built as the cameras of {all_of(makers)}: correct the manufacturer, "
                "or the pattern of names in its file",
            )
        placeholder = placeholder_in(model)
        if placeholder is not None:
            told = f"{model!r} stands for several cameras ({placeholder}): name each"
            raise RefusedContribution("placeholder", told)
        key = loose_key(model)
        if key in self._rebrands or len(key) < LONG_NAME:
            return
        way_out = "if it is the same, say rebrand_of; else correct the maker"
        sharing = sorted(self._contents.makers_of.get(key, set()) - {maker})
        if sharing:
            told = f"{model!r} is a camera of {any_of(sharing)} already: {way_out}"
            raise RefusedContribution("shared-name", told)
        for other, line in self._makers_of[key].items():
            if other == maker:
                continue
            raise _contradicting(
                "shared-name",
                (row.line, f"{model!r} is a camera of {other} too"),
                (line, f"{model!r} is a camera of {maker} too"),
                way_out,
            )

    def _scope(self, row: Contribution) -> tuple[SeriesDraft, ScopeDraft]:
        """Return what a row is about."""
        maker = self._maker(row)
        if row.model is None:
            key = (loose_key(maker), loose_key(str(row.series)))
            if key not in self._contents.series and key not in self.series:
                known = [s for (m, _), s in self._contents.series.items() if m == key[0]]
                near = self._near(maker, str(row.series), lambda: known)
                told = f"{maker} has no series {row.series!r}{near}; a model comes first"
                raise RefusedContribution("unknown-series", told)
            draft = self._series_draft(maker, self._spelt_series(maker, str(row.series)))
            return draft, draft.scope
        key = (loose_key(maker), loose_key(row.model))
        if key in self._contents.models:
            listed = self._contents.models[key]
            self._check_spelling(row, listed.name, listed.series, maker, None)
            return self._listed_scope(maker, listed.series, listed.name)
        if key in self._entered:
            draft, scope = self._entered[key]
            self._check_spelling(row, scope.name, draft.series, maker, scope.lines[0])
            return draft, scope
        if key in self._contents.other_names:
            other = self._contents.other_names[key]
            told = f"{row.model!r} is {other.what} of {other.owner}: write the model's own name"
            raise RefusedContribution("other-name", told)
        self._check_not_lost(key, row.model)
        near = self._near(maker, row.model, partial(self._contents.models_of, maker))
        told = f"{row.model!r} is not listed{near}; to add it, name its series"
        raise RefusedContribution("unknown-model", told)

    def _check_spelling(
        self, row: Contribution, name: str, series: str, maker: str, line: int | None
    ) -> None:
        if exact_key(str(row.model)) != exact_key(name):
            where = f" (line {line})" if line is not None else ""
            told = f"{row.model!r} differs only in spelling from {name}{where}: write it like that"
            raise RefusedContribution("spelling", told)
        if row.series and self._spelt_series(maker, row.series) != series:
            told, way_out = f"{name} stands in the series {series}", "correct the series"
            if line is None:
                told = f"{told}, and not in {row.series}: {way_out}"
                raise RefusedContribution("other-series", told)
            other = f"{name} stands in the series {row.series}"
            raise _contradicting("other-series", (row.line, told), (line, other), way_out)

    def _series_draft(self, maker: str, series: str) -> SeriesDraft:
        key = (loose_key(maker), loose_key(series))
        if key not in self.series:
            path = camera_file(maker, series)
            own = self._own.get(path)
            known = self._contents.scopes.get((*key, ""), ())
            self.series[key] = SeriesDraft(maker, series, path, own, ScopeDraft("", known, own))
        return self.series[key]

    def _listed_scope(self, maker: str, series: str, name: str) -> tuple[SeriesDraft, ScopeDraft]:
        draft = self._series_draft(maker, series)
        if exact_key(name) not in draft.models:
            scope = (loose_key(maker), loose_key(series), exact_key(name))
            index = draft.position(name)
            own = draft.own.models[index] if draft.own and index is not None else None
            known = self._contents.scopes.get(scope, ())
            draft.models[exact_key(name)] = ScopeDraft(name, known, own, index)
        return draft, draft.models[exact_key(name)]

    def _check_not_lost(self, key: MakerKey, model: str) -> None:
        """Raise `RefusedContribution` for a model that an earlier row would have added."""
        if key in self._lost:
            told = f"{model!r} comes with line {self._lost[key]}, which is not taken"
            raise RefusedContribution("model-not-taken", f"{told}: correct that one")

    def _near(self, maker: str, written: str, known: Callable[[], Iterable[str]]) -> str:
        """Return a question whether a known name was meant; a long list asks only at first."""
        key = (maker, written)
        if key not in self._questions:
            if len(self._questions) >= _MOST_ASKED:
                return ""
            self._questions[key] = hint(near_words(written, sorted(set(known()))))
        return self._questions[key]

    # What is said of it

    def _take(self, row: Contribution) -> None:
        """Take a row as a whole: everything is looked at before anything is done."""
        draft, scope = self._scope(row)
        outcomes = list(self._outcomes(row, draft, scope))
        steps = [outcome for outcome in outcomes if not isinstance(outcome, _Met)]
        for step in steps:
            step()
        if not steps:
            earlier = max((one.line for one in outcomes if isinstance(one, _Met)), default=0)
            if earlier:
                self.repeated.append((row.line, earlier))
            else:
                self.known.append(row.line)

    def _outcomes(
        self, row: Contribution, draft: SeriesDraft, scope: ScopeDraft
    ) -> Iterator[_Step | _Met]:
        """Yield what is to be done for a row, or who said it before."""
        maker = draft.maker
        source = ""
        if _needs_source(row, scope):
            source, step = self._source(row.source, maker)
            if step is not None:
                yield step
        if scope.entered:
            yield self._named(row, scope, source)
        elif row.rebrand_of is not None:
            yield self._rebrand(row, scope)
        for text in row.part_numbers:
            self._check_free(row, maker, scope, text, "part number")
            yield self._name(row, draft, scope, "identifiers", text, text)
        for text in row.aliases:
            self._check_free(row, maker, scope, text, "alias")
            value = OneLine(name=text, source=source)
            yield self._name(row, draft, scope, "aliases", text, value)
        for text in row.printed_as:
            self._check_no_model(row, maker, scope, text)
            value = OneLine(name=text, source=source)
            yield self._item(row, scope, "printed_as", value, loose_key(text))
        for text in row.hardware_versions:
            yield self._item(row, scope, "hardware_versions", text, loose_key(text))
        for side, version in row.bounds:
            bound = OneLine({side: version}, source=source, grade=row.grade)
            if row.note:
                bound["note"] = row.note
            yield self._item(row, scope, "firmware_span", bound, (side, version, source))
        for version, released in row.releases:
            release = OneLine(version=version)
            if released is not None:
                release["released"] = released
            release["source"] = source
            yield self._item(row, scope, "releases", release, _release_key(version))
        if row.values:
            yield self._statement(row, maker, scope, source)

    def _named(self, row: Contribution, scope: ScopeDraft, source: str) -> _Step | _Met:
        """Say once more that a new model exists."""
        is_first = scope.lines[0] == row.line
        if not is_first and row.rebrand_of not in (None, scope.rebrand_of):
            other = f"rebrand_of is {scope.rebrand_of or 'left out'}"
            told = (row.line, other), (scope.lines[0], f"rebrand_of is {row.rebrand_of}")
            raise _contradicting("rebrand", *told, "say it in one row")
        if not is_first and (not source or source in scope.sources):
            return _Met(scope.lines[0])

        def name() -> None:
            if source not in scope.sources:  # a row that adds nothing may come before the first
                scope.sources.append(source)
            if is_first:
                scope.rebrand_of = row.rebrand_of
                is_alone = not row.values and not row.bounds
                scope.note = row.note if is_alone else None
            else:
                scope.lines.append(row.line)

        return name

    def _rebrand(self, row: Contribution, scope: ScopeDraft) -> _Met:
        for record in scope.known:
            said = getattr(record, "rebrand_of", None)
            if said is not None and loose_key(said) == loose_key(str(row.rebrand_of)):
                return _Met(0)
        told = f"{scope.name} is listed: say in its own file what it is a rebrand of"
        raise RefusedContribution("rebrand", told)

    def _check_free(
        self, row: Contribution, maker: str, scope: ScopeDraft, text: str, what: str
    ) -> None:
        """Raise `RefusedContribution` where a name of a model is one of another model."""
        self._check_no_model(row, maker, scope, text)
        key = (loose_key(maker), loose_key(text))
        known = self._contents.other_names.get(key)
        if known is not None and exact_key(known.owner) != exact_key(scope.name):
            told = f"{what} {text!r} is {known.what} of {known.owner} already: {_ONE_OF_TWO}"
            raise RefusedContribution("name-twice", told)
        if key in self._names:
            other, line = self._names[key]
            if exact_key(other.owner) != exact_key(scope.name):
                raise _contradicting(
                    "name-twice",
                    (row.line, f"{what} {text!r} is {other.what} of {other.owner} too"),
                    (line, f"{text!r} is {with_article(what)} of {scope.name} too"),
                    _ONE_OF_TWO,
                )

    def _check_no_model(self, row: Contribution, maker: str, scope: ScopeDraft, text: str) -> None:
        key = (loose_key(maker), loose_key(text))
        told = f"{text!r} is the name of another model, and cannot be one of "
        told += scope.name or "a series"
        listed = self._contents.models.get(key)
        if listed is not None and exact_key(listed.name) != exact_key(scope.name):
            raise RefusedContribution("name-twice", f"{told}: {_ONE_OF_TWO}")
        if key in self._entered:
            _, other = self._entered[key]
            if exact_key(other.name) != exact_key(scope.name):
                taken = f"{other.name} is named as a name of {scope.name or 'a series'}"
                raise _contradicting(
                    "name-twice", (row.line, told), (other.lines[0], taken), _ONE_OF_TWO
                )

    def _name(
        self,
        row: Contribution,
        draft: SeriesDraft,
        scope: ScopeDraft,
        key: ItemKey,
        text: str,
        value: Any,
    ) -> _Step | _Met:
        """Give a model one more name, which nobody else may have from then on."""
        outcome = self._item(row, scope, key, value, loose_key(text))
        if isinstance(outcome, _Met):
            return outcome
        what = "a part number" if key == "identifiers" else "another spelling"

        def name() -> None:
            outcome()
            place = (loose_key(draft.maker), loose_key(text))
            self._names.setdefault(place, (OtherName(what, scope.name), row.line))

        return name

    def _item(
        self, row: Contribution, scope: ScopeDraft, key: ItemKey, value: Any, identity: object
    ) -> _Step | _Met:
        """Add an item to a list, unless one that is the same stands there."""
        if any(identity in self._identities(record, key) for record in scope.known):
            return _Met(0)
        for item in scope.items.get(key, ()):
            if item.identity == identity:
                return _Met(item.lines[0])
        return partial(_append, scope, key, AddedItem(value, identity, [row.line]))

    def _identities(self, record: CameraFile | ModelRecord, key: ItemKey) -> set[object]:
        """Return what the items of a list are told apart by."""
        items = getattr(record, key, ())
        if key == "firmware_span":
            return {(*bound.said, bound.source) for bound in items}
        if key == "releases":
            return {_release_key(release.version) for release in items}
        return {loose_key(alias_record(item).name) for item in items}

    def _statement(
        self, row: Contribution, maker: str, scope: ScopeDraft, source: str
    ) -> _Step | _Met:
        """Say something, alone or in a statement of the same source and range."""
        head, values = self._head(maker, row, source), dict(row.values)
        place = None
        for record in scope.known:
            for number, statement in enumerate(record.statements):
                other, said = self._head(maker, statement, statement.source), said_by(statement)
                if not other.meets(head):
                    continue
                for name in _contradicted(values, said):
                    told = f"{name} {_shown(values[name])}, where the seed has {source!r} say"
                    told += f" {_shown(said[name])} of the same firmware: {_ONE_OF_TWO}"
                    raise RefusedContribution("contradiction", told)
                rest = _unsaid(values, said)
                if not rest and head.verified_on in (None, other.verified_on):
                    return _Met(0)
                fits = other.joins(head) and not set(rest) & set(said)
                if fits and record is scope.own and row.note in (None, statement.note):
                    place, values = number, rest
        for draft in scope.statements:
            if not draft.head.meets(head):
                continue
            for name in _contradicted(values, draft.values):
                new, old = _shown(values[name]), _shown(draft.values[name])
                basis = f"by {source!r}, of the same firmware"
                raise _contradicting(
                    "contradiction",
                    (row.line, f"{name} {new}, and {old} {basis}"),
                    (draft.said_in[name], f"{name} {old}, and {new} {basis}"),
                    _ONE_OF_TWO,
                )
            if draft.head.joins(head):
                if not _unsaid(values, draft.values):
                    return _Met(max(draft.said_in[name] for name in values))
                note = _joined_note(draft.note, row.note)
                if draft.place in (None, place) and len(note or "") <= _LONGEST_NOTE:
                    return partial(_merge, draft, values, note, row.line)
        note = None if place is not None else row.note
        said_in = dict.fromkeys(values, row.line)
        added = StatementDraft(head, values, note, [row.line], place, said_in)
        return partial(scope.statements.append, added)

    def _head(self, maker: str, said: Contribution | StatementRecord, source: str) -> StatementHead:
        board = said.hardware_version
        anchor = said.anchor or {}
        if not isinstance(anchor, Mapping):
            parts = {name: getattr(anchor, name) for name in ("page", "section", "phrase")}
            anchor = {name: text for name, text in parts.items() if text is not None}
        return StatementHead(
            self._span_key(maker, said.firmware),
            loose_key(board) if board is not None else None,
            said.firmware,
            board,
            source,
            str(said.grade),
            said.verified_on,
            anchor,
        )

    def _span_key(self, maker: str, firmware: str | None) -> object:
        """Return a range so that two texts which mean the same are the same."""
        if firmware is None:
            return ()
        try:
            scheme = self._contents.scheme(maker)
            return parse_range(firmware, manufacturer=maker, scheme=scheme).intervals
        except InvalidRange:
            return firmware  # the rules of the seed say what is wrong with it

    # What it rests on

    def _source(self, named: NamedSource, maker: str) -> tuple[str, _Step | None]:
        """Return the id of a source, and how it comes to be where it is new."""
        address = named.address
        if address is None:
            if named.id is not None and (named.id in self._contents.source_ids):
                return named.id, None
            if named.id in self.sources and named.title is None:
                return str(named.id), None
            raise _without_address(named, sorted(self._contents.source_ids))
        changing = why_it_changes(named.url) if named.url is not None else None
        if changing is not None:
            told = f"source_url {named.url!r}: {changing}; give the address of a commit"
            raise RefusedContribution("moving-address", told)
        found = self._addresses.get(same_address(address)) or self._contents.source_at(
            address, maker
        )
        if found is not None:
            if named.id not in (None, found):
                told = f"source {named.id!r} has the address of {found!r}: name that one"
                raise RefusedContribution("bad-source", told)
            return found, None
        for column, said in (
            ("source_title", named.title),
            ("source_kind", named.kind),
            ("published or accessed", named.published or named.accessed),
        ):
            if said is None:
                told = f"the source {address!r} is new: say {column} too"
                raise RefusedContribution("bad-source", told)
        taken = named.id in self._contents.source_ids or named.id in self.sources
        if named.id is not None and taken:
            told = (
                f"source {named.id!r} is another document already: give this one an id of its own"
            )
            raise RefusedContribution("bad-source", told)
        name = named.id or self._new_id(maker, str(named.title))

        def add() -> None:
            record = {"title": str(named.title)}
            record["url" if named.url else "document"] = address
            record["kind"] = str(named.kind)
            for key in ("published", "accessed"):
                if getattr(named, key) is not None:
                    record[key] = getattr(named, key)
            self.sources[name] = maker, record
            self._addresses[same_address(address)] = name

        return name, add

    def _new_id(self, maker: str, title: str) -> str:
        """Return an id that no source has, from maker and title."""
        own = slug(maker)
        stem = slug(title).removeprefix(f"{own}-")
        whole = f"{own}-{stem}" if stem else own
        if len(whole) > _LONGEST_ID:
            whole = whole[: _LONGEST_ID + 1].rpartition("-")[0]
        number, name = 1, whole
        while name in self._contents.source_ids or name in self.sources:
            number += 1
            name = f"{whole}-{number}"
        return name


def _needs_source(row: Contribution, scope: ScopeDraft) -> bool:
    """Whether a row says something that the seed keeps with its source."""
    said = row.values or row.bounds or row.releases or row.aliases or row.printed_as
    if scope.entered:
        is_given = row.source != NamedSource()
        return bool(said) or is_given or scope.lines[0] == row.line
    return bool(said)


def _without_address(named: NamedSource, known: Sequence[str]) -> RefusedContribution:
    if named.id is not None and named.title is None:
        near = hint(near_words(named.id, known))
        return RefusedContribution("unknown-source", f"no source has the id {named.id!r}{near}")
    if named.title is None:
        told = "no source: name one of the seed under source, or say source_title and source_url"
        return RefusedContribution("no-source", told)
    return RefusedContribution(
        "no-address",
        f"the source {named.title!r} has no address: say source_url, or under source_document "
        "maker, number, revision and page",
    )


def _check_file_name(what: str, name: str) -> None:
    """Raise `RefusedContribution` for a name that no file can be called after."""
    why = why_no_slug(name)
    if why is not None:
        raise RefusedContribution("no-name", f"{what} {brief(name)!r} {why}: name it otherwise")


def _append(scope: ScopeDraft, key: ItemKey, item: AddedItem) -> None:
    scope.items.setdefault(key, []).append(item)


def _release_key(version: str) -> object:
    return " ".join(version.split()).upper()


def _unsaid(values: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values that are not among what is said."""
    return {n: v for n, v in values.items() if n not in said or not says_no_more(v, said[n])}


def _contradicted(values: Mapping[str, Any], said: Mapping[str, Any]) -> Iterator[str]:
    """Yield what one source is made to say two things of; lists and ports only add up."""
    for name, value in values.items():
        other = said.get(name)
        if other is not None and not isinstance(value, (list, dict)) and value != other:
            yield name


def _contradicting(
    code: str, this: tuple[int, str], that: tuple[int, str], way_out: str
) -> RefusedContribution:
    """Return the refusal of two rows, each with its line and what the other one says."""
    (line, told), (earlier, other) = this, that
    return RefusedContribution(
        code,
        f"{told} (line {earlier}): {way_out}",
        NotTaken(earlier, code, f"{other} (line {line}): {way_out}"),
    )


def _shown(value: Any) -> str:
    return {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else value


def _joined_note(one: str | None, other: str | None) -> str | None:
    if one is None or other is None or other in one:
        return one or other
    return f"{one}; {other}"


def _merge(
    draft: StatementDraft,
    values: Mapping[str, Any],
    note: str | None,
    line: int,
) -> None:
    """Have a statement say more."""
    for name, value in values.items():
        old = draft.values.get(name)
        if isinstance(value, list) and isinstance(old, list):
            value = [*old, *(one for one in value if one not in old)]
        elif isinstance(value, dict) and isinstance(old, dict):
            value = {**old, **value}
        draft.values[name] = value
        draft.said_in.setdefault(name, line)
    draft.note = note
    draft.lines.append(line)

"""The catalogue as one object: what the command line, the API and Python programs talk to.

Ties readers, names, statements and predictions together, and remembers what it has read: a
catalogue is a value that does not change while it is open. It makes no rules of its own.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from integration_db.catalog.answer import Answer
from integration_db.catalog.dossier import CameraView, Dossier
from integration_db.catalog.holdings import Holdings, open_reader
from integration_db.catalog.queries import cameras, facts, recorders
from integration_db.catalog.queries.cameras import Model, Release
from integration_db.catalog.queries.facts import Source
from integration_db.catalog.queries.recorders import (
    Advisory,
    Plugin,
    Recorder,
    SideStatements,
    choices_left,
    side_at,
)
from integration_db.catalog.question import ANY_BOARD, Board, Question, board_of
from integration_db.catalog.recorder_side import (
    CAMERA_ALONE,
    RecorderSide,
    refuse_recorder_parts,
)
from integration_db.catalog.verdict import best_of
from integration_db.database import readers
from integration_db.errors import NotFound, UsageError
from integration_db.evidence.cells import ALL_UNKNOWN, UNPAIRED, Cell, cells, regions_for
from integration_db.evidence.details import shared_details
from integration_db.evidence.firmware_span import FirmwareSpan, firmware_wish
from integration_db.evidence.plugin_layer import NO_PLUGIN, UNKNOWN_PLUGIN, PluginLayer
from integration_db.evidence.regions import OtherVersions, truths
from integration_db.evidence.spans import intervals
from integration_db.firmware import Firmware, Provenance, parse_firmware
from integration_db.prediction.setting import Setting
from integration_db.prediction.site import ANY_SITE, Site, check_site
from integration_db.text.sentences import hint
from integration_db.vocabulary import NO_RECORDER, UNLISTED_LEVELS, Answers, Progress

if TYPE_CHECKING:
    from pathlib import Path

    from integration_db.catalog.filter_request import Selection
    from integration_db.catalog.peers import PeerCounts, Peers
    from integration_db.catalog.profile import Comparison, Profile
    from integration_db.catalog.queries.cohorts import Cohorts
    from integration_db.catalog.queries.filter_query import SelectedCamera
    from integration_db.catalog.queries.listed_plugins import ListedPlugin
    from integration_db.catalog.recorder_evidence import RecorderEvidence
    from integration_db.evidence.packing import Kind
    from integration_db.names import Match


MOST_MEMBERS: Final = 500
"""A family of more cameras is asked about by their names: its answer would take too long."""

LONGEST_NAME: Final = 200
"""How many characters a name may have that the catalogue does not know; the API takes as many."""

REMEMBERED: Final = 8192
"""How many names, cameras and versions an open catalogue keeps at hand."""


def open_catalog(
    database: str | None = None,
    data: Sequence[str | os.PathLike[str]] = (),
    *,
    cache_folder: Path | None = None,
    progress: Progress | None = None,
) -> Catalog:
    """Open the catalogue: the built-in seed and the overlay folders in `data`, or a database.

    `database` is a path or a URL (`postgresql://`) of a database that was built before; overlays
    cannot be laid over it. Settings: `INTEGRATION_DB_DATABASE`, and `INTEGRATION_DB_DATA` with
    folders separated as in PATH. Raises `SeedError`, `DatabaseError`, `UsageError`.
    """
    return Catalog(open_reader(database, data, cache_folder=cache_folder, progress=progress))


class Catalog(Holdings):
    """An open catalogue. Use it as a context manager, or call `close`."""

    def __init__(self, reader: readers.Reader) -> None:
        super().__init__(reader)
        self._match = lru_cache(REMEMBERED)(self._find_match)
        self._model = lru_cache(REMEMBERED)(self._read_model)
        self._dossier = lru_cache(REMEMBERED)(self._find_dossier)
        self._dossiers_alike: dict[object, Dossier] = {}
        self._firmware = lru_cache(REMEMBERED)(_read_firmware)
        self._recorders = lru_cache(1)(self._read_recorders)
        self._plugins_of = lru_cache(256)(self._read_plugins_of)
        self._plugin = lru_cache(256)(self._find_plugin)
        self._recorder_side = lru_cache(256)(self._find_recorder_side)
        self._layer = lru_cache(1024)(self._read_layer)
        self._side_statements = lru_cache(256)(self._read_side_statements)
        self._advisories = lru_cache(256)(self._read_advisories)
        self._sources = lru_cache(REMEMBERED)(self._read_sources)
        self._peer_counts = lru_cache(1)(self._make_peer_counts)
        self._kinds = lru_cache(1)(self._read_kinds)
        self._cohorts = lru_cache(1)(self._make_cohorts)

    def citations(self) -> list[facts.Citation]:
        """Return one citation of a source per statement, those of one source together."""
        return facts.citations(self.reader)

    def resolve(self, written: str, manufacturer: str | None = None) -> Match:
        """Return what a written name means; never raises, never guesses."""
        return self._match(written, manufacturer)

    def model(self, written: str, manufacturer: str | None = None) -> tuple[Match, Model]:
        """Return the one model that is meant. Raises `NotFound` with suggestions otherwise."""
        match = self._match(written, manufacturer)
        if not match.resolved or match.model is None:
            said = manufacturer if match.manufacturer is None else None
            from integration_db.names.manufacturers import names_nobody

            if said is not None and not names_nobody(said):
                self.manufacturer(said)  # an unknown one is the first thing to say
            raise _not_resolved(match)
        return match, self._model(match.model)

    def _camera(self, match: Match, manufacturer: str | None) -> Model:
        """Return the model that is meant; of a camera that is not listed its maker and series.

        Raises `NotFound` where not even the maker's naming tells what it is.
        """
        if match.level not in UNLISTED_LEVELS:
            return self.model(match.written, manufacturer)[1]
        assert match.manufacturer is not None, "the maker of such a match is certain"
        name = self._written_alone(match)
        return cameras.unlisted(self.reader, name, match.manufacturer, match.series)

    def _written_alone(self, match: Match) -> str:
        """Return what was written without the maker's name, where it is of one maker."""
        if match.manufacturer is None:
            return match.written
        from integration_db.names.manufacturers import without_maker

        return without_maker(match.written, self.names.manufacturer_names(match.manufacturer))

    def recorder(self, written: str | None = None) -> Recorder:
        """Return a recorder, or the default one. Raises `NotFound`."""
        return recorders.find_recorder(self.recorders(), written)

    def plugin(self, written: str, recorder: str | None = None) -> Plugin:
        """Return a plugin of a recorder. Raises `NotFound`."""
        return self._plugin(written, recorder)

    def predict(
        self,
        model: str,
        *,
        manufacturer: str | None = None,
        firmware: str | None = None,
        hardware_version: str | None = None,
        plugin: str | None = None,
        recorder: str | None = None,
        recorder_version: str | None = None,
        protocol: str | None = None,
        site: Site = ANY_SITE,
        provenance: Provenance = "human",
    ) -> Answer:
        """Return the answer for one camera, with one prediction or one per setting.

        Without `recorder` the default one is meant; `NO_RECORDER` asks about the camera alone, and
        gives no prediction. A plugin that the catalogue lacks counts as none. Without `protocol`,
        every setting is predicted; a `site.port` then counts only where there is a port field. In
        place of a firmware may stand `newest` or `any`, see `regions_for`.
        `provenance` tells who gave the versions: what a device prints is complete. A camera that is
        not listed answers as all of its series or maker, a family as its members together. Raises
        `NotFound`, `UsageError`.
        """
        check_site(site)
        match = self._match(model, manufacturer)
        family = match.is_family and len(match.members) <= MOST_MEMBERS
        cameras_meant = [] if family else [self._camera(match, manufacturer)]
        side = self._recorder_side(recorder, plugin, recorder_version, provenance)
        if side.recorder is None:
            refuse_recorder_parts(plugin, recorder_version, protocol, site)
        setting, site = side.setting(protocol), self._site(side, site)
        side.check_port(setting, site)
        cameras_meant += [self._model(number) for number, _ in match.members if family]
        answers = [
            self._answer(
                *(match, camera, firmware, hardware_version or match.hardware_version),
                *(side, setting, site, provenance),
            )
            for camera in cameras_meant
        ]
        if not family:
            return answers[0]
        from integration_db.catalog.family import family_answer

        return family_answer(self._written_alone(match), answers)

    def _answer(
        self,
        match: Match,
        camera: Model,
        firmware: str | None,
        hardware_version: str | None,
        side: RecorderSide,
        setting: Setting | None,
        site: Site,
        provenance: Provenance,
    ) -> Answer:
        """Return the answer for one camera, all other parts of the question being understood."""
        board = board_of(camera, hardware_version)
        version, wish = None, firmware_wish(firmware)
        if firmware is not None and wish is None:
            version = self._firmware(firmware, camera.manufacturer, camera.scheme, provenance)
        dossier = self._dossier(camera, side, board, site.options)
        numbers = regions_for(dossier.cells, version or wish)
        question = Question(match, camera, version, board.name, side, setting, site, wish)
        chosen = (setting,) if setting is not None else side.settings
        tried = tuple(
            [
                dossier.prediction(
                    one, numbers, site, asked=setting is not None, firmware=version or wish
                )
                for one in chosen
            ]
        )
        view = best_of(tried).view if tried else 0
        cells = dossier.views[view].cells
        return Answer(
            question,
            dossier.values(numbers, view),
            tuple([cells[number] for number in numbers]),
            dossier,
            view,
            tried,
            self._sources,
        )

    def by_plugin(self, model: str, **options: Any) -> tuple[Answer, ...]:
        """Return the answers for each plugin that a recorder has; options as for `predict`.

        Plugins that do not take this maker's cameras, or have not the setting that was asked for,
        are left out.
        """
        answers = []
        for plugin in self.plugins_of(self.recorder(options.get("recorder"))):
            try:
                answer = self.predict(model, **{**options, "plugin": plugin.name})
            except UsageError:
                continue
            if plugin.accepts(answer.question.model.manufacturer):
                answers.append(answer)
        return tuple(answers)

    def plugin_or_name(
        self, written: str | None, recorder: Recorder | None
    ) -> tuple[Plugin | None, str | None]:
        """Return the plugin that is meant; of one that the catalogue lacks its written name.

        Raises `NotFound` for text that is too long for a name: it would stand in every answer.
        """
        if written is None or recorder is None:
            return None, None
        try:
            return self._plugin(written, recorder.name), None
        except NotFound:
            if len(written) > LONGEST_NAME:
                raise
            return None, written

    def peers(self, answer: Answer) -> tuple[Peers, ...]:
        """Return how the maker's other cameras stand where an answer's camera is unknown.

        A statistic of this catalogue and never a value: no level, filter or status rests on it.
        """
        return self.peers_of(answer.question.model, answer.camera)

    def peers_of(self, model: Model, values: Answers) -> tuple[Peers, ...]:
        """Return the same for a camera of which by itself these values are known."""
        return self._peer_counts().peers_of(model, values)

    def select(self, **options: Any) -> Selection:
        """Return the question that these filters make, to be asked for cameras, total and words.

        Names and meaning are those of the command line; `filter_request.OPTIONS` lists them.
        Raises `UsageError`, `NotFound`.
        """
        from integration_db.catalog.filter_request import selection

        return selection(self.cohorts(), self, options)

    def filter(self, **options: Any) -> list[SelectedCamera]:
        """Return the cameras that meet the filters; see `select`."""
        return self.select(**options).cameras

    def count(self, **options: Any) -> int:
        """Return how many cameras meet the filters; see `select`."""
        return self.select(**options).total

    def kinds(self) -> Mapping[int, Kind]:
        """Return every kind of cell by its number; thousands of cells are of a few hundred."""
        return self._kinds()

    def cohorts(self) -> Cohorts:
        """Return the cameras that are alike, together; they are read when they are counted."""
        return self._cohorts()

    def describe(self, **options: Any) -> str:
        """Return the filters as words; see `select`."""
        return self.select(**options).words

    def show(
        self,
        model: str,
        *,
        manufacturer: str | None = None,
        recorder: str | None = None,
        plugin: str | None = None,
        recorder_version: str | None = None,
    ) -> Profile:
        """Return all that is known of one camera, and what a recorder makes of it.

        Raises `NotFound`.
        """
        from integration_db.catalog.profile import Profile
        from integration_db.names import near_names

        answer = self.predict(
            model,
            manufacturer=manufacturer,
            recorder=recorder,
            plugin=plugin,
            recorder_version=recorder_version,
        )
        camera = answer.question.model
        dossier = self._dossier(camera, CAMERA_ALONE, ANY_BOARD, ())
        names = cameras.other_names(self.reader, camera.id)
        releases = tuple(cameras.releases(self.reader, camera, dossier.span))
        answer_cells = [dossier.cells[n] for n in regions_for(dossier.cells, None)]
        known = [dossier.cells[n].region for n in regions_for(dossier.cells, "any")]
        alone = OtherVersions()
        statements = tuple([s for s in dossier.statements if {*truths(s, known, alone)} != {"no"}])
        wanted = {s.source for s in statements} | {*camera.sources}
        wanted |= {bound.source for bound in dossier.span.evidence}
        sources = facts.sources_by_id(self.reader, wanted)
        return Profile(
            answer,
            intervals(dossier.cells),
            tuple(names["identifier"]),
            tuple(names["alias"]),
            near_names(answer.question.match, self.names),
            shared_details(cell.details for cell in answer_cells),
            statements,
            releases,
            dossier.span,
            sources,
            facts.is_confirmed(self.reader, camera, sources),
        )

    def compare(
        self, *models: str, firmware: str | Sequence[str | None] | None = None, **options: Any
    ) -> Comparison:
        """Return the answers to one question about several cameras; options as for `predict`.

        The firmware is that of all, or a sequence of each one's own.
        """
        from integration_db.catalog.profile import Comparison

        each = (
            [firmware] * len(models) if firmware is None or isinstance(firmware, str) else firmware
        )
        return Comparison(
            tuple(
                self.predict(model, firmware=own, **options)
                for model, own in zip(models, each, strict=True)
            )
        )

    def other_names(self, model: Model) -> dict[str, list[str]]:
        """Return the other names of a model: under `identifier`, and under `alias`."""
        return cameras.other_names(self.reader, model.id)

    def releases(self, model: Model, span: FirmwareSpan) -> list[Release]:
        """Return the firmware known to exist for a model, without what lies outside a span."""
        return cameras.releases(self.reader, model, span)

    def recorders(self) -> tuple[Recorder, ...]:
        """Return every recorder, the default one first."""
        return self._recorders()

    def plugins_of(self, recorder: Recorder) -> tuple[Plugin, ...]:
        """Return the plugins of a recorder by name."""
        return self._plugins_of(recorder)

    def advisories(self, recorder: Recorder) -> list[Advisory]:
        """Return a recorder's advisories."""
        return self._advisories(recorder)

    def plugins(self, recorder: str | None = None) -> list[ListedPlugin]:
        """Return the plugins of one recorder, or of all. Raises `NotFound`."""
        from integration_db.catalog.queries import listed_plugins

        asked = (self.recorder(recorder),) if recorder is not None else self.recorders()
        return listed_plugins.plugins(self.reader, asked)

    def recorder_evidence(self) -> list[RecorderEvidence]:
        """Return every statement about a recorder, with what it gives a camera by itself."""
        from integration_db.catalog.recorder_evidence import recorder_evidence

        return recorder_evidence(self.reader, self.kinds())

    def _find_match(self, written: str, manufacturer: str | None) -> Match:
        from integration_db.names import resolve  # filters ask for no name

        return resolve(written, self.names, manufacturer=manufacturer)

    def _read_model(self, number: int) -> Model:
        return cameras.model_by_id(self.reader, number)

    def _find_plugin(self, written: str, recorder: str | None) -> Plugin:
        return recorders.find_plugin(self.reader, written, self.recorder(recorder))

    def _read_advisories(self, recorder: Recorder) -> list[Advisory]:
        return recorders.advisories(self.reader, recorder)

    def _find_recorder_side(
        self,
        written: str | None,
        plugin_written: str | None,
        version_written: str | None,
        provenance: Provenance,
    ) -> RecorderSide:
        """Return the recorder's side that is meant. Raises `NotFound`.

        A version that is not said is the newest stretch of versions of which something is known.
        """
        if written == NO_RECORDER or (written is None and not self.recorders()):
            return CAMERA_ALONE
        recorder = self.recorder(written)
        plugin, name = self.plugin_or_name(plugin_written, recorder)
        unlisted = recorders.unlisted_plugin(self.reader, name, recorder) if name else ""
        side = RecorderSide(recorder, plugin, name, unlisted=unlisted)
        if version_written is not None:
            version = self._firmware(version_written, recorder.name, recorder.scheme, provenance)
            return side._replace(version=version, version_said=True)
        region = self._side_statements(recorder, plugin).newest
        if region is None:
            return side
        since = region.since.version if region.since else None
        return side._replace(version=region.begin(recorder.scheme), version_from=since)

    def _site(self, side: RecorderSide, site: Site) -> Site:
        """Return a site as the recorder's side has it. Raises `UsageError` for options it lacks."""
        recorder, plugin = side.recorder, side.plugin
        if recorder is None or not site.options:
            return site
        spoken = self._side_statements(recorder, plugin).alone
        ways = choices_left(recorder, plugin, spoken, {})
        sides = [self._layer(recorder, plugin, side.version, way) for way in ways]
        return side.site(site, recorders.optional_checks(sides))

    def _read_plugins_of(self, recorder: Recorder) -> tuple[Plugin, ...]:
        return tuple(recorders.plugins_of(self.reader, recorder))

    def _read_recorders(self) -> tuple[Recorder, ...]:
        return tuple(recorders.recorders(self.reader))

    def _read_side_statements(self, recorder: Recorder, plugin: Plugin | None) -> SideStatements:
        return recorders.side_statements(self.reader, recorder, plugin)

    def _make_peer_counts(self) -> PeerCounts:
        from integration_db.catalog.peers import PeerCounts

        return PeerCounts(self.reader)

    def _read_kinds(self) -> Mapping[int, Kind]:
        from integration_db.catalog.queries.filter_query import kinds_of

        return kinds_of(self.reader)

    def _make_cohorts(self) -> Cohorts:
        from integration_db.catalog.queries.cohorts import Cohorts

        return Cohorts(self.reader, self.kinds())

    def _read_sources(self, ids: frozenset[str]) -> dict[str, Source]:
        return facts.sources_by_id(self.reader, ids)

    def _read_layer(
        self,
        recorder: Recorder,
        plugin: Plugin | None,
        version: Firmware | None,
        chosen: tuple[tuple[str, str], ...],
    ) -> PluginLayer:
        """Return what the recorder's side can do with some of its choices made."""
        spoken = self._side_statements(recorder, plugin).alone
        return side_at(spoken, plugin, OtherVersions(None, version, chosen))

    def _find_dossier(
        self,
        model: Model,
        side: RecorderSide,
        board: Board,
        options: tuple[tuple[str, str], ...],
    ) -> Dossier:
        """Return the dossier of a camera; beside a recorder that of any camera that is alike."""
        if side.recorder is None or model.alike == cameras.NOT_LISTED:
            return self._read_dossier(model, side, board, options)
        key = (model.alike, side, board, options)
        known = self._dossiers_alike.get(key)
        if known is None:
            if len(self._dossiers_alike) == REMEMBERED:
                self._dossiers_alike.clear()
            known = self._dossiers_alike[key] = self._read_dossier(model, side, board, options)
        return known

    def _read_dossier(
        self,
        model: Model,
        side: RecorderSide,
        board: Board,
        options: tuple[tuple[str, str], ...],
    ) -> Dossier:
        recorder, plugin = side.recorder, side.plugin
        statements = tuple(
            facts.camera_statements(self.reader, model, plugin.id if plugin else None)
        )
        beside = OtherVersions(board.name, side.version)
        span = facts.span_of_model(self.reader, model)
        if recorder is None:
            alone = CameraView((), NO_PLUGIN, cells(statements, NO_PLUGIN, beside, span))
            return Dossier(model, statements, (alone,), span, board.notes, {})
        spoken = self._side_statements(recorder, plugin).alone
        fits = plugin is None or plugin.accepts(model.manufacturer)
        told_apart = {name for statement in statements for name, _ in statement.when}
        known: dict[object, tuple[Cell, ...]] = {}
        views = []
        for chosen in choices_left(recorder, plugin, (*spoken, *statements), dict(options)):
            layer = UNKNOWN_PLUGIN
            if fits:
                layer = self._layer(recorder, plugin, side.version, chosen)
            own = tuple([choice for choice in chosen if choice[0] in told_apart])
            key = (layer.joined_by, own)
            if key not in known:
                known[key] = cells(statements, layer, beside._replace(options=own), span)
            views.append(CameraView(chosen, layer, known[key]))
        if not fits:  # not even a camera's own "no" is about this recorder
            views = [
                view._replace(
                    cells=tuple(
                        [one._replace(values=ALL_UNKNOWN, pairing=UNPAIRED) for one in view.cells]
                    )
                )
                for view in views
            ]
        notes = (*board.notes, *side.notes(model.manufacturer, self._advisories(recorder)))
        return Dossier(model, statements, tuple(views), span, notes, side.shows)


def _read_firmware(text: str, maker: str, scheme: str, provenance: Provenance) -> Firmware:
    return parse_firmware(text, manufacturer=maker, scheme=scheme, provenance=provenance)


def _not_resolved(match: Match) -> NotFound:
    """Return the error for a name that means no single model."""
    written = match.written
    if match.level == "family" and not match.members:
        return NotFound("model", written, f"{written!r}: {match.rule}", code="family-model")
    if match.level in ("ambiguous", "family"):
        members = tuple(name for _, name in match.members)
        shown = ", ".join(members[:6]) + (", ..." if len(members) > 6 else "")
        word = "several models" if match.level == "ambiguous" else "a family of models"
        if members and match.manufacturer is None:
            word += " of several makers"
        return NotFound(
            "model",
            written,
            f"{written!r} names {word}: {shown or match.rule}; write one model name",
            code=f"{match.level}-model",
            suggestions=members,
        )
    if match.level == "conflict":
        return NotFound(
            "model",
            written,
            f"{written!r}: {match.rule}",
            code="conflicting-model",
            suggestions=match.suggestions,
        )
    if match.level in UNLISTED_LEVELS:
        message = f"{written!r} names no model ({match.rule})"
        return NotFound("model", written, message, code="unlisted-model")
    message = f"unknown model {written!r}{hint(match.suggestions[:3])}"
    if match.manufacturer is None and not match.suggestions:
        message += "; a camera that is not listed has an answer only together with its maker"
    return NotFound("model", written, message, suggestions=match.suggestions)

"""What each statement about a recorder is good for: the best that it gives a camera by itself.

A catalogue of recorders is worth what its statements decide. One that only says what cannot be
done, or that needs another one beside it, is told apart here from one that gives a level above
`nothing` with no other word about the recorder.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from integration_db.catalog.dossier import link_of
from integration_db.catalog.queries import facts, recorders
from integration_db.catalog.queries.cameras import model_by_id
from integration_db.catalog.queries.context import link_of_kind
from integration_db.catalog.queries.filter_query import spoken_of
from integration_db.catalog.queries.recorders import Plugin, Recorder
from integration_db.database.readers import Reader
from integration_db.evidence.cells import cells, regions_for
from integration_db.evidence.packing import Kind
from integration_db.evidence.plugin_layer import (
    PluginLayer,
    choices,
    newest_with_evidence,
)
from integration_db.evidence.regions import OtherVersions
from integration_db.evidence.statements import Statement
from integration_db.named_tuple import NamedTuple
from integration_db.prediction.case import case
from integration_db.prediction.levels import ENCRYPTED, floor, worth
from integration_db.prediction.link import Link
from integration_db.prediction.setting import Setting
from integration_db.prediction.site import ANY_SITE
from integration_db.vocabulary import Level


class RecorderEvidence(NamedTuple):
    """One statement of a recorder's side, and the levels that it gives some camera by itself.

    Without a `plugin` it is about the recorder as a whole; `camera` is named where it is about
    cameras too. `levels` are the best after the tasks, none where nothing above `nothing` is sure.
    """

    recorder: Recorder
    plugin: Plugin | None
    camera: str | None
    statement: Statement
    levels: tuple[Level, ...]


def recorder_evidence(reader: Reader, kinds: Mapping[int, Kind]) -> list[RecorderEvidence]:
    """Return every statement about a recorder, its plugins and its pairings, in that order.

    `kinds` are those of `kinds_of`.
    """
    by_maker = _kinds_by_maker(reader, kinds)
    found = []
    for recorder in recorders.recorders(reader):
        for plugin in (None, *recorders.plugins_of(reader, recorder)):
            for statement in _statements(reader, "plugin", recorder, plugin):
                links = _links_of_side(statement, recorder, plugin, by_maker)
                levels = _best(links)
                found.append(RecorderEvidence(recorder, plugin, None, statement, levels))
            if plugin is None:
                continue
            for statement in _statements(reader, "pairing", recorder, plugin):
                camera, models = _whose(reader, statement)
                levels = _best(_links_of_pairing(reader, statement, plugin, models))
                found.append(RecorderEvidence(recorder, plugin, camera, statement, levels))
    return found


def _statements(
    reader: Reader, layer: str, recorder: Recorder, plugin: Plugin | None
) -> list[Statement]:
    """Return what is said of just this plugin, or of the recorder as a whole."""
    about = "plugin_id = :id" if plugin else "plugin_id IS NULL AND recorder_id = :id"
    number = plugin.id if plugin else recorder.id
    return facts.statements(reader, f"layer = '{layer}' AND {about}", {"id": number})


def _kinds_by_maker(reader: Reader, kinds: Mapping[int, Kind]) -> dict[str, set[Kind]]:
    """Return by maker what is known of its cameras, each kind once."""
    by_maker: dict[str, set[Kind]] = {}
    for maker, kind_id in reader.rows(
        "SELECT DISTINCT f.name, c.kind_id FROM cell c JOIN model m ON m.id = c.model_id "
        f"JOIN manufacturer f ON f.id = m.manufacturer_id WHERE c.context_id = 0 AND {spoken_of()}"
    ):
        by_maker.setdefault(maker, set()).add(kinds[kind_id])
    return by_maker


def _asked(statement: Statement, scheme: str) -> Iterator[OtherVersions]:
    """Yield recorder version and choices for which a statement holds."""
    region = newest_with_evidence([statement])
    version = region.begin(scheme) if region else None
    for chosen in choices(dict(statement.when)):
        yield OtherVersions(statement.hardware_version, version, chosen)


def _menu(menu: Iterable[Setting], beside: OtherVersions) -> Iterator[Setting]:
    chosen = dict(beside.options).get("setting")
    return (setting for setting in menu if chosen in (None, setting.id))


def _links_of_side(
    statement: Statement,
    recorder: Recorder,
    plugin: Plugin | None,
    kinds: dict[str, set[Kind]],
) -> Iterator[tuple[Setting, Link]]:
    """Yield every leg between a side of which only this is known and a kind of camera."""
    makers = plugin.manufacturers if plugin and plugin.manufacturers else tuple(kinds)
    own = {kind for maker in makers for kind in kinds.get(maker, ())}
    for beside in _asked(statement, recorder.scheme):
        side = recorders.side_at([statement], plugin, beside)
        for setting in _menu(recorders.menu_of(recorder, plugin), beside):
            for kind in own:
                yield setting, link_of_kind(0, kind, side)


def _links_of_pairing(
    reader: Reader, statement: Statement, plugin: Plugin, models: Iterable[int]
) -> Iterator[tuple[Setting, Link]]:
    """Yield every leg between a plugin of which only this is known and the cameras meant."""
    side = PluginLayer(asked=True, takes=plugin.takes, uses=plugin.uses)
    for beside in _asked(statement, plugin.recorder.scheme):
        for camera in models:
            model = model_by_id(reader, camera)
            known = [*facts.camera_statements(reader, model, None), statement]
            found = cells(known, side, beside, facts.span_of_model(reader, model))
            for setting in _menu(plugin.settings, beside):
                for number in regions_for(found, None):
                    yield setting, link_of(found[number], side)


def _best(links: Iterable[tuple[Setting, Link]]) -> tuple[Level, ...]:
    """Return the best levels after the tasks; none where nothing above `nothing` is sure."""
    cases = {case(setting, link, ANY_SITE).after for setting, link in links}
    sure = [levels for levels in cases if floor(levels) in ENCRYPTED]
    return max(sure, key=worth, default=())


def _whose(reader: Reader, statement: Statement) -> tuple[str, tuple[int, ...]]:
    """Return of which cameras a pairing speaks, in words and by their numbers."""
    rows = reader.rows(
        "SELECT m.id, f.name, s.name, m.name FROM statement t JOIN model m ON m.id = t.model_id "
        "OR m.series_id = t.series_id OR m.manufacturer_id = t.manufacturer_id "
        "JOIN manufacturer f ON f.id = m.manufacturer_id JOIN series s ON s.id = m.series_id "
        "WHERE t.id = :id ORDER BY m.id",
        {"id": statement.id},
    )
    if not rows:  # a series of which no camera is listed
        return "no listed camera", ()
    _, maker, series, model = rows[0]
    names = {"model": f"{maker} {model}", "series": f"{maker} {series}", "manufacturer": maker}
    return names[statement.scope], tuple(row[0] for row in rows)

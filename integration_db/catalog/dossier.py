"""One camera and one recorder's side, read once: the views of the camera, and what they come to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from integration_db.catalog.queries.cameras import Model
from integration_db.evidence.cells import ALL_UNKNOWN, Cell, agreed_answers
from integration_db.evidence.details import pairs
from integration_db.evidence.firmware_span import FirmwareSpan
from integration_db.evidence.plugin_layer import UNKNOWN_PLUGIN, PluginLayer
from integration_db.evidence.statements import Statement
from integration_db.firmware import Firmware
from integration_db.named_tuple import NamedTuple
from integration_db.prediction.link import Link, link_through
from integration_db.prediction.note import Note
from integration_db.prediction.prediction import (
    FirmwareStretch,
    Prediction,
    Shows,
    Surroundings,
    predict,
)
from integration_db.prediction.setting import Setting, site_for
from integration_db.prediction.site import Site
from integration_db.vocabulary import Answers, FirmwareWish, Level

_REMEMBERED: Final = 64
"""How many predictions a dossier keeps at hand: one per setting, stretch and site asked about."""

_DIFFERENT: Final = 4096
"""How many predictions are kept that differ: thousands of cameras come to some dozens."""


class CameraView(NamedTuple):
    """The recorder's side with some of its choices made, and the camera seen through it."""

    options: tuple[tuple[str, str], ...]
    side: PluginLayer
    cells: tuple[Cell, ...]


class Dossier:
    """All that questions need of one camera: its statements, and the camera in each view.

    A view is the recorder's side with its choices made; all views have the same stretches of
    firmware, cut by the `span` that the camera can run. `notes` hold beside every prediction,
    `shows` are the recorder's symbols. What a stretch comes to is worked out once, however many
    firmware versions lie in it.
    """

    def __init__(
        self,
        model: Model,
        statements: tuple[Statement, ...],
        views: tuple[CameraView, ...],
        span: FirmwareSpan,
        notes: tuple[Note, ...],
        shows: Shows,
    ) -> None:
        self.model = model
        self.statements = statements
        self.views = views
        self.span = span
        self.notes = notes
        self.shows = shows
        self._links: dict[tuple[int, int], Link] = {}
        self._values: dict[tuple[tuple[int, ...], int], Answers] = {}
        self._prediction = lru_cache(_REMEMBERED)(self._predict)

    @property
    def cells(self) -> tuple[Cell, ...]:
        """Return the camera's cells in the first view; all views have the same stretches."""
        return self.views[0].cells

    def values(self, numbers: tuple[int, ...], view: int) -> Answers:
        """Return per capability the value in all these stretches in one view, else unknown."""
        known = self._values.get((numbers, view))
        if known is None:
            cells = self.views[view].cells
            known = agreed_answers([cells[number].values for number in numbers])
            self._values[numbers, view] = known
        return known

    def prediction(
        self,
        setting: Setting,
        numbers: tuple[int, ...],
        site: Site,
        *,
        asked: bool,
        firmware: Firmware | FirmwareWish | None,
    ) -> Prediction:
        """Return what a setting comes to in these stretches. Raises `PortNotAllowed`.

        `asked` tells that just this setting was asked for. Where one was said, or any is meant,
        the camera counts as shown to run the `firmware`.
        """
        said = isinstance(firmware, Firmware)
        shown = said or firmware == "any"
        return self._prediction(setting, numbers, site_for(setting, site, asked), said, shown)

    def _predict(
        self, setting: Setting, numbers: tuple[int, ...], site: Site, said: bool, shown: bool
    ) -> Prediction:
        stretches = self._stretches(setting, numbers, shown)
        beyond = () if said or shown else self._beyond(numbers)
        newer = tuple(self._stretches(setting, beyond, shown)) if beyond else ()
        shows = tuple(self.shows.items())
        return _predicted(setting, tuple(stretches), site, self.notes, shows, said, newer)

    def _beyond(self, numbers: tuple[int, ...]) -> tuple[int, ...]:
        """Return the stretches of newer firmware, in the lines of those that are meant."""
        newest = {self.cells[number].region.lineage: number for number in numbers}
        return tuple(
            [
                number
                for number, cell in enumerate(self.cells)
                if number > newest.get(cell.region.lineage, number)
            ]
        )

    def _link(self, number: int, order: int) -> Link:
        """Return the link in one stretch and one view."""
        link = self._links.get((number, order))
        if link is None:
            view = self.views[order]
            link = self._links[number, order] = link_of(view.cells[number], view.side)
        return link

    def _stretches(
        self, setting: Setting, numbers: Sequence[int], shown: bool
    ) -> Iterator[FirmwareStretch]:
        """Yield the stretches of firmware that may be meant, each with every choice of options.

        Of firmware that the camera cannot run nothing is known.
        """
        if not numbers:
            yield FirmwareStretch(Link(ALL_UNKNOWN, fits=False))
        views = [
            (order, view)
            for order, view in enumerate(self.views)
            if dict(view.options).get("setting", setting.id) == setting.id
        ]
        made = {pair for _, view in views for pair in view.side.detail("checks") or ()}
        chosen = [
            (
                order,
                tuple([choice for choice in view.options if choice[0] != "setting"]),
                any((check, "on") in made for check in view.side.unchecked),
            )
            for order, view in views
        ]
        for number in numbers:
            region = self.cells[number].region
            for order, options, unchecked in chosen:
                yield FirmwareStretch(
                    self._link(number, order),
                    number,
                    region.lineage,
                    region.since,
                    shown or region.shown,
                    options,
                    order,
                    unchecked,
                )


@lru_cache(maxsize=_DIFFERENT)
def _predicted(
    setting: Setting,
    stretches: tuple[FirmwareStretch, ...],
    site: Site,
    notes: tuple[Note, ...],
    shows: tuple[tuple[Level, str], ...],
    said: bool,
    newer: tuple[FirmwareStretch, ...],
) -> Prediction:
    return predict(setting, stretches, site, Surroundings(notes, dict(shows), said, newer))


def link_of(cell: Cell, side: PluginLayer) -> Link:
    """Return what is known of the leg between a recorder's side and a camera in one stretch."""
    fits = side is not UNKNOWN_PLUGIN
    return link_through(side, cell.values, pairs(cell.details), cell.observed, fits)

"""A question about one camera, each part as it was understood."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from integration_db.catalog.queries.cameras import Model
from integration_db.catalog.queries.recorders import Plugin, Recorder
from integration_db.catalog.recorder_side import RecorderSide
from integration_db.firmware import Firmware
from integration_db.named_tuple import NamedTuple
from integration_db.names import loose_key
from integration_db.prediction.note import Note
from integration_db.prediction.setting import Setting
from integration_db.prediction.site import Site
from integration_db.text.sentences import all_of
from integration_db.vocabulary import UNLISTED_LEVELS, FirmwareWish

if TYPE_CHECKING:
    from integration_db.names import Match


class Question(NamedTuple):
    """What was asked, each part as it was understood; `setting` if one was asked for.

    In place of a firmware there may be a wish: the newest that the camera runs, or any.
    """

    match: Match
    model: Model
    firmware: Firmware | None
    hardware_version: str | None
    side: RecorderSide
    setting: Setting | None
    site: Site
    firmware_wish: FirmwareWish | None = None

    @property
    def firmware_said(self) -> str | None:
        """Return what was said of the firmware, as it was written."""
        return self.firmware.raw if self.firmware else self.firmware_wish

    @property
    def recorder(self) -> Recorder | None:
        """Return the recorder; None where the question is about the camera alone."""
        return self.side.recorder

    @property
    def plugin(self) -> Plugin | None:
        """Return the plugin, if it is one that the catalogue has."""
        return self.side.plugin

    @property
    def plugin_name(self) -> str | None:
        """Return the plugin as the catalogue spells it, else as it was written."""
        return self.plugin.name if self.plugin else self.side.plugin_written

    @property
    def recorder_version(self) -> Firmware | None:
        """Return the recorder's version, if one was said."""
        return self.side.version if self.side.version_said else None

    @property
    def is_unlisted(self) -> bool:
        """Whether the camera is not listed, and answered as all of its maker or series."""
        return self.match.level in UNLISTED_LEVELS

    @property
    def camera_name(self) -> str:
        """Return maker and model."""
        return f"{self.model.manufacturer} {self.model.name}"


class Board(NamedTuple):
    """A hardware version as the catalogue spells it, None for any, and what is to be said of it."""

    name: str | None
    notes: tuple[Note, ...] = ()


ANY_BOARD: Final = Board(None)
"""No hardware version was said."""


def board_of(model: Model, written: str | None) -> Board:
    """Return the hardware version that is meant.

    One that is not listed where others are counts as not said: what is told of any holds for it.
    """
    if written is None or not model.hardware_versions:
        return Board(written)
    for known in model.hardware_versions:
        if loose_key(known) == loose_key(written):
            return Board(known)
    text = (
        f"Hardware version {written!r} of {model.manufacturer} {model.name} is not listed, only "
        f"{all_of(model.hardware_versions)}: the answer is what holds for any."
    )
    return Board(None, (Note("hardware_not_listed", text),))

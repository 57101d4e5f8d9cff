"""A question about one camera, each part as it was understood."""

from __future__ import annotations

from typing import NamedTuple

from integration_db.catalog.queries.cameras import Model
from integration_db.catalog.queries.recorders import Plugin, Recorder
from integration_db.firmware import Firmware
from integration_db.names import Match
from integration_db.vocabulary import FirmwareWish


class Question(NamedTuple):
    """What was asked, each part as it was understood.

    In place of a firmware there may be a wish: the newest that the camera runs, or any.
    """

    match: Match
    model: Model
    firmware: Firmware | None
    hardware_version: str | None
    recorder: Recorder | None
    plugin: Plugin | None
    recorder_version: Firmware | None
    firmware_wish: FirmwareWish | None = None

    @property
    def firmware_said(self) -> str | None:
        """Return what was said of the firmware, as it was written."""
        return self.firmware.raw if self.firmware else self.firmware_wish

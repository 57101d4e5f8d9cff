"""A question about one camera, each part as it was understood."""

from __future__ import annotations

from typing import NamedTuple

from integration_db.catalog.queries.cameras import Model
from integration_db.catalog.queries.recorders import Plugin, Recorder
from integration_db.firmware import Firmware
from integration_db.names import Match


class Question(NamedTuple):
    """What was asked, each part as it was understood."""

    match: Match
    model: Model
    firmware: Firmware | None
    hardware_version: str | None
    recorder: Recorder | None
    plugin: Plugin | None
    recorder_version: Firmware | None

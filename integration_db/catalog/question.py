"""A question about one camera, each part as it was understood."""

from __future__ import annotations

from typing import NamedTuple

from integration_db.catalog.queries.cameras import Model
from integration_db.catalog.queries.recorders import Plugin, Recorder
from integration_db.firmware import Firmware
from integration_db.names import Match
from integration_db.prediction.setting import Setting
from integration_db.prediction.site import ANY_SITE, Site


class Question(NamedTuple):
    """What was asked, each part as it was understood.

    Without a recorder the question is about the camera alone. `plugin_written` is the name of a
    plugin that the catalogue lacks. `setting` is the one that was asked for, if one was.
    `recorder_version_from` begins the versions that were taken where none was said.
    """

    match: Match
    model: Model
    firmware: Firmware | None
    hardware_version: str | None
    recorder: Recorder | None
    plugin: Plugin | None
    plugin_written: str | None
    recorder_version: Firmware | None
    recorder_version_from: str | None
    setting: Setting | None = None
    site: Site = ANY_SITE

    @property
    def plugin_name(self) -> str | None:
        """Return the plugin as the catalogue spells it, else as it was written."""
        return self.plugin.name if self.plugin else self.plugin_written

    @property
    def camera_name(self) -> str:
        """Return maker and model."""
        return f"{self.model.manufacturer} {self.model.name}"

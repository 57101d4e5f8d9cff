"""Cameras in the settings of HomeKit bridges."""

from __future__ import annotations

from typing import Final

from integration_db.check.reading.known_exports.known_export import KnownExport

EXPORTS: Final = (
    KnownExport(
        "homebridge-camera-ffmpeg",
        "Homebridge Camera FFmpeg cameras",
        (frozenset({"name", "videoConfig.source"}),),
        {
            "name": ("name",),
            "manufacturer": ("manufacturer",),
            "model": ("model",),
            "serial": ("serialNumber",),
            "firmware": ("firmwareRevision",),
        },
        {},
        "https://github.com/homebridge-plugins/homebridge-camera-ffmpeg/blob/"
        "666ce5112b42601c178d0cf0a680be1f81db4cdf/config.schema.json",
        may_name_cameras=("name",),
    ),
)

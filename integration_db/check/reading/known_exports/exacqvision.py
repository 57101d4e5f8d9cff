"""Lists of exacqVision."""

from __future__ import annotations

from typing import Final

from integration_db.check.reading.known_exports.known_export import KnownExport

EXPORTS: Final = (
    KnownExport(
        "exacqvision",
        "exacqVision camera list",
        (frozenset({"Input", "Camera Name", "Type", "Model", "Firmware"}),),
        {
            "name": ("Camera Name",),
            "ip": ("IP Address",),
            "mac": ("MAC Address",),
            "plugin": ("Type",),
            "model": ("Model",),
            "firmware": ("Firmware",),
        },
        {"recorder": "exacqVision"},
        "https://github.com/odonnkongolo/exacq-telemetry-ops/blob/"
        "7ef20cbfc3eda4355106f88462ca51fc90978a3e/src-camera-simulator/"
        "exacq-camera-add-tempelate.csv",
    ),
)

"""Cameras in the settings of Frigate and of go2rtc: names and streams, no models."""

from __future__ import annotations

from typing import Final

from integration_db.check.reading.known_exports.known_export import KnownExport

EXPORTS: Final = (
    KnownExport(
        "frigate",
        "Frigate settings",
        (
            frozenset({"camera", "ffmpeg.inputs.path"}),
            frozenset({"camera", "onvif.host"}),
        ),
        {"name": ("friendly_name", "camera"), "ip": ("onvif.host", "ffmpeg.inputs.path")},
        {"recorder": "Frigate"},
        "https://github.com/blakeblackshear/frigate/blob/cdcf56092cf76f4ea2b7b4115c47196fb35a4ede/"
        "docs/docs/configuration/reference.md",
        may_name_cameras=("friendly_name", "camera"),
    ),
    KnownExport(
        "go2rtc",
        "go2rtc streams",
        (frozenset({"stream", "source"}),),
        {"name": ("stream",), "ip": ("source",)},
        {},
        "https://github.com/AlexxIT/go2rtc/blob/82f0fb8a7917b8f9075f0d69b340e3c86273cee1/README.md",
        may_name_cameras=("stream",),
    ),
)

"""Exports of known programs, which are read without any `--map`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from integration_db.named_tuple import NamedTuple


class KnownExport(NamedTuple):
    """An export of a known program: the headings that tell it, and what its columns mean.

    It is told by all headings of one of `tells` and none of `never`. `settings` are what the
    export says of all its lines, where the lines do not say otherwise. `source` is where the
    headings were read.
    """

    name: str
    title: str
    tells: tuple[frozenset[str], ...]
    columns: Mapping[str, tuple[str, ...]]
    settings: Mapping[str, str]
    source: str
    never: frozenset[str] = frozenset()


KNOWN_EXPORTS: Final = (
    KnownExport(
        "exacqvision",
        "exacqVision camera list",
        (frozenset({"Input", "Camera Name", "Type", "Model", "Firmware"}),),
        {
            "name": ("Camera Name",),
            "ip": ("IP Address",),
            "plugin": ("Type",),
            "model": ("Model",),
            "firmware": ("Firmware",),
        },
        {"recorder": "exacqVision"},
        "https://github.com/odonnkongolo/exacq-telemetry-ops/blob/main/src-camera-simulator/"
        "exacq-camera-add-tempelate.csv",
    ),
    KnownExport(
        "milestone",
        "Milestone XProtect camera or hardware report",
        (
            frozenset({"Model", "Firmware", "DriverFamily"}),
            frozenset({"Model", "Firmware", "HTTPSEnabled"}),
            frozenset({"Model", "Firmware", "DriverNumber"}),
        ),
        {
            "name": ("Name", "HardwareName"),
            "ip": ("Address",),
            "plugin": ("Driver", "DriverFamily"),
            "model": ("Model",),
            "firmware": ("Firmware",),
        },
        {"recorder": "Milestone XProtect"},
        "https://www.milestonepstools.com/commands/en-US/Get-VmsCameraReport/",
    ),
    KnownExport(
        "netbox",
        "NetBox devices",
        (
            frozenset({"Name", "Manufacturer", "Type", "Site"}),
            frozenset({"Name", "Manufacturer", "Type", "Role"}),
            frozenset({"Name", "Manufacturer", "Type", "Rack"}),
            frozenset({"name", "manufacturer", "device_type"}),
        ),
        {
            "name": ("Name",),
            "manufacturer": ("Manufacturer",),
            "model": ("Type", "device_type"),
            "ip": ("IP Address", "IPv4 Address", "primary_ip4"),
            "firmware": ("Firmware", "Firmware version", "Software version"),
        },
        {},
        "https://github.com/netbox-community/netbox/blob/main/netbox/dcim/tables/devices.py",
        never=frozenset({"Model"}),
    ),
)
"""Exports that are read without any `--map`."""

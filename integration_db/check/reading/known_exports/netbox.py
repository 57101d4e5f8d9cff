"""Lists of NetBox."""

from __future__ import annotations

from typing import Final

from integration_db.check.reading.known_exports.known_export import KnownExport

_SOURCE: Final = "https://github.com/netbox-community/netbox/blob/"

EXPORTS: Final = (
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
            "serial": ("Serial number", "serial"),
            "firmware": ("Firmware", "Firmware version", "Software version"),
        },
        {},
        f"{_SOURCE}ae9611aa394bd2c730ff0553d49ee9cceb939e5c/netbox/dcim/tables/devices.py",
        never=frozenset({"Model"}),
    ),
    KnownExport(
        "netbox-device-types",
        "NetBox device types",
        (
            frozenset({"manufacturer", "model", "slug"}),
            frozenset({"manufacturer", "model", "u_height"}),
        ),
        {
            "manufacturer": ("manufacturer",),
            "model": ("model",),
            "part_number": ("part_number",),
        },
        {},
        f"{_SOURCE}05cab09e30b7529a056fdc232016fb9983cf8f21/netbox/dcim/forms/bulk_import.py",
        ignored=frozenset({"description", "comments"}),
    ),
)

"""Lists of Genetec Security Center."""

from __future__ import annotations

from typing import Final

from integration_db.check.reading.known_exports.known_export import KnownExport

EXPORTS: Final = (
    KnownExport(
        "genetec",
        "Genetec hardware inventory report",
        (
            frozenset({"Unit", "Unit type", "Manufacturer", "Product type"}),
            frozenset({"Unit", "Manufacturer", "Product type", "Firmware version"}),
        ),
        {
            "name": ("Unit",),
            "manufacturer": ("Manufacturer",),
            "model": ("Product type",),
            "ip": ("IP address",),
            "mac": ("Physical address",),
            "firmware": ("Firmware version",),
        },
        {"recorder": "Genetec Security Center"},
        None,
        ignored=frozenset({"Unit type", "Role", "Proposed firmware version"}),
    ),
)

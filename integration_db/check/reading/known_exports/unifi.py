"""Cameras as the interface of UniFi Protect lists them."""

from __future__ import annotations

from typing import Final

from integration_db.check.reading.known_exports.known_export import KnownExport

EXPORTS: Final = (
    KnownExport(
        "unifi-protect",
        "UniFi Protect cameras",
        (
            frozenset({"modelKey", "type", "firmwareVersion"}),
            frozenset({"marketName", "type", "firmwareVersion"}),
        ),
        {
            "name": ("name", "displayName"),
            "model": ("type", "marketName"),
            "firmware": ("firmwareVersion",),
            "ip": ("host", "connectionHost"),
            "mac": ("mac",),
        },
        {"manufacturer": "Ubiquiti"},
        "https://github.com/hjdhjd/unifi-protect/blob/66d5f14ba5e381ceedd5f627324079d52c50e0a5/"
        "docs/interfaces/ProtectCameraConfigInterface.md",
    ),
)

"""What programs find that look for ONVIF devices."""

from __future__ import annotations

from typing import Final

from integration_db.check.reading.known_exports.known_export import KnownExport

EXPORTS: Final = (
    KnownExport(
        "ws-discovery",
        "devices found by WS-Discovery",
        (
            frozenset({"Scopes", "XAddrs"}),
            frozenset({"Scopes", "Addresses"}),
            frozenset({"Hardware", "XAddrs"}),
            frozenset({"Hardware", "Addresses"}),
        ),
        {
            "ip": ("Address", "XAddrs", "Addresses"),
            "manufacturer": ("Manufacturer",),
            "model": ("Hardware",),
            "description": ("Name",),
            "scopes": ("Scopes",),
            "mac": ("MAC",),
        },
        {},
        "https://github.com/jimm98y/SharpOnvif/blob/b940549952e6ae5a101934b70e567d15846373ff/"
        "src/SharpOnvifClient/OnvifDiscoveryResult.cs",
        ignored=frozenset({"Types"}),
    ),
)

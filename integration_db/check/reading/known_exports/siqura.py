"""Lists of Siqura's (TKH Security's) device manager."""

from __future__ import annotations

from typing import Final

from integration_db.check.reading.known_exports.known_export import KnownExport

EXPORTS: Final = (
    KnownExport(
        "sdm2",
        "SDM2 Device Manager list",
        (frozenset({"IPAddress", "ModelName", "ProductType", "ForcedOffline"}),),
        {
            "ip": ("IPAddress",),
            "found_port": ("Port",),
            "name": ("Name",),
            "model": ("ModelName",),
            "serial": ("SerialNumber",),
            "mac": ("MacAddress",),
        },
        {},
        "https://tkhsecurity.atlassian.net/wiki/spaces/KB/pages/9171099720/"
        "*SDM2+Device+Manager+Document+Files",
        ignored=frozenset({"ProductType"}),
    ),
)

"""Lists of Hikvision's tools."""

from __future__ import annotations

from typing import Final

from integration_db.check.reading.known_exports.known_export import KnownExport

EXPORTS: Final = (
    KnownExport(
        "sadp",
        "Hikvision SADP device list",
        (
            frozenset({"Device Type", "IPv4 Address", "Software Version", "Device Serial No."}),
            frozenset({"Device Type", "IPv4 Address", "Software Version", "DSP Version"}),
        ),
        {
            "model": ("Device Type",),
            "ip": ("IPv4 Address",),
            "found_port": ("HTTP", "HTTP Port", "Port"),
            "firmware": ("Software Version",),
            "mac": ("MAC Address",),
            "serial": ("Device Serial No.",),
        },
        {"manufacturer": "Hikvision"},
        "https://github.com/mgvs/opensadp/blob/c11760677112bd28d0f3d4ea696652e6760b94a3/"
        "cmd/opensadp-qt/main.go",
        ignored=frozenset({"Port", "Enhanced SDK Service Port"}),
    ),
    KnownExport(
        "sadp-fields",
        "answers to Hikvision's SADP",
        (frozenset({"DeviceDescription", "IPv4Address", "SoftwareVersion", "DeviceSN"}),),
        {
            "model": ("DeviceDescription",),
            "ip": ("IPv4Address",),
            "found_port": ("HttpPort",),
            "firmware": ("SoftwareVersion",),
            "mac": ("MAC",),
            "serial": ("DeviceSN",),
        },
        {"manufacturer": "Hikvision"},
        "https://github.com/mgvs/opensadp/blob/c11760677112bd28d0f3d4ea696652e6760b94a3/"
        "cmd/opensadp-qt/main.go",
        ignored=frozenset({"DeviceType", "Types", "CommandPort", "SDKOverTLSPort"}),
    ),
    KnownExport(
        "hikvision-batch-import",
        "Hikvision batch import list",
        (frozenset({"Nickname", "Adding Mode", "Address"}),),
        {"name": ("Nickname",), "ip": ("Address",)},
        {},
        "https://manualshive.com/en/manual/hikvision/ds-k2600-g-series/2132697?page=57",
        ignored=frozenset({"Port", "Device Information", "Export to Group", "Channel Number"}),
        may_name_cameras=("Nickname",),
    ),
)

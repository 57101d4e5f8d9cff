"""Lists of Milestone XProtect, as the maker's PowerShell tools (MilestonePSTools) write them."""

from __future__ import annotations

from typing import Final

from integration_db.check.reading.known_exports.known_export import KnownExport

_DOCS: Final = (
    "https://github.com/milestonesys/MilestonePSTools/blob/"
    "506bca09d6c1dadb32d9359a6a59f46d01427747/docs/commands/en-US/"
)
_RECORDER: Final = {"recorder": "Milestone XProtect"}

EXPORTS: Final = (
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
            "mac": ("MAC",),
            "plugin": ("Driver",),
            "driver_family": ("DriverFamily",),
            "model": ("Model",),
            "firmware": ("Firmware",),
            "found_protocol": ("HTTPSEnabled",),
        },
        _RECORDER,
        f"{_DOCS}about_Get-VmsCameraReport.help.md",
    ),
    KnownExport(
        "milestone-hardware",
        "Milestone XProtect hardware list (Export-HardwareCsv)",
        (frozenset({"HardwareName", "HardwareAddress", "DriverNumber"}),),
        {
            "name": ("HardwareName",),
            "ip": ("HardwareAddress",),
            "mac": ("MacAddress",),
            "plugin": ("DriverDisplayName",),
        },
        _RECORDER,
        "https://www.powershellgallery.com/packages/MilestonePSTools/1.1.4/Content/"
        "Public%5CImportExport%5CExport-HardwareCsv.ps1",
        may_name_cameras=("HardwareName", "DriverDisplayName"),
    ),
    KnownExport(
        "milestone-import",
        "Milestone XProtect import list (Import-VmsHardware, Export-VmsHardware)",
        (
            frozenset({"Address", "DriverNumber", "DriverGroup"}),
            frozenset({"Address", "DriverNumber", "DriverFamily"}),
            frozenset({"Address", "DriverNumber", "HardwareName"}),
            frozenset({"Address", "HardwareName", "RecordingServer"}),
            frozenset({"HardwareAddress", "HardwareUsername", "HardwareDriverID"}),
        ),
        {
            "name": ("Name", "CameraName", "HardwareName"),
            "ip": ("Address", "HardwareAddress"),
            "driver_family": ("DriverGroup", "DriverFamily"),
        },
        _RECORDER,
        f"{_DOCS}Import-VmsHardware.md",
        never=frozenset({"Model"}),
        ignored=frozenset({"DeviceType", "Description", "Channel"}),
        may_name_cameras=("HardwareName", "CameraName", "Name"),
    ),
)

"""Exports of known programs, which are read without any `--map`: one file for each program.

Each file offers `EXPORTS`; a heading that is not in the source of an export is not in it.
"""

from __future__ import annotations

from typing import Final

from integration_db.check.reading.known_exports import (
    exacqvision,
    frigate,
    genetec,
    hikvision,
    homebridge,
    milestone,
    netbox,
    onvif,
    siqura,
    unifi,
)
from integration_db.check.reading.known_exports.known_export import KnownExport

KNOWN_EXPORTS: Final[tuple[KnownExport, ...]] = (
    *exacqvision.EXPORTS,
    *milestone.EXPORTS,
    *genetec.EXPORTS,
    *netbox.EXPORTS,
    *hikvision.EXPORTS,
    *siqura.EXPORTS,
    *unifi.EXPORTS,
    *onvif.EXPORTS,
    *homebridge.EXPORTS,
    *frigate.EXPORTS,
)
"""All of them; the first one that the header tells is meant."""

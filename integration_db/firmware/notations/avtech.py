"""Firmware versions as AVTECH writes them."""

from __future__ import annotations

from collections.abc import Iterator

from integration_db.firmware.portable import Notation


def read(_: str) -> str:
    """Refuse AVTECH: the text joins several components (`FullImg-1023-1007-1011-1009`)."""
    return "AVTECH joins the versions of several components, which have no common order"


def portable() -> Iterator[Notation]:
    """Yield nothing: its versions cannot be placed."""
    yield from ()

"""The objects of a checked list, for the description of the API; see `schemas`."""

from __future__ import annotations

from pydantic import BaseModel

from integration_db.vocabulary import Level, Requirement, Status
from integration_db.web.api.schemas import Capabilities, Listing, Match, Task


class Shown(BaseModel):
    """What the recorder will show with one protocol setting, in short."""

    setting: str
    now: list[Level]
    after: list[Level]


class Upgrade(BaseModel):
    """Which firmware would reach the level."""

    nearest_firmware: str
    older: bool
    firmware: list[str]
    regressions: list[str]


class CheckedLine(BaseModel):
    """What one line of a list comes to: an object of the command `check`."""

    line: int
    name: str | None
    quantity: int
    status: Status
    reason: str
    manufacturer: str | None
    model: str | None
    match: Match | None
    firmware: str | None
    recorder: str | None
    plugin: str | None
    capabilities: Capabilities | None
    protocol: str | None
    predictions: list[Shown]
    tasks: list[Task]
    settled_by: str | None
    upgrade: Upgrade | None
    suggestions: list[str]
    waived: str | None
    waiver_expired: bool


class CertificateJobs(BaseModel):
    """How many cameras need a certificate, and for how many nobody says."""

    before_handover: int
    before_handover_unknown: int
    after_readdressing: int
    after_readdressing_unknown: int


class Summary(BaseModel):
    """What a list comes to; cameras are lines times quantity."""

    lines: int
    cameras: int
    device_types: int
    passed: bool
    failed: int
    waived: int
    expired_waivers: int
    lines_by_status: dict[Status, int]
    cameras_by_status: dict[Status, int]
    cameras_by_outcome: dict[str, int]
    certificates: CertificateJobs


class CheckedLines(Listing):
    """A list that was checked."""

    require: Requirement
    lines: list[CheckedLine]
    summary: Summary

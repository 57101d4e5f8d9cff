"""The objects of a checked list, for the description of the API; see `schemas`."""

from __future__ import annotations

from pydantic import BaseModel

from integration_db.check.answering.certificates import CertificateNeed
from integration_db.check.totals.plan import StepCode, StepPlace
from integration_db.vocabulary import LineThing, Requirement, Status, Subject
from integration_db.web.api.schemas import (
    Capabilities,
    Counts,
    Listing,
    Match,
    Moment,
    Note,
    Task,
    Verdict,
)
from integration_db.web.api.word_lists import LimitCode


class Reached(BaseModel):
    """What comes of one setting, in short."""

    setting: str
    label: str
    status: Status
    now: Moment
    after: Moment


class Upgrade(BaseModel):
    """Which firmware would reach the level, and with which setting."""

    setting: str
    nearest_firmware: str
    older: bool
    firmware: list[str]
    regressions: list[str]


class CheckedLine(BaseModel):
    """What one line of a list comes to: an object of the command `check`."""

    line: int
    sheet: str | None
    name: str | None
    quantity: int
    same_device_as: int | None
    status: Status
    subject: Subject
    thing: LineThing | None
    reason: str
    manufacturer: str | None
    model: str | None
    match: Match | None
    firmware: str | None
    firmware_from: str | None
    recorder: str | None
    plugin: str | None
    verdict: Verdict | None
    may_not_connect: bool
    camera: Capabilities | None
    capabilities: Capabilities | None
    predictions: list[Reached]
    tasks: list[Task]
    certificate: CertificateNeed
    settled_by: str | None
    better_setting: str | None
    upgrade: Upgrade | None
    caveats: list[Note]
    suggestions: list[str]
    waived: str | None
    waiver_expired: bool


class Limit(BaseModel):
    """What limits the answers of so many cameras; `assumed` because nobody said otherwise.

    `cameras` is null where it is about the list as a whole; `number` is how many worksheets, rows
    or columns it is about, where it is about some.
    """

    code: LimitCode
    text: str
    assumed: bool
    cameras: int | None
    number: int | None


class FirstLine(BaseModel):
    """A line by its number, and its worksheet where the list has several."""

    line: int
    sheet: str | None


class Step(BaseModel):
    """One thing to do for so many cameras; the steps stand in the order in which they are safe."""

    code: StepCode
    text: str
    where: StepPlace
    interrupts: bool
    proof: str
    cameras: int
    camera_by_camera: bool
    first_lines: list[FirstLine]


class Certificates(BaseModel):
    """How many cameras need which certificate; each is counted once."""

    authority: int
    upload: int
    camera: int
    look: int
    unknown: int
    none: int


class Summary(BaseModel):
    """What a list comes to; cameras are lines times quantity."""

    lines: int
    cameras: int
    inputs: int
    device_types: int
    passed: bool | None
    failed: int
    waived: int
    expired_waivers: int
    lines_by_subject: Counts
    lines_by_thing: Counts
    lines_by_status: Counts
    cameras_by_status: Counts
    cameras_by_reach: Counts
    cameras_that_may_not_connect: int
    cameras_not_listed: int
    certificates: Certificates


class CheckedLines(Listing):
    """A list that was checked."""

    require: Requirement
    lines: list[CheckedLine]
    limits: list[Limit]
    plan: list[Step]
    summary: Summary

"""The work of a plan summed up: who does what how often, and which ports have to be open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from integration_db.check import Assessment, Step
from integration_db.check.totals.plan import StepPlace, whom
from integration_db.evidence.details import value_of
from integration_db.named_tuple import NamedTuple
from integration_db.prediction.site import USUAL_PORTS
from integration_db.report.digest import LineGroup
from integration_db.text.labels import JOB
from integration_db.text.sentences import capital

PARTIES: Final[dict[StepPlace, str]] = {
    "camera": "At the cameras",
    "recorder": "In the recorder",
    "camera and recorder": "At the cameras and in the recorder",
    "network": "In the network",
}
"""Who has something to do, by the place of a step."""

_OWN_PORT: Final = frozenset({"rtsps", "rtsps_srtp", "vendor"})
"""The ways of encrypted video that do not travel within HTTPS."""


class Job(NamedTuple):
    """What one party does, for how many, and whether recording is interrupted."""

    text: str
    cameras: int
    devices: int
    interrupts: bool
    once: bool

    @property
    def whom(self) -> str:
        """Return for how many it is."""
        return whom(self.cameras, self.devices)


class Party(NamedTuple):
    """One party with its jobs, in the order of the plan."""

    name: str
    jobs: tuple[Job, ...]


class OpenPort(NamedTuple):
    """A connection from the recorder that the network has to let through, and why."""

    port: str
    cameras: int
    why: str


def parties_of(plan: Sequence[Step[LineGroup]]) -> tuple[Party, ...]:
    """Return the steps of a plan summed up by party; steps of one kind are one job."""
    jobs: dict[StepPlace, dict[str, Job]] = {}
    for step in plan:
        of_party = jobs.setdefault(step.where, {})
        text = JOB[step.code]
        before = of_party.get(text)
        of_party[text] = Job(
            capital(text),
            step.cameras + (before.cameras if before else 0),
            step.devices + (before.devices if before else 0),
            step.interrupts or bool(before and before.interrupts),
            step.code == "trust_ca",
        )
    return tuple(
        [Party(name, tuple(jobs[one].values())) for one, name in PARTIES.items() if one in jobs]
    )


def ports_of(groups: Iterable[LineGroup]) -> tuple[OpenPort, ...]:
    """Return the ports that the recorder connects to once the work is done, the usual one first."""
    cameras: dict[tuple[str, str], int] = {}
    for group in groups:
        for key in _ports(group.assessment):
            cameras[key] = cameras.get(key, 0) + group.cameras
    ports = [OpenPort(port, number, why) for (port, why), number in cameras.items() if number]
    return tuple(sorted(ports, key=lambda one: -one.cameras))


def _ports(assessment: Assessment) -> Iterable[tuple[str, str]]:
    """Yield the ports of one camera with their reasons."""
    leading = assessment.leading
    if leading is None:
        return
    changed = {name: text for task in assessment.tasks for name, text in task.parts}
    for number, attempt in enumerate(leading.attempts):
        port = changed.get("port", str(attempt.port)) if number == 0 else str(attempt.port)
        yield f"TCP {port}", _WHY[attempt.scheme]
    if any(level in leading.after.levels for level in ("full", "stream")):
        assert assessment.answer is not None, "a plan is for a camera that was answered"
        ways = {
            way
            for cell in assessment.answer.cells
            for way in value_of(cell.details, "video_via") or ()
        }
        if ways & _OWN_PORT:
            usual = USUAL_PORTS["rtsps"]
            yield (
                f"TCP {usual}, or as the camera says",
                "RTSPS: the video, where camera and recorder agree to encrypt it so",
            )
    if "full" not in leading.after.levels or leading.after.floor != "full":
        yield (
            f"TCP {USUAL_PORTS['rtsp']}, or as set today",
            "RTSP: the video, as long as it is not shown to be encrypted",
        )


_WHY: Final = {
    "http": "HTTP: where HTTPS is not reached, this setting goes on in clear",
    "https": "HTTPS: log-in, web page and commands, and the video where it travels inside",
    "rtsp": "RTSP: the video in clear",
    "rtsps": "RTSPS: the encrypted video",
}

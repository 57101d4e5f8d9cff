"""What a list leaves to do on site, for all cameras together, in the order in which it is safe.

Each kind of task is one step, and the steps follow each other as the tasks of one camera do: the
recorder is moved to HTTPS only after the camera was seen to have it, and what is open in clear is
closed last. So whoever goes through the steps one by one leaves no camera dark, and may stop after
any of them. Lines whose camera might not be reached afterwards have no tasks (see `assessment`).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from integration_db.named_tuple import NamedTuple
from integration_db.prediction.tasks import Task
from integration_db.text.sentences import sentence
from integration_db.vocabulary import TASKS

if TYPE_CHECKING:
    from integration_db.check.assessment import Assessment


class Asking(Protocol):
    """Lines that share one answer."""

    @property
    def assessment(self) -> Assessment:
        """Return the answer."""

    @property
    def cameras(self) -> int:
        """Return how many cameras are meant."""


Lines = TypeVar("Lines", bound=Asking)


class Step(NamedTuple, Generic[Lines]):
    """One task, and the lines whose cameras it is for."""

    task: Task
    lines: tuple[Lines, ...]

    @property
    def cameras(self) -> int:
        """Return for how many cameras it is to be done."""
        return sum(one.cameras for one in self.lines)

    def to_dict(self) -> dict[str, object]:
        """Return the object that is printed as JSON."""
        kind = self.task.kind
        return {
            "code": self.task.code,
            "text": self.task.text,
            "where": kind.where,
            "interrupts": kind.interrupts,
            "proof": sentence(kind.proof),
            "cameras": self.cameras,
        }


def plan_of(lines: Iterable[Lines]) -> tuple[Step[Lines], ...]:
    """Return the steps in order; those of one kind stand together, for the most cameras first."""
    by_task: dict[tuple[str, str], tuple[Task, list[Lines]]] = {}
    for one in lines:
        for task in one.assessment.tasks:
            by_task.setdefault((task.code, task.text), (task, []))[1].append(one)
    steps = [Step(task, tuple(found)) for task, found in by_task.values()]
    return tuple(sorted(steps, key=lambda step: (TASKS.index(step.task.code), -step.cameras)))

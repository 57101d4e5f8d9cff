"""What a list leaves to do on site, for all cameras together, in the order in which it is safe.

Each kind of task is one step, and the steps follow each other as the tasks of one camera do: the
recorder is moved to HTTPS only after the camera was seen to have it, and what is open in clear is
closed last. So whoever goes through the steps one by one leaves no camera dark, and may stop after
any of them. Lines whose camera might not be reached afterwards have no tasks (see `assessment`).

Where addresses change, that is a step too: behind what does not depend on the address, before what
does. Only there a camera may stay away meanwhile, which the step says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final, Generic, Literal, Protocol, TypeAlias, TypeVar

from integration_db.named_tuple import NamedTuple
from integration_db.prediction.tasks import CERTIFICATE_TASKS, Task, TaskPlace
from integration_db.text.sentences import counted, sentence
from integration_db.vocabulary import TASKS, TaskCode

if TYPE_CHECKING:
    from integration_db.check.assessment import Assessment

StepCode: TypeAlias = TaskCode | Literal["change_address"]
StepPlace: TypeAlias = TaskPlace | Literal["camera and recorder"]

_FIRST_OF_ADDRESS: Final = TASKS.index("create_certificate")
"""The place of the first task that wants the new address."""

_LOOK: Final = TASKS.index("check_https")
"""The place of the last task without which a moved camera may not be reached."""


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
    """One thing to do, and the lines whose cameras it is for.

    `text` says what, `where` the place, `proof`, a clause, how to see that it is done.
    """

    code: StepCode
    text: str
    where: StepPlace
    interrupts: bool
    proof: str
    lines: tuple[Lines, ...]

    @property
    def cameras(self) -> int:
        """Return for how many cameras it is to be done."""
        return sum(one.cameras for one in self.lines)

    def to_dict(self) -> dict[str, object]:
        """Return the object that is printed as JSON."""
        return {
            "code": self.code,
            "text": self.text,
            "where": self.where,
            "interrupts": self.interrupts,
            "proof": sentence(self.proof),
            "cameras": self.cameras,
        }


def plan_of(lines: Iterable[Lines]) -> tuple[Step[Lines], ...]:
    """Return the steps in order; those of one kind stand together, for the most cameras first."""
    by_task: dict[tuple[str, str], tuple[Task, list[Lines]]] = {}
    moved: list[Lines] = []
    for one in lines:
        for task in one.assessment.tasks:
            by_task.setdefault((task.code, task.text), (task, []))[1].append(one)
        if one.assessment.tasks and one.assessment.request.site.address_changed:
            moved.append(one)
    steps: list[Step[Lines]] = []
    for task, found in by_task.values():
        kind = task.kind
        steps.append(
            Step(task.code, task.text, kind.where, kind.interrupts, kind.proof, tuple(found))
        )
    if moved:
        steps.append(_change_of_address(moved))
    steps.sort(key=lambda step: (_place(step.code), -step.cameras))
    return tuple(_with_meanwhile(steps))


def _with_meanwhile(steps: list[Step[Lines]]) -> Iterator[Step[Lines]]:
    """Yield the steps; where addresses change, with the steps until which cameras may be away.

    A camera that the recorder reaches over HTTPS only is away until its certificate fits.
    """
    last = max((n for n, step in enumerate(steps, 1) if _place(step.code) <= _LOOK), default=0)
    for number, step in enumerate(steps, 1):
        waiting = sum(one.cameras for one in step.lines if _waits(one.assessment))
        if step.code == "change_address" and waiting:
            until = f"step {last} is" if last == number + 1 else f"steps {number + 1} to {last} are"
            step = step._replace(
                text=f"{step.text} {counted(waiting, 'camera')} may stay away until {until} done, "
                "unless the recorder reaches them in clear: do these together, camera by camera."
            )
        yield step


def left_out_sentence(lines: Iterable[Asking]) -> str:
    """Return how many cameras the plan leaves out, and why; empty if none."""
    number = sum(one.cameras for one in lines if one.assessment.is_left_out)
    if not number:
        return ""
    return f"Not in the plan: {counted(number, 'camera')}, since no tasks lead there for certain."


def _place(code: StepCode) -> float:
    return _FIRST_OF_ADDRESS - 0.5 if code == "change_address" else TASKS.index(code)


def _change_of_address(lines: Sequence[Lines]) -> Step[Lines]:
    """Return the step in which addresses change, camera by camera: none waits for the others."""
    text = (
        "Change the address, where that is not done yet: one camera after the other, first at the "
        "camera, then at once in the recorder."
    )
    proof = "the camera answers under its new address, and the recorder has it"
    return Step("change_address", text, "camera and recorder", True, proof, tuple(lines))


def _waits(assessment: Assessment) -> bool:
    """Whether the recorder may lose a camera by the move until something is done for it."""
    codes = {task.code for task in assessment.tasks}
    return bool(codes & (CERTIFICATE_TASKS | {"check_https", "switch_on_https"}))

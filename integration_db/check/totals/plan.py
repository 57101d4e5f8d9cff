"""What a list leaves to do on site, for all cameras together, in the order in which it is safe.

Each kind of task is one step, and the steps follow each other as the tasks of one camera do: the
recorder is moved to HTTPS only after the camera was seen to have it, and what is open in clear is
closed last. So whoever goes through the steps one by one leaves no camera dark, and may stop after
any of them. Lines whose camera might not be reached afterwards have no tasks (see `assessment`).

Where addresses change, that is a step too: behind what does not depend on the address, before what
does. Every line that has a new address is in it, whatever its answer is. A camera that the recorder
reaches over HTTPS may stay away until its certificate fits, so from there to the last look the
steps are done camera by camera; all others are done for all cameras before the next one begins.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Final, Generic, Literal, Protocol, TypeAlias, TypeVar

from integration_db.check.lines.named_line import NamedLine
from integration_db.named_tuple import NamedTuple
from integration_db.prediction.tasks import KINDS, Task, TaskPlace
from integration_db.text.sentences import counted, first_of, sentence
from integration_db.vocabulary import OPEN_SUBJECTS, TASKS, TaskCode

if TYPE_CHECKING:
    from integration_db.check.answering.assessment import Assessment

StepCode: TypeAlias = Literal[TaskCode, "change_address", "look_after_move"]
StepPlace: TypeAlias = Literal[TaskPlace, "camera and recorder"]

_FIRST_OF_ADDRESS: Final = TASKS.index("create_certificate")
"""The place of the first task that wants the new address."""

_LAST_OF_MOVE: Final = "look_after_move"
"""The last step without which a moved camera may not be reached."""

_PLACES: Final[dict[str, float]] = {
    **{code: place for place, code in enumerate(TASKS)},
    "change_address": _FIRST_OF_ADDRESS - 0.5,
    "look_after_move": TASKS.index("check_https") + 0.5,
}
"""The place of each step in the order."""

_ONE_STEP: Final[dict[TaskCode, str]] = {
    "check_https": "missing",
    "verify": "shown",
    "close_clear": "open",
}
"""The tasks that are one step though they differ from camera to camera in one part."""


class Asking(Protocol):
    """Lines that share one answer."""

    @property
    def assessment(self) -> Assessment:
        """Return the answer."""

    @property
    def cameras(self) -> int:
        """Return how many cameras are meant."""

    @property
    def lines(self) -> int:
        """Return how many lines there are."""

    @property
    def again(self) -> int:
        """Return how many of the lines mean devices that were counted before."""

    @property
    def devices(self) -> int:
        """Return how many devices are meant, each once."""

    @property
    def waiting(self) -> int:
        """Return how many devices a new address may take from the recorder for a while."""

    @property
    def named(self) -> Sequence[NamedLine]:
        """Return the first of the lines."""


Lines = TypeVar("Lines", bound=Asking)


class StepVariant(NamedTuple, Generic[Lines]):
    """In what a step differs from camera to camera, and the lines whose cameras it is so for."""

    text: str
    lines: tuple[Lines, ...]

    @property
    def cameras(self) -> int:
        """Return for how many cameras it is so."""
        return sum(one.cameras for one in self.lines)


class Step(NamedTuple, Generic[Lines]):
    """One thing to do, and the lines whose cameras it is for.

    `text` says what, `where` the place, `proof`, a clause, how to see that it is done.
    `variants` are there where it is not the same for all cameras. One that is done camera by
    camera belongs together with the steps beside it that are.
    """

    code: StepCode
    text: str
    where: StepPlace
    interrupts: bool
    proof: str
    lines: tuple[Lines, ...]
    variants: tuple[StepVariant[Lines], ...] = ()
    camera_by_camera: bool = False

    @property
    def cameras(self) -> int:
        """Return for how many cameras it is to be done."""
        return sum(one.cameras for one in self.lines)

    @property
    def whom(self) -> str:
        """Return for how many cameras it is; devices where not all of them are cameras."""
        return whom(self.cameras, self.devices)

    @property
    def devices(self) -> int:
        """Return for how many devices it is to be done, cameras and others."""
        return sum(one.devices for one in self.lines)

    def line_words(self, kinds: Sequence[Asking]) -> str:
        """Return which of its lines are meant, with the addresses of their devices at the time."""
        return line_words(kinds, address=self._address)

    def _address(self, line: NamedLine) -> str:
        """Return under which address the device of a line is reached when the step is done."""
        place, move = _PLACES[self.code], _PLACES["change_address"]
        if not line.new_address or place < move:
            return line.address
        return line.new_address if place > move else f"{line.address}, then {line.new_address}"

    def to_dict(self) -> dict[str, object]:
        """Return the object that is printed as JSON."""
        return {
            "code": self.code,
            "text": self.text,
            "where": self.where,
            "interrupts": self.interrupts,
            "proof": sentence(self.proof),
            "cameras": self.cameras,
            "devices": self.devices,
            "camera_by_camera": self.camera_by_camera,
            "first_lines": [
                {"line": one.number, "sheet": one.sheet} for one in first_lines(self.lines)
            ],
        }


def first_lines(kinds: Iterable[Asking], most: int = 10) -> list[NamedLine]:
    """Return the first lines of several kinds together, in the order of the list.

    Of the lines that mean one device only the first is named.
    """
    every = [line for kind in kinds for line in kind.named if not line.again]
    return sorted(every, key=lambda one: (one.sheet_number, one.number))[:most]


def line_words(
    kinds: Sequence[Asking], most: int = 10, *, address: Callable[[NamedLine], str] | None = None
) -> str:
    """Return which lines are meant: the first of them by name, the others counted.

    Of the lines that mean one device only the first counts; how many inputs there are follows.
    `address` tells which one of a line is shown.
    """
    lines = sum(one.lines for one in kinds)
    number = lines - sum(one.again for one in kinds)
    named = first_lines(kinds, most)
    if not named:
        return counted(lines, "line")
    shown = [one.text_with(address(one)) if address is not None else one.text for one in named]
    texts = first_of(shown, most, of=number)
    inputs = f" ({lines:,} inputs)" if lines > number else ""
    return f"{'line' if number == 1 else 'lines'} {texts}{inputs}"


def whom(cameras: int, devices: int) -> str:
    """Return for how many cameras something is; devices where not all of them are cameras."""
    return counted(devices, "camera" if devices == cameras else "device")


def plan_of(lines: Iterable[Lines]) -> tuple[Step[Lines], ...]:
    """Return the steps in order; those of one kind stand together, for the most cameras first."""
    by_task: dict[tuple[str, ...], list[tuple[Task, Lines]]] = {}
    moved: list[Lines] = []
    for one in lines:
        if one.lines == one.again:
            continue  # inputs of devices that other lines ask for
        for task in one.assessment.tasks if one.assessment.counts else ():
            key = (task.code,) if task.code in _ONE_STEP else (task.code, task.text)
            by_task.setdefault(key, []).append((task, one))
        if _moves(one):
            moved.append(one)
    steps = [_step(found) for found in by_task.values()]
    if moved:
        steps.append(_change_of_address(moved))
        if unsure := [one for one in moved if not one.assessment.tasks]:
            steps.append(_look_after_move(unsure))
    steps.sort(key=lambda step: (_PLACES[step.code], -step.cameras))
    return tuple(_with_meanwhile(steps))


def _step(found: Sequence[tuple[Task, Lines]]) -> Step[Lines]:
    """Return the step that tasks of one kind are, with the lines that ask for each."""
    code = found[0][0].code
    by_text: dict[str, list[Lines]] = {}
    for task, line in found:
        text = dict(task.parts)[_ONE_STEP[code]] if code in _ONE_STEP else task.text
        by_text.setdefault(text, []).append(line)
    own = [StepVariant(text, tuple(lines)) for text, lines in by_text.items()]
    own.sort(key=lambda one: -one.cameras)
    text = own[0].text
    if code in _ONE_STEP:
        part = text if len(own) == 1 else "; ".join(map(_variant_words, own))
        text = KINDS[code].text.format_map({_ONE_STEP[code]: part})
    kind, lines = KINDS[code], tuple(line for _, line in found)
    variants = tuple(own) if len(own) > 1 else ()
    return Step(code, text, kind.where, kind.interrupts, kind.proof, lines, variants)


def _variant_words(one: StepVariant[Lines]) -> str:
    return f"{one.text} ({counted(one.cameras, 'camera')})"


def _with_meanwhile(steps: list[Step[Lines]]) -> list[Step[Lines]]:
    """Return the steps; where addresses change, with those that are done camera by camera.

    A camera that the recorder reaches over HTTPS is away until its certificate fits.
    """
    move = next((n for n, step in enumerate(steps) if step.code == "change_address"), None)
    if move is None:
        return steps
    last = max(n for n, step in enumerate(steps) if _PLACES[step.code] <= _PLACES[_LAST_OF_MOVE])
    moved = [one for one in steps[move].lines if one.waiting]
    waiting = sum(one.waiting for one in moved)
    if not waiting or last == move:
        return steps
    cameras = sum(one.waiting for one in moved if one.assessment.counts)
    text = (
        f"{steps[move].text} {whom(cameras, waiting)} may stay away until step {last + 1} is "
        f"done: do steps {move + 1} to {last + 1} for one camera before the next camera's address "
        "changes."
    )
    together = [one._replace(camera_by_camera=True) for one in steps[move : last + 1]]
    return [*steps[:move], together[0]._replace(text=text), *together[1:], *steps[last + 1 :]]


def left_out_of(lines: Iterable[Lines]) -> tuple[Lines, ...]:
    """Return the lines whose cameras the plan leaves out."""
    return tuple(one for one in lines if one.assessment.is_left_out and one.cameras)


def left_out_sentence(lines: Iterable[Asking]) -> str:
    """Return how many cameras the plan leaves out, which, and why; empty if none."""
    kinds = left_out_of(lines)
    number = sum(one.cameras for one in kinds)
    if not number:
        return ""
    return (
        f"Not in the plan: {counted(number, 'camera')}, {line_words(kinds)}, since no tasks lead "
        "there for certain."
    )


def _moves(lines: Asking) -> bool:
    """Whether lines have new addresses; what is certainly no device has none.

    Where an address is known to become another one there is a device, whatever a line calls it.
    """
    moved = lines.assessment.request.site.address_changed is True
    is_device = lines.assessment.subject in (*OPEN_SUBJECTS, "device")
    return moved and (is_device or any(line.new_address for line in lines.named))


def _change_of_address(lines: Sequence[Lines]) -> Step[Lines]:
    """Return the step in which addresses change, camera by camera: none waits for the others.

    Where new addresses are planned, the order is that of the plan, in which none is held twice.
    """
    is_planned = any(line.new_address for one in lines for line in one.named)
    how = (
        "Change the addresses move by move, in the order of the re-addressing plan, where that is "
        "not done yet:"
        if is_planned
        else "Change the address, where that is not done yet: one camera after the other,"
    )
    text = f"{how} first at the camera, then at once in the recorder."
    proof = "the camera answers under its new address, and the recorder has it"
    return Step("change_address", text, "camera and recorder", True, proof, tuple(lines))


def _look_after_move(lines: Sequence[Lines]) -> Step[Lines]:
    """Return the step for moved cameras of which nobody can say what else has to be done."""
    text = (
        "Look whether the recorder records the camera again. If it does not and connects by HTTPS, "
        "open the camera's page over https and look whether its certificate names the old address."
    )
    return Step(
        "look_after_move", text, "recorder", False, "the recorder records the camera", tuple(lines)
    )

"""Which tasks of a prediction a line still asks for, by what the list knows of today.

A prediction knows the place, not what the recorder does at this moment. A connection that runs over
HTTPS proves that HTTPS is on and that the recorder accepts the certificate; where it does so by the
setting of the answer, and nothing counted is left, what comes after the tasks is so today. A new
address leaves of the certificate's tasks the one that the address asks for.
"""

from __future__ import annotations

from typing import Final

from integration_db.check.answering.moved_certificate import TASK_AFTER, AfterMove
from integration_db.named_tuple import NamedTuple
from integration_db.prediction.levels import ENCRYPTED
from integration_db.prediction.prediction import Prediction, close_clear, missing_parts
from integration_db.prediction.reaching import LOOKED_FOR, LookedFor
from integration_db.prediction.site import Site
from integration_db.prediction.tasks import CERTIFICATE_TASKS, Task
from integration_db.vocabulary import TASKS, Requirement, TaskCode

_PROVEN: Final[frozenset[TaskCode]] = CERTIFICATE_TASKS | {
    *("set_clock", "trust_ca", "pin_certificate", "switch_on_https", "check_https")
}
"""The tasks that a connection over HTTPS proves to be done."""

_CERTIFICATE: Final[frozenset[TaskCode]] = CERTIFICATE_TASKS | {"check_https"}


class Known(NamedTuple):
    """What a list knows beside the site.

    `setting` is the id of the one that the recorder has now, `by_https` tells that it tries nothing
    but HTTPS. `moved` is what a new address makes of the certificate, None where it stays.
    `names_checked` tells that the recorder is known to look at the names of a certificate,
    `holds_address` that the address of today is among those of this one.
    """

    setting: str | None = None
    by_https: bool = False
    moved: AfterMove | None = None
    names_checked: bool = False
    holds_address: bool = False


def left_to_do(
    prediction: Prediction, site: Site, known: Known, require: Requirement
) -> Prediction:
    """Return the prediction with the tasks that are left, in the order in which they are safe."""
    tasks = {task.code: task for task in prediction.tasks}
    looks_for = set(prediction.looks_for)
    counts = any(tasks[code].counts for code in _CERTIFICATE & set(tasks))
    about_move = known.moved is not None and _is_about_the_move(tasks, known, site)
    if known.by_https:
        tasks = {code: task for code, task in tasks.items() if code not in _PROVEN}
        looks_for.clear()
        if prediction.after.floor == "control":
            tasks.pop("use_firmware", None)
    if known.setting == prediction.setting.id:
        for code in ("set_protocol", "set_port"):
            tasks.pop(code, None)
    if known.moved is not None and about_move and prediction.after.floor in ENCRYPTED:
        _ask_for_moved(tasks, looks_for, known.moved, counts=counts)
    if "ca_certificate" in tasks and "trust_ca" not in site.done and site.certificate != "ca":
        tasks.setdefault("trust_ca", Task("trust_ca", tasks["ca_certificate"].counts))
    if require == "control" and tasks.pop("switch_on_video", None) is not None:
        tasks.pop("close_clear", None)
        closing = close_clear(("control",), prediction.shows, site)  # the video stays in clear
        if closing is not None:
            tasks["close_clear"] = closing
    is_chosen = known.by_https and known.setting == prediction.setting.id
    if is_chosen and not any(task.counts for task in tasks.values()):
        prediction = prediction._replace(now=prediction.after)  # it is connected so today
    return prediction._replace(
        tasks=tuple(sorted(tasks.values(), key=lambda task: TASKS.index(task.code))),
        looks_for=_in_order(looks_for),
    )


def _is_about_the_move(tasks: dict[TaskCode, Task], known: Known, site: Site) -> bool:
    """Whether the certificate's tasks are those of the new address, and of nothing beside."""
    if known.by_https or "remake_certificate" in tasks or not CERTIFICATE_TASKS & set(tasks):
        return True
    return (
        "ca_certificate" in tasks
        and "trust_ca" not in tasks
        and "trust_ca" not in site.done
        and site.certificate != "ca"
        and not known.names_checked
        and known.holds_address
    )


def _ask_for_moved(
    tasks: dict[TaskCode, Task], looks_for: set[LookedFor], moved: AfterMove, *, counts: bool
) -> None:
    """Put what a new address asks for in the place of the certificate's other tasks."""
    for other in CERTIFICATE_TASKS:
        tasks.pop(other, None)
    code = TASK_AFTER[moved.fate]
    if code is None:
        return
    if moved.fate == "look":
        looks_for.add("certificate")
    parts = missing_parts(_in_order(looks_for)) if code == "check_https" else ()
    tasks[code] = Task(code, counts, parts)


def _in_order(looks_for: set[LookedFor]) -> tuple[LookedFor, ...]:
    """Return what is looked for, always in one order."""
    return tuple(one for one in LOOKED_FOR if one in looks_for)

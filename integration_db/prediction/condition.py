"""One condition on which a connection, or its encryption, hangs: as things are, and after tasks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from integration_db.named_tuple import NamedTuple
from integration_db.vocabulary import Assumption, Support, TaskCode


class Condition(NamedTuple):
    """Whether something holds now, and whether it will once the tasks are done.

    `assumes` are the assumptions that stand in for what nobody said, in both moments.
    """

    now: Support
    after: Support
    tasks: tuple[TaskCode, ...] = ()
    assumes: tuple[Assumption, ...] = ()


MET: Final = Condition("yes", "yes")
UNMET: Final = Condition("no", "no")
OPEN: Final = Condition("unknown", "unknown")


def fixed(value: Support) -> Condition:
    """Return a condition that nothing on site changes."""
    return {"yes": MET, "no": UNMET, "unknown": OPEN}[value]


def done_by(*tasks: TaskCode, now: Support = "unknown") -> Condition:
    """Return a condition that certainly holds once these tasks are done."""
    return Condition(now, "yes", tasks)


def assumed(assumption: Assumption, strict: bool) -> Condition:
    """Return a condition that is taken for granted, unless nothing may be."""
    return OPEN if strict else Condition("yes", "yes", (), (assumption,))


def all_hold(conditions: Iterable[Condition]) -> Condition:
    """Return whether all hold: no wins, then unknown.

    Where that is certainly not so, no task is asked for; what is assumed counts only where the
    whole holds because of it.
    """
    given = list(conditions)
    now, after = _and(one.now for one in given), _and(one.after for one in given)
    if after == "no":
        return Condition(now, after)
    tasks = dict.fromkeys(task for one in given for task in one.tasks)
    assumes: dict[Assumption, None] = {}
    if "yes" in (now, after):
        assumes = dict.fromkeys(name for one in given for name in one.assumes)
    return Condition(now, after, tuple(tasks), tuple(assumes))


def _and(values: Iterable[Support]) -> Support:
    distinct = set(values)
    return "no" if "no" in distinct else "unknown" if "unknown" in distinct else "yes"

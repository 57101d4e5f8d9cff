"""What one setting comes to in one stretch of firmware: the levels now and after the tasks."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from integration_db.named_tuple import NamedTuple
from integration_db.prediction.condition import Condition
from integration_db.prediction.levels import ENCRYPTED, floor, in_order
from integration_db.prediction.link import Link
from integration_db.prediction.reaching import encrypted_video, needed_by, reach
from integration_db.prediction.setting import Attempt, Setting
from integration_db.prediction.site import Site
from integration_db.prediction.tasks import without_double_work
from integration_db.vocabulary import (
    ASSUMPTIONS,
    VIDEO_ENCRYPTION,
    Assumption,
    Level,
    Support,
    TaskCode,
)


class Case(NamedTuple):
    """Levels that remain possible now and after the tasks, least first, and what they rest on.

    `tasks` lead from one to the other, `needed` are those that the floor rests on. `reached` tells
    whether the first encrypted attempt is answered, `video` whether video is encrypted then; both
    are None where nothing encrypted is tried.
    """

    now: tuple[Level, ...]
    after: tuple[Level, ...]
    tasks: frozenset[TaskCode]
    needed: frozenset[TaskCode]
    assumes: tuple[Assumption, ...]
    attempts: tuple[Attempt, ...]
    reached: Condition | None
    video: Condition | None


class _Moment:
    """The levels of one moment, while the attempts are gone through in order."""

    def __init__(self) -> None:
        self.levels: set[Level] = set()
        self.trying = True

    def add(self, answered: Support, levels: frozenset[Level]) -> None:
        """Count in an attempt, which is only made where those before it may have failed."""
        if self.trying and answered != "no":
            self.levels |= levels
            self.trying = answered != "yes"

    def end(self) -> tuple[Level, ...]:
        """Return the levels, with `fails` where every attempt may fail."""
        return in_order(self.levels | {"fails"} if self.trying else self.levels)


@lru_cache(maxsize=65536)
def case(setting: Setting, link: Link, site: Site) -> Case:
    """Return what a setting comes to. Raises `PortNotAllowed` as `Setting.attempts` does."""
    attempts = setting.attempts(site)
    now, after = _Moment(), _Moment()
    tasks: set[TaskCode] = set()
    assumes: set[Assumption] = set()
    reached = video = None
    for number, attempt in enumerate(attempts):
        condition = reach(attempt, number == 0, setting.port_editable, link, site)
        beyond = None
        if attempt.scheme == "https" and link.takes == "camera":
            beyond = encrypted_video(link, site)
        if now.trying or after.trying:
            assumes |= {*condition.assumes, *(beyond.assumes if beyond else ())}
        if reached is None and attempt.encrypts:
            reached, video = condition, beyond
            tasks |= set(condition.tasks)
        now.add(condition.now, _levels(attempt, link, beyond and beyond.now))
        after.add(condition.after, _levels(attempt, link, beyond and beyond.after))
    levels = after.end()
    needed: set[TaskCode] = set()
    least = floor(levels)
    if least in ENCRYPTED:
        needed = set(tasks)
    if video is not None and video.after == "yes" and (reached is None or reached.after != "no"):
        tasks |= set(video.tasks)
        if least == "full":
            needed |= set(video.tasks)
    return Case(
        now.end(),
        levels,
        without_double_work(tasks),
        without_double_work(needed),
        tuple(name for name in ASSUMPTIONS if name in assumes),
        attempts,
        reached,
        video,
    )


def _levels(attempt: Attempt, link: Link, video: Support | None) -> frozenset[Level]:
    """Return what may be encrypted where an attempt is answered."""
    if not attempt.encrypts:
        return _NOTHING
    if needed_by(attempt, link) == VIDEO_ENCRYPTION:
        return _STREAM
    return _OVER_HTTPS[video or "unknown"]


_NOTHING: Final[frozenset[Level]] = frozenset({"nothing"})
_STREAM: Final[frozenset[Level]] = frozenset({"stream"})
_OVER_HTTPS: Final[dict[Support, frozenset[Level]]] = {
    "yes": frozenset({"full"}),
    "no": frozenset({"control"}),
    "unknown": frozenset({"control", "full"}),
}
"""What is encrypted where HTTPS is reached, by whether the video is."""

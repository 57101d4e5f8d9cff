"""What the recorder will do with one setting: every level that remains, now and after tasks.

Two moments are told apart. *Now* keeps each level that is possible with what was said, over all
firmware that the camera may run; *after* what is possible once the listed tasks are done, on the
best firmware that the camera is shown to run, or wherever one that was said may lie. More
knowledge can only take levels away, never add one; the tests hold this for every combination. This
module decides nothing about what a camera can do: it is told, stretch by stretch.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from integration_db.named_tuple import NamedTuple
from integration_db.prediction.case import Case, case
from integration_db.prediction.findings import findings
from integration_db.prediction.levels import (
    ENCRYPTED,
    RANK,
    Worth,
    at_least,
    ceiling,
    floor,
    in_order,
    worth,
)
from integration_db.prediction.link import Link
from integration_db.prediction.note import Note
from integration_db.prediction.open_points import OpenPoint, open_point
from integration_db.prediction.reaching import LookedFor, looked_for, needed_by
from integration_db.prediction.setting import Attempt, Setting
from integration_db.prediction.site import ANY_SITE, USUAL_PORTS, Site
from integration_db.prediction.tasks import Task, safe_order, without_double_work
from integration_db.text.labels import detail_value
from integration_db.text.sentences import all_of, any_of, spoken_range
from integration_db.vocabulary import (
    ASSUMPTIONS,
    CHANNELS,
    VIDEO_ENCRYPTION,
    Assumption,
    Level,
    Support,
    TaskCode,
)

Shows = Mapping[Level, str]
"""A recorder's symbols by level; a recorder without symbols has none."""

NO_SYMBOLS: Final[Shows] = MappingProxyType({})


class FirmwareStretch(NamedTuple):
    """A stretch of firmware, and the link there; `options` are choices that nobody has made.

    `shown` tells that somebody has shown the camera to run firmware of the stretch, `since` is
    where it begins, as sign and version (None: no first one), `number` tells stretches apart and
    rises with the firmware of one `line`; `view` numbers the options. With the options of one that
    is `unchecked` a check of the certificate is switched off.
    """

    link: Link
    number: int = 0
    line: str | None = None
    since: tuple[str, str] | None = None
    shown: bool = True
    options: tuple[tuple[str, str], ...] = ()
    view: int = 0
    unchecked: bool = False


class Moment(NamedTuple):
    """The levels that are possible at one time, least first."""

    levels: tuple[Level, ...]

    @property
    def floor(self) -> Level:
        """Return the least level that remains possible."""
        return floor(self.levels)

    @property
    def ceiling(self) -> Level:
        """Return the greatest level that remains possible."""
        return ceiling(self.levels)

    @property
    def channels(self) -> Mapping[str, Support]:
        """Return, per channel, whether it travels encrypted."""
        return _channels(self.levels)

    def to_dict(self, shows: Shows) -> dict[str, object]:
        """Return the object of the JSON promise."""
        symbols = [shows[level] for level in self.levels if level in shows] if shows else None
        return {
            "levels": list(self.levels),
            "symbols": symbols,
            "channels": dict(self.channels),
        }


class Prediction(NamedTuple):
    """What comes of one setting; `best` numbers the stretches of firmware that *after* is about.

    `view` numbers the recorder's options there.
    `assumes` are the assumptions that it rests on there. Where *after* leaves several levels,
    `settled_by` names the one observation that would decide. Firmware above the best stretches
    leads to as much up to the bound `until`, a sign and a version; None: as far as anybody says.
    Enough is also the older firmware from the stretch `enough_from` on.
    With `if_runs` nobody has shown the camera to run the firmware that it is about, and other
    firmware that it may run comes to something else. It was `observed` where somebody saw the
    camera connected so. `looks_for` is what the task to look whether HTTPS opens may find missing.
    """

    setting: Setting
    now: Moment
    after: Moment
    tasks: tuple[Task, ...]
    attempts: tuple[Attempt, ...]
    assumes: tuple[Assumption, ...]
    findings: tuple[Note, ...]
    settled_by: OpenPoint | None
    best: tuple[int, ...]
    view: int
    if_runs: bool
    observed: bool
    shows: Shows
    looks_for: tuple[LookedFor, ...] = ()
    until: tuple[str, str] | None = None
    enough_from: int = 0

    @property
    def worth(self) -> Worth:
        """Return by what the best of several settings is chosen."""
        strict = not self.setting.in_clear
        return worth(self.after.levels, strict=strict, observed=self.observed)

    @property
    def counted_tasks(self) -> int:
        """Return how many tasks the floor rests on."""
        return sum(task.counts for task in self.tasks)

    def to_dict(self) -> dict[str, object]:
        """Return the object of the JSON promise."""
        return {
            "setting": self.setting.id,
            "label": self.setting.label,
            "now": self.now.to_dict(self.shows),
            "after": self.after.to_dict(self.shows),
            "tasks": [task.to_dict() for task in self.tasks],
            "attempts": [attempt.to_dict() for attempt in self.attempts],
            "port_editable": self.setting.port_editable,
            "may_delay": self.setting.may_delay,
            "channels": dict(self.after.channels),
            "assumes": list(self.assumes),
            "findings": [note.to_dict() for note in self.findings],
            "settled_by": self.settled_by.text if self.settled_by else None,
        }


class Surroundings(NamedTuple):
    """What surrounds the rules and never changes a level.

    `notes` hold for every camera through this plugin. `shows` are the recorder's symbols.
    `firmware_said` tells that the question names the firmware; `newer` are the stretches above
    those that are meant, which nobody has shown the camera to run.
    """

    notes: tuple[Note, ...] = ()
    shows: Shows = NO_SYMBOLS
    firmware_said: bool = False
    newer: tuple[FirmwareStretch, ...] = ()


NO_SURROUNDINGS: Final = Surroundings()


def predict(
    setting: Setting,
    stretches: Sequence[FirmwareStretch],
    site: Site = ANY_SITE,
    surroundings: Surroundings = NO_SURROUNDINGS,
) -> Prediction:
    """Return the prediction for one setting, from at least one stretch of firmware.

    Raises `PortNotAllowed` for a port where the setting has no field for it.
    """
    every = [
        Tried(stretch, case(setting, stretch.link, site))
        for stretch in (*stretches, *surroundings.newer)
    ]
    asked = every[: len(stretches)]
    tried = [one for one in asked if one.stretch.shown] or asked
    by_number: dict[int, list[Tried]] = {}
    for one in [one for one in tried if not one.stretch.unchecked] or tried:
        by_number.setdefault(one.stretch.number, []).append(one)
    by_stretch = [max(options, key=_worth) for options in by_number.values()]
    choose = min if surroundings.firmware_said else max
    best = choose(by_stretch, key=lambda one: (_worth(one), one.stretch.number))
    run = _run(by_stretch, best, _is_same)
    settled_by = settling(best.stretch.link, best.case)
    if surroundings.firmware_said and len(by_stretch) > 1:
        if any(one.case.after != best.case.after for one in by_stretch):
            settled_by = open_point("firmware_in_full")
        best = _wherever(by_stretch, best)
    stretch, here = best
    meant = [one for one in by_stretch if surroundings.firmware_said or one.stretch.number in run]
    assumes = {name for one in meant for name in one.case.assumes}
    others = [one.case for one in by_stretch if one.stretch.number not in run]
    choice = _choice(best, by_number[stretch.number])
    links = [one.stretch.link for one in (by_stretch if surroundings.firmware_said else [best])]
    missing = dict.fromkeys(name for link in links for name in looked_for(link, site))
    enough = _run(by_stretch, best, _is_enough)
    since, until = _begin(by_stretch, enough), _end(every, best)
    tasks = _tasks(
        setting,
        best,
        (since, until),
        others,
        choice,
        tuple(missing),
        surroundings,
        site,
    )
    return Prediction(
        setting=setting,
        now=Moment(in_order(level for one in tried for level in one.case.now)),
        after=Moment(here.after),
        tasks=tasks,
        attempts=here.attempts,
        assumes=tuple(name for name in ASSUMPTIONS if name in assumes),
        findings=findings(setting, stretch.link, site, here) + surroundings.notes,
        settled_by=settled_by,
        best=run,
        view=stretch.view,
        if_runs=not stretch.shown and len(run) < len(by_stretch),
        observed=stretch.link.observed,
        shows=surroundings.shows,
        looks_for=tuple(missing) if any(task.code == "check_https" for task in tasks) else (),
        until=until,
        enough_from=enough[0],
    )


class Tried(NamedTuple):
    """A stretch of firmware, and what the setting comes to there."""

    stretch: FirmwareStretch
    case: Case


def _worth(one: Tried) -> tuple[int, Worth]:
    """Return by what the best stretch is chosen; one without a connection is the least."""
    levels = one.case.after
    return RANK[floor(levels)], worth(levels, observed=one.stretch.link.observed)


def _wherever(stretches: Sequence[Tried], least: Tried) -> Tried:
    """Return what remains where a firmware that was said lies in several stretches.

    Nobody can choose among them, so every level counts, and every task.
    """
    cases = [one.case for one in stretches]
    return least._replace(
        case=least.case._replace(
            after=in_order(level for one in cases for level in one.after),
            tasks=without_double_work(task for one in cases for task in one.tasks),
            needed=without_double_work(task for one in cases for task in one.needed),
        )
    )


def _run(
    stretches: Sequence[Tried], best: Tried, fits: Callable[[Case, Case], bool]
) -> tuple[int, ...]:
    """Return the numbers of the stretches that lead up to the best one and all fit it."""
    run: list[int] = []
    for one in reversed(stretches):
        if one.stretch.line != best.stretch.line or one.stretch.number > best.stretch.number:
            continue
        if not fits(best.case, one.case):
            break
        run.insert(0, one.stretch.number)
    return tuple(run)


def _choice(best: Tried, others: Sequence[Tried]) -> tuple[tuple[str, str], ...]:
    """Return the options of the best stretch for which another value comes to something else."""
    chosen = dict(best.stretch.options)
    decisive = []
    for name, value in chosen.items():
        for other in others:
            differing = {n for n, v in other.stretch.options if v != chosen[n]}
            if differing == {name} and other.case.after != best.case.after:
                decisive.append((name, value))
                break
    return tuple(decisive)


def _begin(stretches: Sequence[Tried], run: Sequence[int]) -> tuple[str, str] | None:
    """Return where a run of stretches begins."""
    return next(one.stretch.since for one in stretches if one.stretch.number == run[0])


def _end(stretches: Sequence[Tried], best: Tried) -> tuple[str, str] | None:
    """Return the bound behind which firmware above the best stretch does not lead to as much.

    Firmware that nobody has shown the camera to run counts here: who is told to use some version
    or a later one takes the newest.
    """
    above = [
        one
        for one in stretches
        if one.stretch.line == best.stretch.line and one.stretch.number > best.stretch.number
    ]
    enough = {one.stretch.number for one in above if _is_enough(best.case, one.case)}
    less = [one.stretch for one in above if one.stretch.number not in enough]
    since = min(less, key=lambda one: one.number).since if less else None
    return (_OPPOSITE[since[0]], since[1]) if since is not None else None


_OPPOSITE: Final = {">=": "<", ">": "<="}
"""The sign with which a stretch ends, by that with which the next one begins."""


def _tasks(
    setting: Setting,
    best: Tried,
    run: tuple[tuple[str, str] | None, tuple[str, str] | None],
    others: Sequence[Case],
    choice: Sequence[tuple[str, str]],
    missing: Sequence[LookedFor],
    surroundings: Surroundings,
    site: Site,
) -> tuple[Task, ...]:
    """Return the tasks in safe order; those of the recorder only where something is encrypted.

    `run` is where the firmware that leads there begins and ends, `others` are what other firmware
    comes to, `choice` the recorder's options that decide, with their best values, `missing` what a
    look whether HTTPS opens may find missing.
    """
    stretch, here = best
    codes, needed = set(here.tasks), set(here.needed)
    parts: dict[TaskCode, tuple[tuple[str, str], ...]] = {}
    least, most = floor(here.after), ceiling(here.after)
    encrypted = least in ENCRYPTED
    since, until = run
    worse = [other for other in others if not _is_enough(here, other)]
    if worse and stretch.shown and since is not None and not surroundings.firmware_said:
        codes.add("use_firmware")
        needed.add("use_firmware")
        bounds = (since,) if until is None else (since, until)
        alike = all(at_least(floor(other.after), least) for other in worse)
        parts["use_firmware"] = (
            ("firmware", spoken_range((bounds,))),
            ("instead", INSTEAD if alike else ""),
        )
    if choice:
        codes.add("set_option")
        needed.add("set_option")
        parts["set_option"] = (("choice", all_of(f"{name} to {value}" for name, value in choice)),)
    if setting.encrypts and least != "fails" and most in ENCRYPTED:
        codes |= {"set_protocol", "verify"}
        when = AFTER_VIDEO if "switch_on_video" in codes and _is_dark(setting, stretch.link) else ""
        parts["set_protocol"] = (("setting", setting.label), ("when", when))
        parts["verify"] = (("shown", _shown(here.after, surroundings.shows)),)
    closing = close_clear(here.after, surroundings.shows, site)
    if encrypted and not setting.in_clear and closing is not None:
        codes.add("close_clear")
        parts["close_clear"] = closing.parts
    if "switch_on_https" in codes:
        parts["switch_on_https"] = (("meanwhile", "" if site.http == "off" else MEANWHILE),)
    if "check_https" in codes:
        parts["check_https"] = missing_parts(missing)
    if "set_port" in codes:
        parts["set_port"] = (("port", str(_port(stretch.link, site))),)
    if "switch_on_video" in codes:
        parts["switch_on_video"] = (("ways", _ways(stretch.link)),)
    return tuple(
        Task(code, encrypted and code in needed, parts.get(code, ())) for code in safe_order(codes)
    )


INSTEAD: Final = " Or keep older firmware, and do what is asked for there (say which it is)."


def _is_same(here: Case, other: Case) -> bool:
    """Whether two stretches of firmware come to the same, by the same tasks."""
    return (here.after, here.tasks) == (other.after, other.tasks)


def _is_dark(setting: Setting, link: Link) -> bool:
    """Whether a setting reaches nothing while encrypted video is off at the camera."""
    by_video = "rtsps" in setting.tries or link.takes == "stream_address"
    return by_video and not setting.in_clear


AFTER_VIDEO: Final = (
    ", right after the next step: the recorder reaches nothing before encrypted video is on at the "
    "camera, where the clear stream stays on until the end"
)


def _is_enough(here: Case, other: Case) -> bool:
    """Whether the tasks for one stretch of firmware lead to no less in another one.

    What is missing there may be found by looking whether HTTPS opens. A ceiling asks for no
    firmware: it is not promised.
    """
    found = _FOUND_BY_LOOKING if "check_https" in here.tasks else frozenset()
    least = floor(here.after)
    asked = without_double_work(here.tasks | other.tasks)
    return at_least(floor(other.after), least) and asked <= here.tasks | found


_FOUND_BY_LOOKING: Final[frozenset[TaskCode]] = frozenset(
    {"create_certificate", "upload_certificate", "switch_on_https"}
)
"""What `check_https` tells to do where the page does not open."""


def missing_parts(missing: Iterable[LookedFor]) -> tuple[tuple[str, str], ...]:
    """Return what the words of the look whether HTTPS opens name, by what it may find missing."""
    return (("missing", any_of(MISSING[name] for name in missing)),)


MISSING: Final[Mapping[LookedFor, str]] = {
    "switch": "switch HTTPS on",
    "certificate": "put a certificate on the camera",
}
"""What is to be done for each thing that may be missing where the page does not open."""

MEANWHILE: Final = ", and leave HTTP on until the recorder is moved over"


def close_clear(levels: Sequence[Level], shows: Shows, site: Site) -> Task | None:
    """Return the task to close what the camera offers in clear and the recorder no longer needs.

    `levels` remain possible then: video that is not encrypted travels over plain RTSP. None where
    nothing can be closed.
    """
    found = [] if site.http == "off" else ["HTTP"]
    if set(levels) <= {"stream", "full"}:
        found.append("plain RTSP")
    elif "full" in levels:
        symbol = shows.get("full")
        seen = f"the recorder shows {symbol}" if symbol else "the video is encrypted"
        found.append(f"plain RTSP only where {seen} (the video travels over it otherwise)")
    return Task("close_clear", False, (("open", ", and ".join(found)),)) if found else None


def _port(link: Link, site: Site) -> int:
    """Return the port that the recorder has to be set to."""
    own = [port for interface, port in link.detail("ports") or () if interface in link.uses]
    return site.https_port or next(iter(own), USUAL_PORTS["https"])


def _shown(levels: Sequence[Level], shows: Shows) -> str:
    symbols = [shows[level] for level in levels if level in shows]
    if not symbols:
        return "whether the recorder, the camera or the network shows an encrypted connection"
    return f"the recorder shows {' or '.join(symbols)}"


def _ways(link: Link) -> str:
    return f" ({', '.join(map(detail_value, sorted(link.ways)))})" if link.ways else ""


@lru_cache(maxsize=64)
def _channels(levels: tuple[Level, ...]) -> Mapping[str, Support]:
    """Return, per channel, whether it travels encrypted; one that cannot be set up does not."""
    encrypted: dict[str, Support] = {}
    for channel in CHANNELS:
        seen = [channel in _CHANNELS_AT[level] for level in levels]
        encrypted[channel] = "yes" if all(seen) else "unknown" if any(seen) else "no"
    return MappingProxyType(encrypted)


_CHANNELS_AT: Final[Mapping[Level, frozenset[str]]] = {
    "fails": frozenset(),
    "nothing": frozenset(),
    "control": frozenset({"credentials", "web_page", "commands"}),
    "stream": frozenset({"video", "video_login"}),
    "full": frozenset(CHANNELS),
}
"""The channels that travel encrypted at each level; `video_login` is derived."""


def settling(link: Link, here: Case) -> OpenPoint | None:
    """Return the one fact or observation that would narrow what is left *after* most.

    An unknown capability is named; whoever knows why it is unknown says it in its own words.
    """
    if len(here.after) == 1:
        return None
    for attempt in here.attempts:
        able = needed_by(attempt, link)
        if attempt.encrypts and able.of(link.capabilities) == "unknown":
            return open_point(able.name)
    if here.reached is not None and here.reached.after == "unknown":
        return open_point("https_reached")
    if here.video is not None and here.video.after == "unknown":
        return open_point(VIDEO_ENCRYPTION.name)
    return open_point("http_answers")

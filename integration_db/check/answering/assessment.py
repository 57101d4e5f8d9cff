"""The answer to one question of a list, asked once however many lines ask it.

Ties the catalogue's answer to the requirement. Decides nothing of its own: names come from
`names`, answers and verdicts from the catalogue, the word for the line from `status`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from integration_db.catalog.answer import Answer
from integration_db.catalog.queries.recorders import menu_of, setting_of
from integration_db.catalog.verdict import (
    Verdict,
    best_of,
    in_short,
    not_listed,
    promised,
    verdict_of,
)
from integration_db.check.answering.certificates import CertificateNeed, certificate_need
from integration_db.check.answering.identity import find_camera, sets_maker_aside
from integration_db.check.answering.left_to_do import Known, left_to_do
from integration_db.check.answering.moved_certificate import (
    SEEN_TO,
    binding_of,
    may_stop,
    moved_certificate,
)
from integration_db.check.answering.requirement import required_words
from integration_db.check.answering.status import status_of
from integration_db.check.answering.subject import (
    LineAbout,
    is_heading,
    is_left_open,
    positions_of,
    subject_of,
    without_multiple,
    without_option,
)
from integration_db.check.answering.today import Saying, today_of
from integration_db.check.answering.upgrade import Upgrade, find_upgrade
from integration_db.check.reading.request import Request
from integration_db.errors import NotFound, UsageError, assert_never
from integration_db.named_tuple import NamedTuple
from integration_db.names import Match, exact_key
from integration_db.names.claims import disagreements
from integration_db.names.lines.things import Position
from integration_db.names.suggestions import near_words
from integration_db.prediction.levels import meets
from integration_db.prediction.note import Note
from integration_db.prediction.open_points import OpenPoint, open_point
from integration_db.prediction.prediction import Prediction
from integration_db.prediction.setting import Setting
from integration_db.prediction.site import ANY_SITE
from integration_db.prediction.tasks import Task
from integration_db.text.labels import CLAIM, LEVEL, LINE_THING, SUBJECT
from integration_db.text.sentences import capital, counted, spoken_range
from integration_db.vocabulary import (
    CAMERA_SUBJECTS,
    MET,
    NO_CAMERA,
    OPEN_SUBJECTS,
    SCHEMES,
    UNLISTED_LEVELS,
    AnsweredStatus,
    LineThing,
    Requirement,
    Status,
    Subject,
    Support,
    by_name,
)

if TYPE_CHECKING:
    from integration_db.catalog import Catalog


_MOST_SUGGESTIONS: Final = 5


class Assessment(NamedTuple):
    """What one question comes to.

    `subject` is what the question is about; only some of them count as cameras, and can fail.
    `thing` is what it is that is something else, where the words of the line tell.
    `prediction` is that of the setting that was asked for, else of the best one, before others one
    that reaches the level; `verdict` is what the catalogue says of it in one sentence, and `reason`
    says why the line has its status.
    `leading` is the prediction that the tasks lead to, None where no tasks are safe to name.
    `better` is the prediction of another setting that would reach the level, `upgrade` the firmware
    that would. `tasks` lead to the level, or as far as is sure, in the order in which they are
    safe. `certificate` is which one the camera needs, as far as the tasks tell. `settled_by` is
    what would decide an open line. `today` is what tells how the recorder is connected now.
    `notes` are what limits the answer by the way in which the line was read.
    `is_undecided` tells that a camera has to be chosen that the line leaves open: nobody has
    answered that question, so it fails; what is optional need not be taken.
    `pieces` are how many the texts of the line say, None where they do not.
    """

    request: Request
    require: Requirement
    status: Status
    reason: str
    match: Match | None = None
    answer: Answer | None = None
    prediction: Prediction | None = None
    leading: Prediction | None = None
    verdict: Verdict | None = None
    tasks: tuple[Task, ...] = ()
    certificate: CertificateNeed = "unknown"
    settled_by: OpenPoint | None = None
    better: Prediction | None = None
    upgrade: Upgrade | None = None
    suggestions: tuple[str, ...] = ()
    subject: Subject = "unclear"
    thing: LineThing | None = None
    today: tuple[Saying, ...] = ()
    notes: tuple[Note, ...] = ()
    is_undecided: bool = False
    pieces: int | None = None

    @property
    def https_today(self) -> Support:
        """Return whether the recorder is connected by HTTPS today, as far as that is said."""
        return today_of(self.today).https

    @property
    def may_stop(self) -> bool:
        """Whether a new address may stop recording until something is done for the certificate."""
        site = self.request.site if self.request.problem is None else ANY_SITE
        after = moved_certificate(self.answer, binding_of(self.answer, site))
        return not SEEN_TO & set(site.done) and may_stop(self.https_today, after)

    @property
    def counts(self) -> bool:
        """Whether quantities count as cameras."""
        return self.subject in CAMERA_SUBJECTS

    @property
    def fails(self) -> bool:
        """Whether the requirement is not reached by something that has to reach it."""
        has_to = self.subject in OPEN_SUBJECTS or self.is_undecided
        return self.status not in MET and has_to

    @property
    def aside(self) -> str:
        """Return why quantities do not count that may be of cameras; empty where they do."""
        if self.subject != "optional":
            return ""
        return f"{'undecided' if self.is_undecided else SUBJECT['optional'].one}, not counted"

    @property
    def camera(self) -> tuple[str, str] | None:
        """Return manufacturer and model as the catalogue prints them, None if not found."""
        if self.answer is None:
            return None
        model = self.answer.question.model
        return model.manufacturer, model.name

    @property
    def device_type(self) -> object:
        """Return what two questions share if one paragraph can answer both."""
        if self.answer is None:
            return self.status, self.reason, self.request.written
        return self.device_type_in_any, self.request.firmware

    @property
    def device_type_in_any(self) -> object:
        """Return what two questions with an answer share, whatever firmware they say."""
        assert self.answer is not None, "what has no answer says no firmware apart"
        request, asked = self.request, self.answer.question
        return (
            *(asked.camera_name, asked.hardware_version),
            *(self.recorder, request.recorder_version, self.plugin),
            *(request.protocol, request.protocol_today, request.site),
            *(self.status, self.reason, self.subject == "optional"),
        )

    @property
    def recorder(self) -> str | None:
        """Return the recorder as the catalogue spells it, else as the line does."""
        if self.answer is not None and self.answer.question.recorder is not None:
            return self.answer.question.recorder.name
        return self.request.recorder

    @property
    def plugin(self) -> str | None:
        """Return the plugin as the catalogue spells it, else as the line does."""
        return self.answer.question.plugin_name if self.answer is not None else self.request.plugin

    @property
    def may_not_connect(self) -> bool:
        """Whether the recorder may lose the camera, which is worse than nothing encrypted."""
        return self.verdict is not None and self.verdict.may_not_connect

    @property
    def caveats(self) -> tuple[Note, ...]:
        """Return what limits the answer beside its assumptions."""
        if self.answer is None:
            return self.notes
        notes = list(self.notes)
        if self.is_unlisted:
            notes.append(Note("camera_not_listed", not_listed(self.answer.question.model)))
        if self.verdict is not None and self.verdict.code == "at_least":
            assert self.prediction is not None, "a verdict is one on a prediction"
            notes.append(Note("not_proven", capital(promised(self.prediction))))
        notes += (note for note in self.answer.notes if note.code in _CAVEATS)
        return tuple(notes)

    @property
    def in_short(self) -> str | None:
        """Return the verdict without what many lines share and their totals say once."""
        if self.answer is None or self.prediction is None or self.verdict is None:
            return None
        return in_short(self.answer, self.prediction, self.verdict)

    @property
    def is_left_out(self) -> bool:
        """Whether the camera was answered, but no tasks are safe to name."""
        return self.answer is not None and self.leading is None

    @property
    def is_unlisted(self) -> bool:
        """Whether the camera is not listed, and answered as all of its maker or series."""
        return self.answer is not None and self.answer.question.is_unlisted

    def to_dict(self) -> dict[str, object]:
        """Return the answer part of a line's JSON object."""
        match, camera, answer, leading = self.match, self.camera, self.answer, self.leading
        return {
            "status": self.status,
            "subject": self.subject,
            "thing": self.thing,
            "reason": self.reason,
            "manufacturer": camera[0] if camera else None,
            "model": camera[1] if camera else None,
            "match": match.to_dict() if match else None,
            "firmware": self.request.firmware,
            "firmware_from": self.verdict.firmware_from if self.verdict else None,
            "recorder": self.recorder,
            "plugin": self.plugin,
            "verdict": self.verdict.to_dict() if self.verdict else None,
            "may_not_connect": self.may_not_connect,
            "camera": by_name(answer.camera) if answer else None,
            "capabilities": by_name(answer.capabilities) if answer else None,
            "predictions": [
                {
                    "setting": one.setting.id,
                    "label": one.setting.label,
                    "status": status_of(one, self.require),
                    "now": one.now.to_dict(one.shows),
                    "after": one.after.to_dict(one.shows),
                }
                for one in (answer.predictions if answer else ())
            ],
            "tasks": (
                [answer.task_written(leading, task) for task in self.tasks]
                if answer and leading
                else []
            ),
            "certificate": self.certificate,
            "settled_by": self.settled_by.text if self.settled_by else None,
            "better_setting": self.better.setting.id if self.better else None,
            "upgrade": self.upgrade.to_dict() if self.upgrade else None,
            "caveats": [note.to_dict() for note in self.caveats],
            "suggestions": list(self.suggestions),
        }


_CAVEATS: Final = frozenset(
    {
        "no_plugin_named",
        "plugin_not_listed",
        "hardware_not_listed",
        "other_maker",
        "recorder_changes_camera",
    }
)
"""The notes of an answer that limit it, or that somebody has to know before the work begins."""


def assess(catalog: Catalog, request: Request, require: Requirement) -> Assessment:
    """Return what the catalogue says to one line. Never raises for what the line says."""
    if request.problem is not None:
        return _without_match(request, require, request.problem)
    positions = positions_of(request)
    asked = without_option(request) if positions else request
    pieces, asked = without_multiple(asked)
    assessment = _assess(catalog, request, asked, require, positions)
    return assessment._replace(pieces=pieces)


def assess_at(catalog: Catalog, one: Assessment, firmware: str) -> Assessment:
    """Return the answer to a line that says another firmware than `one`, and nothing else.

    That one has an answer and says a firmware, so it is known which camera the line means.
    """
    assert one.match is not None, "there is an answer"
    request = one.request._replace(firmware=firmware)
    return _answered(catalog, request, one.match, one.require)._replace(
        subject=one.subject, today=one.today, notes=one.notes, pieces=one.pieces
    )


def _assess(
    catalog: Catalog,
    request: Request,
    asked: Request,
    require: Requirement,
    positions: frozenset[Position],
) -> Assessment:
    """Return what the catalogue says to a line; `asked` is its request without marks around it."""
    match = find_camera(catalog, asked)
    about = subject_of(asked, match, catalog.names)
    subject = about.subject
    is_optional = "optional" in positions and subject != "heading"
    is_undecided = "undecided" in positions or is_left_open(match, asked)
    if is_undecided and subject in OPEN_SUBJECTS:
        assessment = _not_found(request, require, _left_open(match), LineAbout("optional"))
        return assessment._replace(is_undecided=not is_optional)
    if subject in (*NO_CAMERA, "unclear") or not _answers(match):
        assessment = _not_found(request, require, match, about)
    else:
        assessment = _answered(catalog, request, match, require)._replace(
            subject=subject,
            notes=(*_set_aside(catalog, request, match), *_differing(catalog, request, match)),
        )
    assessment = assessment._replace(today=_today(catalog, request))
    return assessment._replace(subject="optional", thing=None) if is_optional else assessment


def _answered(catalog: Catalog, request: Request, match: Match, require: Requirement) -> Assessment:
    """Return what the catalogue says of the camera that a line names."""
    try:
        answer = _ask(catalog, request, match, _protocol(catalog, request))
        return _assessed(catalog, answer.said_of(match), request, require)
    except (UsageError, NotFound) as error:
        near = error.suggestions  # of all recorders that there are, only those that look alike
        if isinstance(error, NotFound):
            near = near_words(error.written, near)
        return Assessment(request, require, "invalid", error.message, match, suggestions=near)


def _set_aside(catalog: Catalog, request: Request, match: Match) -> Iterator[Note]:
    """Yield that the maker of a line was set aside, because nobody knows it."""
    if sets_maker_aside(catalog, request):
        camera = f"{match.manufacturer_name} {match.name or match.named_as or match.written}"
        by = "part number" if match.level == "identifier" else "name"
        text = f"Manufacturer {request.manufacturer!r} is not known: read as {camera} by its {by}."
        yield Note("maker_set_aside", text)


def _differing(catalog: Catalog, request: Request, match: Match) -> tuple[Note, ...]:
    """Return where a line describes its camera otherwise than the catalogue calls it."""
    text = request.description or request.model
    if match.model is None or match.name is None or not match.resolved or text is None:
        return ()
    told = exact_key(text).replace(exact_key(match.name), "")  # the name is no description
    camera = f"{match.manufacturer_name} {match.name}"
    return tuple(
        Note(
            "described_otherwise",
            f"{camera} is described with {CLAIM[one.claim].format(one.said)}, while the catalogue "
            f"has {CLAIM[one.claim].format(one.known)}: the label tells which camera it is.",
        )
        for one in disagreements(told, catalog.names.called(match.model))
    )


def _left_open(match: Match) -> Match:
    """Return a match that only suggests the camera, where another one may be taken for it."""
    named = tuple(name for _, name in match.members) or match.suggestions
    if match.name:
        named = (f"{match.manufacturer_name} {match.name}",)
    rule = "which camera is meant is left open: write the one that is taken"
    return Match("none", match.written, rule, suggestions=named)


def _without_match(request: Request, require: Requirement, problem: str) -> Assessment:
    """Return what a line comes to that cannot be read, or says nothing at all."""
    if is_heading(request):
        reason = "no camera in this line"
        return Assessment(request, require, "not a camera", reason, subject="heading")
    return Assessment(request, require, "invalid", problem)


def _answers(match: Match) -> bool:
    """Whether a name has an answer: of one model, of several, or as all of a maker or series."""
    return match.resolved or match.level in UNLISTED_LEVELS or match.is_family


def _ask(catalog: Catalog, request: Request, match: Match, protocol: str | None) -> Answer:
    """Return the answer for a camera. Raises as `Catalog.predict` does."""
    return catalog.predict(
        match.name or match.named_as or match.written,
        manufacturer=match.manufacturer_name,
        firmware=request.firmware,
        hardware_version=request.hardware_version or match.hardware_version,
        plugin=_plugin(catalog, request),
        recorder=request.recorder,
        recorder_version=request.recorder_version,
        protocol=protocol,
        site=request.site,
    )


def _plugin(catalog: Catalog, request: Request) -> str | None:
    """Return the plugin that a line means: what its driver is, or the group of its driver.

    A driver that the catalogue lacks, and its group too, is named as it is written.
    """
    if request.driver_family is None:
        return request.plugin
    recorder = catalog.recorder(request.recorder)
    for written in (request.plugin, request.driver_family):
        plugin, _ = catalog.plugin_or_name(written, recorder)
        if plugin is not None:
            return plugin.name
    return request.plugin


def _protocol(catalog: Catalog, request: Request) -> str | None:
    """Return the setting that a line means; a bare scheme is the setting that tries only that."""
    if request.protocol is None:
        return None
    recorder = catalog.recorder(request.recorder)
    plugin, _ = catalog.plugin_or_name(_plugin(catalog, request), recorder)
    return meant_setting(request.protocol, menu_of(recorder, plugin))


def meant_setting(written: str, settings: Sequence[Setting]) -> str:
    """Return the id of the setting that tries only the scheme that is written, else the text."""
    scheme = written.strip().lower()
    if scheme in SCHEMES and all(setting.id != scheme for setting in settings):
        return next((one.id for one in settings if one.tries == (scheme,)), written)
    return written


def _not_found(
    request: Request, require: Requirement, match: Match, about: LineAbout
) -> Assessment:
    members = tuple(name for _, name in match.members)
    suggestions = members or match.suggestions
    status: Status = "not found"
    if about.subject in NO_CAMERA:
        status = "not a camera"
        label = SUBJECT[about.subject] if about.thing is None else LINE_THING[about.thing]
        reason = f"{request.shown!r}: {label.one}"
    elif match.level == "ambiguous" or (match.level == "family" and match.members):
        what = "several models" if match.level == "ambiguous" else "a family of models"
        reason = f"{request.shown!r} names {what}: write one model name"
    else:
        rule = "no such model" if match.level == "suggest" else match.rule
        reason = f"{request.shown!r}: {rule}"
    return Assessment(
        request,
        require,
        status,
        reason,
        match,
        suggestions=suggestions[:_MOST_SUGGESTIONS],
        subject=about.subject,
        thing=about.thing if about.subject == "other" else None,
    )


def _assessed(
    catalog: Catalog, answer: Answer, request: Request, require: Requirement
) -> Assessment:
    known = _known(answer, request)
    chosen = best_of(_fitting(answer, require) or answer.predictions)
    chosen = left_to_do(chosen, request.site, known, require)
    status = status_of(chosen, require)
    better = upgrade = None
    if status not in MET:
        wide = answer
        if answer.question.setting is not None:
            wide = _ask(catalog, request, answer.question.match, None)
            fitting = _fitting(wide, require)
            if fitting:
                better = left_to_do(best_of(fitting), request.site, known, require)
        if better is None:
            upgrade = find_upgrade(wide, require)
    leading = _leading(status, chosen, better)
    tasks = leading.tasks if leading is not None else ()
    return Assessment(
        request,
        require,
        status,
        _reason(status, chosen, require, better, upgrade),
        answer.question.match,
        answer,
        chosen,
        leading,
        verdict_of(answer, chosen),
        tasks,
        certificate_need(leading, tasks, answer.camera),
        _settled_by(status, chosen, require),
        better,
        upgrade,
    )


def _fitting(answer: Answer, require: Requirement) -> tuple[Prediction, ...]:
    """Return the predictions of the settings that meet the requirement."""
    return tuple([one for one in answer.predictions if status_of(one, require) in MET])


def _known(answer: Answer, request: Request) -> Known:
    """Return what a line knows of today. Raises `UsageError` for a setting that is none."""
    side, site = answer.question.side, request.site
    setting = None
    if request.protocol_today is not None and side.recorder is not None:
        setting = _setting(request.protocol_today, side.settings, side.recorder.name)
    binding = binding_of(answer, site)
    is_moved = site.address_changed and not SEEN_TO & set(site.done)
    moved = moved_certificate(answer, binding) if is_moved else None
    checks = dict(answer.plugin_layer.detail("checks") or ())
    return Known(
        setting.id if setting is not None else None,
        setting is not None and set(setting.tries) <= {"https"},
        moved,
        checks.get("name") in ("on", "option"),
        "address" in binding.names,
    )


def _setting(written: str, menu: Sequence[Setting], whose: str) -> Setting:
    """Return the setting of a menu that is written. Raises `UsageError` for one that is none."""
    return setting_of(menu, meant_setting(written, menu), whose)


def _today(catalog: Catalog, request: Request) -> tuple[Saying, ...]:
    """Return what a line says of how the recorder is connected now, whatever camera it means."""
    found = request.found_protocol
    said = [Saying(f"found by {found}, says the list", (found,))] if found else []
    if request.protocol_today is None:
        return tuple(said)
    try:
        recorder = catalog.recorder(request.recorder)
        plugin, _ = catalog.plugin_or_name(request.plugin, recorder)
        menu = menu_of(recorder, plugin)
        setting = _setting(request.protocol_today, menu, recorder.name)
    except (UsageError, NotFound):
        return tuple(said)
    return (Saying(f"the recorder is set to {setting.label}", setting.tries), *said)


def _leading(status: Status, chosen: Prediction, better: Prediction | None) -> Prediction | None:
    """Return what the tasks lead to; None where the camera might not be reached afterwards.

    A line that may fall back is led to the setting that does not.
    """
    if status == "may fall back":
        leading = better
    elif status in MET or (status == "open" and not chosen.if_runs):
        leading = chosen
    else:
        leading = None
    return leading if leading is not None and "fails" not in leading.after.levels else None


def _reason(
    status: AnsweredStatus,
    chosen: Prediction,
    require: Requirement,
    better: Prediction | None,
    upgrade: Upgrade | None,
) -> str:
    """Return one clause: why the line has its status, and the way out if there is one."""
    wanted = required_words(require, chosen.shows)
    label = chosen.setting.label
    if status == "meets":
        return f"{wanted} as things are"
    if status == "meets after tasks":
        number = chosen.counted_tasks
        return f"{wanted} after {counted(number, 'task')}" if number else f"{wanted} with {label}"
    if status == "may fall back":
        text = f"{label} goes on in clear where HTTPS is not reached"
        if better is None:
            return f"{text}, and no setting that does not do so reaches {wanted}{_way_out(upgrade)}"
        return f"{text}: use {better.setting.label}"
    if status in ("open", "not known") and _rests_on_firmware(chosen, require):
        first = open_point("firmware").text
        text = f"{wanted} only with firmware that nobody has shown it to run: {first} settles it"
        if meets(chosen.after.levels, require) != "yes" and chosen.settled_by is not None:
            text = (
                f"{wanted} at most with firmware that nobody has shown it to run: find out first "
                f"{first}, then {chosen.settled_by.text}"
            )
    elif status == "falls short":
        obstacle = next((note.obstacle for note in chosen.findings if note.obstacle), None)
        levels = " or ".join(LEVEL[level].name for level in chosen.after.levels)
        text = f"not {wanted}: {obstacle or levels}"
    elif status == "not known":  # the verdict says what would settle it
        text = f"whether {wanted} is reached is not known"
    elif status == "open":
        point = chosen.settled_by.text if chosen.settled_by else "the evidence leaves it so"
        text = f"whether {wanted} is reached is open: {point}"
        if chosen.setting.in_clear:
            text += f"; and {label} goes on in clear where HTTPS is not reached"
    else:
        assert_never(status)
    if better is not None:
        return f"{text}; reached with {better.setting.label}"
    return text + _way_out(upgrade, label)


def _settled_by(status: Status, chosen: Prediction, require: Requirement) -> OpenPoint | None:
    """Return the one thing that would decide an open line."""
    if status not in ("open", "not known"):
        return None
    return open_point("firmware") if _rests_on_firmware(chosen, require) else chosen.settled_by


def _rests_on_firmware(chosen: Prediction, require: Requirement) -> bool:
    """Whether the level may be reached with firmware only that nobody has shown it to run."""
    return chosen.if_runs and meets(chosen.after.levels, require) != "no"


def _way_out(upgrade: Upgrade | None, label: str | None = None) -> str:
    """Return what firmware would reach the level; with the setting, where it is another one."""
    if upgrade is None:
        return ""
    setting = "" if upgrade.setting.label == label else f" with {upgrade.setting.label}"
    only = "only older firmware reaches it:" if upgrade.older else "reached with firmware"
    text = f"; {only} {spoken_range(upgrade.nearest.clauses)}{setting}"
    regressions = ", ".join(span.text for span in upgrade.regressions)
    return f"{text}, but not by {regressions}" if regressions else text

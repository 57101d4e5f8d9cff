"""The answer to one question of a list, asked once however many lines ask it.

Ties the catalogue's answer to the requirement. Decides nothing of its own: names come from
`names`, answers from `Catalog.predict`, the word for the line from `status`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from integration_db.catalog.answer import Answer
from integration_db.check.identity import find_camera
from integration_db.check.request import Request
from integration_db.check.status import Upgrade, Verdict, best, find_upgrade, judge
from integration_db.errors import NotFound, UsageError
from integration_db.evidence.cells import through
from integration_db.evidence.plugin_layer import UNKNOWN_PLUGIN
from integration_db.names import Match
from integration_db.prediction.notes import HANDOVER_JOBS, Note
from integration_db.prediction.open_points import OpenPoint, open_point
from integration_db.prediction.outcomes import site_for
from integration_db.prediction.prediction import Prediction
from integration_db.vocabulary import (
    HTTPS_SUPPORT,
    MET,
    NEEDS_CUSTOM_CERT,
    OF_PLUGINS,
    REGEN_CERT_ON_IP_CHANGE,
    Answers,
    Protocol,
    Requirement,
    Status,
    Support,
    by_name,
)

if TYPE_CHECKING:
    from integration_db.catalog import Catalog


_MOST_SUGGESTIONS: Final = 5


class Assessment(NamedTuple):
    """What one question comes to.

    `predictions` are those of the chosen protocol setting or of each one; `protocol` is the
    setting that the status is about. `reason` says in one sentence why the line has its status;
    `settled_by` what would decide an undetermined one.
    """

    request: Request
    status: Status
    reason: str
    match: Match | None = None
    answer: Answer | None = None
    capabilities: tuple[Support, ...] | None = None
    predictions: tuple[Prediction, ...] = ()
    protocol: Protocol | None = None
    actions: tuple[Note, ...] = ()
    settled_by: OpenPoint | None = None
    upgrade: Upgrade | None = None
    suggestions: tuple[str, ...] = ()

    @property
    def camera(self) -> tuple[str, str] | None:
        """Return manufacturer and model as the catalogue prints them, None if not found."""
        if self.answer is None:
            return None
        model = self.answer.question.model
        return model.manufacturer, model.name

    @property
    def prediction(self) -> Prediction | None:
        """Return the prediction of the setting that the status is about; None without an answer."""
        return next((p for p in self.predictions if p.protocol == self.protocol), None)

    @property
    def certificate_before_handover(self) -> Support:
        """Return whether a certificate has to be put on the camera before it is handed over."""
        if self.capabilities is None:
            return "unknown"
        if any(note.code in HANDOVER_JOBS for note in self.actions):
            return "yes"
        needs_cert = NEEDS_CUSTOM_CERT.of(self.capabilities)
        if self.request.site.cert_installed is True or needs_cert == "yes":
            return "no"
        return "unknown" if needs_cert == "unknown" else "no"

    @property
    def certificate_after_move(self) -> Support:
        """Return whether the certificate has to be made again once the address changes."""
        if self.capabilities is None:
            return "unknown"
        return REGEN_CERT_ON_IP_CHANGE.of(self.capabilities)

    def to_dict(self) -> dict[str, object]:
        """Return the answer part of a line's JSON object."""
        match, camera = self.match, self.camera
        capabilities = self.capabilities
        return {
            "status": self.status,
            "reason": self.reason,
            "manufacturer": camera[0] if camera else None,
            "model": camera[1] if camera else None,
            "match": (match.to_dict() if match else None),
            "firmware": self.request.firmware,
            "recorder": self.recorder,
            "plugin": self.plugin,
            "capabilities": by_name(capabilities) if capabilities else None,
            "protocol": self.protocol,
            "predictions": [
                {"protocol": p.protocol, "outcome": p.outcome, "outcomes": list(p.outcomes)}
                for p in self.predictions
            ],
            "actions": [note.to_dict() for note in self.actions],
            "settled_by": self.settled_by.text if self.settled_by else None,
            "upgrade": (
                {
                    "nearest_firmware": self.upgrade.nearest_version,
                    "older": self.upgrade.older,
                    "firmware": [span.text for span in self.upgrade.ranges],
                    "regressions": [span.text for span in self.upgrade.regressions],
                }
                if self.upgrade
                else None
            ),
            "suggestions": list(self.suggestions),
        }

    @property
    def recorder(self) -> str | None:
        """Return the recorder as the catalogue spells it, else as the line does."""
        if self.answer is not None and self.answer.question.recorder is not None:
            return self.answer.question.recorder.name
        return self.request.recorder

    @property
    def plugin(self) -> str | None:
        """Return the plugin as the catalogue spells it, else as the line does."""
        if self.answer is not None and self.answer.question.plugin is not None:
            return self.answer.question.plugin.name
        return self.request.plugin


def assess(catalog: Catalog, request: Request, require: Requirement) -> Assessment:
    """Return what the catalogue says to one line. Never raises for what the line says."""
    if request.problem is not None:
        return Assessment(request, "invalid", request.problem)
    match = find_camera(catalog, request)
    if not match.resolved or match.name is None:
        return _not_found(catalog, request, match)
    plugin, recorder, unknown_plugin = request.plugin, request.recorder, None
    try:
        if plugin is not None:
            recorder = catalog.recorder(recorder).name
            try:
                catalog.plugin(plugin, recorder)
            except NotFound as error:
                plugin, unknown_plugin = None, error.message
        answer = catalog.predict(
            match.name,
            manufacturer=match.manufacturer_name,
            firmware=request.firmware,
            hardware_version=request.hardware_version or match.hardware_version,
            plugin=plugin,
            recorder=recorder,
            recorder_version=request.recorder_version,
            protocol=request.protocol,
            site=request.site,
        )
    except (UsageError, NotFound) as error:
        return Assessment(request, "invalid", error.message, match, suggestions=error.suggestions)
    answer = answer._replace(question=answer.question._replace(match=match))
    return _assessed(answer, request, match, require, unknown_plugin)


def _not_found(catalog: Catalog, request: Request, match: Match) -> Assessment:
    members = tuple(name for _, name in match.members)
    suggestions = members or match.suggestions
    if match.level in ("ambiguous", "family"):
        what = "several models" if match.level == "ambiguous" else "a family of models"
        reason = f"{request.shown!r} names {what}: write one model name"
    else:
        rule = "no such model" if match.level == "suggest" else match.rule
        reason = f"{request.shown!r}: {rule}"
    return Assessment(
        request, "not found", reason, match, suggestions=suggestions[:_MOST_SUGGESTIONS]
    )


def _assessed(
    answer: Answer,
    request: Request,
    match: Match,
    require: Requirement,
    unknown_plugin: str | None,
) -> Assessment:
    capabilities, circumstances = answer.capabilities, answer.circumstances
    if unknown_plugin is not None:
        # Nobody says what that plugin does, so only a camera's own "no" is certain.
        capabilities = through(capabilities, UNKNOWN_PLUGIN.values)
        circumstances = circumstances._replace(open_points=_plugin_points(answer, request))
    settings = tuple(
        (prediction.protocol, site_for(prediction.protocol, request.site, request.protocol))
        for prediction in answer.predictions
    )
    verdicts = [
        judge(capabilities, *setting, require, circumstances, None if unknown_plugin else known)
        for setting, known in zip(settings, answer.predictions, strict=True)
    ]
    chosen = best(verdicts)
    upgrade = None
    if chosen.status not in MET and unknown_plugin is None:
        upgrade = find_upgrade(answer.all_cells, answer.cells, settings, require)
    return Assessment(
        request,
        chosen.status,
        _reason(capabilities, chosen, require, upgrade, unknown_plugin),
        match=match,
        answer=answer,
        capabilities=capabilities,
        predictions=tuple(verdict.prediction for verdict in verdicts),
        protocol=chosen.prediction.protocol,
        actions=chosen.actions,
        settled_by=chosen.settled_by,
        upgrade=upgrade,
    )


def _plugin_points(answer: Answer, request: Request) -> dict[str, OpenPoint]:
    """Return what settles each capability that the unknown plugin may take away."""
    recorder = answer.question.recorder
    point = open_point(
        "plugin_unknown",
        plugin=request.plugin or "",
        recorder=recorder.name if recorder else "the recorder",
    )
    return {capability.name: point for capability in OF_PLUGINS}


def _reason(
    capabilities: Answers,
    chosen: Verdict,
    require: Requirement,
    upgrade: Upgrade | None,
    unknown_plugin: str | None,
) -> str:
    """Return one sentence: why the line has its status."""
    shown = f"{' or '.join(chosen.prediction.outcomes)} with {chosen.prediction.protocol}"
    if chosen.status == "ready":
        return shown
    if chosen.status == "ready after actions":
        return f"{require} or better once the jobs are done"
    if HTTPS_SUPPORT.of(capabilities) == "no":
        shown = f"no HTTPS: {shown}"
    # An obstacle says better than the outcome why a line falls short.
    text = next((n.obstacle for n in chosen.prediction.findings if n.obstacle), shown)
    if chosen.settled_by is not None:
        text = f"open: {chosen.settled_by.text}"
    if unknown_plugin is not None:
        text += f" ({unknown_plugin})"
    if upgrade is None:
        return text
    only = "only older firmware reaches it" if upgrade.older else "reached from firmware"
    text += f"; {only} {upgrade.nearest_version}"
    regressions = ", ".join(span.text for span in upgrade.regressions)
    return f"{text}, but not by {regressions}" if regressions else text

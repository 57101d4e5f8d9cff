"""Answers for people and programs: values and predictions, in the shape of the JSON promise.

Puts together what the pure core decided. There is no answer without its explanation; it is worked
out only when it is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from integration_db.catalog.dossier import Dossier
from integration_db.catalog.gaps import Gap, gaps, open_points
from integration_db.catalog.grounds import Ground, GroundedTask, grounds_of
from integration_db.catalog.queries.facts import SourceLookup
from integration_db.catalog.question import Question
from integration_db.catalog.verdict import (
    RestsOn,
    Seen,
    Verdict,
    best_of,
    verdict_of,
    weaker_of,
    weakest,
)
from integration_db.evidence.cells import Cell, agreed_answers, said_to_run
from integration_db.evidence.plugin_layer import PluginLayer
from integration_db.evidence.regions import OTHER_LINE
from integration_db.evidence.spans import (
    Span,
    interval_objects,
    intervals,
    join_spans,
    span_of,
)
from integration_db.evidence.statements import Statement
from integration_db.firmware.ranges import Clauses, range_text
from integration_db.prediction.note import Note
from integration_db.prediction.open_points import OpenPoint
from integration_db.prediction.prediction import Prediction
from integration_db.prediction.tasks import Task
from integration_db.vocabulary import (
    OF_PLUGINS,
    Answers,
    by_name,
)

if TYPE_CHECKING:
    from integration_db.catalog.explanation import Reason, Why
    from integration_db.names import Match


class Answer:
    """The capabilities of one camera as asked, the predictions, and why.

    `cells` are those that the firmware may lie in, seen with the recorder's choices on which the
    verdict rests: `view` is their number in the `dossier`, which has the whole camera. An answer
    for several cameras that are not told apart has those of its `members`. `tried` are the
    predictions as the rules make them. All that is asked of it is worked out once, when it is asked
    for; the explanation reads its sources, so the catalogue has to be open then.
    """

    def __init__(
        self,
        question: Question,
        capabilities: Answers,
        cells: tuple[Cell, ...],
        dossier: Dossier,
        view: int,
        tried: tuple[Prediction, ...],
        find_sources: SourceLookup,
        members: tuple[Answer, ...] = (),
    ) -> None:
        self.question = question
        self.capabilities = capabilities
        self.cells = cells
        self.dossier = dossier
        self.view = view
        self.tried = tried
        self.find_sources = find_sources
        self.members = members
        self._gaps: dict[int, tuple[Gap, ...]] = {}

    def said_of(self, match: Match) -> Answer:
        """Return the same answer for a name that was met otherwise."""
        return self.asked_as(self.question._replace(match=match))

    def asked_as(self, question: Question) -> Answer:
        """Return the same answer for a question that only names things otherwise."""
        parts = (self.capabilities, self.cells, self.dossier, self.view, self.tried)
        return Answer(question, *parts, self.find_sources, self.members)

    def named(self, firmware: str) -> Answer:
        """Return the same answer for a firmware of the same stretch, as it is written."""
        question = self.question
        if question.firmware is not None:
            question = question._replace(firmware=question.firmware._replace(raw=firmware))
        parts = (self.capabilities, self.cells, self.dossier, self.view, self.tried)
        return Answer(question, *parts, self.find_sources, self.members)

    @property
    def all_cells(self) -> tuple[Cell, ...]:
        """Return the cells of the whole camera, with the choices that the verdict rests on."""
        return self.dossier.views[self.view].cells

    @property
    def notes(self) -> tuple[Note, ...]:
        """Return what holds beside every prediction."""
        return self.dossier.notes

    @cached_property
    def predictions(self) -> tuple[Prediction, ...]:
        """Return one prediction per setting; what would settle it is said of this camera."""
        return self._settle(self.tried)

    def _settle(self, predictions: tuple[Prediction, ...]) -> tuple[Prediction, ...]:
        """Return predictions with what would settle them; a family's members have said it."""
        if self.members:
            return predictions
        open_views = {one.view for one in predictions if one.settled_by is not None}
        points = {view: open_points(self._gaps_in(view)) for view in open_views}
        return tuple([_settled(one, points.get(one.view, {})) for one in predictions])

    @cached_property
    def camera(self) -> Answers:
        """Return what the camera can do by itself."""
        return agreed_answers(cell.own for cell in self.cells)

    @property
    def plugin_layer(self) -> PluginLayer:
        """Return the recorder's side, with the choices that the verdict rests on."""
        return self.dossier.views[self.view].side

    @cached_property
    def gaps(self) -> tuple[Gap, ...]:
        """Return what is missing for each capability that is unknown."""
        return self._gaps_in(self.view)

    def _gaps_in(self, number: int) -> tuple[Gap, ...]:
        """Return what is missing with the recorder's choices of one view."""
        known = self._gaps.get(number)
        if known is None:
            known = self._gaps[number] = self._find_gaps(number)
        return known

    def _find_gaps(self, number: int) -> tuple[Gap, ...]:
        view, here, values = self.dossier.views[number], self.cells, self.capabilities
        if number != self.view:
            meant = {cell.region for cell in self.cells}
            here = tuple([cell for cell in view.cells if cell.region in meant])
            values = agreed_answers(cell.values for cell in here)
        return gaps(self.question, values, here, view.side, view.cells, self.dossier.span)

    @cached_property
    def prediction(self) -> Prediction | None:
        """Return the prediction of the setting that was asked for, else of the best one.

        None where the question is about the camera alone.
        """
        if not self.tried:
            return None
        (best,) = self._settle((best_of(self.tried),))
        return best

    @cached_property
    def verdict(self) -> Verdict | None:
        """Return the answer in one sentence; None where the question is about the camera alone."""
        prediction = self.prediction
        return verdict_of(self, prediction) if prediction is not None else None

    def firmware_from(self, prediction: Prediction) -> str | None:
        """Return the firmware that *after* is about as a range.

        None where the firmware was said, or where it is any.
        """
        clauses = self.clauses_of(prediction)
        return range_text(clauses) if clauses else None

    def clauses_of(self, prediction: Prediction) -> Clauses:
        """Return the range of firmware that *after* is about in its parts; see `firmware_from`."""
        if self.question.firmware is not None or self.members:
            return ()
        possible = [n for n, c in enumerate(self.all_cells) if c.region.lineage != OTHER_LINE]
        if set(prediction.best) >= set(possible):
            return ()
        spans = tuple([span_of(self.all_cells[number]) for number in prediction.best])
        several = len({span.line for span in map(span_of, self.all_cells)}) > 1
        joined = join_spans(spans, (), several_lines=several)
        return tuple([clause for span in joined for clause in span.clauses])

    def begins_with(self, prediction: Prediction) -> str | None:
        """Return the version from which on *after* holds, as far as the camera's firmware is known.

        None where it has no first one, or where newer firmware does not lead to as much.
        """
        if self.members or not prediction.best or prediction.until is not None:
            return None
        first, last = (self.all_cells[prediction.best[end]].region for end in (0, -1))
        if first.since is None or first.since.comparator != ">=":
            return None
        if last.until is not None and last.until.comparator == "<=":
            return None  # just what somebody saw
        return first.since.version

    def rests_on(self, prediction: Prediction) -> RestsOn:
        """Return the weakest grade behind a prediction, per side.

        Where one side alone says no, the other is not behind it. Nothing is behind a prediction
        about firmware that the camera cannot run.
        """
        if self.members:
            return weaker_of([one.rests_on(_same(one, prediction)) for one in self.members])
        if not self.cells:
            return RestsOn(None, None)
        return weaker_of([self._rests_on(prediction, number) for number in prediction.best])

    def _rests_on(self, prediction: Prediction, number: int) -> RestsOn:
        """Return the same for one stretch of the firmware that the prediction is about."""
        view = self.dossier.views[prediction.view]
        cell, side = view.cells[number], view.side
        camera, recorder = [], []
        for capability in OF_PLUGINS:
            value = capability.of(cell.values)
            if value == "unknown":
                continue
            paired = capability.of(cell.pairing)
            if paired.value is not None:
                camera.append(paired.grade)
                recorder.append(paired.grade)
                continue
            own, limit = capability.of(cell.camera), capability.of(side.decisions)
            camera += [own.grade] * (own.value == value)
            recorder += [limit.grade] * (limit.value == value)
        return RestsOn(weakest(camera), weakest(recorder))

    def seen(self, prediction: Prediction) -> int:
        """Return how many observations of this pairing the prediction rests on."""
        if self.members:
            return min(one.seen(_same(one, prediction)) for one in self.members)
        return len(self._observations(prediction))

    def last_seen(self, prediction: Prediction) -> Seen | None:
        """Return on what the prediction was last observed, None where it was not."""
        observations = self._observations(prediction)
        if self.members or not observations:
            return None
        last = observations[max(observations)]
        versions = [one.since.version for one in last.recorder_version.intervals if one.since]
        return Seen(last.verified_on, next(iter(versions), None))

    def grounds(self, prediction: Prediction, task: Task) -> tuple[Ground, ...]:
        """Return what statements say for which a task of a prediction is asked for."""
        if self.members:
            by_member = [one.grounds(_same(one, prediction), task) for one in self.members]
            known = {one.statement.id: one for grounds in by_member for one in grounds}
            return tuple(known.values())
        if not self.cells:
            return ()
        view = self.dossier.views[prediction.view]
        cell, below = self._cell(prediction), None
        if task.code == "use_firmware":
            cell = view.cells[prediction.enough_from]
            older = view.cells[: prediction.enough_from]
            below = next(
                (one for one in reversed(older) if one.region.lineage == cell.region.lineage), None
            )
        return grounds_of(task, cell, view.side, self.find_sources, below)

    def disputed(self, prediction: Prediction) -> bool:
        """Return whether records of the pairing that the prediction is about disagree."""
        if self.members:
            return any(one.disputed(_same(one, prediction)) for one in self.members)
        return bool(self.cells) and self._cell(prediction).disputed

    def _observations(self, prediction: Prediction) -> dict[int, Statement]:
        """Return the observations that a prediction rests on, by number; on none that disagree."""
        pairing = self._cell(prediction).pairing if self.cells else ()
        return {statement.id: statement for decision in pairing for statement in decision.seen}

    def _cell(self, prediction: Prediction) -> Cell:
        """Return the newest cell that a prediction is about."""
        return self.dossier.views[prediction.view].cells[prediction.best[-1]]

    @cached_property
    def explanation(self) -> tuple[Reason, ...]:
        """Return every statement that decided or was overruled, capability by capability."""
        from integration_db.catalog.explanation import explanation_of

        parts = (self.question, self.capabilities, self.cells, self.plugin_layer)
        return explanation_of(*parts, self.find_sources)

    @cached_property
    def whys(self) -> tuple[Why, ...]:
        """Return the explanation and what is missing, sorted to the capabilities."""
        from integration_db.catalog.explanation import whys_of

        return whys_of(self.capabilities, self.explanation, self.gaps)

    @cached_property
    def intervals(self) -> tuple[Span, ...]:
        """Return the answer per firmware range, neighbours with equal answers joined.

        Several cameras together have no such ranges.
        """
        if self.members:
            return ()
        if self.question.firmware is None:
            return intervals(self.all_cells)
        return intervals(said_to_run(self.all_cells, self.cells))

    def to_dict(self) -> dict[str, object]:
        """Return the object of the JSON promise (docs/api.md)."""
        return self.object_with([prediction_object(*one) for one in self.grounded_predictions])

    def object_with(self, predictions: object) -> dict[str, object]:
        """Return the same object with what stands for its predictions."""
        question, prediction = self.question, self.prediction
        return {
            "manufacturer": question.model.manufacturer,
            "model": question.model.name,
            "match": question.match.to_dict(),
            "members": [member.question.model.name for member in self.members],
            "firmware": question.firmware_said,
            "firmware_from": self.firmware_from(prediction) if prediction else None,
            "hardware_version": question.hardware_version,
            "recorder": question.recorder.name if question.recorder else None,
            "plugin": question.plugin_name,
            "recorder_version": (
                question.recorder_version.raw if question.recorder_version else None
            ),
            "recorder_version_from": question.side.version_from,
            "options": dict(question.site.options),
            "verdict": self.verdict.to_dict() if self.verdict else None,
            "camera": by_name(self.camera),
            "capabilities": by_name(self.capabilities),
            "intervals": interval_objects(self.intervals),
            "predictions": predictions,
            "explanation": [reason.to_dict() for reason in self.explanation],
            "missing": [gap.to_dict() for gap in self.gaps],
            "notes": [note.to_dict() for note in self.notes],
        }

    @property
    def grounded_predictions(self) -> list[tuple[Prediction, tuple[GroundedTask, ...]]]:
        """Return the predictions, each with its tasks and what asks for them. Reads sources."""
        return [
            (one, tuple([self._grounded(one, task) for task in one.tasks]))
            for one in self.predictions
        ]

    def _grounded(self, prediction: Prediction, task: Task) -> GroundedTask:
        grounds = self.grounds(prediction, task)
        sources = {one.source.id: one.source for one in grounds if one.source}
        because = "; ".join([one.text for one in grounds]) or None
        return GroundedTask(task, because, tuple(sources.values()))

    def task_written(self, prediction: Prediction, task: Task) -> dict[str, object]:
        """Return a task of a prediction as an object, with what asks for it. Reads sources."""
        return self._grounded(prediction, task).to_dict()


def prediction_object(prediction: Prediction, tasks: Iterable[GroundedTask]) -> dict[str, object]:
    """Return a prediction as the object of the JSON promise, its tasks with what asks for them."""
    return {**prediction.to_dict(), "tasks": [task.to_dict() for task in tasks]}


def _same(answer: Answer, prediction: Prediction) -> Prediction:
    """Return the prediction of an answer for the same setting."""
    return next(one for one in answer.tried if one.setting == prediction.setting)


def _settled(prediction: Prediction, points: Mapping[str, OpenPoint]) -> Prediction:
    """Return a prediction with the point of its capability, where one is open."""
    point = prediction.settled_by
    if point is None or point.code not in points:
        return prediction
    return prediction._replace(settled_by=points[point.code])

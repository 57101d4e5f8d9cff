"""The answer for a name that several cameras share: what all of them allow together."""

from __future__ import annotations

from collections.abc import Sequence

from integration_db.catalog.answer import Answer
from integration_db.catalog.queries.cameras import NOT_LISTED
from integration_db.evidence.cells import agreed_answers
from integration_db.prediction.levels import RANK, in_order
from integration_db.prediction.prediction import Moment, Prediction, missing_parts
from integration_db.prediction.reaching import LookedFor
from integration_db.prediction.tasks import Task, safe_order, without_double_work
from integration_db.vocabulary import ASSUMPTIONS, TaskCode


def family_answer(written: str, members: Sequence[Answer]) -> Answer:
    """Return the answer of a family, as it was written, from those of its members.

    A value holds where all members have it; a level remains where it does for one of them.
    """
    question = members[0].question
    series, series_id = "", NOT_LISTED
    if len({member.question.model.series_id for member in members}) == 1:
        series, series_id = question.model.series, question.model.series_id
    named = question.model._replace(
        id=NOT_LISTED,
        name=written,
        series=series,
        series_id=series_id,
        hardware_versions=(),
        rebrand_of=None,
        sources=(),
        note=None,
    )
    question = question._replace(model=named)
    by_setting = zip(*[member.predictions for member in members], strict=True)
    return Answer(
        question,
        agreed_answers([member.capabilities for member in members]),
        tuple([cell for member in members for cell in member.cells]),
        members[0].dossier,
        members[0].view,
        tuple([_together(predictions) for predictions in by_setting]),
        members[0].find_sources,
        tuple(members),
    )


def _together(predictions: Sequence[Prediction]) -> Prediction:
    """Return one prediction for cameras that are not told apart."""
    first = predictions[0]
    open_ones = (one.settled_by for one in predictions if one.settled_by is not None)
    assumed = {name for one in predictions for name in one.assumes}
    findings = dict.fromkeys(note for one in predictions for note in one.findings)
    missing = tuple(dict.fromkeys(name for one in predictions for name in one.looks_for))
    return first._replace(
        now=Moment(in_order(level for one in predictions for level in one.now.levels)),
        after=Moment(in_order(level for one in predictions for level in one.after.levels)),
        tasks=_tasks(predictions, missing),
        assumes=tuple(name for name in ASSUMPTIONS if name in assumed),
        findings=tuple(findings),
        settled_by=next(open_ones, None),
        if_runs=any(one.if_runs for one in predictions),
        looks_for=missing,
    )


def _tasks(predictions: Sequence[Prediction], missing: Sequence[LookedFor]) -> tuple[Task, ...]:
    """Return every member's tasks once, in safe order; `missing` is what a look may find missing.

    Of each code the words are those of the member that comes to least: it can close least.
    """
    by_code: dict[TaskCode, Task] = {}
    for prediction in sorted(
        predictions, key=lambda one: (RANK[one.after.ceiling], RANK[one.after.floor])
    ):
        for task in prediction.tasks:
            known = by_code.setdefault(task.code, task)
            by_code[task.code] = known._replace(counts=known.counts or task.counts)
    if "check_https" in by_code:
        look = by_code["check_https"]
        by_code["check_https"] = look._replace(parts=missing_parts(missing))
    return tuple(by_code[code] for code in safe_order(without_double_work(by_code)))

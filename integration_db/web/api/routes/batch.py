"""`/batch`: any mix of questions in one request, each answered as if it were asked alone."""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import chain
from typing import Any, Final

from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import Response

from integration_db.errors import IntegrationDBError
from integration_db.names.suggestions import near_words
from integration_db.text.sentences import did_you_mean
from integration_db.web.api.answering import listing
from integration_db.web.api.mixed_batch import ASKED, NOT_SAID, MixedBatch
from integration_db.web.api.operation import Operation
from integration_db.web.middleware.limits import MOST_ENTRIES
from integration_db.web.problems import ProblemDetails, Refused, problem_of, refusal, short


async def batch(request: Request, wanted: MixedBatch) -> Response:
    """Return a result for every question in its place: its answer, or the problem with it."""
    addresses = chain.from_iterable(request.app.state.resources.values())
    by_name = {one.name: one for one in addresses}
    known = {ask: by_name[name].operation() for ask, name in ASKED.items()}
    results = [
        await _result(request, question, f"/questions/{number}", known)
        for number, question in enumerate(wanted.questions)
    ]
    return listing(request, results=results)


async def _result(
    request: Request, question: object, at: str, known: Mapping[str, Operation[Any]]
) -> dict[str, object]:
    """Return the result of one question, with the pointer to what is wrong with it."""
    if not isinstance(question, dict):
        return _refused(ProblemDetails(400, "bad-value", "a question is an object", pointer=at))
    ask = question.get("ask")
    operation = known.get(ask) if isinstance(ask, str) else None
    if operation is None:
        return _refused(_not_asked(question, at))
    said = {name: value for name, value in question.items() if name != "ask"}
    try:
        if never := NOT_SAID & set(said):
            name = min(never)
            detail = f"{name} is no part of a question in a batch"
            raise Refused(ProblemDetails(400, "unknown-parameter", detail, pointer=f"{at}/{name}"))
        response = await operation.handler(
            request, operation.takes.model_validate(said, strict=True)
        )
    except ValidationError as error:
        problem = refusal(error, operation.takes, at)
    except (IntegrationDBError, Refused) as error:
        problem = error.problem if isinstance(error, Refused) else problem_of(error)
        pointer = f"{at}/{problem.parameter}" if problem.parameter else problem.pointer or at
        problem = problem._replace(parameter=None, pointer=pointer)
    else:
        return {"ask": ask, "status": 200, "answer": json.loads(bytes(response.body))}
    return {"ask": ask, **_refused(problem)}


def _refused(problem: ProblemDetails) -> dict[str, object]:
    return {"status": problem.status, "problem": problem.masked().to_dict()}


def _not_asked(question: Mapping[str, object], at: str) -> ProblemDetails:
    """Return the problem with a question that does not say what it asks."""
    if "ask" not in question:
        return ProblemDetails(400, "missing-parameter", "ask is missing", pointer=f"{at}/ask")
    near = near_words(str(question["ask"])[:60], tuple(ASKED))
    better = did_you_mean(near) if near else f"choose one of {', '.join(ASKED)}"
    detail = f"ask {short(question['ask'])}: {better}"
    return ProblemDetails(400, "bad-value", detail, near or tuple(ASKED), pointer=f"{at}/ask")


OPERATIONS: Final = (Operation(batch, MixedBatch, f"Up to {MOST_ENTRIES:,} questions of any kind"),)

"""`/predictions`: what the recorder will encrypt, for one camera or for a whole list."""

from __future__ import annotations

from typing import Final

from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import Response

from integration_db.catalog import Catalog
from integration_db.catalog.predicted import predicted
from integration_db.errors import IntegrationDBError
from integration_db.web.api.answering import answer_bytes, catalog_of, check_quick, listing
from integration_db.web.api.operation import Operation
from integration_db.web.api.parameters import Batch, QuestionParameters
from integration_db.web.middleware.limits import MOST_ENTRIES
from integration_db.web.problems import problem_of, refusal


async def prediction(request: Request, wanted: QuestionParameters) -> Response:
    """Return the object of the command `predict`, with its explanation."""
    check_quick(request, wanted.model, wanted.manufacturer)
    return answer_bytes(request.app.state.written_answers.body(**wanted.options()))


async def predictions(request: Request, wanted: Batch) -> Response:
    """Return a result for every question in its place: an answer, or the problem with it."""
    catalog = catalog_of(request)
    results = [
        _result(catalog, question, f"/questions/{number}")
        for number, question in enumerate(wanted.questions)
    ]
    return listing(request, results=results)


def _result(catalog: Catalog, question: object, at: str) -> dict[str, object]:
    """Return the answer to one line, or its problem with the pointer to what is wrong."""
    try:
        wanted = QuestionParameters.model_validate(question, strict=True)
        answered = predicted(catalog, by_plugin=False, **wanted.options()).to_dict()
    except ValidationError as error:
        problem = refusal(error, QuestionParameters, at)
    except IntegrationDBError as error:
        problem = problem_of(error)
        pointer = f"{at}/{problem.parameter}" if problem.parameter else at
        problem = problem._replace(parameter=None, pointer=pointer)
    else:
        return {"status": 200, "answer": answered}
    return {"status": problem.status, "problem": problem.to_dict()}


OPERATIONS: Final = (
    Operation(prediction, QuestionParameters, "What the recorder will encrypt, for one camera"),
    Operation(
        predictions, Batch, f"What the recorder will encrypt, for up to {MOST_ENTRIES:,} questions"
    ),
)

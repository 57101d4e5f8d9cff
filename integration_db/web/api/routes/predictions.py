"""`/predictions`: what the recorder will encrypt, for one camera or for a whole list."""

from __future__ import annotations

import asyncio

from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import Response

from integration_db.catalog import Catalog
from integration_db.errors import IntegrationDBError
from integration_db.web.api import schemas
from integration_db.web.api.answering import answer, catalog_of, in_turns, listing, routes
from integration_db.web.api.bodies import Batch, asked_in_body, described_body
from integration_db.web.api.parameters import Question, asked, described
from integration_db.web.problems import problem_of, refusal

router = routes("predictions")


@router.get(
    "/predictions",
    summary="What the recorder will encrypt, for one camera",
    responses={200: {"model": schemas.Answer}},
    openapi_extra=described(Question),
)
async def prediction(request: Request) -> Response:
    """Return the object of the command `predict`, with its explanation."""
    wanted = asked(request, Question)
    return answer(catalog_of(request).predict(**wanted.options()).to_dict())


@router.post(
    "/predictions",
    summary="What the recorder will encrypt, for up to 1,000 questions",
    responses={200: {"model": schemas.Results}},
    openapi_extra=described_body(Batch),
)
async def predictions(request: Request) -> Response:
    """Return a result for every question in its place: an answer, or the problem with it."""
    wanted = await asked_in_body(request, Batch)
    catalog = catalog_of(request)
    results = [
        _result(catalog, question, f"/questions/{number}")
        async for number, question in in_turns(enumerate(wanted.questions))
    ]
    # Writing a long answer takes as long as finding it; a thread lets others in meanwhile.
    return await asyncio.to_thread(listing, request, results=results)


def _result(catalog: Catalog, question: object, at: str) -> dict[str, object]:
    """Return the answer to one line, or its problem with the pointer to what is wrong."""
    try:
        wanted = Question.model_validate(question, strict=True)
        found = catalog.predict(**wanted.options()).to_dict()
    except ValidationError as error:
        problem = refusal(error, tuple(Question.model_fields), at)
    except IntegrationDBError as error:
        problem = problem_of(error)
        if problem.status >= 500:
            raise
        pointer = f"{at}/{problem.parameter}" if problem.parameter else at
        problem = problem._replace(parameter=None, pointer=pointer)
    else:
        return {"status": 200, "answer": found}
    return {"status": problem.status, "problem": problem.to_dict()}

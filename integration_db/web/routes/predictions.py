"""`/predictions`: what the recorder will encrypt, for one camera or for a whole list."""

from __future__ import annotations

import asyncio
from typing import Any, Final

from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import Response

from integration_db.catalog import Catalog
from integration_db.errors import IntegrationDBError
from integration_db.web import schemas
from integration_db.web.answering import answer, catalog_of, listing, routes
from integration_db.web.bodies import json_object
from integration_db.web.parameters import Nothing, Question, asked, described
from integration_db.web.problems import Problem, Refused, problem_of, refusal

router = routes("predictions")

_TURN: Final = 20
"""Questions of a batch before other requests get their turn."""


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
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {
                "application/json": {
                    "schema": {
                        "type": "object",
                        "required": ["questions"],
                        "additionalProperties": False,
                        "properties": {
                            "questions": {
                                "type": "array",
                                "minItems": 1,
                                "maxItems": 1000,
                                "description": "Objects with the names of the GET parameters.",
                                "items": {"$ref": "#/components/schemas/Question"},
                            }
                        },
                    }
                }
            },
        }
    },
)
async def predictions(request: Request) -> Response:
    """Return a result for every question in its place: an answer, or the problem with it."""
    asked(request, Nothing)
    questions = _questions(await json_object(request), request.app.state.limits.questions)
    catalog = catalog_of(request)
    results = []
    for number, question in enumerate(questions):
        if number % _TURN == _TURN - 1:
            await asyncio.sleep(0)
        results.append(_result(catalog, question, f"/questions/{number}"))
    # Writing a long answer takes as long as finding it; a thread lets others in meanwhile.
    return await asyncio.to_thread(listing, request, results=results)


def _questions(body: dict[str, Any], most: int) -> list[Any]:
    others = sorted(set(body) - {"questions"})
    if others:
        detail = f"unknown member {others[0][:60]!r}; there is questions"
        raise Refused(Problem(400, "unknown-member", detail, ("questions",), pointer=""))
    found = body.get("questions")
    if not isinstance(found, list) or not found:
        detail = "questions has to be a list of at least one question"
        raise Refused(Problem(400, "bad-value", detail, pointer="/questions"))
    if len(found) > most:
        detail = f"{len(found)} questions: at most {most} fit in one batch"
        raise Refused(Problem(400, "too-many-questions", detail, pointer="/questions"))
    return found


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

"""The results of a batch of any mix of questions, for the description of the API."""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from operator import or_
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, create_model

from integration_db.web.api.mixed_batch import ASKED, shape_name
from integration_db.web.api.schemas import Listing, ProblemDocument


class RefusedResult(BaseModel):
    """The result of what is no question: nobody can tell what it asks."""

    status: int
    problem: ProblemDocument


def _result(ask: str, answer: type[BaseModel]) -> type[BaseModel]:
    """Return the shape of the result of a question: an answer with status 200, or a problem."""
    fields: dict[str, Any] = {
        "ask": (Literal.__getitem__(ask), ...),
        "status": (int, ...),
        "answer": (answer | None, None),
        "problem": (ProblemDocument | None, None),
    }
    made: Any = create_model(
        f"{shape_name(ask)}Result",
        __doc__=f"What comes of a question that asks `{ask}`.",
        **fields,
    )
    return made  # type: ignore[no-any-return]


def mixed_results(gives: Mapping[str, type[BaseModel]]) -> type[BaseModel]:
    """Return the shape of all results, given the shape of each operation's answer."""
    shapes = [_result(ask, gives[name]) for ask, name in ASKED.items()]
    each: Any = Annotated[reduce(or_, shapes), Field(discriminator="ask")]
    made: Any = create_model(
        "MixedResults",
        __doc__="A result for each question, in the order asked.",
        __base__=Listing,
        results=(list[each | RefusedResult], ...),
    )
    return made  # type: ignore[no-any-return]

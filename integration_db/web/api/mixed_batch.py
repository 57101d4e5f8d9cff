"""A batch of any mix of questions: what may be asked in it, and what comes back, for clients.

Each question is an operation of the API with its parameters; `ask` is the word for it, which is
that of the command where there is one.
"""

from __future__ import annotations

from typing import Any, Final, Literal

from pydantic import BaseModel, Field, create_model

from integration_db.web.api.operation import Operation
from integration_db.web.api.parameters import Parameters
from integration_db.web.middleware.limits import MOST_ENTRIES

ASKED: Final = {
    "predict": "prediction",
    "show": "camera",
    "resolve": "resolve",
    "search": "search",
    "filter": "cameras",
    "compare": "compare",
    "compare_firmware": "compare_firmware",
    "manufacturers": "manufacturers",
    "plugins": "plugins",
    "sources": "sources",
    "stats": "stats",
}
"""What may be asked, each with the name of the operation that answers."""

NOT_SAID: Final = frozenset({"format"})
"""Parameters that no question of a batch has: its answers stand in one JSON document."""


class MixedBatch(Parameters):
    """Questions of any kind; each is read for itself, so that a bad one spoils no other."""

    questions: list[Any] = Field(
        min_length=1,
        max_length=MOST_ENTRIES,
        description="Objects with what to `ask` and the names of its parameters.",
    )


def question_shape(ask: str, operation: Operation[Any]) -> type[BaseModel]:
    """Return the shape of a question that asks for an operation."""
    fields: dict[str, Any] = {"ask": (Literal.__getitem__(ask), ...)}
    fields |= {
        name: (field.annotation, field)
        for name, field in operation.takes.model_fields.items()
        if name not in NOT_SAID
    }
    made: Any = create_model(
        f"{shape_name(ask)}Question",
        __doc__=f"{operation.summary}.",
        __base__=Parameters,
        **fields,
    )
    return made  # type: ignore[no-any-return]


def shape_name(ask: str) -> str:
    """Return what the shapes of a question begin with."""
    return "".join(part.capitalize() for part in ask.split("_"))

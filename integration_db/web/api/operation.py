"""One thing that the API does: its address, what it takes and gives, and who answers.

Requests are read and described (see `description`) by the same object, so that the description
cannot say what is not so.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any, Generic, Literal

from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from integration_db.web.api.bodies import body_parameters
from integration_db.web.api.parameters import Asked, address_parameters


@dataclass(frozen=True)
class Operation(Generic[Asked]):
    """An address with a method: GET takes its parameters from the address, POST from the body.

    `path` begins below the prefix of the API. `handler` is given the request and what it takes;
    its name is the operation's name for clients, its docstring the description. `gives` is the
    class of the answer, which only describes it. What `takes_long` is answered apart from others.
    """

    method: Literal["GET", "POST"]
    path: str
    handler: Callable[[Request, Asked], Coroutine[Any, Any, Response]]
    takes: type[Asked]
    gives: type[BaseModel]
    summary: str
    takes_long: bool = False

    @property
    def name(self) -> str:
        """What clients call it."""
        return self.handler.__name__

    def route(self, prefix: str) -> Route:
        """Return the route that answers it."""
        return Route(f"{prefix}{self.path}", self.answer, methods=[self.method], name=self.name)

    async def answer(self, request: Request) -> Response:
        """Read the request and let the handler answer it. Raises `Refused`."""
        if self.method == "POST":
            wanted = await body_parameters(request, self.takes)
        else:
            wanted = address_parameters(request, self.takes)
        return await self.handler(request, wanted)

"""One thing that the API does: what it takes, and who answers.

Requests are read and described (see `description`) by the same object, so that the description
cannot say what is not so.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic

from starlette.requests import Request
from starlette.responses import Response

from integration_db.web.api.bodies import body_parameters
from integration_db.web.api.parameters import Asked, Nothing, Parameters, address_parameters


@dataclass(frozen=True)
class Operation(Generic[Asked]):
    """What is done at an address: GET takes its parameters from there, POST from the body.

    `handler` is given the request and what it takes; its name is the operation's name for
    clients, its docstring the description. One that takes other `bodies` than JSON, by their
    media types (None is a file as it is), has a `read` of its own, which gives what the handler is
    given; `beside` is what it takes in the address.
    """

    handler: Callable[[Request, Asked], Coroutine[Any, Any, Response]]
    takes: type[Asked]
    summary: str
    beside: type[Parameters] = Nothing
    bodies: Mapping[str, type[Parameters] | None] = field(default_factory=dict)
    read: Callable[[Request], Coroutine[Any, Any, Any]] | None = None

    @property
    def name(self) -> str:
        """What clients call it."""
        return self.handler.__name__

    async def answer(self, request: Request) -> Response:
        """Read the request and let the handler answer it. Raises `Refused`."""
        if self.read is not None:
            return await self.handler(request, await self.read(request))
        if request.method == "POST":
            wanted = await body_parameters(request, self.takes)
        else:
            wanted = address_parameters(request, self.takes)
        return await self.handler(request, wanted)

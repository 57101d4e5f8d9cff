"""Requests whose data were replaced while they were answered: they are asked once more.

A generation of a catalogue on a server may be dropped when two newer ones are there, and a process
that answers apart may have moved on already. Nothing was sent then, and reading changes nothing.
"""

from __future__ import annotations

from typing import Final

from starlette.types import Message, Receive, Scope

from integration_db.web.problems import ProblemDetails, ProblemResponse

RETRY_AFTER: Final = 5
"""Seconds after which whoever was refused may ask again."""

_KEY: Final = "integration_db.asked_again"


class FirstTry:
    """A request with what is needed to ask it again; its scope and `receive` are for the first."""

    def __init__(self, scope: Scope, receive: Receive) -> None:
        self.scope: Scope = {**scope, _KEY: self}
        self.failed = False
        self._receive = receive
        self._received: list[Message] = []

    async def receive(self) -> Message:
        """Receive a message, and keep it."""
        message = await self._receive()
        self._received.append(message)
        return message

    async def receive_again(self) -> Message:
        """Receive what was received before, and then what comes."""
        return self._received.pop(0) if self._received else await self._receive()


def replaced(scope: Scope) -> ProblemResponse | None:
    """Return the answer where the data are no more; None where the request is asked again."""
    first: FirstTry | None = scope.get(_KEY)
    if first is not None:
        first.failed = True
        return None
    problem = ProblemDetails(503, "busy", "the data are being replaced; ask again")
    return ProblemResponse(problem, {"retry-after": str(RETRY_AFTER)})

"""Where the API does one thing. What does it is imported when somebody asks there."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Literal

from starlette.routing import Route

from integration_db.named_tuple import NamedTuple
from integration_db.web.api.answer_formats import JSON
from integration_db.web.api.operation import Operation
from integration_db.web.later import Handler, Later


class OperationAt(NamedTuple):
    """A method and a path below the prefix of the API, and the operation of this `name` there.

    It is one of those that `load` returns. What `takes_long` is answered apart from others;
    `formats` are the forms in which its answer can be had.
    """

    method: Literal["GET", "POST"]
    path: str
    name: str
    load: Callable[[], Iterable[Operation[Any]]]
    takes_long: bool = False
    formats: tuple[str, ...] = (JSON,)

    def operation(self) -> Operation[Any]:
        """Return what is done here; imports it the first time."""
        return next(one for one in self.load() if one.name == self.name)

    def route(self, prefix: str) -> Route:
        """Return the route that answers here."""
        return Route(
            f"{prefix}{self.path}",
            Later(self._handler).answer,
            methods=[self.method],
            name=self.name,
        )

    def _handler(self) -> Handler:
        return self.operation().answer

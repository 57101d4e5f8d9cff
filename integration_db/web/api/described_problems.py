"""The problems that an operation may answer with, each described once for all operations."""

from __future__ import annotations

from typing import Any, Final

from integration_db.named_tuple import NamedTuple
from integration_db.web.problems import MEDIA_TYPE


class DescribedProblem(NamedTuple):
    """A kind of problem: the name of its description, its status, and what it says."""

    name: str
    status: str
    text: str
    of_bodies: bool = False
    of_long_ones: bool = False


PROBLEMS: Final = (
    DescribedProblem(
        "WrongQuestion",
        "400",
        "A parameter or the body is wrong; `parameter` or `pointer` says which part.",
    ),
    DescribedProblem(
        "NoSuchThing",
        "404",
        "Nothing, or more than one thing, has that name; `suggestions` has near ones.",
    ),
    DescribedProblem("TooSlow", "408", "The body took too long to arrive.", of_bodies=True),
    DescribedProblem("TooLong", "413", "The body is too long.", of_bodies=True),
    DescribedProblem(
        "WrongBody", "415", "The body is of a kind that is not taken.", of_bodies=True
    ),
    DescribedProblem(
        "TooMuch",
        "503",
        "Too many long questions wait (`busy`, with `Retry-After`), or the answer takes more than "
        "the server gives it (`too-much-work`): ask in smaller parts.",
        of_long_ones=True,
    ),
    DescribedProblem(
        "OtherProblem",
        "default",
        "Any other problem: of the address (404, 405, 414), the headers (431), or a failure of the "
        "server (500), which its log explains.",
    ),
)
"""Every kind of problem, by status."""

HEADERS: Final = {"X-Data-Version": {"$ref": "#/components/headers/DataVersion"}}
"""The headers of every answer."""

DESCRIBED_HEADERS: Final = {
    "DataVersion": {
        "description": "What identifies the data; the same data give the same answers.",
        "schema": {"type": "string"},
    }
}


def problems_of(*, has_body: bool, takes_long: bool) -> dict[str, Any]:
    """Return references to the problems of an operation, by status."""
    return {
        one.status: {"$ref": f"#/components/responses/{one.name}"}
        for one in PROBLEMS
        if (has_body or not one.of_bodies) and (takes_long or not one.of_long_ones)
    }


def described_problems(shape: dict[str, Any], example: dict[str, Any]) -> dict[str, Any]:
    """Return all of them by name, given the shape of a problem and an example of a wrong one."""
    described = {}
    for one in PROBLEMS:
        content = {"schema": shape}
        if one.status == "400":
            content["example"] = example
        described[one.name] = {
            "description": one.text,
            "headers": HEADERS,
            "content": {MEDIA_TYPE: content},
        }
    return described

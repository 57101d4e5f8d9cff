"""The form of a prediction: its fields as written, the question that they ask, and what is wrong.

An error stands beside its field, with what may have been meant.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response

from integration_db.catalog import Catalog
from integration_db.catalog.predicted import Predicted, predicted
from integration_db.errors import NotFound, UsageError
from integration_db.named_tuple import NamedTuple
from integration_db.web.api.answering import catalog_of, check_quick
from integration_db.web.pages.camera import answered
from integration_db.web.pages.parts import recorder_choice
from integration_db.web.pages.parts.asking import asked
from integration_db.web.pages.parts.mistakes import Mistake, mistake_of
from integration_db.web.pages.parts.page import render_page, setups, to_short_address
from integration_db.web.pages.parts.place_form import OFFERED, PLACE_FIELDS, SEVERAL, site_of
from integration_db.web.problems import problem_of

CAMERA: Final = ("model", "manufacturer", "hardware_version")
RECORDER: Final = ("plugin", "recorder", "recorder_version")
SETUP: Final = ("firmware", *RECORDER, "protocol", "replaces")
QUESTION_FIELDS: Final = (*CAMERA, *SETUP, *PLACE_FIELDS)

FormValues = Mapping[str, Any]
"""The fields of the form as written: text, and tuples of it under the names of `SEVERAL`."""


class SentForm(NamedTuple):
    """A form that was sent: its fields, the answer or the mistakes, and the status to send."""

    values: FormValues
    found: Predicted | None
    mistakes: Mapping[str, Mistake]
    status: int


def ask(catalog: Catalog, values: FormValues) -> SentForm:
    """Return the answer to a form, or what is wrong with it.

    An empty form asks nothing, nor does one in which only the recorder was chosen.
    """
    if not set(values) - set(RECORDER):
        return SentForm(values, None, {}, 200)
    mistakes: dict[str, Mistake] = {}
    if "model" not in values:
        mistakes["model"] = Mistake("Write the camera's model.")
    options: dict[str, Any] = {n: values[n] for n in (*CAMERA, *SETUP) if n in values}
    site = site_of(values, mistakes)
    status = 400
    if "model" in values:
        try:
            found = predicted(catalog, **options, site=site)
            if not mistakes:
                return SentForm(values, found, {}, 200)
        except (NotFound, UsageError) as error:
            field, mistake = mistake_of(error, values, "/predict", QUESTION_FIELDS)
            mistakes.setdefault(field, mistake)
            status = problem_of(error).status
    return SentForm(values, None, mistakes, status)


async def predict(request: Request) -> Response:
    """Return the form of a prediction and, if it asks something, the answer."""
    known = (*QUESTION_FIELDS, recorder_choice.VIA)
    given = asked(request.scope["query_string"], known, several=SEVERAL)
    single = {name: listed[0] for name, listed in given.items() if name not in SEVERAL}
    apart = recorder_choice.apart(single, catalog_of(request).recorder().name)
    said: dict[str, Any] = {
        **apart,
        **{name: tuple(dict.fromkeys(given[name])) for name in SEVERAL if name in given},
    }
    values = {name: said[name] for name in QUESTION_FIELDS if name in said}
    if (to := to_short_address(request, values)) is not None:
        return to
    if "model" in values:
        check_quick(request, values["model"], values.get("manufacturer"))
    sent = ask(catalog_of(request), values)
    return render_page(
        request,
        "predict.html",
        "/predict",
        sent.status,
        values=values,
        mistakes=sent.mistakes,
        found=sent.found,
        answered=answered(sent.found.answer) if sent.found else None,
        place=OFFERED,
        **setups(request, values),
    )

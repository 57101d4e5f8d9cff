"""The form of a prediction: its fields as written, the question that they ask, and what is wrong.

An error stands beside its field, with what may have been meant.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from starlette.requests import Request
from starlette.responses import Response

from integration_db.catalog import Catalog
from integration_db.catalog.answer import Answer
from integration_db.errors import NotFound, UsageError
from integration_db.prediction.outcomes import SETTINGS
from integration_db.prediction.site import NO_PORT, Site, is_port
from integration_db.text.sentences import sentence
from integration_db.vocabulary import PROTOCOLS
from integration_db.web.api.answering import catalog_of
from integration_db.web.pages.camera import answered
from integration_db.web.pages.parts import recorder_choice
from integration_db.web.pages.parts.asking import asked, one_each
from integration_db.web.pages.parts.mistakes import Mistake, mistake_of
from integration_db.web.pages.parts.page import render_page, setups, to_short_address
from integration_db.web.problems import problem_of

CAMERA: Final = ("model", "manufacturer", "hardware_version")
SETUP: Final = ("firmware", "plugin", "recorder", "recorder_version", "protocol")
PORTS: Final = ("port", "https_port")
TRUTHS: Final = ("http_off", "cert_installed", "ip_changed")
QUESTION_FIELDS: Final = (*CAMERA, *SETUP, *PORTS, *TRUTHS)

YES_NO: Final = {"yes": True, "no": False}


class SentForm(NamedTuple):
    """A form that was sent: its fields, the answer or the mistakes, and the status to send."""

    values: Mapping[str, str]
    answer: Answer | None
    mistakes: Mapping[str, Mistake]
    status: int


def ask(catalog: Catalog, values: Mapping[str, str]) -> SentForm:
    """Return the answer to a form, or what is wrong with it; an empty form asks nothing."""
    if not values:
        return SentForm(values, None, {}, 200)
    mistakes: dict[str, Mistake] = {}
    if "model" not in values:
        mistakes["model"] = Mistake("Write the camera's model.")
    options: dict[str, Any] = {n: values[n] for n in (*CAMERA, *SETUP) if n in values}
    site = _site(values, mistakes)
    status = 400
    if "model" in values:
        try:
            answer = catalog.predict(**options, site=site)
            if not mistakes:
                return SentForm(values, answer, {}, 200)
        except (NotFound, UsageError) as error:
            field, mistake = mistake_of(error, values, "/predict", QUESTION_FIELDS)
            mistakes.setdefault(field, mistake)
            status = problem_of(error).status
    return SentForm(values, None, mistakes, status)


def _site(values: Mapping[str, str], mistakes: dict[str, Mistake]) -> Site:
    site: dict[str, Any] = {}
    for name in PORTS:
        text = values.get(name)
        if text is None:
            continue
        if text.isascii() and text.isdigit() and len(text) <= 5 and is_port(int(text)):
            site[name] = int(text)
        else:
            mistakes[name] = Mistake(sentence(NO_PORT))
    for name in TRUTHS:
        text = values.get(name)
        if text in YES_NO:
            site[name] = YES_NO[text]
        elif text is not None:
            mistakes[name] = Mistake("Choose yes, no, or leave it open.")
    return Site(**site)


async def predict(request: Request) -> Response:
    """Return the form of a prediction and, if it asks something, the answer."""
    given = one_each(asked(request.scope["query_string"], (*QUESTION_FIELDS, recorder_choice.VIA)))
    apart = recorder_choice.apart(given, catalog_of(request).recorder().name)
    values: dict[str, str] = {name: apart[name] for name in QUESTION_FIELDS if name in apart}
    if (to := to_short_address(request, values)) is not None:
        return to
    sent = ask(catalog_of(request), values)
    return render_page(
        request,
        "predict.html",
        "/predict",
        sent.status,
        values=values,
        mistakes=sent.mistakes,
        answered=answered(sent.answer) if sent.answer else None,
        protocols=PROTOCOLS,
        fixed_port=[name for name in PROTOCOLS if not SETTINGS[name].port_editable],
        **setups(request, values),
    )

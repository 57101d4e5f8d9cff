"""The form of a prediction: its fields as written, the question that they ask, and what is wrong.

An error stands beside its field, with what may have been meant.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from starlette.requests import Request
from starlette.responses import Response

from integration_db.catalog import Catalog
from integration_db.catalog.predicted import Predicted, predicted
from integration_db.errors import NotFound, UsageError
from integration_db.prediction.site import NO_PORT, TICKED_OFF, Site, is_port
from integration_db.text.sentences import any_of, sentence
from integration_db.vocabulary import CERTIFICATES, DETAILS
from integration_db.web.api.answering import catalog_of
from integration_db.web.pages.camera import answered
from integration_db.web.pages.parts import recorder_choice
from integration_db.web.pages.parts.asking import asked
from integration_db.web.pages.parts.mistakes import Mistake, mistake_of
from integration_db.web.pages.parts.page import render_page, setups, to_short_address
from integration_db.web.problems import problem_of

CAMERA: Final = ("model", "manufacturer", "hardware_version")
RECORDER: Final = ("plugin", "recorder", "recorder_version")
SETUP: Final = ("firmware", *RECORDER, "protocol", "replaces")
PORTS: Final = ("port", "https_port")
TRUTHS: Final = ("nat", "as_shipped", "https_on", "video_on", "address_changed", "strict")
CHOICES: Final = {"http": DETAILS["http_default"], "certificate": CERTIFICATES}
SEVERAL: Final = ("certificate_names", "done", "option")
QUESTION_FIELDS: Final = (*CAMERA, *SETUP, *PORTS, *TRUTHS, *CHOICES, *SEVERAL)

YES_NO: Final = {"yes": True, "no": False}

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
    site = _site(values, mistakes)
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


def _site(values: FormValues, mistakes: dict[str, Mistake]) -> Site:
    """Return what the form says of the place, and note what is wrong with it."""
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
    for name, known in CHOICES.items():
        text = values.get(name)
        if text in known:
            site[name] = text
        elif text is not None:
            mistakes[name] = Mistake(f"Choose {any_of(known)}, or leave it open.")
    for name in SEVERAL:
        site[name] = values.get(name, ())
    pairs = [text.partition("=") for text in site.pop("option")]
    if not all(map(all, pairs)):
        mistakes["option"] = Mistake("Write an option as NAME=VALUE.")
    return Site(**site, options=tuple([(name, value) for name, _, value in pairs if value]))


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
        choices=CHOICES,
        certificate_names=DETAILS["certificate_names"],
        ticked_off=TICKED_OFF,
        **setups(request, values),
    )

"""The part of a form that asks for the conditions of the site: its fields, and what they say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from integration_db.prediction.site import NO_PORT, TICKED_OFF, Site, is_port, read_option
from integration_db.text.sentences import any_of, sentence
from integration_db.vocabulary import CERTIFICATES, DETAILS, HTTP_STATES
from integration_db.web.pages.parts.mistakes import Mistake

PORTS: Final = ("port", "https_port")
TRUTHS: Final = ("nat", "as_shipped", "https_on", "video_on", "address_changed", "strict")
CHOICES: Final = {"http": HTTP_STATES, "certificate": CERTIFICATES}
SEVERAL: Final[tuple[str, ...]] = ("certificate_names", "done", "option")
PLACE_FIELDS: Final = (*PORTS, *TRUTHS, *CHOICES, *SEVERAL)

OFFERED: Final[Mapping[str, Any]] = {
    "http_states": HTTP_STATES,
    "certificate_names": DETAILS["certificate_names"],
    "ticked_off": TICKED_OFF,
}
"""The closed lists that the form offers, by the names that templates use."""

YES_NO: Final = {"yes": True, "no": False}


def site_of(values: Mapping[str, Any], mistakes: dict[str, Mistake]) -> Site:
    """Return what a form says of the place, and note what is wrong with it.

    Its values are text, and tuples of text under the names of `SEVERAL`.
    """
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
    options = [read_option(text) for text in site.pop("option")]
    if None in options:
        mistakes["option"] = Mistake("Write an option as NAME=VALUE.")
    return Site(**site, options=tuple([option for option in options if option is not None]))

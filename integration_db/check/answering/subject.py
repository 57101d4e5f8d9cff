"""What a line of a list is about: a camera, something else, or nothing; pure.

A text or a part number that names a camera of the catalogue is that camera, unless the words say
that it is something *for* it. Else the maker's patterns of other products tell, then those of its
cameras, then the words of the line. A line without a quantity, in a list that has quantities, is a
heading or a sum where it names nothing. What cannot be told stays a question.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from integration_db.check.reading.request import HEARD, Request
from integration_db.named_tuple import NamedTuple
from integration_db.names import Index, Match, loose_key, resolve_manufacturer
from integration_db.names.index import OtherKind
from integration_db.names.lines.multiples import multiple_in
from integration_db.names.lines.other_makers import OTHER_MAKERS
from integration_db.names.lines.other_products import other_product
from integration_db.names.lines.things import (
    POSITIONS,
    Position,
    ThingSaid,
    adds_up,
    begins_heading,
    begins_sum,
    has_own_quality,
    has_quality,
    heads_options,
    is_sum,
    offers_choice,
    positions_in,
    says_of_cameras,
    thing_said,
    without_words,
    words_sold,
)
from integration_db.names.manufacturers import without_maker
from integration_db.names.suggestions import is_near
from integration_db.vocabulary import UNLISTED_LEVELS, LineThing, Subject

SUBJECT_OF: Final[Mapping[LineThing, Subject]] = {
    "camera": "probable",
    "device": "device",
    "accessory": "other",
    "fitting": "other",
    "recorder": "other",
    "licence": "other",
    "network": "other",
    "storage": "other",
    "cable": "other",
    "service": "other",
}
"""What a line is about whose words speak of a thing."""

_OF_CAMERAS_TOO: Final = frozenset(["fitting", "service", "storage", "network", "cable"])
"""Things that descriptions of cameras speak of, as of an SD card or a quick installation."""

_PRODUCT: Final = re.compile(
    r"(?<!\S)(?:[A-Za-z][\w/-]*\d|(?=\S*\d)(?=\S*[A-Za-z])[\w/-]{4,})", re.A
)
"""A word of letters and digits, as products are named: `N1`, `1593-AB`; `1.OG` is a floor."""

_SHORTEST_PRODUCT: Final = 3
"""Characters of the name of a product; `B2` is a part of a building."""

_SHORTEST: Final = 4
"""Characters of a name that tells a camera."""


class LineAbout(NamedTuple):
    """What a line is about; `thing` is which other thing, where its words tell."""

    subject: Subject
    thing: LineThing | None = None


def subject_of(request: Request, match: Match, index: Index) -> LineAbout:
    """Return what a line is about; `match` is what its text names."""
    if is_heading(request):
        return LineAbout("heading")
    spoken = _spoken(request.texts)
    thing = spoken.thing if spoken is not None and spoken.thing != "camera" else None
    if spoken is not None and thing is not None and _is_for(spoken, match, request.texts):
        return LineAbout(SUBJECT_OF[thing], thing)
    if match.resolved or match.is_family:
        return LineAbout("camera")
    kind = _other_product(request, match, index)
    if kind is not None:
        return LineAbout("device") if kind == "device" else LineAbout("other", thing)
    if match.level in UNLISTED_LEVELS:
        is_else = thing is not None and spoken is not None and spoken.told_alone
        return LineAbout("unclear" if is_else else "unlisted")
    if match.level in ("ambiguous", "family", "conflict"):
        return LineAbout("probable")
    subject = _by_words(request, match, spoken)
    return LineAbout(subject, thing if subject in ("device", "other") else None)


def _other_product(request: Request, match: Match, index: Index) -> OtherKind | None:
    """Return what a line is by its maker's patterns of what is no camera.

    The description is asked word by word, up to what it is for and what comes along, and only where
    it has no name of a camera in it.
    """
    texts = [text for text in (request.model, request.part_number) if text]
    text = request.description
    if text and not any(_named_in(camera, text) for camera in match.suggestions):
        texts += [text, *words_sold(text)]
    maker = match.manufacturer
    if maker is None and request.manufacturer is not None:
        maker = resolve_manufacturer(request.manufacturer, index)
    return other_product(texts, maker, index)


def is_heading(request: Request) -> bool:
    """Whether a line is blank, a sum, a heading or a note, whatever else it may name."""
    if request.is_named or any(field not in _NAMING for field in request.says):
        return False
    texts = request.texts
    if not texts:
        return request.counting != "counted"  # so many of what nobody named yet are a question
    if _is_sum(request):
        return True
    if request.counting == "counted" or len(texts) > 1:
        return False
    return begins_heading(texts[0]) or (heads_options(texts[0]) and thing_said(texts[0]) is None)


def _is_sum(request: Request) -> bool:
    """Whether a line counts or adds up others, whatever number it has, and names no product."""
    maker = request.manufacturer if "manufacturer" in request.says else None
    texts = [text for text in (maker, *request.texts) if text]
    if any(map(_has_product, texts)):
        return False
    return any(map(adds_up, texts)) or (len(request.texts) == 1 and is_sum(request.texts[0]))


def _has_product(text: str) -> bool:
    """Whether a text has the name of a product in it; a part of a building has less letters."""
    words = (found[0] for found in _PRODUCT.finditer(text))
    return any(len(word) >= _SHORTEST_PRODUCT and not has_quality(word) for word in words)


def positions_of(request: Request) -> frozenset[Position]:
    """Return whether the position of a line is optional, or leaves open what is meant."""
    beside = [word for word in POSITIONS if word in request.remark.split()]
    return frozenset(beside).union(*map(positions_in, request.texts))


def is_left_open(match: Match, request: Request) -> bool:
    """Whether a line names several cameras and leaves open which of them is meant."""
    return match.level == "ambiguous" and any(map(offers_choice, request.texts))


def without_option(request: Request) -> Request:
    """Return the request without the words that say that its position is optional."""
    return request._replace(
        model=_bare(request.model),
        part_number=_bare(request.part_number),
        description=_bare(request.description),
    )


def without_multiple(request: Request) -> tuple[int | None, Request]:
    """Return how many the texts of a line say (`3 x ...`), and the request without that."""
    for field in HEARD:
        text = getattr(request, field) if field in request.says else None
        told = multiple_in(text) if text else None
        if told is not None:
            without: dict[str, Any] = {field: told.text}
            return told.number, request._replace(**without)
    return None, request


def _bare(text: str | None) -> str | None:
    return text and (without_words(text) or text)


_NAMING: Final = ("manufacturer", *HEARD)


def _by_words(request: Request, match: Match, spoken: ThingSaid | None) -> Subject:
    """Return what a line is about that names no camera and no product of its maker."""
    texts = request.texts
    if request.is_named and not (request.model or request.part_number):
        return "unclear"  # prose beside an address tells where a device is, or anything else
    uncounted = request.counting in ("bare", "priced")
    described = any(map(has_quality, texts))
    told = described and match.manufacturer is not None  # `Hanwha dome 5MP`, in a bare list
    mere = match.level == "none" and not told and _is_mere_text(request)
    if request.counting == "bare" and mere:
        return "heading"
    if uncounted and any(map(begins_sum, texts)):
        return "heading"
    named = any(_named_in(camera, text) for camera in match.suggestions for text in texts)
    if spoken is not None and spoken.thing != "camera":
        if named:
            return "unclear"  # where a camera is, or with what it comes, looks the same
        telling = has_own_quality if spoken.leads else has_quality
        leads = spoken.leads and spoken.thing == "service"  # `Engineer, ONVIF set-up`
        if spoken.thing in _OF_CAMERAS_TOO and any(map(telling, texts)) and not leads:
            return "unclear"
        return SUBJECT_OF[spoken.thing]
    if uncounted:
        return "unclear"
    if spoken is not None:
        told = described or match.manufacturer is not None or any(map(_has_product, texts))
        return "probable" if told or not any(map(says_of_cameras, texts)) else "unclear"
    maker = request.manufacturer
    if maker is not None and loose_key(maker) in OTHER_MAKERS and match.manufacturer is None:
        return "other"
    if match.manufacturer is not None and (described or _is_near(request, match)):
        return "probable"
    return "unclear"


def _is_mere_text(request: Request) -> bool:
    """Whether a line is one text, and no word of it looks like the name of a product."""
    texts = request.texts
    return (
        not request.is_named
        and request.says in (("description",), ("model",), ("part_number",))
        and not any(_PRODUCT.search(text) for text in texts)
    )


def _spoken(texts: Sequence[str]) -> ThingSaid | None:
    """Return what the texts of a line speak of; None where they disagree.

    One that says what it is for is heard first, else the first that tells.
    """
    told = [one for one in map(thing_said, texts) if one is not None]
    for one in told:
        if one.target and one.thing != "camera":
            return one
    if len({one.thing == "camera" for one in told}) > 1:
        return told[0] if told[0].thing == "camera" or told[0].told_alone else None
    return told[0] if told else None


def _is_for(spoken: ThingSaid, match: Match, texts: Sequence[str]) -> bool:
    """Whether words say that a thing is for the camera that is named, or that none is.

    A camera that is named beside a place (`..., SD card slot for edge recording`) may be what is
    sold, with what it has or where it hangs.
    """
    if not spoken.target:
        return False
    if match.resolved or match.is_family or match.level in UNLISTED_LEVELS:
        name = match.name or match.named_as or match.written
        target = loose_key(spoken.target)
        key = loose_key(without_maker(name, (match.manufacturer_name or "",)))
        return key in target or any(loose_key(member) in target for _, member in match.members)
    named = [one for one in match.suggestions if any(_named_in(one, text) for text in texts)]
    return not named or any(_named_in(one, spoken.target) for one in named)


def _named_in(camera: str, text: str) -> bool:
    """Whether a text has the name of a camera in it, with or without its maker."""
    words, whole = camera.split(" "), loose_key(text)
    keys = [loose_key(" ".join(words[first:])) for first in range(len(words))]
    return any(len(key) >= _SHORTEST and key in whole for key in keys)


def _is_near(request: Request, match: Match) -> bool:
    """Whether a model or part number is one letter away from the name of a listed camera."""
    written = request.model or request.part_number
    if written is None or match.level != "suggest":
        return False
    return any(
        is_near(written, without_maker(name, (match.manufacturer_name or "",)))
        for name in match.suggestions
    )

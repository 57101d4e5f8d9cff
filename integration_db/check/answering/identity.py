"""Which camera a line of a list means: its maker, model, part number and description together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from integration_db.check.reading.request import Request
from integration_db.errors import NotFound
from integration_db.names import Match, exact_key, loose_key, resolve_manufacturer
from integration_db.names.ladder import PRINTED, READ_BY_KEY, SERIES, read_name
from integration_db.names.lines.other_makers import OTHER_MAKERS
from integration_db.names.lines.quotation import read_line
from integration_db.names.lines.things import has_quality, thing_said
from integration_db.names.manufacturers import split_maker
from integration_db.names.optional_words import without_options
from integration_db.names.patterns import series_name
from integration_db.names.suggestions import SUGGESTED
from integration_db.vocabulary import UNLISTED_LEVELS

if TYPE_CHECKING:
    from integration_db.catalog import Catalog


_TELLING: Final = ("family", *UNLISTED_LEVELS)
"""The levels that tell of a camera without naming the one model."""

_UNKNOWN: Final = ("none", "suggest")
"""The levels of names that mean nothing."""

_SHORTEST: Final = 4
"""Characters of a name that tells a camera without its maker."""

_SHORTEST_ALONE: Final = 6
"""Characters of a name or part number that no other maker is likely to have."""

_SHORTEST_DIGITS: Final = 8
"""Characters of one that has nothing but digits."""

_TOO_SHORT: Final = "too short to tell a camera without its maker"


def find_camera(catalog: Catalog, request: Request) -> Match:
    """Return the camera that a line means: by model, by part number, or by a line of text.

    A part number beside a model, and a description beside a part number, must be of the same
    camera; where one of the two is not known, the other tells. A maker that the catalogue does not
    know is set aside where the text itself names the maker, or is the very name or part number of a
    camera: who sells or owns it is no maker.
    """
    maker = request.manufacturer
    written = request.model or request.part_number or request.description or ""
    if maker is not None and sets_maker_aside(catalog, request):
        names_maker = next(split_maker(exact_key(written), catalog.names), None) is not None
        is_brand = _begins_names(catalog, maker)
        if not names_maker and (is_brand or not _is_very_name(catalog, maker, written)):
            return Match(
                "none",
                f"{maker} {written}",
                f"unknown manufacturer {maker!r}",
                suggestions=_without_maker(catalog, maker, written),
            )
        maker = None
    match = _resolve(catalog, written, maker)
    beside = _maker_beside(catalog, request) if maker is None and match.level in _UNKNOWN else None
    if beside is not None:
        named = _resolve(catalog, written, beside)
        match = named if named.level not in _UNKNOWN else match
    if request.part_number is None:
        return _described(catalog, request, match, maker)
    if request.model is not None:
        what, beside = "model {!r} and part number {!r}", request.part_number
        other = catalog.resolve(beside, maker)
    elif request.description is not None:
        what, beside = "part number {!r} and description {!r}", request.description
        other = _resolve(catalog, beside, maker)
        is_code = maker is None and len(loose_key(written)) < _SHORTEST_ALONE
        if is_code and match.level not in _UNKNOWN and not _speaks_of_camera(beside, other):
            # The list's own number of an item, as C101 is in many.
            match = Match("none", written, _TOO_SHORT, suggestions=_called(match))
    else:
        return match
    described = request.model is None
    if described and _is_another(match, other):
        return match
    if _contradict(match, other, described) or _contradict(other, match, described):
        return Match(
            "conflict",
            f"{written} {beside}",
            f"{what.format(written, beside)} are different cameras",
            suggestions=tuple(
                f"{m.manufacturer_name} {m.name}" for m in (match, other) if m.resolved
            ),
        )
    telling = other.resolved or (match.level not in _TELLING and other.level in _TELLING)
    if match.resolved or match.level == "conflict":
        return match
    if not telling and (match.level in _TELLING or not other.suggestions):
        return _described(catalog, request, match, maker)
    return other._replace(rule=f"{other.rule} {beside}") if request.model is not None else other


def _described(catalog: Catalog, request: Request, match: Match, maker: str | None) -> Match:
    """Return the camera that the description names where neither model nor part number does."""
    if request.description is None or request.model is None or match.level not in _UNKNOWN:
        return match
    named = _resolve(catalog, request.description, maker)
    return named if named.level not in _UNKNOWN else match


def _is_another(match: Match, described: Match) -> bool:
    """Whether a part number is named as its maker names cameras, and is not the one described.

    The description may call a whole family by one of its cameras' names.
    """
    if match.level not in UNLISTED_LEVELS or not described.resolved:
        return False
    return loose_key(described.name or "") not in loose_key(match.written)


def sets_maker_aside(catalog: Catalog, request: Request) -> bool:
    """Whether the maker that a line names is known to nobody, and says nothing of its camera."""
    maker = request.manufacturer
    written = request.model or request.part_number or request.description or ""
    return maker is not None and _is_unknown(catalog, maker, written)


def _is_unknown(catalog: Catalog, maker: str, written: str) -> bool:
    """Whether nobody knows a maker, not even as a brand that the model's name begins with."""
    known = resolve_manufacturer(maker, catalog.names) is not None
    return not known and catalog.resolve(written, maker).level == "none"


def _begins_names(catalog: Catalog, maker: str) -> bool:
    """Whether what stands for a maker is a brand, which names of the catalogue begin with."""
    brand = f"{exact_key(maker)} "
    named = catalog.names.beginning(loose_key(maker), None)
    return any(exact_key(one.text).startswith(brand) for one in named)


def _is_very_name(catalog: Catalog, maker: str, written: str) -> bool:
    """Whether a text is, or has in it, the very name or part number of one camera.

    A number without letters and dashes may be anybody's, and so may one of a maker of other things.
    """
    match = _resolve(catalog, written, None)
    if match.level == "identifier" and match.rule in READ_BY_KEY:
        shortest = _SHORTEST_DIGITS if written.strip().isdigit() else _SHORTEST_ALONE
        return len(loose_key(written)) >= shortest and loose_key(maker) not in OTHER_MAKERS
    name = loose_key(match.name or "")
    return match.resolved and len(name) >= _SHORTEST_ALONE and name in loose_key(written)


def _maker_beside(catalog: Catalog, request: Request) -> str | None:
    """Return the maker that the driver or the description names beside a model or part number."""
    family, text = request.driver_family, request.description
    number = resolve_manufacturer(family, catalog.names) if family is not None else None
    names_more = (request.model or request.part_number) and text and not _speaks_of_thing(text)
    if number is None and text is not None and names_more:
        number, _ = next(split_maker(exact_key(text), catalog.names), (None, ""))
    return None if number is None else catalog.names.manufacturer_names(number)[0]


def _speaks_of_thing(text: str) -> bool:
    """Whether a text speaks of something else than a camera."""
    spoken = thing_said(text)
    return spoken is not None and spoken.thing != "camera"


def _contradict(one: Match, other: Match, described: bool) -> bool:
    """Whether a camera cannot be the other one, nor one of those that the other may be.

    A description may call the family wrongly; the part number says which camera it is.
    """
    if one.model is None:
        return False
    if other.level == "family" and other.members:
        return not described and all(one.model != model for model, _ in other.members)
    return other.model is not None and one.model != other.model


def _without_maker(catalog: Catalog, maker: str, written: str) -> tuple[str, ...]:
    """Return what may have been meant by a maker that nobody knows: the model, or a maker."""
    match = catalog.resolve(written)
    if match.resolved:
        return (f"{match.manufacturer_name} {match.name}",)
    try:
        return (catalog.manufacturer(maker)[1],)
    except NotFound as error:
        return error.suggestions


def _resolve(catalog: Catalog, written: str, maker: str | None) -> Match:
    """Return the camera that a text names, read as a name or else as a line of text."""
    left = read_name(written, catalog.names, maker)
    if left.level in (*_UNKNOWN, *UNLISTED_LEVELS):
        return read_line(left, written, catalog.names, maker)
    match = left._replace(written=written)
    if maker is None and _says_too_little(catalog, match, written):
        return Match("none", written, _TOO_SHORT, suggestions=_called(match))
    return match


def _called(match: Match) -> tuple[str, ...]:
    """Return what a name too short to tell a camera may mean, as it is called with its maker."""
    if match.manufacturer_name is None:
        return tuple(name for _, name in match.members[:SUGGESTED])
    return (f"{match.manufacturer_name} {match.name or match.written}",)


def _speaks_of_camera(text: str, named: Match) -> bool:
    """Whether a text beside a number names a camera or its maker, or says what cameras have."""
    if named.level not in _UNKNOWN or named.manufacturer is not None or has_quality(text):
        return True
    spoken = thing_said(text)
    return spoken is not None and spoken.thing == "camera"


def _says_too_little(catalog: Catalog, match: Match, written: str) -> bool:
    """Whether a name without its maker may stand for anything: `C1`, `210`, `Pro`, `AI Turret`.

    Letters alone are words of a language. A part number is known as a whole, and so is a name that
    a text has behind its maker's.
    """
    if match.level == "identifier" or not match.listed:
        return False
    makers = [maker for maker, _ in split_maker(exact_key(written), catalog.names)]
    if match.manufacturer in makers:
        return False
    begins = match.rule in (SERIES, PRINTED)  # how names begin, and no whole one
    name, _ = without_options(exact_key(written))
    key = loose_key(series_name(name) or name)
    shortest = _SHORTEST_ALONE if begins else _SHORTEST
    return len(key) < shortest or key.isdigit() or key.isalpha()

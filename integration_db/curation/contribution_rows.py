"""Rows of a list as contributions: which columns there may be, and what their cells say.

Owns the columns. Knows nothing of a seed: whether a camera, a series or a source is known is asked
by `intake`. A row that cannot be read becomes a `NotTaken` with its line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, Final

from integration_db.check.reading.meaning import folded
from integration_db.curation.contribution import (
    Contribution,
    NamedSource,
    NotTaken,
    RefusedContribution,
)
from integration_db.errors import ListError, Problem, UsageError
from integration_db.named_tuple import NamedTuple
from integration_db.names.suggestions import near_words
from integration_db.seed import shapes
from integration_db.sheets import OpenedList, Row, Run, Table
from integration_db.text.safe_text import no_formula, printable
from integration_db.text.sentences import all_of, any_of, brief, hint
from integration_db.vocabulary import (
    CAPABILITY_NAMES,
    DETAILS,
    GRADES,
    OBSERVED,
    SOURCE_KINDS,
    SPAN_SIDES,
)

_MANY: Final = "; several with ; between them"
_OF_MODELS: Final = {
    "part_number": f"part numbers or order codes{_MANY}",
    "alias": f"other spellings of exactly this hardware{_MANY}",
    "hardware_versions": f"the boards that exist under the name{_MANY}",
    "rebrand_of": "maker and model that it really is",
}
_OF_FIRMWARE: Final = {
    "printed_as": f"what the device prints, and others may print too{_MANY}",
    "first_firmware": "the version that it was first shipped with",
    "last_firmware": 'up to which it runs: `11.11`, `<12`; "at least" is `runs_firmware`',
    "runs_firmware": f"versions that it is known to run{_MANY}",
    "releases": f"versions known to exist, each with its date behind it if known: "
    f"`5.7.25 (2026-04-01)`{_MANY}",
}
_LISTS: Final = ("certificate_names", "video_via", "https_on", "tls")
"""The details of which there may be several; the cell has ; or , between them."""
_OF_CLAIMS: Final = {
    **dict.fromkeys(CAPABILITY_NAMES, "`yes`, `no` or `unknown`"),
    **{
        name: any_of(f"`{word}`" for word in words) + (_MANY if name in _LISTS else "")
        for name, words in DETAILS.items()
    },
    "ports": "a number for an interface, only where it is not the usual one: `onvif=2020`",
}
_OF_ANCHORS: Final[tuple[str, ...]] = ("page", "section", "phrase")
_SAYABLE: Final = {**_OF_MODELS, **_OF_FIRMWARE, **_OF_CLAIMS}
"""What `claim` may name."""

COLUMNS: Final[dict[str, str]] = {
    "manufacturer": "the maker, as the catalogue prints it",
    "model": "as the maker prints it; empty: the row is about the whole series",
    "series": "the series; a model that is not listed goes there",
    **_SAYABLE,
    "claim": "in place of a column of its own: the name of one of those above",
    "value": "what would stand in that column",
    "firmware": "the range for which the row's capabilities and details hold: `>=9.80,<10`; "
    "empty: every firmware",
    "firmware_from": "in place of `firmware`: the first version",
    "firmware_to": "and the last; the same one twice is this version alone",
    "hardware_version": "the board for which they hold",
    "verified_on": "the firmware on which they were seen",
    "grade": any_of(f"`{grade}`" for grade in reversed(GRADES)),
    "note": "in your own words",
    "page": "where it stands in the source: the page",
    "section": "the heading of the section, as printed",
    "phrase": f"at most {shapes.LONGEST_PHRASE} words, as printed",
    "source": "the id of a source that the seed has; or the id for the document that follows",
    "source_title": "title of the document, as printed or in short words",
    "source_url": "its address, of one commit or edition and of no branch",
    "source_document": "where it has no address: maker, number, revision, page",
    "source_kind": any_of(f"`{kind}`" for kind in SOURCE_KINDS),
    "published": "date of the document: `2024-05-31`, `2024-05` or `2024`",
    "accessed": "when it was read",
}
"""Every column that a list of contributions may have, and what its cells hold."""

DEFAULTS: Final = ("manufacturer", "grade", "source", "source_kind", "published", "accessed")
"""The columns that may be said once for all rows that leave them empty."""

_VERSIONS: Final = frozenset(
    ("first_firmware", "last_firmware", "runs_firmware", "releases", "firmware", "firmware_from")
    + ("firmware_to", "verified_on", "hardware_version", "hardware_versions", "part_number")
    + ("value", "tls")
)
"""Columns in which a number that a spreadsheet made is another text than was meant."""
_NO_FORMULA_MEANT: Final = frozenset(("firmware", "last_firmware", "value"))
"""Columns whose cells may begin with a sign: `=10.12.114`."""
_ONE_NAME: Final = ("manufacturer", "model", "series", "rebrand_of")
_NAMES: Final = (*_ONE_NAME, "part_number", "alias", "printed_as")
_MUST_BE_WORDS: Final = (*_NAMES, "section", "phrase")
_LONGEST: Final = 2000
_LONGEST_VERSION: Final = shapes.LONGEST_VERSION // 2 - len(">=,<=")
"""Two of them make a range."""
_LONGEST_OF: Final = {
    "firmware": shapes.LONGEST_VERSION,
    **dict.fromkeys(("firmware_from", "firmware_to", "verified_on"), _LONGEST_VERSION),
    **dict.fromkeys(("hardware_version", "hardware_versions", "releases"), _LONGEST_VERSION),
    **dict.fromkeys((f"{side}_firmware" for side in SPAN_SIDES), _LONGEST_VERSION),
}
"""Characters of a cell, or of each of several in it, where fewer are taken than elsewhere."""
_FIRST: Final = {f"{side}_firmware": side for side in SPAN_SIDES}


class ContributionColumns(NamedTuple):
    """Which column of a list is which, and what is said for rows that leave a column empty."""

    places: Mapping[str, int]
    defaults: Mapping[str, str]


def is_contribution_header_of(mapped: Mapping[str, str]) -> Callable[[Sequence[str]], bool]:
    """Return the test for the header of a list of contributions.

    A heading that looks like a column counts too where another one is a column, so that what is
    misspelt can be named.
    """
    known = {folded(name) for name in (*COLUMNS, *mapped)}

    def test(cells: Sequence[str]) -> bool:
        read = sum(folded(cell) in known for cell in cells)
        return read > 1 or (
            read == 1 and sum(bool(near_words(c, tuple(COLUMNS))) for c in cells) > 1
        )

    return test


def contribution_columns(
    place: str,
    line: int,
    header: Sequence[str],
    *,
    mapped: Mapping[str, str],
    defaults: Mapping[str, str],
) -> ContributionColumns:
    """Return how the columns under a header are read.

    `mapped` says by hand which heading is which column; an empty name leaves it alone. `defaults`
    are cells for rows without them. Raises `ListError` with all that is wrong with the header.
    """
    known = {folded(name): name for name in COLUMNS}
    by_hand: dict[str, tuple[str, str | None]] = {
        folded(heading): (heading, name) for heading, name in mapped.items()
    }
    places: dict[str, int] = {}
    problems: list[Problem] = []

    def problem(column: int, code: str, message: str) -> None:
        problems.append(Problem(place, line, column, code, message))

    for heading, name in by_hand.values():
        if name and name not in COLUMNS:
            near = hint(near_words(name, tuple(COLUMNS)))
            problem(0, "unknown-field", f"column {heading!r} is mapped to no column {name!r}{near}")
    for number, heading in enumerate(header):
        _, name = by_hand.pop(folded(heading), (heading, known.get(folded(heading))))
        again = re.fullmatch(r"(.+) \(\d+\)", heading)  # so `sheets` calls the second of a name
        if name is None and again is not None and again[1] in header[:number]:
            told = f"a second column {again[1]!r}, here called {heading!r}: take one of them out"
            problem(number + 1, "column-twice", told)
        elif name is None:
            near = hint(near_words(heading, tuple(COLUMNS)))
            problem(number + 1, "unknown-column", f"column {heading!r} has no meaning here{near}")
        elif name in places:
            problem(number + 1, "column-twice", f"column {heading!r} is {name} once more")
        elif name in COLUMNS:
            places[name] = number
    for heading, _ in by_hand.values():
        listed = ", ".join(map(repr, header))
        problem(0, "unknown-column", f"there is no column {heading!r}; there are {listed}")
    for needed in (("manufacturer",), ("model", "series"), *_together(places)):
        if not any(name in places or name in defaults for name in needed):
            problem(0, "missing-column", f"a column {any_of(map(repr, needed))} is needed")
    if problems:
        raise ListError(problems)
    return ContributionColumns(places, defaults)


def _together(places: Mapping[str, int]) -> Iterator[tuple[str]]:
    """Yield the columns without which others say nothing."""
    if "claim" in places:
        yield ("value",)
    if "value" in places:
        yield ("claim",)


def check_defaults(defaults: Mapping[str, str]) -> None:
    """Raise `UsageError` where a default cannot be what its column holds."""
    try:
        cells = {name: _cell(name, text) for name, text in defaults.items()}
        _source(cells)
        _word(cells, "grade", GRADES)
    except RefusedContribution as refused:
        raise UsageError(refused.message, code="bad-value") from None


def contributions(
    place: str, opened: OpenedList, *, mapped: Mapping[str, str], defaults: Mapping[str, str]
) -> Iterator[Contribution | NotTaken]:
    """Yield what each row of a list says; each of its tables has columns of its own.

    Raises `ListError` as `contribution_columns` does.
    """

    @cache
    def columns(table: Table) -> ContributionColumns:
        return contribution_columns(
            place, table.line, table.header, mapped=mapped, defaults=defaults
        )

    for table in opened.tables:
        columns(table)
    for table, piece in opened.pieces:
        rows = piece.rows if isinstance(piece, Run) else piece
        yield from _of_rows(rows, columns(table))


def _of_rows(
    rows: Iterable[Row], columns: ContributionColumns
) -> Iterator[Contribution | NotTaken]:
    """Yield what each row says, or why it cannot be read; rows without a cell are passed over."""
    for row in rows:
        if row.problem is not None:
            yield NotTaken(row.line, "unreadable-row", row.problem)
            continue
        try:
            found = _contribution(row, columns)
        except RefusedContribution as refused:
            yield NotTaken(row.line, refused.code, refused.message)
        else:
            if found is not None:
                yield found


def _contribution(row: Row, columns: ContributionColumns) -> Contribution | None:
    """Return what a row says, None where it is empty. Raises `RefusedContribution`."""
    cells = {}
    for name, number in columns.places.items():
        if row.cells[number].strip():
            cells[name] = _cell(name, row.cells[number])
            if number in row.odd and name in _VERSIONS:
                raise RefusedContribution(
                    "number-cell",
                    f"{name} {cells[name]!r} is a number or a date of the spreadsheet, which may "
                    "have been another text: make the cell text and write it anew",
                )
    if not cells:
        return None
    _spread_claim(cells)
    for name in columns.defaults:
        cells.setdefault(name, columns.defaults[name])
    if "manufacturer" not in cells:
        raise RefusedContribution("no-manufacturer", "the manufacturer is missing")
    if "model" not in cells:
        _check_series_alone(cells)
    values = {name: _claimed(name, cells[name]) for name in _OF_CLAIMS if name in cells}
    grade = _word(cells, "grade", GRADES)
    bounds = tuple(_bounds(cells))
    if grade is None and (values or bounds):
        said = all_of([*values, *(f"{side}_firmware" for side, _ in bounds)])
        raise RefusedContribution("no-grade", f"{said} without a grade: say how good the source is")
    firmware, verified_on = _versions(cells, grade) if values else (None, None)
    anchor = {name: cells[name] for name in _OF_ANCHORS if name in cells}
    if len(anchor.get("phrase", "").split()) > shapes.LONGEST_PHRASE:
        raise RefusedContribution(
            "long-phrase", f"the phrase has more than {shapes.LONGEST_PHRASE} words: shorten it"
        )
    return Contribution(
        line=row.line,
        manufacturer=cells["manufacturer"],
        model=cells.get("model"),
        series=cells.get("series"),
        part_numbers=_several(cells, "part_number"),
        aliases=_several(cells, "alias"),
        printed_as=_several(cells, "printed_as"),
        hardware_versions=_several(cells, "hardware_versions"),
        rebrand_of=cells.get("rebrand_of"),
        bounds=bounds,
        releases=tuple(map(_release, _several(cells, "releases"))),
        values=values,
        firmware=firmware,
        hardware_version=cells.get("hardware_version"),
        verified_on=verified_on,
        grade=grade,
        note=cells.get("note"),
        anchor=anchor,
        source=_source(cells),
    )


def _cell(name: str, text: str) -> str:
    """Return a cell on one line, without blanks around it. Raises `RefusedContribution`."""
    plain = " ".join(text.split())
    longest = _LONGEST_OF.get(name, _LONGEST)
    if max(map(len, plain.split(";"))) > longest:
        told = f"{name} has {len(plain):,} characters; at most {longest:,} are taken: shorten it"
        raise RefusedContribution("long-cell", told)
    if printable(plain) != plain:
        told = f"{name} '{printable(plain)}' holds characters that nobody sees: write it anew"
        raise RefusedContribution("hidden-characters", told)
    if name not in _NO_FORMULA_MEANT and no_formula(plain) != plain:
        told = f"{name} {plain!r} begins as a formula does: begin it with a letter or a digit"
        raise RefusedContribution("formula", told)
    if name in _MUST_BE_WORDS and not any(character.isalnum() for character in plain):
        raise RefusedContribution("no-name", f"{name} {plain!r} has no letter and no digit")
    if name in _NAMES:
        _check_one_name(name, plain, len(text.strip().splitlines()))
    return plain


def _check_one_name(name: str, text: str, lines: int) -> None:
    """Raise `RefusedContribution` for a cell that would make one name of several, or of a rest."""
    way_out = "give each a row" if name in _ONE_NAME else "put ; between several"
    if lines > 1:
        told = f"{name} {brief(text)!r} stands on {lines} lines: {way_out}, or write it on one"
        raise RefusedContribution("several-names", told)
    if ";" in text and name in _ONE_NAME:
        told = f"{name} {brief(text)!r} holds a semicolon, as several names do: {way_out}"
        raise RefusedContribution("several-names", told)
    if '"' in text:
        told = f"{name} {brief(text)!r} holds a quotation mark, as cells do that are cut off"
        raise RefusedContribution("quotation-mark", f"{told}: write it anew")


def _spread_claim(cells: dict[str, str]) -> None:
    """Put what `claim` and `value` say into the column that is meant."""
    claim, value = cells.pop("claim", None), cells.pop("value", None)
    if claim is None and value is None:
        return
    if claim is None or value is None:
        missing = "claim" if claim is None else "value"
        told = f"{'value' if claim is None else 'claim'} {(claim or value)!r} without a {missing}"
        raise RefusedContribution("half-a-claim", told)
    name = {folded(one): one for one in _SAYABLE}.get(folded(claim))
    if name is None:
        choices = hint(near_words(claim, tuple(_SAYABLE))) or f"; it is one of {any_of(_SAYABLE)}"
        raise RefusedContribution("unknown-claim", f"unknown claim {claim!r}{choices}")
    if name in cells:
        raise RefusedContribution("claim-twice", f"{name} has a column and is the claim as well")
    cells[name] = _cell(name, value)


def _check_series_alone(cells: Mapping[str, str]) -> None:
    """Raise `RefusedContribution` where what a row without a model says is about no series."""
    if "series" not in cells:
        raise RefusedContribution(
            "no-model",
            "neither a model nor a series is named; what holds for all cameras of a maker is "
            "written into its own file",
        )
    for name in _OF_MODELS:
        if name in cells:
            told = f"{name} {cells[name]!r} belongs to a model, and none is named"
            raise RefusedContribution("no-model", told)
    if not any(name in cells for name in (*_OF_FIRMWARE, *_OF_CLAIMS)):
        told = f"nothing is said of the series {cells['series']!r}"
        raise RefusedContribution("nothing-said", told)


def _several(cells: Mapping[str, str], name: str) -> tuple[str, ...]:
    """Return the parts of a cell, each once."""
    parts = [part.strip() for part in cells.get(name, "").split(";")]
    return tuple(dict.fromkeys(part for part in parts if part))


def _bounds(cells: Mapping[str, str]) -> Iterator[tuple[Any, str]]:
    for name, side in _FIRST.items():
        for version in _several(cells, name):
            if side == "last" and re.match(r"(?i)at least\b|>|\u2265", version):
                told = f"{name} {version!r} is no last version: write it under runs_firmware"
                raise RefusedContribution("not-last", told)
            yield side, version


def _release(text: str) -> tuple[str, str | None]:
    """Return a version and the date in brackets behind it."""
    dated = re.fullmatch(r"(.*\S)\s*\((\d{4}(?:-[\d-]*)?)\)", text)
    if dated is None:
        return text, None
    return dated[1], _date("releases", dated[2])


def _claimed(name: str, text: str) -> Any:
    """Return what a capability or a detail is said to be. Raises `RefusedContribution`."""
    if name in CAPABILITY_NAMES:
        words = {"yes": True, "true": True, "no": False, "false": False, "unknown": "unknown"}
        if text.lower() not in words:
            raise _unknown_word(name, text, ("yes", "no", "unknown"))
        return words[text.lower()]
    words_of_detail = DETAILS[name]
    if name == "ports":
        return dict(_port(part) for part in re.split(r"\s*[;,]\s*", text) if part)
    parts = re.split(r"\s*[;,]\s*", text) if name in _LISTS else [text]
    for part in parts:
        if part not in words_of_detail:
            raise _unknown_word(name, part, words_of_detail)
    return list(dict.fromkeys(parts)) if name in _LISTS else text


def _port(text: str) -> tuple[str, int]:
    read = re.fullmatch(r"(\w+)\s*[=:]\s*(\d{1,5})", text, re.ASCII)
    if read is None or read[1] not in DETAILS["ports"] or not 0 < int(read[2]) < 1 << 16:
        told = f"ports {text!r}: write {any_of(DETAILS['ports'])}, = and a number up to 65535"
        raise RefusedContribution("unknown-value", told)
    return read[1], int(read[2])


def _word(cells: Mapping[str, str], name: str, words: Sequence[str]) -> Any:
    """Return the word of a closed list in a cell, if there is one. Raises `RefusedContribution`."""
    text = cells.get(name)
    if text is not None and text not in words:
        raise _unknown_word(name, text, words)
    return text


def _unknown_word(name: str, text: str, words: Sequence[str]) -> RefusedContribution:
    return RefusedContribution("unknown-value", f"{name} {text!r}: choose one of {any_of(words)}")


def _versions(cells: Mapping[str, str], grade: str | None) -> tuple[str | None, str | None]:
    """Return for which firmware a statement holds, and on which it was seen.

    What was read from a device speaks for its version. Raises `RefusedContribution`.
    """
    seen = cells.get("verified_on")
    since, until = cells.get("firmware_from"), cells.get("firmware_to")
    firmware = cells.get("firmware")
    if firmware is not None and (since or until):
        raise RefusedContribution(
            "firmware-twice", "firmware is said twice: as a range, and by its first or last version"
        )
    if since or until:
        same = since == until
        ends = [f">={since}" if since else "", f"<={until}" if until else ""]
        firmware = f"={since}" if same else ",".join(filter(None, ends))
    if grade not in OBSERVED and (grade != "field_report" or seen is None):
        return firmware, seen
    firmware = firmware or (f"={seen}" if seen else None)
    if firmware is None:
        raise RefusedContribution(
            "no-firmware",
            f"a {grade} holds for the firmware on which it was seen: say it under verified_on",
        )
    alone = [re.fullmatch(r"\s*=\s*([^,<>=]+?)\s*", clause) for clause in firmware.split("|")]
    if not all(alone):
        raise RefusedContribution(
            "wide-reading",
            f"a {grade} speaks for the version on which it was seen, and firmware {firmware!r} "
            "for more: write = and the version; what follows for others is a row of grade inferred",
        )
    only = alone[0] if len(alone) == 1 else None
    if seen is None and only is None:
        told = f"a {grade} of several versions: say under verified_on which one was seen"
        raise RefusedContribution("no-firmware", told)
    return firmware, seen or (only[1] if only else None)


def _source(cells: Mapping[str, str]) -> NamedSource:
    """Return the source that is named. Raises `RefusedContribution`."""
    name, url = cells.get("source"), cells.get("source_url")
    if name is not None and not re.fullmatch(shapes.SLUG_FORM, name):
        told = "an id has small letters and digits, joined by hyphens"
        raise RefusedContribution("bad-source", f"source {name!r}: {told}")
    if url is not None and not re.fullmatch(shapes.URL_FORM, url):
        told = "an address begins with http:// or https:// and has no blank"
        raise RefusedContribution(
            "bad-address",
            f"source_url {url!r}: {told}; of a document without one say source_document",
        )
    dates = [_date(n, cells[n]) if n in cells else None for n in ("published", "accessed")]
    return NamedSource(
        name,
        cells.get("source_title"),
        url,
        cells.get("source_document"),
        _word(cells, "source_kind", SOURCE_KINDS),
        *dates,
    )


def _date(name: str, text: str) -> str:
    """Return a date as a seed file writes it. Raises `RefusedContribution` where it is none."""
    try:
        if re.fullmatch(shapes.DATE_FORM, text, re.ASCII):
            date.fromisoformat(text + "-01-01"[len(text) - 4 :])
            return text
    except ValueError:
        pass
    raise RefusedContribution(
        "bad-date", f"{name} {text!r} is no date: write it as 2024-05-31, 2024-05 or 2024"
    )

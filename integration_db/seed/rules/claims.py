"""Rules about how much a statement claims: no more than its source says, and where it says so."""

from __future__ import annotations

from typing import Final

from integration_db.errors import InvalidRange
from integration_db.firmware import parse_range
from integration_db.names import exact_key, loose_key
from integration_db.seed.rules.rule import Complaints, Rule, Said, View, each
from integration_db.vocabulary import OBSERVED

FAR: Final = 50
"""Listed cameras from which on a statement has to say where its source names them."""


def _speaks_for_more_than_it_saw(view: View) -> Complaints:
    """Find readings of one unit that are said of firmware on which nobody read anything."""
    for said in each(group for group in view.statements if not group.is_of_recorder):
        record = said.record
        if record.grade not in (*OBSERVED, "field_report"):
            continue
        if record.verified_on is None:
            if record.grade in OBSERVED:
                told = f"{record.grade} of which firmware: give verified_on, or the grade inferred"
                yield said.file, (*said.where, "grade"), told
        elif not _is_of_one_version(said):
            told = (
                f"{record.grade} of {record.verified_on} speaks for that version: "
                f'write firmware: "={record.verified_on}", and a second statement, inferred and '
                "bounded, for later ones"
            )
            key = "verified_on" if record.firmware is None else "firmware"
            yield said.file, (*said.where, key), told


def _is_of_one_version(said: Said) -> bool:
    """Whether a statement's range is versions, each by itself; one that is unreadable counts."""
    if said.record.firmware is None:
        return False
    try:
        versions = parse_range(said.record.firmware, manufacturer=said.maker, scheme=said.scheme)
    except InvalidRange:
        return True
    return all(
        one.since is not None and one.until is not None and one.since.version == one.until.version
        for one in versions.intervals
    )


def _reaches_far_without_an_anchor(view: View) -> Complaints:
    """Find statements about many cameras of their own seed, or of one below it.

    What an overlay adds to a maker says nothing of a statement that was there before.
    """
    wide = [group for group in view.statements if len(group.scope) < 3 and not group.is_of_recorder]
    reaching: dict[tuple[str, ...], dict[str, int]] = {group.scope: {} for group in wide}
    for file in view.seed.cameras:
        maker, series = loose_key(file.record.manufacturer), loose_key(file.record.series)
        for scope in ((maker,), (maker, series)):
            known = reaching.get(scope)
            if known is not None:
                for model in file.record.models:
                    known.setdefault(exact_key(model.name), file.root)
    for group in wide:
        reach = sum(root <= group.file.root for root in reaching[group.scope].values())
        for n, record in group.numbered() if reach > FAR else ():
            if record.anchor is None:
                told = f"said of {reach} cameras: give the anchor where its source names them"
                yield group.file, (*group.where, n), told


RULES: Final = (
    Rule(
        "L061",
        "a reading for more than its version",
        "nobody read anything on the others",
        "note",
        _speaks_for_more_than_it_saw,
        needs=frozenset(("manufacturers",)),
    ),
    Rule(
        "L062",
        "far reach without an anchor",
        "one mistake would be many",
        "error",
        _reaches_far_without_an_anchor,
        needs=frozenset(("cameras",)),
    ),
)

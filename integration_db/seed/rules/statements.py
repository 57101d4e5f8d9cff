"""Rules about statements: they can be read, say something, and do not contradict themselves."""

from __future__ import annotations

from collections import defaultdict
from typing import Any, Final, TypeAlias

from integration_db.errors import InvalidRange
from integration_db.firmware import parse_range, scheme_for
from integration_db.names import exact_key, loose_key
from integration_db.seed.rules.rule import Complaints, Group, Rule, View
from integration_db.seed.shapes import PairingRecord
from integration_db.vocabulary import CAPABILITY_NAMES, CERTIFICATE_SETUPS, DETAILS, PLUGIN_DETAILS


def _unreadable_ranges(view: View) -> Complaints:
    schemes = {
        id(f): f.record.version_scheme or scheme_for(f.record.name) for f in view.seed.recorders
    }
    tried: _Refusals = defaultdict(dict)
    for group in view.statements:
        by_maker = tried[group.maker, group.scheme]
        for n, record in group.numbered():
            text = getattr(record, "firmware", None)
            refusal = _refusal(text, group.maker, group.scheme, by_maker) if text else None
            if refusal is not None:
                yield group.file, (*group.where, n, "firmware"), refusal
    for said in view.of_recorders:
        text, file = said.record.recorder_version, said.file
        whose, scheme = file.record.name, schemes[id(file)]
        refusal = _refusal(text, whose, scheme, tried[whose, scheme]) if text else None
        if refusal is not None:
            yield file, (*said.where, "recorder_version"), refusal
    for recorder in view.seed.recorders:
        whose, scheme = recorder.record.name, schemes[id(recorder)]
        for n, advisory in enumerate(recorder.record.advisories):
            text = advisory.recorder_version
            refusal = _refusal(text, whose, scheme, tried[whose, scheme]) if text else None
            if refusal is not None:
                yield recorder, ("advisories", n, "recorder_version"), refusal


_Refusals: TypeAlias = defaultdict[tuple[str, str], dict[str, str | None]]
"""By maker and scheme why ranges cannot be read: the same ones are written again and again."""


def _refusal(text: str, maker: str, scheme: str, tried: dict[str, str | None]) -> str | None:
    """Return why a range cannot be read, None if it can."""
    if text not in tried:
        try:
            parse_range(text, manufacturer=maker, scheme=scheme)
            tried[text] = None
        except InvalidRange as error:
            tried[text] = str(error)
    return tried[text]


def _unreadable_versions(view: View) -> Complaints:
    for group in view.releases:
        for n, record in group.numbered():
            firmware = group.firmware(record.version)
            if firmware.lineage is None:
                told = f"release {record.version!r}: {firmware.reason}"
                yield group.file, (*group.where, n, "version"), told
    for group in view.statements:
        if "plugins" in group.where:
            continue
        for n, record in group.numbered():
            seen = record.verified_on
            if seen is not None:
                firmware = group.firmware(seen)
                if firmware.lineage is None:
                    told = f"verified_on {seen!r}: {firmware.reason}"
                    yield group.file, (*group.where, n, "verified_on"), told


def _seen_elsewhere(view: View) -> Complaints:
    """Find statements that were seen on a version of which they do not speak."""
    by_maker: defaultdict[tuple[str, str], dict[tuple[str, str], bool]] = defaultdict(dict)
    for group in view.statements:
        asked = by_maker[group.maker, group.scheme]
        for n, record in group.numbered():
            seen = record.verified_on
            if seen is None:
                continue
            text = record.firmware if hasattr(record, "firmware") else record.recorder_version
            if text is None:
                continue
            if (text, seen) not in asked:
                asked[text, seen] = _lies_outside(group, text, seen)
            if asked[text, seen]:
                told = f"verified_on {seen!r} lies outside the statement's own range {text!r}"
                yield group.file, (*group.where, n, "verified_on"), told


def _lies_outside(group: Group, text: str, seen: str) -> bool:
    """Whether a version is not in a range; what cannot be read is the business of other rules."""
    try:
        versions = parse_range(text, manufacturer=group.maker, scheme=group.scheme)
    except InvalidRange:
        return False
    return versions.holds(group.firmware(seen)) == "no"


MOST_STRETCHES: Final = 1_000
"""Stretches of versions that the statements of one scope may name.

Every one may cut all others: the work of an answer grows with their square. Real ones have dozens.
"""


def _too_many_stretches(view: View) -> Complaints:
    """Name the statement with which those of its scope come to too many stretches of versions."""
    named: defaultdict[tuple[object, ...], int] = defaultdict(int)
    for group in view.statements:
        scope: tuple[object, ...] = group.scope
        if group.is_of_recorder:
            scope = (group.file.record.name, *scope, *group.where, *_paired(group))
        for n, record in group.numbered():
            firmware = getattr(record, "firmware", None)
            recorder = getattr(record, "recorder_version", None)
            if firmware is None and recorder is None:
                continue
            before = named[scope]
            named[scope] = after = before + _stretches(firmware) + _stretches(recorder)
            if before <= MOST_STRETCHES < after:
                told = (
                    f"the statements of one scope name more than {MOST_STRETCHES:,} stretches of "
                    "versions up to here; join those that say the same"
                )
                key = "recorder_version" if firmware is None else "firmware"
                yield group.file, (*group.where, n, key), told


def _paired(group: Group) -> tuple[object, ...]:
    """Return the plugin and the cameras that a pairing is about; nothing for other statements."""
    one = group.records[0]
    return (one.plugin, one.series, one.model) if isinstance(one, PairingRecord) else ()


def _stretches(versions: str | None) -> int:
    return 0 if versions is None else versions.count("|") + 1


def _unknown_boards(view: View) -> Complaints:
    """Find what is said of a board that none of the cameras meant has, where boards are listed."""
    boards: dict[tuple[str, ...], dict[str, str]] = defaultdict(dict)
    for file in view.seed.cameras:
        series = (loose_key(file.record.manufacturer), loose_key(file.record.series))
        for model in file.record.models:
            if model.hardware_versions:
                for scope in (series, (*series, exact_key(model.name))):
                    boards[scope] |= {loose_key(text): text for text in model.hardware_versions}
    for group in (*view.statements, *view.releases):
        known = boards.get(group.scope)
        for n, record in group.numbered() if known else ():
            board = getattr(record, "hardware_version", None)
            if known and board is not None and loose_key(board) not in known:
                told = f"no such hardware version {board!r}; there are {', '.join(known.values())}"
                yield group.file, (*group.where, n, "hardware_version"), told


def _certificate_contradictions(view: View) -> Complaints:
    for group in view.statements:
        for n, record in group.numbered():
            setup: Any = getattr(record, "certificate_setup", None)
            needs = record.needs_custom_cert if setup else None
            if needs and CERTIFICATE_SETUPS[setup] != needs:
                yield (
                    group.file,
                    (*group.where, n, "certificate_setup"),
                    f"certificate_setup {setup} means needs_custom_cert "
                    f"{CERTIFICATE_SETUPS[setup]}, not {needs}",
                )


def _video_default_of_no_way(view: View) -> Complaints:
    for group in view.statements:
        for n, record in group.numbered():
            default = getattr(record, "video_default", None)
            if default and not record.video_via:
                told = f"video_default {default} of which way of encrypted video: give video_via"
                yield group.file, (*group.where, n, "video_default"), told


def _empty_statements(view: View) -> Complaints:
    keys = (*CAPABILITY_NAMES, *DETAILS, *PLUGIN_DETAILS)
    for group in view.statements:
        for n, record in group.numbered():
            if record.https_support or any(getattr(record, key, None) for key in keys):
                continue
            told = "the statement says nothing: no capability and no detail"
            yield group.file, (*group.where, n), told


RULES: Final = (
    Rule(
        "L063",
        "too many stretches of versions",
        "an answer would take minutes",
        "error",
        _too_many_stretches,
    ),
    Rule(
        "L030",
        "unreadable range",
        "it would hold for nothing",
        "error",
        _unreadable_ranges,
        needs=frozenset(("manufacturers", "recorders")),
    ),
    Rule(
        "L031",
        "unreadable firmware",
        "it could not be compared",
        "error",
        _unreadable_versions,
        needs=frozenset(("manufacturers", "recorders")),
    ),
    Rule(
        "L032",
        "statement says nothing",
        "it would be evidence of nothing",
        "error",
        _empty_statements,
    ),
    Rule(
        "L033",
        "certificate contradiction",
        "two keys say one thing",
        "error",
        _certificate_contradictions,
    ),
    Rule(
        "L034",
        "unknown hardware version",
        "it would hold for nothing",
        "error",
        _unknown_boards,
        needs=frozenset(("cameras",)),
    ),
    Rule(
        "L039",
        "seen outside its own range",
        "one of the two is wrong",
        "error",
        _seen_elsewhere,
        needs=frozenset(("manufacturers", "recorders")),
    ),
    Rule(
        "L060",
        "video default of no way",
        "it is about the ways that its statement names",
        "error",
        _video_default_of_no_way,
    ),
)

"""Rules about statements: they can be read, say something, and do not contradict themselves."""

from __future__ import annotations

from collections import defaultdict
from typing import Final

from integration_db.errors import InvalidRange
from integration_db.firmware import parse_range, scheme_for
from integration_db.names import exact_key, loose_key
from integration_db.seed.rules.rule import Complaints, Rule, View
from integration_db.vocabulary import CAPABILITY_NAMES, CERTIFICATE_SETUPS, DETAILS, PLUGIN_DETAILS


def _unreadable_ranges(view: View) -> Complaints:
    schemes = {
        id(f): f.record.version_scheme or scheme_for(f.record.name) for f in view.seed.recorders
    }
    tried: dict[tuple[str, str, str], str | None] = {}  # the same range is written again and again
    for file, where, record, maker, scheme in view.statements:
        for key in ("firmware", "recorder_version"):
            text = getattr(record, key, None)
            if text is None:
                continue
            own = schemes[id(file)] if key == "recorder_version" else scheme
            whose = file.record.name if key == "recorder_version" else maker
            if (whose, own, text) not in tried:
                tried[whose, own, text] = _refusal(text, whose, own)
            refusal = tried[whose, own, text]
            if refusal is not None:
                yield file, (*where, key), refusal
    for recorder in view.seed.recorders:
        for n, advisory in enumerate(recorder.record.advisories):
            try:
                if advisory.recorder_version is not None:
                    parse_range(
                        advisory.recorder_version,
                        manufacturer=recorder.record.name,
                        scheme=schemes[id(recorder)],
                    )
            except InvalidRange as error:
                yield recorder, ("advisories", n, "recorder_version"), str(error)


def _refusal(text: str, maker: str, scheme: str) -> str | None:
    """Return why a range cannot be read, None if it can."""
    try:
        parse_range(text, manufacturer=maker, scheme=scheme)
    except InvalidRange as error:
        return str(error)
    return None


def _unreadable_versions(view: View) -> Complaints:
    for said in view.releases:
        version = said.record.version
        firmware = said.firmware(version)
        if firmware.lineage is None:
            yield said.file, (*said.where, "version"), f"release {version!r}: {firmware.reason}"
    for said in view.statements:
        text = said.record.verified_on
        if text is not None and "plugins" not in said.where:
            firmware = said.firmware(text)
            if firmware.lineage is None:
                where = (*said.where, "verified_on")
                yield said.file, where, f"verified_on {text!r}: {firmware.reason}"


def _seen_elsewhere(view: View) -> Complaints:
    """Find statements that were seen on a version of which they do not speak."""
    for said in view.statements:
        record, seen = said.record, said.record.verified_on
        text = record.firmware if hasattr(record, "firmware") else record.recorder_version
        if seen is None or text is None or _refusal(text, said.maker, said.scheme) is not None:
            continue
        versions = parse_range(text, manufacturer=said.maker, scheme=said.scheme)
        if versions.holds(said.firmware(seen)) == "no":
            told = f"verified_on {seen!r} lies outside the statement's own range {text!r}"
            yield said.file, (*said.where, "verified_on"), told


def _unknown_boards(view: View) -> Complaints:
    """Find what is said of a board that none of the cameras meant has, where boards are listed."""
    boards: dict[tuple[str, ...], dict[str, str]] = defaultdict(dict)
    for file in view.seed.cameras:
        series = (loose_key(file.record.manufacturer), loose_key(file.record.series))
        for model in file.record.models:
            for scope in (series, (*series, exact_key(model.name))):
                boards[scope] |= {loose_key(text): text for text in model.hardware_versions}
    for said in (*view.statements, *view.releases):
        board = getattr(said.record, "hardware_version", None)
        known = boards.get(said.scope, {})
        if board is not None and known and loose_key(board) not in known:
            told = f"no such hardware version {board!r}; there are {', '.join(known.values())}"
            yield said.file, (*said.where, "hardware_version"), told


def _certificate_contradictions(view: View) -> Complaints:
    for said in view.statements:
        setup = getattr(said.record, "certificate_setup", None)
        needs = getattr(said.record, "needs_custom_cert", None)
        if setup and needs and CERTIFICATE_SETUPS[setup] != needs:
            yield (
                said.file,
                (*said.where, "certificate_setup"),
                f"certificate_setup {setup} means needs_custom_cert "
                f"{CERTIFICATE_SETUPS[setup]}, not {needs}",
            )


def _video_default_of_no_way(view: View) -> Complaints:
    for said in view.statements:
        default = getattr(said.record, "video_default", None)
        if default and not getattr(said.record, "video_via", None):
            told = f"video_default {default} of which way of encrypted video: give video_via"
            yield said.file, (*said.where, "video_default"), told


def _empty_statements(view: View) -> Complaints:
    keys = (*CAPABILITY_NAMES, *DETAILS, *PLUGIN_DETAILS)
    for file, where, record, *_ in view.statements:
        if not any(getattr(record, key, None) for key in keys):
            yield file, where, "the statement says nothing: no capability and no detail"


RULES: Final = (
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

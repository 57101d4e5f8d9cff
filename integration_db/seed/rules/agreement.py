"""Rules about statements beside each other: they agree, and fit the firmware that was seen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from integration_db.errors import InvalidRange
from integration_db.firmware import Interval, parse_firmware, parse_range
from integration_db.names import exact_key, loose_key
from integration_db.seed.rules.rule import Complaints, Rule, Said, View
from integration_db.seed.yaml_text import Where
from integration_db.vocabulary import CAPABILITY_NAMES

if TYPE_CHECKING:
    from integration_db.seed.reading import File


_ALL_FIRMWARE: Final = Interval(None, None, None, None, None, None, None)


def _conflicts(view: View) -> Complaints:
    """Find statements of one scope and grade that say different things of the same firmware."""
    groups: dict[tuple[Any, ...], list[Said]] = defaultdict(list)
    for said in view.statements:
        file, where, statement, _, _ = said
        if where[0] != "pairings":
            board = getattr(statement, "hardware_version", None)
            groups[id(file), where[:-1], statement.grade, board].append(said)
    for members in groups.values():
        if len(members) == 1:
            continue
        spans: list[tuple[Interval, ...]] = []
        for capability in CAPABILITY_NAMES:
            values = [getattr(said[2], capability) for said in members]
            if len(set(values) - {None}) < 2:
                continue
            spans = spans or [_intervals(said) for said in members]
            conflict = _first_conflict(members, values, spans)
            if conflict is not None:
                (file, where, *_), one, other = conflict
                yield (
                    file,
                    where,
                    f"{capability}: equal statements disagree ({', '.join(sorted((one, other)))}), "
                    "so the answer is unknown",
                )


def _first_conflict(
    members: Sequence[Said],
    values: Sequence[str | None],
    spans: Sequence[Sequence[Interval]],
) -> tuple[Said, str, str] | None:
    """Return the first statement that contradicts one before it, and both values."""
    for n, value in enumerate(values):
        if value is None:
            continue
        for before in range(n):
            other = values[before]
            if other is not None and other != value:
                for earlier in spans[before]:
                    if any(_meet(earlier, span) for span in spans[n]):
                        return members[n], value, other
    return None


def _intervals(said: Said) -> tuple[Interval, ...]:
    _, _, statement, maker, scheme = said
    text = getattr(statement, "firmware", None) or getattr(statement, "recorder_version", None)
    if text is None:
        return (_ALL_FIRMWARE,)
    try:
        return parse_range(text, manufacturer=maker, scheme=scheme).intervals or (_ALL_FIRMWARE,)
    except InvalidRange:
        return ()


def _meet(a: Interval, b: Interval) -> bool:
    same_line = a.lineage == b.lineage and _before(a.lo, b.hi) and _before(b.lo, a.hi)
    if not same_line and a.lineage is not None and b.lineage is not None:
        return False
    return _before(a.built_from, b.built_before) and _before(b.built_from, a.built_before)


def _before(start: str | None, end: str | None) -> bool:
    return start is None or end is None or start < end


def _video_alone(view: View) -> Complaints:
    """Find encrypted video where nobody, at its scope or a wider one, says anything of HTTPS."""
    alone = [
        said
        for said in view.statements
        if said[2].video_encryption == "yes"
        and said[2].https_support is None
        and said[1][0] in ("statements", "models")
    ]
    if not alone:
        return
    spoken = {
        _scope(file, where, maker)
        for file, where, statement, maker, _ in view.statements
        if statement.https_support is not None
    }
    for file, where, _, maker, _ in alone:
        own = _scope(file, where, maker)
        if not any(own[:size] in spoken for size in range(1, len(own) + 1)):
            yield (
                file,
                (*where, "video_encryption"),
                "encrypted video, but nothing is said of HTTPS: no padlock can be foretold",
            )


def _scope(file: File[Any], where: Where, maker: str) -> tuple[str, ...]:
    """Return manufacturer, series and model of a statement, as far as its scope goes."""
    record = file.record
    parts = [loose_key(maker)]
    if hasattr(record, "series") and where[0] in ("statements", "models"):
        parts.append(loose_key(record.series))
        if where[0] == "models":
            parts.append(exact_key(record.models[where[1]].name))
    elif hasattr(record, "plugins"):
        parts.append("recorder")
    return tuple(parts)


def _unknown_versions(view: View) -> Complaints:
    """Find firmware on which something was seen, but which the releases listed beside it lack."""
    known: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for file, where, release, maker, scheme in view.releases:
        firmware = parse_firmware(release.version, manufacturer=maker, scheme=scheme)
        if len(own := _scope_of_release(file, where, maker)) > 1:
            known[own].add(firmware.canonical)
    for file, where, statement, maker, scheme in view.statements if known else ():
        own = _scope(file, where, maker)
        lists = [known[own[:size]] for size in range(2, len(own) + 1) if own[:size] in known]
        if statement.verified_on is None or not lists:
            continue
        firmware = parse_firmware(statement.verified_on, manufacturer=maker, scheme=scheme)
        if not any(firmware.canonical in versions for versions in lists):
            yield (
                file,
                (*where, "verified_on"),
                f"verified_on {statement.verified_on!r} is not among the releases listed here",
            )


def _scope_of_release(file: File[Any], where: Where, maker: str) -> tuple[str, ...]:
    return _scope(file, ("models", *where[1:]) if where[0] == "models" else ("statements",), maker)


def _strange_lines(view: View) -> Complaints:
    """Find ranges in a line of firmware in which nothing of the maker was ever seen."""
    ranged: dict[tuple[str, str], Said] = {}
    versions = {(said[3], said[4], said[2].version) for said in view.releases}
    for said in view.statements:
        _, where, statement, maker, scheme = said
        if where[0] in ("statements", "models"):
            if statement.verified_on is not None:
                versions.add((maker, scheme, statement.verified_on))
            if getattr(statement, "firmware", None) is not None:
                ranged.setdefault((maker, statement.firmware), said)
    seen: dict[str, set[str]] = defaultdict(set)
    for maker, scheme, version in versions:
        seen[maker].add(_line(version, maker, scheme))
    for (maker, text), said in ranged.items():
        lines = {i.lineage for i in _intervals(said) if i.lineage is not None}
        strange = lines - seen[maker]
        if strange and seen[maker]:
            file, where, *_ = said
            yield (
                file,
                (*where, "firmware"),
                f"firmware range {text!r}: no firmware of the line "
                f"{' or '.join(sorted(strange))} was seen on a camera of {maker}",
            )


def _line(text: str, maker: str, scheme: str) -> str:
    return parse_firmware(text, manufacturer=maker, scheme=scheme).lineage or ""


RULES: Final = (
    Rule(
        "L035", "equal statements disagree", "allowed, and shown as a conflict", "note", _conflicts
    ),
    Rule(
        "L036",
        "encrypted video, HTTPS not stated",
        "a padlock needs both",
        "note",
        _video_alone,
    ),
    Rule(
        "L037",
        "version not among the releases",
        "one of the two may be mistyped",
        "note",
        _unknown_versions,
    ),
    Rule("L038", "range in an unseen line", "it may hold for nothing", "note", _strange_lines),
)

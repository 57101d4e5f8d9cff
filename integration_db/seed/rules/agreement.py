"""Rules about statements beside each other: they agree, and fit the firmware that was seen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Final

from integration_db.errors import InvalidRange
from integration_db.firmware import Interval, parse_range
from integration_db.seed.rules.rule import Complaints, Rule, Said, View, each
from integration_db.seed.rules.statements import MOST_STRETCHES
from integration_db.vocabulary import CAPABILITY_NAMES

_ALL_FIRMWARE: Final = Interval(None, None, None, None, None, None, None)


def _conflicts(view: View) -> Complaints:
    """Find statements of one scope and grade that say different things of the same firmware."""
    groups: dict[tuple[Any, ...], list[Said]] = defaultdict(list)
    for said in each(view.statements):
        if said.where[0] != "pairings":
            board = getattr(said.record, "hardware_version", None)
            choices = repr(getattr(said.record, "when", None))
            key = (id(said.file), said.where[:-1], said.record.grade, board, choices)
            groups[key].append(said)
    for members in groups.values():
        if not 1 < len(members) <= MOST_STRETCHES:
            continue  # one alone, or more than anybody looks through
        spans: list[tuple[Interval, ...]] = []
        for capability in CAPABILITY_NAMES:
            values = [getattr(said.record, capability, None) for said in members]
            if len(set(values) - {None}) < 2:
                continue
            spans = spans or [_intervals(said) for said in members]
            conflict = _first_conflict(members, values, spans)
            if conflict is not None:
                said, one, other = conflict
                yield (
                    said.file,
                    said.where,
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
    text = getattr(said.record, "firmware", None) or getattr(said.record, "recorder_version", None)
    if text is None:
        return (_ALL_FIRMWARE,)
    try:
        versions = parse_range(text, manufacturer=said.maker, scheme=said.scheme)
    except InvalidRange:
        return ()
    return versions.intervals or (_ALL_FIRMWARE,)


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
        for said in each(view.statements)
        if said.record.video_encryption == "yes"
        and said.record.https_support is None
        and said.where[0] in ("statements", "models")
    ]
    if not alone:
        return
    spoken = {said.scope for said in each(view.statements) if said.record.https_support is not None}
    for said in alone:
        own = said.scope
        if not any(own[:size] in spoken for size in range(1, len(own) + 1)):
            yield (
                said.file,
                (*said.where, "video_encryption"),
                "encrypted video, but nothing is said of HTTPS: no level with both can be foretold",
            )


def _unknown_versions(view: View) -> Complaints:
    """Find firmware on which something was seen, but which the releases listed beside it lack."""
    known: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for said in each(view.releases):
        if len(own := said.scope) > 1:
            known[own].add(said.firmware(said.record.version).canonical)
    for said in each(view.statements if known else ()):
        own = said.scope
        lists = [known[own[:size]] for size in range(2, len(own) + 1) if own[:size] in known]
        version = said.record.verified_on
        if version is None or not lists:
            continue
        canonical = said.firmware(version).canonical
        if not any(canonical in versions for versions in lists):
            yield (
                said.file,
                (*said.where, "verified_on"),
                f"verified_on {version!r} is not among the releases listed here",
            )


def _strange_lines(view: View) -> Complaints:
    """Find ranges in a line of firmware in which nothing of the maker was ever seen."""
    ranged: dict[tuple[str, str], Said] = {}
    seen: dict[str, set[str]] = defaultdict(set)
    for said in each(view.releases):
        seen[said.maker].add(said.firmware(said.record.version).lineage or "")
    for said in each(view.statements):
        if said.where[0] in ("statements", "models"):
            if said.record.verified_on is not None:
                seen[said.maker].add(said.firmware(said.record.verified_on).lineage or "")
            if getattr(said.record, "firmware", None) is not None:
                ranged.setdefault((said.maker, said.record.firmware), said)
    for (maker, text), said in ranged.items():
        lines = {i.lineage for i in _intervals(said) if i.lineage is not None}
        strange = lines - seen[maker]
        if strange and seen[maker]:
            yield (
                said.file,
                (*said.where, "firmware"),
                f"firmware range {text!r}: no firmware of the line "
                f"{' or '.join(sorted(strange))} was seen on a camera of {maker}",
            )


RULES: Final = (
    Rule(
        "L035", "equal statements disagree", "allowed, and shown as a conflict", "note", _conflicts
    ),
    Rule(
        "L036",
        "encrypted video, HTTPS not stated",
        "the recorder may need both",
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

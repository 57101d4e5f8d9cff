"""Rules about statements: they can be read, say something, and do not contradict themselves."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

from integration_db.errors import InvalidRange
from integration_db.firmware import parse_firmware, parse_range, scheme_for
from integration_db.lint.rule import Breaches, Rule, View, Where
from integration_db.vocabulary import CAPABILITIES

if TYPE_CHECKING:
    from integration_db.seed import File

_CONDITIONS: Final = ("hardware_version", "firmware", "recorder_version")
_MUST_PUT: Final = {
    "create_on_device": "yes",
    "upload": "yes",
    "factory": "no",
    "remade_at_boot": "no",
}


def _unreadable_ranges(view: View) -> Breaches:
    boxes = {
        id(f): f.record.version_scheme or scheme_for(f.record.name) for f in view.seed.recorders
    }
    for file, where, statement, maker, scheme in view.statements:
        for key in ("firmware", "recorder_version"):
            text = getattr(statement, key, None)
            if text is None:
                continue
            own = boxes[id(file)] if key == "recorder_version" else scheme
            whose = file.record.name if key == "recorder_version" else maker
            try:
                parse_range(text, manufacturer=whose, scheme=own)
            except InvalidRange as error:
                yield file, (*where, key), str(error)
    for box in view.seed.recorders:
        for n, advisory in enumerate(box.record.advisories):
            try:
                if advisory.recorder_version is not None:
                    parse_range(
                        advisory.recorder_version,
                        manufacturer=box.record.name,
                        scheme=boxes[id(box)],
                    )
            except InvalidRange as error:
                yield box, ("advisories", n, "recorder_version"), str(error)


def _unreadable_versions(view: View) -> Breaches:
    for file, where, statement, maker, scheme in view.statements:
        text = statement.verified_on
        if text is not None and "plugins" not in where:
            read = parse_firmware(text, manufacturer=maker, scheme=scheme)
            if read.lineage is None:
                yield file, (*where, "verified_on"), f"verified_on {text!r}: {read.reason}"


def _certificate_contradictions(view: View) -> Breaches:
    for file, where, statement, _, _ in view.statements:
        setup, needs = statement.certificate_setup, statement.needs_custom_cert
        if setup and needs and _MUST_PUT[setup] != needs:
            yield (
                file,
                (*where, "certificate_setup"),
                (
                    f"certificate_setup {setup} means needs_custom_cert {_MUST_PUT[setup]}, "
                    f"not {needs}"
                ),
            )


def _video_without_https(view: View) -> Breaches:
    for file, where, statement, _, _ in view.statements:
        if statement.video_encryption == "yes" and statement.https_support == "no":
            yield file, (*where, "video_encryption"), "encrypted video without HTTPS is no padlock"


def _empty_statements(view: View) -> Breaches:
    details = ("certificate_setup", "https_default", "video_default", "video_via", "tls", "csr")
    for file, where, statement, _, _ in view.statements:
        if all(getattr(statement, key) is None for key in (*CAPABILITIES, *details)):
            yield file, where, "the statement says nothing: no capability and no detail"


def _conflicts(view: View) -> Breaches:
    groups: dict[tuple[Any, ...], list[tuple[File[Any], Where, Any]]] = defaultdict(list)
    for file, where, statement, _, _ in view.statements:
        conditions = [getattr(statement, condition, None) for condition in _CONDITIONS]
        if where[0] != "pairings":
            key = (file.shown, where[:-1], statement.grade, *conditions)
            groups[key].append((file, where, statement))
    for members in (found for found in groups.values() if len(found) > 1):
        for capability in CAPABILITIES:
            said = {getattr(s, capability) for _, _, s in members} - {None}
            if len(said) > 1:
                file, where, _ = members[-1]
                yield (
                    file,
                    where,
                    (
                        f"{capability}: equal statements disagree ({', '.join(sorted(said))}), "
                        "so the answer is unknown"
                    ),
                )


RULES: Final = (
    Rule("L030", "unreadable range", "it would hold for nothing", "error", _unreadable_ranges),
    Rule("L031", "unreadable firmware", "it could not be compared", "error", _unreadable_versions),
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
        "encrypted video without HTTPS",
        "there is no such symbol",
        "error",
        _video_without_https,
    ),
    Rule(
        "L035", "equal statements disagree", "allowed, and shown as a conflict", "note", _conflicts
    ),
)

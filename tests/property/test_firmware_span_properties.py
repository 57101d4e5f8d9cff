"""Firmware spans against their definition: what is outside is gone, what is inside is as before."""

from __future__ import annotations

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from made_statements import BOUNDS, READ, VERSIONS, cells_for, statements

from integration_db.evidence.cells import cells
from integration_db.evidence.firmware_span import (
    FirmwareSpan,
    RunEvidence,
    bound_evidence,
    firmware_span,
    seen_evidence,
)
from integration_db.evidence.plugin_layer import NO_PLUGIN
from integration_db.evidence.regions import NOTHING_SAID
from integration_db.evidence.statements import Statement
from integration_db.firmware import parse_firmware
from integration_db.firmware.span_bounds import bound_interval
from integration_db.vocabulary import GRADES, SPAN_SIDES, FirmwareWish


@st.composite
def evidence(draw: st.DrawFn) -> list[RunEvidence]:
    found: list[RunEvidence] = []
    grade = st.sampled_from(GRADES)
    for _ in range(draw(st.integers(0, 4))):
        side = draw(st.none() | st.sampled_from(SPAN_SIDES))
        if side is None:
            version = parse_firmware(draw(st.sampled_from(VERSIONS)), scheme="axis")
            seen = seen_evidence(version, draw(st.none() | grade), "s")
            assert seen is not None
            found.append(seen)
        else:
            text = draw(st.sampled_from(BOUNDS))
            if side == "last" and draw(st.booleans()):
                text = "<" + text
            at = bound_interval(side, text, scheme="axis")
            found.append(bound_evidence(side, at, draw(grade), "s"))
    return found


def leaves_firmware(span: FirmwareSpan) -> bool:
    """Whether first lies below last, as the seed's rules insist."""
    return all(not (x.first and x.last) or x.first.key < x.last.key for x in span.lines)


spans = evidence().map(firmware_span).filter(leaves_firmware)


def excluded(found: list[RunEvidence], key: str) -> bool:
    """Whether a version lies outside, straight from the rules."""
    firsts = [one.key for one in found if one.side == "first"]
    lasts = [one.key for one in found if one.side == "last"]
    sure = [one.key for one in found if one.is_sure]
    return bool(
        (firsts and key < min(firsts) and not any(one <= key for one in sure))
        or (lasts and key >= max(lasts) and not any(one >= key for one in sure))
    )


@given(statements(), evidence(), st.sampled_from(VERSIONS))
@settings(max_examples=300, deadline=None)
def test_what_lies_outside_is_gone_and_what_lies_inside_answers_as_before(
    found: list[Statement], seen: list[RunEvidence], text: str
) -> None:
    version = READ[text]
    span = firmware_span(seen)
    assume(leaves_firmware(span))
    here = cells_for(cells(found, NO_PLUGIN, NOTHING_SAID, span), version)
    before = cells_for(cells(found), version)
    assert span.excludes("axis", version.lo) == (not here and bool(span.cuts))
    assert {cell.values for cell in here} <= {cell.values for cell in before}
    if not any(one.is_sure for one in seen):
        assert bool(here) != excluded(seen, version.lo)


@given(statements(), spans)
@settings(max_examples=300, deadline=None)
def test_newest_is_among_what_is_shown_and_that_among_what_is_possible(
    found: list[Statement], span: FirmwareSpan
) -> None:
    known = cells(found, NO_PLUGIN, NOTHING_SAID, span)
    wishes: tuple[FirmwareWish | None, ...] = ("newest", None, "any")
    newest, unsaid, every = ({c.region for c in cells_for(known, wish)} for wish in wishes)
    assert newest <= unsaid <= every <= {cell.region for cell in known}
    assert newest
    if any(cell.region.shown for cell in known):
        assert unsaid == {cell.region for cell in known if cell.region.shown}
    else:
        assert newest == unsaid == every


@given(statements(), evidence())
@settings(max_examples=300, deadline=None)
def test_whatever_was_seen_and_not_excluded_is_shown(
    found: list[Statement], seen: list[RunEvidence]
) -> None:
    span = firmware_span(seen)
    for one in seen:
        if one.side == "seen" and not span.excludes("axis", one.key):
            version = next(read for read in READ.values() if read.lo == one.key)
            here = cells_for(cells(found, NO_PLUGIN, NOTHING_SAID, span), version)
            assert all(cell.region.shown for cell in here)


@given(statements(), evidence(), evidence())
@settings(max_examples=200, deadline=None)
def test_more_evidence_of_what_runs_only_adds(
    found: list[Statement], seen: list[RunEvidence], more: list[RunEvidence]
) -> None:
    runs = [one for one in more if one.side in ("runs", "seen")]
    assume(leaves_firmware(firmware_span(seen)))
    for text, version in READ.items():
        before = cells_for(cells(found, NO_PLUGIN, NOTHING_SAID, firmware_span(seen)), version)
        after = cells_for(
            cells(found, NO_PLUGIN, NOTHING_SAID, firmware_span([*seen, *runs])), version
        )
        assert len(after) >= len(before), text
        if before and all(cell.region.shown for cell in before):
            assert all(cell.region.shown for cell in after), text

"""Cells against the definition: they must answer as if every version were asked one by one."""

from itertools import count

from hypothesis import given, settings
from hypothesis import strategies as st

from integration_db.evidence.cells import cells, cells_for, collapse
from integration_db.evidence.plugin_layer import PluginLayer
from integration_db.evidence.regions import OtherVersions, Region, truths
from integration_db.evidence.statements import (
    EVERY_FIRMWARE,
    Held,
    Statement,
    agreed,
    by_strength,
    decide,
)
from integration_db.firmware import Firmware, parse_firmware, parse_range
from integration_db.vocabulary import CAPABILITIES, GRADES, HTTPS_SUPPORT, SUPPORT, Support

MAJORS, MINORS = range(6, 10), range(3)
VERSIONS = [f"{major}.{minor}.0.1" for major in MAJORS for minor in MINORS]
READ = {text: parse_firmware(text, scheme="axis") for text in VERSIONS}
BOUNDS = [*VERSIONS, *(f"{major}.{minor}" for major in MAJORS for minor in MINORS), "6", "8"]
PREFIXES = ["6", "7", "9", "7.1", "8.2"]


@st.composite
def ranges(draw: st.DrawFn) -> str | None:
    kind = draw(st.sampled_from(["every", "from", "before", "through", "between", "two"]))
    one, two = draw(st.sampled_from(BOUNDS)), draw(st.sampled_from(BOUNDS))
    if kind == "every":
        return None
    if kind in ("between", "two"):
        low, high = sorted(
            [f"{a}" for a in (one, two)], key=lambda t: parse_firmware(t, scheme="axis").lo
        )
        if parse_firmware(low, scheme="axis").lo == parse_firmware(high, scheme="axis").lo:
            return f">={low}"
        return f">={low},<{high}" if kind == "between" else f"<{low} | >{high}"
    return {"from": ">=", "before": "<", "through": "<="}[kind] + one


@st.composite
def statements(draw: st.DrawFn) -> list[Statement]:
    numbers = count(1)
    found = []
    for _ in range(draw(st.integers(0, 6))):
        text = draw(ranges())
        found.append(
            Statement(
                next(numbers),
                draw(st.sampled_from(["camera", "camera", "pairing"])),
                draw(st.sampled_from(["model", "series", "manufacturer"])),
                draw(st.tuples(*[st.sampled_from([None, *SUPPORT])] * len(CAPABILITIES))),
                draw(st.sampled_from(GRADES[:2])),
                "example",
                parse_range(text, scheme="axis") if text else EVERY_FIRMWARE,
            )
        )
    return found


def by_definition(found: list[Statement], version: Firmware) -> Support:
    """HTTPS support at one exact version, straight from the rules and without any cell."""

    def held(layer: str) -> list[Held]:
        ordered = by_strength(s for s in found if s.layer == layer)
        answers = [(s, s.firmware.holds(version)) for s in ordered]
        return [(s, truth == "yes") for s, truth in answers if truth != "no"]

    camera, pairing = decide(held("camera"), HTTPS_SUPPORT), decide(held("pairing"), HTTPS_SUPPORT)
    return pairing.value_or(camera.value or "unknown", HTTPS_SUPPORT)


@given(statements(), st.sampled_from(VERSIONS))
@settings(max_examples=300, deadline=None)
def test_at_an_exact_version_cells_answer_as_the_rules_do(
    found: list[Statement], text: str
) -> None:
    version = READ[text]
    assert collapse(cells_for(cells(found), version))[0] == by_definition(found, version)


@given(statements(), st.sampled_from(PREFIXES))
@settings(max_examples=300, deadline=None)
def test_a_vague_version_answers_only_what_all_its_versions_answer(
    found: list[Statement], text: str
) -> None:
    vague = parse_firmware(text, scheme="axis")
    value = collapse(cells_for(cells(found), vague))[0]
    within = [v for t, v in READ.items() if t.startswith(text + ".")]
    if value != "unknown":
        assert {by_definition(found, version) for version in within} == {value}


@given(statements(), st.sampled_from(VERSIONS))
@settings(max_examples=300, deadline=None)
def test_saying_the_firmware_never_turns_a_yes_into_a_no(found: list[Statement], text: str) -> None:
    without = collapse(cells_for(cells(found), None))[0]
    with_firmware = collapse(cells_for(cells(found), READ[text]))[0]
    assert without in ("unknown", with_firmware)


@given(statements())
@settings(max_examples=200, deadline=None)
def test_cells_lie_side_by_side_and_leave_no_gap(found: list[Statement]) -> None:
    regions = [c.region for c in cells(found) if c.region.lineage == "axis"]
    if regions:
        assert regions[0].lo is None
        assert regions[-1].hi is None
    for left, right in zip(regions, regions[1:], strict=False):
        assert left.hi == right.lo
        assert left.until is not None


@given(statements())
@settings(max_examples=200, deadline=None)
def test_inside_a_cell_every_plain_statement_holds_or_does_not(found: list[Statement]) -> None:
    for cell in cells(found):
        if cell.region.lineage:
            assert all(truths(s, [cell.region], OtherVersions()) != ["unknown"] for s in found)


@given(statements())
@settings(max_examples=200, deadline=None)
def test_a_plugin_can_only_take_away(found: list[Statement]) -> None:
    alone = cells([s for s in found if s.layer == "camera"])
    through = cells([s for s in found if s.layer == "camera"], PluginLayer(asked=True))
    for before, after in zip(alone, through, strict=True):
        assert not (before.values[0] != "yes" and after.values[0] == "yes")
        assert agreed([before.values[2], after.values[2]]) == before.values[2]


def test_the_region_of_everything_meets_every_firmware() -> None:
    assert all(Region().meets(version) for version in READ.values())

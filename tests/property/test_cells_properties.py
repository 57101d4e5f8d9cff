"""Cells against the definition: they must answer as if every version were asked one by one."""

from hypothesis import given, settings
from hypothesis import strategies as st
from made_statements import READ, VERSIONS, answers_for, statements

from integration_db.evidence.cells import cells
from integration_db.evidence.plugin_layer import PluginLayer
from integration_db.evidence.regions import (
    OtherVersions,
    Region,
    as_marks,
    holdings,
    marks_by_region,
    regions,
    truths,
)
from integration_db.evidence.statements import (
    Held,
    Statement,
    agreed,
    by_strength,
    conjunction,
    decide,
)
from integration_db.firmware import Firmware, FirmwareRange, parse_firmware, parse_range
from integration_db.vocabulary import HTTPS_SUPPORT, Support

PREFIXES = ["6", "7", "9", "7.1", "8.2"]


def by_definition(found: list[Statement], version: Firmware) -> Support:
    """HTTPS support at one exact version, straight from the rules and without any cell."""

    def held(layer: str) -> list[Held]:
        ordered = by_strength(s for s in found if s.layer == layer)
        answers = [(s, s.firmware.holds(version)) for s in ordered]
        return [(s, truth == "yes") for s, truth in answers if truth != "no"]

    camera, pairing = decide(held("camera"), HTTPS_SUPPORT), decide(held("pairing"), HTTPS_SUPPORT)
    alone = camera.value or "unknown"
    said = pairing.value_or(alone, HTTPS_SUPPORT)
    if said == "yes" and any(s.scope != "model" for s in pairing.deciding):
        return conjunction(said, alone)  # a pairing wider than a model never raises
    return said


@given(statements(), st.sampled_from(VERSIONS))
@settings(max_examples=150, deadline=None)
def test_at_an_exact_version_cells_answer_as_the_rules_do(
    found: list[Statement], text: str
) -> None:
    version = READ[text]
    assert answers_for(cells(found), version)[0] == by_definition(found, version)


@given(statements(), st.sampled_from(PREFIXES))
@settings(max_examples=150, deadline=None)
def test_a_vague_version_answers_only_what_all_its_versions_answer(
    found: list[Statement], text: str
) -> None:
    vague = parse_firmware(text, scheme="axis")
    value = answers_for(cells(found), vague)[0]
    within = [v for t, v in READ.items() if t.startswith(text + ".")]
    if value != "unknown":
        assert {by_definition(found, version) for version in within} == {value}


@given(statements(), st.sampled_from(VERSIONS))
@settings(max_examples=150, deadline=None)
def test_saying_the_firmware_never_turns_a_yes_into_a_no(found: list[Statement], text: str) -> None:
    without = answers_for(cells(found), None)[0]
    with_firmware = answers_for(cells(found), READ[text])[0]
    assert without in ("unknown", with_firmware)


@given(statements())
@settings(max_examples=100, deadline=None)
def test_cells_lie_side_by_side_and_leave_no_gap(found: list[Statement]) -> None:
    regions = [c.region for c in cells(found) if c.region.lineage == "axis"]
    if regions:
        assert regions[0].lo is None
        assert regions[-1].hi is None
    for left, right in zip(regions, regions[1:], strict=False):
        assert left.hi == right.lo
        assert left.until is not None


@given(statements())
@settings(max_examples=100, deadline=None)
def test_inside_a_cell_every_plain_statement_holds_or_does_not(found: list[Statement]) -> None:
    for cell in cells(found):
        if cell.region.lineage:
            assert all(truths(s, [cell.region], OtherVersions()) != ["unknown"] for s in found)


BESIDE = [OtherVersions(), OtherVersions("V1"), OtherVersions("V2")]
ODD_RANGES = [
    parse_range(text, scheme="axis")
    for text in ("*", "build>=2020-01-01", ">=7,build<2021-05-01", "<7.1 | >=8", "=7.0.0.1")
]


@given(
    statements(),
    st.lists(st.tuples(st.sampled_from(ODD_RANGES), st.sampled_from([None, "V1"])), max_size=3),
    st.sampled_from(BESIDE),
    st.lists(st.booleans(), min_size=40, max_size=40),
)
@settings(max_examples=150, deadline=None)
def test_where_statements_hold_is_the_same_found_by_bounds_and_region_by_region(
    plain: list[Statement],
    odd: list[tuple[FirmwareRange, str | None]],
    beside: OtherVersions,
    kept: list[bool],
) -> None:
    template = Statement(0, "camera", "model", ("yes",) * 4, "inferred", "example")
    found = [*plain, *(template._replace(firmware=r, hardware_version=v) for r, v in odd)]
    some = [region for region, keep in zip(regions(found), kept, strict=False) if keep]
    by_bounds = marks_by_region(as_marks(found), holdings(found, some, beside), len(some))
    columns = [truths(statement, some, beside) for statement in found]
    one_by_one = [
        [(s, column[n] == "yes") for s, column in zip(found, columns, strict=True)
         if column[n] != "no"]
        for n in range(len(some))
    ]  # fmt: skip
    assert by_bounds == one_by_one


@given(statements())
@settings(max_examples=100, deadline=None)
def test_a_plugin_can_only_take_away(found: list[Statement]) -> None:
    alone = cells([s for s in found if s.layer == "camera"])
    through = cells([s for s in found if s.layer == "camera"], PluginLayer(asked=True))
    for before, after in zip(alone, through, strict=True):
        assert not (before.values[0] != "yes" and after.values[0] == "yes")
        assert agreed([before.values[2], after.values[2]]) == before.values[2]


def test_the_region_of_everything_meets_every_firmware() -> None:
    assert all(Region().meets(version) for version in READ.values())

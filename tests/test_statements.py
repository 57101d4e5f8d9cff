"""How statements become one word: scope, grade, conflict, three-valued AND (design, 3.2)."""

from collections.abc import Callable
from typing import Any

import pytest

from integration_db.evidence.cells import cells, cells_for, collapse
from integration_db.evidence.details import details
from integration_db.evidence.plugin_layer import PluginLayer, plugin_layer
from integration_db.evidence.regions import OTHER_LINE, OtherVersions
from integration_db.evidence.statements import (
    Decision,
    Statement,
    agreed,
    by_strength,
    conjunction,
    decide,
)
from integration_db.firmware import Bound, parse_firmware, parse_range
from integration_db.vocabulary import CAPABILITY_NAMES, HTTPS_SUPPORT, Support

NUMBER = iter(range(1, 10_000))


def statement(
    https: Support | None = None,
    video: Support | None = None,
    cert: Support | None = None,
    *,
    scope: str = "model",
    grade: str = "vendor_document",
    layer: str = "camera",
    firmware: str | None = None,
    recorder_version: str | None = None,
    **more: Any,
) -> Statement:
    if firmware is not None:
        more["firmware"] = parse_range(firmware, scheme="axis")
    if recorder_version is not None:
        more["recorder_version"] = parse_range(recorder_version, scheme="exacqvision")
    said = {"https_support": https, "video_encryption": video, "needs_custom_cert": cert}
    values = tuple(said.get(name) for name in CAPABILITY_NAMES)
    return Statement(next(NUMBER), layer, scope, values, grade, "example", **more)  # type: ignore[arg-type]


def always(_: Statement) -> Support:
    return "yes"


def decision(*statements: Statement, holds: Callable[[Statement], Support] = always) -> Decision:
    answers = [(s, holds(s)) for s in by_strength(statements)]
    return decide([(s, truth == "yes") for s, truth in answers if truth != "no"], HTTPS_SUPPORT)


def word(*statements: Statement, holds: Callable[[Statement], Support] = always) -> str | None:
    return decision(*statements, holds=holds).value


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("yes", "yes", "yes"),
        ("yes", "no", "no"),
        ("no", "no", "no"),
        ("yes", "unknown", "unknown"),
        ("no", "unknown", "no"),
        ("unknown", "unknown", "unknown"),
    ],
)
def test_and_has_three_values(one: Support, other: Support, expected: Support) -> None:
    assert conjunction(one, other) == conjunction(other, one) == expected


def test_agreement_needs_every_voice() -> None:
    assert agreed(["yes", "yes"]) == "yes"
    assert agreed(["yes", "no"]) == "unknown"
    assert agreed(["yes", "unknown"]) == "unknown"
    assert agreed([]) == "unknown"


def test_nothing_said_is_not_a_no() -> None:
    assert word() is None
    assert word(statement(None, "yes")) is None


def test_the_narrower_scope_wins_over_the_better_grade() -> None:
    wide = statement("no", scope="manufacturer", grade="lab_test")
    narrow = statement("yes", scope="series", grade="field_report")
    narrowest = statement("no", scope="model", grade="inferred")
    assert word(wide, narrow) == "yes"
    assert word(wide, narrow, narrowest) == "no"


def test_at_one_scope_the_better_grade_wins() -> None:
    assert word(statement("yes", grade="field_report"), statement("no", grade="lab_test")) == "no"


def test_equal_strength_and_different_values_is_a_conflict_not_a_choice() -> None:
    found = decision(statement("yes"), statement("no"))
    assert found.value == "unknown"
    assert found.conflict
    assert len(found.deciding) == 2


def test_an_explicit_unknown_stops_a_wider_statement() -> None:
    assert word(statement("yes", scope="series"), statement("unknown", scope="model")) == "unknown"


def test_the_overruled_are_kept_for_the_explanation() -> None:
    weak = statement("no", grade="inferred")
    strong = statement("yes", grade="lab_test")
    found = decision(weak, strong)
    assert found.deciding == (strong,)
    assert found.overruled == (weak,)


def test_a_statement_that_may_hold_spoils_what_it_contradicts() -> None:
    sure = statement("no", scope="series")
    perhaps = statement("yes", scope="model")

    def holds(found: Statement) -> Support:
        return "unknown" if found is perhaps else "yes"

    assert word(sure, perhaps, holds=holds) == "unknown"


def test_a_statement_that_may_hold_does_no_harm_where_the_rest_agrees() -> None:
    sure = statement("yes", scope="series")
    perhaps = statement("yes", scope="model")

    def holds(found: Statement) -> Support:
        return "unknown" if found is perhaps else "yes"

    assert word(sure, perhaps, holds=holds) == "yes"


def test_a_weaker_statement_that_may_hold_changes_nothing() -> None:
    sure = statement("yes", scope="model")
    perhaps = statement("no", scope="series")

    def holds(found: Statement) -> Support:
        return "unknown" if found is perhaps else "yes"

    assert word(sure, perhaps, holds=holds) == "yes"


# --- along the firmware line


def at(statements: list[Statement], firmware: str | None, **more: Any) -> tuple[Support, ...]:
    found = cells(statements, **more)
    version = None if firmware is None else parse_firmware(firmware, scheme="axis")
    return collapse(cells_for(found, version))


BACKPORTED = [statement("yes", "yes", firmware=">=9.80.3.9,<10 | >=10.12.91"), statement("yes")]


@pytest.mark.parametrize(
    ("firmware", "video"),
    [
        ("9.80.3.9", "yes"),
        ("9.80.47.0", "yes"),
        ("9.80.3.8", "unknown"),
        ("10.5.1", "unknown"),
        ("10.12.91", "yes"),
        ("10.12.114", "yes"),
        ("11.0.89", "yes"),
        ("10.12", "unknown"),
        ("no such thing 7", "unknown"),
    ],
)
def test_a_range_answers_only_inside(firmware: str, video: str) -> None:
    assert at(BACKPORTED, firmware)[:2] == ("yes", video)


def test_outside_every_range_is_unknown_and_never_no() -> None:
    values = at([statement("yes", firmware=">=7.20")], "6.50.1.2")
    assert values == ("unknown",) * 4


def test_without_a_firmware_the_intervals_must_agree() -> None:
    changing = [
        statement("yes", cert="yes", firmware="<7.20"),
        statement("yes", cert="no", firmware=">=7.20"),
    ]
    assert at(changing, None) == ("yes", "unknown", "unknown", "unknown")
    assert at(changing, "7.10")[2] == "yes"
    assert at(changing, "7.20.1")[2] == "no"


def test_an_unreadable_firmware_leaves_only_what_holds_for_every_firmware() -> None:
    changing = [statement("yes"), statement(cert="no", firmware=">=7.20")]
    assert at(changing, "custom build") == ("yes", "unknown", "unknown", "unknown")


def test_cells_end_with_the_line_of_everything_else() -> None:
    found = cells([statement("yes", firmware=">=7.20")])
    assert [c.region.lineage for c in found] == ["axis", "axis", OTHER_LINE]
    assert [(c.region.since, c.region.until) for c in found[:2]] == [
        (None, Bound("<", "7.20")),
        (Bound(">=", "7.20"), None),
    ]


def test_a_statement_without_a_range_makes_one_cell_for_all() -> None:
    (only,) = cells([statement("yes")])
    assert only.region.lineage is None
    assert only.values[0] == "yes"


def test_a_hardware_version_that_is_not_said_leaves_it_open() -> None:
    boards = [statement("yes", hardware_version="1.0"), statement("no", hardware_version="2.0")]
    assert at(boards, None)[0] == "unknown"
    assert at(boards, None, beside=OtherVersions(hardware_version="1.0"))[0] == "yes"
    assert at(boards, None, beside=OtherVersions(hardware_version="2.0"))[0] == "no"


def test_a_build_date_range_needs_the_date() -> None:
    dated = [statement("yes"), statement(cert="no", firmware="build>=2023-09-21")]
    found = cells(dated)
    with_date = parse_firmware("1.3.9 Build 231019 Rel.37378n", manufacturer="TP-Link")
    earlier = parse_firmware("1.3.6 Build 230424 Rel.37378n", manufacturer="TP-Link")
    without = parse_firmware("1.3.9", manufacturer="TP-Link")
    assert collapse(cells_for(found, with_date))[2] == "no"
    assert collapse(cells_for(found, earlier))[2] == "unknown"
    assert collapse(cells_for(found, without))[2] == "unknown"


# --- layers


def layer(https: Support | None, video: Support | None = None) -> PluginLayer:
    return plugin_layer([statement(https, video, layer="plugin", scope="plugin")], None)


@pytest.mark.parametrize(
    ("camera", "plugin", "expected"),
    [
        (("yes", "yes"), ("yes", "yes"), ("yes", "yes")),
        (("yes", "yes"), ("yes", None), ("yes", "unknown")),
        (("yes", "yes"), ("yes", "no"), ("yes", "no")),
        (("yes", "yes"), ("no", "yes"), ("no", "no")),
        (("no", "yes"), ("yes", "yes"), ("no", "no")),
        ((None, "yes"), ("yes", "yes"), ("unknown", "unknown")),
        ((None, "no"), ("yes", "yes"), ("unknown", "no")),
        (("yes", "yes"), (None, "yes"), ("unknown", "unknown")),
    ],
)
def test_camera_and_plugin_are_anded(
    camera: tuple[Any, Any], plugin: tuple[Any, Any], expected: tuple[str, str]
) -> None:
    assert at([statement(*camera)], None, plugin=layer(*plugin))[:2] == expected


def test_without_a_plugin_the_answer_is_the_cameras() -> None:
    assert at([statement("yes", "yes")], None)[:2] == ("yes", "yes")


def test_a_pairing_that_speaks_goes_before_camera_and_plugin() -> None:
    statements = [statement("no", "no"), statement("yes", "yes", layer="pairing")]
    assert at(statements, None, plugin=layer("no", "no"))[:2] == ("yes", "yes")


def test_a_pairing_may_speak_of_the_certificate_too() -> None:
    statements = [statement(cert="no"), statement(cert="yes", layer="pairing", scope="series")]
    assert at(statements, None)[2] == "yes"


def test_a_pairing_that_may_hold_spoils_what_it_contradicts() -> None:
    statements = [
        statement("yes", "yes"),
        statement("no", layer="pairing", recorder_version=">=24.06"),
    ]
    plugin = layer("yes", "yes")
    old = parse_firmware("24.03.1.0", scheme="exacqvision")
    new = parse_firmware("24.06.1.0", scheme="exacqvision")
    assert at(statements, None, plugin=plugin)[0] == "unknown"
    assert (
        at(statements, None, plugin=plugin, beside=OtherVersions(recorder_version=old))[0] == "yes"
    )
    assert (
        at(statements, None, plugin=plugin, beside=OtherVersions(recorder_version=new))[0] == "no"
    )


def test_a_plugin_statement_can_depend_on_the_recorder_version() -> None:
    statements = [
        statement("no", layer="plugin", scope="plugin", recorder_version="<22.06"),
        statement("yes", layer="plugin", scope="plugin", recorder_version=">=22.06"),
    ]
    for version, expected in (("21.09.2.0", "no"), ("23.03.1.0", "yes")):
        read = parse_firmware(version, scheme="exacqvision")
        assert HTTPS_SUPPORT.of(plugin_layer(statements, read).values) == expected
    assert plugin_layer(statements, None).values[0] == "unknown"


def test_what_all_recorder_versions_agree_on_needs_no_version() -> None:
    statements = [
        statement("yes", layer="plugin", scope="plugin", recorder_version="<22.06"),
        statement("yes", layer="plugin", scope="plugin", recorder_version=">=22.06"),
    ]
    assert plugin_layer(statements, None).values[0] == "yes"


def test_the_plugins_word_goes_before_its_recorders() -> None:
    recorder = statement("yes", layer="plugin", scope="recorder", grade="inferred")
    own = statement("unknown", layer="plugin", scope="plugin", grade="inferred")
    assert plugin_layer([recorder], None).values[0] == "yes"
    assert plugin_layer([recorder, own], None).values[0] == "unknown"


# --- details


def shown(statements: list[Statement], firmware: str | None = None) -> dict[str, object]:
    version = None if firmware is None else parse_firmware(firmware, scheme="axis")
    return details(statements, cells_for(cells(statements), version), OtherVersions())


def test_details_come_from_the_strongest_statement_that_gives_them() -> None:
    weak = statement(
        "yes", scope="manufacturer", details={"https_default": "off", "csr": "elsewhere"}
    )
    strong = statement("yes", details={"https_default": "on"})
    assert shown([weak, strong]) == {"https_default": "on", "csr": "elsewhere"}


def test_details_that_contradict_each_other_are_left_out() -> None:
    one = statement("yes", details={"https_default": "on"})
    other = statement("yes", details={"https_default": "off"})
    assert shown([one, other]) == {}


def test_lists_of_equal_strength_add_up() -> None:
    one = statement("yes", details={"video_via": ["rtsps"]})
    other = statement("yes", details={"video_via": ["srtp"]})
    assert shown([one, other]) == {"video_via": ["rtsps", "srtp"]}


def test_details_must_hold_for_the_firmware_asked_about() -> None:
    old = statement("yes", firmware="<7.20", details={"https_default": "off"})
    new = statement("yes", firmware=">=7.20", details={"https_default": "on"})
    assert shown([old, new], "7.10") == {"https_default": "off"}
    assert shown([old, new], "8.40.1") == {"https_default": "on"}
    assert shown([old, new]) == {}

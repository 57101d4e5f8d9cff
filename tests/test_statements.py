"""How statements become one word: scope, grade, conflict, three-valued AND (design, 3.2)."""

from collections.abc import Callable
from typing import Any

import pytest
from made_statements import answers_for, cells_for

from integration_db.evidence.cells import cells
from integration_db.evidence.details import shared_details
from integration_db.evidence.plugin_layer import PluginLayer, newest_with_evidence, plugin_layer
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
from integration_db.vocabulary import (
    CAPABILITY_NAMES,
    HTTPS_SUPPORT,
    VIDEO_ENCRYPTION,
    Answers,
    Support,
    Takes,
)

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
    narrow = statement("yes", scope="series", grade="vendor_document")
    narrowest = statement("no", scope="model", grade="vendor_document")
    assert word(wide, narrow) == "yes"
    assert word(wide, narrow, narrowest) == "no"


@pytest.mark.parametrize("narrow", ["inferred", "field_report"])
@pytest.mark.parametrize("wide", ["vendor_document", "lab_test"])
def test_a_narrow_report_does_not_refute_a_wide_document(narrow: str, wide: str) -> None:
    report = statement("no", scope="model", grade=narrow)
    document = statement("yes", scope="series", grade=wide)
    found = decision(report, document)
    assert found.value == "unknown"
    assert found.conflict
    assert [one.id for one in found.deciding] == [report.id, document.id]
    assert found.overruled == ()
    assert word(report, statement("no", scope="series", grade=wide)) == "no"
    assert word(report, statement("unknown", scope="series", grade=wide)) == "no"
    assert word(statement("unknown", grade=narrow), document) == "unknown"
    other = statement("yes", scope="manufacturer", grade="field_report")
    assert word(report, other) == "no", "a wide report is no document"

    def perhaps(one: Statement) -> Support:
        return "unknown" if one is document else "yes"

    assert word(report, document, holds=perhaps) == "unknown"


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


def at(statements: list[Statement], firmware: str | None, **more: Any) -> Answers:
    found = cells(statements, **more)
    version = None if firmware is None else parse_firmware(firmware, scheme="axis")
    return answers_for(found, version)


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
    assert answers_for(found, with_date)[2] == "no"
    assert answers_for(found, earlier)[2] == "unknown"
    assert answers_for(found, without)[2] == "unknown"


# --- layers


OVER_HTTPS = {"video_via": ["rtsp_over_https"]}


def of_plugin(*said: Any, scope: str = "plugin", **more: Any) -> Statement:
    return statement(*said, layer="plugin", scope=scope, **more)


def layer(https: Support | None, video: Support | None = None, **more: Any) -> PluginLayer:
    return plugin_layer([of_plugin(https, video, details=OVER_HTTPS)], **more)


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
    own = statement(*camera, details=OVER_HTTPS)
    assert at([own], None, plugin=layer(*plugin))[:2] == expected


@pytest.mark.parametrize(
    ("ways", "expected"),
    [
        (["rtsp_over_https"], "yes"),
        (["rtsps", "rtsp_over_https"], "yes"),
        (["rtsps_srtp"], "unknown"),
        (["vendor"], "unknown"),
        (None, "unknown"),
    ],
)
def test_a_yes_of_both_is_one_only_where_both_name_the_same_way(
    ways: list[str] | None, expected: str
) -> None:
    own = statement("yes", "yes", details={} if ways is None else {"video_via": ways})
    assert at([own], None, plugin=layer("yes", "yes"))[:2] == ("yes", expected)
    assert at([own], None)[:2] == ("yes", "yes")  # the camera alone can


def test_a_no_needs_no_way() -> None:
    assert at([statement("yes", "no")], None, plugin=layer("yes", "yes"))[1] == "no"
    assert at([statement("yes", "yes")], None, plugin=layer("yes", "no"))[1] == "no"


@pytest.mark.parametrize(("takes", "expected"), [("camera", "no"), ("stream_address", "yes")])
def test_a_plugin_that_takes_a_stream_address_needs_no_https_for_video(
    takes: Takes, expected: str
) -> None:
    own = statement("no", "yes", details=OVER_HTTPS)
    assert at([own], None, plugin=layer("yes", "yes", takes=takes))[1] == expected


def test_without_a_recorder_the_answer_is_the_cameras() -> None:
    assert at([statement("yes", "yes")], None)[:2] == ("yes", "yes")


def test_a_plugin_that_nobody_speaks_of_can_nothing_for_certain() -> None:
    assert at([statement("yes", "yes")], None, plugin=plugin_layer([]))[:2] == (
        "unknown",
        "unknown",
    )
    assert at([statement("no", "yes")], None, plugin=plugin_layer([]))[:2] == ("no", "no")


@pytest.mark.parametrize("scope", ["series", "manufacturer"])
def test_a_pairing_wider_than_a_model_never_raises_what_the_camera_says(scope: str) -> None:
    paired = statement("yes", layer="pairing", scope=scope, grade="lab_test")
    plugin = layer("unknown")
    assert at([statement("no"), paired], None, plugin=plugin)[0] == "no"
    assert at([paired], None, plugin=plugin)[0] == "unknown"
    assert at([statement("yes"), paired], None, plugin=plugin)[0] == "yes"


def test_what_was_seen_reaches_on_to_the_next_place_where_the_camera_changes() -> None:
    seen = statement("yes", layer="pairing", grade="lab_test", firmware="=9.80.1")
    camera = statement(cert="no", firmware=">=10.12")
    found = [seen, camera]
    plugin = layer("unknown")
    assert at(found, "9.80.1", plugin=plugin)[0] == "yes"
    assert at(found, "10.2.1", plugin=plugin)[0] == "yes"
    assert at(found, "10.12.3", plugin=plugin)[0] == "unknown"
    assert at(found, "9.70.1", plugin=plugin)[0] == "unknown"


def test_what_was_seen_elsewhere_never_overrules_a_no_of_the_camera() -> None:
    seen = statement("yes", layer="pairing", grade="lab_test", firmware="=9.80.1")
    found = [seen, statement("no")]
    plugin = layer("yes")
    assert at(found, "9.80.1", plugin=plugin)[0] == "yes"
    assert at(found, "9.80.2", plugin=plugin)[0] == "no"


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
        of_plugin("no", recorder_version="<22.06"),
        of_plugin("yes", recorder_version=">=22.06"),
    ]
    for version, expected in (("21.09.2.0", "no"), ("23.03.1.0", "yes")):
        read = OtherVersions(recorder_version=parse_firmware(version, scheme="exacqvision"))
        assert HTTPS_SUPPORT.of(plugin_layer(statements, read).values) == expected
    assert HTTPS_SUPPORT.of(plugin_layer(statements).values) == "unknown"


def test_the_newest_recorder_version_with_evidence_stands_for_one_that_nobody_said() -> None:
    since = of_plugin("yes", recorder_version=">=22.06")
    newest = newest_with_evidence([of_plugin("no", recorder_version="<22.06"), since])
    assert newest is not None
    assert newest.since == Bound(">=", "22.06")
    older = newest_with_evidence([of_plugin("no", recorder_version="<22.06")])
    assert older is not None
    assert older.until == Bound("<", "22.06")
    assert newest_with_evidence([of_plugin("yes")]) is None


def test_a_plugin_statement_can_depend_on_a_choice_of_the_recorder() -> None:
    tunnel = (("streaming", ("tunnel", "both")),)
    said = [of_plugin("yes"), of_plugin(None, "yes", details=OVER_HTTPS, when=tunnel)]

    def video(*chosen: tuple[str, str]) -> Support:
        return VIDEO_ENCRYPTION.of(plugin_layer(said, OtherVersions(options=chosen)).values)

    assert video(("streaming", "tunnel")) == video(("streaming", "both")) == "yes"
    assert video(("streaming", "udp")) == video() == "unknown"


def test_what_all_recorder_versions_agree_on_needs_no_version() -> None:
    statements = [
        of_plugin("yes", recorder_version="<22.06"),
        of_plugin("yes", recorder_version=">=22.06"),
    ]
    assert plugin_layer(statements).values[0] == "yes"


def test_the_plugins_word_goes_before_its_recorders() -> None:
    recorder = of_plugin("yes", scope="recorder", grade="inferred")
    own = of_plugin("unknown", grade="inferred")
    assert plugin_layer([recorder]).values[0] == "yes"
    assert plugin_layer([recorder, own]).values[0] == "unknown"


# --- details


def shown(statements: list[Statement], firmware: str | None = None) -> dict[str, object]:
    version = None if firmware is None else parse_firmware(firmware, scheme="axis")
    return shared_details(cell.details for cell in cells_for(cells(statements), version))


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
    other = statement("yes", details={"video_via": ["rtsps_srtp"]})
    assert shown([one, other]) == {"video_via": ("rtsps", "rtsps_srtp")}


def test_a_list_that_is_meant_to_be_complete_is_the_strongest_ones_alone() -> None:
    wide = statement("yes", scope="series", details={"tls": ["1.0"], "video_via": ["rtsps"]})
    own = statement("yes", details={"tls": ["1.2", "1.3"], "video_via": ["rtsps_srtp"]})
    assert shown([wide, own]) == {"tls": ("1.2", "1.3"), "video_via": ("rtsps", "rtsps_srtp")}


def test_ports_that_contradict_each_other_are_left_out() -> None:
    one = statement("yes", details={"ports": {"onvif": 2020}})
    other = statement("yes", details={"ports": {"onvif": 8000}})
    web = statement("yes", details={"ports": {"web": 8443}})
    assert shown([one, other]) == {}
    assert shown([one, web]) == {"ports": (("onvif", 2020), ("web", 8443))}


def test_what_is_said_part_by_part_is_decided_part_by_part() -> None:
    wide = statement("yes", scope="series", details={"ports": {"onvif": 8000, "web": 8443}})
    own = statement("yes", details={"ports": {"onvif": 2020}})
    assert shown([wide, own]) == {"ports": (("onvif", 2020), ("web", 8443))}


def test_a_check_of_the_recorder_leaves_standing_what_is_said_of_the_others() -> None:
    better = of_plugin("yes", details={"checks": {"name": "on"}})
    other = of_plugin("yes", grade="inferred", details={"checks": {"chain": "off", "name": "off"}})
    checks = plugin_layer([other, better]).detail("checks")
    assert dict(checks) == {"chain": "off", "name": "on"}


def test_how_video_is_switched_at_the_factory_is_about_the_ways_of_its_own_statement() -> None:
    of_rtsps = statement("yes", details={"video_via": ["rtsps"], "video_default": "off"})
    of_https = statement("yes", details={"video_via": ["rtsp_over_https"], "video_default": "on"})
    of_srtp = statement("yes", details={"video_via": ["rtsps_srtp"]})
    of_none = statement("yes", details={"video_default": "on"})
    details = shown([of_rtsps, of_https, of_srtp, of_none])
    assert details["video_default"] == (("rtsp_over_https", "on"), ("rtsps", "off"))


def test_details_must_hold_for_the_firmware_asked_about() -> None:
    old = statement("yes", firmware="<7.20", details={"https_default": "off"})
    new = statement("yes", firmware=">=7.20", details={"https_default": "on"})
    assert shown([old, new], "7.10") == {"https_default": "off"}
    assert shown([old, new], "8.40.1") == {"https_default": "on"}
    assert shown([old, new]) == {}

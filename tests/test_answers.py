"""Answers that were once wrong, each by the example that showed it and by its whole kind."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from integration_db import Catalog, open_catalog
from integration_db.database.opening import open_in_memory
from integration_db.errors import NotFound
from integration_db.prediction.open_points import TEXTS
from integration_db.prediction.prediction import Prediction
from integration_db.prediction.site import Site
from integration_db.seed import reading

Made = Callable[..., Catalog]

SOURCES = """\
article: {title: An article, url: "https://example.com/a", kind: article, accessed: "2026-01"}
"""
RECORDER = """\
name: Box
version_scheme: generic
default: true
settings:
  - {{id: http, label: HTTP, tries: [http]}}
  - {{id: https, label: HTTPS, tries: [https]}}
shows: {{nothing: {{symbol: open}}, control: {{symbol: half}}, full: {{symbol: shut}}}}
statements:
  - {{https_support: true, source: article, grade: inferred}}
plugins:
  - name: Driver
    uses: [vendor_api]
    statements:
      - {{video_encryption: true, video_via: [{plugin_via}], source: article, grade: lab_test}}
"""
CAMERA = """\
manufacturer: Maker
series: M
models:
  - name: M100
    statements:
      - https_support: true
        certificate_setup: factory
        https_on: [web, vendor_api]
        source: article
        grade: vendor_document
      - {{video_encryption: true, video_via: [{via}], source: article, grade: {grade}}}
"""


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Made]:
    """Open a seed of one camera and one recorder, with some of it said otherwise."""
    opened: list[Catalog] = []

    def make(
        via: str = "rtsps",
        plugin_via: str = "rtsps",
        grade: str = "vendor_document",
        of_plugin: str = "",
        of_camera: str = "",
    ) -> Catalog:
        files = {
            "sources.yaml": SOURCES,
            "manufacturers/maker.yaml": "name: Maker\nfirmware_scheme: generic\n",
            "recorders/box.yaml": RECORDER.format(plugin_via=plugin_via) + of_plugin,
            "cameras/maker/m.yaml": CAMERA.format(via=via, grade=grade) + of_camera,
        }
        for name, text in files.items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(text, encoding="utf-8")
        opened.append(Catalog(open_in_memory([tmp_path])))
        return opened[-1]

    yield make
    for catalog in opened:
        catalog.close()


def best(catalog: Catalog, model: str, **question: object) -> Prediction:
    """The prediction that the verdict speaks of."""
    found = catalog.predict(model, **question).prediction  # type: ignore[arg-type]
    assert found is not None
    return found


# A1: naming no plugin gives no certain padlock


def test_naming_no_plugin_is_not_naming_one_that_can_everything(
    real_catalog: Catalog, made: Made
) -> None:
    own = made()
    assert best(own, "M100", plugin="Driver").after.levels == ("full",)
    assert best(own, "M100").after.levels == ("control", "full")
    assert own.filter(symbol="shut") == []
    assert own.count(symbol="shut", plugin="Driver") == 1
    assert own.count(symbol="shut", possible=True) == 1
    assert real_catalog.filter(symbol="padlock") == []


def test_without_a_plugin_full_is_certain_only_where_it_is_for_the_whole_recorder(
    real_catalog: Catalog,
) -> None:
    for recorder in real_catalog.recorders():
        if recorder.settings:
            assert real_catalog.count(level="full", recorder=recorder.name) == 0, recorder.name


# A2: a named recorder limits the answer


def test_a_recorder_of_which_nobody_says_that_it_takes_encrypted_video_limits_the_answer(
    real_catalog: Catalog,
) -> None:
    question = {"firmware": "12.1.60", "recorder": "Avigilon Control Center"}
    answer = real_catalog.predict("Axis P3245-LVE", **question)  # type: ignore[arg-type]
    assert answer.camera[1] == "yes"
    assert answer.capabilities[1] == "unknown"
    assert all(one.after.levels != ("full",) for one in answer.predictions)
    assert answer.verdict is not None
    assert answer.verdict.symbols is None
    assert "padlock" not in answer.verdict.text


# A4: a grade binds symbols


@pytest.mark.parametrize("grade", ["inferred", "field_report", "vendor_document"])
def test_the_grade_of_a_symbol_is_that_of_the_weakest_thing_behind_it(
    made: Made, grade: str
) -> None:
    catalog = made(grade=grade)
    at = {"symbol": "shut", "plugin": "Driver"}
    assert catalog.count(**at) == 1
    assert catalog.count(**at, grade="inferred") == 1
    # that HTTPS is there at all is only inferred, on the recorder's side
    assert catalog.count(**at, grade="field_report") == 0
    of_camera = {"plugin": "Driver", "video_encryption": "yes"}
    assert catalog.count(**of_camera, grade=grade) == 1
    if grade != "vendor_document":
        assert catalog.count(**of_camera, grade="vendor_document") == 0


# A7: nobody reads what a plugin would say of the camera's certificate


@pytest.mark.parametrize("said", ["needs_custom_cert: true", "regen_cert_on_ip_change: true"])
@pytest.mark.parametrize("indent", [0, 4])
def test_a_plugin_cannot_speak_of_the_cameras_certificate(
    made: Made, tmp_path: Path, said: str, indent: int
) -> None:
    made().close()
    path = tmp_path / "recorders" / "box.yaml"
    statement = f"{{{said}, source: article, grade: recorder_document}}"
    place = "statements:\n" if indent == 0 else "    statements:\n"
    text = path.read_text(encoding="utf-8")
    line = f"{' ' * (indent + 2)}- {statement}\n"
    path.write_text(text.replace(f"\n{place}", f"\n{place}{line}", 1), encoding="utf-8")
    assert line in path.read_text(encoding="utf-8")
    _, problems = reading.read_all([tmp_path])
    assert [said.partition(":")[0] in problem.message for problem in problems] == [True]


# A9: what would settle it is something that the recorder can show

CAMERAS = ["Axis P3245-LVE", "Axis M3011", "Tapo C225", "Bosch NBE-5702-AL", "Reolink Lumus"]


def test_a_recorder_without_symbols_is_never_spoken_of_as_if_it_had_some(
    real_catalog: Catalog,
) -> None:
    seen = 0
    for recorder in real_catalog.recorders():
        if recorder.shows:
            continue
        seen += 1
        plugins = (None, *(plugin.name for plugin in real_catalog.plugins_of(recorder)))
        for plugin in plugins:
            for model in CAMERAS:
                answer = real_catalog.predict(model, recorder=recorder.name, plugin=plugin)
                assert answer.verdict is not None
                texts = [answer.verdict.text, *(gap.text for gap in answer.gaps)]
                for one in answer.predictions:
                    texts += [task.text for task in one.tasks]
                    texts += [one.settled_by.text] if one.settled_by else []
                said = " ".join(texts)
                assert not any(word in said for word in ("gear", "padlock")), said
    assert seen > 5


# A10: a name is no evidence


def test_an_overlay_that_only_names_a_plugin_adds_no_capability(tmp_path: Path) -> None:
    path = tmp_path / "recorders" / "exacqvision.yaml"
    path.parent.mkdir()
    path.write_text("name: exacqVision\nplugins:\n  - name: Newly Named\n", encoding="utf-8")
    question = {"firmware": "10.12.114", "plugin": "Newly Named"}
    with open_catalog() as before, open_catalog(data=[tmp_path]) as after:
        for model in CAMERAS[:3]:
            one = before.predict(model, plugin="Newly Named")
            other = after.predict(model, plugin="Newly Named")
            assert other.question.plugin is not None
            assert one.question.plugin is None
            assert one.capabilities == other.capabilities
            levels = [[p.after.levels for p in answer.predictions] for answer in (one, other)]
            assert levels[0] == levels[1]
        assert best(after, "Axis P3245-LVE", **question).after.levels == ("control", "full")
        assert after.filter(plugin="Newly Named", symbol="padlock") == []


# A11: encrypted video needs a way that both take


@pytest.mark.parametrize(
    ("via", "plugin_via", "levels"),
    [
        ("rtsps_srtp", "rtsp_over_https", ("control", "full")),
        ("rtsp_over_https", "rtsps_srtp", ("control", "full")),
        ("rtsps", "vendor", ("control", "full")),
        ("rtsps_srtp", "rtsps_srtp", ("full",)),
        ("rtsps, rtsp_over_https", "rtsp_over_https", ("full",)),
    ],
)
def test_a_camera_and_a_plugin_that_name_no_common_way_do_not_meet(
    made: Made, via: str, plugin_via: str, levels: tuple[str, ...]
) -> None:
    catalog = made(via, plugin_via)
    found = best(catalog, "M100", plugin="Driver")
    assert found.after.levels == levels
    if levels != ("full",):
        assert found.settled_by is not None
        assert found.settled_by.code == "transport"
    assert catalog.count(symbol="shut", plugin="Driver") == (levels == ("full",))


def test_what_is_open_on_both_sides_is_named_at_once(real_catalog: Catalog) -> None:
    found = best(real_catalog, "AXIS P1365", recorder="Milestone XProtect", plugin="ONVIF")
    assert found.settled_by is not None
    assert "sources speak of other firmware" in found.settled_by.text
    assert "a way of encrypted video in common" in found.settled_by.text


# A12: HTTPS of the web page is not HTTPS of what the plugin talks to


def test_an_interface_with_a_port_of_its_own_is_not_served_where_the_web_page_is(
    real_catalog: Catalog,
) -> None:
    for site in (Site(), Site(nat=True), Site(https_port=443), Site(https_on=True)):
        answer = real_catalog.predict("Tapo C225", plugin="ONVIF", site=site)
        assert answer.capabilities[0] == "yes"
        for one in answer.predictions:
            if one.setting.encrypts:
                assert len(one.after.levels) > 1, (one.setting.id, site)
                assert "same_interface" not in one.assumes
    found = real_catalog.filter(plugin="ONVIF", level="control", model="Tapo C225")
    assert found == []


# A13: a port of the recorder is not the camera's for certain


@pytest.mark.parametrize("plugin", [None, "ONVIF"])
def test_a_port_for_the_recorder_gives_no_certain_failure(
    real_catalog: Catalog, plugin: str | None
) -> None:
    question = {"plugin": plugin, "protocol": "https-required", "firmware": "10.12.114"}
    found = best(real_catalog, "Axis P3245-LVE", **question, site=Site(port=8443))
    assert "fails" not in found.after.levels
    assert found.now.levels != ("fails",)
    assert "same_port" in found.assumes
    strict = best(real_catalog, "Axis P3245-LVE", **question, site=Site(port=8443, strict=True))
    assert len(strict.after.levels) > 1
    assert strict.assumes == ()
    outside = Site(port=8443, https_port=443)  # said: certain as things stand, and a task
    mended = best(real_catalog, "Axis P3245-LVE", **question, site=outside)
    assert mended.now.levels == ("fails",)
    assert "set_port" in [task.code for task in mended.tasks]
    assert "fails" not in mended.after.levels


def test_a_name_that_several_makers_use_is_answered_for_none_of_them(
    real_catalog: Catalog,
) -> None:
    assert {name.split()[0] for _, name in real_catalog.resolve("SD").members} > {"VIVOTEK"}
    with pytest.raises(NotFound, match="'SD' names a family of models of several makers: "):
        real_catalog.predict("SD")
    assert real_catalog.predict("SD", manufacturer="VIVOTEK").members


def test_what_is_told_of_one_camera_is_not_told_of_its_family(
    good_seed: Path, tmp_path: Path
) -> None:
    path = tmp_path / "cameras/exemplar/x1.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(
        "manufacturer: Exemplar\nseries: X1\nmodels:\n"
        "  - {name: X100, source: example-guide, rebrand_of: Sample Optics S10, note: old,\n"
        '     hardware_versions: ["1.0"]}\n'
        "  - {name: X200, source: example-datasheet}\n",
        encoding="utf-8",
    )
    with Catalog(open_in_memory([good_seed, tmp_path])) as catalog:
        model = catalog.predict("X1", manufacturer="Exemplar").question.model
    told = (model.sources, model.rebrand_of, model.note, model.hardware_versions)
    assert told == ((), None, None, ())


def test_a_camera_that_is_not_listed_is_said_to_be_none_where_a_model_is_needed(
    real_catalog: Catalog,
) -> None:
    with pytest.raises(NotFound, match="names no model .not listed; built like the names of Axis"):
        real_catalog.filter(model="Axis P9999-XLVE")


def test_a_family_of_too_many_cameras_is_asked_about_by_their_names(
    good_seed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Catalog(open_in_memory([good_seed])) as catalog:
        assert len(catalog.predict("E1").members) > 1
        monkeypatch.setattr("integration_db.catalog.catalog.MOST_MEMBERS", 1)
        with pytest.raises(NotFound, match="write one model name"):
            catalog.predict("E1")


def test_a_dispute_about_a_plugin_is_said_in_one_clause(made: Made) -> None:
    said = "      - {video_encryption: false, source: article, grade: lab_test}\n"
    gaps = made(of_plugin=said).predict("M100", plugin="Driver").gaps
    assert [gap.text for gap in gaps if gap.layer == "plugin"] == [
        "what the Driver plugin of Box can do, as sources disagree"
    ]


def test_what_would_settle_an_answer_follows_a_colon_and_has_none_of_its_own() -> None:
    assert [text for text in TEXTS.values() if ":" in text] == []


@pytest.mark.parametrize(
    ("plugin_via", "now"), [("rtsps", ("full",)), ("rtsp_over_https", ("control", "full"))]
)
def test_a_factory_setting_of_one_way_of_video_says_nothing_of_another(
    made: Made, plugin_via: str, now: tuple[str, ...]
) -> None:
    more = """\
      - {video_encryption: true, video_via: [rtsp_over_https], source: article, grade: inferred}
      - {video_default: "on", video_via: [rtsps], source: article, grade: inferred}
      - {https_default: "on", source: article, grade: inferred}
      - {regen_cert_on_ip_change: false, source: article, grade: inferred}
"""
    catalog = made(plugin_via=plugin_via, of_camera=more)
    shipped = Site(as_shipped=True, address_changed=False)
    found = best(catalog, "M100", plugin="Driver", protocol="https", site=shipped)
    assert found.now.levels == now


def test_milestones_switch_for_the_host_name_does_not_make_the_other_checks(
    real_catalog: Catalog,
) -> None:
    chosen = (("validate_certificate", "No"), ("validate_hostname", "Yes"))
    answer = real_catalog.predict(
        "AXIS P3245-LVE",
        plugin="ONVIF",
        recorder="Milestone XProtect",
        site=Site(options=chosen),
    )
    checks = dict(answer.plugin_layer.detail("checks"))
    assert checks == {"chain": "off", "dates": "off", "name": "on"}


def test_a_camera_has_its_ports_by_interface_in_json(real_catalog: Catalog) -> None:
    details = json.loads(json.dumps(real_catalog.show("Tapo C200").to_dict()))["details"]
    assert details["ports"] == {"onvif": 2020}


def test_an_answer_works_out_once_what_is_asked_of_it_again(
    real_catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = real_catalog.predict("AXIS P3245-LVE", plugin="ONVIF")
    written = answer.to_dict()
    assert any(prediction.settled_by for prediction in answer.predictions)

    def again(*_: object) -> None:
        raise AssertionError("it was worked out before")

    monkeypatch.setattr("integration_db.catalog.answer.gaps", again)
    assert answer.to_dict() == written
    assert answer.verdict is answer.verdict


def asked_by(catalog: Catalog, model: str, **question: str) -> dict[str, tuple[Any, list[str]]]:
    """By task of the best setting what asks for it, in words and by the ids of its sources."""
    answer = catalog.predict(model, **question)  # type: ignore[arg-type]
    assert answer.verdict is not None
    written: list[Any] = answer.to_dict()["predictions"]  # type: ignore[assignment]
    (best,) = [one for one in written if one["setting"] == answer.verdict.setting]
    return {
        task["code"]: (task["because"], [source["id"] for source in task["sources"]])
        for task in best["tasks"]
    }


def test_a_task_names_the_statement_that_asks_for_it(real_catalog: Catalog) -> None:
    asked = {"plugin": "ONVIF", "firmware": "5.21"}
    unchecked = asked_by(real_catalog, "AXIS M3011", recorder="Frigate", **asked)
    because, sources = unchecked["create_certificate"]
    assert because.startswith(
        "certificate for HTTPS to be made, certificate setup create on device (AXIS"
    )
    assert sources == ["axis-m3011-manual"]
    found = asked_by(real_catalog, "AXIS M3011", recorder="Milestone XProtect", **asked)
    assert found["set_clock"][1] == found["trust_ca"][1] == ["milestone-onvif-driver-https"]
    assert found["set_option"][1] == ["milestone-onvif-driver-https"]
    assert found["verify"] == (None, [])


def test_what_only_the_question_says_is_no_statement(made: Made) -> None:
    answer = made().predict("M100", plugin="Driver", site=Site(https_on=False))
    (switch,) = [task for task in answer.predictions[1].tasks if task.code == "switch_on_https"]
    assert answer.grounds(answer.predictions[1], switch) == ()


# a firmware above the one that somebody looked at is said to be so, whoever the maker is


@pytest.mark.parametrize("scheme", ["generic", "dahua+generic", "axis"])
def test_a_firmware_above_the_one_that_was_looked_at_is_said_to_be_above(
    made: Made, tmp_path: Path, scheme: str
) -> None:
    made(
        of_camera='      - {http_default: "off", https_default: "on", https_support: true, '
        'verified_on: "1.4.2.1", source: article, grade: field_report}\n'
    )
    maker = tmp_path / "manufacturers/maker.yaml"
    maker.write_text(f"name: Maker\nfirmware_scheme: {scheme}\n", encoding="utf-8")
    with Catalog(open_in_memory([tmp_path])) as catalog:
        for firmware, newer in (("1.6.0.0", True), ("1.4.2.1", False), ("1.3.0.0", False)):
            reasons = catalog.predict("M100", firmware=firmware).explanation
            seen = [one.newer for one in reasons if one.statement.verified_on]
            assert seen, firmware
            assert set(seen) == {newer}, firmware


# firmware to use: up to where anybody promises as much, for what only it has

STRETCHES = """\
  - name: M200
    statements:
      - {firmware: "<3", https_support: false, source: article, grade: vendor_document}
      - {firmware: ">=3,<4", https_support: true, https_on: [vendor_api], source: article,
         grade: inferred, note: "inferred: as the newer one"}
      - {firmware: ">=4,<5", https_support: true, https_on: [vendor_api], source: article,
         grade: vendor_document}
"""


def test_firmware_to_use_ends_where_nobody_promises_as_much(made: Made) -> None:
    answer = made(of_camera=STRETCHES).predict("M200", plugin="Driver")
    assert answer.verdict is not None
    assert "3 or later and before 5, HTTPS through Driver" in answer.verdict.text
    assert answer.prediction is not None
    assert answer.prediction.until == ("<", "5")
    assert answer.verdict.rests_on.camera == "inferred", "the weakest of all that it speaks of"


def test_an_answer_about_all_firmware_above_has_no_end(real_catalog: Catalog) -> None:
    verdict = real_catalog.predict("AXIS P3245-LVE", plugin="ONVIF").verdict
    assert verdict is not None
    assert "from 10.1," in verdict.text


def test_firmware_is_asked_for_by_what_older_firmware_lacks(real_catalog: Catalog) -> None:
    found = asked_by(real_catalog, "AXIS P3245-LVE", plugin="ONVIF")
    assert found["use_firmware"] == (None, []), "HTTPS is older than the firmware to use"
    found = asked_by(real_catalog, "Hikvision DS-2CD2386G2-IU", plugin="ONVIF")
    assert found["use_firmware"][0].startswith("HTTPS support yes (")
    (task,) = [
        task
        for task in best(real_catalog, "Hikvision DS-2CD2386G2-IU", plugin="ONVIF").tasks
        if task.code == "use_firmware"
    ]
    assert task.text.startswith("Use firmware 5.7.1 or later and before 5.8. ")


def test_a_plugin_that_is_not_listed_is_said_first(made: Made) -> None:
    verdict = made().predict("M100", plugin="Banana").verdict
    assert verdict is not None
    assert verdict.text.startswith("The catalogue has no plugin 'Banana' of Box: nothing is known")


# a name with options in brackets


def test_a_name_with_options_is_answered_for_all_that_it_may_be(real_catalog: Catalog) -> None:
    answer = real_catalog.predict("Hikvision DS-2CD2147G2-L(SU)", plugin="ONVIF")
    assert {one.question.model.name for one in answer.members} == {
        *("DS-2CD2147G2-L", "DS-2CD2147G2-LSU")
    }
    assert answer.question.model.name == "DS-2CD2147G2-L(SU)", "without the maker's name"

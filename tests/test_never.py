"""What must never be said, over every kind of camera, recorder, plugin and setting there is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import pytest

from integration_db import Catalog
from integration_db.catalog.queries.context import context_of, link_of_kind
from integration_db.catalog.queries.recorders import Plugin, Recorder
from integration_db.evidence.packing import Kind
from integration_db.evidence.plugin_layer import PluginLayer
from integration_db.prediction.case import Case, case
from integration_db.prediction.levels import RANK, floor
from integration_db.prediction.link import Link
from integration_db.prediction.prediction import FirmwareStretch, Surroundings, predict
from integration_db.prediction.setting import Setting
from integration_db.prediction.site import ANY_SITE
from integration_db.vocabulary import TASKS


class Pair(NamedTuple):
    """One kind of camera through one plugin with one setting, and what it comes to."""

    recorder: Recorder
    plugin: Plugin | None
    setting: Setting
    kind: Kind
    side: PluginLayer
    link: Link
    case: Case

    @property
    def told(self) -> str:
        """What it is, for the message of a test that fails."""
        plugin = self.plugin.name if self.plugin else None
        return f"{self.recorder.name} {plugin} {self.setting.id}: {self.link}"


@pytest.fixture(scope="module")
def pairs(real_catalog: Catalog) -> list[Pair]:
    """Every kind of cell of the catalogue x recorder x plugin x setting x choice of options."""
    return list(_pairs(real_catalog))


def _pairs(catalog: Catalog) -> Iterator[Pair]:
    kinds = catalog.kinds()
    for recorder in catalog.recorders():
        for plugin in (None, *catalog.plugins_of(recorder)):
            context = context_of(catalog.reader, recorder, plugin, None)
            for view in context.views:
                for setting in context.settings:
                    if dict(view.options).get("setting", setting.id) != setting.id:
                        continue
                    for kind in kinds.values():
                        link = link_of_kind(0, kind, view.side)
                        found = case(setting, link, ANY_SITE)
                        yield Pair(recorder, plugin, setting, kind, view.side, link, found)


def test_there_are_many(pairs: list[Pair]) -> None:
    assert len({pair.recorder.name for pair in pairs}) >= 12
    assert len({(pair.recorder.name, pair.plugin) for pair in pairs}) >= 60


def test_never_full_without_a_shared_way_or_an_observation(pairs: list[Pair]) -> None:
    for pair in pairs:
        if pair.case.after == ("full",):
            shared = set(pair.kind.ways) & set(pair.side.detail("video_via") or ())
            assert shared or pair.kind.observed, pair.told


def test_never_a_certain_level_through_onvif_by_the_web_page_alone(pairs: list[Pair]) -> None:
    seen = 0
    for pair in pairs:
        served = pair.link.detail("https_on") or ()
        alone = "onvif" in pair.side.uses and "onvif" not in served and not pair.kind.observed
        if alone and floor(pair.case.after) in ("control", "full"):
            seen += 1
            assert "same_interface" in pair.case.assumes, pair.told
    assert seen


def test_never_a_certain_failure_that_rests_on_an_assumed_port(pairs: list[Pair]) -> None:
    for pair in pairs:
        if pair.case.after == ("fails",):
            assert not {"same_port", "usual_ports"} & set(pair.case.assumes), pair.told


def test_never_one_level_while_nobody_knows_whether_it_is_reached(pairs: list[Pair]) -> None:
    for pair in pairs:
        reached = pair.case.reached
        if reached is not None:
            assert reached.after != "unknown" or len(pair.case.after) > 1, pair.told
            assert reached.now != "unknown" or len(pair.case.now) > 1, pair.told


def test_never_a_plan_that_leaves_a_camera_dark(pairs: list[Pair]) -> None:
    for pair in pairs:
        prediction = predict(pair.setting, [FirmwareStretch(pair.link)], ANY_SITE, Surroundings())
        plan = [task.code for task in prediction.tasks]
        places = [TASKS.index(code) for code in plan]
        assert places == sorted(places), pair.told
        least = floor(prediction.after.levels)
        if least == "fails":
            assert not {"set_protocol", "close_clear"} & set(plan), pair.told
        if "close_clear" in plan:
            assert plan[-1] == "close_clear", pair.told
            assert "set_protocol" in plan, pair.told
            assert RANK[least] >= RANK["control"], pair.told
            assert not pair.setting.in_clear, pair.told


def test_never_a_recorder_set_to_a_stream_that_is_still_off(pairs: list[Pair]) -> None:
    off = ANY_SITE._replace(video_on=False)
    dark = 0
    for pair in pairs:
        tasks = predict(pair.setting, [FirmwareStretch(pair.link)]).tasks
        plan = [task.code for task in tasks]
        if not {"set_protocol", "switch_on_video"} <= set(plan):
            continue
        if case(pair.setting, pair.link, off).now == ("fails",):
            dark += 1
            at = plan.index("set_protocol")
            assert plan[at + 1] == "switch_on_video", pair.told
            assert "right after the next step" in tasks[at].text, pair.told
        else:
            assert "next step" not in tasks[plan.index("set_protocol")].text, pair.told
    assert dark


def test_never_a_symbol_of_a_recorder_that_has_none(real_catalog: Catalog) -> None:
    for recorder in real_catalog.recorders():
        if recorder.shows:
            continue
        answer = real_catalog.predict("Axis P3245-LVE", recorder=recorder.name)
        told = str(answer.to_dict()["verdict"]) + str(answer.to_dict()["predictions"])
        assert not any(word in told for word in ("gear", "padlock")), recorder.name


def test_no_source_says_what_a_plugin_of_exacqvision_does_with_video(real_catalog: Catalog) -> None:
    answers = [
        real_catalog.predict("Axis P3245-LVE", plugin=plugin.name)
        for plugin in real_catalog.plugins_of(real_catalog.recorder("exacqVision"))
    ]
    for answer in answers:
        assert answer.verdict is not None
        assert answer.verdict.floor != "full"

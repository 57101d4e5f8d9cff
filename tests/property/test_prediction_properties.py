"""The laws of prediction: knowledge only narrows, tasks only help, and nothing is overclaimed."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, product
from typing import Any, Final, get_args

from hypothesis import given
from hypothesis import strategies as st

from integration_db.prediction.case import Case, case
from integration_db.prediction.levels import RANK, ceiling, floor
from integration_db.prediction.link import Link
from integration_db.prediction.setting import Setting
from integration_db.prediction.site import TICKED_OFF, Site
from integration_db.vocabulary import (
    CAPABILITIES,
    CHECKS,
    DETAILS,
    INTERFACES,
    LEVELS,
    SUPPORT,
    TASKS,
    Check,
    CheckState,
    Level,
    TaskCode,
)

CAMERA_MENU: Final = (
    Setting("http", "HTTP", ("http",)),
    Setting("available", "HTTPS If Available", ("https", "http"), False, True),
    Setting("required", "HTTPS Required", ("https",)),
)
STREAM_MENU: Final = (
    Setting("rtsp", "rtsp", ("rtsp",)),
    Setting("rtsps", "rtsps", ("rtsps",)),
    Setting("either", "either", ("rtsps", "rtsp")),
)


def parts(words: Sequence[str]) -> list[tuple[Any, ...]]:
    """Every choice of some of these words; one draw from it is much faster than one per word."""
    sizes = range(len(words) + 1)
    return [chosen for size in sizes for chosen in combinations(sorted(words), size)]


def words(name: str) -> st.SearchStrategy[tuple[str, ...]]:
    return st.sampled_from(parts(DETAILS[name])[1:])


def by_part(names: Sequence[str], values: Sequence[Any]) -> st.SearchStrategy[Any]:
    """A detail that is said part by part, of some of its parts."""
    said = st.dictionaries(st.sampled_from(names), st.sampled_from(values), min_size=1)
    return said.map(lambda parts: tuple(sorted(parts.items())))


def checked(*states: CheckState | None) -> list[tuple[tuple[Check, CheckState], ...]]:
    """Every way in which the checks may stand, None for those of which nobody says."""
    return [
        tuple([(check, state) for check, state in zip(CHECKS, chosen, strict=True) if state])
        for chosen in product(states, repeat=len(CHECKS))
    ]


DETAIL: Final[dict[str, st.SearchStrategy[Any]]] = {
    **{
        name: st.sampled_from(DETAILS[name])
        for name in ("certificate_setup", "certificate_issuer", "https_default", "http_default")
    },
    **{name: words(name) for name in ("certificate_names", "video_via", "https_on", "tls")},
    "ports": by_part(INTERFACES, [443, 2020]),
    "video_default": by_part(DETAILS["video_via"], DETAILS["video_default"]),
}


CAPABLE: Final = st.sampled_from(list(product(SUPPORT, repeat=len(CAPABILITIES))))
USES: Final = st.sampled_from(parts(INTERFACES))
CHECKED: Final = st.sampled_from(checked(None, *get_args(CheckState)))
CHECKED_UNLESS_CHOSEN: Final = st.sampled_from(checked(None, "on", "off"))


@st.composite
def links(draw: st.DrawFn) -> Link:
    details = draw(st.fixed_dictionaries({}, optional=DETAIL))
    return Link(
        draw(CAPABLE),
        tuple(sorted(details.items())),
        draw(st.sampled_from(["camera", "stream_address"])),
        draw(USES),
        draw(CHECKED),
        draw(CHECKED_UNLESS_CHOSEN),
        draw(st.sampled_from([(), ("1.2",), ("1.2", "1.3")])),
        draw(st.sampled_from(parts(DETAILS["video_via"]))),
        draw(st.booleans()),
    )


FACTS: Final[dict[str, st.SearchStrategy[Any]]] = {
    "https_port": st.sampled_from([443, 8443]),
    "nat": st.booleans(),
    "http": st.sampled_from(["on", "off", "redirect"]),
    "https_on": st.booleans(),
    "video_on": st.booleans(),
    "certificate": st.sampled_from(["none", "factory", "self_signed", "ca"]),
    "address_changed": st.booleans(),
}
"""What may be said of a site, with what it may be."""


@st.composite
def sites(draw: st.DrawFn) -> Site:
    said = draw(st.fixed_dictionaries({}, optional=FACTS))
    if said.get("certificate") == "ca":
        said["certificate_names"] = draw(st.sampled_from(parts(DETAILS["certificate_names"])))
    return Site(**said, done=draw(st.sampled_from(parts(TICKED_OFF))), strict=draw(st.booleans()))


@st.composite
def questions(draw: st.DrawFn) -> tuple[Setting, Link, Site]:
    return draw(st.sampled_from((*CAMERA_MENU, *STREAM_MENU))), draw(links()), draw(sites())


@given(questions(), st.data())
def test_under_strict_saying_what_was_unknown_only_takes_levels_away(
    question: tuple[Setting, Link, Site], data: st.DataObject
) -> None:
    setting, link, site = question
    site = site._replace(strict=True, certificate_names=(), done=())
    unsaid = [name for name in FACTS if getattr(site, name) is None]
    if not unsaid:
        return
    name = data.draw(st.sampled_from(unsaid))
    known = site._replace(**{name: data.draw(FACTS[name])})
    before, after = case(setting, link, site), case(setting, link, known)
    assert set(after.now) <= set(before.now), (name, known)
    assert set(after.after) <= set(before.after), (name, known)


@given(questions(), st.sampled_from(TICKED_OFF))
def test_doing_a_task_lowers_neither_floor_nor_ceiling(
    question: tuple[Setting, Link, Site], task: TaskCode
) -> None:
    setting, link, site = question
    before = case(setting, link, site._replace(done=()))
    done = case(setting, link, site._replace(done=(task,)))
    assert_not_lower(before.now, done.now)
    assert_not_lower(before.after, done.after)


@given(questions())
def test_after_the_tasks_nothing_is_worse_than_now(question: tuple[Setting, Link, Site]) -> None:
    found = case(*question)
    assert_not_lower(found.now, found.after)


def assert_not_lower(before: tuple[Level, ...], after: tuple[Level, ...]) -> None:
    assert RANK[floor(after)] >= RANK[floor(before)]
    assert RANK[ceiling(after)] >= RANK[ceiling(before)]


@given(questions())
def test_what_is_promised_is_there_once_the_tasks_are_done(
    question: tuple[Setting, Link, Site],
) -> None:
    setting, link, site = question
    promised = case(setting, link, site)
    if floor(promised.after) in ("fails", "nothing"):
        return
    found = case(setting, link, _done(promised, link, site))
    assert set(found.now) <= set(promised.after), _done(promised, link, site)


def _done(found: Case, link: Link, site: Site) -> Site:
    """The site when somebody has done every task."""
    tasks = found.tasks
    site = site._replace(done=tuple({*site.done, *(t for t in tasks if t in TICKED_OFF)}))
    if "switch_on_https" in tasks:
        site = site._replace(https_on=True)
    if "switch_on_video" in tasks:
        site = site._replace(video_on=True)
    if tasks & {"create_certificate", "upload_certificate"}:
        site = site._replace(certificate="self_signed", address_changed=False)
        if "upload_certificate" in tasks:  # the operator knows better what to upload
            site = site._replace(certificate="ca", certificate_names=("host_name",))
    if "ca_certificate" in tasks:
        site = site._replace(certificate="ca", certificate_names=("host_name",))
    if "set_port" in tasks:
        ports = [port for name, port in link.detail("ports") or () if name in link.uses]
        port = site.https_port or (ports or [443])[0]
        site = site._replace(port=port, https_port=port)
    return site


@given(questions())
def test_a_prediction_has_levels_in_order_and_tasks_that_are_known(
    question: tuple[Setting, Link, Site],
) -> None:
    setting, link, site = question
    found = case(setting, link, site)
    for levels in (found.now, found.after):
        assert levels
        assert levels == tuple(level for level in LEVELS if level in levels)
    assert found.tasks <= set(TASKS)
    assert found.needed <= found.tasks
    if site.strict:
        assert not found.assumes
    if not setting.in_clear:
        assert "nothing" not in (*found.now, *found.after)
    if not setting.encrypts:
        assert not {"control", "stream", "full"} & {*found.now, *found.after}


@given(questions())
def test_control_is_encrypted_over_the_https_of_a_camera_alone(
    question: tuple[Setting, Link, Site],
) -> None:
    setting, link, _ = question
    if link.takes != "camera" or "https" not in setting.tries:
        found = case(*question)
        assert not {"control", "full"} & {*found.now, *found.after}


@given(questions())
def test_never_one_level_where_https_is_tried_and_nobody_knows_whether_it_is_reached(
    question: tuple[Setting, Link, Site],
) -> None:
    setting, link, site = question
    found = case(setting, link, site)
    if found.reached is not None and found.reached.after == "unknown":
        assert len(found.after) > 1
    if found.reached is not None and found.reached.now == "unknown":
        assert len(found.now) > 1


@given(questions())
def test_never_a_certain_failure_that_rests_on_an_assumed_port(
    question: tuple[Setting, Link, Site],
) -> None:
    setting, link, site = question
    found = case(setting, link, site)
    if found.after == ("fails",):
        assert not {"same_port", "usual_ports"} & set(found.assumes)


@given(st.lists(st.sampled_from(LEVELS), min_size=1, unique=True).map(tuple))
def test_floor_and_ceiling_bound_every_level(levels: tuple[Level, ...]) -> None:
    for level in levels:
        assert RANK[floor(levels)] <= RANK[level] <= RANK[ceiling(levels)]
    if set(levels) == {"control", "stream"}:
        assert (floor(levels), ceiling(levels)) == ("nothing", "full")

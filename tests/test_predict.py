"""The rules of connecting (docs/data-model.md), now and after the tasks, and the words beside."""

from __future__ import annotations

from typing import Any, Final

import pytest

from integration_db.catalog.verdict import best_of
from integration_db.errors import PortNotAllowed, UsageError
from integration_db.prediction.link import Link
from integration_db.prediction.note import Note
from integration_db.prediction.prediction import FirmwareStretch, Prediction, Surroundings, predict
from integration_db.prediction.setting import Setting
from integration_db.prediction.site import ANY_SITE, Site, check_site
from integration_db.vocabulary import TASKS, Answers, Level

HTTP: Final = Setting("http", "HTTP", ("http",))
AVAILABLE: Final = Setting(
    "https-if-available", "HTTPS If Available", ("https", "http"), False, True
)
REQUIRED: Final = Setting("https-required", "HTTPS Required", ("https",))
PLAIN_STREAM: Final = Setting("rtsp", "rtsp://", ("rtsp",))
STREAM: Final = Setting("rtsps", "rtsps://", ("rtsps",))
SHOWS: Final[dict[Level, str]] = {"nothing": "empty", "control": "gear", "full": "padlock"}

# capabilities: HTTPS support, video encryption, needs own certificate, regenerate after IP change
READY: Final[Answers] = ("yes", "yes", "no", "no")
CONTROL: Final[Answers] = ("yes", "no", "no", "no")
NOTHING_KNOWN: Final[Answers] = ("unknown",) * 4
NO_HTTPS: Final[Answers] = ("no", "no", "no", "no")
SET_UP: Final = Site(https_on=True, video_on=True, certificate="ca", address_changed=False)
SHIPPED: Final = Site(as_shipped=True, address_changed=False)
SWITCHED: Final = {"https_default": "on", "video_default": (("rtsps", "on"),)}
OWN: Final = SET_UP._replace(certificate="self_signed")
UNCHECKED: Final = (("chain", "off"),)
"""What a recorder checks that takes any camera's own certificate."""


def of(
    capabilities: Answers = READY,
    setting: Setting = REQUIRED,
    site: Site = ANY_SITE,
    details: dict[str, Any] | None = None,
    **link: Any,
) -> Prediction:
    """The prediction for a camera in its only stretch of firmware."""
    given = Link(capabilities, tuple(sorted((details or {}).items())), **link)
    return predict(setting, [FirmwareStretch(given)], site, Surroundings(shows=SHOWS))


def tasks(prediction: Prediction) -> list[str]:
    return [task.code for task in prediction.tasks]


LEVELS: Final[list[tuple[str, Prediction, tuple[str, ...], tuple[str, ...]]]] = [
    ("http encrypts nothing", of(setting=HTTP), ("nothing",), ("nothing",)),
    ("http with HTTP off fails", of(setting=HTTP, site=Site(http="off")), ("fails",), ("fails",)),
    (
        "http redirected leaves both",
        of(setting=HTTP, site=Site(http="redirect")),
        ("fails", "nothing"),
        ("fails", "nothing"),
    ),
    ("required, all said", of(site=SET_UP), ("full",), ("full",)),
    ("required, nothing said", of(), ("fails", "control", "full"), ("full",)),
    ("available, nothing said", of(setting=AVAILABLE), ("nothing", "control", "full"), ("full",)),
    ("control only", of(CONTROL, site=SET_UP), ("control",), ("control",)),
    ("RTSPS carries the video alone", of(setting=STREAM, site=SET_UP), ("stream",), ("stream",)),
    ("RTSPS without encrypted video", of(CONTROL, STREAM, SET_UP), ("fails",), ("fails",)),
    (
        "RTSPS, and HTTPS is all that is known",
        of(("yes", "unknown", "no", "no"), STREAM, SET_UP),
        ("fails", "stream"),
        ("fails", "stream"),
    ),
    (
        "video open",
        of(("yes", "unknown", "no", "no"), site=SET_UP),
        ("control", "full"),
        ("control", "full"),
    ),
    (
        "its own certificate, and nobody knows what the recorder checks",
        of(site=OWN),
        ("fails", "full"),
        ("full",),
    ),
    ("no HTTPS, required", of(NO_HTTPS), ("fails",), ("fails",)),
    ("no HTTPS, available", of(NO_HTTPS, AVAILABLE), ("nothing",), ("nothing",)),
    (
        "no HTTPS and HTTP off",
        of(NO_HTTPS, AVAILABLE, Site(http="off")),
        ("fails",),
        ("fails",),
    ),
    (
        "HTTPS open, required",
        of(NOTHING_KNOWN),
        ("fails", "control", "full"),
        ("fails", "control", "full"),
    ),
    (
        "HTTPS open, available",
        of(NOTHING_KNOWN, AVAILABLE),
        ("nothing", "control", "full"),
        ("nothing", "control", "full"),
    ),
    ("video switched off now", of(site=SET_UP._replace(video_on=False)), ("control",), ("full",)),
    ("HTTPS switched off now", of(site=SET_UP._replace(https_on=False)), ("fails",), ("full",)),
    (
        "certificate needed and not there",
        of(("yes", "yes", "yes", "no"), site=SET_UP._replace(certificate="factory")),
        ("fails",),
        ("full",),
    ),
    (
        "certificate needed and there",
        of(("yes", "yes", "yes", "no"), site=SET_UP),
        ("full",),
        ("full",),
    ),
    (
        "address changed, must be made again",
        of(
            ("yes", "yes", "no", "yes"),
            site=OWN._replace(address_changed=True),
            checks=UNCHECKED,
        ),
        ("fails",),
        ("full",),
    ),
    (
        "address changed, nobody knows",
        of(
            ("yes", "yes", "no", "unknown"),
            site=OWN._replace(address_changed=True),
            checks=UNCHECKED,
        ),
        ("fails", "full"),
        ("full",),
    ),
    (
        "address changed, must be made again, whichever is there",
        of(("yes", "yes", "no", "yes"), site=Site(address_changed=True), checks=UNCHECKED),
        ("fails",),
        ("full",),
    ),
    (
        "address changed, made again",
        of(
            ("yes", "yes", "no", "yes"),
            site=OWN._replace(address_changed=True, done=("remake_certificate",)),
            checks=UNCHECKED,
        ),
        ("full",),
        ("full",),
    ),
    (
        "of an authority, made out to the address that changed",
        of(
            ("yes", "yes", "no", "yes"),
            site=SET_UP._replace(
                certificate="ca", certificate_names=("address",), address_changed=True
            ),
        ),
        ("fails", "full"),
        ("full",),
    ),
    (
        "of an authority, made out to a host name",
        of(
            ("yes", "yes", "no", "yes"),
            site=SET_UP._replace(
                certificate="ca", certificate_names=("host_name",), address_changed=True
            ),
        ),
        ("full",),
        ("full",),
    ),
    (
        "a port for the recorder is taken for the one that leads there",
        of(site=SET_UP._replace(port=8443)),
        ("full",),
        ("full",),
    ),
    (
        "unless it is said that another one does",
        of(site=SET_UP._replace(port=8443, https_port=9443)),
        ("fails",),
        ("full",),
    ),
    (
        "a port that the setting cannot try",
        of(setting=AVAILABLE, site=SET_UP._replace(https_port=8443)),
        ("nothing",),
        ("nothing",),
    ),
    (
        "behind NAT the ports of video are open",
        of(site=SET_UP._replace(nat=True), details={"video_via": ("rtsps",)}),
        ("control", "full"),
        ("full",),
    ),
    (
        "but not those of video inside HTTPS",
        of(site=SET_UP._replace(nat=True), details={"video_via": ("rtsp_over_https",)}),
        ("full",),
        ("full",),
    ),
    (
        "an address of a stream needs no HTTPS",
        of(("no", "yes", "no", "no"), STREAM, SET_UP, takes="stream_address"),
        ("stream",),
        ("stream",),
    ),
    (
        "a plain one encrypts nothing",
        of(setting=PLAIN_STREAM, takes="stream_address"),
        ("nothing",),
        ("nothing",),
    ),
    (
        "an interface with a port of its own is not the web page",
        of(site=SET_UP, uses=("onvif",), details={"ports": (("onvif", 2020),)}),
        ("fails", "full"),
        ("fails", "full"),
    ),
    (
        "as shipped, HTTPS off",
        of(site=Site(as_shipped=True, address_changed=False), details={"https_default": "off"}),
        ("fails",),
        ("full",),
    ),
    (
        "as shipped, all on",
        of(
            site=SHIPPED,
            details={**SWITCHED, "video_via": ("rtsps",)},
        ),
        ("full",),
        ("full",),
    ),
    (
        "as shipped, in the way that both know",
        of(
            site=SHIPPED,
            details={**SWITCHED, "video_via": ("rtsp_over_https", "rtsps")},
            recorder_ways=("rtsps",),
        ),
        ("full",),
        ("full",),
    ),
    (
        "as shipped, in another way than the one that both know",
        of(
            site=SHIPPED,
            details={**SWITCHED, "video_via": ("rtsp_over_https", "rtsps")},
            recorder_ways=("rtsp_over_https",),
        ),
        ("control", "full"),
        ("full",),
    ),
    (
        "as shipped, in one of two ways that the recorder may take",
        of(site=SHIPPED, details={**SWITCHED, "video_via": ("rtsp_over_https", "rtsps")}),
        ("control", "full"),
        ("full",),
    ),
    (
        "behind NAT the way that both know needs a port",
        of(
            site=SET_UP._replace(nat=True),
            details={"video_via": ("rtsp_over_https", "rtsps")},
            recorder_ways=("rtsps",),
        ),
        ("control", "full"),
        ("full",),
    ),
    (
        "the chain is checked and the certificate is the camera's own",
        of(site=OWN, checks=(("chain", "on"),)),
        ("fails",),
        ("full",),
    ),
    (
        "an optional check that is off unless somebody chose",
        of(site=OWN, checks=(("chain", "option"),), check_defaults=(("chain", "off"),)),
        ("full",),
        ("full",),
    ),
    (
        "an optional check of which nobody knows",
        of(site=OWN, checks=(("chain", "option"),)),
        ("fails", "full"),
        ("full",),
    ),
    (
        "an optional check that was switched on",
        of(
            site=OWN._replace(options=(("chain", "on"),)),
            checks=(("chain", "option"),),
            check_defaults=(("chain", "off"),),
        ),
        ("fails",),
        ("full",),
    ),
    (
        "no TLS version in common",
        of(site=SET_UP, details={"tls": ("1.0",)}, recorder_tls=("1.2", "1.3")),
        ("fails",),
        ("fails",),
    ),
    ("a plugin for other makers' cameras", of(fits=False), ("fails",), ("fails",)),
]
LEVELS[-1] = (
    "a plugin for other makers' cameras",
    of(NOTHING_KNOWN, AVAILABLE, fits=False),
    ("fails", "nothing", "control", "full"),
    ("fails", "nothing", "control", "full"),
)


@pytest.mark.parametrize(
    ("prediction", "now", "after"), [row[1:] for row in LEVELS], ids=[row[0] for row in LEVELS]
)
def test_levels(prediction: Prediction, now: tuple[str, ...], after: tuple[str, ...]) -> None:
    assert prediction.now.levels == now
    assert prediction.after.levels == after


TO_DO: Final[list[tuple[str, Prediction, list[str]]]] = [
    ("all is said", of(site=SET_UP), ["set_protocol", "verify", "close_clear"]),
    (
        "nothing is said",
        of(),
        ["check_https", "set_protocol", "switch_on_video", "verify", "close_clear"],
    ),
    (
        "HTTPS is off",
        of(site=SET_UP._replace(https_on=False)),
        ["switch_on_https", "set_protocol", "verify", "close_clear"],
    ),
    (
        "a certificate has to be uploaded",
        of(("yes", "no", "yes", "no"), details={"certificate_setup": "upload"}),
        ["upload_certificate", "check_https", "set_protocol", "verify", "close_clear"],
    ),
    (
        "the recorder checks the chain",
        of(site=OWN, checks=(("chain", "on"),)),
        ["trust_ca", "ca_certificate", "set_protocol", "verify", "close_clear"],
    ),
    (
        "the recorder trusts the authority already",
        of(site=OWN._replace(done=("trust_ca",)), checks=(("chain", "on"),)),
        ["ca_certificate", "set_protocol", "verify", "close_clear"],
    ),
    (
        "the recorder pins",
        of(site=SET_UP, checks=(("pin", "on"),)),
        ["pin_certificate", "set_protocol", "verify", "close_clear"],
    ),
    (
        "another port leads there",
        of(site=SET_UP._replace(https_port=8443)),
        ["set_port", "set_protocol", "verify", "close_clear"],
    ),
    (
        "a setting that may go on in clear leaves clear connections open",
        of(setting=AVAILABLE, site=SET_UP),
        ["set_protocol", "verify"],
    ),
    ("nobody knows of HTTPS", of(NOTHING_KNOWN), []),
    ("HTTP", of(setting=HTTP), []),
]


@pytest.mark.parametrize(
    ("prediction", "expected"), [row[1:] for row in TO_DO], ids=[row[0] for row in TO_DO]
)
def test_tasks(prediction: Prediction, expected: list[str]) -> None:
    assert tasks(prediction) == expected


def test_tasks_stand_in_the_order_in_which_they_are_safe() -> None:
    for prediction in [*(row[1] for row in LEVELS), *(row[1] for row in TO_DO)]:
        places = [TASKS.index(task.code) for task in prediction.tasks]
        assert places == sorted(places)


def test_the_verdict_counts_the_tasks_that_the_floor_rests_on() -> None:
    control = of(("yes", "unknown", "no", "no"))
    assert [task.code for task in control.tasks if task.counts] == ["check_https"]
    full = of()
    assert [t.code for t in full.tasks if t.counts] == ["check_https", "switch_on_video"]
    assert not any(task.counts for task in of(NOTHING_KNOWN).tasks)


def test_a_task_says_how_and_where_and_how_it_is_seen() -> None:
    (task,) = [
        t for t in of(details={"video_via": ("rtsps",)}).tasks if t.code == "switch_on_video"
    ]
    assert "(RTSPS)" in task.text
    written = task.to_dict()
    assert written["where"] == "camera"
    assert written["interrupts"] is True
    assert written["proof"]


ASSUMED: Final[list[tuple[str, Prediction, tuple[str, ...]]]] = [
    (
        "HTTPS",
        of(),
        ("same_interface", "usual_ports", "tls_shared", "certificate_accepted"),
    ),
    ("HTTP", of(setting=HTTP), ("http_on", "usual_ports")),
    (
        "a port is given",
        of(site=Site(port=8443)),
        ("same_port", "same_interface", "tls_shared", "certificate_accepted"),
    ),
    (
        "the web page is what is used",
        of(uses=("web",)),
        ("usual_ports", "tls_shared", "certificate_accepted"),
    ),
    ("it was seen connected", of(observed=True), ("usual_ports",)),
    ("all is said", of(site=SET_UP._replace(https_port=443), observed=True), ()),
]


@pytest.mark.parametrize(
    ("prediction", "expected"), [row[1:] for row in ASSUMED], ids=[row[0] for row in ASSUMED]
)
def test_what_is_assumed_is_named(prediction: Prediction, expected: tuple[str, ...]) -> None:
    assert prediction.assumes == expected


def test_strict_takes_every_assumption_back() -> None:
    for setting in (HTTP, AVAILABLE, REQUIRED):
        prediction = of(setting=setting, site=SET_UP._replace(strict=True))
        assert prediction.assumes == ()
        assert "fails" in prediction.after.levels
    settled = of(site=SET_UP._replace(strict=True, https_port=443), observed=True)
    assert settled.after.levels == ("full",)


def test_a_port_is_refused_where_the_recorder_has_no_port_field() -> None:
    with pytest.raises(PortNotAllowed, match="cannot be edited"):
        of(setting=AVAILABLE, site=Site(port=443))


@pytest.mark.parametrize("port", [0, -1, 65536])
@pytest.mark.parametrize("field", ["port", "https_port"])
def test_a_port_that_cannot_exist_is_refused(field: str, port: int) -> None:
    with pytest.raises(UsageError, match="1 to 65535"):
        check_site(Site(port=port) if field == "port" else Site(https_port=port))


def test_what_no_site_can_be_is_refused() -> None:
    with pytest.raises(UsageError, match="set_clock"):
        check_site(Site(done=("verify",)))
    with pytest.raises(UsageError, match="which certificate"):
        check_site(Site(certificate_names=("address",)))


@pytest.mark.parametrize(
    ("setting", "site", "attempts"),
    [
        (HTTP, Site(), [("http", 80)]),
        (HTTP, Site(port=8080), [("http", 8080)]),
        (AVAILABLE, Site(), [("https", 443), ("http", 80)]),
        (REQUIRED, Site(), [("https", 443)]),
        (REQUIRED, Site(port=8443), [("https", 8443)]),
    ],
)
def test_what_the_recorder_tries(
    setting: Setting, site: Site, attempts: list[tuple[str, int]]
) -> None:
    assert [tuple(attempt) for attempt in of(setting=setting, site=site).attempts] == attempts


@pytest.mark.parametrize(
    ("prediction", "control", "video", "login"),
    [
        (of(), "yes", "yes", "yes"),
        (of(CONTROL), "yes", "no", "no"),
        (of(("yes", "unknown", "no", "no")), "yes", "unknown", "unknown"),
        (of(NOTHING_KNOWN), "unknown", "unknown", "unknown"),
        (of(setting=HTTP), "no", "no", "no"),
        (of(READY, STREAM, takes="stream_address"), "no", "yes", "yes"),
    ],
)
def test_channels(prediction: Prediction, control: str, video: str, login: str) -> None:
    assert prediction.after.channels == {
        "credentials": control,
        "web_page": control,
        "commands": control,
        "video": video,
        "video_login": login,
    }


@pytest.mark.parametrize(
    ("prediction", "code"),
    [
        (of(), None),
        (of(NOTHING_KNOWN), "https_support"),
        (of(("yes", "unknown", "no", "no")), "video_encryption"),
        (of(uses=("onvif",), details={"ports": (("onvif", 2020),)}), "https_reached"),
        (of(setting=HTTP, site=Site(http="redirect")), "http_answers"),
    ],
)
def test_an_open_end_names_what_would_settle_it(prediction: Prediction, code: str | None) -> None:
    point = prediction.settled_by
    assert (point.code if point else None) == code


def test_the_reach_of_the_answer_and_of_certificates_is_always_said() -> None:
    for setting in (HTTP, AVAILABLE, REQUIRED):
        found = {note.code for note in of(setting=setting).findings}
        assert {"one_leg_only", "still_in_clear", "one_certificate_per_camera"} <= found


def test_notes_of_the_recorder_are_passed_on() -> None:
    note = Note("advisory", "CVE-0000-0000: an example")
    place = FirmwareStretch(Link(READY))
    assert predict(HTTP, [place], Site(), Surroundings((note,))).findings[-1] == note


def old_and_new(**place: Any) -> list[FirmwareStretch]:
    """Firmware without HTTPS up to 5, and with HTTPS from then on."""
    return [
        FirmwareStretch(Link(NO_HTTPS), 0, "axis", None),
        FirmwareStretch(Link(CONTROL), 1, "axis", (">=", "5.0"), **place),
    ]


def test_without_a_firmware_now_is_all_and_after_the_best() -> None:
    prediction = predict(REQUIRED, old_and_new())
    assert prediction.now.levels == ("fails", "control")
    assert prediction.after.levels == ("control",)
    assert prediction.best == (1,)
    assert tasks(prediction)[0] == "use_firmware"
    assert "firmware 5.0 or later" in prediction.tasks[0].text


def test_a_firmware_that_may_mean_several_versions_is_not_taken_for_the_best() -> None:
    said = Surroundings(firmware_said=True)
    places = [
        FirmwareStretch(Link(CONTROL), 0, "axis", None),
        FirmwareStretch(
            Link(READY, (("video_default", (("rtsps", "off"),)),)), 1, "axis", (">=", "5.0")
        ),
    ]
    prediction = predict(REQUIRED, places, SET_UP._replace(video_on=None), said)
    assert prediction.after.levels == ("control", "full")
    assert "switch_on_video" in tasks(prediction)
    assert "use_firmware" not in tasks(prediction)
    assert prediction.settled_by is not None
    assert prediction.settled_by.code == "firmware_in_full"
    assert predict(REQUIRED, old_and_new(), SET_UP, said).after.levels == ("fails", "control")


def test_firmware_that_nobody_has_shown_it_to_run_is_never_promised() -> None:
    prediction = predict(REQUIRED, old_and_new(shown=False))
    assert prediction.after.levels == ("fails",)
    assert not prediction.if_runs
    only = predict(REQUIRED, [place._replace(shown=False) for place in old_and_new()])
    assert only.if_runs
    assert only.after.levels == ("control",)
    assert "use_firmware" not in tasks(only)


def test_a_padlock_that_nobody_has_seen_asks_for_no_firmware() -> None:
    open_video: Answers = ("yes", "unknown", "no", "no")
    gear = FirmwareStretch(Link(CONTROL), 1, "axis", (">=", "5.0"))
    newer = predict(
        REQUIRED,
        [gear._replace(number=0), FirmwareStretch(Link(open_video), 1, "axis", (">=", "6.0"))],
    )
    assert newer.after.levels == ("control", "full")
    assert "use_firmware" not in tasks(newer)
    older = FirmwareStretch(Link(open_video), 0, "axis", (">=", "4.0"))
    seen = gear._replace(link=Link(CONTROL, observed=True))
    assert predict(REQUIRED, [older, gear]).after.levels == ("control", "full")
    assert predict(REQUIRED, [older, seen]).after.levels == ("control",)
    assert "use_firmware" not in tasks(predict(REQUIRED, [older, seen]))


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        (of(CONTROL), of(("yes", "unknown", "no", "no"), AVAILABLE)),
        (of(("yes", "unknown", "no", "no"), AVAILABLE), of(NO_HTTPS)),
        (of(READY, AVAILABLE), of(CONTROL)),
        (of(READY), of(READY, AVAILABLE)),
        (of(CONTROL, observed=True), of(("yes", "unknown", "no", "no"))),
    ],
)
def test_what_is_proven_makes_a_setting_the_best_one(better: Prediction, worse: Prediction) -> None:
    assert best_of((better, worse)) == best_of((worse, better)) == better


def test_what_is_the_same_with_all_firmware_hangs_on_none() -> None:
    places = [
        FirmwareStretch(Link(CONTROL), 0, "axis", None, shown=False),
        FirmwareStretch(Link(CONTROL), 1, "axis", (">=", "5.0"), shown=False),
    ]
    prediction = predict(REQUIRED, places)
    assert prediction.best == (0, 1)
    assert not prediction.if_runs


def test_stretches_that_come_to_the_same_are_one() -> None:
    places = [
        FirmwareStretch(Link(CONTROL), 0, "axis", (">=", "5.0")),
        FirmwareStretch(Link(CONTROL), 1, "axis", (">=", "6.0")),
        FirmwareStretch(Link(NO_HTTPS), 2, "axis", (">=", "7.0")),
    ]
    assert predict(REQUIRED, places).best == (0, 1)


def test_an_option_that_nobody_chose_is_open_now_and_a_task() -> None:
    places = [
        FirmwareStretch(Link(CONTROL), options=(("streaming", "UDP"),)),
        FirmwareStretch(Link(READY), options=(("streaming", "HTTP"),)),
    ]
    prediction = predict(REQUIRED, places, SET_UP)
    assert prediction.now.levels == ("control", "full")
    assert prediction.after.levels == ("full",)
    (task,) = [task for task in prediction.tasks if task.code == "set_option"]
    assert "streaming to HTTP" in task.text


def test_the_json_object_has_the_promised_names() -> None:
    found = of(setting=AVAILABLE).to_dict()
    assert list(found) == [
        *("setting", "label", "now", "after", "tasks", "attempts", "port_editable", "may_delay"),
        *("channels", "assumes", "findings", "settled_by"),
    ]
    assert found["attempts"] == [{"scheme": "https", "port": 443}, {"scheme": "http", "port": 80}]
    now = found["now"]
    assert isinstance(now, dict)
    assert now["levels"] == ["nothing", "control", "full"]
    assert now["symbols"] == ["empty", "gear", "padlock"]


def test_a_recorder_without_symbols_has_none_in_its_answer() -> None:
    prediction = predict(REQUIRED, [FirmwareStretch(Link(READY))])
    now = prediction.to_dict()["now"]
    assert isinstance(now, dict)
    assert now["symbols"] is None
    (verify,) = [task for task in prediction.tasks if task.code == "verify"]
    assert not any(word in verify.text for word in ("gear", "padlock", "symbol"))

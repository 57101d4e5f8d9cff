"""Every row of the connection rules (docs/data-model.md), and what is said beside the outcome."""

import json
from itertools import product

import pytest

from integration_db import feed_reader
from integration_db.errors import PortNotAllowed, UsageError
from integration_db.export.feed_schema import schema_text
from integration_db.prediction.notes import Note
from integration_db.prediction.outcomes import HTTPS_ONLY, SETTINGS
from integration_db.prediction.prediction import Circumstances, Prediction, predict
from integration_db.prediction.site import Site
from integration_db.vocabulary import CAPABILITIES, PROTOCOLS, SUPPORT, Answers, Protocol, by_name

# capabilities: HTTPS support, video encryption, needs own certificate, regenerate after IP change
READY: Answers = ("yes", "yes", "no", "no")

RULES: list[tuple[str, Answers, Protocol, Site, tuple[str, ...]]] = [
    # HTTP: nothing is encrypted, whatever the camera can do
    ("http shows nothing", READY, "http", Site(), ("empty",)),
    ("http with a port", READY, "http", Site(port=8080), ("empty",)),
    ("http with HTTP off fails", READY, "http", Site(http_off=True), ("fails",)),
    # HTTPS if available: 443, then 80
    ("available, all capable", READY, "https-if-available", Site(), ("padlock",)),
    ("available, control only", ("yes", "no", "no", "no"), "https-if-available", Site(), ("gear",)),
    (
        "available, video open",
        ("yes", "unknown", "no", "no"),
        "https-if-available",
        Site(),
        ("gear", "padlock"),
    ),
    ("available, no HTTPS", ("no", "no", "no", "no"), "https-if-available", Site(), ("empty",)),
    (
        "available, no HTTPS and HTTP off",
        ("no", "no", "no", "no"),
        "https-if-available",
        Site(http_off=True),
        ("fails",),
    ),
    (
        "available, HTTPS open",
        ("unknown", "unknown", "no", "no"),
        "https-if-available",
        Site(),
        ("empty", "gear", "padlock"),
    ),
    (
        "available, custom HTTPS port on the camera",
        READY,
        "https-if-available",
        Site(https_port=8443),
        ("empty",),
    ),
    (
        "available, custom HTTPS port and HTTP off",
        READY,
        "https-if-available",
        Site(https_port=8443, http_off=True),
        ("fails",),
    ),
    # HTTPS required: never falls back
    ("required, all capable", READY, "https-required", Site(), ("padlock",)),
    ("required, control only", ("yes", "no", "no", "no"), "https-required", Site(), ("gear",)),
    ("required, no HTTPS", ("no", "no", "no", "no"), "https-required", Site(), ("fails",)),
    (
        "required, HTTPS open",
        ("unknown", "yes", "no", "no"),
        "https-required",
        Site(),
        ("fails", "padlock"),
    ),
    (
        "required, same custom port on both sides",
        READY,
        "https-required",
        Site(port=8443, https_port=8443),
        ("padlock",),
    ),
    (
        "required, recorder's port is not the camera's",
        READY,
        "https-required",
        Site(port=8443, https_port=9443),
        ("fails",),
    ),
    (
        "required, camera's port is 443 when not said",
        READY,
        "https-required",
        Site(port=8443),
        ("fails",),
    ),
    # the camera's own certificate
    (
        "certificate needed and not there",
        ("yes", "yes", "yes", "no"),
        "https-required",
        Site(cert_installed=False),
        ("fails",),
    ),
    (
        "certificate needed and there",
        ("yes", "yes", "yes", "no"),
        "https-required",
        Site(cert_installed=True),
        ("padlock",),
    ),
    (
        "certificate needed, not said whether there",
        ("yes", "yes", "yes", "no"),
        "https-if-available",
        Site(),
        ("empty", "padlock"),
    ),
    (
        "nobody knows whether one is needed",
        ("yes", "yes", "unknown", "no"),
        "https-required",
        Site(),
        ("fails", "padlock"),
    ),
    (
        "nobody knows, but one is there",
        ("yes", "yes", "unknown", "no"),
        "https-required",
        Site(cert_installed=True),
        ("padlock",),
    ),
    # the address changed
    (
        "address changed, certificate must be made again",
        ("yes", "yes", "no", "yes"),
        "https-required",
        Site(ip_changed=True),
        ("fails", "padlock"),
    ),
    (
        "address changed, certificate stays good",
        READY,
        "https-required",
        Site(ip_changed=True),
        ("padlock",),
    ),
    (
        "address changed, nobody knows about the certificate",
        ("yes", "yes", "no", "unknown"),
        "https-required",
        Site(ip_changed=True),
        ("fails", "padlock"),
    ),
    (
        "address did not change",
        ("yes", "yes", "no", "yes"),
        "https-required",
        Site(ip_changed=False),
        ("padlock",),
    ),
]


@pytest.mark.parametrize(
    ("capabilities", "protocol", "site", "outcomes"),
    [rule[1:] for rule in RULES],
    ids=[rule[0] for rule in RULES],
)
def test_rule(
    capabilities: Answers, protocol: Protocol, site: Site, outcomes: tuple[str, ...]
) -> None:
    prediction = predict(capabilities, protocol, site)
    assert prediction.outcomes == outcomes
    assert prediction.outcome == (outcomes[0] if len(outcomes) == 1 else "undetermined")


def codes(notes: tuple[Note, ...]) -> list[str]:
    return [note.code for note in notes]


def test_a_port_is_refused_where_the_recorder_has_no_port_field() -> None:
    with pytest.raises(PortNotAllowed, match="cannot be edited"):
        predict(READY, "https-if-available", Site(port=443))


@pytest.mark.parametrize("port", [0, -1, 65536])
@pytest.mark.parametrize("field", ["port", "https_port"])
def test_a_port_that_cannot_exist_is_refused(field: str, port: int) -> None:
    site = Site(port=port) if field == "port" else Site(https_port=port)
    with pytest.raises(UsageError, match="1 to 65535"):
        predict(READY, "https-required", site)


def test_every_protocol_setting_is_one_entry_and_the_feed_has_the_same() -> None:
    assert tuple(SETTINGS) == PROTOCOLS
    recorder = json.loads(schema_text())["$defs"]["recorder"]
    assert recorder["properties"]["protocols"]["items"]["enum"] == list(PROTOCOLS)
    without_https: Answers = tuple("no" for _ in CAPABILITIES)
    for name in PROTOCOLS:
        asked: dict[str, str] = dict(by_name(without_https))
        assert tuple(feed_reader.outcomes(asked, name)) == predict(without_https, name).outcomes


def test_one_setting_never_goes_on_in_the_clear() -> None:
    assert HTTPS_ONLY == "https-required"
    assert [name for name in PROTOCOLS if not SETTINGS[name].in_clear] == [HTTPS_ONLY]


def test_an_unknown_protocol_is_refused_with_the_choices() -> None:
    with pytest.raises(UsageError, match="https-if-available"):
        predict(READY, "https", Site())  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("protocol", "site", "attempts", "editable", "delay"),
    [
        ("http", Site(), [("http", 80)], True, False),
        ("http", Site(port=8080), [("http", 8080)], True, False),
        ("https-if-available", Site(), [("https", 443), ("http", 80)], False, True),
        ("https-required", Site(), [("https", 443)], True, False),
        ("https-required", Site(port=8443), [("https", 8443)], True, False),
    ],
)
def test_what_the_recorder_tries(
    protocol: Protocol, site: Site, attempts: list[tuple[str, int]], editable: bool, delay: bool
) -> None:
    prediction = predict(READY, protocol, site)
    assert [(a.scheme, a.port) for a in prediction.attempts] == attempts
    assert (prediction.port_editable, prediction.may_delay) == (editable, delay)


@pytest.mark.parametrize(
    ("capabilities", "protocol", "control", "video"),
    [
        (READY, "https-required", "yes", "yes"),
        (("yes", "no", "no", "no"), "https-required", "yes", "no"),
        (("yes", "unknown", "no", "no"), "https-required", "yes", "unknown"),
        (("unknown", "no", "no", "no"), "https-if-available", "unknown", "no"),
        (READY, "http", "no", "no"),
        (("no", "no", "no", "no"), "https-required", "no", "no"),
    ],
)
def test_channels(capabilities: Answers, protocol: Protocol, control: str, video: str) -> None:
    channels = predict(capabilities, protocol).channels
    assert channels == {
        "credentials": control,
        "web_page": control,
        "cgi_commands": control,
        "video": video,
    }


def test_a_definite_outcome_needs_nothing_to_settle_it() -> None:
    assert predict(READY, "https-required").settled_by is None


@pytest.mark.parametrize(
    ("capabilities", "site", "word"),
    [
        (("unknown", "unknown", "no", "no"), Site(), "HTTPS"),
        (("yes", "unknown", "no", "no"), Site(), "video"),
        (("yes", "yes", "yes", "no"), Site(), "own certificate is installed"),
        (("yes", "yes", "unknown", "no"), Site(), "before a certificate"),
        (("yes", "yes", "no", "yes"), Site(ip_changed=True), "made again"),
    ],
)
def test_an_open_outcome_names_what_would_settle_it(
    capabilities: Answers, site: Site, word: str
) -> None:
    settled_by = predict(capabilities, "https-required", site).settled_by
    assert settled_by is not None
    assert word in settled_by.text


def test_the_reach_of_the_symbol_and_of_certificates_is_always_said() -> None:
    for protocol in PROTOCOLS:
        found = codes(predict(READY, protocol).findings)
        assert {"one_leg_only", "self_signed_not_validated", "one_certificate_per_camera"} <= set(
            found
        )


def test_advisories_are_passed_on() -> None:
    note = Note("CVE-0000-0000", "an example")
    prediction = predict(READY, "http", Site(), Circumstances(advisories=(note,)))
    assert prediction.findings[-1] == note


@pytest.mark.parametrize(
    ("details", "capabilities", "site", "expected"),
    [
        ({}, READY, Site(), []),
        ({"https_default": "off"}, READY, Site(), ["enable_https"]),
        ({"video_default": "off"}, READY, Site(), ["enable_video_encryption"]),
        (
            {"video_default": "off"},
            ("yes", "no", "no", "no"),
            Site(),
            [],
        ),
        ({}, ("yes", "yes", "yes", "no"), Site(), ["put_certificate"]),
        (
            {"certificate_setup": "create_on_device"},
            ("yes", "yes", "yes", "no"),
            Site(),
            ["create_certificate"],
        ),
        (
            {"certificate_setup": "upload", "csr": "on_device"},
            ("yes", "yes", "yes", "no"),
            Site(),
            ["upload_certificate", "csr_on_device"],
        ),
        (
            {"certificate_setup": "upload"},
            ("yes", "yes", "yes", "no"),
            Site(cert_installed=True),
            [],
        ),
        ({}, ("yes", "yes", "no", "yes"), Site(ip_changed=True), ["remake_certificate"]),
        ({}, ("yes", "yes", "no", "unknown"), Site(ip_changed=True), ["check_certificate"]),
        ({"https_default": "off"}, ("no", "no", "no", "no"), Site(), []),
    ],
)
def test_jobs_on_site(
    details: dict[str, object], capabilities: Answers, site: Site, expected: list[str]
) -> None:
    prediction = predict(capabilities, "https-required", site, Circumstances(details))
    assert codes(prediction.actions) == expected


def test_http_asks_for_no_job_on_site() -> None:
    prediction = predict(
        ("yes", "yes", "yes", "yes"), "http", Site(), Circumstances({"https_default": "off"})
    )
    assert prediction.actions == ()


def test_how_video_is_encrypted_is_called_as_on_pages() -> None:
    details = {"video_default": "off", "video_via": ["srtp", "rtsp_over_https"]}
    prediction = predict(READY, "https-required", Site(), Circumstances(details))
    (job,) = prediction.actions
    assert "at the camera (SRTP, RTSP over HTTPS);" in job.text


def test_details_never_change_an_outcome() -> None:
    details: dict[str, object] = {
        "https_default": "off",
        "video_default": "off",
        "certificate_setup": "upload",
        "tls": ["1.0"],
    }
    for values in product(SUPPORT, repeat=len(CAPABILITIES)):
        plain = predict(values, "https-if-available")
        detailed = predict(values, "https-if-available", Site(), Circumstances(details))
        assert plain.outcomes == detailed.outcomes


def test_the_json_object_has_the_promised_names() -> None:
    found = predict(("yes", "unknown", "no", "unknown"), "https-if-available").to_dict()
    assert list(found) == [
        "protocol",
        "outcome",
        "outcomes",
        "attempts",
        "port_editable",
        "may_delay",
        "channels",
        "actions",
        "findings",
        "settled_by",
    ]
    assert found["attempts"] == [{"scheme": "https", "port": 443}, {"scheme": "http", "port": 80}]


def every_prediction() -> list[tuple[Answers, Protocol, Site, Prediction]]:
    """All capabilities x protocols x what may be said about certificate, address and HTTP."""
    found = []
    for values in product(SUPPORT, repeat=len(CAPABILITIES)):
        for protocol, certificate, changed, off in product(
            PROTOCOLS, (None, False, True), (False, True), (False, True)
        ):
            site = Site(cert_installed=certificate, ip_changed=changed, http_off=off)
            found.append((values, protocol, site, predict(values, protocol, site)))
    return found


EVERY = every_prediction()


def test_more_knowledge_never_adds_an_outcome() -> None:
    by_key = {(values, protocol, site): p for values, protocol, site, p in EVERY}
    for values, protocol, site, prediction in EVERY:
        for index, value in enumerate(values):
            if value != "unknown":
                vague: Answers = (*values[:index], "unknown", *values[index + 1 :])
                before = by_key[vague, protocol, site]
                assert set(prediction.outcomes) <= set(before.outcomes), (values, protocol, site)
        if site.cert_installed is not None:
            unsaid = Site(ip_changed=site.ip_changed, http_off=site.http_off)
            before = by_key[values, protocol, unsaid]
            assert set(prediction.outcomes) <= set(before.outcomes), (values, protocol, site)


def test_every_question_has_an_outcome_and_only_known_words() -> None:
    for _, protocol, _, prediction in EVERY:
        assert prediction.outcomes
        assert set(prediction.outcomes) <= {"fails", "empty", "gear", "padlock"}
        assert (prediction.outcome == "undetermined") == (prediction.settled_by is not None)
        if protocol == "https-required":
            assert "empty" not in prediction.outcomes


def test_unknown_is_never_taken_for_no() -> None:
    for values, protocol, _, prediction in EVERY:
        if protocol != "http" and values[0] != "no" and values[1] == "unknown":
            assert ("gear" in prediction.outcomes) == ("padlock" in prediction.outcomes)

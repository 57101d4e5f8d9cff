"""A recorder is a file: its own menu, symbols and options answer everywhere, without code.

The recorder with four entries is the worked example of docs/recorders.md, so that the page cannot
show one that does not work. Beside it stands one without symbols.
"""

from __future__ import annotations

import html
import json
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from click.testing import CliRunner, Result

from integration_db import Catalog
from integration_db.curation.seed_check import check_seed
from integration_db.database.opening import open_catalogue_database
from integration_db.errors import UsageError
from integration_db.feed_reader import Feed, load, predictions, verdict
from integration_db.prediction.site import Site
from integration_db.vocabulary import LEVELS, by_name
from integration_db.web import create_app

ROOT = Path(__file__).parent.parent
EXAMPLE = re.compile(r"```yaml\n(# data/recorders/night-watch\.yaml\n.*?)```", re.DOTALL)
SOURCE = """
night-watch-guide:
  title: "Night Watch, guide (made up)"
  url: https://example.com/night-watch
  kind: manual
  published: "2026-01"
"""
QUIET = """
name: Quiet Box
settings:
  - {id: off, label: "Encryption off", tries: [http]}
  - {id: auto, label: "Encryption auto", tries: [https, http], port: fixed}
  - {id: forced, label: "Encryption forced", tries: [https]}
source: night-watch-guide
plugins:
  - name: Driver
    statements:
      - {https_support: true, video_encryption: true, video_via: [rtsps], source: night-watch-guide, grade: recorder_document}
"""  # noqa: E501 (a line of a seed)
CAMERA: dict[str, Any] = {
    "model": "E100",
    "firmware": "10.12.114",
    "recorder": "Night Watch",
    "plugin": "Driver",
}
MENU = ["plain", "prefer-tls", "tls", "tls-pinned"]
WORDS_OF_SYMBOLS = re.compile(r"gear|padlock|\bring\b|symbol", re.IGNORECASE)


@pytest.fixture(scope="module")
def seed(good_seed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example seed, with two more files of recorders."""
    folder = tmp_path_factory.mktemp("own") / "seed"
    shutil.copytree(good_seed, folder)
    found = EXAMPLE.search((ROOT / "docs/recorders.md").read_text(encoding="utf-8"))
    assert found, "the page has no worked example"
    (folder / "recorders/night-watch.yaml").write_text(found[1], encoding="utf-8")
    (folder / "recorders/quiet-box.yaml").write_text(QUIET, encoding="utf-8")
    with (folder / "sources.yaml").open("a", encoding="utf-8") as sources:
        sources.write(SOURCE)
    return folder


@pytest.fixture(scope="module")
def own(seed: Path, kept_folder: Path) -> Iterator[Catalog]:
    with Catalog(open_catalogue_database([seed], cache_folder=kept_folder)) as opened:
        yield opened


@pytest.fixture(scope="module")
def command(own: Catalog) -> Callable[..., Result]:
    from integration_db_cli.main import main

    place = str(getattr(own.reader, "place"))  # noqa: B009 (not part of the protocol)

    def invoke(*arguments: str, **options: Any) -> Result:
        return CliRunner().invoke(
            main, ["--database", place, *arguments], prog_name="integration-db", **options
        )

    return invoke


@pytest.fixture(scope="module")
def client(own: Catalog, serving: Callable[..., Any]) -> Iterator[httpx.Client]:
    with serving(create_app(own)) as opened:
        yield opened


@pytest.fixture(scope="module")
def feed(command: Callable[..., Result], tmp_path_factory: pytest.TempPathFactory) -> Feed:
    path = tmp_path_factory.mktemp("feed") / "feed.json"
    assert command("export", "feed", str(path)).exit_code == 0
    return load(str(path))


def flat(text: str) -> str:
    """Text without the breaks of its lines."""
    return " ".join(text.split())


def test_the_files_are_sound(seed: Path) -> None:
    found = check_seed([seed]).findings
    assert [one.problem for one in found if one.severity == "error"] == []


def test_its_menu_is_predicted_entry_by_entry_in_its_own_words(own: Catalog) -> None:
    found = own.predict(**CAMERA)
    assert [one.setting.id for one in found.predictions] == MENU
    assert {one.setting.id: one.after.levels for one in found.predictions} == {
        "plain": ("nothing",),
        "prefer-tls": ("full",),
        "tls": ("full",),
        "tls-pinned": ("full",),
    }
    assert [one.to_dict()["after"] for one in found.predictions][1:] == 3 * [
        found.predictions[1].after.to_dict({"full": "closed ring"})
    ]
    assert found.verdict is not None
    assert found.verdict.symbols == ("closed ring",)
    assert found.verdict.text.startswith("TLS, pinned through Driver on Night Watch on firmware")
    assert "a closed ring" in found.verdict.text


def test_a_setting_is_found_by_its_label_and_has_the_port_that_its_file_gives_it(
    own: Catalog,
) -> None:
    (one,) = own.predict(**CAMERA, protocol="Prefer TLS").predictions
    assert (one.setting.id, one.setting.may_delay) == ("prefer-tls", True)
    with pytest.raises(UsageError, match="Prefer TLS the recorder's port cannot be edited"):
        own.predict(**CAMERA, protocol="prefer-tls", site=Site(port=8443))
    with pytest.raises(UsageError, match="'Plain', 'Prefer TLS', 'TLS', 'TLS, pinned'"):
        own.predict(**CAMERA, protocol="https-required")


def test_options_versions_and_checks_of_its_file_decide(own: Catalog) -> None:
    def after(version: str | None = None, **site: Any) -> tuple[tuple[str, ...], set[str]]:
        asked = {**CAMERA, "protocol": "tls-pinned", "recorder_version": version}
        found = own.predict(**asked, site=Site(**site)).predictions[0]
        return found.after.levels, {task.code for task in found.tasks}

    levels, tasks = after()
    assert levels == ("full",)
    assert {"set_option", "pin_certificate"} <= tasks
    levels, tasks = after(options=(("Transport", "tunnel"),), done=("pin_certificate",))
    assert levels == ("full",)
    assert not {"set_option", "pin_certificate"} & tasks
    assert after(options=(("transport", "UDP"),))[0] == ("control",)
    told = own.predict(**CAMERA, site=Site(options=(("transport", "UDP"),))).verdict
    assert told is not None
    assert ": an open ring." in told.text
    assert after(version="3.9")[0] == ("fails",)
    with pytest.raises(UsageError, match="it has UDP, Tunnel"):
        after(options=(("transport", "pigeon"),))


def test_a_check_of_the_certificate_is_an_option_only_where_the_recorder_leaves_it_open(
    real_catalog: Catalog,
) -> None:
    """A choice that changes nothing would stand in the answer as if it did."""
    asked: dict[str, Any] = {"model": "P3245-LVE", "recorder": "Milestone XProtect"}
    chain = Site(options=(("chain", "on"),))
    for plugin, there in (
        (None, "it has none"),
        (
            "ONVIF",
            "it has 'Streaming method', 'HTTPS Validate Certificate', 'HTTPS Validate Hostname'",
        ),
    ):
        with pytest.raises(UsageError, match=f"has no option 'chain'; {there}"):
            real_catalog.predict(**asked, plugin=plugin, site=chain)
    plugin = "go2rtc"
    answer = real_catalog.predict("P3245-LVE", recorder="Frigate", plugin=plugin, site=chain)
    assert answer.question.site.options == (("chain", "on"),)
    with pytest.raises(UsageError, match="has no option 'chain'"):  # a version before that source
        real_catalog.predict(
            "P3245-LVE", recorder="Frigate", plugin=plugin, recorder_version="0.12", site=chain
        )


def test_the_verdict_spells_a_setting_as_the_recorder_does(own: Catalog) -> None:
    found = own.predict(**{**CAMERA, "plugin": "Stream", "protocol": "rtsps"}).verdict
    assert found is not None
    assert found.text.startswith("rtsps through Stream on Night Watch")


def test_what_would_settle_it_is_something_that_it_can_show(own: Catalog) -> None:
    """A stream has no symbol here, so nobody is sent to look for one."""
    asked = {**CAMERA, "model": "E100-V", "plugin": "Stream", "protocol": "rtsps"}
    (one,) = own.predict(**asked).predictions
    assert one.settled_by is not None
    assert "E100-V" in one.settled_by.text  # the plugin takes it with this setting
    assert not WORDS_OF_SYMBOLS.search(one.settled_by.text)


def test_an_observation_counts_for_its_choices_and_from_what_was_seen_on(own: Catalog) -> None:
    asked: dict[str, Any] = {
        "model": "E210",
        "recorder": "Night Watch",
        "plugin": "Driver",
        "protocol": "tls",
    }
    tunnel = Site(options=(("transport", "Tunnel"),))
    seen = own.predict(**asked, firmware="9.80.1", site=tunnel)
    later = own.predict(**asked, firmware="9.80.2", site=tunnel)
    before = own.predict(**asked, firmware="9.70.1", site=tunnel)
    assert (seen.verdict.seen, seen.verdict.code) == (1, "certain")  # type: ignore[union-attr]
    assert later.verdict.seen == 1  # type: ignore[union-attr]
    assert later.verdict.rests_on.recorder == "inferred"  # type: ignore[union-attr]
    assert before.verdict.seen == 0  # type: ignore[union-attr]
    assert before.predictions[0].after.levels == ("control", "full")


def test_the_command_speaks_its_words_and_no_others(command: Callable[..., Result]) -> None:
    done = command(
        *("predict", "E100", "--firmware", "10.12.114"),
        *("--recorder", "nightwatch", "--plugin", "Driver"),
    )
    assert done.exit_code == 0
    told = flat(done.stdout)
    assert told.startswith("TLS, pinned through Driver on Night Watch on firmware 10.12.114")
    assert "Set transport to Tunnel for this camera" in told or "Set Transport to Tunnel" in told
    assert "Night Watch changes the camera: it switches HTTPS on" in told
    assert not re.search("gear|padlock|HTTPS If Available", told)


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--symbol", "closed ring"], ["E100", "E210"]),
        (["--symbol", "closed ring", "--protocol", "TLS, pinned"], ["E100"]),
        (["--symbol", "no ring", "--protocol", "plain", "--model", "S20"], ["S20"]),
        (["--level", "control", "--model", "E100"], ["E100"]),
    ],
)
def test_cameras_are_found_by_its_symbols(
    command: Callable[..., Result], options: list[str], expected: list[str]
) -> None:
    named = ["--recorder", "Night Watch", "--plugin", "Driver"]
    done = command("filter", *named, *options, "--format", "json")
    assert done.exit_code == 0, done.stderr
    assert [one["model"] for one in json.loads(done.stdout)] == expected


def test_a_symbol_of_another_recorder_is_refused_with_its_own(
    command: Callable[..., Result],
) -> None:
    done = command("filter", "--recorder", "Night Watch", "--symbol", "padlock")
    assert done.exit_code == 2
    assert "no ring, open ring, closed ring" in flat(done.stderr)


def test_a_list_is_checked_against_its_symbol(command: Callable[..., Result]) -> None:
    text = "Manufacturer,Model,Firmware,Plugin\nExemplar,E100,10.12.114,Driver\n"
    for require in ("closed ring", "full"):
        done = command(
            *("check", "-", "--recorder", "Night Watch", "--require", require),
            *("--format", "ndjson"),
            input=text,
        )
        (line,) = (json.loads(line) for line in done.stdout.splitlines())
        assert line["status"] == "meets after tasks", line
        assert "a closed ring" in line["verdict"]["text"]
    done = command("check", "-", "--recorder", "Night Watch", "--require", "padlock", input=text)
    assert done.exit_code == 2


def test_a_reader_of_the_feed_answers_the_same(own: Catalog, feed: Feed) -> None:
    camera = feed.find("Exemplar", "E100")
    assert camera is not None
    for plugin in ("Driver", "Stream"):
        asked = {**CAMERA, "plugin": plugin}
        answer = feed.answer(camera, "10.12.114", plugin, "Night Watch")
        expected = own.predict(**asked)
        made = predictions(answer)
        assert [(one.setting, list(one.now), list(one.after)) for one in made] == [
            (one.setting.id, list(one.now.levels), list(one.after.levels))
            for one in expected.predictions
        ]
        told, own_words = verdict(answer, made), expected.verdict
        assert own_words is not None
        assert told["symbols"] == list(own_words.symbols or ())
        assert (told["code"], told["setting"]) == (own_words.code, own_words.setting)


def test_the_api_gives_its_menu_and_its_symbols(client: httpx.Client) -> None:
    found = client.get("/api/v1/predictions", params=CAMERA).json()
    assert [one["label"] for one in found["predictions"]] == [
        "Plain",
        "Prefer TLS",
        "TLS",
        "TLS, pinned",
    ]
    assert found["verdict"]["symbols"] == ["closed ring"]
    listed = client.get("/api/v1/plugins", params={"recorder": "Night Watch"}).json()
    driver = next(one for one in listed["plugins"] if one["plugin"] == "Driver")
    assert driver["symbols"] == {
        "nothing": "no ring",
        "control": "open ring",
        "full": "closed ring",
    }


def test_its_page_shows_four_settings_with_its_symbols(client: httpx.Client) -> None:
    page = client.get("/predict", params=CAMERA, follow_redirects=True)
    assert page.status_code == 200
    answer = html.unescape(page.text.partition('id="answer"')[2]).lower()
    for label in ("Plain", "Prefer TLS", "TLS, pinned", "no ring", "open ring"):
        assert label.lower() in answer, label
    assert not re.search("gear|padlock", answer)


def test_a_recorder_without_symbols_is_answered_in_words_everywhere(
    own: Catalog, command: Callable[..., Result], client: httpx.Client, feed: Feed
) -> None:
    asked = {**CAMERA, "recorder": "Quiet Box"}
    found = own.predict(**asked)
    assert found.verdict is not None
    assert found.verdict.symbols is None
    assert "control and video encrypted" in found.verdict.text
    named = ("--recorder", "Quiet Box", "--plugin", "Driver", "--firmware", "10.12.114")
    told = [
        command("predict", "E100", *named, "--explain").stdout,
        command("predict", "E100-V", *named).stdout,
        command(
            *("check", "-", "--recorder", "Quiet Box"),
            input="Manufacturer,Model,Firmware,Plugin\nExemplar,E100,10.12.114,Driver\n",
        ).output,
        client.get("/predict", params=asked, follow_redirects=True).text.partition('id="answer"')[
            2
        ],
    ]
    for text in told:
        assert text
        assert not WORDS_OF_SYMBOLS.search(re.sub(r"<[^>]*>", " ", text)), text
    written = client.get("/api/v1/predictions", params=asked).json()
    assert written["verdict"]["symbols"] is None
    assert all(one["after"]["symbols"] is None for one in written["predictions"])
    camera = feed.find("Exemplar", "E100")
    assert camera is not None
    answer = feed.answer(camera, "10.12.114", "Driver", "Quiet Box")
    assert verdict(answer, predictions(answer))["symbols"] is None
    done = command("filter", "--recorder", "Quiet Box", "--symbol", "closed ring")
    assert done.exit_code == 2
    assert "Quiet Box has no symbol 'closed ring'; it has none" in flat(done.stderr)


def test_statements_about_recorders_give_levels_by_themselves(real_catalog: Catalog) -> None:
    """At least 40 of at least 12 recorders each give some camera more than `nothing`, alone."""
    evidence = real_catalog.recorder_evidence()
    good = Counter(one.recorder.name for one in evidence if one.levels)
    assert sum(good.values()) >= 40
    assert len(good) >= 12
    assert all(set(one.levels) <= set(LEVELS[2:]) for one in evidence)


def test_a_statement_that_says_what_cannot_be_done_gives_nothing_by_itself(own: Catalog) -> None:
    given = {
        (one.plugin.name if one.plugin else None, one.statement.values[:2], one.levels)
        for one in own.recorder_evidence()
        if one.recorder.name == "Night Watch"
    }
    assert given == {
        (None, (None, None), ()),
        ("Driver", ("yes", None), ("control", "full")),
        ("Driver", ("no", None), ()),
        ("Driver", (None, "yes"), ()),  # its video needs HTTPS, of which this says nothing
        ("Driver", (None, "no"), ()),
        ("Driver", (None, None), ()),
        ("Driver", ("yes", "yes"), ("full",)),
        ("Stream", (None, "yes"), ("stream",)),
    }


def test_a_filter_finds_the_capabilities_that_are_predicted(own: Catalog) -> None:
    """Where the recorder's choices differ, both speak of those on which the verdict rests."""
    named = {"recorder": "Night Watch", "plugin": "Driver", "firmware": "10.12.114"}
    predicted: dict[str, set[str]] = {"yes": set(), "no": set(), "unknown": set()}
    for one in own.filter(manufacturer="Exemplar"):
        values = own.predict(f"{one.manufacturer} {one.model}", **named).capabilities  # type: ignore[arg-type]
        predicted[by_name(values)["video_encryption"]].add(one.model)
    assert predicted["yes"] == {"E100", "E210"}
    for value, expected in predicted.items():
        found = own.filter(manufacturer="Exemplar", video_encryption=value, **named)
        assert {one.model for one in found} == expected


def test_an_option_cannot_be_two_things_at_once(own: Catalog) -> None:
    twice = Site(options=(("transport", "UDP"), ("Transport", "Tunnel")))
    with pytest.raises(UsageError, match="'UDP' and 'Tunnel': it is one of them"):
        own.predict(**CAMERA, site=twice)
    same = Site(options=(("transport", "UDP"), ("Transport", "udp")))
    assert own.predict(**CAMERA, site=same).question.site.options == (("transport", "UDP"),)
    with pytest.raises(UsageError, match="option 'transport=UDP' goes with a recorder"):
        own.predict("E100", recorder="none", site=Site(options=(("transport", "UDP"),)))

"""The commands as people meet them: what stands on stdout, on stderr, and the exit code."""

from __future__ import annotations

import csv
import errno
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from integration_db_cli.output import grid

from integration_db import Catalog
from integration_db.firmware import SCHEMES

Run = Callable[..., Result]

PREDICTION = """\
HTTPS Required through ONVIF on firmware 10.12.114, after 1 task: at least a
gear; a padlock is not proven, do not promise it. Evidence: vendor document
(camera), inferred (recorder). Nobody has recorded what it shows. Assumed: the
plugin talks HTTPS where the web page does, usual ports, a shared TLS version
and the certificate is accepted.

Exemplar E100
  written 'exemplar e-100': letters and number parted
  firmware 10.12.114, plugin ONVIF of exacqVision

                                       camera alone      through the recorder
  HTTPS support                        yes               yes
  video encryption                     yes               unknown
  certificate for HTTPS                from the factory  from the factory
  certificate after an address change  unknown           unknown

                                  HTTP       HTTPS If          HTTPS Required
                                             Available
  now                             [ ] empty  [?] empty, gear   [?] no
                                             or padlock        connection, gear
                                                               or padlock
  after tasks                     [ ] empty  [?] gear or       [?] gear or
                                             padlock           padlock
  tries                           http 80    https 443, http   https 443
                                             80
  port field                      editable   fixed             editable
  encrypted: credentials          no         yes               yes
             web page             no         yes               yes
             commands             no         yes               yes
             video                no         unknown           unknown
             log-in of the video  no         unknown           unknown

To do for HTTPS Required, in this order
  1. Open the camera's page over https. If it does not open, switch HTTPS on or
     put a certificate on the camera. Done when: the page opens. The answer
     rests on it.
  2. Set the protocol of this camera to HTTPS Required. Done when: the recorder
     is connected again. Interrupts recording.
  3. Look at the result: the recorder shows gear or padlock. Done when: it is as
     predicted, or what was seen instead is noted.
  4. Close what is still open in clear: HTTP, and plain RTSP only where the
     recorder shows padlock (the video travels over it otherwise). Done when:
     the recorder stays connected, and what was closed no longer answers.

Assumed for HTTPS Required (--strict takes it back)
  - what the plugin talks to is served where the camera's web page is
  - the camera is reached on the usual ports
  - camera and recorder have a TLS version in common
  - the recorder accepts the camera's certificate

Settled by
  - what exacqVision shows for this camera through the ONVIF plugin, gear or
    padlock; connect one with encrypted video switched on, then keep what you
    saw with 'integration-db record'

Good to know
  - HTTP: Nothing between recorder and camera is encrypted.
  - EXAMPLE-1: Certificates of cameras were not always validated. Applies to
    recorder versions before 24.06.
  - HTTPS If Available: If the encrypted connection is not reached, the recorder
    goes on in clear without asking.
  - TLS versions evidenced: 1.2, 1.3.

--explain adds the evidence, and what holds for every encrypted connection.
"""


@pytest.fixture(autouse=True)
def _eighty_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")


def test_a_prediction_begins_with_the_verdict_and_shows_every_setting(run: Run) -> None:
    done = run("predict", "exemplar e-100", "--firmware", "10.12.114", "--plugin", "ONVIF")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.splitlines() == PREDICTION.splitlines()


def test_the_verdict_is_the_one_of_the_catalogue(run: Run, catalog: Catalog) -> None:
    verdict = catalog.predict("E100", firmware="10.12.114", plugin="ONVIF").verdict
    assert verdict is not None
    assert " ".join(PREDICTION.partition("\n\n")[0].split()) == verdict.text


def test_explain_names_statements_sources_and_what_is_missing(run: Run) -> None:
    done = run("predict", "E100", "--firmware", "10.12.114", "--plugin", "ONVIF", "--explain")
    assert done.exit_code == 0
    text = " ".join(done.stdout.split())
    assert "Why HTTPS support: yes * yes, for cameras of this maker; firmware >=7.20" in text
    assert "https://example.com/guide" in done.stdout
    assert "verified on 10.12.100, not verified on this newer firmware" in text
    assert "? missing: what exacqVision shows for this camera through the ONVIF plugin" in text


def test_the_json_of_a_prediction_is_the_librarys(run: Run, catalog: Catalog) -> None:
    done = run("predict", "E100", "--firmware", "10.12.114", "--format", "json")
    assert done.exit_code == 0
    found = json.loads(done.stdout)
    peers = found.pop("peers")
    assert found == catalog.predict("E100", firmware="10.12.114").to_dict()
    unknown = {name for name, value in found["capabilities"].items() if value == "unknown"}
    assert set(peers) <= unknown


def test_the_json_promise_of_a_prediction(run: Run) -> None:
    done = run("predict", "E100", "--firmware", "10.12.114", "--plugin", "onvif", "--format=json")
    found = json.loads(done.stdout)
    keys = {"manufacturer", "model", "match", "firmware", "recorder", "plugin"}
    keys |= {"recorder_version", "capabilities", "predictions", "explanation", "verdict", "camera"}
    keys |= {"firmware_from", "recorder_version_from", "options", "intervals", "peers"}
    assert keys <= set(found)
    assert (found["match"]["level"], found["match"]["listed"]) == ("exact", True)
    assert found["camera"]["video_encryption"] == "yes"
    assert found["capabilities"]["video_encryption"] == "unknown"
    verdict = found["verdict"]
    assert (verdict["code"], verdict["setting"]) == ("at_least", "https-required")
    assert (verdict["floor"], verdict["ceiling"]) == ("control", "full")
    assert verdict["symbols"] == ["gear", "padlock"]
    assert verdict["rests_on"] == {"camera": "vendor_document", "recorder": "inferred"}
    prediction = found["predictions"][1]
    assert (prediction["setting"], prediction["label"]) == (
        "https-if-available",
        "HTTPS If Available",
    )
    assert prediction["now"]["levels"] == ["nothing", "control", "full"]
    assert prediction["after"]["symbols"] == ["gear", "padlock"]
    task = {"code", "text", "because", "sources", "where", "interrupts", "proof", "counts"}
    assert all(set(one) == task for one in prediction["tasks"])
    assert prediction["attempts"] == [
        {"scheme": "https", "port": 443},
        {"scheme": "http", "port": 80},
    ]
    assert (prediction["port_editable"], prediction["may_delay"]) == (False, True)
    channels = {"credentials", "web_page", "commands", "video", "video_login"}
    assert set(prediction["channels"]) == channels
    reason = found["explanation"][0]
    assert {"capability", "layer", "scope", "value", "firmware", "grade", "verified_on"} <= set(
        reason
    )
    assert {"id", "title", "url"} <= set(reason["source"])


MORE = ["control", "full"]
OPEN = ["fails", *MORE]
SITE = [
    # options, protocol, levels now, levels after the tasks
    (["--http", "off"], "http", ["fails"], ["fails"]),
    (["--http", "redirect"], "http", ["fails", "nothing"], ["fails", "nothing"]),
    (["--https-port", "8443"], "https-if-available", ["nothing"], ["nothing"]),
    (["--https-port", "8443", "--http", "off"], "https-if-available", ["fails"], ["fails"]),
    (["--https-port", "8443"], "https-required", ["fails"], MORE),
    (["--https-port", "8443", "--port", "8443"], "https-required", OPEN, MORE),
    (["--port", "8443"], "https-required", OPEN, MORE),
    (["--port", "8443", "--strict"], "https-required", OPEN, OPEN),
    (["--https-on"], "https-required", OPEN, MORE),
    (["--as-shipped", "--address-unchanged"], "https-required", MORE, MORE),
    (["--https-off"], "https-required", ["fails"], MORE),
    (["--certificate", "none"], "https-required", ["fails"], MORE),
    (["--done", "check_https"], "https-required", MORE, MORE),
    (["--ip-changed"], "https-required", OPEN, MORE),
]


@pytest.mark.parametrize(("options", "protocol", "now", "after"), SITE, ids=str)
def test_conditions_of_the_site_change_the_levels(
    run: Run, options: list[str], protocol: str, now: list[str], after: list[str]
) -> None:
    question = ("predict", "E100", "--firmware", "10.12.114", "--plugin", "ONVIF")
    done = run(*question, "--protocol", protocol, *options, "--format", "json")
    assert done.exit_code == 0, done.stderr
    (prediction,) = json.loads(done.stdout)["predictions"]
    assert (prediction["now"]["levels"], prediction["after"]["levels"]) == (now, after)


def test_an_assumed_port_is_named_and_strict_takes_it_back(run: Run) -> None:
    question = ("predict", "E100", "--protocol", "https-required", "--port", "8443")
    done = run(*question)
    assert "the recorder's port is the camera's" in " ".join(done.stdout.split())
    assert "Assumed for HTTPS Required (--strict takes it back)" in done.stdout
    assert "Assumed" not in run(*question, "--strict").stdout


def test_a_certificate_that_is_needed_is_a_task(run: Run) -> None:
    question = ("predict", "E100", "--firmware", "7.10.1", "--protocol", "https-required")
    done = run(*question)
    assert "[?] no connection, gear or" in done.stdout
    assert "Give the camera a certificate of an authority" in " ".join(done.stdout.split())
    done = run(*question, "--certificate", "none")
    assert "[x] no connection" in done.stdout
    assert "[?] gear or padlock" in done.stdout, "after the tasks"


def test_a_family_answers_what_its_members_allow_together(run: Run) -> None:
    done = run("predict", "E1")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.startswith("Any of 3 cameras of that name.")
    found = json.loads(run("predict", "E1", "--format", "json").stdout)
    assert found["match"]["level"] == "family"
    assert found["members"] == ["E100", "E100-V", "E110 Mk II"]


def test_a_plugin_that_the_catalogue_lacks_is_a_note_and_no_error(run: Run) -> None:
    done = run("predict", "E100", "--plugin", "Nativ")
    assert (done.exit_code, done.stderr) == (0, "")
    assert "The catalogue has no plugin 'Nativ' of exacqVision" in " ".join(done.stdout.split())
    listed = run("filter", "--plugin", "Nativ", "--ssl", "--count")
    assert listed.exit_code == 0


def test_the_camera_alone_has_no_levels_and_no_symbols(run: Run) -> None:
    done = run("predict", "E100", "--recorder", "none", "--firmware", "10.12.114")
    assert done.exit_code == 0
    assert not any(word in done.stdout for word in ("gear", "padlock", "no connection"))
    found = json.loads(run("predict", "E100", "--recorder", "none", "--format", "json").stdout)
    assert (found["verdict"], found["predictions"]) == (None, [])


def test_a_filter_prints_one_row_per_camera_with_its_firmware(run: Run) -> None:
    done = run("filter", "--ssl", "--manufacturer", "exemplar")
    assert done.exit_code == 0
    assert done.stdout.splitlines() == [
        "manufacturer  model       series  firmware  HTTPS",
        "------------  ----------  ------  --------  -----",
        "Exemplar      E100        E1      *         yes",
        "Exemplar      E100-V      E1      *         yes",
        "Exemplar      E110 Mk II  E1      *         yes",
        "Exemplar      E200        E2      *         yes",
        "Exemplar      E210        E2      *         yes",
    ]
    assert "5 cameras: HTTPS support yes, manufacturer Exemplar." in done.stderr


def test_filter_as_json_is_the_promised_list(run: Run) -> None:
    done = run("filter", "--video-encryption", "yes", "--format", "json")
    (found,) = json.loads(done.stdout)
    assert {"manufacturer", "model", "series", "ranges"} == set(found)
    assert [r["firmware"] for r in found["ranges"]] == [">=9.80.3.9,<10", ">=10.12.91"]
    assert set(found["ranges"][0]["capabilities"].values()) <= {"yes", "no", "unknown"}


def test_filter_counts_facets_columns_and_streams(run: Run) -> None:
    assert run("filter", "--ssl", "--count").stdout == "6\n"
    assert json.loads(run("filter", "--count", "--format", "json").stdout) == {"count": 10}
    facets = run("filter", "--facet", "manufacturer", "--format", "csv").stdout.splitlines()
    assert facets == ["manufacturer,cameras", "Exemplar,5", "Sample Optics,4", "Blank,1"]
    part = run("filter", "--facet", "manufacturer", "--format", "csv", "--limit", "1")
    assert part.stdout.splitlines() == facets
    lines = run("filter", "--limit", "3", "--format", "ndjson").stdout.splitlines()
    assert [json.loads(line)["model"] for line in lines] == ["B7", "E100", "E100-V"]
    columns = run("filter", "--limit", "1", "--columns", "model,needs_custom_cert")
    assert columns.stdout.splitlines()[0] == "model  certificate"


@pytest.mark.parametrize("part", [("--limit", "0"), ("--offset", "99")], ids="".join)
def test_an_empty_part_of_the_list_is_not_an_empty_list(run: Run, part: tuple[str, ...]) -> None:
    done = run("filter", *part)
    assert (done.exit_code, done.stdout) == (0, "")
    words = "None of the 10 cameras that match is in this part of the list: all cameras."
    assert done.stderr.startswith(words)


def test_an_empty_list_is_no_failure(run: Run) -> None:
    done = run("filter", "--text", "nothing like it")
    assert (done.exit_code, done.stdout) == (0, "")
    assert "No camera matches: name with 'nothing like it'" in done.stderr
    assert json.loads(run("filter", "--text", "zzz", "--format", "json").stdout) == []


def test_where_no_camera_has_a_level_for_certain_it_is_said_why_and_what_is_possible(
    run: Run,
) -> None:
    def said(*options: str) -> str:
        done = run("filter", *options, real=True)
        assert (done.exit_code, done.stdout) == (0, "")
        return " ".join(done.stderr.split())

    padlock = said("--manufacturer", "Axis", "--symbol", "padlock", "--plugin", "ONVIF")
    assert padlock.startswith("No camera matches for certain: manufacturer Axis, symbol padlock")
    assert re.search(r"Possible for \d+ cameras; open is whether the video stream is", padlock)
    assert "(--possible lists them)" in padlock
    address = said("--level", "control", "--recorder", "Frigate", "--plugin", "go2rtc")
    assert "Possible is no connection, not encrypted or video encrypted." in address
    assert "for certain" not in address
    graded = said("--level", "control", "--plugin", "ONVIF", "--grade", "lab_test")
    assert re.search(r"Weaker evidence leads to [\d,]+ cameras\.", graded)


@pytest.mark.parametrize("command", ["predict", "show"])
def test_what_https_asks_for_is_not_asked_where_nobody_knows_of_https(
    run: Run, command: str, tmp_path: Path
) -> None:
    added = tmp_path / "cameras/axis/m30.yaml"
    added.parent.mkdir(parents=True)
    added.write_text(
        "manufacturer: Axis\nseries: M30\nmodels:\n  - name: M3004-V\n    statements:\n"
        "      - {needs_custom_cert: true, source: mine, grade: lab_test}\n"
    )
    (tmp_path / "sources.yaml").write_text("mine: {title: A test, document: mine, kind: manual}\n")
    mine = ("--data", str(tmp_path))
    told = run(*mine, command, "AXIS M3004-V", real=True).stdout  # HTTPS unknown
    assert "to be made, if there" in told
    assert not re.search(r"certificate for HTTPS +to be made\n", told)
    assert "to be made, if there" not in run(command, "AXIS P3265-LVE", real=True).stdout


def test_show_tells_all_that_is_known(run: Run) -> None:
    done = run("show", "01593-001")
    assert done.exit_code == 0
    for words in ("Exemplar E100", "part number", "not to be confused with: E100-V", "Evidence"):
        assert words in done.stdout
    assert "12, section “Network protocols”, “RTSPS enabled”" in " ".join(done.stdout.split())
    found = json.loads(run("show", "01593-001", "--format", "json").stdout)
    assert found["named_in"][0]["id"] == "example-datasheet"
    assert {"page": "12", "section": "Network protocols", "phrase": "RTSPS enabled"} in [
        statement["anchor"] for statement in found["statements"]
    ]
    found = json.loads(run("show", "S10", "--format", "json").stdout)
    assert found["hardware_versions"] == ["1.0", "2.0"]
    assert json.loads(run("show", "S30 Outdoor", "--format", "json").stdout)["rebrand_of"]


def test_search_marks_how_sure_a_hit_is(run: Run) -> None:
    found = json.loads(run("search", "e110", "--format", "json").stdout)
    assert [(f["model"], f["level"]) for f in found] == [("E110 Mk II", "prefix")]
    assert json.loads(run("search", "E100", "--format", "json").stdout)[0]["level"] == "exact"
    done = run("search", "no such camera at all")
    assert (done.exit_code, done.stdout) == (0, "")
    assert "No model fits" in done.stderr


def test_compare_marks_what_differs(run: Run) -> None:
    done = run("compare", "E100", "E110 Mk II", "--firmware", "10.12.114")
    assert done.exit_code == 0
    marked = {line[3:21].strip() for line in done.stdout.splitlines() if line.startswith("*")}
    assert marked == {"camera: video", "HTTPS If Available", "HTTPS Required"}
    assert "gear or padlock" in done.stdout
    found = json.loads(
        run("compare", "E100", "E110-2", "--firmware", "10.12.114", "--format", "json").stdout
    )
    assert found["differences"] == ["video_encryption", "https-if-available", "https-required"]
    assert len(found["cameras"]) == 2


def test_compare_says_of_which_firmware_each_answer_is(run: Run) -> None:
    done = run("compare", "AXIS P3265-LVE", "Hanwha XNV-8083R", "--format", "csv", real=True)
    rows = {row[1]: row[2:] for row in csv.reader(io.StringIO(done.stdout))}
    assert rows["firmware"] == [">=10.10,<12.5.73", ">=2.11.00_20210818_R130,<3"]
    asked = ("compare", "AXIS P3265-LVE", "Hanwha XNV-8083R", "--firmware", "banana")
    told = " ".join(run(*asked, real=True).stdout.split())
    assert "firmware 'banana' cannot be placed (no Axis firmware looks like this)" in told
    assert "(no Hanwha Vision firmware looks like this): this holds whatever it runs" in told


def test_what_limits_a_wish_for_the_newest_firmware_is_said(run: Run) -> None:
    done = run("predict", "AXIS P3265-LVE", "--firmware", "newest", real=True)
    assert "on the newest firmware that it is shown to run" in " ".join(done.stdout.split())


@pytest.mark.parametrize("said", ["AXIS P3346-VE", "newest", "9.80"])
def test_a_unit_that_is_replaced_had_a_firmware_of_its_model(run: Run, said: str) -> None:
    done = run("predict", "AXIS P3265-LVE", "--replaces", said, real=True)
    assert (done.exit_code, done.stdout) == (2, "")
    assert f"replaces '{said}': " in done.stderr
    assert "it takes the firmware of a unit of Axis P3265-LVE" in done.stderr


def test_who_asks_for_a_camera_that_is_not_listed_learns_that_its_maker_helps(run: Run) -> None:
    for name in ("P9999-LVE", "IPC9999SB-ADF28KM-I0"):
        assert "only together with its maker" in run("predict", name, real=True).stderr
        assert "predict 'MAKER MODEL'" in run("search", name, real=True).stderr
    assert "maker" not in run("predict", "Dahua IPC-X9", real=True).stderr
    told = run("predict", "Dahua IPC-HFW9999T", real=True).stdout
    assert told.startswith("Not a listed camera: answered as any Dahua camera. HTTPS Required")


def test_columns_that_find_no_room_stand_below_and_no_word_is_cut() -> None:
    rows = [["", *("Automatically" for _ in range(5))], ["now", *(["[?] no connection"] * 5)]]
    drawn = grid(rows, 50)
    assert drawn.count("Automatically") == 5
    assert drawn.count("now ") == 2, drawn
    assert max(map(len, drawn.splitlines())) <= 50


@pytest.mark.parametrize("command", ["manufacturers", "plugins", "sources", "stats"])
def test_what_the_catalogue_holds_comes_in_every_form(run: Run, command: str) -> None:
    for form in ("table", "json", "csv", "markdown"):
        done = run(command, "--format", form)
        assert done.exit_code == 0
        assert done.stdout
    json.loads(run(command, "--format", "json").stdout)
    rows = list(csv.reader(io.StringIO(run(command, "--format", "csv").stdout)))
    assert len({len(row) for row in rows}) == 1


@pytest.mark.parametrize(
    ("scheme", "maker"),
    [(s.name, maker) for s in SCHEMES.values() for maker in (s.title, *s.makers) if s.makers],
)
def test_firmware_is_compared_for_every_maker_of_the_docs_without_a_camera_of_it(
    run: Run, scheme: str, maker: str
) -> None:
    version = next(iter(SCHEMES[scheme].examples), "FullImg-1023-1007-1011-1009")
    read = json.loads(run("firmware", "parse", maker, version, "--format", "json").stdout)
    assert (read["manufacturer"].lower(), read["scheme"]) == (maker.lower(), scheme)
    assert (read["lineage"] is None) == (scheme == "avtech")
    done = run("firmware", "compare", maker.lower(), version, version, "--format", "json")
    assert json.loads(done.stdout)["result"] == "same"


def test_the_firmware_of_a_maker_whom_nobody_knows_is_not_read(run: Run) -> None:
    done = run("firmware", "parse", "Nosuch Optics", "1.2.3")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "unknown manufacturer 'Nosuch Optics'" in done.stderr


def test_firmware_is_compared_and_read(run: Run) -> None:
    done = run("firmware", "compare", "Exemplar", "9.80.3.9", "10.12.91")
    assert done.exit_code == 0
    assert done.stdout.startswith("9.80.3.9 is older than 10.12.91")
    found = json.loads(
        run("firmware", "compare", "Exemplar", "10.12", "10.12.91", "--format", "json").stdout
    )
    assert found["result"] == "unknown"
    parsed = run("firmware", "parse", "Exemplar", "AXIS OS 10.12.91")
    assert "10.12.91" in parsed.stdout
    unread = run("firmware", "parse", "Exemplar", "rolling")
    assert unread.exit_code == 0
    assert "answers that depend on this firmware are unknown" in unread.stdout


WRONG = [
    # arguments, exit code, words on stderr
    (("predict", "Nikon D90"), 1, "unknown model 'Nikon D90'"),
    (("predict", "E10O"), 1, "did you mean Exemplar E100"),
    (("filter", "--model", "E1"), 1, "names a family of models"),
    (("predict", "E100", "--recorder", "none", "--plugin", "ONVIF"), 2, "plugin"),
    (("predict", "E100", "--option", "streaming=tunnel"), 2, "streaming"),
    (("predict", "E100", "--option", "streaming"), 2, "streaming"),
    (("predict", "E100", "--done", "switch_on_https"), 2, "is not one of"),
    (("filter", "--symbol", "star"), 2, "it has empty, gear, padlock"),
    (("filter", "--possible"), 2, "goes with"),
    (("filter", "--level", "control", "--recorder", "none"), 2, "level 'control' goes with a rec"),
    (("filter", "--symbol", "gear", "--recorder", "none"), 2, "symbol 'gear' goes with a recorder"),
    (("predict", "E100", "--recorder", "Nobody"), 1, "the catalogue has exacqVision"),
    (("predict", "E100", "--manufacturer", "Nobody"), 1, "unknown manufacturer"),
    (
        ("predict", "E100", "--protocol", "https-if-available", "--port", "8443"),
        2,
        "with HTTPS If Available the recorder's port cannot be edited",
    ),
    (
        ("predict", "E100", "--protocol", "ftp"),
        2,
        "it has 'HTTP', 'HTTPS If Available', 'HTTPS Required'",
    ),
    (("predict", "E100", "--port", "70000"), 2, "a port is a number from 1 to 65535"),
    (("predict", "E100", "--port", "many"), 2, "not a valid integer"),
    (("predict",), 2, "Missing argument 'MODEL'"),
    (("filter", "--https", "maybe"), 2, "'maybe' is not one of"),
    (("filter", "--ssl", "--https", "no"), 2, "--ssl means --https yes"),
    (("filter", "--sort", "size"), 2, "choose from manufacturer, series, model"),
    (("filter", "--columns", "size"), 2, "choose from manufacturer"),
    (("filter", "--limit", "-1"), 2, "-1"),
    (("filter", "--limit", "9223372036854775808"), 2, "9223372036854775808"),
    (("filter", "--offset", "9223372036854775808"), 2, "9223372036854775808"),
    (("filter", "--manufacturer", "\udcff"), 1, r"unknown manufacturer '\udcff'"),
    (("predict", "E100", "--manufacturer", "\udcff"), 1, r"unknown manufacturer '\udcff'"),
    (("show", "E100 \udcff"), 1, r"unknown model 'E100 \udcff'"),
    (("firmware", "parse", "\udcff", "1"), 1, r"unknown manufacturer '\udcff'"),
    (("filter", "--text", ""), 2, "'--text': '' says nothing"),
    (("filter", "--firmware", ""), 2, "'--firmware': '' says nothing"),
    (("predict", "E100", "--plugin", ""), 2, "'--plugin': '' says nothing"),
    (("predict", "E100", "--plugin", "x" * 201), 1, "the catalogue has Closed, Native, ONVIF"),
    (("filter", "--protocol", "http"), 2, "protocol 'http' goes with a symbol"),
    (("filter", "--manufacturer", "Exemplr"), 1, "did you mean Exemplar?"),
    (("compare", "E100"), 2, "compare needs two models"),
    (("firmware", "compare", "Nobody", "1", "2"), 1, "unknown manufacturer 'Nobody'"),
    (("record", "E100", "--data", "x", "--yes"), 2, "nothing observed"),
    (("record", "E100", "--symbol", "gear", "--data", "x", "--yes"), 2, "say --plugin"),
    (("record", "E100", "--https", "yes", "--yes"), 2, "say --data DIR"),
    (
        ("record", "E100", "--symbol", "gear", "--plugin", "", "--data", "x"),
        2,
        "'--plugin': '' says nothing",
    ),
    (
        ("record", "E100", "--https", "yes", "--note", " ", "--data", "x"),
        2,
        "'--note': ' ' says nothing",
    ),
    (("record", "E100", "--https", "yes", "--recorder", "B", "--data", "x"), 2, "--recorder 'B'"),
    (
        ("record", "E100", "--https", "yes", "--recorder-version", "99", "--data", "x"),
        2,
        "--recorder-version '99' belongs to a plugin: say --plugin, or leave",
    ),
    (("record", "E100", "--https", "yes", "--data", ""), 2, "'--data': it is empty"),
    (("--data", "", "stats"), 2, "'--data': it is empty"),
    (("--database", "", "stats"), 2, "'--database': it is empty"),
    (("seed", "build", "--database", ""), 2, "'--database': it is empty"),
    (("seed", "new", "A", "B", "--data", ""), 2, "'--data': it is empty"),
    (("seed", "check", ""), 2, "'[FOLDER]': it is empty"),
    (("seed", "format", ""), 2, "'FOLDER': it is empty"),
    (("seed", "schema", "--write", ""), 2, "'--write': it is empty"),
    (("seed", "schema", "--check", ""), 2, "'--check': it is empty"),
    (("export", "feed", ""), 2, "'TARGET': it is empty"),
    (("diff", "", "x"), 2, "'OLD': it is empty"),
    (("check", ""), 2, "'FILE': it is empty"),
    (("check", "x.csv", "-o", ""), 2, "it is empty"),
    (("check", "x.csv", "--waivers", ""), 2, "'--waivers': it is empty"),
    (("seed", "check", "no-such-folder"), 2, "there is no such folder"),
    (("nonsense",), 2, "No such command 'nonsense'"),
]


@pytest.mark.parametrize(("arguments", "code", "words"), WRONG, ids=lambda v: str(v)[:60])
def test_bad_input_gets_one_clear_sentence(
    run: Run, arguments: tuple[str, ...], code: int, words: str
) -> None:
    done = run(*arguments)
    assert (done.exit_code, done.stdout) == (code, "")
    assert words in done.stderr
    assert "Error: " in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "name"),
    [
        (("predict", "Nikon D90", "--format", "json"), 1, "unknown-model"),
        (("predict", "E10O", "--format=json"), 1, "unknown-model"),
        (("predict", "E100", "--protocol", "ftp", "--format=json"), 2, "no-such-protocol"),
        (("predict", "E100", "--port", "0", "--format", "json"), 2, "bad-port"),
        (("predict", "--format", "json"), 2, "usage"),
        (("filter", "--manufacturer", "x", "--format", "ndjson"), 1, "unknown-manufacturer"),
    ],
)
def test_with_json_the_error_is_an_object(
    run: Run, arguments: tuple[str, ...], code: int, name: str
) -> None:
    done = run(*arguments)
    assert done.exit_code == code
    error = json.loads(done.stdout)["error"]
    assert error["code"] == name
    assert error["message"]
    assert isinstance(error["suggestions"], list)


HOSTILE = ["\x1b[31mred", "a\x00b", "\u202egpj.exe", "%s%n", "'; DROP TABLE model; --", "é" * 5000]


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_hostile_text_neither_breaks_nor_steers_the_terminal(run: Run, text: str) -> None:
    for arguments in (
        ("predict", text),
        ("search", text),
        ("predict", "E100", "--firmware", text),
        ("filter", "--text", text),
        ("firmware", "parse", "Exemplar", text),
        ("predict", "E100", "--plugin", text),
    ):
        done = run(*arguments)
        assert done.exit_code in (0, 1)
        assert done.exception is None or isinstance(done.exception, SystemExit)
        for stream in (done.stdout, done.stderr):
            assert not set(stream) & {"\x1b", "\x00", "\u202e"}


def test_cells_for_a_spreadsheet_are_no_formulas(tmp_path: Path) -> None:
    from integration_db.text.safe_text import defused

    for text in ("=1+1", "+1", "-1", "@x"):
        assert defused(text) == f"'{text}"
    assert defused("P3245-LVE") == "P3245-LVE"


TOO_LONG = "x" * 5000

REFUSED_BY_THE_SYSTEM = [
    # arguments, the code of the exit
    (("--data", TOO_LONG, "filter", "--count"), 2),
    (("--database", TOO_LONG, "filter", "--count"), 1),
    (("check", "list.csv", "-o", f"{TOO_LONG}.csv"), 1),
    (("export", "site", TOO_LONG), 1),
    (("export", "feed", TOO_LONG), 1),
    (("diff", TOO_LONG, TOO_LONG), 2),
    (("seed", "check", TOO_LONG), 2),
    (("seed", "format", TOO_LONG), 2),
    (("seed", "schema", "--check", TOO_LONG), 2),
    (("seed", "schema", "--write", TOO_LONG), 1),
    (("seed", "build", "--database", TOO_LONG), 1),
    (("seed", "new", "Exemplar", "E100", "--data", TOO_LONG), 1),
    (("record", "E100", "--https", "yes", "--firmware", "1.0", "--yes", "--data", TOO_LONG), 1),
]


@pytest.mark.parametrize(("arguments", "code"), REFUSED_BY_THE_SYSTEM, ids=lambda v: str(v)[:40])
def test_what_the_file_system_refuses_is_one_sentence(
    run: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    code: int,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "list.csv").write_text("model\nE100\n", encoding="utf-8")
    done = run(*arguments, real=arguments[0].startswith("--"))
    assert isinstance(done.exception, SystemExit)
    assert (done.exit_code, done.stdout) == (code, "")
    assert done.stderr.startswith("Error: ")
    assert TOO_LONG in done.stderr
    assert done.stderr.count("\n") == 1


def test_what_the_file_system_refuses_names_the_file_and_why(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    exists = Path.exists

    def refuse(path: Path) -> bool:
        if path.name == "e999.yaml":
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return exists(path)

    monkeypatch.setattr(Path, "exists", refuse)
    done = run("seed", "new", "Exemplar", "E999", "--data", str(tmp_path))
    assert done.exit_code == 1
    place = tmp_path / "cameras" / "exemplar" / "e999.yaml"
    assert done.stderr == f"Error: cannot use {str(place)!r}: Permission denied.\n"


def test_schemas_are_compared_whatever_the_files_hold(run: Run, tmp_path: Path) -> None:
    assert run("seed", "schema", "--write", str(tmp_path)).exit_code == 0
    assert run("seed", "schema", "--check", str(tmp_path)).exit_code == 0
    (tmp_path / "cameras.schema.json").write_bytes(b"\xff\xfe")
    done = run("seed", "schema", "--check", str(tmp_path))
    assert done.exit_code == 2
    assert "is not what the code says" in done.stderr


def test_a_schema_that_cannot_be_written_stays_as_it_was(run: Run, tmp_path: Path) -> None:
    assert run("seed", "schema", "--write", str(tmp_path)).exit_code == 0
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    def full(path: Path, data: bytes) -> int:
        path.open("wb").close()
        raise OSError(errno.ENOSPC, "No space left on device", str(path))

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Path, "write_bytes", full)
        done = run("seed", "schema", "--write", str(tmp_path))
    assert done.exit_code == 1
    assert done.stderr.endswith("No space left on device.\n")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_an_error_has_the_form_that_the_answer_was_to_have(run: Run) -> None:
    asked = ("filter", "--manufacturer", "nobody", "--format")
    line = run(*asked, "ndjson").stdout
    assert json.loads(line)["error"]["code"] == "unknown-manufacturer"
    assert line.count("\n") == 1
    last = run(*asked, "json", "--format", "table")
    assert (last.exit_code, last.stdout) == (2, "")
    assert "--format is said 2 times" in last.stderr


@pytest.mark.parametrize("columns", ["²", "٣", "", "-1", "many"])
def test_a_width_that_is_no_number_is_passed_over(
    run: Run, monkeypatch: pytest.MonkeyPatch, columns: str
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert run("predict", "E100").exit_code == 0


def test_an_interrupt_before_the_program_is_loaded_is_quiet() -> None:
    code = (
        "import sys\n"
        "class Interrupt:\n"
        "    def find_spec(self, name, *_):\n"
        "        if name == 'click':\n"
        "            raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Interrupt())\n"
        "from integration_db_cli.__main__ import run\n"
        "run()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")


def test_every_command_has_help_with_an_example(run: Run) -> None:
    from integration_db_cli.main import COMMANDS

    for command in COMMANDS:
        done = run(command, "--help")
        assert done.exit_code == 0
        assert f"integration-db {command}" in done.stdout
        assert "Example" in done.stdout
    for command in (("firmware", "compare"), ("firmware", "parse"), ("seed", "check")):
        assert "Example" in run(*command, "-h").stdout


def test_a_value_that_follows_from_another_says_so(run: Run, tmp_path: Path) -> None:
    mine = tmp_path / "cameras" / "reolink" / "lumus.yaml"
    mine.parent.mkdir(parents=True)
    mine.write_text(
        "manufacturer: Reolink\nseries: Lumus\nmodels:\n  - name: Lumus\n    statements:\n"
        "      - {https_support: false, source: reolink-home-assistant, grade: lab_test}\n",
        encoding="utf-8",
    )
    question = ("predict", "Reolink Lumus", "--explain")
    said = run("--data", str(tmp_path), *question, real=True).stdout
    assert "video encryption: no\n    * follows from HTTPS support" in said


def test_a_recorded_padlock_changes_the_next_prediction(run: Run, tmp_path: Path) -> None:
    question = ("predict", "Axis P3245-LVE", "--firmware", "10.12.114", "--plugin", "ONVIF")
    kept = run(
        *("record", "Axis P3245-LVE", "--firmware", "10.12.114", "--plugin", "ONVIF"),
        *("--symbol", "padlock", "--data", str(tmp_path / "mine"), "--yes"),
        real=True,
    )
    assert kept.exit_code == 0, kept.stderr
    assert "exacqvision.yaml" in kept.stdout
    assert "Nobody has recorded what it shows." in " ".join(
        run(*question, real=True).stdout.split()
    )
    after = run("--data", str(tmp_path / "mine"), *question, real=True)
    assert (
        "a padlock. Evidence: lab test (camera), lab test (recorder). Seen 1 time, last"
        in " ".join(after.stdout.split())
    )
    assert "[#] padlock" in after.stdout
    checked = run("seed", "check", str(tmp_path / "mine"), real=True)
    assert checked.exit_code == 0, checked.stdout


def test_record_asks_before_it_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from integration_db_cli.main import main

    arguments = ["record", "Axis P3245-LVE", "--firmware", "10.12.114", "--regen-cert", "no"]
    arguments += ["--data", str(tmp_path / "m")]
    nobody = CliRunner().invoke(main, arguments)
    assert (nobody.exit_code, nobody.stdout) == (2, "")
    assert "--yes" in nobody.stderr
    monkeypatch.setattr("click.testing._NamedTextIOWrapper.isatty", lambda _: True)
    done = CliRunner().invoke(main, arguments, input="n\n")
    assert done.exit_code == 130
    assert "Write this?" in done.stderr
    assert not (tmp_path / "m").exists()


@pytest.mark.usefixtures("small_shipped_seed")
@pytest.mark.parametrize(
    ("seen", "refusal"),
    [
        (["--firmware", "banana", "--https", "yes"], "'banana' cannot be read"),
        (["--https", "yes"], "a lab_test holds for the firmware on which it was seen"),
        (["--https", "yes", "--grade", "vendor_document", "--onwards"], "onwards from which"),
    ],
)
def test_record_keeps_nothing_that_would_be_refused_later(
    run: Run, tmp_path: Path, seen: list[str], refusal: str
) -> None:
    mine = tmp_path / "mine"
    done = run("record", "E100", *seen, "--data", str(mine), "--yes", real=True)
    assert (done.exit_code, done.stdout) == (1, "")
    assert refusal in done.stderr
    assert not [path for path in mine.rglob("*") if path.suffix == ".yaml"]


def test_seed_check_lists_every_problem_with_its_place(run: Run, tmp_path: Path) -> None:
    place = tmp_path / "cameras" / "axis" / "x1.yaml"
    place.parent.mkdir(parents=True)
    place.write_text("manufacturer: Axis\nseries: X1\nmodles: []\n")
    (tmp_path / "sources.yaml").write_bytes(b"\xff")
    done = run("seed", "check", str(tmp_path), real=True)
    assert done.exit_code == 1
    lines = done.stdout.splitlines()
    assert any("x1.yaml:3:1: R002 unknown key 'modles'" in line for line in lines)
    assert any("sources.yaml:1:1: Y003 not UTF-8 text" in line for line in lines)
    broken = run("--data", str(tmp_path), "filter", "--ssl", real=True)
    assert (broken.exit_code, broken.stdout) == (1, "")
    assert "R002" in broken.stderr
    assert "Error: the seed has 2 problems." in broken.stderr


def test_seed_build_writes_a_database_that_the_other_commands_read(
    run: Run, tmp_path: Path
) -> None:
    place = tmp_path / "catalogue.sqlite"
    assert run("seed", "build", "--database", str(place), real=True).stdout == f"{place}\n"
    assert run("seed", "build", "--database", str(place), real=True).exit_code == 0, "again"
    done = run("--database", str(place), "filter", "--ssl", "--count", real=True)
    assert int(done.stdout) > 500
    foreign = tmp_path / "letter.txt"
    foreign.write_text("Dear reader")
    refused = run("seed", "build", "--database", str(foreign), real=True)
    assert refused.exit_code == 1
    assert foreign.read_text() == "Dear reader"


def test_seed_new_prints_or_writes_a_scaffold(run: Run, tmp_path: Path) -> None:
    printed = run("seed", "new", "axis", "P9999-LVE", "--series", "P99", real=True)
    assert "# cameras/axis/p99.yaml" in printed.stdout
    assert 'manufacturer: "Axis"' in printed.stdout
    arguments = ("seed", "new", "Axis", "P9999-LVE", "--series", "P99", "--data", str(tmp_path))
    assert run(*arguments, real=True).exit_code == 0
    assert run(*arguments, real=True).exit_code == 1, "never overwrites"


@pytest.mark.usefixtures("small_shipped_seed")
def test_the_commented_lines_of_a_new_sources_file_can_be_used_as_they_stand(
    run: Run, tmp_path: Path
) -> None:
    done = run("seed", "new", "Exemplar", "E999", "--data", str(tmp_path), real=True)
    assert "listed" not in done.stderr
    assert run("seed", "check", str(tmp_path), real=True).exit_code == 0
    sources = tmp_path / "sources" / "exemplar.yaml"
    lines = sources.read_text().splitlines()
    sources.write_text("".join(f"{line.removeprefix('# ')}\n" for line in lines))
    checked = run("seed", "check", str(tmp_path), real=True)
    assert checked.exit_code == 0, checked.stdout + checked.stderr
    assert "my-source" in sources.read_text()


def test_a_camera_that_is_listed_is_scaffolded_in_its_own_series(run: Run, tmp_path: Path) -> None:
    done = run("seed", "new", "Axis", "axis p3346ve", "--data", str(tmp_path), real=True)
    assert "Axis P3346-VE is listed already, in the series P33." in done.stderr
    text = (tmp_path / "cameras" / "axis" / "p33.yaml").read_text()
    assert 'series: "P33"' in text
    assert 'name: "P3346-VE"' in text


@pytest.mark.usefixtures("small_shipped_seed")
def test_a_camera_of_the_overlay_that_is_written_to_can_be_recorded(
    run: Run, tmp_path: Path
) -> None:
    new = ("seed", "new", "Exemplar", "E999", "--data", str(tmp_path))
    assert run(*new, real=True).exit_code == 0
    seen = ("record", "E999", "--https", "yes", "--firmware", "11.1.2", "--yes")
    kept = run(*seen, "--data", str(tmp_path), real=True)
    assert kept.exit_code == 0, kept.stderr
    shown = run("--data", str(tmp_path), "show", "E999", real=True)
    assert "lab test" in shown.stdout


def program(*arguments: str, **options: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # type: ignore[call-overload, no-any-return]
        [sys.executable, "-m", "integration_db_cli", *arguments],
        **{"capture_output": True, "text": True, "check": False, **options},
    )


def test_a_real_process_answers_and_says_its_version(good_database: str) -> None:
    done = program("--database", good_database, "predict", "E100", "--protocol", "http")
    assert (done.returncode, done.stderr) == (0, "")
    assert "[ ] empty" in done.stdout
    assert program("--version").stdout.startswith("integration-db ")


def test_a_reader_that_goes_away_is_no_error(good_database: str) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "integration_db_cli", "filter", "--format", "json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.read(10)
    process.stdout.close()
    assert process.stderr.read() == ""
    assert process.wait(60) == 0
    process.stderr.close()


@pytest.mark.skipif(os.name == "nt", reason="needs a POSIX pipe")
@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        *(("-h", 0), ("--version", 0), ("check -h", 0)),
        *(("", 2), ("predict", 2), ("--nosuch", 2)),
        ("--data nosuchfolder stats", 2),
    ],
)
def test_the_exit_code_is_the_same_where_nobody_reads(arguments: str, code: int) -> None:
    read, write = os.pipe()
    os.close(read)
    try:
        done = program(*arguments.split(), capture_output=False, stdout=write, stderr=write)
    finally:
        os.close(write)
    assert done.returncode == code


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_an_answer_that_cannot_be_written_is_one_clear_error(good_database: str) -> None:
    with open("/dev/full", "w", encoding="utf-8") as full:
        done = program(
            "--database",
            good_database,
            "show",
            "E100",
            capture_output=False,
            stdout=full,
            stderr=subprocess.PIPE,
        )
    assert done.returncode == 1
    assert done.stderr == "Error: cannot write the answer: No space left on device\n"


@pytest.mark.skipif(sys.platform == "win32", reason="needs limits of a process")
def test_to_read_a_catalogue_needs_no_room_on_a_disk(real_database: str) -> None:
    """What SQLite puts aside was written to files, and a full disk was told as a bad database."""
    import resource

    done = program(
        *("--database", real_database, "export", "ndjson", "-"),
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (4_000, 4_000)),
    )
    assert done.returncode == 0, done.stderr


def answered_in(encoding: str, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Run the program at a terminal of that encoding."""
    return subprocess.run(
        [sys.executable, "-m", "integration_db_cli", *arguments],
        env={**os.environ, "PYTHONIOENCODING": encoding},
        capture_output=True,
        check=False,
    )


TOKYO = "model,name\nE100,東京 × é\n"


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
@pytest.mark.parametrize("form", ["csv", "json", "ndjson", "html", "markdown", "table"])
def test_a_file_is_utf_8_and_a_table_what_the_terminal_can_show(
    good_database: str, tmp_path: Path, form: str, encoding: str
) -> None:
    listed = tmp_path / "list.csv"
    listed.write_text(TOKYO, encoding="utf-8")
    arguments = ("--database", good_database, "check", str(listed), "--format", form)
    done = answered_in(encoding, *arguments)
    assert b"Traceback" not in done.stderr
    if form == "table":
        assert b"E100" in done.stdout
        assert done.stdout.decode(encoding).isascii() == (encoding == "ascii")
    else:
        text = done.stdout.decode("utf-8")
        assert ("東京 × é" in text) or ("\\u6771\\u4eac \\u00d7 \\u00e9" in text)


@pytest.mark.parametrize("form", ["csv", "markdown", "table"])
def test_other_answers_are_files_in_utf_8_too(form: str, tmp_path: Path) -> None:
    overlay = tmp_path / "東京"
    (overlay / "cameras").mkdir(parents=True)
    (overlay / "cameras" / "x.yaml").write_text("[", encoding="utf-8")
    done = answered_in("cp1252", "seed", "check", str(overlay), "--format", form)
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr
    assert ("東京".encode() in done.stdout) == (form != "table")


@pytest.mark.skipif(os.name == "nt", reason="needs a POSIX shell")
@pytest.mark.parametrize(
    "arguments", ["stats", "export csv -", "check list.csv --format xlsx", "check list.csv"]
)
def test_an_answer_that_nobody_can_take_is_an_error(
    good_database: str, tmp_path: Path, arguments: str
) -> None:
    (tmp_path / "list.csv").write_text("model\nE100\n", encoding="utf-8")
    command = f"'{sys.executable}' -m integration_db_cli --database '{good_database}' {arguments}"
    done = subprocess.run(
        ["sh", "-c", f"{command} >&-"], capture_output=True, text=True, check=False, cwd=tmp_path
    )
    assert done.returncode == 1
    assert done.stderr == "Error: cannot write the answer: Bad file descriptor\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("arguments", ["check list.csv --format xlsx", "export csv -"])
def test_a_full_disk_is_said_once(good_database: str, tmp_path: Path, arguments: str) -> None:
    (tmp_path / "list.csv").write_text("model\nE100\n", encoding="utf-8")
    with open("/dev/full", "wb") as full:
        done = program(
            *("--database", good_database, *arguments.split()),
            **{"capture_output": False, "stdout": full, "stderr": subprocess.PIPE},
            cwd=tmp_path,
        )
    assert done.returncode == 1
    assert done.stderr == "Error: cannot write the answer: No space left on device\n"


def test_colour_only_on_a_terminal(good_database: str, run: Run) -> None:
    assert "\x1b" not in run("predict", "E100").stdout
    forced = run("predict", "E100", color=True)
    assert "\x1b[" in forced.stdout
    plain = run("predict", "E100", color=True, env={"NO_COLOR": "1"})
    assert "\x1b" not in plain.stdout


def test_settings_name_overlays_and_database(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, good_database: str
) -> None:
    monkeypatch.setenv("INTEGRATION_DB_DATABASE", good_database)
    assert run("filter", "--count", real=True).stdout == "10\n"
    monkeypatch.delenv("INTEGRATION_DB_DATABASE")
    monkeypatch.setenv("INTEGRATION_DB_DATA", str(tmp_path / "nowhere"))
    done = run("filter", "--count", real=True)
    assert done.exit_code == 2
    assert "there is no such folder" in done.stderr


def test_a_database_and_overlays_cannot_be_mixed(run: Run, tmp_path: Path) -> None:
    done = run("--data", str(tmp_path), "filter", "--count")
    assert done.exit_code == 2
    assert "cannot be combined" in done.stderr


def test_completion_knows_the_commands() -> None:
    environment = {
        **os.environ,
        "_INTEGRATION_DB_COMPLETE": "bash_complete",
        "COMP_WORDS": "integration-db pre",
        "COMP_CWORD": "1",
    }
    done = program(env=environment)
    assert "predict" in done.stdout


def test_seed_new_asks_only_a_terminal(run: Run) -> None:
    done = run("seed", "new", real=True)
    assert done.exit_code == 2
    assert "missing MANUFACTURER" in done.stderr


def test_seed_format_names_the_files_and_can_only_look(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "sources.yaml"
    path.write_bytes(b"{}   \n")
    looked = run("seed", "format", str(tmp_path), "--check")
    assert (looked.exit_code, looked.stdout) == (1, f"{path}\n")
    assert path.read_bytes() == b"{}   \n"
    assert run("seed", "format", str(tmp_path)).exit_code == 0
    assert path.read_bytes() == b"{}\n"
    assert run("seed", "format", str(tmp_path / "nowhere")).exit_code == 2


def test_show_lists_the_firmware_known_to_exist_in_its_order(run: Run) -> None:
    done = run("show", "Sample S20")
    assert "  1.2   2020-05-17  first\n  1.10  2021-03\n" in done.stdout
    found = json.loads(run("show", "Sample S20", "--format", "json").stdout)
    assert [release["version"] for release in found["releases"]] == ["1.2", "1.10"]


@pytest.mark.parametrize(
    ("arguments", "ends"),
    [
        (["predict", "E100", "--recorder", "x" * 1_000_000], "exacqVision"),
        (["predict", "E100", "--done", "x" * 1_000_000], "check_https"),
        (["filter", "--grade", "x" * 1_000_000], "'lab_test'."),
    ],
)
def test_a_megabyte_is_refused_in_a_few_lines(run: Run, arguments: list[str], ends: str) -> None:
    """Whoever pasted it need not read it again; what would be valid is still said."""
    done = run(*arguments)
    assert done.exit_code in (1, 2)
    assert done.stdout == ""
    assert len(done.stderr) < 2000
    assert "[...]" in done.stderr
    assert ends in done.stderr


@pytest.mark.parametrize(
    ("arguments", "names"),
    [
        ("predict E100 --firmware any --firmware 10.5", "--firmware"),
        ("predict E100 --https-on --https-off", "--https-on or --https-off"),
        ("seed check --alone --alone", "--alone"),
        ("serve --port 1 --port 2", "--port"),
    ],
)
def test_an_option_of_which_one_would_be_lost_is_refused(
    run: Run, arguments: str, names: str
) -> None:
    done = run(*arguments.split())
    assert done.exit_code == 2
    assert f"Error: {names} is said 2 times: say it once" in done.stderr


def test_an_option_that_adds_up_may_be_said_again(run: Run) -> None:
    done = run("predict", "E100", "--done", "set_clock", "--done", "open_port")
    assert done.exit_code == 0


@pytest.mark.parametrize("columns", ["60", "80", "120"])
def test_no_table_cuts_a_name_or_a_version(run: Run, columns: str) -> None:
    question = ("filter", "--text", "MIC", "--firmware", "any", "--limit", "40")
    rows = json.loads(run(*question, "--format", "json", real=True).stdout)
    table = run(*question, real=True, env={"COLUMNS": columns}).stdout
    seen = set(table.replace(",<", ", <").split())
    assert rows
    for row in rows:
        assert set(row["model"].split()) <= seen
        for stretch in row["ranges"]:
            assert set(stretch["firmware"].replace(",<", ", <").split()) <= seen
    if columns == "120":
        assert max(map(len, table.splitlines())) <= int(columns)


@pytest.mark.parametrize("recorder", ["none", "exacqVision"])
def test_a_board_that_is_not_listed_gets_the_answer_for_any_and_is_told_so(
    run: Run, recorder: str
) -> None:
    asked = ("predict", "S10", "--recorder", recorder)
    done = run(*asked, "--hardware-version", "9")
    assert done.exit_code == 0
    assert "Hardware version '9' of Sample Optics S10 is not listed, only" in done.stdout
    found = json.loads(run(*asked, "--hardware-version", "9", "--format", "json").stdout)
    of_any = json.loads(run(*asked, "--format", "json").stdout)
    assert found["capabilities"] == of_any["capabilities"]
    assert found["hardware_version"] is None

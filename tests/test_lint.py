"""Every rule has an example that breaks it, and is broken at the line that the example marks."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from integration_db import SeedError
from integration_db.curation.seed_check import check_seed
from integration_db.database.opening import open_in_memory
from integration_db.seed import loading, reading, rules
from integration_db.seed.addresses import why_it_changes
from integration_db.seed.rules.rule import Complaints, View

BAD = Path(__file__).parent / "bad_seed"


@pytest.mark.parametrize("rule", rules.RULES, ids=lambda rule: rule.code)
def test_a_rule_is_broken_where_its_example_says(rule: rules.Rule, good_seed: Path) -> None:
    folder = BAD / rule.code
    loaded, problems = reading.read_all([good_seed, folder])
    assert problems == []
    found = [f for f in rules.apply_rules(loaded) if f.problem.path.startswith(rule.code)]
    assert [f.rule.code for f in found] == [rule.code], [str(f.problem) for f in found]
    problem = found[0].problem
    line = (BAD / problem.path).read_text(encoding="utf-8").splitlines()[problem.line - 1]
    assert line.endswith(f"# {rule.code}"), f"{problem} points at {line!r}"


def test_every_example_belongs_to_a_rule() -> None:
    assert {path.name for path in BAD.iterdir()} == {rule.code for rule in rules.RULES}


def test_the_example_seed_breaks_no_rule_but_the_conflict_it_shows(good_seed: Path) -> None:
    found = rules.apply_rules(loading.load([good_seed]))
    assert [f.rule.code for f in found] == ["L035"]


SHA = "0123456789abcdef0123456789abcdef01234567"


@pytest.mark.parametrize(
    ("address", "branch"),
    [
        ("raw.githubusercontent.com/a/b/main/x", "main"),
        ("raw.githubusercontent.com/a/b/refs/heads/main/x", "main"),
        ("raw.githubusercontent.com/a/b/refs/heads/1.0/x", "1.0"),
        ("raw.githubusercontent.com/a/b/refs/tags/v1.0/x", None),
        (f"raw.githubusercontent.com/a/b/{SHA}/x", None),
        ("github.com/a/b/blob/HEAD/x", "HEAD"),
        ("github.com/a/b/blob/v1.2/x", None),
        ("github.com/a/b/issues/12", None),
        ("gitlab.com/group/part/b/-/blob/main/x", "main"),
        (f"gitlab.com/group/part/b/-/blob/{SHA}/x", None),
        ("codeberg.org/a/b/raw/branch/main/x", "main"),
        (f"codeberg.org/a/b/raw/commit/{SHA}/x", None),
        ("codeberg.org/a/b/src/tag/one/x", None),
        ("bitbucket.org/a/b/src/master/x", "master"),
        ("github.com/a/b/blob", "blob"),
        ("[gitlab.com/a/b/-/", None),
    ],
)
def test_an_address_of_a_branch_is_told_from_one_that_stands_still(
    address: str, branch: str | None
) -> None:
    told = why_it_changes(f"https://{address}")
    assert told == (branch and f"{branch!r} is a branch, which changes with every commit")


def test_a_very_long_name_of_a_branch_is_gone_through_in_one_go() -> None:
    """It took minutes: its numbers were parted in every way that there is."""
    told = why_it_changes(f"https://github.com/a/b/blob/{'1-' * 200_000}!/x")
    assert told is not None
    assert told.endswith("is a branch, which changes with every commit")


def test_what_an_overlay_adds_makes_no_statement_below_it_reach_far(
    good_seed: Path, tmp_path: Path
) -> None:
    mine = tmp_path / "mine/cameras/exemplar/e2.yaml"
    mine.parent.mkdir(parents=True)
    models = "".join(f"  - name: E2{n:03d}\n" for n in range(60))
    own = "statements:\n  - {https_support: true, source: example-guide, grade: vendor_document}\n"
    head = "manufacturer: Exemplar\nseries: E2\nsource: example-guide\n"
    mine.write_text(f"{head}models:\n{models}")
    below = [good_seed, tmp_path / "mine"]
    assert [f.problem.code for f in check_seed(below).findings] == ["L035"]
    mine.write_text(f"{head}{own}models:\n{models}")
    far = [f.problem for f in check_seed(below).findings if f.problem.code == "L062"]
    assert [(p.path, p.line) for p in far] == [("mine/cameras/exemplar/e2.yaml", 5)]


def test_a_part_number_leads_to_one_camera(good_seed: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine/cameras/exemplar/x1.yaml"
    mine.parent.mkdir(parents=True)
    mine.write_text(
        "manufacturer: Exemplar\nseries: X1\nmodels:\n"
        "  - name: X100\n    aliases: [X-Dome]\n"
        "    identifiers:\n      - 77-001\n      - 77 001\n      - 01593-001\n"
        "  - name: X200\n    identifiers:\n      - xdome\n      - E100\n"
        "  - name: E100\n    identifiers: ['01593-001']\n"
    )
    checked = check_seed([good_seed, tmp_path / "mine"])
    assert [
        (f.problem.line, f.problem.message) for f in checked.findings if f.problem.code == "L029"
    ] == [
        (8, "part number '77 001' of X100 stands there twice"),
        (
            9,
            "part number '01593-001' is given to E100 and to X100; what several share is "
            "printed_as",
        ),
        (12, "part number 'xdome' of X200 is an alias of X100"),
        (13, "part number 'E100' of X200 is the name of E100"),
    ]


def test_an_error_refuses_the_seed_and_a_note_does_not(good_seed: Path) -> None:
    with pytest.raises(SeedError, match="1 problem"):
        loading.load([good_seed, BAD / "L001"])
    open_in_memory([good_seed, BAD / "L003"]).close()


def test_building_is_refused_for_the_errors_that_the_check_finds_and_asks_for_no_notes(
    good_seed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded, _ = reading.read_all([good_seed, *BAD.iterdir()])
    breaches = rules.apply_rules(loaded)
    errors = [breach.problem for breach in breaches if breach.rule.severity == "error"]
    notes = [rule for rule in rules.RULES if rule.severity == "note"]
    assert 0 < len(errors) < len(breaches)

    def refuse(_: View) -> Complaints:
        raise AssertionError("what a note would say is not looked for")

    silent = [replace(rule, check=refuse) if rule in notes else rule for rule in rules.RULES]
    monkeypatch.setattr(rules, "RULES", silent)
    assert rules.refusals(loaded) == errors


def test_all_problems_of_all_files_come_in_one_run(good_seed: Path) -> None:
    folders = [BAD / code for code in ("L001", "L012", "L030")]
    loaded, _ = reading.read_all([good_seed, *folders])
    assert {"L001", "L012", "L030"} <= {f.rule.code for f in rules.apply_rules(loaded)}


def test_a_typing_error_gets_a_suggestion(good_seed: Path) -> None:
    loaded, _ = reading.read_all([good_seed, BAD / "L001"])
    messages = [f.problem.message for f in rules.apply_rules(loaded)]
    assert any("did you mean example-guide" in message for message in messages)


def test_codes_are_unique_and_every_rule_says_why() -> None:
    assert len({rule.code for rule in rules.RULES}) == len(rules.RULES)
    assert all(rule.reason and rule.title for rule in rules.RULES)


@pytest.mark.parametrize(
    ("one", "other", "meet"),
    [
        (">=5.0", ">=7.0", True),
        ("<7.0", ">=7.0", False),
        ("*", "build>=2023-01-01", True),
        (">=5.0,<6.0 | >=9.0", ">=9.1,<9.2", True),
        (">=5.0,<6.0", ">=6.0,<7.0", False),
    ],
)
def test_equal_statements_disagree_only_where_their_ranges_meet(
    one: str, other: str, meet: bool, good_seed: Path, tmp_path: Path
) -> None:
    path = tmp_path / "cameras/exemplar/x1.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(
        "manufacturer: Exemplar\nseries: X1\nmodels:\n  - name: X100\n    statements:\n"
        f'      - {{firmware: "{one}", https_support: true, source: example-guide, '
        "grade: vendor_document}\n"
        f'      - {{firmware: "{other}", https_support: false, source: example-guide, '
        "grade: vendor_document}\n",
        encoding="utf-8",
    )
    loaded, problems = reading.read_all([good_seed, tmp_path])
    assert problems == []
    own = [f for f in rules.apply_rules(loaded) if f.problem.path.endswith("x1.yaml")]
    assert [f.rule.code for f in own] == (["L035"] if meet else [])


def test_what_a_device_prints_may_not_be_another_model(good_seed: Path, tmp_path: Path) -> None:
    path = tmp_path / "cameras/exemplar/x1.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(
        "manufacturer: Exemplar\nseries: X1\nprinted_as: [E100]\nmodels:\n  - name: X100\n",
        encoding="utf-8",
    )
    loaded, problems = reading.read_all([good_seed, tmp_path])
    assert problems == []
    found = [f for f in rules.apply_rules(loaded) if f.problem.path.endswith("x1.yaml")]
    assert [(f.rule.code, f.problem.line) for f in found] == [("L021", 3)]
    assert "printed name 'E100' of X1" in found[0].problem.message


MENU = """\
name: exacqVision
plugins:
  - name: Streams
    options:
      - {id: streaming, label: Streaming method, values: [tunnel, udp]}
"""

BOX = "name: Box\nsettings:\n"
ONE = "  - {id: a, label: A, tries: [https]}\n"
PAIRED = """\
name: exacqVision
plugins: [{name: Own}]
pairings:
  - {plugin: Own, manufacturer: Exemplar, https_support: true, source: example-guide, \
grade: lab_test, """
MANY = "\n".join(
    [
        "name: exacqVision\nplugins:\n  - name: Streams\n    options:",
        *(f"      - {{id: o{n}, label: O{n}, values: [x, z]}}" for n in range(50)),
        "    statements:",
        *(
            f"      - {{https_support: true, when: {{o{n}: x}}, source: example-guide, "
            "grade: inferred}"
            for n in range(50)
        ),
    ]
)
"""As many choices as would keep a computer busy for ever."""


@pytest.mark.parametrize(
    ("text", "code", "message"),
    [
        (
            MENU.replace("values", "default: pigeon, values"),
            "L042",
            "'pigeon' is none of tunnel, udp",
        ),
        (MENU.replace("id: streaming", "id: setting"), "L042", "an option 'setting' already"),
        (
            BOX + "  - {id: a, label: A, tries: [http]}\n  - {id: a, label: B, tries: [https]}\n",
            "L042",
            "the setting 'a' is there already",
        ),
        (
            BOX + "  - {id: a, label: A, tries: [http]}\n  - {id: b, label: a, tries: [https]}\n",
            "L042",
            "the setting 'a' is there already",
        ),
        (BOX + "  - {id: a, label: A, tries: [https, https]}\n", "L042", "tries the same twice"),
        (
            BOX + ONE + "shows: {control: {symbol: lock}, full: {symbol: Lock}}\n",
            "L042",
            "the symbol 'Lock' stands for another level already",
        ),
        (
            "name: exacqVision\nshows: {full: {symbol: ring}}\n",
            "L045",
            "full is shown as 'padlock' by",
        ),
        (BOX.replace("Box", "None") + ONE, "L042", "'None' asks about the camera alone"),
        (BOX + ONE + "aliases: [none]\n", "L042", "'none' asks about the camera alone"),
        (BOX + ONE + "aliases: [exacqvision]\n", "L042", "'exacqvision' is a name of exacqVision"),
        (PAIRED + "series: E2, model: E100}\n", "L040", "'E2' of Exemplar has no model 'E100'"),
        (
            PAIRED.replace("{name: Own}", "{name: Own, manufacturers: [Blank]}") + "series: E1}\n",
            "L040",
            "Own takes cameras of Blank only, not of Exemplar",
        ),
        (
            BOX + ONE + "plugins: [{name: D}, {name: E, aliases: [d]}]\n",
            "L042",
            "the plugin 'd' is there already",
        ),
        (BOX + ONE + "plugins: [{name: D, manufacturers: [Nobody]}]\n", "L011", "'Nobody'"),
        (
            BOX + ONE + "plugins: [{name: D, manufacturers: [exemplar]}]\n",
            "L011",
            "'exemplar' is spelt 'Exemplar'",
        ),
        (
            BOX + ONE + "statements: [{tls: [], source: example-guide, grade: inferred}]\n",
            "L032",
            "says nothing",
        ),
        (MENU.replace("id: streaming", "id: Chain"), "L042", "an option 'Chain' already"),
        (MENU.replace("tunnel, udp", "udp, UDP"), "L042", "the value 'UDP' already"),
        (
            "name: exacqVision\nsettings:\n  - {id: a, label: A, tries: [https]}\n",
            "L045",
            "exacqVision has its menu in",
        ),
        (
            "name: exacqVision\nplugins: [{name: exemplar native, takes: stream_address}]\n",
            "L045",
            "Native is described in",
        ),
        (
            MENU.replace("Streams", "ONVIF"),
            "L045",
            "with other options; an overlay adds statements, or a new plugin",
        ),
        (MANY, "L046", "50 choices that can be made in 1125899906842624 ways"),
        ("name: Plain\nplugins: [{name: Streams}]\n", "L042", "Plain has no setting"),
        (
            MENU + "    statements:\n      - {https_support: true, when: {way: tunnel}, "
            "source: example-guide, grade: inferred}\n",
            "L043",
            "no option 'way'; it has setting, streaming",
        ),
        (
            MENU + "    statements:\n      - {https_support: true, when: {setting: always}, "
            "source: example-guide, grade: inferred}\n",
            "L043",
            "setting has no value 'always'; it has http, https-if-available, https-required",
        ),
        (
            MENU + "pairings:\n  - {plugin: Streams, manufacturer: Exemplar, https_support: true, "
            "when: {streaming: pigeon}, source: example-guide, grade: lab_test}\n",
            "L043",
            "streaming has no value 'pigeon'; it has tunnel, udp",
        ),
        (
            "name: exacqVision\nstatements:\n  - {video_encryption: true, source: example-guide, "
            "grade: inferred}\n",
            "L044",
            "give video_via",
        ),
    ],
)
def test_a_choice_of_a_recorder_is_refused_where_there_is_none(
    text: str, code: str, message: str, good_seed: Path, tmp_path: Path
) -> None:
    path = tmp_path / "recorders" / text.splitlines()[0].removeprefix("name: ").lower()
    path = path.with_suffix(".yaml")
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    loaded, problems = reading.read_all([good_seed, tmp_path])
    assert problems == []
    found = rules.apply_rules(loaded)
    own = [f for f in found if f.problem.path.endswith(f"recorders/{path.name}")]
    assert [f.rule.code for f in own] == [code], [str(f.problem) for f in own]
    assert message in own[0].problem.message


@pytest.mark.parametrize(
    ("case", "message"),
    [
        ("{plugin: Nope, https_support: yes}", "exacqVision has no plugin 'Nope'"),
        ("{plugin: Closed, https_support: yes}", "https_support of Q1 is no, not yes"),
        ("{plugin: ONVIF, video_encryption: yes}", "video_encryption of Q1 is unknown, not yes"),
        ("{plugin: ONVIF, setting: always, after: [full]}", "has no protocol setting 'always'"),
        ("{recorder: Nobody, https_support: yes}", "unknown recorder 'Nobody'"),
        ("{plugin: ONVIF}", "nothing is expected"),
    ],
)
def test_an_expectation_of_what_there_is_not_is_refused(
    case: str, message: str, good_seed: Path, tmp_path: Path
) -> None:
    path = tmp_path / "cameras/exemplar/q.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(
        f"manufacturer: Exemplar\nseries: Q\nmodels:\n  - name: Q1\n    expect:\n      - {case}\n",
        encoding="utf-8",
    )
    found = [one for one in check_seed([good_seed, tmp_path]).findings if one.severity == "error"]
    assert [one.problem.code for one in found] == ["E001"], found
    assert message in found[0].problem.message
    assert found[0].problem.line == 6


@pytest.mark.parametrize(
    ("url", "moves"),
    [
        ("https://github.com/example/cameras", True),
        ("https://github.com/example/cameras/tree/HEAD/lists", True),
        ("https://github.com/example/cameras/blob/develop/list.csv", True),
        ("https://raw.githubusercontent.com/example/cameras/master/list.csv", True),
        ("https://gitlab.com/example/cameras/-/blob/main/list.csv", True),
        (f"https://github.com/example/cameras/blob/{'0a' * 20}/list.csv", False),
        (f"https://raw.githubusercontent.com/example/cameras/{'0a' * 20}/list.csv", False),
        ("https://github.com/example/cameras/blob/2026.11.0/list.csv", False),
        ("https://github.com/example/cameras/blob/v1.9.14/list.csv", False),
        ("https://github.com/example/cameras/issues/7", False),
        ("https://github.com/example/cameras/wiki/Lists", False),
        ("https://example.com/main/list.csv", False),
    ],
)
def test_an_address_that_shows_what_stands_there_today_is_told(
    good_seed: Path, tmp_path: Path, url: str, moves: bool
) -> None:
    (tmp_path / "sources.yaml").write_text(
        f"x-list:\n  title: List\n  url: {url}\n  kind: catalogue\n  accessed: '2026-11'\n"
    )
    loaded, problems = reading.read_all([good_seed, tmp_path])
    assert problems == []
    told = [b.rule.code for b in rules.apply_rules(loaded) if b.problem.path.endswith("s.yaml")]
    assert ("L005" in told) is moves


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ('firmware: "=9.80"\n        verified_on: "9.80"', False),
        ('firmware: "=9.80 | =10.1"\n        verified_on: "9.80"', False),
        ('verified_on: "9.80"', True),
        ('firmware: ">=9.80,<10"\n        verified_on: "9.80"', True),
        ('firmware: ">=9.80"', True),
        ("", True),
    ],
)
@pytest.mark.parametrize("grade", ["device_reading", "lab_test"])
def test_a_reading_speaks_for_its_version(
    good_seed: Path, tmp_path: Path, grade: str, statement: str, told: bool
) -> None:
    path = tmp_path / "cameras/exemplar/x1.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(
        "manufacturer: Exemplar\nseries: X1\nmodels:\n  - name: X100\n    statements:\n"
        "      - https_support: true\n        source: example-reading\n"
        f"        grade: {grade}\n        {statement}\n"
    )
    loaded, problems = reading.read_all([good_seed, tmp_path])
    assert problems == []
    breaches = [b for b in rules.apply_rules(loaded) if b.problem.path.endswith("x1.yaml")]
    assert [b.rule.code for b in breaches] == (["L061"] if told else [])

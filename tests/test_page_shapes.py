"""What stands on a page, shaped without a server: ladders, ranges, addresses, one choice of two."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integration_db import Catalog
from integration_db.evidence.spans import intervals
from integration_db.firmware import parse_range
from integration_db.prediction.prediction import Shows
from integration_db.report.words import web_address
from integration_db.text import labels, sentences
from integration_db.text.marks import LEVEL_MARKS, SUPPORT_MARKS, UNKNOWN_LEVEL
from integration_db.vocabulary import CAPABILITY_NAMES, LEVELS, SUPPORT
from integration_db.web.pages.camera import answered, camera_page
from integration_db.web.pages.compare import compared
from integration_db.web.pages.parts import recorder_choice, words
from integration_db.web.pages.parts.asking import asked, one_each
from integration_db.web.pages.parts.ladder import ladders
from integration_db.web.problems import Refused


def test_a_ladder_says_what_the_intervals_say(real_catalog: Catalog) -> None:
    """The bars, laid out again row by row, are the answers per firmware range."""
    seen = 0
    for camera in real_catalog.filter()[::7]:
        cells = real_catalog.predict(camera.model, manufacturer=camera.manufacturer).all_cells
        rows = []
        for ladder in ladders(cells):
            running: dict[str, list[object]] = {}
            for rung in ladder.rungs:
                for bar in rung.bars:
                    assert running.get(bar.capability, [0, 0])[1] == 0, "bars overlap"
                    running[bar.capability] = [bar.value, bar.rows]
                rows.append(tuple(running[name][0] for name in CAPABILITY_NAMES))
                for entry in running.values():
                    entry[1] = int(str(entry[1])) - 1
            assert all(left == 0 for _, left in running.values())
        own = [cell._replace(values=cell.own) for cell in cells]
        assert rows == [span.answers for span in intervals(own)]
        seen += len(rows) > 1
    assert seen > 10


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("*", "every firmware"),
        (">=5.70,<7.20", "≥ 5.70, < 7.20"),
        ("<=7.82", "≤ 7.82"),
        (">7.82", "> 7.82"),
        ("build>=2023-09-21", "build ≥ 2023-09-21"),
        (">=5.7.17 build 240606", "≥ 5.7.17 build 240606"),
        ("=7.82", "=7.82"),
        (">=9.80.3.9,<10 | >=10.12.91", "≥ 9.80.3.9, < 10 | ≥ 10.12.91"),
    ],
)
def test_ranges_as_people_read_them(text: str, shown: str) -> None:
    assert sentences.range_words(parse_range(text, manufacturer="Hikvision").clauses) == shown


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        (">=5.70,<7.20", "5.70 or later and before 7.20"),
        (">=7.20,<=7.82", "7.20 to 7.82"),
        (">=7.82,<=7.82", "7.82"),
        ("=7.82", "7.82"),
        ("<=7.82", "7.82 or earlier"),
        (">7.82,build<2023-09-21", "later than 7.82 and built before 2023-09-21"),
        ("build>=2023-09-21", "built on 2023-09-21 or later"),
        (">=9.80.3.9,<10 | >=10.12.91", "9.80.3.9 or later and before 10, or 10.12.91 or later"),
    ],
)
def test_ranges_as_a_sentence_says_them(text: str, spoken: str) -> None:
    assert sentences.spoken_range(parse_range(text, manufacturer="Hikvision").clauses) == spoken


def test_a_tone_is_what_a_value_means_to_a_reader() -> None:
    https, certificate = SUPPORT_MARKS["https_support"], SUPPORT_MARKS["needs_custom_cert"]
    assert https["yes"] == ("good", "yes", "yes")
    assert certificate["no"] == ("good", "yes", "from the factory")
    assert certificate["yes"] == ("task", "work", "to be made")
    assert {one["unknown"] for one in SUPPORT_MARKS.values()} == {("open", "unknown", "unknown")}
    assert {one[value].tone for one in SUPPORT_MARKS.values() for value in SUPPORT} == {
        *("good", "bad", "task", "open"),
    }


def test_a_level_that_is_not_encrypted_is_neither_unknown_nor_broken() -> None:
    tones = {level: mark.tone for level, mark in LEVEL_MARKS.items()}
    assert tones["full"] == "good"
    assert tones["fails"] == "bad"
    assert {tones["control"], tones["stream"]} == {"part"}
    assert tones["nothing"] not in {"bad", UNKNOWN_LEVEL.tone, tones["full"], tones["control"]}


def test_every_mark_has_a_picture() -> None:
    marks = [one for by_value in SUPPORT_MARKS.values() for one in by_value.values()]
    assert {one.shape for one in (*marks, *LEVEL_MARKS.values())} <= words.pictures()


@pytest.mark.parametrize(
    "url",
    [
        *("javascript:alert(1)", "JAVASCRIPT:alert(1)", " javascript:x", "data:text/html,x", ""),
        *("//evil.example", "file:///etc/passwd", "http:", "https://[", "ftp://x/", None),
    ],
)
def test_only_addresses_of_the_web_become_links(url: str | None) -> None:
    assert not web_address(url)
    assert web_address("https://example.com/a?b=c#d")


NAME = st.text(min_size=1, max_size=12).filter(lambda text: "›" not in text)


@given(st.none() | NAME, st.none() | NAME, NAME)
def test_one_choice_is_taken_apart_as_it_was_put_together(
    recorder: str | None, plugin: str | None, usual: str
) -> None:
    values = {"recorder": recorder, "plugin": plugin}
    said = {name: value for name, value in values.items() if value is not None}
    if plugin is not None and recorder == usual:
        del said["recorder"]
    via = recorder_choice.together(said, usual)
    assert recorder_choice.apart({recorder_choice.VIA: via} if via else {}, usual) == said


@given(st.binary(max_size=300))
def test_any_query_is_read_or_refused(query: bytes) -> None:
    with contextlib.suppress(Refused):
        found = one_each(asked(query, ("text", "model"), several=("model",)))
        assert set(found) <= {"text", "model"}
        assert all(found.values())


def test_a_page_has_every_statement_and_says_general_things_once(catalog: Catalog) -> None:
    profile = catalog.show("E100")
    page = camera_page(profile)
    assert {one.id for one, _ in page.statements} == {one.id for one in profile.statements}
    ranks = [one.strength for one, _ in page.statements]
    assert ranks == sorted(ranks, reverse=True)
    assert set(page.releases) | set(page.older) == set(profile.releases)
    shown = answered(catalog.predict("E100", plugin="ONVIF"))
    texts = [one.note.text for one in shown.findings] + [one.text for one in shown.general]
    assert len(texts) == len(set(texts))
    said = {note for p in shown.predictions for note in p.findings}
    assert said == {one.note for one in shown.findings} | set(shown.general)


def test_a_level_is_drawn_as_the_recorder_shows_it_and_said_in_words() -> None:
    shows: Shows = {"control": "gear", "full": "golden shield"}
    assert words.drawn("control", shows) == ("symbol-gear", "Gear", "control", "part")
    # Nobody drew that one, so it has the picture of its level and never that of another symbol.
    assert words.drawn("full", shows) == (
        *("level-full", "Golden shield", "control and video", "good"),
    )
    assert words.drawn("nothing", shows) == ("level-nothing", "Not encrypted", "", "plain")


def test_every_level_has_a_picture_of_its_own() -> None:
    drawn = [words.drawn(level, {}) for level in LEVELS]
    assert {one.picture for one in drawn} <= words.pictures()
    assert len({one.picture for one in drawn}) == len(LEVELS)
    assert not any(one.picture.startswith("symbol-") for one in drawn)


def test_details_are_said_in_words() -> None:
    details = {"ports": (("onvif", 2020),), "video_via": ("rtsps",), "http_default": "redirect"}
    assert dict(labels.detail_words(details)) == {
        "ports": "ONVIF 2020",
        "encrypted video over": "RTSPS",
        "HTTP at the factory": "redirect",
    }


def test_a_form_offers_the_menu_of_the_recorder(real_catalog: Catalog) -> None:
    usual = recorder_choice.chosen(real_catalog, {})
    assert [one.label for one in usual.settings] == ["HTTP", "HTTPS If Available", "HTTPS Required"]
    assert usual.without_port == ("HTTPS If Available",)
    assert dict(usual.shows) == {"nothing": "empty", "control": "gear", "full": "padlock"}
    named = {"recorder": "Milestone XProtect", "plugin": "ONVIF"}
    other = recorder_choice.chosen(real_catalog, named)
    assert other.shows == {}
    assert other.options
    assert recorder_choice.chosen(real_catalog, {"recorder": "none"}).settings == ()
    assert recorder_choice.chosen(real_catalog, {"recorder": "Nix"}).settings == ()


def test_compared_rows_keep_every_word(catalog: Catalog) -> None:
    comparison = catalog.compare("E100", "E210")
    assert comparison.rows
    for row, (name, cells) in zip(compared(comparison), comparison.rows, strict=True):
        assert row.name == name
        alike = name in ("series", "firmware") or len(set(cells)) == 1
        assert row.differs == (not alike)
        shown = [[(one.value, one.firmware is None) for one in pieces] for pieces in row.cells]
        assert shown == [[(one.value, one.clauses is None) for one in pieces] for pieces in cells]
    assert any(one.firmware for row in compared(comparison) for one in row.cells[0])

"""Every closed word has one label, and no label is for a word that is not there."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, get_args

import pytest

from integration_db.check.answering.certificates import CERTIFICATE_NEEDS
from integration_db.check.reading.settings import SETTINGS
from integration_db.check.totals.tally import REACHES
from integration_db.names.claims import CLAIMS
from integration_db.report.words import reach_words
from integration_db.text import labels
from integration_db.text.sentences import anchor_words, any_of, capital, counted, sentence, spelt
from integration_db.vocabulary import (
    ASSUMPTIONS,
    CAPABILITIES,
    CAPABILITY_NAMES,
    CERTIFICATES,
    CHANNELS,
    CHECKS,
    DETAILS,
    GRADES,
    LEVELS,
    LINE_THINGS,
    PLUGIN_DETAILS,
    REQUIREMENTS,
    STATUSES,
    SUBJECTS,
    TASKS,
    CopyFinding,
    Scope,
)

WORDS: dict[str, Iterable[str]] = {
    "CAPABILITY": CAPABILITY_NAMES,
    "DUTY": [one.name for one in CAPABILITIES if one.is_duty],
    "CHANNEL": CHANNELS,
    "LEVEL": LEVELS,
    "REQUIREMENT": REQUIREMENTS,
    "STATUS": STATUSES,
    "CLAIM": CLAIMS,
    "SUBJECT": SUBJECTS,
    "LINE_THING": LINE_THINGS,
    "GRADE": GRADES,
    "SCOPE": get_args(Scope),
    "DETAIL": {**DETAILS, **PLUGIN_DETAILS},
    "CHECK": CHECKS,
    "COPY_FINDING": get_args(CopyFinding),
    "ASSUMPTION": ASSUMPTIONS,
    "CERTIFICATE_NEED": CERTIFICATE_NEEDS,
    "TASK": TASKS,
    "JOB": (*TASKS, "change_address", "look_after_move"),
    "CERTIFICATE": CERTIFICATES,
}


@pytest.mark.parametrize("table", WORDS)
def test_a_table_of_labels_has_every_word_in_its_order(table: str) -> None:
    assert list(getattr(labels, table)) == list(WORDS[table])


def test_every_part_of_the_bar_of_a_list_has_a_name_of_its_own() -> None:
    assert len({reach_words(reach) for reach in REACHES}) == len(REACHES)


def test_an_abbreviation_is_one_of_a_detail() -> None:
    assert set(labels.DETAIL_VALUE) <= {word for words in DETAILS.values() for word in words}


def test_no_table_of_labels_is_left_out() -> None:
    tables = {name for name, value in vars(labels).items() if isinstance(value, Mapping)}
    tables = {name for name in tables if name.isupper()}
    assert tables == {*WORDS, "CAPABILITY_HEADINGS", "BOUND", "DETAIL_VALUE", "FIELD", "HELP"}


def test_forms_have_a_label_for_every_part_of_a_question() -> None:
    """A maker's part number is a model there; recorder and plugin are chosen in one."""
    asked = {field for field in SETTINGS if field not in ("part_number", "description", "override")}
    in_forms = {"via", "replaces"}  # options have a label each, by the recorder
    not_in_forms = {"recorder", "plugin", "option", "protocol_today"}
    assert set(labels.FIELD) == (asked - not_in_forms) | in_forms
    assert set(labels.HELP) == (asked - {"manufacturer", "model"}) | {"replaces"}


def test_a_label_is_never_empty() -> None:
    for table in WORDS:
        for label in getattr(labels, table).values():
            first = label if isinstance(label, str) else label[0]
            assert first.strip() == first != ""


def said_twice(table: Mapping[str, Any]) -> list[str]:
    """Return what is said of two words of a table in the same place: people cannot tell them."""
    rows = [(label,) if isinstance(label, str) else tuple(label) for label in table.values()]
    counted_columns = [Counter(column) for column in zip(*rows, strict=True)]
    return [text for column in counted_columns for text, number in column.items() if number > 1]


@pytest.mark.parametrize("table", [*WORDS, "DETAIL_VALUE", "FIELD", "HELP"])
def test_no_two_words_have_one_label(table: str) -> None:
    assert said_twice(getattr(labels, table)) == []


def test_a_label_of_two_words_is_found() -> None:
    full = labels.LEVEL["full"]
    for field in full._fields:
        wrong = full._replace(**{field: getattr(labels.LEVEL["control"], field)})
        assert said_twice({**labels.LEVEL, "full": wrong}) != []
    assert said_twice({**labels.CHANNEL, "video": labels.CHANNEL["web_page"]}) == ["web page"]


def test_counting_and_joining() -> None:
    assert [counted(number, "line") for number in (0, 1)] == ["0 lines", "1 line"]
    assert counted(2000, "line") == "2,000 lines"
    assert [any_of(words) for words in ("", "a", "ab", "abc")] == ["", "a", "a or b", "a, b or c"]
    assert [spelt(number) for number in (0, 3, 10, 1000)] == ["no", "three", "10", "1,000"]


def test_a_capital_leaves_the_other_letters() -> None:
    assert capital("own HTTPS") == "Own HTTPS"
    assert capital("") == ""
    assert sentence("why?") == "Why?"
    assert sentence("so it is") == "So it is."


def test_a_page_that_the_title_ends_with_is_not_said_again() -> None:
    parts = {"page": "9", "phrase": "over HTTPS"}
    assert anchor_words(parts) == "page 9, \u201cover HTTPS\u201d"
    assert anchor_words(parts, "A guide, chapter 4, page 9") == "\u201cover HTTPS\u201d"
    assert anchor_words({"page": "9"}, "A guide, page 19") == "page 9"

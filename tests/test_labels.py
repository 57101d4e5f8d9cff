"""Every closed word has one label, and no label is for a word that is not there."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, get_args

import pytest

from integration_db.check.request import ASKED
from integration_db.report.bars import OUTCOME_PARTS
from integration_db.text import labels
from integration_db.text.sentences import any_of, capital, counted, sentence, spelt
from integration_db.vocabulary import (
    CAPABILITY_NAMES,
    CHANNELS,
    DETAILS,
    GRADES,
    OUTCOMES,
    PROTOCOLS,
    REQUIREMENTS,
    STATUSES,
    Scope,
)

WORDS: dict[str, Iterable[str]] = {
    "CAPABILITY": CAPABILITY_NAMES,
    "PROTOCOL": PROTOCOLS,
    "CHANNEL": CHANNELS,
    "OUTCOME": OUTCOMES,
    "REQUIREMENT": REQUIREMENTS,
    "STATUS": STATUSES,
    "GRADE": GRADES,
    "SCOPE": get_args(Scope),
    "DETAIL": DETAILS,
}


@pytest.mark.parametrize("table", WORDS)
def test_a_table_of_labels_has_every_word_in_its_order(table: str) -> None:
    assert list(getattr(labels, table)) == list(WORDS[table])


def test_every_part_of_the_bar_of_outcomes_has_a_name() -> None:
    assert set(labels.ANY_OUTCOME) == set(OUTCOME_PARTS)


def test_an_abbreviation_is_one_of_a_detail() -> None:
    assert set(labels.DETAIL_VALUE) <= {word for words in DETAILS.values() for word in words}


def test_no_table_of_labels_is_left_out() -> None:
    tables = {name for name, value in vars(labels).items() if isinstance(value, Mapping)}
    tables = {name for name in tables if name.isupper()}
    derived = {"CAPABILITY_HEADINGS", "ANY_OUTCOME"}
    assert tables == derived | {*WORDS, "BOUND", "OPEN_OUTCOME", "DETAIL_VALUE", "FIELD", "HELP"}


def test_forms_have_a_label_for_every_part_of_a_question() -> None:
    """A maker's part number is a model there; recorder and plugin are chosen in one."""
    asked = {field for field in ASKED if field not in ("part_number", "description")}
    assert set(labels.FIELD) == (asked - {"recorder", "plugin"}) | {"via"}
    assert set(labels.HELP) == asked - {"manufacturer", "model", "protocol"}


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


def test_no_two_outcomes_of_a_list_have_one_name() -> None:
    assert said_twice({word: label.name for word, label in labels.ANY_OUTCOME.items()}) == []


def test_a_label_of_two_words_is_found() -> None:
    padlock = labels.OUTCOME["padlock"]
    for field in padlock._fields:
        wrong = padlock._replace(**{field: getattr(labels.OUTCOME["gear"], field)})
        assert said_twice({**labels.OUTCOME, "padlock": wrong}) != []
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

"""The filters in force as chips, each with the way out of it."""

from __future__ import annotations

from collections.abc import Iterator

from integration_db.named_tuple import NamedTuple
from integration_db.text import labels
from integration_db.web.pages.camera_list.state import (
    LABELS,
    SEVERAL,
    State,
    filters_of,
    list_address,
    with_value,
)
from integration_db.web.pages.parts.recorder_choice import RECORDER_FIELDS, Chosen


class Chip(NamedTuple):
    """One value of a filter in force, and the address without it."""

    label: str
    value: str
    without: str


_OF_LEVELS = ("symbol", "level")
_BESIDE_LEVELS = ("protocol", "possible")


def chips_of(state: State, offered: Chosen) -> tuple[Chip, ...]:
    """Return the chips of all that narrows the list, what stands in the search box apart."""
    return tuple(_chips(state, offered))


def _chips(state: State, offered: Chosen) -> Iterator[Chip]:
    for name, given in filters_of(state).items():
        if name == "text" or name in _BESIDE_LEVELS:
            continue  # it stands in the box; it is part of the symbol or level
        if name in RECORDER_FIELDS:
            if name == "plugin" or (name == "recorder" and "plugin" not in state):
                yield _of_recorder(state, name)
            elif name == "recorder_version" and not {"plugin", "recorder"} & state.keys():
                yield Chip(LABELS[name], given[0], list_address(with_value(state, name)))
            continue
        for value in given:
            rest = [one for one in given if one != value] if name in SEVERAL else []
            without = with_value(state, name, *rest)
            if name in _OF_LEVELS and not any(one in without for one in _OF_LEVELS):
                for other in _BESIDE_LEVELS:
                    without = with_value(without, other)
            yield Chip(LABELS[name], _words(name, value, state, offered), list_address(without))


def _of_recorder(state: State, name: str) -> Chip:
    value = state[name][0]
    if name == "plugin" and "recorder" in state:
        value = f"{value} of {state['recorder'][0]}"
    if "recorder_version" in state:
        value = f"{value}, version {state['recorder_version'][0]}"
    without = state
    for one in RECORDER_FIELDS:
        without = with_value(without, one)
    return Chip(LABELS[name], value, list_address(without))


def _words(name: str, value: str, state: State, offered: Chosen) -> str:
    if name == "grade" and value in labels.GRADE:
        return labels.GRADE[value].name
    if name not in _OF_LEVELS:
        return value
    if name == "level" and value in labels.LEVEL:
        value = f"at least {labels.LEVEL[value].name}"
    if "possible" in state:
        value = f"possibly {value}"
    setting = state["protocol"][0] if "protocol" in state else None
    label = next((one.label for one in offered.settings if one.id == setting), setting)
    return f"{value} with {label}" if label else value

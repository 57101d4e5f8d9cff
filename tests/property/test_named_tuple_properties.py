"""Our named tuples against those of `typing`: whatever is done with one, both come to the same."""

from __future__ import annotations

import copy
import pickle
import typing
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integration_db.named_tuple import NamedTuple


class Ours(NamedTuple):
    """Two fields that must be given and three that need not be."""

    first: int
    second: str
    third: int | None = None
    fourth: tuple[int, ...] = ()
    fifth: bool = False

    @property
    def both(self) -> str:
        return f"{self.first}{self.second}"


class Theirs(typing.NamedTuple):
    """The same of the standard library."""

    first: int
    second: str
    third: int | None = None
    fourth: tuple[int, ...] = ()
    fifth: bool = False


NAMES = [*Theirs._fields, "sixth"]
VALUES = st.lists(st.integers(), max_size=7)
NAMED = st.dictionaries(st.sampled_from(NAMES), st.integers(), max_size=6)


def outcome(call: Any, *values: Any, **named: Any) -> Any:
    try:
        return tuple(call(*values, **named))
    except (TypeError, ValueError) as error:
        return type(error)


@given(VALUES, NAMED)
def test_a_call_makes_the_same_tuple_or_is_refused(values: list[int], named: Any) -> None:
    assert outcome(Ours, *values, **named) == outcome(Theirs, *values, **named)


@given(st.tuples(st.integers(), st.text(), st.none()), NAMED)
def test_a_change_makes_the_same_tuple_or_is_refused(values: Any, changes: Any) -> None:
    ours, theirs = Ours(*values), Theirs(*values)
    assert outcome(ours._replace, **changes) == outcome(theirs._replace, **changes)


@given(st.tuples(st.integers(), st.text()))
def test_all_that_can_be_asked_of_one_is_the_same(values: Any) -> None:
    ours: Any = Ours(*values)
    theirs: Any = Theirs(*values)
    assert ours == theirs
    assert hash(ours) == hash(theirs)
    assert ours._asdict() == theirs._asdict()
    assert repr(ours) == repr(theirs).replace("Theirs", "Ours")
    assert Ours._make(ours) == theirs
    assert [getattr(ours, name) for name in Ours._fields] == list(theirs)
    for again in (pickle.loads(pickle.dumps(ours)), copy.copy(ours), copy.deepcopy(ours)):
        assert (type(again), again) == (Ours, ours)
    assert ours.both == f"{ours.first}{ours.second}"


def test_the_class_says_the_same_of_itself() -> None:
    for name in ("_fields", "_field_defaults", "__match_args__"):
        assert getattr(Ours, name) == getattr(Theirs, name)
    match Ours(1, "a"):
        case Ours(first, second, third=None):
            assert (first, second) == (1, "a")
        case _:
            raise AssertionError


def test_a_call_that_does_not_fit_says_what_is_wrong_with_it() -> None:
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'second'"):
        Ours(1)  # type: ignore[call-arg]


def test_a_value_cannot_be_set_and_no_other_can_be_added() -> None:
    made = Ours(1, "a")
    for name in ("first", "other"):
        with pytest.raises(AttributeError):
            setattr(made, name, 2)

"""JSON as it is written everywhere: the bytes of the standard library's own writer."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integration_db import Catalog
from integration_db.text.json_text import json_text

TEXT = st.text(st.characters(exclude_categories=()))  # half surrogate pairs too
PLAIN = st.none() | st.booleans() | st.integers() | st.floats() | TEXT
VALUES = st.recursive(
    PLAIN,
    lambda inner: (
        st.lists(inner) | st.tuples(inner) | st.tuples(inner, inner) | st.dictionaries(TEXT, inner)
    ),
)


@given(VALUES)
def test_the_bytes_are_those_of_the_standard_library(value: object) -> None:
    assert json_text(value) == json.dumps(value, indent=2)


def test_so_it_is_for_every_camera(real_catalog: Catalog) -> None:
    for camera in real_catalog.filter()[::40]:
        found = real_catalog.show(camera.model, manufacturer=camera.manufacturer).to_dict()
        assert json_text(found) == json.dumps(found, indent=2)


@pytest.mark.parametrize("value", [{1}, b"", object(), [{"a": 1j}], {1: 2}, {None: 1}])
def test_what_it_cannot_write_is_an_error(value: object) -> None:
    with pytest.raises(TypeError):
        json_text(value)

"""A database file of which some bytes changed: right answers, or one error that says so."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from integration_db import Catalog, DatabaseError
from integration_db.database.readers import open_database


def answers(catalog: Catalog) -> list[object]:
    """Return answers for which nearly every table is read."""
    return [
        catalog.stats(),
        catalog.data_version,
        catalog.show("Exemplar E100").to_dict(),
        catalog.predict("Sample Optics S20", plugin="Native", firmware="1.2").to_dict(),
        [one.to_dict() for one in catalog.filter(https="yes", plugin="Closed")],
        [one.to_dict() for one in catalog.search("E1")],
        [one.to_dict() for one in catalog.manufacturers()],
        [one.to_dict() for one in catalog.sources()],
    ]


@pytest.fixture(scope="module")
def right(catalog: Catalog) -> list[object]:
    return answers(catalog)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_damaged_file_gives_right_answers_or_one_error(
    good_database: str, right: list[object], tmp_path: Path, data: st.DataObject
) -> None:
    content = bytearray(Path(good_database).read_bytes())
    header = st.integers(0, 99)
    anywhere = st.integers(0, len(content) - 1)
    changes = st.lists(st.tuples(header | anywhere, st.integers(1, 255)), min_size=1, max_size=8)
    for place, mask in data.draw(changes):
        content[place] ^= mask
    path = tmp_path / "damaged.sqlite"
    path.write_bytes(content)
    try:
        with Catalog(open_database(str(path))) as found:
            assert answers(found) == right
    except DatabaseError:
        pass


@given(st.data())
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_file_that_was_cut_off_is_refused(
    good_database: str, tmp_path: Path, data: st.DataObject
) -> None:
    content = Path(good_database).read_bytes()
    path = tmp_path / "short.sqlite"
    path.write_bytes(content[: data.draw(st.integers(0, len(content) - 1))])
    with pytest.raises(DatabaseError):
        open_database(str(path))

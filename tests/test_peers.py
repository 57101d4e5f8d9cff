"""How a maker's other cameras stand: counted by hand for a small series and its maker."""

from pathlib import Path
from textwrap import dedent

import pytest

from integration_db import Catalog
from integration_db.curation.shared_observations import load_generation
from integration_db.database.opening import open_in_memory
from integration_db.database.readers import SqliteReader, open_database

SERIES = """
manufacturer: Kamera
series: {name}
models:
"""
P1 = """
  - name: P100
  - name: P101
    statements: [{https_support: true, source: s, grade: device_reading}]
  - name: P102
    statements: [{https_support: true, source: s, grade: inferred}]
  - name: P103
    statements: [{https_support: false, source: s, grade: vendor_document}]
  - name: P104  # in its later firmware only: neither a yes nor a no
    statements:
      - {https_support: false, source: s, firmware: "<2.0", grade: vendor_document}
      - {https_support: true, source: s, firmware: ">=2.0", grade: vendor_document}
"""
P2 = """
  - name: P200
  - name: P201
    statements: [{video_encryption: true, source: s, https_support: true, grade: vendor_document}]
"""


@pytest.fixture
def seed(tmp_path: Path) -> Path:
    for name in ("cameras/kamera", "manufacturers", "recorders"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "sources.yaml").write_text(
        's: {title: "T", url: "https://example.org/", kind: manual, published: "2024"}\n'
    )
    # What is said of all cameras of the maker tells nothing of the one or the other.
    (tmp_path / "manufacturers/kamera.yaml").write_text(
        dedent(
            """
            name: Kamera
            firmware_scheme: axis
            statements: [{regen_cert_on_ip_change: true, source: s, grade: vendor_document}]
            """
        )
    )
    for name, models in (("P1", P1), ("P2", P2)):
        text = SERIES.format(name=name) + models.lstrip("\n")
        (tmp_path / f"cameras/kamera/{name.lower()}.yaml").write_text(text)
    return tmp_path


def stand(catalog: Catalog, model: str) -> dict[str, tuple[str, int, int, int, str]]:
    return {
        one.capability.name: (one.whose, one.yes, one.no, one.sources, one.grade)
        for one in catalog.peers(catalog.predict(model))
    }


def check(catalog: Catalog) -> None:
    assert stand(catalog, "P100") == {
        "https_support": ("Kamera P1", 2, 1, 1, "inferred"),
        "video_encryption": ("Kamera", 1, 0, 1, "vendor_document"),
    }
    assert stand(catalog, "P200") == {
        "https_support": ("Kamera P2", 1, 0, 1, "vendor_document"),
        "video_encryption": ("Kamera P2", 1, 0, 1, "vendor_document"),
    }
    # A camera is no peer of itself.
    assert "video_encryption" not in stand(catalog, "P201")


def test_peers_are_counted_of_the_series_else_of_the_maker(seed: Path) -> None:
    with Catalog(open_in_memory([seed])) as catalog:
        check(catalog)


def test_a_second_camera_of_the_series_costs_no_more_counting(seed: Path) -> None:
    with Catalog(open_in_memory([seed])) as catalog:
        answers = [catalog.predict(model) for model in ("P100", "P102")]
        assert isinstance(catalog.reader, SqliteReader)
        asked: list[str] = []
        catalog.reader.connection.set_trace_callback(asked.append)
        catalog.peers(answers[0])
        first = len(asked)
        catalog.peers(answers[1])
        assert 0 < first == len(asked)


@pytest.mark.postgresql
def test_a_server_counts_the_same(seed: Path, postgresql_url: str) -> None:
    load_generation(postgresql_url, [seed])
    with Catalog(open_database(postgresql_url)) as server:
        check(server)

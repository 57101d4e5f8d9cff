"""A capability is a record: what has to name each of them does, and what follows from it holds."""

from __future__ import annotations

from dataclasses import fields
from itertools import product

import pytest

from integration_db.curation.scaffold import scaffold
from integration_db.database import tables
from integration_db.database.stored_kinds import KIND_COLUMNS
from integration_db.evidence.cells import through
from integration_db.evidence.packing import pack, unpack
from integration_db.evidence.plugin_layer import NO_PLUGIN, UNKNOWN_PLUGIN, PluginLayer
from integration_db.evidence.statements import Decision
from integration_db.seed import shapes
from integration_db.text.labels import CAPABILITY
from integration_db.vocabulary import CAPABILITIES, CAPABILITY_NAMES, SUPPORT, by_name

WAYS = ("rtsps",)
EVERY = list(product(SUPPORT, repeat=len(CAPABILITIES)))


def test_a_capability_stands_behind_the_one_that_it_needs() -> None:
    for number, capability in enumerate(CAPABILITIES):
        assert capability.needs is None or capability.needs in CAPABILITIES[:number]


def test_a_capability_finds_its_own_value() -> None:
    for values in EVERY:
        assert [capability.of(values) for capability in CAPABILITIES] == list(values)
        assert [by_name(values)[name] for name in CAPABILITY_NAMES] == list(values)


def test_values_come_back_from_their_number() -> None:
    assert sorted(map(pack, EVERY)) == list(range(len(SUPPORT) ** len(CAPABILITIES)))
    assert all(unpack(pack(values)) == values for values in EVERY)


@pytest.mark.parametrize("shape", [shapes.Claims, shapes.ExpectRecord])
def test_the_seed_can_state_and_expect_every_capability(shape: type) -> None:
    assert set(CAPABILITY_NAMES) <= {field.name for field in fields(shape)}


def test_the_scaffold_offers_every_capability() -> None:
    (text,) = (t for name, t in scaffold("Maker", "S", "S1").items() if name.startswith("cameras/"))
    assert all(f"#     {name}: " in text for name in CAPABILITY_NAMES)


def test_rows_are_written_in_the_order_of_the_capabilities() -> None:
    # Rows are lists of values, so a column in another place would hold another capability.
    columns = list(tables.Statement.model_fields)
    at = columns.index(CAPABILITY_NAMES[0])
    assert tuple(columns[at : at + len(CAPABILITY_NAMES)]) == CAPABILITY_NAMES
    assert tuple(tables.Kind.model_fields) == ("id", *KIND_COLUMNS)
    assert KIND_COLUMNS[1 : len(CAPABILITIES) + 1] == tuple(f"{n}_grade" for n in CAPABILITY_NAMES)


def test_a_plugin_limits_only_what_plugins_decide() -> None:
    for values in EVERY:
        alone = through(values, NO_PLUGIN, ())
        assert [c.of(alone) for c in CAPABILITIES if not c.needs] == [
            c.of(values) for c in CAPABILITIES if not c.needs
        ]
        limited = through(values, UNKNOWN_PLUGIN, WAYS)
        for capability in CAPABILITIES:
            if capability.plugin_decides:
                assert capability.of(limited) != "yes"
            elif capability.needs is None:
                assert capability.of(limited) == capability.of(values)


def test_a_capability_is_never_surer_than_what_it_needs() -> None:
    for values, limits in product(EVERY, repeat=2):
        decisions = tuple(Decision(value) for value in limits)
        found = through(values, PluginLayer(decisions, asked=True), WAYS)
        for capability in CAPABILITIES:
            if capability.needs and capability.needs.of(found) == "no":
                assert capability.of(found) == "no"


def test_every_capability_has_its_labels_in_order() -> None:
    assert tuple(CAPABILITY) == CAPABILITY_NAMES

"""New addresses for the devices of a list: who moves when, what is refused, how it is written."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from html import unescape
from pathlib import Path
from types import FrameType
from typing import Any

import httpx
import pytest
from conftest import Run
from hypothesis import given
from hypothesis import strategies as st
from integration_db_cli.commands.check import FORMS
from openpyxl import Workbook

from integration_db import Catalog
from integration_db.check import Readdressing, check
from integration_db.check.answering.moved_certificate import Binding, after_move
from integration_db.check.formats.moves import move_rows
from integration_db.check.readdressing.moved_device import MovedDevice
from integration_db.check.readdressing.moves import Moves, planned_move
from integration_db.errors import UsageError
from integration_db.sheets import HeaderRules, open_list

E200 = "Exemplar E200"


def plan(
    catalog: Catalog,
    records: list[dict[str, object]],
    moves: Mapping[str, str] | None = None,
    spares: tuple[str, ...] = (),
) -> Readdressing:
    """Return the plan for a list of records."""
    found = check(catalog, records, moves=moves or {}, spares=spares).readdressing
    assert found is not None
    return found


def one(catalog: Catalog, record: Mapping[str, object]) -> MovedDevice:
    """Return the one device of a plan."""
    (device,) = plan(catalog, [{"IP": "10.0.0.5", "New IP": "10.1.0.5", **record}]).devices
    return device


def order(found: Readdressing) -> list[str]:
    """Return the changes of address in their order."""
    return [
        f"{step.start.text if step.start else '?'}>{step.to.text if step.to else '?'}"
        for batch in found.batches
        for step in batch.steps
    ]


# --- what is known of a device


@pytest.mark.parametrize(
    ("record", "https", "says"),
    [
        ({"Protocol today": "HTTPS Required"}, "yes", "the recorder is set to HTTPS Required"),
        ({"Protocol today": "HTTP"}, "no", "the recorder is set to HTTP"),
        ({"Protocol today": "HTTPS If Available"}, "unknown", "HTTPS If Available"),
        ({"IP": "https://10.0.0.5/"}, "yes", "its address begins with https"),
        ({"IP": "http://10.0.0.5/"}, "no", "its address begins with http"),
        ({"IP": "http://10.0.0.5/", "Protocol today": "HTTPS Required"}, "unknown", "begins"),
        ({"Found protocol": "https"}, "yes", "found by https, says the list"),
        ({}, "unknown", ""),
        ({"Model": "XYZ 1 dome camera", "Protocol today": "HTTPS Required"}, "yes", "HTTPS Req"),
    ],
)
def test_how_a_device_is_connected_today_is_said_with_what_says_so(
    catalog: Catalog, record: dict[str, object], https: str, says: str
) -> None:
    today = one(catalog, {"Model": E200, **record}).facts.today
    assert today.https == https
    assert says in " ".join(today.says)


@pytest.mark.parametrize(
    ("record", "fate", "words"),
    [
        ({"Certificate": "ca", "Certificate names": "ip"}, "reissue", "made out to the address"),
        ({"Certificate": "ca", "Certificate names": "host name"}, "stays", "a host name"),
        ({"Certificate": "ca", "Certificate names": "ip, host name"}, "reissue", "and a host name"),
        ({"Certificate": "ca"}, "look", "nobody says"),
        ({"Certificate": "none"}, "none", "none, says the list"),
        ({"Certificate": "self_signed"}, "remake", "own, self-signed"),  # E200: sources say so
        ({"Model": "Exemplar E100", "FW": "10.12.114", "Certificate": "self_signed",
          "Certificate names": "serial"}, "stays", "the serial number"),
        ({"Model": "no such thing 3000"}, "look", "nobody says"),
        ({"Model": "Sample Optics S20"}, "none", "nobody says"),
    ],
)  # fmt: skip
def test_what_a_new_address_makes_of_a_certificate(
    catalog: Catalog, record: dict[str, object], fate: str, words: str
) -> None:
    device = one(catalog, {"Model": E200, "FW": "10.12.114", **record})
    assert device.facts.after.fate == fate
    assert words in device.facts.certificate_words


def test_one_of_an_authority_made_out_to_the_name_under_which_it_is_reached_stays(
    catalog: Catalog,
) -> None:
    record = {"Model": E200, "Certificate": "ca", "Certificate names": "ip, host name"}
    moved = one(catalog, record | {"New IP": "lobby.example.org"})
    assert moved.facts.after.fate == "stays"


def test_what_the_maker_issued_holds_no_address_of_a_site() -> None:
    shipped = Binding("factory", (), "maker", "evidence")
    assert after_move(shipped, "unknown", "yes").fate == "stays"
    unsaid = Binding(None, ("serial",), "maker", "evidence")
    assert after_move(unsaid, "unknown", "yes").fate == "look"  # whether it is still that one
    assert after_move(shipped, "yes", "yes").fate == "remake"


def test_sources_say_what_a_certificate_as_shipped_is_made_out_to(real_catalog: Catalog) -> None:
    """With title and grade; whether it is still that one only the list can say."""
    record = {"Model": "Axis P3265-LVE", "FW": "12.5.80"}
    shipped = one(real_catalog, record | {"As shipped": "yes"}).facts
    assert shipped.after.fate == "stays"
    assert shipped.certificate_words.startswith("as shipped, says the list; as shipped: ")
    assert "made out to serial (" in shipped.certificate_words
    assert ", inferred)" in shipped.certificate_words
    assert shipped.binding.said_by == "evidence"
    unsaid = one(real_catalog, record).facts
    assert unsaid.certificate_words.endswith("; nobody says whether it is still that one")
    older = one(real_catalog, record | {"FW": "10.12.114", "As shipped": "yes"}).facts
    assert older.binding.said_by == "nobody"


def test_the_tasks_and_the_way_back_fit_what_becomes_of_the_certificate(catalog: Catalog) -> None:
    record = {"Model": E200, "FW": "10.12.114", "Protocol today": "HTTPS Required",
              "Certificate": "ca", "Certificate names": "ip"}  # fmt: skip
    device = one(catalog, record)
    assert device.tasks == ("ca_certificate",)
    assert "issue the certificate again" in device.after_words
    assert "does not fit 10.0.0.5" in device.way_back.text
    assert "may stay away" in device.recording_words
    plain = one(catalog, record | {"Protocol today": "HTTP"})
    assert not plain.facts.may_stop
    assert "may stay away" not in plain.recording_words


def test_a_line_that_moves_is_answered_for_its_new_address(catalog: Catalog) -> None:
    records: list[dict[str, object]] = [
        {"Model": E200, "FW": "10.12.114", "IP": f"10.0.0.{n}", "Certificate": "self_signed"}
        for n in (5, 6)
    ]
    checked = check(catalog, records, moves={"10.0.0.5": "10.1.0.5"})
    changed = [line.assessment.request.site.address_changed for line in checked]
    assert changed == [True, None]
    (move,) = [step for step in checked.plan if step.code == "change_address"]
    assert move.cameras == 1


# --- devices


def test_several_inputs_of_one_device_move_once(catalog: Catalog) -> None:
    records: list[dict[str, object]] = [
        {"Model": E200, "Name": f"in {n}", "IP": "10.0.0.5", "MAC": "AC:CC:8E:00:00:01"}
        for n in range(4)
    ]
    records += [{"Model": "Blank B7 4-channel encoder", "IP": "10.0.0.6"} for _ in range(4)]
    found = plan(catalog, records, {"10.0.0.5": "10.1.0.5", "10.0.0.6": "10.1.0.6"})
    assert [len(device.device.lines) for device in found.devices] == [4, 4]
    assert order(found) == ["10.0.0.5>10.1.0.5", "10.0.0.6>10.1.0.6"]


SHIPPED: list[dict[str, object]] = [
    {"Model": E200, "Name": name, "IP": "192.168.1.64", "MAC": f"AC:CC:8E:0F:11:2{n}",
     "New IP": f"10.1.0.{n}"}
    for n, name in enumerate("ABC", 1)
]  # fmt: skip
"""New cameras with the address as shipped, told apart by their MACs."""


def test_new_cameras_with_one_address_as_shipped_are_as_many_as_their_macs(
    run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "found.csv"
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, SHIPPED[0])
        writer.writeheader()
        writer.writerows(SHIPPED)
    document = json.loads(run("check", str(path), "--format", "json").stdout)
    devices = document["readdressing"]["devices"]
    assert document["summary"]["cameras"] == len(devices) == 3
    assert [one["new_address"] for one in devices] == ["10.1.0.1", "10.1.0.2", "10.1.0.3"]
    assert {one["devices_at_old_address"] for one in devices} == {3}
    assert [note["code"] for note in document["readdressing"]["notes"]] == ["one_old_address"]
    for form in ("table", "moves", "html", "markdown"):
        said = " ".join(run("check", str(path), "--format", form).stdout.split())
        assert "Connect it alone: " in said, form


def test_what_a_map_cannot_tell_apart_is_refused(catalog: Catalog) -> None:
    alike: list[dict[str, object]] = [{**record, "New IP": ""} for record in SHIPPED[:2]]
    with pytest.raises(UsageError) as refused:
        plan(catalog, alike, {"192.168.1.64": "10.1.0.9"})
    assert refused.value.message.startswith(
        "line 1 (A) and line 2 (B) are two devices with one old address, and pair 1 cannot tell"
    )


MAC, SERIAL = "AC:CC:8E:0F:11:22", "ACCC8E0F1122"


@pytest.mark.parametrize(
    ("first", "other", "devices"),
    [
        ({"MAC": MAC}, {"MAC": "AC:CC:8E:0F:11:2A", "New IP": "10.1.0.8"}, 2),
        ({"Serial": SERIAL}, {"Serial": "ACCC8E0F1199", "New IP": "10.1.0.8"}, 2),
        ({"MAC": MAC, "Serial": SERIAL}, {"MAC": MAC, "Serial": "ACCC8E0F1199"}, 1),
        ({}, {"Model": "Blank B7", "New IP": "10.1.0.8"}, 2),  # another camera that goes elsewhere
        ({}, {"Model": "Blank B7", "New IP": "10.1.0.6"}, 1),
        ({}, {"Model": "Blank B7"}, 1),
        ({}, {"MAC": MAC}, 1),
    ],
)
def test_an_address_tells_one_device_unless_something_surer_tells_two(
    catalog: Catalog, first: dict[str, object], other: dict[str, object], devices: int
) -> None:
    line: dict[str, object] = {"Model": E200, "IP": "10.0.0.5"}
    assert len(plan(catalog, [line | {"New IP": "10.1.0.6"} | first, line | other]).devices) == (
        devices
    )


@pytest.mark.parametrize("amount", [{"Qty": "2"}, {"Model": f"2 x {E200}"}])
def test_two_devices_of_one_line_cannot_have_one_new_address(
    catalog: Catalog, amount: dict[str, object]
) -> None:
    line = {"Model": E200, "IP": "10.0.0.5", **amount}
    for lines, moves in (([line | {"New IP": "10.1.0.5"}], {}), ([line], {"10.0.0.5": "10.1.0.5"})):
        with pytest.raises(UsageError, match=r"line 1 stands for 2 devices.*a line of its own"):
            plan(catalog, lines, moves)


def test_devices_behind_a_router_keep_their_ports(catalog: Catalog) -> None:
    records: list[dict[str, object]] = [
        {"Model": E200, "IP": "203.0.113.5", "Port": 8000 + n} for n in range(3)
    ]
    found = plan(catalog, records, {"203.0.113.5": "203.0.113.9"})
    assert [device.new for device in found.devices] == [f"203.0.113.9:{8000 + n}" for n in range(3)]
    named = plan(catalog, records, {"203.0.113.5:8001": "203.0.113.9:9001"})
    assert [(one.old, one.new) for one in named.devices] == [
        ("203.0.113.5:8001", "203.0.113.9:9001")
    ]
    assert named.staying == 2


def test_what_is_in_the_map_and_not_in_the_list_is_said_and_planned(catalog: Catalog) -> None:
    found = plan(catalog, [{"Model": E200, "IP": "10.0.0.5"}], {"10.0.0.55": "10.1.0.5"})
    assert [note.code for note in found.notes] == ["not_in_list"]
    assert "10.0.0.55 (pair 1)" in found.notes[0].text
    assert order(found) == ["10.0.0.55>10.1.0.5"]
    assert found.staying == 1


def test_a_device_without_a_readable_old_address_is_not_forgotten(catalog: Catalog) -> None:
    records: list[dict[str, object]] = [
        {"Model": E200, "Name": "Lobby", "IP": "DHCP?", "New IP": "10.1.0.5"},
        {"Model": E200, "IP": "ask Tom", "New IP": "-"},
    ]
    found = plan(catalog, records)
    assert {note.code for note in found.notes} == {"no_old_address", "unreadable_address"}
    assert found.devices[0].way_back.text.startswith("Write its old address down")


def test_what_is_not_named_among_many_is_counted(catalog: Catalog) -> None:
    records: list[dict[str, object]] = [
        {"Model": E200, "IP": "DHCP?", "New IP": f"10.1.0.{n}"} for n in range(1, 25)
    ]
    records += [{"Model": E200, "IP": "ask Tom", "New IP": "-"}] * 13
    texts = {note.code: note.text for note in plan(catalog, records).notes}
    assert "line 10 and 14 more: note it" in texts["no_old_address"]
    assert "line 34 and 3 more, so nobody" in texts["unreadable_address"]


# --- what is refused


@pytest.mark.parametrize(
    ("records", "moves", "parts"),
    [
        ([("A", "10.0.0.5", "10.1.0.5"), ("B", "10.0.0.6", "10.1.0.5")], {},
         ("line 1 (A) and line 2 (B) both get 10.1.0.5",)),
        ([("A", "10.0.0.5", "10.0.0.6"), ("B", "10.0.0.6", "")], {},
         ("line 1 (A) gets 10.0.0.6, which line 2 (B) has and keeps",)),
        ([("A", "10.0.0.5", "10.0.0.300")], {}, ("line 1 (A)", "'10.0.0.300'", "no IP address")),
        ([("A", "10.0.0.5", "offen")], {}, ("'offen'", "nor a host name with a dot")),
        ([("A", "10.0.0.5", "10-30-5-24")], {}, ("'10-30-5-24'", "nor a host name with a dot")),
        ([("A", "10.0.0.5", "10.30.5.24x")], {}, ("'10.30.5.24x': it is no IP address",)),
        ([("A", "10.0.0.5", "")], {"10.0.0.5": "later"}, ("pair 1", "'later'")),
        ([("A", "10.0.0.5", "rtsp://u:Hid3n@x y/")], {}, ("rtsp://***@x y/",)),
        ([("A", "10.0.0.5", "10.0.0.255/24")], {}, ("broadcast address of the network",)),
        ([("A", "10.0.0.5", "224.0.0.1")], {}, ("no device can have it",)),
        ([("A", "10.0.0.5", "10.1.0.5"), ("B", "10.0.0.5", "10.1.0.6")], {},
         ("line 1 (A) and line 2 (B) move one device", "apart by MAC or serial number")),
        ([("A", "10.0.0.5", "10.1.0.5")], {"10.0.0.5": "10.1.0.9"}, ("pair 1 and line 1 (A)",)),
        ([("A", "10.0.0.5", "")], {"10.0.0.5": "10.1.0.5", "http://10.0.0.5/": "10.1.0.6"},
         ("pair 1 and pair 2 both move 10.0.0.5",)),
        ([("A", "10.0.0.5", "")], {"10.0.0.5": "the lobby"}, ("pair 1", "'the lobby'")),
        ([("A", "10.0.0.5", "")], {"": "10.1.0.5"}, ("pair 1 has no old address",)),
        ([("A", "10.0.0.5", "")], {"10.0.0.5": "10.1.0.5", "10.0.0.7": "10.1.0.5"},
         ("pair 2 both get 10.1.0.5",)),
        ([("A", "10.0.0.5", ""), ("B", "10.0.0.6:8001", "")], {"10.0.0.5": "10.0.0.6"},
         ("gets 10.0.0.6, which line 2 (B) has and keeps",)),
    ],
)  # fmt: skip
def test_two_devices_at_one_address_are_refused_and_both_are_named(
    catalog: Catalog,
    records: list[tuple[str, str, str]],
    moves: dict[str, str],
    parts: tuple[str, ...],
) -> None:
    lines: list[dict[str, object]] = [
        {"Model": E200, "Name": name, "IP": old, "New IP": new} for name, old, new in records
    ]
    with pytest.raises(UsageError) as refused:
        plan(catalog, lines, moves)
    for part in parts:
        assert part in refused.value.message


def test_a_refusal_names_the_line_of_the_map_and_no_column_that_is_not_there(
    run: Run, files: tuple[str, str], tmp_path: Path
) -> None:
    (tmp_path / "map.csv").write_text("old,new\n10.0.0.5,10.1.0.5\n10.0.0.6,10.1.0.5\n")
    done = run("check", files[0], "--readdress", files[1])
    said = " ".join(done.stderr.split())
    assert "line 2 (Lobby), as line 2 of the map 'map.csv' says, and line 3 (Gate)" in said
    assert "--map" not in said


def test_of_many_refusals_the_first_are_told(catalog: Catalog) -> None:
    lines: list[dict[str, object]] = [
        {"Model": E200, "IP": f"10.0.0.{n}", "New IP": "10.1.0.5"} for n in range(1, 20)
    ]
    with pytest.raises(UsageError, match="more like these"):
        plan(catalog, lines)


def test_a_spare_address_has_to_be_free(catalog: Catalog) -> None:
    lines: list[dict[str, object]] = [{"Model": E200, "IP": "10.0.0.5"}]
    refused = [
        ("10.0.0.5", "spare address 10.0.0.5 is that of line 1"),
        ("x y", "'x y'"),
        ("foo", "'foo': it is neither"),
        ("http://u:Hid3n@x y/", r"'http://\*\*\*@x y/'"),
    ]
    for spare, part in refused:
        with pytest.raises(UsageError, match=part):
            plan(catalog, lines, {"10.0.0.5": "10.0.0.6"}, (spare,))


def test_a_device_waits_where_it_is_reached_with_the_network_of_today(catalog: Catalog) -> None:
    lines: list[dict[str, object]] = [
        {"Model": E200, "IP": f"10.{net}.0.{n}"} for net in (0, 1) for n in (5, 6)
    ]
    swap = {f"10.{net}.0.{n}": f"10.{net}.0.{11 - n}" for net in (0, 1) for n in (5, 6)}
    for spares in (
        ("10.9.0.77",),
        ("2001:db8::9",),
        ("cam.example",),
        ("10.0.0.77",),
        ("10.0.0.77/25",),
    ):
        with pytest.raises(UsageError, match="has to wait aside, and no spare address") as refused:
            plan(catalog, lines, swap, spares)
        assert refused.value.code == "too-few-spares"
    found = plan(catalog, lines, swap, ("10.0.0.77", "10.1.0.77"))
    aside = [step for batch in found.batches for step in batch.steps if step.aside]
    assert {(step.start_words[:5], step.to.text) for step in aside if step.to} == {
        ("10.0.", "10.0.0.77"),
        ("10.1.", "10.1.0.77"),
    }
    assert plan(catalog, lines, swap, ("10.0.0.77/15",)).devices


def test_a_spare_address_is_not_that_of_a_gateway(catalog: Catalog) -> None:
    moves = Moves([planned_move("10.0.0.5", "10.1.0.5", "line 1", "24", "10.1.0.1")])
    with pytest.raises(UsageError, match="spare address 10.1.0.1 is the gateway of line 1"):
        assert check(
            catalog, [{"Model": E200, "IP": "10.0.0.5"}], moves=moves, spares=("10.1.0.1",)
        ).readdressing


def test_nothing_is_written_before_a_refusal(catalog: Catalog) -> None:
    lines: list[dict[str, object]] = [
        {"Model": E200, "IP": f"10.0.0.{n}", "New IP": "10.1.0.5"} for n in (5, 6)
    ]
    checked = check(catalog, lines, moves={})
    with pytest.raises(UsageError):
        next(iter(checked))


def test_a_device_that_keeps_its_address_may_be_said_in_words(catalog: Catalog) -> None:
    words = ("", "-", "n/a", "same", "bleibt", "inchangé", "igual", "=", "10.0.0.5")
    for word in words:
        found = plan(catalog, [{"Model": E200, "IP": "10.0.0.5", "New IP": word}])
        assert (len(found.devices), found.staying) == (0, 1), word
    for word in ("DHCP", "auto"):
        with pytest.raises(UsageError, match=f"the new address '{word}': it is neither"):
            plan(catalog, [{"Model": E200, "IP": "10.0.0.5", "New IP": word}])


# --- the order


def test_a_swap_goes_over_a_spare_address_and_a_chain_begins_at_its_free_end(
    catalog: Catalog,
) -> None:
    lines: list[dict[str, object]] = [
        {"Model": E200, "IP": f"10.0.0.{n}", "Protocol today": "HTTP"} for n in range(1, 6)
    ]
    moves = {"10.0.0.1": "10.0.0.2", "10.0.0.2": "10.0.0.1", "10.0.0.3": "10.0.0.4",
             "10.0.0.4": "10.0.0.5", "10.0.0.5": "10.0.0.6"}  # fmt: skip
    found = plan(catalog, lines, moves, ("10.0.0.99",))
    steps = order(found)
    assert steps.index("10.0.0.5>10.0.0.6") < steps.index("10.0.0.4>10.0.0.5")
    assert steps.index("10.0.0.4>10.0.0.5") < steps.index("10.0.0.3>10.0.0.4")
    aside = next(n for n, step in enumerate(steps) if step.endswith(">10.0.0.99"))
    assert steps[aside + 2].startswith("10.0.0.99>")
    assert "?" in " ".join(order(plan(catalog, lines, moves)))


def test_what_may_stop_recording_comes_first_one_of_each_type_before_the_others(
    catalog: Catalog,
) -> None:
    lines: list[dict[str, object]] = [
        {"Model": model, "FW": "10.12.114", "IP": f"10.0.{n}.{k}", "New IP": f"10.1.{n}.{k}",
         "Protocol today": today, "Certificate": "self_signed"}
        for n, (model, today) in enumerate(
            [(E200, "HTTP"), (E200, "HTTPS Required"), ("Blank B7", "HTTPS Required")]
        )
        for k in range(1, 14)
    ]  # fmt: skip
    found = plan(catalog, lines)
    kinds = [batch.batch.kind for batch in found.batches]
    assert kinds == ["pilot", *["may stop recording"] * 3, "others"]
    assert [len(batch.steps) for batch in found.batches] == [2, 10, 10, 4, 13]
    assert [batch.batch.by_day for batch in found.batches] == [True] * 4 + [False]
    types = {step.device.facts.about for step in found.batches[0].steps}
    assert types == {"Exemplar E200, firmware 10.12.114", "Blank B7, firmware 10.12.114"}


def test_devices_of_one_type_with_other_certificates_have_a_pilot_each(catalog: Catalog) -> None:
    lines: list[dict[str, object]] = [
        {"Model": E200, "FW": "10.12.114", "IP": f"10.0.{n}.{k}", "New IP": f"10.1.{n}.{k}",
         "Protocol today": "HTTPS Required", "Certificate": held}
        for n, held in enumerate(("self_signed", "ca", ""))
        for k in range(1, 4)
    ]  # fmt: skip
    found = plan(catalog, lines)
    assert order(found)[:3] == [f"10.0.{n}.1>10.1.{n}.1" for n in range(3)]
    assert found.batches[0].batch.kind == "pilot"
    assert len(found.batches[0].steps) == 3


def test_a_type_of_which_no_device_can_move_first_is_said(catalog: Catalog) -> None:
    lines: list[dict[str, object]] = [
        {"Model": "Blank B7" if n < 4 else E200, "IP": f"10.0.0.{n}", "New IP": f"10.0.0.{n + 1}"}
        for n in range(1, 12)
    ]
    found = plan(catalog, lines)
    (note,) = [note for note in found.notes if note.code == "no_pilot"]
    assert "Blank B7" in note.text
    assert E200 not in note.text


def test_the_report_has_a_row_per_device_and_says_what_holds_for_many_once(
    run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "list.csv"
    rows = [f"Cam {n},Blank B7,10.0.0.{n},10.1.0.{n}" for n in range(1, 31)]
    path.write_text("\n".join(["Name,Model,IP,New IP", *rows]))
    html = run("check", str(path), "--format", "html").stdout
    moves = html.split('class="moves"')[1].split("</section>")[0]
    assert moves.count("10.0.0.7 → 10.1.0.7") == 1
    assert moves.count("What the look before the move tells") == 1
    assert '<th scope="col" class="number">Move</th>' in moves
    assert ">Step<" not in moves  # those are the steps of the plan of work


def test_two_that_swap_can_be_the_pilot_of_their_kind(run: Run, files: tuple[str, str]) -> None:
    """And what is counted once is named once in the totals."""
    rows = "4;Gate again;Exemplar E200;10.12.114;10.0.0.6;HTTPS Required\n"
    Path(files[0]).write_text(LIST.replace("HTTP\n", "HTTPS Required\n") + rows)
    done = run("check", files[0], "--readdress", files[1])
    assert "can move ahead" not in " ".join(done.stdout.split())
    assert "Batch 1 of 1: one device of each kind before the others, by day" in done.stdout
    evidence = [row for row in done.stdout.splitlines() if "Evidence" in row]
    assert evidence
    assert not [row for row in evidence if "more" in row]


def test_what_nobody_knows_is_one_look_per_device_type(catalog: Catalog) -> None:
    lines: list[dict[str, object]] = [
        {"Model": "Blank B7", "IP": f"10.0.0.{n}", "New IP": f"10.1.0.{n}"} for n in range(1, 9)
    ]
    found = plan(catalog, lines)
    assert [(look.code, look.devices) for look in found.looks] == [
        ("connection", 8),
        ("certificate", 8),
    ]
    look = found.looks[-1]
    assert "Subject Alternative Name" in look.text
    assert look.page == "https://10.0.0.1/"
    assert look.command is not None
    assert look.command.startswith("openssl s_client -connect 10.0.0.1:443 ")


@pytest.mark.parametrize(
    ("record", "at"),
    [
        ({"IP": "rtsp://10.0.0.5:554/axis-media"}, "10.0.0.5:443"),
        ({"IP": "http://10.0.0.5:8080/"}, "10.0.0.5:443"),
        ({"IP": "10.0.0.5:80"}, "10.0.0.5:443"),
        ({"IP": "https://10.0.0.5:8443/"}, "10.0.0.5:8443"),
        ({"IP": "rtsp://10.0.0.5:554/", "HTTPS port": "4443"}, "10.0.0.5:4443"),
        ({"IP": "rtsp://[2001:db8::5]:554/"}, "[2001:db8::5]:443"),
    ],
)
def test_the_look_before_the_move_goes_to_the_port_of_https(
    catalog: Catalog, record: dict[str, object], at: str
) -> None:
    common = {"Model": "Blank B7", "New IP": "10.1.0.5", "Protocol today": "HTTPS Required"}
    (look,) = plan(catalog, [{**common, **record}]).looks[-1:]
    assert look.command is not None
    assert f"-connect {at} " in look.command
    assert look.page == f"https://{at.removesuffix(':443')}/"


@given(st.permutations(range(1, 9)), st.integers(0, 8), st.data())
def test_whatever_moves_every_line_of_the_list_is_planned_or_stays(
    catalog: Catalog, places: list[int], moving: int, data: st.DataObject
) -> None:
    news = data.draw(st.permutations([*places[:moving], *range(20, 28)]))[:moving]
    todays = data.draw(st.lists(st.sampled_from(["HTTP", "HTTPS Required", ""]), min_size=8,
                                max_size=8))  # fmt: skip
    lines: list[dict[str, object]] = [
        {"Model": E200, "IP": f"10.0.0.{place}", "Protocol today": today,
         "New IP": f"10.0.0.{news[n]}" if n < moving else ""}
        for n, (place, today) in enumerate(zip(places, todays, strict=True))
    ]  # fmt: skip
    found = plan(catalog, lines)
    assert len(found.devices) + found.staying == 8
    held = {f"10.0.0.{place}" for place in places}
    waiting = 0
    for step in order(found):
        old, _, new = step.partition(">")
        if old != "?":
            held.remove(old)
        else:
            waiting -= 1
        if new != "?":
            assert new not in held
            held.add(new)
        else:
            waiting += 1
        assert waiting in (0, 1)
        assert len(held) + waiting == 8


# --- files


LIST = """Pos;Name;Model;Firmware;IP Address;Protocol today
1;Lobby;Exemplar E200;10.12.114;10.0.0.5;HTTPS Required
2;Gate;Exemplar E200;10.12.114;10.0.0.6;HTTP
3;Yard;=Blank B7;;10.0.0.7;
"""


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    """A list, and a map of its addresses."""
    (tmp_path / "list.csv").write_text(LIST)
    (tmp_path / "map.csv").write_text("alte IP;neue IP\n10.0.0.5;10.0.0.6\n10.0.0.6;10.0.0.5\n")
    return str(tmp_path / "list.csv"), str(tmp_path / "map.csv")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("map.csv", "Ancienne adresse,Nouvelle adresse\n10.0.0.5,10.0.0.6\n10.0.0.6,10.0.0.5\n"),
        ("map.csv", "IP;Remark;neue IP\n10.0.0.5;;10.0.0.6\n10.0.0.6;x;10.0.0.5\n;;\n"),
        ("map.csv", "IP address (old);IP address (new)\n10.0.0.5;10.0.0.6\n10.0.0.6;10.0.0.5\n"),
        ("map.csv", "IP (alt);IP (neu)\n10.0.0.5;10.0.0.6\n10.0.0.6;10.0.0.5\n"),
        ("map.csv", "Kamera-IP;IP - nuevo\n10.0.0.5;10.0.0.6\n10.0.0.6;10.0.0.5\n"),
        ("map.csv", "IP attuale;Planned IP\n10.0.0.5;10.0.0.6\n10.0.0.6;10.0.0.5\n"),
        ("map.csv", "oud adres,nieuw adres\n10.0.0.5,10.0.0.6\n10.0.0.6,10.0.0.5\n"),
        ("map.csv", "IP antigua;IP nueva\n10.0.0.5;10.0.0.6\n10.0.0.6;10.0.0.5\n"),
        ("map.csv", "vecchio indirizzo;nuovo indirizzo\n10.0.0.5;10.0.0.6\n10.0.0.6;10.0.0.5\n"),
        ("map.csv", "endereço antigo;novo endereço\n10.0.0.5;10.0.0.6\n10.0.0.6;10.0.0.5\n"),
        ("map.json", '[{"old": "10.0.0.5", "new": "10.0.0.6"}, '
                     '{"old": "10.0.0.6", "new": "10.0.0.5"}]'),
    ],
)  # fmt: skip
def test_a_map_may_have_its_headings_in_seven_languages(
    run: Run, files: tuple[str, str], tmp_path: Path, name: str, content: str
) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    done = run("check", files[0], "--readdress", str(path), "--format", "json")
    found = json.loads(done.stdout)["readdressing"]
    assert [device["new_address"] for device in found["devices"]] == ["10.0.0.6", "10.0.0.5"]


@pytest.mark.parametrize(
    ("content", "part"),
    [
        ("old,new\n10.0.0.5,10.0.0.6\n10.0.0.5,10.0.0.8\n", "line 2 of the map 'map.csv' and"),
        ("old,new\n10.0.0.5,10.0.0.999\n", "line 2 of the map 'map.csv'"),
        ("old,new\n10.0.0.5,\n", "no new address"),
        ("old,reason\n10.0.0.5,x\n", "no column of new addresses"),
        ("old,new\n", "the map 'map.csv' has no row under its header"),
        ("old,pwd=Hid3n\n10.0.0.5,x\n", "'pwd=***'"),
        ("old,new\n10.0.0.5,10.0.0.7\n", "which line 4 (Yard) has and keeps"),
        ("just text\n", "no row that names its columns"),
        ("", "empty"),
        ("old,new\n\x00,\x00\n", "map.csv"),
    ],
)  # fmt: skip
def test_a_map_that_is_wrong_says_where(
    run: Run, files: tuple[str, str], tmp_path: Path, content: str, part: str
) -> None:
    path = tmp_path / "map.csv"
    path.write_text(content)
    done = run("check", files[0], "--readdress", str(path), "-o", str(tmp_path / "out.json"))
    assert done.exit_code == 2
    assert part in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out.json").exists()


def test_a_format_that_has_no_place_for_the_plan_is_refused(
    run: Run, files: tuple[str, str], tmp_path: Path
) -> None:
    target = tmp_path / "out.jsonl"
    for asked in ("--format", "ndjson"), ("-o", str(target)):
        done = run("check", files[0], "--readdress", files[1], *asked)
        assert done.exit_code == 2
        said = " ".join((done.stdout + done.stderr).split())
        assert "ndjson has lines only and no plan for new addresses: choose json" in said
        assert not target.exists()


@pytest.mark.parametrize("form", [form for form in FORMS if form != "ndjson"])
@pytest.mark.parametrize("held", ["10.0.0.8", "10.0.0.7"])
def test_a_map_that_cannot_be_is_refused_before_anything_is_out(
    run: Run, files: tuple[str, str], tmp_path: Path, form: str, held: str
) -> None:
    path = tmp_path / "map.csv"
    path.write_text(f"old,new\n10.0.0.5,{held}\n10.0.0.6,{held}\n")
    done = run("check", files[0], "--readdress", str(path), "--format", form)
    assert done.exit_code == 2
    if form in ("json", "ndjson"):  # the refusal is the answer, and nothing else
        assert json.loads(done.stdout)["error"]["code"] == "map-collides"
    else:
        assert done.stdout == ""
        assert "both get" in done.stderr


def test_the_table_has_looks_batches_and_the_way_back_in_eighty_columns(
    run: Run, files: tuple[str, str]
) -> None:
    done = run("check", files[0], "--readdress", files[1], env={"COLUMNS": "80"})
    text = done.stdout.split("Re-addressing\n")[1]
    for line in text.splitlines():
        assert len(line) <= 80 or "openssl" in line
    flat = " ".join(text.split())
    assert "Stop at the first camera that does not come back" in flat
    assert "Gate, 10.0.0.6 to any free address of its network" in flat
    assert "Lobby, 10.0.0.5 to 10.0.0.6." in flat
    assert "Way back: Take move 3 back first, which gives 10.0.0.5 away." in flat
    assert "[ ] recorder [ ] DHCP [ ] firewall" in flat


def test_csv_and_workbook_have_a_row_per_step_with_cells_to_fill_in(
    run: Run, files: tuple[str, str], tmp_path: Path
) -> None:
    done = run(
        "check", files[0], "--readdress", files[1], "--spare", "10.0.0.99", "--format", "moves"
    )
    rows = list(csv.DictReader(done.stdout.splitlines(), delimiter=";"))
    assert [row["Name"] for row in rows] == ["Gate", "Lobby", "Gate"]
    assert [row["Move"] for row in rows] == ["1 (aside)", "2", "3"]
    assert [(row["Old address"], row["New address"]) for row in rows] == [
        ("10.0.0.6", "10.0.0.99"),
        ("10.0.0.5", "10.0.0.6"),
        ("10.0.0.99", "10.0.0.5"),
    ]
    to_fill_in = ("Symbol before", "Symbol after", "Recorder entry changed", "DHCP changed",
                  "Firewall changed", "Done by", "When")  # fmt: skip
    assert {row[heading] for row in rows for heading in to_fill_in} == {""}
    assert "2 devices in 1 batch" in " ".join(done.stderr.split())
    target = tmp_path / "moves.xlsx"
    run("check", files[0], "--readdress", files[1], "-o", str(target))
    with open_list(target, HeaderRules(lambda cells: "Way back" in cells)) as opened:
        assert [row.cells[3] for row in opened.rows] == ["Gate", "Lobby", "Gate"]
    with open_list(target, HeaderRules(lambda cells: "idb_status" in cells)) as opened:
        assert len(list(opened.rows)) == 3  # the lines are there as ever


def test_the_way_back_from_a_spare_address_needs_no_move_that_has_not_been(
    run: Run, files: tuple[str, str]
) -> None:
    spare = ("--spare", "10.0.0.99")
    asked = ("check", files[0], "--readdress", files[1], *spare, "--format")
    rows = list(csv.DictReader(run(*asked, "moves").stdout.splitlines(), delimiter=";"))
    aside, _, last = rows
    assert aside["Way back"].startswith("Set 10.0.0.6 again at the camera, then in the recorder")
    assert last["Way back"].startswith("Back to the address where it waited, then take move 2")
    steps = json.loads(run(*asked, "json").stdout)["readdressing"]["batches"][0]["steps"]
    assert [step["way_back"] for step in steps] == [row["Way back"] for row in rows]
    table = " ".join(run(*asked, "table").stdout.split())
    assert f"Way back: {aside['Way back']}" in table


def test_a_device_that_waits_may_be_away_where_its_certificate_does_not_fit(
    catalog: Catalog, run: Run, files: tuple[str, str]
) -> None:
    """Where the recorder reaches it in clear, recording only pauses."""
    moves = {"10.0.0.5": "10.0.0.6", "10.0.0.6": "10.0.0.5"}
    for today, words in (
        ("HTTPS Required", "may not record it meanwhile"),
        ("HTTP", "Pauses until"),
    ):
        lines: list[dict[str, object]] = [
            {"Model": E200, "IP": f"10.0.0.{n}", "Protocol today": today} for n in (5, 6)
        ]
        (aside,) = [
            step for own in plan(catalog, lines, moves).batches for step in own.steps if step.aside
        ]
        assert words in aside.recording_words
    Path(files[0]).write_text(LIST.replace("HTTP\n", "HTTPS Required\n"))
    for form in ("table", "html", "moves", "markdown", "json"):
        said = run("check", files[0], "--readdress", files[1], "--format", form).stdout
        assert "The recorder may not record it meanwhile" in " ".join(said.split()), form


def test_a_list_with_a_column_of_new_addresses_needs_no_map(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Model,alte IP,neue IP\nExemplar E200,10.0.0.5,10.1.0.5\n")
    document = json.loads(run("check", str(path), "--format", "json").stdout)
    assert document["readdressing"]["devices"][0]["old_address"] == "10.0.0.5"
    lines = list(csv.DictReader(run("check", str(path), "--format", "csv").stdout.splitlines()))
    assert lines[0]["idb_status"]
    moves = list(csv.DictReader(run("check", str(path), "--format", "moves").stdout.splitlines()))
    assert moves[0]["New address"] == "10.1.0.5"
    alone = run("check", str(path), "--map", "neue IP=", "--format", "json")
    assert json.loads(alone.stdout)["readdressing"] is None


def test_a_file_of_csv_has_the_moves_where_a_map_asks_for_them_unless_a_format_is_named(
    run: Run, files: tuple[str, str], tmp_path: Path
) -> None:
    target = tmp_path / "out.csv"
    asked = ("check", files[0], "--readdress", files[1])
    run(*asked, "-o", str(target))
    assert "New address" in target.read_text()
    run(*asked, "-o", str(target), "--force", "--format", "csv")
    assert "idb_status" in target.read_text()
    assert "idb_status" in run(*asked, "--format", "csv").stdout


def test_a_column_of_new_addresses_loses_no_line_of_a_file_of_csv(run: Run, tmp_path: Path) -> None:
    listed, target = tmp_path / "list.csv", tmp_path / "out.csv"
    listed.write_text("Model,IP,New IP\nExemplar E200,10.0.0.5,10.1.0.5\nExemplar E200,10.0.0.6,\n")
    run("check", str(listed), "-o", str(target))
    rows = list(csv.DictReader(target.read_text().splitlines()))
    assert [row["IP"] for row in rows] == ["10.0.0.5", "10.0.0.6"]
    assert all(row["idb_status"] for row in rows)
    run("check", str(listed), "-o", str(target), "--force", "--format", "moves")
    assert "New address" in target.read_text()


def test_steps_after_the_move_and_the_acceptance_sheet_have_the_new_address(
    run: Run, files: tuple[str, str], tmp_path: Path
) -> None:
    text = run("check", files[0], "--readdress", files[1], "--format", "markdown").stdout
    rows = [row for row in text.splitlines() if "Lobby" in row and "| " in row]
    change = next(row for row in rows if "Change the address" in row)
    assert "10.0.0.5, then 10.0.0.6" in change
    after = next(row for row in rows if "Look at the result" in row)
    assert "2 (1, Lobby, 10.0.0.6)" in after or "Lobby, 10.0.0.6" in after
    target = tmp_path / "acceptance.xlsx"
    run("check", files[0], "--readdress", files[1], "--format", "acceptance", "-o", str(target))
    with open_list(target, HeaderRules(lambda cells: "IP address" in cells)) as opened:
        place = opened.header.index("IP address")
        assert [row.cells[place] for row in opened.rows][:2] == ["10.0.0.6", "10.0.0.5"]


UNANSWERED = f"""Name,Model,FW,IP,New IP,Certificate,Protocol today
A,{E200},10.12.114,10.0.0.1,10.1.0.1,none,
B,{E200},10.12.114,10.0.0.2,10.1.0.2,ca,HTTP
C,4-channel encoder,,10.0.0.3,10.1.0.3,,
C,4-channel encoder,,10.0.0.3,10.1.0.3,,
D,Nonesuch 9000,,10.0.0.4,10.1.0.4,,HTTP
E,Wall mount,,10.0.0.5,10.1.0.5,,
"""
"""Devices that move, of which not all are cameras that have an answer."""


def test_every_surface_has_the_same_steps_for_as_many_devices(run: Run, tmp_path: Path) -> None:
    """Also paper, and also where nothing is known of a device but that it moves."""
    path, book = tmp_path / "list.csv", tmp_path / "out.xlsx"
    path.write_text(UNANSWERED)
    steps = json.loads(run("check", str(path), "--format", "json").stdout)["plan"]
    (move,) = [step for step in steps if step["code"] == "change_address"]
    assert (move["cameras"], move["devices"]) == (2, 5)
    html = unescape(run("check", str(path), "--format", "html").stdout)
    rows = html.split('class="work plan"')[1].split("</table>")[0].split("<tr")[2:]
    assert len(rows) == len(steps)
    for step, row in zip(steps, rows, strict=True):
        assert step["text"] in row
    (row,) = [row for row in rows if "Change the address" in row]
    assert "5 devices" in row
    (look,) = [row for row in rows if "records the camera again" in row]
    assert "Nonesuch 9000" in look
    assert "4-channel encoder" in look
    run("check", str(path), "--format", "xlsx", "-o", str(book))
    with open_list(book, HeaderRules(lambda cells: "Done when" in cells)) as opened:
        place = opened.header.index("For")
        assert "5 devices" in [row.cells[place] for row in opened.rows]
    assert "5 devices" in run("check", str(path), "--format", "markdown").stdout


@pytest.mark.parametrize("certificate", ["", "none", "self_signed", "ca"])
@pytest.mark.parametrize("today", ["", "HTTP", "HTTPS Required", "HTTPS If Available"])
@pytest.mark.parametrize("ip", ["10.0.0.5", "http://10.0.0.5/", "https://10.0.0.5/"])
def test_plan_of_work_and_of_moves_agree_on_what_may_stop(
    catalog: Catalog, certificate: str, today: str, ip: str
) -> None:
    beside = {"Certificate": certificate, "Protocol today": today}
    lines: list[dict[str, object]] = [
        {"Model": model, "IP": ip.replace(".5", f".{n}"), "New IP": f"10.1.0.{n}", **beside}
        for n, model in enumerate((E200, "Blank B7", "Nonesuch 9000"), 1)
    ]
    checked = check(catalog, lines, moves={})
    found = checked.readdressing
    assert found is not None
    list(checked)
    (move,) = [step for step in checked.plan if step.code == "change_address"]
    assert sum(one.waiting for one in move.lines) == sum(d.facts.may_stop for d in found.devices)
    assert ("may stay away" in move.text) == ("recording may stop" in found.sentence)


def test_where_addresses_swap_the_plan_of_work_has_the_order_of_the_moves(
    run: Run, files: tuple[str, str]
) -> None:
    for form in ("table", "html", "markdown"):
        said = run("check", files[0], "--readdress", files[1], "--format", form).stdout
        assert "in the order of the re-addressing plan" in " ".join(said.split())
    alone = run("check", files[0], "--ip-changed").stdout
    assert "one camera after the other" in " ".join(alone.split())


def test_an_encoder_of_several_inputs_is_one_device_in_the_plan(catalog: Catalog) -> None:
    records: list[dict[str, object]] = [
        {"Model": "Blank B7 4-channel encoder", "IP": "10.0.0.6"} for _ in range(4)
    ]
    records += [{"Model": E200, "IP": "10.0.0.7", "MAC": "AC:CC:8E:00:00:01"} for _ in range(3)]
    checked = check(catalog, records, moves={"10.0.0.6": "10.1.0.6", "10.0.0.7": "10.1.0.7"})
    list(checked)
    (move,) = [step for step in checked.plan if step.code == "change_address"]
    assert move.whom == "2 devices"
    said = move.line_words(move.lines)
    assert said == "lines 1 (10.0.0.6, then 10.1.0.6), 5 (10.0.0.7, then 10.1.0.7) (7 inputs)"


def test_an_input_of_a_device_that_another_line_answers_asks_for_nothing(catalog: Catalog) -> None:
    """It says less of the same device: that is no task of its own, and limits nothing."""
    lines: list[dict[str, object]] = [
        {"Model": E200, "FW": firmware, "IP": "10.0.0.7"} for firmware in ("10.12.114", "")
    ]
    checked = check(catalog, lines)
    list(checked)
    assert all(step.cameras == 1 for step in checked.plan)
    assert not [one for one in checked.limits if one.cameras == 0]
    assert "firmware_not_said" not in {one.code for one in checked.limits}


@pytest.mark.parametrize("ip", ["DHCP1", "192.168.1.x", "lobby", "tbd"])
def test_devices_without_an_address_of_their_own_are_as_many_as_their_lines(
    catalog: Catalog, ip: str
) -> None:
    lines: list[dict[str, object]] = [
        {"Model": E200, "IP": ip, "Serial": serial, "New IP": f"10.1.0.{n}"}
        for n, serial in enumerate(("pending", "siehe Foto", "1.23E+11", "pending"), 1)
    ]
    found = plan(catalog, lines)
    assert [len(device.device.lines) for device in found.devices] == [1, 1, 1, 1]


@pytest.mark.parametrize(
    ("firmware", "codes"),
    [
        (("10.12.114", "11.2.4"), ["two_firmwares_of_one_device"]),
        (("10.12.114", ""), ["firmware_once"]),
        (("10.12.114", "V10.12.114 "), []),
    ],
)
def test_lines_of_one_device_that_do_not_agree_on_its_firmware_are_said(
    catalog: Catalog, firmware: tuple[str, str], codes: list[str]
) -> None:
    checked = check(catalog, [{"Model": E200, "FW": said, "IP": "10.0.0.5"} for said in firmware])
    list(checked)
    notes = [limit for limit in checked.limits if limit.code in _OF_DEVICES]
    assert [note.code for note in notes] == codes
    assert all("lines 2 and 1" in note.text for note in notes)


_OF_DEVICES = ("two_firmwares_of_one_device", "firmware_once")


def test_what_one_line_of_a_device_says_holds_for_it_and_the_plan_says_so(catalog: Catalog) -> None:
    lines: list[dict[str, object]] = [
        {"Model": E200, "IP": "10.0.0.5", "New IP": "10.0.0.6"},
        {"Model": "E200", "Manufacturer": "Exemplar", "FW": "10.12.114", "IP": "10.0.0.5",
         "Certificate": "ca", "Certificate names": "host_name"},
    ]  # fmt: skip
    (device,) = plan(catalog, lines).devices
    assert device.facts.about == "Exemplar E200, firmware 10.12.114"
    assert device.facts.beside_words.startswith("firmware as line 2 says")
    assert device.facts.after.why == "its names hold no address"
    assert device.to_dict()["from_other_lines"] == [
        "firmware as line 2 says",
        "certificate as line 2 says",
        "names of the certificate as line 2 says",
    ]


def test_lines_of_one_device_that_contradict_each_other_are_said_in_its_answer(
    run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "list.csv"
    rows = [f"Gate,{E200},{fw},10.0.0.5,10.0.0.6" for fw in ("10.12.114", "11.2.4")]
    path.write_text("\n".join(["Name,Model,FW,IP,New IP", *rows, "Gate,Blank B7,,10.0.0.5,"]))
    for form in ("table", "json", "moves", "html", "markdown"):
        said = " ".join(run("check", str(path), "--format", form).stdout.split())
        assert "ine 3 says firmware 11.2.4" in said
        assert "line 4 says Blank B7" in said
    document = json.loads(run("check", str(path), "--format", "json").stdout)
    assert [note["code"] for note in document["readdressing"]["notes"]] == ["lines_differ"]
    assert "two_firmwares_of_one_device" in {limit["code"] for limit in document["limits"]}


# --- another network


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("10.0.0.5", "10.0.0.9", ""),
        ("10.0.0.5", "10.1.0.5", "Enter the new subnet mask and the new gateway with"),
        ("10.0.0.5/16", "10.0.1.5/16", ""),
        ("10.0.0.5", "10.0.1.5/16", ""),
        ("10.0.0.5/24", "10.0.0.9/25", "Enter the subnet mask 255.255.255.128 and the new gateway"),
        ("10.0.0.5", "10.1.0.5/23", "Enter the subnet mask 255.255.254.0 and the new gateway"),
        ("2001:db8::5", "2001:db8::6", ""),
        ("2001:db8::5", "2001:db8:0:1::5/64", "Enter the subnet mask /64 and the new gateway"),
        ("cam-5.example.org", "cam-6.example.org", ""),
    ],
)
def test_a_device_that_goes_to_another_network_is_told_mask_and_gateway(
    catalog: Catalog, old: str, new: str, says: str
) -> None:
    found = one(catalog, {"Model": E200, "IP": old, "New IP": new})
    assert found.entering_words.startswith(says)
    assert bool(found.entering_words) == bool(says)
    assert ("mask and gateway of today" in found.way_back.text) == bool(says)


@pytest.mark.parametrize(
    "header",
    ["Old IP;New IP;Mask;Gateway", "Alte IP;Neue IP;Neue Subnetzmaske;Standard-Gateway"]
    + ["old;new;new subnet mask;new default gateway", "Ancien;Nouveau;Masque;Passerelle"],
)
def test_mask_and_gateway_of_a_map_stand_in_columns_of_their_own(
    run: Run, tmp_path: Path, header: str
) -> None:
    path, target = tmp_path / "list.csv", tmp_path / "map.csv"
    path.write_text(f"Model,IP\n{E200},10.0.0.5\n{E200},10.0.0.6\n")
    rows = "10.0.0.5;10.1.0.5;255.255.255.0;10.1.0.1\n10.0.0.6;10.1.0.6/24;;\n"
    target.write_text(f"{header}\n{rows}")
    asked = ("check", str(path), "--readdress", str(target), "--format")
    said = list(csv.DictReader(run(*asked, "moves").stdout.splitlines()))
    assert [(row["Subnet mask"], row["Gateway"]) for row in said] == [
        ("255.255.255.0", "10.1.0.1"),
        ("255.255.255.0", "the new one"),
    ]
    network = json.loads(run(*asked, "json").stdout)["readdressing"]["devices"][0]["network"]
    assert network["changes"] is True
    assert (network["subnet_mask"], network["gateway"]) == ("255.255.255.0", "10.1.0.1")
    table = " ".join(run(*asked, "table").stdout.split())
    assert "Enter the subnet mask 255.255.255.0 and the gateway 10.1.0.1 with the address" in table
    assert "gateway 10.1.0.1" in run(*asked, "html").stdout
    assert "| 255.255.255.0 | 10.1.0.1 |" in run(*asked, "markdown").stdout


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (
            "10.1.0.5;255.255.0.255;",
            "of the map 'map.csv' has the subnet mask '255.255.0.255'",
        ),
        ("10.1.0.5;33;", "line 2 of the map 'map.csv' has the subnet mask"),
        ("10.1.0.5/24;255.255.0.0;", "is not that of /24 behind the address"),
        ("10.1.0.0;255.255.255.0;", "it is the address of the network 10.1.0.0/24"),
        ("10.1.0.5;255.255.255.0;10.2.0.1", "which is not in its network (/24)"),
        ("10.1.0.5;;10.1.0.5", "as its own address too"),
        ("10.1.0.5;;10.1.0.300", "the gateway '10.1.0.300': it is no IP address"),
        ("2001:db8::5;255.255.255.0;", "which is one of IPv4"),
        ("10.1.0.5;x;", "the subnet mask 'x', which is none"),
        ("10.1.0.5;255.255.255.255;", "'255.255.255.255', which leaves room for no other device"),
        ("10.1.0.5/32;;", "the subnet mask /32, which leaves room for no other device"),
        ("10.1.0.5;0.0.0.0;", "the subnet mask '0.0.0.0', which is that of all addresses"),
        ("10.1.0.5;24;10.1.0.255", "'10.1.0.255': it is the broadcast address of the network"),
        ("10.1.0.5;24;10.1.0.0", "'10.1.0.0': it is the address of the network"),
        ("10.1.0.5;24;fe80::1", "the gateway 'fe80::1', which is one of IPv6"),
        ("10.1.0.5;;fe80::1", "the gateway 'fe80::1', which is one of IPv6"),
        ("2001:db8::5;64;10.1.0.1", "the gateway '10.1.0.1', which is one of IPv4"),
        ("10.1.0.5;24;gw", "the gateway 'gw': it is no IP address"),
        ("10.1.0.5;;gw.example.org", "the gateway 'gw.example.org': it is no IP address"),
        (
            "10.1.0.5;24;10.1.0.1\n10.0.0.6;10.1.0.1;24;10.1.0.9",
            "gets 10.1.0.1, which is the gateway of line 2",
        ),
    ],
)
def test_a_mask_or_gateway_that_cannot_be_says_where(
    run: Run, tmp_path: Path, row: str, why: str
) -> None:
    path, target = tmp_path / "list.csv", tmp_path / "map.csv"
    path.write_text(f"Model,IP\n{E200},10.0.0.5\n")
    target.write_text(f"old;new;mask;gateway\n10.0.0.5;{row}\n")
    done = run("check", str(path), "--readdress", str(target))
    assert done.exit_code == 2
    assert why in " ".join(done.stderr.split())


def test_cells_of_a_map_that_are_merged_with_one_above_hold_for_their_rows_too(
    run: Run, tmp_path: Path
) -> None:
    path, target = tmp_path / "list.csv", tmp_path / "map.xlsx"
    path.write_text(f"Model,IP\n{E200},10.0.0.5\n{E200},10.0.0.6\n")
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ("Old IP", "New IP", "Mask", "Gateway"),
        ("10.0.0.5", "10.1.0.5", "255.255.255.0", "10.1.0.1"),
        ("10.0.0.6", "10.1.0.6"),
        (),
    ):
        sheet.append(row)
    for cells in ("C2:C4", "D2:D4", "A3:A4", "B3:B4"):
        sheet.merge_cells(cells)
    book.save(target)
    done = run("check", str(path), "--readdress", str(target), "--format", "json")
    devices = json.loads(done.stdout)["readdressing"]["devices"]
    assert [one["network"]["gateway"] for one in devices] == ["10.1.0.1", "10.1.0.1"]
    assert [one["network"]["subnet_mask"] for one in devices] == ["255.255.255.0"] * 2


def test_what_was_left_out_of_a_map_is_said_with_the_plan(run: Run, tmp_path: Path) -> None:
    path, target = tmp_path / "list.csv", tmp_path / "map.xlsx"
    path.write_text(f"Model,IP\n{E200},10.0.0.5\n{E200},10.0.0.6\n")
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(("Old IP", "New IP"))
    sheet.append(("10.0.0.5", "10.1.0.5"))
    for name, header in (("later", ("old", "new")), ("notes", ("a", "b")), ("half", ("old", "x"))):
        other = book.create_sheet(name)
        other.append(header)
        other.append(("10.0.0.6", "10.1.0.6"))
    book["later"].sheet_state = "hidden"
    book.save(target)
    asked = ("check", str(path), "--readdress", str(target), "--format")
    notes = json.loads(run(*asked, "json").stdout)["readdressing"]["notes"]
    said = {note["code"]: note["text"] for note in notes}
    assert "'later'" in said["sheet_hidden"]
    assert "'notes'" in said["sheet_without_header"]
    assert "'half'" in said["no_moves_in_table"]
    assert all(text.startswith("Of the map 'map.xlsx': ") for text in said.values())
    for form in ("table", "html", "markdown"):
        assert "half" in run(*asked, form).stdout, form


def test_a_new_address_that_is_not_decided_yet_is_never_passed_over_in_silence(
    run: Run, catalog: Catalog, tmp_path: Path
) -> None:
    path, target = tmp_path / "list.csv", tmp_path / "map.csv"
    path.write_text(f"Model,IP\n{E200},10.0.0.5\n{E200},10.0.0.6\n")
    for word in ("tbd", "TBD", "?", "tba"):
        target.write_text(f"old,new\n10.0.0.5,{word}\n10.0.0.6,10.1.0.6\n")
        done = run("check", str(path), "--readdress", str(target))
        assert done.exit_code == 2, word
        assert f"the new address '{word}'" in " ".join(done.stderr.split())
    lines: list[dict[str, object]] = [
        {"Model": E200, "IP": "10.0.0.5", "New IP": "tbd"},
        {"Model": E200, "IP": "10.0.0.6", "New IP": "10.1.0.6"},
    ]
    found = plan(catalog, lines)
    (note,) = found.notes
    assert (note.code, found.staying) == ("undecided_address", 1)
    assert "line 1" in note.text


def test_a_gateway_that_can_be_is_taken(catalog: Catalog) -> None:
    said = [
        ("10.1.0.5", "24", "10.1.0.1"),
        ("10.1.0.5", "255.255.0.0", "10.1.9.1"),
        ("2001:db8::5", "64", "fe80::1"),
        ("cam-6.example.org", "24", "10.1.0.1"),
    ]
    for new, mask, gateway in said:
        found = planned_move("10.0.0.5", new, "line 1", mask, gateway)
        assert found.network.gateway == gateway, new


def test_the_gateway_itself_may_move_with_the_list(catalog: Catalog) -> None:
    lines: list[dict[str, object]] = [
        {"Model": E200, "IP": "10.0.0.5"},
        {"Model": "Router", "IP": "10.0.0.1"},
    ]
    moves = [
        planned_move("10.0.0.5", "10.1.0.5", "line 1", "24", "10.1.0.1"),
        planned_move("10.0.0.1", "10.1.0.1", "line 2"),
    ]
    found = check(catalog, lines, moves=Moves(moves)).readdressing
    assert found is not None
    assert len(found.devices) == 2
    lines[1]["Model"] = E200
    with pytest.raises(UsageError, match="gets 10.1.0.1, which is the gateway of line 1"):
        assert check(catalog, lines, moves=Moves(moves)).readdressing


@pytest.mark.parametrize(
    "user", ["root:pw@", "root:p@w@", "//root:pw@", "rtsp://root:p@w@", "***@"]
)
def test_a_user_in_front_of_an_address_does_not_make_another_device_of_it(
    run: Run, tmp_path: Path, user: str
) -> None:
    path, target = tmp_path / "list.csv", tmp_path / "map.csv"
    path.write_text(f"Model,IP\n{E200},10.0.0.1\n{E200},{user}10.0.0.2\n")
    target.write_text(f"old,new\n10.0.0.1,10.0.0.2\n{user}10.0.0.2,{user}10.0.0.1\n")
    done = run("check", str(path), "--readdress", str(target), "--format", "json")
    found = json.loads(done.stdout)["readdressing"]
    assert [(one["lines"], one["new_address"]) for one in found["devices"]] == [
        ([2], "10.0.0.2"),
        ([3], "10.0.0.1"),
    ]
    assert not found["notes"]
    assert ":pw" not in done.stdout


def test_a_device_over_http_is_said_to_need_nothing_in_code_and_text_alike(
    catalog: Catalog,
) -> None:
    device = one(catalog, {"Model": E200, "Protocol today": "HTTP", "Certificate": "ca"})
    assert device.to_dict()["after"] == {
        "code": "unused",
        "tasks": [],
        "text": "Nothing to do for the certificate: the recorder does not use it today.",
    }


def test_a_sheet_of_moves_asks_each_device_once_whether_it_has_a_column_of_masks(
    catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines: list[dict[str, object]] = [
        {"Model": E200, "IP": f"10.0.0.{n}", "New IP": f"10.0.0.{n % 200 + 1}"}
        for n in range(1, 201)
    ]
    found = plan(catalog, lines)
    asked: list[MovedDevice] = []
    monkeypatch.setattr(MovedDevice, "says_network", property(asked.append))
    assert len(list(move_rows(found))) == 201
    assert len(asked) < 3 * 201


@pytest.mark.parametrize(
    ("moves", "part"),
    [
        ({"10.0.0.1": None}, "pair 1 has no new address"),
        ({None: "10.0.0.1"}, "pair 1 has no old address"),
        ({"10.0.0.1": 5}, "pair 1 has the new address as int, and not as text"),
        ({b"10.0.0.1": "10.0.0.2"}, "pair 1 has the old address as bytes"),
        ([("10.0.0.1", "10.0.0.2")], "the moves are of type list: give a mapping"),
        ("map.csv", "the moves are of type str: give a mapping"),
    ],
)
def test_moves_that_a_caller_gives_wrongly_are_refused_in_a_sentence(
    catalog: Catalog, moves: Any, part: str
) -> None:
    with pytest.raises(UsageError, match=part):
        check(catalog, [{"Model": E200, "IP": "10.0.0.1"}], moves=moves)


@pytest.mark.parametrize("spares", ["10.0.0.9", [5], [None]])
def test_spares_that_a_caller_gives_wrongly_are_refused_in_a_sentence(
    catalog: Catalog, spares: Any
) -> None:
    with pytest.raises(UsageError, match="the list of spares"):
        check(catalog, [{"Model": E200, "IP": "10.0.0.1"}], moves={}, spares=spares)


def test_of_a_type_with_two_kinds_both_are_told_where_none_can_be_a_pilot(
    catalog: Catalog,
) -> None:
    lines: list[dict[str, object]] = [
        {
            "Model": E200,
            "IP": f"10.0.0.{n}",
            "New IP": f"10.0.0.{n % 40 + 1}",
            "Protocol today": "HTTPS Required",
            "Certificate": "ca" if n % 2 else "self_signed",
        }
        for n in range(1, 41)
    ]
    (note,) = [note for note in plan(catalog, lines).notes if note.code == "no_pilot"]
    assert "(such as line 1)" in note.text
    assert "(such as line 2)" in note.text
    assert note.text.count(E200) == 2


def test_a_ring_of_three_has_its_pilot(catalog: Catalog) -> None:
    lines: list[dict[str, object]] = [
        {"Model": E200, "IP": f"10.0.0.{n}", "New IP": f"10.0.0.{n % 3 + 1}"} for n in (1, 2, 3)
    ]
    lines += [
        {"Model": E200, "IP": f"10.0.1.{n}", "New IP": f"10.0.2.{n}", "Protocol today": "HTTP"}
        for n in range(1, 9)
    ]
    found = plan(catalog, lines)
    assert not [note for note in found.notes if note.code == "no_pilot"]
    assert len(found.batches[0].steps) == 4


def test_what_one_row_of_the_map_moves_moves_in_one_go(catalog: Catalog) -> None:
    lines: list[dict[str, object]] = [
        {"Model": E200, "IP": "10.0.0.21:8080", "Protocol today": "HTTPS Required"},
        {"Model": "Blank B7", "IP": "10.0.0.21:8081", "Protocol today": "HTTP"},
    ]
    lines[1:1] = [{"Model": E200, "IP": f"10.0.0.{n}"} for n in range(30, 52)]
    moves = {"10.0.0.21": "10.1.0.21", **{f"10.0.0.{n}": f"10.1.0.{n}" for n in range(30, 52)}}
    found = plan(catalog, lines, moves)
    at = [n for n, text in enumerate(order(found)) if text.startswith("10.0.0.21:")]
    assert len(at) == 2
    assert at[1] == at[0] + 1
    batches = {one.batch for one in found.devices if one.old.startswith("10.0.0.21:")}
    assert len(batches) == 1


def test_names_of_files_and_titles_show_no_secret(run: Run, files: tuple[str, str]) -> None:
    hidden = Path(files[1]).with_name("m pwd=Hid3n.csv")
    hidden.write_text("old,new\n10.0.0.5,\n")
    assert "Hid3n" not in run("check", files[0], "--readdress", str(hidden)).stderr
    titled = run("check", files[0], "--title", "x rtsp://u:Hid3n@h/", "--format", "html").stdout
    assert "Hid3n" not in titled


def test_the_answer_is_the_same_in_every_run(files: tuple[str, str]) -> None:
    """Python gives sets another order in each process."""
    written = set()
    for seed in ("0", "1", "2", "3"):
        command = [sys.executable, "-m", "integration_db_cli", "check", *files[:1], "--format",
                   "json", "--readdress", files[1]]  # fmt: skip
        done = subprocess.run(command, env={**os.environ, "PYTHONHASHSEED": seed},
                              capture_output=True, check=False)  # fmt: skip
        written.add(done.stdout)
    assert len(written) == 1


def test_a_list_that_moves_nothing_says_so(run: Run, files: tuple[str, str]) -> None:
    done = run("check", files[0], "--format", "moves")
    assert done.exit_code == 2
    assert "--readdress" in done.stderr


def test_markdown_and_html_have_the_plan_and_a_customer_gets_no_addresses(
    run: Run, files: tuple[str, str]
) -> None:
    options = ("check", files[0], "--readdress", files[1], "--format")
    markdown = run(*options, "markdown").stdout
    assert "## Re-addressing" in markdown
    assert "| 10.0.0.5 | 10.0.0.6 |" in markdown
    html = run(*options, "html").stdout
    assert 'id="report-moves"' in html
    assert "10.0.0.5 → 10.0.0.6" in html
    assert html.count('class="batch"') == 1
    customer = run(*options, "html", "--for", "customer").stdout
    assert 'id="report-moves"' not in customer
    assert "10.0.0" not in customer


def test_hostile_cells_stay_text(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    name = '=cmd|" /C calc"!A0<script>x</script>'
    rows = [["Name", "Model", "IP", "New IP"], [name, E200, "10.0.0.5", "10.1.0.5"]]
    with path.open("w", newline="") as file:
        csv.writer(file).writerows(rows)
    for form in ("moves", "html", "markdown", "json", "table"):
        text = run("check", str(path), "--format", form).stdout
        assert "<script>x" not in text or form in ("moves", "json", "table")
        if form == "moves":
            assert next(csv.DictReader(text.splitlines()))["Name"].startswith("'=")
    bad: Any = run("check", str(path), "--readdress", str(path), "--spare", "$(reboot)")
    assert bad.exit_code == 2
    assert "spare address '$(reboot)'" in bad.stderr


def test_each_worksheet_has_devices_of_its_own(run: Run, tmp_path: Path) -> None:
    book = Workbook()
    for title, new in (("North", "10.1.0.5"), ("South", "10.2.0.5")):
        sheet = book.active if title == "North" else book.create_sheet(title)
        assert sheet is not None
        sheet.title = title
        for row in (["Model", "IP", "New IP"], [E200, "10.0.0.5", new]):
            sheet.append(row)
    book.save(tmp_path / "sites.xlsx")
    document = json.loads(run("check", str(tmp_path / "sites.xlsx"), "--format", "json").stdout)
    devices = document["readdressing"]["devices"]
    assert [device["new_address"] for device in devices] == ["10.1.0.5", "10.2.0.5"]
    assert [device["devices_at_old_address"] for device in devices] == [1, 1]


def test_a_device_that_two_worksheets_name_by_its_mac_moves_once(run: Run, tmp_path: Path) -> None:

    book = Workbook()
    for title, firmware in (("Cameras", ""), ("Network", "10.12.114")):
        sheet = book.active if title == "Cameras" else book.create_sheet(title)
        assert sheet is not None
        sheet.title = title
        for row in (["Model", "FW", "IP", "MAC"], [E200, firmware, "10.0.0.5", "ACCC8E0F1122"]):
            sheet.append(row)
    book.save(tmp_path / "list.xlsx")
    (tmp_path / "map.csv").write_text("old,new\n10.0.0.5,10.0.0.6\n")
    asked = ("check", str(tmp_path / "list.xlsx"), "--readdress", str(tmp_path / "map.csv"))
    (device,) = json.loads(run(*asked, "--format", "json").stdout)["readdressing"]["devices"]
    assert device["lines"] == [2, 2]
    assert device["device_type"] == "Exemplar E200, firmware 10.12.114"
    assert device["from_other_lines"] == ["firmware as line 2 of Network says"]


def test_the_page_plans_new_addresses_and_says_what_is_refused(api: httpx.Client) -> None:
    content = f"Model,IP,New IP\n{E200},10.0.0.5,10.1.0.5\n{E200},10.0.0.6,"
    seen = api.post("/check", data={"list": content + "10.1.0.6\n"}).text
    assert 'id="report-moves"' in seen
    assert "10.0.0.5 → 10.1.0.5" in seen
    refused = api.post("/check", data={"list": content + "10.1.0.5\n"})
    assert refused.status_code == 400
    assert "Line 2 and line 3 both get 10.1.0.5" in refused.text
    none = api.post("/check", data={"list": f"Model\n{E200}\n", "form": "moves", "as": "file"})
    assert "give the list a column New IP" in none.text


def _address(number: int, net: int = 10) -> str:
    return f"{net}.0.{number // 200}.{number % 200 + 1}"


def _mac(number: int) -> str:
    return f"00:40:8c:00:{number >> 8:02x}:{number & 255:02x}"


def _of_many(form: str, many: int) -> tuple[list[dict[str, object]], dict[str, str]]:
    """Return a list of many lines, and a map, of a form in which each could look at all others."""
    places = range(many)
    ports = {f"10.0.0.1:{9000 + n}": f"10.0.0.2:{9000 + n}" for n in places}
    lines: list[dict[str, object]]
    if form == "to one address":
        lines = [{"IP": _address(n), "New IP": "11.0.0.1"} for n in places]
    elif form == "to one that many keep":
        lines = [{"IP": "11.0.0.1", "MAC": _mac(n)} for n in places]
        lines += [{"IP": _address(n), "New IP": "11.0.0.1"} for n in places]
    elif form == "one device":
        lines = [{"IP": "10.0.0.1", "New IP": "11.0.0.1"} for _ in places]
    elif form == "ports of one host":
        return [{"IP": old} for old in ports], ports
    elif form == "one address today":
        lines = [{"IP": "10.0.0.1", "MAC": _mac(n), "New IP": _address(n, 11)} for n in places]
    elif form == "chain":
        lines = [{"IP": _address(n), "New IP": _address(n + 1)} for n in places]
    else:
        assert form == "ring"
        lines = [{"IP": _address(n), "New IP": _address((n + 1) % many)} for n in places]
    return [{"Model": "E200", **line} for line in lines], {}


@pytest.mark.parametrize(
    "form",
    [
        *("to one address", "to one that many keep", "one device", "ports of one host"),
        *("one address today", "chain", "ring"),
    ],
)
def test_a_plan_takes_as_many_steps_more_as_there_are_lines_more(
    catalog: Catalog, form: str
) -> None:
    steps = 0

    def count(frame: FrameType, event: str, _: object) -> Any:
        nonlocal steps
        if "readdressing" not in frame.f_code.co_filename:
            return None
        steps += event == "line"
        return count

    def taken(many: int) -> int:
        nonlocal steps
        records, moves = _of_many(form, many)
        before = steps
        traced = sys.gettrace()
        sys.settrace(count)
        try:
            with suppress(UsageError):
                plan(catalog, records, moves)
        finally:
            sys.settrace(traced)
        return steps - before

    assert taken(160) < 5 * taken(40)


def test_all_that_collide_are_counted(catalog: Catalog) -> None:
    with pytest.raises(UsageError) as caught:
        plan(catalog, _of_many("to one address", 2_000)[0])
    assert caught.value.message.endswith("and 1,998,995 more like these")
